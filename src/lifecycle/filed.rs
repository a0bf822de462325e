//! 备案 (article 16): which filings a case holds, and who was the supplier by then.

use crate::dossier::{Act, Errand, Life};
use std::sync::Arc;

/// One filing of a case.
#[derive(Clone, Debug, PartialEq)]
pub struct Filing {
    /// The step: its day, its papers, the day from which the system runs.
    pub act: Arc<Act>,
    /// The supplier in charge when it was filed; `None` where none was chosen.
    pub supplier: Option<String>,
}

/// The filings of a case, the newest first.
pub fn filings(life: &Life) -> Vec<Filing> {
    let filed = life.acts.iter().rev().filter(|act| act.errand() == Errand::File);
    let filing = |act: &Arc<Act>| {
        let supplier = life.before(act.number).supplier().map(str::to_owned);
        Filing { act: act.clone(), supplier }
    };
    filed.map(filing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::basics::Date;
    use crate::dossier::Draft;

    #[test]
    fn each_filing_names_the_supplier_of_its_own_day() {
        let step = |errand, key: &str, text: &str| {
            let mut sheet = Draft { errand, ..Draft::default() };
            sheet.set_field(key, text);
            sheet
        };
        let procure = |name| step(Errand::Procure, "procurement.supplier", name);
        let plain = |errand| step(errand, "x", "");
        let steps = [
            plain(Errand::Deploy),
            procure("甲"),
            plain(Errand::File),
            plain(Errand::Activate),
            step(Errand::Change, "change.major", "yes"),
            procure("乙"),
            plain(Errand::File),
        ];
        let acts = steps.into_iter().zip(1..).map(|(sheet, number)| {
            Act::new(number, sheet.errand.role(), "某单位", Date::default(), Arc::new(sheet))
        });
        let found = filings(&Life::of(acts));
        let shown: Vec<_> = found.iter().map(|one| (one.act.number, one.supplier.as_deref())).collect();
        assert_eq!(shown, [(7, Some("乙")), (3, Some("甲"))]);
        assert!(filings(&Life::default()).is_empty());
    }
}
