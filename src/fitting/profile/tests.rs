#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::*;
use crate::basics::Lang;
use crate::catalog::Edition;
use crate::dossier::{Outcome, read};
use crate::fitting::{Engine, FitTerms};
use crate::measure::Jurisdiction;
use crate::measure::jurisdiction::Profiles;
use crate::measure::jurisdiction::profiles::{Asked, Condition};
use crate::wire::v1::{catalog, jurisdiction};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

type Answers = BTreeMap<String, String>;

fn edition() -> Edition {
    catalog::read(include_str!("../../../www/catalogs/demo.json")).unwrap().0
}

fn places() -> Vec<Jurisdiction> {
    jurisdiction::SHIPPED.iter().map(|id| jurisdiction::shipped(id).unwrap()).collect()
}

fn province() -> (Jurisdiction, Profiles) {
    let place = places().remove(0);
    let table = place.profiles.clone().unwrap();
    (place, table)
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    pairs.iter().map(|(id, text)| ((*id).to_owned(), (*text).to_owned())).collect()
}

fn proposed(pairs: &[(&str, &str)]) -> Proposal {
    propose(&province().1, &answers(pairs), &edition()).unwrap()
}

fn need<'p>(proposal: &'p Proposal, tier: &str) -> &'p ProposedNeed {
    proposal.needs.iter().find(|n| n.tier == tier).unwrap_or_else(|| panic!("no {tier}"))
}

fn each(need: &ProposedNeed, dimension: &str) -> i64 {
    need.sizes.iter().find(|s| s.dimension == dimension).map_or(0, |s| s.each)
}

/// Every combination of options, with numbers that lie at each bound that a question or a rule sets.
fn every_way(table: &Profiles) -> Vec<Answers> {
    let mut ways = vec![Answers::new()];
    for question in &table.questions {
        let texts: Vec<String> = match &question.asked {
            Asked::Choice { options, .. } => options.iter().map(|(code, _)| code.clone()).collect(),
            Asked::Number { least, most, .. } => {
                let bounds = table.rules.iter().filter_map(|rule| match rule.when.get(&question.id)? {
                    Condition::From(from) => Some(*from),
                    Condition::OneOf(_) => None,
                });
                let bounds: BTreeSet<i64> = bounds.chain([(*least).max(1), *most]).collect();
                bounds.iter().map(i64::to_string).collect()
            }
        };
        let with = |way: &Answers, text: &String| {
            let mut way = way.clone();
            way.insert(question.id.clone(), text.clone());
            way
        };
        ways = ways.iter().flat_map(|way| texts.iter().map(|text| with(way, text))).collect();
    }
    ways
}

/// Rules that never speak for a tier of theirs, tiers that are never proposed, options that give no proposal.
fn unreached(table: &Profiles) -> BTreeSet<String> {
    let edition = edition();
    let mut left: BTreeSet<String> = BTreeSet::new();
    left.extend(table.tiers.iter().map(|tier| tier.id.clone()));
    for rule in &table.rules {
        left.extend(rule.tiers.iter().map(|tier| format!("{} for {tier}", rule.id)));
    }
    for question in &table.questions {
        if let Asked::Choice { options, .. } = &question.asked {
            left.extend(options.iter().map(|(code, _)| format!("{} = {code}", question.id)));
        }
    }
    for way in every_way(table) {
        let proposal = propose(table, &way, &edition).unwrap();
        for need in &proposal.needs {
            left.remove(&need.tier);
            for reason in &need.reasons {
                left.remove(&format!("{} for {}", reason.rule, need.tier));
            }
            for (id, text) in &way {
                left.remove(&format!("{id} = {text}"));
            }
        }
    }
    left
}

#[test]
fn every_option_and_every_rule_of_what_ships_can_be_reached() {
    for place in places() {
        assert_eq!(unreached(&place.profiles.unwrap()), BTreeSet::new(), "{}", place.id);
    }
}

#[test]
fn a_rule_that_can_never_hold_for_its_tier_is_found() {
    let (_, mut table) = province();
    // No portal has a message queue, so that spare ones of it never come up.
    let spare = table.rules.iter_mut().find(|rule| rule.id == "standby-servers").unwrap();
    spare.tiers.push("queue".to_owned());
    spare.when.insert("kind".to_owned(), Condition::OneOf(vec!["portal".to_owned()]));
    assert_eq!(unreached(&table), BTreeSet::from(["standby-servers for queue".to_owned()]));
}

#[test]
fn a_least_number_is_reached_at_the_number_itself() {
    let (_, mut table) = province();
    let rule = table.rules.iter_mut().find(|rule| rule.id == "office-web").unwrap();
    rule.when.insert("users".to_owned(), Condition::From(1_000));
    assert_eq!(unreached(&table), BTreeSet::new());
    let ask =
        |users: &str| propose(&table, &answers(&[("users", users), ("kind", "office")]), &edition()).unwrap();
    let web = |proposal: Proposal| proposal.needs.iter().any(|n| n.tier == "web");
    assert_eq!((web(ask("999")), web(ask("1000"))), (false, true));
}

#[test]
fn amounts_are_begun_at_the_next_user_and_stay_whole() {
    let ask = |users: &str| proposed(&[("users", users), ("kind", "office"), ("availability", "single")]);
    // Ten in a hundred are active: 1,000 users are 100, and the next user is the 101st.
    for (users, online, vcpu, memory) in [
        ("1", 1, 2, 8),
        ("1000", 100, 2, 8),
        ("1001", 101, 4, 16),
        ("2000", 200, 4, 16),
        ("2001", 201, 6, 24),
    ] {
        let proposal = ask(users);
        assert_eq!(proposal.measured[0].number, online, "{users}");
        let app = need(&proposal, "app");
        assert_eq!((each(app, "vcpu"), each(app, "memory"), app.count()), (vcpu, memory, 1), "{users}");
        assert_eq!(each(app, "disk.plain"), 100, "the least of a server is there without a rule");
    }
    // 16 times 100 active fill the greatest server; one more user needs two that share the load.
    let sizes = |users: &str| {
        let proposal = ask(users);
        let app = need(&proposal, "app");
        (app.carriers, each(app, "vcpu"), each(app, "memory"))
    };
    assert_eq!((sizes("16000"), sizes("16001")), ((1, 32, 128), (2, 18, 68)));
}

#[test]
fn availability_adds_instances_and_takes_no_size_away() {
    let ask = |class: &str| {
        let proposal = proposed(&[("users", "8000"), ("kind", "office"), ("availability", class)]);
        ["web", "app", "database"].map(|tier| {
            let need = need(&proposal, tier);
            (need.carriers, need.spare, each(need, "vcpu"))
        })
    };
    assert_eq!(ask("single"), [(1, 0, 8), (1, 0, 16), (1, 0, 8)]);
    assert_eq!(ask("standby"), [(1, 1, 8), (1, 1, 16), (1, 1, 8)]);
    assert_eq!(ask("high"), [(2, 1, 4), (2, 1, 8), (1, 2, 8)]);
}

/// Tier and dimension → what the rules add up to, and what all instances that carry the load have; the count.
fn totals(proposal: &Proposal) -> BTreeMap<(String, String), [i128; 3]> {
    let of = |need: &ProposedNeed| {
        let (carriers, count) = (i128::from(need.carriers), i128::from(need.count()));
        let total = |s: &Sized| [i128::from(s.demand), carriers * i128::from(s.each), count];
        let sizes = need.sizes.iter().map(|s| ((need.tier.clone(), s.dimension.clone()), total(s)));
        sizes.collect::<Vec<_>>()
    };
    proposal.needs.iter().flat_map(of).collect()
}

#[test]
fn a_larger_answer_never_needs_less() {
    let (edition, (_, table)) = (edition(), province());
    let numbers =
        [1, 2, 7, 99, 100, 101, 200, 201, 999, 1_600, 1_601, 5_000, 16_001, 65_537, 320_001, 2_000_000];
    let mut compared = 0;
    for way in every_way(&table).iter().filter(|way| way["users"] == "1" && way["data"] == "1") {
        for (id, most) in [("users", i64::MAX), ("active", 100), ("data", i64::MAX), ("growth", i64::MAX)] {
            let mut before: BTreeMap<(String, String), [i128; 3]> = BTreeMap::new();
            for number in numbers.iter().filter(|n| **n <= most) {
                let mut way = way.clone();
                way.insert("users".to_owned(), "12345".to_owned());
                way.insert(id.to_owned(), number.to_string());
                let now = totals(&propose(&table, &way, &edition).unwrap());
                for (place, was) in &before {
                    let is = now.get(place).unwrap_or_else(|| panic!("{place:?} is gone at {id} = {number}"));
                    assert!(
                        is.iter().zip(was).all(|(is, was)| is >= was),
                        "{place:?} {was:?} {is:?} {way:?}"
                    );
                    compared += 1;
                }
                before = now;
            }
        }
    }
    assert!(compared > 10_000, "{compared}");
}

#[test]
fn what_the_instances_share_covers_the_demand_by_less_than_a_step_each() {
    let (edition, (_, table)) = (edition(), province());
    for way in every_way(&table) {
        for need in propose(&table, &way, &edition).unwrap().needs {
            let tier = table.tier(&need.tier).unwrap();
            for sized in &need.sizes {
                let size = tier.size(&sized.dimension).unwrap();
                let carriers = if size.each { 1 } else { need.carriers };
                assert_eq!(sized.each % size.step, 0, "{sized:?}");
                assert!(sized.each >= size.least && carriers * sized.each >= sized.demand, "{sized:?}");
                assert!(sized.each - size.step < size.least.max(sized.demand / carriers + 1), "{sized:?}");
                let most = size.most.filter(|_| !need.gaps.contains(&Gap::TooMuch));
                assert!(most.is_none_or(|most| sized.each <= most), "{sized:?}");
            }
        }
    }
}

#[test]
fn who_does_not_know_is_answered_for_and_told_so() {
    let proposal = proposed(&[("users", "５００"), ("kind", " office "), ("active", "")]);
    let assumed: Vec<&str> =
        proposal.heard.iter().filter(|h| h.assumed).map(|h| h.question.as_str()).collect();
    assert_eq!(assumed, ["active", "data", "growth", "availability", "arch", "zone"]);
    assert_eq!(proposal.measured.iter().map(|m| m.number).collect::<Vec<_>>(), [50, 250]);
    let typed = [("users", "500"), ("kind", "office"), ("active", "10"), ("data", "100"), ("growth", "50")];
    let all = [&typed[..], &[("availability", "standby"), ("arch", "any"), ("zone", "egov")]].concat();
    assert_eq!(proposed(&all).needs, proposal.needs, "what is assumed counts as if it were answered");
    assert!(proposed(&all).heard.iter().all(|h| !h.assumed));
}

#[test]
fn an_answer_that_cannot_be_used_is_named_with_its_question() {
    let faults = |pairs: &[(&str, &str)]| {
        let faults = propose(&province().1, &answers(pairs), &edition()).unwrap_err();
        faults.into_iter().map(|f| (f.question, f.code)).collect::<Vec<_>>()
    };
    let one = |id: &str, code| vec![(id.to_owned(), code)];
    assert_eq!(faults(&[("kind", "office")]), one("users", "profile-unanswered"));
    assert_eq!(faults(&[("users", "5")]), one("kind", "profile-unanswered"));
    assert_eq!(faults(&[]).len(), 2);
    for users in ["0", "-3", "1.5", "many", "100000001", "9".repeat(60).as_str()] {
        assert_eq!(faults(&[("users", users), ("kind", "map")]), one("users", "profile-answer"), "{users}");
    }
    assert_eq!(faults(&[("users", "5"), ("kind", "games")]), one("kind", "profile-answer"));
    assert_eq!(faults(&[("users", "5"), ("kind", "map"), ("mood", "good")]), one("mood", "profile-question"));
}

#[test]
fn what_the_catalog_lacks_is_said_and_nothing_else_is_taken() {
    let (place, table) = province();
    let asked = answers(&[("users", "500"), ("kind", "office"), ("arch", "domestic")]);
    let mut edition = edition();
    edition.functions.retain(|f| f.code != "database/relational/service");
    edition.dimensions.retain(|d| d.code != "disk.static");
    edition.traits.retain(|t| t.code != "domestic");
    let proposal = propose(&table, &asked, &edition).unwrap();
    let gaps = |tier| need(&proposal, tier).gaps.clone();
    assert!(gaps("database").contains(&Gap::Function("database/relational/service".to_owned())));
    assert_eq!(gaps("files"), [Gap::Dimension("disk.static".to_owned(), "TB".to_owned())]);
    assert_eq!(gaps("app"), [Gap::Trait("domestic".to_owned(), "yes".to_owned())]);
    let rows: Vec<bool> = proposal
        .needs
        .iter()
        .map(|need| row(need, &proposal, (&place, &table), &edition, Lang::Zh).is_some())
        .collect();
    let names: Vec<&str> = proposal.needs.iter().map(|n| n.tier.as_str()).collect();
    assert_eq!(names, ["web", "app", "database", "files", "balancer"]);
    assert_eq!(rows, [true, true, false, false, true]);
    // Another unit is another dimension: no number is read by a unit that was not meant.
    let mut table = table.clone();
    table.tiers[0].sizes[1].unit = "箱".to_owned();
    let proposal = propose(&table, &asked, &edition).unwrap();
    assert!(need(&proposal, "web").gaps.contains(&Gap::Dimension("memory".to_owned(), "箱".to_owned())));
}

#[test]
fn more_than_a_row_can_hold_is_said() {
    let (_, mut table) = province();
    let amount = &mut table.rules.iter_mut().find(|r| r.id == "video-app").unwrap().gives[0].amount;
    *amount = 1_000_000_000;
    let asked = answers(&[("users", "100000000"), ("active", "100"), ("kind", "video")]);
    let proposal = propose(&table, &asked, &edition()).unwrap();
    assert!(need(&proposal, "app").gaps.contains(&Gap::TooMuch));
    assert!(need(&proposal, "app").barred());
}

#[test]
fn what_is_proposed_can_be_read_and_fitted_and_says_where_it_comes_from() {
    let (place, table) = province();
    let edition = Arc::new(edition());
    let engine = Engine::new(edition.clone());
    let terms = FitTerms::of(&place, crate::basics::date::parse("2026-11-25").unwrap());
    for kind in ["portal", "office", "exchange", "map", "video", "database"] {
        let asked = [("users", "500"), ("kind", kind), ("availability", "high"), ("zone", "internet")];
        let proposal = propose(&table, &answers(&asked), &edition).unwrap();
        assert!(proposal.needs.len() >= 4, "{kind}");
        for (at, need) in proposal.needs.iter().enumerate() {
            for lang in [Lang::Zh, Lang::En] {
                let row = row(need, &proposal, (&place, &table), &edition, lang).unwrap();
                let (read, problems) = read::need(&row, at, &edition, 12);
                assert_eq!(problems, [], "{kind} {}", need.tier);
                let reason = row.cell("reason");
                assert!(reason.chars().count() <= 500 && reason.contains(table.name.get(lang)), "{reason}");
                assert!(reason.contains("示例") && need.reasons.iter().all(|r| reason.contains(&r.rule)));
                let outcome = engine.fit(&read.unwrap(), &terms).outcome;
                assert_ne!(outcome, Outcome::Unfit, "{kind} {}", need.tier);
            }
        }
    }
}

#[test]
fn every_reason_says_how_it_was_reckoned_and_how_much_its_source_is_worth() {
    let proposal = proposed(&[("users", "500"), ("kind", "office")]);
    let app = need(&proposal, "app");
    let first = app.reasons.first().unwrap();
    assert!(first.words.zh.contains("同时在线用户 50÷100（进一）×2=2 核"), "{}", first.words.zh);
    assert!(first.words.en.contains("50 / 100 (rounded up) × 2 = 2"), "{}", first.words.en);
    assert!(first.source.mark().zh == "解释" && first.source.words().zh.contains("示例"));
    for need in &proposal.needs {
        for reason in &need.reasons {
            assert!(matches!(reason.source.mark().zh.as_str(), "示例" | "解释"), "{reason:?}");
            assert!(!reason.words.zh.is_empty() && !reason.words.en.is_empty());
        }
    }
}
