//! 备案登记 (article 16): which systems filed their contract, test report and risk assessment, and when.

use super::super::Portal;
use super::super::cases;
use super::super::guards::Anyone;
use super::super::journals;
use super::super::problem::Problem;
use super::super::rights::Right;
use super::super::sessions::Session;
use super::language::Reader;
use super::parts::{Attached, attached, case_link, case_name, count, files};
use super::{Page, PageProblem};
use axum::extract::State;
use axum::response::Response;
use govcloud::basics::{Words, date};
use govcloud::dossier::Errand;
use govcloud::lifecycle::filed;
use maud::{Markup, html};
use std::collections::BTreeMap;
use std::sync::Arc;

/// One filing.
struct Filing {
    reference: String,
    system: String,
    department: String,
    supplier: String,
    /// Day on which the portal took it in.
    filed: String,
    /// Day from which the system runs on the cloud.
    live: String,
    papers: Vec<Attached>,
}

/// `GET /filings`.
pub(crate) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
) -> Result<Response, PageProblem> {
    page(&portal, reader, &session).await.map_err(|problem| PageProblem(reader, problem))
}

async fn page(portal: &Portal, reader: Reader, session: &Session) -> Result<Response, Problem> {
    session.who.must(Right::Filings)?;
    let (filings, left_out) = filings(portal, reader, session).await?;
    let body = html! {
        section class="hero" { div {
            h1 { (reader.says("备案登记", "Register of filings")) }
            p { (reader.says(
                "第十六条：测试通过后，正式基于省政务云运行，同时将服务合同、测试报告和安全风险评估报告报送备案。",
                "Article 16: once the test is passed the system goes live, and contract, test report and risk \
                 assessment are filed.",
            )) }
        } }
        (element(portal, reader, session, &html! { section class="card" {
            h2 { (reader.says("已备案", "Filed")) " " (count(filings.len())) }
            @for (reference, why) in &left_out {
                p class="note" {
                    a href={ "/case/" (reference) } { (reference) } " "
                    (reader.says("未列入：", "is not listed: ")) (why.get(reader.lang))
                }
            }
            @if filings.is_empty() {
                p class="empty" { (reader.says("还没有备案。", "Nothing has been filed yet.")) }
            } @else { (table(reader, &filings)) }
        } }))
    };
    let title = ("备案登记", "Filings");
    Ok(Page {
        reader,
        title,
        session: Some(session),
        here: "/filings",
        scripts: &["/dist/govcloud-request.js"],
        body,
    }
    .respond())
}

/// The element, which makes the register of the journals; `meanwhile` is what the page says without a script.
fn element(portal: &Portal, reader: Reader, session: &Session, meanwhile: &Markup) -> Markup {
    let fixed = portal.today.map(date::iso);
    html! {
        div class="view-card" {
            govcloud-request view="filings" lang=(reader.code()) as-role=(session.who.role.code()) as-of=[fixed]
                catalog={ "/catalog/" (portal.catalogs.current().name) } jurisdiction=(portal.place.attribute()) register="/api/register" { (meanwhile) }
        }
    }
}

/// Every filing, the newest first; and the cases whose journal cannot be read, with why.
async fn filings(
    portal: &Portal,
    reader: Reader,
    session: &Session,
) -> Result<(Vec<Filing>, BTreeMap<String, Words>), Problem> {
    let rows: Vec<(String, i64)> = sqlx::query_as(
        "SELECT reference, number FROM entries WHERE errand = $1 ORDER BY taken_at DESC, reference DESC LIMIT 500",
    )
    .bind(Errand::File.code())
    .fetch_all(&portal.db)
    .await?;
    let (mut filings, mut left_out) = (Vec::with_capacity(rows.len()), BTreeMap::new());
    for (reference, number) in rows {
        let line = cases::visible(&portal.db, &session.who, &reference).await?;
        let life = match journals::load(&portal.db, &reference).await {
            Ok(journal) => journal.life(),
            Err(problem) => {
                left_out.insert(reference, problem.message);
                continue;
            }
        };
        let found = filed::filings(&life).into_iter().find(|one| i64::from(one.act.number) == number);
        let Some(filed::Filing { act, supplier }) = found else { continue };
        let papers = attached(&portal.db, &reference).await?;
        filings.push(Filing {
            system: case_name(reader, &line).to_owned(),
            department: line.tenant_name.get(reader.lang).to_owned(),
            supplier: supplier.unwrap_or_default(),
            filed: date::iso(act.on),
            live: act.facts.deeds.filing.live.map(date::iso).unwrap_or_default(),
            papers: papers.into_iter().filter(|paper| paper.number == number).collect(),
            reference,
        });
    }
    Ok((filings, left_out))
}

fn table(reader: Reader, filings: &[Filing]) -> Markup {
    let [system, department, supplier, filed, live, papers] = [
        reader.says("系统", "System"),
        reader.says("使用部门", "Department"),
        reader.says("云服务商", "Supplier"),
        reader.says("备案日期", "Filed on"),
        reader.says("正式运行", "Live from"),
        reader.says("备案材料", "Papers"),
    ];
    html! {
        table class="list" {
            thead { tr { @for title in [system, department, supplier, filed, live, papers] {
                th scope="col" { (title) }
            } } }
            tbody { @for filing in filings { tr {
                td class="lead" data-label=(system) { div { (case_link(&filing.reference, &filing.system)) } }
                td class="nowrap" data-label=(department) { (filing.department) }
                td data-label=(supplier) { (filing.supplier) }
                td class="nowrap" data-label=(filed) { (filing.filed) }
                td class="nowrap" data-label=(live) { (filing.live) }
                td data-label=(papers) { (files(reader, &filing.reference, &filing.papers)) }
            } } }
        }
    }
}
