//! Importing a list from a file: choosing it, saying what its columns are, looking at what is wrong, taking it over.
//! Until it is taken over nothing of the form changes; taken over, it is one step to undo.

mod view;

use super::paste::{MOST_ROWS, PastedRow};
use crate::basics::{Lang, Words};
use crate::catalog::Edition;
use crate::dossier::{NeedRow, read};
use crate::drafts::device;
use crate::exchange::list::{self, List, Mapping, Problem};
use crate::exchange::table::Table;
use crate::ui::same::Same;
use crate::ui::workbooks;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{DragEvent, File, HtmlElement};
use yew::prelude::*;

/// Under which name the device remembers what columns mean.
const REMEMBERED: &str = "columns";
/// Most columns that are remembered.
const MOST_REMEMBERED: usize = 200;

/// Properties of [`Import`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ImportProps {
    /// The catalog.
    pub edition: Same<Edition>,
    /// The language.
    pub lang: Lang,
    /// The months that a row has which names none.
    pub months: u32,
    /// The rows were taken over, with a sentence about them.
    pub on_rows: Callback<(Vec<PastedRow>, Words)>,
    /// The dialog should be closed.
    pub on_close: Callback<()>,
}

/// A file as it was read.
#[derive(Clone, Debug, PartialEq)]
struct Opened {
    name: String,
    tables: Rc<Vec<Table>>,
    sheet: usize,
    mapping: Rc<Mapping>,
}

/// How the dialog stands.
#[derive(Clone, Debug, PartialEq)]
enum Standing {
    /// Waits for a file.
    Empty,
    /// Reads one.
    Reading,
    /// Could not read it.
    Failed(Words),
    /// Has read it.
    Opened(Opened),
}

/// What a sheet comes to under a mapping.
#[derive(Clone, Debug, PartialEq)]
struct Looked {
    list: List,
    problems: Vec<Problem>,
}

/// What happens in the dialog.
#[derive(Clone, Debug, PartialEq)]
enum Deed {
    /// A file was chosen or dropped.
    File(File),
    /// Another sheet.
    Sheet(usize),
    /// A column means this: heading, column of the resource table; none leaves it aside.
    Means(String, Option<String>),
    /// What was said of columns is forgotten.
    Guess,
}

/// The dialog.
#[component]
pub fn Import(props: &ImportProps) -> Html {
    let ImportProps { edition, lang, months, on_rows, on_close } = props;
    let standing = use_state(|| Standing::Empty);
    let root = use_node_ref();
    {
        let root = root.clone();
        use_effect_with((), move |()| {
            if let Some(root) = root.cast::<HtmlElement>() {
                // Without the focus the dialog can still be reached by Tab.
                let _ = root.focus();
            }
        });
    }
    let deed = {
        let (standing, edition) = (standing.clone(), edition.clone());
        Callback::from(move |deed: Deed| act(&standing, &edition, deed))
    };
    let looked = use_memo(((*standing).clone(), edition.clone(), *months), |(standing, edition, months)| {
        let Standing::Opened(opened) = standing else { return None };
        opened.tables.get(opened.sheet).map(|table| look(table, &opened.mapping, edition, *months))
    });
    let ondrop = {
        let deed = deed.clone();
        Callback::from(move |event: DragEvent| {
            event.prevent_default();
            let file = event.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0));
            file.into_iter().for_each(|file| deed.emit(Deed::File(file)));
        })
    };
    let onkeydown = {
        let on_close = on_close.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Escape" {
                event.prevent_default();
                on_close.emit(());
            }
        })
    };
    let take = {
        let (standing, looked, on_rows) = (standing.clone(), looked.clone(), on_rows.clone());
        Callback::from(move |_: MouseEvent| {
            if let (Standing::Opened(opened), Some(looked)) = (&*standing, &*looked) {
                remember(&opened.mapping);
                let all = looked.list.rows.iter().map(|(_, cells)| cells.clone());
                on_rows.emit((all.take(MOST_ROWS).collect(), told(&opened.name, looked)));
            }
        })
    };
    let close = on_close.reform(|_: MouseEvent| ());
    let over = Callback::from(|event: DragEvent| event.prevent_default());
    html! {
        <section class="sheet import" ref={root} tabindex="-1" aria-labelledby="import-title" {ondrop} ondragover={over} {onkeydown}>
            { view::head(*lang, &close) }
            { view::file(*lang, &standing, &deed) }
            if let (Standing::Opened(opened), Some(looked)) = (&*standing, &*looked) {
                { view::opened(*lang, edition, opened, looked, &deed) }
                { view::deeds(*lang, looked, &take, &close) }
            }
        </section>
    }
}

fn act(standing: &UseStateHandle<Standing>, edition: &Same<Edition>, deed: Deed) {
    let change = |change: &dyn Fn(&mut Opened)| {
        if let Standing::Opened(opened) = &**standing {
            let mut opened = opened.clone();
            change(&mut opened);
            standing.set(Standing::Opened(opened));
        }
    };
    match deed {
        Deed::File(file) => {
            let (standing, edition) = (standing.clone(), edition.clone());
            standing.set(Standing::Reading);
            spawn_local(async move {
                let name = file.name();
                match workbooks::read(file).await {
                    Ok(tables) => {
                        let mapping = Rc::new(remembered(&tables));
                        let sheet = list::first(&tables, &mapping, &edition).unwrap_or(0);
                        standing.set(Standing::Opened(Opened {
                            name,
                            tables: Rc::new(tables),
                            sheet,
                            mapping,
                        }));
                    }
                    Err(words) => standing.set(Standing::Failed(words)),
                }
            });
        }
        Deed::Sheet(sheet) => change(&|opened| opened.sheet = sheet),
        Deed::Means(heading, column) => change(&|opened| {
            let mapping = Rc::make_mut(&mut opened.mapping);
            mapping.columns.insert(heading.clone(), column.clone());
        }),
        Deed::Guess => change(&|opened| opened.mapping = Rc::default()),
    }
}

/// Reads a sheet and its needs.
fn look(table: &Table, mapping: &Mapping, edition: &Edition, months: u32) -> Looked {
    let list = list::read(table, mapping, edition);
    let needs = list.rows.iter().take(MOST_ROWS).enumerate();
    let problems = needs.flat_map(|(at, (_, cells))| {
        let row = NeedRow { id: String::new(), cells: cells.clone() };
        read::need(&row, at, edition, months).1
    });
    let problems: Vec<_> = problems.collect();
    let mut problems = list.all_problems(&problems);
    // What was said of another file's columns is no fault of this one.
    problems.retain(|problem| problem.code != "list-column-missing");
    Looked { list, problems }
}

/// What was done, in both languages.
fn told(name: &str, looked: &Looked) -> Words {
    let (rows, cut) =
        (looked.list.rows.len().min(MOST_ROWS), looked.list.rows.len().saturating_sub(MOST_ROWS));
    let faults = looked.problems.iter().filter(|p| p.bars).count();
    let mut words =
        Words::new(format!("已从“{name}”导入 {rows} 行"), format!("{rows} rows were imported from '{name}'"));
    if faults > 0 {
        words.zh.push_str(&format!("，{faults} 处待改"));
        words.en.push_str(&format!(", {faults} places to mend"));
    }
    if cut > 0 {
        words.zh.push_str(&format!("；{cut} 行超出上限，未导入"));
        words.en.push_str(&format!("; {cut} rows beyond the limit were left out"));
    }
    words
}

/// What the person said of such columns before.
fn remembered(tables: &[Table]) -> Mapping {
    let text = device::remembered(REMEMBERED).unwrap_or_default();
    let all: BTreeMap<String, Option<String>> = serde_json::from_str(&text).unwrap_or_default();
    let cells = tables.iter().flat_map(|table| table.rows.iter().take(30)).flat_map(|row| &row.cells);
    let there: BTreeSet<String> = cells.map(|cell| list::columns::one_line(cell.shown())).collect();
    Mapping { columns: all.into_iter().filter(|(heading, _)| there.contains(heading)).collect() }
}

fn remember(mapping: &Mapping) {
    if mapping.columns.is_empty() {
        return;
    }
    let text = device::remembered(REMEMBERED).unwrap_or_default();
    let mut all: BTreeMap<String, Option<String>> = serde_json::from_str(&text).unwrap_or_default();
    all.extend(mapping.columns.clone());
    while all.len() > MOST_REMEMBERED {
        all.pop_first();
    }
    device::remember(REMEMBERED, &serde_json::to_string(&all).unwrap_or_default());
}
