//! Files made from tables in the code are what the code makes now. `GOVCLOUD_BLESS=1` writes them anew.

use std::path::Path;

#[test]
fn the_contract_of_the_element_is_written_everywhere_it_is_promised() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut stale = Vec::new();
    for (file, text) in govcloud::element::generate::files() {
        let path = root.join(file);
        if std::env::var_os("GOVCLOUD_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, &text).unwrap();
        }
        if std::fs::read_to_string(&path).unwrap_or_default() != text {
            stale.push(file);
        }
    }
    assert!(stale.is_empty(), "stale: {stale:?}. Write them anew with GOVCLOUD_BLESS=1 cargo test");
}
