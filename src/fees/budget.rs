//! 预算表: the rows of the estimate with the year in which each part is paid, to paste into a spreadsheet.

use crate::basics::{Lang, Money, Words};
use crate::catalog::{Edition, Item, Period};
use crate::dossier::Need;
use crate::fees::calendar::{Calendar, Spread};
use crate::fees::estimate::{Estimate, Line, RowFees, Why};
use crate::fees::show;
use std::collections::BTreeMap;

/// A budget table: one row a line of the estimate, one column a year of payment.
///
/// Every sum is that of the estimate, and each column adds up to the calendar's: what rounding leaves over is
/// carried from cell to cell in both directions.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Budget {
    /// Years of payment, rising. Empty where the start of use is not known.
    pub years: Vec<i32>,
    /// The rows, as in the estimate.
    pub rows: Vec<BudgetRow>,
    /// The sum of the known, and its parts by year.
    pub total: Money,
    /// The total's parts, one a year.
    pub total_by_year: Vec<Money>,
    /// True where something is not known, so that the total is not all.
    pub open: bool,
}

/// One row of the budget table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BudgetRow {
    /// Row in the draft, from 0.
    pub row: usize,
    /// 需求: the need's name, or its function's.
    pub need: Words,
    /// 项目: the name of the item; empty where nothing is priced.
    pub item: Words,
    /// 目录编码.
    pub code: String,
    /// 规格, as published.
    pub spec: String,
    /// 数量: units of sale over all instances.
    pub quantity: i128,
    /// 单位.
    pub unit: Words,
    /// 单价 with 计价周期, as published; `None` is unknown.
    pub price: Option<Words>,
    /// 月数.
    pub months: u32,
    /// 小计; `None` is unknown.
    pub sum: Option<Money>,
    /// 价格性质, or why there is no sum.
    pub standing: Words,
    /// What is paid of the sum, one a year; empty where the sum or the start is unknown.
    pub by_year: Vec<Money>,
}

/// The budget table of an estimate. `needs` are those of the case, in any order.
pub fn budget(
    edition: &Edition,
    needs: &[&Need],
    estimate: &Estimate,
    calendar: Option<&Calendar>,
) -> Budget {
    let windows = calendar.map(|c| c.windows.as_slice()).unwrap_or_default();
    let mut budget = Budget {
        years: windows.iter().map(|w| w.paid_in).collect(),
        total: estimate.known,
        total_by_year: windows.iter().map(|w| w.used).collect(),
        open: !estimate.is_complete(),
        ..Budget::default()
    };
    let months: Vec<u32> = windows.iter().map(|w| w.months_done).collect();
    let mut so_far = Spread::default();
    let needs: BTreeMap<usize, &Need> = needs.iter().map(|&n| (n.row, n)).collect();
    for estimated in &estimate.rows {
        let name = needs.get(&estimated.row).map_or_else(Words::default, |need| need_name(edition, need));
        let blank =
            |row: &RowFees| BudgetRow { months: row.months, ..BudgetRow::blank(estimated.row, name.clone()) };
        if let Some(&(None, why)) = estimated.fees.open.first() {
            budget.rows.push(BudgetRow { standing: show::why(why), ..blank(&estimated.fees) });
        }
        for line in &estimated.fees.lines {
            let by_year = cut(&mut so_far, edition, line, &months);
            budget.rows.push(BudgetRow { by_year, ..blank(&estimated.fees).with(edition, line) });
        }
    }
    budget
}

impl BudgetRow {
    /// A row of a need for which nothing is priced.
    fn blank(row: usize, need: Words) -> Self {
        Self {
            row,
            need,
            item: Words::default(),
            code: String::new(),
            spec: String::new(),
            quantity: 0,
            unit: Words::default(),
            price: None,
            months: 0,
            sum: None,
            standing: Words::default(),
            by_year: Vec::new(),
        }
    }

    /// The row with what a line says.
    fn with(self, edition: &Edition, line: &Line) -> Self {
        let price = line.price(edition);
        let unknown = || show::why(if price.is_some() { Why::TooLarge } else { Why::PriceUnknown });
        Self {
            item: show::line_name(edition, line),
            code: line.item.clone(),
            spec: edition.item(&line.item).map_or_else(String::new, |item: &Item| item.spec.clone()),
            quantity: i128::from(line.units) * i128::from(line.instances),
            unit: show::unit(edition, line),
            price: price.map(show::price),
            sum: line.sum,
            standing: price
                .filter(|_| line.sum.is_some())
                .map_or_else(unknown, |p| show::standing(p.standing)),
            ..self
        }
    }
}

/// The need's name, or its function's.
fn need_name(edition: &Edition, need: &Need) -> Words {
    if !need.name.is_empty() {
        return Words::same(need.name.as_str());
    }
    edition.function(&need.function).map_or_else(|| Words::same(need.function.as_str()), |f| f.name.clone())
}

/// Cuts a line's sum into years. What all lines come to before and with this one, each rounded to 分, differ by
/// this line's part: so rows and columns add up exactly.
fn cut(so_far: &mut Spread, edition: &Edition, line: &Line, months: &[u32]) -> Vec<Money> {
    let Some(sum) = line.sum else { return Vec::new() };
    let without: Vec<Money> = months.iter().map(|&done| so_far.due(done)).collect();
    if line.price(edition).is_some_and(|p| p.period == Period::Once) {
        so_far.add_once(sum);
    } else {
        so_far.add(sum, line.months);
    }
    let mut before = Money::ZERO;
    let part = |(without, &done): (Money, &u32)| {
        let due = so_far.due(done).minus(without).unwrap_or_default();
        let part = due.minus(before).unwrap_or_default();
        before = due;
        part
    };
    without.into_iter().zip(months).map(part).collect()
}

/// Column headings, Chinese and English, before those of the years.
const HEADINGS: [(&str, &str); 11] = [
    ("需求", "Need"),
    ("项目", "Item"),
    ("目录编码", "Catalog code"),
    ("规格", "Specification"),
    ("数量", "Quantity"),
    ("单位", "Unit"),
    ("单价与计价周期", "Unit price and period"),
    ("月数", "Months"),
    ("小计（元）", "Sum (CNY)"),
    ("价格性质", "Standing of the price"),
    ("备注", "Remark"),
];

impl Budget {
    /// The headings of [`Budget::cells`].
    pub fn headings(&self, lang: Lang) -> Vec<String> {
        let fixed = HEADINGS.iter().map(|&(zh, en)| Words::new(zh, en).get(lang).to_owned());
        let years = self.years.iter().map(|year| match lang {
            Lang::Zh => format!("{year}年支付（元）"),
            Lang::En => format!("Paid in {year} (CNY)"),
        });
        let mut headings: Vec<String> = fixed.collect();
        let remark = headings.pop();
        headings.extend(years);
        headings.extend(remark);
        headings
    }

    /// The cells of the table, rows as in [`Budget::rows`], the total last. Sums are plain numbers of 元; a
    /// sum that is not known says so and is never 0.
    pub fn cells(&self, lang: Lang) -> Vec<Vec<String>> {
        let mut table: Vec<Vec<String>> = self.rows.iter().map(|row| self.row_cells(row, lang)).collect();
        let mut total = vec![String::new(); HEADINGS.len() - 1 + self.years.len() + 1];
        let (zh, en) =
            if self.open { ("已知部分合计", "Sum of what is known") } else { ("合计", "Total") };
        let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
        if let Some(cell) = total.first_mut() {
            *cell = say(zh, en);
        }
        if let Some(cell) = total.get_mut(8) {
            *cell = self.total.plain();
        }
        for (cell, part) in total.iter_mut().skip(10).zip(&self.total_by_year) {
            *cell = part.plain();
        }
        if let Some(cell) = total.last_mut().filter(|_| self.open) {
            *cell = say("有未知价格，总额未定", "prices are missing: the total is open");
        }
        table.push(total);
        table
    }

    fn row_cells(&self, row: &BudgetRow, lang: Lang) -> Vec<String> {
        let say = |words: &Words| words.get(lang).to_owned();
        let unknown = || Words::new("未知", "unknown").get(lang).to_owned();
        let priced = !row.code.is_empty();
        let mut cells = vec![
            say(&row.need),
            say(&row.item),
            row.code.clone(),
            row.spec.clone(),
            if priced { row.quantity.to_string() } else { String::new() },
            say(&row.unit),
            row.price.as_ref().map_or_else(unknown, say),
            row.months.to_string(),
            row.sum.map_or_else(unknown, Money::plain),
            say(&row.standing),
        ];
        cells.extend((0..self.years.len()).map(|at| row.by_year.get(at).map_or_else(unknown, |m| m.plain())));
        cells.push(String::new());
        cells
    }

    /// The table as text to paste into a spreadsheet: cells apart by TAB, rows by LF, headings first.
    /// What could be read as a formula is written as text.
    pub fn tsv(&self, lang: Lang) -> String {
        let mut text = String::new();
        for row in std::iter::once(self.headings(lang)).chain(self.cells(lang)) {
            let cells: Vec<String> = row.iter().map(|cell| spreadsheet_cell(cell)).collect();
            text.push_str(&cells.join("\t"));
            text.push('\n');
        }
        text
    }
}

/// A text as a spreadsheet may have it pasted: never a formula, never more than one cell.
///
/// Tabs and line breaks become spaces; a text that begins (after spaces) with `= + - @`, their full-width
/// forms or a quotation mark gets an apostrophe before it, which spreadsheets read as 'this is text'.
pub fn spreadsheet_cell(text: &str) -> String {
    let broken = text.starts_with(['\t', '\r', '\n']);
    let line: String = text
        .chars()
        .map(|c| if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') { ' ' } else { c })
        .collect();
    let first = line.trim_start().chars().next();
    let formula = matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '"' | '\''));
    if formula || broken { format!("'{line}") } else { line }
}
