//! The way to the module that reads and writes workbooks. It is a program of its own, fetched by the element's script
//! when it is first wanted.

use crate::basics::{Date, Words, date};
use crate::exchange::fleet::Given;
use crate::exchange::table::{MOST_BYTES, Table, read_csv};
use crate::exchange::{Error, Sheet, passage};
use crate::ui::browser;
use js_sys::{Promise, Uint8Array};
use std::cell::RefCell;
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

#[wasm_bindgen]
extern "C" {
    /// What the element's script offers (`www/src/program.js`).
    #[derive(Clone)]
    pub type Workbooks;
    /// Reads a workbook: a promise of its sheets, as `exchange::passage` writes them.
    #[wasm_bindgen(method)]
    fn read_workbook(this: &Workbooks, bytes: Uint8Array) -> Promise;
    /// Writes a workbook from sheets: a promise of its bytes.
    #[wasm_bindgen(method)]
    fn write_workbook(this: &Workbooks, sheets: &str, made: &str) -> Promise;
    /// Packs files into one archive: a promise of its bytes.
    #[wasm_bindgen(method)]
    fn pack_files(this: &Workbooks, files: &str) -> Promise;
    /// The text of a file in UTF-8, GB18030 or UTF-16; none where it is in neither.
    #[wasm_bindgen(method)]
    fn decode(this: &Workbooks, bytes: Uint8Array) -> Option<String>;
}

thread_local! {
    static BOOKS: RefCell<Option<Workbooks>> = const { RefCell::new(None) };
}

/// Called once, when the program is loaded.
pub fn open(books: Workbooks) {
    BOOKS.with(|cell| *cell.borrow_mut() = Some(books));
}

fn books() -> Result<Workbooks, Words> {
    let books = BOOKS.with(|cell| cell.borrow().clone());
    books.ok_or_else(|| Words::new("此页面不能读写表格文件", "This page cannot read or write workbooks"))
}

fn thrown(error: &JsValue) -> Words {
    passage::words_in(&error.as_string().unwrap_or_else(|| format!("{error:?}")))
}

/// Reads a file as a person chose it: a workbook or a text file, whatever it is called.
///
/// # Errors
/// Why it is not read; nothing of the form has changed.
pub async fn read(file: File) -> Result<Vec<Table>, Words> {
    match opened(&bytes(&file).await?).await? {
        Given::Tables(tables) => Ok(tables),
        Given::Text(text) => {
            let table = read_csv(&text).map_err(|error| error.words())?;
            if table.rows.is_empty() { Err(Error::Empty.words()) } else { Ok(vec![table]) }
        }
    }
}

/// What a file holds.
///
/// # Errors
/// Where it is larger than is read, or gone.
pub async fn bytes(file: &File) -> Result<Vec<u8>, Words> {
    if file.size() > MOST_BYTES as f64 {
        return Err(Error::TooLarge.words());
    }
    let unreadable = || Words::new("浏览器读不了这个文件", "The browser cannot read this file");
    browser::bytes_of(file).await.ok_or_else(unreadable)
}

/// The sheets of a workbook, or the text of a file that is none.
///
/// # Errors
/// Why it is not read.
pub async fn opened(bytes: &[u8]) -> Result<Given, Words> {
    let (books, given) = (books()?, Uint8Array::from(bytes));
    if bytes.starts_with(b"PK") || bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
        let read = JsFuture::from(books.read_workbook(given)).await.map_err(|error| thrown(&error))?;
        let other = || {
            Words::new(
                "程序各部分版本不一致，请刷新页面",
                "The parts of the program differ in version: reload the page",
            )
        };
        let tables = read.as_string().and_then(|text| passage::tables_in(&text)).ok_or_else(other)?;
        return Ok(Given::Tables(tables));
    }
    books.decode(given).map(Given::Text).ok_or_else(|| Error::Encoding { line: 1 }.words())
}

/// Packs texts with their names into one archive, and offers it as a file.
///
/// # Errors
/// Why it is not packed.
pub async fn pack(name: &str, files: &[(String, String)]) -> Result<(), Words> {
    let packed = books()?.pack_files(&passage::files_out(files));
    offer_bytes(name, "application/zip", packed).await
}

/// Writes a workbook and offers it as a file.
///
/// # Errors
/// Why it is not written.
pub async fn offer(name: &str, sheets: &[Sheet], made: Date) -> Result<(), Words> {
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let written = books()?.write_workbook(&passage::sheets_out(sheets), &date::iso(made));
    offer_bytes(name, XLSX, written).await
}

async fn offer_bytes(name: &str, media: &str, made: Promise) -> Result<(), Words> {
    let bytes = JsFuture::from(made).await.map_err(|error| thrown(&error))?;
    let offered = browser::download_bytes(name, media, &bytes);
    offered.ok_or_else(|| Words::new("浏览器没有接受下载", "The browser did not take the download"))
}
