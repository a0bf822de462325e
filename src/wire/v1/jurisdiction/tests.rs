#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use crate::basics::date;
use crate::measure::jurisdiction::services::Each;
use crate::measure::jurisdiction::{Source, heilongjiang, ids};
use serde_json::json;

/// A document with the value at a pointer replaced; `null` takes the member out, the number after the last of a
/// list adds to it, and a member that is absent is added.
pub(super) fn with(text: &str, pointer: &str, value: Value) -> Value {
    let mut document: Value = serde_json::from_str(text).unwrap();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    match document.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer}")) {
        Value::Array(list) if key.parse() == Ok(list.len()) => list.push(value),
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        Value::Object(members) if value.is_null() => {
            members.remove(key).unwrap_or_else(|| panic!("{pointer}"));
        }
        Value::Object(members) => drop(members.insert(key.to_owned(), value)),
        other => panic!("{other}"),
    }
    document
}

/// The faults of a document: places with codes.
fn faults(document: &Value) -> Vec<(String, &'static str)> {
    match read(&document.to_string()) {
        Err(Unusable::Place(faults)) => faults.iter().map(|f| (f.path.to_string(), f.code)).collect(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn every_place_that_ships_can_be_had_by_its_name() {
    for id in SHIPPED {
        let place = shipped(id).unwrap();
        assert_eq!((place.id.as_str(), place.model), (id, id != "heilongjiang"));
    }
    assert_eq!((shipped("nowhere"), shipped_text("nowhere")), (None, None));
    assert!(SHIPPED.iter().all(|id| read(shipped_text(id).unwrap()).ok() == shipped(id)));
    assert_eq!(read(PROVINCE), Ok(heilongjiang()), "the same place as in the code, with the same digest");
}

#[test]
fn the_model_city_is_stricter_and_calls_itself_a_model() {
    let (city, base) = (shipped("city-model").unwrap(), heilongjiang());
    let on = |text| date::parse(text).unwrap();
    assert_eq!(city.number(ids::TEST_DAYS, on("2021-12-31")), Some(15));
    assert_eq!(city.number(ids::TEST_DAYS, on("2022-01-01")), Some(30));
    assert_eq!(
        city.number(ids::LOW_MONTHS, on("2026-01-01")),
        base.number(ids::LOW_MONTHS, on("2026-01-01"))
    );
    assert_eq!(city.allocation_due(on("2026-11-23")), Some(on("2026-11-30")));
    assert!(city.name.zh.contains("示例") && city.organs.authority != base.organs.authority);
    for parameter in city.parameters.iter().filter(|p| !base.parameters.iter().any(|b| b.source == p.source))
    {
        assert!(parameter.source.words().zh.starts_with("示例"), "{parameter:?}");
    }
    // Written out, it stands for itself with the same numbers and papers: the same place, by its digest too.
    let whole = read(&write(&city)).unwrap();
    assert_eq!((whole.hash, whole.base.as_deref()), (city.hash, None));
    assert_eq!(Jurisdiction { base: city.base.clone(), ..whole }, city);
}

#[test]
fn what_an_overlay_may_not_do_is_said_with_its_place() {
    let own = json!({"own": "本市规定"});
    let of_measure = json!({"article": 28, "quote": "可参照本办法执行"});
    let setting = |id: &str, value: i64| json!({"id": id, "value": value, "source": own});
    let paper = json!({"id": "plan", "role": "other", "name": "材料", "source": own});
    let term = json!({"article": 17, "term": "明显偏低", "says": "从严", "by": [], "source": own});
    for (pointer, value, place, code) in [
        ("/base", json!("nowhere"), "/base", "jurisdiction-base-unknown"),
        ("/base", json!("city-model"), "/base", "jurisdiction-base-unknown"),
        // Article 16 says 15 days, article 27 level 3, article 4 September.
        ("/parameters/0/value", json!(14), "/parameters/0/value", "jurisdiction-looser"),
        ("/parameters/2", setting(ids::CLOUD_LEVEL, 2), "/parameters/2/value", "jurisdiction-looser"),
        ("/parameters/2", setting(ids::SETTLEMENT_MONTH, 10), "/parameters/2/value", "jurisdiction-looser"),
        ("/parameters/2", setting(ids::FILING_TEMPLATE, 2026), "/parameters/2/id", "jurisdiction-fixed"),
        ("/parameters/2", setting("test-weeks", 3), "/parameters/2/id", "jurisdiction-parameter-unknown"),
        ("/parameters/2", setting(ids::MAJOR_ZONE, 2), "/parameters/2/value", "jurisdiction-range"),
        ("/parameters/2", setting(ids::TEST_DAYS, 45), "/parameters/2/valid", "jurisdiction-overlap"),
        ("/parameters/0/name", json!("测试"), "/parameters/0/name", "jurisdiction-fixed"),
        ("/parameters/0/unit", json!("周"), "/parameters/0/unit", "jurisdiction-fixed"),
        ("/parameters/0/change", json!("free"), "/parameters/0/change", "jurisdiction-fixed"),
        ("/parameters/0/source", of_measure.clone(), "/parameters/0/source", "jurisdiction-source"),
        ("/parameters/0/valid", json!({"from": "2021-01-01"}), "/parameters/0/valid", "jurisdiction-outside"),
        ("/inForce", json!({"from": "2021-01-01"}), "/inForce", "jurisdiction-outside"),
        ("/unset", json!([]), "/unset", "jurisdiction-fixed"),
        ("/changeable", json!(["organs"]), "/changeable", "jurisdiction-fixed"),
        ("/papers/0/source", of_measure, "/papers/0/source", "jurisdiction-source"),
        ("/papers/1", paper, "/papers/1/id", "jurisdiction-twice"),
        ("/terms", json!([term, term]), "/terms/1/term", "jurisdiction-twice"),
    ] {
        assert_eq!(faults(&with(CITY_MODEL, pointer, value)), [(place.to_owned(), code)], "{pointer}");
    }
}

#[test]
fn a_base_that_opens_nothing_is_followed_in_everything() {
    let mut closed = heilongjiang();
    closed.changeable.clear();
    closed.unset.clear();
    let mut document = with(CITY_MODEL, "/workdays", json!({"holidays": ["2026-10-01"]}));
    let province: Value = serde_json::from_str(PROVINCE).unwrap();
    document["profiles"] = province["profiles"].clone();
    document["levelServices"] = province["levelServices"].clone();
    let mut desk = Desk::of(&JURISDICTION);
    let mut overlay = read::overlay(&Node::root(&document), &mut desk).unwrap();
    assert_eq!(desk.problems.len(), 0);
    overlay.terms.clone_from(&closed.terms);
    let faults = overlay.over(&closed).unwrap_err();
    let mut faults: Vec<(&str, &str)> = faults.iter().map(|f| (f.path.as_str(), f.code)).collect();
    faults.retain(|(_, code)| *code != "jurisdiction-source");
    assert_eq!(
        faults,
        [
            ("/organs", "jurisdiction-fixed"),
            ("/papers", "jurisdiction-fixed"),
            ("/terms", "jurisdiction-fixed"),
            ("/lists", "jurisdiction-fixed"),
            ("/profiles", "jurisdiction-fixed"),
            ("/levelServices", "jurisdiction-fixed"),
            ("/workdays", "jurisdiction-fixed"),
            ("/parameters/1/id", "jurisdiction-undeclared"),
        ]
    );
}

#[test]
fn what_contradicts_itself_in_a_place_is_said_with_its_place() {
    let province: Value = serde_json::from_str(PROVINCE).unwrap();
    let (first, end) = (province["parameters"][0].clone(), province["parameters"].as_array().unwrap().len());
    let mut weeks = first.clone();
    (weeks["unit"], weeks["valid"]) = (json!("周"), json!({"from": "2030-01-01"}));
    let ended = with(PROVINCE, "/parameters/0/valid", json!({"to": "2029-12-31"})).to_string();
    let end = format!("/parameters/{end}");
    let code = |code| json!({"code": code, "name": "甲"});
    for (text, pointer, value, place, code) in [
        (PROVINCE, end.as_str(), first, format!("{end}/valid"), "jurisdiction-overlap"),
        (&ended, &end, weeks, format!("{end}/unit"), "jurisdiction-uneven"),
        (
            PROVINCE,
            "/parameters/0/change",
            json!("free"),
            "/parameters/0/change".into(),
            "jurisdiction-measure-free",
        ),
        (PROVINCE, "/parameters/0/value", json!(99_999), "/parameters/0/value".into(), "jurisdiction-range"),
        (PROVINCE, "/unset/0/id", json!(ids::TEST_DAYS), "/unset/0/id".into(), "jurisdiction-twice"),
        (PROVINCE, "/unset/0/id", json!("weeks"), "/unset/0/id".into(), "jurisdiction-parameter-unknown"),
        (PROVINCE, "/inForce/to", json!("2020-01-01"), "/inForce".into(), "jurisdiction-dates"),
        (PROVINCE, "/papers/0/role", json!("exception"), "/papers/0/role".into(), "jurisdiction-role"),
        (
            PROVINCE,
            "/papers/0/valid",
            json!({"to": "2021-01-01"}),
            "/papers/0/valid".into(),
            "jurisdiction-dates",
        ),
        (PROVINCE, "/terms/0/by/0", json!("weeks"), "/terms/0/by/0".into(), "jurisdiction-parameter-unknown"),
        (PROVINCE, "/terms/0/term", json!("性能相近"), "/terms/0/term".into(), "jurisdiction-term-unknown"),
        (
            PROVINCE,
            "/lists/0/entries/4",
            code("egov"),
            "/lists/0/entries/4/code".into(),
            "jurisdiction-twice",
        ),
        (
            PROVINCE,
            "/workdays",
            json!({"holidays": ["2026-10-10"], "worked": ["2026-10-10"]}),
            "/workdays/worked/0".into(),
            "jurisdiction-twice",
        ),
        (
            PROVINCE,
            "/parameters/0/source/quote",
            json!("测试时间不少于30天"),
            "/parameters/0/source/quote".into(),
            "jurisdiction-quote",
        ),
    ] {
        let found = faults(&with(text, pointer, value));
        // A place that ended before it began has every entry end so, too.
        assert!(found.contains(&(place.clone(), code)), "{pointer}: {found:?}");
        assert!(found.iter().all(|(_, own)| *own == code), "{pointer}: {found:?}");
    }
    let undeclared =
        with(PROVINCE, "/unset/0", json!({"id": ids::ALLOCATION_WORKING_DAYS, "name": "甲", "unit": "乙"}));
    assert!(read(&undeclared.to_string()).is_ok());
    let parameters: Vec<Value> = undeclared["parameters"].as_array().unwrap()[1..].to_vec();
    let term = json!([{"article": 17, "term": "明显偏低", "says": "甲", "by": [ids::TEST_DAYS], "source": {"own": "乙"}}]);
    let mut without = with(PROVINCE, "/parameters", json!(parameters));
    without["terms"] = term;
    assert_eq!(faults(&without), [("/terms/0/by/0".to_owned(), "jurisdiction-undeclared")]);
}

#[test]
fn what_is_wrong_in_a_table_of_profiles_is_said_with_its_place() {
    let unknown = "jurisdiction-profile-unknown";
    let dead = "jurisdiction-profile-dead";
    for (pointer, value, place, code) in [
        ("/questions/1/id", json!("users"), "/questions/1/id", "jurisdiction-twice"),
        ("/questions/0/most", json!(0), "/questions/0/most", "jurisdiction-range"),
        ("/questions/0/most", json!(2_000_000_000), "/questions/0/most", "jurisdiction-range"),
        ("/questions/1/assumed", json!(101), "/questions/1/assumed", "jurisdiction-range"),
        ("/questions/5/assumed", json!("never"), "/questions/5/assumed", unknown),
        ("/questions/6/options/1/code", json!("any"), "/questions/6/options/1/code", "jurisdiction-twice"),
        ("/quantities/0/terms/0/of/1", json!("kind"), "/quantities/0/terms/0/of/1", unknown),
        ("/quantities/0/terms", json!([]), "/quantities/0/terms", dead),
        ("/tiers/0/sizes/0/most", json!(31), "/tiers/0/sizes/0/most", "jurisdiction-profile-step"),
        ("/tiers/0/sizes/0/least", json!(64), "/tiers/0/sizes/0/least", "jurisdiction-range"),
        ("/tiers/0/sizes/1/dimension", json!("vcpu"), "/tiers/0/sizes/1/dimension", "jurisdiction-twice"),
        ("/tiers/8", json!({"id": "x", "name": "甲", "function": "f", "sizes": []}), "/tiers/8", dead),
        ("/rules/1/id", json!("portal-web"), "/rules/1/id", "jurisdiction-twice"),
        ("/rules/0/when", json!({"mood": ["good"]}), "/rules/0/when/mood", unknown),
        ("/rules/0/when", json!({"kind": ["games"]}), "/rules/0/when/kind/0", unknown),
        ("/rules/0/when", json!({"kind": []}), "/rules/0/when/kind", dead),
        ("/rules/0/when", json!({"kind": {"from": 1}}), "/rules/0/when/kind", "jurisdiction-value-kind"),
        (
            "/rules/0/when",
            json!({"active": {"from": 101}}),
            "/rules/0/when/active/from",
            "jurisdiction-range",
        ),
        ("/rules/0/tiers", json!([]), "/rules/0/tiers", dead),
        ("/rules/0/tiers/1", json!("cellar"), "/rules/0/tiers/1", unknown),
        ("/rules/0/gives/0/of", json!("mood"), "/rules/0/gives/0/of", unknown),
        ("/rules/0/gives/0/dimension", json!("gpu"), "/rules/0/gives/0/dimension", unknown),
        ("/rules/0/gives", Value::Null, "/rules/0", dead),
        ("/source", Value::Null, "/source", "jurisdiction-field-missing"),
        ("/rules/0/if", json!({}), "/rules/0/if", "jurisdiction-field-unknown"),
        ("/rules/0/spare", json!(-1), "/rules/0/spare", "jurisdiction-value-kind"),
    ] {
        let found = faults(&with(PROVINCE, &format!("/profiles{pointer}"), value));
        let wanted = (format!("/profiles{place}"), code);
        assert!(found.contains(&wanted), "{pointer}: {found:?}");
    }
}

#[test]
fn a_place_that_follows_may_set_a_table_of_its_own_and_not_call_it_the_measures() {
    let province: Value = serde_json::from_str(PROVINCE).unwrap();
    let mut table = province["profiles"].clone();
    table["id"] = json!("our-own");
    table["rules"][0]["gives"][0]["amount"] = json!(7);
    table["source"] = json!({"own": "《某市政务云资源配置指引》"});
    let city = read(&with(CITY_MODEL, "/profiles", table.clone()).to_string()).unwrap();
    let (own, base) = (city.profiles.clone().unwrap(), heilongjiang().profiles.unwrap());
    assert_eq!((own.id.as_str(), own.rules[0].gives[0].amount), ("our-own", 7));
    assert_eq!(own.rules[1..], base.rules[1..]);
    assert_ne!(city.hash, shipped("city-model").unwrap().hash);
    assert_eq!(read(&write(&city)).unwrap().profiles, Some(own));
    assert_eq!(shipped("city-model").unwrap().profiles, Some(base), "who sets none follows");

    let measured = json!({"article": 28, "quote": "可参照本办法执行"});
    table["source"] = measured.clone();
    table["rules"][3]["source"] = measured;
    let found = faults(&with(CITY_MODEL, "/profiles", table));
    let places: Vec<&str> = found.iter().map(|(place, _)| place.as_str()).collect();
    assert_eq!(places, ["/profiles/rules/3/source", "/profiles/source"]);
    assert!(found.iter().all(|(_, code)| *code == "jurisdiction-source"));
}

#[test]
fn what_is_no_value_of_its_field_is_said_with_its_place() {
    for (pointer, value, place, code) in [
        ("/id", Value::Null, "/id", "jurisdiction-field-missing"),
        ("/inForce", Value::Null, "/inForce", "jurisdiction-field-missing"),
        ("/inForce/from", Value::Null, "/inForce/from", "jurisdiction-field-missing"),
        ("/organs", Value::Null, "/organs", "jurisdiction-field-missing"),
        ("/organs/centre", Value::Null, "/organs/centre", "jurisdiction-field-missing"),
        ("/colour", json!(1), "/colour", "jurisdiction-field-unknown"),
        ("/organs/mayor", json!("甲"), "/organs/mayor", "jurisdiction-field-unknown"),
        ("/changeable/0", json!("dates"), "/changeable/0", "jurisdiction-choice"),
        ("/parameters/0/change", json!("looser"), "/parameters/0/change", "jurisdiction-choice"),
        ("/parameters/0/value", json!(15.5), "/parameters/0/value", "jurisdiction-number-float"),
        ("/parameters/0/value", json!(-1), "/parameters/0/value", "jurisdiction-value-kind"),
        ("/parameters/0/value", Value::Null, "/parameters/0/value", "jurisdiction-field-missing"),
        ("/parameters/0/unit", Value::Null, "/parameters/0/unit", "jurisdiction-field-missing"),
        ("/parameters/0/source", Value::Null, "/parameters/0/source", "jurisdiction-field-missing"),
        (
            "/parameters/0/source",
            json!({"own": "甲", "outside": "乙"}),
            "/parameters/0/source/outside",
            "jurisdiction-field-unknown",
        ),
        (
            "/parameters/0/source/article",
            json!(30),
            "/parameters/0/source/article",
            "jurisdiction-value-kind",
        ),
        ("/parameters/0/valid", json!({"from": "soon"}), "/parameters/0/valid/from", "jurisdiction-date"),
        ("/papers/0/fromLevel", json!(6), "/papers/0/fromLevel", "jurisdiction-value-kind"),
        ("/papers/0/errands", json!(["fly"]), "/papers/0/errands/0", "jurisdiction-value-kind"),
        ("/terms/0/article", Value::Null, "/terms/0/article", "jurisdiction-field-missing"),
        ("/lists/0/entries", Value::Null, "/lists/0/entries", "jurisdiction-field-missing"),
        ("/workdays", json!({"holidays": ["soon"]}), "/workdays/holidays/0", "jurisdiction-date"),
    ] {
        let found = faults(&with(PROVINCE, pointer, value));
        assert!(found.contains(&(place.to_owned(), code)), "{pointer}: {found:?}");
    }
}

#[test]
fn a_file_that_is_no_place_is_named_and_faults_are_told_in_both_languages() {
    for (text, says) in [
        ("{", "cannot be read"),
        ("[]", "an object"),
        (r#"{"format":"govcloud-catalog"}"#, "govcloud-jurisdiction"),
        (r#"{"format":"govcloud-jurisdiction","version":2}"#, "newer version"),
        (r#"{"format":"govcloud-jurisdiction","version":1,"id":"a","id":"b"}"#, "/id"),
    ] {
        let Err(error @ Unusable::Document(_)) = read(text) else { panic!("{text}") };
        assert!(error.words().en.contains(says), "{text}: {}", error.words().en);
    }
    let mut document = with(CITY_MODEL, "/parameters/0/value", json!(14));
    document["inForce"]["from"] = json!("2020-01-01");
    (document["unset"], document["changeable"], document["colour"]) = (json!([]), json!([]), json!(1));
    // What stands wrong in single values is said before what they come to together.
    let words = read(&document.to_string()).unwrap_err().words();
    assert!(words.zh.starts_with("/changeable：") && words.en.contains("; /unset: "), "{}", words.en);
    for member in ["unset", "changeable", "colour"] {
        document.as_object_mut().unwrap().remove(member);
    }
    let words = read(&document.to_string()).unwrap_err().words();
    assert!(words.zh.contains("不小于 15（第十六条“测试时间不少于15天”）"), "{}", words.zh);
    assert!(words.en.contains("/inForce: ") && words.en.contains("at least 15"), "{}", words.en);
    let paper = json!({"id": "a", "role": "x", "name": "甲", "source": {"own": "乙"}});
    document["papers"] = json!([paper, paper]);
    assert!(read(&document.to_string()).unwrap_err().words().zh.contains("另有"));
}

#[test]
fn a_place_may_be_written_by_hand_in_any_order_and_with_numbers_as_text() {
    let mut document = with(CITY_MODEL, "/parameters/0/value", json!("30"));
    document["name"] = json!("示范市（示例，不是真实地区）");
    let place = read(&format!("\u{feff}{document}")).unwrap();
    assert_eq!(place.name.en, place.name.zh);
    assert_eq!(place.parameters.iter().filter(|p| p.value == 30 && p.id == ids::TEST_DAYS).count(), 1);
    let default = place.parameters.iter().filter(|p| matches!(p.source, Source::Default(_))).count();
    assert!(default > 0, "numbers of the base keep their sources");
}

#[test]
fn a_place_sets_the_services_that_a_level_implies() {
    let own = json!({
        "source": {"own": "《某市政务云安全服务指引》"},
        "usual": [{"fromLevel": 2, "function": "security/waf/web"}, {"fromLevel": 3, "function": "x", "each": "server"}],
    });
    let city = read(&with(CITY_MODEL, "/levelServices", own).to_string()).unwrap();
    let services = city.services.clone().unwrap();
    assert_eq!((services.usual.len(), services.usual[1].each), (2, Each::Server));
    assert_ne!(city.hash, shipped("city-model").unwrap().hash);
    assert_eq!(read(&write(&city)).unwrap().services, Some(services));
    assert_eq!(shipped("city-model").unwrap().services, heilongjiang().services, "who sets none follows");
    for (pointer, value, place, code) in [
        ("/usual/1/function", json!("security/firewall/cloud"), "/usual/1/function", "jurisdiction-twice"),
        ("/packages/0", json!("security/firewall/cloud"), "/packages/0", "jurisdiction-twice"),
        ("/usual/0/fromLevel", json!(9), "/usual/0/fromLevel", "jurisdiction-range"),
        ("/usual/0/fromLevel", json!(900), "/usual/0/fromLevel", "jurisdiction-range"),
        ("/usual/0/function", Value::Null, "/usual/0/function", "jurisdiction-field-missing"),
        ("/usual/0/each", json!("rack"), "/usual/0/each", "jurisdiction-choice"),
    ] {
        let found = faults(&with(PROVINCE, &format!("/levelServices{pointer}"), value));
        let wanted = (format!("/levelServices{place}"), code);
        assert!(found.contains(&wanted), "{pointer}: {found:?}");
    }
    let measured = json!({"source": {"article": 24, "quote": "备案"}, "usual": []});
    let found = faults(&with(CITY_MODEL, "/levelServices", measured));
    assert!(found.iter().any(|(place, _)| place == "/levelServices/source"), "{found:?}");
}
