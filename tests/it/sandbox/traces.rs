//! What is left of a sandbox: between two runs, between two sandboxes, and after all.

use std::{collections::BTreeSet, fs, path::PathBuf, process::Command as Process, time::Duration};

use minos::sandbox::{
    End, Provider, Workdir,
    native::{Native, Options, cgroup},
};

use super::{
    hostile::hostile_command,
    place::{NATIVE, command, compiled_in, file, stdout},
};
use crate::host::lacks_sandbox;

#[test]
fn nothing_crosses_from_one_run_to_the_next() {
    if lacks_sandbox() {
        return;
    }
    let mut sandbox = NATIVE.open(&[]).expect("open");
    let mut sh = |script: &str| {
        let outcome = sandbox.run(command(&["sh", "-c", script])).expect("run");
        assert_eq!(outcome.end, End::Exited(0), "{script}");
        stdout(&outcome)
    };
    sh("echo secret > /tmp/note; echo secret > /dev/shm/note; (sleep 100 &) ; true");
    // The shell itself lists the processes: whether it sees another one start is chance.
    assert_eq!(sh("ls -A /tmp /dev/shm/ | grep -v :; set -- /proc/[0-9]*; echo $#").trim(), "1");
}

#[test]
fn nothing_crosses_from_one_sandbox_to_the_next() {
    if lacks_sandbox() {
        return;
    }
    let mut first = NATIVE.open(&[]).expect("open");
    first.put(&[file("secret.txt", "secret")]).expect("put");
    let mut write = command(&["sh", "-c", "echo more > /box/left"]);
    write.workdir = Workdir::Shared;
    assert_eq!(first.run(write).expect("run").end, End::Exited(0));
    let mut second = NATIVE.open(&[]).expect("open");
    let outcome = second.run(command(&["ls", "-A", "/box", "/tmp"])).expect("run");
    assert_eq!(stdout(&outcome), "/box:\n\n/tmp:\n");
}

#[test]
fn links_planted_while_compiling_lead_nowhere() {
    if lacks_sandbox() {
        return;
    }
    let mut sandbox = NATIVE.open(&[]).expect("open");
    let mut plant = command(&[
        "sh",
        "-c",
        "ln -s /etc/passwd main.c; ln -s / dir; mkfifo pipe; ln -s /tmp/x input",
    ]);
    plant.workdir = Workdir::Shared;
    plant.policy = "compile".into();
    assert_eq!(sandbox.run(plant).expect("run").end, End::Exited(0));
    // A name that is a link is replaced, not followed; a directory that is one is refused.
    sandbox.put(&[file("main.c", "mine")]).expect("put");
    let cat = sandbox.run(command(&["sh", "-c", "cat main.c; ls -ld main.c | cut -c1"]));
    assert_eq!(stdout(&cat.expect("run")), "mine-\n");
    sandbox.put(&[file("dir/tmp/planted", "x")]).expect("put");
    assert!(sandbox.run(command(&["true"])).is_err());
}

#[test]
fn compilers_read_nothing_of_the_host() {
    if lacks_sandbox() {
        return;
    }
    for (source, what) in [
        ("#include \"/etc/shadow\"\nint main(){}", "#include"),
        ("#include \"/proc/1/environ\"\nint main(){}", "#include of /proc"),
        ("__asm__(\".incbin \\\"/etc/shadow\\\"\");int main(){}", ".incbin"),
    ] {
        let mut sandbox = NATIVE.open(&[]).expect("open");
        sandbox.put(&[file("main.c", source)]).expect("put");
        let mut gcc = command(&["gcc", "main.c"]);
        gcc.workdir = Workdir::Shared;
        gcc.policy = "compile".into();
        let outcome = sandbox.run(gcc).expect("run");
        assert_eq!(outcome.end, End::Exited(1), "{what} was allowed");
    }
}

#[test]
fn hidden_directories_show_nothing() {
    if lacks_sandbox() {
        return;
    }
    let hidden = Native::new(Options {
        init: PathBuf::from(env!("CARGO_BIN_EXE_minos")),
        hide: vec!["/usr/include".into(), "/no/such/directory".into()],
        spare: 0,
        ..Options::default()
    })
    .expect("a provider of its own");
    let ls = || command(&["sh", "-c", "ls /usr/include | wc -l; ls /usr/include/.. | wc -l"]);
    let seen = |native: &Native| stdout(&native.open(&[]).expect("open").run(ls()).expect("run"));
    assert!(seen(&hidden).starts_with("0\n"));
    assert!(!seen(&NATIVE).starts_with("0\n"));
}

/// After a provider's life with hostile guests: no process, group, mount, descriptor or file.
#[test]
fn nothing_is_left_after_all() {
    if lacks_sandbox() {
        return;
    }
    let native = Native::new(Options {
        init: PathBuf::from(env!("CARGO_BIN_EXE_minos")),
        first_uid: 2_100_000_000,
        ..Options::default()
    })
    .expect("a provider of its own");
    let mounts = fs::read_to_string("/proc/self/mountinfo").expect("mounts");
    for name in [
        "processes/daemon_left_behind",
        "processes/fork_bomb_parent_exits",
        "signals/kill_everyone",
        "memory/posix_shared_memory",
    ] {
        let source = fs::read_to_string(format!("tests/hostile/{name}.c")).expect("a program");
        compiled_in(&native, &source).run(hostile_command()).expect("run");
    }
    assert!(groups().iter().any(|g| g.contains(&own_group())), "the groups are elsewhere");
    drop(native);
    let left: Vec<_> = processes_of(2_100_000_000).collect();
    assert!(left.is_empty(), "processes are left: {left:?}");
    assert_eq!(fs::read_to_string("/proc/self/mountinfo").expect("mounts"), mounts);
}

/// A provider that dies with its process leaves groups; the next one removes them.
#[test]
fn leftovers_of_a_killed_process_are_swept() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let source = dir.path().join("main.sh");
    fs::write(&source, "sleep 1000").expect("write");
    let mut victim = Process::new(env!("CARGO_BIN_EXE_minos"))
        .args(["run", "--time-limit", "500"])
        .arg(&source)
        .args(["--language", "bash", "--stdin", "/dev/null"])
        .spawn()
        .expect("start minos");
    let mark = format!("minos-{}-", victim.id());
    let appeared = wait_for(|| groups().iter().any(|g| g.contains(&mark) && g.contains("/run-")));
    victim.kill().expect("kill -9");
    victim.wait().expect("wait");
    assert!(appeared, "the run never began");
    // Whatever ran inside ends by itself: init, then pid 1, then the program.
    assert!(
        wait_for(|| groups().iter().filter(|g| g.contains(&mark)).all(|g| is_empty(g))),
        "processes outlive a killed minos"
    );
    drop(Native::new(Options {
        init: PathBuf::from(env!("CARGO_BIN_EXE_minos")),
        ..Options::default()
    }));
    assert!(groups().iter().all(|g| !g.contains(&mark)), "its groups are still there");
}

fn wait_for(condition: impl Fn() -> bool) -> bool {
    (0..600).any(|_| {
        std::thread::sleep(Duration::from_millis(50));
        condition()
    })
}

/// Every group below ours, of whatever process.
fn groups() -> BTreeSet<String> {
    fn walk(dir: PathBuf, into: &mut BTreeSet<String>) {
        for entry in fs::read_dir(dir).into_iter().flatten().flatten() {
            if entry.path().is_dir() {
                into.insert(entry.path().display().to_string());
                walk(entry.path(), into);
            }
        }
    }
    let mut all = BTreeSet::new();
    for parent in cgroup::find().expect("cgroups").parents {
        walk(parent, &mut all);
    }
    all
}

fn own_group() -> String {
    format!("/minos-{}-", std::process::id())
}

fn is_empty(group: &str) -> bool {
    fs::read_to_string(format!("{group}/cgroup.procs")).is_ok_and(|procs| procs.is_empty())
}

/// Processes whose user is one of the 4,096 from `first`.
fn processes_of(first: u32) -> impl Iterator<Item = String> {
    fs::read_dir("/proc").expect("/proc").flatten().filter_map(move |entry| {
        let status = fs::read_to_string(entry.path().join("status")).ok()?;
        let uid = status
            .lines()
            .find_map(|l| l.strip_prefix("Uid:\t")?.split('\t').next()?.parse::<u32>().ok())?;
        (first..first + 4096).contains(&uid).then(|| entry.path().display().to_string())
    })
}
