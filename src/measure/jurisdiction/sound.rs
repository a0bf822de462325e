//! What the data of a place must keep to, whoever wrote them.

use super::{
    Change, CodeList, Dates, FilledTerm, Jurisdiction, JurisdictionProblem, RequiredPaper, Source, ids,
};
use super::{Workdays, within};
use crate::basics::{Path, date::iso};
use std::collections::BTreeSet;

/// The roles of papers that an application can bring, whatever it says. Others are asked for by articles of the
/// measure where the case calls for them.
pub const PAPER_ROLES: [&str; 5] = ["plan", "basis", "crypto", "filing", "other"];

/// The faults of a place that stands for itself, by the places where they stand in its file.
pub fn check(place: &Jurisdiction) -> Vec<JurisdictionProblem> {
    let mut found = Vec::new();
    dates(place.in_force, &at("inForce"), &mut found);
    for (row, parameter) in place.parameters.iter().enumerate() {
        let path = row_of("parameters", row);
        number(&parameter.id, parameter.value, &path, &mut found);
        dates(parameter.dates, &path.at("valid"), &mut found);
        if matches!(parameter.source, Source::Measure(_)) && parameter.change == Change::Free {
            found.push(JurisdictionProblem::new(
                path.at("change"),
                "jurisdiction-measure-free",
                [
                    "办法本身规定的数值不能任意更改",
                    "What the measure itself fixes cannot be changed at will",
                    "写明更严的方向：higher 或 lower，或不许更改：fixed",
                    "Say which way is stricter, higher or lower, or that it stays: fixed",
                ],
            ));
        }
        let of_id = place.parameters.iter().take(row).filter(|p| p.id == parameter.id);
        if of_id.clone().any(|p| (&p.unit, p.change) != (&parameter.unit, parameter.change)) {
            found.push(JurisdictionProblem::new(
                path.at("unit"),
                "jurisdiction-uneven",
                [
                    "同一参数先后的单位或可改方向不一致",
                    "The unit or the change differs from that of the same parameter before",
                    "各时段写法须一致",
                    "Write both alike in all periods",
                ],
            ));
        }
    }
    let periods: Vec<(&str, Dates)> = place.parameters.iter().map(|p| (p.id.as_str(), p.dates)).collect();
    overlaps(&periods, &mut found);
    for (row, unset) in place.unset.iter().enumerate() {
        let path = row_of("unset", row).at("id");
        known(&unset.id, &path, &mut found);
        let names = place.unset.iter().take(row).map(|u| &u.id);
        if names.chain(place.parameters.iter().map(|p| &p.id)).any(|id| *id == unset.id) {
            found.push(twice(path, &unset.id));
        }
    }
    papers(&place.papers, &[], &mut found);
    terms(&place.terms, place, &mut found);
    lists(&place.lists, &mut found);
    if let Some(table) = &place.profiles {
        super::profiles::sound::check(table, &mut found);
    }
    if let Some(table) = &place.services {
        super::services::check(table, &mut found);
    }
    workdays(&place.workdays, &mut found);
    found
}

pub(super) fn at(member: &str) -> Path {
    Path::root().at(member)
}

pub(super) fn row_of(member: &str, row: usize) -> Path {
    at(member).at(&row.to_string())
}

pub(super) fn twice(path: Path, name: &str) -> JurisdictionProblem {
    let words = [
        &format!("“{name}”出现了两次"),
        &format!("'{name}' stands here twice"),
        "保留一处",
        "Keep one of them",
    ];
    JurisdictionProblem::new(path, "jurisdiction-twice", words.map(|w| w as &str))
}

/// Something reads a parameter of this name.
fn known(id: &str, path: &Path, found: &mut Vec<JurisdictionProblem>) -> Option<(i64, i64)> {
    let range = ids::range(id);
    if range.is_none() {
        let all: Vec<&str> = ids::KNOWN.iter().map(|(id, _)| *id).collect();
        found.push(JurisdictionProblem::new(
            path.clone(),
            "jurisdiction-parameter-unknown",
            [
                &format!("没有名为“{id}”的参数"),
                &format!("There is no parameter '{id}'"),
                &format!("改正名称。可用：{}", all.join("、")),
                &format!("Correct the name. Known: {}", all.join(", ")),
            ],
        ));
    }
    range
}

/// The number is one that its readers can use.
pub(super) fn number(id: &str, value: i64, path: &Path, found: &mut Vec<JurisdictionProblem>) {
    let Some((least, most)) = known(id, &path.at("id"), found) else { return };
    if !(least..=most).contains(&value) {
        found.push(JurisdictionProblem::new(
            path.at("value"),
            "jurisdiction-range",
            [
                &format!("{value} 超出范围"),
                &format!("{value} is out of range"),
                &format!("写 {least} 至 {most} 之间的整数"),
                &format!("Write a whole number from {least} to {most}"),
            ],
        ));
    }
}

/// The first day is not after the last.
pub(super) fn dates((first, last): Dates, path: &Path, found: &mut Vec<JurisdictionProblem>) {
    if let Some(last) = last.filter(|last| *last < first) {
        let (first, last) = (iso(first), iso(last));
        found.push(JurisdictionProblem::new(
            path.clone(),
            "jurisdiction-dates",
            [
                &format!("末日 {last} 早于首日 {first}"),
                &format!("The last day, {last}, is before the first, {first}"),
                "改正日期",
                "Correct the dates",
            ],
        ));
    }
}

/// No two values of one parameter are in force on one day.
pub(super) fn overlaps(periods: &[(&str, Dates)], found: &mut Vec<JurisdictionProblem>) {
    for (row, (id, period)) in periods.iter().enumerate() {
        let earlier = periods.iter().take(row).filter(|(other, _)| other == id);
        if let Some((_, other)) = earlier.clone().find(|(_, other)| meet(*other, *period)) {
            let day = iso(other.0.max(period.0));
            found.push(JurisdictionProblem::new(
                row_of("parameters", row).at("valid"),
                "jurisdiction-overlap",
                [
                    &format!("{day} 当日“{id}”有两个值"),
                    &format!("On {day} '{id}' has two values"),
                    "前一个值的末日须早于后一个值的首日",
                    "End the earlier value before the later one begins",
                ],
            ));
        }
    }
}

/// True where some day lies in both.
pub(super) fn meet(a: Dates, b: Dates) -> bool {
    within(a, b.0) || within(b, a.0)
}

/// The papers have names of their own and are papers that an application can bring.
pub(super) fn papers(own: &[RequiredPaper], base: &[RequiredPaper], found: &mut Vec<JurisdictionProblem>) {
    for (row, paper) in own.iter().enumerate() {
        let path = row_of("papers", row);
        if own.iter().take(row).chain(base).any(|other| other.id == paper.id) {
            found.push(twice(path.at("id"), &paper.id));
        }
        if !PAPER_ROLES.contains(&paper.role.as_str()) {
            found.push(JurisdictionProblem::new(
                path.at("role"),
                "jurisdiction-role",
                [
                    &format!("“{}”不是可以要求的材料", paper.role),
                    &format!("'{}' is no paper that can be asked for", paper.role),
                    &format!("可用：{}", PAPER_ROLES.join("、")),
                    &format!("Choose among: {}", PAPER_ROLES.join(", ")),
                ],
            ));
        }
        dates(paper.dates, &path.at("valid"), found);
    }
}

/// Each term is filled in once, by parameters that the place has.
pub(super) fn terms(own: &[FilledTerm], place: &Jurisdiction, found: &mut Vec<JurisdictionProblem>) {
    for (row, term) in own.iter().enumerate() {
        let path = row_of("terms", row);
        if own.iter().take(row).any(|other| other.term == term.term) {
            found.push(twice(path.at("term"), term.term.citation.quote));
        }
        for (at, id) in term.by.iter().enumerate() {
            let path = path.at("by").at(&at.to_string());
            let has = place.parameters.iter().map(|p| &p.id).chain(place.unset.iter().map(|u| &u.id));
            if known(id, &path, found).is_some() && !has.clone().any(|own| own == id) {
                found.push(undeclared(path, id, &place.id));
            }
        }
    }
}

pub(super) fn undeclared(path: Path, id: &str, place: &str) -> JurisdictionProblem {
    let words = [
        &format!("“{place}”没有声明参数“{id}”"),
        &format!("'{place}' does not declare the parameter '{id}'"),
        "删除，或先在基准中声明",
        "Take it out, or declare it in the base first",
    ];
    JurisdictionProblem::new(path, "jurisdiction-undeclared", words.map(|w| w as &str))
}

/// Lists and their codes have names of their own.
pub(super) fn lists(own: &[CodeList], found: &mut Vec<JurisdictionProblem>) {
    for (row, list) in own.iter().enumerate() {
        let path = row_of("lists", row);
        if own.iter().take(row).any(|other| other.id == list.id) {
            found.push(twice(path.at("id"), &list.id));
        }
        let mut seen = BTreeSet::new();
        for (at, (code, _)) in list.entries.iter().enumerate() {
            if !seen.insert(code) {
                found.push(twice(path.at("entries").at(&at.to_string()).at("code"), code));
            }
        }
    }
}

/// No day is both off and worked.
pub(super) fn workdays(days: &Workdays, found: &mut Vec<JurisdictionProblem>) {
    for (row, day) in days.worked.iter().enumerate() {
        if days.holidays.contains(day) {
            found.push(twice(at("workdays").at("worked").at(&row.to_string()), &iso(*day)));
        }
    }
}
