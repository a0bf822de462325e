//! The one way from a draft to everything that is said of it.
//!
//! Form, portal and command line all call [`Judge::judge`], so that they cannot differ. A row that did not
//! change is not read, fitted or priced again, and needs of the same shape are fitted once. What is
//! remembered never shows: a judge that has seen other drafts says the same as a new one.

use crate::basics::{Date, Path, Words};
use crate::catalog::Edition;
use crate::dossier::{Act, Applied, Dossier, Draft, Life, Need, NeedRow, Problem, Record, read};
use crate::fees::{Calendar, Estimate, EstimateRow, RowFees, Settlement, calendar};
use crate::fitting::{self, Answer, Engine, FitTerms};
use crate::lifecycle::adjustment::advised;
use crate::lifecycle::hand_in::{Bar, demanded, guard};
use crate::lifecycle::moves::{self, Refusal};
use crate::measure::{self, Jurisdiction, Review, Terms, Trace};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Everything that is said of a draft. Cheap to clone.
#[derive(Clone, Debug, PartialEq)]
pub struct Judgement {
    /// The case as read, with the records of its needs.
    pub dossier: Arc<Dossier>,
    /// What of the typing is no fact: fields in the order of the form, rows, attachments.
    pub problems: Arc<Vec<Problem>>,
    /// What the catalog answered, an entry a row of the draft; `None` where the row could not be read so far.
    /// Only the best of each: alternatives are asked of [`Details`] where a person looks at a row.
    pub answers: Arc<Vec<Option<Arc<Answer>>>>,
    /// What the measure says.
    pub review: Arc<Review>,
    /// What it costs: a row of the estimate for each row of the draft that is not blank.
    pub estimate: Arc<Estimate>,
    /// When what is used is settled and paid; `None` while the start of use is not known, and where the
    /// jurisdiction has no month of settlement in force.
    pub calendar: Option<Arc<Calendar>>,
    /// What bars handing in. Empty where nothing does.
    pub barred_by: Arc<Vec<Bar>>,
    /// Why the draft is no step that may be taken now; it bars too.
    pub refusal: Option<Refusal>,
}

impl Judgement {
    /// The same judgement, with this refusal in the place of any other.
    pub fn refuse(&mut self, refusal: Refusal) {
        let bars = Arc::make_mut(&mut self.barred_by);
        if self.refusal.replace(refusal).is_some() {
            bars.remove(0);
        }
        bars.insert(0, refused(refusal));
    }
}

/// Answers in full: with the alternatives that nobody looks at in hundreds of rows at once.
#[derive(Debug)]
pub struct Details {
    engine: Arc<Engine>,
    terms: FitTerms,
}

impl Details {
    /// The answer to a need with its alternatives, or with what comes nearest where nothing fits. Its best is
    /// that of the judgement.
    pub fn answer(&self, need: &Need) -> Answer {
        self.engine.fit(need, &self.terms)
    }
}

/// Judges drafts against one edition, one jurisdiction and one day, and remembers what it can.
#[derive(Debug)]
pub struct Judge {
    engine: Arc<Engine>,
    jurisdiction: Arc<Jurisdiction>,
    terms: FitTerms,
    settlement: Option<Settlement>,
    months: u32,
    life: Arc<Life>,
    /// The application that the step at hand is about, as it was read last.
    pub(super) applied: Option<(Arc<Act>, Arc<Applied>)>,
    rows: Vec<Row>,
    answers: BTreeMap<Shape, Arc<Answer>>,
}

/// A row of the draft with all that was worked out for it.
#[derive(Debug)]
struct Row {
    typed: Arc<NeedRow>,
    /// The need with its answer and record, where it could be read.
    fitted: Option<(Arc<Need>, Arc<Answer>, Arc<Record>)>,
    problems: Vec<Problem>,
    /// `None` for a blank row.
    fees: Option<Arc<RowFees>>,
}

/// Shapes that are remembered beside those of the draft at hand.
const SPARE_SHAPES: usize = 2_000;

impl Judge {
    /// A judge of this edition, jurisdiction and day. Builds the index of the edition.
    pub fn new(edition: Arc<Edition>, jurisdiction: Arc<Jurisdiction>, as_of: Date) -> Self {
        Self::with_engine(Arc::new(Engine::new(edition)), jurisdiction, as_of)
    }

    /// A judge that shares an engine which was built before.
    pub fn with_engine(engine: Arc<Engine>, jurisdiction: Arc<Jurisdiction>, as_of: Date) -> Self {
        Self {
            engine,
            // What is recorded is the best; alternatives would double the work of every row.
            terms: FitTerms { alternatives: 0, ..FitTerms::of(&jurisdiction, as_of) },
            settlement: Settlement::of(&jurisdiction, as_of),
            jurisdiction,
            months: 0,
            life: Arc::default(),
            applied: None,
            rows: Vec::new(),
            answers: BTreeMap::new(),
        }
    }

    /// The engine that answers.
    pub fn engine(&self) -> &Arc<Engine> {
        &self.engine
    }

    /// The edition that is judged by.
    pub fn edition(&self) -> &Arc<Edition> {
        self.engine.edition()
    }

    /// The jurisdiction that is judged by.
    pub fn jurisdiction(&self) -> &Arc<Jurisdiction> {
        &self.jurisdiction
    }

    /// The terms of the fits, with the day that is judged by.
    pub fn terms(&self) -> &FitTerms {
        &self.terms
    }

    /// What answers in full, for the row that a person looks at.
    pub fn details(&self) -> Details {
        let terms =
            FitTerms { alternatives: FitTerms::at(self.terms.as_of).alternatives, ..self.terms.clone() };
        Details { engine: self.engine.clone(), terms }
    }

    /// From now on drafts are judged as the next step of this case; an empty life is a first application.
    pub fn follow(&mut self, life: Arc<Life>) {
        self.life = life;
    }

    /// Everything that is said of this draft.
    pub fn judge(&mut self, draft: &Draft) -> Judgement {
        let reading = read::facts(draft);
        self.read_rows(draft);
        let (mut dossier, mut problems) = self.gather(reading);
        self.add_services(draft, &mut dossier, &mut problems);
        problems.extend(advised::problems(draft, self.edition(), read::months(draft)));
        self.add_applied(&mut dossier);
        let estimate = self.estimate();
        let review = measure::review(&dossier, &self.by());
        let start = dossier.budget.start.or(dossier.schedule.live);
        let calendar = start.zip(self.settlement.as_ref());
        let calendar = calendar.map(|(start, by)| Arc::new(calendar::calendar(start, &estimate, by)));
        let next = moves::find(&self.life, draft.errand, draft.errand.role());
        let mut barred_by = guard(&problems, &review.findings);
        if let Ok(found) = next {
            demanded(found, &review, &mut barred_by);
        }
        let mut judgement = Judgement {
            dossier: Arc::new(dossier),
            problems: Arc::new(problems),
            answers: Arc::new(self.rows.iter().map(Row::answer).collect()),
            review: Arc::new(review),
            estimate: Arc::new(estimate),
            calendar,
            barred_by: Arc::new(barred_by),
            refusal: None,
        };
        if let Err(refusal) = next {
            judgement.refuse(refusal);
        }
        judgement
    }

    /// How the review of a judgement came about: every provision with what it looked at. Of the last draft that was
    /// judged, or of any other that was judged against the same edition, place and day.
    pub fn trace(&self, said: &Judgement) -> Trace {
        measure::trace(&said.dossier, &self.by())
    }

    /// By what it is judged.
    fn by(&self) -> Terms<'_> {
        Terms { edition: self.engine.edition(), jurisdiction: &self.jurisdiction, as_of: self.terms.as_of }
    }

    /// Brings the remembered rows up to the draft.
    fn read_rows(&mut self, draft: &Draft) {
        // Only an application has a table of needs.
        let needs = if draft.errand.is_application() { draft.needs.as_slice() } else { &[] };
        let months = read::months(draft);
        let mut before = std::mem::take(&mut self.rows).into_iter();
        if std::mem::replace(&mut self.months, months) != months {
            before = Vec::new().into_iter();
        }
        let mut rows = Vec::with_capacity(needs.len());
        for (at, typed) in needs.iter().enumerate() {
            let row = match before.next() {
                Some(row) if Arc::ptr_eq(&row.typed, typed) || row.typed == *typed => row,
                _ => self.read_row(at, typed),
            };
            rows.push(row);
        }
        self.rows = rows;
        if self.answers.len() > self.rows.len() + SPARE_SHAPES {
            let fitted = self.rows.iter().filter_map(|row| row.fitted.as_ref());
            self.answers =
                fitted.map(|(need, answer, _)| (Shape::of(need.clone()), answer.clone())).collect();
        }
    }

    /// Reads, fits, records and prices one row.
    fn read_row(&mut self, at: usize, typed: &Arc<NeedRow>) -> Row {
        let (need, problems) = read::need(typed, at, self.engine.edition(), self.months);
        let Some(need) = need.map(Arc::new) else {
            let fees = (!problems.is_empty()).then(|| Arc::new(RowFees::not_read()));
            return Row { typed: typed.clone(), fitted: None, problems, fees };
        };
        let fit = || Arc::new(self.engine.fit(&need, &self.terms));
        let answer = self.answers.entry(Shape::of(need.clone())).or_insert_with(fit).clone();
        let record = fitting::record(&need, &answer);
        let fees = Arc::new(RowFees::of(self.engine.edition(), &record, need.months));
        Row {
            typed: typed.clone(),
            fitted: Some((need, answer, Arc::new(record))),
            problems,
            fees: Some(fees),
        }
    }

    /// The dossier with its needs and records, and all problems in their order.
    fn gather(&self, reading: read::Reading) -> (Dossier, Vec<Problem>) {
        let read::Reading { mut dossier, mut problems } = reading;
        dossier.life = self.life.clone();
        let papers = problems.iter().position(|p| p.path.as_str().starts_with("/attachments"));
        let papers = problems.split_off(papers.unwrap_or(problems.len()));
        for (at, row) in self.rows.iter().enumerate() {
            match &row.fitted {
                Some((need, _, record)) => {
                    dossier.needs.push(need.clone());
                    dossier.records.push(record.clone());
                }
                None if !row.problems.is_empty() => dossier.unread.push(at),
                None => {}
            }
            problems.extend(row.problems.iter().cloned());
        }
        problems.extend(papers);
        (dossier, problems)
    }

    fn estimate(&self) -> Estimate {
        let row = |(row, kept): (usize, &Row)| Some(EstimateRow { row, fees: kept.fees.clone()? });
        Estimate::of(self.rows.iter().enumerate().filter_map(row).collect())
    }
}

impl Row {
    fn answer(&self) -> Option<Arc<Answer>> {
        self.fitted.as_ref().map(|(_, answer, _)| answer.clone())
    }
}

/// What bars a step that is no move.
fn refused(refusal: Refusal) -> Bar {
    let remedy = Words::new("请按当前环节办理。", "Take the step that is waited for.");
    Bar { path: Path::root(), code: refusal.code(), article: None, message: refusal.words(), remedy }
}

/// A need, compared by what its answer depends on: two rows that ask for the same are one shape.
#[derive(Debug)]
pub(super) struct Shape {
    /// Looked at first: most shapes differ in it, and it is compared in one step.
    mark: u64,
    need: Arc<Need>,
}

impl Shape {
    /// The shape of a need.
    pub(super) fn of(need: Arc<Need>) -> Self {
        // FNV-1a over what tells shapes apart.
        let mut mark = 0xcbf2_9ce4_8422_2325u64;
        let mut mix = |bytes: &[u8]| {
            for byte in bytes {
                mark = (mark ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3);
            }
        };
        mix(need.function.as_bytes());
        for (code, amount) in &need.amounts {
            mix(code.as_bytes());
            mix(&amount.to_le_bytes());
        }
        mix(&need.count.to_le_bytes());
        mix(&need.months.to_le_bytes());
        Self { mark, need }
    }

    fn key(&self) -> impl Ord + '_ {
        let Need { function, amounts, traits, prefers, count, months, divisible, pick, .. } = &*self.need;
        (function, amounts, traits, prefers, count, months, divisible, pick)
    }
}

impl Ord for Shape {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.mark.cmp(&other.mark).then_with(|| self.key().cmp(&other.key()))
    }
}

impl PartialOrd for Shape {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Shape {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Shape {}
