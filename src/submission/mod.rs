//! Handing in: at most once, never falsely said to be done, never silently lost.
//!
//! An application is frozen into an envelope with a key and a digest, written down, and only then sent. What
//! comes back is read by [`classify`](classify::classify) with the portal's [`Profile`]; [`outbox`] says what
//! that makes of it and what may be done next; [`HandIn`] does it. See `src/docs/submission.md` for the
//! promises and for the page of contract.
//!
//! ```text
//! let setup = Setup {
//!     drafts: drafts.clone(), draft: keeper.id(), profile: profile,
//!     action: "/api/applications".into(), status: "/api/applications/status/{key}".into(),
//!     upload: "/api/attachments/{sm3}".into(),
//!     headers: Some(headers), way: Way::Portal { announce: None },
//! };
//! let hand_in = HandIn::new(setup, move |view| link.send_message(Msg::HandedIn(view.clone())));
//! spawn_local({ let h = hand_in.clone(); async move { h.recover().await; } });      // when a draft is opened
//! // When the person hands in, after `keeper.flush()`:
//! let content = Content { key: String::new(), draft, review, fees, .. , supersedes: None };  // key: filled in
//! spawn_local(async move { if let Err(error) = hand_in.start(content, keeper.revision()).await { … } });
//! ```
//!
//! The view says in words where the application stands; `view.item.state` decides which buttons there are:
//! `NeedsLogin` and `Unknown` offer [`HandIn::resume`], `Unknown` also the receipt and, behind a question,
//! [`HandIn::send_again`]; `Rejected` leads back to the places that it names.

pub mod answer;
mod backoff;
pub mod classify;
#[cfg(test)]
mod classify_cases;
#[cfg(test)]
mod corpus;
mod driver;
#[cfg(test)]
mod driver_cases;
mod hand_in;
pub mod outbox;
#[cfg(test)]
mod outbox_cases;
pub mod profile;
pub mod request;
#[cfg(test)]
mod request_cases;
mod row;
#[cfg(test)]
mod tests;
pub mod transport;
mod view;

#[cfg(all(target_arch = "wasm32", feature = "element"))]
mod fetch;
#[cfg(all(target_arch = "wasm32", feature = "element"))]
use fetch::send as transport_send;
#[cfg(not(all(target_arch = "wasm32", feature = "element")))]
pub mod scripted;
#[cfg(not(all(target_arch = "wasm32", feature = "element")))]
use scripted::send as transport_send;

pub use answer::{Answer, Receipt, Refusal, RefusalKind, Why};
pub use hand_in::{HandIn, Setup};
pub use outbox::{Item, Paper, Past, State};
pub use profile::{Level, Profile};
pub use view::{Trouble, View, beijing};

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// Something that the page around the form gives in its own time, or why it does not.
pub type Soon<T> = Pin<Box<dyn Future<Output = Result<T, String>>>>;
/// What is about to be sent, for which headers are asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The method.
    pub method: &'static str,
    /// The address.
    pub url: String,
    /// Key and digest of the envelope, where it is one: what a device may sign.
    pub sealed: Option<(String, String)>,
}

/// Gives the headers for a request at the time of sending.
pub type Headers = Rc<dyn Fn(Asked) -> Soon<Vec<(String, String)>>>;
/// Hands in for us: key, digest and envelope in, the outcome as JSON text out.
pub type PageSubmit = Rc<dyn Fn(String, String, String) -> Soon<String>>;
/// Hears of an envelope before it is sent; `false` where the page sends it itself.
pub type Announce = Rc<dyn Fn(&str) -> bool>;

/// Who sends.
#[derive(Clone)]
pub enum Way {
    /// The form, to the portal's address.
    Portal {
        /// Asked before sending. The application is written down as on its way by then.
        announce: Option<Announce>,
    },
    /// The page around the form.
    Page(PageSubmit),
}

/// A key that no other application has.
pub fn new_key() -> String {
    crate::drafts::Drafts::fresh_id()
}
