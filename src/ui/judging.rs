//! Judging while typing: holds the judge of the page's catalog, and what it said last in the shapes that views
//! take.

use crate::basics::{Date, Lang};
use crate::catalog::Edition;
use crate::catalog::search::Index;
use crate::dossier::{Dossier, Draft, read};
use crate::fees::{Calendar, Estimate};
use crate::fitting::Answer;
use crate::lifecycle::judge::{Details, Judge, Judgement};
use crate::measure::Jurisdiction;
use crate::measure::jurisdiction::heilongjiang;
use crate::ui::notes::{Notes, Weight};
use crate::ui::resources::notes::{RowNotes, Said};
use crate::ui::resources::row::RowNote;
use crate::ui::same::Same;
use crate::ui::settings::{Place, Settings};
use crate::wire::v1::envelope::Content;
use std::rc::Rc;
use std::sync::Arc;

/// The judge at work. Nothing is judged by the law while there is no catalog or no place; the typing is read all
/// the same.
#[derive(Default)]
pub struct Judging {
    bench: Option<Bench>,
}

/// A judge and what it was made from.
struct Bench {
    edition: Same<Edition>,
    place: Place,
    as_of: Date,
    index: Same<Index>,
    judge: Judge,
    details: Same<Details>,
    notes: RowNotes,
}

/// What was said of a draft, as views take it.
#[derive(Clone)]
pub struct Judged {
    /// Everything that is said of it.
    pub judgement: Judgement,
    /// The catalog's search index.
    pub index: Same<Index>,
    /// What the table shows beside each row.
    pub rows: Same<Vec<Rc<RowNote>>>,
    /// What the catalog answered, a row of the draft each.
    pub answers: Same<Vec<Option<Arc<Answer>>>>,
    /// Answers in full, for the row that a person looks at.
    pub details: Same<Details>,
    /// What it costs.
    pub estimate: Same<Estimate>,
    /// When it is paid.
    pub calendar: Option<Same<Calendar>>,
    /// The case as read.
    pub dossier: Same<Dossier>,
}

impl Judging {
    /// Judges a draft: what is said of it, by place, and the rest where there is a catalog.
    pub fn judge(&mut self, settings: &Settings, draft: &Draft, lang: Lang) -> (Notes, Option<Judged>) {
        self.follow(settings);
        let Some(bench) = &mut self.bench else {
            return (Notes::of(&read::facts(draft).problems, &[], draft), None);
        };
        let judgement = bench.judge.judge(draft);
        let notes = Notes::of(&judgement.problems, &judgement.review.findings, draft);
        let judged = bench.shape(judgement, &notes, draft, lang);
        (notes, Some(judged))
    }

    /// What is handed in of a draft that was just judged; none while nothing is judged.
    pub fn content(&self, draft: &Draft, judgement: &Judgement) -> Option<Content> {
        // The key is given when it is frozen.
        self.bench.as_ref().map(|bench| Content::judged("", draft, &bench.judge, judgement))
    }

    /// Takes the page's catalog, place and date, where they changed. Building the indexes takes a moment for 10,000
    /// items, and is done once.
    fn follow(&mut self, settings: &Settings) {
        let same = |bench: &Bench| {
            settings.edition.as_ref() == Some(&bench.edition)
                && (&settings.place, settings.as_of) == (&bench.place, bench.as_of)
        };
        if self.bench.as_ref().is_some_and(same) {
            return;
        }
        let place = place(&settings.place);
        self.bench = settings.edition.as_ref().zip(place).map(|(edition, place)| {
            let judge = Judge::new(edition.arc().clone(), place, settings.as_of);
            Bench {
                edition: edition.clone(),
                place: settings.place.clone(),
                as_of: settings.as_of,
                index: Same::new(Index::new(edition)),
                details: Same::new(judge.details()),
                judge,
                notes: RowNotes::default(),
            }
        });
    }
}

/// The data of a place to judge by; none where they are not there.
pub fn place(place: &Place) -> Option<Arc<Jurisdiction>> {
    match place {
        Place::Province => Some(Arc::new(heilongjiang())),
        Place::Other(place) => Some(place.arc().clone()),
        Place::Coming | Place::Unusable(_) => None,
    }
}

impl Bench {
    fn shape(&mut self, judgement: Judgement, notes: &Notes, draft: &Draft, lang: Lang) -> Judged {
        let wrong = notes.all().iter().filter(|n| n.weight <= Weight::Warns);
        let said: Vec<Said> = wrong.map(|n| (n.place.clone(), n.message.get(lang).to_owned())).collect();
        let rows = self.notes.of(&draft.needs, &judgement.answers, &said, &self.edition, lang);
        Judged {
            index: self.index.clone(),
            rows: Same::new(rows),
            answers: Same::from(judgement.answers.clone()),
            details: self.details.clone(),
            estimate: Same::from(judgement.estimate.clone()),
            calendar: judgement.calendar.clone().map(Same::from),
            dossier: Same::from(judgement.dossier.clone()),
            judgement,
        }
    }
}
