//! The form, in Yew.
//!
//! [`App`] is what is mounted; [`state`] says what can happen; [`settings`] what the page around it decides;
//! [`desk`] what every view gets. Views are functions from a desk to `Html`; they hold nothing.

pub mod app;
pub mod browser;
pub mod check;
pub mod choosing;
pub mod deliver;
pub mod desk;
pub mod device;
pub mod fees;
pub mod fields;
pub mod files;
pub mod guard;
pub mod handing;
pub mod icon;
pub mod judging;
pub mod keep;
pub mod law;
pub mod life;
pub mod notes;
pub mod order;
pub mod paper;
pub mod resources;
pub mod same;
pub mod saving;
pub mod settings;
pub mod shelf;
pub mod shell;
pub mod state;
pub mod steps;
pub mod views;
pub mod windowed;
pub mod words;
pub mod workbooks;

pub use app::{App, AppProps};
