//! The queue in this process: a heap over the job rows, rebuilt from them at start.

use std::{
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

use super::{
    Class, Fate, Fault, Job, Lease, Load, Queue, Row, Rows, RowsError, Setback, Worker,
    blame::Blame,
    heap::{Heap, Held},
};
use crate::domain::{JobId, UserId};

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
    /// Failures after which a job is a dead letter; one that is seen to be poison is one earlier.
    pub attempts: u32,
    /// With more interruptions than these a job is one too: it may be their cause.
    pub interruptions: u32,
    /// Most rejudges under way at once, so that a worker is left for live work.
    pub rejudges: usize,
    /// Most jobs under way at once that take long, so that a worker is left for short ones.
    pub long_jobs: usize,
    /// What takes so long is long.
    pub long: Duration,
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

/// A job that a worker has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Leased {
    /// The job.
    pub job: Job,
    /// The worker.
    pub worker: Worker,
    /// For how long.
    pub held: Duration,
}

/// [`Queue`] for workers in this process. Nobody else may lease from the same rows.
pub struct LocalQueue {
    rows: Arc<dyn Rows>,
    rules: Rules,
    clock: Clock,
    state: Mutex<State>,
    /// Rung, for all because not everybody takes everything, when a job may have become ready, or
    /// the queue was resumed or closed.
    bell: Condvar,
    /// Whether rows may wait that are not known here.
    stale: AtomicBool,
}

struct State {
    heap: Heap,
    blame: Blame,
    paused: bool,
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
            state: Mutex::new(State {
                heap: Heap::new(&rules),
                blame: Blame::default(),
                paused: false,
                closed: false,
            }),
            bell: Condvar::new(),
            stale: AtomicBool::new(true),
        };
        queue.refresh()?;
        Ok(queue)
    }

    /// Notes that another process may have made rows wait, or taken them away.
    pub fn mark_stale(&self) {
        self.stale.store(true, Ordering::Release);
    }

    /// Takes up rows that wait unknown, and forgets those that wait no more; call it now and then.
    /// Does nothing unless the queue is stale, which it remains as long as this fails.
    ///
    /// # Errors
    /// When the rows can't be read.
    pub fn refresh(&self) -> Result<(), RowsError> {
        // Taken before reading: what becomes stale meanwhile is for the next call.
        if !self.stale.swap(false, Ordering::AcqRel) {
            return Ok(());
        }
        let pushes = self.lock().heap.pushes();
        let rows = self.rows.waiting().inspect_err(|_| self.mark_stale())?;
        self.lock().heap.reconcile(rows, pushes);
        self.bell.notify_all();
        Ok(())
    }

    /// Ends leases that ran out, as failures. Leasing does it too; call it now and then for
    /// when nobody leases.
    pub fn expire(&self) {
        let lost = self.lock().heap.expire(self.now());
        for held in lost {
            let silence = self.rules.lease.as_secs_f64();
            self.fail(held, Fault::Own, format!("the worker gave no sign of life for {silence} s"));
        }
    }

    /// Each class, most urgent first.
    #[must_use]
    pub fn classes(&self) -> Vec<ClassLoad> {
        let now = self.now();
        let mut state = self.lock();
        let mut load = |class| {
            let count = state.heap.count(class, now);
            let waited = count.oldest.map_or(0, |since| now.saturating_sub(since));
            let lag = Duration::from_millis(waited);
            ClassLoad { class, ready: count.ready, delayed: count.delayed, lag }
        };
        Class::ALL.map(&mut load).to_vec()
    }

    /// How many ready jobs of a class a user has.
    #[must_use]
    pub fn of_user(&self, class: Class, user: UserId) -> usize {
        let now = self.now();
        self.lock().heap.of_user(class, user, now)
    }

    /// The jobs that workers have, the oldest lease first.
    #[must_use]
    pub fn leased(&self) -> Vec<Leased> {
        let now = self.now();
        let state = self.lock();
        let leased = state.heap.held().map(|(job, held)| Leased {
            job: job.clone(),
            worker: held.worker,
            held: Duration::from_millis(now.saturating_sub(held.since)),
        });
        let mut leased: Vec<_> = leased.collect();
        leased.sort_by_key(|leased| (std::cmp::Reverse(leased.held), leased.job.id));
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
                let until = now + millis(self.rules.lease);
                let waited = Duration::from_millis(now.saturating_sub(row.since()));
                // It may have been cancelled just now.
                self.lock().heap.hold(&job, until).then_some(Lease { job, waited })
            }
            Ok(None) => {
                self.lock().forget(row.id);
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
    fn fail(&self, held: Held, fault: Fault, mut reason: String) {
        let now = self.now();
        let Some(job) = held.job else { return };
        let own = fault == Fault::Own;
        let is_poison = own && self.lock().blame.failed(job.id, held.worker.number, &reason);
        let (is_last, back_off) = match fault {
            Fault::Own => (job.failures + 1 >= self.rules.attempts, self.back_off(job.failures)),
            // What was taken away is made anew; the job itself needs no rest.
            Fault::Interruption => {
                (job.interruptions + 1 > self.rules.interruptions, self.back_off(0))
            }
        };
        let fate = match is_poison || is_last {
            true => Fate::Dead,
            false => Fate::Retry { ready_at: now + millis(back_off) },
        };
        if is_poison {
            reason.push_str(" (as on another worker, while other jobs went well)");
        }
        let setback = Setback {
            worker: held.worker.number,
            held: Duration::from_millis(now.saturating_sub(held.since)),
            job,
            fault,
            fate,
            reason,
        };
        let result = self.rows.fail(&setback);
        let job = setback.job;
        let mut state = self.lock();
        match (result, fate) {
            (Ok(true), Fate::Retry { ready_at }) => state.heap.put_back(job.id, ready_at),
            (Ok(_), _) => state.forget(job.id),
            (Err(error), _) => {
                // The lease runs out once more, and then this is tried again.
                tracing::error!(job = %job.id, %error, "a job's failure could not be written");
                state.heap.hold(&job, now + millis(ROW_TROUBLE));
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

impl State {
    fn forget(&mut self, id: JobId) {
        self.heap.forget(id);
        self.blame.forget(id);
    }
}

impl Queue for LocalQueue {
    fn push(&self, job: JobId) {
        match self.rows.row(job) {
            Ok(Some(row)) => {
                self.lock().heap.push(row);
                self.bell.notify_all();
            }
            Ok(None) => {}
            Err(error) => {
                // Its row is on disk: the next refresh finds it.
                self.mark_stale();
                tracing::error!(%job, %error, "a pushed job could not be read");
            }
        }
    }

    fn cancel(&self, job: JobId) {
        self.lock().forget(job);
        self.bell.notify_all();
    }

    fn lease(&self, worker: Worker, patience: Duration) -> Option<Lease> {
        let give_up = Instant::now() + patience;
        loop {
            self.expire();
            let now = self.now();
            let mut state = self.lock();
            if state.closed {
                return None;
            }
            let row = if state.paused { None } else { state.heap.pop(now, worker, &self.rules) };
            if let Some(row) = row {
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
        if self.lock().heap.suspend(&lease.job).is_none() {
            return;
        }
        if let Err(error) = self.rows.remove(&lease.job) {
            // The row comes back with the next start; the fence keeps it from doing anything.
            tracing::error!(job = %lease.job.id, %error, "a done job could not be removed");
        }
        let now = self.now();
        let mut state = self.lock();
        state.heap.release(lease.job.id, now);
        state.blame.done(lease.job.id);
        drop(state);
        // A rejudge, or a long job, may have waited for the end of this one.
        self.bell.notify_all();
    }

    fn nack(&self, lease: &Lease, fault: Fault, reason: &str) {
        let held = self.lock().heap.suspend(&lease.job);
        if let Some(held) = held {
            self.fail(held, fault, reason.to_owned());
        }
    }

    fn load(&self) -> Load {
        if self.lock().paused {
            return Load::default();
        }
        let classes = self.classes();
        Load {
            ready: classes.iter().map(|class| class.ready).sum(),
            lag: classes.iter().map(|class| class.lag).max().unwrap_or_default(),
        }
    }

    fn pause(&self) {
        self.lock().paused = true;
    }

    fn resume(&self) {
        self.lock().paused = false;
        self.bell.notify_all();
    }

    fn close(&self) {
        self.lock().closed = true;
        self.bell.notify_all();
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
