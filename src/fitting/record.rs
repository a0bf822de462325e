//! The record of an answer: what the law then judges.

use super::answer::Answer;
use crate::dossier::{Need, Outcome, Record};
use std::collections::BTreeMap;

/// Records what the catalog answered to a need: what the department picked where it can be had, else the
/// first of the order.
pub fn record(need: &Need, answer: &Answer) -> Record {
    let mut record = Record {
        row: need.row,
        outcome: answer.outcome,
        configuration: String::new(),
        parts: Vec::new(),
        instances: need.count.max(1),
        picked: false,
        stale: answer.stale,
        differences: BTreeMap::new(),
        certificate: None,
    };
    if let Some(combination) = &answer.combination {
        record.configuration.clone_from(&combination.key);
        record.parts.clone_from(&combination.parts);
        // The parts of a combination hold the whole numbers of all instances.
        record.instances = 1;
        record.picked = need.pick.as_ref() == Some(&combination.key);
        record.differences =
            combination.totals.iter().map(|(code, needed, got)| (code.clone(), got - needed)).collect();
        record.differences.retain(|_, difference| *difference != 0);
    } else if let Some(chosen) = answer.chosen() {
        if answer.outcome != Outcome::Conceded {
            record.outcome = chosen.outcome();
        }
        record.configuration.clone_from(&chosen.key);
        record.parts.clone_from(&chosen.parts);
        record.picked = answer.picked.is_some();
        let differs = chosen.lines.iter().filter(|line| line.difference != 0);
        record.differences = differs.map(|line| (line.dimension.clone(), line.difference)).collect();
    }
    record.certificate = answer.certificate.as_ref().map(|certificate| certificate.digest().to_string());
    record
}
