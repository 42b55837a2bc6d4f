//! Sandboxes made ahead of time, on a thread of their own, so that a submission does not wait.

use std::{
    path::{Component, Path},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering},
        mpsc,
    },
    thread,
    time::Duration,
};

use super::{Shared, failed, run::Place, stock::Stock, zygote::Zygotes};
use crate::sandbox::{Command, Error, File, Mount, Outcome, Sandbox, Workdir};

/// How long to wait before another look at leaves that are still busy.
const BUSY: Duration = Duration::from_millis(5);

/// Files that travel with a run rather than before it.
const FILES_BESIDE_A_RUN: usize = 64;

/// Work for the pool's thread.
pub enum Chore {
    /// See to it that a sandbox of this kind is ready.
    Refill(Kind),
    /// Remove used control groups and make new ones.
    Restock,
    /// End.
    Stop,
}

/// What distinguishes sandboxes that nothing has used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kind {
    mounts: Vec<Mount>,
    /// What its first run is prepared for.
    workdir: Workdir,
}

/// The pool.
pub struct Pool {
    inner: Arc<Inner>,
    thread: Option<thread::JoinHandle<()>>,
}

/// Dropped in this order: sandboxes, the inits that they are copies of, their control groups.
struct Inner {
    /// Ready sandboxes, newest last.
    ready: Mutex<Vec<(Kind, Place)>>,
    zygotes: Zygotes,
    stock: Arc<Stock>,
    shared: Arc<Shared>,
    hits: AtomicU64,
    misses: AtomicU64,
    chores: mpsc::Sender<Chore>,
}

impl Pool {
    /// Starts the thread.
    ///
    /// # Errors
    /// When the host has no thread to give.
    pub fn new(shared: &Arc<Shared>) -> Result<Self, Error> {
        let (chores, receiver) = mpsc::channel();
        let inner = Arc::new(Inner {
            ready: Mutex::default(),
            zygotes: Zygotes::default(),
            stock: Arc::new(Stock::new(Arc::clone(shared), chores.clone())),
            shared: Arc::clone(shared),
            hits: AtomicU64::new(0),
            misses: AtomicU64::new(0),
            chores,
        });
        let thread = thread::Builder::new()
            .name("sandbox-pool".into())
            .spawn({
                let inner = Arc::clone(&inner);
                move || inner.work(&receiver)
            })
            .map_err(|e| failed("start the sandbox pool's thread", &e))?;
        Ok(Self { inner, thread: Some(thread) })
    }

    /// A sandbox that nothing has used.
    pub fn open(&self, mounts: &[Mount]) -> Handle {
        Handle {
            pool: Arc::clone(&self.inner),
            mounts: mounts.to_vec(),
            files: Vec::new(),
            place: State::Unused,
        }
    }

    /// How it stands.
    pub fn stock(&self) -> crate::sandbox::Stock {
        crate::sandbox::Stock {
            ready: self.inner.ready().len(),
            ready_when_wanted: self.inner.hits.load(Ordering::Relaxed),
            made_on_demand: self.inner.misses.load(Ordering::Relaxed),
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        let _ = self.inner.chores.send(Chore::Stop);
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
        // Sandboxes that are still in use end with their last holder.
        self.inner.ready().clear();
    }
}

impl Inner {
    fn ready(&self) -> MutexGuard<'_, Vec<(Kind, Place)>> {
        self.ready.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A sandbox of a kind.
    fn take(&self, kind: Kind) -> Result<Place, Error> {
        let mut found = self.take_ready(&kind);
        // Such as were killed, or whose init was: nothing has begun in them.
        while found.as_ref().is_some_and(|place| !place.is_there()) {
            found = self.take_ready(&kind);
        }
        let counter = if found.is_some() { &self.hits } else { &self.misses };
        counter.fetch_add(1, Ordering::Relaxed);
        let place = match found {
            Some(place) => place,
            // Its init may be killed meanwhile; then another makes it.
            None => self.make(&kind).or_else(|_| self.make(&kind))?,
        };
        let _ = self.chores.send(Chore::Refill(kind));
        Ok(place)
    }

    /// The oldest ready sandbox of a kind: a younger one may still be getting ready.
    fn take_ready(&self, kind: &Kind) -> Option<Place> {
        let mut ready = self.ready();
        let at = ready.iter().position(|(other, _)| other == kind)?;
        Some(ready.remove(at).1)
    }

    /// Has a sandbox made, and its first run prepared; whether it stands is heard at its first use.
    fn make(&self, kind: &Kind) -> Result<Place, Error> {
        let mut place = self.zygotes.open(&self.shared, &self.stock, &kind.mounts)?;
        place.prepare(kind.workdir, None)?;
        Ok(place)
    }

    fn work(&self, chores: &mpsc::Receiver<Chore>) {
        let mut busy = 0;
        loop {
            let chore = match busy {
                0 => chores.recv().ok(),
                _ => match chores.recv_timeout(BUSY) {
                    Err(mpsc::RecvTimeoutError::Timeout) => Some(Chore::Restock),
                    other => other.ok(),
                },
            };
            match chore {
                Some(Chore::Refill(kind)) => self.refill(kind),
                Some(Chore::Restock) => busy = self.stock.work(),
                Some(Chore::Stop) | None => return,
            }
        }
    }

    fn refill(&self, kind: Kind) {
        let spare = self.shared.options.spare;
        let lives = |(other, place): &&(Kind, Place)| *other == kind && place.is_there();
        let there = self.ready().iter().filter(lives).count();
        if spare == 0 || there >= spare.div_ceil(2) {
            return;
        }
        match self.make(&kind) {
            Ok(place) => {
                let mut ready = self.ready();
                ready.push((kind, place));
                let surplus = ready.len().saturating_sub(spare);
                let surplus: Vec<_> = ready.drain(..surplus).collect();
                drop(ready);
                drop(surplus);
            }
            // Whoever needs one next makes it, and hears why it can't be made.
            Err(error) => tracing::debug!(%error, "can't make a sandbox ahead"),
        }
    }
}

/// A sandbox in somebody's hands. It comes from the pool when its first run tells what it must be
/// ready for.
pub struct Handle {
    pool: Arc<Inner>,
    mounts: Vec<Mount>,
    /// Files that wait for the next run.
    files: Vec<File>,
    place: State,
}

enum State {
    Unused,
    InUse(Place),
    Broken,
}

impl Handle {
    fn place(&mut self, workdir: Workdir) -> Result<&mut Place, Error> {
        if let State::Unused = self.place {
            let kind = Kind { mounts: self.mounts.clone(), workdir };
            self.place = State::InUse(self.pool.take(kind)?);
        }
        match &mut self.place {
            State::InUse(place) => Ok(place),
            _ => Err(failed("use a sandbox", &"it broke before")),
        }
    }

    /// What `work` gives; after an error the sandbox is of no more use.
    fn with<T>(
        &mut self,
        workdir: Workdir,
        work: impl FnOnce(&mut Place, Vec<File>) -> Result<T, Error>,
    ) -> Result<T, Error> {
        let files = std::mem::take(&mut self.files);
        self.place(workdir).and_then(|place| work(place, files)).map_err(|error| {
            let lost = matches!(&self.place, State::InUse(place) if place.is_lost());
            self.place = State::Broken;
            Error { lost, ..error }
        })
    }
}

impl Sandbox for Handle {
    fn put(&mut self, files: &[File]) -> Result<(), Error> {
        let leaves =
            |path: &str| Path::new(path).components().any(|c| !matches!(c, Component::Normal(_)));
        if let Some(file) = files.iter().find(|file| file.path.is_empty() || leaves(&file.path)) {
            return Err(failed(
                format!("put {} into a sandbox", file.path),
                &"not a plain path relative to /box",
            ));
        }
        self.files.extend_from_slice(files);
        Ok(())
    }

    fn take(&mut self, most: u64) -> Result<Option<Vec<File>>, Error> {
        self.with(Workdir::Shared, |place, files| {
            place.put(&files)?;
            place.take(most)
        })
    }

    fn run(&mut self, mut command: Command) -> Result<Outcome, Error> {
        self.with(command.workdir, |place, files| {
            if command.workdir == Workdir::Shared && files.len() < FILES_BESIDE_A_RUN {
                // Written by the run's own process, as its user: what was prepared stays so.
                let inside = |file: File| File { path: format!("/box/{}", file.path), ..file };
                command.files.splice(0..0, files.into_iter().map(inside));
            } else {
                place.put(&files)?;
            }
            place.run(command)
        })
    }
}
