//! The words of the fees, Chinese and English.

use crate::basics::Lang;
use crate::ui::words::{Keyed, keyed};

/// Key, Chinese, English.
const WORDS: &[Keyed] = &[
    ("audited", "审核汇总", "Audited and summed"),
    ("audited-by", "{}核算、审核汇总", "by {}"),
    ("by", "前", "at the latest"),
    ("calendar", "结算日历", "Settlement calendar"),
    (
        "calendar-note",
        "第四条：“先用后付、先审再付”，“在每年9月底前审核汇总后提交省财政厅,下一年度由使用单位支付”。每年9月的审核涵盖哪几个月，办法没有规定；这里按“9月30日前已用满的服务月”计算，属于解释。实际支付按实际服务和实际采购价格核算。",
        "Article 4: used first and audited first, submitted by the end of September, paid in the next year. The measure does not say which months a September covers; counting the service months complete by 30 September is an interpretation. What is paid in the end follows the actual services and purchase prices.",
    ),
    ("copied", "已复制，可粘贴到 Excel 或 WPS", "Copied; paste it into a spreadsheet"),
    ("copy", "复制预算表", "Copy the budget table"),
    (
        "copy-failed",
        "浏览器不允许自动复制，请在下面的文本框中按 Ctrl+C",
        "The browser does not allow copying; press Ctrl+C in the text below",
    ),
    (
        "empty",
        "还没有可以计费的资源。先在“资源需求”中填写。",
        "Nothing to price yet. Fill in the needs first.",
    ),
    ("illustrative", "示例价", "Illustrative price"),
    (
        "illustrative-note",
        "演示目录中的价格为示例，没有任何政府来源，不能作为预算依据。",
        "Prices in the demonstration catalog are illustrative: no government published them, and no budget may rest on them.",
    ),
    ("known", "已知部分合计", "Sum of what is known"),
    ("months", "个月", "months"),
    (
        "no-start",
        "填写计划开始使用日期后，这里显示使用、审核、提交、支付的时间。",
        "Once the start of use is filled in, this shows when it is used, audited, submitted and paid.",
    ),
    ("open", " 项价格未知", " prices unknown"),
    (
        "open-note",
        "有价格未知的资源，总额未定；未知价格不按零计算。",
        "Some prices are unknown, so the total is open; an unknown price is never counted as nought.",
    ),
    ("open-here", "含未知价格", "some prices unknown"),
    ("paid", "使用单位支付", "Paid by the department"),
    ("paid-from", "列入当年部门预算", "out of that year's department budget"),
    ("picture", "使用与支付时间图", "Use and payment over time"),
    ("submitted", "提交{}", "Submitted to {}"),
    ("table", "费用估算与预算表", "Estimate and budget"),
    ("total", "合计", "Total"),
    ("used", "使用", "Used"),
    ("wan", "万元", "× 10,000 CNY"),
    ("year", "年", ""),
];

/// The word of a key; the key itself where there is none.
pub(super) fn word(lang: Lang, key: &'static str) -> &'static str {
    keyed(WORDS, lang, key)
}

#[cfg(test)]
mod tests {
    use super::WORDS;

    #[test]
    fn every_key_in_use_has_its_words_and_every_word_is_used() {
        let sources = [
            include_str!("mod.rs"),
            include_str!("calendar.rs"),
            include_str!("copy.rs"),
            include_str!("table.rs"),
        ]
        .concat();
        for (key, ..) in WORDS {
            assert!(sources.contains(&format!("\"{key}\"")), "{key} is used nowhere");
        }
        for used in sources.split("word(lang, \"").skip(1).filter_map(|s| s.split('"').next()) {
            assert!(WORDS.iter().any(|(k, ..)| *k == used), "{used} has no words");
        }
    }
}
