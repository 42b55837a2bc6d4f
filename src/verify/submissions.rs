//! The author's submissions, each judged as far as its annotation asks.

use super::{
    SubmissionReport, expect, finding,
    timing::{self, Margins},
};
use crate::{
    domain::{Blobs, Judgement, TestResult, Toolchain, Verdict},
    judge::{Error, Judge, Request, Source, of_code},
    problem::{
        Aggregation, AnnotatedSubmission, Child, DirBlobs, Finding, GradedGroup, Group, Package,
    },
};

/// Where the package states no limit, submissions that must be in time get this many seconds.
pub(super) const PATIENCE: f64 = 60.0;

const FILE: &str = "problem.yaml";

/// What one submission gave.
pub(super) struct Judged {
    pub(super) report: SubmissionReport,
    pub(super) errors: Vec<Finding>,
    pub(super) warnings: Vec<Finding>,
    /// What its times say of the limit.
    pub(super) margins: Margins,
}

/// Judges submissions of one package.
pub(super) struct Bench<'a> {
    pub(super) judge: &'a Judge,
    pub(super) package: &'a Package,
    pub(super) blobs: &'a DirBlobs,
}

impl Bench<'_> {
    /// Judges a submission and compares with its annotation.
    ///
    /// # Errors
    /// When the host can't judge.
    pub(super) fn one(&self, submission: &AnnotatedSubmission) -> Result<Judged, Error> {
        let path = format!("submissions/{}", submission.program.name);
        let expectation = &submission.expectation;
        let mut judged = Judged {
            report: SubmissionReport {
                path: path.clone(),
                expected: expectation.verdicts.iter().map(|v| v.code().to_owned()).collect(),
                verdict: None,
                score: None,
                groups: Vec::new(),
                ok: true,
                cpu_ms: 0,
            },
            errors: Vec::new(),
            warnings: Vec::new(),
            margins: Margins::default(),
        };
        let code = submission.program.language.as_deref().unwrap_or_default();
        let toolchain = of_code(&self.judge.toolchains, code);
        // Answers are in no language.
        if toolchain.is_none() && !self.package.kind.submit_answer {
            let message = format!("not judged: this host has no `{code}`");
            judged.warnings.push(finding(&path, message));
            return Ok(judged);
        }
        if let Err(error) = self.compare(submission, toolchain, &path, &mut judged) {
            let Error::Package { what, .. } = error else { return Err(error) };
            judged.report.verdict = Some(Verdict::JudgeError.code().to_owned());
            judged.report.ok = false;
            judged.errors.push(finding(&path, what));
        }
        Ok(judged)
    }

    fn compare(
        &self,
        submission: &AnnotatedSubmission,
        toolchain: Option<&Toolchain>,
        path: &str,
        judged: &mut Judged,
    ) -> Result<(), Error> {
        let expectation = &submission.expectation;
        let by_case = !expectation.whole;
        let judgement = self.judge(self.package, submission, toolchain, by_case)?;
        let mut failures = expect::failures(expectation, &judgement);
        if expectation.whole && !failures.is_empty() {
            let second = self.second_opinion(submission, toolchain, &judgement)?;
            if let Some(reason) = second {
                let first = failures.remove(0);
                judged.warnings.push(finding(path, format!("{first}; {reason}")));
                failures.clear();
            }
        }
        let report = &mut judged.report;
        report.verdict = Some(judgement.verdict.code().to_owned());
        report.score = Some(judgement.score);
        report.cpu_ms = judgement.cpu_ms;
        report.groups.clone_from(&judgement.groups);
        report.ok = failures.is_empty();
        judged.errors.extend(failures.into_iter().map(|failure| finding(path, failure)));
        judged.warnings.extend(self.doubts(submission, &judgement));
        judged.errors.extend(self.ranges(path, &judgement));
        let factor = toolchain.map_or(1.0, |toolchain| toolchain.language.time_factor);
        judged.margins.add(path, expectation, &judgement, factor);
        if timing::must_be_slow(expectation) {
            let slowness = self.slowness(submission, toolchain, &judgement)?;
            // A limit that is stated may be meant; one that follows from the submissions, by the
            // rules that these must keep, may not.
            let inferred = !self.package.timing.given && by_case;
            let into = if inferred { &mut judged.errors } else { &mut judged.warnings };
            into.extend(slowness);
        }
        Ok(())
    }

    fn judge(
        &self,
        package: &Package,
        submission: &AnnotatedSubmission,
        toolchain: Option<&Toolchain>,
        run_all: bool,
    ) -> Result<Judgement, Error> {
        let read = |file: &crate::problem::SourceFile| {
            Ok((file.path.clone(), self.blobs.read(&file.blob.digest)?))
        };
        let files: Result<_, Error> = submission.program.files.iter().map(read).collect();
        let source = Source { files: files?, entrypoint: submission.program.entrypoint.clone() };
        let request = Request { package, blobs: self.blobs, toolchain, source: &source, run_all };
        self.judge.judge(&request, &mut |_| {})
    }

    /// Whether a submission whose graded verdict is another one fits after all: by the letter of
    /// the format, which speaks of all cases, or with the margin that the time limit has.
    fn second_opinion(
        &self,
        submission: &AnnotatedSubmission,
        toolchain: Option<&Toolchain>,
        first: &Judgement,
    ) -> Result<Option<String>, Error> {
        let expectation = &submission.expectation;
        let failed = |test: &TestResult| test.verdict.is_some_and(|v| v != Verdict::Accepted);
        let skipped = first.tests.iter().any(|test| test.verdict.is_none());
        if first.tests.iter().any(failed) && skipped && !expectation.rules.is_empty() {
            let all = self.judge(self.package, submission, toolchain, true)?;
            if expect::by_case(expectation, &all).is_empty() {
                return Ok(Some("over all test cases it is what it must be".into()));
            }
        }
        let slow = |test: &TestResult| test.verdict == Some(Verdict::TimeLimit);
        if !first.tests.iter().any(slow) {
            return Ok(None);
        }
        let margin = self.package.timing.time_limit_to_tle;
        let mut longer = self.package.clone();
        longer.limits.time_seconds *= margin;
        let again = self.judge(&longer, submission, toolchain, false)?;
        let fits = expect::failures(expectation, &again).is_empty();
        let seconds = longer.limits.time_seconds;
        Ok(fits.then(|| format!("with {seconds} s it gets what it must")))
    }

    /// What is odd though not wrong about a graded submission.
    fn doubts(&self, submission: &AnnotatedSubmission, judgement: &Judgement) -> Option<Finding> {
        let expectation = &submission.expectation;
        if !expectation.whole || !self.package.kind.scoring {
            return None;
        }
        let full = judgement.verdict == Verdict::Accepted;
        let some = expectation.verdicts.contains(&Verdict::Partial);
        let all = expectation.verdicts.contains(&Verdict::Accepted);
        let message = match (full, some, all) {
            (true, true, false) => "gets all points, though it is in partially_accepted",
            (false, _, true) if judgement.verdict == Verdict::Partial => {
                "gets some of the points; partially_accepted is for such"
            }
            _ => return None,
        };
        let path = format!("submissions/{}", submission.program.name);
        Some(finding(&path, message))
    }

    /// Groups whose score is outside of what the package says it can be.
    fn ranges(&self, path: &str, judgement: &Judgement) -> Vec<Finding> {
        let mut found = Vec::new();
        if let Some(grading) = self.package.grading.as_ref().filter(|_| self.package.kind.scoring) {
            out_of_range(&grading.root, path, judgement, &mut found);
        }
        found
    }

    /// Whether what must be too slow still is with the margin that the package asks for: on one
    /// of the last cases where it was, alone.
    fn slowness(
        &self,
        submission: &AnnotatedSubmission,
        toolchain: Option<&Toolchain>,
        judgement: &Judgement,
    ) -> Result<Option<Finding>, Error> {
        let slow = |test: &&TestResult| test.verdict == Some(Verdict::TimeLimit);
        let names: Vec<_> = judgement.tests.iter().filter(slow).map(|t| t.name.clone()).collect();
        let margin = self.package.timing.time_limit_to_tle;
        for name in names.iter().rev().take(3) {
            let alone = alone(self.package, name, margin);
            let again = self.judge(&alone, submission, toolchain, true)?;
            if again.tests.iter().any(|t| t.verdict == Some(Verdict::TimeLimit)) {
                return Ok(None);
            }
        }
        Ok((!names.is_empty()).then(|| {
            let message = format!(
                "submissions/{} is too slow, but not by the factor {margin} that the package asks \
                 for",
                submission.program.name
            );
            finding(FILE, message)
        }))
    }
}

fn out_of_range(group: &GradedGroup, path: &str, judgement: &Judgement, found: &mut Vec<Finding>) {
    const ROUNDING: f64 = 1e-6;
    let result = judgement.groups.iter().find(|result| result.name == group.name);
    if let Some(result) = result.filter(|r| r.verdict == Some(Verdict::Accepted)) {
        let low = group.least.is_some_and(|least| result.score < least - ROUNDING);
        let high = group.max_score.is_some_and(|most| result.score > most + ROUNDING);
        if low || high {
            let dir =
                if group.name.is_empty() { "data".into() } else { format!("data/{}", group.name) };
            let message = format!("{path} scores {}, outside of the group's range", result.score);
            found.push(finding(&format!("{dir}/testdata.yaml"), message));
        }
    }
    for child in &group.children {
        if let Child::Group(inner) = child {
            out_of_range(inner, path, judgement, found);
        }
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
