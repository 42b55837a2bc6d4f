//! The order of jobs, and who holds which. Pure: no clock, no disk, no lock.

use std::collections::{BTreeSet, HashMap};

use super::{Class, Job, Row};
use crate::domain::JobId;

/// An index over the job rows. Times are milliseconds.
#[derive(Debug, Default)]
pub(super) struct Heap {
    waiting: HashMap<JobId, Row>,
    /// Those of `waiting` whose time has come: class, then age.
    ready: BTreeSet<(Class, u64, JobId)>,
    /// The others, by when it comes.
    delayed: BTreeSet<(u64, JobId)>,
    /// Jobs taken out.
    held: HashMap<JobId, Held>,
}

/// A job that was taken out.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// Its place, should it come back.
    pub row: Row,
    /// The attempt; `None` while that is being written to disk.
    pub job: Option<Job>,
    /// Since when.
    pub since: u64,
    /// When the lease ends unless extended; `None` while the row is being written.
    pub until: Option<u64>,
}

impl Heap {
    /// Adds a waiting job, unless it is here already.
    pub fn push(&mut self, row: Row) {
        if self.held.contains_key(&row.id) || self.waiting.contains_key(&row.id) {
            return;
        }
        self.waiting.insert(row.id, row);
        self.delayed.insert((row.ready_at, row.id));
    }

    /// Takes the most urgent ready job out. A rejudge, of which there are at most so many at
    /// once, comes after everything else.
    pub fn pop(&mut self, now: u64, rejudges: usize) -> Option<Row> {
        self.ripen(now);
        let (class, ..) = self.ready.first()?;
        if *class == Class::Rejudge {
            let held = self.held.values().filter(|held| held.row.class == Class::Rejudge);
            if held.count() >= rejudges {
                return None;
            }
        }
        let (_, _, id) = self.ready.pop_first()?;
        let row = self.waiting.remove(&id).expect("what is ready waits");
        self.held.insert(id, Held { row, job: None, since: now, until: None });
        Some(row)
    }

    /// Makes the job just popped a lease.
    pub fn hold(&mut self, job: &Job, until: u64) {
        if let Some(held) = self.held.get_mut(&job.id) {
            held.job = Some(job.clone());
            held.until = Some(until);
        }
    }

    /// Extends a lease; false when it is lost.
    pub fn extend(&mut self, job: &Job, now: u64, until: u64) -> bool {
        match self.lease_of(job) {
            Some(held) if held.until.is_some_and(|end| now < end) => {
                held.until = Some(until);
                true
            }
            _ => false,
        }
    }

    /// Suspends a lease while its end is written to disk, so that nobody else ends it; false
    /// when it is lost.
    pub fn suspend(&mut self, job: &Job) -> bool {
        self.lease_of(job).is_some_and(|held| held.until.take().is_some())
    }

    /// The leases that have run out, suspended by this call.
    pub fn expire(&mut self, now: u64) -> Vec<Job> {
        let over = self.held.values_mut().filter(|held| held.until.is_some_and(|end| end <= now));
        over.filter_map(|held| {
            held.until = None;
            held.job.clone()
        })
        .collect()
    }

    /// Lets a job go that was taken out, for good.
    pub fn release(&mut self, id: JobId) -> Option<Row> {
        self.held.remove(&id).map(|held| held.row)
    }

    /// Puts a job back that was taken out.
    pub fn put_back(&mut self, id: JobId, ready_at: u64) {
        if let Some(row) = self.release(id) {
            self.push(Row { ready_at, ..row });
        }
    }

    /// When the next delayed job ripens.
    pub fn next_ripe(&self) -> Option<u64> {
        self.delayed.first().map(|(at, _)| *at)
    }

    /// Ready jobs, delayed jobs, and since when the oldest ready one could go, of a class.
    pub fn count(&mut self, class: Class, now: u64) -> (usize, usize, Option<u64>) {
        self.ripen(now);
        let of_class = |id: &JobId| self.waiting.get(id).filter(|row| row.class == class);
        let (mut ready, mut oldest) = (0, None);
        for row in self.ready.iter().filter_map(|(_, _, id)| of_class(id)) {
            ready += 1;
            let since = row.queued_at.max(row.ready_at);
            oldest = Some(oldest.map_or(since, |old: u64| old.min(since)));
        }
        let delayed = self.delayed.iter().filter(|(_, id)| of_class(id).is_some()).count();
        (ready, delayed, oldest)
    }

    /// Every lease.
    pub fn held(&self) -> impl Iterator<Item = (&Job, u64)> {
        self.held.values().filter_map(|held| Some((held.job.as_ref()?, held.since)))
    }

    fn ripen(&mut self, now: u64) {
        while let Some(&(at, id)) = self.delayed.first() {
            if at > now {
                break;
            }
            self.delayed.pop_first();
            let row = self.waiting[&id];
            self.ready.insert((row.class, row.queued_at, id));
        }
    }

    fn lease_of(&mut self, job: &Job) -> Option<&mut Held> {
        let held = self.held.get_mut(&job.id)?;
        let same = held.job.as_ref().is_some_and(|mine| mine.attempt == job.attempt);
        same.then_some(held)
    }
}
