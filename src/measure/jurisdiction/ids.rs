//! Names of parameters. A place need not set each of them: what it does not set has no value.

/// Least days of testing (article 16).
pub const TEST_DAYS: &str = "test-days";
/// Month by whose end fees are audited and summed (article 4).
pub const SETTLEMENT_MONTH: &str = "settlement-month";
/// Month with whose end a year of use closes for settlement; as [`SETTLEMENT_MONTH`] where absent.
pub const USE_YEAR_MONTH: &str = "use-year-month";
/// Where neither catalog nor contract says how a part of a month is charged: 1 by the day, 0 by whole months.
pub const PRORATION_BY_DAY: &str = "proration-by-day";
/// Level at which the cloud is protected (article 27).
pub const CLOUD_LEVEL: &str = "cloud-level";
/// Lowest level that is filed with the police.
pub const FILING_LEVEL: &str = "filing-level";
/// Most months between assessments at level 2.
pub const ASSESSMENT_MONTHS_2: &str = "assessment-months-2";
/// Most months between assessments at level 3.
pub const ASSESSMENT_MONTHS_3: &str = "assessment-months-3";
/// Year of the template on which levels are filed; in force from the day after the last day for re-filing.
pub const FILING_TEMPLATE: &str = "filing-template";
/// Days within which a report of 密评 is filed.
pub const CRYPTO_FILING_DAYS: &str = "crypto-filing-days";

/// 明显偏低 (article 17): mean CPU use of a month below this many percent is low.
pub const LOW_CPU_PERCENT: &str = "low-cpu-percent";
/// 明显偏低 (article 17): mean memory use of a month below this many percent is low.
pub const LOW_MEMORY_PERCENT: &str = "low-memory-percent";
/// 明显偏低 (article 17): months in a row in which both are low.
pub const LOW_MONTHS: &str = "low-months";
/// 明显偏低 (article 17): months after opening that are not looked at.
pub const LOW_GRACE_MONTHS: &str = "low-grace-months";

/// 重大变更 (article 18): a quantity that grows by more than this many percent makes a change a major one.
pub const MAJOR_GROWTH_PERCENT: &str = "major-growth-percent";
/// 重大变更 (article 18): a yearly cost that grows by more than this many percent makes a change a major one.
pub const MAJOR_COST_PERCENT: &str = "major-cost-percent";
/// 重大变更 (article 18): 1 where another level of protection counts as major, 0 where it does not.
pub const MAJOR_LEVEL: &str = "major-level";
/// 重大变更 (article 18): 1 where another network zone counts, 0 where it does not.
pub const MAJOR_ZONE: &str = "major-zone";
/// 重大变更 (article 18): 1 where another supplier counts, 0 where it does not.
pub const MAJOR_SUPPLIER: &str = "major-supplier";
/// 重大变更 (article 18): 1 where another architecture counts, 0 where it does not.
pub const MAJOR_ARCHITECTURE: &str = "major-architecture";
/// 重大变更 (article 18): 1 where new special hardware (article 21) counts, 0 where it does not.
pub const MAJOR_SPECIAL: &str = "major-special";

/// Working days within which resources are allocated after the approval. The measure sets none.
pub const ALLOCATION_WORKING_DAYS: &str = "allocation-working-days";

/// The triggers of 重大变更 that count or do not.
pub const MAJOR_TRIGGERS: [&str; 5] =
    [MAJOR_LEVEL, MAJOR_ZONE, MAJOR_SUPPLIER, MAJOR_ARCHITECTURE, MAJOR_SPECIAL];

/// 功能和性能相近 (article 20): the greatest distance of functions in the catalog that is still near.
pub const NEAR_DISTANCE: &str = "near-distance";
/// 功能和性能相近 (article 20): by how many percent of an amount something may fall short of it and still be near, with
/// the department's consent. The measure sets none, and then nothing may.
pub const NEAR_SHORTFALL_PERCENT: &str = "near-shortfall-percent";

/// The list of network zones, coded as the field `network.zones` codes them.
pub const ZONES: &str = "zones";
/// The list of administrative divisions, coded by six digits (GB/T 2260) as a 统一社会信用代码 names them.
pub const DIVISIONS: &str = "divisions";

/// A level of protection.
const LEVELS: (i64, i64) = (1, 5);
/// A month of the year.
const MONTH: (i64, i64) = (1, 12);
/// Months or days, up to some years.
const SPAN: (i64, i64) = (0, 3_660);
/// Yes or no.
const YES: (i64, i64) = (0, 1);
/// Of the whole; growth may be more than the whole.
const PERCENT: (i64, i64) = (0, 100_000);

/// Every parameter that something reads, with its least and greatest value.
pub const KNOWN: &[(&str, (i64, i64))] = &[
    (TEST_DAYS, SPAN),
    (SETTLEMENT_MONTH, MONTH),
    (USE_YEAR_MONTH, MONTH),
    (PRORATION_BY_DAY, YES),
    (CLOUD_LEVEL, LEVELS),
    (FILING_LEVEL, LEVELS),
    (ASSESSMENT_MONTHS_2, SPAN),
    (ASSESSMENT_MONTHS_3, SPAN),
    (FILING_TEMPLATE, (2000, 2999)),
    (CRYPTO_FILING_DAYS, SPAN),
    (LOW_CPU_PERCENT, (0, 100)),
    (LOW_MEMORY_PERCENT, (0, 100)),
    (LOW_MONTHS, (1, 120)),
    (LOW_GRACE_MONTHS, (0, 120)),
    (MAJOR_GROWTH_PERCENT, PERCENT),
    (MAJOR_COST_PERCENT, PERCENT),
    (MAJOR_LEVEL, YES),
    (MAJOR_ZONE, YES),
    (MAJOR_SUPPLIER, YES),
    (MAJOR_ARCHITECTURE, YES),
    (MAJOR_SPECIAL, YES),
    (ALLOCATION_WORKING_DAYS, (1, 366)),
    (NEAR_DISTANCE, (0, 100)),
    (NEAR_SHORTFALL_PERCENT, (0, 99)),
];

/// Least and greatest value of a parameter; `None` where nothing reads one of this name.
pub fn range(id: &str) -> Option<(i64, i64)> {
    KNOWN.iter().find(|(known, _)| *known == id).map(|(_, range)| *range)
}
