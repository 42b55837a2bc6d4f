//! Somebody who watches the board, with a page that follows it as ours do: it patches itself with
//! the lines that an event carries, and reads the board again, once a second at most, when its
//! stream opens or an event says that its lines are not all.

use std::{
    collections::BTreeMap,
    sync::{Condvar, Mutex, PoisonError},
    thread,
    time::{Duration, Instant},
};

use rand::{Rng as _, SeedableRng as _, rngs::StdRng};
use serde_json::Value;

use super::{
    Contest,
    caller::{Caller, Sign},
    reader::look_around,
};

/// The address of the board's stream.
const STREAM: &str = "/api/v1/leaderboard/events";
/// A page does not read the board again sooner.
const PAUSE: Duration = Duration::from_secs(1);

/// Whether the board on the page is old.
#[derive(Default)]
pub(super) struct Page {
    is_stale: Mutex<bool>,
    heard: Condvar,
}

impl Page {
    fn is_old(&self) {
        *self.is_stale.lock().unwrap_or_else(PoisonError::into_inner) = true;
        self.heard.notify_one();
    }

    /// Waits until the board is old, no longer than `patience`; whether it is.
    fn wait(&self, patience: Duration) -> bool {
        let stale = self.is_stale.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.heard.wait_timeout_while(stale, patience, |stale| !*stale);
        let mut stale = waited.unwrap_or_else(PoisonError::into_inner).0;
        std::mem::take(&mut *stale)
    }
}

/// Listens to the board until the contest is over and nothing more comes.
pub(super) fn listen(contest: &Contest, number: u32, page: &Page) {
    let caller = Caller::new(&contest.target, &contest.ledger, number);
    contest.arrive_in_turn(number);
    let mut heard: BTreeMap<String, u64> = BTreeMap::new();
    let mut is_first = true;
    while !contest.is_over() {
        let stream = caller.stream("GET /api/v1/leaderboard/events", STREAM, "");
        page.is_old();
        if std::mem::take(&mut is_first) {
            contest.arrived();
        }
        for sign in stream.into_iter().flatten() {
            match sign {
                Sign::Event { name, data, .. } if name == "changed" => {
                    let data: Value = serde_json::from_str(&data).unwrap_or_default();
                    for line in data["lines"].as_array().into_iter().flatten() {
                        let who = line["name"].as_str().unwrap_or_default().to_owned();
                        *heard.entry(who).or_default() += 1;
                    }
                    if data["complete"] != true {
                        page.is_old();
                    }
                }
                Sign::Event { .. } => {}
                // After a silence nothing is on its way.
                Sign::Quiet if contest.is_over() => {
                    contest.ledger.note(|books| books.heard.push(heard));
                    return;
                }
                Sign::Quiet => {}
            }
        }
        contest.ledger.note(|books| books.broken_streams += 1);
        thread::sleep(PAUSE);
    }
    contest.ledger.note(|books| books.heard.push(heard));
}

/// Reads the board when the page needs it, and other pages now and then.
pub(super) fn read(contest: &Contest, number: u32, page: &Page) {
    let mut dice = StdRng::seed_from_u64(contest.seed ^ u64::from(number));
    let caller = Caller::new(&contest.target, &contest.ledger, number);
    contest.arrive_in_turn(number);
    let mut next = Instant::now() + contest.think.mul_f64(dice.random());
    while !contest.is_over() {
        let until = next.saturating_duration_since(Instant::now());
        if page.wait(until.min(PAUSE)) {
            caller.get("GET /leaderboard", "/leaderboard");
            thread::sleep(PAUSE);
        } else if Instant::now() >= next {
            look_around(contest, &caller, &mut dice);
            next = Instant::now() + contest.think.mul_f64(0.5 + dice.random::<f64>());
        }
    }
}
