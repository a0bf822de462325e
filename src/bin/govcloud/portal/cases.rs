//! Cases: which somebody may see, whose turn it is, and what is known of each.

use super::Portal;
use super::accounts::Who;
use super::at::At;
use super::database::Database;
use super::guards::Party;
use super::index;
use super::journals;
use super::problem::{Problem, words};
use super::received::{self, Received};
use axum::Json;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use govcloud::basics::{Words, date};
use govcloud::dossier::{Errand, Role};
use govcloud::lifecycle::Standing;
use serde_json::{Value, json};
use std::sync::Arc;

/// Most cases of a list.
pub(crate) const MOST: usize = 500;

/// One line of a list of cases.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) reference: String,
    /// The department whose case it is.
    pub(crate) tenant_name: Words,
    pub(crate) system_name: String,
    /// The last application.
    pub(crate) errand: Errand,
    pub(crate) standing: Standing,
    /// Who is waited for.
    pub(crate) turn: Option<Role>,
    /// The supplier in charge; empty where none was chosen.
    pub(crate) supplier: String,
    /// Since when it stands there.
    pub(crate) since: String,
    /// Instant of the last step.
    pub(crate) updated: String,
    /// Pieces of advice that are open.
    pub(crate) advice: i64,
    /// Number of the last entry.
    pub(crate) entries: i64,
    /// Digest of the last entry.
    pub(crate) head: String,
}

/// The columns of a [`Line`], in order: those of the case, then those of its index.
type Row = (
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    String,
    i64,
    i64,
    String,
);

const LINES: &str = "SELECT c.reference, t.name_zh, t.name_en, c.system_name, c.errand, c.kind, c.standing,
                            c.turn, c.supplier, c.since, c.updated, c.advice, c.entries, c.head
                     FROM cases c JOIN tenants t ON t.code = c.tenant";

/// Who sees which cases: departments their own, the authority and the centre all, a supplier those in which it is
/// the chosen one, nobody else any. Role, code and name of the organ are bound to the first three places.
const SEEN: &str = "(($1 = 'department' AND c.tenant = $2) OR ($1 = 'supplier' AND c.supplier = $3)
                     OR $1 IN ('authority', 'centre'))";

fn line(row: Row) -> Line {
    let (reference, zh, en, system_name, errand, kind, standing, turn, supplier, since, updated, ..) = &row;
    Line {
        reference: reference.clone(),
        tenant_name: Words::new(zh, en),
        system_name: system_name.clone(),
        errand: Errand::from_code(errand).unwrap_or_default(),
        standing: index::standing_of(kind, standing),
        turn: Role::from_code(turn),
        supplier: supplier.clone(),
        since: since.clone(),
        updated: updated.clone(),
        advice: row.11,
        entries: row.12,
        head: row.13,
    }
}

/// The cases that this person may see, the last moved first, at most [`MOST`].
///
/// # Errors
/// When the database fails.
pub(crate) async fn list(db: &Database, who: &Who) -> Result<Vec<Line>, sqlx::Error> {
    let query = format!("{LINES} WHERE {SEEN} ORDER BY c.updated DESC, c.reference DESC LIMIT {MOST}");
    rows(db, who, &query).await
}

/// The cases that wait for this person's role, those that wait longest first, at most [`MOST`].
///
/// # Errors
/// When the database fails.
pub(crate) async fn waiting(db: &Database, who: &Who) -> Result<Vec<Line>, sqlx::Error> {
    let query = format!("{LINES} WHERE {SEEN} AND c.turn = $1 ORDER BY c.since, c.reference LIMIT {MOST}");
    rows(db, who, &query).await
}

async fn rows(db: &Database, who: &Who, query: &str) -> Result<Vec<Line>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(query)
        .bind(who.role.code())
        .bind(&who.tenant)
        .bind(&who.tenant_name.zh)
        .fetch_all(db)
        .await?;
    Ok(rows.into_iter().map(line).collect())
}

/// The line of a case, if this person may see it. Others' cases do not exist.
///
/// # Errors
/// 404, or when the database fails.
pub(crate) async fn visible(db: &Database, who: &Who, reference: &str) -> Result<Line, Problem> {
    let query = format!(
        "{LINES} WHERE {SEEN} AND (c.reference = $4
                    OR c.reference = (SELECT f.reference FROM former_references f WHERE f.former = $4))"
    );
    let row: Option<Row> = sqlx::query_as(&query)
        .bind(who.role.code())
        .bind(&who.tenant)
        .bind(&who.tenant_name.zh)
        .bind(reference)
        .fetch_optional(db)
        .await?;
    row.map(line).ok_or_else(Problem::not_found)
}

/// `GET /api/cases`: the cases that this person may see.
pub(crate) async fn index(
    State(portal): State<Arc<Portal>>,
    Party(session): Party,
) -> Result<Json<Value>, Problem> {
    let lines = list(&portal.db, &session.who).await?;
    Ok(Json(json!({ "cases": lines.iter().map(written).collect::<Vec<_>>() })))
}

/// `GET /api/inbox`: the cases in which it is this person's turn.
pub(crate) async fn inbox(
    State(portal): State<Arc<Portal>>,
    Party(session): Party,
) -> Result<Json<Value>, Problem> {
    let lines = waiting(&portal.db, &session.who).await?;
    Ok(Json(json!({ "cases": lines.iter().map(written).collect::<Vec<_>>() })))
}

fn written(line: &Line) -> Value {
    let (zh, en) = line.standing.name();
    json!({
        "reference": line.reference,
        "systemName": line.system_name,
        "department": words(&line.tenant_name),
        "errand": line.errand.code(),
        "standing": line.standing.code(),
        "standingName": words(&Words::new(zh, en)),
        "turn": line.turn.map(Role::code),
        "since": line.since,
        "updatedAt": line.updated,
        "supplier": line.supplier,
        "openAdvice": line.advice,
        "entries": line.entries,
        "head": line.head,
    })
}

/// `GET /api/cases/{reference}/journal`: the journal, canonical, each entry as it was sealed.
pub(crate) async fn journal(
    State(portal): State<Arc<Portal>>,
    Party(session): Party,
    At(reference): At<String>,
) -> Result<Response, Problem> {
    let line = visible(&portal.db, &session.who, &reference).await?;
    // Proven before it is given away: whoever reads it proves it again.
    let text = journals::load(&portal.db, &line.reference).await?.write();
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

/// `GET /api/cases/{reference}/case`: the last application as a case file, as the element opens it.
pub(crate) async fn case(
    State(portal): State<Arc<Portal>>,
    Party(session): Party,
    At(reference): At<String>,
) -> Result<Response, Problem> {
    let line = visible(&portal.db, &session.who, &reference).await?;
    let journal = journals::load(&portal.db, &line.reference).await?;
    let application = journal.entries().iter().rev().find(|entry| entry.step.sheet.errand.is_application());
    let entry = application.ok_or_else(Problem::not_found)?;
    let file = received::case_file(&entry.step.sheet, &entry.step.at);
    Ok(([(header::CONTENT_TYPE, "application/json")], file).into_response())
}

/// `GET /api/cases/{reference}/entries/{number}/review`: the review and the fees that stand in the envelope of an
/// entry. The portal computed the same when it took it in.
pub(crate) async fn review(
    State(portal): State<Arc<Portal>>,
    Party(session): Party,
    At((reference, number)): At<(String, u32)>,
) -> Result<Json<Value>, Problem> {
    let line = visible(&portal.db, &session.who, &reference).await?;
    let Received { content, digest, .. } = kept(&portal.db, &line.reference, number).await?;
    Ok(Json(json!({
        "reference": line.reference,
        "entry": number,
        "review": content.review,
        "fees": content.fees,
        "catalog": { "id": content.catalog_id, "hash": content.catalog_hash.to_string() },
        "jurisdiction": content.jurisdiction,
        "asOf": date::iso(content.as_of),
        "digest": digest.to_string(),
    })))
}

/// `GET /api/cases/{reference}/entries/{number}/signature`: the SM2 signature that came with an entry, the digest
/// over which it was made, and the key by which it was found right.
pub(crate) async fn signature(
    State(portal): State<Arc<Portal>>,
    Party(session): Party,
    At((reference, number)): At<(String, u32)>,
) -> Result<Json<Value>, Problem> {
    let line = visible(&portal.db, &session.who, &reference).await?;
    let signed = super::signatures::of_entry(&portal.db, &line.reference, number).await?;
    let signed = signed.ok_or_else(Problem::not_found)?;
    let digest = kept(&portal.db, &line.reference, number).await?.digest;
    Ok(Json(json!({
        "reference": line.reference,
        "entry": number,
        "digest": digest.to_string(),
        "signature": signed.signature,
        "publicKey": signed.key,
        "userId": govcloud::wire::v1::signature::USER_ID,
    })))
}

/// The envelope of an entry, opened again. Whether the person may see it is asked before.
///
/// # Errors
/// 404 where there is no such entry; when the database fails.
pub(crate) async fn kept(db: &Database, reference: &str, number: u32) -> Result<Received, Problem> {
    let envelope: Option<String> =
        sqlx::query_scalar("SELECT envelope FROM entries WHERE reference = $1 AND number = $2")
            .bind(reference)
            .bind(i64::from(number))
            .fetch_optional(db)
            .await?;
    received::read(&envelope.ok_or_else(Problem::not_found)?)
}
