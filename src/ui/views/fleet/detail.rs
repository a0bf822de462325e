//! One row of a fleet: what it needs against what it is offered, as the table of needs shows it.

use super::super::said;
use super::explore::rows;
use super::map::name;
use super::work::Made;
use crate::basics::Lang;
use crate::catalog::Edition;
use crate::dossier::{Need, NeedRow, Outcome};
use crate::exchange::fleet::rows::{Got, Row};
use crate::fitting::{Engine, FitTerms};
use crate::ui::resources::answer::AnswerView;
use crate::ui::resources::cells::CellEdit;
use crate::ui::same::Same;
use crate::ui::words::{fill, say};
use std::sync::Arc;
use yew::prelude::*;

/// Properties of [`Detail`].
#[derive(Clone, PartialEq, Properties)]
pub(super) struct Props {
    pub(super) made: Made,
    pub(super) edition: Same<Edition>,
    pub(super) terms: FitTerms,
    pub(super) row: Row,
    pub(super) lang: Lang,
}

/// The row.
#[component]
pub(super) fn Detail(props: &Props) -> Html {
    let Props { made, edition, row, lang, .. } = props;
    let lang = *lang;
    let engine = use_memo(edition.clone(), |edition| Engine::new(edition.arc().clone()));
    let answer = {
        let engine = engine.clone();
        use_memo((props.clone(), edition.clone()), move |(props, _)| answered(props, &engine).map(Same::new))
    };
    let rows = rows(made, edition, lang);
    let (Some(need), Some(answer)) = (rows.need(row), (*answer).clone()) else { return Html::default() };
    let system = name(rows.system(row).map_or("", |system| system.name.as_str()), lang);
    let title = match row.number {
        Some(number) => fill(lang, said::FLEET_ROW_OF, &[&number.to_string(), &system]),
        None => fill(lang, said::FLEET_IMPLIED_OF, &[&system]),
    };
    let on_edit = Callback::from(|_: CellEdit| {});
    html! {
        <section class="finding fleet-detail" aria-label={title.clone()}>
            <h4>{ title }</h4>
            <p>{ rows.function(need).to_owned() }{ " · " }{ rows.needed(need) }</p>
            if rows.got(row) == Got::Short { <p class="note is-warns">{ say(lang, said::FLEET_SHORT) }</p> }
            <AnswerView {answer} edition={edition.clone()} row={Arc::new(NeedRow::default())} index={0} {lang} read_only=true folded=true {on_edit} />
        </section>
    }
}

/// What the row's supplier answers, with what the row takes as what was picked.
fn answered(props: &Props, engine: &Engine) -> Option<crate::fitting::Answer> {
    let rows = rows(&props.made, &props.edition, props.lang);
    let row = &props.row;
    let supplier = props.made.report.suppliers.get(rows.supplier_of(row)?)?.clone();
    let pick = rows.choice(row).filter(|choice| choice.outcome != Outcome::Composed);
    let need = Need { pick: pick.map(|choice| choice.key.clone()), ..rows.need(row)?.clone() };
    Some(engine.fit(&need, &FitTerms { supplier, ..props.terms.clone() }))
}
