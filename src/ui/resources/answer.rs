//! What the catalog answered to one need: the outcome, need against offer, alternatives, or the certificate.

use super::bars::{Bar, Bars};
use super::cells::CellEdit;
use super::certificate::CertificateView;
use super::row::{outcome_class, outcome_word};
use super::words::word;
use crate::basics::Lang;
use crate::catalog::Edition;
use crate::dossier::{NeedRow, Outcome, Part};
use crate::fitting::{Answer, Combination, Cost, Line, Proof, Ranked, TraitLine, words};
use crate::fitting::{Fault, TraitVerdict};
use crate::ui::same::Same;
use std::sync::Arc;
use yew::prelude::*;

/// Properties of [`AnswerView`].
#[derive(Clone, Debug, Properties)]
pub struct AnswerViewProps {
    /// The answer.
    pub answer: Same<Answer>,
    /// The catalog.
    pub edition: Same<Edition>,
    /// The row that was asked for.
    pub row: Arc<NeedRow>,
    /// Its place, from 0.
    pub index: usize,
    /// The language.
    pub lang: Lang,
    /// True where nothing may be chosen.
    pub read_only: bool,
    /// True where what else there is stands behind a fold, though nothing may be chosen.
    pub folded: bool,
    /// A choice: column `pick`, `consent` or `special`.
    pub on_edit: Callback<CellEdit>,
}

impl PartialEq for AnswerViewProps {
    fn eq(&self, other: &Self) -> bool {
        self.answer == other.answer
            && self.edition == other.edition
            && Arc::ptr_eq(&self.row, &other.row)
            && (self.index, self.lang) == (other.index, other.lang)
            && (self.read_only, self.folded) == (other.read_only, other.folded)
    }
}

/// The answer.
#[component]
pub fn AnswerView(props: &AnswerViewProps) -> Html {
    let AnswerViewProps { answer, lang, .. } = props;
    let outcome = Some(answer.outcome);
    html! {
        <div class="answer-view" part="answer">
            <p class={classes!("answer-head", outcome_class(outcome))}>
                <strong>{ outcome_word(outcome, *lang) }</strong>
                if answer.stale { <span class="tag is-warns">{ word(*lang, "stale") }</span> }
            </p>
            if let Some(chosen) = answer.chosen() { { configuration(props, chosen) } }
            if let Some(combination) = &answer.combination { { combined(props, combination) } }
            if answer.needs_consent() { { tick(props, "consent", word(*lang, "consent")) } }
            { alternatives(props) }
            if let Some(certificate) = &answer.certificate {
                <CertificateView certificate={Same::from(certificate.clone())} edition={props.edition.clone()} lang={*lang} />
                { tick(props, "special", word(*lang, "special")) }
            }
        </div>
    }
}

/// The configuration that is recorded: its parts, its differences, its price, and the confirmation.
fn configuration(props: &AnswerViewProps, chosen: &Ranked) -> Html {
    let AnswerViewProps { edition, lang, row, read_only, .. } = props;
    let confirmed = row.cell("pick") == chosen.key;
    let open = chosen.outcome() != Outcome::InCatalog;
    html! {
        <>
            { parts(&chosen.parts, edition, *lang) }
            <Bars bars={chosen.lines.iter().map(|l| bar(l, edition, *lang)).collect::<Vec<_>>()} lang={*lang} />
            { traits(&chosen.traits, edition, *lang) }
            <p class="answer-cost">{ cost(&chosen.cost, *lang) }</p>
            if confirmed {
                <p class="answer-confirmed">{ "✓ " }{ word(*lang, "chosen") }</p>
            } else if open && !read_only {
                <button type="button" class="button lead" onclick={pick(props, &chosen.key)}>{ word(*lang, "confirm") }</button>
            }
        </>
    }
}

fn parts(parts: &[Part], edition: &Edition, lang: Lang) -> Html {
    html! {
        <ul class="parts">
            { for parts.iter().map(|part| html! { <li>{ part_words(part, edition, lang) }</li> }) }
        </ul>
    }
}

/// `3 × 高性能存储 (1 GB)`; a custom size with its amounts.
pub(super) fn part_words(part: &Part, edition: &Edition, lang: Lang) -> String {
    use crate::catalog::Grammar;
    let Some(item) = edition.item(&part.item) else { return part.item.clone() };
    let name = item.name.get(lang);
    let show = |code: &str, amount: i64| {
        edition.dimension(code).map_or_else(|| format!("{amount} {code}"), |(_, d)| d.show(amount, lang))
    };
    match &item.grammar {
        Grammar::Component(range) => {
            format!("{name} {}", show(&range.dimension, range.step.saturating_mul(part.units)))
        }
        Grammar::Custom(ranges) => {
            let sizes = ranges.iter().zip(&part.steps).filter(|(_, steps)| **steps > 0);
            let sizes: Vec<String> =
                sizes.map(|(r, steps)| show(&r.dimension, r.step.saturating_mul(*steps))).collect();
            format!("{name} ({})", sizes.join(" + "))
        }
        Grammar::Package(_) if part.units > 1 => format!("{} × {name}", part.units),
        Grammar::Package(_) => match item.spec.as_str() {
            "" => name.to_owned(),
            spec => format!("{name} ({spec})"),
        },
    }
}

/// A configuration in one line.
pub(super) fn in_a_line(parts: &[Part], edition: &Edition, lang: Lang) -> String {
    parts.iter().map(|p| part_words(p, edition, lang)).collect::<Vec<_>>().join(" + ")
}

fn bar(line: &Line, edition: &Edition, lang: Lang) -> Bar {
    let dimension = edition.dimension(&line.dimension).map(|(_, d)| d);
    let show = |amount: i64| dimension.map_or_else(|| amount.to_string(), |d| d.show(amount, lang));
    let sign = if line.difference > 0 { "+" } else { "" };
    let difference = match line.difference {
        0 => "0".to_owned(),
        d => format!("{sign}{} ({sign}{})", show(d), line.share.per_cent()),
    };
    let permille = i128::from(line.got) * 1000 / i128::from(line.needed.max(1));
    Bar {
        name: dimension.map_or_else(|| line.dimension.clone(), |d| d.name.get(lang).to_owned()).into(),
        needed: show(line.needed).into(),
        got: show(line.got).into(),
        difference: difference.into(),
        // A hair less than the need is drawn short, a hair more is drawn over.
        permille: match line.difference {
            0 => 1000,
            1.. => u32::try_from(permille).unwrap_or(u32::MAX).max(1001),
            _ => u32::try_from(permille).unwrap_or(0).min(999),
        },
    }
}

fn traits(lines: &[TraitLine], edition: &Edition, lang: Lang) -> Html {
    html! {
        if !lines.is_empty() {
            <ul class="traits">
                { for lines.iter().map(|line| {
                    let (class, verdict) = match line.verdict {
                        TraitVerdict::Met => ("is-met", word(lang, "holds")),
                        TraitVerdict::Unrestricted => ("is-met", word(lang, "unrestricted")),
                        TraitVerdict::Unmet => ("is-missed", word(lang, "missed")),
                    };
                    html! { <li {class}>{ format!("{}: {verdict}", asked(line, edition, lang)) }</li> }
                }) }
            </ul>
        }
    }
}

/// What a trait's line asks for; a settled supplier by its name.
fn asked(line: &TraitLine, edition: &Edition, lang: Lang) -> String {
    if !line.of_supplier {
        return words::held(&line.code, &line.asked, edition).get(lang).to_owned();
    }
    let known = edition.suppliers.iter().find(|supplier| supplier.code == line.asked);
    let name = known.map_or(line.asked.as_str(), |supplier| supplier.name.get(lang));
    format!("{} {name}", word(lang, "supplier"))
}

/// What it costs, or which prices are unknown.
pub(super) fn cost(cost: &Cost, lang: Lang) -> String {
    let sum = match cost.total {
        Some(total) => format!("¥ {}", total.in_yuan()),
        None => word(lang, "open-price").to_owned(),
    };
    if cost.illustrative { format!("{sum} ({})", word(lang, "illustrative")) } else { sum }
}

fn combined(props: &AnswerViewProps, combination: &Combination) -> Html {
    let AnswerViewProps { edition, lang, row, read_only, .. } = props;
    let proof = match combination.proof {
        Proof::Optimal => word(*lang, "proof-optimal").to_owned(),
        Proof::Within(gap) => format!("{} {}", word(*lang, "proof-within"), gap.per_cent()),
    };
    let confirmed = row.cell("pick") == combination.key;
    html! {
        <>
            { parts(&combination.parts, edition, *lang) }
            <p class="answer-cost">{ cost(&combination.cost, *lang) }{ " · " }{ proof }</p>
            if confirmed {
                <p class="answer-confirmed">{ "✓ " }{ word(*lang, "chosen") }</p>
            } else if !read_only {
                <button type="button" class="button lead" onclick={pick(props, &combination.key)}>{ word(*lang, "confirm") }</button>
            }
        </>
    }
}

/// Other feasible configurations, or what comes nearest.
fn alternatives(props: &AnswerViewProps) -> Html {
    let AnswerViewProps { answer, edition, lang, read_only, .. } = props;
    let chosen = answer.chosen().map(|c| c.key.as_str());
    let others: Vec<&Ranked> = answer.ranked.iter().filter(|r| Some(r.key.as_str()) != chosen).collect();
    let (title, list, pickable) = if others.is_empty() {
        (word(*lang, "near-misses"), answer.near_misses.iter().collect::<Vec<_>>(), false)
    } else {
        (word(*lang, "alternatives"), others, !read_only)
    };
    html! {
        if !list.is_empty() {
            <details class="alternatives" open={!pickable && !props.folded}>
                <summary>{ format!("{title} ({})", list.len()) }</summary>
                { for list.into_iter().map(|one| html! {
                    <div class="alternative">
                        <p class="alternative-name">{ in_a_line(&one.parts, edition, *lang) }</p>
                        <Bars bars={one.lines.iter().map(|l| bar(l, edition, *lang)).collect::<Vec<_>>()} lang={*lang} />
                        { traits(&one.traits, edition, *lang) }
                        if !one.faults.is_empty() {
                            <ul class="faults">{ for one.faults.iter().map(|f| html! { <li>{ fault(f, edition, *lang) }</li> }) }</ul>
                        }
                        <p class="answer-cost">{ cost(&one.cost, *lang) }</p>
                        if pickable {
                            <button type="button" class="button" onclick={pick(props, &one.key)}>{ word(*lang, "pick") }</button>
                        }
                    </div>
                }) }
            </details>
        }
    }
}

fn fault(fault: &Fault, edition: &Edition, lang: Lang) -> String {
    let name =
        |code: &str| edition.item(code).map_or_else(|| code.to_owned(), |i| i.name.get(lang).to_owned());
    let (key, code) = match fault {
        Fault::Unknown(code) => ("fault-unknown", code),
        Fault::NotSold(code) => ("fault-not-sold", code),
        Fault::Quota(code) => ("fault-quota", code),
        Fault::Range(code) => ("fault-range", code),
        Fault::Function(code) => ("fault-function", code),
        Fault::Twice(code) => ("fault-twice", code),
        Fault::Apart(code) => ("fault-apart", code),
    };
    format!("{}: {}", word(lang, key), name(code))
}

fn pick(props: &AnswerViewProps, key: &str) -> Callback<MouseEvent> {
    let (on_edit, row, text) = (props.on_edit.clone(), props.index, key.to_owned());
    Callback::from(move |_| {
        on_edit.emit(CellEdit { row, column: "pick".to_owned(), text: text.clone(), composing: false });
    })
}

/// A statement to be ticked, kept in a column of the row.
fn tick(props: &AnswerViewProps, column: &'static str, text: &'static str) -> Html {
    let (on_edit, row) = (props.on_edit.clone(), props.index);
    let checked = props.row.cell(column) == "yes";
    let onchange = Callback::from(move |_: Event| {
        let text = if checked { "" } else { "yes" }.to_owned();
        on_edit.emit(CellEdit { row, column: column.to_owned(), text, composing: false });
    });
    html! {
        <label class="detail-tick">
            <input type="checkbox" {checked} {onchange} disabled={props.read_only} data-r={row.to_string()} data-c={column} />
            <span>{ text }</span>
        </label>
    }
}
