//! The queue in this process: a heap over the job rows, rebuilt from them at start.

use std::{
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use super::{Class, Fate, Job, Lease, Load, Queue, Row, Rows, heap::Heap, rows::RowsError};
use crate::domain::JobId;

/// Milliseconds of some clock, the same that the rows' times are of.
pub type Clock = Arc<dyn Fn() -> u64 + Send + Sync>;

/// How long a job whose row could not be written is left alone.
const ROW_TROUBLE: Duration = Duration::from_secs(1);

/// The rules of retrying.
#[derive(Clone, Copy, Debug)]
pub struct Rules {
    /// A lease that was not extended for so long is lost.
    pub lease: Duration,
    /// What the first retry waits; doubled for each failure before, give or take a quarter.
    pub retry_delay: Duration,
    /// Failures after which a job is a dead letter.
    pub attempts: u32,
    /// Most rejudges under way at once, so that a worker is left for live work.
    pub rejudges: usize,
}

/// A class of the queue at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClassLoad {
    /// Which.
    pub class: Class,
    /// Jobs that could be leased now.
    pub ready: usize,
    /// Jobs waiting for their retry.
    pub delayed: usize,
    /// How long the oldest ready job has waited.
    pub lag: Duration,
}

/// [`Queue`] for workers in this process. Nobody else may lease from the same rows.
pub struct LocalQueue {
    rows: Arc<dyn Rows>,
    rules: Rules,
    clock: Clock,
    state: Mutex<State>,
    /// Rung when a job may have become ready, or the queue was closed.
    bell: Condvar,
    /// Whether rows may wait that are not known here.
    stale: AtomicBool,
}

#[derive(Default)]
struct State {
    heap: Heap,
    closed: bool,
}

impl LocalQueue {
    /// A queue of every waiting row.
    ///
    /// # Errors
    /// When the rows can't be read.
    pub fn new(rows: Arc<dyn Rows>, rules: Rules, clock: Clock) -> Result<Self, RowsError> {
        let queue = Self {
            rows,
            rules,
            clock,
            state: Mutex::default(),
            bell: Condvar::new(),
            stale: AtomicBool::new(true),
        };
        queue.refresh()?;
        Ok(queue)
    }

    /// Notes that another process may have made rows wait.
    pub fn mark_stale(&self) {
        self.stale.store(true, Ordering::Release);
    }

    /// Takes up rows that wait unknown; call it now and then. Does nothing unless the queue is
    /// stale, which it remains as long as this fails.
    ///
    /// # Errors
    /// When the rows can't be read.
    pub fn refresh(&self) -> Result<(), RowsError> {
        // Taken before reading: what becomes stale meanwhile is for the next call.
        if !self.stale.swap(false, Ordering::AcqRel) {
            return Ok(());
        }
        let rows = self.rows.waiting().inspect_err(|_| self.mark_stale())?;
        let mut state = self.lock();
        for row in rows {
            state.heap.push(row);
        }
        drop(state);
        self.bell.notify_all();
        Ok(())
    }

    /// Ends leases that ran out, as failures. Leasing does it too; call it now and then for
    /// when nobody leases.
    pub fn expire(&self) {
        let lost = self.lock().heap.expire(self.now());
        for job in lost {
            let held = self.rules.lease.as_secs_f64();
            self.fail(&job, &format!("the worker gave no sign of life for {held} s"));
        }
    }

    /// Each class, most urgent first.
    #[must_use]
    pub fn classes(&self) -> Vec<ClassLoad> {
        let now = self.now();
        let mut state = self.lock();
        let mut load = |class| {
            let (ready, delayed, oldest) = state.heap.count(class, now);
            let lag = Duration::from_millis(oldest.map_or(0, |since| now.saturating_sub(since)));
            ClassLoad { class, ready, delayed, lag }
        };
        Class::ALL.map(&mut load).to_vec()
    }

    /// The jobs that workers have, and for how long, the oldest lease first.
    #[must_use]
    pub fn leased(&self) -> Vec<(Job, Duration)> {
        let now = self.now();
        let state = self.lock();
        let mut leased: Vec<_> = state
            .heap
            .held()
            .map(|(job, since)| (job.clone(), Duration::from_millis(now.saturating_sub(since))))
            .collect();
        leased.sort_by_key(|(job, held)| (std::cmp::Reverse(*held), job.id));
        leased
    }

    fn now(&self) -> u64 {
        (self.clock)()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins an attempt at a job just popped; `None` when its row waits no more.
    fn begin(&self, row: &Row, now: u64) -> Option<Lease> {
        match self.rows.begin(row.id) {
            Ok(Some(job)) => {
                self.lock().heap.hold(&job, now + millis(self.rules.lease));
                let since = row.queued_at.max(row.ready_at);
                let waited = Duration::from_millis(now.saturating_sub(since));
                Some(Lease { job, waited })
            }
            Ok(None) => {
                self.lock().heap.release(row.id);
                None
            }
            Err(error) => {
                tracing::error!(job = %row.id, %error, "a job's lease could not be written");
                self.lock().heap.put_back(row.id, now + millis(ROW_TROUBLE));
                None
            }
        }
    }

    /// Ends a suspended lease as a failure.
    fn fail(&self, job: &Job, reason: &str) {
        let now = self.now();
        let fate = if job.failures + 1 >= self.rules.attempts {
            Fate::Dead
        } else {
            Fate::Retry { ready_at: now + millis(self.back_off(job.failures)) }
        };
        let result = self.rows.fail(job, fate, reason);
        let mut state = self.lock();
        match (result, fate) {
            (Ok(true), Fate::Retry { ready_at }) => state.heap.put_back(job.id, ready_at),
            (Ok(_), _) => drop(state.heap.release(job.id)),
            (Err(error), _) => {
                // The lease runs out once more, and then this is tried again.
                tracing::error!(job = %job.id, %error, "a job's failure could not be written");
                state.heap.hold(job, now + millis(ROW_TROUBLE));
            }
        }
        drop(state);
        self.bell.notify_all();
    }

    fn back_off(&self, failures: u32) -> Duration {
        let jitter = rand::random_range(0.75..1.25);
        self.rules.retry_delay.mul_f64(f64::from(1_u32 << failures.min(10)) * jitter)
    }
}

impl Queue for LocalQueue {
    fn push(&self, job: JobId) {
        match self.rows.row(job) {
            Ok(Some(row)) => {
                self.lock().heap.push(row);
                self.bell.notify_one();
            }
            Ok(None) => {}
            Err(error) => {
                // Its row is on disk: the next refresh finds it.
                self.mark_stale();
                tracing::error!(%job, %error, "a pushed job could not be read");
            }
        }
    }

    fn lease(&self, patience: Duration) -> Option<Lease> {
        let give_up = Instant::now() + patience;
        loop {
            self.expire();
            let now = self.now();
            let mut state = self.lock();
            if state.closed {
                return None;
            }
            if let Some(row) = state.heap.pop(now, self.rules.rejudges) {
                drop(state);
                if let Some(lease) = self.begin(&row, now) {
                    return Some(lease);
                }
                continue;
            }
            let left = give_up.saturating_duration_since(Instant::now());
            if left.is_zero() {
                return None;
            }
            let ripe = state.heap.next_ripe().map_or(u64::MAX, |at| at.saturating_sub(now).max(1));
            let wait = left.min(Duration::from_millis(ripe));
            drop(self.bell.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner));
        }
    }

    fn extend(&self, lease: &Lease) -> bool {
        let now = self.now();
        self.lock().heap.extend(&lease.job, now, now + millis(self.rules.lease))
    }

    fn ack(&self, lease: &Lease) {
        if !self.lock().heap.suspend(&lease.job) {
            return;
        }
        if let Err(error) = self.rows.remove(&lease.job) {
            // The row comes back with the next start; the fence keeps it from doing anything.
            tracing::error!(job = %lease.job.id, %error, "a done job could not be removed");
        }
        self.lock().heap.release(lease.job.id);
        // A rejudge may have waited for the end of this one.
        self.bell.notify_one();
    }

    fn nack(&self, lease: &Lease, reason: &str) {
        if self.lock().heap.suspend(&lease.job) {
            self.fail(&lease.job, reason);
        }
    }

    fn load(&self) -> Load {
        let classes = self.classes();
        Load {
            ready: classes.iter().map(|class| class.ready).sum(),
            lag: classes.iter().map(|class| class.lag).max().unwrap_or_default(),
        }
    }

    fn close(&self) {
        self.lock().closed = true;
        self.bell.notify_all();
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
