//! One item. A fault in what it *is* leaves the item out; a fault in its price makes the price unknown.

use super::price::price;
use super::walk::{Desk, Node};
use crate::basics::{Lang, Words};
use crate::catalog::edition::AmountError;
use crate::catalog::{Dimension, Grammar, Item, Range};
use std::collections::{BTreeMap, BTreeSet};

/// The members of an item in a file.
pub(crate) const FIELDS: [&str; 16] = [
    "code",
    "name",
    "spec",
    "function",
    "completes",
    "package",
    "component",
    "custom",
    "traits",
    "supplier",
    "price",
    "quota",
    "valid",
    "source",
    "note",
    "initials",
];

/// The members of a range; only a custom size prices them one by one.
pub(crate) const RANGE_FIELDS: [&str; 5] = ["dimension", "step", "least", "most", "price"];

/// Reads one item against the declared dimensions.
pub(crate) fn item(node: &Node<'_>, row: usize, dimensions: &[Dimension], desk: &mut Desk) -> Option<Item> {
    node.only(&FIELDS, desk);
    if !node.value.is_object() {
        return None;
    }
    let before = desk.barring;
    let code = node.need_text("code", desk);
    let function = node.need_text("function", desk);
    let grammar = grammar(node, dimensions, desk);
    let traits = traits(node, desk);
    let completes = node.list("completes", desk, |n, desk| n.text(desk).map(str::to_owned));
    let supplier = node.may_text("supplier", desk);
    let quota = node.get("quota").and_then(|n| n.whole(0, desk));
    let valid = node.valid(desk);
    let sound = desk.barring == before;
    // The rest may be faulty without making the item another one.
    let price = node.get("price").and_then(|n| price(&n, desk));
    let (name, spec) = (node.words("name", desk), node.may_text("spec", desk));
    let source = node.need_text("source", desk).unwrap_or_default();
    let (note, initials) = (node.may_text("note", desk), node.may_text("initials", desk));
    if !sound {
        return None;
    }
    Some(Item {
        code: code?,
        name,
        spec,
        function: function?,
        completes,
        grammar: grammar?,
        traits,
        supplier: (!supplier.is_empty()).then_some(supplier),
        price,
        quota,
        valid,
        source,
        note,
        initials,
        row,
    })
}

fn traits(node: &Node<'_>, desk: &mut Desk) -> BTreeMap<String, BTreeSet<String>> {
    let Some(traits) = node.get("traits") else { return BTreeMap::new() };
    let members = traits.members(desk);
    let read = |(code, values): (&str, Node<'_>)| {
        let values = match values.value.as_str() {
            Some(one) => BTreeSet::from([one.trim().to_owned()]),
            None => {
                let elements = values.elements(desk);
                elements.iter().filter_map(|v| v.text(desk).map(str::to_owned)).collect()
            }
        };
        (code.to_owned(), values)
    };
    members.into_iter().map(read).collect()
}

fn grammar(node: &Node<'_>, dimensions: &[Dimension], desk: &mut Desk) -> Option<Grammar> {
    match (node.get("package"), node.get("component"), node.get("custom")) {
        (Some(package), None, None) => {
            let members = package.members(desk);
            let amounts: Vec<_> = members.iter().map(|(code, n)| amount(n, code, dimensions, desk)).collect();
            let amounts: Option<Vec<i64>> = amounts.into_iter().collect();
            let codes = members.iter().map(|(code, _)| (*code).to_owned());
            Some(Grammar::Package(codes.zip(amounts?).collect()))
        }
        (None, Some(component), None) => range(&component, dimensions, false, desk).map(Grammar::Component),
        (None, None, Some(custom)) => {
            let elements = custom.elements(desk);
            let ranges: Vec<_> = elements.iter().map(|n| range(n, dimensions, true, desk)).collect();
            ranges.into_iter().collect::<Option<Vec<_>>>().map(Grammar::Custom)
        }
        _ => {
            desk.put(
                node,
                "catalog-grammar",
                true,
                [
                    "须且只须写明一种售卖方式",
                    "Exactly one way of selling is expected",
                    "写 package（套餐）、component（组件）或 custom（定制规格）之一",
                    "Give one of package, component or custom",
                ],
            );
            None
        }
    }
}

fn range(node: &Node<'_>, dimensions: &[Dimension], priced: bool, desk: &mut Desk) -> Option<Range> {
    node.only(if priced { &RANGE_FIELDS } else { &RANGE_FIELDS[..4] }, desk);
    if !node.value.is_object() {
        return None;
    }
    let dimension = node.need_text("dimension", desk)?;
    let Some(step) = node.get("step") else {
        desk.missing_member(node, "step");
        return None;
    };
    let step = amount(&step, &dimension, dimensions, desk)?;
    let least = match node.get("least") {
        Some(least) => amount(&least, &dimension, dimensions, desk)?,
        None => step,
    };
    let most = match node.get("most") {
        Some(most) => Some(amount(&most, &dimension, dimensions, desk)?),
        None => None,
    };
    let price = if priced { node.get("price").and_then(|n| price(&n, desk)) } else { None };
    Some(Range { dimension, step, least, most, price })
}

fn amount(node: &Node<'_>, code: &str, dimensions: &[Dimension], desk: &mut Desk) -> Option<i64> {
    let Some(dimension) = dimensions.iter().find(|d| d.code == code) else {
        let known: Vec<&str> = dimensions.iter().map(|d| d.code.as_str()).collect();
        desk.put(
            node,
            "catalog-dimension-unknown",
            true,
            [
                &format!("维度“{code}”没有声明"),
                &format!("The dimension '{code}' is not declared"),
                &format!("在 dimensions 中声明，或改为：{}", known.join("、")),
                &format!("Declare it in dimensions, or use one of: {}", known.join(", ")),
            ],
        );
        return None;
    };
    let text = node.number(desk)?;
    let error = match dimension.parse(&text) {
        Ok(amount) => return Some(amount),
        Err(error) => error,
    };
    let code = match error {
        AmountError::UnknownUnit(_) => "catalog-unit-unknown",
        _ => "catalog-amount",
    };
    let (message, units) = (amount_words(&error, &text), dimension.units_in(Lang::Zh, ", "));
    desk.put(
        node,
        code,
        true,
        [
            &message.zh,
            &message.en,
            &format!("写成数加单位，单位可用：{units}"),
            &format!("Write a number with a unit; known units: {units}"),
        ],
    );
    None
}

fn amount_words(error: &AmountError, text: &str) -> Words {
    match error {
        AmountError::Empty => Words::new("没有写数量", "No amount is given"),
        AmountError::NotANumber => Words::new(format!("“{text}”不是数量"), format!("'{text}' is no amount")),
        AmountError::TooLong => {
            Words::new(format!("“{text}”位数过多"), format!("'{text}' has too many digits"))
        }
        AmountError::Negative => Words::new(format!("“{text}”小于零"), format!("'{text}' is below zero")),
        AmountError::UnknownUnit(unit) => Words::new(
            format!("“{text}”的单位“{unit}”没有声明"),
            format!("The unit '{unit}' of '{text}' is not declared"),
        ),
        AmountError::NotWhole => Words::new(
            format!("“{text}”不是最小单位的整数倍"),
            format!("'{text}' is not a whole number of the smallest unit"),
        ),
    }
}
