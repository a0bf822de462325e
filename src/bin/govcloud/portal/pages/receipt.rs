//! The receipt: what was taken in, when, and under which number; to copy and to print.

use super::super::Portal;
use super::super::acceptance;
use super::super::at::PageAt;
use super::super::cases::{self, Line};
use super::super::guards::Party;
use super::super::journals;
use super::super::problem::Problem;
use super::super::sessions::Session;
use super::super::signatures;
use super::super::text::minute;
use super::language::Reader;
use super::parts::{attached, case_name, files};
use super::{Page, PageProblem};
use axum::extract::State;
use axum::response::Response;
use govcloud::wire::v1::journal::Entry;
use maud::{Markup, html};
use std::sync::Arc;

/// `GET /receipt/{reference}`: of what this person's organ handed in last, else of the application.
pub(crate) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Party(session): Party,
    PageAt(reference): PageAt<String>,
) -> Result<Response, PageProblem> {
    receipt(&portal, reader, &session, &reference, None).await.map_err(|e| PageProblem(reader, e))
}

/// `GET /receipt/{reference}/{number}`: of this entry.
pub(crate) async fn of_entry(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Party(session): Party,
    PageAt((reference, number)): PageAt<(String, u32)>,
) -> Result<Response, PageProblem> {
    receipt(&portal, reader, &session, &reference, Some(number)).await.map_err(|e| PageProblem(reader, e))
}

async fn receipt(
    portal: &Portal,
    reader: Reader,
    session: &Session,
    reference: &str,
    number: Option<u32>,
) -> Result<Response, Problem> {
    let line = cases::visible(&portal.db, &session.who, reference).await?;
    let journal = journals::load(&portal.db, &line.reference).await?;
    let entries = journal.entries();
    let own = || entries.iter().rev().find(|entry| entry.step.by == session.who.tenant_name.zh);
    let entry = match number {
        Some(number) => entries.iter().find(|entry| entry.number == number),
        None => own().or_else(|| entries.first()),
    };
    let entry = entry.ok_or_else(Problem::not_found)?;
    let attached = attached(&portal.db, &line.reference).await?;
    let attached: Vec<_> = attached.iter().filter(|file| file.number == i64::from(entry.number)).collect();
    let signed = signatures::of_entry(&portal.db, &line.reference, entry.number).await?;
    let copied = reader.says("已复制", "Copied");
    let superseded = acceptance::status(&journal, entry) == "superseded";
    let body = html! {
        section class="card receipt" {
            p class="kicker" { (reader.says("政务云事项回执", "Receipt of a government-cloud case")) }
            h1 class="mono" id="reference" { (line.reference) }
            p class="actions" {
                button type="button" class="button" data-copy="reference" data-done=(copied) {
                    (reader.says("复制编号", "Copy the number"))
                }
                button type="button" class="button second" id="print" { (reader.says("打印回执", "Print")) }
                a class="button second" href={ "/case/" (line.reference) } { (reader.says("查看事项", "The case")) }
            }
            (particulars(reader, &line, entry, superseded, signed.is_some()))
            @if !attached.is_empty() {
                div { h2 { (reader.says("附件", "Attachments")) } (files(reader, &line.reference, attached)) }
            }
            p class="small" { (reader.says(
                "本回执说明平台已接收上述内容，不表示审核通过。摘要（SM3）可用于核对内容未被改动。",
                "This receipt says that the portal has the content named here; it is no approval. \
                 The digest (SM3) shows whether content was changed.",
            )) }
        }
    };
    let title = ("回执", "Receipt");
    Ok(Page { reader, title, session: Some(session), here: "", scripts: &[], body }.respond())
}

fn particulars(reader: Reader, line: &Line, entry: &Entry, superseded: bool, signed: bool) -> Markup {
    let (errand, errand_en) = entry.step.sheet.errand.name();
    html! {
        dl class="particulars" {
            dt { (reader.says("系统名称", "System")) } dd { (case_name(reader, line)) }
            dt { (reader.says("使用部门", "Department")) } dd { (line.tenant_name.get(reader.lang)) }
            dt { (reader.says("办理事项", "Step")) }
            dd {
                (reader.says(errand, errand_en)) " · " (reader.says("第", "No. ")) (entry.number) (reader.says("项", ""))
                @if superseded { " " span class="badge" { (reader.says("已被新版替代", "Superseded")) } }
            }
            dt { (reader.says("办理单位", "Handed in by")) } dd { (entry.step.by) }
            dt { (reader.says("接收时间", "Received")) }
            dd { (minute(&entry.step.at)) (reader.says("（北京时间）", " (Beijing time)")) }
            dt { (reader.says("提交编号", "Key")) } dd class="mono break" { (entry.step.key) }
            dt { (reader.says("内容摘要（SM3）", "Digest (SM3)")) } dd class="mono break" { (entry.step.envelope) }
            @if signed {
                dt { (reader.says("电子签名", "Signature")) }
                dd { (reader.says("SM2 签名已核验", "SM2, verified when it came")) }
            }
            dt { (reader.says("记录摘要（SM3）", "Seal of the entry (SM3)")) } dd class="mono break" { (entry.digest) }
        }
    }
}
