//! Control groups: one for this process's runs, and a leaf below it for each run.
//!
//! Our group lies below the one that we are in, is called `minos-<pid>` and is locked (`flock`)
//! for as long as we live, so that the next start can tell a dead server's leftovers from a
//! living neighbour's groups and remove them. Programs enter leaves by themselves through
//! descriptors; the server only makes, reads and removes them.

mod find;
mod v1;
mod v2;

use std::{
    fs::{self, File},
    io,
    os::fd::{BorrowedFd, OwnedFd},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use nix::{
    errno::Errno,
    fcntl::{Flock, FlockArg},
    sys::signal::{Signal, kill},
    unistd::Pid,
};

pub use find::{Found, Obstacle, Obstacles, find};

use super::protocol::Join;

/// What a leaf's group enforces.
#[derive(Clone, Copy, Debug)]
pub struct LeafLimits {
    /// Bytes, swap included.
    pub memory: u64,
    /// Tasks at once.
    pub processes: u32,
    /// CPUs' worth of time.
    pub cpus: f64,
}

/// Which hierarchy the host gave us.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Version {
    /// One tree a controller.
    V1,
    /// The unified tree.
    V2,
}

/// Our own groups.
pub struct Groups {
    version: Version,
    /// v1: one directory a controller, in the order of [`v1::CONTROLLERS`]; v2: one.
    dirs: Vec<PathBuf>,
    next: AtomicU64,
    /// One a directory, held for our lifetime; see the module's text.
    _locks: Vec<Flock<File>>,
}

impl Groups {
    /// Makes our groups where [`find`] says, after removing what dead servers left there.
    ///
    /// # Errors
    /// The path that could not be made or written.
    pub fn new(found: &Found) -> io::Result<Self> {
        static NEXT: AtomicU64 = AtomicU64::new(0);
        // Numbered, as one process may hold several.
        let name = format!("minos-{}-{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        if found.parents.is_empty() {
            return Err(io::Error::other("no controller was found"));
        }
        let (mut dirs, mut locks) = (Vec::new(), Vec::new());
        for parent in &found.parents {
            sweep(parent);
            let dir = parent.join(&name);
            fs::create_dir(&dir).map_err(|e| named(&dir, &e))?;
            locks.push(lock(&dir).map_err(|e| named(&dir, &e))?);
            dirs.push(dir);
        }
        match found.version {
            Version::V1 => v1::prepare(&dirs)?,
            Version::V2 => v2::prepare(&dirs)?,
        }
        Ok(Self { version: found.version, dirs, next: AtomicU64::new(0), _locks: locks })
    }

    /// Which version.
    pub fn version(&self) -> Version {
        self.version
    }

    /// A fresh leaf for one run.
    ///
    /// # Errors
    /// The path that could not be made or written.
    pub fn leaf(&self, limits: LeafLimits) -> io::Result<Leaf> {
        let name = format!("run-{}", self.next.fetch_add(1, Ordering::Relaxed));
        let mut leaf = Leaf { version: self.version, dirs: Vec::new(), join: Vec::new() };
        for dir in &self.dirs {
            let dir = dir.join(&name);
            fs::create_dir(&dir).map_err(|e| named(&dir, &e))?;
            leaf.dirs.push(dir);
        }
        leaf.join = match self.version {
            Version::V1 => v1::configure(&leaf.dirs, limits)?,
            Version::V2 => v2::configure(&leaf.dirs, limits)?,
        };
        Ok(leaf)
    }
}

impl Drop for Groups {
    fn drop(&mut self) {
        for dir in &self.dirs {
            remove_tree(dir);
        }
    }
}

/// A run's group; dropping it removes it.
pub struct Leaf {
    version: Version,
    dirs: Vec<PathBuf>,
    join: Vec<OwnedFd>,
}

impl Leaf {
    /// How a program enters, and the descriptors for it.
    pub fn join(&self) -> (Join, impl Iterator<Item = BorrowedFd<'_>>) {
        let join = match self.version {
            Version::V1 => Join::Tasks(self.join.len()),
            Version::V2 => Join::Clone,
        };
        (join, self.join.iter().map(std::os::fd::AsFd::as_fd))
    }

    /// CPU time used so far by everything that was ever in it.
    ///
    /// # Errors
    /// When the counter can't be read.
    pub fn cpu(&self) -> io::Result<Duration> {
        match self.version {
            Version::V1 => v1::cpu(&self.dirs),
            Version::V2 => v2::cpu(&self.dirs),
        }
    }

    /// Peak memory, bytes.
    ///
    /// # Errors
    /// When the counter can't be read.
    pub fn memory_peak(&self) -> io::Result<u64> {
        match self.version {
            Version::V1 => v1::memory_peak(&self.dirs),
            Version::V2 => v2::memory_peak(&self.dirs),
        }
    }

    /// Processes that the kernel killed for memory.
    ///
    /// # Errors
    /// When the counter can't be read.
    pub fn oom_kills(&self) -> io::Result<u64> {
        match self.version {
            Version::V1 => v1::oom_kills(&self.dirs),
            Version::V2 => v2::oom_kills(&self.dirs),
        }
    }

    /// Forks that the limit on processes refused.
    ///
    /// # Errors
    /// When the counter can't be read.
    pub fn denied_forks(&self) -> io::Result<u64> {
        match self.version {
            Version::V1 => v1::denied_forks(&self.dirs),
            Version::V2 => v2::denied_forks(&self.dirs),
        }
    }
}

impl Drop for Leaf {
    fn drop(&mut self) {
        for dir in &self.dirs {
            remove_tree(dir);
        }
    }
}

/// An error that tells the path.
fn named(path: &Path, e: &io::Error) -> io::Error {
    io::Error::new(e.kind(), format!("{}: {e}", path.display()))
}

fn write(dir: &Path, file: &str, value: &str) -> io::Result<()> {
    let path = dir.join(file);
    fs::write(&path, value).map_err(|e| named(&path, &e))
}

fn read(dir: &Path, file: &str) -> io::Result<String> {
    let path = dir.join(file);
    fs::read_to_string(&path).map_err(|e| named(&path, &e))
}

/// The number in a file that holds just one.
fn read_number(dir: &Path, file: &str) -> io::Result<u64> {
    let text = read(dir, file)?;
    text.trim().parse().map_err(|e| named(&dir.join(file), &io::Error::other(e)))
}

/// The number after `key` in a file of "key number" lines; 0 when the key is missing, as older
/// kernels leave some out.
fn read_field(dir: &Path, file: &str, key: &str) -> io::Result<u64> {
    let text = read(dir, file)?;
    let value = text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(' '));
    match value {
        Some(value) => {
            value.trim().parse().map_err(|e| named(&dir.join(file), &io::Error::other(e)))
        }
        None => Ok(0),
    }
}

fn lock(dir: &Path) -> io::Result<Flock<File>> {
    Flock::lock(File::open(dir)?, FlockArg::LockExclusiveNonblock).map_err(|(_, e)| e.into())
}

/// Removes the groups that dead servers left below `parent`, and what still runs in them.
fn sweep(parent: &Path) {
    let Ok(entries) = fs::read_dir(parent) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name();
        // `minos-PID-N`, and nothing that is merely called alike, such as our supervisor's.
        let pid = name.to_str().and_then(|n| n.strip_prefix("minos-")?.split('-').next());
        let Some(pid) = pid.and_then(|pid| pid.parse().ok()) else { continue };
        let alive = kill(Pid::from_raw(pid), None) != Err(Errno::ESRCH);
        // The pid alone may have been given to somebody else, in another pid namespace too; the
        // lock alone is missing for a moment after a group was made.
        let Ok(_lock) = lock(&entry.path()) else { continue };
        if !alive {
            tracing::info!(group = %entry.path().display(), "removing what a dead server left");
            remove_tree(&entry.path());
        }
    }
}

/// Kills what runs in a group and the groups below it, and removes them. A group whose last
/// process has just ended may be busy for a moment more.
fn remove_tree(dir: &Path) {
    if let Ok(entries) = fs::read_dir(dir) {
        for entry in entries.flatten().filter(|e| e.path().is_dir()) {
            remove_tree(&entry.path());
        }
    }
    for attempt in 0..100 {
        match fs::remove_dir(dir) {
            Ok(()) => return,
            Err(e) if e.kind() == io::ErrorKind::NotFound => return,
            Err(e) if attempt == 99 => {
                tracing::warn!(group = %dir.display(), error = %e, "can't remove a control group");
            }
            Err(_) => {
                for pid in read(dir, "cgroup.procs").unwrap_or_default().lines() {
                    // 0 stands for a process of another pid namespace, and would be our group.
                    if let Some(pid) = pid.parse::<i32>().ok().filter(|pid| *pid > 0) {
                        let _ = kill(Pid::from_raw(pid), Signal::SIGKILL);
                    }
                }
                std::thread::sleep(Duration::from_millis(1 + attempt / 4));
            }
        }
    }
}
