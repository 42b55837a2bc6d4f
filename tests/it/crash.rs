//! Nothing acknowledged is lost and nothing is done twice, however often the server and its helpers
//! are killed.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use minos::{
    app::{App, DeadQuery, LeaderboardQuery, Settings, SubmissionQuery, Viewer},
    domain::{Status, SubmissionId},
    store::Store,
};
use rand::Rng as _;
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::host::{lacks_sandbox, skipped};
use crate::{
    client::Client,
    fixture::{TESTS, write_sums},
    server::{Server, minos_output},
};

const SUBMISSIONS: usize = 300;
const KILLS: usize = 10;
/// Without any progress for so long, the test gives up.
const PATIENCE: Duration = Duration::from_secs(180);

/// Programs, and what they get. Those in a language that the host lacks are left out.
const PROGRAMS: &[(&str, &str, &str)] = &[
    ("python3", "AC", "print(sum(map(int, input().split())))"),
    ("python3", "WA", "print(6)"),
    ("python3", "RTE", "print(6)\nraise SystemExit(3)"),
    (
        "c",
        "AC",
        "#include <stdio.h>\nint main(void) { long s = 0, n; while (scanf(\"%ld\", &n) == 1) \
         s += n; printf(\"%ld\\n\", s); }",
    ),
    ("c", "CE", "int main(void) { return nothing; }"),
    ("c", "RTE", "#include <stdlib.h>\nint main(void) { abort(); }"),
    ("lua", "AC", "local s = 0 for n in io.read('a'):gmatch('%S+') do s = s + n end print(s)"),
    ("bash", "WA", "echo 7"),
    ("bash", "AC", "read -ra n; s=0; for i in \"${n[@]}\"; do s=$((s + i)); done; echo $s"),
    (
        "javascript",
        "AC",
        "console.log(require('fs').readFileSync(0, 'utf8').trim().split(/\\s+/)\
         .reduce((a, b) => a + Number(b), 0))",
    ),
];

const USERS: [&str; 4] = ["ada", "bob", "eve", "joe"];

#[test]
fn ten_kills_lose_nothing_and_repeat_nothing() {
    if lacks_sandbox() {
        return;
    }
    let dir = TempDir::new().expect("a temporary directory");
    let (data, problems) = (dir.path().join("data"), dir.path().join("problems"));
    write_sums(&problems);
    let tokens = accounts(&data);
    let first = start(&data, &problems);
    let programs = programs(&first);
    assert!(programs.len() >= 3, "the host has hardly any language");

    let url = Mutex::new(first.url.clone());
    let acknowledged = Mutex::new(BTreeMap::new());
    let last = thread::scope(|scope| {
        scope.spawn(|| send(&url, &tokens, &programs, &acknowledged));
        let mut server = first;
        let mut helpers = 0;
        for _ in 0..KILLS {
            let pause = |most| {
                thread::sleep(Duration::from_millis(rand::rng().random_range(200..most)));
            };
            pause(1500);
            // What it was judging is begun again, and not held against anybody.
            helpers += usize::from(server.kill_helper());
            pause(1500);
            server.kill();
            server = start(&data, &problems);
            (*url.lock().unwrap()).clone_from(&server.url);
        }
        assert!(helpers > 0, "no helper was ever there");
        server
    });
    let acknowledged = acknowledged.into_inner().unwrap();
    assert_eq!(acknowledged.len(), SUBMISSIONS);
    wait_until_judged(&last.client().with_token(&tokens[0]));
    assert!(last.stop().success(), "a clean end");
    check(&data, &acknowledged);
}

/// Makes the accounts and a token for each; the first is an admin.
fn accounts(data: &Path) -> Vec<String> {
    let data = data.to_str().expect("UTF-8");
    let make = |(n, name): (usize, &&str)| {
        let role = if n == 0 { "admin" } else { "user" };
        let args = ["user", "add", name, "--role", role, "--password-stdin", "--data", data];
        minos_output(&args, "correct horse\n");
        minos_output(&["token", "create", name, "--data", data], "").trim().to_owned()
    };
    USERS.iter().enumerate().map(make).collect()
}

fn start(data: &Path, problems: &Path) -> Server {
    let no_limit = [("MINOS_RATES_SUBMIT_PER_MINUTE", "0"), ("MINOS_WORKERS_MAX", "3")];
    Server::start(data, problems, &no_limit)
}

/// The programs that this host can judge.
fn programs(server: &Server) -> Vec<(&'static str, &'static str, &'static str)> {
    let languages = server.client().get("/api/v1/languages").send().json();
    let all = languages.to_string();
    let (here, missing): (Vec<_>, Vec<_>) =
        PROGRAMS.iter().partition(|(id, _, _)| all.contains(&format!("\"id\":\"{id}\"")));
    for (language, _, _) in missing {
        skipped(&format!("{language}: this host has it not"));
    }
    here
}

/// Sends submissions until all are acknowledged, whatever happens to the server meanwhile.
fn send(
    url: &Mutex<String>,
    tokens: &[String],
    programs: &[(&str, &str, &str)],
    acknowledged: &Mutex<BTreeMap<i64, String>>,
) {
    for n in 0..SUBMISSIONS {
        let (language, verdict, source) = programs[n % programs.len()];
        let body = json!({ "problem": "sums", "language": language, "source": source });
        let begun = Instant::now();
        loop {
            let address = url.lock().unwrap().clone();
            let client = Client::new(&address).with_token(&tokens[n % tokens.len()]);
            if let Ok(reply) = client.post("/api/v1/submissions", &body).try_send() {
                assert_eq!(reply.status, 202, "{}", reply.body);
                let id = reply.json()["id"].as_i64().expect("an id");
                let before = acknowledged.lock().unwrap().insert(id, verdict.to_owned());
                assert_eq!(before, None, "two submissions have the id {id}");
                break;
            }
            assert!(begun.elapsed() < PATIENCE, "the server does not come back");
            thread::sleep(Duration::from_millis(20));
        }
        thread::sleep(Duration::from_millis(rand::rng().random_range(0..60)));
    }
}

/// Waits until every submission is done.
fn wait_until_judged(client: &Client) {
    let (mut left, mut progress) = (usize::MAX, Instant::now());
    while left > 0 {
        let mut waiting = 0;
        let mut path = "/api/v1/submissions?limit=200".to_owned();
        loop {
            let list = client.get(&path).send().json();
            let rows = list["submissions"].as_array().expect("a list");
            waiting += rows.iter().filter(|row| row["status"] != "done").count();
            let Value::Number(next) = &list["next"] else { break };
            path = format!("/api/v1/submissions?limit=200&before={next}");
        }
        if waiting < left {
            (left, progress) = (waiting, Instant::now());
        }
        if progress.elapsed() > PATIENCE {
            let why =
                ["/api/v1/queue", "/api/v1/dead-letters"].map(|at| client.get(at).send().body);
            panic!("{left} submissions are never judged: {why:?}");
        }
        thread::sleep(Duration::from_millis(200));
    }
}

/// What must be true of the database in the end.
fn check(data: &Path, acknowledged: &BTreeMap<i64, String>) {
    let console = Viewer::console();
    let app = App::open(Settings::new(data), Vec::new()).expect("the database");
    for (id, verdict) in acknowledged {
        let view = app.submission(Some(&console), SubmissionId(*id)).expect("it was acknowledged");
        assert_eq!(view.row.status, Status::Done, "submission {id}");
        let code = view.row.verdict.map(|verdict| verdict.code());
        assert_eq!(code, Some(verdict.as_str()), "submission {id}: {:?}", view.notes);
        assert_eq!(view.tests.len(), TESTS, "submission {id} has each result once");
    }
    // One that was kept, while the word of it was lost in a kill, is judged as well.
    let mut query = SubmissionQuery { limit: Some(200), ..SubmissionQuery::default() };
    let mut kept = 0;
    loop {
        let page = app.submissions(Some(&console), &query).expect("a list");
        kept += page.submissions.len();
        assert!(page.submissions.iter().all(|row| row.status == Status::Done));
        query.before = page.next;
        if page.next.is_none() {
            break;
        }
    }
    assert!((SUBMISSIONS..=SUBMISSIONS + KILLS).contains(&kept), "{kept} submissions");
    assert!(app.dead_letters(&console, &DeadQuery::default()).expect("a list").letters.is_empty());
    let board = app.leaderboard(&LeaderboardQuery::default()).expect("the leaderboard");
    assert_eq!(board.rows.len(), USERS.len());
    assert_eq!(board.rows, app.leaderboard_afresh().expect("the leaderboard"));

    let store = Store::open(&data.join("minos.db")).expect("the database");
    assert!(store.waiting_jobs().expect("a list").is_empty(), "no job is left");
    assert_eq!(store.recover_jobs(u32::MAX).expect("it writes"), 0, "no lease is left");
}
