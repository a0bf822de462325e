//! The start: what this department handed in, and the way to a new application.

use super::super::accounts::Role;
use super::super::guards::Anyone;
use super::super::{Portal, applications};
use super::language::Reader;
use super::parts::table;
use super::{Page, PageProblem};
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /`. The reviewer's start is the desk.
pub(crate) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
) -> Result<Response, PageProblem> {
    if session.role == Role::Reviewer {
        return Ok(Redirect::to("/desk").into_response());
    }
    let lines = applications::list(&portal.db, &session).await.map_err(|e| PageProblem(reader, e.into()))?;
    let body = html! {
        section class="hero" {
            div {
                h1 { (session.tenant_name.get(reader.lang)) }
                p { (reader.says(
                    "为新建系统申请部署，或为已有系统申请迁移上云。草稿自动保存在本机，断网也能继续填写。",
                    "Apply for a new system or for one that moves to the cloud. Drafts stay on this computer; \
                     the form goes on without a network.",
                )) }
            }
            a class="button large" href="/request" { (reader.says("填写申请", "New request")) }
        }
        section class="card" {
            h2 { (reader.says("我的申请", "My applications")) }
            @if lines.is_empty() {
                p class="empty" { (reader.says("还没有提交过申请。", "Nothing has been handed in yet.")) }
            } @else { (table(reader, &lines, false)) }
        }
        (offline(reader))
    };
    let title = ("我的申请", "My applications");
    let scripts = &["/portal/home.js"];
    Ok(Page { reader, title, session: Some(&session), scripts, body }.respond_with_worker())
}

/// Where `home.js` says whether the form will open without a network.
fn offline(reader: Reader) -> Markup {
    let ready = reader.says(
        "离线副本已就绪：断网或重新打开后仍可填写。",
        "Offline copy ready: the form opens without a network.",
    );
    let missing =
        reader.says("没有离线副本：此浏览器暂不支持。", "No offline copy: this browser does not allow one.");
    html! { p class="offline" id="offline" role="status" data-ready=(ready) data-missing=(missing) {} }
}
