//! The server's end of one sandbox: sends files, runs commands, and watches their CPU time.

use std::{
    collections::BTreeMap,
    io,
    os::fd::{AsFd, BorrowedFd, OwnedFd},
    sync::{Arc, LazyLock},
    time::{Duration, Instant},
};

use nix::{
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::resource::Resource,
};

use super::{
    Shared,
    cgroup::{Leaf, LeafLimits, Slot},
    ending::{decide, usage},
    failed,
    protocol::{
        Ended, Failure, FileMeta, Join, MAX_FDS, Ready, Reply, Request, Run, WorkdirMode, receive,
        send,
    },
    stock::Stock,
    streams::{contents_of, cross, input, stream},
    sys,
    zygote::Zygote,
};
use crate::sandbox::{
    Command, End, Error, File as SandboxFile, Limits, Outcome, PATH, Priority, Stop, Workdir,
};

/// How long a sandbox may take beyond a run's own limits before it counts as broken.
const PATIENCE: Duration = Duration::from_secs(20);

/// The shortest pause between two looks at the CPU counter.
const SHORTEST_PAUSE: Duration = Duration::from_millis(2);

/// CPU time beyond the limit at which a program is killed. What its preparation cost is known
/// exactly only afterwards; the verdict rests on that, and not on who was killed.
const CPU_GRACE: Duration = Duration::from_millis(10);

/// The same where files are written or copied for the run first.
const CPU_GRACE_WITH_FILES: Duration = Duration::from_millis(500);

/// Runs in a sandbox from which on the next one is prepared ahead: a compilation is one, and so
/// is what one command wanted; where there were two there will be more.
const RUNS_THAT_BEGET_MORE: u32 = 2;

/// What came of listening to a sandbox.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Heard {
    /// It has something to say.
    Answer,
    /// The run is to be stopped.
    Stop,
    Nothing,
}

/// A sandbox, seen from the server. Dropping it closes its channel, which ends it.
pub struct Place {
    shared: Arc<Shared>,
    stock: Arc<Stock>,
    socket: OwnedFd,
    /// What is prepared for the next run.
    prepared: Option<(WorkdirMode, Option<Leaf>)>,
    /// What was prepared in vain; the sandbox may still be about to enter it.
    superseded: Vec<Leaf>,
    slot: Option<Slot>,
    /// Whether it has been heard to stand.
    stands: bool,
    runs: u32,
    /// What it is a copy of; after the channel, so that it ends later.
    zygote: Arc<Zygote>,
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let hint = match failure.errno {
            // AppArmor lets a user namespace be made, and then nothing be done in it.
            Some(libc::EPERM | libc::EACCES)
                if failure.step.contains("namespace") || failure.step.contains("/proc/self") =>
            {
                Some(
                    "unprivileged user namespaces are switched off here: run minos as root, or see \
                     `minos doctor`",
                )
            }
            Some(libc::ENOSPC) if failure.step.contains("namespace") => {
                Some("raise the limits in /proc/sys/user/")
            }
            Some(libc::ENOMEM | libc::EAGAIN) => {
                Some("the host is short of memory or processes: lower the number of workers")
            }
            _ => None,
        };
        let hint = hint.map(str::to_owned);
        Self { step: failure.step, cause: failure.cause, hint, lost: false }
    }
}

impl Place {
    /// A sandbox on a channel whose init was asked for it.
    pub fn new(
        shared: &Arc<Shared>,
        stock: &Arc<Stock>,
        socket: OwnedFd,
        slot: Option<Slot>,
        zygote: Arc<Zygote>,
    ) -> Self {
        let (shared, stock) = (Arc::clone(shared), Arc::clone(stock));
        Self {
            shared,
            stock,
            socket,
            prepared: None,
            superseded: Vec::new(),
            slot,
            stands: false,
            runs: 0,
            zygote,
        }
    }

    /// Waits until it stands.
    fn stand(&mut self) -> Result<(), Error> {
        if self.stands {
            return Ok(());
        }
        match self.answer("set up a sandbox")? {
            (Reply::Done, _) => self.stands = true,
            (other, _) => return Err(unexpected("set up a sandbox", other)),
        }
        Ok(())
    }

    fn ask(&mut self, request: &Request, fds: &[BorrowedFd<'_>]) -> Result<(), Error> {
        send(self.socket.as_fd(), request, fds).map_err(|e| failed("speak to a sandbox", &e))
    }

    fn answer(&mut self, step: &str) -> Result<(Reply, Vec<OwnedFd>), Error> {
        if !self.readable(PATIENCE)? {
            return Err(failed(step, &"the sandbox does not answer"));
        }
        match receive(self.socket.as_fd()) {
            Ok(Some(message)) => Ok(message),
            Ok(None) => Err(failed(step, &"the sandbox ended; its last words are in the log")),
            Err(e) => Err(failed(step, &e)),
        }
    }

    /// Whether what it is a copy of has ended, and so took it along.
    pub fn is_lost(&self) -> bool {
        self.zygote.has_ended()
    }

    /// Whether something can be received within `patience`.
    fn readable(&self, patience: Duration) -> Result<bool, Error> {
        Ok(self.listen(patience, None)? == Heard::Answer)
    }

    /// Waits until something can be received, the order to stop is given, or `patience` runs out.
    fn listen(&self, patience: Duration, stop: Option<&Stop>) -> Result<Heard, Error> {
        let mut fds = vec![PollFd::new(self.socket.as_fd(), PollFlags::POLLIN)];
        fds.extend(stop.map(|stop| PollFd::new(stop.event().as_fd(), PollFlags::POLLIN)));
        let millis = u16::try_from(patience.as_millis().max(1)).unwrap_or(u16::MAX);
        match poll(&mut fds, PollTimeout::from(millis)) {
            Ok(0) | Err(nix::errno::Errno::EINTR) => Ok(Heard::Nothing),
            Ok(_) if fds[0].any().unwrap_or(false) => Ok(Heard::Answer),
            Ok(_) => Ok(Heard::Stop),
            Err(e) => Err(failed("listen to a sandbox", &e)),
        }
    }

    /// Whether it has not ended. One that was never heard to stand may end soon all the same.
    pub fn is_there(&self) -> bool {
        // Of the end one always hears.
        let mut fds = [PollFd::new(self.socket.as_fd(), PollFlags::empty())];
        poll(&mut fds, PollTimeout::ZERO) == Ok(0)
    }

    /// Puts files below `/box`.
    pub fn put(&mut self, files: &[SandboxFile]) -> Result<(), Error> {
        self.stand()?;
        for batch in files.chunks(MAX_FDS) {
            let (metas, contents) = cross(batch)?;
            let fds: Vec<_> = contents.iter().map(AsFd::as_fd).collect();
            self.ask(&Request::Put(metas), &fds)?;
            match self.answer("put files")? {
                (Reply::Done, _) => {}
                (other, _) => return Err(unexpected("put files", other)),
            }
        }
        Ok(())
    }

    /// Takes what lies in `/box`.
    pub fn take(&mut self, most: u64) -> Result<Option<Vec<SandboxFile>>, Error> {
        self.stand()?;
        self.ask(&Request::Take(most), &[])?;
        let (metas, contents) = match self.answer("take files")? {
            (Reply::Taken(Some(metas)), contents) => (metas, contents),
            (Reply::Taken(None), _) => return Ok(None),
            (other, _) => return Err(unexpected("take files", other)),
        };
        let file = |(meta, content): (FileMeta, OwnedFd)| {
            let data = contents_of(Some(content.into()))?.into();
            Ok(SandboxFile { path: meta.path, data, executable: meta.executable })
        };
        metas.into_iter().zip(contents).map(file).collect::<Result<_, _>>().map(Some)
    }

    /// Has the next run prepared, in a leaf of its own. What is done then, such as copying /box,
    /// falls under `limits`, if they are known already.
    pub fn prepare(&mut self, workdir: Workdir, limits: Option<LeafLimits>) -> Result<(), Error> {
        let mut leaf = self.stock.leaf().map_err(|e| failed("make a control group", &e))?;
        if let (Some(leaf), Some(limits)) = (&mut leaf, limits) {
            leaf.set(limits).map_err(|e| failed("set a control group's limits", &e))?;
        }
        let workdir = workdir.into();
        match &leaf {
            Some(leaf) => {
                let (join, fds) = leaf.join();
                let fds: Vec<_> = fds.collect();
                self.ask(&Request::Ready(Ready { workdir, join }), &fds)?;
            }
            None => self.ask(&Request::Ready(Ready { workdir, join: Join::None }), &[])?,
        }
        let before = self.prepared.replace((workdir, leaf));
        self.superseded.extend(before.and_then(|(_, leaf)| leaf));
        Ok(())
    }

    /// Runs one command.
    pub fn run(&mut self, command: Command) -> Result<Outcome, Error> {
        let shared = Arc::clone(&self.shared);
        let filter = shared.filters.get(&command.policy).ok_or_else(|| {
            failed("find the seccomp policy", &format!("there is none called {}", command.policy))
        })?;
        let group_limits = LeafLimits {
            memory: command.limits.memory,
            processes: command.limits.processes,
            cpus: shared.options.cpus_per_run,
            priority: command.priority,
        };
        if command.priority == Priority::Normal {
            self.stock.expect(group_limits);
        }
        let workdir = command.workdir;
        if self.prepared.as_ref().is_none_or(|(mode, _)| *mode != workdir.into()) {
            self.prepare(workdir, Some(group_limits))?;
        }
        let mut leaf = self.prepared.take().and_then(|(_, leaf)| leaf);
        let outcome = match &mut leaf {
            Some(leaf) => leaf
                .set(group_limits)
                .map_err(|e| failed("set a control group's limits", &e))
                .and_then(|()| self.run_in(command, filter, Some((leaf, group_limits)))),
            None => self.run_in(command, filter, None),
        };
        match (leaf, &outcome) {
            (Some(leaf), Ok(_)) => self.stock.take_back(leaf),
            // Something of the run may be in it for as long as this sandbox lives.
            (Some(leaf), Err(_)) => self.stock.bury(leaf),
            (None, _) => {}
        }
        outcome
    }

    /// Runs one command in what was prepared with `leaf`.
    fn run_in(
        &mut self,
        command: Command,
        filter: BorrowedFd<'_>,
        grouped: Option<(&Leaf, LeafLimits)>,
    ) -> Result<Outcome, Error> {
        let leaf = grouped.map(|(leaf, _)| leaf);
        let (limits, workdir) = (command.limits, command.workdir);
        let shared = Arc::clone(&self.shared);
        let (stdin, given) = input(&shared.inputs, command.stdin)?;
        let (stdout, captured_stdout) = stream("stdout", command.stdout)?;
        let (stderr, captured_stderr) = stream("stderr", command.stderr)?;
        let (files, contents) = cross(&command.files)?;
        let with_files = workdir == Workdir::Copy || !files.is_empty();
        let grace = if with_files { CPU_GRACE_WITH_FILES } else { CPU_GRACE };
        let mut fds = vec![stdin.as_fd(), stdout.as_fd(), stderr.as_fd(), filter];
        fds.extend(contents.iter().map(AsFd::as_fd));
        let request = Request::Run(Box::new(Run {
            argv: command.argv,
            env: environment(command.env),
            cwd: command.cwd,
            files,
            collect: command.collect,
            // One byte more, as with the output: too much is seen, and not silently cut.
            collect_bytes: limits.output.saturating_add(1),
            cpus: command.cpus,
            wall: limits.wall,
            rlimits: rlimits(&limits, leaf.is_some()),
        }));
        self.ask(&request, &fds)?;
        drop((stdin, stdout, stderr));
        self.stand()?;
        let (ended, returned, stopped) = self.watch(&limits, grace, leaf, command.stop.as_ref())?;
        drop(given);
        for leaf in self.superseded.drain(..) {
            self.stock.bury(leaf);
        }
        self.runs += 1;
        if self.runs >= RUNS_THAT_BEGET_MORE {
            self.prepare(workdir, grouped.map(|(_, limits)| limits))?;
        }

        let counted = |e: io::Error| failed("read a control group", &e);
        let mut outcome = Outcome {
            end: End::Exited(0),
            usage: usage(&ended, leaf).map_err(counted)?,
            stdout: Vec::new(),
            stderr: Vec::new(),
            files: BTreeMap::new(),
            ended: instant(ended.at),
        };
        let oom = match leaf {
            Some(leaf) => leaf.oom_kills().map_err(counted)? > 0,
            None => false,
        };
        outcome.stdout = contents_of(captured_stdout)?;
        outcome.stderr = contents_of(captured_stderr)?;
        for (name, file) in ended.files.iter().zip(returned) {
            outcome.files.insert(name.clone(), contents_of(Some(file.into()))?);
        }
        if let Some(errno) = ended.exec_error {
            let why = io::Error::from_raw_os_error(errno);
            outcome.stderr.extend(format!("the program can't be executed: {why}\n").bytes());
        }
        outcome.end = decide(&ended, &outcome, &limits, oom, stopped);
        Ok(outcome)
    }

    /// Waits for the program's end; kills it when its control group has used up its CPU time, or
    /// the order to stop it is given. Also tells whether it was for that.
    fn watch(
        &mut self,
        limits: &Limits,
        grace: Duration,
        leaf: Option<&Leaf>,
        mut stop: Option<&Stop>,
    ) -> Result<(Ended, Vec<OwnedFd>, bool), Error> {
        let start = Instant::now();
        let most = limits.cpu + grace;
        let mut pause = self.soonest(most);
        let (mut counted, mut stopped) = (leaf.is_some(), false);
        loop {
            let left = (limits.wall + PATIENCE).saturating_sub(start.elapsed());
            if left.is_zero() {
                return Err(failed("end a run", &"its supervisor does not answer"));
            }
            match self.listen(if counted { pause.min(left) } else { left }, stop)? {
                Heard::Answer => {
                    return match self.answer("run a program")? {
                        (Reply::Ended(ended), fds) => Ok((ended, fds, stopped)),
                        (other, _) => Err(unexpected("run a program", other)),
                    };
                }
                Heard::Stop => {
                    (counted, stopped, stop) = (false, true, None);
                    self.ask(&Request::Kill, &[])?;
                }
                Heard::Nothing => {}
            }
            if let (Some(leaf), true) = (leaf, counted) {
                let used = leaf.cpu().map_err(|e| failed("read a control group", &e))?;
                if used > most {
                    (counted, stop) = (false, None);
                    self.ask(&Request::Kill, &[])?;
                } else {
                    pause = self.soonest(most - used);
                }
            }
        }
    }

    /// How long a run may be left alone that has this much CPU time left.
    fn soonest(&self, left: Duration) -> Duration {
        left.div_f64(self.shared.options.cpus_per_run).max(SHORTEST_PAUSE)
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let prepared = self.prepared.take().and_then(|(_, leaf)| leaf);
        for leaf in self.superseded.drain(..).chain(prepared) {
            self.stock.bury(leaf);
        }
        if let (Some(slot), Some(groups)) = (self.slot.take(), &self.shared.groups) {
            groups.return_slot(slot);
        }
    }
}

/// A moment of the host's monotonic clock. All are told from the same one, so that two keep their
/// order however busy the host is.
fn instant(at: Duration) -> Instant {
    static FIRST: LazyLock<(Instant, Duration)> =
        LazyLock::new(|| (Instant::now(), sys::monotonic()));
    let (instant, clock) = *FIRST;
    match at.checked_sub(clock) {
        Some(later) => instant + later,
        None => instant.checked_sub(clock - at).unwrap_or(instant),
    }
}

fn unexpected(step: &str, reply: Reply) -> Error {
    match reply {
        Reply::Failed(failure) => failure.into(),
        other => failed(step, &format!("the sandbox answered {other:?}")),
    }
}

fn environment(own: Vec<(String, String)>) -> Vec<(String, String)> {
    let standard = [("PATH", PATH), ("HOME", "/tmp"), ("TMPDIR", "/tmp"), ("LANG", "C.UTF-8")];
    let mut all: Vec<(String, String)> = standard
        .into_iter()
        .filter(|(key, _)| own.iter().all(|(k, _)| k != key))
        .map(|(key, value)| (key.into(), value.into()))
        .collect();
    all.extend(own);
    all
}

/// Limits of each process, beside the control group's of the whole tree.
fn rlimits(limits: &Limits, grouped: bool) -> Vec<(u32, u64)> {
    let mut all = vec![
        (Resource::RLIMIT_CORE, 0),
        // One byte more than allowed, so that too much output shows in the size.
        (Resource::RLIMIT_FSIZE, limits.output.saturating_add(1)),
        (Resource::RLIMIT_NOFILE, 1024),
        (Resource::RLIMIT_STACK, limits.memory),
        (Resource::RLIMIT_MEMLOCK, 64 << 10),
        // A second line behind the watch on the control group.
        (Resource::RLIMIT_CPU, limits.cpu.as_secs() + 2),
    ];
    if !grouped {
        all.push((Resource::RLIMIT_AS, limits.memory));
        all.push((Resource::RLIMIT_NPROC, u64::from(limits.processes)));
    }
    all.into_iter().map(|(resource, value)| (resource as u32, value)).collect()
}
