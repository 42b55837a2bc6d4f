//! Whoever is killed at whatever moment, nothing stays behind and no outcome is wrong.
//! `SANDBOX_KILLS` says how many rounds. One process kills; another, its child, is the server.

use std::{
    env, fs,
    io::{BufRead, BufReader, Lines, Write},
    path::Path,
    process::{Child, ChildStdin, ChildStdout, Command as Process, Stdio},
    sync::{
        Barrier,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::{Duration, Instant},
};

use minos::sandbox::{
    End, Provider,
    native::{Native, Options},
};
use nix::{
    sys::{
        prctl::set_child_subreaper,
        signal::{Signal, kill},
    },
    unistd::Pid,
};
use rand::{Rng as _, seq::IndexedRandom as _};

use super::place::{command, stdout};
use crate::processes::{bury, descends, family, is_below, lives};

/// For a loaded machine.
const PATIENCE: Duration = Duration::from_secs(60);
/// Clients of the server.
const CLIENTS: usize = 2;
/// Control groups that a server may keep in one tree: those in stock, of ready sandboxes, in use,
/// and some that wait for removal.
const MOST_GROUPS: usize = 40;

#[test]
fn whoever_is_killed_nothing_stays_and_nothing_is_wrong() {
    let status = again("killer").status().expect("run this program again");
    assert!(status.success(), "{status}");
}

/// This program, to run one of the tests below.
fn again(test: &str) -> Process {
    let mut again = Process::new(env::current_exe().expect("this program"));
    let test = format!("sandbox::kills::{test}");
    again.args(["--exact", &test, "--ignored", "--nocapture"]);
    again
}

/// Whom a round kills, by how many generations it is below the server.
const VICTIMS: [&str; 4] = ["server", "sandbox-init", "place", "reaper"];

#[test]
#[ignore = "adopts orphans: `whoever_is_killed_nothing_stays_and_nothing_is_wrong` starts it"]
fn killer() {
    let rounds: usize = env::var("SANDBOX_KILLS").map_or(12, |n| n.parse().expect("a number"));
    set_child_subreaper(true).expect("adopt orphans");
    let mounts = || fs::read_to_string("/proc/self/mountinfo").expect("mounts").lines().count();
    let mounts_before = mounts();
    let mut server = Server::start();
    let mut killed = [0; VICTIMS.len()];
    let (mut runs, mut errors, mut losses) = (0, 0, 0);
    for round in 0..rounds {
        let generation = round % VICTIMS.len();
        thread::sleep(Duration::from_millis(rand::rng().random_range(0..120)));
        if generation == 0 {
            let old = server.kill();
            server = Server::start();
            server.is_alone(old);
            killed[0] += 1;
            continue;
        }
        let victims = || -> Vec<u32> {
            let below = |pid: &u32| is_below(*pid, server.pid(), generation);
            family().into_iter().filter(below).collect()
        };
        until("there is somebody to kill", || !victims().is_empty());
        let Some(victim) = victims().choose(&mut rand::rng()).copied() else { continue };
        let branch: Vec<u32> = family().into_iter().filter(|pid| descends(*pid, victim)).collect();
        // It may just have ended by itself.
        killed[generation] += usize::from(signal(victim));
        // What it started after the last look is an orphan.
        until("what was killed is gone", || {
            branch.iter().all(|pid| !lives(*pid)) && server.has_no_orphans()
        });
        let Counts { runs: new_runs, errors: new_errors, lost, wrong, late } = server.settle();
        assert_eq!((wrong, late), (0, 0), "wrong and late errors after a {}", VICTIMS[generation]);
        // What the end of the helper takes along is not held against a submission.
        let expected = if VICTIMS[generation] == "sandbox-init" { new_errors } else { 0 };
        assert_eq!(lost, expected, "lost, of {new_errors} errors after a {}", VICTIMS[generation]);
        runs += new_runs;
        errors += new_errors;
        losses += lost;
        assert!(groups(Path::new("/sys/fs/cgroup"), server.pid()) <= 4 * MOST_GROUPS);
    }
    let old = server.stop();
    until("all has ended", || family().len() == 1);
    until("no group is left", || groups(Path::new("/sys/fs/cgroup"), old) == 0);
    assert_eq!(mounts(), mounts_before);
    println!(
        "{rounds} rounds: {VICTIMS:?} killed {killed:?}; {runs} runs, {errors} errors, {losses} of \
         them lost sandboxes, 0 wrong"
    );
}

/// What a server has to tell of the time since it was asked last.
struct Counts {
    runs: usize,
    errors: usize,
    /// Errors of sandboxes that were taken away.
    lost: usize,
    wrong: usize,
    /// Errors after the kill was over.
    late: usize,
}

/// A server in a process of its own.
struct Server {
    process: Child,
    input: ChildStdin,
    lines: Lines<BufReader<ChildStdout>>,
}

impl Server {
    /// Starts one and waits for its first outcome.
    fn start() -> Self {
        let mut process = again("server")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("run this program again");
        let input = process.stdin.take().expect("its stdin");
        let lines = BufReader::new(process.stdout.take().expect("its stdout")).lines();
        let mut server = Self { process, input, lines };
        server.hear();
        server
    }

    /// Its next line for us: its counts.
    fn hear(&mut self) -> Vec<usize> {
        loop {
            let line = self.lines.next().expect("the server died").expect("its stdout");
            if let Some((_, counts)) = line.split_once('@') {
                return counts.split(' ').map(|n| n.parse().expect("a count")).collect();
            }
        }
    }

    fn pid(&self) -> u32 {
        self.process.id()
    }

    /// Has all clients take fresh sandboxes; gives runs, errors, wrong outcomes, and errors of the
    /// fresh sandboxes, since the last time.
    fn settle(&mut self) -> Counts {
        writeln!(self.input, "settle").expect("the server listens");
        let counts = self.hear();
        let [runs, errors, lost, wrong, late] = counts[..] else { panic!("{counts:?}") };
        Counts { runs, errors, lost, wrong, late }
    }

    /// Kills it.
    fn kill(mut self) -> u32 {
        self.process.kill().expect("kill it");
        self.process.wait().expect("wait for it");
        self.pid()
    }

    /// Has it end by itself.
    fn stop(mut self) -> u32 {
        drop(self.input);
        assert!(self.process.wait().expect("wait for it").success());
        self.process.id()
    }

    /// Whether all that lives, but for this process, descends from it.
    fn has_no_orphans(&self) -> bool {
        let killer = std::process::id();
        family().iter().all(|pid| *pid == killer || descends(*pid, self.pid()) || !lives(*pid))
    }

    /// Nothing is left of the server before it.
    fn is_alone(&self, old: u32) {
        until("nothing of the old server runs", || self.has_no_orphans());
        let left = groups(Path::new("/sys/fs/cgroup"), old);
        assert_eq!(left, 0, "control groups of the old server");
    }
}

/// Sends the signal that nothing survives; whether there was somebody.
fn signal(pid: u32) -> bool {
    kill(Pid::from_raw(i32::try_from(pid).expect("a pid")), Signal::SIGKILL).is_ok()
}

/// Waits; meanwhile buries orphans.
fn until(what: &str, is_so: impl Fn() -> bool) {
    let begun = Instant::now();
    while !is_so() {
        assert!(begun.elapsed() < PATIENCE, "it never comes that {what}");
        bury();
        thread::sleep(Duration::from_millis(2));
    }
}

/// Control groups that a server of this pid made.
fn groups(dir: &Path, pid: u32) -> usize {
    let Ok(entries) = fs::read_dir(dir) else { return 0 };
    let dirs = entries.flatten().filter(|e| e.file_type().is_ok_and(|kind| kind.is_dir()));
    let count = |path: &Path| {
        usize::from(path.to_string_lossy().contains(&format!("minos-{pid}-"))) + groups(path, pid)
    };
    dirs.map(|entry| count(&entry.path())).sum()
}

/// Judges without end; at each line on stdin, tells how.
#[test]
#[ignore = "is killed: `killer` starts it"]
fn server() {
    let options = Options { init: env!("CARGO_BIN_EXE_minos").into(), ..Options::default() };
    let native = Native::new(options).expect("a native sandbox on this host");
    let [runs, errors, lost, wrong, late] = [const { AtomicUsize::new(0) }; 5];
    let (settling, ended) = (AtomicBool::new(false), AtomicBool::new(false));
    let barrier = Barrier::new(CLIENTS + 1);
    // Four runs in a fresh sandbox; false after an error, which ends a sandbox.
    let judge = |errors: &AtomicUsize| {
        let mut sandbox = native.open(&[]).expect("open a sandbox");
        for _ in 0..4 {
            let number = runs.fetch_add(1, SeqCst).to_string();
            match sandbox.run(command(&["sh", "-c", "echo $0; exit 7", &number])) {
                Ok(outcome) => {
                    let right = (End::Exited(7), number + "\n");
                    if (outcome.end, stdout(&outcome)) != right {
                        eprintln!("wrong: {outcome:?}");
                        wrong.fetch_add(1, SeqCst);
                    }
                }
                Err(error) => {
                    eprintln!("{error}");
                    errors.fetch_add(1, SeqCst);
                    lost.fetch_add(error.lost.into(), SeqCst);
                    return;
                }
            }
        }
    };
    judge(&late);
    println!("@0");
    let client = || {
        while !ended.load(SeqCst) {
            if settling.load(SeqCst) {
                judge(&late);
                barrier.wait();
                barrier.wait();
            } else {
                judge(&errors);
            }
        }
    };
    thread::scope(|scope| {
        (0..CLIENTS).for_each(|_| drop(scope.spawn(client)));
        for _ in std::io::stdin().lines() {
            settling.store(true, SeqCst);
            barrier.wait();
            settling.store(false, SeqCst);
            let counts =
                [&runs, &errors, &lost, &wrong, &late].map(|n| n.swap(0, SeqCst).to_string());
            println!("@{}", counts.join(" "));
            barrier.wait();
        }
        ended.store(true, SeqCst);
    });
}
