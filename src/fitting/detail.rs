//! From parts to lines: examines any configuration against a need, feasible or not.
//!
//! The search proposes parts; what an answer says of them is computed here anew.

use super::answer::{Fault, Line, Ranked, TraitLine, TraitVerdict};
use super::exact::Ratio;
use super::index::{Index, Kind, OPEN, SUPPLIER, Sold, Stepped};
use super::key::key;
use super::order::{Candidate, Piece};
use super::price::cost;
use super::query::Query;
use crate::catalog::{Edition, Grammar, Item};
use crate::dossier::Part;
use std::collections::BTreeSet;

/// Examines the configurations of one edition.
pub(crate) struct Examiner<'a> {
    pub(crate) edition: &'a Edition,
    pub(crate) index: &'a Index,
    pub(crate) query: &'a Query<'a>,
}

impl Examiner<'_> {
    /// The lines of a configuration that the search found.
    pub(crate) fn candidate(&self, candidate: &Candidate) -> Ranked {
        self.pieces(&candidate.pieces)
    }

    /// The lines of these items of the edition.
    pub(crate) fn pieces(&self, pieces: &[Piece]) -> Ranked {
        let part = |piece: &Piece| Part {
            item: self.edition.items[piece.row].code.clone(),
            units: piece.units,
            steps: piece.steps.clone(),
        };
        self.parts(pieces.iter().map(part).collect())
    }

    /// The lines of any parts.
    pub(crate) fn parts(&self, parts: Vec<Part>) -> Ranked {
        let query = self.query;
        let mut faults = BTreeSet::new();
        let mut bits = vec![u64::MAX; self.index.words];
        let mut got = Got(Vec::with_capacity(parts.len() + 2));
        let mut items = Vec::with_capacity(parts.len());
        for (at, part) in parts.iter().enumerate() {
            let row = self.edition.by_code.get(&part.item).copied();
            items.extend(row.and_then(|row| self.edition.items.get(row)));
            let Some((row, sold)) = row.and_then(|row| Some((row, self.index.sold.get(row)?.as_ref()?)))
            else {
                faults.insert(Fault::Unknown(part.item.clone()));
                continue;
            };
            bits.iter_mut().zip(self.index.bits(row)).for_each(|(all, one)| *all &= one);
            self.sales(part, sold, &mut faults);
            got.add(at, part, sold);
        }
        self.apart(&bits, &mut faults);
        let (function, distance) = self.function(&items, &mut faults);
        let lines = self.lines(&got);
        let mut excess = query.scale.zero();
        let place = |code: &str| query.wants.iter().position(|want| want.code == code).unwrap_or(0);
        for line in lines.iter().filter(|line| line.difference > 0) {
            query.scale.add(&mut excess, place(&line.dimension), line.difference.into());
        }
        Ranked {
            key: key(&parts),
            function,
            distance,
            besides: self.besides(&got),
            traits: self.traits(&bits),
            unmet: query.unmet(&bits),
            excess: query.scale.ratio(&excess),
            supplier: self.index.values(SUPPLIER, &bits).first().map(|s| (*s).to_owned()),
            cost: cost(self.edition, &parts, query.count, query.months),
            faults: faults.into_iter().collect(),
            lines,
            parts,
        }
    }

    /// What is wrong with a part by itself: day, quota, least and most.
    fn sales(&self, part: &Part, sold: &Sold, faults: &mut BTreeSet<Fault>) {
        let code = || part.item.clone();
        if !sold.on(self.query.terms.as_of) {
            faults.insert(Fault::NotSold(code()));
        }
        if part.units.checked_mul(self.query.count).is_none_or(|all| all > sold.quota) {
            faults.insert(Fault::Quota(code()));
        }
        let within = |range: &Stepped, steps: i64| (range.least..=range.most).contains(&steps);
        let sellable = match &sold.kind {
            Kind::Package(_) => part.units == 1 && part.steps.is_empty(),
            Kind::Component(range) => within(range, part.units) && part.steps.is_empty(),
            Kind::Custom(ranges) => {
                let each = ranges.iter().zip(&part.steps).all(|(range, &steps)| within(range, steps));
                part.units == 1 && part.steps.len() == ranges.len() && each
            }
        };
        if !sellable {
            faults.insert(Fault::Range(code()));
        }
    }

    fn apart(&self, bits: &[u64], faults: &mut BTreeSet<Fault>) {
        for (code, known) in &self.index.traits {
            let (first, words) = known.span();
            if bits[first..first + words].iter().all(|word| *word == 0) {
                let code = if code == SUPPLIER { "supplier" } else { code };
                faults.insert(Fault::Apart(code.to_owned()));
            }
        }
    }

    /// The function of a configuration: its base's; without a base the nearest that one component has and
    /// all others complete.
    fn function(&self, items: &[&Item], faults: &mut BTreeSet<Fault>) -> (String, Option<u32>) {
        let (mut components, mut bases, mut filled) =
            (Vec::with_capacity(items.len()), Vec::new(), Vec::new());
        for item in items {
            match &item.grammar {
                Grammar::Component(range) => {
                    if filled.contains(&range.dimension.as_str()) {
                        faults.insert(Fault::Twice(item.code.clone()));
                    }
                    filled.push(range.dimension.as_str());
                    components.push(*item);
                }
                Grammar::Package(_) | Grammar::Custom(_) => bases.push(*item),
            }
        }
        faults.extend(bases.iter().skip(1).map(|base| Fault::Twice(base.code.clone())));
        let serves = |item: &Item, function: &str| {
            item.function == function || item.completes.iter().any(|code| code == function)
        };
        let all = |function: &str| components.iter().filter(|item| !serves(item, function)).count();
        let choices: Vec<&str> = match bases.first() {
            Some(base) => vec![&base.function],
            None => components.iter().map(|item| item.function.as_str()).collect(),
        };
        let distance = |function: &str| {
            let place = self.index.function(function)?;
            self.query.reach.iter().find(|(_, f)| *f == place).map(|(distance, _)| *distance)
        };
        let near = |f: &str| (all(f), distance(f).is_none(), distance(f));
        let function =
            choices.into_iter().min_by(|a, b| near(a).cmp(&near(b)).then(a.cmp(b))).unwrap_or_default();
        for component in components.iter().filter(|item| !serves(item, function)) {
            faults.insert(Fault::Function(component.code.clone()));
        }
        let distance = distance(function);
        if distance.is_none() {
            faults.insert(Fault::Function(function.to_owned()));
        }
        (function.to_owned(), distance)
    }

    fn lines(&self, got: &Got) -> Vec<Line> {
        let mut wants: Vec<_> = self.query.wants.iter().collect();
        wants.sort_by_key(|want| want.dimension.unwrap_or(usize::MAX));
        let line = |want: &super::query::Want<'_>| {
            let from: Vec<(usize, i64)> = want.dimension.map_or_else(Vec::new, |d| got.of(d).collect());
            let sum = from.iter().fold(0i64, |sum, (_, amount)| sum.saturating_add(*amount));
            let difference = sum.saturating_sub(want.amount);
            Line {
                dimension: want.code.to_owned(),
                needed: want.amount,
                got: sum,
                difference,
                share: Ratio::new(difference.into(), want.amount.into()),
                from,
            }
        };
        wants.into_iter().map(line).collect()
    }

    fn besides(&self, got: &Got) -> Vec<(String, i64)> {
        let asked = |dimension: usize| self.query.wants.iter().any(|want| want.dimension == Some(dimension));
        let mut beside: Vec<usize> = got.0.iter().map(|(d, ..)| *d).filter(|d| !asked(*d)).collect();
        beside.sort_unstable();
        beside.dedup();
        let named = |dimension: usize| {
            let sum = got.of(dimension).fold(0i64, |sum, (_, amount)| sum.saturating_add(amount));
            let code =
                self.index.dimensions.iter().find(|(_, at)| **at == dimension).map(|(code, _)| code)?;
            (sum > 0).then(|| (code.clone(), sum))
        };
        beside.into_iter().filter_map(named).collect()
    }

    fn traits(&self, bits: &[u64]) -> Vec<TraitLine> {
        let line = |key: &str, asked: &str, hard: bool| {
            let offered: Vec<String> = self.index.values(key, bits).into_iter().map(str::to_owned).collect();
            let held = self.index.bit(key, asked).is_none_or(|(word, bit)| bits[word] & bit != 0);
            let verdict = match (held, offered.is_empty()) {
                (false, _) => TraitVerdict::Unmet,
                (true, true) => TraitVerdict::Unrestricted,
                (true, false) => TraitVerdict::Met,
            };
            let of_supplier = key == SUPPLIER;
            let code = if of_supplier { "supplier" } else { key }.to_owned();
            TraitLine { code, of_supplier, asked: asked.to_owned(), hard, offered, verdict }
        };
        let need = self.query.need;
        let hard = need.traits.iter().map(|(code, value)| line(code, value, true));
        let soft = need.prefers.iter().map(|(code, value)| line(code, value, false));
        let supplier = self.query.terms.supplier.iter().map(|supplier| line(SUPPLIER, supplier, true));
        hard.chain(soft).chain(supplier).collect()
    }
}

/// What the parts give one instance: dimension, place of the part, amount.
struct Got(Vec<(usize, usize, i64)>);

impl Got {
    fn add(&mut self, at: usize, part: &Part, sold: &Sold) {
        let many = |range: &Stepped, steps: i64| {
            (range.dimension, at, range.step.saturating_mul(steps.clamp(0, OPEN)))
        };
        match &sold.kind {
            Kind::Package(amounts) => {
                self.0.extend(amounts.iter().map(|(dimension, amount)| (*dimension, at, *amount)));
            }
            Kind::Component(range) => self.0.push(many(range, part.units)),
            Kind::Custom(ranges) => {
                self.0.extend(ranges.iter().zip(&part.steps).map(|(range, &steps)| many(range, steps)));
            }
        }
    }

    /// Place of the part and amount, for each part that gives something of a dimension.
    fn of(&self, dimension: usize) -> impl Iterator<Item = (usize, i64)> + '_ {
        self.0.iter().filter(move |(d, ..)| *d == dimension).map(|(_, at, amount)| (*at, *amount))
    }
}
