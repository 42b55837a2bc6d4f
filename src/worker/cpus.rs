//! The CPUs that this process may use.

use nix::{
    sched::{CpuSet, sched_getaffinity},
    unistd::Pid,
};

use crate::judge::Cores;

/// What runs may share: the CPUs of this process's affinity, as many of them as its control group
/// pays for. With `own` each run stays on one of them; not where the group's quota is less than
/// the CPUs that there are, for then the neighbours of this process use them too, and a run does
/// better where there is room.
#[must_use]
pub fn cores(own: bool) -> Cores {
    // Knows the affinity and the quotas of both cgroup versions.
    let paid = std::thread::available_parallelism().map_or(1, usize::from);
    let cpus = affinity();
    if own && cpus.len() == paid { Cores::own(cpus) } else { Cores::count(paid) }
}

/// The CPUs of this process's affinity, by number; none when the kernel does not say.
fn affinity() -> Vec<usize> {
    let Ok(set) = sched_getaffinity(Pid::from_raw(0)) else { return Vec::new() };
    (0..CpuSet::count()).filter(|cpu| set.is_set(*cpu) == Ok(true)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_cores_than_this_process_may_use() {
        let paid = std::thread::available_parallelism().expect("CPUs").get();
        assert_eq!(cores(false).total(), paid);
        assert_eq!(cores(true).total(), paid);
        assert!(affinity().len() >= paid);
    }
}
