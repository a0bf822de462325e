//! 适配: what of a catalog fits a need, how well, and if nothing does, why.
//!
//! An [`Engine`] is built once for an edition and answers each need by itself. What is ranked, and by what
//! order, is defined in [`guide`].

pub mod answer;
pub mod certificate;
pub mod check;
mod choice;
pub mod combination;
mod configuration;
mod conflicts;
mod cover;
pub mod covering;
mod detail;
pub mod exact;
pub mod fleet;
mod index;
pub mod key;
mod miss;
pub mod nearest;
mod order;
pub mod price;
pub mod profile;
mod query;
mod rate;
pub mod record;
pub mod sizing;
pub mod terms;
#[cfg(test)]
mod tests;
pub mod words;

#[doc = include_str!("../docs/fitting.md")]
pub mod guide {}

pub use answer::{Answer, Fault, Line, Ranked, TraitLine, TraitVerdict};
pub use certificate::{Certificate, Change, Constraint, Offered};
pub use combination::{Combination, Proof};
pub use exact::Ratio;
pub use price::Cost;
pub use record::record;
pub use terms::{FitTerms, Order};

use crate::catalog::Edition;
use crate::dossier::{Need, Outcome};
use combination::combine;
use configuration::search;
use conflicts::Analysis;
use detail::Examiner;
use index::Index;
use order::Best;
use query::Query;
use std::sync::Arc;

/// Answers needs from one edition.
#[derive(Debug)]
pub struct Engine {
    edition: Arc<Edition>,
    index: Index,
}

impl Engine {
    /// Makes an edition ready for questions.
    pub fn new(edition: Arc<Edition>) -> Self {
        let index = Index::new(&edition);
        Self { edition, index }
    }

    /// The edition that is asked.
    pub fn edition(&self) -> &Arc<Edition> {
        &self.edition
    }

    /// What the edition answers to a need. The same need, terms and edition give the same answer everywhere.
    pub fn fit(&self, need: &Need, terms: &FitTerms) -> Answer {
        let query = Query::new(&self.index, need, terms);
        let examiner = Examiner { edition: &self.edition, index: &self.index, query: &query };
        let mut best = Best::new(terms.order, terms.alternatives.saturating_add(1));
        search(&self.edition, &self.index, &query, &mut best);
        let ranked: Vec<Ranked> = best.found.iter().map(|candidate| examiner.candidate(candidate)).collect();
        let mut answer = Answer {
            outcome: Outcome::Unfit,
            order: terms.order,
            ranked,
            picked: None,
            stale: false,
            combination: None,
            near_misses: Vec::new(),
            certificate: None,
        };
        if !answer.ranked.is_empty() {
            answer.outcome = self.kind(&query, &answer.ranked);
        }
        self.pick(&examiner, &mut answer);
        if answer.outcome == Outcome::Unfit {
            self.nothing_fits(need, terms, &mut answer);
        }
        answer
    }

    /// No configuration of one instance fits: what several cover together, what may be conceded, and else what
    /// comes nearest and why it is not enough.
    fn nothing_fits(&self, need: &Need, terms: &FitTerms, answer: &mut Answer) {
        let query = Query::new(&self.index, need, terms);
        let examiner = Examiner { edition: &self.edition, index: &self.index, query: &query };
        let shown = terms.alternatives.saturating_add(1);
        if need.divisible
            && let Some(combination) = combine(&self.edition, &self.index, &query)
        {
            answer.outcome = Outcome::Composed;
            answer.stale = need.pick.as_ref().is_some_and(|pick| *pick != combination.key);
            answer.combination = Some(combination);
            return;
        }
        let mut lowered = Query::new(&self.index, need, terms);
        if lowered.concede() {
            let mut best = Best::new(terms.order, shown);
            search(&self.edition, &self.index, &lowered, &mut best);
            answer.ranked = best.found.iter().map(|candidate| examiner.candidate(candidate)).collect();
        }
        if !answer.ranked.is_empty() {
            answer.outcome = Outcome::Conceded;
            answer.picked =
                answer.ranked.iter().find(|ranked| need.pick.as_ref() == Some(&ranked.key)).cloned();
            answer.stale = need.pick.is_some() && answer.picked.is_none();
            return;
        }
        let analysis = Analysis::new(&self.index, &query);
        let misses = miss::nearest(&self.index, &query, &analysis, shown);
        answer.near_misses = misses.iter().map(|pieces| examiner.pieces(pieces)).collect();
        answer.certificate = Some(Arc::new(analysis.certificate(&self.edition)));
    }

    /// Examines any configuration against a need, feasible or not: its lines, traits, price and what stands
    /// against it. `None` where the key is none.
    pub fn explain(&self, need: &Need, terms: &FitTerms, configuration: &str) -> Option<Ranked> {
        let query = Query::new(&self.index, need, terms);
        let examiner = Examiner { edition: &self.edition, index: &self.index, query: &query };
        Some(examiner.parts(key::parse(configuration)?))
    }

    /// 目录内 where any feasible configuration is that, whatever the order puts first.
    fn kind(&self, query: &Query<'_>, ranked: &[Ranked]) -> Outcome {
        let inside = |ranked: &[Ranked]| ranked.iter().any(|one| one.outcome() == Outcome::InCatalog);
        if inside(ranked) {
            return Outcome::InCatalog;
        }
        if query.terms.order == Order::Cheap {
            let mut nearest = Best::new(Order::Near, 1);
            search(&self.edition, &self.index, query, &mut nearest);
            let examiner = Examiner { edition: &self.edition, index: &self.index, query };
            let nearest: Vec<Ranked> =
                nearest.found.iter().map(|candidate| examiner.candidate(candidate)).collect();
            if inside(&nearest) {
                return Outcome::InCatalog;
            }
        }
        Outcome::Fitted
    }

    /// Looks up what the department picked.
    fn pick(&self, examiner: &Examiner<'_>, answer: &mut Answer) {
        let Some(pick) = examiner.query.need.pick.as_deref() else { return };
        answer.picked = answer.ranked.iter().find(|ranked| ranked.key == pick).cloned();
        if answer.picked.is_none() {
            let parts = key::parse(pick);
            answer.picked = parts.map(|parts| examiner.parts(parts)).filter(Ranked::feasible);
        }
        answer.stale = answer.picked.is_none();
    }
}
