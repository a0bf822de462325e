//! Why something could not be kept or read.

use crate::basics::Words;
use std::fmt;

/// A failure of keeping. Each is shown; none is passed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// The browser gives no storage (private mode, policy, foreign frame) or the store would not open.
    NoStorage(String),
    /// Another tab holds the store with an older version of this program.
    Blocked,
    /// The store did not answer within five seconds. It may still have kept the save.
    Timeout,
    /// The device is out of room.
    Full,
    /// The store gave the save back, with its own words.
    Aborted(String),
    /// The draft was written by a newer version of this program: read-only here.
    Newer,
    /// No draft or no attachment of this name is kept.
    Missing,
    /// What is kept of it is damaged in all revisions; these are the texts as they stand.
    Damaged(Vec<String>),
    /// What is kept here is encrypted, and its key is not at hand.
    Locked,
    /// The passphrase or the key is not that of what is kept here.
    WrongKey,
    /// The browser has no cipher: a page without TLS, or an old kernel.
    NoCipher,
    /// What is kept here is encrypted, and the record that leads to its key is gone or damaged.
    NoVault,
    /// The program failed before and keeps nothing any more, so that the last good state stays.
    Frozen,
}

impl Error {
    /// The sentence for people.
    pub fn words(&self) -> Words {
        match self {
            Self::NoStorage(_) => Words::new(
                "浏览器不提供本地存储，内容只在本页内存中，请及时导出",
                "The browser gives no storage: your work is in this page's memory only; export it in time",
            ),
            Self::Blocked => Words::new(
                "另一个窗口正在使用旧版程序，请关闭本系统的其他窗口后重试",
                "Another tab uses an older version of this program: close the other tabs and try again",
            ),
            Self::Timeout => Words::new(
                "本地存储 5 秒内没有应答，尚不能确认已保存，将继续重试",
                "Storage did not answer within 5 seconds: it is not sure that this is kept; trying again",
            ),
            Self::Full => Words::new(
                "本机存储空间不足，最新内容尚未保存，请导出或清理空间",
                "This device is out of room: the newest edits are not kept; export them or make room",
            ),
            Self::Aborted(why) => Words::new(
                format!("未能保存（{why}），将继续重试"),
                format!("Not kept ({why}); trying again"),
            ),
            Self::Newer => Words::new(
                "该草稿由更新版本的程序保存，此处只读，可导出",
                "A newer version of this program kept this draft: read-only here; it can be exported",
            ),
            Self::Missing => Words::new("本机没有这份内容", "This is not kept on this device"),
            Self::Damaged(_) => Words::new(
                "该草稿的各个版本都已损坏，可导出残留内容",
                "All kept revisions of this draft are damaged; what is left can be exported",
            ),
            Self::Locked => Words::new(
                "本机内容已加密并锁定，解锁后才能读取和保存",
                "What is kept on this device is encrypted and locked: unlock it to read and to keep",
            ),
            Self::WrongKey => Words::new(
                "口令或密钥不对，没有解锁；本机内容未受影响，可以再试",
                "The passphrase or key is not the right one: nothing was unlocked, nothing was lost; try again",
            ),
            Self::NoCipher => Words::new(
                "浏览器在此页面不提供加密（需要 HTTPS 和较新的内核），没有加密",
                "The browser gives this page no cipher (it needs HTTPS and a recent kernel): nothing was encrypted",
            ),
            Self::NoVault => Words::new(
                "本机内容已加密，但加密信息已丢失或损坏，无法解锁；可从备份恢复，或清除本机数据",
                "What is kept here is encrypted, and the record of its key is gone or damaged: restore a backup, or clear this device",
            ),
            Self::Frozen => Words::new(
                "程序发生故障，已停止保存；上次保存的内容完好，请刷新页面",
                "The program failed and keeps nothing any more; what was kept last is safe: reload the page",
            ),
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl std::error::Error for Error {}
