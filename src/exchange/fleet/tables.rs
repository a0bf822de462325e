//! What came of a fleet, as tables: the suppliers side by side, the systems, the rows.

use crate::basics::{Lang, Money, Words};
use crate::catalog::Edition;
use crate::dossier::Outcome;
use crate::exchange::sheet::{Cell, Sheet};
use crate::fitting::Proof;
use crate::fitting::fleet::{Counts, Fleet, Plan, Report, Standing};

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
