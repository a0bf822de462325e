//! A portal that judges by another place than the province.

use super::sample::{self, PLAN};
use super::steps;
use super::world::World;
use super::{CommandLine, Person, Portal, program, sm3};
use axum::http::StatusCode;
use clap::Parser;
use govcloud::dossier::Errand;
use govcloud::wire::v1::envelope::{self, Content};
use govcloud::wire::v1::jurisdiction::shipped;

const CITY: &str = "www/jurisdictions/city-model.json";
const KEY: &str = "key-of-a-place";

async fn ready(portal: &Portal) -> Person {
    let person = portal.person("dept-a").await;
    person.attach(&sm3(PLAN), PLAN).await;
    person
}

fn in_city() -> Content {
    sample::content_in(KEY, &sample::draft("示例系统"), shipped("city-model").unwrap())
}

#[tokio::test]
async fn the_portal_judges_by_its_place_and_takes_no_other() {
    let portal = Portal::open_in(CITY).await;
    let person = ready(&portal).await;
    let elsewhere = envelope::seal(&sample::content(KEY, &sample::draft("示例系统"))).unwrap();
    let answer = person.hand_in(KEY, elsewhere.text).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "review-differs"));
    let body = answer.json();
    let paths: Vec<&str> =
        body["errors"].as_array().unwrap().iter().map(|error| error["path"].as_str().unwrap()).collect();
    assert!(
        paths.contains(&"/jurisdiction") && paths.contains(&"/review/review/jurisdictionHash"),
        "{paths:?}"
    );

    // The same name with other rules is another place too.
    let mut looser = in_city();
    looser.review["review"]["jurisdictionHash"] = sm3(b"another file").into();
    let answer = person.hand_in(KEY, envelope::seal(&looser).unwrap().text).await;
    assert_eq!(answer.code(), "review-differs");

    let answer = person.hand_in(KEY, envelope::seal(&in_city()).unwrap().text).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
}

#[tokio::test]
async fn the_form_is_told_the_place_and_finds_its_data() {
    let city = Portal::open_in("city-model").await;
    let person = ready(&city).await;
    let page = person.get("/request").await.text();
    assert!(
        page.contains("<govcloud-request as-of=\"2026-11-23\" jurisdiction=\"/jurisdiction.json\" "),
        "{page}"
    );
    let data = person.get("/jurisdiction.json").await;
    assert_eq!(data.header("content-type"), "application/json");
    assert_eq!(data.text(), std::fs::read_to_string(CITY).unwrap());
    assert!(person.get("/sw.js").await.text().contains("\"/jurisdiction.json\""));

    let province = Portal::open_in("www/jurisdictions/heilongjiang.json").await;
    let person = province.person("dept-a").await;
    assert!(!person.get("/request").await.text().contains("jurisdiction="));
    assert_eq!(person.get("/jurisdiction.json").await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_case_keeps_the_rules_that_it_was_filed_under() {
    let portal = Portal::open_in(CITY).await;
    let person = ready(&portal).await;
    let answer = person.hand_in(KEY, envelope::seal(&in_city()).unwrap().text).await;
    let reference = answer.json()["reference"].as_str().unwrap().to_owned();
    let desk = |mut reviewer: Person, router| async move {
        reviewer.router = router;
        reviewer.get(&format!("/case/{reference}")).await.text()
    };
    let reviewer = portal.person("authority").await;
    let now = desk.clone()(reviewer.clone(), portal.router.clone()).await;
    assert!(now.contains("jurisdiction=\"/jurisdiction.json\"") && !now.contains("已不在使用"), "{now}");
    // The portal goes on with the province: the case is shown by its rules, and that they are others is said.
    let later = desk(reviewer.clone(), portal.reopen().await).await;
    assert!(later.contains("jurisdiction=\"heilongjiang\"") && later.contains("已不在使用"), "{later}");

    // The other way round the province's rules are still at hand.
    let portal = Portal::open().await;
    let person = ready(&portal).await;
    let answer = person.hand_in(KEY, sample::sealed(KEY, "示例系统").text).await;
    let reference = answer.json()["reference"].as_str().unwrap().to_owned();
    let mut reviewer = portal.person("authority").await;
    reviewer.router = portal.reopen_in(CITY).await;
    let shown = reviewer.get(&format!("/case/{reference}")).await.text();
    assert!(shown.contains("jurisdiction=\"heilongjiang\"") && !shown.contains("已不在使用"), "{shown}");
}

#[tokio::test]
async fn the_next_step_of_a_case_is_judged_by_the_rules_of_the_case() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 1).await;
    let router = world.portal.reopen_in(CITY).await;
    world.restarted(router);
    // The case was filed under the province's rules, and so is its next step; a new case is the city's.
    let appraisal = steps::sheet(Errand::Appraise, "", world.today);
    world.step("centre", &appraisal).await;
    assert_eq!(world.journal().await.entries().len(), 2);
    let answer = world.try_step("dept-b", &sample::draft("另一示例系统"), None).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "review-differs"));
}

#[tokio::test]
async fn a_place_that_cannot_be_used_is_named() {
    let folder =
        std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("places-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("looser.json");
    let looser = std::fs::read_to_string(CITY).unwrap().replacen("\"value\": 30", "\"value\": 10", 1);
    std::fs::write(&file, looser).unwrap();
    let (path, data) = (file.display().to_string(), folder.join("data").display().to_string());
    for (argument, says) in [(path.as_str(), "/parameters/0/value"), ("no/such/place", "no/such/place")] {
        let args = CommandLine::parse_from(["serve", "--jurisdiction", argument, "--data", &data]).args;
        let Err(error) = program::serve::open(&args).await else { panic!("{argument} was taken") };
        assert!(error.to_string().contains(says), "{error}");
    }
    std::fs::remove_dir_all(&folder).unwrap();
}
