//! What is measured with: packages and needs, read from a folder or drawn by seed, for the kernel and for the engine.

use govcloud::basics::{Date, Dice, Digest, Money, Words};
use govcloud::catalog::{
    Currency, Dimension, Edition, Function, Grammar, Item, Period, Price, Rounding, Standing, TierMode, Unit,
};
use govcloud::dossier::Need;
use govcloud::fitting::FitTerms;
use govcloud::fitting::nearest::{Asked, Items, Shelf, Want, Work};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// How many are looked for.
pub(crate) const FIVE: usize = 5;
/// The columns of amounts, as both files name them.
const AMOUNTS: [&str; 6] = ["vcpu", "memory_gib", "ssd_gb", "hdd_gb", "network_mbps", "gpu"];
/// The columns of traits.
const TRAITS: [&str; 3] = ["arch", "os", "zone"];
/// The price of an item.
const PRICE: &str = "price_micro_usd_per_hour";
const FUNCTION: &str = "compute/vm/general";

/// Packages and needs.
pub(crate) struct Data {
    items: Vec<Row>,
    needs: Vec<Row>,
}

/// A row of either file.
struct Row {
    code: String,
    amounts: [i64; AMOUNTS.len()],
    /// Empty in a need where any value will do.
    traits: [String; TRAITS.len()],
    price: i64,
}

impl Data {
    /// Reads both files.
    pub(crate) fn read(catalog: &str, needs: &str) -> Result<Self, String> {
        Ok(Self { items: rows(catalog, "code", true)?, needs: rows(needs, "id", false)? })
    }

    /// The catalog as an edition, where hundredths of a dollar an hour are yuan a month.
    pub(crate) fn edition(&self) -> Edition {
        let mut edition = Edition::empty("bench");
        edition.hash = Digest::of(b"bench");
        let unit = Unit { name: Words::same("u"), holds: 1 };
        let dimension =
            |code: &str| Dimension { code: code.into(), name: Words::same(code), units: vec![unit.clone()] };
        edition.dimensions = AMOUNTS.map(dimension).to_vec();
        let (code, name) = (FUNCTION.to_owned(), Words::same(FUNCTION));
        edition.functions = vec![Function { code, name, near: vec![], asks: vec![], instances: true }];
        edition.items = self.items.iter().enumerate().map(|(at, row)| item(at, row)).collect();
        edition.by_code = self.items.iter().enumerate().map(|(at, row)| (row.code.clone(), at)).collect();
        edition
    }

    /// The needs as the engine reads them.
    pub(crate) fn needs(&self) -> impl Iterator<Item = Need> + '_ {
        self.needs.iter().enumerate().map(|(row, need)| Need {
            row,
            id: need.code.clone(),
            name: String::new(),
            function: FUNCTION.to_owned(),
            amounts: named(&AMOUNTS, need.amounts).filter(|(_, amount)| *amount > 0).collect(),
            traits: named(&TRAITS, need.traits.clone()).filter(|(_, value)| !value.is_empty()).collect(),
            prefers: BTreeMap::new(),
            count: 1,
            months: 1,
            divisible: false,
            reason: String::new(),
            pick: None,
            consent: false,
            special: false,
        })
    }

    /// The terms of the engine, with so many alternatives.
    pub(crate) fn terms(&self, alternatives: usize) -> FitTerms {
        FitTerms { alternatives, ..FitTerms::at(Date::from_ymd_opt(2026, 11, 23).unwrap_or_default()) }
    }

    /// The kernel with its questions.
    pub(crate) fn shop(&self) -> Shop {
        let mut values = BTreeSet::new();
        let all = |row: &Row| TRAITS.iter().copied().zip(row.traits.clone()).collect::<Vec<_>>();
        self.items.iter().chain(&self.needs).for_each(|row| values.extend(all(row)));
        let values: Vec<_> = values.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        let words = values.len() / 64 + 1;
        let bits = |row: &Row| {
            let mut bits = vec![0; words];
            for one in all(row) {
                values.binary_search(&one).into_iter().for_each(|at| bits[at / 64] |= 1 << (at % 64));
            }
            bits
        };
        let mut sorted: Vec<usize> = (0..self.items.len()).collect();
        sorted.sort_by_key(|at| (self.items[*at].price, &self.items[*at].code));
        let mut order = vec![0; sorted.len()];
        (0..).zip(sorted).for_each(|(place, at)| order[at] = place);
        let amounts: Vec<i64> = self.items.iter().flat_map(|row| row.amounts).collect();
        let item_bits: Vec<u64> = self.items.iter().flat_map(bits).collect();
        let items = Items { width: AMOUNTS.len(), amounts: &amounts, words, bits: &item_bits, order: &order };
        let wants = |row: &Row| {
            let wanted = row.amounts.into_iter().enumerate().filter(|(_, amount)| *amount > 0);
            wanted.map(|(column, amount)| Want { column, amount, least: amount }).collect()
        };
        let questions = self.needs.iter().map(|row| (wants(row), bits(row))).collect();
        Shop { shelf: Shelf::new(items), questions, asked: Asked::default(), work: Work::default() }
    }
}

/// The kernel with its questions.
pub(crate) struct Shop {
    shelf: Shelf,
    questions: Vec<(Vec<Want>, Vec<u64>)>,
    asked: Asked,
    work: Work,
}

impl Shop {
    /// The rows of the nearest five for each need, one behind the other; `u32::MAX` where there are fewer.
    pub(crate) fn answers(&mut self) -> Vec<u32> {
        let mut all = Vec::with_capacity(self.questions.len() * FIVE);
        for (wants, required) in &self.questions {
            self.asked.ask(&self.shelf, wants, required, &[]);
            let end = all.len() + FIVE;
            all.extend_from_slice(self.shelf.nearest(&self.asked, FIVE, &mut self.work));
            all.resize(end, u32::MAX);
        }
        all
    }
}

fn named<T>(
    names: &'static [&str],
    values: impl IntoIterator<Item = T>,
) -> impl Iterator<Item = (String, T)> {
    names.iter().map(|name| (*name).to_owned()).zip(values)
}

fn item(at: usize, row: &Row) -> Item {
    Item {
        code: row.code.clone(),
        name: Words::same(&row.code),
        spec: String::new(),
        function: FUNCTION.to_owned(),
        completes: vec![],
        grammar: Grammar::Package(named(&AMOUNTS, row.amounts).collect()),
        traits: named(&TRAITS, row.traits.clone()).map(|(code, value)| (code, [value].into())).collect(),
        supplier: None,
        price: Some(Price {
            amount: Money::micros(i128::from(row.price) * 10_000),
            currency: Currency::Yuan,
            period: Period::Month,
            tiers: vec![],
            tier_mode: TierMode::AllUnits,
            terms: vec![],
            rounding: Rounding::None,
            standing: Standing::Illustrative,
            source: String::new(),
        }),
        quota: None,
        valid: (None, None),
        source: String::new(),
        note: String::new(),
        initials: String::new(),
        row: at + 1,
    }
}

fn rows(text: &str, key: &str, priced: bool) -> Result<Vec<Row>, String> {
    let mut lines = text.lines();
    let head: Vec<&str> = lines.next().unwrap_or_default().split(',').collect();
    let place = |name: &str| head.iter().position(|h| *h == name).ok_or(format!("there is no column {name}"));
    let code = place(key)?;
    let amounts = AMOUNTS.iter().map(|name| place(name)).collect::<Result<Vec<_>, _>>()?;
    let traits = TRAITS.iter().map(|name| place(name)).collect::<Result<Vec<_>, _>>()?;
    let price = priced.then(|| place(PRICE)).transpose()?;
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(',').collect();
        let cell = |at: usize| cells.get(at).copied().unwrap_or_default();
        let number = |at: usize| cell(at).parse::<i64>().map_err(|e| format!("{line}: {}: {e}", cell(at)));
        let mut row = Row {
            code: cell(code).to_owned(),
            amounts: [0; AMOUNTS.len()],
            traits: Default::default(),
            price: price.map_or(Ok(0), number)?,
        };
        for (into, at) in row.amounts.iter_mut().zip(&amounts) {
            *into = number(*at)?;
        }
        row.traits.iter_mut().zip(&traits).for_each(|(into, at)| *into = cell(*at).to_owned());
        Ok(row)
    };
    lines.map(row).collect()
}

/// A catalog and needs of this seed, as files: sizes as clouds sell them, and needs somewhat beside them.
pub(crate) fn drawn(seed: u64, items: usize, needs: usize) -> (String, String) {
    let mut dice = Dice::new(seed);
    let mut catalog = format!("code,{},{},{PRICE}\n", AMOUNTS.join(","), TRAITS.join(","));
    for at in 0..items {
        let amounts = shape(&mut dice);
        let traits = any(&mut dice).join(",");
        let weights = [40_000, 5_000, 12, 3, 1, 900_000];
        let price: u64 = amounts.iter().zip(weights).map(|(amount, weight)| amount * weight).sum();
        let price = price * (80 + dice.below(41)) / 100;
        let _ = writeln!(catalog, "S{at:06},{},{traits},{price}", amounts.map(|a| a.to_string()).join(","));
    }
    let mut wanted = format!("id,{},{}\n", AMOUNTS.join(","), TRAITS.join(","));
    for at in 0..needs {
        let asked = shape(&mut dice).map(|amount| match dice.below(3) {
            0 if amount > 64 => 0,
            _ => amount * (55 + dice.below(46)) / 100,
        });
        let traits = any(&mut dice).map(|value| if dice.below(4) == 0 { "" } else { value });
        let first = [asked[0].max(1), asked[1].max(1)].into_iter();
        let amounts: Vec<String> = first.chain(asked.into_iter().skip(2)).map(|a| a.to_string()).collect();
        let _ = writeln!(wanted, "N{at:06},{},{}", amounts.join(","), traits.join(","));
    }
    (catalog, wanted)
}

fn shape(dice: &mut Dice) -> [u64; AMOUNTS.len()] {
    let vcpu = dice.one(&[1, 2, 2, 4, 4, 8, 8, 12, 16, 16, 24, 32, 48, 64, 96, 128]);
    let memory = vcpu * dice.one(&[1, 2, 2, 4, 4, 4, 8, 8, 16]);
    let (ssd, hdd) =
        (dice.one(&[0, 40, 100, 200, 500, 1_000, 2_000]), dice.one(&[0, 0, 500, 1_000, 4_000, 16_000]));
    let network = dice.one(&[100, 500, 1_000, 2_000, 5_000, 10_000, 25_000]) + 10 * dice.below(50);
    let gpu = if dice.below(6) == 0 { dice.one(&[1, 2, 4, 8]) } else { 0 };
    [vcpu, memory, ssd, hdd, network, gpu]
}

fn any(dice: &mut Dice) -> [&'static str; TRAITS.len()] {
    let arch = dice.one(&["x86", "x86", "x86", "arm"]);
    let os = dice.one(&["kylin", "openeuler", "uos", "windows"]);
    [arch, os, dice.one(&["egov", "dmz", "internet"])]
}
