//! What every answer carries, so that a browser runs nothing that the portal did not serve.

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// The policy of every page, enforced, never report-only.
macro_rules! policy {
    ($trusted_types:literal) => {
        concat!(
            "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; ",
            "img-src 'self' blob:; font-src 'self'; connect-src 'self'; object-src 'none'; ",
            "base-uri 'none'; form-action 'self'; frame-ancestors 'self'; ",
            "require-trusted-types-for 'script'; trusted-types ",
            $trusted_types
        )
    };
}

/// The policy under which the element runs, on every page but one.
pub(crate) const STRICT: &str = policy!("'none'");

/// The home page differs in one name: the Trusted Types policy that lets `/sw.js`, and no other address,
/// be registered as service worker. See `src/docs/portal.md`.
pub(crate) const MAY_REGISTER_WORKER: &str = policy!("govcloud-portal");

/// Headers of every answer; the content security policy and caching may be set by the answer itself.
const ALWAYS: [(&str, &str); 6] = [
    ("x-content-type-options", "nosniff"),
    ("x-frame-options", "SAMEORIGIN"),
    ("referrer-policy", "same-origin"),
    ("cross-origin-opener-policy", "same-origin"),
    ("cross-origin-resource-policy", "same-origin"),
    ("permissions-policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
];

/// Middleware: adds the headers to each answer.
pub(crate) async fn headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(HeaderName::from_static(name), HeaderValue::from_static(value));
    }
    set_where_absent(headers, header::CONTENT_SECURITY_POLICY, STRICT);
    // Nothing is kept by browser or proxy unless a handler said that it may be.
    set_where_absent(headers, header::CACHE_CONTROL, "no-store");
    response
}

fn set_where_absent(headers: &mut HeaderMap, name: HeaderName, value: &'static str) {
    if !headers.contains_key(&name) {
        headers.insert(name, HeaderValue::from_static(value));
    }
}
