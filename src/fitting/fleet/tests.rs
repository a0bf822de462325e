#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
use super::*;
use crate::basics::{Date, Money, Words};
use crate::catalog::{
    Currency, Dimension, Edition, Function, Grammar, Item, Period, Price, Rounding, Standing as Worth,
    Supplier, Tier, TierMode, Unit,
};
use crate::dossier::Outcome;
use crate::fitting::{Engine, FitTerms, Order, Proof};

/// A small generator of numbers: the same on every machine.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, most: i64) -> i64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        i64::try_from(self.0 >> 33).unwrap() % most
    }
}

fn price(yuan: i64, tiers: Vec<Tier>, tier_mode: TierMode) -> Price {
    Price {
        amount: Money::yuan(yuan),
        currency: Currency::Yuan,
        period: Period::Month,
        tiers,
        tier_mode,
        terms: Vec::new(),
        rounding: Rounding::Fen,
        standing: Worth::Official,
        source: String::new(),
    }
}

fn item(code: &str, supplier: &str, vcpu: i64, price: Option<Price>, quota: Option<i64>) -> Item {
    Item {
        code: code.to_owned(),
        name: Words::same(code),
        spec: String::new(),
        function: "vm/general".to_owned(),
        completes: Vec::new(),
        grammar: Grammar::Package(BTreeMap::from([("vcpu".to_owned(), vcpu)])),
        traits: BTreeMap::new(),
        supplier: Some(supplier.to_owned()),
        price,
        quota,
        valid: (None, None),
        source: String::new(),
        note: String::new(),
        initials: String::new(),
        row: 1,
    }
}

fn edition(items: Vec<Item>, suppliers: &[&str]) -> Arc<Edition> {
    let mut edition = Edition::empty("test");
    let units = vec![Unit { name: Words::same("核"), holds: 1 }];
    edition.dimensions = vec![Dimension { code: "vcpu".to_owned(), name: Words::same("vcpu"), units }];
    edition.functions = vec![Function {
        code: "vm/general".to_owned(),
        name: Words::same("vm"),
        near: Vec::new(),
        asks: vec!["vcpu".to_owned()],
        instances: true,
    }];
    let supplier = |code: &&str| Supplier { code: (*code).to_owned(), name: Words::same(*code) };
    edition.suppliers = suppliers.iter().map(supplier).collect();
    edition.items = items;
    edition.index();
    Arc::new(edition)
}

fn need(vcpu: i64, count: i64) -> Arc<Need> {
    Arc::new(Need {
        row: 0,
        id: String::new(),
        name: String::new(),
        function: "vm/general".to_owned(),
        amounts: BTreeMap::from([("vcpu".to_owned(), vcpu)]),
        traits: BTreeMap::new(),
        prefers: BTreeMap::new(),
        count,
        months: 1,
        divisible: false,
        reason: String::new(),
        pick: None,
        consent: false,
        special: false,
    })
}

fn terms() -> FitTerms {
    let day = Date::from_ymd_opt(2026, 11, 29).unwrap();
    FitTerms { order: Order::Cheap, alternatives: 2, ..FitTerms::at(day) }
}

fn run(fleet: &Fleet, edition: &Arc<Edition>) -> Report {
    Run::new(Arc::new(fleet.clone()), Engine::new(edition.clone()), terms()).finish()
}

/// What a way to serve all costs, from the catalog alone: `None` where it overruns a quota.
fn price_of(edition: &Edition, taken: &[(usize, &Choice, i64)]) -> Option<i128> {
    let mut units: BTreeMap<(usize, &str), i64> = BTreeMap::new();
    let mut cost = 0;
    for (supplier, choice, count) in taken {
        for part in &choice.parts {
            let item = edition.item(&part.item)?;
            *units.entry((*supplier, &item.code)).or_default() += count;
            if item.price.as_ref()?.tiers.is_empty() {
                cost += item.price.as_ref()?.total(*count, 1)?.as_micros();
            }
        }
    }
    for ((_, code), units) in units {
        let item = edition.item(code)?;
        if item.quota.is_some_and(|quota| units > quota) {
            return None;
        }
        if !item.price.as_ref()?.tiers.is_empty() {
            cost += item.price.as_ref()?.total(units, 1)?.as_micros();
        }
    }
    Some(cost)
}

/// Every way: systems one after another, for each supplier in reach every choice of every row.
fn cheapest(
    fleet: &Fleet,
    edition: &Edition,
    report: &Report,
    system: usize,
    taken: &mut Vec<(usize, Choice, i64)>,
) -> Option<i128> {
    let Some(own) = fleet.systems.get(system) else {
        let taken: Vec<_> = taken.iter().map(|(s, c, n)| (*s, c, *n)).collect();
        return price_of(edition, &taken);
    };
    let lacks = |supplier: usize| report.model.lacks(system, supplier);
    let least = (0..report.suppliers.len()).map(lacks).min()?;
    let mut best = None;
    for supplier in (0..report.suppliers.len()).filter(|s| lacks(*s) == least) {
        let rows: Vec<usize> =
            own.lines.iter().flat_map(|l| std::iter::repeat_n(l.need, l.rows.len())).collect();
        let choices: Vec<&[Choice]> = rows
            .iter()
            .map(|need| report.choices(*need, supplier))
            .filter(|choices| !choices.is_empty())
            .collect();
        let counts: Vec<i64> = rows
            .iter()
            .filter(|need| !report.choices(**need, supplier).is_empty())
            .map(|need| fleet.needs[*need].count)
            .collect();
        let ways: usize = choices.iter().map(|c| c.len()).product();
        for way in 0..ways {
            let (mut rest, before) = (way, taken.len());
            for (choices, count) in choices.iter().zip(&counts) {
                taken.push((supplier, choices[rest % choices.len()].clone(), *count));
                rest /= choices.len();
            }
            let found = cheapest(fleet, edition, report, system + 1, taken);
            taken.truncate(before);
            best = match (best, found) {
                (Some(best), Some(found)) => Some(std::cmp::min(best, found)),
                (best, found) => best.or(found),
            };
        }
    }
    best
}

fn world(numbers: &mut Numbers) -> (Arc<Edition>, Fleet) {
    let suppliers = &["a", "b", "c"][..usize::try_from(1 + numbers.below(3)).unwrap()];
    let mut items = Vec::new();
    for supplier in suppliers {
        for size in 1..=3 {
            if numbers.below(6) == 0 {
                continue;
            }
            let mode = if numbers.below(2) == 0 { TierMode::Graduated } else { TierMode::AllUnits };
            let yuan = 5 + size * (8 + numbers.below(6));
            let from = 2 + numbers.below(4);
            let tier = Tier { from, amount: Money::yuan(yuan - 1 - numbers.below(yuan / 2)) };
            let tiers = if numbers.below(3) == 0 { vec![tier] } else { Vec::new() };
            let quota = (numbers.below(3) == 0).then(|| 1 + numbers.below(4));
            items.push(item(
                &format!("{supplier}{size}"),
                supplier,
                size,
                Some(price(yuan, tiers, mode)),
                quota,
            ));
        }
    }
    let mut fleet = Fleet::default();
    let mut row = 0;
    for system in 0..1 + numbers.below(3) {
        let at = fleet.system(&format!("s{system}"));
        for _ in 0..1 + numbers.below(2) {
            row += 1;
            let need = fleet.need(&need(1 + numbers.below(3), 1 + numbers.below(2)));
            fleet.add(at, need, row);
        }
    }
    (edition(items, suppliers), fleet)
}

#[test]
fn small_fleets_agree_with_every_way_there_is() {
    let mut numbers = Numbers(7);
    let (mut optimal, mut within, mut short) = (0, 0, 0);
    for case in 0..600 {
        let (edition, fleet) = world(&mut numbers);
        let report = run(&fleet, &edition);
        let oracle = cheapest(&fleet, &edition, &report, 0, &mut Vec::new());
        let cost = report.best.cost.as_micros();
        match report.best.standing {
            Standing::Proven(Proof::Optimal) => {
                optimal += 1;
                assert_eq!(oracle, Some(cost), "case {case}");
            }
            Standing::Proven(Proof::Within(share)) => {
                within += 1;
                let oracle = oracle.unwrap();
                assert!(oracle <= cost, "case {case}");
                let bound = cost * (share.denominator() - share.numerator());
                assert!(oracle * share.denominator() >= bound, "case {case}");
            }
            Standing::Short => {
                short += 1;
                assert!(report.best.counts.short > 0, "case {case}");
            }
        }
        holds(&fleet, &edition, &report);
    }
    // The bound leaves gaps in tiny worlds; most are closed all the same, and each kind was met.
    assert!(optimal > 300 && within > 5 && short > 5, "{optimal} {within} {short}");
}

/// What holds of every plan.
fn holds(fleet: &Fleet, edition: &Edition, report: &Report) {
    for plan in report.alone.iter().chain([&report.best]) {
        let mut taken = Vec::new();
        let mut rows = 0;
        for (system, assigned) in fleet.systems.iter().zip(&plan.systems) {
            for (line, choices) in system.lines.iter().zip(&assigned.lines) {
                for (choice, times) in choices {
                    let choice = report.choices(line.need, assigned.supplier)[*choice].clone();
                    let own = &report.suppliers[assigned.supplier];
                    assert!(choice.parts.iter().all(|p| edition.item(&p.item).unwrap().supplier == *own));
                    for _ in 0..*times {
                        taken.push((assigned.supplier, choice.clone(), fleet.needs[line.need].count));
                    }
                    rows += times;
                }
            }
        }
        let taken: Vec<_> = taken.iter().map(|(s, c, n)| (*s, c, *n)).collect();
        assert_eq!(
            price_of(edition, &taken),
            Some(plan.cost.as_micros()),
            "quotas are kept, and the cost is true"
        );
        assert_eq!(rows, plan.counts.served());
        let all = plan.counts.served() + plan.counts.unfit + plan.counts.short;
        assert_eq!(usize::try_from(all).unwrap(), fleet.rows());
    }
}

#[test]
fn the_order_of_systems_does_not_matter_where_it_is_proven() {
    let mut numbers = Numbers(11);
    for _ in 0..200 {
        let (edition, fleet) = world(&mut numbers);
        let mut turned = Fleet::default();
        for system in fleet.systems.iter().rev() {
            let at = turned.system(&system.name);
            for line in system.lines.iter().rev() {
                for row in &line.rows {
                    let need = turned.need(&fleet.needs[line.need]);
                    turned.add(at, need, *row);
                }
            }
        }
        let (one, other) = (run(&fleet, &edition).best, run(&turned, &edition).best);
        if one.standing == Standing::Proven(Proof::Optimal) && one.standing == other.standing {
            assert_eq!((one.cost, one.counts.unfit), (other.cost, other.counts.unfit));
        }
    }
}

#[test]
fn repeated_rows_are_one_need_and_a_supplier_that_serves_more_goes_first() {
    let flat = |yuan| Some(price(yuan, Vec::new(), TierMode::Graduated));
    let edition =
        edition(vec![item("a2", "a", 2, flat(1), None), item("b4", "b", 4, flat(9), None)], &["a", "b"]);
    let mut fleet = Fleet::default();
    let system = fleet.system("s");
    for row in 1..=1_000 {
        let need = fleet.need(&need(if row == 1 { 4 } else { 2 }, 1));
        fleet.add(system, need, row);
    }
    assert_eq!((fleet.needs.len(), fleet.rows()), (2, 1_000));
    let report = run(&fleet, &edition);
    assert_eq!(report.suppliers[report.best.systems[0].supplier].as_deref(), Some("b"));
    assert_eq!(report.best.cost, Money::yuan(9_000));
    assert_eq!(report.alone[0].counts.unfit, 1);
    assert!(report.why(0, 0).is_some());
    assert_eq!(report.outcome(&fleet, 0, 0), Outcome::InCatalog);
}

/// 1,000 systems under quotas: the figure of the field is a gap of 0.015 %.
#[test]
fn a_thousand_systems_under_quotas_are_close() {
    let mut numbers = Numbers(3);
    let mut items = Vec::new();
    for supplier in ["a", "b", "c"] {
        for size in 1..=8 {
            let yuan = 20 + size * (30 + numbers.below(9));
            let quota = (size % 2 == 0).then_some(600);
            items.push(item(
                &format!("{supplier}{size}"),
                supplier,
                size,
                Some(price(yuan, Vec::new(), TierMode::Graduated)),
                quota,
            ));
        }
    }
    let edition = edition(items, &["a", "b", "c"]);
    let mut fleet = Fleet::default();
    for row in 0..15_800 {
        let at = fleet.system(&format!("s{}", row % 1_000));
        let need = fleet.need(&need(1 + numbers.below(7), 1));
        fleet.add(at, need, row);
    }
    let report = run(&fleet, &edition);
    match report.best.standing {
        Standing::Proven(Proof::Optimal) => {}
        Standing::Proven(Proof::Within(share)) => {
            assert!(share.numerator() * 1_000 < share.denominator(), "{}", share.per_cent());
        }
        Standing::Short => panic!("there is room for all"),
    }
}

/// Twelve sizes at a fresh price of each supplier, and of all but the last not enough: no system moves alone any more.
#[test]
fn where_every_size_is_short_systems_change_places() {
    let mut numbers = Numbers(9);
    for _ in 0..12 {
        numbers.below(3);
    }
    let mut rows = Vec::new();
    let mut asked = [0; 12];
    for system in 0..1_000 {
        for _ in 0..6 + numbers.below(20) {
            let size = numbers.below(12);
            asked[usize::try_from(size).unwrap()] += 1;
            rows.push((system, size + 1));
        }
    }
    let names = ["a", "b", "c", "d"];
    let mut items = Vec::new();
    for (supplier, level) in names.into_iter().zip([85, 95, 105, 115]) {
        for (size, asked) in (1..).zip(asked) {
            let price = price(size * 3 * (level + numbers.below(20)), Vec::new(), TierMode::Graduated);
            let short = asked * (22 + numbers.below(16)) / 100;
            let quota = (supplier != "d").then_some(short);
            items.push(item(&format!("{supplier}{size}"), supplier, size, Some(price), quota));
        }
    }
    let edition = edition(items, &names);
    let mut fleet = Fleet::default();
    for (row, (system, size)) in (0..).zip(rows) {
        let at = fleet.system(&format!("s{system}"));
        let need = fleet.need(&need(size, 1));
        fleet.add(at, need, row);
    }
    let report = run(&fleet, &edition);
    holds(&fleet, &edition, &report);
    let Standing::Proven(Proof::Within(share)) = report.best.standing else { panic!("no gap, or no room") };
    // One system at a time leaves 0.81 %.
    assert!(share.numerator() * 200 < share.denominator(), "{}", share.per_cent());
}

/// The systems under quotas as another solver sees them: a supplier a system, for each line so many rows a choice.
fn other(fleet: &Fleet, edition: &Edition, report: &Report) -> Option<f64> {
    use microlp::{ComparisonOp, OptimizationDirection, Problem};
    let mut model = Problem::new(OptimizationDirection::Minimize);
    let mut taken: BTreeMap<&str, Vec<(microlp::Variable, f64)>> = BTreeMap::new();
    for system in &fleet.systems {
        let suppliers: Vec<_> = report.suppliers.iter().map(|_| model.add_binary_var(0.0)).collect();
        let one: Vec<_> = suppliers.iter().map(|supplier| (*supplier, 1.0)).collect();
        model.add_constraint(&one, ComparisonOp::Eq, 1.0);
        for line in &system.lines {
            let times = i32::try_from(line.times()).unwrap();
            for (at, supplier) in suppliers.iter().enumerate() {
                let mut all = vec![(*supplier, -f64::from(times))];
                for choice in report.choices(line.need, at) {
                    let cost = choice.alone.unwrap().as_micros() as f64 / 1e6;
                    let rows = model.add_integer_var(cost, (0, times));
                    all.push((rows, 1.0));
                    for part in &choice.parts {
                        let item = &edition.item(&part.item).unwrap().code;
                        let units = part.units * fleet.needs[line.need].count;
                        taken.entry(item).or_default().push((rows, units as f64));
                    }
                }
                model.add_constraint(&all, ComparisonOp::Eq, 0.0);
            }
        }
    }
    for (item, terms) in taken {
        if let Some(quota) = edition.item(item).unwrap().quota {
            model.add_constraint(&terms, ComparisonOp::Le, quota as f64);
        }
    }
    match model.solve() {
        Ok(outcome) => {
            assert!(outcome.is_optimal());
            Some(outcome.into_solution().ok()?.objective())
        }
        Err(microlp::Error::Infeasible) => None,
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn the_proven_bound_holds_by_another_solver() {
    let mut numbers = Numbers(23);
    let (mut optimal, mut within, mut short) = (0, 0, 0);
    for case in 0..150 {
        let suppliers = ["a", "b", "c"];
        let mut items = Vec::new();
        for supplier in suppliers {
            for size in 1..=4 {
                let yuan = 5 + size * (8 + numbers.below(7));
                let quota = (numbers.below(2) == 0).then(|| 2 + numbers.below(9));
                let price = price(yuan, Vec::new(), TierMode::Graduated);
                items.push(item(&format!("{supplier}{size}"), supplier, size, Some(price), quota));
            }
        }
        let edition = edition(items, &suppliers);
        let mut fleet = Fleet::default();
        for row in 0..12 + u32::try_from(numbers.below(14)).unwrap() {
            let at = fleet.system(&format!("s{}", row % 6));
            let need = fleet.need(&need(1 + numbers.below(4), 1 + numbers.below(2)));
            fleet.add(at, need, row + 1);
        }
        let report = run(&fleet, &edition);
        let found = other(&fleet, &edition, &report);
        let cost = report.best.cost.as_micros() as f64 / 1e6;
        match report.best.standing {
            Standing::Proven(Proof::Optimal) => {
                optimal += 1;
                assert!((found.unwrap() - cost).abs() < 1e-3, "case {case}: {found:?} and {cost}");
            }
            Standing::Proven(Proof::Within(share)) => {
                within += 1;
                let (found, share) = (found.unwrap(), share.numerator() as f64 / share.denominator() as f64);
                assert!(
                    found < cost + 1e-3 && found > cost * (1.0 - share) - 1e-3,
                    "case {case}: {found}, {cost}"
                );
            }
            // That nothing has room for all is no claim of ours; where it is true, the other says it too.
            Standing::Short => short += 1,
        }
        holds(&fleet, &edition, &report);
    }
    assert!(optimal > 5 && within > 5, "{optimal} {within} {short}");
}
