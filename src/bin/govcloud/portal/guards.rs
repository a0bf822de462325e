//! Middleware that stands before the routes: nobody reaches a handler without passing here, so no handler
//! can forget to ask.

use super::pages::PageProblem;
use super::pages::language::Reader;
use super::problem::{Problem, internal};
use super::rights::Right;
use super::sessions::{self, Session};
use super::{Portal, audit};
use axum::extract::{FromRequestParts, OriginalUri, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// Before every route of the API: a session, not too many requests, and the CSRF token on whatever is not
/// only reading. The answer to a failure is JSON, never a redirect: a redirected POST would be sent twice.
pub(crate) async fn api(
    State(portal): State<Arc<Portal>>,
    request: Request,
    next: Next,
) -> Result<Response, Problem> {
    let session = sessions::find(&portal.db, request.headers()).await?.ok_or_else(Problem::signed_out)?;
    let (account, method) = (session.who.account.clone(), request.method().clone());
    let path = request.extensions().get::<OriginalUri>().map_or(request.uri(), |original| &original.0);
    let path = path.path().to_owned();
    if let Err(refusal) = portal.requests.count(&account) {
        return Err(refusal.noted(&portal.db, &account, &method, &path).await);
    }
    to_its_end(async move {
        let answer = let_in(session, request, next).await.into_response();
        if audit::matters(&method, &path, answer.status()) {
            audit::note(&portal.db, &account, &method, &path, answer.status()).await;
        }
        answer
    })
    .await
}

/// Does something to its end, though the client may be gone: a step that was taken is always in the audit log, and a key
/// whose application was refused is always given back.
pub(crate) async fn to_its_end<T: Send + 'static>(
    work: impl Future<Output = T> + Send + 'static,
) -> Result<T, Problem> {
    tokio::spawn(work).await.map_err(|error| internal(&error))
}

async fn let_in(session: Session, mut request: Request, next: Next) -> Result<Response, Problem> {
    if !request.method().is_safe() {
        same_origin(request.headers())?;
        if !session.vouches_for(request.headers()) {
            let (zh, en) = (
                "页面的安全令牌无效，请刷新后再试。",
                "The security token of the page is not valid: reload it.",
            );
            return Err(Problem::new(StatusCode::FORBIDDEN, "csrf", zh, en));
        }
    }
    request.extensions_mut().insert(session);
    Ok(next.run(request).await)
}

/// Before everything: an address with U+0000 names nothing. PostgreSQL keeps no such text, and would fail over it.
pub(crate) async fn addresses(reader: Reader, request: Request, next: Next) -> Response {
    let address = request.uri().path_and_query().map_or("", |address| address.as_str());
    if !address.contains("%00") {
        return next.run(request).await;
    }
    let problem = Problem::control_character(StatusCode::BAD_REQUEST);
    if request.uri().path().starts_with("/api/") {
        problem.into_response()
    } else {
        PageProblem(reader, problem).into_response()
    }
}

/// Before every page but the sign-in: a session, or the way to get one.
pub(crate) async fn pages(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    mut request: Request,
    next: Next,
) -> Result<Response, PageProblem> {
    let session = sessions::find(&portal.db, request.headers()).await;
    let Some(session) = session.map_err(|error| PageProblem(reader, error.into()))? else {
        let wanted = request.uri().path_and_query().map_or("/", |p| p.as_str());
        let address = format!("/sign-in?next={}", super::text::percent_encoded(wanted));
        return Ok(Redirect::to(&address).into_response());
    };
    let (account, method) = (session.who.account.clone(), request.method().clone());
    let path = request.uri().path().to_owned();
    // Pages count as the API does: some of them read all journals.
    if let Err(refusal) = portal.requests.count(&account) {
        return Err(PageProblem(reader, refusal.noted(&portal.db, &account, &method, &path).await));
    }
    request.extensions_mut().insert(session);
    let answer = next.run(request).await;
    // What is posted to a page changes nothing; only refusals are of interest.
    if answer.status() == StatusCode::FORBIDDEN {
        audit::note(&portal.db, &account, &method, &path, answer.status()).await;
    }
    Ok(answer)
}

/// Refuses a request that another site made. Old browsers that tell no origin are left to the token.
pub(crate) fn same_origin(headers: &HeaderMap) -> Result<(), Problem> {
    let text = |name| headers.get(name).and_then(|value: &header::HeaderValue| value.to_str().ok());
    let Some(origin) = text(header::ORIGIN) else { return Ok(()) };
    // Behind a proxy with TLS the page is https and what comes here is http.
    let from = ["http://", "https://"].iter().find_map(|scheme| origin.strip_prefix(scheme));
    if from.is_some() && from == text(header::HOST) {
        return Ok(());
    }
    let (zh, en) = ("不接受来自其他网站的请求。", "Requests from other sites are not taken.");
    Err(Problem::new(StatusCode::FORBIDDEN, "other-origin", zh, en))
}

/// Somebody signed in, in whatever role. Written in a handler's arguments.
pub(crate) struct Anyone(pub(crate) Session);

/// Somebody who takes part in cases; anybody else gets 403.
pub(crate) struct Party(pub(crate) Session);

fn session_of(parts: &Parts) -> Result<Session, Problem> {
    parts.extensions.get::<Session>().cloned().ok_or_else(Problem::signed_out)
}

impl<S: Sync> FromRequestParts<S> for Anyone {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        session_of(parts).map(Self)
    }
}

impl<S: Sync> FromRequestParts<S> for Party {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let session = session_of(parts)?;
        session.who.must(Right::TakePart)?;
        Ok(Self(session))
    }
}
