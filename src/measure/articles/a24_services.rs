//! Article 24: the services that a level usually takes. Advice, never a fault.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict, jurisdiction::ids};
use crate::basics::{Path, Words};

pub(super) const SERVICES: Provision = Provision {
    id: "a24-services",
    citation: Citation { article: 24, quote: "使用部门应加强信息系统安全管理" },
    says: ("按等级考虑安全服务", "Security services are thought of"),
    reading: Some((
        "本办法未规定各等级须选用的服务；所列为通常做法",
        "the measure names no services for a level; those listed are what is usually taken",
    )),
    codes: &[NO_SERVICES],
    check: services,
};

const NO_SERVICES: Code = Code {
    code: "a24-no-security-services",
    severity: Severity::Advice,
    message: (
        "须备案等级的系统，需求中没有安全类服务。",
        "The system's level is one that is filed, but no security service is asked for.",
    ),
    remedy: (
        "自行建设或由云平台统一提供的除外；否则在资源表中补充。",
        "Add them to the resource table, unless they are built apart from it or come with the platform.",
    ),
};

/// What is usually taken at a level.
fn usual(level: u8) -> Words {
    if level >= 3 {
        return Words::new(
            "通常选用边界访问控制、主机防护、日志审计（六个月以上）、备份、漏洞扫描、堡垒机、双因素认证，面向互联网的加 WAF",
            "Usually taken: access control at the border, host protection, log audit (six months and more), backup, scanning, bastion, \
             two factors, and a WAF where it faces the internet",
        );
    }
    Words::new(
        "通常选用边界访问控制、主机防护、日志审计（六个月以上）、备份",
        "Usually taken: access control at the border, host protection, log audit (six months and more), backup",
    )
}

fn services(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let Some(level) = case.now().level("security.level") else {
        return Verdict::Unknown(vec![Path::field("security.level")]);
    };
    match case.number(ids::FILING_LEVEL) {
        Err(unknown) => return unknown,
        Ok(least) if i64::from(level) < least => return Verdict::NotApplicable,
        Ok(_) => {}
    }
    if case.rows().is_empty() {
        return Verdict::Unknown(vec![Path::root().at("needs")]);
    }
    if case.rows().iter().any(|(need, _)| need.function.starts_with("security/")) {
        return Verdict::Holds;
    }
    notes.find(
        &NO_SERVICES,
        Path::root().at("needs"),
        usual(level),
        Words::new("没有安全类服务", "No security services"),
    );
    Verdict::NeedsJudgement
}
