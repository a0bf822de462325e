//! Keeping the work: opens the person's drafts, hands each edit to the keeper, says how it stands.

use crate::basics::{Lang, Words};
use crate::dossier::Draft;
use crate::drafts::{Drafts, Error, Keeper, Loaded, OutboxRow, SaveState, StepOf, Summary, Watch};
use crate::ui::guard::{self, AskKey, GuardMsg, Guarding, Shut};
use crate::ui::words::{self, say};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::Callback;

/// What comes back from keeping.
#[derive(Debug)]
pub enum Kept {
    /// The store is open, and a draft in it. `turn` names the wish it answers.
    Opened(u32, Box<Opened>),
    /// How the draft of this turn is kept.
    State(u32, SaveState),
    /// The list of drafts.
    Listed(Result<Vec<Summary>, Error>),
    /// A draft could not be opened.
    Refused(Error),
    /// A draft is wanted.
    Open(String),
    /// A new draft is wanted.
    New,
    /// A draft shall be removed, if the person says so once more.
    Doubt(String),
    /// A draft is to be removed.
    Remove(String),
    /// A draft is wanted once more, as one of its own.
    Copy(String),
    /// Drafts are looked for by these words.
    Find(String),
    /// A draft and its conflict copy shall be compared, or no longer.
    Compare(Option<(String, String)>),
    /// They were read.
    Compared(Box<Compared>),
    /// Everything on this device is wanted as a file.
    Backup,
    /// A backup was chosen.
    Restore(web_sys::File),
    /// A deed on the whole device is done; what there is to say of it, and the list of drafts after it.
    Done(Vec<Words>, Result<Vec<Summary>, Error>),
    /// Everything shall be cleared, if the person says so once more.
    ClearDoubt,
    /// What was asked for is not wanted.
    Doubted,
    /// Everything is to be cleared.
    Clear,
    /// Drafts that were here once are gone.
    Lost,
    /// The person has heard that.
    LostHeard,
    /// The page has a network, or not.
    Online(bool),
    /// Whether the browser keeps the store for good.
    Persists(bool),
    /// The page is hidden or left: keep what there is.
    Flush,
    /// News and wishes about encryption.
    Guard(GuardMsg),
}

/// A draft and its conflict copy.
#[derive(Debug)]
pub struct Compared {
    /// The copy's id.
    pub copy: String,
    /// Both as they are kept, or why not.
    pub both: Result<(Draft, Draft), Error>,
}

/// An open draft.
pub struct Opened {
    drafts: Drafts,
    keeper: Keeper,
    /// What was kept of it; none for a new draft.
    pub loaded: Option<Loaded>,
}

impl std::fmt::Debug for Opened {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opened").field("loaded", &self.loaded).finish_non_exhaustive()
    }
}

/// How the work is kept.
#[derive(Default)]
pub struct Keeping {
    /// The store; none before it is open, and in view mode.
    pub drafts: Option<Drafts>,
    keeper: Option<Keeper>,
    turn: u32,
    /// The step of a case that is at work; none where a form begins a case.
    pub step: Option<StepOf>,
    /// How the open draft is kept.
    pub state: Option<SaveState>,
    /// The list of drafts, once it was asked for.
    pub list: Option<Result<Vec<Summary>, Error>>,
    /// The draft that shall be removed, once the person has said so again.
    pub removing: Option<String>,
    /// The words by which drafts are looked for.
    pub find: String,
    /// A draft and its conflict copy, while they are compared.
    pub compared: Option<Compared>,
    /// True while the whole device is at work: backup, restoration, clearing.
    pub busy: bool,
    /// What there is to say of the last such deed.
    pub told: Option<Vec<Words>>,
    /// True where everything is to be cleared, once the person has said so again.
    pub clearing: bool,
    /// True where drafts that were here once are gone.
    pub lost: bool,
    /// Whether the browser keeps the store for good, once it was asked, after the first edit.
    pub persists: Option<bool>,
    /// True once it was asked.
    pub asked: bool,
    /// Revisions of the open draft that were damaged and set aside.
    pub set_aside: usize,
    /// True while the page has no network.
    pub offline: bool,
    /// How the handing in of the open draft stood when it was opened.
    pub outbox: Option<OutboxRow>,
    /// The conflict copy that is now open, once there was a conflict.
    pub conflict: bool,
    /// How it stands with the encryption.
    pub guarding: Guarding,
    /// The keeper of the open draft once more, for a page that is going: the form's own messages may wait for a timer that
    /// never comes.
    pub going: Rc<RefCell<Option<Keeper>>>,
    /// Hears what happens to the store.
    pub watch: Option<Watch>,
}

impl Keeping {
    /// Nothing is open yet.
    pub fn new(offline: bool, key: Option<AskKey>) -> Self {
        let mut keeping = Self { offline, ..Self::default() };
        keeping.guarding.key = key;
        keeping
    }

    /// Opens the store and in it the newest draft for this step of a case, or that begins one, where `step` is
    /// none; a new one where there is none such or `fresh` is wished.
    pub fn begin(&mut self, owner: &str, step: Option<StepOf>, fresh: bool, send: &Callback<Kept>) {
        self.turn += 1;
        self.step.clone_from(&step);
        let (turn, send, before) = (self.turn, send.clone(), self.keeper.take());
        let owner = owner.to_owned();
        let key = self.guarding.key.clone();
        self.guarding.shut = None;
        spawn_local(async move {
            if let Some(before) = before {
                before.close().await;
            }
            let drafts = Drafts::open(&owner).await;
            start(turn, drafts, key, (step, fresh), &send).await;
        });
    }

    /// Goes on after what is kept was unlocked.
    pub fn resume(&mut self, drafts: Drafts, send: &Callback<Kept>) {
        self.turn += 1;
        let (turn, send, key, step) = (self.turn, send.clone(), self.guarding.key.clone(), self.step.clone());
        spawn_local(async move {
            start(turn, drafts, key, (step, false), &send).await;
        });
    }

    /// What is kept is locked. True where a draft was open that is no longer.
    pub fn lock(&mut self, mut shut: Shut) -> bool {
        shut.covers |= self.keeper.as_ref().is_some_and(Keeper::waits);
        let closes = !shut.covers && self.drafts.is_some();
        if closes {
            (self.keeper, self.drafts, self.state) = (None, None, None);
            self.going.take();
            (self.list, self.compared, self.outbox) = (None, None, None);
            self.find.clear();
        }
        self.guarding.lock(shut);
        closes
    }

    /// The turn of the wish that is being answered.
    pub fn turn(&self) -> u32 {
        self.turn
    }

    /// Opens another draft for the same step, or a new one.
    pub fn open(&mut self, id: Option<String>, send: &Callback<Kept>) {
        let Some(drafts) = self.drafts.clone() else { return };
        self.turn += 1;
        let (turn, send, before) = (self.turn, send.clone(), self.keeper.take());
        let step = self.step.clone();
        spawn_local(async move {
            if let Some(before) = before {
                before.close().await;
            }
            open(turn, drafts, (id, step), &send).await;
        });
    }

    /// No draft is open any more; what was edited is kept first.
    pub fn close(&mut self) {
        self.turn += 1;
        self.state = None;
        self.outbox = None;
        if let Some(keeper) = self.keeper.take() {
            spawn_local(async move {
                keeper.close().await;
            });
        }
    }

    /// Takes an open draft over, where it is still the one that is wished.
    pub fn opened(&mut self, turn: u32, opened: &Opened) -> bool {
        if turn != self.turn {
            return false;
        }
        self.state = Some(opened.keeper.state());
        self.set_aside = opened.loaded.as_ref().map_or(0, |l| l.set_aside);
        self.outbox = opened.loaded.as_ref().and_then(|l| l.outbox.clone());
        self.conflict = false;
        self.drafts = Some(opened.drafts.clone());
        self.keeper = Some(opened.keeper.clone());
        self.going.replace(Some(opened.keeper.clone()));
        true
    }

    /// Takes the news of the open draft.
    pub fn told(&mut self, turn: u32, state: SaveState) {
        if turn == self.turn {
            self.conflict |= matches!(state, SaveState::Conflict { .. });
            self.state = Some(state);
        }
    }

    /// Hands an edit to the keeper.
    pub fn edited(&self, draft: &Draft, system: &str) {
        if let Some(keeper) = &self.keeper {
            keeper.edited(draft, &title(draft, system, Lang::Zh));
        }
    }

    /// Keeps at once what is not kept yet.
    pub fn flush(&self) {
        if let Some(keeper) = self.keeper.clone() {
            // Before anything is waited for: the page may be going.
            keeper.park();
            spawn_local(async move {
                keeper.flush().await;
            });
        }
    }

    /// Asks for the list of drafts.
    pub fn list(&self, send: &Callback<Kept>) {
        let (Some(drafts), keeper) = (self.drafts.clone(), self.keeper.clone()) else { return };
        let send = send.clone();
        spawn_local(async move {
            if let Some(keeper) = keeper {
                keeper.flush().await;
            }
            send.emit(Kept::Listed(drafts.list().await));
        });
    }

    /// Removes a draft, then lists what is left.
    pub fn remove(&self, id: String, send: &Callback<Kept>) {
        let Some(drafts) = self.drafts.clone() else { return };
        let send = send.clone();
        spawn_local(async move {
            let list = match drafts.remove(&id).await {
                Ok(()) => drafts.list().await,
                Err(error) => Err(error),
            };
            send.emit(Kept::Listed(list));
        });
    }

    /// The id of the open draft.
    pub fn id(&self) -> Option<String> {
        self.keeper.as_ref().map(Keeper::id)
    }

    /// The keeper of the open draft.
    pub fn keeper(&self) -> Option<&Keeper> {
        self.keeper.as_ref()
    }

    /// True where the open draft is open in another tab as well.
    pub fn elsewhere(&self) -> bool {
        !self.conflict && self.keeper.as_ref().is_some_and(Keeper::open_elsewhere)
    }

    /// Why the work is in memory only, where it is.
    pub fn memory_only(&self) -> Option<&Error> {
        self.drafts.as_ref().and_then(Drafts::memory_only)
    }
}

/// True where work on this step goes on in a draft: it can be opened, is for the same step, and what it holds was
/// not taken yet. The draft of an application stays: it shows the receipt.
fn goes_on(summary: &Summary, step: Option<&StepOf>) -> bool {
    let same = match (&summary.step, step) {
        (Some(own), Some(wanted)) => own.is_same(wanted) && summary.outbox.as_deref() != Some("accepted"),
        (own, wanted) => own.is_none() && wanted.is_none(),
    };
    same && summary.trouble.is_none()
}

/// Opens what is kept, where it can be opened, and in it the draft that is wished.
async fn start(
    turn: u32,
    mut drafts: Drafts,
    key: Option<AskKey>,
    (step, fresh): (Option<StepOf>, bool),
    send: &Callback<Kept>,
) {
    if let Some(shut) = guard::at_begin(&mut drafts, key.as_ref()).await {
        send.emit(Kept::Guard(GuardMsg::Locked(turn, Box::new(shut))));
        return;
    }
    let list = drafts.list().await;
    if list.as_ref().is_ok_and(|list| drafts.missed(list)) {
        send.emit(Kept::Lost);
    }
    let newest = match list {
        Ok(list) if !fresh => list.into_iter().find(|s| goes_on(s, step.as_ref())).map(|s| s.id),
        _ => None,
    };
    open(turn, drafts, (newest, step), send).await;
}

async fn open(
    turn: u32,
    drafts: Drafts,
    (id, step): (Option<String>, Option<StepOf>),
    send: &Callback<Kept>,
) {
    let told = {
        let send = send.clone();
        move |state: &SaveState| send.emit(Kept::State(turn, state.clone()))
    };
    let (keeper, loaded) = match id {
        Some(id) => match Keeper::open(&drafts, &id, told.clone()).await {
            Ok((keeper, loaded)) => (keeper, Some(loaded)),
            Err(error) => {
                send.emit(Kept::Refused(error));
                (Keeper::begin(&drafts, step, told).await, None)
            }
        },
        None => (Keeper::begin(&drafts, step, told).await, None),
    };
    send.emit(Kept::Opened(turn, Box::new(Opened { drafts, keeper, loaded })));
}

/// The name of a draft in lists. A step that does not name the system is called by that of its case.
pub fn title(draft: &Draft, system: &str, lang: Lang) -> String {
    let name = match (draft.field("system.name").trim(), system) {
        ("", "") => say(lang, words::UNNAMED),
        ("", system) => system,
        (name, _) => name,
    };
    let errand = draft.errand.name();
    format!("{name} · {}", say(lang, errand))
}
