//! The readers, each with what has to hold of whatever it says yes to.

use super::run;
use govcloud::basics::Words;
use govcloud::catalog::Edition;
use govcloud::exchange::table;
use govcloud::submission::answer::Answer;
use govcloud::submission::classify::{Answered, Reply, Sent, classify};
use govcloud::submission::profile::{Profile, Purpose};
use govcloud::wire::v1::{
    case, catalog, catalog_csv, certificate, envelope, journal, jurisdiction, monitoring, register, services,
};
use govcloud::wire::{Error, canonical, json};

const CASE: &[u8] = include_bytes!("../../data/case.v1.json");
const BEIJING: &[u8] = include_bytes!("../../data/beijing-mpa.case.json");
const JOURNAL: &[u8] = include_bytes!("../../data/life.journal.json");
const CATALOG: &[u8] = include_bytes!("../../../www/catalogs/demo.json");
const CATALOG_CSV: &[u8] = include_bytes!("../../../www/catalogs/example.csv");
const MAPPING: &str = include_str!("../../../www/catalogs/example.mapping.json");
const MONITORED: &[u8] = include_bytes!("../../../www/catalogs/monitoring.example.csv");
const SHANXI: &[u8] = include_bytes!("../../data/utilisation-shanxi-2026-01.csv");
const PROVINCE: &[u8] = include_bytes!("../../../www/jurisdictions/heilongjiang.json");
const CITY: &[u8] = include_bytes!("../../../www/jurisdictions/city-model.json");
const REST: &[u8] = include_bytes!("../../../www/profiles/rest.json");
const RUOYI: &[u8] = include_bytes!("../../../www/profiles/ruoyi.json");
const JEECG: &[u8] = include_bytes!("../../../www/profiles/jeecgboot.json");
const ANSWERS: &[u8] = include_bytes!("../../data/answers.json");

/// What `govcloud certificate make` wrote of a need that nothing in the demonstration fits.
const UNFIT: &[u8] = include_bytes!("../../data/fuzz/certificate/unfit.txt");

/// A refusal has words in both languages.
fn told(words: &Words) {
    assert!(!words.zh.is_empty() && !words.en.is_empty());
}

fn refused(error: &Error) {
    told(&error.words());
}

/// Text readers get what decoding leaves of the bytes.
fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

#[test]
fn fuzz_canonical() {
    run("canonical", &[CASE, PROVINCE, br#"{"b":[1,{"a":"<&>"}],"a":null}"#], |bytes| {
        let Ok(value) = json::parse_bytes(bytes, 1 << 20) else { return };
        let Ok(text) = canonical::to_string(&value) else { return };
        assert!(!text.contains(['<', '>', '&', '\u{2028}', '\u{2029}', '\n']));
        let again = json::parse(&text, 4 << 20).unwrap();
        assert_eq!(again, value);
        assert_eq!(canonical::to_string(&again).unwrap(), text);
    });
}

#[test]
fn fuzz_case() {
    run("case", &[CASE, BEIJING], |bytes| match case::read_bytes(bytes) {
        Ok(file) => {
            let made = case::Made { by: "fuzz".into(), at: "2026-11-23T00:00:00Z".into() };
            let written = case::write(&file.draft, &made);
            assert_eq!(case::read(&written).unwrap().draft, file.draft);
        }
        Err(error) => refused(&error),
    });
}

#[test]
fn fuzz_catalog() {
    run("catalog", &[CATALOG], |bytes| match catalog::read(&text(bytes)) {
        Ok((edition, problems)) => {
            problems.iter().for_each(|problem| told(&problem.message));
            if problems.is_empty() {
                let (again, _) = catalog::read(&catalog::write(&edition)).unwrap();
                assert_eq!(again.items.len(), edition.items.len());
            }
        }
        Err(error) => refused(&error),
    });
}

#[test]
fn fuzz_catalog_csv() {
    run("catalog_csv", &[CATALOG_CSV], |bytes| {
        let mapping = catalog_csv::Mapping::read(MAPPING, None).unwrap();
        match catalog_csv::read(&text(bytes), &mapping) {
            Ok((_, problems)) => problems.iter().for_each(|problem| told(&problem.message)),
            Err(error) => refused(&error),
        }
    });
}

#[test]
fn fuzz_mapping() {
    run("mapping", &[MAPPING.as_bytes()], |bytes| {
        if let Ok(mapping) = catalog_csv::Mapping::read(&text(bytes), None) {
            drop(catalog_csv::read(&text(CATALOG_CSV), &mapping));
        }
    });
}

#[test]
fn fuzz_envelope() {
    let sealed = envelope::seal(&envelope::Content {
        key: "fuzz-1".into(),
        draft: case::read_bytes(CASE).unwrap().draft,
        review: serde_json::json!({"review": {"findings": []}}),
        fees: serde_json::json!({"known": "12.50"}),
        catalog_id: "demo".into(),
        catalog_hash: govcloud::basics::Digest::of(b"catalog"),
        jurisdiction: "heilongjiang".into(),
        as_of: govcloud::basics::date::parse("2026-11-23").unwrap(),
        supersedes: Some("fuzz-0".into()),
        about: Some(envelope::About {
            reference: "HLJ-1".into(),
            head: govcloud::basics::Digest::of(b"head"),
        }),
    })
    .unwrap();
    run("envelope", &[sealed.text.as_bytes()], |bytes| match envelope::open(&text(bytes)) {
        Ok(opened) => {
            let again = envelope::seal(&opened.content).unwrap();
            assert_eq!(envelope::open(&again.text).unwrap().content, opened.content);
        }
        Err(error) => refused(&error),
    });
}

#[test]
fn fuzz_journal() {
    run("journal", &[JOURNAL], |bytes| match journal::read(&text(bytes)) {
        Ok(journal) => {
            drop(journal.life());
            assert_eq!(journal::read(&journal.write()).unwrap(), journal);
        }
        Err(error) => refused(&error),
    });
}

#[test]
fn fuzz_register() {
    let journal = text(JOURNAL);
    let whole = format!(
        r#"{{"format":"govcloud-register","version":1,"cases":[{{"department":"某厅","journal":{journal}}}]}}"#
    );
    run("register", &[whole.as_bytes()], |bytes| {
        if let Err(error) = register::read(&text(bytes)) {
            refused(&error);
        }
    });
}

#[test]
fn fuzz_services() {
    run("services", &[br#"{"format":"govcloud-services","version":1,"services":[]}"#, MONITORED], |bytes| {
        let text = text(bytes);
        for read in [services::read(&text, None), services::read_csv(&text, None)] {
            match read {
                Ok(list) => drop(services::write_csv(&list.services)),
                Err(error) => refused(&error),
            }
        }
    });
}

#[test]
fn fuzz_jurisdiction() {
    run("jurisdiction", &[PROVINCE, CITY], |bytes| {
        if let Ok(place) = jurisdiction::read(&text(bytes)) {
            let again = jurisdiction::read(&jurisdiction::write(&place));
            assert!(again.is_ok_and(|again| again.hash == place.hash));
        }
    });
}

#[test]
fn fuzz_monitoring() {
    run("monitoring", &[MONITORED, SHANXI], |bytes| {
        if let Err(error) = monitoring::read(&text(bytes), &monitoring::Mapping::default()) {
            refused(&error);
        }
    });
}

#[test]
fn fuzz_certificate() {
    run("certificate", &[UNFIT], |bytes| match certificate::read(&text(bytes)) {
        Ok(read) => {
            assert_eq!(certificate::read(&certificate::write(&read)).unwrap(), read);
            let (edition, _) = catalog::read(&text(CATALOG)).unwrap();
            let _ = govcloud::fitting::check::check(&read, &edition);
        }
        Err(error) => refused(&error),
    });
}

#[test]
fn fuzz_profile() {
    run("profile", &[REST, RUOYI, JEECG], |bytes| match Profile::read(&text(bytes)) {
        Ok(profile) => answers(&profile, ANSWERS),
        Err(error) => told(&error.words()),
    });
}

#[test]
fn fuzz_answer() {
    let recorded: serde_json::Value = serde_json::from_slice(ANSWERS).unwrap();
    let bodies: Vec<String> = recorded["answers"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|answer| Some(answer["body"].as_str()?.to_owned()))
        .collect();
    assert!(bodies.len() > 50);
    let seeds: Vec<&[u8]> = bodies.iter().map(String::as_bytes).collect();
    run("answer", &seeds, |bytes| {
        for name in Profile::NAMES {
            answers(&Profile::shipped(name).unwrap(), bytes);
        }
    });
}

/// What a portal of this profile is heard to say with this body.
fn answers(profile: &Profile, body: &[u8]) {
    let (key, digest) = (
        "0123456789abcdef0123456789abcdef",
        "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0",
    );
    for status in [200, 201, 302, 401, 409, 422, 500] {
        for content_type in ["application/json", "text/html;charset=utf-8", ""] {
            let reply = Reply::Answered(Answered {
                status,
                content_type: content_type.into(),
                body: body.to_vec(),
                ..Answered::default()
            });
            for purpose in [Purpose::Submit, Purpose::Status, Purpose::Upload] {
                let key = if purpose == Purpose::Upload { "" } else { key };
                let answer = classify(&reply, profile, Sent { purpose, key, digest, now: 0 });
                if matches!(answer, Answer::Accepted(_)) && purpose != Purpose::Upload && profile.must_echo {
                    // What was sent is echoed, or it is no acceptance (C8).
                    assert!(String::from_utf8_lossy(body).contains(key), "accepted without its key");
                }
            }
        }
    }
}

#[test]
fn fuzz_list_csv() {
    run("list_csv", &["名称,CPU,内存(GB),台数\nweb,4,8,2\n".as_bytes(), SHANXI, CATALOG_CSV], |bytes| {
        let Ok(table) = table::read_csv(&text(bytes)) else { return };
        let edition = Edition::empty("none");
        let list = govcloud::exchange::list::read(&table, &Default::default(), &edition);
        for row in &list.problems {
            told(&row.message);
        }
    });
}
