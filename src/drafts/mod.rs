//! Keeping work on the person's own device.
//!
//! One interface, two stores: IndexedDB where there is a browser that gives it, memory elsewhere (and in
//! a browser that gives none; [`Drafts::memory_only`] then says why, for the permanent banner). What is
//! kept, under which names, and what is promised stands in `src/docs/keeping.md`.
//!
//! ```text
//! let drafts = Drafts::open("hlj-portal:user-17").await;           // never fails
//! let kept = drafts.list().await?;                                  // newest first
//! let (keeper, loaded) = Keeper::open(&drafts, &kept[0].id, on_state).await?;   // or Keeper::begin(&drafts, None, on_state)
//! keeper.edited(&draft, "title for lists");                         // after each change; returns at once
//! keeper.park();                                                    // inside a handler of `pagehide`, at once
//! keeper.flush().await;                                             // when hidden, disconnected, handing in
//! let digest = drafts.put_blob(bytes).await?;                       // an attachment, before the draft names it
//! ```
//!
//! `on_state` is called with each [`SaveState`]. On [`SaveState::Conflict`] the keeper already goes on in
//! the copy that it names: show a banner, and carry on. A panic hook calls [`freeze`].
//!
//! What is kept may be encrypted ([`Drafts::turn_on`]); until [`Drafts::unlock`] nothing of it can be read or written
//! then, and every deed answers [`Error::Locked`].

pub mod backup;
pub mod error;
mod keeper;
#[cfg(test)]
mod keeper_cases;
mod late;
mod memory;
pub mod model;
mod reading;
mod record;
#[cfg(test)]
mod soak;
mod store;
#[cfg(test)]
mod store_cases;
#[cfg(test)]
mod tests;
mod vault;

#[cfg(all(target_arch = "wasm32", feature = "element"))]
mod browser;
#[cfg(all(target_arch = "wasm32", feature = "element"))]
#[path = "cipher/browser.rs"]
mod cipher;
#[cfg(all(target_arch = "wasm32", feature = "element"))]
#[path = "device/browser.rs"]
pub mod device;
// Where there is no browser, its place is taken by a store that says so.
#[cfg(not(all(target_arch = "wasm32", feature = "element")))]
#[path = "absent.rs"]
mod browser;
#[cfg(not(all(target_arch = "wasm32", feature = "element")))]
#[path = "cipher/native.rs"]
mod cipher;
#[cfg(not(all(target_arch = "wasm32", feature = "element")))]
#[path = "device/native.rs"]
pub mod device;

pub use backup::{BackedUp, Restored};
pub use cipher::{Key as HostKey, available as can_encrypt};
pub use error::Error;
pub use keeper::{Keeper, SaveState};
pub use model::{Label, StepOf};
pub use reading::{Loaded, Summary};
pub use store::{Drafts, News, OutboxRow, Saved, Watch, freeze};
pub use vault::{Guard, SHORTEST, Secret, Way};

/// Names one record: kind, owner, and what follows; compared part by part.
pub(crate) type Key = Vec<String>;

/// One change inside a transaction.
#[derive(Clone, Debug)]
pub(crate) enum Op {
    /// Writes a text.
    Put(Key, String),
    /// Removes a text.
    Delete(Key),
    /// Writes bytes.
    PutBlob(Key, std::rc::Rc<[u8]>),
    /// Removes bytes.
    DeleteBlob(Key),
}

/// What a transaction decides from what it read: the changes, or why there are none.
pub(crate) type Decided<R> = Result<(Vec<Op>, R), Error>;
