//! Encryption of what is kept, as a person meets it: the locked page, the part of the panel, locking when nobody is there.

mod view;
pub mod words;

use crate::basics::Words;
use crate::drafts::{
    Drafts, Error, Guard, HostKey, News, SHORTEST, SaveState, Secret, Way, can_encrypt, device,
};
use crate::submission::Soon;
use crate::ui::keep::Kept;
use crate::ui::words::both;
use gloo::events::EventListener;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use yew::Callback;

pub use view::{banners, page, sealed_restore, section};

/// The page's key.
#[derive(Clone, PartialEq)]
pub struct AskKey {
    /// True where the page gives keys.
    pub gives: Callback<(), bool>,
    /// Asks for it; none where it gives none.
    pub ask: Callback<(), Soon<Option<HostKey>>>,
}

/// Minutes without a key or a click until a passphrase is asked for again, where the page says nothing else.
const IDLE_MINUTES: u32 = 15;

/// News and wishes about encryption.
#[derive(Debug)]
pub enum GuardMsg {
    /// What is kept is locked. The turn of the wish that this answers.
    Locked(u32, Box<Shut>),
    /// It is open again: go on.
    Open,
    /// A form of the panel is wanted, or none.
    Ask(Asked),
    /// A person or the page wants this done.
    Do(Deed),
    /// So many records are done.
    Progress(usize),
    /// A deed is done, or why not.
    Done(Result<Words, Words>),
    /// Something happened to the store.
    News(News),
    /// The backup file shall be sealed, or not.
    Seal(bool),
    /// A sealed backup waits for its passphrase.
    Sealed(File),
    /// A draft is open: hear what happens to the store, and wait for nobody being there.
    Watch,
}

/// What can be done.
#[derive(Debug)]
pub enum Deed {
    /// Unlock by a passphrase.
    Unlock(String),
    /// Ask the page for its key once more.
    UnlockHost,
    /// Encrypt: the passphrase, twice.
    TurnOn(String, String),
    /// Another passphrase: the old one, the new one twice.
    Change(String, String, String),
    /// Decrypt: the passphrase.
    TurnOff(String),
    /// Lock.
    Lock,
    /// Restore the sealed backup that was chosen, with this passphrase.
    Restore(String),
}

/// Which form stands open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Asked {
    /// None.
    #[default]
    None,
    /// For encrypting.
    TurnOn,
    /// For another passphrase.
    Change,
    /// For decrypting.
    TurnOff,
    /// What to do where it cannot be opened.
    Forgotten,
    /// Once more, before all is removed.
    Clear,
}

/// What is kept, while it is locked.
pub struct Shut {
    /// The store.
    pub drafts: Drafts,
    /// How it stands.
    pub guard: Guard,
    /// Why the last try did not open it.
    pub why: Option<Words>,
    /// True where the form behind it holds edits that are not kept.
    pub covers: bool,
}

impl std::fmt::Debug for Shut {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Shut").field("guard", &self.guard).finish_non_exhaustive()
    }
}

/// What is on screen of it.
#[derive(Default)]
pub struct Guarding {
    /// Where it is locked.
    pub shut: Option<Shut>,
    /// Which form stands open.
    pub asked: Asked,
    /// True while something is being done.
    pub busy: bool,
    /// So many records are done.
    pub done: usize,
    /// What the last deed gave.
    pub told: Option<Result<Words, Words>>,
    /// True where a newer program has upgraded the store.
    pub upgraded: bool,
    /// True where the backup shall not be sealed.
    pub clear_backup: bool,
    /// A sealed backup that waits for its passphrase.
    pub backup: Option<File>,
    /// Asks the page for its key.
    pub key: Option<AskKey>,
    /// Locks when nobody is there.
    idle: Option<Idle>,
}

/// Opens what is encrypted where the page has the key, and encrypts where the page wants it; or why it stays locked.
pub async fn at_begin(drafts: &mut Drafts, key: Option<&AskKey>) -> Option<Shut> {
    let guard = drafts.guard().await.ok()?;
    if guard == Guard::None && !can_encrypt() && key.is_some_and(|key| key.gives.emit(())) {
        // The page wants no clear text on the device, and its browser cannot encrypt: nothing is kept at all.
        *drafts = Drafts::in_memory(drafts.owner(), Error::NoCipher);
        return None;
    }
    let shut = |guard, why| Some(Shut { drafts: drafts.clone(), guard, why, covers: false });
    match guard {
        Guard::Open(_) => None,
        Guard::Locked(Way::Passphrase) | Guard::Lost => shut(guard, None),
        _ if drafts.memory_only().is_some() => None,
        Guard::None | Guard::Locked(Way::Host) => match by_host(drafts, guard, key).await {
            Ok(()) => None,
            Err(why) => shut(Guard::Locked(Way::Host), Some(why)),
        },
    }
}

/// Asks the page for its key, and opens or encrypts with it.
async fn by_host(drafts: &Drafts, guard: Guard, key: Option<&AskKey>) -> Result<(), Words> {
    let given = match key {
        Some(key) => key.ask.emit(()).await.map_err(|why| both(words::HOST_FAILED, &[&why]))?,
        None => None,
    };
    let done = match (given, guard) {
        (None, Guard::None) => return Ok(()),
        (None, _) => return Err(both(words::HOST_NONE, &[])),
        (Some(key), Guard::None) => drafts.turn_on(&Secret::Host(key), |_| {}).await,
        (Some(key), _) => drafts.unlock(&Secret::Host(key), |_| {}).await,
    };
    done.map_err(|error| error.words())
}

/// Tries to open what is locked.
pub fn unlock(guarding: &mut Guarding, deed: Deed, send: &Callback<Kept>) {
    let Some(shut) = &mut guarding.shut else { return };
    let (drafts, key, guard) = (shut.drafts.clone(), guarding.key.clone(), shut.guard);
    shut.why = None;
    (guarding.busy, guarding.done) = (true, 0);
    let send = send.clone();
    spawn_local(async move {
        let told = progress(&send);
        let done = match deed {
            Deed::Unlock(text) => {
                drafts.unlock(&Secret::Passphrase(text), told).await.map_err(|error| error.words())
            }
            _ => match drafts.guard_anew().await {
                Ok(Guard::Open(_)) => Ok(()),
                Ok(now) => by_host(&drafts, now, key.as_ref()).await,
                Err(_) => by_host(&drafts, guard, key.as_ref()).await,
            },
        };
        send.emit(Kept::Guard(done.map_or_else(|why| GuardMsg::Done(Err(why)), |()| GuardMsg::Open)));
    });
}

/// Encrypts, changes the secret or decrypts, beside the open form.
pub fn change(guarding: &mut Guarding, drafts: &Drafts, deed: Deed, send: &Callback<Kept>) {
    if let Some(why) = refused(&deed) {
        guarding.told = Some(Err(both(why, &[])));
        return;
    }
    (guarding.busy, guarding.done, guarding.told) = (true, 0, None);
    let (drafts, send) = (drafts.clone(), send.clone());
    let secret = Secret::Passphrase;
    spawn_local(async move {
        let told = progress(&send);
        let (done, word) = match deed {
            Deed::TurnOn(text, _) => (drafts.turn_on(&secret(text), told).await, words::TURNED_ON),
            Deed::Change(old, new, _) => {
                (drafts.change_secret(&secret(old), &secret(new)).await, words::CHANGED)
            }
            Deed::TurnOff(text) => (drafts.turn_off(&secret(text), told).await, words::TURNED_OFF),
            _ => return,
        };
        let done = done.map(|()| both(word, &[])).map_err(|error| error.words());
        send.emit(Kept::Guard(GuardMsg::Done(done)));
    });
}

fn progress(send: &Callback<Kept>) -> impl Fn(usize) + use<> {
    let send = send.clone();
    move |done| send.emit(Kept::Guard(GuardMsg::Progress(done)))
}

/// Why a passphrase is not taken.
fn refused(deed: &Deed) -> Option<crate::ui::words::Word> {
    let (Deed::TurnOn(first, again) | Deed::Change(_, first, again)) = deed else { return None };
    match () {
        () if first.chars().count() < SHORTEST => Some(words::TOO_SHORT),
        () if first != again => Some(words::NOT_SAME),
        () => None,
    }
}

/// Locks a little later: something is on its way to the portal, and what becomes of it must be kept.
pub fn lock_later(msg: GuardMsg, send: &Callback<Kept>) {
    let send = send.clone();
    spawn_local(async move {
        device::wait(1_000).await;
        send.emit(Kept::Guard(msg));
    });
}

/// Keeps what is not kept yet, then lets the key go: here, and in the other tabs where `others`.
pub fn lock(keeping: &crate::ui::keep::Keeping, others: bool, send: &Callback<Kept>) {
    let Some(drafts) = keeping.drafts.clone() else { return };
    let (keeper, send, turn) = (keeping.keeper().cloned(), send.clone(), keeping.turn());
    let Guard::Open(way) = drafts.guarded() else { return };
    spawn_local(async move {
        if let Some(keeper) = &keeper
            && let SaveState::Failed(error) = keeper.flush().await
        {
            let why = error.words();
            let say = |why: &str| both(words::NOT_LOCKED, &[why]);
            let told = Words::new(say(&why.zh).zh, say(&why.en).en);
            send.emit(Kept::Guard(GuardMsg::Done(Err(told))));
            return;
        }
        if let Some(keeper) = keeper {
            keeper.close().await;
        }
        if others {
            drafts.lock();
        } else {
            drafts.let_go();
        }
        let shut = Shut { drafts, guard: Guard::Locked(way), why: None, covers: false };
        send.emit(Kept::Guard(GuardMsg::Locked(turn, Box::new(shut))));
    });
}

/// Asks the store how it stands, after another tab has changed it: what is locked then covers the form.
pub fn look_again(keeping: &crate::ui::keep::Keeping, send: &Callback<Kept>) {
    let shut = keeping.guarding.shut.as_ref();
    let Some(drafts) = shut.map(|shut| shut.drafts.clone()).or_else(|| keeping.drafts.clone()) else {
        return;
    };
    let (send, turn, was) = (send.clone(), keeping.turn(), shut.is_some());
    spawn_local(async move {
        match drafts.guard_anew().await {
            Ok(guard @ (Guard::Locked(_) | Guard::Lost)) if !was => {
                let shut = Shut { drafts, guard, why: None, covers: true };
                send.emit(Kept::Guard(GuardMsg::Locked(turn, Box::new(shut))));
            }
            Ok(Guard::None | Guard::Open(_)) if was => send.emit(Kept::Guard(GuardMsg::Open)),
            _ => {}
        }
    });
}

/// Locks after some minutes without a key or a click.
struct Idle {
    _ears: [EventListener; 3],
    _last: Rc<Cell<u64>>,
}

impl Guarding {
    /// What is kept is locked.
    pub fn lock(&mut self, shut: Shut) {
        (self.busy, self.asked, self.told, self.idle) = (false, Asked::None, None, None);
        self.backup = None;
        self.shut = Some(shut);
    }

    /// Begins to wait for nobody being there, where what is kept is encrypted. Nought minutes: never.
    pub fn watch(&mut self, guard: Guard, minutes: Option<u32>, send: &Callback<Kept>) {
        self.idle = None;
        let minutes = match guard {
            Guard::Open(Way::Passphrase) => minutes.unwrap_or(IDLE_MINUTES),
            Guard::Open(Way::Host) => minutes.unwrap_or(0),
            _ => 0,
        };
        let (Some(window), 1..) = (web_sys::window(), minutes) else { return };
        let last = Rc::new(Cell::new(device::now()));
        let ear = |name| {
            let last = Rc::clone(&last);
            EventListener::new(&window, name, move |_| last.set(device::now()))
        };
        let (weak, send) = (Rc::downgrade(&last), send.clone());
        spawn_local(async move {
            loop {
                device::wait(2_000).await;
                // The form is gone, or waits anew.
                let Some(last) = weak.upgrade() else { break };
                if device::now().saturating_sub(last.get()) > u64::from(minutes) * 60_000 {
                    last.set(device::now());
                    send.emit(Kept::Guard(GuardMsg::Do(Deed::Lock)));
                }
            }
        });
        self.idle = Some(Idle { _ears: [ear("keydown"), ear("pointerdown"), ear("wheel")], _last: last });
    }
}
