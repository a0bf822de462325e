//! The case that the page shows: looking at it, opening the form of a step, going back, seeing what happened.

use super::{App, Msg, Sheet};
use crate::basics::{Date, Path};
use crate::dossier::{Draft, Errand, NeedRow};
use crate::drafts::StepOf;
use crate::ui::judging::Standpoint;
use crate::ui::life::{Wish, ahead, prefill};
use crate::ui::settings::{Mode, Settings};
use crate::ui::state::{Action, next_row_id};
use std::sync::Arc;
use yew::prelude::*;

impl App {
    /// From where the draft on screen is judged. An application that is looked at is judged as it was when it was
    /// handed in: by what was done before it, on its own day.
    pub(super) fn standpoint(&self, settings: &Settings) -> Standpoint {
        let as_of = settings.as_of;
        let Some(docket) = &self.docket else { return Standpoint { as_of, ..Standpoint::default() } };
        match docket.application().filter(|_| self.state.at_case) {
            Some(application) => docket.standpoint_of(application),
            None => Standpoint { life: docket.life.clone(), role: settings.role, as_of },
        }
    }

    /// The day of that.
    pub(super) fn standpoint_day(&self, settings: &Settings) -> Date {
        let docket = self.docket.as_ref().filter(|_| self.state.at_case);
        let day = docket.and_then(|docket| docket.judged_on(docket.application()?.number));
        day.unwrap_or(settings.as_of)
    }

    /// What the form of this errand begins with here.
    pub(super) fn begun(&mut self, ctx: &Context<Self>, errand: Errand) -> Draft {
        let settings = &ctx.props().settings;
        let Some(docket) = self.docket.clone() else {
            return Draft { errand: settings.errand.unwrap_or_default(), ..Draft::default() };
        };
        let mut draft = prefill::draft(&docket.life, errand);
        if self.follows {
            prefill::follow_advice(&mut draft, &docket.life);
        }
        self.see_application(settings, errand);
        if let Some(rows) = self.approved_services(settings).filter(|_| errand == Errand::Activate) {
            draft.needs = rows;
        }
        draft
    }

    /// The services of the approved application, where the form speaks of them.
    fn approved_services(&self, settings: &Settings) -> Option<Vec<Arc<NeedRow>>> {
        let application = self.docket.as_ref()?.application()?;
        let (judgement, edition) = self.application.as_ref().zip(settings.edition.as_ref())?;
        Some(prefill::services(judgement, &application.sheet, edition))
    }

    /// Judges the application that a form speaks of: who decides sees what was found in it, who activates its
    /// services and prices.
    fn see_application(&mut self, settings: &Settings, errand: Errand) {
        if !matches!(errand, Errand::Appraise | Errand::Decide | Errand::Activate) {
            self.application = None;
            return;
        }
        let application = self.docket.as_ref().and_then(|docket| {
            let application = docket.application()?;
            Some((application.sheet.clone(), docket.standpoint_of(application)))
        });
        if let (Some((sheet, from)), None) = (application, &self.application) {
            self.application = self.judge.aside(settings, &sheet, &from);
        }
    }

    /// Looks at what the case needs beside the judgement of the draft.
    pub(super) fn look_ahead(&mut self, settings: &Settings) {
        let Some(docket) = self.docket.clone() else { return };
        if self.state.at_case {
            self.ahead = ahead::ahead(&mut self.judge, settings, &docket);
        } else {
            self.see_application(settings, self.state.draft.errand);
        }
    }

    /// The page's settings changed, and it shows a case.
    pub(super) fn case_changed(&mut self, ctx: &Context<Self>, old: &Settings) {
        let new = ctx.props().settings.clone();
        if new.case.docket().is_none() {
            return;
        }
        if self.docket.is_none() {
            return self.first_seen(ctx, &new);
        }
        if new.case != old.case {
            return self.case_came(ctx);
        }
        let errand = self.state.draft.errand;
        let came = !old.can_judge() && new.can_judge();
        if (&new.place, &new.edition) != (&old.place, &old.edition) {
            self.application = None;
        }
        match new.errand {
            _ if new.mode != old.mode => self.show_case(ctx),
            None if new.errand != old.errand => self.show_case(ctx),
            Some(errand) if new.errand != old.errand => self.take_step(ctx, errand, None),
            _ if new.owner != old.owner && !self.state.at_case => self.take_step(ctx, errand, None),
            _ if came && self.proposed => {
                let draft = self.begun(ctx, errand);
                self.act(ctx, Action::Open(draft));
                self.proposed = true;
            }
            _ => {}
        }
    }

    /// The case is there for the first time: its form, where the page asks for one, or the case itself.
    fn first_seen(&mut self, ctx: &Context<Self>, new: &Settings) {
        match (&new.opened, new.errand) {
            (Some(opened), _) => self.take_step(ctx, opened.errand, Some((**opened).clone())),
            (None, Some(errand)) => self.take_step(ctx, errand, None),
            (None, None) => self.look(ctx),
        }
    }

    /// A newer journal came.
    fn case_came(&mut self, ctx: &Context<Self>) {
        let Some(newer) = ctx.props().settings.case.docket().cloned() else { return };
        if self.state.at_case {
            let step = self.state.step;
            self.look(ctx);
            self.state.step = if self.state.steps().contains(&step) { step } else { self.state.step };
            return;
        }
        // What was just taken is in the newer journal; the form goes on showing its receipt.
        if self.handing.is_done(self.keeping.keeper().map(crate::drafts::Keeper::revision)) {
            return;
        }
        let known = self.docket.as_ref().map_or(0, |docket| docket.journal.entries().len());
        let known = self.meanwhile.unwrap_or(known);
        let moved = newer.journal.entries().len() > known;
        self.docket = Some(newer);
        if moved {
            self.meanwhile = Some(known);
            self.act(ctx, Action::Focus(Path::root().at("meanwhile")));
        }
    }

    /// Opens the form of a step: with this draft, or as it was left, or as it begins.
    pub(super) fn take_step(&mut self, ctx: &Context<Self>, errand: Errand, given: Option<Draft>) {
        let settings = ctx.props().settings.clone();
        let Some(docket) = settings.case.docket().cloned().filter(|_| settings.mode == Mode::Edit) else {
            return self.look(ctx);
        };
        let reference = docket.reference().to_owned();
        self.handing.stop();
        (self.docket, self.ahead, self.application, self.meanwhile) = (Some(docket), None, None, None);
        let fresh = given.is_some();
        let draft = given.unwrap_or_else(|| self.begun(ctx, errand));
        self.act(ctx, Action::Mode(settings.mode));
        self.act(ctx, Action::Open(draft));
        (self.proposed, self.typed_early) = (!fresh, false);
        let step = StepOf { reference: reference.clone(), errand };
        self.keeping.begin(&settings.owner, Some(step), fresh, &ctx.link().callback(Msg::Kept));
        ctx.props().host.stepped.emit((reference, Some(errand)));
    }

    /// Looks at the case again, after a form.
    fn show_case(&mut self, ctx: &Context<Self>) {
        self.look(ctx);
        self.act(ctx, Action::Go(self.state.step));
        let reference = self.docket.as_ref().map(|docket| docket.reference().to_owned());
        ctx.props().host.stepped.emit((reference.unwrap_or_default(), None));
    }

    /// Shows the case as the page gave it last.
    fn look(&mut self, ctx: &Context<Self>) {
        self.keeping.close();
        self.handing.stop();
        self.docket = ctx.props().settings.case.docket().cloned();
        (self.ahead, self.application, self.meanwhile) = (None, None, None);
        (self.proposed, self.follows) = (false, false);
        let application =
            self.docket.as_ref().and_then(|docket| docket.application().map(|act| act.sheet.clone()));
        self.act(ctx, Action::Case(application.map(|sheet| (*sheet).clone()).unwrap_or_default()));
        self.judged = None;
    }

    /// There is no case: a form that begins one, as the page's settings say.
    pub(super) fn begin_again(&mut self, ctx: &Context<Self>, old: &Settings) {
        let new = ctx.props().settings.clone();
        let left = self.docket.take().is_some();
        if new.mode != old.mode || left {
            self.act(ctx, Action::Mode(new.mode));
        }
        // What one person has on screen is none of another's. (A page may learn late who is there: what was typed until then
        // is theirs.)
        let other = new.owner != old.owner && !old.owner.is_empty();
        if other {
            self.keeping.flush();
            self.handing.stop();
            // Until theirs is open, there is no store to put anything into.
            self.keeping.drafts = None;
            self.act(ctx, Action::Open(super::first_draft(&new)));
            (self.proposed, self.typed_early) = (true, false);
        }
        let opens = left || (new.opened != old.opened && new.opened.is_some());
        if opens {
            self.act(ctx, Action::Open(super::first_draft(&new)));
        }
        let beginning = new.whole != old.whole || new.owner != old.owner || new.mode != old.mode;
        if new.mode == Mode::Edit && new.whole && new.begins_case() && (opens || beginning) {
            self.keeping.flush();
            let send = ctx.link().callback(Msg::Kept);
            self.keeping.begin(&new.owner, None, new.opened.is_some(), &send);
        }
    }

    /// A draft that was kept is open: advice that is to be followed is said in it.
    pub(super) fn say_followed(&mut self, ctx: &Context<Self>) {
        let follows = std::mem::take(&mut self.follows);
        let Some(docket) = self.docket.clone().filter(|_| follows) else { return };
        let mut draft = self.state.draft.clone();
        prefill::follow_advice(&mut draft, &docket.life);
        self.act(ctx, Action::Change(draft, None));
    }

    /// Does what a person wishes in the case.
    pub(super) fn wished(&mut self, ctx: &Context<Self>, wish: Wish) {
        match wish {
            Wish::Take(errand) => {
                self.take_step(ctx, errand, None);
                self.act(ctx, Action::Go(self.state.step));
            }
            Wish::Follow => {
                self.follows = true;
                self.take_step(ctx, Errand::Change, None);
                self.act(ctx, Action::Go(self.state.step));
            }
            Wish::Back => self.show_case(ctx),
            Wish::Reload => ctx.props().host.stale.emit(()),
            Wish::PrintReview => self.print(Sheet::Review),
            Wish::PrintApplication => self.print(Sheet::Form),
            Wish::FillServices => {
                let rows = self.approved_services(&ctx.props().settings).unwrap_or_default();
                self.change_rows(ctx, rows, Some(Path::need(0, "price")));
            }
            Wish::AddService => {
                let mut rows = self.state.draft.needs.clone();
                let place = Path::need(rows.len(), "item");
                rows.push(Arc::new(NeedRow { id: next_row_id(&rows), ..NeedRow::default() }));
                self.change_rows(ctx, rows, Some(place));
            }
            Wish::ProposeRows => {
                let runs = self.docket.as_ref().and_then(|docket| docket.life.in_force().cloned());
                let rows = runs.map(|act| act.sheet.needs.clone()).unwrap_or_default();
                self.change_rows(ctx, rows, Some(Path::need(0, "count")));
            }
            Wish::RemoveService(at) => {
                let mut rows = self.state.draft.needs.clone();
                if at < rows.len() {
                    rows.remove(at);
                }
                // The button that was pressed is gone: the focus goes where typing goes on.
                let column = if self.state.draft.errand == Errand::Advise { "count" } else { "price" };
                let place = rows.len().checked_sub(1).map(|last| Path::need(at.min(last), column));
                self.change_rows(ctx, rows, place);
            }
        }
    }

    fn change_rows(&mut self, ctx: &Context<Self>, needs: Vec<Arc<NeedRow>>, place: Option<Path>) {
        self.act(ctx, Action::Change(Draft { needs, ..self.state.draft.clone() }, place));
    }
}
