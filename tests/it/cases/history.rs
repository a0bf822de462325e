//! What was done in a case, from one cell: `部署申请 2026-01-05；论证 2026-01-10 通过；审核 2026-01-12 通过`.

use super::columns::{attach, field, typed};
use govcloud::basics::{Date, Path, date};
use govcloud::dossier::papers::ROLES;
use govcloud::dossier::{Act, Draft, Errand, Life, NeedRow, fields::shown, read};
use std::sync::Arc;

/// The steps by their names in sheets, with the field that the day of the step goes to.
const STEPS: &[(&str, Errand, &[&str])] = &[
    ("部署申请", Errand::Deploy, &[]),
    ("迁移申请", Errand::Migrate, &[]),
    ("变更申请", Errand::Change, &[]),
    ("终止申请", Errand::Leave, &[]),
    ("撤回", Errand::Withdraw, &[]),
    ("论证", Errand::Appraise, &["appraisal.date"]),
    ("审核", Errand::Decide, &["decision.date"]),
    ("政府批准", Errand::Government, &["government.date"]),
    ("采购", Errand::Procure, &["procurement.date"]),
    ("纳管确认", Errand::Confirm, &["confirm.date"]),
    ("单独购置", Errand::Purchase, &["purchase.date"]),
    ("开始测试", Errand::Trial, &["trial.deployed", "trial.start"]),
    ("测试结果", Errand::Test, &["test.end"]),
    ("备案", Errand::File, &["file.live"]),
    ("开通", Errand::Activate, &["activation.date"]),
    ("调整建议", Errand::Advise, &["advice.date"]),
    ("建议办结", Errand::Settle, &["settle.date"]),
    ("移交", Errand::HandOver, &["handover.date"]),
    ("清除", Errand::Clear, &["clearing.date"]),
];

/// What a word says in a step.
const WORDS: &[(Errand, &str, &str, &str)] = &[
    (Errand::Appraise, "通过", "appraisal.conclusion", "pass"),
    (Errand::Appraise, "不通过", "appraisal.conclusion", "fail"),
    (Errand::Decide, "通过", "decision.outcome", "approve"),
    (Errand::Decide, "退回", "decision.outcome", "back"),
    (Errand::Decide, "不予同意", "decision.outcome", "refuse"),
    (Errand::Government, "批准", "government.approved", "yes"),
    (Errand::Government, "不批准", "government.approved", "no"),
    (Errand::Confirm, "符合", "confirm.meets", "yes"),
    (Errand::Confirm, "不符合", "confirm.meets", "no"),
    (Errand::Test, "通过", "test.passed", "yes"),
    (Errand::Test, "不通过", "test.passed", "no"),
    (Errand::Change, "重大", "change.major", "yes"),
    (Errand::Change, "一般", "change.major", "no"),
    (Errand::Change, "依据建议", "change.advised", "yes"),
    (Errand::HandOver, "全部", "handover.complete", "yes"),
    (Errand::HandOver, "部分", "handover.complete", "no"),
    (Errand::Clear, "全部", "clearing.complete", "yes"),
    (Errand::Clear, "部分", "clearing.complete", "no"),
];

/// The errand of this name: as a step of a history, or as the form is called.
pub(crate) fn errand(name: &str) -> Option<Errand> {
    let short = match name {
        "部署" => Some(Errand::Deploy),
        "迁移" => Some(Errand::Migrate),
        "变更" => Some(Errand::Change),
        "终止" => Some(Errand::Leave),
        _ => STEPS.iter().find(|step| step.0 == name).map(|step| step.1),
    };
    short.or_else(|| Errand::ALL.into_iter().find(|errand| errand.name().0 == name))
}

/// The name of an errand in sheets.
pub(crate) fn name(errand: Errand) -> &'static str {
    STEPS.iter().find(|step| step.1 == errand).unwrap().0
}

/// Histories that go by a name, so that a sheet need not tell them each time: `标准至备案`, `特殊至采购`.
const USUAL: &[(&str, &[&str])] = &[
    (
        "标准至",
        &[
            "部署申请 2026-01-05 安全保护等级=第二级 系统所在网络=政务外网区",
            "论证 2026-01-10 通过",
            "审核 2026-01-12 通过",
            "采购 2026-02-01 确定的云服务商=某云",
            "开始测试 2026-02-10",
            "测试结果 2026-03-01 通过",
            "备案 2026-03-02 三份材料",
            "开通 2026-03-03",
        ],
    ),
    (
        "特殊至",
        &[
            "部署申请 2026-01-05 单独购置",
            "论证 2026-01-10 通过",
            "审核 2026-01-12 通过",
            "政府批准 2026-01-20 批准",
            "采购 2026-02-01 确定的云服务商=某云",
            "纳管确认 2026-02-03 符合 出具确认的云服务商=某云",
            "单独购置 2026-02-08",
            "开始测试 2026-02-10",
            "测试结果 2026-03-01 通过",
            "备案 2026-03-02 三份材料",
        ],
    ),
];

/// The steps of a part of a history: itself, or those of the usual one that it names.
fn steps(part: &str) -> Result<Vec<&str>, String> {
    let Some((last, usual)) =
        USUAL.iter().find_map(|(start, usual)| Some((part.strip_prefix(start)?, usual)))
    else {
        return Ok(vec![part]);
    };
    let ends = |step: &&str| step.split_whitespace().next() == Some(last);
    let at = usual.iter().position(ends).ok_or(format!("经过“{part}”"))?;
    Ok(usual[..=at].to_vec())
}

/// Reads a history, or says which part of it is none.
pub(crate) fn read(text: &str) -> Result<Life, String> {
    let parts = text.split('；').map(str::trim).filter(|part| !part.is_empty());
    let told: Result<Vec<Vec<&str>>, String> = parts.map(steps).collect();
    let told = told?.concat();
    let acts: Result<Vec<Act>, String> =
        told.into_iter().enumerate().map(|(at, step)| act(at + 1, step)).collect();
    let acts = acts?;
    if !acts.is_sorted_by_key(|act| act.on) {
        return Err(format!("经过“{text}”的日期没有先后"));
    }
    Ok(Life::of(acts))
}

fn act(number: usize, text: &str) -> Result<Act, String> {
    let mut words = text.split_whitespace();
    let name = words.next().unwrap_or_default();
    let (_, errand, days) = STEPS.iter().find(|step| step.0 == name).ok_or(format!("环节“{name}”"))?;
    let mut sheet = Draft { errand: *errand, ..Draft::default() };
    let mut on: Option<Date> = None;
    for word in words {
        if let Some(day) = date::parse(word).filter(|_| on.is_none()) {
            on = Some(day);
            days.iter().for_each(|key| sheet.set_field(key, word));
        } else if let Some((label, value)) = word.split_once('=') {
            set(&mut sheet, label, value)?;
        } else if word == "三份材料" && *errand == Errand::File {
            for role in ["contract", "test-report", "risk-report"] {
                attach(&mut sheet, role, "有")?;
            }
        } else if word == "单独购置" && errand.is_application() {
            let mut row = NeedRow { id: "n1".to_owned(), ..NeedRow::default() };
            row.set_cell("special", "yes");
            sheet.needs.push(Arc::new(row));
        } else {
            let said = WORDS.iter().find(|said| said.0 == *errand && said.1 == word);
            let (_, _, key, code) = said.ok_or(format!("环节“{name}”中的“{word}”"))?;
            sheet.set_field(key, code);
        }
    }
    let on = on.ok_or(format!("环节“{text}”没有日期"))?;
    let stated = |path: &Path| sheet.fields.keys().any(|key| *path == Path::field(key));
    if let Some(problem) = read::facts(&sheet).problems.iter().find(|p| p.bars && stated(&p.path)) {
        return Err(format!("环节“{text}”：{}", problem.message.zh));
    }
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    Ok(Act::new(number, errand.role(), name, on, Arc::new(sheet)))
}

/// `标签=内容`; `标签=未填` leaves a field of the step empty, `材料=有` attaches a document.
fn set(sheet: &mut Draft, label: &str, value: &str) -> Result<(), String> {
    if let Some(role) = ROLES.iter().find(|role| role.name.0 == label) {
        return attach(sheet, role.code, value);
    }
    let spec = field(label).ok_or(format!("未知的项“{label}”"))?;
    if value == "未填" {
        sheet.set_field(spec.key, "");
        return Ok(());
    }
    sheet.set_field(spec.key, &typed(spec, value)?);
    if shown(spec, sheet) { Ok(()) } else { Err(format!("“{label}”在该环节不显示")) }
}
