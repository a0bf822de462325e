//! In which language a page is shown: `?lang=en` chooses, a cookie remembers.

use super::super::sessions::cookie;
use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Uri, header};
use axum::middleware::Next;
use axum::response::Response;
use govcloud::basics::Lang;
use std::convert::Infallible;

/// Name of the cookie. Scripts may read it: the demo page passes it to the element.
const COOKIE: &str = "govcloud_lang";

/// Who reads a page, as far as language goes.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Reader {
    /// The language of the page.
    pub(crate) lang: Lang,
}

impl Reader {
    /// The text in the reader's language.
    pub(crate) fn says<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        if self.lang == Lang::En { en } else { zh }
    }

    /// The language as the element names it.
    pub(crate) fn code(self) -> &'static str {
        if self.lang == Lang::En { "en" } else { "zh" }
    }

    /// The language's tag in HTML.
    pub(crate) fn tag(self) -> &'static str {
        if self.lang == Lang::En { "en" } else { "zh-CN" }
    }
}

impl<S: Sync> FromRequestParts<S> for Reader {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        let lang = chosen(&parts.uri).or_else(|| remembered(&parts.headers));
        Ok(Self { lang: lang.unwrap_or_default() })
    }
}

/// Middleware: a choice in the address is remembered.
pub(crate) async fn remember(request: Request, next: Next) -> Response {
    let choice = chosen(request.uri());
    let mut response = next.run(request).await;
    if let Some(lang) = choice {
        let code = Reader { lang }.code();
        let value = format!("{COOKIE}={code}; Path=/; SameSite=Lax; Max-Age=31536000");
        if let Ok(value) = HeaderValue::from_str(&value) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
    }
    response
}

fn chosen(uri: &Uri) -> Option<Lang> {
    uri.query()?.split('&').find_map(|pair| pair.strip_prefix("lang=")).and_then(of)
}

fn remembered(headers: &HeaderMap) -> Option<Lang> {
    cookie(headers, COOKIE).and_then(|code| of(&code))
}

fn of(code: &str) -> Option<Lang> {
    match code {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    }
}
