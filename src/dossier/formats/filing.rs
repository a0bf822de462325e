//! 等保备案证明编号: six digits of the police office, five of the unit, five of the system. No check digit.

/// The number as `11 digits-5 digits`, or `None` where the text is none.
pub fn parse(text: &str) -> Option<String> {
    let text = super::plain(text);
    let (unit, system) = text.split_once('-').or_else(|| text.split_at_checked(11))?;
    let well = super::digits(unit) && unit.len() == 11 && super::digits(system) && system.len() == 5;
    well.then(|| format!("{unit}-{system}"))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn numbers() {
        for text in ["23010012345-00001", "2301001234500001", " ２３０１００12345－00001 "] {
            assert_eq!(parse(text).as_deref(), Some("23010012345-00001"), "{text}");
        }
        for text in [
            "",
            "2301001234-00001",
            "23010012345-0001",
            "23010012345-000011",
            "23010012345-0000A",
            "23010012345--00001",
            "备案中",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}
