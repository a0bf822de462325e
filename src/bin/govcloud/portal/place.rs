//! The place by whose rules the portal judges.

use super::cases;
use super::database::Database;
use super::problem::Problem;
use govcloud::basics::Digest;
use govcloud::measure::Jurisdiction;
use govcloud::measure::jurisdiction::heilongjiang;
use govcloud::wire::v1::envelope::Content;
use govcloud::wire::v1::journal::Journal;
use govcloud::wire::v1::jurisdiction;
use serde_json::Value;
use std::sync::Arc;

/// Where the form fetches the data of the place.
pub(crate) const ADDRESS: &str = "/jurisdiction.json";

/// The place, and the file from which it came.
pub(crate) struct Place {
    /// Its rules.
    pub(crate) jurisdiction: Arc<Jurisdiction>,
    /// The file, as it was read; `None` for the province, which the form knows by itself.
    pub(crate) text: Option<String>,
}

impl Place {
    /// The place of this name that ships, else that of this file.
    ///
    /// # Errors
    /// A sentence that names the file and what is wrong with it.
    pub(crate) fn open(argument: &str) -> Result<Self, String> {
        let text = match jurisdiction::shipped_text(argument) {
            Some(text) => text.to_owned(),
            None => std::fs::read_to_string(argument).map_err(|e| format!("{argument}: {e}"))?,
        };
        let place = jurisdiction::read(&text);
        let place = place.map_err(|unusable| {
            format!("{argument} cannot be used before this is put right: {}", unusable.words().en)
        })?;
        let of_province = place.hash == heilongjiang().hash;
        Ok(Self { jurisdiction: Arc::new(place), text: (!of_province).then_some(text) })
    }

    /// What the form is told: the address of the data, or the province's name.
    pub(crate) fn attribute(&self) -> &str {
        if self.text.is_some() { ADDRESS } else { &self.jurisdiction.id }
    }

    /// By whose rules a case goes on that was judged before: a case keeps those that it was filed under, as long as
    /// they are here.
    pub(crate) fn of_case(&self, content: &Content) -> Held<'_> {
        let hash = content.review.pointer("/review/jurisdictionHash").and_then(Value::as_str);
        let hash = hash.and_then(Digest::parse);
        let province = heilongjiang();
        match hash {
            Some(hash) if hash == province.hash && hash != self.jurisdiction.hash => {
                Held { jurisdiction: Arc::new(province), attribute: "heilongjiang", same: true }
            }
            hash => Held { same: hash == Some(self.jurisdiction.hash), ..self.of_new() },
        }
    }

    /// By whose rules a new case is judged.
    pub(crate) fn of_new(&self) -> Held<'_> {
        Held { jurisdiction: Arc::clone(&self.jurisdiction), attribute: self.attribute(), same: true }
    }

    /// By whose rules the next step of this journal is judged: those of its last application.
    ///
    /// # Errors
    /// When the database fails, or what was handed in cannot be read.
    pub(crate) async fn of_journal(&self, db: &Database, journal: &Journal) -> Result<Held<'_>, Problem> {
        let application = journal.entries().iter().rev().find(|entry| entry.step.sheet.errand.applies());
        let Some(application) = application else { return Ok(self.of_new()) };
        let kept = cases::kept(db, &journal.reference, application.number).await?;
        Ok(self.of_case(&kept.content))
    }
}

/// The rules that a case is held to.
pub(crate) struct Held<'a> {
    /// The rules.
    pub(crate) jurisdiction: Arc<Jurisdiction>,
    /// What the form is told.
    pub(crate) attribute: &'a str,
    /// False where those that the case was filed under are here no more.
    pub(crate) same: bool,
}
