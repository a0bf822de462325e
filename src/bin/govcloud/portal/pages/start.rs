//! The start, the same for every role: what waits for this person, then all their cases.

use super::super::Portal;
use super::super::accounts::Who;
use super::super::cases::{self, Line};
use super::super::guards::Anyone;
use super::super::rights::Right;
use super::language::Reader;
use super::parts::{case_link, case_name, count, stage, turn};
use super::{Page, PageProblem, year};
use axum::extract::State;
use axum::response::Response;
use govcloud::basics::{Date, date};
use govcloud::dossier::Role;
use govcloud::measure::Jurisdiction;
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /`.
pub(crate) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
) -> Result<Response, PageProblem> {
    let who = &session.who;
    let page = |error: sqlx::Error| PageProblem(reader, error.into());
    let today = portal.now().on;
    let waiting = cases::waiting(&portal.db, who).await.map_err(page)?;
    let all = cases::list(&portal.db, who).await.map_err(page)?;
    // The treasury takes part in no single case: it begins with the sums.
    let money = match who.may(Right::Budget) {
        true => Some(year::glance(&portal, reader).await.map_err(|e| PageProblem(reader, e))?),
        false => None,
    };
    let body = html! {
        (hero(reader, who))
        @if who.may(Right::TakePart) {
            section class="card" {
                h2 { (reader.says("待我办理", "My turn")) " " (count(waiting.len())) }
                @if waiting.is_empty() {
                    p class="empty" { (reader.says("没有等待您办理的事项。", "Nothing waits for you.")) }
                } @else { (inbox(reader, &waiting, who, today)) }
            }
            section class="card" {
                h2 { (all_title(reader, who)) " " (count(all.len())) }
                @if all.is_empty() {
                    p class="empty" { (nothing(reader, who)) }
                } @else { (table(reader, &portal.place.jurisdiction, &all, who)) }
                @if all.len() == cases::MOST { p class="small" { (cut(reader)) } }
            }
        }
        @if let Some(money) = &money { (money) }
        @if who.role == Role::Department { (offline(reader)) }
    };
    let title = ("待办", "Inbox");
    let scripts: &[&str] = if who.role == Role::Department { &["/portal/home.js"] } else { &[] };
    let page = Page { reader, title, session: Some(&session), here: "/", scripts, body };
    Ok(if who.role == Role::Department { page.respond_with_worker() } else { page.respond() })
}

fn hero(reader: Reader, who: &Who) -> Markup {
    let says = match who.role {
        Role::Department => reader.says(
            "申请、采购、部署、测试、备案、变更和终止，都从这里办理。草稿自动保存在本机，断网也能继续填写。",
            "Applying, procuring, deploying, testing, filing, changing and leaving begin here. Drafts stay on this \
             computer; the form goes on without a network.",
        ),
        Role::Authority => reader.says(
            "受理和审核申请，登记政府批准，查看备案和年度汇总。",
            "Takes in and decides applications, records the government's approvals, keeps filings and the yearly summary.",
        ),
        Role::Centre => reader.says(
            "论证迁移、部署方案，依据监测数据提出资源调整建议。",
            "Appraises plans, and advises to adjust by what the monitoring shows.",
        ),
        Role::Supplier => reader.says(
            "确认纳管，开通和变更服务，终止时清除数据。",
            "Confirms management, opens and changes services, clears data at the end.",
        ),
        Role::Treasury => reader.says(
            "查看服务费年度审核汇总和下一年度预算。",
            "Sees the yearly summary of fees and the budget of the next year.",
        ),
    };
    html! {
        section class="hero" {
            div {
                h1 { (who.tenant_name.get(reader.lang)) }
                p { (says) }
            }
            @if who.role == Role::Department {
                a class="button large" href="/request" { (reader.says("填写申请", "New request")) }
            }
        }
    }
}

fn all_title(reader: Reader, who: &Who) -> &'static str {
    match who.role {
        Role::Department | Role::Supplier => reader.says("我的全部事项", "All my cases"),
        _ => reader.says("全部事项", "All cases"),
    }
}

fn nothing(reader: Reader, who: &Who) -> &'static str {
    match who.role {
        Role::Department => reader.says("还没有提交过申请。", "Nothing has been handed in yet."),
        Role::Supplier => {
            reader.says("还没有选定您为云服务商的事项。", "No case has chosen you as its supplier yet.")
        }
        _ => reader.says("还没有收到申请。", "Nothing has come in yet."),
    }
}

fn cut(reader: Reader) -> String {
    let most = cases::MOST;
    let (zh, en) =
        (format!("只显示最近有进展的 {most} 项。"), format!("The {most} that moved last are shown."));
    reader.says(&zh, &en).to_owned()
}

/// What waits: since when, and the way into it.
fn inbox(reader: Reader, lines: &[Line], who: &Who, today: Date) -> Markup {
    html! {
        ul class="inbox" { @for line in lines { li {
            div class="inbox-what" {
                a class="inbox-name" href={ "/case/" (line.reference) } { (case_name(reader, line)) }
                p class="small" {
                    span class="mono" { (line.reference) }
                    @if who.role != Role::Department { " · " (line.tenant_name.get(reader.lang)) }
                    " · " (reader.says(line.errand.name().0, line.errand.name().1))
                }
            }
            div class="inbox-stage" {
                (stage(reader, line.standing))
                @if line.advice > 0 { " " (advice(reader)) }
            }
            p class="inbox-since small" { (since(reader, line, today)) }
            a class="button" href={ "/case/" (line.reference) }
                aria-label={ (reader.says("办理", "Open")) " " (case_name(reader, line)) } {
                (reader.says("办理", "Open"))
            }
        } } }
    }
}

fn since(reader: Reader, line: &Line, today: Date) -> String {
    let day = line.since.get(..10).unwrap_or_default();
    let days = date::parse(day).map_or(0, |day| date::days_after(day, today)).max(0);
    match (reader.lang, days) {
        (govcloud::basics::Lang::Zh, 0) => "今天".to_owned(),
        (govcloud::basics::Lang::Zh, days) => format!("已等 {days} 天（自 {day}）"),
        (govcloud::basics::Lang::En, 0) => "today".to_owned(),
        (govcloud::basics::Lang::En, 1) => format!("1 day (since {day})"),
        (govcloud::basics::Lang::En, days) => format!("{days} days (since {day})"),
    }
}

fn advice(reader: Reader) -> Markup {
    html! { span class="badge attention" { (reader.says("有调整建议", "Advice open")) } }
}

fn table(reader: Reader, place: &Jurisdiction, lines: &[Line], who: &Who) -> Markup {
    let others = who.role != Role::Department;
    let [system, department, standing, whose, moved] = [
        reader.says("系统", "System"),
        reader.says("使用部门", "Department"),
        reader.says("环节", "Stage"),
        reader.says("由谁办理", "Whose turn"),
        reader.says("最近进展", "Last step"),
    ];
    html! {
        table class="list" {
            thead { tr {
                th scope="col" { (system) }
                @if others { th scope="col" { (department) } }
                th scope="col" { (standing) }
                th scope="col" { (whose) }
                th scope="col" { (moved) }
            } }
            tbody { @for line in lines { tr {
                td class="lead" data-label=(system) { div {
                    (case_link(&line.reference, case_name(reader, line)))
                } }
                @if others { td data-label=(department) { (line.tenant_name.get(reader.lang)) } }
                td data-label=(standing) { div {
                    (stage(reader, line.standing))
                    @if line.advice > 0 { " " (advice(reader)) }
                } }
                td data-label=(whose) { (turn(reader, place, line.turn)) }
                td class="nowrap" data-label=(moved) { (line.updated.get(..10).unwrap_or_default()) }
            } } }
        }
    }
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
