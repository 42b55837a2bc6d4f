//! A run that somebody talks to while it goes on: what it says is heard as it comes.

use std::{
    io::{self, PipeReader, Read},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering::Relaxed},
    },
    thread,
};

use nix::sys::eventfd::{EfdFlags, EventFd};

use super::{Command, End, Error, LimitKind, Outcome, Sandbox, Stream};

/// As much as is told at once.
const PIECE: usize = 8 << 10;

/// Ends a run from outside. Clones are the same one; once given, the order stands.
#[derive(Clone, Debug)]
pub struct Stop(Arc<EventFd>);

impl Stop {
    /// One that is not given yet.
    ///
    /// # Errors
    /// When the host has no descriptor to give.
    pub fn new() -> Result<Self, Error> {
        let event = EventFd::from_flags(EfdFlags::EFD_CLOEXEC | EfdFlags::EFD_NONBLOCK);
        event.map(Arc::new).map(Self).map_err(|e| failed("an event to stop a run by", &e.into()))
    }

    /// Ends the run, now or as soon as it begins.
    pub fn give(&self) {
        // Fails only when it was given 2^64 times.
        let _ = self.0.write(1);
    }

    /// Readable once the order was given.
    pub(super) fn event(&self) -> &EventFd {
        &self.0
    }
}

/// Which of its two streams a program speaks on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    /// stdout.
    Output,
    /// stderr.
    Error,
}

/// Runs a command whose stdout and stderr go to `hear`, on two threads, as they come. Who listens
/// slowly slows the program down. It is ended by [`Command::stop`], when it has said more than
/// `most` bytes on both streams together, which is [`LimitKind::Output`], and when `hear` is
/// `false`: nobody listens any more.
///
/// # Errors
/// When the sandbox broke.
pub fn converse(
    sandbox: &mut dyn Sandbox,
    mut command: Command,
    most: u64,
    hear: &(dyn Fn(Voice, &[u8]) -> bool + Sync),
) -> Result<Outcome, Error> {
    let pipe = || io::pipe().map_err(|e| failed("a pipe for what a program says", &e));
    let ((output, output_end), (error, error_end)) = (pipe()?, pipe()?);
    command.stdout = Stream::Fd(output_end.into());
    command.stderr = Stream::Fd(error_end.into());
    let stop = match &command.stop {
        Some(stop) => stop.clone(),
        None => command.stop.insert(Stop::new()?).clone(),
    };
    let (left, flooded) = (AtomicU64::new(most), AtomicBool::new(false));
    let listen = |mut from: PipeReader, voice| {
        let mut piece = vec![0; PIECE];
        let mut listens = true;
        // Read to its end whatever happens: the program must not wait for us.
        while let Ok(length @ 1..) = from.read(&mut piece) {
            if !listens {
                continue;
            }
            let length_64 = length as u64;
            if left.fetch_update(Relaxed, Relaxed, |left| left.checked_sub(length_64)).is_err() {
                flooded.store(true, Relaxed);
                listens = false;
            } else {
                listens = hear(voice, &piece[..length]);
            }
            if !listens {
                stop.give();
            }
        }
    };
    let mut outcome = thread::scope(|scope| {
        scope.spawn(|| listen(output, Voice::Output));
        scope.spawn(|| listen(error, Voice::Error));
        sandbox.run(command)
    })?;
    if flooded.into_inner() {
        outcome.end = End::Limit(LimitKind::Output);
    }
    Ok(outcome)
}

fn failed(step: &str, cause: &io::Error) -> Error {
    Error { step: step.into(), cause: cause.to_string(), hint: None, lost: false }
}
