//! One edition of a catalog: its declarations and its items.

use crate::basics::{Date, Digest, Lang, Words, decimal::Decimal};
use crate::catalog::{Item, Proration};
use std::collections::BTreeMap;

/// One dated edition of a service catalog (资源服务目录). Immutable once read.
#[derive(Clone, Debug, PartialEq)]
pub struct Edition {
    /// Name that files and findings use, such as `demo-2026.1`.
    pub id: String,
    /// Title for people.
    pub title: Words,
    /// SM3 over the canonical form of the file it was read from.
    pub hash: Digest,
    /// True for the edition that ships with the product: no government has published it.
    pub demonstration: bool,
    /// The day of publication.
    pub published: Option<Date>,
    /// First and last day on which it applies; open where absent.
    pub valid: (Option<Date>, Option<Date>),
    /// How parts of months are charged; `None` where the catalog does not say.
    pub proration: Option<Proration>,
    /// Where items and prices come from.
    pub sources: Vec<Source>,
    /// The dimensions, in the order in which they are shown.
    pub dimensions: Vec<Dimension>,
    /// The traits, in the order in which they are shown.
    pub traits: Vec<Trait>,
    /// The functions that items have and needs ask for.
    pub functions: Vec<Function>,
    /// The suppliers (云服务商). Empty where the catalog is common to all.
    pub suppliers: Vec<Supplier>,
    /// The items, in the order of the file.
    pub items: Vec<Item>,
    /// Row of each code in `items`.
    pub by_code: BTreeMap<String, usize>,
}

impl Edition {
    /// An edition of this name that declares and sells nothing.
    pub fn empty(id: &str) -> Self {
        Self {
            id: id.to_owned(),
            title: Words::default(),
            hash: Digest::of(b""),
            demonstration: false,
            published: None,
            valid: (None, None),
            proration: None,
            sources: Vec::new(),
            dimensions: Vec::new(),
            traits: Vec::new(),
            functions: Vec::new(),
            suppliers: Vec::new(),
            items: Vec::new(),
            by_code: BTreeMap::new(),
        }
    }

    /// Fills [`Edition::by_code`] from the items; of two with one code the first is found.
    pub fn index(&mut self) {
        self.by_code.clear();
        for (row, item) in self.items.iter().enumerate() {
            self.by_code.entry(item.code.clone()).or_insert(row);
        }
    }

    /// The item of this code.
    pub fn item(&self, code: &str) -> Option<&Item> {
        self.by_code.get(code).and_then(|&row| self.items.get(row))
    }

    /// The dimension of this code, with its place in [`Edition::dimensions`].
    pub fn dimension(&self, code: &str) -> Option<(usize, &Dimension)> {
        self.dimensions.iter().enumerate().find(|(_, d)| d.code == code)
    }

    /// The trait of this code.
    pub fn trait_of(&self, code: &str) -> Option<&Trait> {
        self.traits.iter().find(|t| t.code == code)
    }

    /// The function of this code.
    pub fn function(&self, code: &str) -> Option<&Function> {
        self.functions.iter().find(|f| f.code == code)
    }

    /// The source of this id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|s| s.id == id)
    }
}

/// Where a fact of the catalog was published, and how much that is worth.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Name within the edition.
    pub id: String,
    /// What it is.
    pub title: Words,
    /// Its public address, where it has one.
    pub url: Option<String>,
    /// What kind of source it is.
    pub provenance: Provenance,
}

/// How much a source is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Provenance {
    /// Published by the authority whose catalog it is.
    Official,
    /// Published by some government or operator, not for this catalog.
    Published,
    /// Made up to show how the product works. Called 示例 wherever it shows.
    Illustrative,
}

/// A named quantity with a unit: `vcpu`, `memory`, `disk.fast`, `bandwidth` …
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimension {
    /// Name in files.
    pub code: String,
    /// Name for people.
    pub name: Words,
    /// The units it may be written in; the first is the one shown. Amounts are whole numbers of a
    /// smallest unit that no person sees.
    pub units: Vec<Unit>,
}

/// A unit and how many of the dimension's smallest units it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// As it is written: `GB`, `核`; in English perhaps otherwise, and `core|cores` where one and many differ. All are
    /// read.
    pub name: Words,
    /// Smallest units in one of it: 1,024 for GB where the smallest is MB.
    pub holds: i64,
}

/// Why a typed amount is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AmountError {
    /// Nothing was typed.
    Empty,
    /// No number.
    NotANumber,
    /// Too many digits.
    TooLong,
    /// Below zero.
    Negative,
    /// This unit is not declared for the dimension.
    UnknownUnit(String),
    /// Not a whole number of the smallest unit.
    NotWhole,
}

impl Unit {
    /// What it is called beside a number.
    pub fn called(&self, lang: Lang, one: bool) -> &str {
        let name = self.name.get(lang);
        name.split_once('|').map_or(name, |(single, many)| if one { single } else { many })
    }

    /// Every name by which it is read.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        [&self.name.zh, &self.name.en]
            .into_iter()
            .flat_map(|name| name.split('|'))
            .filter(|name| !name.is_empty())
    }

    /// True where people mean this unit by a text, in either language.
    pub fn is(&self, text: &str) -> bool {
        self.names().any(|name| name.eq_ignore_ascii_case(text))
    }
}

impl Dimension {
    /// The unit in which amounts are shown.
    pub fn shown_unit(&self, lang: Lang) -> &str {
        self.units.first().map_or("", |u| u.called(lang, false))
    }

    /// The unit that people mean by a text.
    pub fn unit(&self, text: &str) -> Option<&Unit> {
        self.units.iter().find(|unit| unit.is(text))
    }

    /// Its units as people may write them, parted by `between`.
    pub fn units_in(&self, lang: Lang, between: &str) -> String {
        self.units.iter().map(|u| u.called(lang, false)).collect::<Vec<_>>().join(between)
    }

    /// Reads `16`, `16 GB`, `1.5TB`: an amount in the smallest unit. Without a unit the shown one is meant.
    ///
    /// # Errors
    /// See [`AmountError`]; amounts above 10^15 smallest units are `TooLong`.
    pub fn parse(&self, text: &str) -> Result<i64, AmountError> {
        use crate::basics::decimal::{DecimalError, half_width};
        // Only a Chinese input method makes wide digits; most texts are read as they stand.
        let narrow: Option<String> = (!text.is_ascii()).then(|| text.chars().map(half_width).collect());
        let text = narrow.as_deref().unwrap_or(text).trim();
        let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+')));
        let (number, unit) = text.split_at(end.unwrap_or(text.len()));
        let unit = unit.trim();
        let decimal = Decimal::parse(number).map_err(|e| match e {
            DecimalError::Empty if unit.is_empty() => AmountError::Empty,
            DecimalError::Empty | DecimalError::NotANumber => AmountError::NotANumber,
            DecimalError::TooLong => AmountError::TooLong,
        })?;
        let holds = if unit.is_empty() {
            self.units.first().map_or(1, |u| u.holds)
        } else {
            let found = self.unit(unit);
            found.ok_or_else(|| AmountError::UnknownUnit(unit.to_owned()))?.holds
        };
        if decimal.units < 0 {
            return Err(AmountError::Negative);
        }
        let amount = decimal.times_exact(i128::from(holds)).ok_or(AmountError::NotWhole)?;
        i64::try_from(amount).ok().filter(|a| *a <= 1_000_000_000_000_000).ok_or(AmountError::TooLong)
    }

    /// Writes an amount in the shown unit, exactly where that takes at most twelve digits behind the
    /// point, else in the smallest unit's fraction: `1.5 GB`.
    pub fn show(&self, amount: i64, lang: Lang) -> String {
        let number = self.number(amount);
        match self.units.first().map_or("", |unit| unit.called(lang, number == "1")) {
            "" => number,
            unit => format!("{number} {unit}"),
        }
    }

    /// The same in both languages.
    pub fn said(&self, amount: i64) -> Words {
        Words::new(self.show(amount, Lang::Zh), self.show(amount, Lang::En))
    }

    /// The number of [`Dimension::show`] without its unit.
    pub fn number(&self, amount: i64) -> String {
        let holds = i128::from(self.units.first().map_or(1, |u| u.holds).max(1));
        let mut scale = 0;
        let mut factor = 1i128;
        while scale < 12 && (i128::from(amount) * factor) % holds != 0 {
            scale += 1;
            factor *= 10;
        }
        Decimal { units: i128::from(amount) * factor / holds, scale }.to_string()
    }
}

/// A named choice: zone, architecture, OS family, storage tier, level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trait {
    /// Name in files.
    pub code: String,
    /// Name for people.
    pub name: Words,
    /// Its values, in the order in which they are shown.
    pub values: Vec<TraitValue>,
}

/// One value of a trait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraitValue {
    /// Name in files.
    pub code: String,
    /// Name for people.
    pub name: Words,
}

/// What an item does: a path such as `compute/vm/general`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Function {
    /// The path.
    pub code: String,
    /// Name for people.
    pub name: Words,
    /// Functions that the catalog declares equivalent (distance 1). Siblings are distance 1 without it.
    pub near: Vec<String>,
    /// The dimensions that a need of this function may name, in the order of the form.
    pub asks: Vec<String>,
    /// True where one instance is a whole (a server); false where only an amount is asked (bandwidth).
    pub instances: bool,
}

/// A 云服务商.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Supplier {
    /// Name in files.
    pub code: String,
    /// Name for people.
    pub name: Words,
}
