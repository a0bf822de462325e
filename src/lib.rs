//! Heilongjiang's provincial government-cloud measure as a form component.

pub mod basics;
pub mod catalog;
pub mod dossier;
pub mod drafts;
#[cfg(feature = "element")]
pub mod element;
pub mod fees;
pub mod fitting;
pub mod lifecycle;
pub mod measure;
pub mod submission;
#[cfg(feature = "element")]
pub mod ui;
pub mod wire;
