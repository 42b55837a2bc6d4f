//! The order within a class: users take turns, and each user's jobs go by age.
//!
//! A user who comes gets the turn after the one that is being served, whoever else waits with
//! however much; each job taken moves its user one turn on. So nobody is overtaken by another user
//! more than twice before their own job is taken, and nobody starves.

use std::collections::{BTreeSet, HashMap};

use super::{Row, lengths::Length};
use crate::domain::{JobId, UserId};

/// A user's oldest job of a length: the turn, its age, the job, the user.
type Entry = (u64, u64, JobId, UserId);

/// The ready jobs of a class.
#[derive(Debug, Default)]
pub(super) struct Line {
    /// The turn being served.
    turn: u64,
    users: HashMap<UserId, Waiting>,
    /// Of each user with jobs of that length, the oldest of them, by turn.
    heads: [BTreeSet<Entry>; Length::COUNT],
}

/// A user with jobs in the line.
#[derive(Debug)]
struct Waiting {
    turn: u64,
    jobs: [BTreeSet<(u64, JobId)>; Length::COUNT],
}

impl Waiting {
    fn head(&self, user: UserId, length: Length) -> Option<Entry> {
        let (queued_at, job) = self.jobs[length.index()].first()?;
        Some((self.turn, *queued_at, *job, user))
    }
}

impl Line {
    /// Adds a job.
    pub fn insert(&mut self, row: &Row, length: Length) {
        let turn = self.turn + 1;
        let waiting = self
            .users
            .entry(row.owner)
            .or_insert_with(|| Waiting { turn, jobs: Default::default() });
        let before = waiting.head(row.owner, length);
        waiting.jobs[length.index()].insert((row.queued_at, row.id));
        let after = waiting.head(row.owner, length);
        self.replace(length, before, after);
    }

    /// Takes a job out that is not to be done now.
    pub fn remove(&mut self, row: &Row, length: Length) {
        let Some(waiting) = self.users.get_mut(&row.owner) else { return };
        let before = waiting.head(row.owner, length);
        waiting.jobs[length.index()].remove(&(row.queued_at, row.id));
        let after = waiting.head(row.owner, length);
        let is_gone = waiting.jobs.iter().all(BTreeSet::is_empty);
        self.replace(length, before, after);
        if is_gone {
            self.users.remove(&row.owner);
        }
    }

    /// How many jobs a user has in the line.
    pub fn of_user(&self, user: UserId) -> usize {
        self.users.get(&user).map_or(0, |waiting| waiting.jobs.iter().map(BTreeSet::len).sum())
    }

    /// The job whose turn it is, of those lengths.
    pub fn head(&self, lengths: &[Length]) -> Option<JobId> {
        let heads = lengths.iter().filter_map(|length| self.heads[length.index()].first());
        heads.min().map(|(_, _, job, _)| *job)
    }

    /// Takes a job out that is done now: its user has had a turn.
    pub fn take(&mut self, row: &Row, length: Length) {
        let Some(waiting) = self.users.get_mut(&row.owner) else { return };
        self.turn = self.turn.max(waiting.turn);
        for other in Length::ALL {
            if let Some(head) = waiting.head(row.owner, other) {
                self.heads[other.index()].remove(&head);
            }
        }
        waiting.turn = self.turn + 1;
        waiting.jobs[length.index()].remove(&(row.queued_at, row.id));
        for other in Length::ALL {
            self.heads[other.index()].extend(waiting.head(row.owner, other));
        }
        if waiting.jobs.iter().all(BTreeSet::is_empty) {
            self.users.remove(&row.owner);
        }
    }

    fn replace(&mut self, length: Length, before: Option<Entry>, after: Option<Entry>) {
        if before != after {
            let heads = &mut self.heads[length.index()];
            before.inspect(|entry| {
                heads.remove(entry);
            });
            heads.extend(after);
        }
    }
}
