//! 开放术语: words that the measure uses and does not define. Never guessed: a city may fill them in, a person
//! judges the rest.

use crate::measure::Citation;

/// A word that is left open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenTerm {
    /// Where it stands.
    pub citation: Citation,
    /// What the product does with it, Chinese and English.
    pub note: (&'static str, &'static str),
}

const fn term(article: u8, quote: &'static str, zh: &'static str, en: &'static str) -> OpenTerm {
    OpenTerm { citation: Citation { article, quote }, note: (zh, en) }
}

/// Every open term, by article.
pub const OPEN_TERMS: &[OpenTerm] = &[
    term(3, "费随事走", "不判断，只询问经费渠道和预算。", "Not judged; channel and budget are asked for."),
    term(
        4,
        "每年9月底前",
        "未规定汇总哪些月份的费用；按解释计算，并标明。",
        "Which months are summed is not said; reckoned by a marked interpretation.",
    ),
    term(
        5,
        "明确规定",
        "例外是否明确规定由审核判断。",
        "Whether an exception is provided for expressly is the reviewer's judgement.",
    ),
    term(5, "逐步", "未规定迁移期限，不判断。", "No time is set for migration; not judged."),
    term(
        16,
        "同时",
        "未规定天数；正式运行以后报送的提示审核。",
        "No days are named; what is filed after going live is shown to the reviewer.",
    ),
    term(
        17,
        "明显偏低",
        "未规定阈值；由适用地区的参数给出。",
        "No threshold is set; parameters of the place give it.",
    ),
    term(
        18,
        "重大变更",
        "未作定义；触发条件由适用地区的参数给出，命中的逐项写明。",
        "Not defined; parameters of the place give the triggers, and each that is met is named.",
    ),
    term(
        20,
        "功能和性能相近",
        "默认不允许任何不足；相邻功能和让步由审核判断。",
        "No shortfall by default; neighbouring functions and concessions are the reviewer's judgement.",
    ),
    term(21, "等硬件资源", "计算、存储以外由审核判断。", "Beyond compute and storage the reviewer judges."),
    term(
        21,
        "国家有关文件",
        "所附文件是否属于由审核判断。",
        "Whether a document is one is the reviewer's judgement.",
    ),
    term(21, "纳管要求", "由云服务商确认，不判断。", "The supplier confirms; not judged."),
    term(22, "建立健全", "制度和预案是否健全不判断。", "Whether rules and plan are sound is not judged."),
    term(
        24,
        "等工作",
        "未规定完成时限；未完成的提示，不阻止提交。",
        "No time is set; what is not done is shown and does not bar.",
    ),
];

/// The open term of these words in this article.
pub fn open_term(article: u8, quote: &str) -> Option<&'static OpenTerm> {
    OPEN_TERMS.iter().find(|term| term.citation.article == article && term.citation.quote == quote)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::measure::text::article;

    #[test]
    fn open_terms_stand_in_their_articles() {
        for term in OPEN_TERMS {
            assert!(
                article(term.citation.article).is_some_and(|a| a.text.contains(term.citation.quote)),
                "{term:?}"
            );
        }
        assert!(OPEN_TERMS.is_sorted_by_key(|t| t.citation.article));
    }
}
