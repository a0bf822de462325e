//! Reads an answer: a pure function of the bytes that came back.
//!
//! Only what a profile's rule calls an acceptance, and what does not contradict what was sent, is one. An
//! unknown shape is never a success; neither is it a failure.

use super::answer::{Answer, Receipt, Refusal, RefusalKind, Why};
use super::backoff;
use super::profile::{Content, Level, Meaning, Profile, Purpose, Rule};
use crate::basics::Path;
use crate::wire::json;
use serde_json::Value;

/// Most bytes of an answer that are read.
pub const MOST_BYTES: usize = 1 << 20;
/// Most characters of a portal's message that are shown.
const MOST_MESSAGE: usize = 500;

/// What came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// An answer.
    Answered(Answered),
    /// A redirect that was not followed.
    Redirected,
    /// No connection, or it broke.
    Broken,
    /// No answer in time.
    Late,
    /// Nothing was sent: the browser refuses the address or a header, in its own words.
    Unsendable(String),
}

/// An answer as it came.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answered {
    /// HTTP status.
    pub status: u16,
    /// `Content-Type`, empty where absent.
    pub content_type: String,
    /// `Retry-After`, empty where absent.
    pub retry_after: String,
    /// The body, at most [`MOST_BYTES`].
    pub body: Vec<u8>,
    /// True where there was more, or it broke off.
    pub cut: bool,
}

/// What was sent, to compare with what is echoed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sent<'a> {
    /// What the request was for.
    pub purpose: Purpose,
    /// The key; empty for an upload.
    pub key: &'a str,
    /// The digest, of the envelope or of the attachment.
    pub digest: &'a str,
    /// When it was sent, milliseconds since 1970: for `Retry-After` as a date.
    pub now: u64,
}

/// Reads an answer.
pub fn classify(reply: &Reply, profile: &Profile, sent: Sent<'_>) -> Answer {
    let answered = match reply {
        Reply::Answered(answered) => answered,
        // Where to is not told to scripts. It may be a sign-on; the request may have been taken before it.
        Reply::Redirected => return Answer::NeedsLogin { sure: false },
        Reply::Broken => return unknown(Why::Network),
        Reply::Late => return unknown(Why::Timeout),
        Reply::Unsendable(why) => {
            let (kind, message) = (RefusalKind::Request, shortened(why));
            return Answer::Rejected(Refusal { kind, message, places: Vec::new(), settles: false });
        }
    };
    let read = Read::new(answered, profile);
    let after = backoff::retry_after(&answered.retry_after, sent.now);
    match profile.rules.iter().find(|rule| fits(rule, answered, &read, sent.purpose)) {
        Some(rule) => meant(rule.meaning, &read, profile, sent, after),
        None => by_default(answered, &read, sent.purpose, after),
    }
}

/// An answer, read as far as it can be.
struct Read {
    /// The body, where it is a JSON object of a declared type and whole.
    value: Option<Value>,
    code: Option<Value>,
    message: String,
    receipt: Receipt,
    places: Vec<(Path, String)>,
}

impl Read {
    fn new(answered: &Answered, profile: &Profile) -> Self {
        let value = as_json(answered, profile);
        let text = |pointers: &[String]| text_at(value.as_ref(), pointers).unwrap_or_default();
        let message = shortened(&text(&profile.message_at));
        let receipt = Receipt {
            reference: shortened(&text(&profile.reference_at)),
            message: message.clone(),
            address: text(&profile.address_at),
        };
        let places = value.as_ref().map(|v| places(v, &profile.errors_at)).unwrap_or_default();
        let code = value.as_ref().and_then(|v| profile.code_at.iter().find_map(|at| v.pointer(at).cloned()));
        Self { code, message, receipt, places, value }
    }
}

fn fits(rule: &Rule, answered: &Answered, read: &Read, purpose: Purpose) -> bool {
    let at = |pointer: &str| read.value.as_ref().and_then(|v| v.pointer(pointer)).filter(|v| !v.is_null());
    let content = match rule.content {
        Content::Any => true,
        Content::Empty => answered.body.is_empty() && !answered.cut,
        Content::Json => read.value.is_some(),
    };
    content
        && rule.purposes.contains(&purpose)
        && (rule.status.is_empty() || rule.status.contains(&answered.status))
        && (rule.code.is_empty() || read.code.as_ref().is_some_and(|code| rule.code.contains(code)))
        && (rule.says.is_empty() || rule.says.iter().any(|words| read.message.contains(words)))
        && rule.present.iter().all(|pointer| at(pointer).is_some_and(|v| v.as_str() != Some("")))
        && rule.equals.iter().all(|(pointer, value)| at(pointer) == Some(value))
}

fn meant(meaning: Meaning, read: &Read, profile: &Profile, sent: Sent<'_>, after: Option<u64>) -> Answer {
    let refused = |kind, settles| {
        let (message, places) = (read.message.clone(), read.places.clone());
        Answer::Rejected(Refusal { kind, message, places, settles })
    };
    match meaning {
        Meaning::Accepted => match echoes(read, profile, sent) {
            Echo::Differs => Answer::Unknown { why: Why::OtherContent, message: read.message.clone(), after },
            Echo::Absent if profile.must_echo && sent.purpose != Purpose::Upload => {
                Answer::Unknown { why: Why::Shape, message: read.message.clone(), after }
            }
            Echo::Agrees | Echo::Absent => Answer::Accepted(read.receipt.clone()),
        },
        // Only a portal that keeps keys can speak of this key's earlier sendings too.
        Meaning::Rejected => refused(RefusalKind::Content, profile.level == Level::Idempotent),
        Meaning::Moved => refused(RefusalKind::Moved, profile.level == Level::Idempotent),
        Meaning::TooLarge => refused(RefusalKind::TooLarge, false),
        Meaning::Forbidden => refused(RefusalKind::Forbidden, false),
        Meaning::Login => Answer::NeedsLogin { sure: true },
        Meaning::InProgress => Answer::InProgress { after },
        Meaning::Later => Answer::Later { after },
        Meaning::NotKnown => Answer::NotKnown,
        Meaning::Repeated => Answer::Unknown { why: Why::Repeated, message: read.message.clone(), after },
        Meaning::Failed => Answer::Unknown { why: Why::Server, message: read.message.clone(), after },
    }
}

enum Echo {
    Agrees,
    Absent,
    Differs,
}

/// Compares the echoed key and digest with what was sent.
fn echoes(read: &Read, profile: &Profile, sent: Sent<'_>) -> Echo {
    let same = |pointers: &[String], mine: &str, fold: bool| {
        text_at(read.value.as_ref(), pointers)
            .map(|theirs| if fold { theirs.eq_ignore_ascii_case(mine) } else { theirs == mine })
    };
    let digest = same(&profile.digest_at, sent.digest, true);
    let key = if sent.purpose == Purpose::Upload { None } else { same(&profile.key_at, sent.key, false) };
    match (key, digest) {
        (Some(false), _) | (_, Some(false)) => Echo::Differs,
        (Some(true), Some(true)) => Echo::Agrees,
        _ => Echo::Absent,
    }
}

/// What an answer means that no rule of the profile names.
fn by_default(answered: &Answered, read: &Read, purpose: Purpose, after: Option<u64>) -> Answer {
    let message = read.message.clone();
    let whole = read.value.is_some();
    let unknown = |why| Answer::Unknown { why, message: message.clone(), after };
    let refused = |kind| {
        let refusal = Refusal { kind, message: message.clone(), places: read.places.clone(), settles: false };
        // What became of a key is not told by a refusal to tell it.
        if purpose == Purpose::Status { unknown(Why::Shape) } else { Answer::Rejected(refusal) }
    };
    match answered.status {
        401 => Answer::NeedsLogin { sure: true },
        403 => refused(RefusalKind::Forbidden),
        413 => refused(RefusalKind::TooLarge),
        425 | 429 => Answer::Later { after },
        422 if whole => refused(RefusalKind::Content),
        400 | 404 | 405 | 406 | 410 | 411 | 414 | 415 | 431 | 501 => refused(RefusalKind::Request),
        408 => unknown(Why::Timeout),
        500.. => unknown(Why::Server),
        _ if answered.cut => unknown(Why::Garbled),
        _ if whole => unknown(Why::Shape),
        _ if answered.body.is_empty() => unknown(Why::Empty),
        _ if is_page(answered) => match asks_for_password(&answered.body) {
            true => Answer::NeedsLogin { sure: false },
            false => unknown(Why::Page),
        },
        _ => unknown(Why::Garbled),
    }
}

/// Reads the outcome that the page around the form tells (`SubmitOutcome` in the element's types).
pub fn told_by_host(text: &str, sent: Sent<'_>) -> Answer {
    let silent = |message: String| Answer::Unknown { why: Why::HostSilent, message, after: None };
    let Ok(value) = json::parse(text, MOST_BYTES) else { return silent(String::new()) };
    let part = |name: &str| shortened(value.get(name).and_then(Value::as_str).unwrap_or_default());
    let other = |name: &str, mine: &str| {
        value.get(name).is_some_and(|told| {
            !told.is_null() && !told.as_str().is_some_and(|t| t.eq_ignore_ascii_case(mine))
        })
    };
    let message = part("message");
    match part("outcome").as_str() {
        "accepted" if other("key", sent.key) || other("digest", sent.digest) => {
            Answer::Unknown { why: Why::OtherContent, message, after: None }
        }
        "accepted" => {
            Answer::Accepted(Receipt { reference: part("reference"), message, address: String::new() })
        }
        "rejected" => Answer::Rejected(Refusal {
            kind: if part("code") == "case-moved" { RefusalKind::Moved } else { RefusalKind::Content },
            message,
            places: places(&value, &["/places".to_owned()]),
            // The page speaks for its portal, about what it was just given.
            settles: true,
        }),
        "needs-login" => Answer::NeedsLogin { sure: false },
        _ => silent(message),
    }
}

fn unknown(why: Why) -> Answer {
    Answer::Unknown { why, message: String::new(), after: None }
}

fn as_json(answered: &Answered, profile: &Profile) -> Option<Value> {
    let kind = media_type(answered);
    let declared = kind == "application/json"
        || (kind.starts_with("application/") && kind.ends_with("+json"))
        || profile.types.contains(&kind);
    if !declared || answered.cut {
        return None;
    }
    json::parse_bytes(&answered.body, MOST_BYTES).ok().filter(Value::is_object)
}

fn media_type(answered: &Answered) -> String {
    answered.content_type.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn is_page(answered: &Answered) -> bool {
    let body = answered.body.trim_ascii_start();
    matches!(media_type(answered).as_str(), "text/html" | "application/xhtml+xml") || body.starts_with(b"<")
}

/// A page with a field for a password is a sign-in, in whatever encoding it came.
fn asks_for_password(body: &[u8]) -> bool {
    let plain: String =
        body.iter().filter(|b| b.is_ascii_graphic()).map(|b| char::from(b.to_ascii_lowercase())).collect();
    ["type=\"password\"", "type='password'", "type=password"].iter().any(|mark| plain.contains(mark))
}

fn text_at(value: Option<&Value>, pointers: &[String]) -> Option<String> {
    let found = pointers.iter().filter_map(|at| value?.pointer(at));
    found
        .filter_map(|v| match v {
            Value::String(text) if !text.is_empty() => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            _ => None,
        })
        .next()
}

fn places(value: &Value, at: &[String]) -> Vec<(Path, String)> {
    let list = at.iter().find_map(|at| value.pointer(at)?.as_array());
    let place = |error: &Value| {
        let path = error.get("path").or_else(|| error.get("field"))?.as_str()?;
        let message =
            ["/message/zh", "/message", "/defaultMessage"].iter().find_map(|at| error.pointer(at)?.as_str());
        Some((Path::from(path), shortened(message.unwrap_or_default())))
    };
    list.into_iter().flatten().take(200).filter_map(place).collect()
}

fn shortened(text: &str) -> String {
    text.chars().take(MOST_MESSAGE).collect()
}
