//! Applications: handing in, asking what became of one, listing, opening.

use super::Portal;
use super::acceptance::{self, Accepted, Claim};
use super::accounts::Role;
use super::attachments::refused_body;
use super::database::Database;
use super::guards::{Anyone, Department};
use super::problem::{Problem, words};
use super::received::{self, Received};
use super::rejudge;
use super::sessions::Session;
use axum::Json;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use govcloud::basics::{Words, date};
use serde_json::{Value, json};
use std::sync::Arc;

/// The largest application in bytes. Attachments travel apart.
pub(crate) const MOST_BYTES: usize = 2 * 1024 * 1024;
/// Says that an answer is that of an earlier request with the same key.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// `POST /api/applications`: hands an envelope in, at most once a key.
///
/// 201 the first time; 200 with `Idempotency-Replayed: true` and the same body each time after.
pub(crate) async fn hand_in(
    State(portal): State<Arc<Portal>>,
    Department(session): Department,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let body = body.map_err(|rejection| refused_body(&rejection))?;
    is_json(&headers)?;
    let text = String::from_utf8(body.to_vec()).map_err(|_| {
        Problem::bad_request("encoding", "提交内容不是 UTF-8 文本。", "What was sent is not UTF-8.")
    })?;
    let received = received::read(&text)?;
    let about = |problem: Problem| problem.about(&received.content.key, received.digest);
    same_key(&headers, &received)?;
    match acceptance::claim(&portal.db, &session, &received).await.map_err(about)? {
        Claim::Done(accepted) => {
            let mut response = (StatusCode::OK, Json(receipt(&accepted))).into_response();
            response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
            Ok(response)
        }
        Claim::Ours => match review_and_keep(&portal, &session, &received, &text).await {
            Ok(accepted) => Ok((StatusCode::CREATED, Json(receipt(&accepted))).into_response()),
            Err(problem) => {
                acceptance::release(&portal.db, &session, &received.content.key).await?;
                Err(about(problem))
            }
        },
    }
}

async fn review_and_keep(
    portal: &Arc<Portal>,
    session: &Session,
    received: &Received,
    text: &str,
) -> Result<Accepted, Problem> {
    rejudge::agrees(portal, received).await?;
    acceptance::keep(&portal.db, session, received, text).await
}

/// `GET /api/applications/status/{key}`: what became of a key of this account. Never from a cache.
pub(crate) async fn status(
    State(portal): State<Arc<Portal>>,
    Department(session): Department,
    Path(key): Path<String>,
) -> Result<Response, Problem> {
    if let Some(accepted) = acceptance::accepted_under(&portal.db, &session, &key).await? {
        return Ok(Json(receipt(&accepted)).into_response());
    }
    match acceptance::claimed_digest(&portal.db, &session, &key).await? {
        Some(digest) => {
            Ok(Json(json!({ "key": key, "digest": digest, "status": "in-progress" })).into_response())
        }
        None => Err(Problem::not_found()),
    }
}

/// One line of a list of applications.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    pub(crate) reference: String,
    pub(crate) system_name: String,
    pub(crate) errand: String,
    pub(crate) tenant_name: Words,
    pub(crate) received_at: String,
    pub(crate) status: String,
    pub(crate) digest: String,
    pub(crate) key: String,
}

/// The columns of a [`Line`], in order.
type Row = (String, String, String, String, String, String, String, String, String);

const LINES: &str = "SELECT a.reference, a.system_name, a.errand, t.name_zh, t.name_en,
                            a.received_at, a.status, a.digest, a.idem_key
                     FROM applications a JOIN tenants t ON t.code = a.tenant";

fn line(row: Row) -> Line {
    let (reference, system_name, errand, zh, en, received_at, status, digest, key) = row;
    Line { reference, system_name, errand, tenant_name: Words::new(zh, en), received_at, status, digest, key }
}

/// The applications that this person may see, newest first, at most 500.
///
/// # Errors
/// When the database fails.
pub(crate) async fn list(db: &Database, session: &Session) -> Result<Vec<Line>, sqlx::Error> {
    let order = "ORDER BY a.received_at DESC, a.reference DESC LIMIT 500";
    let rows: Vec<Row> = match session.role {
        Role::Reviewer => sqlx::query_as(&format!("{LINES} {order}")).fetch_all(db).await?,
        Role::Department => {
            let own = format!("{LINES} WHERE a.tenant = $1 {order}");
            sqlx::query_as(&own).bind(&session.tenant).fetch_all(db).await?
        }
    };
    Ok(rows.into_iter().map(line).collect())
}

/// `GET /api/applications`.
pub(crate) async fn index(
    State(portal): State<Arc<Portal>>,
    Anyone(session): Anyone,
) -> Result<Json<Value>, Problem> {
    let lines = list(&portal.db, &session).await?;
    let lines: Vec<Value> = lines
        .iter()
        .map(|line| {
            json!({
                "reference": line.reference,
                "systemName": line.system_name,
                "errand": line.errand,
                "department": words(&line.tenant_name),
                "receivedAt": line.received_at,
                "status": line.status,
                "digest": line.digest,
            })
        })
        .collect();
    Ok(Json(json!({ "applications": lines })))
}

/// The line of an application, if this person may see it. Others' applications do not exist.
///
/// # Errors
/// 404, or when the database fails.
pub(crate) async fn visible(db: &Database, session: &Session, reference: &str) -> Result<Line, Problem> {
    let all = session.role == Role::Reviewer;
    let query = format!("{LINES} WHERE a.reference = $1 AND (a.tenant = $2 OR $3 = 1)");
    let row: Option<Row> = sqlx::query_as(&query)
        .bind(reference)
        .bind(&session.tenant)
        .bind(i64::from(all))
        .fetch_optional(db)
        .await?;
    row.map(line).ok_or_else(Problem::not_found)
}

/// `GET /api/applications/{reference}/case`: the case file, as the element opens it.
pub(crate) async fn case(
    State(portal): State<Arc<Portal>>,
    Anyone(session): Anyone,
    Path(reference): Path<String>,
) -> Result<Response, Problem> {
    let line = visible(&portal.db, &session, &reference).await?;
    let received = kept(&portal.db, &reference).await?;
    let file = received.case_file(&line.received_at);
    Ok(([(header::CONTENT_TYPE, "application/json")], file).into_response())
}

/// `GET /api/applications/{reference}/review`: the review and the fees that stand in the envelope. The
/// portal computed the same when it accepted them.
pub(crate) async fn review(
    State(portal): State<Arc<Portal>>,
    Anyone(session): Anyone,
    Path(reference): Path<String>,
) -> Result<Json<Value>, Problem> {
    visible(&portal.db, &session, &reference).await?;
    let Received { content, digest } = kept(&portal.db, &reference).await?;
    Ok(Json(json!({
        "reference": reference,
        "review": content.review,
        "fees": content.fees,
        "catalog": { "id": content.catalog_id, "hash": content.catalog_hash.to_string() },
        "jurisdiction": content.jurisdiction,
        "asOf": date::iso(content.as_of),
        "digest": digest.to_string(),
    })))
}

/// The envelope of an application, opened again.
///
/// # Errors
/// When the database fails. Whether the person may see it is asked before.
pub(crate) async fn kept(db: &Database, reference: &str) -> Result<Received, Problem> {
    let envelope: String = sqlx::query_scalar("SELECT envelope FROM applications WHERE reference = $1")
        .bind(reference)
        .fetch_one(db)
        .await?;
    received::read(&envelope)
}

fn receipt(accepted: &Accepted) -> Value {
    json!({
        "key": accepted.key,
        "digest": accepted.digest,
        "reference": accepted.reference,
        "receivedAt": accepted.received_at,
        "status": accepted.status,
    })
}

fn is_json(headers: &HeaderMap) -> Result<(), Problem> {
    let media_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if media_type.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        return Ok(());
    }
    let (zh, en) = ("请以 application/json 提交。", "Send application/json.");
    Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, "media-type", zh, en))
}

/// The key of the header and that of the envelope are one.
fn same_key(headers: &HeaderMap, received: &Received) -> Result<(), Problem> {
    let header = headers.get("idempotency-key").and_then(|value| value.to_str().ok()).unwrap_or_default();
    if header.is_empty() {
        let (zh, en) = ("缺少 Idempotency-Key 请求头。", "The header Idempotency-Key is missing.");
        return Err(Problem::bad_request("key-missing", zh, en));
    }
    if header == received.content.key {
        return Ok(());
    }
    let (zh, en) =
        ("请求头中的提交编号与内容中的不一致。", "The key in the header and the key in the envelope differ.");
    Err(Problem::bad_request("key-differs", zh, en).at("/key", "key-differs", Words::same(header)))
}
