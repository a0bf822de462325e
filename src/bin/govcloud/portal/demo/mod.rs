//! A demonstration case in each stage, so that somebody who looks at the portal for the first time sees all of
//! them in a minute.
//!
//! Nothing is written past the portal's own way: each step is a form, judged on its day, sealed, and handed in
//! by [`handing_in::take`] as the account whose step it is; only the clock is told another day. What is
//! there already is left alone, and nothing is taken further that somebody has moved on meanwhile. Every name
//! says that it is a demonstration (演示), and so does every paper.

mod sheets;
mod stories;

use super::accounts::{self, Who};
use super::attachments;
use super::clock::Now;
use super::handing_in;
use super::journals;
use super::problem::Problem;
use super::received;
use super::{Portal, acceptance};
use axum::body::Bytes;
use chrono::Days;
use govcloud::basics::{Date, Digest};
use govcloud::dossier::{Attachment, Draft, Errand, Life, Outcome, Role};
use govcloud::fitting::Engine;
use govcloud::lifecycle::{Judge, Judgement};
use govcloud::measure::Jurisdiction;
use govcloud::wire::v1::envelope::{self, About, Content};
use govcloud::wire::v1::journal::Journal;
use std::sync::Arc;
use stories::{STORIES, Story};

/// Tells every story as far as it is not told yet.
///
/// # Errors
/// Which step of which story was refused, and why.
pub(crate) async fn seed(portal: &Arc<Portal>) -> Result<(), String> {
    let people = accounts::demos(&portal.place.jurisdiction);
    for story in STORIES {
        tell(portal, story, &people).await.map_err(|(step, problem)| {
            let places: String = problem
                .errors
                .iter()
                .map(|place| format!("\n  {} {}: {}", place.path, place.code, place.message.en))
                .collect();
            format!("demonstration {}, step {step}: {}{places}", story.code, problem.message.en)
        })?;
    }
    Ok(())
}

/// The key of a step of a story.
fn key(story: &Story, step: usize) -> String {
    format!("demo-{}-{}", story.code, step + 1)
}

async fn tell(portal: &Arc<Portal>, story: &Story, people: &[Who]) -> Result<(), (usize, Problem)> {
    let mut journal = Journal::default();
    for (step, (errand, day)) in story.days(portal.now().on).into_iter().enumerate() {
        let failed = |problem: Problem| (step + 1, problem);
        let who = story.who(errand.role(), people).ok_or_else(|| failed(Problem::forbidden()))?;
        let told = acceptance::accepted_under(&portal.db, who, &key(story, step)).await.map_err(failed)?;
        let reference = match told {
            Some(accepted) => accepted.reference,
            None => {
                // Somebody went on with this case: it is theirs now.
                if journal.entries().len() > step {
                    return Ok(());
                }
                let now = Now::at(day, 9 + u32::try_from(step % 8).unwrap_or(0), 30);
                let sheet = sheets::sheet(story, step, errand, day, &journal.life(), people);
                take(portal, who, &key(story, step), sheet, &journal, &now).await.map_err(failed)?
            }
        };
        journal = journals::load(&portal.db, &reference).await.map_err(failed)?;
    }
    Ok(())
}

/// Hands one step in, as a person would with the form; the reference of its case.
async fn take(
    portal: &Arc<Portal>,
    who: &Who,
    key: &str,
    mut sheet: Draft,
    journal: &Journal,
    now: &Now,
) -> Result<String, Problem> {
    for role in sheets::papers(&sheet) {
        sheet.attachments.push(paper(portal, who, role).await?);
    }
    let place = portal.place.of_journal(&portal.db, journal).await?.jurisdiction;
    let engine = Arc::clone(&portal.catalogs.current().engine);
    let mut content = judged(Judge::with_engine(engine, place, now.on), key, sheet, Arc::new(journal.life()));
    if !journal.entries().is_empty() {
        content.about = Some(About { reference: journal.reference.clone(), head: journal.head() });
    }
    let sealed = envelope::seal(&content).map_err(|error| super::problem::internal(&error))?;
    let received = received::read(&sealed.text)?;
    match handing_in::take(portal, who, &received, &sealed.text, now).await? {
        handing_in::Taken::Now(accepted) | handing_in::Taken::Before(accepted) => Ok(accepted.reference),
    }
}

/// What the form would hand in: what is fitted is confirmed, then all is judged.
fn judged(mut judge: Judge, key: &str, mut sheet: Draft, life: Arc<Life>) -> Content {
    if sheet.errand == Errand::Activate {
        sheet.needs = sheets::services(&mut judge, &life);
    }
    judge.follow(life);
    let first = judge.judge(&sheet);
    confirm(&mut sheet, &first);
    let judgement = judge.judge(&sheet);
    Content::judged(key, &sheet, &judge, &judgement)
}

/// The department agrees to what the catalog answers.
fn confirm(sheet: &mut Draft, judgement: &Judgement) {
    for record in &judgement.dossier.records {
        if matches!(record.outcome, Outcome::Fitted | Outcome::Composed)
            && let Some(row) = sheet.needs.get_mut(record.row)
        {
            Arc::make_mut(row).set_cell("pick", &record.configuration);
        }
    }
}

/// An application of the demonstration as a department would hand it in, for whoever tries another portal with it.
pub(crate) struct Sample {
    engine: Arc<Engine>,
    place: Arc<Jurisdiction>,
    day: Date,
    sheet: Draft,
    /// Its papers with their text.
    pub(crate) papers: Vec<(Attachment, String)>,
}

impl Sample {
    /// One that is judged by this catalog and place as of this day.
    pub(crate) fn new(engine: Arc<Engine>, place: Arc<Jurisdiction>, day: Date) -> Self {
        let people = accounts::demos(&place);
        let story = &STORIES[STORIES.len() - 1];
        let mut sheet = sheets::sheet(story, 0, Errand::Deploy, day, &Life::default(), &people);
        let papers: Vec<_> = sheets::papers(&sheet).into_iter().map(written).collect();
        sheet.attachments.extend(papers.iter().map(|(paper, _)| paper.clone()));
        Self { engine, place, day, sheet, papers }
    }

    /// What the form would hand in under this key, with these fields in place of its own.
    pub(crate) fn content(&self, key: &str, fields: &[(String, String)]) -> Content {
        let mut sheet = self.sheet.clone();
        fields.iter().for_each(|(field, text)| sheet.set_field(field, text));
        let judge = Judge::with_engine(Arc::clone(&self.engine), Arc::clone(&self.place), self.day);
        judged(judge, key, sheet, Arc::new(Life::default()))
    }
}

/// A paper that says what it stands for, and that it is none, in the portal's keeping.
async fn paper(portal: &Portal, who: &Who, role: &str) -> Result<Attachment, Problem> {
    let (paper, text) = written(role);
    attachments::hold(portal, who, paper.digest, Bytes::from(text), "text/plain").await?;
    Ok(paper)
}

/// A paper that says what it stands for, and that it is none.
fn written(role: &str) -> (Attachment, String) {
    let name = govcloud::dossier::papers::role(role).map_or(role, |known| known.name.0);
    let text = format!(
        "演示文件：{name}\n本文件仅供演示，没有真实内容。\nDemonstration only: this paper has no content.\n"
    );
    let paper = Attachment {
        role: role.to_owned(),
        name: format!("{name}（演示）.txt"),
        media_type: "text/plain".to_owned(),
        size: u64::try_from(text.len()).unwrap_or_default(),
        digest: Digest::of(text.as_bytes()),
    };
    (paper, text)
}

impl Story {
    /// Who takes the steps of this role in this story.
    fn who<'p>(&self, role: Role, people: &'p [Who]) -> Option<&'p Who> {
        let mine = |who: &&Who| match role {
            Role::Department => who.account == self.department,
            Role::Supplier => who.account == self.supplier,
            _ => who.role == role,
        };
        people.iter().find(mine)
    }

    /// The steps with their days, counted back from today so that the last was taken some days ago.
    fn days(&self, today: Date) -> Vec<(Errand, Date)> {
        let whole: u64 = self.steps.iter().map(|step| step.after).sum();
        let mut day = today - Days::new(whole + self.rest);
        let steps = self.steps.iter().map(|step| {
            day = day + Days::new(step.after);
            (step.errand, day)
        });
        steps.collect()
    }
}
