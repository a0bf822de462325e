//! The one way from a draft to everything that is said of it, on the demonstration edition.

use govcloud::basics::{Date, Dice, date};
use govcloud::catalog::Edition;
use govcloud::dossier::{Draft, NeedRow};
use govcloud::lifecycle::{Judge, Judgement};
use govcloud::measure::Jurisdiction;
use govcloud::measure::jurisdiction::heilongjiang;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The edition that ships with the product.
pub(crate) fn demonstration() -> Arc<Edition> {
    let text = std::fs::read_to_string("www/catalogs/demo.json").unwrap();
    Arc::new(govcloud::wire::v1::catalog::read(&text).unwrap().0)
}

/// The published list of 北京市药监局 as the needs of one system.
pub(crate) fn published_list() -> Vec<Arc<NeedRow>> {
    let text = std::fs::read_to_string("tests/data/beijing-mpa-needs.json").unwrap();
    let rows: serde_json::Value = serde_json::from_str(&text).unwrap();
    let row = |row: &serde_json::Value| {
        let cells = row["cells"].as_object().unwrap();
        let cells = cells.iter().map(|(column, text)| (column.clone(), text.as_str().unwrap().to_owned()));
        Arc::new(NeedRow { id: row["id"].as_str().unwrap().to_owned(), cells: cells.collect() })
    };
    rows.as_array().unwrap().iter().map(row).collect()
}

fn today() -> Date {
    date::parse("2026-11-23").unwrap()
}

fn place() -> Arc<Jurisdiction> {
    Arc::new(heilongjiang())
}

fn judge() -> Judge {
    Judge::new(demonstration(), place(), today())
}

/// Something that a person might do next.
fn edit(random: &mut Dice, draft: &mut Draft, at: usize) {
    let row = random.index(draft.needs.len().max(1));
    match random.index(8) {
        0 => draft.needs.insert(
            row.min(draft.needs.len()),
            Arc::new(NeedRow { id: format!("n{at}"), ..NeedRow::default() }),
        ),
        1 if draft.needs.len() > 3 => drop(draft.needs.remove(row)),
        2 if draft.needs.len() > 1 => draft.needs.swap(0, row),
        3 => draft.set_field("needs.months", random.one(&["", "12", "24", "x"])),
        4 => draft.set_field("budget.start", random.one(&["", "2027-01-15", "soon"])),
        _ => cell(random, draft, row),
    }
}

fn cell(random: &mut Dice, draft: &mut Draft, row: usize) {
    let Some(row) = draft.needs.get_mut(row) else { return };
    let (column, text) = match random.index(7) {
        0 => (
            "function",
            random.one(&["compute/vm/general", "storage/static", "database/relational/service", "no/such"]),
        ),
        1 => ("d.vcpu", random.one(&["2", "4", "5", "300", "many", ""])),
        2 => ("d.memory", random.one(&["8 GB", "16GB", "1.5", "9999 TB", ""])),
        3 => ("t.zone", random.one(&["egov", "dmz", "moon", ""])),
        4 => ("count", random.one(&["1", "3", "0", ""])),
        5 => ("months", random.one(&["6", "36", ""])),
        _ => ("pick", random.one(&["DG-01", "4xBJ-01+16xBJ-02", "", "gone"])),
    };
    Arc::make_mut(row).set_cell(column, text);
}

#[test]
fn what_a_judge_remembers_never_shows() {
    let mut random = Dice::new(2_021);
    let mut judge = judge();
    let details = judge.details();
    let fresh = |draft: &Draft| Judge::with_engine(judge_engine(), place(), today()).judge(draft);
    let mut draft = Draft { needs: published_list(), ..Draft::default() };
    for at in 0..300 {
        edit(&mut random, &mut draft, at);
        let said = judge.judge(&draft);
        assert_eq!(said, fresh(&draft), "after edit {at}");
        consistent(&draft, &said);
        for (need, record) in said.dossier.needs.iter().zip(&said.dossier.records) {
            assert_eq!(
                govcloud::fitting::record(need, &details.answer(need)),
                **record,
                "in full and in short"
            );
        }
    }
}

fn judge_engine() -> Arc<govcloud::fitting::Engine> {
    use std::sync::OnceLock;
    static ENGINE: OnceLock<Arc<govcloud::fitting::Engine>> = OnceLock::new();
    ENGINE.get_or_init(|| Arc::new(govcloud::fitting::Engine::new(demonstration()))).clone()
}

/// Rows, needs, records and fees name the same rows.
fn consistent(draft: &Draft, said: &Judgement) {
    assert_eq!(said.answers.len(), draft.needs.len());
    let rows: Vec<usize> = said.dossier.needs.iter().map(|n| n.row).collect();
    assert!(rows.iter().eq(said.dossier.records.iter().map(|r| &r.row)));
    assert!(rows.iter().all(|&row| said.answers[row].is_some()));
    assert!(said.dossier.needs.iter().all(|n| n.id == draft.needs[n.row].id));
    let mut priced: Vec<usize> = rows.iter().chain(&said.dossier.unread).copied().collect();
    priced.sort_unstable();
    assert!(priced.iter().eq(said.estimate.rows.iter().map(|r| &r.row)));
    assert_eq!(said.calendar.is_some(), said.dossier.budget.start.or(said.dossier.schedule.live).is_some());
}

/// Units of sale of each dimension over a whole judgement, in the catalog's shown unit.
fn bought(edition: &Edition, said: &Judgement) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    let chosen = said.answers.iter().flatten().filter_map(|answer| answer.chosen());
    for line in chosen.flat_map(|ranked| &ranked.lines) {
        let (_, dimension) = edition.dimension(&line.dimension).unwrap();
        *sums.entry(line.dimension.clone()).or_default() += line.got / dimension.units[0].holds;
    }
    sums
}

#[test]
fn the_published_list_adds_up_to_its_own_numbers() {
    let edition = demonstration();
    let mut draft = Draft { needs: published_list(), ..Draft::default() };
    draft.set_field("budget.start", "2027-01-01");
    let said = judge().judge(&draft);
    let sums = bought(&edition, &said);
    let list = [
        ("vcpu", 925),
        ("memory", 3_689),
        ("disk.plain", 34_434),
        ("disk.fast", 104_766),
        ("disk.static", 2),
        ("bandwidth", 2_186),
        ("public_ip", 20),
        ("balancer_ip", 47),
        ("account", 12),
        ("instance", 26),
        ("host", 96),
    ];
    assert_eq!(sums, list.map(|(code, amount)| (code.to_owned(), amount)).into());
    assert!(!said.estimate.is_complete(), "static storage and addresses have no price");
    assert_eq!(said.calendar.as_ref().unwrap().known, said.estimate.known);
}
