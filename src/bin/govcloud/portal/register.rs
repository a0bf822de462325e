//! What the element's views of all cases are made of: the journals of the systems that were filed, and the list of
//! services that ran. Who sees only sums is given no journals.

use super::Portal;
use super::guards::Anyone;
use super::journals;
use super::problem::Problem;
use super::rights::Right;
use super::year;
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Response};
use govcloud::dossier::Errand;
use govcloud::wire::v1::{register, services};
use std::sync::Arc;

/// Most cases of a register.
const MOST: i64 = 500;

/// Where a page finds a case, and a paper of it.
const LINKS: (&str, &str) = ("/case/{reference}", "/api/cases/{reference}/attachments/{digest}");

/// `GET /api/register`: the journals of the cases that were filed, the newest first.
pub(crate) async fn journals(
    State(portal): State<Arc<Portal>>,
    Anyone(session): Anyone,
) -> Result<Response, Problem> {
    if !session.who.may(Right::Monitoring) {
        session.who.must(Right::Filings)?;
    }
    let cases: Vec<(String, String)> = sqlx::query_as(
        "SELECT c.reference, t.name_zh FROM cases c JOIN tenants t ON t.code = c.tenant
         WHERE EXISTS (SELECT 1 FROM entries e WHERE e.reference = c.reference AND e.errand = $1)
         ORDER BY c.updated DESC, c.reference DESC LIMIT $2",
    )
    .bind(Errand::File.code())
    .bind(MOST)
    .fetch_all(&portal.db)
    .await?;
    let mut texts = Vec::with_capacity(cases.len());
    for (reference, department) in &cases {
        // Whoever reads a journal proves it: a broken one is named there, and takes no other with it.
        texts.push((department.as_str(), journals::text(&portal.db, reference).await?));
    }
    let texts = texts.iter().map(|(department, text)| (*department, text.as_str()));
    Ok(json(register::gather(LINKS, texts)))
}

/// `GET /api/services`: what ran in all cases, without the cases.
pub(crate) async fn services(
    State(portal): State<Arc<Portal>>,
    Anyone(session): Anyone,
) -> Result<Response, Problem> {
    session.who.must(Right::Yearly)?;
    Ok(json(services::write(&year::used_in_all(&portal).await?.services)))
}

fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}
