//! `govcloud fleet`: a list of many systems, fitted and given to suppliers at once.

use super::fit::OrderArg;
use super::place::PlaceArg;
use super::table::{Align, columns, plain};
use super::{BadInput, Common, Output, list, place};
use govcloud::basics::{Date, Lang, Words, date};
use govcloud::catalog::Edition;
use govcloud::exchange::fleet::{self, Listed, OUTCOMES, Own};
use govcloud::exchange::{Sheet, csv};
use govcloud::fitting::fleet::{Counts, Fleet, Plan, Report, Run, Standing, implied};
use govcloud::fitting::{Engine, FitTerms, Proof};
use govcloud::measure::Jurisdiction;
use govcloud::wire::v1::review::words;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// Arguments of `fleet`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The catalog file
    #[arg(long)]
    catalog: PathBuf,
    /// The list: a workbook (.xlsx) or a text file (.csv, UTF-8 or GB18030), a row a need
    #[arg(long, value_name = "FILE")]
    list: PathBuf,
    /// The sheet of the workbook, by name or number; the first that reads like a list if absent
    #[arg(long)]
    sheet: Option<String>,
    /// What a column of the list holds: '内存大小=memory'; nothing behind the sign leaves it aside
    #[arg(long = "column", value_name = "HEADING=FIELD")]
    columns: Vec<String>,
    /// The column that names the system, by its heading; guessed if absent
    #[arg(long, value_name = "HEADING")]
    system: Option<String>,
    /// The column of the level of protection (等保), by its heading; guessed if absent
    #[arg(long, value_name = "HEADING")]
    level: Option<String>,
    /// Add the security services that a level usually brings along (an interpretation)
    #[arg(long)]
    services: bool,
    /// Only this supplier, by code
    #[arg(long, value_name = "CODE")]
    supplier: Option<String>,
    /// What comes first of what fits a row
    #[arg(long, value_enum, default_value_t = OrderArg::Cheap)]
    order: OrderArg,
    /// The day on which items must be sold, today if absent
    #[arg(long)]
    as_of: Option<String>,
    #[command(flatten)]
    place: PlaceArg,
    /// Write what each row gets to this text file
    #[arg(long, value_name = "OUT")]
    csv: Option<PathBuf>,
    /// Write suppliers, systems and rows into this workbook
    #[arg(long, value_name = "OUT")]
    xlsx: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) common: Common,
}

struct Fitted {
    edition: Arc<Edition>,
    place: Arc<Jurisdiction>,
    as_of: Date,
    listed: Listed,
    fleet: Arc<Fleet>,
    implied: usize,
    report: Report,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> Result<Output, BadInput> {
    let lang = args.common.lang();
    let as_of = super::as_of(args.as_of.as_deref())?;
    let (edition, _) = super::catalog::open(&args.catalog)?;
    let place = args.place.open()?;
    if let Some(code) = &args.supplier
        && !edition.suppliers.iter().any(|supplier| supplier.code == *code)
    {
        let (zh, en) = (format!("目录没有云服务商“{code}”"), format!("the catalog has no supplier '{code}'"));
        return Err(BadInput::new("--supplier", Words::new(zh, en)));
    }
    let mapping = list::mapping(&args.columns, &edition)?;
    let tables = list::tables(&args.list)?;
    let at = list::chosen(args.sheet.as_deref(), &tables, &mapping, &edition)?;
    let own = Own { system: args.system.clone(), level: args.level.clone() };
    let table = tables.get(at).cloned().unwrap_or_default();
    let mut listed = fleet::read(&table, &mapping, &own, &edition);
    for (argument, said, found) in
        [("--system", &own.system, listed.system), ("--level", &own.level, listed.level)]
    {
        if let (Some(said), None) = (said, found) {
            let (zh, en) = (format!("表头没有“{said}”这一列"), format!("there is no column '{said}'"));
            return Err(BadInput::new(argument, Words::new(zh, en)));
        }
    }
    let mut fleet = std::mem::take(&mut listed.fleet);
    let table = place.services.as_ref().filter(|_| args.services);
    let implied = table.map_or(0, |table| implied::add(&mut fleet, &edition, table));
    let fleet = Arc::new(fleet);
    let terms = FitTerms {
        order: args.order.order(),
        supplier: args.supplier.clone(),
        ..FitTerms::of(&place, as_of)
    };
    let report = Run::new(fleet.clone(), Engine::new(edition.clone()), terms).finish();
    let fitted = Fitted { edition, place, as_of, listed, fleet, implied, report };
    fitted.write(args, lang)?;
    let counts = &fitted.report.best.counts;
    let bars = counts.unfit > 0 || counts.short > 0 || fitted.listed.problems.iter().any(|(p, _)| p.bars);
    let text = if args.common.json { fitted.json() } else { fitted.text(lang) };
    Ok(Output { text, bars })
}

impl Fitted {
    fn write(&self, args: &Args, lang: Lang) -> Result<(), BadInput> {
        if args.csv.is_none() && args.xlsx.is_none() {
            return Ok(());
        }
        let sheets = self.sheets(lang);
        if let (Some(out), Some(rows)) = (&args.csv, sheets.last()) {
            list::write(out, csv::write(rows, lang).as_bytes())?;
        }
        args.xlsx.as_deref().map_or(Ok(()), |out| list::workbook(out, &sheets, self.as_of))
    }

    fn sheets(&self, lang: Lang) -> Vec<Sheet> {
        fleet::sheets(&self.fleet, &self.report, &self.edition, &self.about(lang), lang)
    }

    fn about(&self, lang: Lang) -> Vec<(String, String)> {
        fleet::about(&self.edition, &self.place.name, self.as_of, (self.listed.unread, self.implied), lang)
    }

    fn supplier(&self, at: usize, lang: Lang) -> String {
        let code = self.report.suppliers.get(at).and_then(|code| code.as_deref());
        fleet::supplier(&self.edition, code, lang)
    }

    fn json(&self) -> String {
        let plan = |plan: &Plan| {
            json!({"cost": plan.cost.plain(), "illustrative": plan.illustrative, "counts": counts(&plan.counts),
                "proof": proof(plan.standing)})
        };
        let alone = self.report.suppliers.iter().zip(&self.report.alone).map(|(supplier, alone)| {
            let mut value = plan(alone);
            if let Some(members) = value.as_object_mut() {
                members.insert("supplier".into(), json!(supplier));
            }
            value
        });
        let systems = self.fleet.systems.iter().zip(&self.report.best.systems).map(|(system, assigned)| {
            let lines = system.lines.iter().zip(&assigned.lines).map(|(line, taken)| {
                let choices = self.report.choices(line.need, assigned.supplier);
                let taken = taken.iter().filter_map(|(at, rows)| {
                    let choice = choices.get(*at)?;
                    let alone = choice.alone.map(govcloud::basics::Money::plain);
                    Some(json!({"configuration": choice.key, "outcome": choice.outcome.code(), "rows": rows, "cost": alone}))
                });
                json!({"rows": line.rows, "implied": line.implied, "takes": taken.collect::<Vec<_>>()})
            });
            json!({"name": system.name, "level": system.level,
                "supplier": self.report.suppliers.get(assigned.supplier), "cost": assigned.cost.plain(),
                "counts": counts(&assigned.counts), "lines": lines.collect::<Vec<_>>()})
        });
        let problems = self.listed.problems.iter().map(|(p, rows)| {
            json!({"row": p.row, "cell": p.cell, "code": p.code, "bars": p.bars, "rows": rows,
                "message": words(&p.message), "remedy": words(&p.remedy)})
        });
        super::json_text(&json!({
            "catalog": super::catalog_json(&self.edition),
            "jurisdiction": place::json(&self.place),
            "asOf": date::iso(self.as_of),
            "rows": self.fleet.rows(), "shapes": self.fleet.needs.len(), "instances": self.fleet.instances(),
            "unread": self.listed.unread, "skipped": self.listed.skipped, "implied": self.implied,
            "problems": problems.collect::<Vec<_>>(),
            "suppliers": alone.collect::<Vec<_>>(),
            "best": plan(&self.report.best),
            "systems": systems.collect::<Vec<_>>(),
        }))
    }

    fn text(&self, lang: Lang) -> String {
        let mut text = super::catalog_line(&self.edition, lang) + &place::line(&self.place, lang);
        for (problem, rows) in &self.listed.problems {
            let (mark, cell) = (if problem.bars { "!" } else { "·" }, plain(&problem.cell));
            let _ = writeln!(text, "{mark} {cell}: {}", plain(&problem.said(*rows, lang)));
        }
        let summary = fleet::summary(&self.fleet, &self.report, lang);
        let _ = writeln!(text, "{}\n", plain(&summary));
        let sheets = self.sheets(lang);
        for sheet in sheets.iter().take(2) {
            let _ = writeln!(text, "{}", plain(&sheet.title));
            let mut rows = vec![sheet.headings.clone()];
            rows.extend(sheet.all_rows().map(|row| row.iter().map(|cell| plain(&cell.shown())).collect()));
            let right =
                |at: usize| sheet.rows.iter().any(|row| row.get(at).is_some_and(|cell| cell.is_number()));
            let align: Vec<Align> = (0..sheet.headings.len())
                .map(|at| if right(at) { Align::Right } else { Align::Left })
                .collect();
            text.push_str(&columns(&align, &rows));
            text.push('\n');
        }
        for at in 0..self.report.suppliers.len() {
            let unfit = self
                .fleet
                .needs
                .iter()
                .enumerate()
                .filter_map(|(need, of)| Some((of, self.report.why(need, at)?)));
            for (need, why) in unfit.take(20) {
                let function = self.edition.function(&need.function).map_or("", |f| f.name.get(lang));
                let _ = writeln!(text, "✗ {} · {}", plain(&self.supplier(at, lang)), plain(function));
                text.push_str(&super::fit::plain_lines(&super::certificate::statements(
                    why,
                    &self.edition,
                    lang,
                )));
            }
        }
        text
    }
}

fn counts(counts: &Counts) -> Value {
    let mut value = serde_json::Map::new();
    for outcome in OUTCOMES {
        value.insert(outcome.code().into(), json!(counts.of(outcome)));
    }
    value.insert("short".into(), json!(counts.short));
    value.insert("unpriced".into(), json!(counts.unpriced));
    Value::Object(value)
}

fn proof(standing: Standing) -> Value {
    match standing {
        Standing::Proven(Proof::Optimal) => json!({"kind": "optimal"}),
        Standing::Proven(Proof::Within(share)) => {
            json!({"kind": "within", "numerator": share.numerator().to_string(), "denominator": share.denominator().to_string()})
        }
        Standing::Short => json!({"kind": "short"}),
    }
}
