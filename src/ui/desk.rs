//! What every view gets: the state, what is said of it, and a way to send.

use crate::basics::{Date, Lang, Path};
use crate::catalog::Edition;
use crate::lifecycle::Judgement;
use crate::ui::handing::{Handed, Handing};
use crate::ui::judging::Judged;
use crate::ui::keep::{Keeping, Kept};
use crate::ui::life::{Ahead, Docket, Wish};
use crate::ui::notes::{Note, Notes, Weight};
use crate::ui::same::Same;
use crate::ui::settings::{Host, Mode, Settings};
use crate::ui::state::{Action, State};
use yew::Callback;

/// What a view may send.
#[derive(Debug)]
pub enum Msg {
    /// Something happens to the state.
    Do(Action),
    /// A place was typed at: place, text, true while an input method still composes, true where the place
    /// is left with it.
    Typed(Path, String, bool, bool),
    /// The input method has finished.
    Composed,
    /// It is time to judge.
    Judge,
    /// The form is now so many CSS pixels wide.
    Width(u32),
    /// Files were chosen for a role.
    Files(&'static str, Vec<web_sys::File>),
    /// A file was read: its particulars, or the name and reason.
    Read(Result<crate::dossier::Attachment, crate::basics::Words>),
    /// The draft is wanted as a file.
    Export,
    /// A case file was chosen.
    Import(web_sys::File),
    /// News of keeping.
    Kept(Kept),
    /// News of handing in.
    Handed(Handed),
    /// A wish in the case.
    Life(Wish),
    /// The form is wanted on paper.
    Print,
    /// All steps are shown for printing, or no longer.
    Printing(bool),
}

/// What every view gets.
pub struct Desk<'a> {
    /// What the page decides.
    pub settings: &'a Settings,
    /// What the page hears, and is asked for.
    pub host: &'a Host,
    /// The state.
    pub state: &'a State,
    /// What is said of the case.
    pub notes: &'a Notes,
    /// True once something was judged at all.
    pub judged: bool,
    /// What the catalog answered and what it costs; none while there is no catalog.
    pub said: Option<&'a Judged>,
    /// How the work is kept.
    pub keeping: &'a Keeping,
    /// How the handing in stands.
    pub handing: &'a Handing,
    /// The role whose files are being read.
    pub reading: Option<&'static str>,
    /// The day by which the draft on screen is judged.
    pub as_of: Date,
    /// The case that the page shows, as it was when the form was opened.
    pub docket: Option<&'a Docket>,
    /// What bars its next move.
    pub ahead: Option<&'a Ahead>,
    /// What the application comes to that a form of this case speaks of.
    pub application: Option<&'a Judgement>,
    /// How many steps of the case were known when the form was opened, where there are more now.
    pub meanwhile: Option<usize>,
    /// True where the form is narrow.
    pub narrow: bool,
    /// True where everything that can be unfolded is: on paper.
    pub unfolds: bool,
    /// Where to send.
    pub send: Callback<Msg>,
}

impl Desk<'_> {
    /// The language on screen.
    pub fn lang(&self) -> Lang {
        self.state.lang
    }

    /// Name of the system of the case that the page shows; empty where it shows none.
    pub fn system(&self) -> &str {
        self.docket.map_or("", Docket::system)
    }

    /// True where nothing may be changed.
    pub fn read_only(&self) -> bool {
        self.state.mode == Mode::View
    }

    /// The catalog.
    pub fn edition(&self) -> Option<&Same<Edition>> {
        self.settings.edition.as_ref()
    }

    /// What is to be told at a place now: what is wrong only once the person has left it, so that nobody
    /// is told of a mistake while still typing.
    pub fn told_at(&self, place: &Path) -> Vec<&Note> {
        let open = self.state.tells(place);
        self.notes.at(place).filter(|n| open || matches!(n.weight, Weight::Judge | Weight::Advice)).collect()
    }

    /// Sends an action when clicked.
    pub fn click(&self, action: Action) -> Callback<yew::MouseEvent> {
        self.send.reform(move |_| Msg::Do(action.clone()))
    }
}
