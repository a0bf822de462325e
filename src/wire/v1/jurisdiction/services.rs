//! The services that a level implies, from JSON and back.

use super::read::source;
use crate::measure::jurisdiction::services::{Each, LevelService, LevelServices};
use crate::wire::v1::catalog::walk::{Desk, Node};
use serde_json::{Value, json};

/// The table of a file; `None` where it has none, or something that the table must have is missing.
pub(super) fn of(root: &Node<'_>, desk: &mut Desk) -> Option<LevelServices> {
    let node = root.get("levelServices")?;
    node.only(&["source", "packages", "usual"], desk);
    let text = |node: &Node<'_>, desk: &mut Desk| node.text(desk).map(str::to_owned);
    let (source, packages) = (source(&node, desk), node.list("packages", desk, text));
    let usual = node.list("usual", desk, service);
    Some(LevelServices { source: source?, packages, usual })
}

fn service(node: &Node<'_>, desk: &mut Desk) -> Option<LevelService> {
    node.only(&["fromLevel", "function", "each"], desk);
    let level = match node.get("fromLevel") {
        Some(number) => number.whole(1, desk),
        None => {
            desk.missing_member(node, "fromLevel");
            None
        }
    };
    let function = node.need_text("function", desk);
    let each = node.get("each").map_or(Some(Each::System), |each| each.choice(&Each::ALL, desk));
    // A level that no octet holds is beyond all levels, which is said of it.
    let from_level = u8::try_from(level?).unwrap_or(u8::MAX);
    Some(LevelService { from_level, function: function?, each: each? })
}

/// The table, written one way only.
pub(super) fn written(table: &LevelServices) -> Value {
    let service = |service: &LevelService| {
        json!({
            "fromLevel": service.from_level,
            "function": service.function,
            "each": service.each.code(),
        })
    };
    json!({
        "source": super::write::source(&table.source),
        "packages": table.packages,
        "usual": table.usual.iter().map(service).collect::<Vec<_>>(),
    })
}
