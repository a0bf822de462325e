//! 全过程: from a draft to everything that is said of it, and from one step of a case to the next.
//!
//! [`judge`] is the one way from a draft to its judgement. [`stage`] tells where a case stands, [`moves`] which
//! step may follow, and [`advance()`] takes it: a step that the table does not know, or against which
//! something stands, is refused with the reason. [`used()`] tells which services ran, for the fees of a year,
//! [`filed`] which filings it holds.

pub mod adjustment;
pub mod advance;
mod applied;
pub mod filed;
pub mod hand_in;
pub mod judge;
pub mod moves;
pub mod stage;
pub mod used;

pub use advance::{Stop, advance};
pub use hand_in::Bar;
pub use judge::{Details, Judge, Judgement};
pub use moves::{MOVES, Move, Refusal};
pub use stage::{Stage, Standing};
pub use used::used;

#[cfg(test)]
mod tests;
