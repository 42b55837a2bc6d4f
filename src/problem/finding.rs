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

/// Collects what an importer finds, so that a setter sees all of it at once.
#[derive(Debug, Default)]
pub(super) struct Findings {
    pub(super) errors: Vec<Finding>,
    pub(super) warnings: Vec<Finding>,
    /// Whether faults of form are warnings: in formats that few packages keep to the letter.
    pub(super) lenient: bool,
}

/// Findings beyond this many say nothing new, and a hostile package could make millions.
const MOST: usize = 1000;

impl Findings {
    pub(super) fn error(
        &mut self,
        file: &str,
        line: impl Into<Option<u64>>,
        message: impl Into<String>,
    ) {
        push(&mut self.errors, file, line.into(), message.into());
    }

    /// A fault of form, which does not stand in the way of understanding.
    pub(super) fn fault(
        &mut self,
        file: &str,
        line: impl Into<Option<u64>>,
        message: impl Into<String>,
    ) {
        let into = if self.lenient { &mut self.warnings } else { &mut self.errors };
        push(into, file, line.into(), message.into());
    }

    pub(super) fn warning(
        &mut self,
        file: &str,
        line: impl Into<Option<u64>>,
        message: impl Into<String>,
    ) {
        push(&mut self.warnings, file, line.into(), message.into());
    }
}

fn push(into: &mut Vec<Finding>, file: &str, line: Option<u64>, message: String) {
    if into.len() < MOST {
        into.push(Finding { file: file.into(), line, message });
    }
}
