//! Times and processor time.

use std::{
    collections::HashMap,
    ffi::OsString,
    fs,
    time::{Duration, Instant},
};

use nix::sys::{
    resource::{UsageWho, getrusage},
    time::TimeVal,
};
use serde::Serialize;

/// How long something took, done many times.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Figures {
    /// The shortest, µs.
    pub min_us: f64,
    /// Half took no longer, µs.
    pub median_us: f64,
    /// 99 of 100 took no longer, µs.
    pub p99_us: f64,
    /// Processor time of each, with what happens in the background, µs.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cpu_us: Option<f64>,
}

impl Figures {
    /// Of these times, in any order.
    pub fn of(mut times: Vec<Duration>) -> Self {
        times.sort();
        let at = |share: f64| {
            let last = times.len().saturating_sub(1);
            // A share of a count of samples: small and not negative.
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let index = (last as f64 * share).round() as usize;
            times.get(index).map_or(f64::NAN, |time| rounded(time.as_secs_f64() * 1e6))
        };
        Self { min_us: at(0.0), median_us: at(0.5), p99_us: at(0.99), cpu_us: None }
    }
}

/// To a tenth.
pub fn rounded(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}

/// One over the other, to a hundredth.
pub fn ratio(of: f64, to: f64) -> f64 {
    (of / to * 100.0).round() / 100.0
}

/// Does something and tells how long it took.
pub fn timed<T, E>(work: impl FnOnce() -> Result<T, E>) -> Result<Duration, E> {
    let start = Instant::now();
    work()?;
    Ok(start.elapsed())
}

/// A reading of the clocks of this process, of all its descendants that have ended, and of the
/// kernel's own threads, which clean up after them (and after others: hence a quiet machine).
pub struct ProcessorTime {
    own: Duration,
    kernel: HashMap<OsString, Duration>,
}

impl ProcessorTime {
    /// Now.
    pub fn now() -> Self {
        let of = |who| {
            getrusage(who).map_or(Duration::ZERO, |usage| {
                let time = |t: TimeVal| {
                    let micros = t.tv_sec() * 1_000_000 + t.tv_usec();
                    Duration::from_micros(u64::try_from(micros).unwrap_or(0))
                };
                time(usage.user_time()) + time(usage.system_time())
            })
        };
        let own = of(UsageWho::RUSAGE_SELF) + of(UsageWho::RUSAGE_CHILDREN);
        Self { own, kernel: kernel_threads() }
    }

    /// Processor time since then.
    pub fn passed(&self) -> Duration {
        let now = Self::now();
        let of_threads: Duration = now
            .kernel
            .iter()
            .map(|(pid, time)| {
                let before = self.kernel.get(pid).copied().unwrap_or_default();
                time.saturating_sub(before)
            })
            .sum();
        now.own.saturating_sub(self.own) + of_threads
    }
}

/// Time on a processor of the children of kthreadd (pid 2), from `schedstat`, whose first number
/// is ns (Documentation/scheduler/sched-stats.rst).
fn kernel_threads() -> HashMap<OsString, Duration> {
    let Ok(entries) = fs::read_dir("/proc") else { return HashMap::new() };
    entries
        .flatten()
        .filter_map(|entry| {
            let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
            // The name, in parentheses, may hold anything.
            let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?;
            if parent != "2" {
                return None;
            }
            let schedstat = fs::read_to_string(entry.path().join("schedstat")).ok()?;
            let time = schedstat.split_whitespace().next()?.parse().ok()?;
            Some((entry.file_name(), Duration::from_nanos(time)))
        })
        .collect()
}
