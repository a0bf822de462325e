//! The forms of the demonstration: every field that a step asks for, as somebody would fill it in on that day.

use super::super::accounts::Who;
use super::stories::Story;
use chrono::{Datelike as _, Days};
use govcloud::basics::{Date, Lang, date};
use govcloud::catalog::{Edition, Grammar, Item, Standing};
use govcloud::dossier::read::SERVICE_PERIODS;
use govcloud::dossier::{Draft, Errand, Life, NeedRow, PriceStanding, Role};
use govcloud::fees::Line;
use govcloud::lifecycle::Judge;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What every application of the demonstration says.
const APPLICATION: &str = include_str!("application.json");

/// The form of a step, without its papers and its services.
pub(super) fn sheet(
    story: &Story,
    step: usize,
    errand: Errand,
    day: Date,
    life: &Life,
    people: &[Who],
) -> Draft {
    let outcome = story.steps.get(step).map_or("", |taken| taken.outcome);
    if errand.is_application() {
        return application(story, errand, outcome, day, life, people);
    }
    let mut draft = Draft { errand, ..Draft::default() };
    let today = date::iso(day);
    let name = |role| story.who(role, people).map_or("", |who| who.tenant_name.zh.as_str());
    let mut set = |pairs: &[(&str, &str)]| pairs.iter().for_each(|(key, text)| draft.set_field(key, text));
    match errand {
        Errand::Leave => set(&[
            ("leave.kind", "remove"),
            ("leave.reason", "业务已并入其他系统，本系统停止使用（演示）。"),
            ("leave.date", &date::iso(day + Days::new(30))),
            ("leave.data", "业务数据库全量备份一份，附件文件一批（演示）。"),
            ("leave.documents", "部署文档、运维手册各一份（演示）。"),
        ]),
        Errand::Withdraw => set(&[("withdraw.reason", "建设内容调整，重新测算资源后另行申请（演示）。")]),
        Errand::Appraise => set(&[
            ("appraisal.conclusion", "pass"),
            ("appraisal.date", &today),
            ("appraisal.text", "方案完整，资源测算有依据，目录能够满足，同意提交审核（演示）。"),
        ]),
        Errand::Decide => {
            set(&[
                ("decision.outcome", outcome),
                ("decision.date", &today),
                ("decision.reason", reason(outcome)),
            ]);
        }
        Errand::Government => set(&[
            ("government.approved", "yes"),
            ("government.document", "关于单独购置专用设备的批复（演示，无真实文号）"),
            ("government.date", &today),
        ]),
        Errand::Procure => set(&[
            ("procurement.supplier", name(Role::Supplier)),
            ("procurement.method", "negotiation"),
            ("procurement.date", &date::iso(day - Days::new(3))),
            ("contract.number", "DEMO-2026（演示）"),
            ("contract.date", &today),
            ("contract.amount", "360000"),
            ("contract.access", "yes"),
            ("contract.clearing", "yes"),
        ]),
        Errand::Confirm => set(&[
            ("confirm.supplier", name(Role::Supplier)),
            ("confirm.meets", "yes"),
            ("confirm.text", "设备型号、接口和管理协议符合纳管要求（演示）。"),
            ("confirm.date", &today),
        ]),
        Errand::Purchase => {
            set(&[("purchase.document", "政府采购合同（演示，无真实编号）"), ("purchase.date", &today)]);
        }
        Errand::Trial => set(&[
            ("trial.deployed", &date::iso(day - Days::new(1))),
            ("trial.start", &today),
            ("trial.plan", "功能、性能、安全和备份恢复测试，业务处室参加试用（演示）。"),
        ]),
        Errand::Test => set(&[
            ("test.end", &today),
            ("test.passed", "yes"),
            (
                "test.log",
                "功能用例 126 项全部通过；压力测试达到 800 并发；发现问题 4 个，均已修复并复测（演示）。",
            ),
            ("test.risk_done", "yes"),
            ("test.risk_date", &date::iso(day - Days::new(4))),
            ("test.risk_result", "未发现高风险，低风险 2 项已整改（演示）。"),
        ]),
        Errand::File => set(&[("file.live", &today)]),
        Errand::Activate => {
            set(&[("activation.date", &today), ("activation.note", "按合同清单开通（演示）。")])
        }
        Errand::Advise => set(&[
            (
                "advice.text",
                &format!(
                    "建议将应用服务器由 {} 台调整为 {} 台（演示）。",
                    story.machines,
                    machines(story, Errand::Change)
                ),
            ),
            (
                "advice.evidence",
                "近三个月 CPU 月均 6%、7%、6%，内存月均 21%、22%、20%，均低于建议线（演示数据）。",
            ),
            ("advice.date", &today),
        ]),
        Errand::Settle => set(&[("settle.reason", "已在例行维护中调整（演示）。"), ("settle.date", &today)]),
        Errand::HandOver => set(&[
            ("handover.complete", "yes"),
            ("handover.date", &today),
            ("handover.list", "数据库全量备份、附件文件、部署文档和运维手册（演示）。"),
        ]),
        Errand::Clear => set(&[
            ("clearing.complete", "yes"),
            ("clearing.date", &today),
            ("clearing.method", "云主机、云盘和备份全部删除并覆写，经双方确认（演示）。"),
        ]),
        Errand::Deploy | Errand::Migrate | Errand::Change => {}
    }
    if errand == Errand::Advise {
        // What is proposed is what the change of these stories applies for.
        draft.needs = needs(story, Errand::Change);
    }
    draft
}

fn reason(outcome: &str) -> &'static str {
    match outcome {
        "approve" => "方案已论证通过，资源与需求相符，同意（演示）。",
        "back" => "1. 存储测算缺少依据，请补充三年增长说明；2. 请明确备份保留周期（演示）。",
        _ => "已有统一建设的同类系统可以使用，不予同意，请接入统一系统（演示）。",
    }
}

fn application(
    story: &Story,
    errand: Errand,
    outcome: &str,
    day: Date,
    life: &Life,
    people: &[Who],
) -> Draft {
    let mut draft = match life.in_force() {
        // A change begins with what runs.
        Some(running) if errand == Errand::Change => (*running.sheet).clone(),
        _ => Draft::default(),
    };
    draft.errand = errand;
    draft.attachments.clear();
    let texts: BTreeMap<String, String> = serde_json::from_str(APPLICATION).unwrap_or_default();
    texts.iter().for_each(|(key, text)| draft.set_field(key, text));
    let unit = story.who(Role::Department, people).map_or("", |who| who.tenant_name.zh.as_str());
    let before = |days| date::iso(day - Days::new(days));
    let after = |days| date::iso(day + Days::new(days));
    for (key, text) in [
        ("unit.name", unit),
        ("system.name", story.system),
        ("system.build", if errand == Errand::Change { "running" } else { "new" }),
        ("plan.deploy", &after(40)),
        ("plan.live", &after(70)),
        ("papers.plan_title", &format!("{}部署方案", story.system)),
        ("security.filing_date", &before(200)),
        ("security.selfcheck_date", &before(60)),
        ("security.assessment_date", &before(150)),
        ("crypto.assessment_date", &before(150)),
        ("crypto.assessment_filed", &before(140)),
        ("budget.start", &after(70)),
        ("budget.year", &((day + Days::new(70)).year() + 1).to_string()),
    ] {
        draft.set_field(key, text);
    }
    if errand == Errand::Change {
        let advised = if outcome == "advised" { "yes" } else { "no" };
        for (key, text) in [
            ("change.reason", "按资源调整建议，减少长期空闲的云主机（演示）。"),
            ("change.major", "no"),
            ("change.advised", advised),
        ] {
            draft.set_field(key, text);
        }
    }
    draft.needs = needs(story, errand);
    draft
}

fn machines(story: &Story, errand: Errand) -> u32 {
    if errand == Errand::Change { story.machines.div_ceil(2) } else { story.machines }
}

fn needs(story: &Story, errand: Errand) -> Vec<Arc<NeedRow>> {
    let machines = machines(story, errand).to_string();
    let mut rows = vec![row(
        1,
        &[
            ("name", "应用服务器"),
            ("function", "compute/vm/general"),
            ("count", &machines),
            ("d.vcpu", "4"),
            ("d.memory", "8"),
            ("d.disk.plain", "100"),
            ("reason", "部署业务应用和接口服务（演示）。"),
        ],
    )];
    if story.special {
        let special = [
            ("name", "专用处理服务器"),
            ("function", "compute/metal/general"),
            ("count", "2"),
            ("d.vcpu", "512"),
            ("d.memory", "8 TB"),
            ("special", "yes"),
            ("reason", "单机内存须容纳全部样本，目录内没有能够满足或适配的服务器（演示）。"),
        ];
        rows.push(row(2, &special));
    }
    rows
}

fn row(number: usize, cells: &[(&str, &str)]) -> Arc<NeedRow> {
    let mut row = NeedRow { id: format!("n{number}"), ..NeedRow::default() };
    cells.iter().for_each(|(column, text)| row.set_cell(column, text));
    Arc::new(row)
}

/// The papers that a step comes with.
pub(super) fn papers(sheet: &Draft) -> Vec<&'static str> {
    let special = sheet.needs.iter().any(|row| row.cell("special") == "yes");
    match sheet.errand {
        Errand::Deploy | Errand::Migrate if special => vec!["plan", "basis", "special", "crypto", "filing"],
        Errand::Deploy | Errand::Migrate | Errand::Change => vec!["plan", "basis", "crypto", "filing"],
        Errand::Appraise => vec!["appraisal"],
        Errand::Government => vec!["approval"],
        Errand::Procure => vec!["notice"],
        Errand::File => vec!["contract", "test-report", "risk-report"],
        Errand::Advise => vec!["monitoring"],
        Errand::HandOver => vec!["handover"],
        Errand::Clear => vec!["clearing"],
        _ => Vec::new(),
    }
}

/// The services that start with an activation: what the catalog answered to the application at work, at the
/// prices of the edition and for what they are worth (示例).
pub(super) fn services(judge: &mut Judge, life: &Life) -> Vec<Arc<NeedRow>> {
    let Some(application) = life.at_work().and_then(|procedure| procedure.application()) else {
        return Vec::new();
    };
    let estimate = judge.judge(&application.sheet).estimate;
    let lines = estimate.rows.iter().flat_map(|row| &row.fees.lines);
    lines.enumerate().map(|(at, line)| service(judge.edition(), at + 1, line)).collect()
}

fn service(edition: &Edition, number: usize, line: &Line) -> Arc<NeedRow> {
    let item = edition.item(&line.item);
    let count = line.units.saturating_mul(line.instances).to_string();
    let mut row = NeedRow { id: format!("s{number}"), ..NeedRow::default() };
    row.set_cell("item", &line.item);
    row.set_cell("name", item.map_or("", |item| item.name.zh.as_str()));
    row.set_cell("function", item.map_or("", |item| item.function.as_str()));
    row.set_cell("unit", item.map_or("", |item| unit(edition, item)));
    row.set_cell("count", &count);
    if let Some(price) = line.price(edition) {
        let period = SERVICE_PERIODS.iter().find(|(_, period)| *period == price.period);
        row.set_cell("price", &price.amount.plain());
        row.set_cell("period", period.map_or("month", |(code, _)| code));
        let standing = match price.standing {
            Standing::Official => PriceStanding::Official,
            Standing::Illustrative => PriceStanding::Illustrative,
        };
        row.set_cell("standing", standing.code());
    }
    Arc::new(row)
}

/// The unit in which an item is sold, for people.
fn unit<'e>(edition: &'e Edition, item: &'e Item) -> &'e str {
    let Grammar::Component(range) = &item.grammar else { return "台" };
    let dimension = edition.dimension(&range.dimension);
    dimension.map_or("", |(_, dimension)| dimension.shown_unit(Lang::Zh))
}
