//! Windowed lists: of thousands of rows only those in view are in the document, and the one that has the focus.
//!
//! The gaps between them are empty pictures of the right height, because a style attribute is barred by a strict
//! content policy. The table of needs, the list of a fleet and its map are such lists.

use web_sys::Element;
use yew::prelude::*;

/// Rows kept ready above and below the view.
const SPARE: usize = 4;

/// What of a list is in view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// The first row, from 0.
    pub first: usize,
    /// How many rows.
    pub rows: usize,
}

impl View {
    /// What of rows of this height, in CSS pixels, a frame that scrolls shows.
    pub fn of(frame: &Element, height: usize) -> Self {
        let pixels = |length: i32| usize::try_from(length).unwrap_or(0) / height.max(1);
        Self { first: pixels(frame.scroll_top()), rows: (pixels(frame.client_height()) + 2).max(2) }
    }
}

/// What stands in the document: rows, and gaps of so many rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// So many rows that are not there.
    Gap(usize),
    /// A row, from 0.
    Row(usize),
}

/// The parts of a list of so many rows. The active row is there wherever it is, so that it keeps the focus.
pub fn parts(total: usize, view: View, active: usize) -> Vec<Part> {
    let first = view.first.saturating_sub(SPARE).min(total);
    let end = (view.first + view.rows + SPARE).min(total);
    let mut rows: Vec<usize> = (first..end).collect();
    if active < total && !(first..end).contains(&active) {
        let at = if active < first { 0 } else { rows.len() };
        rows.insert(at, active);
    }
    let mut parts = Vec::with_capacity(rows.len() + 3);
    let mut next = 0;
    for row in rows {
        if row > next {
            parts.push(Part::Gap(row - next));
        }
        parts.push(Part::Row(row));
        next = row + 1;
    }
    if next < total {
        parts.push(Part::Gap(total - next));
    }
    parts
}

/// A gap of so many rows; `at` tells the gaps of a list apart.
pub fn gap(at: usize, rows: usize, height: usize) -> Html {
    html! { <svg key={format!("gap {at}")} class="gap" width="1" height={(rows * height).to_string()} aria-hidden="true" /> }
}

/// How high the heading of a frame is, its first child: as high as its longest name, whatever the language.
pub fn heading(frame: &Element) -> usize {
    frame.first_element_child().map_or(0, |head| usize::try_from(head.client_height()).unwrap_or(0))
}

/// Scrolls so that a row can be seen below a heading that is as high as `head`.
pub fn reveal(frame: &Element, row: usize, height: usize, head: usize) {
    let pixels = |length: usize| i32::try_from(length).unwrap_or(i32::MAX);
    let (top, seen) = (pixels(row * height), frame.client_height());
    let end = pixels((row + 1) * height + head);
    if top < frame.scroll_top() {
        frame.set_scroll_top(top);
    } else if end > frame.scroll_top() + seen {
        frame.set_scroll_top(end - seen);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gaps_and_rows_are_all_rows_and_the_active_one_is_there() {
        for total in [0, 1, 9, 100_000] {
            for first in [0, 3, 50_000, 99_990] {
                for active in [0, 5, 77_777] {
                    let parts = parts(total, View { first, rows: 14 }, active);
                    let rows = |part: &Part| match part {
                        Part::Gap(rows) => *rows,
                        Part::Row(_) => 1,
                    };
                    assert_eq!(parts.iter().map(rows).sum::<usize>(), total);
                    assert_eq!(parts.contains(&Part::Row(active)), active < total);
                    assert!(parts.len() <= 14 + 2 * SPARE + 4);
                }
            }
        }
    }
}
