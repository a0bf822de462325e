//! What the table of the province asks, what it reckons first, and what it may propose.

use super::{Asked, Quantity, Question, Size, Term, Tier};
use crate::basics::Words;

/// A text in Chinese and English.
type Text = (&'static str, &'static str);

/// The quantity of users that are active at once.
pub(super) const ONLINE: &str = "online";
/// The quantity of data that is kept.
pub(super) const STORED: &str = "stored";

const KINDS: &[(&str, Text)] = &[
    ("portal", ("门户网站、信息发布", "Portal site, publishing")),
    ("office", ("政务办理、业务审批", "Office transactions, approvals")),
    ("exchange", ("数据共享交换", "Data exchange")),
    ("map", ("地图、空间信息", "Maps, spatial data")),
    ("video", ("视频、音频", "Video, audio")),
    ("database", ("以数据库为主：统计、分析", "Mostly database: statistics, analysis")),
];

fn words((zh, en): Text) -> Words {
    Words::new(zh, en)
}

/// The questions.
pub(super) fn questions() -> Vec<Question> {
    let number = |id: &str, name: Text, unit: Text, (least, most): (i64, i64), assumed| Question {
        id: id.to_owned(),
        name: words(name),
        asked: Asked::Number { unit: words(unit), least, most, assumed },
    };
    let choice = |id: &str, name: Text, options: &[(&str, Text)], assumed: Option<&str>| Question {
        id: id.to_owned(),
        name: words(name),
        asked: Asked::Choice {
            options: options.iter().map(|(code, name)| ((*code).to_owned(), words(*name))).collect(),
            assumed: assumed.map(str::to_owned),
        },
    };
    vec![
        number("users", ("用户数", "Users"), ("人", "users"), (1, 100_000_000), None),
        number(
            "active",
            ("同时在线的用户占百分之几", "Share of users active at once"),
            ("%", "%"),
            (1, 100),
            Some(10),
        ),
        choice("kind", ("业务类型", "Kind of business"), KINDS, None),
        number("data", ("现有数据量", "Data now"), ("GB", "GB"), (0, 10_000_000), Some(100)),
        number("growth", ("每年新增数据量", "Data added each year"), ("GB", "GB"), (0, 10_000_000), Some(50)),
        choice(
            "availability",
            ("可用性要求", "Availability"),
            &[
                ("single", ("可以中断", "May break off")),
                ("standby", ("工作时间不中断", "No break in office hours")),
                ("high", ("全天不中断", "No break at all")),
            ],
            Some("standby"),
        ),
        choice(
            "arch",
            ("处理器架构、信创", "Architecture, 信创"),
            &[
                ("any", ("不限", "Any")),
                ("x86", ("x86", "x86")),
                ("arm", ("ARM", "ARM")),
                ("domestic", ("信创", "信创 (domestic)")),
            ],
            Some("any"),
        ),
        choice(
            "zone",
            ("网络区域", "Network zone"),
            &[
                ("egov", ("政务外网区", "Government extranet (政务外网区)")),
                ("internet", ("互联网区", "Internet zone (互联网区)")),
            ],
            Some("egov"),
        ),
    ]
}

/// The quantities.
pub(super) fn quantities() -> Vec<Quantity> {
    let term =
        |of: &[&str], times, per| Term { of: of.iter().map(|id| (*id).to_owned()).collect(), times, per };
    vec![
        Quantity {
            id: ONLINE.to_owned(),
            name: Words::new("同时在线用户", "Users active at once"),
            unit: Words::new("人", "users"),
            terms: vec![term(&["users", "active"], 1, 100)],
        },
        Quantity {
            id: STORED.to_owned(),
            name: Words::new("三年后的数据量", "Data in three years"),
            unit: Words::same("GB"),
            terms: vec![term(&["data"], 1, 1), term(&["growth"], 3, 1)],
        },
    ]
}

/// The tiers.
pub(super) fn tiers() -> Vec<Tier> {
    let size = |dimension: &str, unit: &str, least, step, most, each| Size {
        dimension: dimension.to_owned(),
        unit: unit.to_owned(),
        least,
        step,
        most,
        each,
    };
    let one = |dimension: &str, unit: &str| vec![size(dimension, unit, 0, 1, None, false)];
    let server = || {
        vec![
            size("vcpu", "核", 2, 2, Some(32), false),
            size("memory", "GB", 4, 4, Some(128), false),
            size("disk.plain", "GB", 100, 100, None, true),
        ]
    };
    let database = vec![
        size("instance", "套", 1, 1, None, true),
        size("vcpu", "核", 4, 4, None, false),
        size("memory", "GB", 16, 16, None, false),
        size("disk.fast", "GB", 100, 100, None, true),
    ];
    let tier = |id: &str, name: Text, function: &str, sizes| Tier {
        id: id.to_owned(),
        name: words(name),
        function: function.to_owned(),
        sizes,
    };
    vec![
        tier("web", ("网页服务器", "Web server"), "compute/vm/general", server()),
        tier("app", ("应用服务器", "Application server"), "compute/vm/general", server()),
        tier("database", ("数据库", "Database"), "database/relational/service", database),
        tier("queue", ("消息中间件", "Message queue"), "middleware/message/queue", one("instance", "套")),
        tier("files", ("文件与附件", "Files"), "storage/object", one("disk.static", "TB")),
        tier("balancer", ("负载均衡", "Load balancing"), "network/balancer/host", one("balancer_ip", "个")),
        tier(
            "bandwidth",
            ("互联网带宽", "Internet bandwidth"),
            "network/internet/bandwidth",
            one("bandwidth", "Mbps"),
        ),
        tier("address", ("互联网IP地址", "Internet address"), "network/internet/ip", one("public_ip", "个")),
    ]
}
