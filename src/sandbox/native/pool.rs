//! Sandboxes made ahead of time, and the removal of used ones, both on a thread of their own so
//! that a submission waits for neither.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError, mpsc},
    thread,
};

use super::{
    Shared,
    run::{Init, Place},
};
use crate::sandbox::Error;

/// Work for the pool's thread.
enum Chore {
    /// See to it that a sandbox with these mounts is ready.
    Refill(Vec<PathBuf>),
    /// Wait for the end of a used one.
    Bury(Init),
}

/// Ready sandboxes, newest last.
type Ready = Mutex<Vec<(Vec<PathBuf>, Place)>>;

/// The pool.
pub struct Pool {
    shared: Arc<Shared>,
    ready: Arc<Ready>,
    chores: Option<mpsc::Sender<Chore>>,
    thread: Option<thread::JoinHandle<()>>,
}

impl Pool {
    pub fn new(shared: Arc<Shared>) -> Self {
        let ready: Arc<Ready> = Arc::default();
        let (sender, receiver) = mpsc::channel();
        let spawned = thread::Builder::new().name("sandbox-pool".into()).spawn({
            let (shared, ready) = (Arc::clone(&shared), Arc::clone(&ready));
            move || work(&shared, &ready, &receiver)
        });
        // Without the thread everything is made when asked for, and buried at once.
        let (chores, thread) = match spawned {
            Ok(thread) => (Some(sender), Some(thread)),
            Err(_) => (None, None),
        };
        Self { shared, ready, chores, thread }
    }

    /// A sandbox that nothing has used.
    pub fn take(&self, mounts: &[PathBuf]) -> Result<Used, Error> {
        let place = {
            let mut ready = self.ready.lock().unwrap_or_else(PoisonError::into_inner);
            let at = ready.iter().rposition(|(key, _)| key == mounts);
            at.map(|at| ready.remove(at).1)
        };
        let place = match place {
            Some(place) => place,
            None => Place::open(&self.shared, mounts)?,
        };
        if let Some(chores) = &self.chores {
            let _ = chores.send(Chore::Refill(mounts.to_vec()));
        }
        Ok(Used { place: Some(place), chores: self.chores.clone() })
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        // The thread ends when the last sandbox in use has gone too, as it buries them.
        self.chores = None;
        self.ready.lock().unwrap_or_else(PoisonError::into_inner).clear();
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(shared: &Arc<Shared>, ready: &Ready, chores: &mpsc::Receiver<Chore>) {
    while let Ok(chore) = chores.recv() {
        match chore {
            Chore::Bury(init) => drop(init),
            Chore::Refill(mounts) => {
                let there = |ready: &Vec<(Vec<PathBuf>, Place)>| {
                    ready.iter().filter(|(key, _)| *key == mounts).count()
                };
                let lock = || ready.lock().unwrap_or_else(PoisonError::into_inner);
                if shared.options.spare == 0 || there(&lock()) >= shared.options.spare.div_ceil(2) {
                    continue;
                }
                match Place::open(shared, &mounts) {
                    Ok(place) => {
                        let mut ready = lock();
                        ready.push((mounts, place));
                        let surplus = ready.len().saturating_sub(shared.options.spare);
                        let surplus: Vec<_> = ready.drain(..surplus).collect();
                        // Their end takes a moment, in which others may take what is ready.
                        drop(ready);
                        drop(surplus);
                    }
                    // Whoever needs one next makes it, and hears why it can't be made.
                    Err(error) => tracing::debug!(%error, "can't make a sandbox ahead"),
                }
            }
        }
    }
}

/// A sandbox in use; dropped, it goes to the pool's thread for burial.
pub struct Used {
    place: Option<Place>,
    chores: Option<mpsc::Sender<Chore>>,
}

impl Used {
    fn place(&mut self) -> Result<&mut Place, Error> {
        self.place.as_mut().ok_or_else(|| Error {
            step: "use a sandbox".into(),
            cause: "it broke before".into(),
            hint: None,
        })
    }
}

impl crate::sandbox::Sandbox for Used {
    fn put(&mut self, files: &[crate::sandbox::File]) -> Result<(), Error> {
        self.place()?.put(files)
    }

    fn take(&mut self, most: u64) -> Result<Option<Vec<crate::sandbox::File>>, Error> {
        self.place()?.take(most)
    }

    fn run(&mut self, command: crate::sandbox::Command) -> Result<crate::sandbox::Outcome, Error> {
        let outcome = self.place()?.run(command);
        if outcome.is_err() {
            self.place = None;
        }
        outcome
    }
}

impl Drop for Used {
    fn drop(&mut self) {
        if let (Some(place), Some(chores)) = (self.place.take(), &self.chores) {
            let _ = chores.send(Chore::Bury(place.close()));
        }
    }
}
