//! How a part of a month or year is charged where a service starts, changes or ends within it.

/// What a catalog declares of services that do not run for whole months.
///
/// It bears on prices by the month and by the year; a price by the day is paid for each day, and one paid once
/// is not divided. A catalog that declares nothing leaves the question to the place, and then to
/// [`Proration::INTERPRETATION`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Proration {
    /// 按日: each day pays its share of its calendar month.
    Day,
    /// 按月: whole months only.
    Month(WholeMonth),
}

/// Which months of a service are paid where it starts or ends within one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum WholeMonth {
    /// Every month that has begun.
    Started,
    /// Every month that is complete.
    Complete,
}

impl Proration {
    /// What is taken where neither the catalog nor the place says anything: months that have begun. No source says
    /// it, so that it is called an interpretation (解释) wherever a sum rests on it.
    pub const INTERPRETATION: Self = Self::Month(WholeMonth::Started);
}
