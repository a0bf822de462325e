//! The reviewer's desk: what came in, and each case in the same element, read-only.

use super::super::accounts::Role;
use super::super::guards::Anyone;
use super::super::problem::Problem;
use super::super::sessions::Session;
use super::super::{Portal, applications};
use super::language::Reader;
use super::parts::{attached, particulars, table};
use super::{Page, PageProblem};
use axum::extract::{Path, State};
use axum::response::Response;
use govcloud::basics::date;
use maud::html;
use std::sync::Arc;

/// `GET /desk`.
pub(crate) async fn list(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
) -> Result<Response, PageProblem> {
    may_review(&session).map_err(|e| PageProblem(reader, e))?;
    let lines = applications::list(&portal.db, &session).await.map_err(|e| PageProblem(reader, e.into()))?;
    let waiting = lines.iter().filter(|line| line.status == "received").count();
    let body = html! {
        section class="hero" {
            div {
                h1 { (reader.says("审核台", "Desk")) }
                p { (reader.says("待审核：", "To be reviewed: ")) strong { (waiting) } }
            }
        }
        section class="card" {
            h2 { (reader.says("收到的申请", "Applications received")) }
            @if lines.is_empty() {
                p class="empty" { (reader.says("还没有收到申请。", "Nothing has come in yet.")) }
            } @else { (table(reader, &lines, true)) }
        }
    };
    Ok(Page { reader, title: ("审核台", "Desk"), session: Some(&session), scripts: &[], body }.respond())
}

/// `GET /desk/{reference}`: the case in the element, `mode="view"`.
pub(crate) async fn open(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
    Path(reference): Path<String>,
) -> Result<Response, PageProblem> {
    let page = |problem| PageProblem(reader, problem);
    may_review(&session).map_err(page)?;
    let line = applications::visible(&portal.db, &session, &reference).await.map_err(page)?;
    let files = attached(&portal.db, &reference).await.map_err(|e| page(e.into()))?;
    let content = applications::kept(&portal.db, &reference).await.map_err(page)?.content;
    // The case is shown as it was judged: by the edition, the place and the day of its envelope.
    let published = portal.catalogs.by_hash(content.catalog_hash);
    let catalog = published.or(portal.catalogs.all().first()).map_or("", |catalog| catalog.name.as_str());
    let (place, same_place) = portal.place.of_case(&content);
    let body = html! {
        details class="card slim" open {
            summary { h1 { span class="mono" { (line.reference) } " · " (line.tenant_name.get(reader.lang)) } }
            (particulars(reader, &line, &files))
            @if published.is_none() { p class="alert" { (unpublished(reader)) } }
            @if !same_place { p class="alert" { (other_rules(reader)) } }
        }
        govcloud-request mode="view" lang=(reader.code()) catalog={ "/catalog/" (catalog) }
            jurisdiction=(place) as-of=(date::iso(content.as_of)) case={ "/api/applications/" (line.reference) "/case" } {
            p class="empty" { (reader.says("正在打开申请……", "Opening the application …")) }
        }
    };
    let title = ("审核台", "Desk");
    let scripts = &["/dist/govcloud-request.js"];
    Ok(Page { reader, title, session: Some(&session), scripts, body }.respond())
}

fn unpublished(reader: Reader) -> &'static str {
    reader.says(
        "申请所用的目录版本已不在发布之列，以下按现行版本显示，可能与提交时不同。",
        "The catalog edition of this application is published no more: what follows is shown by the current \
         one and may differ from what was handed in.",
    )
}

fn other_rules(reader: Reader) -> &'static str {
    reader.says(
        "申请提交时所依据的地区规则已不在使用，以下按现行规则显示，可能与提交时不同；提交时的审核仍保留在案。",
        "The rules of the place by which this application was judged are in use no more: what follows is shown by \
         the current ones and may differ. The review that was handed in is kept.",
    )
}

fn may_review(session: &Session) -> Result<(), Problem> {
    if session.role == Role::Reviewer { Ok(()) } else { Err(Problem::forbidden()) }
}
