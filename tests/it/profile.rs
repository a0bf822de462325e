//! `govcloud profile` as it is started: what is proposed, by what, and what is said of bad answers.

use crate::command_line::{CATALOG, File, govcloud, json};
use serde_json::Value;

const OFFICE: [&str; 9] =
    ["profile", "--users", "500", "--active", "10", "--kind", "office", "--catalog", CATALOG];

fn need<'a>(said: &'a Value, tier: &str) -> &'a Value {
    said["needs"].as_array().unwrap().iter().find(|need| need["tier"] == tier).unwrap()
}

#[test]
fn a_proposal_names_its_table_its_rules_and_what_was_assumed() {
    let (code, said) = json(&[&OFFICE[..], &["--as-of", "2026-11-25"]].concat());
    assert_eq!((code, said["proposal"].as_bool()), (Some(0), Some(true)));
    assert_eq!(said["table"]["mark"]["zh"], "示例");
    let assumed = said["answers"].as_array().unwrap().iter().filter(|a| a["assumed"] == true);
    let assumed: Vec<&str> = assumed.map(|a| a["question"].as_str().unwrap()).collect();
    assert_eq!(assumed, ["data", "growth", "availability", "arch", "zone"]);
    assert_eq!(said["quantities"][0]["number"], 50);
    let app = need(&said, "app");
    assert_eq!((&app["count"], &app["outcome"]), (&Value::from(2), &Value::from("in_catalog")));
    assert_eq!(app["row"]["d.memory"], "8");
    let reason = app["row"]["reason"].as_str().unwrap();
    assert!(reason.starts_with("按建议：资源需求估算表（示例）（黑龙江省，示例）"), "{reason}");
    assert!(reason.contains("office-app") && reason.contains("（假定）"), "{reason}");

    let zh = govcloud(&[&OFFICE[..], &["--as-of", "2026-11-25"]].concat()).out;
    assert!(
        zh.contains("按建议") && zh.contains("- office-app [解释]") && zh.contains("未回答，假定"),
        "{zh}"
    );
    let en = govcloud(&[&OFFICE[..], &["--as-of", "2026-11-25", "--lang", "en"]].concat()).out;
    assert!(en.contains("Proposed by") && en.contains("not answered: assumed"), "{en}");
}

#[test]
fn what_is_proposed_to_one_can_be_fitted_by_fit() {
    let (_, said) = json(&[&OFFICE[..], &["--as-of", "2026-11-25"]].concat());
    let row = &need(&said, "app")["row"];
    let cell = |column: &str| row[column].as_str().unwrap();
    let line = format!(
        "function={} vcpu={} memory={} disk.plain={} zone={} count={}",
        cell("function"),
        cell("d.vcpu"),
        cell("d.memory"),
        cell("d.disk.plain"),
        cell("t.zone"),
        cell("count"),
    );
    let (_, fitted) = json(&["fit", "--catalog", CATALOG, "--need", &line, "--as-of", "2026-11-25"]);
    assert_eq!(fitted["answers"][0]["outcome"], need(&said, "app")["outcome"], "{line}");
}

#[test]
fn answers_that_cannot_be_used_are_named() {
    for (more, place) in [
        (vec!["--users", "many", "--kind", "office"], "--users"),
        (vec!["--kind", "office"], "--users"),
        (vec!["--users", "5", "--kind", "games"], "--kind"),
        (vec!["--users", "5", "--kind", "map", "--answer", "mood=good"], "--mood"),
        (vec!["--users", "5", "--kind", "map", "--answer", "zone"], "--answer"),
        (vec!["--users", "5", "--kind", "map", "--answer", "users=6"], "--answer"),
    ] {
        let ran = govcloud(&[&["profile", "--catalog", CATALOG][..], &more].concat());
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{more:?}");
        assert!(ran.err.starts_with(&format!("govcloud: {place}: ")), "{}", ran.err);
    }
}

#[test]
fn a_catalog_that_lacks_a_function_and_a_place_without_a_table_are_said() {
    let text = std::fs::read_to_string(CATALOG).unwrap();
    let mut catalog: Value = serde_json::from_str(&text).unwrap();
    let of_files = |value: &Value| value["function"] == "storage/object";
    catalog["items"].as_array_mut().unwrap().retain(|item| !of_files(item));
    let functions = catalog["functions"].as_array_mut().unwrap();
    functions.retain(|f| f["code"] != "storage/object");
    for function in functions {
        function.as_object_mut().unwrap().remove("near");
    }
    let file = File::with("without-files.json", &catalog.to_string());
    let mut asked = OFFICE.to_vec();
    asked[8] = file.path();
    let (code, said) = json(&asked);
    let files = need(&said, "files");
    assert_eq!((code, &files["row"], &files["gaps"][0]["bars"]), (Some(1), &Value::Null, &Value::from(true)));

    let text = std::fs::read_to_string("www/jurisdictions/heilongjiang.json").unwrap();
    let mut place: Value = serde_json::from_str(&text).unwrap();
    place.as_object_mut().unwrap().remove("profiles");
    let file = File::with("without-profiles.json", &place.to_string());
    let ran = govcloud(&[&OFFICE[..], &["--jurisdiction", file.path(), "--lang", "en"]].concat());
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("has no table of profiles"), "{}", ran.err);
}
