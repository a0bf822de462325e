//! Workbooks as people's programs write them, and as nobody's should.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use crate::basics::Dice;
use crate::exchange::table::{MOST_BYTES, MOST_ROWS, Value};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const RELATIONS: &str = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#;
const STRINGS: &str = r#"<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="2" uniqueCount="2"><si><t>名称</t></si><si><r><t>内存</t></r><r><t>(GB)</t></r></si></sst>"#;

fn part(name: &str, text: impl Into<Vec<u8>>) -> (String, Vec<u8>) {
    (name.to_owned(), text.into())
}

fn packed(parts: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        zip.start_file(name.as_str(), options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook of one sheet: what stands in its `sheetData`, what follows it, and whether it counts from 1904.
fn parts_of(data: &str, after: &str, from_1904: bool) -> Vec<(String, Vec<u8>)> {
    let workbook = format!(
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><workbookPr date1904="{}"/><sheets><sheet name="需求" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        u8::from(from_1904)
    );
    let sheet = format!(
        r#"<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/><sheetData>{data}</sheetData>{after}</worksheet>"#
    );
    let root = r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
    vec![
        part("_rels/.rels", root),
        part("xl/workbook.xml", workbook),
        part("xl/_rels/workbook.xml.rels", RELATIONS),
        part("xl/styles.xml", STYLES),
        part("xl/sharedStrings.xml", STRINGS),
        part("xl/worksheets/sheet1.xml", sheet),
    ]
}

fn book(data: &str) -> Vec<u8> {
    packed(&parts_of(data, "", false))
}

fn cell(bytes: &[u8], row: u32, at: usize) -> Value {
    read(bytes).unwrap()[0].row(row).map_or(Value::Empty, |row| row.cell(at).clone())
}

fn refused(bytes: &[u8]) -> Error {
    let error = read(bytes).unwrap_err();
    let words = error.words();
    assert!(!words.zh.is_empty() && !words.en.is_empty());
    error
}

#[test]
fn cells_of_every_kind() {
    let bytes = book(
        r##"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>台数</t></is></c></row>
           <row r="3"><c r="A3" t="str"><f>"a"&amp;"b"</f><v>ab</v></c><c r="B3"><v>0.1</v></c><c r="C3"><f>1+1</f><v>2</v></c>
           <c r="D3" t="e"><v>#REF!</v></c><c r="E3"><f>SUM(B3)</f></c><c r="F3" s="1"><v>46349</v></c><c r="G3" t="b"><v>1</v></c>
           <c r="H3"><v>1E+15</v></c><c r="I3"><v>8.0000000000000000</v></c></row>"##,
    );
    let text = |text: &str| Value::Text(text.into());
    let number = |text: &str| Value::Number(text.into());
    assert_eq!(cell(&bytes, 1, 0), text("名称"));
    assert_eq!(cell(&bytes, 1, 1), text("内存(GB)"), "a shared text in pieces");
    assert_eq!(cell(&bytes, 1, 2), text("台数"));
    assert_eq!(cell(&bytes, 3, 0), text("ab"), "what was computed last");
    assert_eq!(cell(&bytes, 3, 1), number("0.1"));
    assert_eq!(cell(&bytes, 3, 2), number("2"));
    assert_eq!(cell(&bytes, 3, 3), Value::Error("#REF!".into()));
    assert_eq!(cell(&bytes, 3, 4), Value::Uncomputed);
    assert_eq!(cell(&bytes, 3, 5), Value::Day("2026-11-23".into()));
    assert_eq!(cell(&bytes, 3, 6), text("TRUE"));
    assert_eq!(cell(&bytes, 3, 7), number("1000000000000000"));
    assert_eq!(cell(&bytes, 3, 8), number("8"));
    assert_eq!(read(&bytes).unwrap()[0].name, "需求");
}

#[test]
fn days_count_from_1900_or_from_1904() {
    let data = r#"<row r="1"><c r="A1" s="1"><v>44887</v></c><c r="B1" s="1"><v>44887.5</v></c></row>"#;
    let from_1900 = packed(&parts_of(data, "", false));
    let from_1904 = packed(&parts_of(data, "", true));
    assert_eq!(cell(&from_1900, 1, 0), Value::Day("2022-11-22".into()));
    assert_eq!(cell(&from_1904, 1, 0), Value::Day("2026-11-23".into()));
    assert_eq!(cell(&from_1904, 1, 1), Value::Day("2026-11-23 12:00".into()));
}

#[test]
fn merged_cells_point_to_their_first() {
    let data = r#"<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row><row r="4"><c r="B4"><v>4</v></c></row>"#;
    let merges = |refs: &[&str]| {
        let cells: String = refs.iter().map(|r| format!(r#"<mergeCell ref="{r}"/>"#)).collect();
        format!("<mergeCells>{cells}</mergeCells>")
    };
    let bytes = packed(&parts_of(data, &merges(&["A1:A4"]), false));
    assert_eq!(cell(&bytes, 2, 0), Value::Merged(1, 0));
    assert_eq!(cell(&bytes, 4, 0), Value::Merged(1, 0));
    let table = read(&bytes).unwrap().remove(0);
    assert_eq!(table.shown(&table.rows[1], 0), "1");
    assert_eq!(table.rows.len(), 3, "rows that hold nothing of their own do not come to be");
    // Regions as large as a sheet, thousands of them, cost no more than the rows that there are.
    let huge = vec!["A1:XFD1048576"; 20_000];
    assert!(read(&packed(&parts_of(data, &merges(&huge), false))).is_ok());
}

#[test]
fn rows_in_any_order_are_put_in_order() {
    let bytes = book(
        r#"<row r="3"><c r="A3"><v>3</v></c></row><row r="1"><c r="A1"><v>1</v></c></row><row r="3"><c r="B3"><v>33</v></c></row>"#,
    );
    let table = read(&bytes).unwrap().remove(0);
    assert_eq!(table.rows.iter().map(|row| row.number).collect::<Vec<_>>(), [1, 3]);
    assert_eq!(table.rows[1].cells, [Value::Number("3".into()), Value::Number("33".into())]);
}

#[test]
fn a_bomb_is_not_unpacked() {
    let mut parts = parts_of(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, "", false);
    parts.push(part("xl/media/x.bin", vec![0; 65 << 20]));
    let bytes = packed(&parts);
    assert!(bytes.len() < MOST_BYTES / 10, "{}", bytes.len());
    assert!(matches!(refused(&bytes), Error::Inflates { part, .. } if part == "xl/media/x.bin"));
    // The same where the file claims that it is small: in the directory and before the part.
    let mut lying = bytes.clone();
    let true_size = u32::try_from(65 << 20).unwrap().to_le_bytes();
    let at: Vec<usize> =
        bytes.windows(4).enumerate().filter(|(_, w)| *w == true_size).map(|(at, _)| at).collect();
    assert!(!at.is_empty());
    for at in at {
        lying[at..at + 4].copy_from_slice(&1000u32.to_le_bytes());
    }
    assert!(matches!(refused(&lying), Error::Inflates { .. } | Error::Broken(_)));
    // Many parts that are each small enough.
    let mut parts = parts_of("", "", false);
    parts.extend((0..7).map(|at| part(&format!("xl/media/{at}"), vec![0; 10 << 20])));
    assert!(matches!(refused(&packed(&parts)), Error::Inflates { .. }));
    let many: Vec<_> = (0..300).map(|at| part(&format!("p{at}"), "x")).collect();
    assert!(matches!(refused(&packed(&many)), Error::TooManyParts(300)));
    assert!(matches!(refused(&vec![b'P'; MOST_BYTES + 1]), Error::TooLarge));
}

#[test]
fn a_far_cell_costs_nothing() {
    let far = |at: &str| book(&format!(r#"<row r="1"><c r="A1"><v>1</v></c><c r="{at}"><v>1</v></c></row>"#));
    assert!(matches!(refused(&far("XFD1048576")), Error::TooManyRows { row: 1_048_576, .. }));
    assert!(matches!(refused(&far("IW1")), Error::TooManyColumns { cell, .. } if cell == "IW1"));
    assert!(matches!(refused(&far("A100101")), Error::TooManyRows { row, .. } if row == MOST_ROWS + 1));
    for wild in ["AAAAAAAAAAAAAAAAA1", "A99999999999999999999", "A0", "1", "A", "@1", "A-1", "甲1", ""] {
        // Refused with words, or read as something within the limits; never a panic.
        if let Err(error) = read(&far(wild)) {
            assert!(!error.words().zh.is_empty(), "{wild}");
        }
    }
}

#[test]
fn nothing_outside_the_file_is_referred_to() {
    let with = |relations: &str| {
        let mut parts = parts_of(r#"<row r="1"><c r="A1"><v>1</v></c></row>"#, "", false);
        let text = format!(
            r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>"#
        );
        parts.push(part("xl/worksheets/_rels/sheet1.xml.rels", text));
        packed(&parts)
    };
    let relation = |kind: &str| {
        format!(
            r#"<Relationship Id="r9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="file:///etc/passwd" TargetMode="External"/>"#
        )
    };
    assert!(
        matches!(refused(&with(&relation("externalLinkPath"))), Error::External(t) if t == "file:///etc/passwd")
    );
    assert!(read(&with(&relation("hyperlink"))).is_ok(), "a link that a person may click is no reference");
    let mut parts = parts_of("", "", false);
    for (name, bytes) in &mut parts {
        if name == "xl/sharedStrings.xml" {
            let text = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"b\"><!ENTITY c \"&a;&a;\">]>";
            *bytes = [text.as_bytes(), STRINGS.as_bytes()].concat();
        }
    }
    assert!(matches!(refused(&packed(&parts)), Error::DocumentType(part) if part == "xl/sharedStrings.xml"));
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    assert!(matches!(refused(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0]), Error::OldOrLocked));
    for bytes in [
        &b"PK"[..],
        b"",
        b"name,cpu\n",
        b"PK\x03\x04garbage",
        b"PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0",
    ] {
        assert!(matches!(refused(bytes), Error::Broken(_)), "{bytes:?}");
    }
    assert!(matches!(refused(&book("")), Error::Empty));
    assert!(matches!(refused(&packed(&[part("a.txt", "x")])), Error::Broken(_)));
    for data in [
        "<row",
        "<row r=\"1\"><c r=\"A1\"",
        "<row r='x'><c/></row>",
        "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>99</v></c></row>",
    ] {
        let _ = refused(&book(data));
    }
    // Cut anywhere, or with any byte changed, a workbook is read or refused and nothing else.
    let whole = book(r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1"><v>2</v></c></row>"#);
    for cut in (0..whole.len()).step_by(7) {
        let _ = read(&whole[..cut]);
    }
    let mut dice = Dice::new(20_261_125);
    for _ in 0..2_000 {
        let mut bytes = whole.clone();
        let at = dice.index(bytes.len());
        bytes[at] = bytes[at].wrapping_add(u8::try_from(dice.below(256)).unwrap());
        let _ = read(&bytes);
    }
}
