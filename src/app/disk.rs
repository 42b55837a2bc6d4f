//! The disk under the data directory.

use std::fs;

use nix::sys::statvfs::statvfs;

use super::{App, DATABASE};

/// What the data take and what is left, bytes. Zeros where the host does not say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Disk {
    /// The database with its log.
    pub database: u64,
    /// What the server may still write.
    pub free: u64,
    /// The whole file system.
    pub size: u64,
}

impl App {
    /// How full the disk of the data directory is.
    #[must_use]
    pub fn disk(&self) -> Disk {
        let dir = &self.core.settings.data_dir;
        let size = |suffix: &str| {
            fs::metadata(dir.join(format!("{DATABASE}{suffix}"))).map_or(0, |file| file.len())
        };
        let database = size("") + size("-wal");
        let Ok(disk) = statvfs(dir) else { return Disk { database, ..Disk::default() } };
        // Of other sizes on other architectures.
        #[allow(clippy::useless_conversion)]
        let bytes = |blocks| u64::from(disk.fragment_size()).saturating_mul(u64::from(blocks));
        Disk { database, free: bytes(disk.blocks_available()), size: bytes(disk.blocks()) }
    }
}
