//! The list of a fleet: which column names the system and which its level (等保); and what came of it, as tables.
//!
//! A list of 100,000 servers holds few different ones: rows that say the same in the columns that a need is read from
//! are read once.

use super::list::{self, Column, List, Mapping, Problem, Use, columns, heading_row, is_total, normal};
use super::sheet::{Cell, Sheet};
use super::table::{Row, Table, Value, place};
use crate::basics::{Lang, Money, Words};
use crate::catalog::Edition;
use crate::dossier::{Draft, NeedRow, Outcome, read};
use crate::fitting::Proof;
use crate::fitting::fleet::{Counts, Fleet, Plan, Report, Standing};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Headings of the column that names the system, without case, width, spaces and marks.
const SYSTEM: [&str; 12] = [
    "系统",
    "系统名称",
    "信息系统",
    "信息系统名称",
    "所属系统",
    "业务系统",
    "业务系统名称",
    "应用系统",
    "应用系统名称",
    "system",
    "systemname",
    "application",
];
/// Headings of the column of its level.
const LEVEL: [&str; 9] = [
    "等保",
    "等保级别",
    "等保等级",
    "等级保护",
    "等级保护级别",
    "安全保护等级",
    "定级",
    "mlps",
    "protectionlevel",
];

/// What a person says of the two columns, by heading; guessed where nothing is said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Own {
    /// The heading of the column that names the system.
    pub system: Option<String>,
    /// The heading of the column of its level.
    pub level: Option<String>,
}

/// A list as read.
#[derive(Debug, Default)]
pub struct Listed {
    /// The systems and their needs.
    pub fleet: Fleet,
    /// What its columns hold.
    pub columns: Vec<Column>,
    /// The column that names the system, from 0.
    pub system: Option<usize>,
    /// The column of the level, from 0.
    pub level: Option<usize>,
    /// What is wrong, and in how many rows in all; the first of them is the problem's.
    pub problems: Vec<(Problem, usize)>,
    /// Rows that ask for something and could not be read: in no figure.
    pub unread: usize,
    /// Rows that are no needs: titles, headings, sums.
    pub skipped: usize,
}

/// Reads a sheet.
pub fn read(table: &Table, mapping: &Mapping, own: &Own, edition: &Edition) -> Listed {
    let mut listed = Listed::default();
    let mut mapping = mapping.clone();
    let Some(heading) = heading_row(table, &mapping, edition) else {
        listed.problems =
            list::read(table, &mapping, edition).problems.into_iter().map(|problem| (problem, 1)).collect();
        return listed;
    };
    let headings = columns::headings(table, heading);
    let found = |said: &Option<String>, known: &[&str]| {
        headings.iter().position(|text| match said {
            Some(said) => text == said.trim(),
            None => known.contains(&normal(text).as_str()),
        })
    };
    listed.system = found(&own.system, &SYSTEM);
    listed.level = found(&own.level, &LEVEL);
    for at in [listed.system, listed.level].into_iter().flatten() {
        if let Some(heading) = headings.get(at) {
            mapping.columns.insert(heading.clone(), None);
        }
    }
    let columns = columns::columns(&headings, &mapping, edition);
    let (groups, first) = grouped(table, heading, &columns);
    let list = list::read_apart(&first, &mapping, edition);
    take(&mut listed, table, heading, &groups, &list, edition);
    listed.columns = list.columns;
    listed
}

/// The group of each row below the heading, by row number; and a table that holds the first row of each group, with all
/// down to the heading.
fn grouped(table: &Table, heading: u32, columns: &[Column]) -> (BTreeMap<u32, u32>, Table) {
    const BESIDE: [&str; 3] = ["name", "reason", "remark"];
    // Where no column holds amounts, the name says what is counted.
    let amounts = columns.iter().any(|c| matches!(&c.held, Use::Field(field) if field.starts_with("d.")));
    let read_from = |column: &&Column| match &column.held {
        Use::Field(field) => !BESIDE.contains(&field.as_str()) || (!amounts && field == "name"),
        Use::Spec | Use::Unit => true,
        Use::Remark | Use::Aside => false,
    };
    let read_from: Vec<usize> = columns.iter().filter(read_from).map(|column| column.at).collect();
    let mut first = Table { name: table.name.clone(), hidden: table.hidden, rows: Vec::new() };
    let mut known: BTreeMap<String, u32> = BTreeMap::new();
    let mut groups = BTreeMap::new();
    let mut key = String::new();
    for row in &table.rows {
        if row.number <= heading {
            first.rows.push(row.clone());
            continue;
        }
        key.clear();
        for at in &read_from {
            key.push_str(table.shown(row, *at));
            key.push(match row.cell(*at) {
                Value::Error(_) => '\u{1d}',
                Value::Uncomputed => '\u{1e}',
                _ => '\u{1f}',
            });
        }
        // Sums and lone cells are told by what else stands in the row.
        key.push(if is_total(row) { '1' } else { '0' });
        key.push(if row.filled().take(2).count() == 1 { '1' } else { '0' });
        if let Some(group) = known.get(key.as_str()) {
            groups.insert(row.number, *group);
            continue;
        }
        known.insert(key.clone(), row.number);
        groups.insert(row.number, row.number);
        first.rows.push(Row { number: row.number, cells: whole(table, row) });
    }
    (groups, first)
}

/// The cells of a row, each with its own value.
fn whole(table: &Table, row: &Row) -> Vec<Value> {
    let own = |cell: &Value| match cell {
        Value::Merged(top, left) => table.row(*top).map_or(Value::Empty, |row| row.cell(*left).clone()),
        cell => cell.clone(),
    };
    row.cells.iter().map(own).collect()
}

fn take(
    listed: &mut Listed,
    table: &Table,
    heading: u32,
    groups: &BTreeMap<u32, u32>,
    list: &List,
    edition: &Edition,
) {
    let row = |(at, (_, cells)): (usize, &(u32, _))| {
        Arc::new(NeedRow { id: format!("n{}", at + 1), cells: Clone::clone(cells) })
    };
    let draft = Draft { needs: list.rows.iter().enumerate().map(row).collect(), ..Draft::default() };
    let reading = read::read(&draft, edition);
    let mut needs: BTreeMap<u32, usize> = BTreeMap::new();
    for need in &reading.dossier.needs {
        if let Some((number, _)) = list.rows.get(need.row) {
            needs.insert(*number, listed.fleet.need(need));
        }
    }
    let skipped: BTreeMap<u32, ()> = list.skipped.iter().map(|(row, _)| (*row, ())).collect();
    let mut times: BTreeMap<u32, usize> = BTreeMap::new();
    let mut differs = None;
    for row in table.rows.iter().filter(|row| row.number > heading) {
        let Some(group) = groups.get(&row.number) else { continue };
        *times.entry(*group).or_default() += 1;
        let Some(need) = needs.get(group) else {
            if skipped.contains_key(group) {
                listed.skipped += 1
            } else {
                listed.unread += 1
            }
            continue;
        };
        let system = listed.fleet.system(listed.system.map_or("", |at| table.shown(row, at)).trim());
        listed.fleet.add(system, *need, row.number);
        let level = listed.level.and_then(|at| level(table.shown(row, at)));
        if let (Some(own), Some(level)) = (listed.fleet.systems.get_mut(system), level) {
            if own.level.is_some_and(|known| known != level) {
                differs = differs.or(Some((row.number, own.name.clone())));
            }
            own.level = own.level.max(Some(level));
        }
    }
    let problems = list.all_problems(&reading.problems);
    listed.problems = problems
        .into_iter()
        .map(|problem| {
            let rows = times.get(&problem.row).copied().unwrap_or(1);
            (problem, rows)
        })
        .collect();
    listed.problems.extend(said(listed, heading, differs).into_iter().map(|problem| (problem, 1)));
}

/// What is said of the two columns.
fn said(listed: &Listed, heading: u32, differs: Option<(u32, String)>) -> Vec<Problem> {
    let mut said = Vec::new();
    if listed.system.is_none() {
        said.push(Problem {
            row: heading,
            cell: String::new(),
            code: "fleet-system-missing",
            bars: false,
            message: Words::new(
                "没有“系统名称”一列：全部按一个系统计算，只选一家云服务商",
                "No column names the system: all count as one, with one supplier",
            ),
            remedy: Words::new("请增加一列“系统名称”", "Add a column 'system'"),
        });
    }
    if let Some((row, name)) = differs {
        said.push(Problem {
            row,
            cell: listed.level.map_or_else(String::new, |at| place(row, at)),
            code: "fleet-level-differs",
            bars: false,
            message: Words::new(
                format!("系统“{name}”的等保级别前后不同，按较高的计算"),
                format!("The level of '{name}' differs between rows: the higher counts"),
            ),
            remedy: Words::new("请核对", "Check it"),
        });
    }
    said
}

/// `三级`, `第三级`, `3`, `S3A3`: the first level that is named.
fn level(text: &str) -> Option<u8> {
    text.chars().find_map(|letter| match letter {
        '1' | '一' | '１' => Some(1),
        '2' | '二' | '２' => Some(2),
        '3' | '三' | '３' => Some(3),
        '4' | '四' | '４' => Some(4),
        '5' | '五' | '５' => Some(5),
        _ => None,
    })
}

/// A supplier's name for people.
pub fn supplier(edition: &Edition, code: Option<&str>, lang: Lang) -> String {
    let Some(code) = code else {
        return Words::new("不分云服务商", "any supplier").get(lang).to_owned();
    };
    let known = edition.suppliers.iter().find(|supplier| supplier.code == code);
    known.map_or(code, |supplier| supplier.name.get(lang)).to_owned()
}

/// How much is known of a plan's cost.
pub fn standing(standing: Standing) -> Words {
    match standing {
        Standing::Proven(Proof::Optimal) => Words::new("已证明最优", "proven optimal"),
        Standing::Proven(Proof::Within(share)) => {
            // Rounded up: it is a bound.
            let (top, bottom) = (share.numerator() * 100_000, share.denominator());
            let thousandths = top / bottom + i128::from(top % bottom > 0);
            let percent = format!("{}.{:03}", thousandths / 1000, thousandths % 1000);
            Words::new(
                format!("已找到的最好方案，至多可再省 {percent}%"),
                format!("the best found; at most {percent}% less is possible"),
            )
        }
        Standing::Short => Words::new("配额不足，未作最优证明", "quotas are short; nothing is claimed"),
    }
}

/// The outcomes in their order.
pub const OUTCOMES: [Outcome; 5] =
    [Outcome::InCatalog, Outcome::Fitted, Outcome::Composed, Outcome::Conceded, Outcome::Unfit];

/// The tables of a result: the suppliers side by side, the systems, the rows.
pub fn sheets(
    fleet: &Fleet,
    report: &Report,
    edition: &Edition,
    about: &[(String, String)],
    lang: Lang,
) -> Vec<Sheet> {
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let counted = || {
        let names = OUTCOMES.iter().map(|outcome| outcome.name().get(lang).to_owned());
        names.chain([say("配额不足", "Short of quota"), say("价格未知", "Price unknown")])
    };
    let counts = |counts: &Counts| {
        let of = OUTCOMES.map(|outcome| Cell::Whole(counts.of(outcome)));
        of.into_iter().chain([Cell::Whole(counts.short), Cell::Whole(counts.unpriced)]).collect::<Vec<_>>()
    };
    let cost = |money: Money| Cell::Yuan(money);
    let plan = |name: String, plan: &Plan| {
        let mut row = vec![Cell::text(name), cost(plan.cost)];
        row.extend(counts(&plan.counts));
        row.push(Cell::text(standing(plan.standing).get(lang)));
        row
    };
    let names =
        |at: usize| supplier(edition, report.suppliers.get(at).and_then(|code| code.as_deref()), lang);
    let mut compared: Vec<Vec<Cell>> = Vec::new();
    for (at, alone) in report.alone.iter().enumerate() {
        compared.push(plan(names(at), alone));
    }
    compared.push(plan(say("各系统分别选择", "Each system its own"), &report.best));
    let mut headings = vec![say("云服务商", "Supplier"), say("费用（元）", "Cost (CNY)")];
    headings.extend(counted());
    headings.push(say("最优性", "Proof"));
    let suppliers = Sheet {
        name: say("云服务商比较", "Suppliers"),
        title: say("云服务商并列比较", "Suppliers side by side"),
        about: about.to_vec(),
        headings,
        rows: compared,
        total: Vec::new(),
    };
    let mut headings = vec![
        say("系统", "System"),
        say("等保级别", "Level"),
        say("云服务商", "Supplier"),
        say("费用（元）", "Cost (CNY)"),
    ];
    headings.extend(counted());
    let of_systems = fleet.systems.iter().zip(&report.best.systems).map(|(system, assigned)| {
        let level = system.level.map_or(Cell::text(""), |level| Cell::Whole(i64::from(level)));
        let mut row = vec![Cell::text(system.name.as_str()), level];
        row.extend([Cell::text(names(assigned.supplier)), cost(assigned.cost)]);
        row.extend(counts(&assigned.counts));
        row
    });
    let mut total =
        vec![Cell::text(say("合计", "Total")), Cell::text(""), Cell::text(""), cost(report.best.cost)];
    total.extend(counts(&report.best.counts));
    let systems = Sheet {
        name: say("各系统", "Systems"),
        title: say("各系统的云服务商、适配和费用", "Supplier, fit and cost of each system"),
        about: about.to_vec(),
        headings,
        rows: of_systems.collect(),
        total,
    };
    let rows = Sheet {
        name: say("各行", "Rows"),
        title: say("清单各行的适配结果", "What each row of the list gets"),
        about: about.to_vec(),
        headings: vec![
            say("行", "Row"),
            say("系统", "System"),
            say("功能", "Function"),
            say("适配结论", "Outcome"),
            say("云服务商", "Supplier"),
            say("配置编码", "Key"),
            say("单独计价（元）", "Cost by itself (CNY)"),
        ],
        rows: rows(fleet, report, edition, &names, lang),
        total: Vec::new(),
    };
    vec![suppliers, systems, rows]
}

/// By rising row; services that a level implies last, without a row.
fn rows(
    fleet: &Fleet,
    report: &Report,
    edition: &Edition,
    names: &dyn Fn(usize) -> String,
    lang: Lang,
) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for (system, assigned) in fleet.systems.iter().zip(&report.best.systems) {
        for (line, taken) in system.lines.iter().zip(&assigned.lines) {
            let function = fleet.needs.get(line.need).map_or("", |need| need.function.as_str());
            let function = edition.function(function).map_or(function, |f| f.name.get(lang));
            let choices = report.choices(line.need, assigned.supplier);
            let served = taken.iter().flat_map(|(choice, times)| {
                std::iter::repeat_n(choices.get(*choice), usize::try_from(*times).unwrap_or(0))
            });
            let mut served = served.chain(std::iter::repeat(None));
            let numbers: Vec<Option<u32>> =
                if line.implied { vec![None] } else { line.rows.iter().copied().map(Some).collect() };
            for number in numbers {
                let choice = served.next().flatten();
                let outcome = match choice {
                    Some(choice) => choice.outcome.name(),
                    None if choices.is_empty() => Outcome::Unfit.name(),
                    None => Words::new("配额不足", "short of quota"),
                };
                let cost = match choice {
                    Some(choice) => choice
                        .alone
                        .map_or_else(|| Cell::text(Words::new("未知", "unknown").get(lang)), Cell::Yuan),
                    None => Cell::text(""),
                };
                let cells = vec![
                    number.map_or_else(
                        || Cell::text(Words::new("等保推定", "by level").get(lang)),
                        |number| Cell::Whole(i64::from(number)),
                    ),
                    Cell::text(system.name.as_str()),
                    Cell::text(function),
                    Cell::text(outcome.get(lang)),
                    Cell::text(names(assigned.supplier)),
                    Cell::text(choice.map_or("", |choice| choice.key.as_str())),
                    cost,
                ];
                rows.push((number.unwrap_or(u32::MAX), cells));
            }
        }
    }
    rows.sort_by_key(|(number, _)| *number);
    rows.into_iter().map(|(_, cells)| cells).collect()
}

/// What came of it, in a sentence or two.
pub fn summary(fleet: &Fleet, report: &Report, lang: Lang) -> String {
    let (rows, systems, instances) = (fleet.rows(), fleet.systems.len(), fleet.instances());
    let (counts, cost) = (report.best.counts, report.best.cost.in_yuan());
    let (served, unfit, short) = (counts.served(), counts.unfit, counts.short);
    let proof = standing(report.best.standing);
    let mark = if report.best.illustrative {
        ("（含示例价）", " (with illustrative prices 示例)")
    } else {
        ("", "")
    };
    Words::new(
        format!(
            "{systems} 个系统、{rows} 行、{instances} 个实例（{} 种不同的需求）：可满足 {served} 项，无法适配 {unfit} 项，配额不足 {short} 项；费用 {cost} 元{}，{}。",
            fleet.needs.len(), mark.0, proof.zh
        ),
        format!(
            "{systems} systems, {rows} rows, {instances} instances ({} different needs): {served} served, {unfit} unfit (无法适配), {short} short of quota; CNY {cost}{}, {}.",
            fleet.needs.len(), mark.1, proof.en
        ),
    )
    .get(lang)
    .to_owned()
}

/// What the tables rest on. `counts`: rows that could not be read, services that were added by level.
pub fn about(
    edition: &Edition,
    place: &Words,
    as_of: crate::basics::Date,
    counts: (usize, usize),
    lang: Lang,
) -> Vec<(String, String)> {
    let mark = if edition.demonstration {
        Words::new("（示例目录，不可作为依据）", " (demonstration 示例, nothing to rely on)")
    } else {
        Words::default()
    };
    let mut about = vec![
        (
            Words::new("服务目录", "Catalog"),
            Words::new(
                format!("{} [{}]{}", edition.id, edition.hash.short(), mark.zh),
                format!("{} [{}]{}", edition.id, edition.hash.short(), mark.en),
            ),
        ),
        (Words::new("地区", "Place"), place.clone()),
        (Words::new("日期", "Day"), Words::same(crate::basics::date::iso(as_of))),
    ];
    if counts.0 > 0 {
        let said = Words::new(
            format!("{} 行无法读取、未计入", counts.0),
            format!("{} rows could not be read and are in no figure", counts.0),
        );
        about.push((Words::new("不完整", "Incomplete"), said));
    }
    if counts.1 > 0 {
        let said = Words::new(
            format!("按等保级别推定增加 {} 项安全服务（解释，办法未规定）", counts.1),
            format!(
                "{} security services added by level (an interpretation 解释; the measure names none)",
                counts.1
            ),
        );
        about.push((Words::new("等保推定", "By level"), said));
    }
    about.iter().map(|(label, text)| (label.get(lang).to_owned(), text.get(lang).to_owned())).collect()
}
