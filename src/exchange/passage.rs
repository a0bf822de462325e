//! Tables on their way between the form and the module that reads and writes workbooks: JSON text, since the two are
//! programs of their own and share no memory.

use super::sheet::{Cell, Sheet};
use super::table::{Row, Table, Value as Held};
use crate::basics::{Decimal, Money, Words};
use serde_json::{Value, json};

/// Names and texts of files, for the module that packs them.
pub fn files_out(files: &[(String, String)]) -> String {
    json!(files).to_string()
}

/// The same, read in the module; `None` where the text is of another version.
pub fn files_in(text: &str) -> Option<Vec<(String, String)>> {
    serde_json::from_str(text).ok()
}

/// Sheets as read, for the form.
pub fn tables_out(tables: &[Table]) -> String {
    let cell = |held: &Held| match held {
        Held::Empty => Value::Null,
        Held::Text(text) => json!(text),
        Held::Number(text) => json!({"n": text}),
        Held::Day(text) => json!({"d": text}),
        Held::Error(text) => json!({"e": text}),
        Held::Uncomputed => json!({"u": true}),
        Held::Merged(row, at) => json!({"m": [row, at]}),
    };
    let row = |row: &Row| json!([row.number, row.cells.iter().map(cell).collect::<Vec<_>>()]);
    let table = |table: &Table| json!({"name": table.name, "hidden": table.hidden, "rows": table.rows.iter().map(row).collect::<Vec<_>>()});
    json!(tables.iter().map(table).collect::<Vec<_>>()).to_string()
}

/// The same, read in the form; `None` where the text is of another version.
pub fn tables_in(text: &str) -> Option<Vec<Table>> {
    let value: Value = serde_json::from_str(text).ok()?;
    value.as_array()?.iter().map(table_in).collect()
}

fn table_in(value: &Value) -> Option<Table> {
    let row = |value: &Value| {
        let number = u32::try_from(value.get(0)?.as_u64()?).ok()?;
        let cells = value.get(1)?.as_array()?.iter().map(held_in).collect::<Option<_>>()?;
        Some(Row { number, cells })
    };
    Some(Table {
        name: value.get("name")?.as_str()?.to_owned(),
        hidden: value.get("hidden")?.as_bool()?,
        rows: value.get("rows")?.as_array()?.iter().map(row).collect::<Option<_>>()?,
    })
}

fn held_in(value: &Value) -> Option<Held> {
    let Value::Object(members) = value else {
        return Some(value.as_str().map_or(Held::Empty, |text| Held::Text(text.to_owned())));
    };
    let (kind, held) = members.iter().next()?;
    let text = || held.as_str().map(str::to_owned);
    match kind.as_str() {
        "n" => Some(Held::Number(text()?)),
        "d" => Some(Held::Day(text()?)),
        "e" => Some(Held::Error(text()?)),
        "u" => Some(Held::Uncomputed),
        "m" => {
            let part = |at: usize| held.get(at)?.as_u64();
            Some(Held::Merged(u32::try_from(part(0)?).ok()?, usize::try_from(part(1)?).ok()?))
        }
        _ => None,
    }
}

/// Tables to be written, for the module.
pub fn sheets_out(sheets: &[Sheet]) -> String {
    let cell = |cell: &Cell| match cell {
        Cell::Text(text) => json!(text),
        Cell::Whole(number) => json!({"w": number}),
        Cell::Yuan(money) => json!({"y": money.plain()}),
        Cell::Number(number) => json!({"n": number.to_string()}),
    };
    let cells = |row: &Vec<Cell>| row.iter().map(cell).collect::<Vec<_>>();
    let sheet = |sheet: &Sheet| {
        json!({
            "name": sheet.name, "title": sheet.title, "about": sheet.about, "headings": sheet.headings,
            "rows": sheet.rows.iter().map(cells).collect::<Vec<_>>(), "total": cells(&sheet.total),
        })
    };
    json!(sheets.iter().map(sheet).collect::<Vec<_>>()).to_string()
}

/// The same, read in the module; `None` where the text is of another version.
pub fn sheets_in(text: &str) -> Option<Vec<Sheet>> {
    let value: Value = serde_json::from_str(text).ok()?;
    value.as_array()?.iter().map(sheet_in).collect()
}

fn sheet_in(value: &Value) -> Option<Sheet> {
    let text = |value: &Value| value.as_str().map(str::to_owned);
    let list = |name: &str| value.get(name)?.as_array();
    let cells = |row: &Value| row.as_array()?.iter().map(cell_in).collect::<Option<Vec<_>>>();
    let about = |pair: &Value| Some((text(pair.get(0)?)?, text(pair.get(1)?)?));
    Some(Sheet {
        name: text(value.get("name")?)?,
        title: text(value.get("title")?)?,
        about: list("about")?.iter().map(about).collect::<Option<_>>()?,
        headings: list("headings")?.iter().map(text).collect::<Option<_>>()?,
        rows: list("rows")?.iter().map(cells).collect::<Option<_>>()?,
        total: cells(value.get("total")?)?,
    })
}

fn cell_in(value: &Value) -> Option<Cell> {
    let Value::Object(members) = value else { return Some(Cell::Text(value.as_str()?.to_owned())) };
    let (kind, held) = members.iter().next()?;
    match kind.as_str() {
        "w" => Some(Cell::Whole(held.as_i64()?)),
        "y" => Money::parse(held.as_str()?, 1).ok().map(Cell::Yuan),
        "n" => Decimal::parse(held.as_str()?).ok().map(Cell::Number),
        _ => None,
    }
}

/// Why something could not be done, for the form.
pub fn words_out(words: &Words) -> String {
    json!([words.zh, words.en]).to_string()
}

/// The same, read in the form: whatever else is thrown is told as it is.
pub fn words_in(text: &str) -> Words {
    let value: Value = serde_json::from_str(text).unwrap_or_default();
    let part = |at: usize| value.get(at).and_then(Value::as_str);
    part(0).zip(part(1)).map_or_else(|| Words::same(text), |(zh, en)| Words::new(zh, en))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_goes_out_comes_in() {
        let held = vec![
            Held::Empty,
            Held::Text("=1\n\"x\"".into()),
            Held::Number("0.1".into()),
            Held::Day("2026-11-23".into()),
            Held::Error("#REF!".into()),
            Held::Uncomputed,
            Held::Merged(3, 0),
        ];
        let tables =
            vec![Table { name: "需求".into(), hidden: true, rows: vec![Row { number: 4, cells: held }] }];
        assert_eq!(tables_in(&tables_out(&tables)), Some(tables));
        let cells = vec![
            Cell::text("-1"),
            Cell::Whole(i64::MIN),
            Cell::Yuan(Money::micros(1_234_567)),
            Cell::Number(Decimal { units: -15, scale: 1 }),
        ];
        let sheet = Sheet {
            name: "n".into(),
            title: "t".into(),
            about: vec![("a".into(), "b".into())],
            headings: vec!["h".into()],
            rows: vec![cells.clone(), Vec::new()],
            total: cells,
        };
        let sheets = vec![sheet];
        assert_eq!(sheets_in(&sheets_out(&sheets)), Some(sheets));
        let words = Words::new("坏", "bad");
        assert_eq!(words_in(&words_out(&words)), words);
        assert_eq!(words_in("RuntimeError"), Words::same("RuntimeError"));
        for text in ["", "{}", "[{}]", "[1]", r#"[{"name":"x","hidden":false,"rows":[[1,[{"z":1}]]]}]"#] {
            assert_eq!((tables_in(text), sheets_in(text)), (None, None), "{text}");
        }
    }
}
