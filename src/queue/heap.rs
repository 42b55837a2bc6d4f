//! The order of jobs, and who holds which. Pure: no clock, no disk, no lock.

use std::collections::{BTreeSet, HashMap};

use super::{
    Class, Job, Row, Rules, Takes, Worker,
    lengths::{Length, Lengths},
    line::Line,
};
use crate::domain::{JobId, UserId};

/// Of so many leases one goes to a class that has aged, if there is one.
pub(super) const AGED_TURN: u32 = 4;

/// An index over the job rows. Times are milliseconds. What leasing costs grows with the logarithm
/// of the jobs that wait.
#[derive(Debug)]
pub(super) struct Heap {
    waiting: HashMap<JobId, Waiting>,
    /// Those of `waiting` whose time has come, by class.
    ready: [Ready; Class::ALL.len()],
    /// The others, by when it comes.
    delayed: BTreeSet<(u64, JobId)>,
    /// Jobs taken out.
    held: HashMap<JobId, Held>,
    lengths: Lengths,
    /// Leases in a row that passed an aged class over.
    passed: u32,
    /// Pushes so far.
    pushes: u64,
}

/// The ready jobs of a class.
#[derive(Debug, Default)]
struct Ready {
    line: Line,
    /// The same by age: since when each could go.
    ages: BTreeSet<(u64, JobId)>,
    /// Jobs of the class that are delayed.
    delayed: usize,
}

#[derive(Clone, Copy, Debug)]
struct Waiting {
    row: Row,
    /// The push that brought it.
    push: u64,
}

/// A job that was taken out.
#[derive(Clone, Debug)]
pub(super) struct Held {
    /// Its place, should it come back.
    pub row: Row,
    /// Who has it.
    pub worker: Worker,
    /// The attempt; `None` while that is being written to disk.
    pub job: Option<Job>,
    /// Since when.
    pub since: u64,
    /// When the lease ends unless extended; `None` while the row is being written.
    pub until: Option<u64>,
}

/// A class at one moment.
#[derive(Clone, Copy, Debug)]
pub(super) struct Count {
    /// Ready jobs.
    pub ready: usize,
    /// Jobs whose time has not come.
    pub delayed: usize,
    /// Since when the oldest ready one could go.
    pub oldest: Option<u64>,
}

impl Row {
    /// Since when it could go.
    pub(super) fn since(&self) -> u64 {
        self.queued_at.max(self.ready_at)
    }
}

impl Heap {
    /// An empty one.
    pub fn new(rules: &Rules) -> Self {
        Self {
            waiting: HashMap::new(),
            ready: Default::default(),
            delayed: BTreeSet::new(),
            held: HashMap::new(),
            lengths: Lengths::new(rules.long),
            passed: 0,
            pushes: 0,
        }
    }

    /// How many pushes there were; for [`Heap::reconcile`].
    pub fn pushes(&self) -> u64 {
        self.pushes
    }

    /// Adds a waiting job, unless it is here already.
    pub fn push(&mut self, row: Row) {
        if self.held.contains_key(&row.id) || self.waiting.contains_key(&row.id) {
            return;
        }
        self.pushes += 1;
        self.waiting.insert(row.id, Waiting { row, push: self.pushes });
        self.delayed.insert((row.ready_at, row.id));
        self.ready[row.class as usize].delayed += 1;
    }

    /// Takes up the rows that wait on disk, as read after the push number `pushes`: what is not
    /// among them, and was here then, waits no more.
    pub fn reconcile(&mut self, rows: Vec<Row>, pushes: u64) {
        let known: BTreeSet<JobId> = rows.iter().map(|row| row.id).collect();
        let is_gone = |w: &&Waiting| w.push <= pushes && !known.contains(&w.row.id);
        let gone: Vec<JobId> = self.waiting.values().filter(is_gone).map(|w| w.row.id).collect();
        for id in gone {
            self.forget(id);
        }
        for row in rows {
            self.push(row);
        }
    }

    /// Forgets a job, be it waiting or held.
    pub fn forget(&mut self, id: JobId) {
        self.held.remove(&id);
        let Some(Waiting { row, .. }) = self.waiting.remove(&id) else { return };
        let length = self.lengths.of(&row);
        let ready = &mut self.ready[row.class as usize];
        if self.delayed.remove(&(row.ready_at, id)) {
            ready.delayed -= 1;
        } else {
            ready.ages.remove(&(row.since(), id));
            ready.line.remove(&row, length);
        }
    }

    /// Takes out the job whose turn it is.
    pub fn pop(&mut self, now: u64, worker: Worker, rules: &Rules) -> Option<Row> {
        self.ripen(now);
        let row = match worker.takes {
            Takes::Runs => self.head(Class::Run, rules)?,
            Takes::Everything => self.next(now, rules)?,
        };
        let length = self.lengths.of(&row);
        self.waiting.remove(&row.id);
        let ready = &mut self.ready[row.class as usize];
        ready.ages.remove(&(row.since(), row.id));
        ready.line.take(&row, length);
        self.held.insert(row.id, Held { row, worker, job: None, since: now, until: None });
        Some(row)
    }

    /// The most urgent job; but when an aged class below it was passed over often enough, that of
    /// the class whose patience ended first.
    fn next(&mut self, now: u64, rules: &Rules) -> Option<Row> {
        let heads: Vec<Row> =
            Class::ALL.into_iter().filter_map(|class| self.head(class, rules)).collect();
        let (first, below) = heads.split_first()?;
        let overdue = |row: &&Row| {
            let (since, _) = self.ready[row.class as usize].ages.first()?;
            let patience = u64::try_from(row.class.patience().as_millis()).unwrap_or(u64::MAX);
            since.checked_add(patience).filter(|due| *due <= now)
        };
        let aged = below.iter().filter(|row| overdue(row).is_some()).min_by_key(overdue);
        let Some(aged) = aged else {
            self.passed = 0;
            return Some(*first);
        };
        if self.passed + 1 < AGED_TURN {
            self.passed += 1;
            return Some(*first);
        }
        self.passed = 0;
        Some(*aged)
    }

    /// The job of a class whose turn it is, of those that may be leased now.
    fn head(&self, class: Class, rules: &Rules) -> Option<Row> {
        let line = &self.ready[class as usize].line;
        let held = || self.held.values();
        if class == Class::Rejudge
            && held().filter(|held| held.row.class == class).count() >= rules.rejudges
        {
            return None;
        }
        let long = held().filter(|held| self.lengths.of(&held.row) == Length::Long).count();
        let may: &[Length] = if long < rules.long_jobs { &Length::ALL } else { &[Length::Short] };
        line.head(may).map(|id| self.waiting[&id].row)
    }

    /// Makes the job just popped a lease; false when it was forgotten meanwhile.
    pub fn hold(&mut self, job: &Job, until: u64) -> bool {
        let Some(held) = self.held.get_mut(&job.id) else { return false };
        held.job = Some(job.clone());
        held.until = Some(until);
        true
    }

    /// Extends a lease; false when it is lost.
    pub fn extend(&mut self, job: &Job, now: u64, until: u64) -> bool {
        let Some(held) = self.lease_of(job).filter(|held| held.until.is_some_and(|end| now < end))
        else {
            return false;
        };
        held.until = Some(until);
        let (row, since) = (held.row, held.since);
        if self.lengths.watch(&row, now.saturating_sub(since)) {
            self.lay_out_again(&row, Length::Short);
        }
        true
    }

    /// Suspends a lease while its end is written to disk, so that nobody else ends it; `None`
    /// when it is lost.
    pub fn suspend(&mut self, job: &Job) -> Option<Held> {
        let held = self.lease_of(job)?;
        held.until.take()?;
        Some(held.clone())
    }

    /// The leases that have run out, suspended by this call.
    pub fn expire(&mut self, now: u64) -> Vec<Held> {
        let over = self.held.values_mut().filter(|held| held.until.is_some_and(|end| end <= now));
        over.map(|held| {
            held.until = None;
            held.clone()
        })
        .collect()
    }

    /// Lets a job go that is done.
    pub fn release(&mut self, id: JobId, now: u64) {
        let Some(held) = self.held.remove(&id) else { return };
        let before = self.lengths.of(&held.row);
        if self.lengths.learn(&held.row, now.saturating_sub(held.since)) {
            self.lay_out_again(&held.row, before);
        }
    }

    /// Puts a job back that was taken out.
    pub fn put_back(&mut self, id: JobId, ready_at: u64) {
        if let Some(held) = self.held.remove(&id) {
            self.push(Row { ready_at, ..held.row });
        }
    }

    /// When the next delayed job ripens.
    pub fn next_ripe(&self) -> Option<u64> {
        self.delayed.first().map(|(at, _)| *at)
    }

    /// What waits of a class.
    pub fn count(&mut self, class: Class, now: u64) -> Count {
        self.ripen(now);
        let ready = &self.ready[class as usize];
        Count {
            ready: ready.ages.len(),
            delayed: ready.delayed,
            oldest: ready.ages.first().map(|(since, _)| *since),
        }
    }

    /// How many ready jobs of a class a user has.
    pub fn of_user(&mut self, class: Class, user: UserId, now: u64) -> usize {
        self.ripen(now);
        self.ready[class as usize].line.of_user(user)
    }

    /// Every lease.
    pub fn held(&self) -> impl Iterator<Item = (&Job, &Held)> {
        self.held.values().filter_map(|held| Some((held.job.as_ref()?, held)))
    }

    fn ripen(&mut self, now: u64) {
        while let Some(&(at, id)) = self.delayed.first() {
            if at > now {
                break;
            }
            self.delayed.pop_first();
            let row = self.waiting[&id].row;
            let ready = &mut self.ready[row.class as usize];
            ready.delayed -= 1;
            ready.ages.insert((row.since(), id));
            ready.line.insert(&row, self.lengths.of(&row));
        }
    }

    /// Moves the ready jobs of a row's problem, whose length was `before`, to where they belong
    /// now. Rare: once or twice for each problem.
    fn lay_out_again(&mut self, row: &Row, before: Length) {
        let after = self.lengths.of(row);
        for waiting in self.waiting.values().filter(|w| w.row.problem == row.problem) {
            let ready = &mut self.ready[waiting.row.class as usize];
            if ready.ages.contains(&(waiting.row.since(), waiting.row.id)) {
                ready.line.remove(&waiting.row, before);
                ready.line.insert(&waiting.row, after);
            }
        }
    }

    fn lease_of(&mut self, job: &Job) -> Option<&mut Held> {
        let held = self.held.get_mut(&job.id)?;
        let same = held.job.as_ref().is_some_and(|mine| mine.attempt == job.attempt);
        same.then_some(held)
    }
}
