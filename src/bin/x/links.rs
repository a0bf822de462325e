//! Who refers to what, as the linker recorded it: functions to constants and to the places of functions,
//! constants to one another. `split` reads it, to know what belongs only to what can come later.

use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{KnownCustom, Linking, Parser, Payload, RelocationEntry, RelocationType, SymbolInfo};

/// A function by its mangled name, or a constant by its number in [`Links::constants`].
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Thing {
    /// A function.
    Function(String),
    /// A constant.
    Constant(usize),
}

/// A constant: where it lies in memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Constant {
    /// First byte.
    pub(crate) address: u32,
    /// Bytes.
    pub(crate) size: u32,
    /// True where it never changes.
    pub(crate) fixed: bool,
}

/// Who refers to what.
#[derive(Default)]
pub(crate) struct Links {
    /// All constants.
    pub(crate) constants: Vec<Constant>,
    /// What a function refers to by address.
    pub(crate) of_function: BTreeMap<String, BTreeSet<Thing>>,
    /// What a constant refers to.
    pub(crate) of_constant: BTreeMap<usize, BTreeSet<Thing>>,
    /// The functions that there are.
    pub(crate) functions: BTreeSet<String>,
    /// What wasm-bindgen calls an exported function → what the linker called it.
    pub(crate) exports: BTreeMap<String, String>,
    /// The functions whose address is taken somewhere.
    pub(crate) addressed: BTreeSet<String>,
}

/// A data segment: its address, where its bytes begin within the section, how many there are.
#[derive(Clone, Copy)]
struct Segment {
    address: u32,
    within: usize,
    size: usize,
}

/// What a symbol stands for.
#[derive(Clone, Copy)]
enum Symbol {
    Function(u32),
    Constant(usize),
}

#[derive(Default)]
struct Reading {
    symbols: Vec<Option<Symbol>>,
    /// Function index → mangled name, as the section of names has it: a function may have several symbols.
    names: BTreeMap<u32, String>,
    segments: Vec<Segment>,
    segment_names: Vec<String>,
    /// The segment of each constant.
    segment_of: Vec<usize>,
    /// End of each body within the code section → function index.
    bodies: BTreeMap<usize, u32>,
    exports: Vec<(String, u32)>,
    code: Vec<RelocationEntry>,
    data: Vec<RelocationEntry>,
}

/// Reads what the linker recorded with `--emit-relocs`; `None` where it recorded nothing.
pub(crate) fn read(module: &[u8]) -> wasmparser::Result<Option<Links>> {
    let mut reading = Reading::default();
    let mut links = Links::default();
    let (mut imported, mut code_begins) = (0, 0);
    let (mut section, mut code_section, mut data_section) = (0, 0, 0);
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let is_section = payload.as_section().is_some();
        match payload {
            Payload::ImportSection(reader) => {
                for import in reader.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::ExportSection(reader) => {
                for export in reader {
                    let export = export?;
                    if export.kind == wasmparser::ExternalKind::Func {
                        reading.exports.push((export.name.to_owned(), export.index));
                    }
                }
            }
            Payload::CodeSectionStart { range, .. } => {
                code_begins = range.start;
                code_section = section;
            }
            Payload::CodeSectionEntry(body) => {
                let number = imported + reading.bodies.len() as u32;
                reading.bodies.insert(body.range().end - code_begins, number);
                continue;
            }
            Payload::DataSection(reader) => {
                data_section = section;
                let begins = reader.range().start;
                for data in reader {
                    let data = data?;
                    let address = address_of(&data).unwrap_or(0);
                    let within = data.range.end - data.data.len() - begins;
                    reading.segments.push(Segment { address, within, size: data.data.len() });
                }
            }
            Payload::CustomSection(custom) => match custom.as_known() {
                KnownCustom::Linking(linking) => reading.linking(linking, &mut links)?,
                KnownCustom::Name(names) => reading.names(names)?,
                KnownCustom::Reloc(relocations) => {
                    let of = relocations.section_index();
                    for entry in relocations.entries() {
                        let entry = entry?;
                        match of {
                            of if of == code_section => reading.code.push(entry),
                            of if of == data_section => reading.data.push(entry),
                            // Those of the debugger's sections.
                            _ => {}
                        }
                    }
                }
                _ => {}
            },
            _ => {}
        }
        section += u32::from(is_section);
    }
    if reading.symbols.is_empty() || reading.code.is_empty() {
        return Ok(None);
    }
    for (constant, segment) in links.constants.iter_mut().zip(&reading.segment_of) {
        constant.fixed = reading.segment_names.get(*segment).is_some_and(|name| name.starts_with(".rodata"));
    }
    reading.refer(&mut links);
    links.functions = reading.names.values().cloned().collect();
    for (export, index) in &reading.exports {
        let short =
            export.rsplit_once('_').filter(|(_, tail)| is_hash(tail)).map(|(short, _)| short.to_owned());
        if let (Some(short), Some(name)) = (short, reading.names.get(index)) {
            links.exports.insert(short, name.clone());
        }
    }
    let all = links.of_function.values().chain(links.of_constant.values()).flatten();
    links.addressed =
        all.filter_map(|t| if let Thing::Function(name) = t { Some(name.clone()) } else { None }).collect();
    Ok(Some(links))
}

/// True for the digits that wasm-bindgen hangs on the names of exports.
fn is_hash(text: &str) -> bool {
    text.len() == 16 && text.bytes().all(|b| b.is_ascii_hexdigit())
}

/// The address of an active segment.
pub(crate) fn address_of(data: &wasmparser::Data<'_>) -> Option<u32> {
    let wasmparser::DataKind::Active { offset_expr, .. } = &data.kind else { return None };
    match offset_expr.get_operators_reader().read().ok()? {
        wasmparser::Operator::I32Const { value } => Some(value.cast_unsigned()),
        _ => None,
    }
}

impl Reading {
    fn names(&mut self, names: wasmparser::NameSectionReader<'_>) -> wasmparser::Result<()> {
        for name in names {
            if let wasmparser::Name::Function(map) = name? {
                for naming in map {
                    let naming = naming?;
                    self.names.insert(naming.index, naming.name.to_owned());
                }
            }
        }
        Ok(())
    }

    fn linking(
        &mut self,
        linking: wasmparser::LinkingSectionReader<'_>,
        links: &mut Links,
    ) -> wasmparser::Result<()> {
        for part in linking.subsections() {
            match part? {
                Linking::SegmentInfo(segments) => {
                    for segment in segments {
                        self.segment_names.push(segment?.name.to_owned());
                    }
                }
                Linking::SymbolTable(symbols) => {
                    for symbol in symbols {
                        let thing = match symbol? {
                            SymbolInfo::Func { index, .. } => Some(Symbol::Function(index)),
                            SymbolInfo::Data { symbol: Some(at), .. } => {
                                let segment = self.segments.get(at.index as usize);
                                let address = segment.map_or(0, |s| s.address) + at.offset;
                                links.constants.push(Constant { address, size: at.size, fixed: false });
                                self.segment_of.push(at.index as usize);
                                Some(Symbol::Constant(links.constants.len() - 1))
                            }
                            _ => None,
                        };
                        self.symbols.push(thing);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// What a relocation speaks of, where it is an address.
    fn thing(&self, entry: &RelocationEntry) -> Option<Thing> {
        use RelocationType as R;
        match entry.ty {
            R::MemoryAddrLeb
            | R::MemoryAddrSleb
            | R::MemoryAddrI32
            | R::MemoryAddrRelSleb
            | R::TableIndexSleb
            | R::TableIndexI32
            | R::TableIndexRelSleb => match (*self.symbols.get(entry.index as usize)?)? {
                Symbol::Function(index) => self.names.get(&index).cloned().map(Thing::Function),
                Symbol::Constant(at) => Some(Thing::Constant(at)),
            },
            _ => None,
        }
    }

    fn refer(&self, links: &mut Links) {
        for entry in &self.code {
            let body = self.bodies.range(entry.offset as usize + 1..).next();
            let name = body.and_then(|(_, function)| self.names.get(function));
            if let (Some(name), Some(thing)) = (name, self.thing(entry)) {
                links.of_function.entry(name.clone()).or_default().insert(thing);
            }
        }
        let mut by_address: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
        for (at, constant) in links.constants.iter().enumerate() {
            by_address.entry(constant.address).or_default().push(at);
        }
        for entry in &self.data {
            let within = entry.offset as usize;
            let segment = self.segments.iter().find(|s| (s.within..s.within + s.size).contains(&within));
            let (Some(segment), Some(thing)) = (segment, self.thing(entry)) else { continue };
            let address = segment.address + (within - segment.within) as u32;
            // Constants may share their bytes: each that holds this address refers to the thing.
            for list in by_address.range(..=address).rev().take(64).map(|(_, list)| list) {
                for at in list {
                    let constant = links.constants[*at];
                    if address < constant.address + constant.size {
                        links.of_constant.entry(*at).or_default().insert(thing.clone());
                    }
                }
            }
        }
    }
}
