//! # 第四条
//!
//! > 省政务云服务费用按服务目录计算并按“先用后付、先审再付”原则进行结算。省营商环境建设监督局(以下简称省营商环境局)根据实际产生的服务类别、内容和实际采购价格核算服务费用,在每年9月底前审核汇总后提交省财政厅,下一年度由使用单位支付。
//!
//! Computed: the start of use and the budget year are known; the budget year is not before the year after
//! use starts; the catalog has a price for each chosen item. At activation the services are listed with their
//! actual purchase prices, none above the catalog's; what was used before leaving is still to be paid. Sums and
//! calendar are the work of `fees`.
//!
//! Not computed: whether a price is the one that was really paid.
//!
//! Interpretation: which months of use a September covers is not said. A start after September may be
//! paid the year after next. The catalog's price is taken for a ceiling of the actual one.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict, jurisdiction::ids};
use crate::basics::{Path, Words};
use crate::catalog::{Grammar, Item, Standing};
use crate::dossier::Part;
use chrono::Datelike;

#[path = "a04_use.rs"]
mod actual;

/// What article 4 asks of the steps of a case.
pub const LIFE: &[Provision] = &[actual::SERVICES, actual::CEILING, actual::YEAR, actual::LAST_YEAR];

/// What article 4 asks of an application.
pub const PROVISIONS: &[Provision] = &[
    Provision {
        id: "a04-price",
        citation: Citation { article: 4, quote: "省政务云服务费用按服务目录计算" },
        says: ("所选目录项在目录中有价格", "The chosen items have a price in the catalog"),
        reading: None,
        codes: &[PRICE_OPEN, PRICE_ILLUSTRATIVE],
        check: price,
    },
    Provision {
        id: "a04-start",
        citation: Citation { article: 4, quote: "先用后付、先审再付" },
        says: ("写明开始使用日期", "The start of use is stated"),
        reading: None,
        codes: &[START_OPEN],
        check: start,
    },
    Provision {
        id: "a04-year",
        citation: Citation { article: 4, quote: "下一年度由使用单位支付" },
        says: ("预算年度不早于使用开始的下一年度", "The budget year is not before the year after use starts"),
        reading: None,
        codes: &[YEAR_EARLY, YEAR_OPEN],
        check: year,
    },
    Provision {
        id: "a04-year-late",
        citation: Citation {
            article: 4,
            quote: "在每年9月底前审核汇总后提交省财政厅,下一年度由使用单位支付",
        },
        says: ("预算年度不晚于首次支付年度", "The budget year is not after the first payment"),
        reading: Some((
            "本办法未规定9月底前汇总哪些月份的费用；9月及以前开始使用的按次年支付，10月以后开始的按第三年支付",
            "the measure does not say which months a September covers; use that starts by September is taken \
             to be paid in the next year, later use in the year after that",
        )),
        codes: &[YEAR_LATE],
        check: year_late,
    },
];

const PRICE_OPEN: Code = Code {
    code: "a04-price-open",
    severity: Severity::Advice,
    message: (
        "目录未公布该项价格，费用合计不完整。",
        "The catalog gives no price for this item; the total stays open.",
    ),
    remedy: (
        "预算中另行估列；结算时由{authority}按实际采购价格核算。",
        "Provide for it apart in the budget; {authority} settles by the actual purchase price.",
    ),
};

const PRICE_ILLUSTRATIVE: Code = Code {
    code: "a04-price-illustrative",
    severity: Severity::Advice,
    message: (
        "部分价格为示例，不是目录公布的价格。",
        "Some prices are illustrative (示例), not published ones.",
    ),
    remedy: ("以正式目录价格为准重新估算。", "Estimate again with the prices of the official catalog."),
};

const START_OPEN: Code = Code {
    code: "a04-start-open",
    severity: Severity::ToDo,
    message: (
        "尚未填写开始使用日期，无法确定结算年度。",
        "The start of use is not stated, so the year of settlement is open.",
    ),
    remedy: ("填写计划开始使用日期。", "State the planned start of use."),
};

const YEAR_OPEN: Code = Code {
    code: "a04-year-open",
    severity: Severity::ToDo,
    message: ("尚未填写列入预算的年度。", "The budget year is not stated."),
    remedy: ("填写费用列入哪一年度的部门预算。", "State the year in whose budget the fees stand."),
};

const YEAR_EARLY: Code = Code {
    code: "a04-year-early",
    severity: Severity::Bars,
    message: ("预算年度早于费用支付年度。", "The budget year is before the year of payment."),
    remedy: (
        "费用先用后付，应列入使用次年的部门预算。",
        "Fees are paid after use: put them in the next year's budget.",
    ),
};

const YEAR_LATE: Code = Code {
    code: "a04-year-late",
    severity: Severity::Judgement,
    message: ("预算年度晚于首次支付年度。", "The budget year is after the first payment."),
    remedy: (
        "核对预算年度，或说明首年费用的来源。",
        "Check the budget year, or say how the first payment is met.",
    ),
};

fn price(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let (mut missing, mut illustrative, mut priced) = (Vec::new(), 0, false);
    for (need, record) in case.rows() {
        let Some(record) = record else { continue };
        let items = || record.parts.iter().map(|part| (part, case.edition().item(&part.item)));
        let unpriced = items().find(|(part, item)| !item.is_some_and(|item| has_price(item, part)));
        if let Some((part, item)) = unpriced {
            let path = Path::need(need.row, "pick");
            let name = item.map_or_else(|| Words::same(&part.item), |item| item.name.clone());
            notes.find(&PRICE_OPEN, path.clone(), Words::new("目录中的价格", "A price in the catalog"), name);
            missing.push(path);
        }
        illustrative += usize::from(items().any(|(_, item)| item.is_some_and(is_illustrative)));
        priced |= !record.parts.is_empty();
    }
    if illustrative > 0 {
        let path = Path::root().at("needs");
        notes.find(
            &PRICE_ILLUSTRATIVE,
            path.clone(),
            Words::new("目录公布的价格", "Published prices"),
            Words::new(
                format!("{illustrative} 行使用示例价格"),
                format!("{illustrative} rows with illustrative prices"),
            ),
        );
        missing.push(path);
    }
    match (missing.is_empty(), priced) {
        (false, _) => Verdict::Unknown(missing),
        (true, true) => Verdict::Holds,
        (true, false) => Verdict::NotApplicable,
    }
}

/// True where everything that this part is charged for has a price.
fn has_price(item: &Item, part: &Part) -> bool {
    let steps = match &item.grammar {
        Grammar::Custom(ranges) => {
            ranges.iter().zip(&part.steps).all(|(r, &steps)| steps == 0 || r.price.is_some())
        }
        _ => true,
    };
    (item.price.is_some() || !item.has_base()) && steps
}

fn is_illustrative(item: &Item) -> bool {
    let ranges = match &item.grammar {
        Grammar::Custom(ranges) => ranges.as_slice(),
        _ => &[],
    };
    let mut prices = ranges.iter().filter_map(|range| range.price.as_ref()).chain(&item.price);
    prices.any(|price| price.standing == Standing::Illustrative)
}

fn start(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    match case.now().date("budget.start") {
        Some(_) => Verdict::Holds,
        None => notes.open(&START_OPEN, &["budget.start"]),
    }
}

fn year_of(case: &Case<'_>) -> Option<i32> {
    case.now().whole("budget.year").and_then(|year| i32::try_from(year).ok())
}

fn year(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let budget = case.now();
    let included = budget.yes("budget.included");
    if included == Some(false) {
        return Verdict::NotApplicable;
    }
    let Some(year) = year_of(case) else {
        // While it is open whether there is a budget, article 3 asks for that first.
        return match included {
            Some(_) => notes.open(&YEAR_OPEN, &["budget.year"]),
            None => Verdict::Unknown(vec![Path::field("budget.included")]),
        };
    };
    let Some(start) = budget.date("budget.start") else {
        return Verdict::Unknown(vec![Path::field("budget.start")]);
    };
    if year > start.year() {
        return Verdict::Holds;
    }
    let next = start.year() + 1;
    notes.find(
        &YEAR_EARLY,
        Path::field("budget.year"),
        Words::new(format!("{next} 年或以后"), format!("{next} or later")),
        Words::same(year.to_string()),
    );
    Verdict::Fails
}

fn year_late(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let budget = case.now();
    if budget.yes("budget.included") == Some(false) {
        return Verdict::NotApplicable;
    }
    let (year, start) = (year_of(case), budget.date("budget.start"));
    let (Some(year), Some(start)) = (year, start) else {
        let stated = [("budget.year", year.is_some()), ("budget.start", start.is_some())];
        let missing = stated.iter().filter(|(_, stated)| !stated);
        return Verdict::Unknown(missing.map(|(key, _)| Path::field(key)).collect());
    };
    let audited = match case.number(ids::SETTLEMENT_MONTH) {
        Ok(month) => month,
        Err(unknown) => return unknown,
    };
    // Use waits until its year closes, and a closed year for the month of the audit; payment is a year later.
    let closes = case.number(ids::USE_YEAR_MONTH).unwrap_or(audited);
    let last = start.year() + i32::from(i64::from(start.month()) > closes) + i32::from(closes > audited) + 1;
    if year <= last {
        return Verdict::Holds;
    }
    notes.find(
        &YEAR_LATE,
        Path::field("budget.year"),
        Words::new(format!("不晚于 {last} 年"), format!("{last} at the latest")),
        Words::same(year.to_string()),
    );
    Verdict::NeedsJudgement
}
