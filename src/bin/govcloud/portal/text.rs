//! Small texts that must be safe in the place they go to.

/// Percent-encodes everything but letters, digits, `-`, `_`, `.` and `~`.
pub(crate) fn percent_encoded(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~');
    text.bytes().map(|b| if plain(b) { char::from(b).to_string() } else { format!("%{b:02X}") }).collect()
}

/// Where to go after signing in: a place of this portal, never an address of another site.
pub(crate) fn local_path(wanted: &str) -> &str {
    let local = wanted.starts_with('/')
        && !wanted.starts_with("//")
        && !wanted.contains('\\')
        && !wanted.chars().any(char::is_control);
    if local { wanted } else { "/" }
}

/// `2026-11-23 21:55` of `2026-11-23T21:55:01+08:00`.
pub(crate) fn minute(timestamp: &str) -> String {
    timestamp.chars().take(16).map(|c| if c == 'T' { ' ' } else { c }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nobody_is_sent_to_another_site() {
        for there in
            ["https://example.org/", "//example.org", "/\\example.org", "", "javascript:1", "/a\r\nb"]
        {
            assert_eq!(local_path(there), "/", "{there:?}");
        }
        assert_eq!(local_path("/receipt/HLJ-2026-000001?lang=en"), "/receipt/HLJ-2026-000001?lang=en");
    }

    #[test]
    fn whatever_is_not_plain_is_encoded() {
        assert_eq!(percent_encoded("/desk?a=厅"), "%2Fdesk%3Fa%3D%E5%8E%85");
    }
}
