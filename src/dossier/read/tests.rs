#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
use super::*;
use crate::basics::{Date, Digest, Money};
use crate::catalog::{Dimension, Function, Trait, TraitValue, Unit};
use crate::dossier::{Attachment, Errand, NeedRow};
use std::sync::Arc;

fn draft(fields: &[(&str, &str)]) -> Draft {
    let mut draft = Draft::default();
    fields.iter().for_each(|(key, text)| draft.set_field(key, text));
    draft
}

fn codes_at(draft: &Draft, key: &str) -> Vec<&'static str> {
    let path = Path::field(key);
    facts(draft).problems.iter().filter(|p| p.path == path).map(|p| p.code).collect()
}

fn edition() -> Edition {
    let words = |w: &str| Words::same(w);
    let unit = |name: &str, holds| Unit { name: Words::same(name), holds };
    let mut edition = Edition::empty("test");
    edition.dimensions = vec![
        Dimension { code: "vcpu".into(), name: words("vCPU"), units: vec![unit("核", 1)] },
        Dimension {
            code: "memory".into(),
            name: words("内存"),
            units: vec![unit("GB", 1024), unit("MB", 1)],
        },
    ];
    let value = |code: &str| TraitValue { code: code.into(), name: words(code) };
    edition.traits =
        vec![Trait { code: "zone".into(), name: words("zone"), values: vec![value("egov"), value("dmz")] }];
    let function = |code: &str, asks: &[&str]| Function {
        code: code.into(),
        name: words(code),
        near: Vec::new(),
        asks: asks.iter().map(|a| (*a).to_owned()).collect(),
        instances: true,
    };
    edition.functions =
        vec![function("vm", &["vcpu", "memory"]), function("cores", &["vcpu"]), function("service", &[])];
    edition
}

fn row(cells: &[(&str, &str)]) -> NeedRow {
    let mut row = NeedRow { id: "n1".into(), ..NeedRow::default() };
    cells.iter().for_each(|(column, text)| row.set_cell(column, text));
    row
}

#[test]
fn every_field_is_read_into_the_dossier() {
    // Every fact of the table must be taken by `build`, whichever conditions it stands under.
    for errand in [Errand::Deploy, Errand::Migrate] {
        let mut draft = Draft { errand, ..Draft::default() };
        let mut facts = BTreeMap::new();
        for spec in FIELDS {
            let text = match spec.kind {
                FieldKind::Line(_) | FieldKind::Paragraph(_) => "text",
                FieldKind::Phone => "13812345678",
                FieldKind::Email => "a@b.cn",
                FieldKind::SocialCreditCode => "11100000000013338W",
                FieldKind::Date => "2026-03-01",
                FieldKind::OneOf(choices) | FieldKind::AnyOf(choices) => choices[0].0,
                FieldKind::YesNo | FieldKind::Tick => "yes",
                FieldKind::Whole(least, _) => &least.to_string(),
                FieldKind::Money => "100",
                FieldKind::Addresses => "10.0.0.1",
                FieldKind::FilingNumber => "23010012345-00001",
                FieldKind::Paper(_) => continue,
            };
            draft.set_field(spec.key, text);
            let mut problems = Vec::new();
            facts.insert(spec.key, field::read(spec, text, &mut problems).unwrap());
            assert_eq!(problems, [], "{}", spec.key);
        }
        build::dossier(&draft, &mut facts);
        assert!(facts.is_empty(), "left over: {:?}", facts.keys());
        assert!(super::facts(&draft).problems.is_empty());
    }
}

#[test]
fn an_empty_draft_misses_what_the_form_asks_for_and_nothing_else() {
    let reading = facts(&Draft::default());
    let asked = FIELDS.iter().filter(|f| f.asked == Asked::Form && shown(f, &Draft::default()));
    assert!(reading.problems.iter().map(|p| p.path.clone()).eq(asked.map(|f| Path::field(f.key))));
    assert!(reading.problems.iter().all(|p| p.code == "field-missing" && p.bars));
    assert_eq!(reading.dossier, Dossier::default());
}

#[test]
fn a_text_that_is_no_fact_has_its_problem() {
    let long = "字".repeat(101);
    for (key, text, code) in [
        ("unit.name", long.as_str(), "field-too-long"),
        ("unit.uscc", "1234", "field-uscc-length"),
        ("unit.uscc", "11100000000013338I", "field-uscc-character"),
        ("unit.uscc", "91350211M0000XUF46", "field-uscc-check"),
        ("unit.uscc", "91110000101623741K", "field-uscc-kind"),
        ("business.phone", "12345", "field-phone"),
        ("business.email", "nobody", "field-email"),
        ("plan.deploy", "2026-02-30", "field-date"),
        ("plan.deploy", "2206-02-01", "field-date-year"),
        ("system.build", "demolished", "field-choice"),
        ("system.users", "public,martians", "field-choice"),
        ("room.own", "maybe", "field-choice"),
        ("undertake.lawful", "no", "field-choice"),
        ("needs.months", "a year", "field-number"),
        ("needs.months", "0", "field-range"),
        ("needs.months", "121", "field-range"),
        ("budget.ceiling", "1.234", "field-money"),
        ("budget.ceiling", "-1", "field-money"),
        ("network.addresses", "10.0.0.1, 10.0.0.300", "field-address"),
        ("no.such", "x", "field-unknown"),
    ] {
        assert_eq!(codes_at(&draft(&[(key, text)]), key), [code], "{key} {text}");
    }
    for (key, text) in [
        ("unit.name", &long[..300]),
        ("unit.uscc", "11100000000013338w"),
        ("needs.months", "１２"),
        ("needs.months", "120"),
        ("budget.ceiling", "1,200,000.50 元"),
        ("plan.deploy", "2026年3月1日"),
        ("system.users", "own, public"),
    ] {
        assert!(codes_at(&draft(&[(key, text)]), key).is_empty(), "{key} {text}");
    }
}

#[test]
fn a_filing_number_is_read_where_a_filing_is_said_to_be() {
    let filed = [("security.level", "3"), ("security.filed", "yes")];
    for (number, codes) in [("备案中", &["field-filing-number"][..]), ("2301001234500001", &[])] {
        let mut draft = draft(&filed);
        draft.set_field("security.filing_number", number);
        assert_eq!(codes_at(&draft, "security.filing_number"), codes, "{number}");
    }
    assert!(codes_at(&draft(&[("security.filing_number", "备案中")]), "security.filing_number").is_empty());
}

#[test]
fn a_doubtful_code_warns_and_stays_a_fact() {
    let reading = facts(&draft(&[("unit.uscc", "91350211M0000XUF46")]));
    let problem = reading.problems.iter().find(|p| p.code == "field-uscc-check").unwrap();
    assert!(!problem.bars);
    assert_eq!(reading.dossier.unit.uscc.as_deref(), Some("91350211M0000XUF46"));
}

#[test]
fn what_is_not_shown_is_not_read() {
    let typed =
        [("room.own", "no"), ("room.excepted", "yes"), ("room.basis", "文件"), ("system.location", "旧机房")];
    let reading = facts(&draft(&typed));
    assert_eq!(reading.dossier.room.own, Some(false));
    assert_eq!((reading.dossier.room.excepted, reading.dossier.room.basis), (None, None));
    assert_eq!(reading.dossier.system.location, None);
}

#[test]
fn dates_in_an_impossible_order() {
    for (live, problems) in [("2026-02-28", 1), ("2026-03-01", 0)] {
        let draft = draft(&[("plan.deploy", "2026-03-01"), ("plan.live", live)]);
        assert_eq!(codes_at(&draft, "plan.live").len(), problems, "{live}");
    }
}

#[test]
fn a_step_whose_days_cannot_be() {
    for (errand, first, second) in [
        (Errand::Procure, "procurement.date", "contract.date"),
        (Errand::Trial, "trial.deployed", "trial.start"),
    ] {
        for (day, problems) in [("2026-02-28", 1), ("2026-03-01", 0)] {
            let mut draft = draft(&[(first, "2026-03-01"), (second, day)]);
            draft.errand = errand;
            assert_eq!(codes_at(&draft, second).len(), problems, "{second} {day}");
        }
    }
}

#[test]
fn facts_are_typed() {
    let dossier = facts(&draft(&[
        ("budget.ceiling", "12000"),
        ("budget.start", "2026-03-01"),
        ("security.level", "3"),
        ("system.users", "own,public,own"),
    ]))
    .dossier;
    assert_eq!(dossier.budget.ceiling, Some(Money::yuan(12_000)));
    assert_eq!(dossier.budget.start, Date::from_ymd_opt(2026, 3, 1));
    assert_eq!(dossier.security.level, Some(3));
    assert_eq!(dossier.system.users, Some(vec!["public", "own"]));
}

#[test]
fn a_row_is_read_with_its_defaults() {
    let cells = row(&[
        ("name", " 应用服务器 "),
        ("function", "vm"),
        ("d.vcpu", "4"),
        ("d.memory", "1.5 GB"),
        ("t.zone", "egov"),
        ("p.zone", "dmz"),
        ("pick", "key"),
        ("special", "yes"),
    ]);
    let (need, problems) = need(&cells, 3, &edition(), 24);
    let need = need.unwrap();
    assert_eq!(problems, []);
    assert_eq!((need.row, need.id.as_str(), need.name.as_str()), (3, "n1", "应用服务器"));
    assert_eq!(
        (need.count, need.months, need.divisible, need.special, need.consent),
        (1, 24, false, true, false)
    );
    assert_eq!((need.amounts.get("vcpu"), need.amounts.get("memory")), (Some(&4), Some(&1536)));
    assert_eq!(need.traits.get("zone").map(String::as_str), Some("egov"));
    assert_eq!(need.pick.as_deref(), Some("key"));
}

#[test]
fn a_row_that_cannot_be_used_says_why() {
    let edition = edition();
    let base = [("function", "vm"), ("d.vcpu", "4")];
    for (cell, code) in [
        (("function", ""), "need-function-missing"),
        (("function", "teleport"), "need-function-unknown"),
        (("d.vcpu", ""), "need-amount-missing"),
        (("d.vcpu", "0"), "need-amount-missing"),
        (("d.vcpu", "four"), "need-amount-not-a-number"),
        (("d.vcpu", "-4"), "need-amount-negative"),
        (("d.vcpu", "0.5"), "need-amount-not-whole"),
        (("d.vcpu", "9999999999999999999"), "need-amount-too-long"),
        (("d.vcpu", "4 GHz"), "need-unknown-unit"),
        (("d.gpu", "1"), "need-unknown-dimension"),
        (("t.colour", "red"), "need-unknown-trait"),
        (("t.zone", "moon"), "need-unknown-value"),
        (("p.zone", "moon"), "need-unknown-value"),
        (("count", "0"), "need-count"),
        (("count", "1000001"), "need-count"),
        (("months", "121"), "need-months"),
        (("special", "perhaps"), "need-choice"),
    ] {
        let mut cells = row(&base);
        cells.set_cell(cell.0, cell.1);
        let (need, problems) = need(&cells, 0, &edition, 12);
        assert_eq!(problems.iter().map(|p| p.code).collect::<Vec<_>>(), [code], "{cell:?}");
        assert!(need.is_none() && problems[0].bars, "{cell:?}");
    }
}

#[test]
fn a_row_may_be_used_with_a_warning() {
    let edition = edition();
    for (cell, code, bars) in [
        (("colour", "red"), "need-unknown-column", false),
        (("reason", "字".repeat(501).as_str()), "need-too-long", true),
    ] {
        let mut cells = row(&[("function", "vm"), ("d.vcpu", "4")]);
        cells.set_cell(cell.0, cell.1);
        let (need, problems) = need(&cells, 0, &edition, 12);
        assert_eq!(problems.iter().map(|p| (p.code, p.bars)).collect::<Vec<_>>(), [(code, bars)], "{cell:?}");
        assert!(need.is_some(), "{cell:?}");
    }
    let (read, problems) =
        need(&row(&[("function", "cores"), ("d.vcpu", "4"), ("d.memory", "4")]), 0, &edition, 12);
    assert_eq!(
        problems.iter().map(|p| (p.code, p.bars)).collect::<Vec<_>>(),
        [("need-dimension-not-asked", false)]
    );
    assert!(read.is_some());
    // A function that asks for no amount needs none.
    assert!(need(&row(&[("function", "service")]), 0, &edition, 12).0.is_some());
}

#[test]
fn blank_rows_are_no_needs_and_unread_ones_are_remembered() {
    let mut draft = draft(&[("needs.months", "6")]);
    draft.needs =
        [row(&[]), row(&[("name", "x")]), row(&[("function", "vm"), ("d.vcpu", "2")])].map(Arc::new).to_vec();
    let reading = read(&draft, &edition());
    assert_eq!(reading.dossier.unread, [1]);
    assert_eq!(reading.dossier.needs.iter().map(|n| (n.row, n.months)).collect::<Vec<_>>(), [(2, 6)]);
}

#[test]
fn attachments_are_checked() {
    let paper = |role: &str, name: &str, size| Attachment {
        role: role.into(),
        name: name.into(),
        media_type: "application/pdf".into(),
        size,
        digest: Digest::of(name.as_bytes()),
    };
    let attachments = vec![
        paper("plan", "a.pdf", 1),
        paper("plan", "b.pdf", 1),
        paper("basis", "c.pdf", 0),
        paper("x", " ", 1),
        paper("basis", "d.pdf", 9),
    ];
    let draft = Draft { attachments, ..Draft::default() };
    let problems = read(&draft, &edition()).problems;
    let told: Vec<_> = problems
        .iter()
        .filter(|p| p.code.starts_with("paper"))
        .map(|p| (p.path.to_string(), p.code))
        .collect();
    let expected = [
        ("/attachments/1", "paper-twice"),
        ("/attachments/2", "paper-empty"),
        ("/attachments/3", "paper-role-unknown"),
        ("/attachments/3", "paper-unnamed"),
    ];
    assert_eq!(told, expected.map(|(path, code)| (path.to_owned(), code)));
}
