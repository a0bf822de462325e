//! The long pages, beside the code that they speak of. Each is a file of `src/docs/`.

#[doc = include_str!("architecture.md")]
pub mod architecture {}

#[doc = include_str!("law.md")]
pub mod law {}

#[doc = include_str!("fees.md")]
pub mod fees {}

#[doc = include_str!("services.md")]
pub mod services {}

#[doc = include_str!("speed.md")]
pub mod speed {}

#[doc = include_str!("utilisation.md")]
pub mod utilisation {}

#[doc = include_str!("spreadsheets.md")]
pub mod spreadsheets {}

#[doc = include_str!("catalog.md")]
pub mod catalog {}

#[doc = include_str!("jurisdiction.md")]
pub mod jurisdiction {}

#[doc = include_str!("profiles.md")]
pub mod profiles {}

#[doc = include_str!("keeping.md")]
pub mod keeping {}

#[doc = include_str!("submission.md")]
pub mod submission {}

#[doc = include_str!("faults.md")]
pub mod faults {}

#[doc = include_str!("element.md")]
pub mod element {}

#[doc = include_str!("portal.md")]
pub mod portal {}

#[doc = include_str!("command-line.md")]
pub mod command_line {}

#[doc = include_str!("changelog.md")]
pub mod changelog {}
