//! Being the one server on a data directory: its lock, the queue, the workers.

use std::{
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{Receiver, RecvTimeoutError, Sender, channel},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    App, Error, Observer, Result, backups,
    core::Core,
    events,
    judging::StoreDesk,
    rows::{self, HostClock, JobRows},
};
use crate::{
    domain::{Digest, JobId, Period},
    judge::Judge,
    live::Topic,
    queue::{LocalQueue, Queue as _, Rules},
    store,
    worker::{Bounds, Pool},
};

/// How often the database is asked for changes by commands, and watchers of the queue are told.
const LOOK: Duration = Duration::from_millis(500);
/// How often old rows are removed.
const TIDY: Duration = Duration::from_secs(3600);
/// How long runs on own input are kept.
const KEEP_RUNS: Duration = Duration::from_secs(24 * 3600);
/// What takes a worker so long is long; see [`Rules::long_jobs`].
const LONG: Duration = Duration::from_secs(10);
/// Interruptions of a job, by stops of the server or ends of its sandboxes' helper, before the job
/// is held for the cause.
const INTERRUPTIONS: u32 = 20;

/// What runs while the application serves.
#[derive(Default)]
pub(super) struct Serving {
    engine: Mutex<Option<Arc<Engine>>>,
}

/// The queue and the workers of a serving application.
pub(super) struct Engine {
    pub queue: Arc<LocalQueue>,
    pub pool: Pool,
    pub judge: Arc<Judge>,
    /// Locked as long as this lives.
    _lock: store::Lock,
    /// The janitor ends when this is dropped.
    _janitor: Sender<()>,
    /// And so does whoever makes the backups.
    _backups: Sender<()>,
}

impl Serving {
    /// The queue and the workers, while serving.
    pub fn engine(&self) -> Option<Arc<Engine>> {
        self.engine.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl App {
    /// Becomes the one server on the data directory: takes its lock, rebuilds the queue and
    /// starts the workers.
    ///
    /// # Errors
    /// `Conflict` when another server has the data directory; `Internal`.
    pub fn serve(&self, judge: Arc<Judge>, observer: Observer) -> Result<()> {
        let mut place = self.serving.engine.lock().unwrap_or_else(PoisonError::into_inner);
        if place.is_some() {
            return Err(Error::Conflict("this process serves already".into()));
        }
        let lock = self.core.store.lock()?;
        *self.core.observer.write().unwrap_or_else(PoisonError::into_inner) = Some(observer);
        let interrupted = self.core.store.recover_jobs(INTERRUPTIONS)?;
        if interrupted > 0 {
            tracing::info!(jobs = interrupted, "jobs of the last run of the server wait again");
        }
        // Read before anybody waits for it.
        self.core.ranking(Period::Ever, |_| ())?;
        *place = Some(Arc::new(Engine::start(&self.core, judge, lock)?));
        Ok(())
    }

    /// Ends serving: nothing more is leased, and jobs under way get `patience` to finish. What
    /// does not is queued again for the next start. True when all finished.
    pub fn shut_down(&self, patience: Duration) -> bool {
        let engine = self.serving.engine.lock().unwrap_or_else(PoisonError::into_inner).take();
        engine.is_none_or(|engine| engine.pool.stop(patience))
    }

    /// Makes the queue know a job whose row is on disk.
    pub(super) fn push(&self, job: JobId) {
        if let Some(engine) = self.serving.engine() {
            engine.queue.push(job);
        }
    }

    /// Makes the queue know jobs whose rows are on disk, however many.
    pub(super) fn take_up(&self) {
        if let Some(engine) = self.serving.engine() {
            engine.queue.mark_stale();
            if let Err(error) = engine.queue.refresh() {
                // The janitor tries again.
                tracing::error!(%error, "the queue could not be read again");
            }
        }
    }
}

impl Engine {
    fn start(core: &Arc<Core>, judge: Arc<Judge>, lock: store::Lock) -> Result<Self> {
        let internal = |what: &str, error: &dyn std::fmt::Display| {
            Error::Internal(format!("starting the {what}: {error}"))
        };
        let settings = &core.settings;
        // Of two workers one is left for live work, and for short work.
        let all_but_one = settings.workers_max.saturating_sub(1).max(1);
        let rules = Rules {
            lease: settings.lease,
            retry_delay: settings.retry_delay,
            attempts: settings.attempts,
            interruptions: INTERRUPTIONS,
            rejudges: all_but_one,
            long_jobs: all_but_one,
            long: LONG,
        };
        let rows = Arc::new(JobRows(core.clone()));
        let queue = LocalQueue::new(rows, rules, rows::clock())
            .map_err(|error| internal("queue", &error))?;
        let queue = Arc::new(queue);
        core.heed_mode(&queue);
        let (stop, stopped) = channel();
        let (janitors_core, janitors_queue) = (core.clone(), queue.clone());
        thread::Builder::new()
            .name("janitor".into())
            .spawn(move || tidy_up(&janitors_core, &janitors_queue, &stopped))
            .map_err(|error| internal("janitor", &error))?;
        let (no_backups, stopped) = channel();
        if !settings.backup.every.is_zero() {
            let core = core.clone();
            thread::Builder::new()
                .name("backups".into())
                .spawn(move || backups::keep_backups(&core, &stopped))
                .map_err(|error| internal("backups", &error))?;
        }
        let desk = Arc::new(StoreDesk(core.clone()));
        let bounds = Bounds {
            min: settings.workers_min,
            max: settings.workers_max,
            runs: settings.workers_runs,
            full: settings.cpu_full,
        };
        let pool = Pool::start(queue.clone(), judge.clone(), desk, bounds)
            .map_err(|error| internal("workers", &error))?;
        Ok(Self { queue, pool, judge, _lock: lock, _janitor: stop, _backups: no_backups })
    }
}

/// The janitor's life: takes up what commands wrote, ends leases that ran out, tells watchers of
/// the queue, and removes what is old.
fn tidy_up(core: &Core, queue: &LocalQueue, stopped: &Receiver<()>) {
    let mut tidied: Option<Instant> = None;
    let mut orphans = Vec::new();
    let mut told = None;
    let mut clock = HostClock::now();
    while stopped.recv_timeout(LOOK) == Err(RecvTimeoutError::Timeout) {
        queue.expire();
        if let Some(jump) = clock.jump() {
            // Sessions and runs that look old now may look young again when it is set back.
            tracing::warn!(
                seconds = jump.as_secs(),
                "the host's clock jumped: leases, retries and backups go by the time that passes, \
                 and nothing is removed for its age in the next hour"
            );
            tidied = Some(Instant::now());
        }
        match core.store.changed_elsewhere() {
            Ok(true) => {
                queue.mark_stale();
                core.forget_ranking();
                core.heed_mode(queue);
                for topic in [Topic::Queue, Topic::Rejudges] {
                    core.hub.publish(topic, events::changed(&serde_json::json!({})));
                }
            }
            Ok(false) => {}
            Err(error) => tracing::error!(%error, "the database could not be asked for changes"),
        }
        core.tell_of_ranking();
        if let Err(error) = queue.refresh() {
            tracing::error!(%error, "the queue could not be read again");
        }
        if core.hub.is_watched(Topic::Queue) {
            let counts = queue.classes().iter().map(|c| (c.ready, c.delayed)).collect::<Vec<_>>();
            let now = Some((counts, queue.leased().len()));
            if now != told {
                core.hub.publish(Topic::Queue, events::changed(&serde_json::json!({})));
                told = now;
            }
        }
        if tidied.is_none_or(|last| last.elapsed() > TIDY) {
            if let Err(error) = core.store.tidy(core.settings.session_lifetime, KEEP_RUNS) {
                tracing::error!(%error, "old sessions and runs could not be removed");
            }
            orphans = forget_versions(core, orphans).unwrap_or_else(|error| {
                tracing::error!(%error, "old versions of problems could not be removed");
                Vec::new()
            });
            tidied = Some(Instant::now());
        }
    }
}

/// Forgets versions of problems that nothing needs, and the blobs that were orphans at the last
/// look too, so that none of an import under way is. The orphans of this look.
fn forget_versions(core: &Core, orphans: Vec<Digest>) -> store::Result<Vec<Digest>> {
    let versions = core.store.remove_old_versions()?;
    let blobs = core.store.remove_orphaned_blobs(orphans)?;
    if versions + blobs > 0 {
        tracing::info!(versions, blobs, "old versions of problems were removed");
    }
    core.store.orphaned_blobs()
}
