//! The verbs that work on a data directory beside a server.

use minos::{
    domain::UserId,
    queue::{Class, Fate},
    store::{NewSubmission, Store},
};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::host::lacks_sandbox;
use crate::{
    fixture::{setback, write_sums},
    server::{Server, minos, minos_output},
};

#[test]
fn accounts_tokens_and_a_backup_beside_a_server() {
    if lacks_sandbox() {
        return;
    }
    let dir = TempDir::new().expect("a temporary directory");
    let path = |name: &str| dir.path().join(name).to_str().expect("UTF-8").to_owned();
    let (data, copy) = (path("data"), path("copy.db"));
    write_sums(&dir.path().join("problems"));
    let server = Server::start(data.as_ref(), path("problems").as_ref(), &[]);

    let add = ["user", "add", "ada", "--role", "judge", "--password-stdin", "--data", &data];
    assert_eq!(minos_output(&add, "correct horse\n"), "ada (judge) added\n");
    let token = minos_output(&["token", "create", "ada", "--data", &data], "");
    let me = server.client().with_token(token.trim()).get("/api/v1/me").send();
    assert_eq!((me.status, me.json()["name"].as_str()), (200, Some("ada")));

    minos_output(&["backup", &copy, "--data", &data], "");
    let copy_of = Store::open(copy.as_ref()).expect("the copy is a database");
    assert!(copy_of.user("ada").expect("it reads").is_some());

    for wrong in [&add[..], &["backup", &copy, "--data", &data]] {
        let output = minos(wrong).output().expect("run minos");
        assert_eq!(output.status.code(), Some(1), "{wrong:?} again");
    }
    let typo = path("dtaa");
    for verb in [
        &["backup", &path("other.db"), "--data", &typo][..],
        &["queue", "list", "--data", &typo],
        &["token", "create", "ada", "--data", &typo],
        &["problem", "list", "--data", &typo],
    ] {
        let output = minos(verb).output().expect("run minos");
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(1), "{verb:?}: {said}");
        assert!(said.contains("minos.db") && said.contains("--data"), "{verb:?}: {said}");
    }
    assert!(!dir.path().join("dtaa").exists(), "nothing is made for a typo");
    let json = |args: &[&str], stdin: &str| -> Value {
        serde_json::from_str(&minos_output(args, stdin)).expect("JSON")
    };
    let eve = ["user", "add", "eve", "--json", "--password-stdin", "--data", &data];
    assert_eq!(json(&eve, "correct horse\n"), json!({ "name": "eve", "role": "user" }));
    let token = json(&["token", "create", "eve", "--json", "--data", &data], "");
    assert!(token["token"].as_str().is_some_and(|token| token.starts_with("minos_")), "{token}");
    let (more, size) = (path("more.db"), |path: &str| std::fs::metadata(path).expect("it").len());
    let written = json(&["backup", &more, "--json", "--data", &data], "");
    assert_eq!(written, json!({ "file": more, "bytes": size(&more) }));

    let role = minos(["user", "add", "eve", "--role", "king"]).output().expect("run minos");
    assert_eq!(role.status.code(), Some(2));
}

#[test]
fn dead_letters_are_listed_retried_and_discarded() {
    let dir = TempDir::new().expect("a temporary directory");
    let data = dir.path().join("data");
    let text = data.to_str().expect("UTF-8");
    minos_output(&["user", "add", "ada", "--password-stdin", "--data", text], "correct horse\n");
    write_sums(&dir.path().join("problems"));
    let problem = dir.path().join("problems/sums");
    minos_output(&["problem", "import", problem.to_str().expect("UTF-8"), "--data", text], "");

    let store = Store::open(&data.join("minos.db")).expect("the database");
    let sums = store.problem("sums", UserId(0)).expect("it reads").expect("imported");
    let ada = store.user("ada").expect("it reads").expect("added").id;
    let new = NewSubmission {
        user: ada,
        problem: sums.id,
        version: sums.version,
        language: "python3".into(),
        language_version: "3".into(),
        source: "print(6)".into(),
    };
    let (_, job) = store.add_submission(new, Class::Practice).expect("kept");
    let die = || {
        let job = store.begin_job(job).expect("it writes").expect("it waits");
        store.fail_job(&setback(&job, Fate::Dead, "no sandbox"), "seen").expect("it writes");
    };
    die();

    let number = job.to_string();
    let list = || -> Vec<Value> {
        let json = minos_output(&["queue", "list", "--json", "--data", text], "");
        serde_json::from_str(&json).expect("a JSON array")
    };
    let letters = list();
    assert_eq!(letters.len(), 1);
    assert_eq!(letters[0]["job"].as_i64(), Some(job.0));
    assert_eq!(letters[0]["reason"], "no sandbox");
    assert_eq!(letters[0]["user"], "ada");
    let table = minos_output(&["queue", "list", "--data", text], "");
    assert!(table.contains("no sandbox") && table.contains("submission 1"), "{table}");

    minos_output(&["queue", "retry", &number, "--data", text], "");
    assert_eq!(store.waiting_jobs().expect("it reads").len(), 1);
    die();
    minos_output(&["queue", "discard", "--all", "--data", text], "");
    assert!(list().is_empty());
    let again = minos(["queue", "retry", &number, "--data", text]).output().expect("run minos");
    assert_eq!(again.status.code(), Some(1), "it is a dead letter no more");
}

#[test]
fn an_account_is_suspended_and_restored_beside_a_server() {
    if lacks_sandbox() {
        return;
    }
    let dir = TempDir::new().expect("a temporary directory");
    let path = |name: &str| dir.path().join(name).to_str().expect("UTF-8").to_owned();
    let data = path("data");
    write_sums(&dir.path().join("problems"));
    let server = Server::start(data.as_ref(), path("problems").as_ref(), &[]);
    minos_output(&["user", "add", "ada", "--password-stdin", "--data", &data], "correct horse\n");
    let token = minos_output(&["token", "create", "ada", "--data", &data], "");
    let ada = server.client().with_token(token.trim());
    let sends = || {
        let new = serde_json::json!({
            "problem": "sums", "language": "python3", "source": "print(6)",
        });
        ada.post("/api/v1/submissions", &new).send()
    };
    let suspend = ["user", "suspend", "ada", "--reason", "we must talk", "--data", &data];
    assert_eq!(minos_output(&suspend, ""), "ada suspended\n");
    let reply = sends();
    assert_eq!(reply.status, 403);
    assert!(reply.body.contains("we must talk"), "{}", reply.body);
    assert_eq!(minos_output(&["user", "restore", "ada", "--data", &data], ""), "ada restored\n");
    assert_eq!(sends().status, 202);
    let again = minos(["user", "restore", "ada", "--data", &data]).output().expect("run minos");
    assert_eq!(again.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&again.stderr).contains("neither throttled nor suspended"));

    let reset = ["user", "password", "ada", "--json", "--tokens", "--data", &data];
    let reset: Value = serde_json::from_str(&minos_output(&reset, "")).expect("JSON");
    assert!(reset["password"].as_str().is_some_and(|password| password.len() >= 8), "{reset}");
    assert_eq!(sends().status, 401, "her token went with it");
}

#[test]
fn a_rejudge_by_commands_beside_a_server() {
    if lacks_sandbox() {
        return;
    }
    let dir = TempDir::new().expect("a temporary directory");
    let path = |name: &str| dir.path().join(name).to_str().expect("UTF-8").to_owned();
    let data = path("data");
    write_sums(&dir.path().join("problems"));
    let server = Server::start(data.as_ref(), path("problems").as_ref(), &[]);
    minos_output(&["user", "add", "ada", "--password-stdin", "--data", &data], "correct horse\n");
    let token = minos_output(&["token", "create", "ada", "--data", &data], "");
    let ada = server.client().with_token(token.trim());
    let new = serde_json::json!({
        "problem": "sums", "language": "python3", "source": "print(7)",
    });
    assert_eq!(ada.post("/api/v1/submissions", &new).send().status, 202);
    ada.get("/api/v1/submissions/1/events").stream().for_each(drop);

    // The mended problem takes this answer.
    let sums = dir.path().join("problems/sums");
    for case in ["sample/1", "secret/1", "secret/2", "secret/3"] {
        std::fs::write(sums.join(format!("data/{case}.ans")), "7\n").expect("it writes");
    }
    minos_output(&["problem", "import", sums.to_str().expect("UTF-8"), "--data", &data], "");
    let verb = |args: &[&str]| minos_output(&[&["rejudge"], args, &["--data", &data]].concat(), "");
    let said = verb(&["create", "--problem", "sums", "--verdict", "wa"]);
    assert_eq!(said, "rejudge 1: 1 submissions (problem sums, verdict WA)\n");
    let show = || -> Value { serde_json::from_str(&verb(&["show", "1", "--json"])).expect("JSON") };
    let begun = std::time::Instant::now();
    while show()["waiting"] != 0 {
        assert!(begun.elapsed().as_secs() < 120, "the server takes it up");
        std::thread::sleep(std::time::Duration::from_millis(100));
    }
    let said = verb(&["show", "1"]);
    assert!(said.contains("WA      0  ->   AC      1"), "{said}");
    let own = || ada.get("/api/v1/submissions/1").send().json();
    assert_eq!(own()["verdict"], "WA");
    assert_eq!(verb(&["apply", "1"]), "rejudge 1 applied\n");
    assert_eq!(own()["verdict"], "AC");
    assert!(verb(&["list"]).contains("rejudge 1, applied: 1 submissions"));
    let again = minos(["rejudge", "discard", "1", "--data", &data]).output().expect("run minos");
    assert_eq!(again.status.code(), Some(1));
}

#[test]
fn a_command_ends_quietly_when_nobody_reads_it() {
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let output = minos(["serve", "--print-config"]).stdout(writer).output().expect("run minos");
    assert_eq!(output.status.code(), Some(141), "as after SIGPIPE");
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_database_is_checked_mended_and_taken_back() {
    let dir = TempDir::new().expect("a temporary directory");
    let path = |name: &str| dir.path().join(name).to_str().expect("UTF-8").to_owned();
    let (data, copy) = (path("data"), path("copy.db"));
    minos_output(&["user", "add", "ada", "--password-stdin", "--data", &data], "correct horse\n");
    assert!(minos_output(&["check", "--data", &data], "").ends_with("all is well\n"));
    minos_output(&["backup", &copy, "--data", &data], "");

    let database = dir.path().join("data/minos.db");
    let db = rusqlite::Connection::open(&database).expect("the database");
    db.execute_batch("INSERT INTO standings VALUES (1, 5, 5, 5)").expect("it writes");
    drop(db);
    let check = |args: &[&str]| {
        let args = [&["check", "--json", "--data", &data], args].concat();
        let output = minos(args).output().expect("run minos");
        let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        (output.status.code(), report)
    };
    let (code, report) = check(&[]);
    assert_eq!((code, &report["sound"]), (Some(1), &json!(false)), "{report}");
    assert_eq!(report["wrong"][0]["part"], "leaderboard", "{report}");
    let (code, report) = check(&["--repair"]);
    assert_eq!((code, &report["sound"]), (Some(0), &json!(true)), "{report}");
    assert_eq!(report["mended"][0]["part"], "leaderboard", "{report}");
    assert_eq!(check(&[]).0, Some(0));

    minos_output(&["user", "add", "eve", "--password-stdin", "--data", &data], "correct horse\n");
    let restored = minos_output(&["restore", &copy, "--json", "--data", &data], "");
    let restored: Value = serde_json::from_str(&restored).expect("JSON");
    assert_eq!(restored["submissions"], 0, "{restored}");
    let users = |path: &str| {
        let store = Store::open(path.as_ref()).expect("a database");
        ["ada", "eve"].map(|name| store.user(name).expect("it reads").is_some())
    };
    assert_eq!(users(database.to_str().expect("UTF-8")), [true, false]);
    assert_eq!(users(restored["replaced"].as_str().expect("a path")), [true, true]);

    // On a machine that has nothing yet.
    let fresh = path("fresh");
    let said = minos_output(&["restore", &copy, "--data", &fresh], "");
    assert!(said.starts_with(&format!("{copy} restored: schema ")), "{said}");
    assert!(minos_output(&["check", "--data", &fresh], "").contains("1 users"));
}
