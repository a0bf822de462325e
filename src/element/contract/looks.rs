//! What a page may dress: parts, custom properties, slots.

use super::Named;

/// A part, a custom property or a slot.
const fn named(name: &'static str, default: &'static str, zh: &'static str, en: &'static str) -> Named {
    Named { name, default, doc: (zh, en) }
}

/// The parts, for `::part()`.
pub const PARTS: &[Named] = &[
    named("form", "", "整个申请表", "The form as a whole"),
    named(
        "head",
        "",
        "页眉：标题、事项、语言、撤销与重做",
        "The head: title, errand, language, undo and redo",
    ),
    named("map", "", "步骤导航", "The map of steps"),
    named("page", "", "一个步骤的内容", "One step's page"),
    named("law", "", "按条文列出的审核意见", "The panel of findings by article"),
    named("resources", "", "资源需求表", "The resource table"),
    named("chooser", "", "目录选择", "The choice from the catalog"),
    named("answer", "", "一行需求的适配结果", "What the catalog answers to a need"),
    named("detail", "", "所选行的详情", "The particulars of a row"),
    named("certificate", "", "无法适配的证明", "The proof that nothing fits"),
    named("track", "", "案卷全过程的图", "The picture of a case's way"),
    named("changes", "", "变更与现行申请的对比", "What a change changes"),
    named("hand-in", "", "提交、结果与回执", "Handing in, its outcome and the receipt"),
    named("fees", "", "费用、日历和预算", "Fees, calendar and budget"),
    named("fleet", "", "成批适配的清单与结果", "The list of a fleet and what came of it"),
    named("monitoring", "", "监测文件与结论", "The monitoring file and what is said of it"),
    named("fault", "", "元件自身出错时的说明", "What is said where the element itself failed"),
];

/// The custom properties, to be set on the element.
pub const CUSTOM_PROPERTIES: &[Named] = &[
    named(
        "--gcr-primary",
        "#0e5a6b",
        "主色：主要按钮、链接、当前步骤",
        "Main colour: main buttons, links, the current step",
    ),
    named("--gcr-primary-strong", "#093f4c", "主色的深色", "A darker main colour"),
    named("--gcr-primary-weak", "#e4f1f3", "主色的底色", "Ground of what has the main colour"),
    named("--gcr-on-primary", "#fff", "主色上的文字", "Text on the main colour"),
    named("--gcr-ink", "#16262c", "正文", "Text"),
    named("--gcr-ink-soft", "#4a5d65", "次要文字", "Less important text"),
    named("--gcr-line", "#c6d3d8", "分隔线", "Lines"),
    named("--gcr-line-strong", "#7b8f97", "输入框边线", "Borders of fields"),
    named("--gcr-surface", "#fff", "卡片和输入框的底色", "Ground of cards and fields"),
    named("--gcr-canvas", "#f3f6f7", "申请表的底色", "Ground of the form"),
    named("--gcr-danger", "#a8201a", "阻止提交的事项", "What bars handing in"),
    named("--gcr-danger-weak", "#fdf0ef", "其底色", "Its ground"),
    named("--gcr-warning", "#7a4d00", "待办和警告", "What is still to be done, warnings"),
    named("--gcr-warning-weak", "#fff6e2", "其底色", "Its ground"),
    named("--gcr-done", "#1b6b42", "已完成", "What is done"),
    named("--gcr-done-weak", "#e8f4ed", "其底色", "Its ground"),
    named("--gcr-judge", "#54459a", "由审核人判断的事项", "What is left to the reviewer"),
    named("--gcr-judge-weak", "#f1effa", "其底色", "Its ground"),
    named("--gcr-focus", "#093f4c", "焦点框", "The focus ring"),
    named("--gcr-focus-halo", "#ffd45e", "焦点框外的光晕", "The halo around the focus ring"),
    named(
        "--gcr-font",
        "\"Noto Sans CJK SC\", \"Noto Sans SC\", \"Source Han Sans SC\", \"PingFang SC\", \"Microsoft YaHei\", \"Helvetica Neue\", Arial, sans-serif",
        "字体",
        "Typeface",
    ),
    named("--gcr-size", "16px", "正文字号", "Size of text"),
    named("--gcr-space", "8px", "间距单位", "Unit of space"),
    named("--gcr-radius", "6px", "圆角", "Rounded corners"),
    named("--gcr-target", "40px", "按钮和输入框的最小高度", "Least height of buttons and fields"),
];

/// The slots.
pub const SLOTS: &[Named] = &[Named {
    name: "",
    default: "",
    doc: (
        "申请表可用之前，以及不能加载时显示的内容",
        "What shows until the form can be used, and where it cannot be loaded",
    ),
}];
