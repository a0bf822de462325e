//! The lifecycle as a picture: six phases on a line, the stations of each below it, where the case stands. The
//! same in words beside it, for who does not see it.
//!
//! A wide form draws it across, a narrow one from top to bottom: a picture that only shrank could not be read.

use super::said as own;
use super::track::{Leg, Mark, Phase, Station, track};
use crate::basics::Lang;
use crate::basics::date::iso;
use crate::dossier::{Errand, Life};
use crate::lifecycle::Standing;
use crate::ui::words::{self, Word, fill, say};
use yew::prelude::*;

/// Width of a phase, height of its head, height of a station, in the units of the picture.
const WIDE: (usize, usize, usize) = (150, 84, 44);
/// The same from top to bottom: width of the picture, height of a phase, height of a station.
const TALL: (usize, usize, usize) = (340, 44, 28);

/// The picture and its words.
pub fn picture(life: &Life, narrow: bool, lang: Lang) -> Html {
    let legs = track(life);
    let runs = Standing::of(life) == Standing::Running;
    html! {
        <>
            <div class="track-frame">{ if narrow { tall(&legs, runs, lang) } else { wide(&legs, runs, lang) } }</div>
            <ol class="quiet">{ for legs.iter().map(|leg| in_words(leg, runs, lang)) }</ol>
        </>
    }
}

fn wide(legs: &[Leg], runs: bool, lang: Lang) -> Html {
    let (column, head, station) = WIDE;
    let most = legs.iter().map(|leg| leg.stations.len()).max().unwrap_or(0);
    let (width, height) = (column * legs.len(), head + station * most + 4);
    let centre = |at: usize| at * column + column / 2;
    html! {
        <svg class="track" viewBox={format!("0 0 {width} {height}")} aria-hidden="true" focusable="false">
            { for (1..legs.len()).map(|at| {
                let passed = legs.get(at - 1).is_some_and(|leg| state(leg, runs) != "is-ahead") && legs.get(at).is_some_and(|leg| state(leg, runs) != "is-ahead");
                line((centre(at - 1) + 16, 24), (centre(at) - 16, 24), passed)
            }) }
            { for legs.iter().enumerate().map(|(at, leg)| html! {
                <g class={state(leg, runs)}>
                    { node(leg, runs, (centre(at), 24)) }
                    <text class="track-phase" x={centre(at).to_string()} y="62" text-anchor="middle">{ say(lang, leg.phase.name()) }</text>
                    <text class="track-note" x={centre(at).to_string()} y="79" text-anchor="middle">{ note(leg, runs, lang) }</text>
                    { for leg.stations.iter().enumerate().map(|(row, one)| {
                        let (x, y) = (at * column + 22, head + station * row + 18);
                        html! {
                            <g class={mark(one.mark)}>
                                if row + 1 < leg.stations.len() { { line((x, y + 3), (x, y + station - 13), matches!(one.mark, Mark::Passed(..))) } }
                                { dot(one.mark, (x, y - 5)) }
                                <text class="track-name" x={(x + 14).to_string()} y={y.to_string()}>{ name(one, leg.phase, lang) }</text>
                                <text class="track-date num" x={(x + 14).to_string()} y={(y + 16).to_string()}>{ when(one, lang) }</text>
                            </g>
                        }
                    }) }
                </g>
            }) }
        </svg>
    }
}

fn tall(legs: &[Leg], runs: bool, lang: Lang) -> Html {
    let (width, head, station) = TALL;
    let mut y = 0;
    let mut tops = Vec::with_capacity(legs.len());
    for leg in legs {
        tops.push(y);
        y += head + station * leg.stations.len();
    }
    html! {
        <svg class="track is-tall" viewBox={format!("0 0 {width} {}", y + 4)} aria-hidden="true" focusable="false">
            { for tops.iter().skip(1).zip(&tops).zip(legs).map(|((below, top), leg)| {
                line((18, top + 38), (18, below + 8), state(leg, runs) == "is-passed")
            }) }
            { for legs.iter().zip(&tops).map(|(leg, top)| html! {
                <g class={state(leg, runs)}>
                    { node(leg, runs, (18, top + 22)) }
                    <text class="track-phase" x="44" y={(top + 28).to_string()}>{ say(lang, leg.phase.name()) }</text>
                    <text class="track-note" x={(width - 4).to_string()} y={(top + 28).to_string()} text-anchor="end">{ note(leg, runs, lang) }</text>
                    { for leg.stations.iter().enumerate().map(|(row, one)| {
                        let y = top + head + station * row + 14;
                        html! {
                            <g class={mark(one.mark)}>
                                { dot(one.mark, (50, y - 5)) }
                                <text class="track-name" x="66" y={y.to_string()}>{ name(one, leg.phase, lang) }</text>
                                <text class="track-date num" x={(width - 4).to_string()} y={y.to_string()} text-anchor="end">{ when(one, lang) }</text>
                            </g>
                        }
                    }) }
                </g>
            }) }
        </svg>
    }
}

fn line(from: (usize, usize), to: (usize, usize), passed: bool) -> Html {
    let class = classes!("track-line", passed.then_some("is-passed"));
    html! { <line {class} x1={from.0.to_string()} y1={from.1.to_string()} x2={to.0.to_string()} y2={to.1.to_string()} /> }
}

/// A phase: filled and ticked where it is passed, a ring around a dot where the case stands.
fn node(leg: &Leg, runs: bool, (x, y): (usize, usize)) -> Html {
    let state = state(leg, runs);
    html! {
        <>
            <circle class="track-node" cx={x.to_string()} cy={y.to_string()} r="14" />
            if state == "is-passed" { { tick((x, y), 6) } }
            if state == "is-now" { <circle class="track-core" cx={x.to_string()} cy={y.to_string()} r="6" /> }
        </>
    }
}

fn dot(mark: Mark, (x, y): (usize, usize)) -> Html {
    html! {
        <>
            <circle class="track-dot" cx={x.to_string()} cy={y.to_string()} r="6" />
            if matches!(mark, Mark::Passed(..)) { { tick((x, y), 3) } }
        </>
    }
}

fn tick((x, y): (usize, usize), size: usize) -> Html {
    let half = size / 2 + size % 2;
    let path = format!("M{} {y}l{half} {half} {size}-{size}", x - half - half / 2 - 1);
    html! { <path class="track-tick" d={path} /> }
}

/// The class of a phase: passed, now, or ahead.
fn state(leg: &Leg, runs: bool) -> &'static str {
    match leg.phase {
        _ if leg.is_now() => "is-now",
        Phase::Open if runs => "is-now",
        Phase::Change if leg.done > 0 => "is-passed",
        _ if leg.is_passed() => "is-passed",
        _ => "is-ahead",
    }
}

fn mark(mark: Mark) -> &'static str {
    match mark {
        Mark::Passed(..) => "is-passed",
        Mark::Now => "is-now",
        Mark::Ahead => "is-ahead",
    }
}

/// What stands below a phase, in a word or two.
fn note(leg: &Leg, runs: bool, lang: Lang) -> String {
    match leg.phase {
        Phase::Open if runs => say(lang, own::RUNNING).to_owned(),
        Phase::Change if leg.done > 0 => fill(lang, own::TIMES, &[&leg.done.to_string()]),
        Phase::Change | Phase::Leave if leg.stations.is_empty() => say(lang, own::NOT_BEGUN).to_owned(),
        _ => String::new(),
    }
}

/// The name of a station, short enough for the picture.
fn name(station: &Station, phase: Phase, lang: Lang) -> &'static str {
    say(lang, short(station.errand, phase))
}

fn short(errand: Errand, phase: Phase) -> Word {
    match errand {
        Errand::Deploy => ("部署申请", "Request"),
        Errand::Migrate => ("迁移申请", "Request"),
        Errand::Change => ("变更申请", "Request"),
        Errand::Leave => ("终止申请", "Request"),
        Errand::Appraise => ("方案论证", "Appraisal"),
        Errand::Decide => ("审核决定", "Decision"),
        Errand::Government => ("政府批准", "Government"),
        Errand::Procure => ("确定服务商", "Supplier"),
        Errand::Confirm => ("纳管确认", "纳管 confirmed"),
        Errand::Purchase => ("单独购置", "Purchase"),
        Errand::Trial => ("系统部署", "Deployment"),
        Errand::Test => ("测试", "Test"),
        Errand::File => ("备案", "Filing"),
        Errand::Activate if phase == Phase::Change => ("实施", "Carried out"),
        Errand::Activate => ("开通", "Activation"),
        Errand::HandOver => ("移交", "Hand-over"),
        Errand::Clear => ("清除", "Clearing"),
        Errand::Withdraw | Errand::Advise | Errand::Settle => errand.name(),
    }
}

/// When a station was passed, or that the case stands there; else the article that asks for it.
fn when(station: &Station, lang: Lang) -> String {
    match station.mark {
        Mark::Passed(on, _) => iso(on),
        Mark::Now => say(lang, own::HERE).to_owned(),
        Mark::Ahead => fill(lang, words::BY_ARTICLE, &[&words::article(lang, station.article)]),
    }
}

fn in_words(leg: &Leg, runs: bool, lang: Lang) -> Html {
    let colon = say(lang, ("：", ": "));
    let station = |one: &Station| {
        let state = match one.mark {
            Mark::Passed(on, _) => fill(lang, own::PASSED_ON, &[&iso(on)]),
            Mark::Now => say(lang, own::HERE).to_owned(),
            Mark::Ahead => say(lang, own::AHEAD).to_owned(),
        };
        html! { <li>{ name(one, leg.phase, lang) }{ colon }{ state }</li> }
    };
    html! {
        <li>{ say(lang, leg.phase.name()) }{ " " }{ note(leg, runs, lang) }<ol>{ for leg.stations.iter().map(station) }</ol></li>
    }
}
