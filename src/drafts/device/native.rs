//! The device of the native side: a clock that only moves when everybody waits, so that a test of minutes
//! takes no time and always goes the same way.

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::future::{Future, poll_fn};
use std::pin::{Pin, pin};
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

type Task = Pin<Box<dyn Future<Output = ()>>>;

#[derive(Default)]
struct World {
    now: u64,
    drawn: u64,
    hidden: bool,
    deadlines: BTreeSet<u64>,
    locks: BTreeSet<String>,
    habits: BTreeMap<String, String>,
    tasks: Vec<Task>,
}

thread_local! {
    static WORLD: RefCell<World> = RefCell::new(World { now: 1_790_000_000_000, ..World::default() });
}

fn world<R>(with: impl FnOnce(&mut World) -> R) -> R {
    WORLD.with_borrow_mut(with)
}

/// Milliseconds since 1970.
pub fn now() -> u64 {
    world(|w| w.now)
}

/// Sixteen bytes that no other call gives. Native: drawn from a counter, not from chance.
pub fn entropy() -> [u8; 16] {
    let drawn = world(|w| {
        w.drawn += 1;
        w.drawn
    });
    let digest = crate::basics::Digest::of(&drawn.to_le_bytes()).to_string();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(digest.as_bytes().split_at(16).0);
    bytes
}

/// Waits so many milliseconds.
pub async fn wait(ms: u64) {
    let until = now() + ms;
    world(|w| w.deadlines.insert(until));
    poll_fn(|_| if now() >= until { Poll::Ready(()) } else { Poll::Pending }).await;
}

/// Starts a task beside the caller's.
pub fn spawn(task: impl Future<Output = ()> + 'static) {
    world(|w| w.tasks.push(Box::pin(task)));
}

/// True while nobody looks at the page.
pub fn hidden() -> bool {
    world(|w| w.hidden)
}

/// For tests: hides or shows the page.
pub fn set_hidden(hidden: bool) {
    world(|w| w.hidden = hidden);
}

/// Waits until the page is looked at.
pub async fn shown() {
    poll_fn(|_| if hidden() { Poll::Pending } else { Poll::Ready(()) }).await;
}

/// What was remembered here under a name.
pub fn remembered(name: &str) -> Option<String> {
    world(|w| w.habits.get(name).cloned())
}

/// Forgets every habit.
pub fn forget() {
    world(|w| w.habits.clear());
}

/// Remembers a habit, such as what a column means: never the case itself.
pub fn remember(name: &str, text: &str) {
    world(|w| w.habits.insert(name.to_owned(), text.to_owned()));
}

/// Writes a text down outside the store, at once. There is no such place here.
pub(crate) fn park(_name: &str, _text: &str) -> bool {
    false
}

/// What was written down so under names that begin so, with the rest of each name.
pub(crate) fn parked(_begins: &str) -> Vec<(String, String)> {
    Vec::new()
}

/// Removes it.
pub(crate) fn unpark(_name: &str) {}

/// Hears other tabs.
#[derive(Debug)]
pub(crate) struct Tabs;

/// Calls back with what other tabs say; there are none.
pub(crate) fn hear_tabs(_hear: impl Fn(&str) + 'static) -> Option<Tabs> {
    None
}

/// Says something to the other tabs.
pub(crate) fn tell_tabs(_text: &str) {}

/// A lock across the tabs of this device; given back when dropped.
#[derive(Debug)]
pub struct Lock(String);

impl Drop for Lock {
    fn drop(&mut self) {
        // A task that never ended may hold it until the thread ends, and then there is nothing left to tell.
        let _ = WORLD.try_with(|w| w.try_borrow_mut().map(|mut w| w.locks.remove(&self.0)));
    }
}

/// Takes a lock, or gives `None` where somebody else holds it.
#[allow(clippy::unused_async, reason = "the browser's twin waits here")]
pub async fn lock(name: &str) -> Option<Rc<Lock>> {
    world(|w| w.locks.insert(name.to_owned())).then(|| Rc::new(Lock(name.to_owned())))
}

/// Runs a future to its end, with all tasks; the clock jumps to the next deadline when nothing else moves.
/// `None` where everything waits for something that cannot come.
pub fn block_on<R>(future: impl Future<Output = R>) -> Option<R> {
    let mut future = pin!(future);
    let mut context = Context::from_waker(Waker::noop());
    let mut idle = 0;
    loop {
        if let Poll::Ready(result) = future.as_mut().poll(&mut context) {
            return Some(result);
        }
        let tasks = world(|w| std::mem::take(&mut w.tasks));
        let before = tasks.len();
        let mut waiting: Vec<Task> = tasks
            .into_iter()
            .filter_map(|mut task| task.as_mut().poll(&mut context).is_pending().then_some(task))
            .collect();
        let moved = waiting.len() != before || world(|w| !w.tasks.is_empty());
        world(|w| {
            waiting.append(&mut w.tasks);
            w.tasks = waiting;
        });
        // A chain of tasks that wake each other takes a few rounds to settle.
        idle = if moved { 0 } else { idle + 1 };
        if idle > 2 {
            let now = now();
            let next = world(|w| {
                w.deadlines = w.deadlines.split_off(&(now + 1));
                w.deadlines.pop_first()
            })?;
            world(|w| w.now = next);
            idle = 0;
        }
    }
}
