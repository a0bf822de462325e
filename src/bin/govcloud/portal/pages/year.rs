//! 年度审核汇总 and 预算: the tables of a settlement year, to look at and to take away.

use super::super::Portal;
use super::super::at::PageAt;
use super::super::guards::Anyone;
use super::super::problem::{Problem, internal};
use super::super::rights::Right;
use super::super::sessions::Session;
use super::super::year::{self, Used};
use super::language::Reader;
use super::{Page, PageProblem};
use axum::extract::State;
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use govcloud::basics::date;
use govcloud::exchange::year::Table;
use govcloud::exchange::{Sheet, csv, xlsx};
use govcloud::fees::SettlementYear;
use maud::{Markup, html};
use std::sync::Arc;

/// The tables of the audit, in the order of the page, each with its name in addresses.
const AUDIT: [(Table, &str); 4] = [
    (Table::Systems, "systems"),
    (Table::Services, "services"),
    (Table::Departments, "departments"),
    (Table::Details, "details"),
];

/// `GET /year`: the settlement that closed last.
pub(crate) async fn latest(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
) -> Result<Response, PageProblem> {
    let page = |problem| PageProblem(reader, problem);
    session.who.must(Right::Yearly).map_err(page)?;
    let last = closed(&portal).ok_or_else(|| page(no_rule()))?;
    Ok(Redirect::to(&format!("/year/{}", last.year)).into_response())
}

/// `GET /budget`: the budget that follows from it.
pub(crate) async fn latest_budget(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
) -> Result<Response, PageProblem> {
    let page = |problem| PageProblem(reader, problem);
    session.who.must(Right::Budget).map_err(page)?;
    let last = closed(&portal).ok_or_else(|| page(no_rule()))?;
    Ok(Redirect::to(&format!("/budget/{}", last.paid_in)).into_response())
}

fn closed(portal: &Portal) -> Option<SettlementYear> {
    let today = portal.now().on;
    let years = year::years(portal, today);
    years.iter().find(|year| year.closes < today).or(years.first()).copied()
}

fn no_rule() -> Problem {
    let (zh, en) = ("该日期没有生效的结算规定。", "No rule of settlement is in force on this day.");
    Problem::refused("no-settlement", zh, en)
}

/// `GET /year/{year}`.
pub(crate) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
    PageAt(wanted): PageAt<i32>,
) -> Result<Response, PageProblem> {
    audit_page(&portal, reader, &session, wanted).await.map_err(|problem| PageProblem(reader, problem))
}

async fn audit_page(
    portal: &Portal,
    reader: Reader,
    session: &Session,
    wanted: i32,
) -> Result<Response, Problem> {
    session.who.must(Right::Yearly)?;
    let used = year::used_in_all(portal).await?;
    let sheets = sheets(portal, reader, &used, wanted, &AUDIT.map(|(which, _)| which))?;
    let body = html! {
        (hero(reader, (
            reader.says("年度审核汇总", "Yearly summary"),
            reader.says(
                "第四条：根据实际产生的服务类别、内容和实际采购价格核算服务费用，9月底前审核汇总后提交省财政厅，下一年度支付。",
                "Article 4: fees by the services that really ran and their actual prices, audited and summed by the \
                 end of September, paid in the next year.",
            ),
        ), (&format!("/year/{wanted}/audit.xlsx"), reader.says("下载工作簿", "Workbook"))))
        (chooser(reader, portal, "/year/", wanted, |year| year.year))
        (left_out(reader, &used))
        (element(portal, reader, session, ("year", wanted), &html! {
            (basis(sheets.first()))
            @for (sheet, (_, name)) in sheets.iter().zip(AUDIT) {
                (card(reader, sheet, Some(&format!("/year/{wanted}/{name}.csv"))))
            }
        }))
    };
    let title = ("年度审核汇总", "Yearly summary");
    Ok(Page {
        reader,
        title,
        session: Some(session),
        here: "/year",
        scripts: &["/dist/govcloud-request.js"],
        body,
    }
    .respond())
}

/// `GET /budget/{year}`: what each department pays in that year.
pub(crate) async fn budget(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
    PageAt(wanted): PageAt<i32>,
) -> Result<Response, PageProblem> {
    budget_page(&portal, reader, &session, wanted).await.map_err(|problem| PageProblem(reader, problem))
}

async fn budget_page(
    portal: &Portal,
    reader: Reader,
    session: &Session,
    wanted: i32,
) -> Result<Response, Problem> {
    session.who.must(Right::Budget)?;
    let known = year::years(portal, portal.now().on).into_iter().find(|year| year.paid_in == wanted);
    let settled = known.ok_or_else(Problem::not_found)?;
    let used = year::used_in_all(portal).await?;
    let sheets = sheets(portal, reader, &used, settled.year, &[Table::Budget])?;
    let body = html! {
        (hero(reader, (
            reader.says("服务费预算", "Budget of fees"),
            reader.says(
                "第三条、第九条：使用费纳入部门预算。应付为已审核的使用；预测另列，不计入应付。",
                "Articles 3 and 9: fees stand in the departments' budgets. Due is what was used and audited; the \
                 forecast stands apart.",
            ),
        ), (&format!("/budget/{wanted}/budget.xlsx"), reader.says("下载工作簿", "Workbook"))))
        (chooser(reader, portal, "/budget/", wanted, |year| year.paid_in))
        (left_out(reader, &used))
        (element(portal, reader, session, ("budget", wanted), &html! {
            (basis(sheets.first()))
            @for sheet in &sheets { (card(reader, sheet, Some(&format!("/budget/{wanted}/budget.csv")))) }
        }))
    };
    let title = ("服务费预算", "Budget of fees");
    Ok(Page {
        reader,
        title,
        session: Some(session),
        here: "/budget",
        scripts: &["/dist/govcloud-request.js"],
        body,
    }
    .respond())
}

/// `GET /year/{year}/{file}`: `audit.xlsx` with all tables, or one table as CSV.
pub(crate) async fn download(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
    PageAt((wanted, name)): PageAt<(i32, String)>,
) -> Result<Response, PageProblem> {
    let given = async {
        session.who.must(Right::Yearly)?;
        let tables: Vec<Table> = match name.as_str() {
            "audit.xlsx" => AUDIT.iter().map(|(which, _)| *which).collect(),
            _ => AUDIT
                .iter()
                .filter(|(_, csv)| format!("{csv}.csv") == name)
                .map(|(which, _)| *which)
                .collect(),
        };
        file(&portal, reader, wanted, &tables, &name).await
    };
    given.await.map_err(|problem| PageProblem(reader, problem))
}

/// `GET /budget/{year}/{file}`: `budget.xlsx` or `budget.csv`.
pub(crate) async fn download_budget(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
    PageAt((wanted, name)): PageAt<(i32, String)>,
) -> Result<Response, PageProblem> {
    let given = async {
        session.who.must(Right::Budget)?;
        let settled = year::years(&portal, portal.now().on).into_iter().find(|year| year.paid_in == wanted);
        let settled = settled.ok_or_else(Problem::not_found)?;
        let known = ["budget.xlsx", "budget.csv"].contains(&name.as_str());
        let tables: &[Table] = if known { &[Table::Budget] } else { &[] };
        file(&portal, reader, settled.year, tables, &name).await
    };
    given.await.map_err(|problem| PageProblem(reader, problem))
}

async fn file(
    portal: &Portal,
    reader: Reader,
    wanted: i32,
    tables: &[Table],
    name: &str,
) -> Result<Response, Problem> {
    if tables.is_empty() {
        return Err(Problem::not_found());
    }
    let used = year::used_in_all(portal).await?;
    let sheets = sheets(portal, reader, &used, wanted, tables)?;
    let (kind, bytes) = match sheets.first() {
        Some(sheet) if name.ends_with(".csv") => {
            ("text/csv; charset=utf-8", csv::write(sheet, reader.lang).into_bytes())
        }
        _ => {
            let written = xlsx::write(&sheets, portal.now().on);
            let bytes = written.map_err(|error| internal(&error.words().en))?;
            ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", bytes)
        }
    };
    let disposition = format!("attachment; filename=\"{wanted}-{name}\"");
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    Ok((headers, bytes).into_response())
}

fn sheets(
    portal: &Portal,
    reader: Reader,
    used: &Used,
    wanted: i32,
    tables: &[Table],
) -> Result<Vec<Sheet>, Problem> {
    let as_of = portal.now().on;
    year::sheets(portal, used, wanted, tables, as_of, reader.lang).ok_or_else(Problem::not_found)
}

fn hero(reader: Reader, (title, says): (&str, &str), (address, download): (&str, &str)) -> Markup {
    html! {
        section class="hero" {
            div { h1 { (title) } p { (says) } }
            a class="button second" href=(address) lang=(reader.tag()) { (download) " (XLSX)" }
        }
    }
}

/// The settlements that can be looked at.
fn chooser(
    reader: Reader,
    portal: &Portal,
    folder: &str,
    wanted: i32,
    number: impl Fn(&SettlementYear) -> i32,
) -> Markup {
    let today = portal.now().on;
    html! {
        nav class="tabs" aria-label=(reader.says("年度", "Year")) {
            @for year in year::years(portal, today) {
                a href={ (folder) (number(&year)) } aria-current=[(number(&year) == wanted).then_some("page")] {
                    (number(&year)) (reader.says(" 年", "")) " "
                    small { @if year.closes < today { (reader.says("已截止", "closed")) }
                        @else { (reader.says("进行中", "running")) } }
                }
            }
        }
    }
}

/// The element, which makes the same tables of what ran; `meanwhile` is what the page says without a script.
fn element(
    portal: &Portal,
    reader: Reader,
    session: &Session,
    (view, year): (&str, i32),
    meanwhile: &Markup,
) -> Markup {
    let fixed = portal.today.map(date::iso);
    html! {
        div class="view-card" {
            govcloud-request view=(view) year=(year) lang=(reader.code()) as-role=(session.who.role.code()) as-of=[fixed]
                catalog={ "/catalog/" (portal.catalogs.current().name) } jurisdiction=(portal.place.attribute()) register="/api/services" { (meanwhile) }
        }
    }
}

/// Which cases are in none of the tables.
fn left_out(reader: Reader, used: &Used) -> Markup {
    html! {
        @for (reference, why) in &used.left_out {
            p class="note" {
                a href={ "/case/" (reference) } { (reference) } " "
                (reader.says("未计入以下各表：", "is in none of the tables: ")) (why.get(reader.lang))
            }
        }
    }
}

/// What the figures rest on.
fn basis(sheet: Option<&Sheet>) -> Markup {
    html! {
        @if let Some(sheet) = sheet {
            section class="card" {
                dl class="particulars" { @for (label, said) in &sheet.about { dt { (label) } dd { (said) } } }
            }
        }
    }
}

/// A table with the way to take it away.
pub(super) fn card(reader: Reader, sheet: &Sheet, address: Option<&str>) -> Markup {
    // Once a column: a table may have thousands of rows.
    let class = |at: usize| {
        let numbers = |row: &Vec<govcloud::exchange::Cell>| row.get(at).is_some_and(|cell| cell.is_number());
        if sheet.all_rows().any(numbers) { "number" } else { "" }
    };
    let classes: Vec<&str> = (0..sheet.headings.len()).map(class).collect();
    let number = |at: usize| classes.get(at).copied().unwrap_or_default();
    html! {
        section class="card" {
            div class="card-head" {
                h2 { (sheet.title) }
                @if let Some(address) = address { a href=(address) { (reader.says("下载 CSV", "CSV")) } }
            }
            @if sheet.rows.is_empty() {
                p class="empty" { (reader.says("没有实际使用的服务。", "Nothing was used.")) }
            } @else {
                div class="wide" tabindex="0" role="region" aria-label=(sheet.title) {
                    table class="list plain" {
                        thead { tr { @for (at, heading) in sheet.headings.iter().enumerate() {
                            th scope="col" class=(number(at)) { (heading) }
                        } } }
                        tbody { @for row in &sheet.rows { tr { @for (at, cell) in row.iter().enumerate() {
                            td class=(number(at)) { (cell.shown()) }
                        } } } }
                        @if !sheet.total.is_empty() {
                            tfoot { tr { @for (at, cell) in sheet.total.iter().enumerate() {
                                td class=(number(at)) { (cell.shown()) }
                            } } }
                        }
                    }
                }
            }
        }
    }
}

/// The year at a glance, for the start of the treasury.
pub(super) async fn glance(portal: &Portal, reader: Reader) -> Result<Markup, Problem> {
    let Some(last) = closed(portal) else {
        return Ok(html! { p class="empty" { (no_rule().message.get(reader.lang)) } });
    };
    let used = year::used_in_all(portal).await?;
    let sheets = sheets(portal, reader, &used, last.year, &[Table::Departments, Table::Budget])?;
    let links = [
        (format!("/year/{}", last.year), reader.says("查看年度审核汇总", "The yearly summary")),
        (format!("/budget/{}", last.paid_in), reader.says("查看预算", "The budget")),
    ];
    Ok(html! {
        @for (sheet, (address, link)) in sheets.iter().zip(&links) {
            (card(reader, sheet, Some(&format!("{address}/{}", if address.starts_with("/year") { "departments.csv" } else { "budget.csv" }))))
            p class="after-card" { a href=(address) { (link) } }
        }
        p class="small" { (reader.says("截至 ", "As of ")) (date::iso(portal.now().on)) }
    })
}
