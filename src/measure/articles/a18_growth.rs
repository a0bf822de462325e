//! Article 18: what a change differs in from what runs.

use super::super::super::jurisdiction::{Parameter, ids};
use super::super::super::provision::Case;
use super::compare::Compared;
use crate::basics::{Money, Path, Words};
use crate::catalog::Edition;
use crate::dossier::{Need, Resources};
use std::collections::{BTreeMap, BTreeSet};

/// Fields that say what runs, beside the resource table.
const RUNS: [&str; 14] = [
    "system.runs",
    "system.available",
    "security.level",
    "needs.supplier",
    "needs.other",
    "network.zones",
    "network.links",
    "network.addresses",
    "network.ports",
    "network.internet",
    "network.bandwidth",
    "network.public_ips",
    "network.domains",
    "network.vpn_count",
];

/// True where the form asks for what runs already; `None` where nothing is known of what runs.
pub(super) fn same_as_running(case: &Case<'_>) -> Option<bool> {
    let (running, applied) = (case.of(case.life().in_force()?), case.applied()?);
    if RUNS.iter().any(|key| running.get(key) != case.now().get(key)) {
        return Some(false);
    }
    if !case.unread().is_empty() || !applied.resources.unread.is_empty() {
        return Some(false);
    }
    let before = sorted(applied.resources.needs.iter().map(|need| &**need));
    let after = sorted(case.rows().iter().map(|(need, _)| *need));
    Some(before.iter().map(|need| asked(need)).eq(after.iter().map(|need| asked(need))))
}

/// The needs in an order that does not hang on how the rows are ordered and explained.
fn sorted<'n>(needs: impl Iterator<Item = &'n Need>) -> Vec<&'n Need> {
    let mut needs: Vec<&Need> = needs.collect();
    needs.sort_by(|a, b| asked(a).cmp(&asked(b)));
    needs
}

/// What a need asks for.
fn asked(need: &Need) -> impl Ord + '_ {
    let Need { function, amounts, traits, prefers, count, months, divisible, consent, special, .. } = need;
    (function, amounts, traits, prefers, count, months, divisible, consent, special)
}

/// What of one kind is asked for in all: of a dimension, or of instances of a function that has none.
struct Quantity {
    name: Words,
    before: i128,
    after: i128,
    /// Both for people.
    shown: (Words, Words),
}

/// Every quantity before and after, by its code. What is bought apart is none of the cloud's.
fn quantities<'n>(
    edition: &Edition,
    before: impl Iterator<Item = &'n Need>,
    after: impl Iterator<Item = &'n Need>,
) -> Vec<Quantity> {
    let mut sums: BTreeMap<&str, (i128, i128)> = BTreeMap::new();
    for need in before.filter(|need| !need.special) {
        parts(need).for_each(|(code, amount)| sums.entry(code).or_default().0 += amount);
    }
    for need in after.filter(|need| !need.special) {
        parts(need).for_each(|(code, amount)| sums.entry(code).or_default().1 += amount);
    }
    let quantity = |(code, (before, after)): (&str, (i128, i128))| {
        let dimension = edition.dimension(code).map(|(_, dimension)| dimension);
        let show = |amount: i128| match (dimension, i64::try_from(amount)) {
            (Some(dimension), Ok(amount)) => dimension.said(amount),
            _ => Words::same(amount.to_string()),
        };
        let name = dimension.map(|d| &d.name).or_else(|| edition.function(code).map(|f| &f.name));
        let name = name.map_or_else(|| Words::same(code), Clone::clone);
        Quantity { name, before, after, shown: (show(before), show(after)) }
    };
    sums.into_iter().map(quantity).collect()
}

fn parts(need: &Need) -> impl Iterator<Item = (&str, i128)> {
    let count = i128::from(need.count);
    let alone = need.amounts.is_empty().then_some((need.function.as_str(), count));
    need.amounts.iter().map(move |(code, amount)| (code.as_str(), i128::from(*amount) * count)).chain(alone)
}

/// By how many percent something grows, a part of one left out, where that is more than `most`.
fn above(before: i128, after: i128, most: i64) -> Option<i128> {
    let grew = after.saturating_sub(before).saturating_mul(100);
    (before > 0 && grew > before.saturating_mul(i128::from(most))).then(|| grew / before)
}

fn bound(most: &Parameter) -> Words {
    Words::new(format!("{}：{}%", most.name.zh, most.value), format!("{}: {} %", most.name.en, most.value))
}

impl Compared {
    /// Quantities that grow by more than the place allows; one that did not run before has no growth.
    pub(super) fn growth(&mut self, case: &Case<'_>, running: &Resources) {
        let path = Path::root().at("needs");
        if !running.unread.is_empty() || !case.unread().is_empty() {
            self.unclear.push((path.clone(), Words::new("有资源行无法读取", "A row cannot be read")));
        }
        let Some(most) = self.parameter(case, ids::MAJOR_GROWTH_PERCENT) else { return };
        let before = running.needs.iter().map(|need| &**need);
        let after = case.rows().iter().map(|(need, _)| *need);
        for Quantity { name, before, after, shown: (was, is) } in quantities(case.edition(), before, after) {
            if before == 0 {
                let found = Words::new(format!("{}：现状没有", name.zh), format!("{}: none runs", name.en));
                self.unclear.push((path.clone(), found));
            } else if let Some(percent) = above(before, after, most.value) {
                let found = Words::new(
                    format!("{}由 {} 增至 {}，增长 {percent}%", name.zh, was.zh, is.zh),
                    format!("{} from {} to {}, by {percent} %", name.en, was.en, is.en),
                );
                self.met.push((path.clone(), bound(most), found));
            }
        }
    }

    /// A yearly cost that grows by more than the place allows.
    pub(super) fn cost(&mut self, case: &Case<'_>, before: Option<Money>) {
        let path = Path::root().at("needs");
        let Some(most) = self.parameter(case, ids::MAJOR_COST_PERCENT) else { return };
        let (Some(was), Some(is)) = (before, case.yearly()) else {
            self.unclear.push((path, Words::new("年度费用未知", "The yearly cost is unknown")));
            return;
        };
        if let Some(percent) = above(was.as_micros(), is.as_micros(), most.value) {
            let (was, is) = (was.in_yuan(), is.in_yuan());
            let found = Words::new(
                format!("年度费用由 {was} 元增至 {is} 元，增长 {percent}%"),
                format!("Yearly cost from CNY {was} to {is}, by {percent} %"),
            );
            self.met.push((path, bound(most), found));
        }
    }
}

/// The values that rows demand of a trait.
pub(super) fn values<'n>(needs: impl Iterator<Item = &'n Need>, of: &str) -> BTreeSet<&'n str> {
    needs.filter_map(|need| need.traits.get(of).map(String::as_str)).collect()
}
