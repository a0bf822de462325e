//! From the columns of a sheet to a case.

use super::{history, resources};
use govcloud::basics::{Date, Digest, Money, Words, date};
use govcloud::catalog::{
    Currency, Edition, Function, Grammar, Item, Period, Price, Rounding, Standing, TierMode,
};
use govcloud::dossier::{
    Attachment, Dossier, Draft, Errand, FieldKind, FieldSpec, Need, Outcome, Part, Record,
    fields::{FIELDS, shown},
    papers::ROLES,
    read,
};
use govcloud::measure::Jurisdiction;
use govcloud::wire::v1::jurisdiction::shipped;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Columns that are not facts.
pub(crate) const FRAME: &[&str] = &["情形", "类别", "结论", "发现", "所在"];

/// Columns that are neither fields nor papers.
const OTHERS: &[&str] = &[
    "事项",
    "判定日",
    "地区",
    "需求",
    "功能",
    "适配结果",
    "配置功能",
    "确认",
    "失效",
    "同意让步",
    "申请单独购置",
    "证明",
    "价格",
    "经过",
    "现状资源",
    "变更资源",
    "现状年费",
    "变更年费",
    "审核时适配",
    "开通服务",
    "服务单价",
    "价格性质",
];

/// Functions by their names in the sheets.
pub(crate) const FUNCTIONS: &[(&str, &str)] = &[
    ("云主机", "compute/vm/general"),
    ("物理机", "compute/metal/general"),
    ("块存储", "storage/block/plain"),
    ("防火墙", "security/firewall"),
    ("带宽", "network/internet/bandwidth"),
];

/// Prices by their names in the sheets.
const PRICES: &[(&str, Option<Standing>)] =
    &[("公布", Some(Standing::Official)), ("示例", Some(Standing::Illustrative)), ("未公布", None)];

/// Places by their names in the sheets.
const PLACES: &[(&str, &str)] = &[("黑龙江省", "heilongjiang"), ("示范市", "city-model")];

/// A case made from a row.
pub(crate) struct Made {
    pub(crate) place: Jurisdiction,
    /// As it would be typed.
    pub(crate) draft: Draft,
    pub(crate) dossier: Dossier,
    pub(crate) edition: Edition,
    pub(crate) as_of: Date,
}

/// The field of this name: its label, or its group and label where the label occurs twice.
pub(crate) fn field(name: &str) -> Option<&'static FieldSpec> {
    let mut found = FIELDS.iter().filter(|f| match name.split_once('·') {
        Some((group, label)) => f.group.0 == group && f.label.0 == label,
        None => f.label.0 == name,
    });
    let first = found.next();
    first.filter(|_| found.next().is_none())
}

/// True for a column that a sheet may have.
pub(crate) fn known(column: &str) -> bool {
    FRAME.contains(&column) || OTHERS.contains(&column) || role(column).is_some() || field(column).is_some()
}

/// The role of an attachment column.
fn role(column: &str) -> Option<&'static str> {
    let name = column.strip_prefix("材料：")?;
    ROLES.iter().find(|r| r.name.0 == name).map(|r| r.code)
}

/// Makes the case of a row from its filled cells, or says which cell it cannot read.
pub(crate) fn make(cells: &[(&str, &str)]) -> Result<Made, String> {
    let mut draft = Draft::default();
    let mut other: BTreeMap<&str, &str> = BTreeMap::new();
    for &(column, text) in cells {
        if FRAME.contains(&column) {
        } else if OTHERS.contains(&column) {
            other.insert(column, text);
        } else if let Some(role) = role(column) {
            attach(&mut draft, role, text)?;
        } else {
            let spec = field(column).ok_or(format!("未知的列“{column}”"))?;
            draft.set_field(spec.key, &typed(spec, text)?);
        }
    }
    draft.errand = match other.get("事项") {
        None => Errand::Deploy,
        Some(text) => history::errand(text).ok_or(format!("事项“{text}”"))?,
    };
    let life = history::read(other.get("经过").unwrap_or(&""))?;
    let as_of = other.get("判定日").unwrap_or(&"2026-06-01");
    let as_of = date::parse(as_of).ok_or(format!("判定日“{as_of}”"))?;
    let place = other.get("地区").unwrap_or(&"黑龙江省");
    let place = PLACES.iter().find(|(name, _)| name == place).ok_or(format!("地区“{place}”"))?.1;
    let place = shipped(place).ok_or(format!("没有地区“{place}”的数据"))?;
    let (mut edition, need, record) = single(&other)?;
    if other.get("申请单独购置") == Some(&"是") {
        // Only so that the form shows the papers of article 21.
        let mut row = govcloud::dossier::NeedRow::default();
        row.set_cell("special", "yes");
        draft.needs.push(Arc::new(row));
    }
    // What a sheet states must be shown by the form and be a fact, else the case would prove nothing.
    let reading = read::facts(&draft);
    for spec in FIELDS.iter().filter(|f| !draft.field(f.key).is_empty()) {
        if !shown(spec, &draft) {
            return Err(format!("“{}”在该情形下不显示", spec.label.0));
        }
        let path = govcloud::basics::Path::field(spec.key);
        if let Some(problem) = reading.problems.iter().find(|p| p.path == path && p.bars) {
            return Err(format!("“{}”：{}", spec.label.0, problem.message.zh));
        }
    }
    let mut dossier = reading.dossier;
    dossier.needs.extend(need.map(Arc::new));
    dossier.records.extend(record.map(Arc::new));
    if other.get("需求") == Some(&"未填全") {
        dossier.unread.push(0);
    }
    dossier.life = Arc::new(life);
    resources::add(&other, &mut dossier, &mut edition)?;
    Ok(Made { place, draft, dossier, edition, as_of })
}

pub(crate) fn attach(draft: &mut Draft, role: &str, text: &str) -> Result<(), String> {
    let count = match text {
        "有" => 1,
        "无" => 0,
        "空文件" => 1,
        text => text.strip_suffix('份').and_then(|n| n.parse().ok()).ok_or(format!("材料“{text}”"))?,
    };
    for number in 1..=count {
        let name = format!("{role}-{number}.pdf");
        draft.attachments.push(Attachment {
            role: role.to_owned(),
            media_type: "application/pdf".to_owned(),
            size: if text == "空文件" { 0 } else { 1024 },
            digest: Digest::of(name.as_bytes()),
            name,
        });
    }
    Ok(())
}

/// What would be typed for the words of a sheet.
pub(crate) fn typed(spec: &FieldSpec, text: &str) -> Result<String, String> {
    let no = || format!("“{}”没有“{text}”", spec.label.0);
    let code = |choices: &'static [(&str, &str, &str)], text: &str| {
        choices.iter().find(|c| c.1 == text || c.1.split('：').next() == Some(text)).map(|c| c.0).ok_or(no())
    };
    Ok(match spec.kind {
        FieldKind::YesNo | FieldKind::Tick if text == "是" => "yes".to_owned(),
        FieldKind::YesNo if text == "否" => "no".to_owned(),
        FieldKind::YesNo | FieldKind::Tick | FieldKind::Paper(_) => return Err(no()),
        FieldKind::OneOf(choices) => code(choices, text)?.to_owned(),
        FieldKind::AnyOf(choices) => {
            let codes: Result<Vec<&str>, String> = text.split('、').map(|t| code(choices, t)).collect();
            codes?.join(",")
        }
        _ => text.to_owned(),
    })
}

/// A catalog, and the need and record of a row, as the tools would have made them.
fn single(other: &BTreeMap<&str, &str>) -> Result<(Edition, Option<Need>, Option<Record>), String> {
    let function_of =
        |name: &str| FUNCTIONS.iter().find(|f| f.0 == name).map(|f| f.1).ok_or(format!("功能“{name}”"));
    let mut edition = Edition::empty("sheet");
    for (name, code) in FUNCTIONS {
        edition.functions.push(Function {
            code: (*code).to_owned(),
            name: Words::same(*name),
            near: Vec::new(),
            asks: Vec::new(),
            instances: true,
        });
    }
    let state =
        *other.get("需求").unwrap_or(&if other.contains_key("适配结果") { "已比对" } else { "无" });
    let function = function_of(other.get("功能").unwrap_or(&"云主机"))?;
    let sold = function_of(other.get("配置功能").unwrap_or(other.get("功能").unwrap_or(&"云主机")))?;
    let price = other.get("价格").unwrap_or(&"公布");
    let standing = PRICES.iter().find(|p| p.0 == *price).ok_or(format!("价格“{price}”"))?.1;
    edition.items.push(item(sold, standing));
    edition.by_code.insert("item".to_owned(), 0);
    if matches!(state, "无" | "未填全") {
        return Ok((edition, None, None));
    }
    let yes = |column| match other.get(column) {
        Some(&"是") => Ok(true),
        Some(&"否") | None => Ok(false),
        Some(text) => Err(format!("{column}“{text}”")),
    };
    let need = Need {
        row: 0,
        id: "n1".to_owned(),
        name: String::new(),
        function: function.to_owned(),
        amounts: BTreeMap::from([("vcpu".to_owned(), 4)]),
        traits: BTreeMap::new(),
        prefers: BTreeMap::new(),
        count: 1,
        months: 12,
        divisible: false,
        reason: String::new(),
        pick: yes("确认")?.then(|| "item".to_owned()),
        consent: yes("同意让步")?,
        special: yes("申请单独购置")?,
    };
    if state == "未比对" {
        return Ok((edition, Some(need), None));
    }
    let outcome = match other.get("适配结果") {
        Some(&"目录内") => Outcome::InCatalog,
        Some(&"适配") => Outcome::Fitted,
        Some(&"组合适配") => Outcome::Composed,
        Some(&"让步适配") => Outcome::Conceded,
        Some(&"无法适配") => Outcome::Unfit,
        text => return Err(format!("适配结果“{}”", text.unwrap_or(&""))),
    };
    let fits = outcome != Outcome::Unfit;
    let certificate = match other.get("证明") {
        Some(&"有") => Some("0".repeat(64)),
        Some(&"无") | None => None,
        Some(text) => return Err(format!("证明“{text}”")),
    };
    let record = Record {
        row: 0,
        outcome,
        configuration: if fits { "item".to_owned() } else { String::new() },
        parts: if fits {
            vec![Part { item: "item".to_owned(), units: 1, steps: Vec::new() }]
        } else {
            Vec::new()
        },
        instances: 1,
        picked: need.pick.is_some() && !yes("失效")?,
        stale: yes("失效")?,
        differences: BTreeMap::new(),
        certificate,
    };
    Ok((edition, Some(need), Some(record)))
}

fn item(function: &str, standing: Option<Standing>) -> Item {
    let price = standing.map(|standing| Price {
        amount: Money::yuan(100),
        currency: Currency::Yuan,
        period: Period::Month,
        tiers: Vec::new(),
        tier_mode: TierMode::Graduated,
        terms: Vec::new(),
        rounding: Rounding::Fen,
        standing,
        source: String::new(),
    });
    Item {
        code: "item".to_owned(),
        name: Words::same("目录项"),
        spec: String::new(),
        function: function.to_owned(),
        completes: Vec::new(),
        grammar: Grammar::Package(BTreeMap::from([("vcpu".to_owned(), 4)])),
        traits: BTreeMap::new(),
        supplier: None,
        price,
        quota: None,
        valid: (None, None),
        source: String::new(),
        note: String::new(),
        initials: String::new(),
        row: 1,
    }
}
