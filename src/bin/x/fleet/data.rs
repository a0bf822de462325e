//! What is measured with: a catalog with its list, and what is asked of it. As files: every program, and every engine
//! it is compared with, reads the same ones.

use govcloud::basics::{Date, Dice, Money, Words};
use govcloud::catalog::{
    Currency, Dimension, Edition, Function, Grammar, Item, Period, Price, Rounding, Standing, Supplier,
    TierMode, Unit,
};
use govcloud::exchange::fleet::{Asked, Own};
use govcloud::exchange::list::Mapping;
use govcloud::fitting::{FitTerms, Order};
use govcloud::wire::v1::catalog;
use std::collections::BTreeMap;
use std::fmt::Write as _;

const FUNCTION: &str = "compute/vm/general";
/// What a server is measured by, as the list names it.
const AMOUNTS: [&str; 2] = ["vcpu", "memory"];
/// Rows of the fleet that the goal is set for.
pub(crate) const ROWS: usize = 100_000;

/// A catalog and a list, as files.
pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) catalog: String,
    pub(crate) list: String,
    /// Configurations beside the cheapest that a row may take.
    pub(crate) alternatives: usize,
}

/// What is asked of the list of a case.
pub(crate) fn asked(alternatives: usize) -> Asked {
    let day = Date::from_ymd_opt(2026, 11, 29).unwrap_or_default();
    let terms = FitTerms { order: Order::Cheap, alternatives, ..FitTerms::at(day) };
    Asked { terms, sheet: None, mapping: Mapping::default(), own: Own::default(), services: None }
}

/// The cases, from the published files or drawn by seed: servers of 16 shapes as they were asked for, servers of
/// a thousand sizes, and systems under quotas.
pub(crate) fn cases(published: Option<(&str, &str)>) -> Result<Vec<Case>, String> {
    let drawn = super::nearest::drawn(1, 10_000, 0).0;
    let (catalog, servers) = match published {
        Some((catalog, fleet)) => (catalog, shapes(fleet)?),
        None => (drawn.as_str(), few(ROWS)),
    };
    let edition = edition(items(catalog)?, &["s0", "s1", "s2"]);
    let catalog = catalog::write(&edition);
    Ok(vec![
        Case { name: "few", catalog: catalog.clone(), list: list(7, 20, &servers), alternatives: 3 },
        Case { name: "many", catalog, list: list(8, 20, &many(ROWS)), alternatives: 3 },
        quotas(9),
    ])
}

/// vCPU and GiB of each row of the published fleet.
fn shapes(text: &str) -> Result<Vec<[u64; 2]>, String> {
    let row = |line: &str| {
        let mut cells = line.split(',').skip(1).map(str::parse);
        match (cells.next(), cells.next()) {
            (Some(Ok(vcpu)), Some(Ok(memory))) => Ok([vcpu, memory]),
            _ => Err(format!("{line}: no row of a fleet")),
        }
    };
    text.lines().skip(1).map(row).collect()
}

/// Sixteen shapes, the small ones most often.
fn few(rows: usize) -> Vec<[u64; 2]> {
    let mut dice = Dice::new(3);
    let shape = |_| {
        let vcpu = 1 << (dice.below(5) * dice.below(5) / 4);
        [vcpu, vcpu * (2 + 2 * dice.below(4))]
    };
    (0..rows).map(shape).collect()
}

/// A thousand sizes: vCPU from 1 to 32, each with 32 sizes of memory.
fn many(rows: usize) -> Vec<[u64; 2]> {
    let mut dice = Dice::new(4);
    let size = |_| {
        let vcpu = 1 + dice.below(32);
        [vcpu, vcpu.div_ceil(2) * (1 + dice.below(32))]
    };
    (0..rows).map(size).collect()
}

/// A list: systems of so many rows each, on average.
fn list(seed: u64, each: u64, shapes: &[[u64; 2]]) -> String {
    let mut dice = Dice::new(seed);
    let mut text = String::from("信息系统名称,主机名称,vCPU,内存(GB)\n");
    let (mut system, mut left) = (0, 0);
    for (row, [vcpu, memory]) in shapes.iter().enumerate() {
        if left == 0 {
            system += 1;
            left = 1 + dice.below(2 * each - 1);
        }
        left -= 1;
        let _ = writeln!(text, "系统{system},h{row:06},{vcpu},{memory}");
    }
    text
}

/// A thousand systems of 15.8 servers each: every size is sold once by each of four suppliers, each at his price, and
/// of the cheap ones there are not enough.
fn quotas(seed: u64) -> Case {
    const SHAPES: u64 = 12;
    let mut dice = Dice::new(seed);
    let sizes: Vec<[u64; 2]> = (0..SHAPES).map(|at| [1 + at, 2 * (1 + at) + dice.below(3)]).collect();
    let mut rows = Vec::new();
    for system in 0..1_000 {
        // 15.8 on average.
        let servers = 6 + dice.below(20) + u64::from(dice.below(10) < 3);
        rows.extend((0..servers).map(|_| (system, dice.below(SHAPES))));
    }
    let mut asked = vec![0u64; sizes.len()];
    rows.iter().for_each(|(_, shape)| asked[usize::try_from(*shape).unwrap_or(0)] += 1);
    let mut items = Vec::new();
    for supplier in 0..4 {
        let level = 85 + 10 * supplier;
        for (at, ([vcpu, memory], asked)) in sizes.iter().zip(&asked).enumerate() {
            let price = (vcpu * 30_000 + memory * 10_000) * (level + dice.below(20)) / 100;
            let quota = (supplier < 3).then(|| asked * (22 + dice.below(16)) / 100);
            let mut item =
                item(format!("S{supplier}-{at:02}"), format!("s{supplier}"), [*vcpu, *memory], price);
            item.quota = quota.and_then(|quota| i64::try_from(quota).ok());
            items.push(item);
        }
    }
    let edition = edition(items, &["s0", "s1", "s2", "s3"]);
    let mut list = String::from("信息系统名称,主机名称,vCPU,内存(GB)\n");
    for (at, (system, shape)) in rows.iter().enumerate() {
        let [vcpu, memory] = sizes[usize::try_from(*shape).unwrap_or(0)];
        let _ = writeln!(list, "系统{system},h{at:06},{vcpu},{memory}");
    }
    Case { name: "quotas", catalog: catalog::write(&edition), list, alternatives: 0 }
}

/// The items of a catalog file; those that name no supplier go round among three.
fn items(text: &str) -> Result<Vec<Item>, String> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let place = |name: &str| head.iter().position(|h| *h == name).ok_or(format!("there is no column {name}"));
    let (code, vcpu, memory) = (place("code")?, place("vcpu")?, place("memory_gib")?);
    let (price, supplier) = (place("price_micro_usd_per_hour")?, place("supplier").ok());
    let mut suppliers: Vec<&str> = Vec::new();
    let mut items = Vec::new();
    for (at, line) in lines.enumerate() {
        let cells: Vec<&str> = line.split(',').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let number = |at: usize| cell(at).parse::<u64>().map_err(|e| format!("{line}: {}: {e}", cell(at)));
        let own = supplier.map(cell);
        let own = own.map_or(at % 3, |own| {
            let known = suppliers.iter().position(|one| *one == own);
            known.unwrap_or_else(|| {
                suppliers.push(own);
                suppliers.len() - 1
            })
        });
        items.push(item(
            cell(code).to_owned(),
            format!("s{own}"),
            [number(vcpu)?, number(memory)?],
            number(price)?,
        ));
    }
    Ok(items)
}

/// A package; what it costs an hour in millionths of a dollar is called yuan, of 730 hours a month.
fn item(code: String, supplier: String, amounts: [u64; 2], price: u64) -> Item {
    let amounts = AMOUNTS.iter().zip(amounts);
    let amounts = amounts.map(|(code, amount)| ((*code).to_owned(), i64::try_from(amount).unwrap_or(0)));
    Item {
        name: Words::same(&code),
        code,
        spec: String::new(),
        function: FUNCTION.to_owned(),
        completes: vec![],
        grammar: Grammar::Package(amounts.collect()),
        traits: BTreeMap::new(),
        supplier: Some(supplier),
        price: Some(Price {
            amount: Money::micros(i128::from(price) * 730),
            currency: Currency::Yuan,
            period: Period::Month,
            tiers: vec![],
            tier_mode: TierMode::AllUnits,
            terms: vec![],
            rounding: Rounding::None,
            standing: Standing::Illustrative,
            source: "bench".to_owned(),
        }),
        quota: None,
        valid: (None, None),
        source: "bench".to_owned(),
        note: String::new(),
        initials: String::new(),
        row: 1,
    }
}

fn edition(items: Vec<Item>, suppliers: &[&str]) -> Edition {
    let mut edition = Edition::empty("bench");
    edition.title = Words::same("bench");
    edition.sources = vec![govcloud::catalog::edition::Source {
        id: "bench".to_owned(),
        title: Words::same("bench"),
        url: None,
        provenance: govcloud::catalog::edition::Provenance::Illustrative,
    }];
    let dimension = |code: &str, unit: &str| {
        let units = vec![Unit { name: Words::same(unit), holds: 1 }];
        Dimension { code: code.to_owned(), name: Words::same(code), units }
    };
    edition.dimensions = vec![dimension("vcpu", "核"), dimension("memory", "GB")];
    let (code, asks) = (FUNCTION.to_owned(), AMOUNTS.map(str::to_owned).to_vec());
    edition.functions =
        vec![Function { code, name: Words::same(FUNCTION), near: vec![], asks, instances: true }];
    let supplier = |code: &&str| Supplier { code: (*code).to_owned(), name: Words::same(*code) };
    edition.suppliers = suppliers.iter().map(supplier).collect();
    edition.items = items;
    edition.index();
    edition
}
