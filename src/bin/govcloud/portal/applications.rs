//! Handing in, and asking what became of it. Whatever is handed in, an application or a step, comes here.

use super::Portal;
use super::acceptance::{self, Accepted};
use super::at::At;
use super::attachments::refused_body;
use super::guards::Party;
use super::handing_in::{self, Taken};
use super::problem::Problem;
use super::received::{self, Received};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use govcloud::basics::Words;
use serde_json::{Value, json};
use std::sync::Arc;

/// The largest envelope in bytes. Attachments travel apart.
pub(crate) const MOST_BYTES: usize = 2 * 1024 * 1024;
/// Says that an answer is that of an earlier request with the same key.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");

/// `POST /api/applications`: hands an envelope in, at most once a key.
///
/// 201 the first time; 200 with `Idempotency-Replayed: true` and the same body each time after.
pub(crate) async fn hand_in(
    State(portal): State<Arc<Portal>>,
    Party(session): Party,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Result<Response, Problem> {
    let body = body.map_err(|rejection| refused_body(&rejection))?;
    is_json(&headers)?;
    let text = String::from_utf8(body.to_vec()).map_err(|_| {
        Problem::bad_request("encoding", "提交内容不是 UTF-8 文本。", "What was sent is not UTF-8.")
    })?;
    let mut received = received::read(&text)?;
    same_key(&headers, &received)?;
    let (key, digest) = (received.content.key.clone(), received.digest);
    let about = |problem: Problem| problem.about(&key, digest);
    received.signed = portal.signatures.of_request(&session.who.account, &headers, digest).map_err(about)?;
    let taken = handing_in::take(&portal, &session.who, &received, &text, &portal.now()).await;
    match taken.map_err(about)? {
        Taken::Now(accepted) => Ok((StatusCode::CREATED, Json(receipt(&accepted))).into_response()),
        Taken::Before(accepted) => {
            let mut response = (StatusCode::OK, Json(receipt(&accepted))).into_response();
            response.headers_mut().insert(REPLAYED, HeaderValue::from_static("true"));
            Ok(response)
        }
    }
}

/// `GET /api/applications/status/{key}`: what became of a key of this account. Never from a cache.
pub(crate) async fn status(
    State(portal): State<Arc<Portal>>,
    Party(session): Party,
    At(key): At<String>,
) -> Result<Response, Problem> {
    if let Some(accepted) = acceptance::accepted_under(&portal.db, &session.who, &key).await? {
        return Ok(Json(receipt(&accepted)).into_response());
    }
    match acceptance::claimed_digest(&portal.db, &session.who, &key).await? {
        Some(digest) => {
            Ok(Json(json!({ "key": key, "digest": digest, "status": "in-progress" })).into_response())
        }
        None => Err(Problem::not_found()),
    }
}

fn receipt(accepted: &Accepted) -> Value {
    json!({
        "key": accepted.key,
        "digest": accepted.digest,
        "reference": accepted.reference,
        "entry": accepted.number,
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
