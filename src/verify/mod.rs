//! Checks a package by running it: its validators over its data, its submissions against what
//! each is expected to get.
//!
//! A room of its own: `problem` reads packages and knows no judge, `judge` judges and knows no
//! expectations.

mod data;
mod expect;
mod report;
mod submissions;
mod timing;

use std::path::Path;

pub use expect::failures;
pub use report::{Report, SubmissionReport};
pub use timing::{Margins, inferred_limit};

use crate::{
    judge::{self, Judge},
    problem::{Finding, Loaded, load},
};

/// How far verifying is, for whoever watches.
#[derive(Clone, Debug, PartialEq)]
pub enum Step {
    /// The input validators run over this many inputs.
    Inputs(usize),
    /// The output validator is asked about this many outputs.
    Outputs(usize),
    /// A submission is being judged.
    Judging(String),
    /// It is through.
    Judged(SubmissionReport),
}

/// Verifies the package in `dir`.
///
/// # Errors
/// Only when the host can't judge; whatever is wrong with the package is in the report.
pub fn verify(
    judge: &Judge,
    dir: &Path,
    watch: &mut dyn FnMut(Step),
) -> Result<Report, judge::Error> {
    let absolute = dir.canonicalize().unwrap_or_else(|_| dir.into());
    let name = absolute.file_name().unwrap_or(absolute.as_os_str()).to_string_lossy();
    match load(dir) {
        Ok(loaded) => loaded_package(judge, loaded, watch),
        Err(errors) => Ok(Report::broken(name.into_owned(), errors)),
    }
}

fn loaded_package(
    judge: &Judge,
    loaded: Loaded,
    watch: &mut dyn FnMut(Step),
) -> Result<Report, judge::Error> {
    let Loaded { mut package, blobs, warnings } = loaded;
    let mut report = Report::new(package.slug.clone(), warnings);
    data::check(judge, &package, &blobs, &mut report, watch)?;
    submissions::check(judge, &mut package, &blobs, &mut report, watch)?;
    report.close();
    Ok(report)
}

/// Keeps a package's fault as an error of the report, and lets a broken host through.
fn fault<T>(
    result: Result<T, judge::Error>,
    file: &str,
    report: &mut Report,
) -> Result<Option<T>, judge::Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error @ judge::Error::Sandbox(_)) => Err(error),
        Err(judge::Error::Package { what, .. }) => {
            report.errors.push(finding(file, what));
            Ok(None)
        }
        Err(error) => {
            report.errors.push(finding(file, error.to_string()));
            Ok(None)
        }
    }
}

fn finding(file: &str, message: impl Into<String>) -> Finding {
    Finding { file: file.to_owned(), line: None, message: message.into() }
}
