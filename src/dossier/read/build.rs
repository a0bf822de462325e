//! From single facts to the dossier.

use super::deeds;
use crate::basics::{Date, Money, Path, Words};
use crate::dossier::deeds::Deeds;
use crate::dossier::draft::Draft;
use crate::dossier::fact::Fact;
use crate::dossier::facts::*;
use crate::dossier::field::Problem;
use crate::dossier::formats::address::Network;
use std::collections::BTreeMap;

/// The facts by key; each is taken once.
pub(super) type Facts = BTreeMap<&'static str, Fact>;

pub(super) fn text(facts: &mut Facts, key: &str) -> Option<String> {
    match facts.remove(key)? {
        Fact::Text(text) => Some(text),
        _ => None,
    }
}

pub(super) fn code(facts: &mut Facts, key: &str) -> Option<&'static str> {
    match facts.remove(key)? {
        Fact::Code(code) => Some(code),
        _ => None,
    }
}

fn codes(facts: &mut Facts, key: &str) -> Option<Vec<&'static str>> {
    match facts.remove(key)? {
        Fact::Codes(codes) => Some(codes),
        _ => None,
    }
}

pub(super) fn yes(facts: &mut Facts, key: &str) -> Option<bool> {
    match facts.remove(key)? {
        Fact::Yes(yes) => Some(yes),
        _ => None,
    }
}

pub(super) fn tick(facts: &mut Facts, key: &str) -> bool {
    yes(facts, key) == Some(true)
}

fn whole(facts: &mut Facts, key: &str) -> Option<i64> {
    match facts.remove(key)? {
        Fact::Whole(number) => Some(number),
        _ => None,
    }
}

pub(super) fn money(facts: &mut Facts, key: &str) -> Option<Money> {
    match facts.remove(key)? {
        Fact::Money(money) => Some(money),
        _ => None,
    }
}

pub(super) fn date(facts: &mut Facts, key: &str) -> Option<Date> {
    match facts.remove(key)? {
        Fact::Date(date) => Some(date),
        _ => None,
    }
}

fn networks(facts: &mut Facts, key: &str) -> Option<Vec<Network>> {
    match facts.remove(key)? {
        Fact::Networks(networks) => Some(networks),
        _ => None,
    }
}

/// The dossier without its table and attachments. Leaves in `facts` what it did not use.
pub(super) fn dossier(draft: &Draft, facts: &mut Facts) -> Dossier {
    let f = facts;
    Dossier {
        errand: draft.errand,
        unit: Unit {
            name: text(f, "unit.name"),
            uscc: text(f, "unit.uscc"),
            address: text(f, "unit.address"),
            leader: text(f, "unit.leader"),
            office: text(f, "unit.office"),
        },
        business: Contact {
            name: text(f, "business.name"),
            phone: text(f, "business.phone"),
            fax: text(f, "business.fax"),
            email: text(f, "business.email"),
        },
        technical: Contact {
            name: text(f, "technical.name"),
            phone: text(f, "technical.phone"),
            fax: text(f, "technical.fax"),
            email: text(f, "technical.email"),
        },
        system: system(f),
        schedule: Schedule { deploy: date(f, "plan.deploy"), live: date(f, "plan.live") },
        room: Room {
            own: yes(f, "room.own"),
            excepted: yes(f, "room.excepted"),
            basis: text(f, "room.basis"),
        },
        header: Header {
            months: whole(f, "needs.months").and_then(|m| u32::try_from(m).ok()),
            supplier: text(f, "needs.supplier"),
            sizing: text(f, "needs.sizing"),
            other: text(f, "needs.other"),
        },
        network: network(f),
        security: security(f),
        crypto: crypto(f),
        papers: Papers {
            plan_title: text(f, "papers.plan_title"),
            basis_text: text(f, "papers.basis_text"),
            special_text: text(f, "papers.special_text"),
        },
        undertakings: undertakings(f),
        budget: Budget {
            channel: text(f, "budget.channel"),
            included: yes(f, "budget.included"),
            year: whole(f, "budget.year").and_then(|y| i32::try_from(y).ok()),
            ceiling: money(f, "budget.ceiling"),
            start: date(f, "budget.start"),
        },
        deeds: if f.is_empty() { Deeds::default() } else { deeds::deeds(f) },
        ..Dossier::default()
    }
}

fn system(f: &mut Facts) -> System {
    System {
        name: text(f, "system.name"),
        build: code(f, "system.build").and_then(|code| match code {
            "new" => Some(Build::New),
            "continued" => Some(Build::Continued),
            "rebuilt" => Some(Build::Rebuilt),
            "extended" => Some(Build::Extended),
            "running" => Some(Build::Running),
            _ => None,
        }),
        purpose: text(f, "system.purpose"),
        runs: text(f, "system.runs"),
        complexity: code(f, "system.complexity"),
        available: yes(f, "system.available"),
        users: codes(f, "system.users"),
        users_count: whole(f, "system.users_count"),
        scope: code(f, "system.scope"),
        users_peak: whole(f, "system.users_peak"),
        location: text(f, "system.location"),
        running_since: date(f, "system.running_since"),
        data_size: text(f, "system.data_size"),
    }
}

fn network(f: &mut Facts) -> Networks {
    Networks {
        zones: codes(f, "network.zones"),
        links: text(f, "network.links"),
        addresses: networks(f, "network.addresses"),
        ports: text(f, "network.ports"),
        internet: yes(f, "network.internet"),
        bandwidth: whole(f, "network.bandwidth"),
        public_ips: whole(f, "network.public_ips"),
        domains: text(f, "network.domains"),
        vpn: yes(f, "network.vpn"),
        vpn_count: whole(f, "network.vpn_count"),
    }
}

fn security(f: &mut Facts) -> Security {
    let mut level = |key| code(f, key).and_then(|code| code.parse().ok());
    Security {
        level: level("security.level"),
        level_information: level("security.level_information"),
        level_service: level("security.level_service"),
        filed: yes(f, "security.filed"),
        filing_number: text(f, "security.filing_number"),
        filing_date: date(f, "security.filing_date"),
        refiling_date: date(f, "security.refiling_date"),
        selfcheck_date: date(f, "security.selfcheck_date"),
        assessment_date: date(f, "security.assessment_date"),
    }
}

fn crypto(f: &mut Facts) -> Crypto {
    let mut step = |done, how| CryptoStep { done: yes(f, done), text: text(f, how) };
    Crypto {
        planned: step("crypto.planned", "crypto.planned_text"),
        built: step("crypto.built", "crypto.built_text"),
        running: step("crypto.running", "crypto.running_text"),
        assessed: yes(f, "crypto.assessed"),
        assessment_date: date(f, "crypto.assessment_date"),
        assessment_filed: date(f, "crypto.assessment_filed"),
    }
}

fn undertakings(f: &mut Facts) -> Undertakings {
    Undertakings {
        lawful: tick(f, "undertake.lawful"),
        duties: tick(f, "undertake.duties"),
        no_separate: tick(f, "undertake.no_separate"),
        rules: tick(f, "undertake.rules"),
        rules_title: text(f, "rules.title"),
        emergency: tick(f, "undertake.emergency"),
        emergency_title: text(f, "emergency.title"),
        drills: tick(f, "undertake.drills"),
        data: tick(f, "undertake.data"),
        contract: tick(f, "undertake.contract"),
        truthful: tick(f, "undertake.truthful"),
    }
}

/// Dates that cannot stand in this order, whatever the law says.
pub(super) fn orders(dossier: &Dossier, problems: &mut Vec<Problem>) {
    let (schedule, security, crypto) = (&dossier.schedule, &dossier.security, &dossier.crypto);
    let (trial, procurement) = (&dossier.deeds.trial, &dossier.deeds.procurement);
    for (first, (key, second), (zh, en)) in [
        (
            schedule.deploy,
            ("plan.live", schedule.live),
            ("上线日期早于部署日期。", "The system goes live before it is deployed."),
        ),
        (
            security.filing_date,
            ("security.refiling_date", security.refiling_date),
            ("重新备案日期早于备案日期。", "It was filed anew before it was filed."),
        ),
        (
            crypto.assessment_date,
            ("crypto.assessment_filed", crypto.assessment_filed),
            ("密评备案日期早于报告日期。", "The report was filed before it was made."),
        ),
        (
            procurement.date,
            ("contract.date", procurement.signed),
            ("合同签订日期早于确定日期。", "The contract was signed before the supplier was chosen."),
        ),
        (
            trial.deployed,
            ("trial.start", trial.start),
            ("测试开始日期早于部署完成日期。", "The test starts before the system is deployed."),
        ),
    ] {
        if first.zip(second).is_some_and(|(first, second)| second < first) {
            problems.push(Problem {
                path: Path::field(key),
                code: "field-date-order",
                bars: true,
                message: Words::new(zh, en),
                remedy: Words::new("请核对两个日期。", "Check both dates."),
            });
        }
    }
}
