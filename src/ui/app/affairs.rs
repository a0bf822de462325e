//! What follows from news of keeping and of handing in.

use super::{App, Msg};
use crate::dossier::Draft;
use crate::drafts::{Error, News, SaveState};
use crate::ui::browser;
use crate::ui::device;
use crate::ui::guard::GuardMsg;
use crate::ui::handing::{Handed, Portal, Wish};
use crate::ui::keep::Kept;
use crate::ui::state::{Action, Notice};
use crate::ui::words::{self, both};
use yew::prelude::*;

impl App {
    /// The page gives a case: it becomes a draft of its own, so that the one before stays in the list.
    pub(super) fn open_given(&mut self, ctx: &Context<Self>, draft: Draft) {
        if ctx.props().settings.case.docket().is_some() {
            return self.take_step(ctx, draft.errand, Some(draft));
        }
        self.act(ctx, Action::Open(draft));
        if self.keeping.drafts.is_none() {
            self.typed_early = true;
        } else {
            self.keeping.flush();
            self.keeping.open(None, &ctx.link().callback(Msg::Kept));
        }
    }

    /// What follows from news of keeping.
    pub(super) fn kept(&mut self, ctx: &Context<Self>, kept: Kept) {
        let send = ctx.link().callback(Msg::Kept);
        match kept {
            Kept::Opened(turn, opened) => {
                let first = self.keeping.drafts.is_none();
                if !self.keeping.opened(turn, &opened) {
                    return;
                }
                self.follow(ctx);
                match opened.loaded {
                    // Somebody typed before the draft was open: what was typed wins, in a draft of its own.
                    Some(_) if self.typed_early => {
                        self.keeping.open(None, &send);
                        let words = both(words::EARLIER_KEPT, &[]);
                        self.act(ctx, Action::Tell(Some(Notice { fault: false, words })));
                    }
                    Some(loaded) => {
                        let step = self.state.step;
                        let went = first && self.state.steps().first() != Some(&step);
                        self.act(ctx, Action::Open(loaded.draft));
                        // Somebody looked ahead while the draft was being read.
                        if went && self.state.steps().contains(&step) {
                            self.state.step = step;
                        }
                        self.proposed = false;
                        self.say_followed(ctx);
                    }
                    // What a form only begins with is kept once somebody writes.
                    None if self.state.edit > 0 && !self.proposed => self.keep(),
                    None => {}
                }
                (self.typed_early, self.follows) = (false, false);
                for (role, files) in std::mem::take(&mut self.chosen_early) {
                    self.read_papers(ctx, role, files);
                }
                self.of_device(ctx, Kept::Guard(GuardMsg::Watch));
            }
            Kept::State(turn, state) => {
                let locked = matches!(state, SaveState::Failed(Error::Locked | Error::NoVault));
                self.keeping.told(turn, state);
                if locked {
                    self.of_device(ctx, Kept::Guard(GuardMsg::News(News::Vault)));
                }
            }
            Kept::Listed(list) => self.keeping.list = Some(list),
            Kept::Refused(error) => {
                self.act(ctx, Action::Tell(Some(Notice { fault: true, words: error.words() })));
            }
            Kept::Open(id) => {
                self.keeping.open(Some(id), &send);
                self.act(ctx, Action::Drafts(false));
            }
            Kept::New => {
                self.keeping.flush();
                self.keeping.open(None, &send);
                let draft = self.begun(ctx, self.state.draft.errand);
                self.act(ctx, Action::Open(draft));
            }
            Kept::Doubt(id) => self.keeping.removing = Some(id),
            Kept::Remove(id) => self.keeping.remove(id, &send),
            Kept::Find(words) => self.keeping.find = words,
            Kept::Lost => self.keeping.lost = true,
            Kept::Doubted => self.keeping.clearing = false,
            Kept::ClearDoubt => self.keeping.clearing = true,
            Kept::Compared(compared) => self.keeping.compared = Some(*compared),
            Kept::Compare(None) => self.keeping.compared = None,
            other @ (Kept::Copy(_)
            | Kept::Compare(Some(_))
            | Kept::Backup
            | Kept::Restore(_)
            | Kept::Clear
            | Kept::Done(..)
            | Kept::Guard(_)
            | Kept::LostHeard) => self.of_device(ctx, other),
            Kept::Online(on) => self.keeping.offline = !on,
            Kept::Persists(persists) => self.keeping.persists = Some(persists),
            Kept::Flush => self.keeping.flush(),
        }
    }

    /// What concerns all drafts of this device; a deed of the second part of the program.
    fn of_device(&mut self, ctx: &Context<Self>, kept: Kept) {
        let send = ctx.link().callback(Msg::Kept);
        match kept {
            Kept::Copy(id) => device::copy(&self.keeping, id, &send),
            Kept::Compare(Some(pair)) => device::compare(&self.keeping, pair, &send),
            Kept::Backup => device::back_up(&mut self.keeping, ctx.props().settings.as_of, &send),
            Kept::Guard(msg) => self.guarded(ctx, msg),
            Kept::Clear if self.keeping.guarding.shut.is_some() => self.clear_locked(ctx),
            Kept::Restore(file) => device::restore(&mut self.keeping, file, &send),
            Kept::Clear => {
                // The open draft goes with the rest: what is on screen begins anew, and is kept once somebody writes.
                self.proposed = true;
                device::clear(&mut self.keeping, &send);
                self.keeping.open(None, &send);
                let draft = self.begun(ctx, self.state.draft.errand);
                self.act(ctx, Action::Open(draft));
                self.act(ctx, Action::Drafts(true));
            }
            Kept::Done(told, list) => {
                self.keeping.busy = false;
                self.keeping.lost = false;
                self.keeping.told = Some(told);
                self.keeping.list = Some(list);
            }
            Kept::LostHeard => {
                self.keeping.lost = false;
                if let Some(drafts) = &self.keeping.drafts {
                    drafts.settle(true);
                }
            }
            _ => {}
        }
    }

    /// Looks after the handing in of the open draft, once there is a catalog: without one nothing can be
    /// handed in, and the part of the program that does it comes with the catalog.
    pub(super) fn follow(&mut self, ctx: &Context<Self>) {
        let props = ctx.props();
        if !props.settings.can_judge() {
            return;
        }
        if let (Some(drafts), Some(id)) = (self.keeping.drafts.clone(), self.keeping.id()) {
            let send = ctx.link().callback(Msg::Handed);
            self.handing.follow(&drafts, id, &self.portal(ctx), &send);
        }
    }

    fn portal<'c>(&self, ctx: &'c Context<Self>) -> Portal<'c> {
        let props = ctx.props();
        let there = self.docket.as_ref().map(|docket| docket.papers()).unwrap_or_default();
        Portal { endpoint: &props.settings.endpoint, host: &props.host, there }
    }

    /// Reads documents into the open draft, or once one is open: their bytes must be kept before it names them.
    pub(super) fn read_papers(&mut self, ctx: &Context<Self>, role: &'static str, files: Vec<web_sys::File>) {
        match self.keeping.drafts.clone() {
            Some(drafts) => browser::read_papers(role, files, drafts, ctx.link().callback(Msg::Read)),
            None => self.chosen_early.push((role, files)),
        }
    }

    /// Hands what stands there to the keeper.
    pub(super) fn keep(&self) {
        let system = self.docket.as_ref().map_or("", |docket| docket.system());
        self.keeping.edited(&self.state.draft, system);
    }

    pub(super) fn handed(&mut self, ctx: &Context<Self>, handed: Handed) {
        let send = ctx.link().callback(Msg::Handed);
        match handed {
            Handed::Wish(Wish::Start | Wish::Resume | Wish::Again) if self.handing.working => {}
            Handed::Rests => self.handing.working = false,
            Handed::View(draft, view) => {
                if self.handing.told(&draft, *view, &ctx.props().host) && self.docket.is_some() {
                    ctx.props().host.stale.emit(());
                }
                if let Some(view) = &self.handing.view {
                    browser::say(&self.root, &view.words(), self.state.lang);
                }
            }
            Handed::Wish(Wish::Start) => self.hand_in(ctx),
            Handed::Wish(Wish::Resume) => self.handing.resume(&send),
            Handed::Wish(Wish::Doubt(doubting)) => self.handing.doubting = doubting,
            Handed::Wish(Wish::Again) => self.handing.again(&send),
            Handed::Failed(error) => {
                let words = error.words();
                ctx.props().host.faulted.emit(words.clone());
                self.act(ctx, Action::Tell(Some(Notice { fault: true, words })));
            }
            Handed::Wish(Wish::Copy) => {
                let text = self.handing.view.as_ref().map(|view| view.receipt_text(self.state.lang));
                self.handing.copied = text.map(|text| browser::copy(&self.root, &text));
            }
        }
    }

    /// Hands in what stands there now, where nothing bars it; else shows what does.
    pub(super) fn hand_in(&mut self, ctx: &Context<Self>) {
        self.judged = None;
        self.judge(ctx);
        let Some(said) = self.said.as_ref().filter(|said| said.judgement.barred_by.is_empty()) else {
            return self.act(ctx, Action::Check);
        };
        let content = self.judge.content(&self.state.draft, &said.judgement, self.docket.as_ref());
        if let (Some(content), Some(keeper), Some(drafts)) =
            (content, self.keeping.keeper(), &self.keeping.drafts)
        {
            let (portal, send) = (self.portal(ctx), ctx.link().callback(Msg::Handed));
            self.handing.start(content, keeper, drafts, &portal, &send);
        }
    }
}
