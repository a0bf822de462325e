use crate::judge::{demonstration, published_list};
use govcloud::basics::{Digest, date};
use govcloud::dossier::{Attachment, Draft, Errand, Outcome};
use govcloud::lifecycle::Judge;
use govcloud::measure::jurisdiction::heilongjiang;
use std::sync::Arc;

/// The published list with every field filled in, as a department would hand it in.
pub(crate) fn complete() -> Draft {
    let text = std::fs::read_to_string("tests/data/complete-fields.json").unwrap();
    let fields: serde_json::Value = serde_json::from_str(&text).unwrap();
    let mut draft = Draft { errand: Errand::Migrate, needs: published_list(), ..Draft::default() };
    for (key, text) in fields.as_object().unwrap() {
        draft.set_field(key, text.as_str().unwrap());
    }
    draft.attachments.push(Attachment {
        role: "plan".to_owned(),
        name: "迁移方案.pdf".to_owned(),
        media_type: "application/pdf".to_owned(),
        size: 3,
        digest: Digest::of(b"abc"),
    });
    draft
}

fn judge() -> Judge {
    Judge::new(demonstration(), Arc::new(heilongjiang()), date::parse("2026-11-23").unwrap())
}

/// The department confirms what was fitted.
pub(crate) fn confirm(judge: &mut Judge, draft: &mut Draft) {
    let judgement = judge.judge(draft);
    for record in &judgement.dossier.records {
        if matches!(record.outcome, Outcome::Fitted | Outcome::Composed) {
            Arc::make_mut(&mut draft.needs[record.row]).set_cell("pick", &record.configuration);
        }
    }
}

#[test]
fn a_complete_application_is_barred_by_nothing() {
    let (mut judge, mut draft) = (judge(), complete());
    confirm(&mut judge, &mut draft);
    let judgement = judge.judge(&draft);
    assert_eq!(*judgement.problems, []);
    assert_eq!(*judgement.barred_by, []);
}

#[test]
fn each_fact_that_is_taken_away_is_missed_by_whom_it_serves() {
    let (mut judge, mut whole) = (judge(), complete());
    confirm(&mut judge, &mut whole);
    let mut said = |draft: &Draft| {
        let judgement = judge.judge(draft);
        judgement.barred_by.len() + judgement.review.findings.len() + judgement.problems.len()
    };
    let before = said(&whole);
    for spec in govcloud::dossier::fields::FIELDS {
        if whole.field(spec.key).is_empty() || spec.asked == govcloud::dossier::Asked::Optional {
            continue;
        }
        let mut draft = whole.clone();
        draft.set_field(spec.key, "");
        assert!(said(&draft) > before, "nobody misses {}", spec.key);
    }
}
