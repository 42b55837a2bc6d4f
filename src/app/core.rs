//! What every use-case shares.

use std::{
    collections::HashMap,
    fs::{self, DirBuilder},
    os::unix::fs::DirBuilderExt as _,
    path::Path,
    sync::{Arc, Mutex, OnceLock, PoisonError, RwLock},
};

use super::{
    Error, HostReport, Observation, Observer, Result, Settings, board::Board, boards::Boards,
    session::Sessions,
};
use crate::{
    auth::{Guesses, Passwords},
    domain::{Blobs, Digest, Toolchain, VersionId},
    live::Hub,
    problem::Package,
    store::Store,
};

/// The database's file in the data directory.
pub const DATABASE: &str = "minos.db";

/// Parsed packages kept in memory.
const PACKAGES: usize = 256;

/// The parts that use-cases and workers work with.
pub(super) struct Core {
    pub settings: Settings,
    pub store: Store,
    pub toolchains: Vec<Toolchain>,
    pub passwords: Passwords,
    /// Guesses at passwords.
    pub guesses: Guesses,
    pub hub: Hub,
    /// Programs whose users talk to them.
    pub consoles: Arc<Sessions>,
    /// Servers of languages, for who writes a program.
    pub assistants: Arc<Sessions>,
    /// What workers are at.
    pub board: Board,
    /// Set when serving begins.
    pub observer: RwLock<Option<Observer>>,
    /// Set by whoever looked at the host.
    pub host: OnceLock<HostReport>,
    packages: Mutex<HashMap<VersionId, Arc<Package>>>,
    /// The leaderboards in memory.
    pub(super) boards: Mutex<Boards>,
}

impl Core {
    pub fn open(settings: Settings, toolchains: Vec<Toolchain>) -> Result<Self> {
        let dir = &settings.data_dir;
        make_data_dir(dir)?;
        let store = Store::open(&dir.join(DATABASE))?;
        store.cache_at_most(settings.data_bytes);
        Ok(Self {
            store,
            passwords: Passwords::new(settings.password_hashes),
            guesses: Guesses::new(settings.guesses),
            toolchains,
            hub: Hub::default(),
            consoles: Arc::new(Sessions::new(settings.console.seats)),
            assistants: Arc::new(Sessions::new(settings.assistants.seats)),
            settings,
            board: Board::default(),
            observer: RwLock::default(),
            host: OnceLock::new(),
            packages: Mutex::default(),
            boards: Mutex::default(),
        })
    }

    /// A version's package, parsed once.
    pub fn package(&self, version: VersionId) -> Result<Arc<Package>> {
        let cache = || self.packages.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(package) = cache().get(&version) {
            return Ok(package.clone());
        }
        let manifest = self.store.manifest(version)?;
        let manifest = manifest.ok_or_else(|| {
            Error::Internal(format!("problem version {version} is not in the database"))
        })?;
        let package: Arc<Package> = serde_json::from_str(&manifest).map(Arc::new).map_err(|e| {
            Error::Internal(format!(
                "problem version {version} was kept by another version of minos ({e}); \
                 import the problem again"
            ))
        })?;
        let mut packages = cache();
        if packages.len() >= PACKAGES {
            packages.clear();
        }
        packages.insert(version, package.clone());
        Ok(package)
    }

    /// Bytes that a package refers to.
    pub fn read_blob(&self, digest: &Digest) -> Result<Arc<[u8]>> {
        let blob = Blobs::read(&self.store, digest);
        blob.map_err(|error| Error::Internal(error.to_string()))
    }

    /// Tells the metrics.
    pub fn observe(&self, observation: Observation<'_>) {
        let observer = self.observer.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(observer) = &*observer {
            observer(observation);
        }
    }
}

/// Makes the data directory, private, unless it is there.
pub(super) fn make_data_dir(dir: &Path) -> Result<()> {
    make_dir(dir).map_err(|error| {
        Error::Internal(format!("making the data directory {}: {error}", dir.display()))
    })
}

/// Makes a private directory, parents too, unless it is there.
fn make_dir(dir: &Path) -> std::io::Result<()> {
    if let Some(parent) = dir.parent() {
        fs::create_dir_all(parent)?;
    }
    match DirBuilder::new().mode(0o700).create(dir) {
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists && dir.is_dir() => Ok(()),
        result => result,
    }
}

/// Whether something from outside is small enough.
pub(super) fn check_size(what: &'static str, bytes: usize, most_kib: u64) -> Result<()> {
    let (size, limit) = (bytes as u64, most_kib.saturating_mul(1024));
    if size > limit { Err(Error::TooLarge { what, size, limit }) } else { Ok(()) }
}
