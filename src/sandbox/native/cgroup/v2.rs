//! cgroup v2: the unified tree.
//! Files: Documentation/admin-guide/cgroup-v2.rst of the kernel.

use std::{fs::File, io, os::fd::OwnedFd, path::PathBuf, time::Duration};

use super::{LeafLimits, named, read_field, read_number, write};

/// Hands the controllers that we use on to the leaves.
pub fn prepare(dirs: &[PathBuf]) -> io::Result<()> {
    write(&dirs[0], "cgroup.subtree_control", "+cpu +memory +pids")
}

/// Sets the limits of a fresh leaf and opens its directory, into which a program is cloned.
pub fn configure(dirs: &[PathBuf], limits: LeafLimits) -> io::Result<Vec<OwnedFd>> {
    let dir = &dirs[0];
    write(dir, "memory.max", &limits.memory.to_string())?;
    // Missing where the kernel has no swap accounting.
    if dir.join("memory.swap.max").exists() {
        write(dir, "memory.swap.max", "0")?;
    }
    // Half a killed process tree is of no use to anyone.
    write(dir, "memory.oom.group", "1")?;
    write(dir, "pids.max", &limits.processes.to_string())?;
    write(dir, "cpu.max", &format!("{:.0} 100000", limits.cpus * 100_000.0))?;
    let file = File::open(dir).map_err(|e| named(dir, &e))?;
    Ok(vec![file.into()])
}

pub fn cpu(dirs: &[PathBuf]) -> io::Result<Duration> {
    Ok(Duration::from_micros(read_field(&dirs[0], "cpu.stat", "usage_usec")?))
}

pub fn memory_peak(dirs: &[PathBuf]) -> io::Result<u64> {
    read_number(&dirs[0], "memory.peak")
}

pub fn oom_kills(dirs: &[PathBuf]) -> io::Result<u64> {
    read_field(&dirs[0], "memory.events", "oom_kill")
}

pub fn denied_forks(dirs: &[PathBuf]) -> io::Result<u64> {
    read_field(&dirs[0], "pids.events", "max")
}
