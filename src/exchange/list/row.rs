//! One row of a list as a row of the resource table.

use super::columns::Column;
use super::heading::{Use, normal};
use super::{Problem, amount as one, spec};
use crate::basics::decimal::half_width;
use crate::basics::{Decimal, Lang, Words};
use crate::catalog::{Dimension, Edition, Function};
use crate::exchange::table::{Row, Table, Value, place};
use std::collections::BTreeMap;

/// What people write where they mean nothing.
const NOTHING: [&str; 10] = ["-", "—", "--", "——", "/", "\\", "无", "n/a", "na", "不涉及"];
/// What people call a server.
const SERVERS: [&str; 12] = [
    "云主机",
    "云服务器",
    "虚拟机",
    "虚拟主机",
    "服务器",
    "主机",
    "虚拟服务器",
    "弹性云主机",
    "ecs",
    "vm",
    "cvm",
    "server",
];

/// The texts of a row: column of the resource table → text; true where the row was read as one amount (see
/// [`one`]). What is wrong is said of its cell.
pub(super) fn cells(
    table: &Table,
    row: &Row,
    columns: &[Column],
    edition: &Edition,
    problems: &mut Vec<Problem>,
) -> (BTreeMap<String, String>, bool) {
    let cells = BTreeMap::new();
    let mut reader = Reader { row, edition, problems, cells, rest: Vec::new(), unit: None, spec: None };
    for column in columns {
        reader.column(table, column);
    }
    // Where amounts have columns of their own, a quantity is one of instances.
    let own = columns.iter().any(|c| matches!(&c.held, Use::Field(field) if field.starts_with("d.")));
    let amount = if own { None } else { one::amount(&reader.cells, reader.unit.as_deref(), edition) };
    let counted = amount.is_some();
    match (amount, reader.spec.take()) {
        (Some(mut amount), spec) => {
            // In such a list it describes what is counted.
            reader.rest.extend(spec.map(|(_, text)| text));
            reader.rest.extend(amount.rest.take());
            let named = amount.put(&mut reader.cells, edition);
            reader.rest.extend(named);
        }
        (None, spec) => {
            if let Some((at, text)) = spec {
                reader.unread_spec(at, &text);
                reader.rest.push(text);
            }
            reader.rest.extend(reader.unit.take());
        }
    }
    let Reader { mut cells, rest, .. } = reader;
    for text in rest {
        let remark = cells.entry("remark".to_owned()).or_default();
        if !remark.is_empty() {
            remark.push_str("; ");
        }
        remark.push_str(&text);
    }
    server(&mut cells, edition);
    (cells, counted)
}

/// A row with amounts of a server and no function is a server: most lists do not say so.
pub fn server(cells: &mut BTreeMap<String, String>, edition: &Edition) {
    let Some(server) = server_function(edition) else { return };
    let has = |column: &str| cells.get(column).is_some_and(|text| !text.trim().is_empty());
    let amounts = server.asks.iter().filter(|code| has(&format!("d.{code}"))).count();
    if amounts > 1 && !has("function") {
        cells.insert("function".to_owned(), server.code.clone());
    }
}

/// What a server is in this catalog: the first function with instances and more than one amount.
pub fn server_function(edition: &Edition) -> Option<&Function> {
    edition.functions.iter().find(|f| f.instances && f.asks.len() > 1)
}

struct Reader<'a> {
    row: &'a Row,
    edition: &'a Edition,
    problems: &'a mut Vec<Problem>,
    cells: BTreeMap<String, String>,
    /// What has no column of its own.
    rest: Vec<String>,
    /// What the column of units holds.
    unit: Option<String>,
    /// A configuration that is not understood, with its place.
    spec: Option<(usize, String)>,
}

impl Reader<'_> {
    fn column(&mut self, table: &Table, column: &Column) {
        let (value, at) = (self.row.cell(column.at), column.at);
        let field = match &column.held {
            Use::Field(field) => field.as_str(),
            Use::Spec | Use::Unit | Use::Remark => "",
            Use::Aside => return,
        };
        let counted = field.starts_with("d.") || field == "count";
        let faulty = match value {
            Value::Empty => return,
            Value::Error(error) => Some((self.faulty(at, error), error.as_str())),
            Value::Uncomputed => Some((self.uncomputed(at), "?")),
            Value::Merged(..) if counted && !table.shown(self.row, at).is_empty() => {
                Some((self.merged(at), "?"))
            }
            Value::Day(day) if counted || field == "months" => Some((self.dated(at, day), day.as_str())),
            _ => None,
        };
        if let Some(((), shown)) = faulty {
            // What stands there is kept: without it the row would ask for less than its author meant.
            if !matches!(field, "" | "remark") {
                self.cells.insert(field.to_owned(), shown.to_owned());
            }
            return;
        }
        let text = table.shown(self.row, at).to_owned();
        // In a text of its own a dash is a dash.
        let free = matches!(field, "" | "name" | "reason" | "remark" | "pick");
        if text.is_empty() || (!free && NOTHING.contains(&normal(&text).as_str())) {
            return;
        }
        match &column.held {
            Use::Field(field) if field == "remark" => self.rest.push(text),
            Use::Field(field) => {
                let text = written(field, &text, column.unit.as_deref(), self.edition);
                self.cells.insert(field.clone(), text);
            }
            Use::Spec => match spec::amounts(&text) {
                Some(amounts) => {
                    for (code, amount) in amounts {
                        self.cells.entry(code.to_owned()).or_insert(amount);
                    }
                }
                None => self.spec = Some((at, text)),
            },
            Use::Unit => self.unit = Some(text),
            Use::Remark | Use::Aside => self.rest.push(text),
        }
    }

    fn say(&mut self, at: usize, code: &'static str, bars: bool, message: Words, remedy: Words) {
        let row = self.row.number;
        self.problems.push(Problem { row, cell: place(row, at), code, bars, message, remedy });
    }

    fn faulty(&mut self, at: usize, error: &str) {
        self.say(
            at,
            "list-cell-error",
            true,
            Words::new(format!("单元格是错误值 {error}"), format!("The cell holds the error {error}")),
            Words::new("请更正公式或直接填写数值", "Mend the formula, or type the value"),
        );
    }

    fn uncomputed(&mut self, at: usize) {
        self.say(
            at,
            "list-cell-uncomputed",
            true,
            Words::new("公式的结果没有保存在文件里", "The file does not hold the result of the formula"),
            Words::new("请用 Excel 或 WPS 打开并保存一次", "Open the file in a spreadsheet and save it once"),
        );
    }

    fn merged(&mut self, at: usize) {
        self.say(
            at,
            "list-cell-merged",
            true,
            Words::new(
                "数值单元格与上一行合并，不清楚本行的数值",
                "The amount is merged with the row above: it is not clear what this row needs",
            ),
            Words::new("请取消合并并逐行填写", "Unmerge the cells and fill in each row"),
        );
    }

    fn dated(&mut self, at: usize, day: &str) {
        self.say(
            at,
            "list-cell-date",
            true,
            Words::new(
                format!("单元格是日期（{day}），不是数值"),
                format!("The cell is a date ({day}), no number"),
            ),
            Words::new(
                "请把单元格格式改为“常规”后重新填写",
                "Make the cell 'General' and type the number again",
            ),
        );
    }

    fn unread_spec(&mut self, at: usize, text: &str) {
        self.say(
            at,
            "list-spec",
            false,
            Words::new(
                format!("读不懂配置“{text}”，已放入备注"),
                format!("The configuration '{text}' is not understood; it is in the remark"),
            ),
            Words::new("请写作 4核8G 或分列填写", "Write 4C8G, or use a column for each amount"),
        );
    }
}

/// A text as its column of the resource table takes it; as it is where it is not understood.
pub fn written(field: &str, text: &str, unit: Option<&str>, edition: &Edition) -> String {
    let said = match field.split_once('.') {
        Some(("d", code)) => edition.dimension(code).and_then(|(_, d)| amount(text, unit, d)),
        Some(("t" | "p", code)) => value(code, text, edition),
        _ => match field {
            "function" => function(text, edition),
            "months" => months(text, unit),
            "count" => whole(text, &["台", "个", "套", "张", "vm", "份"]),
            "divisible" | "special" | "consent" => {
                yes(text).map(|yes| if yes { "yes" } else { "no" }.to_owned())
            }
            _ => None,
        },
    };
    said.unwrap_or_else(|| text.to_owned())
}

/// An amount in a unit that the dimension has: the text's own, else that of the heading.
pub(super) fn amount(text: &str, unit: Option<&str>, dimension: &Dimension) -> Option<String> {
    let plain: String = text.chars().map(half_width).collect();
    let plain = plain.trim();
    let end = plain
        .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+')))
        .unwrap_or(plain.len());
    let (number, own) = plain.split_at(end);
    Decimal::parse(number).ok()?;
    let wanted = if own.trim().is_empty() { unit.unwrap_or_default() } else { own.trim() };
    let found = unit_of(wanted, dimension);
    match found {
        _ if wanted.is_empty() => Some(number.to_owned()),
        Some(unit) if unit == dimension.shown_unit(Lang::Zh) && own.trim().is_empty() => {
            Some(number.to_owned())
        }
        Some(unit) => Some(format!("{number} {unit}")),
        // A unit that nobody knows is not dropped: the amount would be another.
        None if own.trim().is_empty() => Some(format!("{number} {wanted}")),
        None => None,
    }
}

/// The unit of a dimension that people mean by this name.
pub(super) fn unit_of<'d>(wanted: &str, dimension: &'d Dimension) -> Option<&'d str> {
    let known = |name: &str| dimension.unit(name).map(|unit| unit.called(Lang::Zh, false));
    let lower = wanted.to_lowercase();
    known(wanted).or_else(|| match lower.as_str() {
        "c" | "core" | "cores" | "核心" | "vcpus" | "颗" => known("核"),
        "gib" => known("GB"),
        "tib" | "t" => known("TB"),
        "mib" => known("MB"),
        "mbit" | "mbit/s" | "mbps" | "兆" => known("Mbps"),
        _ => None,
    })
}

/// The code of a trait's value, by its code, its name or a part of it that only one value has.
fn value(code: &str, text: &str, edition: &Edition) -> Option<String> {
    let values = &edition.trait_of(code)?.values;
    let plain = normal(text);
    let exact = values
        .iter()
        .find(|v| normal(&v.code) == plain || normal(&v.name.zh) == plain || normal(&v.name.en) == plain);
    let close = |v: &&crate::catalog::TraitValue| {
        let name = normal(&v.name.zh);
        let long = |text: &str| text.chars().count() >= 2;
        (long(&plain) && name.contains(&plain)) || (long(&name) && plain.contains(&name))
    };
    let agreed = yes(text).map(|yes| if yes { "yes" } else { "no" });
    let agreed = agreed.and_then(|code| values.iter().find(|v| v.code == code));
    let mut close = values.iter().filter(close);
    let only = close.next().filter(|_| close.next().is_none());
    exact.or(agreed).or(only).map(|v| v.code.clone())
}

/// The code of a function, by its code or its name; what people call a server is the catalog's server.
pub(super) fn function(text: &str, edition: &Edition) -> Option<String> {
    let plain = normal(text);
    let named = edition
        .functions
        .iter()
        .find(|f| normal(&f.code) == plain || normal(&f.name.zh) == plain || normal(&f.name.en) == plain);
    let server = || server_function(edition).filter(|_| SERVERS.contains(&plain.as_str()));
    let served = || {
        let bare = plain.strip_suffix("服务").filter(|bare| !bare.is_empty())?;
        edition.functions.iter().find(|f| normal(&f.name.zh) == bare)
    };
    named.or_else(served).or_else(server).map(|f| f.code.clone())
}

/// `12`, `12个月`, `1年`, `12个月(服务期限)`; years where the heading says so.
fn months(text: &str, unit: Option<&str>) -> Option<String> {
    let plain = normal(text);
    let plain = plain.split('(').next().unwrap_or_default();
    let end = plain.find(|c: char| !c.is_ascii_digit()).unwrap_or(plain.len());
    let (number, own) = plain.split_at(end);
    let number: u32 = number.parse().ok()?;
    let unit = if own.is_empty() { unit.unwrap_or_default() } else { own };
    match unit {
        "" | "月" | "个月" | "months" | "month" | "m" => Some(number.to_string()),
        "年" | "years" | "year" | "y" => Some(number.checked_mul(12)?.to_string()),
        _ => None,
    }
}

fn whole(text: &str, units: &[&str]) -> Option<String> {
    let plain = normal(text);
    let bare = units.iter().find_map(|unit| plain.strip_suffix(unit)).unwrap_or(&plain);
    bare.parse::<i64>().ok().map(|number| number.to_string())
}

fn yes(text: &str) -> Option<bool> {
    match normal(text).as_str() {
        "是" | "yes" | "y" | "true" | "√" | "✓" | "1" | "对" => Some(true),
        "否" | "no" | "n" | "false" | "×" | "0" | "不" => Some(false),
        _ => None,
    }
}
