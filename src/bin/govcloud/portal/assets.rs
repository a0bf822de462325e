//! Files: the portal's own few, inside the program; the built element and the catalogs, from disk.

use super::Portal;
use super::at::At;
use super::problem::Problem;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use govcloud::basics::Digest;
use std::path::{Path as FilePath, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::SystemTime;
use tower_http::services::ServeDir;

/// The portal's own files: name, media type, content.
const FILES: [(&str, &str, &str); 6] = [
    ("portal.css", CSS, include_str!("../../../../www/portal/portal.css")),
    ("portal.js", JS, include_str!("../../../../www/portal/portal.js")),
    ("home.js", JS, include_str!("../../../../www/portal/home.js")),
    ("case.js", JS, include_str!("../../../../www/portal/case.js")),
    ("request.js", JS, include_str!("../../../../www/portal/request.js")),
    ("mark.svg", "image/svg+xml", include_str!("../../../../www/portal/mark.svg")),
];
const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";

const REQUEST_PAGE: &str = include_str!("../../../../www/portal/request.html");
const SERVICE_WORKER: &str = include_str!("../../../../www/portal/sw.js");

/// Browsers ask each time whether a file has changed, so that a new release is never mixed with an old one.
const ASK_FIRST: (header::HeaderName, &str) = (header::CACHE_CONTROL, "no-cache");

fn file(media_type: &'static str, content: impl Into<Body>) -> Response {
    ([(header::CONTENT_TYPE, media_type), ASK_FIRST], content.into()).into_response()
}

/// `GET /portal/{file}`.
pub(crate) async fn embedded(At(wanted): At<String>) -> Result<Response, Problem> {
    let found = FILES.iter().find(|(name, _, _)| *name == wanted);
    found.map(|&(_, media_type, content)| file(media_type, content)).ok_or_else(Problem::not_found)
}

/// `GET /request`: the demo page, the same bytes for everybody, so that a service worker may keep it.
pub(crate) async fn request_page(State(portal): State<Arc<Portal>>) -> Response {
    file(HTML, request_html(&portal))
}

/// The demo page as it lies in `www/portal`. The form is told the place where it is not the province, and the date
/// where tests fixed it.
fn request_html(portal: &Portal) -> String {
    let mut tag = String::from("<govcloud-request");
    if let Some(day) = portal.today {
        tag += &format!(" as-of=\"{}\"", govcloud::basics::date::iso(day));
    }
    if portal.place.text.is_some() {
        tag += &format!(" jurisdiction=\"{}\"", portal.place.attribute());
    }
    REQUEST_PAGE.replace("<govcloud-request", &tag)
}

/// `GET /jurisdiction.json`: the data of the place, where it is not the province.
pub(crate) async fn place(State(portal): State<Arc<Portal>>) -> Result<Response, Problem> {
    let text = portal.place.text.clone().ok_or_else(Problem::not_found)?;
    Ok(file("application/json", text))
}

/// `GET /jurisdiction/{name}`: the data of another place, for cases that were filed under its rules.
pub(crate) async fn other_place(
    State(portal): State<Arc<Portal>>,
    At(name): At<String>,
) -> Result<Response, Problem> {
    let text = portal.place.text_of(&name).ok_or_else(Problem::not_found)?;
    Ok(file("application/json", text.to_owned()))
}

/// `GET /catalog/{name}`: a published edition.
pub(crate) async fn catalog(
    State(portal): State<Arc<Portal>>,
    At(name): At<String>,
) -> Result<Response, Problem> {
    let published = portal.catalogs.by_name(&name).ok_or_else(Problem::not_found)?;
    Ok(file("application/json", published.text.clone()))
}

/// `GET /sw.js`: the service worker, preceded by what it keeps. The list names each file's digest, so the
/// script changes when a file does, and browsers then fetch all of them again.
pub(crate) async fn service_worker(State(portal): State<Arc<Portal>>) -> Result<Response, Problem> {
    let script = tokio::task::spawn_blocking(move || worker(&portal));
    Ok(file(JS, script.await.map_err(|e| super::problem::internal(&e))??))
}

/// A built file: its address, where it lies, its length, and when it was written.
type Built = (String, PathBuf, u64, Option<SystemTime>);

/// The service worker that was made last, with the built files that it was made of. Anybody may ask for it, and to read and
/// digest all of them takes a while.
#[derive(Debug, Default)]
pub(crate) struct Worker(Mutex<Option<(Vec<Built>, String)>>);

fn worker(portal: &Portal) -> Result<String, Problem> {
    let mut built = Vec::new();
    if portal.dist.is_dir() {
        files_below(&portal.dist, "/dist", &mut built)?;
    }
    built.sort();
    // Held while one is made: who asks meanwhile waits for it, and makes none.
    let mut last = portal.worker.0.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((of, script)) = &*last
        && *of == built
    {
        return Ok(script.clone());
    }
    let kept = kept_offline(portal, &built)?;
    let files: Vec<&str> = kept.iter().map(|(path, _)| path.as_str()).collect();
    let all: String = kept.iter().map(|(path, digest)| format!("{path} {digest}\n")).collect();
    let head = format!(
        "const VERSION = \"{}\";\nconst FILES = {};\n",
        Digest::of(all.as_bytes()).short(),
        serde_json::json!(files)
    );
    let script = head + SERVICE_WORKER;
    *last = Some((built, script.clone()));
    Ok(script)
}

/// What the form needs without a network: address and digest, sorted. Nothing personal is among it.
fn kept_offline(portal: &Portal, built: &[Built]) -> Result<Vec<(String, Digest)>, Problem> {
    let mut kept = vec![("/request".to_owned(), Digest::of(request_html(portal).as_bytes()))];
    for (name, _, content) in FILES.iter().filter(|(name, _, _)| !["home.js", "case.js"].contains(name)) {
        kept.push((format!("/portal/{name}"), Digest::of(content.as_bytes())));
    }
    for catalog in portal.catalogs.all() {
        kept.push((format!("/catalog/{}", catalog.name), Digest::of(catalog.text.as_bytes())));
    }
    if let Some(text) = &portal.place.text {
        kept.push((super::place::ADDRESS.to_owned(), Digest::of(text.as_bytes())));
    }
    for (address, path, ..) in built {
        kept.push((address.clone(), Digest::of(&std::fs::read(path)?)));
    }
    kept.sort();
    Ok(kept)
}

/// Adds what a browser loads of the built element: scripts, modules of wasm, styles.
fn files_below(folder: &FilePath, address: &str, built: &mut Vec<Built>) -> Result<(), Problem> {
    for entry in std::fs::read_dir(folder)? {
        let entry = entry?;
        let address = format!("{address}/{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            files_below(&entry.path(), &address, built)?;
        } else if [".js", ".wasm", ".css"].iter().any(|end| address.ends_with(end)) {
            let about = entry.metadata()?;
            built.push((address, entry.path(), about.len(), about.modified().ok()));
        }
    }
    Ok(())
}

/// `GET /dist/…`: the built element; precompressed twins (`.br`) are used where they lie beside a file.
pub(crate) fn dist(folder: &FilePath) -> axum::Router {
    axum::Router::new()
        .fallback_service(ServeDir::new(folder).precompressed_br().append_index_html_on_directories(false))
        .layer(axum::middleware::from_fn(ask_first))
}

async fn ask_first(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(ASK_FIRST.0, HeaderValue::from_static(ASK_FIRST.1));
    response
}
