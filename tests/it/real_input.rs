//! `tests/data/beijing-mpa.case.json`: a whole application around the list of 北京市药监局.

use super::judge::{demonstration, published_list};
use govcloud::basics::{Digest, date};
use govcloud::dossier::Outcome;
use govcloud::lifecycle::Judge;
use govcloud::measure::jurisdiction::heilongjiang;
use govcloud::wire::v1::case::{self, CaseFile};
use std::sync::Arc;

fn open() -> CaseFile {
    let text = std::fs::read_to_string("tests/data/beijing-mpa.case.json").unwrap();
    case::read(&text).unwrap()
}

#[test]
fn the_case_file_is_whole() {
    let file = open();
    assert!(file.digest_ok, "the digest of the case is {}", file.digest);
    assert_eq!(file.draft.needs, published_list());
    for attachment in &file.draft.attachments {
        let bytes = std::fs::read(format!("tests/data/beijing-mpa-{}.txt", attachment.role)).unwrap();
        assert_eq!((Digest::of(&bytes), bytes.len() as u64), (attachment.digest, attachment.size));
    }
}

#[test]
fn it_can_be_handed_in_and_the_catalog_has_all_of_it() {
    let edition = demonstration();
    let mut judge = Judge::new(edition.clone(), Arc::new(heilongjiang()), date::parse("2026-11-23").unwrap());
    let said = judge.judge(&open().draft);
    let bars: Vec<_> = said.barred_by.iter().map(|bar| (bar.code, bar.path.as_str().to_owned())).collect();
    assert_eq!(bars, []);
    assert_eq!(*said.problems, []);
    assert!(said.dossier.records.iter().all(|record| record.outcome == Outcome::InCatalog));
    // Each line of the list is answered by the item that was made from it.
    let items: Vec<Vec<&str>> = said
        .dossier
        .records
        .iter()
        .map(|record| record.parts.iter().map(|part| part.item.as_str()).collect())
        .collect();
    let expected: [&[&str]; 10] = [
        &["BJ-01", "BJ-02"],
        &["BJ-03"],
        &["BJ-04"],
        &["BJ-05"],
        &["BJ-06"],
        &["BJ-07"],
        &["BJ-08"],
        &["BJ-09"],
        &["BJ-10"],
        &["BJ-11"],
    ];
    assert_eq!(items, expected);
}
