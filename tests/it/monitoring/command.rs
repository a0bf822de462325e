//! `govcloud monitor`.

use super::SHANXI;
use crate::command_line::{CATALOG, File, govcloud, json};
use std::fs;

const EXAMPLE: &str = "www/catalogs/monitoring.example.csv";
/// A day on which the rule is in force.
const DAY: [&str; 2] = ["--as-of", "2026-11-23"];

#[test]
fn the_real_file_is_counted_by_each_rule() {
    let (code, said) = json(&["monitor", SHANXI, "--month", "2026-01", DAY[0], DAY[1]]);
    assert_eq!((code, &said["tally"]["low"], &said["tooFewMonths"]), (Some(0), &0.into(), &true.into()));
    let compared = said["compared"].as_array().unwrap();
    let low: Vec<u64> = compared.iter().map(|one| one["tally"]["low"].as_u64().unwrap()).collect();
    assert_eq!(low, [36, 24, 48, 12, 0, 0, 0, 0]);
    assert_eq!(said["systems"].as_array().unwrap().len(), 65);
    let text = govcloud(&["monitor", SHANXI, "--month", "2026-01", DAY[0], DAY[1]]);
    assert!(text.out.contains("不足以判定任何系统明显偏低"), "{}", text.out);
    let line = text.out.lines().find(|line| line.starts_with("CPU 低于 30% 且内存低于 40%，1 个月")).unwrap();
    let numbers: Vec<&str> = line.split_whitespace().rev().take(5).collect();
    assert_eq!(numbers, ["65", "32", "0", "21", "12"]);
}

#[test]
fn without_a_month_nothing_is_known() {
    let (code, said) = json(&["monitor", SHANXI, DAY[0], DAY[1]]);
    assert_eq!(
        (code, &said["to"], &said["tally"]["unknown"]),
        (Some(1), &serde_json::Value::Null, &65.into())
    );
    assert_eq!(said["problems"][0]["code"], "monitoring-month-missing");
}

#[test]
fn what_is_low_is_proposed_priced_and_written_as_a_table() {
    let out = File::with("advice.csv", "");
    let arguments = ["monitor", EXAMPLE, "--catalog", CATALOG, DAY[0], DAY[1]];
    let (code, said) = json(&[&arguments[..], &["--csv", out.path()]].concat());
    assert_eq!((code, said["catalog"]["demonstration"].as_bool()), (Some(1), Some(true)));
    let systems = said["systems"].as_array().unwrap();
    let verdicts: Vec<(&str, &str)> = systems
        .iter()
        .map(|one| (one["system"].as_str().unwrap(), one["verdict"].as_str().unwrap()))
        .collect();
    assert_eq!(
        verdicts,
        [
            ("示例系统丁", "unknown"),
            ("示例系统丙", "within-grace"),
            ("示例系统乙", "not-low"),
            ("示例系统甲", "low")
        ]
    );
    let proposal = &systems[3]["proposal"];
    assert_eq!((&proposal["changes"][0]["from"], &proposal["changes"][0]["to"]), (&"32".into(), &"8".into()));
    assert_eq!(proposal["saving"]["illustrative"], true);
    assert_eq!(said["saving"]["total"], proposal["saving"]["total"]);

    let table = fs::read_to_string(out.path()).unwrap();
    assert!(table.starts_with('\u{feff}'), "spreadsheets read Chinese by the mark");
    let lines: Vec<&str> = table.lines().collect();
    assert_eq!(lines.len(), 5);
    assert!(lines[4].contains("明显偏低") && lines[4].contains(",32,8,"), "{}", lines[4]);
    assert!(lines[1].contains(",,,,"), "what is not known is empty: {}", lines[1]);

    let text = govcloud(&arguments);
    assert!(text.out.contains("vCPU 32 核 → 8 核") && text.out.contains("示例价"), "{}", text.out);
    let one = govcloud(&[&arguments[..], &["--system", "示例系统乙", "--lang", "en"]].concat());
    assert!(one.code == Some(0) && one.out.contains("systems: 1"), "{}", one.out);
}

#[test]
fn a_rule_of_ones_own() {
    let low = |more: &[&str]| {
        let (_, said) = json(&[&["monitor", EXAMPLE, DAY[0], DAY[1]], more].concat());
        said["tally"]["low"].as_u64().unwrap()
    };
    assert_eq!((low(&[]), low(&["--cpu", "4"]), low(&["--months", "4"])), (1, 0, 0));
    assert_eq!((low(&["--grace", "0"]), low(&["--by", "memory", "--memory", "50"])), (2, 2));
    let (code, said) = json(&[
        "monitor",
        EXAMPLE,
        "--as-of",
        "2020-01-01",
        "--cpu",
        "30",
        "--memory",
        "40",
        "--months",
        "1",
        "--grace",
        "0",
    ]);
    assert_eq!((code, &said["rule"]["months"]), (Some(1), &1.into()));
}

#[test]
fn columns_by_other_names() {
    let file = File::with(
        "named.csv",
        "名字;日期;CPU均值;内存（%）;备注\n甲;2026-01;5,5;3;x\n乙;2026-01;\"1.5\";2;y\n",
    );
    let columns = ["--column", "名字=system", "--column", "日期=month", "--column", "CPU均值=cpu_percent"];
    let more = ["--column", "备注=", "--months", "1", "--grace", "0", DAY[0], DAY[1]];
    let (code, said) = json(&[&["monitor", file.path()], &columns[..], &more].concat());
    assert_eq!((code, &said["tally"]["low"]), (Some(1), &1.into()));
    let problem = &said["problems"][0];
    assert_eq!((problem["row"].as_u64(), problem["column"].as_str()), (Some(2), Some("CPU均值")));
}

#[test]
fn bad_input_is_told_with_its_place() {
    let plain = File::with("plain.csv", "a,b\n1,2\n");
    let torn = File::with("torn.csv", "system,cpu_percent\n\"甲,1\n");
    let twice = File::with("twice.csv", "CPU利用率,CPU使用率\n1,2\n");
    for (arguments, place) in [
        (vec!["monitor", "no/such/file"], "no/such/file"),
        (vec!["monitor", plain.path()], plain.path()),
        (vec!["monitor", torn.path()], torn.path()),
        (vec!["monitor", twice.path()], "CPU使用率"),
        (vec!["monitor", EXAMPLE, "--catalog", plain.path()], plain.path()),
        (vec!["monitor", EXAMPLE, "--month", "soon"], "--month"),
        (vec!["monitor", EXAMPLE, "--to", "2026"], "--to"),
        (vec!["monitor", EXAMPLE, "--cpu", "101"], "--cpu"),
        (vec!["monitor", EXAMPLE, "--target-cpu", "0"], "--target-cpu"),
        (vec!["monitor", EXAMPLE, "--months", "0"], "--months"),
        (vec!["monitor", EXAMPLE, "--column", "a"], "--column"),
        (vec!["monitor", EXAMPLE, "--column", "zone=colour"], "colour"),
        (vec!["monitor", EXAMPLE, "--column", "nowhere=zone"], "nowhere"),
        (vec!["monitor", EXAMPLE, "--system", "没有"], "--system"),
        (vec!["monitor", EXAMPLE, "--as-of", "2020-01-01"], "--as-of"),
        (vec!["monitor", EXAMPLE, "--csv", "no/such/folder/out.csv"], "no/such/folder/out.csv"),
    ] {
        let ran = govcloud(&arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(ran.err.contains(place), "{arguments:?}: {}", ran.err);
    }
}
