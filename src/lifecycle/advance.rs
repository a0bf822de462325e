//! The one way from one step of a case to the next.

use crate::dossier::{Draft, Life, Role};
use crate::lifecycle::moves::{self, Refusal};
use crate::lifecycle::{Bar, Judge, Judgement};
use std::sync::Arc;

/// Why a step is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stop {
    /// It is no move from where the case stands, or not for this role.
    Refused(Refusal),
    /// It is a move, but these stand against it.
    Barred(Arc<Vec<Bar>>),
}

/// Judges a step that somebody in this role wants to take. Form, portal and command line ask here, so that a
/// case cannot go one way on the screen and another on the server.
///
/// # Errors
/// Why it is not taken; nothing changes.
pub fn advance(life: &Arc<Life>, sheet: &Draft, role: Role, judge: &mut Judge) -> Result<Judgement, Stop> {
    moves::find(life, sheet.errand, role).map_err(Stop::Refused)?;
    judge.follow(life.clone());
    let judgement = judge.judge(sheet);
    if judgement.barred_by.is_empty() { Ok(judgement) } else { Err(Stop::Barred(judgement.barred_by)) }
}
