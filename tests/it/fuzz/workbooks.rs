//! Workbooks: mutations of whole files and of their parts, and more than sixty that were made to do harm.

use super::run;
use govcloud::exchange::book;
use govcloud::exchange::table::{MOST_CELLS, MOST_COLUMNS, MOST_ROWS, MOST_TEXT, Table};
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const REL: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006/relationships";

type Parts = Vec<(String, Vec<u8>)>;

fn packed(parts: &Parts, method: CompressionMethod) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A small workbook that is in order.
fn good() -> Parts {
    let target = |id: &str, kind: &str, to: &str| {
        format!(r#"<Relationship Id="{id}" Type="{REL}/{kind}" Target="{to}"/>"#)
    };
    let relations = |inner: String| format!(r#"<Relationships xmlns="{PACKAGE}">{inner}</Relationships>"#);
    let sheet = r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>内存(GB)</t></is></c></row>
        <row r="2"><c r="A2" t="str"><f>"w"</f><v>w</v></c><c r="B2"><v>8</v></c><c r="C2" s="1"><v>46349</v></c></row>"#;
    let part = |name: &str, text: String| (name.to_owned(), text.into_bytes());
    vec![
        part("_rels/.rels", relations(target("rId1", "officeDocument", "xl/workbook.xml"))),
        part(
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets><sheet name="需求" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        part(
            "xl/_rels/workbook.xml.rels",
            relations(
                target("rId1", "worksheet", "worksheets/sheet1.xml")
                    + &target("rId2", "sharedStrings", "sharedStrings.xml")
                    + &target("rId3", "styles", "styles.xml"),
            ),
        ),
        part(
            "xl/styles.xml",
            format!(
                r#"<styleSheet xmlns="{MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#
            ),
        ),
        part("xl/sharedStrings.xml", format!(r#"<sst xmlns="{MAIN}" count="1"><si><t>名称</t></si></sst>"#)),
        part(
            "xl/worksheets/sheet1.xml",
            format!(
                r#"<worksheet xmlns="{MAIN}"><dimension ref="A1:C2"/><sheetData>{sheet}</sheetData></worksheet>"#
            ),
        ),
    ]
}

/// Whatever is read is within what may be read, and whatever is refused says why.
fn target(bytes: &[u8]) {
    match book::read(bytes) {
        Ok(tables) => {
            assert!(cells(&tables) <= MOST_CELLS);
            for row in tables.iter().flat_map(|table| &table.rows) {
                assert!(row.number <= MOST_ROWS && row.cells.len() <= MOST_COLUMNS as usize);
                assert!(row.cells.iter().all(|cell| cell.shown().chars().count() <= MOST_TEXT + 64));
            }
        }
        Err(error) => {
            let words = error.words();
            assert!(!words.zh.is_empty() && !words.en.is_empty());
        }
    }
}

fn cells(tables: &[Table]) -> usize {
    tables.iter().flat_map(|table| &table.rows).map(|row| row.filled().count()).sum()
}

#[test]
fn fuzz_workbook() {
    let stored = packed(&good(), CompressionMethod::Stored);
    let deflated = packed(&good(), CompressionMethod::Deflated);
    assert!(book::read(&stored).is_ok() && book::read(&deflated).is_ok());
    run("workbook", &[&stored, &deflated], target);
}

/// The mutations of a part, packed again: what the archive's checksums would keep from the reader else.
#[test]
fn fuzz_workbook_sheet() {
    let sheet = good().remove(5).1;
    run("workbook_sheet", &[&sheet], |bytes| {
        let mut parts = good();
        parts[5].1 = bytes.to_vec();
        target(&packed(&parts, CompressionMethod::Stored));
    });
}

#[test]
fn fuzz_workbook_parts() {
    let whole: Vec<u8> =
        good().into_iter().take(5).flat_map(|(_, bytes)| [bytes, b"\0".to_vec()].concat()).collect();
    run("workbook_parts", &[&whole], |bytes| {
        let mut parts = good();
        for (part, bytes) in parts.iter_mut().take(5).zip(bytes.split(|byte| *byte == 0)) {
            part.1 = bytes.to_vec();
        }
        target(&packed(&parts, CompressionMethod::Stored));
    });
}

/// A workbook with this sheet.
fn sheet(data: &str) -> Vec<u8> {
    with(5, &format!(r#"<worksheet xmlns="{MAIN}"><sheetData>{data}</sheetData></worksheet>"#))
}

/// A workbook whose part of this number has this text.
fn with(part: usize, text: &str) -> Vec<u8> {
    let mut parts = good();
    parts[part].1 = text.as_bytes().to_vec();
    packed(&parts, CompressionMethod::Deflated)
}

fn replaced(part: usize, from: &str, to: &str) -> Vec<u8> {
    let text = String::from_utf8(good()[part].1.clone()).unwrap();
    assert!(text.contains(from), "{from}");
    with(part, &text.replace(from, to))
}

fn and_part(name: &str, bytes: Vec<u8>) -> Vec<u8> {
    let mut parts = good();
    parts.push((name.to_owned(), bytes));
    packed(&parts, CompressionMethod::Deflated)
}

fn patched(at_signature: [u8; 4], offset: usize, bytes: &[u8]) -> Vec<u8> {
    let mut file = packed(&good(), CompressionMethod::Deflated);
    let at = file.windows(4).rposition(|window| window == at_signature).unwrap() + offset;
    file[at..at + bytes.len()].copy_from_slice(bytes);
    file
}

fn cell(inner: &str) -> Vec<u8> {
    sheet(&format!(r#"<row r="1">{inner}</row>"#))
}

/// The hostile workbooks: a name, the bytes, and whether they must be refused.
fn hostile() -> Vec<(String, Vec<u8>, bool)> {
    const LOCAL: [u8; 4] = *b"PK\x03\x04";
    const CENTRAL: [u8; 4] = *b"PK\x01\x02";
    const END: [u8; 4] = *b"PK\x05\x06";
    let deflated = packed(&good(), CompressionMethod::Deflated);
    let mut all: Vec<(String, Vec<u8>, bool)> = Vec::new();
    let mut add = |name: &str, bytes: Vec<u8>, refused: bool| all.push((name.to_owned(), bytes, refused));

    // What unpacks to more than may be.
    add("a part of 65 MB of blanks", and_part("xl/media/a.bin", vec![b' '; 65 << 20]), true);
    add("a sheet of 65 MB", sheet(&" ".repeat(65 << 20)), true);
    add("shared texts of 65 MB", with(4, &" ".repeat(65 << 20)), true);
    let many = |count: usize, size: usize| {
        let mut parts = good();
        parts.extend((0..count).map(|n| (format!("xl/m{n}"), vec![0; size])));
        packed(&parts, CompressionMethod::Deflated)
    };
    add("seventeen parts of 4 MB", many(17, 4 << 20), true);
    add("three hundred parts", many(300, 1), true);
    add("a file of 11 MB", [deflated.clone(), vec![0; 11 << 20]].concat(), true);
    add("a zip in the zip", and_part("xl/embeddings/a.xlsx", deflated.clone()), false);

    // An archive that lies about itself.
    add("nothing", Vec::new(), true);
    add("the first two bytes", b"PK".to_vec(), true);
    add("an old .xls", b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".repeat(64), true);
    add("no end", deflated[..deflated.len() - 22].to_vec(), true);
    add("half", deflated[..deflated.len() / 2].to_vec(), true);
    add("the end alone", deflated[deflated.len() - 22..].to_vec(), true);
    add("twice behind itself", [deflated.clone(), deflated.clone()].concat(), false);
    add("something before it", [b"MZ".repeat(50), deflated.clone()].concat(), false);
    for (name, signature, offset, bytes) in [
        ("a size unpacked of nothing", CENTRAL, 24, &[0, 0, 0, 0][..]),
        ("a size unpacked of 4 GB", CENTRAL, 24, &[0xfe, 0xff, 0xff, 0xff]),
        ("a size unpacked in a field that is not there", CENTRAL, 24, &[0xff, 0xff, 0xff, 0xff]),
        ("a size packed of 4 GB", CENTRAL, 20, &[0xfe, 0xff, 0xff, 0xff]),
        ("a wrong checksum", CENTRAL, 16, &[1, 2, 3, 4]),
        ("an unknown method", CENTRAL, 10, &[99, 0]),
        ("a flag of encryption", CENTRAL, 8, &[1, 0]),
        ("an entry beyond the file", CENTRAL, 42, &[0xf0, 0xff, 0xff, 0x7f]),
        ("an entry that is the list itself", CENTRAL, 42, &[0xff, 0, 0, 0]),
        ("a name longer than the file", CENTRAL, 28, &[0xff, 0xff]),
        ("another name in front", LOCAL, 30, b"zz"),
        ("a method that differs in front", LOCAL, 8, &[0, 0]),
        ("65535 entries", END, 10, &[0xff, 0xff]),
        ("a list beyond the file", END, 16, &[0xff, 0xff, 0xff, 0x7f]),
        ("a list larger than the file", END, 12, &[0xff, 0xff, 0xff, 0x7f]),
        ("a second volume", END, 4, &[1, 0]),
        ("a remark longer than the file", END, 20, &[0xff, 0xff]),
    ] {
        add(name, patched(signature, offset, bytes), false);
    }

    // XML that reaches out, or grows.
    let doctype =
        |inside: &str| format!("<!DOCTYPE x [{inside}]>{}", String::from_utf8(good()[5].1.clone()).unwrap());
    add("a DOCTYPE", with(5, &doctype("")), true);
    add("an entity of a file", with(5, &doctype(r#"<!ENTITY e SYSTEM "file:///etc/passwd">"#)), true);
    add(
        "a parameter entity of a host",
        with(5, &doctype(r#"<!ENTITY % e SYSTEM "http://example.org/x"> %e;"#)),
        true,
    );
    let laughs: String =
        (1..10).map(|n| format!(r#"<!ENTITY l{n} "{}">"#, format!("&l{};", n - 1).repeat(10))).collect();
    add("a billion laughs", with(5, &doctype(&format!(r#"<!ENTITY l0 "ha">{laughs}"#))), true);
    add("a DOCTYPE in the shared texts", with(4, "<!DOCTYPE sst><sst/>"), true);
    add("a DOCTYPE in the workbook", with(1, "<!DOCTYPE w><workbook/>"), true);
    add("a doctype in small letters", with(5, "<!doctype x><worksheet/>"), true);
    add("an unknown entity", cell(r#"<c r="A1" t="str"><v>&nosuch;</v></c>"#), false);
    add("a character that is none", cell(r#"<c r="A1" t="str"><v>&#0;&#xD800;&#x110000;</v></c>"#), false);
    add("no end of a tag", with(5, "<worksheet><sheetData><row"), false);
    add("an end without a begin", with(5, "</worksheet></worksheet>"), false);
    add("depth", with(5, &format!("<worksheet>{}", "<a>".repeat(100_000))), false);
    add("a million attributes", with(5, &format!("<worksheet {}/>", r#"a="b" "#.repeat(1_000_000))), false);
    add("UTF-16", with(5, "\u{feff}<\0w\0o\0r\0k\0s\0h\0e\0e\0t\0"), false);
    let external = r#"<Relationship Id="rId9" Type="x" Target="http://example.org/x" TargetMode="External"/></Relationships>"#;
    add("something outside, by the workbook", replaced(2, "</Relationships>", external), true);
    add("something outside, by the package", replaced(0, "</Relationships>", external), true);
    let hidden = external.replace("External", "&#69;xternal");
    add("something outside, in disguise", replaced(2, "</Relationships>", &hidden), false);
    add(
        "a link to another workbook",
        and_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>".to_vec()),
        false,
    );
    add("macros", and_part("xl/vbaProject.bin", b"\xD0\xCF\x11\xE0".to_vec()), false);
    add("a sheet out of the package", replaced(2, "worksheets/sheet1.xml", "../../../etc/passwd"), false);
    add("a sheet at the root", replaced(2, "worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"), false);
    add("a sheet that is the workbook", replaced(2, "worksheets/sheet1.xml", "workbook.xml"), false);
    add("shared texts that are the sheet", replaced(2, "sharedStrings.xml", "worksheets/sheet1.xml"), false);
    add("a sheet that is not there", replaced(2, "worksheets/sheet1.xml", "worksheets/none.xml"), false);
    add("a sheet of no relation", replaced(1, "r:id=\"rId1\"", "r:id=\"rId99\""), false);
    add(
        "ten thousand sheets",
        {
            let sheets: String =
                (0..10_000).map(|n| format!(r#"<sheet name="s{n}" sheetId="{n}" r:id="rId1"/>"#)).collect();
            with(
                1,
                &format!(r#"<workbook xmlns="{MAIN}" xmlns:r="{REL}"><sheets>{sheets}</sheets></workbook>"#),
            )
        },
        false,
    );
    add("names with paths", and_part("../../etc/passwd", b"x".to_vec()), false);
    add("a name of 60,000 letters", and_part(&"a".repeat(60_000), b"x".to_vec()), false);

    // Cells.
    add("a cell far out", cell(r#"<c r="XFD1048576"><v>1</v></c>"#), true);
    add("a cell beyond every sheet", cell(r#"<c r="ZZZZZZZ99999999999"><v>1</v></c>"#), false);
    add(
        "a row beyond 64 bits",
        sheet(r#"<row r="99999999999999999999"><c r="A1"><v>1</v></c></row>"#),
        false,
    );
    add("row 0", sheet(r#"<row r="0"><c r="A0"><v>1</v></c></row>"#), false);
    add("a cell without a place", sheet("<row><c><v>1</v></c></row>"), false);
    add("a place of letters only", cell(r#"<c r="ABC"><v>1</v></c>"#), false);
    add("a shared text that is not there", cell(r#"<c r="A1" t="s"><v>4294967296</v></c>"#), false);
    add("a shared text before the first", cell(r#"<c r="A1" t="s"><v>-1</v></c>"#), false);
    add("a style that is not there", cell(r#"<c r="A1" s="99999"><v>1</v></c>"#), false);
    add("a number that is none", cell(r#"<c r="A1"><v>1e999999</v></c>"#), false);
    add("not a number", cell(r#"<c r="A1"><v>NaN</v></c>"#), false);
    add("a day of the year 12 million", cell(r#"<c r="A1" s="1"><v>4444444444</v></c>"#), false);
    add("a day before all days", cell(r#"<c r="A1" s="1"><v>-99999999</v></c>"#), false);
    add("a formula that calls out", cell(r#"<c r="A1"><f>WEBSERVICE("http://example.org")</f></c>"#), false);
    add(
        "a formula that runs a program",
        cell(r#"<c r="A1" t="str"><f>cmd|'/c calc'!A1</f><v>=cmd|'/c calc'!A1</v></c>"#),
        false,
    );
    add(
        "a shared formula of all cells",
        cell(r#"<c r="A1"><f t="shared" si="0" ref="A1:XFD1048576">1</f><v>1</v></c>"#),
        false,
    );
    add(
        "a text of 40,000 characters",
        cell(&format!(r#"<c r="A1" t="str"><v>{}</v></c>"#, "字".repeat(40_000))),
        true,
    );
    add(
        "two million cells",
        {
            let row = r#"<c><v>1</v></c>"#.repeat(200);
            sheet(&format!("<row>{row}</row>").repeat(10_000))
        },
        true,
    );
    let merged = |inner: &str| {
        with(
            5,
            &format!(r#"<worksheet xmlns="{MAIN}"><sheetData/><mergeCells>{inner}</mergeCells></worksheet>"#),
        )
    };
    add("everything merged", merged(r#"<mergeCell ref="A1:XFD1048576"/>"#), false);
    add("a merge the wrong way", merged(r#"<mergeCell ref="Z9:A1"/>"#), false);
    add("a hundred thousand merges", merged(&r#"<mergeCell ref="A1:B2"/>"#.repeat(100_000)), false);
    add("a dimension of 64 bits", replaced(5, "A1:C2", "A1:ZZZZZZZZZZ99999999999999999"), false);
    all
}

#[test]
fn what_was_made_to_do_harm_does_none() {
    let all = hostile();
    assert!(all.len() >= 60, "{}", all.len());
    for (name, bytes, must_be_refused) in &all {
        target(bytes);
        if *must_be_refused {
            assert!(book::read(bytes).is_err(), "{name} was read");
        }
    }
}
