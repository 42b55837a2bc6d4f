//! Raw system calls that neither std nor nix offers, as safe functions.
//!
//! One of the two files that may hold `unsafe`; each block says why it is sound. Nothing here
//! decides anything.

#![allow(unsafe_code)]

use std::{
    ffi::CString,
    io,
    os::fd::{AsFd, AsRawFd, BorrowedFd, FromRawFd, OwnedFd, RawFd},
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

/// Clones this process, as fork does, into the new namespaces of `namespaces`
/// (`CLONE_NEW*`). Returns `None` in the child.
///
/// # Panics
/// In a process with threads, where the child could wait for ever on a lock that a thread of
/// its parent held. Only `sandbox-init` calls this, before it has any.
pub fn fork_into(namespaces: libc::c_int) -> io::Result<Option<Pid>> {
    assert_eq!(thread_count(), 1, "fork_into in a process with threads");
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

fn thread_count() -> usize {
    std::fs::read_dir("/proc/self/task").map_or(1, Iterator::count)
}

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
    mount_setattr(tree.as_raw_fd(), c"", libc::AT_EMPTY_PATH | libc::AT_RECURSIVE, attributes)
}

/// Adds `attributes` ([`mount_attr`]) to the one mount at `path`.
pub fn set_mount_attributes(path: &Path, attributes: u64) -> io::Result<()> {
    mount_setattr(libc::AT_FDCWD, &path_to_c(path)?, 0, attributes)
}

fn mount_setattr(
    dir: RawFd,
    path: &std::ffi::CStr,
    flags: libc::c_int,
    attributes: u64,
) -> io::Result<()> {
    let attr = libc::mount_attr { attr_set: attributes, attr_clr: 0, propagation: 0, userns_fd: 0 };
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

/// Waits until one of the blocked signals `signals` is pending and takes it; `None` when
/// `patience` ran out first.
pub fn take_signal(
    signals: &nix::sys::signal::SigSet,
    patience: Duration,
) -> io::Result<Option<libc::c_int>> {
    let timeout = libc::timespec {
        tv_sec: libc::time_t::try_from(patience.as_secs()).unwrap_or(libc::time_t::MAX),
        tv_nsec: libc::c_long::from(patience.subsec_nanos()),
    };
    // SAFETY: the set and the time outlive the call; a null siginfo is allowed.
    let signal =
        unsafe { libc::sigtimedwait(signals.as_ref(), std::ptr::null_mut(), &raw const timeout) };
    if signal >= 0 {
        return Ok(Some(signal));
    }
    match io::Error::last_os_error() {
        e if matches!(e.raw_os_error(), Some(libc::EAGAIN | libc::EINTR)) => Ok(None),
        e => Err(e),
    }
}

/// The monotonic clock, the same for all processes of the host.
pub fn monotonic() -> Duration {
    let mut now = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `now` outlives the call, which can't fail for this clock.
    unsafe { libc::clock_gettime(libc::CLOCK_MONOTONIC, &raw mut now) };
    Duration::new(u64::try_from(now.tv_sec).unwrap_or(0), u32::try_from(now.tv_nsec).unwrap_or(0))
}

/// A descriptor that becomes readable when the process `pid` ends.
pub fn pidfd_open(pid: Pid) -> io::Result<OwnedFd> {
    // SAFETY: plain integers.
    let fd = check(unsafe { libc::syscall(libc::SYS_pidfd_open, pid.as_raw(), 0) })?;
    Ok(adopt(RawFd::try_from(fd).map_err(io::Error::other)?))
}

/// A second descriptor of the same open file, numbered `least` or higher, closed on exec.
pub fn duplicate_above(fd: impl AsFd, least: RawFd) -> io::Result<OwnedFd> {
    // SAFETY: F_DUPFD_CLOEXEC takes a plain integer.
    let copy = unsafe { libc::fcntl(fd.as_fd().as_raw_fd(), libc::F_DUPFD_CLOEXEC, least) };
    if copy < 0 { Err(io::Error::last_os_error()) } else { Ok(adopt(copy)) }
}
