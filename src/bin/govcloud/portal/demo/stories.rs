//! What happened in each demonstration case: one story a stage, and one for each way a case can end or rest.

use govcloud::dossier::Errand::{self, *};

/// One demonstration case.
pub(super) struct Story {
    /// Name in its keys.
    pub(super) code: &'static str,
    /// Name of the system.
    pub(super) system: &'static str,
    /// Account of the department.
    pub(super) department: &'static str,
    /// Account of the supplier that is chosen, where one is.
    pub(super) supplier: &'static str,
    /// True where something is to be bought apart (article 21).
    pub(super) special: bool,
    /// Virtual machines asked for.
    pub(super) machines: u32,
    /// The steps.
    pub(super) steps: &'static [Taken],
    /// Days since the last step.
    pub(super) rest: u64,
}

/// One step.
pub(super) struct Taken {
    /// What it is.
    pub(super) errand: Errand,
    /// Days after the step before.
    pub(super) after: u64,
    /// What it comes to, where it can come to several things: a code of its form.
    pub(super) outcome: &'static str,
}

const fn step(after: u64, errand: Errand) -> Taken {
    Taken { errand, after, outcome: "" }
}

const fn so(after: u64, errand: Errand, outcome: &'static str) -> Taken {
    Taken { errand, after, outcome }
}

/// The ordinary way, from the application to opening; stories stop on it.
const ORDINARY: &[Taken] = &[
    step(0, Deploy),
    step(6, Appraise),
    so(5, Decide, "approve"),
    step(20, Procure),
    step(4, Trial),
    step(21, Test),
    step(2, File),
    step(1, Activate),
];

/// The way of a special purchase to the deployment.
const SPECIAL: &[Taken] = &[
    step(0, Deploy),
    step(6, Appraise),
    so(5, Decide, "approve"),
    step(12, Government),
    step(20, Procure),
    step(5, Confirm),
];

/// From opening on, with what came then.
const fn opened_and(last: [Taken; 4]) -> [Taken; 12] {
    let [a, b, c, d] = last;
    [
        step(0, Deploy),
        step(6, Appraise),
        so(5, Decide, "approve"),
        step(20, Procure),
        step(4, Trial),
        step(21, Test),
        step(2, File),
        step(1, Activate),
        a,
        b,
        c,
        d,
    ]
}

const LEAVING: &[Taken] =
    &opened_and([step(150, Leave), so(5, Decide, "approve"), step(12, HandOver), step(6, Clear)]);

const CHANGING: &[Taken] =
    &opened_and([step(60, Advise), so(20, Change, "advised"), so(4, Decide, "approve"), step(0, Activate)]);

const fn first(steps: &'static [Taken], count: usize) -> &'static [Taken] {
    steps.split_at(count).0
}

const fn story(code: &'static str, system: &'static str, steps: &'static [Taken], rest: u64) -> Story {
    Story {
        code,
        system,
        department: "dept-a",
        supplier: "supplier-a",
        special: false,
        machines: 2,
        steps,
        rest,
    }
}

impl Story {
    const fn of_b(mut self) -> Self {
        (self.department, self.supplier) = ("dept-b", "supplier-b");
        self
    }

    const fn special(mut self) -> Self {
        self.special = true;
        self
    }

    const fn machines(mut self, machines: u32) -> Self {
        self.machines = machines;
        self
    }
}

/// Every story, the longest ago first, so that references rise with time as they would.
pub(super) const STORIES: &[Story] = &[
    story("left", "旧版信访登记系统（演示）", LEAVING, 20),
    story("to-clear", "督查督办归档系统（演示）", first(LEAVING, 11), 3),
    story("to-hand-over", "会议报名系统（演示）", first(LEAVING, 10), 4).of_b(),
    story("running", "政务信息公开平台（演示）", ORDINARY, 120).machines(6),
    story("changing", "企业服务热线系统（演示）", first(CHANGING, 11), 2).machines(8).of_b(),
    story("advised", "数据共享交换前置系统（演示）", first(CHANGING, 9), 5).machines(12),
    story("to-purchase", "遥感影像处理系统（演示）", SPECIAL, 3).special(),
    story("to-confirm", "气象数值分析系统（演示）", first(SPECIAL, 5), 2).special().of_b(),
    story("to-activate", "公共资源交易监督系统（演示）", first(ORDINARY, 7), 1).of_b(),
    story("to-file", "行政执法公示系统（演示）", first(ORDINARY, 6), 2),
    story("testing", "电子证照应用系统（演示）", first(ORDINARY, 5), 8).machines(4),
    story("to-government", "基因数据管理系统（演示）", first(SPECIAL, 3), 4).special(),
    story("to-deploy", "教育缴费查询系统（演示）", first(ORDINARY, 4), 3).of_b(),
    story("to-procure", "社会救助核对系统（演示）", first(ORDINARY, 3), 6),
    story(
        "refused",
        "内部通讯录系统（演示）",
        &[step(0, Deploy), step(6, Appraise), so(4, Decide, "refuse")],
        12,
    )
    .of_b(),
    story(
        "sent-back",
        "林草资源巡护系统（演示）",
        &[step(0, Deploy), step(6, Appraise), so(4, Decide, "back")],
        2,
    ),
    story("withdrawn", "展会预约系统（演示）", &[step(0, Deploy), step(3, Withdraw)], 9),
    story("to-decide", "农机补贴申报系统（演示）", first(ORDINARY, 2), 2).of_b(),
    story("to-appraise", "文物普查登记系统（演示）", first(ORDINARY, 1), 1),
];
