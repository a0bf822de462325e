//! # 第十四条
//!
//! > 使用部门向省政务云迁移、部署信息系统前,应组织编制迁移、部署方案并报省营商环境局审核。省营商环境局组织省政务大数据中心对方案进行论证,并依论证结论进行审核。
//!
//! Computed: the plan is attached; the application comes before the planned deployment. Later on the appraisal has
//! its conclusion, the review follows it and goes by it. A change asks for a plan where it is a major one
//! (article 18).
//!
//! Not computed: the plan's quality (论证 is the centre's work); whether a plan that passed may be refused.
//!
//! Interpretation: the article asks for no reasons of a decision; they are asked for, so that the department can
//! mend what it applied for.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words, date::iso};
use crate::dossier::Errand;

#[path = "a14_decision.rs"]
mod decision;

pub(super) use decision::reasons_of;

/// What article 14 asks of the steps of a case.
pub const LIFE: &[Provision] = &[decision::APPRAISAL, decision::ORDER, decision::DECISION, decision::REASONS];

/// What article 14 asks of an application.
pub const PROVISIONS: &[Provision] = &[
    Provision {
        id: "a14-plan",
        citation: Citation {
            article: 14, quote: "应组织编制迁移、部署方案并报省营商环境局审核"
        },
        says: ("附迁移、部署方案", "The migration or deployment plan is attached"),
        reading: None,
        codes: &[PLAN_OPEN],
        check: plan,
    },
    Provision {
        id: "a14-before",
        citation: Citation {
            article: 14, quote: "使用部门向省政务云迁移、部署信息系统前"
        },
        says: ("在迁移、部署前申请", "The application comes before the deployment"),
        reading: None,
        codes: &[DEPLOYED_BEFORE],
        check: before,
    },
];

const PLAN_OPEN: Code = Code {
    code: "a14-plan-open",
    severity: Severity::ToDo,
    message: ("尚未上传迁移、部署方案。", "The migration or deployment plan is not attached."),
    remedy: (
        "组织编制方案并上传，报{authority}审核。",
        "Draw up the plan and attach it for review by {authority}.",
    ),
};

const DEPLOYED_BEFORE: Code = Code {
    code: "a14-deployed-before",
    severity: Severity::Bars,
    message: ("计划部署日期早于申请日期。", "The planned deployment is before the application."),
    remedy: (
        "方案须在部署前报审，请调整部署日期。",
        "The plan is reviewed before deployment: move the date.",
    ),
};

fn plan(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match case.is_full() {
        None => Verdict::Unknown(vec![Path::field("change.major")]),
        Some(false) => Verdict::NotApplicable,
        Some(true) if case.now().papers("papers.plan") > 0 => Verdict::Holds,
        Some(true) => notes.open(&PLAN_OPEN, &["papers.plan"]),
    }
}

fn before(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    // Article 18 says it of a change.
    if case.errand() == Errand::Change {
        return Verdict::NotApplicable;
    }
    let as_of = case.as_of();
    match case.now().date("plan.deploy") {
        // The form asks for the date; nothing is to be added.
        None => Verdict::Unknown(vec![Path::field("plan.deploy")]),
        Some(deploy) if deploy >= as_of => Verdict::Holds,
        Some(deploy) => {
            notes.find(
                &DEPLOYED_BEFORE,
                Path::field("plan.deploy"),
                Words::new(format!("不早于 {}", iso(as_of)), format!("{} or later", iso(as_of))),
                Words::same(iso(deploy)),
            );
            Verdict::Fails
        }
    }
}
