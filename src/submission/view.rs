//! What a person sees of an application on its way.

use super::answer::RefusalKind;
use super::outbox::{Item, State};
use crate::basics::{Lang, Words};
use crate::drafts;

/// An application on its way, as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct View {
    /// Where it stands.
    pub item: Item,
    /// True while something is being done about it here.
    pub busy: bool,
    /// Attachments that arrived, of how many, while they are being sent.
    pub papers: Option<(usize, usize)>,
    /// What stands in the way on this side.
    pub trouble: Option<Trouble>,
}

/// What stands in the way on this side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// Another tab is handing it in.
    Elsewhere,
    /// The page around the form gave no headers, for this reason.
    Headers(String),
    /// It could not be written down, and so nothing was sent.
    Keeping(drafts::Error),
    /// An answer came and could not be written down: what is shown is right, but will be unknown after a reload.
    AnswerNotKept(drafts::Error),
    /// An attachment is no longer on this device.
    PaperMissing(String),
    /// There is no address to send to.
    NoAddress,
}

impl Trouble {
    /// The sentence for people.
    pub fn words(&self) -> Words {
        match self {
            Self::Elsewhere => {
                Words::new("另一个窗口正在提交这份申请", "Another tab is handing this application in")
            }
            Self::Headers(why) => Words::new(
                format!("所在页面没有给出请求头，尚未发送：{why}"),
                format!("The page gave no request headers; nothing was sent: {why}"),
            ),
            Self::Keeping(error) => {
                let words = error.words();
                Words::new(
                    format!("提交记录未能写入本机，尚未发送：{}", words.zh),
                    format!("The application could not be written down, so it was not sent: {}", words.en),
                )
            }
            Self::AnswerNotKept(error) => {
                let words = error.words();
                Words::new(
                    format!("结果未能写入本机，请复制回执：{}", words.zh),
                    format!("The outcome could not be written down: copy the receipt. {}", words.en),
                )
            }
            Self::PaperMissing(name) => Words::new(
                format!("附件“{name}”已不在本机，请重新添加"),
                format!("The attachment '{name}' is no longer on this device: attach it again"),
            ),
            Self::NoAddress => {
                Words::new("门户没有给出提交地址", "The portal gives no address to hand in to")
            }
        }
    }
}

impl View {
    /// One sentence: where it stands and what to do.
    pub fn words(&self) -> Words {
        match &self.trouble {
            None | Some(Trouble::AnswerNotKept(_)) => {}
            Some(trouble) => return trouble.words(),
        }
        match &self.item.state {
            State::Frozen if self.busy => Words::new("正在准备提交", "Getting ready to send"),
            State::Frozen if self.item.tries > 0 => Words::new(
                "门户请求稍后再试，尚未受理",
                "The portal asks to come later; nothing was taken yet",
            ),
            State::Frozen => Words::new("已定稿，尚未发送", "Ready, not sent"),
            State::Sending => Words::new("正在发送，请勿关闭页面", "Sending: keep the page open"),
            State::Accepted(receipt) if receipt.reference.is_empty() => {
                Words::new("门户已受理", "The portal accepted it")
            }
            State::Accepted(receipt) => Words::new(
                format!("门户已受理，受理编号 {}", receipt.reference),
                format!("The portal accepted it under number {}", receipt.reference),
            ),
            State::Rejected(refusal) => rejected(refusal.kind, &refusal.message),
            State::NeedsLogin => Words::new(
                "登录已失效，请重新登录后继续；内容没有丢失",
                "Nobody is signed in: sign in again and go on; nothing is lost",
            ),
            State::Unknown { why, message } => {
                let why = why.words();
                let said = |open: &str, close: &str| {
                    if message.is_empty() { String::new() } else { format!("{open}{message}{close}") }
                };
                Words::new(
                    format!(
                        "结果未知：{}{}。请勿当作失败重新填报，可查询结果或凭提交编号联系门户",
                        why.zh,
                        said("（门户：", "）")
                    ),
                    format!(
                        "Outcome unknown: {}{}. Do not take it for a failure: ask again, or contact the portal with the key",
                        why.en,
                        said(" (portal: ", ")")
                    ),
                )
            }
        }
    }

    /// The lines of the receipt below [`View::words`]: label and value, to show, copy and print.
    pub fn receipt(&self) -> Vec<(Words, String)> {
        let item = &self.item;
        let mut lines = vec![
            (Words::new("提交编号", "Key"), item.key.clone()),
            (Words::new("内容摘要（SM3）", "Digest (SM3)"), item.digest.to_string()),
        ];
        if let State::Accepted(receipt) = &item.state {
            lines.insert(0, (Words::new("受理编号", "Reference"), receipt.reference.clone()));
        }
        if let Some(at) = item.sent_at {
            lines.push((Words::new("首次发送（北京时间）", "First sent (Beijing time)"), beijing(at)));
        }
        lines.push((Words::new("状态时间（北京时间）", "As of (Beijing time)"), beijing(item.changed_at)));
        if let Some(earlier) = &item.supersedes {
            lines.push((Words::new("替代此前的提交编号", "Takes the place of key"), earlier.clone()));
        }
        lines
    }

    /// The receipt as text to copy.
    pub fn receipt_text(&self, lang: Lang) -> String {
        let words = self.words();
        let mut text = format!("{}\n", words.get(lang));
        for (label, value) in self.receipt() {
            let colon = if lang == Lang::Zh { "：" } else { ": " };
            text.push_str(&format!("{}{colon}{value}\n", label.get(lang)));
        }
        text
    }
}

fn rejected(kind: RefusalKind, message: &str) -> Words {
    let (zh, en) = match kind {
        RefusalKind::Content => (
            "门户没有受理，请按提示修改后重新提交",
            "The portal did not take it: change what it names and hand in again",
        ),
        RefusalKind::Moved => (
            "没有受理：案卷在此期间有了新的办理。填写的内容仍在，请先看看发生了什么",
            "Not taken: another step was taken in the case meanwhile. What you typed is still here; see first what happened",
        ),
        RefusalKind::TooLarge => {
            ("门户没有受理：内容或附件过大", "The portal did not take it: it, or an attachment, is too large")
        }
        RefusalKind::Forbidden => {
            ("门户没有受理：当前账号没有权限", "The portal did not take it: this account may not hand in")
        }
        RefusalKind::Request => (
            "门户没有受理请求，请联系门户管理人员",
            "The portal did not take the request: contact the portal's staff",
        ),
    };
    if message.is_empty() {
        return Words::new(zh, en);
    }
    Words::new(format!("{zh}（门户：{message}）"), format!("{en} (portal: {message})"))
}

/// `2026-11-23 14:00:05`: a time in Beijing.
pub fn beijing(ms: u64) -> String {
    let seconds = i64::try_from(ms / 1000).unwrap_or(0) + 8 * 3600;
    let (days, rest) = (seconds.div_euclid(86_400), seconds.rem_euclid(86_400));
    let epoch = crate::basics::Date::default();
    let day =
        epoch.checked_add_signed(chrono::TimeDelta::try_days(days).unwrap_or_default()).unwrap_or(epoch);
    format!("{} {:02}:{:02}:{:02}", crate::basics::date::iso(day), rest / 3600, rest / 60 % 60, rest % 60)
}

#[cfg(test)]
mod tests {
    #[test]
    fn times_are_shown_as_in_beijing() {
        assert_eq!(super::beijing(0), "1970-01-01 08:00:00");
        assert_eq!(super::beijing(1_795_429_805_123), "2026-11-23 18:30:05");
    }
}
