//! What a line comes to between two days, cut so that nothing is counted twice and all parts add up.
//!
//! A line is followed from its first day. What it comes to up to a day is computed exactly and rounded once to
//! 分; what it comes to between two days is the difference of two such sums. So the parts of a line add up to
//! the line's own sum to the 分, however it is cut by settlements, changes or clerks.

use crate::basics::{Date, Money};
use crate::catalog::WholeMonth;
use crate::dossier::Service;
use crate::fees::estimate::Why;
use crate::fees::proration::{Counted, Counting, months_begun, months_ended, to_fen};
use crate::fees::services::Line;

/// One service's part of what is settled between two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part<'s> {
    /// Its place in the list of services.
    pub at: usize,
    /// The service.
    pub service: &'s Service,
    /// First day that is settled.
    pub from: Date,
    /// Last day that is settled.
    pub to: Date,
    /// What was counted.
    pub counted: Counted,
    /// What it comes to, or why that is not known.
    pub sum: Result<Money, Why>,
}

/// How far a line is settled at the end of a day.
#[derive(Clone, Copy)]
struct Mark {
    /// The last day that is settled, the day before the line's first where none is.
    day: Date,
    /// Months of service that are settled, where it is counted by months.
    months: u32,
}

impl<'s> Line<'s> {
    /// What is settled of it after one day and through another: a part for each of its services that has days
    /// there. `None` as the first is from its beginning.
    ///
    /// Days are settled with what they belong to: a month of service with its last day, because what is not yet
    /// used is neither audited nor paid; a service that is paid once, on its first day.
    pub fn settle(&self, after: Option<Date>, through: Date) -> Vec<Part<'s>> {
        let (Some(first), Some(end)) = (self.first(), self.mark(through)) else { return Vec::new() };
        let Some(nothing) = first.pred_opt().map(|day| Mark { day, months: 0 }) else { return Vec::new() };
        let begin = after.and_then(|day| self.mark(day)).unwrap_or(nothing);
        let mut parts = Vec::new();
        // What the services before cost in full: they ended before this one began.
        let mut before = Some(0);
        for &(at, service) in &self.versions {
            let last = |mark: Mark| service.to.map_or(mark.day, |to| to.min(mark.day));
            let from = begin.day.succ_opt().map_or(service.from, |day| day.max(service.from));
            let (old, new) = (self.counted(first, service, begin), self.counted(first, service, end));
            if from <= last(end) {
                let counted = match (&old, &new) {
                    (Some(Counted::Months(old)), Some(Counted::Months(new))) => {
                        Counted::Months(new.saturating_sub(*old))
                    }
                    _ if self.counting == Counting::Once => Counted::Once,
                    _ => Counted::days(service.taken.period, from, last(end)),
                };
                let sum = cut(service, before, old.as_ref(), new.as_ref());
                parts.push(Part { at, service, from, to: last(end), counted, sum });
            }
            before = before.zip(weighed(service, new.as_ref())).and_then(|(a, b)| i128::checked_add(a, b));
        }
        parts
    }

    /// Its first day.
    fn first(&self) -> Option<Date> {
        self.versions.first().map(|(_, service)| service.from)
    }

    /// How far it is settled at the end of this day; `None` where it has not begun.
    fn mark(&self, day: Date) -> Option<Mark> {
        let first = self.first().filter(|first| *first <= day)?;
        let ended = self.versions.last()?.1.to.filter(|to| *to <= day);
        match (self.counting, ended) {
            (Counting::Once, _) => Some(Mark { day: first, months: 0 }),
            (Counting::Days, _) => Some(Mark { day: ended.unwrap_or(day), months: 0 }),
            (Counting::Months(WholeMonth::Started), Some(to)) => {
                Some(Mark { day: to, months: months_begun(first, to) })
            }
            (Counting::Months(WholeMonth::Complete), Some(to)) => {
                Some(Mark { day: to, months: months_ended(first, to) })
            }
            (Counting::Months(_), None) => {
                let months = months_ended(first, day);
                Some(Mark { day: super::calendar::month_end(first, months)?, months })
            }
        }
    }

    /// What is counted of one of its services up to a mark; `None` where nothing is.
    ///
    /// A month in which the line changes is paid once: where months that have begun count, as what ran on its
    /// first day; where complete ones do, as what ran on its last.
    fn counted(&self, first: Date, service: &Service, mark: Mark) -> Option<Counted> {
        match self.counting {
            Counting::Once => (service.from <= mark.day).then_some(Counted::Once),
            Counting::Days => {
                let to = service.to.map_or(mark.day, |to| to.min(mark.day));
                (service.from <= to).then(|| Counted::days(service.taken.period, service.from, to))
            }
            Counting::Months(rule) => {
                let until = |day: Date| match rule {
                    WholeMonth::Started => months_begun(first, day).min(mark.months),
                    WholeMonth::Complete => months_ended(first, day).min(mark.months),
                };
                let through = service.to.map_or(mark.months, until);
                let before = service.from.pred_opt().map_or(0, until);
                Some(Counted::Months(through.saturating_sub(before)))
            }
        }
    }
}

/// Price times count times what was counted; an unknown price counts as nothing here, and its own part says so.
fn weighed(service: &Service, counted: Option<&Counted>) -> Option<i128> {
    let Some(counted) = counted else { return Some(0) };
    let price = service.taken.price.unwrap_or_default().as_micros();
    price.checked_mul(i128::from(service.taken.count))?.checked_mul(counted.weight(service.taken.period))
}

/// The difference of two sums up to a mark, each rounded once.
fn cut(
    service: &Service,
    before: Option<i128>,
    old: Option<&Counted>,
    new: Option<&Counted>,
) -> Result<Money, Why> {
    if service.taken.price.is_none() {
        return Err(Why::PriceUnknown);
    }
    let up_to = |counted| to_fen(before?.checked_add(weighed(service, counted)?)?);
    up_to(new).zip(up_to(old)).and_then(|(new, old)| new.minus(old)).ok_or(Why::TooLarge)
}
