//! `govcloud year`: the audit table of a settlement year and the budget of the next, from a list of services.

use super::place::{self, PlaceArg};
use super::table::{Align, columns, plain};
use super::{BadInput, Common, Output, catalog};
use govcloud::basics::{Date, Lang, Words, date};
use govcloud::catalog::Edition;
use govcloud::exchange::year::{Table, table, tables};
use govcloud::exchange::{About, Sheet, csv, xlsx};
use govcloud::fees::{Audit, NextBudget, Rule, Settlement, SettlementYear, audit, next_budget};
use govcloud::measure::{Jurisdiction, RULESET};
use govcloud::wire::v1::review::words;
use govcloud::wire::v1::services::{self, RowProblem, ServiceList};
use govcloud::wire::v1::year as wire;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// Arguments of `year`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The list of services that ran (JSON or CSV)
    file: PathBuf,
    /// The year whose September audits
    #[arg(long)]
    year: i32,
    /// The catalog: how parts of months are charged, and the prices to compare with
    #[arg(long)]
    catalog: Option<PathBuf>,
    /// The day as of which it is made, 2026-11-23; today if absent. What is used later is not counted
    #[arg(long)]
    as_of: Option<String>,
    /// One table as CSV instead
    #[arg(long, value_enum, value_name = "TABLE", num_args = 0..=1, require_equals = true,
          default_missing_value = "details", conflicts_with = "json")]
    csv: Option<TableArg>,
    /// Write all tables into this workbook as well
    #[arg(long, value_name = "OUT")]
    xlsx: Option<PathBuf>,
    #[command(flatten)]
    place: PlaceArg,
    #[command(flatten)]
    pub(crate) common: Common,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum TableArg {
    /// 明细: a row a service
    Details,
    /// 按信息系统
    Systems,
    /// 按服务
    Services,
    /// 按部门
    Departments,
    /// 下一年度预算
    Budget,
}

impl TableArg {
    fn table(self) -> Table {
        match self {
            Self::Details => Table::Details,
            Self::Systems => Table::Systems,
            Self::Services => Table::Services,
            Self::Departments => Table::Departments,
            Self::Budget => Table::Budget,
        }
    }
}

/// What was read, and what it comes to.
struct Year<'a> {
    audit: Audit<'a>,
    budget: Option<NextBudget<'a>>,
    about: About<'a>,
    place: &'a Jurisdiction,
    /// What is wrong, by row.
    problems: Vec<RowProblem>,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> Result<Output, BadInput> {
    let as_of = super::as_of(args.as_of.as_deref())?;
    let edition = args.catalog.as_deref().map(catalog::open).transpose()?.map(|(edition, _)| edition);
    let edition = edition.as_deref();
    let list = open(&args.file, edition)?;
    let place = args.place.open()?;
    let year = Year::of(args, &list, &place, edition, as_of)?;
    if let Some(out) = &args.xlsx {
        save(out, &tables(&year.audit, year.budget.as_ref(), &year.about), as_of)?;
    }
    let text = match args.csv {
        _ if args.common.json => super::json_text(&year.to_json()),
        Some(which) => csv::write(&year.table(which.table()), args.common.lang()),
        None => year.to_text(),
    };
    let bars = !year.audit.is_complete() || year.problems.iter().any(|problem| problem.bars);
    Ok(Output { text, bars })
}

/// Reads a list; what begins with a brace is JSON, all else CSV.
fn open(path: &Path, edition: Option<&Edition>) -> Result<ServiceList, BadInput> {
    let text = super::text_of(path)?;
    let read = if text.trim_start().starts_with(['{', '[']) {
        services::read(&text, edition)
    } else {
        services::read_csv(&text, edition)
    };
    read.map_err(|error| BadInput::new(path.display().to_string(), error.words()))
}

fn save(out: &Path, sheets: &[Sheet], made: Date) -> Result<(), BadInput> {
    let place = || out.display().to_string();
    let bytes = xlsx::write(sheets, made).map_err(|error| BadInput::new(place(), error.words()))?;
    std::fs::write(out, bytes).map_err(|e| {
        BadInput::new(place(), Words::new(format!("写不了文件：{e}"), format!("cannot be written: {e}")))
    })
}

impl<'a> Year<'a> {
    fn of(
        args: &Args,
        list: &'a ServiceList,
        place: &'a Jurisdiction,
        edition: Option<&'a Edition>,
        as_of: Date,
    ) -> Result<Self, BadInput> {
        // The rules in force when the year ends, for then its settlement is over.
        let settlement = Date::from_ymd_opt(args.year, 12, 31).and_then(|on| Settlement::of(place, on));
        let found =
            settlement.and_then(|settlement| Some((settlement, SettlementYear::of(&settlement, args.year)?)));
        let (settlement, year) = found.ok_or_else(|| {
            BadInput::new(
                "--year",
                Words::new(
                    format!("{} 年没有生效的结算规定", args.year),
                    format!("no rule of settlement is in force in {}", args.year),
                ),
            )
        })?;
        let rule = Rule::of(edition, settlement.parts);
        let audit = audit(&list.services, rule, &year, as_of, edition);
        let budget = next_budget(&list.services, rule, &settlement, &year, as_of);
        let mut problems = list.problems.clone();
        problems.extend(audit.problems.iter().map(|problem| list.of_row(problem)));
        problems.sort();
        let treasury = &place.organs.treasury;
        let (unread, lang) = (list.left_out.len(), args.common.lang());
        let about = About { ruleset: RULESET, treasury, edition, as_of, unread, lang };
        Ok(Self { audit, budget, about, place, problems })
    }

    fn table(&self, which: Table) -> Sheet {
        table(which, &self.audit, self.budget.as_ref(), &self.about)
    }

    fn to_json(&self) -> Value {
        let problem = |p: &RowProblem| {
            json!({
                "row": p.row, "column": p.column, "code": p.code, "bars": p.bars,
                "message": words(&p.message), "remedy": words(&p.remedy),
            })
        };
        json!({
            "ruleset": self.about.ruleset,
            "catalog": self.about.edition.map(super::catalog_json),
            "jurisdiction": place::json(self.place),
            "asOf": date::iso(self.about.as_of),
            "audit": wire::year(&self.audit, self.budget.as_ref()),
            "unread": self.about.unread,
            "problems": self.problems.iter().map(problem).collect::<Vec<_>>(),
        })
    }

    fn to_text(&self) -> String {
        let lang = self.about.lang;
        let mut text = String::new();
        for which in Table::ALL {
            let sheet = self.table(which);
            let _ = writeln!(text, "{}", plain(&sheet.title));
            if which == Table::Details {
                for (label, said) in &sheet.about {
                    let _ = writeln!(text, "  {}: {}", plain(label), plain(said));
                }
            }
            text.push_str(&lines(&sheet));
            text.push('\n');
        }
        text + &self.problem_lines(lang)
    }

    fn problem_lines(&self, lang: Lang) -> String {
        let mut text = String::new();
        for problem in &self.problems {
            let row = Words::new(format!("第{}行", problem.row), format!("row {}", problem.row));
            let place = [row.get(lang), &problem.column].join(" ");
            let (mark, message, remedy) =
                (if problem.bars { "!" } else { "?" }, problem.message.get(lang), problem.remedy.get(lang));
            let _ = writeln!(
                text,
                "  {mark} {}: {}",
                plain(place.trim_end()),
                plain(&format!("{message} {remedy}"))
            );
        }
        text
    }
}

/// A table in aligned columns.
fn lines(sheet: &Sheet) -> String {
    let mut rows = vec![sheet.headings.clone()];
    rows.extend(sheet.all_rows().map(|row| row.iter().map(govcloud::exchange::Cell::shown).collect()));
    let number = |at: usize| {
        sheet.total.get(at).is_some_and(|cell| cell.is_number())
            || sheet.rows.iter().any(|row| row.get(at).is_some_and(|cell| cell.is_number()))
    };
    let align = |at| if number(at) { Align::Right } else { Align::Left };
    let aligned: Vec<Align> = (0..sheet.headings.len()).map(align).collect();
    columns(&aligned, &rows)
}
