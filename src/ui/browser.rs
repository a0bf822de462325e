//! The few things that only the browser does for the form: time after the paint, width, focus, files.

use crate::basics::{Date, Lang, Path, Words};
use crate::dossier::{Attachment, Draft, Errand};
use crate::drafts::{Drafts, Keeper, device};
use crate::ui::desk::Msg;
use crate::ui::keep::Kept;
use crate::ui::state::{Action, Notice};
use crate::ui::words::{self, both, fill};
use gloo::events::EventListener;
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, Element, File, HtmlAnchorElement, HtmlDocument, HtmlElement, HtmlInputElement,
    HtmlTextAreaElement, ShadowRoot, Url,
};
use yew::{Callback, NodeRef};

/// Most bytes of one document, in MB.
const MOST_PAPER: u64 = 100;
/// How long to wait where no frame is drawn, because the page is hidden.
const HIDDEN_MS: u32 = 300;

/// Something that happens after the next paint; not at all once it is dropped.
pub struct After {
    _hidden: Timeout,
    _then: Rc<RefCell<Option<Timeout>>>,
}

impl After {
    /// Calls back once, after the next frame was painted, or after a while where none is.
    pub fn paint(done: Callback<()>) -> Self {
        let then: Rc<RefCell<Option<Timeout>>> = Rc::default();
        let (weak, later) = (Rc::downgrade(&then), done.clone());
        let frame = Closure::once_into_js(move || {
            if let Some(then) = weak.upgrade() {
                *then.borrow_mut() = Some(Timeout::new(0, move || later.emit(())));
            }
        });
        if let Some(window) = web_sys::window() {
            // Without frames the timeout below does it.
            let _ = window.request_animation_frame(frame.unchecked_ref());
        }
        Self { _hidden: Timeout::new(HIDDEN_MS, move || done.emit(())), _then: then }
    }
}

/// Something that is listened to until it is dropped.
pub enum Ear {
    /// An event of the browser.
    Event(EventListener),
    /// The width of the form.
    Width(web_sys::ResizeObserver, Closure<dyn FnMut(Array)>),
}

impl Drop for Ear {
    fn drop(&mut self) {
        if let Self::Width(observer, _) = self {
            observer.disconnect();
        }
    }
}

/// Listens to what Yew does not: the end of composing, the width, printing.
pub fn listen(root: &NodeRef, going: &Rc<RefCell<Option<Keeper>>>, send: &Callback<Msg>) -> Vec<Ear> {
    let mut ears = Vec::new();
    let Some(root) = root.cast::<Element>() else { return ears };
    let done = send.clone();
    ears.push(Ear::Event(EventListener::new(&root, "compositionend", move |_| done.emit(Msg::Composed))));
    if let Some(window) = web_sys::window() {
        for (name, on) in [("online", true), ("offline", false)] {
            let send = send.clone();
            let heard = move |_: &web_sys::Event| send.emit(Msg::Kept(Kept::Online(on)));
            ears.push(Ear::Event(EventListener::new(&window, name, heard)));
        }
        let (flush, going) = (send.clone(), Rc::clone(going));
        let hidden = move |_: &web_sys::Event| {
            // At once: a message to the form may wait for a timer, and a page that goes has none left.
            if let Some(keeper) = &*going.borrow() {
                keeper.park();
            }
            flush.emit(Msg::Kept(Kept::Flush));
        };
        ears.push(Ear::Event(EventListener::new(&window, "pagehide", hidden.clone())));
        if let Some(document) = window.document() {
            ears.push(Ear::Event(EventListener::new(&document, "visibilitychange", hidden)));
        }
        for (name, on) in [("beforeprint", true), ("afterprint", false)] {
            let send = send.clone();
            ears.push(Ear::Event(EventListener::new(&window, name, move |_| send.emit(Msg::Printing(on)))));
        }
    }
    let send = send.clone();
    let seen = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        if let Ok(entry) = entries.get(0).dyn_into::<web_sys::ResizeObserverEntry>() {
            // Whole pixels are enough to choose a layout.
            send.emit(Msg::Width(entry.content_rect().width() as u32));
        }
    });
    if let Ok(observer) = web_sys::ResizeObserver::new(seen.as_ref().unchecked_ref()) {
        observer.observe(&root);
        ears.push(Ear::Width(observer, seen));
    }
    ears
}

/// Gives the focus to the control of a place, inside this form only.
pub fn focus(root: &NodeRef, place: &Path) {
    let Some(root) = root.cast::<Element>() else { return };
    let name = place.as_str().replace('\\', "\\\\").replace('"', "\\\"");
    let query = format!("[data-path=\"{name}\"]:checked, [data-place=\"{name}\"]");
    let found = [query, format!("[data-path=\"{name}\"]:not([tabindex=\"-1\"][type=\"date\"])")]
        .iter()
        .find_map(|query| root.query_selector(query).ok().flatten());
    if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        // An element that cannot take the focus is shown all the same.
        let _ = element.focus();
        if place.steps().next().as_deref() == Some("fields") {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Center);
            element.scroll_into_view_with_scroll_into_view_options(&options);
        }
    }
}

/// Says something to who cannot see the screen, through the live region of the form.
pub fn say(root: &NodeRef, words: &Words, lang: Lang) {
    let region = root.cast::<Element>().and_then(|root| root.query_selector("[data-voice]").ok().flatten());
    if let Some(region) = region {
        region.set_text_content(Some(words.get(lang)));
    }
}

/// Copies a text by selecting it: `navigator.clipboard` is absent from pages that a portal serves without
/// TLS. False where the browser does not let it.
pub fn copy(root: &NodeRef, text: &str) -> bool {
    let field = root.cast::<Element>().and_then(|root| root.query_selector("[data-copy]").ok().flatten());
    let Some(field) = field.and_then(|field| field.dyn_into::<HtmlTextAreaElement>().ok()) else {
        return false;
    };
    let before = field.get_root_node().dyn_into::<ShadowRoot>().ok().and_then(|root| root.active_element());
    field.set_value(text);
    field.select();
    let document = field.owner_document().and_then(|document| document.dyn_into::<HtmlDocument>().ok());
    let done = document.is_some_and(|document| document.exec_command("copy").unwrap_or(false));
    if let Some(before) = before.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        // Where the focus cannot go back, it stays in the form.
        let _ = before.focus();
    }
    done
}

/// Asks the browser to keep what is stored here even when room gets scarce; the answer, where it gives one.
pub fn persist(done: Callback<bool>) {
    let storage = web_sys::window().map(|window| window.navigator().storage());
    let Some(promise) = storage.and_then(|storage| storage.persist().ok()) else { return };
    spawn_local(async move {
        if let Ok(answer) = JsFuture::from(promise).await {
            done.emit(answer.is_truthy());
        }
    });
}

/// True where the browser knows that there is no network.
pub fn offline() -> bool {
    web_sys::window().is_some_and(|window| !window.navigator().on_line())
}

/// Prints the page.
pub fn print() {
    if let Some(window) = web_sys::window() {
        // A frame without the right to print stays as it is.
        let _ = window.print();
    }
}

/// Reads documents: size, type, digest. One message for each file.
pub fn read_papers(
    role: &'static str,
    files: Vec<File>,
    drafts: Drafts,
    done: Callback<Result<Attachment, Words>>,
) {
    spawn_local(async move {
        for file in files {
            done.emit(read_paper(role, &file, &drafts).await);
        }
    });
}

/// Reads one document and keeps its bytes, before the draft names them.
async fn read_paper(role: &str, file: &File, drafts: &Drafts) -> Result<Attachment, Words> {
    let name = file.name();
    let refuse = |word| both(word, &[&name, &MOST_PAPER.to_string()]);
    let size = file.size();
    if size <= 0.0 {
        return Err(refuse(words::PAPER_EMPTY));
    }
    if size > (MOST_PAPER << 20) as f64 {
        return Err(refuse(words::PAPER_TOO_LARGE));
    }
    let bytes = bytes_of(file).await.ok_or_else(|| refuse(words::PAPER_UNREADABLE))?;
    let digest = drafts.put_blob(&bytes, device::now()).await.map_err(|error| {
        let why = error.words();
        let say = |why: &str| both(words::PAPER_NOT_KEPT, &[&name, why]);
        Words::new(say(&why.zh).zh, say(&why.en).en)
    })?;
    let media_type = match file.type_() {
        known if !known.is_empty() => known,
        _ => "application/octet-stream".to_owned(),
    };
    Ok(Attachment { role: role.to_owned(), name, media_type, size: bytes.len() as u64, digest })
}

/// The bytes of a file; none where it cannot be read.
pub async fn bytes_of(file: &File) -> Option<Vec<u8>> {
    let buffer = JsFuture::from(file.array_buffer()).await.ok()?;
    Some(Uint8Array::new(&buffer).to_vec())
}

/// Offers the draft as a case file.
pub fn offer_case(draft: &Draft, as_of: Date) {
    let name = match draft.field("system.name").trim() {
        "" => "govcloud".to_owned(),
        name => name.chars().map(|c| if r#"\/:*?"<>|,"#.contains(c) { '_' } else { c }).collect(),
    };
    let name = format!("{name}-{}.case.json", crate::basics::date::iso(as_of));
    let at = String::from(js_sys::Date::new_0().to_iso_string());
    let by = format!("govcloud-request {}", env!("CARGO_PKG_VERSION"));
    let text = crate::wire::v1::case::write(draft, &crate::wire::v1::case::Made { by, at });
    download(&name, "application/json", &text);
}

/// Offers a text as a file.
pub fn download(name: &str, media_type: &str, text: &str) -> Option<()> {
    download_bytes(name, media_type, &text.into())
}

/// Offers a text or bytes as a file.
pub fn download_bytes(name: &str, media_type: &str, content: &wasm_bindgen::JsValue) -> Option<()> {
    download_parts(name, media_type, &Array::of1(content))
}

/// Offers texts or bytes, one after the other, as a file.
pub fn download_parts(name: &str, media_type: &str, parts: &Array) -> Option<()> {
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    // The constructors differ in name only: a part may be a text or an array of bytes.
    let blob = Blob::new_with_str_sequence_and_options(parts, &options).ok()?;
    let address = Url::create_object_url_with_blob(&blob).ok()?;
    let document = web_sys::window()?.document()?;
    let link: HtmlAnchorElement = document.create_element("a").ok()?.dyn_into().ok()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    // The browser has taken hold of the data by then; the address is let go a little later.
    Timeout::new(10_000, move || {
        let _ = Url::revoke_object_url(&address);
    })
    .forget();
    Some(())
}

/// Reads a case file and opens it as one edit, so that undo brings back what was there. In the form of a step
/// only a file of the same step is taken.
pub fn read_case(file: File, only: Option<Errand>, send: Callback<Msg>) {
    spawn_local(async move {
        let name = file.name();
        let tell = |fault, words| Msg::Do(Action::Tell(Some(Notice { fault, words })));
        if file.size() > crate::wire::v1::case::MOST_BYTES as f64 {
            let most = (crate::wire::v1::case::MOST_BYTES >> 20).to_string();
            return send.emit(tell(true, both(words::CASE_TOO_LARGE, &[&name, &most])));
        }
        let text = bytes_of(&file).await.and_then(|bytes| String::from_utf8(bytes).ok());
        let Some(text) = text else { return send.emit(tell(true, both(words::CASE_UNREADABLE, &[&name]))) };
        match crate::wire::v1::case::read(&text) {
            Ok(case) if only.is_some_and(|only| only != case.draft.errand) => {
                let names = [case.draft.errand.name(), only.unwrap_or_default().name()];
                let say = |lang| {
                    fill(
                        lang,
                        words::OTHER_ERRAND,
                        &[&name, words::say(lang, names[0]), words::say(lang, names[1])],
                    )
                };
                send.emit(tell(true, Words::new(say(Lang::Zh), say(Lang::En))));
            }
            Ok(case) => {
                send.emit(Msg::Do(Action::Change(case.draft, None)));
                let word = if case.digest_ok { words::IMPORTED } else { words::IMPORTED_CHANGED };
                send.emit(tell(!case.digest_ok, both(word, &[&name])));
            }
            Err(error) => {
                let why = error.words();
                let (zh, en) = (
                    both(words::CASE_REFUSED, &[&name, &why.zh]).zh,
                    both(words::CASE_REFUSED, &[&name, &why.en]).en,
                );
                send.emit(tell(true, Words::new(zh, en)));
            }
        }
    });
}

/// The file that was chosen in an input; the input is emptied, so that the same file can be chosen again.
pub fn chosen(input: &HtmlInputElement) -> Vec<File> {
    let files = input.files().map(|list| (0..list.length()).filter_map(|at| list.get(at)).collect());
    input.set_value("");
    files.unwrap_or_default()
}
