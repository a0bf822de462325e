//! A list and what came of it as bytes, between the form and the module that fits lists in a worker: two parts of one
//! build, so that no older reader is ever met. Bytes of another build are none.

use super::{Asked, Made, Own};
use crate::basics::{Words, date};
use crate::exchange::list::{Column, Mapping, Problem};
use crate::fitting::fleet::{Choice, Fleet, Plan, Report};
use crate::fitting::{FitTerms, Order};
use crate::measure::jurisdiction::Source;
use crate::measure::jurisdiction::services::{Each, LevelService, LevelServices};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;

/// [`Asked`], with the day as text.
#[derive(Serialize, Deserialize)]
struct Question {
    near: bool,
    max_distance: u32,
    tolerance: BTreeMap<String, u32>,
    shortfall: u32,
    as_of: String,
    supplier: Option<String>,
    alternatives: usize,
    columns: BTreeMap<String, Option<String>>,
    system: Option<String>,
    level: Option<String>,
    sheet: Option<usize>,
    /// Functions that stand for all; and from which level on, which function, whether once a server.
    services: Option<(Vec<String>, Vec<(u8, String, bool)>)>,
}

/// [`Made`]; what the engine needs to go on is left out.
#[derive(Serialize)]
struct Said<'m> {
    fleet: &'m Fleet,
    suppliers: &'m [Option<String>],
    alone: &'m [Plan],
    best: &'m Plan,
    offers: &'m [Vec<Vec<Choice>>],
    problems: Vec<(Told<'m>, usize)>,
    unread: usize,
    skipped: usize,
    implied: usize,
    columns: &'m [Column],
    system: Option<usize>,
    level: Option<usize>,
}

#[derive(Deserialize)]
struct Heard {
    fleet: Fleet,
    suppliers: Vec<Option<String>>,
    alone: Vec<Plan>,
    best: Plan,
    offers: Vec<Vec<Vec<Choice>>>,
    problems: Vec<(Listened, usize)>,
    unread: usize,
    skipped: usize,
    implied: usize,
    columns: Vec<Column>,
    system: Option<usize>,
    level: Option<usize>,
}

#[derive(Serialize)]
struct Told<'m>(u32, &'m str, &'m str, bool, &'m Words, &'m Words);

#[derive(Deserialize)]
struct Listened(u32, String, String, bool, Words, Words);

/// The stable codes of what can be wrong with a list.
const CODES: &[&str] = &[
    "fleet-level-differs",
    "fleet-system-missing",
    "list-cell-date",
    "list-cell-error",
    "list-cell-merged",
    "list-cell-uncomputed",
    "list-column-missing",
    "list-column-twice",
    "list-heading-missing",
    "list-pooled",
    "list-spec",
    "need-amount",
    "need-amount-missing",
    "need-amount-negative",
    "need-amount-not-a-number",
    "need-amount-not-whole",
    "need-amount-too-long",
    "need-choice",
    "need-count",
    "need-dimension-not-asked",
    "need-function-missing",
    "need-function-unknown",
    "need-months",
    "need-too-long",
    "need-unknown",
    "need-unknown-column",
    "need-unknown-dimension",
    "need-unknown-trait",
    "need-unknown-unit",
    "need-unknown-value",
];
/// What another one would be called; words and place say the same.
const OTHER: &str = "list-problem";

fn told(p: &Problem) -> Told<'_> {
    Told(p.row, &p.cell, p.code, p.bars, &p.message, &p.remedy)
}

impl Asked {
    /// As bytes for the module.
    pub fn pack(&self) -> Vec<u8> {
        let terms = &self.terms;
        let question = Question {
            near: terms.order == Order::Near,
            max_distance: terms.max_distance,
            tolerance: terms.tolerance.clone(),
            shortfall: terms.shortfall,
            as_of: date::iso(terms.as_of),
            supplier: terms.supplier.clone(),
            alternatives: terms.alternatives,
            columns: self.mapping.columns.clone(),
            system: self.own.system.clone(),
            level: self.own.level.clone(),
            sheet: self.sheet,
            services: self.services.as_ref().map(|table| {
                let one = |s: &LevelService| (s.from_level, s.function.clone(), s.each == Each::Server);
                (table.packages.clone(), table.usual.iter().map(one).collect())
            }),
        };
        postcard::to_allocvec(&question).unwrap_or_default()
    }

    /// The same, read in the module; `None` where the bytes are of another build.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let question: Question = postcard::from_bytes(bytes).ok()?;
        let terms = FitTerms {
            order: if question.near { Order::Near } else { Order::Cheap },
            max_distance: question.max_distance,
            tolerance: question.tolerance,
            shortfall: question.shortfall,
            as_of: date::parse(&question.as_of)?,
            supplier: question.supplier,
            alternatives: question.alternatives,
        };
        let own = Own { system: question.system, level: question.level };
        let services = question.services.map(|(packages, usual)| {
            let one = |(from_level, function, server)| LevelService {
                from_level,
                function,
                each: if server { Each::Server } else { Each::System },
            };
            let source = Source::Default(Words::default());
            LevelServices { source, packages, usual: usual.into_iter().map(one).collect() }
        });
        let mapping = Mapping { columns: question.columns };
        Some(Self { terms, sheet: question.sheet, mapping, own, services })
    }
}

impl Made {
    /// As bytes for the form.
    pub fn pack(&self) -> Vec<u8> {
        let said = Said {
            fleet: &self.fleet,
            suppliers: &self.report.suppliers,
            alone: &self.report.alone,
            best: &self.report.best,
            offers: self.report.offers(),
            problems: self.problems.iter().map(|(problem, rows)| (told(problem), *rows)).collect(),
            unread: self.unread,
            skipped: self.skipped,
            implied: self.implied,
            columns: &self.columns,
            system: self.system,
            level: self.level,
        };
        postcard::to_allocvec(&said).unwrap_or_default()
    }

    /// The same, read in the form; `None` where the bytes are of another build.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let heard: Heard = postcard::from_bytes(bytes).ok()?;
        let problem = |(told, rows): (Listened, usize)| {
            let Listened(row, cell, code, bars, message, remedy) = told;
            let code = CODES.iter().find(|known| **known == code).unwrap_or(&OTHER);
            (Problem { row, cell, code, bars, message, remedy }, rows)
        };
        Some(Self {
            fleet: Arc::new(heard.fleet),
            report: Report::told(heard.suppliers, heard.alone, heard.best, heard.offers),
            problems: heard.problems.into_iter().map(problem).collect(),
            unread: heard.unread,
            skipped: heard.skipped,
            implied: heard.implied,
            columns: heard.columns,
            system: heard.system,
            level: heard.level,
        })
    }
}
