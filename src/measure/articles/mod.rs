//! One file an article that is checked.
