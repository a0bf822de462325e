//! Deeds on the whole device: a copy, a comparison, the backup and its return, clearing.

use crate::basics::{Date, Words, date};
use crate::drafts::{BackedUp, Drafts, Error, Restored, Secret, Summary, Way, backup, device};
use crate::ui::browser;
use crate::ui::guard::{self, AskKey, GuardMsg};
use crate::ui::keep::{Compared, Keeping, Kept};
use crate::ui::words::{self, both};
use crate::wire::json;
use std::future::Future;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;
use web_sys::js_sys::Array;
use web_sys::wasm_bindgen::JsValue;
use yew::Callback;

/// Lines that are named of a backup that could not be read whole; more are counted.
const NAMED: usize = 5;

/// Copies a draft, then lists what is there.
pub fn copy(keeping: &Keeping, id: String, send: &Callback<Kept>) {
    with(keeping, send, |drafts| async move {
        drafts.copy(&id, device::now()).await?;
        Ok(Vec::new())
    });
}

/// Reads a draft and its conflict copy.
pub fn compare(keeping: &Keeping, (first, copy): (String, String), send: &Callback<Kept>) {
    let (Some(drafts), send) = (keeping.drafts.clone(), send.clone()) else { return };
    let keeper = keeping.keeper().cloned();
    spawn_local(async move {
        if let Some(keeper) = keeper {
            keeper.flush().await;
        }
        let both = match (drafts.load(&first).await, drafts.load(&copy).await) {
            (Ok(first), Ok(copy)) => Ok((first.draft, copy.draft)),
            (Err(error), _) | (_, Err(error)) => Err(error),
        };
        send.emit(Kept::Compared(Box::new(Compared { copy, both })));
    });
}

/// Offers everything on this device as a file.
pub fn back_up(keeping: &mut Keeping, today: Date, send: &Callback<Kept>) {
    keeping.busy = true;
    let sealed = !keeping.guarding.clear_backup;
    with(keeping, send, move |drafts| async move {
        let parts = Array::new();
        let told = drafts.backup(device::now(), sealed, |line| {
            parts.push(&JsValue::from_str(&(line + "\n")));
        });
        let told = told.await?;
        let name = format!("govcloud-backup-{}.jsonl", date::iso(today));
        let offered = browser::download_parts(&name, "application/jsonl", &parts).is_some();
        Ok(backed_up(&told, &name, offered))
    });
}

/// Takes a backup back.
pub fn restore(keeping: &mut Keeping, file: File, send: &Callback<Kept>) {
    restoring(keeping, file, None, send);
}

/// Takes a backup back; a sealed one by this secret, or by the page's key, else it waits for a passphrase.
fn restoring(keeping: &mut Keeping, file: File, secret: Option<Secret>, send: &Callback<Kept>) {
    keeping.busy = true;
    let (key, wait) = (keeping.guarding.key.clone(), send.clone());
    with(keeping, send, |drafts| async move {
        let name = file.name();
        #[allow(clippy::cast_precision_loss, reason = "far below 2^53")]
        if file.size() > backup::MOST as f64 {
            return Ok(vec![both(words::RESTORE_LARGE, &[&name, &(backup::MOST >> 20).to_string()])]);
        }
        let bytes = browser::bytes_of(&file).await.unwrap_or_default();
        let text = match json::text_of(&bytes) {
            Ok(text) => opened(text.to_owned(), secret, key).await,
            Err(error) => Err(Some(error.words())),
        };
        let told = match text {
            Ok(text) => drafts.restore(&text, device::now()).await,
            Err(Some(why)) => Err(why),
            Err(None) => {
                wait.emit(Kept::Guard(GuardMsg::Sealed(file)));
                return Ok(Vec::new());
            }
        };
        Ok(match told {
            Ok(told) => restored(&told, &name),
            Err(why) => {
                let say = |lang| words::fill(lang, words::RESTORE_NOT, &[&name, why.get(lang)]);
                vec![Words::new(say(crate::basics::Lang::Zh), say(crate::basics::Lang::En))]
            }
        })
    });
}

/// Takes a sealed backup back that waits for its passphrase.
pub fn restore_sealed(keeping: &mut Keeping, passphrase: String, send: &Callback<Kept>) {
    if let Some(file) = keeping.guarding.backup.take() {
        restoring(keeping, file, Some(Secret::Passphrase(passphrase)), send);
    }
}

/// Removes everything although it is locked, then begins anew.
pub fn clear_locked(keeping: &mut Keeping, drafts: Drafts, send: &Callback<Kept>) {
    keeping.guarding.busy = true;
    let send = send.clone();
    spawn_local(async move {
        let done = drafts.clear().await.map(|_| device::forget());
        send.emit(Kept::Guard(match done {
            Ok(()) => GuardMsg::Open,
            Err(error) => GuardMsg::Done(Err(error.words())),
        }));
    });
}

/// Removes everything that is kept for this person.
pub fn clear(keeping: &mut Keeping, send: &Callback<Kept>) {
    (keeping.busy, keeping.clearing) = (true, false);
    with(keeping, send, |drafts| async move {
        let count = drafts.clear().await?;
        device::forget();
        Ok(vec![both(words::CLEARED, &[&count.to_string()])])
    });
}

/// The backup in the clear, or why not; no reason where it waits for a passphrase.
async fn opened(text: String, secret: Option<Secret>, key: Option<AskKey>) -> Result<String, Option<Words>> {
    let secret = match (Drafts::backup_way(&text)?, secret, key) {
        (Some(Way::Passphrase), None, _) => return Err(None),
        (Some(Way::Host), _, Some(key)) => match key.ask.emit(()).await {
            Ok(given) => given.map(Secret::Host),
            Err(why) => return Err(Some(both(guard::words::HOST_FAILED, &[&why]))),
        },
        (_, secret, _) => secret,
    };
    Ok(Drafts::open_backup(text, secret.as_ref()).await?)
}

/// Does something to the store and lists what is there afterwards.
fn with<F>(keeping: &Keeping, send: &Callback<Kept>, deed: impl FnOnce(Drafts) -> F + 'static)
where
    F: Future<Output = Result<Vec<Words>, Error>> + 'static,
{
    let (Some(drafts), keeper, send) = (keeping.drafts.clone(), keeping.keeper().cloned(), send.clone())
    else {
        return;
    };
    spawn_local(async move {
        if let Some(keeper) = keeper {
            keeper.flush().await;
        }
        let told = deed(drafts.clone()).await.unwrap_or_else(|error| vec![error.words()]);
        let list: Result<Vec<Summary>, Error> = drafts.list().await;
        send.emit(Kept::Done(told, list));
    });
}

fn backed_up(told: &BackedUp, name: &str, offered: bool) -> Vec<Words> {
    if !offered {
        return vec![both(words::BACK_UP_NOT, &[])];
    }
    let word = if told.sealed { guard::words::BACKED_UP_SEALED } else { words::BACKED_UP };
    let mut said = vec![both(word, &[name, &told.drafts.to_string(), &told.papers.to_string()])];
    said.extend(told.damaged.iter().map(|title| both(words::BACK_UP_DAMAGED, &[title])));
    said
}

fn restored(told: &Restored, name: &str) -> Vec<Words> {
    let counts = [told.added, told.same, told.copies, told.papers].map(|count| count.to_string());
    let [added, same, copies, papers] = &counts;
    let mut said = vec![both(words::RESTORED, &[name, added, same, copies, papers])];
    if !told.whole {
        said.push(both(words::RESTORED_CUT, &[]));
    }
    for (line, why) in told.unread.iter().take(NAMED) {
        let say = |lang| words::fill(lang, words::RESTORE_LINE, &[&line.to_string(), why.get(lang)]);
        said.push(Words::new(say(crate::basics::Lang::Zh), say(crate::basics::Lang::En)));
    }
    if told.unread.len() > NAMED {
        said.push(both(words::RESTORE_MORE, &[&(told.unread.len() - NAMED).to_string()]));
    }
    said
}
