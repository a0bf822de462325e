//! What was said of a list, for people.

use super::super::table::{Align, columns, plain};
use super::Advised;
use govcloud::basics::{Lang, Money, Words};
use govcloud::catalog::Edition;
use govcloud::exchange::monitoring::changes;
use govcloud::fees::show;
use govcloud::fitting::sizing::Verdict;
use govcloud::lifecycle::adjustment::{self, Compared, Proposal, Saving};
use govcloud::measure::text;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The whole text.
pub(super) fn text(advised: &Advised, lang: Lang) -> String {
    let mut text = String::new();
    if let Some(edition) = &advised.edition {
        text.push_str(&super::super::catalog_line(edition, lang));
    }
    text.push_str(&super::super::place::line(&advised.place, lang));
    let article = text::article(17).map_or("", |article| article.label);
    let by = match advised.own_rule {
        true => Words::new("本次指定", "given here"),
        false => Words::new("现行配置，出处见说明", "as configured; see the manual for its sources"),
    };
    let rule = advised.advice.rule.words();
    let rule = Words::new(
        format!("{article}“资源利用率明显偏低”：{}（{}）", rule.zh, by.zh),
        format!("{article} “资源利用率明显偏低”: {} ({})", rule.en, by.en),
    );
    let _ = writeln!(text, "{}", rule.get(lang));
    text.push_str(&file_lines(advised, lang));
    if advised.advice.to.is_some() {
        text.push('\n');
        text.push_str(&rules(&advised.compared, lang));
        text.push_str(&kinds(&advised.compared, lang));
    }
    text.push_str(&low(advised, lang));
    text.push_str(&unknown(advised, lang));
    text
}

/// How much was read, up to when, and what is wrong with it.
fn file_lines(advised: &Advised, lang: Lang) -> String {
    let count = advised.advice.systems.len();
    let read = match advised.advice.to {
        Some(to) => {
            Words::new(format!("系统 {count} 个，评至 {to}"), format!("systems: {count}, judged up to {to}"))
        }
        None => Words::new(
            format!("系统 {count} 个，数据没有月份（可用 --month 指定）"),
            format!("systems: {count}, no month in the file (say it with --month)"),
        ),
    };
    let mut text = format!("{}\n", read.get(lang));
    if let Some(months) = advised.advice.too_few_months().filter(|months| !months.is_empty()) {
        let (there, asked) = (months.len(), advised.advice.rule.run());
        let words = Words::new(
            format!("数据只有其中 {there} 个月，规则要求连续 {asked} 个月：不足以判定任何系统明显偏低"),
            format!(
                "{there} of the {asked} months in a row were monitored: not enough to call any system low"
            ),
        );
        let _ = writeln!(text, "{}", words.get(lang));
    }
    for problem in &advised.problems {
        let column = if problem.column.is_empty() { String::new() } else { format!(" {}", problem.column) };
        let place =
            Words::new(format!("第 {} 行{column}：", problem.row), format!("row {}{column}: ", problem.row));
        let (message, remedy) = (problem.message.get(lang), problem.remedy.get(lang));
        let stop = Words::new("。", ". ");
        let line = format!("! {}{message}{}{remedy} [{}]", place.get(lang), stop.get(lang), problem.code);
        let _ = writeln!(text, "{}", plain(&line));
    }
    text
}

/// How many systems each rule would flag.
fn rules(compared: &[Compared], lang: Lang) -> String {
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let mut rows = vec![vec![
        say("规则", "Rule"),
        say("明显偏低", "Low"),
        say("未偏低", "Not low"),
        say("宽限期内", "Grace"),
        say("无从判断", "Unknown"),
        say("合计", "All"),
    ]];
    rows.extend(compared.iter().map(|Compared { rule, all, .. }| {
        let numbers = [all.low, all.not_low, all.within_grace, all.unknown, all.all()];
        let name = rule.words().get(lang).to_owned();
        std::iter::once(name).chain(numbers.iter().map(usize::to_string)).collect()
    }));
    let right = Align::Right;
    columns(&[Align::Left, right, right, right, right, right], &rows)
}

/// How many of each kind each rule would flag, where the file tells kinds apart.
fn kinds(compared: &[Compared], lang: Lang) -> String {
    let Some(first) = compared.first().filter(|one| one.kinds.keys().any(|kind| !kind.is_empty())) else {
        return String::new();
    };
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let heading = |one: &Compared| {
        let (name, months) = (one.rule.by.name(), one.rule.run());
        let words = Words::new(format!("{} {months}个月", name.zh), format!("{}, {months} mo.", name.en));
        words.get(lang).to_owned()
    };
    let head = vec![say("类别（明显偏低数）", "Kind (low)"), say("合计", "All")];
    let mut rows = vec![head.into_iter().chain(compared.iter().map(heading)).collect::<Vec<_>>()];
    for (kind, tally) in &first.kinds {
        let name = if kind.is_empty() { say("（未分类）", "(no kind)") } else { kind.clone() };
        let low = |one: &Compared| one.kinds.get(kind).map_or(0, |tally| tally.low).to_string();
        rows.push([name, tally.all().to_string()].into_iter().chain(compared.iter().map(low)).collect());
    }
    let align: Vec<Align> =
        std::iter::once(Align::Left).chain(std::iter::repeat_n(Align::Right, compared.len() + 1)).collect();
    format!("\n{}", columns(&align, &rows))
}

/// The systems that are plainly low, each with why and what is proposed.
fn low(advised: &Advised, lang: Lang) -> String {
    let low: Vec<&adjustment::Advised> =
        advised.advice.systems.iter().filter(|one| one.judged.verdict == Verdict::Low).collect();
    if low.is_empty() {
        return String::new();
    }
    let mut text = format!("\n{} ({})\n", Verdict::Low.name().get(lang), low.len());
    for one in low {
        let why = one.judged.why(&advised.advice.rule);
        let _ = writeln!(text, "  - {}: {}", plain(&name(one, lang)), why.get(lang));
        match &one.proposal {
            Some(Ok(proposal)) => text.push_str(&proposed(proposal, advised.edition.as_deref(), lang)),
            Some(Err(refused)) => {
                let head = Words::new("不提调整数量：", "no amounts are proposed: ");
                let _ = writeln!(text, "      {}{}", head.get(lang), plain(refused.words().get(lang)));
            }
            None => {}
        }
    }
    text.push_str(&sum(advised, lang));
    text.push_str(&notes(advised, lang));
    text
}

fn name(one: &adjustment::Advised, lang: Lang) -> String {
    let row = one.system.row;
    let words = match (one.system.name.as_str(), one.system.zone.as_str()) {
        ("", "") => Words::new(format!("第 {row} 行"), format!("row {row}")),
        ("", zone) => Words::new(format!("第 {row} 行（{zone}）"), format!("row {row} ({zone})")),
        (name, "") => Words::same(name),
        (name, zone) => Words::new(format!("{name}（{zone}）"), format!("{name} ({zone})")),
    };
    words.get(lang).to_owned()
}

fn proposed(proposal: &Proposal, edition: Option<&Edition>, lang: Lang) -> String {
    let head = Words::new("建议：", "proposed: ");
    let mut text = format!("      {}{}\n", head.get(lang), plain(&changes(proposal, edition, lang)));
    for priced in &proposal.after {
        let (record, count) = (&priced.record, priced.need.count);
        let outcome = record.outcome.name();
        let _ = writeln!(
            text,
            "      {}",
            plain(&format!("{count} × {}  {}", record.configuration, outcome.get(lang)))
        );
    }
    let _ = writeln!(text, "      {}", saved(&proposal.saving, lang));
    text
}

fn yuan(money: Money, lang: Lang) -> String {
    Words::new(format!("{} 元", money.in_yuan()), format!("CNY {}", money.in_yuan())).get(lang).to_owned()
}

fn saved(saving: &Saving, lang: Lang) -> String {
    let mark = match saving.illustrative {
        true => Words::new("（示例价）", " (illustrative 示例)"),
        false => Words::default(),
    };
    let (Some(total), Some(a_month)) = (saving.total(), saving.a_month()) else {
        let why: Vec<String> = saving.open.iter().map(|why| show::why(*why).get(lang).to_owned()).collect();
        let head = Words::new("节省未知：", "what it saves is not known: ");
        return format!("{}{}", head.get(lang), why.join("; "));
    };
    let (months, total, a_month) = (saving.months, yuan(total, lang), yuan(a_month, lang));
    let words = Words::new(
        format!("{months} 个月节省 {total}，每月 {a_month}{}", mark.zh),
        format!("saves {total} in {months} months, {a_month} a month{}", mark.en),
    );
    words.get(lang).to_owned()
}

/// What a reader must know of the proposals, each note once with the number of systems that it speaks of.
fn notes(advised: &Advised, lang: Lang) -> String {
    let mut counted: BTreeMap<String, usize> = BTreeMap::new();
    for note in advised.advice.proposals().flat_map(|proposal| &proposal.notes) {
        *counted.entry(note.words().get(lang).to_owned()).or_default() += 1;
    }
    counted
        .iter()
        .fold(String::new(), |text, (note, count)| text + &plain(&format!("  * {note} ({count})")) + "\n")
}

/// What all proposals save together.
fn sum(advised: &Advised, lang: Lang) -> String {
    let (sum, unknown) = advised.advice.saving();
    let Some(sum) = sum else { return String::new() };
    let mut text = format!("  {}{}\n", Words::new("合计：", "together: ").get(lang), saved(&sum, lang));
    if unknown > 0 {
        let words = Words::new(
            format!("另有 {unknown} 个系统节省未知，未计入"),
            format!("{unknown} more save what is not known, and are not in it"),
        );
        let _ = writeln!(text, "  {}", words.get(lang));
    }
    text
}

/// The systems that nothing can be said of, by what is missing.
fn unknown(advised: &Advised, lang: Lang) -> String {
    let mut reasons: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in &advised.advice.systems {
        if let Verdict::Unknown { .. } = one.judged.verdict {
            let why = one.judged.why(&advised.advice.rule).get(lang).to_owned();
            reasons.entry(why).or_default().push(name(one, lang));
        }
    }
    if reasons.is_empty() {
        return String::new();
    }
    let all: usize = reasons.values().map(Vec::len).sum();
    let head = Verdict::Unknown { missing: Vec::new() }.name();
    let mut text = format!("\n{} ({all})\n", head.get(lang));
    for (why, names) in reasons {
        let shown: Vec<&str> = names.iter().take(SHOWN).map(String::as_str).collect();
        let comma = Words::new("、", ", ");
        let more = match names.len().saturating_sub(SHOWN) {
            0 => Words::default(),
            more => Words::new(format!(" 等（另 {more} 个）"), format!(" and {more} more")),
        };
        let line = format!("{why} ({}): {}{}", names.len(), shown.join(comma.get(lang)), more.get(lang));
        let _ = writeln!(text, "  - {}", plain(&line));
    }
    text
}

/// Names that are listed for one reason.
const SHOWN: usize = 5;
