//! `<govcloud-request>`: the form as a custom element.
//!
//! The element's class is a small script (`www/src/element.js`), since a custom element has to be one. It
//! owns the shadow root and the life of the element; everything that is shown comes from here.

pub mod bridge;
