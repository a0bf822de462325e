//! The facts of one step in the life of a case.

use super::build::{Facts, code, date, money, text, tick, yes};
use crate::dossier::deeds::*;

/// What the form of a step says. Leaves in `facts` what it did not use.
pub(super) fn deeds(f: &mut Facts) -> Deeds {
    Deeds {
        change: Change {
            reason: text(f, "change.reason"),
            major: yes(f, "change.major"),
            advised: yes(f, "change.advised"),
        },
        appraisal: Appraisal {
            passed: code(f, "appraisal.conclusion").map(|code| code == "pass"),
            date: date(f, "appraisal.date"),
            text: text(f, "appraisal.text"),
        },
        decision: Decision {
            outcome: code(f, "decision.outcome").map(|code| match code {
                "approve" => DecisionOutcome::Approve,
                "back" => DecisionOutcome::Back,
                _ => DecisionOutcome::Refuse,
            }),
            date: date(f, "decision.date"),
            reason: text(f, "decision.reason"),
        },
        government: Government {
            approved: yes(f, "government.approved"),
            document: text(f, "government.document"),
            date: date(f, "government.date"),
        },
        procurement: procurement(f),
        confirmation: Confirmation {
            supplier: text(f, "confirm.supplier"),
            meets: yes(f, "confirm.meets"),
            date: date(f, "confirm.date"),
            text: text(f, "confirm.text"),
        },
        purchase: Purchase { document: text(f, "purchase.document"), date: date(f, "purchase.date") },
        trial: Trial {
            deployed: date(f, "trial.deployed"),
            start: date(f, "trial.start"),
            plan: text(f, "trial.plan"),
        },
        test: Test {
            end: date(f, "test.end"),
            passed: yes(f, "test.passed"),
            log: text(f, "test.log"),
            risk_done: yes(f, "test.risk_done"),
            risk_date: date(f, "test.risk_date"),
            risk_result: text(f, "test.risk_result"),
        },
        filing: Filing { live: date(f, "file.live"), note: text(f, "file.note") },
        activation: Activation { date: date(f, "activation.date"), note: text(f, "activation.note") },
        advice: Advice {
            text: text(f, "advice.text"),
            evidence: text(f, "advice.evidence"),
            date: date(f, "advice.date"),
            settled: text(f, "settle.reason"),
            settled_on: date(f, "settle.date"),
        },
        leave: Leave {
            kind: code(f, "leave.kind"),
            reason: text(f, "leave.reason"),
            date: date(f, "leave.date"),
            target: text(f, "leave.target"),
            data: text(f, "leave.data"),
            documents: text(f, "leave.documents"),
        },
        withdrawal: text(f, "withdraw.reason"),
        handover: done(f, ["handover.complete", "handover.date", "handover.list"]),
        clearing: done(f, ["clearing.complete", "clearing.date", "clearing.method"]),
    }
}

fn procurement(f: &mut Facts) -> Procurement {
    Procurement {
        supplier: text(f, "procurement.supplier"),
        by_negotiation: code(f, "procurement.method").map(|code| code == "negotiation"),
        basis: text(f, "procurement.method_basis"),
        date: date(f, "procurement.date"),
        contract: text(f, "contract.number"),
        signed: date(f, "contract.date"),
        amount: money(f, "contract.amount"),
        bars_access: tick(f, "contract.access"),
        clears: tick(f, "contract.clearing"),
    }
}

fn done(f: &mut Facts, [complete, day, what]: [&str; 3]) -> Done {
    Done { complete: yes(f, complete), date: date(f, day), text: text(f, what) }
}
