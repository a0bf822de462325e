//! The steps: what stands in each, and how far it is.

use crate::dossier::fields::{FIELDS, spec};
use crate::dossier::{FieldKind, Step};

/// The step of a field.
pub fn step_of_field(key: &str) -> Option<Step> {
    spec(key).map(|f| f.step)
}

/// The step of the documents of a role.
pub fn step_of_role(role: &str) -> Option<Step> {
    let offers = |kind: &FieldKind| matches!(kind, FieldKind::Paper(offered) if *offered == role);
    FIELDS.iter().find(|f| offers(&f.kind)).map(|f| f.step)
}
