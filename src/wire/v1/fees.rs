//! Estimate, calendar and budget as JSON. Written only: who receives them computes them again and compares.
//!
//! ```json
//! {"currency":"CNY","known":"883","illustrative":"883","total":null,
//!  "open":[{"path":"/needs/0","line":1,"why":"price-unknown"}],
//!  "rows":[{"path":"/needs/0","months":12,"known":"883","illustrative":"883","lines":[
//!    {"item":"BJ-01","charge":"item","units":2,"instances":1,"months":12,"standing":"illustrative","sum":"883"},
//!    {"item":"BJ-05","charge":"item","units":4,"instances":1,"months":12,"standing":null,"sum":null}]}],
//!  "calendar":{"known":"883","windows":[{"from":"2027-04-01","to":"2027-09-30","used":"441.5","open":true,
//!    "submittedBy":"2027-09-30","paidIn":2028}]}}
//! ```
//!
//! Sums are texts of 元 without separators, exact. `total` is null while something keeps it open; `sum` and
//! `standing` (`official` or `illustrative`) are null where the price is unknown, never 0. `charge` is `item`, or
//! the dimension whose steps a custom size charges. The price itself stands in the catalog, which the document
//! around this names by its hash. `calendar` is null while the start of use is not known.

use crate::basics::{Money, Path, date};
use crate::catalog::{Edition, Grammar, Standing};
use crate::fees::{Budget, Calendar, Charge, Estimate, Line, Open, Why, Window};
use serde_json::{Value, json};

/// The estimate with its calendar.
pub fn fees(edition: &Edition, estimate: &Estimate, calendar: Option<&Calendar>) -> Value {
    let row = |row: &crate::fees::EstimateRow| {
        let lines = row.fees.lines.iter().map(|l| line(edition, l)).collect::<Vec<_>>();
        json!({
            "path": place(row.row),
            "months": row.fees.months,
            "known": row.fees.known.plain(),
            "illustrative": row.fees.illustrative.plain(),
            "lines": lines,
        })
    };
    json!({
        "currency": "CNY",
        "known": estimate.known.plain(),
        "illustrative": estimate.illustrative.plain(),
        "total": estimate.total().map(Money::plain),
        "open": estimate.open.iter().map(open).collect::<Vec<_>>(),
        "rows": estimate.rows.iter().map(row).collect::<Vec<_>>(),
        "calendar": calendar.map(self::calendar),
    })
}

/// The calendar of settlements.
pub fn calendar(calendar: &Calendar) -> Value {
    let window = |window: &Window| {
        json!({
            "from": date::iso(window.from),
            "to": date::iso(window.to),
            "used": window.used.plain(),
            "open": window.open,
            "submittedBy": date::iso(window.submitted_by),
            "paidIn": window.paid_in,
        })
    };
    let windows = calendar.windows.iter().map(window).collect::<Vec<_>>();
    json!({"known": calendar.known.plain(), "windows": windows})
}

/// The budget table: `{"headings": [..], "rows": [[..]]}`, texts as they are shown.
pub fn budget(budget: &Budget, lang: crate::basics::Lang) -> Value {
    json!({"headings": budget.headings(lang), "rows": budget.cells(lang)})
}

/// Why a sum is not known, as it is named in files.
pub fn why(why: Why) -> &'static str {
    match why {
        Why::PriceUnknown => "price-unknown",
        Why::NothingFits => "nothing-fits",
        Why::NotRead => "not-read",
        Why::TooLarge => "too-large",
    }
}

fn place(row: usize) -> String {
    Path::root().at("needs").at(&row.to_string()).as_str().to_owned()
}

fn open(open: &Open) -> Value {
    json!({"path": place(open.row), "line": open.line, "why": why(open.why)})
}

fn line(edition: &Edition, line: &Line) -> Value {
    json!({
        "item": line.item,
        "charge": charge(edition, line),
        "units": line.units,
        "instances": line.instances,
        "months": line.months,
        "standing": line.price(edition).map(|price| match price.standing {
            Standing::Official => "official",
            Standing::Illustrative => "illustrative",
        }),
        "sum": line.sum.map(Money::plain),
    })
}

fn charge<'e>(edition: &'e Edition, line: &Line) -> &'e str {
    let grammar = edition.item(&line.item).map(|item| &item.grammar);
    match (&line.charge, grammar) {
        (Charge::Steps(at), Some(Grammar::Custom(ranges))) => {
            ranges.get(*at).map_or("item", |range| range.dimension.as_str())
        }
        _ => "item",
    }
}
