//! 申请: from a draft to everything that is said of it, and what bars handing it in.

pub mod adjustment;
pub mod hand_in;
pub mod judge;

pub use hand_in::Bar;
pub use judge::{Details, Judge, Judgement};
