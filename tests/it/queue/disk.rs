//! Job rows in memory that outlive the queue, as a disk outlives a process.

use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use minos::{
    domain::{JobId, ProblemId, SubmissionId, UserId},
    queue::{
        Class, Fate, Fault, Job, Lease, LocalQueue, Queue as _, Row, Rows, RowsError, Rules,
        Setback, Takes, Task, Worker,
    },
};

pub const RULES: Rules = Rules {
    lease: Duration::from_millis(1000),
    retry_delay: Duration::from_millis(100),
    attempts: 3,
    interruptions: 4,
    rejudges: usize::MAX,
    long_jobs: usize::MAX,
    long: Duration::from_secs(10),
};

/// A worker that takes everything.
pub fn worker(number: u64) -> Worker {
    Worker { number, takes: Takes::Everything }
}

/// What the first worker gets at once.
pub fn lease(queue: &LocalQueue) -> Option<Lease> {
    queue.lease(worker(1), Duration::ZERO)
}

/// A job row as the disk would have it.
#[derive(Clone, Debug)]
pub struct Kept {
    pub row: Row,
    pub state: State,
    pub attempt: u32,
    pub failures: u32,
    pub interruptions: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub enum State {
    Waiting,
    Leased,
    Dead,
}

/// The disk.
#[derive(Default)]
pub struct Disk {
    pub rows: Mutex<BTreeMap<JobId, Kept>>,
    pub clock: AtomicU64,
    /// An id is given once, as AUTOINCREMENT does.
    next: AtomicI64,
    pub unreadable: AtomicBool,
}

impl Disk {
    pub fn queue(self: &Arc<Self>) -> LocalQueue {
        self.queue_by(RULES)
    }

    pub fn queue_by(self: &Arc<Self>, rules: Rules) -> LocalQueue {
        let clock = self.clone();
        let clock = Arc::new(move || clock.clock.load(Ordering::Relaxed));
        LocalQueue::new(Arc::new(DiskRows(self.clone())), rules, clock).expect("rows can be read")
    }

    /// What the start of a server does: leases of the process before are void.
    pub fn recover(&self) {
        for kept in self.rows.lock().unwrap().values_mut() {
            if kept.state == State::Leased {
                kept.interruptions += 1;
                let too_often = kept.interruptions > RULES.interruptions;
                kept.state = if too_often { State::Dead } else { State::Waiting };
            }
        }
    }

    pub fn add(&self, class: Class) -> JobId {
        self.add_of(class, UserId(0), None)
    }

    /// A job of a user, about a problem.
    pub fn add_of(&self, class: Class, owner: UserId, problem: Option<ProblemId>) -> JobId {
        let mut rows = self.rows.lock().unwrap();
        let id = JobId(self.next.fetch_add(1, Ordering::Relaxed));
        let queued_at = self.clock.load(Ordering::Relaxed);
        let row = Row { id, class, owner, problem, queued_at, ready_at: 0 };
        let state = State::Waiting;
        rows.insert(id, Kept { row, state, attempt: 0, failures: 0, interruptions: 0 });
        id
    }

    /// Takes a job away, if it is there; an attempt at it under way is stale.
    pub fn cancel(&self, id: JobId) -> bool {
        self.rows.lock().unwrap().remove(&id).is_some()
    }

    pub fn pass(&self, millis: u64) {
        self.clock.fetch_add(millis, Ordering::Relaxed);
    }

    pub fn now(&self) -> u64 {
        self.clock.load(Ordering::Relaxed)
    }

    fn readable(&self) -> Result<(), RowsError> {
        let broken = self.unreadable.load(Ordering::Relaxed);
        if broken { Err("scripted failure".into()) } else { Ok(()) }
    }

    pub fn get(&self, id: JobId) -> Option<Kept> {
        self.rows.lock().unwrap().get(&id).cloned()
    }
}

struct DiskRows(Arc<Disk>);

impl Rows for DiskRows {
    fn waiting(&self) -> Result<Vec<Row>, RowsError> {
        self.0.readable()?;
        let rows = self.0.rows.lock().unwrap();
        Ok(rows.values().filter(|k| k.state == State::Waiting).map(|k| k.row).collect())
    }

    fn row(&self, id: JobId) -> Result<Option<Row>, RowsError> {
        self.0.readable()?;
        Ok(self.0.get(id).filter(|kept| kept.state == State::Waiting).map(|kept| kept.row))
    }

    fn begin(&self, id: JobId) -> Result<Option<Job>, RowsError> {
        let mut rows = self.0.rows.lock().unwrap();
        let kept = rows.get_mut(&id).filter(|kept| kept.state == State::Waiting);
        Ok(kept.map(|kept| {
            kept.state = State::Leased;
            kept.attempt += 1;
            Job {
                id,
                task: Task::Judge(SubmissionId(id.0)),
                class: kept.row.class,
                attempt: kept.attempt,
                failures: kept.failures,
                interruptions: kept.interruptions,
            }
        }))
    }

    fn fail(&self, setback: &Setback) -> Result<bool, RowsError> {
        let Setback { job, fault, fate, .. } = setback;
        let mut rows = self.0.rows.lock().unwrap();
        let Some(kept) = rows.get_mut(&job.id) else { return Ok(false) };
        if kept.state != State::Leased || kept.attempt != job.attempt {
            return Ok(false);
        }
        match fault {
            Fault::Own => kept.failures += 1,
            Fault::Interruption => kept.interruptions += 1,
        }
        kept.state = match *fate {
            Fate::Dead => State::Dead,
            Fate::Retry { ready_at } => {
                kept.row.ready_at = ready_at;
                State::Waiting
            }
        };
        Ok(true)
    }

    fn remove(&self, job: &Job) -> Result<(), RowsError> {
        finish(&self.0, job);
        Ok(())
    }
}

/// Writes a job's effect, fenced on its attempt; false when it is stale.
pub fn finish(disk: &Disk, job: &Job) -> bool {
    let mut rows = disk.rows.lock().unwrap();
    let ours = |kept: &Kept| kept.state == State::Leased && kept.attempt == job.attempt;
    let ours = rows.get(&job.id).is_some_and(ours);
    if ours {
        rows.remove(&job.id);
    }
    ours
}
