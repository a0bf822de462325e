//! The store in the browser: IndexedDB, two tables, strict durability, nothing waited for without end.
//!
//! A transaction ends in one of four ways, and each is told: complete, abort (the only sign of a full
//! device), an error, or no answer within five seconds. The database may be closed under us at any time
//! (another tab upgrades it, the person clears the site's data): the next transaction opens it again.

use super::device::{self, call, get, object, thrown, wait};
use super::{Decided, Error, Key, News, Op};
use js_sys::{Array, Promise, Reflect, Uint8Array};
use std::cell::{Cell, RefCell};
use std::future::{Future, poll_fn};
use std::pin::pin;
use std::rc::Rc;
use std::task::Poll;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// Name of the database.
const NAME: &str = "govcloud-request";
/// Its newest version: one in which something was encrypted once. Programs of before know 1 only, and leave it alone; a
/// database in which nothing was ever encrypted stays at 1. See `src/docs/keeping.md`.
const NEWEST: f64 = 2.0;
/// Table of texts and table of bytes, keyed by arrays of texts.
const TABLES: [&str; 2] = ["texts", "blobs"];
/// Milliseconds within which the store must answer.
const PATIENCE: u64 = 5_000;

/// So often the database may be closed under us before it is given up.
const MOST_CLOSED: u32 = 5;
/// Within so many milliseconds.
const CLOSED_WITHIN: u64 = 600_000;
/// Milliseconds before it is opened again, the first time; doubled each time.
const AGAIN: u64 = 100;
/// Milliseconds that another tab's upgrade waits at most for what is not kept yet.
const UPGRADE_WAITS: u64 = 2_000;

/// The open database, opened again where it was closed.
#[derive(Clone, Default)]
pub(super) struct Browser(Rc<Inner>);

/// Who hears what happens to the database.
type Hear = Rc<dyn Fn(News)>;

#[derive(Default)]
struct Inner {
    open: RefCell<Option<JsValue>>,
    hear: RefCell<Option<Hear>>,
    /// Deeds that are under way.
    busy: Cell<u32>,
    /// When the database was closed under us, and how often since.
    closed: Cell<(u64, u32)>,
}

impl Browser {
    pub(super) async fn open() -> Result<Self, Error> {
        let browser = Self::default();
        browser.take(&open_database(None).await?);
        Ok(browser)
    }

    pub(super) fn hear(&self, hear: Hear) {
        *self.0.hear.borrow_mut() = Some(hear);
    }

    fn tell(&self, news: News) {
        let hear = self.0.hear.borrow().clone();
        if let Some(hear) = hear {
            hear(news);
        }
    }

    /// Memory has taken its place.
    pub(super) fn gone(&self) {
        self.tell(News::MemoryOnly);
    }

    async fn database(&self) -> Result<JsValue, Error> {
        if let Some(database) = &*self.0.open.borrow() {
            return Ok(database.clone());
        }
        let (since, times) = self.0.closed.get();
        if times >= MOST_CLOSED {
            return Err(Error::NoStorage("closed again and again".into()));
        }
        if times > 0 && since + CLOSED_WITHIN > device::now() {
            wait(AGAIN << times.min(8)).await;
        }
        match open_database(None).await {
            Ok(database) => {
                self.take(&database);
                Ok(database)
            }
            // It was there once: it is tried again, so often.
            Err(Error::NoStorage(why)) => {
                self.was_closed();
                Err(Error::Aborted(why))
            }
            Err(error) => Err(error),
        }
    }

    fn was_closed(&self) {
        let (since, times) = self.0.closed.get();
        let now = device::now();
        self.0.closed.set(if since + CLOSED_WITHIN > now { (since, times + 1) } else { (now, 1) });
    }

    fn take(&self, database: &JsValue) {
        let weak = Rc::downgrade(&self.0);
        let upgrade = Closure::<dyn FnMut(JsValue)>::new({
            let (weak, database) = (weak.clone(), database.clone());
            move |event: JsValue| {
                let Some(inner) = weak.upgrade() else {
                    let _ = call(&database, "close", &[]);
                    return;
                };
                let newer = get(&event, "newVersion").and_then(|v| v.as_f64()).is_none_or(|v| v > NEWEST);
                let (browser, database) = (Self(inner), database.clone());
                device::spawn(async move { browser.make_way(&database, newer).await });
            }
        });
        let closed = Closure::<dyn FnMut()>::new(move || {
            let Some(inner) = weak.upgrade() else { return };
            inner.open.borrow_mut().take();
            Self(inner).was_closed();
        });
        set(database, "onversionchange", &upgrade.into_js_value());
        set(database, "onclose", &closed.into_js_value());
        *self.0.open.borrow_mut() = Some(database.clone());
    }

    /// Another tab upgrades the database: what is not kept yet is kept now, then it is closed.
    async fn make_way(&self, database: &JsValue, newer: bool) {
        self.tell(News::Upgrade(newer));
        let until = device::now() + UPGRADE_WAITS;
        wait(60).await;
        while self.0.busy.get() > 0 && device::now() < until {
            wait(20).await;
        }
        self.0.open.borrow_mut().take_if(|open| open == database);
        let _ = call(database, "close", &[]);
    }

    /// Raises the database to the version that programs of before leave alone.
    pub(super) async fn raise(&self) -> Result<(), Error> {
        let database = self.database().await?;
        if get(&database, "version").and_then(|v| v.as_f64()) == Some(NEWEST) {
            return Ok(());
        }
        self.0.open.borrow_mut().take();
        let _ = call(&database, "close", &[]);
        let database = open_database(Some(NEWEST)).await?;
        self.take(&database);
        Ok(())
    }

    /// Begins a transaction, on a database that is opened again where it was closed.
    async fn begin(&self, mode: &str) -> Result<Transaction, Error> {
        for _ in 0..2 {
            let database = self.database().await?;
            match transaction(&database, mode) {
                Ok(transaction) => return Ok(Transaction::new(transaction)),
                Err(_) => _ = self.0.open.borrow_mut().take(),
            }
        }
        Err(Error::Aborted("the database keeps closing".into()))
    }

    /// What this gives, or [`Error::Timeout`]; counted as under way meanwhile.
    async fn at_work<R>(&self, work: impl Future<Output = Result<R, Error>>) -> Result<R, Error> {
        self.0.busy.set(self.0.busy.get() + 1);
        let result = in_time(work).await;
        self.0.busy.set(self.0.busy.get().saturating_sub(1));
        result
    }

    pub(super) async fn transact<R>(
        &self,
        reads: &[Key],
        decide: impl FnOnce(Vec<Option<String>>) -> Decided<R>,
    ) -> Result<R, Error> {
        self.at_work(async {
            let transaction = self.begin("readwrite").await?;
            let mut read = Vec::new();
            for key in reads {
                read.push(transaction.ask("texts", "get", &[&array(key)]).await?.as_string());
            }
            match decide(read) {
                Ok((ops, result)) => {
                    for op in ops {
                        transaction.apply(op)?;
                    }
                    transaction.end().await?;
                    Ok(result)
                }
                Err(error) => {
                    let _ = call(&transaction.object, "abort", &[]);
                    Err(error)
                }
            }
        })
        .await
    }

    /// Puts a text without waiting for anything: for a page that is being closed. The request is on its way to
    /// the browser's own process when this returns.
    pub(super) fn put_now(&self, key: &Key, text: &str) {
        let Some(database) = self.0.open.borrow().clone() else { return };
        let Ok(transaction) = transaction(&database, "readwrite") else { return };
        let _ = Transaction::new(transaction.clone()).apply(Op::Put(key.clone(), text.to_owned()));
        let _ = call(&transaction, "commit", &[]);
    }

    pub(super) async fn scan(&self, prefix: &[&str]) -> Result<Vec<(Key, String)>, Error> {
        self.at_work(async {
            let transaction = self.begin("readonly").await?;
            let low: Array = prefix.iter().map(|part| JsValue::from_str(part)).collect();
            // In the order of keys an array comes after every text: this bounds all that begins so.
            let high = low.concat(&Array::of1(&Array::new()));
            let ranges = get(&js_sys::global(), "IDBKeyRange").unwrap_or(JsValue::UNDEFINED);
            let range = call(&ranges, "bound", &[&low, &high]).map_err(|e| Error::Aborted(thrown(&e)))?;
            let keys = transaction.ask("texts", "getAllKeys", &[&range]).await?;
            let texts = transaction.ask("texts", "getAll", &[&range]).await?;
            let key = |key: JsValue| Array::from(&key).iter().filter_map(|part| part.as_string()).collect();
            let pairs = Array::from(&keys).into_iter().zip(Array::from(&texts));
            // A value that is no text is damage; an empty text is read as such by whoever asked.
            Ok(pairs.map(|(at, text)| (key(at), text.as_string().unwrap_or_default())).collect())
        })
        .await
    }

    pub(super) async fn blob(&self, key: &Key) -> Result<Option<Vec<u8>>, Error> {
        self.at_work(async {
            let transaction = self.begin("readonly").await?;
            let bytes = transaction.ask("blobs", "get", &[&array(key)]).await?;
            Ok(bytes.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec()))
        })
        .await
    }
}

struct Transaction {
    object: JsValue,
    /// Settles when the transaction does. Made at the start, so that no ending is missed.
    ended: JsFuture,
}

impl Transaction {
    fn new(object: JsValue) -> Self {
        let promise = Promise::new(&mut |resolve, reject| {
            set(&object, "oncomplete", &resolve);
            set(&object, "onabort", &reject);
            set(&object, "onerror", &reject);
        });
        Self { ended: JsFuture::from(promise), object }
    }

    /// Puts a request and waits for its result.
    async fn ask(&self, table: &str, method: &str, arguments: &[&JsValue]) -> Result<JsValue, Error> {
        let request = self.request(table, method, arguments)?;
        let promise = Promise::new(&mut |resolve, reject| {
            set(&request, "onsuccess", &resolve);
            set(&request, "onerror", &reject);
        });
        match JsFuture::from(promise).await {
            Ok(_) => Ok(get(&request, "result").unwrap_or(JsValue::UNDEFINED)),
            Err(_) => Err(failure(get(&request, "error"))),
        }
    }

    fn request(&self, table: &str, method: &str, arguments: &[&JsValue]) -> Result<JsValue, Error> {
        call(&self.object, "objectStore", &[&JsValue::from_str(table)])
            .and_then(|table| call(&table, method, arguments))
            .map_err(|error| failure(Some(error)))
    }

    fn apply(&self, op: Op) -> Result<(), Error> {
        match op {
            Op::Put(key, text) => self.request("texts", "put", &[&JsValue::from_str(&text), &array(&key)]),
            Op::Delete(key) => self.request("texts", "delete", &[&array(&key)]),
            Op::PutBlob(key, bytes) => {
                self.request("blobs", "put", &[&Uint8Array::from(&*bytes), &array(&key)])
            }
            Op::DeleteBlob(key) => self.request("blobs", "delete", &[&array(&key)]),
        }
        .map(drop)
    }

    async fn end(self) -> Result<(), Error> {
        let object = self.object;
        self.ended.await.map(drop).map_err(|_| failure(get(&object, "error")))
    }
}

fn transaction(database: &JsValue, mode: &str) -> Result<JsValue, JsValue> {
    let tables: Array = TABLES.iter().map(|name| JsValue::from_str(name)).collect();
    let strict = object(&[("durability", JsValue::from_str("strict"))]);
    call(database, "transaction", &[&tables, &JsValue::from_str(mode), &strict])
}

/// Opens the database in the version in which it is, or in this one.
async fn open_database(version: Option<f64>) -> Result<JsValue, Error> {
    let none = |error: JsValue| Error::NoStorage(thrown(&error));
    let factory =
        get(&js_sys::global(), "indexedDB").ok_or_else(|| Error::NoStorage("no IndexedDB".into()))?;
    let name = JsValue::from_str(NAME);
    let request = match version {
        Some(version) => call(&factory, "open", &[&name, &JsValue::from_f64(version)]),
        None => call(&factory, "open", &[&name]),
    };
    let request = request.map_err(none)?;
    let asked = request.clone();
    let upgrade = Closure::once_into_js(move || {
        let database = get(&asked, "result").unwrap_or(JsValue::UNDEFINED);
        for table in TABLES {
            // Throws where the table is there already: an upgrade changes nothing else.
            let _ = call(&database, "createObjectStore", &[&JsValue::from_str(table)]);
        }
    });
    set(&request, "onupgradeneeded", &upgrade);
    let promise = Promise::new(&mut |resolve, reject| {
        set(&request, "onsuccess", &resolve);
        set(&request, "onerror", &reject);
    });
    // Another tab is still open on it; it is told, and may make way in a moment.
    let blocked = Rc::new(Cell::new(false));
    let told = Rc::clone(&blocked);
    set(&request, "onblocked", &Closure::once_into_js(move || told.set(true)));
    let asked = request.clone();
    let opened = in_time(async move {
        match JsFuture::from(promise).await {
            Ok(_) => {
                let database = get(&asked, "result").ok_or_else(|| Error::NoStorage("no database".into()))?;
                // A newer program has upgraded the database: leave it alone.
                if get(&database, "version").and_then(|v| v.as_f64()).is_some_and(|v| v > NEWEST) {
                    let _ = call(&database, "close", &[]);
                    return Err(Error::Newer);
                }
                Ok(database)
            }
            Err(_) => Err(match get(&asked, "error") {
                Some(error) if thrown(&error).starts_with("VersionError") => Error::Newer,
                Some(error) => none(error),
                None => Error::NoStorage(String::new()),
            }),
        }
    })
    .await;
    if opened != Err(Error::Timeout) {
        return opened;
    }
    // It may be let in later, when nobody waits for it any more.
    let late = request.clone();
    let close = Closure::once_into_js(move || {
        let database = get(&late, "result").unwrap_or(JsValue::UNDEFINED);
        let _ = call(&database, "close", &[]);
    });
    set(&request, "onsuccess", &close);
    Err(if blocked.get() { Error::Blocked } else { Error::Timeout })
}

/// The error of a request or a transaction.
fn failure(error: Option<JsValue>) -> Error {
    let text = error.as_ref().map(thrown).unwrap_or_default();
    if text.starts_with("QuotaExceededError") { Error::Full } else { Error::Aborted(text) }
}

/// What this gives, or [`Error::Timeout`].
async fn in_time<R>(work: impl Future<Output = Result<R, Error>>) -> Result<R, Error> {
    let (mut work, mut late) = (pin!(work), pin!(wait(PATIENCE)));
    poll_fn(|context| match work.as_mut().poll(context) {
        Poll::Ready(result) => Poll::Ready(result),
        Poll::Pending => late.as_mut().poll(context).map(|()| Err(Error::Timeout)),
    })
    .await
}

fn array(key: &Key) -> JsValue {
    key.iter().map(|part| JsValue::from_str(part)).collect::<Array>().into()
}

fn set(object: &JsValue, name: &str, value: &JsValue) {
    // Handlers of live objects can always be set; a dead one never calls.
    let _ = Reflect::set(object, &JsValue::from_str(name), value);
}
