//! The queue's rules, whatever the order in which things happen: random interleavings beside what
//! must be true of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
    time::Duration,
};

use minos::{
    domain::{JobId, ProblemId, UserId},
    queue::{Class, Fault, Lease, LocalQueue, Queue as _, Row, Rules, Takes, Worker},
};
use proptest::{prelude::*, sample::Index};

use super::disk::{Disk, Kept, RULES, State, finish, worker};

const LIMITED: Rules = Rules { rejudges: 1, long_jobs: 2, ..RULES };

/// How often a user may be overtaken by another one: once who was there before in the turn being
/// served, and once in the turn after.
const OVERTAKEN: u32 = 2;

/// Of so many leases one goes to an aged class.
const AGED_TURN: u32 = 4;

#[derive(Clone, Debug)]
enum Step {
    Push(Class, UserId, Option<ProblemId>),
    /// A row of another process, of which the queue hears later.
    ForeignPush(Class, UserId),
    /// Of any job that there ever was.
    Cancel(Index),
    /// The same by another process.
    ForeignCancel(Index),
    Lease(Worker),
    /// To one of the leases, the live and the lost ones.
    Extend(Index),
    Ack(Index),
    /// Effects written, then a crash before the ack.
    FinishAndCrash(Index),
    Nack(Index, &'static str),
    Interrupt(Index),
    Pass(u64),
    Pause,
    Resume,
    Crash,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let class = || prop::sample::select(&Class::ALL[..]);
    let user = || (0..4_i64).prop_map(UserId);
    let problem = prop::option::weighted(0.3, (0..3_i64).prop_map(ProblemId));
    let takes = prop_oneof![4 => Just(Takes::Everything), 1 => Just(Takes::Runs)];
    let worker = (0..4_u64, takes).prop_map(|(number, takes)| Worker { number, takes });
    let any = any::<Index>;
    let reason = prop::sample::select(&["one", "another"][..]);
    let pass = prop_oneof![4 => 1..1500_u64, 1 => 1500..700_000_u64];
    prop::collection::vec(
        prop_oneof![
            8 => (class(), user(), problem).prop_map(|(c, u, p)| Step::Push(c, u, p)),
            1 => (class(), user()).prop_map(|(c, u)| Step::ForeignPush(c, u)),
            1 => any().prop_map(Step::Cancel),
            1 => any().prop_map(Step::ForeignCancel),
            10 => worker.prop_map(Step::Lease),
            2 => any().prop_map(Step::Extend),
            5 => any().prop_map(Step::Ack),
            1 => any().prop_map(Step::FinishAndCrash),
            2 => any().prop_map(Step::Interrupt),
            3 => (any(), reason).prop_map(|(i, r)| Step::Nack(i, r)),
            3 => pass.prop_map(Step::Pass),
            1 => Just(Step::Pause),
            2 => Just(Step::Resume),
            1 => Just(Step::Crash),
        ],
        1..150,
    )
}

/// A lease that somebody holds, or believes to.
#[derive(Clone)]
struct Held {
    lease: Lease,
    worker: Worker,
    since: u64,
    until: u64,
    row: Row,
}

/// The last failure of a job.
struct Failure {
    reason: &'static str,
    worker: u64,
    done: u32,
}

/// The queue beside what must be true of it.
struct World {
    disk: Arc<Disk>,
    queue: LocalQueue,
    paused: bool,
    held: Vec<Held>,
    pushed: BTreeSet<JobId>,
    cancelled: BTreeSet<JobId>,
    /// Jobs whose effect was written, each to be met once.
    effects: BTreeSet<JobId>,
    /// Acks that counted since the last crash.
    done: u32,
    failures: BTreeMap<JobId, Failure>,
    /// Jobs that must be dead before their last attempt.
    poison: BTreeSet<JobId>,
    /// How often each user who waits was overtaken by which other one, in a class.
    overtaken: BTreeMap<(Class, UserId, UserId), u32>,
    /// Leases since the last that was out of the order of classes.
    in_order: u32,
    /// Leases in a row that passed an aged class over.
    passed: u32,
}

impl World {
    fn new() -> Self {
        let disk = Arc::new(Disk::default());
        let queue = disk.queue_by(LIMITED);
        Self {
            disk,
            queue,
            paused: false,
            held: Vec::new(),
            pushed: BTreeSet::new(),
            cancelled: BTreeSet::new(),
            effects: BTreeSet::new(),
            done: 0,
            failures: BTreeMap::new(),
            poison: BTreeSet::new(),
            overtaken: BTreeMap::new(),
            in_order: 0,
            passed: 0,
        }
    }

    fn pick(&self, index: Index) -> Option<Held> {
        (!self.held.is_empty()).then(|| self.held[index.index(self.held.len())].clone())
    }

    /// Leases that have not run out.
    fn live(&self) -> impl Iterator<Item = &Held> {
        let now = self.disk.now();
        self.held.iter().filter(move |held| held.until > now)
    }

    /// Nothing of the process is left, a pause neither: that is kept by whoever ordered it.
    fn crash(&mut self) {
        self.disk.recover();
        self.queue = self.disk.queue_by(LIMITED);
        self.paused = false;
        self.held.clear();
        self.failures.clear();
        self.overtaken.clear();
        (self.in_order, self.passed, self.done) = (0, 0, 0);
    }

    fn finish(&mut self, lease: &Lease) -> bool {
        let is_written = finish(&self.disk, &lease.job);
        if is_written {
            assert!(self.effects.insert(lease.job.id), "an effect was written twice");
            assert!(!self.cancelled.contains(&lease.job.id), "an effect of what was cancelled");
        }
        is_written
    }

    fn push(&mut self, class: Class, owner: UserId, problem: Option<ProblemId>) -> JobId {
        let id = self.disk.add_of(class, owner, problem);
        self.pushed.insert(id);
        id
    }

    fn cancel(&mut self, index: Index) -> Option<JobId> {
        let all: Vec<JobId> = self.pushed.iter().copied().collect();
        let id = (!all.is_empty()).then(|| all[index.index(all.len())])?;
        // A dead letter is discarded, not cancelled.
        if self.disk.get(id)?.state == State::Dead {
            return None;
        }
        self.disk.cancel(id);
        self.cancelled.insert(id);
        self.held.iter_mut().filter(|held| held.lease.job.id == id).for_each(|held| held.until = 0);
        Some(id)
    }

    /// Ready jobs as the disk has them.
    fn ready(&self) -> Vec<Row> {
        let now = self.disk.now();
        let is_ready = |kept: &&Kept| kept.state == State::Waiting && kept.row.ready_at <= now;
        let rows = self.disk.rows.lock().unwrap();
        rows.values().filter(is_ready).map(|kept| kept.row).collect()
    }

    /// Takes a lease, and looks whether it is one that the rules allow.
    fn lease(&mut self, worker: Worker) {
        self.expire();
        self.queue.refresh().expect("the rows can be read");
        let now = self.disk.now();
        let ready = self.ready();
        let rejudges = self.live().filter(|held| held.row.class == Class::Rejudge).count();
        let long = self.live().filter(|held| held.row.problem.is_some()).count();
        let takes = |row: &Row| worker.takes == Takes::Everything || row.class == Class::Run;
        // Those that no limit of the moment can hold back.
        let free: Vec<Row> = ready
            .iter()
            .filter(|row| takes(row) && row.problem.is_none() && row.class != Class::Rejudge)
            .copied()
            .collect();
        let Some(lease) = self.queue.lease(worker, Duration::ZERO) else {
            if !self.paused {
                assert!(free.is_empty(), "a worker goes without though {free:?} wait");
                let is_held_back = |row: &&Row| {
                    (row.class == Class::Rejudge && rejudges >= LIMITED.rejudges)
                        || (row.problem.is_some() && long >= LIMITED.long_jobs)
                };
                let left = ready.iter().filter(|row| takes(row)).find(|row| !is_held_back(row));
                assert_eq!(left, None, "a worker goes without");
            }
            return;
        };
        assert!(!self.paused, "leased in a pause");
        let id = lease.job.id;
        let row = *ready.iter().find(|row| row.id == id).expect("what was leased was ready");
        assert!(takes(&row), "{worker:?} got {row:?}");
        assert!(self.live().all(|held| held.lease.job.id != id), "leased while another holds it");
        assert!(lease.job.failures < RULES.attempts, "leased after its last attempt");
        assert!(lease.job.interruptions <= RULES.interruptions, "leased after its last");
        assert!(!self.poison.contains(&id), "leased though it is poison");
        assert!(row.class != Class::Rejudge || rejudges < LIMITED.rejudges, "too many rejudges");
        self.check_turns(&row, &free);
        if worker.takes == Takes::Everything {
            self.check_classes(&row, &ready, &free);
        }
        self.held.push(Held { lease, worker, since: now, until: now + 1000, row });
    }

    /// No user is overtaken by another one more than twice.
    fn check_turns(&mut self, row: &Row, free: &[Row]) {
        let waits = |class: Class, user: UserId| {
            free.iter().any(|row| row.class == class && row.owner == user)
        };
        self.overtaken.retain(|(class, user, _), _| waits(*class, *user));
        self.overtaken.retain(|(class, user, _), _| (*class, *user) != (row.class, row.owner));
        let others: BTreeSet<UserId> =
            free.iter().filter(|other| other.class == row.class).map(|row| row.owner).collect();
        for other in others.into_iter().filter(|other| *other != row.owner) {
            let times = self.overtaken.entry((row.class, other, row.owner)).or_default();
            *times += 1;
            assert!(*times <= OVERTAKEN, "{:?} overtakes {other:?} once more", row.owner);
        }
    }

    /// The order is that of the classes, but for one lease in four, which an aged one gets.
    fn check_classes(&mut self, row: &Row, ready: &[Row], free: &[Row]) {
        let now = self.disk.now();
        let has_aged = |class: Class| {
            let since = |row: &Row| row.queued_at.max(row.ready_at);
            let oldest = ready.iter().filter(|row| row.class == class).map(since).min();
            let patience = class.patience().as_millis() as u64;
            oldest.is_some_and(|since| since + patience <= now)
        };
        if free.iter().any(|above| above.class < row.class) {
            assert!(has_aged(row.class), "{row:?} jumped the queue");
            assert!(self.in_order + 1 >= AGED_TURN, "aged jobs take more than their share");
            (self.in_order, self.passed) = (0, 0);
            return;
        }
        if ready.iter().any(|above| above.class < row.class) {
            // Held back by a limit, or passed over: both are right.
            (self.in_order, self.passed) = (AGED_TURN, 0);
            return;
        }
        self.in_order += 1;
        let is_passed_over = |below: &&Row| below.class > row.class && has_aged(below.class);
        self.passed = if free.iter().any(|row| is_passed_over(&row)) { self.passed + 1 } else { 0 };
        assert!(self.passed < AGED_TURN, "an aged class starves");
    }

    /// Ends leases that ran out, as the queue does.
    fn expire(&mut self) {
        let now = self.disk.now();
        let is_over = |held: &Held| held.until > 0 && held.until <= now;
        let over: Vec<Held> = self.held.iter().filter(|held| is_over(held)).cloned().collect();
        for held in over {
            self.note_failure(&held, "silence");
        }
        self.held.iter_mut().filter(|held| is_over(held)).for_each(|held| held.until = 0);
        self.queue.expire();
    }

    fn note_failure(&mut self, held: &Held, reason: &'static str) {
        let (id, done) = (held.lease.job.id, self.done);
        let failure = Failure { reason, worker: held.worker.number, done };
        let before = self.failures.insert(id, failure);
        let is_poison = before.is_some_and(|before| {
            before.reason == reason && before.worker != held.worker.number && before.done < done
        });
        if is_poison {
            self.poison.insert(id);
        }
    }

    fn step(&mut self, step: Step) {
        match step {
            Step::Push(class, owner, problem) => {
                let id = self.push(class, owner, problem);
                self.queue.push(id);
                self.queue.push(id);
            }
            Step::ForeignPush(class, owner) => {
                self.push(class, owner, None);
                self.queue.mark_stale();
            }
            Step::Cancel(index) => {
                if let Some(id) = self.cancel(index) {
                    self.queue.cancel(id);
                }
            }
            Step::ForeignCancel(index) => {
                let id = self.cancel(index);
                self.queue.mark_stale();
                // Of leases the queue hears by the fence alone: whoever holds one lets it go.
                if let Some(id) = id {
                    self.queue.cancel(id);
                }
            }
            Step::Lease(worker) => self.lease(worker),
            Step::Extend(index) => {
                let Some(held) = self.pick(index) else { return };
                let now = self.disk.now();
                let is_kept = self.queue.extend(&held.lease);
                let mine = |other: &&mut Held| other.lease == held.lease;
                let entry = self.held.iter_mut().find(mine).expect("it was picked from there");
                assert_eq!(is_kept, entry.until > now, "a lease is kept until it runs out");
                if is_kept {
                    entry.until = now + 1000;
                }
            }
            Step::Ack(index) => {
                let Some(held) = self.pick(index) else { return };
                self.done += u32::from(self.finish(&held.lease));
                self.queue.ack(&held.lease);
                self.let_go(&held);
            }
            Step::FinishAndCrash(index) => {
                let Some(held) = self.pick(index) else { return };
                self.finish(&held.lease);
                self.crash();
            }
            Step::Nack(index, reason) => {
                let Some(held) = self.pick(index) else { return };
                if held.until > 0 {
                    self.note_failure(&held, reason);
                }
                self.queue.nack(&held.lease, Fault::Own, reason);
                self.let_go(&held);
            }
            Step::Interrupt(index) => {
                let Some(held) = self.pick(index) else { return };
                self.queue.nack(&held.lease, Fault::Interruption, "the same each time");
                self.let_go(&held);
            }
            Step::Pass(millis) => self.disk.pass(millis),
            Step::Pause => {
                self.paused = true;
                self.queue.pause();
            }
            Step::Resume => {
                self.paused = false;
                self.queue.resume();
            }
            Step::Crash => self.crash(),
        }
        self.check_counts();
    }

    fn let_go(&mut self, held: &Held) {
        let same = |other: &&mut Held| other.lease == held.lease;
        self.held.iter_mut().filter(same).for_each(|held| held.until = 0);
    }

    /// What the queue says of itself is what the disk says.
    fn check_counts(&self) {
        self.queue.refresh().expect("the rows can be read");
        let waiting = |class: Class| {
            let rows = self.disk.rows.lock().unwrap();
            let of_class = |k: &&Kept| k.state == State::Waiting && k.row.class == class;
            rows.values().filter(of_class).count()
        };
        for load in self.queue.classes() {
            assert_eq!(load.ready + load.delayed, waiting(load.class), "{load:?}");
        }
        for leased in self.queue.leased() {
            let held = self.held.iter().find(|held| held.lease.job == leased.job);
            let held = held.expect("somebody has it");
            let since = Duration::from_millis(self.disk.now() - held.since);
            assert_eq!((leased.worker, leased.held), (held.worker, since));
        }
    }

    /// Works everything off.
    fn drain(&mut self) {
        self.queue.resume();
        for _ in 0..10_000 {
            self.disk.pass(500);
            self.expire();
            match self.queue.lease(worker(9), Duration::ZERO) {
                Some(lease) => {
                    self.done += u32::from(self.finish(&lease));
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
    #![proptest_config(crate::mangle::cases(500))]

    #[test]
    fn nothing_is_lost_starved_or_done_twice(steps in steps()) {
        let mut world = World::new();
        for step in steps {
            world.step(step);
        }
        world.drain();
        let dead = world.disk.rows.lock().unwrap().clone();
        for (id, kept) in &dead {
            prop_assert!(!world.effects.contains(id) && !world.cancelled.contains(id));
            let is_interrupted = kept.interruptions > RULES.interruptions;
            let is_worn = kept.failures == RULES.attempts || is_interrupted;
            prop_assert!(is_worn || world.poison.contains(id));
        }
        let ended = world.effects.len() + dead.len() + world.cancelled.len();
        prop_assert_eq!(ended, world.pushed.len());
    }
}
