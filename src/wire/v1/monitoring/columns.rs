//! Which column of a file is what.

use crate::basics::Words;
use crate::basics::decimal::half_width;
use crate::wire::Error;
use std::collections::{BTreeMap, BTreeSet};

/// What a column can hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// The system's name.
    System,
    /// What kind of row it is.
    Kind,
    /// The network zone.
    Zone,
    /// The month that was monitored.
    Month,
    /// When the system was opened.
    Opened,
    /// Number of virtual machines.
    Hosts,
    /// vCPUs of all of them.
    Vcpu,
    /// Memory of all of them.
    Memory,
    /// System disks of all of them.
    SystemDisk,
    /// Data disks of all of them.
    Disk,
    /// CPU in use, mean of the month.
    Cpu,
    /// Memory in use, mean of the month.
    MemoryUsed,
    /// CPU in use at the peak.
    CpuPeak,
    /// Memory in use at the peak.
    MemoryPeak,
}

/// Each field with its code, which is the heading of the documented format, and the headings that are understood
/// beside it: in lower case, without blanks, full-width forms and units in brackets.
pub const FIELDS: [(Field, &str, &[&str]); 14] = [
    (
        Field::System,
        "system",
        &["系统", "系统名称", "信息系统", "信息系统名称", "业务系统", "业务系统名称", "应用系统"],
    ),
    (Field::Kind, "kind", &["类别", "分类"]),
    (Field::Zone, "zone", &["区域", "网络区域", "网络", "所在区域", "资源区域"]),
    (Field::Month, "month", &["月份", "监测月份", "统计月份", "年月"]),
    (
        Field::Opened,
        "opened",
        &["开通", "开通月份", "开通日期", "开通时间", "交付月份", "交付日期", "交付时间"],
    ),
    (Field::Hosts, "hosts", &["vm_count", "台数", "虚拟机台数", "虚拟机数量", "云主机数量", "云主机台数"]),
    (Field::Vcpu, "vcpu", &["cpu核数", "vcpu核数", "vcpu数量", "vcpus"]),
    (Field::Memory, "memory", &["memory_gb", "内存", "内存容量"]),
    (Field::SystemDisk, "system_disk", &["system_disk_gb", "系统盘", "系统盘容量"]),
    (Field::Disk, "disk", &["data_disk_gb", "数据盘", "数据盘容量", "存储", "存储容量"]),
    (
        Field::Cpu,
        "cpu_percent",
        &[
            "cpu_util_pct",
            "cpu%",
            "cpu利用率",
            "cpu使用率",
            "vcpu利用率",
            "vcpu使用率",
            "cpu平均利用率",
            "cpu平均使用率",
        ],
    ),
    (
        Field::MemoryUsed,
        "memory_percent",
        &["mem_util_pct", "memory%", "内存%", "内存利用率", "内存使用率", "内存平均利用率", "内存平均使用率"],
    ),
    (Field::CpuPeak, "cpu_peak_percent", &["cpu峰值利用率", "cpu峰值使用率", "cpu峰值", "cpu最大利用率"]),
    (
        Field::MemoryPeak,
        "memory_peak_percent",
        &["内存峰值利用率", "内存峰值使用率", "内存峰值", "内存最大利用率"],
    ),
];

impl Field {
    /// The field of this code.
    pub fn of(code: &str) -> Option<Self> {
        FIELDS.iter().find(|(_, of, _)| *of == code).map(|(field, ..)| *field)
    }

    /// Its code.
    pub fn code(self) -> &'static str {
        FIELDS.iter().find(|(field, ..)| *field == self).map_or("", |(_, code, _)| code)
    }
}

/// What a file does not say by itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mapping {
    /// Heading → what the column holds, over what is guessed of it; `None` leaves it aside.
    pub columns: BTreeMap<String, Option<Field>>,
    /// The month of rows that name none: a report of one month does not say it in each row.
    pub month: Option<crate::basics::Month>,
}

/// The header, with what each column holds.
pub(super) struct Columns {
    pub(super) headings: Vec<String>,
    fields: BTreeMap<Field, usize>,
    /// Columns that nobody knows and nobody leaves aside.
    pub(super) unknown: Vec<usize>,
}

impl Columns {
    /// Reads the header.
    ///
    /// # Errors
    /// Where the same thing stands in two columns, the mapping speaks of a column that is not there, or no column
    /// says how much was in use.
    pub(super) fn of(headings: Vec<String>, mapping: &Mapping) -> Result<Self, Error> {
        let mut columns = Self { headings, fields: BTreeMap::new(), unknown: Vec::new() };
        let there: BTreeSet<&String> = columns.headings.iter().collect();
        if let Some(heading) = mapping.columns.keys().find(|heading| !there.contains(heading)) {
            return Err(header(&Words::new(
                format!("表头没有“{heading}”这一列"),
                format!("there is no column '{heading}'"),
            )));
        }
        for (at, heading) in columns.headings.iter().enumerate() {
            let field = match mapping.columns.get(heading) {
                Some(None) => continue,
                Some(Some(field)) => Some(*field),
                None => guess(heading),
            };
            match field {
                Some(field) => {
                    if let Some(before) = columns.fields.insert(field, at) {
                        return Err(twice(&columns.headings, before, at, field));
                    }
                }
                None if heading.is_empty() => {}
                None => columns.unknown.push(at),
            }
        }
        if !columns.has(Field::Cpu) && !columns.has(Field::MemoryUsed) {
            return Err(header(&Words::new(
                "没有 CPU 或内存利用率列（cpu_percent、memory_percent）",
                "no column says how much CPU or memory was in use (cpu_percent, memory_percent)",
            )));
        }
        Ok(columns)
    }

    /// True where a column holds this.
    pub(super) fn has(&self, field: Field) -> bool {
        self.fields.contains_key(&field)
    }

    /// The column's place and heading; the field's code where no column holds it.
    pub(super) fn heading(&self, field: Field) -> &str {
        let at = self.fields.get(&field).and_then(|at| self.headings.get(*at));
        at.map_or(field.code(), String::as_str)
    }

    /// The text of a cell, empty where there is none.
    pub(super) fn cell<'a>(&self, cells: &'a [String], field: Field) -> &'a str {
        self.fields.get(&field).and_then(|at| cells.get(*at)).map_or("", String::as_str)
    }
}

/// What a heading is taken for.
fn guess(heading: &str) -> Option<Field> {
    let heading = plain(heading);
    let found =
        FIELDS.iter().find(|(_, code, others)| *code == heading || others.contains(&heading.as_str()));
    found.map(|(field, ..)| *field)
}

/// A heading without what people write differently: case, width, blanks, and a unit in brackets, of which only
/// the sign of per cent tells columns apart (内存 and 内存%).
pub(super) fn plain(heading: &str) -> String {
    let text: String = heading.chars().map(half_width).filter(|c| !c.is_whitespace()).collect();
    let text = text.replace('％', "%").to_lowercase();
    let (before, unit) = match text.strip_suffix(')').and_then(|text| text.rsplit_once('(')) {
        Some((before, unit)) => (before, unit),
        None => (text.as_str(), ""),
    };
    match (unit, before.strip_suffix('%').unwrap_or(before)) {
        // 利用率 and its kin say themselves that they are shares.
        ("%" | "", bare) if bare.ends_with('率') || bare.ends_with("峰值") || bare.ends_with("percent") => {
            bare.to_owned()
        }
        ("%", _) => format!("{before}%"),
        ("", _) => before.to_owned(),
        ("核" | "个" | "台" | "gb" | "g" | "gib", _) => before.to_owned(),
        _ => text,
    }
}

fn header(detail: &Words) -> Error {
    Error::Syntax { line: 1, column: 0, detail: format!("{} / {}", detail.zh, detail.en) }
}

fn twice(headings: &[String], before: usize, at: usize, field: Field) -> Error {
    let name = |at: usize| headings.get(at).map_or("", String::as_str);
    let (first, second, code) = (name(before), name(at), field.code());
    header(&Words::new(
        format!("“{first}”和“{second}”两列都被当作 {code}，请指明其中一列的含义"),
        format!("'{first}' and '{second}' are both taken for {code}: say what one of them is"),
    ))
}
