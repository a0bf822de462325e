//! What the sheets say of a step also stops it: through the judge that form and portal use.

use super::columns::make;
use super::{expected_codes, sheets, tables};
use crate::judge::demonstration;
use govcloud::fitting::Engine;
use govcloud::lifecycle::{Judge, MOVES};
use govcloud::measure::{Severity, jurisdiction::heilongjiang};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Columns in which a sheet tells what the tools found. The judge asks the tools itself; what it makes of a change
/// and of a special purchase is tried in `journals`.
const OF_TOOLS: &[&str] = &["现状资源", "变更资源", "审核时适配", "服务单价"];

#[test]
fn each_move_is_stopped_by_what_it_demands() {
    let sheets = sheets();
    let engine = Arc::new(Engine::new(demonstration()));
    let place = Arc::new(heilongjiang());
    let (mut wrong, mut stopped) = (Vec::new(), BTreeSet::new());
    for (table, provision) in tables(&sheets) {
        let weighs = |code: &str| provision.codes.iter().find(|c| c.code == code).map(|c| c.severity);
        for row in &table.rows {
            let codes = expected_codes(table.cell(row, "发现"));
            let bars: BTreeSet<&str> = codes
                .into_iter()
                .filter(|c| matches!(weighs(c), Some(Severity::Bars | Severity::ToDo)))
                .collect();
            if bars.is_empty() || OF_TOOLS.iter().any(|column| !table.cell(row, column).is_empty()) {
                continue;
            }
            let cells = table.columns.iter().zip(row).filter(|(_, text)| !text.is_empty());
            let cells: Vec<(&str, &str)> = cells.map(|(a, b)| (a.as_str(), b.as_str())).collect();
            let made = make(&cells).unwrap();
            let mut judge = Judge::with_engine(engine.clone(), place.clone(), made.as_of);
            judge.follow(made.dossier.life.clone());
            let said = judge.judge(&made.draft);
            let found: BTreeSet<&str> = said.barred_by.iter().map(|bar| bar.code).collect();
            let demands = MOVES.iter().filter(|one| one.errand == made.draft.errand);
            if demands.flat_map(|one| one.demands).any(|id| *id == provision.id) {
                stopped.insert(provision.id);
                if !bars.is_subset(&found) {
                    wrong.push(format!(
                        "{} “{}”: {bars:?}, {found:?}",
                        provision.id,
                        table.cell(row, "情形")
                    ));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    let demanded: BTreeSet<&str> = MOVES.iter().flat_map(|one| one.demands).copied().collect();
    let by_tools = BTreeSet::from(["a18-application", "a18-major", "a21-review"]);
    assert_eq!(demanded.difference(&stopped).copied().collect::<BTreeSet<_>>(), by_tools);
}
