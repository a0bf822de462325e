//! How a portal answers: data, not code.
//!
//! A profile says where things stand in an answer (JSON pointers) and what answers mean (rules, the first
//! that fits counts). What no rule names is read by the careful defaults of [`super::classify`]. The
//! profiles that ship stand in `www/profiles`; a deployment whose codes differ writes its own.

use crate::wire::Error;
use crate::wire::json::{self, At, version_of};
use serde_json::Value;

/// The name of this format.
pub const FORMAT: &str = "govcloud-profile";

const SHIPPED: [(&str, &str); 6] = [
    ("rest", include_str!("../../www/profiles/rest.json")),
    ("ruoyi", include_str!("../../www/profiles/ruoyi.json")),
    ("ruoyi-thymeleaf", include_str!("../../www/profiles/ruoyi-thymeleaf.json")),
    ("jeecgboot", include_str!("../../www/profiles/jeecgboot.json")),
    ("eladmin", include_str!("../../www/profiles/eladmin.json")),
    ("spring-security", include_str!("../../www/profiles/spring-security.json")),
];

/// How a portal answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Profile {
    /// Name in files and attributes.
    pub id: String,
    /// What the portal promises.
    pub level: Level,
    /// How an application is written into a request.
    pub encoding: Encoding,
    /// How an attachment is sent, where it is sent apart.
    pub upload: Upload,
    /// Milliseconds to wait for an answer.
    pub timeout: u64,
    /// Media types beside JSON in which answers come as JSON.
    pub types: Vec<String>,
    /// Where the portal's own code stands: pointers, the first that is there counts.
    pub code_at: Vec<String>,
    /// Where its message for people stands.
    pub message_at: Vec<String>,
    /// Where the reference number stands.
    pub reference_at: Vec<String>,
    /// Where the address of an uploaded file stands.
    pub address_at: Vec<String>,
    /// Where the key is echoed.
    pub key_at: Vec<String>,
    /// Where the digest is echoed.
    pub digest_at: Vec<String>,
    /// True where an acceptance without both echoes is none.
    pub must_echo: bool,
    /// Where the list of wrong places stands; in each, `path` and `message` (or `message.zh`).
    pub errors_at: Vec<String>,
    /// What answers mean.
    pub rules: Vec<Rule>,
}

/// What a portal promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// L0: nothing.
    Nothing,
    /// L1: it tells what became of a key.
    Status,
    /// L2: the same key and bytes are accepted once, however often they come.
    Idempotent,
}

impl Level {
    /// Name in files: `L0`, `L1`, `L2`.
    pub fn name(self) -> &'static str {
        LEVELS.iter().find(|(_, level)| *level == self).map_or("", |(name, _)| name)
    }
}

/// How an application is written into a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    /// The envelope itself as JSON body.
    Envelope,
    /// `{"idempotencyKey","digest","envelope","attachments":{digest: address}}` as JSON body.
    Wrapped,
    /// The same four as fields of a form.
    Form,
}

/// How an attachment is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Upload {
    /// `PUT`, the bytes as body; `{sm3}` in the address is replaced by their digest.
    Put,
    /// `POST` as multipart, the bytes as part `file`.
    Multipart,
}

/// One rule: what must stand in an answer, and what that means.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Requests that it speaks of.
    pub purposes: Vec<Purpose>,
    /// HTTP status; any where empty.
    pub status: Vec<u16>,
    /// The portal's code, equal in type too (`"1"` is not `1`); any where empty.
    pub code: Vec<Value>,
    /// Words that stand in the message, any of them; no condition where empty.
    pub says: Vec<String>,
    /// Pointers that must lead somewhere.
    pub present: Vec<String>,
    /// Pointers and the values that must stand there.
    pub equals: Vec<(String, Value)>,
    /// What must be the content.
    pub content: Content,
    /// What it means.
    pub meaning: Meaning,
}

/// What a request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Handing in.
    Submit,
    /// Asking what became of a key.
    Status,
    /// Sending an attachment.
    Upload,
}

/// What the content of an answer must be for a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// A JSON object.
    Json,
    /// Nothing at all.
    Empty,
    /// Anything.
    Any,
}

/// What an answer means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// Accepted; key and digest are still compared.
    Accepted,
    /// Refused by the portal after it looked at this very application.
    Rejected,
    /// Refused because the case moved: the head that it names is no longer its journal's.
    Moved,
    /// Too large.
    TooLarge,
    /// Not for this account.
    Forbidden,
    /// Nobody is signed in, and nothing was done.
    Login,
    /// Being worked on.
    InProgress,
    /// Nothing was done; come later.
    Later,
    /// The portal does not know the key.
    NotKnown,
    /// Sent before; outcome unknown.
    Repeated,
    /// The portal failed; outcome unknown.
    Failed,
}

impl Profile {
    /// The shipped profile of this name.
    pub fn shipped(name: &str) -> Option<Self> {
        let (_, text) = SHIPPED.iter().find(|(known, _)| *known == name)?;
        Self::read(text).ok()
    }

    /// Names of the shipped profiles.
    pub const NAMES: [&str; 6] =
        ["rest", "ruoyi", "ruoyi-thymeleaf", "jeecgboot", "eladmin", "spring-security"];

    /// Reads a profile.
    ///
    /// # Errors
    /// What is wrong, with its place.
    pub fn read(text: &str) -> Result<Self, Error> {
        let value = json::parse(text, 1 << 20)?;
        let root = At::root(&value);
        version_of(&root, FORMAT, 1)?;
        root.only(&[
            "format",
            "version",
            "id",
            "note",
            "level",
            "encoding",
            "upload",
            "timeoutSeconds",
            "types",
            "codeAt",
            "messageAt",
            "referenceAt",
            "addressAt",
            "keyAt",
            "digestAt",
            "mustEcho",
            "errorsAt",
            "rules",
        ])?;
        let seconds = root.maybe("timeoutSeconds")?.map(|s| s.whole()).transpose()?.unwrap_or(30);
        Ok(Self {
            id: root.member("id")?.text(100)?.to_owned(),
            level: one_of(&root.member("level")?, LEVELS)?,
            encoding: one_of(&root.member("encoding")?, ENCODINGS)?,
            upload: one_of(&root.member("upload")?, UPLOADS)?,
            timeout: seconds.clamp(1, 600) * 1000,
            types: texts(&root, "types")?,
            code_at: texts(&root, "codeAt")?,
            message_at: texts(&root, "messageAt")?,
            reference_at: texts(&root, "referenceAt")?,
            address_at: texts(&root, "addressAt")?,
            key_at: texts(&root, "keyAt")?,
            digest_at: texts(&root, "digestAt")?,
            must_echo: root.maybe("mustEcho")?.is_some_and(|must| must.value == &Value::Bool(true)),
            errors_at: texts(&root, "errorsAt")?,
            rules: root.member("rules")?.array()?.iter().map(read_rule).collect::<Result<_, _>>()?,
        })
    }
}

const LEVELS: &[(&str, Level)] = &[("L0", Level::Nothing), ("L1", Level::Status), ("L2", Level::Idempotent)];
const ENCODINGS: &[(&str, Encoding)] =
    &[("envelope", Encoding::Envelope), ("wrapped", Encoding::Wrapped), ("form", Encoding::Form)];
const UPLOADS: &[(&str, Upload)] = &[("put", Upload::Put), ("multipart", Upload::Multipart)];
const PURPOSES: &[(&str, Purpose)] =
    &[("submit", Purpose::Submit), ("status", Purpose::Status), ("upload", Purpose::Upload)];
const CONTENTS: &[(&str, Content)] =
    &[("json", Content::Json), ("empty", Content::Empty), ("any", Content::Any)];
const MEANINGS: &[(&str, Meaning)] = &[
    ("accepted", Meaning::Accepted),
    ("rejected", Meaning::Rejected),
    ("moved", Meaning::Moved),
    ("too-large", Meaning::TooLarge),
    ("forbidden", Meaning::Forbidden),
    ("login", Meaning::Login),
    ("in-progress", Meaning::InProgress),
    ("later", Meaning::Later),
    ("not-known", Meaning::NotKnown),
    ("repeated", Meaning::Repeated),
    ("failed", Meaning::Failed),
];

fn read_rule(rule: &At<'_>) -> Result<Rule, Error> {
    rule.only(&["for", "status", "code", "says", "present", "equals", "content", "means"])?;
    let mut purposes = Vec::new();
    for purpose in rule.maybe("for")?.map(|p| p.array()).transpose()?.unwrap_or_default() {
        purposes.push(one_of(&purpose, PURPOSES)?);
    }
    if purposes.is_empty() {
        purposes.push(Purpose::Submit);
    }
    let mut status = Vec::new();
    for number in rule.maybe("status")?.map(|s| s.array()).transpose()?.unwrap_or_default() {
        match number.whole()?.try_into() {
            Ok(known) => status.push(known),
            Err(_) => return number.wrong("HTTP 状态码", "an HTTP status"),
        }
    }
    let code = rule.maybe("code")?.map(|c| c.array()).transpose()?.unwrap_or_default();
    let equals = rule.maybe("equals")?.map(|e| e.object().cloned()).transpose()?.unwrap_or_default();
    let content = rule.maybe("content")?.map(|c| one_of(&c, CONTENTS)).transpose()?;
    Ok(Rule {
        purposes,
        status,
        code: code.into_iter().map(|c| c.value.clone()).collect(),
        says: texts(rule, "says")?,
        present: texts(rule, "present")?,
        equals: equals.into_iter().collect(),
        content: content.unwrap_or(Content::Json),
        meaning: one_of(&rule.member("means")?, MEANINGS)?,
    })
}

fn texts(at: &At<'_>, name: &str) -> Result<Vec<String>, Error> {
    let Some(list) = at.maybe(name)? else { return Ok(Vec::new()) };
    list.array()?.iter().map(|text| Ok(text.text(1000)?.to_owned())).collect()
}

fn one_of<T: Copy>(at: &At<'_>, choices: &[(&str, T)]) -> Result<T, Error> {
    let text = at.text(100)?;
    let found = choices.iter().find(|(name, _)| *name == text);
    let names = || choices.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(" | ");
    found.map_or_else(|| at.wrong(&names(), &names()), |(_, choice)| Ok(*choice))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn every_shipped_profile_reads_and_bears_its_name() {
        assert_eq!(SHIPPED.map(|(name, _)| name), Profile::NAMES);
        for name in Profile::NAMES {
            let (_, text) = SHIPPED.iter().find(|(known, _)| *known == name).unwrap();
            let profile = Profile::read(text).map_err(|e| format!("{name}: {e}")).unwrap();
            assert_eq!(profile.id, name);
            let accepts = profile.rules.iter().any(|r| r.meaning == Meaning::Accepted);
            assert!(accepts, "{name} can accept");
        }
        assert_eq!(Profile::shipped("none"), None);
    }

    #[test]
    fn a_wrong_profile_is_refused_with_its_place() {
        let (_, rest) = SHIPPED[0];
        let shown = |from: &str, to: &str| {
            assert!(rest.contains(from), "{from}");
            Profile::read(&rest.replacen(from, to, 1)).unwrap_err().words().en
        };
        assert!(shown("\"L2\"", "\"L3\"").starts_with("/level: L0 | L1 | L2"));
        assert!(shown("\"means\": \"in-progress\"", "\"means\": \"fine\"").starts_with("/rules/0/means"));
        assert!(shown("\"rules\"", "\"rule\"").starts_with("/rule:"));
    }
}
