//! The queue over rows in memory: order, turns, limits, retries; `model` holds its rules under
//! random interleavings.

mod disk;
mod model;
mod order;

use std::{
    sync::{Arc, atomic::Ordering},
    time::Duration,
};

use minos::{
    domain::{JobId, ProblemId, UserId},
    queue::{Class, Fault, LocalQueue, Queue as _, Rules},
};

use disk::{Disk, RULES, State, finish, lease, worker};

/// A queue with one job in it.
fn one(class: Class) -> (Arc<Disk>, LocalQueue, JobId) {
    let disk = Arc::new(Disk::default());
    let id = disk.add(class);
    let queue = disk.queue();
    (disk, queue, id)
}

#[test]
fn back_off_doubles_and_the_third_failure_is_the_last() {
    let (disk, queue, _) = one(Class::Practice);
    for (least, most) in [(75, 125), (150, 250)] {
        let held = lease(&queue).expect("the job is ready");
        queue.nack(&held, Fault::Own, "scripted");
        let kept = disk.get(held.job.id).expect("the row is there");
        let delay = kept.row.ready_at - disk.now();
        assert!((least..=most).contains(&delay), "{delay}");
        assert!(lease(&queue).is_none(), "leased before its time");
        disk.pass(delay);
    }
    let held = lease(&queue).expect("the third attempt");
    assert_eq!((held.job.attempt, held.job.failures), (3, 2));
    queue.nack(&held, Fault::Own, "scripted");
    assert_eq!(disk.get(held.job.id).map(|kept| kept.state), Some(State::Dead));
}

#[test]
fn interruptions_use_up_no_attempt_and_are_no_poison_but_end_too() {
    let (disk, queue, job) = one(Class::Practice);
    for round in 0..RULES.interruptions {
        let other = disk.add(Class::Run);
        queue.push(other);
        let well = lease(&queue).expect("another job");
        queue.ack(&well);
        let held = queue.lease(worker(u64::from(round)), Duration::ZERO).expect("it waits");
        assert_eq!((held.job.id, held.job.interruptions), (job, round));
        queue.nack(&held, Fault::Interruption, "the helper is gone");
        let kept = disk.get(job).expect("the row is there");
        assert_eq!((kept.state, kept.failures), (State::Waiting, 0));
        assert!(kept.row.ready_at - disk.now() <= 125, "the job needs no long rest");
        disk.pass(125);
    }
    let held = lease(&queue).expect("once more");
    queue.nack(&held, Fault::Interruption, "the helper is gone");
    assert_eq!(disk.get(job).map(|kept| kept.state), Some(State::Dead));
}

#[test]
fn a_lease_without_a_sign_of_life_is_a_failure() {
    let (disk, queue, _) = one(Class::Run);
    let held = lease(&queue).expect("the job is ready");
    disk.pass(999);
    assert!(queue.extend(&held));
    disk.pass(1000);
    assert!(!queue.extend(&held), "it has run out");
    queue.expire();
    let kept = disk.get(held.job.id).expect("the row is there");
    assert_eq!((kept.state, kept.failures), (State::Waiting, 1));
    queue.nack(&held, Fault::Own, "too late");
    assert_eq!(disk.get(held.job.id).map(|kept| kept.failures), Some(1));
}

#[test]
fn what_could_not_be_read_is_taken_up_later() {
    let disk = Arc::new(Disk::default());
    let queue = disk.queue();
    let pushed = disk.add(Class::Practice);
    disk.unreadable.store(true, Ordering::Relaxed);
    queue.push(pushed);
    assert!(queue.refresh().is_err());
    assert!(lease(&queue).is_none());
    disk.unreadable.store(false, Ordering::Relaxed);
    queue.refresh().expect("the rows can be read");
    assert_eq!(lease(&queue).map(|lease| lease.job.id), Some(pushed));

    let foreign = disk.add(Class::Practice);
    queue.refresh().expect("nothing is stale");
    assert!(lease(&queue).is_none());
    queue.mark_stale();
    queue.refresh().expect("the rows can be read");
    assert_eq!(lease(&queue).map(|lease| lease.job.id), Some(foreign));
}

#[test]
fn closing_wakes_whoever_waits() {
    let queue = Arc::new(Arc::new(Disk::default()).queue());
    let waiting = queue.clone();
    let waiter = std::thread::spawn(move || waiting.lease(worker(2), Duration::from_secs(600)));
    queue.close();
    assert!(waiter.join().expect("the waiter did not panic").is_none());
    assert!(queue.lease(worker(1), Duration::from_secs(600)).is_none());
}

#[test]
fn rejudges_leave_a_worker_for_live_work() {
    let disk = Arc::new(Disk::default());
    let queue = disk.queue_by(Rules { rejudges: 1, ..RULES });
    let rejudges = [disk.add(Class::Rejudge), disk.add(Class::Rejudge)];
    queue.mark_stale();
    queue.refresh().expect("the rows can be read");
    let lease = || lease(&queue);
    let first = lease().expect("nothing else waits");
    assert_eq!(first.job.id, rejudges[0]);
    assert!(lease().is_none(), "one at a time, though a worker is free");
    let live = disk.add(Class::Practice);
    queue.push(live);
    let lived = lease().expect("live work goes on");
    assert_eq!(lived.job.id, live);
    queue.ack(&lived);
    assert!(lease().is_none());
    queue.nack(&first, Fault::Own, "scripted");
    assert_eq!(lease().map(|lease| lease.job.id), Some(rejudges[1]), "its turn has come");
}

#[test]
fn the_end_of_a_rejudge_wakes_who_waits_for_the_next() {
    let disk = Arc::new(Disk::default());
    let queue = Arc::new(disk.queue_by(Rules { rejudges: 1, ..RULES }));
    let [first, second] = [disk.add(Class::Rejudge), disk.add(Class::Rejudge)];
    queue.push(first);
    queue.push(second);
    let held = lease(&queue).expect("it is ready");
    let waiting = queue.clone();
    let waiter = std::thread::spawn(move || waiting.lease(worker(2), Duration::from_secs(600)));
    queue.ack(&held);
    let next = waiter.join().expect("the waiter did not panic");
    assert_eq!(next.map(|lease| lease.job.id), Some(second));
}

#[test]
fn long_jobs_leave_a_worker_for_short_ones() {
    let disk = Arc::new(Disk::default());
    let queue = disk.queue_by(Rules { long_jobs: 1, ..RULES });
    let (slow, quick) = (Some(ProblemId(1)), Some(ProblemId(2)));
    let add = |problem| {
        let id = disk.add_of(Class::Practice, UserId(1), problem);
        queue.push(id);
        id
    };
    // Nobody knows the problems yet: one at a time.
    let first = [add(quick), add(quick), add(slow), add(slow), add(slow)];
    let one = lease(&queue).expect("it is ready");
    assert_eq!(one.job.id, first[0]);
    assert!(lease(&queue).is_none(), "both problems could be slow");
    disk.pass(20);
    queue.ack(&one);
    let quick_one = lease(&queue).expect("that problem is quick");
    let slow_one = lease(&queue).expect("one may be slow");
    assert_eq!([quick_one.job.id, slow_one.job.id], [first[1], first[2]]);
    assert!(lease(&queue).is_none(), "a second one may not");
    queue.ack(&quick_one);
    // The other is not done, and its worker lives.
    for _ in 0..30 {
        disk.pass(500);
        assert!(queue.extend(&slow_one));
    }
    let short = add(None);
    assert_eq!(lease(&queue).map(|lease| lease.job.id), Some(short), "a worker is left");
    disk.pass(10);
    queue.ack(&slow_one);
    assert_eq!(lease(&queue).map(|lease| lease.job.id), Some(first[3]));
    assert!(lease(&queue).is_none(), "still one at a time");
}

#[test]
fn a_problem_that_turns_out_to_be_slow_is_held_back_before_anything_of_it_is_done() {
    let disk = Arc::new(Disk::default());
    let queue = disk.queue_by(Rules { long_jobs: 1, ..RULES });
    let problem = Some(ProblemId(1));
    let add = || queue.push(disk.add_of(Class::Contest, UserId(1), problem));
    (0..5).for_each(|_| add());
    let first = lease(&queue).expect("it is ready");
    disk.pass(5);
    queue.ack(&first);
    let second = lease(&queue).expect("it was quick");
    for _ in 0..30 {
        disk.pass(500);
        assert!(queue.extend(&second));
    }
    assert!(lease(&queue).is_none(), "this time it is slow");
}

#[test]
fn poison_is_a_dead_letter_before_its_last_attempt_and_holds_nobody_up() {
    let disk = Arc::new(Disk::default());
    let queue = disk.queue_by(Rules { attempts: 9, ..RULES });
    let poison = disk.add_of(Class::Contest, UserId(1), None);
    queue.push(poison);
    for number in [1, 2] {
        let lease = queue.lease(worker(number), Duration::ZERO).expect("it is ready");
        assert_eq!(lease.job.id, poison);
        queue.nack(&lease, Fault::Own, &format!("process {number}00 broke"));
        let other = disk.add_of(Class::Contest, UserId(1), None);
        queue.push(other);
        let next = queue.lease(worker(1), Duration::ZERO).expect("it waits for nothing");
        assert_eq!(next.job.id, other);
        assert!(finish(&disk, &next.job));
        queue.ack(&next);
        disk.pass(10_000);
    }
    let kept = disk.get(poison).expect("the row is there");
    assert_eq!((kept.state, kept.failures), (State::Dead, 2));
}

#[test]
fn a_host_that_fails_everything_makes_no_job_poison() {
    let disk = Arc::new(Disk::default());
    let queue = disk.queue_by(Rules { attempts: 9, ..RULES });
    let jobs = [disk.add(Class::Practice), disk.add(Class::Practice)];
    jobs.iter().for_each(|job| queue.push(*job));
    for round in 0..4 {
        for _ in jobs {
            let lease = queue.lease(worker(round), Duration::ZERO).expect("it is ready");
            queue.nack(&lease, Fault::Own, "no space left");
        }
        disk.pass(100_000);
    }
    for job in jobs {
        assert_eq!(
            disk.get(job).map(|kept| (kept.state, kept.failures)),
            Some((State::Waiting, 4))
        );
    }
}

#[test]
fn what_is_cancelled_is_never_leased_and_its_lease_is_lost() {
    let (disk, queue, id) = one(Class::Practice);
    let second = disk.add(Class::Practice);
    queue.push(second);
    let held = lease(&queue).expect("it is ready");
    assert_eq!(held.job.id, id);
    for job in [id, second] {
        assert!(disk.cancel(job));
        queue.cancel(job);
    }
    assert!(!queue.extend(&held), "it is lost");
    queue.ack(&held);
    queue.nack(&held, Fault::Own, "too late");
    assert!(lease(&queue).is_none());
    assert!(queue.leased().is_empty());
    assert_eq!(queue.load().ready, 0);
}

#[test]
fn what_another_process_takes_away_is_forgotten() {
    let (disk, queue, id) = one(Class::Practice);
    assert_eq!(queue.load().ready, 1);
    disk.cancel(id);
    queue.mark_stale();
    queue.refresh().expect("the rows can be read");
    assert_eq!(queue.load().ready, 0);
}

#[test]
fn a_pause_lets_nobody_lease_and_its_end_wakes_whoever_waits() {
    let (_, queue, id) = one(Class::Contest);
    queue.pause();
    assert!(lease(&queue).is_none());
    assert_eq!(queue.load().ready, 0, "no worker is added for what may not be leased");
    assert_eq!(queue.classes()[Class::Contest as usize].ready, 1);
    let queue = Arc::new(queue);
    let waiting = queue.clone();
    let waiter = std::thread::spawn(move || waiting.lease(worker(2), Duration::from_secs(600)));
    queue.resume();
    let got = waiter.join().expect("the waiter did not panic");
    assert_eq!(got.map(|lease| lease.job.id), Some(id));
}
