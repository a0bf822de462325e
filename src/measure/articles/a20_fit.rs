//! Article 20: 适配.

use super::super::super::provision::{Case, Code, Notes, Provision};
use super::super::super::{Citation, Severity, Verdict};
use crate::basics::{Path, Words};
use crate::dossier::{Need, Outcome, Record};

pub(super) const FIT: Provision = Provision {
    id: "a20-fit",
    citation: Citation {
        article: 20, quote: "目录中没有的云资源应当在目录中选择功能和性能相近的进行适配"
    },
    says: ("目录中没有的进行适配", "What the catalog lacks is fitted"),
    reading: None,
    codes: &[NOT_CONFIRMED, NEAR_FUNCTION, CONCESSION, NO_CONSENT, UNFIT],
    check: |case, notes| super::rows(case, |need, record| fit(case, notes, need, record)),
};

const NOT_CONFIRMED: Code = Code {
    code: "a20-fit-not-confirmed",
    severity: Severity::ToDo,
    message: (
        "目录中没有完全相同的资源，适配结果尚未确认。",
        "The catalog has nothing quite the same; what was fitted is not confirmed.",
    ),
    remedy: (
        "查看逐项差异后确认，或选择其他配置。",
        "Look at the differences and confirm, or choose another configuration.",
    ),
};

const NEAR_FUNCTION: Code = Code {
    code: "a20-near-function",
    severity: Severity::Judgement,
    message: (
        "适配到功能不同的目录项，是否“功能相近”由审核判断。",
        "It is fitted to an item of another function; the reviewer judges whether that is near (功能相近).",
    ),
    remedy: ("在理由栏说明该功能为何可用。", "Say in the reason why that function will do."),
};

const CONCESSION: Code = Code {
    code: "a20-concession",
    severity: Severity::Judgement,
    message: (
        "性能低于需求，使用部门同意让步，是否“性能相近”由审核判断。",
        "It falls short and the department consents; the reviewer judges whether that is near (性能相近).",
    ),
    remedy: ("在理由栏说明让步的影响。", "Say in the reason what the shortfall means."),
};

const NO_CONSENT: Code = Code {
    code: "a20-no-consent",
    severity: Severity::Bars,
    message: (
        "性能低于需求，使用部门尚未同意让步。",
        "It falls short, and the department has not consented.",
    ),
    remedy: ("同意让步，或调整需求。", "Consent, or change the need."),
};

const UNFIT: Code = Code {
    code: "a20-unfit",
    severity: Severity::ToDo,
    message: (
        "目录中没有该资源，也无法适配。",
        "The catalog neither has this resource nor anything that fits.",
    ),
    remedy: (
        "按所列最小调整修改需求；确有特殊需求的，按第二十一条申请单独购置。",
        "Change the need by one of the smallest relaxations listed; or, where it is a special need, ask under article 21.",
    ),
};

fn fit(case: &Case<'_>, notes: &mut Notes<'_>, need: &Need, record: &Record) -> Verdict {
    let pick = || Path::need(need.row, "pick");
    let configuration = || Words::same(&record.configuration);
    match record.outcome {
        _ if record.stale => Verdict::NotApplicable,
        Outcome::InCatalog => Verdict::NotApplicable,
        Outcome::Fitted | Outcome::Composed => {
            let near = near(case, notes, need, record);
            if record.picked {
                return near;
            }
            let (pick, expected) = (pick(), Words::new("由使用部门确认", "Confirmed by the department"));
            notes.find(&NOT_CONFIRMED, pick.clone(), expected, configuration());
            near.and(Verdict::Unknown(vec![pick]))
        }
        Outcome::Conceded => {
            let path = Path::need(need.row, "consent");
            let (code, expected, verdict) = if need.consent {
                (&CONCESSION, Words::new("性能相近", "Near in performance"), Verdict::NeedsJudgement)
            } else {
                (&NO_CONSENT, Words::new("使用部门同意让步", "The department consents"), Verdict::Fails)
            };
            notes.find(code, path, expected, configuration());
            verdict
        }
        // Article 21 takes over where special purchase is asked for.
        Outcome::Unfit if need.special => Verdict::NotApplicable,
        Outcome::Unfit => {
            notes.find(
                &UNFIT,
                pick(),
                Words::new("目录内或适配", "In the catalog, or fitted"),
                Words::new("无法适配", "Nothing fits"),
            );
            Verdict::Fails
        }
    }
}

/// Holds where every part has the need's function or is sold to complete it; a neighbouring function needs a
/// person's judgement.
fn near(case: &Case<'_>, notes: &mut Notes<'_>, need: &Need, record: &Record) -> Verdict {
    let items = record.parts.iter().filter_map(|part| case.edition().item(&part.item));
    let mut other = items.filter(|i| i.function != need.function && !i.completes.contains(&need.function));
    let Some(other) = other.next() else { return Verdict::Holds };
    let name =
        |code: &str| case.edition().function(code).map_or_else(|| Words::same(code), |f| f.name.clone());
    notes.find(&NEAR_FUNCTION, Path::need(need.row, "function"), name(&need.function), name(&other.function));
    Verdict::NeedsJudgement
}
