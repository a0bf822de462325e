//! How the API says no: one JSON shape (`application/problem+json`, RFC 9457) for every refusal.

use axum::Json;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use govcloud::basics::Words;
use serde_json::{Value, json};

/// A refusal.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    /// HTTP status.
    pub(crate) status: StatusCode,
    /// Stable code, such as `digest-mismatch`: what a program decides by.
    pub(crate) code: &'static str,
    /// What a person reads.
    pub(crate) message: Words,
    /// Seconds after which a retry makes sense, where one does.
    pub(crate) retry_after: Option<u32>,
    /// Key and digest of the application that is refused, where it is known: a sender whose first answer was
    /// lost must be able to tell that this one speaks of its own application.
    pub(crate) about: Option<Box<(String, String)>>,
    /// Each place that is wrong, where places are known.
    pub(crate) errors: Vec<PlaceError>,
    /// The step by which somebody else moved the case on, where that is the reason.
    pub(crate) moved: Option<Box<Value>>,
}

/// One place of the sent document that is wrong.
#[derive(Clone, Debug)]
pub(crate) struct PlaceError {
    /// JSON pointer into the sent document.
    pub(crate) path: String,
    /// Stable code.
    pub(crate) code: String,
    /// What is wrong there.
    pub(crate) message: Words,
}

impl Problem {
    /// A refusal with this status, code and message.
    pub(crate) fn new(status: StatusCode, code: &'static str, zh: &str, en: &str) -> Self {
        Self::said(status, code, Words::new(zh, en))
    }

    /// The same with words that were made elsewhere.
    pub(crate) fn said(status: StatusCode, code: &'static str, message: Words) -> Self {
        Self { status, code, message, retry_after: None, about: None, errors: Vec::new(), moved: None }
    }

    /// The request is malformed.
    pub(crate) fn bad_request(code: &'static str, zh: &str, en: &str) -> Self {
        Self::new(StatusCode::BAD_REQUEST, code, zh, en)
    }

    /// The request is well formed, and refused for what it says.
    pub(crate) fn refused(code: &'static str, zh: &str, en: &str) -> Self {
        Self::new(StatusCode::UNPROCESSABLE_ENTITY, code, zh, en)
    }

    /// Nothing here, or nothing that this account may know of: both look the same from outside.
    pub(crate) fn not_found() -> Self {
        Self::new(StatusCode::NOT_FOUND, "not-found", "没有找到。", "Not found.")
    }

    /// Something is here, and this is not how to ask for it.
    pub(crate) fn wrong_method() -> Self {
        let (zh, en) = ("此地址不支持这种请求方法。", "This address does not take that method.");
        Self::new(StatusCode::METHOD_NOT_ALLOWED, "method", zh, en)
    }

    /// No session, or one that has expired.
    pub(crate) fn signed_out() -> Self {
        let (zh, en) = (
            "尚未登录或登录已过期，请重新登录。",
            "Not signed in, or the session has expired: sign in again.",
        );
        Self::new(StatusCode::UNAUTHORIZED, "signed-out", zh, en)
    }

    /// A text has U+0000 in it: nobody writes that, and not every database keeps it.
    pub(crate) fn control_character(status: StatusCode) -> Self {
        let (zh, en) = (
            "请求中含有空字符（U+0000），请删除后再试。",
            "The request holds a null character (U+0000): take it out and try again.",
        );
        Self::new(status, "control-character", zh, en)
    }

    /// Signed in, but not in the role that may do this.
    pub(crate) fn forbidden() -> Self {
        Self::new(
            StatusCode::FORBIDDEN,
            "forbidden",
            "当前账号无权进行此操作。",
            "This account may not do that.",
        )
    }

    /// The same refusal, with a hint when to come again.
    pub(crate) fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// The same refusal, speaking of the application with this key and digest.
    pub(crate) fn about(mut self, key: &str, digest: impl std::fmt::Display) -> Self {
        self.about = Some(Box::new((key.to_owned(), digest.to_string())));
        self
    }

    /// The same refusal, naming one more place.
    pub(crate) fn at(mut self, path: impl Into<String>, code: impl Into<String>, message: Words) -> Self {
        self.errors.push(PlaceError { path: path.into(), code: code.into(), message });
        self
    }

    fn body(&self) -> Value {
        let errors: Vec<Value> = self
            .errors
            .iter()
            .map(|e| json!({ "path": e.path, "code": e.code, "message": words(&e.message) }))
            .collect();
        let mut body = json!({
            "status": self.status.as_u16(),
            "code": self.code,
            "title": self.message.zh,
            "message": words(&self.message),
            // The first place stands here too, for portals that show only one.
            "path": self.errors.first().map(|e| e.path.as_str()),
            "errors": errors,
        });
        if let Some((key, digest)) = self.about.as_deref() {
            body["key"] = key.as_str().into();
            body["digest"] = digest.as_str().into();
        }
        if let Some(moved) = self.moved.as_deref() {
            body["moved"] = moved.clone();
        }
        body
    }
}

/// A bilingual text in JSON.
pub(crate) fn words(words: &Words) -> Value {
    json!({ "zh": words.zh, "en": words.en })
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = (self.status, Json(self.body())).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        wait(headers, self.retry_after);
        response
    }
}

/// Says in how many seconds to come again.
pub(crate) fn wait(headers: &mut HeaderMap, seconds: Option<u32>) {
    if let Some(seconds) = seconds {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
}

/// What PostgreSQL says of a text with U+0000 (`character_not_in_repertoire`).
const NOT_A_TEXT: &str = "22021";

/// The machinery failed. The cause goes to the log of the portal; the outside learns only that it failed.
impl From<sqlx::Error> for Problem {
    fn from(error: sqlx::Error) -> Self {
        match error.as_database_error().and_then(|error| error.code()) {
            Some(code) if code == NOT_A_TEXT => Self::control_character(StatusCode::UNPROCESSABLE_ENTITY),
            _ => internal(&error),
        }
    }
}

impl From<std::io::Error> for Problem {
    fn from(error: std::io::Error) -> Self {
        internal(&error)
    }
}

/// Logs `cause` and answers 500.
pub(crate) fn internal(cause: &dyn std::fmt::Display) -> Problem {
    eprintln!("portal: {cause}");
    Problem::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal",
        "系统内部错误，您的内容没有丢失，请稍后再试。",
        "The portal failed. Nothing of yours is lost; try again later.",
    )
    .retry_after(5)
}
