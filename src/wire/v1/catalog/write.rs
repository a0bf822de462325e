//! Writing a catalog back.

use super::declare::{BY, PROVENANCES, WHOLE_MONTHS};
use super::price::{CURRENCIES, PERIODS, ROUNDINGS, STANDINGS, TIER_MODES, per_unit, word};
use super::{FORMAT, VERSION};
use crate::basics::{Date, Decimal, Lang, Money, date};
use crate::catalog::{
    Currency, Dimension, Edition, Function, Grammar, Item, Price, Proration, Range, Rounding, TierMode,
};
use crate::wire::json::words_out as words;
use serde_json::{Map, Value, json};

/// Writes an edition in the native format, indented, one way only: the same edition gives the same bytes.
pub fn write(edition: &Edition) -> String {
    let mut out = Map::new();
    out.insert("format".into(), FORMAT.into());
    out.insert("version".into(), VERSION.into());
    out.insert("id".into(), edition.id.as_str().into());
    out.insert("title".into(), words(&edition.title));
    if edition.demonstration {
        out.insert("demonstration".into(), true.into());
    }
    put_date(&mut out, "published", edition.published);
    put_valid(&mut out, edition.valid);
    if let Some(declared) = edition.proration {
        out.insert("proration".into(), proration(declared));
    }
    let sources = edition.sources.iter().map(|source| {
        let mut out = Map::new();
        out.insert("id".into(), source.id.as_str().into());
        out.insert("title".into(), words(&source.title));
        put_text(&mut out, "url", source.url.as_deref().unwrap_or_default());
        out.insert("provenance".into(), word(&PROVENANCES, &source.provenance).into());
        Value::Object(out)
    });
    out.insert("sources".into(), sources.collect());
    out.insert("dimensions".into(), edition.dimensions.iter().map(dimension).collect());
    let traits = edition.traits.iter().map(|t| {
        let values = t.values.iter().map(|v| json!({ "code": v.code, "name": words(&v.name) }));
        json!({ "code": t.code, "name": words(&t.name), "values": values.collect::<Vec<_>>() })
    });
    out.insert("traits".into(), traits.collect());
    out.insert("functions".into(), edition.functions.iter().map(function).collect());
    let suppliers = edition.suppliers.iter().map(|s| json!({ "code": s.code, "name": words(&s.name) }));
    out.insert("suppliers".into(), suppliers.collect());
    out.insert("items".into(), edition.items.iter().map(|i| item(i, edition)).collect());
    // A `Value` always has a text; the alternative is unreachable and harmless.
    serde_json::to_string_pretty(&Value::Object(out)).unwrap_or_default() + "\n"
}

fn put_text(out: &mut Map<String, Value>, key: &str, text: &str) {
    if !text.is_empty() {
        out.insert(key.into(), text.into());
    }
}

fn put_date(out: &mut Map<String, Value>, key: &str, day: Option<Date>) {
    if let Some(day) = day {
        out.insert(key.into(), date::iso(day).into());
    }
}

fn put_valid(out: &mut Map<String, Value>, (from, to): (Option<Date>, Option<Date>)) {
    let mut valid = Map::new();
    put_date(&mut valid, "from", from);
    put_date(&mut valid, "to", to);
    if !valid.is_empty() {
        out.insert("valid".into(), Value::Object(valid));
    }
}

/// How parts of a month are charged.
pub(crate) fn proration(proration: Proration) -> Value {
    match proration {
        Proration::Day => json!({ "by": word(&BY, &false) }),
        Proration::Month(rule) => json!({ "by": word(&BY, &true), "months": word(&WHOLE_MONTHS, &rule) }),
    }
}

fn dimension(dimension: &Dimension) -> Value {
    let units = dimension.units.iter().map(|u| json!({ "name": words(&u.name), "holds": u.holds }));
    json!({ "code": dimension.code, "name": words(&dimension.name), "units": units.collect::<Vec<_>>() })
}

fn function(function: &Function) -> Value {
    let mut out = Map::new();
    out.insert("code".into(), function.code.as_str().into());
    out.insert("name".into(), words(&function.name));
    if !function.near.is_empty() {
        out.insert("near".into(), json!(function.near));
    }
    out.insert("asks".into(), json!(function.asks));
    out.insert("instances".into(), function.instances.into());
    Value::Object(out)
}

fn item(item: &Item, edition: &Edition) -> Value {
    let mut out = Map::new();
    out.insert("code".into(), item.code.as_str().into());
    out.insert("name".into(), words(&item.name));
    put_text(&mut out, "spec", &item.spec);
    out.insert("function".into(), item.function.as_str().into());
    if !item.completes.is_empty() {
        out.insert("completes".into(), json!(item.completes));
    }
    match &item.grammar {
        Grammar::Package(amounts) => {
            let amounts = amounts.iter().map(|(code, n)| (code.clone(), amount(edition, code, *n)));
            out.insert("package".into(), Value::Object(amounts.collect()));
        }
        Grammar::Component(one) => {
            out.insert("component".into(), range(one, edition));
        }
        Grammar::Custom(ranges) => {
            out.insert("custom".into(), ranges.iter().map(|r| range(r, edition)).collect());
        }
    }
    if !item.traits.is_empty() {
        out.insert("traits".into(), json!(item.traits));
    }
    put_text(&mut out, "supplier", item.supplier.as_deref().unwrap_or_default());
    if let Some(one) = &item.price {
        out.insert("price".into(), price(one));
    }
    if let Some(quota) = item.quota {
        out.insert("quota".into(), quota.into());
    }
    put_valid(&mut out, item.valid);
    put_text(&mut out, "source", &item.source);
    put_text(&mut out, "note", &item.note);
    put_text(&mut out, "initials", &item.initials);
    Value::Object(out)
}

/// An amount with the largest unit that it fills in whole numbers: `100 GB`, not `102400 MB`.
fn amount(edition: &Edition, code: &str, amount: i64) -> Value {
    let units = edition.dimension(code).map(|(_, d)| d.units.as_slice()).unwrap_or_default();
    let shown = units.first().filter(|u| u.holds > 0 && amount % u.holds == 0);
    let whole = units.iter().filter(|u| u.holds > 0 && amount % u.holds == 0);
    match shown.or_else(|| whole.max_by_key(|u| u.holds)) {
        Some(unit) => format!("{} {}", amount / unit.holds, unit.called(Lang::Zh, false)).into(),
        None => edition
            .dimension(code)
            .map_or_else(|| amount.to_string(), |(_, d)| d.show(amount, Lang::Zh))
            .into(),
    }
}

fn range(range: &Range, edition: &Edition) -> Value {
    let mut out = Map::new();
    out.insert("dimension".into(), range.dimension.as_str().into());
    out.insert("step".into(), amount(edition, &range.dimension, range.step));
    if range.least != range.step {
        out.insert("least".into(), amount(edition, &range.dimension, range.least));
    }
    if let Some(most) = range.most {
        out.insert("most".into(), amount(edition, &range.dimension, most));
    }
    if let Some(one) = &range.price {
        out.insert("price".into(), price(one));
    }
    Value::Object(out)
}

/// A sum in the currency unit of its price, without separators.
fn sum(money: Money, currency: Currency) -> Value {
    let scale = if per_unit(currency) == 1 { 6 } else { 10 };
    Decimal { units: money.as_micros(), scale }.to_string().into()
}

fn price(price: &Price) -> Value {
    let mut out = Map::new();
    out.insert("amount".into(), sum(price.amount, price.currency));
    out.insert("currency".into(), word(&CURRENCIES, &price.currency).into());
    out.insert("period".into(), word(&PERIODS, &price.period).into());
    if !price.tiers.is_empty() {
        let tiers = price.tiers.iter();
        let tiers = tiers.map(|t| json!({ "from": t.from, "amount": sum(t.amount, price.currency) }));
        out.insert("tiers".into(), tiers.collect());
    }
    if price.tier_mode != TierMode::default() {
        out.insert("tierMode".into(), word(&TIER_MODES, &price.tier_mode).into());
    }
    if !price.terms.is_empty() {
        let keeps = |keeps: u32| Decimal { units: i128::from(keeps), scale: 4 }.to_string();
        let terms = price.terms.iter().map(|t| json!({ "months": t.months, "keeps": keeps(t.keeps) }));
        out.insert("terms".into(), terms.collect());
    }
    if price.rounding != Rounding::default() {
        out.insert("rounding".into(), word(&ROUNDINGS, &price.rounding).into());
    }
    out.insert("standing".into(), word(&STANDINGS, &price.standing).into());
    put_text(&mut out, "source", &price.source);
    Value::Object(out)
}
