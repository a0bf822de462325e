//! Version 1 of the formats.
