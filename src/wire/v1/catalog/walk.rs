//! Walking a JSON value while knowing where one stands, so that each problem carries its place.

use crate::basics::{Date, Words, date};
use crate::catalog::CatalogProblem;
use serde_json::{Map, Value};

/// What the faults that any document can have are called in one of them.
pub(crate) struct Codes {
    unknown: &'static str,
    /// True where a field that is not read bars.
    unknown_bars: bool,
    missing: &'static str,
    kind: &'static str,
    float: &'static str,
    date: &'static str,
    choice: &'static str,
}

/// A catalog is used without what it says beside.
const CATALOG: Codes = Codes {
    unknown: "catalog-field-unknown",
    unknown_bars: false,
    missing: "catalog-field-missing",
    kind: "catalog-value-kind",
    float: "catalog-number-float",
    date: "catalog-date",
    choice: "catalog-choice",
};

/// Nobody is judged by a place of which something was not read.
pub(crate) const JURISDICTION: Codes = Codes {
    unknown: "jurisdiction-field-unknown",
    unknown_bars: true,
    missing: "jurisdiction-field-missing",
    kind: "jurisdiction-value-kind",
    float: "jurisdiction-number-float",
    date: "jurisdiction-date",
    choice: "jurisdiction-choice",
};

/// Where problems are put down.
pub(crate) struct Desk {
    codes: &'static Codes,
    pub(crate) problems: Vec<CatalogProblem>,
    /// How many of them bar.
    pub(crate) barring: usize,
}

/// A value and the way to it. The way is a chain of borrowed steps: a catalog of 10,000 items costs no
/// text for places where nothing is wrong.
#[derive(Clone, Copy)]
pub(crate) struct Node<'a> {
    pub(crate) value: &'a Value,
    up: Option<&'a Node<'a>>,
    step: Step<'a>,
}

#[derive(Clone, Copy)]
enum Step<'a> {
    /// The whole document.
    Root,
    /// An item, at this row: its fields are named from here.
    Item(usize),
    Key(&'a str),
    Index(usize),
}

impl<'a> Node<'a> {
    /// The whole document.
    pub(crate) fn root(value: &'a Value) -> Self {
        Self { value, up: None, step: Step::Root }
    }

    /// An item of this row.
    pub(crate) fn item(value: &'a Value, row: usize) -> Self {
        Self { value, up: None, step: Step::Item(row) }
    }

    /// The member of this name; `None` where it is absent or null.
    pub(crate) fn get<'n>(&'n self, key: &'n str) -> Option<Node<'n>> {
        let value = self.value.get(key).filter(|v| !v.is_null())?;
        Some(Node { value, up: Some(self), step: Step::Key(key) })
    }

    /// The place where a member of this name would stand.
    pub(crate) fn absent<'n>(&'n self, key: &'n str) -> Node<'n> {
        Node { value: &Value::Null, up: Some(self), step: Step::Key(key) }
    }

    /// The members with their names, in the order of their names.
    pub(crate) fn members<'n>(&'n self, desk: &mut Desk) -> Vec<(&'n str, Node<'n>)> {
        let Some(map) = self.object(desk) else { return Vec::new() };
        map.iter()
            .map(|(key, value)| (key.as_str(), Node { value, up: Some(self), step: Step::Key(key) }))
            .collect()
    }

    /// The elements.
    pub(crate) fn elements<'n>(&'n self, desk: &mut Desk) -> Vec<Node<'n>> {
        let Some(list) = self.value.as_array() else {
            desk.kind(self, &Words::new("数组", "an array"));
            return Vec::new();
        };
        list.iter()
            .enumerate()
            .map(|(at, value)| Node { value, up: Some(self), step: Step::Index(at) })
            .collect()
    }

    /// The elements of a member; none where it is absent.
    pub(crate) fn list<'n, T>(
        &'n self,
        key: &'n str,
        desk: &mut Desk,
        mut read: impl FnMut(&Node<'_>, &mut Desk) -> Option<T>,
    ) -> Vec<T> {
        let Some(node) = self.get(key) else { return Vec::new() };
        let elements = node.elements(desk);
        elements.iter().filter_map(|element| read(element, desk)).collect()
    }

    fn object(&self, desk: &mut Desk) -> Option<&'a Map<String, Value>> {
        let map = self.value.as_object();
        if map.is_none() {
            desk.kind(self, &Words::new("对象", "an object"));
        }
        map
    }

    /// Says which members are none of these.
    pub(crate) fn only(&self, known: &[&str], desk: &mut Desk) {
        let Some(map) = self.object(desk) else { return };
        for (key, value) in map {
            if !known.contains(&key.as_str()) {
                let node = Node { value, up: Some(self), step: Step::Key(key) };
                desk.put(
                    &node,
                    desk.codes.unknown,
                    desk.codes.unknown_bars,
                    [
                        &format!("没有名为“{key}”的字段，其内容未被读取"),
                        &format!("There is no field '{key}'; what it holds was not read"),
                        &format!("改正字段名或删除。此处可用：{}", known.join("、")),
                        &format!("Correct the name or remove it. Known here: {}", known.join(", ")),
                    ],
                );
            }
        }
    }

    /// A text; empty texts are missing.
    pub(crate) fn text(&self, desk: &mut Desk) -> Option<&'a str> {
        match self.value.as_str() {
            Some(text) if !text.trim().is_empty() => Some(text.trim()),
            Some(_) => {
                desk.missing(self);
                None
            }
            None => {
                desk.kind(self, &Words::new("文本", "a text"));
                None
            }
        }
    }

    /// The text of a member that must be there.
    pub(crate) fn need_text(&self, key: &str, desk: &mut Desk) -> Option<String> {
        match self.get(key) {
            Some(node) => node.text(desk).map(str::to_owned),
            None => {
                desk.missing(&self.absent(key));
                None
            }
        }
    }

    /// The text of a member that may be absent or empty.
    pub(crate) fn may_text(&self, key: &str, desk: &mut Desk) -> String {
        let Some(node) = self.get(key) else { return String::new() };
        if node.value.as_str() == Some("") {
            return String::new();
        }
        node.text(desk).unwrap_or_default().to_owned()
    }

    /// A name in both languages: `{"zh": …, "en": …}`, or one text for both.
    pub(crate) fn words(&self, key: &str, desk: &mut Desk) -> Words {
        let Some(node) = self.get(key) else {
            desk.missing(&self.absent(key));
            return Words::default();
        };
        if node.value.is_string() {
            return Words::same(node.text(desk).unwrap_or_default());
        }
        node.only(&["zh", "en"], desk);
        if !node.value.is_object() {
            return Words::default();
        }
        Words::new(node.need_text("zh", desk).unwrap_or_default(), node.may_text("en", desk))
    }

    /// `true` or `false`; absent is `false`.
    pub(crate) fn flag(&self, key: &str, desk: &mut Desk) -> bool {
        let Some(node) = self.get(key) else { return false };
        node.value.as_bool().unwrap_or_else(|| {
            desk.kind(&node, &Words::new(" true 或 false", "true or false"));
            false
        })
    }

    /// A number as it is written: a text, or a whole number. Numbers with a fraction are refused, because
    /// a JSON reader may already have changed their last digit.
    pub(crate) fn number(&self, desk: &mut Desk) -> Option<String> {
        match self.value {
            Value::Number(n) if n.is_f64() => {
                desk.put(
                    self,
                    desk.codes.float,
                    true,
                    [
                        &format!("{n} 是小数，无法保证逐位精确"),
                        &format!("{n} is a number with a fraction, which is not kept to the last digit"),
                        &format!("请加引号写成文本：\"{n}\""),
                        &format!("Put it in quotes: \"{n}\""),
                    ],
                );
                None
            }
            Value::Number(n) => Some(n.to_string()),
            Value::String(_) => self.text(desk).map(str::to_owned),
            _ => {
                desk.kind(self, &Words::new("数（整数或文本）", "a number (whole, or as text)"));
                None
            }
        }
    }

    /// A whole number from `least` on.
    pub(crate) fn whole(&self, least: i64, desk: &mut Desk) -> Option<i64> {
        let text = self.number(desk)?;
        let whole = text.parse::<i64>().ok().filter(|n| *n >= least);
        if whole.is_none() {
            desk.kind(
                self,
                &Words::new(format!("不小于 {least} 的整数"), format!("a whole number from {least}")),
            );
        }
        whole
    }

    /// The date of a member, or `None` where there is none.
    pub(crate) fn date(&self, key: &str, desk: &mut Desk) -> Option<Date> {
        self.get(key)?.day(desk)
    }

    /// A date.
    pub(crate) fn day(&self, desk: &mut Desk) -> Option<Date> {
        let text = self.text(desk)?;
        let read = date::parse(text);
        if read.is_none() {
            desk.put(
                self,
                desk.codes.date,
                true,
                [
                    &format!("“{text}”不是日期"),
                    &format!("'{text}' is no date"),
                    "写成 2026-01-31 的形式",
                    "Write it like 2026-01-31",
                ],
            );
        }
        read
    }

    /// First and last day.
    pub(crate) fn valid(&self, desk: &mut Desk) -> (Option<Date>, Option<Date>) {
        let Some(node) = self.get("valid") else { return (None, None) };
        node.only(&["from", "to"], desk);
        (node.date("from", desk), node.date("to", desk))
    }

    /// One of a few words.
    pub(crate) fn choice<T: Copy>(&self, choices: &[(&str, T)], desk: &mut Desk) -> Option<T> {
        let text = self.text(desk)?;
        let found = choices.iter().find(|(word, _)| word.eq_ignore_ascii_case(text)).map(|(_, value)| *value);
        if found.is_none() {
            let words: Vec<&str> = choices.iter().map(|(word, _)| *word).collect();
            desk.put(
                self,
                desk.codes.choice,
                true,
                [
                    &format!("“{text}”不在可选值之中"),
                    &format!("'{text}' is none of the choices"),
                    &format!("可选：{}", words.join("、")),
                    &format!("Choose among: {}", words.join(", ")),
                ],
            );
        }
        found
    }

    /// The item's row, and the way from it (or from the root) to here.
    fn place(&self) -> (Option<usize>, String) {
        let mut steps = Vec::new();
        let mut node = Some(self);
        let mut row = None;
        while let Some(here) = node {
            match here.step {
                Step::Root => steps.push(String::new()),
                Step::Item(at) => row = Some(at),
                Step::Key(key) => steps.push(key.replace('~', "~0").replace('/', "~1")),
                Step::Index(at) => steps.push(at.to_string()),
            }
            node = here.up;
        }
        steps.reverse();
        (row, steps.join("/"))
    }
}

impl Default for Desk {
    /// The desk of a catalog.
    fn default() -> Self {
        Self::of(&CATALOG)
    }
}

impl Desk {
    /// A desk of a kind of document.
    pub(crate) fn of(codes: &'static Codes) -> Self {
        Self { codes, problems: Vec::new(), barring: 0 }
    }

    /// Puts a problem down: message and remedy, each Chinese and English.
    pub(crate) fn put(&mut self, node: &Node<'_>, code: &'static str, bars: bool, words: [&str; 4]) {
        let (row, column) = node.place();
        self.barring += usize::from(bars);
        let [zh, en, remedy_zh, remedy_en] = words;
        self.problems.push(CatalogProblem {
            row,
            column,
            code,
            bars,
            message: Words::new(zh, en),
            remedy: Words::new(remedy_zh, remedy_en),
        });
    }

    /// A value of the wrong kind.
    pub(crate) fn kind(&mut self, node: &Node<'_>, expected: &Words) {
        let found: String = node.value.to_string().chars().take(40).collect();
        self.put(
            node,
            self.codes.kind,
            true,
            [
                &format!("此处是 {found}，应为{}", expected.zh),
                &format!("{found} stands here; {} is expected", expected.en),
                "按格式说明改正这一处",
                "Correct the value as the format describes it",
            ],
        );
    }

    /// A member that must be there and is not.
    pub(crate) fn missing(&mut self, node: &Node<'_>) {
        self.put(
            node,
            self.codes.missing,
            true,
            ["缺少必填内容", "A required value is missing", "补充这一字段", "Fill in this field"],
        );
    }

    /// The same for a member that is absent altogether.
    pub(crate) fn missing_member(&mut self, node: &Node<'_>, key: &str) {
        self.missing(&node.absent(key));
    }
}
