//! Least-cost covering of totals by columns and components, with prices and rules as they are.
//!
//! The kernel ([`covering`](super::covering)) knows whole numbers, limits and straight prices. What is not so is
//! cut into *rooms*: between which units a column is taken, which component fills a dimension, how many
//! instances there are. In each room the kernel covers the totals at straight lines below the prices; what comes
//! out bounds the room. Where it keeps all rules and costs what the lines say, the room is done; else it is
//! divided at what does not hold.

use super::covering::{self, Problem};
use super::index::OPEN;
use super::rate::Rate;
use std::collections::BTreeMap;

/// A package, or a custom size of fixed steps.
pub(crate) struct Column<'a> {
    pub(crate) row: usize,
    /// What one gives of each total.
    pub(crate) gives: Vec<i64>,
    pub(crate) steps: Vec<i64>,
    pub(crate) quota: i64,
    pub(crate) rate: Rate<'a>,
}

/// A component for one dimension.
pub(crate) struct Filler<'a> {
    pub(crate) row: usize,
    pub(crate) step: i64,
    /// Least and most steps of one instance.
    pub(crate) least: i64,
    pub(crate) most: i64,
    pub(crate) quota: i64,
    /// True where instances may consist of it alone.
    pub(crate) own: bool,
    pub(crate) rate: Rate<'a>,
}

/// Units of an item in a cover.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Taken {
    pub(crate) row: usize,
    pub(crate) units: i64,
    pub(crate) steps: Vec<i64>,
}

/// A cover and its cost.
#[derive(Clone)]
pub(crate) struct Found {
    pub(crate) cost: i128,
    pub(crate) taken: Vec<Taken>,
    pub(crate) got: Vec<i64>,
}

/// The best cover found, and what no cover undercuts.
pub(crate) struct Cover {
    pub(crate) found: Option<Found>,
    pub(crate) bound: i128,
}

/// So many rooms are looked at.
const ROOMS: usize = 400;

/// Covers the totals at the least cost, with about so much work of the kernel. Nothing that costs `enough` or more
/// is looked for.
pub(crate) fn least(
    totals: &[i64],
    columns: &[&Column<'_>],
    fillers: &[Vec<&Filler<'_>>],
    work: u64,
    enough: i128,
) -> Cover {
    let mut search = Search { totals, things: things(columns, fillers), work, enough, best: None };
    let bound = search.run();
    let found = search.best.map(|(cost, units)| search_found(totals, &search.things, cost, &units));
    Cover { found, bound }
}

/// A column or a component, alike for the kernel.
struct Thing<'a> {
    row: usize,
    gives: Vec<i64>,
    steps: &'a [i64],
    quota: i64,
    rate: &'a Rate<'a>,
    /// The dimension that it fills, if it is a component.
    filler: Option<(usize, &'a Filler<'a>)>,
}

fn things<'a>(columns: &[&'a Column<'a>], fillers: &[Vec<&'a Filler<'a>>]) -> Vec<Thing<'a>> {
    let column = |one: &&'a Column<'a>| Thing {
        row: one.row,
        gives: one.gives.clone(),
        steps: &one.steps,
        quota: one.quota,
        rate: &one.rate,
        filler: None,
    };
    let all = fillers.iter().enumerate().flat_map(|(at, fillers)| fillers.iter().map(move |one| (at, *one)));
    let filler = |(at, one): (usize, &'a Filler<'a>)| Thing {
        row: one.row,
        gives: (0..fillers.len()).map(|row| if row == at { one.step } else { 0 }).collect(),
        steps: &[],
        quota: one.quota,
        rate: &one.rate,
        filler: Some((at, one)),
    };
    columns.iter().map(column).chain(all.map(filler)).collect()
}

fn search_found(totals: &[i64], things: &[Thing<'_>], cost: i128, units: &[i64]) -> Found {
    let mut got = vec![0i64; totals.len()];
    let mut taken = Vec::new();
    for (thing, &units) in things.iter().zip(units).filter(|(_, units)| **units > 0) {
        for (got, gives) in got.iter_mut().zip(&thing.gives) {
            *got = got.saturating_add(gives.saturating_mul(units));
        }
        taken.push(Taken { row: thing.row, units, steps: thing.steps.to_vec() });
    }
    Found { cost, taken, got }
}

/// What covers are looked for in: between which units each thing is taken, and how many instances there are at
/// least.
#[derive(Clone)]
struct Room {
    limits: Vec<(i64, i64)>,
    instances: i64,
}

/// What the kernel says of a room.
struct Looked {
    bound: i128,
    /// The units that reach the bound by the lines; `None` where the kernel stopped before.
    units: Option<Vec<i64>>,
}

struct Search<'a> {
    totals: &'a [i64],
    things: Vec<Thing<'a>>,
    work: u64,
    enough: i128,
    best: Option<(i128, Vec<i64>)>,
}

impl Search<'_> {
    /// Looks at rooms, the most promising first, until none is left or the work is done; what no cover undercuts.
    fn run(&mut self) -> i128 {
        let limits = self.things.iter().map(|thing| (0, thing.quota)).collect();
        let mut rooms: BTreeMap<(i128, usize), (Room, Looked)> = BTreeMap::new();
        let mut count = 0;
        let mut left = i128::MAX;
        let mut new = vec![Room { limits, instances: 0 }];
        loop {
            for room in new.drain(..) {
                let Some(looked) = self.look(&room) else { continue };
                count += 1;
                rooms.insert((looked.bound, count), (room, looked));
            }
            let Some(((bound, _), (room, looked))) = rooms.pop_first() else { break };
            if bound >= self.limit() {
                return bound.min(left).min(self.limit());
            }
            let Some(units) = looked.units.filter(|_| count < ROOMS && self.work > 0) else {
                left = left.min(bound);
                continue;
            };
            new = self.divided(&room, &units);
        }
        left.min(self.limit())
    }

    /// Nothing that costs so much is of interest.
    fn limit(&self) -> i128 {
        self.best.as_ref().map_or(self.enough, |best| best.0.min(self.enough))
    }

    /// Covers a room at straight lines; `None` where nothing in it is of use.
    fn look(&mut self, room: &Room) -> Option<Looked> {
        let mut base = 0i128;
        let mut needs: Vec<i128> = self.totals.iter().map(|total| i128::from(*total)).collect();
        let weights = (room.instances > 0).then(|| self.weights());
        needs.extend(weights.as_ref().map(|(whole, _)| i128::from(*whole) * i128::from(room.instances)));
        let mut columns = Vec::new();
        for (at, (thing, &(low, high))) in self.things.iter().zip(&room.limits).enumerate() {
            (low <= high).then_some(())?;
            let line = thing.rate.line(low, high)?;
            base = base.saturating_add(line.base);
            let mut gives = thing.gives.clone();
            gives.extend(weights.as_ref().map(|(_, weights)| weights[at]));
            for (need, gives) in needs.iter_mut().zip(&gives) {
                *need -= i128::from(*gives) * i128::from(low);
            }
            // A cost too large for the kernel is rounded down: the bound stays one.
            let cost = i64::try_from(line.each).unwrap_or(i64::MAX / 2);
            let most = if high == OPEN { OPEN } else { high - low };
            columns.push(covering::Column { cost, gives, most });
        }
        let needs = needs.iter().map(|need| i64::try_from((*need).max(0)).unwrap_or(OPEN)).collect();
        let answer = covering::least(&Problem { needs, columns }, self.work);
        self.work = self.work.saturating_sub(answer.work.max(1_000));
        let bound = base.saturating_add(answer.bound);
        let more = answer.units?;
        let units: Vec<i64> = more.iter().zip(&room.limits).map(|(more, limits)| limits.0 + more).collect();
        self.take(&units);
        (bound < self.limit()).then_some(Looked { bound, units: Some(units) })
    }

    /// Keeps a cover that keeps all rules and costs less than the best.
    fn take(&mut self, units: &[i64]) {
        let Some(cost) = self.cost(units) else { return };
        if cost < self.limit() && self.broken(units).is_none() {
            self.best = Some((cost, units.to_vec()));
        }
    }

    fn cost(&self, units: &[i64]) -> Option<i128> {
        let each = self.things.iter().zip(units);
        each.map(|(thing, units)| thing.rate.cost(*units)).try_fold(0i128, |sum, cost| sum.checked_add(cost?))
    }

    /// Instances that consist of components alone.
    fn alone(&self, units: &[i64]) -> i64 {
        let own = self.things.iter().zip(units).filter_map(|(thing, units)| {
            let (_, filler) = thing.filler.filter(|(_, filler)| filler.own)?;
            Some(units / filler.least.max(1))
        });
        own.fold(0, i64::saturating_add)
    }

    fn bases(&self, units: &[i64]) -> i64 {
        let bases = self.things.iter().zip(units).filter(|(thing, _)| thing.filler.is_none());
        bases.map(|(_, units)| *units).fold(0, i64::saturating_add)
    }

    /// What one counts as an instance, in a common fraction: the whole, and what a unit of each thing counts at
    /// most.
    fn weights(&self) -> (i64, Vec<i64>) {
        const WHOLE: i64 = 5_040;
        let weight = |thing: &Thing<'_>| match thing.filler {
            None => WHOLE,
            Some((_, filler)) if filler.own => (WHOLE - 1) / filler.least.max(1) + 1,
            Some(_) => 0,
        };
        (WHOLE, self.things.iter().map(weight).collect())
    }

    /// The first rule that units break.
    fn broken(&self, units: &[i64]) -> Option<Broken> {
        let taken = || self.things.iter().enumerate().filter(|(at, _)| units[*at] > 0);
        let mut filled: BTreeMap<usize, usize> = BTreeMap::new();
        for (at, thing) in taken() {
            let Some((dimension, filler)) = thing.filler else { continue };
            if filled.insert(dimension, at).is_some() {
                return Some(Broken::Twice(dimension));
            }
            if spread(units[at], filler) != units[at] {
                return Some(Broken::Spread(at));
            }
        }
        let there = self.bases(units).saturating_add(self.alone(units));
        let carriers = taken().filter_map(|(at, thing)| Some(carriers(units[at], thing.filler?.1)));
        (carriers.max().unwrap_or(0) > there).then_some(Broken::Carriers(there))
    }

    /// Rooms that together hold all covers of a room that could still cost less, and none of these units.
    fn divided(&self, room: &Room, units: &[i64]) -> Vec<Room> {
        let rooms = match self.broken(units) {
            Some(Broken::Twice(dimension)) => self.one_filler(room, units, dimension),
            Some(Broken::Spread(at)) => self.spread_out(room, units, at),
            Some(Broken::Carriers(there)) => self.carried(room, units, there),
            None => self.by_price(room, units),
        };
        rooms.into_iter().filter(|room| room.limits.iter().all(|(low, high)| low <= high)).collect()
    }

    /// One room for each component of a dimension, and one for none of those taken.
    fn one_filler(&self, room: &Room, units: &[i64], dimension: usize) -> Vec<Room> {
        let of = |at: &usize| self.things[*at].filler.is_some_and(|(other, _)| other == dimension);
        let all: Vec<usize> = (0..self.things.len()).filter(of).collect();
        let taken: Vec<usize> = all.iter().copied().filter(|at| units[*at] > 0).collect();
        let alone = |one: Option<usize>| {
            let mut room = room.clone();
            let others = if one.is_some() { &all } else { &taken };
            others.iter().filter(|at| Some(**at) != one).for_each(|at| room.limits[*at].1 = 0);
            one.into_iter().for_each(|at| room.limits[at].0 = room.limits[at].0.max(1));
            room
        };
        taken.iter().map(|at| alone(Some(*at))).chain([alone(None)]).collect()
    }

    /// Fewer steps than these, or more: so many no instances can share.
    fn spread_out(&self, room: &Room, units: &[i64], at: usize) -> Vec<Room> {
        let Some((_, filler)) = self.things[at].filler else { return Vec::new() };
        let (mut fewer, mut more) = (room.clone(), room.clone());
        let below = (units[at] / filler.most).saturating_mul(filler.most);
        fewer.limits[at].1 = fewer.limits[at].1.min(below.min(units[at] - 1));
        more.limits[at].0 = more.limits[at].0.max(spread(units[at], filler));
        vec![fewer, more]
    }

    /// No more components than so many instances carry, or more instances.
    fn carried(&self, room: &Room, units: &[i64], there: i64) -> Vec<Room> {
        let (whole, weights) = self.weights();
        let counted =
            units.iter().zip(&weights).map(|(units, weight)| i128::from(*units) * i128::from(*weight));
        let more_instances = there.saturating_add(1).max(room.instances);
        if counted.sum::<i128>() >= i128::from(whole) * i128::from(more_instances) {
            return self.by_units(room, units);
        }
        let (mut fewer, mut more) = (room.clone(), room.clone());
        more.instances = more_instances;
        for (limits, thing) in fewer.limits.iter_mut().zip(&self.things) {
            if let Some((_, filler)) = thing.filler {
                limits.1 = limits.1.min(filler.most.saturating_mul(there));
            }
        }
        vec![fewer, more]
    }

    /// Divides where the line is farthest below the price: at the tiers around it, else at the units themselves.
    fn by_price(&self, room: &Room, units: &[i64]) -> Vec<Room> {
        let below = |at: usize| {
            let (low, high) = room.limits[at];
            let line = self.things[at].rate.line(low, high)?;
            let says = line.base + line.each.saturating_mul(i128::from(units[at] - low));
            Some(self.things[at].rate.cost(units[at])? - says)
        };
        let farthest = (0..units.len()).map(|at| (below(at).unwrap_or(0), at));
        let Some((_, at)) =
            farthest.filter(|(below, _)| *below > 0).max_by_key(|(below, at)| (*below, units.len() - at))
        else {
            return self.by_units(room, units);
        };
        let (first, last) = self.things[at].rate.piece(units[at]);
        let (low, high) = room.limits[at];
        if first <= low && last >= high {
            Self::around(room, at, units[at], units[at])
        } else {
            Self::around(room, at, first, last)
        }
    }

    /// Divides at the units of the first thing that is free to be taken more or less.
    fn by_units(&self, room: &Room, units: &[i64]) -> Vec<Room> {
        let free = |at: &usize| room.limits[*at].0 < room.limits[*at].1;
        let order = |at: &usize| (units[*at] == 0, *at);
        let at = (0..units.len()).filter(free).min_by_key(order);
        at.map_or(Vec::new(), |at| Self::around(room, at, units[at], units[at]))
    }

    /// Below, between and above these numbers of units.
    fn around(room: &Room, at: usize, first: i64, last: i64) -> Vec<Room> {
        let (low, high) = room.limits[at];
        let with = |limits: (i64, i64)| {
            let mut room = room.clone();
            room.limits[at] = limits;
            room
        };
        let above = last.checked_add(1).map(|above| with((above.max(low), high)));
        let rooms = [with((low, high.min(first - 1))), with((low.max(first), high.min(last)))];
        rooms.into_iter().chain(above).collect()
    }
}

/// A rule that units do not keep.
enum Broken {
    /// Two components fill this dimension.
    Twice(usize),
    /// Instances cannot share the steps of this thing.
    Spread(usize),
    /// There are only so many instances, too few to carry the components.
    Carriers(i64),
}

/// Instances that so many steps need at least.
fn carriers(units: i64, filler: &Filler<'_>) -> i64 {
    if filler.most == OPEN { 1 } else { (units - 1) / filler.most + 1 }
}

/// The least number of steps, so many or more, that instances can share with each its least.
fn spread(units: i64, filler: &Filler<'_>) -> i64 {
    let mut units = units.max(filler.least);
    while carriers(units, filler).saturating_mul(filler.least) > units {
        units = carriers(units, filler).saturating_mul(filler.least);
    }
    units
}
