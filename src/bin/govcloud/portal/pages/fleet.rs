//! 成批适配 (articles 15, 16): a list of many systems, fitted and given to suppliers at once, as the element's view shows
//! it. With a script the list is read where the person is and sent nowhere. Without one a short list is pasted, and worked
//! out here by the same functions.

use super::super::Portal;
use super::super::guards::Anyone;
use super::super::problem::Problem;
use super::super::rights::Right;
use super::super::sessions::Session;
use super::language::Reader;
use super::pasted::Pasted;
use super::{Page, PageProblem};
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::HeaderMap;
use axum::response::Response;
use govcloud::basics::{Lang, date};
use govcloud::exchange::Sheet;
use govcloud::exchange::fleet::{self, Own, about};
use govcloud::exchange::list::Mapping;
use govcloud::exchange::table::read_csv;
use govcloud::fitting::fleet::{Run, implied};
use govcloud::fitting::{Engine, FitTerms, Order};
use maud::{Markup, html};
use std::sync::Arc;

/// Most bytes of what is pasted.
pub(crate) const MOST_BYTES: usize = 1 << 20;
/// Most rows that are worked out here: longer lists are for the element or the command line, whose time is their own.
const MOST_ROWS: usize = 500;

/// What the form without a script sends.
#[derive(serde::Deserialize)]
pub(crate) struct List {
    /// Rows as CSV, or as a spreadsheet gives them.
    rows: String,
    /// Anything, where the services that a level implies are asked for.
    services: Option<String>,
}

/// `GET /fleet`.
pub(crate) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
) -> Result<Response, PageProblem> {
    session.who.must(Right::Fleet).map_err(|problem| PageProblem(reader, problem))?;
    Ok(page(&portal, reader, &session, None))
}

/// `POST /fleet`: works out rows that were pasted. Nothing is kept of them.
pub(crate) async fn fit(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
    headers: HeaderMap,
    form: Result<Form<List>, FormRejection>,
) -> Result<Response, PageProblem> {
    let (own, lang) = (portal.clone(), reader.lang);
    let sent = Pasted { reader, session: &session, headers, form };
    let fit = move |list: &List| Ok(told(reader, &fitted(&own, lang, list)?));
    let told = sent.worked_out(Right::Fleet, fit).await?;
    Ok(page(&portal, reader, &session, Some(&told)))
}

/// A sentence, what is wrong with the list, and the tables.
struct Fitted {
    summary: String,
    problems: Vec<String>,
    sheets: Vec<Sheet>,
}

fn fitted(portal: &Portal, lang: Lang, list: &List) -> Result<Fitted, Problem> {
    let edition = portal.catalogs.current().edition.clone();
    let place = &portal.place.jurisdiction;
    let as_of = portal.now().on;
    let table = read_csv(&list.rows).map_err(|error| {
        let words = error.words();
        Problem::refused("fleet-unreadable", &words.zh, &words.en)
    })?;
    // The first row is the heading.
    if table.rows.len().saturating_sub(1) > MOST_ROWS {
        let (zh, en) = (
            format!("清单超过 {MOST_ROWS} 行：请启用脚本，在本机适配。"),
            format!(
                "The list has more than {MOST_ROWS} rows: let scripts run, and it is fitted on your computer."
            ),
        );
        return Err(Problem::refused("fleet-too-long", &zh, &en));
    }
    let mut listed = fleet::read(&table, &Mapping::default(), &Own::default(), &edition);
    let mut systems = std::mem::take(&mut listed.fleet);
    if systems.systems.is_empty() {
        let (zh, en) = ("清单里没有可读取的需求。", "There is no need in the list that can be read.");
        return Err(Problem::refused("fleet-empty", zh, en));
    }
    let services = place.services.as_ref().filter(|_| list.services.is_some());
    let implied = services.map_or(0, |services| implied::add(&mut systems, &edition, services));
    let systems = Arc::new(systems);
    let terms = FitTerms { order: Order::Cheap, ..FitTerms::of(place, as_of) };
    let report = Run::new(systems.clone(), Engine::new(edition.clone()), terms).finish();
    let about = about(&edition, &place.name, as_of, (listed.unread, implied), lang);
    let problem = |(problem, rows): &(govcloud::exchange::list::Problem, usize)| {
        format!("{}: {}", problem.cell, problem.said(*rows, lang))
    };
    Ok(Fitted {
        summary: fleet::summary(&systems, &report, lang),
        problems: listed.problems.iter().map(problem).collect(),
        sheets: fleet::sheets(&systems, &report, &edition, &about, lang),
    })
}

fn page(portal: &Portal, reader: Reader, session: &Session, told: Option<&Markup>) -> Response {
    let body = html! {
        section class="hero" { div {
            h1 { (reader.says("成批适配", "Fitting a whole list")) }
            p { (reader.says(
                "第十五条、第十六条：一次适配多个系统的资源清单，每个系统选择一家云服务商，并列比较费用和适配结果。清单在本机读取，不上传。",
                "Articles 15 and 16: a list of many systems is fitted at once, each system with one supplier; costs and \
                 fits stand side by side. The list is read on your computer and sent nowhere.",
            )) }
        } }
        section class="open-card view-card" aria-label=(reader.says("成批适配", "Fitting a whole list")) {
            @match told {
                Some(told) => (told),
                None => (element(portal, reader, session)),
            }
        }
    };
    let title = ("成批适配", "Fitting a whole list");
    let scripts = &["/dist/govcloud-request.js"];
    Page { reader, title, session: Some(session), here: "/fleet", scripts, body }.respond()
}

fn element(portal: &Portal, reader: Reader, session: &Session) -> Markup {
    let fixed = portal.today.map(date::iso);
    html! {
        govcloud-request view="fleet" lang=(reader.code()) as-role=(session.who.role.code()) as-of=[fixed]
            catalog={ "/catalog/" (portal.catalogs.current().name) } jurisdiction=(portal.place.attribute()) { (form(reader)) }
    }
}

/// The way without a script.
fn form(reader: Reader) -> Markup {
    html! {
        form class="card stack" method="post" action="/fleet" {
            label { (reader.says("资源清单（CSV 或从表格复制的区域，含表头；会发送到本门户，不保存）", "The list (CSV or copied from a spreadsheet, with a header; it is sent to this portal and not kept)"))
                textarea name="rows" rows="12" required {} }
            label { input type="checkbox" name="services" value="yes"; " " (reader.says("按等保级别推定常用的安全服务（解释，办法未规定）", "Add the security services that a level (等保) usually brings along (an interpretation 解释)")) }
            button { (reader.says("适配", "Fit")) }
        }
    }
}

fn told(reader: Reader, fitted: &Fitted) -> Markup {
    html! {
        p { a href="/fleet" { (reader.says("适配另一份清单", "Fit another list")) } }
        section class="card" {
            p { strong { (fitted.summary) } }
            @if !fitted.problems.is_empty() { ul { @for problem in &fitted.problems { li { (problem) } } } }
            @if let Some(sheet) = fitted.sheets.first() {
                dl class="particulars" { @for (label, said) in &sheet.about { dt { (label) } dd { (said) } } }
            }
        }
        @for sheet in &fitted.sheets { (super::year::card(reader, sheet, None)) }
    }
}
