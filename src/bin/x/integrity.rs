//! Subresource integrity: the digests by which a page knows the script that it embeds, and the script the modules
//! that it fetches.

use crate::tools::Outcome;
use base64ct::{Base64, Encoding as _};
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha384};
use std::path::Path;

/// Name of the list of all shipped files.
pub(crate) const FILE: &str = "integrity.json";

/// The digest of a file as `integrity` attributes and `fetch` take it.
pub(crate) fn of(bytes: &[u8]) -> String {
    format!("sha384-{}", Base64::encode_string(&Sha384::digest(bytes)))
}

/// A JavaScript object of digests by name, for the script that fetches what they are of.
pub(crate) fn object(digests: impl Iterator<Item = (String, String)>) -> String {
    let members: Map<String, Value> = digests.map(|(name, digest)| (name, digest.into())).collect();
    Value::Object(members).to_string()
}

/// Writes the digests of all files in `dist` beside them, for the pages that embed them.
pub(crate) fn write(dist: &Path) -> Outcome<()> {
    let mut members = Map::new();
    let entries = std::fs::read_dir(dist).map_err(|e| format!("{}: {e}", dist.display()))?;
    let mut paths: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file()).collect();
    paths.sort();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // Files for servers and for measuring are no resources of a page.
        if !name.ends_with(".js") && !name.ends_with(".wasm") {
            continue;
        }
        let bytes = std::fs::read(&path).map_err(|e| format!("{}: {e}", path.display()))?;
        members.insert(name, of(&bytes).into());
    }
    let file = dist.join(FILE);
    std::fs::write(&file, format!("{:#}\n", Value::Object(members)))
        .map_err(|e| format!("{}: {e}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_digest_is_that_of_the_standard() {
        // FIPS 180-4: SHA-384 of "abc".
        let known = "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn";
        assert_eq!(of(b"abc"), known);
        let object = object([("a.wasm".to_owned(), of(b"abc"))].into_iter());
        assert_eq!(object, format!(r#"{{"a.wasm":"{known}"}}"#));
    }
}
