//! Control groups for runs: made ahead of time, used again when the kernel shows that nothing of
//! the last run is left in them, otherwise removed.

use std::{
    io,
    sync::{Arc, Mutex, MutexGuard, PoisonError, mpsc},
};

use super::{
    Shared,
    cgroup::{Leaf, LeafLimits},
    pool::Chore,
};
use crate::sandbox::Priority;

/// Leaves that are kept ready.
const READY: usize = 8;

/// The stock.
pub struct Stock {
    shared: Arc<Shared>,
    inner: Mutex<Inner>,
    chores: mpsc::Sender<Chore>,
}

struct Inner {
    ready: Vec<Leaf>,
    used: Vec<Leaf>,
    /// What the last run was held to; the next will be too, as a rule.
    limits: LeafLimits,
}

impl Stock {
    pub fn new(shared: Arc<Shared>, chores: mpsc::Sender<Chore>) -> Self {
        let cpus = shared.options.cpus_per_run;
        let priority = Priority::Normal;
        let limits = LeafLimits { memory: 1 << 30, processes: 64, cpus, priority };
        let inner = Mutex::new(Inner { ready: Vec::new(), used: Vec::new(), limits });
        Self { shared, inner, chores }
    }

    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes the next leaves with these limits.
    pub fn expect(&self, limits: LeafLimits) {
        self.lock().limits = limits;
    }

    /// A fresh leaf; `None` on a host without control groups.
    ///
    /// # Errors
    /// When there was none ready and none can be made.
    pub fn leaf(&self) -> io::Result<Option<Leaf>> {
        let Some(groups) = &self.shared.groups else { return Ok(None) };
        let (ready, left, limits) = {
            let mut inner = self.lock();
            (inner.ready.pop(), inner.ready.len(), inner.limits)
        };
        // Not each time: waking the other thread costs more than a leaf.
        if left < READY / 2 {
            let _ = self.chores.send(Chore::Restock);
        }
        match ready {
            Some(leaf) => Ok(Some(leaf)),
            None => groups.leaf(limits).map(Some),
        }
    }

    /// Takes back a leaf whose run has ended and been read.
    pub fn take_back(&self, mut leaf: Leaf) {
        let full = self.lock().ready.len() >= READY;
        if full || !leaf.refresh() {
            return self.bury(leaf);
        }
        self.lock().ready.push(leaf);
    }

    /// Leaves a leaf for removal.
    pub fn bury(&self, leaf: Leaf) {
        let waiting = {
            let mut inner = self.lock();
            inner.used.push(leaf);
            inner.used.len()
        };
        if waiting == READY / 2 {
            let _ = self.chores.send(Chore::Restock);
        }
    }

    /// Removes what was used and makes what will be, on the pool's thread; gives how many leaves
    /// are still busy with the end of their last process.
    pub fn work(&self) -> usize {
        let used = std::mem::take(&mut self.lock().used);
        let busy: Vec<Leaf> = used.into_iter().filter(|leaf| !leaf.try_remove()).collect();
        let still = busy.len();
        self.lock().used.extend(busy);
        if let Some(groups) = &self.shared.groups {
            loop {
                let limits = {
                    let inner = self.lock();
                    if inner.ready.len() >= READY {
                        break;
                    }
                    inner.limits
                };
                match groups.leaf(limits) {
                    Ok(leaf) => self.lock().ready.push(leaf),
                    // Whoever needs one next makes it, and hears why it can't be made.
                    Err(error) => {
                        tracing::debug!(%error, "can't make a control group ahead");
                        break;
                    }
                }
            }
        }
        still
    }
}

impl Drop for Stock {
    fn drop(&mut self) {
        let mut inner = self.lock();
        for leaf in inner.ready.drain(..) {
            leaf.remove();
        }
        for leaf in inner.used.drain(..) {
            leaf.remove();
        }
    }
}
