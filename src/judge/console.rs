//! A program that somebody talks to while it runs. It is not measured and mostly waits, so it
//! takes no CPU from judging: it runs in the background of those that are measured.

use std::{
    os::fd::OwnedFd,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use super::{
    Error, Judge, RunRequest, RunResult,
    judging::{compile_to_run, only_compiled},
    program::{Allowance, Run},
    signs::signs,
};
use crate::{
    domain::Compilation,
    sandbox::{Input, Priority, Stop, Stream, Voice, Workdir, converse},
};

/// What a program that is talked to says.
#[derive(Clone, Copy, Debug)]
pub enum Said<'a> {
    /// It was compiled, or not.
    Compiled(&'a Compilation),
    /// On one of its streams.
    Words(Voice, &'a [u8]),
}

/// Who talks to a program.
pub struct Partner<'a> {
    /// What the program reads.
    pub stdin: OwnedFd,
    /// Ends the run.
    pub stop: Stop,
    /// How long the talk may last.
    pub wall: Duration,
    /// Most that the program may say, on both its streams together, bytes.
    pub output: u64,
    /// Hears it as it comes, from several threads; `false` ends the run.
    pub hear: &'a (dyn Fn(Said<'_>) -> bool + Sync),
}

/// Compiles and lets the two talk. The result has what the program said.
pub(super) fn talk(
    judge: &Judge,
    request: &RunRequest<'_>,
    partner: Partner<'_>,
) -> Result<RunResult, Error> {
    let Partner { stdin, stop, wall, output, hear } = partner;
    let build = compile_to_run(judge, request)?;
    let mut abuse = build.abuse;
    let listens = hear(Said::Compiled(&build.compilation));
    let Some(mut program) = build.program.filter(|_| listens) else {
        return Ok(only_compiled(build.compilation, abuse));
    };
    let allowance = Allowance::submission(&request.limits);
    let run = Run {
        args: Vec::new(),
        cwd: "/box".into(),
        files: Vec::new(),
        workdir: Workdir::Frozen,
        collect: None,
        stdin: Input::Fd(stdin),
        stdout: Stream::Capture,
        cpus: Vec::new(),
    };
    let mut command = program.command(run, allowance);
    command.limits.wall = wall;
    command.priority = Priority::Background;
    command.stop = Some(stop);
    let limits = command.limits.clone();
    let kept: [Mutex<Vec<u8>>; 2] = Default::default();
    let keep = |voice: Voice| kept[usize::from(voice == Voice::Error)].lock();
    let outcome = converse(program.sandbox.as_mut(), command, output, &|voice, words| {
        keep(voice).unwrap_or_else(PoisonError::into_inner).extend_from_slice(words);
        hear(Said::Words(voice, words))
    })?;
    abuse.extend(signs("console", &outcome, &limits));
    let take = |voice| std::mem::take(&mut *keep(voice).unwrap_or_else(PoisonError::into_inner));
    Ok(RunResult {
        compile: build.compilation,
        end: Some(outcome.end),
        usage: outcome.usage,
        stdout: take(Voice::Output),
        // Why it could not be executed, if it was not.
        stderr: [take(Voice::Error), outcome.stderr].concat(),
        abuse,
    })
}
