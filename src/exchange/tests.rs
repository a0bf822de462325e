//! Tables written here and read by other people's readers: `csv` and `calamine`.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::year::{Table, table, tables};
use super::{About, Cell, Sheet, csv};
use crate::basics::{Date, Dice, Lang, Money, Words, date};
use crate::catalog::Period;
use crate::dossier::{Holder, PriceStanding, Service, Taken};
use crate::fees::{Rule, Settlement, SettlementYear, audit, next_budget};
use std::sync::Arc;

/// Texts that a spreadsheet could take for something else.
const HOSTILE: [&str; 18] = [
    "=1+1",
    "=HYPERLINK(\"http://example.invalid\",\"x\")",
    "+1",
    "-1",
    "@SUM(A1)",
    "＝1",
    "＋1",
    "－1",
    "＠a",
    "\t=1",
    "\r=1",
    "\n=1",
    "  =cmd|' /C calc'!A0",
    "'quoted",
    "a,b;c\td",
    "say \"hi\"",
    "0012",
    "<script>&amp;",
];

fn day(text: &str) -> Date {
    date::parse(text).unwrap()
}

fn services() -> Vec<Service> {
    let mut all = Vec::new();
    for (at, text) in HOSTILE.iter().enumerate() {
        let holder = Holder {
            department: if at % 3 == 0 { (*text).into() } else { "某厅".into() },
            case: format!("C{}", at / 2),
            system: (*text).into(),
        };
        let taken = Taken {
            supplier: (*text).into(),
            item: format!("I{at}"),
            name: (*text).into(),
            function: (*text).into(),
            unit: (*text).into(),
            count: 1 + at as i64,
            price: (at != 4).then(|| Money::micros(1_234_567 * (1 + at as i128))),
            period: [Period::Month, Period::Year, Period::Day, Period::Once][at % 4],
            standing: PriceStanding::ALL[at % 3],
        };
        let from = day("2026-01-10") + chrono::Days::new(at as u64 * 7);
        all.push(Service {
            holder: Arc::new(holder),
            taken,
            from,
            to: (at % 2 == 0).then(|| day("2026-12-31")),
        });
    }
    all
}

fn sheets(lang: Lang) -> Vec<Sheet> {
    let (services, settlement) = (services(), Settlement::default());
    let year = SettlementYear::of(&settlement, 2026).unwrap();
    let (rule, as_of) = (Rule::of(None, None), day("2026-11-23"));
    let audit = audit(&services, rule, &year, as_of, None);
    let budget = next_budget(&services, rule, &settlement, &year, as_of);
    let treasury = Words::new("省财政厅", "provincial finance department");
    let about =
        About { ruleset: "heilongjiang-2021/1", treasury: &treasury, edition: None, as_of, unread: 2, lang };
    tables(&audit, budget.as_ref(), &about)
}

#[test]
fn the_tables_say_what_they_are_and_each_adds_up_to_its_total() {
    for lang in [Lang::Zh, Lang::En] {
        let sheets = sheets(lang);
        let sum_at = [15, 4, 5, 2, 2];
        let audited = sheets[0].total[15].clone();
        for (sheet, at) in sheets.iter().zip(sum_at) {
            for row in sheet.all_rows() {
                assert_eq!(row.len(), sheet.headings.len(), "{}", sheet.name);
            }
            let amount = |row: &Vec<Cell>| match &row[at] {
                Cell::Yuan(money) => *money,
                Cell::Text(unknown) => {
                    assert!(["未知", "unknown"].contains(&unknown.as_str()));
                    Money::ZERO
                }
                Cell::Whole(_) | Cell::Number(_) => panic!("no sum in column {at} of {}", sheet.name),
            };
            let sum = sheet.rows.iter().map(amount).fold(Money::ZERO, |a, b| a.plus(b).unwrap());
            assert_eq!(Cell::Yuan(sum), sheet.total[at], "{}", sheet.name);
            assert_eq!(sheet.total[at], audited, "{}", sheet.name);
            let about = format!("{:?}", sheet.about);
            for said in ["heilongjiang-2021/1", "2026-11-23", "2026-09-30", "解释", "示例"] {
                assert!(lang == Lang::En && said == "示例" || about.contains(said), "{said}: {about}");
            }
            assert!(about.contains(if lang == Lang::Zh {
                "2 行无法读取"
            } else {
                "could not be read: 2"
            }));
        }
    }
}

#[test]
fn csv_is_read_by_another_reader_as_it_was_written() {
    for sheet in sheets(Lang::Zh) {
        let text = csv::write(&sheet, Lang::Zh);
        let bytes = text.as_bytes();
        assert!(bytes.starts_with(b"\xef\xbb\xbf") && text.ends_with("\r\n"));
        let mut reader = ::csv::ReaderBuilder::new().has_headers(false).from_reader(&bytes[3..]);
        let read: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        assert_eq!(read.len(), 1 + sheet.rows.len() + 1);
        assert!(read[0].iter().eq(sheet.headings.iter().map(String::as_str).chain(["依据"])));
        for (record, row) in read[1..].iter().zip(sheet.all_rows()) {
            for (cell, written) in record.iter().zip(row) {
                match written {
                    Cell::Text(text) => assert_eq!(crate::wire::csv::text_of(cell), text),
                    Cell::Whole(whole) => assert_eq!(cell, whole.to_string()),
                    Cell::Yuan(money) => assert_eq!(Money::parse(cell, 1), Ok(*money)),
                    Cell::Number(number) => assert_eq!(cell, number.to_string()),
                }
                let dangerous = cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
                assert!(!dangerous && !cell.starts_with(['\t', '\r', '\n']), "{cell:?}");
            }
            let basis = record.iter().next_back().unwrap();
            assert!(basis.starts_with(&sheet.title) && basis.contains("heilongjiang-2021/1"), "{basis}");
        }
    }
}

#[cfg(feature = "spreadsheet")]
mod workbook {
    use super::*;
    use crate::exchange::xlsx;
    use calamine::{Data, Reader, Xlsx};
    use std::io::Cursor;

    fn read(bytes: Vec<u8>, name: &str) -> Vec<Vec<Data>> {
        let mut workbook: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).unwrap();
        assert!(workbook.worksheet_formula(name).unwrap().is_empty(), "{name} holds a formula");
        let range = workbook.worksheet_range(name).unwrap();
        assert_eq!(range.start(), Some((0, 0)));
        range.rows().map(<[Data]>::to_vec).collect()
    }

    fn assert_same(read: &Data, written: &Cell) {
        match (read, written) {
            (Data::Empty, Cell::Text(text)) => assert_eq!(text, ""),
            // XML knows one kind of line end.
            (Data::String(read), Cell::Text(text)) => {
                let one = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
                assert_eq!(one(read), one(text));
            }
            (Data::Float(read), Cell::Whole(whole)) => assert_eq!(format!("{read}"), whole.to_string()),
            (Data::Float(read), Cell::Yuan(money)) => {
                assert_eq!(Money::parse(&format!("{read}"), 1), Ok(*money), "{money}");
            }
            (Data::String(read), Cell::Yuan(money)) => assert_eq!(*read, money.plain()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_workbook_is_read_by_another_reader_as_it_was_written() {
        let sheets = sheets(Lang::Zh);
        let bytes = xlsx::write(&sheets, day("2026-11-23")).unwrap();
        assert_eq!(
            bytes,
            xlsx::write(&sheets, day("2026-11-23")).unwrap(),
            "the same tables give the same bytes"
        );
        for sheet in &sheets {
            let rows = read(bytes.clone(), &sheet.name);
            assert_eq!(rows[0][0], Data::String(sheet.title.clone()));
            for (at, (label, text)) in sheet.about.iter().enumerate() {
                assert_eq!(rows[1 + at][..2], [Data::String(label.clone()), Data::String(text.clone())]);
            }
            let head = sheet.about.len() + 2;
            let headings: Vec<Cell> = sheet.headings.iter().map(Cell::text).collect();
            let below = std::iter::once(&headings).chain(sheet.all_rows());
            assert_eq!(rows.len(), head + 1 + sheet.rows.len() + 1);
            for (read, written) in rows[head..].iter().zip(below) {
                written.iter().zip(read).for_each(|(written, read)| assert_same(read, written));
            }
        }
    }

    #[test]
    fn amounts_come_back_to_the_cent_and_what_a_number_cannot_hold_is_text() {
        let mut dice = Dice::new(20_210_425);
        let mut amounts = vec![
            Money::ZERO,
            Money::micros(10_000),
            Money::micros(1),
            Money::micros(9_999_999_999_999_990_000),
            Money::micros(99_999_999_999_999_990_000),
            Money::micros(i128::MAX),
        ];
        for _ in 0..5_000 {
            let bits = 8 + dice.below(40);
            amounts.push(Money::micros(i128::from(dice.draw() >> bits) * 10_000));
        }
        let rows: Vec<Vec<Cell>> = amounts.iter().map(|money| vec![Cell::Yuan(*money)]).collect();
        let sheet = Sheet {
            name: "金额".into(),
            title: "t".into(),
            headings: vec!["元".into()],
            rows,
            ..Sheet::default()
        };
        let read = read(xlsx::write(std::slice::from_ref(&sheet), day("2026-11-23")).unwrap(), "金额");
        let (mut numbers, mut texts) = (0, 0);
        for (read, written) in read[3..].iter().zip(&sheet.rows) {
            assert_same(&read[0], &written[0]);
            match read[0] {
                Data::Float(_) => numbers += 1,
                _ => texts += 1,
            }
        }
        assert_eq!(numbers + texts, amounts.len());
        assert!(numbers > 3_000 && texts > 10, "{numbers} {texts}");
    }

    #[test]
    fn what_no_workbook_holds_is_said() {
        let named = |name: &str| Sheet { name: name.into(), ..Sheet::default() };
        for sheet in [named("a/b"), named(&"长".repeat(40)), named("")] {
            let error = xlsx::write(&[sheet], day("2026-11-23")).unwrap_err().words();
            assert!(!error.zh.is_empty() && !error.en.is_empty());
        }
        let long = Sheet {
            name: "x".into(),
            title: "t".into(),
            headings: vec!["h".into()],
            rows: vec![vec![Cell::text("长".repeat(40_000))]],
            ..Sheet::default()
        };
        assert!(xlsx::write(&[long], day("2026-11-23")).is_err());
    }
}

#[test]
fn one_table_is_that_of_the_workbook() {
    let services = services();
    let year = SettlementYear::of(&Settlement::default(), 2026).unwrap();
    let audit = audit(&services, Rule::of(None, None), &year, day("2026-06-30"), None);
    let treasury = Words::same("省财政厅");
    let about = About {
        ruleset: "r",
        treasury: &treasury,
        edition: None,
        as_of: day("2026-06-30"),
        unread: 0,
        lang: Lang::Zh,
    };
    let all = tables(&audit, None, &about);
    for (which, sheet) in Table::ALL.into_iter().zip(all) {
        assert_eq!(table(which, &audit, None, &about), sheet);
        assert!(format!("{:?}", sheet.about).contains("结算期未满，只计至 2026-06-30"));
    }
}
