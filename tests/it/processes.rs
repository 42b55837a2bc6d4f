//! Processes, as /proc tells of them.

use std::{fs, iter, process};

use nix::{
    sys::wait::{WaitPidFlag, waitpid},
    unistd::Pid,
};

/// The parent of a process.
pub fn parent(pid: u32) -> Option<u32> {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    stat.rsplit_once(") ")?.1.split(' ').nth(1)?.parse().ok()
}

/// Whether a process is `from`, or descends from it.
pub fn descends(pid: u32, from: u32) -> bool {
    iter::successors(Some(pid), |pid| parent(*pid)).any(|pid| pid == from)
}

/// Whether a process lives and is so many generations below `root`.
pub fn is_below(pid: u32, root: u32, generation: usize) -> bool {
    let ancestor = (0..generation).try_fold(pid, |pid, _| parent(pid));
    ancestor == Some(root) && lives(pid)
}

/// This process and its descendants. Orphans count too where it adopts them.
pub fn family() -> Vec<u32> {
    let pids = fs::read_dir("/proc").expect("/proc").flatten();
    let pids = pids.filter_map(|entry| entry.file_name().to_str()?.parse().ok());
    pids.filter(|pid| descends(*pid, process::id())).collect()
}

/// Whether a process is there and has not ended.
pub fn lives(pid: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
    stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with(['Z', 'X']))
}

/// Does what pid 1 does for orphans that have ended.
pub fn bury() {
    for pid in family().into_iter().filter(|pid| parent(*pid) == Some(process::id())) {
        if !lives(pid) {
            let pid = Pid::from_raw(i32::try_from(pid).expect("a pid"));
            let _ = waitpid(pid, Some(WaitPidFlag::WNOHANG));
        }
    }
}
