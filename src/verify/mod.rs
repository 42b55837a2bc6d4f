//! Checks a package by running it: its validators over its data, its submissions against what
//! each is expected to get.
//!
//! A room of its own: `problem` reads packages and knows no judge, `judge` judges and knows no
//! expectations.

mod data;
mod expect;
mod pool;
mod report;
mod submissions;
mod timing;

use std::{collections::BTreeMap, path::Path};

use submissions::{Bench, Judged};

pub use expect::permits;
pub use report::{Report, SubmissionReport};
pub use timing::{Margins, TimeAdvice, inferred_limit};

use crate::{
    domain::Limits,
    judge::{self, Judge},
    problem::{DirBlobs, Finding, Loaded, Package, load_with},
};

/// How far verifying is, for whoever watches.
#[derive(Clone, Debug, PartialEq)]
pub struct Step {
    /// Steps that are through.
    pub done: usize,
    /// Steps in all.
    pub total: usize,
    /// What has begun, or just ended.
    pub what: String,
}

/// Verifies the package in the directory or archive at `dir` on so many threads.
///
/// # Errors
/// Only when the host can't judge; whatever is wrong with the package is in the report.
pub fn verify(
    judge: &Judge,
    dir: &Path,
    threads: usize,
    watch: &mut dyn FnMut(Step),
) -> Result<Report, judge::Error> {
    let absolute = dir.canonicalize().unwrap_or_else(|_| dir.into());
    let name = absolute.file_name().unwrap_or(absolute.as_os_str()).to_string_lossy();
    match load_with(dir, &mut judge::Workshop::new(|| Ok(judge))) {
        Ok(loaded) => loaded_package(judge, loaded, threads, watch),
        Err(errors) => Ok(Report::broken(name.into_owned(), errors)),
    }
}

/// What is done by itself, beside other such things.
#[derive(Clone, Copy)]
enum Work {
    /// The input validators over all inputs.
    Inputs,
    /// The output validator over what the package says is right or wrong.
    Outputs,
    /// A submission, by its place in the package.
    Submission(usize),
}

/// What came of it.
enum Done {
    Findings(Vec<Finding>, Vec<Finding>),
    Judged(usize, Box<Judged>),
}

fn loaded_package(
    judge: &Judge,
    loaded: Loaded,
    threads: usize,
    watch: &mut dyn FnMut(Step),
) -> Result<Report, judge::Error> {
    let Loaded { mut package, blobs, warnings } = loaded;
    let mut report = Report::new(package.slug.clone(), warnings);
    report.warnings.extend(data::doubts(&package));
    // What the time limit is inferred from comes first, and alone.
    let bounding = |index: &usize| {
        !package.timing.given && timing::must_be_in_time(&package.submissions[*index].expectation)
    };
    let (first, then): (Vec<_>, Vec<_>) = (0..package.submissions.len()).partition(bounding);
    let total = 2 + package.submissions.len();
    let mut verifying = Verifying { judge, blobs: &blobs, threads, done: 0, total, watch };
    let mut first: Vec<_> = first.into_iter().map(Work::Submission).collect();
    first.splice(0..0, [Work::Inputs, Work::Outputs]);
    let then: Vec<_> = then.into_iter().map(Work::Submission).collect();
    let mut results;
    if package.timing.given {
        first.extend(then);
        results = verifying.all(&package, &first)?;
    } else {
        package.limits.time_seconds = submissions::PATIENCE;
        results = verifying.all(&package, &first)?;
        infer(&mut package, &results, &mut report);
        results.extend(verifying.all(&package, &then)?);
    }
    let mut margins = Margins::default();
    let mut judged = BTreeMap::new();
    for result in results {
        match result {
            Done::Findings(errors, warnings) => {
                report.errors.extend(errors);
                report.warnings.extend(warnings);
            }
            Done::Judged(index, submission) => {
                judged.insert(index, submission);
            }
        }
    }
    for Judged { report: submission, errors, warnings, margins: more } in
        judged.into_values().map(|judged| *judged)
    {
        report.submissions.push(submission);
        report.errors.extend(errors);
        report.warnings.extend(warnings);
        margins.join(more);
    }
    report.time = margins.advice(&package);
    let warning = report.time.as_ref().and_then(TimeAdvice::warning);
    report.warnings.extend(warning.map(|warning| finding("problem.yaml", warning)));
    report.close();
    Ok(report)
}

/// Takes the limit from the submissions that were judged without one.
fn infer(package: &mut Package, results: &[Done], report: &mut Report) {
    const FILE: &str = "problem.yaml";
    let mut margins = Margins::default();
    for result in results {
        if let Done::Judged(_, judged) = result {
            margins.join(judged.margins.clone());
        }
    }
    package.limits.time_seconds = Limits::default().time_seconds;
    let Some((seconds, path)) = &margins.slowest else {
        let message = "no time limit, and no submission could be judged to infer it from";
        let into =
            if package.grading.is_some() { &mut report.warnings } else { &mut report.errors };
        return into.push(finding(FILE, message));
    };
    package.limits.time_seconds = inferred_limit(&package.timing, *seconds);
    let message = format!(
        "no time_limit; from {path} with {seconds:.2} s it would be {} s. Write `time_limit: {}` \
         into `limits`, for a server takes {} s without it",
        package.limits.time_seconds,
        package.limits.time_seconds,
        Limits::default().time_seconds,
    );
    report.warnings.push(finding(FILE, message));
}

/// A package being verified.
struct Verifying<'a> {
    judge: &'a Judge,
    blobs: &'a DirBlobs,
    threads: usize,
    done: usize,
    total: usize,
    watch: &'a mut dyn FnMut(Step),
}

impl Verifying<'_> {
    fn all(&mut self, package: &Package, works: &[Work]) -> Result<Vec<Done>, judge::Error> {
        let (judge, blobs) = (self.judge, self.blobs);
        let bench = Bench { judge, package, blobs };
        let one = |index: usize| {
            Ok(match works[index] {
                Work::Inputs => data::inputs(judge, package, blobs)?,
                Work::Outputs => data::outputs(judge, package, blobs)?,
                Work::Submission(at) => {
                    Done::Judged(at, Box::new(bench.one(&package.submissions[at])?))
                }
            })
        };
        let (done, total, watch) = (&mut self.done, self.total, &mut *self.watch);
        pool::map(self.threads, works.len(), one, &mut |index, ended| {
            *done += usize::from(ended.is_some());
            let what = match works[index] {
                Work::Inputs => "validating inputs".to_owned(),
                Work::Outputs => "validating outputs".to_owned(),
                Work::Submission(at) => format!("judging {}", package.submissions[at].program.name),
            };
            watch(Step { done: *done, total, what });
        })
    }
}

/// Keeps a package's fault as an error, and lets a broken host through.
fn fault<T>(
    result: Result<T, judge::Error>,
    file: &str,
    errors: &mut Vec<Finding>,
) -> Result<Option<T>, judge::Error> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error @ judge::Error::Sandbox(_)) => Err(error),
        Err(judge::Error::Package { what, .. }) => {
            errors.push(finding(file, what));
            Ok(None)
        }
        Err(error) => {
            errors.push(finding(file, error.to_string()));
            Ok(None)
        }
    }
}

fn finding(file: &str, message: impl Into<String>) -> Finding {
    Finding { file: file.to_owned(), line: None, message: message.into() }
}
