//! `minos sandbox-init`: the process that holds one sandbox.
//!
//! The same binary, executed anew, so that it starts with one thread, little memory and nothing
//! of the server's; ordinary safe Rust may set up namespaces here. Theory of operation:
//!
//! 1. The server sends `Setup`. The init leaves the host's mount, network, ipc and uts
//!    namespaces (and, without root, first its user namespace), builds the read-only root and
//!    pivots into it. From here on the host's files are out of its own reach too.
//! 2. `Put` writes files into `/box`.
//! 3. `Run` clones a [`reaper`](super::reaper) into fresh pid, mount and ipc namespaces; it
//!    launches the program and reports to the server directly. The init meanwhile listens for
//!    `Kill`, and for the end of the channel, which ends everything.

use std::{
    fs,
    io::{self, IsTerminal},
    os::{
        fd::{AsFd, BorrowedFd, OwnedFd},
        unix::fs::{fchown, symlink},
    },
    path::{Path, PathBuf},
};

use nix::{
    mount::{MntFlags, MsFlags, mount, umount2},
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sched::{CloneFlags, unshare},
    sys::{
        signal::{Signal, kill},
        wait::{WaitStatus, waitpid},
    },
    unistd::{chdir, getgid, getuid, pivot_root, sethostname},
};

use super::{
    files,
    protocol::{Entry, Failure, FileMeta, MAX_FDS, Reply, Request, Run, Setup, receive, send},
    reaper::{self, Scratch},
    sys,
};

/// Serves one sandbox on stdin until the server closes it.
///
/// # Errors
/// When stdin is no channel of a server, or the channel breaks.
pub fn main() -> io::Result<()> {
    if io::stdin().is_terminal() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            "`minos sandbox-init` is started by minos itself and speaks its protocol on stdin",
        ));
    }
    // Away from 0, where programs get their stdin.
    let socket = sys::duplicate_above(io::stdin(), 10)?;
    reaper::signals().thread_block()?;

    let Some((Request::Setup(setup), _)) = receive(socket.as_fd())? else { return Ok(()) };
    let scratch =
        Scratch { bytes: setup.scratch_bytes, inodes: setup.scratch_inodes, uid: setup.uid };
    match enter(&setup, scratch) {
        Ok(()) => send(socket.as_fd(), &Reply::Done, &[])?,
        Err(failure) => return send(socket.as_fd(), &Reply::Failed(failure), &[]),
    }
    let mut next = receive(socket.as_fd())?;
    while let Some((request, fds)) = next {
        next = match request {
            Request::Put(metas) => {
                let reply = match put(&metas, fds, scratch.uid) {
                    Ok(()) => Reply::Done,
                    Err(failure) => Reply::Failed(failure),
                };
                send(socket.as_fd(), &reply, &[])?;
                receive(socket.as_fd())?
            }
            Request::Take(most) => {
                give(socket.as_fd(), most)?;
                receive(socket.as_fd())?
            }
            Request::Run(run) => serve_run(socket.as_fd(), &run, fds, scratch)?,
            // Its program ended while the order was on its way.
            Request::Kill => receive(socket.as_fd())?,
            Request::Setup(_) => {
                let failure = Failure::new("set up", &io::Error::other("already done"));
                send(socket.as_fd(), &Reply::Failed(failure), &[])?;
                receive(socket.as_fd())?
            }
        };
    }
    Ok(())
}

/// Leaves the host.
fn enter(setup: &Setup, scratch: Scratch) -> Result<(), Failure> {
    fn at<E: Into<io::Error>>(step: impl Into<String>) -> impl FnOnce(E) -> Failure {
        let step = step.into();
        move |e| Failure::new(step, &e.into())
    }

    let mut namespaces = CloneFlags::CLONE_NEWNS
        | CloneFlags::CLONE_NEWNET
        | CloneFlags::CLONE_NEWIPC
        | CloneFlags::CLONE_NEWUTS;
    if setup.rootless {
        let (uid, gid) = (getuid(), getgid());
        namespaces |= CloneFlags::CLONE_NEWUSER;
        unshare(namespaces).map_err(at("leave the host's namespaces"))?;
        fs::write("/proc/self/setgroups", "deny").map_err(at("write /proc/self/setgroups"))?;
        fs::write("/proc/self/uid_map", format!("0 {uid} 1"))
            .map_err(at("write /proc/self/uid_map"))?;
        fs::write("/proc/self/gid_map", format!("0 {gid} 1"))
            .map_err(at("write /proc/self/gid_map"))?;
    } else {
        unshare(namespaces).map_err(at("leave the host's namespaces"))?;
    }
    sethostname("minos").map_err(at("set the host name"))?;

    // Nothing mounted from here on may be seen outside, nor the other way round.
    let none = None::<&str>;
    mount(none, "/", none, MsFlags::MS_REC | MsFlags::MS_PRIVATE, none)
        .map_err(at("make / private"))?;

    // All host paths are opened before the new root covers any of them.
    let mut trees = Vec::new();
    for entry in &setup.root {
        if let Entry::Bind(host, _) | Entry::Device(host, _) | Entry::Raw(host, _) = entry {
            let tree = sys::clone_tree(host).map_err(at(format!("open {}", host.display())))?;
            trees.push(tree);
        }
    }
    let stage = Path::new("/tmp");
    mount(
        Some("minos"),
        stage,
        Some("tmpfs"),
        MsFlags::MS_NOSUID | MsFlags::MS_NODEV,
        Some("size=1m,mode=755"),
    )
    .map_err(at("mount the new root"))?;
    let mut trees = trees.into_iter();
    for entry in &setup.root {
        build(stage, entry, &mut trees).map_err(at(format!("build {entry:?}")))?;
    }
    chdir(stage).map_err(at("enter the new root"))?;
    pivot_root(".", ".").map_err(at("pivot into the new root"))?;
    umount2(".", MntFlags::MNT_DETACH).map_err(at("let go of the host's root"))?;
    chdir("/").map_err(at("enter the new root"))?;
    sys::set_mount_attributes(Path::new("/"), sys::mount_attr::READ_ONLY)
        .map_err(at("make the new root read-only"))?;
    reaper::tmpfs(Path::new("/box"), scratch, 0o755).map_err(at("mount /box"))
}

/// Builds one entry below `stage`.
fn build(stage: &Path, entry: &Entry, trees: &mut impl Iterator<Item = OwnedFd>) -> io::Result<()> {
    let below = |path: &Path| stage.join(path.strip_prefix("/").unwrap_or(path));
    let mut attach = |host: &Path, inside: &Path, attributes: u64| {
        let tree = trees.next().ok_or_else(|| io::Error::other("a host path was not opened"))?;
        let target = below(inside);
        if host.is_dir() {
            fs::create_dir_all(&target)?;
        } else if !target.exists() {
            parents(&target)?;
            fs::write(&target, "")?;
        }
        if attributes != 0 {
            sys::set_tree_attributes(tree.as_fd(), attributes)?;
        }
        sys::attach_tree(tree.as_fd(), &target)
    };
    use sys::mount_attr::{NO_DEV, NO_SUID, READ_ONLY};
    match entry {
        Entry::Dir(path) => fs::create_dir_all(below(path)),
        Entry::Link(path, target) => {
            let path = below(path);
            parents(&path)?;
            symlink(target, path)
        }
        Entry::File(path, text) => {
            let path = below(path);
            parents(&path)?;
            fs::write(path, text)
        }
        Entry::Bind(host, inside) => attach(host, inside, READ_ONLY | NO_SUID | NO_DEV),
        // Read-only keeps a guest from the times of the host's node; writing to it still works.
        Entry::Device(host, inside) => attach(host, inside, READ_ONLY | NO_SUID),
        Entry::Raw(host, inside) => attach(host, inside, 0),
        Entry::Hide(path) => {
            mount(
                Some("hidden"),
                &below(path),
                Some("tmpfs"),
                MsFlags::MS_RDONLY | MsFlags::MS_NOSUID | MsFlags::MS_NODEV,
                Some("size=4k,mode=555"),
            )?;
            Ok(())
        }
    }
}

fn parents(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path.parent().map(PathBuf::from).unwrap_or_default())
}

fn put(metas: &[FileMeta], fds: Vec<OwnedFd>, uid: u32) -> Result<(), Failure> {
    let root = fs::File::open("/box").map_err(|e| Failure::new("open /box", &e))?;
    for (meta, content) in metas.iter().zip(fds) {
        files::write(&root, Path::new(&meta.path), content, meta.executable, uid)
            .map_err(|e| Failure::new(format!("write /box/{}", meta.path), &e))?;
    }
    fchown(&root, Some(uid), Some(uid))
        .and_then(|()| files::open_up(&root))
        .map_err(|e| Failure::new("own /box", &e))
}

/// Answers what lies in `/box`, where nothing runs now.
fn give(socket: BorrowedFd<'_>, most: u64) -> io::Result<()> {
    let found = match fs::File::open("/box").and_then(|root| files::gather(&root, MAX_FDS, most)) {
        Ok(found) => found,
        Err(e) => return send(socket, &Reply::Failed(Failure::new("look into /box", &e)), &[]),
    };
    let Some(found) = found else { return send(socket, &Reply::Taken(None), &[]) };
    let (metas, contents): (Vec<_>, Vec<_>) = found.into_iter().unzip();
    let fds: Vec<_> = contents.iter().map(AsFd::as_fd).collect();
    send(socket, &Reply::Taken(Some(metas)), &fds)
}

/// A request with its descriptors; `None` when the server is gone.
type Message = Option<(Request, Vec<OwnedFd>)>;

/// Serves a run to its end and returns what the server asks next.
fn serve_run(
    socket: BorrowedFd<'_>,
    run: &Run,
    fds: Vec<OwnedFd>,
    scratch: Scratch,
) -> io::Result<Message> {
    let namespaces = libc::CLONE_NEWPID | libc::CLONE_NEWNS | libc::CLONE_NEWIPC;
    let Some(pid) = sys::fork_into(namespaces)? else {
        let code = i32::from(reaper::serve(socket, run, fds, scratch).is_err());
        std::process::exit(code);
    };
    drop(fds);
    let ended = sys::pidfd_open(pid)?;
    let mut next = None;
    loop {
        let mut polled =
            [PollFd::new(ended.as_fd(), PollFlags::POLLIN), PollFd::new(socket, PollFlags::POLLIN)];
        // With the next request at hand there is nothing more to hear.
        let watched = if next.is_none() { 2 } else { 1 };
        match poll(&mut polled[..watched], PollTimeout::NONE) {
            Ok(_) | Err(nix::errno::Errno::EINTR) => {}
            Err(e) => return Err(e.into()),
        }
        let ready = |fd: &PollFd<'_>| fd.revents().is_some_and(|events| !events.is_empty());
        if ready(&polled[0]) {
            break;
        }
        if next.is_none() && ready(&polled[1]) {
            next = match receive(socket)? {
                Some((Request::Kill, _)) => {
                    kill(pid, Signal::SIGTERM)?;
                    None
                }
                None => {
                    // The server is gone: pid 1 dies, and the kernel kills all inside.
                    kill(pid, Signal::SIGKILL)?;
                    Some(None)
                }
                // The reaper has reported, and is about to exit.
                message => Some(message),
            };
        }
    }
    let status = waitpid(pid, None)?;
    if next.is_none() && !matches!(status, WaitStatus::Exited(_, 0)) {
        // It could not report for itself.
        let cause = io::Error::other(format!("pid 1 of the run ended early: {status:?}"));
        send(socket, &Reply::Failed(Failure::new("supervise the run", &cause)), &[])?;
    }
    match next {
        Some(message) => Ok(message),
        None => receive(socket),
    }
}
