//! Why nothing fits: which constraints exclude each other, and what would have to give.
//!
//! Each configuration keeps some of the need's constraints: a mask. The masks that no other contains say
//! everything. A set of constraints excludes itself when it lies in no mask, that is when it meets the
//! complement of each; the smallest such sets are the conflicts. The complements themselves are the smallest
//! sets of constraints to give up. One pass over the items finds the masks, one more for each complement
//! the values that would do.

mod visitors;

use super::certificate::{Certificate, Change, Constraint, Offered};
use super::index::{Index, Kind, OPEN, SUPPLIER};
use super::query::Query;
use crate::catalog::Edition;
use std::collections::{BTreeMap, BTreeSet};
use visitors::{Choice, Filling, Found, Masks, Most, Values, Visitor};

/// A set of constraints: a bit each, in the order of [`Analysis::constraints`].
type Mask = u128;

/// The search for masks and values.
pub(crate) struct Analysis<'a> {
    index: &'a Index,
    query: &'a Query<'a>,
    /// The need's constraints, at most 128: function, amounts, traits, supplier.
    constraints: Vec<Constraint>,
    /// Bit, trait (or [`SUPPLIER`]), word and bit of the item for each trait that some item restricts.
    hard: Vec<(usize, String, usize, u64)>,
    /// Bits of traits that no item restricts.
    free: Mask,
    /// The components of each function: every pass asks for all of them.
    fields: Vec<Field>,
    /// The bases of each function that are sold, by what they may keep at best: weighed once for all passes.
    bases: Vec<Vec<(Mask, Vec<usize>)>>,
}

/// The components that may stand in configurations of one function.
struct Field {
    function: usize,
    near: bool,
    /// Components for each need's dimension: row, greatest amount, own.
    fills: Vec<Vec<(usize, i64, bool)>>,
    /// The most that a component adds to each of the need's dimensions.
    most: Vec<i64>,
    /// Components of the function itself: dimension and row.
    own: Vec<(usize, usize)>,
}

/// A base or none: its bits, what it gives of each need's dimension, and whether it has the function.
struct Ground {
    bits: Vec<u64>,
    got: Vec<i64>,
    own: bool,
}

impl<'a> Analysis<'a> {
    pub(crate) fn new(index: &'a Index, query: &'a Query<'a>) -> Self {
        let mut constraints = vec![Constraint::Function];
        constraints.extend(query.wants.iter().map(|want| Constraint::Amount(want.code.to_owned())));
        let (mut hard, mut free) = (Vec::new(), 0);
        let supplier = query.terms.supplier.as_deref().map(|s| (SUPPLIER, s, Constraint::Supplier));
        let traits =
            query.need.traits.iter().map(|(c, v)| (c.as_str(), v.as_str(), Constraint::Trait(c.clone())));
        for (code, value, constraint) in traits.chain(supplier) {
            match index.bit(code, value) {
                Some((word, bit)) => hard.push((constraints.len(), code.to_owned(), word, bit)),
                None => free |= 1 << constraints.len().min(127),
            }
            constraints.push(constraint);
        }
        constraints.truncate(128);
        hard.retain(|(at, ..)| *at < 128);
        let fields = (0..index.groups.len()).map(|function| field(index, query, function)).collect();
        let mut analysis = Self { index, query, constraints, hard, free, fields, bases: Vec::new() };
        analysis.bases = (0..index.groups.len()).map(|function| analysis.weighed(function)).collect();
        analysis
    }

    /// The bases of a function, by what they may keep at best with whatever components.
    fn weighed(&self, function: usize) -> Vec<(Mask, Vec<usize>)> {
        let (group, field) = (&self.index.groups[function], &self.fields[function]);
        let given = given(self.index, self.query, function);
        let mut weighed: BTreeMap<Mask, Vec<usize>> = BTreeMap::new();
        for (at, &row) in group.bases.iter().enumerate() {
            let sold = self.index.sold[row].as_ref();
            if sold.is_none_or(|sold| !sold.on(self.query.terms.as_of) || sold.quota < self.query.count) {
                continue;
            }
            let bits = self.index.bits(row);
            if self.index.consistent(bits) {
                let mask = self.may_keep(field, bits, |place| given(at, place), 0);
                weighed.entry(mask).or_default().push(at);
            }
        }
        weighed.into_iter().collect()
    }

    /// The most that a component of a function adds to each of the need's dimensions.
    pub(crate) fn more(&self, function: usize) -> &[i64] {
        &self.fields[function].most
    }

    /// The bases of a function that are sold, those first that may keep most, with how many constraints they cannot
    /// keep at least: the function aside.
    pub(crate) fn promising(&self, function: usize) -> Vec<(usize, &[usize])> {
        let unkept = |mask: &Mask| (self.all() & !1 & !mask).count_ones() as usize;
        let mut found: Vec<_> =
            self.bases[function].iter().map(|(mask, bases)| (unkept(mask), bases.as_slice())).collect();
        found.sort();
        found
    }

    /// The masks that no other contains.
    pub(crate) fn masks(&self) -> Vec<Mask> {
        let mut masks = Masks(Vec::new());
        self.each(&mut masks);
        masks.0.sort_unstable();
        masks.0
    }

    /// The smallest sets that lie in none of these masks.
    pub(crate) fn conflicts(&self, masks: &[Mask]) -> BTreeSet<BTreeSet<Constraint>> {
        let mut sets: Vec<Mask> = vec![0];
        for complement in masks.iter().map(|mask| self.all() & !mask) {
            let (mut met, missed): (Vec<Mask>, Vec<Mask>) =
                sets.into_iter().partition(|set| set & complement != 0);
            let grown = missed.iter().flat_map(|set| bits(complement).map(move |bit| set | bit));
            let mut grown: Vec<Mask> = grown.collect();
            grown.sort_unstable_by_key(|set| set.count_ones());
            for set in grown {
                if !met.iter().any(|smaller| smaller & !set == 0) {
                    met.push(set);
                }
            }
            sets = met;
        }
        sets.into_iter().map(|set| self.named(set)).collect()
    }

    /// The smallest sets of changes with which a configuration fits.
    pub(crate) fn relaxations(&self, masks: &[Mask]) -> BTreeSet<BTreeSet<Change>> {
        let mut all = BTreeSet::new();
        for &mask in masks {
            let mut values = Values { analysis: self, kept: mask, best: BTreeMap::new() };
            self.each(&mut values);
            for (choice, amounts) in values.best {
                all.extend(amounts.into_iter().map(|amounts| self.changes(mask, &choice, &amounts)));
            }
        }
        all
    }

    /// The most that a configuration in reach gives in each dimension of these conflicts.
    pub(crate) fn offered(&self, conflicts: &BTreeSet<BTreeSet<Constraint>>) -> BTreeSet<Offered> {
        let named: BTreeSet<&Constraint> = conflicts.iter().flatten().collect();
        let wants = self.query.wants.iter().enumerate();
        let asked = wants.filter(|(_, want)| named.contains(&Constraint::Amount(want.code.to_owned())));
        let most = |(place, want): (usize, &super::query::Want<'_>)| {
            let mut most = Most { place, most: 0 };
            self.each(&mut most);
            let most = (most.most != OPEN).then_some(most.most);
            Offered { dimension: want.code.to_owned(), most }
        };
        asked.map(most).collect()
    }

    fn all(&self) -> Mask {
        if self.constraints.len() >= 128 { Mask::MAX } else { (1 << self.constraints.len()) - 1 }
    }

    fn named(&self, set: Mask) -> BTreeSet<Constraint> {
        let held = self.constraints.iter().enumerate().filter(|(at, _)| set >> at & 1 == 1);
        held.map(|(_, constraint)| constraint.clone()).collect()
    }

    /// The bit of the amount at this place among the wants.
    fn amount(&self, place: usize) -> Mask {
        1u128.checked_shl(u32::try_from(place + 1).unwrap_or(u32::MAX)).unwrap_or(0)
    }

    /// Visits every base and every choice of components on it.
    fn each(&self, visitor: &mut dyn Visitor) {
        for (function, (group, field)) in self.index.groups.iter().zip(&self.fields).enumerate() {
            let given = given(self.index, self.query, function);
            for (mask, bases) in &self.bases[function] {
                for &at in bases {
                    if !visitor.promising(*mask) {
                        break;
                    }
                    if visitor.worth(&|place| given(at, place), &field.most) {
                        let bits = self.index.bits(group.bases[at]).to_vec();
                        let got = (0..self.query.wants.len()).map(|place| given(at, place)).collect();
                        let ground = Ground { bits, got, own: true };
                        self.walk(field, ground, 0, &mut Vec::new(), visitor);
                    }
                }
            }
            if group.by_components {
                let got = vec![0; self.query.wants.len()];
                let ground = Ground { bits: vec![u64::MAX; self.index.words], got, own: false };
                self.walk(field, ground, 0, &mut Vec::new(), visitor);
            }
        }
    }

    fn walk(
        &self,
        field: &Field,
        ground: Ground,
        place: usize,
        taken: &mut Vec<usize>,
        to: &mut dyn Visitor,
    ) {
        if !to.promising(self.may_keep(field, &ground.bits, |at| ground.got[at], place)) {
            return;
        }
        let Some(want) = self.query.wants.get(place) else {
            return self.arrive(field, &ground, taken, to);
        };
        let (got, filling) = (ground.got[place], to.filling(self.amount(place)));
        if filling == Filling::ToTheMost || (filling == Filling::ToTheNeed && got < want.amount) {
            for &(row, most, own) in &field.fills[place] {
                let total = got.saturating_add(most);
                if total < want.amount && filling == Filling::ToTheNeed {
                    continue;
                }
                let mut next =
                    Ground { bits: ground.bits.clone(), got: ground.got.clone(), own: ground.own | own };
                next.got[place] = total;
                next.bits.iter_mut().zip(self.index.bits(row)).for_each(|(all, one)| *all &= one);
                if self.index.consistent(&next.bits) {
                    taken.extend(want.dimension);
                    self.walk(field, next, place + 1, taken, to);
                    taken.pop();
                }
            }
        }
        self.walk(field, ground, place + 1, taken, to);
    }

    /// At the end of a walk; without a base and without a component of the function, one more is taken.
    fn arrive(&self, field: &Field, ground: &Ground, taken: &[usize], to: &mut dyn Visitor) {
        let mut visit = |bits: &[u64], got: &[i64]| {
            to.visit(self.mask(field, bits, got), &Found { field, bits, got });
        };
        if ground.own {
            return visit(&ground.bits, &ground.got);
        }
        for (_, row) in field.own.iter().filter(|(dimension, _)| !taken.contains(dimension)) {
            let joined = ground.bits.iter().zip(self.index.bits(*row)).map(|(all, one)| all & one);
            let joined: Vec<u64> = joined.collect();
            if self.index.consistent(&joined) {
                visit(&joined, &ground.got);
            }
        }
    }

    /// What these bits and amounts keep.
    fn mask(&self, field: &Field, bits: &[u64], got: &[i64]) -> Mask {
        let reached =
            self.query.wants.iter().zip(got).enumerate().filter(|(_, (want, got))| **got >= want.amount);
        let reached = reached.fold(0, |mask, (place, _)| mask | self.amount(place));
        Mask::from(field.near) | reached | self.held(bits)
    }

    fn held(&self, bits: &[u64]) -> Mask {
        let held = self.hard.iter().filter(|(_, _, word, bit)| bits[*word] & bit != 0);
        held.fold(self.free, |mask, (at, ..)| mask | 1 << at)
    }

    /// What may be kept at best by what is still open from this place on.
    fn may_keep(&self, field: &Field, bits: &[u64], got: impl Fn(usize) -> i64, place: usize) -> Mask {
        let mut mask = Mask::from(field.near) | self.held(bits);
        for (at, want) in self.query.wants.iter().enumerate() {
            let more = if at < place { 0 } else { field.most[at] };
            if got(at).saturating_add(more) >= want.amount {
                mask |= self.amount(at);
            }
        }
        mask
    }

    /// The certificate of a need that nothing fits.
    pub(crate) fn certificate(&self, edition: &Edition) -> Certificate {
        let (query, masks) = (self.query, self.masks());
        let conflicts = self.conflicts(&masks);
        Certificate {
            edition: edition.id.clone(),
            edition_hash: edition.hash,
            as_of: query.terms.as_of,
            max_distance: query.terms.max_distance,
            supplier: query.terms.supplier.clone(),
            function: query.need.function.clone(),
            amounts: query.wants.iter().map(|want| (want.code.to_owned(), want.amount)).collect(),
            traits: query.need.traits.clone(),
            count: query.count,
            months: query.months,
            divisible: query.need.divisible,
            relaxations: self.relaxations(&masks),
            offered: self.offered(&conflicts),
            conflicts,
        }
    }

    fn changes(&self, kept: Mask, choice: &Choice, amounts: &[i64]) -> BTreeSet<Change> {
        let given = |at: usize| kept >> at & 1 == 0;
        let mut changes: BTreeSet<Change> = BTreeSet::new();
        if given(0) {
            changes.insert(Change::Function { to: choice.function.clone() });
        }
        let given_up = self.query.wants.iter().enumerate().filter(|(place, _)| given(place + 1));
        for ((_, want), &to) in given_up.zip(amounts) {
            changes.insert(Change::Amount { dimension: want.code.to_owned(), from: want.amount, to });
        }
        for (code, to) in &choice.values {
            let to = to.clone();
            changes.insert(match self.query.need.traits.get(code).filter(|_| code != SUPPLIER) {
                Some(from) => Change::Trait { code: code.clone(), from: from.clone(), to },
                None => Change::Supplier { from: self.query.terms.supplier.clone().unwrap_or_default(), to },
            });
        }
        changes
    }
}

/// What each base of a function gives at most of each of the need's dimensions.
pub(crate) fn given<'a>(
    index: &'a Index,
    query: &Query<'_>,
    function: usize,
) -> impl Fn(usize, usize) -> i64 + use<'a> {
    let group = &index.groups[function];
    let columns = query.wants.iter().map(|want| group.columns.get(&want.dimension?).copied());
    let (columns, width): (Vec<Option<usize>>, usize) = (columns.collect(), group.columns.len());
    move |at, place| columns[place].map_or(0, |column| group.amounts[at * width + column])
}

/// The components that may stand in configurations of a function.
fn field(index: &Index, query: &Query<'_>, function: usize) -> Field {
    let group = &index.groups[function];
    let usable = |row: usize| {
        let sold = index.sold[row].as_ref()?;
        let Kind::Component(range) = &sold.kind else { return None };
        let quota = if sold.quota == OPEN { OPEN } else { sold.quota / query.count };
        let most = range.most.min(quota);
        let usable = sold.on(query.terms.as_of) && range.least <= most;
        let most = if most == OPEN { OPEN } else { most.saturating_mul(range.step) };
        (usable && index.consistent(index.bits(row))).then_some((row, most, sold.function == function))
    };
    let of = |dimension: Option<usize>| -> Vec<_> {
        let rows = dimension.and_then(|d| group.components.get(&d)).map_or(&[][..], Vec::as_slice);
        rows.iter().filter_map(|&row| usable(row)).collect()
    };
    let own = group.components.iter().flat_map(|(&dimension, rows)| {
        let own = rows.iter().filter_map(|&row| usable(row)).filter(|(.., own)| *own);
        own.map(move |(row, ..)| (dimension, row)).collect::<Vec<_>>()
    });
    let near = query.reach.iter().any(|(_, near)| *near == function);
    let fills: Vec<Vec<_>> = query.wants.iter().map(|want| of(want.dimension)).collect();
    let most = fills.iter().map(|all| all.iter().map(|(_, most, _)| *most).max().unwrap_or(0)).collect();
    Field { function, near, fills, most, own: own.collect() }
}

/// Each bit of a set by itself.
fn bits(set: Mask) -> impl Iterator<Item = Mask> {
    (0..128).map(|at| 1 << at).filter(move |bit| set & bit != 0)
}
