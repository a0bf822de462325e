//! Places beside the province: what the model city makes of a case, and the files of those that ship.

use crate::judge::demonstration;
use crate::whole_case::{complete, confirm};
use govcloud::basics::date;
use govcloud::dossier::Draft;
use govcloud::fees::Settlement;
use govcloud::fitting::FitTerms;
use govcloud::lifecycle::{Judge, Judgement};
use govcloud::measure::jurisdiction::{Jurisdiction, heilongjiang, ids, sound::PAPER_ROLES};
use govcloud::measure::open::OPEN_TERMS;
use govcloud::measure::{Side, compare};
use govcloud::wire::v1::jurisdiction::{SHIPPED, read, shipped, write};
use std::sync::Arc;

/// A migration that nothing bars in the province: twenty days of testing, level 3, two zones.
pub(crate) fn migration() -> Draft {
    let mut draft = complete();
    for (key, text) in
        [("plan.deploy", "2026-11-25"), ("plan.live", "2026-12-15"), ("network.zones", "egov,dmz")]
    {
        draft.set_field(key, text);
    }
    confirm(&mut judge(&Arc::new(heilongjiang())), &mut draft);
    draft
}

fn judge(place: &Arc<Jurisdiction>) -> Judge {
    Judge::new(demonstration(), place.clone(), date::parse("2026-11-23").unwrap())
}

fn codes(judgement: &Judgement) -> Vec<&str> {
    judgement.barred_by.iter().map(|bar| bar.code).collect()
}

#[test]
fn the_model_city_finds_what_the_province_does_not() {
    let (province, city) = (Arc::new(heilongjiang()), Arc::new(shipped("city-model").unwrap()));
    let draft = migration();
    let (here, there) = (judge(&province).judge(&draft), judge(&city).judge(&draft));
    assert_eq!(codes(&here), [""; 0]);
    assert_eq!(codes(&there), ["a28-paper-open"]);
    let side = |review, place| Side { review, place };
    let differs = compare(side(&here.review, &province), side(&there.review, &city));
    let new: Vec<&str> = differs.new.iter().map(|f| f.code).collect();
    assert_eq!(
        new,
        [
            "a16-schedule-too-short",
            "a28-paper-open",
            "a28-zone-elsewhere",
            "a28-division-elsewhere",
            "a28-allocation-due",
            "a28-deploy-early",
        ]
    );
    assert_eq!(differs.gone.len(), 0);
    // What the province finds too says the same but for the names of organs.
    for (was, is) in &differs.changed {
        assert_eq!((was.expected.clone(), was.found.clone()), (is.expected.clone(), is.found.clone()));
        assert!(
            was.remedy.zh.contains("省营商环境局") && is.remedy.zh.contains("市政务云主管部门"),
            "{was:?}"
        );
    }
    let numbers: Vec<_> = differs.parameters.iter().map(|n| (n.id.as_str(), n.before, n.after)).collect();
    assert_eq!(
        numbers,
        [(ids::ALLOCATION_WORKING_DAYS, None, Some(5)), (ids::TEST_DAYS, Some(15), Some(30))]
    );
    let turned: Vec<&str> = differs.verdicts.iter().map(|t| t.provision).collect();
    assert_eq!(
        turned,
        ["a16-schedule", "a28-papers", "a28-zones", "a28-divisions", "a28-allocation", "a28-deploy"]
    );
    // The day of approval not counted, five working days from a Monday end on the next one.
    assert!(
        differs.new[4].expected.zh.contains("不晚于 2026-11-30（解释："),
        "{:?}",
        differs.new[4].expected
    );
    assert!(differs.new[1].expected.zh.contains("示例：仿照平顶山市2020年的做法"));
    // The review says by which place it was made, to the digest.
    assert_eq!(there.review.jurisdiction_hash, city.hash);
    assert_ne!(here.review.jurisdiction_hash, there.review.jurisdiction_hash);
}

#[test]
fn organs_are_those_of_the_place() {
    let city = Arc::new(shipped("city-model").unwrap());
    let judgement = judge(&city).judge(&Draft::default());
    let plan = judgement.review.findings.iter().find(|f| f.code == "a14-plan-open").unwrap();
    assert!(plan.remedy.zh.contains("市政务云主管部门") && plan.remedy.en.contains("cloud authority"));
}

#[test]
fn how_near_functions_are_is_a_number_of_the_place() {
    let day = date::parse("2026-11-23").unwrap();
    let mut place = heilongjiang();
    assert_eq!(FitTerms::of(&place, day), FitTerms::at(day));
    place.parameters.iter_mut().filter(|p| p.id == ids::NEAR_DISTANCE).for_each(|p| p.value = 0);
    assert_eq!(FitTerms::of(&place, day).max_distance, 0);
    assert_eq!(judge(&Arc::new(place)).terms().max_distance, 0);
}

#[test]
fn a_place_may_close_its_year_of_use_in_another_month() {
    let day = date::parse("2026-11-23").unwrap();
    let mut place = heilongjiang();
    place.parameters.iter_mut().filter(|p| p.id == ids::USE_YEAR_MONTH).for_each(|p| p.value = 12);
    let settled = Settlement::of(&place, day).unwrap();
    assert_eq!((settled.closes, settled.submitted), ((12, 31), (9, 31)));
    // Used from March 2027 on, closed in December, audited in September 2028, paid in 2029 at the latest.
    let mut draft = migration();
    draft.set_field("budget.start", "2027-03-15");
    draft.set_field("budget.year", "2029");
    let late = |place| {
        let judgement = judge(&Arc::new(place)).judge(&draft);
        let paid = judgement.calendar.as_ref().and_then(|c| c.windows.first()).map(|window| window.paid_in);
        (judgement.review.findings.iter().any(|f| f.code == "a04-year-late"), paid)
    };
    assert_eq!(late(place), (false, Some(2029)));
    assert_eq!(late(heilongjiang()), (true, Some(2028)));
}

fn at_root(file: &str) -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

/// Compares a file with what the code makes; `GOVCLOUD_BLESS=1` writes it anew.
fn generated(file: &str, fresh: &str) -> bool {
    if std::env::var_os("GOVCLOUD_BLESS").is_some() {
        std::fs::write(at_root(file), fresh).unwrap();
    }
    std::fs::read_to_string(at_root(file)).unwrap() == fresh
}

#[test]
fn the_file_of_the_province_is_written_from_the_code() {
    let file = "www/jurisdictions/heilongjiang.json";
    assert!(generated(file, &write(&heilongjiang())), "{file} is stale: run again with GOVCLOUD_BLESS=1");
}

#[test]
fn every_file_of_a_place_that_ships_is_one() {
    let mut files = 0;
    for entry in std::fs::read_dir(at_root("www/jurisdictions")).unwrap() {
        let path = entry.unwrap().path();
        let place =
            read(&std::fs::read_to_string(&path).unwrap()).unwrap_or_else(|e| panic!("{}", e.words().en));
        assert_eq!(Some(place.id.as_str()), path.file_stem().and_then(|stem| stem.to_str()));
        assert_eq!(shipped(&place.id), Some(place));
        files += 1;
    }
    assert_eq!(files, SHIPPED.len());
}

/// The text with the choices of a member replaced: `"role": { "enum": […] }`.
fn with_choices<'a>(text: &str, member: &str, choices: impl Iterator<Item = &'a str>) -> String {
    let head = format!("\"{member}\": {{ \"enum\": [");
    let (before, rest) = text.split_once(&head).unwrap_or_else(|| panic!("no {head}"));
    let (_, after) = rest.split_once("] }").unwrap();
    let choices: Vec<String> = choices.map(|choice| format!("\"{choice}\"")).collect();
    format!("{before}{head}{}] }}{after}", choices.join(", "))
}

#[test]
fn the_choices_of_the_schema_are_those_of_the_code() {
    let file = "www/schemas/jurisdiction.v1.json";
    let kept = std::fs::read_to_string(at_root(file)).unwrap();
    let fresh = with_choices(&kept, "parameterId", ids::KNOWN.iter().map(|(id, _)| *id));
    let fresh = with_choices(&fresh, "role", PAPER_ROLES.into_iter());
    let fresh = with_choices(&fresh, "term", OPEN_TERMS.iter().map(|term| term.citation.quote));
    assert!(generated(file, &fresh), "{file} differs from the code: run again with GOVCLOUD_BLESS=1");
}

const DOC: &str = include_str!("../../src/docs/jurisdiction.md");

#[test]
fn the_example_of_the_manual_is_a_place() {
    let (_, rest) = DOC.split_once("```json\n").unwrap();
    let place = read(rest.split_once("```").unwrap().0).unwrap_or_else(|e| panic!("{}", e.words().en));
    let on = |text| date::parse(text).unwrap();
    assert_eq!(place.number(ids::TEST_DAYS, on("2027-01-01")), Some(20));
    assert_eq!(place.number(ids::ALLOCATION_WORKING_DAYS, on("2027-06-30")), None);
    // Thursday 30 September to Saturday 9 October, which is worked: the holiday and one weekend between.
    assert_eq!(place.allocation_due(on("2027-09-30")), Some(on("2027-10-06")));
    assert_eq!(place.term(17, "明显偏低").unwrap().by, [ids::LOW_MONTHS]);
}

/// The words in backticks of a text that begin so.
fn named(text: &str, start: &str) -> std::collections::BTreeSet<String> {
    let words = text.split('`').skip(1).step_by(2).filter(|word| word.starts_with(start));
    words.map(str::to_owned).collect()
}

#[test]
fn the_manual_names_every_number_and_every_fault() {
    let (_, numbers) = DOC.split_once("## The numbers").unwrap();
    for (id, _) in ids::KNOWN {
        assert!(named(numbers, id).contains(*id), "{id}");
    }
    let mut said = std::collections::BTreeSet::new();
    for file in [
        "measure/jurisdiction/overlay.rs",
        "measure/jurisdiction/profiles/sound.rs",
        "measure/jurisdiction/sound.rs",
        "wire/v1/catalog/walk.rs",
        "wire/v1/jurisdiction/mod.rs",
        "wire/v1/jurisdiction/read.rs",
    ] {
        let text = std::fs::read_to_string(at_root("src").join(file)).unwrap();
        let codes = text.split('"').filter(|word| word.starts_with("jurisdiction-") && !word.contains(' '));
        said.extend(codes.map(str::to_owned));
    }
    assert_eq!(named(DOC, "jurisdiction-"), said);
}

/// The text of every file of the sources below a folder, but for what stands in this folder of it.
fn sources(folder: &std::path::Path, but: &std::path::Path, text: &mut String) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && path != but {
            sources(&path, but, text);
        } else if path.extension().is_some_and(|ext| ext == "rs") {
            text.push_str(&std::fs::read_to_string(&path).unwrap());
        }
    }
}

#[test]
fn every_number_of_a_place_is_read_by_what_it_is_said_to_decide() {
    let (src, own) = (at_root("src"), at_root("src/measure/jurisdiction"));
    let mut read = String::new();
    sources(&src, &own, &mut read);
    let names = std::fs::read_to_string(own.join("ids.rs")).unwrap();
    for (id, _) in ids::KNOWN {
        let (before, _) = names.split_once(&format!(": &str = \"{id}\"")).unwrap();
        let name = before.rsplit(' ').next().unwrap();
        let reads = |rest: &str| !rest.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '_');
        assert!(
            read.match_indices(&format!("ids::{name}")).any(|(at, whole)| reads(&read[at + whole.len()..])),
            "nothing reads {id}"
        );
    }
}
