//! Finding a word in a long text, again and again.

/// A word, prepared for being looked for (Horspool's method): after a comparison the text is skipped by
/// what its last byte allows. It is prepared once and looked for in ten thousand items.
pub(super) struct Finder<'w> {
    word: &'w [u8],
    skips: [u8; 256],
}

impl<'w> Finder<'w> {
    /// Prepares a word. An empty word is found everywhere.
    pub(super) fn new(word: &'w str) -> Self {
        let word = word.as_bytes();
        let length = u8::try_from(word.len().max(1)).unwrap_or(u8::MAX);
        let mut skips = [length; 256];
        if let Some((_, head)) = word.split_last() {
            for (at, byte) in head.iter().enumerate() {
                // A skip that is too short is safe: longer words than 255 bytes are searched in smaller steps.
                skips[usize::from(*byte)] = u8::try_from(head.len() - at).unwrap_or(u8::MAX);
            }
        }
        Self { word, skips }
    }

    /// The word.
    pub(super) fn word(&self) -> &'w [u8] {
        self.word
    }

    /// Where the word stands first at or after `from`.
    pub(super) fn find(&self, text: &[u8], from: usize) -> Option<usize> {
        let Some(last) = self.word.last() else { return Some(from) };
        let mut end = from + self.word.len();
        while end <= text.len() {
            let byte = text[end - 1];
            if byte == *last && text[end - self.word.len()..end] == *self.word {
                return Some(end - self.word.len());
            }
            end += usize::from(self.skips[usize::from(byte)]);
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::Finder;

    #[test]
    fn as_the_standard_library_finds() {
        let text = "abcabcabd 云主机 云主 aaaa 内存内存型".repeat(3);
        let long = "云主机".repeat(100);
        let long_text = format!("{text}{}x{long}", "云主机".repeat(99));
        for word in ["a", "abd", "abcabd", "云主机", "主", "内存型", "aaa", "aaaaa", "zz", "d ", &long]
        {
            let finder = Finder::new(word);
            for text in [text.as_str(), long_text.as_str(), "", word] {
                for from in (0..=text.len()).filter(|at| text.is_char_boundary(*at)) {
                    let expected = text[from..].find(word).map(|at| at + from);
                    assert_eq!(finder.find(text.as_bytes(), from), expected, "{word} from {from}");
                }
            }
        }
        assert_eq!(Finder::new("").find(b"ab", 1), Some(1));
    }
}
