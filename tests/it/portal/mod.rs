//! The reference portal, called through its real router with a SQLite file of its own: no socket, nothing
//! replaced. With `GOVCLOUD_TEST_POSTGRES=postgres://user@host:port` each test gets a new database of that
//! server instead.

mod access;
mod attachments;
mod bodies;
mod contract;
mod crash;
mod demonstration;
mod embedding;
mod former;
mod gone;
mod handing_in;
mod life;
mod moving;
mod places;
mod running;
pub(crate) mod sample;
mod signing;
mod starting;
mod steps;
mod tending;
mod world;
mod year;

/// The portal itself. It lives in the program, so it is compiled here once more.
#[path = "../../../src/bin/govcloud/portal/mod.rs"]
#[allow(dead_code, unused_imports, reason = "the command line around the portal is not called here")]
mod program;

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use clap::Parser;
use govcloud::basics::Digest;
use http_body_util::BodyExt;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};
use tower::ServiceExt;

/// The arguments of `govcloud serve`, read as the command line reads them.
#[derive(Parser)]
struct CommandLine {
    #[command(flatten)]
    args: program::ServeArgs,
}

/// A portal with an empty database in a folder of its own, which goes when the test ends.
struct Portal {
    router: Router,
    folder: PathBuf,
    database: String,
}

impl Portal {
    async fn open() -> Self {
        Self::open_in(PROVINCE).await
    }

    /// A portal that judges by this place: a name that ships, or a file.
    async fn open_in(place: &str) -> Self {
        let mut portal = Self::reserve().await;
        portal.router = portal.reopen_in(place).await;
        portal
    }

    /// A folder and an empty database, where no portal was started so far.
    async fn reserve() -> Self {
        sqlx::any::install_default_drivers();
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("portal-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(&name);
        let database = match std::env::var("GOVCLOUD_TEST_POSTGRES") {
            Ok(server) => new_database(&server, &name.replace('-', "_")).await,
            Err(_) => format!("sqlite://{}?mode=rwc", folder.join("portal.sqlite").display()),
        };
        std::fs::create_dir_all(&folder).unwrap();
        Self { router: Router::new(), folder, database }
    }

    /// The same portal, started once more.
    async fn reopen(&self) -> Router {
        self.reopen_in(PROVINCE).await
    }

    /// The same portal, started once more in another place.
    async fn reopen_in(&self, place: &str) -> Router {
        start(&self.folder, &self.database, TODAY, false, place).await
    }

    /// The same portal on another day, in this place.
    async fn reopen_on(&self, day: &str, place: &str) -> Router {
        start(&self.folder, &self.database, day, false, place).await
    }

    /// A connection of the test's own to the portal's database.
    async fn database(&self) -> sqlx::AnyPool {
        sqlx::AnyPool::connect(&self.database).await.unwrap()
    }

    /// Somebody who is not signed in.
    fn anonymous(&self) -> Person {
        Person { router: self.router.clone(), cookies: String::new(), csrf: String::new() }
    }

    /// Somebody who signed in through the form.
    async fn person(&self, account: &str) -> Person {
        let mut person = self.anonymous();
        let form = format!("account={account}&password=demo");
        let answer = person.send(Method::POST, "/sign-in", &[FORM], form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        let cookies = answer.headers.get_all(header::SET_COOKIE).iter();
        let pairs = cookies.filter_map(|c| c.to_str().ok()?.split(';').next().map(str::to_owned));
        person.cookies = pairs.collect::<Vec<_>>().join("; ");
        person.csrf = person.get("/api/session").await.json()["csrf"].as_str().unwrap().to_owned();
        person
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

/// Starts a portal as `govcloud serve` does, with `--demo` where wanted.
async fn start(folder: &Path, database: &str, day: &str, demo: bool, place: &str) -> Router {
    let mut line = vec!["serve", "--demo-password", "demo", "--as-of", day, "--dist", "www/no-such-folder"];
    line.extend(demo.then_some("--demo"));
    let line = line.into_iter().map(str::to_owned);
    let folder = folder.display().to_string();
    let places = ["--data", &folder, "--database", database, "--jurisdiction", place].map(str::to_owned);
    let args = CommandLine::parse_from(line.chain(places)).args;
    let portal = program::serve::begin(&args).await.unwrap().0;
    program::routes::router(portal)
}

/// A new database of a PostgreSQL server, and its address.
async fn new_database(server: &str, name: &str) -> String {
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&format!("{server}/postgres")).await.unwrap();
    sqlx::query(&format!("CREATE DATABASE {name}")).execute(&pool).await.unwrap();
    format!("{server}/{name}")
}

/// The place by which the portal of the tests judges, where a test names no other.
const PROVINCE: &str = "heilongjiang";
/// The date by which the portal of the tests reviews.
const TODAY: &str = "2026-11-23";
const FORM: (&str, &str) = ("content-type", "application/x-www-form-urlencoded");
const JSON: (&str, &str) = ("content-type", "application/json");
const PDF: (&str, &str) = ("content-type", "application/pdf");

/// A browser with its cookies.
#[derive(Clone)]
struct Person {
    router: Router,
    cookies: String,
    csrf: String,
}

/// An answer, read whole.
struct Answer {
    status: StatusCode,
    headers: HeaderMap,
    body: Vec<u8>,
}

impl Answer {
    fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }

    /// The code of a refusal, after a look at its shape.
    fn code(&self) -> String {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}", self.text());
        let body = self.json();
        assert!(!body["message"]["zh"].as_str().unwrap().is_empty());
        assert!(!body["message"]["en"].as_str().unwrap().is_empty());
        body["code"].as_str().unwrap().to_owned()
    }
}

impl Person {
    /// A request with exactly these headers and the cookies.
    async fn send(
        &self,
        method: Method,
        path: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(path).header("host", "portal.test");
        if !self.cookies.is_empty() {
            request = request.header("cookie", &self.cookies);
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let response = self.router.clone().oneshot(request.body(body.into()).unwrap()).await.unwrap();
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(Method::GET, path, &[], Body::empty()).await
    }

    /// Hands bytes in under a key, as the form does.
    async fn hand_in(&self, key: &str, envelope: impl Into<Body>) -> Answer {
        let headers = [JSON, ("x-csrf-token", self.csrf.as_str()), ("idempotency-key", key)];
        self.send(Method::POST, "/api/applications", &headers, envelope).await
    }

    /// Sends the bytes of an attachment.
    async fn attach(&self, digest: &str, bytes: &[u8]) -> Answer {
        let headers = [PDF, ("x-csrf-token", self.csrf.as_str())];
        self.send(Method::PUT, &format!("/api/attachments/{digest}"), &headers, bytes.to_vec()).await
    }
}

fn sm3(bytes: &[u8]) -> String {
    Digest::of(bytes).to_string()
}
