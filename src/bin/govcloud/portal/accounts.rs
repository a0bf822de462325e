//! Who may sign in. A real portal asks its own directory here; the reference portal keeps a demonstration
//! account for each role.

use super::database::Database;
use super::problem::Problem;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use axum::http::StatusCode;
use govcloud::basics::Words;
use govcloud::dossier::Role;
use govcloud::measure::Jurisdiction;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Somebody as the portal knows them: an account of an organ, in one role.
#[derive(Clone, Debug)]
pub(crate) struct Who {
    /// The account.
    pub(crate) account: String,
    /// Code of its organ.
    pub(crate) tenant: String,
    /// Name of its organ: the one that stands in journals, and by which a supplier is chosen.
    pub(crate) tenant_name: Words,
    /// What it may do.
    pub(crate) role: Role,
}

/// The demonstration accounts: two departments, the organs that the measure names, two suppliers. Every name is
/// marked as an example; those of the organs are the jurisdiction's.
pub(crate) fn demos(place: &Jurisdiction) -> Vec<Who> {
    let organ = |name: &Words| Words::new(format!("{}（演示）", name.zh), format!("{} · demo", name.en));
    let who = |account: &str, role: Role, tenant_name: Words| {
        // One account an organ: its name serves as the code of the organ too.
        let (account, tenant) = (account.to_owned(), account.to_owned());
        Who { account, tenant, tenant_name, role }
    };
    vec![
        who("dept-a", Role::Department, Words::new("示例厅甲", "Example Department A")),
        who("dept-b", Role::Department, Words::new("示例厅乙", "Example Department B")),
        who("authority", Role::Authority, organ(&place.organs.authority)),
        who("centre", Role::Centre, organ(&place.organs.centre)),
        who("supplier-a", Role::Supplier, Words::new("示例云服务商甲", "Example Supplier A")),
        who("supplier-b", Role::Supplier, Words::new("示例云服务商乙", "Example Supplier B")),
        who("treasury", Role::Treasury, organ(&place.organs.treasury)),
    ]
}

/// Writes the demonstration accounts with this password, or changes the password of those that exist.
///
/// # Errors
/// When the database or the hash fails.
pub(crate) async fn write_demos(
    db: &Database,
    demos: &[Who],
    password: &str,
) -> Result<(), Box<dyn std::error::Error>> {
    let hash = hashed(password).map_err(|e| e.to_string())?;
    for demo in demos {
        sqlx::query(
            "INSERT INTO tenants (code, name_zh, name_en) VALUES ($1, $2, $3)
             ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en",
        )
        .bind(&demo.tenant)
        .bind(&demo.tenant_name.zh)
        .bind(&demo.tenant_name.en)
        .execute(db)
        .await?;
        sqlx::query(
            "INSERT INTO accounts (name, tenant, role, password) VALUES ($1, $2, $3, $4)
             ON CONFLICT (name) DO UPDATE SET password = excluded.password",
        )
        .bind(&demo.account)
        .bind(&demo.tenant)
        .bind(demo.role.code())
        .bind(&hash)
        .execute(db)
        .await?;
    }
    Ok(())
}

/// The names of the suppliers that have an account here, in order.
///
/// # Errors
/// When the database fails.
pub(crate) async fn suppliers(db: &Database) -> Result<Vec<Words>, sqlx::Error> {
    let rows: Vec<(String, String)> = sqlx::query_as(
        "SELECT DISTINCT t.name_zh, t.name_en FROM tenants t JOIN accounts a ON a.tenant = t.code
         WHERE a.role = 'supplier' ORDER BY t.name_zh",
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(zh, en)| Words::new(zh, en)).collect())
}

/// How many passwords are hashed at once. Each takes 19 MiB and some 50 ms of a core, and anybody may ask for it.
static HASHING: Semaphore = Semaphore::const_new(4);
/// How long a sign-in waits for its place.
const LONGEST_WAIT: Duration = Duration::from_secs(10);
/// Longest name at the sign-in, in characters: no account's is longer.
pub(crate) const LONGEST_NAME: usize = 64;

/// Whether this account exists and has this password. Takes the same time either way, so that nobody
/// learns which names exist.
///
/// # Errors
/// When the database fails; and 503 where so many sign in that this one would have to wait for long.
pub(crate) async fn password_is_right(db: &Database, name: &str, password: &str) -> Result<bool, Problem> {
    let kept: Option<String> = sqlx::query_scalar("SELECT password FROM accounts WHERE name = $1")
        .bind(name)
        .fetch_optional(db)
        .await?;
    let exists = kept.is_some();
    let password = password.to_owned();
    let waited = tokio::time::timeout(LONGEST_WAIT, HASHING.acquire()).await;
    let Ok(Ok(place)) = waited else {
        let (zh, en) = ("登录人数过多，请稍后再试。", "Too many people are signing in: try again later.");
        return Err(Problem::new(StatusCode::SERVICE_UNAVAILABLE, "busy", zh, en).retry_after(5));
    };
    // Hashing is slow on purpose: it leaves the threads that answer requests alone. It goes on, and keeps its place, though
    // whoever asked may be gone.
    let right = tokio::task::spawn_blocking(move || {
        let _place = place;
        match kept {
            Some(kept) => verified(&kept, &password),
            None => hashed(&password).is_err(),
        }
    });
    Ok(right.await.unwrap_or(false) && exists)
}

fn hashed(password: &str) -> Result<String, argon2::password_hash::Error> {
    Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
}

fn verified(kept: &str, password: &str) -> bool {
    PasswordHash::new(kept)
        .is_ok_and(|hash| Argon2::default().verify_password(password.as_bytes(), &hash).is_ok())
}
