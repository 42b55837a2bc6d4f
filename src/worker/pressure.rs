//! How much the CPUs are fought for.

use std::{fs, thread};

/// The share of the last ten seconds in which something that could run waited for a CPU, 0 to 1
/// (`/proc/pressure/cpu`, Documentation/accounting/psi.rst); where the kernel does not say, the
/// share of what could run that is more than the CPUs, from the load average.
#[must_use]
pub fn cpu() -> f64 {
    let read = |path: &str| fs::read_to_string(path).ok();
    let stalled = read("/proc/pressure/cpu").as_deref().and_then(stalled);
    stalled.or_else(|| read("/proc/loadavg").as_deref().and_then(overload)).unwrap_or(0.0)
}

/// `some avg10=12.34 avg60=…` in percent.
fn stalled(pressure: &str) -> Option<f64> {
    let some = pressure.lines().find_map(|line| line.strip_prefix("some "))?;
    let percent: f64 =
        some.split(' ').find_map(|word| word.strip_prefix("avg10="))?.parse().ok()?;
    Some((percent / 100.0).clamp(0.0, 1.0))
}

/// From `12.34 …`, the mean of what could run in the last minute.
fn overload(loads: &str) -> Option<f64> {
    let load: f64 = loads.split(' ').next()?.parse().ok()?;
    let cpus = thread::available_parallelism().map_or(1, usize::from) as f64;
    Some(if load > cpus { 1.0 - cpus / load } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_kernels_words_are_read() {
        let said =
            "some avg10=37.50 avg60=3.00 avg300=0.10 total=123\nfull avg10=0.00 avg60=0.00\n";
        assert_eq!(stalled(said), Some(0.375));
        assert_eq!(stalled("some avg10=x\n"), None);
        assert_eq!(overload("0.00 0.1 0.2 1/234 567"), Some(0.0));
        assert!(overload("100000 0 0 1/2 3").is_some_and(|share| share > 0.9 && share < 1.0));
        assert!((0.0..=1.0).contains(&cpu()));
    }
}
