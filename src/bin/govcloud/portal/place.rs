//! The place by whose rules the portal judges.

use govcloud::basics::Digest;
use govcloud::measure::Jurisdiction;
use govcloud::measure::jurisdiction::heilongjiang;
use govcloud::wire::v1::envelope::Content;
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

    /// What the form is told for a case that was judged before: a case keeps the rules that it was filed under. The
    /// second value is false where they are here no more.
    pub(crate) fn of_case(&self, content: &Content) -> (&str, bool) {
        let hash = content.review.pointer("/review/jurisdictionHash").and_then(Value::as_str);
        let hash = hash.and_then(Digest::parse);
        let province = heilongjiang();
        match hash {
            Some(hash) if hash == self.jurisdiction.hash => (self.attribute(), true),
            Some(hash) if hash == province.hash => ("heilongjiang", true),
            _ => (self.attribute(), false),
        }
    }
}
