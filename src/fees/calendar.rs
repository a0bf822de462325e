//! 结算日历: used → audited → submitted by the end of September → paid in the next year (articles 4 and 9).

use crate::basics::{Date, Money};
use crate::fees::estimate::{Estimate, EstimateRow, FEN};
use crate::fees::proration::Rule;
use crate::measure::Jurisdiction;
use crate::measure::jurisdiction::ids;
use chrono::{Datelike as _, Months};
use std::collections::BTreeMap;

/// How use is cut into settlements.
///
/// Article 4 says: 「在每年9月底前审核汇总后提交省财政厅，下一年度由使用单位支付」. It does not say which months of
/// use a September covers. Interpretation: the service months that were complete when the window closed,
/// because what is not yet used is neither audited nor paid (先用后付、先审再付). The window closes with the
/// end of September by default; a jurisdiction that settles calendar years closes it on 31 December, and
/// then the audit falls to the September after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settlement {
    /// Month and day on which a window of use closes each year.
    pub closes: (u32, u32),
    /// Month and day by which a closed window is audited, summed and submitted [law: 9月底前].
    pub submitted: (u32, u32),
    /// Years from submission to payment [law: 下一年度].
    pub years_to_payment: i32,
    /// How the place has parts of a month charged where a catalog does not say; `None` where it does not either.
    pub parts: Option<Rule>,
}

impl Default for Settlement {
    fn default() -> Self {
        Self { closes: (9, 30), submitted: (9, 30), years_to_payment: 1, parts: None }
    }
}

impl Settlement {
    /// As the jurisdiction settles on this day: audited by the end of its month of settlement, closed with the
    /// month that ends its year of use, or with the same month where it names none. `None` where no month of
    /// settlement is in force, for then nobody knows when anything is due.
    pub fn of(jurisdiction: &Jurisdiction, on: Date) -> Option<Self> {
        let month = |id| u32::try_from(jurisdiction.number(id, on)?).ok().filter(|m| (1..=12).contains(m));
        let submitted = month(ids::SETTLEMENT_MONTH)?;
        let closes = month(ids::USE_YEAR_MONTH).unwrap_or(submitted);
        let parts = Rule::of_place(jurisdiction, on);
        Some(Self { closes: (closes, 31), submitted: (submitted, 31), parts, ..Self::default() })
    }

    /// The day on which the window closes into which this day falls.
    pub(super) fn closing(&self, day: Date) -> Option<Date> {
        let this_year = on(day.year(), self.closes)?;
        if day <= this_year { Some(this_year) } else { on(day.year() + 1, self.closes) }
    }

    /// The day by which a window that closed on this day is submitted.
    pub(super) fn submission(&self, closed: Date) -> Option<Date> {
        let this_year = on(closed.year(), self.submitted)?;
        if closed <= this_year { Some(this_year) } else { on(closed.year() + 1, self.submitted) }
    }
}

/// The day in a year; the last of the month where the month is shorter.
pub(super) fn on(year: i32, (month, day): (u32, u32)) -> Option<Date> {
    (28..=day.max(28)).rev().find_map(|d| Date::from_ymd_opt(year, month, d.min(day)))
}

/// What becomes due of one estimate, window by window.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    /// The windows with use in them, in order.
    pub windows: Vec<Window>,
    /// Sum of the windows: the estimate's known sum, to the 分.
    pub known: Money,
}

/// The use between two closings, and when it is settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    /// First day of use in it.
    pub from: Date,
    /// Last day of use in it: the last day of the last service month that counts.
    pub to: Date,
    /// Service months complete since the start when it closes.
    pub months_done: u32,
    /// What its use comes to, as far as prices are known.
    pub used: Money,
    /// True where something without a known price is used in it, so that `used` is not all.
    pub open: bool,
    /// The day by which it is audited, summed and submitted to 省财政厅.
    pub submitted_by: Date,
    /// The year in which the using department pays it, out of that year's budget.
    pub paid_in: i32,
}

/// The calendar of an estimate whose use starts on `start`.
///
/// A sum spreads evenly over its months, cut cumulatively and rounded to 分, so that the windows add up to
/// the estimate's known sum exactly; what is paid once falls into the first window. A service month counts
/// where its last day falls.
pub fn calendar(start: Date, estimate: &Estimate, settlement: &Settlement) -> Calendar {
    let months = estimate.rows.iter().map(|r| r.fees.months).max().unwrap_or(0);
    let mut windows = windows(start, months, settlement);
    let mut spread = Spread::default();
    for EstimateRow { fees, .. } in &estimate.rows {
        spread.add(fees.known.minus(fees.once).unwrap_or_default(), fees.months);
        spread.add_once(fees.once);
    }
    let mut paid = Money::ZERO;
    let mut since = 0;
    for window in &mut windows {
        let due = spread.due(window.months_done);
        window.used = due.minus(paid).unwrap_or_default();
        window.open = estimate.rows.iter().any(|r| !r.fees.open.is_empty() && r.fees.months > since);
        (paid, since) = (due, window.months_done);
    }
    Calendar { windows, known: paid }
}

/// Sums that spread over their months, gathered by number of months: dividing once a number keeps each part
/// exact however many lines there are.
#[derive(Clone, Debug, Default)]
pub(super) struct Spread {
    once: Money,
    by_months: BTreeMap<u32, Money>,
}

impl Spread {
    /// Adds a sum that spreads evenly over so many months.
    pub(super) fn add(&mut self, sum: Money, months: u32) {
        let gathered = self.by_months.entry(months).or_default();
        *gathered = gathered.plus(sum).unwrap_or(*gathered);
    }

    /// Adds a sum that is paid once, at the start.
    pub(super) fn add_once(&mut self, sum: Money) {
        self.once = self.once.plus(sum).unwrap_or(self.once);
    }

    /// What it all comes to after so many months (at least one), to 分.
    pub(super) fn due(&self, months: u32) -> Money {
        let part = |(&of, &sum): (&u32, &Money)| {
            if months >= of { Some(sum) } else { sum.share(i128::from(months), i128::from(of)) }
        };
        let parts = self.by_months.iter().filter_map(part);
        parts.fold(self.once, |a, b| a.plus(b).unwrap_or(a)).round_to(FEN)
    }
}

/// The last day of the service month of this number, from 1; days that a month lacks fall on its last.
pub(super) fn month_end(start: Date, month: u32) -> Option<Date> {
    start.checked_add_months(Months::new(month))?.pred_opt()
}

/// The windows that so many months from a day fall into, without their sums.
fn windows(start: Date, months: u32, settlement: &Settlement) -> Vec<Window> {
    let mut windows: Vec<Window> = Vec::new();
    let mut from = start;
    for month in 1..=months {
        let window = month_end(start, month).and_then(|to| {
            let closed = settlement.closing(to)?;
            let submitted_by = settlement.submission(closed)?;
            let paid_in = submitted_by.year().checked_add(settlement.years_to_payment)?;
            Some(Window {
                from,
                to,
                months_done: month,
                used: Money::ZERO,
                open: false,
                submitted_by,
                paid_in,
            })
        });
        // A date beyond the calendar of the machine: what is left stays in the last window.
        let Some(window) = window else { break };
        from = window.to.succ_opt().unwrap_or(from);
        match windows.last_mut() {
            Some(last) if last.submitted_by == window.submitted_by => {
                (last.to, last.months_done) = (window.to, month);
            }
            _ => windows.push(window),
        }
    }
    windows
}
