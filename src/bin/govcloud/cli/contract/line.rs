//! The line to the portal: the program curl, which knows every kind of server, proxy and certificate that a portal
//! team has, and is on every machine that they have.

use super::super::BadInput;
use govcloud::basics::Words;
use govcloud::submission::classify::{Answered, MOST_BYTES, Reply};
use govcloud::submission::transport::{Body, Request};
use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

/// What curl ends with when the time is over.
const LATE: i32 = 28;

/// Whether curl is there.
pub(super) fn there() -> Result<(), BadInput> {
    let asked = Command::new("curl").arg("--version").stdout(Stdio::null()).status();
    asked.map(drop).map_err(|error| {
        let words = Words::new(
            format!("启动不了 curl（{error}）。请先安装：apt-get install curl，或见 https://curl.se"),
            format!("does not start ({error}). Install it: apt-get install curl, or see https://curl.se"),
        );
        BadInput::new("curl", words)
    })
}

/// A file of its own that goes with the request.
struct Sent(PathBuf);

impl Sent {
    fn with(bytes: &[u8]) -> std::io::Result<Self> {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name =
            format!("govcloud-contract-{}-{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
        let path = std::env::temp_dir().join(name);
        std::fs::OpenOptions::new().write(true).create_new(true).open(&path)?.write_all(bytes)?;
        Ok(Self(path))
    }
}

impl Drop for Sent {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

/// Sends a request and reads the reply. Redirects are not followed.
pub(super) fn send(request: &Request) -> Reply {
    exchange(request).unwrap_or(Reply::Broken)
}

fn exchange(request: &Request) -> std::io::Result<Reply> {
    let (bytes, part) = match &request.body {
        Body::None => (None, None),
        Body::Text(text) => (Some(text.as_bytes()), None),
        Body::Bytes(bytes) => (Some(bytes.as_slice()), None),
        Body::File { bytes, name, media_type } => (Some(bytes.as_slice()), Some((name, media_type))),
    };
    let body = bytes.map(Sent::with).transpose()?;
    let mut settings = format!(
        "silent\ninclude\nhttp1.1\nrequest = {}\nurl = {}\nmax-time = {}\nheader = \"Expect:\"\n",
        quoted(request.method),
        quoted(&request.url),
        request.timeout.div_ceil(1_000),
    );
    for (name, value) in &request.headers {
        settings.push_str(&format!("header = {}\n", quoted(&format!("{name}: {value}"))));
    }
    match (&body, part) {
        (Some(file), None) => {
            settings.push_str(&format!("data-binary = {}\n", quoted(&format!("@{}", file.0.display()))));
        }
        (Some(file), Some((name, media_type))) => {
            let name = name.replace(['"', '\\', ';'], "_");
            let part = format!("file=@\"{}\";filename=\"{name}\";type={media_type}", file.0.display());
            settings.push_str(&format!("form = {}\n", quoted(&part)));
        }
        (None, _) => {}
    }
    // By its standard input: arguments would show session and token to everybody on the machine.
    let mut curl = Command::new("curl")
        .args(["--config", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()?;
    if let Some(mut input) = curl.stdin.take() {
        input.write_all(settings.as_bytes())?;
    }
    let output = curl.wait_with_output()?;
    Ok(match output.status.code() {
        Some(LATE) => Reply::Late,
        Some(0) => read(&output.stdout, false),
        // An answer that broke off is one all the same, if its head came.
        _ if !output.stdout.is_empty() => read(&output.stdout, true),
        _ => Reply::Broken,
    })
}

/// A text of curl's configuration.
fn quoted(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n").replace('\r', "\\r");
    format!("\"{text}\"")
}

/// Head and body of an answer.
fn read(bytes: &[u8], cut: bool) -> Reply {
    let mut rest = bytes;
    loop {
        let Some(end) = rest.windows(4).position(|four| four == b"\r\n\r\n") else { return Reply::Broken };
        let head = String::from_utf8_lossy(&rest[..end]).into_owned();
        rest = &rest[end + 4..];
        let status = head.split_whitespace().nth(1).and_then(|status| status.parse::<u16>().ok());
        let Some(status) = status else { return Reply::Broken };
        match status {
            // Only announces the answer.
            100..200 => continue,
            300..400 if status != 304 => return Reply::Redirected,
            _ => {}
        }
        let header = |name: &str| {
            let lines = head.lines().skip(1).filter_map(|line| line.split_once(':'));
            let mut found = lines.filter(|(known, _)| known.eq_ignore_ascii_case(name));
            found.next().map(|(_, value)| value.trim().to_owned()).unwrap_or_default()
        };
        return Reply::Answered(Answered {
            status,
            content_type: header("content-type"),
            retry_after: header("retry-after"),
            body: rest[..rest.len().min(MOST_BYTES)].to_vec(),
            cut: cut || rest.len() > MOST_BYTES,
        });
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::panic, reason = "a test fails by panicking")]
    use super::*;

    #[test]
    fn the_last_head_counts_and_a_redirect_is_one() {
        let Reply::Answered(answered) =
            read(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 409 Conflict\r\nRetry-After: 3\r\n\r\n{}", false)
        else {
            panic!("an answer")
        };
        assert_eq!(
            (answered.status, answered.retry_after.as_str(), answered.body.as_slice()),
            (409, "3", &b"{}"[..])
        );
        assert_eq!(read(b"HTTP/1.1 302 Found\r\nLocation: /login\r\n\r\n", false), Reply::Redirected);
        assert_eq!(read(b"HTTP/1.1 200", true), Reply::Broken);
    }

    #[test]
    fn a_text_ends_where_it_ends() {
        assert_eq!(quoted("a\"b\\c\nurl = x"), r#""a\"b\\c\nurl = x""#);
    }
}
