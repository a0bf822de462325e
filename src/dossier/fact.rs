//! One fact by the form's key, with its words for people.

use super::field::{Choice, FieldKind};
use super::fields;
use super::formats::address::Network;
use crate::basics::{Date, Money, Words, date::iso};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What a field said.
#[derive(Clone, Debug, PartialEq)]
pub enum Fact {
    /// A text, a number or an address, as typed or in its plain form.
    Text(String),
    /// One of the field's choices.
    Code(&'static str),
    /// Some of the field's choices, in the order of the table.
    Codes(Vec<&'static str>),
    /// Yes or no; a tick is `true`.
    Yes(bool),
    /// A whole number.
    Whole(i64),
    /// An amount of money.
    Money(Money),
    /// A day.
    Date(Date),
    /// Addresses and ranges.
    Networks(Vec<Network>),
}

impl Fact {
    /// The fact of this field, for people.
    pub fn words(&self, key: &str) -> Words {
        match self {
            Self::Text(text) => Words::same(text),
            Self::Code(code) => choice(key, code),
            Self::Codes(codes) => {
                let all: Vec<Words> = codes.iter().map(|code| choice(key, code)).collect();
                let join =
                    |pick: fn(&Words) -> &str, by: &str| all.iter().map(pick).collect::<Vec<_>>().join(by);
                Words::new(join(|w| &w.zh, "、"), join(|w| &w.en, ", "))
            }
            Self::Yes(true) => Words::new("是", "Yes"),
            Self::Yes(false) => Words::new("否", "No"),
            Self::Whole(number) => Words::same(number.to_string()),
            Self::Money(money) => {
                Words::new(format!("{} 元", money.in_yuan()), format!("CNY {}", money.in_yuan()))
            }
            Self::Date(date) => Words::same(iso(*date)),
            Self::Networks(all) => {
                let all: Vec<String> = all.iter().map(|n| format!("{}/{}", n.address, n.prefix)).collect();
                Words::same(all.join(", "))
            }
        }
    }
}

fn choice(key: &str, code: &str) -> Words {
    let choices: &[Choice] = match fields::spec(key).map(|spec| spec.kind) {
        Some(FieldKind::OneOf(choices) | FieldKind::AnyOf(choices)) => choices,
        _ => &[],
    };
    let found = choices.iter().find(|choice| choice.0 == code);
    found.map_or_else(|| Words::same(code), |(_, zh, en)| Words::new(*zh, *en))
}

/// The facts of a form by its keys. The typed facts of a [`Dossier`](super::Dossier) are made of these and of
/// nothing else.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Keyed(Arc<BTreeMap<&'static str, Fact>>);

impl Keyed {
    /// These facts.
    pub(super) fn new(facts: BTreeMap<&'static str, Fact>) -> Self {
        Self(Arc::new(facts))
    }

    /// The fact of this key; `None` is unknown.
    pub fn get(&self, key: &str) -> Option<&Fact> {
        self.0.get(key)
    }

    /// All facts, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Fact)> {
        self.0.iter().map(|(key, fact)| (*key, fact))
    }
}
