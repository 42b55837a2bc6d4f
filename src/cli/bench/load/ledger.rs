//! What everybody saw, written down as it happens.

use std::{
    collections::BTreeMap,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

/// The books of one contest; shared by all who take part.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    books: Mutex<Books>,
}

/// What was written down.
#[derive(Debug, Default)]
pub(super) struct Books {
    /// How long each endpoint took to answer, whole, in any order.
    pub answers: BTreeMap<&'static str, Vec<Duration>>,
    /// What went wrong, and how often.
    pub errors: BTreeMap<String, u64>,
    /// Requests that the server asked to send again later (429 and 503 with `Retry-After`).
    pub refused: u64,
    /// Submissions that were acknowledged.
    pub acknowledged: u64,
    /// Of each judged one, from its acknowledgement to the worker that took it.
    pub to_worker: Vec<Duration>,
    /// Of each judged one, from being sent to its verdict.
    pub to_verdict: Vec<Duration>,
    /// Verdicts that are not what the program must get, in words.
    pub wrong: Vec<String>,
    /// Events of submissions that were never told.
    pub lost_of_submissions: u64,
    /// Names of those who must have moved on the board.
    pub moved: Vec<String>,
    /// What each watcher of the board heard: how often of whom.
    pub heard: Vec<BTreeMap<String, u64>>,
    /// Streams that ended before their time.
    pub broken_streams: u64,
}

impl Ledger {
    /// Writes something down.
    pub fn note(&self, write: impl FnOnce(&mut Books)) {
        write(&mut self.lock());
    }

    /// Something that must not happen.
    pub fn error(&self, what: impl Into<String>) {
        self.note(|books| *books.errors.entry(what.into()).or_default() += 1);
    }

    /// The books, closed.
    pub fn close(&self) -> Books {
        std::mem::take(&mut self.lock())
    }

    fn lock(&self) -> MutexGuard<'_, Books> {
        self.books.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Books {
    /// Events of the board that watchers did not hear. All watch from before the first submission
    /// to after the last, so each must have heard what any of them heard, and of everybody who
    /// must have moved.
    pub fn lost_of_board(&self) -> u64 {
        let mut told: BTreeMap<&str, u64> =
            self.moved.iter().map(|name| (name.as_str(), 1)).collect();
        for (name, times) in self.heard.iter().flatten() {
            let most = told.entry(name).or_default();
            *most = (*most).max(*times);
        }
        let missed = |heard: &BTreeMap<String, u64>| -> u64 {
            let lacks = |(name, times): (&&str, &u64)| {
                times.saturating_sub(heard.get(*name).copied().unwrap_or_default())
            };
            told.iter().map(lacks).sum()
        };
        self.heard.iter().map(missed).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn heard(of: &[(&str, u64)]) -> BTreeMap<String, u64> {
        of.iter().map(|(name, times)| ((*name).to_owned(), *times)).collect()
    }

    #[test]
    fn what_one_watcher_heard_all_must_have() {
        let mut books = Books {
            moved: vec!["ada".into(), "bob".into(), "ada".into()],
            heard: vec![heard(&[("ada", 2), ("bob", 1)]), heard(&[("ada", 2), ("bob", 1)])],
            ..Books::default()
        };
        assert_eq!(books.lost_of_board(), 0);
        books.heard[0].insert("ada".into(), 1);
        assert_eq!(books.lost_of_board(), 1);
        books.moved.push("eve".into());
        assert_eq!(books.lost_of_board(), 3, "nobody heard of her");
    }
}
