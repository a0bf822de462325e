//! 《黑龙江省省级政务云管理暂行办法》 as code: what a department applies for is read, fitted to the service
//! catalog, judged by the measure and priced; the same core runs in the browser, on a portal's server and on
//! the command line.
//!
//! ```
//! use govcloud::{basics::Date, dossier::Draft, lifecycle::Judge, measure::jurisdiction, wire};
//! use std::sync::Arc;
//!
//! let file = include_str!("../www/catalogs/demo.json");
//! let Ok((edition, _problems)) = wire::v1::catalog::read(file) else { panic!("no catalog") };
//! let today = Date::from_ymd_opt(2026, 11, 23).unwrap_or_default();
//! let mut judge = Judge::new(Arc::new(edition), Arc::new(jurisdiction::heilongjiang()), today);
//!
//! // Nothing is typed yet: the measure still asks for everything, and nothing is held against anybody.
//! let judgement = judge.judge(&Draft::default());
//! assert!(judgement.review.findings.iter().any(|f| f.code == "a14-plan-open"));
//! assert!(!judgement.barred_by.is_empty());
//! ```
//!
//! | room | what it knows |
//! |---|---|
//! | [`basics`] | dates and the one day-counting convention, exact numbers, money, paths, digests |
//! | [`catalog`] | 服务目录: items, editions, checking, searching |
//! | [`dossier`] | the case: what was typed, and the facts read from it |
//! | [`measure`] | the law 办法: text, register, provisions by article, one door: `review` |
//! | [`fitting`] | 适配: configurations, order, answers, certificates of unfitness and their checker |
//! | [`fees`] | 服务费: estimate, settlement calendar, budget table; the audit of what really ran, year by year |
//! | [`lifecycle`] | the one way from a draft to everything that is said of it; what bars handing in |
//! | [`wire`] | the formats that leave the house |
//! | [`exchange`] | spreadsheets both ways: lists of needs, answers; CSV and XLSX |
//! | [`drafts`] | keeping work on the device |
//! | [`submission`] | handing in: outbox, portal profiles, reading of answers |
//! | `ui`, `element` | the form and the custom element (feature `element`) |
//!
//! Everything above `wire` computes and touches nothing. The long pages are in [`docs`]; begin with
//! [`docs::architecture`].

pub mod basics;
pub mod catalog;
pub mod docs;
pub mod dossier;
pub mod drafts;
#[cfg(feature = "element")]
pub mod element;
pub mod exchange;
pub mod fees;
pub mod fitting;
pub mod lifecycle;
pub mod measure;
pub mod submission;
#[cfg(feature = "element")]
pub mod ui;
pub mod wire;
