//! The index of a case: what lists and inboxes ask for. Derived from the journal, never kept instead of it.

use super::database::Database;
use super::journals;
use super::problem::Problem;
use govcloud::dossier::{Errand, Kind, Life, Role};
use govcloud::lifecycle::{Stage, Standing};
use govcloud::wire::v1::journal::Journal;
use sqlx::AnyConnection;

/// What the table `cases` says of a case beside its reference and its department.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Index {
    /// Name of the system, as the last application says.
    pub(crate) system_name: String,
    /// The last application.
    pub(crate) errand: Errand,
    /// Where the case stands.
    pub(crate) standing: Standing,
    /// Who is waited for.
    pub(crate) turn: Option<Role>,
    /// Name of the supplier in charge; empty where none was chosen.
    pub(crate) supplier: String,
    /// Since when it stands there.
    pub(crate) since: String,
    /// Instant of the last entry.
    pub(crate) updated: String,
    /// Pieces of advice that are open.
    pub(crate) advice: i64,
    /// Number of the last entry.
    pub(crate) entries: i64,
    /// Digest of the last entry.
    pub(crate) head: String,
}

impl Index {
    /// What a journal says.
    pub(crate) fn of(journal: &Journal) -> Self {
        let whole = journal.life();
        let (mut life, mut standing, mut since) = (Life::default(), Standing::Begin, String::new());
        for (act, entry) in whole.acts.iter().zip(journal.entries()) {
            life.take((**act).clone());
            let next = Standing::of(&life);
            // Whoever sends the same step again begins to wait anew; an advice moves nothing.
            if next != standing || act.errand().applies() {
                (standing, since) = (next, entry.step.at.clone());
            }
        }
        let sheets = || whole.acts.iter().rev().map(|act| &act.sheet);
        let named = sheets().find(|sheet| sheet.errand.is_application());
        Self {
            system_name: named.map_or("", |sheet| sheet.field("system.name")).trim().to_owned(),
            errand: sheets().find(|sheet| sheet.errand.applies()).map_or_else(Errand::default, |s| s.errand),
            standing,
            turn: turn(standing, whole.advice.len()),
            supplier: whole.supplier().unwrap_or_default().trim().to_owned(),
            since,
            updated: journal.entries().last().map_or_else(String::new, |entry| entry.step.at.clone()),
            advice: count(whole.advice.len()),
            entries: count(journal.entries().len()),
            head: journal.head().to_string(),
        }
    }

    /// Writes the index of a case that exists, if its head is still `before`; false where it is not.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn replace(
        &self,
        connection: &mut AnyConnection,
        reference: &str,
        before: &str,
    ) -> Result<bool, sqlx::Error> {
        let changed = sqlx::query(
            "UPDATE cases SET system_name = $1, errand = $2, kind = $3, standing = $4, turn = $5,
                              supplier = $6, since = $7, updated = $8, advice = $9, entries = $10, head = $11
             WHERE reference = $12 AND head = $13",
        )
        .bind(&self.system_name)
        .bind(self.errand.code())
        .bind(kind_code(self.standing))
        .bind(self.standing.code())
        .bind(self.turn.map_or("", Role::code))
        .bind(&self.supplier)
        .bind(&self.since)
        .bind(&self.updated)
        .bind(self.advice)
        .bind(self.entries)
        .bind(&self.head)
        .bind(reference)
        .bind(before)
        .execute(connection)
        .await?;
        Ok(changed.rows_affected() == 1)
    }

    /// Writes the row of a new case.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn insert(
        &self,
        connection: &mut AnyConnection,
        reference: &str,
        tenant: &str,
    ) -> Result<(), sqlx::Error> {
        sqlx::query(
            "INSERT INTO cases (reference, tenant, system_name, errand, kind, standing, turn, supplier,
                                since, updated, advice, entries, head)
             VALUES ($1, $2, '', '', '', '', '', '', '', '', 0, 0, '')",
        )
        .bind(reference)
        .bind(tenant)
        .execute(&mut *connection)
        .await?;
        self.replace(connection, reference, "").await?;
        Ok(())
    }
}

/// Who is waited for: whose stage it is; the department, where nothing is open but an advice (article 17).
fn turn(standing: Standing, advice: usize) -> Option<Role> {
    match standing {
        Standing::Running if advice > 0 => Some(Role::Department),
        _ => standing.turn(),
    }
}

fn count(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

const KINDS: [(Kind, &str); 3] = [(Kind::Apply, "apply"), (Kind::Change, "change"), (Kind::Leave, "leave")];

fn kind_code(standing: Standing) -> &'static str {
    let Standing::Open(kind, _) = standing else { return "" };
    KINDS.iter().find(|(known, _)| *known == kind).map_or("", |(_, code)| code)
}

/// The standing that these two columns write.
pub(crate) fn standing_of(kind: &str, code: &str) -> Standing {
    let kind = KINDS.iter().find(|(_, known)| *known == kind);
    let stage = Stage::ALL.into_iter().find(|stage| stage.code() == code);
    match (kind, stage) {
        (Some((kind, _)), Some(stage)) => Standing::Open(*kind, stage),
        _ => [Standing::Running, Standing::Withdrawn, Standing::Refused, Standing::Left]
            .into_iter()
            .find(|standing| standing.code() == code)
            .unwrap_or(Standing::Begin),
    }
}

/// Derives the index of every case anew: a new release may see stages otherwise, and a journal that was tampered
/// with is found. It is named in the log, keeps its row and takes no further steps.
///
/// # Errors
/// When the database fails.
pub(crate) async fn derive_all(db: &Database) -> Result<(), sqlx::Error> {
    let references: Vec<String> =
        sqlx::query_scalar("SELECT reference FROM cases ORDER BY reference").fetch_all(db).await?;
    for reference in references {
        match journals::load(db, &reference).await {
            Ok(journal) => {
                let index = Index::of(&journal);
                let mut connection = db.acquire().await?;
                // A portal beside this one may have moved the case on meanwhile: then its index is new already.
                index.replace(&mut connection, &reference, &index.head).await?;
            }
            Err(Problem { code: journals::BROKEN, .. }) => {}
            Err(problem) => eprintln!("portal: {reference}: {}", problem.message.en),
        }
    }
    Ok(())
}
