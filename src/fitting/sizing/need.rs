//! The need at a target utilisation: how much of what a system has it would have to keep.

use super::percent::Percent;
use super::rule::LowRule;
use super::share::{self, Group};
use super::target::{Axis, NotSized, Note, Resize, Sizing, Target};
use super::usage::{System, Usage};
use crate::basics::{Decimal, Month};
use crate::catalog::{Dimension, Edition};
use crate::dossier::Need;
use std::collections::BTreeMap;

/// What a system would have to keep by the months that `rule` looked at. It is not asked whether the rule calls
/// the system low; but a dimension is made smaller only where it lies below its band in each of those months.
///
/// # Errors
/// Why nothing is proposed.
pub fn size(
    system: &System,
    rule: &LowRule,
    to: Month,
    target: &Target,
    edition: &Edition,
) -> Result<Sizing, NotSized> {
    if edition.function(&target.function).is_none() {
        return Err(NotSized::NotInCatalog(target.function.clone()));
    }
    let rows: Vec<Option<&Usage>> =
        rule.window(to).map(|month| system.of_month(month).ok().flatten()).collect();
    let hosts = rows.iter().rev().flatten().find_map(|usage| usage.hosts);
    if hosts.is_some_and(|hosts| hosts <= 0) {
        return Err(NotSized::NoHost);
    }
    let mut notes = Vec::new();
    let looks = [
        Look {
            axis: &target.cpu,
            band: rule.cpu_percent,
            held: |u| u.vcpu,
            mean: |u| u.cpu,
            peak: |u| u.cpu_peak,
        },
        Look {
            axis: &target.memory,
            band: rule.memory_percent,
            held: |u| u.memory,
            mean: |u| u.memory_used,
            peak: |u| u.memory_peak,
        },
    ];
    let mut resizes = Vec::new();
    let mut steps = Vec::new();
    for look in &looks {
        let found = edition.dimension(&look.axis.dimension);
        let (_, dimension) = found.ok_or_else(|| NotSized::NotInCatalog(look.axis.dimension.clone()))?;
        steps.push(look.step(dimension)?);
        resizes.push(look.resize(&rows, dimension, &mut notes)?);
    }
    let totals: Vec<i64> = resizes.iter().map(|resize| resize.held).collect();
    let groups = groups(hosts, &totals, &steps, &resizes, &mut notes)?;
    let traits = zone(system, target, edition, &mut notes);
    let need = NeedOf { system, target, traits: &traits, divisible: hosts.is_none() };
    let kept: Vec<Group> = groups.iter().map(|group| keep(group, &resizes, &steps)).collect();
    for (at, resize) in resizes.iter_mut().enumerate() {
        resize.proposed = kept.iter().map(|group| group.total(at)).sum();
    }
    if resizes.iter().all(|resize| resize.proposed >= resize.held) {
        return Err(NotSized::NothingToGain);
    }
    Ok(Sizing { before: need.all(&groups, &resizes), after: need.all(&kept, &resizes), resizes, notes })
}

/// One dimension and where its figures stand in a row.
struct Look<'a> {
    axis: &'a Axis,
    band: Percent,
    held: fn(&Usage) -> Option<Decimal>,
    mean: fn(&Usage) -> Option<Percent>,
    peak: fn(&Usage) -> Option<Percent>,
}

impl Look<'_> {
    fn code(&self) -> String {
        self.axis.dimension.clone()
    }

    /// An amount of the file in the smallest unit of the dimension.
    fn amount(&self, dimension: &Dimension, amount: Decimal) -> Result<i64, NotSized> {
        use crate::catalog::edition::AmountError;
        let read = dimension.parse(&format!("{amount} {}", self.axis.unit));
        read.map_err(|error| match error {
            AmountError::UnknownUnit(unit) => NotSized::NotInCatalog(unit),
            _ => NotSized::Amount(self.code()),
        })
    }

    fn step(&self, dimension: &Dimension) -> Result<i64, NotSized> {
        self.amount(dimension, Decimal { units: i128::from(self.axis.step.max(1)), scale: 0 })
    }

    fn resize(
        &self,
        rows: &[Option<&Usage>],
        dimension: &Dimension,
        notes: &mut Vec<Note>,
    ) -> Result<Resize, NotSized> {
        let known = rows.iter().rev().flatten().find_map(|usage| (self.held)(usage));
        let held = self.amount(dimension, known.ok_or_else(|| NotSized::HeldUnknown(self.code()))?)?;
        if held == 0 {
            return Err(NotSized::HeldUnknown(self.code()));
        }
        let mut resize = Resize {
            dimension: self.code(),
            held,
            busiest: None,
            needed: held,
            by_peak: false,
            proposed: held,
        };
        let low = |row: &Option<&Usage>| row.and_then(self.mean).is_some_and(|mean| mean < self.band);
        if !rows.iter().all(low) {
            notes.push(Note::LeftAsItIs(self.code()));
            return Ok(resize);
        }
        let (mut mean, mut peak, mut differs) = (0, 0, false);
        for usage in rows.iter().flatten() {
            // A month that does not say what the system had then is reckoned by what it has now.
            let had = (self.held)(usage).map_or(Ok(held), |had| self.amount(dimension, had))?;
            differs |= had != held;
            let percent = (self.mean)(usage).unwrap_or_default();
            let used = i128::from(had) * percent.parts();
            if resize.busiest.is_none() || used > mean {
                (mean, resize.busiest) = (used, usage.month.map(|month| (month, percent)));
            }
            peak = peak.max(i128::from(had) * (self.peak)(usage).unwrap_or_default().parts());
        }
        let at_mean = share::up(mean, self.axis.percent.parts());
        let at_peak = share::up(peak, self.axis.peak_percent.parts());
        let most = i128::from(held);
        resize.needed = i64::try_from(at_mean.max(at_peak).clamp(1, most)).unwrap_or(held);
        resize.by_peak = at_peak > at_mean;
        if rows.iter().flatten().all(|usage| (self.peak)(usage).is_none()) {
            notes.push(Note::PeakUnknown(self.code()));
        }
        if differs {
            notes.push(Note::HeldDiffers(self.code()));
        }
        Ok(resize)
    }
}

/// The hosts, those of one size together.
fn groups(
    hosts: Option<i64>,
    totals: &[i64],
    steps: &[i64],
    resizes: &[Resize],
    notes: &mut Vec<Note>,
) -> Result<Vec<Group>, NotSized> {
    let hosts = hosts.unwrap_or_else(|| {
        notes.push(Note::HostsUnknown);
        1
    });
    if let Some(fewer) = resizes.iter().find(|resize| resize.held < hosts) {
        return Err(NotSized::FewerThanHosts(fewer.dimension.clone()));
    }
    if hosts > 1 {
        notes.push(Note::EvenHosts);
    }
    Ok(share::split(hosts, totals, steps))
}

/// What a host of this group would have to keep.
fn keep(group: &Group, resizes: &[Resize], steps: &[i64]) -> Group {
    let amounts = group.amounts.iter().zip(resizes).zip(steps);
    let amounts = amounts
        .map(|((&amount, resize), &step)| share::of_host(amount, resize.needed, resize.held, step))
        .collect();
    Group { count: group.count, amounts }
}

/// The zone as a trait of the catalog, where it is one.
fn zone(
    system: &System,
    target: &Target,
    edition: &Edition,
    notes: &mut Vec<Note>,
) -> BTreeMap<String, String> {
    let zone = system.zone.as_str();
    if zone.is_empty() {
        return BTreeMap::new();
    }
    let named = |value: &&crate::catalog::TraitValue| {
        value.code == zone
            || value.name.zh == zone
            || value.name.en == zone
            // Published lists write 互联网 and 互联网区 for the same.
            || value.name.zh.strip_suffix('区') == Some(zone)
    };
    let found = edition.trait_of(&target.zone).and_then(|of| of.values.iter().find(named));
    match found {
        Some(value) => BTreeMap::from([(target.zone.clone(), value.code.clone())]),
        None => {
            notes.push(Note::ZoneUnknown(zone.to_owned()));
            BTreeMap::new()
        }
    }
}

/// How needs are made of hosts.
struct NeedOf<'a> {
    system: &'a System,
    target: &'a Target,
    traits: &'a BTreeMap<String, String>,
    divisible: bool,
}

impl NeedOf<'_> {
    /// A need for each size, those of one size together.
    fn all(&self, groups: &[Group], resizes: &[Resize]) -> Vec<Need> {
        let mut sizes: BTreeMap<&[i64], i64> = BTreeMap::new();
        for group in groups {
            *sizes.entry(&group.amounts).or_default() += group.count;
        }
        let names = || resizes.iter().map(|resize| resize.dimension.clone());
        let need = |(row, (amounts, count)): (usize, (&[i64], i64))| Need {
            row,
            id: format!("n{}", row + 1),
            name: self.system.name.clone(),
            function: self.target.function.clone(),
            amounts: names().zip(amounts.iter().copied()).collect(),
            traits: self.traits.clone(),
            prefers: BTreeMap::new(),
            count,
            months: self.target.months.max(1),
            divisible: self.divisible,
            reason: String::new(),
            pick: None,
            consent: false,
            special: false,
        };
        sizes.into_iter().enumerate().map(need).collect()
    }
}
