//! 统一社会信用代码 (GB 32100-2015).

/// The 31 characters of the code, in the order of their values.
const ALPHABET: &str = "0123456789ABCDEFGHJKLMNPQRTUWXY";

/// Why a text is no code, or a doubtful one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsccError {
    /// Not 18 characters but so many.
    Length(usize),
    /// This character, at this place from 1, is none of the 31.
    Character(char, usize),
    /// The check character should be this one. A code that is really registered is reported to fail its
    /// check, so that this is a warning.
    Check(char),
}

/// The code in its plain form: capitals, no spaces or hyphens.
pub fn plain(text: &str) -> String {
    super::plain(text).replace('-', "").to_uppercase()
}

/// Checks a code in its plain form.
///
/// # Errors
/// See [`UsccError`].
pub fn check(code: &str) -> Result<(), UsccError> {
    let length = code.chars().count();
    if length != 18 {
        return Err(UsccError::Length(length));
    }
    let (mut sum, mut weight, mut last) = (0, 1, 0);
    for (at, c) in code.chars().enumerate() {
        let value = ALPHABET.find(c).ok_or(UsccError::Character(c, at + 1))?;
        if at < 17 {
            sum += value * weight;
            weight = weight * 3 % 31;
        }
        last = value;
    }
    let expected = (31 - sum % 31) % 31;
    if last == expected {
        return Ok(());
    }
    Err(UsccError::Check(ALPHABET.chars().nth(expected).unwrap_or('0')))
}

/// True where the code begins as a government body's, institution's or other public body's does
/// (11, 12, 13, 19).
pub fn is_public_body(code: &str) -> bool {
    ["11", "12", "13", "19"].iter().any(|start| code.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_vectors() {
        for (code, expected) in [
            ("91110000101623741K", Ok(())),
            ("911101066976941872", Ok(())),
            ("11100000000013338W", Ok(())),
            // The weighted sum is a multiple of 31: the check character is 0.
            ("112300000000003900", Ok(())),
            // Reported to be really registered.
            ("91350211M0000XUF46", Err(UsccError::Check('R'))),
            ("91310115MA1H8R7C6D", Err(UsccError::Check('7'))),
            ("9111000010162374", Err(UsccError::Length(16))),
            ("9111000010162374IK", Err(UsccError::Character('I', 17))),
            ("", Err(UsccError::Length(0))),
        ] {
            assert_eq!(check(code), expected, "{code}");
        }
    }

    #[test]
    fn every_single_mistyped_character_is_noticed() {
        let code = "11100000000013338W";
        for at in 0..17 {
            for c in ALPHABET.chars().filter(|c| Some(*c) != code.chars().nth(at)) {
                let wrong: String =
                    code.chars().enumerate().map(|(i, old)| if i == at { c } else { old }).collect();
                assert!(check(&wrong).is_err(), "{wrong}");
            }
        }
    }

    #[test]
    fn typed_forms_become_plain() {
        assert_eq!(plain(" 1110 0000 0000 13338w "), "11100000000013338W");
        assert_eq!(plain("１１１０００００００００１３３３８Ｗ"), "11100000000013338W");
        assert!(is_public_body("11100000000013338W") && !is_public_body("91110000101623741K"));
    }
}
