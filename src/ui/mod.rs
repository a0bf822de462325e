//! The form, in Yew.
//!
//! [`App`] is what is mounted; [`state`] says what can happen; [`settings`] what the page around it decides.

pub mod app;
pub mod same;
pub mod settings;
pub mod state;
pub mod steps;

pub use app::{App, AppProps};
