//! The device of the browser: time to wait, chance, locks across tabs. Everything that an old or strict
//! browser may lack is asked for by name at run time.

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use std::future::Future;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// The member of this name, where there is one.
pub(crate) fn get(object: &JsValue, name: &str) -> Option<JsValue> {
    // Reading a member may throw (storage in a foreign frame does): that is the same as having none.
    Reflect::get(object, &JsValue::from_str(name))
        .ok()
        .filter(|value| !value.is_null() && !value.is_undefined())
}

/// Calls the method of this name.
///
/// # Errors
/// What it threw, or a text where there is no such method.
pub(crate) fn call(object: &JsValue, name: &str, arguments: &[&JsValue]) -> Result<JsValue, JsValue> {
    let method = get(object, name).and_then(|method| method.dyn_into::<Function>().ok());
    let Some(method) = method else { return Err(JsValue::from_str(&format!("no {name}"))) };
    method.apply(object, &arguments.iter().map(|argument| (*argument).clone()).collect::<js_sys::Array>())
}

/// An object with these members.
pub(crate) fn object(members: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in members {
        // A fresh plain object takes every member.
        let _ = Reflect::set(&object, &JsValue::from_str(name), value);
    }
    object.into()
}

/// What was thrown, as text: an error's name and message.
pub(crate) fn thrown(error: &JsValue) -> String {
    let part = |name| get(error, name).and_then(|text| text.as_string()).unwrap_or_default();
    match (part("name"), part("message")) {
        (name, message) if name.is_empty() && message.is_empty() => error.as_string().unwrap_or_default(),
        (name, message) => format!("{name}: {message}"),
    }
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
    js_sys::Date::now().max(0.0) as u64
}

/// Sixteen bytes of chance.
pub fn entropy() -> [u8; 16] {
    let bytes = Uint8Array::new_with_length(16);
    let crypto = get(&js_sys::global(), "crypto").unwrap_or(JsValue::UNDEFINED);
    let mut drawn = [0; 16];
    if call(&crypto, "getRandomValues", &[&bytes]).is_ok() {
        bytes.copy_to(&mut drawn);
        return drawn;
    }
    // Without the browser's own source only uniqueness is left to hope for, and nothing secret hangs on it.
    for byte in &mut drawn {
        *byte = (js_sys::Math::random() * 256.0) as u8;
    }
    drawn
}

/// Waits so many milliseconds.
pub async fn wait(ms: u64) {
    let promise = Promise::new(&mut |resolve, _| {
        let _ = call(&js_sys::global(), "setTimeout", &[&resolve, &JsValue::from_f64(ms as f64)]);
    });
    let _ = JsFuture::from(promise).await;
}

/// Starts a task beside the caller's.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(task);
}

/// True while nobody looks at the page.
pub fn hidden() -> bool {
    let document = get(&js_sys::global(), "document");
    document.and_then(|d| get(&d, "visibilityState")).and_then(|s| s.as_string()).as_deref() == Some("hidden")
}

/// Waits until the page is looked at.
pub async fn shown() {
    while hidden() {
        let document = get(&js_sys::global(), "document").unwrap_or(JsValue::UNDEFINED);
        let promise = Promise::new(&mut |resolve, _| {
            let name = JsValue::from_str("visibilitychange");
            let once = object(&[("once", JsValue::TRUE)]);
            let _ = call(&document, "addEventListener", &[&name, &resolve, &once]);
        });
        let _ = JsFuture::from(promise).await;
    }
}

/// What was remembered here under a name; none where the browser keeps nothing.
pub fn remembered(name: &str) -> Option<String> {
    let store = get(&js_sys::global(), "localStorage")?;
    call(&store, "getItem", &[&JsValue::from_str(&own(name))]).ok()?.as_string()
}

/// Remembers a habit, such as what a column means: never the case itself. Where the browser keeps nothing, nothing is
/// remembered.
pub fn remember(name: &str, text: &str) {
    if let Some(store) = get(&js_sys::global(), "localStorage") {
        let _ = call(&store, "setItem", &[&JsValue::from_str(&own(name)), &JsValue::from_str(text)]);
    }
}

/// Forgets every habit; what is said of drafts, or was written down for them, stays.
pub fn forget() {
    let Some(store) = get(&js_sys::global(), "localStorage") else { return };
    let names = Object::keys(store.unchecked_ref::<Object>());
    let habit = |name: &JsValue| {
        let name = name.as_string().unwrap_or_default();
        name.strip_prefix(&own(""))
            .is_some_and(|rest| !["late.", "sealed."].iter().any(|of| rest.starts_with(of)))
    };
    for name in names.iter().filter(habit) {
        let _ = call(&store, "removeItem", &[&name]);
    }
}

fn own(name: &str) -> String {
    format!("govcloud-request.{name}")
}

/// Writes a text down outside the store, at once; false where there is no room or no such place.
pub(crate) fn park(name: &str, text: &str) -> bool {
    let store = get(&js_sys::global(), "localStorage");
    store.is_some_and(|store| call(&store, "setItem", &[&own(name).into(), &text.into()]).is_ok())
}

/// What was written down so under names that begin so, with the rest of each name.
pub(crate) fn parked(begins: &str) -> Vec<(String, String)> {
    let Some(store) = get(&js_sys::global(), "localStorage") else { return Vec::new() };
    let names = Object::keys(store.unchecked_ref::<Object>());
    let rest = |name: JsValue| name.as_string()?.strip_prefix(&own(begins)).map(str::to_owned);
    let with_text = |rest: String| Some((remembered(&format!("{begins}{rest}"))?, rest));
    names.iter().filter_map(rest).filter_map(with_text).map(|(text, rest)| (rest, text)).collect()
}

/// Removes it.
pub(crate) fn unpark(name: &str) {
    if let Some(store) = get(&js_sys::global(), "localStorage") {
        let _ = call(&store, "removeItem", &[&own(name).into()]);
    }
}

/// Hears other tabs until it is dropped.
#[derive(Debug)]
pub(crate) struct Tabs {
    channel: JsValue,
    _hear: Closure<dyn FnMut(JsValue)>,
}

impl Drop for Tabs {
    fn drop(&mut self) {
        let _ = call(&self.channel, "close", &[]);
    }
}

/// The channel between the tabs, where the browser has such.
fn channel() -> Option<JsValue> {
    let kind = get(&js_sys::global(), "BroadcastChannel")?.dyn_into::<Function>().ok()?;
    Reflect::construct(&kind, &js_sys::Array::of1(&own("tabs").into())).ok()
}

/// Calls back with what other tabs say.
pub(crate) fn hear_tabs(hear: impl Fn(&str) + 'static) -> Option<Tabs> {
    let channel = channel()?;
    let hear = Closure::<dyn FnMut(JsValue)>::new(move |event: JsValue| {
        if let Some(text) = get(&event, "data").and_then(|data| data.as_string()) {
            hear(&text);
        }
    });
    let _ = Reflect::set(&channel, &"onmessage".into(), hear.as_ref());
    Some(Tabs { channel, _hear: hear })
}

/// Says something to the other tabs.
pub(crate) fn tell_tabs(text: &str) {
    if let Some(channel) = channel() {
        let _ = call(&channel, "postMessage", &[&text.into()]);
        let _ = call(&channel, "close", &[]);
    }
}

/// A lock across the tabs of this device; given back when dropped.
#[derive(Debug)]
pub struct Lock(Option<Function>);

impl Drop for Lock {
    fn drop(&mut self) {
        if let Some(release) = &self.0 {
            let _ = release.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Takes a lock, or gives `None` where another tab holds it. Where the browser knows no locks (it does not on
/// pages without TLS) the lock is given to everybody: what must not go wrong is guarded in the store.
pub async fn lock(name: &str) -> Option<Rc<Lock>> {
    let navigator = get(&js_sys::global(), "navigator");
    let Some(locks) = navigator.and_then(|navigator| get(&navigator, "locks")) else {
        return Some(Rc::new(Lock(None)));
    };
    let mut release = None;
    let held = Promise::new(&mut |resolve, _| release = Some(resolve));
    let granted = Promise::new(&mut |resolve, _| {
        let (tell, held) = (resolve.clone(), held.clone());
        let taken = Closure::once_into_js(move |lock: JsValue| {
            let _ = tell.call1(&JsValue::UNDEFINED, &JsValue::from_bool(!lock.is_null()));
            if lock.is_null() { JsValue::UNDEFINED } else { held.into() }
        });
        let at_once = object(&[("ifAvailable", JsValue::TRUE)]);
        let asked = call(&locks, "request", &[&JsValue::from_str(name), &at_once, &taken]);
        match asked.map(|promise| call(&promise, "catch", &[&resolve])) {
            // A refusal arrives through `catch` as something that is neither true nor false.
            Ok(_) => {}
            Err(_) => _ = resolve.call0(&JsValue::UNDEFINED),
        }
    });
    match JsFuture::from(granted).await.ok().and_then(|granted| granted.as_bool()) {
        Some(true) => Some(Rc::new(Lock(release))),
        Some(false) => None,
        None => Some(Rc::new(Lock(None))),
    }
}
