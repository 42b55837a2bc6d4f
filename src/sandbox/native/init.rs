//! `minos sandbox-init`: the process that sandboxes are copied from.
//!
//! The same binary, executed anew, so that it has one thread, little memory and nothing of the
//! server's; ordinary safe Rust may set up namespaces here. Theory of operation:
//!
//! 1. The server sends `Setup`. The init leaves the host's mount, network, ipc and uts
//!    namespaces (and, without root, first its user namespace), builds the read-only root and
//!    pivots into it. From here on the host's files are out of its own reach too. This is done
//!    once for all sandboxes with the same mounts.
//! 2. For each `Open` it copies itself into a [`place`] with mounts of its own, which serves one
//!    sandbox and ends with it.
//!
//! Network namespaces cost more than all the rest, and a sandbox can leave nothing in one: it has
//! no rights there and can make no socket with a name. So each sandbox gets one that no other has
//! at the same time, and a later one may get it again.

use std::{
    collections::HashMap,
    fs,
    io::{self, IsTerminal},
    os::{
        fd::{AsFd, BorrowedFd, OwnedFd},
        unix::fs::symlink,
    },
    path::{Path, PathBuf},
};

use nix::{
    mount::{MntFlags, MsFlags, mount, umount2},
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sched::{CloneFlags, unshare},
    sys::{
        signal::{SigSet, Signal, kill},
        signalfd::{SfdFlags, SignalFd},
        socket::{AddressFamily, SockFlag, SockType, socket},
        stat::{Mode, SFlag, fstat, umask},
        wait::{WaitPidFlag, WaitStatus, waitpid},
    },
    unistd::{Pid, chdir, dup2_stdin, getgid, getpid, getuid, pivot_root, sethostname, setsid},
};

use super::{
    place::Place,
    protocol::{Entry, Failure, Reply, Request, Setup, receive, send},
    sys,
};

/// Serves the channel on stdin until the server closes it.
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
    dup2_stdin(fs::File::open("/dev/null")?)?;
    let waited_for = SigSet::from_iter([Signal::SIGCHLD]);
    sys::reset_signals(&waited_for)?;
    let signals =
        SignalFd::with_flags(&waited_for, SfdFlags::SFD_NONBLOCK | SfdFlags::SFD_CLOEXEC)?;
    umask(Mode::from_bits_truncate(0o022));
    // Not in the terminal's foreground group: Ctrl-C is for the server, which drains.
    setsid()?;

    let Some((Request::Setup(setup), _)) = receive(socket.as_fd())? else { return Ok(()) };
    match enter(&setup) {
        Ok(()) => send(socket.as_fd(), &Reply::Done, &[])?,
        Err(failure) => return send(socket.as_fd(), &Reply::Failed(failure), &[]),
    }
    let init = Init { socket, signals, networks: Vec::new(), used: HashMap::new() };
    match init.serve()? {
        Some(place) => {
            place.serve()?;
            sys::leave(0)
        }
        None => Ok(()),
    }
}

/// An init that stands in the root of its sandboxes.
struct Init {
    socket: OwnedFd,
    signals: SignalFd,
    /// Network namespaces that nobody is in.
    networks: Vec<OwnedFd>,
    /// Those of the places that live.
    used: HashMap<Pid, OwnedFd>,
}

impl Init {
    /// Makes places until the server closes the channel. In a copy, returns the place.
    fn serve(mut self) -> io::Result<Option<Place>> {
        loop {
            let mut fds = [
                PollFd::new(self.socket.as_fd(), PollFlags::POLLIN),
                PollFd::new(self.signals.as_fd(), PollFlags::POLLIN),
            ];
            match poll(&mut fds, PollTimeout::NONE) {
                Ok(_) => {}
                Err(nix::errno::Errno::EINTR) => continue,
                Err(e) => return Err(e.into()),
            }
            let asked = fds[0].any().unwrap_or(false);
            self.bury();
            if !asked {
                continue;
            }
            match receive(self.socket.as_fd())? {
                None => break,
                Some((Request::Open(open), mut fds)) if !fds.is_empty() => {
                    let channel = fds.remove(0);
                    if let Some(place) = self.copy(open, channel, fds)? {
                        return Ok(Some(place));
                    }
                }
                Some((other, _)) => return Err(io::Error::other(format!("asked for {other:?}"))),
            }
        }
        // The server is gone or wants no more; with the places goes all that is in them.
        for pid in self.used.keys() {
            let _ = kill(*pid, Signal::SIGKILL);
        }
        while waitpid(None, None).is_ok() {}
        Ok(None)
    }

    /// Takes back the networks of places that have ended.
    fn bury(&mut self) {
        while let Ok(Some(_)) = self.signals.read_signal() {}
        loop {
            match waitpid(None, Some(WaitPidFlag::WNOHANG)) {
                Ok(WaitStatus::Exited(pid, 0)) => self.networks.extend(self.used.remove(&pid)),
                // Killed: what was inside may live a moment longer.
                Ok(WaitStatus::Exited(pid, _) | WaitStatus::Signaled(pid, ..)) => {
                    self.used.remove(&pid);
                }
                _ => return,
            }
        }
    }

    /// Copies this process; in the copy, everything of the init's is closed.
    fn copy(
        &mut self,
        open: super::protocol::Open,
        channel: OwnedFd,
        tasks: Vec<OwnedFd>,
    ) -> io::Result<Option<Place>> {
        let network = match self.networks.pop() {
            Some(network) => network,
            None => match fresh_network() {
                Ok(network) => network,
                Err(e) => {
                    let failure = Failure::new("make a network namespace", &e);
                    send(channel.as_fd(), &Reply::Failed(failure), &[])?;
                    return Ok(None);
                }
            },
        };
        let init = getpid();
        match sys::fork_into(libc::CLONE_NEWNS | libc::CLONE_NEWIPC) {
            Ok(None) => {
                self.networks.clear();
                self.used.clear();
                let signals = self.signals.as_fd().try_clone_to_owned()?;
                self.socket = fs::File::open("/dev/null")?.into();
                Ok(Some(Place::new(channel, signals, open, &tasks, network, init)))
            }
            Ok(Some(pid)) => {
                self.used.insert(pid, network);
                Ok(None)
            }
            Err(e) => {
                self.networks.push(network);
                let failure = Failure::new("copy sandbox-init", &e);
                send(channel.as_fd(), &Reply::Failed(failure), &[])?;
                Ok(None)
            }
        }
    }
}

/// A network namespace in which nothing is, with not even its loopback device up.
fn fresh_network() -> io::Result<OwnedFd> {
    unshare(CloneFlags::CLONE_NEWNET)?;
    let inside = socket(AddressFamily::Unix, SockType::Stream, SockFlag::SOCK_CLOEXEC, None)?;
    sys::network_of(inside.as_fd())
}

/// Leaves the host.
fn enter(setup: &Setup) -> Result<(), Failure> {
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
    sys::set_mount_attributes(Path::new("/"), sys::mount_attr::READ_ONLY, true)
        .map_err(at("make the new root read-only"))
}

/// Builds one entry below `stage`.
fn build(stage: &Path, entry: &Entry, trees: &mut impl Iterator<Item = OwnedFd>) -> io::Result<()> {
    let below = |path: &Path| stage.join(path.strip_prefix("/").unwrap_or(path));
    let mut attach = |inside: &Path, attributes: u64| {
        let tree = trees.next().ok_or_else(|| io::Error::other("a host path was not opened"))?;
        let target = below(inside);
        // The new root may cover the host's path by now.
        if is_dir(tree.as_fd())? {
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
        Entry::Bind(_, inside) => attach(inside, READ_ONLY | NO_SUID | NO_DEV),
        // Read-only keeps a guest from the times of the host's node; writing to it still works.
        Entry::Device(_, inside) => attach(inside, READ_ONLY | NO_SUID),
        Entry::Raw(_, inside) => attach(inside, 0),
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

fn is_dir(file: BorrowedFd<'_>) -> io::Result<bool> {
    Ok(fstat(file)?.st_mode & SFlag::S_IFMT.bits() == SFlag::S_IFDIR.bits())
}

fn parents(path: &Path) -> io::Result<()> {
    fs::create_dir_all(path.parent().map(PathBuf::from).unwrap_or_default())
}
