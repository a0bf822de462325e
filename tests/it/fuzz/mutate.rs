//! Mutations that know a little of what they change: JSON by its values, text by its tokens and lines, anything by
//! its bytes.

use serde_json::Value;

/// What readers stumble over.
const TOKENS: &[&str] = &[
    "",
    "0",
    "-0",
    "-1",
    "1e9",
    "1.5",
    "9007199254740993",
    "99999999999999999999999999",
    "NaN",
    "null",
    "true",
    "\"",
    "\\",
    "\\u0000",
    "\\ud800",
    "\\udc00\\ud800",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\n",
    "\r\n",
    "\t",
    "\0",
    "'",
    "=1+1",
    "@",
    "＝",
    "\u{feff}",
    "\u{202e}",
    "\u{2028}",
    "𠮷",
    "é",
    "__proto__",
    "../..",
    "%00",
    "<!DOCTYPE x>",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "-9999-01-01",
    "/",
    "~",
    "~0",
    "~2",
    "heilongjiang",
    "version",
    "digest",
];

/// A generator (splitmix64) and what it does to an input.
pub(super) struct Mutator(u64);

impl Mutator {
    pub(super) fn new(number: u64) -> Self {
        Self(number.wrapping_mul(0x9E37_79B9_7F4A_7C15))
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub(super) fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % most.max(1) as u64).unwrap()
    }

    fn token(&mut self) -> &'static str {
        TOKENS[self.below(TOKENS.len())]
    }

    /// One of the corpus, changed one to eight times.
    pub(super) fn mutate(&mut self, corpus: &[Vec<u8>]) -> Vec<u8> {
        let mut bytes = corpus[self.below(corpus.len())].clone();
        for _ in 0..=self.below(8) {
            let json = if self.below(2) == 0 { serde_json::from_slice::<Value>(&bytes).ok() } else { None };
            match json {
                Some(mut value) => {
                    self.value(&mut value);
                    bytes = serde_json::to_vec(&value).unwrap();
                }
                None => self.bytes(&mut bytes, corpus),
            }
        }
        bytes
    }

    /// Changes one value somewhere in a document.
    fn value(&mut self, value: &mut Value) {
        let inside = match value {
            Value::Array(items) => items.len(),
            Value::Object(members) => members.len(),
            _ => 0,
        };
        if inside > 0 && self.below(8) > 0 {
            let at = self.below(inside);
            match value {
                Value::Array(items) if self.below(12) > 0 => return self.value(&mut items[at]),
                Value::Object(members) if self.below(12) > 0 => {
                    return self.value(members.values_mut().nth(at).unwrap());
                }
                Value::Array(items) => match self.below(3) {
                    0 => drop(items.remove(at)),
                    1 => items.insert(at, items[at].clone()),
                    _ => items.swap(at, inside - 1),
                },
                Value::Object(members) => {
                    let name = members.keys().nth(at).unwrap().clone();
                    let taken = members.remove(&name).unwrap();
                    match self.below(3) {
                        0 => {}
                        1 => drop(members.insert(self.token().to_owned(), taken)),
                        _ => {
                            members.insert(format!("{name}{}", self.token()), taken.clone());
                            members.insert(name, taken);
                        }
                    }
                }
                _ => {}
            }
            return;
        }
        *value = match self.below(9) {
            0 => Value::Null,
            1 => Value::from(self.below(3) == 0),
            2 => Value::from(i64::from_le_bytes(self.next().to_le_bytes()) >> self.below(64)),
            3 => serde_json::json!([value.clone(), value.clone()]),
            4 => serde_json::json!({ self.token(): value.clone() }),
            5 => Value::from(self.token().repeat(1 + self.below(2_000))),
            6 => Value::from(self.below(40)),
            7 => (0..self.below(200)).fold(Value::Null, |inner, _| serde_json::json!([inner])),
            _ => Value::from(self.token()),
        };
    }

    fn bytes(&mut self, bytes: &mut Vec<u8>, corpus: &[Vec<u8>]) {
        let (a, b) = (self.below(bytes.len() + 1), self.below(bytes.len() + 1));
        let (from, to) = (a.min(b), a.max(b));
        // Pieces are kept short, so that a file does not double with every change.
        let to = to.min(from + 1 + self.below(400));
        let to = to.min(bytes.len());
        match self.below(9) {
            0 if !bytes.is_empty() => bytes[from.min(a.max(1) - 1)] ^= 1 << self.below(8),
            1 => bytes.truncate(to),
            2 => drop(bytes.drain(from..to)),
            3 => {
                let piece = bytes[from..to].repeat(1 + self.below(4));
                bytes.splice(from..from, piece);
            }
            4 => {
                let other = &corpus[self.below(corpus.len())];
                let begin = self.below(other.len() + 1);
                let end = (begin + self.below(400)).min(other.len());
                bytes.splice(from..to, other[begin..end].iter().copied());
            }
            5 => drop(bytes.splice(from..from, self.token().bytes())),
            6 => drop(bytes.splice(from..to, self.token().bytes())),
            7 => {
                let mut lines: Vec<Vec<u8>> =
                    bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
                let (one, other) = (self.below(lines.len()), self.below(lines.len()));
                lines.swap(one, other);
                *bytes = lines.join(&b'\n');
            }
            _ => bytes.extend((0..self.below(40)).map(|n| (n * 37) as u8).collect::<Vec<u8>>()),
        }
        bytes.truncate(1 << 20);
    }
}
