//! What a page may rely on: attributes, properties, methods, events, parts, custom properties and slots.
//!
//! This table is the source of the manual (`src/docs/element.md`), of the TypeScript types, of
//! `custom-elements.json` and `web-types.json`, and of the lists that the element's script works by
//! (`www/src/contract.js`). A test compares them; `GOVCLOUD_BLESS=1` writes them anew.

mod events;
mod looks;

pub use events::EVENTS;
pub use looks::{CUSTOM_PROPERTIES, PARTS, SLOTS};

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

/// The properties that have no attribute.
pub const PROPERTIES: &[Property] = &[
    Property {
        name: "catalogData",
        kind: "object | string | null",
        readonly: false,
        doc: (
            "服务目录本身：对象或 JSON 文本，优先于 catalog 地址",
            "The service catalog itself, an object or JSON text; goes before the address",
        ),
    },
    Property {
        name: "jurisdictionData",
        kind: "object | string | null",
        readonly: false,
        doc: (
            "地区数据本身：对象或 JSON 文本，优先于 jurisdiction；不能使用时不审核",
            "The data of the place itself, an object or JSON text; goes before the attribute. Nothing is judged where they cannot be used",
        ),
    },
    Property {
        name: "caseFile",
        kind: "object | string | null",
        readonly: false,
        doc: (
            "要打开的申请文件：对象或 JSON 文本，优先于 case 地址",
            "The case file to open, an object or JSON text; goes before the address",
        ),
    },
    Property {
        name: "journalData",
        kind: "object | string | null",
        readonly: false,
        doc: (
            "案卷办理记录：对象或 JSON 文本，优先于 journal 地址",
            "The journal of a case, an object or JSON text; goes before the address",
        ),
    },
    Property {
        name: "registerData",
        kind: "object | string | null",
        readonly: false,
        doc: (
            "案卷登记簿或实际服务清单：对象或 JSON 文本，优先于 register 地址",
            "The register or the list of services, an object or JSON text; goes before the address",
        ),
    },
    Property {
        name: "requestHeaders",
        kind: "RequestHeaders | null",
        readonly: false,
        doc: (
            "发送时才调用，返回会话、CSRF 和签名请求头；三十秒内没有结果即视为失败",
            "Called at the time of sending; gives session, CSRF and signing headers. No answer within 30 seconds is a failure",
        ),
    },
    Property {
        name: "sign",
        kind: "Sign | null",
        readonly: false,
        doc: (
            "对信封摘要（64位十六进制文本）作 SM2 签名，每次发送前调用；返回 r‖s 或 DER 的十六进制或 Base64 文本，随 X-Envelope-Signature 请求头发送；没有签名就不发送",
            "Signs the digest of an envelope (64 hexadecimal digits, as text) with SM2, before each sending; gives r‖s or DER in hexadecimal digits or Base64, which travels as X-Envelope-Signature. Without a signature nothing is sent",
        ),
    },
    Property {
        name: "worker",
        kind: "MakeWorker | null",
        readonly: false,
        doc: (
            "成批适配所用的 Worker：收到脚本地址，返回用它建立的模块 Worker。只在页面策略不许组件自行建立（require-trusted-types-for）时才需要；没有则在页面内分段计算",
            "Makes the worker in which lists are fitted: gets the address of its script and gives a module worker of it. Needed only where the page's policy keeps the element from making one (require-trusted-types-for); without it the page computes in slices",
        ),
    },
    Property {
        name: "submitHandler",
        kind: "SubmitHandler | null",
        readonly: false,
        doc: (
            "由页面提交：收到信封，返回结果；没有明确结果时按「结果未知」处理",
            "The page hands in: it gets the envelope and returns the outcome; without a clear one the outcome is unknown",
        ),
    },
    Property {
        name: "storageKey",
        kind: "StorageKey | null",
        readonly: false,
        doc: (
            "提供本机内容的加密密钥：AES-GCM 的 CryptoKey 或 32 字节；设置后草稿、附件和提交记录以它加密，每次打开时调用。三十秒内没有结果即视为失败，不会写入明文",
            "Gives the key by which what is kept on the device is encrypted: a CryptoKey of AES-GCM, or 32 bytes. Where it is set, drafts, attachments and records of handing in are encrypted with it; called each time they are opened. No answer within 30 seconds is a failure, and nothing is written in the clear",
        ),
    },
    Property {
        name: "state",
        kind: "'loading' | 'ready' | 'failed' | 'broken'",
        readonly: true,
        doc: ("元件的状态", "How the element is"),
    },
];

/// The methods.
pub const METHODS: &[Method] = &[
    Method {
        name: "exportCase",
        parameters: &[],
        returns: "Promise<string>",
        doc: (
            "返回申请文件（规范 JSON 文本）；程序崩溃后返回最后一次保留的内容",
            "The case file, canonical JSON text; after a crash the last one kept",
        ),
    },
    Method {
        name: "importCase",
        parameters: &[("text", "string")],
        returns: "Promise<void>",
        doc: (
            "打开一份申请文件；不能用时拒绝并说明位置，原内容不变",
            "Opens a case file; rejects with the place where it cannot be used, and nothing is lost",
        ),
    },
    Method {
        name: "review",
        parameters: &[],
        returns: "Promise<object>",
        doc: (
            "立即审核，返回审核结果；没有目录或地区数据时拒绝",
            "Judges the case now and returns the review; rejects where there is no catalog or no place",
        ),
    },
    Method {
        name: "focusPath",
        parameters: &[("pointer", "string")],
        returns: "Promise<void>",
        doc: (
            "转到某一处，如 /fields/unit.name 或 /needs/0/count",
            "Goes to a place such as /fields/unit.name or /needs/0/count",
        ),
    },
    Method {
        name: "print",
        parameters: &[],
        returns: "Promise<void>",
        doc: ("打开打印视图", "Opens the view to print"),
    },
    Method {
        name: "saveNow",
        parameters: &[],
        returns: "Promise<void>",
        doc: ("立即保存草稿，不等输入停顿", "Keeps the draft now, without waiting for a pause in typing"),
    },
    Method {
        name: "lock",
        parameters: &[],
        returns: "Promise<void>",
        doc: (
            "先保存，再锁定本机的加密内容；没有加密时不起作用",
            "Keeps the draft, then locks what is encrypted on the device; does nothing where it is not",
        ),
    },
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
