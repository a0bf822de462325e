//! Where a fact stands in a case file: a JSON pointer (RFC 6901).

use std::fmt;

/// A JSON pointer into the case file, such as `/fields/unit.name` or `/needs/3/vcpu`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Path(String);

impl Path {
    /// The whole document.
    pub fn root() -> Self {
        Self::default()
    }

    /// The field of this key: `/fields/{key}`.
    pub fn field(key: &str) -> Self {
        Self::of(&["fields", key])
    }

    /// A cell of the resource table: `/needs/{row}/{column}`, rows from 0.
    pub fn need(row: usize, column: &str) -> Self {
        Self::of(&["needs", &row.to_string(), column])
    }

    /// An attachment: `/attachments/{row}`, rows from 0.
    pub fn attachment(row: usize) -> Self {
        Self::of(&["attachments", &row.to_string()])
    }

    /// This path with one more step; `~` and `/` in the step are escaped.
    #[must_use]
    pub fn at(&self, step: &str) -> Self {
        let mut longer = String::with_capacity(self.0.len() + 1 + step.len());
        longer.push_str(&self.0);
        push(&mut longer, step);
        Self(longer)
    }

    /// The path of these steps from the root. Made in one go: hundreds of rows name their cells at each key.
    fn of(steps: &[&str]) -> Self {
        let mut path = String::with_capacity(steps.iter().map(|step| step.len() + 1).sum());
        steps.iter().for_each(|step| push(&mut path, step));
        Self(path)
    }

    /// The pointer as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The steps from the root, unescaped.
    pub fn steps(&self) -> impl Iterator<Item = String> + '_ {
        self.0.split('/').skip(1).map(|s| s.replace("~1", "/").replace("~0", "~"))
    }
}

/// Adds a step to a pointer, escaped.
fn push(pointer: &mut String, step: &str) {
    pointer.push('/');
    if !step.contains(['~', '/']) {
        return pointer.push_str(step);
    }
    for c in step.chars() {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            plain => pointer.push(plain),
        }
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<&str> for Path {
    fn from(pointer: &str) -> Self {
        Self(pointer.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::Path;

    #[test]
    fn steps_are_escaped_and_read_back() {
        let path = Path::field("a/b~c");
        assert_eq!(path.as_str(), "/fields/a~1b~0c");
        assert_eq!(path.steps().collect::<Vec<_>>(), ["fields", "a/b~c"]);
    }
}
