//! `minos serve` itself: the real binary.

use std::{
    fs,
    net::TcpListener,
    path::Path,
    process::{Output, Stdio},
    thread,
    time::Duration,
};

use minos::{
    app::{App, Origin, Settings, Viewer},
    domain::{RunId, Status},
};
use nix::sys::signal::Signal;
use serde_json::{Value, json};

use super::house::{House, write_problem};
use crate::host::lacks_sandbox;
use crate::server::{Server, minos, minos_output};

/// Runs `minos serve` that is to fail; its stderr.
fn refused(dir: &Path, args: &[&str], env: &[(&str, &str)]) -> String {
    let mut command = minos(["serve"]);
    command.args(args).current_dir(dir).envs(env.iter().copied());
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let Output { status, stderr, .. } = child.wait_with_output().unwrap();
    assert!(!status.success());
    String::from_utf8_lossy(&stderr).into_owned()
}

#[test]
fn the_default_configuration_can_be_printed() {
    let text = minos_output(&["serve", "--print-config"], "");
    assert_eq!(text, minos::config::EXAMPLE);
}

#[test]
fn a_wrong_setting_is_named_with_file_and_line() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("minos.toml"), "[workers]\nminimum = 1\n").unwrap();
    let said = refused(dir.path(), &["--config", "minos.toml"], &[]);
    assert!(said.contains("minos.toml:2: unknown setting `workers.minimum`"), "{said}");
    let said = refused(dir.path(), &[], &[("MINOS_WORKERS_MIN", "none")]);
    assert!(said.contains("environment variable MINOS_WORKERS_MIN"), "{said}");
    let said = refused(dir.path(), &["--config", "missing.toml"], &[]);
    assert!(said.contains("missing.toml"), "{said}");
}

#[test]
fn an_address_in_use_and_a_bad_data_directory_are_named() {
    let dir = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let said = refused(dir.path(), &["--listen", &address], &[]);
    assert!(said.contains(&address) && said.contains("--listen"), "{said}");

    fs::write(dir.path().join("file"), "").unwrap();
    let said = refused(dir.path(), &["--listen", "127.0.0.1:0", "--data", "file/data"], &[]);
    assert!(said.contains("file/data"), "{said}");
}

#[test]
fn a_server_starts_serves_and_ends_cleanly() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let (data, problems) = (dir.path().join("data"), dir.path().join("problems"));
    write_problem(&problems, "mirror", &[("1", "one\n")], &[("1", "two\n")]);
    let server = Server::start(&data, &problems, &[]);
    let setup = server.setup.clone().expect("nobody is admin yet");
    let page = server.client().get(setup.strip_prefix(&server.url).unwrap()).send();
    assert_eq!(page.status, 200, "{}", page.body);
    let list = server.client().get("/api/v1/problems").send().json();
    assert_eq!(list["problems"][0]["slug"], "mirror");
    // A stream that stays open does not keep the server from ending.
    let stream = server.client().get("/api/v1/leaderboard/events").stream();
    assert!(server.stop().success());
    assert_eq!(stream.count(), 0);

    let data_arg = data.to_str().unwrap();
    minos_output(
        &["user", "add", "root", "--role", "admin", "--password-stdin", "--data", data_arg],
        "correct horse battery\n",
    );
    let server = Server::start(&data, &problems, &[("MINOS_LOG_FORMAT", "json")]);
    assert_eq!(server.setup, None, "there is an admin");
    let token = minos_output(&["token", "create", "root", "--data", data_arg], "");
    let me = server.client().with_token(token.trim()).get("/api/v1/me").send();
    assert_eq!(me.json()["role"], "admin", "{}", me.body);
    server.signal(Signal::SIGINT);
    let (status, log) = server.wait();
    assert!(status.success());
    let lines = log.lines().map(|line| serde_json::from_str::<Value>(line).expect(line));
    let asked: Vec<_> =
        lines.filter(|l| l["span"]["request_id"] == me.header("x-request-id")).collect();
    assert_eq!(asked.len(), 1, "{log}");
    assert_eq!(
        (&asked[0]["status"], &asked[0]["span"]["path"]),
        (&json!(200), &json!("/api/v1/me"))
    );
}

#[test]
fn the_log_tells_of_a_submission_from_its_request_to_its_verdict() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let (data, problems) = (dir.path().join("data"), dir.path().join("problems"));
    write_problem(&problems, "mirror", &[("1", "one\n")], &[("1", "two\n")]);
    let server = Server::start(&data, &problems, &[("MINOS_LOG_FORMAT", "json")]);
    let data = data.to_str().unwrap();
    minos_output(&["user", "add", "ada", "--password-stdin", "--data", data], "correct horse\n");
    let token = minos_output(&["token", "create", "ada", "--data", data], "");
    let client = server.client().with_token(token.trim());
    let new = json!({ "problem": "mirror", "language": "bash", "source": "cat" });
    let taken = client.post("/api/v1/submissions", &new).send();
    assert_eq!(taken.status, 202, "{}", taken.body);
    let url = taken.header("location").to_owned();
    let _all = client.get(&format!("{url}/events")).stream().count();
    let (status, log) = {
        server.signal(Signal::SIGTERM);
        server.wait()
    };
    assert!(status.success());
    let id = &taken.json()["id"];
    let lines: Vec<_> =
        log.lines().map(|line| serde_json::from_str::<Value>(line).expect(line)).collect();
    let of_the_request = lines.iter().find(|line| line["submission"] == *id);
    let of_the_request = of_the_request.expect(&log);
    assert_eq!(of_the_request["span"]["request_id"], taken.header("x-request-id"));
    assert_eq!(of_the_request["by"], "ada");
    let of_the_job: Vec<_> =
        lines.iter().filter(|line| line["span"]["submission"] == *id).collect();
    let judged = of_the_job.iter().find(|line| line["message"] == "judged").expect(&log);
    assert_eq!((&judged["verdict"], &judged["span"]["attempt"]), (&json!("AC"), &json!(1)));
    assert_eq!(judged["span"]["job"], of_the_request["job"]);
}

/// A server with a run of two seconds begun.
fn running(dir: &Path) -> Server {
    let (data, problems) = (dir.join("data"), dir.join("problems"));
    write_problem(&problems, "mirror", &[], &[("1", "one\n")]);
    let server = Server::start(&data, &problems, &[("MINOS_LIMITS_RUN_TIME_SECONDS", "60")]);
    let data = data.to_str().unwrap();
    minos_output(
        &["user", "add", "root", "--password-stdin", "--data", data],
        "correct horse battery\n",
    );
    let token = minos_output(&["token", "create", "root", "--data", data], "");
    let client = server.client().with_token(token.trim());
    let run = json!({ "language": "bash", "source": "sleep 2; echo slept" });
    let reply = client.post("/api/v1/runs", &run).send();
    assert_eq!(reply.status, 202, "{}", reply.body);
    let url = reply.header("location").to_owned();
    let mut stream = client.get(&format!("{url}/events")).stream();
    assert!(stream.any(|event| event.name == "running"));
    server
}

/// How far the one run is, read without a server.
fn status(dir: &Path) -> Status {
    let app = App::open(Settings::new(dir.join("data")), Vec::new()).expect("the data");
    let root =
        app.log_in("root", "correct horse battery", &Origin::default()).expect("a session").viewer;
    app.run(&root, RunId(1)).expect("the run").status
}

#[test]
fn the_first_signal_lets_work_finish() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let server = running(dir.path());
    server.signal(Signal::SIGTERM);
    // Process managers repeat themselves; signals of one kind that come together are one.
    thread::sleep(Duration::from_millis(200));
    assert!(server.stop().success());
    assert_eq!(status(dir.path()), Status::Done);
}

#[test]
fn ctrl_c_after_a_signal_ends_at_once_and_the_work_is_done_later() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let server = running(dir.path());
    server.signal(Signal::SIGTERM);
    // Both at once would have no order.
    thread::sleep(Duration::from_millis(300));
    server.signal(Signal::SIGINT);
    let (ended, log) = server.wait();
    assert_eq!(ended.code(), Some(1), "{log}");
    assert_ne!(status(dir.path()), Status::Done);

    let data = dir.path().join("data");
    let server = Server::start(&data, &dir.path().join("problems"), &[]);
    let token = minos_output(&["token", "create", "root", "--data", data.to_str().unwrap()], "");
    let client = server.client().with_token(token.trim());
    let last = client.get("/api/v1/runs/1/events").stream().last().expect("an event");
    assert_eq!(last.json()["result"]["stdout"], "slept\n", "{last:?}");
}

#[test]
fn a_broken_package_stops_no_other() {
    if lacks_sandbox() {
        return;
    }
    let mut house = House::new();
    let broken = house.problems().join("broken");
    fs::create_dir(&broken).unwrap();
    fs::write(broken.join("problem.yaml"), "name: [\n").unwrap();
    write_problem(&house.problems(), "fresh", &[], &[("1", "z\n")]);
    house.restart();
    let slugs: Vec<_> = house.nobody().get("/api/v1/problems").send().json()["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["slug"].clone())
        .collect();
    assert_eq!(slugs, ["fresh", "mirror", "other"]);
    let versions: Vec<_> =
        house.app().admin_problems(&Viewer::console()).unwrap().iter().map(|p| p.version).collect();
    assert_eq!(versions, [1, 1, 1], "what did not change keeps its version");
}
