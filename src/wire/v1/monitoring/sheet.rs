//! What was said of a list, as CSV for a spreadsheet: one row a system.

use crate::basics::{Decimal, Lang, Money, Words};
use crate::catalog::Edition;
use crate::fitting::sizing::Resize;
use crate::lifecycle::adjustment::{Advice, Advised, Proposal};
use crate::wire::csv::{self, BYTE_ORDER_MARK};

/// Columns before those of the dimensions.
const FIRST: [(&str, &str); 5] =
    [("系统", "System"), ("区域", "Zone"), ("行", "Row"), ("结论", "Verdict"), ("理由", "Why")];
/// Columns behind them.
const LAST: [(&str, &str); 9] = [
    ("适配", "Fit"),
    ("配置", "Configuration"),
    ("计费月数", "Months"),
    ("现费用（元）", "Cost now (CNY)"),
    ("调整后费用（元）", "Cost then (CNY)"),
    ("节省（元）", "Saved (CNY)"),
    ("月均节省（元）", "Saved a month (CNY)"),
    ("价格", "Price"),
    ("备注", "Remarks"),
];
/// Dimensions of a proposal.
const AXES: usize = 2;

/// The table, with a byte order mark so that spreadsheets read the Chinese. What is not known is an empty cell,
/// never 0; a text that a spreadsheet would take for a formula is marked as text.
pub fn sheet(advice: &Advice, edition: Option<&Edition>, lang: Lang) -> String {
    let mut text = String::from(BYTE_ORDER_MARK);
    text.push_str(&line(&headings(advice, edition, lang)));
    for advised in &advice.systems {
        text.push_str(&line(&row(advised, advice, edition, lang)));
    }
    text
}

fn line(cells: &[String]) -> String {
    // A number below nought is a number, whatever a text that begins so would be.
    let plain = |c: char| c.is_ascii_digit() || matches!(c, '.' | '-');
    let number = |cell: &str| cell.chars().all(plain) && Decimal::parse(cell).is_ok();
    let safe = |cell: &String| if number(cell) { cell.clone() } else { csv::text_cell(cell) };
    let safe: Vec<String> = cells.iter().map(safe).collect();
    csv::row(safe.iter().map(String::as_str))
}

fn headings(advice: &Advice, edition: Option<&Edition>, lang: Lang) -> Vec<String> {
    let say = |(zh, en): &(&str, &str)| Words::new(*zh, *en).get(lang).to_owned();
    let mut cells: Vec<String> = FIRST.iter().map(say).collect();
    let resizes = advice.proposals().next().map(|proposal| proposal.resizes.as_slice()).unwrap_or_default();
    for at in 0..AXES {
        // Without a proposal nobody has said which dimensions there are.
        let name = resizes.get(at).map_or(Words::default(), |resize| name(edition, resize));
        let (now, then) = (("现有", "now"), ("建议", "proposed"));
        for (zh, en) in [now, then] {
            let words = Words::new(format!("{zh}{}", name.zh), format!("{} {en}", name.en).trim().to_owned());
            cells.push(words.get(lang).to_owned());
        }
    }
    cells.extend(LAST.iter().map(say));
    cells
}

fn name(edition: Option<&Edition>, resize: &Resize) -> Words {
    let dimension = edition.and_then(|edition| edition.dimension(&resize.dimension));
    dimension.map_or_else(
        || Words::same(&*resize.dimension),
        |(_, dimension)| {
            let unit = |lang| dimension.shown_unit(lang);
            Words::new(
                format!("{}（{}）", dimension.name.zh, unit(Lang::Zh)),
                format!("{} ({})", dimension.name.en, unit(Lang::En)),
            )
        },
    )
}

fn row(advised: &Advised, advice: &Advice, edition: Option<&Edition>, lang: Lang) -> Vec<String> {
    let Advised { system, judged, proposal } = advised;
    let mut cells = vec![
        system.name.clone(),
        system.zone.clone(),
        system.row.to_string(),
        judged.verdict.name().get(lang).to_owned(),
        judged.why(&advice.rule).get(lang).to_owned(),
    ];
    match proposal {
        Some(Ok(proposal)) => cells.extend(proposed(proposal, edition, lang)),
        refused => {
            let remark = refused.as_ref().and_then(|refused| refused.as_ref().err());
            cells.extend(vec![String::new(); AXES * 2 + LAST.len() - 1]);
            cells.push(remark.map(|refused| refused.words().get(lang).to_owned()).unwrap_or_default());
        }
    }
    cells
}

fn proposed(proposal: &Proposal, edition: Option<&Edition>, lang: Lang) -> Vec<String> {
    let number = |resize: &Resize, amount: i64| {
        let dimension = edition.and_then(|edition| edition.dimension(&resize.dimension));
        dimension.map_or_else(|| amount.to_string(), |(_, dimension)| dimension.number(amount))
    };
    let mut cells: Vec<String> = (0..AXES)
        .flat_map(|at| {
            let resize = proposal.resizes.get(at);
            let of = |amount: fn(&Resize) -> i64| resize.map_or(String::new(), |r| number(r, amount(r)));
            [of(|resize| resize.held), of(|resize| resize.proposed)]
        })
        .collect();
    let plain = |money: Option<Money>| money.map(Money::plain).unwrap_or_default();
    let saving = &proposal.saving;
    let join = |texts: Vec<String>| texts.join("; ");
    let records = proposal.after.iter().map(|priced| &priced.record);
    let count = |count: i64| if count == 1 { String::new() } else { format!(" × {count}") };
    let illustrative = Words::new("示例价", "illustrative (示例)");
    cells.extend([
        join(records.clone().map(|record| record.outcome.name().get(lang).to_owned()).collect()),
        join(records.map(|record| format!("{}{}", record.configuration, count(record.instances))).collect()),
        saving.months.to_string(),
        plain(saving.before),
        plain(saving.after),
        plain(saving.total()),
        plain(saving.a_month()),
        if saving.illustrative { illustrative.get(lang).to_owned() } else { String::new() },
        join(proposal.notes.iter().map(|note| note.words().get(lang).to_owned()).collect()),
    ]);
    cells
}
