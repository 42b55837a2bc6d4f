//! What is wrong, or odd, in a package.

use std::fmt;

use serde::Serialize;

/// An error or a warning about a package, with its place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The file, relative to the package, with `/` between its parts; `.` for the package.
    pub file: String,
    /// The line, from 1, when it is about one.
    pub line: Option<u64>,
    /// What is wrong and what is wanted.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "{}:{line}: {}", self.file, self.message),
            None => write!(f, "{}: {}", self.file, self.message),
        }
    }
}
