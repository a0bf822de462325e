//! What the form knows, what can happen to it, and what follows: [`State`], [`Action`], [`reduce`].
//!
//! Pure: no clock, no browser. A key press is an action; the next draft is there before the next key. What
//! takes longer (judging, keeping, sending) happens elsewhere and comes back as an action that names the
//! edit it belongs to.

use crate::basics::{Lang, Path};
use crate::dossier::{Attachment, Draft, Errand, NeedRow, Step};
use crate::ui::settings::Mode;
use std::collections::BTreeSet;
use std::sync::Arc;

/// How many edits can be taken back.
const UNDO: usize = 200;

/// What the form knows.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The language on screen.
    pub lang: Lang,
    /// Filled in or read.
    pub mode: Mode,
    /// The case as typed.
    pub draft: Draft,
    /// Counts the changes of the draft; what is computed later names it.
    pub edit: u64,
    /// Drafts to go back to, oldest first.
    past: Vec<Moment>,
    /// Drafts to go forward to, next last.
    future: Vec<Moment>,
    /// The place that is being typed at: further typing there is the same edit for undo.
    typing: Option<Path>,
    /// The step on screen.
    pub step: Step,
    /// Steps that were on screen and left: what is missing there is told.
    pub left: BTreeSet<Step>,
    /// Places that were left after a change: their problems are shown.
    pub touched: BTreeSet<Path>,
    /// True once the person asked for the check: all problems are shown.
    pub checked: bool,
    /// A place that should take the focus, and the number of the wish.
    pub focus: Option<(Path, u32)>,
    wishes: u32,
    /// True while the panel by article is open.
    pub law_open: bool,
    /// The article whose text is unfolded in the panel.
    pub article: Option<u8>,
    /// True while the list of drafts is open.
    pub drafts_open: bool,
    /// Something to tell once, politely.
    pub notice: Option<Notice>,
}

/// A draft to go back to.
#[derive(Clone, Debug, PartialEq)]
struct Moment {
    draft: Draft,
    place: Option<Path>,
}

/// Something to tell the person once: a word of the table, with what it speaks of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// True for what went wrong.
    pub fault: bool,
    /// Chinese and English.
    pub words: crate::basics::Words,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Another case takes the place of this one; undo begins anew.
    Open(Draft),
    /// A text was typed at a place (`/fields/KEY` or `/needs/ROW/COLUMN`).
    Type(Path, String),
    /// The draft was changed as a whole by one deed: a paste, a row added, a fit confirmed. The place, if
    /// any, takes the focus.
    Change(Draft, Option<Path>),
    /// What is applied for.
    Errand(Errand),
    /// A document was added.
    Attach(Attachment),
    /// The document of this row was taken out.
    Detach(usize),
    /// The person left a place.
    Leave(Path),
    /// Take back the last edit.
    Undo,
    /// Do again what was taken back.
    Redo,
    /// Show a step.
    Go(Step),
    /// Go to a place: its step, and the focus.
    Focus(Path),
    /// Show all problems.
    Check,
    /// Open or close the panel by article, at an article if one is named.
    Law(bool, Option<u8>),
    /// Open or close the list of drafts.
    Drafts(bool),
    /// The other language.
    Speak(Lang),
    /// Filled in or read.
    Mode(Mode),
    /// Tell something, or stop telling it.
    Tell(Option<Notice>),
}

impl State {
    /// A form with this case.
    pub fn new(lang: Lang, mode: Mode, draft: Draft) -> Self {
        Self {
            step: steps_of(draft.errand).first().copied().unwrap_or(Step::Unit),
            lang,
            mode,
            draft,
            edit: 0,
            past: Vec::new(),
            future: Vec::new(),
            typing: None,
            left: BTreeSet::new(),
            touched: BTreeSet::new(),
            checked: false,
            focus: None,
            wishes: 0,
            law_open: false,
            article: None,
            drafts_open: false,
            notice: None,
        }
    }

    /// True where there is something to take back.
    pub fn can_undo(&self) -> bool {
        !self.past.is_empty() && self.mode == Mode::Edit
    }

    /// True where there is something to do again.
    pub fn can_redo(&self) -> bool {
        !self.future.is_empty() && self.mode == Mode::Edit
    }

    /// True where the problems of a place are shown: after the person left it or its step, or asked for the
    /// check.
    pub fn tells(&self, place: &Path) -> bool {
        self.checked
            || self.mode == Mode::View
            || self.touched.contains(place)
            || step_of(place, &self.draft).is_some_and(|step| self.left.contains(&step))
    }

    /// Puts a changed draft in place and keeps the present one for undo. Typing on at the same place
    /// belongs to the edit that began there.
    fn edited(&mut self, draft: Draft, place: Option<Path>, typing: bool) {
        if draft == self.draft {
            return;
        }
        let on = typing && place.is_some() && self.typing == place;
        let before = std::mem::replace(&mut self.draft, draft);
        if !on {
            self.past.push(Moment { draft: before, place: place.clone() });
            if self.past.len() > UNDO {
                self.past.remove(0);
            }
        }
        self.future.clear();
        self.typing = place.filter(|_| typing);
        self.edit += 1;
    }

    fn travel(&mut self, back: bool) {
        let Some(moment) = (if back { self.past.pop() } else { self.future.pop() }) else { return };
        let present = std::mem::replace(&mut self.draft, moment.draft);
        let kept = Moment { draft: present, place: moment.place.clone() };
        if back {
            self.future.push(kept);
        } else {
            self.past.push(kept);
        }
        self.typing = None;
        self.edit += 1;
        if let Some(place) = moment.place {
            self.show(&place);
        }
    }

    fn show(&mut self, place: &Path) {
        if let Some(step) = step_of(place, &self.draft) {
            self.go(step);
        }
        self.wishes += 1;
        self.focus = Some((place.clone(), self.wishes));
    }

    fn go(&mut self, step: Step) {
        self.typing = None;
        if self.step != step {
            self.left.insert(self.step);
            self.step = step;
        }
    }
}

/// What follows from an action. By value, so that a key press copies no history.
pub fn reduce(mut next: State, action: Action) -> State {
    let edits = matches!(
        action,
        Action::Type(..)
            | Action::Change(..)
            | Action::Errand(_)
            | Action::Attach(_)
            | Action::Detach(_)
            | Action::Undo
            | Action::Redo
    );
    if edits && next.mode == Mode::View {
        return next;
    }
    match action {
        Action::Open(draft) => {
            let fresh = State::new(next.lang, next.mode, draft);
            next = State { edit: next.edit + 1, wishes: next.wishes, notice: next.notice, ..fresh };
        }
        Action::Type(place, text) => {
            let mut draft = next.draft.clone();
            type_at(&mut draft, &place, &text);
            next.edited(draft, Some(place), true);
        }
        Action::Change(draft, place) => {
            next.edited(draft, place.clone(), false);
            if let Some(place) = place {
                next.show(&place);
            }
        }
        Action::Errand(errand) => next.edited(Draft { errand, ..next.draft.clone() }, None, false),
        Action::Attach(attachment) => {
            let mut draft = next.draft.clone();
            let several = crate::dossier::papers::role(&attachment.role).is_none_or(|role| role.several);
            let same =
                |a: &Attachment| a.role == attachment.role && (!several || a.digest == attachment.digest);
            draft.attachments.retain(|a| !same(a));
            draft.attachments.push(attachment);
            next.edited(draft, None, false);
        }
        Action::Detach(row) => {
            let mut draft = next.draft.clone();
            if row < draft.attachments.len() {
                draft.attachments.remove(row);
            }
            next.edited(draft, None, false);
        }
        Action::Leave(place) => {
            if next.typing.as_ref() == Some(&place) {
                next.typing = None;
                next.touched.insert(place);
            }
        }
        Action::Undo => next.travel(true),
        Action::Redo => next.travel(false),
        Action::Go(step) => {
            next.go(step);
            next.drafts_open = false;
            next.wishes += 1;
            next.focus = Some((Path::root().at("steps").at(step_code(step)), next.wishes));
        }
        Action::Focus(place) => {
            next.drafts_open = false;
            next.show(&place);
        }
        Action::Check => {
            next.checked = true;
            next.go(Step::HandIn);
            next.wishes += 1;
            next.focus = Some((Path::root().at("summary"), next.wishes));
        }
        Action::Law(open, article) => {
            next.law_open = open;
            next.article = article;
            next.wishes += 1;
            let place = article.map_or(Path::root().at("law"), |n| Path::root().at("law").at(&n.to_string()));
            next.focus = open.then_some((place, next.wishes));
        }
        Action::Drafts(open) => {
            next.drafts_open = open;
            next.wishes += 1;
            let here = Path::root().at("steps").at(step_code(next.step));
            next.focus = Some((if open { Path::root().at("files") } else { here }, next.wishes));
        }
        Action::Speak(lang) => next.lang = lang,
        Action::Mode(mode) => next.mode = mode,
        Action::Tell(notice) => next.notice = notice,
    }
    next
}

/// Sets the text at `/fields/KEY` or `/needs/ROW/COLUMN`; other places hold no text.
fn type_at(draft: &mut Draft, place: &Path, text: &str) {
    let steps: Vec<String> = place.steps().collect();
    match steps.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["fields", key] => draft.set_field(key, text),
        ["needs", row, column] => {
            if let Some(row) = row.parse::<usize>().ok().and_then(|row| draft.needs.get_mut(row)) {
                Arc::make_mut(row).set_cell(column, text);
            }
        }
        _ => {}
    }
}

/// The step in which a place stands.
pub fn step_of(place: &Path, draft: &Draft) -> Option<Step> {
    let steps: Vec<String> = place.steps().collect();
    match steps.first().map(String::as_str) {
        Some("fields") => crate::ui::steps::step_of_field(steps.get(1)?),
        Some("needs") => Some(Step::Resources),
        Some("attachments") => {
            let row: usize = steps.get(1)?.parse().ok()?;
            let role = &draft.attachments.get(row)?.role;
            Some(crate::ui::steps::step_of_role(role).unwrap_or(Step::Papers))
        }
        Some("steps") => {
            ALL_STEPS.iter().copied().find(|s| Some(step_code(*s)) == steps.get(1).map(String::as_str))
        }
        _ => None,
    }
}

/// Every step. An application has all of them but the first, a change has them all.
const ALL_STEPS: [Step; 10] = [
    Step::Deed,
    Step::Unit,
    Step::System,
    Step::Resources,
    Step::Network,
    Step::Security,
    Step::Papers,
    Step::Undertakings,
    Step::Budget,
    Step::HandIn,
];

/// The steps of the form for this errand, in their order.
pub fn steps_of(errand: Errand) -> &'static [Step] {
    match errand {
        Errand::Change => &ALL_STEPS,
        errand if errand.is_application() => ALL_STEPS.get(1..).unwrap_or_default(),
        _ => &[Step::Deed, Step::HandIn],
    }
}

/// Name of a step in addresses and class names.
pub fn step_code(step: Step) -> &'static str {
    match step {
        Step::Deed => "deed",
        Step::Unit => "unit",
        Step::System => "system",
        Step::Resources => "resources",
        Step::Network => "network",
        Step::Security => "security",
        Step::Papers => "papers",
        Step::Undertakings => "undertakings",
        Step::Budget => "budget",
        Step::HandIn => "hand-in",
    }
}

/// The id of the next row of the resource table: one more than the highest in use, so that an id is not
/// used again while its row can come back by undo.
pub fn next_row_id(needs: &[Arc<NeedRow>]) -> String {
    let highest = needs.iter().filter_map(|n| n.id.strip_prefix('n')?.parse::<u64>().ok()).max();
    format!("n{}", highest.unwrap_or(0) + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(state: &State, key: &str, text: &str) -> State {
        reduce(state.clone(), Action::Type(Path::field(key), text.to_owned()))
    }

    fn empty() -> State {
        State::new(Lang::Zh, Mode::Edit, Draft::default())
    }

    #[test]
    fn typing_on_in_one_field_is_one_edit_for_undo() {
        let state = typed(&typed(&typed(&empty(), "a", "x"), "a", "xy"), "b", "1");
        let back = reduce(state.clone(), Action::Undo);
        assert_eq!((back.draft.field("a"), back.draft.field("b")), ("xy", ""));
        let back = reduce(back.clone(), Action::Undo);
        assert_eq!(back.draft.field("a"), "");
        assert!(!back.can_undo());
        let again = reduce(reduce(back, Action::Redo), Action::Redo);
        assert_eq!(again.draft, state.draft);
        assert!(!again.can_redo());
    }

    #[test]
    fn leaving_a_field_ends_the_edit_and_lets_its_problems_show() {
        let place = Path::field("a");
        let state = typed(&empty(), "a", "x");
        assert!(!state.tells(&place));
        let state = reduce(state.clone(), Action::Leave(place.clone()));
        assert!(state.tells(&place));
        let state = reduce(typed(&state, "a", "xy"), Action::Undo);
        assert_eq!(state.draft.field("a"), "x");
    }

    #[test]
    fn a_new_edit_forgets_what_was_taken_back() {
        let state = reduce(typed(&empty(), "a", "x"), Action::Undo);
        assert!(state.can_redo());
        assert!(!typed(&state, "b", "1").can_redo());
    }

    #[test]
    fn undo_is_bounded_and_keeps_the_latest() {
        let mut state = empty();
        for n in 0..UNDO + 50 {
            state = typed(&state, if n % 2 == 0 { "a" } else { "b" }, &n.to_string());
        }
        let mut steps = 0;
        while state.can_undo() {
            state = reduce(state.clone(), Action::Undo);
            steps += 1;
        }
        assert_eq!(steps, UNDO);
        assert_eq!(state.draft.field("b"), "49");
    }

    #[test]
    fn nothing_changes_a_case_that_is_only_read() {
        let state = State::new(Lang::Zh, Mode::View, Draft::default());
        assert_eq!(typed(&state, "a", "x"), state);
        assert_eq!(reduce(state.clone(), Action::Errand(Errand::Migrate)).draft.errand, Errand::Deploy);
    }

    #[test]
    fn a_cell_of_the_table_is_typed_like_a_field() {
        let mut draft = Draft::default();
        draft.needs.push(Arc::new(NeedRow { id: "n1".into(), ..NeedRow::default() }));
        let state = State::new(Lang::Zh, Mode::Edit, draft);
        let state = reduce(state.clone(), Action::Type(Path::need(0, "d.vcpu"), "8".into()));
        assert_eq!(state.draft.needs.first().map(|n| n.cell("d.vcpu")), Some("8"));
        let far = reduce(state.clone(), Action::Type(Path::need(9, "d.vcpu"), "8".into()));
        assert_eq!(far.draft, state.draft);
        assert_eq!(next_row_id(&state.draft.needs), "n2");
    }
}
