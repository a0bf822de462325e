//! The order of the steps: which ones a form has, what they are called in addresses, which one a place stands in.

use crate::basics::Path;
use crate::dossier::{Draft, Errand, Step};

/// The step in which a place stands.
pub fn step_of(place: &Path, draft: &Draft) -> Option<Step> {
    let steps: Vec<String> = place.steps().collect();
    match steps.first().map(String::as_str) {
        Some("fields") => crate::ui::steps::step_of_field(steps.get(1)?),
        // The rows of an activation are its services, and stand on its one page.
        Some("needs") if draft.errand.is_application() => Some(Step::Resources),
        Some("needs") => Some(Step::Deed),
        Some("attachments") => {
            let row: usize = steps.get(1)?.parse().ok()?;
            let role = &draft.attachments.get(row)?.role;
            Some(crate::ui::steps::step_of_role(role).unwrap_or(Step::Papers))
        }
        Some("steps") => {
            ALL_STEPS.iter().copied().find(|s| Some(step_code(*s)) == steps.get(1).map(String::as_str))
        }
        _ => None,
    }
}

/// Every step. A change has all of them but the first, an application all but two; a case that is looked at
/// begins with the first.
const ALL_STEPS: [Step; 11] = [
    Step::Case,
    Step::Deed,
    Step::Unit,
    Step::System,
    Step::Resources,
    Step::Network,
    Step::Security,
    Step::Papers,
    Step::Undertakings,
    Step::Budget,
    Step::HandIn,
];

/// The steps of the form for this errand, in their order.
pub fn steps_of(errand: Errand) -> &'static [Step] {
    match errand {
        Errand::Change => ALL_STEPS.get(1..).unwrap_or_default(),
        errand if errand.is_application() => ALL_STEPS.get(2..).unwrap_or_default(),
        _ => &[Step::Deed, Step::HandIn],
    }
}

/// The steps of a case that is looked at, with this application.
pub fn case_steps_of(errand: Errand) -> &'static [Step] {
    const WITHOUT_DEED: [Step; 10] = [
        Step::Case,
        Step::Unit,
        Step::System,
        Step::Resources,
        Step::Network,
        Step::Security,
        Step::Papers,
        Step::Undertakings,
        Step::Budget,
        Step::HandIn,
    ];
    match errand {
        Errand::Change => &ALL_STEPS,
        errand if errand.is_application() => &WITHOUT_DEED,
        _ => &[Step::Case, Step::Deed, Step::HandIn],
    }
}

/// Name of a step in addresses and class names.
pub fn step_code(step: Step) -> &'static str {
    match step {
        Step::Case => "case",
        Step::Deed => "deed",
        Step::Unit => "unit",
        Step::System => "system",
        Step::Resources => "resources",
        Step::Network => "network",
        Step::Security => "security",
        Step::Papers => "papers",
        Step::Undertakings => "undertakings",
        Step::Budget => "budget",
        Step::HandIn => "hand-in",
    }
}
