//! After many runs, a tenth of them hostile, everything is as it was. `SANDBOX_RUNS` says how
//! many; the counts are those of a process of its own and what it started.

use std::{
    collections::BTreeSet,
    env, fs, iter,
    path::{Path, PathBuf},
    process::{self, Command as Process},
    sync::atomic::{AtomicUsize, Ordering},
    thread,
    time::Duration,
};

use minos::sandbox::{
    Command, End, File, LimitKind, Provider,
    native::{Native, Options},
};
use nix::sys::prctl::set_child_subreaper;

use super::place::{MIB, command, compiled_in, stdout};
use crate::processes::{bury, family, parent};

/// Runs in one sandbox, one of them hostile.
const RUNS_OF_A_SANDBOX: usize = 10;
/// How often the counts are taken until they are what they were: what was used is removed behind.
const LOOKS: usize = 40;

const PROGRAM: &str = r#"
#define _GNU_SOURCE
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mount.h>
#include <unistd.h>
int main(int n, char **words) {
    static char block[1 << 16];
    memset(block, 1, sizeof block);
    char *what = words[1], name[64];
    if (!strcmp(what, "honest")) puts(words[2]);
    if (!strcmp(what, "forks")) for (;;) fork();
    if (!strcmp(what, "daemons")) {
        for (int i = 0; i < 8; i++) if (!fork()) { setsid(); if (fork()) _exit(0); for (;;) pause(); }
        return 0;
    }
    if (!strcmp(what, "fill")) for (int i = 0;; i++) {
        sprintf(name, "/tmp/%d", i);
        int file = open(name, O_CREAT | O_WRONLY, 0600);
        write(file, block, sizeof block);
        close(file);
    }
    if (!strcmp(what, "hog")) for (;;) memset(malloc(sizeof block), 1, sizeof block);
    if (!strcmp(what, "pipes")) { for (int fds[2]; !pipe(fds);) write(fds[1], block, 4096); return 0; }
    if (!strcmp(what, "spin")) for (volatile int i = 0;; i++);
    if (!strcmp(what, "sleep")) for (;;) pause();
    if (!strcmp(what, "flood")) for (;;) write(1, block, sizeof block);
    if (!strcmp(what, "forbidden")) mount("a", "/tmp", "tmpfs", 0, "");
    if (!strcmp(what, "crash")) raise(SIGSEGV);
    return 0;
}
"#;

/// What hostile programs try, and how they may end.
const HOSTILE: &[(&str, &[End])] = &[
    // Seen once, on a busy host; likely what the kernel took for refused forks, freed late.
    ("forks", &[End::Limit(LimitKind::Cpu), End::Limit(LimitKind::Memory)]),
    ("daemons", &[End::Exited(0)]),
    ("fill", &[End::Limit(LimitKind::Memory), End::Limit(LimitKind::Cpu)]),
    ("hog", &[End::Limit(LimitKind::Memory), End::Limit(LimitKind::Cpu)]),
    ("pipes", &[End::Exited(0), End::Limit(LimitKind::Memory), End::Limit(LimitKind::Cpu)]),
    ("spin", &[End::Limit(LimitKind::Cpu)]),
    ("sleep", &[End::Limit(LimitKind::Wall)]),
    ("flood", &[End::Limit(LimitKind::Output)]),
    ("forbidden", &[End::Syscall]),
    ("crash", &[End::Signaled(libc::SIGSEGV)]),
];

/// What may leak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Counts {
    processes: usize,
    cgroups: usize,
    mounts: usize,
    namespaces: usize,
    descriptors: usize,
    files: usize,
}

impl Counts {
    /// Of this process and all that descend from it.
    fn now() -> Self {
        bury();
        let family = family();
        let of = |what: &'static str| {
            let dirs = family.iter().map(move |pid| format!("/proc/{pid}/{what}"));
            dirs.filter_map(|dir| fs::read_dir(dir).ok()).flat_map(Iterator::flatten)
        };
        let mut namespaces: BTreeSet<PathBuf> =
            of("ns").filter_map(|entry| fs::read_link(entry.path()).ok()).collect();
        // Those that an init keeps without being in them are open files.
        let open: Vec<_> = of("fd").filter_map(|entry| fs::read_link(entry.path()).ok()).collect();
        namespaces.extend(open.iter().filter(|link| link.starts_with("net:")).cloned());
        let mounts = family.iter().filter_map(|pid| {
            Some(fs::read_to_string(format!("/proc/{pid}/mountinfo")).ok()?.lines().count())
        });
        Self {
            processes: family.len(),
            cgroups: groups(Path::new("/sys/fs/cgroup")),
            mounts: mounts.sum(),
            namespaces: namespaces.len(),
            descriptors: open.len(),
            files: fs::read_dir(env::temp_dir()).expect("a temporary directory").count(),
        }
    }

    /// When what is made ahead has been made.
    fn at_rest() -> Self {
        let mut last = Self::now();
        for _ in 0..LOOKS {
            thread::sleep(Duration::from_millis(150));
            let now = Self::now();
            if now == last {
                break;
            }
            last = now;
        }
        last
    }

    /// Whether there is no more than before, but for what may be [`KEPT`].
    fn is_within(&self, before: &Self) -> bool {
        let list =
            |c: &Self| [c.processes, c.cgroups, c.mounts, c.namespaces, c.descriptors, c.files];
        let most = iter::zip(list(before), list(&KEPT)).map(|(before, kept)| before + kept);
        iter::zip(list(self), most).all(|(now, most)| now <= most)
    }
}

/// By how much the stock of what is made ahead, and of what waits to be removed, may differ
/// between two moments: two sandboxes, four control groups in each tree, networks. It does not
/// grow with the runs, of which the hostile ones alone are more.
const KEPT: Counts =
    Counts { processes: 6, cgroups: 12, mounts: 70, namespaces: 16, descriptors: 39, files: 0 };

/// Control groups below that of this process's sandboxes.
fn groups(dir: &Path) -> usize {
    let mine = format!("minos-{}-", process::id());
    let Ok(entries) = fs::read_dir(dir) else { return 0 };
    let dirs = entries.flatten().filter(|e| e.file_type().is_ok_and(|kind| kind.is_dir()));
    dirs.map(|entry| {
        let path = entry.path();
        usize::from(path.to_string_lossy().contains(&mine)) + groups(&path)
    })
    .sum()
}

/// Resident memory of this process and the inits that it started, bytes.
fn resident() -> u64 {
    let of = |pid: &u32| {
        let status = fs::read_to_string(format!("/proc/{pid}/status")).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).unwrap_or("0 kB");
        line.trim().trim_end_matches(" kB").parse::<u64>().expect("a number") * 1024
    };
    let own = |pid: &&u32| **pid == process::id() || parent(**pid) == Some(process::id());
    family().iter().filter(own).map(of).sum()
}

fn hostile(what: &str) -> Command {
    let mut run = command(&["./main", what]);
    if ["forks", "spin"].contains(&what) {
        run.limits.cpu = Duration::from_millis(100);
    }
    // Enough for all processes that it may have, so that they are what ends it.
    run.limits.memory = if what == "forks" { 64 * MIB } else { 8 * MIB };
    run.limits.output = 64 << 10;
    run.limits.processes = 16;
    if what == "sleep" {
        run.limits.wall = Duration::from_millis(20);
    }
    run
}

/// `runs` runs by two clients, who take whole sandboxes.
fn work(native: &Native, files: &[File], runs: usize) {
    let next = AtomicUsize::new(0);
    let client = || loop {
        let number = next.fetch_add(1, Ordering::Relaxed);
        if number * RUNS_OF_A_SANDBOX >= runs {
            return;
        }
        let mut sandbox = native.open(&[]).expect("open a sandbox");
        sandbox.put(files).expect("put the program");
        for run in 0..RUNS_OF_A_SANDBOX {
            // Somewhere among the others, who must not feel it.
            if run == number / HOSTILE.len() % RUNS_OF_A_SANDBOX {
                let (what, ends) = HOSTILE[number % HOSTILE.len()];
                let end = sandbox.run(hostile(what)).expect("run").end;
                assert!(ends.contains(&end), "{what}: {end:?}");
            } else {
                let word = format!("{number}-{run}");
                let outcome = sandbox.run(command(&["./main", "honest", &word])).expect("run");
                assert_eq!((outcome.end, stdout(&outcome)), (End::Exited(0), word + "\n"));
            }
        }
    };
    thread::scope(|scope| (0..2).for_each(|_| drop(scope.spawn(client))));
}

fn native() -> Native {
    let options = Options { init: env!("CARGO_BIN_EXE_minos").into(), ..Options::default() };
    Native::new(options).expect("a native sandbox on this host")
}

/// What was compiled, to be put into other sandboxes.
fn program(native: &Native) -> Vec<File> {
    compiled_in(native, PROGRAM).take(8 * MIB).expect("take").expect("plain files")
}

#[test]
fn many_runs_leave_everything_as_it_was() {
    let dir = tempfile::tempdir().expect("a temporary directory");
    let status = Process::new(env::current_exe().expect("this program"))
        .args(["--exact", "sandbox::leaks::in_a_process_of_its_own", "--ignored", "--nocapture"])
        .env("TMPDIR", dir.path())
        .status()
        .expect("run this program again");
    assert!(status.success(), "{status}");
}

#[test]
#[ignore = "counts its whole process: `many_runs_leave_everything_as_it_was` starts it"]
fn in_a_process_of_its_own() {
    let runs = env::var("SANDBOX_RUNS").map_or(400, |runs| runs.parse().expect("a number"));
    set_child_subreaper(true).expect("adopt orphans");
    // What is made once in a process is made now.
    work(&native(), &program(&native()), 20);
    let nothing = Counts::now();

    let native = native();
    let files = program(&native);
    // Each kind of hostile program twice.
    work(&native, &files, 2 * RUNS_OF_A_SANDBOX * HOSTILE.len());
    let (before, memory_before) = (Counts::at_rest(), resident());
    work(&native, &files, runs);
    let mut after = Counts::at_rest();
    for _ in 0..LOOKS {
        if after.is_within(&before) {
            break;
        }
        work(&native, &files, 1);
        after = Counts::at_rest();
    }
    let memory_after = resident();
    println!("{runs} runs: {before:?}, {memory_before} bytes\n then {after:?}, {memory_after}");
    assert!(after.is_within(&before), "before {before:?}, after {after:?}");
    assert!(memory_after as f64 <= memory_before as f64 * 1.05, "{memory_before} {memory_after}");
    drop(native);
    let mut left = Counts::now();
    for _ in 0..LOOKS {
        if left == nothing {
            break;
        }
        thread::sleep(Duration::from_millis(10));
        left = Counts::now();
    }
    assert_eq!(left, nothing, "what stays when nobody uses it any more");
}
