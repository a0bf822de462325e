//! Words that several commands say.

use govcloud::basics::{Lang, Words};
use govcloud::dossier::Outcome;
use govcloud::fitting::Cost;

/// An outcome of a fit, its legal term kept in both languages.
pub(crate) fn outcome(outcome: Outcome) -> Words {
    let (zh, en) = outcome.name();
    Words::new(zh, en)
}

/// What a configuration costs; an unknown price is said, never 0.
pub(crate) fn cost(cost: &Cost, lang: Lang) -> String {
    let Some(total) = cost.total else {
        let codes = cost.unknown.join(" ");
        let words = Words::new(format!("价格未知（{codes}）"), format!("price unknown ({codes})"));
        return words.get(lang).to_owned();
    };
    let mark = if cost.illustrative {
        Words::new("（示例价）", " (illustrative 示例)")
    } else {
        Words::default()
    };
    Words::new(format!("{} 元{}", total.in_yuan(), mark.zh), format!("CNY {}{}", total.in_yuan(), mark.en))
        .get(lang)
        .to_owned()
}
