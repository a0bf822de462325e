//! Article 24: a change that comes with another level.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};
use crate::dossier::Errand;

pub(super) const REGRADED: Provision = Provision {
    id: "a24-regraded",
    citation: Citation { article: 24, quote: "网络安全等级保护定级备案、自查、测评" },
    says: ("等级变更后重新备案", "A system that is graded anew is filed anew"),
    reading: Some((
        "等级变更后须重新备案，出自等级保护的通行要求",
        "a new level is filed anew, by common practice of graded protection",
    )),
    codes: &[FILED_BEFORE],
    check: regraded,
};

const FILED_BEFORE: Code = Code {
    code: "a24-filing-of-other-level",
    severity: Severity::Judgement,
    message: (
        "等级已变更，备案仍是变更前的备案。",
        "The level changes, but the filing is the one of the level before.",
    ),
    remedy: (
        "按新等级备案后补填日期，或说明安排。",
        "File the new level and add the day, or say when it will be done.",
    ),
};

fn regraded(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if case.errand() != Errand::Change {
        return Verdict::NotApplicable;
    }
    let Some(running) = case.life().in_force().map(|act| case.of(act)) else {
        return Verdict::Unknown(vec![Path::root().at("journal")]);
    };
    let Some(level) = case.now().level("security.level") else {
        return Verdict::Unknown(vec![Path::field("security.level")]);
    };
    let Some(before) = running.level("security.level").filter(|before| *before != level) else {
        return Verdict::NotApplicable;
    };
    let dates = ["security.filing_date", "security.refiling_date"];
    let filed = dates.iter().any(|key| {
        let (was, is) = (running.date(key), case.now().date(key));
        is.is_some_and(|is| was.is_none_or(|was| was < is))
    });
    if filed {
        return Verdict::Holds;
    }
    notes.find(
        &FILED_BEFORE,
        Path::field("security.filing_date"),
        Words::new(format!("按第 {level} 级备案"), format!("Filed at level {level}")),
        Words::new(format!("第 {before} 级的备案"), format!("The filing of level {before}")),
    );
    Verdict::NeedsJudgement
}
