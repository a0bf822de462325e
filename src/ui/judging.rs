//! Judging while typing: holds the judge of the page's catalog, and what it said last in the shapes that views
//! take.

use crate::basics::{Date, Lang};
use crate::catalog::Edition;
use crate::catalog::search::Index;
use crate::dossier::{Dossier, Draft, Life, Role, read};
use crate::fees::{Calendar, Estimate};
use crate::fitting::{Answer, Engine};
use crate::lifecycle::judge::{Details, Judge, Judgement};
use crate::lifecycle::moves;
use crate::measure::Jurisdiction;
use crate::measure::jurisdiction::heilongjiang;
use crate::ui::life::Docket;
use crate::ui::notes::{Notes, Weight};
use crate::ui::resources::notes::{RowNotes, Said};
use crate::ui::resources::row::RowNote;
use crate::ui::same::Same;
use crate::ui::settings::{Place, Settings};
use crate::wire::v1::envelope::Content;
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

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

/// From where a draft is judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standpoint {
    /// The life of the case that it is a step of; empty where it begins one.
    pub life: Arc<Life>,
    /// Who wants to take the step: one that is another role's is refused. None where that is not asked.
    pub role: Option<Role>,
    /// The day.
    pub as_of: Date,
}

/// What was said of a draft, as views take it.
#[derive(Clone)]
pub struct Judged {
    /// Everything that is said of it.
    pub judgement: Judgement,
    /// The place that was judged by.
    pub place: Same<Jurisdiction>,
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
    pub fn judge(
        &mut self,
        settings: &Settings,
        draft: &Draft,
        Standpoint { life, role, as_of }: &Standpoint,
        lang: Lang,
    ) -> (Notes, Option<Judged>) {
        self.follow(settings, *as_of);
        let Some(bench) = &mut self.bench else {
            return (Notes::of(&read::facts(draft).problems, &[], &[], draft), None);
        };
        bench.judge.follow(life.clone());
        let mut judgement = bench.judge.judge(draft);
        if let Some(refusal) = role.and_then(|role| moves::find(life, draft.errand, role).err()) {
            judgement.refuse(refusal);
        }
        let notes = Notes::of(&judgement.problems, &judgement.review.findings, &judgement.barred_by, draft);
        let judged = bench.shape(judgement, &notes, draft, lang);
        (notes, Some(judged))
    }

    /// What is said of another draft than the one on screen; none while nothing is judged.
    pub fn aside(&mut self, settings: &Settings, draft: &Draft, from: &Standpoint) -> Option<Judgement> {
        if !self.bench.as_ref().is_some_and(|bench| bench.is_of(settings)) {
            self.follow(settings, from.as_of);
        }
        let bench = self.bench.as_ref()?;
        let mut judge =
            Judge::with_engine(bench.judge.engine().clone(), bench.judge.jurisdiction().clone(), from.as_of);
        judge.follow(from.life.clone());
        Some(judge.judge(draft))
    }

    /// What is handed in of a draft that was just judged, as a step of the case where there is one; none while
    /// nothing is judged.
    pub fn content(
        &self,
        draft: &Draft,
        judgement: &Judgement,
        docket: Option<&Same<Docket>>,
    ) -> Option<Content> {
        // The key is given when it is frozen.
        let content = Content::judged("", draft, &self.bench.as_ref()?.judge, judgement);
        Some(Content { about: docket.map(|docket| docket.about()), ..content })
    }

    /// Takes the page's catalog, place and day, where they changed. Building the indexes takes a moment for 10,000
    /// items, and is done once a catalog.
    fn follow(&mut self, settings: &Settings, as_of: Date) {
        if let Some(bench) = self.bench.as_mut().filter(|bench| bench.is_of(settings)) {
            return bench.turn_to(as_of);
        }
        let known = self.bench.take().filter(|bench| settings.edition.as_ref() == Some(&bench.edition));
        self.bench = settings.edition.as_ref().zip(place(&settings.place)).map(|(edition, place)| {
            let (index, engine) = match known {
                Some(known) => (known.index, known.judge.engine().clone()),
                None => (Same::new(Index::new(edition)), Arc::new(Engine::new(edition.arc().clone()))),
            };
            let judge = Judge::with_engine(engine, place, as_of);
            Bench {
                edition: edition.clone(),
                place: settings.place.clone(),
                as_of,
                index,
                details: Same::new(judge.details()),
                judge,
                notes: RowNotes::default(),
            }
        });
    }
}

/// The data of a place to judge by; none where they are not there.
pub fn place(place: &Place) -> Option<Arc<Jurisdiction>> {
    // Views ask for it row by row; the province is the same in each.
    static PROVINCE: LazyLock<Arc<Jurisdiction>> = LazyLock::new(|| Arc::new(heilongjiang()));
    match place {
        Place::Province => Some(PROVINCE.clone()),
        Place::Other(place) => Some(place.arc().clone()),
        Place::Coming | Place::Unusable(_) => None,
    }
}

impl Bench {
    /// True where it judges by the page's catalog and place.
    fn is_of(&self, settings: &Settings) -> bool {
        settings.edition.as_ref() == Some(&self.edition) && settings.place == self.place
    }

    /// From now on this day counts.
    fn turn_to(&mut self, as_of: Date) {
        if as_of != self.as_of {
            let (engine, place) = (self.judge.engine().clone(), self.judge.jurisdiction().clone());
            self.judge = Judge::with_engine(engine, place, as_of);
            self.details = Same::new(self.judge.details());
            self.as_of = as_of;
        }
    }

    fn shape(&mut self, judgement: Judgement, notes: &Notes, draft: &Draft, lang: Lang) -> Judged {
        let wrong = notes.all().iter().filter(|n| n.weight <= Weight::Warns);
        let said: Vec<Said> = wrong.map(|n| (n.place.clone(), n.message.get(lang).to_owned())).collect();
        let rows = self.notes.of(&draft.needs, &judgement.answers, &said, &self.edition, lang);
        Judged {
            place: Same::from(self.judge.jurisdiction().clone()),
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
