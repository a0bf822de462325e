//! What the form tells and asks, put into the words of the page.

use crate::basics::Words;
use crate::dossier::{Draft, Errand};
use crate::drafts::HostKey;
use crate::element::bridge::Page;
use crate::submission::{Asked, Soon};
use crate::ui::guard::AskKey;
use crate::ui::settings::{
    Apart, HandedIn, Handle, Headers, HeadersSoon, Host, PageSubmits, Refused, Summary,
};
use crate::wire::v1::case::Made;
use serde_json::{Value, json};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use wasm_bindgen_futures::JsFuture;
use yew::Callback;

/// The form's host, which speaks to this page and keeps the form's handle.
pub(super) fn host(page: &Page, handle: &Rc<RefCell<Option<Handle>>>) -> Host {
    let tell = |page: &Page| {
        let page = page.clone();
        move |event: &str, detail: Value| page.tell(event, &detail.to_string())
    };
    let held = Rc::clone(handle);
    let (ready, changed, reviewed) = (tell(page), tell(page), tell(page));
    let (accepted, rejected, stepped, asked) = (tell(page), tell(page), tell(page), page.clone());
    let (submitting, faulted) = (tell(page), page.clone());
    let (taking, sending, stale, fitting) = (page.clone(), page.clone(), page.clone(), page.clone());
    let (gives, keys, locked) = (page.clone(), page.clone(), tell(page));
    let edit = Cell::new(0u32);
    Host {
        ready: Callback::from(move |handle| {
            held.replace(Some(handle));
            ready("gcr-ready", Value::Null);
        }),
        changed: Callback::from(move |_: Draft| {
            edit.set(edit.get().wrapping_add(1));
            changed("gcr-changed", json!({"edit": edit.get()}));
        }),
        reviewed: Callback::from(move |s: Summary| {
            let detail =
                json!({"bars": s.bars, "toDo": s.to_do, "judgement": s.judgement, "advice": s.advice});
            reviewed("gcr-reviewed", detail);
        }),
        submitting: Callback::from(move |text: String| {
            let envelope: Value = serde_json::from_str(&text).unwrap_or_default();
            submitting("gcr-submitting", json!({"envelope": envelope, "text": text}))
        }),
        accepted: Callback::from(move |h: HandedIn| {
            accepted("gcr-accepted", json!({"key": h.key, "digest": h.digest, "reference": h.reference}));
        }),
        rejected: Callback::from(move |r: Refused| {
            let place = |(path, message): &(crate::basics::Path, String)| json!({"path": path.as_str(), "message": message});
            let places: Vec<Value> = r.places.iter().map(place).collect();
            rejected("gcr-rejected", json!({"key": r.key, "message": r.message, "places": places}));
        }),
        faulted: Callback::from(move |words: Words| fault(&faulted, "form", &words)),
        stepped: Callback::from(move |(reference, errand): (String, Option<Errand>)| {
            stepped("gcr-step", json!({"reference": reference, "errand": errand.map(Errand::code)}));
        }),
        stale: Callback::from(move |()| stale.refresh()),
        fits: Some(Callback::from(move |Apart { list, asked, told }| fitting.fit(list, asked, told))),
        headers: Some(Callback::from(move |request| headers(asked.clone(), request))),
        submit: Some(PageSubmits {
            takes: Callback::from(move |()| taking.takes_submission()),
            send: Callback::from(move |sealed| submit(sending.clone(), sealed)),
        }),
        storage_key: Some(AskKey {
            gives: Callback::from(move |()| gives.gives_storage_key()),
            ask: Callback::from(move |()| storage_key(keys.clone())),
        }),
        locked: Callback::from(move |()| {
            locked("gcr-locked", Value::Null);
        }),
    }
}

/// Asks the page for headers; none where it gives none.
fn headers(page: Page, asked: Asked) -> HeadersSoon {
    Box::pin(async move {
        if !page.asks_headers() {
            return Ok(Vec::new());
        }
        let mut about = json!({"method": asked.method, "url": asked.url});
        if let Some((key, digest)) = asked.sealed {
            about["sealed"] = json!({"key": key, "digest": digest});
        }
        let answer = JsFuture::from(page.headers(&about.to_string())).await.map_err(|e| reason(&e))?;
        pairs(&answer.as_string().unwrap_or_default())
    })
}

/// Hands an envelope to the page.
fn submit(page: Page, (key, digest, text): (String, String, String)) -> Soon<String> {
    Box::pin(async move {
        let answer =
            JsFuture::from(page.submit(&json!({"key": key, "digest": digest, "text": text}).to_string()))
                .await
                .map_err(|e| reason(&e))?;
        answer.as_string().ok_or_else(|| "no outcome".to_owned())
    })
}

/// Asks the page for its key; none where it gives none.
fn storage_key(page: Page) -> Soon<Option<HostKey>> {
    Box::pin(async move {
        let key = JsFuture::from(page.storage_key()).await.map_err(|e| reason(&e))?;
        Ok(HostKey::given(&key))
    })
}

/// Names and values out of a JSON list of pairs of texts.
fn pairs(text: &str) -> Headers {
    let value: Value = serde_json::from_str(text).map_err(|e| e.to_string())?;
    let pair = |pair: &Value| {
        let part = |at: usize| pair.get(at).and_then(Value::as_str).map(str::to_owned);
        Some((part(0)?, part(1)?))
    };
    Ok(value.as_array().into_iter().flatten().filter_map(pair).collect())
}

fn reason(error: &wasm_bindgen::JsValue) -> String {
    let message = js_sys::Reflect::get(error, &"message".into()).ok().and_then(|m| m.as_string());
    message.or_else(|| error.as_string()).unwrap_or_else(|| "unknown".to_owned())
}

/// Tells the page of a fault of the element's own.
pub(super) fn fault(page: &Page, code: &str, words: &Words) {
    let detail = json!({"code": code, "message": {"zh": words.zh, "en": words.en}});
    page.tell("gcr-faulted", &detail.to_string());
}

/// Both languages in one line, for messages of errors.
pub(super) fn both(words: &Words) -> String {
    format!("{} {}", words.zh, words.en)
}

/// Who wrote a case file, and when.
pub(super) fn made() -> Made {
    let at = js_sys::Date::new_0().to_iso_string().as_string().unwrap_or_default();
    Made { by: format!("govcloud-request {}", env!("CARGO_PKG_VERSION")), at }
}
