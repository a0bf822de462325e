//! Who may do what: sessions, the token against forged requests, roles, headers.

use super::sample::{self, PLAN};
use super::{FORM, JSON, PDF, Person, Portal, sm3};
use axum::body::Body;
use axum::http::{Method, StatusCode};

/// The policy of `design/trust.md`, written out once more on purpose.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; \
    font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

#[tokio::test]
async fn roles_and_routes() {
    let portal = Portal::open().await;
    let (a, b) = (portal.person("dept-a").await, portal.person("dept-b").await);
    let (reviewer, nobody) = (portal.person("reviewer").await, portal.anonymous());
    a.attach(&sm3(PLAN), PLAN).await;
    let receipt = a.hand_in("key-1", sample::sealed("key-1", "示例系统").text).await.json();
    let reference = receipt["reference"].as_str().expect("accepted");
    let plan = sm3(PLAN);

    // Path; then what nobody, the department, the other department and the reviewer get.
    let reads: &[(&str, [u16; 4])] = &[
        ("/", [303, 200, 200, 303]),
        ("/request", [303, 200, 200, 200]),
        ("/receipt/{reference}", [303, 200, 404, 200]),
        ("/receipt/HLJ-2026-999999", [303, 404, 404, 404]),
        ("/desk", [303, 403, 403, 200]),
        ("/desk/{reference}", [303, 403, 403, 200]),
        ("/sign-in", [200, 200, 200, 200]),
        ("/sw.js", [200, 200, 200, 200]),
        ("/catalog/demo.json", [200, 200, 200, 200]),
        ("/catalog/..%2FCargo.toml", [404, 404, 404, 404]),
        ("/portal/portal.css", [200, 200, 200, 200]),
        ("/nowhere", [404, 404, 404, 404]),
        ("/api/session", [401, 200, 200, 200]),
        ("/api/applications", [401, 200, 200, 200]),
        ("/api/applications/status/key-1", [401, 200, 404, 403]),
        ("/api/applications/{reference}/case", [401, 200, 404, 200]),
        ("/api/applications/{reference}/review", [401, 200, 404, 200]),
        ("/api/applications/{reference}/attachments/{plan}", [401, 200, 404, 200]),
        ("/api/nowhere", [401, 404, 404, 404]),
    ];
    for (path, expected) in reads {
        let path = path.replace("{reference}", reference).replace("{plan}", &plan);
        for (person, expected) in [&nobody, &a, &b, &reviewer].into_iter().zip(expected) {
            let answer = person.get(&path).await;
            assert_eq!(answer.status.as_u16(), *expected, "{path}");
            if path.starts_with("/api/") && answer.status != StatusCode::OK {
                answer.code();
            }
        }
    }

    // Method, path, header; what each gets with a right token (the body is no envelope: 400 is past the guards).
    let put = format!("/api/attachments/{plan}");
    let writes = [
        (Method::POST, "/api/applications", JSON, [401, 400, 400, 403]),
        (Method::PUT, put.as_str(), PDF, [401, 200, 201, 403]),
        (Method::DELETE, "/api/applications", JSON, [401, 405, 405, 405]),
        (Method::POST, "/api/sign-out", JSON, [401, 204, 204, 204]),
    ];
    for (method, path, kind, expected) in writes {
        for (person, expected) in [&nobody, &a, &b, &reviewer].into_iter().zip(expected) {
            let headers = [kind, ("x-csrf-token", person.csrf.as_str())];
            let answer = person.send(method.clone(), path, &headers, PLAN).await;
            assert_eq!(answer.status.as_u16(), expected, "{method} {path}");
        }
    }
    // Signed out, the cookie opens nothing any more.
    assert_eq!(a.get("/api/session").await.code(), "signed-out");
}

#[tokio::test]
async fn a_department_lists_its_own_and_the_reviewer_lists_all() {
    let portal = Portal::open().await;
    for account in ["dept-a", "dept-b"] {
        let person = portal.person(account).await;
        person.attach(&sm3(PLAN), PLAN).await;
        let name = format!("{account} 的系统");
        assert_eq!(person.hand_in("k", sample::sealed("k", &name).text).await.status, StatusCode::CREATED);
    }
    let names = |answer: super::Answer| -> Vec<String> {
        let lines = answer.json()["applications"].as_array().unwrap().clone();
        lines.iter().map(|line| line["systemName"].as_str().unwrap().to_owned()).collect()
    };
    let a = portal.person("dept-a").await;
    assert_eq!(names(a.get("/api/applications").await), ["dept-a 的系统"]);
    assert!(!a.get("/").await.text().contains("dept-b 的系统"));
    let reviewer = portal.person("reviewer").await;
    assert_eq!(names(reviewer.get("/api/applications").await), ["dept-b 的系统", "dept-a 的系统"]);
    assert!(reviewer.get("/desk").await.text().contains("dept-b 的系统"));
}

#[tokio::test]
async fn what_changes_something_needs_the_token_of_its_own_session() {
    let portal = Portal::open().await;
    let (a, b) = (portal.person("dept-a").await, portal.person("dept-b").await);
    let again = portal.person("dept-a").await;
    let routes = [
        (Method::POST, "/api/applications".to_owned()),
        (Method::POST, "/api/sign-out".to_owned()),
        (Method::PUT, format!("/api/attachments/{}", sm3(PLAN))),
    ];
    for (method, path) in routes {
        let shown: [&[(&str, &str)]; 5] = [
            &[PDF],
            &[PDF, ("x-csrf-token", "")],
            &[PDF, ("x-csrf-token", "0")],
            &[PDF, ("x-csrf-token", &b.csrf)],
            // Another session of the same person.
            &[PDF, ("x-csrf-token", &again.csrf)],
        ];
        for headers in shown {
            let answer = a.send(method.clone(), &path, headers, PLAN).await;
            assert_eq!((answer.status.as_u16(), answer.code().as_str()), (403, "csrf"), "{method} {path}");
        }
        let right = ("x-csrf-token", a.csrf.as_str());
        let elsewhere = [PDF, right, ("origin", "https://example.org")];
        let answer = a.send(method, &path, &elsewhere, PLAN).await;
        assert_eq!(answer.code(), "other-origin", "{path}");
    }
    assert_eq!(a.get("/api/session").await.status, StatusCode::OK, "nothing happened");
}

#[tokio::test]
async fn signing_in() {
    let portal = Portal::open().await;
    let nobody = portal.anonymous();
    for form in ["account=dept-a&password=wrong", "account=nobody&password=demo", "account=dept-a&password="]
    {
        let answer = nobody.send(Method::POST, "/sign-in", &[FORM], form).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{form}");
        assert!(answer.headers.get("set-cookie").is_none(), "{form}");
        assert!(answer.text().contains("账号或密码不正确"), "{form}");
    }
    // What was typed comes back as text.
    let typed = nobody.send(Method::POST, "/sign-in", &[FORM], "account=%22%3E%3Cb%3E&password=x").await;
    assert!(typed.text().contains("&quot;&gt;&lt;b&gt;") && !typed.text().contains("\"><b>"));

    let right = "account=dept-a&password=demo";
    for (next, to) in [
        ("%2Fdesk%3Fa%3D1", "/desk?a=1"),
        ("https%3A%2F%2Fexample.org", "/"),
        ("%2F%2Fexample.org", "/"),
        ("", "/"),
    ] {
        let answer = nobody.send(Method::POST, "/sign-in", &[FORM], format!("{right}&next={next}")).await;
        assert_eq!((answer.status.as_u16(), answer.header("location")), (303, to));
        let cookie = answer.header("set-cookie");
        for part in ["govcloud_session=", "HttpOnly", "SameSite=Strict", "Path=/", "Max-Age=28800"] {
            assert!(cookie.contains(part), "{cookie}");
        }
    }
    let elsewhere = [FORM, ("origin", "https://example.org")];
    let answer = nobody.send(Method::POST, "/sign-in", &elsewhere, right).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    // A page that was asked for comes after the sign-in.
    assert_eq!(nobody.get("/desk?a=1").await.header("location"), "/sign-in?next=%2Fdesk%3Fa%3D1");
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down() {
    let portal = Portal::open().await;
    let nobody = portal.anonymous();
    let guess = || nobody.send(Method::POST, "/sign-in", &[FORM], "account=dept-a&password=guess");
    for _ in 0..10 {
        assert_eq!(guess().await.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(guess().await.status, StatusCode::TOO_MANY_REQUESTS);
}

#[tokio::test]
async fn one_session_cannot_ask_without_end() {
    let portal = Portal::open().await;
    let person = portal.person("dept-a").await;
    let mut answer = person.get("/api/session").await;
    for _ in 0..600 {
        answer = person.get("/api/session").await;
    }
    assert_eq!(answer.code(), "too-many-requests");
    assert!(answer.header("retry-after").parse::<u32>().unwrap() <= 60);
    assert_eq!(portal.person("dept-b").await.get("/api/session").await.status, StatusCode::OK);
}

#[tokio::test]
async fn a_session_ends_by_itself_and_the_database_holds_no_cookie() {
    let portal = Portal::open().await;
    let person = portal.person("dept-a").await;
    let db = portal.database().await;
    let ids: Vec<String> = sqlx::query_scalar("SELECT id FROM sessions").fetch_all(&db).await.unwrap();
    assert!(ids.iter().all(|id| !person.cookies.contains(id.as_str())));
    sqlx::query("UPDATE sessions SET expires_at = 1").execute(&db).await.unwrap();
    assert_eq!(person.get("/api/session").await.code(), "signed-out");
    assert_eq!(person.get("/").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn every_answer_carries_the_headers() {
    let portal = Portal::open().await;
    let (nobody, person) = (portal.anonymous(), portal.person("dept-a").await);
    let asked: &[(&Person, &str)] = &[
        (&nobody, "/sign-in"),
        (&nobody, "/"),
        (&nobody, "/nowhere"),
        (&nobody, "/api/session"),
        (&nobody, "/sw.js"),
        (&nobody, "/dist/missing.js"),
        (&person, "/request"),
        (&person, "/api/session"),
        (&person, "/receipt/none"),
    ];
    for (who, path) in asked {
        let answer = who.send(Method::GET, path, &[], Body::empty()).await;
        assert_eq!(answer.header("content-security-policy"), POLICY, "{path}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("x-frame-options"), "SAMEORIGIN", "{path}");
        assert!(answer.headers.get("content-security-policy-report-only").is_none());
        let kept = if path.ends_with(".js") || *path == "/request" { "no-cache" } else { "no-store" };
        assert_eq!(answer.header("cache-control"), kept, "{path}");
    }
    // One page may register the service worker, and differs in that name only.
    let home = person.get("/").await;
    let policy = home.header("content-security-policy");
    assert_eq!(policy.replace("trusted-types govcloud-portal", "trusted-types 'none'"), POLICY);
    assert_ne!(policy, POLICY);
}
