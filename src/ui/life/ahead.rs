//! What bars the next move: the step that is waited for, with what each provision that it demands comes to as the
//! case stands.

use super::docket::Docket;
use super::prefill;
use crate::basics::Words;
use crate::dossier::{Errand, Life};
use crate::lifecycle::moves;
use crate::lifecycle::{Judgement, MOVES, Stage, Standing};
use crate::measure::{Citation, Finding, Verdict, articles};
use crate::ui::judging::{Judging, Standpoint};
use crate::ui::settings::Settings;

/// The step that is waited for.
#[derive(Clone, Debug, PartialEq)]
pub struct Ahead {
    /// What it is.
    pub errand: Errand,
    /// The provisions that it demands, in the order of the table of moves.
    pub demands: Vec<Demand>,
}

/// One provision that a step demands.
#[derive(Clone, Debug, PartialEq)]
pub struct Demand {
    /// Article and words.
    pub citation: Citation,
    /// What is checked, in a sentence.
    pub says: Words,
    /// What it comes to with the form as it begins.
    pub verdict: Verdict,
    /// What was found.
    pub findings: Vec<Finding>,
}

/// The step that is waited for in a case; none where nobody is waited for.
pub fn waited(life: &Life) -> Option<Errand> {
    let Standing::Open(_, stage) = Standing::of(life) else { return None };
    let open = moves::open_to(life, stage.turn());
    if stage == Stage::SentBack {
        let application = life.at_work()?.application()?;
        return open.into_iter().find(|errand| *errand == application.errand());
    }
    let aside = |errand: &Errand| {
        errand.applies() || matches!(errand, Errand::Withdraw | Errand::Advise | Errand::Settle)
    };
    open.into_iter().find(|errand| !aside(errand))
}

/// What bars the next move of a case; none while there is no catalog, and where nobody is waited for.
pub fn ahead(judging: &mut Judging, settings: &Settings, docket: &Docket) -> Option<Ahead> {
    let errand = waited(&docket.life)?;
    // A mended application is judged when it is written: what bars it stands in the decision.
    if errand.applies() {
        return Some(Ahead { errand, demands: Vec::new() });
    }
    let sheet = prefill::draft(&docket.life, errand);
    let from = Standpoint { life: docket.life.clone(), role: None, as_of: settings.as_of };
    let judgement = judging.aside(settings, &sheet, &from)?;
    Some(Ahead { errand, demands: demands(errand, &judgement) })
}

/// What each provision that a step demands comes to.
fn demands(errand: Errand, judgement: &Judgement) -> Vec<Demand> {
    let ids = MOVES.iter().find(|one| one.errand == errand).map_or(&[][..], |one| one.demands);
    let demand = |id: &&str| {
        let provision = articles::provision(id)?;
        let verdict = judgement.review.judged.iter().find(|judged| judged.provision == *id)?.verdict.clone();
        let own = |finding: &&Finding| provision.codes.iter().any(|code| code.code == finding.code);
        let findings = judgement.review.findings.iter().filter(own).cloned().collect();
        let says = Words::new(provision.says.0, provision.says.1);
        Some(Demand { citation: provision.citation, says, verdict, findings })
    };
    let bears = |demand: &Demand| demand.verdict != Verdict::NotApplicable;
    ids.iter().filter_map(demand).filter(bears).collect()
}
