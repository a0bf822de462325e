//! Importing a list from a file: choosing it, saying what its columns are, looking at what is wrong, taking it over.
//! Until it is taken over nothing of the form changes; taken over, it is one step to undo. The list of a fleet comes
//! in the same way.

mod view;

use super::paste::{MOST_ROWS, PastedRow};
use crate::basics::{Lang, Words};
use crate::catalog::Edition;
use crate::dossier::{NeedRow, read};
use crate::drafts::device;
use crate::exchange::fleet::{self, Own};
use crate::exchange::list::{self, Column, Mapping, Problem, Skip};
use crate::exchange::table::Table;
use crate::ui::same::Same;
use crate::ui::workbooks;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlElement};
use yew::prelude::*;

/// Under which name the device remembers what columns mean.
const REMEMBERED: &str = "columns";
/// What a column of a fleet's list may mean beside the columns of the table.
const SYSTEM: &str = "system";
const LEVEL: &str = "level";
/// Most columns that are remembered.
const MOST_REMEMBERED: usize = 200;

/// What the list is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Of {
    /// Needs of one system, for the table; the months that a row has which names none.
    Needs(u32),
    /// Systems and what they need: two more columns may be said.
    Fleet,
}

/// A file that was given already, and what was said of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Given {
    /// The file.
    pub file: File,
    /// What was said of it.
    pub says: Says,
}

/// What a person said of a file; guessed where nothing is said.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Says {
    /// The sheet, from 0.
    pub sheet: Option<usize>,
    /// What columns mean.
    pub mapping: Rc<Mapping>,
    /// The columns of systems and levels, in the list of a fleet.
    pub own: Own,
}

/// A list that is taken over.
#[derive(Clone, Debug, PartialEq)]
pub struct Taken {
    /// The file it came from, and what was said of it.
    pub given: Given,
    /// Its rows; none where it is the list of a fleet.
    pub rows: Vec<PastedRow>,
    /// A sentence about it.
    pub words: Words,
}

/// Properties of [`Import`].
#[derive(Clone, Debug, PartialEq, Properties)]
pub struct ImportProps {
    /// The catalog.
    pub edition: Same<Edition>,
    /// The language.
    pub lang: Lang,
    /// What the list is.
    pub of: Of,
    /// The file to begin with; where there is none, one is asked for.
    #[prop_or_default]
    pub given: Option<Given>,
    /// The list was taken over.
    pub on_take: Callback<Taken>,
    /// The dialog should be closed.
    pub on_close: Callback<()>,
}

/// A file as it was read.
#[derive(Clone, Debug, PartialEq)]
struct Opened {
    file: File,
    tables: Rc<Vec<Table>>,
    sheet: usize,
    mapping: Rc<Mapping>,
    own: Own,
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
#[derive(Clone, Debug, Default, PartialEq)]
struct Looked {
    columns: Vec<Column>,
    /// The columns of systems and levels, from 0.
    system: Option<usize>,
    level: Option<usize>,
    /// How many needs there are, and numbers of the first.
    count: usize,
    first: Vec<u32>,
    /// The needs themselves, where they are for the table.
    rows: Vec<PastedRow>,
    skipped: Vec<(u32, Skip)>,
    problems: Vec<Problem>,
}

/// What happens in the dialog.
#[derive(Clone, Debug, PartialEq)]
enum Deed {
    /// A file was chosen or dropped.
    File(File),
    /// Another sheet.
    Sheet(usize),
    /// A column means this: heading, what it meant before, column of the resource table; none leaves it aside.
    Means(String, String, Option<String>),
    /// What was said of columns is forgotten.
    Guess,
}

/// The dialog.
#[component]
pub fn Import(props: &ImportProps) -> Html {
    let ImportProps { edition, lang, of, on_take, on_close, .. } = props;
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
    {
        let (standing, edition) = (standing.clone(), edition.clone());
        use_effect_with(props.given.clone(), move |given| {
            if let Some(given) = given.clone() {
                open(&standing, &edition, given);
            }
        });
    }
    let looked = use_memo(((*standing).clone(), edition.clone(), *of), |(standing, edition, of)| {
        let Standing::Opened(opened) = standing else { return None };
        let table = opened.tables.get(opened.sheet)?;
        Some(match of {
            Of::Needs(months) => look(table, &opened.mapping, edition, *months),
            Of::Fleet => look_at_fleet(table, opened, edition),
        })
    });
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
        let (standing, looked, on_take) = (standing.clone(), looked.clone(), on_take.clone());
        Callback::from(move |_: MouseEvent| {
            if let (Standing::Opened(opened), Some(looked)) = (&*standing, &*looked) {
                remember(&opened.mapping);
                let rows = looked.rows.iter().take(MOST_ROWS).cloned().collect();
                let words = told(&opened.file.name(), looked);
                on_take.emit(Taken { given: opened.given(), rows, words });
            }
        })
    };
    let close = on_close.reform(|_: MouseEvent| ());
    html! {
        <section class="sheet import" ref={root} tabindex="-1" aria-labelledby="import-title" {onkeydown}>
            { view::head(*lang, *of, &close) }
            { view::file(*lang, props.given.is_none(), &standing, &deed) }
            if let (Standing::Opened(opened), Some(looked)) = (&*standing, &*looked) {
                { view::opened(*lang, (edition, *of), opened, looked, &deed) }
                { view::deeds(*lang, *of, looked, &take, &close) }
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
        Deed::File(file) => open(standing, edition, Given { file, says: Says::default() }),
        Deed::Sheet(sheet) => change(&|opened| opened.sheet = sheet),
        Deed::Means(heading, was, is) => change(&|opened| opened.means(&heading, &was, is.as_deref())),
        Deed::Guess => change(&|opened| (opened.mapping, opened.own) = Default::default()),
    }
}

/// Reads a file; what was said of it before is kept, and what was said of such columns before is remembered.
fn open(standing: &UseStateHandle<Standing>, edition: &Same<Edition>, given: Given) {
    let (standing, edition) = (standing.clone(), edition.clone());
    standing.set(Standing::Reading);
    spawn_local(async move {
        let Given { file, says } = given;
        match workbooks::read(file.clone()).await {
            Ok(tables) => {
                let said = !says.mapping.columns.is_empty();
                let mapping = if said { says.mapping } else { Rc::new(remembered(&tables)) };
                let guessed = || list::first(&tables, &mapping, &edition).unwrap_or(0);
                let sheet = says.sheet.unwrap_or_else(guessed);
                let tables = Rc::new(tables);
                standing.set(Standing::Opened(Opened { file, tables, sheet, mapping, own: says.own }));
            }
            Err(words) => standing.set(Standing::Failed(words)),
        }
    });
}

impl Opened {
    fn given(&self) -> Given {
        let says = Says { sheet: Some(self.sheet), mapping: self.mapping.clone(), own: self.own.clone() };
        Given { file: self.file.clone(), says }
    }

    /// A column means this, and no longer what it meant before.
    fn means(&mut self, heading: &str, was: &str, is: Option<&str>) {
        for (name, own) in [(SYSTEM, &mut self.own.system), (LEVEL, &mut self.own.level)] {
            if is == Some(name) {
                *own = Some(heading.to_owned());
            } else if was == name {
                // No heading is empty: nothing is guessed in its place.
                *own = Some(String::new());
            }
        }
        if !matches!(is, Some(SYSTEM | LEVEL)) {
            let mapping = Rc::make_mut(&mut self.mapping);
            mapping.columns.insert(heading.to_owned(), is.map(str::to_owned));
        }
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
    Looked {
        problems,
        columns: list.columns,
        count: list.rows.len(),
        first: list.rows.iter().take(view::SHOWN).map(|(number, _)| *number).collect(),
        rows: list.rows.into_iter().map(|(_, cells)| cells).collect(),
        skipped: list.skipped,
        ..Looked::default()
    }
}

/// Reads a sheet as the list of a fleet.
fn look_at_fleet(table: &Table, opened: &Opened, edition: &Same<Edition>) -> Looked {
    let listed = fleet::read(table, &opened.mapping, &opened.own, edition.arc());
    let lines = || listed.fleet.systems.iter().flat_map(|system| &system.lines);
    let problems = listed.problems.iter().map(|(problem, _)| problem.clone());
    Looked {
        count: listed.fleet.rows(),
        first: lines().flat_map(|line| &line.rows).take(view::SHOWN).copied().collect(),
        problems: problems.filter(|problem| problem.code != "list-column-missing").collect(),
        system: listed.system,
        level: listed.level,
        columns: listed.columns,
        ..Looked::default()
    }
}

/// What was done, in both languages.
fn told(name: &str, looked: &Looked) -> Words {
    let (rows, cut) = (looked.count.min(MOST_ROWS), looked.count.saturating_sub(MOST_ROWS));
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
