//! Cuts the module in two: what the first usable form needs, and what works only with a catalog.
//!
//! Keeping, judging, law, fitting, fees and the resource table are called only where the settings say that
//! the program is whole; the element's script fetches the second module right after the first is started,
//! and says so when it is there. Until then every step can be visited and filled in.
//!
//! Both share memory, table and globals. In the first module a function that moved keeps its number, and
//! its body becomes a call through the table, into a place that the second module fills. Which functions
//! move is decided by the room they are written in ([`later`]), and for what belongs to no room (generic
//! code of libraries) by who calls it. `tests/browser/element/later.spec.js` visits every step without the
//! second module, so that a function that is needed early and moved all the same is found.

use crate::anatomy::Anatomy;
use crate::links::{self, Links, Thing};
use crate::tools::Outcome;
use std::collections::{BTreeMap, BTreeSet};
use wasm_encoder::reencode::{Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, DataSection, ElementSection, Elements, EntityType, ExportKind, ExportSection,
    Function, FunctionSection, GlobalType, ImportSection, MemoryType, Module, RawSection, TableSection,
    TableType,
};
use wasmparser::{ExternalKind, Parser, Payload};

/// Rooms and functions that are called only when the program is whole.
const LATER: &[&str] = &[
    "govcloud::catalog::",
    "govcloud::fitting::",
    "govcloud::fees::",
    "govcloud::lifecycle::",
    "govcloud::measure::",
    "govcloud::dossier::read::",
    "govcloud::dossier::formats::",
    "govcloud::drafts::",
    "govcloud::submission::",
    "govcloud::wire::v1::catalog::",
    "govcloud::wire::v1::envelope::",
    "govcloud::wire::v1::review::",
    "govcloud::wire::v1::fit::",
    "govcloud::wire::v1::fees::",
    "govcloud::wire::v1::jurisdiction::",
    "govcloud::ui::app::App>::judge",
    "govcloud::ui::app::App>::handed",
    "govcloud::ui::app::App>::hand_in",
    "govcloud::ui::fees::",
    "govcloud::ui::files::",
    "govcloud::ui::handing::",
    "govcloud::ui::judging::",
    "govcloud::ui::keep::Keeping>::begin",
    "govcloud::ui::keep::Keeping>::open",
    "govcloud::ui::keep::Keeping>::remove",
    "govcloud::ui::keep::open",
    "govcloud::ui::law::",
    "govcloud::ui::notes::Notes>::of",
    "govcloud::ui::paper::",
    "govcloud::ui::resources::",
    "govcloud::element::reviewer::",
];

/// Functions of those rooms that are called all the same before.
const EARLY: &[&str] = &[
    "<govcloud::ui::handing::Handing>::stop",
    "<govcloud::ui::app::App>::judge_soon",
    "<govcloud::ui::keep::Keeping>::opened",
    "govcloud::drafts::device::",
];

/// The two modules.
pub(crate) struct Halves {
    /// What the page needs first.
    pub(crate) first: Vec<u8>,
    /// What makes the program whole. Its imports are the first one's exports, under the name "".
    pub(crate) later: Vec<u8>,
    /// How many functions moved, of how many.
    pub(crate) moved: (usize, usize),
    /// The functions that stayed, a line each: bytes and name, the largest first.
    pub(crate) stayed: String,
}

/// True for a function that is written in one of the later rooms: `govcloud::fees::x`,
/// `<govcloud::fees::X>::y`, `<govcloud::fees::X as Trait>::y`.
fn later(name: &str) -> bool {
    let own = name.trim_start_matches(['<', '&', ' ']).trim_start_matches("mut ");
    let written_there = |text: &str| LATER.iter().any(|room| text.starts_with(room));
    // The end of an object, or the life of a component, says that there was one.
    let lives = ["core::ptr::drop_in_place::<", "<alloc::sync::Arc<", "<alloc::rc::Rc<"];
    if let Some(object) = lives.iter().find_map(|life| name.strip_prefix(life)) {
        return written_there(object) && (name.starts_with("core::ptr") || name.contains("drop_slow"));
    }
    if name.starts_with("<yew::html::component::lifecycle::") {
        return name
            .split_once("<govcloud::")
            .is_some_and(|(_, rest)| written_there(&format!("govcloud::{rest}")));
    }
    // Cloning, comparing or making an empty one happens before there is anything in it.
    let of_std = [" as core::", " as alloc::"].iter().any(|of| own.contains(of));
    !of_std && !EARLY.iter().any(|early| name.starts_with(early)) && written_there(own)
}

/// What can come later.
#[derive(Default)]
struct Moving {
    functions: BTreeSet<u32>,
    /// Ranges of memory that hold constants of nobody else: address and bytes.
    constants: Vec<(u32, u32)>,
}

/// Follows calls and addresses from some functions; `enter` says which functions are gone through.
struct Walk<'a, 'm> {
    seen: &'a Anatomy<'m>,
    links: &'a Links,
    numbers: BTreeMap<&'a str, u32>,
}

impl Walk<'_, '_> {
    fn reached(
        &self,
        from: impl IntoIterator<Item = u32>,
        enter: impl Fn(u32) -> bool,
    ) -> wasmparser::Result<(BTreeSet<u32>, BTreeSet<usize>)> {
        let (mut functions, mut constants) = (BTreeSet::new(), BTreeSet::new());
        let mut next: Vec<u32> = from.into_iter().filter(|f| enter(*f)).collect();
        while let Some(function) = next.pop() {
            if !functions.insert(function) {
                continue;
            }
            next.extend(self.seen.calls(function)?.into_iter().filter(|f| enter(*f)));
            let name = self.seen.mangled.get(&function).map(|n| self.links.exports.get(n).unwrap_or(n));
            let mut things: Vec<&Thing> =
                name.and_then(|n| self.links.of_function.get(n)).into_iter().flatten().collect();
            while let Some(thing) = things.pop() {
                match thing {
                    Thing::Function(name) => {
                        next.extend(self.numbers.get(name.as_str()).copied().filter(|f| enter(*f)));
                    }
                    Thing::Constant(at) => {
                        if constants.insert(*at) {
                            things.extend(self.links.of_constant.get(at).into_iter().flatten());
                        }
                    }
                }
            }
        }
        Ok((functions, constants))
    }
}

/// What moves: the functions of the later rooms, and what nobody else reaches, by call or by address.
fn moving(seen: &Anatomy<'_>, links: &Links) -> wasmparser::Result<Moving> {
    let count = u32::try_from(seen.types.len()).unwrap_or(u32::MAX);
    let later = |f: u32| seen.names.get(&f).is_some_and(|name| later(name));
    let numbers = seen.mangled.iter().map(|(number, name)| (name.as_str(), *number)).collect();
    let walk = Walk { seen, links, numbers };
    let exports = seen.exports.iter().filter(|(_, kind, _)| *kind == ExternalKind::Func).map(|(_, _, f)| *f);
    // What the linker did not record, such as what wasm-bindgen added, stays.
    let unknown = (seen.imported..count).filter(|f| {
        seen.in_table.contains(f) && seen.mangled.get(f).is_none_or(|n| !links.addressed.contains(n))
    });
    let roots: BTreeSet<u32> = exports.chain(seen.begins_with).chain(unknown).collect();
    let (stay, needed) = walk.reached(roots, |f| !later(f))?;
    let functions: BTreeSet<u32> = (seen.imported..count).filter(|f| !stay.contains(f)).collect();
    let (_, used) = walk.reached(functions.iter().copied(), |f| functions.contains(&f))?;
    let range = |at: &usize| links.constants.get(*at).map(|c| (c.address, c.size));
    let mut free: BTreeSet<u32> = BTreeSet::new();
    for at in used.difference(&needed) {
        if links.constants.get(*at).is_some_and(|c| c.fixed) {
            free.extend(range(at).into_iter().flat_map(|(from, size)| from..from + size));
        }
    }
    // What some other constant holds too, or nobody is known to hold, stays where it is.
    for (at, constant) in links.constants.iter().enumerate() {
        if needed.contains(&at) || !used.contains(&at) {
            for address in constant.address..constant.address + constant.size {
                free.remove(&address);
            }
        }
    }
    Ok(Moving { functions, constants: runs(&free) })
}

/// What the linker did not know by name could refer to anything, and would be cut off from it.
fn known(seen: &Anatomy<'_>, links: &Links) -> Outcome<()> {
    let count = u32::try_from(seen.types.len()).unwrap_or(u32::MAX);
    for function in seen.imported..count {
        let name = seen.mangled.get(&function).map_or("", String::as_str);
        let made_by_bindgen = name.starts_with("__wbindgen");
        if !made_by_bindgen && !links.functions.contains(name) && !links.exports.contains_key(name) {
            return Err(format!(
                "cutting the module in two: nothing is known of function {function} '{name}'"
            ));
        }
    }
    Ok(())
}

/// Addresses that follow each other, as ranges; a gap of a few bytes would cost more than it saves.
fn runs(addresses: &BTreeSet<u32>) -> Vec<(u32, u32)> {
    let mut runs: Vec<(u32, u32)> = Vec::new();
    for address in addresses {
        match runs.last_mut() {
            Some((from, size)) if *from + *size == *address => *size += 1,
            _ => runs.push((*address, 1)),
        }
    }
    runs.retain(|(_, size)| *size >= 16);
    runs
}

/// Renumbers the calls of what moved.
struct Renumber<'m> {
    numbers: &'m BTreeMap<u32, u32>,
}

impl Reencode for Renumber<'_> {
    type Error = std::convert::Infallible;

    fn function_index(&mut self, function: u32) -> Result<u32, wasm_encoder::reencode::Error<Self::Error>> {
        Ok(self.numbers.get(&function).copied().unwrap_or_else(|| utils::function_index(self, function)))
    }
}

/// Cuts a module that has its names; `linked` is the same module as the linker left it.
pub(crate) fn split(module: &[u8], linked: &[u8]) -> Outcome<Halves> {
    let failed = |e: wasmparser::BinaryReaderError| format!("cutting the module in two: {e}");
    let seen = Anatomy::read(module).map_err(failed)?;
    let links = links::read(linked).map_err(failed)?.ok_or("the linker recorded no relocations")?;
    known(&seen, &links)?;
    let moving = moving(&seen, &links).map_err(failed)?;
    let moved = moving.functions;
    // A moved function needs a place in the table where something that stays leads to it.
    let mut wanted: BTreeSet<u32> = seen.in_table.intersection(&moved).copied().collect();
    wanted.extend(
        seen.exports.iter().filter(|e| e.1 == ExternalKind::Func).map(|e| e.2).filter(|f| moved.contains(f)),
    );
    let mut called = BTreeSet::new();
    for function in seen.imported..u32::try_from(seen.types.len()).unwrap_or(u32::MAX) {
        let calls = seen.calls(function).map_err(failed)?;
        if moved.contains(&function) {
            called.extend(calls.difference(&moved).copied());
        } else {
            wanted.extend(calls.intersection(&moved).copied());
        }
    }
    let table = seen.table.ok_or("the module has no table")?;
    let base = u32::try_from(table.initial).map_err(|e| e.to_string())?;
    let places: BTreeMap<u32, u32> = wanted.iter().zip(base..).map(|(f, place)| (*f, place)).collect();
    let link = Link {
        seen: &seen,
        moved: &moved,
        called: &called,
        places: &places,
        base,
        constants: &moving.constants,
    };
    let moved_count = (moved.len(), seen.bodies.len());
    let stayed = stayed(&seen, &moved);
    Ok(Halves { first: link.first(module)?, later: link.later()?, moved: moved_count, stayed })
}

fn stayed(seen: &Anatomy<'_>, moved: &BTreeSet<u32>) -> String {
    let mut rows: Vec<(usize, String)> = Vec::new();
    for (body, function) in seen.bodies.iter().zip(seen.imported..) {
        if !moved.contains(&function) {
            let mark = if seen.in_table.contains(&function) { " (in the table)" } else { "" };
            let name = seen.names.get(&function).map_or("?", String::as_str);
            rows.push((body.as_bytes().len(), format!("{name}{mark}")));
        }
    }
    rows.sort_by(|a, b| b.cmp(a));
    rows.iter().map(|(size, name)| format!("{size:>7} {name}\n")).collect()
}

/// What both halves have to agree on.
struct Link<'a, 'm> {
    seen: &'a Anatomy<'m>,
    moved: &'a BTreeSet<u32>,
    /// Functions that stay and are called by what moved.
    called: &'a BTreeSet<u32>,
    /// Function that moved → its place in the table.
    places: &'a BTreeMap<u32, u32>,
    base: u32,
    /// Ranges of memory whose bytes move: address and size.
    constants: &'a [(u32, u32)],
}

impl Link<'_, '_> {
    fn table_type(&self) -> Option<TableType> {
        let table = self.seen.table?;
        let size = table.initial + self.places.len() as u64;
        Some(TableType {
            element_type: wasm_encoder::RefType::FUNCREF,
            table64: false,
            minimum: size,
            maximum: table.maximum.map(|most| most.max(size)),
            shared: false,
        })
    }

    /// The name under which something is exported already.
    fn exported(&self, kind: ExternalKind, index: u32) -> Option<&str> {
        self.seen.exports.iter().find(|e| e.1 == kind && e.2 == index).map(|e| e.0)
    }

    /// What the second module takes from the first, beside functions: kind, number, and the name to add for it.
    fn shared(&self) -> Vec<(ExternalKind, u32, String)> {
        let globals = (0..self.seen.globals.len()).map(|at| (ExternalKind::Global, at as u32));
        let all = [(ExternalKind::Memory, 0), (ExternalKind::Table, 0)].into_iter().chain(globals);
        let functions = self.called.iter().map(|f| (ExternalKind::Func, *f));
        all.chain(functions)
            .enumerate()
            .map(|(at, (kind, index))| {
                let known = self.exported(kind, index).map(str::to_owned);
                (kind, index, known.unwrap_or_else(|| format!("${at:x}")))
            })
            .collect()
    }

    fn first(&self, module: &[u8]) -> Outcome<Vec<u8>> {
        let mut out = Module::new();
        let mut bodies = CodeSection::new();
        for payload in Parser::new(0).parse_all(module) {
            let payload = payload.map_err(|e| e.to_string())?;
            match &payload {
                Payload::TableSection(_) => {
                    let mut section = TableSection::new();
                    section.table(self.table_type().ok_or("the module has no table")?);
                    out.section(&section);
                }
                Payload::ExportSection(_) => {
                    out.section(&self.exports());
                }
                Payload::CodeSectionEntry(body) => {
                    let at = self.seen.imported + bodies.len();
                    if self.moved.contains(&at) {
                        bodies.function(&self.stub(at));
                    } else {
                        bodies.raw(body.as_bytes());
                    }
                    if bodies.len() as usize == self.seen.bodies.len() {
                        out.section(&bodies);
                    }
                }
                Payload::DataSection(_) => {
                    out.section(&self.first_data());
                }
                // The bodies come one by one; names and the like stay out of what is shipped.
                Payload::CodeSectionStart { .. } | Payload::CustomSection(_) => {}
                other => {
                    if let Some((id, range)) = other.as_section() {
                        out.section(&RawSection { id, data: module.get(range).unwrap_or_default() });
                    }
                }
            }
        }
        Ok(out.finish())
    }

    /// The data with nought where constants moved.
    fn first_data(&self) -> DataSection {
        let mut section = DataSection::new();
        for (address, bytes) in &self.seen.data {
            let mut bytes = bytes.to_vec();
            for (from, size) in self.constants {
                let begin = from.checked_sub(*address).map(|b| b as usize);
                if let Some(range) = begin.and_then(|b| bytes.get_mut(b..b + *size as usize)) {
                    range.fill(0);
                }
            }
            section.active(0, &ConstExpr::i32_const(address.cast_signed()), bytes);
        }
        section
    }

    /// The constants that moved.
    fn later_data(&self) -> DataSection {
        let mut section = DataSection::new();
        for (from, size) in self.constants {
            let bytes = self.seen.data.iter().find_map(|(address, bytes)| {
                let begin = from.checked_sub(*address)? as usize;
                bytes.get(begin..begin + *size as usize)
            });
            if let Some(bytes) = bytes {
                section.active(0, &ConstExpr::i32_const(from.cast_signed()), bytes.iter().copied());
            }
        }
        section
    }

    fn exports(&self) -> ExportSection {
        let mut section = ExportSection::new();
        let kind = |kind: ExternalKind| match kind {
            ExternalKind::Table => ExportKind::Table,
            ExternalKind::Memory => ExportKind::Memory,
            ExternalKind::Global => ExportKind::Global,
            _ => ExportKind::Func,
        };
        for (name, of, index) in &self.seen.exports {
            section.export(name, kind(*of), *index);
        }
        for (of, index, name) in self.shared() {
            if self.exported(of, index).is_none() {
                section.export(&name, kind(of), index);
            }
        }
        section
    }

    /// What stands where a function was: a call of its place in the table.
    fn stub(&self, function: u32) -> Function {
        let mut body = Function::new([]);
        if let Some(place) = self.places.get(&function) {
            let of = self.seen.types.get(function as usize).copied().unwrap_or_default();
            for at in 0..self.seen.parameters.get(of as usize).copied().unwrap_or_default() {
                body.instructions().local_get(at);
            }
            body.instructions().i32_const(place.cast_signed()).call_indirect(0, of);
        } else {
            body.instructions().unreachable();
        }
        body.instructions().end();
        body
    }

    fn later(&self) -> Outcome<Vec<u8>> {
        let mut numbers = BTreeMap::new();
        let imports = self.imports(&mut numbers)?;
        for (at, function) in self.moved.iter().enumerate() {
            numbers.insert(*function, self.called.len() as u32 + at as u32);
        }
        let mut functions = FunctionSection::new();
        let mut bodies = CodeSection::new();
        let mut renumber = Renumber { numbers: &numbers };
        for function in self.moved {
            functions.function(self.seen.types.get(*function as usize).copied().unwrap_or_default());
            let at = (function - self.seen.imported) as usize;
            let body = self.seen.bodies.get(at).ok_or("a function without a body")?;
            renumber.parse_function_body(&mut bodies, body.clone()).map_err(|e| format!("{e:?}"))?;
        }
        let mut elements = ElementSection::new();
        let filled: Vec<u32> = self.places.keys().filter_map(|f| numbers.get(f).copied()).collect();
        let from = ConstExpr::i32_const(self.base.cast_signed());
        elements.active(None, &from, Elements::Functions(filled.into()));
        let mut out = Module::new();
        let types = RawSection { id: wasm_encoder::SectionId::Type as u8, data: self.seen.type_section };
        out.section(&types).section(&imports).section(&functions);
        out.section(&elements).section(&bodies).section(&self.later_data());
        Ok(out.finish())
    }

    fn imports(&self, numbers: &mut BTreeMap<u32, u32>) -> Outcome<ImportSection> {
        let mut section = ImportSection::new();
        for (kind, index, name) in self.shared() {
            let of = match kind {
                ExternalKind::Memory => {
                    let memory = self.seen.memory.ok_or("the module has no memory")?;
                    EntityType::Memory(MemoryType {
                        minimum: memory.initial,
                        maximum: memory.maximum,
                        memory64: false,
                        shared: false,
                        page_size_log2: None,
                    })
                }
                ExternalKind::Table => EntityType::Table(self.table_type().ok_or("the module has no table")?),
                ExternalKind::Global => {
                    let global = self.seen.globals.get(index as usize).ok_or("no such global")?;
                    let mut roundtrip = wasm_encoder::reencode::RoundtripReencoder;
                    let val_type = roundtrip.val_type(global.content_type).map_err(|e| format!("{e:?}"))?;
                    EntityType::Global(GlobalType { val_type, mutable: global.mutable, shared: false })
                }
                _ => {
                    numbers.insert(index, numbers.len() as u32);
                    EntityType::Function(self.seen.types.get(index as usize).copied().unwrap_or_default())
                }
            };
            section.import("", &name, of);
        }
        Ok(section)
    }
}
