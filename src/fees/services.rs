//! 实际服务: from what happened to a case to the services that ran, and to the lines that are settled.
//!
//! [`history`] makes services of events; it loses none: an event that contradicts those before it is named, and
//! then there are no services. [`lines`] joins services that continue each other, so that a service that was
//! cut in two on paper is settled as what it is, and finds rows that charge the same days twice.
//!
//! What a line is: the same case, supplier, item and name, without a day between. Its price and count may change
//! on the way.

use crate::basics::{Date, Path, Words, date};
use crate::catalog::Period;
use crate::dossier::{Event, Holder, Problem, Service, Taken};
use crate::fees::proration::{Counting, Rule};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use crate::dossier::read::{
    RowTerms, SERVICE_COLUMNS, ServiceRow, service as read_row, taken as read_taken,
};

/// What makes two rows of one case the same line.
fn key(taken: &Taken) -> (&str, &str, &str) {
    (&taken.supplier, &taken.item, &taken.name)
}

/// The services that these events make, by their first day. Events come in the order in which they took effect.
///
/// A service that stands unchanged in a change runs on, and is one service. One that is paid once and stands in
/// a later change as it was is not bought again.
///
/// # Errors
/// Every contradiction, at `/events/{n}` or `/events/{n}/services/{row}`: nothing is settled on a history that
/// contradicts itself.
pub fn history(holder: &Arc<Holder>, events: &[Event]) -> Result<Vec<Service>, Vec<Problem>> {
    let mut history = History::default();
    for (at, event) in events.iter().enumerate() {
        let path = Path::root().at("events").at(&at.to_string());
        match event {
            Event::Activated { from, services } => history.activate(&path, *from, services),
            Event::Changed { from, services } => history.change(&path, *from, services),
            Event::Ended { last } => history.end(&path, *last),
        }
    }
    if !history.problems.is_empty() {
        return Err(history.problems);
    }
    let running = history.running.into_values().map(|(taken, from)| (taken, from, None));
    let mut services: Vec<Service> = history
        .past
        .into_iter()
        .chain(running)
        .map(|(taken, from, to)| Service { holder: holder.clone(), taken: taken.clone(), from, to })
        .collect();
    services.sort_by(|a, b| (a.from, &a.taken).cmp(&(b.from, &b.taken)));
    Ok(services)
}

#[derive(Default)]
struct History<'e> {
    stage: Stage,
    /// Day from which the last event holds.
    since: Option<Date>,
    running: BTreeMap<(&'e str, &'e str, &'e str), (&'e Taken, Date)>,
    past: Vec<(&'e Taken, Date, Option<Date>)>,
    problems: Vec<Problem>,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Stage {
    #[default]
    Before,
    Running,
    Over,
}

impl<'e> History<'e> {
    fn activate(&mut self, path: &Path, from: Date, services: &'e [Taken]) {
        match self.stage {
            Stage::Before => {}
            Stage::Running => self.say(path, "history-activated-twice", TWICE),
            Stage::Over => self.say(path, "history-after-end", AFTER_END),
        }
        self.start(path, from, services);
    }

    fn change(&mut self, path: &Path, from: Date, services: &'e [Taken]) {
        match self.stage {
            Stage::Before => self.say(path, "history-not-active", NOT_ACTIVE),
            Stage::Running => {}
            Stage::Over => self.say(path, "history-after-end", AFTER_END),
        }
        self.start(path, from, services);
    }

    fn end(&mut self, path: &Path, last: Date) {
        match self.stage {
            Stage::Before => self.say(path, "history-not-active", NOT_ACTIVE),
            Stage::Running => {}
            Stage::Over => self.say(path, "history-after-end", AFTER_END),
        }
        if let Some(since) = self.since.filter(|since| last < *since) {
            self.out_of_order(path, "history-end-before-start", last, since);
        }
        self.past
            .extend(std::mem::take(&mut self.running).into_values().map(|(t, from)| (t, from, Some(last))));
        (self.stage, self.since) = (Stage::Over, Some(last));
    }

    /// From this day on these run and no others.
    fn start(&mut self, path: &Path, from: Date, services: &'e [Taken]) {
        if let Some(since) = self.since.filter(|since| from <= *since) {
            self.out_of_order(path, "history-order", from, since);
        }
        if services.is_empty() {
            self.say(path, "history-no-services", NO_SERVICES);
        }
        let mut before = std::mem::take(&mut self.running);
        for (row, taken) in services.iter().enumerate() {
            let place = path.at("services").at(&row.to_string());
            let (kept, begun) = match before.remove(&key(taken)) {
                Some((old, begun)) if old == taken => (old, begun),
                Some((old, begun)) => {
                    if old.period == Period::Once && taken.period == Period::Once {
                        self.say(&place, "history-once-changed", ONCE_CHANGED);
                    }
                    self.past.push((old, begun, from.pred_opt()));
                    (taken, from)
                }
                None => (taken, from),
            };
            if self.running.insert(key(taken), (kept, begun)).is_some() {
                self.say(&place, "history-line-twice", LINE_TWICE);
            }
        }
        self.past.extend(before.into_values().map(|(old, begun)| (old, begun, from.pred_opt())));
        (self.stage, self.since) = (Stage::Running, Some(from));
    }

    fn say(&mut self, path: &Path, code: &'static str, [zh, en, remedy_zh, remedy_en]: [&str; 4]) {
        let (message, remedy) = (Words::new(zh, en), Words::new(remedy_zh, remedy_en));
        self.problems.push(Problem { path: path.clone(), code, bars: true, message, remedy });
    }

    fn out_of_order(&mut self, path: &Path, code: &'static str, this: Date, since: Date) {
        let (this, since) = (date::iso(this), date::iso(since));
        self.say(
            path,
            code,
            [
                &format!("这一步自 {this} 起生效，而前一步自 {since} 起才生效。"),
                &format!("This step takes effect on {this}, the one before it only on {since}."),
                "请核对两步的日期：每一步须晚于前一步，终止日不得早于最后一次生效日。",
                "Check both dates: each step is later than the one before; the last day is not before its first.",
            ],
        );
    }
}

/// Message and remedy, each Chinese and English.
type Said = [&'static str; 4];

const TWICE: Said = [
    "服务已经开通，不能再次开通。",
    "The services run already: they cannot be opened again.",
    "如服务有增减，请按变更登记。",
    "Record a change where services were added or left out.",
];
const NOT_ACTIVE: Said =
    ["服务尚未开通。", "The services are not open yet.", "请先登记开通。", "Record the opening first."];
const AFTER_END: Said = [
    "服务已经终止。",
    "The services have ended.",
    "终止之后如再使用，请另立案卷。",
    "Open a new case where the cloud is used again after leaving it.",
];
const NO_SERVICES: Said = [
    "这一步没有列出任何服务。",
    "This step lists no service.",
    "请列出自这一天起运行的全部服务；全部停用请登记终止。",
    "List all that runs from this day on; record the end where nothing does.",
];
const ONCE_CHANGED: Said = [
    "一次性服务在变更中数量或价格不同。",
    "A service that is paid once stands in the change with another count or price.",
    "原有服务照原样保留；补购部分另起名称列一行。",
    "Keep the old one as it was and give what is bought in addition a line of its own name.",
];
const LINE_TWICE: Said = [
    "同一云服务商的同一目录项以同一名称列了两次。",
    "The same item of the same supplier stands twice under one name.",
    "请合并数量，或用名称区分。",
    "Add up the counts, or tell them apart by their names.",
];

/// Services that continue each other: settled as one.
#[derive(Clone, Debug)]
pub struct Line<'s> {
    /// How it is counted.
    pub counting: Counting,
    /// Its services with their place in the list, by time, without a day between them. Never empty.
    pub versions: Vec<(usize, &'s Service)>,
}

/// The lines of a list of services, by department, case and line, and what contradicts itself in it.
///
/// Places are `/services/{n}/{column}`. Services that charge the same days twice, or end before they start, are
/// left out with the whole line they belong to: which of them is right, nobody here can know.
pub fn lines<'s>(services: &'s [Service], rule: Rule) -> (Vec<Line<'s>>, Vec<Problem>) {
    type Key<'s> = (&'s str, (&'s str, &'s str, &'s str));
    let mut groups: BTreeMap<Key<'s>, Vec<(usize, &Service)>> = BTreeMap::new();
    for (at, service) in services.iter().enumerate() {
        groups.entry((&service.holder.case, key(&service.taken))).or_default().push((at, service));
    }
    let (mut lines, mut problems) = (Vec::new(), one_name_a_case(services));
    for mut group in groups.into_values() {
        group.sort_by_key(|(at, service)| (service.from, *at));
        let found = contradictions(&group);
        if found.is_empty() {
            join(&group, rule, &mut lines);
        }
        problems.extend(found);
    }
    problems.sort();
    lines.sort_by_key(|line| line.versions.first().map(|(_, first)| first.holder.clone()));
    (lines, problems)
}

/// Joins the services of one key, by time, into lines.
fn join<'s>(group: &[(usize, &'s Service)], rule: Rule, lines: &mut Vec<Line<'s>>) {
    let first = lines.len();
    for &(at, service) in group {
        let counting = rule.counting(service.taken.period);
        let own = lines.get_mut(first..).unwrap_or_default();
        let continues = |line: &&mut Line<'_>| {
            let ended = line.versions.last().and_then(|(_, last)| last.to?.succ_opt());
            counting != Counting::Once && line.counting == counting && ended == Some(service.from)
        };
        match own.iter_mut().rev().find(continues) {
            Some(line) => line.versions.push((at, service)),
            None => lines.push(Line { counting, versions: vec![(at, service)] }),
        }
    }
}

/// What cannot be true together in the services of one key, by time.
fn contradictions(group: &[(usize, &Service)]) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut say = |at: usize, column: &str, code, words: [String; 2], remedy: [&str; 2]| {
        let path = Path::root().at("services").at(&at.to_string()).at(column);
        let ([zh, en], [remedy_zh, remedy_en]) = (words, remedy);
        let (message, remedy) = (Words::new(zh, en), Words::new(remedy_zh, remedy_en));
        problems.push(Problem { path, code, bars: true, message, remedy });
    };
    let mut running: Option<&Service> = None;
    let mut bought = BTreeSet::new();
    for &(at, service) in group {
        let from = date::iso(service.from);
        if service.to.is_some_and(|to| to < service.from) {
            say(
                at,
                "to",
                "service-end-before-start",
                [
                    format!("终止日早于起始日 {from}。"),
                    format!("The last day lies before the first, {from}."),
                ],
                ["请核对两个日期。", "Check the two dates."],
            );
        }
        if service.taken.period == Period::Once {
            if !bought.insert(service.from) {
                say(
                    at,
                    "from",
                    "service-twice",
                    [
                        format!("同一项一次性服务在 {from} 列了两次。"),
                        format!("The same service that is paid once stands twice on {from}."),
                    ],
                    ["请合并数量，或用名称区分。", "Add up the counts, or tell them apart by their names."],
                );
            }
            continue;
        }
        if running.is_some_and(|before| before.to.is_none_or(|to| service.from <= to)) {
            say(
                at,
                "from",
                "service-overlap",
                [
                    format!("同一项服务在 {from} 尚未终止，这些日子会重复计费。"),
                    format!("The same service still runs on {from}: these days would be paid twice."),
                ],
                [
                    "请补上前一行的终止日；确为两项的，用名称区分。",
                    "Give the row before it its last day; where they are two, tell them apart by their names.",
                ],
            );
        }
        // A day beyond all days stands for a service that runs on.
        let ends = |service: &Service| service.to.unwrap_or(Date::MAX);
        running = running.filter(|before| ends(before) > ends(service)).or(Some(service));
    }
    problems
}

/// One case has one name and one department: else sums by department would tear a system apart unseen.
fn one_name_a_case(services: &[Service]) -> Vec<Problem> {
    let mut known: BTreeMap<&str, &Holder> = BTreeMap::new();
    let mut said = BTreeSet::new();
    let mut problems = Vec::new();
    for (at, service) in services.iter().enumerate() {
        let holder = service.holder.as_ref();
        let first = *known.entry(&holder.case).or_insert(holder);
        if first == holder || !said.insert(holder) {
            continue;
        }
        let column = if first.department == holder.department { "system" } else { "department" };
        problems.push(Problem {
            path: Path::root().at("services").at(&at.to_string()).at(column),
            code: "service-holder-differs",
            bars: false,
            message: Words::new(
                format!(
                    "案卷 {} 先记为“{}”的“{}”，此处记为“{}”的“{}”。",
                    holder.case, first.department, first.system, holder.department, holder.system
                ),
                format!(
                    "The case {} was “{}” of “{}” before; here it is “{}” of “{}”.",
                    holder.case, first.system, first.department, holder.system, holder.department
                ),
            ),
            remedy: Words::new("请核对；两者分别汇总。", "Check it: both are summed apart from each other."),
        });
    }
    problems
}
