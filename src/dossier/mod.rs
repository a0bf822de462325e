//! The case of one information system: facts only, no judgement.
//!
//! A [`Draft`] holds what was typed, as typed. [`read`](read::read) makes a [`Dossier`] of it, with a list of
//! problems where a text is no fact; it cannot fail. What travels between browser, portal and command
//! line is always the draft: each side reads it again with this code.

pub mod deeds;
pub mod draft;
pub mod errand;
pub mod fact;
pub mod facts;
pub mod field;
pub mod fields;
pub mod formats;
pub mod life;
pub mod papers;
pub mod read;
pub mod resources;
pub mod services;

pub use draft::{Attachment, Draft, NeedRow};
pub use errand::{Errand, Role};
pub use fact::{Fact, Keyed};
pub use facts::Dossier;
pub use field::{Asked, FieldKind, FieldSpec, Problem, Step, When};
pub use life::{Act, Close, Kind, Life, Procedure};
pub use read::Reading;
pub use resources::{Applied, Need, Outcome, Part, Record, Resources};
pub use services::{Event, Holder, PriceStanding, Service, Taken};
