//! The audit table of a settlement year and the budget of the next, as tables.

use super::basis::{About, basis};
use super::sheet::{Cell, Sheet};
use crate::basics::{Money, Words, date};
use crate::catalog::{Edition, Period};
use crate::dossier::Service;
use crate::fees::next_budget::DepartmentBudget;
use crate::fees::{Audit, AuditRow, Ceiling, NextBudget, Rule, Settlement, SettlementYear, Sums};
use crate::fees::{audit, next_budget, show};

/// Which table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// 审核明细: a row a service.
    Details,
    /// 按信息系统汇总.
    Systems,
    /// 按服务汇总.
    Services,
    /// 按部门汇总.
    Departments,
    /// 下一年度预算.
    Budget,
}

impl Table {
    /// All of them, in the order of the workbook.
    pub const ALL: [Self; 5] =
        [Self::Details, Self::Systems, Self::Services, Self::Departments, Self::Budget];
}

/// One of the tables. The budget is empty where there is none (dates beyond all dates).
pub fn table(which: Table, audit: &Audit<'_>, budget: Option<&NextBudget<'_>>, about: &About<'_>) -> Sheet {
    let (name, title) = names(which, audit.year.year, audit.year.paid_in);
    let sheet = match which {
        Table::Details => details(audit, about),
        Table::Systems => sums(about, &[DEPARTMENT, SYSTEM, CASE], audit.total, systems(audit)),
        Table::Services => {
            sums(about, &[FUNCTION, ITEM, SUPPLIER, UNIT], audit.total, services(audit, about))
        }
        Table::Departments => sums(about, &[DEPARTMENT], audit.total, departments(audit)),
        Table::Budget => budget.map_or_else(Sheet::default, |budget| next_year(budget, about)),
    };
    let name = name.get(about.lang).to_owned();
    Sheet { name, title: title.get(about.lang).to_owned(), about: basis(audit, about), ..sheet }
}

/// These tables of a settlement, made of the services that ran. The rule of counting is the catalog's, or the place's where it
/// says none.
pub fn of_services(
    services: &[Service],
    settlement: &Settlement,
    year: &SettlementYear,
    which: &[Table],
    about: &About<'_>,
) -> Vec<Sheet> {
    let rule = Rule::of(about.edition, settlement.parts);
    let audit = audit(services, rule, year, about.as_of, about.edition);
    let budget = next_budget(services, rule, settlement, year, about.as_of);
    which.iter().map(|which| table(*which, &audit, budget.as_ref(), about)).collect()
}

/// All tables, for a workbook.
pub fn tables(audit: &Audit<'_>, budget: Option<&NextBudget<'_>>, about: &About<'_>) -> Vec<Sheet> {
    Table::ALL.into_iter().map(|which| table(which, audit, budget, about)).collect()
}

/// Short name and title.
fn names(which: Table, year: i32, paid: i32) -> (Words, Words) {
    let of = |zh: &str, en: &str| Words::new(zh, en);
    let table = |zh: &str, en: &str| {
        Words::new(
            format!("{year}年度政务云服务费审核汇总表（{zh}）"),
            format!("Audit of government-cloud fees {year}, {en}"),
        )
    };
    match which {
        Table::Details => (of("明细", "Details"), table("明细", "service by service")),
        Table::Systems => (of("按信息系统", "By system"), table("按信息系统", "by information system")),
        Table::Services => (of("按服务", "By service"), table("按服务", "by service")),
        Table::Departments => (of("按部门", "By department"), table("按部门", "by department")),
        Table::Budget => (
            of("下一年度预算", "Next budget"),
            Words::new(
                format!("{paid}年度政务云服务费预算（按部门）"),
                format!("Budget of government-cloud fees {paid}, by department"),
            ),
        ),
    }
}

/// A heading, Chinese and English.
type Heading = (&'static str, &'static str);

const DEPARTMENT: Heading = ("使用部门", "Department");
const SYSTEM: Heading = ("信息系统", "Information system");
const CASE: Heading = ("案卷号", "Case");
const SUPPLIER: Heading = ("云服务商", "Supplier");
const FUNCTION: Heading = ("服务类别", "Function");
const ITEM: Heading = ("目录编码", "Catalog code");
const UNIT: Heading = ("单位", "Unit");
const SUM: Heading = ("金额（元）", "Sum (CNY)");
const EXAMPLE: Heading = ("其中示例价（元）", "Of it illustrative 示例 (CNY)");
const REMARK: Heading = ("备注", "Remark");

fn headings(about: &About<'_>, of: &[Heading]) -> Vec<String> {
    of.iter().map(|&(zh, en)| Words::new(zh, en).get(about.lang).to_owned()).collect()
}

fn say(about: &About<'_>, zh: &str, en: &str) -> Cell {
    Cell::text(Words::new(zh, en).get(about.lang))
}

fn details(audit: &Audit<'_>, about: &About<'_>) -> Sheet {
    let of = [
        DEPARTMENT,
        SYSTEM,
        CASE,
        SUPPLIER,
        FUNCTION,
        ITEM,
        ("名称", "Name"),
        ("数量", "Count"),
        UNIT,
        ("实际采购单价（元）", "Actual unit price (CNY)"),
        ("计价周期", "Price period"),
        ("价格性质", "Standing of the price"),
        ("使用起", "Used from"),
        ("使用止", "Used to"),
        ("实际使用", "Counted"),
        SUM,
        REMARK,
    ];
    let mut total = vec![Cell::text(""); of.len() - 2];
    total.splice(..1, [total_word(audit.total, about)]);
    total.extend([Cell::Yuan(audit.total.known), remark(audit.total, about)]);
    Sheet {
        headings: headings(about, &of),
        rows: audit.rows.iter().map(|row| detail(row, about)).collect(),
        total,
        ..Sheet::default()
    }
}

fn detail(row: &AuditRow<'_>, about: &About<'_>) -> Vec<Cell> {
    let (holder, taken) = (row.service.holder.as_ref(), &row.service.taken);
    let (zh, en) = show::period(taken.period);
    let (standing_zh, standing_en) = taken.standing.name();
    let amount = |money: Option<Money>| money.map_or_else(|| say(about, "未知", "unknown"), Cell::Yuan);
    vec![
        Cell::text(&*holder.department),
        Cell::text(&*holder.system),
        Cell::text(&*holder.case),
        Cell::text(&*taken.supplier),
        Cell::text(function(&taken.function, about)),
        Cell::text(&*taken.item),
        Cell::text(&*taken.name),
        Cell::Whole(taken.count),
        Cell::text(&*taken.unit),
        amount(taken.price),
        say(about, zh, en),
        say(about, standing_zh, standing_en),
        Cell::text(date::iso(row.from)),
        Cell::text(date::iso(row.to)),
        Cell::text(row.counted.words().get(about.lang)),
        amount(row.sum),
        Cell::text(notes(row, about)),
    ]
}

/// What a reader of the row must know.
fn notes(row: &AuditRow<'_>, about: &About<'_>) -> String {
    let mut notes = Vec::new();
    if let Some(why) = row.why {
        notes.push(match why {
            crate::fees::Why::PriceUnknown => {
                Words::new("实际采购价格未知", "the actual purchase price is unknown")
            }
            other => show::why(other),
        });
    }
    if row.ceiling == Ceiling::Above {
        notes.push(Words::new(
            "实际采购价格高于目录价，请核实",
            "the actual purchase price lies above the catalog's: check it",
        ));
    }
    let sold = |edition: &Edition| edition.item(&row.service.taken.item).is_some();
    if about.edition.is_some_and(|edition| !sold(edition)) {
        notes.push(Words::new("目录没有这一编码", "the catalog has no such code"));
    }
    if row.service.taken.period == Period::Hour {
        notes.push(Words::new("按全天24小时计（解释）", "counted as 24 hours a day (interpretation 解释)"));
    }
    notes.iter().map(|words| words.get(about.lang)).collect::<Vec<_>>().join("；")
}

/// A function by its name in the catalog.
fn function<'a>(code: &'a str, about: &About<'a>) -> &'a str {
    about.edition.and_then(|edition| edition.function(code)).map_or(code, |f| f.name.get(about.lang))
}

type Summed = (Vec<Cell>, Sums);

fn systems(audit: &Audit<'_>) -> Vec<Summed> {
    let of = |holder: &crate::dossier::Holder| {
        vec![Cell::text(&*holder.department), Cell::text(&*holder.system), Cell::text(&*holder.case)]
    };
    audit.by_system().into_iter().map(|(holder, sums)| (of(holder), sums)).collect()
}

fn services(audit: &Audit<'_>, about: &About<'_>) -> Vec<Summed> {
    let rows = audit.by_service().into_iter().map(|(kind, sums)| {
        let cells = [function(kind.function, about), kind.item, kind.supplier, kind.unit];
        (cells.map(Cell::text).to_vec(), sums)
    });
    rows.collect()
}

fn departments(audit: &Audit<'_>) -> Vec<Summed> {
    audit.by_department().into_iter().map(|(name, sums)| (vec![Cell::text(name)], sums)).collect()
}

fn sums(about: &About<'_>, named: &[Heading], total: Sums, rows: Vec<Summed>) -> Sheet {
    let columns: Vec<Heading> =
        named.iter().copied().chain([("行数", "Rows"), SUM, EXAMPLE, REMARK]).collect();
    let row = |(mut cells, sums): Summed| {
        cells.extend(sum_cells(sums, about));
        cells
    };
    let mut last = vec![total_word(total, about)];
    last.resize(named.len(), Cell::text(""));
    last.extend(sum_cells(total, about));
    Sheet {
        headings: headings(about, &columns),
        rows: rows.into_iter().map(row).collect(),
        total: last,
        ..Sheet::default()
    }
}

fn sum_cells(sums: Sums, about: &About<'_>) -> [Cell; 4] {
    let rows = i64::try_from(sums.rows).unwrap_or(i64::MAX);
    [Cell::Whole(rows), known(sums, about), Cell::Yuan(sums.illustrative), remark(sums, about)]
}

/// What is known of a sum; where nothing of it is, it is unknown and not nought.
fn known(sums: Sums, about: &About<'_>) -> Cell {
    if sums.open > 0 && sums.open == sums.rows {
        return say(about, "未知", "unknown");
    }
    Cell::Yuan(sums.known)
}

fn total_word(total: Sums, about: &About<'_>) -> Cell {
    if total.open == 0 {
        say(about, "合计", "Total")
    } else {
        say(about, "已知部分合计", "Sum of what is known")
    }
}

fn remark(sums: Sums, about: &About<'_>) -> Cell {
    let open = sums.open;
    if open == 0 {
        return Cell::text("");
    }
    say(
        about,
        &format!("另有 {open} 行金额未知，总额未定"),
        &format!("rows without a known sum: {open}; the total is open"),
    )
}

fn next_year(budget: &NextBudget<'_>, about: &About<'_>) -> Sheet {
    let (paid, later) = (budget.year.paid_in, budget.after.paid_in);
    let (closes, next_closes) = (date::iso(budget.year.closes), date::iso(budget.after.closes));
    let word = |zh: String, en: String| Words::new(zh, en).get(about.lang).to_owned();
    let columns = vec![
        Words::new(DEPARTMENT.0, DEPARTMENT.1).get(about.lang).to_owned(),
        word("信息系统数".into(), "Information systems".into()),
        word(format!("{paid}年应付（已使用并审核，元）"), format!("Due in {paid}: used and audited (CNY)")),
        Words::new(EXAMPLE.0, EXAMPLE.1).get(about.lang).to_owned(),
        word(
            format!("预测：至{closes}还将使用（{paid}年支付，元）"),
            format!("Forecast: still to be used by {closes}, paid in {paid} (CNY)"),
        ),
        word(
            format!("预测：在用服务至{next_closes}（{later}年支付，元）"),
            format!("Forecast: running services until {next_closes}, paid in {later} (CNY)"),
        ),
        Words::new(REMARK.0, REMARK.1).get(about.lang).to_owned(),
    ];
    let cells = |name: Cell, of: &DepartmentBudget| {
        let systems = i64::try_from(of.systems).unwrap_or(i64::MAX);
        vec![
            name,
            Cell::Whole(systems),
            known(of.due, about),
            Cell::Yuan(of.due.illustrative),
            known(of.rest, about),
            known(of.next, about),
            Cell::text(budget_notes(of, about)),
        ]
    };
    let total = total_word(budget.total.due, about);
    Sheet {
        headings: columns,
        rows: budget.rows.iter().map(|(name, of)| cells(Cell::text(*name), of)).collect(),
        total: cells(total, &budget.total),
        ..Sheet::default()
    }
}

/// What a reader of a department's budget must know.
fn budget_notes(of: &DepartmentBudget, about: &About<'_>) -> String {
    let open = of.due.open.max(of.rest.open).max(of.next.open);
    let examples = of.rest.illustrative.plus(of.next.illustrative).unwrap_or_default();
    let example = (examples != Money::ZERO).then(|| {
        let examples = examples.in_yuan();
        Words::new(
            format!("预测中 {examples} 元按示例价"),
            format!("CNY {examples} of the forecasts rests on illustrative prices (示例)"),
        )
    });
    let unknown = remark(Sums { open, ..Sums::default() }, about).shown();
    let example = example.map(|words| words.get(about.lang).to_owned());
    let notes = [unknown, example.unwrap_or_default()];
    notes.iter().filter(|note| !note.is_empty()).cloned().collect::<Vec<_>>().join("；")
}
