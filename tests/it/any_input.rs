use govcloud::basics::{Date, Dice, Digest};
use govcloud::catalog::Edition;
use govcloud::dossier::{Attachment, Draft, Errand, NeedRow, fields, papers, read};
use govcloud::measure::{Severity, Terms, Verdict, review};
use govcloud::wire::v1::jurisdiction::{SHIPPED, shipped};
use std::sync::Arc;

/// What people and programs may type.
const TEXTS: &[&str] = &[
    "",
    " ",
    "yes",
    "no",
    "是",
    "0",
    "1",
    "2",
    "3",
    "5",
    "12",
    "-1",
    "1e9",
    "99999999999999999999",
    "2026-06-01",
    "2026年6月1日",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "2021",
    "2027",
    "new",
    "running",
    "public,own",
    ",,,",
    "13812345678",
    "0451-82345678-801",
    "a@b.cn",
    "@",
    "11100000000013338W",
    "１２３",
    "23010012345-00001",
    "10.0.0.0/8",
    "::1/128",
    "10.0.0.0/99",
    "<script>alert(1)</script>",
    "\u{0}\u{1}",
    "👩‍👩‍👧‍👦",
    "\u{202e}abc",
    "4 GB",
    "4 核",
    "=1+1",
    "'; --",
    "第三级",
    "~0/~1",
    "单位名称",
    "𠮷野家",
    "\u{feff}",
    "a\nb\r\nc",
];

const COLUMNS: &[&str] = &[
    "name",
    "function",
    "count",
    "months",
    "divisible",
    "reason",
    "pick",
    "consent",
    "special",
    "d.vcpu",
    "d.",
    "t.zone",
    "p.zone",
    "x",
    "",
    "d./~",
];

fn any_draft(random: &mut Dice) -> Draft {
    let mut draft = Draft { errand: random.one(&[Errand::Deploy, Errand::Migrate]), ..Draft::default() };
    for spec in fields::FIELDS {
        if random.index(3) > 0 {
            draft.set_field(spec.key, random.one(TEXTS));
        }
    }
    draft.set_field(random.one(TEXTS), random.one(TEXTS));
    for row in 0..random.index(4) {
        let mut cells = NeedRow { id: format!("n{row}"), ..NeedRow::default() };
        (0..random.index(8)).for_each(|_| cells.set_cell(random.one(COLUMNS), random.one(TEXTS)));
        draft.needs.push(Arc::new(cells));
    }
    for _ in 0..random.index(3) {
        draft.attachments.push(Attachment {
            role: papers::ROLES[random.index(papers::ROLES.len())].code.to_owned(),
            name: random.one(TEXTS).to_owned(),
            media_type: String::new(),
            size: random.index(2) as u64,
            digest: Digest::of(b""),
        });
    }
    draft
}

#[test]
fn whatever_is_typed_is_read_and_judged() {
    let places: Vec<_> = SHIPPED.into_iter().filter_map(shipped).collect();
    let edition = Edition::empty("none");
    let as_of = Date::from_ymd_opt(2026, 6, 1).unwrap();
    for number in 1..=1_000u64 {
        let place = &places[number as usize % places.len()];
        let draft = any_draft(&mut Dice::new(number.wrapping_mul(0x9E37_79B9_7F4A_7C15)));
        let before = draft.clone();
        let reading = read::read(&draft, &edition);
        assert_eq!(draft, before);
        for problem in &reading.problems {
            assert!(!problem.message.zh.is_empty() && !problem.message.en.is_empty(), "{problem:?}");
        }
        let terms = Terms { edition: &edition, jurisdiction: place, as_of };
        let first = review(&reading.dossier, &terms);
        assert_eq!(first, review(&read::read(&draft, &edition).dossier, &terms), "case {number}");
        // A provision that is kept, or does not apply, bars nothing; one that fails says so.
        for judged in &first.judged {
            let own = |f: &&govcloud::measure::Finding| {
                let provision = govcloud::measure::articles::provision(judged.provision).unwrap();
                provision.codes.iter().any(|c| c.code == f.code)
            };
            let found = first.findings.iter().filter(own).count();
            let bars = first.findings.iter().filter(own).filter(|f| f.severity == Severity::Bars).count();
            match judged.verdict {
                Verdict::Holds | Verdict::NotApplicable => assert_eq!(found, 0, "case {number}: {judged:?}"),
                Verdict::Fails => assert!(found > 0, "case {number}: {judged:?}"),
                Verdict::Unknown(_) | Verdict::NeedsJudgement => {
                    assert_eq!(bars, 0, "case {number}: {judged:?}")
                }
            }
        }
    }
}
