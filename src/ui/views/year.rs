//! 年度审核汇总 (article 4) and the budget that follows from it (articles 3 and 9).

use super::given::Given;
use super::said;
use super::table::{basis, tables};
use crate::basics::{Date, Lang};
use crate::catalog::Edition;
use crate::dossier::Service;
use crate::exchange::year::{Table, of_services};
use crate::exchange::{About, Sheet};
use crate::fees::{Settlement, SettlementYear};
use crate::measure::RULESET;
use crate::ui::judging::place;
use crate::ui::same::Same;
use crate::ui::settings::Place;
use crate::ui::words::{fill, say};
use crate::wire::v1::register::{LeftOut, Links};
use std::rc::Rc;
use yew::prelude::*;

/// The tables of the audit, in their order on screen.
const AUDIT: &[Table] = &[Table::Systems, Table::Services, Table::Departments, Table::Details];

#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) given: Same<Given>,
    pub(super) edition: Same<Edition>,
    pub(super) place: Place,
    pub(super) as_of: Date,
    pub(super) lang: Lang,
    /// True for the budget, false for the audit.
    pub(super) budget: bool,
    /// The year that the page asks for; where it asks for none, a person chooses.
    pub(super) fixed: Option<i32>,
    /// True where every row is shown, on paper.
    pub(super) whole: bool,
}

impl Props {
    /// The number by which people call a settlement here: a budget by the year in which it is paid.
    fn number(&self, year: &SettlementYear) -> i32 {
        if self.budget { year.paid_in } else { year.year }
    }

    /// The settlement of this number, by the rules in force when its year ends: then it is over.
    fn settlement(&self, number: i32) -> Option<(Settlement, SettlementYear)> {
        let place = place(&self.place)?;
        let known = SettlementYear::recent(&Settlement::of(&place, self.as_of)?, self.as_of);
        let of_budget = known.iter().find(|year| year.paid_in == number).filter(|_| self.budget);
        let year = of_budget.map_or(number, |year| year.year);
        let settlement = Settlement::of(&place, Date::from_ymd_opt(year, 12, 31)?)?;
        Some((settlement, SettlementYear::of(&settlement, year)?))
    }

    fn sheets(&self, services: &[Service], unread: usize, number: i32) -> Option<Vec<Sheet>> {
        let (settlement, year) = self.settlement(number)?;
        let which = if self.budget { &[Table::Budget][..] } else { AUDIT };
        let treasury = &place(&self.place)?.organs.treasury.clone();
        let edition = Some(&*self.edition);
        let about = About { ruleset: RULESET, treasury, edition, as_of: self.as_of, unread, lang: self.lang };
        Some(of_services(services, &settlement, &year, which, &about))
    }
}

/// The tables of a settlement, with the choice of another.
#[component]
pub(super) fn Year(props: &Props) -> Html {
    let lang = props.lang;
    let chosen = use_state_eq(|| None::<i32>);
    let ran = use_memo((props.given.clone(), props.edition.clone()), |(given, edition)| {
        given.services(Some(edition))
    });
    let years = place(&props.place)
        .and_then(|place| Settlement::of(&place, props.as_of))
        .map(|settlement| SettlementYear::recent(&settlement, props.as_of))
        .unwrap_or_default();
    // The one that closed last is what there is to audit; while none has, the one that runs.
    let closed = years.iter().find(|year| year.closes < props.as_of).or(years.first());
    let number = props.fixed.or(*chosen).or(closed.map(|year| props.number(year)));
    let sheets = use_memo((props.clone(), ran.clone(), number), |(props, ran, number)| {
        Rc::new(number.and_then(|number| props.sheets(&ran.0, ran.1.len(), number)).unwrap_or_default())
    });
    if sheets.is_empty() {
        return html! { <p class="note is-warns">{ say(lang, said::NO_RULE) }</p> };
    }
    let tab = |year: &SettlementYear| {
        let own = props.number(year);
        let (chosen, on) = (chosen.clone(), number == Some(own));
        let state = if year.closes < props.as_of { said::CLOSED } else { said::RUNNING };
        html! {
            <button key={own} type="button" class={classes!("button", on.then_some("lead"))} aria-pressed={on.to_string()}
                onclick={Callback::from(move |_: MouseEvent| chosen.set(Some(own)))}>
                { fill(lang, said::YEAR_OF, &[&own.to_string()]) }{ " " }<span class="small">{ say(lang, state) }</span></button>
        }
    };
    let file = format!("{}-{}", if props.budget { "budget" } else { "audit" }, number.unwrap_or_default());
    html! {
        <>
            if props.fixed.is_none() {
                <div class="actions view-years" role="group" aria-label={say(lang, said::YEARS)}>{ for years.iter().map(tab) }</div>
            }
            { left_out(&ran.1, &props.given.links(), lang) }
            { for sheets.first().map(basis) }
            { tables(&sheets, &file, lang, props.whole, &|_, _, _| None) }
        </>
    }
}

/// What is in none of the tables, and why.
pub(super) fn left_out(left_out: &[LeftOut], links: &Links, lang: Lang) -> Html {
    let name = |reference: &str| match links.case(reference).filter(|_| !reference.starts_with('#')) {
        Some(href) => html! { <a {href}>{ reference.to_owned() }</a> },
        None => html! { { reference.to_owned() } },
    };
    html! {
        <>{ for left_out.iter().map(|one| html! {
            <p class="note is-warns">{ name(&one.reference) }{ " " }{ fill(lang, said::LEFT_OUT, &[one.why.get(lang)]) }</p>
        }) }</>
    }
}
