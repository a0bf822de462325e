//! One case: where it stands, what comes next and who is waited for, what was done, and the form for the next
//! step. All but the form is made here and needs no script.

use super::super::Portal;
use super::super::accounts;
use super::super::at::PageAt;
use super::super::cases::{self, Line};
use super::super::guards::Party;
use super::super::journals;
use super::super::problem::Problem;
use super::super::sessions::Session;
use super::language::Reader;
use super::parts::{attached, case_name, stage, turn};
use super::picture::picture;
use super::timeline::timeline;
use super::{Page, PageProblem};
use axum::extract::State;
use axum::response::Response;
use govcloud::basics::{Words, date};
use govcloud::dossier::{Draft, Errand, Life, Role, read};
use govcloud::lifecycle::moves::{self, open_to};
use govcloud::lifecycle::{Stage, Standing};
use govcloud::measure::{Judged, Jurisdiction, Terms, Verdict, articles, review, text};
use govcloud::wire::v1::journal::Journal;
use maud::{Markup, html};
use std::collections::BTreeSet;
use std::sync::Arc;

/// `GET /case/{reference}`.
pub(crate) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Party(session): Party,
    PageAt(reference): PageAt<String>,
) -> Result<Response, PageProblem> {
    page(&portal, reader, &session, &reference).await.map_err(|problem| PageProblem(reader, problem))
}

async fn page(
    portal: &Portal,
    reader: Reader,
    session: &Session,
    reference: &str,
) -> Result<Response, Problem> {
    let line = cases::visible(&portal.db, &session.who, reference).await?;
    let journal = journals::load(&portal.db, &line.reference).await?;
    let life = journal.life();
    let papers = attached(&portal.db, &line.reference).await?;
    let suppliers = accounts::suppliers(&portal.db).await?;
    let held = portal.place.of_journal(&portal.db, &journal).await?;
    let place = &held.jurisdiction;
    let edition = &portal.catalogs.current().edition;
    let terms = Terms { edition, jurisdiction: place, as_of: portal.now().on };
    // What the page can say without a script; the element takes its place, and says more.
    let progress = html! {
        section class="card" aria-labelledby="progress" {
            h2 id="progress" { (reader.says("办理进度", "Progress")) }
            (waiting(reader, &life))
            (picture(reader, place, &life))
            (next(reader, &terms, &line, &life, session.who.role))
        }
    };
    let body = html! {
        (head(reader, place, &line, &life))
        (suppliers_known(reader, &line, session.who.role, &suppliers))
        section class="open-card" aria-label=(reader.says("办理", "The case")) {
            @if !held.same { p class="alert" { (other_rules(reader)) } }
            (element(portal, reader, &journal, session.who.role, (held.attribute, &progress)))
        }
        section class="card" aria-labelledby="history" {
            h2 id="history" { (reader.says("办理经过、材料和回执", "History, papers and receipts")) }
            (timeline(reader, &journal, &life, &papers))
            p { a id="again" href={ "/case/" (line.reference) "/again" } {
                (reader.says("按其他规则再审，看有何不同", "Review it by other rules and see what differs"))
            } }
        }
    };
    let title = format!("{} · {}", case_name(reader, &line), line.reference);
    let scripts = &["/portal/case.js", "/dist/govcloud-request.js"];
    let page = Page { reader, title: (&title, &title), session: Some(session), here: "", scripts, body };
    Ok(page.respond())
}

fn head(reader: Reader, place: &Jurisdiction, line: &Line, life: &Life) -> Markup {
    let supplier = life.supplier().unwrap_or("—");
    html! {
        section class="case-head" {
            p class="kicker" { span class="mono" id="reference" { (line.reference) } }
            h1 { (case_name(reader, line)) " " (stage(reader, line.standing)) }
            dl class="facts" {
                div { dt { (reader.says("使用部门", "Department")) } dd { (line.tenant_name.get(reader.lang)) } }
                div { dt { (reader.says("云服务商", "Supplier")) } dd { (supplier) } }
                @if let Some(first) = life.first() {
                    div { dt { (reader.says("首次申请", "First request")) } dd { (date::iso(first.on)) } }
                }
                @if let Some(opened) = life.opened() {
                    div { dt { (reader.says("开通", "Opened")) } dd { (date::iso(opened.on)) } }
                }
                div { dt { (reader.says("由谁办理", "Whose turn")) } dd { (turn(reader, place, line.turn)) } }
            }
        }
    }
}

/// The procedures that wait until the one at work has come to its end, and advice that is open.
fn waiting(reader: Reader, life: &Life) -> Markup {
    let below = life.open.split_last().map_or(&[][..], |(_, below)| below);
    html! {
        @for procedure in below.iter().filter_map(|at| life.procedures.get(*at)) {
            @let (kind, kind_en) = procedure.kind.name();
            p class="note" {
                (reader.says("另有一项“", "Another procedure (")) (reader.says(kind, kind_en))
                (reader.says("”暂停办理，等当前事项办结。", ") waits until this one is through."))
            }
        }
        @for advice in &life.advice {
            p class="note" {
                strong { (reader.says("资源调整建议（第十七条）", "Advice to adjust (article 17)")) } " "
                (date::iso(advice.on)) " · " (advice.sheet.field("advice.text"))
            }
        }
    }
}

/// What comes next: the steps of whoever is waited for, with the provisions that each demands.
fn next(reader: Reader, terms: &Terms<'_>, line: &Line, life: &Life, viewer: Role) -> Markup {
    let Some(role) = line.turn else { return html! {} };
    let steps = open_to(life, role);
    let mine = role == viewer;
    html! {
        div class={ "next" @if mine { " mine" } } {
            p { @if mine { strong { (reader.says("轮到您办理：", "It is your turn: ")) } }
                @else { (reader.says("等待", "Waiting for: ")) strong { (turn(reader, terms.jurisdiction, line.turn)) } (reader.says("办理：", ". Steps: ")) }
                (names(reader, &steps))
            }
            (demands(reader, terms, life, role, &steps))
        }
    }
}

fn names(reader: Reader, steps: &[Errand]) -> String {
    let names: Vec<&str> = steps.iter().map(|errand| reader.says(errand.name().0, errand.name().1)).collect();
    names.join(reader.says("、", ", "))
}

/// What bears on a step as the case stands: its form, still empty, judged as the next step.
fn bearing(terms: &Terms<'_>, life: &Life, errand: Errand) -> BTreeSet<&'static str> {
    let mut dossier = read::facts(&Draft { errand, ..Draft::default() }).dossier;
    dossier.life = Arc::new(life.clone());
    let bears = |judged: &&Judged| judged.verdict != Verdict::NotApplicable;
    review(&dossier, terms).judged.iter().filter(bears).map(|judged| judged.provision).collect()
}

/// The provisions that bar these steps where they are not met, with their articles' words.
fn demands(reader: Reader, terms: &Terms<'_>, life: &Life, role: Role, steps: &[Errand]) -> Markup {
    let found = |errand: &Errand| {
        let bearing = bearing(terms, life, *errand);
        let demands = moves::find(life, *errand, role).ok()?.demands.iter();
        let demands = demands.filter(|id| bearing.contains(*id)).filter_map(|id| articles::provision(id));
        Some((*errand, demands.collect::<Vec<_>>()))
    };
    let demanding: Vec<_> =
        steps.iter().filter_map(found).filter(|(_, demands)| !demands.is_empty()).collect();
    html! {
        @if !demanding.is_empty() {
            details {
                summary { (reader.says("须符合的规定", "Provisions that must be met")) }
                @for (errand, demands) in &demanding {
                    @if demanding.len() > 1 { h3 { (reader.says(errand.name().0, errand.name().1)) } }
                    ul class="demands" {
                        @for provision in demands {
                            li {
                                (reader.says(provision.says.0, provision.says.1)) " "
                                span class="small" {
                                    (article(reader, provision.citation.article))
                                    " “" span lang="zh-CN" { (provision.citation.quote) } "”"
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// 第十四条, or article 14.
fn article(reader: Reader, number: u8) -> String {
    let label = text::article(number).map_or("", |article| article.label);
    reader.says(label, &format!("article {number}")).to_owned()
}

/// The names of the suppliers, for whoever is to write one of them down.
fn suppliers_known(reader: Reader, line: &Line, viewer: Role, suppliers: &[Words]) -> Markup {
    if viewer != Role::Department || !matches!(line.standing, Standing::Open(_, Stage::ToProcure)) {
        return html! {};
    }
    let names: Vec<&str> = suppliers.iter().map(|name| name.zh.as_str()).collect();
    html! {
        p class="note" {
            (reader.says("登记采购结果时，云服务商须按平台登记的名称填写：", "Write the chosen supplier as it is known here: "))
            (names.join(reader.says("、", ", ")))
        }
    }
}

fn other_rules(reader: Reader) -> &'static str {
    reader.says(
        "申请提交时所依据的地区规则已不在使用，以下按现行规则显示，可能与提交时不同；提交时的审核仍保留在案。",
        "The rules of the place by which this application was judged are in use no more: what follows is shown by \
         the current ones and may differ. The review that was handed in is kept.",
    )
}

/// The element, which reads the journal and shows the steps that this role may take.
fn element(
    portal: &Portal,
    reader: Reader,
    journal: &Journal,
    role: Role,
    (place, meanwhile): (&str, &Markup),
) -> Markup {
    // A case stays with the edition that its application was judged by, as long as that is published.
    let edition =
        journal.application().and_then(|entry| portal.catalogs.by_hash(entry.step.judged.catalog.1));
    let catalog = edition.unwrap_or(portal.catalogs.current());
    let fixed = portal.today.map(date::iso);
    html! {
        govcloud-request lang=(reader.code()) as-role=(role.code()) catalog={ "/catalog/" (catalog.name) }
            jurisdiction=(place) journal={ "/api/cases/" (journal.reference) "/journal" } as-of=[fixed] action="/api/applications"
            status="/api/applications/status/{key}" upload="/api/attachments/{sm3}" profile="rest" {
            (meanwhile)
        }
    }
}
