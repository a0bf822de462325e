//! What is done to the resource table as a whole: pure functions from draft to draft.

use super::layout::Layout;
use super::paste::{self, Block, PastedRow};
use crate::basics::Lang;
use crate::catalog::{Dimension, Edition, Grammar, Item};
use crate::dossier::{Draft, NeedRow, Part};
use crate::exchange::list;
use crate::fitting::{Answer, key};
use crate::ui::state::next_row_id;
use std::sync::Arc;

/// The draft with one more row at the end, and that row's place.
pub fn add(draft: &Draft, cells: impl IntoIterator<Item = (String, String)>) -> (Draft, usize) {
    let mut draft = draft.clone();
    let mut row = NeedRow { id: next_row_id(&draft.needs), ..NeedRow::default() };
    cells.into_iter().for_each(|(column, text)| row.set_cell(&column, &text));
    draft.needs.push(Arc::new(row));
    let place = draft.needs.len() - 1;
    (draft, place)
}

/// The draft with a copy of a row below it.
pub fn copy(draft: &Draft, index: usize) -> Draft {
    let mut draft = draft.clone();
    if let Some(row) = draft.needs.get(index) {
        let row = NeedRow { id: next_row_id(&draft.needs), ..(**row).clone() };
        draft.needs.insert(index + 1, Arc::new(row));
    }
    draft
}

/// The draft without a row.
pub fn delete(draft: &Draft, index: usize) -> Draft {
    let mut draft = draft.clone();
    if index < draft.needs.len() {
        draft.needs.remove(index);
    }
    draft
}

/// The draft with a block put in at a cell, and what was read of the block. Rows that are there are
/// filled, further ones are added.
pub fn put_block(draft: &Draft, at: (usize, &str), text: &str, edition: &Edition) -> (Draft, Block) {
    let block = paste::read(text, at.1, &Layout::of(edition), edition);
    let mut draft = draft.clone();
    for (offset, cells) in block.rows.iter().enumerate() {
        let index = at.0 + offset;
        if index >= draft.needs.len() {
            let id = next_row_id(&draft.needs);
            draft.needs.push(Arc::new(NeedRow { id, ..NeedRow::default() }));
        }
        if let Some(row) = draft.needs.get_mut(index) {
            let row = Arc::make_mut(row);
            cells.iter().for_each(|(column, text)| row.set_cell(column, text));
            list::server(&mut row.cells, edition);
        }
    }
    (draft, block)
}

/// The draft with the rows of a list behind those that hold something: blank rows at the end give way.
pub fn import(draft: &Draft, rows: impl IntoIterator<Item = PastedRow>) -> Draft {
    let mut draft = draft.clone();
    while draft.needs.last().is_some_and(|row| row.cells.values().all(|text| text.trim().is_empty())) {
        draft.needs.pop();
    }
    let next: u64 = next_row_id(&draft.needs).trim_start_matches('n').parse().unwrap_or(1);
    let row = |(number, cells): (u64, PastedRow)| Arc::new(NeedRow { id: format!("n{number}"), cells });
    draft.needs.extend((next..).zip(rows).map(row));
    draft
}

/// The cells of a row that asks for an item as it is sold.
pub fn cells_of(item: &Item, edition: &Edition, lang: Lang) -> Vec<(String, String)> {
    let mut cells = vec![
        ("name".to_owned(), item.name.get(lang).to_owned()),
        ("function".to_owned(), item.function.clone()),
    ];
    let mut amount = |code: &str, amount: i64| {
        let text = edition
            .dimension(code)
            .map_or_else(|| amount.to_string(), |(_, d): (_, &Dimension)| d.number(amount));
        cells.push((format!("d.{code}"), text));
    };
    match &item.grammar {
        Grammar::Package(amounts) => {
            amounts.iter().for_each(|(code, a)| amount(code, *a));
            let part = Part { item: item.code.clone(), units: 1, steps: Vec::new() };
            cells.push(("pick".to_owned(), key::key(&[part])));
        }
        Grammar::Component(range) => amount(&range.dimension, range.least.max(range.step)),
        Grammar::Custom(ranges) => ranges.iter().for_each(|r| amount(&r.dimension, r.least.max(r.step))),
    }
    for (code, values) in &item.traits {
        if let (1, Some(value)) = (values.len(), values.first()) {
            cells.push((format!("t.{code}"), value.clone()));
        }
    }
    cells
}

/// The draft with every proposed fit confirmed, and how many were.
pub fn confirm_all(draft: &Draft, answers: &[Option<Arc<Answer>>]) -> (Draft, usize) {
    let mut draft = draft.clone();
    let mut confirmed = 0;
    for (row, answer) in draft.needs.iter_mut().zip(answers) {
        let key = answer.as_ref().and_then(|a| match &a.combination {
            Some(combination) => Some(combination.key.clone()),
            None => a.chosen().map(|c| c.key.clone()),
        });
        if let Some(key) = key.filter(|key| row.cell("pick") != key) {
            Arc::make_mut(row).set_cell("pick", &key);
            confirmed += 1;
        }
    }
    (draft, confirmed)
}
