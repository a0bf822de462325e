//! Version 1 of the formats.

pub mod case;
pub mod catalog;
pub mod catalog_csv;
pub mod certificate;
pub mod envelope;
pub mod fees;
pub mod fit;
pub mod journal;
pub mod jurisdiction;
pub mod monitoring;
pub mod register;
pub mod review;
pub mod services;
#[cfg(feature = "signature")]
pub mod signature;
pub mod trace;
pub mod year;
