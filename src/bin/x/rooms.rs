//! Which rooms of the program come with the second module.

/// Rooms and functions that are called only when the program is whole.
const LATER: &[&str] = &[
    "govcloud::catalog::",
    "govcloud::fitting::",
    "govcloud::exchange::",
    "govcloud::fees::",
    "govcloud::lifecycle::",
    "govcloud::measure::",
    "govcloud::dossier::read::",
    "govcloud::dossier::formats::",
    "govcloud::drafts::",
    "govcloud::submission::",
    "govcloud::wire::csv::",
    "govcloud::wire::v1::catalog::",
    "govcloud::wire::v1::envelope::",
    "govcloud::wire::v1::journal::",
    "govcloud::wire::v1::monitoring::",
    "govcloud::wire::v1::register::",
    "govcloud::wire::v1::services::",
    "govcloud::wire::v1::jurisdiction::",
    "govcloud::wire::v1::review::",
    "govcloud::wire::v1::fit::",
    "govcloud::wire::v1::fees::",
    "govcloud::ui::app::App>::judge",
    "govcloud::ui::app::App>::of_device",
    "govcloud::ui::app::App>::clear_locked",
    "govcloud::ui::app::App>::guarded",
    "govcloud::ui::app::App>::handed",
    "govcloud::ui::app::App>::hand_in",
    "govcloud::ui::app::App>::case_changed",
    "govcloud::ui::app::App>::locked",
    "govcloud::ui::app::App>::wished",
    "govcloud::ui::check::",
    "govcloud::ui::deliver::",
    "govcloud::ui::device::",
    "govcloud::ui::fees::",
    "govcloud::ui::files::",
    "govcloud::ui::guard::",
    "govcloud::ui::handing::",
    "govcloud::ui::judging::",
    "govcloud::ui::keep::Keeping>::begin",
    "govcloud::ui::keep::Keeping>::open",
    "govcloud::ui::keep::Keeping>::remove",
    "govcloud::ui::keep::Keeping>::lock",
    "govcloud::ui::keep::Keeping>::resume",
    "govcloud::ui::keep::open",
    "govcloud::ui::keep::start",
    "govcloud::ui::law::",
    "govcloud::ui::life::",
    "govcloud::ui::notes::Notes>::of",
    "govcloud::ui::paper::",
    "govcloud::ui::resources::",
    "govcloud::ui::shelf::",
    "govcloud::ui::views::",
    "govcloud::ui::choosing::",
    "govcloud::ui::windowed::",
    "govcloud::ui::workbooks::",
    "govcloud::element::reviewer::",
    // Asked for only by what hands in and by what is kept.
    "govcloud::element::host::headers",
    "govcloud::element::host::pairs",
    "govcloud::element::host::storage_key",
    "govcloud::element::host::submit",
];

/// Functions of those rooms that are called all the same before.
const EARLY: &[&str] = &[
    "<govcloud::ui::handing::Handing>::stop",
    "<govcloud::ui::app::App>::judge_soon",
    "<govcloud::ui::keep::Keeping>::opened",
    "govcloud::drafts::device::",
    "govcloud::ui::workbooks::open",
    // What the page gives, and what is there from the beginning with nothing in it, ends before the later part comes too.
    "core::ptr::drop_in_place::<govcloud::ui::guard::AskKey>",
    "core::ptr::drop_in_place::<govcloud::ui::guard::Guarding>",
];

/// True for a function that is written in one of the later rooms: `govcloud::fees::x`,
/// `<govcloud::fees::X>::y`, `<govcloud::fees::X as Trait>::y`.
pub(crate) fn later(name: &str) -> bool {
    if EARLY.iter().any(|early| name.starts_with(early)) {
        return false;
    }
    let own = name.trim_start_matches(['<', '&', ' ']).trim_start_matches("mut ");
    let written_there = |text: &str| LATER.iter().any(|room| text.starts_with(room));
    // The end of an object, or the life of a component, says that there was one.
    let lives = ["core::ptr::drop_in_place::<", "<alloc::sync::Arc<", "<alloc::rc::Rc<"];
    if let Some(object) = lives.iter().find_map(|life| name.strip_prefix(life)) {
        // What waits in a room (`<govcloud::drafts::X>::save::{closure#0}`) is of that room too.
        let there = written_there(object.trim_start_matches('<'));
        return there && (name.starts_with("core::ptr") || name.contains("drop_slow"));
    }
    if name.starts_with("<yew::html::component::lifecycle::") {
        return name
            .split_once("<govcloud::")
            .is_some_and(|(_, rest)| written_there(&format!("govcloud::{rest}")));
    }
    // Cloning, comparing or making an empty one happens before there is anything in it.
    let of_std = [" as core::", " as alloc::"].iter().any(|of| own.contains(of));
    !of_std && written_there(own)
}
