//! The slots, and the thread that keeps their leases and their number.

use std::{
    collections::HashMap,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::{Desk, Scaler, pressure, slot};
use crate::{
    judge::Judge,
    queue::{Job, Lease, Queue, Takes, Task, Worker},
};

/// How often leases are extended and the number of slots is thought over.
const TICK: Duration = Duration::from_millis(100);

/// How long an idle slot waits for work before it looks whether it is still wanted.
const PATIENCE: Duration = Duration::from_millis(500);

/// How often the pressure on the CPUs is read.
const LOOK: Duration = Duration::from_secs(1);

/// A slot that shows no sign of life for so long, and twice what the limits of its work allow, is
/// written off: its lease runs out and another takes its place. Twice, for what no limit counts: a
/// validator in a slow language, a host with too much to do.
const HUNG: Duration = Duration::from_secs(600);

/// What every line of the log that is written about a job carries.
fn span(job: &Job) -> tracing::Span {
    let (submission, rejudge, run) = match job.task {
        Task::Judge(id) => (Some(id.0), None, None),
        Task::Rejudge(id) => (None, Some(id.0), None),
        Task::Run(id) => (None, None, Some(id.0)),
    };
    tracing::info_span!("job", job = job.id.0, submission, rejudge, run, attempt = job.attempt)
}

/// How many slots there may be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// Fewest that take everything.
    pub min: usize,
    /// Most that take everything.
    pub max: usize,
    /// Beside them, those that take runs on own input alone.
    pub runs: usize,
    /// The pressure on the CPUs, 0 to 1, above which none is added.
    pub full: f64,
}

/// How many slots there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Those with a job.
    pub busy: usize,
    /// All.
    pub total: usize,
}

/// The running workers.
pub struct Pool {
    shared: Arc<Shared>,
    keeper: Mutex<Option<JoinHandle<()>>>,
}

struct Shared {
    queue: Arc<dyn Queue>,
    judge: Arc<Judge>,
    desk: Arc<dyn Desk>,
    roster: Mutex<Roster>,
    /// Rung when a slot left.
    left: Condvar,
}

#[derive(Default)]
struct Roster {
    slots: HashMap<u64, Slot>,
    /// Of the slots, and of those that have just left.
    threads: HashMap<u64, JoinHandle<()>>,
    next: u64,
    /// Of those that take everything.
    target: usize,
    /// Of those that take runs alone.
    runs: usize,
    stopping: bool,
}

struct Slot {
    takes: Takes,
    /// What it is at.
    busy: Option<Busy>,
}

/// What a slot is at.
struct Busy {
    lease: Lease,
    last_sign: Instant,
    /// The longest that its work's limits allow until the next sign.
    step: Duration,
}

impl Busy {
    fn is_hung(&self) -> bool {
        self.last_sign.elapsed() > HUNG.saturating_add(self.step.saturating_mul(2))
    }
}

impl Pool {
    /// Starts the fewest slots, and later more as the queue demands and the CPUs allow.
    ///
    /// # Errors
    /// When the host gives no thread.
    pub fn start(
        queue: Arc<dyn Queue>,
        judge: Arc<Judge>,
        desk: Arc<dyn Desk>,
        bounds: Bounds,
    ) -> std::io::Result<Self> {
        let Bounds { min, max, runs, full } = bounds;
        let roster = Mutex::new(Roster { target: min.max(1), runs, ..Roster::default() });
        let shared = Arc::new(Shared { queue, judge, desk, roster, left: Condvar::new() });
        shared.fill()?;
        let keeper = thread::Builder::new().name("worker-keeper".into()).spawn({
            let shared = shared.clone();
            move || shared.keep(Scaler::new(min, max, full))
        })?;
        Ok(Self { shared, keeper: Mutex::new(Some(keeper)) })
    }

    /// How many slots there are now.
    #[must_use]
    pub fn count(&self) -> Count {
        let roster = self.shared.lock();
        let (all, runs) = (roster.count(Takes::Everything), roster.count(Takes::Runs));
        Count { busy: all.busy + runs.busy, total: all.total + runs.total }
    }

    /// Ends the work: nothing more is leased, and jobs under way get `patience` to finish. True
    /// when all did.
    pub fn stop(&self, patience: Duration) -> bool {
        self.shared.queue.close();
        let mut roster = self.shared.lock();
        roster.stopping = true;
        let (roster, _) = self
            .shared
            .left
            .wait_timeout_while(roster, patience, |roster| !roster.slots.is_empty())
            .unwrap_or_else(PoisonError::into_inner);
        let all_left = roster.slots.is_empty();
        drop(roster);
        if all_left {
            self.join();
        }
        all_left
    }

    /// Waits for threads whose work is over, so that what they share is free when they are gone.
    fn join(&self) {
        let keeper = self.keeper.lock().unwrap_or_else(PoisonError::into_inner).take();
        let slots = std::mem::take(&mut self.shared.lock().threads);
        for thread in keeper.into_iter().chain(slots.into_values()) {
            let _ = thread.join();
        }
    }
}

impl Roster {
    /// Those that take everything, or those that take runs alone.
    fn count(&self, takes: Takes) -> Count {
        let slots = || self.slots.values().filter(|slot| slot.takes == takes);
        Count { busy: slots().filter(|slot| slot.busy.is_some()).count(), total: slots().count() }
    }

    /// A kind of slot of which there are too few.
    fn missing(&self) -> Option<Takes> {
        let lack = |takes, wanted| (self.count(takes).total < wanted).then_some(takes);
        lack(Takes::Everything, self.target).or_else(|| lack(Takes::Runs, self.runs))
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Roster> {
        self.roster.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts slots up to the target.
    fn fill(self: &Arc<Self>) -> std::io::Result<()> {
        let mut roster = self.lock();
        while !roster.stopping
            && let Some(takes) = roster.missing()
        {
            let id = roster.next;
            let shared = self.clone();
            let slot = thread::Builder::new().name(format!("worker-{id}"));
            let worker = Worker { number: id, takes };
            let thread = slot.spawn(move || shared.serve(worker))?;
            roster.threads.retain(|_, thread| !thread.is_finished());
            roster.threads.insert(id, thread);
            roster.next += 1;
            roster.slots.insert(id, Slot { takes, busy: None });
        }
        Ok(())
    }

    /// A slot's life.
    fn serve(&self, worker: Worker) {
        let id = worker.number;
        while self.is_wanted(id) {
            let Some(lease) = self.queue.lease(worker, PATIENCE) else { continue };
            self.begin(id, &lease);
            let _span = span(&lease.job).entered();
            match slot::work(&self.judge, &*self.desk, &lease, &|step| self.sign(id, step)) {
                Ok(()) => self.queue.ack(&lease),
                Err(failure) => {
                    tracing::warn!(reason = failure.reason, "a job failed");
                    self.desk.failed(&lease.job, &failure);
                    self.queue.nack(&lease, failure.fault, &failure.reason);
                }
            }
            if let Some(slot) = self.lock().slots.get_mut(&id) {
                slot.busy = None;
            }
        }
    }

    /// Whether an idle slot goes on; if not, it is off the roster.
    fn is_wanted(&self, id: u64) -> bool {
        let mut roster = self.lock();
        let too_many = roster.count(Takes::Everything).total > roster.target;
        let is_wanted = roster
            .slots
            .get(&id)
            .is_some_and(|slot| !roster.stopping && (slot.takes == Takes::Runs || !too_many));
        if is_wanted {
            return true;
        }
        roster.slots.remove(&id);
        self.left.notify_all();
        false
    }

    /// Notes what a slot has begun.
    fn begin(&self, id: u64, lease: &Lease) {
        if let Some(slot) = self.lock().slots.get_mut(&id) {
            let (lease, last_sign) = (lease.clone(), Instant::now());
            slot.busy = Some(Busy { lease, last_sign, step: Duration::ZERO });
        }
    }

    /// Notes that a slot lives, and the longest until its next sign.
    fn sign(&self, id: u64, step: Duration) {
        if let Some(Slot { busy: Some(busy), .. }) = self.lock().slots.get_mut(&id) {
            (busy.last_sign, busy.step) = (Instant::now(), step);
        }
    }

    /// The keeper's life: as long as there are slots.
    fn keep(self: &Arc<Self>, mut scaler: Scaler) {
        let (mut looked, mut pressure) = (Instant::now(), 0.0);
        loop {
            thread::sleep(TICK);
            if looked.elapsed() >= LOOK {
                (looked, pressure) = (Instant::now(), pressure::cpu());
            }
            let mut roster = self.lock();
            if roster.stopping && roster.slots.is_empty() {
                return;
            }
            self.extend_leases(&mut roster);
            let count = roster.count(Takes::Everything);
            drop(roster);
            let target = scaler.target(Instant::now(), self.queue.load(), pressure, count);
            self.lock().target = target;
            if let Err(error) = self.fill() {
                tracing::error!(%error, "no thread for another worker");
            }
        }
    }

    fn extend_leases(&self, roster: &mut Roster) {
        let lost = roster.slots.extract_if(|_, slot| match &slot.busy {
            Some(busy) if !busy.is_hung() => {
                self.queue.extend(&busy.lease);
                false
            }
            Some(_) => true,
            None => false,
        });
        let lost: Vec<u64> = lost.map(|(id, _)| id).collect();
        for id in lost {
            roster.threads.remove(&id);
            tracing::error!(worker = id, "a worker hangs; it is written off");
        }
    }
}
