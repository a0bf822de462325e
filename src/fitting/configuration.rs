//! The configurations of one instance, and the search for the best among them.
//!
//! What is ranked is defined in `src/docs/fitting.md`; in short, for each function in reach: each base, sized
//! to the need as far as it goes, and for each amount it leaves open one component that fills it, with the
//! least units that do; and, where the function is sold by components too, components without a base. One
//! instance has one value of each trait and one supplier, so all parts must have a value in common.

use super::choice::{Choice, Offer, Slot, State, Taken, both};
use super::exact::Sum;
use super::index::{Group, Index, Kind, OPEN, Sold, Stepped};
use super::nearest::{Asked, Limit, SHARE, Want, Work, limit};
use super::order::{AtLeast, Best, Candidate, Piece};
use super::price::{base_price, part_price, steps_price, worthwhile};
use super::query::Query;
use super::terms::Order;
use crate::basics::Money;
use crate::catalog::{Edition, Grammar};
use std::cmp::Ordering;
use std::rc::Rc;

/// The search through one function.
pub(crate) struct Search<'a> {
    edition: &'a Edition,
    index: &'a Index,
    query: &'a Query<'a>,
    group: &'a Group,
    function: usize,
    distance: u32,
    /// Components for each need's dimension.
    offers: Vec<Vec<Offer>>,
    /// The most that a component adds to each of the need's dimensions.
    fill: Vec<i64>,
    /// The column of each of the need's dimensions among the amounts of bases.
    columns: Vec<Option<usize>>,
    /// How a dimension is filled of which a base has so much: many bases leave the same open.
    filled: Vec<(usize, i64, Slot)>,
    /// The parts chosen so far.
    pieces: Vec<Piece>,
    /// The trait bits that all parts share, after each part: [`Index::words`] a part.
    bits: Vec<u64>,
    best: &'a mut Best,
}

/// So many ways of filling are remembered in one search.
const REMEMBERED: usize = 32;

/// A base that may serve, and what a configuration on it comes to at least.
struct Possible {
    at: usize,
    unmet: u32,
    excess: Sum,
}

/// Ranks every configuration in reach into `best`.
pub(crate) fn search(edition: &Edition, index: &Index, query: &Query<'_>, best: &mut Best) {
    let none = query.scale.zero();
    for &(distance, function) in &query.reach {
        let nearest = AtLeast { distance, unmet: 0, short: &none, excess: &none, price: Some(Money::ZERO) };
        if !best.admits(nearest) {
            // Functions come nearest first, but only `near` puts distance before everything.
            continue;
        }
        let mut search = Search::new(edition, index, query, function, distance, best);
        search.packages();
        for &at in &search.group.customs {
            if let Some(base) = search.possible(at) {
                search.base(base);
            }
        }
        if search.group.by_components {
            search.components_only();
        }
    }
}

impl<'a> Search<'a> {
    fn new(
        edition: &'a Edition,
        index: &'a Index,
        query: &'a Query<'a>,
        function: usize,
        distance: u32,
        best: &'a mut Best,
    ) -> Self {
        let group = &index.groups[function];
        let offers_of = |dimension: Option<usize>| -> Vec<Offer> {
            let rows = dimension.and_then(|d| group.components.get(&d)).map_or(&[][..], Vec::as_slice);
            let rows = rows.iter().filter(|row| best.takes(index.repeats[**row]));
            rows.filter_map(|&row| Offer::of(index, query, function, row)).collect()
        };
        let offers: Vec<_> = query.wants.iter().map(|want| offers_of(want.dimension)).collect();
        let most =
            |offer: &Offer| if offer.most == OPEN { OPEN } else { offer.most.saturating_mul(offer.step) };
        let fill = offers.iter().map(|all| all.iter().map(most).max().unwrap_or(0)).collect();
        let columns = query.wants.iter().map(|want| group.columns.get(&want.dimension?).copied()).collect();
        let (pieces, bits) = (Vec::new(), Vec::new());
        Self {
            edition,
            index,
            query,
            group,
            function,
            distance,
            offers,
            fill,
            columns,
            filled: Vec::new(),
            pieces,
            bits,
            best,
        }
    }

    /// What a base gives at most of the need's dimension at this place.
    fn gives(&self, at: usize, place: usize) -> i64 {
        let width = self.group.columns.len();
        self.columns[place].map_or(0, |column| self.group.amounts[at * width + column])
    }

    /// The base at this place of the group, where it may serve at all.
    fn possible(&self, at: usize) -> Option<Possible> {
        let (row, query) = (self.group.bases[at], self.query);
        let bits = self.index.bits(row);
        let sold = self.index.sold[row].as_ref()?;
        let had = query.holds(bits) && sold.on(query.terms.as_of) && sold.quota >= query.count;
        let had = had && self.best.takes(self.index.repeats[row]);
        had.then_some(())?;
        let mut excess = query.scale.zero();
        for (place, want) in query.wants.iter().enumerate() {
            let got = self.gives(at, place);
            (got.saturating_add(self.fill[place]) >= want.floor).then_some(())?;
            if matches!(sold.kind, Kind::Package(_)) && got > want.amount {
                query.scale.add(&mut excess, place, i128::from(got) - i128::from(want.amount));
            }
        }
        Some(Possible { at, unmet: query.unmet(bits), excess })
    }

    /// Every configuration on each package that may be among the best, near ones first.
    fn packages(&mut self) {
        let (group, query) = (self.group, self.query);
        let mut wants = Vec::with_capacity(query.wants.len());
        for (place, want) in query.wants.iter().enumerate() {
            let least = want.floor.saturating_sub(self.fill[place]).max(0);
            match self.columns[place] {
                Some(column) => wants.push(Want { column, amount: want.amount, least }),
                None if least > 0 => return,
                None => {}
            }
        }
        let asked = Asked::new(&group.shelf, &wants, &query.required, &query.prefers);
        let mut far = self.far(wants.len());
        group.shelf.visit(&asked, &mut Work::default(), &mut |place| {
            let at = group.packages[group.shelf.row(place)];
            if self.too_dear(group.bases[at]) {
                return far;
            }
            if let Some(base) = self.possible(at) {
                self.base(base);
                far = self.far(wants.len());
            }
            far
        });
    }

    /// True where the price of a base alone keeps every configuration on it from the best: said before anything else is
    /// asked of it, since a list that wants the cheapest asks each package that is large enough.
    fn too_dear(&self, row: usize) -> bool {
        if self.query.terms.order != Order::Cheap {
            return false;
        }
        let none = self.query.scale.zero();
        let price = base_price(&self.edition.items[row], self.query.count, self.query.months);
        let least = AtLeast { distance: self.distance, unmet: 0, short: &none, excess: &none, price };
        !self.best.admits(least)
    }

    /// How far a package may be to come before the worst that is among the best: its preferences and its own
    /// excess, over so many dimensions, only grow with what is added to it.
    fn far(&self, dimensions: usize) -> Limit {
        let Some(worst) = self.best.worst().filter(|worst| worst.short == self.query.scale.zero()) else {
            return Limit::MAX;
        };
        match worst.distance.cmp(&self.distance) {
            Ordering::Less => 0,
            Ordering::Greater => Limit::MAX,
            Ordering::Equal => {
                let excess = self.query.scale.rounded_up(&worst.excess, SHARE).unwrap_or(u64::MAX);
                let needed = u64::try_from(dimensions).unwrap_or(u64::MAX) << SHARE;
                let shares = i32::try_from(excess.saturating_add(needed)).unwrap_or(i32::MAX);
                limit(worst.unmet, shares)
            }
        }
    }

    /// Every configuration on one base.
    fn base(&mut self, base: Possible) {
        let Possible { at, unmet, excess } = base;
        let row = self.group.bases[at];
        let mut state =
            State { unmet, short: self.query.scale.zero(), excess, price: Some(Money::ZERO), own: true };
        let Some(sold) = self.index.sold[row].as_ref().filter(|_| self.admits(&state)) else { return };
        let bits = self.index.bits(row);
        if !self.index.consistent(bits) {
            return;
        }
        state.price = base_price(&self.edition.items[row], self.query.count, self.query.months);
        let mut slots: Vec<Slot> = Vec::new();
        for place in 0..self.query.wants.len() {
            let got = self.gives(at, place);
            // A package that has too much was counted; a custom size is sized to the need.
            if got < self.query.wants[place].amount {
                self.open(place, got, &mut state, &mut slots);
            }
        }
        let mut steps = Vec::new();
        if let Kind::Custom(ranges) = &sold.kind {
            self.size(row, ranges, &mut steps, &mut state, &mut slots);
        }
        slots.sort_by_key(|slot| slot.len());
        self.pieces.push(Piece { rank: self.index.rank[row], row, units: 1, steps });
        self.bits.extend_from_slice(bits);
        self.walk(&slots, &state);
        self.pieces.clear();
        self.bits.clear();
    }

    /// Every configuration of components alone. One of them must have the function itself; where none that
    /// the need asks for has it, one more is taken at the least that is sold.
    fn components_only(&mut self) {
        let query = self.query;
        if query.wants.iter().zip(&self.fill).any(|(want, fill)| *fill < want.floor) {
            return;
        }
        let zero = || query.scale.zero();
        let mut state =
            State { unmet: 0, short: zero(), excess: zero(), price: Some(Money::ZERO), own: false };
        let mut slots = Vec::new();
        for place in 0..query.wants.len() {
            self.open(place, 0, &mut state, &mut slots);
        }
        self.walk(&slots, &state);
    }

    /// Takes up what a base leaves open of a dimension: into the sums where that leaves no choice, else as a
    /// slot. A component is always a slot, since it brings its traits.
    fn open(&mut self, place: usize, got: i64, state: &mut State, slots: &mut Vec<Slot>) {
        let known =
            self.filled.iter().find(|(p, g, _)| (*p, *g) == (place, got)).map(|(.., slot)| slot.clone());
        let slot = known.unwrap_or_else(|| {
            let slot = Rc::new(self.fillings(place, got));
            if self.filled.len() < REMEMBERED {
                self.filled.push((place, got, slot.clone()));
            }
            slot
        });
        match slot.as_slice() {
            [choice @ Choice { taken: Taken::Nothing, .. }] => *state = state.with(choice),
            _ => slots.push(slot),
        }
    }

    /// The ways to fill a dimension of which the base gives `got`.
    fn fillings(&self, place: usize, got: i64) -> Vec<Choice> {
        let (query, want) = (self.query, &self.query.wants[place]);
        let lack = want.amount - got;
        let choice = |taken: Taken, total: i128, price: Option<Money>| {
            let (mut short, mut excess) = (query.scale.zero(), query.scale.zero());
            let over = total - i128::from(want.amount);
            query.scale.add(if over < 0 { &mut short } else { &mut excess }, place, over.abs());
            Choice { taken, short, excess, price }
        };
        let mut choices = Vec::new();
        if got >= want.floor {
            choices.push(choice(Taken::Nothing, i128::from(got), Some(Money::ZERO)));
        }
        for offer in &self.offers[place] {
            let needed = lack / offer.step + i64::from(lack % offer.step > 0);
            let from = needed.max(offer.least).min(offer.most);
            let total = |units: i64| i128::from(got) + i128::from(units) * i128::from(offer.step);
            if total(from) < i128::from(want.floor) {
                continue;
            }
            let item = &self.edition.items[offer.row];
            let more = worthwhile(item.price.as_ref(), from, offer.most, query.count, query.months);
            for units in std::iter::once(from).chain(more) {
                let price = part_price(item, units, &[], query.count, query.months);
                let taken = Taken::Component { row: offer.row, units, own: offer.own };
                choices.push(choice(taken, total(units), price));
            }
        }
        choices.sort_by(|a, b| a.short.cmp(&b.short).then_with(|| a.excess.cmp(&b.excess)));
        choices
    }

    /// Sizes a custom item: for each range the least steps that reach the need, or all it has; a slot where
    /// more steps than that are worth taking.
    fn size(
        &self,
        row: usize,
        ranges: &[Stepped],
        steps: &mut Vec<i64>,
        state: &mut State,
        slots: &mut Vec<Slot>,
    ) {
        let Grammar::Custom(priced) = &self.edition.items[row].grammar else { return };
        let (query, count, months) = (self.query, self.query.count, self.query.months);
        for (at, (range, priced)) in ranges.iter().zip(priced).enumerate() {
            let place = query.wants.iter().position(|want| want.dimension == Some(range.dimension));
            let want = place.map_or(0, |place| query.wants[place].amount);
            let needed = want / range.step + i64::from(want % range.step > 0);
            let from = needed.max(range.least).min(range.most);
            steps.push(from);
            let choice = |units: i64| {
                let mut excess = query.scale.zero();
                let over = i128::from(units) * i128::from(range.step) - i128::from(want);
                // What falls short is counted where it is filled; what nobody asked for is no excess.
                if let Some(place) = place.filter(|_| over > 0) {
                    query.scale.add(&mut excess, place, over);
                }
                let price = steps_price(priced, units, count, months);
                Choice { taken: Taken::Steps(at, units), short: query.scale.zero(), excess, price }
            };
            let more = worthwhile(priced.price.as_ref(), from, range.most, count, months);
            if more.is_empty() {
                *state = state.with(&choice(from));
            } else {
                slots.push(Rc::new(std::iter::once(from).chain(more).map(choice).collect()));
            }
        }
    }

    /// Goes through every combination of choices, leaving out what can no longer be among the best.
    fn walk(&mut self, slots: &[Slot], state: &State) {
        let Some((slot, rest)) = slots.split_first() else {
            return if state.own { self.finish(state) } else { self.own_component(state) };
        };
        for choice in slot.iter() {
            let mut next = state.with(choice);
            if !self.admits(&next) {
                continue;
            }
            match choice.taken {
                Taken::Nothing => self.walk(rest, &next),
                Taken::Steps(at, units) => {
                    let before = std::mem::replace(&mut self.pieces[0].steps[at], units);
                    self.walk(rest, &next);
                    self.pieces[0].steps[at] = before;
                }
                Taken::Component { row, units, own } => {
                    let joined = self.join(&mut next, row, units, own);
                    if joined && (next.unmet == state.unmet || self.admits(&next)) {
                        self.walk(rest, &next);
                    }
                    self.leave();
                }
            }
        }
    }

    fn admits(&self, state: &State) -> bool {
        let State { unmet, short, excess, price, .. } = state;
        self.best.admits(AtLeast { distance: self.distance, unmet: *unmet, short, excess, price: *price })
    }

    /// Adds a component, until [`Search::leave`]; false where its parts would have no common value of a trait.
    fn join(&mut self, state: &mut State, row: usize, units: i64, own: bool) -> bool {
        let (words, bits) = (self.index.words, self.index.bits(row));
        let before = self.bits.len().checked_sub(words);
        for (at, one) in bits.iter().enumerate() {
            let all = before.map_or(u64::MAX, |before| self.bits[before + at]);
            self.bits.push(all & one);
        }
        self.pieces.push(Piece { rank: self.index.rank[row], row, units, steps: Vec::new() });
        let bits = &self.bits[self.bits.len() - words..];
        state.own |= own;
        state.unmet = self.query.unmet(bits);
        self.index.consistent(bits)
    }

    /// Takes the last component out again.
    fn leave(&mut self) {
        self.pieces.pop();
        self.bits.truncate(self.bits.len() - self.index.words);
    }

    /// Adds the component that a configuration without a base still lacks: one of the function itself.
    fn own_component(&mut self, state: &State) {
        let sold = |row: usize| match self.index.sold[row].as_ref().map(|sold| &sold.kind) {
            Some(Kind::Component(range)) => Some(range.dimension),
            _ => None,
        };
        let mut taken: Vec<_> = self.pieces.iter().map(|piece| sold(piece.row)).collect();
        // What the need asks for has had its choice.
        taken.extend(self.query.wants.iter().map(|want| want.dimension));
        let (group, count, months) = (self.group, self.query.count, self.query.months);
        for rows in group.components.iter().filter(|(d, _)| !taken.contains(&Some(**d))).map(|(_, rows)| rows)
        {
            let rows = rows.iter().filter(|row| self.best.takes(self.index.repeats[**row]));
            let offers = rows.filter_map(|&row| Offer::of(self.index, self.query, self.function, row));
            for one in offers.filter(|offer| offer.own).collect::<Vec<_>>() {
                let item = &self.edition.items[one.row];
                let more = worthwhile(item.price.as_ref(), one.least, one.most, count, months);
                for units in std::iter::once(one.least).chain(more) {
                    let mut next = state.clone();
                    next.price = both(state.price, part_price(item, units, &[], count, months));
                    if self.join(&mut next, one.row, units, true) && self.admits(&next) {
                        self.finish(&next);
                    }
                    self.leave();
                }
            }
        }
    }

    /// Ranks a whole configuration that may be among the best.
    fn finish(&mut self, state: &State) {
        let based = self.pieces.first().is_some_and(|piece| self.is_base(piece.row));
        if !based && self.nearer(&self.pieces) {
            return;
        }
        let mut pieces = self.pieces.clone();
        pieces[usize::from(based)..].sort();
        let State { unmet, short, excess, price, .. } = state.clone();
        self.best.offer(Candidate { distance: self.distance, unmet, short, excess, price, pieces });
    }

    /// True where these components are a configuration of a function that comes before this one: they are
    /// ranked there.
    fn nearer(&self, pieces: &[Piece]) -> bool {
        let sold: Vec<&Sold> =
            pieces.iter().filter_map(|piece| self.index.sold[piece.row].as_ref()).collect();
        let before =
            self.query.reach.iter().map(|(_, function)| *function).take_while(|f| *f != self.function);
        let one_of = |function: usize| {
            sold.iter().any(|one| one.function == function)
                && sold.iter().all(|one| one.serves.contains(&function))
        };
        before.into_iter().any(one_of)
    }

    fn is_base(&self, row: usize) -> bool {
        !matches!(self.index.sold[row], Some(Sold { kind: Kind::Component(_), .. }))
    }
}
