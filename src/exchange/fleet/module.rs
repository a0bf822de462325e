//! The door of the module that fits lists in a worker (`www/src/fleet.js`). Built twice, with and without instructions
//! for several numbers at a time; both give the same bytes.

use super::{Asked, Given, Stage, Work};
use crate::basics::Words;
use crate::catalog::Edition;
use crate::exchange::{Error, passage};
use crate::wire::v1::catalog;
use std::sync::Arc;
use wasm_bindgen::prelude::*;

/// A list at work.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Fleet {
    edition: Arc<Edition>,
    asked: Asked,
    work: Option<Work>,
}

fn other() -> String {
    passage::words_out(&Words::new(
        "程序各部分版本不一致，请刷新页面",
        "The parts of the program differ in version: reload the page",
    ))
}

#[wasm_bindgen]
impl Fleet {
    /// By this catalog, JSON text; asked as [`Asked::pack`] writes it.
    ///
    /// # Errors
    /// Why not, as [`passage::words_out`] writes it.
    #[wasm_bindgen(constructor)]
    pub fn new(catalog: &str, asked: &[u8]) -> Result<Self, String> {
        let (edition, _) = catalog::read(catalog).map_err(|error| passage::words_out(&error.words()))?;
        let asked = Asked::unpack(asked).ok_or_else(other)?;
        Ok(Self { edition: Arc::new(edition), asked, work: None })
    }

    /// The list is this text; none where the file is in no known encoding.
    ///
    /// # Errors
    /// Why it is not read, as [`passage::words_out`] writes it.
    pub fn text(&mut self, text: Option<String>) -> Result<(), String> {
        let text = text.ok_or_else(|| passage::words_out(&Error::Encoding { line: 1 }.words()))?;
        self.begin(Given::Text(text));
        Ok(())
    }

    /// The list is in a workbook with these sheets, as [`passage::tables_out`] writes them.
    ///
    /// # Errors
    /// Where they are of another build.
    pub fn tables(&mut self, tables: &str) -> Result<(), String> {
        self.begin(Given::Tables(passage::tables_in(tables).ok_or_else(other)?));
        Ok(())
    }

    fn begin(&mut self, given: Given) {
        self.work = Some(Work::new(self.edition.clone(), self.asked.clone(), given));
    }

    /// One piece; how far it is ([`Stage::number`]).
    pub fn step(&mut self) -> u32 {
        self.work.as_mut().map_or(Stage::Over, Work::step).number()
    }

    /// What came of it, as [`Made::pack`](super::Made::pack) writes it.
    ///
    /// # Errors
    /// Why the list is not read, as [`passage::words_out`] writes it.
    pub fn made(&mut self) -> Result<Vec<u8>, String> {
        let work = self.work.take().ok_or_else(other)?;
        work.made().map(|made| made.pack()).map_err(|why| passage::words_out(&why))
    }
}
