//! The one place where the element's script and the form meet. Texts in, texts out.

use crate::basics::{Path, Words};
use crate::dossier::Draft;
use crate::element::reviewer::{self, Reviewer};
use crate::element::{host, settings};
use crate::ui::life::Docket;
use crate::ui::settings::{CaseAt, Handle, Host, Now, Place, RegisterAt, Settings};
use crate::ui::state::{Action, Notice};
use crate::ui::views::Given;
use crate::ui::workbooks::{self, Workbooks};
use crate::ui::{App, AppProps, same::Same};
use crate::wire::v1::{case, catalog};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::Element;

#[wasm_bindgen]
extern "C" {
    /// What the program may ask of the element that it stands in (`#page` in `www/src/element.js`).
    #[derive(Clone)]
    pub type Page;
    /// Sends an event with this detail, JSON text; false where the page stopped it.
    #[wasm_bindgen(method)]
    pub fn tell(this: &Page, event: &str, detail: &str) -> bool;
    /// Asks for request headers; a promise of a JSON list of names and values.
    #[wasm_bindgen(method)]
    pub fn headers(this: &Page, asked: &str) -> js_sys::Promise;
    /// Hands an envelope to the page; a promise of the outcome as JSON text.
    #[wasm_bindgen(method)]
    pub fn submit(this: &Page, envelope: &str) -> js_sys::Promise;
    /// True where the page gives request headers, or signs.
    #[wasm_bindgen(method)]
    pub fn asks_headers(this: &Page) -> bool;
    /// True where the page hands in itself.
    #[wasm_bindgen(method)]
    pub fn takes_submission(this: &Page) -> bool;
    /// Fits a list beside the page: see `Host::fits`.
    #[wasm_bindgen(method)]
    pub fn fit(
        this: &Page,
        list: js_sys::Uint8Array,
        asked: js_sys::Uint8Array,
        told: js_sys::Function,
    ) -> js_sys::Promise;
    /// True where the page gives a key for what is kept on the device.
    #[wasm_bindgen(method)]
    pub fn gives_storage_key(this: &Page) -> bool;
    /// Asks for that key; a promise of a key of the browser's cipher, or of nothing.
    #[wasm_bindgen(method)]
    pub fn storage_key(this: &Page) -> js_sys::Promise;
    /// Brings the newest journal of the case, or asks the page for it.
    #[wasm_bindgen(method)]
    pub fn refresh(this: &Page);
}

thread_local! {
    static BROKEN: RefCell<Option<js_sys::Function>> = const { RefCell::new(None) };
}

/// Called once when the module is loaded: `broken` hears of a panic, which is the last thing that the
/// program does for any element; `books` reads and writes workbooks.
#[wasm_bindgen]
pub fn start(broken: js_sys::Function, books: Workbooks) {
    workbooks::open(books);
    BROKEN.with(|cell| *cell.borrow_mut() = Some(broken));
    yew::set_custom_panic_hook(Box::new(|info| {
        let message = info.to_string();
        BROKEN.with(|cell| {
            if let Ok(Some(broken)) = cell.try_borrow().as_deref() {
                let _ = broken.call1(&JsValue::NULL, &JsValue::from_str(&message));
            }
        });
    }));
}

/// A form that stands in a page, until [`Mounted::unmount`].
#[wasm_bindgen]
pub struct Mounted {
    app: RefCell<Option<yew::AppHandle<App>>>,
    settings: RefCell<Settings>,
    handle: Rc<RefCell<Option<Handle>>>,
    host: Host,
    page: Page,
    reviewer: RefCell<Option<Reviewer>>,
}

/// Puts the form into `place`, an empty element inside the shadow root.
#[wasm_bindgen]
pub fn mount(place: Element, page: Page, attributes: &str) -> Mounted {
    let (settings, faults) = settings::read(attributes, &Settings::default());
    let handle = Rc::new(RefCell::new(None));
    let host = host::host(&page, &handle);
    let props = AppProps { settings: Rc::new(settings.clone()), host: host.clone() };
    let app = yew::Renderer::<App>::with_root_and_props(place, props).render();
    let mounted = Mounted {
        app: RefCell::new(Some(app)),
        settings: RefCell::new(settings),
        handle,
        host,
        page,
        reviewer: RefCell::default(),
    };
    mounted.report(&faults);
    mounted
}

#[wasm_bindgen]
impl Mounted {
    /// Attributes changed.
    pub fn update(&self, attributes: &str) {
        let (settings, faults) = settings::read(attributes, &self.settings.borrow());
        self.set(settings);
        self.report(&faults);
    }

    /// The catalog came, as JSON text.
    pub fn catalog(&self, text: &str) {
        let mut settings = self.settings.borrow().clone();
        (settings.edition, settings.edition_problems, settings.edition_fault) = match catalog::read(text) {
            Ok((edition, problems)) => (Some(Same::new(edition)), problems, None),
            Err(error) => (None, Vec::new(), Some(error.words())),
        };
        let fault = settings.edition_fault.clone();
        self.set(settings);
        self.report(fault.as_slice());
    }

    /// There is no catalog, for this reason.
    pub fn no_catalog(&self, zh: &str, en: &str) {
        let words = Words::new(zh, en);
        let mut settings = self.settings.borrow().clone();
        settings.edition_fault = Some(words.clone());
        self.set(settings);
        self.report(&[words]);
    }

    /// The data of the place came, as JSON text.
    pub fn jurisdiction(&self, text: &str) {
        self.settle(reviewer::place(text));
    }

    /// There are no data of the place, for this reason.
    pub fn no_jurisdiction(&self, zh: &str, en: &str) {
        self.settle(Place::Unusable(Words::new(zh, en)));
    }

    /// A case to show came, as JSON text. Where it cannot be used, the page hears why.
    pub fn open_case(&self, text: &str) {
        match case::read(text) {
            Ok(file) => {
                let mut settings = self.settings.borrow().clone();
                settings.opened = Some(Same::new(file.draft.clone()));
                self.set(settings);
                self.open(file.draft);
            }
            Err(error) => self.report(&[error.words()]),
        }
    }

    /// There is no case to show, for this reason.
    pub fn no_case(&self, zh: &str, en: &str) {
        self.report(&[Words::new(zh, en)]);
    }

    /// The journal of a case came, as JSON text. Where it cannot be used, person and page hear why.
    pub fn journal(&self, text: &str) {
        let (case, fault) = match Docket::read(text) {
            Ok(docket) => (CaseAt::Here(Same::new(docket)), None),
            Err(error) => (CaseAt::Missing(error.words()), Some(error.words())),
        };
        let settings = self.settings.borrow().clone();
        self.set(Settings { case, ..settings });
        self.report(fault.as_slice());
    }

    /// There is no journal, for this reason. One that is on screen already stays there.
    pub fn no_journal(&self, zh: &str, en: &str) {
        let words = Words::new(zh, en);
        let settings = self.settings.borrow().clone();
        if settings.case.docket().is_none() {
            self.set(Settings { case: CaseAt::Missing(words.clone()), ..settings });
        } else {
            self.dispatch(Action::Tell(Some(Notice { fault: true, words: words.clone() })));
        }
        self.report(&[words]);
    }

    /// What a view shows came, as JSON text: a register of journals, or a list of services.
    pub fn register(&self, text: &str) {
        let (register, fault) = match Given::read(text) {
            Ok(given) => (RegisterAt::Here(Same::new(given)), None),
            Err(error) => (RegisterAt::Missing(error.words()), Some(error.words())),
        };
        let settings = self.settings.borrow().clone();
        self.set(Settings { register, ..settings });
        self.report(fault.as_slice());
    }

    /// There is no register, for this reason.
    pub fn no_register(&self, zh: &str, en: &str) {
        let words = Words::new(zh, en);
        let settings = self.settings.borrow().clone();
        self.set(Settings { register: RegisterAt::Missing(words.clone()), ..settings });
        self.report(&[words]);
    }

    /// The case file as it stands.
    pub fn export_case(&self) -> String {
        case::write(&self.now().draft, &host::made())
    }

    /// Opens a case file in place of what stands there; undo brings nothing back, so the page asks first.
    ///
    /// # Errors
    /// Why the text is no case file, in both languages; what stood there stays.
    pub fn import_case(&self, text: &str) -> Result<(), JsError> {
        let file = case::read(text).map_err(|e| JsError::new(&host::both(&e.words())))?;
        self.open(file.draft);
        Ok(())
    }

    /// Judges the case now; the review as JSON text.
    ///
    /// # Errors
    /// Where there is no catalog or no place to judge by.
    pub fn review(&self) -> Result<String, JsError> {
        let settings = self.settings.borrow().clone();
        let at_hand = self.reviewer.take();
        let reviewer = Reviewer::of(&settings, at_hand).ok_or_else(|| {
            JsError::new(
                "没有可用的服务目录或地区数据，不能审核。 There is no catalog, or no place, to judge by.",
            )
        })?;
        let text = reviewer.review(&self.now(), settings.as_of);
        self.reviewer.replace(Some(reviewer));
        Ok(text)
    }

    /// Goes to a place of the case.
    pub fn focus_path(&self, pointer: &str) {
        self.dispatch(Action::Focus(Path::from(pointer)));
    }

    /// Opens the view to print.
    pub fn print(&self) {
        // The form first shows all its steps; the browser's dialog would stop that.
        if let Some(handle) = &*self.handle.borrow() {
            handle.print.emit(());
        }
    }

    /// Keeps the draft now.
    pub fn save_now(&self) {
        if let Some(handle) = &*self.handle.borrow() {
            handle.flush.emit(());
        }
    }

    /// Keeps the draft, and locks what is encrypted.
    pub fn lock(&self) {
        if let Some(handle) = &*self.handle.borrow() {
            handle.lock.emit(());
        }
    }

    /// Takes the form out of the page and lets go of all it holds.
    pub fn unmount(&self) {
        if let Some(app) = self.app.borrow_mut().take() {
            app.destroy();
        }
    }
}

impl Mounted {
    fn set(&self, settings: Settings) {
        if *self.settings.borrow() == settings {
            return;
        }
        self.settings.replace(settings.clone());
        if let Some(app) = self.app.borrow_mut().as_mut() {
            app.update(AppProps { settings: Rc::new(settings), host: self.host.clone() });
        }
    }

    fn settle(&self, place: Place) {
        let fault = if let Place::Unusable(words) = &place { Some(words.clone()) } else { None };
        let settings = Settings { place, ..self.settings.borrow().clone() };
        self.set(settings);
        self.report(fault.as_slice());
    }

    fn dispatch(&self, action: Action) {
        let handle = self.handle.borrow().clone();
        if let Some(handle) = handle {
            handle.dispatch.emit(action);
        }
    }

    fn open(&self, draft: Draft) {
        self.dispatch(Action::Open(draft));
    }

    fn now(&self) -> Now {
        let handle = self.handle.borrow().clone();
        handle.map(|handle| handle.now.emit(())).unwrap_or_default()
    }

    fn report(&self, faults: &[Words]) {
        for words in faults {
            host::fault(&self.page, "setting", words);
        }
    }
}
