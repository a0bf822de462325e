//! 推进: which step may be taken where, by whom, and which provisions of the measure it demands.
//!
//! One table. A step that is not in it is refused with the reason; nothing is merely hidden. A move that is
//! in it is taken once nothing of what it demands stands against it.

use crate::basics::Words;
use crate::dossier::{Errand, Kind, Life, Role};
use crate::lifecycle::stage::{Stage, Standing};

/// Where a move begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Nothing was handed in.
    Begin,
    /// The system runs, whatever else is open.
    Runs,
    /// A procedure of this kind, or of any, is at one of these stages.
    At(Option<Kind>, &'static [Stage]),
}

/// One move.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// Where it begins.
    pub place: Place,
    /// The step.
    pub errand: Errand,
    /// Provisions of the measure (their ids) that must not stand against it, beside those of the form.
    /// An application demands every provision on applications.
    pub demands: &'static [&'static str],
}

const fn at(stages: &'static [Stage], errand: Errand, demands: &'static [&'static str]) -> Move {
    Move { place: Place::At(None, stages), errand, demands }
}

const fn of(kind: Kind, stages: &'static [Stage], errand: Errand, demands: &'static [&'static str]) -> Move {
    Move { place: Place::At(Some(kind), stages), errand, demands }
}

use Stage::*;

/// Before anything is decided an application may be mended by another one; after that only where it was sent
/// back.
const MENDABLE: &[Stage] = &[ToAppraise, ToDecide, SentBack];

/// Every move.
pub const MOVES: &[Move] = &[
    Move { place: Place::Begin, errand: Errand::Deploy, demands: &[] },
    Move { place: Place::Begin, errand: Errand::Migrate, demands: &[] },
    of(Kind::Apply, MENDABLE, Errand::Deploy, &[]),
    of(Kind::Apply, MENDABLE, Errand::Migrate, &[]),
    Move {
        place: Place::Runs,
        errand: Errand::Change,
        demands: &["a18-application", "a18-major", "a17-followed"],
    },
    of(Kind::Change, MENDABLE, Errand::Change, &["a18-application", "a18-major", "a17-followed"]),
    Move { place: Place::Runs, errand: Errand::Leave, demands: &["a19-application", "a25-list"] },
    // A system that is being tested stands on the cloud already: it leaves as one that runs does.
    of(
        Kind::Apply,
        &[ToDeploy, Testing, ToFile, ToActivate],
        Errand::Leave,
        &["a19-application", "a25-list"],
    ),
    of(Kind::Leave, MENDABLE, Errand::Leave, &["a19-application", "a25-list"]),
    at(&[ToAppraise], Errand::Appraise, &["a14-appraisal"]),
    at(
        &[ToDecide],
        Errand::Decide,
        &["a14-order", "a14-decision", "a14-reasons", "a18-decision", "a19-decision", "a21-review"],
    ),
    at(&[ToGovernment], Errand::Government, &["a21-government"]),
    at(
        &[ToProcure],
        Errand::Procure,
        &["a15-after-approval", "a15-method", "a15-supplier", "a21-supplier", "a25-clauses"],
    ),
    at(&[ToConfirm], Errand::Confirm, &["a21-management"]),
    at(&[ToPurchase], Errand::Purchase, &["a21-procurement"]),
    at(&[ToDeploy], Errand::Trial, &["a16-after-supplier", "a16-deployment"]),
    at(&[Testing], Errand::Test, &["a16-test", "a16-trial", "a16-risk"]),
    at(&[ToFile], Errand::File, &["a16-passed", "a16-filing", "a16-live"]),
    at(
        &[ToActivate],
        Errand::Activate,
        &["a04-services", "a13-activation", "a16-opened", "a16-opened-days", "a18-approved", "a21-gates"],
    ),
    Move { place: Place::Runs, errand: Errand::Advise, demands: &["a17-advice"] },
    Move { place: Place::Runs, errand: Errand::Settle, demands: &["a17-settled"] },
    at(&[ToHandOver], Errand::HandOver, &["a19-approved", "a25-handover"]),
    at(&[ToClear], Errand::Clear, &["a25-clearing"]),
    // Withdrawing: as long as nothing stands on the cloud for it. A change may be given up until it is done.
    of(
        Kind::Apply,
        &[ToAppraise, ToDecide, SentBack, ToGovernment, ToProcure, ToConfirm, ToPurchase, ToDeploy],
        Errand::Withdraw,
        &[],
    ),
    of(
        Kind::Change,
        &[
            ToAppraise,
            ToDecide,
            SentBack,
            ToGovernment,
            ToProcure,
            ToConfirm,
            ToPurchase,
            ToDeploy,
            Testing,
            ToFile,
            ToActivate,
        ],
        Errand::Withdraw,
        &[],
    ),
    of(Kind::Leave, &[ToDecide, SentBack, ToHandOver], Errand::Withdraw, &[]),
];

/// Why a step cannot be taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Refusal {
    /// The step is another role's.
    WrongRole(Errand),
    /// The case has come to its end.
    Final(Standing),
    /// Nothing was applied for so far.
    NotBegun,
    /// The system runs already: what it uses is changed, not applied for again.
    Opened,
    /// Nothing is open that the step could belong to.
    NothingOpen,
    /// An application or a change is open already (a change while a change is open).
    AlreadyOpen(Kind, Stage),
    /// The system does not run.
    NotRunning,
    /// What is decided or under way cannot be mended by another application.
    TooLateToMend(Stage),
    /// The system stands on the cloud: it leaves, it is not withdrawn.
    Deployed,
    /// No advice is open.
    NoAdvice,
    /// Another step is waited for.
    NotNow(Stage),
}

impl Refusal {
    /// Stable code.
    pub fn code(self) -> &'static str {
        match self {
            Self::WrongRole(_) => "wrong-role",
            Self::Final(_) => "final",
            Self::NotBegun => "not-begun",
            Self::Opened => "opened",
            Self::NothingOpen => "nothing-open",
            Self::AlreadyOpen(..) => "already-open",
            Self::NotRunning => "not-running",
            Self::TooLateToMend(_) => "too-late-to-mend",
            Self::Deployed => "deployed",
            Self::NoAdvice => "no-advice",
            Self::NotNow(_) => "not-now",
        }
    }

    /// Why, and what is possible instead.
    pub fn words(self) -> Words {
        let named = |(zh, en): (&str, &str), (a, b): (&str, &str)| {
            Words::new(zh.replace("{}", a), en.replace("{}", b))
        };
        match self {
            Self::WrongRole(errand) => {
                named(("此步骤由{}办理。", "This step is taken by the {}."), errand.role().name())
            }
            Self::Final(standing) => named(
                (
                    "该事项{}，不能再办理。请另行申请。",
                    "The case is {}; nothing more can be done in it. Apply anew.",
                ),
                standing.name(),
            ),
            Self::NotBegun => Words::new("尚未提交申请。", "Nothing was applied for so far."),
            Self::Opened => Words::new(
                "系统已开通；需要调整资源的，请申请变更。",
                "The system runs already: request a change to adjust what it uses.",
            ),
            Self::NothingOpen => Words::new("没有正在办理的事项。", "Nothing is open."),
            Self::AlreadyOpen(kind, stage) => {
                let (zh, en) = kind.name();
                let (at, at_en) = stage.name();
                Words::new(
                    format!("已有一项{zh}正在办理（{at}）；请先办结或撤回。"),
                    format!("Already open: {en} ({at_en}). See it through or withdraw it first."),
                )
            }
            Self::NotRunning => Words::new(
                "系统尚未开通，不能办理此事项。",
                "The system does not run yet; this step comes after opening.",
            ),
            Self::TooLateToMend(stage) => named(
                (
                    "已进入“{}”环节，不能更正申请；请由审核机关退回，或撤回后重新申请。",
                    "The application is past mending ({}): have it sent back, or withdraw it and apply anew.",
                ),
                stage.name(),
            ),
            Self::Deployed => Words::new(
                "系统已部署在云上，不能撤回；请申请终止（迁出或撤除），以便移交和清除数据。",
                "The system stands on the cloud already: apply to leave, so that data are handed over and cleared.",
            ),
            Self::NoAdvice => Words::new("没有待办的资源调整建议。", "No advice is open."),
            Self::NotNow(stage) => {
                let (zh, en) = stage.name();
                let (who, who_en) = stage.turn().name();
                Words::new(
                    format!("当前环节是“{zh}”，由{who}办理。"),
                    format!("The case is {en}; it is the turn of the {who_en}."),
                )
            }
        }
    }
}

/// The move that this step is, for who takes it in this role.
///
/// # Errors
/// Why it cannot be taken.
pub fn find(life: &Life, errand: Errand, role: Role) -> Result<&'static Move, Refusal> {
    if errand.role() != role {
        return Err(Refusal::WrongRole(errand));
    }
    let standing = Standing::of(life);
    if standing.is_final() {
        return Err(Refusal::Final(standing));
    }
    let fits = |one: &&Move| one.errand == errand && starts(life, standing, one.place, errand);
    match MOVES.iter().find(fits) {
        Some(_) if errand == Errand::Withdraw && must_leave(life) => Err(Refusal::Deployed),
        Some(_) if errand == Errand::Settle && life.advice.is_empty() => Err(Refusal::NoAdvice),
        Some(found) => Ok(found),
        None => Err(refusal(life, standing, errand)),
    }
}

fn starts(life: &Life, standing: Standing, place: Place, errand: Errand) -> bool {
    match (place, standing) {
        (Place::Begin, Standing::Begin) => true,
        (Place::Runs, Standing::Running) => true,
        // Advice does not wait for what is open; leaving does not wait for a change.
        (Place::Runs, Standing::Open(kind, _)) => match errand {
            Errand::Advise | Errand::Settle => life.is_running(),
            Errand::Leave => life.is_running() && kind == Kind::Change,
            _ => false,
        },
        (Place::At(of, stages), Standing::Open(kind, stage)) => {
            let mends = errand.applies() && of == Some(kind) && same_kind(errand, kind);
            let open = of.is_none_or(|of| of == kind) && stages.contains(&stage);
            // An appraised plan is before the authority: it is sent back, not exchanged.
            let appraised = || life.at_work().is_some_and(|p| p.last(Errand::Appraise).is_some());
            open && !(mends && stage == Stage::ToDecide && appraised())
                && !(errand == Errand::Leave && kind == Kind::Apply && !stands_on_cloud(life))
        }
        _ => false,
    }
}

fn same_kind(errand: Errand, kind: Kind) -> bool {
    match errand {
        Errand::Change => kind == Kind::Change,
        Errand::Leave => kind == Kind::Leave,
        _ => kind == Kind::Apply,
    }
}

fn stands_on_cloud(life: &Life) -> bool {
    life.at_work().is_some_and(crate::dossier::Procedure::is_deployed)
}

/// True where giving up an application would leave a system on the cloud.
fn must_leave(life: &Life) -> bool {
    life.at_work().is_some_and(|p| p.kind == Kind::Apply && p.is_deployed())
}

fn refusal(life: &Life, standing: Standing, errand: Errand) -> Refusal {
    let Standing::Open(kind, stage) = standing else {
        return match standing {
            Standing::Begin if errand.applies() => Refusal::NotRunning,
            Standing::Begin => Refusal::NotBegun,
            _ if matches!(errand, Errand::Deploy | Errand::Migrate) => Refusal::Opened,
            _ => Refusal::NothingOpen,
        };
    };
    match errand {
        Errand::Advise | Errand::Settle => Refusal::NotRunning,
        Errand::Withdraw if must_leave(life) => Refusal::Deployed,
        // Who asks for a change while one is open means another one.
        Errand::Change if kind == Kind::Change => Refusal::AlreadyOpen(kind, stage),
        _ if errand.applies() && same_kind(errand, kind) => Refusal::TooLateToMend(stage),
        Errand::Change if !life.is_running() => Refusal::NotRunning,
        Errand::Leave if !life.is_running() => Refusal::NotRunning,
        _ if errand.applies() => Refusal::AlreadyOpen(kind, stage),
        _ => Refusal::NotNow(stage),
    }
}

/// The steps that may be taken in this role now, in the order of the table.
pub fn open_to(life: &Life, role: Role) -> Vec<Errand> {
    let mut errands: Vec<Errand> = Vec::new();
    for one in MOVES {
        if !errands.contains(&one.errand) && find(life, one.errand, role).is_ok() {
            errands.push(one.errand);
        }
    }
    errands
}
