//! What was typed, as typed.

use super::errand::Errand;
use crate::basics::Digest;
use std::collections::BTreeMap;
use std::sync::Arc;

/// A case as it was typed: texts by key, rows of texts, and the attachments' particulars.
///
/// Cheap to clone (rows and fields are shared), so that undo keeps whole drafts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Draft {
    /// What the form is for.
    pub errand: Errand,
    /// Field key → text. A key that is absent and an empty text are the same.
    pub fields: Arc<BTreeMap<String, String>>,
    /// The rows of the table, in order: the needs of an application, the services of an activation.
    pub needs: Vec<Arc<NeedRow>>,
    /// The attachments, in order. Their bytes are kept elsewhere, under their digest.
    pub attachments: Vec<Attachment>,
}

impl Draft {
    /// The text of a field, empty where nothing was typed.
    pub fn field(&self, key: &str) -> &str {
        self.fields.get(key).map_or("", String::as_str)
    }

    /// Sets a field; an empty text removes it.
    pub fn set_field(&mut self, key: &str, text: &str) {
        let fields = Arc::make_mut(&mut self.fields);
        if text.is_empty() {
            fields.remove(key);
        } else {
            fields.insert(key.to_owned(), text.to_owned());
        }
    }
}

/// One row of a table: column → text.
///
/// Columns of the resource table: `name`, `function`, `count`, `months`, `divisible` (`yes`), `reason`, `remark`;
/// `d.{dimension}` an amount with or without unit; `t.{trait}` a value that must hold, `p.{trait}` one that is
/// preferred; `pick` the key of the chosen configuration; `consent` (`yes`) the department's consent to a
/// concession; `special` (`yes`) when bought apart under article 21 is asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NeedRow {
    /// Unique in the draft and kept while the row lives: `n1`, `n2` …
    pub id: String,
    /// The typed texts. A column that is absent and an empty text are the same.
    pub cells: BTreeMap<String, String>,
}

impl NeedRow {
    /// The text of a column, empty where nothing was typed.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    /// Sets a cell; an empty text removes it.
    pub fn set_cell(&mut self, column: &str, text: &str) {
        if text.is_empty() {
            self.cells.remove(column);
        } else {
            self.cells.insert(column.to_owned(), text.to_owned());
        }
    }
}

/// A document that goes with the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// What it is in the case: a role of the papers step, such as `plan`, `basis`, `exception`.
    pub role: String,
    /// File name, without any folder.
    pub name: String,
    /// Media type, as the browser told or as the name says.
    pub media_type: String,
    /// Size in bytes.
    pub size: u64,
    /// SM3 of its bytes.
    pub digest: Digest,
}
