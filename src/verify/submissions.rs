//! The author's submissions, each judged in full.

use std::collections::BTreeMap;

use super::{
    Report, Step, SubmissionReport, expect, fault, finding,
    timing::{self, Margins},
};
use crate::{
    domain::{Blobs, Judgement, Limits, TestResult, Toolchain, Verdict},
    judge::{Error, Judge, Request, Source, of_code},
    problem::{Aggregation, AnnotatedSubmission, DirBlobs, Group, Package},
};

/// Where the package states no limit, submissions that must be in time get this many seconds.
const PATIENCE: f64 = 60.0;

const FILE: &str = "problem.yaml";

/// Judges all of them; infers the time limit first where the package leaves it to them.
pub(super) fn check(
    judge: &Judge,
    package: &mut Package,
    blobs: &DirBlobs,
    report: &mut Report,
    watch: &mut dyn FnMut(Step),
) -> Result<(), Error> {
    let submissions = std::mem::take(&mut package.submissions);
    let mut bench = Bench { judge, blobs, report, watch, margins: Margins::default() };
    let mut reports = BTreeMap::new();
    let (first, then): (Vec<_>, Vec<_>) = submissions
        .iter()
        .enumerate()
        .partition(|(_, s)| !package.timing.given && timing::must_be_in_time(&s.expectation));
    if !package.timing.given {
        package.limits.time_seconds = PATIENCE;
    }
    for (index, submission) in first {
        reports.insert(index, bench.one(package, submission)?);
    }
    if !package.timing.given {
        bench.infer(package);
    }
    for (index, submission) in then {
        reports.insert(index, bench.one(package, submission)?);
    }
    if let Some(warning) = bench.margins.warning(package) {
        report.warnings.push(finding(FILE, warning));
    }
    report.submissions = reports.into_values().collect();
    package.submissions = submissions;
    Ok(())
}

struct Bench<'a> {
    judge: &'a Judge,
    blobs: &'a DirBlobs,
    report: &'a mut Report,
    watch: &'a mut dyn FnMut(Step),
    margins: Margins,
}

impl Bench<'_> {
    fn one(
        &mut self,
        package: &Package,
        submission: &AnnotatedSubmission,
    ) -> Result<SubmissionReport, Error> {
        let path = format!("submissions/{}", submission.program.name);
        (self.watch)(Step::Judging(path.clone()));
        let expectation = &submission.expectation;
        let mut outcome = SubmissionReport {
            path: path.clone(),
            expected: expectation.verdicts.iter().map(|v| v.code().to_owned()).collect(),
            verdict: None,
            score: None,
            ok: true,
            cpu_ms: 0,
        };
        let code = submission.program.language.as_deref().unwrap_or_default();
        match of_code(&self.judge.toolchains, code) {
            None => {
                let message = format!("not judged: this host has no `{code}`");
                self.report.warnings.push(finding(&path, message));
            }
            Some(toolchain) => {
                let judged = self.judge(package, submission, toolchain);
                match fault(judged, &path, self.report)? {
                    None => {
                        outcome.verdict = Some(Verdict::JudgeError.code().to_owned());
                        outcome.ok = false;
                    }
                    Some(judgement) => {
                        outcome.verdict = Some(judgement.verdict.code().to_owned());
                        outcome.score = Some(judgement.score);
                        outcome.cpu_ms = judgement.cpu_ms;
                        let failures = expect::failures(expectation, &judgement);
                        outcome.ok = failures.is_empty();
                        self.report.errors.extend(failures.into_iter().map(|f| finding(&path, f)));
                        let factor = toolchain.language.time_factor;
                        self.margins.add(&path, expectation, &judgement, factor);
                        self.check_slowness(package, submission, toolchain, &judgement)?;
                    }
                }
            }
        }
        (self.watch)(Step::Judged(outcome.clone()));
        Ok(outcome)
    }

    fn judge(
        &self,
        package: &Package,
        submission: &AnnotatedSubmission,
        toolchain: &Toolchain,
    ) -> Result<Judgement, Error> {
        let read = |file: &crate::problem::SourceFile| {
            Ok((file.path.clone(), self.blobs.read(&file.blob.digest)?))
        };
        let files: Result<_, Error> = submission.program.files.iter().map(read).collect();
        let source = Source { files: files?, entrypoint: submission.program.entrypoint.clone() };
        let request =
            Request { package, blobs: self.blobs, toolchain, source: &source, run_all: true };
        self.judge.judge(&request, &mut |_| {})
    }

    /// Whether what must be too slow still is with the margin that the package asks for: on one
    /// of the first cases where it was, alone.
    fn check_slowness(
        &mut self,
        package: &Package,
        submission: &AnnotatedSubmission,
        toolchain: &Toolchain,
        judgement: &Judgement,
    ) -> Result<(), Error> {
        if !timing::must_be_slow(&submission.expectation) {
            return Ok(());
        }
        let slow = |test: &&TestResult| test.verdict == Some(Verdict::TimeLimit);
        let names: Vec<_> = judgement.tests.iter().filter(slow).map(|t| t.name.clone()).collect();
        let margin = package.timing.time_limit_to_tle;
        for name in names.iter().rev().take(3) {
            let alone = alone(package, name, margin);
            let judged = self.judge(&alone, submission, toolchain);
            let path = format!("submissions/{}", submission.program.name);
            let Some(again) = fault(judged, &path, self.report)? else { return Ok(()) };
            if again.tests.iter().any(|t| t.verdict == Some(Verdict::TimeLimit)) {
                return Ok(());
            }
        }
        if !names.is_empty() {
            let message = format!(
                "submissions/{} is too slow, but not by the factor time_limit_to_tle {margin}",
                submission.program.name
            );
            self.report.warnings.push(finding(FILE, message));
        }
        Ok(())
    }

    fn infer(&mut self, package: &mut Package) {
        let Some((seconds, path)) = &self.margins.slowest else {
            let message = "no time_limit, and no submission could be judged to infer it from";
            package.limits.time_seconds = Limits::default().time_seconds;
            return self.report.errors.push(finding(FILE, message));
        };
        package.limits.time_seconds = timing::inferred_limit(&package.timing, *seconds);
        let message = format!(
            "no time_limit; from {path} with {seconds:.2} s it would be {} s. Write \
             `time_limit: {}` into `limits`, for a server takes {} s without it",
            package.limits.time_seconds,
            package.limits.time_seconds,
            Limits::default().time_seconds,
        );
        self.report.warnings.push(finding(FILE, message));
    }
}

/// A problem of this one case, with a time limit that is `margin` times as long.
fn alone(package: &Package, case: &str, margin: f64) -> Package {
    let mut alone = package.clone();
    alone.kind.scoring = false;
    alone.grading = None;
    alone.limits.time_seconds *= margin;
    alone.groups = vec![Group {
        name: "secret".into(),
        max_score: None,
        aggregation: Aggregation::PassFail,
        require_pass: Vec::new(),
    }];
    alone.cases.retain(|other| other.name == case);
    for case in &mut alone.cases {
        case.group = 0;
    }
    alone
}
