//! Article 4: what is really used, from which day, at which price.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};
use crate::dossier::{Errand, PriceStanding, Taken};
use chrono::Datelike;

pub(super) const SERVICES: Provision = Provision {
    id: "a04-services",
    citation: Citation {
        article: 4, quote: "根据实际产生的服务类别、内容和实际采购价格核算服务费用"
    },
    says: ("开通的服务逐项列明，有实际采购价格", "The services are listed with their actual purchase prices"),
    reading: None,
    codes: &[SERVICES_OPEN, PRICE_OPEN, NO_CONTRACT_PRICE],
    check: services,
};

pub(super) const CEILING: Provision = Provision {
    id: "a04-ceiling",
    citation: Citation { article: 4, quote: "省政务云服务费用按服务目录计算" },
    says: ("实际采购价格不高于目录价格", "The actual price is not above the catalog's"),
    reading: Some((
        "费用既按服务目录计算，又按实际采购价格核算；目录价格视为上限",
        "fees are reckoned by the catalog and settled by the actual price; the catalog is taken for a ceiling",
    )),
    codes: &[ABOVE_CATALOG],
    check: ceiling,
};

pub(super) const YEAR: Provision = Provision {
    id: "a04-actual-year",
    citation: Citation { article: 4, quote: "先用后付、先审再付" },
    says: (
        "预算年度在实际开通的年度之后",
        "The budget year is after the year in which the services really start",
    ),
    reading: None,
    codes: &[YEAR_BEFORE_USE],
    check: year,
};

pub(super) const LAST_YEAR: Provision = Provision {
    id: "a04-last-year",
    citation: Citation { article: 4, quote: "下一年度由使用单位支付" },
    says: ("终止后仍有费用在下一年度支付", "Fees are still to be paid in the year after leaving"),
    reading: None,
    codes: &[STILL_TO_PAY],
    check: last_year,
};

const SERVICES_OPEN: Code = Code {
    code: "a04-services-open",
    severity: Severity::ToDo,
    message: ("尚未列明开通的服务。", "The services that start are not listed."),
    remedy: (
        "逐项填写服务类别、内容、数量和实际采购价格。",
        "List each with its kind, content, count and actual price.",
    ),
};

const PRICE_OPEN: Code = Code {
    code: "a04-service-price-open",
    severity: Severity::Judgement,
    message: (
        "该项服务没有实际采购价格，费用无法核算。",
        "This service has no actual purchase price; its fee cannot be settled.",
    ),
    remedy: (
        "按合同补填单价；核算前费用保持未知。",
        "Add the price of the contract; until then the fee stays unknown.",
    ),
};

const NO_CONTRACT_PRICE: Code = Code {
    code: "a04-service-price-illustrative",
    severity: Severity::Judgement,
    message: (
        "该项价格为示例，不是实际采购价格。",
        "This price is illustrative (示例), not the actual purchase price.",
    ),
    remedy: ("改填合同单价。", "Give the price of the contract."),
};

const ABOVE_CATALOG: Code = Code {
    code: "a04-above-catalog",
    severity: Severity::Judgement,
    message: ("实际采购价格高于目录价格。", "The actual purchase price is above the catalog's."),
    remedy: ("核对单价和计价周期，或说明原因。", "Check price and period, or give the reason."),
};

const YEAR_BEFORE_USE: Code = Code {
    code: "a04-budget-before-use",
    severity: Severity::Judgement,
    message: (
        "申请时的预算年度不晚于实际开通的年度，费用在下一年度支付。",
        "The budget year of the application is not after the year in which the services start; fees are paid in the next.",
    ),
    remedy: ("将费用列入下一年度部门预算。", "Put the fees into the next year's budget."),
};

const STILL_TO_PAY: Code = Code {
    code: "a04-still-to-pay",
    severity: Severity::Advice,
    message: (
        "终止前已使用的服务仍须在下一年度支付。",
        "What was used before leaving is still to be paid in the next year.",
    ),
    remedy: ("在下一年度部门预算中保留相应费用。", "Keep the fees in the next year's budget."),
};

fn services(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if let Err(verdict) = case.step(Errand::Activate) {
        return verdict;
    }
    let listed = case.services();
    if listed.is_empty() {
        let path = Path::root().at("needs");
        let expected = Words::new("列明开通的服务", "The services that start");
        notes.find(&SERVICES_OPEN, path.clone(), expected, Words::new("没有服务", "None"));
        return Verdict::Unknown(vec![path]);
    }
    let mut verdict = Verdict::Holds;
    for (at, taken) in listed {
        let code = match (taken.price, taken.standing) {
            (None, _) => &PRICE_OPEN,
            (Some(_), PriceStanding::Illustrative) => &NO_CONTRACT_PRICE,
            (Some(_), PriceStanding::Contract | PriceStanding::Official) => continue,
        };
        let expected = Words::new("实际采购价格", "The actual purchase price");
        notes.find(code, Path::need(*at, "price"), expected, Words::same(&taken.name));
        verdict = verdict.and(Verdict::NeedsJudgement);
    }
    verdict
}

fn ceiling(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if let Err(verdict) = case.step(Errand::Activate) {
        return verdict;
    }
    case.services().iter().fold(Verdict::NotApplicable, |all, (at, taken)| {
        let Some(actual) = taken.price else {
            return all.and(Verdict::Unknown(vec![Path::need(*at, "price")]));
        };
        let Some(most) = catalog_price(case, taken) else { return all };
        if actual <= most {
            return all.and(Verdict::Holds);
        }
        let expected =
            Words::new(format!("不高于 {} 元", most.in_yuan()), format!("CNY {} at most", most.in_yuan()));
        let found = Words::new(
            format!("{} {} 元", taken.name, actual.in_yuan()),
            format!("{} CNY {}", taken.name, actual.in_yuan()),
        );
        notes.find(&ABOVE_CATALOG, Path::need(*at, "price"), expected, found);
        all.and(Verdict::NeedsJudgement)
    })
}

/// The catalog's price of one unit for the same period; `None` where there is none to compare with: no price,
/// another period, or one that depends on how much is taken.
fn catalog_price(case: &Case<'_>, taken: &Taken) -> Option<crate::basics::Money> {
    let price = case.edition().item(&taken.item)?.price.as_ref()?;
    let plain = price.period == taken.period && price.tiers.is_empty() && price.terms.is_empty();
    plain.then_some(price.amount)
}

fn year(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let procedure = match case.step(Errand::Activate) {
        Ok(procedure) => procedure,
        Err(verdict) => return verdict,
    };
    let Some(application) = procedure.application() else { return Verdict::NotApplicable };
    let planned = case.of(application);
    let Some(budget) = planned.whole("budget.year") else { return Verdict::NotApplicable };
    let Some(start) = case.now().date("activation.date") else {
        return Verdict::Unknown(vec![Path::field("activation.date")]);
    };
    if budget > i64::from(start.year()) {
        return Verdict::Holds;
    }
    let next = start.year() + 1;
    notes.find(
        &YEAR_BEFORE_USE,
        Path::field("activation.date"),
        Words::new(format!("{next} 年或以后"), format!("{next} or later")),
        Words::same(budget.to_string()),
    );
    Verdict::NeedsJudgement
}

fn last_year(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if case.errand() != Errand::Leave {
        return Verdict::NotApplicable;
    }
    let Some(day) = case.now().date("leave.date") else {
        return Verdict::Unknown(vec![Path::field("leave.date")]);
    };
    // What never started was never used.
    if !case.life().is_running() {
        return Verdict::NotApplicable;
    }
    let next = day.year() + 1;
    let expected = Words::new(format!("{next} 年支付"), format!("Paid in {next}"));
    let found = Words::new(format!("使用至 {} 年", day.year()), format!("Used until {}", day.year()));
    notes.find(&STILL_TO_PAY, Path::field("leave.date"), expected, found);
    Verdict::NeedsJudgement
}
