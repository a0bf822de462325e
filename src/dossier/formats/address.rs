//! IP addresses and CIDR ranges. Which ranges belong to 政务外网 is the deployment's configuration.

use core::net::IpAddr;

/// An address with the length of its prefix; a single address has all bits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Network {
    /// The address as typed.
    pub address: IpAddr,
    /// Bits of the prefix, at most 32 (IPv4) or 128 (IPv6).
    pub prefix: u8,
}

/// Reads `10.1.0.0/16`, `10.1.2.3`, `2001:db8::/32`.
pub fn parse(text: &str) -> Option<Network> {
    let text = super::plain(text);
    let (address, prefix) = match text.split_once('/') {
        Some((address, prefix)) if super::digits(prefix) => (address, Some(prefix.parse::<u8>().ok()?)),
        Some(_) => return None,
        None => (text.as_str(), None),
    };
    let address: IpAddr = address.parse().ok()?;
    let most = if address.is_ipv4() { 32 } else { 128 };
    let prefix = prefix.unwrap_or(most);
    (prefix <= most).then_some(Network { address, prefix })
}

/// The single texts of a list separated by commas, semicolons, 、, spaces or lines.
pub fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | '，' | ';' | '；' | '、'))
        .filter(|t| !t.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_ranges() {
        for (text, prefix) in [
            ("10.1.2.3", 32),
            ("10.1.0.0/16", 16),
            ("2001:db8::1", 128),
            ("2001:db8::/32", 32),
            ("0.0.0.0/0", 0),
            ("１０.1.2.3", 32),
        ] {
            assert_eq!(parse(text).map(|n| n.prefix), Some(prefix), "{text}");
        }
        for text in [
            "",
            "10.1.2",
            "10.1.2.256",
            "10.1.0.0/33",
            "2001:db8::/129",
            "10.1.0.0/",
            "10.1.0.0/+8",
            "010.1.2.3",
            "host",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
        assert_eq!(
            split("10.0.0.1，10.0.0.2\n 10.0.0.3;").collect::<Vec<_>>(),
            ["10.0.0.1", "10.0.0.2", "10.0.0.3"]
        );
    }
}
