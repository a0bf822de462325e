//! From a monitored list to change requests (articles 17 and 18): for each system that is plainly low the draft of its
//! change, made from the application that runs and the proposals of all its zones; and an account of what was prepared,
//! what it saves, and what was not prepared and why. A draft is a beginning: the department decides and hands in.

use super::monitoring::{changes, saved};
use super::sheet::{Cell, Sheet};
use crate::basics::{Lang, Money, Words};
use crate::catalog::Edition;
use crate::dossier::Life;
use crate::fitting::sizing::{NotSized, Target, Verdict};
use crate::lifecycle::adjustment::{Advice, Advised, Changed, Proposal, Saving, begun, changed};
use crate::wire::v1::case::{self, Made};
use std::collections::{BTreeMap, BTreeSet};

/// A case whose system runs.
#[derive(Clone, Debug)]
pub struct Running {
    /// The portal's reference.
    pub reference: String,
    /// What was done in it.
    pub life: Life,
}

/// What came of one system of the list that is plainly low.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// Its name, as the list has it.
    pub system: String,
    /// Its first row in the file.
    pub row: usize,
    /// What is proposed for it, in words; a zone after the other.
    pub proposed: Words,
    /// What the proposals save together; `None` where there is none.
    pub saving: Option<Saving>,
    /// Why nothing is proposed for one of its zones.
    pub left: Vec<(String, NotSized)>,
    /// Its draft, or why there is none.
    pub draft: Result<Ready, Unready>,
}

/// The draft of a change.
#[derive(Clone, Debug)]
pub struct Ready {
    /// The case that it is for.
    pub reference: String,
    /// The draft, and what was changed in it.
    pub changed: Changed,
}

/// Why there is no draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unready {
    /// Nothing is proposed.
    NotProposed,
    /// No case that runs has this name.
    NoCase,
    /// More than one has.
    Cases(Vec<String>),
    /// A change or a leaving is under way in this case.
    AtWork(String),
    /// No row of this case's application is changed by the proposals; so many of them could not be read.
    Unchanged(String, usize),
}

impl Unready {
    /// For people.
    pub fn words(&self) -> Words {
        match self {
            Self::NotProposed => Words::new("没有可提的调整数量", "No amounts are proposed"),
            Self::NoCase => Words::new(
                "登记簿中没有名称相同、正在运行的案卷",
                "The register has no running case of this name",
            ),
            Self::Cases(references) => Words::new(
                format!("多个运行中的案卷同名：{}，请逐案办理", references.join("、")),
                format!(
                    "Several running cases have this name: {}; take them one by one",
                    references.join(", ")
                ),
            ),
            Self::AtWork(reference) => Words::new(
                format!("案卷 {reference} 已有变更或终止在办"),
                format!("A change or a leaving is under way in case {reference}"),
            ),
            Self::Unchanged(reference, 0) => Words::new(
                format!("案卷 {reference} 的申请中没有可缩减的行"),
                format!("The application of case {reference} has no row that the proposal makes smaller"),
            ),
            Self::Unchanged(reference, rows) => Words::new(
                format!("案卷 {reference} 的申请有 {rows} 行不能读取，其余各行无需缩减"),
                format!(
                    "The application of case {reference} has {rows} rows that cannot be read, and no other to make smaller"
                ),
            ),
        }
    }
}

/// Prepares the draft of a change for every system that is plainly low, one a system whatever its zones. `cases` are
/// those that run; a system is found among them by its name.
pub fn prepare(advice: &Advice, cases: &[Running], target: &Target, edition: &Edition) -> Vec<Prepared> {
    let mut named: BTreeMap<&str, Vec<&Running>> = BTreeMap::new();
    for case in cases.iter().filter(|case| case.life.is_running()) {
        if let Some(act) = case.life.in_force() {
            named.entry(act.sheet.field("system.name").trim()).or_default().push(case);
        }
    }
    let mut systems: Vec<(&str, Vec<&Advised>)> = Vec::new();
    for advised in advice.systems.iter().filter(|one| one.judged.verdict == Verdict::Low) {
        let name = advised.system.name.trim();
        match systems.iter_mut().find(|(own, _)| *own == name && !name.is_empty()) {
            Some((_, zones)) => zones.push(advised),
            None => systems.push((name, vec![advised])),
        }
    }
    let of = |(name, zones): (&str, Vec<&Advised>)| {
        let proposals: Vec<&Proposal> =
            zones.iter().filter_map(|zone| zone.proposal.as_ref()?.as_ref().ok()).collect();
        let refused = |zone: &&&Advised| {
            Some((zone.system.zone.clone(), zone.proposal.as_ref()?.as_ref().err()?.clone()))
        };
        let said = |lang: Lang| {
            let each = proposals.iter().map(|proposal| match proposal.zone.as_str() {
                zone if zones.len() > 1 && !zone.is_empty() => {
                    format!("{zone}: {}", changes(proposal, Some(edition), lang))
                }
                _ => changes(proposal, Some(edition), lang),
            });
            each.collect::<Vec<_>>().join("; ")
        };
        Prepared {
            system: name.to_owned(),
            row: zones.first().map_or(0, |zone| zone.system.row),
            proposed: Words::new(said(Lang::Zh), said(Lang::En)),
            saving: proposals.iter().map(|one| one.saving.clone()).reduce(|sum, one| sum.with(&one)),
            left: zones.iter().filter_map(|zone| refused(&zone)).collect(),
            draft: draft(
                &proposals,
                named.get(name).map_or(&[][..], Vec::as_slice),
                target,
                (advice, edition),
            ),
        }
    };
    systems.into_iter().map(of).collect()
}

fn draft(
    proposals: &[&Proposal],
    cases: &[&Running],
    target: &Target,
    (advice, edition): (&Advice, &Edition),
) -> Result<Ready, Unready> {
    if proposals.is_empty() {
        return Err(Unready::NotProposed);
    }
    let case = match cases {
        [] => return Err(Unready::NoCase),
        [case] => case,
        several => return Err(Unready::Cases(several.iter().map(|case| case.reference.clone()).collect())),
    };
    let reference = case.reference.clone();
    if case.life.at_work().is_some() {
        return Err(Unready::AtWork(reference));
    }
    let Some(act) = case.life.in_force() else { return Err(Unready::NoCase) };
    let mut all = Changed { draft: begun(act), cells: Vec::new(), differs: Vec::new(), unread: Vec::new() };
    for proposal in proposals {
        let one = changed(&all.draft, proposal, target, edition);
        all.draft = one.draft;
        all.cells.extend(one.cells);
        all.differs.extend(one.differs);
        all.unread.extend(one.unread);
    }
    all.unread.sort_unstable();
    all.unread.dedup();
    if all.cells.is_empty() {
        return Err(Unready::Unchanged(reference, all.unread.len()));
    }
    all.draft.set_field("change.reason", &reason(proposals, advice, edition));
    if !case.life.advice.is_empty() {
        all.draft.set_field("change.advised", "yes");
    }
    Ok(Ready { reference, changed: all })
}

/// What a case's file says is Chinese, as the case is.
fn reason(proposals: &[&Proposal], advice: &Advice, edition: &Edition) -> String {
    let each = proposals.iter().map(|proposal| {
        let amounts = changes(proposal, Some(edition), Lang::Zh);
        format!("资源利用率明显偏低，拟调整：{amounts}。{}", proposal.why.zh)
    });
    let text = each.collect::<Vec<_>>().join("\n");
    format!("{text}\n（规则：{}）", advice.rule.words().zh)
}

/// What is saved by those that are given, as far as it is known, and by how many it is not.
pub fn total<'p>(prepared: impl IntoIterator<Item = &'p Prepared>) -> (Option<Saving>, usize) {
    let (mut sum, mut unknown) = (None::<Saving>, 0);
    for saving in prepared.into_iter().filter_map(|one| one.saving.as_ref()) {
        if saving.total().is_none() {
            unknown += 1;
            continue;
        }
        sum = Some(match sum {
            Some(sum) => sum.with(saving),
            None => saving.clone(),
        });
    }
    (sum, unknown)
}

/// The account: what was prepared for whom, what it saves, and why not where nothing was.
pub fn account(prepared: &[Prepared], edition: &Edition, lang: Lang) -> Sheet {
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let row = |one: &Prepared| {
        let (case, state) = match &one.draft {
            Ok(ready) => (ready.reference.clone(), say("可准备", "ready")),
            Err(_) => (String::new(), say("不能准备", "not ready")),
        };
        let saving = match &one.saving {
            None => Cell::text(""),
            Some(saving) => saving.total().map_or_else(|| Cell::text(say("未知", "unknown")), Cell::Yuan),
        };
        vec![
            Cell::text(&*one.system),
            Cell::text(case),
            Cell::text(state),
            Cell::text(one.proposed.get(lang)),
            saving,
            Cell::text(remarks(one, edition, lang)),
        ]
    };
    let ready = prepared.iter().filter(|one| one.draft.is_ok()).count();
    let (sum, unknown) = total(prepared);
    let mut about = vec![(
        say("变更草稿", "Change drafts"),
        Words::new(
            format!(
                "明显偏低的系统 {} 个，可准备 {ready} 份，不能准备 {} 个",
                prepared.len(),
                prepared.len() - ready
            ),
            format!(
                "systems that are low: {}, ready: {ready}, not ready: {}",
                prepared.len(),
                prepared.len() - ready
            ),
        )
        .get(lang)
        .to_owned(),
    )];
    if let Some(sum) = &sum {
        about.push((say("节省合计", "Saved together"), saved(sum, lang)));
    }
    let open = Words::new(
        format!("另有 {unknown} 个系统节省未知，未计入"),
        format!("{unknown} more save what is not known, and are not in it"),
    );
    let known = sum.as_ref().and_then(Saving::total).unwrap_or(Money::ZERO);
    Sheet {
        name: say("变更草稿", "Change drafts"),
        title: say("各系统的变更草稿", "The change drafts of all systems"),
        about,
        headings: vec![
            say("信息系统", "System"),
            say("案卷", "Case"),
            say("变更草稿", "Change draft"),
            say("建议", "What is proposed"),
            say("节省（元）", "Saved (CNY)"),
            say("说明", "Remarks"),
        ],
        rows: prepared.iter().map(row).collect(),
        total: vec![
            Cell::text(say("合计", "Total")),
            Cell::text(""),
            Cell::Whole(i64::try_from(ready).unwrap_or(i64::MAX)),
            Cell::text(""),
            Cell::Yuan(known),
            Cell::text(if unknown > 0 { open.get(lang) } else { "" }),
        ],
    }
}

fn remarks(one: &Prepared, edition: &Edition, lang: Lang) -> String {
    let mut parts: Vec<String> = Vec::new();
    match &one.draft {
        Err(why) => parts.push(why.words().get(lang).to_owned()),
        Ok(ready) => {
            for differs in &ready.changed.differs {
                let Some((_, dimension)) = edition.dimension(&differs.dimension) else { continue };
                let name = &dimension.name;
                let (monitored, applied) =
                    (dimension.said(differs.monitored), dimension.said(differs.applied));
                let words = Words::new(
                    format!("监测的{}为 {}，现行申请为 {}", name.zh, monitored.zh, applied.zh),
                    format!("monitored {} is {}, applied for is {}", name.en, monitored.en, applied.en),
                );
                parts.push(words.get(lang).to_owned());
            }
            let rows = ready.changed.unread.len();
            if rows > 0 {
                let words = Words::new(
                    format!("{rows} 行不能读取，未改动"),
                    format!("{rows} rows cannot be read and were left as they are"),
                );
                parts.push(words.get(lang).to_owned());
            }
        }
    }
    for (zone, why) in &one.left {
        parts.push(format!("{zone} {}", why.words().get(lang)).trim().to_owned());
    }
    if one.saving.as_ref().is_some_and(|saving| saving.illustrative) {
        parts.push(Words::new("含示例价", "illustrative (示例) prices").get(lang).to_owned());
    }
    parts.join("; ")
}

/// The files of those that are ready, each with a name of its own: the reference, and the system's name as far as file
/// systems take it. A department reads such a file into the form of the change.
pub fn files<'p>(prepared: impl IntoIterator<Item = &'p Prepared>, made: &Made) -> Vec<(String, String)> {
    let mut known: BTreeSet<String> = BTreeSet::new();
    let mut files = Vec::new();
    for one in prepared {
        let Ok(Ready { reference, changed: Changed { draft, .. } }) = &one.draft else { continue };
        let stem = format!("{}-{}", plain(reference), plain(&one.system));
        let again = (2..).map(|number| format!("{stem}-{number}"));
        let Some(name) = std::iter::once(stem.clone()).chain(again).find(|name| known.insert(name.clone()))
        else {
            continue;
        };
        files.push((format!("{name}.json"), case::write(draft, made)));
    }
    files
}

/// A name that no file system takes for a path: letters, digits, `-` and `_`; at most sixty of them.
fn plain(name: &str) -> String {
    let kept = |c: char| if c.is_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' };
    name.trim().chars().take(60).map(kept).collect()
}

#[cfg(test)]
mod tests;
