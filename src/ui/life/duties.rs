//! The duties of others than the department, in the measure's words: whose each is, and whether it is their turn.

use super::docket::Docket;
use super::said as own;
use super::who::who;
use crate::dossier::Role;
use crate::measure::register::REGISTER;
use crate::ui::desk::Desk;
use crate::ui::words::{self, fill, say};
use yew::prelude::*;

/// Every article that is a duty of somebody else, a line each.
#[inline(never)]
pub fn duties(desk: &Desk, docket: &Docket) -> Html {
    let lang = desk.lang();
    let turn = docket.standing().turn();
    // A supplier is named by the case alone, and not in the language of the page.
    let bearer = |role: Role| match role {
        Role::Supplier => say(lang, role.name()).to_owned(),
        role => who(desk, docket, role),
    };
    let duty = |role: Role, article: u8, quote: &'static str, note| {
        html! {
            <div>
                <dt>{ bearer(role) }
                    if turn == Some(role) { { " " }<span class="tag">{ say(lang, own::DUTY_NOW) }</span> }</dt>
                <dd>{ fill(lang, words::BY_ARTICLE, &[&words::article(lang, article)]) }{ " " }
                    <q lang="zh-CN">{ quote }</q>
                    <p class="soft small">{ say(lang, note) }</p></dd>
            </div>
        }
    };
    html! {
        <section class="sheet" aria-labelledby="duties-title">
            <h4 id="duties-title">{ say(lang, own::DUTIES) }</h4>
            <dl class="case-duties">
                { for REGISTER.iter().filter_map(|row| Some(duty(row.duty_of()?, row.article, row.quote, row.note))) }
            </dl>
        </section>
    }
}
