//! Sign-in sessions and the token that every unsafe request must show.
//!
//! The cookie is a random secret that scripts cannot read and other sites cannot send; the database keeps
//! only its SM3. The CSRF token is another secret, given to the page by `GET /api/session` and asked for
//! in the header `X-CSRF-Token` of each request that changes something.

use super::accounts::Who;
use super::clock;
use super::database::Database;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use govcloud::basics::{Digest, Words};
use govcloud::dossier::Role;

/// Name of the cookie that opens the session.
const COOKIE: &str = "govcloud_session";
/// Name of the cookie that tells whose drafts the form shows.
const OWNER_COOKIE: &str = "govcloud_owner";
/// Seconds that a session lasts, used or not: a working day.
const LIFETIME: i64 = 8 * 3600;

/// A signed-in person.
#[derive(Clone, Debug)]
pub(crate) struct Session {
    /// Name in the database: the SM3 of the cookie.
    pub(crate) id: String,
    /// Who it is.
    pub(crate) who: Who,
    /// The token that unsafe requests must show.
    pub(crate) csrf: String,
}

/// The columns of [`find`], in order.
type Row = (String, String, String, String, String, String);

/// Begins a session and returns the cookie's value.
///
/// # Errors
/// When the database or the system's random numbers fail.
pub(crate) async fn begin(db: &Database, account: &str) -> Result<String, Box<dyn std::error::Error>> {
    let secret = random_hex()?;
    let now = clock::seconds();
    sqlx::query("DELETE FROM sessions WHERE expires_at <= $1").bind(now).execute(db).await?;
    sqlx::query("INSERT INTO sessions (id, account, csrf, expires_at) VALUES ($1, $2, $3, $4)")
        .bind(id_of(&secret))
        .bind(account)
        .bind(random_hex()?)
        .bind(now.saturating_add(LIFETIME))
        .execute(db)
        .await?;
    Ok(secret)
}

/// The session of a request, if its cookie opens one that has not expired.
///
/// # Errors
/// When the database fails.
pub(crate) async fn find(db: &Database, headers: &HeaderMap) -> Result<Option<Session>, sqlx::Error> {
    let Some(secret) = cookie(headers, COOKIE) else { return Ok(None) };
    let id = id_of(&secret);
    let row: Option<Row> = sqlx::query_as(
        "SELECT s.account, s.csrf, a.tenant, a.role, t.name_zh, t.name_en
         FROM sessions s JOIN accounts a ON a.name = s.account JOIN tenants t ON t.code = a.tenant
         WHERE s.id = $1 AND s.expires_at > $2",
    )
    .bind(&id)
    .bind(clock::seconds())
    .fetch_optional(db)
    .await?;
    Ok(row.and_then(|(account, csrf, tenant, role, zh, en)| {
        // A role that this program does not know opens nothing.
        let role = Role::from_code(&role)?;
        Some(Session { id, who: Who { account, tenant, tenant_name: Words::new(zh, en), role }, csrf })
    }))
}

/// Ends a session. Ending one that has ended is no error.
///
/// # Errors
/// When the database fails.
pub(crate) async fn end(db: &Database, session: &Session) -> Result<(), sqlx::Error> {
    sqlx::query("DELETE FROM sessions WHERE id = $1").bind(&session.id).execute(db).await?;
    Ok(())
}

impl Session {
    /// Whether the request shows this session's CSRF token.
    pub(crate) fn vouches_for(&self, headers: &HeaderMap) -> bool {
        let shown = headers.get("x-csrf-token").map_or(&b""[..], HeaderValue::as_bytes);
        // Digests are compared, not tokens: the time taken tells nothing about the token.
        Digest::of(shown) == Digest::of(self.csrf.as_bytes())
    }
}

/// The headers that hand the browser its cookies. `secure` where the portal stands behind TLS.
///
/// Beside the secret goes an opaque name of the account that scripts may read: by it the form tells one
/// person's drafts from another's on a shared computer, without a network too. It opens nothing.
pub(crate) fn set_cookies(account: &str, secret: &str, secure: bool) -> [(HeaderName, String); 2] {
    let secure = if secure { "; Secure" } else { "" };
    let owner = Digest::of(account.as_bytes()).short();
    let about = format!("Path=/; SameSite=Strict; Max-Age={LIFETIME}{secure}");
    [
        (header::SET_COOKIE, format!("{COOKIE}={secret}; HttpOnly; {about}")),
        (header::SET_COOKIE, format!("{OWNER_COOKIE}={owner}; {about}")),
    ]
}

/// The headers that take them back.
pub(crate) fn clear_cookies() -> [(HeaderName, String); 2] {
    let gone = "Path=/; SameSite=Strict; Max-Age=0";
    [
        (header::SET_COOKIE, format!("{COOKIE}=; HttpOnly; {gone}")),
        (header::SET_COOKIE, format!("{OWNER_COOKIE}=; {gone}")),
    ]
}

/// The value of a cookie.
pub(crate) fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value.to_owned())
}

fn id_of(secret: &str) -> String {
    Digest::of(secret.as_bytes()).to_string()
}

/// 256 random bits as hexadecimal digits.
pub(crate) fn random_hex() -> Result<String, getrandom::Error> {
    let mut bytes = [0u8; 32];
    getrandom::fill(&mut bytes)?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
