//! What follows from news and wishes about encryption.

use super::{App, Msg};
use crate::basics::Path;
use crate::drafts::{Guard, News};
use crate::ui::device;
use crate::ui::guard::{self, Asked, Deed, GuardMsg, Shut};
use crate::ui::keep::Kept;
use crate::ui::state::Action;
use yew::prelude::*;

impl App {
    pub(super) fn guarded(&mut self, ctx: &Context<Self>, msg: GuardMsg) {
        let send = ctx.link().callback(Msg::Kept);
        match msg {
            GuardMsg::Locked(turn, shut) if turn == self.keeping.turn() => self.locked(ctx, *shut),
            GuardMsg::Locked(..) => {}
            GuardMsg::Open => {
                let Some(shut) = self.keeping.guarding.shut.take() else { return };
                (self.keeping.guarding.busy, self.keeping.guarding.told) = (false, None);
                self.keeping.guarding.asked = Asked::None;
                if shut.covers && self.keeping.keeper().is_some() {
                    // What was on screen is there again, and is kept now.
                    self.keeping.flush();
                    self.guarded(ctx, GuardMsg::Watch);
                } else {
                    self.keeping.resume(shut.drafts, &send);
                }
            }
            GuardMsg::Ask(asked) => {
                (self.keeping.guarding.asked, self.keeping.guarding.told) = (asked, None);
            }
            GuardMsg::Do(Deed::Lock) | GuardMsg::News(News::Lock) if self.handing.working => {
                guard::lock_later(msg, &send);
            }
            GuardMsg::Do(Deed::Lock) => guard::lock(&self.keeping, true, &send),
            GuardMsg::Do(deed @ (Deed::Unlock(_) | Deed::UnlockHost)) => {
                guard::unlock(&mut self.keeping.guarding, deed, &send);
            }
            GuardMsg::Do(Deed::Restore(text)) => device::restore_sealed(&mut self.keeping, text, &send),
            GuardMsg::Do(deed) => {
                if let Some(drafts) = self.keeping.drafts.clone() {
                    guard::change(&mut self.keeping.guarding, &drafts, deed, &send);
                }
            }
            GuardMsg::Progress(done) => self.keeping.guarding.done = done,
            GuardMsg::Done(done) => {
                let guarding = &mut self.keeping.guarding;
                guarding.busy = false;
                match (&mut guarding.shut, done) {
                    (Some(shut), done) => shut.why = done.err(),
                    (None, done) => {
                        guarding.asked = if done.is_ok() { Asked::None } else { guarding.asked };
                        guarding.told = Some(done);
                        self.guarded(ctx, GuardMsg::Watch);
                    }
                }
            }
            GuardMsg::News(News::Upgrade(newer)) => {
                self.keeping.flush();
                self.keeping.guarding.upgraded |= newer;
            }
            GuardMsg::News(News::MemoryOnly) => self.keeping.flush(),
            GuardMsg::News(News::Vault) => guard::look_again(&self.keeping, &send),
            GuardMsg::News(News::Lock) => guard::lock(&self.keeping, false, &send),
            GuardMsg::Seal(on) => self.keeping.guarding.clear_backup = !on,
            GuardMsg::Sealed(file) => self.keeping.guarding.backup = Some(file),
            GuardMsg::Watch => {
                let shut = self.keeping.guarding.shut.as_ref().map(|shut| &shut.drafts);
                let Some(drafts) = shut.or(self.keeping.drafts.as_ref()).cloned() else { return };
                let hear = send.reform(|news| Kept::Guard(GuardMsg::News(news)));
                self.keeping.watch = Some(drafts.watch(move |news| hear.emit(news)));
                let minutes = ctx.props().settings.lock_after;
                self.keeping.guarding.watch(drafts.guarded(), minutes, &send);
            }
        }
    }

    /// What is kept is locked: nothing of it stays on screen, unless it holds what is not kept; that is covered.
    fn locked(&mut self, ctx: &Context<Self>, shut: Shut) {
        let was_open = self.keeping.drafts.is_some();
        if self.keeping.lock(shut) {
            self.handing.stop();
            self.proposed = true;
            let draft = self.begun(ctx, self.state.draft.errand);
            self.act(ctx, Action::Open(draft));
            self.act(ctx, Action::Drafts(false));
            (self.judged, self.said) = (None, None);
            ctx.props().host.locked.emit(());
        }
        if was_open {
            self.act(ctx, Action::Focus(Path::root().at("locked")));
        }
        let hear = ctx.link().callback(|news| Msg::Kept(Kept::Guard(GuardMsg::News(news))));
        let shut = self.keeping.guarding.shut.as_ref();
        self.keeping.watch = shut.map(|shut| shut.drafts.watch(move |news| hear.emit(news)));
    }

    /// Everything is removed although it is locked: nobody need read what is thrown away.
    pub(super) fn clear_locked(&mut self, ctx: &Context<Self>) {
        let Some(shut) = &mut self.keeping.guarding.shut else { return };
        shut.covers = false;
        let (drafts, send) = (shut.drafts.clone(), ctx.link().callback(Msg::Kept));
        if shut.guard != Guard::None {
            self.proposed = true;
            self.keeping.close();
            let draft = self.begun(ctx, self.state.draft.errand);
            self.act(ctx, Action::Open(draft));
            device::clear_locked(&mut self.keeping, drafts, &send);
        }
    }
}
