//! From JSON to a place, value by value. What is wrong lands on the desk with its place.

use super::{profiles, services};
use crate::basics::{Date, Digest, Words};
use crate::dossier::Errand;
use crate::measure::jurisdiction::{
    Change, CodeList, Dates, FilledTerm, Jurisdiction, Organs, Overlay, Parameter, RequiredPaper, Section,
    Setting, Source, Unset, Workdays,
};
use crate::measure::open::{OPEN_TERMS, OpenTerm, open_term};
use crate::measure::{Citation, text};
use crate::wire::v1::catalog::walk::{Desk, Node};

/// What stands in every file.
const SHARED: [&str; 13] = [
    "format",
    "version",
    "id",
    "name",
    "model",
    "inForce",
    "organs",
    "parameters",
    "papers",
    "terms",
    "lists",
    "profiles",
    "levelServices",
];

/// The organs, in the order of [`Overlay::organs`].
const ORGANS: [&str; 4] = ["authority", "centre", "treasury", "government"];

/// What may be made of a number, as it is named in files.
const CHANGES: [(&str, Change); 4] =
    [("fixed", Change::Fixed), ("higher", Change::Higher), ("lower", Change::Lower), ("free", Change::Free)];

/// A place that stands for itself; `None` where something that it must have is missing.
pub(super) fn whole(root: &Node<'_>, desk: &mut Desk) -> Option<Jurisdiction> {
    root.only(&[SHARED.as_slice(), &["workdays", "changeable", "unset"]].concat(), desk);
    let (id, name) = (root.need_text("id", desk), root.words("name", desk));
    let in_force = in_force(root, desk);
    let organ = |key: &str, desk: &mut Desk| match root.get("organs") {
        Some(organs) => organs.words(key, desk),
        None => {
            desk.missing(&root.absent("organs"));
            Words::default()
        }
    };
    let organs = Organs {
        authority: organ("authority", desk),
        centre: organ("centre", desk),
        treasury: organ("treasury", desk),
        government: organ("government", desk),
    };
    if let Some(organs) = root.get("organs") {
        organs.only(&ORGANS, desk);
    }
    let sections = Section::ALL.map(|section| (section.name(), section));
    let parameters = root.list("parameters", desk, |node, desk| parameter(node, in_force?, desk));
    let unset = root.list("unset", desk, unset);
    let papers = root.list("papers", desk, |node, desk| paper(node, in_force?, desk));
    Some(Jurisdiction {
        id: id?,
        name,
        model: root.flag("model", desk),
        base: None,
        in_force: in_force?,
        organs,
        parameters,
        unset,
        papers,
        terms: root.list("terms", desk, term),
        lists: root.list("lists", desk, list),
        profiles: root.get("profiles").and_then(|node| profiles::table(&node, desk)),
        services: services::of(root, desk),
        workdays: workdays(root, desk),
        changeable: root.list("changeable", desk, |n, desk| n.choice(&sections, desk)).into_iter().collect(),
        hash: Digest::of(&[]),
    })
}

/// What a place sets itself; `None` where something that it must have is missing.
pub(super) fn overlay(root: &Node<'_>, desk: &mut Desk) -> Option<Overlay> {
    root.only(&[SHARED.as_slice(), &["workdays", "base", "changeable", "unset"]].concat(), desk);
    for key in ["changeable", "unset"] {
        of_base(root, key, desk);
    }
    let (id, name) = (root.need_text("id", desk), root.words("name", desk));
    let in_force = in_force(root, desk);
    let mut organs = [None, None, None, None];
    if let Some(node) = root.get("organs") {
        node.only(&ORGANS, desk);
        organs = ORGANS.map(|key| node.get(key).is_some().then(|| node.words(key, desk)));
    }
    let parameters = root.list("parameters", desk, |node, desk| setting(node, in_force?, desk));
    let papers = root.list("papers", desk, |node, desk| paper(node, in_force?, desk));
    Some(Overlay {
        id: id?,
        name,
        model: root.flag("model", desk),
        in_force: in_force?,
        organs,
        parameters,
        papers,
        terms: root.list("terms", desk, term),
        lists: root.list("lists", desk, list),
        profiles: root.get("profiles").and_then(|node| profiles::table(&node, desk)),
        services: services::of(root, desk),
        workdays: workdays(root, desk),
    })
}

/// Says that a member belongs to the base, where an overlay has it.
fn of_base(node: &Node<'_>, key: &str, desk: &mut Desk) {
    let Some(member) = node.get(key) else { return };
    desk.put(
        &member,
        "jurisdiction-fixed",
        true,
        [
            &format!("{key} 由基准地区规定，不能在此更改"),
            &format!("'{key}' is set by the base and cannot be changed here"),
            "删除这一项",
            "Take it out",
        ],
    );
}

/// The time of the place; its first day must be there.
fn in_force(root: &Node<'_>, desk: &mut Desk) -> Option<Dates> {
    let Some(node) = root.get("inForce") else {
        desk.missing(&root.absent("inForce"));
        return None;
    };
    node.only(&["from", "to"], desk);
    if node.value.is_object() && node.get("from").is_none() {
        desk.missing(&node.absent("from"));
    }
    let (from, to) = (node.date("from", desk), node.date("to", desk));
    Some((from?, to))
}

/// The time of an entry; where it does not say, that of the place.
fn valid(node: &Node<'_>, around: Dates, desk: &mut Desk) -> Dates {
    let (from, to) = node.valid(desk);
    (from.unwrap_or(around.0), to.or(around.1))
}

fn parameter(node: &Node<'_>, in_force: Dates, desk: &mut Desk) -> Option<Parameter> {
    node.only(&["id", "name", "value", "unit", "source", "valid", "change"], desk);
    let (id, value) = (node.need_text("id", desk), value(node, desk));
    let (name, unit, source) = (node.words("name", desk), node.words("unit", desk), source(node, desk));
    let change = match node.get("change") {
        Some(change) => change.choice(&CHANGES, desk)?,
        None => Change::Fixed,
    };
    let dates = valid(node, in_force, desk);
    Some(Parameter { id: id?, name, value: value?, unit, source: source?, dates, change })
}

fn setting(node: &Node<'_>, in_force: Dates, desk: &mut Desk) -> Option<Setting> {
    node.only(&["id", "value", "source", "valid", "name", "unit", "change"], desk);
    for key in ["name", "unit", "change"] {
        of_base(node, key, desk);
    }
    let (id, value, source) = (node.need_text("id", desk), value(node, desk), source(node, desk));
    let dates = valid(node, in_force, desk);
    Some(Setting { id: id?, value: value?, source: source?, dates })
}

fn value(node: &Node<'_>, desk: &mut Desk) -> Option<i64> {
    match node.get("value") {
        Some(value) => value.whole(0, desk),
        None => {
            desk.missing(&node.absent("value"));
            None
        }
    }
}

fn unset(node: &Node<'_>, desk: &mut Desk) -> Option<Unset> {
    node.only(&["id", "name", "unit"], desk);
    let (name, unit) = (node.words("name", desk), node.words("unit", desk));
    Some(Unset { id: node.need_text("id", desk)?, name, unit })
}

fn paper(node: &Node<'_>, in_force: Dates, desk: &mut Desk) -> Option<RequiredPaper> {
    node.only(&["id", "role", "name", "errands", "fromLevel", "source", "valid"], desk);
    let (id, role) = (node.need_text("id", desk), node.need_text("role", desk));
    let (name, source) = (node.words("name", desk), source(node, desk));
    let from_level = node.get("fromLevel").and_then(|level| {
        let read = level.whole(1, desk)?;
        let known = u8::try_from(read).ok().filter(|level| *level <= 5);
        if known.is_none() {
            desk.kind(&level, &Words::new("1 至 5 级", "a level from 1 to 5"));
        }
        known
    });
    let errands = node.list("errands", desk, |node, desk| {
        let text = node.text(desk)?;
        let read = Errand::from_code(text);
        if read.is_none() {
            desk.kind(
                node,
                &Words::new("事项代码，如 deploy、migrate", "an errand, such as deploy or migrate"),
            );
        }
        read
    });
    let dates = valid(node, in_force, desk);
    Some(RequiredPaper { id: id?, role: role?, name, errands, from_level, source: source?, dates })
}

fn term(node: &Node<'_>, desk: &mut Desk) -> Option<FilledTerm> {
    node.only(&["article", "term", "says", "by", "source"], desk);
    let (article, words) = (article(node, desk), node.need_text("term", desk));
    let (says, source) = (node.words("says", desk), source(node, desk));
    let by = node.list("by", desk, |node, desk| node.text(desk).map(str::to_owned));
    let (article, words) = (article?, words?);
    let found = open_term(article, &words);
    if found.is_none() {
        unknown_term(node, article, &words, desk);
    }
    Some(FilledTerm { term: found?, says, by, source: source? })
}

fn unknown_term(node: &Node<'_>, article: u8, words: &str, desk: &mut Desk) {
    let name = |term: &OpenTerm| {
        let label = text::article(term.citation.article).map_or("", |a| a.label);
        format!("{label}{}", term.citation.quote)
    };
    let all: Vec<String> = OPEN_TERMS.iter().map(name).collect();
    if let Some(node) = node.get("term") {
        desk.put(
            &node,
            "jurisdiction-term-unknown",
            true,
            [
                &format!("第 {article} 条没有开放术语“{words}”"),
                &format!("Article {article} has no open term '{words}'"),
                &format!("可用：{}", all.join("、")),
                &format!("Known: {}", all.join(", ")),
            ],
        );
    }
}

fn article(node: &Node<'_>, desk: &mut Desk) -> Option<u8> {
    let Some(article) = node.get("article") else {
        desk.missing(&node.absent("article"));
        return None;
    };
    let read = article.whole(1, desk)?;
    let number = u8::try_from(read).ok().filter(|number| text::article(*number).is_some());
    if number.is_none() {
        desk.kind(&article, &Words::new("1 至 29", "1 to 29"));
    }
    number
}

fn list(node: &Node<'_>, desk: &mut Desk) -> Option<CodeList> {
    node.only(&["id", "name", "entries", "source"], desk);
    let (id, name, source) = (node.need_text("id", desk), node.words("name", desk), source(node, desk));
    if node.get("entries").is_none() {
        desk.missing(&node.absent("entries"));
    }
    let entries = node.list("entries", desk, |entry, desk| {
        entry.only(&["code", "name"], desk);
        let name = entry.words("name", desk);
        Some((entry.need_text("code", desk)?, name))
    });
    Some(CodeList { id: id?, name, entries, source: source? })
}

fn workdays(root: &Node<'_>, desk: &mut Desk) -> Workdays {
    let Some(node) = root.get("workdays") else { return Workdays::default() };
    node.only(&["holidays", "worked"], desk);
    let day = |node: &Node<'_>, desk: &mut Desk| -> Option<Date> { node.day(desk) };
    Workdays {
        holidays: node.list("holidays", desk, day).into_iter().collect(),
        worked: node.list("worked", desk, day).into_iter().collect(),
    }
}

/// Exactly one of: article and quote, `own`, `outside`, `default`.
pub(super) fn source(node: &Node<'_>, desk: &mut Desk) -> Option<Source> {
    let Some(node) = node.get("source") else {
        desk.missing(&node.absent("source"));
        return None;
    };
    if let Some(key) = ["own", "outside", "default"].into_iter().find(|key| node.get(key).is_some()) {
        node.only(&[key], desk);
        let words = node.words(key, desk);
        return Some(match key {
            "own" => Source::Own(words),
            "outside" => Source::Outside(words),
            _ => Source::Default(words),
        });
    }
    node.only(&["article", "quote"], desk);
    if !node.value.is_object() {
        return None;
    }
    let (article, quote) = (article(&node, desk), node.need_text("quote", desk));
    let (article, quote) = (article?, quote?);
    let found = text::quoted(article, &quote);
    if let (None, Some(place)) = (found, node.get("quote")) {
        desk.put(
            &place,
            "jurisdiction-quote",
            true,
            [
                &format!("第 {article} 条中没有“{quote}”"),
                &format!("'{quote}' does not stand in article {article}"),
                "逐字引用条文",
                "Quote the article to the letter",
            ],
        );
    }
    Some(Source::Measure(Citation { article, quote: found? }))
}
