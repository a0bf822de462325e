//! What the page around the form decides, and what it hears.

use crate::basics::{Date, Lang, Path, Words};
use crate::catalog::{CatalogProblem, Edition};
use crate::dossier::{Draft, Errand, Life, Role};
use crate::measure::Jurisdiction;
use crate::submission::{Asked, Soon};
use crate::ui::guard::AskKey;
use crate::ui::life::Docket;
use crate::ui::same::Same;
use crate::ui::state::Action;
use crate::ui::views::Given;
use std::sync::Arc;
use yew::Callback;

/// Whether the form is filled in or read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// A department fills it in.
    #[default]
    Edit,
    /// A reviewer reads it: same layout, nothing can be changed, nothing is kept.
    View,
}

/// Where the portal is, as its page says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endpoint {
    /// Name of the profile by which the portal's answers are understood.
    pub profile: String,
    /// Address that takes an application; empty where the page hands in itself.
    pub action: String,
    /// Address that tells the state of a key; `{key}` in it is replaced. Empty where there is none.
    pub status: String,
    /// Address that takes an attachment; empty where there is none.
    pub upload: String,
}

/// The place by which a case is judged. Where another one was asked for, nothing is judged until it is there: by
/// the province's rules it would be judged by another law.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Place {
    /// 黑龙江省, which needs no file.
    #[default]
    Province,
    /// Another one, whose data are being loaded.
    Coming,
    /// Another one.
    Other(Same<Jurisdiction>),
    /// Another one, whose data cannot be used, and why.
    Unusable(Words),
}

/// What the page decides. Every change of it comes as a new value.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// True once all of the program is there. Its first part can be filled in; keeping, judging, the text of
    /// the law and the printed form come with the second, a moment after the first paint.
    pub whole: bool,
    /// The language to begin with; a person may choose the other.
    pub lang: Lang,
    /// Filled in or read.
    pub mode: Mode,
    /// The catalog; none while it is loading or where it cannot be used.
    pub edition: Option<Same<Edition>>,
    /// What is wrong in the catalog.
    pub edition_problems: Vec<CatalogProblem>,
    /// Why there is no catalog, once that is known.
    pub edition_fault: Option<Words>,
    /// The place by which the case is judged.
    pub place: Place,
    /// The day by which the case is judged.
    pub as_of: Date,
    /// Who the drafts on this machine belong to: an opaque name that the portal gives a signed-in person.
    pub owner: String,
    /// What the form is for, where the page decides it.
    pub errand: Option<Errand>,
    /// The case whose journal the page gives.
    pub case: CaseAt,
    /// The view of all cases that the page asks for, in place of a form or a case.
    pub view: Option<View>,
    /// What that view shows.
    pub register: RegisterAt,
    /// The year that it shows, where the page decides it: of the settlement, for a budget that of its payment.
    pub year: Option<i32>,
    /// In which role the person takes part in the case; none where the page does not say.
    pub role: Option<Role>,
    /// Where the portal is.
    pub endpoint: Endpoint,
    /// A case to open instead of the person's own draft.
    pub opened: Option<Same<Draft>>,
    /// Minutes without a key or a click after which what is encrypted is locked; nought: never.
    pub lock_after: Option<u32>,
}

impl Settings {
    /// True where the form on screen begins a case: the page shows none, and no view of all of them.
    pub fn begins_case(&self) -> bool {
        self.case == CaseAt::None && self.view.is_none()
    }

    /// True where there is what is judged by: a catalog, and the data of the place.
    pub fn can_judge(&self) -> bool {
        self.edition.is_some() && matches!(self.place, Place::Province | Place::Other(_))
    }
}

/// How it stands with the case whose journal the page gives.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum CaseAt {
    /// The page gives none: the form begins a case.
    #[default]
    None,
    /// It is being fetched.
    Coming,
    /// It cannot be shown, for this reason.
    Missing(Words),
    /// Here it is.
    Here(Same<Docket>),
}

impl CaseAt {
    /// The case, once it is there.
    pub fn docket(&self) -> Option<&Same<Docket>> {
        match self {
            Self::Here(docket) => Some(docket),
            _ => None,
        }
    }
}

/// A view of all cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// 备案登记 (article 16).
    Filings,
    /// 年度审核汇总 (article 4).
    Year,
    /// 预算 (articles 3 and 9).
    Budget,
    /// 监测与资源调整建议 (article 17).
    Monitoring,
    /// 成批适配: a list of many systems (articles 15, 16 and 20).
    Fleet,
}

impl View {
    /// Every view.
    pub const ALL: [Self; 5] = [Self::Filings, Self::Year, Self::Budget, Self::Monitoring, Self::Fleet];

    /// Name in the attribute.
    pub fn code(self) -> &'static str {
        match self {
            Self::Filings => "filings",
            Self::Year => "year",
            Self::Budget => "budget",
            Self::Monitoring => "monitoring",
            Self::Fleet => "fleet",
        }
    }

    /// The view of this name.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|view| view.code() == code)
    }
}

/// How it stands with the register that the page gives a view.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum RegisterAt {
    /// The page gives none.
    #[default]
    None,
    /// It is being fetched.
    Coming,
    /// It cannot be used, for this reason.
    Missing(Words),
    /// Here it is.
    Here(Same<Given>),
}

/// Headers for a request to the portal: names and values, or why there are none.
pub type Headers = Result<Vec<(String, String)>, String>;
/// A promise of headers, asked for at the time of sending.
pub type HeadersSoon = Soon<Vec<(String, String)>>;

/// A case that was handed in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandedIn {
    /// The key it travelled under.
    pub key: String,
    /// SM3 of the envelope.
    pub digest: String,
    /// The portal's reference number; empty where it gave none.
    pub reference: String,
}

/// A case that the portal refused.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refused {
    /// The key it travelled under.
    pub key: String,
    /// What the portal said.
    pub message: String,
    /// What it said of single places.
    pub places: Vec<(Path, String)>,
}

/// A list that is to be fitted beside the page.
pub struct Apart {
    /// The file.
    pub list: js_sys::Uint8Array,
    /// What is asked of it, as `exchange::fleet` packs it.
    pub asked: js_sys::Uint8Array,
    /// Hears how far it is, and answers whether it is still wanted.
    pub told: js_sys::Function,
}

/// A promise of bytes, as `exchange::fleet` packs them; of a text, why the list is not read; of a list with one text,
/// why it must be done in the page; or of nothing, where that goes without saying.
pub type Fits = Callback<Apart, js_sys::Promise>;

/// What the page hears, and what it is asked for.
#[derive(Clone, PartialEq)]
pub struct Host {
    /// The form is up; what can be asked of it from outside.
    pub ready: Callback<Handle>,
    /// The person changed the case.
    pub changed: Callback<Draft>,
    /// The case was judged: a summary as JSON text for the page.
    pub reviewed: Callback<Summary>,
    /// The envelope is about to be sent (its JSON text); `false` stops it, because the page sends it itself.
    pub submitting: Callback<String, bool>,
    /// The portal accepted the case.
    pub accepted: Callback<HandedIn>,
    /// The portal refused it.
    pub rejected: Callback<Refused>,
    /// Something of the form's own failed; the person was told the same.
    pub faulted: Callback<Words>,
    /// The form of a step was opened in the case of this reference; none where the case itself is looked at.
    pub stepped: Callback<(String, Option<Errand>)>,
    /// The newest journal of the case is wanted.
    pub stale: Callback<()>,
    /// Headers for a request, asked for at the time of sending; none where absent.
    pub headers: Option<Callback<Asked, HeadersSoon>>,
    /// The page hands in itself, where it can.
    pub submit: Option<PageSubmits>,
    /// Fits lists beside the page.
    pub fits: Option<Fits>,
    /// The page's key for what is kept on the device.
    pub storage_key: Option<AskKey>,
    /// What is kept was locked: nothing of it may stay with the page.
    pub locked: Callback<()>,
}

/// How the page hands in itself.
#[derive(Clone, PartialEq)]
pub struct PageSubmits {
    /// True where it does so now.
    pub takes: Callback<(), bool>,
    /// Hands in: key, digest and envelope (JSON text) in, a promise of the outcome as JSON text out.
    pub send: Callback<(String, String, String), Soon<String>>,
}

/// How a case stands, in numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// What bars handing in.
    pub bars: usize,
    /// What is still to be done.
    pub to_do: usize,
    /// What is left to the reviewer.
    pub judgement: usize,
    /// Advice.
    pub advice: usize,
}

/// What stands in a form, and how it is judged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Now {
    /// The draft.
    pub draft: Draft,
    /// The life of the case that it is judged in.
    pub life: Arc<Life>,
    /// The day by which it is judged, where that is not the page's.
    pub as_of: Option<Date>,
}

/// What can be asked of a form from outside: the methods of the element.
#[derive(Clone, PartialEq)]
pub struct Handle {
    /// Does something, as if a person had.
    pub dispatch: Callback<Action>,
    /// What stands there now.
    pub now: Callback<(), Now>,
    /// Keeps at once what is not kept yet: the page is left, or the element taken out.
    pub flush: Callback<()>,
    /// Shows all steps and opens the browser's dialog for printing.
    pub print: Callback<()>,
    /// Keeps what is not kept yet, and locks what is encrypted.
    pub lock: Callback<()>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            whole: true,
            lang: Lang::Zh,
            mode: Mode::Edit,
            edition: None,
            edition_problems: Vec::new(),
            edition_fault: None,
            place: Place::Province,
            as_of: Date::default(),
            owner: String::new(),
            errand: None,
            case: CaseAt::None,
            view: None,
            register: RegisterAt::None,
            year: None,
            role: None,
            endpoint: Endpoint::default(),
            opened: None,
            lock_after: None,
        }
    }
}

impl Default for Host {
    fn default() -> Self {
        Self {
            ready: Callback::noop(),
            changed: Callback::noop(),
            reviewed: Callback::noop(),
            submitting: Callback::from(|_| true),
            accepted: Callback::noop(),
            rejected: Callback::noop(),
            faulted: Callback::noop(),
            stepped: Callback::noop(),
            stale: Callback::noop(),
            headers: None,
            submit: None,
            fits: None,
            storage_key: None,
            locked: Callback::noop(),
        }
    }
}
