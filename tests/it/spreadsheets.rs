//! Lists of needs from spreadsheets and back: the command, round trips, and another program's reading and writing.

use crate::command_line::{CATALOG, File, govcloud, json};
use crate::judge::demonstration;
use govcloud::basics::{Date, Dice, Lang, Words};
use govcloud::catalog::Edition;
use govcloud::dossier::{Need, NeedRow, read};
use govcloud::exchange::fit::{self, FitAbout, FitRow};
use govcloud::exchange::list::{self, List, Mapping};
use govcloud::exchange::table::{Table, read_csv};
use govcloud::exchange::{book, csv, xlsx};
use govcloud::fitting::{Engine, FitTerms, Order};
use govcloud::measure::jurisdiction::heilongjiang;
use std::path::PathBuf;
use std::process::Command;
use std::sync::Arc;

const LIST: &str = "某厅需求表,,,,,\n\
    序号,主机名称,CPU核数,内存(GB),台数,网络区域\n\
    1,web,4,8,2台,互联网\n\
    2,=db,8,很多,1,政务外网区\n\
    3,cache,8,32,1,\n\
    ,合计,,,4,\n";

/// A path that is removed with the test.
struct Out(PathBuf);

impl Out {
    fn new(name: &str) -> Self {
        Self(std::env::temp_dir().join(format!("govcloud-{}-{name}", std::process::id())))
    }

    fn path(&self) -> &str {
        self.0.to_str().unwrap()
    }

    fn bytes(&self) -> Vec<u8> {
        std::fs::read(&self.0).unwrap()
    }
}

impl Drop for Out {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

fn fitted<'a>(list: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    [&["fit", "--catalog", CATALOG, "--as-of", "2026-11-23", "--list", list], more].concat()
}

#[test]
fn a_list_is_answered_as_the_same_needs_are_one_by_one() {
    let file = File::with("list.csv", LIST);
    let (code, said) = json(&fitted(file.path(), &[]));
    assert_eq!(code, Some(1), "a row that cannot be read bars");
    let answers = said["answers"].as_array().unwrap();
    assert_eq!(answers.len(), 2);
    for (answer, need) in answers.iter().zip([
        "name=web function=compute/vm/general vcpu=4 memory=8GB count=2 zone=internet",
        "name=cache function=compute/vm/general vcpu=8 memory=32GB",
    ]) {
        let (_, alone) = json(&["fit", "--catalog", CATALOG, "--as-of", "2026-11-23", "--need", need]);
        let mut alone = alone["answers"][0].clone();
        (alone["path"], alone["id"]) = (answer["path"].clone(), answer["id"].clone());
        assert_eq!(*answer, alone, "{need}");
    }
    let list = &said["list"];
    assert_eq!((&list["heading"], &list["rows"]), (&2.into(), &serde_json::json!([3, 4, 5])));
    let problem = &list["problems"][0];
    assert_eq!((&problem["cell"], &problem["code"]), (&"D4".into(), &"need-amount-not-a-number".into()));
    let text = govcloud(&fitted(file.path(), &[])).out;
    for said in [
        "! D4: ",
        "第 1 行：标题",
        "第 6 行：合计",
        "D 内存(GB)[gb] → 内存 d.memory",
        "\n3. web ",
        "\n5. cache ",
    ] {
        assert!(text.contains(said), "{said}: {text}");
    }
}

#[test]
fn the_encoding_and_the_columns_can_be_others() {
    let gb = "名称,大小,核\nweb,8,4\n".chars().map(|c| match c {
        '名' => vec![0xC3, 0xFB],
        '称' => vec![0xB3, 0xC6],
        '大' => vec![0xB4, 0xF3],
        '小' => vec![0xD0, 0xA1],
        '核' => vec![0xBA, 0xCB],
        c => vec![c as u8],
    });
    let out = Out::new("gb.csv");
    std::fs::write(&out.0, gb.flatten().collect::<Vec<u8>>()).unwrap();
    let (code, said) = json(&fitted(out.path(), &["--column", "大小=memory"]));
    assert_eq!(code, Some(0), "{said}");
    assert_eq!(said["answers"][0]["ranked"][0]["lines"][1]["needed"], "8");
    for (more, place) in [
        (["--column", "大小=gewicht"], "--column"),
        (["--column", "大小"], "--column"),
        (["--sheet", "第九"], "--sheet"),
    ] {
        let ran = govcloud(&fitted(out.path(), &more));
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{more:?}");
        assert!(ran.err.starts_with(&format!("govcloud: {place}: ")), "{}", ran.err);
    }
    std::fs::write(&out.0, b"\xD0\xCF\x11\xE0 old").unwrap();
    let ran = govcloud(&fitted(out.path(), &[]));
    assert!(ran.code == Some(2) && ran.err.contains(".xlsx"), "{}", ran.err);
    let ran = govcloud(&["fit", "--catalog", CATALOG]);
    assert!(ran.code == Some(2) && ran.err.contains("--list"), "{}", ran.err);
}

#[test]
fn what_is_written_is_read_in_again() {
    let file = File::with("again.csv", LIST);
    let (sheet, text) = (Out::new("again.xlsx"), Out::new("again-out.csv"));
    let first = json(&fitted(file.path(), &["--xlsx", sheet.path(), "--csv", text.path()])).1;
    let csv = String::from_utf8(text.bytes()).unwrap();
    assert!(csv.starts_with('\u{feff}') && csv.contains("'=db") && !csv.contains(",=db"), "{csv}");
    assert!(csv.contains("示例价"), "an illustrative price is called so");
    for out in [&sheet, &text] {
        let again = json(&fitted(out.path(), &[])).1;
        let shown = |said: &serde_json::Value| said["answers"].to_string().replace("/needs/2", "/needs/N");
        assert_eq!(shown(&again), shown(&first), "{}", out.path());
        assert_eq!(again["list"]["problems"].as_array().map(Vec::len), Some(1));
    }
    let edition = demonstration();
    for lang in ["zh", "en"] {
        let template = Out::new(&format!("template-{lang}.xlsx"));
        let ran = govcloud(&["fit", "--catalog", CATALOG, "--template", template.path(), "--lang", lang]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        let tables = book::read(&template.bytes()).unwrap();
        let at = list::first(&tables, &Mapping::default(), &edition);
        assert_eq!((tables.len(), at), (2, Some(0)));
        let list = list::read(&tables[0], &Mapping::default(), &edition);
        assert!(list.rows.is_empty() && list.problems.is_empty(), "{list:?}");
        let aside = list.columns.iter().filter(|c| !matches!(c.held, list::Use::Field(_)));
        assert_eq!(aside.count(), 0, "every column of the template is known: {:?}", list.columns);
    }
}

#[test]
fn units_are_called_and_read_in_both_languages() {
    let edition = demonstration();
    let of = |code: &str| edition.dimension(code).unwrap().1;
    let vcpu = of("vcpu");
    assert_eq!(
        [1, 8].map(|n| [vcpu.show(n, Lang::Zh), vcpu.show(n, Lang::En)]),
        [["1 核", "1 core"], ["8 核", "8 cores"]]
    );
    for (code, zh, en) in
        [("vcpu", "2核", "2 Cores"), ("gpu", "1 张", "1 card"), ("memory", "1.5GB", "1.5 gb")]
    {
        assert_eq!(of(code).parse(zh).unwrap(), of(code).parse(en).unwrap(), "{en}");
    }
    let file = File::with("units.csv", "名称,功能,vCPU,内存,数量\nweb,云主机,3 cores,\"8 GB\",2\n");
    let ran = govcloud(&fitted(file.path(), &["--lang", "en"]));
    assert!(ran.out.contains("3 cores") && !ran.out.contains('核'), "{}", ran.out);
    let ran = govcloud(&fitted(file.path(), &[]));
    assert!(ran.out.contains("3 核") && !ran.out.contains("cores"), "{}", ran.out);
}

/// A row as people might type it, hostile texts included.
fn row(edition: &Edition, dice: &mut Dice, at: usize) -> NeedRow {
    const TEXTS: [&str; 14] = [
        "web-01",
        "=1+1",
        "+8",
        "-1",
        "@SUM(A1)",
        "＝1",
        "'quoted",
        "a,b;c",
        "say \"hi\"",
        "0012",
        "两\n行",
        "<b>&amp;",
        "2026-01-02",
        "无",
    ];
    let mut row = NeedRow { id: format!("n{}", at + 1), ..NeedRow::default() };
    let function = &edition.functions[dice.index(edition.functions.len())];
    row.set_cell("name", dice.one(&TEXTS));
    row.set_cell("function", &function.code);
    for code in &function.asks {
        let (_, dimension) = edition.dimension(code).unwrap();
        let unit = &dimension.units[dice.index(dimension.units.len())];
        let names: Vec<&str> = unit.names().collect();
        let unit = dice.one(&names);
        let text = match dice.index(4) {
            0 => continue,
            1 => format!("{}", 1 + dice.below(5_000)),
            2 => format!("{} {}", 1 + dice.below(500), unit),
            _ => format!("{}.5{}", dice.below(100), unit),
        };
        row.set_cell(&format!("d.{code}"), &text);
    }
    for of in &edition.traits {
        for prefix in ["t", "p"] {
            if dice.index(3) == 0 {
                row.set_cell(&format!("{prefix}.{}", of.code), &of.values[dice.index(of.values.len())].code);
            }
        }
    }
    row.set_cell("count", &(1 + dice.below(30)).to_string());
    row.set_cell("months", &(1 + dice.below(60)).to_string());
    for column in ["divisible", "special", "consent"] {
        row.set_cell(column, dice.one(&["", "yes"]));
    }
    for column in ["reason", "remark", "pick"] {
        row.set_cell(column, if dice.chance(50) { dice.one(&TEXTS) } else { "" });
    }
    row
}

fn needs(rows: &[Arc<NeedRow>], edition: &Edition) -> Vec<Option<Need>> {
    rows.iter().enumerate().map(|(at, row)| read::need(row, at, edition, 12).0).collect()
}

fn rows_of(list: &List) -> Vec<Arc<NeedRow>> {
    let row = |(at, (_, cells)): (usize, &(u32, _))| {
        Arc::new(NeedRow { id: format!("n{}", at + 1), cells: Clone::clone(cells) })
    };
    list.rows.iter().enumerate().map(row).collect()
}

#[test]
fn round_trips_lose_nothing() {
    let edition = demonstration();
    let (engine, place, mut dice) = (Engine::new(edition.clone()), heilongjiang(), Dice::new(20_261_125));
    let as_of = Date::from_ymd_opt(2026, 11, 23).unwrap();
    let terms = FitTerms::of(&place, as_of);
    for lang in [Lang::Zh, Lang::En] {
        let rows: Vec<Arc<NeedRow>> = (0..300).map(|at| Arc::new(row(&edition, &mut dice, at))).collect();
        let typed = needs(&rows, &edition);
        let answers: Vec<_> =
            typed.iter().map(|need| need.as_ref().map(|need| engine.fit(need, &terms))).collect();
        let fit_row = |at: usize| FitRow {
            place: (at + 1).to_string(),
            typed: &rows[at],
            need: typed[at].as_ref(),
            answer: answers[at].as_ref(),
            problems: vec![Words::same("x")],
        };
        let fit_rows: Vec<FitRow<'_>> = (0..rows.len()).map(fit_row).collect();
        let about =
            FitAbout { edition: &edition, place: &place.name, as_of, order: Order::Near, unread: 0, lang };
        let sheet = fit::sheet(&fit_rows, &about);
        assert!(sheet.all_rows().all(|cells| cells.len() == sheet.headings.len()));
        let workbook =
            book::read(&xlsx::write(std::slice::from_ref(&sheet), as_of).unwrap()).unwrap().remove(0);
        let text = read_csv(&csv::write(&sheet, lang)).unwrap();
        for table in [workbook, text] {
            let list = list::read(&table, &Mapping::default(), &edition);
            let again = rows_of(&list);
            assert_eq!(again.len(), rows.len(), "{:?}", list.skipped);
            let back = needs(&again, &edition);
            for (at, (before, after)) in typed.iter().zip(&back).enumerate() {
                assert_eq!(before, after, "{:?} {:?}", rows[at], again[at]);
                for column in ["name", "reason", "remark", "pick"] {
                    assert_eq!(rows[at].cell(column), again[at].cell(column), "{at} {column}");
                }
            }
            assert!(list.problems.is_empty(), "{:?}", list.problems);
        }
    }
}

/// openpyxl, where the machine has it: a python3 that can import it, or the one that `GOVCLOUD_PYTHON` names.
fn openpyxl(script: &str, arguments: &[&str]) -> Option<String> {
    let python = std::env::var("GOVCLOUD_PYTHON").unwrap_or_else(|_| "python3".to_owned());
    let has = Command::new(&python).args(["-c", "import openpyxl"]).output();
    if !has.is_ok_and(|output| output.status.success()) {
        eprintln!("skipped: no python3 with openpyxl here; name one in GOVCLOUD_PYTHON");
        return None;
    }
    let output = Command::new(&python).arg("-c").arg(script).args(arguments).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(String::from_utf8(output.stdout).unwrap())
}

#[test]
fn another_program_writes_what_is_read() {
    let out = Out::new("openpyxl.xlsx");
    let script = r#"
import sys, datetime, openpyxl
book = openpyxl.Workbook()
book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
page = book.active
page.title = '需求'
page.append(['某厅需求'])
page.append(['主机名称', 'CPU核数', '内存(GB)', '台数', '备注'])
page.append(['web', 4, 8.5, 2, '=不是公式'])
page['E3'].data_type = 's'
page.append(['db', 8, '=4*8', 1, datetime.date(2026, 11, 23)])
page.append(['合并', 8, 16, 1, True])
page.append([None, 8, 16, 1, None])
page.merge_cells('A5:A6')
page.append(['合计', None, None, '=SUM(D3:D6)', None])
hidden = book.create_sheet('旧', 0)
hidden.append(['名称', 'CPU', '内存'])
hidden.sheet_state = 'hidden'
book.save(sys.argv[1])
"#;
    if openpyxl(script, &[out.path()]).is_none() {
        return;
    }
    let edition = demonstration();
    let tables: Vec<Table> = book::read(&out.bytes()).unwrap();
    let at = list::first(&tables, &Mapping::default(), &edition).unwrap();
    assert_eq!((tables[0].hidden, tables[at].name.as_str()), (true, "需求"));
    let list = list::read(&tables[at], &Mapping::default(), &edition);
    let rows = rows_of(&list);
    let cells =
        |at: usize| ["name", "d.vcpu", "d.memory", "count", "remark"].map(|c| rows[at].cell(c).to_owned());
    assert_eq!(cells(0), ["web", "4", "8.5", "2", "=不是公式"]);
    assert_eq!(cells(1), ["db", "8", "?", "1", "2026-11-23"], "it writes formulas without results");
    assert_eq!(cells(2), ["合并", "8", "16", "1", "TRUE"]);
    assert_eq!(cells(3), ["合并", "8", "16", "1", ""]);
    assert_eq!(list.problems.iter().map(|p| p.cell.as_str()).collect::<Vec<_>>(), ["C4"]);
    assert_eq!(list.skipped.last().map(|(row, _)| *row), Some(7));
}

#[test]
fn another_program_reads_what_is_written() {
    let (file, out) = (File::with("openpyxl.csv", LIST), Out::new("written.xlsx"));
    let said = json(&fitted(file.path(), &["--xlsx", out.path()])).1;
    let script = r#"
import sys, json, openpyxl
page = openpyxl.load_workbook(sys.argv[1]).active
rows = [[cell.value for cell in row] for row in page.iter_rows()]
formulas = [cell.coordinate for row in page.iter_rows() for cell in row if cell.data_type == 'f']
print(json.dumps([rows, formulas], ensure_ascii=False, default=str))
"#;
    let Some(text) = openpyxl(script, &[out.path()]) else { return };
    let read: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert_eq!(read[1], serde_json::json!([]), "no cell is a formula");
    let rows = read[0].as_array().unwrap();
    let head = rows.iter().position(|row| row[1] == "名称").unwrap();
    let column = |name: &str| rows[head].as_array().unwrap().iter().position(|h| h == name).unwrap();
    assert_eq!(rows[head + 2][column("名称")], "=db");
    assert_eq!(rows[head + 1][column("内存(GB)")], 8);
    let cost = said["answers"][0]["ranked"][0]["cost"]["total"].as_str().unwrap();
    assert_eq!(rows[head + 1][column("费用（元）")].as_f64(), cost.parse().ok());
}
