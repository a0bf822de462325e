//! `govcloud signature verify`: whether an envelope is as it was signed, and by whose key.

use super::{BadInput, Common, Output};
use govcloud::basics::{Lang, Words};
use govcloud::wire::v1::envelope;
use govcloud::wire::v1::signature::{self, Key};
use serde_json::json;
use std::path::PathBuf;

/// Commands about signatures.
#[derive(clap::Subcommand)]
pub(crate) enum Command {
    /// Verify the SM2 signature of an envelope
    Verify(VerifyArgs),
}

impl Command {
    /// The language of the text.
    pub(crate) fn lang(&self) -> Lang {
        match self {
            Self::Verify(args) => args.common.lang(),
        }
    }
}

/// Arguments of `signature verify`.
#[derive(clap::Args)]
pub(crate) struct VerifyArgs {
    /// The envelope, as it was handed in
    envelope: PathBuf,
    /// File with the signature: r‖s or DER, in hexadecimal digits or Base64
    #[arg(long, value_name = "FILE")]
    signature: PathBuf,
    /// File with the public key: PEM, or the point in hexadecimal digits
    #[arg(long, value_name = "FILE")]
    key: PathBuf,
    /// The user id that was agreed upon
    #[arg(long, value_name = "TEXT", default_value = signature::USER_ID)]
    user_id: String,
    #[command(flatten)]
    common: Common,
}

/// Runs it.
pub(crate) fn run(command: &Command) -> Result<Output, BadInput> {
    let Command::Verify(args) = command;
    let text = super::text_of(&args.envelope)?;
    let opened = envelope::open(text.trim_end())
        .map_err(|error| BadInput::new(args.envelope.display().to_string(), error.words()))?;
    let key = Key::with_user_id(&super::text_of(&args.key)?, &args.user_id).ok_or_else(|| {
        let words = Words::new("不是 SM2 公钥", "is no SM2 public key");
        BadInput::new(args.key.display().to_string(), words)
    })?;
    let signature = super::text_of(&args.signature)?;
    let wrong = if opened.digest_ok {
        signature::check(std::slice::from_ref(&key), opened.digest, &signature)
            .err()
            .map(signature::Fault::words)
    } else {
        let (zh, en) =
            ("内容与其摘要不符，已被改动。", "The content does not match its digest: it was changed.");
        Some(Words::new(zh, en))
    };
    let bars = wrong.is_some();
    if args.common.json {
        let refused = wrong.map(|words| json!({"zh": words.zh, "en": words.en}));
        let value = json!({
            "key": opened.content.key,
            "digest": opened.digest.to_string(),
            "publicKey": key.to_hex(),
            "userId": args.user_id,
            "true": !bars,
            "refused": refused,
        });
        return Ok(Output { text: super::json_text(&value), bars });
    }
    let verdict = match wrong {
        None => Words::new("✓ 签名属实", "✓ The signature is true"),
        Some(why) => Words::new(format!("✗ {}", why.zh), format!("✗ {}", why.en)),
    };
    let (digest, signer) =
        (Words::new("内容摘要（SM3）", "Digest (SM3)"), Words::new("签名公钥", "Public key"));
    let lang = args.common.lang();
    let text = format!(
        "{} {}\n{} {}\n{}\n",
        digest.get(lang),
        opened.digest,
        signer.get(lang),
        key.to_hex(),
        verdict.get(lang)
    );
    Ok(Output { text, bars })
}
