//! The calendar drawn: used → audited → submitted by 30 September → paid next year.

use super::words::word;
use crate::basics::{Date, Lang, Words, date};
use crate::fees::{Calendar, Window};
use crate::measure::{Jurisdiction, jurisdiction::Organs};
use crate::ui::same::Same;
use chrono::Datelike as _;
use yew::prelude::*;

/// Properties of [`Lanes`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub(super) struct LanesProps {
    pub(super) calendar: Option<Same<Calendar>>,
    pub(super) place: Same<Jurisdiction>,
    pub(super) lang: Lang,
}

/// A picture over the years, and a lane of four stations for each settlement.
#[component]
pub(super) fn Lanes(props: &LanesProps) -> Html {
    let lang = props.lang;
    let Some(calendar) = props.calendar.as_ref().filter(|c| !c.windows.is_empty()) else {
        return html! {
            <section class="calendar">
                <h3>{ word(lang, "calendar") }</h3>
                <p class="note">{ word(lang, "no-start") }</p>
            </section>
        };
    };
    html! {
        <section class="calendar">
            <h3>{ word(lang, "calendar") }</h3>
            { picture(&calendar.windows, lang) }
            { for calendar.windows.iter().map(|w| lane(w, &props.place.organs, lang)) }
            <p class="note">{ word(lang, "calendar-note") }</p>
        </section>
    }
}

fn lane(window: &Window, organs: &Organs, lang: Lang) -> Html {
    let by = |key, organ: &Words| word(lang, key).replace("{}", organ.get(lang));
    let sum = format!("¥ {}", window.used.in_yuan());
    let months = span_months(window);
    html! {
        <ol class="lane">
            <li class="station is-used">
                <b>{ word(lang, "used") }</b>
                <span>{ format!("{} – {}", date::iso(window.from), date::iso(window.to)) }</span>
                <span>{ format!("{months} {}", word(lang, "months")) }</span>
            </li>
            <li class="station is-audited"><b>{ word(lang, "audited") }</b><span>{ by("audited-by", &organs.authority) }</span></li>
            <li class="station is-submitted">
                <b>{ by("submitted", &organs.treasury) }</b>
                <span>{ format!("{} {}", date::iso(window.submitted_by), word(lang, "by")) }</span>
            </li>
            <li class="station is-paid">
                <b>{ format!("{}{} {}", window.paid_in, word(lang, "year"), word(lang, "paid")) }</b>
                <span class="num">{ sum }</span>
                <span>{ word(lang, "paid-from") }</span>
                if window.open { <span class="tag is-warns">{ word(lang, "open-here") }</span> }
            </li>
        </ol>
    }
}

/// Service months in a window: from its first to its last day.
fn span_months(window: &Window) -> i32 {
    let end = window.to.succ_opt().unwrap_or(window.to);
    (end.year() - window.from.year()) * 12 + i32::try_from(end.month0()).unwrap_or(0)
        - i32::try_from(window.from.month0()).unwrap_or(0)
}

/// Width of a year in the picture's own units.
const YEAR: i64 = 200;

/// Use as bars, submissions as flags, years of payment as boxes. The lanes below say the same in words.
fn picture(windows: &[Window], lang: Lang) -> Html {
    let (Some(first), Some(last)) = (windows.first(), windows.last()) else { return Html::default() };
    let (from, to) = (first.from.year(), last.paid_in);
    let years = i64::from(to - from + 1);
    let x = |day: Date| i64::from(day.year() - from) * YEAR + i64::from(day.ordinal0()) * YEAR / 366;
    let at_year = |year: i32| i64::from(year - from) * YEAR;
    html! {
        <svg class="calendar-picture" viewBox={format!("0 0 {} 96", years * YEAR)} role="img" aria-label={word(lang, "picture")}>
            { for (from..=to).map(|year| html! {
                <g>
                    <line class="year-line" x1={at_year(year).to_string()} y1="0" x2={at_year(year).to_string()} y2="96" />
                    <text class="year-name" x={(at_year(year) + 8).to_string()} y="18">{ year }</text>
                </g>
            }) }
            { for windows.iter().map(|w| {
                let (start, end) = (x(w.from), x(w.to));
                let flag = x(w.submitted_by);
                html! {
                    <g>
                        <rect class="use" x={start.to_string()} y="30" width={(end - start).max(3).to_string()} height="16" rx="3" />
                        <line class="flag-pole" x1={flag.to_string()} y1="26" x2={flag.to_string()} y2="72" />
                        <path class="flag" d={format!("M{flag} 50 l14 5 l-14 5 Z")} />
                        <rect class="pay" x={(at_year(w.paid_in) + 6).to_string()} y="72" width={(YEAR - 12).to_string()} height="16" rx="3" />
                    </g>
                }
            }) }
        </svg>
    }
}
