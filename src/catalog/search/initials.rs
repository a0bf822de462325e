//! Initials of pinyin: 云主机 → `yzj`.
//!
//! `initials.txt` holds one letter a character for U+4E00–U+9FA5, in rows of 128, `.` where it knows
//! none. It covers the 6,763 characters of GB/T 2312, with the first reading that the `pinyin` library
//! (MIT licence) gives; its data come from Unicode's Unihan database. The test below holds the file to
//! that library, and rewrites it with `GOVCLOUD_BLESS=1`. The library itself is not shipped: its full readings are
//! many times larger than the letters, which take about 6 KB compressed.

const TABLE: &str = include_str!("initials.txt");
const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FA5;
/// Characters in a row of the table; a line end follows each row.
const ROW: usize = 128;

/// Characters of service names that are read in two ways with different initials: the letter that the
/// table does not have. 银行 yh beside 行政 xz, 重复 cf beside 重要 zy.
const OTHERWISE: [(char, char); 20] = [
    ('行', 'h'),
    ('长', 'c'),
    ('重', 'c'),
    ('调', 't'),
    ('会', 'k'),
    ('参', 's'),
    ('系', 'j'),
    ('传', 'z'),
    ('省', 'x'),
    ('校', 'j'),
    ('率', 's'),
    ('弹', 't'),
    ('藏', 'z'),
    ('盛', 'c'),
    ('解', 'x'),
    ('降', 'x'),
    ('乐', 'y'),
    ('给', 'j'),
    ('曾', 'z'),
    ('便', 'p'),
];

/// At most so many ways of reading one name are kept.
const MOST_READINGS: usize = 8;

/// The initial of one character; letters and digits are their own, in lower case.
fn initial(c: char) -> Option<char> {
    if c.is_ascii_alphanumeric() {
        return Some(c.to_ascii_lowercase());
    }
    let code = u32::from(c);
    if !(FIRST..=LAST).contains(&code) {
        return None;
    }
    let at = (code - FIRST) as usize;
    let letter = *TABLE.as_bytes().get(at / ROW * (ROW + 1) + at % ROW)?;
    letter.is_ascii_lowercase().then_some(char::from(letter))
}

/// The initials of a name in each way in which it may be read, the usual one first. Characters that have
/// none are left out.
pub(super) fn readings(name: &str) -> Vec<String> {
    let mut readings = vec![String::new()];
    for c in name.chars().map(crate::basics::decimal::half_width) {
        let Some(usual) = initial(c) else { continue };
        let other = OTHERWISE.iter().find(|(character, _)| *character == c).map(|(_, other)| *other);
        let fork = other.filter(|_| readings.len() * 2 <= MOST_READINGS);
        let forks: Vec<String> =
            fork.iter().flat_map(|o| readings.iter().map(move |r| format!("{r}{o}"))).collect();
        for reading in &mut readings {
            reading.push(usual);
        }
        readings.extend(forks);
    }
    readings
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "a test fails by panicking")]

    use super::*;
    use pinyin::ToPinyin;

    #[test]
    fn names_are_read_as_people_say_them() {
        for (name, expected) in [
            ("云主机", "yzj"),
            ("x86 虚拟主机·通用型", "x86xnzjtyx"),
            ("达梦数据库管理系统", "dmsjkglxt"),
            ("瀚高", "hg"),
            ("ＶＰＮ接入", "vpnjr"),
            ("", ""),
        ] {
            assert_eq!(readings(name).first().map(String::as_str), Some(expected), "{name}");
        }
        assert_eq!(readings("银行"), ["yx", "yh"]);
        assert_eq!(readings(&"行".repeat(20)).len(), MOST_READINGS);
    }

    #[test]
    fn the_second_readings_differ_from_the_table() {
        for (c, other) in OTHERWISE {
            assert_ne!(initial(c), Some(other), "{c}");
            assert!(initial(c).is_some(), "{c}");
        }
    }

    #[test]
    fn the_table_holds_what_the_library_reads() {
        let letter = |code: u32| char::from_u32(code)?.to_pinyin()?.first_letter().chars().next();
        let mut table = String::new();
        for code in FIRST..=LAST {
            let known = char::from_u32(code).and_then(initial);
            table.push(known.and_then(|_| letter(code)).unwrap_or('.'));
            if (code - FIRST) as usize % ROW == ROW - 1 || code == LAST {
                table.push('\n');
            }
        }
        if std::env::var_os("GOVCLOUD_BLESS").is_some() {
            std::fs::write("src/catalog/search/initials.txt", &table).expect("the table is written");
            return;
        }
        assert_eq!(table.chars().filter(char::is_ascii_lowercase).count(), 6763);
        assert!(table == TABLE, "run with GOVCLOUD_BLESS=1 to rewrite src/catalog/search/initials.txt");
    }
}
