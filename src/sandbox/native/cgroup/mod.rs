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
    os::{
        fd::{AsFd, BorrowedFd, OwnedFd},
        unix::fs::FileExt,
    },
    path::{Path, PathBuf},
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
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
use crate::sandbox::Priority;

/// What a leaf's group enforces.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LeafLimits {
    /// Bytes, swap included.
    pub memory: u64,
    /// Tasks at once.
    pub processes: u32,
    /// CPUs' worth of time.
    pub cpus: f64,
    /// How much of them there is where others want them too.
    pub priority: Priority,
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
    /// CPU groups (v1) that no sandbox is in.
    slots: Mutex<Vec<Slot>>,
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
            let dir = parent.join(&name);
            // Controllers that are mounted together share their directory.
            if !dirs.contains(&dir) {
                sweep(parent);
                fs::create_dir(&dir).map_err(|e| named(&dir, &e))?;
                locks.push(lock(&dir).map_err(|e| named(&dir, &e))?);
            }
            dirs.push(dir);
        }
        if found.version == Version::V2 {
            v2::prepare(&dirs[0])?;
        }
        Ok(Self {
            version: found.version,
            dirs,
            next: AtomicU64::new(0),
            slots: Mutex::default(),
            _locks: locks,
        })
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
        match self.version {
            Version::V1 => v1::leaf(&self.dirs, &name, limits),
            Version::V2 => v2::leaf(&self.dirs[0], &name, limits),
        }
    }

    /// A group that holds a whole sandbox to `cpus`: only v1 needs one, where the controller has
    /// nothing to count for each run, and entering one more group costs each run.
    ///
    /// # Errors
    /// The path that could not be made or written.
    pub fn slot(&self, cpus: f64) -> io::Result<Option<Slot>> {
        if self.version == Version::V2 {
            return Ok(None);
        }
        if let Some(slot) = self.slots.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Ok(Some(slot));
        }
        let name = format!("sandbox-{}", self.next.fetch_add(1, Ordering::Relaxed));
        v1::slot(&self.dirs, &name, cpus)
    }

    /// Takes back a slot whose sandbox has ended. It holds nothing that the next could see.
    pub fn return_slot(&self, slot: Slot) {
        self.slots.lock().unwrap_or_else(PoisonError::into_inner).push(slot);
    }
}

impl Drop for Groups {
    fn drop(&mut self) {
        for dir in &self.dirs {
            remove_tree(dir);
        }
    }
}

/// A group for a whole sandbox; removed with [`Groups`].
pub struct Slot {
    tasks: File,
}

impl Slot {
    /// The file by which the sandbox enters.
    pub fn tasks(&self) -> BorrowedFd<'_> {
        self.tasks.as_fd()
    }
}

/// A run's group.
pub struct Leaf {
    version: Version,
    /// Each once.
    dirs: Vec<PathBuf>,
    limits: LeafLimits,
    join: Vec<OwnedFd>,
    /// Open counters: opening costs more than reading.
    cpu: File,
    /// For reading and resetting.
    memory_peak: File,
    /// What is charged now.
    memory: File,
    oom_kills: File,
    denied_forks: File,
    /// What those counted when the leaf was last fresh: they can't be reset.
    before: Before,
}

#[derive(Clone, Copy, Default)]
struct Before {
    cpu: Duration,
    oom_kills: u64,
    denied_forks: u64,
}

/// Memory that may still be charged to a leaf that is used again: the kernel hands out and takes
/// back its charges in batches for each CPU.
const RESIDUE: u64 = 1 << 20;

impl Leaf {
    /// How a program enters, and the descriptors for it, the CPU counter last.
    pub fn join(&self) -> (Join, impl Iterator<Item = BorrowedFd<'_>>) {
        let join = match self.version {
            Version::V1 => Join::Tasks(self.join.len()),
            Version::V2 => Join::Clone,
        };
        (join, self.join.iter().map(AsFd::as_fd).chain([self.cpu.as_fd()]))
    }

    /// Changes the limits of a leaf in which no program runs yet.
    ///
    /// # Errors
    /// The path that could not be written.
    pub fn set(&mut self, limits: LeafLimits) -> io::Result<()> {
        if limits != self.limits {
            match self.version {
                Version::V1 => v1::set(&self.dirs, Some(self.limits), limits)?,
                Version::V2 => v2::set(&self.dirs[0], limits)?,
            }
            self.limits = limits;
        }
        Ok(())
    }

    /// CPU time used so far by everything that was in it since it was fresh.
    ///
    /// # Errors
    /// When the counter can't be read.
    pub fn cpu(&self) -> io::Result<Duration> {
        self.cpu_at(&contents(&self.cpu)?)
    }

    /// CPU time, since the leaf was fresh, that a text of the counter tells.
    ///
    /// # Errors
    /// When it is none.
    pub fn cpu_at(&self, text: &str) -> io::Result<Duration> {
        Ok(self.counted(text)?.saturating_sub(self.before.cpu))
    }

    fn counted(&self, text: &str) -> io::Result<Duration> {
        match self.version {
            Version::V1 => number(text).map(Duration::from_nanos),
            Version::V2 => field(text, "usage_usec").map(Duration::from_micros),
        }
    }

    /// Peak memory, bytes.
    ///
    /// # Errors
    /// When the counter can't be read.
    pub fn memory_peak(&self) -> io::Result<u64> {
        number(&contents(&self.memory_peak)?)
    }

    /// Processes that the kernel killed for memory.
    ///
    /// # Errors
    /// When the counter can't be read.
    pub fn oom_kills(&self) -> io::Result<u64> {
        Ok(field(&contents(&self.oom_kills)?, "oom_kill")? - self.before.oom_kills)
    }

    /// Forks that the limit on processes refused.
    ///
    /// # Errors
    /// When the counter can't be read.
    pub fn denied_forks(&self) -> io::Result<u64> {
        Ok(field(&contents(&self.denied_forks)?, "max")? - self.before.denied_forks)
    }

    /// Makes a leaf whose run has ended as good as a fresh one, which costs the kernel far more;
    /// false when something is still charged to it, or a counter can't be reset here.
    pub fn refresh(&mut self) -> bool {
        let mut refresh = || -> io::Result<bool> {
            if number(&contents(&self.memory)?)? > RESIDUE {
                return Ok(false);
            }
            // v1 knows any number for this; v2 takes any text, since Linux 6.12, and lowers the
            // peak for this open file alone, which is the one that is read.
            self.memory_peak.write_all_at(b"0", 0)?;
            self.before.cpu = self.counted(&contents(&self.cpu)?)?;
            self.before.oom_kills += self.oom_kills()?;
            self.before.denied_forks += self.denied_forks()?;
            Ok(true)
        };
        refresh().unwrap_or(false)
    }

    /// Removes it, if its last process is gone.
    pub fn try_remove(&self) -> bool {
        self.dirs.iter().all(|dir| match fs::remove_dir(dir) {
            Ok(()) => true,
            Err(e) => e.kind() == io::ErrorKind::NotFound,
        })
    }

    /// Kills what is in it and removes it.
    pub fn remove(&self) {
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

fn open(dir: &Path, file: &str, write: bool) -> io::Result<File> {
    let path = dir.join(file);
    File::options().read(!write).write(write).open(&path).map_err(|e| named(&path, &e))
}

/// A counter that can be reset, if this kernel can.
fn resettable(dir: &Path, file: &str) -> io::Result<File> {
    let both = File::options().read(true).write(true).open(dir.join(file));
    both.or_else(|_| open(dir, file, false))
}

/// The text of an open control file, from its beginning.
fn contents(file: &File) -> io::Result<String> {
    let mut bytes = [0; 4096];
    let length = file.read_at(&mut bytes, 0)?;
    Ok(String::from_utf8_lossy(&bytes[..length]).into_owned())
}

/// The number that is all of a text.
fn number(text: &str) -> io::Result<u64> {
    text.trim().parse().map_err(|e| io::Error::other(format!("{text:?}: {e}")))
}

/// The number after `key` in "key number" lines; 0 when the key is missing, as older kernels
/// leave some out.
fn field(text: &str, key: &str) -> io::Result<u64> {
    text.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(' ')).map_or(Ok(0), number)
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
                for pid in fs::read_to_string(dir.join("cgroup.procs")).unwrap_or_default().lines()
                {
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
