//! Reading JSON text strictly: nothing in it is silently dropped.
//!
//! A name that stands twice in an object is an error (ordinary readers keep one of the two and drop the
//! other), and so are a document that is too large or too deep and bytes that are no UTF-8.

use super::Error;
use crate::basics::{Path, Words};
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use std::cell::RefCell;
use std::fmt;

/// How deep values may stand in each other.
pub const DEEPEST: usize = 32;

/// Reads a document of at most `most` bytes. A byte order mark at its head is passed over.
///
/// # Errors
/// [`Error::TooLarge`], [`Error::Syntax`], or [`Error::Shape`] with the place of a name that stands twice.
pub fn parse(text: &str, most: usize) -> Result<Value, Error> {
    if text.len() > most {
        let what = Words::new("文件（字节）", "the file, in bytes");
        return Err(Error::TooLarge { what, most: most as u64 });
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let walk = Walk { path: RefCell::default(), fault: RefCell::default() };
    let mut reader = serde_json::Deserializer::from_str(text);
    let read = Place(&walk).deserialize(&mut reader).and_then(|value| reader.end().map(|()| value));
    let fault = walk.fault.into_inner();
    read.map_err(|error| fault.unwrap_or_else(|| error.into()))
}

/// Reads bytes as [`parse`] does.
///
/// # Errors
/// As [`parse`]; [`Error::Syntax`] with line and column where the bytes are no UTF-8.
pub fn parse_bytes(bytes: &[u8], most: usize) -> Result<Value, Error> {
    parse(text_of(bytes)?, most)
}

/// The text of these bytes.
///
/// # Errors
/// [`Error::Syntax`] with line and column where they are no UTF-8 (a file saved as GBK, say).
pub fn text_of(bytes: &[u8]) -> Result<&str, Error> {
    std::str::from_utf8(bytes).map_err(|error| {
        let (good, _) = bytes.split_at(error.valid_up_to());
        let line = good.split(|b| *b == b'\n').count();
        let column = good.rsplit(|b| *b == b'\n').next().map_or(0, <[u8]>::len) + 1;
        Error::Syntax { line, column, detail: "not UTF-8 (文件不是 UTF-8 编码)".into() }
    })
}

/// Where the reader stands, and what it found wrong there.
struct Walk {
    path: RefCell<Vec<Step>>,
    fault: RefCell<Option<Error>>,
}

/// One step of the way. A name is lent to the way while its value is read: a catalog of 10,000 items has
/// some 200,000 members, and most are never reported.
enum Step {
    Name(String),
    Index(usize),
}

impl Walk {
    fn enter(&self, step: Step) {
        self.path.borrow_mut().push(step);
    }

    fn leave(&self) -> Option<Step> {
        self.path.borrow_mut().pop()
    }

    fn here(&self) -> Path {
        let step = |path: Path, step: &Step| match step {
            Step::Name(name) => path.at(name),
            Step::Index(at) => path.at(&at.to_string()),
        };
        self.path.borrow().iter().fold(Path::root(), step)
    }

    fn stop<E: serde::de::Error>(&self, fault: Error) -> E {
        *self.fault.borrow_mut() = Some(fault);
        E::custom("")
    }
}

#[derive(Clone, Copy)]
struct Place<'w>(&'w Walk);

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Value, E> {
        Ok(Value::from(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(Value::String(value.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<Value, A::Error> {
        self.check_depth()?;
        let mut read = Vec::new();
        loop {
            self.0.enter(Step::Index(read.len()));
            match values.next_element_seed(self)? {
                Some(value) => read.push(value),
                None => {
                    self.0.leave();
                    return Ok(Value::Array(read));
                }
            }
            self.0.leave();
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        self.check_depth()?;
        let mut read = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let twice = read.contains_key(&name);
            self.0.enter(Step::Name(name));
            if twice {
                let expected = Words::new("只写一次的名称", "a name that stands only once");
                return Err(self.0.stop(Error::Shape { at: self.0.here(), expected }));
            }
            let value = members.next_value_seed(self)?;
            if let Some(Step::Name(name)) = self.0.leave() {
                read.insert(name, value);
            }
        }
        Ok(Value::Object(read))
    }
}

impl Place<'_> {
    fn check_depth<E: serde::de::Error>(&self) -> Result<(), E> {
        if self.0.path.borrow().len() < DEEPEST {
            return Ok(());
        }
        let what = Words::new(
            format!("嵌套层数（{}）", self.0.here()),
            format!("the nesting of values ({})", self.0.here()),
        );
        Err(self.0.stop(Error::TooLarge { what, most: DEEPEST as u64 }))
    }
}

/// A member of an object that is being read, with its place.
pub(crate) struct At<'v> {
    /// The value.
    pub(crate) value: &'v Value,
    /// Where it stands.
    pub(crate) path: Path,
}

impl<'v> At<'v> {
    pub(crate) fn root(value: &'v Value) -> Self {
        Self { value, path: Path::root() }
    }

    pub(crate) fn wrong<T>(&self, zh: &str, en: &str) -> Result<T, Error> {
        Err(Error::Shape { at: self.path.clone(), expected: Words::new(zh, en) })
    }

    pub(crate) fn object(&self) -> Result<&'v Map<String, Value>, Error> {
        self.value.as_object().map_or_else(|| self.wrong("对象", "an object"), Ok)
    }

    pub(crate) fn array(&self) -> Result<Vec<At<'v>>, Error> {
        let Some(values) = self.value.as_array() else { return self.wrong("数组", "an array") };
        let at = |(row, value)| At { value, path: self.path.at(&usize::to_string(&row)) };
        Ok(values.iter().enumerate().map(at).collect())
    }

    /// The members, where each has one of these names.
    pub(crate) fn only(&self, names: &[&str]) -> Result<&'v Map<String, Value>, Error> {
        let members = self.object()?;
        match members.keys().find(|name| !names.contains(&name.as_str())) {
            None => Ok(members),
            Some(stray) => Err(Error::Shape {
                at: self.path.at(stray),
                expected: Words::new(
                    format!("没有这个名称（本版只有：{}）", names.join("、")),
                    format!("no member of this name (this version has: {})", names.join(", ")),
                ),
            }),
        }
    }

    pub(crate) fn member(&self, name: &str) -> Result<At<'v>, Error> {
        self.maybe(name)?.map_or_else(
            || {
                let at = self.path.at(name);
                Err(Error::Shape { at, expected: Words::new("有这一项", "this member") })
            },
            Ok,
        )
    }

    pub(crate) fn maybe(&self, name: &str) -> Result<Option<At<'v>>, Error> {
        Ok(self.object()?.get(name).map(|value| At { value, path: self.path.at(name) }))
    }

    pub(crate) fn text(&self, most: usize) -> Result<&'v str, Error> {
        let Some(text) = self.value.as_str() else { return self.wrong("文本", "a text") };
        if text.len() <= most {
            return Ok(text);
        }
        let what = Words::new(
            format!("{} 的文本（字节）", self.path),
            format!("the text at {}, in bytes", self.path),
        );
        Err(Error::TooLarge { what, most: most as u64 })
    }

    pub(crate) fn whole(&self) -> Result<u64, Error> {
        let whole = self.value.as_number().and_then(super::canonical::whole);
        whole
            .and_then(|n| u64::try_from(n).ok())
            .map_or_else(|| self.wrong("非负整数", "a whole number, not below zero"), Ok)
    }

    pub(crate) fn digest(&self) -> Result<crate::basics::Digest, Error> {
        let read = self.value.as_str().and_then(crate::basics::Digest::parse);
        read.map_or_else(
            || self.wrong("SM3 摘要（64 位十六进制）", "an SM3 digest (64 hexadecimal digits)"),
            Ok,
        )
    }

    pub(crate) fn at_most(&self, found: usize, most: usize, zh: &str, en: &str) -> Result<(), Error> {
        if found <= most {
            return Ok(());
        }
        let what = Words::new(format!("{}：{zh}", self.path), format!("{en} at {}", self.path));
        Err(Error::TooLarge { what, most: most as u64 })
    }
}

/// A text in a file that people write: a plain text where both languages are the same, else `{"zh", "en"}` without an
/// English that is not there.
pub(crate) fn words_out(words: &Words) -> Value {
    if words.zh == words.en {
        return words.zh.as_str().into();
    }
    let mut out = Map::new();
    out.insert("zh".into(), words.zh.as_str().into());
    if !words.en.is_empty() {
        out.insert("en".into(), words.en.as_str().into());
    }
    Value::Object(out)
}

/// Checks `format` and `version` of a document and gives the version.
///
/// # Errors
/// [`Error::Format`] for another kind of document, [`Error::Version`] for a version from 1 on that is newer
/// than `newest` or is none.
pub(crate) fn version_of(document: &At<'_>, format: &'static str, newest: u32) -> Result<u32, Error> {
    let found = document.maybe("format").ok().flatten();
    let found = found.as_ref().and_then(|f| f.value.as_str()).unwrap_or_default();
    if found != format {
        return Err(Error::Format { expected: format, found: found.chars().take(60).collect() });
    }
    let version = document.member("version")?;
    match version.whole().ok().and_then(|v| u32::try_from(v).ok()) {
        Some(known) if (1..=newest).contains(&known) => Ok(known),
        _ => Err(Error::Version { newest, found: version.value.to_string().chars().take(60).collect() }),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn fault(text: &str) -> String {
        parse(text, 1000).unwrap_err().words().en
    }

    #[test]
    fn a_name_that_stands_twice_is_named_with_its_place() {
        let shown = fault(r#"{"a": [0, {"b": 1, "c": 2, "b": 3}]}"#);
        assert_eq!(shown, "/a/1/b: a name that stands only once is expected");
    }

    #[test]
    fn depth_and_size_are_bounded() {
        let nested = |depth| "[".repeat(depth) + &"]".repeat(depth);
        assert!(parse(&nested(DEEPEST), 1000).is_ok());
        assert!(matches!(parse(&nested(DEEPEST + 1), 1000), Err(Error::TooLarge { most: 32, .. })));
        assert!(matches!(parse(&nested(400), 1000), Err(Error::TooLarge { most: 32, .. })));
        assert!(matches!(parse("[1,2,3]", 6), Err(Error::TooLarge { most: 6, .. })));
    }

    #[test]
    fn a_limit_may_be_reached_but_not_passed() {
        let value = parse(r#"{"text": "市局"}"#, 100).unwrap();
        let text = At::root(&value).member("text").unwrap();
        assert_eq!(text.text(6), Ok("市局"), "in bytes");
        assert!(matches!(text.text(5), Err(Error::TooLarge { most: 5, .. })));
        assert_eq!(text.at_most(7, 7, "行", "rows"), Ok(()));
        let told = text.at_most(8, 7, "行", "rows").unwrap_err();
        assert!(told.words().en.contains("rows at /text"), "{told:?}");
        assert!(matches!(told, Error::TooLarge { most: 7, .. }));
    }

    #[test]
    fn words_are_written_once_where_both_languages_are_the_same_and_without_an_english_that_is_not_there() {
        for (zh, en, expected) in [
            ("云", "云", serde_json::json!("云")),
            ("云", "cloud", serde_json::json!({"zh": "云", "en": "cloud"})),
            ("云", "", serde_json::json!({"zh": "云"})),
        ] {
            assert_eq!(words_out(&Words::new(zh, en)), expected);
        }
    }

    #[test]
    fn a_byte_order_mark_is_passed_over_and_other_encodings_are_named() {
        assert_eq!(parse("\u{feff}[1]", 10), parse("[1]", 10));
        let gbk = b"{\n \"a\": \"\xd6\xd0\"}";
        assert!(matches!(parse_bytes(gbk, 100), Err(Error::Syntax { line: 2, column: 8, .. })));
    }

    #[test]
    fn trailing_and_broken_text_is_refused_with_line_and_column() {
        assert_eq!(fault("[1] x"), "The file cannot be read at line 1, column 5: trailing characters");
        assert!(matches!(parse("{\"a\": \"\\ud800\"}", 100), Err(Error::Syntax { line: 1, .. })));
    }
}
