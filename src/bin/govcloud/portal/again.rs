//! The last application of a case, reviewed once more by another place or as of another day. The review that was
//! handed in stays as it is: this only shows what would differ.

use super::Portal;
use super::cases;
use super::journals;
use super::place::Held;
use super::problem::{Problem, internal};
use govcloud::basics::{Date, Digest};
use govcloud::dossier::Life;
use govcloud::fitting::Engine;
use govcloud::lifecycle::{Judge, Judgement};
use govcloud::measure::{Comparison, Jurisdiction, Side, compare};
use govcloud::wire::v1::envelope::Content;
use std::sync::Arc;

/// By what somebody wants an application reviewed again; what is absent is as it was.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Wish {
    /// Digest of the place.
    pub(crate) place: Option<Digest>,
    /// The day.
    pub(crate) as_of: Option<Date>,
}

/// By what an application was reviewed.
pub(crate) struct By {
    /// The place.
    pub(crate) place: Arc<Jurisdiction>,
    /// The day.
    pub(crate) as_of: Date,
}

/// Two reviews of one application.
pub(crate) struct Again {
    /// Number of its entry.
    pub(crate) number: u32,
    /// By what the case goes.
    pub(crate) filed: By,
    /// By what it was reviewed again.
    pub(crate) other: By,
    /// What differs.
    pub(crate) comparison: Comparison,
    /// How many things would bar handing it in by the other rules.
    pub(crate) bars: usize,
    /// False where the review of the filed rules does not come out as it stands in the envelope: those rules, the
    /// catalog edition or the program's checks are other ones by now.
    pub(crate) as_filed: bool,
}

/// Reviews the last application of a case twice: by the rules and on the day it was filed under, and by those that
/// are wished.
///
/// # Errors
/// 404 where there is no application; 422 where the wished place is not at hand; when the database fails.
pub(crate) async fn again(portal: &Portal, reference: &str, wish: Wish) -> Result<Again, Problem> {
    let journal = journals::load(&portal.db, reference).await?;
    let mut entries = journal.entries().iter().rev();
    let entry = entries.find(|entry| entry.step.sheet.errand.is_application());
    let number = entry.ok_or_else(Problem::not_found)?.number;
    let content = cases::kept(&portal.db, reference, number).await?.content;
    let filed = portal.place.of_case(&content).jurisdiction;
    let place = match wish.place {
        Some(hash) => {
            portal.place.by_hash(hash).map(|held: Held<'_>| held.jurisdiction).ok_or_else(unknown)?
        }
        None => Arc::clone(&filed),
    };
    let filed = By { place: filed, as_of: content.as_of };
    let other = By { place, as_of: wish.as_of.unwrap_or(content.as_of) };
    let acts = journal.life().acts;
    let before = acts.iter().take_while(|act| act.number < number).map(|act| (**act).clone());
    let life = Arc::new(Life::of(before));
    let catalog = portal.catalogs.by_hash(content.catalog_hash).unwrap_or(portal.catalogs.current());
    let engine = Arc::clone(&catalog.engine);
    // Five hundred rows take a moment: the threads that answer requests are left alone.
    let judged =
        tokio::task::spawn_blocking(move || judged_twice(&content, &engine, &life, number, filed, other));
    judged.await.map_err(|e| internal(&e))
}

fn judged_twice(
    content: &Content,
    engine: &Arc<Engine>,
    life: &Arc<Life>,
    number: u32,
    filed: By,
    other: By,
) -> Again {
    let judged = |by: &By| {
        let mut judge = Judge::with_engine(Arc::clone(engine), Arc::clone(&by.place), by.as_of);
        judge.follow(Arc::clone(life));
        let said = judge.judge(&content.draft);
        (Content::judged(&content.key, &content.draft, &judge, &said).review, said)
    };
    let ((written, before), (_, after)) = (judged(&filed), judged(&other));
    let as_filed = written == content.review;
    let comparison = compare(side(&before, &filed), side(&after, &other));
    Again { number, comparison, bars: after.barred_by.len(), as_filed, filed, other }
}

fn side<'a>(said: &'a Judgement, by: &'a By) -> Side<'a> {
    Side { review: &said.review, place: &by.place }
}

fn unknown() -> Problem {
    let (zh, en) = ("没有这一地区规则的数据。", "The rules of this place are not at hand.");
    Problem::refused("place-unknown", zh, en)
}
