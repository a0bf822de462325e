//! The data of a place, `"format": "govcloud-jurisdiction", "version": 1`. See `src/docs/jurisdiction.md`.
//!
//! Unlike a catalog, a place is used whole or not at all: a number that was left out because it could not be
//! read would be another law. So each fault bars, and each is named with its place.

mod profiles;
mod read;
mod services;
mod write;

pub use write::write;

use crate::basics::{Path, Words};
use crate::measure::Jurisdiction;
use crate::measure::jurisdiction::{self, JurisdictionProblem, sound};
use crate::wire::Error;
use crate::wire::json::{self, At};
use crate::wire::v1::catalog::walk::{Desk, JURISDICTION, Node};
use serde_json::Value;

/// The name of the format.
pub const FORMAT: &str = "govcloud-jurisdiction";

/// The newest version.
pub const VERSION: u32 = 1;

/// The most text that is taken in: 4 MB, thousands of divisions and years of holidays.
const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Faults that are named in one sentence; more are counted.
const SHOWN: usize = 3;

/// Why a file gives no place to judge by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is no such document at all.
    Document(Error),
    /// These faults stand in it, by their places.
    Place(Vec<JurisdictionProblem>),
}

impl Unusable {
    /// The sentence for people: the first faults with their places.
    pub fn words(&self) -> Words {
        let faults = match self {
            Self::Document(error) => return error.words(),
            Self::Place(faults) => faults,
        };
        let shown = |zh: bool| {
            let one = |fault: &JurisdictionProblem| {
                let (message, remedy) = (&fault.message, &fault.remedy);
                match zh {
                    true => format!("{}：{}。{}", fault.path, message.zh, remedy.zh),
                    false => format!("{}: {}. {}", fault.path, message.en, remedy.en),
                }
            };
            faults.iter().take(SHOWN).map(one).collect::<Vec<_>>()
        };
        let more = faults.len().saturating_sub(SHOWN);
        let (mut zh, mut en) = (shown(true), shown(false));
        if more > 0 {
            zh.push(format!("另有 {more} 处"));
            en.push(format!("{more} more"));
        }
        Words::new(zh.join("；"), en.join("; "))
    }
}

/// The province, written from [`jurisdiction::heilongjiang()`].
const PROVINCE: &str = include_str!("../../../../www/jurisdictions/heilongjiang.json");

/// The model city, which is data like any city's own.
const CITY_MODEL: &str = include_str!("../../../../www/jurisdictions/city-model.json");

/// The names of the places that ship.
pub const SHIPPED: [&str; 2] = ["heilongjiang", "city-model"];

/// The file of the place of this name that ships.
pub fn shipped_text(id: &str) -> Option<&'static str> {
    match id {
        "heilongjiang" => Some(PROVINCE),
        "city-model" => Some(CITY_MODEL),
        _ => None,
    }
}

/// The place of this name that ships.
pub fn shipped(id: &str) -> Option<Jurisdiction> {
    if id == "city-model" { read(CITY_MODEL).ok() } else { jurisdiction::shipped(id) }
}

/// Reads a place, and lays it over its base where it names one.
///
/// # Errors
/// Where the text is no such document, or where anything in it is wrong.
pub fn read(text: &str) -> Result<Jurisdiction, Unusable> {
    let document = json::parse(text, MOST_BYTES).map_err(Unusable::Document)?;
    expect_format(&document).map_err(Unusable::Document)?;
    let mut desk = Desk::of(&JURISDICTION);
    let root = Node::root(&document);
    let place = match root.get("base") {
        Some(base) => over(&root, &base, &mut desk),
        None => {
            let place = read::whole(&root, &mut desk);
            clean(&mut desk).and_then(|()| {
                let place = place.ok_or(Vec::new())?;
                let faults = sound::check(&place);
                if faults.is_empty() { Ok(place.sealed()) } else { Err(faults) }
            })
        }
    };
    place.map_err(|mut faults| {
        faults.sort();
        faults.dedup();
        Unusable::Place(faults)
    })
}

fn expect_format(document: &Value) -> Result<(), Error> {
    let root = At::root(document);
    root.object()?;
    json::version_of(&root, FORMAT, VERSION).map(|_| ())
}

/// The place that an overlay makes of its base.
fn over(root: &Node<'_>, base: &Node<'_>, desk: &mut Desk) -> Result<Jurisdiction, Vec<JurisdictionProblem>> {
    let name = base.text(desk).unwrap_or_default();
    let overlay = read::overlay(root, desk);
    let known = jurisdiction::shipped(name);
    if known.is_none() && !name.is_empty() {
        desk.put(
            base,
            "jurisdiction-base-unknown",
            true,
            [
                &format!("没有名为“{name}”的基准地区"),
                &format!("There is no base '{name}'"),
                "可用：heilongjiang",
                "Known: heilongjiang",
            ],
        );
    }
    clean(desk)?;
    let (Some(known), Some(overlay)) = (known, overlay) else { return Err(Vec::new()) };
    overlay.over(&known)
}

/// What was put down on the desk, if anything was.
fn clean(desk: &mut Desk) -> Result<(), Vec<JurisdictionProblem>> {
    let problems = std::mem::take(&mut desk.problems);
    if problems.is_empty() {
        return Ok(());
    }
    let problem = |p: crate::catalog::CatalogProblem| JurisdictionProblem {
        path: Path::from(p.column.as_str()),
        code: p.code,
        message: p.message,
        remedy: p.remedy,
    };
    Err(problems.into_iter().map(problem).collect())
}

#[cfg(test)]
mod schema;
#[cfg(test)]
mod tests;
