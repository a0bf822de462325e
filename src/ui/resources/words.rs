//! The words of the resource step, Chinese and English.

use crate::basics::Lang;
use crate::ui::words::{Keyed, keyed};

/// Key, Chinese, English; in the order of the keys.
const WORDS: &[Keyed] = &[
    ("add", "添加一行", "Add a row"),
    ("add-from-catalog", "从服务目录选择", "Choose from the catalog"),
    ("alternatives", "其他可选配置", "Other configurations"),
    ("amounts", "数量", "Amounts"),
    ("answer", "适配结果", "Fit"),
    ("any", "不限", "Any"),
    ("bars", "需求与供给", "Need and offer"),
    ("best", "目录最多提供", "The catalog's most"),
    ("certificate", "无法适配证明", "Certificate of unfitness"),
    ("choose", "请选择", "Choose"),
    ("chosen", "已确认", "Confirmed"),
    ("close", "关闭", "Close"),
    ("composed", "组合适配", "Composed"),
    ("conceded", "让步适配", "Conceded"),
    ("confirm", "确认采用", "Confirm this"),
    ("confirm-all", "确认全部适配结果", "Confirm all fits"),
    ("conflicts", "不能同时满足的要求", "Requirements that cannot be met together"),
    ("consent", "本部门同意上述让步", "The department consents to this concession"),
    ("count", "数量", "Count"),
    ("delete", "删除本行", "Delete this row"),
    ("details", "本行详情", "This row"),
    ("difference", "差异", "Difference"),
    ("divisible", "可由多个较小的实例共同满足", "Several smaller instances together will do"),
    ("duplicate", "复制本行", "Copy this row"),
    (
        "empty",
        "还没有资源需求。从服务目录选择，添加一行，或把 Excel / WPS 中的服务器清单直接粘贴到这里。",
        "No needs yet. Choose from the catalog, add a row, or paste a server list from Excel or WPS here.",
    ),
    ("fault-apart", "各部分没有共同的取值", "The parts have no value in common"),
    ("fault-function", "功能相距较远", "Too far in function"),
    ("fault-not-sold", "当日不在售", "Not sold on the day"),
    ("fault-quota", "超出配额", "Beyond the quota"),
    ("fault-range", "超出单项可售范围", "Beyond what is sold to one instance"),
    ("fault-twice", "重复", "Twice"),
    ("fault-unknown", "目录中没有此项", "Not in the catalog"),
    ("filter-all", "全部功能", "All functions"),
    ("fitted", "适配", "Fitted"),
    ("function", "功能", "Function"),
    ("got", "提供", "Got"),
    ("grid", "资源需求表", "Resource needs"),
    ("holds", "满足", "Met"),
    ("illustrative", "示例价", "Illustrative price"),
    ("in_catalog", "目录内", "In catalog"),
    ("items-found", "个目录项", "items"),
    ("missed", "未满足", "Not met"),
    ("months", "使用月数", "Months"),
    ("name", "名称", "Name"),
    ("near-misses", "最接近的目录项", "Nearest items"),
    ("needed", "需要", "Needed"),
    (
        "none-found",
        "没有找到目录项。换一个词，或直接填写需求由系统适配。",
        "No item found. Try another word, or state the need and let it be fitted.",
    ),
    ("not-asked", "待填写", "To be filled in"),
    ("num", "序号", "No."),
    ("open-price", "价格未知", "Price unknown"),
    ("pasted", "已粘贴", "Pasted"),
    ("pasted-rows", "行", "rows"),
    ("pick", "改用此配置", "Use this one"),
    ("prefers", "优先（可不满足）", "Preferred (may be missed)"),
    ("price", "费用", "Cost"),
    ("profile", "不清楚需要多少？", "Not sure how much?"),
    ("profile-assumed", "不清楚：按", "Not sure: taken as"),
    ("profile-mark", "按建议", "Proposed"),
    ("profile-proposed", "建议的需求（仅供参考，请核对）", "Proposed needs (a proposal: check them)"),
    ("profile-take", "填入资源需求表", "Put into the table"),
    ("profile-taken", "已按建议填入的行数：", "Rows put in as proposed:"),
    (
        "profile-wait",
        "回答没有缺省值的问题后显示建议；其余问题可以留空。",
        "Answer the questions that nothing is assumed for; the others may stay empty.",
    ),
    ("profile-why", "理由", "Why"),
    ("proof-optimal", "已证明费用最低", "proven to cost the least"),
    ("proof-within", "已找到的最优，距下界不超过", "the best found, proven within"),
    ("reason", "需求理由", "Reason"),
    ("recheck", "独立复核", "Check independently"),
    ("relaxations", "放宽以下任一项即可适配", "Any one of these would make it fit"),
    ("remark", "备注", "Remark"),
    ("requires", "必须满足", "Required"),
    ("save-certificate", "下载证明", "Download the certificate"),
    ("search", "搜索名称、规格、编码或拼音首字母", "Search name, specification, code or pinyin initials"),
    (
        "special",
        "省政务云不能提供且不能适配，申请单独购置（第二十一条）",
        "The cloud can neither provide nor fit it: apply to buy it apart (article 21)",
    ),
    ("stale", "所选配置已不可用，请重新确认", "The chosen configuration can no longer be had; confirm again"),
    ("supplier", "云服务商", "Supplier"),
    ("summary", "共", "In all"),
    ("unfit", "无法适配", "Unfit"),
    ("unrestricted", "不限", "Unrestricted"),
    (
        "unplaced",
        "下列列名无法识别，内容已放入“备注”：",
        "These columns were not recognised; their content went to 'Remark':",
    ),
    ("cut", "行超出一次粘贴的上限，未粘贴", "lines beyond the limit of one paste were left out"),
    ("wrong", "待改", "To mend"),
];

/// The word of a key; the key itself where there is none, which a test forbids for the keys in use.
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
            include_str!("grid.rs"),
            include_str!("row.rs"),
            include_str!("detail.rs"),
            include_str!("chooser.rs"),
            include_str!("profile.rs"),
            include_str!("bars.rs"),
            include_str!("answer.rs"),
            include_str!("certificate.rs"),
            include_str!("notes.rs"),
        ]
        .concat();
        for (key, zh, en) in WORDS {
            assert!(!zh.is_empty() && !en.is_empty(), "{key}");
            assert!(sources.contains(&format!("\"{key}\"")), "{key} is used nowhere");
        }
        for used in sources.split("word(").skip(1).filter_map(|s| s.split('"').nth(1)) {
            let near =
                used.len() < 20 && used.bytes().all(|b| b.is_ascii_lowercase() || b == b'-' || b == b'_');
            assert!(!near || WORDS.iter().any(|(k, ..)| *k == used), "{used} has no words");
        }
    }
}
