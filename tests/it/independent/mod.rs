//! Canonical form and SM3 beside an independent implementation (`canonical.mjs`: V8 and OpenSSL, run by node).
//! `cargo x integrity` compares a million documents, an ordinary run some thousands.

use govcloud::basics::{Dice, Digest};
use govcloud::wire::{canonical, json};
use std::io::{BufRead as _, BufReader, Write as _};
use std::process::{Command, Stdio};

/// Draws documents.
struct Any(Dice);

impl Any {
    fn below(&mut self, most: u64) -> u64 {
        self.0.below(most)
    }

    /// A text as JSON writes it, each character in one of the ways that JSON knows.
    fn text(&mut self, out: &mut String) {
        out.push('"');
        // Lengths around the blocks of SM3 (64 bytes) come up as often as short ones.
        let most = [4, 20, 70, 200][self.below(4) as usize];
        for _ in 0..self.below(most) {
            let c = match self.below(8) {
                0 => [
                    '<', '>', '&', '\u{2028}', '\u{2029}', '"', '\\', '/', '\n', '\r', '\t', '\u{8}', '\u{c}',
                ][self.below(13) as usize],
                1 => char::from(self.below(128) as u8),
                2 => char::from_u32(0x4E00 + self.below(0x5000) as u32).unwrap(),
                3 => char::from_u32(0x10000 + self.below(0xFFFF) as u32).unwrap(),
                4 => char::from_u32(0xE000 + self.below(0x1FFF) as u32).unwrap(),
                _ => char::from(b'a' + self.below(26) as u8),
            };
            let must = c < ' ' || c == '"' || c == '\\';
            // A line break would end the line on which the text travels.
            if must || matches!(c, '\u{2028}' | '\u{2029}' | '\u{85}' | '\u{7f}') || self.below(6) == 0 {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    out.push_str(&format!("\\u{unit:04x}"));
                }
            } else {
                out.push(c);
            }
        }
        out.push('"');
    }

    fn value(&mut self, depth: u64, out: &mut String) {
        match self.below(if depth == 0 { 5 } else { 8 }) {
            0 => out.push_str(["null", "true", "false"][self.below(3) as usize]),
            1 => out.push_str(&(self.below(100) as i64 - 50).to_string().replace("-0", "0")),
            2 => {
                let number = (self.below(1 << 54) as i64 - (1 << 53)).clamp(1 - (1 << 53), (1 << 53) - 1);
                out.push_str(&number.to_string());
            }
            3 | 4 => self.text(out),
            5 => {
                out.push('[');
                for n in 0..self.below(5) {
                    out.push_str(if n > 0 { ", " } else { "" });
                    self.value(depth - 1, out);
                }
                out.push(']');
            }
            _ => {
                out.push('{');
                for n in 0..self.below(7) {
                    out.push_str(if n > 0 { " ,\t" } else { "" });
                    // Numbered, so that no name stands twice; the order is that of chance.
                    let mut name = String::new();
                    self.text(&mut name);
                    name.insert_str(name.len() - 1, &n.to_string());
                    out.push_str(&name);
                    out.push_str(" : ");
                    self.value(depth - 1, out);
                }
                out.push('}');
            }
        }
    }
}

#[test]
fn another_engine_writes_and_digests_the_same() {
    let cases: u64 =
        std::env::var("GOVCLOUD_INTEGRITY_CASES").ok().and_then(|n| n.parse().ok()).unwrap_or(5_000);
    let script = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/independent/canonical.mjs");
    let mut node = Command::new("node")
        .arg(script)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node, which builds the element too, is the other engine");
    let mut to = node.stdin.take().unwrap();
    let text_of = |number: u64| {
        let mut text = String::new();
        Any(Dice::new(number.wrapping_mul(0xD134_2543_DE82_EF95))).value(4, &mut text);
        text
    };
    let writer = std::thread::spawn(move || {
        for number in 0..cases {
            to.write_all((text_of(number) + "\n").as_bytes()).unwrap();
        }
    });
    let mut compared = 0;
    for (number, line) in (0..cases).zip(BufReader::new(node.stdout.take().unwrap()).lines()) {
        let line = line.unwrap();
        let (digest, theirs) = line.split_once(' ').unwrap();
        let text = text_of(number);
        let value = json::parse(&text, 1 << 22).unwrap_or_else(|e| panic!("{number}: {e:?}: {text}"));
        let ours = canonical::to_string(&value).unwrap();
        assert_eq!(ours, theirs, "case {number}: {text}");
        assert_eq!(Digest::of(ours.as_bytes()).to_string(), digest, "case {number}: {text}");
        compared += 1;
    }
    writer.join().unwrap();
    assert!(node.wait().unwrap().success());
    assert_eq!(compared, cases);
    println!("{compared} documents: canonical form and SM3 are the same in both");
}
