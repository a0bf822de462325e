//! 备案登记 (article 16) as a table: which systems filed contract, test report and risk assessment, and when.

use super::sheet::{Cell, Sheet};
use crate::basics::{Lang, Words, date};
use crate::dossier::papers;
use crate::lifecycle::filed::Filing;

/// A filing with the case that it belongs to.
#[derive(Clone, Debug, PartialEq)]
pub struct Registered {
    /// Reference of the case.
    pub reference: String,
    /// Name of the information system.
    pub system: String,
    /// Name of the department.
    pub department: String,
    /// Where the case stands now.
    pub standing: Words,
    /// The filing.
    pub filing: Filing,
}

/// The register: a row a filing, in the order given.
pub fn sheet(filings: &[Registered], about: Vec<(String, String)>, lang: Lang) -> Sheet {
    let say = |zh: &str, en: &str| Words::new(zh, en).get(lang).to_owned();
    let title = say(
        "备案登记（第十六条）：服务合同、测试报告、安全风险评估报告",
        "Register of filings (article 16): contract, test report, risk assessment",
    );
    Sheet {
        name: say("备案登记", "Filings"),
        title,
        about,
        headings: [
            ("信息系统", "Information system"),
            ("案卷号", "Case"),
            ("使用部门", "Department"),
            ("云服务商", "Supplier"),
            ("备案日期", "Filed on"),
            ("正式运行日期", "Live from"),
            ("案卷现状", "The case now"),
            ("备案材料", "Papers"),
        ]
        .map(|(zh, en)| say(zh, en))
        .to_vec(),
        rows: filings.iter().map(|one| row(one, lang)).collect(),
        total: Vec::new(),
    }
}

fn row(one: &Registered, lang: Lang) -> Vec<Cell> {
    let Filing { act, supplier } = &one.filing;
    let papers: Vec<String> = act.sheet.attachments.iter().map(|paper| paper_name(paper, lang)).collect();
    let live = act.facts.deeds.filing.live.map(date::iso).unwrap_or_default();
    let texts = [
        one.system.clone(),
        one.reference.clone(),
        one.department.clone(),
        supplier.clone().unwrap_or_default(),
        date::iso(act.on),
        live,
        one.standing.get(lang).to_owned(),
        papers.join(Words::new("；", "; ").get(lang)),
    ];
    texts.map(Cell::Text).to_vec()
}

/// A paper by what it is and its file's name.
pub fn paper_name(paper: &crate::dossier::Attachment, lang: Lang) -> String {
    let role = papers::role(&paper.role).map(|role| Words::new(role.name.0, role.name.1));
    match role {
        Some(role) => format!("{} {}", role.get(lang), paper.name),
        None => paper.name.clone(),
    }
}
