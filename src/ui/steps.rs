//! The steps: what stands in each.

use crate::basics::Path;
use crate::dossier::fields::{FIELDS, spec};
use crate::dossier::{Errand, FieldKind, FieldSpec, Step};
use crate::ui::desk::{Desk, Msg};
use crate::ui::fees::Fees;
use crate::ui::fields;
use crate::ui::order::step_code;
use crate::ui::resources::Resources;
use crate::ui::resources::cells::CellEdit;
use crate::ui::state::Action;
use crate::ui::words::{self, Word, say};
use crate::ui::{check, life, shell};
use yew::prelude::*;

/// The step of a field.
pub fn step_of_field(key: &str) -> Option<Step> {
    spec(key).map(|f| f.step)
}

/// The step of the documents of a role.
pub fn step_of_role(role: &str) -> Option<Step> {
    let offers = |kind: &FieldKind| matches!(kind, FieldKind::Paper(offered) if *offered == role);
    FIELDS.iter().find(|f| offers(&f.kind)).map(|f| f.step)
}

/// Name of a step on screen.
pub fn name(step: Step) -> Word {
    match step {
        Step::Case => ("办理进程", "Where it stands"),
        Step::Deed => ("办理", "This step"),
        Step::Unit => ("单位与联系人", "Department and contacts"),
        Step::System => ("信息系统", "System"),
        Step::Resources => ("资源需求", "Resources"),
        Step::Network => ("网络", "Network"),
        Step::Security => ("安全与密码", "Security and cryptography"),
        Step::Papers => ("方案与材料", "Plan and papers"),
        Step::Undertakings => ("承诺", "Undertakings"),
        Step::Budget => ("费用与预算", "Cost and budget"),
        Step::HandIn => ("检查与提交", "Check and hand in"),
    }
}

/// Name of a step where it stands: what is handed in in a form is looked at in a case, and the page of a step
/// that is no application bears the step's own name.
pub fn name_in(desk: &Desk, step: Step) -> Word {
    match step {
        Step::HandIn if desk.state.at_case => words::FINDINGS,
        Step::Deed if desk.state.draft.errand != Errand::Change => desk.state.draft.errand.name(),
        Step::Deed => ("变更说明", "The change"),
        _ => name(step),
    }
}

/// What a step is for, in a sentence.
fn about(step: Step) -> Word {
    match step {
        Step::Case => ("", ""),
        Step::Deed => (
            "填写本环节的内容；已提交的申请不会改变。",
            "What is said in this step; the application that was handed in stays as it is.",
        ),
        Step::Unit => (
            "填写申请单位和两位联系人，审核中有问题会联系他们。",
            "The department that applies, and two people to call when the reviewer has a question.",
        ),
        Step::System => (
            "说明要上云的信息系统：做什么、谁在用、何时上线。",
            "The system that goes onto the cloud: what it does, who uses it, when it goes live.",
        ),
        Step::Resources => (
            "从服务目录选择资源，目录中没有的会自动找相近的适配（第二十条）。",
            "Choose from the catalog; what it lacks is fitted to the nearest item (article 20).",
        ),
        Step::Network => {
            ("系统在哪些网络、与谁互通。", "Which networks the system runs in and whom it talks to.")
        }
        Step::Security => (
            "等级保护、密码应用和评估（第六条、第二十四条）。还没做的如实填“否”。",
            "Graded protection, cryptography and their assessment (articles 6 and 24). Answer 'no' where it is not done yet.",
        ),
        Step::Papers => (
            "添加迁移、部署方案和依据文件。文件只在提交时发送给门户。",
            "Add the plan and the documents it rests on. Files leave this computer only when you hand in.",
        ),
        Step::Undertakings => ("逐条确认使用部门的责任。", "Confirm the department's duties one by one."),
        Step::Budget => (
            "费用按目录估算，实际按采购价格和使用量结算（第四条）。",
            "An estimate by the catalog; settled later by purchase price and actual use (article 4).",
        ),
        Step::HandIn => (
            "核对检查结果，确认后提交。提交前都可以修改。",
            "Look through the result of the check, then hand in. Everything can be changed until then.",
        ),
    }
}

/// The same where it stands: the page of a change leads to the steps that follow it.
fn about_in(desk: &Desk, step: Step) -> Word {
    match step {
        Step::Deed if desk.state.draft.errand == Errand::Change => (
            "说明变更的原因，并在后面各步中修改需要调整的内容；改动会逐项列在下面。",
            "Say why, and change what is to be adjusted in the steps that follow; each difference is listed below.",
        ),
        _ => about(step),
    }
}

/// The fields of a step, in their order.
fn fields_of(step: Step) -> Vec<&'static FieldSpec> {
    FIELDS.iter().filter(|f| f.step == step).collect()
}

/// One step as a page.
pub fn page(desk: &Desk, step: Step) -> Html {
    let lang = desk.lang();
    let title_id = format!("step-{}", step_code(step));
    html! {
        <section class="page" key={step_code(step)} aria-labelledby={title_id.clone()} part="page">
            if desk.docket.is_some() && !desk.state.at_case { { life::back(desk) } }
            if step == Step::Case { { life::title(desk) } } else {
                <header>
                    <h3 id={title_id} tabindex="-1" data-path={format!("/steps/{}", step_code(step))}>{ say(lang, name_in(desk, step)) }</h3>
                    if !desk.read_only() { <p class="screen-only">{ say(lang, about_in(desk, step)) }</p> }
                </header>
            }
            { content(desk, step) }
            { shell::foot(desk) }
        </section>
    }
}

/// The fields of a step.
pub fn own(desk: &Desk, step: Step) -> Html {
    fields::groups(desk, &fields_of(step))
}

/// What stands in a step.
pub fn content(desk: &Desk, step: Step) -> Html {
    let own = own(desk, step);
    let content = match step {
        Step::Case => life::page(desk),
        Step::Deed if desk.settings.whole => html! { <>{ own }{ life::below(desk) }</> },
        Step::HandIn if desk.state.at_case => life::review::page(desk),
        Step::Unit => html! { <>{ errand(desk) }{ own }</> },
        Step::Resources => html! { <>{ resources(desk) }{ own }</> },
        Step::Budget => html! { <>{ own }{ fees(desk) }</> },
        // Nothing is said of a case, and nothing handed in, before the program is whole.
        Step::HandIn if desk.settings.whole => check::check(desk),
        Step::HandIn => html! { <p class="note">{ say(desk.lang(), words::LAW_WAIT) }</p> },
        _ => own,
    };
    if desk.docket.is_none() || desk.state.at_case {
        return content;
    }
    html! { <>{ life::above(desk, step) }{ content }</> }
}

/// The table of needs.
fn resources(desk: &Desk) -> Html {
    let (Some(edition), Some(said)) = (desk.edition(), desk.said) else {
        return html! { <p class="note">{ say(desk.lang(), words::CATALOG_NONE) }</p> };
    };
    let typed = desk.send.reform(|edit: CellEdit| {
        Msg::Typed(Path::need(edit.row, &edit.column), edit.text, edit.composing, false)
    });
    html! {
        <Resources draft={desk.state.draft.clone()} edition={edition.clone()} index={said.index.clone()} notes={said.rows.clone()}
            answers={said.answers.clone()} details={said.details.clone()} dossier={said.dossier.clone()} place={said.place.clone()} as_of={desk.settings.as_of}
            focus={desk.state.focus.clone()} lang={desk.lang()} read_only={desk.read_only()}
            on_edit={typed} dispatch={desk.send.reform(Msg::Do)} />
    }
}

/// What it costs and when it is paid.
fn fees(desk: &Desk) -> Html {
    let (Some(edition), Some(said)) = (desk.edition(), desk.said) else {
        return html! { <p class="note">{ say(desk.lang(), words::CATALOG_NONE) }</p> };
    };
    html! {
        <Fees estimate={said.estimate.clone()} dossier={said.dossier.clone()} edition={edition.clone()}
            calendar={said.calendar.clone()} place={said.place.clone()} lang={desk.lang()} />
    }
}

/// What is applied for: the first question, because other fields depend on it.
fn errand(desk: &Desk) -> Html {
    let lang = desk.lang();
    let choice = |errand: Errand, name: Word, about: Word| {
        let on = desk.state.draft.errand == errand;
        html! {
            <label class={classes!("choice", on.then_some("on"))}>
                <input type="radio" name="errand" checked={on} onchange={
                    let send = desk.send.clone();
                    Callback::from(move |_: Event| send.emit(Msg::Do(Action::Errand(errand))))
                } />
                <span><b>{ say(lang, name) }</b><span class="more">{ say(lang, about) }</span></span>
            </label>
        }
    };
    // A change is no other application; only at the beginning may a person choose.
    let chosen = !matches!(desk.state.draft.errand, Errand::Deploy | Errand::Migrate);
    if desk.read_only() || chosen {
        let (name, about) = match desk.state.draft.errand {
            Errand::Deploy => (words::DEPLOY, words::DEPLOY_ABOUT),
            Errand::Migrate => (words::MIGRATE, words::MIGRATE_ABOUT),
            errand => (errand.name(), ("", "")),
        };
        return html! {
            <fieldset class="group">
                <legend>{ say(lang, words::ERRAND) }</legend>
                <div class="cells"><div class="field broad"><p class="told"><b>{ say(lang, name) }</b>{ " " }{ say(lang, about) }</p></div></div>
            </fieldset>
        };
    }
    html! {
        <fieldset class="group">
            <legend>{ say(lang, words::ERRAND) }</legend>
            <div class="cells">
                { choice(Errand::Deploy, words::DEPLOY, words::DEPLOY_ABOUT) }
                { choice(Errand::Migrate, words::MIGRATE, words::MIGRATE_ABOUT) }
            </div>
        </fieldset>
    }
}
