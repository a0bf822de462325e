//! `govcloud portal backup` and `audit`: looking after a portal's data while it runs.

use super::{audit, database};
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// Looking after a portal.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Copy a portal's data into a new folder, while it runs; `govcloud serve --data FOLDER` starts from the copy
    Backup {
        /// The new folder
        folder: PathBuf,
        #[command(flatten)]
        of: Of,
    },
    /// Print the last lines of the audit log: number, instant, account, deed, status, with tabs between
    Audit {
        /// How many lines
        #[arg(long, default_value_t = 100)]
        last: u32,
        #[command(flatten)]
        of: Of,
    },
}

/// Whose data.
#[derive(clap::Args)]
pub(crate) struct Of {
    /// Folder of the portal's data
    #[arg(long, value_name = "DIR", default_value = "data")]
    data: PathBuf,
    /// Database address, where it is not the SQLite file in that folder
    #[arg(long, value_name = "URL")]
    database: Option<String>,
}

impl Of {
    /// The database, which must be there: looking after one makes none.
    async fn open(&self) -> Result<database::Database, Box<dyn Error>> {
        let file = self.data.join(database::FILE);
        if self.database.is_none() && !file.exists() {
            return Err(format!("{} is missing: is this a portal's folder?", file.display()).into());
        }
        let url = self.database.clone().unwrap_or_else(|| database::sqlite_in(&self.data));
        Ok(database::open(&url).await?)
    }
}

/// Runs it. 0 when done, 2 when it could not be.
pub(crate) fn run(command: &Command) -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error),
    };
    let done = runtime.block_on(async {
        match command {
            Command::Backup { folder, of } => {
                let papers = backup(of, folder).await?;
                println!("{}: the database, {papers} attachments", folder.display());
            }
            Command::Audit { last, of } => {
                for (number, at, account, deed, status) in audit::last(&of.open().await?, *last).await? {
                    println!("{number}\t{at}\t{account}\t{deed}\t{status}");
                }
            }
        }
        Ok::<(), Box<dyn Error>>(())
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(error.as_ref()),
    }
}

fn failed(error: &dyn Error) -> ExitCode {
    eprintln!("govcloud portal: {error}");
    ExitCode::from(2)
}

/// Copies database and attachments; returns how many attachments.
///
/// The database first: bytes are on disk before the row that names them (`attachments.rs`), and are never changed or
/// removed, so that whatever the copy of the database names is there when the files are copied after it.
async fn backup(of: &Of, folder: &Path) -> Result<usize, Box<dyn Error>> {
    if of.database.is_some() {
        return Err("a PostgreSQL server is backed up by its own tools (pg_dump); \
                    copy the folder attachments after it"
            .into());
    }
    let db = of.open().await?;
    // Made anew, so that no earlier copy is ever overwritten.
    std::fs::create_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let file = folder.join(database::FILE);
    sqlx::query("VACUUM INTO $1").bind(file.display().to_string()).execute(&db).await?;
    std::fs::File::open(&file)?.sync_all()?;
    let password = of.data.join("demo-password");
    if password.exists() {
        std::fs::copy(&password, folder.join("demo-password"))?;
    }
    let (from, to) = (of.data.join("attachments"), folder.join("attachments"));
    std::fs::create_dir(&to)?;
    let copy = database::open(&database::sqlite_in(folder)).await?;
    let sound: String = sqlx::query_scalar("PRAGMA integrity_check").fetch_one(&copy).await?;
    if sound != "ok" {
        return Err(format!("the copy is damaged: {sound}").into());
    }
    let named: Vec<String> = sqlx::query_scalar("SELECT DISTINCT digest FROM attachments ORDER BY digest")
        .fetch_all(&copy)
        .await?;
    for digest in &named {
        let bytes = std::fs::read(from.join(digest)).map_err(|e| format!("attachment {digest}: {e}"))?;
        if govcloud::basics::Digest::of(&bytes).to_string() != *digest {
            return Err(format!("attachment {digest} is damaged").into());
        }
        std::fs::write(to.join(digest), bytes)?;
    }
    copy.close().await;
    db.close().await;
    Ok(named.len())
}
