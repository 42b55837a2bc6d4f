//! Values as people read them; templates call these.

use std::collections::BTreeMap;

use crate::{
    app::{Class, Mode, RunEnd, RunView, TaskView},
    domain::{Locale, Status, Verdict},
    web::words::{Arg, Message, Words},
};

/// `0.12 s`.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "no run takes 2^52 ms")]
pub fn seconds(ms: &u64) -> Message {
    Message::new("seconds").with("seconds", Arg::Number(*ms as f64 / 1000.0, 2, 2))
}

/// `3.4 MiB`.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "no machine has 2^52 KiB")]
pub fn memory(kib: &u64) -> Message {
    Message::new("mebibytes").with("mebibytes", Arg::Number(*kib as f64 / 1024.0, 1, 1))
}

/// A test group's name without what all have in common: `group1` of `secret/group1`.
#[must_use]
pub fn group(name: &str) -> &str {
    name.strip_prefix("secret/").unwrap_or(name)
}

/// A line of what judge and program say to each other in a sample.
pub enum Turn<'a> {
    /// The judge's.
    Judge(&'a str),
    /// The program's.
    Program(&'a str),
    /// Between two runs.
    Next,
}

/// The lines of a sample's interaction.
#[must_use]
pub fn talk(text: &str) -> Vec<Turn<'_>> {
    let turn = |line| match str::split_at_checked(line, 1) {
        Some(("<", text)) => Turn::Judge(text),
        Some((">", text)) => Turn::Program(text),
        _ => Turn::Next,
    };
    text.lines().map(turn).collect()
}

/// A language and its version: `C++ 20`, and plain `Python 3` for version 3 of that.
#[must_use]
pub fn language(language: &str, version: &str) -> String {
    if language.ends_with(version) { language.into() } else { format!("{language} {version}") }
}

/// What a language tag's speakers call their language, where pages know it; else the tag.
#[must_use]
pub fn tongue(tag: &str) -> &str {
    let known = Locale::ALL.into_iter().find(|locale| locale.tag() == tag);
    match known {
        Some(locale) => locale.name(),
        None => tag,
    }
}

/// The verdict whose colour an end has.
#[must_use]
pub fn run_verdict(end: &RunEnd) -> &'static str {
    match end {
        RunEnd::Ok | RunEnd::Stopped => "",
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
pub fn outcome(run: &RunView) -> Message {
    match (&run.result, run.check.as_ref().and_then(|check| check.matches)) {
        (None, _) => run.status.into(),
        (Some(result), _) if result.end != RunEnd::Ok => result.end.into(),
        (_, Some(true)) => "outcome-right".into(),
        (_, Some(false)) => "outcome-differs".into(),
        (_, None) => "outcome-ran".into(),
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
pub fn sample(name: &str) -> Message {
    Message::new("sample").with("sample", name.strip_prefix("sample/").unwrap_or(name))
}

/// A test group as people call it: `Samples`, `Tests`, `group1`.
#[must_use]
pub fn tests_of(name: &str) -> Message {
    match name {
        "sample" => "group-samples".into(),
        "secret" | "" => "group-tests".into(),
        other => Message::new("group-named").with("group", group(other)),
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
pub fn solvers(solvers: &u64, attempters: &u64) -> Message {
    match attempters {
        0 => "solvers-none".into(),
        _ => Message::new("solvers").with("solvers", solvers).with("attempters", attempters),
    }
}

/// What verdicts and stages are called, by code, JSON, for the script that shows live results.
#[must_use]
pub fn titles(words: &Words) -> String {
    let verdicts = Verdict::ALL.map(|verdict| (verdict.code(), words.say(&verdict)));
    let stages = [Status::Compiling, Status::Running].map(|s| (s.word(), words.say(&s)));
    let titles: BTreeMap<_, _> = verdicts.into_iter().chain(stages).collect();
    serde_json::to_string(&titles).expect("words serialise")
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
    fn queries_are_encoded() {
        let fields = [("search", "a&b ü"), ("tag", ""), ("solved", "true")];
        assert_eq!(query(&fields), "&search=a%26b%20%C3%BC&solved=true");
    }
}
