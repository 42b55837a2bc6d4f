//! The events of a submission or run: the same whether told as they happen or from the disk.

use serde::Serialize;
use serde_json::json;

use super::{RunView, SubmissionRow, TestView, board::Stage};
use crate::{
    domain::{CompileStatus, Feedback, Status, TestResult},
    live::{EventId, Message},
    store::Submission,
};

const QUEUED: u32 = 0;
const COMPILING: u32 = 1;
const RUNNING: u32 = 2;
const FIRST_TEST: u32 = 3;
/// After every test that there may be.
const CANCELLED: u32 = u32::MAX - 2;
const DEAD: u32 = u32::MAX - 1;
/// After `dead` too: a dead letter that is discarded ends its submission in the same attempt.
const DONE: u32 = u32::MAX;

/// Waiting for the attempt that comes next.
pub(super) fn queued(attempt: u32) -> Message {
    message(attempt, QUEUED, "queued", &json!({}))
}

/// Compiling has begun.
pub(super) fn compiling(attempt: u32) -> Message {
    message(attempt, COMPILING, "compiling", &json!({}))
}

/// The tests begin; how many there are is told to who sees them.
pub(super) fn running(attempt: u32, tests: usize, feedback: Feedback) -> Message {
    let tests = if sees_tests(feedback) { tests } else { 0 };
    message(attempt, RUNNING, "running", &json!({ "tests": tests }))
}

/// A test is through; told as its contestant may see it, if at all: which is the first that failed
/// is known at the end.
pub(super) fn test(
    attempt: u32,
    index: usize,
    result: &TestResult,
    feedback: Feedback,
) -> Option<Message> {
    let view = TestView::new(index, result, Some(feedback));
    sees_tests(feedback).then(|| message(attempt, test_place(index), "test", &view))
}

fn sees_tests(feedback: Feedback) -> bool {
    matches!(feedback, Feedback::Tests | Feedback::Samples)
}

/// Judged.
pub(super) fn done(attempt: u32, row: &SubmissionRow) -> Message {
    message(attempt, DONE, "done", row)
}

/// Dead.
pub(super) fn dead(attempt: u32) -> Message {
    message(attempt, DEAD, "dead", &json!({}))
}

/// Taken back, `attempt` attempts being begun: the next one never comes.
pub(super) fn cancelled(attempt: u32) -> Message {
    message(attempt + 1, CANCELLED, "cancelled", &json!({}))
}

/// A run has begun.
pub(super) fn run_running(attempt: u32) -> Message {
    message(attempt, RUNNING, "running", &json!({}))
}

/// A run is done.
pub(super) fn run_done(attempt: u32, run: &RunView) -> Message {
    message(attempt, DONE, "done", run)
}

/// Whether nothing follows in this attempt.
pub(super) fn is_last(message: &Message) -> bool {
    matches!(message.event, "done" | "dead" | "cancelled")
}

/// Everything that has happened in the current attempt at a submission. `stage` was looked at
/// before the rest was read.
pub(super) fn of_submission(
    submission: &Submission,
    row: &SubmissionRow,
    tests: &[TestResult],
    stage: Option<&Stage>,
) -> Vec<Message> {
    let (attempt, told) = (submission.attempt, submission.feedback);
    match submission.status {
        Status::Done => {
            let compiled = submission.compilation.as_ref();
            let mut events = vec![queued(attempt), compiling(attempt)];
            if compiled.is_some_and(|compiled| compiled.status != CompileStatus::Failed) {
                events.push(running(attempt, tests.len(), told));
                events.extend(
                    tests.iter().enumerate().filter_map(|(i, t)| test(attempt, i, t, told)),
                );
            }
            events.push(done(attempt, row));
            events
        }
        Status::Dead => vec![queued(attempt), dead(attempt)],
        Status::Cancelled => vec![queued(attempt + 1), cancelled(attempt)],
        _ if !submission.leased => vec![queued(attempt + 1)],
        _ => {
            let stage = stage.filter(|stage| stage.attempt == attempt);
            let mut events = vec![queued(attempt)];
            if stage.is_some_and(|stage| stage.status != Status::Queued) {
                events.push(compiling(attempt));
            }
            if let Some(count) = stage.and_then(|stage| stage.count) {
                events.push(running(attempt, count, told));
            }
            let tests = stage.map_or(&[][..], |stage| &stage.tests);
            events.extend(tests.iter().filter_map(|(i, result)| test(attempt, *i, result, told)));
            events
        }
    }
}

/// Everything that has happened in the current attempt at a run.
pub(super) fn of_run(run: &RunView, attempt: u32, leased: bool, begun: bool) -> Vec<Message> {
    match run.status {
        Status::Done => vec![queued(attempt), run_running(attempt), run_done(attempt, run)],
        Status::Dead => vec![queued(attempt), dead(attempt)],
        Status::Cancelled => vec![queued(attempt + 1), cancelled(attempt)],
        _ if !leased => vec![queued(attempt + 1)],
        _ if begun => vec![queued(attempt), run_running(attempt)],
        _ => vec![queued(attempt)],
    }
}

/// An event of a stream without a past.
pub(super) fn changed(data: &impl Serialize) -> Message {
    Message { id: None, event: "changed", data: text(data) }
}

fn test_place(index: usize) -> u32 {
    u32::try_from(index).map_or(CANCELLED - 1, |index| FIRST_TEST.saturating_add(index))
}

fn message(attempt: u32, place: u32, event: &'static str, data: &impl Serialize) -> Message {
    Message { id: Some(EventId { attempt, place }), event, data: text(data) }
}

fn text(data: &impl Serialize) -> std::sync::Arc<str> {
    serde_json::to_string(data).expect("a view is plain JSON").into()
}
