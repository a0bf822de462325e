//! What the table shows beside each row's texts, drawn from the judgement.

use super::answer::{cost, in_a_line};
use super::row::RowNote;
use super::words::word;
use crate::basics::{Lang, Path};
use crate::catalog::Edition;
use crate::dossier::{NeedRow, Outcome};
use crate::fitting::Answer;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use yew::AttrValue;

/// A message at a place, in the language on screen.
pub type Said = (Path, String);

/// The notes of the rows, remembered: after a key only one row is worded anew.
#[derive(Debug, Default)]
pub struct RowNotes {
    lang: Lang,
    kept: Vec<Kept>,
}

#[derive(Debug)]
struct Kept {
    row: Arc<NeedRow>,
    answer: Option<Arc<Answer>>,
    wrong: Vec<(String, AttrValue)>,
    note: Rc<RowNote>,
}

impl RowNotes {
    /// The note of each row. `said` are the messages to be shown, at any places; those of rows are taken.
    pub fn of(
        &mut self,
        needs: &[Arc<NeedRow>],
        answers: &[Option<Arc<Answer>>],
        said: &[Said],
        edition: &Edition,
        lang: Lang,
    ) -> Vec<Rc<RowNote>> {
        let mut before = std::mem::take(&mut self.kept);
        if lang != self.lang {
            before.clear();
            self.lang = lang;
        }
        let mut before = before.into_iter();
        let mut wrong = by_row(said);
        for (at, row) in needs.iter().enumerate() {
            let answer = answers.get(at).cloned().flatten();
            let wrong = wrong.remove(&at).unwrap_or_default();
            let kept = before.next().filter(|kept| {
                let same = match (&kept.answer, &answer) {
                    (Some(a), Some(b)) => Arc::ptr_eq(a, b),
                    (a, b) => a.is_none() && b.is_none(),
                };
                same && Arc::ptr_eq(&kept.row, row) && kept.wrong == wrong
            });
            self.kept.push(kept.unwrap_or_else(|| {
                let mut note = answer.as_ref().map(|a| note(row, a, edition, lang)).unwrap_or_default();
                note.wrong.clone_from(&wrong);
                Kept { row: row.clone(), answer, wrong, note: Rc::new(note) }
            }));
        }
        self.kept.iter().map(|kept| kept.note.clone()).collect()
    }
}

/// The messages of each row, by column; those of a row as a whole stand at its name.
fn by_row(said: &[Said]) -> BTreeMap<usize, Vec<(String, AttrValue)>> {
    let mut rows: BTreeMap<usize, Vec<(String, AttrValue)>> = BTreeMap::new();
    for (path, message) in said {
        let mut steps = path.steps();
        if steps.next().as_deref() != Some("needs") {
            continue;
        }
        let Some(row) = steps.next().and_then(|row| row.parse().ok()) else { continue };
        let column = steps.next().unwrap_or_else(|| "name".to_owned());
        let wrong = rows.entry(row).or_default();
        match wrong.iter_mut().find(|(c, _)| *c == column) {
            Some((_, told)) => *told = AttrValue::from(format!("{told} {message}")),
            None => wrong.push((column, message.clone().into())),
        }
    }
    rows
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_has_one_note_in_the_language_on_screen() {
        let edition = Edition::empty("t");
        let needs: Vec<Arc<NeedRow>> = (0..3).map(|_| Arc::default()).collect();
        let mut notes = RowNotes::default();
        let mut told = |lang, message: &str| {
            let said = [(Path::need(1, "name"), message.to_owned())];
            let shown = notes.of(&needs, &[], &said, &edition, lang);
            (shown.len(), shown[1].wrong[0].1.to_string())
        };
        for _ in 0..2 {
            assert_eq!(told(Lang::Zh, "缺名称"), (3, "缺名称".to_owned()));
            assert_eq!(told(Lang::En, "no name"), (3, "no name".to_owned()));
            assert_eq!(told(Lang::En, "no name"), (3, "no name".to_owned()));
        }
    }
}
