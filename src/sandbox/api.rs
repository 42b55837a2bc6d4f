//! The two traits of a sandbox and the values that cross them.

use std::{
    collections::BTreeMap,
    os::fd::OwnedFd,
    path::PathBuf,
    sync::Arc,
    time::{Duration, Instant},
};

use super::Stop;

/// PATH of every program in a sandbox.
pub const PATH: &str = "/usr/local/bin:/usr/bin:/bin";

/// Opens sandboxes.
pub trait Provider: Send + Sync {
    /// A sandbox that nothing has used, with `mounts` beside the standard root.
    ///
    /// # Errors
    /// When the host refuses; the error names the failing step.
    fn open(&self, mounts: &[Mount]) -> Result<Box<dyn Sandbox>, Error>;

    /// How many sandboxes are ready; nothing where none are made ahead.
    fn stock(&self) -> Stock {
        Stock::default()
    }
}

/// What sandboxes see of the host beside the standard root, read-only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mount {
    /// The file or directory on the host.
    pub host: PathBuf,
    /// Its path inside; not below `/tmp`, which is each run's own.
    pub inside: PathBuf,
}

impl Mount {
    /// Host paths under their own names.
    #[must_use]
    pub fn same(paths: &[PathBuf]) -> Vec<Self> {
        paths.iter().map(|path| Self { host: path.clone(), inside: path.clone() }).collect()
    }
}

/// How sandboxes made ahead of time stand.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Stock {
    /// Sandboxes that are ready.
    pub ready: usize,
    /// Sandboxes handed out since the start that were ready.
    pub ready_when_wanted: u64,
    /// Sandboxes that had to be made while somebody waited.
    pub made_on_demand: u64,
}

/// One submission's place: `/box` is its directory, shared by its runs as each run's
/// [`Workdir`] says. Dropping it kills and removes everything.
pub trait Sandbox: Send {
    /// Puts files below `/box`, to be seen by the runs that follow.
    ///
    /// # Errors
    /// When the sandbox broke, or a path leaves `/box`.
    fn put(&mut self, files: &[File]) -> Result<(), Error>;

    /// What the runs so far left in `/box`, to be [`put`](Self::put) into another sandbox: `None`
    /// when that is more than `most` bytes, or anything but regular files that can be read and
    /// the directories above them, for no copy would be the same then.
    ///
    /// # Errors
    /// When the sandbox broke.
    fn take(&mut self, most: u64) -> Result<Option<Vec<File>>, Error>;

    /// Runs one command to its end and removes what it left.
    ///
    /// Two programs that talk (an interactive problem) run in two sandboxes, on two threads,
    /// joined by pipes given as [`Input::Fd`] and [`Stream::Fd`].
    ///
    /// # Errors
    /// Only when the sandbox itself broke; what the program did is in the outcome.
    fn run(&mut self, command: Command) -> Result<Outcome, Error>;
}

/// A file to be put into a sandbox.
#[derive(Clone, Debug)]
pub struct File {
    /// Relative to `/box` in [`Sandbox::put`]; absolute, below `/tmp` or a copied `/box`, in
    /// [`Command::files`]. Parents are made.
    pub path: String,
    /// Content.
    pub data: Arc<[u8]>,
    /// Whether it may be executed.
    pub executable: bool,
}

/// What `/box` is to a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Workdir {
    /// The submission's own directory, writable: for compiling.
    Shared,
    /// The same, read-only: for tests.
    Frozen,
    /// A fresh writable copy, gone after the run: for tests that bring or write files.
    Copy,
}

/// Where a program's stdin comes from.
#[derive(Debug)]
pub enum Input {
    /// End of file at once.
    Empty,
    /// These bytes.
    Data(Arc<[u8]>),
    /// A descriptor, such as one end of a pipe.
    Fd(OwnedFd),
}

/// Where a program's stdout or stderr goes.
#[derive(Debug)]
pub enum Stream {
    /// Kept, up to the output limit, and returned.
    Capture,
    /// To the descriptor.
    Fd(OwnedFd),
    /// Dropped.
    Null,
}

/// How a run stands to others where CPUs are short.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Priority {
    /// As any other.
    #[default]
    Normal,
    /// After all others: it gets a tenth of what they get, and whatever they leave.
    Background,
}

/// What a run may use.
#[derive(Clone, Debug, PartialEq)]
pub struct Limits {
    /// CPU time of the whole process tree.
    pub cpu: Duration,
    /// Wall time.
    pub wall: Duration,
    /// Memory of the whole process tree and its scratch files, bytes.
    pub memory: u64,
    /// Size of any one stream or file, bytes.
    pub output: u64,
    /// Processes and threads at once.
    pub processes: u32,
}

/// A program to run.
#[derive(Debug)]
pub struct Command {
    /// Program and arguments. A program without a slash is sought in PATH inside.
    pub argv: Vec<String>,
    /// Environment beside PATH, HOME, LANG and TMPDIR.
    pub env: Vec<(String, String)>,
    /// Working directory inside, `/box` as a rule.
    pub cwd: String,
    /// What `/box` is.
    pub workdir: Workdir,
    /// Files of this run alone.
    pub files: Vec<File>,
    /// A directory below `/tmp` whose regular files come back in [`Outcome::files`]; it is made
    /// before the run, writable by the program.
    pub collect: Option<String>,
    /// stdin.
    pub stdin: Input,
    /// stdout.
    pub stdout: Stream,
    /// stderr.
    pub stderr: Stream,
    /// Limits.
    pub limits: Limits,
    /// Seccomp policy, by name.
    pub policy: String,
    /// The CPUs that it may run on, and may not leave; empty is all that the server has.
    pub cpus: Vec<usize>,
    /// How it stands to other runs.
    pub priority: Priority,
    /// Ends it before its time; `None` is nobody.
    pub stop: Option<Stop>,
}

/// Which limit ended a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum LimitKind {
    /// CPU time.
    Cpu,
    /// Wall time.
    Wall,
    /// Memory.
    Memory,
    /// Output size.
    Output,
    /// Processes: ended because of them, not merely refused one.
    Processes,
}

/// How a program ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// By itself, with this exit code.
    Exited(i32),
    /// By a signal.
    Signaled(i32),
    /// By a limit.
    Limit(LimitKind),
    /// By a system call that its policy forbids.
    Syscall,
    /// By whoever ran it, see [`Stop`].
    Stopped,
}

/// What a run used, the whole process tree together.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Usage {
    /// CPU time.
    pub cpu: Duration,
    /// Wall time from exec to end.
    pub wall: Duration,
    /// Peak memory, bytes.
    pub memory: u64,
    /// Voluntary and involuntary context switches of the first process.
    pub context_switches: u64,
    /// Forks and clones that the process limit refused.
    pub denied_forks: u64,
}

/// The end of a run.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// How it ended.
    pub end: End,
    /// What it used.
    pub usage: Usage,
    /// Captured stdout.
    pub stdout: Vec<u8>,
    /// Captured stderr.
    pub stderr: Vec<u8>,
    /// Files of [`Command::collect`], by path relative to it.
    pub files: BTreeMap<String, Vec<u8>>,
    /// When it ended, to tell which of two talking programs was first.
    pub ended: Instant,
}

/// The sandbox itself failed. Never a contestant's fault: a caller retries.
#[derive(Debug, thiserror::Error)]
#[error("sandbox: {step}: {cause}{}", hint.as_ref().map(|h| format!(" ({h})")).unwrap_or_default())]
pub struct Error {
    /// The step that failed, with its path where it has one: `mount tmpfs on /tmp`.
    pub step: String,
    /// Why.
    pub cause: String,
    /// What an operator can do about it.
    pub hint: Option<String>,
    /// Whether the sandbox was taken away while it was used: the helper that all sandboxes share
    /// ended, and no program can reach that.
    pub lost: bool,
}
