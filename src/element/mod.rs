//! `<govcloud-request>`: the form as a custom element.
//!
//! The element's class is a script (`www/src/element.js`), since a custom element has to be one. It owns the
//! shadow root and the life of the element; everything that is shown comes from here. What a page may rely
//! on stands in one table, [`contract`].

pub mod bridge;
pub mod contract;
pub mod generate;
mod host;
mod reviewer;
pub mod settings;
