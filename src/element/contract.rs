//! What a page may rely on: attributes, properties, methods, events, parts, custom properties and slots.
//!
//! This table is the source of the manual (`src/docs/element.md`), of the TypeScript types, of
//! `custom-elements.json` and `web-types.json`, and of the lists that the element's script works by
//! (`www/src/contract.js`). A test compares them; `GOVCLOUD_BLESS=1` writes them anew.

mod events;
mod looks;
mod members;

pub use events::EVENTS;
pub use looks::{CUSTOM_PROPERTIES, PARTS, SLOTS};
pub use members::{METHODS, PROPERTIES};

/// The element's name.
pub const TAG: &str = "govcloud-request";

/// A text in Chinese and English.
pub type Text = (&'static str, &'static str);

/// An attribute, and the property that mirrors it.
#[derive(Clone, Copy, Debug)]
pub struct Attribute {
    /// Name in markup.
    pub name: &'static str,
    /// Name of the property that mirrors it; its type is `string`.
    pub property: &'static str,
    /// The values it may have; empty where any text may stand.
    pub values: &'static [&'static str],
    /// What holds where it is absent.
    pub default: &'static str,
    /// What it is for.
    pub doc: Text,
}

/// A property without an attribute: rich data and functions.
#[derive(Clone, Copy, Debug)]
pub struct Property {
    /// Its name.
    pub name: &'static str,
    /// Its TypeScript type.
    pub kind: &'static str,
    /// True where a page may only read it.
    pub readonly: bool,
    /// What it is for.
    pub doc: Text,
}

/// A method.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// Its name.
    pub name: &'static str,
    /// Name and TypeScript type of each parameter.
    pub parameters: &'static [(&'static str, &'static str)],
    /// The TypeScript type of what it returns.
    pub returns: &'static str,
    /// What it does.
    pub doc: Text,
}

/// An event. All of them bubble and cross the shadow root.
#[derive(Clone, Copy, Debug)]
pub struct Event {
    /// Its name.
    pub name: &'static str,
    /// The TypeScript type of its `detail`.
    pub detail: &'static str,
    /// True where `preventDefault()` has an effect.
    pub cancelable: bool,
    /// When it is sent.
    pub doc: Text,
}

/// A part, a custom property or a slot: a name, what it begins with, and what it is for.
#[derive(Clone, Copy, Debug)]
pub struct Named {
    /// Its name; empty for the slot without one.
    pub name: &'static str,
    /// The value it has where the page gives none; empty where that says nothing.
    pub default: &'static str,
    /// What it is for.
    pub doc: Text,
}

const fn attribute(
    name: &'static str,
    property: &'static str,
    values: &'static [&'static str],
    default: &'static str,
    doc: Text,
) -> Attribute {
    Attribute { name, property, values, default, doc }
}

/// The errands, as the attribute names them; a test compares them with `dossier::Errand`.
const ERRANDS: &[&str] = &[
    "deploy",
    "migrate",
    "change",
    "leave",
    "withdraw",
    "appraise",
    "decide",
    "government",
    "procure",
    "confirm",
    "purchase",
    "trial",
    "test",
    "file",
    "activate",
    "advise",
    "settle",
    "hand-over",
    "clear",
];

/// The attributes.
pub const ATTRIBUTES: &[Attribute] = &[
    attribute(
        "lang",
        "lang",
        &["zh", "en"],
        "zh",
        ("起始语言；使用者可以切换", "The language to begin with; a person may choose the other"),
    ),
    attribute(
        "mode",
        "mode",
        &["edit", "view"],
        "edit",
        ("填写，或者只读（审核工作台）", "Filled in, or read only (a reviewer's desk)"),
    ),
    attribute(
        "catalog",
        "catalog",
        &[],
        "",
        ("服务目录文件（JSON）的地址", "Address of the service catalog, a JSON file"),
    ),
    attribute(
        "as-of",
        "asOf",
        &[],
        "",
        (
            "审核所依据的日期，YYYY-MM-DD；缺省为当天",
            "The day by which the case is judged, YYYY-MM-DD; today where absent",
        ),
    ),
    attribute(
        "jurisdiction",
        "jurisdiction",
        &[],
        "heilongjiang",
        (
            "适用地区：随附地区的名称（heilongjiang、city-model），或地区数据文件（JSON）的地址",
            "The place by which the case is judged: the name of one that ships (heilongjiang, city-model), or the address of its data, a JSON file",
        ),
    ),
    attribute(
        "errand",
        "errand",
        ERRANDS,
        "",
        (
            "表单办理的事项；缺省时新申请为部署，有 journal 时先显示案卷",
            "What the form is for. Where absent, a new case is 部署; with a journal, the case itself is shown first",
        ),
    ),
    // Not `role`: that one is ARIA's.
    attribute(
        "as-role",
        "asRole",
        &["department", "authority", "centre", "supplier", "treasury"],
        "",
        (
            "使用者在案卷中的角色；缺省时只读",
            "The role in which the person takes part in the case; where absent it is only read",
        ),
    ),
    attribute(
        "journal",
        "journal",
        &[],
        "",
        (
            "案卷办理记录（JSON）的地址：显示案卷的进程、历史和可办理的步骤",
            "Address of the journal of a case, JSON: shows where it stands, what was done, and the steps open to the role",
        ),
    ),
    attribute(
        "view",
        "view",
        &["filings", "year", "budget", "monitoring", "fleet"],
        "",
        (
            "显示全部案卷的一览，而不是表单：备案登记、年度审核汇总（主管部门，汇总亦供财政）、预算（财政）、监测与建议（大数据中心）、成批适配（使用部门、主管部门、大数据中心）",
            "Shows a view of all cases in place of a form: filings and the yearly summary (authority; the summary also treasury), the budget (treasury), monitoring and advice (centre), a fleet (department, authority, centre)",
        ),
    ),
    attribute(
        "register",
        "register",
        &[],
        "",
        (
            "一览所依据的案卷登记簿（govcloud-register）或实际服务清单（govcloud-services）的地址",
            "Address of what a view shows: a register of journals (govcloud-register) or a list of services that ran (govcloud-services), JSON",
        ),
    ),
    attribute(
        "year",
        "year",
        &[],
        "",
        (
            "年度汇总的年度，预算为支付年度；缺省时由使用者选择",
            "The year of the summary, for the budget the year of payment; where absent a person chooses",
        ),
    ),
    attribute(
        "case",
        "case",
        &[],
        "",
        ("要打开的申请文件（JSON）的地址", "Address of a case file to open, JSON"),
    ),
    attribute(
        "owner",
        "owner",
        &[],
        "",
        (
            "本机草稿归属：门户给登录人员的不透明名称",
            "Whose the drafts on this machine are: an opaque name that the portal gives a signed-in person",
        ),
    ),
    attribute(
        "action",
        "action",
        &[],
        "",
        (
            "接收申请的地址；为空时由页面自行提交",
            "Address that takes an application; where empty the page hands in itself",
        ),
    ),
    attribute(
        "status",
        "status",
        &[],
        "",
        (
            "按幂等键查询结果的地址，其中的 {key} 会被替换",
            "Address that tells the state of a key; `{key}` in it is replaced",
        ),
    ),
    attribute("upload", "upload", &[], "", ("接收附件的地址", "Address that takes an attachment")),
    attribute(
        "profile",
        "profile",
        &["rest", "ruoyi", "ruoyi-thymeleaf", "jeecgboot", "eladmin", "spring-security"],
        "rest",
        ("门户如何应答", "How the portal answers"),
    ),
    attribute(
        "lock-after",
        "lockAfter",
        &[],
        "15",
        (
            "无操作多少分钟后锁定已加密的本机内容；0 为不锁定。由页面提供密钥时缺省为 0",
            "Minutes without a key or a click after which what is encrypted is locked; 0: never, which holds where the page gives the key and says nothing else",
        ),
    ),
    attribute(
        "wasm-url",
        "wasmUrl",
        &[],
        "",
        (
            "程序模块（wasm）的地址；缺省与脚本同一文件夹。由页面上最先加载的元件决定",
            "Address of the wasm module; beside the script where absent. The first element that loads on a page decides",
        ),
    ),
];

/// Types that the table's own types speak of, as they stand in the TypeScript file.
pub const TYPES: &str = "\
/** What is about to be sent, for which headers are asked. */
export interface HeadersAsked { url: string; method: string; }
export type RequestHeaders =
  (asked: HeadersAsked) => Record<string, string> | Promise<Record<string, string>>;

/** Gives the key of what is kept on the device: of AES-GCM, for encrypting and decrypting, or its 32 bytes. */
export type StorageKey =
  (asked: { owner: string }) => CryptoKey | Uint8Array | ArrayBuffer | Promise<CryptoKey | Uint8Array | ArrayBuffer>;

/** Signs the digest of a frozen envelope. */
export type Sign = (digest: string, of: { key: string }) => string | Promise<string>;

/** Makes a module worker of the address: `(url) => new Worker(policy.createScriptURL(url), { type: 'module' })`. */
export type MakeWorker = (url: string) => Worker | MessagePort | Promise<Worker | MessagePort>;

/** What the page says became of an envelope that it handed in. */
export type SubmitOutcome =
  | { outcome: 'accepted'; reference?: string; key?: string; digest?: string }
  | { outcome: 'rejected'; message: string; code?: 'case-moved'; places?: { path: string; message: string }[] }
  | { outcome: 'unknown'; message?: string };
export type SubmitHandler =
  (envelope: { key: string; digest: string; text: string }) => SubmitOutcome | Promise<SubmitOutcome>;
";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dossier::{Errand, Role};

    #[test]
    fn errands_and_roles_are_those_of_the_dossier() {
        let values = |name: &str| ATTRIBUTES.iter().find(|a| a.name == name).map(|a| a.values.to_vec());
        assert_eq!(values("errand"), Some(Errand::ALL.map(Errand::code).to_vec()));
        assert_eq!(values("as-role"), Some(Role::ALL.map(Role::code).to_vec()));
        assert_eq!(values("view"), Some(crate::ui::settings::View::ALL.map(|view| view.code()).to_vec()));
    }
}
