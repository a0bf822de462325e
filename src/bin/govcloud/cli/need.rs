//! A need in one line: `function=compute/vm/general vcpu=4 memory=16GB zone=egov count=2`.

use super::BadInput;
use govcloud::basics::Words;
use govcloud::catalog::Edition;
use govcloud::dossier::NeedRow;

/// Columns of the resource table that are named as they are.
const COLUMNS: [&str; 8] = ["function", "count", "months", "divisible", "special", "consent", "pick", "name"];

/// The row of the resource table that such a line means.
pub(crate) fn parse(text: &str, edition: &Edition) -> Result<NeedRow, BadInput> {
    let mut row = NeedRow { id: "n1".into(), ..NeedRow::default() };
    for word in text.split_whitespace() {
        let Some((key, value)) =
            word.split_once('=').filter(|(key, value)| !key.is_empty() && !value.is_empty())
        else {
            let zh = format!("“{word}”应写作 名称=值");
            return Err(BadInput::new("--need", Words::new(zh, format!("'{word}' should read key=value"))));
        };
        let column = column(key, edition).ok_or_else(|| unknown(key, edition))?;
        if !row.cell(&column).is_empty() {
            let zh = format!("“{key}”出现了两次");
            return Err(BadInput::new("--need", Words::new(zh, format!("'{key}' stands there twice"))));
        }
        row.set_cell(&column, value);
    }
    Ok(row)
}

/// The column that a key means.
fn column(key: &str, edition: &Edition) -> Option<String> {
    if COLUMNS.contains(&key) {
        return Some(key.to_owned());
    }
    if edition.dimension(key).is_some() {
        return Some(format!("d.{key}"));
    }
    let (prefix, code) = key.strip_prefix("prefer.").map_or(("t", key), |code| ("p", code));
    edition.trait_of(code).map(|_| format!("{prefix}.{code}"))
}

fn unknown(key: &str, edition: &Edition) -> BadInput {
    let codes: Vec<&str> = COLUMNS
        .into_iter()
        .chain(edition.dimensions.iter().map(|d| d.code.as_str()))
        .chain(edition.traits.iter().map(|t| t.code.as_str()))
        .collect();
    let codes = codes.join(" ");
    let zh = format!("不认识“{key}”。可用的名称：{codes}；偏好写作 prefer.特性");
    BadInput::new(
        "--need",
        Words::new(zh, format!("'{key}' is not known. Known are {codes}, and prefer.TRAIT")),
    )
}
