//! Stands in for the browser's store where there is no browser: it never opens.

use super::{Decided, Error, Key};
use std::convert::Infallible;

/// A store that does not exist.
#[derive(Debug)]
pub(super) struct Browser(Infallible);

impl Browser {
    #[allow(clippy::unused_async, reason = "the twin of the browser's store waits here")]
    pub(super) async fn open() -> Result<Self, Error> {
        Err(Error::NoStorage("no browser".into()))
    }

    pub(super) fn hear(&self, _hear: std::rc::Rc<dyn Fn(super::News)>) {
        match self.0 {}
    }

    pub(super) fn gone(&self) {
        match self.0 {}
    }

    pub(super) async fn raise(&self) -> Result<(), Error> {
        match self.0 {}
    }

    pub(super) async fn transact<R>(
        &self,
        _reads: &[Key],
        _decide: impl FnOnce(Vec<Option<String>>) -> Decided<R>,
    ) -> Result<R, Error> {
        match self.0 {}
    }

    pub(super) fn put_now(&self, _key: &Key, _text: &str) {
        match self.0 {}
    }

    pub(super) async fn scan(&self, _prefix: &[&str]) -> Result<Vec<(Key, String)>, Error> {
        match self.0 {}
    }

    pub(super) async fn blob(&self, _key: &Key) -> Result<Option<Vec<u8>>, Error> {
        match self.0 {}
    }
}
