use govcloud::basics::Lang;
use govcloud::measure::table::markdown;

const BEGIN: &str = "<!-- traceability: generated from src/measure/register.rs, begin -->";
const END: &str = "<!-- traceability: end -->";

/// The text with the table between its markers replaced.
fn with_table(text: &str, table: &str) -> String {
    let (before, rest) = text.split_once(BEGIN).expect("the beginning of the table is marked");
    let (_, after) = rest.split_once(END).expect("the end of the table is marked");
    format!("{before}{BEGIN}\n\n{table}\n{END}{after}")
}

#[test]
fn the_traceability_tables_equal_the_register() {
    for (file, lang) in [("README.md", Lang::En), ("README.zh-CN.md", Lang::Zh)] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file);
        let text = std::fs::read_to_string(&path).unwrap();
        let fresh = with_table(&text, &markdown(lang));
        if std::env::var_os("GOVCLOUD_BLESS").is_some() {
            std::fs::write(&path, fresh).unwrap();
        } else {
            assert!(text == fresh, "{file} differs from the register: run again with GOVCLOUD_BLESS=1");
        }
    }
}

#[test]
fn a_table_has_a_row_an_article() {
    for lang in [Lang::Zh, Lang::En] {
        let table = markdown(lang);
        assert_eq!(table.lines().count(), 31);
        assert!(table.lines().all(|line| line.matches('|').count() == 6), "a cell holds a bar");
    }
}
