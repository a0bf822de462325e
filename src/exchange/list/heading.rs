//! What the heading of a column means: the one place that knows what people write over the columns of their lists.
//! Pasting, importing and the command line ask here.

use crate::basics::Words;
use crate::basics::decimal::half_width;
use crate::catalog::Edition;
use crate::dossier::read::COLUMNS;

/// What is done with a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Use {
    /// It holds this column of the resource table (`d.vcpu`, `t.zone`, `count` …).
    Field(String),
    /// It holds a whole configuration in one text: `4核8G`.
    Spec,
    /// It holds the unit in which the row's one amount is counted: `核`, `1GB`.
    Unit,
    /// Nobody knows it: what it holds goes into the remark, so that nothing is lost.
    Remark,
    /// It is left aside: running numbers, what was said of a row before, what the person does not want.
    Aside,
}

/// What a heading is taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// What it may mean, the likeliest first; another one where that is taken already.
    pub uses: Vec<Use>,
    /// The unit that stands in it: `内存(MB)`.
    pub unit: Option<String>,
}

/// Words over a column that names whole systems. In a list of one system it names the rows only where no other does.
pub(in crate::exchange) const SYSTEMS: [&str; 12] = [
    "系统",
    "系统名称",
    "信息系统",
    "信息系统名称",
    "所属系统",
    "业务系统",
    "业务系统名称",
    "应用系统",
    "应用系统名称",
    "system",
    "systemname",
    "application",
];

/// Words that people put over columns, beside the catalog's own names: column, words. In lower case, without spaces,
/// marks, and a unit in brackets.
const ALIASES: &[(&str, &[&str])] = &[
    (
        "name",
        &[
            "名称",
            "主机名",
            "主机名称",
            "虚拟机",
            "虚拟机名称",
            "虚拟机名",
            "服务器",
            "服务器名称",
            "服务器名",
            "云主机名称",
            "云服务器名称",
            "节点",
            "节点名称",
            "资源名称",
            "系统名称",
            "业务系统",
            "业务系统名称",
            "信息系统",
            "信息系统名称",
            "应用系统",
            "应用系统名称",
            "应用名称",
            "设备名称",
            "用途",
            "item",
            "name",
            "host",
            "hostname",
            "server",
            "servername",
            "vm",
            "vmname",
            "system",
        ],
    ),
    (
        "function",
        &[
            "类型",
            "功能",
            "服务",
            "资源类型",
            "服务类型",
            "服务名称",
            "服务项目",
            "云服务",
            "产品",
            "产品类型",
            "产品名称",
            "主机类型",
            "服务器类型",
            "资源类别",
            "subcategory",
            "function",
            "service",
            "type",
            "product",
        ],
    ),
    (
        "d.vcpu",
        &[
            "cpu",
            "vcpu",
            "核",
            "核数",
            "cpu核数",
            "vcpu核数",
            "cpu数",
            "cpu数量",
            "vcpu数",
            "vcpu数量",
            "cpu核",
            "处理器",
            "处理器核数",
            "逻辑核数",
            "虚拟核数",
            "cpu核心数",
            "cores",
            "cpucores",
            "vcpus",
            "cpus",
            "cpucount",
        ],
    ),
    ("d.memory", &["内存", "内存数量", "运行内存", "memory", "ram", "mem"]),
    (
        "d.disk.plain",
        &[
            "硬盘",
            "磁盘",
            "数据盘",
            "普通存储",
            "存储",
            "存储空间",
            "云硬盘",
            "普通硬盘",
            "数据磁盘",
            "磁盘空间",
            "硬盘空间",
            "disk",
            "storage",
            "datadisk",
            "hdd",
        ],
    ),
    (
        "d.disk.fast",
        &["高性能存储", "高速盘", "ssd", "高性能盘", "系统盘", "ssd盘", "固态硬盘", "高速存储", "systemdisk"],
    ),
    ("d.gpu", &["显卡", "gpu卡", "gpu数", "gpu数量", "gpu卡数"]),
    ("d.bandwidth", &["带宽", "网络带宽", "互联网带宽", "公网带宽", "出口带宽", "bandwidth"]),
    ("d.public_ip", &["公网ip", "互联网ip", "外网ip", "公网ip数", "互联网ip数量", "publicip"]),
    (
        "t.zone",
        &[
            "区域",
            "网络",
            "网络区域",
            "部署区域",
            "资源区域",
            "所在区域",
            "部署网络",
            "网络类型",
            "zone",
            "network",
        ],
    ),
    ("t.arch", &["架构", "cpu架构", "芯片架构", "arch", "architecture"]),
    ("t.os", &["操作系统", "系统", "系统版本", "操作系统版本", "os"]),
    ("t.level", &["等保级别", "等保等级", "等保", "安全等级", "等级保护", "安全保护等级"]),
    ("t.domestic", &["信创", "国产化", "是否国产化", "是否信创"]),
    (
        "count",
        &[
            "数量",
            "台数",
            "个数",
            "套数",
            "实例数",
            "实例数量",
            "主机数",
            "主机数量",
            "主机台数",
            "云主机数量",
            "云主机台数",
            "虚拟机数量",
            "虚拟机台数",
            "服务器数量",
            "服务器台数",
            "申请数量",
            "count",
            "quantity",
            "qty",
            "instances",
            "quantityseen",
            "number",
        ],
    ),
    (
        "months",
        &[
            "月数",
            "服务周期",
            "使用期限",
            "期限",
            "服务期限",
            "服务期",
            "使用时长",
            "时长",
            "租期",
            "租用时长",
            "使用月数",
            "月份数",
            "months",
            "term",
            "period",
            "duration",
        ],
    ),
    ("reason", &["理由", "说明", "申请理由", "需求说明", "用途说明", "用途", "reason", "purpose"]),
    ("remark", &["备注", "附注", "备注说明", "说明", "remark", "remarks", "note", "notes", "comment"]),
    ("divisible", &["是否可拆分"]),
];

/// Headings of a configuration in one text.
const SPECS: &[&str] =
    &["配置", "规格", "规格配置", "配置规格", "主机配置", "规格型号", "spec", "flavor", "configuration"];

/// Headings of units.
const UNITS: &[&str] = &["单位", "计量单位", "计价单位", "计费单位", "unit", "units", "uom"];

/// Headings of running numbers.
const NUMBERS: &[&str] = &["序号", "编号", "行", "no", "no.", "#", "row", "index", "№"];

/// What stands before a heading without changing what it means.
const BEFORE: &[&str] = &[
    "申请",
    "拟申请",
    "所需",
    "需求",
    "单台",
    "每台",
    "单机",
    "云主机",
    "云服务器",
    "虚拟机",
    "服务器",
    "是否",
    "per",
];
/// What stands behind one.
const BEHIND: &[&str] = &["大小", "容量", "规格", "需求", "要求", "配置", "size", "capacity", "amount"];

/// What a heading means; `None` where it means nothing that is known.
pub fn heading(text: &str, edition: &Edition) -> Option<Heading> {
    if super::columns::is_said(text, edition) {
        return Some(Heading { uses: vec![Use::Aside], unit: None });
    }
    let (whole, cut, unit) = parts(text);
    let known = |name: &str, unit: Option<&str>| {
        let uses = uses(name, edition);
        (!uses.is_empty()).then(|| Heading { uses, unit: unit.map(str::to_owned) })
    };
    // As it stands; without the unit in brackets; without what stands before and behind; with a unit at its end.
    let tries = [(whole.as_str(), None), (cut.as_str(), unit.as_deref())];
    tries
        .iter()
        .find_map(|(name, unit)| known(name, *unit))
        .or_else(|| known(stripped(&cut), unit.as_deref()))
        .or_else(|| {
            let units = edition.dimensions.iter().flat_map(|d| &d.units);
            let end = units.flat_map(|unit| unit.names()).map(normal);
            end.filter(|unit| !unit.is_empty()).find_map(|unit| known(cut.strip_suffix(&unit)?, Some(&unit)))
        })
}

/// The heading in lower case without what people write differently, the same without brackets, and the unit that
/// they hold.
fn parts(text: &str) -> (String, String, Option<String>) {
    let whole = normal(text);
    let at = whole.find(['(', '[', '【', '/', ':']).filter(|at| *at > 0);
    let Some(at) = at else { return (whole.clone(), whole, None) };
    let (cut, rest) = whole.split_at(at);
    let unit = rest.trim_matches(['(', ')', '[', ']', '【', '】', '/', ':']);
    let unit = unit.trim_start_matches("单位").trim_start_matches(':');
    let unit = unit.split('/').next().unwrap_or_default();
    let unit = Some(unit.to_owned()).filter(|unit| !unit.is_empty());
    (whole.clone(), cut.to_owned(), unit)
}

/// Lower case, plain width, without spaces and marks.
pub(super) fn normal(text: &str) -> String {
    let plain = text.chars().map(half_width);
    let plain = plain.filter(|c| !c.is_whitespace() && !matches!(c, '*' | '_' | '＊' | '\''));
    plain.collect::<String>().to_lowercase()
}

fn stripped(name: &str) -> &str {
    let before = BEFORE.iter().filter_map(|before| name.strip_prefix(before)).min_by_key(|rest| rest.len());
    let name = before.filter(|rest| !rest.is_empty()).unwrap_or(name);
    let behind = BEHIND.iter().filter_map(|behind| name.strip_suffix(behind)).min_by_key(|rest| rest.len());
    behind.filter(|rest| !rest.is_empty()).unwrap_or(name)
}

/// What a name may mean.
fn uses(name: &str, edition: &Edition) -> Vec<Use> {
    if NUMBERS.contains(&name) {
        return vec![Use::Aside];
    }
    let field = |column: String| vec![Use::Field(column)];
    let named = |words: &Words| name == normal(&words.zh) || name == normal(&words.en);
    if let Some(d) = edition.dimensions.iter().find(|d| named(&d.name) || name == normal(&d.code)) {
        return field(format!("d.{}", d.code));
    }
    let preferred = ["偏好", "优先", "preferred", "prefer"].iter().find_map(|word| name.strip_prefix(word));
    let of_trait = preferred.map_or(name, |rest| rest.trim_start_matches([':', '.']));
    let named = |words: &Words| of_trait == normal(&words.zh) || of_trait == normal(&words.en);
    if let Some(t) = edition.traits.iter().find(|t| named(&t.name) || of_trait == normal(&t.code)) {
        return field(format!("{}.{}", if preferred.is_some() { "p" } else { "t" }, t.code));
    }
    if let Some((column, ..)) =
        COLUMNS.iter().find(|(code, zh, en)| [*code, *zh].contains(&name) || normal(en) == name)
    {
        return also(column, name, edition);
    }
    if UNITS.contains(&name) {
        return vec![Use::Unit];
    }
    if SPECS.contains(&name) && edition.dimension("vcpu").is_some() {
        return vec![Use::Spec];
    }
    also("", name, edition)
}

/// The column, if any, and all others whose words have this name.
fn also(column: &str, name: &str, edition: &Edition) -> Vec<Use> {
    let others =
        ALIASES.iter().filter(|(of, words)| *of != column && words.contains(&name)).map(|(of, _)| *of);
    let all = std::iter::once(column).filter(|column| !column.is_empty()).chain(others);
    let known = all.filter(|column| exists(column, edition)).map(|column| Use::Field(column.to_owned()));
    known.chain(SYSTEMS.contains(&name).then_some(Use::Remark)).collect()
}

/// True for a column that the resource table has under this catalog.
pub fn exists(column: &str, edition: &Edition) -> bool {
    match column.split_once('.') {
        Some(("d", code)) => edition.dimension(code).is_some(),
        Some(("t" | "p", code)) => edition.trait_of(code).is_some(),
        _ => COLUMNS.iter().any(|(code, ..)| *code == column),
    }
}

/// The name of a column of the resource table for people.
pub fn name(column: &str, edition: &Edition) -> Words {
    match column.split_once('.') {
        Some(("d", code)) => edition.dimension(code).map(|(_, d)| d.name.clone()),
        Some(("t", code)) => edition.trait_of(code).map(|t| t.name.clone()),
        Some(("p", code)) => edition.trait_of(code).map(|t| {
            Words::new(
                format!("偏好：{}", t.name.zh),
                format!("Preferred: {}", t.name.get(crate::basics::Lang::En)),
            )
        }),
        _ => COLUMNS.iter().find(|(code, ..)| *code == column).map(|(_, zh, en)| Words::new(*zh, *en)),
    }
    .unwrap_or_else(|| Words::same(column))
}
