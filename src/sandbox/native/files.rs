//! File work of the privileged side in places where a program may have been before: every step
//! is relative to an open directory and follows no link, and only regular files are opened.

use std::{
    fs::File,
    io,
    os::{
        fd::{AsFd, OwnedFd},
        unix::fs::{OpenOptionsExt, fchown},
    },
    path::{Component, Path},
};

use nix::{
    dir::Dir,
    errno::Errno,
    fcntl::{AtFlags, OFlag, openat, readlinkat},
    sys::stat::{FchmodatFlags, Mode, SFlag, fchmod, fchmodat, fstat, fstatat, mkdirat},
    unistd::{UnlinkatFlags, symlinkat, unlinkat},
};

use super::protocol::FileMeta;

/// How deep a tree may be that is copied.
const DEEPEST: usize = 64;

/// Most bytes of the paths of a tree that is given away: they travel in one packet.
const LONGEST_PATHS: usize = 16 << 10;

fn enter(dir: impl AsFd, name: &Path) -> io::Result<OwnedFd> {
    let flags = OFlag::O_DIRECTORY | OFlag::O_NOFOLLOW | OFlag::O_RDONLY | OFlag::O_CLOEXEC;
    Ok(openat(dir, name, flags, Mode::empty())?)
}

fn make_dir(dir: &impl AsFd, name: &Path, owner: Option<u32>) -> io::Result<OwnedFd> {
    match mkdirat(dir, name, Mode::from_bits_truncate(0o755)) {
        Ok(()) => {
            let made = enter(dir, name)?;
            own(&made, owner)?;
            Ok(made)
        }
        Err(Errno::EEXIST) => enter(dir, name),
        Err(e) => Err(e.into()),
    }
}

/// Gives a file to `owner`; without one it stays the creator's.
fn own(file: &impl AsFd, owner: Option<u32>) -> io::Result<()> {
    match owner {
        Some(uid) => fchown(file, Some(uid), Some(uid)),
        None => Ok(()),
    }
}

fn create(dir: &impl AsFd, name: &Path, mode: u32, owner: Option<u32>) -> io::Result<File> {
    match unlinkat(dir, name, UnlinkatFlags::NoRemoveDir) {
        Ok(()) | Err(Errno::ENOENT) => {}
        Err(e) => return Err(e.into()),
    }
    let flags = OFlag::O_CREAT | OFlag::O_EXCL | OFlag::O_WRONLY | OFlag::O_CLOEXEC;
    let file = openat(dir, name, flags, Mode::from_bits_truncate(mode))?;
    fchmod(&file, Mode::from_bits_truncate(mode))?;
    own(&file, owner)?;
    Ok(File::from(file))
}

/// Writes `content` to `path`, relative to `root`, making parents; what had that name goes. What
/// is made belongs to `owner`, or without one to the writer.
///
/// # Errors
/// When the path leaves `root`, passes a link, or the file system is full.
pub fn write(
    root: &impl AsFd,
    path: &Path,
    content: OwnedFd,
    executable: bool,
    owner: Option<u32>,
) -> io::Result<()> {
    let bad = || io::Error::new(io::ErrorKind::InvalidInput, "not a plain relative path");
    let mut names = Vec::new();
    for part in path.components() {
        match part {
            Component::Normal(name) => names.push(Path::new(name)),
            _ => return Err(bad()),
        }
    }
    let (name, parents) = names.split_last().ok_or_else(bad)?;
    let mut dir = root.as_fd().try_clone_to_owned()?;
    for parent in parents {
        dir = make_dir(&dir, parent, owner)?;
    }
    let mut file = create(&dir, name, if executable { 0o755 } else { 0o644 }, owner)?;
    let mut content = File::from(content);
    io::Seek::rewind(&mut content)?;
    io::copy(&mut content, &mut file)?;
    Ok(())
}

/// Copies directories, regular files and links (as links) from an open directory to a path that
/// nothing else uses yet. Other kinds of files are left out, and what may not be read.
///
/// # Errors
/// When the copy does not fit, or the tree is too deep.
pub fn copy_tree(from: &File, to: &Path) -> io::Result<()> {
    copy_dir(&from.as_fd().try_clone_to_owned()?, &File::open(to)?.into(), DEEPEST)
}

fn copy_dir(from: &OwnedFd, to: &OwnedFd, depth: usize) -> io::Result<()> {
    if depth == 0 {
        return Err(io::Error::other(format!("directories are nested deeper than {DEEPEST}")));
    }
    for entry in Dir::from_fd(enter(from, Path::new("."))?)?.iter() {
        let entry = entry?;
        let name = Path::new(std::ffi::OsStr::new(match entry.file_name().to_str() {
            Ok("." | "..") | Err(_) => continue,
            Ok(name) => name,
        }));
        let stat = fstatat(from, name, AtFlags::AT_SYMLINK_NOFOLLOW)?;
        let kind = SFlag::from_bits_truncate(stat.st_mode & SFlag::S_IFMT.bits());
        let copied = if kind == SFlag::S_IFDIR {
            let made = make_dir(to, name, None)?;
            enter(from, name).and_then(|dir| copy_dir(&dir, &made, depth - 1))
        } else if kind == SFlag::S_IFLNK {
            Ok(symlinkat(readlinkat(from, name)?.as_os_str(), to, name)?)
        } else if kind == SFlag::S_IFREG {
            let flags = OFlag::O_RDONLY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
            openat(from, name, flags, Mode::empty()).map_err(io::Error::from).and_then(|source| {
                let mut copy = create(to, name, stat.st_mode & 0o755, None)?;
                io::copy(&mut File::from(source), &mut copy).map(drop)
            })
        } else {
            Ok(())
        };
        match copied {
            Err(e) if e.kind() == io::ErrorKind::PermissionDenied => {}
            other => other?,
        }
    }
    Ok(())
}

/// Opens every file of a tree, by its path; `None` when there are more than `most_files` or
/// `most_bytes`, or anything that another tree could not hold just so: a link, a pipe, an empty
/// directory, a name that is no text, a mode that forbids reading.
///
/// # Errors
/// When the tree can't be read.
pub fn gather(
    root: &File,
    most_files: usize,
    most_bytes: u64,
) -> io::Result<Option<Vec<(FileMeta, File)>>> {
    let mut tree = Tree { found: Vec::new(), most_files, bytes_left: most_bytes, path_bytes: 0 };
    let whole = tree.enter(&root.as_fd().try_clone_to_owned()?, "", DEEPEST)?;
    Ok(whole.then_some(tree.found))
}

struct Tree {
    found: Vec<(FileMeta, File)>,
    most_files: usize,
    bytes_left: u64,
    path_bytes: usize,
}

impl Tree {
    /// Whether everything below `dir` is such as can be given.
    fn enter(&mut self, dir: &OwnedFd, path: &str, depth: usize) -> io::Result<bool> {
        if depth == 0 {
            return Ok(false);
        }
        let mut is_empty = true;
        for entry in Dir::from_fd(enter(dir, Path::new("."))?)?.iter() {
            let entry = entry?;
            let Ok(name) = entry.file_name().to_str() else { return Ok(false) };
            if matches!(name, "." | "..") {
                continue;
            }
            is_empty = false;
            let within = format!("{path}{name}");
            let stat = fstatat(dir, name, AtFlags::AT_SYMLINK_NOFOLLOW)?;
            let kind = SFlag::from_bits_truncate(stat.st_mode & SFlag::S_IFMT.bits());
            let fits = if kind == SFlag::S_IFDIR && stat.st_mode & 0o500 == 0o500 {
                let inner = enter(dir, Path::new(name))?;
                self.enter(&inner, &format!("{within}/"), depth - 1)?
            } else if kind == SFlag::S_IFREG && stat.st_mode & 0o400 != 0 {
                let flags = OFlag::O_RDONLY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
                let file = File::from(openat(dir, name, flags, Mode::empty())?);
                let size = u64::try_from(stat.st_size).unwrap_or(u64::MAX);
                let left = self.bytes_left.checked_sub(size);
                self.bytes_left = left.unwrap_or(0);
                let executable = stat.st_mode & 0o100 != 0;
                self.path_bytes += within.len();
                self.found.push((FileMeta { path: within, executable }, file));
                left.is_some()
                    && self.found.len() <= self.most_files
                    && self.path_bytes <= LONGEST_PATHS
            } else {
                false
            };
            if !fits {
                return Ok(false);
            }
        }
        Ok(!is_empty || path.is_empty())
    }
}

/// Opens a file for reading if it is a regular one; a link, pipe or device is `None`.
///
/// # Errors
/// When it can't be read.
pub fn open_regular(path: &Path) -> io::Result<Option<File>> {
    let flags = OFlag::O_NOFOLLOW | OFlag::O_NONBLOCK | OFlag::O_CLOEXEC;
    let file = match File::options().read(true).custom_flags(flags.bits()).open(path) {
        Ok(file) => file,
        Err(e) if e.raw_os_error() == Some(libc::ELOOP) => return Ok(None),
        Err(e) => return Err(e),
    };
    let stat = fstat(&file)?;
    Ok((stat.st_mode & SFlag::S_IFMT.bits() == SFlag::S_IFREG.bits()).then_some(file))
}

/// Gives everybody the right to read and enter what the program left in its directory, so that
/// later runs (of the same user, but read-only) work whatever umask it set.
///
/// # Errors
/// When the mode can't be changed.
pub fn open_up(dir: &impl AsFd) -> io::Result<()> {
    fchmodat(dir, Path::new("."), Mode::from_bits_truncate(0o755), FchmodatFlags::FollowSymlink)?;
    Ok(())
}
