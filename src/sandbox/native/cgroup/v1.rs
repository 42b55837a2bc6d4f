//! cgroup v1: one tree a controller.
//! Files: Documentation/admin-guide/cgroup-v1 of the kernel.

use std::{
    fs::{File, OpenOptions},
    io,
    os::fd::OwnedFd,
    path::PathBuf,
    time::Duration,
};

use super::{LeafLimits, named, read_field, read_number, write};

/// The controllers that we use, in the order of the directories.
pub const CONTROLLERS: [&str; 4] = ["cpuacct", "memory", "pids", "cpu"];
const CPUACCT: usize = 0;
const MEMORY: usize = 1;
const PIDS: usize = 2;
const CPU: usize = 3;

/// The period over which a CPU share is enforced, µs: the kernel's default.
const PERIOD_US: f64 = 100_000.0;

/// Nothing to do: v1 groups hand on every controller.
pub fn prepare(_dirs: &[PathBuf]) -> io::Result<()> {
    Ok(())
}

/// Sets the limits of a fresh leaf and opens the files by which a program enters.
pub fn configure(dirs: &[PathBuf], limits: LeafLimits) -> io::Result<Vec<OwnedFd>> {
    let memory = limits.memory.to_string();
    write(&dirs[MEMORY], "memory.limit_in_bytes", &memory)?;
    // With swap accounting off the file is missing; then swapping is turned off instead.
    if write(&dirs[MEMORY], "memory.memsw.limit_in_bytes", &memory).is_err() {
        write(&dirs[MEMORY], "memory.swappiness", "0")?;
    }
    write(&dirs[PIDS], "pids.max", &limits.processes.to_string())?;
    write(&dirs[CPU], "cpu.cfs_quota_us", &format!("{:.0}", limits.cpus * PERIOD_US))?;
    let open = |dir: &PathBuf| -> io::Result<OwnedFd> {
        let path = dir.join("tasks");
        let file: File =
            OpenOptions::new().write(true).open(&path).map_err(|e| named(&path, &e))?;
        Ok(file.into())
    };
    // Two controllers on one mount share their directory, which is then entered twice; harmless.
    dirs.iter().map(open).collect()
}

pub fn cpu(dirs: &[PathBuf]) -> io::Result<Duration> {
    Ok(Duration::from_nanos(read_number(&dirs[CPUACCT], "cpuacct.usage")?))
}

pub fn memory_peak(dirs: &[PathBuf]) -> io::Result<u64> {
    read_number(&dirs[MEMORY], "memory.max_usage_in_bytes")
}

pub fn oom_kills(dirs: &[PathBuf]) -> io::Result<u64> {
    read_field(&dirs[MEMORY], "memory.oom_control", "oom_kill")
}

pub fn denied_forks(dirs: &[PathBuf]) -> io::Result<u64> {
    read_field(&dirs[PIDS], "pids.events", "max")
}
