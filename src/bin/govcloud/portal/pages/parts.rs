//! Parts that several pages show.

use super::super::cases::Line;
use super::super::database::Database;
use super::language::Reader;
use govcloud::dossier::{Role, papers};
use govcloud::lifecycle::Standing;
use govcloud::measure::Jurisdiction;
use maud::{Markup, html};

/// A number beside a heading.
pub(super) fn count(number: usize) -> Markup {
    html! { span class="count" { (number) } }
}

/// A case in a list: its system as the way to it, and its reference below.
pub(super) fn case_link(reference: &str, name: &str) -> Markup {
    html! {
        a class="case-link" href={ "/case/" (reference) } { (name) }
        span class="small mono block" { (reference) }
    }
}

/// The name of a case: that of its system.
pub(super) fn case_name(reader: Reader, line: &Line) -> &str {
    match line.system_name.as_str() {
        "" => reader.says("（未填名称）", "(no name)"),
        name => name,
    }
}

/// Where a case stands, as a mark.
pub(super) fn stage(reader: Reader, standing: Standing) -> Markup {
    let (zh, en) = standing.name();
    let class = match standing {
        Standing::Running => "badge running",
        _ if standing.is_final() => "badge",
        _ => "badge open",
    };
    html! {
        span class=(class) {
            @if let Standing::Open(kind, _) = standing {
                @let (kind, kind_en) = kind.name();
                (reader.says(kind, kind_en)) (reader.says("·", ": "))
            }
            (reader.says(zh, en))
        }
    }
}

/// Who is waited for: the organ of the place where there is one of its kind, else the role.
pub(super) fn turn(reader: Reader, place: &Jurisdiction, turn: Option<Role>) -> String {
    let organs = &place.organs;
    let organ = match turn {
        None => return "—".to_owned(),
        Some(Role::Authority) => &organs.authority,
        Some(Role::Centre) => &organs.centre,
        Some(Role::Treasury) => &organs.treasury,
        Some(role @ (Role::Department | Role::Supplier)) => {
            let (zh, en) = role.name();
            return without_brackets(reader.says(zh, en)).to_owned();
        }
    };
    without_brackets(organ.get(reader.lang)).to_owned()
}

/// An English name without the Chinese term that it brings along, where there is no room for both.
fn without_brackets(name: &str) -> &str {
    name.split(" (").next().unwrap_or(name)
}

/// An attachment of an entry.
pub(crate) struct Attached {
    /// Number of the entry.
    pub(crate) number: i64,
    /// What it is in its case, such as `plan`.
    pub(crate) role: String,
    pub(crate) name: String,
    pub(crate) size: i64,
    pub(crate) digest: String,
}

/// The attachments of a case, by entry.
///
/// # Errors
/// When the database fails.
pub(crate) async fn attached(db: &Database, reference: &str) -> Result<Vec<Attached>, sqlx::Error> {
    let rows: Vec<(i64, String, String, i64, String)> = sqlx::query_as(
        "SELECT number, role, name, size, digest FROM case_attachments
         WHERE reference = $1 ORDER BY number, position",
    )
    .bind(reference)
    .fetch_all(db)
    .await?;
    let attached = |(number, role, name, size, digest)| Attached { number, role, name, size, digest };
    Ok(rows.into_iter().map(attached).collect())
}

/// Attachments as links.
pub(super) fn files<'a>(
    reader: Reader,
    reference: &str,
    files: impl IntoIterator<Item = &'a Attached>,
) -> Markup {
    html! {
        ul class="files" { @for file in files { li {
            @if let Some(role) = papers::role(&file.role) { (reader.says(role.name.0, role.name.1)) " · " }
            a href={ "/api/cases/" (reference) "/attachments/" (file.digest) } { (file.name) }
            " " small { (kilobytes(file.size)) " KB" }
        } } }
    }
}

/// Whole kilobytes, rounded up.
fn kilobytes(size: i64) -> i64 {
    (size.max(0) + 1023) / 1024
}
