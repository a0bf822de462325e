//! Article 18: 重大变更, by the triggers of the place.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict, jurisdiction::ids};
use super::growth::{quantities, values};
use crate::basics::{Path, Words};
use crate::dossier::{Errand, Need};
use std::collections::BTreeSet;

pub(super) const MAJOR: Provision = Provision {
    id: "a18-major",
    citation: Citation {
        article: 18, quote: "涉及重大变更的,按照本办法第十四条至第十六条规定程序执行"
    },
    says: ("达到触发条件的按重大变更办理", "What meets a trigger is handled as a major change"),
    reading: Some((
        "“重大变更”未作定义；触发条件是适用地区的参数，现状与变更均按当前目录比较",
        "重大变更 is not defined; the triggers are parameters of the place, and what runs is compared with the change by \
         the present catalog",
    )),
    codes: &[UNSTATED, NOT_COMPARED, MAJOR_OPEN],
    check: major,
};

const UNSTATED: Code = Code {
    code: "a18-major-unstated",
    severity: Severity::ToDo,
    message: (
        "达到重大变更的触发条件，但未按重大变更申请。",
        "A trigger of 重大变更 is met, but the change is not called major.",
    ),
    remedy: (
        "改选“是”，按第十四条至第十六条重新办理；或减少变更内容。",
        "Choose yes, so that articles 14 to 16 apply again; or change less.",
    ),
};

const NOT_COMPARED: Code = Code {
    code: "a18-major-not-compared",
    severity: Severity::Judgement,
    message: (
        "部分内容无法与现状比较，是否重大变更由审核判断。",
        "Something cannot be compared with what runs; the reviewer judges whether the change is major.",
    ),
    remedy: ("核对变更内容。", "Check what changes."),
};

const MAJOR_OPEN: Code = Code {
    code: "a18-major-open",
    severity: Severity::ToDo,
    message: ("尚未说明是否重大变更。", "It is not stated whether the change is a major one."),
    remedy: ("选择“是”或“否”。", "Choose yes or no."),
};

/// What the comparison comes to: each trigger that is met, with where, its bound and what was found; what could
/// not be compared.
#[derive(Default)]
struct Compared {
    met: Vec<(Path, Words, Words)>,
    unclear: Vec<(Path, Words)>,
    /// Triggers that the place does not set.
    unset: Vec<Path>,
}

fn major(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    if case.errand() != Errand::Change {
        return Verdict::NotApplicable;
    }
    match case.now().yes("change.major") {
        None => return notes.open(&MAJOR_OPEN, &["change.major"]),
        Some(true) => return Verdict::Holds,
        Some(false) => {}
    }
    let Some(compared) = compare(case) else {
        return Verdict::Unknown(vec![Path::root().at("journal")]);
    };
    for (path, expected, found) in &compared.met {
        notes.find(&UNSTATED, path.clone(), expected.clone(), found.clone());
    }
    for (path, found) in &compared.unclear {
        let expected = Words::new("可与现状比较", "Comparable with what runs");
        notes.find(&NOT_COMPARED, path.clone(), expected, found.clone());
    }
    match (compared.met.is_empty(), compared.unclear.is_empty(), compared.unset.is_empty()) {
        (false, ..) => Verdict::Fails,
        (true, false, _) => Verdict::NeedsJudgement,
        (true, true, true) => Verdict::Holds,
        (true, true, false) => Verdict::Unknown(compared.unset),
    }
}

/// `None` where nothing is known of what runs.
fn compare(case: &Case<'_>) -> Option<Compared> {
    let applied = case.applied()?;
    let running = case.of(case.life().in_force()?);
    let now = case.now();
    let mut compared = Compared::default();
    let before = || applied.resources.needs.iter().map(|need| &**need);
    let after = || case.rows().iter().map(|(need, _)| *need);

    let level = |fact: Option<u8>| {
        fact.map_or_else(unknown, |level| Words::new(format!("第 {level} 级"), format!("level {level}")))
    };
    let (was, is) = (running.level("security.level"), now.level("security.level"));
    compared.other(case, ids::MAJOR_LEVEL, Path::field("security.level"), was != is, (level(was), level(is)));

    let zones = |facts: &[&str], rows: BTreeSet<&str>| -> BTreeSet<String> {
        facts.iter().copied().chain(rows).map(str::to_owned).collect()
    };
    let was = zones(running.codes("network.zones").unwrap_or_default(), values(before(), "zone"));
    let is = zones(now.codes("network.zones").unwrap_or_default(), values(after(), "zone"));
    compared.other(
        case,
        ids::MAJOR_ZONE,
        Path::field("network.zones"),
        was != is,
        (list(case, "zone", &was), list(case, "zone", &is)),
    );

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
    compared.growth(case, path);
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
    /// A trigger that counts or does not: something is another than before.
    fn other(&mut self, case: &Case<'_>, id: &str, path: Path, other: bool, (was, is): (Words, Words)) {
        match case.parameter(id) {
            Err(Verdict::Unknown(missing)) => self.unset.extend(missing),
            Ok(trigger) if trigger.value == 1 && other => {
                let name = &trigger.name;
                let expected = Words::new(
                    format!("{}；现状：{}", name.zh, was.zh),
                    format!("{}; what runs: {}", name.en, was.en),
                );
                self.met.push((path, expected, is));
            }
            _ => {}
        }
    }

    fn growth(&mut self, case: &Case<'_>, path: Path) {
        let Some(applied) = case.applied() else { return };
        let before = applied.resources.needs.iter().map(|need| &**need);
        let after = case.rows().iter().map(|(need, _)| *need);
        if !applied.resources.unread.is_empty() || !case.unread().is_empty() {
            self.unclear.push((path.clone(), Words::new("有资源行无法读取", "A row cannot be read")));
        }
        match case.parameter(ids::MAJOR_GROWTH_PERCENT) {
            Err(Verdict::Unknown(missing)) => self.unset.extend(missing),
            Err(_) => {}
            Ok(most) => {
                for quantity in quantities(case.edition(), before, after) {
                    let (name, was, is) = (&quantity.name, quantity.before, quantity.after);
                    match quantity.growth() {
                        None if is > 0 => self.unclear.push((
                            path.clone(),
                            Words::new(format!("{}：现状没有", name.zh), format!("{}: none runs", name.en)),
                        )),
                        Some(percent) if quantity.exceeds(most.value) => self.met.push((
                            path.clone(),
                            Words::new(
                                format!("{}：{}%", most.name.zh, most.value),
                                format!("{}: {} %", most.name.en, most.value),
                            ),
                            Words::new(
                                format!("{}由 {was} 增至 {is}，增长 {percent}%", name.zh),
                                format!("{} from {was} to {is}, by {percent} %", name.en),
                            ),
                        )),
                        _ => {}
                    }
                }
            }
        }
        self.cost(case, path, applied.yearly);
    }

    fn cost(&mut self, case: &Case<'_>, path: Path, before: Option<crate::basics::Money>) {
        let most = match case.parameter(ids::MAJOR_COST_PERCENT) {
            Ok(most) => most,
            Err(Verdict::Unknown(missing)) => return self.unset.extend(missing),
            Err(_) => return,
        };
        let (Some(was), Some(is)) = (before, case.yearly()) else {
            let found = Words::new("年度费用未知", "The yearly cost is unknown");
            return self.unclear.push((path, found));
        };
        let (a, b) = (was.as_micros(), is.as_micros());
        let grew = b.saturating_sub(a).saturating_mul(100);
        if a > 0 && grew > i128::from(most.value).saturating_mul(a) {
            let percent = grew / a;
            self.met.push((
                path,
                Words::new(
                    format!("{}：{}%", most.name.zh, most.value),
                    format!("{}: {} %", most.name.en, most.value),
                ),
                Words::new(
                    format!("年度费用由 {} 元增至 {} 元，增长 {percent}%", was.in_yuan(), is.in_yuan()),
                    format!("Yearly cost from CNY {} to {}, by {percent} %", was.in_yuan(), is.in_yuan()),
                ),
            ));
        }
    }
}
