//! Who may do what: sessions, the token against forged requests, roles, headers.

use super::sample::{self, PLAN};
use super::world::World;
use super::{FORM, JSON, PDF, Person, Portal, sm3};
use axum::body::Body;
use axum::http::{Method, StatusCode};
use govcloud::dossier::{Draft, Errand, Role};

/// The policy of `design/trust.md`, written out once more on purpose.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob:; \
    font-src 'self'; connect-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; \
    frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types 'none'";

/// The accounts of the matrix: nobody, the department whose case it is, another, the authority, the centre, the
/// supplier that was chosen, another, the treasury.
const ACCOUNTS: [&str; 7] =
    ["dept-a", "dept-b", "authority", "centre", "supplier-a", "supplier-b", "treasury"];

/// A request that changes something: method, path, header, and the status for nobody and for each person.
type Write<'a> = (Method, &'a str, (&'a str, &'a str), [u16; 8]);

#[tokio::test]
async fn roles_and_routes() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 4).await;
    let reference = world.reference.clone();
    let mut people = vec![world.portal.anonymous()];
    for account in ACCOUNTS {
        people.push(world.person(account).await);
    }
    let (plan, key) = (sm3(PLAN), world.key(1));

    let reads: &[(&str, [u16; 8])] = &[
        ("/", [303, 200, 200, 200, 200, 200, 200, 200]),
        ("/request", [303, 200, 200, 200, 200, 200, 200, 200]),
        ("/receipt/{reference}", [303, 200, 404, 200, 200, 200, 404, 403]),
        ("/receipt/{reference}/2", [303, 200, 404, 200, 200, 200, 404, 403]),
        ("/receipt/{reference}/9", [303, 404, 404, 404, 404, 404, 404, 403]),
        ("/receipt/HLJ-2026-999999", [303, 404, 404, 404, 404, 404, 404, 403]),
        ("/case/{reference}", [303, 200, 404, 200, 200, 200, 404, 403]),
        ("/case/HLJ-2026-999999", [303, 404, 404, 404, 404, 404, 404, 403]),
        ("/monitoring", [303, 403, 403, 403, 200, 403, 403, 403]),
        ("/fleet", [303, 200, 200, 200, 200, 403, 403, 403]),
        ("/filings", [303, 403, 403, 200, 403, 403, 403, 403]),
        ("/year", [303, 403, 403, 303, 403, 403, 403, 303]),
        ("/year/2026", [303, 403, 403, 200, 403, 403, 403, 200]),
        ("/year/2026/audit.xlsx", [303, 403, 403, 200, 403, 403, 403, 200]),
        ("/year/2026/systems.csv", [303, 403, 403, 200, 403, 403, 403, 200]),
        ("/year/2026/nothing.csv", [303, 403, 403, 404, 403, 403, 403, 404]),
        ("/year/1999", [303, 403, 403, 404, 403, 403, 403, 404]),
        ("/budget", [303, 403, 403, 403, 403, 403, 403, 303]),
        ("/budget/2027", [303, 403, 403, 403, 403, 403, 403, 200]),
        ("/budget/2027/budget.csv", [303, 403, 403, 403, 403, 403, 403, 200]),
        ("/budget/2027/systems.csv", [303, 403, 403, 403, 403, 403, 403, 404]),
        ("/sign-in", [200; 8]),
        ("/sw.js", [200; 8]),
        ("/catalog/demo.json", [200; 8]),
        ("/jurisdiction/nowhere.json", [404; 8]),
        ("/case/{reference}/again", [303, 200, 404, 200, 200, 200, 404, 403]),
        ("/catalog/..%2FCargo.toml", [404; 8]),
        ("/portal/portal.css", [200; 8]),
        ("/nowhere", [404; 8]),
        ("/api/session", [401, 200, 200, 200, 200, 200, 200, 200]),
        ("/api/register", [401, 403, 403, 200, 200, 403, 403, 403]),
        ("/api/services", [401, 403, 403, 200, 403, 403, 403, 200]),
        ("/api/inbox", [401, 200, 200, 200, 200, 200, 200, 403]),
        ("/api/cases", [401, 200, 200, 200, 200, 200, 200, 403]),
        ("/api/applications/status/{key}", [401, 200, 404, 404, 404, 404, 404, 403]),
        ("/api/cases/{reference}/journal", [401, 200, 404, 200, 200, 200, 404, 403]),
        ("/api/cases/{reference}/case", [401, 200, 404, 200, 200, 200, 404, 403]),
        ("/api/cases/{reference}/entries/2/review", [401, 200, 404, 200, 200, 200, 404, 403]),
        ("/api/cases/{reference}/entries/9/review", [401, 404, 404, 404, 404, 404, 404, 403]),
        ("/api/cases/{reference}/entries/2/signature", [401, 404, 404, 404, 404, 404, 404, 403]),
        ("/api/cases/{reference}/attachments/{plan}", [401, 200, 404, 200, 200, 200, 404, 403]),
        ("/api/nowhere", [401, 404, 404, 404, 404, 404, 404, 404]),
    ];
    every_route_has_a_row(reads);
    for (path, expected) in reads {
        let path = path.replace("{reference}", &reference).replace("{plan}", &plan).replace("{key}", &key);
        for ((person, expected), place) in people.iter().zip(expected).zip(0..) {
            let answer = person.get(&path).await;
            assert_eq!(answer.status.as_u16(), *expected, "{path}, place {place}");
            if path.starts_with("/api/") && answer.status != StatusCode::OK {
                answer.code();
            }
        }
    }

    // Method, path, header; what each gets with a right token (the body is no envelope: 400 is past the guards).
    let put = format!("/api/attachments/{}", sm3(b"new"));
    let writes: [Write<'_>; 6] = [
        (Method::POST, "/monitoring", FORM, [303, 403, 403, 403, 400, 403, 403, 403]),
        (Method::POST, "/fleet", FORM, [303, 400, 400, 400, 400, 403, 403, 403]),
        (Method::POST, "/api/applications", JSON, [401, 400, 400, 400, 400, 400, 400, 403]),
        (Method::PUT, put.as_str(), PDF, [401, 201, 201, 201, 201, 201, 201, 403]),
        (Method::DELETE, "/api/applications", JSON, [401, 405, 405, 405, 405, 405, 405, 405]),
        (Method::POST, "/api/sign-out", JSON, [401, 204, 204, 204, 204, 204, 204, 204]),
    ];
    for (method, path, kind, expected) in writes {
        for ((person, expected), place) in people.iter().zip(expected).zip(0..) {
            let headers = [kind, ("x-csrf-token", person.csrf.as_str())];
            let answer = person.send(method.clone(), path, &headers, "new").await;
            assert_eq!(answer.status.as_u16(), expected, "{method} {path}, place {place}");
        }
    }
    // Signed out, the cookie opens nothing any more.
    assert_eq!(people[1].get("/api/session").await.code(), "signed-out");
}

/// A route that was added and has no row here is one that nobody has thought through.
fn every_route_has_a_row(reads: &[(&str, [u16; 8])]) {
    let source = include_str!("../../../src/bin/govcloud/portal/routes.rs");
    let (own, pages) =
        (source.split("fn api(").next().unwrap(), source.split("fn pages_behind_sign_in").nth(1).unwrap());
    let api = source.split("fn api(").nth(1).unwrap().split("fn pages_behind_sign_in").next().unwrap();
    let mut routes = Vec::new();
    for (prefix, part) in [("", own), ("/api", api), ("", pages)] {
        let named = part
            .split(".route(\"")
            .skip(1)
            .map(|rest| format!("{prefix}{}", rest.split('"').next().unwrap()));
        routes.extend(named);
    }
    assert!(routes.len() > 25, "the routes are read from their source: {routes:?}");
    // Only written to: these are in the second table.
    let written = ["/api/sign-out", "/api/attachments/{sm3}", "/api/applications"];
    for route in routes.iter().filter(|route| !written.contains(&route.as_str())) {
        let parts = |path: &str| path.split('/').map(str::to_owned).collect::<Vec<_>>();
        let fits = |path: &&str| {
            let (path, route) = (parts(path), parts(route));
            path.len() == route.len()
                && path.iter().zip(&route).all(|(path, route)| route.starts_with('{') || path == route)
        };
        assert!(reads.iter().any(|(path, _)| fits(path)), "{route} has no row in the matrix");
    }
}

#[tokio::test]
async fn a_step_is_taken_in_its_own_role_in_ones_own_case_and_by_nobody_else() {
    let mut world = World::open().await;
    // At the choice of the supplier every role has had its part.
    world.ordinary("示例系统", 4).await;
    let journal = world.journal().await;
    for errand in Errand::ALL {
        for (account, role) in ACCOUNTS.into_iter().zip([
            Role::Department,
            Role::Department,
            Role::Authority,
            Role::Centre,
            Role::Supplier,
            Role::Supplier,
            Role::Treasury,
        ]) {
            // An empty form: whoever may take the step is told what is missing, or that it is not its time.
            let draft = Draft { errand, ..Draft::default() };
            let answer = world.try_step(account, &draft, Some(&journal)).await;
            let expected = match account {
                "treasury" => (403, "forbidden".to_owned()),
                "dept-b" | "supplier-b" => (404, "not-found".to_owned()),
                _ if errand.role() != role => (403, "wrong-role".to_owned()),
                _ => (422, answer.code()),
            };
            assert_eq!((answer.status.as_u16(), answer.code()), expected, "{account} {}", errand.code());
        }
    }
    assert_eq!(world.journal().await, journal, "nothing was taken in");
}

#[tokio::test]
async fn everybody_lists_what_is_theirs() {
    let portal = Portal::open().await;
    for account in ["dept-a", "dept-b"] {
        let person = portal.person(account).await;
        person.attach(&sm3(PLAN), PLAN).await;
        let name = format!("{account} 的系统");
        assert_eq!(person.hand_in("k", sample::sealed("k", &name).text).await.status, StatusCode::CREATED);
    }
    let names = |answer: super::Answer| -> Vec<String> {
        let lines = answer.json()["cases"].as_array().unwrap().clone();
        lines.iter().map(|line| line["systemName"].as_str().unwrap().to_owned()).collect()
    };
    let a = portal.person("dept-a").await;
    assert_eq!(names(a.get("/api/cases").await), ["dept-a 的系统"]);
    assert!(!a.get("/").await.text().contains("dept-b 的系统"));
    for account in ["authority", "centre"] {
        let person = portal.person(account).await;
        let mut seen = names(person.get("/api/cases").await);
        seen.sort();
        assert_eq!(seen, ["dept-a 的系统", "dept-b 的系统"], "{account}");
        assert!(person.get("/").await.text().contains("dept-b 的系统"));
    }
    for account in ["supplier-a", "supplier-b"] {
        assert_eq!(names(portal.person(account).await.get("/api/cases").await), [""; 0], "{account}");
    }
    // Both wait for the centre's appraisal, and for nobody else.
    for (account, waiting) in [("dept-a", 0), ("authority", 0), ("centre", 2), ("supplier-a", 0)] {
        let person = portal.person(account).await;
        assert_eq!(names(person.get("/api/inbox").await).len(), waiting, "{account}");
    }
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
        ("%2Ffilings%3Fa%3D1", "/filings?a=1"),
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
    assert_eq!(nobody.get("/filings?a=1").await.header("location"), "/sign-in?next=%2Ffilings%3Fa%3D1");
}

#[tokio::test]
async fn guessing_passwords_is_slowed_down() {
    let portal = Portal::open().await;
    let nobody = portal.anonymous();
    let guess = || nobody.send(Method::POST, "/sign-in", &[FORM], "account=dept-a&password=guess");
    for _ in 0..10 {
        assert_eq!(guess().await.status, StatusCode::UNAUTHORIZED);
    }
    let refused = guess().await;
    assert_eq!(refused.status, StatusCode::TOO_MANY_REQUESTS);
    assert!(refused.header("retry-after").parse::<u32>().unwrap() <= 60);
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

#[tokio::test]
async fn addresses_that_name_nothing_are_answered_in_the_portals_own_words() {
    let mut world = World::open().await;
    world.ordinary("示例系统", 1).await;
    let reference = world.reference.clone();
    let person = world.person("treasury").await;
    for path in ["/year/abc", "/year/2026/%ff", "/budget/x"] {
        let answer = person.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(answer.text().contains("没有找到。"), "{path}: {}", answer.text());
    }
    let person = world.person("dept-a").await;
    for path in [format!("/api/cases/{reference}/entries/abc/review"), "/api/cases/%ff/journal".to_owned()] {
        let answer = person.get(&path).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::NOT_FOUND, "not-found"), "{path}");
    }
    for path in ["/portal/x", "/catalog/%ff", "/catalog/none"] {
        let answer = person.get(path).await;
        assert_eq!((answer.status, answer.code().as_str()), (StatusCode::NOT_FOUND, "not-found"), "{path}");
    }
    for path in [format!("/case/{reference}/again?as-of=x&as-of=y"), "/sign-in?next=a&next=b".to_owned()] {
        let answer = person.get(&path).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{path}");
        assert!(answer.text().contains("地址中的参数不能读取。"), "{path}: {}", answer.text());
    }
    let answer = person.send(Method::POST, "/filings", &[], "").await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert!(answer.text().contains("不支持这种请求方法"), "{}", answer.text());
}
