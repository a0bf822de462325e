//! Keeps one open draft: one save at a time, the newest state first, and always a state to show.

use super::late::{Late, asked};
use super::model::{Base, Label, StepOf};
use super::{Drafts, Error, Loaded, device};
use crate::dossier::Draft;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Milliseconds without a change after which a save begins: the frame that shows a key comes first.
const PAUSE: u64 = 60;
/// The same for a draft of many rows, whose writing takes a few milliseconds itself.
const PAUSE_OF_MANY: u64 = 160;
/// What many rows are.
const MANY: usize = 60;
/// Milliseconds after a change until it is sealed for a page that may be closed, where what is kept is encrypted.
const AHEAD: u64 = 20;
/// A save begins after so many pauses although changes go on.
const MOST_PAUSES: u64 = 4;
/// Milliseconds until a failed save is tried again, the first time; doubled each time.
const AGAIN: u64 = 2_000;
/// The longest wait between two tries.
const LONGEST_AGAIN: u64 = 30_000;

/// Whether the work is kept. Always shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SaveState {
    /// Nothing was changed yet.
    Untouched,
    /// There are edits that are not kept yet.
    Saving,
    /// All edits are kept on this device.
    Saved {
        /// The revision that holds them.
        revision: u64,
        /// When, milliseconds since 1970.
        at: u64,
    },
    /// The newest edits are not known to be kept. It is tried again by itself and on the next edit.
    Failed(Error),
    /// There is no storage: edits live in this page only.
    MemoryOnly,
    /// Somebody else changed the draft: these edits were kept in a draft of their own (冲突副本), which is
    /// the one now open.
    Conflict {
        /// Its id.
        copy: String,
    },
}

/// Keeps one open draft. Cheap to clone; when the last clone goes, what was handed to it is still saved.
#[derive(Clone)]
pub struct Keeper(Rc<Inner>);

struct Inner {
    drafts: Drafts,
    writer: String,
    /// The step of a case that the draft is for.
    step: Option<StepOf>,
    on_state: Box<dyn Fn(&SaveState)>,
    place: RefCell<Place>,
    state: RefCell<SaveState>,
    /// The newest state that is not kept yet, with its title.
    pending: RefCell<Option<(Draft, String)>>,
    /// Counts edits, so that a pause is noticed.
    edits: Cell<u64>,
    /// True while a task waits for a pause in the typing, or tries again.
    running: Cell<bool>,
    /// True while the store is at work on a save: there is one at a time.
    saving: Cell<bool>,
    /// Held while the draft is open here, where the browser knows locks.
    lock: RefCell<Option<Rc<device::Lock>>>,
    elsewhere: Cell<bool>,
    /// The newest edits that were sealed for a page that may be closed, by the count of edits.
    ahead: RefCell<Option<(u64, Late, String)>>,
    /// True while edits are being sealed so.
    sealing: Cell<bool>,
    /// True while something is written down outside the store.
    parked: Cell<bool>,
}

struct Place {
    id: String,
    base: Base,
}

impl Keeper {
    /// Begins a new draft, for a step of a case where one is named. Nothing is written before the first edit.
    pub async fn begin(
        drafts: &Drafts,
        step: Option<StepOf>,
        on_state: impl Fn(&SaveState) + 'static,
    ) -> Self {
        let place = Place { id: Drafts::fresh_id(), base: Base::default() };
        Self::at(drafts, place, step, on_state).await
    }

    /// Opens a kept draft.
    ///
    /// # Errors
    /// As [`Drafts::load`].
    pub async fn open(
        drafts: &Drafts,
        id: &str,
        on_state: impl Fn(&SaveState) + 'static,
    ) -> Result<(Self, Loaded), Error> {
        let loaded = drafts.load(id).await?;
        let place = Place { id: id.to_owned(), base: loaded.base.clone() };
        Ok((Self::at(drafts, place, loaded.step.clone(), on_state).await, loaded))
    }

    async fn at(
        drafts: &Drafts,
        place: Place,
        step: Option<StepOf>,
        on_state: impl Fn(&SaveState) + 'static,
    ) -> Self {
        let state = if drafts.memory_only().is_some() { SaveState::MemoryOnly } else { SaveState::Untouched };
        let lock = device::lock(&drafts.lock_name(&place.id, "edit")).await;
        Self(Rc::new(Inner {
            drafts: drafts.clone(),
            writer: Drafts::fresh_id(),
            step,
            on_state: Box::new(on_state),
            place: RefCell::new(place),
            state: RefCell::new(state),
            pending: RefCell::default(),
            edits: Cell::new(0),
            running: Cell::new(false),
            saving: Cell::new(false),
            elsewhere: Cell::new(lock.is_none()),
            lock: RefCell::new(lock),
            ahead: RefCell::default(),
            sealing: Cell::new(false),
            parked: Cell::new(false),
        }))
    }

    /// The id of the draft that is open; another after a conflict.
    pub fn id(&self) -> String {
        self.0.place.borrow().id.clone()
    }

    /// The revision that was kept last; 0 where none was.
    pub fn revision(&self) -> u64 {
        self.0.place.borrow().base.revision
    }

    /// Whether the work is kept.
    pub fn state(&self) -> SaveState {
        self.0.state.borrow().clone()
    }

    /// True while there are edits that are not kept.
    pub fn waits(&self) -> bool {
        self.0.pending.borrow().is_some()
    }

    /// The step of a case that the draft is for.
    pub fn step(&self) -> Option<&StepOf> {
        self.0.step.as_ref()
    }

    /// True where the draft was open in another tab already when it was opened here: say so at once, before
    /// there is anything to conflict.
    pub fn open_elsewhere(&self) -> bool {
        self.0.elsewhere.get()
    }

    /// Takes the newest state of the draft. Returns at once; the saving begins after a short pause.
    pub fn edited(&self, draft: &Draft, title: &str) {
        *self.0.pending.borrow_mut() = Some((draft.clone(), title.to_owned()));
        self.0.edits.set(self.0.edits.get() + 1);
        if !matches!(&*self.0.state.borrow(), SaveState::Failed(_)) {
            self.0.show(SaveState::Saving);
        }
        if !self.0.running.replace(true) {
            let inner = Rc::clone(&self.0);
            device::spawn(async move { inner.run().await });
        }
        if self.0.drafts.seals() && !self.0.sealing.replace(true) {
            let inner = Rc::clone(&self.0);
            device::spawn(async move { inner.seal_ahead().await });
        }
    }

    /// Writes the edits that are not kept yet down apart, at once and without waiting for anything. Call it
    /// from inside the event handler of a page that is hidden or closed: a task that is only started there may
    /// never run. What was written down is kept when drafts are next opened, or by the next save here.
    ///
    /// Where what is kept is encrypted, what is written down is what was sealed last, some 20 milliseconds behind the
    /// newest key: no cipher of the browser answers at once, and nothing is written in the clear.
    pub fn park(&self) {
        let Some((draft, title)) = &*self.0.pending.borrow() else { return };
        let parked = match &*self.0.ahead.borrow() {
            Some((_, late, sealed)) if self.0.drafts.seals() => self.0.drafts.park(late, Some(sealed)),
            _ => self.0.drafts.park(&self.0.late(draft, title), None),
        };
        self.0.parked.set(self.0.parked.get() || parked);
    }

    /// Saves without any pause, and waits until all edits are kept or a save failed. Begins with
    /// [`Keeper::park`].
    pub async fn flush(&self) -> SaveState {
        self.park();
        loop {
            if self.0.saving.get() {
                device::wait(5).await;
            } else if self.0.pending.borrow().is_none() || self.0.save_pending().await.is_some() {
                return self.state();
            }
        }
    }

    /// Ends the editing here: gives the draft's lock back once all is kept.
    pub async fn close(&self) -> SaveState {
        let state = self.flush().await;
        self.0.lock.borrow_mut().take();
        state
    }
}

impl Inner {
    fn late(&self, draft: &Draft, title: &str) -> Late {
        let place = self.place.borrow();
        asked(&place.id, &place.base, &self.writer, &self.label(title), draft, device::now())
    }

    /// Seals the newest edits, again and again until there are no newer ones.
    async fn seal_ahead(&self) {
        loop {
            device::wait(AHEAD).await;
            let edits = self.edits.get();
            let Some((draft, title)) = self.pending.borrow().clone() else { break };
            let late = self.late(&draft, &title);
            let Some(sealed) = self.drafts.seal_late(&late).await else { break };
            *self.ahead.borrow_mut() = Some((edits, late, sealed));
            if self.edits.get() == edits {
                break;
            }
        }
        self.sealing.set(false);
    }

    async fn run(&self) {
        let mut again = AGAIN;
        loop {
            self.pause().await;
            if self.pending.borrow().is_none() {
                break;
            }
            if self.saving.get() {
                continue;
            }
            match self.save_pending().await {
                None => again = AGAIN,
                // Nothing that waiting could mend.
                Some(Error::Frozen | Error::Newer | Error::Locked | Error::NoVault) => break,
                Some(_) => {
                    self.wait_again(again).await;
                    again = (again * 2).min(LONGEST_AGAIN);
                }
            }
        }
        self.running.set(false);
    }

    /// Saves what is pending. What was typed meanwhile stays pending.
    async fn save_pending(&self) -> Option<Error> {
        let (draft, title) = self.pending.borrow().clone()?;
        let edits = self.edits.get();
        let id = self.place.borrow().id.clone();
        self.saving.set(true);
        let failed = self.save(&draft, &title).await;
        self.saving.set(false);
        if failed.is_none() {
            // What was sealed or written down before is older than what is kept now.
            self.ahead.borrow_mut().take_if(|(sealed, ..)| *sealed <= edits);
            if self.edits.get() == edits && self.parked.replace(false) {
                self.drafts.unpark(&id, &self.writer);
            }
        }
        if failed.is_none() && self.edits.get() == edits {
            self.pending.borrow_mut().take();
        } else if failed.is_none() {
            // Not all is kept yet, whatever was just saved.
            self.show(SaveState::Saving);
        }
        failed
    }

    /// Waits for a pause in the typing.
    async fn pause(&self) {
        let many = self.pending.borrow().as_ref().is_some_and(|(draft, _)| draft.needs.len() > MANY);
        for _ in 0..MOST_PAUSES {
            let before = self.edits.get();
            device::wait(if many { PAUSE_OF_MANY } else { PAUSE }).await;
            if self.edits.get() == before || device::hidden() {
                return;
            }
        }
    }

    /// Waits until the next try is due, or a new edit asks for it, or nothing is left to try.
    async fn wait_again(&self, ms: u64) {
        let before = self.edits.get();
        let until = device::now() + ms;
        while device::now() < until && self.edits.get() == before && self.pending.borrow().is_some() {
            device::wait(50).await;
        }
    }

    async fn save(&self, draft: &Draft, title: &str) -> Option<Error> {
        let (id, base) = {
            let place = self.place.borrow();
            (place.id.clone(), place.base.clone())
        };
        let at = device::now();
        match self.drafts.save(&id, &base, &self.writer, &self.label(title), draft, at).await {
            Ok(saved) => {
                let revision = saved.base.revision;
                let copy = saved.conflict.then(|| saved.id.clone());
                *self.place.borrow_mut() = Place { id: saved.id, base: saved.base };
                self.show(match copy {
                    Some(copy) => SaveState::Conflict { copy },
                    None if self.drafts.memory_only().is_some() => SaveState::MemoryOnly,
                    None => SaveState::Saved { revision, at },
                });
                None
            }
            Err(error) => {
                self.show(SaveState::Failed(error.clone()));
                Some(error)
            }
        }
    }

    fn label(&self, title: &str) -> Label {
        Label { title: title.to_owned(), step: self.step.clone() }
    }

    fn show(&self, state: SaveState) {
        if *self.state.borrow() != state {
            *self.state.borrow_mut() = state.clone();
            (self.on_state)(&state);
        }
    }
}
