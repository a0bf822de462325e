//! Whatever stands in a list of services is read and audited: never a panic, nothing lost, the same each time.

use govcloud::basics::{Date, Dice, Money};
use govcloud::catalog::{Proration, WholeMonth};
use govcloud::dossier::read::SERVICE_COLUMNS;
use govcloud::fees::{Rule, SaidBy, Settlement, SettlementYear, Sums, audit, next_budget};
use govcloud::wire::v1::services::{self, HOLDER_COLUMNS};
use serde_json::{Map, Value, json};

const DAYS: &[&str] = &[
    "2025-10-01",
    "2026-01-31",
    "2026/2/28",
    "2026年9月30日",
    "2026-10-01",
    "2028-02-29",
    "0001-01-01",
    "9999-12-31",
    "2026-02-30",
    "0000-00-00",
    "soon",
    "",
];
const TEXTS: &[&str] = &[
    "",
    " ",
    "甲",
    "乙厅",
    "=1+1",
    "'",
    "\u{0}\u{1}",
    "👩‍👩‍👧‍👦",
    "\u{202e}abc",
    "a\nb\r\nc",
    "~0/~1",
    "\u{feff}",
    "1,2;3\t4",
    "\"q\"",
];
const COUNTS: &[&str] = &["1", "2", "1000000000", "1000000001", "0", "-1", "1.5", "４", "many", ""];
const PRICES: &[&str] =
    &["0", "0.01", "320.50", "0.000001", "999999999999999999", "9999999999999999999", "-1", "1e9", ""];

fn sound_cell(random: &mut Dice, column: &str) -> String {
    let texts: &[&str] = match column {
        "from" => &["2025-10-01", "2026/2/28", "2026-01-31", "2024-05-15"],
        "to" => &["2026年9月30日", "2026-10-01", "2028-02-29", ""],
        "count" => &["1", "2", "４"],
        "price" => &["0", "0.01", "320.50", ""],
        "period" => &["month", "年", "day", "once"],
        "standing" => &["contract", "官方目录价", "illustrative"],
        "department" | "case" | "item" => &["甲", "乙", "丙"],
        _ => TEXTS,
    };
    random.one(texts).to_owned()
}

fn any_cell(random: &mut Dice, column: &str) -> String {
    let fitting: &[&str] = match column {
        "from" | "to" => DAYS,
        "count" => COUNTS,
        "price" => PRICES,
        "period" => &["month", "年", "day", "once", "hour", ""],
        "standing" => &["contract", "官方目录价", "illustrative", "rumour", ""],
        "department" | "case" | "item" => &["甲", "乙", "丙", " "],
        _ => TEXTS,
    };
    (if random.index(20) == 0 { random.one(TEXTS) } else { random.one(fitting) }).to_owned()
}

fn any_rows(random: &mut Dice) -> Vec<Map<String, Value>> {
    let columns = || HOLDER_COLUMNS.iter().chain(SERVICE_COLUMNS).map(|(column, _, _)| *column);
    let mut rows = Vec::new();
    for _ in 0..random.index(6) {
        // A sound row, with some of its cells as they come.
        let mut row: Map<String, Value> =
            columns().map(|c| (c.to_owned(), sound_cell(random, c).into())).collect();
        for column in columns() {
            match random.index(12) {
                0 => drop(row.insert(column.to_owned(), any_cell(random, column).into())),
                1 if random.index(8) == 0 => drop(row.remove(column)),
                _ => {}
            }
        }
        if random.index(8) == 0 {
            row.insert(random.one(TEXTS).to_owned(), random.one(TEXTS).into());
        }
        rows.push(row);
    }
    rows
}

fn total<K>(sums: impl IntoIterator<Item = (K, Sums)>) -> (Money, usize, usize) {
    let plus = |(known, open, rows): (Money, usize, usize), (_, s): (K, Sums)| {
        (known.plus(s.known).unwrap(), open + s.open, rows + s.rows)
    };
    sums.into_iter().fold((Money::ZERO, 0, 0), plus)
}

#[test]
fn whatever_stands_in_a_list_is_read_and_audited() {
    let (mut read_rows, mut audited) = (0, 0);
    for number in 1..=3_000u64 {
        let mut random = Dice::new(number.wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let rows = any_rows(&mut random);
        let document = json!({"format": services::FORMAT, "version": 1, "services": rows});
        let list = services::read(&document.to_string(), None).unwrap();
        assert_eq!(list, services::read(&document.to_string(), None).unwrap());
        // Each row that holds something is a service or is named.
        let blank = |row: &Map<String, Value>| row.values().all(|v| v.as_str().unwrap().trim().is_empty());
        let filled = rows.iter().filter(|row| !blank(row)).count();
        assert_eq!(list.services.len() + list.left_out.len(), filled, "case {number}");
        for row in &list.left_out {
            assert!(list.problems.iter().any(|p| p.row == *row && p.bars), "case {number}, row {row}");
        }
        // What was read can be written and read again, both ways.
        assert_eq!(services::read(&services::write(&list.services), None).unwrap().services, list.services);
        let from_csv = services::read_csv(&services::write_csv(&list.services), None).unwrap();
        assert_eq!(from_csv.services.len(), list.services.len(), "case {number}");
        read_rows += list.services.len();
        let settlement =
            Settlement { closes: random.one(&[(9, 30), (12, 31), (2, 31)]), ..Settlement::default() };
        let rule = random.one(&[
            Proration::Day,
            Proration::Month(WholeMonth::Started),
            Proration::Month(WholeMonth::Complete),
        ]);
        let rule = Rule { proration: rule, said_by: SaidBy::Nobody };
        for it in [1, 2026, 2027, 9999] {
            let year = SettlementYear::of(&settlement, it).unwrap();
            let as_of = random.one(&[Date::MIN, year.from, year.closes, Date::MAX]);
            let table = audit(&list.services, rule, &year, as_of, None);
            let expected = (table.total.known, table.total.open, table.rows.len());
            assert_eq!(total(table.by_system()), expected, "case {number}");
            assert_eq!(total(table.by_department()), expected, "case {number}");
            assert_eq!(total(table.by_service()), expected, "case {number}");
            assert!(table.left_out.is_empty() == table.problems.iter().all(|p| !p.bars), "case {number}");
            let budget = next_budget(&list.services, rule, &settlement, &year, as_of).unwrap();
            assert_eq!(budget.total.due.known, table.total.known, "case {number}");
            audited += table.rows.len();
        }
    }
    assert!(read_rows > 1_000 && audited > 1_000, "{read_rows} {audited}");
}
