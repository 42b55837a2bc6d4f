//! Raw system calls that neither std nor nix offers, as safe functions.
//!
//! The one file that may hold `unsafe`; each block says why it is sound. Nothing here decides
//! anything.

#![allow(unsafe_code)]

use std::{
    ffi::{CStr, CString},
    io,
    os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd},
    panic,
    path::Path,
    time::Duration,
};

use nix::unistd::Pid;

/// Attributes that [`set_mount_attributes`] can give a mount.
pub mod mount_attr {
    /// Nothing below can be written.
    pub const READ_ONLY: u64 = libc::MOUNT_ATTR_RDONLY;
    /// Set-user-ID bits mean nothing.
    pub const NO_SUID: u64 = libc::MOUNT_ATTR_NOSUID;
    /// Device files cannot be opened.
    pub const NO_DEV: u64 = libc::MOUNT_ATTR_NODEV;
}

fn path_to_c(path: &Path) -> io::Result<CString> {
    use std::os::unix::ffi::OsStrExt;
    CString::new(path.as_os_str().as_bytes()).map_err(io::Error::other)
}

fn check(result: libc::c_long) -> io::Result<libc::c_long> {
    if result < 0 { Err(io::Error::last_os_error()) } else { Ok(result) }
}

/// Takes ownership of a descriptor that just arrived through a socket.
pub fn adopt(fd: RawFd) -> OwnedFd {
    // SAFETY: the kernel created `fd` for this process while receiving SCM_RIGHTS; nothing else
    // in the process knows its number yet, so this is its only owner.
    unsafe { OwnedFd::from_raw_fd(fd) }
}

/// Copies this process, as fork does, into the new namespaces of `namespaces` (`CLONE_NEW*`).
/// Returns `None` in the copy.
///
/// # Panics
/// In a process with threads, where the copy could wait for ever on a lock that a thread of its
/// parent held. Only `sandbox-init` calls this, which has none.
pub fn fork_into(namespaces: libc::c_int) -> io::Result<Option<Pid>> {
    assert!(alone()?, "fork_into in a process with threads");
    // SAFETY: without CLONE_VM the child has a copy of the whole memory, and with one thread no
    // lock is held by anyone else, so the child may go on as ordinary Rust. A null stack means
    // "the same address in the copy".
    let pid = check(unsafe {
        libc::syscall(libc::SYS_clone, libc::c_long::from(namespaces | libc::SIGCHLD), 0, 0, 0, 0)
    })?;
    Ok(match pid {
        0 => None,
        pid => Some(Pid::from_raw(i32::try_from(pid).map_err(io::Error::other)?)),
    })
}

/// Whether this process has one thread. The kernel is asked, as there may be no /proc here:
/// `unshare(CLONE_THREAD)` changes nothing, and is refused to a process with more.
fn alone() -> io::Result<bool> {
    // SAFETY: a plain integer; the call changes nothing.
    match check(unsafe { libc::syscall(libc::SYS_unshare, libc::CLONE_THREAD) }) {
        Ok(_) => Ok(true),
        Err(e) if e.raw_os_error() == Some(libc::EINVAL) => Ok(false),
        Err(e) => Err(e),
    }
}

/// The stack of a process that [`run_suspended`] starts, with a page below it that can't be
/// touched.
pub struct Stack {
    base: *mut libc::c_void,
}

/// Room for ordinary code, parsing of a message included.
const STACK_BYTES: usize = 512 << 10;
const PAGE: usize = 4096;

impl Stack {
    /// Maps one.
    ///
    /// # Errors
    /// When memory is short.
    pub fn new() -> io::Result<Self> {
        // SAFETY: a new anonymous mapping, which nothing else knows of.
        let base = unsafe {
            libc::mmap(
                std::ptr::null_mut(),
                STACK_BYTES,
                libc::PROT_READ | libc::PROT_WRITE,
                libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_STACK,
                -1,
                0,
            )
        };
        if base == libc::MAP_FAILED {
            return Err(io::Error::last_os_error());
        }
        let stack = Self { base };
        // SAFETY: the first page of the mapping just made, where nothing lies yet.
        check(unsafe { libc::mprotect(base, PAGE, libc::PROT_NONE) }.into())?;
        Ok(stack)
    }
}

impl Drop for Stack {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours, and `run_suspended`, which borrows the stack mutably, has
        // returned, so no process stands on it.
        unsafe { libc::munmap(self.base, STACK_BYTES) };
    }
}

/// `struct clone_args` of linux/sched.h, whole.
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

/// linux/sched.h; libc has no constant for it.
const CLONE_INTO_CGROUP: u64 = 0x2_0000_0000;

/// What a process that panicked exits with.
pub const PANICKED: i32 = 126;

/// Starts a process that shares this one's memory, on a stack of its own, in the new namespaces
/// of `namespaces` and in the cgroup (v2) whose directory is given, and has it run `body`, whose
/// value it exits with. As with vfork, this process stands still until the other has executed a
/// program or exited. What `body` writes to what it borrows is seen here afterwards; descriptors,
/// credentials, working directory and signal handling are its own.
///
/// # Errors
/// When the kernel refuses.
///
/// # Panics
/// In a process with threads.
pub fn run_suspended<F: FnOnce() -> i32>(
    stack: &mut Stack,
    namespaces: libc::c_int,
    cgroup: Option<BorrowedFd<'_>>,
    body: F,
) -> io::Result<Pid> {
    assert!(alone()?, "run_suspended in a process with threads");
    let flags = libc::CLONE_VM | libc::CLONE_VFORK | namespaces;
    let mut args = CloneArgs {
        flags: u64::from(flags.cast_unsigned()),
        exit_signal: libc::SIGCHLD as u64,
        stack: stack.base as u64,
        stack_size: STACK_BYTES as u64,
        ..CloneArgs::default()
    };
    if let Some(cgroup) = cgroup {
        args.flags |= CLONE_INTO_CGROUP;
        args.cgroup = cgroup.as_raw_fd() as u64;
    }
    let mut body = Some(body);
    // SAFETY: `args` is a live value of the size passed, and its stack is a mapping of ours that
    // nothing else uses while it is borrowed here. `enter::<F>` is called with the pointer that
    // it expects, in memory that stays as it is: this process stands still (CLONE_VFORK) until
    // the other has left this memory, so to the memory the two are one thread of control, one
    // after the other.
    let pid = unsafe { clone3_onto(&raw const args, enter::<F>, (&raw mut body).cast()) };
    if pid < 0 {
        return Err(io::Error::from_raw_os_error(i32::try_from(-pid).unwrap_or(libc::EINVAL)));
    }
    Ok(Pid::from_raw(i32::try_from(pid).map_err(io::Error::other)?))
}

/// Where a process begins that [`run_suspended`] starts.
extern "C" fn enter<F: FnOnce() -> i32>(body: *mut libc::c_void) -> ! {
    // SAFETY: `run_suspended` passes a pointer to its live `Option<F>`, and stands still.
    let body = unsafe { &mut *body.cast::<Option<F>>() }.take();
    let run = || body.map_or(PANICKED, |body| body());
    let code = panic::catch_unwind(panic::AssertUnwindSafe(run)).unwrap_or(PANICKED);
    leave(code)
}

/// Ends this process alone, and nothing before: no handlers, which belong to the process that it is
/// a copy of, and no tidying up, which the kernel does at once.
pub fn leave(code: i32) -> ! {
    // SAFETY: a plain integer; nothing of this process runs afterwards.
    unsafe { libc::_exit(code) }
}

/// `clone3` whose child calls `entry(data)` on its new stack; gives the pid, or minus the error's
/// number. libc's `clone` can't place the child into a cgroup, and after a bare `clone3` the child
/// would return into a frame that its new stack does not have.
///
/// # Safety
/// `args` must be valid with a stack of its own for the child, and `entry(data)` sound there.
#[cfg(target_arch = "x86_64")]
unsafe fn clone3_onto(
    args: *const CloneArgs,
    entry: extern "C" fn(*mut libc::c_void) -> !,
    data: *mut libc::c_void,
) -> i64 {
    let result: i64;
    // SAFETY: the parent runs only `syscall` and the jump, which leave its stack alone and change
    // rax, rcx and r11. The child has all registers but rax and rsp from the parent: it clears the
    // frame pointer, so that backtraces end here, and calls on a stack aligned to 16, as the
    // calling convention wants.
    unsafe {
        std::arch::asm!(
            "syscall",
            "test rax, rax",
            "jnz 2f",
            "xor ebp, ebp",
            "mov rdi, r12",
            "call r13",
            "ud2",
            "2:",
            inout("rax") libc::SYS_clone3 => result,
            in("rdi") args,
            in("rsi") size_of::<CloneArgs>(),
            in("r12") data,
            in("r13") entry,
            out("rcx") _,
            out("r11") _,
        );
    }
    result
}

#[cfg(not(target_arch = "x86_64"))]
compile_error!("the native sandbox's seccomp policies and its clone3 are written for x86-64 only");

/// A detached, recursive copy of the mount tree at `path`, as `open_tree(OPEN_TREE_CLONE)`.
pub fn clone_tree(path: &Path) -> io::Result<OwnedFd> {
    let path = path_to_c(path)?;
    let flags = libc::c_long::from(libc::OPEN_TREE_CLOEXEC | libc::OPEN_TREE_CLONE)
        | libc::c_long::from(libc::AT_RECURSIVE);
    // SAFETY: `path` is a NUL-terminated string that outlives the call.
    let fd =
        check(unsafe { libc::syscall(libc::SYS_open_tree, libc::AT_FDCWD, path.as_ptr(), flags) })?;
    Ok(adopt(RawFd::try_from(fd).map_err(io::Error::other)?))
}

/// Attaches a detached mount tree at `target`.
pub fn attach_tree(tree: BorrowedFd<'_>, target: &Path) -> io::Result<()> {
    let target = path_to_c(target)?;
    // SAFETY: both strings are NUL-terminated and outlive the call; the descriptor is borrowed.
    check(unsafe {
        libc::syscall(
            libc::SYS_move_mount,
            tree.as_raw_fd(),
            c"".as_ptr(),
            libc::AT_FDCWD,
            target.as_ptr(),
            libc::MOVE_MOUNT_F_EMPTY_PATH,
        )
    })?;
    Ok(())
}

/// Adds `attributes` ([`mount_attr`]) to the mount tree `tree` and all mounts below it.
pub fn set_tree_attributes(tree: BorrowedFd<'_>, attributes: u64) -> io::Result<()> {
    let flags = libc::AT_EMPTY_PATH | libc::AT_RECURSIVE;
    mount_setattr(tree.as_raw_fd(), c"", flags, attributes, 0)
}

/// Adds or takes away `attributes` ([`mount_attr`]) of the one mount at `path`.
pub fn set_mount_attributes(path: &Path, attributes: u64, on: bool) -> io::Result<()> {
    let (set, clear) = if on { (attributes, 0) } else { (0, attributes) };
    mount_setattr(libc::AT_FDCWD, &path_to_c(path)?, 0, set, clear)
}

fn mount_setattr(
    dir: RawFd,
    path: &CStr,
    flags: libc::c_int,
    set: u64,
    clear: u64,
) -> io::Result<()> {
    let attr = libc::mount_attr { attr_set: set, attr_clr: clear, propagation: 0, userns_fd: 0 };
    // SAFETY: `path` and `attr` outlive the call, and the size passed is that of `attr`.
    check(unsafe {
        libc::syscall(
            libc::SYS_mount_setattr,
            dir,
            path.as_ptr(),
            flags,
            &raw const attr,
            size_of::<libc::mount_attr>(),
        )
    })?;
    Ok(())
}

/// How a child ended, and what it and its own reaped children used.
#[derive(Clone, Copy, Debug)]
pub struct Reaped {
    /// Which child.
    pub pid: Pid,
    /// The raw wait status.
    pub status: i32,
    /// User and system CPU time.
    pub cpu: Duration,
    /// Peak resident memory of the largest single process, bytes.
    pub max_rss: u64,
    /// Voluntary and involuntary context switches.
    pub context_switches: u64,
}

/// Waits for a child; with `block` false returns `None` when none has ended.
///
/// # Errors
/// `ECHILD` when there is no child at all.
pub fn wait_any(block: bool) -> io::Result<Option<Reaped>> {
    let mut status = 0;
    // SAFETY: `rusage` is plain integers, for which all zeroes is a value.
    let mut usage: libc::rusage = unsafe { std::mem::zeroed() };
    let options = if block { 0 } else { libc::WNOHANG };
    // SAFETY: both pointers are to live values of the types that wait4 writes.
    let pid = unsafe { libc::wait4(-1, &raw mut status, options | libc::__WALL, &raw mut usage) };
    if pid < 0 {
        return Err(io::Error::last_os_error());
    }
    if pid == 0 {
        return Ok(None);
    }
    let time = |t: libc::timeval| {
        Duration::from_secs(u64::try_from(t.tv_sec).unwrap_or(0))
            + Duration::from_micros(u64::try_from(t.tv_usec).unwrap_or(0))
    };
    let count = |n: libc::c_long| u64::try_from(n).unwrap_or(0);
    Ok(Some(Reaped {
        pid: Pid::from_raw(pid),
        status,
        cpu: time(usage.ru_utime) + time(usage.ru_stime),
        max_rss: count(usage.ru_maxrss) * 1024,
        context_switches: count(usage.ru_nvcsw) + count(usage.ru_nivcsw),
    }))
}

/// The monotonic clock, the same for all processes of the host.
pub fn monotonic() -> Duration {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `now` outlives the call, which can't fail for this clock.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut now) };
    Duration::new(u64::try_from(now.tv_sec).unwrap_or(0), u32::try_from(now.tv_nsec).unwrap_or(0))
}

/// A second descriptor of the same open file, numbered `least` or higher, closed on exec.
pub fn duplicate_above(fd: impl AsFd, least: RawFd) -> io::Result<OwnedFd> {
    // SAFETY: F_DUPFD_CLOEXEC takes a plain integer.
    let copy = unsafe { libc::fcntl(fd.as_fd().as_raw_fd(), libc::F_DUPFD_CLOEXEC, least) };
    if copy < 0 { Err(io::Error::last_os_error()) } else { Ok(adopt(copy)) }
}

/// A descriptor of the network namespace that a socket belongs to (`SIOCGSKNS`).
pub fn network_of(socket: BorrowedFd<'_>) -> io::Result<OwnedFd> {
    /// linux/sockios.h
    const SIOCGSKNS: libc::Ioctl = 0x894C;
    // SAFETY: this request takes no argument and gives a new descriptor.
    let fd = unsafe { libc::ioctl(socket.as_raw_fd(), SIOCGSKNS) };
    if fd < 0 { Err(io::Error::last_os_error()) } else { Ok(adopt(fd)) }
}

/// Waits for the next message on a socket of messages and copies its beginning, without taking it;
/// gives its whole length, which is 0 when the other side is gone.
pub fn peek(socket: BorrowedFd<'_>, beginning: &mut [u8]) -> io::Result<usize> {
    let flags = libc::MSG_PEEK | libc::MSG_TRUNC;
    loop {
        // SAFETY: the buffer is live and as long as it says.
        let length = unsafe {
            libc::recv(socket.as_raw_fd(), beginning.as_mut_ptr().cast(), beginning.len(), flags)
        };
        match usize::try_from(length) {
            Ok(length) => return Ok(length),
            Err(_) => {
                let error = io::Error::last_os_error();
                match error.kind() {
                    io::ErrorKind::Interrupted => {}
                    // It left without reading all.
                    io::ErrorKind::ConnectionReset => return Ok(0),
                    _ => return Err(error),
                }
            }
        }
    }
}

/// Sets a resource limit (`RLIMIT_*`), soft and hard at once.
pub fn set_limit(kind: u32, value: u64) -> io::Result<()> {
    let limit = libc::rlimit { rlim_cur: value, rlim_max: value };
    // SAFETY: `limit` outlives the call; an unknown kind is refused.
    let result = unsafe { libc::setrlimit(kind as libc::__rlimit_resource_t, &raw const limit) };
    check(result.into())?;
    Ok(())
}

/// Has every descriptor numbered `least` or higher closed when a program is executed.
pub fn close_on_exec_from(least: RawFd) -> io::Result<()> {
    // SAFETY: plain integers; until then nothing is closed.
    check(unsafe {
        libc::syscall(libc::SYS_close_range, least, libc::c_uint::MAX, libc::CLOSE_RANGE_CLOEXEC)
    })?;
    Ok(())
}

/// Default handling for every signal, none blocked but those of `blocked`. What starts us may
/// ignore some, and Rust ignores SIGPIPE; programs would inherit that.
pub fn reset_signals(blocked: &nix::sys::signal::SigSet) -> io::Result<()> {
    for signal in 1..=64 {
        // SAFETY: SIG_DFL is valid for each signal that can be set; for others the call fails and
        // changes nothing.
        unsafe { libc::signal(signal, libc::SIG_DFL) };
    }
    nix::sys::signal::sigprocmask(nix::sys::signal::SigmaskHow::SIG_SETMASK, Some(blocked), None)?;
    Ok(())
}

/// Empties the bounding set of capabilities, then the effective, permitted and inheritable ones;
/// with them goes the ambient set.
pub fn drop_capabilities() -> io::Result<()> {
    #[repr(C)]
    struct Header {
        version: u32,
        pid: i32,
    }
    for capability in 0..64 {
        // SAFETY: plain integers.
        if unsafe { libc::prctl(libc::PR_CAPBSET_DROP, capability, 0, 0, 0) } < 0 {
            break; // past the last capability that this kernel knows
        }
    }
    // _LINUX_CAPABILITY_VERSION_3, linux/capability.h: two words for each set.
    let header = Header { version: 0x2008_0522, pid: 0 };
    let sets = [0_u32; 6];
    // SAFETY: the header and the sets have the layout of version 3, and live through the call.
    check(unsafe { libc::syscall(libc::SYS_capset, &raw const header, sets.as_ptr()) })?;
    Ok(())
}

/// Runs this process under a compiled filter from now on.
pub fn load_filter(filter: &[libc::sock_filter]) -> io::Result<()> {
    let program = libc::sock_fprog {
        len: libc::c_ushort::try_from(filter.len()).map_err(io::Error::other)?,
        filter: filter.as_ptr().cast_mut(),
    };
    // SAFETY: `program` points to as many live instructions as it says, which the kernel copies.
    check(unsafe {
        libc::syscall(libc::SYS_seccomp, libc::SECCOMP_SET_MODE_FILTER, 0, &raw const program)
    })?;
    Ok(())
}
