//! Somebody who takes part: logs in, reads, sends programs and watches them being judged.

use std::{
    collections::BTreeSet,
    thread,
    time::{Duration, Instant},
};

use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use serde_json::{Value, json};

use super::{
    Contest,
    caller::{Caller, Reply, Sign},
    programs::Program,
    reader::look_around,
    schedule::Step,
};
use crate::domain::Verdict;

/// How often somebody comes back whom the server asked to wait.
const TRIES: u32 = 20;
/// No longer than this between two tries.
const LONGEST_WAIT: Duration = Duration::from_secs(30);

/// Plays the whole contest.
pub(super) fn play(contest: &Contest, number: u32, name: &str, password: &str, steps: &[Step]) {
    let dice = StdRng::seed_from_u64(contest.seed ^ u64::from(number));
    let caller = Caller::new(&contest.target, &contest.ledger, number);
    contest.arrive_in_turn(number);
    let csrf = log_in(&caller, name, password);
    contest.arrived();
    let Some(csrf) = csrf else {
        contest.ledger.error("a contestant could not log in");
        return;
    };
    let mut player = Player { contest, caller, csrf, dice, solved: BTreeSet::new(), name };
    let start = contest.wait_for_the_start();
    for step in steps {
        if contest.is_over() {
            return;
        }
        player.read_until(start + step.at);
        player.send(&step.program);
    }
    player.read_until(start + contest.length);
}

/// Logs in by the form; the token for what the session's pages send.
fn log_in(caller: &Caller<'_>, name: &str, password: &str) -> Option<String> {
    let form = || {
        let page = caller.get("GET /login", "/login")?;
        let fields = [("csrf", page.csrf()?), ("name", name), ("password", password)];
        caller.form("POST /login", "/login", &fields)
    };
    patiently(form).filter(|reply| reply.status.is_redirection())?;
    Some(caller.get("GET /problems", "/problems")?.csrf()?.to_owned())
}

/// Tries again when the server asks for that.
fn patiently(mut send: impl FnMut() -> Option<Reply>) -> Option<Reply> {
    for _ in 1..TRIES {
        let reply = send()?;
        let Some(wait) = reply.retry_after else { return Some(reply) };
        thread::sleep(wait.min(LONGEST_WAIT));
    }
    send()
}

struct Player<'a> {
    contest: &'a Contest,
    caller: Caller<'a>,
    csrf: String,
    dice: StdRng,
    /// Problems with full points: these alone move somebody on the board for certain.
    solved: BTreeSet<String>,
    name: &'a str,
}

/// What a submission's stream told.
#[derive(Default)]
struct Told {
    /// When a worker took it.
    taken: Option<Instant>,
    /// When its verdict came.
    done: Option<Instant>,
    /// The last event's id.
    last: String,
    /// The attempt that the events are about, and the tests told in it.
    attempt: String,
    tests: BTreeSet<u64>,
}

impl Player<'_> {
    fn read_until(&mut self, end: Instant) {
        loop {
            let left = end.saturating_duration_since(Instant::now());
            if left.is_zero() || self.contest.is_over() {
                return;
            }
            let pause = self.contest.think.mul_f64(0.5 + self.dice.random::<f64>());
            thread::sleep(pause.min(left));
            if pause < left {
                look_around(self.contest, &self.caller, &mut self.dice);
            }
        }
    }

    fn send(&mut self, program: &Program) {
        let ledger = &self.contest.ledger;
        let Program { problem, language, source, .. } = program;
        let body = json!({ "problem": problem, "language": language, "source": source });
        let mut sent = Instant::now();
        let reply = patiently(|| {
            sent = Instant::now();
            let path = "/api/v1/submissions";
            self.caller.json("POST /api/v1/submissions", path, &self.csrf, &body)
        });
        let Some(id) = reply.and_then(|reply| reply.json()["id"].as_i64()) else {
            ledger.error("a submission was not taken");
            return;
        };
        let acknowledged = Instant::now();
        ledger.note(|books| books.acknowledged += 1);
        let told = self.follow(id);
        let (Some(taken), Some(done)) = (told.taken, told.done) else {
            ledger.error(format!("submission {id} has no verdict"));
            return;
        };
        ledger.note(|books| {
            books.to_worker.push(taken.saturating_duration_since(acknowledged));
            books.to_verdict.push(done.saturating_duration_since(sent));
        });
        self.check(id, program, &told);
    }

    /// Watches a submission until its verdict.
    fn follow(&self, id: i64) -> Told {
        let path = format!("/api/v1/submissions/{id}/events");
        let mut told = Told::default();
        let begun = Instant::now();
        while told.done.is_none() && begun.elapsed() < self.contest.patience {
            let stream =
                self.caller.stream("GET /api/v1/submissions/{id}/events", &path, &told.last);
            for sign in stream.into_iter().flatten() {
                if let Sign::Event { id, name, data } = sign {
                    told.hear(id, &name, &data);
                }
            }
            if told.done.is_none() {
                self.contest.ledger.note(|books| books.broken_streams += 1);
                thread::sleep(Duration::from_secs(1));
            }
        }
        told
    }

    /// Loads the submission again: its verdict must be right, and all that it shows was told.
    fn check(&mut self, id: i64, program: &Program, told: &Told) {
        self.caller.get("GET /submissions/{id}", &format!("/submissions/{id}"));
        let path = format!("/api/v1/submissions/{id}");
        let Some(reply) = self.caller.get("GET /api/v1/submissions/{id}", &path) else { return };
        let view = reply.json();
        let verdict = view["verdict"].as_str().and_then(Verdict::from_code);
        let shown = view["tests"].as_array().into_iter().flatten();
        let shown = shown.filter(|test| !test["verdict"].is_null());
        let missed = shown.filter_map(|test| test["index"].as_u64());
        let missed = missed.filter(|index| !told.tests.contains(index)).count() as u64;
        let moved =
            verdict == Some(Verdict::Accepted) && self.solved.insert(program.problem.clone());
        self.contest.ledger.note(|books| {
            books.lost_of_submissions += missed;
            books.wrong.extend(program.fault(verdict).map(|why| format!("submission {id}, {why}")));
            if moved {
                books.moved.push(self.name.to_owned());
            }
        });
    }
}

impl Told {
    fn hear(&mut self, id: String, name: &str, data: &str) {
        let attempt = id.split('.').next().unwrap_or_default();
        if attempt != self.attempt {
            self.attempt = attempt.to_owned();
            self.tests.clear();
        }
        self.last = id;
        match name {
            "compiling" => self.taken = self.taken.or_else(|| Some(Instant::now())),
            "test" => {
                let data: Value = serde_json::from_str(data).unwrap_or_default();
                self.tests.extend(data["index"].as_u64());
            }
            "done" => {
                self.done = Some(Instant::now());
                self.taken = self.taken.or(self.done);
            }
            _ => {}
        }
    }
}
