//! The parts of a module, as `split` needs them: read once, in the order in which they stand.

use crate::links;
use std::collections::{BTreeMap, BTreeSet};
use wasmparser::{ElementItems, ElementKind, ExternalKind, Name, Operator, Parser, Payload, TypeRef};

/// What is known of the module at hand.
#[derive(Default)]
pub(crate) struct Anatomy<'a> {
    /// Number of parameters of each type.
    pub(crate) parameters: Vec<u32>,
    /// Number of imported functions; they come first in the numbering.
    pub(crate) imported: u32,
    /// Type of each function, imported ones too.
    pub(crate) types: Vec<u32>,
    pub(crate) bodies: Vec<wasmparser::FunctionBody<'a>>,
    pub(crate) table: Option<wasmparser::TableType>,
    pub(crate) memory: Option<wasmparser::MemoryType>,
    pub(crate) globals: Vec<wasmparser::GlobalType>,
    pub(crate) exports: Vec<(&'a str, ExternalKind, u32)>,
    /// Functions that stand in the table.
    pub(crate) in_table: BTreeSet<u32>,
    pub(crate) begins_with: Option<u32>,
    pub(crate) names: BTreeMap<u32, String>,
    /// The names as the compiler wrote them.
    pub(crate) mangled: BTreeMap<u32, String>,
    /// The data segments: address and bytes.
    pub(crate) data: Vec<(u32, &'a [u8])>,
    /// The section of types, as it stands.
    pub(crate) type_section: &'a [u8],
}

impl<'a> Anatomy<'a> {
    pub(crate) fn read(module: &'a [u8]) -> wasmparser::Result<Self> {
        let mut seen = Self::default();
        for payload in Parser::new(0).parse_all(module) {
            match payload? {
                Payload::TypeSection(reader) => {
                    seen.type_section = module.get(reader.range()).unwrap_or_default();
                    for group in reader.into_iter_err_on_gc_types() {
                        seen.parameters.push(u32::try_from(group?.params().len()).unwrap_or_default());
                    }
                }
                Payload::ImportSection(reader) => {
                    for import in reader.into_imports() {
                        if let TypeRef::Func(of) = import?.ty {
                            seen.imported += 1;
                            seen.types.push(of);
                        }
                    }
                }
                Payload::FunctionSection(reader) => {
                    for of in reader {
                        seen.types.push(of?);
                    }
                }
                Payload::TableSection(reader) => {
                    for table in reader {
                        seen.table = Some(table?.ty);
                    }
                }
                Payload::MemorySection(reader) => {
                    for memory in reader {
                        seen.memory = Some(memory?);
                    }
                }
                Payload::GlobalSection(reader) => {
                    for global in reader {
                        seen.globals.push(global?.ty);
                    }
                }
                Payload::ExportSection(reader) => {
                    for export in reader {
                        let export = export?;
                        seen.exports.push((export.name, export.kind, export.index));
                    }
                }
                Payload::ElementSection(reader) => {
                    for element in reader {
                        let element = element?;
                        if let (ElementItems::Functions(items), ElementKind::Active { .. }) =
                            (element.items, element.kind)
                        {
                            for item in items {
                                seen.in_table.insert(item?);
                            }
                        }
                    }
                }
                Payload::DataSection(reader) => {
                    for data in reader {
                        let data = data?;
                        seen.data.push((links::address_of(&data).unwrap_or(u32::MAX), data.data));
                    }
                }
                Payload::StartSection { func, .. } => seen.begins_with = Some(func),
                Payload::CodeSectionEntry(body) => seen.bodies.push(body),
                Payload::CustomSection(section) => {
                    if let wasmparser::KnownCustom::Name(names) = section.as_known() {
                        seen.read_names(names)?;
                    }
                }
                _ => {}
            }
        }
        Ok(seen)
    }

    pub(crate) fn read_names(&mut self, names: wasmparser::NameSectionReader<'_>) -> wasmparser::Result<()> {
        for name in names {
            if let Name::Function(map) = name? {
                for naming in map {
                    let naming = naming?;
                    self.mangled.insert(naming.index, naming.name.to_owned());
                    self.names.insert(naming.index, format!("{:#}", rustc_demangle::demangle(naming.name)));
                }
            }
        }
        Ok(())
    }

    /// The functions that a function calls by their number.
    pub(crate) fn calls(&self, function: u32) -> wasmparser::Result<BTreeSet<u32>> {
        let mut called = BTreeSet::new();
        let body = function.checked_sub(self.imported).and_then(|at| self.bodies.get(at as usize));
        if let Some(body) = body {
            for operator in body.get_operators_reader()? {
                if let Operator::Call { function_index } = operator? {
                    called.insert(function_index);
                }
            }
        }
        Ok(called)
    }
}
