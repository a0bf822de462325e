//! The database: SQLite in a file unless a PostgreSQL address is given, one SQL text for both but for triggers.

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::error::BoxDynError;
use sqlx::migrate::{Migration, MigrationSource, MigrationType, Migrator};
use std::future::Future;
use std::path::Path;
use std::pin::Pin;

/// A pool of connections to either database. SQL uses `$1` placeholders, which both understand.
pub(crate) type Database = sqlx::AnyPool;

/// The migrations, oldest first: number, name, the text for SQLite and the text for PostgreSQL, which differ
/// in triggers only. They travel inside the program; a released one is never edited.
const MIGRATIONS: &[(i64, &str, [&str; 2])] = &[
    (1, "portal", both(include_str!("migrations/0001_portal.sql"))),
    (2, "attachment roles", both(include_str!("migrations/0002_attachment_roles.sql"))),
    (3, "life", both(include_str!("migrations/0003_life.sql"))),
    (
        4,
        "append only",
        [
            include_str!("migrations/0004_append_only.sqlite.sql"),
            include_str!("migrations/0004_append_only.postgres.sql"),
        ],
    ),
    (5, "places", both(include_str!("migrations/0005_places.sql"))),
    (6, "signatures", both(include_str!("migrations/0006_signatures.sql"))),
    (
        7,
        "audit",
        [
            include_str!("migrations/0007_audit.sqlite.sql"),
            include_str!("migrations/0007_audit.postgres.sql"),
        ],
    ),
];

const fn both(sql: &str) -> [&str; 2] {
    [sql, sql]
}

/// Name of the SQLite file in a data folder.
pub(crate) const FILE: &str = "portal.sqlite";

/// The address of the SQLite file in a data folder.
pub(crate) fn sqlite_in(folder: &Path) -> String {
    format!("sqlite://{}?mode=rwc", folder.join(FILE).display())
}

/// Opens the database at this address (`sqlite://…` or `postgres://…`) and brings its tables up to date.
///
/// # Errors
/// When it cannot be reached, or was written by a newer portal.
pub(crate) async fn open(url: &str) -> Result<Database, sqlx::Error> {
    install_default_drivers();
    let sqlite = url.starts_with("sqlite:");
    let pool = AnyPoolOptions::new()
        .max_connections(8)
        .after_connect(move |connection, _| {
            Box::pin(async move {
                if sqlite {
                    // Readers go on while one writes; an acknowledged application survives a power cut.
                    for pragma in [
                        "PRAGMA journal_mode = WAL",
                        "PRAGMA synchronous = FULL",
                        "PRAGMA busy_timeout = 10000",
                    ] {
                        sqlx::query(pragma).execute(&mut *connection).await?;
                    }
                }
                Ok(())
            })
        })
        .connect(url)
        .await?;
    Migrator::new(Embedded { sqlite }).await?.run(&pool).await?;
    Ok(pool)
}

/// The migrations inside the program.
#[derive(Debug)]
struct Embedded {
    sqlite: bool,
}

impl<'s> MigrationSource<'s> for Embedded {
    fn resolve(self) -> Pin<Box<dyn Future<Output = Result<Vec<Migration>, BoxDynError>> + Send + 's>> {
        let migrations = MIGRATIONS.iter().map(|&(version, name, [lite, postgres])| {
            let sql = if self.sqlite { lite } else { postgres };
            Migration::new(version, name.into(), MigrationType::Simple, sql.into(), false)
        });
        Box::pin(std::future::ready(Ok(migrations.collect())))
    }
}
