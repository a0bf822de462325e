//! Telephone and fax numbers: mobile, landline with or without area code, extension, 400 and 800.

/// True where each of the numbers in the text (separated by 、, ; or /) is a telephone number.
pub fn check(text: &str) -> bool {
    let text = super::plain(text);
    text.split(['、', ',', ';', '；', '/']).all(one)
}

fn one(text: &str) -> bool {
    let text = text.to_lowercase().replace(['(', ')'], "-");
    let (text, extension) =
        match ["转", "分机", "ext", "x", "#"].iter().find_map(|mark| text.split_once(mark)) {
            Some((number, rest)) => (number, Some(rest.trim_start_matches(['.', ':', '号', '-']))),
            None => (text.as_str(), None),
        };
    if extension.is_some_and(|e| !is_extension(e)) {
        return false;
    }
    let text = text.strip_prefix("+86").or_else(|| text.strip_prefix("0086")).unwrap_or(text);
    let groups: Vec<&str> = text.split('-').filter(|g| !g.is_empty()).collect();
    if number(&groups.concat()) {
        return true;
    }
    // 0451-82345678-801: the last group is an extension, unless one was named already.
    match groups.split_last() {
        Some((last, rest)) if extension.is_none() => is_extension(last) && landline(&rest.concat()),
        _ => false,
    }
}

fn is_extension(text: &str) -> bool {
    super::digits(text) && text.len() <= 6
}

fn number(text: &str) -> bool {
    if !super::digits(text) {
        return false;
    }
    let mobile = text.len() == 11 && matches!(text.as_bytes(), [b'1', b'3'..=b'9', ..]);
    let service = text.len() == 10 && (text.starts_with("400") || text.starts_with("800"));
    mobile || service || landline(text)
}

/// An area code of three (010, 02x) or four digits, and seven or eight digits that begin with 2–8.
fn landline(text: &str) -> bool {
    let local = match text.as_bytes() {
        [b'0', b'1', b'0', ..] | [b'0', b'2', ..] => text.get(3..),
        [b'0', b'3'..=b'9', ..] => text.get(4..),
        _ => Some(text),
    };
    local.is_some_and(|l| {
        super::digits(l) && (7..=8).contains(&l.len()) && (b'2'..=b'8').contains(&l.as_bytes()[0])
    })
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn numbers_as_people_write_them() {
        for text in [
            "13812345678",
            "138 1234 5678",
            "+86 138-1234-5678",
            "0086-13812345678",
            "１３８１２３４５６７８",
            "0451-82345678",
            "（0451）82345678",
            "0451 82345678",
            "0451-82345678-801",
            "0451-82345678转801",
            "0451-82345678 分机 801",
            "0451-82345678 ext. 801",
            "010-62345678",
            "82345678",
            "0459-6123456",
            "400-810-1234",
            "8008101234",
            "0451-82345678、13812345678",
        ] {
            assert!(check(text), "{text}");
        }
    }

    #[test]
    fn what_is_no_number() {
        for text in [
            "",
            "12345",
            "1381234567",
            "138123456789",
            "12812345678",
            "0451-1234567",
            "0451-823456789",
            "电话",
            "0451-82345678转",
            "0451-82345678-1234567",
            "13812345678,",
            "138-1234-5678-1",
            "400-810-123",
        ] {
            assert!(!check(text), "{text}");
        }
    }
}
