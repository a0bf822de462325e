//! Money through the year from the command line: a list of services in, tables out.

use crate::command_line::{File, govcloud, json};
use calamine::{Data, Reader as _};
use govcloud::basics::Money;
use serde_json::Value;

const CATALOG: &str = "www/catalogs/demo.json";

/// Two systems of one department and one of another: a change, an end, a price above the catalog's, one unknown,
/// one illustrative.
const LIST: &str = "\
使用部门,案卷号,信息系统,云服务商,目录编码,名称,数量,单位,单价（元）,计价周期,价格性质,起始日,终止日
甲厅,C-1,监管系统,甲云,VM-01,数据库,2,台,310,月,合同价,2025-10-01,2026-03-31
甲厅,C-1,监管系统,甲云,VM-01,数据库,3,台,310,月,合同价,2026-04-01,
甲厅,C-2,门户,甲云,IP,公网地址,1,个,1200,年,示例价,2026-07-01,2026-12-31
乙局,C-3,档案系统,乙云,STORE,存储,100,TB,,月,,2026-01-01,
乙局,C-3,档案系统,乙云,SETUP,迁移服务,1,次,9999.99,次,合同价,2026-01-01,
";

fn run(list: &str, name: &str, arguments: &[&str]) -> (Option<i32>, String, String) {
    let file = File::with(name, list);
    let ran = govcloud(&[&["year", file.path(), "--year", "2026"], arguments].concat());
    (ran.code, ran.out, ran.err)
}

fn json_of(list: &str, name: &str, arguments: &[&str]) -> (Option<i32>, Value) {
    let file = File::with(name, list);
    json(&[&["year", file.path(), "--year", "2026", "--as-of", "2026-11-23"], arguments].concat())
}

#[test]
fn the_audit_of_a_year_as_json() {
    let (code, said) = json_of(LIST, "year.csv", &[]);
    // An unknown price keeps the table open.
    assert_eq!(code, Some(1));
    let audit = &said["audit"];
    assert_eq!(
        (audit["window"]["from"].as_str(), audit["window"]["closes"].as_str()),
        (Some("2025-10-01"), Some("2026-09-30"))
    );
    assert_eq!(audit["proration"]["declared"], false);
    let sums: Vec<_> = audit["rows"].as_array().unwrap().iter().map(|row| row["sum"].as_str()).collect();
    // Sorted by department, case and line; the setup fee and the storage of C-3 come first.
    assert_eq!(sums, [Some("9999.99"), None, Some("3720"), Some("5580"), Some("300")]);
    let (total, due) = (&audit["total"], &audit["budget"]["total"]["due"]);
    assert_eq!(
        (total["known"].as_str(), total["illustrative"].as_str(), total["open"].as_u64()),
        (Some("19599.99"), Some("300"), Some(1))
    );
    assert_eq!(total, due);
    let known = |list: &Value| -> Money {
        let sums = list
            .as_array()
            .unwrap()
            .iter()
            .map(|row| Money::parse(row["known"].as_str().unwrap(), 1).unwrap());
        sums.fold(Money::ZERO, |a, b| a.plus(b).unwrap())
    };
    for by in ["bySystem", "byService", "byDepartment"] {
        assert_eq!(known(&audit[by]).plain(), "19599.99", "{by}");
    }
    assert_eq!(audit["budget"]["paidIn"], 2027);
    // Next window: twelve months of three servers, three of the address; a fee that was paid is not forecast.
    assert_eq!(audit["budget"]["total"]["forecastNext"]["known"], "11460");
    assert_eq!(audit["budget"]["total"]["forecastRest"]["known"], "0");
}

#[test]
fn text_names_what_it_rests_on() {
    let (code, out, err) = run(LIST, "year-text.csv", &["--as-of", "2026-08-15", "--catalog", CATALOG]);
    assert_eq!((code, err.as_str()), (Some(1), ""));
    for said in [
        "2026年度政务云服务费审核汇总表（明细）",
        "结算期未满，只计至 2026-08-15",
        "不足月按日折算（解释：目录未载明折算办法，按适用地区的示例缺省值）",
        "示例目录，不可作为依据",
        "按示例价计算，不可作为付款或预算依据",
        "实际采购价格未知",
        "预测中 ",
        "2027年度政务云服务费预算",
        "预测：至2026-09-30还将使用",
        "第5行 单价（元）",
    ] {
        assert!(out.contains(said), "{said}\n{out}");
    }
    let (_, english, _) = run(LIST, "year-english.csv", &["--as-of", "2026-11-23", "--lang", "en"]);
    assert!(english.contains("Sum of what is known") && english.contains("interpretation"), "{english}");
}

#[test]
fn a_complete_list_is_clean_and_its_csv_is_a_table() {
    let list: String =
        LIST.lines().filter(|line| !line.contains("STORE")).map(|line| format!("{line}\n")).collect();
    let (code, out, err) = run(&list, "year-clean.csv", &["--as-of", "2026-11-23", "--csv"]);
    assert_eq!((code, err.as_str()), (Some(0), ""));
    let mut reader = csv::Reader::from_reader(out.trim_start_matches('\u{feff}').as_bytes());
    let sum_at = reader.headers().unwrap().iter().position(|heading| heading == "金额（元）").unwrap();
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let sums: Vec<&str> = rows.iter().map(|row| &row[sum_at]).collect();
    assert_eq!(sums, ["9999.99", "3720", "5580", "300", "19599.99"]);
    let (_, budget, _) = run(&list, "year-budget.csv", &["--as-of", "2026-11-23", "--csv=budget"]);
    assert!(budget.contains("2027年应付") && budget.lines().count() == 4, "{budget}");
}

#[test]
fn the_workbook_holds_the_same_figures() {
    let out = File::with("year.xlsx", "");
    let (code, text, err) = run(LIST, "year-xlsx.csv", &["--as-of", "2026-11-23", "--xlsx", out.path()]);
    assert_eq!((code, err.as_str()), (Some(1), ""));
    assert!(text.contains("19,599.99"));
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(out.path()).unwrap();
    let names = book.sheet_names();
    assert_eq!(names, ["明细", "按信息系统", "按服务", "按部门", "下一年度预算"]);
    for (name, column) in names.iter().zip([15, 4, 5, 2, 2]) {
        let range = book.worksheet_range(name).unwrap();
        let total = range.rows().next_back().unwrap();
        assert_eq!(total[column], Data::Float(19599.99), "{name}");
    }
    let nowhere = std::env::temp_dir().join("no-such-folder").join("out.xlsx");
    let (code, text, err) = run(LIST, "year-nowhere.csv", &["--xlsx", nowhere.to_str().unwrap()]);
    assert_eq!((code, text.as_str()), (Some(2), ""));
    assert!(err.contains("out.xlsx"), "{err}");
}

#[test]
fn faults_carry_their_place_and_nothing_is_dropped_in_silence() {
    let faulty = LIST.replace("甲云,VM-01,数据库,3", "甲云,VM-01,数据库,三").replace("2025-10-01", "去年");
    let (code, out, _) = run(&faulty, "year-faulty.csv", &["--as-of", "2026-11-23"]);
    assert_eq!(code, Some(1));
    for said in ["第2行 起始日", "第3行 数量", "2 行无法读取、未计入"] {
        assert!(out.contains(said), "{said}\n{out}");
    }
    // The first row without its end overlaps the second: the line is left out, and both are counted as such.
    let overlap = LIST.replace(",2026-03-31", ",");
    let (code, said) = json_of(&overlap, "year-overlap.csv", &[]);
    assert_eq!((code, said["audit"]["complete"].as_bool()), (Some(1), Some(false)));
    let problem =
        said["problems"].as_array().unwrap().iter().find(|p| p["code"] == "service-overlap").unwrap();
    assert_eq!((problem["row"].as_u64(), problem["bars"].as_bool()), (Some(3), Some(true)));
    assert_eq!(said["audit"]["total"]["known"], "10299.99");
    for (list, place) in
        [("{\"format\":\"x\"}", "govcloud-services"), ("a,a\n1,2\n", "twice"), ("a\n\"x", "line 2")]
    {
        let (code, out, err) = run(list, "year-bad.csv", &["--lang", "en"]);
        assert_eq!((code, out.as_str()), (Some(2), ""));
        assert!(err.contains(place), "{err}");
    }
    let file = File::with("year-early.csv", LIST);
    let ran = govcloud(&["year", file.path(), "--year", "2020", "--lang", "en"]);
    assert!(
        ran.code == Some(2) && ran.err.contains("--year: no rule of settlement is in force in 2020"),
        "{}",
        ran.err
    );
}

/// The catalog of the demonstration, which says nothing of it, with a rule for parts of months.
fn declares(name: &str, rule: Value) -> File {
    let text = std::fs::read_to_string(CATALOG).unwrap();
    let mut catalog: Value = serde_json::from_str(&text).unwrap();
    catalog["proration"] = rule;
    File::with(name, &catalog.to_string())
}

#[test]
fn a_declared_rule_is_no_interpretation() {
    let list = "使用部门,案卷号,目录编码,数量,单价（元）,计价周期,价格性质,起始日\n甲厅,C-1,VM-01,1,310,月,合同价,2026-09-16\n";
    let day = declares("year-by-day.json", serde_json::json!({"by": "day"}));
    let month = declares("year-by-month.json", serde_json::json!({"by": "month", "months": "started"}));
    let (_, by_day) = json_of(list, "year-day.csv", &["--catalog", day.path()]);
    let (_, by_month) = json_of(list, "year-month.csv", &["--catalog", month.path()]);
    assert_eq!(by_day["audit"]["proration"], serde_json::json!({"by": "day", "declared": true}));
    // 15 of 30 days by 30 September; the month of service itself ends on 15 October, and waits.
    assert_eq!(by_day["audit"]["total"]["known"], "155");
    assert_eq!(by_month["audit"]["total"]["known"], "0");
    assert_eq!(by_month["audit"]["budget"]["total"]["forecastNext"]["known"], "3720");
}

#[test]
fn where_the_catalog_says_nothing_the_place_decides() {
    let list = "使用部门,案卷号,目录编码,数量,单价（元）,计价周期,价格性质,起始日\n甲厅,C-1,VM-01,1,310,月,合同价,2026-09-16\n";
    let province = json_of(list, "year-province.csv", &["--catalog", CATALOG]).1;
    assert_eq!(province["audit"]["proration"], serde_json::json!({"by": "day", "declared": false}));
    assert_eq!(province["audit"]["total"]["known"], "155");
    let city = serde_json::json!({
        "format": "govcloud-jurisdiction", "version": 1, "id": "by-months", "name": "甲市", "base": "heilongjiang",
        "inForce": {"from": "2022-01-01"},
        "parameters": [{"id": "proration-by-day", "value": 0, "source": {"own": "甲市规定"}}],
    });
    let city = File::with("by-months.json", &city.to_string());
    let city = json_of(list, "year-city.csv", &["--catalog", CATALOG, "--jurisdiction", city.path()]).1;
    let rule = serde_json::json!({"by": "month", "months": "started", "declared": true});
    assert_eq!(city["audit"]["proration"], rule);
    assert_eq!(city["audit"]["total"]["known"], "0");
}
