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
pub mod a13;
pub mod a14;
pub mod a15;
pub mod a16;
pub mod a17;
pub mod a18;
pub mod a19;
pub mod a20;
pub mod a21;
pub mod a22;
pub mod a24;
pub mod a25;
pub mod a27;
pub mod a28;
pub mod a29;

use crate::dossier::Errand;
use crate::measure::Provision;

/// What a list of provisions bears on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bears {
    /// Applications alone: 部署, 迁移, 变更.
    Application,
    /// Whatever is handed in: each provision says itself for which steps it is there.
    Anything,
}

use Bears::{Anything, Application};

/// The provisions of each article, in the order of the articles.
const ALL: &[(Bears, &[Provision])] = &[
    (Application, a03::PROVISIONS),
    (Application, a04::PROVISIONS),
    (Anything, a04::LIFE),
    (Application, a05::PROVISIONS),
    (Application, a06::PROVISIONS),
    (Application, a07::PROVISIONS),
    (Application, a10::PROVISIONS),
    (Anything, a13::LIFE),
    (Application, a14::PROVISIONS),
    (Anything, a14::LIFE),
    (Application, a15::PROVISIONS),
    (Anything, a15::LIFE),
    (Application, a16::PROVISIONS),
    (Anything, a16::LIFE),
    (Anything, a17::LIFE),
    (Anything, a18::LIFE),
    (Anything, a19::LIFE),
    (Application, a20::PROVISIONS),
    (Application, a21::PROVISIONS),
    (Anything, a21::LIFE),
    (Application, a22::PROVISIONS),
    (Application, a24::PROVISIONS),
    (Anything, a24::LIFE),
    (Application, a25::PROVISIONS),
    (Anything, a25::LIFE),
    (Application, a27::PROVISIONS),
    (Application, a28::PROVISIONS),
    (Anything, a29::PROVISIONS),
];

/// Every provision, in the order of the articles.
pub fn provisions() -> impl Iterator<Item = &'static Provision> {
    ALL.iter().flat_map(|(_, provisions)| provisions.iter())
}

/// Every provision, in the order of the articles, with whether it can bear on a form for this errand.
pub fn bearing_on(errand: Errand) -> impl Iterator<Item = (&'static Provision, bool)> {
    ALL.iter().flat_map(move |(bears, provisions)| {
        let may = *bears == Anything || errand.is_application();
        provisions.iter().map(move |provision| (provision, may))
    })
}

/// The provisions on the steps of a case, in the order of the articles: each says itself for which it is there.
pub fn of_steps() -> impl Iterator<Item = &'static Provision> {
    let steps =
        ALL.iter().filter(|(bears, _)| *bears == Anything).flat_map(|(_, provisions)| provisions.iter());
    // Article 29 says when the measure is in force, of applications and steps alike.
    steps.filter(|provision| provision.citation.article != 29)
}

/// The provision of this name.
pub fn provision(id: &str) -> Option<&'static Provision> {
    provisions().find(|p| p.id == id)
}

#[cfg(test)]
mod tests;
