//! 估算: item by item, exact; an unknown price keeps the total open.

use crate::basics::Money;
use crate::catalog::{Edition, Grammar, Item, Price, Standing};
use crate::dossier::{Need, Part, Record};
use std::sync::Arc;

/// What one line charges.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Charge {
    /// The item by its own price: packages, components, the base of a custom size.
    Item,
    /// The steps of one dimension of a custom size: its place among the item's ranges.
    Steps(usize),
}

/// One item (or one dimension of a custom size) of one need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Code of the item.
    pub item: String,
    /// What of it is charged.
    pub charge: Charge,
    /// Units of sale in one instance.
    pub units: i64,
    /// Instances.
    pub instances: i64,
    /// Months of use.
    pub months: u32,
    /// All units over all months, rounded as the price says. `None` is unknown, never nought.
    pub sum: Option<Money>,
}

impl Line {
    /// The price that the line is charged by; `None` where the catalog names none.
    pub fn price<'e>(&self, edition: &'e Edition) -> Option<&'e Price> {
        price_of(edition.item(&self.item)?, &self.charge)
    }
}

/// What one need costs.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowFees {
    /// Its lines, in the order of the configuration's parts.
    pub lines: Vec<Line>,
    /// Sum of the lines whose sum is known.
    pub known: Money,
    /// The part of `known` that is paid once and does not spread over the months.
    pub once: Money,
    /// The part of `known` that rests on illustrative prices (示例).
    pub illustrative: Money,
    /// Months of use.
    pub months: u32,
    /// What keeps the row open, with the line where it is one line's.
    pub open: Vec<(Option<usize>, Why)>,
}

/// Why a sum is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// The catalog names no price.
    PriceUnknown,
    /// Nothing in the catalog fits, so that nothing can be priced.
    NothingFits,
    /// The row is not filled in so far that it could be fitted.
    NotRead,
    /// The sum is larger than any that can be computed.
    TooLarge,
}

/// Something that keeps the total open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Open {
    /// Row in the draft, from 0.
    pub row: usize,
    /// Line of that row's [`RowFees::lines`]; `None` where it is the whole row.
    pub line: Option<usize>,
    /// Why.
    pub why: Why,
}

/// One need of the estimate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EstimateRow {
    /// Row in the draft, from 0.
    pub row: usize,
    /// What it costs. Shared, since most rows do not change between two estimates.
    pub fees: Arc<RowFees>,
}

/// What a case costs, as far as that is known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Estimate {
    /// The needs, by rising row.
    pub rows: Vec<EstimateRow>,
    /// The sum of what is known, rounded to 分. It is the total only where [`Estimate::is_complete`].
    pub known: Money,
    /// The part of `known` that rests on illustrative prices (示例), rounded to 分.
    pub illustrative: Money,
    /// What keeps the total open, by row and line.
    pub open: Vec<Open>,
}

/// Money is paid in 分.
pub(super) const FEN: Money = Money::micros(10_000);

impl Estimate {
    /// Adds up rows; they must come by rising row.
    pub fn of(rows: Vec<EstimateRow>) -> Self {
        let mut estimate = Self { rows, ..Self::default() };
        let (mut known, mut illustrative) = (Money::ZERO, Money::ZERO);
        for EstimateRow { row, fees } in &estimate.rows {
            estimate.open.extend(fees.open.iter().map(|&(line, why)| Open { row: *row, line, why }));
            match (known.plus(fees.known), illustrative.plus(fees.illustrative)) {
                (Some(sum), Some(part)) => (known, illustrative) = (sum, part),
                _ => estimate.open.push(Open { row: *row, line: None, why: Why::TooLarge }),
            }
        }
        estimate.known = known.round_to(FEN);
        estimate.illustrative = illustrative.round_to(FEN);
        estimate
    }

    /// The total, where nothing keeps it open.
    pub fn total(&self) -> Option<Money> {
        self.is_complete().then_some(self.known)
    }

    /// True where every line of every need has a sum.
    pub fn is_complete(&self) -> bool {
        self.open.is_empty()
    }

    /// True where some of the sum rests on illustrative prices.
    pub fn is_illustrative(&self) -> bool {
        self.illustrative != Money::ZERO || self.rows.iter().any(|r| r.fees.illustrative != Money::ZERO)
    }
}

/// The estimate of needs with what was recorded for them, in the order given (by rising row).
pub fn estimate(edition: &Edition, recorded: &[(&Need, &Record)]) -> Estimate {
    let row = |(need, record): &(&Need, &Record)| EstimateRow {
        row: need.row,
        fees: Arc::new(RowFees::of(edition, record, need.months)),
    };
    Estimate::of(recorded.iter().map(row).collect())
}

impl RowFees {
    /// What a recorded configuration costs over so many months.
    pub fn of(edition: &Edition, record: &Record, months: u32) -> Self {
        let mut fees = Self { months, ..Self::default() };
        if record.parts.is_empty() {
            fees.open.push((None, Why::NothingFits));
        }
        for part in &record.parts {
            fees.charge(edition, part, record.instances);
        }
        fees
    }

    /// A row that could not be read or fitted yet.
    pub fn not_read() -> Self {
        Self { open: vec![(None, Why::NotRead)], ..Self::default() }
    }

    /// The lines of one part.
    fn charge(&mut self, edition: &Edition, part: &Part, instances: i64) {
        let item = edition.item(&part.item);
        let custom = item.is_some_and(|i| matches!(i.grammar, Grammar::Custom(_)));
        if item.is_none_or(Item::has_base) {
            self.line(item, part, Charge::Item, part.units, instances);
        }
        for (at, &steps) in part.steps.iter().enumerate().filter(|(_, steps)| custom && **steps > 0) {
            self.line(item, part, Charge::Steps(at), steps.saturating_mul(part.units), instances);
        }
    }

    /// One line.
    fn line(&mut self, item: Option<&Item>, part: &Part, charge: Charge, units: i64, instances: i64) {
        let price = item.and_then(|item| price_of(item, &charge));
        let sum = price.map(|price| (price, sum_of(price, units, instances, self.months)));
        let why = match sum {
            None => Some(Why::PriceUnknown),
            Some((_, None)) => Some(Why::TooLarge),
            Some((price, Some(sum))) => self.add(price, sum),
        };
        self.open.extend(why.map(|why| (Some(self.lines.len()), why)));
        let sum = sum.and_then(|(_, sum)| sum);
        self.lines.push(Line { item: part.item.clone(), charge, units, instances, months: self.months, sum });
    }

    /// Adds a line's sum to the row's.
    fn add(&mut self, price: &Price, sum: Money) -> Option<Why> {
        let Some(known) = self.known.plus(sum) else { return Some(Why::TooLarge) };
        self.known = known;
        // Parts of a sum that exists exist too.
        if price.standing == Standing::Illustrative {
            self.illustrative = self.illustrative.plus(sum).unwrap_or(known);
        }
        if price.period == crate::catalog::Period::Once {
            self.once = self.once.plus(sum).unwrap_or(known);
        }
        None
    }
}

/// The price of what is charged.
fn price_of<'e>(item: &'e Item, charge: &Charge) -> Option<&'e Price> {
    match (charge, &item.grammar) {
        (Charge::Item, _) => item.price.as_ref(),
        (Charge::Steps(at), Grammar::Custom(ranges)) => ranges.get(*at)?.price.as_ref(),
        (Charge::Steps(_), _) => None,
    }
}

/// The sum of one line.
///
/// What a tier counts no government source says. Interpretation: all units of sale on the line, over all its
/// instances, as `fitting` prices them too. Rows never share a tier, so that a row costs the same whatever
/// stands in the others; links that are tiered one by one stand on rows of their own.
fn sum_of(price: &Price, units: i64, instances: i64, months: u32) -> Option<Money> {
    price.total(units.checked_mul(instances)?, months)
}
