//! 办理: what is asked for in each step of a case's life, one file for each side that hands it in.
//!
//! A change is an application and is filled in whole; what stands here of it comes before the rest.

mod department;
mod leaving;
mod organs;
mod supplier;

use super::{FieldKind, Group, When, ask};

/// The groups of every step of the life, each shown for its errand alone.
pub(super) const PARTS: [&[Group]; 4] =
    [department::GROUPS, organs::GROUPS, supplier::GROUPS, leaving::GROUPS];

/// Shown in the form of one errand.
const fn of(errand: &'static [&'static str]) -> When {
    When::Is("errand", errand)
}
