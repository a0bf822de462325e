//! A list of services that really ran: `"format": "govcloud-services", "version": 1`, or CSV with the same columns.
//! See `src/docs/services.md`.
//!
//! One bad row must not take a list down, and must not pass in silence either: it becomes a [`RowProblem`] with
//! the number that people see for it, and is left out. An [`Error`] is left for what is no such list at all.

use super::super::csv;
use super::super::json::{self, At};
use crate::basics::{Money, Path, Words, date};
use crate::catalog::Edition;
use crate::dossier::read::{RowTerms, SERVICE_COLUMNS, SERVICE_PERIODS, service};
use crate::dossier::{Holder, Problem, Service};
use crate::wire::Error;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The name of this format.
pub const FORMAT: &str = "govcloud-services";
/// Most bytes of a list.
pub const MOST_BYTES: usize = 64 << 20;
/// Most rows of a list.
pub const MOST_ROWS: usize = 200_000;
/// Most characters of a case's reference, a system's and a department's name.
const MOST_NAME: usize = 200;

/// The columns that say whose a service is, with their names for people.
pub const HOLDER_COLUMNS: [(&str, &str, &str); 3] = [
    ("department", "使用部门", "Department"),
    ("case", "案卷号", "Case"),
    ("system", "信息系统", "Information system"),
];

/// A list that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceList {
    /// The services, in the order of the rows.
    pub services: Vec<Service>,
    /// The row of each service, as people count them: the place in the list from 1; in CSV the spreadsheet's.
    pub rows: Vec<usize>,
    /// What is wrong, by row.
    pub problems: Vec<RowProblem>,
    /// Rows that could not be used.
    pub left_out: Vec<usize>,
}

/// Something wrong in a row.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RowProblem {
    /// The row, as people count them.
    pub row: usize,
    /// The column: its name in the format, in CSV its heading. Empty where it is the whole row.
    pub column: String,
    /// Stable code.
    pub code: &'static str,
    /// True where the row, or the line it belongs to, is left out.
    pub bars: bool,
    /// What is wrong.
    pub message: Words,
    /// What to do.
    pub remedy: Words,
}

impl ServiceList {
    /// What `fees` says of the list, at the row that people see: `/services/{n}/{column}`.
    pub fn of_row(&self, problem: &Problem) -> RowProblem {
        let steps: Vec<String> = problem.path.steps().collect();
        let at = steps.get(1).and_then(|at| at.parse::<usize>().ok());
        let row = at.and_then(|at| self.rows.get(at)).copied().unwrap_or(0);
        row_problem(row, steps.get(2).cloned().unwrap_or_default(), problem.clone())
    }
}

fn row_problem(row: usize, column: String, problem: Problem) -> RowProblem {
    let Problem { code, bars, message, remedy, .. } = problem;
    RowProblem { row, column, code, bars, message, remedy }
}

/// Reads a list in JSON. `edition` gives names to rows that leave them out, and knows which codes exist.
///
/// # Errors
/// Where the text is no such list: no JSON, another format or version, a member that the format does not have,
/// or more than is taken in.
pub fn read(text: &str, edition: Option<&Edition>) -> Result<ServiceList, Error> {
    let document = json::parse(text, MOST_BYTES)?;
    let root = At::root(&document);
    json::version_of(&root, FORMAT, 1)?;
    root.only(&["format", "version", "services"])?;
    let rows = root.member("services")?.array()?;
    check_length(rows.len())?;
    let mut reader = Reader::new(edition);
    for (at, row) in rows.iter().enumerate() {
        let mut cells = BTreeMap::new();
        let mut sound = true;
        for (column, value) in row.object()? {
            match value {
                Value::Null => {}
                Value::String(text) => drop(cells.insert(column.clone(), text.clone())),
                Value::Number(n) if !n.is_f64() => drop(cells.insert(column.clone(), n.to_string())),
                other => {
                    sound = false;
                    reader.list.problems.push(value_kind(at + 1, column, other));
                }
            }
        }
        if sound {
            reader.row(at + 1, cells, |column| column.to_owned());
        } else {
            reader.list.left_out.push(at + 1);
        }
    }
    Ok(reader.finish())
}

fn value_kind(row: usize, column: &str, value: &Value) -> RowProblem {
    let found: String = value.to_string().chars().take(40).collect();
    RowProblem {
        row,
        column: column.to_owned(),
        code: "service-value-kind",
        bars: true,
        message: Words::new(
            format!("此处是 {found}，应为文本或整数。"),
            format!("{found} stands here; a text or a whole number is expected."),
        ),
        remedy: Words::new(
            "小数请加引号写成文本，如 \"320.50\"。",
            "Put a number with a fraction in quotes, like \"320.50\".",
        ),
    }
}

/// Reads a list in CSV. The headings are the columns' names in the format, or their Chinese or English names.
///
/// # Errors
/// Where quotes are broken, there is no header, a heading stands twice, or there is more than is taken in.
pub fn read_csv(text: &str, edition: Option<&Edition>) -> Result<ServiceList, Error> {
    if text.len() > MOST_BYTES {
        let what = Words::new("文件（字节）", "the file, in bytes");
        return Err(Error::TooLarge { what, most: MOST_BYTES as u64 });
    }
    let rows = csv::rows(text)?;
    check_length(rows.len().saturating_sub(1))?;
    let mut rows = rows.into_iter();
    let fault = |detail: String| Error::Syntax { line: 1, column: 0, detail };
    let header = rows.next().ok_or_else(|| fault("没有表头 / there is no header".into()))?;
    let columns: Vec<String> = header.cells.iter().map(|heading| column_of(heading)).collect();
    let mut seen = BTreeSet::new();
    if let Some(twice) = columns.iter().find(|c| !c.is_empty() && !seen.insert(c.as_str())) {
        return Err(fault(format!("表头“{twice}”出现两次 / the heading '{twice}' stands twice")));
    }
    let heading = |column: &str| {
        let at = columns.iter().position(|c| c == column);
        at.and_then(|at| header.cells.get(at)).cloned().unwrap_or_else(|| column.to_owned())
    };
    let mut reader = Reader::new(edition);
    for row in rows {
        if row.cells.len() > columns.len() {
            reader.list.problems.push(too_many(row.number, row.cells.len(), columns.len()));
            reader.list.left_out.push(row.number);
            continue;
        }
        let cells = columns.iter().zip(&row.cells).filter(|(_, cell)| !cell.is_empty());
        let cells = cells.map(|(column, cell)| (column.clone(), csv::text_of(cell).to_owned()));
        reader.row(row.number, cells.collect(), heading);
    }
    Ok(reader.finish())
}

/// The column that a heading names; the heading itself where it names none.
fn column_of(heading: &str) -> String {
    let mut all = HOLDER_COLUMNS.iter().chain(SERVICE_COLUMNS);
    let named = all.find(|(code, zh, en)| {
        code.eq_ignore_ascii_case(heading) || *zh == heading || en.eq_ignore_ascii_case(heading)
    });
    named.map_or(heading, |(code, _, _)| code).to_owned()
}

fn too_many(row: usize, cells: usize, most: usize) -> RowProblem {
    RowProblem {
        row,
        column: String::new(),
        code: "service-csv-cells",
        bars: true,
        message: Words::new(
            format!("本行有 {cells} 个单元格，表头只有 {most} 个。"),
            format!("This row has {cells} cells, the header only {most}."),
        ),
        remedy: Words::new("含逗号的内容请加引号。", "Put a text that holds a comma in quotes."),
    }
}

fn check_length(rows: usize) -> Result<(), Error> {
    let what = Words::new("服务清单（行）", "the list of services, in rows");
    if rows > MOST_ROWS { Err(Error::TooLarge { what, most: MOST_ROWS as u64 }) } else { Ok(()) }
}

struct Reader<'a> {
    edition: Option<&'a Edition>,
    /// Systems, each held once.
    holders: BTreeMap<Holder, Arc<Holder>>,
    list: ServiceList,
}

impl<'a> Reader<'a> {
    fn new(edition: Option<&'a Edition>) -> Self {
        Self { edition, holders: BTreeMap::new(), list: ServiceList::default() }
    }

    /// Reads one row; `named` says how a column is called in the file.
    fn row(&mut self, row: usize, mut cells: BTreeMap<String, String>, named: impl Fn(&str) -> String) {
        if cells.values().all(|text| text.trim().is_empty()) {
            return;
        }
        let mut holder = Holder::default();
        let mut sound = true;
        for (column, zh, en) in HOLDER_COLUMNS {
            let text = cells.remove(column).map(|text| text.trim().to_owned()).unwrap_or_default();
            let said = if text.chars().count() > MOST_NAME {
                Some(too_long(text.chars().count()))
            } else {
                (text.is_empty() && column != "system").then(|| missing(zh, en))
            };
            if let Some((code, message, remedy)) = said {
                sound = false;
                let column = named(column);
                self.list.problems.push(RowProblem { row, column, code, bars: true, message, remedy });
            }
            match column {
                "department" => holder.department = text,
                "case" => holder.case = text,
                _ => holder.system = text,
            }
        }
        // A system without a name is known by its case.
        if holder.system.is_empty() {
            holder.system.clone_from(&holder.case);
        }
        let terms = RowTerms { edition: self.edition, ..RowTerms::default() };
        let (read, problems) = service(&cells, &Path::root(), &terms);
        self.list.problems.extend(problems.into_iter().map(|problem| {
            let column = problem.path.steps().next().unwrap_or_default();
            row_problem(row, named(&column), problem)
        }));
        match read.filter(|_| sound) {
            Some(read) => {
                let holder = self.holders.entry(holder).or_insert_with_key(|h| Arc::new(h.clone())).clone();
                self.list.services.push(Service { holder, taken: read.taken, from: read.from, to: read.to });
                self.list.rows.push(row);
            }
            None => self.list.left_out.push(row),
        }
    }

    fn finish(mut self) -> ServiceList {
        self.list.problems.sort();
        self.list
    }
}

type Said = (&'static str, Words, Words);

fn missing(zh: &str, en: &str) -> Said {
    (
        "service-missing",
        Words::new(format!("尚未填写“{zh}”。"), format!("“{en}” is not filled in.")),
        Words::new("请填写。", "Fill it in."),
    )
}

fn too_long(length: usize) -> Said {
    (
        "service-too-long",
        Words::new(
            format!("共 {length} 个字，最多 {MOST_NAME} 个。"),
            format!("{length} characters, {MOST_NAME} are the most."),
        ),
        Words::new("请删减。", "Shorten it."),
    )
}

/// The columns in the order in which they are written, with the texts of a service.
fn cells(service: &Service) -> [(&'static str, String); 14] {
    let (holder, taken) = (service.holder.as_ref(), &service.taken);
    let period = SERVICE_PERIODS.iter().find(|(_, period)| *period == taken.period);
    [
        ("department", holder.department.clone()),
        ("case", holder.case.clone()),
        ("system", holder.system.clone()),
        ("supplier", taken.supplier.clone()),
        ("item", taken.item.clone()),
        ("name", taken.name.clone()),
        ("function", taken.function.clone()),
        ("unit", taken.unit.clone()),
        ("count", taken.count.to_string()),
        ("price", taken.price.map_or_else(String::new, Money::plain)),
        // A price by the hour cannot be read from a list, and none is: see `dossier::read::service`.
        ("period", period.map_or("hour", |(word, _)| word).to_owned()),
        ("standing", taken.standing.code().to_owned()),
        ("from", date::iso(service.from)),
        ("to", service.to.map_or_else(String::new, date::iso)),
    ]
}

/// Writes a list in JSON, indented, one way only. Empty texts are left out.
pub fn write(services: &[Service]) -> String {
    let row = |service: &Service| {
        let cells = cells(service).into_iter().filter(|(_, text)| !text.is_empty());
        Value::Object(cells.map(|(column, text)| (column.to_owned(), text.into())).collect::<Map<_, _>>())
    };
    let rows: Vec<Value> = services.iter().map(row).collect();
    let document = json!({"format": FORMAT, "version": 1, "services": rows});
    // A `Value` always has a text; the alternative is unreachable and harmless.
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

/// Writes a list in CSV: UTF-8 with a byte order mark, headings as in the format, no cell that is a formula.
pub fn write_csv(services: &[Service]) -> String {
    let headings = HOLDER_COLUMNS.iter().chain(SERVICE_COLUMNS).map(|(code, _, _)| *code);
    let mut text = String::from(csv::BYTE_ORDER_MARK) + &csv::row(headings);
    for service in services {
        let cells = cells(service).map(|(_, text)| csv::text_cell(&text));
        text.push_str(&csv::row(cells.iter().map(String::as_str)));
    }
    text
}

#[cfg(test)]
mod tests;
