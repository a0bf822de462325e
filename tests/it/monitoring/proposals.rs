//! From what is low to what a system would have to keep, what that saves, and the change made of it.

use super::{SHANXI, maybe, rule, text};
use crate::judge::demonstration;
use govcloud::basics::{Date, Decimal, Dice, Money, Month, date};
use govcloud::catalog::{Edition, Grammar};
use govcloud::dossier::{Draft, NeedRow, Outcome};
use govcloud::fees::Why;
use govcloud::fitting::sizing::{
    By, NotSized, Note, Percent, System, Target, Usage, Verdict, last_month, systems,
};
use govcloud::fitting::{Engine, FitTerms, Order};
use govcloud::lifecycle::Judge;
use govcloud::lifecycle::adjustment::{Adviser, Differs, Proposal, advise, changed, compare, low_rule};
use govcloud::measure::jurisdiction::{heilongjiang, ids};
use govcloud::wire::v1::monitoring::{self, Mapping};
use std::sync::Arc;

fn today() -> Date {
    date::parse("2026-11-23").unwrap()
}

fn january() -> Month {
    Month::new(2026, 1).unwrap()
}

fn adviser_of(edition: Arc<Edition>) -> Adviser {
    Adviser::new(Arc::new(Engine::new(edition)), FitTerms::at(today()), Target::default())
}

fn adviser() -> Adviser {
    adviser_of(demonstration())
}

fn whole(number: i64) -> Option<Decimal> {
    Some(Decimal { units: number.into(), scale: 0 })
}

fn percent(text: &str) -> Option<Percent> {
    Some(Percent::parse(text).unwrap())
}

/// Two hosts with 32 核 and 128 GB, as the first row of the real file.
fn two_hosts() -> Usage {
    Usage {
        row: 2,
        system: "甲".into(),
        zone: "互联网".into(),
        month: Some(january()),
        opened: Month::new(2020, 1),
        hosts: Some(2),
        vcpu: whole(32),
        memory: whole(128),
        cpu: percent("2.56"),
        memory_used: percent("15.22"),
        ..Usage::default()
    }
}

fn system(rows: impl IntoIterator<Item = Usage>) -> System {
    systems(rows).remove(0)
}

/// What is proposed by one month.
fn propose_with(adviser: &mut Adviser, usage: Usage) -> Result<Proposal, NotSized> {
    let (rule, system) = (rule(By::Both, 1, 0), system([usage]));
    let judged = rule.judge(&system, Some(january()));
    assert_eq!(judged.verdict, Verdict::Low);
    adviser.propose(&system, &judged, &rule, january())
}

fn propose(usage: Usage) -> Result<Proposal, NotSized> {
    propose_with(&mut adviser(), usage)
}

/// Code, held, needed and proposed of each dimension.
fn amounts(proposal: &Proposal) -> Vec<(&str, i64, i64, i64)> {
    let of = |r: &'_ govcloud::fitting::sizing::Resize| (r.held, r.needed, r.proposed);
    proposal.resizes.iter().map(|r| (r.dimension.as_str(), of(r).0, of(r).1, of(r).2)).collect()
}

fn need_row(cells: &[(&str, &str)]) -> Arc<NeedRow> {
    let cells = cells.iter().map(|(column, text)| ((*column).to_owned(), (*text).to_owned()));
    Arc::new(NeedRow { id: "n1".into(), cells: cells.collect() })
}

/// What the form says that a draft of these rows costs over twelve months.
fn estimated(rows: &[Arc<NeedRow>]) -> Option<Money> {
    let draft = Draft { needs: rows.to_vec(), ..Draft::default() };
    Judge::new(demonstration(), Arc::new(heilongjiang()), today()).judge(&draft).estimate.total()
}

#[test]
fn a_proposal_reckoned_by_hand() {
    let proposal = propose(two_hosts()).unwrap();
    // 2.56 % of 32 is 0.8192 核, at 40 % 2.048: three in all, two for each host.
    // 15.22 % of 128 GB is 19.4816 GB, at 55 % 35.4211 GB: 36,272 MB in all, 18 GB for each host.
    let gb = 1024;
    assert_eq!(amounts(&proposal), [("vcpu", 32, 3, 4), ("memory", 128 * gb, 36_272, 36 * gb)]);
    assert_eq!(proposal.resizes[1].busiest, Some((january(), percent("15.22").unwrap())));
    let shape = |side: &[govcloud::lifecycle::adjustment::Priced]| -> Vec<(i64, i64, i64)> {
        side.iter().map(|p| (p.need.count, p.need.amounts["vcpu"], p.need.amounts["memory"] / gb)).collect()
    };
    assert_eq!((shape(&proposal.before), shape(&proposal.after)), (vec![(2, 16, 64)], vec![(2, 2, 18)]));
    assert!(proposal.after.iter().all(|priced| priced.record.outcome == Outcome::InCatalog));
    let row = |vcpu, memory| {
        let function = ("function", "compute/vm/general");
        let months = ("months", "12");
        need_row(&[
            function,
            months,
            ("count", "2"),
            ("d.vcpu", vcpu),
            ("d.memory", memory),
            ("t.zone", "internet"),
        ])
    };
    let (before, after) = (estimated(&[row("16", "64")]), estimated(&[row("2", "18")]));
    assert_eq!((proposal.saving.before, proposal.saving.after), (before, after), "the form says the same");
    let total = before.unwrap().minus(after.unwrap()).unwrap();
    assert_eq!(proposal.saving.total(), Some(total));
    assert_eq!(proposal.saving.a_month(), total.share(1, 12).map(|m| m.round_to(Money::micros(10_000))));
    assert!(proposal.saving.illustrative, "every price of the demonstration edition is 示例");
    assert!(
        proposal.notes.contains(&Note::EvenHosts)
            && proposal.notes.contains(&Note::PeakUnknown("vcpu".into()))
    );
}

#[test]
fn never_below_what_the_peak_needs() {
    for (peak, needed, by_peak) in [
        // 2.56 % at 40 % asks for three; 8 % at 80 % for 3.2.
        ("7.5", 3, false),
        ("8", 4, true),
        ("50", 20, true),
        ("100", 32, true),
    ] {
        let proposal = propose(Usage { cpu_peak: percent(peak), ..two_hosts() }).unwrap();
        let cpu = &proposal.resizes[0];
        assert_eq!((cpu.needed, cpu.by_peak), (needed, by_peak), "{peak}");
        assert!(!proposal.notes.contains(&Note::PeakUnknown("vcpu".into())));
    }
}

#[test]
fn the_busiest_month_counts_by_what_the_system_had_then() {
    let rule = rule(By::Both, 2, 0);
    let before =
        Usage { row: 3, month: Some(january().plus(-1)), vcpu: whole(64), cpu: percent("10"), ..two_hosts() };
    let system = system([two_hosts(), before]);
    let judged = rule.judge(&system, Some(january()));
    let proposal = adviser().propose(&system, &judged, &rule, january()).unwrap();
    // A tenth of 64 is 6.4 核, 16 at 40 %; now it has 32.
    assert_eq!(amounts(&proposal)[0], ("vcpu", 32, 16, 16));
    assert_eq!(proposal.resizes[0].busiest, Some((january().plus(-1), percent("10").unwrap())));
    assert!(proposal.notes.contains(&Note::HeldDiffers("vcpu".into())));
}

#[test]
fn why_nothing_is_proposed() {
    let lacking = |code: &str| {
        let mut edition = (*demonstration()).clone();
        edition.dimensions.retain(|dimension| dimension.code != code);
        edition.functions.retain(|function| function.code != code);
        edition
    };
    for (usage, refused) in [
        (Usage { hosts: Some(0), vcpu: None, ..two_hosts() }, NotSized::NoHost),
        (Usage { vcpu: None, ..two_hosts() }, NotSized::HeldUnknown("vcpu".into())),
        (Usage { memory: whole(0), ..two_hosts() }, NotSized::HeldUnknown("memory".into())),
        (Usage { hosts: Some(33), ..two_hosts() }, NotSized::FewerThanHosts("vcpu".into())),
        (
            Usage { vcpu: Some(Decimal { units: 15, scale: 1 }), ..two_hosts() },
            NotSized::Amount("vcpu".into()),
        ),
        (
            Usage {
                vcpu: whole(2),
                memory: whole(2),
                cpu: percent("29"),
                memory_used: percent("39"),
                ..two_hosts()
            },
            NotSized::NothingToGain,
        ),
    ] {
        assert_eq!(propose(usage).unwrap_err(), refused);
    }
    for code in ["vcpu", "compute/vm/general"] {
        let refused = propose_with(&mut adviser_of(Arc::new(lacking(code))), two_hosts()).unwrap_err();
        assert_eq!(refused, NotSized::NotInCatalog(code.into()));
    }
}

#[test]
fn what_is_not_low_is_left_as_it_is() {
    let rule = rule(By::Cpu, 1, 0);
    for memory in [percent("62.97"), None] {
        let system = system([Usage { memory_used: memory, ..two_hosts() }]);
        let judged = rule.judge(&system, Some(january()));
        let proposal = adviser().propose(&system, &judged, &rule, january()).unwrap();
        let (cpu, left) = (&proposal.resizes[0], &proposal.resizes[1]);
        assert!(cpu.proposed < cpu.held && left.proposed == left.held && left.busiest.is_none());
        assert!(proposal.notes.contains(&Note::LeftAsItIs("memory".into())));
    }
}

#[test]
fn a_number_of_hosts_that_nobody_gives_is_one_divisible_amount() {
    let proposal = propose(Usage { hosts: None, vcpu: whole(128), ..two_hosts() }).unwrap();
    assert!(proposal.notes.contains(&Note::HostsUnknown));
    assert!(proposal.before.iter().chain(&proposal.after).all(|p| p.need.divisible && p.need.count == 1));
    let unknown = propose(Usage { zone: "政务生产".into(), ..two_hosts() }).unwrap();
    assert!(unknown.notes.contains(&Note::ZoneUnknown("政务生产".into())));
    assert!(unknown.before[0].need.traits.is_empty());
}

#[test]
fn an_unknown_price_saves_what_is_not_known() {
    let mut edition = (*demonstration()).clone();
    // Whatever gives memory: of several the engine takes one with a price.
    for item in &mut edition.items {
        match &mut item.grammar {
            Grammar::Component(range) if range.dimension == "memory" => item.price = None,
            Grammar::Package(amounts) if amounts.contains_key("memory") => item.price = None,
            Grammar::Custom(ranges) => {
                ranges.iter_mut().filter(|r| r.dimension == "memory").for_each(|r| r.price = None);
            }
            Grammar::Package(_) | Grammar::Component(_) => {}
        }
    }
    let proposal = propose_with(&mut adviser_of(Arc::new(edition)), two_hosts()).unwrap();
    assert_eq!((proposal.saving.total(), proposal.saving.a_month()), (None, None));
    assert_eq!(proposal.saving.open, [Why::PriceUnknown]);
}

/// A random system that is low.
fn some_usage(random: &mut Dice, at: usize) -> Usage {
    let hosts = maybe(random, 12, 8).map(|hosts| i64::try_from(hosts + 1).unwrap());
    let each = hosts.unwrap_or(1);
    let mut amount = |most: u64| whole(each + i64::try_from(random.below(most)).unwrap());
    let (vcpu, memory) = (amount(200), amount(900));
    let mut share = |most| percent(&format!("{}.{:02}", random.below(most), random.below(100)));
    let (cpu, memory_used) = (share(30), share(40));
    let peak = maybe(random, 101, 3).map(|peak| Percent::whole(i64::try_from(peak).unwrap()).unwrap());
    Usage {
        row: at + 2,
        system: format!("s{at}"),
        hosts,
        vcpu,
        memory,
        cpu,
        memory_used,
        cpu_peak: peak,
        ..two_hosts()
    }
}

#[test]
fn what_is_proposed_is_enough_and_no_more_than_there_is() {
    let (mut random, mut once) = (Dice::new(22), adviser());
    let mut proposed = 0;
    for at in 0..400 {
        let usage = some_usage(&mut random, at);
        let Ok(proposal) = propose_with(&mut once, usage.clone()) else { continue };
        proposed += 1;
        let used = [(usage.cpu, usage.cpu_peak, 40), (usage.memory_used, None, 55)];
        for (resize, (mean, peak, aim)) in proposal.resizes.iter().zip(used) {
            let most = Percent::ALL.to_string().parse::<i128>().unwrap();
            let parts = |p: Option<Percent>| {
                let text = p.unwrap_or_default().to_string();
                Decimal::parse(&text).unwrap().times_exact(10_000).unwrap()
            };
            let (held, kept) = (i128::from(resize.held), i128::from(resize.proposed));
            assert!(kept <= held && kept > 0 && resize.needed <= resize.proposed);
            assert!(kept == held || kept * aim * 10_000 >= held * parts(mean), "{resize:?}");
            assert!(kept == held || kept * 80 * 10_000 >= held * parts(peak), "{resize:?}");
            assert!(parts(mean) <= most * 10_000);
            let sum = |side: &[govcloud::lifecycle::adjustment::Priced]| -> i64 {
                side.iter().map(|p| p.need.amounts[&resize.dimension] * p.need.count).sum()
            };
            assert_eq!((sum(&proposal.before), sum(&proposal.after)), (resize.held, resize.proposed));
        }
        let hosts =
            |side: &[govcloud::lifecycle::adjustment::Priced]| side.iter().map(|p| p.need.count).sum::<i64>();
        assert_eq!(hosts(&proposal.before), usage.hosts.unwrap_or(1));
        assert_eq!(hosts(&proposal.after), usage.hosts.unwrap_or(1));
        if at % 40 == 0 {
            assert_eq!(propose(usage), Ok(proposal), "what is remembered never shows");
        }
    }
    assert!(proposed > 300, "{proposed}");
}

#[test]
fn the_real_file_by_each_rule() {
    let mapping = Mapping { month: Some(january()), ..Mapping::default() };
    let read = monitoring::read(&text(SHANXI), &mapping).unwrap();
    assert_eq!((read.rows.len(), read.problems.as_slice()), (65, &[][..]));
    let systems = systems(read.rows);
    let configured = low_rule(&heilongjiang(), today()).unwrap();
    assert_eq!((configured, configured.words().zh.is_empty()), (rule(By::Both, 3, 3), false));
    let to = last_month(&systems);
    let counted: Vec<(By, u32, [usize; 4])> = compare(&systems, &configured, to)
        .iter()
        .map(|one| {
            let all = &one.all;
            (one.rule.by, one.rule.run(), [all.low, all.not_low, all.within_grace, all.unknown])
        })
        .collect();
    // Counted by hand in the file: below 30 % of CPU 36 of 41 known, below 40 % of memory 24 of 40, both 12 of the
    // 16 rows that give both. One month is not three, so nobody is flagged by the rule as configured.
    assert_eq!(
        counted,
        [
            (By::Cpu, 1, [36, 5, 0, 24]),
            (By::Memory, 1, [24, 16, 0, 25]),
            (By::Either, 1, [48, 0, 0, 17]),
            (By::Both, 1, [12, 21, 0, 32]),
            (By::Cpu, 3, [0, 5, 0, 60]),
            (By::Memory, 3, [0, 16, 0, 49]),
            (By::Either, 3, [0, 0, 0, 65]),
            (By::Both, 3, [0, 21, 0, 44]),
        ]
    );
    let kinds = &compare(&systems, &configured, to)[3].kinds;
    assert_eq!(kinds["交付明细(附件1)"].low, 12, "all that both flag was delivered in that very month");
    let advice = advise(systems, &configured, to, Some(&mut adviser()));
    assert_eq!(advice.too_few_months(), Some(vec![january()]));
    assert_eq!((advice.proposals().count(), advice.saving()), (0, (None, 0)));
}

#[test]
fn all_proposals_of_the_real_file_add_up() {
    let mapping = Mapping { month: Some(january()), ..Mapping::default() };
    let systems = systems(monitoring::read(&text(SHANXI), &mapping).unwrap().rows);
    let advice = advise(systems, &rule(By::Both, 1, 0), Some(january()), Some(&mut adviser()));
    let refused =
        advice.systems.iter().filter(|one| matches!(one.proposal, Some(Err(NotSized::NoHost)))).count();
    assert_eq!((advice.tally().low, advice.proposals().count(), refused), (12, 9, 3));
    let (sum, unknown) = advice.saving();
    let each = advice.proposals().map(|proposal| proposal.saving.total().unwrap());
    assert_eq!(sum.unwrap().total(), each.reduce(|a, b| a.plus(b).unwrap()));
    assert_eq!(unknown, 0);
}

#[test]
fn where_no_number_is_in_force_nobody_is_low() {
    assert_eq!(low_rule(&heilongjiang(), date::parse("2021-04-24").unwrap()), None);
    for (id, wrong) in [
        (ids::LOW_CPU_PERCENT, 101),
        (ids::LOW_MEMORY_PERCENT, -1),
        (ids::LOW_MONTHS, 0),
        (ids::LOW_MONTHS, 121),
        (ids::LOW_GRACE_MONTHS, -1),
    ] {
        let mut place = heilongjiang();
        place.parameters.iter_mut().filter(|p| p.id == id).for_each(|p| p.value = wrong);
        assert_eq!(low_rule(&place, today()), None, "{id} {wrong}");
    }
}

/// A running application of three rows: two sizes of host in the zone, and one elsewhere.
fn running() -> Draft {
    let function = ("function", "compute/vm/general");
    let mut needs = vec![
        need_row(&[
            function,
            ("count", "2"),
            ("d.vcpu", "12"),
            ("d.memory", "48 GB"),
            ("pick", "DG-04"),
            ("consent", "yes"),
        ]),
        need_row(&[
            function,
            ("d.vcpu", "8"),
            ("d.memory", "32"),
            ("d.disk.plain", "500"),
            ("t.zone", "internet"),
        ]),
        need_row(&[function, ("d.vcpu", "64"), ("d.memory", "64"), ("t.zone", "egov")]),
        need_row(&[("function", "storage/block/plain"), ("d.disk.plain", "800")]),
        need_row(&[function, ("d.vcpu", "many")]),
        need_row(&[]),
    ];
    for (at, row) in needs.iter_mut().enumerate() {
        Arc::make_mut(row).id = format!("n{}", at + 1);
    }
    Draft { needs, ..Draft::default() }
}

#[test]
fn a_change_begins_with_the_amounts_of_the_proposal() {
    let proposal = propose(two_hosts()).unwrap();
    let (edition, draft) = (demonstration(), running());
    let made = changed(&draft, &proposal, &Target::default(), &edition);
    // 3 of 32 核: 12 → 1.125, 8 → 0.75. 36,272 of 131,072 MB: 48 GB → 13.28, 32 GB → 8.86.
    let cells: Vec<(usize, &str, &str, &str)> =
        made.cells.iter().map(|c| (c.row, c.dimension.as_str(), c.from.as_str(), c.to.as_str())).collect();
    assert_eq!(
        cells,
        [
            (0, "vcpu", "12", "2"),
            (1, "vcpu", "8", "1"),
            (0, "memory", "48 GB", "14 GB"),
            (1, "memory", "32", "9"),
        ]
    );
    assert_eq!((made.differs.as_slice(), made.unread.as_slice()), (&[][..], &[4][..]));
    let row = &made.draft.needs[0];
    assert_eq!((row.cell("d.vcpu"), row.cell("pick"), row.cell("consent")), ("2", "", ""));
    assert_eq!(made.draft.needs[1].cell("d.disk.plain"), "500", "disks are not touched");
    assert_eq!(
        made.draft.needs[2..],
        draft.needs[2..],
        "another zone, another function, what cannot be read"
    );
    assert_eq!(draft, running(), "what runs is not changed");
}

#[test]
fn an_application_that_holds_something_else_is_said() {
    let proposal = propose(two_hosts()).unwrap();
    let row = |vcpu: &str| {
        let cells = [("function", "compute/vm/general"), ("d.vcpu", vcpu), ("d.memory", "128")];
        Draft { needs: vec![need_row(&cells)], ..Draft::default() }
    };
    let made = changed(&row("24"), &proposal, &Target::default(), &demonstration());
    assert_eq!(made.differs, [Differs { dimension: "vcpu".into(), applied: 24, monitored: 32 }]);
    assert_eq!(made.draft.needs[0].cell("d.vcpu"), "3", "what is needed is needed whatever was applied for");
    let made = changed(&row("2"), &proposal, &Target::default(), &demonstration());
    assert_eq!(made.draft.needs[0].cell("d.vcpu"), "2", "no row grows");
    let made = changed(&Draft::default(), &proposal, &Target::default(), &demonstration());
    assert!(made.cells.is_empty() && made.differs.len() == 2);
}

#[test]
fn cheap_never_costs_more_than_near() {
    let cost = |order| {
        let terms = FitTerms { order, ..FitTerms::at(today()) };
        let mut adviser = Adviser::new(Arc::new(Engine::new(demonstration())), terms, Target::default());
        propose_with(&mut adviser, two_hosts()).unwrap().saving.after.unwrap()
    };
    assert!(cost(Order::Cheap) <= cost(Order::Near));
}
