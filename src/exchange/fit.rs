//! What a department needs and what the catalog answers, as a table: to work with in a spreadsheet, and to be read in
//! again; and the empty table to begin with.

use super::list::columns::{SAID, gap};
use super::list::{heading, server_function, written};
use super::sheet::{Cell, Sheet};
use crate::basics::{Date, Decimal, Lang, Money, Words, date};
use crate::catalog::{Dimension, Edition};
use crate::dossier::{Need, NeedRow};
use crate::fitting::{Answer, Order, Ranked, TraitVerdict};
use std::collections::{BTreeMap, BTreeSet};

/// One need with what is said of it.
#[derive(Clone, Debug)]
pub struct FitRow<'a> {
    /// Where it stands, for people: its row in the file it came from, or its number.
    pub place: String,
    /// As typed.
    pub typed: &'a NeedRow,
    /// As read; `None` where it could not be.
    pub need: Option<&'a Need>,
    /// What the catalog answers; `None` where nothing was asked of it.
    pub answer: Option<&'a Answer>,
    /// What is wrong with it.
    pub problems: Vec<Words>,
}

/// What the table rests on.
#[derive(Clone, Copy, Debug)]
pub struct FitAbout<'a> {
    /// The catalog.
    pub edition: &'a Edition,
    /// Where.
    pub place: &'a Words,
    /// The day on which items must be sold.
    pub as_of: Date,
    /// What comes first.
    pub order: Order,
    /// Rows of the list that are in no sum because they could not be read.
    pub unread: usize,
    /// The language of the table.
    pub lang: Lang,
}

/// Columns that stand in every table, in their order; those of the catalog stand between.
const FIRST: [&str; 2] = ["name", "function"];
const LAST: [&str; 3] = ["count", "months", "divisible"];
const TEXTS: [&str; 2] = ["reason", "remark"];
/// Columns that stand there only where something is in them.
const RARE: [&str; 3] = ["pick", "consent", "special"];

/// The table of needs and answers. Its first columns are read in again as they were (see [`super::list`]).
pub fn sheet(rows: &[FitRow<'_>], about: &FitAbout<'_>) -> Sheet {
    let (edition, lang) = (about.edition, about.lang);
    let used: BTreeSet<&str> =
        rows.iter().flat_map(|row| row.typed.cells.keys()).map(String::as_str).collect();
    let columns = columns(edition, |column| used.contains(column));
    let dimensions: Vec<&Dimension> = edition
        .dimensions
        .iter()
        .filter(|d| rows.iter().any(|row| differences(row).contains_key(d.code.as_str())))
        .collect();
    let said =
        |at: usize| SAID.get(at).map_or("", |(zh, en)| if lang == Lang::Zh { zh } else { en }).to_owned();
    let mut headings = vec![said(0)];
    headings.extend(columns.iter().map(|column| heading_of(column, edition, lang)));
    headings.extend((1..5).map(said));
    headings.extend(dimensions.iter().map(|d| gap_heading(d, lang)));
    headings.extend((5..SAID.len()).map(said));
    let cells = |row: &FitRow<'_>| {
        let mut cells = vec![Cell::text(row.place.as_str())];
        cells.extend(columns.iter().map(|column| typed(row.typed, column, edition, lang)));
        cells.extend(offer(row, edition, lang));
        let gaps = differences(row);
        cells.extend(
            dimensions
                .iter()
                .map(|d| gaps.get(d.code.as_str()).map_or(Cell::text(""), |gap| amount(d, *gap, lang))),
        );
        cells.push(Cell::text(in_words(row, edition, lang)));
        cells.extend(cost(row, lang));
        cells.push(Cell::text(
            row.problems.iter().map(|words| words.get(lang)).collect::<Vec<_>>().join("; "),
        ));
        cells
    };
    let total = total(rows, headings.len(), lang);
    Sheet {
        name: Words::new("资源需求与适配", "Needs and fit").get(lang).to_owned(),
        title: Words::new("资源需求与适配结果", "Needs and what the catalog answers").get(lang).to_owned(),
        about: basis(rows, about),
        rows: rows.iter().map(cells).collect(),
        headings,
        total,
    }
}

/// The empty table to begin with, and a sheet that says what may stand in it.
pub fn template(edition: &Edition, lang: Lang) -> Vec<Sheet> {
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let asked: BTreeSet<String> =
        server_function(edition).iter().flat_map(|f| &f.asks).map(|code| format!("d.{code}")).collect();
    let columns = columns(edition, |column| asked.contains(column) || column.starts_with("t."));
    let headings = columns.iter().map(|column| heading_of(column, edition, lang)).collect();
    let about = vec![
        (
            say("用法", "How"),
            say(
                "一行一项需求，写在表头下面；功能和特性的可填内容见第二个工作表",
                "One need a row, below the headings; the second sheet says what functions and traits there are",
            ),
        ),
        (
            say("列", "Columns"),
            say(
                "可增加目录的其他指标作为列，可删除不用的列；不认识的列进入备注",
                "Add columns for other dimensions of the catalog, remove what is not needed; unknown columns go into the remark",
            ),
        ),
        (say("服务目录", "Catalog"), catalog(edition, lang)),
    ];
    let first = Sheet {
        name: say("资源需求", "Needs"),
        title: say("资源需求清单", "List of needs"),
        about,
        headings,
        ..Sheet::default()
    };
    vec![first, choices(edition, lang)]
}

/// What may stand in the columns of the template.
fn choices(edition: &Edition, lang: Lang) -> Sheet {
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let row = |what: String, name: &Words, more: String| {
        vec![Cell::text(what), Cell::text(name.get(lang)), Cell::text(more)]
    };
    let names = |codes: &[String]| {
        let name = |code: &String| {
            edition.dimension(code).map_or(code.clone(), |(_, d)| d.name.get(lang).to_owned())
        };
        codes.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    let functions = edition.functions.iter().map(|f| row(say("功能", "Function"), &f.name, names(&f.asks)));
    let values = edition.traits.iter().flat_map(|t| {
        t.values.iter().map(move |v| {
            vec![Cell::text(t.name.get(lang)), Cell::text(v.name.get(lang)), Cell::text(v.code.as_str())]
        })
    });
    let units =
        edition.dimensions.iter().map(|d| row(say("指标", "Dimension"), &d.name, d.units_in(lang, ", ")));
    Sheet {
        name: say("填写说明", "What may stand there"),
        title: say("各列可填写的内容", "What may stand in the columns"),
        headings: vec![
            say("填写项", "Column of the list"),
            say("可填内容", "May be"),
            say("涉及的指标、代码或单位", "Its dimensions, code or units"),
        ],
        rows: functions.chain(values).chain(units).collect(),
        ..Sheet::default()
    }
}

/// The columns of a table of needs: those that always stand there, and of the others those that are wanted.
fn columns(edition: &Edition, wanted: impl Fn(&str) -> bool) -> Vec<String> {
    let dimensions = edition.dimensions.iter().map(|d| format!("d.{}", d.code));
    let traits = edition.traits.iter().flat_map(|t| [format!("t.{}", t.code), format!("p.{}", t.code)]);
    let always = |names: &'static [&'static str]| names.iter().map(|name| (*name).to_owned());
    let mut all: Vec<String> = always(&FIRST).collect();
    all.extend(dimensions.chain(traits).filter(|column| wanted(column)));
    all.extend(always(&LAST));
    all.extend(always(&TEXTS));
    all.extend(always(&RARE).filter(|column| wanted(column)));
    all
}

/// `内存(GB)`: what the reader of lists understands.
fn heading_of(column: &str, edition: &Edition, lang: Lang) -> String {
    let name = heading::name(column, edition);
    let unit = column
        .strip_prefix("d.")
        .and_then(|code| edition.dimension(code))
        .map_or("", |(_, d)| d.shown_unit(lang));
    match unit {
        "" => name.get(lang).to_owned(),
        unit => format!("{}({unit})", name.get(lang)),
    }
}

fn gap_heading(dimension: &Dimension, lang: Lang) -> String {
    let name = gap(&dimension.name);
    match dimension.shown_unit(lang) {
        "" => name.get(lang).to_owned(),
        unit => format!("{}({unit})", name.get(lang)),
    }
}

/// A typed cell: numbers as numbers in the unit of the heading, codes by their names, and everything else as it is.
fn typed(row: &NeedRow, column: &str, edition: &Edition, lang: Lang) -> Cell {
    let text = row.cell(column);
    if let Some((_, dimension)) = column.strip_prefix("d.").and_then(|code| edition.dimension(code)) {
        let exact = dimension.parse(text).ok().map(|parsed| dimension.number(parsed));
        let same = |number: &String| dimension.parse(number).ok() == dimension.parse(text).ok();
        return exact
            .filter(same)
            .and_then(|n| Decimal::parse(&n).ok())
            .map_or(Cell::text(text), Cell::Number);
    }
    if matches!(column, "count" | "months") {
        return text.parse().map_or(Cell::text(text), Cell::Whole);
    }
    let name = match column.split_once('.') {
        Some(("t" | "p", code)) => {
            let values = edition.trait_of(code).map(|t| t.values.as_slice()).unwrap_or_default();
            values.iter().find(|v| v.code == text).map(|v| v.name.get(lang))
        }
        _ if column == "function" => edition.function(text).map(|f| f.name.get(lang)),
        _ if matches!(column, "divisible" | "consent" | "special") => match text {
            "yes" => Some(if lang == Lang::Zh { "是" } else { "yes" }),
            _ => None,
        },
        _ => None,
    };
    // A name that several share would come back as another.
    Cell::text(name.filter(|name| written(column, name, None, edition) == text).unwrap_or(text))
}

/// Outcome, offer, key, supplier.
fn offer(row: &FitRow<'_>, edition: &Edition, lang: Lang) -> [Cell; 4] {
    let Some(answer) = row.answer else {
        let unread = Words::new("未能读取", "could not be read");
        return [Cell::text(unread.get(lang)), Cell::text(""), Cell::text(""), Cell::text("")];
    };
    let (parts, key) = match (&answer.combination, answer.chosen()) {
        (Some(combination), _) => (combination.parts.as_slice(), combination.key.as_str()),
        (None, Some(chosen)) => (chosen.parts.as_slice(), chosen.key.as_str()),
        (None, None) => (&[][..], ""),
    };
    let part = |part: &crate::dossier::Part| {
        let item = edition.item(&part.item);
        let name = item.map_or(part.item.as_str(), |item| item.name.get(lang));
        let spec = item.map_or("", |item| item.spec.as_str());
        format!("{} × {name} {spec}", part.units).trim_end().to_owned()
    };
    let supplier = answer.chosen().and_then(|chosen| chosen.supplier.as_deref()).unwrap_or_default();
    let named = edition.suppliers.iter().find(|s| s.code == supplier);
    [
        Cell::text(answer.outcome.name().get(lang)),
        Cell::text(parts.iter().map(part).collect::<Vec<_>>().join(" + ")),
        Cell::text(key),
        Cell::text(named.map_or(supplier, |s| s.name.get(lang))),
    ]
}

/// Got minus needed by dimension, in smallest units: of one instance, or of all together where several cover the
/// need together; where nothing fits those of what comes nearest.
fn differences<'r>(row: &'r FitRow<'_>) -> BTreeMap<&'r str, i64> {
    let Some(answer) = row.answer else { return BTreeMap::new() };
    if let Some(combination) = &answer.combination {
        return combination.totals.iter().map(|(code, needed, got)| (code.as_str(), got - needed)).collect();
    }
    let lines = nearest(answer).map(|one| one.lines.as_slice()).unwrap_or_default();
    lines.iter().map(|line| (line.dimension.as_str(), line.difference)).collect()
}

fn nearest(answer: &Answer) -> Option<&Ranked> {
    answer.chosen().or_else(|| answer.near_misses.first())
}

/// The differences as a sentence, with the traits that are not held.
fn in_words(row: &FitRow<'_>, edition: &Edition, lang: Lang) -> String {
    let Some(answer) = row.answer else { return String::new() };
    let mut parts = Vec::new();
    if answer.combination.is_some() {
        parts.push(Words::new("按全部数量合计", "of all instances together").get(lang).to_owned());
    } else if answer.chosen().is_none()
        && let Some(miss) = answer.near_misses.first()
    {
        parts.push(
            Words::new(format!("最接近 {}", miss.key), format!("nearest {}", miss.key)).get(lang).to_owned(),
        );
    }
    for (code, gap) in differences(row).into_iter().filter(|(_, gap)| *gap != 0) {
        let Some((_, dimension)) = edition.dimension(code) else { continue };
        let sign = if gap > 0 { "+" } else { "" };
        parts.push(format!("{} {sign}{}", dimension.name.get(lang), dimension.show(gap, lang)));
    }
    let one = nearest(answer).filter(|_| answer.combination.is_none());
    for line in one.iter().flat_map(|one| &one.traits).filter(|line| line.verdict == TraitVerdict::Unmet) {
        let found = edition.trait_of(&line.code);
        let name = found.map_or(line.code.as_str(), |t| t.name.get(lang));
        let value = found.and_then(|t| t.values.iter().find(|v| v.code == line.asked));
        let value = value.map_or(line.asked.as_str(), |v| v.name.get(lang));
        parts.push(
            Words::new(format!("{name}不是“{value}”"), format!("{name} is not '{value}'"))
                .get(lang)
                .to_owned(),
        );
    }
    parts.join("; ")
}

/// What a need costs, and how sure that is; an unknown price is said and never nought.
fn cost(row: &FitRow<'_>, lang: Lang) -> [Cell; 2] {
    let Some(cost) = row.answer.and_then(cost_of) else { return [Cell::text(""), Cell::text("")] };
    let said = match (cost.total, cost.illustrative) {
        (None, _) => Words::new(
            format!("价格未知：{}", cost.unknown.join(" ")),
            format!("unknown: {}", cost.unknown.join(" ")),
        ),
        (Some(_), true) => Words::new("示例价", "illustrative 示例"),
        (Some(_), false) => Words::default(),
    };
    let unknown = Words::new("未知", "unknown");
    [cost.total.map_or(Cell::text(unknown.get(lang)), Cell::Yuan), Cell::text(said.get(lang))]
}

fn cost_of(answer: &Answer) -> Option<&crate::fitting::Cost> {
    answer.combination.as_ref().map(|c| &c.cost).or_else(|| answer.chosen().map(|c| &c.cost))
}

/// What is known of the costs, and how many needs have none.
fn known(rows: &[FitRow<'_>]) -> (Money, usize) {
    let mut sum = Some(Money::ZERO);
    let mut open = 0;
    for row in rows {
        match row.answer.and_then(cost_of).and_then(|cost| cost.total) {
            Some(cost) => sum = sum.and_then(|sum| sum.plus(cost)),
            None => open += 1,
        }
    }
    (sum.unwrap_or(Money::ZERO), if sum.is_some() { open } else { rows.len() })
}

fn total(rows: &[FitRow<'_>], width: usize, lang: Lang) -> Vec<Cell> {
    let (sum, open) = known(rows);
    let mut cells = vec![Cell::text(""); width];
    let mut put = |at: usize, cell: Cell| {
        if let Some(place) = cells.get_mut(at) {
            *place = cell;
        }
    };
    put(0, Cell::text(Words::new("合计", "Total").get(lang)));
    put(width.saturating_sub(3), Cell::Yuan(sum));
    if open > 0 {
        let words = Words::new(
            format!("{open} 行没有已知费用，未计入"),
            format!("rows without a known cost, left out: {open}"),
        );
        put(width.saturating_sub(2), Cell::text(words.get(lang)));
    }
    cells
}

fn catalog(edition: &Edition, lang: Lang) -> String {
    let mark = if edition.demonstration {
        Words::new("（示例目录，不可作为依据）", " (demonstration 示例, nothing to rely on)")
    } else {
        Words::default()
    };
    format!("{} {} [{}]{}", edition.title.get(lang), edition.id, edition.hash.short(), mark.get(lang))
}

fn basis(rows: &[FitRow<'_>], about: &FitAbout<'_>) -> Vec<(String, String)> {
    let lang = about.lang;
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let order = match about.order {
        Order::Near => say("最接近的优先", "nearest first"),
        Order::Cheap => say("费用最低的优先", "cheapest first"),
    };
    let mut lines = vec![
        (say("服务目录", "Catalog"), catalog(about.edition, lang)),
        (say("地区", "Place"), about.place.get(lang).to_owned()),
        (say("截至", "As of"), date::iso(about.as_of)),
        (say("次序", "Order"), order),
    ];
    if rows.iter().filter_map(|row| row.answer.and_then(cost_of)).any(|cost| cost.illustrative) {
        lines.push((
            say("示例价", "Illustrative 示例"),
            say(
                "含示例价，不可作为付款或预算依据",
                "some prices are illustrative: nobody pays or budgets by them",
            ),
        ));
    }
    let (_, open) = known(rows);
    if open + about.unread > 0 {
        lines.push((
            say("不完整", "Incomplete"),
            Words::new(
                format!("{open} 行没有已知费用，{} 行无法读取，均未计入合计", about.unread),
                format!(
                    "rows without a known cost: {open}, not read: {}; the total holds neither",
                    about.unread
                ),
            )
            .get(lang)
            .to_owned(),
        ));
    }
    lines
}

fn amount(dimension: &Dimension, amount: i64, lang: Lang) -> Cell {
    Decimal::parse(&dimension.number(amount))
        .map_or_else(|_| Cell::text(dimension.show(amount, lang)), Cell::Number)
}
