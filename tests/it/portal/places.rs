//! A portal that judges by another place than the province.

use super::sample::{self, PLAN};
use super::steps;
use super::world::World;
use super::{CommandLine, Person, Portal, program, sm3};
use axum::http::StatusCode;
use clap::Parser;
use govcloud::dossier::Errand;
use govcloud::wire::v1::envelope::{self, Content};
use govcloud::wire::v1::jurisdiction::{read, shipped};

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
    // The portal goes on with the province: the city's rules were kept, and the case goes on by them.
    let router = portal.reopen().await;
    let later = desk(reviewer.clone(), router.clone()).await;
    let kept = format!("/jurisdiction/{}.json", shipped("city-model").unwrap().hash);
    assert!(later.contains(&format!("jurisdiction=\"{kept}\"")) && !later.contains("已不在使用"), "{later}");
    let data = Person { router, ..reviewer.clone() }.get(&kept).await;
    assert_eq!(read(&data.text()).unwrap().hash, shipped("city-model").unwrap().hash);
    assert_eq!(reviewer.get("/jurisdiction/other.json").await.status, StatusCode::NOT_FOUND);

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
    world.moves_to("city-model").await;
    // The case was filed under the province's rules, and so is its next step; a new case is the city's.
    let appraisal = steps::sheet(Errand::Appraise, "", world.today);
    world.step("centre", &appraisal).await;
    assert_eq!(world.journal().await.entries().len(), 2);
    let answer = world.try_step("dept-b", &sample::draft("另一示例系统"), None).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "review-differs"));
}

/// A place of somebody's own, as a file: the model city with another number of days of testing.
fn own_place(folder: &std::path::Path, days: u32) -> std::path::PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    let file = folder.join(format!("own-{days}.json"));
    let text = std::fs::read_to_string(CITY).unwrap();
    let text = text.replacen("\"value\": 30", &format!("\"value\": {days}"), 1);
    std::fs::write(&file, text.replacen("\"city-model\"", "\"own-city\"", 1)).unwrap();
    file
}

#[tokio::test]
async fn rules_of_a_file_stay_with_their_cases_when_the_file_changes() {
    let portal = Portal::open().await;
    let file = own_place(&portal.folder, 25);
    let place = read(&std::fs::read_to_string(&file).unwrap()).unwrap();
    let mut person = ready(&portal).await;
    person.router = portal.reopen_in(file.to_str().unwrap()).await;
    let content = sample::content_in(KEY, &sample::draft("示例系统"), place.clone());
    let answer = person.hand_in(KEY, envelope::seal(&content).unwrap().text).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text());
    let reference = answer.json()["reference"].as_str().unwrap().to_owned();

    let file = own_place(&portal.folder, 45);
    let mut reviewer = portal.person("authority").await;
    reviewer.router = portal.reopen_in(file.to_str().unwrap()).await;
    let page = reviewer.get(&format!("/case/{reference}")).await.text();
    assert!(
        page.contains(&format!("/jurisdiction/{}.json", place.hash)) && !page.contains("已不在使用"),
        "{page}"
    );
    let again = reviewer.get(&format!("/case/{reference}/again?lang=en")).await.text();
    assert!(again.contains("25 days") && again.contains("45 days"), "{again}");

    // Rules that are really gone, or were tampered with, are not judged by: the page says so.
    let db = portal.database().await;
    sqlx::query("UPDATE places SET text = REPLACE(text, '25', '26') WHERE hash = $1")
        .bind(place.hash.to_string())
        .execute(&db)
        .await
        .unwrap();
    reviewer.router = portal.reopen_in(file.to_str().unwrap()).await;
    let page = reviewer.get(&format!("/case/{reference}")).await.text();
    assert!(page.contains("jurisdiction=\"/jurisdiction.json\"") && page.contains("已不在使用"), "{page}");
}

#[tokio::test]
async fn a_city_tests_as_long_as_its_own_rules_say() {
    for (place, status) in
        [("heilongjiang", StatusCode::CREATED), ("city-model", StatusCode::UNPROCESSABLE_ENTITY)]
    {
        let mut world = World::open_in(place).await;
        world.ordinary("示例系统", 5).await;
        // Twenty days of testing, judged by the portal's own core, wherever the portal goes on.
        world.moves_to(if place == "city-model" { "heilongjiang" } else { "city-model" }).await;
        world.later(20).await;
        let test = super::world::with_papers(steps::sheet(Errand::Test, "", world.today));
        let journal = world.journal().await;
        let answer = world.try_step("dept-a", &test, Some(&journal)).await;
        assert_eq!(answer.status, status, "{place}: {}", answer.text());
        if place == "city-model" {
            assert!(answer.text().contains("a16-trial-too-short"), "{}", answer.text());
            // Ten days more, and it is tested, filed and opened by the city's rules.
            for (days, errand) in [(10, Errand::Test), (1, Errand::File), (1, Errand::Activate)] {
                world.take(days, errand, "").await;
            }
        }
    }
}

#[tokio::test]
async fn a_reviewer_sees_what_other_rules_make_of_a_case() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 2).await;
    let address = format!("/case/{}/again", world.reference);
    let reviewer = world.person("authority").await;
    let case = reviewer.get(&format!("/case/{}", world.reference)).await.text();
    assert!(case.contains(&format!("href=\"{address}\"")));
    let city = shipped("city-model").unwrap();
    let day = reviewer.get(&format!("{address}?place={}&as-of=2026-11-23", city.hash)).await;
    assert_eq!(day.status, StatusCode::OK);
    let text = day.text();
    for words in
        ["15 天 → 30 天", "test-days", "a28-allocation", "示范市", "省营商环境局", "市政务云主管部门"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    // Of the same rules on the same day nothing differs, and the filed review comes out to the letter.
    let province = govcloud::measure::jurisdiction::heilongjiang();
    let same =
        reviewer.get(&format!("{address}?place={}&as-of=2026-11-23&lang=en", province.hash)).await.text();
    assert!(same.contains("Nothing differs") && !same.contains("to the letter"), "{same}");
    // Before the measure was issued, nothing of it applied.
    let early = reviewer.get(&format!("{address}?as-of=2021-04-24&lang=en")).await.text();
    assert!(early.contains("no value in force") && early.contains("a29-not-in-force"), "{early}");
    for bad in ["?place=x", "?as-of=soon"] {
        assert_eq!(reviewer.get(&format!("{address}{bad}")).await.status, StatusCode::BAD_REQUEST, "{bad}");
    }
    let unknown = format!("{address}?place={}", sm3(b"no place"));
    assert_eq!(reviewer.get(&unknown).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Who may not see the case sees no review of it.
    let stranger = world.person("dept-b").await;
    assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND);
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
