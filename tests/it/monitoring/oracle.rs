//! The rule against a reading of its definition by brute force, and what must hold of any data.

use super::{maybe, rule};
use govcloud::basics::{Dice, Month};
use govcloud::fitting::sizing::{By, LowRule, Percent, System, Usage, Verdict, last_month, systems};
use std::collections::BTreeSet;

/// A row as plain numbers: months counted from a first one, use in hundredths of a per cent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Plain {
    system: u64,
    month: u64,
    opened: Option<u64>,
    cpu: Option<u64>,
    memory: Option<u64>,
}

/// A random list: few systems and months, values around the bands, here and there nothing or a second row.
fn list(random: &mut Dice) -> Vec<Plain> {
    let rows = 1 + random.below(24);
    let row = |random: &mut Dice| Plain {
        system: random.below(4),
        month: random.below(8),
        opened: maybe(random, 9, 2),
        cpu: maybe(random, 12, 6).map(|step| 2_945 + step * 11 - random.below(2)),
        memory: maybe(random, 12, 6).map(|step| 3_940 + step * 12 - random.below(2)),
    };
    (0..rows).map(|_| row(random)).collect()
}

/// The same with one row a system and month.
fn single(mut rows: Vec<Plain>) -> Vec<Plain> {
    let mut seen = BTreeSet::new();
    rows.retain(|row| seen.insert((row.system, row.month)));
    rows
}

fn month(at: u64) -> Month {
    // The year ends in the middle of what is monitored.
    Month::new(2025, 9).unwrap().plus(i32::try_from(at).unwrap())
}

fn percent(hundredths: u64) -> Percent {
    Percent::parse(&format!("{}.{:02}", hundredths / 100, hundredths % 100)).unwrap()
}

fn usage(at: usize, row: &Plain) -> Usage {
    Usage {
        row: at + 2,
        system: format!("s{}", row.system),
        month: Some(month(row.month)),
        opened: row.opened.map(month),
        cpu: row.cpu.map(percent),
        memory_used: row.memory.map(percent),
        ..Usage::default()
    }
}

fn built(rows: &[Plain]) -> Vec<System> {
    systems(rows.iter().enumerate().map(|(at, row)| usage(at, row)))
}

/// Verdicts by name of the system.
fn verdicts(rule: &LowRule, rows: &[Plain]) -> Vec<(String, Verdict)> {
    let built = built(rows);
    let to = last_month(&built);
    built.iter().map(|system| (system.name.clone(), rule.judge(system, to).verdict)).collect()
}

fn low(rule: &LowRule, rows: &[Plain]) -> BTreeSet<String> {
    let low = verdicts(rule, rows).into_iter().filter(|(_, verdict)| *verdict == Verdict::Low);
    low.map(|(name, _)| name).collect()
}

/// The definition, read word by word.
fn naive(rule: &LowRule, rows: &[Plain], system: u64) -> &'static str {
    let of: Vec<Plain> = rows.iter().copied().filter(|row| row.system == system).collect();
    let to = i64::try_from(rows.iter().map(|row| row.month).max().unwrap()).unwrap();
    let (months, grace) = (i64::from(rule.months), i64::from(rule.grace_months));
    let run: Vec<i64> = (to - months + 1..=to).collect();
    let opened = of.iter().filter_map(|row| row.opened).max().map(|at| i64::try_from(at).unwrap());
    if opened.is_some_and(|opened| run.iter().any(|month| *month < opened + grace)) {
        return "within-grace";
    }
    let value = |month: i64| -> (Option<u64>, Option<u64>) {
        let there: BTreeSet<Plain> =
            of.iter().copied().filter(|row| i64::try_from(row.month).unwrap() == month).collect();
        match there.first() {
            Some(row) if there.len() == 1 => (row.cpu, row.memory),
            _ => (None, None),
        }
    };
    let is_low = |(cpu, memory): (Option<u64>, Option<u64>)| {
        let (cpu, memory) = (cpu.is_some_and(|v| v < 3_000), memory.is_some_and(|v| v < 4_000));
        match rule.by {
            By::Both => cpu && memory,
            By::Either => cpu || memory,
            By::Cpu => cpu,
            By::Memory => memory,
        }
    };
    let is_high = |(cpu, memory): (Option<u64>, Option<u64>)| {
        let (cpu, memory) = (cpu.is_some_and(|v| v >= 3_000), memory.is_some_and(|v| v >= 4_000));
        match rule.by {
            By::Both => cpu || memory,
            By::Either => cpu && memory,
            By::Cpu => cpu,
            By::Memory => memory,
        }
    };
    if run.iter().any(|month| is_high(value(*month))) {
        return "not-low";
    }
    let open_long_enough = grace == 0
        || opened.is_some()
        || of.iter().any(|row| run.iter().all(|month| i64::try_from(row.month).unwrap() + grace <= *month));
    let all_low = run.iter().all(|month| is_low(value(*month)));
    if all_low && open_long_enough { "low" } else { "unknown" }
}

fn some_rule(random: &mut Dice) -> LowRule {
    let by = By::ALL[usize::try_from(random.below(4)).unwrap()];
    rule(by, 1 + u32::try_from(random.below(4)).unwrap(), u32::try_from(random.below(4)).unwrap())
}

#[test]
fn the_rule_is_its_definition() {
    let mut random = Dice::new(17);
    let mut seen = std::collections::BTreeMap::<&str, u32>::new();
    for case in 0..20_000 {
        let (rows, rule) = (list(&mut random), some_rule(&mut random));
        for (name, verdict) in verdicts(&rule, &rows) {
            let expected = naive(&rule, &rows, name[1..].parse().unwrap());
            assert_eq!(verdict.code(), expected, "case {case}, {name}: {rule:?} {rows:?}");
            *seen.entry(expected).or_default() += 1;
        }
    }
    assert!(seen.len() == 4 && seen.values().all(|times| *times > 1_000), "{seen:?}");
}

#[test]
fn the_order_of_the_rows_does_not_matter() {
    let mut random = Dice::new(18);
    for case in 0..5_000 {
        let (rows, rule) = (list(&mut random), some_rule(&mut random));
        let mut numbered: Vec<Usage> = rows.iter().enumerate().map(|(at, row)| usage(at, row)).collect();
        let before = systems(numbered.clone());
        for at in (1..numbered.len()).rev() {
            numbered.swap(at, usize::try_from(random.below(at as u64 + 1)).unwrap());
        }
        let after = systems(numbered);
        assert_eq!(before, after, "case {case}");
        let to = last_month(&before);
        assert!(
            before.iter().zip(&after).all(|(a, b)| rule.judge(a, to) == rule.judge(b, to)),
            "case {case}"
        );
    }
}

#[test]
fn using_more_or_knowing_less_makes_nothing_low() {
    let mut random = Dice::new(19);
    let mut changed = 0;
    for case in 0..20_000 {
        let (mut rows, rule) = (single(list(&mut random)), some_rule(&mut random));
        let before = low(&rule, &rows);
        let at = usize::try_from(random.below(rows.len() as u64)).unwrap();
        let row = &mut rows[at];
        let of = if random.below(2) == 0 { &mut row.cpu } else { &mut row.memory };
        match random.below(3) {
            0 => *of = None,
            _ => *of = of.map(|value| (value + random.below(400)).min(10_000)),
        }
        let after = low(&rule, &rows);
        assert!(after.is_subset(&before), "case {case}: {before:?} → {after:?} {rule:?} {rows:?}");
        changed += usize::from(after != before);
    }
    assert!(changed > 100, "only {changed} lists changed: the property says little");
}

#[test]
fn a_stricter_rule_flags_no_more() {
    let mut random = Dice::new(20);
    for case in 0..5_000 {
        let (rows, given) = (list(&mut random), some_rule(&mut random));
        let flagged = |rule: LowRule| low(&rule, &rows);
        let now = flagged(given);
        let percent = |whole| Percent::whole(whole).unwrap();
        for stricter in [
            LowRule { months: given.months + 1, ..given },
            LowRule { grace_months: given.grace_months + 1, ..given },
            LowRule { cpu_percent: percent(29), ..given },
            LowRule { memory_percent: percent(39), ..given },
        ] {
            assert!(flagged(stricter).is_subset(&now), "case {case}: {stricter:?}");
        }
        let by = |by| flagged(LowRule { by, ..given });
        assert!(
            by(By::Both).is_subset(&by(By::Cpu)) && by(By::Cpu).is_subset(&by(By::Either)),
            "case {case}"
        );
        assert!(by(By::Both).is_subset(&by(By::Memory)) && by(By::Memory).is_subset(&by(By::Either)));
    }
}

#[test]
fn nothing_is_low_of_which_a_value_is_missing() {
    let mut random = Dice::new(21);
    for case in 0..10_000 {
        let (rows, rule) = (list(&mut random), some_rule(&mut random));
        let built = built(&rows);
        let to = last_month(&built);
        for system in &built {
            let judged = rule.judge(system, to);
            if let Verdict::Unknown { missing } = &judged.verdict {
                assert!(!missing.is_empty(), "case {case}: unknown without a reason");
            }
            if judged.verdict == Verdict::Low {
                let (cpu, memory) = rule.by.looks_at();
                let either = rule.by == By::Either;
                assert_eq!(judged.seen.len(), rule.months as usize);
                for seen in &judged.seen {
                    let known = (!cpu || seen.cpu.is_some()) && (!memory || seen.memory.is_some());
                    let one = seen.cpu.is_some() || seen.memory.is_some();
                    assert!(seen.row.is_some() && (known || (either && one)), "case {case}: {seen:?}");
                }
            }
        }
    }
}
