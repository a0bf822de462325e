//! The demo page, what it may keep offline, and the languages of the pages.

use super::Portal;

/// Lines of a file that say something.
fn lines(text: &str) -> usize {
    text.lines().filter(|line| !line.trim().is_empty()).count()
}

#[test]
fn the_demo_page_embeds_the_form_in_thirty_lines() {
    let page = include_str!("../../../www/portal/request.html");
    let script = include_str!("../../../www/portal/request.js");
    assert!(lines(page) + lines(script) <= 30, "{} + {}", lines(page), lines(script));
    assert!(page.contains("<govcloud-request"));
    assert!(
        [page, script].iter().all(|text| text.lines().all(|line| line.len() <= 140)),
        "no line is stuffed"
    );
    // Nothing that the policy would block, and nothing personal.
    assert!(!page.contains("style=") && !page.contains("<style") && !page.contains("onclick"));
}

#[tokio::test]
async fn the_demo_page_is_the_same_for_everybody() {
    let portal = Portal::open().await;
    let (a, b) = (portal.person("dept-a").await, portal.person("dept-b").await);
    assert_eq!(a.get("/request").await.text(), b.get("/request").await.text());
}

#[tokio::test]
async fn the_worker_keeps_public_files_only_and_each_of_them_is_there() {
    let portal = Portal::open().await;
    let person = portal.person("dept-a").await;
    let script = person.get("/sw.js").await.text();
    let list = script.lines().find_map(|line| line.strip_prefix("const FILES = ")).unwrap();
    let files: Vec<String> = serde_json::from_str(list.trim_end_matches(';')).unwrap();
    assert!(files.contains(&"/request".to_owned()) && files.contains(&"/catalog/demo.json".to_owned()));
    for file in &files {
        let kind = file.split('/').nth(1).unwrap();
        assert!(["request", "portal", "catalog", "dist"].contains(&kind), "{file}");
        assert_eq!(person.get(file).await.status, 200, "{file}");
    }
}

#[tokio::test]
async fn pages_speak_both_languages_and_remember() {
    let portal = Portal::open().await;
    let mut person = portal.person("dept-a").await;
    assert!(person.get("/").await.text().contains("<html lang=\"zh-CN\">"));
    let english = person.get("/?lang=en").await;
    assert!(english.text().contains("<html lang=\"en\">") && english.text().contains("All my cases"));
    assert!(english.header("set-cookie").starts_with("govcloud_lang=en"));
    person.cookies.push_str("; govcloud_lang=en");
    assert!(person.get("/receipt/none").await.text().contains("Not found."));
    assert!(person.get("/?lang=zh").await.text().contains("我的全部事项"));
    assert!(person.get("/?lang=xx").await.text().contains("All my cases"), "an unknown one changes nothing");
}
