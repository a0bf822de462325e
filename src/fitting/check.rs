//! The checker of certificates: independent of the engine, and plain enough to be read in one go.
//!
//! It shares no code with the search. It lists every configuration of one instance at its most (each base or
//! none, each choice of at most one component a dimension), notes which constraints each keeps, and derives
//! by brute force what a true certificate must say. Anything else is refused.

use super::certificate::{Certificate, Change, Constraint, Offered};
use crate::catalog::{Edition, Grammar, Item, Range};
use std::collections::{BTreeMap, BTreeSet};

/// Why a certificate is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// It is about another edition, or about another state of this one.
    OtherEdition,
    /// Something fits.
    Fits,
    /// Its conflicts are not exactly the smallest ones.
    Conflicts,
    /// Its relaxations are not exactly the smallest ones, or their values are not the best.
    Relaxations,
    /// What it says the catalog offers is not so.
    Offered,
    /// It has more than sixteen constraints; this checker tries every set of them.
    TooMany,
}

impl Refusal {
    /// As it is named in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::OtherEdition => "other-edition",
            Self::Fits => "fits",
            Self::Conflicts => "conflicts",
            Self::Relaxations => "relaxations",
            Self::Offered => "offered",
            Self::TooMany => "too-many",
        }
    }
}

/// What one configuration gives at its most.
#[derive(Clone)]
struct Shape<'a> {
    function: &'a str,
    /// Dimension → amount; `None` without a limit.
    amounts: BTreeMap<&'a str, Option<i64>>,
    /// Trait (the supplier under an empty code) → values that all parts offer; absent where unrestricted.
    values: BTreeMap<&'a str, BTreeSet<&'a str>>,
    complete: bool,
}

/// Checks a certificate against the edition that it names.
///
/// # Errors
/// The first reason for which it is refused.
pub fn check(certificate: &Certificate, edition: &Edition) -> Result<(), Refusal> {
    if (&certificate.edition, certificate.edition_hash) != (&edition.id, edition.hash) {
        return Err(Refusal::OtherEdition);
    }
    let constraints = constraints(certificate);
    if certificate.count < 1 {
        return Err(Refusal::OtherEdition);
    }
    if constraints.len() > 16 {
        return Err(Refusal::TooMany);
    }
    let near = near(certificate, edition);
    let shapes = shapes(certificate, edition);
    let kept = |shape: &Shape<'_>| -> BTreeSet<Constraint> {
        constraints.iter().filter(|one| keeps(certificate, &near, shape, one)).cloned().collect()
    };
    let kept: Vec<BTreeSet<Constraint>> = shapes.iter().map(kept).collect();
    let distinct: BTreeSet<&BTreeSet<Constraint>> = kept.iter().collect();
    if distinct.iter().any(|kept| kept.len() == constraints.len()) {
        return Err(Refusal::Fits);
    }
    let subsets = (0..1u32 << constraints.len()).map(|bits| {
        let held = constraints.iter().enumerate().filter(|(at, _)| bits >> at & 1 == 1);
        held.map(|(_, constraint)| constraint.clone()).collect::<BTreeSet<_>>()
    });
    let excluded: BTreeSet<_> =
        subsets.filter(|set| !distinct.iter().any(|kept| set.is_subset(kept))).collect();
    let smallest = |set: &&BTreeSet<Constraint>| {
        set.iter().all(|one| !excluded.contains(&set.iter().filter(|other| *other != one).cloned().collect()))
    };
    if excluded.iter().filter(smallest).cloned().collect::<BTreeSet<_>>() != certificate.conflicts {
        return Err(Refusal::Conflicts);
    }
    let largest = |kept: &BTreeSet<Constraint>| {
        !distinct.iter().any(|other| other.len() > kept.len() && kept.is_subset(other))
    };
    let all = shapes.iter().zip(&kept).filter(|(_, kept)| largest(kept));
    let all: BTreeSet<_> = all.flat_map(|(shape, kept)| changes(certificate, shape, kept)).collect();
    let best = |changes: &&BTreeSet<Change>| !all.iter().any(|other| gentler(other, changes));
    if all.iter().filter(best).cloned().collect::<BTreeSet<_>>() != certificate.relaxations {
        return Err(Refusal::Relaxations);
    }
    let most = |dimension: &String| {
        let near = shapes.iter().filter(|shape| near.contains(shape.function));
        let amounts: BTreeSet<i64> = near.map(|shape| amount(shape, dimension).unwrap_or(i64::MAX)).collect();
        let most = amounts.last().copied().unwrap_or(0);
        Offered { dimension: dimension.clone(), most: (most != i64::MAX).then_some(most) }
    };
    let in_conflict = certificate.conflicts.iter().flatten().filter_map(|constraint| match constraint {
        Constraint::Amount(dimension) => Some(most(dimension)),
        _ => None,
    });
    if in_conflict.collect::<BTreeSet<_>>() != certificate.offered { Err(Refusal::Offered) } else { Ok(()) }
}

fn constraints(certificate: &Certificate) -> Vec<Constraint> {
    let mut all = vec![Constraint::Function];
    all.extend(certificate.amounts.keys().cloned().map(Constraint::Amount));
    all.extend(certificate.traits.keys().cloned().map(Constraint::Trait));
    all.extend(certificate.supplier.iter().map(|_| Constraint::Supplier));
    all
}

/// The functions within the distance: declared near in either direction, or under the same parent.
fn near<'a>(certificate: &'a Certificate, edition: &'a Edition) -> BTreeSet<&'a str> {
    let used = edition.items.iter().flat_map(|item| std::iter::once(&item.function).chain(&item.completes));
    let declared = edition.functions.iter().flat_map(|f| std::iter::once(&f.code).chain(&f.near));
    let all: BTreeSet<&str> = used.chain(declared).map(String::as_str).collect();
    let says = |a: &str, b: &str| edition.function(a).is_some_and(|f| f.near.iter().any(|near| near == b));
    let parent = |code: &'a str| code.rsplit_once('/').map(|(parent, _)| parent);
    let beside =
        |a: &'a str, b: &'a str| says(a, b) || says(b, a) || (parent(a).is_some() && parent(a) == parent(b));
    let mut near: BTreeSet<&str> = all.get(certificate.function.as_str()).copied().into_iter().collect();
    for _ in 0..certificate.max_distance {
        let next: BTreeSet<&str> =
            all.iter().copied().filter(|b| near.iter().any(|a| beside(a, b))).collect();
        let before = near.len();
        near.extend(next);
        if near.len() == before {
            break;
        }
    }
    near
}

fn keeps(
    certificate: &Certificate,
    near: &BTreeSet<&str>,
    shape: &Shape<'_>,
    constraint: &Constraint,
) -> bool {
    let offers = |code: &str, value: Option<&String>| {
        shape.values.get(code).is_none_or(|values| value.is_none_or(|value| values.contains(value.as_str())))
    };
    match constraint {
        Constraint::Function => near.contains(shape.function),
        Constraint::Amount(dimension) => {
            amount(shape, dimension).is_none_or(|most| certificate.amounts.get(dimension) <= Some(&most))
        }
        Constraint::Trait(code) => offers(code, certificate.traits.get(code)),
        Constraint::Supplier => offers("", certificate.supplier.as_ref()),
    }
}

fn amount(shape: &Shape<'_>, dimension: &str) -> Option<i64> {
    shape.amounts.get(dimension).copied().unwrap_or(Some(0))
}

/// Every configuration at its most.
fn shapes<'a>(certificate: &'a Certificate, edition: &'a Edition) -> Vec<Shape<'a>> {
    let sold: Vec<&Item> = edition.items.iter().filter(|item| on_sale(certificate, edition, item)).collect();
    let is_component = |item: &&&Item| matches!(item.grammar, Grammar::Component(_));
    let (components, bases): (Vec<&Item>, Vec<&Item>) = sold.iter().partition(is_component);
    let functions: BTreeSet<&str> = sold.iter().map(|item| item.function.as_str()).collect();
    let mut all = Vec::new();
    for function in functions {
        let empty = Shape { function, amounts: BTreeMap::new(), values: BTreeMap::new(), complete: false };
        let based = bases
            .iter()
            .filter(|base| base.function == function)
            .filter_map(|base| join(certificate, &empty, base));
        let mut found: Vec<Shape<'a>> = std::iter::once(empty.clone()).chain(based).collect();
        let serves =
            |item: &&&Item| item.function == function || item.completes.iter().any(|code| code == function);
        let mut by_dimension: BTreeMap<&str, Vec<&Item>> = BTreeMap::new();
        for component in components.iter().filter(serves) {
            if let Grammar::Component(range) = &component.grammar {
                by_dimension.entry(&range.dimension).or_default().push(component);
            }
        }
        for (dimension, components) in by_dimension {
            // A dimension that nobody asked for matters only where a component of it makes a shape complete.
            let asked = certificate.amounts.contains_key(dimension);
            let own = |component: &&&&'a Item| asked || component.function == function;
            let grow = |shape: &Shape<'a>| -> Vec<Shape<'a>> {
                components
                    .iter()
                    .filter(|one| own(&one))
                    .filter_map(|one| join(certificate, shape, one))
                    .collect()
            };
            let grown: Vec<_> =
                found.iter().filter(|shape| asked || !shape.complete).flat_map(grow).collect();
            found.extend(grown);
        }
        all.extend(found.into_iter().filter(|shape| shape.complete));
    }
    all
}

/// Sold on the day, often enough, and written so that something can be sold by it.
fn on_sale(certificate: &Certificate, edition: &Edition, item: &Item) -> bool {
    let (day, zero) = (certificate.as_of, crate::basics::Money::ZERO);
    let valid = item.valid.0.is_none_or(|first| first <= day) && item.valid.1.is_none_or(|last| last >= day);
    let sane = |amount: i64| (0..=1_000_000_000_000_000).contains(&amount);
    let range = |range: &Range| {
        let reaches = |most: i64| sane(most) && most / range.step * range.step >= range.least;
        range.step > 0 && sane(range.step) && sane(range.least) && range.most.is_none_or(reaches)
    };
    let (prices, shape) = match &item.grammar {
        Grammar::Package(amounts) => (vec![], amounts.values().all(|amount| sane(*amount))),
        Grammar::Component(one) => (vec![one.price.as_ref()], range(one)),
        Grammar::Custom(all) => {
            let distinct: BTreeSet<&String> = all.iter().map(|range| &range.dimension).collect();
            (
                all.iter().map(|range| range.price.as_ref()).collect(),
                all.iter().all(range) && distinct.len() == all.len(),
            )
        }
    };
    let priced = prices.into_iter().flatten().chain(&item.price);
    let priced =
        priced.into_iter().all(|p| p.amount >= zero && p.tiers.iter().all(|tier| tier.amount >= zero));
    let units = match &item.grammar {
        Grammar::Component(range) if range.step > 0 => range.least.saturating_sub(1).max(0) / range.step + 1,
        _ => 1,
    };
    let often = item.quota.is_none_or(|quota| quota / certificate.count >= units);
    let named = edition.item(&item.code).is_some_and(|named| std::ptr::eq(named, item));
    let some = !matches!(&item.grammar, Grammar::Component(range) if range.most.is_some_and(|most| most < range.step));
    valid && shape && priced && often && named && some
}

/// A shape with one more item at its most, if they have a value of each trait in common.
fn join<'a>(certificate: &Certificate, shape: &Shape<'a>, item: &'a Item) -> Option<Shape<'a>> {
    let mut next = shape.clone();
    next.complete |= item.function == shape.function;
    let most = |range: &Range| {
        let quota = item.quota.filter(|_| matches!(item.grammar, Grammar::Component(_)));
        let quota = quota.map(|quota| (quota / certificate.count).saturating_mul(range.step));
        let most = range.most.map(|most| most / range.step * range.step);
        quota.into_iter().chain(most).min()
    };
    let amounts: Vec<(&str, Option<i64>)> = match &item.grammar {
        Grammar::Package(amounts) => {
            amounts.iter().map(|(code, amount)| (code.as_str(), Some(*amount))).collect()
        }
        Grammar::Component(range) => vec![(&range.dimension, most(range))],
        Grammar::Custom(ranges) => {
            ranges.iter().map(|range| (range.dimension.as_str(), most(range))).collect()
        }
    };
    for (dimension, amount) in amounts {
        let sum = next.amounts.entry(dimension).or_insert(Some(0));
        *sum = sum.zip(amount).map(|(sum, amount)| sum.saturating_add(amount));
    }
    let supplier = item.supplier.iter().map(|supplier| ("", BTreeSet::from([supplier.as_str()])));
    let traits = item.traits.iter().filter(|(_, values)| !values.is_empty());
    let traits = traits.map(|(code, values)| (code.as_str(), values.iter().map(String::as_str).collect()));
    for (code, values) in traits.chain(supplier) {
        let common = next.values.get(code).map_or(values.clone(), |held| held & &values);
        if common.is_empty() {
            return None;
        }
        next.values.insert(code, common);
    }
    Some(next)
}

/// Every set of changes with which this shape would fit: one for each choice of the values it offers.
fn changes(
    certificate: &Certificate,
    shape: &Shape<'_>,
    kept: &BTreeSet<Constraint>,
) -> Vec<BTreeSet<Change>> {
    let offered = |code: &str| shape.values.get(code).into_iter().flatten().map(|value| (*value).to_owned());
    let mut all = vec![BTreeSet::new()];
    for constraint in constraints(certificate).iter().filter(|constraint| !kept.contains(constraint)) {
        let ways: Vec<Change> = match constraint {
            Constraint::Function => vec![Change::Function { to: shape.function.to_owned() }],
            Constraint::Amount(dimension) => {
                let from = certificate.amounts.get(dimension).copied().unwrap_or(0);
                let to = amount(shape, dimension).unwrap_or(from);
                vec![Change::Amount { dimension: dimension.clone(), from, to }]
            }
            Constraint::Trait(code) => {
                let from = certificate.traits.get(code).cloned().unwrap_or_default();
                offered(code).map(|to| Change::Trait { code: code.clone(), from: from.clone(), to }).collect()
            }
            Constraint::Supplier => {
                let from = certificate.supplier.clone().unwrap_or_default();
                offered("").map(|to| Change::Supplier { from: from.clone(), to }).collect()
            }
        };
        let with = |set: &BTreeSet<Change>, way: &Change| set.iter().cloned().chain([way.clone()]).collect();
        all = all.iter().flat_map(|set| ways.iter().map(move |way| with(set, way))).collect();
    }
    all
}

/// True where `a` changes the same as `b` and nowhere more, and is not the same.
fn gentler(a: &BTreeSet<Change>, b: &BTreeSet<Change>) -> bool {
    let milder = |(a, b): (&Change, &Change)| match (a, b) {
        (Change::Amount { dimension: x, to: a, .. }, Change::Amount { dimension: y, to: b, .. }) => {
            x == y && a >= b
        }
        _ => a == b,
    };
    a.len() == b.len() && a != b && a.iter().zip(b).all(milder)
}
