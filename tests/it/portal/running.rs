//! The program itself, serving on a real socket and a real file.

use super::TODAY;
use govcloud::wire::v1::envelope::Sealed;
use std::io::{BufRead as _, BufReader, Lines, Read as _, Write as _};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, ExitStatus, Stdio};
use std::time::Duration;

/// A running portal.
pub(super) struct Running {
    child: Child,
    pub(super) address: String,
}

impl Running {
    pub(super) fn start(folder: &Path) -> Self {
        let (running, lines) = Self::heard(folder);
        std::thread::spawn(move || lines.for_each(drop));
        running
    }

    /// A portal of which nobody reads what it says after it listens.
    pub(super) fn unheard(folder: &Path) -> Self {
        Self::heard(folder).0
    }

    fn heard(folder: &Path) -> (Self, Lines<BufReader<ChildStdout>>) {
        let data = folder.display().to_string();
        let mut child = Command::new(env!("CARGO_BIN_EXE_govcloud"))
            .args(["serve", "--port", "0", "--demo-password", "demo", "--as-of", TODAY, "--data", &data])
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let address = loop {
            let line = lines.next().expect("the portal ended before it listened").unwrap();
            if let Some(address) = line.strip_prefix("listening on http://") {
                break address.to_owned();
            }
        };
        (Self { child, address }, lines)
    }

    /// Asks it to stop, as a service manager does.
    pub(super) fn stop(mut self) -> ExitStatus {
        let id = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &id]).status().unwrap().success());
        self.child.wait().unwrap()
    }

    pub(super) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

/// One request on a connection of its own, of which the answer is still to be read.
pub(super) fn send(address: &str, head: &str, body: &[u8]) -> Option<TcpStream> {
    let mut stream = TcpStream::connect(address).ok()?;
    let head =
        format!("{head}\r\nHost: {address}\r\nConnection: close\r\nContent-Length: {}\r\n\r\n", body.len());
    stream.write_all(head.as_bytes()).ok()?;
    stream.write_all(body).ok()?;
    Some(stream)
}

/// One request and its answer; nothing where no whole answer came.
pub(super) fn ask(address: &str, head: &str, body: &[u8]) -> Option<(u16, String)> {
    let mut stream = send(address, head, body)?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    let text = String::from_utf8(answer).ok()?;
    let (head, body) = text.split_once("\r\n\r\n")?;
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")?.parse::<usize>().ok());
    if length.is_some_and(|length| length != body.len()) {
        return None;
    }
    Some((head.split(' ').nth(1)?.parse().ok()?, text))
}

/// Somebody signed in. The session is in the database, and outlives the program.
#[derive(Clone)]
pub(super) struct Sender {
    pub(super) cookie: String,
    pub(super) csrf: String,
}

impl Sender {
    pub(super) fn sign_in(address: &str) -> Self {
        let head = "POST /sign-in HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded";
        let (status, text) = ask(address, head, b"account=dept-a&password=demo").unwrap();
        assert_eq!(status, 303);
        let cookie =
            text.lines().find_map(|line| line.strip_prefix("set-cookie: govcloud_session=")).unwrap();
        let cookie = format!("govcloud_session={}", cookie.split(';').next().unwrap());
        let (_, text) = ask(address, &format!("GET /api/session HTTP/1.1\r\nCookie: {cookie}"), b"").unwrap();
        Self { cookie, csrf: json(&text)["csrf"].as_str().unwrap().to_owned() }
    }

    pub(super) fn head(&self, request: &str) -> String {
        format!("{request} HTTP/1.1\r\nCookie: {}\r\nX-CSRF-Token: {}", self.cookie, self.csrf)
    }

    pub(super) fn hand_in(&self, address: &str, sealed: &Sealed) -> Option<(u16, String)> {
        ask(address, &self.hands_in(sealed), sealed.text.as_bytes())
    }

    /// The head of a request that hands this in.
    pub(super) fn hands_in(&self, sealed: &Sealed) -> String {
        let head = self.head("POST /api/applications");
        format!("{head}\r\nContent-Type: application/json\r\nIdempotency-Key: {}", sealed.key)
    }
}

/// Looks into the database of a portal, past the portal.
pub(super) fn look<T>(folder: &Path, work: impl AsyncFnOnce(&sqlx::AnyPool) -> T) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        sqlx::any::install_default_drivers();
        let address = format!("sqlite://{}", folder.join("portal.sqlite").display());
        let db = sqlx::AnyPool::connect(&address).await.unwrap();
        let found = work(&db).await;
        db.close().await;
        found
    })
}

pub(super) fn json(answer: &str) -> serde_json::Value {
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}
