//! Pid 1 of one run: makes the run's own mounts, starts the program, keeps its wall limit, buries
//! it and everything it left, and reports.
//!
//! It is outside the program's cgroup and user namespace and is not dumpable, so the program can
//! neither spend its memory nor look into it; signals from inside do not reach a pid 1 that
//! handles none.

use std::{
    fs::{self, File},
    io::{self, Read, Seek, Write},
    os::{
        fd::{AsFd, BorrowedFd, OwnedFd},
        unix::fs::{PermissionsExt, chown},
    },
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use nix::{
    mount::{MsFlags, mount},
    sys::{
        memfd::{MFdFlags, memfd_create},
        prctl,
        signal::{SigSet, Signal, kill},
    },
    unistd::Pid,
};

use super::{
    files,
    launch::{LaunchError, Parts, Plan, read_filter},
    protocol::{Ended, FileMeta, Join, Reply, Run, WorkdirMode, send},
    sys,
};
use crate::sandbox::PATH;

/// Most files that are returned from a run.
const MOST_COLLECTED: usize = 64;

/// The sizes that a run's scratch gets.
#[derive(Clone, Copy)]
pub struct Scratch {
    /// Bytes.
    pub bytes: u64,
    /// Files and directories.
    pub inodes: u64,
    /// Owner.
    pub uid: u32,
}

/// The signals that pid 1 waits for: a child's end, and the order to kill.
pub fn signals() -> SigSet {
    SigSet::from_iter([Signal::SIGCHLD, Signal::SIGTERM])
}

/// Serves one run, in the fresh pid, mount and ipc namespaces that it was cloned into, and says
/// how it went on `socket`.
///
/// # Errors
/// When the reply can't be sent.
pub fn serve(
    socket: BorrowedFd<'_>,
    run: &Run,
    fds: Vec<OwnedFd>,
    scratch: Scratch,
) -> io::Result<()> {
    match prepare(run, fds, scratch).and_then(|plan| supervise(&plan, run)) {
        Ok((ended, files)) => {
            let fds: Vec<BorrowedFd<'_>> = files.iter().map(AsFd::as_fd).collect();
            send(socket, &Reply::Ended(ended), &fds)
        }
        Err(LaunchError::Exec(errno)) => send(socket, &Reply::Ended(never_ran(errno)), &[]),
        Err(LaunchError::Broken(failure)) => send(socket, &Reply::Failed(failure), &[]),
    }
}

fn prepare(run: &Run, fds: Vec<OwnedFd>, scratch: Scratch) -> Result<Plan, LaunchError> {
    let at = |step: &'static str| move |e: io::Error| LaunchError::broken(step, &e);
    prctl::set_pdeathsig(Signal::SIGKILL).map_err(|e| at("follow the parent's death")(e.into()))?;
    prctl::set_dumpable(false).map_err(|e| at("become undumpable")(e.into()))?;
    mounts(run, scratch)?;

    let mut fds = fds.into_iter();
    let mut next =
        || fds.next().ok_or_else(|| LaunchError::broken("count descriptors", &missing()));
    let stdio = [next()?, next()?, next()?];
    let filter = read_filter(next()?).map_err(at("read the seccomp filter"))?;
    for meta in &run.files {
        place(meta, next()?, scratch.uid)?;
    }
    if let Some(dir) = &run.collect {
        make_dir(Path::new(dir), scratch.uid)
            .map_err(|e| LaunchError::broken(format!("make {dir}"), &e))?;
    }
    let (mut tasks, mut cgroup) = (Vec::new(), None);
    match run.join {
        Join::Tasks(count) => {
            for _ in 0..count {
                tasks.push(next()?);
            }
        }
        Join::Clone => cgroup = Some(next()?),
        Join::None => {}
    }
    Plan::new(Parts {
        argv: resolve(&run.argv, &run.cwd),
        env: run.env.clone(),
        cwd: run.cwd.clone(),
        stdio,
        rlimits: run.rlimits.clone(),
        filter,
        tasks,
        cgroup,
        uid: scratch.uid,
        cpus: run.cpus.clone(),
    })
    .map_err(at("plan the program"))
}

fn missing() -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, "fewer descriptors than the message names")
}

/// The run's own view: /proc of its processes alone, an empty /tmp, /box as asked for.
fn mounts(run: &Run, scratch: Scratch) -> Result<(), LaunchError> {
    let safe = MsFlags::MS_NOSUID | MsFlags::MS_NODEV;
    let fail = |step: &'static str| move |e: nix::Error| LaunchError::broken(step, &e.into());
    // `subset=pid` leaves out everything that tells of the host: meminfo, kallsyms, sys, …
    mount(
        Some("proc"),
        "/proc",
        Some("proc"),
        safe | MsFlags::MS_NOEXEC,
        Some("subset=pid,hidepid=invisible"),
    )
    .map_err(fail("mount /proc"))?;
    tmpfs(Path::new("/tmp"), scratch, 0o1777).map_err(|e| LaunchError::broken("mount /tmp", &e))?;
    match run.workdir {
        WorkdirMode::Shared => Ok(()),
        WorkdirMode::Frozen => {
            open_box()?;
            sys::set_mount_attributes(Path::new("/box"), sys::mount_attr::READ_ONLY)
                .map_err(|e| LaunchError::broken("make /box read-only", &e))
        }
        // What a compiler was made to leave there may be too deep or too large to be copied.
        WorkdirMode::Copy => copy_box(scratch).map_err(|e| LaunchError::by_guest(&e)),
    }
}

/// Whatever a compiler was made to do with /box, programs start there.
fn open_box() -> Result<(), LaunchError> {
    File::open("/box")
        .and_then(|dir| files::open_up(&dir))
        .map_err(|e| LaunchError::broken("open /box to the program", &e))
}

/// A tmpfs owned by the program.
pub fn tmpfs(path: &Path, scratch: Scratch, mode: u32) -> io::Result<()> {
    let options = format!(
        "size={},nr_inodes={},mode={mode:o},uid={id},gid={id}",
        scratch.bytes,
        scratch.inodes,
        id = scratch.uid
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

/// Puts a fresh copy of /box over it. The old one stays reachable through an open descriptor
/// while it is copied.
fn copy_box(scratch: Scratch) -> io::Result<()> {
    let old = File::open("/box")?;
    tmpfs(Path::new("/box"), scratch, 0o755)?;
    files::copy_tree(&old, Path::new("/box"), scratch.uid)
}

/// Writes a file that the server sent. Nothing else has run here yet, so no path is planted; a
/// copied /box may hold links, which are not followed.
fn place(meta: &FileMeta, content: OwnedFd, uid: u32) -> Result<(), LaunchError> {
    let path = Path::new(&meta.path);
    let inside = ["/tmp", "/box"]
        .iter()
        .find_map(|root| Some((Path::new(*root), path.strip_prefix(root).ok()?)));
    let write = || {
        let (root, rest) = inside.ok_or_else(|| {
            io::Error::new(io::ErrorKind::InvalidInput, "files go below /tmp or /box")
        })?;
        files::write(&File::open(root)?, rest, content, meta.executable, uid)
    };
    let planted = path.starts_with("/box");
    write().map_err(|e| match planted {
        true => LaunchError::by_guest(&e),
        false => LaunchError::broken(format!("write {}", meta.path), &e),
    })
}

fn make_dir(path: &Path, uid: u32) -> io::Result<()> {
    fs::create_dir_all(path)?;
    chown(path, Some(uid), Some(uid))?;
    fs::set_permissions(path, fs::Permissions::from_mode(0o755))
}

/// Seeks a program without a slash in PATH; a name not found is left for execve to refuse.
fn resolve(argv: &[String], cwd: &str) -> Vec<String> {
    let mut argv = argv.to_vec();
    if let Some(program) = argv.first_mut().filter(|program| !program.contains('/')) {
        let found = PATH.split(':').map(|dir| format!("{dir}/{program}")).find(|path| {
            fs::metadata(path).is_ok_and(|m| m.is_file() && m.permissions().mode() & 0o111 != 0)
        });
        *program = found.unwrap_or_else(|| format!("{cwd}/{program}"));
    }
    argv
}

/// Starts the program and stays until it and all that it left are gone.
fn supervise(plan: &Plan, run: &Run) -> Result<(Ended, Vec<OwnedFd>), LaunchError> {
    let start = Instant::now();
    let program = plan.launch()?;
    let mut ended = Ended { exec_error: None, ..never_ran(0) };
    let mut order_given = false;
    'program: loop {
        let left = run.wall.saturating_sub(start.elapsed());
        let signal = sys::take_signal(&signals(), left)
            .map_err(|e| LaunchError::broken("wait for the program", &e))?;
        if !order_given && (signal == Some(libc::SIGTERM) || start.elapsed() >= run.wall) {
            order_given = true;
            ended.killed = signal == Some(libc::SIGTERM);
            ended.out_of_time = !ended.killed;
            kill_all();
        }
        while let Ok(Some(reaped)) = sys::wait_any(order_given) {
            ended.cpu += reaped.cpu;
            ended.max_rss = ended.max_rss.max(reaped.max_rss);
            if reaped.pid == program {
                ended.wall = start.elapsed();
                ended.at = sys::monotonic();
                ended.status = reaped.status;
                ended.context_switches = reaped.context_switches;
                break 'program;
            }
        }
    }
    // Whatever it left behind ends with it, and is counted.
    kill_all();
    while let Ok(Some(reaped)) = sys::wait_any(true) {
        ended.cpu += reaped.cpu;
        ended.max_rss = ended.max_rss.max(reaped.max_rss);
    }
    let files = match &run.collect {
        Some(dir) => collect(Path::new(dir), run.collect_bytes, &mut ended.files)
            .map_err(|e| LaunchError::broken(format!("collect {dir}"), &e))?,
        None => Vec::new(),
    };
    Ok((ended, files))
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
        let mut memory = memory_file(&name)?;
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
