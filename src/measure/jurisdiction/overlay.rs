//! A place that follows another one (article 28: 参照): what it sets itself, laid over its base.
//!
//! It may change only what the base marks as changeable, and a number that says which way is stricter only that
//! way. Anything else is a problem with its place; there is no place then.

use super::sound::{self, at, row_of};
use super::{
    Change, CodeList, Dates, FilledTerm, Jurisdiction, JurisdictionProblem, LevelServices, Organs, Parameter,
    Profiles, RequiredPaper, Section, Source, Unset, Workdays, profiles, services, within,
};
use crate::basics::{Date, Path, Words, date::iso};

/// What a place sets itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlay {
    /// Name in files.
    pub id: String,
    /// Name for people.
    pub name: Words,
    /// 示例: true where no authority has set it.
    pub model: bool,
    /// First and last day on which its rules are in force.
    pub in_force: Dates,
    /// The names of organs that differ: authority, centre, treasury, government.
    pub organs: [Option<Words>; 4],
    /// Numbers.
    pub parameters: Vec<Setting>,
    /// Papers beside those of the base.
    pub papers: Vec<RequiredPaper>,
    /// Open terms that are filled in otherwise.
    pub terms: Vec<FilledTerm>,
    /// Lists in place of those of the same name.
    pub lists: Vec<CodeList>,
    /// A table of profiles in place of that of the base.
    pub profiles: Option<Profiles>,
    /// A table of services that a level implies in place of that of the base.
    pub services: Option<LevelServices>,
    /// Holidays and days worked for them, beside those of the base.
    pub workdays: Workdays,
}

/// A number that a place sets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Name of the parameter.
    pub id: String,
    /// The number, in the unit of the base.
    pub value: i64,
    /// Where it comes from.
    pub source: Source,
    /// First and last day on which it is in force; on others the number of the base is.
    pub dates: Dates,
}

impl Overlay {
    /// The place that comes of it.
    ///
    /// # Errors
    /// What is wrong with it, by the places where it stands in its file.
    pub fn over(self, base: &Jurisdiction) -> Result<Jurisdiction, Vec<JurisdictionProblem>> {
        let mut found = Vec::new();
        self.sections(base, &mut found);
        self.sources(&mut found);
        self.periods(base, &mut found);
        for (row, setting) in self.parameters.iter().enumerate() {
            setting.check(row, base, &mut found);
        }
        sound::papers(&self.papers, &base.papers, &mut found);
        sound::terms(&self.terms, base, &mut found);
        sound::lists(&self.lists, &mut found);
        if let Some(table) = &self.profiles {
            profiles::sound::check(table, &mut found);
        }
        if let Some(table) = &self.services {
            services::check(table, &mut found);
        }
        sound::workdays(&self.workdays, &mut found);
        if found.is_empty() { Ok(self.laid(base)) } else { Err(found) }
    }

    /// What it sets belongs to the sections that the base opens.
    fn sections(&self, base: &Jurisdiction, found: &mut Vec<JurisdictionProblem>) {
        let set = [
            (Section::Organs, self.organs.iter().any(Option::is_some)),
            (Section::Papers, !self.papers.is_empty()),
            (Section::Terms, !self.terms.is_empty()),
            (Section::Lists, !self.lists.is_empty()),
            (Section::Profiles, self.profiles.is_some()),
            (Section::LevelServices, self.services.is_some()),
            (Section::Workdays, self.workdays != Workdays::default()),
        ];
        for (section, _) in set.iter().filter(|(section, set)| *set && !base.changeable.contains(section)) {
            let name = section.name();
            found.push(JurisdictionProblem::new(
                at(name),
                "jurisdiction-fixed",
                [
                    &format!("“{}”不允许更改 {name}", base.id),
                    &format!("'{}' does not let {name} be changed", base.id),
                    "删除这一部分",
                    "Take this part out",
                ],
            ));
        }
    }

    /// What it sets itself is not of the measure, which its base quotes already.
    fn sources(&self, found: &mut Vec<JurisdictionProblem>) {
        let parameters = self.parameters.iter().map(|s| &s.source).enumerate();
        let papers = self.papers.iter().map(|p| &p.source).enumerate();
        let terms = self.terms.iter().map(|t| &t.source).enumerate();
        let lists = self.lists.iter().map(|l| &l.source).enumerate();
        let all = parameters.map(|s| ("parameters", s)).chain(papers.map(|s| ("papers", s)));
        let all = all.chain(terms.map(|s| ("terms", s))).chain(lists.map(|s| ("lists", s)));
        let measured = all.filter(|(_, (_, source))| matches!(source, Source::Measure(_)));
        let mut places: Vec<Path> =
            measured.map(|(member, (row, _))| row_of(member, row).at("source")).collect();
        places.extend(self.profiles.iter().flat_map(profiles::sound::of_measure));
        places.extend(self.services.iter().filter_map(services::of_measure));
        for place in places {
            found.push(JurisdictionProblem::new(
                place,
                "jurisdiction-source",
                [
                    "本地自行规定的内容不能引用办法条文作为来源",
                    "What a place sets itself does not come from the measure",
                    "写明本地的规定（own）、其他依据（outside）或示例（default）",
                    "Name the place's own rule (own), another basis (outside), or an example (default)",
                ],
            ));
        }
    }

    /// Its time lies in that of the base, and that of its numbers and papers in its own.
    fn periods(&self, base: &Jurisdiction, found: &mut Vec<JurisdictionProblem>) {
        sound::dates(self.in_force, &at("inForce"), found);
        inside(self.in_force, base.in_force, &at("inForce"), found);
        for (row, setting) in self.parameters.iter().enumerate() {
            let path = row_of("parameters", row).at("valid");
            sound::dates(setting.dates, &path, found);
            inside(setting.dates, self.in_force, &path, found);
        }
        let periods: Vec<(&str, Dates)> = self.parameters.iter().map(|s| (s.id.as_str(), s.dates)).collect();
        sound::overlaps(&periods, found);
    }

    /// The place, where nothing is wrong.
    fn laid(self, base: &Jurisdiction) -> Jurisdiction {
        let mut parameters: Vec<Parameter> = base.parameters.iter().flat_map(|p| self.left_of(p)).collect();
        parameters.extend(self.parameters.iter().filter_map(|setting| setting.parameter(base)));
        // Values of one parameter stand together, in the order of the base.
        let ids = || base.parameters.iter().map(|p| &p.id).chain(base.unset.iter().map(|u| &u.id));
        parameters.sort_by_key(|p| (ids().position(|id| *id == p.id), p.dates.0));
        let mut unset = base.unset.clone();
        unset.retain(|u| !self.parameters.iter().any(|setting| setting.id == u.id));
        let [authority, centre, treasury, government] = self.organs;
        let mut terms = base.terms.clone();
        terms.retain(|t| !self.terms.iter().any(|own| own.term == t.term));
        terms.extend(self.terms);
        let mut lists = base.lists.clone();
        lists.retain(|l| !self.lists.iter().any(|own| own.id == l.id));
        lists.extend(self.lists);
        let mut workdays = base.workdays.clone();
        workdays.holidays.extend(self.workdays.holidays);
        workdays.worked.extend(self.workdays.worked);
        let organs = Organs {
            authority: authority.unwrap_or_else(|| base.organs.authority.clone()),
            centre: centre.unwrap_or_else(|| base.organs.centre.clone()),
            treasury: treasury.unwrap_or_else(|| base.organs.treasury.clone()),
            government: government.unwrap_or_else(|| base.organs.government.clone()),
        };
        Jurisdiction {
            id: self.id,
            name: self.name,
            model: self.model,
            base: Some(base.id.clone()),
            in_force: self.in_force,
            organs,
            parameters,
            unset,
            papers: [base.papers.as_slice(), &self.papers].concat(),
            terms,
            lists,
            profiles: self.profiles.or_else(|| base.profiles.clone()),
            services: self.services.or_else(|| base.services.clone()),
            workdays,
            ..base.clone()
        }
        .sealed()
    }

    /// What is left of a number of the base: the days on which this place sets none of its own.
    fn left_of(&self, parameter: &Parameter) -> Vec<Parameter> {
        let own = self.parameters.iter().filter(|setting| setting.id == parameter.id);
        let periods = own.fold(vec![parameter.dates], |left, setting| {
            left.into_iter().flat_map(|period| without(period, setting.dates)).collect()
        });
        periods.into_iter().map(|dates| Parameter { dates, ..parameter.clone() }).collect()
    }
}

impl Setting {
    /// The base has the parameter, the number can be used, and it is not looser than it may be.
    fn check(&self, row: usize, base: &Jurisdiction, found: &mut Vec<JurisdictionProblem>) {
        let path = row_of("parameters", row);
        let before = found.len();
        sound::number(&self.id, self.value, &path, found);
        if found.len() > before {
            return;
        }
        let of_base = || base.parameters.iter().filter(|p| p.id == self.id);
        if of_base().next().is_none() && !base.unset.iter().any(|u| u.id == self.id) {
            found.push(sound::undeclared(path.at("id"), &self.id, &base.id));
        } else if of_base().any(|p| p.change == Change::Fixed) {
            found.push(JurisdictionProblem::new(
                path.at("id"),
                "jurisdiction-fixed",
                [
                    &format!("“{}”不允许更改参数“{}”", base.id, self.id),
                    &format!("'{}' does not let the parameter '{}' be changed", base.id, self.id),
                    "删除这一项",
                    "Take it out",
                ],
            ));
        } else if let Some(broken) = of_base()
            .filter(|p| sound::meet(p.dates, self.dates))
            .find(|p| !p.change.allows(p.value, self.value))
        {
            found.push(self.looser(broken, row));
        }
    }

    fn looser(&self, base: &Parameter, row: usize) -> JurisdictionProblem {
        let (zh, en) =
            if base.change == Change::Higher { ("不小于", "at least") } else { ("不大于", "at most") };
        let Parameter { name, unit, value, source, .. } = base;
        let source = source.words();
        JurisdictionProblem::new(
            row_of("parameters", row).at("value"),
            "jurisdiction-looser",
            [
                &format!("{}：{} {} 比基准的 {value} {} 宽松", name.zh, self.value, unit.zh, unit.zh),
                &format!("{}: {} {} is looser than the base's {value}", name.en, self.value, unit.en),
                &format!("只能从严：{zh} {value}（{}）", source.zh),
                &format!("Only stricter is allowed: {en} {value} ({})", source.en),
            ],
        )
    }

    /// The parameter, with name and unit of the base.
    fn parameter(&self, base: &Jurisdiction) -> Option<Parameter> {
        let set = base.parameters.iter().find(|p| p.id == self.id);
        let unset = || base.unset.iter().find(|u| u.id == self.id);
        let (name, unit, change) = match set {
            Some(Parameter { name, unit, change, .. }) => (name, unit, *change),
            None => unset().map(|Unset { name, unit, .. }| (name, unit, Change::Free))?,
        };
        Some(Parameter {
            id: self.id.clone(),
            name: name.clone(),
            value: self.value,
            unit: unit.clone(),
            source: self.source.clone(),
            dates: self.dates,
            change,
        })
    }
}

/// The days of one period lie in another one.
fn inside(period: Dates, around: Dates, path: &crate::basics::Path, found: &mut Vec<JurisdictionProblem>) {
    let ends = around.1.is_none_or(|last| period.1.is_some_and(|own| own <= last));
    if within(around, period.0) && ends {
        return;
    }
    let last = |zh: bool| match around.1 {
        Some(last) => iso(last),
        None if zh => "不限".to_owned(),
        None => "open".to_owned(),
    };
    found.push(JurisdictionProblem::new(
        path.clone(),
        "jurisdiction-outside",
        [
            &format!("超出所依据规则的施行期间（{} 至 {}）", iso(around.0), last(true)),
            &format!("It reaches beyond the time of what it rests on ({} to {})", iso(around.0), last(false)),
            "改正日期",
            "Correct the dates",
        ],
    ));
}

/// The days of a period without those of another one: none, one or two periods.
fn without(period: Dates, taken: Dates) -> Vec<Dates> {
    if !sound::meet(period, taken) {
        return vec![period];
    }
    let before = |day: Date| day.pred_opt().filter(|last| period.0 <= *last);
    let after = |day: Date| day.succ_opt().filter(|first| period.1.is_none_or(|last| *first <= last));
    let head = before(taken.0).map(|last| (period.0, Some(last)));
    let tail = taken.1.and_then(after).map(|first| (first, period.1));
    head.into_iter().chain(tail).collect()
}

#[cfg(test)]
mod tests;
