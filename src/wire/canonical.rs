//! The one canonical form of a JSON value, and the digest over it.
//!
//! Members stand in the order of RFC 8785 (JSON Canonicalization Scheme): by name, compared as sequences
//! of UTF-16 code units, without any blank. Two things are narrower than there:
//!
//! - **Numbers are whole** and lie within ±(2^53 − 1), so that every JavaScript engine reads the same
//!   number. Anything else is refused with its place; amounts and prices travel as text.
//! - **`<`, `>`, `&`, U+2028 and U+2029 are written `\u003c` …** beside the escapes that JSON asks for.
//!   Common portals filter request bodies for markup and turn a raw `CPU<8核` into different, valid JSON;
//!   written like this the body passes them unchanged, and what is digested is what is sent.

use super::Error;
use crate::basics::{Digest, Path};
use serde_json::{Map, Number, Value};

/// The largest whole number that every JSON reader gives back unchanged: 2^53 − 1.
pub const LARGEST_WHOLE: u64 = (1 << 53) - 1;

/// The canonical text of a value.
///
/// # Errors
/// [`Error::NotCanonical`] with the place of a number that is not whole or too large.
pub fn to_string(value: &Value) -> Result<String, Error> {
    let mut out = String::new();
    write(value, &mut out)?;
    Ok(out)
}

/// The SM3 digest of the canonical text of a value.
///
/// # Errors
/// As [`to_string`].
pub fn digest(value: &Value) -> Result<Digest, Error> {
    Ok(Digest::of(to_string(value)?.as_bytes()))
}

/// The digest of an object without one of its members: how a document that carries its own digest is
/// sealed and checked.
///
/// # Errors
/// As [`to_string`].
pub fn digest_without(object: &Map<String, Value>, member: &str) -> Result<Digest, Error> {
    let mut out = String::new();
    write_object(object.iter().filter(|(name, _)| *name != member), &mut out)?;
    Ok(Digest::of(out.as_bytes()))
}

/// The way to a number that has no canonical form, last step first: it is put together only where there
/// is one.
struct Fault(Vec<String>);

impl Fault {
    fn under(mut self, step: impl Into<String>) -> Self {
        self.0.push(step.into());
        self
    }
}

impl From<Fault> for Error {
    fn from(fault: Fault) -> Self {
        Self::NotCanonical { at: fault.0.iter().rev().fold(Path::root(), |path, step| path.at(step)) }
    }
}

fn write(value: &Value, out: &mut String) -> Result<(), Fault> {
    match value {
        Value::Null => out.push_str("null"),
        Value::Bool(true) => out.push_str("true"),
        Value::Bool(false) => out.push_str("false"),
        Value::Number(number) => match whole(number) {
            Some(number) => out.push_str(&number.to_string()),
            None => return Err(Fault(Vec::new())),
        },
        Value::String(text) => write_text(text, out),
        Value::Array(values) => {
            out.push('[');
            for (row, value) in values.iter().enumerate() {
                if row > 0 {
                    out.push(',');
                }
                write(value, out).map_err(|fault| fault.under(row.to_string()))?;
            }
            out.push(']');
        }
        Value::Object(members) => write_object(members.iter(), out)?,
    }
    Ok(())
}

fn write_object<'v>(
    members: impl Iterator<Item = (&'v String, &'v Value)>,
    out: &mut String,
) -> Result<(), Fault> {
    let mut members: Vec<(&String, &Value)> = members.collect();
    // Bytes and UTF-16 give one order where all is ASCII, and a map of names has that order already.
    if !members.iter().all(|(name, _)| name.is_ascii()) || !members.is_sorted_by_key(|(name, _)| *name) {
        members.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    }
    out.push('{');
    for (nth, (name, value)) in members.into_iter().enumerate() {
        if nth > 0 {
            out.push(',');
        }
        write_text(name, out);
        out.push(':');
        write(value, out).map_err(|fault| fault.under(name.as_str()))?;
    }
    out.push('}');
    Ok(())
}

/// The number, where it is whole and every reader gives it back unchanged.
pub(crate) fn whole(number: &Number) -> Option<i64> {
    number.as_i64().filter(|n| n.unsigned_abs() <= LARGEST_WHOLE)
}

/// Writes a JSON string with the escapes of the canonical form.
pub(crate) fn write_text(text: &str, out: &mut String) {
    out.push('"');
    let special =
        |c: char| matches!(c, '"' | '\\' | '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\0'..='\u{1f}');
    let mut rest = text;
    while let Some(at) = rest.find(special) {
        let (plain, escaped) = rest.split_at(at);
        out.push_str(plain);
        let mut chars = escaped.chars();
        if let Some(c) = chars.next() {
            escape(c, out);
        }
        rest = chars.as_str();
    }
    out.push_str(rest);
    out.push('"');
}

fn escape(c: char, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        '\u{8}' => out.push_str("\\b"),
        '\u{c}' => out.push_str("\\f"),
        c => {
            let code = c as u32;
            out.push_str("\\u");
            out.extend([12, 8, 4, 0].map(|shift| char::from_digit(code >> shift & 15, 16).unwrap_or('0')));
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use serde_json::json;

    #[test]
    fn members_stand_in_the_order_of_utf_16() {
        // U+1F600 is two code units beginning with D83D, so it stands before U+FB33: by code point it would not.
        let value = json!({"\u{fb33}": 1, "\u{1f600}": 2, "€": 3, "b": 4, "a": 5, "1": 6, "\r": 7});
        let text = to_string(&value).unwrap();
        assert_eq!(text, "{\"\\r\":7,\"1\":6,\"a\":5,\"b\":4,\"€\":3,\"\u{1f600}\":2,\"\u{fb33}\":1}");
    }

    #[test]
    fn the_order_is_not_that_in_which_the_members_come() {
        let names = ["b", "a", "c"].map(str::to_owned);
        let mut text = String::new();
        assert!(write_object(names.iter().zip(&[json!(1), json!(2), json!([])]), &mut text).is_ok());
        assert_eq!(text, r#"{"a":2,"b":1,"c":[]}"#);
    }

    #[test]
    fn what_has_a_short_escape_is_written_with_it() {
        let text = to_string(&json!("\u{8}\t\n\u{b}\u{c}\r\u{1f}\u{20}")).unwrap();
        assert_eq!(text, r#""\b\t\n\u000b\f\r\u001f ""#);
    }

    #[test]
    fn what_portals_mangle_is_escaped_in_names_and_texts() {
        let value = json!({"a<b": "CPU<8核 & >16G\u{2028}\u{2029}\u{7f}\u{1}\"\\/"});
        let text = to_string(&value).unwrap();
        let expected = r#"{"a\u003cb":"CPU\u003c8核 \u0026 \u003e16G\u2028\u2029"#.to_owned()
            + "\u{7f}"
            + r#"\u0001\"\\/"}"#;
        assert_eq!(text, expected);
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), value, "it reads back the same");
    }

    #[test]
    fn numbers_are_whole_and_exact() {
        assert_eq!(to_string(&json!([0, -1, 9_007_199_254_740_991_i64])).unwrap(), "[0,-1,9007199254740991]");
        for text in ["1.5", "1.0", "1e3", "9007199254740992", "-9007199254740992", "18446744073709551615"] {
            let value: Value = serde_json::from_str(&format!("{{\"a\":[0,{text}]}}")).unwrap();
            let at = Path::from("/a/1");
            assert_eq!(to_string(&value), Err(Error::NotCanonical { at }), "{text}");
        }
    }

    #[test]
    fn a_document_is_digested_without_its_digest() {
        let sealed = json!({"b": 1, "digest": "x", "a": 2});
        let plain = json!({"a": 2, "b": 1});
        assert_eq!(digest_without(sealed.as_object().unwrap(), "digest"), digest(&plain));
    }
}
