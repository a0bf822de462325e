//! The table of profiles, from JSON and back.

use super::read::source;
use crate::basics::Words;
use crate::measure::jurisdiction::Profiles;
use crate::measure::jurisdiction::profiles::{
    Asked, Condition, Gift, Quantity, Question, Rule, Size, Term, Tier,
};
use crate::wire::json::words_out;
use crate::wire::v1::catalog::walk::{Desk, Node};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// A table; `None` where something that it must have is missing.
pub(super) fn table(node: &Node<'_>, desk: &mut Desk) -> Option<Profiles> {
    node.only(&["id", "name", "source", "questions", "quantities", "tiers", "rules"], desk);
    let (id, name, source) = (node.need_text("id", desk), node.words("name", desk), source(node, desk));
    Some(Profiles {
        questions: node.list("questions", desk, question),
        quantities: node.list("quantities", desk, quantity),
        tiers: node.list("tiers", desk, tier),
        rules: node.list("rules", desk, rule),
        id: id?,
        name,
        source: source?,
    })
}

fn question(node: &Node<'_>, desk: &mut Desk) -> Option<Question> {
    let (id, name) = (node.need_text("id", desk), node.words("name", desk));
    let asked = if node.get("options").is_some() {
        node.only(&["id", "name", "options", "assumed"], desk);
        let options = node.list("options", desk, |option, desk| {
            option.only(&["code", "name"], desk);
            let name = option.words("name", desk);
            Some((option.need_text("code", desk)?, name))
        });
        let assumed = node.get("assumed").and_then(|a| a.text(desk).map(str::to_owned));
        Asked::Choice { options, assumed }
    } else {
        node.only(&["id", "name", "unit", "least", "most", "assumed", "options"], desk);
        let (unit, least) = (node.words("unit", desk), may(node, "least", 0, desk));
        let most = must(node, "most", 0, desk);
        let assumed = node.get("assumed").and_then(|a| a.whole(0, desk));
        Asked::Number { unit, least, most: most?, assumed }
    };
    Some(Question { id: id?, name, asked })
}

fn quantity(node: &Node<'_>, desk: &mut Desk) -> Option<Quantity> {
    node.only(&["id", "name", "unit", "terms"], desk);
    let (id, name, unit) = (node.need_text("id", desk), node.words("name", desk), node.words("unit", desk));
    let terms = node.list("terms", desk, |term, desk| {
        term.only(&["of", "times", "per"], desk);
        let (times, per) = (may(term, "times", 1, desk), may(term, "per", 1, desk));
        Some(Term { of: term.list("of", desk, text), times, per })
    });
    Some(Quantity { id: id?, name, unit, terms })
}

fn tier(node: &Node<'_>, desk: &mut Desk) -> Option<Tier> {
    node.only(&["id", "name", "function", "sizes"], desk);
    let (id, name) = (node.need_text("id", desk), node.words("name", desk));
    let function = node.need_text("function", desk);
    let sizes = node.list("sizes", desk, |size, desk| {
        size.only(&["dimension", "unit", "least", "step", "most", "each"], desk);
        let (dimension, unit) = (size.need_text("dimension", desk), size.need_text("unit", desk));
        Some(Size {
            least: may(size, "least", 0, desk),
            step: may(size, "step", 1, desk),
            most: size.get("most").and_then(|most| most.whole(1, desk)),
            each: size.flag("each", desk),
            dimension: dimension?,
            unit: unit?,
        })
    });
    Some(Tier { id: id?, name, function: function?, sizes })
}

fn rule(node: &Node<'_>, desk: &mut Desk) -> Option<Rule> {
    node.only(&["id", "says", "source", "when", "tiers", "gives", "carriers", "spare", "traits"], desk);
    let (id, says) = (node.need_text("id", desk), node.words("says", desk));
    let own = node.get("source").is_some();
    let source = own.then(|| source(node, desk)).flatten();
    let mut when = BTreeMap::new();
    if let Some(node) = node.get("when") {
        for (question, node) in node.members(desk) {
            when.extend(condition(&node, desk).map(|condition| (question.to_owned(), condition)));
        }
    }
    let mut traits = BTreeMap::new();
    if let Some(node) = node.get("traits") {
        for (code, node) in node.members(desk) {
            traits.extend(node.text(desk).map(|value| (code.to_owned(), value.to_owned())));
        }
    }
    Some(Rule {
        tiers: node.list("tiers", desk, text),
        gives: node.list("gives", desk, gift),
        carriers: may(node, "carriers", 1, desk),
        spare: may(node, "spare", 0, desk),
        id: id?,
        says,
        source,
        when,
        traits,
    })
}

/// An array of options, or `{"from": number}`.
fn condition(node: &Node<'_>, desk: &mut Desk) -> Option<Condition> {
    if node.value.is_object() {
        node.only(&["from"], desk);
        return must(node, "from", 0, desk).map(Condition::From);
    }
    let options = node.elements(desk);
    Some(Condition::OneOf(options.iter().filter_map(|option| text(option, desk)).collect()))
}

fn gift(node: &Node<'_>, desk: &mut Desk) -> Option<Gift> {
    node.only(&["dimension", "amount", "of", "per"], desk);
    let (dimension, amount) = (node.need_text("dimension", desk), must(node, "amount", 1, desk));
    let of = node.get("of").and_then(|of| text(&of, desk));
    Some(Gift { dimension: dimension?, amount: amount?, of, per: may(node, "per", 1, desk) })
}

fn text(node: &Node<'_>, desk: &mut Desk) -> Option<String> {
    node.text(desk).map(str::to_owned)
}

/// A whole number that must be there.
fn must(node: &Node<'_>, key: &str, least: i64, desk: &mut Desk) -> Option<i64> {
    match node.get(key) {
        Some(number) => number.whole(least, desk),
        None => {
            desk.missing_member(node, key);
            None
        }
    }
}

/// A whole number; `least` where it is absent.
fn may(node: &Node<'_>, key: &str, least: i64, desk: &mut Desk) -> i64 {
    node.get(key).and_then(|number| number.whole(least, desk)).unwrap_or(least)
}

/// A table, written one way only.
pub(super) fn written(table: &Profiles) -> Value {
    json!({
        "id": table.id,
        "name": words_out(&table.name),
        "source": super::write::source(&table.source),
        "questions": table.questions.iter().map(written_question).collect::<Vec<_>>(),
        "quantities": table.quantities.iter().map(written_quantity).collect::<Vec<_>>(),
        "tiers": table.tiers.iter().map(written_tier).collect::<Vec<_>>(),
        "rules": table.rules.iter().map(written_rule).collect::<Vec<_>>(),
    })
}

fn written_question(question: &Question) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), question.id.as_str().into());
    out.insert("name".into(), words_out(&question.name));
    match &question.asked {
        Asked::Number { unit, least, most, assumed } => {
            out.insert("unit".into(), words_out(unit));
            put(&mut out, "least", *least, 0);
            out.insert("most".into(), (*most).into());
            out.extend(assumed.map(|number| ("assumed".to_owned(), number.into())));
        }
        Asked::Choice { options, assumed } => {
            let option = |(code, name): &(String, Words)| json!({"code": code, "name": words_out(name)});
            out.insert("options".into(), options.iter().map(option).collect());
            out.extend(assumed.as_ref().map(|code| ("assumed".to_owned(), code.as_str().into())));
        }
    }
    Value::Object(out)
}

fn written_quantity(quantity: &Quantity) -> Value {
    let term = |term: &Term| {
        let mut out = Map::new();
        out.insert("of".into(), json!(term.of));
        put(&mut out, "times", term.times, 1);
        put(&mut out, "per", term.per, 1);
        Value::Object(out)
    };
    json!({
        "id": quantity.id,
        "name": words_out(&quantity.name),
        "unit": words_out(&quantity.unit),
        "terms": quantity.terms.iter().map(term).collect::<Vec<_>>(),
    })
}

fn written_tier(tier: &Tier) -> Value {
    let size = |size: &Size| {
        let mut out = Map::new();
        out.insert("dimension".into(), size.dimension.as_str().into());
        out.insert("unit".into(), size.unit.as_str().into());
        put(&mut out, "least", size.least, 0);
        put(&mut out, "step", size.step, 1);
        out.extend(size.most.map(|most| ("most".to_owned(), most.into())));
        out.extend(size.each.then(|| ("each".to_owned(), true.into())));
        Value::Object(out)
    };
    json!({
        "id": tier.id,
        "name": words_out(&tier.name),
        "function": tier.function,
        "sizes": tier.sizes.iter().map(size).collect::<Vec<_>>(),
    })
}

fn written_rule(rule: &Rule) -> Value {
    let mut out = Map::new();
    out.insert("id".into(), rule.id.as_str().into());
    out.insert("says".into(), words_out(&rule.says));
    out.extend(rule.source.as_ref().map(|source| ("source".to_owned(), super::write::source(source))));
    if !rule.when.is_empty() {
        let condition = |condition: &Condition| match condition {
            Condition::OneOf(codes) => json!(codes),
            Condition::From(from) => json!({ "from": from }),
        };
        let when = rule.when.iter().map(|(id, wanted)| (id.clone(), condition(wanted)));
        out.insert("when".into(), Value::Object(when.collect()));
    }
    out.insert("tiers".into(), json!(rule.tiers));
    if !rule.gives.is_empty() {
        out.insert("gives".into(), rule.gives.iter().map(written_gift).collect());
    }
    put(&mut out, "carriers", rule.carriers, 1);
    put(&mut out, "spare", rule.spare, 0);
    if !rule.traits.is_empty() {
        out.insert("traits".into(), json!(rule.traits));
    }
    Value::Object(out)
}

fn written_gift(gift: &Gift) -> Value {
    let mut out = Map::new();
    out.insert("dimension".into(), gift.dimension.as_str().into());
    out.insert("amount".into(), gift.amount.into());
    out.extend(gift.of.as_ref().map(|of| ("of".to_owned(), of.as_str().into())));
    put(&mut out, "per", gift.per, 1);
    Value::Object(out)
}

/// A number, where it is not what its absence means.
fn put(out: &mut Map<String, Value>, key: &str, number: i64, usual: i64) {
    if number != usual {
        out.insert(key.to_owned(), number.into());
    }
}
