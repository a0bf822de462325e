//! Random journals through the one door for steps, with the real judge and the demonstration catalog: people do
//! right, forget, mistype, hurry and try what is not theirs, and no journal shows what the measure forbids.

use crate::judge::demonstration;
use govcloud::basics::{Date, Dice, Digest, date};
use govcloud::dossier::fields::{FIELDS, shown};
use govcloud::dossier::{
    Act, Attachment, Close, Draft, Errand, FieldKind, Kind, Life, NeedRow, Outcome, Procedure, Role, read,
};
use govcloud::fitting::{Engine, FitTerms};
use govcloud::lifecycle::moves::open_to;
use govcloud::lifecycle::{Judge, Stage, Standing, Stop, advance};
use govcloud::measure::{Jurisdiction, jurisdiction::heilongjiang};
use govcloud::wire::v1::jurisdiction::shipped;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

fn engine() -> Arc<Engine> {
    static ENGINE: OnceLock<Arc<Engine>> = OnceLock::new();
    ENGINE.get_or_init(|| Arc::new(Engine::new(demonstration()))).clone()
}

fn place() -> Arc<Jurisdiction> {
    static PLACE: OnceLock<Arc<Jurisdiction>> = OnceLock::new();
    PLACE.get_or_init(|| Arc::new(heilongjiang())).clone()
}

fn complete() -> &'static BTreeMap<String, String> {
    static FIELDS: OnceLock<BTreeMap<String, String>> = OnceLock::new();
    FIELDS.get_or_init(|| {
        let text = std::fs::read_to_string("tests/data/complete-fields.json").unwrap();
        serde_json::from_str(&text).unwrap()
    })
}

fn later(day: Date, days: usize) -> Date {
    day + chrono::Days::new(days as u64)
}

fn attach(draft: &mut Draft, role: &str) {
    draft.attachments.push(Attachment {
        role: role.to_owned(),
        name: format!("{role}.pdf"),
        media_type: "application/pdf".to_owned(),
        size: 3,
        digest: Digest::of(role.as_bytes()),
    });
}

fn row(id: &str, cells: &[(&str, &str)]) -> Arc<NeedRow> {
    let mut row = NeedRow { id: id.to_owned(), ..NeedRow::default() };
    cells.iter().for_each(|(column, text)| row.set_cell(column, text));
    Arc::new(row)
}

const SERVER: [(&str, &str); 4] =
    [("function", "compute/vm/general"), ("d.vcpu", "4"), ("d.memory", "8"), ("reason", "业务系统运行")];

/// A server that no catalog of a cloud has.
const GIANT: [(&str, &str); 4] = [
    ("function", "compute/metal/general"),
    ("d.vcpu", "4096"),
    ("special", "yes"),
    ("reason", "国家平台要求"),
];

/// An application as somebody hands it in who knows the measure.
fn application(errand: Errand, day: Date, special: bool) -> Draft {
    let mut draft = Draft { errand, ..Draft::default() };
    complete().iter().for_each(|(key, text)| draft.set_field(key, text));
    draft.set_field("system.build", if errand == Errand::Deploy { "new" } else { "running" });
    schedule(&mut draft, day);
    draft.needs.push(row("n1", &SERVER));
    attach(&mut draft, "plan");
    if special {
        draft.needs.push(row("n2", &GIANT));
        draft.set_field("papers.special_text", "某部文件〔2026〕1号第二条");
        attach(&mut draft, "special");
    }
    draft
}

fn schedule(draft: &mut Draft, day: Date) {
    use chrono::Datelike;
    let live = later(day, 90);
    draft.set_field("plan.deploy", &date::iso(later(day, 60)));
    draft.set_field("plan.live", &date::iso(live));
    draft.set_field("budget.start", &date::iso(live));
    draft.set_field("budget.year", &(live.year() + 1).to_string());
}

/// A change of what runs: said to be major or not, with something that differs.
fn change(life: &Life, day: Date, major: bool) -> Draft {
    let running = life
        .in_force()
        .map_or_else(|| Arc::new(application(Errand::Deploy, day, false)), |a| a.sheet.clone());
    let mut draft = Draft { errand: Errand::Change, ..(*running).clone() };
    // What was bought apart is no service of the cloud, and is not asked for again.
    draft.needs.retain(|row| row.cell("special") != "yes");
    if !draft.attachments.iter().any(|paper| paper.role == "plan") {
        attach(&mut draft, "plan");
    }
    schedule(&mut draft, day);
    draft.set_field("change.reason", "业务调整");
    draft.set_field("change.major", if major { "yes" } else { "no" });
    draft.set_field("change.advised", if life.advice.is_empty() { "no" } else { "yes" });
    draft.set_field("system.runs", &format!("第 {} 次调整后的部署内容", life.acts.len()));
    draft
}

/// A step as somebody hands it in who knows the measure, and the day on which they can.
fn right(errand: Errand, life: &Life, day: Date, dice: &mut Dice) -> (Draft, Date) {
    let at_work = life.at_work();
    let last = |errand| at_work.and_then(|p: &Procedure| p.last(errand));
    match errand {
        Errand::Deploy | Errand::Migrate => return (application(errand, day, dice.index(3) == 0), day),
        Errand::Change => return (change(life, day, dice.index(2) == 0), day),
        _ => {}
    }
    let mut draft = Draft { errand, ..Draft::default() };
    // The test takes its time.
    let start = last(Errand::Trial).and_then(|act| act.facts.deeds.trial.start);
    let day = match (errand, start) {
        (Errand::Test, Some(start)) => day.max(later(start, 15)),
        _ => day,
    };
    fill(&mut draft, day);
    let failed = last(Errand::Appraise).is_some_and(|act| act.facts.deeds.appraisal.passed != Some(true));
    if errand == Errand::Decide && failed {
        draft.set_field("decision.outcome", "back");
    }
    if errand == Errand::Leave {
        draft.set_field("leave.date", &date::iso(later(day, 30)));
    }
    if errand == Errand::File {
        ["contract", "test-report", "risk-report"].into_iter().for_each(|role| attach(&mut draft, role));
    }
    if errand == Errand::Activate {
        let cells =
            [("item", "DG-01"), ("count", "2"), ("price", "100"), ("period", "month"), ("unit", "台")];
        draft.needs.push(row("n1", &cells));
    }
    (draft, day)
}

/// Every field of a form by its kind, the first choice of each.
fn fill(draft: &mut Draft, day: Date) {
    for _ in 0..2 {
        for spec in FIELDS {
            if !shown(spec, draft) || !draft.field(spec.key).is_empty() {
                continue;
            }
            let text = match spec.kind {
                FieldKind::Date => date::iso(day),
                FieldKind::OneOf(choices) | FieldKind::AnyOf(choices) => choices[0].0.to_owned(),
                FieldKind::YesNo | FieldKind::Tick => "yes".to_owned(),
                FieldKind::Money | FieldKind::Whole(..) => "100".to_owned(),
                FieldKind::Paper(_) => continue,
                _ => "示例内容".to_owned(),
            };
            draft.set_field(spec.key, &text);
        }
    }
}

/// What people get wrong.
fn spoil(draft: &mut Draft, day: Date, dice: &mut Dice) {
    let fields: Vec<_> = FIELDS.iter().filter(|spec| shown(spec, draft)).collect();
    let spec = dice.one(&fields);
    match (dice.index(4), spec.kind) {
        (0, _) => draft.set_field(spec.key, ""),
        (1, _) => draft.attachments.clear(),
        (_, FieldKind::Date) => {
            let early = day - chrono::Days::new(60);
            draft.set_field(spec.key, &date::iso(later(early, dice.index(120))));
        }
        (_, FieldKind::OneOf(choices)) => draft.set_field(spec.key, choices[dice.index(choices.len())].0),
        (_, FieldKind::YesNo) => draft.set_field(spec.key, dice.one(&["yes", "no"])),
        (_, FieldKind::Paper(role)) => draft.attachments.retain(|paper| paper.role != role),
        _ => {
            // Half of the time somebody asks to buy apart what the cloud sells, or asks for far more.
            let column = dice.one(&[("special", "yes"), ("count", "40"), ("d.vcpu", "64")]);
            if let Some(row) = draft.needs.first_mut() {
                Arc::make_mut(row).set_cell(column.0, column.1);
            }
        }
    }
}

/// Takes a step if nothing stands against it.
fn take(life: &mut Arc<Life>, draft: &Draft, role: Role, day: Date) -> Result<(), Stop> {
    let mut judge = Judge::with_engine(engine(), place(), day);
    advance(life, draft, role, &mut judge)?;
    let number = u32::try_from(life.acts.len() + 1).unwrap();
    Arc::make_mut(life).take(Act::new(number, role, "某单位", day, Arc::new(draft.clone())));
    Ok(())
}

/// What no journal may show: opening without approval, 15 tested days and the three documents.
fn opened_by_the_book(procedure: &Procedure) {
    let approval = procedure.approval().expect("opened without an approval");
    if !procedure.is_full() {
        return;
    }
    let last = |errand| &procedure.last(errand).unwrap_or_else(|| panic!("opened without {errand:?}")).facts;
    assert_eq!(last(Errand::Appraise).deeds.appraisal.passed, Some(true), "approved against the appraisal");
    let chosen = last(Errand::Procure).deeds.procurement.date.unwrap();
    assert!(approval.facts.deeds.decision.date.unwrap() <= chosen, "a supplier before the approval");
    let trial = &last(Errand::Trial).deeds.trial;
    assert!(chosen <= trial.deployed.unwrap(), "deployed before a supplier was chosen");
    let test = &last(Errand::Test).deeds.test;
    assert_eq!((test.passed, test.risk_done), (Some(true), Some(true)));
    let days = date::days_after(trial.start.unwrap(), test.end.unwrap());
    assert!(days >= 15, "opened after {days} days of testing");
    for role in ["contract", "test-report", "risk-report"] {
        assert!(last(Errand::File).papers_of(role).next().is_some(), "opened without {role}");
    }
}

/// What no journal may show: bought apart without the certificate and every approval.
fn bought_by_the_book(procedure: &Procedure) {
    let application = procedure.application().unwrap();
    let last =
        |errand| &procedure.last(errand).unwrap_or_else(|| panic!("bought without {errand:?}")).facts.deeds;
    assert!(procedure.approval().is_some() && procedure.is_special());
    assert_eq!(last(Errand::Government).government.approved, Some(true));
    assert_eq!(last(Errand::Confirm).confirmation.meets, Some(true));
    assert!(application.facts.papers_of("special").next().is_some(), "bought without national documents");
    let terms = FitTerms::at(application.on);
    for (at, row) in
        application.sheet.needs.iter().enumerate().filter(|(_, row)| row.cell("special") == "yes")
    {
        let (need, _) = read::need(row, at, engine().edition(), 12);
        let need = need.unwrap();
        let record = govcloud::fitting::record(&need, &engine().fit(&need, &terms));
        assert_eq!(record.outcome, Outcome::Unfit, "bought apart though the cloud has it");
        assert!(record.certificate.is_some());
    }
}

fn by_the_book(life: &Life) {
    for procedure in &life.procedures {
        let done = procedure.close == Some(Close::Done);
        if done && procedure.kind != Kind::Leave {
            opened_by_the_book(procedure);
        }
        if procedure.last(Errand::Purchase).is_some() || (done && procedure.is_special()) {
            bought_by_the_book(procedure);
        }
        if done && procedure.kind == Kind::Leave {
            assert!(procedure.approval().is_some(), "left without an approval");
            let handed = procedure.acts.iter().any(|act| act.facts.deeds.handover.complete == Some(true));
            assert!(handed, "cleared before all was handed over");
        }
    }
}

/// The step that leads on from where the case stands.
fn forward(life: &Life) -> Option<Errand> {
    Some(match Standing::of(life) {
        Standing::Begin => Errand::Deploy,
        Standing::Running => Errand::Change,
        Standing::Withdrawn | Standing::Refused | Standing::Left => return None,
        Standing::Open(kind, stage) => match stage {
            Stage::ToAppraise => Errand::Appraise,
            Stage::ToDecide => Errand::Decide,
            Stage::SentBack => match kind {
                Kind::Apply => Errand::Deploy,
                Kind::Change => Errand::Change,
                Kind::Leave => Errand::Leave,
            },
            Stage::ToGovernment => Errand::Government,
            Stage::ToProcure => Errand::Procure,
            Stage::ToConfirm => Errand::Confirm,
            Stage::ToPurchase => Errand::Purchase,
            Stage::ToDeploy => Errand::Trial,
            Stage::Testing => Errand::Test,
            Stage::ToFile => Errand::File,
            Stage::ToActivate => Errand::Activate,
            Stage::ToHandOver => Errand::HandOver,
            Stage::ToClear => Errand::Clear,
        },
    })
}

/// Who does right gets on, from wherever the case stands.
fn leads_on(life: &Arc<Life>, day: Date, dice: &mut Dice) {
    let Some(errand) = forward(life) else {
        assert!(Role::ALL.into_iter().all(|role| open_to(life, role).is_empty()));
        return;
    };
    let (draft, day) = right(errand, life, day, dice);
    let stop = take(&mut life.clone(), &draft, errand.role(), day).err();
    assert_eq!(
        stop,
        None,
        "{errand:?} on {day} after {:?}",
        life.acts.iter().map(|a| a.errand()).collect::<Vec<_>>()
    );
}

#[test]
fn no_journal_shows_what_the_measure_forbids() {
    let (mut seen, mut ends, mut refused, mut barred) = (BTreeSet::new(), BTreeSet::new(), 0, 0);
    for seed in 0..120 {
        let mut dice = Dice::new(seed);
        let (mut life, mut day, mut taken) =
            (Arc::<Life>::default(), date::parse("2026-11-23").unwrap(), Vec::new());
        for _ in 0..45 {
            day = later(day, dice.index(4));
            let errand = match (dice.index(10), forward(&life)) {
                (0, _) => dice.one(&Errand::ALL),
                (1, _) => {
                    let role = dice.one(&Role::ALL);
                    let open = open_to(&life, role);
                    if open.is_empty() { continue } else { dice.one(&open) }
                }
                (_, Some(errand)) => errand,
                (_, None) => break,
            };
            let (mut draft, then) = right(errand, &life, day, &mut dice);
            // Plans fail, and are approved all the same.
            match (errand, dice.index(3)) {
                (Errand::Appraise, 0) => draft.set_field("appraisal.conclusion", "fail"),
                (Errand::Decide, 0) => draft.set_field("decision.outcome", "approve"),
                _ => {}
            }
            let patient = dice.index(3) != 0;
            day = if patient { then } else { day };
            for _ in 0..dice.one(&[0, 0, 0, 1, 2]) {
                spoil(&mut draft, day, &mut dice);
            }
            let role = if dice.index(20) == 0 { dice.one(&Role::ALL) } else { errand.role() };
            match take(&mut life, &draft, role, day) {
                Ok(()) => {
                    taken.push(draft);
                    seen.insert(errand);
                    by_the_book(&life);
                    leads_on(&life, day, &mut dice);
                }
                Err(Stop::Refused(_)) => refused += 1,
                Err(Stop::Barred(bars)) => {
                    assert!(bars.iter().all(|bar| !bar.message.zh.is_empty() && !bar.remedy.en.is_empty()));
                    barred += 1;
                }
            }
        }
        assert!(life.acts.iter().map(|act| &*act.sheet).eq(&taken), "nothing is lost");
        let again = Life::of(life.acts.iter().map(|act| (**act).clone()));
        assert_eq!(again, *life, "where a case stands follows from its steps alone");
        ends.insert(Standing::of(&life).code());
    }
    // Random ways must reach far enough to prove something.
    assert_eq!(
        seen.len(),
        Errand::ALL.len(),
        "never taken: {:?}",
        Errand::ALL.iter().filter(|e| !seen.contains(e)).collect::<Vec<_>>()
    );
    assert!(refused > 50 && barred > 500 && ends.len() > 6, "{refused} {barred} {ends:?}");
}

#[test]
fn the_days_of_testing_are_those_of_the_place() {
    let acts = running(date::parse("2026-11-23").unwrap()).acts.clone();
    let before = acts.iter().take_while(|act| act.errand() != Errand::Test);
    let deployed = Arc::new(Life::of(before.map(|act| (**act).clone())));
    let trial = deployed.at_work().unwrap().last(Errand::Trial).unwrap();
    let start = trial.facts.deeds.trial.start.unwrap();
    for (place, days, goes) in [
        ("heilongjiang", 14, false),
        ("heilongjiang", 15, true),
        ("heilongjiang", 20, true),
        ("city-model", 20, false),
        ("city-model", 29, false),
        ("city-model", 30, true),
    ] {
        let on = later(start, days);
        let mut judge = Judge::with_engine(engine(), Arc::new(shipped(place).unwrap()), on);
        let (mut life, mut dice) = (deployed.clone(), Dice::new(7));
        let mut went = Vec::new();
        for errand in [Errand::Test, Errand::File, Errand::Activate] {
            let mut draft = right(errand, &life, on, &mut dice).0;
            if errand == Errand::Test {
                draft.set_field("test.end", &date::iso(on));
            }
            went.push(advance(&life, &draft, errand.role(), &mut judge).is_ok());
            // Whoever gets past the guard of the test all the same comes to that of the opening.
            let number = u32::try_from(life.acts.len() + 1).unwrap();
            let act = Act::new(number, errand.role(), "某单位", on, Arc::new(draft));
            Arc::make_mut(&mut life).take(act);
        }
        assert_eq!(went, [goes, true, goes], "{place}: {days} days");
    }
}

/// A case that runs, as if no guard had been there: what the guard finds is its own.
fn running(day: Date) -> Arc<Life> {
    let mut life = Life::default();
    let mut dice = Dice::new(7);
    let sheets = [application(Errand::Deploy, day, false)];
    let steps = [
        Errand::Appraise,
        Errand::Decide,
        Errand::Procure,
        Errand::Trial,
        Errand::Test,
        Errand::File,
        Errand::Activate,
    ];
    let put = |life: &mut Life, draft: Draft, day| {
        let number = u32::try_from(life.acts.len() + 1).unwrap();
        life.take(Act::new(number, draft.errand.role(), "某单位", day, Arc::new(draft)));
    };
    for draft in sheets {
        put(&mut life, draft, day);
    }
    for errand in steps {
        let (draft, day) = right(errand, &life, day, &mut dice);
        put(&mut life, draft, day);
    }
    assert_eq!(Standing::of(&life), Standing::Running);
    Arc::new(life)
}

fn barred(life: &Arc<Life>, draft: &Draft, day: Date) -> BTreeMap<&'static str, String> {
    let mut judge = Judge::with_engine(engine(), place(), day);
    judge.follow(life.clone());
    let said = judge.judge(draft);
    let bars: BTreeSet<&str> = said.barred_by.iter().map(|bar| bar.code).collect();
    let findings = said.review.findings.iter().filter(|finding| bars.contains(finding.code));
    findings.map(|finding| (finding.code, finding.found.zh.clone())).collect()
}

#[test]
fn a_change_is_compared_with_what_runs() {
    let (begin, day) = (date::parse("2026-11-23").unwrap(), date::parse("2027-01-10").unwrap());
    let life = running(begin);
    let mut draft = change(&life, day, false);
    assert_eq!(barred(&life, &draft, day), BTreeMap::new());
    draft.set_field("system.runs", complete()["system.runs"].as_str());
    let said = barred(&life, &draft, day);
    assert_eq!(said.keys().copied().collect::<Vec<_>>(), ["a18-nothing-changes"]);
    // Two more of four cores: twice as much, and it is said with its numbers.
    Arc::make_mut(&mut draft.needs[0]).set_cell("count", "2");
    let said = barred(&life, &draft, day);
    assert_eq!(said.keys().copied().collect::<Vec<_>>(), ["a18-major-unstated"]);
    let mut judge = Judge::with_engine(engine(), place(), day);
    judge.follow(life.clone());
    let found: Vec<String> = judge
        .judge(&draft)
        .review
        .findings
        .iter()
        .filter(|f| f.code == "a18-major-unstated")
        .map(|f| f.found.zh.clone())
        .collect();
    assert!(
        found
            .iter()
            .any(|words| words.contains("由 4") && words.contains("增至 8") && words.contains("增长 100%")),
        "{found:?}"
    );
    assert!(found.iter().any(|words| words.starts_with("年度费用由")), "{found:?}");
    draft.set_field("change.major", "yes");
    assert_eq!(barred(&life, &draft, day), BTreeMap::new());
    // A major change has a plan, as a first application has.
    draft.attachments.clear();
    assert_eq!(barred(&life, &draft, day).keys().copied().collect::<Vec<_>>(), ["a14-plan-open"]);
}

#[test]
fn what_the_cloud_has_by_the_time_of_the_review_is_not_bought_apart() {
    let day = date::parse("2026-11-23").unwrap();
    let mut dice = Dice::new(1);
    for (function, bars) in
        [("compute/metal/general", &[][..]), ("compute/vm/general", &["a21-now-available"])]
    {
        let mut apply = application(Errand::Deploy, day, true);
        Arc::make_mut(&mut apply.needs[1]).set_cell("function", function);
        let (appraise, _) = right(Errand::Appraise, &Life::default(), day, &mut dice);
        let acts = [apply, appraise].into_iter().enumerate().map(|(at, draft)| {
            Act::new(u32::try_from(at + 1).unwrap(), draft.errand.role(), "某单位", day, Arc::new(draft))
        });
        let life = Arc::new(Life::of(acts));
        let (decide, _) = right(Errand::Decide, &life, day, &mut dice);
        assert_eq!(barred(&life, &decide, day).keys().copied().collect::<Vec<_>>(), bars, "{function}");
    }
}

#[test]
fn a_number_that_is_not_in_force_is_not_guessed() {
    let day = date::parse("2026-11-23").unwrap();
    let mut place = heilongjiang();
    place.parameters.retain(|parameter| parameter.id != "test-days");
    let mut life = Life::default();
    let mut dice = Dice::new(3);
    for (at, draft) in [application(Errand::Deploy, day, false)].into_iter().enumerate() {
        life.take(Act::new(u32::try_from(at + 1).unwrap(), Role::Department, "某单位", day, Arc::new(draft)));
    }
    for errand in [Errand::Appraise, Errand::Decide, Errand::Procure, Errand::Trial] {
        let (draft, day) = right(errand, &life, day, &mut dice);
        let number = u32::try_from(life.acts.len() + 1).unwrap();
        life.take(Act::new(number, errand.role(), "某单位", day, Arc::new(draft)));
    }
    let (draft, day) = right(Errand::Test, &life, day, &mut dice);
    let mut judge = Judge::with_engine(engine(), Arc::new(place), day);
    let stop = advance(&Arc::new(life), &draft, Role::Department, &mut judge).unwrap_err();
    let Stop::Barred(bars) = stop else { panic!("{stop:?}") };
    assert!(bars.iter().any(|bar| bar.code == "demand-unknown" && bar.article == Some(16)), "{bars:?}");
}
