//! Views of all cases, for who looks at more than one: 备案登记 and 年度审核汇总 for the authority, the budget for the
//! treasury, monitoring for the centre. What each shows is computed here, by the functions that the portal and the
//! command line call.

mod changes;
mod filings;
mod fleet;
mod given;
mod grid;
pub mod monitoring;
mod said;
mod table;
mod year;

pub use given::Given;

use crate::dossier::Role;
use crate::ui::desk::{Desk, Msg};
use crate::ui::icon::{Icon, icon};
use crate::ui::settings::{RegisterAt, View};
use crate::ui::words::{self, Word, fill, say};
use crate::ui::{judging, shell};
use yew::prelude::*;

impl View {
    /// Whose it is.
    fn roles(self) -> &'static [Role] {
        match self {
            Self::Filings => &[Role::Authority],
            Self::Year => &[Role::Authority, Role::Treasury],
            Self::Budget => &[Role::Treasury],
            Self::Monitoring => &[Role::Centre],
            Self::Fleet => &[Role::Department, Role::Authority, Role::Centre],
        }
    }

    /// Title, and what it is by the measure.
    fn words(self) -> (Word, Word) {
        match self {
            Self::Filings => (said::FILINGS, said::FILINGS_ABOUT),
            Self::Year => (said::YEAR, said::YEAR_ABOUT),
            Self::Budget => (said::BUDGET, said::BUDGET_ABOUT),
            Self::Monitoring => (said::MONITORING, said::MONITORING_ABOUT),
            Self::Fleet => (said::FLEET, said::FLEET_ABOUT),
        }
    }
}

/// A view as a page.
#[inline(never)]
pub fn page(desk: &Desk, view: View) -> Html {
    let lang = desk.lang();
    let (title, about) = view.words();
    html! {
        <>
            <header class="head" part="head">
                <div class="title"><h2>{ say(lang, title) }</h2></div>
                <div class="tools" role="group" aria-label={say(lang, words::TOOLS)}>
                    <button type="button" class="tool" onclick={desk.send.reform(|_: MouseEvent| Msg::Print)}
                        title={say(lang, words::PRINT)} aria-label={say(lang, words::PRINT)}>{ icon(Icon::Print) }</button>
                </div>
                { shell::language(desk) }
            </header>
            { shell::banners(desk) }
            <section class="page views" part="page" aria-label={say(lang, title)}>
                <p class="soft about">{ say(lang, about) }</p>
                { content(desk, view) }
            </section>
        </>
    }
}

/// The organ of the place that has this role; the role's own name where there is none, or no data of the place.
fn organ(desk: &Desk, role: Role) -> String {
    let lang = desk.lang();
    let place = judging::place(&desk.settings.place);
    let organ = place.as_ref().and_then(|place| match role {
        Role::Authority => Some(place.organs.authority.get(lang)),
        Role::Centre => Some(place.organs.centre.get(lang)),
        Role::Treasury => Some(place.organs.treasury.get(lang)),
        Role::Department | Role::Supplier => None,
    });
    organ.unwrap_or(say(lang, role.name())).to_owned()
}

/// What the view shows, or why it shows nothing.
fn content(desk: &Desk, view: View) -> Html {
    let lang = desk.lang();
    let roles = view.roles();
    if !desk.settings.role.is_some_and(|role| roles.contains(&role)) {
        let names: Vec<String> = roles.iter().map(|role| organ(desk, *role)).collect();
        let names = names.join(say(lang, ("、", ", ")));
        return html! { <p class="note is-warns" role="alert">{ fill(lang, said::NOT_YOURS, &[&names]) }</p> };
    }
    if view == View::Monitoring {
        let cases = match &desk.settings.register {
            RegisterAt::Here(given) => Some(given.clone()),
            _ => None,
        };
        return html! { <monitoring::Monitoring edition={desk.edition().cloned()} place={desk.settings.place.clone()} as_of={desk.settings.as_of} {lang} {cases} /> };
    }
    if view == View::Fleet {
        let (as_of, whole, place) = (desk.settings.as_of, desk.unfolds, desk.settings.place.clone());
        return match desk.edition().cloned() {
            Some(edition) => {
                html! { <fleet::FleetView {edition} {place} {as_of} {lang} {whole} fits={desk.host.fits.clone()} /> }
            }
            None => html! {},
        };
    }
    let given = match &desk.settings.register {
        RegisterAt::Here(given) => given.clone(),
        RegisterAt::Coming => {
            return html! { <p class="waiting" role="status">{ say(lang, said::COMING) }</p> };
        }
        RegisterAt::None => return html! { <p class="note is-warns">{ say(lang, said::NOT_GIVEN) }</p> },
        RegisterAt::Missing(why) => {
            return html! { <p class="note is-bars" role="alert">{ fill(lang, said::MISSING, &[why.get(lang)]) }</p> };
        }
    };
    let (as_of, whole) = (desk.settings.as_of, desk.unfolds);
    let Some(edition) = desk.edition().cloned().filter(|_| view != View::Filings) else {
        let filings = view == View::Filings;
        return html! { if filings { <filings::Filings {given} {lang} {whole} /> } };
    };
    html! { <year::Year {given} {edition} place={desk.settings.place.clone()} {as_of} {lang} {whole} budget={view == View::Budget} fixed={desk.settings.year} /> }
}
