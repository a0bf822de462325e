//! `govcloud monitor`.

use super::SHANXI;
use crate::command_line::{CATALOG, File, govcloud, json};
use serde_json::Value;
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

/// A list of one system over the last months, and the case of that system as it ran then.
fn low_and_running() -> (File, File, String) {
    let mut life: Value = serde_json::from_str(include_str!("../../data/life.journal.json")).unwrap();
    life["entries"].as_array_mut().unwrap().truncate(11);
    let system = life["entries"][0]["sheet"]["fields"]["system.name"].as_str().unwrap().to_owned();
    let reference = life["reference"].as_str().unwrap().to_owned();
    let heading = "system,month,opened,zone,hosts,vcpu,memory,cpu_percent,memory_percent,cpu_peak_percent,memory_peak_percent\n";
    let line = |name: &str, month| format!("{name},{month},2024-03,,,925,3689,6.10,14.80,16.00,22.00\n");
    let months = ["2026-04", "2026-05", "2026-06"];
    let rows: String =
        [system.as_str(), "别的系统"].iter().flat_map(|name| months.map(|month| line(name, month))).collect();
    let register =
        serde_json::json!({"format": "govcloud-register", "version": 1, "cases": [{"journal": life}]});
    (
        File::with("low.csv", &(heading.to_owned() + &rows)),
        File::with("register.json", &register.to_string()),
        reference,
    )
}

#[test]
fn the_changes_of_a_whole_list_are_written_as_case_files() {
    let (list, register, reference) = low_and_running();
    let folder = std::env::temp_dir().join(format!("govcloud-changes-{}", std::process::id()));
    let arguments = [
        "monitor",
        list.path(),
        "--catalog",
        CATALOG,
        "--register",
        register.path(),
        "--changes",
        folder.to_str().unwrap(),
        "--as-of",
        "2026-07-06",
    ];
    let ran = govcloud(&arguments);
    assert_eq!(ran.code, Some(1), "{}", ran.out);
    assert!(ran.out.contains("已写入 1 份变更草稿") && ran.out.contains("没有名称相同"), "{}", ran.out);
    let names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(names.len() == 1 && names[0].starts_with(&reference), "{names:?}");
    let draft = std::fs::read_to_string(folder.join(&names[0])).unwrap();
    let draft: Value = serde_json::from_str(&draft).unwrap();
    assert_eq!(draft["case"]["errand"], "change");
    assert!(draft["case"]["fields"]["change.reason"].as_str().unwrap().contains('→'));
    // What somebody works on already is not written over.
    let again = govcloud(&arguments);
    assert_eq!(again.code, Some(2), "{}", again.out);
    let other = folder.join("again");
    let mut arguments = arguments;
    arguments[7] = other.to_str().unwrap();
    let (code, said) = json(&arguments);
    assert_eq!((code, said["changes"]["files"].as_array().unwrap().len()), (Some(1), 1));
    assert_eq!(said["changes"]["systems"].as_array().unwrap().len(), 2);
    assert!(
        said["changes"]["systems"][1]["why"]["en"].is_string()
            || said["changes"]["systems"][0]["why"]["en"].is_string()
    );
    assert!(said["changes"]["saves"].is_string());
    std::fs::remove_dir_all(&folder).unwrap();
    // Without the cases nothing can be changed: that is said before anything is done.
    let ran = govcloud(&["monitor", list.path(), "--catalog", CATALOG, "--changes", "x"]);
    assert_eq!(ran.code, Some(2));
}
