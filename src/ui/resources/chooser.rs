//! Choosing from the catalog: a search over all items, a filter by function, a windowed list.

use super::words::word;
use crate::basics::Lang;
use crate::catalog::search::{Filter, Found, Index};
use crate::catalog::{Edition, Grammar, Item, Price, Range, Standing};
use crate::fees::show;
use crate::ui::same::Same;
use std::rc::Rc;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};
use yew::prelude::*;

/// Height of an entry in CSS pixels; the style sheet holds the same number.
const ENTRY: usize = 60;
/// Entries in view at most, and spare ones around them.
const IN_VIEW: usize = 8;

/// The chooser's properties.
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ChooserProps {
    /// The catalog.
    pub edition: Same<Edition>,
    /// Its search index.
    pub index: Same<Index>,
    /// The language.
    pub lang: Lang,
    /// False while it only stands ready, hidden: the browser has made all of it by the time somebody asks.
    pub open: bool,
    /// An item was chosen: its row in the edition.
    pub on_choose: Callback<usize>,
    /// The chooser should be closed.
    pub on_close: Callback<()>,
}

/// The chooser.
#[component]
pub fn Chooser(props: &ChooserProps) -> Html {
    let ChooserProps { edition, index, lang, open, on_choose, on_close } = props;
    let query = use_state(String::new);
    let function = use_state(String::new);
    let active = use_state_eq(|| 0usize);
    let first = use_state_eq(|| 0usize);
    // Where the list is scrolled to: asking the page would make it lay everything out.
    let top = use_mut_ref(|| 0);
    let (field, list) = (use_node_ref(), use_node_ref());
    let before = use_mut_ref(|| None::<(Same<Index>, Rc<Found>)>);
    let found =
        use_memo(((*query).clone(), (*function).clone(), index.clone()), |(query, function, index)| {
            let filter = Filter { function: function.clone(), ..Filter::default() };
            let last = before.take().filter(|(of, _)| of == index);
            let found = Rc::new(index.find(query, &filter, last.as_ref().map(|(_, found)| &**found)));
            *before.borrow_mut() = Some((index.clone(), found.clone()));
            found
        });
    {
        let field = field.clone();
        use_effect_with(*open, move |open| {
            if let Some(field) = field.cast::<HtmlInputElement>().filter(|_| *open) {
                // Without the focus the field can still be reached by Tab.
                let _ = field.focus();
            }
        });
    }
    {
        // At first it is in view.
        let (list, moved) = (list.clone(), use_mut_ref(|| false));
        use_effect_with(*active, move |active| {
            if moved.replace(true) {
                keep_in_view(&list, *active);
            }
        });
    }

    let restart = {
        let (active, first, list, top) = (active.clone(), first.clone(), list.clone(), top.clone());
        move || {
            active.set(0);
            first.set(0);
            if top.replace(0) != 0
                && let Some(list) = list.cast::<Element>()
            {
                list.set_scroll_top(0);
            }
        }
    };
    let oninput = {
        let (query, restart) = (query.clone(), restart.clone());
        Callback::from(move |event: InputEvent| {
            query.set(event.target_unchecked_into::<HtmlInputElement>().value());
            restart();
        })
    };
    let onfilter = {
        let function = function.clone();
        use_callback((), move |event: Event, ()| {
            function.set(event.target_unchecked_into::<HtmlSelectElement>().value());
            restart();
        })
    };
    let onkeydown = {
        let (active, found, on_choose, on_close) =
            (active.clone(), found.clone(), on_choose.clone(), on_close.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.is_composing() || event.key_code() == 229 {
                return;
            }
            let last = found.len().saturating_sub(1);
            match event.key().as_str() {
                "ArrowDown" => active.set((*active + 1).min(last)),
                "ArrowUp" => active.set(active.saturating_sub(1)),
                "PageDown" => active.set((*active + IN_VIEW).min(last)),
                "PageUp" => active.set(active.saturating_sub(IN_VIEW)),
                "Enter" => found.get(*active).into_iter().for_each(|row| on_choose.emit(row)),
                "Escape" => on_close.emit(()),
                _ => return,
            }
            event.prevent_default();
        })
    };
    let onscroll = {
        let (first, list) = (first.clone(), list.clone());
        Callback::from(move |_: Event| {
            let now = list.cast::<Element>().map_or(0, |l| l.scroll_top());
            *top.borrow_mut() = now;
            first.set(usize::try_from(now).unwrap_or(0) / ENTRY);
        })
    };
    let onclick = {
        let on_choose = on_choose.clone();
        Callback::from(move |event: MouseEvent| {
            let entry =
                event.target_dyn_into::<Element>().and_then(|e| e.closest("[data-row]").ok().flatten());
            let row = entry.and_then(|e| e.get_attribute("data-row")).and_then(|r| r.parse().ok());
            row.into_iter().for_each(|row| on_choose.emit(row));
        })
    };
    let close = {
        let on_close = on_close.clone();
        Callback::from(move |_: MouseEvent| on_close.emit(()))
    };

    let from = first.saturating_sub(2).min(found.len());
    let to = (*first + IN_VIEW + 2).min(found.len());
    let gap = |rows: usize| {
        html! { if rows > 0 { <svg class="gap" width="1" height={(rows * ENTRY).to_string()} aria-hidden="true" /> } }
    };
    html! {
        <section class="chooser" part="chooser" hidden={!open} aria-label={word(*lang, "add-from-catalog")}>
            <div class="chooser-bar">
                <input ref={field} class="chooser-field" type="search" role="combobox" aria-expanded="true" aria-controls="chooser-list"
                    aria-autocomplete="list" aria-activedescendant={found.get(*active).map(|row| format!("item-{row}"))}
                    aria-label={word(*lang, "search")} placeholder={word(*lang, "search")} value={(*query).clone()}
                    {oninput} {onkeydown} autocomplete="off" spellcheck="false" />
                <Functions edition={edition.clone()} lang={*lang} {onfilter} />
                <span class="chooser-count" role="status">{ format!("{} {}", found.len(), word(*lang, "items-found")) }</span>
                <button type="button" class="button" onclick={close}>{ word(*lang, "close") }</button>
            </div>
            <div ref={list} class="chooser-list" id="chooser-list" role="listbox" aria-label={word(*lang, "add-from-catalog")} {onscroll} {onclick}>
                { gap(from) }
                { for found.rows().enumerate().take(to).skip(from).filter_map(|(at, row)| {
                    edition.items.get(row).map(|item| entry(edition, item, row, at == *active, (at + 1, found.len()), *lang))
                }) }
                { gap(found.len() - to) }
                if found.is_empty() { <p class="chooser-none">{ word(*lang, "none-found") }</p> }
            </div>
        </section>
    }
}

/// Properties of [`Functions`].
#[derive(Clone, Debug, PartialEq, Properties)]
struct FunctionsProps {
    edition: Same<Edition>,
    lang: Lang,
    onfilter: Callback<Event>,
}

/// The filter by function: apart, since it stays as it is while somebody types.
#[component]
fn Functions(props: &FunctionsProps) -> Html {
    let FunctionsProps { edition, lang, onfilter } = props;
    html! {
        <select class="chooser-filter" aria-label={word(*lang, "function")} onchange={onfilter.clone()}>
            <option value="">{ word(*lang, "filter-all") }</option>
            { for edition.functions.iter().map(|f| html! {
                <option value={f.code.clone()}>{ f.name.get(*lang) }</option>
            }) }
        </select>
    }
}

fn keep_in_view(list: &NodeRef, active: usize) {
    let Some(list) = list.cast::<Element>() else { return };
    let (top, entry) = (i32::try_from(active * ENTRY).unwrap_or(0), i32::try_from(ENTRY).unwrap_or(0));
    if top < list.scroll_top() {
        list.set_scroll_top(top);
    } else if top + entry > list.scroll_top() + list.client_height() {
        list.set_scroll_top(top + entry - list.client_height());
    }
}

fn entry(
    edition: &Edition,
    item: &Item,
    row: usize,
    active: bool,
    place: (usize, usize),
    lang: Lang,
) -> Html {
    let function = edition.function(&item.function).map_or(item.function.as_str(), |f| f.name.get(lang));
    html! {
        <div key={place.0} id={format!("item-{row}")} class={classes!("entry", active.then_some("is-active"))} role="option"
            aria-selected={active.to_string()} aria-posinset={place.0.to_string()} aria-setsize={place.1.to_string()} data-row={row.to_string()}>
            <div class="entry-main">
                <span class="entry-name">{ item.name.get(lang) }</span>
                <span class="entry-spec">{ sold_as(edition, item, lang) }</span>
            </div>
            <div class="entry-side">
                <span class="entry-function">{ function }</span>
                <span class="entry-price">{ price(item.price.as_ref().or_else(|| first_step_price(item)), lang) }</span>
            </div>
        </div>
    }
}

fn first_step_price(item: &Item) -> Option<&Price> {
    match &item.grammar {
        Grammar::Custom(ranges) => ranges.iter().find_map(|r| r.price.as_ref()),
        _ => None,
    }
}

/// How an item is sold, in amounts; its published specification where that says more.
pub fn sold_as(edition: &Edition, item: &Item, lang: Lang) -> String {
    let show = |code: &str, amount: i64| {
        edition.dimension(code).map_or_else(|| format!("{amount} {code}"), |(_, d)| d.show(amount, lang))
    };
    let range = |r: &Range| {
        let most = r.most.map_or_else(|| "∞".to_owned(), |m| show(&r.dimension, m));
        format!("{} – {most} ({} / +)", show(&r.dimension, r.least.max(r.step)), show(&r.dimension, r.step))
    };
    let amounts = match &item.grammar {
        Grammar::Package(amounts) => {
            amounts.iter().map(|(code, a)| show(code, *a)).collect::<Vec<_>>().join(" · ")
        }
        Grammar::Component(r) => show(&r.dimension, r.step),
        Grammar::Custom(ranges) => ranges.iter().map(range).collect::<Vec<_>>().join(" · "),
    };
    if item.spec.is_empty() { amounts } else { format!("{amounts} — {}", item.spec) }
}

/// A price as it was published, marked where it is only an illustration; or that it is unknown.
pub(super) fn price(price: Option<&Price>, lang: Lang) -> Html {
    let Some(price) = price else {
        return html! { <span class="price is-open">{ word(lang, "open-price") }</span> };
    };
    html! {
        <>
            <span class="price">{ show::price(price).get(lang).to_owned() }</span>
            if price.standing == Standing::Illustrative { <span class="tag is-warns">{ word(lang, "illustrative") }</span> }
        </>
    }
}
