//! Mail addresses.

/// True where the text is one mail address: a name, `@` and a domain with at least two parts.
pub fn check(text: &str) -> bool {
    let text = super::plain(text);
    let Some((name, domain)) = text.rsplit_once('@') else { return false };
    text.len() <= 254 && is_name(name) && is_domain(domain)
}

fn is_name(name: &str) -> bool {
    let allowed = |c: char| c.is_alphanumeric() || "!#$%&'*+/=?^_`{|}~-".contains(c);
    name.len() <= 64 && name.split('.').all(|part| !part.is_empty() && part.chars().all(allowed))
}

fn is_domain(domain: &str) -> bool {
    let labels: Vec<&str> = domain.split('.').collect();
    let label = |l: &&str| {
        (1..=63).contains(&l.len())
            && !l.starts_with('-')
            && !l.ends_with('-')
            && l.chars().all(|c| c.is_alphanumeric() || c == '-')
    };
    labels.len() >= 2
        && labels.iter().all(label)
        && labels.last().is_some_and(|top| top.chars().count() >= 2 && !super::digits(top))
}

#[cfg(test)]
mod tests {
    use super::check;

    #[test]
    fn addresses() {
        for text in ["zhang.san@hlj.gov.cn", "a+b@x-y.cn", "信息@政务.中国", " office@example.gov.cn "]
        {
            assert!(check(text), "{text}");
        }
        for text in [
            "",
            "zhang",
            "@hlj.gov.cn",
            "a@",
            "a@b",
            "a@@b.cn",
            "a..b@c.cn",
            ".a@c.cn",
            "a@-b.cn",
            "a@b.c",
            "a@1.2.3.44",
        ] {
            assert!(!check(text), "{text}");
        }
    }
}
