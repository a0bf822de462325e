//! Lists as people keep them.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

use super::columns::columns;
use super::*;
use crate::dossier::{Draft, NeedRow, read::read as read_draft};
use crate::exchange::table::{Value, read_csv};
use std::sync::Arc;

fn edition() -> Edition {
    crate::wire::v1::catalog::read(include_str!("../../../www/catalogs/demo.json")).unwrap().0
}

fn listed(csv: &str) -> List {
    read(&read_csv(csv).unwrap(), &Mapping::default(), &edition())
}

/// A row as `column=text` pairs.
fn shown(list: &List, at: usize) -> String {
    let (number, cells) = &list.rows[at];
    let cells: Vec<String> = cells.iter().map(|(column, text)| format!("{column}={text}")).collect();
    format!("{number}: {}", cells.join(" "))
}

fn problems(list: &List) -> Vec<String> {
    let needs = list
        .rows
        .iter()
        .enumerate()
        .map(|(at, (_, cells))| Arc::new(NeedRow { id: format!("n{at}"), cells: cells.clone() }));
    let draft = Draft { needs: needs.collect(), ..Draft::default() };
    let found = read_draft(&draft, &edition()).problems;
    let needs: Vec<_> = found.into_iter().filter(|p| p.path.as_str().starts_with("/needs/")).collect();
    list.all_problems(&needs).iter().map(|p| format!("{} {}", p.cell, p.code)).collect()
}

#[test]
fn headings_as_people_write_them() {
    let edition = edition();
    for (heading, meant) in [
        ("CPU核数", "d.vcpu"),
        ("vCPU", "d.vcpu"),
        ("CPU（核）", "d.vcpu"),
        ("vCPU数量(个)", "d.vcpu"),
        ("ＣＰＵ", "d.vcpu"),
        ("cpu_cores", "d.vcpu"),
        ("单台CPU核数", "d.vcpu"),
        ("内存(GB)", "d.memory:gb"),
        ("内存大小（MB）", "d.memory:mb"),
        ("内存/GB", "d.memory:gb"),
        ("内存容量(单位：GB)", "d.memory:gb"),
        ("内存GB", "d.memory:gb"),
        ("memory_gb", "d.memory:gb"),
        ("申请内存", "d.memory"),
        ("Memory (GB)", "d.memory:gb"),
        ("数据盘(TB)", "d.disk.plain:tb"),
        ("系统盘", "d.disk.fast"),
        ("普通存储（GB）", "d.disk.plain:gb"),
        ("disk.fast", "d.disk.fast"),
        ("带宽(Mbps)", "d.bandwidth:mbps"),
        ("公网IP", "d.public_ip"),
        ("台数", "count"),
        ("数量（台）", "count:台"),
        ("虚拟机数量", "count"),
        ("Quantity", "count"),
        ("quantity_seen", "count"),
        ("使用期限(年)", "months:年"),
        ("主机名称", "name"),
        ("信息系统名称", "name"),
        ("item", "name"),
        ("资源类型", "function"),
        ("subcategory", "function"),
        ("网络区域", "t.zone"),
        ("Zone", "t.zone"),
        ("是否信创", "t.domestic"),
        ("等保等级", "t.level"),
        ("偏好：操作系统", "p.os"),
        ("Preferred: Zone", "p.zone"),
        ("prefer.os", "p.os"),
        ("备注", "remark"),
        ("notes", "remark"),
    ] {
        let found = heading::heading(heading, &edition).unwrap_or_else(|| panic!("{heading}"));
        let Some(Use::Field(field)) = found.uses.first() else { panic!("{heading}: {found:?}") };
        let unit = found.unit.map_or(String::new(), |unit| format!(":{unit}"));
        let bare = !meant.contains(':');
        let said = if bare { field.clone() } else { format!("{field}{unit}") };
        assert_eq!(said, meant, "{heading}");
    }
    for aside in ["序号", "No.", "适配结论", "差额：内存(GB)", "费用（元）", "依据"] {
        let found = heading::heading(aside, &edition).map(|h| h.uses);
        assert_eq!(found, Some(vec![Use::Aside]), "{aside}");
    }
    assert_eq!(heading::heading("规格型号", &edition).map(|h| h.uses), Some(vec![Use::Spec]));
    // A total of all instances is no amount of one.
    for unknown in ["总内存", "机房", "责任人", "", "2026", "合计核数"] {
        assert_eq!(heading::heading(unknown, &edition), None, "{unknown}");
    }
}

#[test]
fn a_list_with_title_groups_sums_and_notes() {
    let list = listed(
        "某厅政务云资源需求表,,,,,,\n\
         序号,主机名称,CPU核数,内存(GB),台数,网络区域,机房\n\
         1,web,4核,8,2台,互联网,B2\n\
         2,db,8,32G,1,政务外网区,\n\
         一、中间件,,,,,,\n\
         序号,主机名称,CPU核数,内存(GB),台数,网络区域,机房\n\
         3,mq,4,8,1,,\n\
         ,合计,16,48,4,,\n\
         填表人：某某,,,,,,\n",
    );
    assert_eq!(list.heading, Some(2));
    let rows: Vec<String> = (0..list.rows.len()).map(|at| shown(&list, at)).collect();
    assert_eq!(
        rows,
        [
            "3: count=2 d.memory=8 d.vcpu=4 核 function=compute/vm/general name=web remark=B2 t.zone=internet",
            "4: count=1 d.memory=32 G d.vcpu=8 function=compute/vm/general name=db t.zone=egov",
            "7: count=1 d.memory=8 d.vcpu=4 function=compute/vm/general name=mq",
        ]
    );
    assert_eq!(
        list.skipped,
        [
            (1, Skip::Title),
            (2, Skip::Heading),
            (5, Skip::Lone),
            (6, Skip::Heading),
            (8, Skip::Total),
            (9, Skip::Lone)
        ]
    );
    assert_eq!(problems(&list), Vec::<String>::new());
}

#[test]
fn units_in_headings_and_cells_are_not_mixed_up() {
    let list = listed(
        "名称,CPU,内存(MB),数据盘(TB),使用期限(年)\na,4,8192,0.5,1\nb,4,8GB,500G,3年\nc,4,8GiB,1T,6个月\n",
    );
    let rows: Vec<String> = (0..3).map(|at| shown(&list, at)).collect();
    let server = "function=compute/vm/general";
    assert_eq!(
        rows[0],
        format!("2: d.disk.plain=0.5 TB d.memory=8192 MB d.vcpu=4 {server} months=12 name=a")
    );
    assert_eq!(rows[1], format!("3: d.disk.plain=500 G d.memory=8 GB d.vcpu=4 {server} months=36 name=b"));
    assert_eq!(rows[2], format!("4: d.disk.plain=1 TB d.memory=8 GB d.vcpu=4 {server} months=6 name=c"));
    assert_eq!(problems(&list), Vec::<String>::new());
    // A unit that nobody knows is said, and never dropped.
    let list = listed("名称,CPU,内存(条)\na,4,8\n");
    assert_eq!(list.rows[0].1["d.memory"], "8 条");
    assert_eq!(problems(&list), ["C2 need-unknown-unit"]);
}

#[test]
fn every_problem_has_its_cell() {
    let list = listed(
        "名称,类型,CPU核数,内存,台数,区域\na,云主机,4,很多,1,互联网\nb,云主机,4,8,0,火星\nc,飞机,4,8,1,\nd,云主机,-1,8,1,\n",
    );
    assert_eq!(
        problems(&list),
        [
            "D2 need-amount-not-a-number",
            "E3 need-count",
            "F3 need-unknown-value",
            "B4 need-function-unknown",
            "C5 need-amount-negative",
        ]
    );
    let list = listed("名称,带宽\na,8\n");
    assert_eq!(problems(&list), ["2 need-function-missing"], "what has no column is said of its row");
}

#[test]
fn cells_that_hold_no_value_are_said_and_spoil_their_row() {
    let mut table = read_csv("名称,CPU,内存,台数,备注\na,4,8,1,x\nb,4,8,1,\nc,4,8,1,\nd,4,8,1,\n").unwrap();
    table.rows[1].cells[2] = Value::Error("#REF!".into());
    table.rows[2].cells[2] = Value::Uncomputed;
    table.rows[3].cells[3] = Value::Day("2026-01-02".into());
    table.rows[4].cells[2] = Value::Merged(4, 2);
    table.rows[4].cells[0] = Value::Merged(4, 0);
    let list = read(&table, &Mapping::default(), &edition());
    let found = problems(&list);
    assert_eq!(
        found,
        ["C2 list-cell-error", "C3 list-cell-uncomputed", "D4 list-cell-date", "C5 list-cell-merged"]
    );
    assert_eq!(list.rows[3].1["name"], "c", "a name that is merged with the row above is that row's");
    let needs: Vec<_> = list
        .rows
        .iter()
        .map(|(_, cells)| {
            let row = NeedRow { id: "n".into(), cells: cells.clone() };
            crate::dossier::read::need(&row, 0, &edition(), 12).0
        })
        .collect();
    assert!(needs.iter().all(Option::is_none), "nothing is fitted as if less were asked for");
}

#[test]
fn a_configuration_in_one_column() {
    let list = listed("系统名称,配置,数量\n门户,8核16G500G,2\n后台,标准型,1\n");
    assert_eq!(
        shown(&list, 0),
        "2: count=2 d.disk.plain=500 GB d.memory=16 GB d.vcpu=8 function=compute/vm/general name=门户"
    );
    assert_eq!(list.rows[1].1["remark"], "标准型", "nothing is lost");
    assert_eq!(problems(&list), ["3 need-function-missing", "B3 list-spec"]);
}

#[test]
fn headings_over_two_rows() {
    let mut table = read_csv("名称,资源,,台数\n,CPU,内存(GB),\na,4,8,2\n").unwrap();
    table.rows[1].cells = vec![
        Value::Merged(1, 0),
        Value::Text("CPU".into()),
        Value::Text("内存(GB)".into()),
        Value::Merged(1, 3),
    ];
    let list = read(&table, &Mapping::default(), &edition());
    assert_eq!(list.heading, Some(2));
    assert_eq!(shown(&list, 0), "3: count=2 d.memory=8 d.vcpu=4 function=compute/vm/general name=a");
}

#[test]
fn the_person_has_the_last_word() {
    let csv = "名称,大小,CPU,内存\na,16,4,8\n";
    assert_eq!(shown(&listed(csv), 0), "2: d.memory=8 d.vcpu=4 function=compute/vm/general name=a remark=16");
    let said = [("大小", Some("d.memory")), ("内存", None), ("没有", Some("count"))];
    let mapping = Mapping {
        columns: said.into_iter().map(|(heading, to)| (heading.to_owned(), to.map(str::to_owned))).collect(),
    };
    let list = read(&read_csv(csv).unwrap(), &mapping, &edition());
    assert_eq!(shown(&list, 0), "2: d.memory=16 d.vcpu=4 function=compute/vm/general name=a");
    assert_eq!(list.problems[0].code, "list-column-missing");
}

#[test]
fn a_heading_that_means_two_things_takes_the_free_one() {
    let edition = edition();
    let held = |headings: &[&str]| -> Vec<Use> {
        let headings: Vec<String> = headings.iter().map(|h| (*h).to_owned()).collect();
        columns(&headings, &Mapping::default(), &edition).into_iter().map(|c| c.held).collect()
    };
    let field = |name: &str| Use::Field(name.to_owned());
    assert_eq!(held(&["用途", "名称"]), [field("reason"), field("name")]);
    assert_eq!(held(&["用途", "内存"]), [field("name"), field("d.memory")]);
    // The system's name is the row's only where nothing else is.
    let systems = listed("系统名称,主机名,CPU,内存\na,b,4,8\n");
    assert_eq!((systems.rows[0].1["name"].as_str(), systems.rows[0].1["remark"].as_str()), ("b", "a"));
    assert!(systems.problems.is_empty(), "{:?}", systems.problems);
    let twice = listed("名称,主机名,CPU,内存\na,b,4,8\n");
    assert_eq!((twice.rows[0].1["name"].as_str(), twice.rows[0].1["remark"].as_str()), ("a", "b"));
    assert_eq!(
        twice.problems.iter().map(|p| (p.cell.as_str(), p.code)).collect::<Vec<_>>(),
        [("B1", "list-column-twice")]
    );
}

#[test]
fn a_file_without_headings_says_so() {
    let list = listed("4,8\n8,16\n");
    assert_eq!(
        (list.rows.len(), list.problems[0].code, list.problems[0].bars),
        (0, "list-heading-missing", true)
    );
}

#[test]
fn words_for_codes() {
    let edition = edition();
    for (field, text, code) in [
        ("function", "云主机", "compute/vm/general"),
        ("function", "云主机服务", "compute/vm/general"),
        ("function", "ECS", "compute/vm/general"),
        ("function", "块存储·普通", "storage/block/plain"),
        ("t.zone", "互联网", "internet"),
        ("t.zone", "政务外网", "egov"),
        ("t.level", "等保三级", "3"),
        ("t.level", "3", "3"),
        ("t.domestic", "是", "yes"),
        ("t.domestic", "非信创", "no"),
        ("t.arch", "X86", "x86"),
        ("t.os", "麒麟", "kylin"),
        ("divisible", "√", "yes"),
        ("months", "12个月(服务期限)", "12"),
        ("count", "3 台", "3"),
        ("count", "三台", "三台"),
    ] {
        assert_eq!(written(field, text, None, &edition), code, "{field} {text}");
    }
}

#[test]
fn the_published_lists_are_read_with_the_same_words() {
    // The header of the lists that governments published, with rows as they stand there.
    let list = listed(
        "category,subcategory,item,spec,unit,price,currency,period,quantity_seen,notes\n\
         IaaS,云主机,基础型,\"2核、4G内存、100G硬盘\",台,,,12个月(服务期限),3,序号1\n",
    );
    assert_eq!(
        shown(&list, 0),
        "2: count=3 d.disk.plain=100 GB d.memory=4 GB d.vcpu=2 function=compute/vm/general months=12 name=基础型 \
         remark=IaaS; 序号1; 台"
    );
}

/// The list that a department published (see `tests/data/README.md`): one amount a row.
const PUBLISHED: &str = include_str!("../../../tests/data/beijing-mpa-2023.csv");

#[test]
fn a_list_with_one_amount_a_row_is_read_as_its_publisher_meant_it() {
    let list = listed(PUBLISHED);
    let rows: Vec<String> = (0..list.rows.len()).map(|at| shown(&list, at)).collect();
    let amounts = |row: &str| row.split(' ').filter(|c| c.starts_with("d.")).collect::<Vec<_>>().join(" ");
    let of: Vec<String> = rows.iter().map(|row| amounts(row)).collect();
    assert_eq!(
        of,
        [
            "d.memory=3689 d.vcpu=925",
            "d.disk.plain=34434",
            "d.disk.fast=104766",
            "d.disk.static=2",
            "d.bandwidth=2186",
            "d.public_ip=20",
            "d.balancer_ip=47",
            "d.account=12",
            "d.instance=26",
            "d.host=96",
        ],
        "{rows:#?}"
    );
    assert!(rows[0].contains("count=1") && rows[0].contains("divisible=yes"), "{}", rows[0]);
    assert!(
        rows[0].contains("function=compute/vm/general") && rows[0].contains("vCPU + 内存"),
        "{}",
        rows[0]
    );
    assert!(rows.iter().all(|row| row.contains("months=12")), "{rows:#?}");
    assert!(rows[4].contains("互联网链路服务"), "what the row called it stays: {}", rows[4]);
    assert_eq!(problems(&list), ["3 list-pooled"]);
}

#[test]
fn units_of_one_amount_count() {
    let list = listed(
        "名称,单位,数量\n内存,TB,2\n普通存储,100GB,5\n互联网IP,IP（公网）,3\n静态存储,GB,7\nCPU,核,8\n",
    );
    let rows: Vec<String> = (0..list.rows.len()).map(|at| shown(&list, at)).collect();
    let holds = |at: usize, text: &str| assert!(rows[at].contains(text), "{text}: {rows:#?}");
    holds(0, "d.memory=2 TB");
    holds(1, "d.disk.plain=500");
    holds(2, "d.public_ip=3");
    holds(4, "d.vcpu=8");
    // A unit that the dimension does not have is not dropped: it is told.
    holds(3, "d.disk.static=7 GB");
    assert_eq!(problems(&list), ["C5 need-unknown-unit"]);
}

#[test]
fn a_quantity_of_servers_stays_one() {
    let list = listed("名称,规格,单位,数量\n应用,4核8G,台,3\n云主机,,台,2\n");
    assert!(
        shown(&list, 0).contains("count=3") && shown(&list, 0).contains("d.vcpu=4"),
        "{}",
        shown(&list, 0)
    );
    // What has several amounts is not counted by one.
    assert!(shown(&list, 1).contains("count=2") && !shown(&list, 1).contains("d."), "{}", shown(&list, 1));
    let own = listed("名称,CPU核数,数量\n防火墙,,2\n应用,4,3\n");
    assert!(shown(&own, 0).contains("count=2") && !shown(&own, 0).contains("d."), "{}", shown(&own, 0));
}
