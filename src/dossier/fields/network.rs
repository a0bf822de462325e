//! 网络.

use super::{FieldKind::*, Group, When, ask};
use crate::dossier::field::Choice;

const ZONES: &[Choice] = &[
    ("egov", "政务外网区", "Government extranet (政务外网区)"),
    ("internet", "互联网区", "Internet zone (互联网区)"),
    ("dmz", "DMZ 区", "DMZ"),
    ("line", "专线接入", "Dedicated line (专线)"),
];

pub(super) const GROUPS: &[Group] = &[
    Group(
        "网络区域",
        "Zones",
        &[
            ask("network.zones", "系统所在网络", "Zones it runs in", AnyOf(ZONES)),
            ask("network.links", "与其他系统的互联", "Links to other systems", Paragraph(500))
                .hint("对接的系统、所在网络和方式。", "Which systems, in which network, and how.")
                .optional(),
            ask(
                "network.addresses",
                "需访问或对接的 IP 地址",
                "Addresses to reach or to be reached from",
                Addresses,
            )
            .hint("IPv4、IPv6 或 CIDR，逗号或换行分隔。", "IPv4, IPv6 or CIDR, separated by commas or lines.")
            .optional(),
            ask("network.ports", "需开放的端口", "Ports to be opened", Paragraph(500))
                .hint("如：TCP 443，面向互联网。", "For example: TCP 443, to the internet.")
                .optional(),
        ],
    ),
    Group(
        "互联网",
        "Internet",
        &[
            ask("network.internet", "是否连接互联网", "Is it to be reached over the internet?", YesNo),
            ask("network.bandwidth", "期望带宽（Mbps）", "Bandwidth wished for (Mbps)", Whole(0, 1_000_000))
                .optional()
                .when(When::Is("network.internet", &["yes"])),
            ask("network.public_ips", "公网 IP 数", "Public addresses", Whole(0, 10_000))
                .optional()
                .when(When::Is("network.internet", &["yes"])),
            ask("network.domains", "域名", "Domain names", Line(500))
                .hint("多个域名用逗号分隔。", "Several are separated by commas.")
                .optional()
                .when(When::Is("network.internet", &["yes"])),
        ],
    ),
    Group(
        "远程运维",
        "Remote maintenance",
        &[
            ask("network.vpn", "是否需要 VPN", "Is a VPN needed?", YesNo).optional(),
            ask("network.vpn_count", "VPN 账号数", "VPN accounts", Whole(1, 10_000))
                .optional()
                .when(When::Is("network.vpn", &["yes"])),
        ],
    ),
];
