//! The certificate of unfitness as a file: its canonical text, one statement a line, so that people can read it
//! and its SM3 can be told over the telephone.
//!
//! ```text
//! govcloud-certificate 1
//! edition hlj-2026 6f1c…
//! as-of 2026-11-23
//! max-distance 1
//! function compute/vm/general
//! amount gpu 1
//! trait arch arm
//! count 1
//! months 12
//! divisible no
//! conflict amount gpu trait arch
//! relaxation trait arch arm x86
//! offered gpu 0
//! ```
//!
//! Whoever holds it and the catalog can check it: [`crate::fitting::check::check`].

use crate::basics::{Date, Digest, Words, date};
use crate::fitting::{Certificate, Change, Constraint, Offered};
use crate::wire::error::Error;
use std::collections::BTreeMap;
use std::str::FromStr;

const HEAD: &str = "govcloud-certificate";

/// The text of a certificate.
pub fn write(certificate: &Certificate) -> String {
    certificate.text()
}

/// Reads a certificate. Only the canonical text is one: a statement out of its order, twice or left out, and a
/// space too many are refused, so that equal certificates have equal digests.
///
/// # Errors
/// What is no certificate, with the line.
pub fn read(text: &str) -> Result<Certificate, Error> {
    let text = text.replace("\r\n", "\n");
    let mut lines = Lines::of(&text)?;
    let certificate = certificate(&mut lines)?;
    // What is well formed and not canonical differs from what would be written, and first there.
    let written = certificate.text();
    if written == text || written.trim_end() == text {
        return Ok(certificate);
    }
    let same = written.lines().zip(text.lines()).take_while(|(a, b)| a == b).count();
    Err(at(
        same + 1,
        &Words::new("此行不是规范写法，或次序不对", "this line is not canonical, or out of order"),
    ))
}

fn at(line: usize, what: &Words) -> Error {
    Error::Syntax { line, column: 1, detail: format!("{} ({})", what.zh, what.en) }
}

/// The lines that are still to be read, each as its words.
struct Lines {
    rest: std::vec::IntoIter<Vec<String>>,
    line: usize,
    next: Option<Vec<String>>,
}

impl Lines {
    fn of(text: &str) -> Result<Self, Error> {
        let mut lines = text.lines();
        let head = lines.next().unwrap_or_default();
        match head.split_once(' ') {
            Some((HEAD, "1")) => {}
            Some((HEAD, version)) => {
                return Err(Error::Version { newest: 1, found: version.to_owned() });
            }
            _ => return Err(Error::Format { expected: HEAD, found: head.chars().take(40).collect() }),
        }
        let split = |(number, line): (usize, &str)| {
            let words: Option<Vec<String>> = line.split(' ').map(unword).collect();
            words.ok_or_else(|| at(number + 2, &Words::new("此行有无法识别的字", "a word cannot be read")))
        };
        let all = lines.enumerate().map(split).collect::<Result<Vec<_>, Error>>()?;
        let mut rest = all.into_iter();
        let next = rest.next();
        Ok(Self { rest, line: 2, next })
    }

    /// The words after this one, where the next line begins with it.
    fn take(&mut self, first: &str) -> Option<Vec<String>> {
        self.next.as_ref().filter(|words| words.first().is_some_and(|word| word == first))?;
        self.line += 1;
        let mut words = std::mem::replace(&mut self.next, self.rest.next())?;
        words.remove(0);
        Some(words)
    }

    /// Exactly so many words after this one.
    fn exactly<const N: usize>(&mut self, first: &str) -> Result<[String; N], Error> {
        let line = self.line;
        let words = self.take(first).and_then(|words| <[String; N]>::try_from(words).ok());
        words.ok_or_else(|| {
            at(line, &Words::new(format!("此处应为“{first}”"), format!("'{first}' is expected here")))
        })
    }

    fn bad(&self, what: &str) -> Error {
        let before = self.line - 1;
        at(before, &Words::new(format!("“{what}”写法有误"), format!("'{what}' is written wrong")))
    }

    fn number<T: FromStr>(&self, text: &str) -> Result<T, Error> {
        text.parse().map_err(|_| self.bad(text))
    }
}

fn certificate(lines: &mut Lines) -> Result<Certificate, Error> {
    let [edition, hash] = lines.exactly("edition")?;
    let edition_hash = Digest::parse(&hash).ok_or_else(|| lines.bad(&hash))?;
    let [day] = lines.exactly("as-of")?;
    let as_of: Date = date::parse(&day).ok_or_else(|| lines.bad(&day))?;
    let [distance] = lines.exactly("max-distance")?;
    let max_distance = lines.number(&distance)?;
    let supplier = match lines.take("supplier") {
        Some(words) => Some(<[String; 1]>::try_from(words).map_err(|_| lines.bad("supplier"))?),
        None => None,
    };
    let [function] = lines.exactly("function")?;
    let mut amounts = BTreeMap::new();
    while let Some(words) = lines.take("amount") {
        let [dimension, amount] = <[String; 2]>::try_from(words).map_err(|_| lines.bad("amount"))?;
        amounts.insert(dimension, lines.number(&amount)?);
    }
    let mut traits = BTreeMap::new();
    while let Some(words) = lines.take("trait") {
        let [code, value] = <[String; 2]>::try_from(words).map_err(|_| lines.bad("trait"))?;
        traits.insert(code, value);
    }
    let [count] = lines.exactly("count")?;
    let count = lines.number(&count)?;
    let [months] = lines.exactly("months")?;
    let months = lines.number(&months)?;
    let [divisible] = lines.exactly("divisible")?;
    let mut read = Certificate {
        edition,
        edition_hash,
        as_of,
        max_distance,
        supplier: supplier.map(|[supplier]| supplier),
        function,
        amounts,
        traits,
        count,
        months,
        divisible: divisible == "yes",
        conflicts: Default::default(),
        relaxations: Default::default(),
        offered: Default::default(),
    };
    while let Some(words) = lines.take("conflict") {
        let conflict = statements(&words, constraint).ok_or_else(|| lines.bad("conflict"))?;
        read.conflicts.insert(conflict.into_iter().collect());
    }
    while let Some(words) = lines.take("relaxation") {
        let relaxation = statements(&words, change).ok_or_else(|| lines.bad("relaxation"))?;
        read.relaxations.insert(relaxation.into_iter().collect());
    }
    while let Some(words) = lines.take("offered") {
        let [dimension, most] = <[String; 2]>::try_from(words).map_err(|_| lines.bad("offered"))?;
        let most = if most == "open" { None } else { Some(lines.number(&most)?) };
        read.offered.insert(Offered { dimension, most });
    }
    match lines.next {
        None => Ok(read),
        Some(_) => {
            Err(at(lines.line, &Words::new("此行不属于证明", "this line is no part of a certificate")))
        }
    }
}

/// One statement after the other, each taking the words it needs from the front.
fn statements<T>(mut words: &[String], one: impl Fn(&mut &[String]) -> Option<T>) -> Option<Vec<T>> {
    let mut all = Vec::new();
    while !words.is_empty() {
        all.push(one(&mut words)?);
    }
    Some(all)
}

fn word(words: &mut &[String]) -> Option<String> {
    let (first, rest) = words.split_first()?;
    *words = rest;
    Some(first.clone())
}

fn constraint(words: &mut &[String]) -> Option<Constraint> {
    Some(match word(words)?.as_str() {
        "function" => Constraint::Function,
        "amount" => Constraint::Amount(word(words)?),
        "trait" => Constraint::Trait(word(words)?),
        "supplier" => Constraint::Supplier,
        _ => return None,
    })
}

fn change(words: &mut &[String]) -> Option<Change> {
    Some(match word(words)?.as_str() {
        "function" => Change::Function { to: word(words)? },
        "amount" => Change::Amount {
            dimension: word(words)?,
            from: word(words)?.parse().ok()?,
            to: word(words)?.parse().ok()?,
        },
        "trait" => Change::Trait { code: word(words)?, from: word(words)?, to: word(words)? },
        "supplier" => Change::Supplier { from: word(words)?, to: word(words)? },
        _ => return None,
    })
}

/// The inverse of the writer's escape: `%20;` is a space, `%` alone an empty word.
fn unword(word: &str) -> Option<String> {
    if word == "%" {
        return Some(String::new());
    }
    let mut pieces = word.split('%');
    let mut text = pieces.next()?.to_owned();
    for piece in pieces {
        let (code, rest) = piece.split_once(';')?;
        text.push(u32::from_str_radix(code, 16).ok().and_then(char::from_u32)?);
        text.push_str(rest);
    }
    (!text.is_empty()).then_some(text)
}
