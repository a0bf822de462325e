//! The money of a year: from the steps of cases to the tables, with the figures worked out by hand.

use super::world::World;
use super::{Answer, Portal, start};
use axum::http::StatusCode;
use govcloud::dossier::Errand;

/// The lines of a CSV below its headings, which begin with this word.
fn rows(answer: &Answer, first_heading: &str) -> Vec<String> {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    let text = answer.text();
    let lines =
        text.lines().skip_while(|line| !line.trim_start_matches('\u{feff}').starts_with(first_heading));
    lines.skip(1).map(str::to_owned).collect()
}

#[tokio::test]
async fn what_ran_is_audited_by_the_day_and_paid_in_the_next_year() {
    let mut world = World::open().await;
    // Opened on 2026-12-31: 38 days after the application. Two servers at 100 a month each.
    world.ordinary("示例系统", 8).await;
    assert_eq!(world.today.to_string(), "2026-12-31");
    // A month of use and a day, then everything is handed over.
    world.take(20, Errand::Leave, "").await;
    world.take(5, Errand::Decide, "").await;
    world.take(5, Errand::HandOver, "").await;
    assert_eq!(world.today.to_string(), "2027-01-30");
    let reference = world.reference.clone();
    let authority = world.person("authority").await;

    // Nothing of it falls into the settlement of 2026, all of it into that of 2027.
    let before = authority.get("/year/2026/systems.csv").await;
    assert!(!before.text().contains(&reference));
    let systems = rows(&authority.get("/year/2027/systems.csv").await, "使用部门");
    assert!(systems[0].starts_with(&format!("示例厅甲,示例系统,{reference},")), "{systems:?}");
    // 2026-12-31 to 2027-01-30 is one month: 200.00.
    assert!(systems[0].contains("200.00") || systems[0].contains(",200,"), "{systems:?}");

    // On the page, for both who may see it, and as a workbook.
    let page = authority.get("/year/2027").await.text();
    for words in ["示例系统", "200.00", "第四条", "提交省财政厅"] {
        assert!(page.contains(words), "{words}");
    }
    let workbook = authority.get("/year/2027/audit.xlsx").await;
    assert!(
        workbook.body.starts_with(b"PK")
            && workbook.header("content-disposition").contains("2027-audit.xlsx")
    );

    // The treasury budgets it for 2028.
    let treasury = world.person("treasury").await;
    let budget = treasury.get("/budget/2028").await.text();
    assert!(budget.contains("示例厅甲") && budget.contains("200.00"), "{budget}");
    let start = treasury.get("/").await.text();
    assert!(start.contains("/year/") && start.contains("/budget/"));
    assert!(treasury.get("/year/2027").await.text().contains("200.00"));
}

#[tokio::test]
async fn a_case_whose_journal_was_tampered_with_is_named_and_in_no_sum() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 8).await;
    world.later(40).await;
    let db = world.portal.database().await;
    let postgres = world.portal.database.starts_with("postgres");
    let guard = if postgres { "entries_stay ON entries" } else { "entries_are_not_changed" };
    sqlx::query(&format!("DROP TRIGGER {guard}")).execute(&db).await.unwrap();
    sqlx::query("UPDATE entries SET entry = REPLACE(entry, '示例厅甲', '示例厅丙')")
        .execute(&db)
        .await
        .unwrap();
    let page = world.person("authority").await.get("/year/2027").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("未计入以下各表") && page.text().contains(&world.reference));
}

#[tokio::test]
async fn the_demonstration_has_a_year_to_look_at() {
    let mut portal = Portal::open().await;
    portal.router = start(&portal.folder, &portal.database, super::TODAY, true, super::PROVINCE).await;
    let treasury = portal.person("treasury").await;
    let page = treasury.get("/year/2026").await.text();
    for words in ["政务信息公开平台（演示）", "示例价"] {
        assert!(page.contains(words), "{words}");
    }
    // What was opened after September is settled in the year after.
    let next = treasury.get("/year/2027").await.text();
    for words in ["政务信息公开平台（演示）", "数据共享交换前置系统（演示）"] {
        assert!(next.contains(words), "{words}");
    }
    assert!(!page.contains("未计入以下各表"));
    for address in ["/year", "/budget"] {
        let there = treasury.get(address).await;
        assert_eq!(treasury.get(there.header("location")).await.status, StatusCode::OK, "{address}");
        assert_eq!(
            treasury.get(&format!("{}?lang=en", there.header("location"))).await.status,
            StatusCode::OK
        );
    }
}
