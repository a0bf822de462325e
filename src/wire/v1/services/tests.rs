//! Lists of services: read, written, and what is wrong in them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use boon::{Compiler, Schemas};

const SCHEMA: &str = include_str!("../../../../www/schemas/services.v1.json");
const PAGE: &str = include_str!("../../../docs/services.md");

fn row() -> Value {
    json!({
        "department": "某厅", "case": "C1", "system": "监管系统", "supplier": "甲云", "item": "VM-01",
        "name": "数据库服务器", "function": "compute/vm/general", "unit": "台", "count": 4, "price": "320.50",
        "period": "month", "standing": "contract", "from": "2026-01-15", "to": "2026-06-30",
    })
}

fn list(rows: Value) -> Value {
    json!({"format": FORMAT, "version": 1, "services": rows})
}

fn read_value(document: &Value) -> ServiceList {
    read(&document.to_string(), None).unwrap()
}

fn schema_accepts(document: &Value) -> bool {
    let (mut compiler, mut schemas) = (Compiler::new(), Schemas::new());
    let location = "https://example.invalid/services.v1.json";
    compiler.add_resource(location, serde_json::from_str(SCHEMA).unwrap()).unwrap();
    let index = compiler.compile(location, &mut schemas).unwrap_or_else(|e| panic!("{e:#}"));
    schemas.validate(document, index).is_ok()
}

#[test]
fn a_bad_row_leaves_out_itself_and_names_its_place_and_the_schema_agrees() {
    for (column, value, code) in [
        ("department", json!(null), "service-missing"),
        ("case", json!(" "), "service-missing"),
        ("item", json!(null), "service-missing"),
        ("count", json!(0), "service-count"),
        ("count", json!(1.5), "service-value-kind"),
        ("count", json!("four"), "service-count"),
        ("price", json!(320.5), "service-value-kind"),
        ("price", json!("-1"), "service-price"),
        ("period", json!("week"), "service-period"),
        ("period", json!(null), "service-missing"),
        ("standing", json!("rumour"), "service-standing"),
        ("standing", json!(null), "service-missing"),
        ("from", json!("soon"), "service-date"),
        ("from", json!(null), "service-missing"),
        ("to", json!(["2026-06-30"]), "service-value-kind"),
    ] {
        let mut faulty = row();
        faulty[column] = value.clone();
        if value.is_null() {
            faulty.as_object_mut().unwrap().remove(column);
        }
        let document = list(json!([row(), faulty, row()]));
        let found = read_value(&document);
        let said: Vec<_> =
            found.problems.iter().map(|p| (p.row, p.column.as_str(), p.code, p.bars)).collect();
        assert_eq!(said, [(2, column, code, true)], "{column} = {value}");
        assert_eq!((found.rows, found.left_out), (vec![1, 3], vec![2]));
        assert!(!schema_accepts(&document), "{column} = {value}");
    }
    for (column, value) in [
        ("count", json!("4")),
        ("price", json!(320)),
        ("price", json!(null)),
        ("to", json!(null)),
        ("period", json!("每月")),
        ("standing", json!("示例价")),
        ("system", json!("")),
    ] {
        let mut changed = row();
        changed[column] = value.clone();
        let document = list(json!([changed]));
        let found = read_value(&document);
        assert!(found.left_out.is_empty() && found.problems.iter().all(|p| !p.bars), "{column} = {value}");
        assert!(schema_accepts(&document), "{column} = {value}");
    }
}

#[test]
fn what_is_no_such_list_is_refused_with_its_place() {
    for (text, place) in [
        ("{", "line 1"),
        ("[]", "format"),
        (r#"{"format":"govcloud-case","version":1}"#, "govcloud-case"),
        (r#"{"format":"govcloud-services","version":2,"services":[]}"#, "version"),
        (r#"{"format":"govcloud-services","version":1}"#, "/services"),
        (r#"{"format":"govcloud-services","version":1,"services":{}}"#, "/services"),
        (r#"{"format":"govcloud-services","version":1,"services":[1]}"#, "/services/0"),
        (r#"{"format":"govcloud-services","version":1,"services":[],"x":1}"#, "/x"),
        (r#"{"format":"govcloud-services","version":1,"services":[{"a":"1","a":"2"}]}"#, "/services/0/a"),
    ] {
        let error = read(text, None).unwrap_err();
        assert!(error.words().en.contains(place), "{text}: {error}");
    }
    for (text, place) in
        [("", "header"), ("item,item\n", "twice"), ("item,目录编码\n", "twice"), ("a\n\"x", "line 2")]
    {
        let error = read_csv(text, None).unwrap_err();
        assert!(error.words().en.contains(place), "{text}: {error}");
    }
}

#[test]
fn csv_names_the_spreadsheets_row_and_the_files_own_heading() {
    let text = "\u{feff}使用部门;案卷号;目录编码;名称;数量;单价（元）;计价周期;价格性质;起始日;终止日;备忘\r\n\
                某厅;C1;VM-01;数据库;4;320.50;月;合同价;2026/1/15;;x\r\n\
                \r\n\
                某厅;C1;VM-01;前置机;四;320.50;月;合同价;2026-01-15;;\r\n\
                某厅;C1;VM-02;一;1;1;月;合同价;2026-01-15;;;;\r\n";
    let found = read_csv(text, None).unwrap();
    let said: Vec<_> = found.problems.iter().map(|p| (p.row, p.column.as_str(), p.code)).collect();
    let expected =
        [(2, "备忘", "service-column-unknown"), (4, "数量", "service-count"), (5, "", "service-csv-cells")];
    assert_eq!(said, expected);
    assert_eq!((found.rows, found.left_out), (vec![2], vec![4, 5]));
    assert_eq!(found.services[0].holder.system, "C1", "a system without a name is known by its case");
}

#[test]
fn what_is_written_is_read_again() {
    let mut rows = vec![row(), row(), row(), row()];
    rows[1]["name"] = json!("=HYPERLINK(\"x\"),a");
    rows[1]["supplier"] = json!("'引号");
    rows[2] = json!({
        "department": "-厅", "case": "C2", "item": "X", "count": "1", "period": "once", "from": "2026-01-01",
    });
    rows[3]["price"] = json!("0.000001");
    let found = read_value(&list(json!(rows)));
    assert_eq!(found.services.len(), 4);
    let again = read(&write(&found.services), None).unwrap();
    assert_eq!(again.services, found.services);
    assert!(schema_accepts(&serde_json::from_str(&write(&found.services)).unwrap()));
    let text = write_csv(&found.services);
    let again = read_csv(&text, None).unwrap();
    assert_eq!((again.services, again.rows), (found.services, vec![2, 3, 4, 5]));
    assert!(text.starts_with('\u{feff}'));
    assert!(text.contains("'=HYPERLINK") && text.contains("'-厅") && !text.contains(",="), "{text}");
}

#[test]
fn the_examples_of_the_page_are_lists() {
    let example = |language: &str| {
        let begin = format!("```{language}\n");
        PAGE.split_once(&begin).and_then(|(_, rest)| rest.split_once("```")).unwrap().0
    };
    let (from_json, from_csv) =
        (read(example("json"), None).unwrap(), read_csv(example("csv"), None).unwrap());
    assert_eq!((from_json.problems.len(), from_csv.problems.len()), (0, 0));
    assert_eq!(from_json.services, from_csv.services);
    for (code, zh, _) in HOLDER_COLUMNS.iter().chain(SERVICE_COLUMNS) {
        assert!(PAGE.contains(&format!("| `{code}` | {zh} |")), "{code}");
    }
}

#[test]
fn the_page_names_each_code_and_no_other() {
    let sources = [
        include_str!("../services.rs"),
        include_str!("../../../dossier/read/service.rs"),
        include_str!("../../../fees/services.rs"),
    ];
    let codes = |text: &'static str, mark: char| -> BTreeSet<&'static str> {
        let words =
            text.split(mark).filter(|word| word.starts_with("service-") || word.starts_with("history-"));
        words.filter(|word| word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')).collect()
    };
    let raised: BTreeSet<&str> = sources.iter().flat_map(|source| codes(source, '"')).collect();
    assert_eq!(codes(PAGE, '`'), raised);
}
