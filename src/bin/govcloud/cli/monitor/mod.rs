//! `govcloud monitor`: which systems are plainly low by what was monitored, and what is proposed to them.

mod prepared;
mod shown;

use super::place::{self, PlaceArg};
use super::{BadInput, Common, Output};
use govcloud::basics::{Date, Lang, Month, Words, date};
use govcloud::catalog::Edition;
use govcloud::fitting::sizing::{By, LowRule, MOST_MONTHS, Percent, Target, last_month, systems};
use govcloud::fitting::{Engine, FitTerms};
use govcloud::lifecycle::adjustment::{Advice, Adviser, Compared, advise, compare, low_rule};
use govcloud::measure::Jurisdiction;
use govcloud::wire::v1::monitoring::{self, Field, Mapping, Problem, report, sheet};
use serde_json::json;
use std::path::PathBuf;
use std::sync::Arc;

/// Arguments of `monitor`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The CSV file of what was monitored
    file: PathBuf,
    /// The catalog that what is needed is fitted to and priced by; without one nothing is proposed
    #[arg(long)]
    catalog: Option<PathBuf>,
    /// Only the system of this name
    #[arg(long)]
    system: Option<String>,
    #[command(flatten)]
    file_says: FileArgs,
    #[command(flatten)]
    rule: RuleArgs,
    #[command(flatten)]
    aim: AimArgs,
    /// The day whose rule applies and on which items must be sold, 2026-11-23; today if absent
    #[arg(long)]
    as_of: Option<String>,
    /// Write the verdicts and proposals to this file, a CSV row a system
    #[arg(long, value_name = "OUT")]
    csv: Option<PathBuf>,
    #[command(flatten)]
    changes: prepared::ChangesArgs,
    #[command(flatten)]
    place: PlaceArg,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What the file does not say by itself.
#[derive(clap::Args)]
struct FileArgs {
    /// The month of rows that name none, 2026-01
    #[arg(long)]
    month: Option<String>,
    /// What a column holds: 'CPU均值=cpu_percent'; nothing behind the sign leaves it aside
    #[arg(long = "column", value_name = "HEADING=FIELD")]
    columns: Vec<String>,
}

/// The rule, where it is not that of the place.
#[derive(clap::Args)]
struct RuleArgs {
    /// The last month that is judged, 2026-01; the last of the file if absent
    #[arg(long)]
    to: Option<String>,
    /// Months in a row that must be low
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=i64::from(MOST_MONTHS)))]
    months: Option<u32>,
    /// Months that are not held against a system that was just opened, that of its opening included
    #[arg(long, value_parser = clap::value_parser!(u32).range(0..=i64::from(MOST_MONTHS)))]
    grace: Option<u32>,
    /// CPU below this is low, per cent
    #[arg(long, value_name = "PERCENT")]
    cpu: Option<String>,
    /// Memory below this is low, per cent
    #[arg(long, value_name = "PERCENT")]
    memory: Option<String>,
    /// What must be low
    #[arg(long, value_enum, default_value_t = ByArg::Both)]
    by: ByArg,
}

/// What is aimed at, where it is not the illustrative target.
#[derive(clap::Args)]
struct AimArgs {
    /// Mean utilisation of CPU that is aimed at, per cent
    #[arg(long, value_name = "PERCENT")]
    target_cpu: Option<String>,
    /// Mean utilisation of memory that is aimed at, per cent
    #[arg(long, value_name = "PERCENT")]
    target_memory: Option<String>,
    /// Utilisation that a peak may reach, per cent
    #[arg(long, value_name = "PERCENT")]
    target_peak: Option<String>,
    /// What comes first of what the catalog has
    #[arg(long, value_enum, default_value_t = super::fit::OrderArg::Near)]
    order: super::fit::OrderArg,
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum ByArg {
    /// CPU and memory
    Both,
    /// CPU or memory
    Either,
    /// CPU alone
    Cpu,
    /// Memory alone
    Memory,
}

impl ByArg {
    fn by(self) -> By {
        match self {
            Self::Both => By::Both,
            Self::Either => By::Either,
            Self::Cpu => By::Cpu,
            Self::Memory => By::Memory,
        }
    }
}

/// What was read and said.
struct Advised {
    edition: Option<Arc<Edition>>,
    place: Arc<Jurisdiction>,
    as_of: Date,
    problems: Vec<Problem>,
    advice: Advice,
    compared: Vec<Compared>,
    /// True where a number of the rule was given here.
    own_rule: bool,
    /// The change drafts, where they were asked for.
    written: Option<prepared::Written>,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> Result<Output, BadInput> {
    let as_of = super::as_of(args.as_of.as_deref())?;
    let place = args.place.open()?;
    let rule = args.rule.rule(&place, as_of)?;
    let target = args.aim.target()?;
    let mapping = args.file_says.mapping()?;
    let to = args.rule.to.as_deref().map(|text| month("--to", text)).transpose()?;
    let text = super::text_of(&args.file)?;
    let read = monitoring::read(&text, &mapping)
        .map_err(|error| BadInput::new(args.file.display().to_string(), error.words()))?;
    let edition = args.catalog.as_deref().map(super::catalog::open).transpose()?.map(|(edition, _)| edition);
    let mut adviser = edition.clone().map(|edition| {
        let terms = FitTerms { order: args.aim.order.order(), ..FitTerms::of(&place, as_of) };
        Adviser::new(Arc::new(Engine::new(edition)), terms, target.clone())
    });
    let mut systems = systems(read.rows);
    let to = to.or_else(|| last_month(&systems));
    if let Some(name) = &args.system {
        systems.retain(|system| system.name == *name);
        if systems.is_empty() {
            let (zh, en) = (format!("文件中没有系统“{name}”"), format!("the file has no system '{name}'"));
            return Err(BadInput::new("--system", Words::new(zh, en)));
        }
    }
    let compared = compare(&systems, &rule, to);
    let advice = advise(systems, &rule, to, adviser.as_mut());
    let own_rule = args.rule.is_own();
    let lang = args.common.lang();
    let written = args.changes.write(&advice, &target, edition.as_deref(), as_of, lang)?;
    let advised =
        Advised { edition, place, as_of, problems: read.problems, advice, compared, own_rule, written };
    if let Some(out) = &args.csv {
        let table = sheet::sheet(&advised.advice, advised.edition.as_deref(), lang);
        std::fs::write(out, table).map_err(|error| {
            let message = Words::new(format!("写不了文件：{error}"), format!("cannot be written: {error}"));
            BadInput::new(out.display().to_string(), message)
        })?;
    }
    let bars = advised.advice.tally().low > 0 || advised.problems.iter().any(|problem| problem.bars);
    Ok(Output { text: if args.common.json { advised.json() } else { advised.text(lang) }, bars })
}

impl Advised {
    fn json(&self) -> String {
        let edition = self.edition.as_deref();
        let mut document = report::report(&self.advice, &self.compared, &self.problems, edition);
        if let Some(members) = document.as_object_mut() {
            members.insert("asOf".into(), date::iso(self.as_of).into());
            members.insert("catalog".into(), edition.map_or(json!(null), super::catalog_json));
            members.insert("jurisdiction".into(), place::json(&self.place));
            if let Some(written) = &self.written {
                members.insert("changes".into(), written.json());
            }
        }
        super::json_text(&document)
    }

    fn text(&self, lang: Lang) -> String {
        let written = self.written.as_ref().map(|written| written.text(lang));
        shown::text(self, lang) + written.as_deref().unwrap_or_default()
    }
}

impl FileArgs {
    fn mapping(&self) -> Result<Mapping, BadInput> {
        let mut mapping = Mapping::default();
        for column in &self.columns {
            let Some((heading, code)) = column.rsplit_once('=') else {
                let zh = format!("“{column}”应写作 表头=字段");
                return Err(BadInput::new(
                    "--column",
                    Words::new(zh, format!("'{column}' should read HEADING=FIELD")),
                ));
            };
            let field = match code {
                "" => None,
                code => Some(Field::of(code).ok_or_else(|| unknown_field(code))?),
            };
            mapping.columns.insert(heading.to_owned(), field);
        }
        mapping.month = self.month.as_deref().map(|text| month("--month", text)).transpose()?;
        Ok(mapping)
    }
}

fn unknown_field(code: &str) -> BadInput {
    let codes: Vec<&str> = monitoring::FIELDS.iter().map(|(_, code, _)| *code).collect();
    let codes = codes.join(" ");
    let zh = format!("没有“{code}”这一字段。可用的有：{codes}");
    BadInput::new("--column", Words::new(zh, format!("There is no field '{code}'. There are {codes}")))
}

impl RuleArgs {
    /// The rule of the place on this day, with the numbers that were given here.
    fn rule(&self, place: &Jurisdiction, as_of: Date) -> Result<LowRule, BadInput> {
        let percent =
            |name: &str, text: &Option<String>| text.as_deref().map(|text| percent(name, text)).transpose();
        let (cpu, memory) = (percent("--cpu", &self.cpu)?, percent("--memory", &self.memory)?);
        let place = low_rule(place, as_of);
        let Some((cpu_percent, memory_percent)) =
            cpu.or(place.map(|rule| rule.cpu_percent)).zip(memory.or(place.map(|rule| rule.memory_percent)))
        else {
            return Err(no_rule());
        };
        let months = self.months.or(place.map(|rule| rule.months)).ok_or_else(no_rule)?;
        let grace_months = self.grace.or(place.map(|rule| rule.grace_months)).ok_or_else(no_rule)?;
        Ok(LowRule { cpu_percent, memory_percent, months, grace_months, by: self.by.by() })
    }

    fn is_own(&self) -> bool {
        let numbers = self.months.is_some() || self.grace.is_some();
        numbers || self.cpu.is_some() || self.memory.is_some() || self.by.by() != By::Both
    }
}

fn no_rule() -> BadInput {
    let (zh, en) = (
        "该日没有生效的界限；请给出 --cpu、--memory、--months 和 --grace",
        "no rule is in force on that day; give --cpu, --memory, --months and --grace",
    );
    BadInput::new("--as-of", Words::new(zh, en))
}

impl AimArgs {
    fn target(&self) -> Result<Target, BadInput> {
        let mut target = Target::default();
        let aim = |name: &str, text: &Option<String>| -> Result<Option<Percent>, BadInput> {
            let Some(text) = text else { return Ok(None) };
            let aim = percent(name, text)?;
            if aim == Percent::default() {
                let (zh, en) = ("目标利用率须大于 0", "a target must be above 0");
                return Err(BadInput::new(name, Words::new(zh, en)));
            }
            Ok(Some(aim))
        };
        target.cpu.percent = aim("--target-cpu", &self.target_cpu)?.unwrap_or(target.cpu.percent);
        target.memory.percent = aim("--target-memory", &self.target_memory)?.unwrap_or(target.memory.percent);
        if let Some(peak) = aim("--target-peak", &self.target_peak)? {
            (target.cpu.peak_percent, target.memory.peak_percent) = (peak, peak);
        }
        Ok(target)
    }
}

fn percent(name: &str, text: &str) -> Result<Percent, BadInput> {
    Percent::parse(text).map_err(|_| {
        let zh = format!("“{text}”不是 0 至 100 的百分数");
        BadInput::new(name, Words::new(zh, format!("'{text}' is no percentage from 0 to 100")))
    })
}

fn month(name: &str, text: &str) -> Result<Month, BadInput> {
    Month::parse(text).ok_or_else(|| {
        let zh = format!("“{text}”不是月份，应写作 2026-01");
        BadInput::new(name, Words::new(zh, format!("'{text}' is no month; write 2026-01")))
    })
}
