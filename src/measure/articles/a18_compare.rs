//! Article 18: a change beside what runs, by the triggers of the place.

use super::super::super::Verdict;
use super::super::super::jurisdiction::{Parameter, ids};
use super::super::super::provision::Case;
use super::growth::values;
use crate::basics::{Path, Words};
use crate::dossier::Need;
use std::collections::BTreeSet;

/// What the comparison comes to: each trigger that is met, with where, its bound and what was found; what could
/// not be compared.
#[derive(Default)]
pub(super) struct Compared {
    pub(super) met: Vec<(Path, Words, Words)>,
    pub(super) unclear: Vec<(Path, Words)>,
    /// Triggers that the place does not set.
    pub(super) unset: Vec<Path>,
}

/// `None` where nothing is known of what runs.
pub(super) fn compare(case: &Case<'_>) -> Option<Compared> {
    let applied = case.applied()?;
    let running = case.of(case.life().in_force()?);
    let now = case.now();
    let mut compared = Compared::default();
    let before = || applied.resources.needs.iter().map(|need| &**need);
    let after = || case.rows().iter().map(|(need, _)| *need);

    // What the form does not state so far is asked for by article 24, or by the form.
    if let (Some(was), Some(is)) = (running.level("security.level"), now.level("security.level")) {
        let name = |level: u8| Words::new(format!("第 {level} 级"), format!("level {level}"));
        let path = Path::field("security.level");
        compared.other(case, ids::MAJOR_LEVEL, path, was != is, (name(was), name(is)));
    }
    if let (Some(was), Some(is)) = (running.codes("network.zones"), now.codes("network.zones")) {
        let all = |zones: &[&str], rows: BTreeSet<&str>| -> BTreeSet<String> {
            zones.iter().copied().chain(rows).map(str::to_owned).collect()
        };
        let (was, is) = (all(was, values(before(), "zone")), all(is, values(after(), "zone")));
        let names = (list(case, "zone", &was), list(case, "zone", &is));
        compared.other(case, ids::MAJOR_ZONE, Path::field("network.zones"), was != is, names);
    }
    let was: BTreeSet<String> = values(before(), "arch").into_iter().map(str::to_owned).collect();
    let is: BTreeSet<String> = values(after(), "arch").into_iter().map(str::to_owned).collect();
    let path = Path::root().at("needs");
    compared.other(
        case,
        ids::MAJOR_ARCHITECTURE,
        path.clone(),
        was != is,
        (list(case, "arch", &was), list(case, "arch", &is)),
    );

    if let Some(asked) = now.text("needs.supplier") {
        let chosen = case.life().supplier().map_or_else(unknown, Words::same);
        let other = chosen.zh != asked;
        compared.other(
            case,
            ids::MAJOR_SUPPLIER,
            Path::field("needs.supplier"),
            other,
            (chosen, Words::same(asked)),
        );
    }
    let special = new_special(before().filter(|n| n.special), after().filter(|n| n.special));
    let names = (Words::new("无新增", "none is new"), Words::same(special.join("、")));
    compared.other(case, ids::MAJOR_SPECIAL, path.clone(), !special.is_empty(), names);
    compared.growth(case, &applied.resources);
    compared.cost(case, applied.yearly);
    Some(compared)
}

fn unknown() -> Words {
    Words::new("未知", "unknown")
}

fn list(case: &Case<'_>, of: &str, codes: &BTreeSet<String>) -> Words {
    let values = case.edition().trait_of(of).map(|of| of.values.as_slice()).unwrap_or_default();
    let name = |code: &String| {
        values.iter().find(|v| v.code == *code).map_or_else(|| Words::same(code), |v| v.name.clone())
    };
    let names: Vec<Words> = codes.iter().map(name).collect();
    let join = |pick: fn(&Words) -> &str, by: &str| names.iter().map(pick).collect::<Vec<_>>().join(by);
    if names.is_empty() {
        Words::new("未指定", "none named")
    } else {
        Words::new(join(|w| &w.zh, "、"), join(|w| &w.en, ", "))
    }
}

/// Rows that ask to buy apart what was not bought apart before.
fn new_special<'n>(
    before: impl Iterator<Item = &'n Need>,
    after: impl Iterator<Item = &'n Need>,
) -> Vec<String> {
    let key = |need: &'n Need| (&need.function, &need.amounts, need.count);
    let known: BTreeSet<_> = before.map(key).collect();
    let name = |need: &Need| if need.name.is_empty() { need.function.clone() } else { need.name.clone() };
    after.filter(|need| !known.contains(&key(need))).map(name).collect()
}

impl Compared {
    /// The parameter, or a note that the place does not set it.
    pub(super) fn parameter<'c>(&mut self, case: &Case<'c>, id: &str) -> Option<&'c Parameter> {
        match case.parameter(id) {
            Ok(parameter) => return Some(parameter),
            Err(Verdict::Unknown(missing)) => self.unset.extend(missing),
            Err(_) => {}
        }
        None
    }

    /// A trigger that counts or does not: something is another than before.
    fn other(&mut self, case: &Case<'_>, id: &str, path: Path, other: bool, (was, is): (Words, Words)) {
        let Some(trigger) = self.parameter(case, id) else { return };
        if trigger.value == 1 && other {
            let name = &trigger.name;
            let expected = Words::new(
                format!("{}；现状：{}", name.zh, was.zh),
                format!("{}; what runs: {}", name.en, was.en),
            );
            self.met.push((path, expected, is));
        }
    }
}
