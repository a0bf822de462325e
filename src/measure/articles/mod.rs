//! One file an article that is checked.
//!
//! Each file begins with the article's words and says what is computed, what is not, and what is an
//! interpretation. Its cases stand in `tests/cases/`.

pub mod a03;
pub mod a04;
pub mod a05;
pub mod a06;
pub mod a07;
pub mod a10;
pub mod a14;
pub mod a15;
pub mod a16;
pub mod a20;
pub mod a21;
pub mod a22;
pub mod a24;
pub mod a25;
pub mod a27;
pub mod a28;
pub mod a29;

use crate::measure::Provision;

/// The provisions of each article, in the order of the articles.
const ALL: &[&[Provision]] = &[
    a03::PROVISIONS,
    a04::PROVISIONS,
    a05::PROVISIONS,
    a06::PROVISIONS,
    a07::PROVISIONS,
    a10::PROVISIONS,
    a14::PROVISIONS,
    a15::PROVISIONS,
    a16::PROVISIONS,
    a20::PROVISIONS,
    a21::PROVISIONS,
    a22::PROVISIONS,
    a24::PROVISIONS,
    a25::PROVISIONS,
    a27::PROVISIONS,
    a28::PROVISIONS,
    a29::PROVISIONS,
];

/// Every provision, in the order of the articles.
pub fn provisions() -> impl Iterator<Item = &'static Provision> {
    ALL.iter().copied().flatten()
}

/// The provision of this name.
pub fn provision(id: &str) -> Option<&'static Provision> {
    provisions().find(|p| p.id == id)
}

#[cfg(test)]
mod tests;
