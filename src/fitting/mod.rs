//! See `src/docs/architecture.md`.
