//! # 第二十九条
//!
//! > 本办法自印发之日起施行。
//!
//! Computed: the measure is in force on the day of the review. It was issued on 2021-04-25. Before that day no
//! other provision is applied and no number has a value.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words, date::iso};

/// What article 29 asks of an application.
pub const PROVISIONS: &[Provision] = &[Provision {
    id: "a29-in-force",
    citation: Citation { article: 29, quote: "本办法自印发之日起施行" },
    says: ("判定之日办法已施行", "The measure is in force on the day"),
    reading: None,
    codes: &[NOT_IN_FORCE],
    check: in_force,
}];

const NOT_IN_FORCE: Code = Code {
    code: "a29-not-in-force",
    severity: Severity::Bars,
    message: ("判定之日本办法尚未施行或已失效。", "On this day the measure is not in force."),
    remedy: ("改用施行期间内的日期。", "Review as of a day on which it is in force."),
};

fn in_force(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    let (place, as_of) = (case.terms.jurisdiction, case.as_of());
    if place.applies(as_of) {
        return Verdict::Holds;
    }
    let (first, last) = place.in_force;
    let until = last.map(iso).unwrap_or_default();
    notes.find(
        &NOT_IN_FORCE,
        Path::root(),
        Words::new(
            format!("{} 起施行 {until}", iso(first)).trim(),
            format!("In force from {} {until}", iso(first)).trim(),
        ),
        Words::same(iso(as_of)),
    );
    Verdict::Fails
}
