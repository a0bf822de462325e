//! Article 18: what a change differs in from what runs.

use super::super::super::provision::Case;
use crate::basics::Words;
use crate::catalog::Edition;
use crate::dossier::Need;
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
    let before = plain(applied.resources.needs.iter().map(|need| &**need));
    let after = plain(case.rows().iter().map(|(need, _)| *need));
    Some(before == after && case.unread().is_empty() && applied.resources.unread.is_empty())
}

/// What is asked for, however the rows are ordered and explained.
fn plain<'n>(needs: impl Iterator<Item = &'n Need>) -> Vec<Need> {
    let plain = |need: &Need| {
        let need = need.clone();
        Need { row: 0, id: String::new(), name: String::new(), reason: String::new(), pick: None, ..need }
    };
    let mut needs: Vec<Need> = needs.map(plain).collect();
    needs.sort_by_cached_key(|need| format!("{need:?}"));
    needs
}

/// What of one kind is asked for in all: of a dimension, or of instances of a function that has none.
pub(super) struct Quantity {
    /// Its name for people.
    pub(super) name: Words,
    /// What runs.
    pub(super) before: i128,
    /// What is asked for.
    pub(super) after: i128,
}

impl Quantity {
    /// How many percent it grows by, a part of one left out; `None` where nothing ran before.
    pub(super) fn growth(&self) -> Option<i128> {
        (self.before > 0).then(|| (self.after - self.before) * 100 / self.before)
    }

    /// True where it grows by more than so many percent.
    pub(super) fn exceeds(&self, percent: i64) -> bool {
        self.before > 0 && (self.after - self.before) * 100 > i128::from(percent) * self.before
    }
}

/// Every quantity before and after, by its code. What is bought apart is none of the cloud's.
pub(super) fn quantities<'n>(
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
    let name = |code: &str| match (edition.dimension(code), edition.function(code)) {
        (Some((_, dimension)), _) => dimension.name.clone(),
        (None, Some(function)) => function.name.clone(),
        (None, None) => Words::same(code),
    };
    sums.into_iter().map(|(code, (before, after))| Quantity { name: name(code), before, after }).collect()
}

fn parts(need: &Need) -> impl Iterator<Item = (&str, i128)> {
    let count = i128::from(need.count);
    let alone = need.amounts.is_empty().then_some((need.function.as_str(), count));
    need.amounts.iter().map(move |(code, amount)| (code.as_str(), i128::from(*amount) * count)).chain(alone)
}

/// The values that rows demand of a trait.
pub(super) fn values<'n>(needs: impl Iterator<Item = &'n Need>, of: &str) -> BTreeSet<&'n str> {
    needs.filter_map(|need| need.traits.get(of).map(String::as_str)).collect()
}
