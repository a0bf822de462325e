//! Every address of the portal, and what stands before it.

use super::{
    Portal, applications, assets, attachments, cases, guards, pages, place, problem::Problem, register,
    security,
};
use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::routing::{get, post, put};
use std::sync::Arc;

/// The whole portal.
pub(crate) fn router(portal: Arc<Portal>) -> Router {
    let dist = portal.dist.clone();
    Router::new()
        .nest("/api", api(&portal))
        .merge(pages_behind_sign_in(&portal))
        .route("/sign-in", get(pages::sign_in::show).post(pages::sign_in::submit))
        .route("/sw.js", get(assets::service_worker))
        .route("/portal/{file}", get(assets::embedded))
        .route("/catalog/{name}", get(assets::catalog))
        .route(place::ADDRESS, get(assets::place))
        .route("/jurisdiction/{name}", get(assets::other_place))
        .nest_service("/dist", assets::dist(&dist))
        .fallback(pages::not_found)
        .method_not_allowed_fallback(pages::wrong_method)
        .layer(DefaultBodyLimit::max(64 * 1024))
        .layer(from_fn(pages::language::remember))
        .layer(from_fn(guards::addresses))
        .layer(from_fn(security::headers))
        .with_state(portal)
}

/// Answers in JSON, refusals too. A session and, where something changes, its CSRF token are needed.
fn api(portal: &Arc<Portal>) -> Router<Arc<Portal>> {
    let hand_in = post(applications::hand_in).layer(DefaultBodyLimit::max(applications::MOST_BYTES));
    let attach = put(attachments::put).layer(DefaultBodyLimit::max(attachments::MOST_BYTES));
    Router::new()
        .route("/session", get(pages::sign_in::session))
        .route("/sign-out", post(pages::sign_in::sign_out))
        .route("/attachments/{sm3}", attach)
        .route("/applications", hand_in)
        .route("/applications/status/{key}", get(applications::status))
        .route("/register", get(register::journals))
        .route("/services", get(register::services))
        .route("/inbox", get(cases::inbox))
        .route("/cases", get(cases::index))
        .route("/cases/{reference}/journal", get(cases::journal))
        .route("/cases/{reference}/case", get(cases::case))
        .route("/cases/{reference}/entries/{number}/review", get(cases::review))
        .route("/cases/{reference}/entries/{number}/signature", get(cases::signature))
        .route("/cases/{reference}/attachments/{sm3}", get(attachments::download))
        .fallback(|| async { Problem::not_found() })
        .method_not_allowed_fallback(|| async { Problem::wrong_method() })
        .layer(from_fn_with_state(Arc::clone(portal), guards::api))
}

/// Answers in HTML. Who is not signed in is led to the sign-in and back.
fn pages_behind_sign_in(portal: &Arc<Portal>) -> Router<Arc<Portal>> {
    let limit = DefaultBodyLimit::max(pages::monitoring::MOST_BYTES);
    let monitoring = get(pages::monitoring::show).post(pages::monitoring::judge).layer(limit);
    let limit = DefaultBodyLimit::max(pages::fleet::MOST_BYTES);
    let fleet = get(pages::fleet::show).post(pages::fleet::fit).layer(limit);
    Router::new()
        .route("/", get(pages::start::show))
        .route("/request", get(assets::request_page))
        .route("/receipt/{reference}", get(pages::receipt::show))
        .route("/receipt/{reference}/{number}", get(pages::receipt::of_entry))
        .route("/case/{reference}", get(pages::case::show))
        .route("/case/{reference}/again", get(pages::compare::show))
        .route("/monitoring", monitoring)
        .route("/fleet", fleet)
        .route("/filings", get(pages::filings::show))
        .route("/year", get(pages::year::latest))
        .route("/year/{year}", get(pages::year::show))
        .route("/year/{year}/{file}", get(pages::year::download))
        .route("/budget", get(pages::year::latest_budget))
        .route("/budget/{year}", get(pages::year::budget))
        .route("/budget/{year}/{file}", get(pages::year::download_budget))
        .layer(from_fn_with_state(Arc::clone(portal), guards::pages))
}
