//! The CPUs that runs share: each run has one of its own, and what must be exact has all.
//!
//! This, and not the number of workers, bounds how much runs at once: times stay put only while
//! no two runs want one CPU.

use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// CPUs, lent to one run each.
#[derive(Debug)]
pub struct Cores {
    total: usize,
    /// Whether a run must stay on the CPU that it was lent.
    own: bool,
    desk: Mutex<Desk>,
    returned: Condvar,
}

#[derive(Debug)]
struct Desk {
    free: Vec<usize>,
    /// How many wait for one.
    waiting: usize,
    /// How many wait to be alone; nobody gets one before them.
    hermits: usize,
}

impl Cores {
    /// These CPUs; a run stays on the one that it was lent.
    #[must_use]
    pub fn own(cpus: Vec<usize>) -> Self {
        Self::new(cpus, true)
    }

    /// So many CPUs (at least one); which of them a run is on is left to the kernel.
    #[must_use]
    pub fn count(total: usize) -> Self {
        Self::new((0..total).collect(), false)
    }

    fn new(mut free: Vec<usize>, own: bool) -> Self {
        if free.is_empty() {
            free.push(0);
        }
        let total = free.len();
        let desk = Mutex::new(Desk { free, waiting: 0, hermits: 0 });
        Self { total, own, desk, returned: Condvar::new() }
    }

    /// How many there are.
    #[must_use]
    pub fn total(&self) -> usize {
        self.total
    }

    /// One of them, as soon as there is one.
    pub(super) fn one(&self) -> Hold<'_> {
        let mut desk = self.lock();
        desk.waiting += 1;
        while desk.hermits > 0 || desk.free.is_empty() {
            desk = self.returned.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
        desk.waiting -= 1;
        let taken = desk.free.pop().into_iter().collect();
        Hold { cores: self, taken }
    }

    /// One that nobody else wants now.
    pub(super) fn spare(&self) -> Option<Hold<'_>> {
        let mut desk = self.lock();
        // With none left the next to come would have to wait for this one.
        if desk.hermits > 0 || desk.waiting > 0 {
            return None;
        }
        let taken = vec![desk.free.pop()?];
        Some(Hold { cores: self, taken })
    }

    /// All of them, when all runs under way have ended.
    pub(super) fn all(&self) -> Hold<'_> {
        let mut desk = self.lock();
        desk.hermits += 1;
        while desk.free.len() < self.total {
            desk = self.returned.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
        desk.hermits -= 1;
        let taken = std::mem::take(&mut desk.free);
        Hold { cores: self, taken }
    }

    fn lock(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// CPUs on loan, until dropped.
pub(super) struct Hold<'a> {
    cores: &'a Cores,
    taken: Vec<usize>,
}

impl Hold<'_> {
    /// Where a run must stay: on one CPU, be it alone on all; empty when it may be anywhere.
    pub fn cpus(&self) -> Vec<usize> {
        self.taken.first().filter(|_| self.cores.own).copied().into_iter().collect()
    }
}

impl Drop for Hold<'_> {
    fn drop(&mut self) {
        self.cores.lock().free.append(&mut self.taken);
        self.cores.returned.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::{
        sync::atomic::{AtomicUsize, Ordering},
        thread,
    };

    use super::*;

    #[test]
    fn each_cpu_is_lent_once() {
        let cores = Cores::own(vec![3, 5]);
        let (one, other) = (cores.one(), cores.one());
        assert_ne!(one.cpus(), other.cpus());
        assert!(cores.spare().is_none());
        let freed = one.cpus();
        drop(one);
        assert_eq!(cores.spare().map(|hold| hold.cpus()), Some(freed));
        assert!(Cores::count(2).one().cpus().is_empty(), "counted, not owned");
        assert_eq!(Cores::own(Vec::new()).total(), 1);
    }

    #[test]
    fn who_has_all_is_alone() {
        let (cores, running) = (Cores::count(3), AtomicUsize::new(0));
        thread::scope(|scope| {
            for round in 0..12 {
                let (cores, running) = (&cores, &running);
                scope.spawn(move || {
                    for _ in 0..50 {
                        let (hold, most) = if round % 4 == 0 {
                            (Some(cores.all()), 1)
                        } else if round % 4 == 1 {
                            (cores.spare(), 3)
                        } else {
                            (Some(cores.one()), 3)
                        };
                        let Some(_hold) = hold else { continue };
                        let now = running.fetch_add(1, Ordering::SeqCst) + 1;
                        assert!(now <= most, "{now} at once");
                        thread::yield_now();
                        running.fetch_sub(1, Ordering::SeqCst);
                    }
                });
            }
        });
    }

    #[test]
    fn nobody_overtakes_who_wants_to_be_alone() {
        let cores = Cores::count(2);
        let held = cores.one();
        thread::scope(|scope| {
            let alone = scope.spawn(|| cores.all().taken.len());
            while cores.lock().hermits == 0 {
                thread::yield_now();
            }
            assert!(cores.spare().is_none(), "one is free, but not for this");
            drop(held);
            assert_eq!(alone.join().expect("no panic"), 2);
        });
    }
}
