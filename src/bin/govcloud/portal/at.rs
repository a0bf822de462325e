//! What stands in an address, where one that cannot be read names nothing: the same answer as for what is not there, in the
//! portal's own words.

use super::pages::PageProblem;
use super::pages::language::Reader;
use super::problem::Problem;
use axum::extract::{FromRequestParts, Path, Query};
use axum::http::request::Parts;
use serde::de::DeserializeOwned;

/// The places of an address of the API.
pub(crate) struct At<T>(pub(crate) T);

/// The places of a page's address.
pub(crate) struct PageAt<T>(pub(crate) T);

/// What a page's address asks behind its question mark.
pub(crate) struct PageAsked<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for At<T> {
    type Rejection = Problem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Path(found) = Path::from_request_parts(parts, state).await.map_err(|_| Problem::not_found())?;
        Ok(Self(found))
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for PageAt<T> {
    type Rejection = PageProblem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageProblem> {
        match At::from_request_parts(parts, state).await {
            Ok(At(found)) => Ok(Self(found)),
            Err(problem) => Err(PageProblem(reader(parts, state).await, problem)),
        }
    }
}

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for PageAsked<T> {
    type Rejection = PageProblem;
    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, PageProblem> {
        if let Ok(Query(asked)) = Query::from_request_parts(parts, state).await {
            return Ok(Self(asked));
        }
        let (zh, en) = ("地址中的参数不能读取。", "What the address asks cannot be read.");
        Err(PageProblem(reader(parts, state).await, Problem::bad_request("address", zh, en)))
    }
}

async fn reader<S: Send + Sync>(parts: &mut Parts, state: &S) -> Reader {
    let Ok(reader) = Reader::from_request_parts(parts, state).await;
    reader
}
