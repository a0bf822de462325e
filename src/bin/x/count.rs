//! Counting what passed and what failed, from what the tools print.

use std::ops::AddAssign;

/// How many passed, how many failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Count {
    /// Passed.
    pub(crate) passed: u64,
    /// Failed.
    pub(crate) failed: u64,
}

impl Count {
    /// One check.
    pub(crate) fn one(passed: bool) -> Self {
        Self { passed: u64::from(passed), failed: u64::from(!passed) }
    }
}

impl AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Adds a line of cargo's test output, where it is a result: `test result: ok. 12 passed; 0 failed; …`.
pub(crate) fn cargo_line(line: &str) -> Option<Count> {
    let rest = line.trim().strip_prefix("test result: ")?;
    let (_, rest) = rest.split_once(". ")?;
    let number = |name: &str| {
        let part = rest.split(';').find(|part| part.trim().ends_with(name))?;
        part.trim().split(' ').next()?.parse().ok()
    };
    Some(Count { passed: number(" passed")?, failed: number(" failed")? })
}

/// Reads our own last line: `12 passed, 0 failed`.
pub(crate) fn summary(line: &str) -> Option<Count> {
    let (passed, failed) = line.trim().strip_suffix(" failed")?.split_once(" passed, ")?;
    Some(Count { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
}

/// Reads Playwright's JSON report. A test that passed only when repeated has failed.
pub(crate) fn playwright(report: &str) -> Option<Count> {
    let value: serde_json::Value = serde_json::from_str(report).ok()?;
    let stats = value.get("stats")?;
    let number = |name: &str| stats.get(name).and_then(serde_json::Value::as_u64);
    let errors = value.get("errors").and_then(|e| e.as_array()).map_or(0, Vec::len);
    let failed = number("unexpected")? + number("flaky")? + u64::try_from(errors).unwrap_or(1);
    Some(Count { passed: number("expected")?, failed })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_of_cargo_are_read_and_other_lines_are_not() {
        let line = "test result: FAILED. 12 passed; 3 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.1s";
        assert_eq!(cargo_line(line), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(cargo_line("test date::reads ... ok"), None);
    }

    #[test]
    fn our_own_summary_is_read() {
        assert_eq!(summary("12 passed, 3 failed\n"), Some(Count { passed: 12, failed: 3 }));
        assert_eq!(summary("12 passed"), None);
    }

    #[test]
    fn a_flaky_test_and_an_error_outside_tests_have_failed() {
        let report = r#"{"stats":{"expected":7,"unexpected":1,"flaky":1,"skipped":2},"errors":[{}]}"#;
        assert_eq!(playwright(report), Some(Count { passed: 7, failed: 3 }));
        assert_eq!(playwright("{}"), None);
    }
}
