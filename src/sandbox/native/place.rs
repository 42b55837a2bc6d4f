//! One sandbox: its mounts, the files of its submission, and its runs, one after the other.
//!
//! A place is a copy of the [`init`](super::init) with mounts of its own. It stands still while a
//! run is prepared or goes on: then its [`reaper`](super::reaper), which shares its memory, has
//! the word. It takes every message that is not for a run.

use std::{
    fs::{self, File},
    io,
    os::{
        fd::{AsFd, BorrowedFd, OwnedFd},
        unix::fs::{MetadataExt, fchown},
    },
    path::Path,
};

use nix::{
    mount::{MntFlags, MsFlags, mount, umount2},
    sched::{CloneFlags, setns},
    sys::{prctl, signal::Signal, statfs::statfs, wait::waitpid},
    unistd::{Pid, getppid},
};

use super::{
    files,
    protocol::{
        Failure, FileMeta, Join, MAX_FDS, Open, Ready, Reply, Request, WorkdirMode, receive, send,
    },
    reaper::{self, Turn},
    sys,
};

const BOX: &str = "/box";
const TMP: &str = "/tmp";

/// Mounts that may lie on each other.
const MOST_COVERED: u32 = 64;

/// A sandbox.
pub struct Place {
    /// Where the server asks.
    pub socket: OwnedFd,
    /// Tells of ended children.
    pub signals: OwnedFd,
    /// Owner and sizes.
    pub open: Open,
    /// The user namespace of its programs, which the first of them made. They have no rights in
    /// it, and can leave nothing there.
    pub users: Option<OwnedFd>,
    /// What `/box` is now; a copy is taken away after its run.
    workdir: WorkdirMode,
    /// /tmp as it was made; `None` when there is none.
    tmp: Option<Untouched>,
    /// Mounts of runs that have ended on /proc.
    covered: u32,
    /// First failure on the way here, told when the server can hear it.
    entered: Result<(), Failure>,
}

/// A run that the server has asked to prepare.
pub struct Prepared {
    /// As it asked.
    pub ready: Ready,
    /// `tasks` files to join (v1).
    pub tasks: Vec<OwnedFd>,
    /// The cgroup directory to be cloned into (v2).
    pub cgroup: Option<OwnedFd>,
    /// The cgroup's CPU counter.
    pub counter: Option<OwnedFd>,
    /// The directory of which `/box` is to be a copy.
    pub original: Option<File>,
}

/// What tells whether a directory of root's was written to: the kernel's clock may be too coarse
/// to show a change in the moment after it was made, but then nothing but that time is changed,
/// unless something is in it.
#[derive(PartialEq, Eq)]
struct Untouched {
    changed: (i64, i64),
    free_inodes: u64,
    free_blocks: u64,
}

impl Untouched {
    fn look() -> io::Result<Self> {
        let (meta, space) = (fs::symlink_metadata(TMP)?, statfs(TMP)?);
        Ok(Self {
            changed: (meta.ctime(), meta.ctime_nsec()),
            free_inodes: space.files_free(),
            free_blocks: space.blocks_free(),
        })
    }
}

impl Prepared {
    fn new(ready: Ready, fds: Vec<OwnedFd>) -> Self {
        let mut fds = fds.into_iter();
        let (tasks, cgroup) = match ready.join {
            Join::Tasks(count) => (fds.by_ref().take(count).collect(), None),
            Join::Clone => (Vec::new(), fds.next()),
            Join::None => (Vec::new(), None),
        };
        Self { ready, tasks, cgroup, counter: fds.next(), original: None }
    }
}

impl Place {
    /// Enters the network namespace and the cgroups of `tasks`, and mounts `/box`. It is to end
    /// with its parent `init`.
    pub fn new(
        socket: OwnedFd,
        signals: OwnedFd,
        open: Open,
        tasks: &[OwnedFd],
        network: OwnedFd,
        init: Pid,
    ) -> Self {
        let enter = || -> Result<(), Failure> {
            let fail = |step: &'static str| move |e: nix::Error| Failure::new(step, &e.into());
            prctl::set_pdeathsig(Signal::SIGKILL).map_err(fail("follow the parent's death"))?;
            if getppid() != init {
                let cause = io::Error::other("sandbox-init has ended");
                return Err(Failure::new("follow the parent's death", &cause));
            }
            prctl::set_dumpable(false).map_err(fail("become undumpable"))?;
            for tasks in tasks {
                nix::unistd::write(tasks, b"0").map_err(fail("join the sandbox's cgroup"))?;
            }
            setns(network, CloneFlags::CLONE_NEWNET).map_err(fail("enter a network namespace"))?;
            tmpfs(BOX, &open, 0o755).map_err(|e| Failure::new("mount /box", &e))
        };
        let entered = enter();
        Self {
            socket,
            signals,
            open,
            users: None,
            workdir: WorkdirMode::Shared,
            tmp: None,
            covered: 0,
            entered,
        }
    }

    /// Serves the sandbox until the server closes its channel, or has been told that it broke.
    ///
    /// # Errors
    /// When the channel breaks.
    pub fn serve(mut self) -> io::Result<()> {
        let mut stacks = (sys::Stack::new()?, sys::Stack::new()?);
        match std::mem::replace(&mut self.entered, Ok(())) {
            Ok(()) => {
                // That nobody listens any more, the next message tells.
                let _ = send(self.socket.as_fd(), &Reply::Done, &[]);
            }
            Err(failure) => {
                self.fail(failure);
                return Ok(());
            }
        }
        let mut prepared: Option<Prepared> = None;
        loop {
            if let Some(run) = &mut prepared {
                match self.turn(run, &mut stacks) {
                    Ok(Turn::Ran) => {
                        prepared = None;
                        continue;
                    }
                    // Something else was asked for, and is next.
                    Ok(Turn::NotARun) => {}
                    Ok(Turn::Gone) => return Ok(()),
                    Err(failure) => {
                        self.fail(failure);
                        return Ok(());
                    }
                }
            }
            let Some((request, fds)) = receive(self.socket.as_fd())? else { return Ok(()) };
            let done = match request {
                Request::Ready(ready) => {
                    prepared = Some(Prepared::new(ready, fds));
                    Ok(())
                }
                Request::Put(metas) => {
                    self.put(&metas, fds).and_then(|()| self.reply(&Reply::Done, &[]))
                }
                Request::Take(most) => self.give(most),
                // Its program ended while the order was on its way.
                Request::Kill => Ok(()),
                Request::Setup(_) | Request::Open(_) | Request::Run(_) => {
                    let cause = io::Error::other("asked for out of turn");
                    Err(Failure::new("serve a sandbox", &cause))
                }
            };
            if let Err(failure) = done {
                self.fail(failure);
                return Ok(());
            }
        }
    }

    /// Answers the server. That it is gone is no failure: the next message tells.
    pub fn reply(&self, reply: &Reply, fds: &[BorrowedFd<'_>]) -> Result<(), Failure> {
        match send(self.socket.as_fd(), reply, fds) {
            Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new("answer", &e)),
            _ => Ok(()),
        }
    }

    /// Tells the server of a failure, after which nothing works here any more. What it threw away
    /// unused may fail as well, when its control group is gone already: then nobody listens.
    fn fail(&self, failure: Failure) {
        let _ = send(self.socket.as_fd(), &Reply::Failed(failure), &[]);
    }

    /// Prepares a run and has its reaper wait for it.
    fn turn(
        &mut self,
        run: &mut Prepared,
        stacks: &mut (sys::Stack, sys::Stack),
    ) -> Result<Turn, Failure> {
        self.fresh_tmp().map_err(|e| Failure::new("mount /tmp", &e))?;
        self.set_workdir(run)?;
        let mut turn = Err(Failure::new(
            "supervise the run",
            &io::Error::other("pid 1 of the run ended early"),
        ));
        // One table of descriptors, so that what the reaper opens for later runs stays open.
        let flags = libc::CLONE_NEWPID | libc::CLONE_FILES;
        let (own, programs) = stacks;
        let pid = sys::run_suspended(own, flags, None, || {
            turn = reaper::serve(self, run, programs);
            0
        })
        .map_err(|e| Failure::new("clone pid 1 of a run", &e))?;
        waitpid(pid, None).map_err(|e| Failure::new("wait for pid 1 of a run", &e.into()))?;
        // The next one covers it, which costs less than to unmount it.
        self.covered += 1;
        if self.covered == MOST_COVERED {
            for _ in 0..self.covered {
                unmount("/proc")?;
            }
            self.covered = 0;
        }
        // Everything of the run is dead, so nothing can be busy.
        if self.workdir == WorkdirMode::Copy {
            unmount(BOX)?;
            self.workdir = WorkdirMode::Shared;
        }
        turn
    }

    /// An empty /tmp. One that no run has touched is kept.
    fn fresh_tmp(&mut self) -> io::Result<()> {
        if let Some(made) = &self.tmp {
            // Without root its owner is the program's user, who may change what is not looked at.
            if self.open.uid != 0 && Untouched::look()? == *made {
                return Ok(());
            }
            self.tmp = None;
            umount2(TMP, MntFlags::MNT_DETACH)?;
        }
        tmpfs(TMP, &Open { uid: 0, ..self.open }, 0o1777)?;
        self.tmp = Some(Untouched::look()?);
        Ok(())
    }

    /// Makes `/box` what the run needs.
    fn set_workdir(&mut self, run: &mut Prepared) -> Result<(), Failure> {
        let wanted = run.ready.workdir;
        if wanted == self.workdir {
            return Ok(());
        }
        let read_only = |on| {
            sys::set_mount_attributes(Path::new(BOX), sys::mount_attr::READ_ONLY, on)
                .map_err(|e| Failure::new("change the mount of /box", &e))
        };
        if self.workdir == WorkdirMode::Frozen {
            read_only(false)?;
        }
        self.workdir = WorkdirMode::Shared;
        match wanted {
            WorkdirMode::Shared => {}
            WorkdirMode::Frozen => {
                // Whatever a compiler was made to do with /box, programs start there.
                File::open(BOX)
                    .and_then(|dir| files::open_up(&dir))
                    .map_err(|e| Failure::new("open /box to the program", &e))?;
                read_only(true)?;
            }
            WorkdirMode::Copy => {
                // The old one stays reachable through the descriptor.
                run.original = Some(File::open(BOX).map_err(|e| Failure::new("open /box", &e))?);
                tmpfs(BOX, &self.open, 0o755).map_err(|e| Failure::new("mount /box", &e))?;
            }
        }
        self.workdir = wanted;
        Ok(())
    }

    fn put(&mut self, metas: &[FileMeta], fds: Vec<OwnedFd>) -> Result<(), Failure> {
        let mut writable =
            Prepared::new(Ready { workdir: WorkdirMode::Shared, join: Join::None }, Vec::new());
        self.set_workdir(&mut writable)?;
        let uid = self.open.uid;
        let root = File::open(BOX).map_err(|e| Failure::new("open /box", &e))?;
        for (meta, content) in metas.iter().zip(fds) {
            files::write(&root, Path::new(&meta.path), content, meta.executable, Some(uid))
                .map_err(|e| Failure::new(format!("write /box/{}", meta.path), &e))?;
        }
        fchown(&root, Some(uid), Some(uid))
            .and_then(|()| files::open_up(&root))
            .map_err(|e| Failure::new("own /box", &e))
    }

    /// Answers what lies in `/box`, where nothing runs now.
    fn give(&self, most: u64) -> Result<(), Failure> {
        let found = File::open(BOX)
            .and_then(|root| files::gather(&root, MAX_FDS, most))
            .map_err(|e| Failure::new("look into /box", &e))?;
        let Some(found) = found else { return self.reply(&Reply::Taken(None), &[]) };
        let (metas, contents): (Vec<_>, Vec<_>) = found.into_iter().unzip();
        let fds: Vec<_> = contents.iter().map(AsFd::as_fd).collect();
        self.reply(&Reply::Taken(Some(metas)), &fds)
    }
}

fn unmount(path: &str) -> Result<(), Failure> {
    umount2(path, MntFlags::MNT_DETACH)
        .map_err(|e| Failure::new(format!("unmount {path}"), &e.into()))
}

/// A tmpfs owned by the program.
fn tmpfs(path: &str, open: &Open, mode: u32) -> io::Result<()> {
    let options = format!(
        "size={},nr_inodes={},mode={mode:o},uid={id},gid={id}",
        open.scratch_bytes,
        open.scratch_inodes,
        id = open.uid
    );
    mount(
        Some("tmpfs"),
        path,
        Some("tmpfs"),
        MsFlags::MS_NOSUID | MsFlags::MS_NODEV,
        Some(options.as_str()),
    )?;
    Ok(())
}
