//! What a catalog declares before its items: sources, dimensions, traits, functions, suppliers.

use super::walk::{Desk, Node};
use crate::basics::Words;
use crate::basics::decimal::half_width;
use crate::catalog::{
    Dimension, Function, Proration, Provenance, Source, Supplier, Trait, TraitValue, Unit, WholeMonth,
};

/// How sources are named in files.
pub(crate) const PROVENANCES: [(&str, Provenance); 3] = [
    ("official", Provenance::Official),
    ("published", Provenance::Published),
    ("illustrative", Provenance::Illustrative),
];

/// What parts of a month are charged by, and whether that is by whole months; the first name is written.
pub(super) const BY: [(&str, bool); 6] =
    [("day", false), ("month", true), ("日", false), ("按日", false), ("月", true), ("按月", true)];

/// Which whole months count.
pub(super) const WHOLE_MONTHS: [(&str, WholeMonth); 4] = [
    ("started", WholeMonth::Started),
    ("complete", WholeMonth::Complete),
    ("起算", WholeMonth::Started),
    ("满月", WholeMonth::Complete),
];

/// Reads how parts of a month are charged. Whole months without the rule which of them count would leave the
/// sum open, so none is assumed: a faulty declaration is none.
pub(super) fn proration(node: &Node<'_>, desk: &mut Desk) -> Option<Proration> {
    node.only(&["by", "months"], desk);
    if !node.value.is_object() {
        return None;
    }
    let Some(by) = node.get("by") else {
        desk.missing_member(node, "by");
        return None;
    };
    let months = node.get("months");
    match (by.choice(&BY, desk)?, months) {
        (true, Some(months)) => months.choice(&WHOLE_MONTHS, desk).map(Proration::Month),
        (true, None) => {
            desk.missing_member(node, "months");
            None
        }
        (false, None) => Some(Proration::Day),
        (false, Some(months)) => {
            let words = [
                "按日计算时不需要写明整月规则",
                "Where days are charged, no rule of whole months applies",
                "删除 months，或将 by 改为 month",
                "Remove months, or write month for by",
            ];
            desk.put(&months, "catalog-proration", true, words);
            None
        }
    }
}

pub(super) fn source(node: &Node<'_>, desk: &mut Desk) -> Option<Source> {
    node.only(&["id", "title", "url", "provenance"], desk);
    let url = node.may_text("url", desk);
    let provenance = match node.get("provenance") {
        Some(p) => p.choice(&PROVENANCES, desk),
        None => {
            desk.missing_member(node, "provenance");
            None
        }
    };
    Some(Source {
        id: node.need_text("id", desk)?,
        title: node.words("title", desk),
        url: (!url.is_empty()).then_some(url),
        // A source that does not say what it is worth is worth least.
        provenance: provenance.unwrap_or(Provenance::Illustrative),
    })
}

pub(super) fn dimension(node: &Node<'_>, desk: &mut Desk) -> Option<Dimension> {
    node.only(&["code", "name", "units"], desk);
    let units = node.list("units", desk, unit);
    if units.is_empty() {
        desk.missing_member(node, "units");
        return None;
    }
    Some(Dimension { code: node.need_text("code", desk)?, name: node.words("name", desk), units })
}

fn unit(node: &Node<'_>, desk: &mut Desk) -> Option<Unit> {
    node.only(&["name", "holds"], desk);
    let holds = match node.get("holds") {
        Some(holds) => holds.whole(1, desk)?,
        None => 1,
    };
    // Amounts are read in half width, so units are too: ＧＢ is GB.
    let Words { zh, en } = match node.get("name") {
        Some(name) if name.value.is_object() => node.words("name", desk),
        _ => Words::same(node.need_text("name", desk)?),
    };
    let narrow = |name: String| name.chars().map(half_width).collect::<String>();
    Some(Unit { name: Words::new(narrow(zh), narrow(en)), holds })
}

pub(super) fn trait_of(node: &Node<'_>, desk: &mut Desk) -> Option<Trait> {
    node.only(&["code", "name", "values"], desk);
    let values = node.list("values", desk, |value, desk| {
        value.only(&["code", "name"], desk);
        Some(TraitValue { code: value.need_text("code", desk)?, name: value.words("name", desk) })
    });
    if values.is_empty() {
        desk.missing_member(node, "values");
    }
    Some(Trait { code: node.need_text("code", desk)?, name: node.words("name", desk), values })
}

pub(super) fn function(node: &Node<'_>, desk: &mut Desk) -> Option<Function> {
    node.only(&["code", "name", "near", "asks", "instances"], desk);
    let text = |n: &Node<'_>, desk: &mut Desk| n.text(desk).map(str::to_owned);
    Some(Function {
        code: node.need_text("code", desk)?,
        name: node.words("name", desk),
        near: node.list("near", desk, text),
        asks: node.list("asks", desk, text),
        instances: node.flag("instances", desk),
    })
}

pub(super) fn supplier(node: &Node<'_>, desk: &mut Desk) -> Option<Supplier> {
    node.only(&["code", "name"], desk);
    Some(Supplier { code: node.need_text("code", desk)?, name: node.words("name", desk) })
}
