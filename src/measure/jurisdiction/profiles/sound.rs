//! What a table of profiles must keep to, whoever wrote it: everything that is named is there, everything that is
//! there can be reached, and no number can run over.

use super::super::sound::{at, twice};
use super::{Asked, Condition, MOST, Profiles, Question, Rule, Tier};
use crate::basics::Path;
use crate::measure::jurisdiction::{JurisdictionProblem, Source};

/// The faults of a table, by the places where they stand in the file of its place.
pub fn check(table: &Profiles, found: &mut Vec<JurisdictionProblem>) {
    let mut check = Check { table, found };
    check.names();
    for (row, question) in table.questions.iter().enumerate() {
        check.question(question, &entry("questions", row));
    }
    check.quantities();
    for (row, tier) in table.tiers.iter().enumerate() {
        check.tier(tier, &entry("tiers", row));
    }
    for (row, rule) in table.rules.iter().enumerate() {
        check.rule(rule, &entry("rules", row));
    }
}

/// Where a table says that the measure set its numbers. The measure sets none of a profile.
pub fn of_measure(table: &Profiles) -> Vec<Path> {
    let of = |source: Option<&Source>| matches!(source, Some(Source::Measure(_)));
    let rules = table.rules.iter().enumerate().filter(|(_, rule)| of(rule.source.as_ref()));
    let rules = rules.map(|(row, _)| entry("rules", row).at("source"));
    of(Some(&table.source)).then(|| at("profiles").at("source")).into_iter().chain(rules).collect()
}

fn entry(list: &str, row: usize) -> Path {
    at("profiles").at(list).at(&row.to_string())
}

struct Check<'a> {
    table: &'a Profiles,
    found: &'a mut Vec<JurisdictionProblem>,
}

impl Check<'_> {
    fn say(&mut self, path: Path, code: &'static str, words: [&str; 4]) {
        self.found.push(JurisdictionProblem::new(path, code, words));
    }

    /// Names something that is not there.
    fn unknown(&mut self, path: Path, name: &str, kind: [&str; 2]) {
        let [zh, en] = kind;
        self.say(
            path,
            "jurisdiction-profile-unknown",
            [
                &format!("没有名为“{name}”的{zh}"),
                &format!("There is no {en} '{name}'"),
                "改正名称，或先写明它",
                "Correct the name, or write it down first",
            ],
        );
    }

    /// A number lies between two others.
    fn range(&mut self, path: Path, number: i64, (least, most): (i64, i64)) {
        if !(least..=most).contains(&number) {
            self.say(
                path,
                "jurisdiction-range",
                [
                    &format!("{number} 超出范围"),
                    &format!("{number} is out of range"),
                    &format!("写 {least} 至 {most} 之间的整数"),
                    &format!("Write a whole number from {least} to {most}"),
                ],
            );
        }
    }

    /// Something that can never be proposed or answered.
    fn dead(&mut self, path: Path, words: [&str; 2]) {
        let [zh, en] = words;
        self.say(path, "jurisdiction-profile-dead", [zh, en, "补全，或删除", "Complete it, or take it out"]);
    }

    /// Each name stands once in its list.
    fn names(&mut self) {
        let Profiles { questions, quantities, tiers, rules, .. } = self.table;
        let lists: [(&str, Vec<&str>); 4] = [
            ("questions", questions.iter().map(|q| q.id.as_str()).collect()),
            ("quantities", quantities.iter().map(|q| q.id.as_str()).collect()),
            ("tiers", tiers.iter().map(|t| t.id.as_str()).collect()),
            ("rules", rules.iter().map(|r| r.id.as_str()).collect()),
        ];
        for (list, ids) in lists {
            if ids.is_empty() && list != "quantities" {
                self.dead(at("profiles").at(list), ["没有任何内容", "Nothing stands here"]);
            }
            for (row, id) in ids.iter().enumerate() {
                if ids.iter().take(row).any(|other| other == id) {
                    self.found.push(twice(entry(list, row).at("id"), id));
                }
            }
        }
    }

    fn question(&mut self, question: &Question, path: &Path) {
        match &question.asked {
            Asked::Number { least, most, assumed, .. } => {
                self.range(path.at("most"), *most, (*least, MOST));
                if let Some(assumed) = assumed {
                    self.range(path.at("assumed"), *assumed, (*least, *most));
                }
            }
            Asked::Choice { options, assumed } => {
                if options.is_empty() {
                    self.dead(path.at("options"), ["没有选项", "There is no option"]);
                }
                for (row, (code, _)) in options.iter().enumerate() {
                    if options.iter().take(row).any(|(other, _)| other == code) {
                        self.found.push(twice(path.at("options").at(&row.to_string()).at("code"), code));
                    }
                }
                let known = |code: &String| options.iter().any(|(own, _)| own == code);
                if let Some(code) = assumed.as_ref().filter(|code| !known(code)) {
                    self.unknown(path.at("assumed"), code, ["选项", "option"]);
                }
            }
        }
    }

    fn quantities(&mut self) {
        let table = self.table;
        for (row, quantity) in table.quantities.iter().enumerate() {
            if quantity.terms.is_empty() {
                self.dead(entry("quantities", row).at("terms"), ["没有任何内容", "Nothing stands here"]);
            }
            for (at, term) in quantity.terms.iter().enumerate() {
                let path = entry("quantities", row).at("terms").at(&at.to_string());
                self.range(path.at("of"), i64::try_from(term.of.len()).unwrap_or(MOST), (1, 2));
                self.range(path.at("times"), term.times, (1, MOST));
                self.range(path.at("per"), term.per, (1, MOST));
                for (which, id) in term.of.iter().enumerate() {
                    let number = table.question(id).map(|q| matches!(q.asked, Asked::Number { .. }));
                    if number != Some(true) {
                        self.unknown(
                            path.at("of").at(&which.to_string()),
                            id,
                            ["填写数字的问题", "question for a number"],
                        );
                    }
                }
            }
        }
    }

    fn tier(&mut self, tier: &Tier, path: &Path) {
        for (row, size) in tier.sizes.iter().enumerate() {
            let path = path.at("sizes").at(&row.to_string());
            if tier.sizes.iter().take(row).any(|other| other.dimension == size.dimension) {
                self.found.push(twice(path.at("dimension"), &size.dimension));
            }
            self.range(path.at("step"), size.step, (1, MOST));
            self.range(path.at("least"), size.least, (0, size.most.unwrap_or(MOST)));
            let Some(most) = size.most else { continue };
            self.range(path.at("most"), most, (size.step, MOST));
            if most.checked_rem(size.step) != Some(0) {
                self.say(
                    path.at("most"),
                    "jurisdiction-profile-step",
                    [
                        &format!("{most} 不是步长 {} 的整数倍", size.step),
                        &format!("{most} is no multiple of the step {}", size.step),
                        "改正上限或步长",
                        "Correct the limit or the step",
                    ],
                );
            }
        }
        let given = |rule: &&Rule| rule.tiers.contains(&tier.id) && !rule.gives.is_empty();
        if !self.table.rules.iter().any(|rule| given(&rule)) {
            self.dead(path.clone(), ["没有规则给出数量，永远不会被建议", "No rule gives it any amount"]);
        }
    }

    fn rule(&mut self, rule: &Rule, path: &Path) {
        self.range(path.at("carriers"), rule.carriers, (1, 1_000));
        self.range(path.at("spare"), rule.spare, (0, 1_000));
        if rule.gives.is_empty() && rule.carriers == 1 && rule.spare == 0 && rule.traits.is_empty() {
            self.dead(path.clone(), ["规则没有任何作用", "The rule does nothing"]);
        }
        if rule.tiers.is_empty() {
            self.dead(path.at("tiers"), ["规则不涉及任何资源", "The rule speaks of no tier"]);
        }
        for (id, condition) in &rule.when {
            self.condition(id, condition, &path.at("when").at(id));
        }
        for (row, id) in rule.tiers.iter().enumerate() {
            let Some(tier) = self.table.tier(id) else {
                self.unknown(path.at("tiers").at(&row.to_string()), id, ["资源", "tier"]);
                continue;
            };
            for (row, gift) in
                rule.gives.iter().enumerate().filter(|(_, g)| tier.size(&g.dimension).is_none())
            {
                let path = path.at("gives").at(&row.to_string()).at("dimension");
                self.unknown(path, &gift.dimension, ["指标（该资源的 sizes 中）", "size of that tier"]);
            }
        }
        for (row, gift) in rule.gives.iter().enumerate() {
            let path = path.at("gives").at(&row.to_string());
            self.range(path.at("amount"), gift.amount, (1, MOST));
            self.range(path.at("per"), gift.per, (1, MOST));
            if let Some(id) = gift.of.as_ref().filter(|id| self.table.quantity(id).is_none()) {
                self.unknown(path.at("of"), id, ["数量", "quantity"]);
            }
        }
    }

    /// The question is there, and can be answered so.
    fn condition(&mut self, id: &str, condition: &Condition, path: &Path) {
        let asked = self.table.question(id).map(|q| &q.asked);
        match (asked, condition) {
            (Some(Asked::Number { most, .. }), Condition::From(from)) => {
                self.range(path.at("from"), *from, (0, *most));
            }
            (Some(Asked::Choice { options, .. }), Condition::OneOf(codes)) => {
                if codes.is_empty() {
                    self.dead(path.clone(), ["没有列出选项", "No option is named"]);
                }
                for (row, code) in codes.iter().enumerate() {
                    if !options.iter().any(|(own, _)| own == code) {
                        self.unknown(path.at(&row.to_string()), code, ["选项", "option"]);
                    }
                }
            }
            (None, _) => self.unknown(path.clone(), id, ["问题", "question"]),
            (Some(_), _) => self.say(
                path.clone(),
                "jurisdiction-value-kind",
                [
                    "条件与问题的种类不符",
                    "The condition is not of the question's kind",
                    "选择题写选项代码的数组，数字题写 {\"from\": 数}",
                    "Write an array of options for a choice, {\"from\": number} for a number",
                ],
            ),
        }
    }
}
