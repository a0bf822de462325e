//! Aligned columns for a terminal, where a Chinese character is two columns wide.

/// Columns that a terminal gives to a text.
pub(crate) fn width(text: &str) -> usize {
    text.chars().map(char_width).sum()
}

fn char_width(c: char) -> usize {
    match c {
        '\u{0300}'..='\u{036F}' | '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' => 0,
        '\u{1100}'..='\u{115F}'
        | '\u{2E80}'..='\u{303E}'
        | '\u{3041}'..='\u{A4CF}'
        | '\u{AC00}'..='\u{D7A3}'
        | '\u{F900}'..='\u{FAFF}'
        | '\u{FE30}'..='\u{FE4F}'
        | '\u{FF00}'..='\u{FF60}'
        | '\u{FFE0}'..='\u{FFE6}'
        | '\u{1F300}'..='\u{1FAFF}'
        | '\u{20000}'..='\u{3FFFD}' => 2,
        _ => 1,
    }
}

/// Where the text of a column stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Align {
    /// Names and words.
    Left,
    /// Numbers.
    Right,
}

/// Writes rows in columns two spaces apart, the first row being the headings. Control characters of what was
/// typed never reach the terminal.
pub(crate) fn columns(align: &[Align], rows: &[Vec<String>]) -> String {
    let clean: Vec<Vec<String>> = rows.iter().map(|row| row.iter().map(|c| plain(c)).collect()).collect();
    let widest = |at: usize| clean.iter().filter_map(|row| row.get(at)).map(|c| width(c)).max().unwrap_or(0);
    let widths: Vec<usize> = (0..align.len()).map(widest).collect();
    let mut text = String::new();
    for row in &clean {
        let mut line = String::new();
        for ((cell, &wide), &align) in row.iter().zip(&widths).zip(align) {
            let gap = " ".repeat(wide.saturating_sub(width(cell)));
            if !line.is_empty() {
                line.push_str("  ");
            }
            match align {
                Align::Left => line.extend([cell.as_str(), &gap]),
                Align::Right => line.extend([gap.as_str(), cell]),
            }
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

/// A text without control characters.
pub(crate) fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_latin_columns_line_up() {
        let rows = [["项目", "1"], ["vCPU", "925"], ["高性能存储", "2\u{1b}"]];
        let rows: Vec<Vec<String>> =
            rows.iter().map(|r| r.iter().map(|c| (*c).to_owned()).collect()).collect();
        let text = columns(&[Align::Left, Align::Right], &rows);
        let lines: Vec<&str> = text.lines().collect();
        assert_eq!(lines[1], "vCPU        925");
        assert!(lines.iter().take(2).all(|line| width(line) == 15), "{text}");
        assert!(!text.contains('\u{1b}'));
    }
}
