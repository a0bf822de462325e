//! What was said of a monitored list (article 17) as tables for people: the rules compared, the systems that are
//! plainly low with what is proposed, the others, and what is wrong in the file.

use super::sheet::{Cell, Sheet};
use crate::basics::{Lang, Money, Words};
use crate::catalog::Edition;
use crate::fees::show;
use crate::fitting::sizing::Verdict;
use crate::lifecycle::adjustment::{Advice, Advised, Compared, Proposal, Saving};
use crate::wire::v1::monitoring::Problem;

/// A list with all that was said of it.
#[derive(Clone, Copy, Debug)]
pub struct Said<'a> {
    /// The verdicts and proposals.
    pub advice: &'a Advice,
    /// What each rule would flag.
    pub compared: &'a [Compared],
    /// What is wrong in the file.
    pub problems: &'a [Problem],
    /// The catalog that was asked, where one was.
    pub edition: Option<&'a Edition>,
    /// The language of the tables.
    pub lang: Lang,
}

/// All tables that hold something, in the order in which they are read: rules, low, others, faults.
pub fn tables(said: &Said<'_>) -> Vec<Sheet> {
    let about = said.about();
    let named = [
        (rules(said), ("各规则的结果", "What each rule would flag")),
        (systems(said, true), ("明显偏低的系统及建议", "Systems that are plainly low, and what is proposed")),
        (systems(said, false), ("其他系统", "The other systems")),
        (faults(said), ("文件中的问题", "What is wrong in the file")),
    ];
    let sheet = |(sheet, (zh, en)): (Sheet, (&str, &str))| {
        let title = Words::new(zh, en).get(said.lang).to_owned();
        Sheet { name: title.chars().take(31).collect(), title, about: about.clone(), ..sheet }
    };
    named.into_iter().map(sheet).filter(|sheet| !sheet.rows.is_empty()).collect()
}

impl Said<'_> {
    fn say(&self, zh: &str, en: &str) -> String {
        Words::new(zh, en).get(self.lang).to_owned()
    }

    /// What the tables rest on: the rule, the months, the catalog.
    pub fn about(&self) -> Vec<(String, String)> {
        let (advice, lang) = (self.advice, self.lang);
        let count = advice.systems.len();
        let read = match advice.to {
            Some(to) => Words::new(
                format!("{count} 个系统，评至 {to}"),
                format!("systems: {count}, judged up to {to}"),
            ),
            None => Words::new(
                format!("{count} 个系统，数据没有月份，无从判断"),
                format!("systems: {count}; no month in the data, so nothing can be said"),
            ),
        };
        let rule = Words::new(
            format!("{}（第十七条“明显偏低”没有规定数值：为本地配置）", advice.rule.words().zh),
            format!(
                "{} (article 17 names no number for 明显偏低: this is the place's configuration)",
                advice.rule.words().en
            ),
        );
        let mut about = vec![
            (self.say("规则", "Rule"), rule.get(lang).to_owned()),
            (self.say("数据", "Data"), read.get(lang).to_owned()),
        ];
        if let Some(months) = advice.too_few_months().filter(|_| advice.to.is_some()) {
            let (there, asked) = (months.len(), advice.rule.run());
            let few = Words::new(
                format!("数据只有其中 {there} 个月，规则要求连续 {asked} 个月：不足以判定任何系统明显偏低"),
                format!(
                    "{there} of the {asked} months in a row were monitored: not enough to call any system low"
                ),
            );
            about.push((self.say("不足", "Too little"), few.get(lang).to_owned()));
        }
        about.push((self.say("服务目录", "Catalog"), self.catalog()));
        let (sum, unknown) = advice.saving();
        if let Some(sum) = sum {
            let more = match unknown {
                0 => String::new(),
                n => self.say(
                    &format!("；另有 {n} 个系统节省未知，未计入"),
                    &format!("; {n} more save what is not known, and are not in it"),
                ),
            };
            about.push((self.say("合计", "Together"), format!("{}{more}", saved(&sum, lang))));
        }
        about
    }

    fn catalog(&self) -> String {
        match self.edition {
            None => self.say("未提供，不提调整数量", "none given: no amounts are proposed"),
            Some(edition) if edition.demonstration => {
                format!(
                    "{} {}",
                    edition.id,
                    self.say("（示例目录，不可作为依据）", "(demonstration 示例, nothing to rely on)")
                )
            }
            Some(edition) => edition.id.clone(),
        }
    }
}

/// What each rule would flag: all systems, and the low ones of each kind that the file names.
fn rules(said: &Said<'_>) -> Sheet {
    let kinds: Vec<&String> = said.compared.first().map(|one| one.kinds.keys().collect()).unwrap_or_default();
    let kinds: Vec<&String> = if kinds.len() > 1 { kinds } else { Vec::new() };
    let mut headings = vec![said.say("规则", "Rule")];
    let verdicts = [
        ("明显偏低", "Low"),
        ("未偏低", "Not low"),
        ("宽限期内", "Within grace"),
        ("无从判断", "Not known"),
        ("合计", "All"),
    ];
    headings.extend(verdicts.map(|(zh, en)| said.say(zh, en)));
    headings.extend(kinds.iter().map(|kind| said.say(&format!("偏低：{kind}"), &format!("Low: {kind}"))));
    let whole = |count: usize| Cell::Whole(i64::try_from(count).unwrap_or(i64::MAX));
    let row = |one: &Compared| {
        let all = &one.all;
        let counts = [all.low, all.not_low, all.within_grace, all.unknown, all.all()];
        let of_kind = kinds.iter().map(|kind| one.kinds.get(*kind).map_or(0, |tally| tally.low));
        std::iter::once(Cell::text(one.rule.words().get(said.lang)))
            .chain(counts.into_iter().chain(of_kind).map(whole))
            .collect()
    };
    let rows = if said.advice.to.is_some() { said.compared.iter().map(row).collect() } else { Vec::new() };
    Sheet { headings, rows, ..Sheet::default() }
}

/// The systems that are low, or those that are not.
fn systems(said: &Said<'_>, low: bool) -> Sheet {
    let mut headings = vec![
        said.say("信息系统", "System"),
        said.say("区域", "Zone"),
        said.say("文件行", "Row"),
        said.say("结论", "Verdict"),
        said.say("理由", "Why"),
    ];
    if low {
        headings.extend([
            said.say("建议", "What is proposed"),
            said.say("节省", "What it saves"),
            said.say("备注", "Remarks"),
        ]);
    }
    let lang = said.lang;
    let row = |one: &Advised| {
        let mut cells = vec![
            Cell::text(&*one.system.name),
            Cell::text(&*one.system.zone),
            Cell::Whole(i64::try_from(one.system.row).unwrap_or(i64::MAX)),
            Cell::text(one.judged.verdict.name().get(lang)),
            Cell::text(one.judged.why(&said.advice.rule).get(lang)),
        ];
        if low {
            cells.extend(proposed(one, said).map(Cell::Text));
        }
        cells
    };
    let wanted = |one: &&Advised| (one.judged.verdict == Verdict::Low) == low;
    Sheet { headings, rows: said.advice.systems.iter().filter(wanted).map(row).collect(), ..Sheet::default() }
}

/// Proposal, saving and remarks of a system that is low.
fn proposed(one: &Advised, said: &Said<'_>) -> [String; 3] {
    let lang = said.lang;
    match &one.proposal {
        Some(Ok(proposal)) => {
            let notes: Vec<String> =
                proposal.notes.iter().map(|note| note.words().get(lang).to_owned()).collect();
            [
                changes(proposal, said.edition, lang),
                saved(&proposal.saving, lang),
                notes.join(said.say("；", "; ").as_str()),
            ]
        }
        Some(Err(refused)) => {
            let head = said.say("不提调整数量：", "no amounts are proposed: ");
            [format!("{head}{}", refused.words().get(lang)), String::new(), String::new()]
        }
        None => Default::default(),
    }
}

/// The amounts of a proposal, from what to what: `CPU 32 核 → 8 核`.
pub fn changes(proposal: &Proposal, edition: Option<&Edition>, lang: Lang) -> String {
    let one = |resize: &crate::fitting::sizing::Resize| {
        let found = edition.and_then(|edition| edition.dimension(&resize.dimension));
        let Some((_, dimension)) = found else {
            return format!("{} {} → {}", resize.dimension, resize.held, resize.proposed);
        };
        let peak =
            if resize.by_peak { Words::new("（按峰值）", " (by the peak)") } else { Words::default() };
        let (from, to) = (dimension.show(resize.held, lang), dimension.show(resize.proposed, lang));
        format!("{} {from} → {to}{}", dimension.name.get(lang), peak.get(lang))
    };
    let changes: Vec<String> = proposal.resizes.iter().map(one).collect();
    changes.join(Words::new("，", ", ").get(lang))
}

/// What a change saves, or why that is not known; illustrative prices are called so.
pub fn saved(saving: &Saving, lang: Lang) -> String {
    let mark = if saving.illustrative {
        Words::new("（示例价）", " (illustrative 示例)")
    } else {
        Words::default()
    };
    let (Some(total), Some(a_month)) = (saving.total(), saving.a_month()) else {
        let why: Vec<String> = saving.open.iter().map(|why| show::why(*why).get(lang).to_owned()).collect();
        let head = Words::new("节省未知：", "not known: ");
        return format!("{}{}", head.get(lang), why.join("; "));
    };
    let yuan = |money: Money| money.in_yuan();
    let words = Words::new(
        format!("{} 个月 {} 元，每月 {} 元{}", saving.months, yuan(total), yuan(a_month), mark.zh),
        format!("CNY {} in {} months, CNY {} a month{}", yuan(total), saving.months, yuan(a_month), mark.en),
    );
    words.get(lang).to_owned()
}

fn faults(said: &Said<'_>) -> Sheet {
    let headings = [("行", "Row"), ("列", "Column"), ("问题", "What is wrong"), ("处理", "What to do")];
    let row = |problem: &Problem| {
        vec![
            Cell::Whole(i64::try_from(problem.row).unwrap_or(i64::MAX)),
            Cell::text(&*problem.column),
            Cell::text(problem.message.get(said.lang)),
            Cell::text(problem.remedy.get(said.lang)),
        ]
    };
    Sheet {
        headings: headings.map(|(zh, en)| said.say(zh, en)).to_vec(),
        rows: said.problems.iter().map(row).collect(),
        ..Sheet::default()
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::basics::date;
    use crate::fitting::sizing::{last_month, systems};
    use crate::fitting::{Engine, FitTerms, sizing::Target};
    use crate::lifecycle::adjustment::{Adviser, advise, compare, low_rule};
    use crate::wire::v1::{catalog, monitoring};
    use std::sync::Arc;

    fn shown(text: &str, month: Option<&str>, lang: Lang) -> Vec<Sheet> {
        let on = date::parse("2026-11-23").unwrap();
        let rule = low_rule(&crate::measure::jurisdiction::heilongjiang(), on).unwrap();
        let (edition, _) = catalog::read(include_str!("../../www/catalogs/demo.json")).unwrap();
        let edition = Arc::new(edition);
        let month = month.and_then(crate::basics::Month::parse);
        let mapping = monitoring::Mapping { month, ..monitoring::Mapping::default() };
        let read = monitoring::read(text, &mapping).unwrap();
        let systems = systems(read.rows);
        let to = last_month(&systems);
        let compared = compare(&systems, &rule, to);
        let mut adviser =
            Adviser::new(Arc::new(Engine::new(edition.clone())), FitTerms::at(on), Target::default());
        let advice = advise(systems, &rule, to, Some(&mut adviser));
        let said = Said {
            advice: &advice,
            compared: &compared,
            problems: &read.problems,
            edition: Some(&edition),
            lang,
        };
        tables(&said)
    }

    #[test]
    fn the_real_file_is_counted_by_each_rule() {
        let text = include_str!("../../tests/data/utilisation-shanxi-2026-01.csv");
        let sheets = shown(text, Some("2026-01"), Lang::Zh);
        let low: Vec<String> = sheets[0].rows.iter().map(|row| row[1].shown()).collect();
        assert_eq!(low, ["36", "24", "48", "12", "0", "0", "0", "0"]);
        assert!(sheets[0].about.iter().any(|(label, _)| label == "不足"));
        assert!(sheets.iter().all(|sheet| sheet.rows.iter().all(|row| row.len() == sheet.headings.len())));
    }

    #[test]
    fn what_is_low_has_its_reason_and_its_proposal() {
        let text = include_str!("../../www/catalogs/monitoring.example.csv");
        for lang in [Lang::Zh, Lang::En] {
            let sheets = shown(text, None, lang);
            let low = &sheets[1].rows;
            assert_eq!((low.len(), low[0][0].shown().as_str()), (1, "示例系统甲"));
            assert!(low[0][5].shown().contains("→"));
            assert!(low[0][6].shown().contains("示例"), "what the price is worth is said");
            assert_eq!(sheets[2].rows.len(), 3);
        }
    }

    #[test]
    fn without_a_month_no_rule_is_compared() {
        let text = include_str!("../../tests/data/utilisation-shanxi-2026-01.csv");
        let sheets = shown(text, None, Lang::En);
        assert_eq!(sheets[0].title, "The other systems");
        assert_eq!(sheets.last().map(|sheet| sheet.rows.len()), Some(1));
    }
}
