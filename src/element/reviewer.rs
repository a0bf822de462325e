//! Judging a case for the page, apart from the judging that follows the typing.

use crate::basics::Date;
use crate::catalog::Edition;
use crate::dossier::Draft;
use crate::fitting::Engine;
use crate::lifecycle::judge::Judge;
use crate::measure::jurisdiction::heilongjiang;
use crate::ui::same::Same;
use crate::ui::settings::Settings;
use crate::wire::v1::review;
use std::sync::Arc;

/// The engine of a catalog. Building it takes a moment for 10,000 items, and is done once.
pub(super) struct Reviewer {
    edition: Same<Edition>,
    engine: Arc<Engine>,
}

impl Reviewer {
    /// The engine of the page's catalog, the one at hand where it still is; none without a catalog.
    #[inline(never)]
    pub(super) fn of(settings: &Settings, at_hand: Option<Self>) -> Option<Self> {
        let edition = settings.edition.as_ref()?;
        let same = at_hand.filter(|reviewer| reviewer.edition == *edition);
        same.or_else(|| {
            let engine = Arc::new(Engine::new(edition.arc().clone()));
            Some(Self { edition: edition.clone(), engine })
        })
    }

    /// What is said of a case, each row read, fitted and priced anew; JSON text.
    #[inline(never)]
    pub(super) fn review(&self, draft: &Draft, as_of: Date) -> String {
        let mut judge = Judge::with_engine(Arc::clone(&self.engine), Arc::new(heilongjiang()), as_of);
        review::judgement_text(&judge.judge(draft))
    }
}
