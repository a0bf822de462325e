//! Monitoring data in the browser: which systems are plainly low by the rule of the place, what each rule would flag,
//! why, and what is proposed. In the form of an advice it speaks of the system of that case, and fills the form in.

use super::changes::{Changes, List};
use super::given::Given;
use super::said;
use super::table::{basis, tables};
use crate::basics::{Date, Lang, Month, Path, Words};
use crate::catalog::Edition;
use crate::dossier::Draft;
use crate::exchange::Sheet;
use crate::exchange::changes::prepare;
use crate::exchange::monitoring::{Said, changes, saved, tables as sheets_of};
use crate::fitting::sizing::{LowRule, Target, last_month, systems};
use crate::fitting::{Engine, FitTerms};
use crate::lifecycle::adjustment::{Advice, Advised, Adviser, Compared, advise, changed, compare, low_rule};
use crate::ui::browser;
use crate::ui::choosing::Choosing;
use crate::ui::judging::place;
use crate::ui::same::Same;
use crate::ui::settings::Place;
use crate::ui::words::{both, fill, say};
use crate::wire::v1::monitoring::{self, Mapping, Problem};
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::Arc;
use wasm_bindgen_futures::spawn_local;
use web_sys::wasm_bindgen::JsCast;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

/// Most bytes of a file, in MB.
const MOST: u32 = 64;

/// Properties of [`Monitoring`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct Props {
    /// The catalog that proposals are fitted and priced by; without one no amounts are proposed.
    pub edition: Option<Same<Edition>>,
    /// The place whose rule applies.
    pub place: Place,
    /// The day whose rule applies.
    pub as_of: Date,
    /// The language.
    pub lang: Lang,
    /// The case whose advice is being written.
    #[prop_or_default]
    pub own: Option<Own>,
    /// The cases to lead to from their systems' names.
    #[prop_or_default]
    pub cases: Option<Same<Given>>,
}

/// The case whose advice is being written.
#[derive(Clone, Debug, PartialEq)]
pub struct Own {
    /// Name of its system.
    pub system: String,
    /// The application that runs.
    pub running: Same<Draft>,
    /// The advice as it stands.
    pub advice: Draft,
    /// Takes the advice as it is filled in, and the place to go to.
    pub fill: Callback<(Draft, Path)>,
}

/// A file that was chosen: its name, and its text or why it has none.
type Chosen = (String, Result<String, Words>);

/// What was said of a file.
struct Judged {
    rule: LowRule,
    advice: Advice,
    compared: Vec<Compared>,
    problems: Vec<Problem>,
    /// The change drafts of those that are low, where the page gives the cases.
    prepared: Option<List>,
}

/// The choice of a file, and what is said of it.
#[component]
pub fn Monitoring(props: &Props) -> Html {
    let lang = props.lang;
    let (chosen, month) = (use_state(|| None::<Rc<Chosen>>), use_state_eq(String::new));
    let judged = use_memo(
        (
            (chosen.as_ref().cloned(), (*month).clone()),
            props.edition.clone(),
            props.place.clone(),
            props.as_of,
            props.cases.clone(),
        ),
        |key| {
            let ((chosen, month), edition, place, as_of, cases) = key;
            let (name, text) = &**chosen.as_ref()?;
            let unreadable = |why: &Words| {
                let say = |lang| fill(lang, said::UNREADABLE, &[name, why.get(lang)]);
                Words::new(say(Lang::Zh), say(Lang::En))
            };
            let text = text.as_ref().map_err(unreadable);
            Some(text.and_then(|text| {
                judge(text, month, edition.as_ref(), (place, *as_of), cases.as_deref())
                    .map_err(|why| unreadable(&why))
            }))
        },
    );
    let cases = use_memo(props.cases.clone(), |cases| {
        cases.as_ref().map(|cases| cases.running()).unwrap_or_default()
    });
    let on_file = {
        let chosen = chosen.clone();
        Callback::from(move |file: File| {
            let chosen = chosen.clone();
            spawn_local(async move { chosen.set(Some(Rc::new(read(file).await))) });
        })
    };
    let type_month = {
        let month = month.clone();
        Callback::from(move |event: Event| {
            let input = event.target().and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
            month.set(input.map(|input| input.value().trim().to_owned()).unwrap_or_default());
        })
    };
    html! {
        <div class="monitoring" part="monitoring">
            <div class="monitoring-file screen-only">
                <Choosing label={said::CHOOSE_FILE} accept=".csv,text/csv" {lang} {on_file} />
                <label><span>{ say(lang, said::MONTH) }</span><input class="box" type="text" autocomplete="off" value={(*month).clone()} onchange={type_month} /></label>
            </div>
            <div role="status">
                { match &*judged {
                    None => html! { <p class="soft">{ say(lang, said::NO_FILE) }</p> },
                    Some(Err(why)) => html! { <p class="note is-bars">{ why.get(lang) }</p> },
                    Some(Ok(_)) => html! { <p class="soft small">{ fill(lang, said::READ, &[chosen.as_ref().map_or("", |file| file.0.as_str())]) }</p> },
                } }
            </div>
            { match (&*judged, &props.own) {
                (Some(Ok(judged)), None) => all(judged, props, &cases),
                (Some(Ok(judged)), Some(own)) => of_own(judged, own, props, chosen.as_ref().map_or("", |file| file.0.as_str())),
                _ => Html::default(),
            } }
            if let (Some(Ok(Judged { prepared: Some(list), .. })), Some(edition), None) = (&*judged, props.edition.clone(), &props.own) {
                <Changes list={list.clone()} {edition} cases={cases.clone()} as_of={props.as_of} {lang} />
            }
        </div>
    }
}

async fn read(file: File) -> Chosen {
    let name = file.name();
    if file.size() > f64::from(MOST << 20) {
        return (name, Err(both(said::TOO_LARGE, &[&MOST.to_string()])));
    }
    let text = browser::bytes_of(&file).await.and_then(|bytes| String::from_utf8(bytes).ok());
    (name, text.ok_or_else(|| both(said::NOT_UTF8, &[])))
}

fn judge(
    text: &str,
    month: &str,
    edition: Option<&Same<Edition>>,
    (of, as_of): (&Place, Date),
    cases: Option<&Given>,
) -> Result<Judged, Words> {
    let rule =
        place(of).and_then(|place| low_rule(&place, as_of)).ok_or_else(|| both(said::NO_LOW_RULE, &[]))?;
    let mut mapping = Mapping::default();
    if !month.is_empty() {
        mapping.month = Some(Month::parse(month).ok_or_else(|| both(said::MONTH_WRONG, &[month]))?);
    }
    let read = monitoring::read(text, &mapping).map_err(|error| error.words())?;
    let systems = systems(read.rows);
    let to = last_month(&systems);
    let compared = compare(&systems, &rule, to);
    let mut adviser = edition.map(|edition| {
        Adviser::new(Arc::new(Engine::new(edition.arc().clone())), FitTerms::at(as_of), Target::default())
    });
    let advice = advise(systems, &rule, to, adviser.as_mut());
    let prepared = cases
        .zip(edition)
        .map(|(cases, edition)| List(Rc::new(prepare(&advice, &cases.cases(), &Target::default(), edition))));
    let prepared = prepared.filter(|list| !list.0.is_empty());
    Ok(Judged { rule, advice, compared, problems: read.problems, prepared })
}

/// Everything that is said of the file.
fn all(judged: &Judged, props: &Props, cases: &BTreeMap<String, String>) -> Html {
    let (edition, lang) = (props.edition.as_deref(), props.lang);
    let said = Said {
        advice: &judged.advice,
        compared: &judged.compared,
        problems: &judged.problems,
        edition,
        lang,
    };
    let sheets: Rc<Vec<Sheet>> = Rc::new(sheets_of(&said));
    // The name of a system leads to its case, where advice is given.
    let instead = |sheet: &Sheet, line: usize, column: usize| -> Option<Html> {
        let name = sheet.rows.get(line)?.get(column).filter(|_| column == 0)?.shown();
        cases.get(&name).map(|href| html! { <a href={href.clone()}>{ name.clone() }</a> })
    };
    html! { <>{ for sheets.first().map(basis) }{ tables(&sheets, "monitoring", lang, false, &instead) }</> }
}

/// What is said of the system of a case, each with the way into its advice.
fn of_own(judged: &Judged, own: &Own, props: &Props, file: &str) -> Html {
    let lang = props.lang;
    let mine: Vec<&Advised> =
        judged.advice.systems.iter().filter(|one| one.system.name.trim() == own.system.trim()).collect();
    if mine.is_empty() {
        return html! { <p class="note is-warns">{ fill(lang, said::OWN_NONE, &[&own.system]) }</p> };
    }
    html! { <>{ for mine.into_iter().map(|one| one_own(judged, one, own, props, file)) }</> }
}

fn one_own(judged: &Judged, one: &Advised, own: &Own, props: &Props, file: &str) -> Html {
    let (lang, edition) = (props.lang, props.edition.as_deref());
    let why = one.judged.why(&judged.rule);
    let filled = edition.and_then(|edition| filled(judged, one, own, edition, file));
    let fill_in = filled.map(|draft| {
        let send = own.fill.clone();
        Callback::from(move |_: MouseEvent| send.emit((draft.clone(), Path::field("advice.text"))))
    });
    html! {
        <div class="finding" key={one.system.row}>
            <p><span class="tag is-warns">{ one.judged.verdict.name().get(lang).to_owned() }</span>{ " " }<b>{ &one.system.name }</b>{ " " }{ &one.system.zone }</p>
            <p class="small">{ why.get(lang).to_owned() }</p>
            { match &one.proposal {
                Some(Ok(proposal)) => html! {
                    <>
                        <p>{ fill(lang, said::PROPOSED, &[&changes(proposal, edition, lang)]) }</p>
                        <p class="small">{ fill(lang, said::SAVES, &[&saved(&proposal.saving, lang)]) }</p>
                        { for proposal.notes.iter().map(|note| html! { <p class="soft small">{ note.words().get(lang).to_owned() }</p> }) }
                    </>
                },
                Some(Err(refused)) => html! { <p class="small">{ fill(lang, said::NOT_PROPOSED, &[refused.words().get(lang)]) }</p> },
                None => Html::default(),
            } }
            if let Some(onclick) = fill_in { <div class="actions"><button type="button" class="button lead" {onclick}>{ say(lang, said::USE) }</button></div> }
        </div>
    }
}

/// The advice with the proposal in it: words, evidence, and the rows whose amounts change. What is written into a
/// file of the case is Chinese, as the case is.
fn filled(judged: &Judged, one: &Advised, own: &Own, edition: &Edition, file: &str) -> Option<Draft> {
    let proposal = one.proposal.as_ref()?.as_ref().ok()?;
    let changed = changed(&own.running, proposal, &Target::default(), edition);
    let mut draft = own.advice.clone();
    let amounts = changes(proposal, Some(edition), Lang::Zh);
    draft.set_field("advice.text", &format!("资源利用率明显偏低，建议调整：{amounts}。"));
    let rule = judged.rule.words().zh;
    let mut evidence =
        format!("{}（规则：{rule}；监测文件：{file}，第 {} 行起）", proposal.why.zh, one.system.row);
    for differs in &changed.differs {
        if let Some((_, dimension)) = edition.dimension(&differs.dimension) {
            let (monitored, applied) =
                (dimension.show(differs.monitored, Lang::Zh), dimension.show(differs.applied, Lang::Zh));
            let note = fill(Lang::Zh, said::DIFFERS, &[&dimension.name.zh, &monitored, &applied]);
            evidence.push('\n');
            evidence.push_str(&note);
        }
    }
    draft.set_field("advice.evidence", &evidence);
    let touched = |id: &String| changed.cells.iter().any(|cell| cell.id == *id);
    draft.needs = changed.draft.needs.iter().filter(|row| touched(&row.id)).cloned().collect();
    Some(draft)
}
