//! A case moves one step at a time: who saw an older one is told, nothing is taken twice or by halves, and what
//! was written once stays.

use super::sample::PLAN;
use super::steps;
use super::world::{World, with_papers};
use super::{Answer, sm3};
use axum::http::StatusCode;
use govcloud::basics::Digest;
use govcloud::dossier::Errand;
use govcloud::lifecycle::Standing;
use govcloud::wire::v1::envelope;

fn refused(answer: &Answer, status: u16, code: &str) {
    assert_eq!((answer.status.as_u16(), answer.code().as_str()), (status, code), "{}", answer.text());
}

#[tokio::test]
async fn of_two_reviewers_the_second_is_told_that_the_case_moved() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 2).await;
    let seen = world.journal().await;
    let approve = steps::sheet(Errand::Decide, "approve", world.today);
    let back = steps::sheet(Errand::Decide, "back", world.today);
    let first = world.try_step("authority", &approve, Some(&seen)).await;
    assert_eq!(first.status, StatusCode::CREATED);

    let second = world.try_step("authority", &back, Some(&seen)).await;
    refused(&second, 409, "case-moved");
    let body = second.json();
    let now = world.journal().await;
    assert_eq!(body["moved"]["by"], "省营商环境局（演示）");
    assert_eq!((&body["moved"]["errand"], &body["moved"]["entry"]), (&"decide".into(), &3.into()));
    assert_eq!(body["moved"]["at"], now.entries()[2].step.at);
    assert_eq!(body["moved"]["head"], now.head().to_string());
    assert_eq!(body["path"], "/about/head");
    assert!(body["key"].is_string() && body["digest"].is_string(), "it speaks of its own step");
    assert!(body["message"]["zh"].as_str().unwrap().contains("审核决定"));

    // Nothing of it was taken in, and its key is free: the same content, made anew on the case as it stands, is
    // judged on its own merits.
    assert_eq!(now.entries().len(), 3);
    refused(&world.try_step("authority", &back, Some(&now)).await, 422, "not-now");
    // A head that is none of this journal is as good as an old one.
    let mut strange = world.content(&back, Some(&now));
    strange.about.as_mut().unwrap().head = Digest::of(b"elsewhere");
    let person = world.person("authority").await;
    let answer = person.hand_in(&strange.key, envelope::seal(&strange).unwrap().text).await;
    refused(&answer, 409, "case-moved");
}

#[tokio::test]
async fn of_many_steps_at_one_instant_one_is_taken() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 2).await;
    let seen = world.journal().await;
    let person = world.person("authority").await;
    let mut sends = Vec::new();
    for outcome in ["approve", "back", "refuse", "approve", "back", "refuse"] {
        let draft = steps::sheet(Errand::Decide, outcome, world.today);
        let content = world.content(&draft, Some(&seen));
        let person = person.clone();
        sends.push(tokio::spawn(async move {
            person.hand_in(&content.key, envelope::seal(&content).unwrap().text).await
        }));
    }
    let mut taken = 0;
    for send in sends {
        let answer = send.await.unwrap();
        match answer.status {
            StatusCode::CREATED => taken += 1,
            _ => refused(&answer, 409, "case-moved"),
        }
    }
    assert_eq!((taken, world.journal().await.entries().len()), (1, 3));
    world.index_is_derived().await;
}

#[tokio::test]
async fn the_same_step_again_gets_the_same_answer_also_when_the_case_has_gone_on() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 1).await;
    let seen = world.journal().await;
    let draft = with_papers(steps::sheet(Errand::Appraise, "", world.today));
    let person = world.person("centre").await;
    person.attach(&sm3(PLAN), PLAN).await;
    let content = world.content(&draft, Some(&seen));
    let text = envelope::seal(&content).unwrap().text;
    let first = person.hand_in(&content.key, text.clone()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text());
    world.take(1, Errand::Decide, "").await;
    let person = world.person("centre").await;
    let again = person.hand_in(&content.key, text).await;
    assert_eq!((again.status, again.json()), (StatusCode::OK, first.json()));
    assert_eq!(again.header("idempotency-replayed"), "true");
}

#[tokio::test]
async fn a_failure_between_claim_and_end_leaves_nothing_behind() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 1).await;
    let seen = world.journal().await;
    let draft = with_papers(steps::sheet(Errand::Appraise, "", world.today));
    let content = world.content(&draft, Some(&seen));
    let text = envelope::seal(&content).unwrap().text;
    let person = world.person("centre").await;
    person.attach(&sm3(PLAN), PLAN).await;
    // The index is written, then the entry, then its attachments: here the last of them fails.
    let db = world.portal.database().await;
    sqlx::query("ALTER TABLE case_attachments RENAME TO out_of_reach").execute(&db).await.unwrap();
    let failed = person.hand_in(&content.key, text.clone()).await;
    refused(&failed, 500, "internal");
    sqlx::query("ALTER TABLE out_of_reach RENAME TO case_attachments").execute(&db).await.unwrap();
    assert_eq!(world.journal().await, seen);
    world.index_is_derived().await;
    let status = person.get(&format!("/api/applications/status/{}", content.key)).await;
    assert_eq!(status.status, StatusCode::NOT_FOUND, "the claim was given back");
    // The same bytes go through afterwards.
    assert_eq!(person.hand_in(&content.key, text).await.status, StatusCode::CREATED);
    world.index_is_derived().await;
}

#[tokio::test]
async fn a_supplier_that_could_not_go_on_with_the_case_is_refused_by_name() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 3).await;
    world.later(2).await;
    let seen = world.journal().await;
    let draft = with_papers(steps::sheet(Errand::Procure, "某云公司", world.today));
    let answer = world.try_step("dept-a", &draft, Some(&seen)).await;
    refused(&answer, 422, "supplier-unknown");
    assert_eq!(answer.json()["path"], "/case/fields/procurement.supplier");
    assert!(answer.json()["errors"][0]["message"]["zh"].as_str().unwrap().contains("示例云服务商乙"));
}

#[tokio::test]
async fn what_was_written_once_is_not_changed_and_a_change_past_the_database_is_found() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 3).await;
    let db = world.portal.database().await;
    for change in ["UPDATE entries SET entry = '{}'", "DELETE FROM entries"] {
        assert!(sqlx::query(change).execute(&db).await.is_err(), "{change}");
    }
    // Somebody with the database in their hands takes the guard away and rewrites a decision.
    let postgres = world.portal.database.starts_with("postgres");
    let guard = if postgres { "entries_stay ON entries" } else { "entries_are_not_changed" };
    sqlx::query(&format!("DROP TRIGGER {guard}")).execute(&db).await.unwrap();
    let rewrite = "UPDATE entries SET entry = REPLACE(entry, 'approve', 'refuse') WHERE number = 3";
    sqlx::query(rewrite).execute(&db).await.unwrap();
    let person = world.person("authority").await;
    let address = format!("/api/cases/{}/journal", world.reference);
    refused(&person.get(&address).await, 500, "journal-broken");
    assert_eq!(person.get(&format!("/case/{}", world.reference)).await.status.as_u16(), 500);
    // The portal still starts, and still lists the case.
    world.later(1).await;
    let person = world.person("authority").await;
    assert!(person.get("/").await.text().contains(&world.reference));
    let withdrawal = steps::sheet(Errand::Withdraw, "", world.today);
    let mut content = world.content(&withdrawal, None);
    let about = envelope::About { reference: world.reference.clone(), head: Digest::of(b"whatever") };
    content.about = Some(about);
    let person = world.person("dept-a").await;
    let answer = person.hand_in(&content.key, envelope::seal(&content).unwrap().text).await;
    refused(&answer, 500, "journal-broken");
}

#[tokio::test]
async fn a_first_step_that_is_no_application_is_refused() {
    let mut world = World::open().await;
    for errand in [Errand::Decide, Errand::Activate, Errand::Leave, Errand::Change] {
        let draft = with_papers(steps::sheet(errand, "", world.today));
        let account = super::world::account(errand.role());
        let answer = world.try_step(account, &draft, None).await;
        let code = if errand.applies() { "not-running" } else { "not-begun" };
        refused(&answer, 422, code);
    }
    let person = world.person("authority").await;
    assert_eq!(person.get("/api/cases").await.json()["cases"], serde_json::json!([]));
}

#[tokio::test]
async fn what_somebody_typed_is_text_on_every_page() {
    let mut world = World::open().await;
    let name = "<b onclick=x>系统</b>";
    world.ordinary(name, 2).await;
    world.take(1, Errand::Decide, "back").await;
    assert!(matches!(world.standing().await, Standing::Open(..)));
    for address in
        ["/".to_owned(), format!("/case/{}", world.reference), format!("/receipt/{}", world.reference)]
    {
        let page = world.person("dept-a").await.get(&address).await.text();
        assert!(!page.contains("<b onclick") && page.contains("&lt;b onclick"), "{address}");
        assert!(!page.contains("style=") && !page.contains("<style"), "{address}");
    }
}
