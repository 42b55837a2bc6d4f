//! What the server and `minos sandbox-init` say to each other.
//!
//! A channel is a `SOCK_SEQPACKET` socket pair. Each packet is one JSON value; descriptors travel
//! beside it as `SCM_RIGHTS`, in the order that the message's text gives. There are two kinds:
//!
//! * the init's own, which is its stdin: [`Request::Setup`] once, answered by one [`Reply`], then
//!   a [`Request::Open`] for each sandbox;
//! * each sandbox's, which came with its `Open`: one [`Reply`] when it stands; then
//!   [`Request::Put`] and [`Request::Run`], each answered by one `Reply`, and
//!   [`Request::Ready`] and [`Request::Kill`], which are answered only when they fail. A `Run`
//!   uses up the `Ready` before it.
//!
//! End of file on either ends what it stands for, so nothing outlives a server that was killed.
//!
//! A packet holds at most [`MAX_PACKET`] bytes and [`MAX_FDS`] descriptors; larger things cross
//! as descriptors.

#[cfg(test)]
mod arbitrary;

use std::{
    io::{self, IoSlice, IoSliceMut},
    os::fd::{AsRawFd, BorrowedFd, OwnedFd, RawFd},
    path::PathBuf,
    time::Duration,
};

use nix::{
    cmsg_space,
    sys::socket::{ControlMessage, ControlMessageOwned, MsgFlags, recvmsg, sendmsg},
};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use super::sys;
use crate::sandbox::Workdir;

/// Most bytes of a packet.
pub const MAX_PACKET: usize = 192 << 10;
/// Most descriptors of a packet.
pub const MAX_FDS: usize = 200;
/// The kernel's own bound (`SCM_MAX_FD`). There is room for so many when receiving: those that
/// arrive in a message that is refused must be known, to be closed.
const SCM_MAX_FD: usize = 253;

/// What the server asks.
#[derive(Debug, Serialize, Deserialize)]
pub enum Request {
    /// Leave the host and build the root. First, and once.
    Setup(Setup),
    /// Make a sandbox. Descriptors: its channel, then `tasks` files of cgroups (v1) that it
    /// enters for good.
    Open(Open),
    /// Put files below `/box`; descriptor `i` is the content of file `i`.
    Put(Vec<FileMeta>),
    /// Give what lies in `/box`, up to this many bytes.
    Take(u64),
    /// Prepare a run.
    Ready(Ready),
    /// Run a program in what was prepared.
    Run(Box<Run>),
    /// Kill the program that runs; it is reported by the reply to its `Run`.
    Kill,
}

/// What all sandboxes of an init have in common.
#[derive(Debug, Serialize, Deserialize)]
pub struct Setup {
    /// The root file system, entry after entry.
    pub root: Vec<Entry>,
    /// Enter a user namespace first: the server is not root.
    pub rootless: bool,
}

/// The sandbox to make.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Open {
    /// Host user and group that programs are outside their namespace.
    pub uid: u32,
    /// Size of `/box`, and of each run's `/tmp`, bytes.
    pub scratch_bytes: u64,
    /// Files and directories in each.
    pub scratch_inodes: u64,
}

/// The run to prepare. Descriptors: those that `join` names, then, unless it is [`Join::None`],
/// the file with the cgroup's CPU counter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ready {
    /// What `/box` is.
    pub workdir: WorkdirMode,
    /// How the program gets into its cgroup.
    pub join: Join,
}

/// An entry of the root file system, at an absolute path inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Entry {
    /// A directory.
    Dir(PathBuf),
    /// A symbolic link: path, target.
    Link(PathBuf, PathBuf),
    /// A file with this content.
    File(PathBuf, String),
    /// A host path seen read-only: host path, path inside. Without devices.
    Bind(PathBuf, PathBuf),
    /// A host device file: host path, path inside.
    Device(PathBuf, PathBuf),
    /// A host mount that must stay as it is: host path, path inside.
    Raw(PathBuf, PathBuf),
    /// An empty directory in front of a path that must not be seen.
    Hide(PathBuf),
}

/// Name and mode of a file whose content crosses as a descriptor.
#[derive(Debug, Serialize, Deserialize)]
pub struct FileMeta {
    /// Path.
    pub path: String,
    /// Whether it may be executed.
    pub executable: bool,
}

/// A program to run. Descriptors: stdin, stdout, stderr, the seccomp filter, then one for each
/// of `files`.
#[derive(Debug, Serialize, Deserialize)]
pub struct Run {
    /// Program and arguments.
    pub argv: Vec<String>,
    /// Whole environment.
    pub env: Vec<(String, String)>,
    /// Working directory.
    pub cwd: String,
    /// Files of this run.
    pub files: Vec<FileMeta>,
    /// Directory whose files are returned.
    pub collect: Option<String>,
    /// Most bytes returned from it.
    pub collect_bytes: u64,
    /// CPUs to stay on; all when empty.
    pub cpus: Vec<usize>,
    /// Wall limit, counted from exec.
    pub wall: Duration,
    /// Resource limits (`RLIMIT_*`, value for both soft and hard).
    pub rlimits: Vec<(u32, u64)>,
}

/// [`Workdir`] as it crosses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum WorkdirMode {
    /// Writable, kept.
    Shared,
    /// Read-only.
    Frozen,
    /// A copy, writable, dropped.
    Copy,
}

impl From<Workdir> for WorkdirMode {
    fn from(workdir: Workdir) -> Self {
        match workdir {
            Workdir::Shared => Self::Shared,
            Workdir::Frozen => Self::Frozen,
            Workdir::Copy => Self::Copy,
        }
    }
}

/// How a program gets into its cgroup.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Join {
    /// It writes `0` to this many already open `tasks` files (v1).
    Tasks(usize),
    /// It is cloned into this one directory (v2, `CLONE_INTO_CGROUP`).
    Clone,
    /// There is none.
    None,
}

/// What the init answers.
#[derive(Debug, Serialize, Deserialize)]
pub enum Reply {
    /// Done, whatever was asked.
    Done,
    /// The files in `/box`, their contents as descriptors; `None` when they can't be given whole.
    Taken(Option<Vec<FileMeta>>),
    /// The program ended. Descriptors: the files that were collected.
    Ended(Ended),
    /// A step failed; the sandbox is of no more use.
    Failed(Failure),
}

/// How a program ended.
#[derive(Debug, Serialize, Deserialize)]
pub struct Ended {
    /// The raw wait status of the program.
    pub status: i32,
    /// Wall time from exec to the end.
    pub wall: Duration,
    /// When it ended, on the host's monotonic clock: two supervisors' reports may arrive in the
    /// other order.
    pub at: Duration,
    /// The wall limit ended it.
    pub out_of_time: bool,
    /// A [`Request::Kill`] ended it.
    pub killed: bool,
    /// CPU time of all its processes as the kernel's rusage has it; the cgroup's is better.
    pub cpu: Duration,
    /// Peak resident memory of its largest process, bytes; the cgroup's is better.
    pub max_rss: u64,
    /// Context switches of its first process.
    pub context_switches: u64,
    /// What the cgroup's CPU counter showed just before exec; empty without one.
    pub counter: String,
    /// The program could not be executed at all: the error number of `execve`.
    pub exec_error: Option<i32>,
    /// Paths, relative to the collected directory, of the files in the descriptors.
    pub files: Vec<String>,
}

/// A step that failed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Failure {
    /// The step, with its path.
    pub step: String,
    /// The error, in words.
    pub cause: String,
    /// Its number, if it came from the kernel.
    pub errno: Option<i32>,
}

impl Failure {
    /// A failure of `step`.
    pub fn new(step: impl Into<String>, cause: &io::Error) -> Self {
        Self { step: step.into(), cause: cause.to_string(), errno: cause.raw_os_error() }
    }
}

/// Sends one message.
///
/// # Errors
/// When it is too large, or the other side is gone.
pub fn send<T: Serialize>(
    socket: BorrowedFd<'_>,
    message: &T,
    fds: &[BorrowedFd<'_>],
) -> io::Result<()> {
    let bytes = serde_json::to_vec(message).map_err(io::Error::other)?;
    if bytes.len() > MAX_PACKET || fds.len() > MAX_FDS {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!(
                "a message of {} bytes and {} descriptors is too large",
                bytes.len(),
                fds.len()
            ),
        ));
    }
    let raw: Vec<RawFd> = fds.iter().map(AsRawFd::as_raw_fd).collect();
    let rights = [ControlMessage::ScmRights(&raw)];
    let control: &[ControlMessage<'_>] = if raw.is_empty() { &[] } else { &rights };
    sendmsg::<()>(
        socket.as_raw_fd(),
        &[IoSlice::new(&bytes)],
        control,
        MsgFlags::MSG_NOSIGNAL,
        None,
    )?;
    Ok(())
}

/// Waits for the next message and tells, without taking it, whether it is a [`Request::Run`].
///
/// # Errors
/// When the channel broke.
pub fn next_is_run(socket: BorrowedFd<'_>) -> io::Result<bool> {
    const RUN: &[u8] = b"{\"Run\":";
    let mut beginning = [0; RUN.len()];
    Ok(sys::peek(socket, &mut beginning)? > RUN.len() && beginning == RUN)
}

/// Receives one message; `None` when the other side is gone.
///
/// # Errors
/// When it is too large or not of the expected form.
pub fn receive<T: DeserializeOwned>(
    socket: BorrowedFd<'_>,
) -> io::Result<Option<(T, Vec<OwnedFd>)>> {
    let length = sys::peek(socket, &mut [])?;
    if length == 0 {
        return Ok(None);
    }
    let mut bytes = vec![0; length.min(MAX_PACKET)];
    let mut space = cmsg_space!([RawFd; SCM_MAX_FD]);
    let (length, cut, fds) = {
        let mut parts = [IoSliceMut::new(&mut bytes)];
        let message = recvmsg::<()>(
            socket.as_raw_fd(),
            &mut parts,
            Some(&mut space),
            MsgFlags::MSG_CMSG_CLOEXEC,
        )?;
        let mut fds = Vec::new();
        for control in message.cmsgs()? {
            if let ControlMessageOwned::ScmRights(raw) = control {
                fds.extend(raw.into_iter().map(sys::adopt));
            }
        }
        (message.bytes, message.flags.intersects(MsgFlags::MSG_TRUNC | MsgFlags::MSG_CTRUNC), fds)
    };
    if length == 0 {
        return Ok(None);
    }
    if cut || fds.len() > MAX_FDS {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a message is too large"));
    }
    let message = serde_json::from_slice(&bytes[..length]).map_err(io::Error::other)?;
    Ok(Some((message, fds)))
}
