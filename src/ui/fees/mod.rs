//! What it costs and when it is paid: the budget table, the calendar drawn, the copy for a spreadsheet.

mod calendar;
mod copy;
mod table;
mod words;

use crate::basics::Lang;
use crate::catalog::Edition;
use crate::dossier::{Dossier, Need};
use crate::fees::{Calendar, Estimate, budget};
use crate::measure::Jurisdiction;
use crate::ui::same::Same;
use std::sync::Arc;
use words::word;
use yew::prelude::*;

/// Properties of [`Fees`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct FeesProps {
    /// The estimate.
    pub estimate: Same<Estimate>,
    /// The case as read.
    pub dossier: Same<Dossier>,
    /// The catalog.
    pub edition: Same<Edition>,
    /// When it is used, audited, submitted and paid; none while the start of use is unknown.
    pub calendar: Option<Same<Calendar>>,
    /// The place, whose organs audit and take in.
    pub place: Same<Jurisdiction>,
    /// The language.
    pub lang: Lang,
}

/// The fees of a case.
#[component]
pub fn Fees(props: &FeesProps) -> Html {
    let FeesProps { estimate, calendar, place, lang, .. } = props;
    let lang = *lang;
    let budget = use_memo(props.clone(), |props| {
        let needs: Vec<&Need> = props.dossier.needs.iter().map(Arc::as_ref).collect();
        let calendar = props.calendar.as_deref();
        Same::new(budget::budget(&props.edition, &needs, &props.estimate, calendar))
    });
    html! {
        <section class="fees" part="fees">
            <div class="fees-total" role="status">
                <span class="fees-label">{ word(lang, if estimate.is_complete() { "total" } else { "known" }) }</span>
                <strong class="fees-sum">{ format!("¥ {}", estimate.known.in_yuan()) }</strong>
                <span class="fees-wan">{ format!("({} {})", estimate.known.in_wan(), word(lang, "wan")) }</span>
                if estimate.is_illustrative() { <span class="tag is-warns">{ word(lang, "illustrative") }</span> }
                if !estimate.is_complete() {
                    <span class="tag is-warns">{ format!("{}{}", estimate.open.len(), word(lang, "open")) }</span>
                }
            </div>
            if estimate.is_illustrative() { <p class="note">{ word(lang, "illustrative-note") }</p> }
            if !estimate.is_complete() { <p class="note is-warns">{ word(lang, "open-note") }</p> }
            if budget.rows.is_empty() {
                <p class="note">{ word(lang, "empty") }</p>
            } else {
                <table::Table budget={(*budget).clone()} {lang} />
                <copy::Copy budget={(*budget).clone()} {lang} />
            }
            <calendar::Lanes calendar={calendar.clone()} place={place.clone()} {lang} />
        </section>
    }
}
