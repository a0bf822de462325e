//! The import dialog, as it looks.

use super::{Deed, LEVEL, Looked, MOST_ROWS, Of, Opened, SYSTEM, Standing};
use crate::basics::{Lang, Words};
use crate::catalog::Edition;
use crate::dossier::read::COLUMNS;
use crate::exchange::list::{Column, Problem, Skip, Use, heading};
use crate::exchange::table::{Table, column};
use crate::ui::choosing::Choosing;
use crate::ui::words::say;
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// Values of a column that are shown.
pub(super) const SHOWN: usize = 3;
/// Problems that are listed; the others are counted.
const LISTED: usize = 50;

/// Title and way out.
pub(super) fn head(lang: Lang, of: Of, close: &Callback<MouseEvent>) -> Html {
    let title = match of {
        Of::Needs(_) => ("导入表格", "Import a list"),
        Of::Fleet => ("工作表和列的含义", "Sheet and columns"),
    };
    html! {
        <div class="import-head">
            <h4 id="import-title">{ say(lang, title) }</h4>
            <button type="button" class="button quiet" onclick={close.clone()}>{ say(lang, ("关闭", "Close")) }</button>
        </div>
    }
}

/// Where a file is chosen, dropped or pasted, and what came of it.
pub(super) fn file(lang: Lang, asks: bool, standing: &Standing, deed: &Callback<Deed>) -> Html {
    let label = ("表格（.xlsx、.csv），可拖到这里", "A list (.xlsx, .csv); may be dropped here");
    let about = (
        "第一行写列名，如 名称、CPU核数、内存(GB)、台数。文件只在本机读取，不会上传。",
        "The first row names the columns: name, vCPU, memory (GB), count. The file is read here and sent nowhere.",
    );
    html! {
        <>
            if asks {
                <Choosing {label} {about} accept=".xlsx,.csv,.txt,.xlsm" paste=true {lang} on_file={deed.reform(Deed::File)} />
            }
            <div role="status">
                { match standing {
                    Standing::Reading => html! { <p class="soft">{ say(lang, ("正在读取…", "Reading…")) }</p> },
                    Standing::Failed(words) => html! { <p class="note is-bars">{ words.get(lang) }</p> },
                    Standing::Empty | Standing::Opened(_) => Html::default(),
                } }
            </div>
        </>
    }
}

/// The sheet, its columns, and what is wrong.
pub(super) fn opened(
    lang: Lang,
    (edition, of): (&Edition, Of),
    opened: &Opened,
    looked: &Looked,
    deed: &Callback<Deed>,
) -> Html {
    let table = opened.tables.get(opened.sheet);
    html! {
        <>
            <p><b>{ opened.file.name() }</b></p>
            if opened.tables.len() > 1 { { sheets(lang, opened, deed) } }
            if let Some(table) = table.filter(|_| !looked.columns.is_empty()) {
                { columns(lang, (edition, of), table, looked, deed) }
                if !opened.mapping.columns.is_empty() || opened.own != Default::default() {
                    <p class="small">
                        <button type="button" class="link" onclick={deed.reform(|_: MouseEvent| Deed::Guess)}>
                            { say(lang, ("恢复自动识别", "Go back to what was guessed")) }
                        </button>
                    </p>
                }
            }
            { skipped(lang, looked) }
            { problems(lang, &looked.problems) }
        </>
    }
}

fn sheets(lang: Lang, opened: &Opened, deed: &Callback<Deed>) -> Html {
    let onchange = deed.reform(|event: Event| {
        let select: HtmlSelectElement = event.target_unchecked_into();
        Deed::Sheet(usize::try_from(select.selected_index()).unwrap_or(0))
    });
    let hidden = say(lang, ("（隐藏）", " (hidden)"));
    html! {
        <label class="import-sheet">
            <span>{ say(lang, ("工作表", "Sheet")) }</span>
            <select {onchange}>
                { for opened.tables.iter().enumerate().map(|(at, table)| html! {
                    <option selected={at == opened.sheet}>{ format!("{}{}", table.name, if table.hidden { hidden } else { "" }) }</option>
                }) }
            </select>
        </label>
    }
}

/// Each column with what it is taken for and its first values.
fn columns(
    lang: Lang,
    (edition, of): (&Edition, Of),
    table: &Table,
    looked: &Looked,
    deed: &Callback<Deed>,
) -> Html {
    let shown = looked.columns.iter().filter(|c| !c.heading.is_empty());
    let one = |c: &Column| {
        let now = match &c.held {
            _ if looked.system == Some(c.at) => SYSTEM,
            _ if looked.level == Some(c.at) => LEVEL,
            Use::Field(field) => field.as_str(),
            Use::Spec => "spec",
            Use::Unit => "unit",
            Use::Remark => "remark",
            Use::Aside => "-",
        };
        let onchange = {
            let (deed, heading, was) = (deed.clone(), c.heading.clone(), now.to_owned());
            Callback::from(move |event: Event| {
                let value = event.target_unchecked_into::<HtmlSelectElement>().value();
                let is = Some(value).filter(|value| value != "-");
                deed.emit(Deed::Means(heading.clone(), was.clone(), is));
            })
        };
        let rows = looked.first.iter().filter_map(|number| table.row(*number));
        let values = rows.map(|row| table.shown(row, c.at)).filter(|value| !value.is_empty());
        let values: Vec<&str> = values.collect();
        let name = format!("{} {}", column(c.at), c.heading);
        let id = format!("import-{}", c.at);
        html! {
            <tr>
                <th scope="row"><label for={id.clone()}>{ name }</label></th>
                <td><select {id} {onchange}>{ for options(lang, edition, now, of) }</select></td>
                <td class="import-values">{ values.join(" · ") }</td>
            </tr>
        }
    };
    html! {
        <div class="import-columns" tabindex="0" role="region" aria-label={say(lang, ("列的含义", "What the columns mean"))}>
            <table>
                <thead><tr>
                    <th scope="col">{ say(lang, ("文件中的列", "Column of the file")) }</th>
                    <th scope="col">{ say(lang, ("作为", "Taken for")) }</th>
                    <th scope="col">{ say(lang, ("前几行", "First rows")) }</th>
                </tr></thead>
                <tbody>{ for shown.map(one) }</tbody>
            </table>
        </div>
    }
}

/// What a column may be taken for.
fn options(lang: Lang, edition: &Edition, now: &str, of: Of) -> Vec<Html> {
    let plain = COLUMNS.iter().map(|(code, ..)| (*code).to_owned()).filter(|code| code != "remark");
    let dimensions = edition.dimensions.iter().map(|d| format!("d.{}", d.code));
    let traits = edition.traits.iter().map(|t| format!("t.{}", t.code));
    let prefers = edition.traits.iter().map(|t| format!("p.{}", t.code));
    let named = |code: String| {
        let name = heading::name(&code, edition);
        (code, name)
    };
    let mut all = vec![
        ("-".to_owned(), Words::new("不导入", "Leave aside")),
        ("remark".to_owned(), Words::new("备注", "Remark")),
        ("spec".to_owned(), Words::new("配置（如 4核8G）", "Configuration (4C8G)")),
        ("unit".to_owned(), Words::new("数量的单位", "Unit of the quantity")),
    ];
    if of == Of::Fleet {
        all.push((SYSTEM.to_owned(), Words::new("系统名称", "System")));
        all.push((LEVEL.to_owned(), Words::new("等保级别", "Protection level (等保)")));
    }
    all.extend(plain.chain(dimensions).chain(traits).chain(prefers).map(named));
    let option = |(code, name): (String, Words)| {
        let chosen = code == now;
        html! { <option selected={chosen} value={code}>{ name.get(lang) }</option> }
    };
    all.into_iter().map(option).collect()
}

/// Rows that are no needs, by what they were taken for.
fn skipped(lang: Lang, looked: &Looked) -> Html {
    let line = |skip: Skip| {
        let rows: Vec<String> =
            looked.skipped.iter().filter(|(_, s)| *s == skip).map(|(row, _)| row.to_string()).collect();
        let shown = rows.iter().take(LISTED).cloned().collect::<Vec<_>>().join(", ");
        let more = if rows.len() > LISTED { "…" } else { "" };
        (!rows.is_empty()).then(|| format!("{} {shown}{more}", skip.words().get(lang)))
    };
    let lines: Vec<String> =
        [Skip::Title, Skip::Heading, Skip::Total, Skip::Lone].into_iter().filter_map(line).collect();
    html! {
        if !lines.is_empty() {
            <p class="small soft">{ format!("{}{}", say(lang, ("未作为需求的行：", "Rows that are no needs: ")), lines.join("; ")) }</p>
        }
    }
}

fn problems(lang: Lang, problems: &[Problem]) -> Html {
    let one = |p: &Problem| {
        let place = if p.cell.is_empty() { p.row.to_string() } else { p.cell.clone() };
        html! {
            <li class={if p.bars { "is-bars" } else { "" }}>
                <b class="code">{ place }</b>{ " " }{ p.said(1, lang) }
            </li>
        }
    };
    let more = problems.len().saturating_sub(LISTED);
    html! {
        if !problems.is_empty() {
            <div class="note is-warns">
                <p>{ format!("{} {}", say(lang, ("待核对", "To be checked")), problems.len()) }</p>
                <ul class="import-problems">{ for problems.iter().take(LISTED).map(one) }</ul>
                if more > 0 { <p class="small">{ format!("{} {more}", say(lang, ("其余", "Others"))) }</p> }
            </div>
        }
    }
}

/// Taking it over, or not.
pub(super) fn deeds(
    lang: Lang,
    of: Of,
    looked: &Looked,
    take: &Callback<MouseEvent>,
    close: &Callback<MouseEvent>,
) -> Html {
    let (rows, most) = (looked.count, if of == Of::Fleet { usize::MAX } else { MOST_ROWS });
    let label = match of {
        Of::Fleet => Words::new(format!("适配 {rows} 行"), format!("Fit {rows} rows")),
        Of::Needs(_) => {
            Words::new(format!("导入 {} 行", rows.min(most)), format!("Import {} rows", rows.min(most)))
        }
    };
    let cut = Words::new(
        format!("清单共 {rows} 行，一次最多导入 {most} 行；更大的清单请用命令行 govcloud fit --list"),
        format!("The list has {rows} rows, {most} are taken at once; for more use govcloud fit --list"),
    );
    html! {
        <>
            if rows > most { <p class="note is-warns">{ cut.get(lang) }</p> }
            <div class="actions">
                <button type="button" class="button lead" onclick={take.clone()} disabled={rows == 0}>{ label.get(lang) }</button>
                <button type="button" class="button" onclick={close.clone()}>{ say(lang, ("取消", "Cancel")) }</button>
            </div>
        </>
    }
}
