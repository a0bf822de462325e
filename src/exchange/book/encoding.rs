//! Text files as Chinese offices write them. In a browser the browser itself decodes.

use super::super::error::Error;
use super::super::table::MOST_BYTES;
use encoding_rs::{Encoding, GB18030, UTF_8};

/// The text of a file in UTF-8 or, where that cannot be, GB18030; or in what its byte order mark says.
///
/// # Errors
/// Where it is neither, or larger than is read.
pub fn text(bytes: &[u8]) -> Result<String, Error> {
    if bytes.len() > MOST_BYTES {
        return Err(Error::TooLarge);
    }
    let marked = Encoding::for_bom(bytes);
    let (bytes, tried) = match marked {
        Some((encoding, length)) => (bytes.get(length..).unwrap_or_default(), vec![encoding]),
        None => (bytes, vec![UTF_8, GB18030]),
    };
    let decode =
        |encoding: &&'static Encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes);
    match tried.iter().find_map(decode) {
        Some(text) => Ok(text.into_owned()),
        None => Err(Error::Encoding { line: readable_lines(bytes) }),
    }
}

/// The line in which the bytes stop being text in any of the encodings.
fn readable_lines(bytes: &[u8]) -> usize {
    let readable = |line: &&[u8]| {
        [UTF_8, GB18030].iter().any(|e| e.decode_without_bom_handling_and_without_replacement(line).is_some())
    };
    1 + bytes.split(|byte| *byte == b'\n').take_while(readable).count()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn the_encodings_of_an_office_are_told_apart() {
        let list = "名称,内存(GB)\r\n㐂数据库𠮷,8\r\n";
        let gb = GB18030.encode(list).0.into_owned();
        let wide: Vec<u8> =
            [0xFF, 0xFE].into_iter().chain(list.encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let marked = [b"\xef\xbb\xbf".as_slice(), list.as_bytes()].concat();
        for bytes in [list.as_bytes().to_vec(), gb, wide, marked] {
            assert_eq!(text(&bytes).unwrap(), list);
        }
        let error = text(b"a,b\n\xff\xff,1\n").unwrap_err();
        assert!(matches!(error, Error::Encoding { line: 2 }), "{error:?}");
        assert!(matches!(text(&vec![b'a'; MOST_BYTES + 1]), Err(Error::TooLarge)));
    }
}
