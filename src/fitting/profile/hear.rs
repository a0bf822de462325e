//! What was answered, read by the table's questions.

use crate::basics::Words;
use crate::basics::decimal::{Decimal, half_width};
use crate::measure::jurisdiction::Profiles;
use crate::measure::jurisdiction::profiles::{Asked, Question};
use std::collections::BTreeMap;

/// An answer as it is reckoned with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A number in the question's unit.
    Number(i64),
    /// An option's code.
    Choice(String),
}

/// A question with its answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heard {
    /// Id of the question.
    pub question: String,
    /// Its name for people.
    pub name: Words,
    /// The answer.
    pub value: Value,
    /// The answer for people, with its unit.
    pub shown: Words,
    /// True where nobody answered and the table assumes it.
    pub assumed: bool,
}

/// An answer that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerFault {
    /// Id of the question; of something that is no question, as it was given.
    pub question: String,
    /// Stable code: `profile-unanswered`, `profile-answer`, `profile-question`.
    pub code: &'static str,
    /// What is wrong, and what to do.
    pub message: Words,
}

/// Reads the answers, texts by question. A text that is absent or empty is no answer: what the table assumes
/// stands in, and where it assumes nothing, the question must be answered.
///
/// # Errors
/// Each answer that cannot be used, in the order of the questions.
pub(super) fn hear(
    table: &Profiles,
    answers: &BTreeMap<String, String>,
) -> Result<Vec<Heard>, Vec<AnswerFault>> {
    let (mut heard, mut faults) = (Vec::new(), Vec::new());
    for question in &table.questions {
        let text = answers.get(&question.id).map_or("", |text| text.trim());
        match value(question, text) {
            Ok(value) => heard.push(Heard {
                question: question.id.clone(),
                name: question.name.clone(),
                shown: shown(question, &value),
                value,
                assumed: text.is_empty(),
            }),
            Err((code, message)) => {
                faults.push(AnswerFault { question: question.id.clone(), code, message });
            }
        }
    }
    for id in answers.keys().filter(|id| table.question(id).is_none()) {
        let known: Vec<&str> = table.questions.iter().map(|q| q.id.as_str()).collect();
        faults.push(AnswerFault {
            question: id.clone(),
            code: "profile-question",
            message: Words::new(
                format!("估算表没有问题“{id}”。可用：{}", known.join("、")),
                format!("The table has no question '{id}'. Known: {}", known.join(", ")),
            ),
        });
    }
    if faults.is_empty() { Ok(heard) } else { Err(faults) }
}

/// What stands in for an answer, or what was answered.
fn value(question: &Question, text: &str) -> Result<Value, (&'static str, Words)> {
    match &question.asked {
        Asked::Number { assumed: Some(number), .. } if text.is_empty() => Ok(Value::Number(*number)),
        Asked::Choice { assumed: Some(code), .. } if text.is_empty() => Ok(Value::Choice(code.clone())),
        Asked::Number { least, most, unit, .. } => {
            let number = whole(text).filter(|number| (*least..=*most).contains(number));
            number.map(Value::Number).ok_or_else(|| {
                let zh = format!("“{}”请填 {least} 至 {most} 之间的整数（{}）", question.name.zh, unit.zh);
                let en =
                    format!("{}: give a whole number from {least} to {most} ({})", name(question), unit.en);
                (code(text), Words::new(zh, en))
            })
        }
        Asked::Choice { options, .. } => {
            let found = options.iter().find(|(code, name)| code == text || name.zh == text);
            found.map(|(code, _)| Value::Choice(code.clone())).ok_or_else(|| {
                let codes: Vec<&str> = options.iter().map(|(code, _)| code.as_str()).collect();
                let zh = format!("“{}”请选择其一：{}", question.name.zh, codes.join("、"));
                let en = format!("{}: choose one of {}", name(question), codes.join(", "));
                (code(text), Words::new(zh, en))
            })
        }
    }
}

fn name(question: &Question) -> &str {
    question.name.get(crate::basics::Lang::En)
}

fn code(text: &str) -> &'static str {
    if text.is_empty() { "profile-unanswered" } else { "profile-answer" }
}

/// `500`, `1,500`, `５００`.
fn whole(text: &str) -> Option<i64> {
    let text: String = text.chars().map(half_width).collect();
    let number = Decimal::parse(text.trim()).ok()?.times_exact(1)?;
    i64::try_from(number).ok()
}

fn shown(question: &Question, value: &Value) -> Words {
    match (&question.asked, value) {
        (Asked::Number { unit, .. }, Value::Number(number)) => Words::new(
            format!("{number} {}", unit.zh),
            format!("{number} {}", unit.get(crate::basics::Lang::En)),
        ),
        (Asked::Choice { options, .. }, Value::Choice(code)) => {
            let found = options.iter().find(|(own, _)| own == code);
            found.map_or_else(|| Words::same(code.as_str()), |(_, name)| name.clone())
        }
        (_, Value::Number(number)) => Words::same(number.to_string()),
        (_, Value::Choice(code)) => Words::same(code.as_str()),
    }
}
