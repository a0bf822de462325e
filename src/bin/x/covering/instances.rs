//! The instances: drawn by the library, and published ones from a folder.

use govcloud::fitting::covering::{Column, GRANTED, Problem, hard};
use std::fmt::Write as _;

/// Work without a limit that matters.
const ALL: u64 = 1 << 44;

/// A problem with what is known of it.
pub(crate) struct Case {
    /// What kind it is.
    pub(crate) group: String,
    /// Its name, without spaces.
    pub(crate) name: String,
    /// What the kernel is granted.
    pub(crate) work: u64,
    /// The published least cost; `Some(None)` where nothing covers, `None` where nothing is published.
    pub(crate) known: Option<Option<i128>>,
    /// The problem.
    pub(crate) problem: Problem,
}

impl Case {
    /// Its line of the index.
    pub(crate) fn line(&self) -> String {
        let known = match self.known {
            None => "?".to_owned(),
            Some(None) => "none".to_owned(),
            Some(Some(cost)) => cost.to_string(),
        };
        format!("{} {} {} {known}\n", self.group, self.name, self.work)
    }

    /// Its problem: columns and needs, then cost, limit and amounts of each column, then the needs.
    pub(crate) fn text(&self) -> String {
        let mut text = format!("{} {}\n", self.problem.columns.len(), self.problem.needs.len());
        for column in &self.problem.columns {
            let _ = write!(text, "{} {}", column.cost, column.most);
            column.gives.iter().for_each(|gives| _ = write!(text, " {gives}"));
            text.push('\n');
        }
        self.problem.needs.iter().for_each(|need| _ = write!(text, "{need} "));
        text
    }

    /// Reads both again.
    pub(crate) fn read(line: &str, text: &str) -> Result<Self, String> {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [group, name, work, known] = words[..] else { return Err(format!("{line}: four words are due")) };
        let mut numbers = Numbers(text.split_whitespace(), name);
        let (columns, needs) = (numbers.next()?, numbers.next()?);
        let mut problem = Problem::default();
        for _ in 0..columns {
            let (cost, most) = (numbers.next()?, numbers.next()?);
            problem.columns.push(Column { cost, most, gives: numbers.many(needs)? });
        }
        problem.needs = numbers.many(needs)?;
        let known = match known {
            "?" => None,
            "none" => Some(None),
            cost => Some(Some(cost.parse().map_err(|e| format!("{cost}: {e}"))?)),
        };
        let work = work.parse().map_err(|e| format!("{work}: {e}"))?;
        Ok(Self { group: group.to_owned(), name: name.to_owned(), work, known, problem })
    }
}

/// Whole numbers of a text; those with a point count hundredths.
struct Numbers<'a>(std::str::SplitWhitespace<'a>, &'a str);

impl Numbers<'_> {
    fn word(&mut self) -> Result<&str, String> {
        self.0.next().ok_or_else(|| format!("{}: a number is missing", self.1))
    }

    fn next(&mut self) -> Result<i64, String> {
        let name = self.1;
        let word = self.word()?;
        word.parse().map_err(|e| format!("{name}: {word}: {e}"))
    }

    fn many(&mut self, count: i64) -> Result<Vec<i64>, String> {
        (0..count).map(|_| self.next()).collect()
    }

    fn hundredths(&mut self) -> Result<i64, String> {
        let name = self.1;
        let word = self.word()?;
        let (whole, part) = word.split_once('.').unwrap_or((word, ""));
        format!("{whole}{part:0<2}").parse().map_err(|e| format!("{name}: {word}: {e}"))
    }

    fn many_hundredths(&mut self, count: i64) -> Result<Vec<i64>, String> {
        (0..count).map(|_| self.hundredths()).collect()
    }
}

/// Hard instances of seeds.
pub(crate) fn drawn() -> Vec<Case> {
    let case = |group: &str, seed: u64, work: u64, problem: Problem| Case {
        group: group.to_owned(),
        name: format!("{group}-{seed}"),
        work,
        known: None,
        problem,
    };
    let linear =
        (0..10).map(|seed| case("nearly-linear", seed, GRANTED, hard::nearly_linear(seed, 60, 4, 10)));
    let narrow =
        (10..20).map(|seed| case("nearly-linear-12", seed, GRANTED, hard::nearly_linear(seed, 12, 3, 10)));
    let correlated =
        (0..10).map(|seed| case("correlated", seed, GRANTED, hard::strongly_correlated(seed, 60, 3)));
    linear.chain(narrow).chain(correlated).collect()
}

/// Real catalogs and the knapsacks of the OR-Library (J. E. Beasley), from a folder.
pub(crate) fn published(folder: &str) -> Result<Vec<Case>, String> {
    let get = |name: &str| {
        let path = std::path::Path::new(folder).join(name);
        std::fs::read_to_string(&path).map_err(|e| format!("{}: {e}", path.display()))
    };
    let mut cases = Vec::new();
    for line in get("optima.csv")?.lines().skip(1) {
        let (name, cost) = line.split_once(',').ok_or_else(|| format!("optima.csv: {line}"))?;
        let text = get(&format!("{name}.txt"))?;
        let mut numbers = Numbers(text.split_whitespace(), name);
        let (columns, needs) = (numbers.next()?, numbers.next()?);
        let mut problem = Problem::default();
        for _ in 0..columns {
            let cost = numbers.next()?;
            problem.columns.push(Column { cost, most: i64::MAX, gives: numbers.many(needs)? });
        }
        problem.needs = numbers.many(needs)?;
        let known = Some(cost.parse().ok());
        cases.push(Case { group: "R".to_owned(), name: name.to_owned(), work: GRANTED, known, problem });
    }
    cases.extend(knapsacks("mknap1", &get("mknap1.txt")?, &[])?);
    let best = get("mknapcb1-best.csv")?;
    let best: Vec<&str> = best.lines().skip(1).filter_map(|line| Some(line.split_once(',')?.1)).collect();
    cases.extend(knapsacks("mknapcb1", &get("mknapcb1.txt")?, &best)?);
    Ok(cases)
}

/// Knapsacks of several capacities as covers: what is left out must weigh what is too much, and be worth the
/// least. Costs and amounts in hundredths.
fn knapsacks(group: &str, text: &str, best: &[&str]) -> Result<Vec<Case>, String> {
    let mut numbers = Numbers(text.split_whitespace(), group);
    let count = numbers.next()?;
    let mut cases = Vec::new();
    for at in 0..count {
        let (columns, needs) = (numbers.next()?, numbers.next()?);
        let mut worth = numbers.hundredths()?;
        let profits = numbers.many_hundredths(columns)?;
        let rows = (0..needs).map(|_| numbers.many_hundredths(columns)).collect::<Result<Vec<_>, _>>()?;
        let capacities = numbers.many_hundredths(needs)?;
        let published = best.get(usize::try_from(at).unwrap_or(0));
        if let Some(value) = published {
            worth = 100 * value.parse::<i64>().map_err(|e| format!("{value}: {e}"))?;
        }
        let gives = |column: usize| rows.iter().map(|row| row[column]).collect();
        let column = |(at, &cost): (usize, &i64)| Column { cost, gives: gives(at), most: 1 };
        let problem = Problem {
            needs: rows.iter().zip(&capacities).map(|(row, most)| row.iter().sum::<i64>() - most).collect(),
            columns: profits.iter().enumerate().map(column).collect(),
        };
        let known = Some(Some(i128::from(profits.iter().sum::<i64>() - worth)));
        cases.push(Case {
            group: group.to_owned(),
            name: format!("{group}-{at}"),
            work: ALL,
            known,
            problem,
        });
    }
    Ok(cases)
}
