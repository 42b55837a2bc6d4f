//! Packages in ZIP archives. An archive is hostile until it has shown that it is not: everything
//! that its directory says is looked at before anything is unpacked, and what is unpacked is held
//! against that.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs::{self, File, OpenOptions},
    io::{self, Read as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use tempfile::TempDir;
use zip::{CompressionMethod, ZipArchive, read::ZipFile, result::ZipError};

use super::{
    Finding,
    finding::Findings,
    tree::{ICPC, MAX_DEPTH, MAX_FILE, MAX_FILES, MAX_TOTAL, POLYGON, is_inside},
};

/// No archive may be larger.
const MAX_ARCHIVE: u64 = 1 << 30;
/// An archive may unpack to this many times its own size …
const MAX_RATIO: u64 = 200;
/// … but to this much in any case.
const ALWAYS_ALLOWED: u64 = 64 << 20;
/// The type bits of a mode of Unix, and those of what a package may hold.
const TYPE: u32 = 0o170_000;
const REGULAR: u32 = 0o100_000;
const DIRECTORY: u32 = 0o040_000;

/// An archive's content on disk; dropped, it is removed.
#[derive(Debug)]
pub(super) struct Unpacked {
    _place: TempDir,
    /// The directory of the package.
    pub(super) package: PathBuf,
}

/// What the archive's directory says of an entry.
struct Entry {
    index: usize,
    path: String,
    is_dir: bool,
    executable: bool,
    size: u64,
}

/// Unpacks the archive at `path` into a directory of the same name without its ending.
pub(super) fn unpack(path: &Path) -> Result<Unpacked, Vec<Finding>> {
    let mut findings = Findings::default();
    let unpacked = open(path, &mut findings).and_then(|mut archive| {
        let entries = look(&mut archive, size(path), &mut findings);
        // All or nothing: what is wrong with one entry spoils the whole.
        if !findings.errors.is_empty() {
            return None;
        }
        write(path, &mut archive, &entries, &mut findings)
    });
    match unpacked {
        Some(unpacked) if findings.errors.is_empty() => Ok(unpacked),
        _ => Err(findings.errors),
    }
}

fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |meta| meta.len())
}

fn open(path: &Path, findings: &mut Findings) -> Option<ZipArchive<File>> {
    if size(path) > MAX_ARCHIVE {
        let message = format!("the archive is larger than {} MiB", MAX_ARCHIVE >> 20);
        findings.error(".", None, message);
        return None;
    }
    let file = File::open(path).map_err(|error| {
        findings.error(".", None, format!("opening the archive: {error}"));
    });
    let archive = ZipArchive::new(file.ok()?);
    archive.map_err(|error| findings.error(".", None, unreadable(&error))).ok()
}

fn unreadable(error: &ZipError) -> String {
    format!("no ZIP archive that can be read: {error}")
}

/// Looks at everything that the archive's directory says.
fn look(archive: &mut ZipArchive<File>, packed: u64, findings: &mut Findings) -> Vec<Entry> {
    let mut entries = Vec::new();
    if archive.len() > MAX_FILES {
        let message = format!("the archive has {} entries, more than {MAX_FILES}", archive.len());
        findings.error(".", None, message);
        return entries;
    }
    if archive.has_duplicate_names() {
        findings.error(".", None, "the archive has two entries of one name");
    }
    for index in 0..archive.len() {
        match archive.by_index_raw(index) {
            Ok(file) => entries.extend(entry(index, &file, findings)),
            Err(error) => findings.error(".", None, unreadable(&error)),
        }
    }
    let total = entries.iter().fold(0_u64, |total, entry| total.saturating_add(entry.size));
    let most = MAX_TOTAL.min(ALWAYS_ALLOWED.max(packed.saturating_mul(MAX_RATIO)));
    if total > most {
        let message = format!(
            "the archive of {packed} bytes would unpack to {total}; at most {MAX_RATIO} times its \
             own size or {} MiB, and never more than {} GiB, are taken",
            ALWAYS_ALLOWED >> 20,
            MAX_TOTAL >> 30,
        );
        findings.error(".", None, message);
    }
    match archive.has_overlapping_entries() {
        Ok(false) => {}
        Ok(true) => findings.error(".", None, "entries of the archive overlap each other"),
        Err(error) => findings.error(".", None, unreadable(&error)),
    }
    check_places(&entries, findings);
    entries
}

/// What is said of one entry; `None` after an error was found.
fn entry<R: io::Read>(
    index: usize,
    file: &ZipFile<'_, R>,
    findings: &mut Findings,
) -> Option<Entry> {
    let Ok(name) = std::str::from_utf8(file.name_raw()) else {
        let shown = file.name_raw().escape_ascii().to_string();
        findings.error(&short(&shown), None, "the name of this entry is not UTF-8");
        return None;
    };
    let shown = short(&name.escape_debug().to_string());
    let path = name.strip_suffix('/').unwrap_or(name);
    let is_dir = path.len() < name.len();
    let mut fail = |message: String| {
        findings.error(&shown, None, message);
        None
    };
    if !is_inside(path) {
        return fail(
            "the name of an entry must be a relative path without `..`, empty parts, backslashes \
             and control characters"
                .into(),
        );
    }
    if path.split('/').count() > MAX_DEPTH {
        return fail(format!("lies deeper than {MAX_DEPTH} directories"));
    }
    let mode = file.unix_mode().unwrap_or(0);
    let wanted = if is_dir { DIRECTORY } else { REGULAR };
    if mode & TYPE != 0 && mode & TYPE != wanted {
        return fail("neither a file nor a directory; links and devices are not unpacked".into());
    }
    if file.encrypted() {
        return fail("encrypted; an archive must be readable without a password".into());
    }
    if !matches!(file.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        return fail(format!("packed by {}; only deflate is unpacked", file.compression()));
    }
    if file.size() > MAX_FILE {
        return fail(format!("larger than {} MiB", MAX_FILE >> 20));
    }
    if is_dir && file.size() > 0 {
        return fail("a directory with content".into());
    }
    let executable = mode & 0o111 != 0;
    Some(Entry { index, path: path.to_owned(), is_dir, executable, size: file.size() })
}

/// The beginning of a name, which may be as long as it likes.
fn short(name: &str) -> String {
    match name.char_indices().nth(200) {
        Some((end, _)) => format!("{}…", &name[..end]),
        None => name.to_owned(),
    }
}

/// No two entries may be in one place, and nothing may lie in a file.
fn check_places(entries: &[Entry], findings: &mut Findings) {
    let mut places: BTreeMap<&str, bool> = BTreeMap::new();
    for entry in entries {
        if places.insert(&entry.path, entry.is_dir).is_some() {
            findings.error(&entry.path, None, "another entry of the archive has this name");
        }
    }
    let files: BTreeSet<_> = entries.iter().filter(|e| !e.is_dir).map(|e| &*e.path).collect();
    for entry in entries {
        let above = entry.path.match_indices('/').map(|(at, _)| &entry.path[..at]);
        if let Some(file) = above.into_iter().find(|path| files.contains(path)) {
            let message = format!("lies in `{file}`, which is a file of the archive");
            findings.error(&entry.path, None, message);
        }
    }
}

fn write(
    path: &Path,
    archive: &mut ZipArchive<File>,
    entries: &[Entry],
    findings: &mut Findings,
) -> Option<Unpacked> {
    let name = path.file_stem().unwrap_or(path.as_os_str());
    let made = tempfile::tempdir().and_then(|place| {
        let root = place.path().join(name);
        fs::create_dir(&root).map(|()| (place, root))
    });
    let (place, root) = made
        .map_err(|e| findings.error(".", None, format!("making a directory to unpack into: {e}")))
        .ok()?;
    for entry in entries {
        let target = root.join(&entry.path);
        let written = match entry.is_dir {
            true => fs::create_dir_all(&target),
            false => file(archive, entry, &target),
        };
        if let Err(error) = written {
            findings.error(&entry.path, None, format!("unpacking it: {error}"));
            return None;
        }
    }
    Some(Unpacked { package: package(&root), _place: place })
}

fn file(archive: &mut ZipArchive<File>, entry: &Entry, target: &Path) -> io::Result<()> {
    if let Some(parent) = target.parent() {
        fs::create_dir_all(parent)?;
    }
    let mode = if entry.executable { 0o755 } else { 0o644 };
    let mut out = OpenOptions::new().write(true).create_new(true).mode(mode).open(target)?;
    // One byte more than was said, to see that it is too much.
    let mut content = archive.by_index(entry.index)?.take(entry.size + 1);
    let written = io::copy(&mut content, &mut out)?;
    if written != entry.size {
        let message = format!("it is not of the {} bytes that the archive says", entry.size);
        return Err(io::Error::new(io::ErrorKind::InvalidData, message));
    }
    Ok(())
}

/// The directory of the package: the top, or the only directory in it.
fn package(root: &Path) -> PathBuf {
    let is_package = |dir: &Path| [ICPC, POLYGON].iter().any(|file| dir.join(file).is_file());
    if is_package(root) {
        return root.to_owned();
    }
    let below = fs::read_dir(root).into_iter().flatten().flatten().map(|entry| entry.path());
    let below: Vec<_> = below.filter(|dir| is_package(dir)).collect();
    match below.as_slice() {
        [only] => only.clone(),
        _ => root.to_owned(),
    }
}
