//! One request, one reply. Twins: `fetch` in the browser, `scripted` elsewhere.

/// A request to a portal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `PUT`, `POST`.
    pub method: &'static str,
    /// Address, absolute or relative to the page.
    pub url: String,
    /// Headers, names and values.
    pub headers: Vec<(String, String)>,
    /// What is sent.
    pub body: Body,
    /// Milliseconds to wait for the whole answer.
    pub timeout: u64,
}

impl Request {
    /// The value of a header, whatever the case of its name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(known, _)| known.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// What is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Body {
    /// Nothing.
    None,
    /// Text, as UTF-8.
    Text(String),
    /// Bytes.
    Bytes(Vec<u8>),
    /// One file, as part `file` of a multipart form.
    File {
        /// Its bytes.
        bytes: Vec<u8>,
        /// Its name.
        name: String,
        /// Its media type.
        media_type: String,
    },
}
