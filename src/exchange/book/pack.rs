//! Several texts in one file, to be handed over at once.

use super::super::error::Error;
use std::io::{Cursor, Write as _};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A ZIP archive of texts with their names. The same texts give the same bytes: no time is written down.
///
/// # Errors
/// Where a name is given twice, or is longer than an archive takes.
pub fn pack(files: &[(String, String)]) -> Result<Vec<u8>, Error> {
    let broken = |error: &dyn std::fmt::Display| Error::Broken(error.to_string());
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        archive.start_file(name.as_str(), options).map_err(|error| broken(&error))?;
        archive.write_all(text.as_bytes()).map_err(|error| broken(&error))?;
    }
    Ok(archive.finish().map_err(|error| broken(&error))?.into_inner())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test fails by panicking")]
    use super::*;
    use std::io::Read as _;
    use zip::ZipArchive;

    #[test]
    fn what_is_packed_is_unpacked_again() {
        let files = [("甲-系统.json".to_owned(), "{}".repeat(5_000)), ("b.csv".to_owned(), String::new())];
        let bytes = pack(&files).unwrap();
        assert!(bytes.len() < 1_000 && bytes == pack(&files).unwrap());
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        assert_eq!(archive.len(), 2);
        for (at, (name, text)) in files.iter().enumerate() {
            let mut part = archive.by_index(at).unwrap();
            let mut read = String::new();
            assert_eq!(part.name().unwrap(), name.as_str());
            part.read_to_string(&mut read).unwrap();
            assert_eq!(read, *text);
        }
        assert!(pack(&[files[0].clone(), files[0].clone()]).is_err());
    }
}
