//! `govcloud contract`: does a portal keep what `src/docs/portal.md` asks of it? Applications of the demonstration are
//! handed in, twice, altered, at one instant, by nobody; the portal's answers are read as the form would read them.

mod line;
mod trial;

use super::place::PlaceArg;
use super::{BadInput, Common, Output, catalog};
use crate::portal::demo::Sample;
use govcloud::basics::Words;
use govcloud::fitting::Engine;
use govcloud::submission::Profile;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use trial::{Found, Trial, Tried};

/// Arguments of `contract`.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Where applications are sent (the form's `action`)
    #[arg(long, value_name = "URL")]
    submit: String,
    /// Where the portal tells what became of a key, with {key} in it (the form's `status`)
    #[arg(long, value_name = "URL")]
    status: Option<String>,
    /// Where attachments are sent, with {sm3} in it (the form's `upload`); absent where none are sent apart
    #[arg(long, value_name = "URL")]
    upload: Option<String>,
    /// How the portal answers: a profile that ships, or a file
    #[arg(long, value_name = "NAME|FILE", default_value = "rest")]
    profile: String,
    /// File with the headers of somebody who is signed in, a line each: Cookie, X-CSRF-Token, Authorization and
    /// such. A file, so that no list of processes shows them
    #[arg(long, value_name = "FILE")]
    headers: Option<PathBuf>,
    /// The catalog that the applications choose from; one that the portal knows
    #[arg(long, value_name = "FILE")]
    catalog: PathBuf,
    /// The day by which they are judged, 2026-11-23; today if absent
    #[arg(long)]
    as_of: Option<String>,
    /// A field of the application, such as unit.name=省农业农村厅
    #[arg(long = "set", value_name = "FIELD=TEXT")]
    fields: Vec<String>,
    #[command(flatten)]
    place: PlaceArg,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Runs it. What is broken bars.
pub(crate) fn run(args: &Args) -> Result<Output, BadInput> {
    line::there()?;
    let (edition, _) = catalog::open(&args.catalog)?;
    let (place, day) = (args.place.open()?, super::as_of(args.as_of.as_deref())?);
    let sample = Sample::new(Arc::new(Engine::new(edition)), place, day);
    let trial = Trial {
        papers: trial::papers(&sample),
        sample,
        profile: profile(&args.profile)?,
        submit: args.submit.clone(),
        status: args.status.clone(),
        upload: args.upload.clone(),
        headers: args.headers.as_deref().map(headers).transpose()?.unwrap_or_default(),
        fields: args.fields.iter().map(|field| set(field)).collect::<Result<_, _>>()?,
    };
    let tried = trial.all();
    let bars = tried.iter().any(|tried| matches!(tried.found, Found::Broken(_)));
    let text = if args.common.json { super::json_text(&json(&tried)) } else { text(&tried, args) };
    Ok(Output { text, bars })
}

fn profile(name: &str) -> Result<Profile, BadInput> {
    if let Some(shipped) = Profile::shipped(name) {
        return Ok(shipped);
    }
    let text = super::text_of(Path::new(name))?;
    Profile::read(&text).map_err(|error| BadInput::new(name, error.words()))
}

/// The headers of a file; empty lines are passed over.
fn headers(path: &Path) -> Result<Vec<(String, String)>, BadInput> {
    let text = super::text_of(path)?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let header = |(at, line): (usize, &str)| {
        let header = line.split_once(':').map(|(name, value)| (name.trim(), value.trim()));
        let header = header.filter(|(name, _)| !name.is_empty() && !name.contains(char::is_whitespace));
        header.map(|(name, value)| (name.to_owned(), value.to_owned())).ok_or_else(|| {
            let words = Words::new("应写作“名称: 值”", "write it as 'Name: value'");
            BadInput::new(format!("{}:{}", path.display(), at + 1), words)
        })
    };
    lines.map(header).collect()
}

fn set(argument: &str) -> Result<(String, String), BadInput> {
    let field = argument.split_once('=').map(|(field, text)| (field.to_owned(), text.to_owned()));
    field.ok_or_else(|| {
        let words =
            Words::new(format!("“{argument}”应写作 字段=内容"), format!("'{argument}': write FIELD=TEXT"));
        BadInput::new("--set", words)
    })
}

fn json(tried: &[Tried]) -> Value {
    let one = |tried: &Tried| {
        let (verdict, why) = match &tried.found {
            Found::Kept => ("kept", None),
            Found::Broken(why) => ("broken", Some(why)),
            Found::Untried(why) => ("untried", Some(why)),
        };
        json!({
            "promise": tried.code,
            "level": tried.level.name(),
            "verdict": verdict,
            "what": {"zh": tried.what.zh, "en": tried.what.en},
            "why": why.map(|why| json!({"zh": why.zh, "en": why.en})),
        })
    };
    json!({ "promises": tried.iter().map(one).collect::<Vec<_>>() })
}

fn text(tried: &[Tried], args: &Args) -> String {
    let lang = args.common.lang();
    let mut text = String::new();
    for one in tried {
        let (mark, why) = match &one.found {
            Found::Kept => ("✓", None),
            Found::Broken(why) => ("✗", Some(why)),
            Found::Untried(why) => ("–", Some(why)),
        };
        text.push_str(&format!("{mark} {} {} [{}]\n", one.level.name(), one.what.get(lang), one.code));
        if let Some(why) = why {
            text.push_str(&format!("    {}\n", super::table::plain(why.get(lang))));
        }
    }
    let count = |kind: fn(&Found) -> bool| tried.iter().filter(|one| kind(&one.found)).count();
    let kept = count(|found| matches!(found, Found::Kept));
    let broken = count(|found| matches!(found, Found::Broken(_)));
    let sum = Words::new(
        format!("守约 {kept} 项，违约 {broken} 项，未试 {} 项", tried.len() - kept - broken),
        format!("{kept} kept, {broken} broken, {} not tried", tried.len() - kept - broken),
    );
    text + sum.get(lang) + "\n"
}
