//! Interactive problems: submission and validator run together, each in its own sandbox, joined
//! by two pipes. What the submission says passes through the judge, which counts it: a flood must
//! not become the validator's failure.

use std::{
    convert::Infallible,
    fs::File,
    io::{self, PipeReader, PipeWriter, Read, Write},
    os::fd::AsRawFd,
    sync::mpsc,
    thread,
    time::Duration,
};

use super::{
    Error,
    convention::Says,
    cores::Hold,
    end::{Failure, judge_end},
    program::{Allowance, Program, Run},
    validator::{OutputValidator, Question, Word},
};
use crate::sandbox::{self, End, Input, LimitKind, Outcome, Stream};

/// As much as a pipe holds.
const PIECE: usize = 64 << 10;

/// How long after a submission's last word its end is waited for.
const SEEN_TO_END: Duration = Duration::from_secs(1);

/// Lets the two talk, and judges how it ended: a validator that refused before the submission
/// ended has the first word, then the submission's own failure, then the validator.
pub(super) fn talk(
    program: &mut Program,
    mut run: Run,
    allowance: Allowance,
    validator: &mut OutputValidator<'_>,
    question: &Question<'_>,
    hold: &Hold<'_>,
) -> Result<(Outcome, Result<Word, Failure>), Error> {
    let failed = |error: io::Error| sandbox::Error {
        step: "a pipe between submission and validator".into(),
        cause: error.to_string(),
        hint: None,
    };
    let pipe = || io::pipe().map_err(failed);
    let (from_validator, to_program) = pipe()?;
    let (from_program, to_judge) = pipe()?;
    let (from_judge, to_validator) = pipe()?;
    // Opened anew: flags that a submission sets on its end, such as O_NONBLOCK, are not ours.
    let path = format!("/proc/self/fd/{}", from_validator.as_raw_fd());
    let mut unread = File::open(path).map_err(failed)?;
    run.stdin = Input::Fd(from_validator.into());
    run.stdout = Stream::Fd(to_judge.into());
    let command = program.command(run, allowance);

    // Held until the validator has been seen to end, so that the submission hears of it after us.
    let held = to_program.try_clone().map_err(failed)?;
    let mut asking = validator.run_for(question, Input::Fd(from_judge.into()), hold);
    asking.stdout = Stream::Fd(to_program.into());
    let mut patience = validator.allowance();
    // Waiting for the submission is no fault of the validator.
    patience.wall += command.limits.wall;
    let asking = validator.program.command(asking, patience);

    let limits = program.limits(allowance);
    let (said, ran, flooded) = thread::scope(|scope| {
        let (running, ended) = mpsc::channel::<Infallible>();
        let most = limits.output;
        let passed = scope.spawn(move || pass_on(from_program, to_validator, most, &ended));
        let said = scope.spawn(|| {
            let said = validator.program.sandbox.run(asking);
            drop(held);
            said
        });
        let ran = program.sandbox.run(command);
        drop(running);
        // A validator may go on talking to a submission that has ended; that is no reason for it
        // to crash. This ends when the validator does.
        let _ = io::copy(&mut unread, &mut io::sink());
        (said.join(), ran, passed.join())
    });
    let mut outcome = ran?;
    let said = said.map_err(|_| sandbox::Error {
        step: "running the validator of an interactive problem".into(),
        cause: "its thread panicked".into(),
        hint: None,
    })??;

    if flooded.is_ok_and(|flooded| flooded) {
        outcome.end = End::Limit(LimitKind::Output);
    }
    let program_first = outcome.ended < said.ended;
    let failure = judge_end(&outcome, &limits, program.memory_messages()).err();
    if let (End::Limit(LimitKind::Output), Some(failure)) = (outcome.end, &failure) {
        // Whatever the validator made of half a flood.
        let failure = failure.clone();
        return Ok((outcome, Err(failure)));
    }
    // Who writes to a program that has ended already is not first, whatever the clock says, and
    // did not crash.
    let broken_pipe = outcome.end == End::Signaled(libc::SIGPIPE);
    let says = validator.speech.says(said.end);
    let word = validator.word(question.case, said)?;
    let has_first_word = broken_pipe || says == Some(Says::Refuse) && !program_first;
    let judged = match failure {
        Some(failure) if !has_first_word => Err(failure),
        _ => Ok(word),
    };
    Ok((outcome, judged))
}

/// Passes on what the submission says until it ends, or until it has said `most` bytes: then
/// `true`, and both find their pipe closed. What it says to a validator that has ended is read all
/// the same: that nobody listens any more is no reason for it to crash.
///
/// The validator hears of the end of the talk when the submission has been seen to end (`ended` is
/// closed), or it might be seen to end first: who ended because of whom decides the verdict.
fn pass_on(
    mut from: PipeReader,
    to: PipeWriter,
    most: u64,
    ended: &mpsc::Receiver<Infallible>,
) -> bool {
    let mut piece = vec![0; PIECE];
    let mut left = most;
    let mut listener = Some(to);
    while let Ok(length @ 1..) = from.read(&mut piece) {
        let Some(rest) = left.checked_sub(length as u64) else { return listener.is_some() };
        left = rest;
        if listener.as_mut().is_some_and(|to| to.write_all(&piece[..length]).is_err()) {
            listener = None;
        }
    }
    // One that has only closed its output may go on for long.
    let _ = ended.recv_timeout(SEEN_TO_END);
    false
}
