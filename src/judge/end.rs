//! From how a run ended to what a contestant is told.

use nix::sys::signal::Signal;

use crate::{
    domain::Verdict,
    sandbox::{End, LimitKind, Limits, Outcome},
};

/// A run that did not end well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    /// Its verdict.
    pub verdict: Verdict,
    /// One line for the contestant.
    pub message: String,
}

/// Whether the run ended well. `memory_messages` are what the language's runtime writes to
/// stderr when its memory ran out.
pub(super) fn judge_end(
    outcome: &Outcome,
    limits: &Limits,
    memory_messages: &[String],
) -> Result<(), Failure> {
    let fail = |verdict, message: String| Err(Failure { verdict, message });
    let over_time = || {
        fail(
            Verdict::TimeLimit,
            format!("CPU time over the limit of {:.3} s", limits.cpu.as_secs_f64()),
        )
    };
    let over_memory = || {
        fail(Verdict::MemoryLimit, format!("memory over the limit of {} MiB", limits.memory >> 20))
    };
    let over_output = || {
        fail(Verdict::OutputLimit, format!("output over the limit of {} MiB", limits.output >> 20))
    };
    // What came after its time was up does not matter any more.
    if outcome.usage.cpu > limits.cpu {
        return over_time();
    }
    match outcome.end {
        End::Syscall => {
            return fail(Verdict::RuntimeError, "stopped at a forbidden system call".into());
        }
        End::Limit(LimitKind::Cpu) => return over_time(),
        End::Limit(LimitKind::Wall) => {
            let seconds = limits.wall.as_secs_f64();
            let message = format!("stopped at the wall-clock limit of {seconds:.3} s");
            return fail(Verdict::TimeLimit, message);
        }
        End::Limit(LimitKind::Memory) => return over_memory(),
        End::Limit(LimitKind::Output) => return over_output(),
        End::Limit(LimitKind::Processes) => {
            let message = format!("more processes than the limit of {}", limits.processes);
            return fail(Verdict::RuntimeError, message);
        }
        End::Exited(_) | End::Signaled(_) | End::Stopped => {}
    }
    if outcome.usage.memory > limits.memory {
        return over_memory();
    }
    if (outcome.stdout.len() + outcome.stderr.len()) as u64 > limits.output {
        return over_output();
    }
    if outcome.end == End::Exited(0) {
        return Ok(());
    }
    let says = |message: &String| contains(&outcome.stderr, message.as_bytes());
    if memory_messages.iter().any(says) {
        return fail(Verdict::MemoryLimit, "out of memory, says the language's runtime".into());
    }
    match outcome.end {
        End::Signaled(number) => fail(Verdict::RuntimeError, signal(number)),
        End::Exited(code) => fail(Verdict::RuntimeError, format!("exit code {code}")),
        End::Stopped => fail(Verdict::RuntimeError, "stopped".into()),
        End::Limit(_) | End::Syscall => unreachable!("returned above"),
    }
}

/// The part of its limit that a program may use beyond it before it is stopped: what ends within
/// it is measured again.
pub(super) const GRACE: f64 = 0.1;

/// Whether a run's time says too little to be judged by: it ended just over its limit, or was
/// stopped by the wall clock though it had used no more than its CPU time, and not so little of
/// it that it must have slept.
pub(super) fn is_doubtful(outcome: &Outcome, limits: &Limits) -> bool {
    let cpu = outcome.usage.cpu;
    if cpu > limits.cpu {
        return cpu <= limits.cpu.mul_f64(1.0 + GRACE);
    }
    outcome.end == End::Limit(LimitKind::Wall) && cpu >= limits.cpu / 4
}

/// `killed by SIGSEGV (segmentation fault)`.
pub(super) fn signal(number: i32) -> String {
    let Ok(signal) = Signal::try_from(number) else { return format!("killed by signal {number}") };
    let meaning = match signal {
        Signal::SIGSEGV => " (segmentation fault)",
        Signal::SIGFPE => " (arithmetic error, such as division by zero)",
        Signal::SIGABRT => " (aborted)",
        Signal::SIGBUS => " (bus error)",
        Signal::SIGILL => " (illegal instruction)",
        Signal::SIGXFSZ => " (a file over the limit)",
        _ => "",
    };
    format!("killed by {signal}{meaning}")
}

fn contains(text: &[u8], piece: &[u8]) -> bool {
    !piece.is_empty() && text.windows(piece.len()).any(|window| window == piece)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::judge::fake::{limits, outcome};

    fn judged(change: impl FnOnce(&mut Outcome)) -> Option<(&'static str, String)> {
        let mut outcome = outcome();
        change(&mut outcome);
        judge_end(&outcome, &limits(), &["OutOfMemoryError".into()])
            .err()
            .map(|failure| (failure.verdict.code(), failure.message))
    }

    #[test]
    fn ends_become_verdicts() {
        let says = |code, message: &str| Some((code, message.to_owned()));
        assert_eq!(judged(|_| {}), None);
        assert_eq!(
            judged(|o| o.end = End::Limit(LimitKind::Cpu)),
            says("TLE", "CPU time over the limit of 1.000 s")
        );
        assert_eq!(
            judged(|o| o.end = End::Limit(LimitKind::Wall)),
            says("TLE", "stopped at the wall-clock limit of 3.000 s")
        );
        assert_eq!(
            judged(|o| o.end = End::Limit(LimitKind::Memory)),
            says("MLE", "memory over the limit of 64 MiB")
        );
        assert_eq!(
            judged(|o| o.end = End::Limit(LimitKind::Output)),
            says("OLE", "output over the limit of 8 MiB")
        );
        assert_eq!(
            judged(|o| o.end = End::Limit(LimitKind::Processes)),
            says("RTE", "more processes than the limit of 16")
        );
        assert_eq!(
            judged(|o| o.end = End::Syscall),
            says("RTE", "stopped at a forbidden system call")
        );
        assert_eq!(judged(|o| o.end = End::Exited(3)), says("RTE", "exit code 3"));
        assert_eq!(
            judged(|o| o.end = End::Signaled(11)),
            says("RTE", "killed by SIGSEGV (segmentation fault)")
        );
        assert_eq!(judged(|o| o.end = End::Signaled(62)), says("RTE", "killed by signal 62"));
    }

    #[test]
    fn what_was_used_counts_however_it_ended() {
        let code = |change: fn(&mut Outcome)| judged(change).map(|(code, _)| code);
        assert_eq!(code(|o| o.usage.cpu = Duration::from_millis(1000)), None);
        assert_eq!(code(|o| o.usage.cpu = Duration::from_millis(1001)), Some("TLE"));
        assert_eq!(code(|o| o.usage.wall = Duration::from_secs(2)), None);
        assert_eq!(code(|o| o.usage.memory = 64 << 20), None);
        assert_eq!(code(|o| o.usage.memory = (64 << 20) + 1), Some("MLE"));
        let killed = |o: &mut Outcome| {
            o.end = End::Signaled(9);
            o.usage.memory = 65 << 20;
        };
        assert_eq!(code(killed), Some("MLE"));
        assert_eq!(code(|o| o.stdout = vec![b'x'; (8 << 20) + 1]), Some("OLE"));
        // The signals of limits alone say nothing: a program can send them to itself.
        assert_eq!(code(|o| o.end = End::Signaled(libc::SIGXFSZ)), Some("RTE"));
        assert_eq!(code(|o| o.end = End::Signaled(libc::SIGXCPU)), Some("RTE"));
    }

    #[test]
    fn close_times_are_doubtful() {
        let doubtful = |end, ms| {
            let mut outcome = outcome();
            (outcome.end, outcome.usage.cpu) = (end, Duration::from_millis(ms));
            is_doubtful(&outcome, &limits())
        };
        let exited = End::Exited(0);
        assert_eq!(
            [1000, 1001, 1100, 1101].map(|ms| doubtful(exited, ms)),
            [false, true, true, false]
        );
        assert!(doubtful(End::Signaled(11), 1050), "whatever came after");
        assert!(!doubtful(End::Limit(LimitKind::Cpu), 1102), "stopped at the end of the grace");
        let wall = End::Limit(LimitKind::Wall);
        assert_eq!([249, 250, 999, 1101].map(|ms| doubtful(wall, ms)), [false, true, true, false]);
    }

    #[test]
    fn a_runtime_may_say_that_memory_ran_out() {
        let text = b"Exception: java.lang.OutOfMemoryError: heap".to_vec();
        let failed = judged(|o| {
            o.end = End::Exited(1);
            o.stderr = text.clone();
        });
        assert_eq!(failed.map(|(code, _)| code), Some("MLE"));
        assert_eq!(judged(|o| o.stderr = text.clone()), None, "it went on and ended well");
    }
}
