use govcloud::basics::Lang;
use govcloud::dossier::fields;
use govcloud::measure::table;

/// The text with what stands between the markers of this name replaced.
fn with(text: &str, name: &str, fresh: &str) -> String {
    let (begin, end) = (format!("<!-- {name}: generated, begin -->"), format!("<!-- {name}: end -->"));
    let (before, rest) = text.split_once(&begin).unwrap_or_else(|| panic!("no {begin}"));
    let (_, after) = rest.split_once(&end).unwrap_or_else(|| panic!("no {end}"));
    format!("{before}{begin}\n\n{fresh}\n{end}{after}")
}

#[test]
fn what_documents_say_of_law_and_form_equals_the_code() {
    let place = govcloud::measure::jurisdiction::heilongjiang();
    for (file, name, fresh) in [
        ("README.md", "traceability", table::markdown(Lang::En)),
        ("README.zh-CN.md", "traceability", table::markdown(Lang::Zh)),
        ("src/docs/law.md", "interpretations", table::interpretations(&place)),
        ("src/docs/law.md", "references", table::references()),
        ("src/docs/law.md", "open terms", table::open_terms(&place)),
        ("src/docs/fields.md", "fields", fields::table::markdown()),
        ("src/docs/fields.md", "roles", fields::table::roles()),
    ] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let fresh = with(&text, name, &fresh);
        if std::env::var_os("GOVCLOUD_BLESS").is_some() {
            std::fs::write(&path, fresh).unwrap();
        } else {
            assert!(text == fresh, "{file} differs from the code: run again with GOVCLOUD_BLESS=1");
        }
    }
}

#[test]
fn a_table_has_a_row_an_article() {
    for lang in [Lang::Zh, Lang::En] {
        let table = table::markdown(lang);
        assert_eq!(table.lines().count(), 31);
        assert!(table.lines().all(|line| line.matches('|').count() == 6), "a cell holds a bar");
    }
}
