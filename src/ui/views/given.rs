//! What the page gives a view to show: the journals of all cases, or the list of services that ran in them.

use crate::basics::Words;
use crate::catalog::Edition;
use crate::dossier::{Holder, Life, Service};
use crate::exchange::changes::Running;
use crate::exchange::filings::Registered;
use crate::lifecycle::{Standing, filed, used};
use crate::wire::Error;
use crate::wire::v1::register::{self, Case, LeftOut, Links, Register};
use crate::wire::v1::services;
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the page gave.
#[derive(Debug)]
pub enum Given {
    /// The journals of cases.
    Journals(Register),
    /// A list of services that ran, as text: names that it leaves out are the catalog's, which may come later.
    Services(String),
}

impl Given {
    /// Reads either of the two formats.
    ///
    /// # Errors
    /// Why the text is neither, with the place.
    pub fn read(text: &str) -> Result<Self, Error> {
        match register::read(text) {
            Ok(register) => Ok(Self::Journals(register)),
            Err(error) => match services::read(text, None) {
                Ok(_) => Ok(Self::Services(text.to_owned())),
                // Of the two refusals the one of the format that the file means.
                Err(other) if text.contains(services::FORMAT) => Err(other),
                Err(_) => Err(error),
            },
        }
    }

    /// Addresses of cases and papers.
    pub fn links(&self) -> Links {
        match self {
            Self::Journals(register) => register.links.clone(),
            Self::Services(_) => Links::default(),
        }
    }

    /// Where the cases of the systems that run are, by the systems' names.
    pub fn running(&self) -> BTreeMap<String, String> {
        let Self::Journals(register) = self else { return BTreeMap::new() };
        let running = register.cases.iter().filter_map(|case| {
            let life = case.journal.life();
            let address = register.links.case(&case.journal.reference).filter(|_| life.is_running())?;
            Some((said(&life, "system.name"), address))
        });
        running.collect()
    }

    /// The cases, for who prepares changes of their systems.
    pub fn cases(&self) -> Vec<Running> {
        let Self::Journals(register) = self else { return Vec::new() };
        let of =
            |case: &Case| Running { reference: case.journal.reference.clone(), life: case.journal.life() };
        register.cases.iter().map(of).collect()
    }

    /// Every filing, the newest first; `None` where there are no journals to look into.
    pub fn filings(&self) -> Option<(Vec<Registered>, &[LeftOut])> {
        let Self::Journals(register) = self else { return None };
        let of_case = |case: &Case| {
            let life = case.journal.life();
            let standing = standing(&life);
            let (system, department) = (said(&life, "system.name"), department(case, &life));
            let registered = move |filing| Registered {
                reference: case.journal.reference.clone(),
                system: system.clone(),
                department: department.clone(),
                standing: standing.clone(),
                filing,
            };
            filed::filings(&life).into_iter().map(registered).collect::<Vec<_>>()
        };
        let mut filings: Vec<Registered> = register.cases.iter().flat_map(of_case).collect();
        filings.sort_by(|a, b| (b.filing.act.on, &b.reference).cmp(&(a.filing.act.on, &a.reference)));
        Some((filings, &register.left_out))
    }

    /// What ran in all cases, and what is in no sum.
    pub fn services(&self, edition: Option<&Edition>) -> (Vec<Service>, Vec<LeftOut>) {
        match self {
            Self::Journals(register) => of_journals(register, edition),
            Self::Services(text) => of_list(text, edition),
        }
    }
}

fn of_journals(register: &Register, edition: Option<&Edition>) -> (Vec<Service>, Vec<LeftOut>) {
    let (mut services, mut left_out) = (Vec::new(), register.left_out.clone());
    for case in &register.cases {
        let life = case.journal.life();
        let reference = case.journal.reference.clone();
        let (department, system) = (department(case, &life), said(&life, "system.name"));
        let holder = Arc::new(Holder { department, case: reference.clone(), system });
        match used(&life, &holder, edition) {
            Ok(ran) => services.extend(ran),
            Err(problems) => {
                let why = |problem: crate::dossier::Problem| LeftOut {
                    reference: reference.clone(),
                    why: problem.message,
                };
                left_out.extend(problems.into_iter().map(why));
            }
        }
    }
    (services, left_out)
}

fn of_list(text: &str, edition: Option<&Edition>) -> (Vec<Service>, Vec<LeftOut>) {
    // It was read when it came; a list that cannot be read now has no rows.
    let Ok(list) = services::read(text, edition) else { return Default::default() };
    let bars = list.problems.iter().filter(|problem| problem.bars);
    let left_out =
        bars.map(|problem| LeftOut { reference: format!("#{}", problem.row), why: problem.message.clone() });
    let left_out = left_out.collect();
    (list.services, left_out)
}

/// The text of a field in the latest application that has it.
fn said(life: &Life, key: &str) -> String {
    let mut texts = life.acts.iter().rev().map(|act| act.sheet.field(key).trim());
    texts.find(|text| !text.is_empty()).unwrap_or_default().to_owned()
}

fn department(case: &Case, life: &Life) -> String {
    if case.department.is_empty() { said(life, "unit.name") } else { case.department.clone() }
}

/// Where the case stands now.
fn standing(life: &Life) -> Words {
    let standing = Standing::of(life);
    let (zh, en) = standing.name();
    match standing {
        Standing::Open(kind, _) => {
            let (kind, kind_en) = kind.name();
            Words::new(format!("{kind}·{zh}"), format!("{kind_en}: {en}"))
        }
        _ => Words::new(zh, en),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use crate::wire::v1::catalog;

    const LIFE: &str = include_str!("../../../tests/data/life.journal.json");

    fn edition() -> Edition {
        catalog::read(include_str!("../../../www/catalogs/demo.json")).unwrap().0
    }

    #[test]
    fn journals_and_their_list_of_services_come_to_the_same() {
        let edition = edition();
        let journals = Given::read(&register::gather(("", ""), [("某厅", LIFE)])).unwrap();
        let (ran, left_out) = journals.services(Some(&edition));
        assert!(!ran.is_empty() && left_out.is_empty());
        assert!(ran.iter().all(|service| service.holder.department == "某厅"));
        let list = Given::read(&services::write(&ran)).unwrap();
        assert!(matches!(list, Given::Services(_)) && list.filings().is_none());
        assert_eq!(list.services(Some(&edition)).0, ran);
    }

    #[test]
    fn filings_say_where_their_case_stands() {
        let given = Given::read(&register::gather(("", ""), [("", LIFE)])).unwrap();
        let (filings, _) = given.filings().unwrap();
        assert_eq!(filings.len(), 1);
        assert_eq!(filings[0].standing.zh, "已终止");
        assert!(!filings[0].department.is_empty(), "the application's own");
        assert_eq!(filings[0].filing.act.sheet.attachments.len(), 3);
    }

    #[test]
    fn what_is_neither_is_refused() {
        for text in ["", "{}", LIFE, r#"{"format":"govcloud-services","version":9,"services":[]}"#] {
            assert!(Given::read(text).is_err());
        }
    }
}
