//! Two reviews of one case side by side: what another place, or another day, makes of it.
//!
//! A case keeps the rules it was filed under. Who looks at it under others sees here what would differ, and the
//! review that was filed stays as it is.

use crate::basics::{Path, Words};
use crate::measure::{Citation, Finding, Jurisdiction, Review, Verdict};
use std::collections::BTreeMap;

/// A review, with the data of the place by which it was made.
#[derive(Clone, Copy, Debug)]
pub struct Side<'a> {
    /// What was said.
    pub review: &'a Review,
    /// The place.
    pub place: &'a Jurisdiction,
}

/// What differs from one review to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Numbers that differ on the two days, in the order of their names.
    pub parameters: Vec<Number>,
    /// Findings that the second review makes no more, in the order of the first.
    pub gone: Vec<Finding>,
    /// Findings that only the second review makes, in its order.
    pub new: Vec<Finding>,
    /// Findings of the same code at the same place that say something else: before and after.
    pub changed: Vec<(Finding, Finding)>,
    /// Verdicts that differ, in the order of the articles.
    pub verdicts: Vec<Turned>,
}

/// A number that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    /// Name of the parameter.
    pub id: String,
    /// What it is, for people.
    pub name: Words,
    /// Its unit.
    pub unit: Words,
    /// Its value before; `None` where none was in force.
    pub before: Option<i64>,
    /// Its value after; `None` where none is in force.
    pub after: Option<i64>,
}

/// A verdict that differs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Turned {
    /// Name of the provision.
    pub provision: &'static str,
    /// Article and words.
    pub citation: Citation,
    /// Before.
    pub before: Verdict,
    /// After.
    pub after: Verdict,
}

impl Comparison {
    /// True where nothing differs.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Compares two reviews of one case.
pub fn compare(before: Side<'_>, after: Side<'_>) -> Comparison {
    let mut comparison = Comparison {
        parameters: numbers(before, after),
        verdicts: verdicts(before.review, after.review),
        ..Comparison::default()
    };
    // A code may stand several times at one place: they are paired in their order.
    let mut left: BTreeMap<(&str, &Path), Vec<usize>> = BTreeMap::new();
    for (at, finding) in after.review.findings.iter().enumerate().rev() {
        left.entry((finding.code, &finding.path)).or_default().push(at);
    }
    let now = |at: usize| after.review.findings.get(at);
    for finding in &before.review.findings {
        let pair = left.get_mut(&(finding.code, &finding.path)).and_then(Vec::pop).and_then(now);
        match pair {
            None => comparison.gone.push(finding.clone()),
            Some(now) if now != finding => comparison.changed.push((finding.clone(), now.clone())),
            Some(_) => {}
        }
    }
    let mut new: Vec<usize> = left.into_values().flatten().collect();
    new.sort_unstable();
    comparison.new = new.into_iter().filter_map(now).cloned().collect();
    comparison
}

/// The numbers of either place that differ, each on the day of its review.
fn numbers(before: Side<'_>, after: Side<'_>) -> Vec<Number> {
    let mut all = BTreeMap::new();
    for side in [before, after] {
        all.extend(side.place.parameters.iter().map(|p| (&p.id, (&p.name, &p.unit))));
    }
    let on = |side: Side<'_>, id: &str| side.place.number(id, side.review.as_of);
    let number = |(id, (name, unit)): (&String, (&Words, &Words))| {
        let (before, after) = (on(before, id), on(after, id));
        (before != after).then(|| Number {
            id: id.clone(),
            name: name.clone(),
            unit: unit.clone(),
            before,
            after,
        })
    };
    all.into_iter().filter_map(number).collect()
}

fn verdicts(before: &Review, after: &Review) -> Vec<Turned> {
    let earlier: BTreeMap<&str, &Verdict> =
        before.judged.iter().map(|judged| (judged.provision, &judged.verdict)).collect();
    let turned = after.judged.iter().filter_map(|judged| {
        // What was not tried did not apply.
        let before = earlier.get(judged.provision).map_or(Verdict::NotApplicable, |v| (*v).clone());
        (before != judged.verdict).then(|| Turned {
            provision: judged.provision,
            citation: judged.citation,
            before,
            after: judged.verdict.clone(),
        })
    });
    turned.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basics::{Date, Digest};
    use crate::measure::jurisdiction::{heilongjiang, ids};
    use crate::measure::{Judged, RULESET, Severity, text};

    const WORDS: Citation = Citation { article: 16, quote: "测试时间不少于15天" };

    fn finding(code: &'static str, field: &str, expected: &str) -> Finding {
        let words = Words::same(expected);
        Finding {
            citation: WORDS,
            code,
            severity: Severity::Advice,
            path: Path::field(field),
            expected: words.clone(),
            found: words.clone(),
            message: words.clone(),
            remedy: words,
        }
    }

    fn review(findings: Vec<Finding>, verdicts: &[(&'static str, Verdict)]) -> Review {
        let judged = verdicts.iter().cloned();
        Review {
            ruleset: RULESET,
            text_hash: text::hash(),
            catalog: (String::new(), Digest::of(&[])),
            jurisdiction: String::new(),
            jurisdiction_hash: Digest::of(&[]),
            as_of: Date::from_ymd_opt(2026, 11, 23).unwrap_or_default(),
            findings,
            judged: judged
                .map(|(provision, verdict)| Judged { provision, citation: WORDS, verdict })
                .collect(),
        }
    }

    #[test]
    fn the_same_review_differs_in_nothing() {
        let (place, review) =
            (heilongjiang(), review(vec![finding("a", "x", "1")], &[("p", Verdict::Holds)]));
        let side = Side { review: &review, place: &place };
        assert!(compare(side, side).is_empty());
    }

    #[test]
    fn findings_are_paired_by_code_and_place_in_their_order() {
        let place = heilongjiang();
        let before = review(
            vec![
                finding("a", "x", "1"),
                finding("a", "x", "2"),
                finding("b", "x", "1"),
                finding("c", "x", "1"),
            ],
            &[("p", Verdict::Holds), ("q", Verdict::Fails)],
        );
        let after = review(
            vec![
                finding("a", "x", "1"),
                finding("a", "x", "9"),
                finding("a", "x", "3"),
                finding("b", "y", "1"),
                finding("c", "x", "1"),
            ],
            &[("p", Verdict::Fails), ("q", Verdict::Fails), ("r", Verdict::NotApplicable)],
        );
        let (before, after) =
            (Side { review: &before, place: &place }, Side { review: &after, place: &place });
        let there = compare(before, after);
        assert_eq!(there.gone, [finding("b", "x", "1")]);
        assert_eq!(there.new, [finding("a", "x", "3"), finding("b", "y", "1")]);
        assert_eq!(there.changed, [(finding("a", "x", "2"), finding("a", "x", "9"))]);
        let turned: Vec<_> = there.verdicts.iter().map(|t| (t.provision, &t.before, &t.after)).collect();
        assert_eq!(turned, [("p", &Verdict::Holds, &Verdict::Fails)]);
        // The other way round, what is new is gone.
        let back = compare(after, before);
        assert_eq!((back.gone, back.new), (there.new, there.gone));
    }

    #[test]
    fn numbers_are_those_of_each_day_and_absent_ones_are_told() {
        let (mut early, late) = (review(Vec::new(), &[]), review(Vec::new(), &[]));
        early.as_of = Date::from_ymd_opt(2023, 10, 31).unwrap_or_default();
        let place = heilongjiang();
        let (before, after) = (Side { review: &early, place: &place }, Side { review: &late, place: &place });
        let there = compare(before, after);
        let numbers: Vec<_> = there.parameters.iter().map(|n| (n.id.as_str(), n.before, n.after)).collect();
        assert_eq!(
            numbers,
            [(ids::CRYPTO_FILING_DAYS, None, Some(30)), (ids::FILING_TEMPLATE, None, Some(2025))]
        );
    }
}
