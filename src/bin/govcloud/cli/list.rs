//! Lists of needs from spreadsheets, and what the catalog answers to them written back into one.

use super::table::plain;
use super::{BadInput, catalog};
use govcloud::basics::{Date, Lang, Words};
use govcloud::catalog::Edition;
use govcloud::dossier::{self, Draft, NeedRow};
use govcloud::exchange::list::{self, Column, List, Mapping, Problem, Use};
use govcloud::exchange::table::{self, Table, column};
use govcloud::exchange::{Sheet, book, csv, fit, xlsx};
use govcloud::wire::v1::review::words;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A list of needs, and what it does not say by itself.
#[derive(clap::Args)]
pub(crate) struct ListArgs {
    /// The list whose needs are fitted: a workbook (.xlsx) or a text file (.csv, UTF-8 or GB18030)
    #[arg(long, value_name = "FILE", conflicts_with_all = ["case", "need"])]
    list: Option<PathBuf>,
    /// The sheet of the workbook, by name or number; the first that reads like a list if absent
    #[arg(long, requires = "list")]
    sheet: Option<String>,
    /// What a column of the list holds: '内存大小=memory'; nothing behind the sign leaves it aside, 'remark' puts it
    /// into the remark
    #[arg(long = "column", value_name = "HEADING=FIELD", requires = "list")]
    columns: Vec<String>,
}

/// A list as read.
pub(crate) struct Listed {
    list: List,
    sheet: String,
    /// Other sheets of the workbook.
    others: Vec<String>,
    /// Everything that is wrong with it, by row.
    pub(crate) problems: Vec<Problem>,
}

impl ListArgs {
    /// Reads the list, where one is named: as a draft, and what was made of it.
    pub(crate) fn read(&self, edition: &Edition) -> Result<Option<(Draft, Listed)>, BadInput> {
        let Some(path) = &self.list else { return Ok(None) };
        let mapping = mapping(&self.columns, edition)?;
        let mut tables = tables(path)?;
        let at = chosen(self.sheet.as_deref(), &tables, &mapping, edition)?;
        let table = tables.remove(at);
        let list = list::read(&table, &mapping, edition);
        if let Some(missing) = list.problems.iter().find(|problem| problem.code == "list-column-missing") {
            return Err(BadInput::new("--column", missing.message.clone()));
        }
        let row = |(at, (_, cells)): (usize, &(u32, _))| {
            Arc::new(NeedRow { id: format!("n{}", at + 1), cells: Clone::clone(cells) })
        };
        let draft = Draft { needs: list.rows.iter().enumerate().map(row).collect(), ..Draft::default() };
        let others = tables.into_iter().map(|table| table.name).collect();
        let problems = list.problems.clone();
        Ok(Some((draft, Listed { list, sheet: table.name, others, problems })))
    }
}

/// What a person said of columns.
pub(crate) fn mapping(columns: &[String], edition: &Edition) -> Result<Mapping, BadInput> {
    let mut mapping = Mapping::default();
    for column in columns {
        let Some((heading, name)) = column.rsplit_once('=') else {
            let (zh, en) =
                (format!("“{column}”应写作 表头=字段"), format!("'{column}' should read HEADING=FIELD"));
            return Err(BadInput::new("--column", Words::new(zh, en)));
        };
        let field = match name {
            "" => None,
            name => Some(list::field(name, edition).ok_or_else(|| unknown_field(name, edition))?),
        };
        mapping.columns.insert(heading.trim().to_owned(), field);
    }
    Ok(mapping)
}

/// The sheet that is asked for; else the first that is shown and reads like a list, else the first with anything.
pub(crate) fn chosen(
    wanted: Option<&str>,
    tables: &[Table],
    mapping: &Mapping,
    edition: &Edition,
) -> Result<usize, BadInput> {
    let Some(wanted) = wanted else {
        return Ok(list::first(tables, mapping, edition).unwrap_or(0));
    };
    let named = tables.iter().position(|table| table.name == wanted);
    let numbered = || wanted.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < tables.len());
    named.or_else(numbered).ok_or_else(|| {
        let names = tables.iter().map(|table| table.name.as_str()).collect::<Vec<_>>().join("、");
        let zh = format!("工作簿没有工作表“{wanted}”。有：{names}");
        BadInput::new("--sheet", Words::new(zh, format!("There is no sheet '{wanted}'. There are: {names}")))
    })
}

fn unknown_field(name: &str, edition: &Edition) -> BadInput {
    let known: Vec<&str> =
        ["name", "function", "count", "months", "divisible", "reason", "remark", "spec", "unit"]
            .into_iter()
            .chain(edition.dimensions.iter().map(|d| d.code.as_str()))
            .chain(edition.traits.iter().map(|t| t.code.as_str()))
            .collect();
    let known = known.join(" ");
    let zh = format!("没有“{name}”这一字段。可用的有：{known}；偏好写作 prefer.特性");
    BadInput::new(
        "--column",
        Words::new(zh, format!("There is no field '{name}'. There are {known}, and prefer.TRAIT")),
    )
}

/// The sheets of a workbook; a text file is one.
pub(crate) fn tables(path: &Path) -> Result<Vec<Table>, BadInput> {
    let place = || path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| {
        BadInput::new(place(), Words::new(format!("读不了文件：{e}"), format!("cannot be read: {e}")))
    })?;
    // A workbook is an archive, and an old one begins with its own mark, whatever the file is called.
    let read = if bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        book::read(&bytes)
    } else {
        let text = book::encoding::text(&bytes);
        text.and_then(|text| table::read_csv(&text)).map(|table| vec![table])
    };
    read.map_err(|error| BadInput::new(place(), error.words()))
}

impl Listed {
    /// Takes in what is wrong with the needs, each at its cell.
    pub(crate) fn judge(&mut self, problems: &[dossier::Problem]) {
        self.problems = self.list.all_problems(problems);
    }

    /// The row of the file in which a need stands.
    pub(crate) fn row(&self, need: usize) -> Option<u32> {
        self.list.rows.get(need).map(|(number, _)| *number)
    }

    /// What was made of the list, for programs.
    pub(crate) fn json(&self) -> Value {
        let column_json = |c: &Column| json!({"column": column(c.at), "heading": c.heading, "field": field(&c.held), "unit": c.unit});
        let problem = |p: &Problem| {
            json!({"row": p.row, "cell": p.cell, "code": p.code, "bars": p.bars,
                "message": words(&p.message), "remedy": words(&p.remedy)})
        };
        json!({
            "sheet": self.sheet,
            "heading": self.list.heading,
            "columns": self.list.columns.iter().map(column_json).collect::<Vec<_>>(),
            "rows": self.list.rows.iter().map(|(number, _)| *number).collect::<Vec<_>>(),
            "skipped": self.list.skipped.iter().map(|(row, skip)| json!({"row": row, "as": words(&skip.words())})).collect::<Vec<_>>(),
            "problems": self.problems.iter().map(problem).collect::<Vec<_>>(),
        })
    }

    /// What was made of the list, for people.
    pub(crate) fn text(&self, edition: &Edition, lang: Lang) -> String {
        let say = |zh: String, en: String| plain(Words::new(zh, en).get(lang)) + "\n";
        let mut text = String::new();
        if !self.sheet.is_empty() {
            let others = self.others.join("、");
            text += &match others.as_str() {
                "" => say(format!("工作表：{}", self.sheet), format!("Sheet: {}", self.sheet)),
                _ => say(
                    format!("工作表：{}（另有 {others}）", self.sheet),
                    format!("Sheet: {} (also there: {others})", self.sheet),
                ),
            };
        }
        let shown = |c: &Column| {
            let field = field(&c.held);
            let name = match &c.held {
                Use::Field(field) => list::heading::name(field, edition),
                Use::Spec => Words::new("配置", "configuration"),
                Use::Unit => Words::new("数量的单位", "unit of the quantity"),
                Use::Remark => Words::new("备注", "remark"),
                Use::Aside => Words::new("不用", "left aside"),
            };
            let unit = c.unit.as_ref().map_or(String::new(), |unit| format!("[{unit}]"));
            format!("{} {}{unit} → {} {}", column(c.at), c.heading, name.get(lang), field.unwrap_or_default())
        };
        let columns: Vec<String> = self
            .list
            .columns
            .iter()
            .filter(|c| !c.heading.is_empty())
            .map(|c| shown(c).trim_end().to_owned())
            .collect();
        let columns = columns.join("; ");
        text += &say(format!("列：{columns}"), format!("Columns: {columns}"));
        for (row, skip) in &self.list.skipped {
            let _ = write!(
                text,
                "{}",
                say(
                    format!("第 {row} 行：{}，未作为需求", skip.words().zh),
                    format!("Row {row}: {}, no need", skip.words().en)
                )
            );
        }
        for problem in &self.problems {
            let (mark, cell) = (if problem.bars { "!" } else { "·" }, plain(&problem.cell));
            let place = if cell.is_empty() {
                format!("{} {}", Words::new("第", "row").get(lang), problem.row)
            } else {
                cell
            };
            let _ = writeln!(text, "{mark} {place}: {}", plain(&problem.said(1, lang)));
        }
        text
    }
}

fn field(held: &Use) -> Option<&str> {
    match held {
        Use::Field(field) => Some(field),
        Use::Spec => Some("spec"),
        Use::Unit => Some("unit"),
        Use::Remark => Some("remark"),
        Use::Aside => None,
    }
}

/// Files to write.
#[derive(clap::Args)]
pub(crate) struct OutArgs {
    /// Write needs, fit, differences and cost to this text file, a row a need
    #[arg(long, value_name = "OUT")]
    csv: Option<PathBuf>,
    /// Write the same into this workbook
    #[arg(long, value_name = "OUT")]
    xlsx: Option<PathBuf>,
    /// Write an empty list with the columns of this catalog into this workbook, and nothing else
    #[arg(long, value_name = "OUT", conflicts_with_all = ["case", "need", "list", "csv", "xlsx"])]
    template: Option<PathBuf>,
}

impl OutArgs {
    /// Writes the template, where it is asked for; gives what to print then.
    pub(crate) fn template(&self, file: &Path, as_of: Date, lang: Lang) -> Result<Option<String>, BadInput> {
        let Some(out) = &self.template else { return Ok(None) };
        let (edition, _) = catalog::open(file)?;
        workbook(out, &fit::template(&edition, lang), as_of)?;
        let said = Words::new(
            format!("模板已写入 {}", out.display()),
            format!("The template is in {}", out.display()),
        );
        Ok(Some(plain(said.get(lang)) + "\n"))
    }

    /// Writes the table into the files that are asked for.
    pub(crate) fn write(
        &self,
        made: impl FnOnce() -> Sheet,
        as_of: Date,
        lang: Lang,
    ) -> Result<(), BadInput> {
        if self.csv.is_none() && self.xlsx.is_none() {
            return Ok(());
        }
        let sheet = made();
        if let Some(out) = &self.csv {
            write(out, csv::write(&sheet, lang).as_bytes())?;
        }
        self.xlsx.as_deref().map_or(Ok(()), |out| workbook(out, &[sheet], as_of))
    }
}

/// Writes a workbook.
pub(crate) fn workbook(out: &Path, sheets: &[Sheet], made: Date) -> Result<(), BadInput> {
    let bytes =
        xlsx::write(sheets, made).map_err(|error| BadInput::new(out.display().to_string(), error.words()))?;
    write(out, &bytes)
}

/// Writes a file.
pub(crate) fn write(out: &Path, bytes: &[u8]) -> Result<(), BadInput> {
    std::fs::write(out, bytes).map_err(|e| {
        let message = Words::new(format!("写不了文件：{e}"), format!("cannot be written: {e}"));
        BadInput::new(out.display().to_string(), message)
    })
}
