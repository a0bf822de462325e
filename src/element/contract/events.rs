//! What the element tells the page.

use super::Event;

/// The events.
pub const EVENTS: &[Event] = &[
    Event {
        name: "gcr-ready",
        detail: "null",
        cancelable: false,
        doc: ("申请表可以使用", "The form can be used"),
    },
    Event {
        name: "gcr-changed",
        detail: "{ edit: number }",
        cancelable: false,
        doc: ("使用者改动了申请", "A person changed the case"),
    },
    Event {
        name: "gcr-reviewed",
        detail: "{ bars: number, toDo: number, judgement: number, advice: number }",
        cancelable: false,
        doc: ("已审核；各类事项的数量", "The case was judged; how many findings of each weight"),
    },
    Event {
        name: "gcr-submitting",
        detail: "{ envelope: object, text: string }",
        cancelable: true,
        doc: (
            "即将提交；取消后由页面自行提交",
            "The case is about to be sent; where cancelled, the page sends it itself",
        ),
    },
    Event {
        name: "gcr-accepted",
        detail: "{ key: string, digest: string, reference: string }",
        cancelable: false,
        doc: ("门户已受理", "The portal accepted the case"),
    },
    Event {
        name: "gcr-rejected",
        detail: "{ key: string, message: string, places: { path: string, message: string }[] }",
        cancelable: false,
        doc: ("门户退回", "The portal refused the case"),
    },
    Event {
        name: "gcr-step",
        detail: "{ reference: string, errand: string | null }",
        cancelable: false,
        doc: (
            "打开了案卷中一个步骤的表单；errand 为空表示回到案卷",
            "The form of a step was opened in a case; no errand where the case itself is shown again",
        ),
    },
    Event {
        name: "gcr-journal",
        detail: "null",
        cancelable: false,
        doc: (
            "需要案卷最新的办理记录：由 journal 地址给出的自动重新读取，由 journalData 给出的请页面更新",
            "The newest journal is wanted: one by address is fetched again, one given as data the page has to renew",
        ),
    },
    Event {
        name: "gcr-locked",
        detail: "null",
        cancelable: false,
        doc: ("本机的加密内容已锁定", "What is encrypted on the device was locked"),
    },
    Event {
        name: "gcr-faulted",
        detail: "{ code: string, message: { zh: string, en: string } }",
        cancelable: false,
        doc: (
            "元件自身出错；使用者看到同样的说明",
            "Something of the element's own failed; the person was told the same",
        ),
    },
];
