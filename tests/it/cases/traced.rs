//! A trace tells all that a verdict rests on.

use super::columns::make;
use super::{BOUNDED, sheets, tables};
use govcloud::dossier::fields::{self, FIELDS};
use govcloud::dossier::{Dossier, Draft, Errand, FieldKind, read};
use govcloud::measure::{Look, Terms, Trace, Tried, jurisdiction::heilongjiang, review, trace};
use std::collections::{BTreeMap, BTreeSet};

/// Cases for every form: rows of the sheets with as many filled cells as there are.
fn fullest() -> Vec<super::columns::Made> {
    let sheets = sheets();
    let filled = |row: &[String]| row.iter().filter(|cell| !cell.is_empty()).count();
    let mut of_errand: BTreeMap<Errand, usize> = BTreeMap::new();
    let made = tables(&sheets).into_iter().map(|(table, _)| {
        let row = table.rows.iter().max_by_key(|row| filled(row)).unwrap();
        let cells = table.columns.iter().zip(row).filter(|(_, text)| !text.is_empty());
        let cells: Vec<(&str, &str)> = cells.map(|(a, b)| (a.as_str(), b.as_str())).collect();
        make(&cells).unwrap()
    });
    // A few of each form: every field of each is said otherwise in turn.
    let few = |made: &super::columns::Made| {
        let seen = of_errand.entry(made.draft.errand).or_default();
        *seen += 1;
        *seen <= 3
    };
    made.filter(few).collect()
}

#[test]
fn a_trace_comes_to_the_same_review() {
    let place = heilongjiang();
    for made in fullest() {
        let terms = Terms { edition: &made.edition, jurisdiction: &place, as_of: made.as_of };
        let (plain, traced) = (review(&made.dossier, &terms), trace(&made.dossier, &terms));
        assert_eq!(plain, traced.review);
        assert!(traced.tried.iter().flat_map(|t| &t.findings).eq(&plain.findings));
        for look in traced.tried.iter().flat_map(|tried| &tried.looks) {
            let Look::Fact { path, .. } = look else { continue };
            let steps: Vec<String> = path.steps().collect();
            let steps: Vec<&str> = steps.iter().map(String::as_str).collect();
            let (["fields", key] | ["journal", _, "fields", key]) = steps.as_slice() else { continue };
            assert!(fields::spec(key).is_some(), "{path}: no such field");
        }
    }
}

/// Provisions that look at a day, a level or a number of the place and yet draw no line by it, with the reason.
const NO_LINE: &[(&str, &str)] = &[
    ("a04-last-year", "it names the year after the one of leaving, whichever that is"),
    ("a04-start", "only whether the day is stated"),
    ("a14-appraisal", "only whether the day is stated"),
    ("a16-deployment", "only whether the days are stated"),
    ("a16-opened", "it asks again for what articles 14 to 16 asked for; their lines are drawn there"),
    ("a16-passed", "only whether the test was passed"),
    ("a17-advice", "only whether the day is stated"),
    ("a24-crypto", "only whether the day is stated"),
    ("a24-filing-number", "only whether the day is stated"),
    ("a24-level", "only whether the level is stated"),
    ("a24-selfcheck", "only whether the day is stated"),
    ("a25-clearing", "only whether the day is stated"),
    ("a25-handover", "only whether the day is stated"),
    ("a28-allocation", "it names the day until which resources are due, and judges none"),
];

#[test]
fn what_turns_on_a_day_a_level_or_a_number_has_both_sides_of_its_line() {
    let place = heilongjiang();
    let drawn = |look: &Look| match look {
        Look::Parameter { .. } => true,
        Look::Fact { path, value } => {
            let key = path.steps().last().unwrap_or_default();
            let kind = fields::spec(&key).map(|spec| spec.kind);
            let level = key.starts_with("security.level");
            value.is_some() && (level || matches!(kind, Some(FieldKind::Date | FieldKind::Whole(..))))
        }
    };
    let mut turning = BTreeSet::new();
    for (table, provision) in tables(&sheets()) {
        for row in &table.rows {
            let cells = table.columns.iter().zip(row).filter(|(_, text)| !text.is_empty());
            let cells: Vec<(&str, &str)> = cells.map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let made = make(&cells).unwrap();
            let terms = Terms { edition: &made.edition, jurisdiction: &place, as_of: made.as_of };
            let traced = trace(&made.dossier, &terms);
            let tried = traced.tried.iter().find(|tried| tried.provision.id == provision.id).unwrap();
            if tried.looks.iter().any(drawn) {
                turning.insert(provision.id);
            }
        }
    }
    let excused: BTreeSet<&str> = NO_LINE.iter().map(|(id, _)| *id).collect();
    let bounded: BTreeSet<&str> = BOUNDED.iter().copied().collect();
    assert!(bounded.is_disjoint(&excused));
    let missing: BTreeSet<&str> = turning.iter().filter(|id| !bounded.contains(*id)).copied().collect();
    assert_eq!(
        missing, excused,
        "each that turns on one has its boundary in the sheets, or a reason why not"
    );
}

/// The draft with one field said otherwise.
fn other(draft: &Draft, key: &str, kind: FieldKind) -> Vec<Draft> {
    let said = |text: &str| {
        let mut draft = draft.clone();
        draft.set_field(key, text);
        draft
    };
    let mut drafts = vec![said("")];
    match kind {
        FieldKind::Date => drafts.extend(["2020-01-01", "2026-02-15", "2030-01-01"].map(said)),
        FieldKind::YesNo | FieldKind::Tick => drafts.extend(["yes", "no"].map(said)),
        FieldKind::OneOf(choices) | FieldKind::AnyOf(choices) => {
            drafts.extend(choices.iter().map(|c| said(c.0)))
        }
        FieldKind::Whole(..) | FieldKind::Money => drafts.extend(["2026", "2100"].map(said)),
        FieldKind::Paper(role) => {
            let mut without = draft.clone();
            without.attachments.retain(|paper| paper.role != role);
            drafts.push(without);
        }
        _ => drafts.push(said("另一内容")),
    }
    drafts
}

/// What a provision looked at, and what stood there.
fn facts(tried: &Tried) -> Vec<&Look> {
    tried.looks.iter().filter(|look| matches!(look, Look::Fact { .. })).collect()
}

#[test]
fn what_a_provision_did_not_look_at_does_not_move_it() {
    let place = heilongjiang();
    let mut moved = BTreeSet::new();
    for made in fullest() {
        let terms = Terms { edition: &made.edition, jurisdiction: &place, as_of: made.as_of };
        let retold = |draft: &Draft| -> Trace {
            let Dossier { keyed, attachments, .. } = read::facts(draft).dossier;
            trace(&Dossier { keyed, attachments, ..made.dossier.clone() }, &terms)
        };
        let before = retold(&made.draft);
        for spec in FIELDS.iter().filter(|spec| fields::shown(spec, &made.draft)) {
            for draft in other(&made.draft, spec.key, spec.kind) {
                let after = retold(&draft);
                for (was, is) in before.tried.iter().zip(&after.tried) {
                    let same = (&was.verdict, &was.findings) == (&is.verdict, &is.findings);
                    if facts(was) == facts(is) {
                        assert!(same, "{} was moved by {} without looking", was.provision.id, spec.key);
                    } else if !same {
                        moved.insert(was.provision.id);
                    }
                }
            }
        }
    }
    assert!(moved.len() > 60, "only {moved:?} were moved by anything");
}
