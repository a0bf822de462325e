//! What a catalog declares before its items: sources, dimensions, traits, functions, suppliers.

use super::walk::{Desk, Node};
use crate::basics::decimal::half_width;
use crate::catalog::{Dimension, Function, Provenance, Source, Supplier, Trait, TraitValue, Unit};

/// How sources are named in files.
pub(crate) const PROVENANCES: [(&str, Provenance); 3] = [
    ("official", Provenance::Official),
    ("published", Provenance::Published),
    ("illustrative", Provenance::Illustrative),
];

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
    let name = node.need_text("name", desk)?.chars().map(half_width).collect();
    Some(Unit { name, holds })
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
