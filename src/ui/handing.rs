//! Handing in: follows one draft's application from the freezing to the receipt, and tells the page.

use crate::basics::Digest;
use crate::drafts::Drafts;
use crate::drafts::Keeper;
use crate::submission::{HandIn, Profile, Setup, State, View, Way};
use crate::ui::settings::{Endpoint, HandedIn, Host, Refused};
use crate::wire::v1::envelope::Content;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// News of handing in.
#[derive(Debug)]
pub enum Handed {
    /// Where an application stands; the draft it belongs to.
    View(String, Box<View>),
    /// What the person wishes.
    Wish(Wish),
    /// The content could not be sealed.
    Failed(crate::wire::Error),
    /// What was begun has come to rest.
    Rests,
}

/// What a person may wish of the handing in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    /// To hand in.
    Start,
    /// To go on: after signing in again, or to ask for the outcome.
    Resume,
    /// To send the same again, perhaps; or no longer.
    Doubt(bool),
    /// To send the same again, for sure.
    Again,
    /// To copy the receipt.
    Copy,
}

/// Where to hand in.
pub struct Portal<'a> {
    /// Its addresses.
    pub endpoint: &'a Endpoint,
    /// The page around the form.
    pub host: &'a Host,
    /// Documents that it has already.
    pub there: Vec<Digest>,
}

/// The handing in of the open draft.
#[derive(Default)]
pub struct Handing {
    hand_in: Option<(String, HandIn)>,
    /// Where it stands; none where nothing was handed in from this draft.
    pub view: Option<View>,
    /// True while the person is asked whether to send the same again.
    pub doubting: bool,
    /// True from the person's wish until it has come to rest: a second click begins nothing.
    pub working: bool,
    /// Whether the receipt was copied, once that was tried.
    pub copied: Option<bool>,
}

impl Handing {
    /// Looks after another draft: what was on its way before is asked for.
    pub fn follow(&mut self, drafts: &Drafts, draft: String, portal: &Portal<'_>, send: &Callback<Handed>) {
        self.stop();
        let Some(hand_in) = driver(drafts, &draft, portal, send) else { return };
        let recovering = hand_in.clone();
        self.hand_in = Some((draft, hand_in));
        spawn_local(async move {
            recovering.recover().await;
        });
    }

    /// Hands in what stands there, once it is kept.
    pub fn start(
        &mut self,
        content: Content,
        keeper: &Keeper,
        drafts: &Drafts,
        portal: &Portal<'_>,
        send: &Callback<Handed>,
    ) {
        let draft = keeper.id();
        // Made anew: the draft may be a conflict copy by now, and the page may have changed who sends.
        let Some(hand_in) = driver(drafts, &draft, portal, send) else { return };
        if let Some((_, before)) = self.hand_in.take() {
            before.stop();
        }
        self.hand_in = Some((draft, hand_in.clone()));
        self.copied = None;
        self.working = true;
        let (keeper, send) = (keeper.clone(), send.clone());
        spawn_local(async move {
            keeper.flush().await;
            if let Err(error) = hand_in.start(content, keeper.revision()).await {
                send.emit(Handed::Failed(error));
            }
            send.emit(Handed::Rests);
        });
    }

    /// Goes on.
    pub fn resume(&mut self, send: &Callback<Handed>) {
        if let Some((_, hand_in)) = self.hand_in.clone() {
            self.working = true;
            let send = send.clone();
            spawn_local(async move {
                hand_in.resume().await;
                send.emit(Handed::Rests);
            });
        }
    }

    /// Sends the same again.
    pub fn again(&mut self, send: &Callback<Handed>) {
        self.doubting = false;
        if let Some((_, hand_in)) = self.hand_in.clone() {
            self.working = true;
            let send = send.clone();
            spawn_local(async move {
                hand_in.send_again().await;
                send.emit(Handed::Rests);
            });
        }
    }

    /// Takes the news, and tells the page what became certain. True where the portal just accepted it.
    pub fn told(&mut self, draft: &str, view: View, host: &Host) -> bool {
        if self.hand_in.as_ref().is_none_or(|(id, _)| id != draft) {
            return false;
        }
        let before = self.view.as_ref().map(|view| view.item.state.code());
        let (key, digest) = (view.item.key.clone(), view.item.digest.to_string());
        // What was certain already when the draft was opened was told then.
        let news = before.is_some_and(|before| before != view.item.state.code());
        match &view.item.state {
            State::Accepted(receipt) if news => {
                host.accepted.emit(HandedIn { key, digest, reference: receipt.reference.clone() });
            }
            State::Rejected(refusal) if news => {
                host.rejected.emit(Refused {
                    key,
                    message: refusal.message.clone(),
                    places: refusal.places.clone(),
                });
            }
            _ => {}
        }
        let accepted = news && matches!(view.item.state, State::Accepted(_));
        self.view = Some(view);
        accepted
    }

    /// True where the portal has what stands in the draft of this revision.
    pub fn is_done(&self, revision: Option<u64>) -> bool {
        let accepted = |view: &View| {
            matches!(view.item.state, State::Accepted(_)) && revision <= Some(view.item.revision)
        };
        self.view.as_ref().is_some_and(accepted)
    }

    /// The form looks after nothing any more.
    pub fn stop(&mut self) {
        if let Some((_, hand_in)) = self.hand_in.take() {
            hand_in.stop();
        }
        self.view = None;
        self.doubting = false;
        self.working = false;
        self.copied = None;
    }
}

impl Drop for Handing {
    fn drop(&mut self) {
        self.stop();
    }
}

/// A driver for a draft; none where not even the plain profile can be read, which a test of theirs forbids.
fn driver(
    drafts: &Drafts,
    draft: &str,
    Portal { endpoint, host, there }: &Portal<'_>,
    send: &Callback<Handed>,
) -> Option<HandIn> {
    let way = match &host.submit {
        Some(submit) if submit.takes.emit(()) => {
            let send = submit.send.clone();
            Way::Page(Rc::new(move |key, digest, envelope| send.emit((key, digest, envelope))))
        }
        _ => {
            let submitting = host.submitting.clone();
            Way::Portal { announce: Some(Rc::new(move |envelope| submitting.emit(envelope.to_owned()))) }
        }
    };
    let headers = host.headers.clone().map(|ask| {
        let asked: crate::submission::Headers = Rc::new(move |of| ask.emit(of));
        asked
    });
    let profile = Profile::shipped(&endpoint.profile).or_else(|| Profile::shipped("rest"));
    let setup = Setup {
        drafts: drafts.clone(),
        draft: draft.to_owned(),
        profile: profile?,
        action: endpoint.action.clone(),
        status: endpoint.status.clone(),
        upload: endpoint.upload.clone(),
        there: there.clone(),
        headers,
        way,
    };
    let (send, draft) = (send.clone(), draft.to_owned());
    Some(HandIn::new(setup, move |view| send.emit(Handed::View(draft.clone(), Box::new(view.clone())))))
}
