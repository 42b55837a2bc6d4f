//! Who goes first: classes that age, and users who take turns.

use std::{sync::Arc, time::Duration};

use minos::{
    domain::{JobId, UserId},
    queue::{Class, LocalQueue, Queue as _, Takes, Worker},
};

use super::disk::{Disk, finish, lease};

/// A queue, and what it takes to fill it.
struct World {
    disk: Arc<Disk>,
    queue: LocalQueue,
}

impl World {
    fn new() -> Self {
        let disk = Arc::new(Disk::default());
        let queue = disk.queue();
        Self { disk, queue }
    }

    fn push(&self, class: Class, user: i64) -> JobId {
        let id = self.disk.add_of(class, UserId(user), None);
        self.queue.push(id);
        id
    }

    /// Does the next job.
    fn next(&self) -> Option<JobId> {
        let lease = lease(&self.queue)?;
        assert!(finish(&self.disk, &lease.job));
        self.queue.ack(&lease);
        Some(lease.job.id)
    }

    /// How many jobs are done until this one is.
    fn until(&self, job: JobId) -> usize {
        1 + std::iter::from_fn(|| self.next()).position(|done| done == job).expect("it is done")
    }
}

#[test]
fn a_newcomer_goes_before_the_rest_of_a_flood() {
    let world = World::new();
    for _ in 0..5000 {
        world.push(Class::Contest, 1);
    }
    for _ in 0..10 {
        world.next();
    }
    let newcomer = world.push(Class::Contest, 2);
    assert!(world.until(newcomer) <= 2, "at once, but for whoever was there before");
    assert_eq!(world.queue.load().ready, 5000 - 11, "and the flood waits on");
}

#[test]
fn a_newcomer_goes_before_the_rest_of_a_flood_after_a_start_too() {
    let disk = Arc::new(Disk::default());
    for _ in 0..200 {
        disk.add_of(Class::Contest, UserId(1), None);
        disk.pass(1);
    }
    let newcomer = disk.add_of(Class::Contest, UserId(2), None);
    let world = World { queue: disk.queue(), disk };
    assert_eq!(world.until(newcomer), 2);
}

#[test]
fn users_take_turns_and_each_ones_jobs_go_by_age() {
    let world = World::new();
    let mut jobs = Vec::new();
    for user in [1, 1, 1, 2, 2, 3] {
        jobs.push(world.push(Class::Practice, user));
        world.disk.pass(1);
    }
    let order: Vec<_> = std::iter::from_fn(|| world.next()).collect();
    assert_eq!(order, [0, 3, 5, 1, 4, 2].map(|at: usize| jobs[at]));
}

#[test]
fn a_run_on_own_input_goes_before_a_burst() {
    let world = World::new();
    for user in 0..500 {
        for _ in 0..10 {
            world.push(Class::Contest, user);
        }
    }
    // The burst has aged, and does not profit from it.
    world.disk.pass(600_000);
    let run = world.push(Class::Run, 7);
    assert_eq!(world.until(run), 1);
}

#[test]
fn a_worker_for_runs_takes_nothing_else() {
    let world = World::new();
    world.push(Class::Contest, 1);
    let express = Worker { number: 1, takes: Takes::Runs };
    assert!(world.queue.lease(express, Duration::ZERO).is_none());
    let run = world.push(Class::Run, 2);
    let leased = world.queue.lease(express, Duration::ZERO);
    assert_eq!(leased.map(|lease| lease.job.id), Some(run));
}

#[test]
fn what_has_aged_gets_every_fourth_lease() {
    let world = World::new();
    let practice = [world.push(Class::Practice, 1), world.push(Class::Practice, 1)];
    for user in 0..12 {
        world.push(Class::Contest, user);
    }
    world.disk.pass(9_999);
    let first: Vec<_> = (0..4).filter_map(|_| world.next()).collect();
    assert!(practice.iter().all(|job| !first.contains(job)), "nothing has aged yet");
    world.disk.pass(60_000);
    let rest: Vec<_> = std::iter::from_fn(|| world.next()).collect();
    assert_eq!((rest[3], rest[7]), (practice[0], practice[1]));
}

#[test]
fn of_aged_classes_the_one_goes_first_whose_patience_ended_first() {
    let world = World::new();
    let rejudge = world.push(Class::Rejudge, 1);
    world.disk.pass(590_000);
    let practice = world.push(Class::Practice, 1);
    world.disk.pass(70_000);
    for user in 0..20 {
        world.push(Class::Contest, user);
    }
    // Due 60 and 10 seconds ago.
    assert_eq!([world.until(rejudge), world.until(practice)], [4, 4]);
}
