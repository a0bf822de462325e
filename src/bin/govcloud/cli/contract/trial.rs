//! The promises of the contract, each with how it is tried.

use super::line;
use crate::portal::demo::Sample;
use govcloud::basics::{Digest, Words};
use govcloud::dossier::Attachment;
use govcloud::submission::classify::{Sent, classify};
use govcloud::submission::outbox::{Item, Paper};
use govcloud::submission::profile::Purpose;
use govcloud::submission::transport::Request;
use govcloud::submission::{Answer, Level, Profile, new_key, request};
use govcloud::wire::v1::envelope::{self, Sealed};

/// Whom is asked, and with what.
pub(super) struct Trial {
    pub(super) sample: Sample,
    pub(super) profile: Profile,
    pub(super) submit: String,
    pub(super) status: Option<String>,
    pub(super) upload: Option<String>,
    /// Of somebody who is signed in.
    pub(super) headers: Vec<(String, String)>,
    pub(super) fields: Vec<(String, String)>,
    /// The papers as they arrived, with their addresses.
    pub(super) papers: Vec<Paper>,
}

/// A promise, and what was found.
pub(super) struct Tried {
    /// Stable name.
    pub(super) code: &'static str,
    /// The level that gives it.
    pub(super) level: Level,
    pub(super) what: Words,
    pub(super) found: Found,
}

/// What was found.
pub(super) enum Found {
    Kept,
    Broken(Words),
    Untried(Words),
}

/// Texts that hosts like to rewrite.
const MARKS: &str = "CPU<8核 & 内存>16G \u{2028} \"引号\" <b>";

impl Trial {
    /// Tries everything, in an order in which nothing disturbs what comes after.
    pub(super) fn all(mut self) -> Vec<Tried> {
        let tried = self.attachments();
        self.applications(tried)
    }

    fn applications(&self, mut tried: Vec<Tried>) -> Vec<Tried> {
        let mut say = |code, level: Level, zh: &str, en: &str, found| {
            tried.push(Tried { code, level, what: Words::new(zh, en), found });
        };
        let lacks = |level: Level| {
            let name = level.name();
            let zh = format!("门户的配置没有承诺 {name}");
            (self.profile.level < level)
                .then(|| Words::new(zh, format!("the portal's profile does not promise {name}")))
        };
        let item = self.item(&[]);
        let first = self.submitted(&item, &self.headers);
        let accepted = matches!(first, Answer::Accepted(_));
        // What only makes sense of a portal that promises it, and that took the first application.
        let after = |level: Level, found: &dyn Fn() -> Found| {
            let refused = || Words::new("首次提交未被收下", "the first application was not taken");
            match lacks(level).or_else(|| (!accepted).then(refused)) {
                Some(why) => Found::Untried(why),
                None => found(),
            }
        };
        let (zh, en) =
            ("收下一份完整的申请，回执写明编号和摘要", "takes a whole application, and tells key and digest");
        say("first", Level::Nothing, zh, en, verdict(accepted, &first));

        let found = after(Level::Idempotent, &|| {
            let again = self.submitted(&item, &self.headers);
            verdict(same(&first, &again), &again)
        });
        let (zh, en) =
            ("同一编号、同一内容再次提交，得到同一回执", "gives the same receipt for the same key and bytes");
        say("again", Level::Idempotent, zh, en, found);

        let found = after(Level::Idempotent, &|| {
            let other = self.sealed(&item.key, &[("system.name".into(), "另一系统（演示）".into())]);
            let answer = self.submitted(&Item::frozen(other, 1, self.papers.clone(), 0), &self.headers);
            verdict(matches!(answer, Answer::Rejected(_)), &answer)
        });
        let (zh, en) = ("同一编号、不同内容不收", "does not take other bytes under the same key");
        say("other-content", Level::Idempotent, zh, en, found);

        let found = after(Level::Idempotent, &|| self.at_once());
        let (zh, en) = ("同一申请同时到达两次，只收一份", "takes one of two that come at the same instant");
        say("at-once", Level::Idempotent, zh, en, found);

        let found = after(Level::Status, &|| self.told(&item, |answer| same(&first, answer)));
        say("status", Level::Status, "按编号告知已受理的结果", "tells by key what was accepted", found);

        let found = lacks(Level::Status)
            .map_or_else(|| self.told(&self.item(&[]), |answer| *answer == Answer::NotKnown), Found::Untried);
        let (zh, en) =
            ("没有收到过的编号，答复没有", "says of a key that never came that it does not know it");
        say("unknown-key", Level::Status, zh, en, found);

        let answer = self.submitted(&self.item(&[("system.name".into(), MARKS.into())]), &self.headers);
        let found = verdict(matches!(answer, Answer::Accepted(_)), &answer);
        let (zh, en) = ("含 < > & 和引号的内容原样收下", "takes <, >, & and quotation marks as they are");
        say("marks", Level::Nothing, zh, en, found);

        let mut altered = self.item(&[]);
        altered.envelope = altered.envelope.replacen("演示", "改动", 1);
        let answer = self.submitted(&altered, &self.headers);
        let found = verdict(matches!(answer, Answer::Rejected(_)), &answer);
        let (zh, en) =
            ("与摘要不符的申请不收，并明确拒绝", "refuses an application that does not match its digest");
        say("altered", Level::Nothing, zh, en, found);

        let mut broken = self.item(&[]);
        broken.envelope = broken.envelope.chars().take(broken.envelope.chars().count() / 2).collect();
        let answer = self.submitted(&broken, &self.headers);
        let found = verdict(matches!(answer, Answer::Rejected(_)), &answer);
        let (zh, en) =
            ("残缺的申请明确拒绝，不是系统错误", "refuses half an application, and does not fail over it");
        say("broken", Level::Nothing, zh, en, found);

        let answer = self.submitted(&self.item(&[]), &[]);
        let found = verdict(answer == Answer::NeedsLogin { sure: true }, &answer);
        let (zh, en) =
            ("未登录时答复需要登录，不重定向", "says that a sign-in is needed, and does not redirect");
        say("nobody", Level::Nothing, zh, en, found);
        tried
    }

    fn sealed(&self, key: &str, fields: &[(String, String)]) -> Sealed {
        let fields: Vec<_> = self.fields.iter().chain(fields).cloned().collect();
        // The sample is sound, and a key of ours is one.
        envelope::seal(&self.sample.content(key, &fields)).unwrap_or(Sealed {
            text: String::new(),
            key: key.to_owned(),
            digest: Digest::of(b""),
        })
    }

    /// A new application under a new key.
    fn item(&self, fields: &[(String, String)]) -> Item {
        Item::frozen(self.sealed(&new_key(), fields), 1, self.papers.clone(), 0)
    }

    fn submitted(&self, item: &Item, headers: &[(String, String)]) -> Answer {
        let body = request::body(item, &self.profile);
        let request = request::submit(item, &body, &self.submit, &self.profile, headers.to_vec());
        self.read(&request, Purpose::Submit, &item.key, &item.digest)
    }

    fn read(&self, request: &Request, purpose: Purpose, key: &str, digest: &Digest) -> Answer {
        let digest = digest.to_string();
        let sent = Sent { purpose, key, digest: &digest, now: 0 };
        classify(&line::send(request), &self.profile, sent)
    }

    /// Asks for the key, and whether the answer will do.
    fn told(&self, item: &Item, will_do: impl Fn(&Answer) -> bool) -> Found {
        let Some(url) = &self.status else {
            return Found::Untried(Words::new("没有给出 --status", "--status is not given"));
        };
        let request = request::status(item, url, &self.profile, self.headers.clone());
        let answer = self.read(&request, Purpose::Status, &item.key, &item.digest);
        verdict(will_do(&answer), &answer)
    }

    /// The same application twice at the same instant: one receipt, and nothing that could be taken for a refusal.
    fn at_once(&self) -> Found {
        let item = self.item(&[]);
        let answers = std::thread::scope(|scope| {
            let sent: Vec<_> = (0..2).map(|_| scope.spawn(|| self.submitted(&item, &self.headers))).collect();
            sent.into_iter().filter_map(|sent| sent.join().ok()).collect::<Vec<_>>()
        });
        let settled = self.submitted(&item, &self.headers);
        let fits = |answer: &Answer| same(answer, &settled) || matches!(answer, Answer::InProgress { .. });
        let wrong = answers.iter().find(|answer| !fits(answer));
        verdict(wrong.is_none() && matches!(settled, Answer::Accepted(_)), wrong.unwrap_or(&settled))
    }

    /// Sends the papers, which the applications name, and keeps where they went.
    fn attachments(&mut self) -> Vec<Tried> {
        let mut tried = Vec::new();
        let mut say = |code, zh: &str, en: &str, found| {
            tried.push(Tried { code, level: Level::Nothing, what: Words::new(zh, en), found });
        };
        let Some(url) = self.upload.clone() else {
            let why = Words::new("没有给出 --upload", "--upload is not given");
            say("upload", "附件按摘要收下", "takes an attachment under its digest", Found::Untried(why));
            return tried;
        };
        let texts: Vec<String> = self.sample.papers.iter().map(|(_, text)| text.clone()).collect();
        let send = |paper: &Paper, text: &str| {
            let headers = self.headers.clone();
            let request = request::upload(paper, text.as_bytes().to_vec(), &url, &self.profile, headers);
            self.read(&request, Purpose::Upload, "", &paper.digest)
        };
        let mut papers = self.papers.clone();
        for (code, zh, en) in [
            ("upload", "附件按摘要收下", "takes an attachment under its digest"),
            ("upload-again", "同一附件再次上传仍收下", "takes the same attachment again"),
        ] {
            let mut found = Found::Kept;
            for (paper, text) in papers.iter_mut().zip(&texts) {
                match send(paper, text) {
                    Answer::Accepted(receipt) => paper.address = receipt.address,
                    answer => found = verdict(false, &answer),
                }
            }
            say(code, zh, en, found);
        }
        // Where no digest goes along, there is nothing that the bytes could be held against.
        let found = match (url.contains("{sm3}"), papers.first(), texts.first()) {
            (true, Some(paper), Some(text)) => {
                let other = Paper { digest: Digest::of(new_key().as_bytes()), ..paper.clone() };
                let answer = send(&other, text);
                verdict(matches!(answer, Answer::Rejected(_)), &answer)
            }
            _ => Found::Untried(Words::new("上传地址中没有 {sm3}", "the address has no {sm3} in it")),
        };
        let (zh, en) = ("与摘要不符的附件不收", "does not take an attachment that is not of its digest");
        say("upload-altered", zh, en, found);
        self.papers = papers;
        tried
    }
}

/// The papers of the sample, not sent so far.
pub(super) fn papers(sample: &Sample) -> Vec<Paper> {
    let paper = |(paper, _): &(Attachment, String)| Paper {
        digest: paper.digest,
        name: paper.name.clone(),
        media_type: paper.media_type.clone(),
        size: paper.size,
        arrived: true,
        address: String::new(),
    };
    sample.papers.iter().map(paper).collect()
}

/// True where both are acceptances with the same reference.
fn same(a: &Answer, b: &Answer) -> bool {
    matches!((a, b), (Answer::Accepted(a), Answer::Accepted(b)) if a.reference == b.reference)
}

fn verdict(kept: bool, answer: &Answer) -> Found {
    if kept { Found::Kept } else { Found::Broken(told(answer)) }
}

/// What the portal answered, for people.
fn told(answer: &Answer) -> Words {
    let said = |zh: &str, en: &str, message: &str| {
        let rest = if message.is_empty() { String::new() } else { format!(": {message}") };
        Words::new(format!("得到：{zh}{}", rest.replace(": ", "：")), format!("got: {en}{rest}"))
    };
    match answer {
        Answer::Accepted(receipt) => said("已受理", "accepted", &receipt.reference),
        Answer::Rejected(refusal) => {
            let places = refusal.places.iter().map(|(path, words)| format!("{path} {words}"));
            let all: Vec<String> = std::iter::once(refusal.message.clone()).chain(places).collect();
            said("拒绝", "refused", &all.join("; "))
        }
        Answer::NeedsLogin { sure: true } => said("需要登录", "a sign-in is needed", ""),
        Answer::NeedsLogin { sure: false } => {
            said("重定向或登录网页", "a redirect, or a page to sign in at", "")
        }
        Answer::InProgress { .. } => said("正在处理", "at work on it", ""),
        Answer::Later { .. } => said("请稍后再试", "come later", ""),
        Answer::NotKnown => said("没有此编号", "the key is not known", ""),
        Answer::Unknown { why, message, .. } => {
            let words = why.words();
            said(&format!("结果未知（{}）", words.zh), &format!("outcome unknown ({})", words.en), message)
        }
    }
}
