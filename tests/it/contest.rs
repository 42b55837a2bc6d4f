//! A small contest that goes on whatever happens to the server: who plays, what was acknowledged,
//! and what must be true of it in the end.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::{
        Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering::SeqCst},
    },
    thread,
    time::{Duration, Instant},
};

use minos::{
    app::{App, DeadQuery, LeaderboardQuery, LeaderboardRow, Settings, SubmissionQuery, Viewer},
    domain::{Status, SubmissionId},
    store::Store,
};
use rand::seq::IndexedRandom as _;
use serde_json::{Value, json};

use crate::{
    client::{Client, Reply},
    fixture::{TESTS, write_sums_as},
    host::skipped,
    server::{Server, minos_output},
};

/// Without any progress for so long, a test gives up.
pub const PATIENCE: Duration = Duration::from_secs(180);

/// Who plays; the first is an admin.
pub const USERS: [&str; 4] = ["ada", "bob", "eve", "joe"];

/// A program and what it gets.
#[derive(Clone, Copy, Debug)]
struct Program {
    language: &'static str,
    verdict: &'static str,
    source: &'static str,
}

const fn program(language: &'static str, verdict: &'static str, source: &'static str) -> Program {
    Program { language, verdict, source }
}

/// Those in a language that the host lacks are left out, and those over the time limit where it is
/// long.
const PROGRAMS: &[Program] = &[
    program("python3", "AC", "print(sum(map(int, input().split())))"),
    program("python3", "WA", "print(6)"),
    program("python3", "RTE", "print(6)\nraise SystemExit(3)"),
    program(
        "c",
        "AC",
        "#include <stdio.h>\nint main(void) { long s = 0, n; while (scanf(\"%ld\", &n) == 1) \
         s += n; printf(\"%ld\\n\", s); }",
    ),
    program("c", "CE", "int main(void) { return nothing; }"),
    program("c", "RTE", "#include <stdlib.h>\nint main(void) { abort(); }"),
    program("c", "TLE", "int main(void) { for (volatile int i = 0;; i++); }"),
    program(
        "lua",
        "AC",
        "local s = 0 for n in io.read('a'):gmatch('%S+') do s = s + n end print(s)",
    ),
    program("bash", "WA", "echo 7"),
    program("bash", "AC", "read -ra n; s=0; for i in \"${n[@]}\"; do s=$((s + i)); done; echo $s"),
    program(
        "javascript",
        "AC",
        "console.log(require('fs').readFileSync(0, 'utf8').trim().split(/\\s+/)\
         .reduce((a, b) => a + Number(b), 0))",
    ),
];

/// Up to this a time limit is to be reached, and no honest program is sent there: on a machine with
/// too much to do it might be stopped as well. Seconds.
const SHORT: u8 = 2;

/// A contest, with or without a server that runs.
pub struct Contest {
    /// The data directory.
    pub data: PathBuf,
    problems: PathBuf,
    slugs: Vec<(&'static str, u8)>,
    tokens: Vec<String>,
    programs: Vec<Program>,
    url: Mutex<String>,
    acknowledged: Mutex<BTreeMap<i64, Sent>>,
    /// Requests without an answer: what they sent may be kept.
    unanswered: AtomicUsize,
    /// While this is so, or just was, submissions may be refused with 503.
    pub may_refuse: AtomicBool,
    refused: AtomicUsize,
}

/// An acknowledged submission.
#[derive(Clone, Copy, Debug)]
struct Sent {
    user: &'static str,
    slug: &'static str,
    verdict: &'static str,
}

impl Contest {
    /// A contest in `dir` over problems with these time limits, seconds; and its server.
    pub fn open(dir: &Path, slugs: &[(&'static str, u8)]) -> (Self, Server) {
        let (data, problems) = (dir.join("data"), dir.join("problems"));
        for (slug, seconds) in slugs {
            write_sums_as(&problems, slug, *seconds);
        }
        let tokens = accounts(&data);
        let mut contest = Self {
            data,
            problems,
            slugs: slugs.to_vec(),
            tokens,
            programs: Vec::new(),
            url: Mutex::default(),
            acknowledged: Mutex::default(),
            unanswered: AtomicUsize::new(0),
            may_refuse: AtomicBool::new(false),
            refused: AtomicUsize::new(0),
        };
        let server = contest.start();
        contest.programs = contest.playable(&server);
        (contest, server)
    }

    /// Starts the server, once more, and waits until it is ready.
    pub fn start(&self) -> Server {
        let server = self.try_start().unwrap_or_else(|why| panic!("{why}"));
        server.wait_until_ready();
        server
    }

    /// Starts the server, once more.
    ///
    /// # Errors
    /// When it ends instead: how, and what it logged.
    pub fn try_start(&self) -> Result<Server, String> {
        let settings = [
            ("MINOS_RATES_SUBMIT_PER_MINUTE", "0"),
            ("MINOS_RATES_READ_PER_MINUTE", "0"),
            // A machine under load is no attacker.
            ("MINOS_HTTP_REQUEST_TIMEOUT_SECONDS", "300"),
            ("MINOS_HTTP_BODY_TIMEOUT_SECONDS", "300"),
            ("MINOS_WORKERS_MAX", "3"),
        ];
        let server = Server::try_start(&self.data, &self.problems, &settings)?;
        (*self.url.lock().unwrap()).clone_from(&server.url);
        Ok(server)
    }

    /// The programs that this host can judge within these limits.
    fn playable(&self, server: &Server) -> Vec<Program> {
        let languages = server.client().get("/api/v1/languages").send().json().to_string();
        let is_here = |id: &str| languages.contains(&format!("\"id\":\"{id}\""));
        let all: BTreeSet<_> = PROGRAMS.iter().map(|program| program.language).collect();
        for language in all.into_iter().filter(|id| !is_here(id)) {
            skipped(&format!("{language}: this host has it not"));
        }
        let fits = |p: &&Program| is_here(p.language) && self.slugs_for(p).next().is_some();
        let here: Vec<_> = PROGRAMS.iter().filter(fits).copied().collect();
        assert!(here.len() >= 3, "the host has hardly any language");
        here
    }

    /// The problems that a program is for.
    fn slugs_for(&self, program: &Program) -> impl Iterator<Item = &'static str> {
        let slow = program.verdict == "TLE";
        self.slugs.iter().filter(move |(_, seconds)| slow == (*seconds <= SHORT)).map(|p| p.0)
    }

    /// The server, as `USERS[user]`.
    pub fn client(&self, user: usize) -> Client {
        Client::new(&self.url.lock().unwrap()).with_token(&self.tokens[user])
    }

    /// Sends the `n`th program as a user until that is acknowledged, whatever happens to the
    /// server meanwhile.
    pub fn send(&self, user: usize, n: usize) {
        let program = self.programs[n % self.programs.len()];
        let slugs: Vec<_> = self.slugs_for(&program).collect();
        let slug = slugs.choose(&mut rand::rng()).expect("it is for one");
        let Program { language, verdict, source } = program;
        let body = json!({ "problem": slug, "language": language, "source": source });
        let begun = Instant::now();
        loop {
            let could_refuse = self.may_refuse.load(SeqCst);
            match self.client(user).post("/api/v1/submissions", &body).try_send() {
                Ok(Reply { status: 503, body, .. }) => {
                    assert!(could_refuse || self.may_refuse.load(SeqCst), "{body}");
                    self.refused.fetch_add(1, SeqCst);
                }
                Ok(reply) => {
                    assert_eq!(reply.status, 202, "{}", reply.body);
                    let id = reply.json()["id"].as_i64().expect("an id");
                    let sent = Sent { user: USERS[user], slug, verdict };
                    let before = self.acknowledged.lock().unwrap().insert(id, sent);
                    assert!(before.is_none(), "two submissions have the id {id}");
                    return;
                }
                Err(_) => drop(self.unanswered.fetch_add(1, SeqCst)),
            }
            assert!(begun.elapsed() < PATIENCE, "the server does not come back");
            thread::sleep(Duration::from_millis(20));
        }
    }

    /// How many submissions were acknowledged so far.
    pub fn acknowledged(&self) -> usize {
        self.acknowledged.lock().unwrap().len()
    }

    /// How many requests were refused, and how many got no answer.
    pub fn troubles(&self) -> (usize, usize) {
        (self.refused.load(SeqCst), self.unanswered.load(SeqCst))
    }

    /// The latest submission that was acknowledged so far.
    pub fn latest(&self) -> i64 {
        self.acknowledged.lock().unwrap().keys().next_back().copied().unwrap_or(0)
    }

    /// Waits until every submission up to this one is done.
    pub fn wait_until_judged(&self, latest: i64) {
        let client = self.client(0);
        let (mut left, mut progress) = (usize::MAX, Instant::now());
        while left > 0 {
            let mut waiting = 0;
            let mut path = "/api/v1/submissions?limit=200".to_owned();
            loop {
                let list = client.get(&path).send().json();
                let rows = list["submissions"].as_array().expect("a list");
                let is_due = |row: &&Value| row["id"].as_i64().is_some_and(|id| id <= latest);
                let due = rows.iter().filter(is_due);
                waiting += due.filter(|row| row["status"] != "done").count();
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

    /// What must be true in the end: every acknowledged submission has its one right verdict, and
    /// everything that is computed equals a recomputation. Ends the server.
    pub fn balance(&self, server: Server) {
        self.wait_until_judged(i64::MAX);
        let served = server.client().get("/api/v1/leaderboard").send().json();
        assert!(server.stop().success(), "a clean end");

        let acknowledged = self.acknowledged.lock().unwrap();
        let console = Viewer::console();
        let app = App::open(Settings::new(&self.data), Vec::new()).expect("the database");
        for (id, sent) in &*acknowledged {
            let view =
                app.submission(Some(&console), SubmissionId(*id)).expect("it was acknowledged");
            assert_eq!(view.row.status, Status::Done, "submission {id}");
            let verdict = view.row.verdict.map(|verdict| verdict.code());
            assert_eq!(verdict, Some(sent.verdict), "submission {id}: {:?}", view.notes);
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
        let most = acknowledged.len() + self.unanswered.load(SeqCst);
        assert!((acknowledged.len()..=most).contains(&kept), "{kept} submissions");
        let dead = app.dead_letters(&console, &DeadQuery::default()).expect("a list");
        assert!(dead.letters.is_empty(), "{:?}", dead.letters);

        let board =
            app.leaderboard(None, &LeaderboardQuery::default()).expect("the leaderboard").rows;
        assert_eq!(board, app.leaderboard_afresh().expect("the leaderboard"));
        assert_eq!(json!(board), served["rows"], "what was served to the last");
        assert_eq!(solved_on(&board), solved(&acknowledged));

        let store = Store::open(&self.data.join("minos.db")).expect("the database");
        assert!(store.waiting_jobs().expect("a list").is_empty(), "no job is left");
        assert_eq!(store.recover_jobs(u32::MAX).expect("it writes"), 0, "no lease is left");
        drop((store, app));
        self.check();
    }

    /// `minos check`, which may run beside a server.
    pub fn check(&self) {
        let data = self.data.to_str().expect("UTF-8");
        let said = minos_output(&["check", "--data", data], "");
        assert!(said.contains("all is well"), "{said}");
    }
}

/// How many problems each user has solved, by what was acknowledged.
fn solved(acknowledged: &BTreeMap<i64, Sent>) -> BTreeMap<String, u64> {
    let accepted = acknowledged.values().filter(|sent| sent.verdict == "AC");
    let pairs: BTreeSet<_> = accepted.map(|sent| (sent.user, sent.slug)).collect();
    let mut solved = BTreeMap::new();
    for (user, _) in pairs {
        *solved.entry(user.to_owned()).or_default() += 1;
    }
    solved
}

fn solved_on(board: &[LeaderboardRow]) -> BTreeMap<String, u64> {
    board.iter().map(|row| (row.name.clone(), row.solved)).collect()
}

/// Makes the accounts and a token for each.
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
