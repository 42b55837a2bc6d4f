//! Disks for tests: small ones, full ones, read-only ones.

use std::{
    fs,
    io::{ErrorKind, Write as _},
    path::{Path, PathBuf},
};

use nix::mount::{MntFlags, MsFlags, mount, umount2};

use crate::host::skipped;

/// A mount that goes with this.
pub struct Mount(PathBuf);

impl Mount {
    /// A file system in memory; `None`, and told, where this process may mount nothing.
    pub fn memory(at: &Path, mib: u32) -> Option<Self> {
        fs::create_dir_all(at).expect("a directory");
        let size = format!("size={mib}m");
        match mount(Some("none"), at, Some("tmpfs"), MsFlags::empty(), Some(size.as_str())) {
            Ok(()) => Some(Self(at.into())),
            Err(error) => {
                skipped(&format!("nothing can be mounted: {error}"));
                None
            }
        }
    }

    /// What is at `at`, read-only.
    pub fn read_only(at: &Path) -> Option<Self> {
        let none = None::<&str>;
        if let Err(error) = mount(Some(at), at, none, MsFlags::MS_BIND, none) {
            skipped(&format!("nothing can be mounted: {error}"));
            return None;
        }
        let mount_ = Self(at.into());
        let flags = MsFlags::MS_REMOUNT | MsFlags::MS_BIND | MsFlags::MS_RDONLY;
        mount(none, at, none, flags, none).expect("it is made read-only");
        Some(mount_)
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        let _ = umount2(&self.0, MntFlags::MNT_DETACH);
    }
}

/// Writes until nothing goes on the disk any more.
pub fn fill(file: &Path) {
    let mut filler = fs::File::create(file).expect("a file");
    for size in [1 << 20, 1 << 12, 1] {
        let bytes = vec![0; size];
        loop {
            match filler.write_all(&bytes) {
                Ok(()) => {}
                Err(error) if error.kind() == ErrorKind::StorageFull => break,
                Err(error) => panic!("filling the disk: {error}"),
            }
        }
    }
}
