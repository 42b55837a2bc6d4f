//! cgroup v2: the unified tree.
//! Files: Documentation/admin-guide/cgroup-v2.rst of the kernel.

use std::{
    fs::{self, File},
    io,
    path::Path,
};

use super::{Before, Leaf, LeafLimits, Version, named, open, resettable, write};
use crate::sandbox::Priority;

/// Hands the controllers that we use on to the leaves.
pub fn prepare(dir: &Path) -> io::Result<()> {
    write(dir, "cgroup.subtree_control", "+cpu +memory +pids")
}

/// Makes a leaf, into whose directory a program is cloned.
pub fn leaf(parent: &Path, name: &str, limits: LeafLimits) -> io::Result<Leaf> {
    let dir = parent.join(name);
    fs::create_dir(&dir).map_err(|e| named(&dir, &e))?;
    // Half a killed process tree is of no use to anyone.
    write(&dir, "memory.oom.group", "1")?;
    set(&dir, limits)?;
    let directory = File::open(&dir).map_err(|e| named(&dir, &e))?;
    Ok(Leaf {
        version: Version::V2,
        join: vec![directory.into()],
        cpu: open(&dir, "cpu.stat", false)?,
        memory_peak: resettable(&dir, "memory.peak")?,
        memory: open(&dir, "memory.current", false)?,
        oom_kills: open(&dir, "memory.events", false)?,
        denied_forks: open(&dir, "pids.events", false)?,
        dirs: vec![dir],
        limits,
        before: Before::default(),
    })
}

/// Sets the limits of a leaf.
pub fn set(dir: &Path, limits: LeafLimits) -> io::Result<()> {
    write(dir, "memory.max", &limits.memory.to_string())?;
    // Missing where the kernel has no swap accounting.
    if dir.join("memory.swap.max").exists() {
        write(dir, "memory.swap.max", "0")?;
    }
    write(dir, "pids.max", &limits.processes.to_string())?;
    write(dir, "cpu.max", &format!("{:.0} 100000", limits.cpus * 100_000.0))?;
    // The kernel's default, and a tenth of it.
    let weight = match limits.priority {
        Priority::Normal => "100",
        Priority::Background => "10",
    };
    write(dir, "cpu.weight", weight)
}
