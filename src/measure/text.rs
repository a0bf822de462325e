//! The measure's text, to the letter: 黑龙江省省级政务云管理暂行办法, issued 2021-04-25.
//!
//! `heilongjiang-2021.md` is the only copy in the code; the articles are cut from it when compiling.

use crate::basics::Digest;
use std::sync::LazyLock;

/// The file with the whole text.
pub const SOURCE: &str = include_str!("heilongjiang-2021.md");

/// The measure's title.
pub const TITLE: &str = "黑龙江省省级政务云管理暂行办法";

/// An article of the measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Article {
    /// 1–29.
    pub number: u8,
    /// As it is called: 第一条.
    pub label: &'static str,
    /// The chapter it stands in: 第一章 总则.
    pub chapter: &'static str,
    /// Its words, one paragraph.
    pub text: &'static str,
}

/// All articles, in order.
pub static ARTICLES: [Article; 29] = cut();

/// The article of this number, 1–29.
pub fn article(number: u8) -> Option<&'static Article> {
    ARTICLES.get(usize::from(number).checked_sub(1)?)
}

/// These words where they stand in the article; `None` where they do not.
pub fn quoted(number: u8, words: &str) -> Option<&'static str> {
    let text = article(number)?.text;
    let at = text.find(words).filter(|_| !words.is_empty())?;
    text.get(at..at + words.len())
}

/// SM3 of [`SOURCE`]: which text a review went by.
pub fn hash() -> Digest {
    static HASH: LazyLock<Digest> = LazyLock::new(|| Digest::of(SOURCE.as_bytes()));
    *HASH
}

const fn cut() -> [Article; 29] {
    let mut articles = [Article { number: 0, label: "", chapter: "", text: "" }; 29];
    let (mut at, mut chapter, mut rest) = (0, "", SOURCE);
    while let Some((line, after)) = next_line(rest) {
        rest = after;
        if let Some(heading) = strip(line, "## ") {
            chapter = heading;
        } else if let Some(label) = strip(line, "### ") {
            let Some((_, body)) = next_line(rest) else { break };
            let Some((text, after)) = next_line(body) else { break };
            articles[at] = Article { number: at as u8 + 1, label, chapter, text };
            at += 1;
            rest = after;
        }
    }
    assert!(at == 29, "the measure has 29 articles");
    articles
}

/// The first line without its end, and what follows it.
const fn next_line(text: &str) -> Option<(&str, &str)> {
    if text.is_empty() {
        return None;
    }
    let (bytes, mut end) = (text.as_bytes(), 0);
    while end < bytes.len() && bytes[end] != b'\n' {
        end += 1;
    }
    let (line, rest) = text.split_at(end);
    Some((line, if rest.is_empty() { rest } else { rest.split_at(1).1 }))
}

/// The text behind this beginning, where it begins so.
const fn strip<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    let (bytes, start) = (text.as_bytes(), start.as_bytes());
    if bytes.len() < start.len() {
        return None;
    }
    let mut at = 0;
    while at < start.len() {
        if bytes[at] != start[at] {
            return None;
        }
        at += 1;
    }
    Some(text.split_at(start.len()).1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_article_is_cut_whole_and_in_order() {
        let digits = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九"];
        for (at, article) in ARTICLES.iter().enumerate() {
            let number = at + 1;
            let tens = ["", "十", "二十"][number / 10];
            assert_eq!(article.label, format!("第{tens}{}条", digits[number % 10]));
            assert_eq!(usize::from(article.number), number);
            assert!(article.text.ends_with('。') && article.chapter.starts_with('第'), "{}", article.label);
            assert!(SOURCE.contains(&format!("### {}\n\n{}\n", article.label, article.text)));
        }
        assert_eq!(SOURCE.matches("\n### ").count(), 29);
        assert!(SOURCE.starts_with(&format!("# {TITLE}\n")));
    }

    #[test]
    fn known_words_stand_where_they_stand() {
        assert!(
            article(16)
                .is_some_and(|a| a.text.contains("测试时间不少于15天") && a.chapter == "第三章 使用管理")
        );
        assert!(article(29).is_some_and(|a| a.text == "本办法自印发之日起施行。"));
        assert_eq!((article(0), article(30)), (None, None));
        assert_eq!(quoted(29, "自印发之日起"), Some("自印发之日起"));
        assert_eq!((quoted(29, "15天"), quoted(29, ""), quoted(0, "本")), (None, None, None));
    }

    #[test]
    fn the_text_is_the_one_that_was_published() {
        // Changes only with the text itself; a new text is a new ruleset.
        assert_eq!(hash().to_string(), "915e922a3c525f43c419bfa3dfbc6c66f813ec5d2abceba47cbb41881556d691");
    }
}
