//! Documents: what was attached, with name, type, size and digest, and the way to add one.

use super::One;
use crate::dossier::{Attachment, papers};
use crate::ui::browser;
use crate::ui::desk::Msg;
use crate::ui::state::Action;
use crate::ui::words::{self, fill, say};
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// The control for the documents of a role.
pub(super) fn paper(one: &One, role: &'static str, class: Classes, said: Html) -> Html {
    let lang = one.lang();
    let several = papers::role(role).is_some_and(|r| r.several);
    let here: Vec<(usize, &Attachment)> =
        one.desk.state.draft.attachments.iter().enumerate().filter(|(_, a)| a.role == role).collect();
    let word = match (several, here.is_empty()) {
        (true, _) => words::ADD_PAPERS,
        (false, true) => words::ADD_PAPER,
        (false, false) => words::CHANGE_PAPER,
    };
    let onchange = one.desk.send.reform(move |event: Event| {
        Msg::Files(role, browser::chosen(&event.target_unchecked_into::<HtmlInputElement>()))
    });
    let reading = one.desk.reading == Some(role);
    let label_id = format!("{}-label", one.id());
    html! {
        <div key={one.spec.key} {class} role="group" aria-labelledby={label_id.clone()}>
            <p class="label"><span id={label_id.clone()}>{ one.label() }</span>{ one.asked() }</p>
            { one.hint() }
            <ul class="papers">{ for here.iter().map(|(row, attachment)| attached(one, *row, attachment)) }</ul>
            if reading { <p class="hint" role="status">{ say(lang, words::READING) }</p> }
            if !one.desk.read_only() {
                <span class="add">
                    <input type="file" id={one.id()} multiple={several} {onchange} data-path={one.place.to_string()}
                        aria-label={format!("{}{}{}", one.label(), say(lang, ("：", ": ")), say(lang, word))}
                        aria-describedby={one.described()} aria-invalid={one.invalid()} />
                    <span class="button" aria-hidden="true">{ say(lang, word) }</span>
                </span>
            } else if here.is_empty() {
                <p class="told none">{ say(lang, words::EMPTY) }</p>
            }
            { said }
        </div>
    }
}

fn attached(one: &One, row: usize, attachment: &Attachment) -> Html {
    let lang = one.lang();
    let onclick = one.desk.send.reform(move |_: MouseEvent| Msg::Do(Action::Detach(row)));
    let about = format!("{} · {} · SM3 ", attachment.media_type, size(attachment.size));
    html! {
        <li class="paper" key={format!("{}{}", attachment.digest, attachment.name)}>
            <span class="name">{ &attachment.name }</span>
            if !one.desk.read_only() {
                <button type="button" class="link" {onclick}
                    aria-label={fill(lang, words::REMOVE_PAPER, &[&attachment.name])}>{ say(lang, words::REMOVE) }</button>
            }
            <span class="about">{ about }<span class="code">{ attachment.digest.to_string() }</span></span>
        </li>
    }
}

/// `1.5 MB`: a size for people, to a tenth.
pub fn size(bytes: u64) -> String {
    let (unit, name) = match bytes {
        0..1024 => return format!("{bytes} B"),
        1024..1_048_576 => (1024, "KB"),
        _ => (1_048_576, "MB"),
    };
    let tenths = (bytes * 10 + unit / 2) / unit;
    match tenths % 10 {
        0 => format!("{} {name}", tenths / 10),
        rest => format!("{}.{rest} {name}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_for_people() {
        let shown: Vec<String> = [0, 1023, 1024, 1536, 1_048_576, 12_582_912].map(size).into();
        assert_eq!(shown, ["0 B", "1023 B", "1 KB", "1.5 KB", "1 MB", "12 MB"]);
    }
}
