//! 结算年度: the use that one September audits, and the year in which it is paid (article 4).

use crate::basics::Date;
use crate::fees::calendar::Settlement;
use chrono::Datelike as _;

/// One settlement: the days between two closings, audited and summed by the end of September of its year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SettlementYear {
    /// The year of the audit, by which it is named.
    pub year: i32,
    /// First day of its window of use.
    pub from: Date,
    /// The day on which the window closes. What is used later goes to the next settlement.
    pub closes: Date,
    /// The day by which it is audited, summed and submitted to 省财政厅.
    pub submitted_by: Date,
    /// The year in which the using department pays it, out of that year's budget.
    pub paid_in: i32,
}

impl SettlementYear {
    /// The settlement that is submitted in this year; `None` beyond all dates.
    pub fn of(settlement: &Settlement, year: i32) -> Option<Self> {
        let (closes, submitted_by) = closing(settlement, year)?;
        let (before, _) = closing(settlement, year.checked_sub(1)?)?;
        Some(Self {
            year,
            from: before.succ_opt()?,
            closes,
            submitted_by,
            paid_in: year.checked_add(settlement.years_to_payment)?,
        })
    }

    /// The settlement after this one.
    pub fn next(&self, settlement: &Settlement) -> Option<Self> {
        Self::of(settlement, self.year.checked_add(1)?)
    }

    /// The settlements that somebody looks at on this day: the one that runs, and the two before it, newest first.
    pub fn recent(settlement: &Settlement, today: Date) -> Vec<Self> {
        let Some(running) = Self::holding(settlement, today) else { return Vec::new() };
        let before = (1..=2).filter_map(|ago| Self::of(settlement, running.year.checked_sub(ago)?));
        std::iter::once(running).chain(before).collect()
    }

    /// The settlement into whose window this day falls.
    pub fn holding(settlement: &Settlement, day: Date) -> Option<Self> {
        let near = [day.year(), day.year().checked_add(1)?];
        near.into_iter()
            .filter_map(|year| Self::of(settlement, year))
            .find(|it| day <= it.closes && it.from <= day)
    }
}

/// The last closing not after the day of submission in this year, and that day.
fn closing(settlement: &Settlement, year: i32) -> Option<(Date, Date)> {
    use super::calendar::on;
    let submitted = on(year, settlement.submitted)?;
    let this_year = on(year, settlement.closes)?;
    let closes =
        if this_year <= submitted { this_year } else { on(year.checked_sub(1)?, settlement.closes)? };
    Some((closes, submitted))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    fn shown(settlement: &Settlement, year: i32) -> String {
        let it = SettlementYear::of(settlement, year).unwrap();
        format!("{}–{} by {} paid {}", it.from, it.closes, it.submitted_by, it.paid_in)
    }

    #[test]
    fn september_and_december() {
        let september = Settlement::default();
        assert_eq!(shown(&september, 2026), "2025-10-01–2026-09-30 by 2026-09-30 paid 2027");
        let december = Settlement { closes: (12, 31), ..september };
        assert_eq!(shown(&december, 2026), "2025-01-01–2025-12-31 by 2026-09-30 paid 2027");
        let february = Settlement { closes: (2, 31), ..september };
        assert_eq!(shown(&february, 2028), "2027-03-01–2028-02-29 by 2028-09-30 paid 2029");
    }

    #[test]
    fn every_day_falls_into_one_settlement_the_calendars() {
        for closes in [(9, 30), (12, 31), (2, 31), (6, 15)] {
            let settlement = Settlement { closes, ..Settlement::default() };
            let mut day = Date::from_ymd_opt(2026, 1, 1).unwrap();
            for _ in 0..1_500 {
                let it = SettlementYear::holding(&settlement, day).unwrap();
                let closed = settlement.closing(day).unwrap();
                assert_eq!((it.closes, Some(it.submitted_by)), (closed, settlement.submission(closed)));
                let windows = (2020..2035).filter_map(|year| SettlementYear::of(&settlement, year));
                assert_eq!(windows.filter(|w| w.from <= day && day <= w.closes).count(), 1, "{day}");
                assert_eq!(it.next(&settlement).map(|next| next.from), it.closes.succ_opt());
                day = day.succ_opt().unwrap();
            }
        }
    }
}
