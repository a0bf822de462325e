#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
use super::*;
use crate::measure::text::article;
use std::collections::BTreeSet;

/// The head of each article file.
const FILES: &[(u8, &str)] = &[
    (3, include_str!("a03.rs")),
    (4, include_str!("a04.rs")),
    (5, include_str!("a05.rs")),
    (6, include_str!("a06.rs")),
    (7, include_str!("a07.rs")),
    (10, include_str!("a10.rs")),
    (13, include_str!("a13.rs")),
    (14, include_str!("a14.rs")),
    (15, include_str!("a15.rs")),
    (16, include_str!("a16.rs")),
    (17, include_str!("a17.rs")),
    (18, include_str!("a18.rs")),
    (19, include_str!("a19.rs")),
    (20, include_str!("a20.rs")),
    (21, include_str!("a21.rs")),
    (22, include_str!("a22.rs")),
    (24, include_str!("a24.rs")),
    (25, include_str!("a25.rs")),
    (27, include_str!("a27.rs")),
    (28, include_str!("a28.rs")),
    (29, include_str!("a29.rs")),
];

#[test]
fn each_file_begins_with_its_article_to_the_letter() {
    for (number, file) in FILES {
        let article = article(*number).unwrap();
        let head = format!("//! # {}\n//!\n//! > {}\n//!\n", article.label, article.text);
        assert!(file.starts_with(&head), "{}", article.label);
        for part in ["//! Computed", "//! Not computed", "//! Interpretation"] {
            let needed = match part {
                "//! Interpretation" => file.contains("reading: Some") || file.contains("reading: READING"),
                "//! Not computed" => *number != 29,
                _ => true,
            };
            assert!(!needed || file.contains(part), "{} lacks `{part}`", article.label);
        }
    }
    let checked: BTreeSet<u8> = provisions().map(|p| p.citation.article).collect();
    assert!(checked.into_iter().eq(FILES.iter().map(|f| f.0)));
}

#[test]
fn every_quoted_word_stands_in_its_article() {
    for provision in provisions() {
        let article = article(provision.citation.article).unwrap();
        assert!(article.text.contains(provision.citation.quote), "{}", provision.id);
    }
}

#[test]
fn names_are_stable_unique_and_tell_the_article() {
    let (mut ids, mut codes) = (BTreeSet::new(), BTreeSet::new());
    for provision in provisions() {
        let start = format!("a{:02}-", provision.citation.article);
        assert!(provision.id.starts_with(&start) && ids.insert(provision.id), "{}", provision.id);
        assert!(!provision.codes.is_empty(), "{} finds nothing", provision.id);
        for code in provision.codes {
            assert!(code.code.starts_with(&start) && codes.insert(code.code), "{}", code.code);
            for (zh, en) in [code.message, code.remedy] {
                assert!(!zh.is_empty() && !en.is_empty(), "{}", code.code);
            }
        }
    }
}

#[test]
fn no_interpretation_bars() {
    for provision in provisions().filter(|p| p.reading.is_some()) {
        for code in provision.codes {
            assert_ne!(code.severity, crate::measure::Severity::Bars, "{}", code.code);
        }
    }
}
