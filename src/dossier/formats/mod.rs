//! Formats of single texts: what is a code, a telephone number, an address, a filing number.
//!
//! Each reads what people type (full-width digits, spaces, hyphens) and gives the plain form.

pub mod address;
pub mod email;
pub mod filing;
pub mod phone;
pub mod uscc;

use crate::basics::decimal::half_width;

/// The text with wide characters made plain, and without any white space.
fn plain(text: &str) -> String {
    text.chars().map(half_width).filter(|c| !c.is_whitespace()).collect()
}

/// True for one or more ASCII digits and nothing else.
fn digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}
