//! Places: the data of one, by name or file; `govcloud jurisdiction check` and `show`.

use super::table::{Align, columns, plain};
use super::words::model;
use super::{BadInput, Common, Output};
use govcloud::basics::{Lang, Words, date};
use govcloud::measure::Jurisdiction;
use govcloud::measure::jurisdiction::{Dates, JurisdictionProblem, heilongjiang};
use govcloud::wire::v1::journal::Journal;
use govcloud::wire::v1::jurisdiction::{self, Unusable};
use govcloud::wire::v1::review::words;
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;

/// By whose data something is judged, as an argument.
#[derive(clap::Args)]
pub(crate) struct PlaceArg {
    /// The place by whose data it is judged: the name of one that ships, or a file. If absent, the one that the
    /// journal's application was judged by; heilongjiang without a journal
    #[arg(long, value_name = "FILE|ID")]
    jurisdiction: Option<String>,
}

impl PlaceArg {
    /// Reads it.
    pub(crate) fn open(&self) -> Result<Arc<Jurisdiction>, BadInput> {
        self.jurisdiction.as_deref().map_or_else(|| Ok(Arc::new(heilongjiang())), open)
    }

    /// Reads it for the next step of a case, which goes by the rules that the case was filed under where no others
    /// are named.
    pub(crate) fn of_case(&self, journal: Option<&Journal>) -> Result<Arc<Jurisdiction>, BadInput> {
        let filed = journal.and_then(Journal::application).map(|entry| &entry.step.judged.jurisdiction);
        let Some(id) = filed.filter(|_| self.jurisdiction.is_none()) else { return self.open() };
        jurisdiction::shipped(id).map(Arc::new).ok_or_else(|| {
            BadInput::new(
                "--jurisdiction",
                Words::new(
                    format!("此事项按地区“{id}”的规则提交，请给出该地区的数据文件"),
                    format!("the case was filed under the rules of '{id}': name the file of that place"),
                ),
            )
        })
    }
}

/// The place of this name, else that of this file. A file with any fault is no place to judge by.
pub(crate) fn open(argument: &str) -> Result<Arc<Jurisdiction>, BadInput> {
    if let Some(place) = jurisdiction::shipped(argument) {
        return Ok(Arc::new(place));
    }
    let read = jurisdiction::read(&super::text_of(Path::new(argument))?);
    read.map(Arc::new).map_err(|unusable| BadInput::new(argument, unusable.words()))
}

/// The place that something was judged by, for programs.
pub(crate) fn json(place: &Jurisdiction) -> Value {
    json!({"id": place.id, "name": words(&place.name), "model": place.model, "hash": place.hash.to_string()})
}

/// The place that something was judged by, for people.
pub(crate) fn line(place: &Jurisdiction, lang: Lang) -> String {
    let name = Words::new("适用地区", "Place");
    let (name, title, mark) = (name.get(lang), place.name.get(lang), model(place));
    plain(&format!("{name}: {title} [{}]{}", place.hash.short(), mark.get(lang))) + "\n"
}

/// Commands about a place.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Report every fault of a place's file with its JSON pointer; else what holds in that place
    Check(FileArgs),
    /// Write a place as one that stands for itself, with everything that applies in it
    Show(FileArgs),
}

/// Arguments of both.
#[derive(clap::Args)]
pub(crate) struct FileArgs {
    /// The file, or the name of a place that ships
    place: String,
    #[command(flatten)]
    common: Common,
}

impl Command {
    /// The language of the text.
    pub(crate) fn lang(&self) -> Lang {
        let (Self::Check(args) | Self::Show(args)) = self;
        args.common.lang()
    }
}

/// Runs it.
pub(crate) fn run(command: &Command) -> Result<Output, BadInput> {
    let args = match command {
        Command::Show(args) => {
            let text = jurisdiction::write(&*open(&args.place)?);
            return Ok(Output { text, bars: false });
        }
        Command::Check(args) => args,
    };
    let read = match jurisdiction::shipped(&args.place) {
        Some(place) => Ok(place),
        None => jurisdiction::read(&super::text_of(Path::new(&args.place))?),
    };
    let (lang, json) = (args.common.lang(), args.common.json);
    let (text, bars) = match read {
        Ok(place) if json => {
            (super::json_text(&json!({"jurisdiction": self::json(&place), "problems": []})), false)
        }
        Ok(place) => (summary(&place, lang), false),
        Err(Unusable::Place(faults)) if json => {
            let faults: Vec<Value> = faults.iter().map(problem_json).collect();
            (super::json_text(&json!({"jurisdiction": null, "problems": faults})), true)
        }
        Err(Unusable::Place(faults)) => (problems(&faults, lang), true),
        Err(unusable) => return Err(BadInput::new(args.place.as_str(), unusable.words())),
    };
    Ok(Output { text, bars })
}

fn problem_json(problem: &JurisdictionProblem) -> Value {
    json!({
        "path": problem.path.as_str(), "code": problem.code,
        "message": words(&problem.message), "remedy": words(&problem.remedy),
    })
}

fn problems(faults: &[JurisdictionProblem], lang: Lang) -> String {
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let mut rows = vec![vec![say("位置", "Place"), say("问题", "Problem"), say("处理", "Remedy")]];
    rows.extend(faults.iter().map(|fault| {
        let (message, remedy) = (fault.message.get(lang), fault.remedy.get(lang));
        vec![fault.path.to_string(), message.to_owned(), remedy.to_owned()]
    }));
    columns(&[Align::Left; 3], &rows)
}

/// What holds in a place: who is who, numbers, papers, terms, lists.
fn summary(place: &Jurisdiction, lang: Lang) -> String {
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let mut text = line(place, lang);
    if let Some(base) = &place.base {
        let _ = writeln!(text, "{}: {}", say("参照", "Follows"), plain(base));
    }
    let _ = writeln!(text, "{}: {}\n", say("施行", "In force"), period(place.in_force));
    let mut rows = vec![vec![
        say("参数", "Parameter"),
        say("值", "Value"),
        say("单位", "Unit"),
        say("期间", "In force"),
        say("名称", "Name"),
        say("来源", "Source"),
    ]];
    rows.extend(place.parameters.iter().map(|p| {
        let source = p.source.words();
        vec![
            p.id.clone(),
            p.value.to_string(),
            p.unit.get(lang).to_owned(),
            period(p.dates),
            p.name.get(lang).to_owned(),
            source.get(lang).to_owned(),
        ]
    }));
    let (l, r) = (Align::Left, Align::Right);
    text.push_str(&columns(&[l, r, l, l, l, l], &rows));
    let mut entry = |heading: (&str, &str), body: String| {
        let _ = writeln!(text, "{}: {}", say(heading.0, heading.1), plain(&body));
    };
    for paper in &place.papers {
        let source = paper.source.words();
        entry(("材料", "Paper"), format!("{} ({})", paper.name.get(lang), source.get(lang)));
    }
    for term in &place.terms {
        let quote = term.term.citation.quote;
        entry(("开放术语", "Open term"), format!("{quote}: {}", term.says.get(lang)));
    }
    for list in &place.lists {
        let names: Vec<&str> = list.entries.iter().map(|(_, name)| name.get(lang)).collect();
        entry(("名单", "List"), format!("{}: {}", list.name.get(lang), names.join(", ")));
    }
    text
}

fn period((first, last): Dates) -> String {
    format!("{} – {}", date::iso(first), last.map(date::iso).unwrap_or_default()).trim_end().to_owned()
}
