//! What people see: pages made on the server, in Chinese and English. Every text is escaped by `maud`.

pub(crate) mod case;
pub(crate) mod compare;
pub(crate) mod filings;
pub(crate) mod fleet;
pub(crate) mod language;
pub(crate) mod monitoring;
mod parts;
mod pasted;
mod picture;
pub(crate) mod receipt;
mod sheet;
pub(crate) mod sign_in;
pub(crate) mod start;
mod timeline;
pub(crate) mod year;

use super::problem::{Problem, wait};
use super::rights::Right;
use super::security;
use super::sessions::Session;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};
use govcloud::basics::Lang;
use govcloud::dossier::Role;
use language::Reader;
use maud::{DOCTYPE, Markup, html};

/// A page before it is laid out.
pub(crate) struct Page<'a> {
    /// Who reads it, and in which language.
    pub(crate) reader: Reader,
    /// Title, Chinese and English.
    pub(crate) title: (&'a str, &'a str),
    /// Who is signed in.
    pub(crate) session: Option<&'a Session>,
    /// Its place in the navigation; empty where it has none.
    pub(crate) here: &'a str,
    /// Scripts of this page besides the portal's own.
    pub(crate) scripts: &'a [&'a str],
    /// What stands in it.
    pub(crate) body: Markup,
}

impl Page<'_> {
    /// The page as an answer under the strict policy.
    pub(crate) fn respond(self) -> Response {
        Html(self.layout().into_string()).into_response()
    }

    /// The same under the policy by which a page may register the service worker.
    pub(crate) fn respond_with_worker(self) -> Response {
        let mut response = self.respond();
        let policy = HeaderValue::from_static(security::MAY_REGISTER_WORKER);
        response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
        response
    }

    fn layout(&self) -> Markup {
        let reader = self.reader;
        let site = reader.says("政务云事项办理", "Government-cloud cases");
        html! {
            (DOCTYPE)
            html lang=(reader.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    title { (reader.says(self.title.0, self.title.1)) " · " (site) }
                    link rel="icon" href="/portal/mark.svg" type="image/svg+xml";
                    link rel="stylesheet" href="/portal/portal.css";
                    script type="module" src="/portal/portal.js" {}
                    @for script in self.scripts { script type="module" src=(script) {} }
                }
                body {
                    a class="skip" href="#main" { (reader.says("跳到正文", "Skip to content")) }
                    (self.header())
                    main id="main" { (self.body) }
                    (footer(reader))
                }
            }
        }
    }

    fn header(&self) -> Markup {
        let reader = self.reader;
        html! {
            header class="band" {
                div class="band-inner" {
                    a class="brand" href="/" {
                        img src="/portal/mark.svg" alt="" width="36" height="36";
                        span class="brand-name" {
                            strong { (reader.says("政务云资源管理平台", "Government-cloud cases")) }
                            small { (reader.says("参考门户 · 仅供演示", "Reference portal · demonstration")) }
                        }
                    }
                    nav aria-label=(reader.says("主导航", "Main")) {
                        @if let Some(session) = self.session { (links(reader, session, self.here)) }
                        @if reader.lang == Lang::Zh { a href="?lang=en" lang="en" hreflang="en" { "English" } }
                        @else { a href="?lang=zh" lang="zh-CN" hreflang="zh-CN" { "中文" } }
                        @if let Some(session) = self.session { (signed_in(reader, session)) }
                    }
                }
            }
        }
    }
}

fn links(reader: Reader, session: &Session, here: &str) -> Markup {
    let who = &session.who;
    let links = [
        (true, "/", ("待办", "Inbox")),
        (who.role == Role::Department, "/request", ("填写申请", "New request")),
        (who.may(Right::Fleet), "/fleet", ("成批适配", "Whole lists")),
        (who.may(Right::Monitoring), "/monitoring", ("监测", "Monitoring")),
        (who.may(Right::Filings), "/filings", ("备案登记", "Filings")),
        (who.may(Right::Yearly), "/year", ("年度汇总", "Yearly summary")),
        (who.may(Right::Budget), "/budget", ("预算", "Budget")),
    ];
    html! {
        @for (_, address, (zh, en)) in links.into_iter().filter(|(may, ..)| *may) {
            a href=(address) aria-current=[(address == here).then_some("page")] { (reader.says(zh, en)) }
        }
    }
}

fn signed_in(reader: Reader, session: &Session) -> Markup {
    html! {
        span class="who" { (session.who.tenant_name.get(reader.lang)) }
        button type="button" class="quiet" id="sign-out" { (reader.says("退出登录", "Sign out")) }
    }
}

fn footer(reader: Reader) -> Markup {
    html! {
        footer class="foot" {
            p { (reader.says(
                "参考示例：单位、账号与价格均为演示，不代表任何政府机关；办法文本以官方公布为准。",
                "A reference portal: departments, accounts and prices are examples and speak for no authority; \
                 the official text of the measure prevails.",
            )) }
        }
    }
}

/// A page that could not be shown.
pub(crate) struct PageProblem(pub(crate) Reader, pub(crate) Problem);

impl IntoResponse for PageProblem {
    fn into_response(self) -> Response {
        let Self(reader, problem) = self;
        let body = html! {
            section class="card narrow" {
                p class="kicker" { (problem.status.as_u16()) }
                h1 { (problem.message.get(reader.lang)) }
                p { a class="button" href="/" { (reader.says("返回首页", "Back to the start")) } }
            }
        };
        let page =
            Page { reader, title: ("出错了", "Problem"), session: None, here: "", scripts: &[], body };
        let mut response = (problem.status, page.respond()).into_response();
        wait(response.headers_mut(), problem.retry_after);
        response
    }
}

/// No page has this address.
pub(crate) async fn not_found(reader: Reader) -> PageProblem {
    let (zh, en) = ("没有这个页面。", "There is no such page.");
    PageProblem(reader, Problem::new(StatusCode::NOT_FOUND, "not-found", zh, en))
}

/// No page is asked for like this.
pub(crate) async fn wrong_method(reader: Reader) -> PageProblem {
    PageProblem(reader, Problem::wrong_method())
}
