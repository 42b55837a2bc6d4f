//! Values as people read them; templates call these.

use jiff::Timestamp;

use crate::{
    app::{Class, Mode, RunEnd, RunView, TaskView},
    domain::{ProblemSort, Status, Verdict},
};

/// `0.12 s`.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "no run takes 2^52 ms")]
pub fn seconds(ms: &u64) -> String {
    format!("{:.2} s", *ms as f64 / 1000.0)
}

/// `3.4 MiB`.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "no machine has 2^52 KiB")]
pub fn memory(kib: &u64) -> String {
    format!("{:.1} MiB", *kib as f64 / 1024.0)
}

/// Points with at most two decimals: `40`, `33.33`.
#[must_use]
pub fn points(points: &f64) -> String {
    let text = format!("{points:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// A test group's name without what all have in common: `group1` of `secret/group1`.
#[must_use]
pub fn group(name: &str) -> &str {
    name.strip_prefix("secret/").unwrap_or(name)
}

/// A line of what judge and program say to each other in a sample.
pub struct Turn<'a> {
    /// Its class: `judge`, `program`, or `pass` between two runs.
    pub who: &'static str,
    /// The same for those who hear the page.
    pub label: &'static str,
    /// What is said.
    pub text: &'a str,
}

/// The lines of a sample's interaction.
#[must_use]
pub fn talk(text: &str) -> Vec<Turn<'_>> {
    let turn = |line| match str::split_at_checked(line, 1) {
        Some(("<", text)) => Turn { who: "judge", label: "Judge: ", text },
        Some((">", text)) => Turn { who: "program", label: "Program: ", text },
        _ => Turn { who: "pass", label: "", text: "Next run" },
    };
    text.lines().map(turn).collect()
}

/// The moment in UTC to the minute, for readers without script.
#[must_use]
pub fn utc(moment: &Timestamp) -> String {
    moment.strftime("%Y-%m-%d %H:%M UTC").to_string()
}

/// A language and its version: `C++ 20`, and plain `Python 3` for version 3 of that.
#[must_use]
pub fn language(language: &str, version: &str) -> String {
    if language.ends_with(version) { language.into() } else { format!("{language} {version}") }
}

/// Where a submission or run is on its way.
#[must_use]
pub fn status(status: &Status) -> &'static str {
    match status {
        Status::Queued => "Waiting",
        Status::Compiling => "Compiling",
        Status::Running => "Running",
        Status::Done => "Done",
        Status::Dead => "Judging failed",
        Status::Cancelled => "Cancelled",
    }
}

/// How a run ended.
#[must_use]
pub fn run_end(end: &RunEnd) -> &'static str {
    match end {
        RunEnd::Ok => "Ran to its end",
        RunEnd::CompileError => "Compile error",
        RunEnd::NonZeroExit => "Exit code not 0",
        RunEnd::Signal => "Crashed",
        RunEnd::TimeLimit => "Time limit exceeded",
        RunEnd::MemoryLimit => "Memory limit exceeded",
        RunEnd::OutputLimit => "Output limit exceeded",
        RunEnd::ProcessLimit => "Too many processes",
        RunEnd::ForbiddenCall => "Forbidden system call",
    }
}

/// The verdict whose colour an end has.
#[must_use]
pub fn run_verdict(end: &RunEnd) -> &'static str {
    match end {
        RunEnd::Ok => "",
        RunEnd::CompileError => Verdict::CompileError.code(),
        RunEnd::TimeLimit => Verdict::TimeLimit.code(),
        RunEnd::MemoryLimit => Verdict::MemoryLimit.code(),
        RunEnd::OutputLimit => Verdict::OutputLimit.code(),
        RunEnd::NonZeroExit | RunEnd::Signal | RunEnd::ProcessLimit | RunEnd::ForbiddenCall => {
            Verdict::RuntimeError.code()
        }
    }
}

/// What came of one run among several.
#[must_use]
pub fn outcome(run: &RunView) -> &'static str {
    match (&run.result, run.check.as_ref().and_then(|check| check.matches)) {
        (None, _) => status(&run.status),
        (Some(result), _) if result.end != RunEnd::Ok => run_end(&result.end),
        (_, Some(true)) => "Right",
        (_, Some(false)) => "Differs",
        (_, None) => "Ran",
    }
}

/// The word whose colour that has.
#[must_use]
pub fn outcome_code(run: &RunView) -> &'static str {
    match (&run.result, run.check.as_ref().and_then(|check| check.matches)) {
        (None, _) => run.status.word(),
        (Some(result), _) if result.end != RunEnd::Ok => run_verdict(&result.end),
        (_, Some(true)) => Verdict::Accepted.code(),
        (_, Some(false)) => Verdict::WrongAnswer.code(),
        (_, None) => "",
    }
}

/// A sample as people call it: `Sample 1` for `sample/1`.
#[must_use]
pub fn sample(name: &str) -> String {
    format!("Sample {}", name.strip_prefix("sample/").unwrap_or(name))
}

/// A test group as people call it: `Samples`, `Tests`, `group1`.
#[must_use]
pub fn tests_of(name: &str) -> &str {
    match name {
        "sample" => "Samples",
        "secret" | "" => "Tests",
        other => other.strip_prefix("secret/").unwrap_or(other),
    }
}

/// An order of problems.
#[must_use]
pub fn sort(sort: &ProblemSort) -> &'static str {
    match sort {
        ProblemSort::Name => "Name",
        ProblemSort::Easiest => "Easiest first",
        ProblemSort::Hardest => "Hardest first",
        ProblemSort::Solvers => "Most solved first",
        ProblemSort::Newest => "Newest first",
    }
}

/// A priority class.
#[must_use]
pub fn class(class: &Class) -> &'static str {
    match class {
        Class::Contest => "Contest",
        Class::Run => "Run on own input",
        Class::Practice => "Practice",
        Class::Rejudge => "Rejudge",
    }
}

/// What the queue was told to do.
#[must_use]
pub fn mode(mode: &Mode) -> &'static str {
    match mode {
        Mode::Running => "Running",
        Mode::Draining => "Draining: takes no programs, judges what waits",
        Mode::Paused => "Paused: takes programs, judges none",
    }
}

/// Where a task is cancelled; a rejudge is discarded as a whole.
#[must_use]
pub fn cancel_address(task: &TaskView) -> Option<String> {
    match task {
        TaskView::Submission(id) => Some(format!("/submissions/{id}/cancel")),
        TaskView::Run(id) => Some(format!("/runs/{id}/cancel")),
        TaskView::Rejudge(_) => None,
    }
}

/// What a job is about.
#[must_use]
pub fn task(task: &TaskView) -> String {
    match task {
        TaskView::Submission(id) => format!("Submission #{id}"),
        TaskView::Run(id) => format!("Run #{id}"),
        TaskView::Rejudge(id) => format!("Rejudge, part {id}"),
    }
}

/// How many solved it.
#[must_use]
pub fn solvers(solvers: &u64, attempters: &u64) -> String {
    match attempters {
        0 => "Nobody has tried it yet".into(),
        _ => format!("Solved by {solvers} of {attempters}"),
    }
}

/// Titles of all verdicts by code, JSON, for the script that shows live results.
#[must_use]
pub fn titles() -> String {
    let titles = Verdict::ALL.map(|verdict| (verdict.code(), verdict.title()));
    serde_json::to_string(&std::collections::BTreeMap::from(titles)).expect("words serialise")
}

/// The rest of an address's query: `&name=value` for each value that is there.
pub(super) fn query(fields: &[(&str, &str)]) -> String {
    let given = fields.iter().filter(|(_, value)| !value.is_empty());
    given.map(|(name, value)| format!("&{name}={}", percent(value))).collect()
}

/// Percent-encoded, fit for a value in a query.
pub(super) fn percent(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                encoded.push(byte.into());
            }
            _ => encoded.push_str(&format!("%{byte:02X}")),
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_lose_useless_zeros() {
        assert_eq!(points(&40.0), "40");
        assert_eq!(points(&33.333), "33.33");
        assert_eq!(points(&0.5), "0.5");
        assert_eq!(points(&0.0), "0");
    }

    #[test]
    fn queries_are_encoded() {
        let fields = [("search", "a&b ü"), ("tag", ""), ("solved", "true")];
        assert_eq!(query(&fields), "&search=a%26b%20%C3%BC&solved=true");
    }
}
