//! 审核汇总表: what the services of one settlement year come to, by system and service, by department, in total.
//!
//! Article 4: the fees go by 「实际产生的服务类别、内容和实际采购价格」, are audited and summed by the end of September,
//! and only what was used is (先用后付、先审再付). Each used day is audited in one settlement and in no other.

use crate::basics::{Date, Money};
use crate::catalog::{Edition, Grammar, Item, Period, Price, Range};
use crate::dossier::{Holder, PriceStanding, Problem, Service, Taken};
use crate::fees::estimate::Why;
use crate::fees::proration::{Counted, Rule};
use crate::fees::services::{Line, lines};
use crate::fees::settle::Part;
use crate::fees::show;
use crate::fees::year::SettlementYear;
use std::collections::{BTreeMap, BTreeSet};

/// The audit table of one settlement year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit<'s> {
    /// The settlement.
    pub year: SettlementYear,
    /// The last day whose use is counted: the closing, or the day of the table where that lies before it.
    pub through: Date,
    /// The rule by which days and months are counted.
    pub rule: Rule,
    /// The rows, by department, case and line, then by time.
    pub rows: Vec<AuditRow<'s>>,
    /// Sum of the rows.
    pub total: Sums,
    /// What contradicts itself in the list of services, at `/services/{n}/{column}`.
    pub problems: Vec<Problem>,
    /// Services that belong to a line which contradicts itself: they are in no row and in no sum.
    pub left_out: Vec<usize>,
}

/// One service in one settlement year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow<'s> {
    /// Its place in the list of services.
    pub at: usize,
    /// The service.
    pub service: &'s Service,
    /// First day of use that is audited.
    pub from: Date,
    /// Last day of use that is audited.
    pub to: Date,
    /// What was counted of it.
    pub counted: Counted,
    /// What it comes to; `None` is unknown, never nought.
    pub sum: Option<Money>,
    /// Why it is not known.
    pub why: Option<Why>,
    /// Its price against the catalog's.
    pub ceiling: Ceiling,
}

/// An actual purchase price against the catalog's, which is the ceiling in practice (示例价 of a demonstration
/// catalog is none, and is compared all the same: the note says what the catalog's price is worth).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ceiling {
    /// There is nothing to compare: no catalog, no such item, no price on one side, steps of a custom size that the
    /// unit and the name leave open, or a price paid once against one that is paid again and again.
    NotCompared,
    /// At most the catalog's price.
    Within,
    /// Above it.
    Above,
}

/// What rows come to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums {
    /// Rows.
    pub rows: usize,
    /// The sum of what is known. It is the whole only where `open` is 0.
    pub known: Money,
    /// The part of `known` that rests on illustrative prices (示例).
    pub illustrative: Money,
    /// Rows whose sum is not known.
    pub open: usize,
}

impl Sums {
    /// Adds a row.
    fn add(&mut self, sum: Option<Money>, standing: PriceStanding) {
        self.rows += 1;
        let Some((known, sum)) = sum.and_then(|sum| Some((self.known.plus(sum)?, sum))) else {
            self.open += 1;
            return;
        };
        self.known = known;
        if standing == PriceStanding::Illustrative {
            // Parts of a sum that exists exist too.
            self.illustrative = self.illustrative.plus(sum).unwrap_or(known);
        }
    }

    /// Adds what other rows come to.
    pub(super) fn take(&mut self, part: &Part<'_>) {
        self.add(part.sum.ok(), part.service.taken.standing);
    }
}

/// What makes rows one service over all systems: article 4's 类别、内容.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ServiceKind<'s> {
    /// 服务类别.
    pub function: &'s str,
    /// 目录编码.
    pub item: &'s str,
    /// 云服务商.
    pub supplier: &'s str,
    /// 单位.
    pub unit: &'s str,
}

/// The audit of a settlement year, of all services and as of a day: use after that day is not counted, for it has
/// not happened. `edition` gives the prices to compare with.
pub fn audit<'s>(
    services: &'s [Service],
    rule: Rule,
    year: &SettlementYear,
    as_of: Date,
    edition: Option<&Edition>,
) -> Audit<'s> {
    let (lines, problems) = lines(services, rule);
    let through = year.closes.min(as_of);
    let rows: Vec<AuditRow<'_>> = settle(&lines, year.from.pred_opt(), through)
        .map(|part| AuditRow {
            at: part.at,
            service: part.service,
            from: part.from,
            to: part.to,
            counted: part.counted,
            sum: part.sum.ok(),
            why: part.sum.err(),
            ceiling: ceiling(part.service, edition),
        })
        .collect();
    let kept: BTreeSet<usize> =
        lines.iter().flat_map(|line| line.versions.iter().map(|(at, _)| *at)).collect();
    let mut total = Sums::default();
    rows.iter().for_each(|row| total.add(row.sum, row.service.taken.standing));
    let left_out = (0..services.len()).filter(|at| !kept.contains(at)).collect();
    Audit { year: *year, through, rule, rows, total, problems, left_out }
}

/// What lines come to after one day and through another.
pub(super) fn settle<'a, 's>(
    lines: &'a [Line<'s>],
    after: Option<Date>,
    through: Date,
) -> impl Iterator<Item = Part<'s>> + 'a {
    lines.iter().flat_map(move |line| line.settle(after, through))
}

impl<'s> Audit<'s> {
    /// True where the window had closed on the day of the table.
    pub fn is_closed(&self) -> bool {
        self.through == self.year.closes
    }

    /// True where nothing is missing: every row has a sum, and no service was left out.
    pub fn is_complete(&self) -> bool {
        self.total.open == 0 && self.left_out.is_empty()
    }

    /// Sums by information system.
    pub fn by_system(&self) -> BTreeMap<&'s Holder, Sums> {
        self.by(|row| row.service.holder.as_ref())
    }

    /// Sums by department.
    pub fn by_department(&self) -> BTreeMap<&'s str, Sums> {
        self.by(|row| row.service.holder.department.as_str())
    }

    /// Sums by service, over all systems.
    pub fn by_service(&self) -> BTreeMap<ServiceKind<'s>, Sums> {
        self.by(|row| {
            let taken = &row.service.taken;
            let (function, item) = (taken.function.as_str(), taken.item.as_str());
            ServiceKind { function, item, supplier: &taken.supplier, unit: &taken.unit }
        })
    }

    fn by<K: Ord>(&self, key: impl Fn(&AuditRow<'s>) -> K) -> BTreeMap<K, Sums> {
        let mut sums: BTreeMap<K, Sums> = BTreeMap::new();
        for row in &self.rows {
            sums.entry(key(row)).or_default().add(row.sum, row.service.taken.standing);
        }
        sums
    }
}

/// Compares what all units cost in a year, exactly and before any discount for a long term.
fn ceiling(service: &Service, edition: Option<&Edition>) -> Ceiling {
    let taken = &service.taken;
    let priced = || {
        let item = edition?.item(&taken.item)?;
        let price = match &item.grammar {
            Grammar::Custom(ranges) => step_price(taken, item, ranges, edition?)?,
            _ => item.price.as_ref()?,
        };
        let both_once = (price.period == Period::Once) == (taken.period == Period::Once);
        let catalog = both_once.then(|| price.one_period(taken.count))??;
        let actual = taken.price?.times(i128::from(taken.count))?;
        let ((times, per), (own_times, own_per)) = (price.periods(12), taken.period.in_months(12));
        Some((actual.times(own_times)?.times(per)?, catalog.times(times)?.times(own_per)?))
    };
    match priced() {
        None => Ceiling::NotCompared,
        Some((actual, catalog)) if actual > catalog => Ceiling::Above,
        Some(_) => Ceiling::Within,
    }
}

/// The price of what of a custom size a service is: the whole, or the steps of one dimension, told apart by the unit
/// of sale; where two dimensions are sold by one unit, by the dimension's name in the service's. None where that
/// leaves it open.
fn step_price<'e>(
    taken: &Taken,
    item: &'e Item,
    ranges: &'e [Range],
    edition: &Edition,
) -> Option<&'e Price> {
    let unit = taken.unit.trim();
    let mut sold =
        ranges.iter().filter(|range| show::step(edition, range).is_some_and(|words| words.zh == unit));
    let named = |range: &&Range| {
        edition
            .dimension(&range.dimension)
            .is_some_and(|(_, dimension)| taken.name.contains(&dimension.name.zh))
    };
    match (sold.next(), sold.next()) {
        (None, _) => item.price.as_ref().filter(|_| unit == show::PIECE.0),
        (Some(range), None) => range.price.as_ref(),
        _ => {
            let mut sold =
                ranges.iter().filter(|r| show::step(edition, r).is_some_and(|words| words.zh == unit));
            let range = sold.by_ref().find(named)?;
            range.price.as_ref().filter(|_| !sold.any(|other| named(&other)))
        }
    }
}
