//! Interactive problems: submission and validator run together, each in its own sandbox, joined
//! by two pipes.

use std::{io, thread};

use super::{
    Error,
    end::{Failure, judge_end},
    program::{Allowance, Program, Run},
    validator::{ACCEPT, OutputValidator, Question, REFUSE, Word},
};
use crate::{
    domain::Verdict,
    sandbox::{self, End, Input, Outcome, Stream},
};

/// Lets the two talk, and judges how it ended: a validator that refused before the submission
/// ended has the first word, then the submission's own failure, then the validator.
pub(super) fn talk(
    program: &mut Program,
    mut run: Run,
    allowance: Allowance,
    validator: &mut OutputValidator<'_>,
    question: &Question<'_>,
) -> Result<(Outcome, Result<Word, Failure>), Error> {
    let pipe = || {
        io::pipe().map_err(|error| sandbox::Error {
            step: "a pipe between submission and validator".into(),
            cause: error.to_string(),
            hint: None,
        })
    };
    let (from_validator, to_program) = pipe()?;
    let (from_program, to_validator) = pipe()?;
    run.stdin = Input::Fd(from_validator.into());
    run.stdout = Stream::Fd(to_validator.into());
    let command = program.command(run, allowance);

    let mut asking = validator.run_for(question, Input::Fd(from_program.into()));
    asking.stdout = Stream::Fd(to_program.into());
    let mut patience = validator.allowance();
    // Waiting for the submission is no fault of the validator.
    patience.wall += command.limits.wall;
    let asking = validator.program.command(asking, patience);

    let limits = command.limits.clone();
    let (said, ran) = thread::scope(|scope| {
        let said = scope.spawn(|| validator.program.sandbox.run(asking));
        let ran = program.sandbox.run(command);
        (said.join(), ran)
    });
    let outcome = ran?;
    let said = said.map_err(|_| sandbox::Error {
        step: "running the validator of an interactive problem".into(),
        cause: "its thread panicked".into(),
        hint: None,
    })??;

    let program_first = outcome.ended < said.ended;
    let failure = judge_end(&outcome, &limits, program.memory_messages()).err();
    // Who writes to a program that has ended already is not first, whatever the clock says, and
    // did not crash.
    let broken_pipe = |end: End| end == End::Signaled(libc::SIGPIPE);
    let judged = match said.end {
        End::Exited(REFUSE) if !program_first => Ok(validator.word(question.case, said)?),
        End::Exited(ACCEPT | REFUSE) if broken_pipe(outcome.end) => {
            Ok(validator.word(question.case, said)?)
        }
        End::Exited(ACCEPT | REFUSE) => {
            let word = validator.word(question.case, said)?;
            failure.map_or(Ok(word), Err)
        }
        end if broken_pipe(end) && program_first => Err(failure.unwrap_or_else(|| Failure {
            verdict: Verdict::WrongAnswer,
            message: "ended before the conversation did".into(),
        })),
        _ => Ok(validator.word(question.case, said)?),
    };
    Ok((outcome, judged))
}
