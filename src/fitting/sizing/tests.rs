#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use crate::basics::Month;

fn percent(text: &str) -> Option<Percent> {
    (!text.is_empty()).then(|| Percent::parse(text).unwrap())
}

fn month(text: &str) -> Month {
    Month::parse(text).unwrap()
}

fn row(at: usize, when: &str, cpu: &str, memory: &str) -> Usage {
    Usage {
        row: at + 2,
        system: "甲".into(),
        month: Month::parse(when),
        cpu: percent(cpu),
        memory_used: percent(memory),
        ..Usage::default()
    }
}

/// Three months, three of grace, the published bands.
fn rule() -> LowRule {
    LowRule {
        cpu_percent: Percent::whole(30).unwrap(),
        memory_percent: Percent::whole(40).unwrap(),
        months: 3,
        grace_months: 3,
        by: By::Both,
    }
}

/// What the rule says of one system, in words that a table can hold.
fn judged(rule: &LowRule, opened: &str, rows: &[(&str, &str, &str)]) -> String {
    let rows = rows.iter().enumerate().map(|(at, (when, cpu, memory))| Usage {
        opened: Month::parse(opened),
        ..row(at, when, cpu, memory)
    });
    let systems = systems(rows);
    let judged = rule.judge(&systems[0], last_month(&systems));
    match &judged.verdict {
        Verdict::Unknown { missing } => format!("unknown: {}", Missing::all(missing).en),
        Verdict::WithinGrace { judged_from, .. } => format!("grace: {judged_from}"),
        Verdict::NotLow { month } => format!("not: {month}"),
        Verdict::Low => "low".into(),
    }
}

#[test]
fn the_rule_at_its_bounds() {
    let long_ago = "2020-01";
    let autumn = [("2025-11", "5", "5"), ("2025-12", "5", "5")];
    for (opened, last, verdict) in [
        // The bands: below is low, the band itself is not.
        (long_ago, ("2026-01", "29.99", "39.99"), "low"),
        (long_ago, ("2026-01", "30.00", "39.99"), "not: 2026-01"),
        (long_ago, ("2026-01", "29.99", "40.00"), "not: 2026-01"),
        (long_ago, ("2026-01", "29.999999999999", "0"), "low"),
        (long_ago, ("2026-01", "0", "0"), "low"),
        (long_ago, ("2026-01", "100", "100"), "not: 2026-01"),
        // Unknown is never low, and one part that is known not to be low is enough.
        (long_ago, ("2026-01", "", "5"), "unknown: CPU utilisation in 2026-01"),
        (long_ago, ("2026-01", "5", ""), "unknown: memory utilisation in 2026-01"),
        (long_ago, ("2026-01", "", "40"), "not: 2026-01"),
        (long_ago, ("2026-01", "30", ""), "not: 2026-01"),
        // Grace: opened in August, the three months from August on are not held against it, November is.
        ("2025-08", ("2026-01", "5", "5"), "low"),
        ("2025-09", ("2026-01", "5", "5"), "grace: 2026-02"),
        ("2026-01", ("2026-01", "5", "5"), "grace: 2026-06"),
        ("2025-09", ("2026-01", "99", "99"), "grace: 2026-02"),
        ("2026-03", ("2026-01", "5", "5"), "grace: 2026-08"),
        // Nobody says when it was opened, and it was first seen in November.
        ("", ("2026-01", "5", "5"), "unknown: the month of opening"),
        ("", ("2026-01", "50", "5"), "not: 2026-01"),
    ] {
        let rows: Vec<_> = autumn.into_iter().chain([last]).collect();
        assert_eq!(judged(&rule(), opened, &rows), verdict, "opened {opened}, {last:?}");
    }
}

#[test]
fn months_in_a_row() {
    let low = |when| (when, "5", "5");
    for (months, rows, verdict) in [
        (3, vec![low("2025-11"), low("2025-12"), low("2026-01")], "low"),
        // A gap breaks the run, and is said.
        (3, vec![low("2025-10"), low("2025-11"), low("2026-01")], "unknown: rows of 2025-12"),
        (3, vec![low("2026-01")], "unknown: rows of 2025-11, 2025-12"),
        // What lies before the run does not count.
        (3, vec![("2025-10", "90", "90"), low("2025-11"), low("2025-12"), low("2026-01")], "low"),
        (2, vec![("2025-11", "90", "90"), low("2025-12"), low("2026-01")], "low"),
        (3, vec![("2025-11", "90", "90"), low("2025-12"), low("2026-01")], "not: 2025-11"),
        (3, vec![("2025-11", "90", "90"), ("2025-12", "90", "1"), low("2026-01")], "not: 2025-12"),
        // A high month in a broken run is enough to know.
        (3, vec![("2025-11", "90", "90"), low("2026-01")], "not: 2025-11"),
        (1, vec![low("2026-01")], "low"),
        (0, vec![low("2026-01")], "low"),
        // The same row twice says the same; two that contradict each other say nothing.
        (2, vec![low("2025-12"), low("2025-12"), low("2026-01")], "low"),
        (
            2,
            vec![low("2025-12"), ("2025-12", "6", "5"), low("2026-01")],
            "unknown: a row of 2025-12 to believe (rows 2, 3 contradict each other)",
        ),
    ] {
        let rule = LowRule { months, ..rule() };
        assert_eq!(judged(&rule, "2020-01", &rows), verdict, "{months} months, {rows:?}");
    }
    let century = LowRule { months: u32::MAX, grace_months: u32::MAX, ..rule() };
    assert_eq!(century.window(month("2026-01")).count(), MOST_MONTHS as usize);
    assert!(judged(&century, "2020-01", &[low("2026-01")]).starts_with("grace"));
}

#[test]
fn the_first_month_with_a_row_stands_for_an_unknown_opening() {
    let rows = [("2025-08", "", ""), ("2025-11", "5", "5"), ("2025-12", "5", "5"), ("2026-01", "5", "5")];
    assert_eq!(judged(&rule(), "", &rows), "low", "seen in August, so it was open by then");
    assert_eq!(judged(&rule(), "", &rows[1..]), "unknown: the month of opening");
    let no_grace = LowRule { grace_months: 0, ..rule() };
    assert_eq!(judged(&no_grace, "", &rows[1..]), "low", "without grace the opening does not matter");
}

#[test]
fn what_is_looked_at() {
    for (by, cpu, memory, verdict) in [
        (By::Cpu, "5", "", "low"),
        (By::Cpu, "5", "99", "low"),
        (By::Cpu, "", "5", "unknown: CPU utilisation in 2026-01"),
        (By::Memory, "", "5", "low"),
        (By::Memory, "5", "", "unknown: memory utilisation in 2026-01"),
        (By::Either, "5", "", "low"),
        (By::Either, "99", "5", "low"),
        (By::Either, "99", "", "unknown: memory utilisation in 2026-01"),
        (By::Either, "99", "99", "not: 2026-01"),
        (By::Both, "", "", "unknown: CPU utilisation in 2026-01; memory utilisation in 2026-01"),
    ] {
        let rule = LowRule { by, months: 1, ..rule() };
        assert_eq!(judged(&rule, "2020-01", &[("2026-01", cpu, memory)]), verdict, "{by:?} {cpu} {memory}");
    }
}

#[test]
fn why_is_said_with_months_values_and_bands() {
    let why = |rows: &[(&str, &str, &str)], by| {
        let rule = LowRule { by, grace_months: 0, months: 2, ..rule() };
        let rows = rows.iter().enumerate().map(|(at, (when, cpu, memory))| row(at, when, cpu, memory));
        let systems = systems(rows);
        rule.judge(&systems[0], last_month(&systems)).why(&rule).zh
    };
    assert_eq!(
        why(&[("2025-12", "2.5", "15.22"), ("2026-01", "29.99", "39")], By::Both),
        "2025-12 至 2026-01 连续 2 个月：CPU 2.5%、29.99%，低于 30%；内存 15.22%、39%，低于 40%"
    );
    assert_eq!(
        why(&[("2025-12", "2.5", "80"), ("2026-01", "90", "39")], By::Either),
        "2025-12 至 2026-01 连续 2 个月：每月均有一项低于界限"
    );
    assert_eq!(
        why(&[("2025-12", "2.5", "80"), ("2026-01", "2.5", "40")], By::Both),
        "2026-01：内存 40%，不低于 40%"
    );
    assert_eq!(
        why(&[("2026-01", "", "")], By::Both),
        "缺少：2025-12 的监测数据；2026-01 的 CPU 利用率；2026-01 的内存利用率"
    );
    assert_eq!(why(&[("", "1", "1")], By::Both), "缺少：监测月份");
}

#[test]
fn systems_are_told_apart_by_name_and_zone_and_nameless_rows_by_themselves() {
    let of = |row, system: &str, zone: &str, when| Usage {
        row,
        system: system.into(),
        zone: zone.into(),
        month: Month::parse(when),
        ..Usage::default()
    };
    let found = systems([
        of(2, "", "甲区", "2026-01"),
        of(3, "乙", "甲区", "2026-01"),
        of(4, "乙", "乙区", "2026-01"),
        of(5, "", "甲区", "2026-01"),
        of(6, "乙", "甲区", "2025-12"),
        of(7, "乙", "甲区", ""),
    ]);
    let shown: Vec<(&str, &str, usize)> =
        found.iter().map(|s| (s.name.as_str(), s.zone.as_str(), s.row)).collect();
    assert_eq!(shown, [("乙", "乙区", 4), ("乙", "甲区", 3), ("", "甲区", 2), ("", "甲区", 5)]);
    assert_eq!((found[1].first_seen, found[1].without_month.as_slice()), (Month::parse("2025-12"), &[7][..]));
}
