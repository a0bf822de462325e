//! An application that can be handed in: every field that the form shows, filled in by its kind.

use govcloud::basics::{Digest, date};
use govcloud::dossier::fields::{FIELDS, shown};
use govcloud::dossier::{Attachment, Draft, FieldKind, NeedRow};
use govcloud::lifecycle::Judge;
use govcloud::measure::Jurisdiction;
use govcloud::measure::jurisdiction::heilongjiang;
use govcloud::wire::v1::catalog;
use govcloud::wire::v1::envelope::{self, Content, Sealed};
use std::sync::Arc;

/// The bytes of the plan that every sample names.
pub(crate) const PLAN: &[u8] = b"%PDF-1.7 plan of the example system";

/// A draft that nothing bars, for a system of this name.
pub(crate) fn draft(system_name: &str) -> Draft {
    let mut draft = Draft::default();
    // Answers show further fields; the table is short, so a few rounds reach them all.
    for _ in 0..4 {
        for spec in FIELDS {
            if shown(spec, &draft) && draft.field(spec.key).is_empty() {
                draft.set_field(spec.key, &sample(spec.kind));
            }
        }
    }
    draft.set_field("system.name", system_name);
    // What the law would not take from a stranger: use begins in 2026 and is paid in 2028, a first application
    // names no supplier, and what is done lies behind.
    for (key, text) in [
        ("budget.year", "2028"),
        ("needs.supplier", ""),
        ("crypto.assessment_date", "2026-06-01"),
        ("crypto.assessment_filed", "2026-06-15"),
    ] {
        draft.set_field(key, text);
    }
    let mut need = NeedRow { id: "n1".into(), ..NeedRow::default() };
    for (column, text) in [
        ("name", "应用服务器"),
        ("function", "compute/vm/general"),
        ("count", "2"),
        ("d.vcpu", "4"),
        ("d.memory", "8"),
        ("reason", "业务系统运行"),
    ] {
        need.set_cell(column, text);
    }
    draft.needs.push(Arc::new(need));
    for role in ["plan", "crypto", "basis", "exception", "filing"] {
        draft.attachments.push(Attachment {
            role: role.into(),
            name: format!("{role}.pdf"),
            media_type: "application/pdf".into(),
            size: PLAN.len() as u64,
            digest: Digest::of(PLAN),
        });
    }
    draft
}

fn sample(kind: FieldKind) -> String {
    let text = match kind {
        FieldKind::Line(_) | FieldKind::Paragraph(_) => "示例",
        FieldKind::Phone => "0451-82345678",
        FieldKind::Email => "office@example.org",
        FieldKind::SocialCreditCode => "11100000000013338W",
        FieldKind::Date => "2026-12-31",
        FieldKind::OneOf(choices) | FieldKind::AnyOf(choices) => choices[0].0,
        FieldKind::YesNo | FieldKind::Tick => "yes",
        FieldKind::Whole(least, _) => return least.max(2).to_string(),
        FieldKind::Money => "100000",
        FieldKind::Addresses => "10.0.0.0/24",
        FieldKind::FilingNumber => "230100-00001",
        FieldKind::Paper(_) => "",
    };
    text.to_owned()
}

/// What the form would hand in: the draft with the form's own review and fees, against the catalog that the
/// portal publishes.
pub(crate) fn content(key: &str, draft: &Draft) -> Content {
    content_in(key, draft, heilongjiang())
}

/// The same, judged by another place.
pub(crate) fn content_in(key: &str, draft: &Draft, place: Jurisdiction) -> Content {
    let (edition, _) = catalog::read(include_str!("../../../www/catalogs/demo.json")).unwrap();
    let mut judge = Judge::new(Arc::new(edition), Arc::new(place), date::parse(super::TODAY).unwrap());
    let judgement = judge.judge(draft);
    Content::judged(key, draft, &judge, &judgement)
}

/// The same, sealed.
pub(crate) fn sealed(key: &str, system_name: &str) -> Sealed {
    envelope::seal(&content(key, &draft(system_name))).unwrap()
}

#[test]
fn nothing_bars_the_sample() {
    let content = content("k", &draft("示例系统"));
    assert_eq!(content.review["barredBy"], serde_json::json!([]));
}
