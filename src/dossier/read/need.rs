//! One row of the resource table.

use crate::basics::{Lang, Path, Words};
use crate::catalog::edition::AmountError;
use crate::catalog::{Dimension, Edition, Function};
use crate::dossier::draft::NeedRow;
use crate::dossier::field::Problem;
use crate::dossier::resources::Need;
use std::collections::BTreeMap;

/// Columns that are not amounts or traits, with their names for people.
pub const COLUMNS: &[(&str, &str, &str)] = &[
    ("name", "名称", "Name"),
    ("function", "功能", "Function"),
    ("count", "数量", "Count"),
    ("months", "月数", "Months"),
    ("divisible", "可拆分", "Divisible"),
    ("reason", "理由", "Reason"),
    ("remark", "备注", "Remark"),
    ("pick", "选定配置", "Choice"),
    ("consent", "同意让步", "Consent to a concession"),
    ("special", "申请单独购置", "Ask to buy apart"),
];

/// Most instances of one row, and most months.
const MOST: (i64, i64) = (1_000_000, 120);

/// Reads a row. `months` is what the header of the table gives to a row that names none
/// ([`super::months`]).
///
/// A blank row is no need and no problem. `None` with problems is a row that cannot be used; a need may
/// come with problems too. A count that is absent is 1. An amount of nought is not asked for.
pub fn need(cells: &NeedRow, row: usize, edition: &Edition, months: u32) -> (Option<Need>, Vec<Problem>) {
    if cells.cells.values().all(|text| text.trim().is_empty()) {
        return (None, Vec::new());
    }
    let mut reader = Reader { cells, row, edition, problems: Vec::new(), sound: true };
    let function = reader.function();
    let (mut amounts, mut traits, mut prefers) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for (column, text) in &cells.cells {
        let text = text.trim();
        if text.is_empty() {
        } else if let Some(code) = column.strip_prefix("d.") {
            reader.amount(column, code, text, function, &mut amounts);
        } else if let Some(code) = column.strip_prefix("t.") {
            reader.value(column, code, text, &mut traits);
        } else if let Some(code) = column.strip_prefix("p.") {
            reader.value(column, code, text, &mut prefers);
        } else if !COLUMNS.iter().any(|c| c.0 == column) {
            reader.unknown_column(column);
        }
    }
    reader.some_amount(function, &amounts);
    let need = Need {
        row,
        id: cells.id.clone(),
        name: reader.text("name", 100),
        function: function.map(|f| f.code.clone()).unwrap_or_default(),
        amounts,
        traits,
        prefers,
        count: reader.whole("count", 1, MOST.0),
        months: u32::try_from(reader.whole("months", i64::from(months), MOST.1)).unwrap_or(months),
        divisible: reader.yes("divisible"),
        reason: reader.text("reason", 500),
        pick: Some(cells.cell("pick").trim().to_owned()).filter(|pick| !pick.is_empty()),
        consent: reader.yes("consent"),
        special: reader.yes("special"),
    };
    reader.text("remark", 500);
    (reader.sound.then_some(need), reader.problems)
}

struct Reader<'a> {
    cells: &'a NeedRow,
    row: usize,
    edition: &'a Edition,
    problems: Vec<Problem>,
    /// False once something is missing or wrong without which the row cannot be fitted.
    sound: bool,
}

impl<'a> Reader<'a> {
    fn say(&mut self, column: &str, code: &'static str, bars: bool, message: Words, remedy: Words) {
        let path = Path::need(self.row, column);
        self.problems.push(Problem { path, code, bars, message, remedy });
    }

    /// Says it, and gives the row up.
    fn spoils(&mut self, column: &str, code: &'static str, message: Words, remedy: Words) {
        self.sound = false;
        self.say(column, code, true, message, remedy);
    }

    fn function(&mut self) -> Option<&'a Function> {
        let code = self.cells.cell("function").trim();
        let found = self.edition.function(code);
        if code.is_empty() {
            self.spoils(
                "function",
                "need-function-missing",
                Words::new("尚未选择功能。", "No function is chosen."),
                Words::new("请选择所需资源的功能。", "Choose the function of the resource."),
            );
        } else if found.is_none() {
            self.spoils(
                "function",
                "need-function-unknown",
                Words::new(
                    format!("目录没有“{code}”这一功能。"),
                    format!("The catalog has no function “{code}”."),
                ),
                Words::new("请从目录的功能中选择。", "Choose one of the catalog's functions."),
            );
        }
        found
    }

    fn amount(
        &mut self,
        column: &str,
        code: &str,
        text: &str,
        function: Option<&Function>,
        amounts: &mut BTreeMap<String, i64>,
    ) {
        let edition = self.edition;
        let Some((_, dimension)) = edition.dimension(code) else {
            return self.spoils(
                column,
                "need-unknown-dimension",
                Words::new(
                    format!("目录没有“{code}”这一指标。"),
                    format!("The catalog has no dimension “{code}”."),
                ),
                Words::new(
                    "请删除该列，或改用目录中的指标。",
                    "Remove the column or use one of the catalog's dimensions.",
                ),
            );
        };
        match dimension.parse(text) {
            Ok(0) => {}
            Ok(amount) => {
                if function.is_some_and(|f| !f.asks.is_empty() && !f.asks.iter().any(|a| a == code)) {
                    self.say(
                        column,
                        "need-dimension-not-asked",
                        false,
                        Words::new(
                            format!("该功能通常不涉及“{}”。", dimension.name.zh),
                            format!("This function usually has no “{}”.", dimension.name.en),
                        ),
                        Words::new("请核对功能和数值。", "Check the function and the amount."),
                    );
                }
                amounts.insert(code.to_owned(), amount);
            }
            Err(error) => {
                let (code, message, remedy) = amount_error(&error, dimension, text);
                self.spoils(column, code, message, remedy);
            }
        }
    }

    fn some_amount(&mut self, function: Option<&Function>, amounts: &BTreeMap<String, i64>) {
        let Some(first) = function.and_then(|f| f.asks.first()) else { return };
        // An amount that could not be read has been told already.
        let typed = self
            .problems
            .iter()
            .any(|p| p.code.starts_with("need-amount") || p.code.starts_with("need-unknown"));
        if amounts.is_empty() && !typed {
            self.spoils(
                &format!("d.{first}"),
                "need-amount-missing",
                Words::new("尚未填写任何数值。", "No amount is given."),
                Words::new("请至少填写一项指标。", "Give at least one amount."),
            );
        }
    }

    fn value(&mut self, column: &str, code: &str, text: &str, values: &mut BTreeMap<String, String>) {
        let Some(of) = self.edition.trait_of(code) else {
            return self.spoils(
                column,
                "need-unknown-trait",
                Words::new(
                    format!("目录没有“{code}”这一特性。"),
                    format!("The catalog has no trait “{code}”."),
                ),
                Words::new(
                    "请删除该列，或改用目录中的特性。",
                    "Remove the column or use one of the catalog's traits.",
                ),
            );
        };
        if of.values.iter().any(|v| v.code == text) {
            values.insert(code.to_owned(), text.to_owned());
        } else {
            self.spoils(
                column,
                "need-unknown-value",
                Words::new(
                    format!("“{}”没有“{text}”这一选项。", of.name.zh),
                    format!("“{}” has no value “{text}”.", of.name.en),
                ),
                Words::new("请从列出的选项中选择。", "Choose one of the values listed."),
            );
        }
    }

    fn unknown_column(&mut self, column: &str) {
        self.say(
            column,
            "need-unknown-column",
            false,
            Words::new(
                format!("资源表没有“{column}”这一列。"),
                format!("The resource table has no column “{column}”."),
            ),
            Words::new("内容已保留，但不参与检查。", "It is kept, but not checked."),
        );
    }

    fn whole(&mut self, column: &'static str, default: i64, most: i64) -> i64 {
        let typed = self.cells.cell(column).trim();
        if typed.is_empty() {
            return default;
        }
        // Digits alone are read as they stand; wide ones and commas are made plain first.
        let plain = |text: &str| {
            let plain = text.chars().map(crate::basics::decimal::half_width).filter(|c| *c != ',');
            plain.collect::<String>().parse::<i64>()
        };
        match typed.parse::<i64>().or_else(|_| plain(typed)) {
            Ok(number) if (1..=most).contains(&number) => number,
            _ => {
                let (code, zh, en) = match column {
                    "count" => ("need-count", "数量", "The count"),
                    _ => ("need-months", "月数", "The number of months"),
                };
                self.spoils(
                    column,
                    code,
                    Words::new(
                        format!("{zh}应为 1 到 {most} 的整数，现为“{typed}”。"),
                        format!("{en} must be a whole number from 1 to {most}, not “{typed}”."),
                    ),
                    Words::new("请修改数值。", "Change the number."),
                );
                default
            }
        }
    }

    fn yes(&mut self, column: &str) -> bool {
        match self.cells.cell(column).trim() {
            "yes" => true,
            "" | "no" => false,
            other => {
                let (zh, en) =
                    (format!("“{other}”既不是“是”也不是“否”。"), format!("“{other}” is neither yes nor no."));
                self.spoils(
                    column,
                    "need-choice",
                    Words::new(zh, en),
                    Words::new("请重新选择。", "Choose again."),
                );
                false
            }
        }
    }

    fn text(&mut self, column: &str, most: usize) -> String {
        let text = self.cells.cell(column).trim().to_owned();
        // A text of so few bytes has no more characters.
        let length = if text.len() <= most { 0 } else { text.chars().count() };
        if length > most {
            self.say(
                column,
                "need-too-long",
                true,
                Words::new(
                    format!("共 {length} 个字，最多 {most} 个。"),
                    format!("{length} characters, {most} are the most."),
                ),
                Words::new(
                    format!("请删减 {} 个字。", length - most),
                    format!("Shorten it by {}.", length - most),
                ),
            );
        }
        text
    }
}

fn amount_error(error: &AmountError, dimension: &Dimension, text: &str) -> (&'static str, Words, Words) {
    let example = Words::new(
        format!(
            "请填数字，可带单位（{}）；不带单位按 {} 计。",
            dimension.units_in(Lang::Zh, "、"),
            dimension.shown_unit(Lang::Zh)
        ),
        format!(
            "Give a number, with a unit ({}) or without ({}).",
            dimension.units_in(Lang::En, ", "),
            dimension.shown_unit(Lang::En)
        ),
    );
    let (zh, en) = (dimension.name.zh.as_str(), dimension.name.en.as_str());
    match error {
        AmountError::UnknownUnit(unit) => (
            "need-unknown-unit",
            Words::new(format!("“{zh}”没有单位“{unit}”。"), format!("“{en}” has no unit “{unit}”.")),
            example,
        ),
        AmountError::TooLong => (
            "need-amount-too-long",
            Words::new(format!("“{zh}”的数值过大或位数过多。"), format!("“{en}” has too many digits.")),
            example,
        ),
        AmountError::Negative => (
            "need-amount-negative",
            Words::new(format!("“{zh}”不能为负数。"), format!("“{en}” cannot be negative.")),
            example,
        ),
        AmountError::NotWhole => (
            "need-amount-not-whole",
            Words::new(
                format!("“{zh}”不能细分到“{text}”。"),
                format!("“{en}” cannot be divided as finely as “{text}”."),
            ),
            example,
        ),
        AmountError::Empty | AmountError::NotANumber => (
            "need-amount-not-a-number",
            Words::new(format!("“{zh}”的“{text}”不是数字。"), format!("“{text}” is no number for “{en}”.")),
            example,
        ),
    }
}
