//! Words that several commands say.

use govcloud::basics::{Lang, Words};
use govcloud::fitting::Cost;
use govcloud::measure::{Jurisdiction, Verdict};

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

/// What a provision comes to.
pub(crate) fn verdict(verdict: &Verdict) -> Words {
    match verdict {
        Verdict::Holds => Words::new("符合", "holds"),
        Verdict::Fails => Words::new("不符合", "fails"),
        Verdict::Unknown(_) => Words::new("未知", "unknown"),
        Verdict::NotApplicable => Words::new("不适用", "not applicable"),
        Verdict::NeedsJudgement => Words::new("待判断", "needs judgement"),
    }
}

/// The mark of a place that no authority has set.
pub(crate) fn model(place: &Jurisdiction) -> Words {
    if place.model {
        Words::new("（示例地区，不可作为依据）", " (model 示例, nothing to rely on)")
    } else {
        Words::default()
    }
}
