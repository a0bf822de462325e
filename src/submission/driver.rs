//! What happens between the button and the receipt: writes down, sends, reads the answer, and goes on as far
//! as nobody needs to be asked.

use super::answer::{Answer, Why};
use super::classify::{Sent, classify, told_by_host};
use super::hand_in::Setup;
use super::outbox::{Item, State, Step};
use super::profile::{Profile, Purpose};
use super::view::{Trouble, View};
use super::{Asked, Way, request, row, transport_send};
use crate::drafts::{self, OutboxRow, device};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::task::Poll;

/// Milliseconds within which the page must give headers.
const PATIENCE_WITH_HEADERS: u64 = 30_000;
/// Milliseconds within which a page that signs, or hands in itself, must be done.
const PATIENCE_WITH_PAGE: u64 = 300_000;

/// Hands one draft in.
pub(super) struct Driver {
    pub(super) setup: Setup,
    on_view: Box<dyn Fn(&View)>,
    pub(super) item: RefCell<Option<Item>>,
    /// Serial of the row that was read or written last.
    serial: Cell<u64>,
    papers: Cell<Option<(usize, usize)>>,
    trouble: RefCell<Option<Trouble>>,
    pub(super) busy: Cell<bool>,
    /// Set where a person does not want to wait for the next try.
    pub(super) hurry: Cell<bool>,
    /// Set where a person hands in anew while the driver waits.
    pub(super) give_way: Cell<bool>,
    pub(super) stopped: Cell<bool>,
}

/// How often an answer is tried to be written down.
const TRIES_TO_KEEP: usize = 4;

/// Why the driver comes to rest although the application has not.
pub(super) enum Halt {
    Trouble(Trouble),
    Rest,
}

impl Driver {
    pub(super) fn new(setup: Setup, on_view: Box<dyn Fn(&View)>) -> Self {
        Self {
            setup,
            on_view,
            item: RefCell::default(),
            serial: Cell::new(0),
            papers: Cell::new(None),
            trouble: RefCell::default(),
            busy: Cell::new(false),
            hurry: Cell::new(false),
            give_way: Cell::new(false),
            stopped: Cell::new(false),
        }
    }

    pub(super) fn view(&self) -> Option<View> {
        let item = self.item.borrow().clone()?;
        let trouble = self.trouble.borrow().clone();
        Some(View { item, busy: self.busy.get(), papers: self.papers.get(), trouble })
    }

    fn show(&self) {
        if let Some(view) = self.view().filter(|_| !self.stopped.get()) {
            (self.on_view)(&view);
        }
    }

    pub(super) fn halted(&self, halt: Halt) {
        if let Halt::Trouble(trouble) = halt {
            *self.trouble.borrow_mut() = Some(trouble);
        }
        self.show();
    }

    /// Takes the lock, lets `begin` change the application, and goes on until it rests.
    pub(super) async fn run(&self, begin: impl FnOnce(&mut Item, u64)) {
        if self.busy.replace(true) {
            return;
        }
        *self.trouble.borrow_mut() = None;
        let name = self.setup.drafts.lock_name(&self.setup.draft, "send");
        let halt = match device::lock(&name).await {
            None => Halt::Trouble(Trouble::Elsewhere),
            Some(lock) => {
                let halt = self.work(begin).await;
                drop(lock);
                halt
            }
        };
        self.busy.set(false);
        self.papers.set(None);
        self.halted(halt);
    }

    async fn work(&self, begin: impl FnOnce(&mut Item, u64)) -> Halt {
        if let Err(halt) = self.read().await {
            return halt;
        }
        if let Err(halt) = self.change(|item| begin(item, device::now())).await {
            return halt;
        }
        loop {
            if let Err(halt) = self.step().await {
                return halt;
            }
        }
    }

    async fn step(&self) -> Result<(), Halt> {
        let Some(item) = self.item.borrow().clone() else { return Err(Halt::Rest) };
        let can_ask = !self.setup.status.is_empty();
        let next = item.next(&self.setup.profile, can_ask);
        if next == Step::Rest || self.stopped.get() {
            return Err(Halt::Rest);
        }
        self.wait_until_due(&item).await?;
        match next {
            Step::Ask => self.ask(&item).await,
            Step::Send if item.papers.iter().any(|paper| !paper.arrived) => self.upload(item).await,
            Step::Send => self.send(item).await,
            Step::Rest => Err(Halt::Rest),
        }
    }

    /// Waits until the next try is due; nothing is tried by itself while nobody looks.
    async fn wait_until_due(&self, item: &Item) -> Result<(), Halt> {
        let Some(due) = item.due else { return Ok(()) };
        while device::now() < due && !self.hurry.take() {
            if self.stopped.get() || self.give_way.get() {
                return Err(Halt::Rest);
            }
            device::wait((due - device::now()).clamp(1, 1_000)).await;
        }
        device::shown().await;
        Ok(())
    }

    async fn send(&self, item: Item) -> Result<(), Halt> {
        if self.setup.action.is_empty() && matches!(self.setup.way, Way::Portal { .. }) {
            return Err(Halt::Trouble(Trouble::NoAddress));
        }
        let sealed = (item.key.clone(), item.digest.to_string());
        let headers = self.headers("POST", &self.setup.action, Some(sealed)).await?;
        // A device may have taken its time: where the form is gone by now, nothing goes out behind anybody's back.
        if self.stopped.get() {
            return Err(Halt::Rest);
        }
        let body = item.body.clone().unwrap_or_else(|| request::body(&item, &self.setup.profile));
        // Written down before the first byte goes out; where that fails, nothing goes out.
        self.change(|item| item.sending(body.clone(), device::now())).await?;
        self.show();
        let digest = item.digest.to_string();
        let sent = |now| Sent { purpose: Purpose::Submit, key: &item.key, digest: &digest, now };
        let (answer, by_page) = match &self.setup.way {
            Way::Portal { announce }
                if !announce.as_ref().is_none_or(|announce| announce(&item.envelope)) =>
            {
                (Answer::Unknown { why: Why::HostSilent, message: String::new(), after: None }, true)
            }
            Way::Portal { .. } => {
                let request = request::submit(&item, &body, &self.setup.action, &self.setup.profile, headers);
                (classify(&transport_send(request).await, &self.setup.profile, sent(device::now())), false)
            }
            Way::Page(submit) => {
                let told = submit(item.key.clone(), digest.clone(), item.envelope.clone());
                let answer = match within(PATIENCE_WITH_PAGE, told).await {
                    Some(Ok(outcome)) => told_by_host(&outcome, sent(device::now())),
                    Some(Err(message)) => Answer::Unknown { why: Why::HostSilent, message, after: None },
                    None => Answer::Unknown { why: Why::HostSilent, message: String::new(), after: None },
                };
                (answer, true)
            }
        };
        let (now, random) = (device::now(), chance());
        let kept = self.settle(|item| {
            item.by_page |= by_page;
            item.answered(Purpose::Submit, answer.clone(), now, random);
        });
        let kept = kept.await;
        self.show();
        kept
    }

    async fn ask(&self, item: &Item) -> Result<(), Halt> {
        let headers = self.headers("GET", &self.setup.status, None).await?;
        let request = request::status(item, &self.setup.status, &self.setup.profile, headers);
        let reply = transport_send(request).await;
        let digest = item.digest.to_string();
        let sent = Sent { purpose: Purpose::Status, key: &item.key, digest: &digest, now: device::now() };
        // A question is told the truth only where it names the key: without an echo it may be an old answer.
        let profile = Profile { must_echo: true, ..self.setup.profile.clone() };
        let answer = classify(&reply, &profile, sent);
        let (now, random) = (device::now(), chance());
        let kept = self.settle(|item| item.answered(Purpose::Status, answer.clone(), now, random)).await;
        self.show();
        kept
    }

    async fn upload(&self, item: Item) -> Result<(), Halt> {
        let all = item.papers.len();
        let Some((at, paper)) = item.papers.iter().enumerate().find(|(_, paper)| !paper.arrived) else {
            return Ok(());
        };
        self.papers.set(Some((item.papers.iter().filter(|paper| paper.arrived).count(), all)));
        self.show();
        let bytes = match self.setup.drafts.blob(paper.digest).await {
            Ok(bytes) => bytes,
            Err(drafts::Error::Missing) => {
                return Err(Halt::Trouble(Trouble::PaperMissing(paper.name.clone())));
            }
            Err(error) => return Err(Halt::Trouble(Trouble::Keeping(error))),
        };
        let headers = self.headers("PUT", &self.setup.upload, None).await?;
        let request = request::upload(paper, bytes, &self.setup.upload, &self.setup.profile, headers);
        let reply = transport_send(request).await;
        let digest = paper.digest.to_string();
        let sent = Sent { purpose: Purpose::Upload, key: "", digest: &digest, now: device::now() };
        let answer = classify(&reply, &self.setup.profile, sent);
        let (now, random) = (device::now(), chance());
        self.settle(|item| item.uploaded(at, answer.clone(), now, random)).await
    }

    async fn headers(
        &self,
        method: &'static str,
        url: &str,
        sealed: Option<(String, String)>,
    ) -> Result<Vec<(String, String)>, Halt> {
        // A person may have to find a device and type its secret before there is a signature.
        let patience = if sealed.is_some() { PATIENCE_WITH_PAGE } else { PATIENCE_WITH_HEADERS };
        // Where the page sends the application, it signs it too.
        let by_page = sealed.is_some() && matches!(self.setup.way, Way::Page(_));
        let Some(headers) = self.setup.headers.as_ref().filter(|_| !by_page) else { return Ok(Vec::new()) };
        match within(patience, headers(Asked { method, url: url.to_owned(), sealed })).await {
            Some(told) => told.map_err(|why| Halt::Trouble(Trouble::Headers(why))),
            None => Err(Halt::Trouble(Trouble::Headers("timeout 超时".into()))),
        }
    }

    /// Reads the row of the outbox.
    pub(super) async fn read(&self) -> Result<(), Halt> {
        match self.setup.drafts.outbox(&self.setup.draft).await {
            Ok(Some(kept)) => self.adopt(&kept),
            Ok(None) => Ok(()),
            Err(error) => Err(Halt::Trouble(Trouble::Keeping(error))),
        }
    }

    fn adopt(&self, kept: &OutboxRow) -> Result<(), Halt> {
        let damaged = |_| Halt::Trouble(Trouble::Keeping(drafts::Error::Damaged(vec![kept.text.clone()])));
        *self.item.borrow_mut() = Some(row::read(&kept.text).map_err(damaged)?);
        self.serial.set(kept.serial);
        Ok(())
    }

    /// Puts a new application in the place of what stood in the row.
    pub(super) async fn put(&self, item: Item) -> bool {
        match self.write(&item).await {
            Ok(()) => {
                *self.item.borrow_mut() = Some(item);
                return true;
            }
            // What the other tab handed in is what is shown.
            Err(Halt::Trouble(Trouble::Elsewhere)) => self.halted(Halt::Trouble(Trouble::Elsewhere)),
            Err(halt) => {
                *self.item.borrow_mut() = Some(item);
                self.halted(halt);
            }
        }
        false
    }

    /// Changes the application and writes it down. Where that fails, nothing has changed.
    async fn change(&self, change: impl FnOnce(&mut Item)) -> Result<(), Halt> {
        let Some(before) = self.item.borrow().clone() else { return Err(Halt::Rest) };
        let mut item = before.clone();
        change(&mut item);
        if item != before {
            self.write(&item).await?;
            *self.item.borrow_mut() = Some(item);
        }
        Ok(())
    }

    /// Takes an answer that came. It is shown even where it cannot be written down; and where another tab
    /// wrote between, it is applied to what that tab left of the same application: no answer is lost.
    async fn settle(&self, change: impl Fn(&mut Item)) -> Result<(), Halt> {
        let Some(mut item) = self.item.borrow().clone() else { return Err(Halt::Rest) };
        let mut failed = None;
        for _ in 0..TRIES_TO_KEEP {
            let key = item.key.clone();
            change(&mut item);
            match self.write(&item).await {
                Ok(()) => {
                    *self.item.borrow_mut() = Some(item);
                    return Ok(());
                }
                Err(Halt::Trouble(Trouble::Keeping(error))) => {
                    failed = Some(error);
                    device::wait(1_000).await;
                }
                Err(_) => {}
            }
            // What is there now; after a failure that is what was there before.
            let current = self.item.borrow().clone();
            item = match current.filter(|current| current.key == key) {
                Some(current) if matches!(current.state, State::Accepted(_) | State::Rejected(_)) => {
                    return Err(Halt::Rest);
                }
                Some(current) => current,
                None => return Err(Halt::Trouble(Trouble::Elsewhere)),
            };
        }
        change(&mut item);
        *self.item.borrow_mut() = Some(item);
        Err(Halt::Trouble(failed.map_or(Trouble::Elsewhere, Trouble::AnswerNotKept)))
    }

    async fn write(&self, item: &Item) -> Result<(), Halt> {
        let kept = OutboxRow {
            serial: self.serial.get(),
            state: item.state.code().to_owned(),
            text: row::write(item),
            attachments: item.papers.iter().map(|paper| paper.digest).collect(),
        };
        match self.setup.drafts.set_outbox(&self.setup.draft, &kept).await {
            Ok(Ok(serial)) => {
                self.serial.set(serial);
                Ok(())
            }
            Ok(Err(current)) => {
                self.adopt(&current)?;
                Err(Halt::Trouble(Trouble::Elsewhere))
            }
            Err(error) => Err(Halt::Trouble(Trouble::Keeping(error))),
        }
    }
}

/// What this gives, or `None` after so many milliseconds.
async fn within<R>(ms: u64, work: impl Future<Output = R>) -> Option<R> {
    let (mut work, mut late) = (pin!(work), pin!(device::wait(ms)));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(Some(result)),
        Poll::Pending => late.as_mut().poll(context).map(|()| None),
    })
    .await
}

fn chance() -> u64 {
    u64::from_le_bytes(device::entropy().first_chunk().copied().unwrap_or_default())
}
