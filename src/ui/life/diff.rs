//! What a change changes: one application against the one that runs.
//!
//! Rows are the same row where they have the same id, as the change began with them; a row without its
//! counterpart was added or removed. Cells are compared as typed.

use crate::dossier::fields::{FIELDS, shown};
use crate::dossier::{Attachment, Draft, FieldKind, FieldSpec, NeedRow, Step};
use std::sync::Arc;

/// All that differs.
#[derive(Clone, Debug, Default)]
pub struct Diff {
    /// Fields, in the order of the form.
    pub fields: Vec<FieldDiff>,
    /// Rows of the resource table: those that are there now in their order, then those that are gone.
    pub rows: Vec<RowDiff>,
    /// Documents that were added.
    pub added: Vec<Attachment>,
    /// Documents that are gone.
    pub removed: Vec<Attachment>,
}

/// A field whose text differs.
#[derive(Clone, Debug)]
pub struct FieldDiff {
    /// The field.
    pub spec: &'static FieldSpec,
    /// What stood there, as typed; empty where nothing did or it was not asked.
    pub before: String,
    /// What stands there now.
    pub after: String,
}

/// A row that differs.
#[derive(Clone, Debug, PartialEq)]
pub struct RowDiff {
    /// Its place now, from 0; none for a row that is gone.
    pub row: Option<usize>,
    /// What it was; none for a new row.
    pub before: Option<Arc<NeedRow>>,
    /// What it is; none for a row that is gone.
    pub after: Option<Arc<NeedRow>>,
}

impl RowDiff {
    /// The columns that differ, with what stood and stands there; all of them for a row that came or went.
    pub fn cells(&self) -> Vec<(&str, &str, &str)> {
        let rows = [self.before.as_ref(), self.after.as_ref()];
        let mut columns: Vec<&str> =
            rows.into_iter().flatten().flat_map(|row| row.cells.keys()).map(String::as_str).collect();
        columns.sort_unstable();
        columns.dedup();
        let [before, after] = rows;
        let all = columns.into_iter().map(|column| (column, cell(before, column), cell(after, column)));
        all.filter(|(_, before, after)| before != after).collect()
    }
}

fn cell<'r>(row: Option<&'r Arc<NeedRow>>, column: &str) -> &'r str {
    row.map_or("", |row| row.cell(column))
}

impl Diff {
    /// What `after` has otherwise than `before`. What is said of the change itself is no difference.
    pub fn of(before: &Draft, after: &Draft) -> Self {
        Self {
            fields: FIELDS.iter().filter_map(|spec| field(spec, before, after)).collect(),
            rows: rows(before, after),
            added: papers(after, before),
            removed: papers(before, after),
        }
    }

    /// True where nothing differs.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.rows.is_empty() && self.added.is_empty() && self.removed.is_empty()
    }
}

fn field(spec: &'static FieldSpec, before: &Draft, after: &Draft) -> Option<FieldDiff> {
    if spec.step == Step::Deed || matches!(spec.kind, FieldKind::Paper(_)) {
        return None;
    }
    let text = |draft: &Draft| {
        if shown(spec, draft) { draft.field(spec.key).trim().to_owned() } else { String::new() }
    };
    // What a change is not asked at all (where a system was before it moved) is not changed by it.
    if !shown(spec, after) {
        return None;
    }
    let (before, after) = (text(before), text(after));
    (before != after).then_some(FieldDiff { spec, before, after })
}

fn rows(before: &Draft, after: &Draft) -> Vec<RowDiff> {
    let of = |id: &str, draft: &Draft| draft.needs.iter().find(|row| row.id == id).cloned();
    let now = after.needs.iter().enumerate().filter_map(|(at, row)| {
        let old = of(&row.id, before);
        let same = old.as_ref().is_some_and(|old| old.cells == row.cells);
        (!same).then(|| RowDiff { row: Some(at), before: old, after: Some(row.clone()) })
    });
    let gone = before.needs.iter().filter(|row| of(&row.id, after).is_none());
    let gone = gone.map(|row| RowDiff { row: None, before: Some(row.clone()), after: None });
    now.chain(gone).collect()
}

/// Documents of `here` that are not `there`.
fn papers(here: &Draft, there: &Draft) -> Vec<Attachment> {
    let there = |a: &&Attachment| !there.attachments.iter().any(|b| b.role == a.role && b.digest == a.digest);
    here.attachments.iter().filter(there).cloned().collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::dossier::Errand;

    fn row(id: &str, cells: &[(&str, &str)]) -> Arc<NeedRow> {
        let mut row = NeedRow { id: id.into(), ..NeedRow::default() };
        cells.iter().for_each(|(column, text)| row.set_cell(column, text));
        Arc::new(row)
    }

    fn draft(errand: Errand, name: &str, needs: Vec<Arc<NeedRow>>) -> Draft {
        let mut draft = Draft { errand, needs, ..Draft::default() };
        draft.set_field("system.name", name);
        draft
    }

    #[test]
    fn rows_are_found_again_by_their_id() {
        let before =
            draft(Errand::Deploy, "一", vec![row("n1", &[("d.vcpu", "8")]), row("n2", &[("count", "2")])]);
        let after = draft(
            Errand::Change,
            "二",
            vec![row("n3", &[("count", "1")]), row("n1", &[("d.vcpu", "4"), ("count", "1")])],
        );
        let diff = Diff::of(&before, &after);
        assert_eq!(
            diff.fields.iter().map(|f| (f.before.as_str(), f.after.as_str())).collect::<Vec<_>>(),
            [("一", "二")]
        );
        let kinds: Vec<_> =
            diff.rows.iter().map(|r| (r.row, r.before.is_some(), r.after.is_some())).collect();
        assert_eq!(kinds, [(Some(0), false, true), (Some(1), true, true), (None, true, false)]);
        assert_eq!(diff.rows[1].cells(), [("count", "", "1"), ("d.vcpu", "8", "4")]);
    }

    #[test]
    fn what_is_the_same_is_no_difference() {
        let before = draft(Errand::Migrate, "一", vec![row("n1", &[("count", "2")])]);
        let mut after = Draft { errand: Errand::Change, ..before.clone() };
        assert!(Diff::of(&before, &after).is_empty());
        after.set_field("change.reason", "扩容");
        assert!(Diff::of(&before, &after).is_empty(), "what is said of the change is not the change");
    }
}
