//! The published schema and the reader say the same.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::read;
use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Value, json};

const SCHEMA: &str = include_str!("../../../../www/schemas/catalog.v1.json");
const DEMO: &str = include_str!("../../../../www/catalogs/demo.json");

struct Validator {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Validator {
    fn new() -> Self {
        let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
        let location = "https://example.invalid/catalog.v1.json";
        compiler.add_resource(location, serde_json::from_str(SCHEMA).unwrap()).unwrap();
        let index = compiler.compile(location, &mut schemas).unwrap_or_else(|e| panic!("{e:#}"));
        Self { schemas, index }
    }

    fn accepts(&self, document: &Value) -> Result<(), String> {
        self.schemas.validate(document, self.index).map_err(|e| format!("{e:#}"))
    }
}

fn demo() -> Value {
    serde_json::from_str(DEMO).unwrap()
}

/// True where the reader has nothing to say of the document but the touching bands of its source.
fn reader_accepts(document: &Value) -> bool {
    read(&document.to_string())
        .is_ok_and(|(_, problems)| problems.iter().all(|problem| problem.code == "catalog-band-touch"))
}

/// The demonstration edition with the value at a pointer replaced; `null` takes the member out.
fn with(pointer: &str, value: Value) -> Value {
    let mut document = demo();
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/").replace("~0", "~");
    match document.pointer_mut(parent).unwrap_or_else(|| panic!("{pointer}")) {
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        Value::Object(members) if value.is_null() => {
            drop(members.remove(&key).unwrap_or_else(|| panic!("{pointer}")))
        }
        Value::Object(members) => drop(members.insert(key, value)),
        other => panic!("{other}"),
    }
    document
}

#[test]
fn the_demonstration_edition_and_what_is_written_back_are_valid() {
    let validator = Validator::new();
    assert_eq!(validator.accepts(&demo()), Ok(()));
    let written = super::write(&read(DEMO).unwrap().0);
    assert_eq!(validator.accepts(&serde_json::from_str(&written).unwrap()), Ok(()));
    let mapping: Value =
        serde_json::from_str(include_str!("../../../../www/catalogs/example.mapping.json")).unwrap();
    let mut declarations = mapping["declarations"].clone();
    declarations["items"] = json!([]);
    assert_eq!(validator.accepts(&declarations), Ok(()));
}

/// The first package, the custom size and the tiered component of the demonstration edition.
const PACKAGE: &str = "/items/0";
const CUSTOM: &str = "/items/10";
const TIERED: &str = "/items/20";

#[test]
fn both_take_what_is_allowed() {
    let validator = Validator::new();
    for (pointer, value) in [
        (format!("{PACKAGE}/package/vcpu"), json!(2)),
        (format!("{PACKAGE}/package/vcpu"), json!("2")),
        (format!("{PACKAGE}/package/memory"), json!("1.5 TB")),
        (format!("{PACKAGE}/package/memory"), json!("1,024MB")),
        (format!("{PACKAGE}/name"), json!("甲")),
        (format!("{PACKAGE}/name"), json!({"zh": "甲"})),
        (format!("{PACKAGE}/price"), Value::Null),
        (format!("{PACKAGE}/price/amount"), json!(160)),
        (format!("{PACKAGE}/price/currency"), json!("元")),
        (format!("{PACKAGE}/price/period"), json!("每月")),
        (format!("{PACKAGE}/price/terms/0/keeps"), json!("1.0")),
        (format!("{PACKAGE}/price/terms/0/months"), json!("6")),
        (format!("{PACKAGE}/traits/arch"), json!("x86")),
        (format!("{PACKAGE}/quota"), json!(0)),
        (format!("{PACKAGE}/supplier"), json!("a")),
        (format!("{PACKAGE}/valid"), json!({"to": "2026-12-31"})),
        (format!("{CUSTOM}/custom/0/least"), json!("0 核")),
        (format!("{TIERED}/price/tierMode"), json!("全量")),
        (
            "/suppliers".to_owned(),
            json!([{"code": "a", "name": "甲"}, {"code": "b", "name": "乙"}, {"code": "c", "name": "丙"}]),
        ),
        ("/proration".to_owned(), json!({"by": "day"})),
        ("/proration".to_owned(), json!({"by": "month", "months": "started"})),
        ("/proration".to_owned(), json!({"by": "按月", "months": "满月"})),
        ("/demonstration".to_owned(), Value::Null),
        ("/published".to_owned(), Value::Null),
    ] {
        let document = with(&pointer, value.clone());
        assert_eq!(validator.accepts(&document), Ok(()), "{pointer} = {value}");
        assert!(reader_accepts(&document), "{pointer} = {value}");
    }
}

#[test]
fn both_refuse_what_is_faulty() {
    let validator = Validator::new();
    let mut faults: Vec<(String, Value)> = vec![
        ("/format".to_owned(), json!("catalog")),
        ("/version".to_owned(), json!(2)),
        ("/version".to_owned(), json!("1")),
        ("/id".to_owned(), json!(" ")),
        ("/title".to_owned(), Value::Null),
        ("/title".to_owned(), json!({"en": "only"})),
        ("/title".to_owned(), json!({"zh": "甲", "de": "x"})),
        ("/demonstration".to_owned(), json!("yes")),
        ("/published".to_owned(), json!("23 Nov")),
        ("/published".to_owned(), json!("2026-13-01")),
        ("/valid".to_owned(), json!({"until": "2026-01-01"})),
        ("/colour".to_owned(), json!(1)),
        ("/proration".to_owned(), json!("day")),
        ("/proration".to_owned(), json!({})),
        ("/proration".to_owned(), json!({"by": "week"})),
        ("/proration".to_owned(), json!({"by": "month"})),
        ("/proration".to_owned(), json!({"by": "month", "months": "half"})),
        ("/proration".to_owned(), json!({"by": "day", "months": "started"})),
        ("/proration".to_owned(), json!({"by": "day", "round": "up"})),
        ("/dimensions".to_owned(), json!({})),
        ("/dimensions/0/units".to_owned(), json!([])),
        ("/dimensions/0/units/0/holds".to_owned(), json!(0)),
        ("/dimensions/0/units/0/holds".to_owned(), json!(1.5)),
        ("/dimensions/0/code".to_owned(), Value::Null),
        ("/traits/0/values".to_owned(), json!([])),
        ("/traits/0/values/0".to_owned(), json!("egov")),
        ("/functions".to_owned(), Value::Null),
        ("/functions/0/asks".to_owned(), json!("vcpu")),
        ("/functions/0/instances".to_owned(), json!(1)),
        ("/sources/0/provenance".to_owned(), json!("rumour")),
        ("/sources/0/provenance".to_owned(), Value::Null),
        ("/items".to_owned(), json!({})),
        ("/items/0".to_owned(), json!([])),
    ];
    let package = [
        ("code", Value::Null),
        ("code", json!(7)),
        ("function", json!("")),
        ("source", Value::Null),
        ("prise", json!("46")),
        ("package", Value::Null),
        ("package", json!({})),
        ("package/memory", json!(4.5)),
        ("package/memory", json!("viel")),
        ("package/memory", json!("-4 GB")),
        ("package/memory", json!(-4)),
        ("package/memory", json!(true)),
        ("component", json!({"dimension": "vcpu", "step": 1})),
        ("completes", json!("compute/vm/general")),
        ("traits/arch", json!([])),
        ("traits/arch", json!([1])),
        ("traits", json!(["x86"])),
        ("quota", json!(-1)),
        ("quota", json!("many")),
        ("valid", json!({"from": "soon"})),
        ("price", json!("46")),
        ("price/amount", json!(0.096)),
        ("price/amount", json!("-1")),
        ("price/amount", json!("46 元")),
        ("price/amount", Value::Null),
        ("price/currency", json!("USD")),
        ("price/period", Value::Null),
        ("price/period", json!("week")),
        ("price/standing", Value::Null),
        ("price/standing", json!("rumour")),
        ("price/source", Value::Null),
        ("price/rounding", json!("up")),
        ("price/terms/0/keeps", json!("80")),
        ("price/terms/0/keeps", json!("0.80001")),
        ("price/terms/0/months", json!(0)),
        ("price/terms/0", json!({"months": 12})),
        ("price/per", json!("core")),
    ];
    faults.extend(package.map(|(field, value)| (format!("{PACKAGE}/{field}"), value)));
    let others = [
        (CUSTOM, "custom", json!([])),
        (CUSTOM, "custom/0/step", Value::Null),
        (CUSTOM, "custom/0/dimension", Value::Null),
        (CUSTOM, "custom/0/colour", json!(1)),
        (CUSTOM, "custom/0/price/amount", json!(1.5)),
        (TIERED, "component/price", json!({})),
        (TIERED, "component/most", json!("no end")),
        (TIERED, "price/tiers/0/from", json!(0)),
        (TIERED, "price/tiers/0/amount", Value::Null),
        (TIERED, "price/tierMode", json!("some")),
    ];
    faults.extend(others.map(|(item, field, value)| (format!("{item}/{field}"), value)));
    for (pointer, value) in faults {
        let document = with(&pointer, value.clone());
        assert!(validator.accepts(&document).is_err(), "the schema takes {pointer} = {value}");
        assert!(!reader_accepts(&document), "the reader takes {pointer} = {value}");
    }
}
