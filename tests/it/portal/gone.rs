//! Clients that go away in the midst of a request, on a real socket: what was begun for them is done to its end.

use super::running::{Running, Sender, ask, look, send};
use super::sample::{self, PLAN};
use super::sm3;
use std::path::{Path, PathBuf};
use std::time::Duration;

#[test]
fn what_was_taken_from_who_went_away_is_in_the_log_and_no_key_stays_held() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("gone-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let portal = Running::start(&folder);
    let sender = Sender::sign_in(&portal.address);
    let head = sender.head(&format!("PUT /api/attachments/{}", sm3(PLAN)));
    let head = format!("{head}\r\nContent-Type: application/pdf");
    assert_eq!(ask(&portal.address, &head, PLAN).unwrap().0, 201);
    let mut content = sample::content("k", &sample::draft("示例系统"));
    for n in 0..60u64 {
        content.key = format!("gone-{n}");
        // Every third says of its fees what is not so, and is refused after it was looked at.
        let mut said = content.clone();
        if n % 3 == 0 {
            said.fees = serde_json::json!({});
        }
        let sealed = govcloud::wire::v1::envelope::seal(&said).unwrap();
        let stream = send(&portal.address, &sender.hands_in(&sealed), sealed.text.as_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(n % 12));
        drop(stream);
    }
    let mut seen = (0, 0, 1);
    // As long as a slow machine needs; a minute after which a key is taken over is not waited for.
    for _ in 0..400 {
        std::thread::sleep(Duration::from_millis(100));
        let now = counted(&folder);
        if now == seen && now.0 > 5 && (now.0, now.2) == (now.1, 0) {
            break;
        }
        seen = now;
    }
    let (entries, lines, held) = seen;
    assert!(entries > 5, "some were taken: {seen:?}");
    assert_eq!((entries, held), (lines, 0), "entries and lines of the log; keys that stay held");
    portal.kill();
    std::fs::remove_dir_all(&folder).unwrap();
}

/// Entries, lines of the log about them, and keys that are claimed without an end.
fn counted(folder: &Path) -> (i64, i64, i64) {
    look(folder, async |db| {
        let mut found = Vec::new();
        for query in [
            "SELECT count(*) FROM entries",
            "SELECT count(*) FROM audit WHERE deed = 'POST /api/applications' AND status = 201",
            "SELECT count(*) FROM claims WHERE reference = ''",
        ] {
            found.push(sqlx::query_scalar::<_, i64>(query).fetch_one(db).await.unwrap());
        }
        (found[0], found[1], found[2])
    })
}
