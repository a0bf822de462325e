//! A case judged against a catalog: what `check` and `fees` begin with.

use super::place::PlaceArg;
use super::{BadInput, case, catalog};
use govcloud::basics::{Date, Lang};
use govcloud::catalog::Edition;
use govcloud::dossier::Draft;
use govcloud::lifecycle::{Judge, Judgement};
use govcloud::measure::Jurisdiction;
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
    /// What is said.
    pub(crate) said: Judgement,
}

impl Judged {
    /// Reads the files and judges.
    pub(crate) fn of(args: &JudgeArgs, lang: Lang) -> Result<Self, BadInput> {
        let as_of = super::as_of(args.as_of.as_deref())?;
        let (draft, intact) = case::open(&args.case, lang)?;
        let (edition, _) = catalog::open(&args.catalog)?;
        let place = args.place.open()?;
        let said = Judge::new(edition.clone(), place.clone(), as_of).judge(&draft);
        Ok(Self { edition, draft, intact, as_of, place, said })
    }

    /// The same case, judged once more by another place or as of another day.
    pub(crate) fn again(&self, place: Arc<Jurisdiction>, as_of: Date) -> Self {
        let (edition, draft) = (self.edition.clone(), self.draft.clone());
        let said = Judge::new(edition.clone(), place.clone(), as_of).judge(&draft);
        Self { edition, draft, intact: self.intact, as_of, place, said }
    }
}
