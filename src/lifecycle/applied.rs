//! What the tools add to a step: the services of an activation, and the application that the step is about,
//! read and fitted against the catalog of today.

use super::judge::Judge;
use crate::basics::{Money, Path};
use crate::catalog::Edition;
use crate::dossier::read::{self, RowTerms};
use crate::dossier::{Act, Applied, Dossier, Draft, Errand, Need, PriceStanding, Problem, Record, Resources};
use crate::fees::RowFees;
use crate::fitting;
use std::sync::Arc;

impl Judge {
    /// The rows of an activation as services. What they lack of supplier is the one in charge.
    pub(super) fn add_services(&self, draft: &Draft, dossier: &mut Dossier, problems: &mut Vec<Problem>) {
        if draft.errand != Errand::Activate {
            return;
        }
        let terms = RowTerms {
            edition: Some(self.edition()),
            supplier: dossier.life.supplier().unwrap_or_default(),
            // What is put down at an activation is the actual purchase price (article 4).
            standing: Some(PriceStanding::Contract),
        };
        let mut services = Vec::new();
        for (row, typed) in draft.needs.iter().enumerate() {
            let at = Path::root().at("needs").at(&row.to_string());
            let (taken, found) = read::taken(&typed.cells, &at, &terms);
            services.extend(taken.map(|taken| (row, Arc::new(taken))));
            problems.extend(found);
        }
        dossier.services = services;
    }

    /// The application that the form is about, where its rows bear on the step: what runs, for a change; the
    /// application in force, for the steps of a special purchase.
    pub(super) fn add_applied(&mut self, dossier: &mut Dossier) {
        let life = dossier.life.clone();
        let about = match dossier.errand {
            Errand::Change => life.in_force(),
            Errand::Decide | Errand::Government | Errand::Procure | Errand::Purchase | Errand::Activate => {
                life.at_work().filter(|p| p.is_special()).and_then(|p| p.application())
            }
            _ => None,
        };
        let Some(act) = about else { return };
        if dossier.errand == Errand::Change {
            let rows = dossier.needs.iter().zip(&dossier.records);
            dossier.yearly = yearly(self.edition(), rows, &dossier.unread);
        }
        dossier.applied = Some(self.applied(act));
    }

    fn applied(&mut self, act: &Arc<Act>) -> Arc<Applied> {
        match &self.applied {
            Some((known, applied)) if Arc::ptr_eq(known, act) => applied.clone(),
            _ => {
                let applied = Arc::new(self.fit_application(act));
                self.applied = Some((act.clone(), applied.clone()));
                applied
            }
        }
    }

    fn fit_application(&self, act: &Act) -> Applied {
        let months = read::months(&act.sheet);
        let mut resources = Resources::default();
        for (row, typed) in act.sheet.needs.iter().enumerate() {
            match read::need(typed, row, self.edition(), months) {
                (Some(need), _) => {
                    let answer = self.engine().fit(&need, self.terms());
                    resources.records.push(Arc::new(fitting::record(&need, &answer)));
                    resources.needs.push(Arc::new(need));
                }
                (None, problems) if !problems.is_empty() => resources.unread.push(row),
                (None, _) => {}
            }
        }
        let rows = resources.needs.iter().zip(&resources.records);
        let yearly = yearly(self.edition(), rows, &resources.unread);
        Applied { number: act.number, resources, yearly }
    }
}

/// What these rows cost in a year of use, without what is paid once; `None` where a price or a row is unknown.
fn yearly<'r>(
    edition: &Edition,
    rows: impl Iterator<Item = (&'r Arc<Need>, &'r Arc<Record>)>,
    unread: &[usize],
) -> Option<Money> {
    if !unread.is_empty() {
        return None;
    }
    let mut rows = rows;
    rows.try_fold(Money::ZERO, |sum, (_, record)| {
        let fees = RowFees::of(edition, record, 12);
        // Equipment that is bought apart costs the cloud nothing.
        if !record.parts.is_empty() && !fees.open.is_empty() {
            return None;
        }
        sum.plus(fees.known.minus(fees.once)?)
    })
}
