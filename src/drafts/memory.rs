//! The store in memory: for the native side, for tests, and for a browser that gives no storage.

use super::{Decided, Error, Key, Op};
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

/// Tables that live as long as the page.
#[derive(Debug, Default)]
pub(super) struct Memory {
    texts: RefCell<BTreeMap<Key, String>>,
    blobs: RefCell<BTreeMap<Key, Vec<u8>>>,
    /// For tests: what the next transactions do instead of committing.
    pub(super) fault: Cell<Option<Fault>>,
    /// For tests: milliseconds until a transaction begins, as in a browser.
    pub(super) slow: Cell<u64>,
}

/// A failure that a test asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing is written, and the store says so.
    #[cfg_attr(not(test), allow(dead_code, reason = "only tests ask for failures"))]
    Full,
    /// Everything is written, and the answer is lost.
    #[cfg_attr(not(test), allow(dead_code, reason = "only tests ask for failures"))]
    AnswerLost,
}

impl Memory {
    pub(super) fn transact<R>(
        &self,
        reads: &[Key],
        decide: impl FnOnce(Vec<Option<String>>) -> Decided<R>,
    ) -> Result<R, Error> {
        let read = reads.iter().map(|key| self.texts.borrow().get(key).cloned()).collect();
        let (ops, result) = decide(read)?;
        let fault = if ops.is_empty() { None } else { self.fault.take() };
        if fault == Some(Fault::Full) {
            return Err(Error::Full);
        }
        for op in ops {
            self.apply(op);
        }
        if fault == Some(Fault::AnswerLost) { Err(Error::Timeout) } else { Ok(result) }
    }

    pub(super) fn put_now(&self, key: &Key, text: &str) {
        self.apply(Op::Put(key.clone(), text.to_owned()));
    }

    fn apply(&self, op: Op) {
        match op {
            Op::Put(key, text) => _ = self.texts.borrow_mut().insert(key, text),
            Op::Delete(key) => _ = self.texts.borrow_mut().remove(&key),
            Op::PutBlob(key, bytes) => _ = self.blobs.borrow_mut().insert(key, bytes.to_vec()),
            Op::DeleteBlob(key) => _ = self.blobs.borrow_mut().remove(&key),
        }
    }

    pub(super) fn scan(&self, prefix: &[&str]) -> Vec<(Key, String)> {
        let begins = |key: &Key| key.iter().take(prefix.len()).map(String::as_str).eq(prefix.iter().copied());
        let texts = self.texts.borrow();
        texts.iter().filter(|(key, _)| begins(key)).map(|(key, text)| (key.clone(), text.clone())).collect()
    }

    pub(super) fn blob(&self, key: &Key) -> Option<Vec<u8>> {
        self.blobs.borrow().get(key).cloned()
    }
}
