//! The cells of one row.

use super::Problem;
use super::columns::{Columns, Field, Mapping};
use crate::basics::decimal::half_width;
use crate::basics::{Decimal, Month, Words};
use crate::fitting::sizing::{Percent, PercentError, Usage};
use crate::wire::csv::{Row, text_of};

/// What people and programs write where nothing is known.
const UNKNOWN: [&str; 14] =
    ["", "/", "\\", "-", "--", "—", "——", "n/a", "na", "null", "none", "nan", "未知", "不详"];

/// Units of memory and disk: name, and what one of it is in GB (whole number and digits behind the point).
const SIZES: [(&str, i128, u32); 9] = [
    ("gb", 1, 0),
    ("g", 1, 0),
    ("gib", 1, 0),
    ("tb", 1_024, 0),
    ("t", 1_024, 0),
    ("tib", 1_024, 0),
    ("mb", 9_765_625, 10),
    ("m", 9_765_625, 10),
    ("mib", 9_765_625, 10),
];
/// Units of what is counted.
const COUNTS: [(&str, i128, u32); 6] =
    [("核", 1, 0), ("c", 1, 0), ("vcpu", 1, 0), ("个", 1, 0), ("台", 1, 0), ("cpu", 1, 0)];

/// The largest amount that is taken.
const MOST: i128 = 1_000_000_000_000;

/// Reads the cells of one row; what cannot be read is a problem, and not known.
pub(super) fn read(row: &Row, columns: &Columns, mapping: &Mapping, problems: &mut Vec<Problem>) -> Usage {
    let mut reader = Reader { row, columns, problems };
    let text = |field| text_of(columns.cell(&row.cells, field).trim()).to_owned();
    let month = reader.month(Field::Month);
    let hosts = reader.amount(Field::Hosts, &COUNTS);
    let usage = Usage {
        row: row.number,
        system: text(Field::System),
        kind: text(Field::Kind),
        zone: text(Field::Zone),
        month: month.unwrap_or(mapping.month),
        opened: reader.month(Field::Opened).flatten(),
        hosts: hosts.and_then(|hosts| reader.whole(Field::Hosts, hosts)),
        vcpu: reader.amount(Field::Vcpu, &COUNTS),
        memory: reader.amount(Field::Memory, &SIZES),
        system_disk: reader.amount(Field::SystemDisk, &SIZES),
        disk: reader.amount(Field::Disk, &SIZES),
        cpu: reader.percent(Field::Cpu),
        memory_used: reader.percent(Field::MemoryUsed),
        cpu_peak: reader.percent(Field::CpuPeak),
        memory_peak: reader.percent(Field::MemoryPeak),
    };
    reader.sense(&usage, month.is_none());
    usage
}

struct Reader<'a> {
    row: &'a Row,
    columns: &'a Columns,
    problems: &'a mut Vec<Problem>,
}

impl Reader<'_> {
    /// The cell of a field, `None` where it says that nothing is known.
    fn known(&self, field: Field) -> Option<String> {
        let text: String = self.columns.cell(&self.row.cells, field).chars().map(half_width).collect();
        let text = text.trim().to_owned();
        (!UNKNOWN.contains(&text.to_lowercase().as_str())).then_some(text)
    }

    fn say(&mut self, field: Field, code: &'static str, bars: bool, message: Words, remedy: (&str, &str)) {
        self.problems.push(Problem {
            row: self.row.number,
            column: self.columns.heading(field).to_owned(),
            code,
            bars,
            message,
            remedy: Words::new(remedy.0, remedy.1),
        });
    }

    /// The month of a cell. `None` where the cell names none; `Some(None)` where what it names is no month.
    fn month(&mut self, field: Field) -> Option<Option<Month>> {
        let text = self.known(field)?;
        let month = Month::parse(&text);
        if month.is_none() {
            self.say(
                field,
                "monitoring-month",
                true,
                Words::new(format!("“{text}”不是月份"), format!("'{text}' is no month")),
                ("写作 2026-01", "Write 2026-01"),
            );
        }
        Some(month)
    }

    fn percent(&mut self, field: Field) -> Option<Percent> {
        let text = self.known(field)?;
        let (code, message) = match Percent::parse(&text) {
            Ok(percent) => return Some(percent),
            Err(PercentError::NotANumber) => (
                "monitoring-percent",
                Words::new(format!("“{text}”不是百分数"), format!("'{text}' is no percentage")),
            ),
            Err(PercentError::OutOfRange) => (
                "monitoring-percent-range",
                Words::new(
                    format!("“{text}”不在 0 至 100 之间"),
                    format!("'{text}' is not between 0 and 100"),
                ),
            ),
        };
        let remedy = (
            "写作 2.56，单位为百分之一；未知的留空或写“/”",
            "Write 2.56 for 2.56 per cent; leave empty or write / where it is not known",
        );
        self.say(field, code, true, message, remedy);
        None
    }

    fn amount(&mut self, field: Field, units: &[(&str, i128, u32)]) -> Option<Decimal> {
        let text = self.known(field)?;
        let amount = amount(&text, units);
        if amount.is_none() {
            let names: Vec<&str> = units.iter().map(|(name, ..)| *name).take(1).collect();
            let unit = names.first().copied().unwrap_or_default();
            self.say(
                field,
                "monitoring-amount",
                true,
                Words::new(format!("“{text}”不是数量"), format!("'{text}' is no amount")),
                (
                    &format!("写数字，单位 {unit}；未知的留空或写“/”"),
                    &format!("Write a number in {unit}; leave empty or write / where it is not known"),
                ),
            );
        }
        amount
    }

    fn whole(&mut self, field: Field, amount: Decimal) -> Option<i64> {
        let whole = amount.times_exact(1).and_then(|whole| i64::try_from(whole).ok());
        if whole.is_none() {
            self.say(
                field,
                "monitoring-amount",
                true,
                Words::new(format!("“{amount}”不是整数"), format!("'{amount}' is no whole number")),
                ("写虚拟机台数", "Write how many virtual machines there are"),
            );
        }
        whole
    }

    /// What only the whole row shows.
    fn sense(&mut self, usage: &Usage, names_no_month: bool) {
        if usage.month.is_none() && names_no_month && self.columns.has(Field::Month) {
            self.say(
                Field::Month,
                "monitoring-month-missing",
                true,
                Words::new("没有写明月份", "No month is given"),
                ("写作 2026-01", "Write 2026-01"),
            );
        }
        if usage.system.is_empty() && self.columns.has(Field::System) {
            self.say(
                Field::System,
                "monitoring-system-missing",
                false,
                Words::new("没有系统名称，按单独的系统处理", "No system is named: taken for one of its own"),
                ("补写系统名称", "Name the system"),
            );
        }
        if let Some((opened, month)) = usage.opened.zip(usage.month).filter(|(opened, month)| opened > month)
        {
            self.say(
                Field::Opened,
                "monitoring-opened-after",
                false,
                Words::new(
                    format!("{month} 已有监测数据，却写着 {opened} 开通"),
                    format!("Monitored in {month}, though opened in {opened}"),
                ),
                ("核对开通月份", "Check when it was opened"),
            );
        }
    }
}

/// An amount with or without one of the units, from nought on.
fn amount(text: &str, units: &[(&str, i128, u32)]) -> Option<Decimal> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '+')));
    let (number, unit) = text.split_at(end.unwrap_or(text.len()));
    let unit = unit.trim().to_lowercase();
    let (factor, digits) = match unit.as_str() {
        "" => (1, 0),
        unit => {
            units.iter().find(|(name, ..)| *name == unit).map(|(_, factor, digits)| (*factor, *digits))?
        }
    };
    let decimal = Decimal::parse(number).ok()?.shortest();
    let product = Decimal { units: decimal.units.checked_mul(factor)?, scale: decimal.scale + digits };
    let amount = product.shortest();
    // What is left must be a number that can be written again.
    let fits = amount.scale <= 12 && amount.units <= MOST.checked_mul(10i128.checked_pow(amount.scale)?)?;
    fits.then_some(amount)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_with_their_units() {
        for (text, units, read) in [
            ("64", &SIZES[..], Some("64")),
            ("64GB", &SIZES, Some("64")),
            ("1.5 TB", &SIZES, Some("1536")),
            ("512 MB", &SIZES, Some("0.5")),
            ("1MB", &SIZES, Some("0.0009765625")),
            ("1,024.50", &SIZES, Some("1024.5")),
            ("0", &SIZES, Some("0")),
            ("32核", &COUNTS, Some("32")),
            ("8 C", &COUNTS, Some("8")),
            ("8GB", &COUNTS, None),
            ("-1", &SIZES, None),
            ("1e3", &SIZES, None),
            ("1.5.2", &SIZES, None),
            ("0.001 MB", &SIZES, None),
            ("1000000000001", &SIZES, None),
            ("999999999999999999 TB", &SIZES, None),
        ] {
            assert_eq!(amount(text, units).map(|amount| amount.to_string()).as_deref(), read, "{text}");
        }
    }
}
