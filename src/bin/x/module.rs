//! The module itself: what it records of its features, and the proof of what it needs.

use crate::tools::Outcome;
use wasmparser::{Parser, Payload, Validator, WasmFeatures};

/// Removes the list of features that the compiler recorded.
///
/// The standard library comes compiled, and records reference types and multi-value although we compile
/// without them; wasm-bindgen would believe the record and use both, which Chrome 90 cannot read.
pub(crate) fn without_recorded_features(module: &[u8]) -> Outcome<Vec<u8>> {
    let head = module.get(..8).ok_or("The module ends within its head")?;
    let mut kept = head.to_vec();
    let mut at = 8;
    while at < module.len() {
        let id = module.get(at).copied().unwrap_or_default();
        let (size, body) = leb(module, at + 1)?;
        let end =
            body.checked_add(size).filter(|&e| e <= module.len()).ok_or("A section runs over the end")?;
        let recorded = id == 0 && {
            let (length, name) = leb(module, body)?;
            module.get(name..name + length) == Some(b"target_features".as_slice())
        };
        if !recorded {
            kept.extend_from_slice(module.get(at..end).unwrap_or_default());
        }
        at = end;
    }
    Ok(kept)
}

/// Reads an unsigned LEB128 number; returns it and the place behind it.
fn leb(bytes: &[u8], mut at: usize) -> Outcome<(usize, usize)> {
    let (mut value, mut shift) = (0usize, 0u32);
    loop {
        let byte = *bytes.get(at).ok_or("A number runs over the end of the module")?;
        at += 1;
        value |= usize::from(byte & 0x7f).checked_shl(shift).ok_or("A number is too long")?;
        if byte & 0x80 == 0 {
            return Ok((value, at));
        }
        shift += 7;
    }
}

/// Proves that the module needs no feature of WebAssembly that Chrome 90 lacks; returns the number of
/// functions that it imports.
///
/// Chrome 90 also has multi-value, which we do not compile with: the gate stays closed for it, so that a
/// change of the compiler's defaults is seen here and not by a user. `simd` is for a module that stands beside a plain
/// one and is loaded only where the browser takes it.
pub(crate) fn prove_chrome_90(module: &[u8], simd: bool) -> Outcome<usize> {
    let has = WasmFeatures::WASM1
        | WasmFeatures::SIGN_EXTENSION
        | WasmFeatures::BULK_MEMORY
        | WasmFeatures::SATURATING_FLOAT_TO_INT
        | if simd { WasmFeatures::SIMD } else { WasmFeatures::empty() };
    Validator::new_with_features(has)
        .validate_all(module)
        .map_err(|e| format!("The module needs more than Chrome 90 has: {e}"))?;
    let mut imports = 0;
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload.map_err(|e| e.to_string())? {
            imports += usize::try_from(section.count()).unwrap_or(usize::MAX);
        }
    }
    Ok(imports)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    const HEAD: [u8; 8] = [0, b'a', b's', b'm', 1, 0, 0, 0];

    fn custom(name: &str) -> Vec<u8> {
        let length = u8::try_from(name.len()).unwrap();
        let mut section = vec![0, length + 2, length];
        section.extend_from_slice(name.as_bytes());
        section.push(7);
        section
    }

    #[test]
    fn only_the_recorded_features_go() {
        let module = [HEAD.to_vec(), custom("name"), custom("target_features"), custom("other")].concat();
        let kept = [HEAD.to_vec(), custom("name"), custom("other")].concat();
        assert_eq!(without_recorded_features(&module).unwrap(), kept);
    }

    #[test]
    fn a_cut_module_is_refused() {
        let module = [HEAD.to_vec(), custom("target_features")].concat();
        assert!(without_recorded_features(&module[..module.len() - 1]).is_err());
        assert!(without_recorded_features(&HEAD[..5]).is_err());
    }

    #[test]
    fn the_gate_lets_an_old_module_in_and_keeps_a_new_one_out() {
        // One type section: a function that takes nothing and returns one i32, or an externref, or two.
        let of = |results: &[u8]| {
            let length = u8::try_from(results.len()).unwrap();
            let mut module = HEAD.to_vec();
            module.extend_from_slice(&[1, length + 4, 1, 0x60, 0, length]);
            module.extend_from_slice(results);
            module
        };
        assert_eq!(prove_chrome_90(&of(&[0x7f]), false).unwrap(), 0);
        assert!(prove_chrome_90(&of(&[0x6f]), false).is_err());
        // A number of 128 bits.
        assert!(prove_chrome_90(&of(&[0x7b]), false).is_err() && prove_chrome_90(&of(&[0x7b]), true).is_ok());
        assert!(prove_chrome_90(&of(&[0x7f, 0x7f]), true).is_err());
    }
}
