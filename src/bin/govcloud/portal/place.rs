//! The place by whose rules the portal judges, and those by which its cases were judged before.

use super::cases;
use super::database::Database;
use super::problem::Problem;
use govcloud::basics::Digest;
use govcloud::measure::Jurisdiction;
use govcloud::measure::jurisdiction::heilongjiang;
use govcloud::wire::v1::envelope::Content;
use govcloud::wire::v1::journal::Journal;
use govcloud::wire::v1::jurisdiction::{self, SHIPPED};
use serde_json::Value;
use std::sync::Arc;

/// Where the form fetches the data of the place.
pub(crate) const ADDRESS: &str = "/jurisdiction.json";

/// The place, the file from which it came, and the other places that are at hand.
pub(crate) struct Place {
    /// Its rules.
    pub(crate) jurisdiction: Arc<Jurisdiction>,
    /// The file, as it was read; `None` for the province, which the form knows by itself.
    pub(crate) text: Option<String>,
    /// Places that ship, and those by which this portal judged before.
    others: Vec<Other>,
}

/// Another place that is at hand.
struct Other {
    jurisdiction: Arc<Jurisdiction>,
    /// What the form is told: the address of the data, or the province's name.
    attribute: String,
    /// The place, written out.
    text: String,
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
        let text = (!of_province).then_some(text);
        Ok(Self { jurisdiction: Arc::new(place), text, others: Vec::new() })
    }

    /// Keeps the rules of the place for the cases that are filed under them, and takes up those that were kept
    /// before.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn remember(&mut self, db: &Database) -> Result<(), sqlx::Error> {
        sqlx::query("INSERT INTO places (hash, text) VALUES ($1, $2) ON CONFLICT (hash) DO NOTHING")
            .bind(self.jurisdiction.hash.to_string())
            .bind(jurisdiction::write(&self.jurisdiction))
            .execute(db)
            .await?;
        let kept: Vec<(String, String)> =
            sqlx::query_as("SELECT hash, text FROM places ORDER BY hash").fetch_all(db).await?;
        for place in SHIPPED.into_iter().filter_map(jurisdiction::shipped) {
            self.take_up(place);
        }
        for (hash, text) in kept {
            // What was changed behind the portal's back, or is no place by now, is none to judge by.
            match jurisdiction::read(&text).ok().filter(|place| place.hash.to_string() == hash) {
                Some(place) => self.take_up(place),
                None => eprintln!("portal: the rules {hash} that were kept cannot be used"),
            }
        }
        Ok(())
    }

    fn take_up(&mut self, place: Jurisdiction) {
        if self.by_hash(place.hash).is_some() {
            return;
        }
        let attribute = match place.hash == heilongjiang().hash {
            true => place.id.clone(),
            false => format!("/jurisdiction/{}.json", place.hash),
        };
        let text = jurisdiction::write(&place);
        self.others.push(Other { jurisdiction: Arc::new(place), attribute, text });
    }

    /// What the form is told: the address of the data, or the province's name.
    pub(crate) fn attribute(&self) -> &str {
        if self.text.is_some() { ADDRESS } else { &self.jurisdiction.id }
    }

    /// Every place that is at hand, the portal's own first.
    pub(crate) fn all(&self) -> impl Iterator<Item = &Arc<Jurisdiction>> {
        std::iter::once(&self.jurisdiction).chain(self.others.iter().map(|other| &other.jurisdiction))
    }

    /// The rules with this digest, where they are at hand.
    pub(crate) fn by_hash(&self, hash: Digest) -> Option<Held<'_>> {
        if hash == self.jurisdiction.hash {
            return Some(self.of_new());
        }
        let other = self.others.iter().find(|other| other.jurisdiction.hash == hash)?;
        let jurisdiction = Arc::clone(&other.jurisdiction);
        Some(Held { jurisdiction, attribute: &other.attribute, same: true })
    }

    /// The data of another place than the portal's own, by the name that they have in its address.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        let other =
            self.others.iter().find(|other| other.attribute.strip_prefix("/jurisdiction/") == Some(name))?;
        Some(&other.text)
    }

    /// By whose rules a case goes on that was judged before: a case keeps those that it was filed under, as long as
    /// they are here.
    pub(crate) fn of_case(&self, content: &Content) -> Held<'_> {
        let hash = content.review.pointer("/review/jurisdictionHash").and_then(Value::as_str);
        let held = hash.and_then(Digest::parse).and_then(|hash| self.by_hash(hash));
        held.unwrap_or_else(|| Held { same: false, ..self.of_new() })
    }

    /// By whose rules a new case is judged.
    fn of_new(&self) -> Held<'_> {
        Held { jurisdiction: Arc::clone(&self.jurisdiction), attribute: self.attribute(), same: true }
    }

    /// By whose rules the next step of this journal is judged: those of its last application.
    ///
    /// # Errors
    /// When the database fails, or what was handed in cannot be read.
    pub(crate) async fn of_journal(&self, db: &Database, journal: &Journal) -> Result<Held<'_>, Problem> {
        let Some(application) = journal.application() else { return Ok(self.of_new()) };
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
