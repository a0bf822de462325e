//! The native catalog format, `"format": "govcloud-catalog", "version": 1`. See `src/docs/catalog.md`.
//!
//! One bad value must not take a catalog of thousands of items down, and must not pass in silence
//! either. So the document is walked value by value: what is wrong becomes a [`CatalogProblem`] with row
//! and field, the item it stands in is left out (or, where only its price is wrong, its price becomes
//! unknown), and the rest is read. An [`Error`] is left for what is no catalog at all.

mod declare;
mod item;
mod price;
pub(crate) mod walk;
mod write;

pub(crate) use write::proration;
pub use write::write;

use crate::basics::{Digest, Path, Words};
use crate::catalog::{CatalogProblem, Dimension, Edition, Item, check};
use crate::wire::{Error, canonical, json};
use serde_json::Value;
use std::collections::BTreeMap;
use walk::{Desk, Node};

/// The name of the format.
pub const FORMAT: &str = "govcloud-catalog";

/// The newest version.
pub const VERSION: u32 = 1;

/// The most text that is taken in: 64 MB, some hundred thousand items.
const MOST_BYTES: usize = 64 * 1024 * 1024;

const FIELDS: [&str; 14] = [
    "format",
    "version",
    "id",
    "title",
    "demonstration",
    "published",
    "valid",
    "proration",
    "sources",
    "dimensions",
    "traits",
    "functions",
    "suppliers",
    "items",
];

/// Reads a catalog. Problems come in the order of the rows, the declarations' first; those of
/// [`check::check`] are among them, and the edition holds only items that are free of them.
///
/// # Errors
/// Where the text is no JSON, is another format or version, or lacks `id`, `dimensions`, `functions` or
/// `items`.
pub fn read(text: &str) -> Result<(Edition, Vec<CatalogProblem>), Error> {
    let document = json::parse(text, MOST_BYTES)?;
    expect_format(&document)?;
    for key in ["dimensions", "functions", "items"] {
        if !document.get(key).is_some_and(Value::is_array) {
            let expected = Words::new("数组", "an array");
            return Err(Error::Shape { at: Path::root().at(key), expected });
        }
    }
    let id = document.get("id").and_then(Value::as_str).filter(|id| !id.trim().is_empty());
    let expected = || Words::new("目录版本编号（文本）", "the edition's id (text)");
    let id = id.ok_or_else(|| Error::Shape { at: Path::root().at("id"), expected: expected() })?;
    // A document with a float in it has no canonical form; that is reported where it stands, and the
    // edition is then known by the text itself.
    let hash = canonical::digest(&document).unwrap_or_else(|_| Digest::of(text.as_bytes()));
    let mut desk = Desk::default();
    let mut edition = declarations(&Node::root(&document), id.trim(), hash, &mut desk);
    let items = document.get("items").and_then(Value::as_array);
    for (at, value) in items.into_iter().flatten().enumerate() {
        let row = at + 1;
        let read = item::item(&Node::item(value, row), row, &edition.dimensions, &mut desk);
        edition.items.extend(read);
    }
    Ok(finish(edition, desk))
}

/// Checks what was read, leaves out what cannot be relied upon, and sorts the problems.
pub(crate) fn finish(mut edition: Edition, desk: Desk) -> (Edition, Vec<CatalogProblem>) {
    edition.index();
    let mut problems = desk.problems;
    let found = check::check(&edition);
    check::keep_sound(&mut edition, &found);
    problems.extend(found);
    problems.sort();
    problems.dedup();
    (edition, problems)
}

fn expect_format(document: &Value) -> Result<(), Error> {
    if !document.is_object() {
        let expected = Words::new("一个 JSON 对象", "a JSON object");
        return Err(Error::Shape { at: Path::root(), expected });
    }
    let plain = |key| match document.get(key) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    };
    let format = plain("format");
    if format != FORMAT {
        return Err(Error::Format { expected: FORMAT, found: format });
    }
    if document.get("version").and_then(Value::as_u64) != Some(u64::from(VERSION)) {
        return Err(Error::Version { newest: VERSION, found: plain("version") });
    }
    Ok(())
}

/// Everything but the items.
fn declarations(root: &Node<'_>, id: &str, hash: Digest, desk: &mut Desk) -> Edition {
    root.only(&FIELDS, desk);
    Edition {
        id: id.to_owned(),
        title: root.words("title", desk),
        hash,
        demonstration: root.flag("demonstration", desk),
        published: root.date("published", desk),
        valid: root.valid(desk),
        proration: root.get("proration").and_then(|node| declare::proration(&node, desk)),
        sources: root.list("sources", desk, declare::source),
        dimensions: root.list("dimensions", desk, declare::dimension),
        traits: root.list("traits", desk, declare::trait_of),
        functions: root.list("functions", desk, declare::function),
        suppliers: root.list("suppliers", desk, declare::supplier),
        items: Vec::new(),
        by_code: BTreeMap::new(),
    }
}

/// Reads one item that another format has put into the native shape.
pub(crate) fn item_from(
    value: &Value,
    row: usize,
    dimensions: &[Dimension],
    desk: &mut Desk,
) -> Option<Item> {
    item::item(&Node::item(value, row), row, dimensions, desk)
}

/// Whether an item has a field of this name, written step by step: `price/amount`.
pub(crate) fn is_field(field: &str) -> bool {
    let (head, rest) = field.split_once('/').unwrap_or((field, ""));
    let range = |rest: &str| item::RANGE_FIELDS.contains(&rest);
    match head {
        "name" => matches!(rest, "" | "zh" | "en"),
        "valid" => matches!(rest, "from" | "to"),
        "price" => price::FIELDS.contains(&rest),
        "package" | "traits" => !rest.is_empty() && !rest.contains('/'),
        "component" => rest != "price" && range(rest),
        "custom" => rest.split_once('/').is_some_and(|(at, rest)| {
            let price = rest.strip_prefix("price/").is_some_and(|field| price::FIELDS.contains(&field));
            at.len() == 1
                && at.bytes().all(|b| b.is_ascii_digit())
                && (price || rest != "price" && range(rest))
        }),
        _ => rest.is_empty() && item::FIELDS.contains(&head),
    }
}

#[cfg(test)]
mod schema;
#[cfg(test)]
mod tests;

#[cfg(test)]
mod demo;
