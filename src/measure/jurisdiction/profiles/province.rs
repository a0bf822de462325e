//! The table of the province. No published source gives numbers by which a need is reckoned from users and data, so
//! every number here is 示例; the one that leans on something published says on what.

use super::frame::{ONLINE, STORED, quantities, questions, tiers};
use super::{Condition, Gift, Profiles, Rule, Source};
use crate::basics::Words;

/// A text in Chinese and English.
type Text = (&'static str, &'static str);

/// An amount of a rule: dimension, amount, for each so many of this quantity.
type Given = (&'static str, i64, Option<(i64, &'static str)>);

/// A rule as it is written down here: id, words, the options that it asks for, tiers, amounts.
type Row =
    (&'static str, Text, &'static [(&'static str, &'static str)], &'static [&'static str], &'static [Given]);

/// One more `amount` for each `per` of users that are active at once.
const fn online(dimension: &'static str, amount: i64, per: i64) -> Given {
    (dimension, amount, Some((per, ONLINE)))
}

/// One more `amount` for each `per` GB that is kept.
const fn stored(dimension: &'static str, amount: i64, per: i64) -> Given {
    (dimension, amount, Some((per, STORED)))
}

const ROWS: &[Row] = &[
    (
        "portal-web",
        ("门户网站：每200人同时在线，网页层2核4GB", "Portal: web 2 vCPU and 4 GB per 200 active"),
        &[("kind", "portal")],
        &["web"],
        &[online("vcpu", 2, 200), online("memory", 4, 200)],
    ),
    (
        "portal-app",
        ("门户网站：每400人同时在线，应用层2核4GB", "Portal: application 2 vCPU and 4 GB per 400 active"),
        &[("kind", "portal")],
        &["app"],
        &[online("vcpu", 2, 400), online("memory", 4, 400)],
    ),
    (
        "portal-database",
        (
            "门户网站：每400人同时在线，数据库1核4GB；数据的五分之一入库",
            "Portal: database 1 vCPU and 4 GB per 400 active; a fifth of the data",
        ),
        &[("kind", "portal")],
        &["database"],
        &[online("vcpu", 1, 400), online("memory", 4, 400), stored("disk.fast", 20, 100)],
    ),
    (
        "office-web",
        ("政务办理：每200人同时在线，网页层2核4GB", "Office: web 2 vCPU and 4 GB per 200 active"),
        &[("kind", "office")],
        &["web"],
        &[online("vcpu", 2, 200), online("memory", 4, 200)],
    ),
    (
        "office-app",
        ("政务办理：每100人同时在线，应用层2核8GB", "Office: application 2 vCPU and 8 GB per 100 active"),
        &[("kind", "office")],
        &["app"],
        &[online("vcpu", 2, 100), online("memory", 8, 100)],
    ),
    (
        "office-database",
        (
            "政务办理：每200人同时在线，数据库2核8GB；数据的一半入库",
            "Office: database 2 vCPU and 8 GB per 200 active; half of the data",
        ),
        &[("kind", "office")],
        &["database"],
        &[online("vcpu", 2, 200), online("memory", 8, 200), stored("disk.fast", 50, 100)],
    ),
    (
        "exchange-app",
        (
            "数据交换：每100人（或接口连接）同时在线，应用层4核8GB",
            "Exchange: application 4 vCPU and 8 GB per 100 active (or connected)",
        ),
        &[("kind", "exchange")],
        &["app"],
        &[online("vcpu", 4, 100), online("memory", 8, 100)],
    ),
    (
        "exchange-database",
        (
            "数据交换：每100人同时在线，数据库2核8GB；数据全部入库",
            "Exchange: database 2 vCPU and 8 GB per 100 active; all of the data",
        ),
        &[("kind", "exchange")],
        &["database"],
        &[online("vcpu", 2, 100), online("memory", 8, 100), stored("disk.fast", 1, 1)],
    ),
    (
        "exchange-queue",
        ("数据交换：消息中间件1套", "Exchange: one message queue"),
        &[("kind", "exchange")],
        &["queue"],
        &[("instance", 1, None)],
    ),
    (
        "map-web",
        ("地图：每100人同时在线，网页层2核4GB", "Maps: web 2 vCPU and 4 GB per 100 active"),
        &[("kind", "map")],
        &["web"],
        &[online("vcpu", 2, 100), online("memory", 4, 100)],
    ),
    (
        "map-app",
        ("地图：每100人同时在线，应用层4核16GB", "Maps: application 4 vCPU and 16 GB per 100 active"),
        &[("kind", "map")],
        &["app"],
        &[online("vcpu", 4, 100), online("memory", 16, 100)],
    ),
    (
        "map-database",
        (
            "地图：每100人同时在线，数据库2核8GB；数据的十分之三入库",
            "Maps: database 2 vCPU and 8 GB per 100 active; three tenths of the data",
        ),
        &[("kind", "map")],
        &["database"],
        &[online("vcpu", 2, 100), online("memory", 8, 100), stored("disk.fast", 30, 100)],
    ),
    (
        "video-web",
        ("视频：每200人同时在线，网页层2核4GB", "Video: web 2 vCPU and 4 GB per 200 active"),
        &[("kind", "video")],
        &["web"],
        &[online("vcpu", 2, 200), online("memory", 4, 200)],
    ),
    (
        "video-app",
        ("视频：每100人同时在线，应用层8核16GB", "Video: application 8 vCPU and 16 GB per 100 active"),
        &[("kind", "video")],
        &["app"],
        &[online("vcpu", 8, 100), online("memory", 16, 100)],
    ),
    (
        "video-database",
        (
            "视频：每400人同时在线，数据库1核4GB；数据的百分之五入库",
            "Video: database 1 vCPU and 4 GB per 400 active; a twentieth of the data",
        ),
        &[("kind", "video")],
        &["database"],
        &[online("vcpu", 1, 400), online("memory", 4, 400), stored("disk.fast", 5, 100)],
    ),
    (
        "database-app",
        ("数据库为主：每100人同时在线，应用层2核8GB", "Database: application 2 vCPU and 8 GB per 100 active"),
        &[("kind", "database")],
        &["app"],
        &[online("vcpu", 2, 100), online("memory", 8, 100)],
    ),
    (
        "database-database",
        (
            "数据库为主：每100人同时在线，数据库4核16GB；数据全部入库，另留一半作索引和临时空间",
            "Database: 4 vCPU and 16 GB per 100 active; all of the data and half as much for indexes and work",
        ),
        &[("kind", "database")],
        &["database"],
        &[online("vcpu", 4, 100), online("memory", 16, 100), stored("disk.fast", 3, 2)],
    ),
    (
        "files-whole",
        ("地图、视频：数据全部放入对象存储", "Maps and video: all of the data in object storage"),
        &[("kind", "map"), ("kind", "video")],
        &["files"],
        &[stored("disk.static", 1, 1_024)],
    ),
    (
        "files-part",
        (
            "门户网站、政务办理：附件按全部数据量放入对象存储",
            "Portal and office: attachments in object storage, as much as all of the data",
        ),
        &[("kind", "portal"), ("kind", "office")],
        &["files"],
        &[stored("disk.static", 1, 1_024)],
    ),
    (
        "bandwidth-light",
        (
            "面向互联网的政务办理、数据交换、数据库：每20人同时在线1Mbps",
            "Office, exchange or database on the internet: 1 Mbps per 20 active",
        ),
        &[("kind", "office"), ("kind", "exchange"), ("kind", "database"), ("zone", "internet")],
        &["bandwidth"],
        &[online("bandwidth", 1, 20)],
    ),
    (
        "bandwidth-middle",
        (
            "面向互联网的门户网站、地图：每5人同时在线1Mbps",
            "Portal or maps on the internet: 1 Mbps per 5 active",
        ),
        &[("kind", "portal"), ("kind", "map"), ("zone", "internet")],
        &["bandwidth"],
        &[online("bandwidth", 1, 5)],
    ),
    (
        "bandwidth-video",
        ("面向互联网的视频：每人同时在线2Mbps", "Video on the internet: 2 Mbps for each active"),
        &[("kind", "video"), ("zone", "internet")],
        &["bandwidth"],
        &[online("bandwidth", 2, 1)],
    ),
    (
        "address",
        ("面向互联网：互联网IP地址1个", "On the internet: one address"),
        &[("zone", "internet")],
        &["address"],
        &[("public_ip", 1, None)],
    ),
    (
        "balancer",
        ("不能长时间中断：负载均衡，内网IP 1个", "No long break: load balancing, one internal address"),
        &[("availability", "standby"), ("availability", "high")],
        &["balancer"],
        &[("balancer_ip", 1, None)],
    ),
];

/// The rules whose memory leans on a published list.
const ONE_TO_FOUR: &[&str] = &[
    "portal-database",
    "office-app",
    "office-database",
    "exchange-database",
    "map-app",
    "map-database",
    "video-database",
    "database-app",
    "database-database",
];

/// What availability asks for: id, words, option, tiers, carriers, spare.
type Spare = (&'static str, Text, &'static str, &'static [&'static str], i64, i64);

const SPARES: &[Spare] = &[
    (
        "standby-servers",
        ("工作时间不中断：另备1台同样的服务器", "No break in office hours: one more server of the same size"),
        "standby",
        &["web", "app"],
        1,
        1,
    ),
    (
        "standby-database",
        ("工作时间不中断：数据库一主一备", "No break in office hours: a second database, standing by"),
        "standby",
        &["database"],
        1,
        1,
    ),
    (
        "high-servers",
        (
            "全天不中断：至少2台分担负载，另备1台",
            "No break at all: at least two servers share the load, and one more stands by",
        ),
        "high",
        &["web", "app"],
        2,
        1,
    ),
    (
        "high-database",
        ("全天不中断：数据库一主二备", "No break at all: two more databases, standing by"),
        "high",
        &["database"],
        1,
        2,
    ),
];

/// What must hold of what is proposed: id, words, question, option, tiers, trait, value.
type Trait =
    (&'static str, Text, (&'static str, &'static str), &'static [&'static str], (&'static str, &'static str));

const TRAITS: &[Trait] = &[
    ("arch-x86", ("选定x86架构", "x86 was chosen"), ("arch", "x86"), &["web", "app"], ("arch", "x86")),
    ("arch-arm", ("选定ARM架构", "ARM was chosen"), ("arch", "arm"), &["web", "app"], ("arch", "arm")),
    (
        "arch-domestic",
        ("选定信创", "信创 (domestic) was chosen"),
        ("arch", "domestic"),
        &["web", "app", "database"],
        ("domestic", "yes"),
    ),
    (
        "zone-egov",
        ("部署在政务外网区", "In the government extranet"),
        ("zone", "egov"),
        &["web", "app", "database"],
        ("zone", "egov"),
    ),
    (
        "zone-internet",
        ("部署在互联网区", "In the internet zone"),
        ("zone", "internet"),
        &["web", "app", "database"],
        ("zone", "internet"),
    ),
];

/// The table that ships.
pub fn province() -> Profiles {
    let mut rules: Vec<Rule> = ROWS.iter().map(rule).collect();
    rules.extend(SPARES.iter().map(|(id, says, option, tiers, carriers, spare)| Rule {
        carriers: *carriers,
        spare: *spare,
        ..plain(id, *says, &[("availability", option)], tiers)
    }));
    rules.extend(TRAITS.iter().map(|(id, says, when, tiers, (code, value))| Rule {
        traits: [((*code).to_owned(), (*value).to_owned())].into(),
        ..plain(id, *says, &[*when], tiers)
    }));
    Profiles {
        id: "heilongjiang-example".to_owned(),
        name: Words::new("资源需求估算表（示例）", "Table of profiles (示例)"),
        source: Source::Default(Words::new(
            "示例：没有公开来源规定如何由用户数和数据量估算资源，本表数值均为示例；本办法未作规定，请以论证意见为准",
            "Illustrative (示例): no published source says how resources are reckoned from users and data, and the \
             measure does not; every number of this table is an example, and the appraisal (论证) goes before it",
        )),
        questions: questions(),
        quantities: quantities(),
        tiers: tiers(),
        rules,
    }
}

fn words((zh, en): Text) -> Words {
    Words::new(zh, en)
}

fn plain(id: &str, says: Text, when: &[(&str, &str)], tiers: &[&str]) -> Rule {
    let mut rule = Rule {
        id: id.to_owned(),
        says: words(says),
        source: None,
        when: Default::default(),
        tiers: tiers.iter().map(|tier| (*tier).to_owned()).collect(),
        gives: Vec::new(),
        carriers: 1,
        spare: 0,
        traits: Default::default(),
    };
    for (question, option) in when {
        let wanted = rule.when.entry((*question).to_owned());
        if let Condition::OneOf(codes) = wanted.or_insert_with(|| Condition::OneOf(Vec::new())) {
            codes.push((*option).to_owned());
        }
    }
    rule
}

fn rule((id, says, when, tiers, gives): &Row) -> Rule {
    let gift = |(dimension, amount, each): &Given| Gift {
        dimension: (*dimension).to_owned(),
        amount: *amount,
        of: each.map(|(_, quantity)| quantity.to_owned()),
        per: each.map_or(1, |(per, _)| per),
    };
    let source = ONE_TO_FOUR.contains(id).then(|| {
        Source::Outside(Words::new(
            "解释：vCPU与内存约1比4，参照一个部门公开的资源清单（925核、3689GB）；每多少人多少核仍为示例",
            "Interpretation (解释): about 1 vCPU to 4 GB, after one department's published list (925 vCPU, 3,689 GB); \
             how many vCPU for how many users remains an example (示例)",
        ))
    });
    Rule { gives: gives.iter().map(gift).collect(), source, ..plain(id, *says, when, tiers) }
}
