//! The way of a case through article 13 (申请、审核、测试、开通、变更、终止): which stations it has, which it passed
//! and when, and where it stands.

use crate::basics::Date;
use crate::dossier::{Close, Errand, Kind, Life, Procedure};
use crate::lifecycle::{Stage, stage::stage};

/// One of the six words of article 13.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// 申请.
    Apply,
    /// 审核.
    Review,
    /// 测试: from the choice of the supplier to the filing.
    Test,
    /// 开通.
    Open,
    /// 变更.
    Change,
    /// 终止.
    Leave,
}

impl Phase {
    /// All of them, in the order of the article.
    pub const ALL: [Self; 6] = [Self::Apply, Self::Review, Self::Test, Self::Open, Self::Change, Self::Leave];

    /// Its name, Chinese and English.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Apply => ("申请", "Application"),
            Self::Review => ("审核", "Review"),
            Self::Test => ("测试", "Test"),
            Self::Open => ("开通", "Opening"),
            Self::Change => ("变更", "Change"),
            Self::Leave => ("终止", "Leaving"),
        }
    }
}

/// How far a station is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// Passed on this day, by the step of this number.
    Passed(Date, u32),
    /// The case stands here.
    Now,
    /// Not reached.
    Ahead,
}

/// A station on the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Station {
    /// The step that passes it.
    pub errand: Errand,
    /// The article that asks for it.
    pub article: u8,
    /// How far it is.
    pub mark: Mark,
}

/// A phase with its stations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leg {
    /// Which one.
    pub phase: Phase,
    /// Its stations; those of the procedure at work or the last one, where it can be gone through several times.
    pub stations: Vec<Station>,
    /// How often it was gone through to the end.
    pub done: usize,
}

impl Leg {
    /// True where the case stands in it.
    pub fn is_now(&self) -> bool {
        self.stations.iter().any(|station| station.mark == Mark::Now)
    }

    /// True where all of it is passed.
    pub fn is_passed(&self) -> bool {
        let passed = |station: &Station| matches!(station.mark, Mark::Passed(..));
        !self.stations.is_empty() && self.stations.iter().all(passed)
    }
}

/// The way of a case.
pub fn track(life: &Life) -> Vec<Leg> {
    let first = life.procedures.first();
    let last = |kind: Kind| life.procedures.iter().rev().find(|procedure| procedure.kind == kind);
    let done = |kind: Kind| {
        let done = |p: &&Procedure| p.kind == kind && p.close == Some(Close::Done);
        life.procedures.iter().filter(done).count()
    };
    let apply = first.map(|procedure| way(life, procedure)).unwrap_or_else(|| plan(Kind::Apply, true, false));
    let leg = |phase: Phase, stations: Vec<Station>, done: usize| Leg { phase, stations, done };
    let of =
        |phase: Phase| apply.iter().filter(|(own, _)| *own == phase).map(|(_, station)| *station).collect();
    let other = |kind: Kind| {
        let found = last(kind).map(|procedure| way(life, procedure));
        let stations = found.unwrap_or_default().into_iter().map(|(_, station)| station);
        stations.collect::<Vec<_>>()
    };
    Phase::ALL
        .into_iter()
        .map(|phase| match phase {
            Phase::Change => leg(phase, other(Kind::Change), done(Kind::Change)),
            Phase::Leave => leg(phase, other(Kind::Leave), done(Kind::Leave)),
            own => leg(own, of(own), 0),
        })
        .collect()
}

/// The stations of a procedure, each with how far it is.
fn way(life: &Life, procedure: &Procedure) -> Vec<(Phase, Station)> {
    let works = procedure.close.is_none() && life.at_work().is_some_and(|at| std::ptr::eq(at, procedure));
    let waits = works.then(|| waiting(stage(procedure))).flatten();
    let mut stations = plan(procedure.kind, procedure.is_full(), procedure.is_special());
    let mended = works && stage(procedure) == Stage::SentBack;
    // A test that was not passed leads back to deployment: what comes after where it stands is ahead.
    let now = waits.and_then(|errand| stations.iter().position(|(_, s)| s.errand == errand));
    for (at, (_, station)) in stations.iter_mut().enumerate() {
        let applies = station.errand.applies();
        let act = if applies { procedure.application() } else { procedure.last(station.errand) };
        station.mark = match (act, now) {
            _ if mended => {
                if applies {
                    Mark::Now
                } else {
                    Mark::Ahead
                }
            }
            (_, Some(now)) if at == now => Mark::Now,
            (_, Some(now)) if at > now => Mark::Ahead,
            (Some(act), _) => Mark::Passed(act.on, act.number),
            (None, _) => Mark::Ahead,
        };
        if let (true, Some(act)) = (applies, act) {
            station.errand = act.errand();
        }
    }
    stations
}

/// The step that a stage waits for.
fn waiting(stage: Stage) -> Option<Errand> {
    Some(match stage {
        Stage::ToAppraise => Errand::Appraise,
        Stage::ToDecide => Errand::Decide,
        Stage::SentBack => return None,
        Stage::ToGovernment => Errand::Government,
        Stage::ToProcure => Errand::Procure,
        Stage::ToConfirm => Errand::Confirm,
        Stage::ToPurchase => Errand::Purchase,
        Stage::ToDeploy => Errand::Trial,
        Stage::Testing => Errand::Test,
        Stage::ToFile => Errand::File,
        Stage::ToActivate => Errand::Activate,
        Stage::ToHandOver => Errand::HandOver,
        Stage::ToClear => Errand::Clear,
    })
}

/// The stations that a procedure of this kind has, all of them ahead.
fn plan(kind: Kind, full: bool, special: bool) -> Vec<(Phase, Station)> {
    let to = |phase, errand, article| (phase, Station { errand, article, mark: Mark::Ahead });
    use Errand::*;
    let phase = |own| match kind {
        Kind::Apply => own,
        Kind::Change => Phase::Change,
        Kind::Leave => Phase::Leave,
    };
    if kind == Kind::Leave {
        return [(Leave, 19), (Decide, 19), (HandOver, 25), (Clear, 25)]
            .map(|(errand, article)| to(Phase::Leave, errand, article))
            .into();
    }
    let small = !full;
    let begin = if kind == Kind::Change { (Change, 18) } else { (Deploy, 14) };
    let all = [
        (Phase::Apply, begin.0, begin.1, true),
        (Phase::Review, Appraise, 14, full),
        (Phase::Review, Decide, if small { 18 } else { 14 }, true),
        (Phase::Review, Government, 21, special),
        (Phase::Test, Procure, 15, full || special),
        (Phase::Test, Confirm, 21, special),
        (Phase::Test, Purchase, 21, special),
        (Phase::Test, Trial, 16, full),
        (Phase::Test, Test, 16, full),
        (Phase::Test, File, 16, full),
        (Phase::Open, Activate, if kind == Kind::Change { 18 } else { 13 }, true),
    ];
    let there = all.into_iter().filter(|(.., there)| *there);
    there.map(|(own, errand, article, _)| to(phase(own), errand, article)).collect()
}
