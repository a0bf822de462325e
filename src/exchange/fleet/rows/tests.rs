#![allow(clippy::unwrap_used, reason = "a test fails by panicking")]

use super::*;
use crate::basics::{Lang, date};
use crate::exchange::fleet::{Own, read, sheets};
use crate::exchange::list::Mapping;
use crate::exchange::table::read_csv;
use crate::fitting::fleet::{Run, implied};
use crate::fitting::{Engine, FitTerms, Order};
use crate::measure::Jurisdiction;
use crate::measure::jurisdiction::heilongjiang;
use crate::wire::v1::{catalog, jurisdiction};
use std::sync::Arc;

// Row 5 asks for what no item has together.
const LIST: &str = "系统名称,等保级别,主机名称,CPU核数,内存(GB),台数,架构,GPU(张)\n\
    办件,三级,web,2,4,3,,\n办件,三级,db,8,16,1,,\n公文,二级,web,2,4,2,,\n公文,二级,大,4,8,1,ARM,2\n档案,,冷,3,5,1,,\n";

/// A list, and what came of it by the services of a place.
fn fitted(services: Option<&Jurisdiction>) -> (Edition, Arc<Fleet>, Report) {
    let edition = catalog::read(include_str!("../../../../www/catalogs/demo.json")).unwrap().0;
    let shared = Arc::new(edition.clone());
    let mut listed = read(&read_csv(LIST).unwrap(), &Mapping::default(), &Own::default(), &shared);
    let mut fleet = std::mem::take(&mut listed.fleet);
    if let Some(table) = services.and_then(|place| place.services.as_ref()) {
        implied::add(&mut fleet, &edition, table);
    }
    let fleet = Arc::new(fleet);
    let terms = FitTerms { order: Order::Cheap, ..FitTerms::at(date::parse("2026-11-23").unwrap()) };
    let report = Run::new(fleet.clone(), Engine::new(shared), terms).finish();
    (edition, fleet, report)
}

#[test]
fn rows_are_found_by_what_they_get_and_by_words() {
    let (edition, fleet, report) = fitted(None);
    let rows = Rows { fleet: &fleet, report: &report, edition: &edition, lang: Lang::Zh };
    let all = rows.all();
    assert_eq!(all.iter().filter_map(|row| row.number).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
    let found = |wanted: Wanted| {
        rows.find(&all, &wanted).into_iter().map(|at| all[at].number.unwrap()).collect::<Vec<_>>()
    };
    let text = |text: &str| Wanted { text: text.to_owned(), ..Wanted::default() };
    assert_eq!(found(Wanted::default()).len(), 5);
    assert_eq!(found(text("公文")), [4, 5]);
    // A number is that of a row, and may stand in a text too.
    assert!(found(text(" 6 ")).contains(&6) && !found(text("公文")).contains(&6));
    assert_eq!(found(text("没有这个词")), [0u32; 0]);
    assert_eq!(found(Wanted { system: Some(0), ..Wanted::default() }), [2, 3]);
    assert_eq!(found(Wanted { got: Some(Got::Outcome(Outcome::Unfit)), ..Wanted::default() }), [5]);
    let counts = &report.best.counts;
    for got in Got::ALL {
        let wanted = match got {
            Got::Outcome(outcome) => counts.of(outcome),
            Got::Short => counts.short,
        };
        assert_eq!(found(Wanted { got: Some(got), ..Wanted::default() }).len() as i64, wanted, "{got:?}");
    }
    let suppliers =
        (0..report.suppliers.len()).map(|at| found(Wanted { supplier: Some(at), ..Wanted::default() }).len());
    assert_eq!(suppliers.sum::<usize>(), all.len(), "each row is somebody's");
    let function = rows.need(&all[0]).unwrap().function.clone();
    assert_eq!(found(Wanted { function: Some(function), ..Wanted::default() }).len(), 5);
    assert_eq!(found(Wanted { function: Some("none".to_owned()), ..Wanted::default() }).len(), 0);
    // A key of a configuration leads to the rows that take it.
    let key = rows.choice(&all[1]).unwrap().key.clone();
    assert!(found(text(&key.to_uppercase())).contains(&3));
}

#[test]
fn what_is_got_beyond_the_need_is_said_and_nothing_else() {
    let (edition, fleet, report) = fitted(None);
    let rows = Rows { fleet: &fleet, report: &report, edition: &edition, lang: Lang::Zh };
    for row in rows.all() {
        let (need, cells) = (rows.need(&row).unwrap(), rows.cells(&row));
        assert_eq!(cells.len(), headings(Lang::Zh).len());
        let Some(choice) = rows.choice(&row) else {
            assert_eq!((cells[6].shown(), cells[7].shown()), (String::new(), String::new()));
            continue;
        };
        // The engine says the same of the same configuration.
        let terms = FitTerms::at(date::parse("2026-11-23").unwrap());
        let engine = Engine::new(Arc::new(edition.clone()));
        let ranked = engine.explain(need, &terms, &choice.key).unwrap();
        let gaps = ranked.lines.iter().filter(|line| line.difference != 0).count();
        let said = rows.differences(need, choice);
        assert_eq!(said.split("; ").filter(|part| !part.is_empty()).count(), gaps, "{said}");
        for line in ranked.lines.iter().filter(|line| line.difference != 0) {
            let (_, dimension) = edition.dimension(&line.dimension).unwrap();
            assert!(said.contains(&dimension.show(line.difference, Lang::Zh)), "{said}: {}", line.dimension);
        }
    }
}

#[test]
fn money_adds_up_however_it_is_looked_at() {
    let (edition, fleet, report) = fitted(Some(&heilongjiang()));
    for spent in spent(&fleet, &report) {
        let sum = spent.iter().fold(Money::ZERO, |sum, one| sum.plus(one.cost).unwrap());
        let off = sum.as_micros() - report.best.cost.as_micros();
        // Shares of what is paid together are rounded down, a millionth a line.
        assert!((-1_000..=0).contains(&off), "{off}");
        assert!(spent.windows(2).all(|two| two[0].cost >= two[1].cost), "the most first");
        assert_eq!(spent.iter().map(|one| one.rows).sum::<i64>(), report.best.counts.served());
    }
    let tables = sheets(&fleet, &report, &edition, &[], Lang::En);
    assert!(tables.iter().all(|sheet| sheet.all_rows().all(|row| row.len() == sheet.headings.len())));
}

#[test]
fn the_services_that_a_level_implies_are_those_of_the_place() {
    let implied = |place: Option<&Jurisdiction>| {
        let (_, fleet, report) = fitted(place);
        let all = fleet.systems.iter().flat_map(|system| &system.lines).filter(|line| line.implied);
        let all: Vec<(String, i64)> = all
            .map(|line| &fleet.needs[line.need])
            .map(|need| (need.function.clone(), *need.amounts.values().next().unwrap()))
            .collect();
        (all, report.best.cost)
    };
    let (none, bare) = implied(None);
    let (usual, dearer) = implied(Some(&heilongjiang()));
    assert!(none.is_empty() && usual.len() == 8 + 3 && dearer > bare);
    // Four servers, each with its own protection.
    assert!(usual.contains(&("security/host/protection".to_owned(), 4)));
    // A city that writes down another table gets another result.
    let mut file: serde_json::Value =
        serde_json::from_str(jurisdiction::shipped_text("city-model").unwrap()).unwrap();
    file["levelServices"] = serde_json::json!({
        "source": {"own": "《某市政务云安全服务指引》"},
        "usual": [{"fromLevel": 3, "function": "security/waf/web"}, {"fromLevel": 1, "function": "security/nothing"}],
    });
    let city = jurisdiction::read(&file.to_string()).unwrap();
    let (own, cost) = implied(Some(&city));
    assert_eq!(own, [("security/waf/web".to_owned(), 1)]);
    assert!(bare < cost && cost < dearer);
}
