//! 引用与例外: where an article sends to another one, and where it makes an exception.

use crate::measure::Citation;

/// A reference from one article to others.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// Where it stands.
    pub citation: Citation,
    /// The first and the last article that it sends to.
    pub to: (u8, u8),
    /// Where the product keeps to it, Chinese and English.
    pub note: (&'static str, &'static str),
}

/// Every reference from one article of the measure to others.
pub const REFERENCES: &[Reference] = &[
    Reference {
        citation: Citation {
            article: 18, quote: "按照本办法第十四条至第十六条规定程序执行"
        },
        to: (14, 16),
        note: (
            "重大变更须附方案，重新论证、审核、采购、测试和备案。",
            "A major change has a plan and is appraised, reviewed, procured, tested and filed again.",
        ),
    },
    Reference {
        citation: Citation { article: 21, quote: "按照第十五条规定程序选择云服务商" },
        to: (15, 15),
        note: (
            "单独购置在省政府批准后，同样以推荐式竞争性磋商选择云服务商。",
            "A special purchase has its supplier chosen by article 15 too, after the approval of the government.",
        ),
    },
];

/// An exception that an article makes from its own rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Exception {
    /// Where it stands.
    pub citation: Citation,
    /// Words of the rule that it is made from, and the article in which they stand.
    pub from: Citation,
    /// The provision that checks the rule.
    pub rule: &'static str,
    /// The provisions that check the exception.
    pub provisions: &'static [&'static str],
}

/// Every exception.
pub const EXCEPTIONS: &[Exception] = &[
    Exception {
        citation: Citation { article: 5, quote: "法律法规以及国家有关文件明确规定的除外" },
        from: Citation { article: 5, quote: "不再新建独立的机房或数据中心" },
        rule: "a05-room",
        provisions: &["a05-exception"],
    },
    Exception {
        citation: Citation {
            article: 21, quote: "省政务云不能提供且不能适配的,可申请单独购置"
        },
        from: Citation {
            article: 20, quote: "凡是省政务云能够提供的服务,各使用部门不得单独购置"
        },
        rule: "a20-apart",
        provisions: &["a21-unfit", "a21-kind", "a21-document", "a21-gates"],
    },
];

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::measure::articles::provision;
    use crate::measure::text::{ARTICLES, article};

    /// The numbers of the articles that a text names: `第十四条至第十六条` → 14, 16.
    fn named(text: &str) -> Vec<u8> {
        let number = |label: &str| ARTICLES.iter().find(|a| a.label == label).map(|a| a.number);
        let marks: Vec<(usize, char)> =
            text.char_indices().filter(|(_, c)| matches!(c, '第' | '条')).collect();
        let pairs = marks.windows(2).filter(|pair| pair[0].1 == '第' && pair[1].1 == '条');
        pairs.filter_map(|pair| number(&text[pair[0].0..pair[1].0 + '条'.len_utf8()])).collect()
    }

    #[test]
    fn the_references_are_those_of_the_text() {
        let stated = |a: &crate::measure::text::Article| {
            let to = named(a.text);
            Some((a.number, *to.first()?, *to.last()?))
        };
        let found: Vec<_> = ARTICLES.iter().filter_map(stated).collect();
        let told: Vec<_> = REFERENCES.iter().map(|r| (r.citation.article, r.to.0, r.to.1)).collect();
        assert_eq!(found, told);
        for reference in REFERENCES {
            let Citation { article: number, quote } = reference.citation;
            assert!(article(number).unwrap().text.contains(quote));
            assert!(named(quote).iter().eq([reference.to.0, reference.to.1].iter().take(named(quote).len())));
        }
    }

    #[test]
    fn the_exceptions_are_those_of_the_text() {
        for Exception { citation, from, rule, provisions } in EXCEPTIONS {
            for Citation { article: number, quote } in [citation, from] {
                assert!(article(*number).unwrap().text.contains(quote), "{quote}");
            }
            assert_eq!(provision(rule).unwrap().citation.article, from.article);
            for id in *provisions {
                assert_eq!(provision(id).unwrap().citation.article, citation.article, "{id}");
            }
        }
        // 除外 is said once; 可申请单独购置 is the one thing that may be done though another article forbids it.
        let says = |word: &str| {
            ARTICLES.iter().filter(|a| a.text.contains(word)).map(|a| a.number).collect::<Vec<_>>()
        };
        assert_eq!((says("除外"), says("可申请")), (vec![5], vec![21]));
        assert!(EXCEPTIONS.iter().map(|e| e.citation.article).eq([5, 21]));
    }
}
