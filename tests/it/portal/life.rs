//! Whole lives through the portal's own addresses: every step judged, kept, sealed, and seen by whose turn it is.

use super::steps;
use super::world::World;
use axum::http::StatusCode;
use govcloud::dossier::{Errand, Kind};
use govcloud::lifecycle::{Stage, Standing};

async fn stands(world: &mut World, kind: Kind, stage: Stage) {
    assert_eq!(world.standing().await, Standing::Open(kind, stage));
    world.index_is_derived().await;
}

#[tokio::test]
async fn an_ordinary_case_from_the_application_to_clearing() {
    let mut world = World::open().await;
    let stages = [
        Stage::ToAppraise,
        Stage::ToDecide,
        Stage::ToProcure,
        Stage::ToDeploy,
        Stage::Testing,
        Stage::ToFile,
        Stage::ToActivate,
    ];
    world.ordinary("示例系统", 1).await;
    stands(&mut world, Kind::Apply, stages[0]).await;
    let rest = [
        (5, Errand::Appraise),
        (4, Errand::Decide),
        (9, Errand::Procure),
        (2, Errand::Trial),
        (16, Errand::Test),
        (1, Errand::File),
    ];
    for ((days, errand), stage) in rest.into_iter().zip(&stages[1..]) {
        world.take(days, errand, "").await;
        stands(&mut world, Kind::Apply, *stage).await;
    }
    world.take(1, Errand::Activate, "").await;
    assert_eq!(world.standing().await, Standing::Running);
    world.index_is_derived().await;

    // An advice puts it into the department's inbox, though nothing is open.
    world.take(90, Errand::Advise, "").await;
    world.index_is_derived().await;
    world.take(5, Errand::Settle, "").await;
    world.index_is_derived().await;

    for (days, errand, stage) in [
        (100, Errand::Leave, Stage::ToDecide),
        (5, Errand::Decide, Stage::ToHandOver),
        (5, Errand::HandOver, Stage::ToClear),
    ] {
        world.take(days, errand, "").await;
        stands(&mut world, Kind::Leave, stage).await;
    }
    world.take(3, Errand::Clear, "").await;
    assert_eq!(world.standing().await, Standing::Left);
    world.index_is_derived().await;
    assert_eq!(world.journal().await.entries().len(), 14);

    // The whole history stands on the page, which holds no script of its own and needs none.
    let page = world.person("dept-a").await.get(&format!("/case/{}", world.reference)).await.text();
    for words in
        ["方案论证", "审核决定", "登记采购结果", "测试结果", "备案", "资源调整建议", "清除确认", "已终止"]
    {
        assert!(page.contains(words), "{words}");
    }
    // The register has its filing with the three documents.
    let register = world.person("authority").await.get("/filings").await.text();
    for words in
        [world.reference.as_str(), "contract.pdf", "test-report.pdf", "risk-report.pdf", "示例云服务商甲"]
    {
        assert!(register.contains(words), "{words}");
    }
}

#[tokio::test]
async fn what_the_next_step_demands_is_what_bears_on_it() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 2).await;
    let page = world.person("authority").await.get(&format!("/case/{}", world.reference)).await.text();
    for words in ["先论证，后审核", "审核以论证结论为依据", "第十四条"] {
        assert!(page.contains(words), "{words}: {page}");
    }
    // Of changes, of leaving and of special purchases there is no word where none is asked for.
    for words in
        ["退回或不予同意变更的写明理由", "退回或不予同意终止的写明理由", "审核时仍不能提供且不能适配"]
    {
        assert!(!page.contains(words), "{words}: {page}");
    }
}

#[tokio::test]
async fn a_special_purchase_passes_every_gate() {
    let mut world = World::open().await;
    let draft = steps::special(super::sample::draft("示例系统"));
    world.step("dept-a", &draft).await;
    stands(&mut world, Kind::Apply, Stage::ToAppraise).await;
    for (days, errand, stage) in [
        (5, Errand::Appraise, Stage::ToDecide),
        (4, Errand::Decide, Stage::ToGovernment),
        (10, Errand::Government, Stage::ToProcure),
        (9, Errand::Procure, Stage::ToConfirm),
        (2, Errand::Confirm, Stage::ToPurchase),
        (20, Errand::Purchase, Stage::ToDeploy),
        (2, Errand::Trial, Stage::Testing),
        (16, Errand::Test, Stage::ToFile),
        (1, Errand::File, Stage::ToActivate),
    ] {
        world.take(days, errand, "").await;
        stands(&mut world, Kind::Apply, stage).await;
    }
    world.take(1, Errand::Activate, "").await;
    assert_eq!(world.standing().await, Standing::Running);
}

#[tokio::test]
async fn a_major_change_passes_articles_14_to_16_again_and_a_small_one_does_not() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 8).await;
    world.later(30).await;
    let mut draft = steps::application(Errand::Change, "no", "2", world.today);
    draft.set_field("system.runs", "调整部署内容，不增加资源");
    world.step("dept-a", &draft).await;
    stands(&mut world, Kind::Change, Stage::ToDecide).await;
    // A change while a change is open takes its place; after the decision it is refused.
    world.step("dept-a", &draft).await;
    world.take(3, Errand::Decide, "").await;
    stands(&mut world, Kind::Change, Stage::ToActivate).await;
    let journal = world.journal().await;
    let refused = world.try_step("dept-a", &draft, Some(&journal)).await;
    assert_eq!((refused.status.as_u16(), refused.code().as_str()), (422, "already-open"));
    world.take(2, Errand::Activate, "").await;
    assert_eq!(world.standing().await, Standing::Running);

    world.later(60).await;
    let draft = steps::application(Errand::Change, "yes", "6", world.today);
    world.step("dept-a", &draft).await;
    stands(&mut world, Kind::Change, Stage::ToAppraise).await;
    for (days, errand) in [
        (5, Errand::Appraise),
        (4, Errand::Decide),
        (9, Errand::Procure),
        (2, Errand::Trial),
        (16, Errand::Test),
        (1, Errand::File),
        (1, Errand::Activate),
    ] {
        world.take(days, errand, "").await;
    }
    assert_eq!(world.standing().await, Standing::Running);
    world.index_is_derived().await;
}

#[tokio::test]
async fn sent_back_mended_refused_and_withdrawn() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 2).await;
    for _ in 0..2 {
        world.take(2, Errand::Decide, "back").await;
        stands(&mut world, Kind::Apply, Stage::SentBack).await;
        world.later(3).await;
        let mut draft = super::sample::draft("示例系统（补正）");
        draft.set_field("system.purpose", "补充说明");
        let answer = world.step("dept-a", &draft).await;
        assert_eq!(answer.json()["status"], "received");
        stands(&mut world, Kind::Apply, Stage::ToAppraise).await;
        world.take(2, Errand::Appraise, "").await;
    }
    // What was mended is told by its key.
    let status = format!("/api/applications/status/{}", world.key(1));
    assert_eq!(world.person("dept-a").await.get(&status).await.json()["status"], "superseded");
    world.take(2, Errand::Decide, "refuse").await;
    assert_eq!(world.standing().await, Standing::Refused);
    world.index_is_derived().await;
    let journal = world.journal().await;
    let draft = super::sample::draft("示例系统");
    let answer = world.try_step("dept-a", &draft, Some(&journal)).await;
    assert_eq!((answer.status, answer.code().as_str()), (StatusCode::UNPROCESSABLE_ENTITY, "final"));

    world.reference.clear();
    world.ordinary("另一系统", 1).await;
    world.take(1, Errand::Withdraw, "").await;
    assert_eq!(world.standing().await, Standing::Withdrawn);
    world.index_is_derived().await;
}
