//! One case on its way through the portal, as its people take it: each step on its day, by the account whose
//! step it is, through the router.

use super::sample::PLAN;
use super::steps;
use super::{Answer, PROVINCE, Person, Portal, TODAY, sm3};
use axum::Router;
use axum::http::StatusCode;
use govcloud::basics::{Date, Digest, date};
use govcloud::dossier::{Attachment, Draft, Errand, Role};
use govcloud::lifecycle::{Judge, Standing};
use govcloud::wire::v1::catalog;
use govcloud::wire::v1::envelope::{self, About, Content};
use govcloud::wire::v1::journal::{self, Journal};
use govcloud::wire::v1::jurisdiction::shipped;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) struct World {
    pub(super) portal: Portal,
    /// The day; the portal is started anew where it changes.
    pub(super) today: Date,
    /// The case.
    pub(super) reference: String,
    /// The place by which the portal judges new cases: a name that ships.
    pub(super) place: &'static str,
    /// By whose rules the forms judge.
    pub(super) rules: &'static str,
    people: BTreeMap<String, Person>,
    sent: u32,
}

/// The name of the supplier that is chosen.
pub(super) const SUPPLIER: &str = "示例云服务商甲";

impl World {
    pub(super) async fn open() -> Self {
        Self::open_in(PROVINCE).await
    }

    /// A world in this place.
    pub(super) async fn open_in(place: &'static str) -> Self {
        let portal = Portal::open_in(place).await;
        let today = date::parse(TODAY).unwrap();
        let reference = String::new();
        Self { portal, today, reference, place, rules: place, people: BTreeMap::new(), sent: 0 }
    }

    /// The portal goes on in another place; the forms of its cases judge by the rules that they did.
    pub(super) async fn moves_to(&mut self, place: &'static str) {
        self.place = place;
        self.later(0).await;
    }

    /// Some days later. The portal stops and starts again: nothing may live in its memory alone.
    pub(super) async fn later(&mut self, days: u64) {
        self.today = self.today + chrono::Days::new(days);
        self.restarted(self.portal.reopen_on(&date::iso(self.today), self.place).await);
    }

    /// The portal was started once more, and everybody goes to that one.
    pub(super) fn restarted(&mut self, router: Router) {
        for person in self.people.values_mut() {
            person.router = router.clone();
        }
        self.portal.router = router;
    }

    pub(super) async fn person(&mut self, account: &str) -> Person {
        if !self.people.contains_key(account) {
            let person = self.portal.person(account).await;
            self.people.insert(account.to_owned(), person);
        }
        self.people[account].clone()
    }

    /// The key of the step that was sent so many steps after the first.
    pub(super) fn key(&self, number: u32) -> String {
        format!("step-{number}")
    }

    /// The journal as the portal gives it, its chain proven.
    pub(super) async fn journal(&mut self) -> Journal {
        let address = format!("/api/cases/{}/journal", self.reference);
        let answer = self.person("authority").await.get(&address).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        journal::read(&answer.text()).unwrap()
    }

    pub(super) async fn standing(&mut self) -> Standing {
        Standing::of(&self.journal().await.life())
    }

    /// What the form would hand in as the next step of this journal, under the next key.
    pub(super) fn content(&mut self, draft: &Draft, journal: Option<&Journal>) -> Content {
        self.sent += 1;
        let (edition, _) = catalog::read(include_str!("../../../www/catalogs/demo.json")).unwrap();
        let mut judge = Judge::new(Arc::new(edition), Arc::new(shipped(self.rules).unwrap()), self.today);
        if let Some(journal) = journal {
            judge.follow(Arc::new(journal.life()));
        }
        let judgement = judge.judge(draft);
        let mut content = Content::judged(&self.key(self.sent), draft, &judge, &judgement);
        content.about = journal.map(|j| About { reference: j.reference.clone(), head: j.head() });
        content
    }

    /// Hands a form in, whatever comes of it.
    pub(super) async fn try_step(
        &mut self,
        account: &str,
        draft: &Draft,
        journal: Option<&Journal>,
    ) -> Answer {
        let person = self.person(account).await;
        person.attach(&sm3(PLAN), PLAN).await;
        let content = self.content(draft, journal);
        person.hand_in(&content.key, envelope::seal(&content).unwrap().text).await
    }

    /// Hands a form in as the next step, which has to be taken in.
    pub(super) async fn step(&mut self, account: &str, draft: &Draft) -> Answer {
        let journal = if self.reference.is_empty() { None } else { Some(self.journal().await) };
        let answer = self.try_step(account, draft, journal.as_ref()).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{:?} {}", draft.errand, answer.text());
        self.reference = answer.json()["reference"].as_str().unwrap().to_owned();
        answer
    }

    /// Takes this step as whoever has to, some days later, filled in as the measure wants it.
    pub(super) async fn take(&mut self, days: u64, errand: Errand, outcome: &str) {
        self.later(days).await;
        let draft = with_papers(steps::sheet(errand, outcome, self.today));
        self.step(account(errand.role()), &draft).await;
    }

    /// Begins a case and takes the ordinary way, so many steps of it.
    pub(super) async fn ordinary(&mut self, system: &str, count: usize) {
        let way = [
            (0, Errand::Deploy, ""),
            (5, Errand::Appraise, ""),
            (4, Errand::Decide, "approve"),
            (9, Errand::Procure, ""),
            (2, Errand::Trial, ""),
            (16, Errand::Test, ""),
            (1, Errand::File, ""),
            (1, Errand::Activate, ""),
        ];
        for (days, errand, outcome) in way.into_iter().take(count) {
            if errand == Errand::Deploy {
                let draft = super::sample::draft(system);
                self.step("dept-a", &draft).await;
            } else {
                self.take(days, errand, outcome).await;
            }
        }
    }

    /// The index of the case says what the journal says.
    pub(super) async fn index_is_derived(&mut self) {
        let journal = self.journal().await;
        let life = journal.life();
        let standing = Standing::of(&life);
        let person = self.person("authority").await;
        let cases = person.get("/api/cases").await.json();
        let line = cases["cases"].as_array().unwrap().iter().find(|l| l["reference"] == *self.reference);
        let line = line.unwrap();
        assert_eq!(line["standing"], standing.code());
        let turn = match standing {
            Standing::Running if !life.advice.is_empty() => Some(Role::Department),
            _ => standing.turn(),
        };
        assert_eq!(line["turn"].as_str(), turn.map(Role::code));
        assert_eq!(line["supplier"], life.supplier().unwrap_or_default());
        assert_eq!(line["openAdvice"], life.advice.len());
        assert_eq!(line["entries"], journal.entries().len());
        assert_eq!(line["head"], journal.head().to_string());
        // Since when it stands there: the first of the last steps after which it stood there.
        let mut since = "";
        let (mut lived, mut stood) = (govcloud::dossier::Life::default(), Standing::Begin);
        for (act, entry) in life.acts.iter().zip(journal.entries()) {
            lived.take((**act).clone());
            if Standing::of(&lived) != stood || act.errand().applies() {
                since = &entry.step.at;
            }
            stood = Standing::of(&lived);
        }
        assert_eq!(line["since"], since);
        // The case is in the inbox of whose turn it is, and in no other.
        for account in ["dept-a", "dept-b", "authority", "centre", "supplier-a", "supplier-b"] {
            let person = self.person(account).await;
            let inbox = person.get("/api/inbox").await.json();
            let there = inbox["cases"].as_array().unwrap().iter().any(|l| l["reference"] == *self.reference);
            assert_eq!(there, turn.is_some_and(|role| self::account(role) == account), "{account}");
        }
    }
}

/// Who takes the steps of a role in these stories.
pub(super) fn account(role: Role) -> &'static str {
    match role {
        Role::Department => "dept-a",
        Role::Authority => "authority",
        Role::Centre => "centre",
        Role::Supplier => "supplier-a",
        Role::Treasury => "treasury",
    }
}

/// The papers of a step.
pub(super) fn with_papers(mut draft: Draft) -> Draft {
    let roles: &[&str] = match draft.errand {
        Errand::Appraise => &["appraisal"],
        Errand::Government => &["approval"],
        Errand::Procure => &["notice"],
        Errand::File => &["contract", "test-report", "risk-report"],
        Errand::Advise => &["monitoring"],
        Errand::HandOver => &["handover"],
        Errand::Clear => &["clearing"],
        _ => &[],
    };
    for role in roles {
        draft.attachments.push(Attachment {
            role: (*role).to_owned(),
            name: format!("{role}.pdf"),
            media_type: "application/pdf".into(),
            size: PLAN.len() as u64,
            digest: Digest::of(PLAN),
        });
    }
    draft
}
