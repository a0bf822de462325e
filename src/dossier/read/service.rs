//! One row of a list of services, as a clerk or a supplier types it.

use crate::basics::{Date, DecimalError, Money, Path, Words, date, decimal::half_width};
use crate::catalog::{Edition, Period};
use crate::dossier::field::Problem;
use crate::dossier::services::{PriceStanding, Taken};
use std::collections::BTreeMap;

/// The columns of a row, with their names for people. `from` and `to` are read by [`service`] only.
pub const SERVICE_COLUMNS: &[(&str, &str, &str)] = &[
    ("supplier", "云服务商", "Supplier"),
    ("item", "目录编码", "Catalog code"),
    ("name", "名称", "Name"),
    ("function", "服务类别", "Function"),
    ("unit", "单位", "Unit"),
    ("count", "数量", "Count"),
    ("price", "单价（元）", "Unit price (CNY)"),
    ("period", "计价周期", "Price period"),
    ("standing", "价格性质", "Standing of the price"),
    ("from", "起始日", "First day"),
    ("to", "终止日", "Last day"),
];

/// Words for the period of a price; the first of each is written in files.
pub const SERVICE_PERIODS: [(&str, Period); 14] = [
    ("month", Period::Month),
    ("year", Period::Year),
    ("day", Period::Day),
    ("once", Period::Once),
    ("月", Period::Month),
    ("个月", Period::Month),
    ("每月", Period::Month),
    ("年", Period::Year),
    ("每年", Period::Year),
    ("日", Period::Day),
    ("天", Period::Day),
    ("每日", Period::Day),
    ("次", Period::Once),
    ("一次性", Period::Once),
];

/// Most units of sale of one row.
const MOST_UNITS: i64 = 1_000_000_000;
/// Most characters of a name, and of a code.
const MOST_TEXT: usize = 200;

/// What a row need not say, because the sheet it stands in says it.
#[derive(Clone, Copy, Debug, Default)]
pub struct RowTerms<'a> {
    /// The catalog: gives name and function to a row that leaves them out, and knows which codes exist.
    pub edition: Option<&'a Edition>,
    /// The supplier of rows that name none; may be empty.
    pub supplier: &'a str,
    /// What the price of a row is worth that does not say it. Where this is `None` too, the row must say it.
    pub standing: Option<PriceStanding>,
}

/// A row with its days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceRow {
    /// What is taken.
    pub taken: Taken,
    /// First day of use.
    pub from: Date,
    /// Last day of use; `None` while it runs.
    pub to: Option<Date>,
}

/// Reads what is taken, for a sheet that gives the day to all its rows. Places are `{at}/{column}`.
///
/// A blank row is no service and no problem. `None` with problems is a row that cannot be used; a service may
/// come with problems too. A price that is absent is unknown.
pub fn taken(
    cells: &BTreeMap<String, String>,
    at: &Path,
    terms: &RowTerms<'_>,
) -> (Option<Taken>, Vec<Problem>) {
    let Some(mut reader) = Reader::new(cells, at, terms) else { return (None, Vec::new()) };
    let taken = reader.taken();
    (taken.filter(|_| reader.sound), reader.problems)
}

/// Reads a row with its days, as [`taken`] does.
pub fn service(
    cells: &BTreeMap<String, String>,
    at: &Path,
    terms: &RowTerms<'_>,
) -> (Option<ServiceRow>, Vec<Problem>) {
    let Some(mut reader) = Reader::new(cells, at, terms) else { return (None, Vec::new()) };
    let (taken, from, to) = (reader.taken(), reader.first_day(), reader.day("to"));
    if let (Some(from), Some(to)) = (from, to)
        && to < from
    {
        reader.spoils(
            "to",
            "service-end-before-start",
            Words::new(
                format!("终止日 {} 早于起始日 {}。", date::iso(to), date::iso(from)),
                format!("The last day, {}, lies before the first, {}.", date::iso(to), date::iso(from)),
            ),
            Words::new("请核对两个日期。", "Check the two dates."),
        );
    }
    let row = taken.zip(from).map(|(taken, from)| ServiceRow { taken, from, to });
    (row.filter(|_| reader.sound), reader.problems)
}

struct Reader<'a> {
    cells: &'a BTreeMap<String, String>,
    at: &'a Path,
    terms: &'a RowTerms<'a>,
    problems: Vec<Problem>,
    /// False once something is missing or wrong without which the row cannot be used.
    sound: bool,
}

impl<'a> Reader<'a> {
    /// `None` for a blank row.
    fn new(cells: &'a BTreeMap<String, String>, at: &'a Path, terms: &'a RowTerms<'a>) -> Option<Self> {
        let blank = cells.values().all(|text| text.trim().is_empty());
        (!blank).then_some(Self { cells, at, terms, problems: Vec::new(), sound: true })
    }

    fn cell(&self, column: &str) -> &'a str {
        self.cells.get(column).map_or("", |text| text.trim())
    }

    fn say(&mut self, column: &str, code: &'static str, bars: bool, message: Words, remedy: Words) {
        let path = self.at.at(column);
        self.problems.push(Problem { path, code, bars, message, remedy });
    }

    /// Says it, and gives the row up.
    fn spoils(&mut self, column: &str, code: &'static str, message: Words, remedy: Words) {
        self.sound = false;
        self.say(column, code, true, message, remedy);
    }

    fn missing(&mut self, column: &'static str) {
        let (_, zh, en) =
            SERVICE_COLUMNS.iter().find(|c| c.0 == column).copied().unwrap_or((column, column, column));
        self.spoils(
            column,
            "service-missing",
            Words::new(format!("尚未填写“{zh}”。"), format!("“{en}” is not filled in.")),
            Words::new("请填写。", "Fill it in."),
        );
    }

    fn taken(&mut self) -> Option<Taken> {
        self.unknown_columns();
        let item = self.text("item", "");
        if item.is_empty() {
            self.missing("item");
        }
        let known = self.terms.edition.and_then(|edition| Some((edition, edition.item(&item)?)));
        if self.terms.edition.is_some() && known.is_none() && !item.is_empty() {
            self.say(
                "item",
                "service-item-unknown",
                false,
                Words::new(
                    format!("目录没有编码“{item}”。"),
                    format!("The catalog has no item of the code “{item}”."),
                ),
                Words::new(
                    "请核对编码；费用按服务目录计算（第四条）。",
                    "Check the code: fees go by the catalog (article 4).",
                ),
            );
        }
        let name = known.map_or(item.as_str(), |(_, item)| item.name.zh.as_str());
        let name = self.text("name", name);
        let function = self.text("function", known.map_or("", |(_, item)| item.function.as_str()));
        let supplier = self.text("supplier", self.terms.supplier);
        let unit = self.text("unit", "");
        let (count, price) = (self.count(), self.price());
        let (period, standing) = (self.period(), self.standing(price.is_some()));
        Some(Taken {
            supplier,
            item,
            name,
            function,
            unit,
            count: count?,
            price,
            period: period?,
            standing: standing?,
        })
    }

    fn unknown_columns(&mut self) {
        for column in self.cells.keys().filter(|column| !SERVICE_COLUMNS.iter().any(|c| c.0 == *column)) {
            self.say(
                column,
                "service-column-unknown",
                false,
                Words::new(
                    format!("服务清单没有“{column}”这一列。"),
                    format!("The list of services has no column “{column}”."),
                ),
                Words::new("内容未被读取，请核对列名。", "It is not read: check the column's name."),
            );
        }
    }

    fn text(&mut self, column: &str, default: &str) -> String {
        let text = Some(self.cell(column)).filter(|text| !text.is_empty()).unwrap_or(default).to_owned();
        let length = text.chars().count();
        if length > MOST_TEXT {
            self.spoils(
                column,
                "service-too-long",
                Words::new(
                    format!("共 {length} 个字，最多 {MOST_TEXT} 个。"),
                    format!("{length} characters, {MOST_TEXT} are the most."),
                ),
                Words::new("请删减。", "Shorten it."),
            );
        }
        text
    }

    fn count(&mut self) -> Option<i64> {
        let typed = self.cell("count");
        if typed.is_empty() {
            self.missing("count");
            return None;
        }
        let plain: String = typed.chars().map(half_width).filter(|c| *c != ',').collect();
        let read = plain.parse::<i64>().ok().filter(|n| (1..=MOST_UNITS).contains(n));
        if read.is_none() {
            self.spoils(
                "count",
                "service-count",
                Words::new(
                    format!("数量应为 1 到 {MOST_UNITS} 的整数，现为“{typed}”。"),
                    format!("The count must be a whole number from 1 to {MOST_UNITS}, not “{typed}”."),
                ),
                Words::new("请按销售单位填写整数。", "Give whole units of sale."),
            );
        }
        read
    }

    fn price(&mut self) -> Option<Money> {
        let typed = self.cell("price");
        if typed.is_empty() {
            self.say(
                "price",
                "service-price-unknown",
                false,
                Words::new("没有实际采购价格，金额未知。", "No actual purchase price: the sum is unknown."),
                Words::new("请填写合同单价。", "Give the unit price of the contract."),
            );
            return None;
        }
        match Money::parse(typed, 1) {
            Ok(price) if price >= Money::ZERO => return Some(price),
            Err(DecimalError::TooLong) => self.spoils(
                "price",
                "service-price",
                Words::new(
                    format!("单价“{typed}”位数过多。"),
                    format!("The unit price “{typed}” has too many digits."),
                ),
                Words::new("最多六位小数（以元计）。", "At most six digits behind the point, in 元."),
            ),
            _ => self.spoils(
                "price",
                "service-price",
                Words::new(
                    format!("“{typed}”不是以元计的单价。"),
                    format!("“{typed}” is no unit price in 元."),
                ),
                Words::new(
                    "请填写不带单位的非负数，如 320.50。",
                    "Write a number from 0 without a unit, like 320.50.",
                ),
            ),
        }
        None
    }

    fn period(&mut self) -> Option<Period> {
        let typed = self.cell("period");
        if typed.is_empty() {
            self.missing("period");
            return None;
        }
        let found = SERVICE_PERIODS.iter().find(|(word, _)| word.eq_ignore_ascii_case(typed));
        if found.is_none() {
            self.spoils(
                "period",
                "service-period",
                Words::new(format!("“{typed}”不是计价周期。"), format!("“{typed}” is no period of a price.")),
                Words::new(
                    "请填写 month（月）、year（年）、day（日）或 once（次）。",
                    "Write month, year, day or once.",
                ),
            );
        }
        found.map(|(_, period)| *period)
    }

    /// What the price is worth. A row without a price need not say it: the word then speaks of nothing.
    fn standing(&mut self, priced: bool) -> Option<PriceStanding> {
        let typed = self.cell("standing");
        let named = |standing: &PriceStanding| {
            standing.code().eq_ignore_ascii_case(typed) || standing.name().0 == typed
        };
        if let Some(standing) = PriceStanding::ALL.into_iter().find(named) {
            return Some(standing);
        }
        if typed.is_empty() {
            match self.terms.standing {
                Some(standing) => return Some(standing),
                None if !priced => return Some(PriceStanding::Contract),
                None => self.missing("standing"),
            }
            return None;
        }
        self.spoils(
            "standing",
            "service-standing",
            Words::new(format!("“{typed}”不是价格性质。"), format!("“{typed}” is no standing of a price.")),
            Words::new(
                "请填写 contract（合同价）、official（官方目录价）或 illustrative（示例价）。",
                "Write contract, official or illustrative.",
            ),
        );
        None
    }

    fn first_day(&mut self) -> Option<Date> {
        if self.cell("from").is_empty() {
            self.missing("from");
        }
        self.day("from")
    }

    fn day(&mut self, column: &'static str) -> Option<Date> {
        let typed = self.cell(column);
        let read = date::parse(typed);
        if read.is_none() && !typed.is_empty() {
            self.spoils(
                column,
                "service-date",
                Words::new(format!("“{typed}”不是日期。"), format!("“{typed}” is no date.")),
                Words::new("请写成 2026-01-31 的形式。", "Write it like 2026-01-31."),
            );
        }
        read
    }
}

#[cfg(test)]
mod tests;
