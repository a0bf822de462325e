//! The receipt: what was accepted, when, and under which number; to copy and to print.

use super::super::guards::Anyone;
use super::super::{Portal, applications};
use super::language::Reader;
use super::parts::{attached, particulars};
use super::{Page, PageProblem};
use axum::extract::{Path, State};
use axum::response::Response;
use maud::html;
use std::sync::Arc;

/// `GET /receipt/{reference}`.
pub(crate) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Anyone(session): Anyone,
    Path(reference): Path<String>,
) -> Result<Response, PageProblem> {
    let page = |problem| PageProblem(reader, problem);
    let line = applications::visible(&portal.db, &session, &reference).await.map_err(page)?;
    let files = attached(&portal.db, &reference).await.map_err(|e| page(e.into()))?;
    let copied = reader.says("已复制", "Copied");
    let body = html! {
        section class="card receipt" {
            p class="kicker" { (reader.says("政务云资源申请回执", "Receipt of a government-cloud request")) }
            h1 class="mono" id="reference" { (line.reference) }
            p class="actions" {
                button type="button" class="button" data-copy="reference" data-done=(copied) {
                    (reader.says("复制编号", "Copy the number"))
                }
                button type="button" class="button second" id="print" { (reader.says("打印回执", "Print")) }
            }
            (particulars(reader, &line, &files))
            p class="small" { (reader.says(
                "本回执说明平台已接收上述内容，不表示审核通过。摘要（SM3）可用于核对内容未被改动。",
                "This receipt says that the portal has the content named here; it is no approval. \
                 The digest (SM3) shows whether content was changed.",
            )) }
        }
    };
    let title = ("回执", "Receipt");
    Ok(Page { reader, title, session: Some(&session), scripts: &[], body }.respond())
}
