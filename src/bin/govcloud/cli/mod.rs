//! The command line: thin over the library. Reads files, prints text for people or JSON for programs.

pub(crate) mod case;
pub(crate) mod catalog;
pub(crate) mod certificate;
pub(crate) mod check;
pub(crate) mod compare;
pub(crate) mod contract;
pub(crate) mod explain;
pub(crate) mod fees;
pub(crate) mod fit;
pub(crate) mod fleet;
pub(crate) mod judged;
pub(crate) mod list;
pub(crate) mod monitor;
pub(crate) mod need;
pub(crate) mod place;
pub(crate) mod profile;
pub(crate) mod signature;
pub(crate) mod table;
pub(crate) mod words;
pub(crate) mod year;

use govcloud::basics::{Date, Lang, Words, date};
use govcloud::catalog::Edition;
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;

/// Exit code of a run that found something that bars handing in.
const BARS: u8 = 1;
/// Exit code of a run whose input could not be read.
const BAD_INPUT: u8 = 2;

/// What every command takes.
#[derive(clap::Args)]
pub(crate) struct Common {
    /// JSON for programs instead of text for people
    #[arg(long)]
    pub(crate) json: bool,
    /// Language of the text
    #[arg(long, value_enum, default_value_t = LangArg::Zh)]
    lang: LangArg,
}

impl Common {
    /// The language of the text.
    pub(crate) fn lang(&self) -> Lang {
        match self.lang {
            LangArg::Zh => Lang::Zh,
            LangArg::En => Lang::En,
        }
    }
}

#[derive(Clone, Copy, clap::ValueEnum)]
enum LangArg {
    /// 中文
    Zh,
    /// English
    En,
}

/// What a command that ran has to say.
pub(crate) struct Output {
    /// The text or JSON for standard output.
    pub(crate) text: String,
    /// True where something bars.
    pub(crate) bars: bool,
}

/// Input that could not be read: which file or argument, and what is wrong there.
#[derive(Debug)]
pub(crate) struct BadInput {
    /// The file, or the argument's name.
    pub(crate) place: String,
    /// What is wrong.
    pub(crate) message: Words,
}

impl BadInput {
    /// Bad input at this place.
    pub(crate) fn new(place: impl Into<String>, message: Words) -> Self {
        Self { place: place.into(), message }
    }
}

/// Prints what a command has to say and gives the exit code.
pub(crate) fn finish(lang: Lang, result: Result<Output, BadInput>) -> ExitCode {
    use std::io::Write as _;
    match result {
        Ok(output) => {
            // A reader that closes the pipe early (`| head`) is no fault.
            let _ = std::io::stdout().lock().write_all(output.text.as_bytes());
            ExitCode::from(if output.bars { BARS } else { 0 })
        }
        Err(bad) => {
            eprintln!("govcloud: {}: {}", bad.place, bad.message.get(lang));
            ExitCode::from(BAD_INPUT)
        }
    }
}

/// The text of a file.
pub(crate) fn text_of(path: &Path) -> Result<String, BadInput> {
    let place = || path.display().to_string();
    let bytes = std::fs::read(path).map_err(|e| {
        BadInput::new(place(), Words::new(format!("读不了文件：{e}"), format!("cannot be read: {e}")))
    })?;
    let text = String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        BadInput::new(
            place(),
            Words::new(
                format!("不是UTF-8文本（第{at}字节起）"),
                format!("is not UTF-8 text (from byte {at})"),
            ),
        )
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// A date argument, or the date on the wall of a Chinese office.
pub(crate) fn as_of(argument: Option<&str>) -> Result<Date, BadInput> {
    argument.map_or_else(|| Ok(crate::portal::clock::Now::on(None).on), |text| day("--as-of", text))
}

/// A date that was given as this argument.
pub(crate) fn day(argument: &str, text: &str) -> Result<Date, BadInput> {
    date::parse(text).ok_or_else(|| {
        BadInput::new(
            argument,
            Words::new(
                format!("“{text}”不是日期，应写作 2026-11-23"),
                format!("'{text}' is no date; write 2026-11-23"),
            ),
        )
    })
}

/// A document for programs, one line a member.
pub(crate) fn json_text(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The edition that something was judged by, for programs.
pub(crate) fn catalog_json(edition: &Edition) -> Value {
    json!({"id": edition.id, "hash": edition.hash.to_string(), "demonstration": edition.demonstration})
}

/// The edition that something was judged by, for people.
pub(crate) fn catalog_line(edition: &Edition, lang: Lang) -> String {
    let mark = if edition.demonstration {
        Words::new("（示例目录，不可作为依据）", " (demonstration 示例)")
    } else {
        Words::default()
    };
    let name = Words::new("服务目录", "Catalog");
    let (name, title, mark) = (name.get(lang), edition.title.get(lang), mark.get(lang));
    table::plain(&format!("{name}: {title} {} [{}]{mark}", edition.id, edition.hash.short())) + "\n"
}
