#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use crate::basics::{Decimal, Lang, Month};
use crate::fitting::sizing::{By, LowRule, Percent, Verdict, last_month};
use crate::lifecycle::adjustment::{advise, compare};

const SHANXI: &str = include_str!("../../../../tests/data/utilisation-shanxi-2026-01.csv");
const EXAMPLE: &str = include_str!("../../../../www/catalogs/monitoring.example.csv");

fn plain(text: &str) -> Monitored {
    read(text, &Mapping::default()).unwrap()
}

fn found(monitored: &Monitored) -> Vec<(usize, &str, &str, bool)> {
    monitored.problems.iter().map(|p| (p.row, p.column.as_str(), p.code, p.bars)).collect()
}

fn percent(text: &str) -> Option<Percent> {
    Some(Percent::parse(text).unwrap())
}

fn whole(number: i128) -> Option<Decimal> {
    Some(Decimal { units: number, scale: 0 })
}

#[test]
fn the_example_is_read_without_a_problem() {
    let monitored = plain(EXAMPLE);
    assert_eq!((monitored.rows.len(), monitored.problems.as_slice()), (11, &[][..]));
    let first = Usage {
        row: 2,
        system: "示例系统甲".into(),
        kind: String::new(),
        zone: "政务外网".into(),
        month: Month::new(2025, 11),
        opened: Month::new(2024, 3),
        hosts: Some(2),
        vcpu: whole(32),
        memory: whole(128),
        system_disk: None,
        disk: whole(1600),
        cpu: percent("4.1"),
        memory_used: percent("14.8"),
        cpu_peak: percent("16"),
        memory_peak: percent("22"),
    };
    assert_eq!(monitored.rows[0], first);
    let (gap, last) = (&monitored.rows[9], &monitored.rows[10]);
    assert_eq!((gap.cpu, gap.cpu_peak, gap.memory_peak), (None, None, None), "/ and nothing are not known");
    assert_eq!(last.memory_used, percent("24.10"));
    assert_eq!(plain(&format!("\u{feff}{EXAMPLE}")), monitored);
    assert_eq!(plain(&EXAMPLE.replace(',', "\t").replace('\n', "\r\n")), monitored);
}

#[test]
fn the_real_file_keeps_what_is_not_known() {
    let mapping = Mapping { month: Month::new(2026, 1), ..Mapping::default() };
    let monitored = read(SHANXI, &mapping).unwrap();
    assert_eq!((monitored.rows.len(), monitored.problems.as_slice()), (65, &[][..]));
    let count = |of: fn(&Usage) -> bool| monitored.rows.iter().filter(|usage| of(usage)).count();
    assert_eq!(count(|usage| usage.cpu.is_none()), 24);
    assert_eq!(count(|usage| usage.memory_used.is_none()), 25);
    assert_eq!(count(|usage| usage.vcpu.is_none()), 65 - 11);
    assert_eq!(count(|usage| usage.hosts == Some(0) && usage.vcpu.is_none()), 5);
    assert!(monitored.rows.iter().all(|usage| usage.month == mapping.month));
    let storage = &monitored.rows[5];
    assert_eq!((storage.memory, storage.disk, storage.memory_used), (None, whole(4000), percent("78.04")));
    // Without a month it is one problem, not one a row.
    assert_eq!(found(&plain(SHANXI)), [(1, "", "monitoring-month-missing", true)]);
}

#[test]
fn headings_as_reports_write_them() {
    let rest = "2026-01,甲,2,32 核,\"1,024 GB\",2.56,15.22\n";
    for headings in [
        "month,system,hosts,vcpu,memory,cpu_percent,memory_percent",
        "月份,系统名称,台数,vCPU（核）,内存（GB）,CPU利用率（%）,内存利用率（%）",
        "统计月份,业务系统,虚拟机台数,vCPU 数量,内存容量(G),vCPU使用率,内存使用率%",
        "Month,System,vm_count,VCPU,memory (GB),CPU %,Memory %",
        "month,system,hosts,vcpu,memory_gb,cpu_util_pct,mem_util_pct",
    ] {
        let monitored = plain(&format!("{headings}\n{rest}"));
        assert_eq!(monitored.problems, [], "{headings}");
        let usage = &monitored.rows[0];
        assert_eq!((usage.system.as_str(), usage.month, usage.hosts), ("甲", Month::new(2026, 1), Some(2)));
        assert_eq!((usage.vcpu, usage.memory), (whole(32), whole(1024)), "{headings}");
        assert_eq!((usage.cpu, usage.memory_used), (percent("2.56"), percent("15.22")), "{headings}");
    }
}

#[test]
fn every_field_is_known_by_its_code_and_described() {
    let page = include_str!("../../../docs/utilisation.md");
    for (field, code, others) in FIELDS {
        assert_eq!((Field::of(code), field.code()), (Some(field), code));
        assert!(page.contains(&format!("`{code}`")), "{code} is not in the manual");
        assert!(others.iter().all(|other| columns::plain(other) == *other), "{code}: {others:?}");
        assert_eq!(columns::plain(code), code);
    }
}

#[test]
fn problems_name_row_and_column() {
    let head = "system,month,opened,hosts,vcpu,memory,cpu_percent,memory_percent";
    let good = "甲,2026-01,2025-01,2,32,128,2.56,15.22";
    for (from, to, problem) in [
        ("2.56", "2.5.6", (3, "cpu_percent", "monitoring-percent", true)),
        ("2.56", "low", (3, "cpu_percent", "monitoring-percent", true)),
        ("15.22", "115.22", (3, "memory_percent", "monitoring-percent-range", true)),
        ("15.22", "-1", (3, "memory_percent", "monitoring-percent-range", true)),
        (",32,", ",many,", (3, "vcpu", "monitoring-amount", true)),
        (",32,", ",-32,", (3, "vcpu", "monitoring-amount", true)),
        (",128,", ",128 XB,", (3, "memory", "monitoring-amount", true)),
        (",2,32", ",1.5,32", (3, "hosts", "monitoring-amount", true)),
        ("2026-01,2025-01", "January,2025-01", (3, "month", "monitoring-month", true)),
        ("2026-01,2025-01", ",2025-01", (3, "month", "monitoring-month-missing", true)),
        ("2026-01,2025-01", "2026-01,soon", (3, "opened", "monitoring-month", true)),
        ("2026-01,2025-01", "2026-01,2026-02", (3, "opened", "monitoring-opened-after", false)),
        ("甲", "", (3, "system", "monitoring-system-missing", false)),
        ("15.22", "15.22,9", (3, "", "monitoring-cells", true)),
    ] {
        let row = good.replacen(from, to, 1);
        assert_ne!(row, good, "{from}");
        let monitored = plain(&format!("{head}\n\n{row}\n"));
        assert_eq!(found(&monitored), [problem], "{from} → {to}");
    }
    let remark = plain(&format!("{head},colour\n{good},red\n"));
    assert_eq!(found(&remark), [(1, "colour", "monitoring-column-unknown", false)]);
    assert_eq!(remark.rows[0].cpu, percent("2.56"));
    let unknown = plain(&format!("{head}\n甲,2026-01,未知,/,-,—,N/A,NULL\n"));
    assert_eq!(unknown.problems, [], "what is said to be unknown is no fault");
    assert_eq!((unknown.rows[0].hosts, unknown.rows[0].cpu), (None, None));
    let default = Mapping { month: Month::new(2025, 12), ..Mapping::default() };
    let filled = read(&format!("{head}\n甲,,,,,,1,1\n乙,soon,,,,,1,1\n"), &default).unwrap();
    assert_eq!((filled.rows[0].month, filled.rows[1].month), (default.month, None), "a fault is no default");
}

#[test]
fn rows_against_each_other() {
    let head = "system,month,opened,cpu_percent,memory_percent\n";
    let twice = plain(&format!("{head}甲,2026-01,2025-01,1,1.0\n甲,2026-01,2025-01,1.00,1\n"));
    assert_eq!(twice.problems, [], "1, 1.0 and 1.00 are one number");
    let against = plain(&format!("{head}甲,2026-01,2025-01,1,1\n乙,2026-01,,1,1\n甲,2026-01,2025-01,2,1\n"));
    assert_eq!(found(&against), [(4, "month", "monitoring-contradiction", true)]);
    assert!(against.problems[0].message.zh.contains("第 2、4 行"), "{:?}", against.problems[0]);
    let opened = plain(&format!("{head}甲,2026-01,2025-01,1,1\n甲,2025-12,2025-03,1,1\n"));
    assert_eq!(found(&opened), [(2, "opened", "monitoring-opened-differs", false)]);
    assert!(opened.problems[0].message.en.contains("2025-03"));
}

#[test]
fn what_is_no_such_file_is_an_error() {
    let mapped = |heading: &str, field| Mapping {
        columns: [(heading.to_owned(), field)].into(),
        ..Mapping::default()
    };
    let error = |text: &str, mapping: &Mapping| read(text, mapping).unwrap_err().words().zh;
    let none = Mapping::default();
    assert!(error("", &none).contains("没有表头"));
    assert!(error("system,vcpu\n甲,2\n", &none).contains("没有 CPU 或内存利用率列"));
    assert!(error("system,cpu_percent\n\"甲,2\n", &none).contains("引号没有闭合"));
    assert!(error("CPU利用率,CPU使用率\n1,2\n", &none).contains("“CPU利用率”和“CPU使用率”"));
    assert!(error("cpu_percent\n1\n", &mapped("cpu", None)).contains("没有“cpu”这一列"));
    let text = "CPU利用率,CPU使用率\n1,2\n";
    let kept = read(text, &mapped("CPU使用率", None)).unwrap();
    assert_eq!(kept.rows[0].cpu, percent("1"));
    let other = read(text, &mapped("CPU使用率", Some(Field::CpuPeak))).unwrap();
    assert_eq!((other.rows[0].cpu, other.rows[0].cpu_peak), (percent("1"), percent("2")));
}

#[test]
fn whatever_stands_in_a_cell_is_read() {
    let odd = [
        "",
        "\"",
        "\"\"\"\"",
        ",",
        "\n",
        "\r",
        "\u{feff}",
        "%",
        "-",
        "-0",
        "1e9",
        "９",
        "甲",
        "9999999999999999999999",
        "0.00000000000000000001",
        "。",
        "2026-13",
        "0000-00",
        "100%",
        "=1+1",
    ];
    let mut read_at_all = 0;
    for (at, _) in EXAMPLE.char_indices().filter(|(_, c)| matches!(c, ',' | '\n')) {
        for text in odd {
            let faulty = format!("{}{text}{}", &EXAMPLE[..=at], &EXAMPLE[at + 1..]);
            let Ok(monitored) = read(&faulty, &Mapping::default()) else { continue };
            read_at_all += 1;
            let systems = systems(monitored.rows);
            let (rule, to) = (rule(3), last_month(&systems));
            let compared = compare(&systems, &rule, to);
            let advice = advise(systems, &rule, to, None);
            report::report(&advice, &compared, &monitored.problems, None);
        }
    }
    assert!(read_at_all > 1_000, "{read_at_all}");
}

fn rule(months: u32) -> LowRule {
    let band = |whole| Percent::whole(whole).unwrap();
    LowRule { cpu_percent: band(30), memory_percent: band(40), months, grace_months: 3, by: By::Both }
}

#[test]
fn the_table_is_read_again_and_carries_no_formula() {
    let text = "system,month,opened,cpu_percent,memory_percent\n\"=HYPERLINK(\"\"x\"\")\",2026-01,2020-01,1,1\n\
                \"a,b;c\",2026-01,2020-01,50,1\n-12,2026-01,2020-01,1,1\n";
    let systems = systems(plain(text).rows);
    let to = last_month(&systems);
    let advice = advise(systems, &rule(1), to, None);
    let table = sheet::sheet(&advice, None, Lang::Zh);
    let rows = csv::rows(&table).unwrap();
    assert!(rows.iter().all(|row| row.cells.len() == rows[0].cells.len()), "{table}");
    let names: Vec<&str> = rows.iter().map(|row| row.cells[0].as_str()).collect();
    assert_eq!(names, ["系统", "-12", "'=HYPERLINK(\"x\")", "a,b;c"]);
    let verdicts: Vec<&str> = rows.iter().map(|row| row.cells[3].as_str()).collect();
    assert_eq!(verdicts, ["结论", "明显偏低", "明显偏低", "未明显偏低"]);
    assert_eq!(advice.systems[0].judged.verdict, Verdict::Low);
}
