//! 备案登记 (article 16), from the journals of all cases.

use super::given::Given;
use super::said;
use super::table::{basis, tables};
use super::year::left_out;
use crate::basics::Lang;
use crate::exchange::Sheet;
use crate::exchange::filings::{paper_name, sheet};
use crate::ui::same::Same;
use crate::ui::words::{fill, say};
use std::rc::Rc;
use yew::prelude::*;

/// Columns that lead somewhere: the case, and its papers.
const CASE: usize = 1;
const PAPERS: usize = 7;

#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) given: Same<Given>,
    pub(super) lang: Lang,
    /// True where every row is shown, on paper.
    pub(super) whole: bool,
}

/// The register.
#[component]
pub(super) fn Filings(props: &Props) -> Html {
    let (lang, links) = (props.lang, props.given.links());
    let found = use_memo(props.given.clone(), |given| {
        given.filings().map(|(filings, left_out)| (filings, left_out.to_vec()))
    });
    let Some((filings, broken)) = &*found else {
        return html! { <p class="note is-warns">{ say(lang, said::NO_JOURNALS) }</p> };
    };
    let about =
        vec![(say(lang, said::COUNT).to_owned(), fill(lang, said::COUNTED, &[&filings.len().to_string()]))];
    let sheets = Rc::new(vec![sheet(filings, about, lang)]);
    let instead = |_: &Sheet, line: usize, column: usize| -> Option<Html> {
        let one = filings.get(line)?;
        if column == CASE {
            let href = links.case(&one.reference)?;
            return Some(html! { <a {href}>{ &one.reference }</a> });
        }
        (column == PAPERS).then(|| {
            html! {
                <ul class="view-papers">{ for one.filing.act.sheet.attachments.iter().map(|paper| {
                    let name = paper_name(paper, lang);
                    match links.paper(&one.reference, &paper.digest.to_string()) {
                        Some(href) => html! { <li><a {href}>{ name }</a></li> },
                        None => html! { <li>{ name }</li> },
                    }
                }) }</ul>
            }
        })
    };
    html! {
        <>
            { left_out(broken, &links, lang) }
            { for sheets.first().map(basis) }
            { tables(&sheets, "filings", lang, props.whole, &instead) }
        </>
    }
}
