//! Interactive problems: submission and validator run together, each in its own sandbox. What
//! either says passes through the judge, which counts what the submission says (a flood must not
//! become the validator's failure) and tells neither that the other has ended before it has seen
//! that end itself: who ended because of whom decides the verdict.

use std::{
    convert::Infallible,
    io::{self, PipeReader, PipeWriter, Read, Write},
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

/// How long after a side's last word its end is waited for. One that has only closed its output
/// is heard to have closed it that much later.
const SEEN_TO_END: Duration = Duration::from_millis(250);

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
        lost: false,
    };
    let pipe = || io::pipe().map_err(failed);
    let (from_program, program_says) = pipe()?;
    let (validator_hears, to_validator) = pipe()?;
    let (from_validator, validator_says) = pipe()?;
    let (program_hears, to_program) = pipe()?;

    run.stdin = Input::Fd(program_hears.into());
    run.stdout = Stream::Fd(program_says.into());
    let command = program.command(run, allowance);
    let mut asking = validator.run_for(question, Input::Fd(validator_hears.into()), hold);
    asking.stdout = Stream::Fd(validator_says.into());
    let mut patience = validator.allowance();
    // Waiting for the submission is no fault of the validator.
    patience.wall += command.limits.wall;
    let asking = validator.program.command(asking, patience);

    let limits = program.limits(allowance);
    let most = limits.output;
    let (said, ran, flooded) = thread::scope(|scope| {
        let (program_runs, program_ended) = mpsc::channel::<Infallible>();
        let (validator_runs, validator_ended) = mpsc::channel::<Infallible>();
        let passed = scope.spawn(move || pass_on(from_program, to_validator, most, &program_ended));
        scope.spawn(move || pass_on(from_validator, to_program, u64::MAX, &validator_ended));
        let sandbox = &mut validator.program.sandbox;
        let said = scope.spawn(move || {
            let said = sandbox.run(asking);
            drop(validator_runs);
            said
        });
        let ran = program.sandbox.run(command);
        drop(program_runs);
        (said.join(), ran, passed.join())
    });
    let mut outcome = ran?;
    let said = said.map_err(|_| sandbox::Error {
        step: "running the validator of an interactive problem".into(),
        cause: "its thread panicked".into(),
        hint: None,
        lost: false,
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
    let says = validator.speech.says(said.end);
    let word = validator.word(question.case, said)?;
    let has_first_word = says == Some(Says::Refuse) && !program_first;
    let judged = match failure {
        Some(failure) if !has_first_word => Err(failure),
        _ => Ok(word),
    };
    Ok((outcome, judged))
}

/// Passes on what one side says until it ends, or until it has said `most` bytes: then `true`, and
/// both find their pipe closed. What it says to a side that has ended is read all the same: that
/// nobody listens any more is no reason for it to crash.
///
/// The other side hears of the end of the talk when this one has been seen to end: `ended` is
/// closed.
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
    let _ = ended.recv_timeout(SEEN_TO_END);
    false
}
