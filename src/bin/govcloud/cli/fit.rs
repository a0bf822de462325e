//! `govcloud fit`: what the catalog answers to needs.

use super::list::{ListArgs, Listed, OutArgs};
use super::place::PlaceArg;
use super::table::{Align, columns, plain};
use super::{BadInput, Common, Output, case, need, place};
use govcloud::basics::{Date, Lang, Words, date};
use govcloud::catalog::Edition;
use govcloud::dossier::{Draft, Need, Outcome, Problem, read};
use govcloud::exchange::Sheet;
use govcloud::exchange::fit::{self as fit_sheet, FitAbout, FitRow};
use govcloud::fitting::{Answer, Certificate, Engine, FitTerms, Order, Ranked, TraitVerdict};
use govcloud::measure::Jurisdiction;
use govcloud::wire::v1::{fit, review};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

/// Arguments of `fit`.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    asked: Asked,
    /// What comes first
    #[arg(long, value_enum, default_value_t = OrderArg::Near)]
    order: OrderArg,
    #[command(flatten)]
    out: OutArgs,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// What is asked, and of which catalog.
#[derive(clap::Args)]
pub(crate) struct Asked {
    /// The catalog file
    #[arg(long)]
    catalog: PathBuf,
    /// The case file whose needs are fitted
    #[arg(long, conflicts_with = "need")]
    case: Option<PathBuf>,
    /// One need: 'function=compute/vm/general vcpu=4 memory=16GB zone=egov count=2'
    #[arg(long)]
    need: Option<String>,
    #[command(flatten)]
    list: ListArgs,
    /// The day on which items must be sold, today if absent
    #[arg(long)]
    as_of: Option<String>,
    #[command(flatten)]
    place: PlaceArg,
}

/// What was asked, as read.
pub(crate) struct Question {
    pub(crate) edition: Arc<Edition>,
    pub(crate) draft: Draft,
    pub(crate) needs: Vec<Arc<Need>>,
    problems: Vec<Problem>,
    /// The list that it was read from.
    listed: Option<Listed>,
    /// False where the case file's digest is not that of its content.
    intact: bool,
    pub(crate) as_of: Date,
    /// Where: how far apart functions may be, and what may be conceded.
    pub(crate) place: Arc<Jurisdiction>,
}

impl Asked {
    /// Reads catalog and needs.
    pub(crate) fn read(&self, lang: Lang) -> Result<Question, BadInput> {
        let as_of = super::as_of(self.as_of.as_deref())?;
        let (edition, _) = super::catalog::open(&self.catalog)?;
        let place = self.place.open()?;
        let (draft, mut listed, intact) = match self.list.read(&edition)? {
            Some((draft, listed)) => (draft, Some(listed), true),
            None => {
                let (draft, intact) = self.draft(&edition, lang)?;
                (draft, None, intact)
            }
        };
        let reading = read::read(&draft, &edition);
        let problems: Vec<Problem> =
            reading.problems.into_iter().filter(|p| p.path.as_str().starts_with("/needs/")).collect();
        if let (Some(problem), true) = (problems.iter().find(|p| p.bars), self.need.is_some()) {
            let column = problem.path.steps().last().unwrap_or_default();
            return Err(BadInput::new(format!("--need {column}"), problem.message.clone()));
        }
        if let Some(listed) = &mut listed {
            listed.judge(&problems);
        }
        Ok(Question { edition, draft, needs: reading.dossier.needs, problems, listed, intact, as_of, place })
    }

    fn draft(&self, edition: &Edition, lang: Lang) -> Result<(Draft, bool), BadInput> {
        match (&self.case, &self.need) {
            (Some(path), _) => case::open(path, lang),
            (None, Some(line)) => {
                let row = need::parse(line, edition)?;
                Ok((Draft { needs: vec![Arc::new(row)], ..Draft::default() }, true))
            }
            (None, None) => {
                let (zh, en) =
                    ("请给出 --case、--list 或 --need 之一", "give one of --case, --list and --need");
                Err(BadInput::new("--case", Words::new(zh, en)))
            }
        }
    }
}

/// What comes first of what fits.
#[derive(Clone, Copy, clap::ValueEnum)]
pub(crate) enum OrderArg {
    /// The nearest to the need
    Near,
    /// The cheapest
    Cheap,
}

impl OrderArg {
    /// As the terms of a fit name it.
    pub(crate) fn order(self) -> Order {
        match self {
            Self::Near => Order::Near,
            Self::Cheap => Order::Cheap,
        }
    }
}

/// What was asked and answered.
struct Fitted {
    edition: Arc<Edition>,
    draft: Draft,
    problems: Vec<Problem>,
    listed: Option<Listed>,
    answers: Vec<(Arc<Need>, Answer)>,
    order: Order,
    as_of: Date,
    place: Arc<Jurisdiction>,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> Result<Output, BadInput> {
    let lang = args.common.lang();
    if let Some(text) =
        args.out.template(&args.asked.catalog, super::as_of(args.asked.as_of.as_deref())?, lang)?
    {
        return Ok(Output { text, bars: false });
    }
    let Question { edition, draft, needs, problems, listed, intact, as_of, place } = args.asked.read(lang)?;
    let order = args.order.order();
    let engine = Engine::new(edition.clone());
    let terms = FitTerms { order, ..FitTerms::of(&place, as_of) };
    let answers = needs.into_iter().map(|need| (need.clone(), engine.fit(&need, &terms))).collect();
    let fitted = Fitted { edition, draft, problems, listed, answers, order, as_of, place };
    args.out.write(|| fitted.sheet(lang), as_of, lang)?;
    let unfit = fitted.answers.iter().any(|(_, answer)| answer.outcome == Outcome::Unfit);
    let faulty = fitted.listed.as_ref().is_some_and(|listed| listed.problems.iter().any(|p| p.bars));
    let bars = unfit || faulty || !intact || fitted.problems.iter().any(|p| p.bars);
    let text = if args.common.json { fitted.json() } else { fitted.text(lang) };
    Ok(Output { text, bars })
}

impl Fitted {
    fn json(&self) -> String {
        let answer = |(need, answer): &(Arc<Need>, Answer)| fit::answer(&self.edition, need, answer);
        let mut document = json!({
            "catalog": super::catalog_json(&self.edition),
            "jurisdiction": place::json(&self.place),
            "asOf": date::iso(self.as_of),
            "order": self.order.code(),
            "problems": self.problems.iter().map(review::problem).collect::<Vec<_>>(),
            "answers": self.answers.iter().map(answer).collect::<Vec<_>>(),
        });
        if let (Some(members), Some(listed)) = (document.as_object_mut(), &self.listed) {
            members.insert("list".into(), listed.json());
        }
        super::json_text(&document)
    }

    /// Needs and answers as a table.
    fn sheet(&self, lang: Lang) -> Sheet {
        let answered: BTreeMap<usize, &(Arc<Need>, Answer)> =
            self.answers.iter().map(|answer| (answer.0.row, answer)).collect();
        let mut problems: BTreeMap<usize, Vec<Words>> = BTreeMap::new();
        for problem in &self.problems {
            let row = problem.path.steps().nth(1).and_then(|row| row.parse().ok()).unwrap_or(0);
            problems.entry(row).or_default().push(problem.message.clone());
        }
        let row = |(at, typed)| {
            let answer = answered.get(&at);
            let place = self.place_of(at);
            let problems = problems.remove(&at).unwrap_or_default();
            FitRow { place, typed, need: answer.map(|a| &*a.0), answer: answer.map(|a| &a.1), problems }
        };
        let rows: Vec<FitRow<'_>> = self.draft.needs.iter().map(Arc::as_ref).enumerate().map(row).collect();
        let unread = rows.iter().filter(|row| row.need.is_none()).count();
        let (edition, as_of, order) = (&*self.edition, self.as_of, self.order);
        fit_sheet::sheet(&rows, &FitAbout { edition, place: &self.place.name, as_of, order, unread, lang })
    }

    /// The number of a need for people: of a list the row of its file.
    fn place_of(&self, need: usize) -> String {
        let listed = self.listed.as_ref().and_then(|listed| listed.row(need));
        listed.map_or_else(|| (need + 1).to_string(), |row| row.to_string())
    }

    fn text(&self, lang: Lang) -> String {
        let mut text = super::catalog_line(&self.edition, lang) + &place::line(&self.place, lang);
        if let Some(listed) = &self.listed {
            text.push_str(&listed.text(&self.edition, lang));
        }
        // Those of a list are told by their cells.
        for problem in self.problems.iter().filter(|_| self.listed.is_none()) {
            let place = case::place(&self.draft, &self.edition, &problem.path, lang);
            let _ = writeln!(text, "! {}: {}", plain(&place), plain(problem.message.get(lang)));
        }
        for (need, answer) in &self.answers {
            let _ = writeln!(text, "\n{}", plain(&self.heading(need, lang)));
            text.push_str(&self.answer(need, answer, lang));
        }
        text
    }

    fn heading(&self, need: &Need, lang: Lang) -> String {
        let function =
            self.edition.function(&need.function).map_or(need.function.as_str(), |f| f.name.get(lang));
        let (row, count, months) = (self.place_of(need.row), need.count, need.months);
        let words = Words::new(
            format!("{row}. {} {function} × {count}，{months} 个月", need.name),
            format!("{row}. {} {function} × {count}, {months} months", need.name),
        );
        words.get(lang).replace("  ", " ")
    }

    fn answer(&self, need: &Need, answer: &Answer, lang: Lang) -> String {
        let mut text = format!("   {}\n", answer.outcome.name().get(lang));
        if answer.stale {
            let words = Words::new(
                "   所选配置已不可用，已改用首选。",
                "   What was picked cannot be had any more; the first is taken.",
            );
            let _ = writeln!(text, "{}", words.get(lang));
        }
        if let Some(combination) = &answer.combination {
            let _ = writeln!(
                text,
                "   {}  {}",
                plain(&combination.key),
                super::words::cost(&combination.cost, lang)
            );
            let total = |(code, needed, got): &(String, i64, i64)| {
                self.amounts(code, [*needed, *got, got - needed], "", lang)
            };
            text.push_str(&self.table(lang, combination.totals.iter().map(total).collect()));
        } else if let Some(chosen) = answer.chosen() {
            text.push_str(&self.ranked(chosen, lang));
        }
        let others =
            answer.ranked.iter().filter(|r| Some(r.key.as_str()) != answer.chosen().map(|c| c.key.as_str()));
        for (at, other) in others.enumerate() {
            let head =
                if at == 0 { Words::new("   备选：", "   Alternatives:") } else { Words::default() };
            let _ = write!(text, "{}{}", head.get(lang), if at == 0 { "\n" } else { "" });
            let _ = writeln!(text, "     {}  {}", plain(&other.key), super::words::cost(&other.cost, lang));
        }
        if let Some(certificate) = &answer.certificate {
            text.push_str(&self.certificate(certificate, lang));
        }
        if let Some(miss) = answer.near_misses.first() {
            let _ = writeln!(text, "   {}", Words::new("最接近的：", "Nearest:").get(lang));
            text.push_str(&self.ranked(miss, lang));
        }
        if need.special {
            let words = Words::new(
                "   已申请按第二十一条单独采购。",
                "   A purchase of its own (article 21) is asked for.",
            );
            let _ = writeln!(text, "{}", words.get(lang));
        }
        text
    }

    fn ranked(&self, one: &Ranked, lang: Lang) -> String {
        let mut text = format!("   {}  {}\n", plain(&one.key), super::words::cost(&one.cost, lang));
        for part in &one.parts {
            let item = self.edition.item(&part.item);
            let (name, spec) = item.map_or(("", ""), |item| (item.name.get(lang), item.spec.as_str()));
            let _ = writeln!(text, "     {} × {} {} {}", part.units, part.item, plain(name), plain(spec));
        }
        let line = |l: &govcloud::fitting::Line| {
            self.amounts(&l.dimension, [l.needed, l.got, l.difference], &l.share.per_cent(), lang)
        };
        text.push_str(&self.table(lang, one.lines.iter().map(line).collect()));
        for unmet in one.traits.iter().filter(|t| t.verdict == TraitVerdict::Unmet) {
            let (name, value) = self.trait_words(&unmet.code, &unmet.asked, lang);
            let words = Words::new(format!("{name}不是“{value}”"), format!("{name} is not '{value}'"));
            let _ = writeln!(text, "     ✗ {}", plain(words.get(lang)));
        }
        text
    }

    /// Dimension, needed, got, difference, per cent.
    fn amounts(
        &self,
        code: &str,
        [needed, got, difference]: [i64; 3],
        percent: &str,
        lang: Lang,
    ) -> (String, [String; 4]) {
        let Some((_, dimension)) = self.edition.dimension(code) else {
            return (
                code.to_owned(),
                [needed.to_string(), got.to_string(), difference.to_string(), percent.to_owned()],
            );
        };
        let sign = if difference > 0 { "+" } else { "" };
        let percent = if percent.is_empty() { String::new() } else { format!("{sign}{percent}%") };
        let shown = [
            dimension.show(needed, lang),
            dimension.show(got, lang),
            format!("{sign}{}", dimension.number(difference)),
            percent,
        ];
        (code.to_owned(), shown)
    }

    fn table(&self, lang: Lang, lines: Vec<(String, [String; 4])>) -> String {
        let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
        let heading = [
            say("维度", "Dimension"),
            say("需要", "Needed"),
            say("得到", "Got"),
            say("差额", "Difference"),
            "%".into(),
        ];
        let mut rows = vec![heading.to_vec()];
        for (code, cells) in lines {
            let name =
                self.edition.dimension(&code).map_or(code.clone(), |(_, d)| d.name.get(lang).to_owned());
            rows.push(std::iter::once(name).chain(cells).collect());
        }
        let table = columns(&[Align::Left, Align::Right, Align::Right, Align::Right, Align::Right], &rows);
        table.lines().fold(String::new(), |text, line| text + "     " + line + "\n")
    }

    fn trait_words(&self, code: &str, value: &str, lang: Lang) -> (String, String) {
        let found = self.edition.trait_of(code);
        let name = found.map_or(code, |t| t.name.get(lang));
        let named = found.and_then(|t| t.values.iter().find(|v| v.code == value));
        (name.to_owned(), named.map_or(value, |v| v.name.get(lang)).to_owned())
    }

    fn certificate(&self, certificate: &Certificate, lang: Lang) -> String {
        plain_lines(&super::certificate::statements(certificate, &self.edition, lang))
    }
}

/// A text of several lines without control characters inside them.
pub(crate) fn plain_lines(text: &str) -> String {
    text.lines().fold(String::new(), |all, line| all + &plain(line) + "\n")
}
