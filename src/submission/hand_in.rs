//! Hands one draft in: the door. What happens behind it is the [`driver`](super::driver)'s.

use super::driver::Driver;
use super::outbox::{Item, Paper, State};
use super::profile::Profile;
use super::view::View;
use super::{Headers, Way};
use crate::basics::Digest;
use crate::drafts::{Drafts, device};
use crate::wire::Error;
use crate::wire::v1::envelope::{self, Content};
use std::rc::Rc;

/// Where and how to hand in.
#[derive(Clone)]
pub struct Setup {
    /// Where the outbox is kept.
    pub drafts: Drafts,
    /// The draft that is handed in.
    pub draft: String,
    /// How the portal answers.
    pub profile: Profile,
    /// Address that takes an application.
    pub action: String,
    /// Address that tells what became of a key, with `{key}`; empty where there is none.
    pub status: String,
    /// Address that takes an attachment; empty where they do not go apart.
    pub upload: String,
    /// Documents that the portal has already, because they came with earlier steps of the case.
    pub there: Vec<Digest>,
    /// Session, CSRF and signing headers of what the form sends itself: all of it, or attachments and questions where the page
    /// sends the application.
    pub headers: Option<Headers>,
    /// Who sends the application.
    pub way: Way,
}

/// Hands one draft in. Cheap to clone. See the module for an example.
#[derive(Clone)]
pub struct HandIn(Rc<Driver>);

impl HandIn {
    /// A driver for one draft. `on_view` hears of each change until [`HandIn::stop`].
    pub fn new(setup: Setup, on_view: impl Fn(&View) + 'static) -> Self {
        Self(Rc::new(Driver::new(setup, Box::new(on_view))))
    }

    /// Where the application stands; `None` where nothing was handed in from this draft.
    pub fn view(&self) -> Option<View> {
        self.0.view()
    }

    /// Looks into the outbox when a draft is opened. What was on its way when the program ended is unknown
    /// now; what may be asked or sent again without anybody's word is.
    pub async fn recover(&self) -> Option<View> {
        if let Err(halt) = self.0.read().await {
            self.0.halted(halt);
            return self.view();
        }
        if self.0.item.borrow().is_some() {
            self.0.run(Item::interrupted).await;
        }
        self.view()
    }

    /// Freezes an application and hands it in; returns when it has come to rest. Key and predecessor of
    /// `content` are filled in here. The same case, unless it was refused, is the same application: it goes on under its
    /// key, and where it was accepted, that is all that happens.
    ///
    /// # Errors
    /// Where the content cannot be sealed. Everything else shows in the view.
    pub async fn start(&self, content: Content, revision: u64) -> Result<Option<View>, Error> {
        // What is under way is finished first; what only waits gives way.
        self.0.give_way.set(true);
        while self.0.busy.get() {
            device::wait(20).await;
        }
        self.0.give_way.set(false);
        if let Err(halt) = self.0.read().await {
            self.0.halted(halt);
            return Ok(self.view());
        }
        let before = self.0.item.borrow().clone();
        let item = match before {
            Some(before) if is_same(&before, &content)? && !matches!(before.state, State::Rejected(_)) => {
                return Ok(self.resume().await);
            }
            before => frozen(content, revision, before, &self.0.setup)?,
        };
        if self.0.put(item).await {
            self.0.run(|_, _| {}).await;
        }
        Ok(self.view())
    }

    /// Goes on after a person signed in, mended something, or asks for the outcome now.
    pub async fn resume(&self) -> Option<View> {
        self.0.hurry.set(self.0.busy.get());
        self.0.run(Item::resumed).await;
        self.view()
    }

    /// Sends the same again although the portal may have it: only on a person's explicit word, after it was
    /// said that this may hand in twice.
    pub async fn send_again(&self) -> Option<View> {
        self.0.run(|item, _| item.sent_again()).await;
        self.view()
    }

    /// The form goes away: nothing new is begun and nobody is told any more. What is under way is still
    /// written down.
    pub fn stop(&self) {
        self.0.stopped.set(true);
    }
}

/// Whether this application is the one before, unchanged. An accepted one is not handed in again, and one
/// that is still open goes on under its key.
fn is_same(before: &Item, content: &Content) -> Result<bool, Error> {
    let same = Content { key: before.key.clone(), supersedes: before.supersedes.clone(), ..content.clone() };
    Ok(envelope::seal(&same)?.digest == before.digest)
}

fn frozen(content: Content, revision: u64, before: Option<Item>, setup: &Setup) -> Result<Item, Error> {
    let supersedes = match &before {
        Some(before) if before.may_be_there() => Some(before.key.clone()),
        Some(before) => before.supersedes.clone(),
        None => None,
    };
    let sealed = envelope::seal(&Content {
        key: super::new_key(),
        supersedes: supersedes.clone(),
        ..content.clone()
    })?;
    let apart = !setup.upload.is_empty();
    let mut papers: Vec<Paper> = Vec::new();
    for a in content.draft.attachments.iter().filter(|_| apart) {
        if papers.iter().all(|paper| paper.digest != a.digest) && !setup.there.contains(&a.digest) {
            papers.push(Paper {
                digest: a.digest,
                name: a.name.clone(),
                media_type: a.media_type.clone(),
                size: a.size,
                arrived: false,
                address: String::new(),
            });
        }
    }
    let mut past = before.as_ref().map(|b| b.past.clone()).unwrap_or_default();
    past.splice(0..0, before.iter().map(Item::past));
    past.truncate(20);
    Ok(Item { supersedes, past, ..Item::frozen(sealed, revision, papers, device::now()) })
}
