//! cgroup v1: one tree a controller.
//! Files: Documentation/admin-guide/cgroup-v1 of the kernel.

use std::{fs, io, os::fd::OwnedFd, path::PathBuf};

use super::{Before, Leaf, LeafLimits, Slot, Version, named, open, resettable, write};
use crate::sandbox::Priority;

/// The controllers that we use, in the order of the directories.
pub const CONTROLLERS: [&str; 4] = ["cpuacct", "memory", "pids", "cpu"];
const CPUACCT: usize = 0;
const MEMORY: usize = 1;
const PIDS: usize = 2;
const CPU: usize = 3;

/// The period over which a CPU share is enforced, µs: the kernel's default.
const PERIOD_US: f64 = 100_000.0;
/// Time in each period, µs.
const QUOTA: &str = "cpu.cfs_quota_us";

/// Makes a leaf: a group in each tree that counts or limits a single run.
pub fn leaf(dirs: &[PathBuf], name: &str, limits: LeafLimits) -> io::Result<Leaf> {
    let dirs = [CPUACCT, MEMORY, PIDS].map(|controller| dirs[controller].join(name));
    let mut made: Vec<PathBuf> = Vec::with_capacity(dirs.len());
    for dir in &dirs {
        if !made.contains(dir) {
            fs::create_dir(dir).map_err(|e| named(dir, &e))?;
            made.push(dir.clone());
        }
    }
    set(&dirs, None, limits)?;
    let tasks = |dir: &PathBuf| Ok(OwnedFd::from(open(dir, "tasks", true)?));
    Ok(Leaf {
        version: Version::V1,
        join: made.iter().map(tasks).collect::<io::Result<_>>()?,
        cpu: open(&dirs[CPUACCT], "cpuacct.usage", false)?,
        memory_peak: resettable(&dirs[MEMORY], "memory.max_usage_in_bytes")?,
        memory: open(&dirs[MEMORY], "memory.usage_in_bytes", false)?,
        oom_kills: open(&dirs[MEMORY], "memory.oom_control", false)?,
        denied_forks: open(&dirs[PIDS], "pids.events", false)?,
        dirs: dirs.into(),
        limits,
        before: Before::default(),
    })
}

/// Sets the limits of a leaf, fresh or with those of `before`.
pub fn set(dirs: &[PathBuf], before: Option<LeafLimits>, limits: LeafLimits) -> io::Result<()> {
    let memory = limits.memory.to_string();
    let plain = || write(&dirs[MEMORY], "memory.limit_in_bytes", &memory);
    let with_swap = || {
        // With swap accounting off the file is missing; then swapping is turned off instead.
        write(&dirs[MEMORY], "memory.memsw.limit_in_bytes", &memory)
            .or_else(|_| write(&dirs[MEMORY], "memory.swappiness", "0"))
    };
    // The kernel keeps the second at or above the first.
    if before.is_some_and(|before| before.memory < limits.memory) {
        with_swap()?;
        plain()?;
    } else {
        plain()?;
        with_swap()?;
    }
    write(&dirs[PIDS], "pids.max", &limits.processes.to_string())?;
    // There where the controllers are mounted together; otherwise the sandbox's slot has the quota,
    // and all have the same share.
    if dirs[CPUACCT].join(QUOTA).exists() {
        write(&dirs[CPUACCT], QUOTA, &quota(limits.cpus))?;
        write(&dirs[CPUACCT], "cpu.shares", shares(limits.priority))?;
    }
    Ok(())
}

/// Makes a group that holds a whole sandbox to some CPUs; `None` where each leaf can.
pub fn slot(dirs: &[PathBuf], name: &str, cpus: f64) -> io::Result<Option<Slot>> {
    if dirs[CPU] == dirs[CPUACCT] {
        return Ok(None);
    }
    let dir = dirs[CPU].join(name);
    fs::create_dir(&dir).map_err(|e| named(&dir, &e))?;
    write(&dir, QUOTA, &quota(cpus))?;
    Ok(Some(Slot { tasks: open(&dir, "tasks", true)? }))
}

/// The kernel's default, and a tenth of it.
fn shares(priority: Priority) -> &'static str {
    match priority {
        Priority::Normal => "1024",
        Priority::Background => "102",
    }
}

fn quota(cpus: f64) -> String {
    format!("{:.0}", cpus * PERIOD_US)
}
