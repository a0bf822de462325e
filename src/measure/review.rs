//! The one door: [`review`], and [`trace`] where somebody wants to see how a review came about.

use crate::basics::{Date, Digest};
use crate::catalog::Edition;
use crate::dossier::Dossier;
use crate::measure::look::Log;
use crate::measure::provision::{Case, Notes};
use crate::measure::{Citation, Finding, Jurisdiction, Look, Provision, Verdict, articles, text};

/// By what a case is judged.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The catalog.
    pub edition: &'a Edition,
    /// The place.
    pub jurisdiction: &'a Jurisdiction,
    /// The day.
    pub as_of: Date,
}

/// Name and version of the checks. The number rises whenever a review of some case may come out otherwise.
pub const RULESET: &str = "heilongjiang-2021/6";

/// What the measure says of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// [`RULESET`].
    pub ruleset: &'static str,
    /// SM3 of the measure's text.
    pub text_hash: Digest,
    /// Id and SM3 of the catalog.
    pub catalog: (String, Digest),
    /// Id of the jurisdiction.
    pub jurisdiction: String,
    /// SM3 of its data.
    pub jurisdiction_hash: Digest,
    /// The day.
    pub as_of: Date,
    /// What was found: by article, then provision, then row.
    pub findings: Vec<Finding>,
    /// Every provision, in the order of the articles, with its verdict.
    pub judged: Vec<Judged>,
}

/// The verdict of one provision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// Name of the provision.
    pub provision: &'static str,
    /// Article and words.
    pub citation: Citation,
    /// What it comes to.
    pub verdict: Verdict,
}

/// Judges a case. The same input gives the same review, byte for byte.
///
/// Where the measure is not in force on the day, article 29 says so and nothing else applies.
pub fn review(dossier: &Dossier, terms: &Terms<'_>) -> Review {
    judge(dossier, terms, None, |_, _, _| {})
}

/// One provision as it was tried: what it looked at, and what it found.
#[derive(Clone, Debug)]
pub struct Tried {
    /// The provision.
    pub provision: &'static Provision,
    /// What it came to.
    pub verdict: Verdict,
    /// What it looked at, in order, each once.
    pub looks: Vec<Look>,
    /// What it found.
    pub findings: Vec<Finding>,
}

/// A review with all that led to it.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The review.
    pub review: Review,
    /// Every provision, in the order of the articles.
    pub tried: Vec<Tried>,
}

/// Judges a case as [`review`] does and writes down what each provision looked at.
pub fn trace(dossier: &Dossier, terms: &Terms<'_>) -> Trace {
    let (log, mut tried) = (Log::default(), Vec::new());
    let review = judge(dossier, terms, Some(&log), |provision, verdict, findings| {
        let (verdict, findings) = (verdict.clone(), findings.to_vec());
        tried.push(Tried { provision, verdict, looks: log.take(), findings });
    });
    Trace { review, tried }
}

/// Tries every provision and tells each with its verdict and what it found.
fn judge(
    dossier: &Dossier,
    terms: &Terms<'_>,
    log: Option<&Log>,
    mut tried: impl FnMut(&'static Provision, &Verdict, &[Finding]),
) -> Review {
    let case = Case::new(dossier, *terms, log);
    let applies = terms.jurisdiction.applies(terms.as_of);
    let (mut findings, mut judged) = (Vec::new(), Vec::new());
    for (provision, may_bear) in articles::bearing_on(dossier.errand) {
        let before = findings.len();
        let verdict = if may_bear && (applies || provision.citation.article == 29) {
            (provision.check)(&case, &mut Notes::new(provision, terms.jurisdiction, &mut findings))
        } else {
            Verdict::NotApplicable
        };
        tried(provision, &verdict, findings.get(before..).unwrap_or_default());
        judged.push(Judged { provision: provision.id, citation: provision.citation, verdict });
    }
    Review {
        ruleset: RULESET,
        text_hash: text::hash(),
        catalog: (terms.edition.id.clone(), terms.edition.hash),
        jurisdiction: terms.jurisdiction.id.clone(),
        jurisdiction_hash: terms.jurisdiction.hash,
        as_of: terms.as_of,
        findings,
        judged,
    }
}
