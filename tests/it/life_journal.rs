//! The journal of a whole life, as the browser tests show it: applied for, sent back, mended, approved, tested,
//! opened, advised on, changed, left. Cut short after any step it is the journal of a case that stands there.

use govcloud::basics::{Digest, date};
use govcloud::dossier::{Attachment, Draft, Errand, NeedRow};
use govcloud::lifecycle::{Standing, moves};
use govcloud::wire::v1::case;
use govcloud::wire::v1::journal::{self, Journal, JudgedBy, Step};
use std::sync::Arc;

const FILE: &str = "tests/data/life.journal.json";

/// What the department applies for: the published list of a real department.
fn application(errand: Errand) -> Draft {
    let mut draft = case::read(include_str!("../data/beijing-mpa.case.json")).unwrap().draft;
    draft.errand = errand;
    for (key, text) in [
        ("plan.deploy", "2026-03-02"),
        ("plan.live", "2026-03-23"),
        ("budget.start", "2026-04-01"),
        ("crypto.assessment_date", "2025-08-20"),
        ("crypto.assessment_filed", "2025-09-10"),
        ("security.assessment_date", "2025-07-15"),
        ("security.selfcheck_date", "2025-06-10"),
    ] {
        draft.set_field(key, text);
    }
    draft
}

fn sheet(errand: Errand, fields: &[(&str, &str)]) -> Draft {
    let mut draft = Draft { errand, ..Draft::default() };
    fields.iter().for_each(|(key, text)| draft.set_field(key, text));
    draft
}

fn paper(draft: &mut Draft, role: &str, name: &str) {
    draft.attachments.push(Attachment {
        role: role.into(),
        name: name.into(),
        media_type: "application/pdf".into(),
        size: 20_480,
        digest: Digest::of(name.as_bytes()),
    });
}

fn appraised(day: &str) -> Draft {
    let text = "方案完整，资源测算与现有负载相符，密码应用和等级保护安排可行。";
    let mut draft = sheet(
        Errand::Appraise,
        &[("appraisal.conclusion", "pass"), ("appraisal.date", day), ("appraisal.text", text)],
    );
    paper(&mut draft, "appraisal", "论证报告.pdf");
    draft
}

fn decided(outcome: &str, day: &str, reason: &str) -> Draft {
    sheet(
        Errand::Decide,
        &[("decision.outcome", outcome), ("decision.date", day), ("decision.reason", reason)],
    )
}

fn activated(day: &str, memory: &str) -> Draft {
    let mut draft = sheet(Errand::Activate, &[("activation.date", day), ("activation.note", "按合同开通。")]);
    for (id, cells) in [
        (
            "n1",
            [
                ("item", "vm.vcpu"),
                ("name", "业务系统云主机资源池 · vCPU"),
                ("count", "925"),
                ("unit", "核"),
                ("price", "38.50"),
            ],
        ),
        (
            "n2",
            [
                ("item", "vm.memory"),
                ("name", "业务系统云主机资源池 · 内存"),
                ("count", memory),
                ("unit", "GB"),
                ("price", "12.00"),
            ],
        ),
    ] {
        let mut row = NeedRow { id: id.into(), ..NeedRow::default() };
        cells.iter().for_each(|(column, text)| row.set_cell(column, text));
        row.set_cell("period", "month");
        draft.needs.push(Arc::new(row));
    }
    draft
}

/// The change that follows the advice: less memory, and the sizing says why.
fn changed() -> Draft {
    let mut draft = application(Errand::Change);
    for (key, text) in [
        ("change.reason", "依据 2026-07-06 的资源调整建议，内存由 3689 GB 调整为 2400 GB。"),
        ("change.major", "no"),
        ("change.advised", "yes"),
        ("needs.sizing", "按上半年监测的内存利用率重新测算。"),
        ("plan.deploy", "2026-07-20"),
        ("plan.live", "2026-07-20"),
    ] {
        draft.set_field(key, text);
    }
    Arc::make_mut(&mut draft.needs[0]).set_cell("d.memory", "2400 GB");
    draft
}

fn to_opening() -> Vec<(&'static str, Draft)> {
    let mut first = application(Errand::Migrate);
    first.set_field("needs.sizing", "");
    let mut filed = sheet(Errand::File, &[("file.live", "2026-03-25"), ("file.note", "一式三份。")]);
    paper(&mut filed, "contract", "服务合同.pdf");
    paper(&mut filed, "test-report", "测试报告.pdf");
    paper(&mut filed, "risk-report", "安全风险评估报告.pdf");
    vec![
        ("2026-01-05", first),
        ("2026-01-12", appraised("2026-01-12")),
        ("2026-01-14", decided("back", "2026-01-14", "资源测算说明缺失，请补充测算依据后重新提交。")),
        ("2026-01-19", application(Errand::Migrate)),
        ("2026-01-23", appraised("2026-01-23")),
        ("2026-01-26", decided("approve", "2026-01-26", "依论证结论，同意。")),
        (
            "2026-02-10",
            sheet(
                Errand::Procure,
                &[
                    ("procurement.supplier", "示例云服务商甲"),
                    ("procurement.method", "negotiation"),
                    ("procurement.date", "2026-02-09"),
                    ("contract.number", "示例-2026-017"),
                    ("contract.date", "2026-02-10"),
                    ("contract.amount", "1250000"),
                    ("contract.access", "yes"),
                    ("contract.clearing", "yes"),
                ],
            ),
        ),
        (
            "2026-02-27",
            sheet(
                Errand::Trial,
                &[
                    ("trial.deployed", "2026-02-26"),
                    ("trial.start", "2026-02-27"),
                    ("trial.plan", "功能、性能、迁移数据核对和安全加固。"),
                ],
            ),
        ),
        (
            "2026-03-18",
            sheet(
                Errand::Test,
                &[
                    ("test.end", "2026-03-17"),
                    ("test.passed", "yes"),
                    ("test.log", "全部用例通过；两处性能问题已处理。"),
                    ("test.risk_done", "yes"),
                    ("test.risk_date", "2026-03-16"),
                    ("test.risk_result", "无高风险项。"),
                ],
            ),
        ),
        ("2026-03-20", filed),
        ("2026-03-25", activated("2026-03-25", "3689")),
    ]
}

fn to_leaving() -> Vec<(&'static str, Draft)> {
    let mut advised = sheet(
        Errand::Advise,
        &[
            ("advice.text", "内存利用率明显偏低，建议将内存由 3689 GB 调整为 2400 GB。"),
            ("advice.evidence", "2026 年 4 月至 6 月，内存平均利用率 21%、23%、22%，连续三个月低于 30%。"),
            ("advice.date", "2026-07-06"),
        ],
    );
    paper(&mut advised, "monitoring", "监测数据-2026-06.csv");
    advised.needs = changed().needs.into_iter().take(1).collect();
    vec![
        ("2026-07-06", advised),
        ("2026-07-13", changed()),
        ("2026-07-16", decided("approve", "2026-07-16", "符合资源调整建议，同意。")),
        ("2026-07-20", activated("2026-07-20", "2400")),
        (
            "2026-10-12",
            sheet(
                Errand::Leave,
                &[
                    ("leave.kind", "remove"),
                    ("leave.reason", "业务并入新平台。"),
                    ("leave.date", "2026-11-01"),
                    ("leave.data", "业务数据库全部数据（8 TB）及附件文件。"),
                    ("leave.documents", "系统设计、运维和测试文档。"),
                ],
            ),
        ),
        ("2026-10-15", decided("approve", "2026-10-15", "")),
        (
            "2026-10-28",
            sheet(
                Errand::HandOver,
                &[
                    ("handover.complete", "yes"),
                    ("handover.date", "2026-10-28"),
                    ("handover.list", "业务数据库备份两份，文档一套。"),
                ],
            ),
        ),
        (
            "2026-11-02",
            sheet(
                Errand::Clear,
                &[
                    ("clearing.complete", "yes"),
                    ("clearing.date", "2026-11-02"),
                    ("clearing.method", "全部卷多次覆写并删除，备份同步清除。"),
                ],
            ),
        ),
    ]
}

fn step(at: usize, day: &str, sheet: Draft) -> Step {
    use govcloud::dossier::Role;
    let role = sheet.errand.role();
    let by = match role {
        Role::Department => "示例省药品监督管理局（演示单位）",
        Role::Authority => "省营商环境局",
        Role::Centre => "省政务大数据中心",
        Role::Supplier => "示例云服务商甲",
        Role::Treasury => "省财政厅",
    };
    let key = format!("00000000-0000-4000-8000-{at:012}");
    Step {
        role,
        by: by.into(),
        at: format!("{day}T09:30:00+08:00"),
        on: date::parse(day).unwrap(),
        envelope: Digest::of(key.as_bytes()),
        key,
        sheet: Arc::new(sheet),
        judged: JudgedBy {
            ruleset: "heilongjiang-2021/2".into(),
            text_hash: Digest::of("办法".as_bytes()),
            catalog: ("demo-2026.1".into(), Digest::of(b"demo")),
            jurisdiction: "heilongjiang".into(),
            as_of: date::parse(day).unwrap(),
        },
    }
}

#[test]
fn the_journal_of_a_whole_life_is_a_chain_of_moves() {
    let mut journal = Journal::new("2026-000017");
    for (at, (day, sheet)) in to_opening().into_iter().chain(to_leaving()).enumerate() {
        let found = moves::find(&journal.life(), sheet.errand, sheet.errand.role());
        assert!(found.is_ok(), "step {}: {:?}: {found:?}", at + 1, sheet.errand);
        journal.push(step(at + 1, day, sheet));
    }
    assert_eq!(Standing::of(&journal.life()), Standing::Left);
    let text = format!("{}\n", journal.write());
    if std::env::var_os("GOVCLOUD_BLESS").is_some() {
        std::fs::write(FILE, &text).unwrap();
    }
    let kept = std::fs::read_to_string(FILE).unwrap_or_default();
    assert_eq!(kept, text, "{FILE} is stale: write it anew with GOVCLOUD_BLESS=1");
    assert_eq!(journal::read(&kept).unwrap(), journal);
}
