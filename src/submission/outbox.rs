//! One application on its way: what state it is in, and what may be done next. No clock, no network.
//!
//! ```text
//! FROZEN → SENDING → ACCEPTED | REJECTED | UNKNOWN | NEEDS_LOGIN
//! ```
//!
//! Whatever was sent once and has no certain end is *ambiguous*: the portal may have it. From then on only
//! an acceptance, or a refusal in which the portal itself speaks of this key, ends it; and it is sent again
//! without being asked only to a portal that promised to accept a key once.

use super::answer::{Answer, Receipt, Refusal, Why};
use super::backoff;
use super::profile::{Level, Profile, Purpose};
use crate::basics::{Digest, Words};
use crate::wire::v1::envelope::Sealed;

/// Tries in a row that are made without being asked; after them a person decides.
pub const MOST_TRIES: u32 = 24;

/// An application that was frozen, and all that happened to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The key under which it is accepted once.
    pub key: String,
    /// SM3 of the envelope.
    pub digest: Digest,
    /// The sealed envelope, to the byte.
    pub envelope: String,
    /// What is sent, to the byte: the envelope, or what the profile wraps around it. Written down before the
    /// first byte goes out, and the same ever after.
    pub body: Option<String>,
    /// Revision of the draft that was frozen.
    pub revision: u64,
    /// Key of the application that this one takes the place of.
    pub supersedes: Option<String>,
    /// The attachments that go before it.
    pub papers: Vec<Paper>,
    /// Where it stands.
    pub state: State,
    /// True where some sending may have been taken although no answer said so.
    pub ambiguous: bool,
    /// True where the page around the form took the sending over: it is never sent again by itself then.
    pub by_page: bool,
    /// Sendings and questions so far, since a person last decided.
    pub tries: u32,
    /// When the first byte went out, milliseconds since 1970.
    pub sent_at: Option<u64>,
    /// When something last happened.
    pub changed_at: u64,
    /// When the next try is due, where one is.
    pub due: Option<u64>,
    /// What was handed in from this draft before, the newest first.
    pub past: Vec<Past>,
}

/// An earlier application from the same draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Its key.
    pub key: String,
    /// Its digest.
    pub digest: Digest,
    /// Code of the state that it was left in.
    pub state: String,
    /// Its reference number, where it had one.
    pub reference: String,
    /// When the first byte went out, milliseconds since 1970.
    pub sent_at: Option<u64>,
}

/// An attachment on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    /// SM3 of its bytes.
    pub digest: Digest,
    /// File name.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Bytes.
    pub size: u64,
    /// True once the portal has it.
    pub arrived: bool,
    /// Where the portal put it, where it says so.
    pub address: String,
}

/// Where an application stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Written down, not sent.
    Frozen,
    /// On its way.
    Sending,
    /// The portal has it.
    Accepted(Receipt),
    /// The portal does not take it.
    Rejected(Refusal),
    /// It is not known whether the portal has it.
    Unknown {
        /// Why not.
        why: Why,
        /// What the portal said, to the letter.
        message: String,
    },
    /// Somebody must sign in first.
    NeedsLogin,
}

impl State {
    /// Name in files and lists.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Frozen => "frozen",
            Self::Sending => "sending",
            Self::Accepted(_) => "accepted",
            Self::Rejected(_) => "rejected",
            Self::Unknown { .. } => "unknown",
            Self::NeedsLogin => "needs-login",
        }
    }
}

impl State {
    /// Name for people.
    pub fn words(&self) -> Words {
        let (zh, en) = match self {
            Self::Frozen => ("已定稿，未发送", "ready, not sent"),
            Self::Sending => ("发送中", "being sent"),
            Self::Accepted(_) => ("已受理", "accepted"),
            Self::Rejected(_) => ("未受理", "not accepted"),
            Self::Unknown { .. } => ("结果未知", "outcome unknown"),
            Self::NeedsLogin => ("需要重新登录", "sign-in needed"),
        };
        Words::new(zh, en)
    }
}

/// What may be done next without asking anybody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Send it (again).
    Send,
    /// Ask the portal what became of the key.
    Ask,
    /// Nothing: it ended, or a person decides.
    Rest,
}

impl Item {
    /// An application that was sealed and is not sent yet; `now` in milliseconds since 1970.
    pub fn frozen(sealed: Sealed, revision: u64, papers: Vec<Paper>, now: u64) -> Self {
        Self {
            key: sealed.key,
            digest: sealed.digest,
            envelope: sealed.text,
            body: None,
            revision,
            supersedes: None,
            papers,
            state: State::Frozen,
            ambiguous: false,
            by_page: false,
            tries: 0,
            sent_at: None,
            changed_at: now,
            due: None,
            past: Vec::new(),
        }
    }

    /// What may be done next, at the time that [`Item::due`] says.
    pub fn next(&self, profile: &Profile, can_ask: bool) -> Step {
        if self.tries >= MOST_TRIES {
            return Step::Rest;
        }
        let can_ask = can_ask && profile.level >= Level::Status;
        let may_repeat = profile.level == Level::Idempotent && !self.by_page;
        match &self.state {
            State::Frozen => Step::Send,
            // Another tab's, or one that `recover` has yet to look at.
            State::Sending | State::Accepted(_) | State::Rejected(_) | State::NeedsLogin => Step::Rest,
            State::Unknown { why: Why::NotKnown, .. } if may_repeat => Step::Send,
            State::Unknown { why: Why::NotKnown, .. } => Step::Rest,
            State::Unknown { .. } if can_ask => Step::Ask,
            State::Unknown { .. } if may_repeat => Step::Send,
            State::Unknown { .. } => Step::Rest,
        }
    }

    /// The program starts and finds the application on its way: nobody knows how that ended.
    pub fn interrupted(&mut self, now: u64) {
        if self.state == State::Sending {
            self.unknown(Why::Interrupted, String::new(), now);
        }
    }

    /// The first byte is about to go out.
    pub fn sending(&mut self, body: String, now: u64) {
        self.body.get_or_insert(body);
        self.sent_at.get_or_insert(now);
        self.state = State::Sending;
        self.tries += 1;
        self.due = None;
        self.changed_at = now;
    }

    /// Takes the answer to a sending or a question.
    pub fn answered(&mut self, purpose: Purpose, answer: Answer, now: u64, random: u64) {
        self.tries += u32::from(purpose == Purpose::Status);
        self.changed_at = now;
        self.due = None;
        let tries = self.tries.saturating_sub(1);
        match answer {
            Answer::Accepted(receipt) => {
                self.state = State::Accepted(receipt);
                self.ambiguous = false;
            }
            Answer::Rejected(refusal) if refusal.settles || !self.ambiguous => {
                self.state = State::Rejected(refusal);
                self.ambiguous = false;
            }
            // Refused now, but an earlier sending may have been taken: still not known.
            Answer::Rejected(refusal) => {
                self.unknown(Why::Shape, refusal.message, now);
                self.due = Some(now + backoff::wait(tries, None, random));
            }
            Answer::NeedsLogin { sure } => {
                self.ambiguous |= !sure && purpose == Purpose::Submit;
                self.state = State::NeedsLogin;
            }
            Answer::InProgress { after } => {
                self.unknown(Why::AtWork, String::new(), now);
                self.due = Some(now + backoff::wait(tries, after, random));
            }
            Answer::Later { after } => {
                if purpose == Purpose::Submit && !self.ambiguous {
                    self.state = State::Frozen;
                } else if !matches!(self.state, State::Unknown { .. }) {
                    self.unknown(Why::Server, String::new(), now);
                }
                self.due = Some(now + backoff::wait(tries, after, random));
            }
            Answer::NotKnown => {
                self.unknown(Why::NotKnown, String::new(), now);
                self.due = Some(now + backoff::wait(tries, None, random));
            }
            Answer::Unknown { why, message, after } => {
                self.unknown(why, message, now);
                self.due = Some(now + backoff::wait(tries, after, random));
            }
        }
    }

    /// Takes the answer to an upload. Attachments go before the application: whatever comes of them, the
    /// portal does not have it yet.
    pub fn uploaded(&mut self, paper: usize, answer: Answer, now: u64, random: u64) {
        self.changed_at = now;
        self.due = None;
        let Some(paper) = self.papers.get_mut(paper) else { return };
        let mut later = |after| {
            self.due = Some(now + backoff::wait(self.tries, after, random));
            self.tries += 1;
        };
        match answer {
            Answer::Accepted(receipt) => (paper.arrived, paper.address) = (true, receipt.address),
            Answer::Rejected(refusal) => {
                let message = format!("{}: {}", paper.name, refusal.message);
                self.state = State::Rejected(Refusal { message, ..refusal });
            }
            Answer::NeedsLogin { .. } => self.state = State::NeedsLogin,
            Answer::Later { after } | Answer::InProgress { after } | Answer::Unknown { after, .. } => {
                later(after);
            }
            Answer::NotKnown => later(None),
        }
    }

    /// A person signed in, or asks to go on.
    pub fn resumed(&mut self, now: u64) {
        self.tries = 0;
        self.due = None;
        if self.state == State::NeedsLogin {
            if self.ambiguous {
                self.unknown(Why::Interrupted, String::new(), now);
            } else {
                self.state = State::Frozen;
            }
        } else if matches!(self.state, State::Unknown { why: Why::NotKnown, .. }) {
            // It may have arrived since: ask again.
            self.unknown(Why::AtWork, String::new(), now);
        }
    }

    /// A person decides to send the same again although the portal may have it.
    pub fn sent_again(&mut self) {
        if matches!(self.state, State::Unknown { .. } | State::NeedsLogin) {
            self.state = State::Frozen;
            self.tries = 0;
            self.due = None;
        }
    }

    /// True where the portal may have it or has it: a later application then takes its place.
    pub fn may_be_there(&self) -> bool {
        self.ambiguous || matches!(self.state, State::Accepted(_) | State::Sending | State::Unknown { .. })
    }

    /// What stays of it when a later application from the same draft takes its place.
    pub fn past(&self) -> Past {
        let reference = match &self.state {
            State::Accepted(receipt) => receipt.reference.clone(),
            _ => String::new(),
        };
        Past {
            key: self.key.clone(),
            digest: self.digest,
            state: self.state.code().to_owned(),
            reference,
            sent_at: self.sent_at,
        }
    }

    fn unknown(&mut self, why: Why, message: String, now: u64) {
        self.state = State::Unknown { why, message };
        self.ambiguous = true;
        self.changed_at = now;
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::super::answer::RefusalKind;
    use super::*;

    fn item() -> Item {
        let sealed = Sealed { text: "{}".into(), key: "k".into(), digest: Digest::of(b"") };
        Item::frozen(sealed, 1, Vec::new(), 0)
    }

    fn profile(level: Level) -> Profile {
        Profile { level, ..Profile::shipped("rest").unwrap() }
    }

    fn refusal(settles: bool) -> Answer {
        Answer::Rejected(Refusal {
            kind: RefusalKind::Content,
            message: String::new(),
            places: Vec::new(),
            settles,
        })
    }

    fn lost() -> Answer {
        Answer::Unknown { why: Why::Network, message: String::new(), after: None }
    }

    /// Every order of four answers: at a portal that promised nothing, nothing goes out a second time
    /// by itself after an ambiguous outcome; nowhere does a refusal that does not settle end such a one.
    #[test]
    fn every_short_history_keeps_the_promises() {
        let answers = [
            Answer::Accepted(Receipt::default()),
            refusal(true),
            refusal(false),
            Answer::NeedsLogin { sure: true },
            Answer::NeedsLogin { sure: false },
            Answer::InProgress { after: None },
            Answer::Later { after: Some(1) },
            Answer::NotKnown,
            lost(),
        ];
        let mut histories = 0;
        for level in [Level::Nothing, Level::Status, Level::Idempotent] {
            let profile = profile(level);
            for number in 0..9_usize.pow(4) {
                let mut item = item();
                let mut rest = number;
                loop {
                    let was_ambiguous = item.ambiguous;
                    let purpose = match item.next(&profile, level >= Level::Status) {
                        Step::Rest if item.state == State::NeedsLogin && rest > 0 => {
                            item.resumed(1);
                            assert_eq!(item.ambiguous, was_ambiguous, "signing in proves nothing");
                            rest /= 9;
                            continue;
                        }
                        Step::Rest => break,
                        Step::Send => {
                            assert!(!was_ambiguous || level == Level::Idempotent, "sent again by itself");
                            item.sending("body".into(), 1);
                            Purpose::Submit
                        }
                        Step::Ask => Purpose::Status,
                    };
                    let answer = answers[rest % 9].clone();
                    rest /= 9;
                    let settled = matches!(&answer, Answer::Rejected(r) if r.settles);
                    item.answered(purpose, answer, 2, 0);
                    if matches!(item.state, State::Rejected(_)) {
                        assert!(settled || !was_ambiguous, "a refusal after an ambiguous sending");
                    }
                    if rest == 0 {
                        break;
                    }
                }
                assert!(item.tries == 0 || item.body.as_deref() == Some("body"));
                histories += 1;
            }
        }
        assert_eq!(histories, 3 * 9_usize.pow(4));
    }

    #[test]
    fn what_was_on_its_way_at_the_start_is_unknown() {
        let mut found = item();
        found.sending("body".into(), 5);
        found.interrupted(9);
        assert_eq!(found.state, State::Unknown { why: Why::Interrupted, message: String::new() });
        assert!(found.ambiguous);
        assert_eq!(found.next(&profile(Level::Nothing), true), Step::Rest);
        assert_eq!(found.next(&profile(Level::Status), true), Step::Ask);
        assert_eq!(found.next(&profile(Level::Idempotent), false), Step::Send);
    }

    #[test]
    fn the_body_that_was_written_down_stays() {
        let mut item = item();
        item.sending("first".into(), 1);
        item.answered(Purpose::Submit, lost(), 2, 0);
        item.sending("second".into(), 3);
        assert_eq!((item.body.as_deref(), item.sent_at), (Some("first"), Some(1)));
    }

    #[test]
    fn trying_ends_and_a_person_may_begin_again() {
        let portal = profile(Level::Idempotent);
        let mut item = item();
        while item.next(&portal, false) == Step::Send {
            item.sending("b".into(), 1);
            item.answered(Purpose::Submit, lost(), 2, 0);
        }
        assert_eq!(item.tries, MOST_TRIES);
        item.resumed(3);
        assert_eq!(item.next(&portal, false), Step::Send);
    }
}
