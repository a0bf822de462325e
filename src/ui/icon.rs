//! Small line drawings. Decoration only: what they mean stands in words beside them or in a label.

use yew::prelude::*;

/// A drawing, on a field of 24 × 24.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Icon {
    /// A bent arrow to the left.
    Undo,
    /// A bent arrow to the right.
    Redo,
    /// A tick.
    Tick,
    /// A circle with an exclamation mark.
    Stop,
    /// A triangle with an exclamation mark.
    Warn,
    /// A pair of scales.
    Scales,
    /// A circle with an i.
    Info,
    /// A sheet of a calendar.
    Calendar,
    /// A sheet of paper.
    Paper,
    /// A book.
    Book,
    /// A folder.
    Folder,
    /// A globe.
    Globe,
    /// A cross.
    Close,
    /// A plus.
    Plus,
    /// A printer.
    Print,
    /// A small angle to the left.
    Back,
}

/// Draws it.
pub fn icon(icon: Icon) -> Html {
    let path = match icon {
        Icon::Undo => "M9 14 4 9l5-5M4 9h10a6 6 0 0 1 0 12h-3",
        Icon::Redo => "m15 14 5-5-5-5M20 9H10a6 6 0 0 0 0 12h3",
        Icon::Tick => "m5 13 5 5 9-11",
        Icon::Stop => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 7.5v5.5M12 16.4v.1",
        Icon::Warn => "M12 4 2.8 20h18.4ZM12 10v4.5M12 17.2v.1",
        Icon::Scales => "M12 4v16M8 20h8M5 7h14M5 7l-3 7h6ZM19 7l-3 7h6Z",
        Icon::Info => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 11v5.5M12 7.6v.1",
        Icon::Calendar => "M4 6h16v14H4ZM4 10h16M8 3v4M16 3v4",
        Icon::Paper => "M6 3h8l4 4v14H6ZM14 3v4h4",
        Icon::Book => "M12 6c-2-2-5-2-8-2v14c3 0 6 0 8 2 2-2 5-2 8-2V4c-3 0-6 0-8 2ZM12 6v14",
        Icon::Folder => "M3 6h6l2 2h10v11H3Z",
        Icon::Globe => "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM3 12h18M12 3c5 6 5 12 0 18M12 3c-5 6-5 12 0 18",
        Icon::Close => "M6 6l12 12M18 6 6 18",
        Icon::Plus => "M12 5v14M5 12h14",
        Icon::Back => "m14.5 6-6 6 6 6",
        Icon::Print => "M7 9V3h10v6M7 17H3V9h18v8h-4M7 14h10v7H7Z",
    };
    html! { <svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d={path} /></svg> }
}
