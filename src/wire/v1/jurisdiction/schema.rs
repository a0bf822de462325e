//! The published schema and the reader say the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::tests::with;
use super::{CITY_MODEL, PROVINCE, read, write};
use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../../../../www/schemas/jurisdiction.v1.json");

struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn new() -> Self {
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        let location = "https://example.invalid/jurisdiction.v1.json";
        compiler.add_resource(location, serde_json::from_str(SCHEMA).unwrap()).unwrap();
        let index = compiler.compile(location, &mut schemas).unwrap_or_else(|e| panic!("{e:#}"));
        Self { schemas, index }
    }

    fn accepts(&self, document: &Value) -> Result<(), String> {
        self.schemas.validate(document, self.index).map_err(|e| format!("{e:#}"))
    }
}

#[test]
fn what_ships_and_what_is_written_back_is_valid() {
    let validator = Validator::new();
    for text in [PROVINCE, CITY_MODEL, &write(&read(CITY_MODEL).unwrap())] {
        assert_eq!(validator.accepts(&serde_json::from_str(text).unwrap()), Ok(()));
    }
}

#[test]
fn both_take_what_is_allowed() {
    let validator = Validator::new();
    let words = json!({"zh": "甲"});
    for (text, pointer, value) in [
        (PROVINCE, "/parameters/0/value", json!("15")),
        (PROVINCE, "/parameters/0/name", words.clone()),
        (PROVINCE, "/parameters/0/valid", json!({"from": "2021-04-25", "to": "2099-12-31"})),
        (PROVINCE, "/parameters/0/source/article", json!("16")),
        (PROVINCE, "/model", json!(false)),
        (PROVINCE, "/unset", Value::Null),
        (PROVINCE, "/parameters/1/change", Value::Null),
        (PROVINCE, "/papers/0/errands", json!(["migrate"])),
        (PROVINCE, "/workdays", json!({"worked": ["2026-10-10"]})),
        (PROVINCE, "/levelServices", Value::Null),
        (PROVINCE, "/levelServices/packages", Value::Null),
        (PROVINCE, "/levelServices/usual/0/each", Value::Null),
        (PROVINCE, "/profiles", Value::Null),
        (PROVINCE, "/profiles/quantities/0/terms/0/per", json!("200")),
        (PROVINCE, "/profiles/questions/1/assumed", Value::Null),
        (PROVINCE, "/profiles/rules/0/when", json!({"users": {"from": 10}, "kind": ["map", "video"]})),
        (PROVINCE, "/profiles/rules/0/source", json!({"outside": "乙"})),
        (CITY_MODEL, "/organs", json!({"centre": "甲"})),
        (CITY_MODEL, "/organs", Value::Null),
        (CITY_MODEL, "/parameters", Value::Null),
        (CITY_MODEL, "/papers/0/fromLevel", Value::Null),
        (
            CITY_MODEL,
            "/lists/1",
            json!({"id": "divisions", "name": words, "entries": [], "source": {"own": "乙"}}),
        ),
    ] {
        let document = with(text, pointer, value.clone());
        assert_eq!(validator.accepts(&document), Ok(()), "{pointer} = {value}");
        assert_eq!(read(&document.to_string()).err(), None, "{pointer} = {value}");
    }
}

#[test]
fn both_refuse_what_is_faulty() {
    let validator = Validator::new();
    for (text, pointer, value) in [
        (PROVINCE, "/format", json!("jurisdiction")),
        (PROVINCE, "/version", json!("1")),
        (PROVINCE, "/id", json!(" ")),
        (PROVINCE, "/name", json!({"en": "only"})),
        (PROVINCE, "/model", json!("yes")),
        (PROVINCE, "/inForce", json!({"to": "2026-01-01"})),
        (PROVINCE, "/inForce/from", json!("2026-13-01")),
        (PROVINCE, "/organs/treasury", Value::Null),
        (PROVINCE, "/organs", json!([])),
        (PROVINCE, "/changeable/0", json!("parameters")),
        (PROVINCE, "/parameters", json!({})),
        (PROVINCE, "/parameters/0", json!({"id": "test-days", "value": 15, "source": {"own": "甲"}})),
        (PROVINCE, "/parameters/0/id", json!("days")),
        (PROVINCE, "/parameters/0/value", json!(1.5)),
        (PROVINCE, "/parameters/0/value", json!("many")),
        (PROVINCE, "/parameters/0/change", json!("any")),
        (PROVINCE, "/parameters/0/source", json!({"article": 16})),
        (PROVINCE, "/parameters/0/source", json!({})),
        (PROVINCE, "/parameters/0/source", json!({"own": "甲", "default": "乙"})),
        (PROVINCE, "/parameters/0/source/article", json!(0)),
        (PROVINCE, "/parameters/0/until", json!("2026-01-01")),
        (PROVINCE, "/unset/0/value", json!(1)),
        (PROVINCE, "/papers/0/role", json!("special")),
        (PROVINCE, "/papers/0/name", Value::Null),
        (PROVINCE, "/papers/0/fromLevel", json!(0)),
        (PROVINCE, "/terms/0/term", json!("接近")),
        (PROVINCE, "/terms/0/says", Value::Null),
        (PROVINCE, "/lists/0/entries/0/code", Value::Null),
        (PROVINCE, "/lists/0/source", Value::Null),
        (PROVINCE, "/workdays", json!({"off": []})),
        (PROVINCE, "/levelServices", json!([])),
        (PROVINCE, "/levelServices/source", Value::Null),
        (PROVINCE, "/levelServices/services", json!([])),
        (PROVINCE, "/levelServices/usual/0/fromLevel", json!(0)),
        (PROVINCE, "/levelServices/usual/0/fromLevel", json!(6)),
        (PROVINCE, "/levelServices/usual/0/fromLevel", Value::Null),
        (PROVINCE, "/levelServices/usual/0/function", Value::Null),
        (PROVINCE, "/levelServices/usual/0/each", json!("rack")),
        (PROVINCE, "/profiles", json!([])),
        (PROVINCE, "/profiles/source", Value::Null),
        (PROVINCE, "/profiles/tables", json!([])),
        (PROVINCE, "/profiles/questions", json!([])),
        (PROVINCE, "/profiles/questions/0/most", Value::Null),
        (PROVINCE, "/profiles/questions/0/kind", json!("number")),
        (PROVINCE, "/profiles/questions/2/unit", json!("人")),
        (PROVINCE, "/profiles/questions/2/options/0/name", Value::Null),
        (PROVINCE, "/profiles/quantities/0/terms/0/of", json!([])),
        (PROVINCE, "/profiles/quantities/0/terms/0/per", json!(0)),
        (PROVINCE, "/profiles/tiers/0/function", Value::Null),
        (PROVINCE, "/profiles/tiers/0/sizes/0/step", json!(0)),
        (PROVINCE, "/profiles/tiers/0/sizes/0/unit", Value::Null),
        (PROVINCE, "/profiles/rules/0/gives/0/amount", json!(1.5)),
        (PROVINCE, "/profiles/rules/0/gives/0/amount", json!(0)),
        (PROVINCE, "/profiles/rules/0/tiers", json!([])),
        (PROVINCE, "/profiles/rules/0/when/kind", json!([])),
        (PROVINCE, "/profiles/rules/0/when/kind", json!({"to": 3})),
        (PROVINCE, "/profiles/rules/0/when/kind", json!("map")),
        (PROVINCE, "/profiles/rules/0/says", Value::Null),
        (CITY_MODEL, "/parameters/0/name", json!("甲")),
        (CITY_MODEL, "/parameters/0/source", Value::Null),
        (CITY_MODEL, "/unset", json!([])),
        (CITY_MODEL, "/changeable", json!([])),
        (CITY_MODEL, "/organs/mayor", json!("甲")),
        (CITY_MODEL, "/base", json!("")),
    ] {
        let document = with(text, pointer, value.clone());
        assert!(validator.accepts(&document).is_err(), "the schema takes {pointer} = {value}");
        assert!(read(&document.to_string()).is_err(), "the reader takes {pointer} = {value}");
    }
}
