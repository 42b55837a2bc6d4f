//! What runs between clone and exec of a program.
//!
//! The process shares the memory of the [`reaper`](super::reaper), which stands still meanwhile
//! ([`sys::run_suspended`]), so it is ordinary Rust, and what it reports it leaves in the
//! reaper's own variables. It goes as far as it can before the server asks for a run
//! ([`become_guest`]), waits for that, and executes the program ([`become_program`]). The order of
//! the steps is a matter of safety, and each says why it stands where it does.

use std::{
    convert::Infallible,
    ffi::CString,
    fs::{self, File},
    io,
    os::{
        fd::{AsFd, BorrowedFd, OwnedFd},
        unix::fs::{FileExt, PermissionsExt},
    },
    path::Path,
    time::Duration,
};

use nix::{
    libc,
    sched::{CloneFlags, CpuSet, sched_setaffinity, setns, unshare},
    sys::{prctl, signal::SigSet},
    unistd::{
        Gid, Pid, Uid, chdir, dup2_stderr, dup2_stdin, dup2_stdout, execve, geteuid, setgroups,
        setresgid, setresuid, setsid,
    },
};

use super::{
    files,
    protocol::{Failure, FileMeta, Request, Run, WorkdirMode, next_is_run, receive},
    seccomp::MOST_INSTRUCTIONS,
    sys,
};
use crate::sandbox::PATH;

/// The user and group that a program believes it is.
pub const INSIDE_ID: u32 = 1000;

/// Exit code of a process that executed nothing; the reaper reads its [`Start`] instead.
const NOT_EXECUTED: i32 = 125;

/// A place prepared for one program.
pub struct Prepared<'p> {
    /// Where the run is asked for.
    pub socket: BorrowedFd<'p>,
    /// Host user and group of the program.
    pub uid: u32,
    /// What `/box` is.
    pub workdir: WorkdirMode,
    /// The directory of which `/box` is to be a copy.
    pub original: Option<&'p File>,
    /// `tasks` files to join (v1).
    pub tasks: &'p [OwnedFd],
    /// The cgroup directory to be cloned into (v2).
    pub cgroup: Option<&'p OwnedFd>,
    /// The cgroup's CPU counter.
    pub counter: Option<&'p OwnedFd>,
    /// The sandbox's user namespace for programs, if there is one yet.
    pub users: Option<&'p OwnedFd>,
}

/// How far a process came.
pub enum Start {
    /// It was ended before the run was received.
    Died,
    /// It has received the run, and was ended before it executed the program or could say why not.
    Received,
    /// The server asks for something else than a run.
    NotARun,
    /// It has executed the program.
    Executed(Started),
    /// The program can't be executed, or is not to be had from what stands in `/box`.
    Exec(i32),
    /// A step of the sandbox failed.
    Broken(Failure),
}

/// What is known of a program that was executed.
pub struct Started {
    /// Wall limit.
    pub wall: Duration,
    /// Directory whose files are returned, and how many bytes of them at most.
    pub collect: Option<(String, u64)>,
    /// See [`Ended::counter`](super::protocol::Ended::counter).
    pub counter: String,
    /// When, on the host's monotonic clock.
    pub at: Duration,
    /// What was executed.
    program: Program,
}

/// A program, ready to be executed.
struct Program {
    argv: Vec<CString>,
    env: Vec<CString>,
    filter: Vec<libc::sock_filter>,
}

/// Why no program runs.
enum Stop {
    NotARun,
    Exec(i32),
    Broken(Failure),
}

impl Stop {
    /// The guest left something that can't be worked with, which is no fault of the sandbox.
    fn by_guest(cause: &io::Error) -> Self {
        Self::Exec(cause.raw_os_error().unwrap_or(libc::EIO))
    }
}

/// Names the step that failed.
fn at<E: Into<io::Error>>(step: &str) -> impl FnOnce(E) -> Stop {
    move |e| Stop::Broken(Failure::new(step, &e.into()))
}

/// Clones a process into the prepared place and returns when it has executed the program that
/// the server asks for, or won't.
///
/// # Errors
/// When it can't be cloned.
pub fn launch(stack: &mut sys::Stack, place: &Prepared<'_>) -> io::Result<(Pid, Start)> {
    let mut start = Start::Died;
    let cgroup = place.cgroup.map(AsFd::as_fd);
    let pid = sys::run_suspended(stack, 0, cgroup, || {
        let why = match become_guest(place) {
            Ok(()) => become_program(place, &mut start),
            // The answer to the run, when it comes.
            Err(Stop::Exec(errno)) => {
                receive_run(place).and(Err::<Infallible, _>(Stop::Exec(errno)))
            }
            Err(other) => Err(other),
        };
        start = match why {
            Err(Stop::NotARun) => Start::NotARun,
            Err(Stop::Exec(errno)) => Start::Exec(errno),
            Err(Stop::Broken(failure)) => Start::Broken(failure),
        };
        NOT_EXECUTED
    })?;
    Ok((pid, start))
}

/// Everything that does not depend on the program: afterwards the process has no more rights than
/// the program will have, but for the filter and open descriptors.
fn become_guest(place: &Prepared<'_>) -> Result<(), Stop> {
    // A session of its own: no controlling terminal to push input into, and in its process group
    // none of its supervisors.
    setsid().map_err(at("start a session"))?;

    // While still privileged. What this process costs from here on is taken off the bill by the
    // counter's state at exec.
    for tasks in place.tasks {
        nix::unistd::write(tasks, b"0").map_err(at("join the cgroup"))?;
    }

    // A rootless sandbox already is its only user, and may not set groups.
    if geteuid().as_raw() != place.uid {
        let (uid, gid) = (Uid::from_raw(place.uid), Gid::from_raw(place.uid));
        setgroups(&[]).map_err(at("drop groups"))?;
        setresgid(gid, gid, gid).map_err(at("drop groups"))?;
        setresuid(uid, uid, uid).map_err(at("become the sandbox's user"))?;
    }

    // A user namespace for programs: whatever one may become there is nobody outside. The cgroup
    // namespace comes after joining, so that its root is the run's group.
    match place.users {
        Some(users) => setns(users, CloneFlags::CLONE_NEWUSER)
            .and_then(|()| unshare(CloneFlags::CLONE_NEWCGROUP))
            .map_err(at("enter the sandbox's user namespace"))?,
        None => new_users(place.uid).map_err(at("make a user namespace"))?,
    }

    // Full capabilities came with the namespace; none may remain. None can come back either: no
    // user inside is root, all mounts ignore set-user-ID bits and file capabilities, and so does
    // exec from here on.
    sys::drop_capabilities().map_err(at("drop capabilities"))?;
    prctl::set_no_new_privs().map_err(at("set no_new_privs"))?;

    // As the guest itself: nothing privileged follows a path that the guest could have planted.
    if let Some(original) = place.original {
        // What a compiler was made to leave there may be too deep or too large to be copied.
        files::copy_tree(original, Path::new("/box")).map_err(|e| Stop::by_guest(&e))?;
    }
    Ok(())
}

/// Enters a new user namespace, in which the program is its user, and a new cgroup namespace.
fn new_users(uid: u32) -> io::Result<()> {
    // A process that changed its user is not dumpable, and could not open its own map.
    prctl::set_dumpable(true)?;
    let map = format!("{INSIDE_ID} {uid} 1");
    let mapped = unshare(CloneFlags::CLONE_NEWUSER | CloneFlags::CLONE_NEWCGROUP)
        .map_err(io::Error::from)
        .and_then(|()| fs::write("/proc/self/setgroups", "deny"))
        .and_then(|()| fs::write("/proc/self/uid_map", &map))
        .and_then(|()| fs::write("/proc/self/gid_map", &map));
    // It is the reaper's memory still, into which nobody may look.
    prctl::set_dumpable(false)?;
    mapped
}

const RECEIVE: &str = "receive the run";

/// Waits for the run. What is none, or the end of the channel, is left for the reaper to take.
fn receive_run(place: &Prepared<'_>) -> Result<(Run, Vec<OwnedFd>), Stop> {
    if !next_is_run(place.socket).map_err(at(RECEIVE))? {
        return Err(Stop::NotARun);
    }
    match receive(place.socket).map_err(at(RECEIVE))? {
        Some((Request::Run(run), fds)) => Ok((*run, fds)),
        _ => Err(Stop::NotARun),
    }
}

/// Waits for the run and executes its program.
fn become_program(place: &Prepared<'_>, start: &mut Start) -> Result<Infallible, Stop> {
    let (run, fds) = receive_run(place)?;
    *start = Start::Received;
    let mut fds = fds.into_iter();
    let mut next = || {
        fds.next().ok_or_else(|| {
            let missing = "fewer descriptors than the message names";
            at::<io::Error>(RECEIVE)(io::Error::new(io::ErrorKind::InvalidData, missing))
        })
    };
    let stdio = [next()?, next()?, next()?];
    let filter = read_filter(next()?).map_err(at("read the seccomp filter"))?;
    for meta in &run.files {
        write_file(meta, next()?, place.workdir)?;
    }
    if let Some(dir) = &run.collect {
        fs::create_dir_all(dir).map_err(at(&format!("make {dir}")))?;
    }
    let words = |words: Vec<String>| -> Result<Vec<CString>, Stop> {
        let words: Result<Vec<_>, _> = words.into_iter().map(CString::new).collect();
        words.map_err(at(RECEIVE))
    };
    let env = run.env.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let program = Program { argv: words(resolve(run.argv, &run.cwd))?, env: words(env)?, filter };

    // They come to rest above 2 first, or one would cover the other.
    let [stdin, stdout, stderr] = stdio.map(|fd| sys::duplicate_above(fd, 3));
    dup2_stdin(stdin.map_err(at("set stdin"))?).map_err(at("set stdin"))?;
    dup2_stdout(stdout.map_err(at("set stdout"))?).map_err(at("set stdout"))?;
    dup2_stderr(stderr.map_err(at("set stderr"))?).map_err(at("set stderr"))?;
    // The guest may have taken its directory away.
    chdir(run.cwd.as_str()).map_err(|e| Stop::Exec(e as i32))?;
    if !run.cpus.is_empty() {
        pin(&run.cpus).map_err(at("stay on the run's CPUs"))?;
    }
    for (kind, value) in &run.rlimits {
        sys::set_limit(*kind, *value).map_err(at("set a resource limit"))?;
    }
    sys::close_on_exec_from(3).map_err(at("close descriptors"))?;
    SigSet::empty().thread_set_mask().map_err(at("unblock signals"))?;
    let counter = match place.counter {
        Some(counter) => read_counter(counter).map_err(at("read the CPU counter"))?,
        None => String::new(),
    };
    // In the reaper's hands, as nothing here is dropped when the program is executed.
    *start = Start::Executed(Started {
        wall: run.wall,
        collect: run.collect.map(|dir| (dir, run.collect_bytes)),
        counter,
        at: sys::monotonic(),
        program,
    });
    let Start::Executed(Started { program, .. }) = start else { return Err(Stop::NotARun) };
    // Last, for the filter forbids most of what stands above.
    sys::load_filter(&program.filter).map_err(at("load the seccomp filter"))?;
    match execve(program.argv.first().map_or(c"", |path| path), &program.argv, &program.env) {
        Ok(never) => match never {},
        Err(e) => Err(Stop::Exec(e as i32)),
    }
}

/// Reads a compiled filter from the descriptor it crossed as, which other sandboxes share.
fn read_filter(fd: OwnedFd) -> io::Result<Vec<libc::sock_filter>> {
    let file = File::from(fd);
    let length = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
    if length > MOST_INSTRUCTIONS * 8 {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "longer than any filter"));
    }
    let mut bytes = vec![0; length];
    file.read_exact_at(&mut bytes, 0)?;
    let instruction = |b: &[u8]| libc::sock_filter {
        code: u16::from_ne_bytes([b[0], b[1]]),
        jt: b[2],
        jf: b[3],
        k: u32::from_ne_bytes([b[4], b[5], b[6], b[7]]),
    };
    Ok(bytes.chunks_exact(8).map(instruction).collect())
}

/// The text of a cgroup's CPU counter.
fn read_counter(fd: &OwnedFd) -> io::Result<String> {
    let mut bytes = [0; 256];
    let length = nix::sys::uio::pread(fd, &mut bytes, 0)?;
    Ok(String::from_utf8_lossy(&bytes[..length]).into_owned())
}

/// Writes a file that the server sent, as the guest.
fn write_file(meta: &FileMeta, content: OwnedFd, workdir: WorkdirMode) -> Result<(), Stop> {
    let path = Path::new(&meta.path);
    let inside = ["/tmp", "/box"]
        .iter()
        .find_map(|root| Some((Path::new(*root), path.strip_prefix(root).ok()?)));
    let write = || {
        let (root, rest) = inside.ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, "files go below /tmp or /box")
        })?;
        files::write(&File::open(root)?, rest, content, meta.executable, None)
    };
    let planted = path.starts_with("/box") && workdir != WorkdirMode::Frozen;
    write().map_err(|e| match planted {
        true => Stop::by_guest(&e),
        false => at::<io::Error>(&format!("write {}", meta.path))(e),
    })
}

/// Seeks a program without a slash in PATH; a name not found is left for execve to refuse.
fn resolve(mut argv: Vec<String>, cwd: &str) -> Vec<String> {
    if let Some(program) = argv.first_mut().filter(|program| !program.contains('/')) {
        let found = PATH.split(':').map(|dir| format!("{dir}/{program}")).find(|path| {
            fs::metadata(path).is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
        });
        *program = found.unwrap_or_else(|| format!("{cwd}/{program}"));
    }
    argv
}

/// Keeps the process, and all that it starts, on some CPUs; the filter keeps it from leaving.
fn pin(cpus: &[usize]) -> nix::Result<()> {
    let mut set = CpuSet::new();
    for cpu in cpus {
        set.set(*cpu)?;
    }
    sched_setaffinity(Pid::from_raw(0), &set)
}
