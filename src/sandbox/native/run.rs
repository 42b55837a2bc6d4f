//! The server's end of one sandbox: starts its init, sends files, runs commands, and watches
//! their CPU time.

use std::{
    collections::BTreeMap,
    io,
    os::{
        fd::{AsFd, BorrowedFd, OwnedFd},
        unix::process::CommandExt,
    },
    path::PathBuf,
    process::{Child, Stdio},
    sync::{Arc, atomic::Ordering},
    time::{Duration, Instant},
};

use nix::{
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::{
        resource::Resource,
        socket::{AddressFamily, SockFlag, SockType, socketpair},
    },
};

use super::{
    Shared,
    cgroup::{Leaf, LeafLimits},
    ending::{decide, usage},
    failed,
    host::rootless,
    protocol::{
        Ended, Failure, FileMeta, Join, MAX_FDS, Reply, Request, Run, Setup, receive, send,
    },
    root,
    streams::{contents_of, cross, input, stream},
    sys,
};
use crate::sandbox::{Command, End, Error, File as SandboxFile, Limits, Outcome, PATH};

/// How long the init may take beyond a run's own limits before it counts as broken.
const PATIENCE: Duration = Duration::from_secs(20);

/// The shortest pause between two looks at the CPU counter.
const SHORTEST_PAUSE: Duration = Duration::from_millis(2);

/// A sandbox, seen from the server.
pub struct Place {
    shared: Arc<Shared>,
    socket: OwnedFd,
    /// After the socket, whose end it waits for.
    init: Init,
}

/// The init's process. Dropping it waits for its end, which the end of its channel brings.
pub struct Init(Child);

impl Drop for Init {
    fn drop(&mut self) {
        let _ = self.0.wait();
    }
}

impl From<Failure> for Error {
    fn from(failure: Failure) -> Self {
        let hint = match failure.errno {
            Some(libc::EPERM) if failure.step.contains("namespaces") => Some(
                "unprivileged user namespaces are switched off here: run minos as root, or see \
                 `minos doctor`",
            ),
            Some(libc::ENOSPC) if failure.step.contains("namespaces") => {
                Some("raise the limits in /proc/sys/user/")
            }
            Some(libc::ENOMEM | libc::EAGAIN) => {
                Some("the host is short of memory or processes: lower the number of workers")
            }
            _ => None,
        };
        Self { step: failure.step, cause: failure.cause, hint: hint.map(str::to_owned) }
    }
}

impl Place {
    /// Starts an init and has it make the place.
    pub fn open(shared: &Arc<Shared>, mounts: &[PathBuf]) -> Result<Self, Error> {
        let (socket, theirs) =
            socketpair(AddressFamily::Unix, SockType::SeqPacket, None, SockFlag::SOCK_CLOEXEC)
                .map_err(|e| failed("make a socket pair", &e))?;
        let options = &shared.options;
        let child = std::process::Command::new(&options.init)
            .arg("sandbox-init")
            .env_clear()
            .stdin(Stdio::from(theirs))
            .stdout(Stdio::null())
            // Not in the terminal's foreground group: Ctrl-C is for the server, which drains.
            .process_group(0)
            .spawn()
            .map_err(|e| failed(format!("start {} sandbox-init", options.init.display()), &e))?;
        let mut place = Self { shared: Arc::clone(shared), socket, init: Init(child) };
        let rootless = rootless();
        let uid = if rootless {
            // Root of the init's user namespace, which is the server's user outside.
            0
        } else {
            options.first_uid + shared.next_uid.fetch_add(1, Ordering::Relaxed) % 4096
        };
        let setup = Setup {
            root: root::plan(mounts, &options.hide, rootless),
            rootless,
            uid,
            scratch_bytes: options.scratch_bytes,
            scratch_inodes: options.scratch_inodes,
        };
        place.ask(&Request::Setup(setup), &[])?;
        match place.answer("set up a sandbox")? {
            (Reply::Done, _) => Ok(place),
            (other, _) => Err(unexpected("set up a sandbox", other)),
        }
    }

    /// Closes the channel, which ends the init; whoever has the time may drop it.
    pub fn close(self) -> Init {
        self.init
    }

    fn ask(&mut self, request: &Request, fds: &[BorrowedFd<'_>]) -> Result<(), Error> {
        send(self.socket.as_fd(), request, fds).map_err(|e| failed("speak to sandbox-init", &e))
    }

    fn answer(&mut self, step: &str) -> Result<(Reply, Vec<OwnedFd>), Error> {
        if !self.readable(PATIENCE)? {
            let _ = self.init.0.kill();
            return Err(failed(step, &"sandbox-init does not answer"));
        }
        match receive(self.socket.as_fd()) {
            Ok(Some(message)) => Ok(message),
            Ok(None) => Err(failed(step, &"sandbox-init ended; its last words are in the log")),
            Err(e) => Err(failed(step, &e)),
        }
    }

    /// Whether something can be received within `patience`.
    fn readable(&self, patience: Duration) -> Result<bool, Error> {
        let mut fds = [PollFd::new(self.socket.as_fd(), PollFlags::POLLIN)];
        let millis = u16::try_from(patience.as_millis().max(1)).unwrap_or(u16::MAX);
        match poll(&mut fds, PollTimeout::from(millis)) {
            Ok(ready) => Ok(ready > 0),
            Err(nix::errno::Errno::EINTR) => Ok(false),
            Err(e) => Err(failed("listen to sandbox-init", &e)),
        }
    }

    /// Puts files below `/box`.
    pub fn put(&mut self, files: &[SandboxFile]) -> Result<(), Error> {
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

    /// Runs one command.
    pub fn run(&mut self, command: Command) -> Result<Outcome, Error> {
        let shared = Arc::clone(&self.shared);
        let filter = shared.filters.get(&command.policy).ok_or_else(|| {
            failed("find the seccomp policy", &format!("there is none called {}", command.policy))
        })?;
        let limits = command.limits;
        let leaf = shared
            .groups
            .as_ref()
            .map(|groups| {
                groups.leaf(LeafLimits {
                    memory: limits.memory,
                    processes: limits.processes,
                    cpus: shared.options.cpus_per_run,
                })
            })
            .transpose()
            .map_err(|e| failed("make a control group", &e))?;

        let stdin = input(command.stdin)?;
        let (stdout, captured_stdout) = stream("stdout", command.stdout)?;
        let (stderr, captured_stderr) = stream("stderr", command.stderr)?;
        let (files, contents) = cross(&command.files)?;
        let mut fds = vec![stdin.as_fd(), stdout.as_fd(), stderr.as_fd(), filter];
        fds.extend(contents.iter().map(AsFd::as_fd));
        let join = match &leaf {
            Some(leaf) => {
                let (join, group) = leaf.join();
                fds.extend(group);
                join
            }
            None => Join::None,
        };
        let request = Request::Run(Box::new(Run {
            argv: command.argv,
            env: environment(command.env),
            cwd: command.cwd,
            workdir: command.workdir.into(),
            files,
            collect: command.collect,
            // One byte more, as with the output: too much is seen, and not silently cut.
            collect_bytes: limits.output.saturating_add(1),
            wall: limits.wall,
            rlimits: rlimits(&limits, leaf.is_some()),
            join,
            cpus: command.cpus,
        }));
        self.ask(&request, &fds)?;
        drop((stdin, stdout, stderr));

        let (ended, returned, over_cpu) = self.watch(&limits, leaf.as_ref())?;
        let since = sys::monotonic().saturating_sub(ended.at);
        let now = Instant::now();
        let mut outcome = Outcome {
            end: End::Exited(0),
            usage: usage(&ended, leaf.as_ref()).map_err(|e| failed("read a control group", &e))?,
            stdout: contents_of(captured_stdout)?,
            stderr: contents_of(captured_stderr)?,
            files: BTreeMap::new(),
            ended: now.checked_sub(since).unwrap_or(now),
        };
        for (name, file) in ended.files.iter().zip(returned) {
            outcome.files.insert(name.clone(), contents_of(Some(file.into()))?);
        }
        if let Some(errno) = ended.exec_error {
            let why = io::Error::from_raw_os_error(errno);
            outcome.stderr.extend(format!("the program can't be executed: {why}\n").bytes());
        }
        let oom = match &leaf {
            Some(leaf) => leaf.oom_kills().map_err(|e| failed("read a control group", &e))? > 0,
            None => false,
        };
        outcome.end = decide(&ended, &outcome, &limits, over_cpu, oom);
        Ok(outcome)
    }

    /// Waits for the program's end; kills it when its control group has used up its CPU time.
    fn watch(
        &mut self,
        limits: &Limits,
        leaf: Option<&Leaf>,
    ) -> Result<(Ended, Vec<OwnedFd>, bool), Error> {
        let start = Instant::now();
        let mut over_cpu = false;
        loop {
            let left = (limits.wall + PATIENCE).saturating_sub(start.elapsed());
            if left.is_zero() {
                let _ = self.init.0.kill();
                return Err(failed("end a run", &"its supervisor does not answer"));
            }
            let mut pause = left;
            if let (Some(leaf), false) = (leaf, over_cpu) {
                let used = leaf.cpu().map_err(|e| failed("read a control group", &e))?;
                if used > limits.cpu {
                    over_cpu = true;
                    self.ask(&Request::Kill, &[])?;
                } else {
                    let soonest = (limits.cpu - used).div_f64(self.shared.options.cpus_per_run);
                    pause = left.min(soonest).max(SHORTEST_PAUSE);
                }
            }
            if self.readable(pause)? {
                return match self.answer("run a program")? {
                    (Reply::Ended(ended), fds) => Ok((ended, fds, over_cpu)),
                    (other, _) => Err(unexpected("run a program", other)),
                };
            }
        }
    }
}

fn unexpected(step: &str, reply: Reply) -> Error {
    match reply {
        Reply::Failed(failure) => failure.into(),
        other => failed(step, &format!("sandbox-init answered {other:?}")),
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
