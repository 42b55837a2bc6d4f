//! How a run ended and what it used.

use std::{io, os::unix::process::ExitStatusExt, process::ExitStatus};

use super::{cgroup::Leaf, protocol::Ended};
use crate::sandbox::{End, LimitKind, Limits, Outcome, Usage};

/// The one thing that ended a run. A limit did only if the kernel's counters say so: a program can
/// send itself the signals of limits, or lower its own limits until they come. The signal of a
/// forbidden call is taken at its word: nothing honest raises it. `stopped` is that it was killed
/// because somebody wanted it to end.
pub fn decide(ended: &Ended, outcome: &Outcome, limits: &Limits, oom: bool, stopped: bool) -> End {
    let status = ExitStatus::from_raw(ended.status);
    let signal = status.signal();
    if oom && !ended.killed {
        return End::Limit(LimitKind::Memory);
    }
    if (ended.killed && !stopped) || outcome.usage.cpu > limits.cpu {
        return End::Limit(LimitKind::Cpu);
    }
    let written = outcome.stdout.len().max(outcome.stderr.len()) as u64;
    if written > limits.output {
        return End::Limit(LimitKind::Output);
    }
    if ended.killed {
        return End::Stopped;
    }
    if ended.out_of_time {
        return End::Limit(LimitKind::Wall);
    }
    match signal {
        Some(libc::SIGSYS) => End::Syscall,
        Some(signal) => End::Signaled(signal),
        None => End::Exited(status.code().unwrap_or(-1)),
    }
}

/// What a run used: the control group's counters, or without one the kernel's rusage.
///
/// # Errors
/// When a counter can't be read.
pub fn usage(ended: &Ended, leaf: Option<&Leaf>) -> io::Result<Usage> {
    let mut usage = Usage {
        cpu: ended.cpu,
        wall: ended.wall,
        memory: ended.max_rss,
        context_switches: ended.context_switches,
        denied_forks: 0,
    };
    if let Some(leaf) = leaf {
        // What the process cost before exec was ours. Where none was executed, all of it.
        let total = leaf.cpu()?;
        let before = match ended.counter.as_str() {
            "" => total,
            text => leaf.cpu_at(text)?,
        };
        usage.cpu = total.saturating_sub(before);
        usage.memory = leaf.memory_peak()?;
        usage.denied_forks = leaf.denied_forks()?;
    }
    Ok(usage)
}
