//! Judging a case for the page, apart from the judging that follows the typing.

use crate::basics::Date;
use crate::catalog::Edition;
use crate::fitting::Engine;
use crate::lifecycle::judge::Judge;
use crate::measure::Jurisdiction;
use crate::ui::judging;
use crate::ui::same::Same;
use crate::ui::settings::{Now, Place, Settings};
use crate::wire::v1::{jurisdiction, review};
use std::sync::Arc;

/// The engine of a catalog. Building it takes a moment for 10,000 items, and is done once.
pub(super) struct Reviewer {
    edition: Same<Edition>,
    engine: Arc<Engine>,
    place: Arc<Jurisdiction>,
}

/// The place that a page gave as JSON text.
#[inline(never)]
pub(super) fn place(text: &str) -> Place {
    match jurisdiction::read(text) {
        Ok(place) => Place::Other(Same::new(place)),
        Err(unusable) => Place::Unusable(unusable.words()),
    }
}

impl Reviewer {
    /// The engine of the page's catalog, the one at hand where it still is; none without a catalog or a place.
    #[inline(never)]
    pub(super) fn of(settings: &Settings, at_hand: Option<Self>) -> Option<Self> {
        let (edition, place) = (settings.edition.as_ref()?, judging::place(&settings.place)?);
        let same = at_hand.filter(|reviewer| reviewer.edition == *edition);
        let engine =
            same.map_or_else(|| Arc::new(Engine::new(edition.arc().clone())), |reviewer| reviewer.engine);
        Some(Self { edition: edition.clone(), engine, place })
    }

    /// What is said of a case, each row read, fitted and priced anew; JSON text.
    #[inline(never)]
    pub(super) fn review(&self, now: &Now, as_of: Date) -> String {
        let as_of = now.as_of.unwrap_or(as_of);
        let mut judge = Judge::with_engine(Arc::clone(&self.engine), Arc::clone(&self.place), as_of);
        judge.follow(now.life.clone());
        review::judgement_text(&judge.judge(&now.draft))
    }
}
