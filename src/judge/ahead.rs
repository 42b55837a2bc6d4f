//! Tests run before they are asked for, on CPUs that nobody else wants.
//!
//! A submission's tests are asked for one after the other, as groups and early ends will have it.
//! Meanwhile helpers, each with a sandbox of its own, run those that come next in the package's
//! order; an answer that is there already is given at once, one that nobody asks for is dropped.
//! Helpers begin when a first test is through, and stand back as soon as anybody waits for a CPU.

use std::{
    sync::{Condvar, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use super::{
    Error,
    case::{Bench, Kit, Tested},
};
use crate::sandbox::Provider;

/// How long a helper waits before it looks for a free CPU again.
const PAUSE: Duration = Duration::from_millis(5);

/// What is known of each test.
enum Test {
    /// Nobody is at it.
    Open,
    /// Somebody is.
    Begun,
    /// Its outcome waits to be asked for.
    Done(Box<Result<Tested, Error>>),
}

/// The tests of one submission.
pub(super) struct Ahead {
    /// How far ahead of what was asked for.
    window: usize,
    desk: Mutex<Desk>,
    changed: Condvar,
}

struct Desk {
    tests: Vec<Test>,
    /// The last that was asked for.
    asked: Option<usize>,
    /// Something has come through: the submission is worth it.
    warm: bool,
    over: bool,
}

impl Desk {
    /// The next worth running ahead.
    fn next(&self, window: usize) -> Option<usize> {
        let from = self.asked.filter(|_| self.warm && !self.over)? + 1;
        let to = self.tests.len().min(from + window);
        (from..to).find(|at| matches!(self.tests[*at], Test::Open))
    }
}

impl Ahead {
    /// Nothing is run yet of so many tests; `lanes` will be at them at once.
    pub fn new(tests: usize, lanes: usize) -> Self {
        let tests = std::iter::repeat_with(|| Test::Open).take(tests).collect();
        let desk = Mutex::new(Desk { tests, asked: None, warm: false, over: false });
        Self { window: 2 * lanes, desk, changed: Condvar::new() }
    }

    /// The outcome of a test, run now by `bench` if nobody is at it; while another is, this one
    /// runs ahead too.
    ///
    /// # Errors
    /// When judging failed.
    pub fn test(&self, at: usize, bench: &mut Bench<'_>) -> Result<Tested, Error> {
        let mut desk = self.lock();
        desk.asked = Some(at);
        loop {
            match std::mem::replace(&mut desk.tests[at], Test::Begun) {
                Test::Done(outcome) => {
                    desk.tests[at] = Test::Open;
                    return *outcome;
                }
                Test::Open => {
                    drop(desk);
                    self.changed.notify_all();
                    let begun = Begun { ahead: self, at };
                    let outcome = bench.test(at, None);
                    self.lock().warm = true;
                    drop(begun);
                    return outcome;
                }
                Test::Begun => {
                    desk = match self.run_next(desk, bench) {
                        None => self.lock(),
                        Some(desk) => self.wait(desk),
                    };
                }
            }
        }
    }

    /// A helper's life, until the [`ending`](Self::ending).
    ///
    /// # Errors
    /// When it has no bench to work at; whoever asks for the tests hears why, at their own.
    pub fn help(&self, kit: &Kit<'_>, provider: &dyn Provider) -> Result<(), Error> {
        let mut bench = None;
        let mut desk = self.lock();
        while !desk.over {
            desk = match (desk.next(self.window), &mut bench) {
                (None, _) => self.changed.wait(desk).unwrap_or_else(PoisonError::into_inner),
                (Some(_), None) => {
                    drop(desk);
                    bench = Some(kit.open(provider)?);
                    self.lock()
                }
                (Some(_), Some(bench)) => match self.run_next(desk, bench) {
                    None => self.lock(),
                    Some(desk) => self.wait(desk),
                },
            };
        }
        Ok(())
    }

    /// Nothing more is asked for once what this gives is dropped.
    pub fn ending(&self) -> impl Drop {
        Ending(self)
    }

    /// Runs the next test ahead; gives the desk back when there is none, or no CPU for it.
    fn run_next<'a>(
        &'a self,
        mut desk: MutexGuard<'a, Desk>,
        bench: &mut Bench<'_>,
    ) -> Option<MutexGuard<'a, Desk>> {
        let Some(at) = desk.next(self.window) else { return Some(desk) };
        let Some(hold) = bench.cores.spare() else { return Some(desk) };
        desk.tests[at] = Test::Begun;
        drop(desk);
        let begun = Begun { ahead: self, at };
        let outcome = bench.test(at, Some(hold));
        self.lock().tests[at] = Test::Done(Box::new(outcome));
        drop(begun);
        None
    }

    /// Waits for a change, or a little while: a CPU that becomes free makes no sound here.
    fn wait<'a>(&'a self, desk: MutexGuard<'a, Desk>) -> MutexGuard<'a, Desk> {
        let waited = self.changed.wait_timeout(desk, PAUSE);
        waited.unwrap_or_else(PoisonError::into_inner).0
    }

    fn lock(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

struct Ending<'a>(&'a Ahead);

impl Drop for Ending<'_> {
    fn drop(&mut self) {
        self.0.lock().over = true;
        self.0.changed.notify_all();
    }
}

/// A test that somebody is at; dropped without an outcome, by a panic too, it is open again.
struct Begun<'a> {
    ahead: &'a Ahead,
    at: usize,
}

impl Drop for Begun<'_> {
    fn drop(&mut self) {
        let mut desk = self.ahead.lock();
        if matches!(desk.tests[self.at], Test::Begun) {
            desk.tests[self.at] = Test::Open;
        }
        drop(desk);
        self.ahead.changed.notify_all();
    }
}
