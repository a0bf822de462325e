//! The kernel against trying everything, against dynamic programming, and against another author's solver.
#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::hard::{nearly_linear, strongly_correlated};
use super::{Answer, Column, GRANTED, Problem, least};
use crate::basics::Dice;
use microlp::{ComparisonOp, OptimizationDirection};

/// More work than any of these needs.
const MUCH: u64 = 1 << 40;

fn draw(dice: &mut Dice, columns: i64, needs: i64, amount: i64, need: i64) -> Problem {
    let rows = dice.between(1, needs);
    let column = |dice: &mut Dice| Column {
        cost: if dice.between(0, 19) == 0 { 0 } else { dice.between(1, 30) },
        gives: (0..rows).map(|_| if dice.between(0, 2) == 0 { 0 } else { dice.between(0, amount) }).collect(),
        most: if dice.between(0, 2) == 0 { dice.between(0, 4) } else { i64::MAX },
    };
    let columns = (0..dice.between(1, columns)).map(|_| column(dice)).collect();
    Problem { needs: (0..rows).map(|_| dice.between(0, need)).collect(), columns }
}

/// What an answer says must hold whatever it is.
fn checked(problem: &Problem, answer: &Answer) -> Option<i128> {
    let cost = answer.units.as_ref().map(|units| {
        assert!(problem.covers(units), "{problem:?} {units:?}");
        problem.cost(units)
    });
    assert!(cost.is_none_or(|cost| answer.bound <= cost), "{problem:?} {answer:?}");
    cost
}

/// The least cost, where the kernel says that it is.
fn proven(problem: &Problem) -> Option<i128> {
    let answer = least(problem, MUCH);
    let cost = checked(problem, &answer);
    assert_eq!(answer.bound, cost.unwrap_or(i128::MAX), "not proven: {problem:?}");
    cost
}

/// Trying everything.
fn tried(problem: &Problem) -> Option<i128> {
    let mut best: Option<i128> = None;
    let mut units = vec![0i64; problem.columns.len()];
    loop {
        if problem.covers(&units) {
            let cost = problem.cost(&units);
            best = Some(best.map_or(cost, |best| best.min(cost)));
        }
        let most = |at: usize| {
            let needed = problem.needs.iter().max().copied().unwrap_or(0).max(0);
            problem.columns[at].most.min(needed)
        };
        let at = (0..units.len()).find(|at| units[*at] < most(*at))?.min(units.len());
        units[..at].fill(0);
        units[at] += 1;
        if (0..units.len()).all(|at| units[at] == most(at)) {
            let last = problem.covers(&units).then(|| problem.cost(&units));
            return best.into_iter().chain(last).min();
        }
    }
}

#[test]
fn agrees_with_trying_everything() {
    let mut dice = Dice::new(1);
    let (mut covered, mut barred) = (0, 0);
    for case in 0..12_000 {
        let problem = draw(&mut dice, 4, 3, 6, 7);
        let expected = tried_or_nothing(&problem);
        assert_eq!(proven(&problem), expected, "case {case}: {problem:?}");
        covered += i32::from(expected.is_some());
        barred += i32::from(expected.is_none());
    }
    assert!(covered > 3_000 && barred > 1_000, "{covered} {barred}");
}

/// Where nothing may be taken of anything, only nothing is tried.
fn tried_or_nothing(problem: &Problem) -> Option<i128> {
    let none = vec![0; problem.columns.len()];
    let needed = problem.needs.iter().any(|need| *need > 0);
    let free = problem.columns.iter().any(|column| column.most > 0);
    if needed && free { tried(problem) } else { problem.covers(&none).then_some(0) }
}

/// Least cost by dynamic programming over what is open of two needs.
fn by_tables(problem: &Problem) -> Option<i128> {
    let (wide, high) = (problem.needs[0] as usize, problem.needs[1] as usize);
    let mut table = vec![None; (wide + 1) * (high + 1)];
    table[0] = Some(0i128);
    for column in &problem.columns {
        let (right, up) = (column.gives[0] as usize, column.gives[1] as usize);
        for _ in 0..column.most.min(60) {
            let before = table.clone();
            for x in 0..=wide {
                for y in 0..=high {
                    let Some(cost) = before[x * (high + 1) + y] else { continue };
                    let to = &mut table[(x + right).min(wide) * (high + 1) + (y + up).min(high)];
                    let cost = cost + i128::from(column.cost);
                    *to = Some(to.map_or(cost, |old: i128| old.min(cost)));
                }
            }
            if before == table {
                break;
            }
        }
    }
    table[wide * (high + 1) + high]
}

#[test]
fn agrees_with_dynamic_programming() {
    let mut dice = Dice::new(2);
    for case in 0..1_500 {
        let mut problem = draw(&mut dice, 10, 1, 1, 1);
        problem.needs = vec![dice.between(1, 30), dice.between(1, 30)];
        for column in &mut problem.columns {
            column.gives = vec![dice.between(0, 9), dice.between(0, 9)];
            // Nearly what it gives, so that bounds say little.
            column.cost = (column.gives.iter().sum::<i64>() * 3 + dice.between(-2, 2)).max(0);
        }
        assert_eq!(proven(&problem), by_tables(&problem), "case {case}: {problem:?}");
    }
}

/// Least cost by microlp; `None` where nothing covers.
fn by_microlp(problem: &Problem) -> Option<i128> {
    let mut model = microlp::Problem::new(OptimizationDirection::Minimize);
    let of = |column: &Column| (0, i32::try_from(column.most).unwrap_or(100_000));
    let units: Vec<_> =
        problem.columns.iter().map(|column| model.add_integer_var(column.cost as f64, of(column))).collect();
    for (row, need) in problem.needs.iter().enumerate() {
        let terms: Vec<_> =
            problem.columns.iter().zip(&units).map(|(c, unit)| (*unit, c.gives[row] as f64)).collect();
        model.add_constraint(&terms, ComparisonOp::Ge, *need as f64);
    }
    let outcome = model.solve();
    if matches!(outcome, Err(microlp::Error::Infeasible)) {
        return None;
    }
    let solution = outcome.unwrap().into_solution().unwrap();
    let units: Vec<i64> = units.iter().map(|unit| solution.var_value(*unit).round() as i64).collect();
    assert!(problem.covers(&units));
    Some(problem.cost(&units))
}

#[test]
fn agrees_with_another_solver() {
    let mut dice = Dice::new(3);
    for case in 0..60 {
        let problem = draw(&mut dice, 30, 5, 40, 300);
        assert_eq!(proven(&problem), by_microlp(&problem), "case {case}: {problem:?}");
    }
    for seed in 0..4 {
        let problem = nearly_linear(seed, 8, 3, 20);
        assert_eq!(proven(&problem), by_microlp(&problem), "nearly linear {seed}");
        let problem = strongly_correlated(seed, 18, 3);
        assert_eq!(proven(&problem), by_microlp(&problem), "strongly correlated {seed}");
    }
}

#[test]
fn order_does_not_matter() {
    let mut dice = Dice::new(4);
    for case in 0..400 {
        let problem = draw(&mut dice, 25, 4, 30, 200);
        let mut other = problem.clone();
        dice.shuffle(&mut other.columns);
        let mut rows: Vec<usize> = (0..problem.needs.len()).collect();
        dice.shuffle(&mut rows);
        other.needs = rows.iter().map(|row| problem.needs[*row]).collect();
        for column in &mut other.columns {
            column.gives = rows.iter().map(|row| column.gives[*row]).collect();
        }
        assert_eq!(proven(&problem), proven(&other), "case {case}: {problem:?}");
        assert_eq!(least(&problem, MUCH), least(&problem, MUCH), "case {case}");
    }
}

#[test]
fn little_work_gives_a_cover_and_a_bound() {
    let mut open = 0;
    for seed in 0..40 {
        let problem =
            if seed % 2 == 0 { nearly_linear(seed, 12, 3, 10) } else { strongly_correlated(seed, 24, 3) };
        let optimum = proven(&problem).unwrap();
        for work in [1, 1_000, 10_000, 100_000] {
            let answer = least(&problem, work);
            let cost = checked(&problem, &answer).unwrap();
            assert!(answer.bound <= optimum && optimum <= cost, "{seed} {work}: {answer:?} {optimum}");
            open += i32::from(answer.bound < cost);
        }
    }
    assert!(open > 40, "only {open} were left open");
}

#[test]
fn the_bound_is_near_where_the_proof_is_not_reached() {
    for seed in 0..10 {
        let problem = nearly_linear(seed, 60, 4, 10);
        let answer = least(&problem, GRANTED);
        let cost = checked(&problem, &answer).unwrap();
        assert!((cost - answer.bound) * 100 <= cost, "{seed}: {} below {cost}", answer.bound);
    }
}

#[test]
fn numbers_of_any_size() {
    let mut dice = Dice::new(5);
    for case in 0..600 {
        let size = 1i64 << dice.between(3, 61);
        let large = 1i64 << dice.between(3, 50);
        let column = |dice: &mut Dice| Column {
            cost: dice.between(0, large),
            gives: (0..3).map(|_| dice.between(0, size)).collect(),
            most: if dice.between(0, 1) == 0 { dice.between(0, size) } else { i64::MAX },
        };
        let columns = (0..6).map(|_| column(&mut dice)).collect();
        let problem = Problem { needs: (0..3).map(|_| dice.between(0, size)).collect(), columns };
        let answer = least(&problem, 200_000);
        let cost = checked(&problem, &answer);
        assert!(cost.is_some() || answer.bound == i128::MAX, "case {case}: {problem:?} {answer:?}");
    }
}

#[test]
fn nothing_to_do_and_nothing_to_do_it_with() {
    let empty = Problem::default();
    assert_eq!(least(&empty, MUCH).units, Some(Vec::new()));
    assert_eq!(least(&empty, MUCH).bound, 0);
    let open = Problem { needs: vec![1], columns: Vec::new() };
    assert_eq!((least(&open, MUCH).units, least(&open, MUCH).bound), (None, i128::MAX));
    let free = Problem { needs: vec![5], columns: vec![Column { cost: 0, gives: vec![2], most: i64::MAX }] };
    assert_eq!(proven(&free), Some(0));
    let unsound = Problem { needs: vec![5], columns: vec![Column { cost: -1, gives: vec![2], most: 1 }] };
    assert!(!unsound.sound());
    assert_eq!((least(&unsound, MUCH).units, least(&unsound, MUCH).bound), (None, 0));
}
