#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]
use super::*;
use crate::basics::Date;
use crate::exchange::table::read_csv;
use crate::fitting::fleet::Run;
use crate::fitting::{Engine, FitTerms, Order};
use crate::measure::jurisdiction::heilongjiang;
use crate::wire::v1::catalog;

fn edition() -> Arc<Edition> {
    let (edition, _) = catalog::read(include_str!("../../../www/catalogs/demo.json")).unwrap();
    Arc::new(edition)
}

fn asked() -> Asked {
    let day = Date::from_ymd_opt(2026, 11, 23).unwrap();
    let terms = FitTerms { order: Order::Cheap, supplier: None, ..FitTerms::at(day) };
    let services = heilongjiang().services;
    Asked { terms, sheet: None, mapping: Mapping::default(), own: Own::default(), services }
}

/// Titles, headings twice, sums, blanks, mistakes, a level that differs, more sizes than are read in one piece.
fn messy() -> String {
    let mut text = String::from("某市云资源清单\n信息系统名称,主机名称,CPU核数,内存(GB),台数,等保级别\n");
    for row in 0..900 {
        let system = row / 7;
        let level = if row % 50 == 0 { "二级" } else { "三级" };
        let memory = match row % 97 {
            0 => "很多".to_owned(),
            rest => (1 + rest * 3).to_string(),
        };
        text.push_str(&format!("系统{system},h{row},{},{memory},{}台,{level}\n", 1 + row % 31, 1 + row % 3));
        if row % 300 == 299 {
            text.push_str("信息系统名称,主机名称,CPU核数,内存(GB),台数,等保级别\n\n,合计,,,9,\n");
        }
    }
    text
}

#[test]
fn a_list_reads_the_same_in_pieces_of_any_size() {
    let (edition, asked, table) = (edition(), asked(), read_csv(&messy()).unwrap());
    let whole = read(&table, &asked.mapping, &asked.own, &edition);
    assert!(whole.fleet.needs.len() > 512 && whole.unread > 0 && whole.skipped > 0);
    assert!(
        whole.problems.iter().any(|(problem, rows)| problem.code == "need-amount-not-a-number" && *rows > 0)
    );
    assert!(whole.problems.iter().any(|(problem, _)| problem.code == "fleet-level-differs"));
    for rows in [1, 7, 256, 1_000] {
        let mut reading = Reading::new(Cow::Borrowed(&table), &asked.mapping, &asked.own, &edition);
        let mut before = 0;
        while reading.step(rows) {
            assert!(reading.share() >= before, "it never goes back");
            before = reading.share();
        }
        let listed = reading.listed();
        assert_eq!(
            (&listed.fleet, &listed.problems),
            (&whole.fleet, &whole.problems),
            "{rows} rows at a time"
        );
        assert_eq!((listed.unread, listed.skipped), (whole.unread, whole.skipped));
        assert_eq!((&listed.columns, listed.level), (&whole.columns, whole.level));
    }
}

#[test]
fn what_was_worked_out_elsewhere_is_what_is_worked_out_here() {
    let (edition, asked) = (edition(), asked());
    let asked = Asked::unpack(&asked.pack()).unwrap();
    assert_eq!(asked.terms, super::tests::asked().terms);
    let made = Work::new(edition.clone(), asked.clone(), Given::Text(messy())).made().unwrap();
    assert!(made.implied > 0);
    let told = Made::unpack(&made.pack()).unwrap();
    assert_eq!((&told.fleet.needs, &told.fleet.systems), (&made.fleet.needs, &made.fleet.systems));
    assert_eq!((&told.report.best, &told.report.alone), (&made.report.best, &made.report.alone));
    assert_eq!((&told.problems, &told.columns), (&made.problems, &made.columns));
    for need in 0..made.fleet.needs.len() {
        for supplier in 0..made.report.suppliers.len() {
            let keys = |made: &Made| -> Vec<_> {
                let choices = made.report.choices(need, supplier).iter();
                choices.map(|choice| (choice.key.clone(), choice.parts.clone(), choice.alone)).collect()
            };
            assert_eq!(keys(&told), keys(&made));
        }
    }
    // The same by the way that the command line goes.
    let listed = read(&read_csv(&messy()).unwrap(), &asked.mapping, &asked.own, &edition);
    let mut fleet = listed.fleet;
    crate::fitting::fleet::implied::add(&mut fleet, &edition, asked.services.as_ref().unwrap());
    let report = Run::new(Arc::new(fleet), Engine::new(edition), asked.terms).finish();
    assert_eq!(report.best, made.report.best);
}

#[test]
fn bytes_of_another_build_are_none() {
    let made = Work::new(edition(), asked(), Given::Text(messy())).made().unwrap();
    let bytes = made.pack();
    for end in [0, 1, 100, bytes.len() / 2, bytes.len() - 1] {
        assert!(Made::unpack(&bytes[..end]).is_none(), "{end}");
    }
    assert!(Asked::unpack(&asked().pack()[1..]).is_none());
}

#[test]
fn a_list_that_is_none_says_why() {
    let why = |given| Work::new(edition(), asked(), given).made().unwrap_err().en;
    assert!(why(Given::Text("a,b\n1,2\n".into())).contains("headings"));
    assert!(!why(Given::Text(String::new())).is_empty());
    assert!(!why(Given::Tables(Vec::new())).is_empty());
    assert!(why(Given::Text("信息系统名称,CPU核数,内存(GB)\na,\"1".into())).contains("quote"));
}
