mod asked;
mod columns;
mod guarded;
mod history;
mod resources;
mod sheet;
mod traced;

use columns::{FRAME, field, known, make};
use govcloud::basics::Path;
use govcloud::measure::{
    Finding, Provision, Terms, Verdict, articles, review,
    text::{ARTICLES, article},
};
use sheet::{Sheet, Table};
use std::collections::{BTreeMap, BTreeSet};

/// What a case is there for.
const KINDS: &[&str] = &["触发", "不触发", "边界", "未知"];

/// Provisions whose facts are always known, so that no case can leave them open, with the reason.
const NEVER_UNKNOWN: &[(&str, &str)] = &[
    ("a13-done", "a date that is not stated is no date ahead"),
    ("a15-no-supplier", "an empty field says that no supplier is named"),
    ("a20-apart", "a request that is not made is known not to be made"),
    ("a21-kind", "a need without a function is no need"),
    ("a24-dates", "a date that is not stated is no date ahead"),
    ("a28-allocation", "the place and the day of the review are always given"),
    ("a29-in-force", "the day of the review is always given"),
];

/// Provisions that turn on a number, a date or a level: both sides of the boundary need a case.
const BOUNDED: &[&str] = &[
    "a04-year",
    "a04-year-late",
    "a04-ceiling",
    "a04-actual-year",
    "a13-done",
    "a13-order",
    "a13-activation",
    "a14-before",
    "a14-order",
    "a15-after-approval",
    "a16-schedule",
    "a16-after-supplier",
    "a16-test",
    "a16-trial",
    "a16-live",
    "a16-at-once",
    "a16-opened-days",
    "a18-application",
    "a18-major",
    "a18-approved",
    "a19-application",
    "a19-approved",
    "a21-government",
    "a21-supplier",
    "a21-management",
    "a21-procurement",
    "a24-level-parts",
    "a24-filing",
    "a24-refiling",
    "a24-regraded",
    "a24-assessment",
    "a24-crypto-filed",
    "a24-services",
    "a24-dates",
    "a27-level",
    "a28-papers",
    "a28-deploy",
    "a29-in-force",
];

fn folder() -> std::path::PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The sheets by file name.
fn sheets() -> BTreeMap<String, Sheet> {
    let mut sheets = BTreeMap::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "README.md" {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let sheet = sheet::read(&text).unwrap_or_else(|problem| panic!("{name}, {problem}"));
        assert_eq!(format!("{}.md", sheet.label), name, "the sheet's title is not its file's name");
        sheets.insert(name, sheet);
    }
    sheets
}

/// Every table with the provision that it is about.
fn tables(sheets: &BTreeMap<String, Sheet>) -> Vec<(&Table, &'static Provision)> {
    let all = sheets.iter().flat_map(|(name, sheet)| sheet.tables.iter().map(move |table| (name, table)));
    all.map(|(name, table)| {
        let provision = articles::provision(&table.provision);
        (table, provision.unwrap_or_else(|| panic!("{name}: no provision {}", table.provision)))
    })
    .collect()
}

/// The codes that a row expects.
fn expected_codes(text: &str) -> Vec<&str> {
    text.split('、').filter(|t| !t.is_empty() && *t != "无").collect()
}

fn verdict_of(word: &str) -> Option<fn(&Verdict) -> bool> {
    Some(match word {
        "符合" => |v| *v == Verdict::Holds,
        "不符合" => |v| *v == Verdict::Fails,
        "未知" => |v| matches!(v, Verdict::Unknown(missing) if !missing.is_empty()),
        "不适用" => |v| *v == Verdict::NotApplicable,
        "待判断" => |v| *v == Verdict::NeedsJudgement,
        _ => return None,
    })
}

/// The name of the place of a finding, as sheets call it.
fn place(finding: &Finding) -> String {
    let steps: Vec<String> = finding.path.steps().collect();
    match steps.first().map(String::as_str) {
        Some("fields") => {
            let spec = govcloud::dossier::fields::spec(&steps[1]).unwrap();
            let label = spec.label.0.to_owned();
            if field(&label).is_some() { label } else { format!("{}·{label}", spec.group.0) }
        }
        Some("needs") => "资源表".to_owned(),
        _ => "全文".to_owned(),
    }
}

/// Runs a row; what it says otherwise than the review.
fn run(table: &Table, provision: &Provision, row: &[String]) -> Result<(), String> {
    let cells = table.columns.iter().zip(row).filter(|(_, text)| !text.is_empty());
    let cells: Vec<(&str, &str)> = cells.map(|(column, text)| (column.as_str(), text.as_str())).collect();
    let made = make(&cells)?;
    let terms = Terms { edition: &made.edition, jurisdiction: &made.place, as_of: made.as_of };
    let review = review(&made.dossier, &terms);
    let verdict = &review.judged.iter().find(|j| j.provision == provision.id).unwrap().verdict;
    let word = table.cell(row, "结论");
    let fits = verdict_of(word).ok_or(format!("结论“{word}”"))?;
    if !fits(verdict) {
        return Err(format!("结论应为“{word}”，实际为 {verdict:?}"));
    }
    let own = |f: &&Finding| provision.codes.iter().any(|c| c.code == f.code);
    let found: Vec<&Finding> = review.findings.iter().filter(own).collect();
    let mut codes: Vec<&str> = found.iter().map(|f| f.code).collect();
    let mut expected = expected_codes(table.cell(row, "发现"));
    codes.sort_unstable();
    expected.sort_unstable();
    if codes != expected {
        return Err(format!("发现应为 {expected:?}，实际为 {codes:?}"));
    }
    let places: BTreeSet<String> = found.iter().map(|f| place(f)).collect();
    let stated = table.cell(row, "所在").split('；').filter(|t| !t.is_empty());
    let stated: BTreeSet<String> = stated.map(str::to_owned).collect();
    if table.columns.iter().any(|c| c == "所在") && places != stated {
        return Err(format!("所在应为 {stated:?}，实际为 {places:?}"));
    }
    Ok(())
}

#[test]
fn every_case_of_every_sheet_comes_out_as_written() {
    let sheets = sheets();
    let mut wrong = Vec::new();
    for (table, provision) in tables(&sheets) {
        for (at, row) in table.rows.iter().enumerate() {
            if let Err(problem) = run(table, provision, row) {
                let case = table.cell(row, "情形");
                wrong.push(format!("{} 第 {} 行“{case}”：{problem}", table.provision, at + 1));
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn sheets_quote_their_article_and_cover_its_provisions() {
    let sheets = sheets();
    let mut covered = BTreeSet::new();
    for (name, sheet) in &sheets {
        let article = ARTICLES.iter().find(|a| a.label == sheet.label);
        let article = article.unwrap_or_else(|| panic!("{name}: no such article"));
        assert_eq!(sheet.quote, article.text, "{name}");
    }
    for (table, provision) in tables(&sheets) {
        let label = article(provision.citation.article).unwrap().label;
        assert!(sheets[&format!("{label}.md")].tables.iter().any(|t| t.provision == provision.id));
        assert_eq!(table.says, provision.says.0, "{}", provision.id);
        assert!(covered.insert(provision.id), "{} has two tables", provision.id);
    }
    let all: BTreeSet<&str> = articles::provisions().map(|p| p.id).collect();
    assert_eq!(covered, all, "provisions without a table");
}

#[test]
fn columns_are_known_and_complete() {
    for (table, _) in tables(&sheets()) {
        let unknown: Vec<&String> = table.columns.iter().filter(|c| !known(c)).collect();
        assert!(unknown.is_empty(), "{}: unknown columns {unknown:?}", table.provision);
        for column in FRAME.iter().filter(|c| **c != "所在") {
            assert!(table.columns.iter().any(|c| c == column), "{}: no column {column}", table.provision);
        }
        let mut seen = BTreeSet::new();
        assert!(table.columns.iter().all(|c| seen.insert(c)), "{}: a column occurs twice", table.provision);
        for row in &table.rows {
            assert!(KINDS.contains(&table.cell(row, "类别")), "{}: {row:?}", table.provision);
        }
    }
}

/// What the tables lack: each code needs a case that raises it and one that does not, each provision the
/// unknown, and both sides of its boundary where it has one.
fn lacking(tables: &[(&Table, &Provision)]) -> Vec<String> {
    let mut lacking = Vec::new();
    for (table, provision) in tables {
        let kinds = |kind: &'static str| table.rows.iter().filter(move |row| table.cell(row, "类别") == kind);
        let codes = |row: &[String]| expected_codes(table.cell(row, "发现")).len();
        for code in provision.codes {
            let raises = |row: &&Vec<String>| expected_codes(table.cell(row, "发现")).contains(&code.code);
            if !table.rows.iter().any(|row| raises(&row)) {
                lacking.push(format!("{} is raised by no case", code.code));
            }
            if table.rows.iter().all(|row| raises(&row)) {
                lacking.push(format!("{} is raised by every case", code.code));
            }
        }
        if !kinds("不触发").any(|row| codes(row) == 0) {
            lacking.push(format!("{} has no case without a finding", provision.id));
        }
        let unknown = kinds("未知").any(|row| table.cell(row, "结论") == "未知");
        if unknown == NEVER_UNKNOWN.iter().any(|(id, _)| *id == provision.id) {
            lacking.push(format!("{}: the unknown", provision.id));
        }
        let (on, off) = (kinds("边界").any(|row| codes(row) > 0), kinds("边界").any(|row| codes(row) == 0));
        if BOUNDED.contains(&provision.id) != (on && off) {
            lacking.push(format!("{}: both sides of the boundary", provision.id));
        }
    }
    lacking
}

#[test]
fn each_code_has_its_cases() {
    let sheets = sheets();
    let lacking = lacking(&tables(&sheets));
    assert!(lacking.is_empty(), "\n{}", lacking.join("\n"));
}

#[test]
fn a_sheet_that_cannot_be_read_fails_the_run() {
    let provision = articles::provision("a03-budget").unwrap();
    let table = |text: &str| sheet::read(text).map(|mut sheet| sheet.tables.remove(0));
    let row = |columns: &str, cells: &str| {
        let rule = "|-".repeat(columns.matches('|').count() - 1);
        table(&format!("## 服务费用纳入部门预算（a03-budget）\n\n{columns}\n{rule}|\n{cells}\n")).unwrap()
    };
    let good = row("|情形|是否纳入部门预算|结论|发现|", "|x|是|符合||");
    assert_eq!(run(&good, provision, &good.rows[0]), Ok(()));
    for (columns, cells) in [
        ("|情形|是否列入预算|结论|发现|", "|x|是|符合||"),
        ("|情形|是否纳入部门预算|结论|发现|", "|x|也许|符合||"),
        ("|情形|是否纳入部门预算|结论|发现|", "|x|是|合法||"),
        ("|情形|是否纳入部门预算|结论|发现|", "|x|是|不符合||"),
        ("|情形|是否纳入部门预算|结论|发现|", "|x|是|符合|a03-not-in-budget|"),
        // Shown only where the budget is said to hold the fees.
        ("|情形|列入预算的年度|结论|发现|", "|x|2027|未知|a03-budget-open|"),
        ("|情形|是否纳入部门预算|结论|发现|所在|", "|x|否|不符合|a03-not-in-budget|现行经费渠道|"),
    ] {
        let table = row(columns, cells);
        assert!(run(&table, provision, &table.rows[0]).is_err(), "{columns} {cells}");
    }
    for history in [
        "部署",
        "部署申请",
        "论证 2026-01-10 合格",
        "标准至天明",
        "审核 2026-01-12 审核日期=明天",
        "论证 2026-01-10；部署申请 2026-01-05",
        "论证 2026-01-10 确定的云服务商=某云",
        "备案 2026-03-02 合同=有",
    ] {
        assert!(history::read(history).is_err(), "{history}");
    }
    assert_eq!(history::read("标准至开通；终止申请 2026-05-01").unwrap().acts.len(), 9);
    assert!(!known("是否列入预算") && !known("电话") && known("业务联系人·电话"));
    for text in [
        "## 无编号\n",
        "|情形|\n|-|\n",
        "## 甲（a）\n|情形|\n|甲|\n",
        "## 甲（a）\n|情形|结论|\n|-|-|\n|甲|\n",
    ] {
        assert!(sheet::read(text).is_err(), "{text}");
    }
}

#[test]
fn a_table_without_the_cases_it_needs_is_noticed() {
    let provision = articles::provision("a27-level").unwrap();
    let sheet =
        sheet::read("## x（a27-level）\n|情形|类别|结论|发现|\n|-|-|-|-|\n|甲|不触发|符合||\n").unwrap();
    let lacking = lacking(&[(&sheet.tables[0], provision)]);
    assert_eq!(lacking.len(), 3, "{lacking:?}");
}

#[test]
fn a_review_is_equal_on_repetition_and_says_by_what_it_judged() {
    let made = make(&[("事项", "迁移"), ("适配结果", "适配"), ("安全保护等级", "第四级")]).unwrap();
    let terms = Terms { edition: &made.edition, jurisdiction: &made.place, as_of: made.as_of };
    let first = review(&made.dossier, &terms);
    assert_eq!(format!("{first:?}"), format!("{:?}", review(&made.dossier.clone(), &terms)));
    assert_eq!((first.ruleset, first.jurisdiction.as_str()), (govcloud::measure::RULESET, "heilongjiang"));
    assert_eq!(first.jurisdiction_hash, made.place.hash);
    assert_eq!(first.catalog, ("sheet".to_owned(), made.edition.hash));
    assert_eq!((first.text_hash, first.as_of), (govcloud::measure::text::hash(), made.as_of));
    assert!(first.findings.is_sorted_by_key(|f| f.citation.article));
    // Every finding stands at a place of the case file, speaks both languages and quotes its article.
    for finding in &first.findings {
        for words in [&finding.expected, &finding.found, &finding.message, &finding.remedy] {
            assert!(!words.zh.is_empty() && !words.en.is_empty() && !words.zh.contains('{'), "{finding:?}");
        }
        assert!(article(finding.citation.article).unwrap().text.contains(finding.citation.quote));
        place_of(&finding.path);
    }
}

/// Fails where a path leads nowhere in a case file.
fn place_of(path: &Path) {
    let steps: Vec<String> = path.steps().collect();
    match steps.first().map(String::as_str) {
        Some("fields") => assert!(govcloud::dossier::fields::spec(&steps[1]).is_some(), "{path}"),
        Some("needs") => assert!(steps.len() == 1 || steps.len() == 3, "{path}"),
        other => assert_eq!(other, None, "{path}"),
    }
}
