//! A case judged against a catalog: what `check` and `fees` begin with.

use super::place::PlaceArg;
use super::{BadInput, case, catalog};
use govcloud::basics::{Date, Lang, Words, date};
use govcloud::catalog::Edition;
use govcloud::dossier::{Draft, Life};
use govcloud::lifecycle::{Judge, Judgement};
use govcloud::measure::{Jurisdiction, text};
use std::path::PathBuf;
use std::sync::Arc;

/// What is judged, by what, and as of when.
#[derive(clap::Args)]
pub(crate) struct JudgeArgs {
    /// The case file
    case: PathBuf,
    /// The catalog file
    #[arg(long)]
    catalog: PathBuf,
    /// The journal of the case: the form is judged as its next step
    #[arg(long)]
    journal: Option<PathBuf>,
    /// The day by which it is judged, 2026-11-23; today if absent
    #[arg(long)]
    as_of: Option<String>,
    #[command(flatten)]
    place: PlaceArg,
}

/// A case with everything that is said of it.
pub(crate) struct Judged {
    /// The catalog.
    pub(crate) edition: Arc<Edition>,
    /// The case as typed.
    pub(crate) draft: Draft,
    /// False where the case file's digest does not match.
    pub(crate) intact: bool,
    /// The day.
    pub(crate) as_of: Date,
    /// The place.
    pub(crate) place: Arc<Jurisdiction>,
    /// The case whose next step it is, where a journal was given.
    life: Option<Arc<Life>>,
    /// What judged it.
    pub(crate) judge: Judge,
    /// What is said.
    pub(crate) said: Judgement,
}

impl Judged {
    /// Reads the files and judges.
    pub(crate) fn of(args: &JudgeArgs, lang: Lang) -> Result<Self, BadInput> {
        let as_of = super::as_of(args.as_of.as_deref())?;
        let (draft, intact) = case::open(&args.case, lang)?;
        let (edition, _) = catalog::open(&args.catalog)?;
        let journal = args.journal.as_deref().map(case::journal).transpose()?;
        let place = args.place.of_case(journal.as_ref())?;
        let life = journal.map(|journal| Arc::new(journal.life()));
        Ok(Self::by(edition, draft, intact, as_of, place, life))
    }

    fn by(
        edition: Arc<Edition>,
        draft: Draft,
        intact: bool,
        as_of: Date,
        place: Arc<Jurisdiction>,
        life: Option<Arc<Life>>,
    ) -> Self {
        let mut judge = Judge::new(edition.clone(), place.clone(), as_of);
        if let Some(life) = &life {
            judge.follow(life.clone());
        }
        let said = judge.judge(&draft);
        Self { edition, draft, intact, as_of, place, life, judge, said }
    }

    /// The same case, judged once more by another place or as of another day.
    pub(crate) fn again(&self, place: Arc<Jurisdiction>, as_of: Date) -> Self {
        let (edition, draft) = (self.edition.clone(), self.draft.clone());
        Self::by(edition, draft, self.intact, as_of, place, self.life.clone())
    }

    /// By which text and checks it was judged, and as of when, for people.
    pub(crate) fn by_line(&self, lang: Lang) -> String {
        let review = &self.said.review;
        let (ruleset, hash, day) = (review.ruleset, review.text_hash.short(), date::iso(self.as_of));
        let by = Words::new(
            format!("依据：{}（{ruleset}，文本 SM3 {hash}），{day}", text::TITLE),
            format!("By {} ({ruleset}, SM3 of the text {hash}), {day}", text::TITLE),
        );
        format!("{}\n", by.get(lang))
    }
}
