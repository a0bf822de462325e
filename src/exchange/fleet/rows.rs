//! The rows of a list with what each gets: found by outcome, supplier, function, system and words, and read one by one.
//! A hundred thousand of them are kept as places; words are made for the few that somebody looks at.

use super::tables::supplier;
use crate::basics::{Lang, Money, Words};
use crate::catalog::{Dimension, Edition, Grammar};
use crate::dossier::{Need, Outcome, Part};
use crate::exchange::sheet::Cell;
use crate::fitting::fleet::{Choice, Fleet, Line, Report, System};
use std::collections::BTreeMap;

/// A row of the list, or a service that a level implies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Row {
    /// Its number in the list; `None` where a level implies it.
    pub number: Option<u32>,
    /// Place of its system in [`Fleet::systems`].
    pub system: usize,
    /// Place of its need among the lines of the system.
    pub line: usize,
    /// Place of what it takes in [`Report::choices`]; `None` where it takes nothing.
    pub choice: Option<usize>,
}

/// What a row gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Got {
    /// One of the outcomes.
    Outcome(Outcome),
    /// It fits, and a quota left nothing for it.
    Short,
}

impl Got {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Self; 6] = [
        Self::Outcome(Outcome::InCatalog),
        Self::Outcome(Outcome::Fitted),
        Self::Outcome(Outcome::Composed),
        Self::Outcome(Outcome::Conceded),
        Self::Outcome(Outcome::Unfit),
        Self::Short,
    ];

    /// Its name for people.
    pub fn name(self) -> Words {
        match self {
            Self::Outcome(outcome) => outcome.name(),
            Self::Short => Words::new("配额不足", "Short of quota"),
        }
    }

    /// Its name in files and styles.
    pub fn code(self) -> &'static str {
        match self {
            Self::Outcome(outcome) => outcome.code(),
            Self::Short => "short",
        }
    }
}

/// Which rows are looked for: all of what is said must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What they get.
    pub got: Option<Got>,
    /// Place of their supplier in [`Report::suppliers`].
    pub supplier: Option<usize>,
    /// The code of their function.
    pub function: Option<String>,
    /// The place of their system.
    pub system: Option<usize>,
    /// Words of the system's name, the function's name or the offer's key; or the number of the row.
    pub text: String,
}

/// The rows of a list and what came of them, for a reader in one language.
#[derive(Clone, Copy, Debug)]
pub struct Rows<'a> {
    /// The list.
    pub fleet: &'a Fleet,
    /// What came of it.
    pub report: &'a Report,
    /// The catalog.
    pub edition: &'a Edition,
    /// The reader's language.
    pub lang: Lang,
}

/// The headings of [`Rows::cells`].
pub fn headings(lang: Lang) -> Vec<String> {
    let all = [
        ("行", "Row"),
        ("系统", "System"),
        ("功能", "Function"),
        ("需要", "Needed"),
        ("适配结论", "Outcome"),
        ("云服务商", "Supplier"),
        ("适配配置", "Offer"),
        ("差异", "Differences"),
        ("单独计价（元）", "Cost by itself (CNY)"),
        ("配置编码", "Key"),
    ];
    all.map(|(zh, en)| Words::new(zh, en).get(lang).to_owned()).to_vec()
}

impl<'a> Rows<'a> {
    /// All rows, by rising number; services that a level implies last.
    pub fn all(&self) -> Vec<Row> {
        let mut rows = Vec::with_capacity(self.fleet.rows());
        let systems = self.fleet.systems.iter().zip(&self.report.best.systems);
        for (system, (own, assigned)) in systems.enumerate() {
            for (line, (own, taken)) in own.lines.iter().zip(&assigned.lines).enumerate() {
                let served = taken.iter().flat_map(|(choice, times)| {
                    std::iter::repeat_n(Some(*choice), usize::try_from(*times).unwrap_or(0))
                });
                let mut served = served.chain(std::iter::repeat(None));
                let mut put = |number: Option<u32>| {
                    rows.push(Row { number, system, line, choice: served.next().flatten() });
                };
                match own.implied {
                    true => put(None),
                    false => own.rows.iter().for_each(|number| put(Some(*number))),
                }
            }
        }
        rows.sort_by_key(|row| row.number.unwrap_or(u32::MAX));
        rows
    }

    /// The places of those of the rows that are looked for.
    pub fn find(&self, rows: &[Row], wanted: &Wanted) -> Vec<usize> {
        let text = wanted.text.trim().to_lowercase();
        let number = text.parse::<u32>().ok();
        let holds = |other: &str| other.to_lowercase().contains(&text);
        // Names are compared once, not once a row.
        let systems: Vec<bool> = self.fleet.systems.iter().map(|system| holds(&system.name)).collect();
        let needs: Vec<(bool, bool)> = self
            .fleet
            .needs
            .iter()
            .map(|need| {
                let named = holds(self.function(need)) || holds(&need.function);
                (named, wanted.function.as_ref().is_none_or(|code| need.function == *code))
            })
            .collect();
        let wants = |row: &Row| {
            let Some((named, function)) = self.line(row).and_then(|line| needs.get(line.need)) else {
                return false;
            };
            let said = text.is_empty()
                || *named
                || systems.get(row.system) == Some(&true)
                || number.is_some() && row.number == number
                || self.choice(row).is_some_and(|choice| holds(&choice.key));
            said && *function
                && wanted.system.is_none_or(|system| row.system == system)
                && wanted.supplier.is_none_or(|supplier| self.supplier_of(row) == Some(supplier))
                && wanted.got.is_none_or(|got| self.got(row) == got)
        };
        rows.iter().enumerate().filter(|(_, row)| wants(row)).map(|(at, _)| at).collect()
    }

    /// The system of a row.
    pub fn system(&self, row: &Row) -> Option<&'a System> {
        self.fleet.systems.get(row.system)
    }

    fn line(&self, row: &Row) -> Option<&'a Line> {
        self.system(row)?.lines.get(row.line)
    }

    /// What a row needs.
    pub fn need(&self, row: &Row) -> Option<&'a Need> {
        self.fleet.needs.get(self.line(row)?.need).map(|need| &**need)
    }

    /// Place of the supplier that a row's system takes.
    pub fn supplier_of(&self, row: &Row) -> Option<usize> {
        self.report.best.systems.get(row.system).map(|assigned| assigned.supplier)
    }

    fn choices(&self, row: &Row) -> &'a [Choice] {
        let of = || Some(self.report.choices(self.line(row)?.need, self.supplier_of(row)?));
        of().unwrap_or_default()
    }

    /// What a row takes.
    pub fn choice(&self, row: &Row) -> Option<&'a Choice> {
        self.choices(row).get(row.choice?)
    }

    /// What a row gets.
    pub fn got(&self, row: &Row) -> Got {
        match self.choice(row) {
            Some(choice) => Got::Outcome(choice.outcome),
            None if self.choices(row).is_empty() => Got::Outcome(Outcome::Unfit),
            None => Got::Short,
        }
    }

    /// A function's name for people.
    pub fn function(&self, need: &'a Need) -> &'a str {
        self.edition.function(&need.function).map_or(need.function.as_str(), |f| f.name.get(self.lang))
    }

    /// The amounts that a need asks for, in words: `vCPU 4 核 · 内存 8 GB × 2`.
    pub fn needed(&self, need: &Need) -> String {
        let text = self.said(&need.amounts, " · ", |dimension, amount| dimension.show(amount, self.lang));
        if need.count > 1 { format!("{text} × {}", need.count) } else { text }
    }

    /// A configuration in words.
    pub fn offer(&self, choice: &Choice) -> String {
        let part = |part: &Part| {
            let item = self.edition.item(&part.item);
            let name = item.map_or(part.item.as_str(), |item| item.name.get(self.lang));
            let spec = item.map_or("", |item| item.spec.as_str());
            format!("{} × {name} {spec}", part.units).trim_end().to_owned()
        };
        choice.parts.iter().map(part).collect::<Vec<_>>().join(" + ")
    }

    /// Got minus needed, in words, where they differ: of one instance, or of all together where several cover the need
    /// together.
    pub fn differences(&self, need: &Need, choice: &Choice) -> String {
        let times = if choice.outcome == Outcome::Composed { need.count } else { 1 };
        let mut gaps = amounts(self.edition, &choice.parts);
        gaps.retain(|code, _| need.amounts.contains_key(code));
        for (code, amount) in &need.amounts {
            *gaps.entry(code.clone()).or_default() -= amount.saturating_mul(times);
        }
        gaps.retain(|_, gap| *gap != 0);
        self.said(&gaps, "; ", |dimension, gap| {
            format!("{}{}", if gap > 0 { "+" } else { "" }, dimension.show(gap, self.lang))
        })
    }

    /// Amounts with the names of their dimensions, in the order of the catalog.
    fn said(
        &self,
        amounts: &BTreeMap<String, i64>,
        between: &str,
        show: impl Fn(&Dimension, i64) -> String,
    ) -> String {
        let known = self.edition.dimensions.iter().filter_map(|dimension| {
            let amount = amounts.get(&dimension.code)?;
            Some(format!("{} {}", dimension.name.get(self.lang), show(dimension, *amount)))
        });
        known.collect::<Vec<_>>().join(between)
    }

    /// A row in words, by [`headings`].
    pub fn cells(&self, row: &Row) -> Vec<Cell> {
        let need = self.need(row);
        let said = |zh: &str, en: &str| Cell::text(Words::new(zh, en).get(self.lang));
        let choice = self.choice(row);
        let cost = match choice.map(|choice| choice.alone) {
            Some(Some(cost)) => Cell::Yuan(cost),
            Some(None) => said("未知", "unknown"),
            None => Cell::text(""),
        };
        let code = |at| self.report.suppliers.get(at).and_then(|code: &Option<String>| code.as_deref());
        vec![
            row.number.map_or_else(|| said("等保推定", "by level"), |number| Cell::Whole(number.into())),
            Cell::text(self.system(row).map_or("", |system| system.name.as_str())),
            Cell::text(need.map_or("", |need| self.function(need))),
            Cell::text(need.map_or_else(String::new, |need| self.needed(need))),
            Cell::text(self.got(row).name().get(self.lang)),
            Cell::text(
                self.supplier_of(row)
                    .map_or_else(String::new, |at| supplier(self.edition, code(at), self.lang)),
            ),
            Cell::text(choice.map_or_else(String::new, |choice| self.offer(choice))),
            Cell::text(need.zip(choice).map_or_else(String::new, |(n, choice)| self.differences(n, choice))),
            cost,
            Cell::text(choice.map_or("", |choice| choice.key.as_str())),
        ]
    }
}

/// What the parts of a configuration come to, in the smallest unit of each dimension.
fn amounts(edition: &Edition, parts: &[Part]) -> BTreeMap<String, i64> {
    let mut all: BTreeMap<String, i64> = BTreeMap::new();
    let mut add = |code: &str, amount: i64, times: i64| {
        let own = all.entry(code.to_owned()).or_default();
        *own = own.saturating_add(amount.saturating_mul(times));
    };
    for part in parts {
        match edition.item(&part.item).map(|item| &item.grammar) {
            Some(Grammar::Package(amounts)) => {
                amounts.iter().for_each(|(code, amount)| add(code, *amount, part.units));
            }
            Some(Grammar::Component(range)) => add(&range.dimension, range.step, part.units),
            Some(Grammar::Custom(ranges)) => ranges.iter().zip(&part.steps).for_each(|(range, steps)| {
                add(&range.dimension, range.step.saturating_mul(*steps), part.units);
            }),
            None => {}
        }
    }
    all
}

/// What is spent on something, and on how many rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spent {
    /// A supplier's place, a function's code, or a system's place.
    pub on: On,
    /// What it costs, as far as prices are known.
    pub cost: Money,
    /// Rows that are served.
    pub rows: i64,
}

/// What money goes to.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum On {
    /// A supplier, by its place in [`Report::suppliers`].
    Supplier(usize),
    /// A function, by its code.
    Function(String),
    /// A system, by its place in [`Fleet::systems`].
    System(usize),
}

/// Where the money of the best choice goes: by supplier, by function, by system, each with the most first.
pub fn spent(fleet: &Fleet, report: &Report) -> [Vec<Spent>; 3] {
    let mut all: [BTreeMap<On, (i128, i64)>; 3] = Default::default();
    let mut add = |kind: usize, on: On, cost: Money, rows: i64| {
        if let Some(known) = all.get_mut(kind) {
            let sum = known.entry(on).or_default();
            (sum.0, sum.1) = (sum.0 + cost.as_micros(), sum.1 + rows);
        }
    };
    for (at, (system, assigned)) in fleet.systems.iter().zip(&report.best.systems).enumerate() {
        let rows = assigned.counts.served();
        add(0, On::Supplier(assigned.supplier), assigned.cost, rows);
        add(2, On::System(at), assigned.cost, rows);
        for (line, (cost, taken)) in system.lines.iter().zip(assigned.costs.iter().zip(&assigned.lines)) {
            let rows = taken.iter().map(|(_, rows)| *rows).sum();
            let function = fleet.needs.get(line.need).map_or("", |need| need.function.as_str());
            add(1, On::Function(function.to_owned()), *cost, rows);
        }
    }
    all.map(|sums| {
        let of = |(on, (cost, rows))| Spent { on, cost: Money::micros(cost), rows };
        let mut spent: Vec<Spent> = sums.into_iter().map(of).collect();
        spent.sort_by(|a, b| b.cost.cmp(&a.cost).then_with(|| a.on.cmp(&b.on)));
        spent
    })
}

#[cfg(test)]
mod tests;
