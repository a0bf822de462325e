//! `govcloud certificate make` and `verify`: the proof that nothing of a catalog fits a need, as a file, and its
//! check by a checker that shares no code with the engine that wrote it.

use super::table::plain;
use super::{BadInput, Common, Output};
use govcloud::basics::{Lang, Words, date};
use govcloud::catalog::Edition;
use govcloud::fitting::{Certificate, Engine, FitTerms, check, words};
use govcloud::wire::v1::{certificate, fit};
use serde_json::json;
use std::fmt::Write as _;
use std::path::PathBuf;

/// Commands about certificates.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Write the certificate of a need that nothing in the catalog fits
    Make(MakeArgs),
    /// Check a certificate against the catalog that it names
    Verify(VerifyArgs),
}

impl Command {
    /// The language of the text.
    pub(crate) fn lang(&self) -> Lang {
        match self {
            Self::Make(args) => args.common.lang(),
            Self::Verify(args) => args.common.lang(),
        }
    }
}

/// Arguments of `certificate make`.
#[derive(clap::Args)]
pub(crate) struct MakeArgs {
    #[command(flatten)]
    asked: super::fit::Asked,
    /// The row of the case, from 1; the first that nothing fits if absent
    #[arg(long)]
    row: Option<usize>,
    #[command(flatten)]
    common: Common,
}

/// Arguments of `certificate verify`.
#[derive(clap::Args)]
pub(crate) struct VerifyArgs {
    /// The certificate
    file: PathBuf,
    /// The catalog file that it is about
    #[arg(long)]
    catalog: PathBuf,
    #[command(flatten)]
    common: Common,
}

/// Runs it.
pub(crate) fn run(command: &Command) -> Result<Output, BadInput> {
    match command {
        Command::Make(args) => make(args),
        Command::Verify(args) => verify(args),
    }
}

fn make(args: &MakeArgs) -> Result<Output, BadInput> {
    let asked = args.asked.read(args.common.lang())?;
    let engine = Engine::new(asked.edition.clone());
    let terms = FitTerms::of(&asked.place, asked.as_of);
    let wanted = |row: usize| args.row.is_none_or(|wanted| wanted == row + 1);
    let mut needs = asked.needs.iter().filter(|need| wanted(need.row));
    let found = needs.find_map(|need| engine.fit(need, &terms).certificate);
    let Some(found) = found else {
        let words = Words::new(
            "没有目录不能适配的需求，无可证明。\n",
            "There is no need that the catalog cannot fit, and nothing to certify.\n",
        );
        return Ok(Output { text: words.get(args.common.lang()).to_owned(), bars: true });
    };
    let text = if args.common.json {
        super::json_text(&fit::certificate(&asked.edition, &found))
    } else {
        certificate::write(&found)
    };
    Ok(Output { text, bars: false })
}

fn verify(args: &VerifyArgs) -> Result<Output, BadInput> {
    let lang = args.common.lang();
    let text = super::text_of(&args.file)?;
    let read = certificate::read(&text)
        .map_err(|error| BadInput::new(args.file.display().to_string(), error.words()))?;
    let (edition, _) = super::catalog::open(&args.catalog)?;
    let checked = check::check(&read, &edition);
    if args.common.json {
        let refused = checked.err().map(|refusal| {
            let words = words::refusal(refusal);
            json!({"code": refusal.code(), "message": {"zh": words.zh, "en": words.en}})
        });
        let value = json!({
            "catalog": super::catalog_json(&edition),
            "asOf": date::iso(read.as_of),
            "certificate": fit::certificate(&edition, &read),
            "true": refused.is_none(),
            "refused": refused,
        });
        return Ok(Output { text: super::json_text(&value), bars: checked.is_err() });
    }
    let mut out = super::catalog_line(&edition, lang);
    out.push_str(&statements(&read, &edition, lang));
    let verdict = match checked {
        Ok(()) => Words::new("✓ 证明属实", "✓ The certificate is true"),
        Err(refusal) => {
            let why = words::refusal(refusal);
            Words::new(format!("✗ 证明不成立：{}", why.zh), format!("✗ Refused: {}", why.en))
        }
    };
    let _ = writeln!(out, "{}", verdict.get(lang));
    Ok(Output { text: out, bars: checked.is_err() })
}

/// What a certificate says, for people: its digest, the sentence, and each statement.
pub(crate) fn statements(of: &Certificate, edition: &Edition, lang: Lang) -> String {
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let comma = if lang == Lang::Zh { "，" } else { ", " };
    let mut text = format!("   {} SM3 {}\n", say("无法适配证明", "Certificate of unfitness"), of.digest());
    let _ = writeln!(text, "     {}", plain(words::sentence(of, edition).get(lang)));
    for conflict in &of.conflicts {
        let names: Vec<String> =
            conflict.iter().map(|c| words::constraint(c, of, edition).get(lang).to_owned()).collect();
        let _ = writeln!(
            text,
            "     {} {}",
            say("不能同时满足：", "Cannot be had together:"),
            plain(&names.join(comma))
        );
    }
    for relaxation in &of.relaxations {
        let names: Vec<String> =
            relaxation.iter().map(|c| words::change(c, of, edition).get(lang).to_owned()).collect();
        let _ = writeln!(text, "     {} {}", say("放宽即可：", "Would do:"), plain(&names.join(comma)));
    }
    text
}
