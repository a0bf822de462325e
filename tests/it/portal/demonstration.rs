//! The demonstration: a case in each stage, through the portal's own way, once.

use super::{Portal, start};
use govcloud::lifecycle::Stage;
use govcloud::wire::v1::journal;
use serde_json::Value;
use std::collections::BTreeSet;

async fn cases(portal: &Portal, account: &str, list: &str) -> Vec<Value> {
    portal.person(account).await.get(list).await.json()["cases"].as_array().unwrap().clone()
}

#[tokio::test]
async fn a_case_stands_in_each_stage_and_a_second_start_adds_none() {
    let mut portal = Portal::open().await;
    portal.router = start(&portal.folder, &portal.database, super::TODAY, true, super::PROVINCE).await;
    let all = cases(&portal, "authority", "/api/cases").await;
    let stands: BTreeSet<&str> = all.iter().map(|line| line["standing"].as_str().unwrap()).collect();
    let ends = ["running", "refused", "withdrawn", "left"];
    let expected: BTreeSet<&str> = Stage::ALL.iter().map(|stage| stage.code()).chain(ends).collect();
    assert_eq!(stands, expected);
    assert!(all.iter().any(|line| line["standing"] == "running" && line["openAdvice"] == 1));
    for line in &all {
        assert!(line["systemName"].as_str().unwrap().contains("演示"), "{line}");
    }
    // Everybody who can have a turn finds one.
    for account in ["dept-a", "dept-b", "authority", "centre", "supplier-a", "supplier-b"] {
        assert!(!cases(&portal, account, "/api/inbox").await.is_empty(), "{account}");
    }
    // Each journal holds, and each page is there in both languages.
    let centre = portal.person("centre").await;
    for line in &all {
        let reference = line["reference"].as_str().unwrap();
        let text = centre.get(&format!("/api/cases/{reference}/journal")).await.text();
        let journal = journal::read(&text).unwrap();
        assert!(journal.entries().iter().map(|e| &e.step.at).is_sorted(), "{reference}");
        for language in ["zh", "en"] {
            let page = centre.get(&format!("/case/{reference}?lang={language}")).await;
            assert_eq!(page.status.as_u16(), 200);
            assert!(page.text().contains("way-picture"), "{reference}");
        }
    }
    portal.router = start(&portal.folder, &portal.database, "2026-11-30", true, super::PROVINCE).await;
    let again = cases(&portal, "authority", "/api/cases").await;
    assert_eq!(again, all, "days later everything is as it was left");
}

#[tokio::test]
async fn it_can_begin_on_any_day() {
    for day in ["2022-02-28", "2024-02-29", "2025-12-01", "2027-01-01", "2028-09-30"] {
        let mut portal = Portal::open().await;
        portal.router = start(&portal.folder, &portal.database, day, true, super::PROVINCE).await;
        assert_eq!(cases(&portal, "authority", "/api/cases").await.len(), 19, "{day}");
    }
}
