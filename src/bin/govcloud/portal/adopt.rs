//! Applications that were accepted before there were cases: each becomes a case, or an entry of one, with the
//! bytes that came in, its key, its instant and its reference. Nothing is judged anew.

use super::acceptance;
use super::accounts::Who;
use super::clock::Now;
use super::database::Database;
use super::index::Index;
use super::journals;
use super::problem::Problem;
use super::received::{self, Received};
use govcloud::basics::{Words, date};
use govcloud::dossier::Role;
use govcloud::wire::v1::journal::Journal;

/// The columns of an earlier application with the name of its department.
type Row = (String, String, String, String, String, String, String);

/// Makes cases of what the database holds of earlier applications, the oldest first. Each is one transaction, so
/// that a crash leaves each of them either there or here.
///
/// # Errors
/// When the database fails, or an application cannot be read.
pub(crate) async fn adopt(db: &Database) -> Result<(), Problem> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT e.reference, e.tenant, e.account, e.received_at, e.envelope, t.name_zh, t.name_en
         FROM earlier_applications e JOIN tenants t ON t.code = e.tenant ORDER BY e.received_at, e.reference",
    )
    .fetch_all(db)
    .await?;
    for (reference, tenant, account, at, envelope, zh, en) in rows {
        let who = Who { account, tenant, tenant_name: Words::new(zh, en), role: Role::Department };
        let on = date::parse(at.get(..10).unwrap_or_default()).unwrap_or_default();
        one(db, &reference, &who, &Now { on, at }, &envelope).await?;
    }
    Ok(())
}

async fn one(db: &Database, reference: &str, who: &Who, now: &Now, envelope: &str) -> Result<(), Problem> {
    let received = received::read(envelope)?;
    let before = mended(db, who, &received).await?;
    let mut after = before.clone().unwrap_or_else(|| Journal::new(reference));
    let entry = after.push(acceptance::step(who, &received, now)?);
    let index = Index::of(&after);
    let mut transaction = db.begin().await?;
    match &before {
        None => index.insert(&mut transaction, reference, &who.tenant).await?,
        Some(before) => {
            index.replace(&mut transaction, &before.reference, &before.head().to_string()).await?;
            sqlx::query("INSERT INTO former_references (former, reference) VALUES ($1, $2)")
                .bind(reference)
                .bind(&before.reference)
                .execute(&mut *transaction)
                .await?;
        }
    }
    acceptance::insert(&mut transaction, &after.reference, who, &entry, envelope).await?;
    for (row, listed) in received.content.draft.attachments.iter().enumerate() {
        super::attachments::list(&mut transaction, (&after.reference, entry.number), row, listed).await?;
    }
    sqlx::query("DELETE FROM earlier_applications WHERE reference = $1")
        .bind(reference)
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}

/// The journal of the case whose application this one took the place of.
async fn mended(db: &Database, who: &Who, received: &Received) -> Result<Option<Journal>, Problem> {
    let Some(key) = &received.content.supersedes else { return Ok(None) };
    let reference: Option<String> =
        sqlx::query_scalar("SELECT reference FROM entries WHERE tenant = $1 AND idem_key = $2 LIMIT 1")
            .bind(&who.tenant)
            .bind(key)
            .fetch_optional(db)
            .await?;
    match reference {
        Some(reference) => Ok(Some(journals::load(db, &reference).await?)),
        None => Ok(None),
    }
}
