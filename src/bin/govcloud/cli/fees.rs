//! `govcloud fees`: estimate, what keeps it open, calendar, budget table.

use super::judged::{JudgeArgs, Judged};
use super::table::{Align, columns, plain};
use super::{BadInput, Common, Output, place};
use govcloud::basics::{Lang, Money, Words, date};
use govcloud::catalog::Edition;
use govcloud::dossier::Need;
use govcloud::fees::{Calendar, Estimate, Line, budget, show};
use govcloud::measure::Jurisdiction;
use govcloud::wire::v1::fees as wire;
use serde_json::json;
use std::fmt::Write as _;

/// Arguments of `fees`.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    judge: JudgeArgs,
    /// The budget table as tab-separated text instead, to paste into a spreadsheet
    #[arg(long)]
    budget: bool,
    #[command(flatten)]
    pub(crate) common: Common,
}

/// Runs it.
pub(crate) fn run(args: &Args) -> Result<Output, BadInput> {
    let lang = args.common.lang();
    let judged = Judged::of(&args.judge, lang)?;
    let (edition, said) = (&judged.edition, &judged.said);
    let needs: Vec<&Need> = said.dossier.needs.iter().map(AsRef::as_ref).collect();
    let table = budget::budget(edition, &needs, &said.estimate, said.calendar.as_deref());
    let text = if args.common.json {
        let mut document = json!({
            "catalog": super::catalog_json(edition),
            "jurisdiction": place::json(&judged.place),
            "asOf": date::iso(judged.as_of),
            "fees": wire::fees(edition, &said.estimate, said.calendar.as_deref()),
        });
        if let (true, Some(members)) = (args.budget, document.as_object_mut()) {
            members.insert("budget".into(), wire::budget(&table, lang));
        }
        super::json_text(&document)
    } else if args.budget {
        table.tsv(lang)
    } else {
        judged.fees_text(lang)
    };
    Ok(Output { text, bars: !said.estimate.is_complete() || !judged.intact })
}

impl Judged {
    fn fees_text(&self, lang: Lang) -> String {
        let mut text = super::catalog_line(&self.edition, lang) + &place::line(&self.place, lang);
        text.push('\n');
        text.push_str(&self.lines(lang));
        text.push('\n');
        text.push_str(&totals(&self.said.estimate, lang));
        text.push_str(&self.open(lang));
        let no_start = || {
            Words::new(
                "\n未填计划开始使用日期，无法排出结算日历。\n",
                "\nThe planned start of use is not stated: no calendar.\n",
            )
            .get(lang)
            .to_owned()
        };
        text.push_str(
            &self.said.calendar.as_deref().map_or_else(no_start, |c| calendar(c, &self.place, lang)),
        );
        text
    }

    /// The estimate line by line.
    fn lines(&self, lang: Lang) -> String {
        let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
        let heading = [
            say("行", "Row"),
            say("目录编码", "Code"),
            say("项目", "Item"),
            say("数量", "Quantity"),
            say("单位", "Unit"),
            say("单价", "Unit price"),
            say("月数", "Months"),
            say("小计（元）", "Sum (CNY)"),
            say("价格性质", "Standing"),
        ];
        let mut rows = vec![heading.to_vec()];
        for row in &self.said.estimate.rows {
            rows.extend(row.fees.lines.iter().map(|line| cells(&self.edition, row.row, line, lang)));
        }
        let (l, r) = (Align::Left, Align::Right);
        columns(&[r, l, l, r, l, r, r, r, l], &rows)
    }

    /// What keeps the total open.
    fn open(&self, lang: Lang) -> String {
        let mut text = String::new();
        for open in &self.said.estimate.open {
            let typed = self.draft.needs.get(open.row).map(|need| need.cell("name")).unwrap_or_default();
            let row = self.said.estimate.rows.iter().find(|r| r.row == open.row);
            let line = open.line.and_then(|at| row?.fees.lines.get(at));
            let item = line.map(|line| show::line_name(&self.edition, line));
            let item = item.as_ref().map_or("", |words| words.get(lang));
            let place = Words::new(format!("第{}行", open.row + 1), format!("row {}", open.row + 1));
            let place = [place.get(lang), typed, item].join(" ");
            let _ = writeln!(text, "  ? {}: {}", plain(place.trim_end()), show::why(open.why).get(lang));
        }
        text
    }
}

fn cells(edition: &Edition, row: usize, line: &Line, lang: Lang) -> Vec<String> {
    let unknown = || Words::new("未知", "unknown").get(lang).to_owned();
    let price = line.price(edition);
    vec![
        (row + 1).to_string(),
        line.item.clone(),
        show::line_name(edition, line).get(lang).to_owned(),
        (i128::from(line.units) * i128::from(line.instances)).to_string(),
        show::unit(edition, line).get(lang).to_owned(),
        price.map_or_else(unknown, |p| show::price(p).get(lang).to_owned()),
        line.months.to_string(),
        line.sum.map_or_else(unknown, Money::in_yuan),
        price
            .map_or_else(|| show::why(govcloud::fees::Why::PriceUnknown), |p| show::standing(p.standing))
            .get(lang)
            .to_owned(),
    ]
}

fn totals(estimate: &Estimate, lang: Lang) -> String {
    let known = estimate.known.in_yuan();
    let total = if estimate.is_complete() {
        Words::new(format!("合计 {known} 元"), format!("Total CNY {known}"))
    } else {
        Words::new(
            format!("已知部分合计 {known} 元；总额未定，下列各项未知："),
            format!("Sum of what is known CNY {known}; the total is open, for this is not known:"),
        )
    };
    let mut text = String::new();
    if estimate.is_illustrative() {
        let part = estimate.illustrative.in_yuan();
        let words = Words::new(
            format!("其中 {part} 元按示例价估算，不可作为预算依据"),
            format!("CNY {part} of it rests on illustrative prices (示例), which no budget can rely on"),
        );
        let _ = writeln!(text, "{}", words.get(lang));
    }
    format!("{text}{}\n", total.get(lang))
}

fn calendar(calendar: &Calendar, place: &Jurisdiction, lang: Lang) -> String {
    let say = |zh: &str, en: &str| place.name_organs((zh, en)).get(lang).to_owned();
    let heading = [
        say("使用", "Used"),
        say("应计（元）", "Due (CNY)"),
        say("审核汇总并提交{treasury}不晚于", "Audited and submitted by"),
        say("支付年度", "Paid in"),
    ];
    let mut rows = vec![heading.to_vec()];
    rows.extend(calendar.windows.iter().map(|window| {
        let open =
            if window.open { say("（另有未知）", " (and what is unknown)") } else { String::new() };
        vec![
            format!("{} – {}", date::iso(window.from), date::iso(window.to)),
            format!("{}{open}", window.used.in_yuan()),
            date::iso(window.submitted_by),
            window.paid_in.to_string(),
        ]
    }));
    let (l, r) = (Align::Left, Align::Right);
    format!("\n{}", columns(&[l, r, l, r], &rows))
}
