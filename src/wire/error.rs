//! Why a document cannot be used at all.

use crate::basics::{Path, Words};
use std::fmt;

/// A document that cannot be used. What is merely wrong inside a usable one is a problem of its own kind
/// (`catalog::CatalogProblem`, `dossier::Problem`), with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Not JSON (or not CSV): where the reader stopped, line and column from 1, and what it said.
    Syntax {
        /// Line, from 1; 0 where the reader cannot tell.
        line: usize,
        /// Column, from 1; 0 where the reader cannot tell.
        column: usize,
        /// What the reader said, in its own words.
        detail: String,
    },
    /// Another kind of document.
    Format {
        /// The format that was expected, such as `govcloud-catalog`.
        expected: &'static str,
        /// What stands there; empty where nothing does.
        found: String,
    },
    /// A version that this program does not know.
    Version {
        /// The newest version that it knows.
        newest: u32,
        /// What stands there.
        found: String,
    },
    /// A value that is missing or of the wrong kind.
    Shape {
        /// JSON pointer.
        at: Path,
        /// What is expected there.
        expected: Words,
    },
    /// The digest that the document names is not the digest of its content.
    Digest {
        /// JSON pointer to the digest.
        at: Path,
        /// As it stands there.
        written: String,
        /// As it is computed from the content.
        computed: String,
    },
    /// A value that has no canonical form: a number with a fraction or an exponent.
    NotCanonical {
        /// JSON pointer.
        at: Path,
    },
    /// More than this program takes in.
    TooLarge {
        /// What is too large.
        what: Words,
        /// The most that is taken.
        most: u64,
    },
}

impl Error {
    /// The sentence for people, with its place.
    pub fn words(&self) -> Words {
        match self {
            Self::Syntax { line: 0, detail, .. } => {
                Words::new(format!("文件无法读取：{detail}"), format!("The file cannot be read: {detail}"))
            }
            Self::Syntax { line, column, detail } => Words::new(
                format!("文件第 {line} 行第 {column} 列无法读取：{detail}"),
                format!("The file cannot be read at line {line}, column {column}: {detail}"),
            ),
            Self::Format { expected, found } if found.is_empty() => Words::new(
                format!("文件没有注明格式（应有 \"format\": \"{expected}\"）"),
                format!("The file does not name its format (\"format\": \"{expected}\" is expected)"),
            ),
            Self::Format { expected, found } => Words::new(
                format!("文件格式是“{found}”，应为“{expected}”"),
                format!("The file's format is '{found}'; '{expected}' is expected"),
            ),
            Self::Version { newest, found } if found.parse::<u64>().is_ok_and(|v| v > u64::from(*newest)) => {
                Words::new(
                    format!(
                        "文件由更新版本的程序生成（第 {found} 版，本程序支持到第 {newest} 版）：只读，未作任何改动"
                    ),
                    format!(
                        "Made by a newer version of this program (version {found}; this one knows versions up to \
                         {newest}): read-only, nothing was changed"
                    ),
                )
            }
            Self::Version { newest, found } => Words::new(
                format!("文件版本是“{found}”，本程序最高支持第 {newest} 版"),
                format!("The file's version is '{found}'; this program knows versions up to {newest}"),
            ),
            Self::Shape { at, expected } => Words::new(
                format!("{}：应为{}", place(at, "文件开头"), expected.zh),
                format!("{}: {} is expected", place(at, "top of the file"), expected.en),
            ),
            Self::Digest { at, written, computed } => Words::new(
                format!("{at} 的摘要与内容不符（写的是 {written}，算得 {computed}），文件可能被改动或损坏"),
                format!(
                    "The digest at {at} does not match the content ({written} is written, {computed} computed): \
                     the file may have been changed or damaged"
                ),
            ),
            Self::NotCanonical { at } => Words::new(
                format!("{}：不允许小数或指数形式的数，请写成文本", place(at, "文件开头")),
                format!(
                    "{}: write a number with a fraction or exponent as text",
                    place(at, "top of the file")
                ),
            ),
            Self::TooLarge { what, most } => Words::new(
                format!("{}过大，最多 {most}", what.zh),
                format!("Too large: {} (at most {most})", what.en),
            ),
        }
    }
}

fn place(at: &Path, root: &str) -> String {
    if at.as_str().is_empty() { root.to_owned() } else { at.to_string() }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words().en)
    }
}

impl std::error::Error for Error {}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        let detail = error.to_string();
        // serde_json repeats the place at the end of its sentence.
        let detail = detail.split(" at line ").next().unwrap_or(&detail).to_owned();
        Self::Syntax { line: error.line(), column: error.column(), detail }
    }
}

#[cfg(test)]
mod tests {
    use super::Error;

    #[test]
    fn a_syntax_error_names_its_place_once() {
        let error = serde_json::from_str::<serde_json::Value>("{\n \"a\": ]").map_err(Error::from).err();
        let shown = error.map(|e| e.words().en).unwrap_or_default();
        assert_eq!(shown, "The file cannot be read at line 2, column 7: expected value");
    }
}
