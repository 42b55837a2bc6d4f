//! `minos bench load` against a real server: it plays, counts, and sees what is wrong.

use std::{fs, path::Path, process::Output};

use serde_json::Value;
use tempfile::TempDir;

use crate::{
    client::Client,
    fixture::write_sums,
    host::lacks_sandbox,
    server::{Server, minos, minos_output},
};

const SUM: &str = "print(sum(map(int, input().split())))\n";

/// Plays a few seconds against a server whose problem has these submissions (path, program).
fn play(submissions: &[(&str, &str)]) -> (Output, Client) {
    let dir = TempDir::new().expect("a temporary directory");
    let (data, problems) = (dir.path().join("data"), dir.path().join("problems"));
    write_sums(&problems);
    let folder = problems.join("sums/submissions");
    fs::remove_dir_all(&folder).expect("no submissions");
    for (path, program) in submissions {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().expect("a directory")).expect("a directory");
        fs::write(path, program).expect("a program");
    }
    let proxies = [("MINOS_HTTP_TRUSTED_PROXIES", "127.0.0.1")];
    let server = Server::start(&data, &problems, &proxies);
    let output = load(&server.url, &data, &problems);
    let admin = ["user", "add", "root", "--role", "admin", "--password-stdin", "--data"];
    let data = data.to_str().expect("UTF-8");
    minos_output(&[&admin[..], &[data]].concat(), "correct horse\n");
    let token = minos_output(&["token", "create", "root", "--data", data], "");
    let page = server.client().with_token(token.trim()).get("/admin/users?search=load-").send();
    assert!(page.body.matches("load-").count() >= 3, "{}", page.body);
    let board = server.client().get("/api/v1/leaderboard").send().json();
    assert_eq!(board["rows"].as_array().map(Vec::len), Some(0), "the players are disabled");
    (output, server.client())
}

fn load(url: &str, data: &Path, problems: &Path) -> Output {
    let args = ["bench", "load", "--users", "6", "--taking-part", "50", "--minutes", "0.1"];
    let mut command = minos(args);
    command.args(["--submissions", "2", "--think", "1", "--json", "--url", url]);
    command.arg("--data").arg(data).arg("--problems").arg(problems);
    command.output().expect("run minos bench load")
}

#[test]
fn a_contest_is_played_and_every_verdict_checked() {
    if lacks_sandbox() {
        return;
    }
    let (output, _) = play(&[("accepted/sum.py", SUM), ("wrong_answer/six.py", "print(6)\n")]);
    let report: Value = serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|e| panic!("{e}: {}", String::from_utf8_lossy(&output.stderr)));
    assert!(output.status.success(), "{report:#}");
    assert_eq!((&report["contestants"], &report["watchers"]), (&3.into(), &3.into()));
    let submissions = &report["submissions"];
    assert_eq!(submissions["acknowledged"], 6, "{report:#}");
    assert_eq!((&submissions["judged"], &submissions["wrong"]), (&6.into(), &0.into()));
    let endpoints = report["endpoints"].as_object().expect("endpoints");
    for endpoint in ["POST /login", "POST /api/v1/submissions", "GET /submissions/{id}"] {
        assert!(endpoints.contains_key(endpoint), "{report:#}");
    }
    assert_eq!(endpoints["POST /login"]["count"], 3);
    assert_eq!(report["events"]["lost_of_board"], 0);
    assert_eq!(report["errors"], serde_json::json!({}), "{report:#}");
}

#[test]
fn a_wrong_verdict_is_named_and_fails() {
    if lacks_sandbox() {
        return;
    }
    let (output, _) = play(&[("accepted/six.py", "print(6)\n")]);
    assert_eq!(output.status.code(), Some(1));
    let report: Value = serde_json::from_slice(&output.stdout).expect("a report");
    assert_eq!(report["submissions"]["wrong"], 6, "{report:#}");
    let named = report["submissions"]["wrong_named"][0].as_str().expect("a name");
    assert!(named.contains("sums/submissions/accepted/six.py: WA instead of AC"), "{named}");
}

#[test]
fn other_machines_are_not_put_under_load() {
    let dir = TempDir::new().expect("a temporary directory");
    let output = load("http://192.0.2.1:8080", dir.path(), dir.path());
    let words = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{words}");
    assert!(words.contains("not this machine"), "{words}");
    assert_eq!(fs::read_dir(dir.path()).expect("it is there").count(), 0, "nothing was made");
}
