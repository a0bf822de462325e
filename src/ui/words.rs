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

/// A word of a room's own table: key, Chinese, English.
pub type Keyed = (&'static str, &'static str, &'static str);

/// The word of a key in a room's table; the key itself where there is none, which each table's test forbids
/// for the keys in use.
pub fn keyed(table: &[Keyed], lang: Lang, key: &'static str) -> &'static str {
    table.iter().find(|(found, ..)| *found == key).map_or(key, |(_, zh, en)| say(lang, (zh, en)))
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

/// What is kept on a device, and where.
pub const KEPT_WHERE: &[(Word, Word)] = &[
    (
        (
            "草稿（每份保留最近三个版本）、附件、提交记录",
            "Drafts (the last three revisions), attachments, records of handing in",
        ),
        (
            "本浏览器的 IndexedDB，库名 govcloud-request，按登录人分开",
            "IndexedDB of this browser, database govcloud-request, apart for each person",
        ),
    ),
    (
        (
            "使用习惯：导入表格时各列的含义；是否存有草稿、是否加密的标记；页面关闭的一刻尚未存入的修改（下次打开时转存后删除）",
            "Habits: what columns of lists mean; marks that drafts exist, and that they are encrypted; edits that were not kept yet when a page was closed (kept and removed at the next opening)",
        ),
        (
            "本浏览器的 localStorage，名称以 govcloud-request. 开头",
            "localStorage of this browser, names beginning with govcloud-request.",
        ),
    ),
    (
        ("已提交的申请", "What was handed in"),
        ("门户的服务器；本机只留回执", "The portal's server; a receipt stays here"),
    ),
];

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

/// How a handing in stands, by the code of the outbox.
pub fn outbox(state: &str) -> Word {
    match state {
        "frozen" => ("待发送", "Ready to send"),
        "sending" => ("正在发送", "Sending"),
        "accepted" => ("已受理", "Accepted"),
        "rejected" => ("被退回", "Refused"),
        "needs-login" | "needs_login" => ("需要重新登录", "Sign in again"),
        _ => ("结果待核实", "Outcome not known"),
    }
}

macro_rules! words {
    ($($name:ident = $zh:literal, $en:literal;)*) => {
        $(pub(crate) const $name: $crate::ui::words::Word = ($zh, $en);)*
        #[cfg(test)]
        const ALL: &[(&str, $crate::ui::words::Word)] = &[$((stringify!($name), $name)),*];
        #[test]
        fn both_languages_have_every_word_and_the_same_gaps() {
            for (name, (zh, en)) in ALL {
                assert!(!zh.is_empty() && !en.is_empty(), "{name}");
                assert_eq!(zh.matches("{}").count(), en.matches("{}").count(), "{name}");
            }
        }
    };
}
pub(crate) use words;

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
    STEPS_FULL = "{}，已填齐 {} 步", "{}; {} complete";
    STEP_OPEN = "{} 项待填", "{} open";
    STEP_WRONG = "{} 项须改正", "{} to put right";
    STEP_DONE = "已填齐", "Complete";
    STEP_JUDGE = "{} 项由审核人判断", "{} left to the reviewer";
    PAGE_OF = "第 {} 页，共 {} 页", "Page {} of {}";
    CASE = "案卷 {}", "Case {}";
    STEP_OF = "第 {} 步，共 {} 步", "Step {} of {}";
    PAGE_CLEAR = "无检查意见", "No findings";
    PAGE_WRONG = "{} 项不符合", "{} not met";
    PAGE_JUDGE = "{} 项须判断", "{} to judge";
    PAGE_BEFORE = "上一页", "Page before";
    PAGE_AFTER = "下一页", "Next page";
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
    PAPER_NOT_KEPT = "“{}”没有添加：{}", "'{}' was not added: {}";
    SOURCE_LAW = "黑龙江省省级政务云管理暂行办法", "黑龙江省省级政务云管理暂行办法 (2021)";
    RULES = "规则：{}", "Rules: {}";
    CATALOG = "服务目录：{}", "Catalog: {}";
    CATALOG_DEMO = "{}（演示版，价格为示例）", "{} (demonstration edition, illustrative prices)";
    CATALOG_NONE = "服务目录：尚未载入", "Catalog: not loaded yet";
    AS_OF = "检查日期：{}", "Judged by: {}";
    PLACE = "适用地区：{}", "Place: {}";
    PROVINCE = "黑龙江省", "Heilongjiang";
    PLACE_NONE = "尚未载入", "not loaded yet";
    BARS = "须改正", "To put right";
    WARNS = "请核对", "Please check";
    TODO = "待补充", "To be done";
    JUDGE = "由审核人判断", "Left to the reviewer";
    ADVICE = "提示", "Advice";
    SUMMARY_BARS = "还有 {} 处须处理，处理后才能提交", "{} places need attention before the case can be handed in";
    FINDINGS = "检查意见", "Findings";
    SUMMARY_CLEAR = "没有阻碍提交的问题", "Nothing bars handing in";
    FULL_TEXT = "全文", " in full";
    ROW = "资源第 {} 行", "Need {}";
    OTHERS = "其他检查意见（不影响提交）", "Other findings (they do not bar handing in)";
    EXPECTED = "要求", "Expected";
    FOUND = "现为", "Found";
    LAW_NONE = "目前没有检查意见。", "No findings so far.";
    LAW_WAIT = "正在检查…", "Checking …";
    LAW_ABOUT = "按条列出对本申请的检查意见，引文为办法原文。", "What each article says of this case, with the measure's own words.";
    GO_THERE = "前往填写", "Go there";
    CATALOG_WAIT = "正在载入服务目录…", "Loading the catalog …";
    CATALOG_FAULT = "服务目录不能使用：{}", "The catalog cannot be used: {}";
    PLACE_OTHER = "此事项提交时依据的地区是“{}”，本页按“{}”检查，结论可能与提交时不同。", "This case was filed under the rules of {}; this page judges by {}, and may say something else.";
    PLACE_WAIT = "正在载入适用地区的数据…", "Loading the data of the place …";
    PLACE_FAULT = "适用地区的数据不能使用，暂不检查：{}", "The data of the place cannot be used, so nothing is judged: {}";
    CATALOG_PROBLEMS = "服务目录有 {} 处问题，金额和适配结果可能不准。", "The catalog has {} problems; sums and fits may be wrong.";
    VIEW_COMING = "正在载入…", "Loading …";
    CASE_COMING = "正在载入案卷…", "Loading the case …";
    CASE_MISSING = "案卷不能显示：{}", "The case cannot be shown: {}";
    TRY_AGAIN = "重新载入", "Load again";
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
    OTHER_ERRAND = "“{}”是“{}”，与正在办理的“{}”不同，没有导入。", "'{}' is '{}', not '{}' that is open here. It was not imported.";
    CHECK_NOW = "检查全部内容", "Check everything";
    SAVE_OPENING = "正在打开草稿…", "Opening the draft …";
    SAVE_UNTOUCHED = "修改会自动保存", "Changes are kept by themselves";
    SAVE_SAVING = "正在保存…", "Keeping …";
    SAVE_SAVED = "已保存 {}", "Kept at {}";
    SAVE_FAILED = "尚未保存", "Not kept yet";
    SAVE_MEMORY = "仅在本页内存", "In this page only";
    SAVE_COPY = "已保存为冲突副本", "Kept as a conflict copy";
    SHOW_DRAFTS = "查看草稿", "Show the drafts";
    OFFLINE = "当前没有网络。可以继续填写，内容照常保存在本机；联网后再提交。", "There is no network. Go on: your work is kept on this device. Hand in once the network is back.";
    CONFLICT = "另一个窗口也修改了这份草稿。您的内容已另存为“冲突副本”，现在编辑的就是这份副本；两份都在草稿列表中。", "Another window changed this draft too. Your work was kept as a conflict copy, which is what you are editing now; both are in the list of drafts.";
    ELSEWHERE = "这份草稿已在另一个窗口打开。两边同时修改会产生冲突副本，建议只在一个窗口填写。", "This draft is open in another window. Editing in both makes a conflict copy; it is better to go on in one only.";
    SET_ASIDE = "这份草稿最近的 {} 个版本已损坏，现在显示的是之前完好的版本。请核对最近的修改。", "The last {} revisions of this draft were damaged; an earlier, whole one is shown. Look through your latest changes.";
    EARLIER_KEPT = "您在草稿打开之前已开始填写，因此新建了草稿；以前的草稿在“草稿与文件”中。", "You began typing before your draft was open, so a new one was begun; the earlier ones are under 'Drafts and files'.";
    DRAFTS = "本机的草稿", "Drafts on this device";
    PERSISTED = "浏览器已同意长期保留本机草稿。", "The browser agreed to keep the drafts for good.";
    NOT_PERSISTED = "浏览器空间不足时可能清除本机草稿，重要内容请导出案卷文件备份。", "The browser may clear the drafts when it runs out of room: export what matters as a case file.";
    DRAFTS_WAIT = "正在读取草稿…", "Reading the drafts …";
    DRAFTS_NONE = "还没有草稿。", "No drafts yet.";
    DRAFT_NEW = "新建申请", "New application";
    DRAFT_OPEN = "打开", "Open";
    DRAFT_ELSEWHERE = "请在该案卷中打开", "Open it in that case";
    DRAFT_NOT_HERE = "请在新申请页面打开", "Open it on the page for applications";
    DRAFT_REMOVE = "移除", "Remove";
    DRAFT_REMOVE_SURE = "确定移除？移除后不能恢复。", "Remove it? It cannot be brought back.";
    DRAFT_HERE = "正在编辑", "Open here";
    DRAFT_COPY = "冲突副本", "Conflict copy";
    DRAFT_KEPT = "保存于 {}", "Kept {}";
    DRAFT_REVISION = "第 {} 版", "Revision {}";
    DRAFT_DUPLICATE = "复制一份", "Copy";
    DRAFT_COMPARE = "比较差别", "Compare";
    DRAFT_FIRST = "原草稿", "The draft beside it";
    DRAFT_FIND = "查找草稿", "Find a draft";
    DRAFTS_FOUND = "找到 {} 份，共 {} 份", "{} of {} found";
    LOST = "这台电脑上原来有您的草稿，现在没有了：浏览器的数据可能被清理过。如有备份文件，可在“草稿与文件”中恢复。", "There were drafts of yours on this computer, and they are gone: the browser's data may have been cleared. A backup file can be restored under 'Drafts and files'.";
    LOST_HEARD = "知道了", "Understood";
    DEVICE = "本机上的内容", "What is kept on this device";
    BACK_UP = "备份本机全部内容", "Back up everything";
    RESTORE = "从备份恢复", "Restore a backup";
    CLEAR = "清除本机数据", "Clear this device (清除本机数据)";
    CLEAR_SURE = "将删除您在这个浏览器里的全部草稿、附件和提交记录，不能恢复。已提交到门户的申请不受影响。建议先备份。", "All your drafts, attachments and records of handing in are removed from this browser, for good. What was handed in to the portal stays there. Back up first.";
    CLEAR_NOW = "全部删除", "Remove everything";
    KEEP_ALL = "不删除", "Keep it";
    CLEARED = "已清除：{} 份草稿及其附件、提交记录和使用习惯。浏览器可能仍在磁盘上留有痕迹。", "Cleared: {} drafts with their attachments, records of handing in, and habits. The browser may still leave traces on the disk.";
    BACKED_UP = "已生成备份“{}”：{} 份草稿，{} 个附件。备份未加密，请妥善保管。", "The backup '{}' was made: {} drafts, {} attachments. It is not encrypted: keep it safe.";
    BACK_UP_NOT = "浏览器没有接受备份文件，请重试。", "The browser did not take the backup file: try again.";
    BACK_UP_DAMAGED = "草稿“{}”不能完整读出，备份中只有其残留内容。", "The draft '{}' could not be read whole: the backup holds only what is left of it.";
    RESTORED = "已从“{}”恢复：新增草稿 {} 份，相同未动 {} 份，与本机不同而另存 {} 份，附件 {} 个。", "Restored from '{}': {} drafts added, {} the same and left, {} different and put beside, {} attachments.";
    RESTORED_CUT = "备份文件不完整或被改动过，只恢复了其中完好的部分。", "The backup is cut off or was changed: only what is whole came back.";
    RESTORE_NOT = "“{}”没有恢复：{}", "'{}' was not restored: {}";
    RESTORE_LINE = "第 {} 行未恢复：{}", "Line {} was not restored: {}";
    RESTORE_MORE = "另有 {} 行未恢复。", "{} more lines were not restored.";
    RESTORE_LARGE = "“{}”超过 {} MB，没有恢复。", "'{}' is larger than {} MB and was not restored.";
    HAND_IN = "提交申请", "Hand in";
    HAND_IN_STEP = "提交本环节", "Hand in this step";
    HAND_IN_ANEW = "重新提交", "Hand in anew";
    HAND_IN_ANEW_ABOUT = "提交之后又作了修改。重新提交会生成新的提交编号，并注明替代上一次提交。", "It was changed after it was handed in. Handing in anew makes a new key and says that it takes the place of the one before.";
    HAND_IN_BARRED = "检查通过后才能提交。点“提交”会列出还要处理的内容。", "It can be handed in once the check passes. The button shows what is still open.";
    HAND_IN_JUDGE = "有事项须由审核人判断，不影响提交。", "Some points are left to the reviewer; they do not bar handing in.";
    FACT_SYSTEM = "申请", "Application";
    FACT_STEP = "环节", "Step";
    FACT_CASE = "案卷", "Case";
    FACT_SERVICES = "服务（行）", "Services (rows)";
    RELOAD = "载入最新情况", "Load what happened";
    BACK_TO_CASE = "返回案卷", "Back to the case";
    FACT_UNIT = "申请单位", "Department";
    FACT_NEEDS = "资源需求（行）", "Needs (rows)";
    FACT_PAPERS = "附件（个）", "Attachments";
    FACT_SUM = "费用估算", "Estimate";
    SUM_OPEN = "{} 及价格未知的部分", "{} and what has no known price";
    ILLUSTRATIVE = "{}（含示例价）", "{} (with illustrative prices)";
    PAPERS_SENT = "附件已发送 {} / {} 个", "{} of {} attachments sent";
    PASSAGE_FROZEN = "定稿", "Frozen";
    PASSAGE_SENT = "发送", "Sent";
    PASSAGE_ACCEPTED = "门户受理", "Accepted";
    PASSAGE_REFUSED = "门户退回", "Refused";
    COPY_RECEIPT = "复制回执", "Copy the receipt";
    COPIED = "已复制", "Copied";
    COPY_FAILED = "浏览器不允许复制，请选中上面的内容复制", "The browser does not allow copying: select the lines above";
    SEND_AGAIN = "再次发送", "Send again";
    SEND_AGAIN_SURE = "门户可能已经收到。再次发送可能造成重复申请，请先向门户核实。确定再次发送？", "The portal may have it already. Sending again may hand in twice: ask the portal first. Send again?";
    CANCEL = "取消", "Cancel";
    RESUME_LOGIN = "已重新登录，继续", "Signed in again: go on";
    RESUME_ASK = "查询结果", "Ask for the outcome";
    RESUME_SEND = "继续发送", "Go on sending";
    PAPER_TITLE = "省级政务云资源申请表", "Application to the provincial government cloud";
    SIGN_HEAD = "单位负责人（签字）：", "Head of the department (signature):";
    SIGN_SEAL = "单位（盖章）：", "Department (seal):";
    SIGN_DATE = "日期：", "Date:";
    UNDONE = "已撤销", "Undone";
    REDONE = "已重做", "Done again";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn articles_are_numbered_as_in_the_measure() {
        assert_eq!([5, 10, 14, 20, 29].map(|n| article(Lang::Zh, n)), ["五", "十", "十四", "二十", "二十九"]);
        assert_eq!(article(Lang::En, 14), "14");
    }

    #[test]
    fn gaps_are_filled_in_order() {
        assert_eq!(fill(Lang::En, STEP_OF, &["2", "9"]), "Step 2 of 9");
        assert_eq!(fill(Lang::Zh, STEP_OF, &["2", "9"]), "第 2 步，共 9 步");
    }
}
