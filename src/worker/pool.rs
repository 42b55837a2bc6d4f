//! The slots, and the thread that keeps their leases and their number.

use std::{
    collections::HashMap,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use super::{Desk, Scaler, slot};
use crate::{
    judge::Judge,
    queue::{Lease, Queue},
};

/// How often leases are extended and the number of slots is thought over.
const TICK: Duration = Duration::from_millis(100);

/// How long an idle slot waits for work before it looks whether it is still wanted.
const PATIENCE: Duration = Duration::from_millis(500);

/// A slot that shows no sign of life for so long, and twice what the limits of its work allow, is
/// written off: its lease runs out and another takes its place. Twice, for what no limit counts: a
/// validator in a slow language, a host with too much to do.
const HUNG: Duration = Duration::from_secs(600);

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
    slots: HashMap<u64, Option<Busy>>,
    /// Of the slots, and of those that have just left.
    threads: HashMap<u64, JoinHandle<()>>,
    next: u64,
    target: usize,
    stopping: bool,
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
    /// Starts `min` slots, and later up to `max` as the queue demands.
    ///
    /// # Errors
    /// When the host gives no thread.
    pub fn start(
        queue: Arc<dyn Queue>,
        judge: Arc<Judge>,
        desk: Arc<dyn Desk>,
        min: usize,
        max: usize,
    ) -> std::io::Result<Self> {
        let roster = Mutex::new(Roster { target: min.max(1), ..Roster::default() });
        let shared = Arc::new(Shared { queue, judge, desk, roster, left: Condvar::new() });
        shared.fill()?;
        let keeper = thread::Builder::new().name("worker-keeper".into()).spawn({
            let shared = shared.clone();
            move || shared.keep(Scaler::new(min, max))
        })?;
        Ok(Self { shared, keeper: Mutex::new(Some(keeper)) })
    }

    /// How many slots there are now.
    #[must_use]
    pub fn count(&self) -> Count {
        self.shared.lock().count()
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
    fn count(&self) -> Count {
        Count { busy: self.slots.values().flatten().count(), total: self.slots.len() }
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Roster> {
        self.roster.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Starts slots up to the target.
    fn fill(self: &Arc<Self>) -> std::io::Result<()> {
        let mut roster = self.lock();
        while !roster.stopping && roster.slots.len() < roster.target {
            let id = roster.next;
            let shared = self.clone();
            let slot = thread::Builder::new().name(format!("worker-{id}"));
            let thread = slot.spawn(move || shared.serve(id))?;
            roster.threads.retain(|_, thread| !thread.is_finished());
            roster.threads.insert(id, thread);
            roster.next += 1;
            roster.slots.insert(id, None);
        }
        Ok(())
    }

    /// A slot's life.
    fn serve(&self, id: u64) {
        while self.is_wanted(id) {
            let Some(lease) = self.queue.lease(PATIENCE) else { continue };
            self.begin(id, &lease);
            match slot::work(&self.judge, &*self.desk, &lease, &|step| self.sign(id, step)) {
                Ok(()) => self.queue.ack(&lease),
                Err(failure) => {
                    tracing::warn!(job = %lease.job.id, reason = failure.reason, "a job failed");
                    self.desk.failed(&lease.job, &failure);
                    self.queue.nack(&lease, &failure.reason);
                }
            }
            if let Some(busy) = self.lock().slots.get_mut(&id) {
                *busy = None;
            }
        }
    }

    /// Whether an idle slot goes on; if not, it is off the roster.
    fn is_wanted(&self, id: u64) -> bool {
        let mut roster = self.lock();
        let wanted = !roster.stopping && roster.slots.len() <= roster.target;
        if wanted && roster.slots.contains_key(&id) {
            return true;
        }
        roster.slots.remove(&id);
        self.left.notify_all();
        false
    }

    /// Notes what a slot has begun.
    fn begin(&self, id: u64, lease: &Lease) {
        if let Some(busy) = self.lock().slots.get_mut(&id) {
            let (lease, last_sign) = (lease.clone(), Instant::now());
            *busy = Some(Busy { lease, last_sign, step: Duration::ZERO });
        }
    }

    /// Notes that a slot lives, and the longest until its next sign.
    fn sign(&self, id: u64, step: Duration) {
        if let Some(Some(busy)) = self.lock().slots.get_mut(&id) {
            (busy.last_sign, busy.step) = (Instant::now(), step);
        }
    }

    /// The keeper's life: as long as there are slots.
    fn keep(self: &Arc<Self>, mut scaler: Scaler) {
        loop {
            thread::sleep(TICK);
            let mut roster = self.lock();
            if roster.stopping && roster.slots.is_empty() {
                return;
            }
            self.extend_leases(&mut roster);
            let Count { busy, total } = roster.count();
            drop(roster);
            let target = scaler.target(Instant::now(), self.queue.load(), busy, total);
            self.lock().target = target;
            if let Err(error) = self.fill() {
                tracing::error!(%error, "no thread for another worker");
            }
        }
    }

    fn extend_leases(&self, roster: &mut Roster) {
        let lost = roster.slots.extract_if(|_, busy| match busy {
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
