//! 环节: where a procedure stands, derived from its steps (article 13: 申请、审核、测试、开通、变更和终止).

use crate::dossier::deeds::DecisionOutcome;
use crate::dossier::{Act, Close, Errand, Kind, Life, Procedure, Role};

/// Where a procedure stands: what is waited for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// 待论证 (article 14).
    ToAppraise,
    /// 待审核 (articles 14, 18, 19).
    ToDecide,
    /// 待补正: sent back, or a special purchase was not approved.
    SentBack,
    /// 待政府批准 (article 21).
    ToGovernment,
    /// 待采购: the supplier is to be chosen (article 15).
    ToProcure,
    /// 待纳管确认 (article 21).
    ToConfirm,
    /// 待单独购置 (article 21).
    ToPurchase,
    /// 待部署 (article 16).
    ToDeploy,
    /// 测试中 (article 16).
    Testing,
    /// 待备案 (article 16).
    ToFile,
    /// 待开通 (article 13), or 待实施 of a change (article 18).
    ToActivate,
    /// 待移交 (article 25).
    ToHandOver,
    /// 待清除 (article 25).
    ToClear,
}

impl Stage {
    /// Every stage, in the order of a case's life.
    pub const ALL: [Self; 13] = [
        Self::ToAppraise,
        Self::ToDecide,
        Self::SentBack,
        Self::ToGovernment,
        Self::ToProcure,
        Self::ToConfirm,
        Self::ToPurchase,
        Self::ToDeploy,
        Self::Testing,
        Self::ToFile,
        Self::ToActivate,
        Self::ToHandOver,
        Self::ToClear,
    ];

    /// Name in files, whose turn it is, name for people in Chinese and English.
    const fn row(self) -> (&'static str, Role, &'static str, &'static str) {
        use Role::{Authority, Centre, Department, Supplier};
        match self {
            Self::ToAppraise => ("to-appraise", Centre, "待论证", "to be appraised"),
            Self::ToDecide => ("to-decide", Authority, "待审核", "to be decided"),
            Self::SentBack => ("sent-back", Department, "待补正", "to be mended"),
            Self::ToGovernment => {
                ("to-government", Authority, "待政府批准", "to be approved by the government")
            }
            Self::ToProcure => ("to-procure", Department, "待采购", "supplier to be chosen"),
            Self::ToConfirm => ("to-confirm", Supplier, "待纳管确认", "management to be confirmed"),
            Self::ToPurchase => ("to-purchase", Department, "待单独购置", "to be bought apart"),
            Self::ToDeploy => ("to-deploy", Department, "待部署", "to be deployed"),
            Self::Testing => ("testing", Department, "测试中", "being tested"),
            Self::ToFile => ("to-file", Department, "待备案", "to be filed"),
            Self::ToActivate => ("to-activate", Supplier, "待开通", "to be activated"),
            Self::ToHandOver => ("to-hand-over", Department, "待移交", "to be handed over"),
            Self::ToClear => ("to-clear", Supplier, "待清除", "to be cleared"),
        }
    }

    /// Name in files.
    pub fn code(self) -> &'static str {
        self.row().0
    }

    /// Whose turn it is.
    pub fn turn(self) -> Role {
        self.row().1
    }

    /// Its name for people, Chinese and English.
    pub fn name(self) -> (&'static str, &'static str) {
        let (_, _, zh, en) = self.row();
        (zh, en)
    }
}

/// Where an open procedure stands.
pub fn stage(procedure: &Procedure) -> Stage {
    let begin = if procedure.is_full() { Stage::ToAppraise } else { Stage::ToDecide };
    procedure.since().iter().fold(begin, |stage, act| after(procedure, stage, act))
}

fn after(procedure: &Procedure, stage: Stage, act: &Act) -> Stage {
    let deeds = &act.facts.deeds;
    match act.errand() {
        Errand::Appraise => Stage::ToDecide,
        Errand::Decide => match deeds.decision.outcome {
            Some(DecisionOutcome::Approve) => approved(procedure),
            Some(DecisionOutcome::Back) => Stage::SentBack,
            _ => stage,
        },
        Errand::Government if deeds.government.approved == Some(true) => Stage::ToProcure,
        Errand::Government => Stage::SentBack,
        Errand::Procure if procedure.is_special() => Stage::ToConfirm,
        Errand::Procure => Stage::ToDeploy,
        Errand::Confirm if deeds.confirmation.meets == Some(true) => Stage::ToPurchase,
        Errand::Purchase if procedure.is_full() => Stage::ToDeploy,
        Errand::Purchase => Stage::ToActivate,
        Errand::Trial => Stage::Testing,
        Errand::Test if deeds.test.passed == Some(true) => Stage::ToFile,
        Errand::Test => Stage::ToDeploy,
        Errand::File => Stage::ToActivate,
        Errand::HandOver if deeds.handover.complete == Some(true) => Stage::ToClear,
        _ => stage,
    }
}

/// What follows an approval.
fn approved(procedure: &Procedure) -> Stage {
    match procedure.kind {
        Kind::Leave => Stage::ToHandOver,
        // A special purchase is approved by the government and bought through article 15, however small the
        // change is that asks for it.
        _ if procedure.is_special() => Stage::ToGovernment,
        _ if procedure.is_full() => Stage::ToProcure,
        _ => Stage::ToActivate,
    }
}

/// Where a case stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Nothing was handed in.
    Begin,
    /// A procedure is open.
    Open(Kind, Stage),
    /// 运行: the system runs and nothing is open.
    Running,
    /// 已撤回, for good: it never ran.
    Withdrawn,
    /// 不予同意, for good: it never ran.
    Refused,
    /// 已终止: the system has left.
    Left,
}

impl Standing {
    /// Where this life stands.
    pub fn of(life: &Life) -> Self {
        if life.has_left() {
            return Self::Left;
        }
        match life.at_work() {
            Some(procedure) => Self::Open(procedure.kind, stage(procedure)),
            None if life.is_running() => Self::Running,
            None => match life.procedures.last().and_then(|p| p.close) {
                None => Self::Begin,
                Some(Close::Refused) => Self::Refused,
                Some(_) => Self::Withdrawn,
            },
        }
    }

    /// True where nothing follows.
    pub fn is_final(self) -> bool {
        matches!(self, Self::Withdrawn | Self::Refused | Self::Left)
    }

    /// Whose turn it is; `None` where nobody is waited for.
    pub fn turn(self) -> Option<Role> {
        match self {
            Self::Begin => Some(Role::Department),
            Self::Open(_, stage) => Some(stage.turn()),
            Self::Running | Self::Withdrawn | Self::Refused | Self::Left => None,
        }
    }

    /// Name in files.
    pub fn code(self) -> &'static str {
        match self {
            Self::Begin => "begin",
            Self::Open(_, stage) => stage.code(),
            Self::Running => "running",
            Self::Withdrawn => "withdrawn",
            Self::Refused => "refused",
            Self::Left => "left",
        }
    }

    /// Its name for people, Chinese and English.
    pub fn name(self) -> (&'static str, &'static str) {
        match self {
            Self::Begin => ("未提交", "not handed in"),
            Self::Open(Kind::Change, Stage::ToActivate) => ("待实施", "to be carried out"),
            Self::Open(_, stage) => stage.name(),
            Self::Running => ("运行中", "running"),
            Self::Withdrawn => ("已撤回", "withdrawn"),
            Self::Refused => ("未获同意", "refused"),
            Self::Left => ("已终止", "left"),
        }
    }
}
