//! What came of a fleet, as tables: the suppliers side by side, the systems, the rows.

use super::rows::{Rows, headings};
use crate::basics::{Lang, Words};
use crate::catalog::Edition;
use crate::dossier::Outcome;
use crate::exchange::fit;
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
    let rows = Rows { fleet, report, edition, lang };
    vec![compared(&rows, about), of_systems(&rows, about), of_rows(&rows, about)]
}

impl Rows<'_> {
    fn say(&self, zh: &str, en: &str) -> String {
        Words::new(zh, en).get(self.lang).to_owned()
    }

    /// The name of a supplier, by its place.
    pub fn named(&self, at: usize) -> String {
        let code = self.report.suppliers.get(at).and_then(|code| code.as_deref());
        supplier(self.edition, code, self.lang)
    }

    fn counted(&self) -> impl Iterator<Item = String> {
        let names = OUTCOMES.map(|outcome| outcome.name().get(self.lang).to_owned());
        names
            .into_iter()
            .chain([self.say("配额不足", "Short of quota"), self.say("价格未知", "Price unknown")])
    }
}

fn counts(counts: &Counts) -> impl Iterator<Item = Cell> {
    let of = OUTCOMES.map(|outcome| Cell::Whole(counts.of(outcome)));
    of.into_iter().chain([Cell::Whole(counts.short), Cell::Whole(counts.unpriced)])
}

/// The suppliers side by side: all systems with each of them, and each system with its own.
pub fn compared(rows: &Rows<'_>, about: &[(String, String)]) -> Sheet {
    let report = rows.report;
    let plan = |name: String, plan: &Plan| {
        let mut row = vec![Cell::text(name), Cell::Yuan(plan.cost)];
        row.extend(counts(&plan.counts));
        row.push(Cell::text(standing(plan.standing).get(rows.lang)));
        row
    };
    let mut compared: Vec<Vec<Cell>> =
        report.alone.iter().enumerate().map(|(at, alone)| plan(rows.named(at), alone)).collect();
    compared.push(plan(rows.say("各系统分别选择", "Each system its own"), &report.best));
    let mut headings = vec![rows.say("云服务商", "Supplier"), rows.say("费用（元）", "Cost (CNY)")];
    headings.extend(rows.counted());
    headings.push(rows.say("最优性", "Proof"));
    Sheet {
        name: rows.say("云服务商比较", "Suppliers"),
        title: rows.say("云服务商并列比较", "Suppliers side by side"),
        about: about.to_vec(),
        headings,
        rows: compared,
        total: Vec::new(),
    }
}

/// The systems, each with its supplier, fit and cost.
pub fn of_systems(rows: &Rows<'_>, about: &[(String, String)]) -> Sheet {
    let best = &rows.report.best;
    let mut headings = vec![
        rows.say("系统", "System"),
        rows.say("等保级别", "Level"),
        rows.say("云服务商", "Supplier"),
        rows.say("费用（元）", "Cost (CNY)"),
    ];
    headings.extend(rows.counted());
    let of_systems = rows.fleet.systems.iter().zip(&best.systems).map(|(system, assigned)| {
        let level = system.level.map_or(Cell::text(""), |level| Cell::Whole(i64::from(level)));
        let mut row = vec![Cell::text(system.name.as_str()), level];
        row.extend([Cell::text(rows.named(assigned.supplier)), Cell::Yuan(assigned.cost)]);
        row.extend(counts(&assigned.counts));
        row
    });
    let mut total =
        vec![Cell::text(rows.say("合计", "Total")), Cell::text(""), Cell::text(""), Cell::Yuan(best.cost)];
    total.extend(counts(&best.counts));
    Sheet {
        name: rows.say("各系统", "Systems"),
        title: rows.say("各系统的云服务商、适配和费用", "Supplier, fit and cost of each system"),
        about: about.to_vec(),
        headings,
        rows: of_systems.collect(),
        total,
    }
}

/// The rows, each with its fit, its differences and its cost.
pub fn of_rows(rows: &Rows<'_>, about: &[(String, String)]) -> Sheet {
    Sheet {
        name: rows.say("各行", "Rows"),
        title: rows.say("清单各行的适配结果", "What each row of the list gets"),
        about: about.to_vec(),
        headings: headings(rows.lang),
        rows: rows.all().iter().map(|row| rows.cells(row)).collect(),
        total: Vec::new(),
    }
}

/// The empty list to begin with: that of needs, with the columns of systems and levels in front.
pub fn template(edition: &Edition, lang: Lang) -> Vec<Sheet> {
    let mut sheets = fit::template(edition, lang);
    if let Some(first) = sheets.first_mut() {
        let own = [("系统名称", "system"), ("等保级别", "protection level")];
        let own = own.map(|(zh, en)| Words::new(zh, en).get(lang).to_owned());
        first.headings.splice(0..0, own);
    }
    sheets
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
