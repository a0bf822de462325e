//! The digest of a place, so that a review can say which version it went by.

use super::profiles::{Asked, Condition, Gift, Quantity, Question, Rule, Size, Term, Tier};
use super::services::{LevelService, LevelServices};
use super::{Change, Dates, Jurisdiction, Profiles, Section, Source};
use crate::basics::{Date, Digest, Words, date::iso};
use std::collections::BTreeSet;

impl Jurisdiction {
    /// The place with its digest worked out anew: the same content has the same digest, however it was written
    /// down, and whether it was laid over a base or not.
    #[must_use]
    pub fn sealed(mut self) -> Self {
        self.hash = self.digest();
        self
    }

    /// SM3 over everything that the place holds.
    fn digest(&self) -> Digest {
        // Every member is named, so that a new one cannot be forgotten.
        let Self { id, name, model, in_force, organs, parameters, unset, papers, terms, lists, .. } = self;
        // The base tells how the place was written down, which its content does not depend on.
        let Self { profiles, services, workdays, changeable, base: _, hash: _, .. } = self;
        let mut text = Text::default();
        text.put("place").put(id).words(name).put(&model.to_string());
        text.dates(*in_force);
        for organ in [&organs.authority, &organs.centre, &organs.treasury, &organs.government] {
            text.words(organ);
        }
        for p in parameters {
            text.put("parameter").put(&p.id).words(&p.name).put(&p.value.to_string()).words(&p.unit);
            text.source(&p.source).dates(p.dates).put(p.change.name());
        }
        for u in unset {
            text.put("unset").put(&u.id).words(&u.name).words(&u.unit);
        }
        for p in papers {
            text.put("paper").put(&p.id).put(&p.role).words(&p.name).source(&p.source).dates(p.dates);
            text.put(&p.from_level.unwrap_or_default().to_string());
            for errand in &p.errands {
                text.put(errand.code());
            }
        }
        for t in terms {
            text.put("term").put(t.term.citation.quote).words(&t.says).source(&t.source);
            for id in &t.by {
                text.put(id);
            }
        }
        for list in lists {
            text.put("list").put(&list.id).words(&list.name).source(&list.source);
            for (code, name) in &list.entries {
                text.put(code).words(name);
            }
        }
        if let Some(table) = profiles {
            text.profiles(table);
        }
        if let Some(table) = services {
            text.services(table);
        }
        text.days("holidays", &workdays.holidays).days("worked", &workdays.worked).put("changeable");
        for section in changeable {
            text.put(section.name());
        }
        Digest::of(text.0.as_bytes())
    }
}

/// A text of parts that cannot run into each other.
#[derive(Default)]
struct Text(String);

impl Text {
    fn put(&mut self, part: &str) -> &mut Self {
        self.0.push_str(&part.len().to_string());
        self.0.push(':');
        self.0.push_str(part);
        self
    }

    fn words(&mut self, words: &Words) -> &mut Self {
        self.put(&words.zh).put(&words.en)
    }

    fn dates(&mut self, (first, last): Dates) -> &mut Self {
        self.put(&iso(first)).put(&last.map(iso).unwrap_or_default())
    }

    fn days(&mut self, name: &str, days: &BTreeSet<Date>) -> &mut Self {
        self.put(name);
        for day in days {
            self.put(&iso(*day));
        }
        self
    }

    fn number(&mut self, number: i64) -> &mut Self {
        self.put(&number.to_string())
    }

    /// A number that may be absent, which is none.
    fn maybe(&mut self, number: Option<i64>) -> &mut Self {
        self.put(&number.map(|n| n.to_string()).unwrap_or_default())
    }

    fn profiles(&mut self, table: &Profiles) {
        let Profiles { id, name, source, questions, quantities, tiers, rules } = table;
        self.put("profiles").put(id).words(name).source(source);
        for Question { id, name, asked } in questions {
            self.put("question").put(id).words(name);
            match asked {
                Asked::Number { unit, least, most, assumed } => {
                    self.put("number").words(unit).number(*least).number(*most).maybe(*assumed);
                }
                Asked::Choice { options, assumed } => {
                    self.put("choice").put(assumed.as_deref().unwrap_or_default());
                    for (code, name) in options {
                        self.put("option").put(code).words(name);
                    }
                }
            }
        }
        for Quantity { id, name, unit, terms } in quantities {
            self.put("quantity").put(id).words(name).words(unit);
            for Term { of, times, per } in terms {
                self.put("term").number(*times).number(*per);
                for id in of {
                    self.put(id);
                }
            }
        }
        for Tier { id, name, function, sizes } in tiers {
            self.put("tier").put(id).words(name).put(function);
            for Size { dimension, unit, least, step, most, each } in sizes {
                self.put("size").put(dimension).put(unit).number(*least).number(*step).maybe(*most);
                self.put(&each.to_string());
            }
        }
        rules.iter().for_each(|rule| self.rule(rule));
    }

    fn services(&mut self, LevelServices { source, packages, usual }: &LevelServices) {
        self.put("services").source(source);
        for code in packages {
            self.put("package").put(code);
        }
        for LevelService { from_level, function, each } in usual {
            self.put("usual").number((*from_level).into()).put(function).put(each.code());
        }
    }

    fn rule(&mut self, rule: &Rule) {
        let Rule { id, says, source, when, tiers, gives, carriers, spare, traits } = rule;
        self.put("rule").put(id).words(says).number(*carriers).number(*spare);
        if let Some(source) = source {
            self.source(source);
        }
        for (id, condition) in when {
            self.put("when").put(id);
            match condition {
                Condition::OneOf(codes) => codes.iter().for_each(|code| {
                    self.put("option").put(code);
                }),
                Condition::From(from) => {
                    self.put("from").number(*from);
                }
            }
        }
        for id in tiers {
            self.put("of").put(id);
        }
        for Gift { dimension, amount, of, per } in gives {
            self.put("gives").put(dimension).number(*amount).number(*per);
            self.put(of.as_deref().unwrap_or_default());
        }
        for (code, value) in traits {
            self.put("trait").put(code).put(value);
        }
    }

    fn source(&mut self, source: &Source) -> &mut Self {
        match source {
            Source::Measure(citation) => {
                self.put("measure").put(&citation.article.to_string()).put(citation.quote)
            }
            Source::Own(words) => self.put("own").words(words),
            Source::Outside(words) => self.put("outside").words(words),
            Source::Default(words) => self.put("default").words(words),
        }
    }
}

impl Change {
    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fixed => "fixed",
            Self::Higher => "higher",
            Self::Lower => "lower",
            Self::Free => "free",
        }
    }
}

impl Section {
    /// Every section.
    pub const ALL: [Self; 7] = [
        Self::Organs,
        Self::Papers,
        Self::Terms,
        Self::Lists,
        Self::Profiles,
        Self::LevelServices,
        Self::Workdays,
    ];

    /// Name in files.
    pub fn name(self) -> &'static str {
        match self {
            Self::Organs => "organs",
            Self::Papers => "papers",
            Self::Terms => "terms",
            Self::Lists => "lists",
            Self::Profiles => "profiles",
            Self::LevelServices => super::services::MEMBER,
            Self::Workdays => "workdays",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{CodeList, Unset, heilongjiang};
    use super::*;

    /// A change of one thing.
    type Change<'c> = (&'static str, &'c dyn Fn(&mut Jurisdiction));

    #[test]
    fn each_thing_that_a_place_holds_is_covered() {
        let words = Words::new("甲", "a");
        let changes: &[Change<'_>] = &[
            ("id", &|p| p.id.push('x')),
            ("name", &|p| p.name = words.clone()),
            ("model", &|p| p.model = true),
            ("in force", &|p| p.in_force.1 = Some(Date::MAX)),
            ("organs", &|p| p.organs.government = words.clone()),
            ("value", &|p| p.parameters[0].value += 1),
            ("unit", &|p| p.parameters[0].unit = words.clone()),
            ("source", &|p| p.parameters[0].source = Source::Own(words.clone())),
            ("dates", &|p| p.parameters[0].dates.1 = Some(Date::MAX)),
            ("change", &|p| p.parameters[0].change = super::Change::Free),
            ("unset", &|p| p.unset.push(Unset { id: "x".into(), name: words.clone(), unit: words.clone() })),
            ("paper", &|p| p.papers[0].from_level = Some(3)),
            ("errands", &|p| p.papers[0].errands.push(crate::dossier::Errand::Migrate)),
            ("term", &|p| p.terms[0].by.clear()),
            ("list", &|p| p.lists[0].entries.truncate(1)),
            ("lists", &|p| {
                let source = Source::Own(words.clone());
                p.lists.push(CodeList { id: "x".into(), name: words.clone(), entries: Vec::new(), source });
            }),
            ("no profiles", &|p| p.profiles = None),
            ("profiles", &|p| p.profiles.iter_mut().for_each(|table| table.rules.truncate(1))),
            ("no services", &|p| p.services = None),
            ("services", &|p| p.services.iter_mut().for_each(|table| table.usual[0].from_level = 3)),
            ("workdays", &|p| p.workdays.holidays.extend([Date::MAX])),
            ("changeable", &|p| p.changeable.clear()),
        ];
        let place = heilongjiang();
        assert_eq!(place.clone().sealed().hash, place.hash);
        for (what, change) in changes {
            let mut other = place.clone();
            change(&mut other);
            assert_ne!(other.sealed().hash, place.hash, "{what}");
        }
        let over = Jurisdiction { base: Some("x".to_owned()), ..place.clone() };
        assert_eq!(over.sealed().hash, place.hash, "how it was written down is no matter");
    }
}
