//! The command line as a person or a program starts it: text, JSON, exit codes, places of bad input.

use crate::judge::{demonstration, published_list};
use crate::portal::sample;
use govcloud::basics::Money;
use govcloud::dossier::{Draft, Errand};
use govcloud::wire::v1::case;
use serde_json::Value;
use std::path::PathBuf;
use std::process::Command;

pub(crate) const CATALOG: &str = "www/catalogs/demo.json";

/// What a run left behind.
pub(crate) struct Ran {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

pub(crate) fn govcloud(arguments: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_govcloud")).args(arguments).output().unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

pub(crate) fn json(arguments: &[&str]) -> (Option<i32>, Value) {
    let ran = govcloud(&[arguments, &["--json"]].concat());
    assert_eq!(ran.err, "", "{arguments:?}");
    (ran.code, serde_json::from_str(&ran.out).unwrap())
}

/// A file that is removed with the test.
pub(crate) struct File(PathBuf);

impl File {
    pub(crate) fn with(name: &str, text: &str) -> Self {
        let path = std::env::temp_dir().join(format!("govcloud-{}-{name}", std::process::id()));
        std::fs::write(&path, text).unwrap();
        Self(path)
    }

    fn case(name: &str, draft: &Draft) -> Self {
        Self::with(name, &case::write(draft, &case::Made::default()))
    }

    pub(crate) fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }
}

impl Drop for File {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// The places that entries of a list name.
fn paths(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|entry| entry["path"].as_str().unwrap()).collect()
}

/// An application with the published list as its needs.
fn listed(name: &str) -> File {
    let draft =
        Draft {
            needs: published_list(), errand: Errand::Migrate, ..sample::draft("药品监管信息系统")
        };
    File::case(name, &draft)
}

#[test]
fn a_clean_case_is_clean() {
    let file = File::case("clean", &sample::draft("示例系统"));
    let (code, said) = json(&["check", file.path(), "--catalog", CATALOG, "--as-of", "2026-11-23"]);
    assert_eq!((code, &said["barred"], &said["barredBy"]), (Some(0), &false.into(), &Value::Array(vec![])));
    assert_eq!(said["review"]["asOf"], "2026-11-23");
    assert_eq!(said["catalog"]["hash"], demonstration().hash.to_string());
    let text = govcloud(&["check", file.path(), "--catalog", CATALOG, "--as-of", "2026-11-23"]);
    assert!(text.code == Some(0) && text.out.ends_with("可以提交。\n"), "{}", text.out);
    let english =
        govcloud(&["check", file.path(), "--catalog", CATALOG, "--as-of", "2026-11-23", "--lang", "en"]);
    assert!(english.out.ends_with("It can be handed in.\n"), "{}", english.out);
}

#[test]
fn an_envelope_is_checked_as_the_case_in_it() {
    let file = File::case("of-envelope", &sample::draft("示例系统"));
    let sealed = File::with("sealed.json", &sample::sealed("k", "示例系统").text);
    let check =
        |file: &File| govcloud(&["check", file.path(), "--catalog", CATALOG, "--as-of", "2026-11-23"]);
    let (of_case, of_envelope) = (check(&file), check(&sealed));
    assert_eq!((of_envelope.code, &of_envelope.out), (Some(0), &of_case.out));
    let changed = sample::sealed("k", "示例系统").text.replace("示例系统", "别的系统");
    let changed = check(&File::with("changed.json", &changed));
    assert!(changed.code == Some(1) && changed.err.contains("摘要与内容不符"), "{}", changed.err);
}

#[test]
fn a_case_with_something_open_is_barred_and_says_where() {
    let mut draft = sample::draft("示例系统");
    draft.set_field("undertake.lawful", "");
    let file = File::case("barred", &draft);
    let (code, said) = json(&["check", file.path(), "--catalog", CATALOG, "--as-of", "2026-11-23"]);
    assert_eq!((code, paths(&said["barredBy"])), (Some(1), vec!["/fields/undertake.lawful"]));
    assert_eq!(said["barredBy"][0]["article"], 7);
    let text = govcloud(&["check", file.path(), "--catalog", CATALOG, "--as-of", "2026-11-23"]);
    assert!(text.code == Some(1) && text.out.contains("第七条"), "{}", text.out);
}

/// A journal with an application that was appraised.
fn appraised(name: &str) -> File {
    appraised_in(name, "heilongjiang")
}

/// The same by the rules of this place.
fn appraised_in(name: &str, place: &str) -> File {
    use govcloud::basics::Digest;
    use govcloud::wire::v1::journal::{Journal, JudgedBy, Step};
    let mut appraisal = Draft { errand: Errand::Appraise, ..Draft::default() };
    for (key, text) in [("conclusion", "fail"), ("date", "2026-11-20"), ("text", "资源测算不足")] {
        appraisal.set_field(&format!("appraisal.{key}"), text);
    }
    let mut journal = Journal::new("2026-000001");
    let day = govcloud::basics::date::parse("2026-11-18").unwrap();
    for sheet in [sample::draft("示例系统"), appraisal] {
        journal.push(Step {
            role: sheet.errand.role(),
            by: "某单位".into(),
            at: "2026-11-18T09:00:00+08:00".into(),
            on: day,
            key: sheet.errand.code().into(),
            envelope: Digest::of(b"envelope"),
            sheet: std::sync::Arc::new(sheet),
            judged: JudgedBy {
                ruleset: "heilongjiang-2021/6".into(),
                text_hash: Digest::of(b"text"),
                catalog: ("demo".into(), Digest::of(b"catalog")),
                jurisdiction: place.into(),
                as_of: day,
            },
        });
    }
    File::with(name, &journal.write())
}

#[test]
fn a_review_can_be_followed_provision_by_provision() {
    let journal = appraised("journal");
    let mut decision = Draft { errand: Errand::Decide, ..Draft::default() };
    decision.set_field("decision.outcome", "approve");
    decision.set_field("decision.date", "2026-11-21");
    let file = File::case("decision", &decision);
    let arguments =
        ["explain", file.path(), "--catalog", CATALOG, "--journal", journal.path(), "--as-of", "2026-11-23"];
    let (code, said) = json(&arguments);
    assert_eq!(
        (code, said["format"].as_str(), said["asOf"].as_str()),
        (Some(1), Some("govcloud-trace"), Some("2026-11-23"))
    );
    let provisions = said["provisions"].as_array().unwrap();
    let ids: Vec<&str> = govcloud::measure::articles::provisions().map(|p| p.id).collect();
    assert!(provisions.iter().map(|p| p["provision"].as_str().unwrap()).eq(ids), "every provision, in order");
    let of = |id: &str| provisions.iter().find(|p| p["provision"] == id).unwrap();
    let against = of("a14-decision");
    assert_eq!(
        (&against["verdict"], &against["findings"][0]["code"]),
        (&"fails".into(), &"a14-against-appraisal".into())
    );
    let facts: Vec<(&str, &str)> = against["facts"]
        .as_array()
        .unwrap()
        .iter()
        .map(|fact| (fact["path"].as_str().unwrap(), fact["value"]["zh"].as_str().unwrap()))
        .collect();
    let read =
        [("/fields/decision.outcome", "审核通过"), ("/journal/2/fields/appraisal.conclusion", "不通过")];
    assert_eq!(facts, read);
    assert_eq!(of("a03-channel")["verdict"], "not-applicable");

    let text = govcloud(&arguments);
    assert_eq!(text.code, Some(1), "{}", text.err);
    for words in [
        "第十四条 a14-decision",
        "事实：第 2 个环节的论证结论 = 不通过",
        "[a14-against-appraisal] 审核结论",
        "〔不能提交〕",
        "不符合 1",
    ] {
        assert!(text.out.contains(words), "{words}: {}", text.out);
    }
    let english = govcloud(&[&arguments[..], &["--lang", "en"]].concat());
    assert!(english.out.contains("Fact: step 2, Conclusion = Not passed"), "{}", english.out);
}

#[test]
fn a_trace_names_numbers_with_their_dates_and_sources() {
    let file = File::case("numbers", &sample::draft("示例系统"));
    let arguments = ["explain", file.path(), "--catalog", CATALOG, "--as-of", "2026-11-23"];
    let (code, said) = json(&arguments);
    assert_eq!(code, Some(0));
    let provisions = said["provisions"].as_array().unwrap();
    let schedule = provisions.iter().find(|p| p["provision"] == "a16-schedule").unwrap();
    let number = &schedule["parameters"][0];
    assert_eq!(
        (&number["id"], &number["value"], &number["from"]),
        (&"test-days".into(), &15.into(), &"2021-04-25".into())
    );
    assert_eq!(number["source"]["kind"], "measure");
    assert!(schedule["interpretation"]["zh"].as_str().unwrap().contains("起始日不计入"));
    let text = govcloud(&arguments);
    assert!(
        text.out.contains("参数：最短测试时间 = 15 天（2021-04-25 起；第十六条“测试时间不少于15天”）"),
        "{}",
        text.out
    );
}

#[test]
fn a_journal_that_was_changed_is_refused_with_its_place() {
    let journal = appraised("broken");
    let text = std::fs::read_to_string(journal.path()).unwrap().replace("某单位", "别单位");
    let broken = File::with("broken-2", &text);
    let file = File::case("step", &sample::draft("示例系统"));
    let ran = govcloud(&["explain", file.path(), "--catalog", CATALOG, "--journal", broken.path()]);
    assert!(ran.code == Some(2) && ran.err.contains("/entries/0/digest"), "{}", ran.err);
}

#[test]
fn a_case_that_was_changed_is_read_and_said() {
    let text = case::write(&sample::draft("示例系统"), &case::Made::default());
    let file = File::with("changed", &text.replace("示例系统", "别的系统"));
    let ran = govcloud(&["check", file.path(), "--catalog", CATALOG, "--as-of", "2026-11-23"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.err.contains("摘要与内容不符"), "{}", ran.err);
}

#[test]
fn another_place_is_judged_by_and_compared_with() {
    let file = File::case("places", &crate::places::migration());
    let case = ["check", file.path(), "--catalog", CATALOG, "--as-of", "2026-11-23"];
    let city = "www/jurisdictions/city-model.json";
    // By name and by file it is the same place.
    let (code, said) = json(&[&case[..], &["--jurisdiction", city]].concat());
    assert_eq!(
        (code, &said["jurisdiction"]["id"], &said["jurisdiction"]["model"]),
        (Some(1), &"city-model".into(), &true.into())
    );
    let (_, by_name) = json(&[&case[..], &["--jurisdiction", "city-model"]].concat());
    assert_eq!(said, by_name);
    assert_eq!(
        (&said["barredBy"][0]["code"], &said["barredBy"][0]["article"]),
        (&"a28-paper-open".into(), &28.into())
    );
    assert_eq!(said["review"]["jurisdictionHash"], said["jurisdiction"]["hash"]);

    // The review that was asked for stays as it is, whatever another place makes of the case.
    let (_, plain) = json(&case);
    let (code, mut said) = json(&[&case[..], &["--against", city]].concat());
    let comparison = said["comparison"].take();
    said.as_object_mut().unwrap().remove("comparison");
    assert_eq!((code, said), (Some(0), plain));
    assert_eq!((&comparison["barred"], &comparison["asOf"]), (&true.into(), &"2026-11-23".into()));
    let codes: Vec<&str> =
        comparison["new"].as_array().unwrap().iter().map(|f| f["code"].as_str().unwrap()).collect();
    assert!(codes.contains(&"a16-schedule-too-short") && codes.contains(&"a28-paper-open"), "{codes:?}");
    assert_eq!(
        (&comparison["parameters"][0]["before"], &comparison["parameters"][0]["after"]),
        (&Value::Null, &5.into())
    );
    let text = govcloud(&[&case[..], &["--against", "city-model", "--lang", "en"]].concat()).out;
    assert!(
        text.contains("[test-days]: 15 days → 30 days")
            && text.contains("a28-papers: not applicable → unknown"),
        "{text}"
    );
    assert!(text.contains("model 示例") && text.contains("It can be handed in."), "{text}");

    // Another day, by the same place.
    let (_, said) = json(&[&case[..], &["--against-as-of", "2021-04-24"]].concat());
    assert_eq!(said["comparison"]["new"][0]["code"], "a29-not-in-force");
    let same = govcloud(&[&case[..], &["--against", "heilongjiang"]].concat()).out;
    assert!(same.contains("没有不同。"), "{same}");

    for command in ["fees", "check"] {
        let arguments =
            [command, file.path(), "--catalog", CATALOG, "--jurisdiction", city, "--as-of", "2026-11-23"];
        assert!(govcloud(&arguments).out.contains("示范市（示例，不是真实地区）"), "{command}");
    }
    let (_, fitted) = json(&["fit", "--catalog", CATALOG, "--case", file.path(), "--jurisdiction", city]);
    assert_eq!(fitted["jurisdiction"]["id"], "city-model");
}

#[test]
fn the_next_step_of_a_case_goes_by_the_place_of_its_journal() {
    let mut decision = Draft { errand: Errand::Decide, ..Draft::default() };
    decision.set_field("decision.outcome", "approve");
    let file = File::case("place-of-a-step", &decision);
    let (city, elsewhere) = (appraised_in("city", "city-model"), appraised_in("elsewhere", "no-such-place"));
    for command in ["check", "explain"] {
        let judged = |journal: &File, more: &[&str]| {
            let arguments = [command, file.path(), "--catalog", CATALOG, "--journal", journal.path()];
            let said = json(&[&arguments[..], &["--as-of", "2026-11-23"], more].concat()).1;
            let place = &said["jurisdiction"];
            place.as_str().or(place["id"].as_str()).unwrap().to_owned()
        };
        assert_eq!(judged(&city, &[]), "city-model", "{command}");
        assert_eq!(judged(&city, &["--jurisdiction", "heilongjiang"]), "heilongjiang", "{command}");
        assert_eq!(judged(&elsewhere, &["--jurisdiction", "heilongjiang"]), "heilongjiang", "{command}");
        let ran = govcloud(&[command, file.path(), "--catalog", CATALOG, "--journal", elsewhere.path()]);
        assert!(ran.code == Some(2) && ran.out.is_empty(), "{command}: {}", ran.out);
        assert!(ran.err.contains("--jurisdiction") && ran.err.contains("no-such-place"), "{}", ran.err);
    }
}

#[test]
fn a_place_is_checked_and_shown() {
    let (code, said) = json(&["jurisdiction", "check", "www/jurisdictions/city-model.json"]);
    assert_eq!((code, &said["jurisdiction"]["id"]), (Some(0), &"city-model".into()));
    let text = govcloud(&["jurisdiction", "check", "city-model"]).out;
    assert!(text.contains("参照: heilongjiang") && text.contains("等保三级证明"), "{text}");
    let shown = govcloud(&["jurisdiction", "show", "heilongjiang"]).out;
    assert_eq!(shown, std::fs::read_to_string("www/jurisdictions/heilongjiang.json").unwrap());

    let mut looser: Value =
        serde_json::from_str(&std::fs::read_to_string("www/jurisdictions/city-model.json").unwrap()).unwrap();
    looser["parameters"][0]["value"] = 10.into();
    let file = File::with("looser.json", &looser.to_string());
    let (code, said) = json(&["jurisdiction", "check", file.path()]);
    assert_eq!((code, paths(&said["problems"])), (Some(1), vec!["/parameters/0/value"]));
    let text = govcloud(&["jurisdiction", "check", file.path(), "--lang", "en"]).out;
    assert!(text.contains("/parameters/0/value") && text.contains("at least 15"), "{text}");
}

#[test]
fn the_published_list_runs_through() {
    let file = listed("list");
    let (code, fitted) = json(&["fit", "--catalog", CATALOG, "--case", file.path(), "--as-of", "2026-11-23"]);
    assert_eq!(code, Some(0));
    let needed: Vec<(String, String)> = fitted["answers"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|answer| answer["ranked"][0]["lines"].as_array().unwrap())
        .inspect(|line| assert_eq!(line["needed"], line["got"]))
        .map(|line| (line["dimension"].as_str().unwrap().into(), line["got"].as_str().unwrap().into()))
        .collect();
    let list = [
        ("vcpu", "925"),
        ("memory", "3689"),
        ("disk.plain", "34434"),
        ("disk.fast", "104766"),
        ("disk.static", "2"),
        ("bandwidth", "2186"),
        ("public_ip", "20"),
        ("balancer_ip", "47"),
        ("account", "12"),
        ("instance", "26"),
        ("host", "96"),
    ];
    assert_eq!(needed, list.map(|(code, amount)| (code.to_owned(), amount.to_owned())));

    let (code, said) = json(&["fees", file.path(), "--catalog", CATALOG, "--as-of", "2026-11-23"]);
    assert_eq!(
        (code, &said["fees"]["total"]),
        (Some(1), &Value::Null),
        "two items of the list have no price"
    );
    let sum = |values: &mut dyn Iterator<Item = &Value>| {
        let money = values.filter_map(Value::as_str).map(|text| Money::parse(text, 1).unwrap());
        money.fold(Money::ZERO, |a, b| a.plus(b).unwrap()).plain()
    };
    let rows = said["fees"]["rows"].as_array().unwrap();
    let unknown = &rows[3]["lines"][0];
    assert_eq!(
        (&unknown["sum"], &unknown["standing"]),
        (&Value::Null, &Value::Null),
        "unknown is never nought"
    );
    assert_eq!(rows[0]["lines"][0]["standing"], "illustrative");
    let lines = rows.iter().flat_map(|row| row["lines"].as_array().unwrap());
    assert_eq!(said["fees"]["known"], sum(&mut lines.map(|line| &line["sum"])));
    let windows = said["fees"]["calendar"]["windows"].as_array().unwrap();
    assert_eq!(said["fees"]["known"], sum(&mut windows.iter().map(|window| &window["used"])));
    let open: Vec<&Value> =
        said["fees"]["open"].as_array().unwrap().iter().map(|open| &open["path"]).collect();
    assert_eq!(open, ["/needs/3", "/needs/5"]);

    let table = govcloud(&["fees", file.path(), "--catalog", CATALOG, "--as-of", "2026-11-23", "--budget"]);
    let widths: Vec<usize> = table.out.lines().map(|line| line.split('\t').count()).collect();
    assert!(widths.len() > 11 && widths.iter().all(|width| *width == widths[0]), "{}", table.out);
    let text = govcloud(&["fees", file.path(), "--catalog", CATALOG, "--as-of", "2026-11-23"]);
    assert!(text.out.contains("总额未定") && text.out.contains("示例价"), "{}", text.out);
}

#[test]
fn the_whole_application_around_the_list_is_clean() {
    let file = "tests/data/beijing-mpa.case.json";
    let (code, said) = json(&["check", file, "--catalog", CATALOG, "--as-of", "2026-11-23"]);
    assert_eq!((code, &said["barred"]), (Some(0), &false.into()), "{}", said["barredBy"]);
    let (_, said) = json(&["fees", file, "--catalog", CATALOG, "--as-of", "2026-11-23"]);
    assert!(said["fees"]["calendar"]["windows"].as_array().is_some_and(|windows| !windows.is_empty()));
}

#[test]
fn one_need_is_fitted() {
    let need = "function=compute/vm/general vcpu=4 memory=16GB zone=egov count=2";
    let (code, said) = json(&["fit", "--catalog", CATALOG, "--need", need]);
    assert_eq!((code, &said["answers"][0]["outcome"]), (Some(0), &"in_catalog".into()));
    assert_eq!(said["answers"][0]["count"], 2);
    let unfit = "function=compute/vm/general vcpu=4 gpu=9000";
    let (code, said) = json(&["fit", "--catalog", CATALOG, "--need", unfit]);
    assert_eq!((code, &said["answers"][0]["outcome"]), (Some(1), &"unfit".into()));
    assert!(said["answers"][0]["certificate"]["digest"].is_string());
}

#[test]
fn cheap_is_never_dearer_than_near() {
    let cost = |order: &str| {
        let need = "function=compute/vm/general vcpu=3 memory=5GB";
        let (_, said) = json(&["fit", "--catalog", CATALOG, "--need", need, "--order", order]);
        Money::parse(said["answers"][0]["ranked"][0]["cost"]["total"].as_str().unwrap(), 1).unwrap()
    };
    assert!(cost("cheap") <= cost("near"));
}

#[test]
fn a_fleet_is_given_to_suppliers_and_told_of_by_row() {
    let text = "系统名称,等保级别,名称,CPU核数,内存(GB),架构,台数\n\
                门户,三级,web,4,8,ARM,2\n门户,三级,db,8,16,ARM,1\n\
                档案,二级,web,4,8,x86,1\n合计,,,16,32,,4\n档案,二级,x,many,8,,1\n";
    let file = File::with("fleet.csv", text);
    let fleet = ["fleet", "--catalog", CATALOG, "--list", file.path(), "--as-of", "2026-11-23", "--services"];
    let (code, document) = json(&fleet);
    assert_eq!(code, Some(1), "a cell could not be read");
    let counted = ["rows", "unread", "skipped"].map(|name| document[name].as_u64());
    assert_eq!(counted, [Some(3), Some(1), Some(1)]);
    assert_eq!(document["problems"][0]["cell"], "D6");
    assert_eq!(document["suppliers"].as_array().map(Vec::len), Some(2));
    assert_eq!(document["systems"][0]["level"], 3);
    assert_eq!(document["systems"][0]["supplier"], "a", "only one sells ARM");
    assert!(document["implied"].as_u64() > Some(0));
    let served = document["best"]["counts"]["unfit"].as_u64();
    assert_eq!(served, Some(0));
    let text = govcloud(&fleet);
    assert!(text.out.contains("2 个系统、3 行"), "{}", text.out);
}

#[test]
fn a_catalog_is_checked() {
    let (code, said) = json(&["catalog", "check", CATALOG]);
    assert_eq!((code, &said["items"]), (Some(0), &demonstration().items.len().into()));
    let mut broken: Value = serde_json::from_str(&std::fs::read_to_string(CATALOG).unwrap()).unwrap();
    broken["items"][1]["code"] = broken["items"][0]["code"].clone();
    let file = File::with("catalog", &broken.to_string());
    let (code, said) = json(&["catalog", "check", file.path()]);
    let bars = said["problems"].as_array().unwrap().iter().find(|problem| problem["bars"] == true).unwrap();
    assert_eq!((code, &bars["row"]), (Some(1), &2.into()));
}

#[test]
fn bad_input_is_told_with_its_place_and_nothing_is_printed() {
    let good = File::case("good", &sample::draft("示例系统"));
    let truncated = File::with("truncated", "{\"format\":\"govcloud-case\",");
    let latin = File::with("latin", "");
    std::fs::write(&latin.0, [0x7b, 0xff, 0xfe]).unwrap();
    let looser = std::fs::read_to_string("www/jurisdictions/city-model.json").unwrap();
    let looser = File::with("looser", &looser.replacen("\"value\": 30", "\"value\": 14", 1));
    let fit = |need: &'static str| vec!["fit", "--catalog", CATALOG, "--need", need];
    for (arguments, place) in [
        (vec!["check", "no/such/file", "--catalog", CATALOG], "no/such/file"),
        (vec!["check", good.path(), "--catalog", "no/such/catalog"], "no/such/catalog"),
        (vec!["check", truncated.path(), "--catalog", CATALOG], truncated.path()),
        (vec!["fees", latin.path(), "--catalog", CATALOG], latin.path()),
        (vec!["check", CATALOG, "--catalog", CATALOG], CATALOG),
        (vec!["check", good.path(), "--catalog", good.path()], good.path()),
        (vec!["check", good.path(), "--catalog", CATALOG, "--as-of", "soon"], "--as-of"),
        (vec!["check", good.path(), "--catalog", CATALOG, "--against-as-of", "soon"], "--against-as-of"),
        (
            vec!["check", good.path(), "--catalog", CATALOG, "--jurisdiction", "no/such/place"],
            "no/such/place",
        ),
        (vec!["check", good.path(), "--catalog", CATALOG, "--jurisdiction", CATALOG], CATALOG),
        (
            vec!["fees", good.path(), "--catalog", CATALOG, "--jurisdiction", looser.path()],
            "/parameters/0/value",
        ),
        (vec!["check", good.path(), "--catalog", CATALOG, "--against", looser.path()], "/parameters/0/value"),
        (vec!["jurisdiction", "check", truncated.path()], truncated.path()),
        (vec!["jurisdiction", "show", looser.path()], "/parameters/0/value"),
        (fit("vcpu"), "--need"),
        (fit("colour=red"), "colour"),
        (fit("function=compute/vm/general vcpu=many"), "d.vcpu"),
        (fit("function=compute/vm/general vcpu=1 vcpu=2"), "vcpu"),
        (fit("function=no/such vcpu=1"), "function"),
        (vec!["fit", "--catalog", CATALOG], "--case"),
        (vec!["catalog", "check", truncated.path()], truncated.path()),
    ] {
        let ran = govcloud(&arguments);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{arguments:?}");
        assert!(ran.err.contains(place), "{arguments:?}: {}", ran.err);
    }
}

#[test]
fn a_spreadsheet_becomes_a_catalog_by_its_mapping() {
    let (list, mapping) = ("www/catalogs/example.csv", "www/catalogs/example.mapping.json");
    let (code, said) = json(&["catalog", "check", list, "--mapping", mapping]);
    assert_eq!(
        (code, said["items"].as_u64(), said["problems"][0]["row"].as_u64()),
        (Some(0), Some(11), Some(5))
    );
    let ran = govcloud(&["catalog", "convert", list, "--mapping", mapping]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let native = File::with("converted.json", &ran.out);
    let (_, again) = json(&["catalog", "check", native.path()]);
    assert_eq!(again["catalog"], said["catalog"], "one catalog has one hash in both formats");
    // A list that bars is not written, but said: row and heading of the spreadsheet.
    let text = std::fs::read_to_string(list).unwrap().replacen("1GB", "1XB", 1);
    let faulty = File::with("faulty.csv", &text);
    let (code, said) = json(&["catalog", "convert", faulty.path(), "--mapping", mapping]);
    let problem = &said["problems"][0];
    assert_eq!((code, problem["row"].as_u64(), problem["column"].as_str()), (Some(1), Some(3), Some("unit")));
    let ran = govcloud(&["catalog", "check", faulty.path()]);
    assert_eq!(ran.code, Some(2), "a spreadsheet without a mapping is no catalog");
}
