//! 另行审核: what other rules, or another day, make of the application of a case, beside what it was filed under.

use super::super::Portal;
use super::super::again::{Again, By, Wish, again};
use super::super::at::{PageAsked, PageAt};
use super::super::cases::{self, Line};
use super::super::guards::Party;
use super::super::problem::Problem;
use super::super::sessions::Session;
use super::language::Reader;
use super::parts::{case_name, count};
use super::{Page, PageProblem};
use axum::extract::State;
use axum::response::Response;
use govcloud::basics::{Digest, date};
use govcloud::dossier::fields::spec;
use govcloud::measure::compare::{Number, Turned};
use govcloud::measure::{Comparison, Finding, Jurisdiction, text};
use maud::{Markup, html};
use serde::Deserialize;
use std::sync::Arc;

/// What the form of the page sends.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Asked {
    /// Digest of the place.
    #[serde(default)]
    place: String,
    /// The day.
    #[serde(default, rename = "as-of")]
    as_of: String,
}

/// `GET /case/{reference}/again`.
pub(crate) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    Party(session): Party,
    PageAt(reference): PageAt<String>,
    PageAsked(asked): PageAsked<Asked>,
) -> Result<Response, PageProblem> {
    page(&portal, reader, &session, &reference, &asked).await.map_err(|problem| PageProblem(reader, problem))
}

async fn page(
    portal: &Portal,
    reader: Reader,
    session: &Session,
    reference: &str,
    asked: &Asked,
) -> Result<Response, Problem> {
    let line = cases::visible(&portal.db, &session.who, reference).await?;
    let again = again(portal, &line.reference, wish(portal, asked)?).await?;
    let body = html! {
        section class="case-head" {
            p class="kicker" { a href={ "/case/" (line.reference) } class="mono" { (line.reference) } }
            h1 { (case_name(reader, &line)) " · " (title(reader)) }
            p { (reader.says(
                "事项一直按提交时的规则办理，提交时的审核不变；这里只显示换一套规则或日期会有什么不同。",
                "A case goes on by the rules it was filed under, and the review that was handed in stays. This shows \
                 what other rules, or another day, would make of it.",
            )) }
        }
        section class="card" aria-labelledby="by" {
            h2 id="by" { (reader.says("依据", "By what")) }
            (form(portal, reader, &line, &again))
            @if !again.as_filed { p class="note" { (not_as_filed(reader)) } }
        }
        section class="card" aria-labelledby="differs" {
            h2 id="differs" { (reader.says("不同之处", "What differs")) }
            (differences(reader, &again.comparison))
            p { strong { (would_bar(reader, again.bars)) } }
        }
    };
    let title = format!("{} · {}", title(reader), line.reference);
    Ok(Page { reader, title: (&title, &title), session: Some(session), here: "", scripts: &[], body }
        .respond())
}

fn title(reader: Reader) -> &'static str {
    reader.says("按其他规则再审", "Reviewed by other rules")
}

/// The wish that an address names; the present rules of the portal, today, where it names none.
fn wish(portal: &Portal, asked: &Asked) -> Result<Wish, Problem> {
    let bad = || {
        Problem::bad_request(
            "again",
            "地区或日期无法识别，日期应写作 2026-11-23。",
            "Place or day cannot be read; write a day as 2026-11-23.",
        )
    };
    let place = match asked.place.as_str() {
        "" => portal.place.jurisdiction.hash,
        text => Digest::parse(text).ok_or_else(bad)?,
    };
    let as_of = match asked.as_of.as_str() {
        "" => portal.now().on,
        text => date::parse(text).ok_or_else(bad)?,
    };
    Ok(Wish { place: Some(place), as_of: Some(as_of) })
}

fn form(portal: &Portal, reader: Reader, line: &Line, again: &Again) -> Markup {
    html! {
        dl class="facts" {
            div { dt { (reader.says("提交时", "As filed")) } dd { (by(reader, &again.filed)) } }
            div { dt { (reader.says("再审", "Reviewed again")) } dd { (by(reader, &again.other)) } }
            div { dt { (reader.says("申请", "Application")) } dd {
                a href={ "/receipt/" (line.reference) "/" (again.number) } { (reader.says("第", "No. ")) (again.number) (reader.says("步", "")) }
            } }
        }
        form class="actions" method="get" action={ "/case/" (line.reference) "/again" } {
            label for="place" { (reader.says("适用地区", "Place")) }
            select id="place" name="place" {
                @for place in portal.place.all() {
                    option value=(place.hash) selected[place.hash == again.other.place.hash] { (name(reader, place)) }
                }
            }
            label for="as-of" { (reader.says("日期", "Day")) }
            input id="as-of" name="as-of" type="date" required value=(date::iso(again.other.as_of));
            button type="submit" class="button" { (reader.says("再审", "Review again")) }
        }
    }
}

fn name(reader: Reader, place: &Jurisdiction) -> String {
    format!("{} [{}]", place.name.get(reader.lang), place.hash.short())
}

fn by(reader: Reader, by: &By) -> String {
    format!("{} · {}", name(reader, &by.place), date::iso(by.as_of))
}

fn not_as_filed(reader: Reader) -> &'static str {
    reader.says(
        "按提交时的规则重新计算，结果与提交时的审核不完全一致：规则、目录版本或程序的检查已有更新。以下以重新计算的结果为准进行比较。",
        "By the rules of the filing this does not come out to the letter as it was handed in: rules, catalog edition \
         or the program's checks are other ones by now. What is compared is what is computed now.",
    )
}

fn would_bar(reader: Reader, bars: usize) -> String {
    match bars {
        0 => reader.says("据此可以提交。", "By these it could be handed in.").to_owned(),
        n => format!(
            "{}{n}{}",
            reader.says("据此有 ", "By these, things that would bar handing in: "),
            reader.says(" 项不能提交。", ".")
        ),
    }
}

fn differences(reader: Reader, comparison: &Comparison) -> Markup {
    let Comparison { parameters, gone, new, changed, verdicts } = comparison;
    let found = |finding: &Finding| found(reader, finding);
    html! {
        @if comparison.is_empty() { p class="empty" { (reader.says("没有不同。", "Nothing differs.")) } }
        (part(reader.says("参数", "Numbers"), parameters.iter().map(|one| number(reader, one)).collect()))
        (part(reader.says("新的发现", "New findings"), new.iter().map(found).collect()))
        (part(reader.says("不再有的发现", "Findings that are gone"), gone.iter().map(found).collect()))
        (part(
            reader.says("内容不同的发现", "Findings that say something else"),
            changed.iter().map(|(was, is)| html! { (found_as(reader, was, is)) }).collect(),
        ))
        (part(reader.says("结论", "Verdicts"), verdicts.iter().map(|one| turned(reader, one)).collect()))
    }
}

fn part(heading: &str, entries: Vec<Markup>) -> Markup {
    html! {
        @if !entries.is_empty() {
            h3 { (heading) " " (count(entries.len())) }
            ul class="demands" { @for entry in &entries { li { (entry) } } }
        }
    }
}

/// Article, and the field where there is one.
fn about(reader: Reader, finding: &Finding) -> String {
    let article = text::article(finding.citation.article).map_or("", |article| article.label);
    let steps: Vec<String> = finding.path.steps().collect();
    let field = match steps.as_slice() {
        [fields, key] if fields == "fields" => spec(key).map(|spec| reader.says(spec.label.0, spec.label.1)),
        _ => None,
    };
    format!("{article} · {}", field.unwrap_or(finding.path.as_str()))
}

fn found(reader: Reader, finding: &Finding) -> Markup {
    html! {
        strong { (about(reader, finding)) } " " (finding.message.get(reader.lang)) " "
        (reader.says("应为：", "Expected: ")) (finding.expected.get(reader.lang))
        (reader.says("；现为：", "; found: ")) (finding.found.get(reader.lang)) " "
        span class="small mono" { (finding.code) }
    }
}

/// What differs most tells most: the numbers, then the names of organs in the sentences.
fn found_as(reader: Reader, was: &Finding, is: &Finding) -> Markup {
    let said =
        |f: &Finding| [&f.expected, &f.found, &f.message, &f.remedy].map(|w| w.get(reader.lang).to_owned());
    let (before, after) = said(was).into_iter().zip(said(is)).find(|(was, is)| was != is).unwrap_or_default();
    html! {
        strong { (about(reader, is)) } " " (before) " → " (after) " " span class="small mono" { (is.code) }
    }
}

fn number(reader: Reader, number: &Number) -> Markup {
    let none = reader.says("没有生效的值", "no value in force");
    let value = |value: Option<i64>| {
        value.map_or_else(|| none.to_owned(), |value| format!("{value} {}", number.unit.get(reader.lang)))
    };
    html! {
        strong { (number.name.get(reader.lang)) } " " (value(number.before)) " → " (value(number.after)) " "
        span class="small mono" { (number.id) }
    }
}

fn turned(reader: Reader, turned: &Turned) -> Markup {
    let article = text::article(turned.citation.article).map_or("", |article| article.label);
    let says = |(zh, en): (&'static str, &'static str)| reader.says(zh, en);
    html! {
        strong { (article) } " " (says(turned.before.name())) " → " (says(turned.after.name())) " "
        span class="small mono" { (turned.provision) }
    }
}
