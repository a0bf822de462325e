//! From a proposed need to a row of the resource table.

use super::{Proposal, ProposedNeed};
use crate::basics::{Lang, Words};
use crate::catalog::Edition;
use crate::dossier::NeedRow;
use crate::measure::Jurisdiction;
use crate::measure::jurisdiction::Profiles;

/// How a reason begins that was proposed and not typed.
pub const MARK: (&str, &str) = ("按建议", "As proposed");

/// The most characters that a reason may have, as the table reads it.
const MOST: usize = 500;

/// The row of a proposed need, without an id; `None` where the catalog cannot be asked for it. Its reason says by
/// which table of which place it was proposed, by which rules and from which answers.
pub fn row(
    need: &ProposedNeed,
    proposal: &Proposal,
    (place, table): (&Jurisdiction, &Profiles),
    edition: &Edition,
    lang: Lang,
) -> Option<NeedRow> {
    if need.barred() {
        return None;
    }
    let mut row = NeedRow::default();
    row.set_cell("name", need.name.get(lang));
    row.set_cell("function", &need.function);
    row.set_cell("count", &need.count().to_string());
    for size in &need.sizes {
        let (_, dimension) = edition.dimension(&size.dimension)?;
        row.set_cell(&format!("d.{}", size.dimension), &dimension.number(size.amount?));
    }
    for (code, value) in &need.traits {
        row.set_cell(&format!("t.{code}"), value);
    }
    row.set_cell("reason", &reason(need, proposal, (place, table), lang));
    Some(row)
}

/// Why, in at most [`MOST`] characters: what does not fit is said to have been left out.
fn reason(
    need: &ProposedNeed,
    proposal: &Proposal,
    (place, table): (&Jurisdiction, &Profiles),
    lang: Lang,
) -> String {
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let joint = say("、", ", ");
    let rules: Vec<&str> = need.reasons.iter().map(|reason| reason.rule.as_str()).collect();
    let answers: Vec<String> = proposal
        .heard
        .iter()
        .map(|h| {
            let mark = if h.assumed { say("（假定）", " (assumed)") } else { String::new() };
            format!("{} {}{mark}", h.name.get(lang), h.shown.get(lang))
        })
        .collect();
    let (table_name, place_name) = (table.name.get(lang), place.name.get(lang));
    let (source, rules, answers) = (table.source.mark(), rules.join(&joint), answers.join(&joint));
    let (by_zh, by_en) = MARK;
    let text = match lang {
        Lang::Zh => format!(
            "{by_zh}：{table_name}（{place_name}，{}）；规则：{rules}；依据：{answers}",
            source.get(lang)
        ),
        Lang::En => format!(
            "{by_en} by {table_name} ({place_name}, {}); rules: {rules}; from: {answers}",
            source.get(lang)
        ),
    };
    shortened(text, &say("……（其余略）", "… (more left out)"))
}

fn shortened(text: String, mark: &str) -> String {
    if text.chars().count() <= MOST {
        return text;
    }
    let kept = MOST.saturating_sub(mark.chars().count());
    text.chars().take(kept).chain(mark.chars()).collect()
}
