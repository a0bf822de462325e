//! A list and what came of it as bytes, between the form and the module that fits lists in a worker: two parts of one
//! build, so that no older reader is ever met. Bytes of another build are none.
//!
//! JSON of 100,000 rows would stop the page for longer than the slices do.

mod bytes;

use super::{Asked, Made, Own};
use crate::basics::{Words, date};
use crate::dossier::{Need, Outcome, Part};
use crate::exchange::list::{Column, Mapping, Problem, Use};
use crate::fitting::fleet::{
    Assigned, Choice, Counts, Each, Fleet, LevelService, LevelServices, Line, Plan, Report, Standing, System,
};
use crate::fitting::{FitTerms, Order, Proof, Ratio};
use bytes::Packed;
use std::sync::Arc;

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

/// Writes and reads all members of a type, in this order.
macro_rules! members {
    ($kind:ty { $($member:ident),* $(,)? }) => {
        impl Packed for $kind {
            fn put(&self, out: &mut Vec<u8>) {
                $(self.$member.put(out);)*
            }

            fn get(from: &mut &[u8]) -> Option<Self> {
                $(let $member = Packed::get(from)?;)*
                Some(Self { $($member),* })
            }
        }
    };
}

members!(Words { zh, en });
members!(Part { item, units, steps });
members!(Need {
    row,
    id,
    name,
    function,
    amounts,
    traits,
    prefers,
    count,
    months,
    divisible,
    reason,
    pick,
    consent,
    special
});
members!(Line { need, rows, implied });
members!(System { name, level, lines });
members!(Counts { in_catalog, fitted, composed, conceded, unfit, short, unpriced });
members!(Assigned { supplier, lines, counts, cost, costs });
members!(Plan { systems, counts, cost, illustrative, standing });
members!(Column { at, heading, held, unit, twice });
members!(LevelService { from_level, function, each });
members!(Own { system, level });

impl Packed for Arc<Need> {
    fn put(&self, out: &mut Vec<u8>) {
        (**self).put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        Some(Self::new(Need::get(from)?))
    }
}

const OUTCOMES: [Outcome; 5] =
    [Outcome::InCatalog, Outcome::Fitted, Outcome::Composed, Outcome::Conceded, Outcome::Unfit];

impl Packed for Outcome {
    fn put(&self, out: &mut Vec<u8>) {
        OUTCOMES.iter().position(|one| one == self).unwrap_or(0).put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        OUTCOMES.get(usize::get(from)?).copied()
    }
}

impl Packed for Each {
    fn put(&self, out: &mut Vec<u8>) {
        (*self == Self::Server).put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        Some(if bool::get(from)? { Self::Server } else { Self::System })
    }
}

impl Packed for Standing {
    fn put(&self, out: &mut Vec<u8>) {
        let (kind, share) = match self {
            Self::Short => (0u8, None),
            Self::Proven(Proof::Optimal) => (1, None),
            Self::Proven(Proof::Within(share)) => (2, Some((share.numerator(), share.denominator()))),
        };
        kind.put(out);
        share.put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        match (u8::get(from)?, Option::<(i128, i128)>::get(from)?) {
            (0, None) => Some(Self::Short),
            (1, None) => Some(Self::Proven(Proof::Optimal)),
            (2, Some((top, bottom))) => Some(Self::Proven(Proof::Within(Ratio::new(top, bottom)))),
            _ => None,
        }
    }
}

impl Packed for Choice {
    fn put(&self, out: &mut Vec<u8>) {
        self.outcome.put(out);
        self.key.put(out);
        self.parts.put(out);
        self.alone.put(out);
        self.illustrative.put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        let (outcome, key, parts) = (Outcome::get(from)?, String::get(from)?, Vec::get(from)?);
        Some(Self::told(outcome, key, parts, Option::get(from)?, bool::get(from)?))
    }
}

impl Packed for Use {
    fn put(&self, out: &mut Vec<u8>) {
        let (kind, field) = match self {
            Self::Field(field) => (0u8, Some(field.clone())),
            Self::Spec => (1, None),
            Self::Unit => (2, None),
            Self::Remark => (3, None),
            Self::Aside => (4, None),
        };
        kind.put(out);
        field.put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        match (u8::get(from)?, Option::get(from)?) {
            (0, Some(field)) => Some(Self::Field(field)),
            (1, None) => Some(Self::Spec),
            (2, None) => Some(Self::Unit),
            (3, None) => Some(Self::Remark),
            (4, None) => Some(Self::Aside),
            _ => None,
        }
    }
}

impl Packed for Problem {
    fn put(&self, out: &mut Vec<u8>) {
        self.row.put(out);
        self.cell.put(out);
        self.code.to_owned().put(out);
        self.bars.put(out);
        self.message.put(out);
        self.remedy.put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        let (row, cell, code) = (u32::get(from)?, String::get(from)?, String::get(from)?);
        let code = CODES.iter().find(|known| **known == code).unwrap_or(&OTHER);
        Some(Self {
            row,
            cell,
            code,
            bars: bool::get(from)?,
            message: Packed::get(from)?,
            remedy: Packed::get(from)?,
        })
    }
}

impl Packed for FitTerms {
    fn put(&self, out: &mut Vec<u8>) {
        (self.order == Order::Near).put(out);
        self.max_distance.put(out);
        self.tolerance.put(out);
        self.shortfall.put(out);
        date::iso(self.as_of).put(out);
        self.supplier.put(out);
        self.alternatives.put(out);
    }

    fn get(from: &mut &[u8]) -> Option<Self> {
        Some(Self {
            order: if bool::get(from)? { Order::Near } else { Order::Cheap },
            max_distance: u32::get(from)?,
            tolerance: Packed::get(from)?,
            shortfall: u32::get(from)?,
            as_of: date::parse(&String::get(from)?)?,
            supplier: Option::get(from)?,
            alternatives: usize::get(from)?,
        })
    }
}

impl Asked {
    /// As bytes for the module.
    pub fn pack(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.terms.put(&mut out);
        self.sheet.put(&mut out);
        self.mapping.columns.put(&mut out);
        self.own.put(&mut out);
        let table = self.services.as_ref().map(|table| (table.packages.clone(), table.usual.clone()));
        table.put(&mut out);
        out
    }

    /// The same, read in the module; `None` where the bytes are of another build. Where the table of services comes
    /// from stays with the form.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let from = &mut &*bytes;
        let terms = FitTerms::get(from)?;
        let sheet = Option::get(from)?;
        let mapping = Mapping { columns: Packed::get(from)? };
        let own = Own::get(from)?;
        let table = Option::<(Vec<String>, Vec<LevelService>)>::get(from)?;
        let services = table.map(|(packages, usual)| LevelServices::told(packages, usual));
        from.is_empty().then_some(Self { terms, sheet, mapping, own, services })
    }
}

impl Made {
    /// As bytes for the form. What only the solver needs, and why nothing fits, is left out.
    pub fn pack(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(64 * self.fleet.systems.len() + 4 * self.fleet.rows());
        self.fleet.needs.put(&mut out);
        self.fleet.systems.put(&mut out);
        self.report.suppliers.put(&mut out);
        self.report.alone.put(&mut out);
        self.report.best.put(&mut out);
        self.report.offers().put(&mut out);
        self.problems.put(&mut out);
        self.columns.put(&mut out);
        ((self.unread, self.skipped), (self.implied, (self.system, self.level))).put(&mut out);
        out
    }

    /// The same, read in the form; `None` where the bytes are of another build.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let from = &mut &*bytes;
        let fleet = Fleet::told(Vec::get(from)?, Vec::get(from)?);
        let suppliers = Vec::get(from)?;
        let alone = Vec::get(from)?;
        let report = Report::told(suppliers, alone, Plan::get(from)?, Vec::get(from)?);
        let (problems, columns) = (Vec::get(from)?, Vec::get(from)?);
        let ((unread, skipped), (implied, (system, level))) = Packed::get(from)?;
        let fleet = Arc::new(fleet);
        let made = Self { fleet, report, problems, unread, skipped, implied, columns, system, level };
        from.is_empty().then_some(made)
    }
}
