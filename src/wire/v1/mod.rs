//! Version 1 of the formats.

pub mod case;
