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

/// How deep a tree may be that is copied.
const DEEPEST: usize = 64;

fn enter(dir: impl AsFd, name: &Path) -> io::Result<OwnedFd> {
    let flags = OFlag::O_DIRECTORY | OFlag::O_NOFOLLOW | OFlag::O_RDONLY | OFlag::O_CLOEXEC;
    Ok(openat(dir, name, flags, Mode::empty())?)
}

fn make_dir(dir: &impl AsFd, name: &Path, uid: u32) -> io::Result<OwnedFd> {
    match mkdirat(dir, name, Mode::from_bits_truncate(0o755)) {
        Ok(()) => {
            let made = enter(dir, name)?;
            fchown(&made, Some(uid), Some(uid))?;
            Ok(made)
        }
        Err(Errno::EEXIST) => enter(dir, name),
        Err(e) => Err(e.into()),
    }
}

fn create(dir: &impl AsFd, name: &Path, mode: u32, uid: u32) -> io::Result<File> {
    match unlinkat(dir, name, UnlinkatFlags::NoRemoveDir) {
        Ok(()) | Err(Errno::ENOENT) => {}
        Err(e) => return Err(e.into()),
    }
    let flags = OFlag::O_CREAT | OFlag::O_EXCL | OFlag::O_WRONLY | OFlag::O_CLOEXEC;
    let file = openat(dir, name, flags, Mode::from_bits_truncate(mode))?;
    fchmod(&file, Mode::from_bits_truncate(mode))?;
    fchown(&file, Some(uid), Some(uid))?;
    Ok(File::from(file))
}

/// Writes `content` to `path`, relative to `root`, making parents; what had that name goes.
///
/// # Errors
/// When the path leaves `root`, passes a link, or the file system is full.
pub fn write(
    root: &impl AsFd,
    path: &Path,
    content: OwnedFd,
    executable: bool,
    uid: u32,
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
        dir = make_dir(&dir, parent, uid)?;
    }
    let mut file = create(&dir, name, if executable { 0o755 } else { 0o644 }, uid)?;
    let mut content = File::from(content);
    io::Seek::rewind(&mut content)?;
    io::copy(&mut content, &mut file)?;
    Ok(())
}

/// Copies directories, regular files and links (as links) from an open directory to a path that
/// nothing else uses yet. Other kinds of files are left out.
///
/// # Errors
/// When the copy does not fit, or the tree is too deep.
pub fn copy_tree(from: &File, to: &Path, uid: u32) -> io::Result<()> {
    copy_dir(&from.as_fd().try_clone_to_owned()?, &File::open(to)?.into(), uid, DEEPEST)
}

fn copy_dir(from: &OwnedFd, to: &OwnedFd, uid: u32, depth: usize) -> io::Result<()> {
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
        if kind == SFlag::S_IFDIR {
            copy_dir(&enter(from, name)?, &make_dir(to, name, uid)?, uid, depth - 1)?;
        } else if kind == SFlag::S_IFLNK {
            symlinkat(readlinkat(from, name)?.as_os_str(), to, name)?;
        } else if kind == SFlag::S_IFREG {
            let flags = OFlag::O_RDONLY | OFlag::O_NOFOLLOW | OFlag::O_CLOEXEC;
            let mut source = File::from(openat(from, name, flags, Mode::empty())?);
            io::copy(&mut source, &mut create(to, name, stat.st_mode & 0o755, uid)?)?;
        }
    }
    Ok(())
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
