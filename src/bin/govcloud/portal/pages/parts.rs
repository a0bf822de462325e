//! Parts that several pages show: the list of applications, the particulars of one.

use super::super::applications::Line;
use super::super::database::Database;
use super::language::Reader;
use govcloud::dossier::papers;
use maud::{Markup, html};

/// A list of applications; `desk` for the reviewer, who sees departments and opens cases.
pub(crate) fn table(reader: Reader, lines: &[Line], desk: bool) -> Markup {
    let [reference, system, department, kind, received, state] = [
        reader.says("受理编号", "Reference"),
        reader.says("系统名称", "System"),
        reader.says("申请单位", "Department"),
        reader.says("事项", "Errand"),
        reader.says("接收时间", "Received"),
        reader.says("状态", "Status"),
    ];
    let folder = if desk { "/desk/" } else { "/receipt/" };
    html! {
        table class="list" {
            thead { tr {
                th scope="col" { (reference) }
                th scope="col" { (system) }
                @if desk { th scope="col" { (department) } }
                th scope="col" { (kind) }
                th scope="col" { (received) }
                th scope="col" { (state) }
            } }
            tbody { @for line in lines { tr {
                td data-label=(reference) { a class="mono" href={ (folder) (line.reference) } { (line.reference) } }
                td data-label=(system) { (system_name(reader, line)) }
                @if desk { td data-label=(department) { (line.tenant_name.get(reader.lang)) } }
                td data-label=(kind) { (errand(reader, &line.errand)) }
                td class="nowrap" data-label=(received) { (time(&line.received_at)) }
                td data-label=(state) { (status(reader, &line.status)) }
            } } }
        }
    }
}

/// What is known of an application, as a list of terms.
pub(crate) fn particulars(reader: Reader, line: &Line, files: &[Attached]) -> Markup {
    let beijing = reader.says("（北京时间）", " (Beijing time)");
    html! {
        dl class="particulars" {
            dt { (reader.says("系统名称", "System")) } dd { (system_name(reader, line)) }
            dt { (reader.says("申请单位", "Department")) } dd { (line.tenant_name.get(reader.lang)) }
            dt { (reader.says("事项", "Errand")) } dd { (errand(reader, &line.errand)) }
            dt { (reader.says("接收时间", "Received")) } dd { (time(&line.received_at)) (beijing) }
            dt { (reader.says("状态", "Status")) } dd { (status(reader, &line.status)) }
            dt { (reader.says("提交编号", "Key")) } dd class="mono break" { (line.key) }
            dt { (reader.says("内容摘要（SM3）", "Digest (SM3)")) } dd class="mono break" { (line.digest) }
            @if !files.is_empty() {
                dt { (reader.says("附件", "Attachments")) }
                dd { ul class="files" { @for file in files { li {
                    @if let Some(role) = papers::role(&file.role) { (reader.says(role.name.0, role.name.1)) " · " }
                    a href={ "/api/applications/" (line.reference) "/attachments/" (file.digest) } { (file.name) }
                    " " small { (kilobytes(file.size)) " KB" }
                } } } }
            }
        }
    }
}

/// An attachment of a kept application.
pub(crate) struct Attached {
    role: String,
    name: String,
    size: i64,
    digest: String,
}

/// The attachments of an application, in order.
///
/// # Errors
/// When the database fails.
pub(crate) async fn attached(db: &Database, reference: &str) -> Result<Vec<Attached>, sqlx::Error> {
    let rows: Vec<(String, String, i64, String)> = sqlx::query_as(
        "SELECT role, name, size, digest FROM application_attachments WHERE reference = $1 ORDER BY position",
    )
    .bind(reference)
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|(role, name, size, digest)| Attached { role, name, size, digest }).collect())
}

fn system_name(reader: Reader, line: &Line) -> &str {
    if line.system_name.is_empty() {
        reader.says("（未填名称）", "(no name)")
    } else {
        &line.system_name
    }
}

fn errand(reader: Reader, code: &str) -> &str {
    match code {
        "deploy" => reader.says("部署", "部署 deployment"),
        "migrate" => reader.says("迁移", "迁移 migration"),
        other => other,
    }
}

fn status(reader: Reader, code: &str) -> Markup {
    let text = match code {
        "received" => reader.says("已接收", "Received"),
        "superseded" => reader.says("已被新版替代", "Superseded"),
        other => other,
    };
    html! { span class={ "badge " (code) } { (text) } }
}

/// `2026-11-23 21:55`, Beijing time.
fn time(timestamp: &str) -> String {
    timestamp.chars().take(16).map(|c| if c == 'T' { ' ' } else { c }).collect()
}

/// Whole kilobytes, rounded up.
fn kilobytes(size: i64) -> i64 {
    (size.max(0) + 1023) / 1024
}
