//! Hostile submissions against a whole server: each gets its verdict, the server goes on, and
//! nothing of them is left. The modules below try many more against the judge alone, with the real
//! sandbox and the real languages; their programs lie in `tests/siege/`, and the head of each says
//! what must become of it ([`head`]).

mod compiling;
mod head;
mod lab;
mod running;
mod verdicts;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use minos::sandbox::native::cgroup;
use nix::unistd::Pid;
use serde_json::{Value, json};

use crate::host::lacks_sandbox;
use crate::{
    client::Client,
    server::{Server, minos_output},
};

/// Programs of `tests/hostile/` and the verdicts that they may get.
const ATTACKS: &[(&str, &[&str])] = &[
    ("processes/fork_bomb", &["TLE"]),
    ("processes/fork_bomb_parent_exits", &["WA", "TLE"]),
    ("memory/posix_shared_memory", &["MLE"]),
    ("memory/memory_in_scratch", &["MLE"]),
    ("disk/inode_bomb", &["WA", "MLE", "TLE"]),
    ("output/output_on_stderr", &["OLE"]),
    ("time/sleep_for_ever", &["TLE"]),
    ("network/socket_inet", &["RTE"]),
    ("files/read_shadow", &["WA"]),
    ("files/find_hidden_tests", &["WA"]),
    ("signals/kill_everyone", &["WA"]),
    ("processes/daemon_left_behind", &["WA"]),
];

#[test]
fn hostile_submissions_get_their_verdicts_and_leave_nothing() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let problems = dir.path().join("problems");
    fs::create_dir(&problems).expect("make a directory");
    let copied = Command::new("cp")
        .args(["-r", "problems/harbourtoll"])
        .arg(&problems)
        .status()
        .expect("copy a problem");
    assert!(copied.success());
    let data = dir.path().join("data");
    let many = [("MINOS_RATES_SUBMIT_PER_MINUTE", "10000"), ("MINOS_RATES_READ_PER_MINUTE", "0")];
    let server = Server::start(&data, &problems, &many);
    let data = data.to_str().expect("a path in UTF-8");
    minos_output(
        &["user", "add", "mallory", "--password-stdin", "--data", data],
        "correct-horse\n",
    );
    let token = minos_output(&["token", "create", "mallory", "--data", data], "");
    let client = server.client().with_token(token.trim());

    // The first submission warms the pool of sandboxes; what stands then is what must remain.
    assert_eq!(verdict(&client, "harbourtoll", &solution()), "AC");
    let before = Traces::of(server.pid());
    for (name, verdicts) in ATTACKS {
        let source = fs::read_to_string(format!("tests/hostile/{name}.c")).expect("a program");
        let got = verdict(&client, "harbourtoll", &source);
        assert!(verdicts.contains(&got.as_str()), "{name} got {got}, not one of {verdicts:?}");
    }
    assert_eq!(verdict(&client, "harbourtoll", &solution()), "AC", "the server goes on");
    wait_for("traces", || Traces::of(server.pid()).are_within(&before));

    let pid = server.pid();
    assert!(server.stop().success());
    let mark = format!("minos-{pid}-");
    for parent in cgroup::find().expect("cgroups").parents {
        for entry in fs::read_dir(parent).expect("a group").flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(!name.starts_with(&mark), "the group {name} is left");
        }
    }
}

/// An accepted solution of the problem in C.
fn solution() -> String {
    let dir = Path::new("problems/harbourtoll/submissions/accepted");
    let file = fs::read_dir(dir)
        .expect("the accepted submissions")
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|e| e == "c"))
        .expect("one in C");
    fs::read_to_string(file).expect("a program")
}

fn verdict(client: &Client, problem: &str, source: &str) -> String {
    let body = json!({"problem": problem, "language": "c", "source": source});
    let reply = client.post("/api/v1/submissions", &body).send();
    assert_eq!(reply.status, 202, "{}", reply.body);
    let id = reply.json()["id"].clone();
    let path = format!("/api/v1/submissions/{id}");
    let mut last = Value::Null;
    for _ in 0..1200 {
        last = client.get(&path).send().json();
        if last["status"] == "done" {
            return last["verdict"].as_str().expect("a verdict").to_owned();
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("submission {id} is not judged: {last}");
}

/// What a server holds of the system.
#[derive(Debug)]
struct Traces {
    mounts: String,
    descriptors: usize,
    children: usize,
    runs: usize,
}

impl Traces {
    /// As before, but for connections, and sandboxes and control groups that are kept ready: up to
    /// 16 groups in each of three trees, with up to nine descriptors for the three together.
    fn are_within(&self, before: &Self) -> bool {
        self.mounts == before.mounts
            && self.runs <= 3 * 16
            && self.descriptors <= before.descriptors + 8 + 9 * 16
            && self.children <= before.children + 2
    }

    fn of(pid: Pid) -> Self {
        let proc = PathBuf::from(format!("/proc/{pid}"));
        let children = fs::read_dir("/proc")
            .expect("/proc")
            .flatten()
            .filter_map(|entry| fs::read_to_string(entry.path().join("status")).ok())
            .filter(|status| status.contains(&format!("\nPPid:\t{pid}\n")))
            .count();
        let mark = format!("minos-{pid}-");
        let mut runs = 0;
        for parent in cgroup::find().expect("cgroups").parents {
            for group in fs::read_dir(parent).expect("a group").flatten() {
                if group.file_name().to_string_lossy().starts_with(&mark) {
                    runs += fs::read_dir(group.path())
                        .into_iter()
                        .flatten()
                        .flatten()
                        .filter(|entry| entry.file_name().to_string_lossy().starts_with("run-"))
                        .count();
                }
            }
        }
        Self {
            mounts: fs::read_to_string(proc.join("mountinfo")).expect("its mounts"),
            descriptors: fs::read_dir(proc.join("fd")).expect("its descriptors").count(),
            children,
            runs,
        }
    }
}

fn wait_for(what: &str, condition: impl Fn() -> bool) {
    for _ in 0..300 {
        if condition() {
            return;
        }
        std::thread::sleep(Duration::from_millis(100));
    }
    panic!("{what}: not as before");
}
