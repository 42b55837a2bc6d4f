//! What runs between clone and exec of a program.
//!
//! The second of the two files that may hold `unsafe`. The child builds nothing: it walks a
//! [`Plan`] made beforehand, allocates nothing, takes no lock, and reports a failing step as
//! (step, errno) through a pipe. The order of the steps is a matter of safety, and each says
//! why it stands where it does.

#![allow(unsafe_code)]

use std::{
    ffi::{CStr, CString},
    io::{self, Read},
    os::{
        fd::{AsRawFd, OwnedFd, RawFd},
        unix::fs::FileExt,
    },
    ptr,
};

use nix::unistd::Pid;

use super::{protocol::Failure, sys};

/// The user and group that a program believes it is.
pub const INSIDE_ID: u32 = 1000;

/// A program, ready to be executed.
pub struct Plan {
    argv: Vec<CString>,
    envp: Vec<CString>,
    cwd: CString,
    /// stdin, stdout, stderr; each above 2.
    stdio: [OwnedFd; 3],
    rlimits: Vec<(u32, libc::rlimit)>,
    filter: Vec<libc::sock_filter>,
    tasks: Vec<OwnedFd>,
    cgroup: Option<OwnedFd>,
    uid: u32,
    uid_map: Vec<u8>,
    cpus: Option<CpuSet>,
}

/// The steps of the child, in their order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u32)]
enum Step {
    Session,
    JoinCgroup,
    Cpus,
    Stdio,
    WorkingDirectory,
    ResourceLimit,
    Groups,
    User,
    UserNamespace,
    MapUser,
    Capabilities,
    NoNewPrivileges,
    CloseOnExec,
    Seccomp,
    Exec,
}

const STEPS: [(Step, &str); 15] = [
    (Step::Session, "start a session"),
    (Step::JoinCgroup, "join the cgroup"),
    (Step::Cpus, "keep to its CPUs"),
    (Step::Stdio, "set stdin, stdout and stderr"),
    (Step::WorkingDirectory, "enter the working directory"),
    (Step::ResourceLimit, "set a resource limit"),
    (Step::Groups, "drop groups"),
    (Step::User, "become the sandbox's user"),
    (Step::UserNamespace, "enter a user namespace"),
    (Step::MapUser, "map the user"),
    (Step::Capabilities, "drop capabilities"),
    (Step::NoNewPrivileges, "set no_new_privs"),
    (Step::CloseOnExec, "close descriptors"),
    (Step::Seccomp, "load the seccomp filter"),
    (Step::Exec, "execute the program"),
];

/// Why no program runs.
pub enum LaunchError {
    /// A step of the sandbox failed.
    Broken(Failure),
    /// Everything stood, but the program can't be executed, or is not to be had from what stands
    /// in `/box`: the error's number.
    Exec(i32),
}

impl LaunchError {
    /// A step of the sandbox failed.
    pub fn broken(step: impl Into<String>, cause: &io::Error) -> Self {
        Self::Broken(Failure::new(step, cause))
    }

    /// The guest left something that can't be worked with, which is no fault of the sandbox.
    pub fn by_guest(cause: &io::Error) -> Self {
        Self::Exec(cause.raw_os_error().unwrap_or(libc::EIO))
    }
}

/// What a [`Plan`] is made of.
pub struct Parts {
    /// Path of the program and its arguments; `argv[0]` is executed.
    pub argv: Vec<String>,
    /// Whole environment.
    pub env: Vec<(String, String)>,
    /// Working directory.
    pub cwd: String,
    /// stdin, stdout, stderr.
    pub stdio: [OwnedFd; 3],
    /// Limits, soft and hard at once.
    pub rlimits: Vec<(u32, u64)>,
    /// Compiled seccomp filter, as `struct sock_filter[]`.
    pub filter: Vec<u8>,
    /// `tasks` files to join.
    pub tasks: Vec<OwnedFd>,
    /// cgroup directory to be cloned into.
    pub cgroup: Option<OwnedFd>,
    /// User and group outside.
    pub uid: u32,
    /// The CPUs that it may run on; empty is all.
    pub cpus: Vec<usize>,
}

impl Plan {
    /// Builds the plan.
    ///
    /// # Errors
    /// When a word holds a NUL byte, or a descriptor can't be moved above 2.
    pub fn new(parts: Parts) -> io::Result<Self> {
        let word = |text: String| CString::new(text).map_err(io::Error::other);
        let [stdin, stdout, stderr] = parts.stdio;
        Ok(Self {
            argv: parts.argv.into_iter().map(word).collect::<Result<_, _>>()?,
            envp: parts
                .env
                .into_iter()
                .map(|(key, value)| word(format!("{key}={value}")))
                .collect::<Result<_, _>>()?,
            cwd: word(parts.cwd)?,
            stdio: [
                sys::duplicate_above(stdin, 3)?,
                sys::duplicate_above(stdout, 3)?,
                sys::duplicate_above(stderr, 3)?,
            ],
            rlimits: parts
                .rlimits
                .into_iter()
                .map(|(kind, value)| (kind, libc::rlimit { rlim_cur: value, rlim_max: value }))
                .collect(),
            filter: parts
                .filter
                .chunks_exact(8)
                .map(|b| libc::sock_filter {
                    code: u16::from_ne_bytes([b[0], b[1]]),
                    jt: b[2],
                    jf: b[3],
                    k: u32::from_ne_bytes([b[4], b[5], b[6], b[7]]),
                })
                .collect(),
            tasks: parts.tasks,
            cgroup: parts.cgroup,
            uid: parts.uid,
            uid_map: format!("{INSIDE_ID} {} 1", parts.uid).into_bytes(),
            cpus: cpu_set(&parts.cpus)?,
        })
    }

    /// Starts the program and returns once it has been executed.
    ///
    /// # Errors
    /// The step that failed.
    pub fn launch(&self) -> Result<Pid, LaunchError> {
        let broken = |step: &str, e: &io::Error| LaunchError::broken(step, e);
        let (mut reader, writer) = io::pipe().map_err(|e| broken("make a pipe", &e))?;
        let argv = pointers(&self.argv);
        let envp = pointers(&self.envp);

        let mut args = CloneArgs { exit_signal: libc::SIGCHLD as u64, ..CloneArgs::default() };
        if let Some(cgroup) = &self.cgroup {
            args.flags |= CLONE_INTO_CGROUP;
            args.cgroup = cgroup.as_raw_fd() as u64;
        }
        // SAFETY: no CLONE_VM, so the child has its own copy of the memory and may use its
        // stack; `args` is a live value of the size passed. The caller (pid 1 of a run) has one
        // thread, and the child below neither allocates nor takes a lock.
        let pid =
            unsafe { libc::syscall(libc::SYS_clone3, &raw const args, size_of::<CloneArgs>()) };
        if pid < 0 {
            return Err(broken("clone the program", &io::Error::last_os_error()));
        }
        if pid == 0 {
            let (step, errno) = self.become_program(&argv, &envp);
            let mut report = [0; 8];
            report[..4].copy_from_slice(&(step as u32).to_ne_bytes());
            report[4..].copy_from_slice(&errno.to_ne_bytes());
            // SAFETY: the buffer is live, and `_exit` runs no handlers of the copied process.
            unsafe {
                libc::write(writer.as_raw_fd(), report.as_ptr().cast(), report.len());
                libc::_exit(127);
            }
        }
        drop(writer);
        let mut report = [0; 8];
        match reader.read_exact(&mut report) {
            // The pipe closed on exec with nothing said: the program runs.
            Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => {
                Ok(Pid::from_raw(i32::try_from(pid).unwrap_or(i32::MAX)))
            }
            Err(e) => Err(broken("hear from the program's start", &e)),
            Ok(()) => {
                let step = u32::from_ne_bytes([report[0], report[1], report[2], report[3]]);
                let errno = i32::from_ne_bytes([report[4], report[5], report[6], report[7]]);
                if step == Step::Exec as u32 {
                    return Err(LaunchError::Exec(errno));
                }
                let name = STEPS
                    .iter()
                    .find(|(s, _)| *s as u32 == step)
                    .map_or("an unknown step", |(_, name)| name);
                Err(broken(name, &io::Error::from_raw_os_error(errno)))
            }
        }
    }

    /// Runs in the child. Returns only on failure.
    fn become_program(
        &self,
        argv: &[*const libc::c_char],
        envp: &[*const libc::c_char],
    ) -> (Step, i32) {
        // SAFETY (whole function): every pointer passed is to a live value of this plan or of
        // this stack frame; all calls are async-signal-safe system calls that touch no Rust
        // state; the process is a private copy, so changing its signal handling, descriptors,
        // identity and limits affects nobody else.
        unsafe {
            reset_signals();

            // A session of its own: no controlling terminal to push input into.
            if libc::setsid() < 0 {
                return (Step::Session, errno());
            }

            // While still privileged, and before anything costs CPU time on the run's account.
            for tasks in &self.tasks {
                if libc::write(tasks.as_raw_fd(), b"0".as_ptr().cast(), 1) != 1 {
                    return (Step::JoinCgroup, errno());
                }
            }

            // For it and all its children; the filter keeps them from changing it.
            if let Some(cpus) = &self.cpus
                && libc::sched_setaffinity(0, size_of_val(cpus), ptr::from_ref(cpus).cast()) < 0
            {
                return (Step::Cpus, errno());
            }

            for (fd, target) in self.stdio.iter().zip(0..) {
                if libc::dup2(fd.as_raw_fd(), target) < 0 {
                    return (Step::Stdio, errno());
                }
            }

            if libc::chdir(self.cwd.as_ptr()) < 0 {
                return (Step::WorkingDirectory, errno());
            }

            for (kind, limit) in &self.rlimits {
                if libc::setrlimit(*kind as libc::__rlimit_resource_t, limit) < 0 {
                    return (Step::ResourceLimit, errno());
                }
            }

            // Raw calls: glibc's would signal threads that do not exist in this copy. A rootless
            // sandbox already is its only user, and may not set groups.
            if libc::geteuid() != self.uid {
                if libc::syscall(libc::SYS_setgroups, 0, ptr::null::<libc::gid_t>()) < 0
                    || libc::syscall(libc::SYS_setresgid, self.uid, self.uid, self.uid) < 0
                {
                    return (Step::Groups, errno());
                }
                if libc::syscall(libc::SYS_setresuid, self.uid, self.uid, self.uid) < 0 {
                    return (Step::User, errno());
                }
            }

            // The program's own user namespace: whatever it may become there is nobody outside.
            // The cgroup namespace comes after joining, so that its root is the run's group.
            // A process that changed its user is not dumpable, and could not open its own map.
            if libc::prctl(libc::PR_SET_DUMPABLE, 1, 0, 0, 0) < 0
                || libc::unshare(libc::CLONE_NEWUSER | libc::CLONE_NEWCGROUP) < 0
            {
                return (Step::UserNamespace, errno());
            }
            let maps: [(&CStr, &[u8]); 3] = [
                (c"/proc/self/setgroups", b"deny"),
                (c"/proc/self/uid_map", &self.uid_map),
                (c"/proc/self/gid_map", &self.uid_map),
            ];
            for (path, text) in maps {
                if let Err(errno) = write_file(path, text) {
                    return (Step::MapUser, errno);
                }
            }

            // Full capabilities came with the namespace; none may remain, nor come back.
            for capability in 0..64 {
                if libc::prctl(libc::PR_CAPBSET_DROP, capability, 0, 0, 0) < 0 {
                    break; // past the last capability that this kernel knows
                }
            }
            if let Err(errno) = drop_capabilities() {
                return (Step::Capabilities, errno);
            }
            if libc::prctl(libc::PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 {
                return (Step::NoNewPrivileges, errno());
            }

            // Marked, not closed: the pipe must still tell of the steps to come.
            if libc::syscall(libc::SYS_close_range, 3, libc::c_uint::MAX, libc::CLOSE_RANGE_CLOEXEC)
                < 0
            {
                return (Step::CloseOnExec, errno());
            }

            // Last, for the filter forbids most of what stands above.
            let program = libc::sock_fprog {
                len: self.filter.len() as libc::c_ushort,
                filter: self.filter.as_ptr().cast_mut(),
            };
            if libc::syscall(
                libc::SYS_seccomp,
                libc::SECCOMP_SET_MODE_FILTER,
                0,
                &raw const program,
            ) < 0
            {
                return (Step::Seccomp, errno());
            }
            libc::execve(argv[0], argv.as_ptr(), envp.as_ptr());
            (Step::Exec, errno())
        }
    }
}

/// A mask of CPUs, as large as the kernel's can be.
type CpuSet = [u64; 128];

/// The mask of these CPUs; `None` for no wish.
///
/// # Errors
/// When a CPU's number is higher than any can be.
fn cpu_set(cpus: &[usize]) -> io::Result<Option<CpuSet>> {
    let mut set = [0; 128];
    for cpu in cpus {
        let word = set.get_mut(cpu / 64).ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, format!("there is no CPU {cpu}"))
        })?;
        *word |= 1 << (cpu % 64);
    }
    Ok((!cpus.is_empty()).then_some(set))
}

/// A NULL-terminated array for execve; the strings must outlive it.
fn pointers(words: &[CString]) -> Vec<*const libc::c_char> {
    words.iter().map(|word| word.as_ptr()).chain([ptr::null()]).collect()
}

fn errno() -> i32 {
    io::Error::last_os_error().raw_os_error().unwrap_or(0)
}

/// Default handling for every signal, none blocked: pid 1 blocks some, and Rust ignores SIGPIPE.
///
/// # Safety
/// For a process that is about to exec.
unsafe fn reset_signals() {
    // SAFETY: SIG_DFL is valid for each signal that can be set; for others the call fails and
    // changes nothing. The set is initialised by sigemptyset before use.
    unsafe {
        for signal in 1..=64 {
            libc::signal(signal, libc::SIG_DFL);
        }
        let mut none: libc::sigset_t = std::mem::zeroed();
        libc::sigemptyset(&raw mut none);
        libc::sigprocmask(libc::SIG_SETMASK, &raw const none, ptr::null_mut());
    }
}

/// Writes a small file of /proc in one call, without allocating.
///
/// # Safety
/// Between clone and exec only; the descriptor is closed again.
unsafe fn write_file(path: &CStr, text: &[u8]) -> Result<(), i32> {
    // SAFETY: the path is NUL-terminated and the buffer live; the descriptor is ours.
    unsafe {
        let fd: RawFd = libc::open(path.as_ptr(), libc::O_WRONLY | libc::O_CLOEXEC);
        if fd < 0 {
            return Err(errno());
        }
        let written = libc::write(fd, text.as_ptr().cast(), text.len());
        let failure = errno();
        libc::close(fd);
        if written == text.len() as isize { Ok(()) } else { Err(failure) }
    }
}

/// Empties the effective, permitted and inheritable sets; with them goes the ambient set.
///
/// # Safety
/// Between clone and exec only.
unsafe fn drop_capabilities() -> Result<(), i32> {
    #[repr(C)]
    struct Header {
        version: u32,
        pid: i32,
    }
    // _LINUX_CAPABILITY_VERSION_3, linux/capability.h: two words for each set.
    let header = Header { version: 0x2008_0522, pid: 0 };
    let sets = [0_u32; 6];
    // SAFETY: the header and the sets have the layout of version 3, and live through the call.
    let result = unsafe { libc::syscall(libc::SYS_capset, &raw const header, sets.as_ptr()) };
    if result < 0 { Err(errno()) } else { Ok(()) }
}

/// `struct clone_args` of linux/sched.h, whole: libc's constant for the flag is missing.
#[derive(Default)]
#[repr(C)]
struct CloneArgs {
    flags: u64,
    pidfd: u64,
    child_tid: u64,
    parent_tid: u64,
    exit_signal: u64,
    stack: u64,
    stack_size: u64,
    tls: u64,
    set_tid: u64,
    set_tid_size: u64,
    cgroup: u64,
}

/// linux/sched.h
const CLONE_INTO_CGROUP: u64 = 0x2_0000_0000;

/// Reads a compiled filter from the descriptor it crossed as, which other sandboxes share.
///
/// # Errors
/// When it can't be read.
pub fn read_filter(fd: OwnedFd) -> io::Result<Vec<u8>> {
    let file = std::fs::File::from(fd);
    let mut bytes = vec![0; usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?];
    file.read_exact_at(&mut bytes, 0)?;
    Ok(bytes)
}
