//! The configurations of one instance, and the search for the best among them.
//!
//! What is ranked is defined in `src/docs/fitting.md`; in short, for each function in reach: each base, sized
//! to the need as far as it goes, and for each amount it leaves open one component that fills it, with the
//! least units that do; and, where the function is sold by components too, components without a base. One
//! instance has one value of each trait and one supplier, so all parts must have a value in common.

use super::exact::{Scale, Sum};
use super::index::{Group, Index, Kind, OPEN, Sold, Stepped};
use super::order::{Best, Candidate, Piece};
use super::price::{part_price, worthwhile};
use super::query::Query;
use crate::basics::Money;
use crate::catalog::{Edition, Grammar};

/// A component that may stand in a configuration.
struct Offer {
    row: usize,
    step: i64,
    least: i64,
    most: i64,
    /// True where it has the function itself and does not only complete it.
    own: bool,
}

/// One way to fill what is open: units of a component, steps of a range, or nothing.
struct Choice {
    taken: Taken,
    short: Sum,
    excess: Sum,
}

enum Taken {
    Nothing,
    Steps(usize, i64),
    Component { row: usize, units: i64, own: bool },
}

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
    best: &'a mut Best,
}

/// What has been chosen so far.
#[derive(Clone)]
struct State {
    bits: Vec<u64>,
    short: Sum,
    excess: Sum,
    pieces: Vec<Piece>,
    own: bool,
}

/// Ranks every configuration in reach into `best`.
pub(crate) fn search(edition: &Edition, index: &Index, query: &Query<'_>, best: &mut Best) {
    for &(distance, function) in &query.reach {
        let none = query.scale.zero();
        if !best.admits((distance, 0, &none, &none)) {
            // Functions come nearest first, but only `near` puts distance before everything.
            continue;
        }
        let mut search = Search::new(edition, index, query, function, distance, best);
        for at in 0..search.group.bases.len() {
            search.base(at);
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
            rows.iter().filter_map(|&row| offer(index, query, function, row)).collect()
        };
        let offers: Vec<_> = query.wants.iter().map(|want| offers_of(want.dimension)).collect();
        let most =
            |offer: &Offer| if offer.most == OPEN { OPEN } else { offer.most.saturating_mul(offer.step) };
        let fill = offers.iter().map(|all| all.iter().map(most).max().unwrap_or(0)).collect();
        let columns = query.wants.iter().map(|want| group.columns.get(&want.dimension?).copied()).collect();
        Self { edition, index, query, group, function, distance, offers, fill, columns, best }
    }

    /// Every configuration on one base.
    fn base(&mut self, at: usize) {
        let (row, query) = (self.group.bases[at], self.query);
        let bits = self.index.bits(row);
        let Some(sold) = self.index.sold[row].as_ref() else { return };
        if !query.holds(bits) || !sold.on(query.terms.as_of) || sold.quota < query.count {
            return;
        }
        let width = self.group.columns.len();
        let most = &self.group.amounts[at * width..(at + 1) * width];
        let (mut short, mut excess) = (query.scale.zero(), query.scale.zero());
        let mut open = Vec::new();
        for (place, want) in query.wants.iter().enumerate() {
            let got = self.columns[place].map_or(0, |column| most[column]);
            if got.saturating_add(self.fill[place]) < want.floor {
                return;
            }
            match &sold.kind {
                Kind::Package(_) if got >= want.amount => {
                    query.scale.add(&mut excess, place, i128::from(got) - i128::from(want.amount));
                }
                Kind::Custom(_) if got >= want.amount => {}
                _ => open.push((place, got)),
            }
        }
        let unmet = query.unmet(bits);
        if !self.best.admits((self.distance, unmet, &short, &excess)) || !self.index.consistent(bits) {
            return;
        }
        let mut slots: Vec<Vec<Choice>> =
            open.iter().map(|&(place, got)| self.fillings(place, got)).collect();
        let mut steps = Vec::new();
        if let Kind::Custom(ranges) = &sold.kind {
            self.size(row, ranges, &mut steps, &mut slots);
        }
        slots.retain_mut(|slot| !absorb(slot, &mut short, &mut excess));
        slots.sort_by_key(Vec::len);
        let piece = Piece { rank: self.index.rank[row], row, units: 1, steps };
        let state = State { bits: bits.to_vec(), short, excess, pieces: vec![piece], own: true };
        self.walk(&slots, state);
    }

    /// Every configuration of components alone. One of them must have the function itself; where none that
    /// the need asks for has it, one more is taken at the least that is sold.
    fn components_only(&mut self) {
        let query = self.query;
        if query.wants.iter().zip(&self.fill).any(|(want, fill)| *fill < want.floor) {
            return;
        }
        let mut slots: Vec<_> = (0..query.wants.len()).map(|place| self.fillings(place, 0)).collect();
        let (mut short, mut excess) = (query.scale.zero(), query.scale.zero());
        slots.retain_mut(|slot| !absorb(slot, &mut short, &mut excess));
        let bits = vec![u64::MAX; self.index.words];
        self.walk(&slots, State { bits, short, excess, pieces: Vec::new(), own: false });
    }

    /// The ways to fill a dimension of which the base gives `got`.
    fn fillings(&self, place: usize, got: i64) -> Vec<Choice> {
        let (query, want) = (self.query, &self.query.wants[place]);
        let lack = want.amount - got;
        let choice = |taken: Taken, total: i128| {
            let (mut short, mut excess) = (query.scale.zero(), query.scale.zero());
            let over = total - i128::from(want.amount);
            query.scale.add(if over < 0 { &mut short } else { &mut excess }, place, over.abs());
            Choice { taken, short, excess }
        };
        let mut choices = Vec::new();
        if got >= want.floor {
            choices.push(choice(Taken::Nothing, i128::from(got)));
        }
        for offer in &self.offers[place] {
            let needed = lack / offer.step + i64::from(lack % offer.step > 0);
            let from = needed.max(offer.least).min(offer.most);
            let total = |units: i64| i128::from(got) + i128::from(units) * i128::from(offer.step);
            if total(from) < i128::from(want.floor) {
                continue;
            }
            let price = self.edition.items[offer.row].price.as_ref();
            for units in worthwhile(price, from, offer.most, query.count, query.months) {
                choices
                    .push(choice(Taken::Component { row: offer.row, units, own: offer.own }, total(units)));
            }
        }
        choices.sort_by(|a, b| a.short.cmp(&b.short).then_with(|| a.excess.cmp(&b.excess)));
        choices
    }

    /// Sizes a custom item: for each range the least steps that reach the need, or all it has; a slot where
    /// more steps than that are worth taking.
    fn size(&self, row: usize, ranges: &[Stepped], steps: &mut Vec<i64>, slots: &mut Vec<Vec<Choice>>) {
        let Grammar::Custom(priced) = &self.edition.items[row].grammar else { return };
        let query = self.query;
        for (at, (range, priced)) in ranges.iter().zip(priced).enumerate() {
            let place = query.wants.iter().position(|want| want.dimension == Some(range.dimension));
            let want = place.map_or(0, |place| query.wants[place].amount);
            let needed = want / range.step + i64::from(want % range.step > 0);
            let from = needed.max(range.least).min(range.most);
            steps.push(from);
            let all = worthwhile(priced.price.as_ref(), from, range.most, query.count, query.months);
            let choice = |units: i64| {
                let mut excess = query.scale.zero();
                let over = i128::from(units) * i128::from(range.step) - i128::from(want);
                // What falls short is counted where it is filled; what nobody asked for is no excess.
                if let Some(place) = place.filter(|_| over > 0) {
                    query.scale.add(&mut excess, place, over);
                }
                Choice { taken: Taken::Steps(at, units), short: query.scale.zero(), excess }
            };
            slots.push(all.into_iter().map(choice).collect());
        }
    }

    /// Goes through every combination of choices, leaving out what can no longer be among the best.
    fn walk(&mut self, slots: &[Vec<Choice>], state: State) {
        let Some((slot, rest)) = slots.split_first() else {
            return if state.own { self.finish(state) } else { self.own_component(state) };
        };
        for choice in slot {
            let mut next = state.clone();
            next.short = Scale::plus(&state.short, &choice.short);
            next.excess = Scale::plus(&state.excess, &choice.excess);
            match choice.taken {
                Taken::Nothing => {}
                Taken::Steps(at, units) => next.pieces[0].steps[at] = units,
                Taken::Component { row, units, own } => {
                    if !self.join(&mut next, row, units, own) {
                        continue;
                    }
                }
            }
            let unmet = self.query.unmet(&next.bits);
            if self.best.admits((self.distance, unmet, &next.short, &next.excess)) {
                self.walk(rest, next);
            }
        }
    }

    /// Adds a component; false where its parts would have no common value of a trait.
    fn join(&self, state: &mut State, row: usize, units: i64, own: bool) -> bool {
        state.bits.iter_mut().zip(self.index.bits(row)).for_each(|(all, one)| *all &= one);
        state.own |= own;
        state.pieces.push(Piece { rank: self.index.rank[row], row, units, steps: Vec::new() });
        self.index.consistent(&state.bits)
    }

    /// Adds the component that a configuration without a base still lacks: one of the function itself.
    fn own_component(&mut self, state: State) {
        let sold = |row: usize| match self.index.sold[row].as_ref().map(|sold| &sold.kind) {
            Some(Kind::Component(range)) => Some(range.dimension),
            _ => None,
        };
        let mut taken: Vec<_> = state.pieces.iter().map(|piece| sold(piece.row)).collect();
        // What the need asks for has had its choice.
        taken.extend(self.query.wants.iter().map(|want| want.dimension));
        let group = self.group;
        for rows in group.components.iter().filter(|(d, _)| !taken.contains(&Some(**d))).map(|(_, rows)| rows)
        {
            let offers = rows.iter().filter_map(|&row| offer(self.index, self.query, self.function, row));
            for one in offers.filter(|offer| offer.own).collect::<Vec<_>>() {
                let price = self.edition.items[one.row].price.as_ref();
                for units in worthwhile(price, one.least, one.most, self.query.count, self.query.months) {
                    let mut next = state.clone();
                    if self.join(&mut next, one.row, units, true) {
                        self.finish(next);
                    }
                }
            }
        }
    }

    /// Prices a whole configuration and ranks it.
    fn finish(&mut self, state: State) {
        let State { bits, short, excess, mut pieces, .. } = state;
        let unmet = self.query.unmet(&bits);
        if !self.best.admits((self.distance, unmet, &short, &excess)) {
            return;
        }
        let based = pieces.first().is_some_and(|piece| self.is_base(piece.row));
        if !based && self.nearer(&pieces) {
            return;
        }
        pieces[usize::from(based)..].sort();
        let price = pieces.iter().try_fold(Money::ZERO, |sum, piece| {
            let item = &self.edition.items[piece.row];
            let price = part_price(item, piece.units, &piece.steps, self.query.count, self.query.months);
            sum.plus(price?)
        });
        if self.best.admits_price(price) {
            self.best.offer(Candidate { distance: self.distance, unmet, short, excess, price, pieces });
        }
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

/// What one component may give to one instance, where it may stand in a configuration at all.
fn offer(index: &Index, query: &Query<'_>, function: usize, row: usize) -> Option<Offer> {
    let sold = index.sold[row].as_ref()?;
    let Kind::Component(range) = &sold.kind else { return None };
    let most = if sold.quota == OPEN { range.most } else { range.most.min(sold.quota / query.count) };
    let fits = sold.on(query.terms.as_of) && query.holds(index.bits(row)) && range.least <= most;
    let own = sold.function == function;
    (fits && index.consistent(index.bits(row))).then_some(Offer {
        row,
        step: range.step,
        least: range.least,
        most,
        own,
    })
}

/// Takes a slot that leaves no choice into the sums; true where the slot is done with. A component stays,
/// since it brings its traits.
fn absorb(slot: &[Choice], short: &mut Sum, excess: &mut Sum) -> bool {
    let [Choice { taken: Taken::Nothing | Taken::Steps(..), short: s, excess: e }] = slot else {
        return false;
    };
    *short = Scale::plus(short, s);
    *excess = Scale::plus(excess, e);
    true
}
