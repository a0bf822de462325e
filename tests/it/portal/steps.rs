//! The forms of single steps, filled in as the measure wants them.

use super::sample;
use super::world::SUPPLIER;
use govcloud::basics::{Date, date};
use govcloud::dossier::{Draft, Errand, NeedRow};
use std::sync::Arc;

/// The form of a step that is taken on this day; `outcome` where it can come to several things.
pub(super) fn sheet(errand: Errand, outcome: &str, day: Date) -> Draft {
    let mut draft = Draft { errand, ..Draft::default() };
    let today = date::iso(day);
    let before = |days| date::iso(day - chrono::Days::new(days));
    let mut set = |pairs: &[(&str, &str)]| pairs.iter().for_each(|(key, text)| draft.set_field(key, text));
    let or = |other| if outcome.is_empty() { other } else { outcome };
    match errand {
        Errand::Leave => set(&[
            ("leave.kind", "remove"),
            ("leave.reason", "停用"),
            ("leave.date", &date::iso(day + chrono::Days::new(30))),
            ("leave.data", "数据库备份"),
            ("leave.documents", "运维手册"),
        ]),
        Errand::Withdraw => set(&[("withdraw.reason", "另行申请")]),
        Errand::Appraise => set(&[
            ("appraisal.conclusion", or("pass")),
            ("appraisal.date", &today),
            ("appraisal.text", "方案可行"),
        ]),
        Errand::Decide => set(&[
            ("decision.outcome", or("approve")),
            ("decision.date", &today),
            ("decision.reason", "理由"),
        ]),
        Errand::Government => set(&[
            ("government.approved", or("yes")),
            ("government.document", "批复"),
            ("government.date", &today),
        ]),
        Errand::Procure => set(&[
            ("procurement.supplier", or(SUPPLIER)),
            ("procurement.method", "negotiation"),
            ("procurement.date", &before(1)),
            ("contract.number", "合同"),
            ("contract.date", &today),
            ("contract.amount", "100000"),
            ("contract.access", "yes"),
            ("contract.clearing", "yes"),
        ]),
        Errand::Confirm => {
            set(&[("confirm.supplier", SUPPLIER), ("confirm.meets", or("yes")), ("confirm.date", &today)])
        }
        Errand::Purchase => set(&[("purchase.document", "采购合同"), ("purchase.date", &today)]),
        Errand::Trial => set(&[("trial.deployed", &today), ("trial.start", &today)]),
        Errand::Test => set(&[
            ("test.end", &today),
            ("test.passed", or("yes")),
            ("test.log", "全部通过"),
            ("test.risk_done", "yes"),
            ("test.risk_date", &before(1)),
            ("test.risk_result", "低风险"),
        ]),
        Errand::File => set(&[("file.live", &today)]),
        Errand::Activate => set(&[("activation.date", &today)]),
        Errand::Advise => set(&[
            ("advice.text", "缩减一半"),
            ("advice.evidence", "三个月均低于建议线"),
            ("advice.date", &today),
        ]),
        Errand::Settle => set(&[("settle.reason", "已调整"), ("settle.date", &today)]),
        Errand::HandOver => set(&[
            ("handover.complete", or("yes")),
            ("handover.date", &today),
            ("handover.list", "数据库备份、运维手册"),
        ]),
        Errand::Clear => set(&[
            ("clearing.complete", or("yes")),
            ("clearing.date", &today),
            ("clearing.method", "删除并覆写"),
        ]),
        Errand::Deploy | Errand::Migrate | Errand::Change => {}
    }
    if errand == Errand::Activate {
        draft.needs = vec![service()];
    }
    draft
}

/// What runs from the activation on.
fn service() -> Arc<NeedRow> {
    let mut row = NeedRow { id: "s1".into(), ..NeedRow::default() };
    for (column, text) in [
        ("item", "DG-02"),
        ("name", "应用服务器"),
        ("function", "compute/vm/general"),
        ("unit", "台"),
        ("count", "2"),
        ("price", "100"),
        ("period", "month"),
        ("standing", "contract"),
    ] {
        row.set_cell(column, text);
    }
    Arc::new(row)
}

/// An application of this errand for what the samples apply for, with so many servers.
pub(super) fn application(errand: Errand, major: &str, servers: &str, day: Date) -> Draft {
    let mut draft = sample::draft("示例系统");
    Arc::make_mut(&mut draft.needs[0]).set_cell("count", servers);
    draft.errand = errand;
    let after = |days| date::iso(day + chrono::Days::new(days));
    for (key, text) in [
        ("change.reason", "业务增长"),
        ("change.major", major),
        ("change.advised", "no"),
        ("plan.deploy", &after(40)),
        ("plan.live", &after(70)),
        ("budget.start", &after(70)),
    ] {
        draft.set_field(key, text);
    }
    if errand == Errand::Change {
        draft.set_field("system.build", "running");
    }
    draft
}

/// With a row that asks for a purchase of its own: more memory than anything in the catalog has.
pub(super) fn special(mut draft: Draft) -> Draft {
    let mut row = NeedRow { id: "n2".into(), ..NeedRow::default() };
    for (column, text) in [
        ("name", "专用服务器"),
        ("function", "compute/metal/general"),
        ("count", "1"),
        ("d.vcpu", "512"),
        ("d.memory", "8 TB"),
        ("special", "yes"),
        ("reason", "目录不能满足"),
    ] {
        row.set_cell(column, text);
    }
    draft.needs.push(Arc::new(row));
    draft.set_field("papers.special_text", "国家有关文件第三条");
    let mut paper = draft.attachments[0].clone();
    paper.role = "special".into();
    paper.name = "special.pdf".into();
    draft.attachments.push(paper);
    draft
}
