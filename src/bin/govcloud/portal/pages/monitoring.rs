//! 监测 (article 17): which systems are plainly low, what each rule would flag, and what is proposed to whom.
//!
//! With a script the element reads a file where the person is. Without one the rows are pasted, and judged here by
//! the same functions.

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
use govcloud::basics::{Month, Words, date};
use govcloud::exchange::Sheet;
use govcloud::exchange::monitoring::{Said, tables};
use govcloud::fitting::sizing::{Target, last_month, systems};
use govcloud::fitting::{Engine, FitTerms};
use govcloud::lifecycle::adjustment::{Adviser, advise, compare, low_rule};
use govcloud::wire::v1::monitoring::{self, Mapping};
use maud::{Markup, html};
use std::sync::Arc;

/// Most bytes of what is pasted.
pub(crate) const MOST_BYTES: usize = 4 << 20;
/// Most rows that are judged here: longer files are for the element or the command line, whose time is their own.
const MOST_ROWS: usize = 20_000;

/// What the form without a script sends.
#[derive(serde::Deserialize)]
pub(crate) struct Rows {
    /// Rows as CSV.
    rows: String,
    /// The month of rows that name none; empty where the file has a column of months.
    #[serde(default)]
    month: String,
}

/// `GET /monitoring`.
pub(crate) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
) -> Result<Response, PageProblem> {
    session.who.must(Right::Monitoring).map_err(|problem| PageProblem(reader, problem))?;
    Ok(page(&portal, reader, &session, None))
}

/// `POST /monitoring`: judges rows that were pasted. Nothing is kept of them.
pub(crate) async fn judge(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
    headers: HeaderMap,
    form: Result<Form<Rows>, FormRejection>,
) -> Result<Response, PageProblem> {
    let own = portal.clone();
    let sent = Pasted { reader, session: &session, headers, form };
    let judge = move |rows: &Rows| Ok(judged(reader, &sheets(&own, reader, rows)?));
    let judged = sent.worked_out(Right::Monitoring, judge).await?;
    Ok(page(&portal, reader, &session, Some(&judged)))
}

fn sheets(portal: &Portal, reader: Reader, pasted: &Rows) -> Result<Vec<Sheet>, Problem> {
    let refused = |code: &'static str, words: Words| Problem::refused(code, &words.zh, &words.en);
    let as_of = portal.now().on;
    let rule = low_rule(&portal.place.jurisdiction, as_of).ok_or_else(|| {
        let (zh, en) = ("该日期没有生效的“明显偏低”界限。", "No rule of what is plainly low is in force.");
        Problem::refused("no-low-rule", zh, en)
    })?;
    let month = pasted.month.trim();
    let mapping = Mapping { month: Month::parse(month), ..Mapping::default() };
    if mapping.month.is_none() && !month.is_empty() {
        let (zh, en) = (
            format!("“{month}”不是月份，应写作 2026-01。"),
            format!("'{month}' is no month; write 2026-01."),
        );
        return Err(refused("monitoring-month", Words::new(zh, en)));
    }
    let read = monitoring::read(&pasted.rows, &mapping)
        .map_err(|error| refused("monitoring-unreadable", error.words()))?;
    if read.rows.len() > MOST_ROWS {
        let (zh, en) = (
            format!("数据超过 {MOST_ROWS} 行：请启用脚本，在本机检查。"),
            format!(
                "There are more than {MOST_ROWS} rows: let scripts run, and they are judged on your computer."
            ),
        );
        return Err(refused("monitoring-too-long", Words::new(zh, en)));
    }
    let edition = portal.catalogs.current().edition.clone();
    let systems = systems(read.rows);
    let to = last_month(&systems);
    let compared = compare(&systems, &rule, to);
    let mut adviser =
        Adviser::new(Arc::new(Engine::new(edition.clone())), FitTerms::at(as_of), Target::default());
    let advice = advise(systems, &rule, to, Some(&mut adviser));
    let edition = Some(&*edition);
    let problems = &read.problems;
    Ok(tables(&Said { advice: &advice, compared: &compared, problems, edition, lang: reader.lang }))
}

fn page(portal: &Portal, reader: Reader, session: &Session, judged: Option<&Markup>) -> Response {
    let body = html! {
        section class="hero" { div {
            h1 { (reader.says("监测与资源调整建议", "Monitoring and advice")) }
            p { (reader.says(
                "第十七条：对资源利用率明显偏低的信息系统提出资源调整建议。在案卷中提出建议后，使用部门可据此一键申请变更。",
                "Article 17: advice to systems whose utilisation is plainly low. Given in a case, it becomes a change \
                 with one click of the department.",
            )) }
        } }
        section class="open-card view-card" aria-label=(reader.says("监测", "Monitoring")) {
            @match judged {
                // What was judged here stays on the page; the element would begin anew.
                Some(judged) => (judged),
                None => (element(portal, reader, session)),
            }
        }
    };
    let title = ("监测", "Monitoring");
    let scripts = &["/dist/govcloud-request.js"];
    Page { reader, title, session: Some(session), here: "/monitoring", scripts, body }.respond()
}

fn element(portal: &Portal, reader: Reader, session: &Session) -> Markup {
    let fixed = portal.today.map(date::iso);
    html! {
        govcloud-request view="monitoring" lang=(reader.code()) as-role=(session.who.role.code()) as-of=[fixed]
            catalog={ "/catalog/" (portal.catalogs.current().name) } jurisdiction=(portal.place.attribute()) register="/api/register" { (form(reader)) }
    }
}

/// The way without a script.
fn form(reader: Reader) -> Markup {
    html! {
        form class="card stack" method="post" action="/monitoring" {
            label { (reader.says("监测数据（CSV，含表头）", "Monitoring rows (CSV with a header)"))
                textarea name="rows" rows="12" required {} }
            label { (reader.says("没有月份列时，数据所属月份（如 2026-01）", "The month of all rows, where there is no column of months (as 2026-01)"))
                input name="month" autocomplete="off"; }
            button { (reader.says("按现行规则检查", "Judge by the rule in force")) }
        }
    }
}

fn judged(reader: Reader, sheets: &[Sheet]) -> Markup {
    html! {
        p { a href="/monitoring" { (reader.says("检查另一份数据", "Judge other rows")) } }
        @if let Some(sheet) = sheets.first() {
            section class="card" { dl class="particulars" { @for (label, said) in &sheet.about { dt { (label) } dd { (said) } } } }
        } @else { p class="empty" { (reader.says("数据中没有可以判断的行。", "There is no row to judge.")) } }
        @for sheet in sheets { (super::year::card(reader, sheet, None)) }
    }
}
