//! Where the money goes: by supplier, by function, by system. The numbers stand beside the bars.

use super::super::said;
use super::map::name;
use super::work::Made;
use crate::basics::{Lang, Money};
use crate::catalog::Edition;
use crate::exchange::fleet::rows::{On, Rows, Spent, spent};
use crate::ui::words::{Word, fill, say};
use yew::prelude::*;

/// Lines of a picture; what else there is stands in one more.
const SHOWN: usize = 10;
/// Width of a picture, in its own units.
const WIDTH: i128 = 200;

/// The three pictures.
pub(super) fn money(made: &Made, edition: &Edition, lang: Lang) -> Html {
    let rows = Rows { fleet: &made.fleet, report: &made.report, edition, lang };
    let named = |on: &On| match on {
        On::Supplier(at) => rows.named(*at),
        On::Function(code) => edition.function(code).map_or(code.as_str(), |f| f.name.get(lang)).to_owned(),
        On::System(at) => made.fleet.systems.get(*at).map(|one| name(&one.name, lang)).unwrap_or_default(),
    };
    let titles = [said::FLEET_BY_SUPPLIER, said::FLEET_BY_FUNCTION, said::FLEET_BY_SYSTEM];
    let all = spent(&made.fleet, &made.report);
    let unpriced = made.report.best.counts.unpriced;
    html! {
        <section class="sheet view-sheet" aria-labelledby="fleet-money">
            <div class="view-head"><h3 id="fleet-money">{ say(lang, said::FLEET_MONEY) }</h3></div>
            <p class="soft small">
                { fill(lang, said::FLEET_MONEY_ABOUT, &[&made.report.best.cost.in_yuan()]) }
                if made.report.best.illustrative { { " " }{ say(lang, said::FLEET_ILLUSTRATIVE) } }
                if unpriced > 0 { { " " }{ fill(lang, said::FLEET_UNPRICED, &[&unpriced.to_string()]) } }
            </p>
            <div class="fleet-money">{ for titles.into_iter().zip(&all).map(|(title, spent)| picture(title, spent, &named, lang)) }</div>
        </section>
    }
}

fn picture(title: Word, spent: &[Spent], named: &dyn Fn(&On) -> String, lang: Lang) -> Html {
    let micros = |one: &Spent| one.cost.as_micros().max(0);
    let all = spent.iter().map(micros).sum::<i128>();
    let mut lines: Vec<(String, i128, i64)> =
        spent.iter().take(SHOWN).map(|one| (named(&one.on), micros(one), one.rows)).collect();
    let rest = spent.get(SHOWN..).unwrap_or_default();
    if !rest.is_empty() {
        let name = fill(lang, said::FLEET_REST, &[&rest.len().to_string()]);
        lines.push((name, rest.iter().map(micros).sum(), rest.iter().map(|one| one.rows).sum()));
    }
    let most = lines.iter().map(|(_, sum, _)| *sum).max().unwrap_or(0);
    let line = |(at, (name, sum, rows)): (usize, &(String, i128, i64))| {
        let width = (*sum * WIDTH / most.max(1)).to_string();
        html! {
            <tr key={at}><th scope="row">{ name }</th>
                <td class="bars-picture"><svg viewBox="0 0 206 14" aria-hidden="true" focusable="false">
                    <rect class="bar-ground" x="0" y="3" width="200" height="8" rx="2" />
                    <rect class="bar-got" x="0" y="3" {width} height="8" rx="2" /></svg></td>
                <td>{ Money::micros(*sum).in_yuan() }</td><td>{ share(*sum, all) }</td><td>{ rows }</td></tr>
        }
    };
    let headings = [said::FLEET_COST, said::FLEET_SHARE, said::FLEET_TIMES];
    html! {
        <div class="table-frame" tabindex="0" role="group" aria-label={say(lang, title)}>
        <table class="bars"><caption>{ say(lang, title) }</caption>
            <thead><tr><th scope="col">{ say(lang, said::FLEET_WHAT) }</th><td class="bars-picture"></td>
                { for headings.map(|heading| html! { <th scope="col">{ say(lang, heading) }</th> }) }</tr></thead>
            <tbody>{ for lines.iter().enumerate().map(line) }</tbody></table></div>
    }
}

/// A part of a sum in per cent, to a tenth, half up.
fn share(part: i128, all: i128) -> String {
    if all == 0 {
        return "—".to_owned();
    }
    let tenths = (part * 2_000 + all) / (2 * all);
    format!("{}.{}%", tenths / 10, tenths % 10)
}
