//! What is pasted into a page's form where no script runs: taken from this portal's own pages only, worked out beside other
//! requests, kept nowhere.

use super::super::guards::same_origin;
use super::super::problem::Problem;
use super::super::rights::Right;
use super::super::sessions::Session;
use super::PageProblem;
use super::language::Reader;
use axum::extract::Form;
use axum::extract::rejection::FormRejection;
use axum::http::{HeaderMap, StatusCode};

/// A form, with what says who sent it from where.
pub(super) struct Pasted<'s, T> {
    pub(super) reader: Reader,
    pub(super) session: &'s Session,
    pub(super) headers: HeaderMap,
    pub(super) form: Result<Form<T>, FormRejection>,
}

impl<T: Send + 'static> Pasted<'_, T> {
    /// What `work` makes of the form, for a person with this right. It may take a second, and other requests do not wait for
    /// it.
    ///
    /// # Errors
    /// Where the form is not theirs to send or cannot be read, and what `work` refuses.
    pub(super) async fn worked_out<R: Send + 'static>(
        self,
        right: Right,
        work: impl FnOnce(&T) -> Result<R, Problem> + Send + 'static,
    ) -> Result<R, PageProblem> {
        let reader = self.reader;
        let form = same_origin(&self.headers).and_then(|()| self.session.who.must(right)).and_then(|()| {
            let (zh, en) = ("没有收到可以读取的数据。", "No rows arrived that could be read.");
            self.form.map_err(|_| Problem::new(StatusCode::BAD_REQUEST, "form-unreadable", zh, en))
        });
        let Form(form) = form.map_err(|problem| PageProblem(reader, problem))?;
        let done = tokio::task::spawn_blocking(move || work(&form)).await.unwrap_or_else(|_| {
            let (zh, en) = ("没有算出结果，请稍后再试。", "It was not worked out: try again later.");
            Err(Problem::new(StatusCode::INTERNAL_SERVER_ERROR, "not-worked-out", zh, en))
        });
        done.map_err(|problem| PageProblem(reader, problem))
    }
}
