//! The reference portal: an example to copy from, small enough to be read in an hour.
//!
//! It does what the measure's own portal would have to do for `<govcloud-request>`: sign-in in every role,
//! an inbox of whose turn it is, attachments, acceptance exactly once, the journal of each case, receipts, the
//! register of filings, the yearly summary. The contract that it keeps is `src/docs/portal.md`. Read in
//! this order:
//!
//! | file | what it says |
//! |---|---|
//! | `routes` | every address, and what stands before it |
//! | `rights`, `guards`, `sessions`, `security` | who may ask what, and what every answer carries |
//! | `applications`, `handing_in`, `received`, `rejudge`, `acceptance` | the way of whatever is handed in |
//! | `journals`, `index`, `cases` | what is kept of a case, what is derived from it, who sees it |
//! | `year`, `register` | the money of a year, and what the views of all cases are made of, read from all journals |
//! | `signatures`, `audit`, `tend` | whose signature is right; who did what; backing up while it runs |
//! | `again` | an application reviewed once more by other rules |
//! | `attachments` | bytes that come before the form that names them |
//! | `pages`, `assets` | what people see |
//! | `demo` | a case in each stage, for who looks at it the first time |
//! | `database`, `adopt`, `accounts`, `catalogs`, `place`, `limits`, `clock`, `problem` | the rest |

mod acceptance;
mod accounts;
mod adopt;
mod again;
mod applications;
mod assets;
mod at;
mod attachments;
mod audit;
mod cases;
mod catalogs;
pub(crate) mod clock;
mod database;
pub(crate) mod demo;
mod guards;
mod handing_in;
mod index;
mod journals;
mod limits;
mod pages;
mod place;
mod problem;
mod received;
mod register;
mod rejudge;
mod rights;
pub(crate) mod routes;
mod security;
pub(crate) mod serve;
mod sessions;
mod signatures;
pub(crate) mod tend;
mod text;
mod year;

pub(crate) use serve::{ServeArgs, serve};

use govcloud::basics::Date;
use std::path::PathBuf;

/// What every route works with.
pub(crate) struct Portal {
    /// Accounts, sessions, cases.
    db: database::Database,
    /// Folder of the attachments' bytes.
    data: PathBuf,
    /// Folder of the built element; it may be missing.
    dist: PathBuf,
    /// The catalog editions that applications may be made with.
    catalogs: catalogs::Catalogs,
    /// The place whose organs and rules hold.
    place: place::Place,
    /// Which signatures are demanded, and whose keys are known.
    signatures: signatures::Signatures,
    /// A fixed date for tests; the clock's where absent.
    today: Option<Date>,
    /// True where browsers reach the portal through TLS.
    secure_cookies: bool,
    /// The service worker as it was made last.
    worker: assets::Worker,
    /// Requests under one name, pages and API together.
    requests: limits::Limit,
    /// Attempts to sign in under one name.
    attempts: limits::Limit,
}

impl Portal {
    /// This instant.
    fn now(&self) -> clock::Now {
        clock::Now::on(self.today)
    }
}
