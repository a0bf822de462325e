//! 黑龙江省: the place whose measure this is.

use super::Change::{self, Fixed, Free, Higher, Lower};
use super::{
    CodeList, FilledTerm, Jurisdiction, Organs, Parameter, RequiredPaper, Section, Source, Unset, Workdays,
    ids,
};
use crate::basics::{Date, Digest, Words};
use crate::dossier::{FieldKind, fields};
use crate::measure::Citation;
use crate::measure::open::open_term;

/// A text in Chinese and English.
type Text = (&'static str, &'static str);

/// Where a number comes from, as it is written down here.
#[derive(Clone, Copy)]
enum From {
    Law(u8, &'static str),
    Outside(Text),
    Default(Text),
}

/// A parameter as it is written down here: id, name, value, unit, source, first day where it is not the day of
/// issue, what a place that follows may make of it.
type Row = (&'static str, Text, i64, Text, From, Option<(i32, u32, u32)>, Change);

const DAYS: Text = ("天", "days");
const MONTHS: Text = ("个月", "months");
const LEVEL: Text = ("级", "level");
const PERCENT: Text = ("%", "%");
const YES_NO: Text = ("（1 是，0 否）", "(1 yes, 0 no)");

const GRADED: From = From::Outside((
    "网络安全等级保护的通行要求，不出自本办法",
    "Common practice of graded protection, not of the measure",
));
const SHANXI: From = From::Outside((
    "山西省2026年1月公布的利用率分档，作为缺省值，不出自本办法",
    "Bands published by Shanxi in 2026-01, taken as the default; not of the measure",
));
const LOW: From = From::Default((
    "示例缺省值：“明显偏低”为开放术语，本办法未规定",
    "An illustrative default (示例): 明显偏低 is an open term, the measure sets none",
));
const MAJOR: From = From::Default((
    "示例缺省值：“重大变更”为开放术语，本办法未作定义",
    "An illustrative default (示例): 重大变更 is an open term, the measure does not define it",
));

const ROWS: &[Row] = &[
    (
        ids::TEST_DAYS,
        ("最短测试时间", "Least testing time"),
        15,
        DAYS,
        From::Law(16, "测试时间不少于15天"),
        None,
        Higher,
    ),
    (
        ids::SETTLEMENT_MONTH,
        ("费用审核汇总的截止月", "Month by whose end fees are audited and summed"),
        9,
        ("月", "month of the year"),
        From::Law(4, "在每年9月底前审核汇总后提交省财政厅"),
        None,
        Lower,
    ),
    (
        ids::USE_YEAR_MONTH,
        ("结算年度的截止月", "Month with whose end a year of use closes for settlement"),
        9,
        ("月", "month of the year"),
        From::Outside((
            "解释：本办法未规定9月底前汇总哪些月份的费用；按至9月底已经完成的服务月份计算",
            "Interpretation (解释): which months a September covers is not said; those complete by its end are taken",
        )),
        None,
        Free,
    ),
    (
        ids::PRORATION_BY_DAY,
        ("不足一月的服务按日折算", "A part of a month is charged by the day"),
        1,
        YES_NO,
        From::Default((
            "示例缺省值：本办法按实际产生的服务核算，未规定不足一月如何折算；目录或合同另有约定的从其约定",
            "An illustrative default (示例): actual service is charged, how a part of a month is reckoned is not said; \
             what catalog or contract say goes before it",
        )),
        None,
        Free,
    ),
    (
        ids::CLOUD_LEVEL,
        ("省政务云的防护等级", "Protection level of the cloud"),
        3,
        LEVEL,
        From::Law(27, "省政务云按照网络安全等级保护第三级实施安全防护"),
        None,
        Higher,
    ),
    (ids::FILING_LEVEL, ("须备案的最低等级", "Lowest level that is filed"), 2, LEVEL, GRADED, None, Lower),
    (
        ids::ASSESSMENT_MONTHS_2,
        ("第二级系统的测评间隔", "Between assessments at level 2"),
        24,
        MONTHS,
        GRADED,
        None,
        Lower,
    ),
    (
        ids::ASSESSMENT_MONTHS_3,
        ("第三级系统的测评间隔", "Between assessments at level 3"),
        12,
        MONTHS,
        GRADED,
        None,
        Lower,
    ),
    (
        ids::FILING_TEMPLATE,
        ("等保备案表的版本", "Template of level filings"),
        2025,
        ("年版", "edition"),
        From::Outside((
            "据公开报道，第二级以上系统须于2025-11-30前按新版备案表重新备案，不出自本办法",
            "Reported publicly: systems of level 2 and above were to be filed anew by 2025-11-30; not of the measure",
        )),
        Some((2025, 12, 1)),
        Fixed,
    ),
    (
        ids::CRYPTO_FILING_DAYS,
        ("密评报告的备案期限", "Days within which a 密评 report is filed"),
        30,
        DAYS,
        From::Outside((
            "《商用密码应用安全性评估管理办法》（国家密码管理局令第3号），不出自本办法",
            "Order No. 3 of the State Cryptography Administration, not the measure",
        )),
        Some((2023, 11, 1)),
        Lower,
    ),
    (
        ids::NEAR_DISTANCE,
        ("功能相近的最大距离", "Greatest distance of near functions"),
        1,
        ("步", "steps"),
        From::Default((
            "示例缺省值：“功能和性能相近”为开放术语；目录中直接相邻的功能视为相近，由审核判断",
            "An illustrative default (示例): 功能和性能相近 is an open term; direct neighbours in the catalog are \
             near, and the reviewer judges",
        )),
        None,
        Free,
    ),
    (
        ids::LOW_CPU_PERCENT,
        ("CPU月均利用率低于此值为偏低", "Mean CPU use of a month below this is low"),
        30,
        PERCENT,
        SHANXI,
        None,
        Free,
    ),
    (
        ids::LOW_MEMORY_PERCENT,
        ("内存月均利用率低于此值为偏低", "Mean memory use of a month below this is low"),
        40,
        PERCENT,
        SHANXI,
        None,
        Free,
    ),
    (ids::LOW_MONTHS, ("连续偏低的月数", "Months in a row that are low"), 3, MONTHS, LOW, None, Free),
    (
        ids::LOW_GRACE_MONTHS,
        ("开通后不评价的月数", "Months after opening that are not looked at"),
        3,
        MONTHS,
        LOW,
        None,
        Free,
    ),
    (
        ids::MAJOR_GROWTH_PERCENT,
        ("任一资源数量增长超过此值为重大变更", "Growth of any quantity above this is major"),
        30,
        PERCENT,
        MAJOR,
        None,
        Free,
    ),
    (
        ids::MAJOR_COST_PERCENT,
        ("年度费用增长超过此值为重大变更", "Growth of the yearly cost above this is major"),
        30,
        PERCENT,
        MAJOR,
        None,
        Free,
    ),
    (ids::MAJOR_LEVEL, ("等级变化属于重大变更", "Another level is major"), 1, YES_NO, MAJOR, None, Free),
    (ids::MAJOR_ZONE, ("网络区域变化属于重大变更", "Another zone is major"), 1, YES_NO, MAJOR, None, Free),
    (
        ids::MAJOR_SUPPLIER,
        ("云服务商变化属于重大变更", "Another supplier is major"),
        1,
        YES_NO,
        MAJOR,
        None,
        Free,
    ),
    (
        ids::MAJOR_ARCHITECTURE,
        ("处理器架构变化属于重大变更", "Another architecture is major"),
        1,
        YES_NO,
        MAJOR,
        None,
        Free,
    ),
    (
        ids::MAJOR_SPECIAL,
        ("新增特殊硬件属于重大变更", "New special hardware is major"),
        1,
        YES_NO,
        MAJOR,
        None,
        Free,
    ),
];

/// Numbers that the measure does not set, for places that follow it.
const UNSET: &[(&str, Text, Text)] = &[
    (
        ids::ALLOCATION_WORKING_DAYS,
        ("审核通过后分配资源的期限", "Time to allocate resources after the approval"),
        ("个工作日", "working days"),
    ),
    (
        ids::NEAR_SHORTFALL_PERCENT,
        ("经使用部门同意可以让步的幅度", "How much may be conceded with the department's consent"),
        ("%（每项性能）", "% of each amount"),
    ),
];

/// An open term as it is written down here: article, words, what it means, by which parameters, source.
type Term = (u8, &'static str, Text, &'static [&'static str], From);

const TERMS: &[Term] = &[
    (
        4,
        "每年9月底前",
        ("至9月底已经完成的服务月份", "The months of service that are complete by the end of September"),
        &[ids::USE_YEAR_MONTH],
        From::Outside(("解释：先用后付、先审再付", "Interpretation (解释): use first, audit, then pay")),
    ),
    (
        17,
        "明显偏低",
        (
            "CPU和内存月均利用率同时连续偏低；开通初期不评价",
            "Mean use of CPU and memory both low, month after month; not looked at right after opening",
        ),
        &[ids::LOW_CPU_PERCENT, ids::LOW_MEMORY_PERCENT, ids::LOW_MONTHS, ids::LOW_GRACE_MONTHS],
        LOW,
    ),
    (
        18,
        "重大变更",
        (
            "等级、网络区域、云服务商或处理器架构变化，新增特殊硬件，数量或费用增长超过限度",
            "Another level, zone, supplier or architecture; new special hardware; growth of a quantity or of cost \
             beyond its limit",
        ),
        &[
            ids::MAJOR_LEVEL,
            ids::MAJOR_ZONE,
            ids::MAJOR_SUPPLIER,
            ids::MAJOR_ARCHITECTURE,
            ids::MAJOR_SPECIAL,
            ids::MAJOR_GROWTH_PERCENT,
            ids::MAJOR_COST_PERCENT,
        ],
        MAJOR,
    ),
    (
        20,
        "功能和性能相近",
        ("目录中直接相邻的功能，性能不得不足", "Direct neighbours in the catalog, without any shortfall"),
        &[ids::NEAR_DISTANCE],
        From::Default((
            "示例缺省值，最终由审核判断",
            "An illustrative default (示例); the reviewer has the last word",
        )),
    ),
];

/// 黑龙江省, from the day of issue (article 29).
pub fn heilongjiang() -> Jurisdiction {
    let issued = day((2021, 4, 25));
    let organ = |zh: &str, en: &str| Words::new(zh, format!("{zh} ({en})"));
    Jurisdiction {
        id: "heilongjiang".to_owned(),
        name: Words::new("黑龙江省", "Heilongjiang"),
        model: false,
        base: None,
        in_force: (issued, None),
        organs: Organs {
            authority: organ("省营商环境局", "provincial business-environment bureau"),
            centre: organ("省政务大数据中心", "provincial government big-data centre"),
            treasury: organ("省财政厅", "provincial finance department"),
            government: organ("省政府", "provincial government"),
        },
        parameters: ROWS.iter().map(|row| parameter(row, issued)).collect(),
        unset: UNSET.iter().map(unset).collect(),
        papers: vec![RequiredPaper {
            id: "plan".to_owned(),
            role: "plan".to_owned(),
            name: Words::new("迁移、部署方案", "Migration or deployment plan"),
            errands: Vec::new(),
            from_level: None,
            source: source(From::Law(14, "应组织编制迁移、部署方案并报省营商环境局审核")),
            dates: (issued, None),
        }],
        terms: TERMS.iter().filter_map(term).collect(),
        lists: vec![zones()],
        profiles: Some(super::profiles::province()),
        services: Some(super::services::province()),
        workdays: Workdays::default(),
        changeable: Section::ALL.into(),
        hash: Digest::of(&[]),
    }
    .sealed()
}

fn words((zh, en): Text) -> Words {
    Words::new(zh, en)
}

fn source(from: From) -> Source {
    match from {
        From::Law(article, quote) => Source::Measure(Citation { article, quote }),
        From::Outside(text) => Source::Outside(words(text)),
        From::Default(text) => Source::Default(words(text)),
    }
}

fn parameter(&(id, name, value, unit, from, first, change): &Row, issued: Date) -> Parameter {
    Parameter {
        id: id.to_owned(),
        name: words(name),
        value,
        unit: words(unit),
        source: source(from),
        dates: (first.map_or(issued, day), None),
        change,
    }
}

fn unset(&(id, name, unit): &(&str, Text, Text)) -> Unset {
    Unset { id: id.to_owned(), name: words(name), unit: words(unit) }
}

fn term(&(article, quote, says, by, from): &Term) -> Option<FilledTerm> {
    Some(FilledTerm {
        term: open_term(article, quote)?,
        says: words(says),
        by: by.iter().map(|id| (*id).to_owned()).collect(),
        source: source(from),
    })
}

/// The network zones that the form offers.
fn zones() -> CodeList {
    let choices = match fields::spec("network.zones").map(|spec| spec.kind) {
        Some(FieldKind::AnyOf(choices)) => choices,
        _ => &[],
    };
    CodeList {
        id: ids::ZONES.to_owned(),
        name: Words::new("网络区域", "Network zones"),
        entries: choices.iter().map(|(code, zh, en)| ((*code).to_owned(), Words::new(*zh, *en))).collect(),
        source: source(From::Outside((
            "政务外网和互联网出自第二条，专线和DMZ为通行做法",
            "政务外网 and 互联网 are of article 2; dedicated lines and DMZ are common practice",
        ))),
    }
}

fn day((year, month, day): (i32, u32, u32)) -> Date {
    Date::from_ymd_opt(year, month, day).unwrap_or_default()
}
