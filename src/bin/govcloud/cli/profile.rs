//! `govcloud profile`: for those who do not know what they need, a need that is proposed by the place's table.

use super::place::{self, PlaceArg};
use super::table::plain;
use super::{BadInput, Common, Output};
use govcloud::basics::{Date, Lang, Words, date};
use govcloud::catalog::Edition;
use govcloud::dossier::{NeedRow, Outcome, read};
use govcloud::fitting::profile::{Proposal, ProposedNeed, Value, propose, row};
use govcloud::fitting::{Answer, Cost, Engine, FitTerms};
use govcloud::measure::Jurisdiction;
use govcloud::measure::jurisdiction::Profiles;
use govcloud::wire::v1::review::words;
use serde_json::{Value as Json, json};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// Arguments of `profile`.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    told: Told,
    /// An answer to any other question of the place's table
    #[arg(long = "answer", value_name = "QUESTION=ANSWER")]
    others: Vec<String>,
    /// The catalog file
    #[arg(long)]
    catalog: PathBuf,
    /// The day on which items must be sold, today if absent
    #[arg(long)]
    as_of: Option<String>,
    #[command(flatten)]
    place: PlaceArg,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Answers to the questions of the table that ships, by their names. What is not answered is assumed, where the
/// table assumes anything.
#[derive(clap::Args)]
struct Told {
    /// Users in all
    #[arg(long)]
    users: Option<String>,
    /// How many of a hundred users are active at once
    #[arg(long)]
    active: Option<String>,
    /// Kind of business: portal, office, exchange, map, video, database
    #[arg(long)]
    kind: Option<String>,
    /// Data now, GB
    #[arg(long)]
    data: Option<String>,
    /// Data added each year, GB
    #[arg(long)]
    growth: Option<String>,
    /// single, standby or high
    #[arg(long)]
    availability: Option<String>,
    /// any, x86, arm or domestic
    #[arg(long)]
    arch: Option<String>,
    /// egov or internet
    #[arg(long)]
    zone: Option<String>,
}

impl Args {
    /// The answers, by question.
    fn answers(&self) -> Result<BTreeMap<String, String>, BadInput> {
        let Told { users, active, kind, data, growth, availability, arch, zone } = &self.told;
        let told = [
            ("users", users),
            ("active", active),
            ("kind", kind),
            ("data", data),
            ("growth", growth),
            ("availability", availability),
            ("arch", arch),
            ("zone", zone),
        ];
        let told = told.into_iter().filter_map(|(id, text)| Some((id.to_owned(), text.clone()?)));
        let mut answers: BTreeMap<String, String> = told.collect();
        for other in &self.others {
            let Some((id, text)) = other.split_once('=') else {
                let zh = format!("“{other}”应写作 问题=回答");
                return Err(BadInput::new(
                    "--answer",
                    Words::new(zh, format!("'{other}' should read question=answer")),
                ));
            };
            if answers.insert(id.trim().to_owned(), text.to_owned()).is_some() {
                let zh = format!("“{id}”回答了两次");
                return Err(BadInput::new("--answer", Words::new(zh, format!("'{id}' is answered twice"))));
            }
        }
        Ok(answers)
    }
}

/// What is proposed, each need with its row and what the catalog answers to it.
struct Proposed {
    edition: Arc<Edition>,
    place: Arc<Jurisdiction>,
    table: Profiles,
    proposal: Proposal,
    rows: Vec<Option<(NeedRow, Option<Answer>)>>,
    as_of: Date,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> Result<Output, BadInput> {
    let as_of = super::as_of(args.as_of.as_deref())?;
    let (edition, _) = super::catalog::open(&args.catalog)?;
    let place = args.place.open()?;
    let lang = args.common.lang();
    let Some(table) = place.profiles.clone() else {
        let zh = format!("“{}”没有需求估算表（profiles）", place.id);
        return Err(BadInput::new(
            "--jurisdiction",
            Words::new(zh, format!("'{}' has no table of profiles", place.id)),
        ));
    };
    let proposal = propose(&table, &args.answers()?, &edition).map_err(|faults| {
        let all = |lang| faults.iter().map(|f| f.message.get(lang).to_owned()).collect::<Vec<_>>();
        let at = faults.first().map_or("", |fault| fault.question.as_str());
        BadInput::new(format!("--{at}"), Words::new(all(Lang::Zh).join("；"), all(Lang::En).join("; ")))
    })?;
    let engine = Engine::new(edition.clone());
    let terms = FitTerms::of(&place, as_of);
    let fitted = |(at, need): (usize, &ProposedNeed)| {
        let row = row(need, &proposal, (&place, &table), &edition, lang)?;
        let (read, _) = read::need(&row, at, &edition, 12);
        Some((row, read.map(|need| engine.fit(&need, &terms))))
    };
    let rows = proposal.needs.iter().enumerate().map(fitted).collect();
    let proposed = Proposed { edition, place, table, proposal, rows, as_of };
    let text = if args.common.json { proposed.json() } else { proposed.text(lang) };
    Ok(Output { text, bars: proposed.bars() })
}

impl Proposed {
    /// True where something cannot be proposed, or nothing fits it.
    fn bars(&self) -> bool {
        let fits = |row: &Option<(NeedRow, Option<Answer>)>| {
            row.as_ref().and_then(|(_, answer)| answer.as_ref()).map(|a| a.outcome)
        };
        self.rows.iter().any(|row| fits(row).is_none_or(|outcome| outcome == Outcome::Unfit))
    }

    fn text(&self, lang: Lang) -> String {
        let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
        let mut text = super::catalog_line(&self.edition, lang) + &place::line(&self.place, lang);
        let (name, source) = (self.table.name.get(lang), &self.table.source);
        let _ =
            writeln!(text, "{}: {} [{}]", say("按建议", "Proposed by"), plain(name), source.mark().get(lang));
        let _ = writeln!(text, "{}", plain(source.words().get(lang)));
        for heard in &self.proposal.heard {
            let mark = if heard.assumed {
                say("（未回答，假定）", " (not answered: assumed)")
            } else {
                String::new()
            };
            let _ =
                writeln!(text, "  {}: {}{mark}", plain(heard.name.get(lang)), plain(heard.shown.get(lang)));
        }
        for measured in &self.proposal.measured {
            let (name, unit) = (measured.name.get(lang), measured.unit.get(lang));
            let _ = writeln!(text, "  = {}: {} {}", plain(name), measured.number, plain(unit));
        }
        for (need, row) in self.proposal.needs.iter().zip(&self.rows) {
            text.push_str(&self.need(need, row.as_ref(), lang));
        }
        text
    }

    fn need(&self, need: &ProposedNeed, row: Option<&(NeedRow, Option<Answer>)>, lang: Lang) -> String {
        let function =
            self.edition.function(&need.function).map_or(need.function.as_str(), |f| f.name.get(lang));
        let mut text = format!("\n{} ({}) × {}\n", plain(need.name.get(lang)), plain(function), need.count());
        let sizes = need.sizes.iter().map(|size| size.said(&self.edition, lang));
        let traits = need.traits.iter().map(|(code, value)| format!("{code}={value}"));
        let all: Vec<String> = sizes.chain(traits).collect();
        let _ = writeln!(text, "   {}", plain(&all.join(" · ")));
        for gap in &need.gaps {
            let _ = writeln!(text, "   ! {}", plain(gap.words().get(lang)));
        }
        if let Some(answer) = row.and_then(|(_, answer)| answer.as_ref()) {
            let chosen = answer.combination.as_ref().map(|c| (c.key.as_str(), &c.cost));
            let chosen = chosen.or_else(|| answer.chosen().map(|c| (c.key.as_str(), &c.cost)));
            let cost =
                |(key, cost): (&str, &Cost)| format!("  {}  {}", plain(key), super::words::cost(cost, lang));
            let _ = writeln!(
                text,
                "   {}{}",
                answer.outcome.name().get(lang),
                chosen.map(cost).unwrap_or_default()
            );
        }
        for reason in &need.reasons {
            let (mark, words) = (reason.source.mark(), reason.words.get(lang));
            let _ = writeln!(text, "   - {} [{}] {}", plain(&reason.rule), mark.get(lang), plain(words));
        }
        text
    }

    fn json(&self) -> String {
        let answer = |value: &Value| match value {
            Value::Number(number) => json!(number),
            Value::Choice(code) => json!(code),
        };
        let heard = self
            .proposal
            .heard
            .iter()
            .map(|h| json!({"question": h.question, "answer": answer(&h.value), "assumed": h.assumed}));
        let measured = self.proposal.measured.iter().map(|m| {
            // Beyond what a reader of JSON keeps, a number is a text, as everywhere here.
            let number = i64::try_from(m.number).map_or_else(|_| json!(m.number.to_string()), |n| json!(n));
            json!({"id": m.id, "number": number})
        });
        let needs =
            self.proposal.needs.iter().zip(&self.rows).map(|(need, row)| self.need_json(need, row.as_ref()));
        let source = &self.table.source;
        super::json_text(&json!({
            "catalog": super::catalog_json(&self.edition),
            "jurisdiction": place::json(&self.place),
            "asOf": date::iso(self.as_of),
            "proposal": true,
            "table": {
                "id": self.table.id, "name": words(&self.table.name),
                "mark": words(&source.mark()), "source": words(&source.words()),
            },
            "answers": heard.collect::<Vec<_>>(),
            "quantities": measured.collect::<Vec<_>>(),
            "needs": needs.collect::<Vec<_>>(),
        }))
    }

    fn need_json(&self, need: &ProposedNeed, row: Option<&(NeedRow, Option<Answer>)>) -> Json {
        let sizes = need
            .sizes
            .iter()
            .map(|s| json!({"dimension": s.dimension, "unit": s.unit, "demand": s.demand, "each": s.each}));
        let reasons = need.reasons.iter().map(|r| {
            json!({"rule": r.rule, "words": words(&r.words), "mark": words(&r.source.mark()), "source": words(&r.source.words())})
        });
        let answer = row.and_then(|(_, answer)| answer.as_ref());
        let chosen = answer.and_then(|a| match &a.combination {
            Some(combination) => Some(&combination.key),
            None => a.chosen().map(|c| &c.key),
        });
        json!({
            "tier": need.tier,
            "name": words(&need.name),
            "function": need.function,
            "carriers": need.carriers,
            "spare": need.spare,
            "count": need.count(),
            "sizes": sizes.collect::<Vec<_>>(),
            "traits": need.traits,
            "reasons": reasons.collect::<Vec<_>>(),
            "gaps": need.gaps.iter().map(|gap| json!({"bars": gap.bars(), "words": words(&gap.words())})).collect::<Vec<_>>(),
            "row": row.map(|(row, _)| &row.cells),
            "outcome": answer.map(|a| a.outcome.code()),
            "configuration": chosen,
        })
    }
}
