//! A judgement against what a submission must get.

use crate::{
    domain::{CompileStatus, GroupResult, Judgement, TestResult, Verdict},
    problem::{Expectation, Rule},
};

/// Scores may differ by this much and be the same.
const ROUNDING: f64 = 1e-6;

/// Why the judgement is not what the submission must get; empty when it is.
#[must_use]
pub fn failures(expectation: &Expectation, judgement: &Judgement) -> Vec<String> {
    if expectation.verdicts.is_empty() && expectation.rules.is_empty() {
        // Nothing is demanded.
        return Vec::new();
    }
    if judgement.compile.status == CompileStatus::Failed {
        if expectation.verdicts.contains(&Verdict::CompileError) {
            return Vec::new();
        }
        return vec![format!("does not compile: {}", judgement.compile.output.trim())];
    }
    if expectation.whole {
        return whole(expectation, judgement).into_iter().collect();
    }
    by_case(expectation, judgement)
}

/// Whether a submission that is judged as contestants' are may get `verdict` as a whole.
#[must_use]
pub fn permits(expectation: &Expectation, verdict: Verdict) -> bool {
    let same = |wanted: &Verdict| {
        *wanted == verdict || words(verdict).iter().any(|word| words(*wanted).contains(word))
    };
    expectation.verdicts.iter().any(same)
}

/// Why the judgement is not what the rules about cases demand.
pub(super) fn by_case(expectation: &Expectation, judgement: &Judgement) -> Vec<String> {
    expectation.rules.iter().filter_map(|rule| failure(rule, judgement)).collect()
}

/// Whether the graded verdict is among those demanded. Some of the points are accepted to the
/// legacy format, as all of them are.
fn whole(expectation: &Expectation, judgement: &Judgement) -> Option<String> {
    if expectation.verdicts.is_empty() {
        return None;
    }
    let graded = judgement.groups.first().filter(|group| group.name.is_empty());
    let got = graded.and_then(|group| group.verdict).unwrap_or(judgement.verdict);
    let demanded =
        |word: &Verdict| expectation.verdicts.iter().any(|verdict| words(*verdict).contains(word));
    let wrong = judgement.tests.iter().find(|test| test.verdict == Some(got)).map(|test| {
        let said = said(test);
        format!(", first on {}{said}", test.name)
    });
    (!words(got).iter().any(demanded)).then(|| {
        let wanted = list(&expectation.verdicts);
        format!("gets {got}, where {wanted} is expected{}", wrong.unwrap_or_default())
    })
}

fn failure(rule: &Rule, judgement: &Judgement) -> Option<String> {
    let place = match rule.scope.as_slice() {
        [] => String::new(),
        [name] => format!(" in {name}"),
        [name, ..] => format!(" in {name}, …"),
    };
    let run: Vec<(&TestResult, Verdict)> = judgement
        .tests
        .iter()
        .filter(|test| rule.covers(&test.name))
        .filter_map(|test| Some((test, test.verdict?)))
        .collect();
    let wrong = run.iter().find(|(_, got)| !words(*got).iter().any(|w| rule.permitted.contains(w)));
    if let Some((test, got)) = wrong {
        let permitted = list(&rule.permitted);
        return Some(format!(
            "{} gets {got}, where {permitted} is permitted{}",
            test.name,
            said(test)
        ));
    }
    let met = |(_, got): &(&TestResult, Verdict)| {
        words(*got).iter().any(|word| rule.required.contains(word))
    };
    if !run.iter().any(met) {
        return Some(format!("no case{place} gets {}", list(&rule.required)));
    }
    if let Some(piece) = &rule.message
        && !run.iter().any(|(test, _)| test.judge_message.contains(piece.as_str()))
    {
        return Some(format!("no judge message{place} has `{piece}`"));
    }
    let (low, high) = rule.score?;
    let out = |score: f64| score < low - ROUNDING || score > high + ROUNDING;
    let wanted = if low == high { low.to_string() } else { format!("{low} to {high}") };
    if rule.scope.is_empty() {
        return out(judgement.score)
            .then(|| format!("scores {}, where {wanted} is expected", judgement.score));
    }
    judgement.groups.iter().find_map(|GroupResult { name, score, .. }| {
        (rule.scope.contains(name) && out(*score))
            .then(|| format!("group {name} scores {score}, where {wanted} is expected"))
    })
}

/// The format speaks of AC, WA, TLE and RTE. Going over the memory is a kind of crash to it, too
/// much output may be taken for either failure.
fn words(verdict: Verdict) -> &'static [Verdict] {
    match verdict {
        Verdict::Accepted | Verdict::Partial => &[Verdict::Accepted],
        Verdict::WrongAnswer => &[Verdict::WrongAnswer],
        Verdict::TimeLimit => &[Verdict::TimeLimit],
        Verdict::RuntimeError | Verdict::MemoryLimit => &[Verdict::RuntimeError],
        Verdict::OutputLimit => &[Verdict::RuntimeError, Verdict::WrongAnswer],
        Verdict::CompileError | Verdict::JudgeError => &[],
    }
}

fn list(verdicts: &std::collections::BTreeSet<Verdict>) -> String {
    verdicts.iter().map(|v| v.code()).collect::<Vec<_>>().join(" or ")
}

/// What was said of a test, for the setter.
fn said(test: &TestResult) -> String {
    let words = if test.judge_message.is_empty() { &test.message } else { &test.judge_message };
    let words: String = words.trim().chars().take(300).collect();
    if words.is_empty() { words } else { format!(" ({words})") }
}
