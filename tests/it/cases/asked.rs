//! What the form says an article asks for, that article asks for.

use super::columns::{Made, field, make};
use super::history;
use govcloud::basics::Path;
use govcloud::dossier::{
    Asked, Errand, FieldKind, FieldSpec, When,
    fields::{FIELDS, spec},
};
use govcloud::measure::{Terms, Verdict, review};
use std::collections::BTreeSet;

/// Fields that an article bears on when they are filled, not when they are empty.
const WHEN_FILLED: &[(&str, &str)] = &[("needs.supplier", "某云服务商")];

/// What was done before a step, so that its form is the one that is waited for.
fn before(errand: Errand) -> &'static str {
    match errand {
        Errand::Deploy | Errand::Migrate => "",
        Errand::Change => "标准至开通；调整建议 2026-05-01 建议内容=减少两台云主机",
        Errand::Leave | Errand::Advise => "标准至开通",
        Errand::Settle => "标准至开通；调整建议 2026-05-01",
        Errand::Withdraw | Errand::Appraise => "标准至部署申请",
        Errand::Decide => "标准至论证",
        Errand::Government => "特殊至审核",
        Errand::Procure => "标准至审核",
        Errand::Confirm => "特殊至采购",
        Errand::Purchase => "特殊至纳管确认",
        Errand::Trial => "标准至采购",
        Errand::Test => "标准至开始测试",
        Errand::File => "标准至测试结果",
        Errand::Activate => "标准至备案",
        Errand::HandOver => "标准至开通；终止申请 2026-05-01；审核 2026-05-10 通过",
        Errand::Clear => "标准至开通；终止申请 2026-05-01；审核 2026-05-10 通过；移交 2026-05-12 全部",
    }
}

/// The column of a field in a sheet.
fn column(spec: &FieldSpec) -> String {
    let label = spec.label.0.to_owned();
    if field(&label).is_some() { label } else { format!("{}·{label}", spec.group.0) }
}

/// The cells that make a field show.
fn shows(when: &When) -> Vec<(String, String)> {
    let cell = |key: &str, allowed: &dyn Fn(&str) -> bool| match key {
        "errand" => {
            let errand = Errand::ALL.into_iter().find(|errand| allowed(errand.code())).unwrap();
            [("事项", history::name(errand)), ("经过", before(errand))]
                .map(|(a, b)| (a.into(), b.into()))
                .to_vec()
        }
        "any.special" => {
            [("申请单独购置", "是"), ("适配结果", "无法适配")].map(|(a, b)| (a.into(), b.into())).to_vec()
        }
        key => {
            let steering = spec(key).unwrap();
            let zh = match steering.kind {
                FieldKind::OneOf(choices) => choices.iter().find(|c| allowed(c.0)).unwrap().1,
                _ if allowed("yes") => "是",
                _ => "否",
            };
            vec![(column(steering), zh.to_owned())]
        }
    };
    match when {
        When::Always => Vec::new(),
        When::Is(key, values) => cell(key, &|value| values.contains(&value)),
        When::IsNot(key, values) => cell(key, &|value| !values.contains(&value)),
        When::All(all) => all.iter().flat_map(shows).collect(),
    }
}

/// The places that provisions of an article speak of in a case.
fn spoken_of(made: &Made, article: u8) -> BTreeSet<Path> {
    let terms = Terms { edition: &made.edition, jurisdiction: &made.place, as_of: made.as_of };
    let review = review(&made.dossier, &terms);
    let missing =
        review.judged.iter().filter(|j| j.citation.article == article).flat_map(|j| match &j.verdict {
            Verdict::Unknown(missing) => missing.clone(),
            _ => Vec::new(),
        });
    let found = review.findings.iter().filter(|f| f.citation.article == article).map(|f| f.path.clone());
    missing.chain(found).collect()
}

#[test]
fn what_the_form_says_an_article_asks_for_it_asks_for() {
    for spec in FIELDS {
        let Asked::Article(article) = spec.asked else { continue };
        let mut cells = shows(&spec.when);
        if let Some((_, text)) = WHEN_FILLED.iter().find(|(key, _)| *key == spec.key) {
            cells.push((column(spec), (*text).to_owned()));
        }
        let cells: Vec<(&str, &str)> = cells.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        let made = make(&cells).unwrap();
        assert!(
            spoken_of(&made, article).contains(&Path::field(spec.key)),
            "article {article}: {}",
            spec.key
        );
    }
}
