//! 服务目录: what the cloud sells, in one dated and hashed edition.
//!
//! Types only know what was published. Reading a file into them is [`crate::wire`]'s work; judging what
//! was read (contradicting tiers, unknown units …) is `check`'s; finding an item is `search`'s.

pub mod check;
pub mod edition;
pub mod item;
pub mod price;
pub mod problem;
pub mod proration;
pub mod search;

pub use edition::{Dimension, Edition, Function, Provenance, Source, Supplier, Trait, TraitValue, Unit};
pub use item::{Grammar, Item, Range};
pub use price::{Currency, Period, Price, Rounding, Standing, Term, Tier, TierMode};
pub use problem::CatalogProblem;
pub use proration::{Proration, WholeMonth};
