//! A proposal to a department: which amounts would change, what answers them, and what that saves.

use crate::basics::{Money, Month, Words};
use crate::dossier::{Need, Record};
use crate::fees::{RowFees, Why};
use crate::fitting::sizing::{self, Judged, LowRule, NotSized, Note, Resize, Sizing, System, Target};
use crate::fitting::{self, Answer, Engine, FitTerms};
use crate::lifecycle::judge::Shape;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is proposed for one system in one zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The system's name; empty where the file names none.
    pub system: String,
    /// Its zone in the file's own words.
    pub zone: String,
    /// Its first row in the file.
    pub row: usize,
    /// Why: which months, which values, which bands.
    pub why: Words,
    /// CPU and memory, from what to what.
    pub resizes: Vec<Resize>,
    /// What the system has, with what answers it and costs by the catalog.
    pub before: Vec<Priced>,
    /// What it would have to keep, with what answers it and costs.
    pub after: Vec<Priced>,
    /// What it saves.
    pub saving: Saving,
    /// What a reader must know of it.
    pub notes: Vec<Note>,
}

/// A need with what the catalog answers and what that costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Priced {
    /// The need.
    pub need: Need,
    /// What the catalog answers.
    pub answer: Arc<Answer>,
    /// What is recorded of that answer.
    pub record: Record,
    /// What it costs over the months of the target.
    pub fees: Arc<RowFees>,
}

/// What a change saves, by the catalog's prices.
///
/// Prices that are paid once are left out of it: they come back to nobody. Disks, which monitoring says nothing of,
/// are on neither side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Saving {
    /// Months that the sums are for.
    pub months: u32,
    /// What runs, over these months; `None` where a price is not known or nothing fits.
    pub before: Option<Money>,
    /// What would run, over these months; `None` likewise.
    pub after: Option<Money>,
    /// True where a sum rests on illustrative prices (示例).
    pub illustrative: bool,
    /// What keeps a sum open, each reason once.
    pub open: Vec<Why>,
}

impl Saving {
    /// What is saved over the months; below nought where the smaller system costs more.
    pub fn total(&self) -> Option<Money> {
        self.before?.minus(self.after?)
    }

    /// What is saved in one month: an even part of the whole, to the 分.
    pub fn a_month(&self) -> Option<Money> {
        Some(self.total()?.share(1, i128::from(self.months.max(1)))?.round_to(FEN))
    }

    /// The sums of two proposals together; unknown where one is.
    #[must_use]
    pub fn with(mut self, other: &Self) -> Self {
        let add = |a: Option<Money>, b: Option<Money>| a?.plus(b?);
        self.before = add(self.before, other.before);
        self.after = add(self.after, other.after);
        self.illustrative |= other.illustrative;
        self.open.extend(&other.open);
        self.open.sort_unstable();
        self.open.dedup();
        self
    }
}

const FEN: Money = Money::micros(10_000);

/// Makes proposals from one catalog. Shapes that come again are not fitted again; what is remembered never shows.
#[derive(Debug)]
pub struct Adviser {
    engine: Arc<Engine>,
    terms: FitTerms,
    target: Target,
    shapes: BTreeMap<Shape, (Arc<Answer>, Arc<RowFees>)>,
}

impl Adviser {
    /// An adviser that asks this engine, and aims at this target. Only the best of each answer is made.
    pub fn new(engine: Arc<Engine>, terms: FitTerms, target: Target) -> Self {
        let terms = FitTerms { alternatives: 0, ..terms };
        Self { engine, terms, target, shapes: BTreeMap::new() }
    }

    /// What it aims at.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// The engine that answers.
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// What is proposed for a system that was judged by `rule` up to the month `to`. Whether to ask is the caller's:
    /// for a system that is not low in a dimension, nothing is proposed there.
    ///
    /// # Errors
    /// Why nothing is proposed.
    pub fn propose(
        &mut self,
        system: &System,
        judged: &Judged,
        rule: &LowRule,
        to: Month,
    ) -> Result<Proposal, NotSized> {
        let sizing = sizing::size(system, rule, to, &self.target, self.engine.edition())?;
        let Sizing { resizes, before, after, notes } = sizing;
        let before: Vec<Priced> = before.into_iter().map(|need| self.priced(need)).collect();
        let after: Vec<Priced> = after.into_iter().map(|need| self.priced(need)).collect();
        let saving = self.saving(&before, &after);
        Ok(Proposal {
            system: system.name.clone(),
            zone: system.zone.clone(),
            row: system.row,
            why: judged.why(rule),
            resizes,
            before,
            after,
            saving,
            notes,
        })
    }

    fn priced(&mut self, need: Need) -> Priced {
        let shape = Arc::new(need.clone());
        let (engine, terms) = (&self.engine, &self.terms);
        let fit = || {
            let answer = engine.fit(&shape, terms);
            let fees = RowFees::of(engine.edition(), &fitting::record(&shape, &answer), shape.months);
            (Arc::new(answer), Arc::new(fees))
        };
        let (answer, fees) = self.shapes.entry(Shape::of(shape.clone())).or_insert_with(fit).clone();
        let record = fitting::record(&need, &answer);
        Priced { need, answer, record, fees }
    }

    fn saving(&self, before: &[Priced], after: &[Priced]) -> Saving {
        let sum = |side: &[Priced]| {
            let mut sum = Some(Money::ZERO);
            for Priced { fees, .. } in side {
                let again = fees.known.minus(fees.once).filter(|_| fees.open.is_empty());
                sum = sum.zip(again).and_then(|(sum, again)| sum.plus(again));
            }
            sum
        };
        let both = || before.iter().chain(after).map(|priced| &priced.fees);
        let mut open: Vec<Why> = both().flat_map(|fees| fees.open.iter().map(|(_, why)| *why)).collect();
        open.sort_unstable();
        open.dedup();
        Saving {
            months: self.target.months.max(1),
            before: sum(before),
            after: sum(after),
            illustrative: both().any(|fees| fees.illustrative != Money::ZERO),
            open,
        }
    }
}
