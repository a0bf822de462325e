//! The reference portal: an example to copy from, small enough to be read in an hour.
//!
//! It does what the measure's own portal would have to do for `<govcloud-request>`: sign-in, departments
//! that see only their own, attachments, acceptance exactly once, receipts, a reviewer's desk. The contract
//! that it keeps is `src/docs/portal.md`. Read in this order:
//!
//! | file | what it says |
//! |---|---|
//! | `routes` | every address, and what stands before it |
//! | `guards`, `sessions`, `security` | who may ask, and what every answer carries |
//! | `applications`, `received`, `rejudge`, `acceptance` | the way of one application |
//! | `attachments` | bytes that come before the application that names them |
//! | `pages`, `assets` | what people see |
//! | `database`, `accounts`, `catalogs`, `place`, `limits`, `clock`, `problem` | the rest |

mod acceptance;
mod accounts;
mod applications;
mod assets;
mod attachments;
mod catalogs;
pub(crate) mod clock;
mod database;
mod guards;
mod limits;
mod pages;
mod place;
mod problem;
mod received;
mod rejudge;
pub(crate) mod routes;
mod security;
pub(crate) mod serve;
mod sessions;
mod text;

pub(crate) use serve::{ServeArgs, serve};

use govcloud::basics::Date;
use std::path::PathBuf;

/// What every route works with.
pub(crate) struct Portal {
    /// Users, sessions, applications.
    db: database::Database,
    /// Folder of the attachments' bytes.
    data: PathBuf,
    /// Folder of the built element; it may be missing.
    dist: PathBuf,
    /// The catalog editions that applications may be made with.
    catalogs: catalogs::Catalogs,
    /// The place by whose rules applications are judged.
    place: place::Place,
    /// A fixed date for tests; the clock's where absent.
    today: Option<Date>,
    /// True where browsers reach the portal through TLS.
    secure_cookies: bool,
    /// Requests of one session to the API.
    requests: limits::Limit,
    /// Attempts to sign in under one name.
    attempts: limits::Limit,
}

impl Portal {
    /// The date by which applications are reviewed.
    fn today(&self) -> Date {
        self.today.unwrap_or_else(clock::today)
    }
}
