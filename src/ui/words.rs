//! The words on screen, Chinese and English, in one place.
//!
//! A word is a constant, so that a missing one does not compile and an unused one is told by the compiler.

use crate::basics::{Lang, Words};

/// A word: Chinese, English.
pub type Word = (&'static str, &'static str);

/// The word in a language.
pub fn say(lang: Lang, word: Word) -> &'static str {
    match lang {
        Lang::Zh => word.0,
        Lang::En => word.1,
    }
}

/// A word with its gaps `{}` filled, in order.
pub fn fill(lang: Lang, word: Word, parts: &[&str]) -> String {
    let mut rest = say(lang, word);
    let mut text = String::new();
    for part in parts {
        let Some((before, after)) = rest.split_once("{}") else { break };
        text.push_str(before);
        text.push_str(part);
        rest = after;
    }
    text.push_str(rest);
    text
}

/// A word in both languages with its gaps filled alike.
pub fn both(word: Word, parts: &[&str]) -> Words {
    Words::new(fill(Lang::Zh, word, parts), fill(Lang::En, word, parts))
}

/// The number of an article as the measure writes it, `二十一`, or in digits.
pub fn article(lang: Lang, number: u8) -> String {
    const DIGITS: [&str; 10] = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
    if lang == Lang::En {
        return number.to_string();
    }
    let tens = match number / 10 {
        0 => String::new(),
        1 => "十".to_owned(),
        n => format!("{}十", DIGITS.get(usize::from(n)).unwrap_or(&"")),
    };
    tens + DIGITS.get(usize::from(number % 10)).unwrap_or(&"")
}

macro_rules! words {
    ($($name:ident = $zh:literal, $en:literal;)*) => {
        $(pub(crate) const $name: Word = ($zh, $en);)*
        #[cfg(test)]
        const ALL: &[(&str, Word)] = &[$((stringify!($name), $name)),*];
    };
}

words! {
    TITLE = "省级政务云资源申请", "Application to the provincial government cloud";
    UNNAMED = "未命名系统", "Unnamed system";
    DEPLOY = "部署", "Deployment (部署)";
    MIGRATE = "迁移", "Migration (迁移)";
    ERRAND = "申请事项", "What is applied for";
    DEPLOY_ABOUT = "新建信息系统直接在省政务云上部署", "A new system is deployed straight onto the cloud";
    MIGRATE_ABOUT = "原有信息系统向省政务云迁移", "An existing system moves to the cloud";
    UNDO = "撤销", "Undo";
    REDO = "重做", "Redo";
    TOOLS = "工具", "Tools";
    LANGUAGE = "English", "中文";
    LAW = "依据与检查", "Law and check";
    FILES = "草稿与文件", "Drafts and files";
    CLOSE = "关闭", "Close";
    STEPS = "填写步骤", "Steps";
    STEPS_DONE = "已完成 {} / {} 步", "{} of {} steps done";
    STEP_OPEN = "{} 项待填", "{} open";
    STEP_WRONG = "{} 项须改正", "{} to put right";
    STEP_DONE = "已填齐", "Complete";
    STEP_JUDGE = "{} 项由审核人判断", "{} left to the reviewer";
    STEP_OF = "第 {} 步，共 {} 步", "Step {} of {}";
    PREVIOUS = "上一步", "Back";
    NEXT = "下一步", "Next";
    REQUIRED = "必填", "Required";
    OPTIONAL = "选填", "Optional";
    BY_ARTICLE = "第{}条", "Article {}";
    CHOOSE = "请选择", "Choose";
    YES = "是", "Yes";
    NO = "否", "No";
    CALENDAR = "打开日历", "Open the calendar";
    DATE_EXAMPLE = "例如 2026-03-01", "Such as 2026-03-01";
    LENGTH = "已输入 {} 字，最多 {} 字", "{} of at most {} characters";
    EMPTY = "未填写", "Not filled in";
    TICKED = "已承诺", "Undertaken";
    NOT_TICKED = "未承诺", "Not undertaken";
    YUAN = "元", "元";
    ADD_PAPER = "选择文件", "Choose a file";
    ADD_PAPERS = "添加文件", "Add files";
    CHANGE_PAPER = "更换文件", "Replace the file";
    REMOVE = "移除", "Remove";
    REMOVE_PAPER = "移除“{}”", "Remove '{}'";
    READING = "正在读取文件并计算摘要…", "Reading the file and computing its digest …";
    PAPER_TOO_LARGE = "“{}”超过 {} MB，没有添加。请压缩或拆分后再添加。", "'{}' is larger than {} MB and was not added. Compress or split it.";
    PAPER_EMPTY = "“{}”是空文件，没有添加。", "'{}' is empty and was not added.";
    PAPER_UNREADABLE = "“{}”无法读取，没有添加。它可能已被移动或正被其他程序占用。", "'{}' cannot be read and was not added. It may have been moved, or another program holds it.";
    SOURCE_LAW = "黑龙江省省级政务云管理暂行办法", "黑龙江省省级政务云管理暂行办法 (2021)";
    RULES = "规则：{}", "Rules: {}";
    CATALOG = "服务目录：{}", "Catalog: {}";
    CATALOG_DEMO = "演示版，价格为示例", "demonstration edition, illustrative prices";
    CATALOG_NONE = "服务目录：尚未载入", "Catalog: not loaded yet";
    AS_OF = "检查日期：{}", "Judged by: {}";
    BARS = "须改正", "To put right";
    WARNS = "请核对", "Please check";
    TODO = "待补充", "To be done";
    JUDGE = "由审核人判断", "Left to the reviewer";
    ADVICE = "提示", "Advice";
    SUMMARY_BARS = "还有 {} 处须处理，处理后才能提交", "{} places need attention before the case can be handed in";
    SUMMARY_CLEAR = "没有阻碍提交的问题", "Nothing bars handing in";
    EXPECTED = "要求", "Expected";
    FOUND = "现为", "Found";
    LAW_NONE = "目前没有检查意见。", "No findings so far.";
    LAW_WAIT = "正在检查…", "Checking …";
    LAW_ABOUT = "按条列出对本申请的检查意见，引文为办法原文。", "What each article says of this case, with the measure's own words.";
    GO_THERE = "前往填写", "Go there";
    CATALOG_WAIT = "正在载入服务目录…", "Loading the catalog …";
    CATALOG_FAULT = "服务目录不能使用：{}", "The catalog cannot be used: {}";
    CATALOG_PROBLEMS = "服务目录有 {} 处问题，金额和适配结果可能不准。", "The catalog has {} problems; sums and fits may be wrong.";
    DISMISS = "知道了", "Understood";
    VIEW_ONLY = "只读：可查看、打印，不能修改。", "Read only: to look at and print, not to change.";
    PRINT = "打印", "Print";
    BACK_TO_FORM = "返回填写", "Back to the form";
    CASE_FILE = "案卷文件", "Case file";
    CASE_FILE_ABOUT = "把填写内容存成一个文件，可备份、转交同事或在另一台电脑上继续。附件本身不在其中，只记录名称和摘要。", "Keeps what you typed as one file: a backup, to pass on, or to go on elsewhere. It holds the names and digests of the attachments, not the attachments themselves.";
    EXPORT = "导出案卷文件", "Export the case file";
    IMPORT = "导入案卷文件", "Import a case file";
    IMPORTED = "已导入“{}”。可用“撤销”回到导入前。", "'{}' was imported. Undo brings back what was here before.";
    IMPORTED_CHANGED = "已导入“{}”，但文件的摘要与内容不符：它被改动过或已损坏，请逐项核对。", "'{}' was imported, but its digest does not match: the file was changed or damaged. Look through every field.";
    CASE_TOO_LARGE = "“{}”超过 {} MB，没有导入。", "'{}' is larger than {} MB and was not imported.";
    CASE_UNREADABLE = "“{}”不是文本文件，没有导入。", "'{}' is not a text file and was not imported.";
    CASE_REFUSED = "“{}”没有导入：{}", "'{}' was not imported: {}";
    CHECK_NOW = "检查全部内容", "Check everything";
    UNDONE = "已撤销", "Undone";
    REDONE = "已重做", "Done again";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_languages_have_every_word_and_the_same_gaps() {
        for (name, (zh, en)) in ALL {
            assert!(!zh.is_empty() && !en.is_empty(), "{name}");
            assert_eq!(zh.matches("{}").count(), en.matches("{}").count(), "{name}");
        }
    }

    #[test]
    fn articles_are_numbered_as_in_the_measure() {
        assert_eq!([5, 10, 14, 20, 29].map(|n| article(Lang::Zh, n)), ["五", "十", "十四", "二十", "二十九"]);
        assert_eq!(article(Lang::En, 14), "14");
    }

    #[test]
    fn gaps_are_filled_in_order() {
        assert_eq!(fill(Lang::En, STEPS_DONE, &["2", "9"]), "2 of 9 steps done");
        assert_eq!(fill(Lang::Zh, STEPS_DONE, &["2", "9"]), "已完成 2 / 9 步");
    }
}
