//! Keeps one open draft: one save at a time, the newest state first, and always a state to show.

use super::model::Base;
use super::{Drafts, Error, Loaded, device};
use crate::dossier::Draft;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

/// Milliseconds without a change after which a save begins.
const PAUSE: u64 = 120;
/// Milliseconds after which it begins although changes go on.
const LONGEST_PAUSE: u64 = 600;
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
    on_state: Box<dyn Fn(&SaveState)>,
    place: RefCell<Place>,
    state: RefCell<SaveState>,
    /// The newest state that is not kept yet, with its title.
    pending: RefCell<Option<(Draft, String)>>,
    /// Counts edits, so that a pause is noticed.
    edits: Cell<u64>,
    /// Counts saves that were tried.
    tries: Cell<u64>,
    /// Set where the next save shall begin at once.
    hurry: Cell<bool>,
    running: Cell<bool>,
    /// Held while the draft is open here, where the browser knows locks.
    lock: RefCell<Option<Rc<device::Lock>>>,
    elsewhere: Cell<bool>,
}

struct Place {
    id: String,
    base: Base,
}

impl Keeper {
    /// Begins a new draft. Nothing is written before the first edit.
    pub async fn begin(drafts: &Drafts, on_state: impl Fn(&SaveState) + 'static) -> Self {
        Self::at(drafts, Drafts::fresh_id(), Base::default(), on_state).await
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
        Ok((Self::at(drafts, id.to_owned(), loaded.base.clone(), on_state).await, loaded))
    }

    async fn at(drafts: &Drafts, id: String, base: Base, on_state: impl Fn(&SaveState) + 'static) -> Self {
        let state = if drafts.memory_only().is_some() { SaveState::MemoryOnly } else { SaveState::Untouched };
        let lock = device::lock(&drafts.lock_name(&id, "edit")).await;
        Self(Rc::new(Inner {
            drafts: drafts.clone(),
            writer: Drafts::fresh_id(),
            on_state: Box::new(on_state),
            place: RefCell::new(Place { id, base }),
            state: RefCell::new(state),
            pending: RefCell::default(),
            edits: Cell::new(0),
            tries: Cell::new(0),
            hurry: Cell::new(false),
            running: Cell::new(false),
            elsewhere: Cell::new(lock.is_none()),
            lock: RefCell::new(lock),
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
            self.0.hurry.set(false);
            let inner = Rc::clone(&self.0);
            device::spawn(async move { inner.run().await });
        }
    }

    /// Saves without any pause, and waits until all edits are kept or a save failed. Call it when the page
    /// is hidden, the element is taken out, or the draft is handed in.
    pub async fn flush(&self) -> SaveState {
        let tries = self.0.tries.get();
        self.0.hurry.set(true);
        loop {
            let failed = matches!(&*self.0.state.borrow(), SaveState::Failed(_));
            if !self.0.running.get() || (failed && self.0.tries.get() > tries) {
                return self.state();
            }
            device::wait(5).await;
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
    async fn run(&self) {
        let mut again = AGAIN;
        loop {
            self.pause().await;
            let Some((draft, title)) = self.pending.borrow().clone() else { break };
            let edits = self.edits.get();
            let failed = self.save(&draft, &title).await;
            let newest = self.edits.get() == edits;
            match failed {
                None => {
                    again = AGAIN;
                    if newest {
                        self.pending.borrow_mut().take();
                        break;
                    }
                    // More was typed meanwhile: not all is kept yet, whatever was just saved.
                    self.show(SaveState::Saving);
                }
                // Nothing that waiting could mend.
                Some(Error::Frozen | Error::Newer) => break,
                Some(_) => {
                    self.wait_again(again).await;
                    again = (again * 2).min(LONGEST_AGAIN);
                }
            }
        }
        self.running.set(false);
    }

    /// Waits for a pause in the typing.
    async fn pause(&self) {
        let mut waited = 0;
        while waited < LONGEST_PAUSE {
            let before = self.edits.get();
            for _ in 0..PAUSE / 20 {
                if self.hurry.take() || device::hidden() {
                    return;
                }
                device::wait(20).await;
            }
            waited += PAUSE;
            if self.edits.get() == before {
                return;
            }
        }
    }

    /// Waits until the next try is due, or a new edit or a flush asks for it.
    async fn wait_again(&self, ms: u64) {
        let before = self.edits.get();
        let until = device::now() + ms;
        while device::now() < until && self.edits.get() == before && !self.hurry.get() {
            device::wait(50).await;
        }
    }

    async fn save(&self, draft: &Draft, title: &str) -> Option<Error> {
        let (id, base) = {
            let place = self.place.borrow();
            (place.id.clone(), place.base.clone())
        };
        let at = device::now();
        self.tries.set(self.tries.get() + 1);
        match self.drafts.save(&id, &base, &self.writer, title, draft, at).await {
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

    fn show(&self, state: SaveState) {
        if *self.state.borrow() != state {
            *self.state.borrow_mut() = state.clone();
            (self.on_state)(&state);
        }
    }
}
