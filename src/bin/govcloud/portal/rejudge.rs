//! The portal's own review: the same core on the same draft, catalog edition and day must say the same.
//!
//! A form that was changed, an old release of it, or somebody who writes envelopes by hand may say anything;
//! what the portal keeps is what it computed itself.

use super::Portal;
use super::clock::Now;
use super::problem::{Problem, internal};
use super::received::Received;
use axum::http::StatusCode;
use govcloud::basics::{Words, date};
use govcloud::dossier::{Life, Role};
use govcloud::lifecycle::moves::{self, Refusal};
use govcloud::lifecycle::{Bar, Judge, Stop, advance};
use govcloud::measure::Jurisdiction;
use govcloud::wire::v1::envelope::Content;
use serde_json::Value;
use std::sync::Arc;

/// Days that an envelope may lie before it is handed in: an offline draft goes out when the network is back.
const MOST_DAYS: i64 = 14;
/// Places that a refusal names at most.
const MOST_PLACES: usize = 20;

/// Whether this step may be taken in this life by this role, and the portal comes to the same review and the same
/// fees as the envelope by the rules that the case is held to.
///
/// # Errors
/// 403 where the step is another role's; 422 where it is no move, naming why, or something bars it or differs,
/// naming each place.
pub(crate) async fn agrees(
    portal: &Arc<Portal>,
    role: Role,
    received: &Received,
    (life, place): (Arc<Life>, Arc<Jurisdiction>),
    now: &Now,
) -> Result<(), Problem> {
    recent(received, now)?;
    let portal = Arc::clone(portal);
    let content = received.content.clone();
    // Five hundred rows take a moment: the threads that answer requests are left alone.
    let judged = tokio::task::spawn_blocking(move || judge(&portal, role, &content, &life, place));
    judged.await.map_err(|e| internal(&e))?
}

fn judge(
    portal: &Portal,
    role: Role,
    content: &Content,
    life: &Arc<Life>,
    place: Arc<Jurisdiction>,
) -> Result<(), Problem> {
    // What is no move at all is said before anything of its content.
    moves::find(life, content.draft.errand, role).map_err(no_move)?;
    let Some(published) = portal.catalogs.by_hash(content.catalog_hash) else {
        let (zh, en) = (
            "申请所依据的目录版本不是本平台发布的版本，请刷新后重新检查。",
            "This portal has not published the catalog edition of the application: reload it and check again.",
        );
        let place = Words::same(content.catalog_hash.to_string());
        return Err(Problem::refused("catalog-unknown", zh, en).at(
            "/catalog/hash",
            "catalog-unknown",
            place,
        ));
    };
    let mut judge = Judge::with_engine(Arc::clone(&published.engine), place, content.as_of);
    match advance(life, &content.draft, role, &mut judge) {
        Ok(judgement) => same(content, &Content::judged(&content.key, &content.draft, &judge, &judgement)),
        Err(Stop::Refused(refusal)) => Err(no_move(refusal)),
        Err(Stop::Barred(bars)) => Err(barred(&bars)),
    }
}

fn no_move(refusal: Refusal) -> Problem {
    let status = match refusal {
        Refusal::WrongRole(_) => StatusCode::FORBIDDEN,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    let path = "/case/errand";
    Problem::said(status, refusal.code(), refusal.words()).at(path, refusal.code(), refusal.words())
}

fn barred(bars: &[Bar]) -> Problem {
    let (zh, en) = ("还有不能提交的事项。", "Something bars handing this in.");
    let barred = Problem::refused("barred", zh, en);
    bars.iter()
        .take(MOST_PLACES)
        .fold(barred, |problem, bar| problem.at(format!("/case{}", bar.path), bar.code, bar.message.clone()))
}

/// Compares what the envelope says with what the portal computed.
fn same(sent: &Content, own: &Content) -> Result<(), Problem> {
    let mut places = Vec::new();
    for (name, sent, own) in [
        ("/catalog/id", &Value::from(sent.catalog_id.as_str()), &Value::from(own.catalog_id.as_str())),
        ("/jurisdiction", &Value::from(sent.jurisdiction.as_str()), &Value::from(own.jurisdiction.as_str())),
        ("/review", &sent.review, &own.review),
        ("/fees", &sent.fees, &own.fees),
    ] {
        differences(name, sent, own, &mut places);
    }
    if places.is_empty() {
        return Ok(());
    }
    let (zh, en) = (
        "申请中的审查或费用与本平台计算的不一致，请刷新表单后重新检查并提交。",
        "Review or fees of the application differ from what this portal computes: reload the form, check and hand in again.",
    );
    let differs = Problem::refused("review-differs", zh, en);
    Err(places
        .into_iter()
        .take(MOST_PLACES)
        .fold(differs, |problem, (path, words)| problem.at(path, "differs", words)))
}

/// Adds each place where two values differ, with both texts, shortened.
fn differences(path: &str, sent: &Value, own: &Value, places: &mut Vec<(String, Words)>) {
    if sent == own || places.len() >= MOST_PLACES {
        return;
    }
    match (sent, own) {
        (Value::Object(a), Value::Object(b)) => {
            let names: std::collections::BTreeSet<&String> = a.keys().chain(b.keys()).collect();
            for name in names {
                let step = name.replace('~', "~0").replace('/', "~1");
                let (sent, own) = (a.get(name).unwrap_or(&Value::Null), b.get(name).unwrap_or(&Value::Null));
                differences(&format!("{path}/{step}"), sent, own, places);
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            for row in 0..a.len().max(b.len()) {
                let (sent, own) = (a.get(row).unwrap_or(&Value::Null), b.get(row).unwrap_or(&Value::Null));
                differences(&format!("{path}/{row}"), sent, own, places);
            }
        }
        _ => {
            let short = |value: &Value| value.to_string().chars().take(80).collect::<String>();
            let words = Words::new(
                format!("申请中是 {}，本平台计算为 {}", short(sent), short(own)),
                format!("{} was sent, {} computed", short(sent), short(own)),
            );
            places.push((path.to_owned(), words));
        }
    }
}

/// Refuses a review of a day to come, or of one too long ago.
fn recent(received: &Received, now: &Now) -> Result<(), Problem> {
    let age = date::days_after(received.content.as_of, now.on);
    // A form in another time zone may be a day ahead.
    if (-1..=MOST_DAYS).contains(&age) {
        return Ok(());
    }
    let (zh, en) = (
        "申请的检查日期不是近期，请重新检查后提交。",
        "The application was not checked recently: check it again, then hand it in.",
    );
    let place = Words::same(date::iso(received.content.as_of));
    Err(Problem::refused("as-of-stale", zh, en).at("/asOf", "as-of-stale", place))
}

#[cfg(test)]
mod tests {
    use super::differences;
    use serde_json::json;

    #[test]
    fn each_place_that_differs_is_named_once() {
        let sent = json!({"a": [1, {"b/c": "x"}], "same": true, "only": 1});
        let own = json!({"a": [1, {"b/c": "y"}, 3], "same": true});
        let mut places = Vec::new();
        differences("/review", &sent, &own, &mut places);
        let paths: Vec<&str> = places.iter().map(|(path, _)| path.as_str()).collect();
        assert_eq!(paths, ["/review/a/1/b~1c", "/review/a/2", "/review/only"]);
        assert_eq!(places[0].1.en, "\"x\" was sent, \"y\" computed");
    }
}
