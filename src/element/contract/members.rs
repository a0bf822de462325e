//! What a page may set and call on the element.

use super::{Method, Property};

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
