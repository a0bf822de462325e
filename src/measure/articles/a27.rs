//! # 第二十七条
//!
//! > 省政务云按照网络安全等级保护第三级实施安全防护。云服务商按照信息安全相关法律规定和政策要求,制定安全管理制度,落实安全管理和防护措施,按规定开展省政务云网络安全等级保护工作。
//!
//! Computed: a system graded above the cloud's level is shown to the reviewer.
//!
//! Not computed: the supplier's own duties, which are not the department's.
//!
//! Interpretation: the article says at which level the cloud is protected, not which systems may stand on it.
//! That a system above it needs a person's judgement follows from common practice: a platform's level is not
//! below that of what it carries.

use super::super::provision::{Case, Code, Notes, Provision};
use super::super::{Citation, Severity, Verdict, jurisdiction::ids};
use crate::basics::{Path, Words};

/// What article 27 asks of an application.
pub const PROVISIONS: &[Provision] = &[Provision {
    id: "a27-level",
    citation: Citation {
        article: 27, quote: "省政务云按照网络安全等级保护第三级实施安全防护"
    },
    says: ("系统等级不高于云的防护等级", "The system's level is not above the cloud's"),
    reading: Some((
        "条文只规定云的防护等级，未规定可承载系统的等级；平台等级通常不低于所承载系统",
        "the article gives the cloud's level, not that of the systems on it; a platform's level is commonly not \
         below that of what it carries",
    )),
    codes: &[ABOVE],
    check: level,
}];

const ABOVE: Code = Code {
    code: "a27-level-above-cloud",
    severity: Severity::Judgement,
    message: ("系统的安全保护等级高于省政务云的防护等级。", "The system is graded above the cloud."),
    remedy: (
        "与{authority}商定补充防护措施或其他部署方式。",
        "Agree with {authority} on further protection or another place.",
    ),
};

fn level(case: &Case<'_>, notes: &mut Notes<'_>) -> Verdict {
    // Article 24 asks for the level.
    let Some(level) = case.now().level("security.level") else {
        return Verdict::Unknown(vec![Path::field("security.level")]);
    };
    let cloud = match case.number(ids::CLOUD_LEVEL) {
        Ok(cloud) => cloud,
        Err(unknown) => return unknown,
    };
    if i64::from(level) <= cloud {
        return Verdict::Holds;
    }
    notes.find(
        &ABOVE,
        Path::field("security.level"),
        Words::new(format!("不高于第 {cloud} 级"), format!("Level {cloud} at most")),
        Words::new(format!("第 {level} 级"), format!("Level {level}")),
    );
    Verdict::NeedsJudgement
}
