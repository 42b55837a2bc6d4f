//! The queue's rules, whatever the order in which things happen.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use minos::{
    domain::{JobId, SubmissionId},
    queue::{Class, Fate, Job, Lease, LocalQueue, Queue, Row, Rows, RowsError, Rules, Task},
};
use proptest::prelude::*;

const RULES: Rules = Rules {
    lease: Duration::from_millis(1000),
    retry_delay: Duration::from_millis(100),
    attempts: 3,
    rejudges: usize::MAX,
};

/// A job row as the disk would have it.
#[derive(Clone, Debug)]
struct Kept {
    row: Row,
    state: State,
    attempt: u32,
    failures: u32,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Waiting,
    Leased,
    Dead,
}

/// Rows in memory that outlive the queue, as a disk outlives a process.
#[derive(Default)]
struct Disk {
    rows: Mutex<BTreeMap<JobId, Kept>>,
    clock: AtomicU64,
    /// An id is given once, as AUTOINCREMENT does.
    next: AtomicI64,
    unreadable: AtomicBool,
}

impl Disk {
    fn queue(self: &Arc<Self>) -> LocalQueue {
        self.queue_by(RULES)
    }

    fn queue_by(self: &Arc<Self>, rules: Rules) -> LocalQueue {
        let clock = self.clone();
        let clock = Arc::new(move || clock.clock.load(Ordering::Relaxed));
        LocalQueue::new(Arc::new(DiskRows(self.clone())), rules, clock).expect("rows can be read")
    }

    /// What the start of a server does: leases of the process before are void.
    fn recover(&self) {
        for kept in self.rows.lock().unwrap().values_mut() {
            if kept.state == State::Leased {
                kept.state = State::Waiting;
            }
        }
    }

    fn add(&self, class: Class) -> JobId {
        let mut rows = self.rows.lock().unwrap();
        let id = JobId(self.next.fetch_add(1, Ordering::Relaxed));
        let queued_at = self.clock.load(Ordering::Relaxed);
        let row = Row { id, class, queued_at, ready_at: 0 };
        rows.insert(id, Kept { row, state: State::Waiting, attempt: 0, failures: 0 });
        id
    }

    fn readable(&self) -> Result<(), RowsError> {
        let broken = self.unreadable.load(Ordering::Relaxed);
        if broken { Err("scripted failure".into()) } else { Ok(()) }
    }

    fn get(&self, id: JobId) -> Option<Kept> {
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
            }
        }))
    }

    fn fail(&self, job: &Job, fate: Fate, _: &str) -> Result<bool, RowsError> {
        let mut rows = self.0.rows.lock().unwrap();
        let Some(kept) = rows.get_mut(&job.id) else { return Ok(false) };
        if kept.state != State::Leased || kept.attempt != job.attempt {
            return Ok(false);
        }
        kept.failures += 1;
        kept.state = match fate {
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
fn finish(disk: &Disk, job: &Job) -> bool {
    let mut rows = disk.rows.lock().unwrap();
    let ours = |kept: &Kept| kept.state == State::Leased && kept.attempt == job.attempt;
    let ours = rows.get(&job.id).is_some_and(ours);
    if ours {
        rows.remove(&job.id);
    }
    ours
}

#[derive(Clone, Debug)]
enum Step {
    Push(Class),
    Lease,
    /// To one of the leases, the live and the lost ones.
    Extend(prop::sample::Index),
    Ack(prop::sample::Index),
    /// Effects written, then a crash before the ack.
    FinishAndCrash(prop::sample::Index),
    Nack(prop::sample::Index),
    Pass(u64),
    Crash,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let class = prop::sample::select(&Class::ALL[..]);
    let any = any::<prop::sample::Index>;
    prop::collection::vec(
        prop_oneof![
            4 => class.prop_map(Step::Push),
            5 => Just(Step::Lease),
            2 => any().prop_map(Step::Extend),
            3 => any().prop_map(Step::Ack),
            1 => any().prop_map(Step::FinishAndCrash),
            3 => any().prop_map(Step::Nack),
            3 => (1..1500_u64).prop_map(Step::Pass),
            1 => Just(Step::Crash),
        ],
        1..120,
    )
}

/// A lease that somebody holds, or believes to.
#[derive(Clone)]
struct Held {
    lease: Lease,
    until: u64,
}

/// The queue beside what must be true of it.
struct World {
    disk: Arc<Disk>,
    queue: LocalQueue,
    held: Vec<Held>,
    pushed: u64,
    /// Jobs whose effect was written, each to be met once.
    effects: BTreeSet<JobId>,
}

impl World {
    fn new() -> Self {
        let disk = Arc::new(Disk::default());
        let queue = disk.queue();
        Self { disk, queue, held: Vec::new(), pushed: 0, effects: BTreeSet::new() }
    }

    fn now(&self) -> u64 {
        self.disk.clock.load(Ordering::Relaxed)
    }

    fn pick(&self, index: prop::sample::Index) -> Option<Held> {
        (!self.held.is_empty()).then(|| self.held[index.index(self.held.len())].clone())
    }

    fn crash(&mut self) {
        self.disk.recover();
        self.queue = self.disk.queue();
        // The workers died with the process; what they believed is of no more use.
        self.held.clear();
    }

    fn finish(&mut self, lease: &Lease) {
        if finish(&self.disk, &lease.job) {
            assert!(self.effects.insert(lease.job.id), "an effect was written twice");
        }
    }

    fn lease(&mut self) {
        self.queue.expire();
        let now = self.now();
        let ready = |kept: &Kept| kept.state == State::Waiting && kept.row.ready_at <= now;
        let rows = self.disk.rows.lock().unwrap().clone();
        let best = rows.values().filter(|kept| ready(kept));
        let best = best.map(|kept| (kept.row.class, kept.row.queued_at, kept.row.id)).min();
        let lease = self.queue.lease(Duration::ZERO);
        assert_eq!(lease.as_ref().map(|lease| lease.job.id), best.map(|(_, _, id)| id));
        let Some(lease) = lease else { return };
        let live = self.held.iter().filter(|held| held.until > now);
        for held in live {
            assert_ne!(held.lease.job.id, lease.job.id, "leased while another holds it");
        }
        assert!(lease.job.failures < RULES.attempts, "leased after its last attempt");
        self.held.push(Held { lease, until: now + 1000 });
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Push(class) => {
                let id = self.disk.add(class);
                self.pushed += 1;
                self.queue.push(id);
                self.queue.push(id);
            }
            Step::Lease => self.lease(),
            Step::Extend(index) => {
                let Some(held) = self.pick(index) else { return };
                let now = self.now();
                let kept = self.queue.extend(&held.lease);
                let mine = |other: &&mut Held| other.lease == held.lease;
                let entry = self.held.iter_mut().find(mine).expect("it was picked from there");
                if kept {
                    assert!(entry.until > now, "a lost lease was extended");
                    entry.until = now + 1000;
                }
            }
            Step::Ack(index) => {
                let Some(held) = self.pick(index) else { return };
                self.finish(&held.lease);
                self.queue.ack(&held.lease);
            }
            Step::FinishAndCrash(index) => {
                let Some(held) = self.pick(index) else { return };
                self.finish(&held.lease);
                self.crash();
            }
            Step::Nack(index) => {
                let Some(held) = self.pick(index) else { return };
                self.queue.nack(&held.lease, "scripted");
                self.held.iter_mut().for_each(|other| {
                    if other.lease == held.lease {
                        other.until = 0;
                    }
                });
            }
            Step::Pass(millis) => {
                self.disk.clock.fetch_add(millis, Ordering::Relaxed);
            }
            Step::Crash => self.crash(),
        }
    }

    /// Works everything off.
    fn drain(&mut self) {
        for _ in 0..10_000 {
            self.disk.clock.fetch_add(500, Ordering::Relaxed);
            match self.queue.lease(Duration::ZERO) {
                Some(lease) => {
                    self.finish(&lease);
                    self.queue.ack(&lease);
                }
                None if self.disk.rows.lock().unwrap().values().all(|k| k.state == State::Dead) => {
                    return;
                }
                None => {}
            }
        }
        panic!("jobs were lost: {:?}", self.disk.rows.lock().unwrap());
    }
}

proptest! {
    #![proptest_config(crate::mangle::cases(300))]

    #[test]
    fn nothing_is_lost_or_done_twice(steps in steps()) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
        }
        world.drain();
        let dead = world.disk.rows.lock().unwrap().clone();
        for kept in dead.values() {
            prop_assert_eq!(kept.failures, RULES.attempts);
            prop_assert!(!world.effects.contains(&kept.row.id));
        }
        prop_assert_eq!(world.effects.len() + dead.len(), world.pushed as usize);
    }
}

#[test]
fn back_off_doubles_and_the_third_failure_is_the_last() {
    let mut world = World::new();
    world.step(Step::Push(Class::Practice));
    for (least, most) in [(75, 125), (150, 250)] {
        let lease = world.queue.lease(Duration::ZERO).expect("the job is ready");
        world.queue.nack(&lease, "scripted");
        let kept = world.disk.get(lease.job.id).expect("the row is there");
        let delay = kept.row.ready_at - world.now();
        assert!((least..=most).contains(&delay), "{delay}");
        assert!(world.queue.lease(Duration::ZERO).is_none(), "leased before its time");
        world.disk.clock.fetch_add(delay, Ordering::Relaxed);
    }
    let lease = world.queue.lease(Duration::ZERO).expect("the third attempt");
    assert_eq!((lease.job.attempt, lease.job.failures), (3, 2));
    world.queue.nack(&lease, "scripted");
    assert_eq!(world.disk.get(lease.job.id).map(|kept| kept.state), Some(State::Dead));
}

#[test]
fn a_lease_without_a_sign_of_life_is_a_failure() {
    let mut world = World::new();
    world.step(Step::Push(Class::Run));
    let lease = world.queue.lease(Duration::ZERO).expect("the job is ready");
    world.disk.clock.fetch_add(999, Ordering::Relaxed);
    assert!(world.queue.extend(&lease));
    world.disk.clock.fetch_add(1000, Ordering::Relaxed);
    assert!(!world.queue.extend(&lease), "it has run out");
    world.queue.expire();
    let kept = world.disk.get(lease.job.id).expect("the row is there");
    assert_eq!((kept.state, kept.failures), (State::Waiting, 1));
    world.queue.nack(&lease, "too late");
    assert_eq!(world.disk.get(lease.job.id).map(|kept| kept.failures), Some(1));
}

#[test]
fn what_could_not_be_read_is_taken_up_later() {
    let disk = Arc::new(Disk::default());
    let queue = disk.queue();
    let pushed = disk.add(Class::Practice);
    disk.unreadable.store(true, Ordering::Relaxed);
    queue.push(pushed);
    assert!(queue.refresh().is_err());
    assert!(queue.lease(Duration::ZERO).is_none());
    disk.unreadable.store(false, Ordering::Relaxed);
    queue.refresh().expect("the rows can be read");
    assert_eq!(queue.lease(Duration::ZERO).map(|lease| lease.job.id), Some(pushed));

    let foreign = disk.add(Class::Practice);
    queue.refresh().expect("nothing is stale");
    assert!(queue.lease(Duration::ZERO).is_none());
    queue.mark_stale();
    queue.refresh().expect("the rows can be read");
    assert_eq!(queue.lease(Duration::ZERO).map(|lease| lease.job.id), Some(foreign));
}

#[test]
fn closing_wakes_whoever_waits() {
    let queue = Arc::new(Arc::new(Disk::default()).queue());
    let waiting = queue.clone();
    let waiter = std::thread::spawn(move || waiting.lease(Duration::from_secs(600)));
    queue.close();
    assert!(waiter.join().expect("the waiter did not panic").is_none());
    assert!(queue.lease(Duration::from_secs(600)).is_none());
}

#[test]
fn rejudges_leave_a_worker_for_live_work() {
    let disk = Arc::new(Disk::default());
    let queue = disk.queue_by(Rules { rejudges: 1, ..RULES });
    let rejudges = [disk.add(Class::Rejudge), disk.add(Class::Rejudge)];
    queue.mark_stale();
    queue.refresh().expect("the rows can be read");
    let lease = || queue.lease(Duration::ZERO);
    let first = lease().expect("nothing else waits");
    assert_eq!(first.job.id, rejudges[0]);
    assert!(lease().is_none(), "one at a time, though a worker is free");
    let live = disk.add(Class::Practice);
    queue.push(live);
    let lived = lease().expect("live work goes on");
    assert_eq!(lived.job.id, live);
    queue.ack(&lived);
    assert!(lease().is_none());
    queue.nack(&first, "scripted");
    assert_eq!(lease().map(|lease| lease.job.id), Some(rejudges[1]), "its turn has come");
}

#[test]
fn the_end_of_a_rejudge_wakes_who_waits_for_the_next() {
    let disk = Arc::new(Disk::default());
    let queue = Arc::new(disk.queue_by(Rules { rejudges: 1, ..RULES }));
    let [first, second] = [disk.add(Class::Rejudge), disk.add(Class::Rejudge)];
    queue.push(first);
    queue.push(second);
    let lease = queue.lease(Duration::ZERO).expect("it is ready");
    let waiting = queue.clone();
    let waiter = std::thread::spawn(move || waiting.lease(Duration::from_secs(600)));
    queue.ack(&lease);
    let next = waiter.join().expect("the waiter did not panic");
    assert_eq!(next.map(|lease| lease.job.id), Some(second));
}
