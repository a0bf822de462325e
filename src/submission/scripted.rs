//! The transport of the native side: whatever a test says.

use super::classify::Reply;
use super::transport::Request;
use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

/// A portal that a test plays.
pub type Portal = Rc<dyn Fn(Request) -> Pin<Box<dyn Future<Output = Reply>>>>;

thread_local! {
    static PORTAL: RefCell<Option<Portal>> = const { RefCell::new(None) };
}

/// Puts a portal at the other end of the line, on this thread.
pub fn connect(portal: Portal) {
    PORTAL.set(Some(portal));
}

/// Sends a request; without a portal the line is dead.
pub(super) async fn send(request: Request) -> Reply {
    let portal = PORTAL.with_borrow(Clone::clone);
    match portal {
        Some(portal) => portal(request).await,
        None => Reply::Broken,
    }
}
