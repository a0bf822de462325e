//! 信息系统.

use super::{FieldKind::*, Group, When, ask};
use crate::dossier::field::Choice;

const BUILDS: &[Choice] = &[
    ("new", "新建", "New"),
    ("continued", "续建", "Continued"),
    ("rebuilt", "改建", "Rebuilt"),
    ("extended", "扩建", "Extended"),
    ("running", "在运行", "Already running"),
];

const USERS: &[Choice] = &[
    ("public", "社会公众", "The public"),
    ("enterprise", "企业和其他组织", "Companies and other bodies"),
    ("own", "本部门工作人员", "Staff of the department"),
    ("government", "其他政务部门", "Other government bodies"),
];

const COMPLEXITY: &[Choice] = &[
    ("simple", "简单：单一应用，少量数据", "Simple: one application, few data"),
    ("ordinary", "一般：多个模块，关系型数据库", "Ordinary: several modules, a relational database"),
    (
        "complex",
        "复杂：多个子系统，高可用或大数据",
        "Complex: several subsystems, high availability or big data",
    ),
];

/// A machine room of its own that a law or national document is said to provide for.
const EXCEPTED: &[When] = &[When::Is("room.own", &["yes"]), When::Is("room.excepted", &["yes"])];

const SCOPES: &[Choice] = &[
    ("own", "本单位", "The department itself"),
    ("province", "全省", "The province"),
    ("country", "全国", "The whole country"),
    ("other", "其他", "Other"),
];

pub(super) const GROUPS: &[Group] = &[
    Group(
        "系统概况",
        "The system",
        &[
            ask("system.name", "信息系统名称", "Name of the system", Line(100))
                .hint("与立项、等保备案名称一致。", "As in its approval and its level filing."),
            ask("system.build", "建设性质", "Kind of build", OneOf(BUILDS)).article(5),
            ask("system.purpose", "建设目的和主要功能", "Purpose and main functions", Paragraph(1000)),
            ask("system.runs", "部署内容", "What will run", Paragraph(1000))
                .hint(
                    "应用、数据库、中间件等，各自的用途。",
                    "Applications, databases, middleware, and what each is for.",
                )
                .optional(),
            ask("system.complexity", "系统复杂程度", "Complexity", OneOf(COMPLEXITY)).optional(),
            ask("system.available", "是否需要高可用", "Must it be highly available?", YesNo)
                .hint("停机影响公众办事的，选“是”。", "Yes where the public is affected when it stops.")
                .optional(),
        ],
    ),
    Group(
        "用户",
        "Users",
        &[
            ask("system.users", "用户范围", "Who uses it", AnyOf(USERS)),
            ask("system.users_count", "用户数量", "Number of users", Whole(0, 2_000_000_000))
                .hint("登记用户的估计数。", "An estimate of registered users."),
            ask("system.scope", "服务范围", "Reach", OneOf(SCOPES)).optional(),
            ask("system.users_peak", "高峰并发数", "Users at the same time at peak", Whole(0, 2_000_000_000))
                .optional(),
        ],
    ),
    Group(
        "现状",
        "Where it stands today",
        &[
            ask("system.location", "现部署位置", "Where it runs now", Paragraph(500))
                .hint("机房、服务器和存储的现状。", "Machine room, servers and storage as they are.")
                .when(When::Is("errand", &["migrate"])),
            ask("system.running_since", "投入运行日期", "Running since", Date)
                .optional()
                .when(When::Is("errand", &["migrate"])),
            ask("system.data_size", "待迁移数据量", "Data to be moved", Line(100))
                .hint("如：数据库 2 TB，文件 15 TB。", "For example: database 2 TB, files 15 TB.")
                .optional()
                .when(When::Is("errand", &["migrate"])),
        ],
    ),
    Group(
        "计划",
        "Schedule",
        &[
            ask("plan.deploy", "计划部署日期", "Planned deployment", Date),
            ask("plan.live", "计划上线日期", "Planned go-live", Date).hint(
                "部署之后应留出测试时间（第十六条：不少于15天）。",
                "Leave time for testing after deployment (article 16: not less than 15 days).",
            ),
        ],
    ),
    Group(
        "独立机房",
        "A machine room of its own",
        &[
            ask(
                "room.own",
                "是否新建独立的机房或数据中心",
                "Is a separate machine room or data centre to be built?",
                YesNo,
            )
            .article(5),
            ask(
                "room.excepted",
                "是否属于法律法规以及国家有关文件明确规定的情形",
                "Do laws or national documents expressly provide for it?",
                YesNo,
            )
            .article(5)
            .when(When::Is("room.own", &["yes"])),
            ask(
                "room.basis",
                "法律法规或国家有关文件的名称和条款",
                "Law or national document that provides for it",
                Paragraph(500),
            )
            .hint("写明文件名称、文号和相应条款。", "Title, number and clause.")
            .article(5)
            .when(When::All(EXCEPTED)),
            ask("room.document", "依据文件", "The document", Paper("exception"))
                .article(5)
                .when(When::All(EXCEPTED)),
        ],
    ),
];
