//! The form as a whole: holds the state, hears the page, draws the desk.

mod affairs;
mod case;
mod guard;

use crate::basics::{Lang, Path};
use crate::dossier::Draft;
use crate::lifecycle::Judgement;
use crate::ui::browser::{self, After};
use crate::ui::desk::{Desk, Msg};
use crate::ui::guard::{self as vault, Deed, GuardMsg};
use crate::ui::handing::Handing;
use crate::ui::judging::{Judged, Judging};
use crate::ui::keep::{Keeping, Kept};
use crate::ui::life::{Ahead, Docket};
use crate::ui::notes::Notes;
use crate::ui::same::Same;
use crate::ui::settings::{CaseAt, Handle, Host, Mode, Now, Settings, Summary};
use crate::ui::state::{Action, Notice, State, reduce};
use crate::ui::words::{self, both};
use crate::ui::{fields, files, law, life, paper, shell, steps, views};
use std::cell::RefCell;
use std::rc::Rc;
use yew::prelude::*;

/// The form's properties.
#[derive(Clone, PartialEq, Properties)]
pub struct AppProps {
    /// What the page decides.
    pub settings: Rc<Settings>,
    /// What the page hears.
    #[prop_or_default]
    pub host: Host,
}

/// The form.
pub struct App {
    state: State,
    /// What stands there, for who asks from outside.
    now: Rc<RefCell<Now>>,
    /// The case that the page shows: the newest while it is looked at, and in a form the one that the form is
    /// about.
    docket: Option<Same<Docket>>,
    /// What bars its next move.
    ahead: Option<Ahead>,
    /// What the application comes to that a form of this case speaks of.
    application: Option<Judgement>,
    /// How many steps were known when the form was opened, where there are more now.
    meanwhile: Option<usize>,
    /// True while a form holds no more than what it began with.
    proposed: bool,
    /// True while the change that is being opened follows the open advice.
    follows: bool,
    judge: Judging,
    said: Option<Judged>,
    notes: Notes,
    /// The edit that `notes` speak of; none before the first judging.
    judged: Option<u64>,
    /// The language that it was said in.
    spoke: Lang,
    keeping: Keeping,
    handing: Handing,
    judging: Option<After>,
    composing: bool,
    /// True where something was typed before the person's draft was open.
    typed_early: bool,
    width: &'static str,
    reading: Option<&'static str>,
    /// Documents that were chosen before the person's drafts were open: there is nowhere to keep their bytes yet.
    chosen_early: Vec<(&'static str, Vec<web_sys::File>)>,
    /// What is shown for paper, while it is.
    printing: Option<Sheet>,
    print_soon: Option<After>,
    /// The wish for focus that was granted last.
    granted: u32,
    root: NodeRef,
    ears: Vec<browser::Ear>,
}

impl Component for App {
    type Message = Msg;
    type Properties = AppProps;

    fn create(ctx: &Context<Self>) -> Self {
        let settings = &ctx.props().settings;
        let draft = first_draft(settings);
        let now = Rc::new(RefCell::new(Now { draft: draft.clone(), ..Now::default() }));
        let held = Rc::clone(&now);
        ctx.props().host.ready.emit(Handle {
            dispatch: ctx.link().callback(Msg::Do),
            now: Callback::from(move |()| held.borrow().clone()),
            flush: ctx.link().callback(|()| Msg::Kept(Kept::Flush)),
            print: ctx.link().callback(|()| Msg::Print),
            lock: ctx.link().callback(|()| Msg::Kept(Kept::Guard(GuardMsg::Do(Deed::Lock)))),
        });
        let mut keeping = Keeping::new(browser::offline(), ctx.props().host.storage_key.clone());
        if settings.mode == Mode::Edit && settings.whole && settings.begins_case() {
            keeping.begin(&settings.owner, None, settings.opened.is_some(), &ctx.link().callback(Msg::Kept));
        }
        Self {
            state: State::new(settings.lang, settings.mode, draft),
            now,
            docket: None,
            ahead: None,
            application: None,
            meanwhile: None,
            proposed: false,
            follows: false,
            judge: Judging::default(),
            said: None,
            notes: Notes::default(),
            judged: None,
            spoke: settings.lang,
            keeping,
            handing: Handing::default(),
            judging: None,
            composing: false,
            typed_early: false,
            width: "wide",
            reading: None,
            chosen_early: Vec::new(),
            printing: None,
            print_soon: None,
            granted: 0,
            root: NodeRef::default(),
            ears: Vec::new(),
        }
    }

    fn update(&mut self, ctx: &Context<Self>, msg: Msg) -> bool {
        match msg {
            Msg::Do(Action::Open(draft)) => self.open_given(ctx, draft),
            Msg::Do(action) => self.act(ctx, action),
            Msg::Typed(place, text, composing, last) => {
                self.composing = composing;
                self.act(ctx, Action::Type(place.clone(), text));
                if last {
                    self.act(ctx, Action::Leave(place));
                }
            }
            Msg::Composed => {
                self.composing = false;
                self.judge_soon(ctx);
                return false;
            }
            Msg::Judge if !ctx.props().settings.whole || ctx.props().settings.view.is_some() => {
                self.judging = None;
                return false;
            }
            Msg::Judge => return self.judge(ctx),
            Msg::Width(width) => {
                let class = class_of(width);
                return class != std::mem::replace(&mut self.width, class);
            }
            Msg::Files(role, files) => {
                if files.is_empty() {
                    return false;
                }
                self.reading = Some(role);
                self.read_papers(ctx, role, files);
            }
            Msg::Read(read) => {
                self.reading = None;
                match read {
                    Ok(attachment) => self.act(ctx, Action::Attach(attachment)),
                    Err(words) => self.act(ctx, Action::Tell(Some(Notice { fault: true, words }))),
                }
            }
            Msg::Export => browser::offer_case(&self.state.draft, ctx.props().settings.as_of),
            Msg::Import(file) => {
                let only = self.docket.is_some().then_some(self.state.draft.errand);
                browser::read_case(file, only, ctx.link().callback(|msg| msg));
            }
            Msg::Kept(kept) => self.kept(ctx, kept),
            Msg::Handed(handed) => self.handed(ctx, handed),
            Msg::Life(wish) => self.wished(ctx, wish),
            Msg::Print => self.print(if self.state.at_case { Sheet::Case } else { Sheet::Form }),
            Msg::Printing(false) => self.printing = None,
            Msg::Printing(true) => {
                let sheet = if self.state.at_case { Sheet::Case } else { Sheet::Form };
                self.printing.get_or_insert(sheet);
            }
        }
        true
    }

    fn changed(&mut self, ctx: &Context<Self>, old: &AppProps) -> bool {
        let (new, old) = (&ctx.props().settings, &old.settings);
        if new.lang != old.lang {
            self.act(ctx, Action::Speak(new.lang));
        }
        if new.case == CaseAt::None {
            self.begin_again(ctx, old);
        } else if new.whole {
            self.case_changed(ctx, old);
        }
        if !old.can_judge() && new.can_judge() {
            self.follow(ctx);
        }
        self.judged = None;
        self.judge_soon(ctx);
        true
    }

    fn rendered(&mut self, ctx: &Context<Self>, first: bool) {
        if first {
            self.ears = browser::listen(&self.root, &self.keeping.going, &ctx.link().callback(|msg| msg));
            self.judge_soon(ctx);
        }
        if let Some((place, wish)) = &self.state.focus
            && *wish != self.granted
        {
            self.granted = *wish;
            browser::focus(&self.root, place);
        }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let on_paper = self.printing.map(|_| reduce(self.state.clone(), Action::Mode(Mode::View)));
        let desk = Desk {
            settings: &ctx.props().settings,
            host: &ctx.props().host,
            state: on_paper.as_ref().unwrap_or(&self.state),
            notes: &self.notes,
            judged: self.judged.is_some(),
            said: self.said.as_ref(),
            keeping: &self.keeping,
            handing: &self.handing,
            reading: self.reading,
            as_of: self.standpoint_day(&ctx.props().settings),
            docket: self.docket.as_deref(),
            ahead: self.ahead.as_ref(),
            application: self.application.as_ref(),
            meanwhile: self.meanwhile,
            narrow: self.width == "narrow",
            unfolds: self.printing.is_some(),
            send: ctx.link().callback(|msg| msg),
        };
        let reads = desk.read_only().then_some("reads");
        html! {
            <div ref={self.root.clone()} class={classes!("gcr", self.width, reads)} part="form" lang={shell::tag(desk.lang())}
                oninput={self.typed(ctx)} onfocusout={left(ctx)} onkeydown={keys(ctx)}>
                { self.body(&desk) }
                { shell::colophon(&desk) }
                <div class="quiet" role="status" aria-live="polite" data-voice=""></div>
                <textarea class="quiet" tabindex="-1" aria-hidden="true" readonly=true data-copy="" />
            </div>
        }
    }
}

/// What may be wanted on paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sheet {
    /// The application or the step, whole.
    Form,
    /// The case: where it stands and what was done.
    Case,
    /// The review by article.
    Review,
}

impl App {
    /// The form, the case, or what stands in their place while neither is there; on paper one sheet of it.
    fn body(&self, desk: &Desk) -> Html {
        let absent = match &desk.settings.case {
            CaseAt::Coming => Some(None),
            CaseAt::Missing(why) => Some(Some(why)),
            _ => None,
        };
        if let Some(why) = absent {
            return shell::absent(desk, why);
        }
        let whole = desk.settings.whole;
        match desk.settings.view {
            Some(view) if whole => return views::page(desk, view),
            Some(_) => {
                return html! { <p class="waiting" role="status">{ words::say(desk.lang(), words::VIEW_COMING) }</p> };
            }
            None => {}
        }
        match (self.printing.filter(|_| whole), desk.docket) {
            (Some(Sheet::Form), _) => return paper::paper(desk),
            (Some(Sheet::Review), Some(docket)) => return life::review::paper(desk, docket),
            (Some(_), Some(docket)) => return life::paper(desk, docket),
            _ => {}
        }
        if whole && self.keeping.guarding.shut.is_some() {
            return vault::page(desk);
        }
        let (wide, law_open) = (self.width == "wide", self.state.law_open && whole);
        html! {
            <>
                { shell::head(desk) }
                { shell::banners(desk) }
                if whole { { vault::banners(desk) } }
                <div class="body">
                    { shell::map(desk) }
                    if law_open && !wide { { law::panel(desk) } }
                    if self.state.drafts_open && whole { { files::panel(desk) } }
                    else { { steps::page(desk, self.state.step) } }
                    if law_open && wide { { law::panel(desk) } }
                </div>
            </>
        }
    }

    /// All that is to be printed must stand there before the browser stops everything for its dialog.
    fn print(&mut self, sheet: Sheet) {
        self.printing = Some(sheet);
        self.print_soon = Some(After::paint(Callback::from(|()| browser::print())));
    }

    fn act(&mut self, ctx: &Context<Self>, action: Action) {
        let before = self.state.edit;
        let travels = match action {
            Action::Undo if self.state.can_undo() => Some(words::UNDONE),
            Action::Redo if self.state.can_redo() => Some(words::REDONE),
            _ => None,
        };
        let listing = matches!(action, Action::Drafts(true));
        let opens = matches!(action, Action::Open(_) | Action::Case(_));
        let empty = State::new(self.state.lang, self.state.mode, Draft::default());
        self.state = reduce(std::mem::replace(&mut self.state, empty), action);
        if listing {
            self.keeping.removing = None;
            self.keeping.list(&ctx.link().callback(Msg::Kept));
        }
        if self.spoke != self.state.lang {
            self.judge_soon(ctx);
        }
        if self.state.edit == before {
            return;
        }
        if let Some(word) = travels {
            browser::say(&self.root, &both(word, &[]), self.state.lang);
        }
        self.now.borrow_mut().draft = self.state.draft.clone();
        if !opens {
            self.proposed = false;
            self.typed_early |= self.keeping.id().is_none();
            self.keep();
            if !std::mem::replace(&mut self.keeping.asked, true) {
                browser::persist(ctx.link().callback(|persists| Msg::Kept(Kept::Persists(persists))));
            }
            ctx.props().host.changed.emit(self.state.draft.clone());
        }
        self.judge_soon(ctx);
    }

    /// Judges after the paint, so that no key waits for it; not while an input method composes.
    fn judge_soon(&mut self, ctx: &Context<Self>) {
        if self.judging.is_none() && !self.composing {
            self.judging = Some(After::paint(ctx.link().callback(|()| Msg::Judge)));
        }
    }

    #[inline(never)]
    fn judge(&mut self, ctx: &Context<Self>) -> bool {
        self.judging = None;
        if self.composing || (self.judged == Some(self.state.edit) && self.spoke == self.state.lang) {
            return false;
        }
        let settings = &ctx.props().settings;
        let from = self.standpoint(settings);
        (self.notes, self.said) = self.judge.judge(settings, &self.state.draft, &from, self.state.lang);
        let mut now = self.now.borrow_mut();
        (now.life, now.as_of) = (from.life, Some(from.as_of).filter(|_| self.state.at_case));
        drop(now);
        self.look_ahead(settings);
        self.judged = Some(self.state.edit);
        self.spoke = self.state.lang;
        ctx.props().host.reviewed.emit(Summary::of(&self.notes));
        true
    }

    /// One listener for all fields.
    fn typed(&self, ctx: &Context<Self>) -> Callback<InputEvent> {
        let (send, now) = (ctx.link().callback(|msg| msg), Rc::clone(&self.now));
        Callback::from(move |event: InputEvent| {
            let typed = |place: &Path| {
                let key = place.steps().nth(1).unwrap_or_default();
                now.borrow().draft.field(&key).to_owned()
            };
            if let Some(heard) = fields::heard(event.target(), typed) {
                send.emit(Msg::Typed(heard.place, heard.text, event.is_composing(), heard.final_));
            }
        })
    }
}

fn left(ctx: &Context<App>) -> Callback<FocusEvent> {
    ctx.link().batch_callback(|event: FocusEvent| {
        fields::place_of(event.target()).map(|place| Msg::Do(Action::Leave(place)))
    })
}

/// Ctrl+Z takes back, Ctrl+Y and Ctrl+Shift+Z do again, in the whole form: the browser's own undo of one
/// box would bring the two histories apart.
fn keys(ctx: &Context<App>) -> Callback<KeyboardEvent> {
    ctx.link().batch_callback(|event: KeyboardEvent| {
        if !(event.ctrl_key() || event.meta_key()) || event.alt_key() || event.is_composing() {
            return None;
        }
        let action = match (event.key().to_ascii_lowercase().as_str(), event.shift_key()) {
            ("z", false) => Action::Undo,
            ("z", true) | ("y", false) => Action::Redo,
            _ => return None,
        };
        event.prevent_default();
        Some(Msg::Do(action))
    })
}

fn first_draft(settings: &Settings) -> Draft {
    match &settings.opened {
        Some(draft) => (**draft).clone(),
        None => Draft { errand: settings.errand.unwrap_or_default(), ..Draft::default() },
    }
}

/// The class of a width: the form measures itself, because the floor has no container queries.
fn class_of(width: u32) -> &'static str {
    match width {
        0..680 => "narrow",
        680..1020 => "middle",
        _ => "wide",
    }
}

impl Summary {
    fn of(notes: &Notes) -> Self {
        use crate::ui::notes::Weight;
        Self {
            bars: notes.count(Weight::Bars),
            to_do: notes.count(Weight::ToDo),
            judgement: notes.count(Weight::Judge),
            advice: notes.count(Weight::Warns) + notes.count(Weight::Advice),
        }
    }
}
