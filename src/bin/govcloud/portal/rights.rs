//! What each role may see and do: one table, asked before every route. What is not in it is refused.
//!
//! Which *cases* somebody sees is asked of the database with each query ([`super::cases`]); which *steps* they
//! may take in one is the core's (`lifecycle::moves`).

use super::accounts::Who;
use super::problem::Problem;
use govcloud::dossier::Role;

/// A part of the portal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Right {
    /// Sees cases, hands in steps and their papers.
    TakePart,
    /// 成批适配 (articles 15, 16): whole lists, before there is a case.
    Fleet,
    /// 监测 (article 17).
    Monitoring,
    /// 备案登记 (article 16).
    Filings,
    /// 年度审核汇总 (article 4).
    Yearly,
    /// 预算 (article 9).
    Budget,
}

/// Whether a role may.
pub(crate) const fn may(role: Role, right: Right) -> bool {
    match role {
        Role::Department => matches!(right, Right::TakePart | Right::Fleet),
        Role::Supplier => matches!(right, Right::TakePart),
        Role::Centre => matches!(right, Right::TakePart | Right::Fleet | Right::Monitoring),
        Role::Authority => {
            matches!(right, Right::TakePart | Right::Fleet | Right::Filings | Right::Yearly)
        }
        Role::Treasury => matches!(right, Right::Yearly | Right::Budget),
    }
}

impl Who {
    /// Whether this person may.
    pub(crate) fn may(&self, right: Right) -> bool {
        may(self.role, right)
    }

    /// Nothing where this person may.
    ///
    /// # Errors
    /// 403 where not.
    pub(crate) fn must(&self, right: Right) -> Result<(), Problem> {
        if self.may(right) { Ok(()) } else { Err(Problem::forbidden()) }
    }
}
