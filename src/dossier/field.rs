//! How a field of the form is described: one table drives the form, the reading, the printing and the docs.

use crate::basics::{Path, Words};

/// A step of the form, in the order of the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// 办理: the one page of an errand that is no application, and the head of a change.
    Deed,
    /// 单位与联系人.
    Unit,
    /// 信息系统.
    System,
    /// 资源需求.
    Resources,
    /// 网络.
    Network,
    /// 安全与密码.
    Security,
    /// 方案与材料.
    Papers,
    /// 承诺.
    Undertakings,
    /// 费用与预算.
    Budget,
    /// 检查与提交.
    HandIn,
}

/// One field of the form.
#[derive(Clone, Copy, Debug)]
pub struct FieldSpec {
    /// Key in the draft, such as `unit.name`.
    pub key: &'static str,
    /// The step it stands in.
    pub step: Step,
    /// Heading of the group it stands under, Chinese and English; fields of one group follow each other.
    pub group: (&'static str, &'static str),
    /// Label, Chinese and English.
    pub label: (&'static str, &'static str),
    /// What to write, Chinese and English; empty where the label says it.
    pub hint: (&'static str, &'static str),
    /// What may be typed.
    pub kind: FieldKind,
    /// Who asks for it.
    pub asked: Asked,
    /// When it is shown and read at all.
    pub when: When,
}

/// A choice: code, Chinese, English.
pub type Choice = (&'static str, &'static str, &'static str);

/// What may be typed into a field.
#[derive(Clone, Copy, Debug)]
pub enum FieldKind {
    /// One line of at most so many characters.
    Line(usize),
    /// Several lines of at most so many characters.
    Paragraph(usize),
    /// A telephone or fax number: mobile, landline with extension, 400/800.
    Phone,
    /// A mail address.
    Email,
    /// 统一社会信用代码 (GB 32100-2015).
    SocialCreditCode,
    /// A calendar date.
    Date,
    /// One of a few (radio buttons up to five, else a list).
    OneOf(&'static [Choice]),
    /// Any of a few, kept as codes joined by a comma.
    AnyOf(&'static [Choice]),
    /// Yes or no, `yes` / `no`; nothing typed is unknown.
    YesNo,
    /// A statement to be ticked, `yes` when ticked.
    Tick,
    /// A whole number in these bounds, both included.
    Whole(i64, i64),
    /// An amount of money in 元.
    Money,
    /// IP addresses or CIDR ranges, separated by commas, spaces or lines.
    Addresses,
    /// 等保备案证明编号.
    FilingNumber,
    /// A document of this attachment role.
    Paper(&'static str),
}

/// Who asks for a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asked {
    /// The form cannot be handed in without it (practice of published forms, not the measure).
    Form,
    /// An article of the measure bears on it; the check of that article says whether it bars.
    Article(u8),
    /// Nobody; it may stay empty.
    Optional,
}

/// When a field is shown.
#[derive(Clone, Copy, Debug)]
pub enum When {
    /// Always.
    Always,
    /// Where another field has one of these values.
    Is(&'static str, &'static [&'static str]),
    /// Where another field was answered with something else than these values.
    IsNot(&'static str, &'static [&'static str]),
    /// Where all of these hold.
    All(&'static [When]),
}

/// A text that is no fact, or a fact that the form misses. About the typing, not about the law: it cites
/// no article.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where.
    pub path: Path,
    /// Stable code, such as `field-missing`, `field-phone`.
    pub code: &'static str,
    /// True where the case cannot be handed in with it; false for a warning.
    pub bars: bool,
    /// What is wrong.
    pub message: Words,
    /// What to do.
    pub remedy: Words,
}
