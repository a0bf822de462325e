//! What the catalog is asked beside the need itself: the order, how far is near, the day.

use crate::basics::Date;
use crate::measure::Jurisdiction;
use crate::measure::jurisdiction::ids;
use std::collections::BTreeMap;

/// By what feasible configurations are ranked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// Function distance, unmet preferences, excess, price (unknown last), codes.
    #[default]
    Near,
    /// Price (unknown last), function distance, unmet preferences, excess, codes.
    Cheap,
}

impl Order {
    /// Name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Near => "near",
            Self::Cheap => "cheap",
        }
    }

    /// The order of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Near, Self::Cheap].into_iter().find(|order| order.code() == code)
    }
}

/// The terms of a fit: settings of the jurisdiction and the day. They are part of what an answer depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FitTerms {
    /// By what configurations are ranked.
    pub order: Order,
    /// The greatest function distance that is still 相近; 1 unless the jurisdiction says otherwise.
    pub max_distance: u32,
    /// Dimension code → thousandths by which an instance may fall short of the need with the department's
    /// consent. Empty by default: 性能相近 is an open term, and nothing is conceded that nobody granted.
    pub tolerance: BTreeMap<String, u32>,
    /// The same for every dimension that `tolerance` does not name; nought by default.
    pub shortfall: u32,
    /// The day on which the items must be sold.
    pub as_of: Date,
    /// The only supplier to choose from, where one is settled.
    pub supplier: Option<String>,
    /// How many configurations are shown beside the best.
    pub alternatives: usize,
}

impl FitTerms {
    /// The default terms on this day: nearest first, distance at most 1, no tolerance, every supplier, three
    /// alternatives.
    pub fn at(as_of: Date) -> Self {
        Self {
            order: Order::Near,
            max_distance: 1,
            tolerance: BTreeMap::new(),
            shortfall: 0,
            as_of,
            supplier: None,
            alternatives: 3,
        }
    }

    /// The terms of a place on this day: the default ones, but for how far it lets functions be near, and what it
    /// lets the department concede.
    pub fn of(jurisdiction: &Jurisdiction, as_of: Date) -> Self {
        let plain = Self::at(as_of);
        let number = |id: &str| jurisdiction.number(id, as_of).and_then(|n| u32::try_from(n).ok());
        Self {
            max_distance: number(ids::NEAR_DISTANCE).unwrap_or(plain.max_distance),
            shortfall: number(ids::NEAR_SHORTFALL_PERCENT).map_or(0, |percent| percent.min(100) * 10),
            ..plain
        }
    }
}
