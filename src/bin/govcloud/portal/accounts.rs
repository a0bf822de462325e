//! Who may sign in. A real portal asks its own directory here; the reference portal keeps three
//! demonstration accounts.

use super::database::Database;
use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

/// What an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// Applies for its department, and sees what its department handed in.
    Department,
    /// 省营商环境局: sees what every department handed in, hands in nothing.
    Reviewer,
}

impl Role {
    /// Name in the database and in the API.
    pub(crate) fn code(self) -> &'static str {
        match self {
            Self::Department => "department",
            Self::Reviewer => "reviewer",
        }
    }

    /// The role of this name; the lesser one where the name is unknown.
    pub(crate) fn from_code(code: &str) -> Self {
        if code == "reviewer" { Self::Reviewer } else { Self::Department }
    }
}

/// A demonstration account.
pub(crate) struct Demo {
    /// What is typed to sign in.
    pub(crate) name: &'static str,
    /// Code of its department.
    tenant: &'static str,
    /// Name of its department, marked as an example.
    pub(crate) tenant_name: (&'static str, &'static str),
    role: Role,
}

/// The demonstration accounts: two departments and the reviewing authority.
pub(crate) const DEMOS: [Demo; 3] = [
    Demo {
        name: "dept-a",
        tenant: "dept-a",
        tenant_name: ("示例厅甲", "Example Department A"),
        role: Role::Department,
    },
    Demo {
        name: "dept-b",
        tenant: "dept-b",
        tenant_name: ("示例厅乙", "Example Department B"),
        role: Role::Department,
    },
    Demo {
        name: "reviewer",
        tenant: "authority",
        tenant_name: ("省营商环境局（演示）", "省营商环境局 (demonstration)"),
        role: Role::Reviewer,
    },
];

/// Writes the demonstration accounts with this password, or changes the password of those that exist.
///
/// # Errors
/// When the database or the hash fails.
pub(crate) async fn write_demos(db: &Database, password: &str) -> Result<(), Box<dyn std::error::Error>> {
    let hash = hashed(password).map_err(|e| e.to_string())?;
    for demo in &DEMOS {
        sqlx::query(
            "INSERT INTO tenants (code, name_zh, name_en) VALUES ($1, $2, $3)
             ON CONFLICT (code) DO UPDATE SET name_zh = excluded.name_zh, name_en = excluded.name_en",
        )
        .bind(demo.tenant)
        .bind(demo.tenant_name.0)
        .bind(demo.tenant_name.1)
        .execute(db)
        .await?;
        sqlx::query(
            "INSERT INTO accounts (name, tenant, role, password) VALUES ($1, $2, $3, $4)
             ON CONFLICT (name) DO UPDATE SET password = excluded.password",
        )
        .bind(demo.name)
        .bind(demo.tenant)
        .bind(demo.role.code())
        .bind(&hash)
        .execute(db)
        .await?;
    }
    Ok(())
}

/// Whether this account exists and has this password. Takes the same time either way, so that nobody
/// learns which names exist.
///
/// # Errors
/// When the database fails.
pub(crate) async fn password_is_right(
    db: &Database,
    name: &str,
    password: &str,
) -> Result<bool, sqlx::Error> {
    let kept: Option<String> = sqlx::query_scalar("SELECT password FROM accounts WHERE name = $1")
        .bind(name)
        .fetch_optional(db)
        .await?;
    let exists = kept.is_some();
    let password = password.to_owned();
    // Hashing is slow on purpose: it leaves the threads that answer requests alone.
    let right = tokio::task::spawn_blocking(move || match kept {
        Some(kept) => verified(&kept, &password),
        None => hashed(&password).is_err(),
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
