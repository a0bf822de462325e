//! What a portal's answer means.

use crate::basics::{Path, Words};

/// The meaning of one answer, or of none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The portal has the application. The only success there is.
    Accepted(Receipt),
    /// The portal does not take it, and will not take the same bytes later.
    Rejected(Refusal),
    /// Nobody is signed in. `sure` where the portal certainly did nothing with the request.
    NeedsLogin {
        /// False where the request may still have been taken (a redirect, a page in place of an answer).
        sure: bool,
    },
    /// The portal is at work on the same key.
    InProgress {
        /// Milliseconds to wait, where the portal says so.
        after: Option<u64>,
    },
    /// The portal certainly did nothing and asks to come later.
    Later {
        /// Milliseconds to wait, where the portal says so.
        after: Option<u64>,
    },
    /// Answer to a question for a key: the portal does not know it.
    NotKnown,
    /// It is not known whether the portal has the application.
    Unknown {
        /// Why not.
        why: Why,
        /// What the portal said, to the letter.
        message: String,
        /// Milliseconds to wait, where the portal says so.
        after: Option<u64>,
    },
}

/// What an acceptance says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Receipt {
    /// The portal's reference number; empty where it gives none.
    pub reference: String,
    /// What the portal said beside it, to the letter.
    pub message: String,
    /// Where an uploaded file now stands, in answers to an upload.
    pub address: String,
}

/// A refusal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Of what kind.
    pub kind: RefusalKind,
    /// What the portal said, to the letter.
    pub message: String,
    /// What it said of single places.
    pub places: Vec<(Path, String)>,
    /// True where the portal itself looked at this key and refused it. Without that a refusal proves nothing
    /// about earlier sendings whose outcome is unknown.
    pub settles: bool,
}

/// The kinds of refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusalKind {
    /// For what it says.
    Content,
    /// Another step was taken in the case since the sender looked at it.
    Moved,
    /// For its size.
    TooLarge,
    /// This account may not.
    Forbidden,
    /// The address or the form of the request is wrong: something for the portal's staff.
    Request,
}

/// Why an outcome is unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// No connection, or it broke.
    Network,
    /// No answer in time.
    Timeout,
    /// The program was closed while sending.
    Interrupted,
    /// The portal failed, or something before it did.
    Server,
    /// A page in place of an answer.
    Page,
    /// An answer without content.
    Empty,
    /// An answer that is not whole, or not in the form that was agreed.
    Garbled,
    /// A whole answer of a shape that nobody declared.
    Shape,
    /// An answer to another application: key or digest differ.
    OtherContent,
    /// The portal says that the same was sent before; not what became of it.
    Repeated,
    /// The portal was still at work on it when last asked.
    AtWork,
    /// The portal does not know the key (yet).
    NotKnown,
    /// The page around the form was to hand in and told no outcome.
    HostSilent,
}

impl Why {
    const ALL: [(Self, &'static str); 13] = [
        (Self::Network, "network"),
        (Self::Timeout, "timeout"),
        (Self::Interrupted, "interrupted"),
        (Self::Server, "server"),
        (Self::Page, "page"),
        (Self::Empty, "empty"),
        (Self::Garbled, "garbled"),
        (Self::Shape, "shape"),
        (Self::OtherContent, "other-content"),
        (Self::Repeated, "repeated"),
        (Self::AtWork, "at-work"),
        (Self::NotKnown, "not-known"),
        (Self::HostSilent, "host-silent"),
    ];

    /// Name in files.
    pub fn code(self) -> &'static str {
        Self::ALL.iter().find(|(why, _)| *why == self).map_or("", |(_, code)| code)
    }

    /// The reason of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, name)| *name == code).map(|(why, _)| *why)
    }

    /// The reason for people.
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            Self::Network => ("网络中断", "the connection broke"),
            Self::Timeout => ("门户没有按时应答", "the portal did not answer in time"),
            Self::Interrupted => ("发送时程序被关闭", "the program was closed while sending"),
            Self::Server => ("门户或其前端设备出错", "the portal, or something before it, failed"),
            Self::Page => ("收到的是网页而不是应答", "a web page came in place of an answer"),
            Self::Empty => ("应答没有内容", "the answer was empty"),
            Self::Garbled => ("应答不完整或无法读取", "the answer was not whole or could not be read"),
            Self::Shape => ("应答不是约定的形式", "the answer has a shape that was not agreed"),
            Self::OtherContent => (
                "应答中的编号或摘要与所提交的不符",
                "key or digest in the answer are not those of what was sent",
            ),
            Self::Repeated => (
                "门户提示重复提交，但没有说明前一次的结果",
                "the portal says that the same was sent before, not what became of it",
            ),
            Self::AtWork => ("门户仍在处理", "the portal is still at work on it"),
            Self::NotKnown => ("门户尚无此编号的记录", "the portal does not know this key (yet)"),
            Self::HostSilent => ("所在页面没有给出提交结果", "the page around the form told no outcome"),
        };
        Words::new(zh, en)
    }
}
