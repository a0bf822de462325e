//! What the table shows beside each row's texts, drawn from the judgement.

use super::answer::{cost, in_a_line};
use super::row::RowNote;
use super::words::word;
use crate::basics::{Lang, Path};
use crate::catalog::Edition;
use crate::dossier::{NeedRow, Outcome};
use crate::fitting::Answer;
use std::rc::Rc;
use std::sync::Arc;
use yew::AttrValue;

/// A message at a place, in the language on screen.
pub type Said = (Path, String);

/// The note of each row. `said` are the messages to be shown, at any places; those of rows are taken.
pub fn row_notes(
    needs: &[Arc<NeedRow>],
    answers: &[Option<Arc<Answer>>],
    said: &[Said],
    edition: &Edition,
    lang: Lang,
) -> Vec<Rc<RowNote>> {
    let mut notes: Vec<RowNote> = needs
        .iter()
        .enumerate()
        .map(|(at, row)| match answers.get(at).and_then(Option::as_ref) {
            Some(answer) => note(row, answer, edition, lang),
            None => RowNote::default(),
        })
        .collect();
    for (path, message) in said {
        let mut steps = path.steps();
        if steps.next().as_deref() != Some("needs") {
            continue;
        }
        let row = steps.next().and_then(|row| row.parse::<usize>().ok());
        let Some(note) = row.and_then(|row| notes.get_mut(row)) else { continue };
        let column = steps.next().unwrap_or_else(|| "name".to_owned());
        match note.wrong.iter_mut().find(|(c, _)| *c == column) {
            Some((_, told)) => *told = AttrValue::from(format!("{told} {message}")),
            None => note.wrong.push((column, message.clone().into())),
        }
    }
    notes.into_iter().map(Rc::new).collect()
}

fn note(row: &NeedRow, answer: &Answer, edition: &Edition, lang: Lang) -> RowNote {
    let combination = answer.combination.as_ref();
    let chosen = answer.chosen();
    let outcome = match (combination, chosen) {
        (None, Some(chosen)) if answer.outcome != Outcome::Conceded => chosen.outcome(),
        _ => answer.outcome,
    };
    let (what, key, price) = match (combination, chosen) {
        (Some(c), _) => (in_a_line(&c.parts, edition, lang), c.key.as_str(), cost(&c.cost, lang)),
        (None, Some(c)) => (in_a_line(&c.parts, edition, lang), c.key.as_str(), short_cost(c, lang)),
        (None, None) => (String::new(), "", String::new()),
    };
    let waits = outcome != Outcome::InCatalog && !key.is_empty() && row.cell("pick") != key;
    RowNote {
        outcome: Some(outcome),
        open: waits || answer.stale,
        answer: what.into(),
        price: price.into(),
        wrong: Vec::new(),
    }
}

/// The sum for the table, where there is no room for more than a mark that a price is illustrative.
fn short_cost(chosen: &crate::fitting::Ranked, lang: Lang) -> String {
    match chosen.cost.total {
        Some(total) if chosen.cost.illustrative => format!("{}*", total.in_yuan()),
        Some(total) => total.in_yuan(),
        None => word(lang, "open-price").to_owned(),
    }
}
