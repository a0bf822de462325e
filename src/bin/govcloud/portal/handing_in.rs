//! The way of whatever is handed in: an application that begins a case, or the next step of one.
//!
//! The portal believes nothing of the envelope but what was typed. It finds the case, looks whether the sender saw
//! it as it stands, takes the step by the core's own rules (`lifecycle::advance`), and compares what the
//! envelope says with what it computed itself.

use super::Portal;
use super::acceptance::{self, Accepted, Claim};
use super::accounts::{self, Who};
use super::cases;
use super::clock::Now;
use super::database::Database;
use super::journals;
use super::problem::Problem;
use super::received::Received;
use super::rejudge;
use govcloud::basics::{Digest, Words};
use govcloud::dossier::Errand;
use govcloud::wire::v1::envelope::About;
use govcloud::wire::v1::journal::Journal;
use std::sync::Arc;

/// What became of a request.
pub(crate) enum Taken {
    /// It was taken in now.
    Now(Accepted),
    /// It was taken in before: the same answer once more.
    Before(Accepted),
}

/// Takes in an envelope, at most once a key. `text` is the envelope as it came.
///
/// # Errors
/// Whatever stands against it; then nothing was taken in, and the key is free again.
pub(crate) async fn take(
    portal: &Arc<Portal>,
    who: &Who,
    received: &Received,
    text: &str,
    now: &Now,
) -> Result<Taken, Problem> {
    match acceptance::claim(&portal.db, who, received).await? {
        Claim::Done(accepted) => Ok(Taken::Before(accepted)),
        Claim::Ours => match advance(portal, who, received, text, now).await {
            Ok(accepted) => Ok(Taken::Now(accepted)),
            Err(problem) => {
                acceptance::release(&portal.db, who, &received.content.key).await?;
                Err(problem)
            }
        },
    }
}

async fn advance(
    portal: &Arc<Portal>,
    who: &Who,
    received: &Received,
    text: &str,
    now: &Now,
) -> Result<Accepted, Problem> {
    let journal = match about(&portal.db, who, received).await? {
        Some(about) => as_seen(&portal.db, who, &about).await?,
        None => Journal::default(),
    };
    let place = portal.place.of_journal(&portal.db, &journal).await?.jurisdiction;
    rejudge::agrees(portal, who.role, received, (Arc::new(journal.life()), place), now).await?;
    supplier_is_known(&portal.db, received).await?;
    acceptance::keep(&portal.db, who, received, text, &journal, now).await
}

/// The case that an envelope is about, and the head that its sender saw.
///
/// A form that knows nothing of journals names the key of the application that this one takes the place of. What
/// stands under that key in a journal of the same organ is the case, and its digest the head.
async fn about(db: &Database, who: &Who, received: &Received) -> Result<Option<About>, sqlx::Error> {
    let content = &received.content;
    let (None, Some(key)) = (&content.about, &content.supersedes) else { return Ok(content.about.clone()) };
    let row: Option<(String, String)> = sqlx::query_as(
        "SELECT reference, sealed FROM entries WHERE tenant = $1 AND idem_key = $2 ORDER BY taken_at DESC LIMIT 1",
    )
    .bind(&who.tenant)
    .bind(key)
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|(reference, head)| Some(About { reference, head: Digest::parse(&head)? })))
}

/// The journal of a case, where it stands as the sender saw it.
async fn as_seen(db: &Database, who: &Who, about: &About) -> Result<Journal, Problem> {
    let line = cases::visible(db, who, &about.reference).await?;
    let journal = journals::load(db, &line.reference).await?;
    if journal.head() == about.head { Ok(journal) } else { Err(journals::moved(&journal, about.head)) }
}

/// A supplier that has no account here could never take its part in the case: the choice is refused while it
/// can still be put right. The measure knows nothing of this; it is the portal's own demand.
async fn supplier_is_known(db: &Database, received: &Received) -> Result<(), Problem> {
    let draft = &received.content.draft;
    if draft.errand != Errand::Procure {
        return Ok(());
    }
    let suppliers = accounts::suppliers(db).await?;
    let chosen = draft.field("procurement.supplier").trim();
    if suppliers.iter().any(|name| name.zh == chosen) {
        return Ok(());
    }
    let known: Vec<&str> = suppliers.iter().map(|name| name.zh.as_str()).collect();
    let place = Words::new(
        format!("平台登记的云服务商：{}", known.join("、")),
        format!("Suppliers with an account here: {}", known.join(", ")),
    );
    let (zh, en) = (
        "所填云服务商尚未在本平台登记，无法办理后续环节；请按登记名称填写。",
        "This supplier has no account on the portal and could not go on with the case: write its name as it is \
         known here.",
    );
    let path = "/case/fields/procurement.supplier";
    Err(Problem::refused("supplier-unknown", zh, en).at(path, "supplier-unknown", place))
}
