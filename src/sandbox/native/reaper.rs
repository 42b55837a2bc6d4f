//! Pid 1 of one run: mounts the run's /proc, has the program started, keeps its wall limit, buries
//! it and everything it left, and reports.
//!
//! It shares the memory of its [`place`](super::place), which stands still meanwhile. It is outside
//! the program's cgroup and user namespace and is not dumpable, so the program can neither spend
//! its memory nor look into it; signals from inside do not reach a pid 1 that handles none.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, Write},
    os::fd::{AsFd, BorrowedFd, OwnedFd},
    path::{Path, PathBuf},
    time::Duration,
};

use nix::{
    mount::{MsFlags, mount},
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::{
        memfd::{MFdFlags, memfd_create},
        prctl,
        signal::{Signal, kill},
    },
    unistd::Pid,
};

use super::{
    files,
    launch::{self, Start, Started},
    place::{Place, Prepared},
    protocol::{Ended, Failure, Reply, Request, next_is_run, receive},
    sys,
};

/// Most files that are returned from a run.
const MOST_COLLECTED: usize = 64;

/// What a prepared run came to.
pub enum Turn {
    /// The program ran, and the server has been told how it ended.
    Ran,
    /// The server asks for something else.
    NotARun,
    /// The server is gone.
    Gone,
}

/// Waits for the run and serves it, in the fresh pid namespace that it was cloned into.
///
/// # Errors
/// The step that failed.
pub fn serve(
    place: &mut Place,
    prepared: &Prepared,
    stack: &mut sys::Stack,
) -> Result<Turn, Failure> {
    prctl::set_pdeathsig(Signal::SIGKILL)
        .map_err(|e| Failure::new("follow the parent's death", &e.into()))?;
    // `subset=pid` leaves out everything that tells of the host: meminfo, kallsyms, sys, …
    mount(
        Some("proc"),
        "/proc",
        Some("proc"),
        MsFlags::MS_NOSUID | MsFlags::MS_NODEV | MsFlags::MS_NOEXEC,
        Some("subset=pid,hidepid=invisible"),
    )
    .map_err(|e| Failure::new("mount /proc", &e.into()))?;

    let run = launch::Prepared {
        socket: place.socket.as_fd(),
        uid: place.open.uid,
        workdir: prepared.ready.workdir,
        original: prepared.original.as_ref(),
        tasks: &prepared.tasks,
        cgroup: prepared.cgroup.as_ref(),
        counter: prepared.counter.as_ref(),
        users: place.users.as_ref(),
    };
    let (pid, start) =
        launch::launch(stack, &run).map_err(|e| Failure::new("clone the program", &e))?;
    let started = match start {
        Start::Executed(started) => {
            if place.users.is_none() {
                place.users = File::open(format!("/proc/{pid}/ns/user")).ok().map(OwnedFd::from);
            }
            started
        }
        Start::Broken(failure) => return Err(failure),
        Start::NotARun => {
            bury(&mut never_ran(0));
            return Ok(Turn::NotARun);
        }
        Start::Exec(errno) => {
            bury(&mut never_ran(0));
            return report(place, never_ran(errno), &[]);
        }
        // Out of memory, as a rule, while files were copied or written.
        Start::Died | Start::Received => {
            let mut ended = Ended { exec_error: None, ..never_ran(0) };
            while let Ok(Some(reaped)) = sys::wait_any(true) {
                ended.status = reaped.status;
            }
            if let Start::Died = start {
                let fail = |e: io::Error| Failure::new("receive the run", &e);
                if !next_is_run(place.socket.as_fd()).map_err(fail)? {
                    return Ok(Turn::NotARun);
                }
                receive::<Request>(place.socket.as_fd()).map_err(fail)?;
            }
            return report(place, ended, &[]);
        }
    };
    let Some(mut ended) = supervise(place, &started, pid)? else { return Ok(Turn::Gone) };
    let files = match &started.collect {
        Some((dir, most)) => collect(Path::new(dir), *most, &mut ended.files)
            .map_err(|e| Failure::new(format!("collect {dir}"), &e))?,
        None => Vec::new(),
    };
    let fds: Vec<BorrowedFd<'_>> = files.iter().map(AsFd::as_fd).collect();
    report(place, ended, &fds)
}

fn report(place: &Place, ended: Ended, fds: &[BorrowedFd<'_>]) -> Result<Turn, Failure> {
    place.reply(&Reply::Ended(ended), fds)?;
    Ok(Turn::Ran)
}

/// Stays until the program and all that it left are gone; `None` when the server is.
fn supervise(place: &Place, started: &Started, program: Pid) -> Result<Option<Ended>, Failure> {
    let fail = |step: &'static str| move |e: io::Error| Failure::new(step, &e);
    let mut ended = Ended { exec_error: None, counter: started.counter.clone(), ..never_ran(0) };
    let elapsed = || sys::monotonic().saturating_sub(started.at);
    let mut order_given = false;
    'program: loop {
        let left = started.wall.saturating_sub(elapsed());
        let order = wait(place, if order_given { None } else { Some(left) })
            .map_err(fail("wait for the program"))?;
        if let Order::Gone = order {
            kill_all();
            return Ok(None);
        }
        if !order_given && (order == Order::Kill || elapsed() >= started.wall) {
            order_given = true;
            ended.killed = order == Order::Kill;
            ended.out_of_time = !ended.killed;
            // Whoever it talks to may hear of its end, and be seen to end, before we do.
            ended.at = sys::monotonic();
            kill_all();
        }
        while let Ok(Some(reaped)) = sys::wait_any(order_given) {
            ended.cpu += reaped.cpu;
            ended.max_rss = ended.max_rss.max(reaped.max_rss);
            if reaped.pid == program {
                ended.wall = elapsed();
                if !order_given {
                    ended.at = sys::monotonic();
                }
                ended.status = reaped.status;
                ended.context_switches = reaped.context_switches;
                break 'program;
            }
            // A flood of orphans must not keep it from looking at the time.
            if !order_given && elapsed() >= started.wall {
                break;
            }
        }
    }
    bury(&mut ended);
    Ok(Some(ended))
}

/// Ends and counts whatever a program left behind: all that lives here is a child of pid 1, or of
/// one.
fn bury(ended: &mut Ended) {
    let mut block = false;
    loop {
        match sys::wait_any(block) {
            Ok(Some(reaped)) => {
                ended.cpu += reaped.cpu;
                ended.max_rss = ended.max_rss.max(reaped.max_rss);
            }
            Ok(None) => {
                kill_all();
                block = true;
            }
            // There is none.
            Err(_) => return,
        }
    }
}

/// What the server wants of a run that goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Nothing,
    Kill,
    Gone,
}

/// Waits until a child has ended, the server says something, or `patience` runs out.
fn wait(place: &Place, patience: Option<Duration>) -> io::Result<Order> {
    let mut fds = [
        PollFd::new(place.socket.as_fd(), PollFlags::POLLIN),
        PollFd::new(place.signals.as_fd(), PollFlags::POLLIN),
    ];
    // Rounded up, or it would spin through the last millisecond.
    let timeout = patience.map_or(PollTimeout::NONE, |left| {
        PollTimeout::try_from(left.as_millis() + 1).unwrap_or(PollTimeout::MAX)
    });
    match poll(&mut fds, timeout) {
        Ok(_) | Err(nix::errno::Errno::EINTR) => {}
        Err(e) => return Err(e.into()),
    }
    if fds[1].any().unwrap_or(false) {
        // Which child it was, waiting will tell.
        let mut signals = [0; 1024];
        let _ = nix::unistd::read(&place.signals, &mut signals);
    }
    if !fds[0].any().unwrap_or(false) {
        return Ok(Order::Nothing);
    }
    match receive(place.socket.as_fd())? {
        Some((Request::Kill, _)) => Ok(Order::Kill),
        Some((other, _)) => Err(io::Error::other(format!("asked for {other:?} during a run"))),
        None => Ok(Order::Gone),
    }
}

fn never_ran(errno: i32) -> Ended {
    Ended {
        status: 127 << 8,
        wall: Duration::ZERO,
        at: sys::monotonic(),
        out_of_time: false,
        killed: false,
        cpu: Duration::ZERO,
        max_rss: 0,
        context_switches: 0,
        counter: String::new(),
        exec_error: Some(errno),
        files: Vec::new(),
    }
}

/// Kills every process of the pid namespace but this one, all at once: what forks meanwhile is
/// caught by the kernel's own walk.
fn kill_all() {
    let _ = kill(Pid::from_raw(-1), Signal::SIGKILL);
}

/// Copies the regular files of a directory into memory files, links not followed.
fn collect(dir: &Path, most: u64, names: &mut Vec<String>) -> io::Result<Vec<OwnedFd>> {
    let mut fds = Vec::new();
    let mut left = most;
    let mut found: Vec<PathBuf> =
        fs::read_dir(dir)?.map(|e| e.map(|e| e.path())).collect::<Result<_, _>>()?;
    found.sort();
    // The program may have made any number: that is no failure of ours.
    found.truncate(MOST_COLLECTED);
    for path in found {
        let Some(name) = path.file_name().and_then(|n| n.to_str()).map(str::to_owned) else {
            continue;
        };
        let Some(file) = files::open_regular(&path)? else { continue };
        let mut bytes = Vec::new();
        file.take(left).read_to_end(&mut bytes)?;
        left -= bytes.len() as u64;
        // Not by its own name, which may be longer than such a file's.
        let mut memory = memory_file("collected")?;
        memory.write_all(&bytes)?;
        memory.rewind()?;
        names.push(name);
        fds.push(OwnedFd::from(memory));
    }
    Ok(fds)
}

/// An anonymous file in memory.
pub fn memory_file(name: &str) -> io::Result<File> {
    Ok(File::from(memfd_create(name, MFdFlags::MFD_CLOEXEC | MFdFlags::MFD_ALLOW_SEALING)?))
}
