//! The files of a database, and those that are kept beside it.

use std::{
    ffi::OsString,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};
use nix::sys::statvfs::statvfs;

use super::{Error, Result};

/// Times in names: of UTC, and in order when the names are.
const TIME: &str = "%Y%m%dT%H%M%SZ";

/// Left free beside what is to be written, so that the server can go on.
const RESERVE: u64 = 16 << 20;

/// `minos.db` at a time -> `minos-<label>-20261127T231500Z.db`; without the label when empty.
pub(super) fn named(database: &Path, label: &str, at: Timestamp) -> OsString {
    let stem = database.file_stem().unwrap_or_default().to_string_lossy();
    let dash = if label.is_empty() { "" } else { "-" };
    format!("{stem}{dash}{label}-{}.db", at.strftime(TIME)).into()
}

/// The time in a name without a label that [`named`] gave; `None` for every other name.
pub(super) fn time_in(database: &Path, name: &str) -> Option<Timestamp> {
    let stem = database.file_stem()?.to_str()?;
    let time = name.strip_prefix(stem)?.strip_prefix('-')?.strip_suffix(".db")?;
    let time = DateTime::strptime(TIME, time).ok()?;
    Some(time.to_zoned(TimeZone::UTC).ok()?.timestamp())
}

/// A path with something added to its name: `minos.db` + `-wal`.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    name.into()
}

/// What a database takes on the disk, bytes, what is only in its log included.
pub(super) fn size(database: &Path) -> u64 {
    let length = |path: &Path| fs::metadata(path).map_or(0, |file| file.len());
    length(database) + length(&with_suffix(database, "-wal"))
}

/// The directory of a file.
pub(super) fn directory(file: &Path) -> &Path {
    match file.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    }
}

/// Bytes that may still be written to the disk of `dir`, by others than root.
pub(super) fn free_space(dir: &Path) -> io::Result<u64> {
    let disk = statvfs(dir)?;
    // The types differ between platforms.
    #[allow(clippy::useless_conversion)]
    Ok(u64::from(disk.blocks_available()).saturating_mul(u64::from(disk.fragment_size())))
}

/// Refuses when the disk of `dir` has no room for so many bytes.
pub(super) fn require_space(dir: &Path, bytes: u64, purpose: &'static str) -> Result<()> {
    let needed = bytes + RESERVE;
    // Where the file system can't be asked, the write itself will tell.
    match free_space(dir) {
        Ok(free) if free < needed => Err(Error::Space { dir: dir.into(), purpose, needed, free }),
        _ => Ok(()),
    }
}

/// Has the names in a directory survive a loss of power.
pub(super) fn sync_directory(dir: &Path) -> io::Result<()> {
    File::open(dir)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_their_time_and_only_those_without_a_label() {
        let database = Path::new("data/minos.db");
        let at = Timestamp::from_second(1_795_821_300).unwrap();
        let name = named(database, "", at);
        assert_eq!(name, "minos-20261127T231500Z.db");
        assert_eq!(time_in(database, name.to_str().unwrap()), Some(at));
        assert_eq!(named(database, "schema4", at), "minos-schema4-20261127T231500Z.db");
        for other in
            ["minos-schema4-20261127T231500Z.db", "minos.db", "minos-20261127T231500Z.db-wal"]
        {
            assert_eq!(time_in(database, other), None, "{other}");
        }
    }
}
