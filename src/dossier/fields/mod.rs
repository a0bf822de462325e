//! The one table of fields: it drives the form, the reading, the printing and the docs.
//!
//! Which fields there are follows forms that portals have published or deployed; which of them the
//! measure bears on is told by [`Asked::Article`]. One file a step, one group after another.
//!
//! Two keys in [`When`] are no fields of the table but facts of the draft: `errand` (the errand's code) and
//! `any.special` (`yes` where a row of the resource table asks for a purchase of its own).

mod budget;
mod deed;
mod network;
mod papers;
mod resources;
mod security;
mod system;
pub mod table;
mod undertakings;
mod unit;

use super::draft::Draft;
use super::field::{Asked, FieldKind, FieldSpec, Step, When};

/// A heading and the fields under it.
struct Group(&'static str, &'static str, &'static [FieldSpec]);

/// The steps in their order, each with its groups.
const PAGES: &[(Step, &[Group])] = &[
    (Step::Deed, deed::PARTS[0]),
    (Step::Deed, deed::PARTS[1]),
    (Step::Deed, deed::PARTS[2]),
    (Step::Deed, deed::PARTS[3]),
    (Step::Unit, unit::GROUPS),
    (Step::System, system::GROUPS),
    (Step::Resources, resources::GROUPS),
    (Step::Network, network::GROUPS),
    (Step::Security, security::GROUPS),
    (Step::Papers, papers::GROUPS),
    (Step::Undertakings, undertakings::GROUPS),
    (Step::Budget, budget::GROUPS),
];

/// A field that the form asks for, always, without a hint; the methods below say otherwise.
const fn ask(key: &'static str, zh: &'static str, en: &'static str, kind: FieldKind) -> FieldSpec {
    FieldSpec {
        key,
        step: Step::HandIn,
        group: ("", ""),
        label: (zh, en),
        hint: ("", ""),
        kind,
        asked: Asked::Form,
        when: When::Always,
    }
}

impl FieldSpec {
    const fn hint(mut self, zh: &'static str, en: &'static str) -> Self {
        self.hint = (zh, en);
        self
    }

    const fn optional(mut self) -> Self {
        self.asked = Asked::Optional;
        self
    }

    const fn article(mut self, article: u8) -> Self {
        self.asked = Asked::Article(article);
        self
    }

    const fn when(mut self, when: When) -> Self {
        self.when = when;
        self
    }
}

const COUNT: usize = {
    let (mut count, mut page) = (0, 0);
    while page < PAGES.len() {
        let mut group = 0;
        while group < PAGES[page].1.len() {
            count += PAGES[page].1[group].2.len();
            group += 1;
        }
        page += 1;
    }
    count
};

static ALL: [FieldSpec; COUNT] = {
    let mut all = [ask("", "", "", FieldKind::Tick); COUNT];
    let (mut at, mut page) = (0, 0);
    while page < PAGES.len() {
        let (step, groups) = PAGES[page];
        let mut group = 0;
        while group < groups.len() {
            let Group(zh, en, fields) = groups[group];
            let mut field = 0;
            while field < fields.len() {
                all[at] = fields[field];
                all[at].step = step;
                all[at].group = (zh, en);
                at += 1;
                field += 1;
            }
            group += 1;
        }
        page += 1;
    }
    all
};

/// Every field of the form, in the order of the form: by step, then by group.
pub static FIELDS: &[FieldSpec] = &ALL;

/// The field of this key.
pub fn spec(key: &str) -> Option<&'static FieldSpec> {
    FIELDS.iter().find(|f| f.key == key)
}

/// True where the field is shown in this draft. What is not shown is not read, though it is kept.
///
/// The fields of an application are shown in applications only; those of other errands name theirs.
pub fn shown(spec: &FieldSpec, draft: &Draft) -> bool {
    (spec.step == Step::Deed || draft.errand.is_application()) && holds(&spec.when, draft)
}

fn holds(when: &When, draft: &Draft) -> bool {
    match when {
        When::Always => true,
        When::Is(key, values) => values.contains(&value(key, draft)),
        When::IsNot(key, values) => {
            let value = value(key, draft);
            !value.is_empty() && !values.contains(&value)
        }
        When::All(all) => all.iter().all(|when| holds(when, draft)),
    }
}

/// The text of a field, or the fact of the draft that goes by this key.
fn value<'d>(key: &str, draft: &'d Draft) -> &'d str {
    match key {
        "errand" => draft.errand.code(),
        "any.special" if draft.needs.iter().any(|row| row.cell("special") == "yes") => "yes",
        "any.special" => "no",
        _ => draft.field(key).trim(),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::dossier::{Errand, NeedRow};
    use std::sync::Arc;

    fn keys_of(when: &When) -> Vec<(&'static str, &'static [&'static str])> {
        match when {
            When::Always => Vec::new(),
            When::Is(key, values) | When::IsNot(key, values) => vec![(*key, *values)],
            When::All(all) => all.iter().flat_map(keys_of).collect(),
        }
    }

    #[test]
    fn keys_are_unique_and_texts_stand_in_both_languages() {
        let mut keys: Vec<_> = FIELDS.iter().map(|f| f.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), FIELDS.len());
        for field in FIELDS {
            for (zh, en) in [field.label, field.group] {
                assert!(!zh.is_empty() && !en.is_empty(), "{}", field.key);
            }
            assert_eq!(field.hint.0.is_empty(), field.hint.1.is_empty(), "{}", field.key);
            if let FieldKind::OneOf(choices) | FieldKind::AnyOf(choices) = field.kind {
                assert!(choices.iter().all(|(code, zh, en)| ![code, zh, en].iter().any(|t| t.is_empty())));
            }
        }
    }

    #[test]
    fn fields_follow_each_other_by_step_and_group() {
        let places: Vec<_> = FIELDS.iter().map(|f| (f.step, f.group)).collect();
        assert!(places.iter().map(|p| p.0).is_sorted());
        let mut seen = places.clone();
        seen.dedup();
        let runs = seen.len();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(runs, seen.len(), "a group is torn apart");
    }

    #[test]
    fn conditions_name_fields_and_their_values() {
        for field in FIELDS {
            for (key, values) in keys_of(&field.when) {
                if matches!(key, "errand" | "any.special") {
                    continue;
                }
                let choices: Vec<&str> = match spec(key).unwrap().kind {
                    FieldKind::OneOf(choices) => choices.iter().map(|c| c.0).collect(),
                    FieldKind::YesNo => vec!["yes", "no"],
                    kind => unreachable!("{}: {kind:?} cannot steer", field.key),
                };
                assert!(values.iter().all(|v| choices.contains(v)), "{}", field.key);
            }
        }
    }

    #[test]
    fn a_field_is_shown_where_its_condition_holds() {
        let mut draft = Draft::default();
        let location = spec("system.location").unwrap();
        assert!(!shown(location, &draft));
        draft.errand = Errand::Migrate;
        assert!(shown(location, &draft));
        let special = spec("papers.special").unwrap();
        assert!(!shown(special, &draft));
        let mut row = NeedRow::default();
        row.set_cell("special", "yes");
        draft.needs.push(Arc::new(row));
        assert!(shown(special, &draft));
    }
}
