//! 登记簿: the journals of several cases in one file, for the views of who looks at all of them. Read, and gathered
//! from journals that are texts already.
//!
//! ```json
//! {"format":"govcloud-register","version":1,
//!  "links":{"case":"/case/{reference}","paper":"/api/cases/{reference}/attachments/{digest}"},
//!  "cases":[{"department":"某厅","journal":{"format":"govcloud-journal", …}}]}
//! ```
//!
//! `links` may be left out, and so may either of its members: then nothing is linked. `department` is the
//! department's name as the portal knows it; where it is left out, that of the application stands for it. One broken
//! journal must not take the register from everybody: it becomes a [`LeftOut`] with its reason.

use super::super::json::{self, At};
use super::case::MOST_NAME;
use super::journal::{self, Journal};
use crate::basics::Words;
use crate::wire::Error;
use serde_json::Value;

/// The name of this format.
pub const FORMAT: &str = "govcloud-register";
/// Most bytes of a register.
pub const MOST_BYTES: usize = 256 << 20;
/// Most cases of a register.
pub const MOST_CASES: usize = 100_000;
/// Most bytes of an address.
const MOST_ADDRESS: usize = 2_000;

/// A register.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Register {
    /// The cases, in the order of the file.
    pub cases: Vec<Case>,
    /// Cases whose journal cannot be used.
    pub left_out: Vec<LeftOut>,
    /// Where cases and papers are, as the portal says.
    pub links: Links,
}

/// A case of a register.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    /// Name of the department; empty where the register leaves it to the application.
    pub department: String,
    /// What was done in it.
    pub journal: Journal,
}

/// A case that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its reference, where that can be read; else its place in the file, from 1.
    pub reference: String,
    /// Why.
    pub why: Words,
}

/// Addresses with gaps.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Links {
    case: String,
    paper: String,
}

impl Links {
    /// Address of a case; `None` where the register names none.
    pub fn case(&self, reference: &str) -> Option<String> {
        filled(&self.case, &[("{reference}", reference)])
    }

    /// Address of a paper of a case; `None` where the register names none.
    pub fn paper(&self, reference: &str, digest: &str) -> Option<String> {
        filled(&self.paper, &[("{reference}", reference), ("{digest}", digest)])
    }
}

/// The address with its gaps filled, each value percent-encoded.
fn filled(template: &str, values: &[(&str, &str)]) -> Option<String> {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~');
    let coded = |text: &str| -> String {
        text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
    };
    let fill = |address: String, (gap, value): &(&str, &str)| address.replace(gap, &coded(value));
    (!template.is_empty()).then(|| values.iter().fold(template.to_owned(), fill))
}

/// Reads a register.
///
/// # Errors
/// Why the file as a whole is no register, with its place. A journal that is broken is no error.
pub fn read(text: &str) -> Result<Register, Error> {
    let file = json::parse(text, MOST_BYTES)?;
    let root = At::root(&file);
    json::version_of(&root, FORMAT, 1)?;
    root.only(&["format", "version", "links", "cases"])?;
    let mut register = Register::default();
    if let Some(links) = root.maybe("links")? {
        links.only(&["case", "paper"])?;
        let of = |name| links.maybe(name)?.map_or_else(|| Ok(String::new()), |at| address(&at));
        register.links = Links { case: of("case")?, paper: of("paper")? };
    }
    let cases = root.member("cases")?;
    let rows = cases.array()?;
    cases.at_most(rows.len(), MOST_CASES, "案卷数", "the number of cases")?;
    for (row, number) in rows.iter().zip(1usize..) {
        row.only(&["department", "journal"])?;
        let department = row.maybe("department")?.map_or_else(|| Ok(""), |at| at.text(MOST_NAME))?.to_owned();
        let value = row.member("journal")?.value;
        match journal::read_value(value.clone()) {
            Ok(journal) => register.cases.push(Case { department, journal }),
            Err(error) => {
                let named = value.get("reference").and_then(Value::as_str);
                let reference = named.map_or_else(|| format!("#{number}"), str::to_owned);
                register.left_out.push(LeftOut { reference, why: error.words() });
            }
        }
    }
    Ok(register)
}

/// An address that a page may be led to: none, of this site, or by http. Anything else, such as a script, is refused.
fn address(at: &At<'_>) -> Result<String, Error> {
    let text = at.text(MOST_ADDRESS)?;
    if text.is_empty() || ["/", "https://", "http://"].iter().any(|start| text.starts_with(start)) {
        return Ok(text.to_owned());
    }
    at.wrong("以 / 或 http 开头的地址", "an address that begins with / or http")
}

/// A register made of journals that are texts already, each with its department; `links` are the addresses of a
/// case and of a paper.
pub fn gather<'r>(
    (case, paper): (&str, &str),
    cases: impl IntoIterator<Item = (&'r str, &'r str)>,
) -> String {
    let text = |text: &str| Value::from(text).to_string();
    let cases: Vec<String> = cases
        .into_iter()
        .map(|(department, journal)| format!("{{\"department\":{},\"journal\":{journal}}}", text(department)))
        .collect();
    format!(
        "{{\"cases\":[{}],\"format\":\"{FORMAT}\",\"links\":{{\"case\":{},\"paper\":{}}},\"version\":1}}",
        cases.join(","),
        text(case),
        text(paper)
    )
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    const LIFE: &str = include_str!("../../../tests/data/life.journal.json");
    const LINKS: (&str, &str) = ("/case/{reference}", "/papers/{reference}/{digest}");

    #[test]
    fn what_is_gathered_reads_back() {
        let register = read(&gather(LINKS, [("某“厅”", LIFE)])).unwrap();
        assert_eq!(register.left_out, []);
        assert_eq!(register.cases[0].department, "某“厅”");
        assert_eq!(register.cases[0].journal, journal::read(LIFE).unwrap());
        assert_eq!(register.links.case("HLJ 1/2").as_deref(), Some("/case/HLJ%201%2F2"));
        assert_eq!(register.links.paper("A-1", "ab").as_deref(), Some("/papers/A-1/ab"));
        assert_eq!(read(&gather(LINKS, [])).unwrap().cases, []);
    }

    #[test]
    fn a_broken_journal_is_left_out_and_the_rest_is_there() {
        let broken = LIFE.replace("\"number\":2", "\"number\":7");
        assert_ne!(broken, LIFE);
        let register = read(&gather(LINKS, [("甲", broken.as_str()), ("乙", LIFE)])).unwrap();
        assert_eq!(register.cases.len(), 1);
        assert_eq!(register.left_out[0].reference, register.cases[0].journal.reference);
        assert!(!register.left_out[0].why.zh.is_empty());
    }

    #[test]
    fn no_link_leads_to_a_script() {
        let error = read(&gather(("javascript:alert(1)", ""), [])).unwrap_err();
        assert!(error.words().en.contains("/links/case"), "{}", error.words().en);
        let none = r#"{"format":"govcloud-register","version":1,"cases":[]}"#;
        assert_eq!(read(none).unwrap().links.case("x"), None);
    }

    #[test]
    fn another_format_is_refused() {
        for text in [LIFE, "{}", "[]", r#"{"format":"govcloud-register","version":2,"cases":[]}"#] {
            assert!(read(text).is_err());
        }
    }
}
