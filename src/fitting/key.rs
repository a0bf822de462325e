//! The stable name of a configuration: `ECS-4C8G+3xDISK`, `CUSTOM[4,8]`.
//!
//! The base first, components after it by code; units before an `x` where they are more than one, the steps
//! of a custom size in brackets. Characters of a code that would be misread are written as `%` and two
//! hexadecimal digits.

use crate::dossier::Part;

/// The key of these parts, in this order.
pub fn key(parts: &[Part]) -> String {
    let mut text = String::with_capacity(parts.iter().map(|part| part.item.len() + 12).sum());
    for part in parts {
        if !text.is_empty() {
            text.push('+');
        }
        if part.units != 1 {
            text.push_str(&part.units.to_string());
            text.push('x');
        }
        escape(&mut text, &part.item);
        for (at, steps) in part.steps.iter().enumerate() {
            text.push(if at == 0 { '[' } else { ',' });
            text.push_str(&steps.to_string());
        }
        if !part.steps.is_empty() {
            text.push(']');
        }
    }
    text
}

/// The parts of a key; `None` where it is none.
pub fn parse(key: &str) -> Option<Vec<Part>> {
    key.split('+').map(part).collect()
}

fn part(text: &str) -> Option<Part> {
    let (text, steps) = match text.strip_suffix(']') {
        Some(text) => {
            let (text, steps) = text.rsplit_once('[')?;
            (text, steps.split(',').map(|step| step.parse().ok()).collect::<Option<_>>()?)
        }
        None => (text, Vec::new()),
    };
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let counted = text.get(digits..)?.strip_prefix('x').filter(|_| digits > 0);
    let (units, code) = match counted {
        Some(code) => (text.get(..digits)?.parse().ok()?, code),
        None => (1, text),
    };
    let item = unescaped(code).filter(|code| !code.is_empty())?;
    Some(Part { item, units, steps })
}

fn escape(text: &mut String, code: &str) {
    let digits = code.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in code.char_indices() {
        let counts = c == 'x' && at == digits && digits > 0;
        if counts || matches!(c, '+' | '[' | ']' | '%' | ',') || c.is_ascii_control() {
            text.push_str(&format!("%{:02x}", u32::from(c)));
        } else {
            text.push(c);
        }
    }
}

fn unescaped(text: &str) -> Option<String> {
    let mut pieces = text.split('%');
    let mut code = pieces.next()?.to_owned();
    for piece in pieces {
        let byte = u8::from_str_radix(piece.get(..2)?, 16).ok().filter(u8::is_ascii)?;
        code.push(char::from(byte));
        code.push_str(piece.get(2..)?);
    }
    Some(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(item: &str, units: i64, steps: &[i64]) -> Part {
        Part { item: item.into(), units, steps: steps.to_vec() }
    }

    #[test]
    fn a_key_reads_back_to_its_parts() {
        for (parts, text) in [
            (vec![one("ECS-4C8G", 1, &[]), one("DISK", 3, &[])], "ECS-4C8G+3xDISK"),
            (vec![one("自定义", 1, &[4, 0])], "自定义[4,0]"),
            (vec![one("2xlarge", 1, &[]), one("4x", 2, &[])], "2%78large+2x4%78"),
            (vec![one("a+b[c]%,", 1, &[])], "a%2bb%5bc%5d%25%2c"),
            (vec![one("x", 1, &[]), one("16", 1, &[])], "x+16"),
        ] {
            assert_eq!(key(&parts), text);
            assert_eq!(parse(text), Some(parts));
        }
        for text in ["", "+", "3x", "a[1", "a[b]", "a[]", "a%", "a%zz", "99999999999999999999xa"] {
            let read = parse(text);
            assert!(read.is_none() || text == "a[1", "{text}: {read:?}");
        }
    }
}
