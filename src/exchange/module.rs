//! The door of the module that a browser fetches when a workbook is opened or wanted.

use super::{book, passage, xlsx};
use crate::basics::{Words, date};
use wasm_bindgen::prelude::*;

/// Reads a workbook: its sheets as [`passage::tables_out`] writes them.
///
/// # Errors
/// Why it is not read, as [`passage::words_out`] writes it.
#[wasm_bindgen]
pub fn read_workbook(bytes: &[u8]) -> Result<String, String> {
    let tables = book::read(bytes).map_err(|error| passage::words_out(&error.words()))?;
    Ok(passage::tables_out(&tables))
}

/// Writes a workbook from sheets as [`passage::sheets_out`] writes them; `made` is the day that it names, 2026-11-23.
///
/// # Errors
/// Why it is not written, as [`passage::words_out`] writes it.
#[wasm_bindgen]
pub fn write_workbook(sheets: &str, made: &str) -> Result<Vec<u8>, String> {
    let (sheets, made) = passage::sheets_in(sheets).zip(date::parse(made)).ok_or_else(other)?;
    xlsx::write(&sheets, made).map_err(|error| passage::words_out(&error.words()))
}

/// Packs texts into one archive, as [`passage::files_out`] writes them.
///
/// # Errors
/// Why they are not packed, as [`passage::words_out`] writes it.
#[wasm_bindgen]
pub fn pack_files(files: &str) -> Result<Vec<u8>, String> {
    let files = passage::files_in(files).ok_or_else(other)?;
    book::pack(&files).map_err(|error| passage::words_out(&error.words()))
}

fn other() -> String {
    passage::words_out(&Words::new(
        "程序各部分版本不一致，请刷新页面",
        "The parts of the program differ in version: reload the page",
    ))
}
