//! What the tables of a year rest on: said above the figures, in every file.

use crate::basics::{Date, Lang, Money, Words, date};
use crate::catalog::Edition;
use crate::fees::Audit;

/// What stands beside the figures.
#[derive(Clone, Copy, Debug)]
pub struct About<'a> {
    /// The ruleset of the measure.
    pub ruleset: &'a str,
    /// To whom it is submitted (省财政厅).
    pub treasury: &'a Words,
    /// The catalog, where one was given.
    pub edition: Option<&'a Edition>,
    /// The day as of which it was made.
    pub as_of: Date,
    /// Rows of the list that could not be read and are in no sum.
    pub unread: usize,
    /// The language of the tables.
    pub lang: Lang,
}

/// What the tables rest on.
pub(super) fn basis(audit: &Audit<'_>, about: &About<'_>) -> Vec<(String, String)> {
    let year = &audit.year;
    let (from, closes, by) = (date::iso(year.from), date::iso(year.closes), date::iso(year.submitted_by));
    let treasury = about.treasury;
    let mut lines = vec![
        (
            Words::new("结算期", "Settlement"),
            Words::new(
                format!(
                    "{from} 至 {closes} 的使用，不晚于 {by} 审核汇总并提交{}，{} 年支付（第四条；哪一期由哪年审核为解释）",
                    treasury.zh, year.paid_in
                ),
                format!(
                    "use from {from} to {closes}, audited, summed and submitted to {} by {by}, paid in {} (article 4; \
                     which use a September audits is an interpretation 解释)",
                    treasury.en, year.paid_in
                ),
            ),
        ),
        (Words::new("截至", "As of"), as_of(audit, about)),
        (Words::new("规则", "Ruleset"), Words::same(about.ruleset)),
        (Words::new("服务目录", "Catalog"), catalog(about)),
        (Words::new("折算办法", "Counting"), audit.rule.words()),
    ];
    if audit.total.illustrative != Money::ZERO {
        let part = audit.total.illustrative.in_yuan();
        lines.push((
            Words::new("示例价", "Illustrative 示例"),
            Words::new(
                format!("其中 {part} 元按示例价计算，不可作为付款或预算依据"),
                format!("CNY {part} rests on illustrative prices, by which nobody pays or budgets"),
            ),
        ));
    }
    let missing = missing(audit, about);
    if !missing.zh.is_empty() {
        lines.push((Words::new("不完整", "Incomplete"), missing));
    }
    let say = |words: &Words| words.get(about.lang).to_owned();
    lines.iter().map(|(label, text)| (say(label), say(text))).collect()
}

fn as_of(audit: &Audit<'_>, about: &About<'_>) -> Words {
    let (made, through) = (date::iso(about.as_of), date::iso(audit.through));
    if audit.is_closed() {
        return Words::new(format!("{made}，结算期已满"), format!("{made}; the window has closed"));
    }
    Words::new(
        format!("{made}，结算期未满，只计至 {through}，不是最终审核结果"),
        format!("{made}; the window is open: counted through {through}, not the final audit"),
    )
}

fn catalog(about: &About<'_>) -> Words {
    let Some(edition) = about.edition else {
        return Words::new("未提供，价格未与目录比对", "none given: prices are not compared with a catalog");
    };
    let (id, hash) = (&edition.id, edition.hash.short());
    if edition.demonstration {
        return Words::new(
            format!("{id} [{hash}]（示例目录，不可作为依据）"),
            format!("{id} [{hash}] (demonstration 示例, nothing to rely on)"),
        );
    }
    Words::new(format!("{id} [{hash}]"), format!("{id} [{hash}]"))
}

/// What is in no sum.
fn missing(audit: &Audit<'_>, about: &About<'_>) -> Words {
    let counts = [
        (audit.total.open, "行金额未知", "without a known sum"),
        (audit.left_out.len(), "项服务相互矛盾、未计入", "left out, for they contradict each other"),
        (about.unread, "行无法读取、未计入", "left out, for they could not be read"),
    ];
    let counts = counts.into_iter().filter(|(count, ..)| *count > 0);
    let (zh, en): (Vec<String>, Vec<String>) =
        counts.map(|(count, zh, en)| (format!("{count} {zh}"), format!("rows {en}: {count}"))).unzip();
    Words::new(zh.join("，"), en.join(", "))
}
