//! One field.

use crate::basics::{DecimalError, Money, Path, Words, date, decimal::half_width};
use crate::dossier::fact::Fact;
use crate::dossier::field::{Choice, FieldKind, FieldSpec, Problem};
use crate::dossier::formats::{address, email, filing, phone, uscc, uscc::UsccError};
use chrono::Datelike;

/// Reads the text of a field, not empty and without white space around it.
pub(super) fn read(spec: &FieldSpec, text: &str, problems: &mut Vec<Problem>) -> Option<Fact> {
    let mut say = Say { spec, problems };
    match spec.kind {
        FieldKind::Line(most) | FieldKind::Paragraph(most) => say.text(text, most),
        FieldKind::Phone if phone::check(text) => Some(Fact::Text(text.to_owned())),
        FieldKind::Phone => say.bars("field-phone", PHONE),
        FieldKind::Email if email::check(text) => Some(Fact::Text(text.to_owned())),
        FieldKind::Email => say.bars("field-email", EMAIL),
        FieldKind::SocialCreditCode => say.code(text),
        FieldKind::Date => say.date(text),
        FieldKind::OneOf(choices) => say.choice(choices, text).map(Fact::Code),
        FieldKind::AnyOf(choices) => {
            let chosen: Option<Vec<_>> =
                text.split(',').map(|code| say.choice(choices, code.trim())).collect();
            let mut chosen = chosen?;
            chosen.sort_by_key(|code| choices.iter().position(|c| c.0 == *code));
            chosen.dedup();
            Some(Fact::Codes(chosen))
        }
        FieldKind::YesNo => {
            say.choice(&[("yes", "是", "yes"), ("no", "否", "no")], text).map(|c| Fact::Yes(c == "yes"))
        }
        FieldKind::Tick => say.choice(&[("yes", "是", "yes")], text).map(|_| Fact::Yes(true)),
        FieldKind::Whole(least, most) => say.whole(text, least, most),
        FieldKind::Money => say.money(text),
        FieldKind::Addresses => say.addresses(text),
        FieldKind::FilingNumber => match filing::parse(text) {
            Some(number) => Some(Fact::Text(number)),
            None => say.bars("field-filing-number", FILING),
        },
        FieldKind::Paper(_) => None,
    }
}

/// Message and remedy, Chinese and English each; `{}` is the label.
type Saying = [&'static str; 4];

const PHONE: Saying = [
    "“{}”不是有效的电话号码。",
    "“{}” is no telephone number.",
    "请填手机号，或区号加座机号（可带分机），或 400/800 号码；多个号码用顿号分隔。",
    "Give a mobile number, a landline with area code (and extension), or a 400/800 number; separate several by commas.",
];
const EMAIL: Saying = [
    "“{}”不是有效的电子邮箱。",
    "“{}” is no mail address.",
    "请按 name@example.gov.cn 的形式填写一个邮箱。",
    "Give one address in the form name@example.gov.cn.",
];
const FILING: Saying = [
    "“{}”不符合备案证明编号的格式。",
    "“{}” is not in the form of a filing number.",
    "应为 11 位数字加 5 位数字，如 23010012345-00001。",
    "It has 11 and 5 digits, such as 23010012345-00001.",
];
const DATE: Saying = [
    "“{}”不是有效的日期。",
    "“{}” is no calendar date.",
    "请按 2026-03-01 的形式填写。",
    "Write it as 2026-03-01.",
];
const YEAR: Saying =
    ["“{}”的年份不太可能。", "The year of “{}” is hardly right.", "请核对年份。", "Check the year."];
const CHOICE: Saying = [
    "“{}”的选项不在表单中。",
    "“{}” holds a choice that the form does not have.",
    "请重新选择。",
    "Choose again.",
];
const NUMBER: Saying = ["“{}”不是整数。", "“{}” is no whole number.", "请只填数字。", "Write digits only."];
const MONEY: Saying = [
    "“{}”不是有效的金额。",
    "“{}” is no amount of money.",
    "请以元为单位填写数字，最多两位小数。",
    "Write a number of yuan, with at most two digits behind the point.",
];

struct Say<'a> {
    spec: &'a FieldSpec,
    problems: &'a mut Vec<Problem>,
}

impl Say<'_> {
    fn say(&mut self, code: &'static str, bars: bool, message: Words, remedy: Words) {
        self.problems.push(Problem { path: Path::field(self.spec.key), code, bars, message, remedy });
    }

    fn saying(&mut self, code: &'static str, bars: bool, [zh, en, remedy_zh, remedy_en]: Saying) {
        let message = Words::new(zh.replace("{}", self.spec.label.0), en.replace("{}", self.spec.label.1));
        self.say(code, bars, message, Words::new(remedy_zh, remedy_en));
    }

    fn bars(&mut self, code: &'static str, saying: Saying) -> Option<Fact> {
        self.saying(code, true, saying);
        None
    }

    fn text(&mut self, text: &str, most: usize) -> Option<Fact> {
        let length = text.chars().count();
        if length > most {
            let (zh, en) = self.spec.label;
            self.say(
                "field-too-long",
                true,
                Words::new(
                    format!("“{zh}”有 {length} 个字，最多 {most} 个。"),
                    format!("“{en}” has {length} characters, {most} are the most."),
                ),
                Words::new(
                    format!("请删减 {} 个字。", length - most),
                    format!("Shorten it by {}.", length - most),
                ),
            );
        }
        Some(Fact::Text(text.to_owned()))
    }

    fn code(&mut self, text: &str) -> Option<Fact> {
        let code = uscc::plain(text);
        let remedy = Words::new("请对照证书核对。", "Compare it with the certificate.");
        let (bars, problem, message) = match uscc::check(&code) {
            Err(UsccError::Length(length)) => (
                true,
                "field-uscc-length",
                Words::new(
                    format!("统一社会信用代码应为 18 位，现有 {length} 位。"),
                    format!("A social credit code has 18 characters, this one {length}."),
                ),
            ),
            Err(UsccError::Character(c, at)) => (
                true,
                "field-uscc-character",
                Words::new(
                    format!("第 {at} 位“{c}”不是统一社会信用代码可用的字符（不用 I、O、S、V、Z）。"),
                    format!("“{c}” at place {at} does not occur in social credit codes (no I, O, S, V, Z)."),
                ),
            ),
            Err(UsccError::Check(expected)) => (
                false,
                "field-uscc-check",
                Words::new(
                    format!("校验位不符，按算法应为“{expected}”。个别已登记的代码也不符，不影响提交。"),
                    format!(
                        "The check character should be “{expected}”. Some registered codes fail it too; this does not bar."
                    ),
                ),
            ),
            Ok(()) if !uscc::is_public_body(&code) => (
                false,
                "field-uscc-kind",
                Words::new(
                    "该代码不是机关、事业单位的代码（多以 11、12、13、19 开头）。",
                    "This is not the code of a public body (they begin with 11, 12, 13 or 19).",
                ),
            ),
            Ok(()) => return Some(Fact::Text(code)),
        };
        self.say(problem, bars, message, remedy);
        (!bars).then_some(Fact::Text(code))
    }

    fn date(&mut self, text: &str) -> Option<Fact> {
        let plain: String = text.chars().map(half_width).collect();
        let Some(date) = date::parse(&plain) else { return self.bars("field-date", DATE) };
        if !(1990..=2099).contains(&date.year()) {
            self.saying("field-date-year", false, YEAR);
        }
        Some(Fact::Date(date))
    }

    fn choice(&mut self, choices: &[Choice], text: &str) -> Option<&'static str> {
        let found = choices.iter().find(|c| c.0 == text).map(|c| c.0);
        if found.is_none() {
            self.saying("field-choice", true, CHOICE);
        }
        found
    }

    fn whole(&mut self, text: &str, least: i64, most: i64) -> Option<Fact> {
        let plain: String = text.chars().map(half_width).filter(|c| *c != ',').collect();
        let Ok(number) = plain.parse::<i64>() else { return self.bars("field-number", NUMBER) };
        if (least..=most).contains(&number) {
            return Some(Fact::Whole(number));
        }
        let (zh, en) = self.spec.label;
        self.say(
            "field-range",
            true,
            Words::new(
                format!("“{zh}”应在 {least} 到 {most} 之间。"),
                format!("“{en}” must lie between {least} and {most}."),
            ),
            Words::new("请修改数值。", "Change the number."),
        );
        None
    }

    fn money(&mut self, text: &str) -> Option<Fact> {
        let text = text.trim_end_matches('元');
        match Money::parse(text, 1) {
            Ok(money) if money >= Money::ZERO && money == money.round_to(Money::micros(10_000)) => {
                Some(Fact::Money(money))
            }
            Ok(_) | Err(DecimalError::Empty | DecimalError::NotANumber | DecimalError::TooLong) => {
                self.bars("field-money", MONEY)
            }
        }
    }

    fn addresses(&mut self, text: &str) -> Option<Fact> {
        let mut networks = Vec::new();
        for one in address::split(text) {
            match address::parse(one) {
                Some(network) => networks.push(network),
                None => {
                    self.say(
                        "field-address",
                        true,
                        Words::new(
                            format!("“{one}”不是有效的 IP 地址或网段。"),
                            format!("“{one}” is no IP address or range."),
                        ),
                        Words::new(
                            "请填 IPv4、IPv6 地址或 CIDR 网段，如 10.1.0.0/16。",
                            "Give an IPv4 or IPv6 address or a CIDR range, such as 10.1.0.0/16.",
                        ),
                    );
                    return None;
                }
            }
        }
        Some(Fact::Networks(networks))
    }
}
