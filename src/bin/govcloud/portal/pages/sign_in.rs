//! Signing in and out, and what a page may know of its session.

use super::super::accounts::Who;
use super::super::at::PageAsked;
use super::super::guards::{Anyone, same_origin, to_its_end};
use super::super::problem::{Problem, internal, words};
use super::super::text::{local_path, percent_encoded};
use super::super::{Portal, accounts, audit, sessions};
use super::language::Reader;
use super::{Page, PageProblem};
use axum::Json;
use axum::extract::rejection::FormRejection;
use axum::extract::{Form, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{AppendHeaders, IntoResponse, Redirect, Response};
use maud::{Markup, html};
use serde::Deserialize;
use serde_json::{Value, json};
use std::sync::Arc;

/// Where to go after signing in, and the account to fill in.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Wanted {
    #[serde(default)]
    next: String,
    #[serde(default)]
    account: String,
}

/// What the sign-in form sends.
#[derive(Deserialize)]
pub(crate) struct SignIn {
    account: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// `GET /sign-in`.
pub(crate) async fn show(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    PageAsked(wanted): PageAsked<Wanted>,
) -> Response {
    form(&portal, reader, &wanted.next, &wanted.account, None)
}

/// `POST /sign-in`: begins a session. A form as browsers have always sent it, so it works without scripts.
pub(crate) async fn submit(
    State(portal): State<Arc<Portal>>,
    reader: Reader,
    headers: HeaderMap,
    sent: Result<Form<SignIn>, FormRejection>,
) -> Result<Response, PageProblem> {
    match to_its_end(enter(portal, reader, headers, sent)).await {
        Ok(entered) => entered,
        Err(problem) => Err(PageProblem(reader, problem)),
    }
}

async fn enter(
    portal: Arc<Portal>,
    reader: Reader,
    headers: HeaderMap,
    sent: Result<Form<SignIn>, FormRejection>,
) -> Result<Response, PageProblem> {
    let page = |problem| PageProblem(reader, problem);
    same_origin(&headers).map_err(page)?;
    let Form(sent) = sent.map_err(|_| {
        page(Problem::bad_request("form", "登录表单不完整。", "The sign-in form is incomplete."))
    })?;
    if sent.account.contains('\0') {
        return Err(page(Problem::control_character(StatusCode::BAD_REQUEST)));
    }
    if sent.account.chars().count() > accounts::LONGEST_NAME {
        return Err(page(Problem::bad_request("account", "账号过长。", "The account's name is too long.")));
    }
    if let Err(refusal) = portal.attempts.count(&sent.account) {
        let problem = refusal.noted(&portal.db, &sent.account, &Method::POST, "/sign-in").await;
        let refused =
            form(&portal, reader, &sent.next, &sent.account, Some(problem.message.get(reader.lang)));
        let wait = [(header::RETRY_AFTER, problem.retry_after.unwrap_or(1).to_string())];
        return Ok((problem.status, wait, refused).into_response());
    }
    let right = accounts::password_is_right(&portal.db, &sent.account, &sent.password).await;
    if !right.map_err(page)? {
        let message = reader.says("账号或密码不正确。", "Account or password is wrong.");
        let refused = form(&portal, reader, &sent.next, &sent.account, Some(message));
        note(&portal, &sent.account, StatusCode::UNAUTHORIZED).await;
        return Ok((StatusCode::UNAUTHORIZED, refused).into_response());
    }
    let secret = sessions::begin(&portal.db, &sent.account).await.map_err(|e| page(internal(&e)))?;
    note(&portal, &sent.account, StatusCode::SEE_OTHER).await;
    let cookies = sessions::set_cookies(&sent.account, &secret, portal.secure_cookies);
    Ok((AppendHeaders(cookies), Redirect::to(local_path(&sent.next))).into_response())
}

/// Writes an attempt to sign in into the audit log.
async fn note(portal: &Portal, account: &str, status: StatusCode) {
    audit::note(&portal.db, account, &Method::POST, "/sign-in", status).await;
}

/// `GET /api/session`: who is signed in, and the token for requests that change something.
pub(crate) async fn session(State(portal): State<Arc<Portal>>, Anyone(session): Anyone) -> Json<Value> {
    Json(json!({
        "account": session.who.account,
        "role": session.who.role.code(),
        "department": words(&session.who.tenant_name),
        "csrf": session.csrf,
        "today": govcloud::basics::date::iso(portal.now().on),
    }))
}

/// `POST /api/sign-out`: ends the session. The page then clears what the browser kept of the portal.
pub(crate) async fn sign_out(
    State(portal): State<Arc<Portal>>,
    Anyone(session): Anyone,
) -> Result<Response, Problem> {
    sessions::end(&portal.db, &session).await?;
    Ok((StatusCode::NO_CONTENT, AppendHeaders(sessions::clear_cookies())).into_response())
}

fn form(portal: &Portal, reader: Reader, next: &str, account: &str, refused: Option<&str>) -> Response {
    let body = html! {
        div class="sign-in" {
            (welcome(reader))
            form class="card" method="post" action="/sign-in" {
                h1 { (reader.says("登录", "Sign in")) }
                @if let Some(refused) = refused { p class="alert" role="alert" { (refused) } }
                input type="hidden" name="next" value=(local_path(next));
                label for="account" { (reader.says("账号", "Account")) }
                input id="account" name="account" value=(account) autocomplete="username" required;
                label for="password" { (reader.says("密码", "Password")) }
                input id="password" name="password" type="password" autocomplete="current-password" required;
                button type="submit" class="button" { (reader.says("登录", "Sign in")) }
                (accounts_help(reader, next, &accounts::demos(&portal.place.jurisdiction)))
            }
        }
    };
    Page { reader, title: ("登录", "Sign in"), session: None, here: "", scripts: &[], body }.respond()
}

fn welcome(reader: Reader) -> Markup {
    html! {
        section class="welcome" {
            p class="kicker" { (reader.says("省级政务云", "Provincial government cloud")) }
            p class="headline" { (reader.says("申请、审核、测试、开通", "From the request to opening,")) br;
                (reader.says("变更和终止，一处办理", "changing and leaving, in one place")) }
            ol class="way" {
                li { (reader.says("填写申请，边填边按办法逐条检查", "Fill in: checked against the measure as you type")) }
                li { (reader.says("从资源服务目录选择，目录没有的自动适配", "Choose from the catalog; what it lacks is fitted")) }
                li { (reader.says("各方按环节办理，每一步都有记录和回执", "Each takes their step in turn; each step has its record and receipt")) }
            }
        }
    }
}

/// The demonstration accounts, one a role; each leads back here with its name filled in.
fn accounts_help(reader: Reader, next: &str, people: &[Who]) -> Markup {
    let next = percent_encoded(local_path(next));
    html! {
        div class="accounts" {
            p { (reader.says("演示账号（点选填入）", "Demonstration accounts (choose one)")) }
            ul { @for who in people { li {
                a href={ "/sign-in?next=" (next) "&account=" (who.account) } {
                    code { (who.account) } " " span { (who.tenant_name.get(reader.lang)) }
                }
            } } }
            p { (reader.says("密码见启动门户的终端窗口。", "The terminal that started the portal shows the password.")) }
        }
    }
}
