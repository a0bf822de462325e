//! The one door: [`review`].

use crate::basics::{Date, Digest};
use crate::catalog::Edition;
use crate::dossier::Dossier;
use crate::measure::provision::{Case, Notes};
use crate::measure::{Citation, Finding, Jurisdiction, Verdict, articles, text};

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
pub const RULESET: &str = "heilongjiang-2021/2";

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
    let case = Case::new(dossier, *terms);
    let applies = terms.jurisdiction.applies(terms.as_of);
    let (mut findings, mut judged) = (Vec::new(), Vec::new());
    for provision in articles::provisions() {
        let verdict = if applies || provision.citation.article == 29 {
            (provision.check)(&case, &mut Notes::new(provision, terms.jurisdiction, &mut findings))
        } else {
            Verdict::NotApplicable
        };
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
