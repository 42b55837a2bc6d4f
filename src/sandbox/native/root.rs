//! The root file system of a sandbox: the host's programs and libraries, read-only, and as
//! little else as programs can live with.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::protocol::Entry;
use crate::sandbox::Mount;

/// Top-level directories that hold programs and libraries. On most hosts all but /usr are links
/// into it, and are then made again as links.
const SYSTEM: [&str; 7] = ["/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32"];

/// Host files that runtimes need and that tell nothing of the host: link farm of Debian's
/// alternatives, the linker's cache, the time zone.
const ETC: [&str; 3] = ["/etc/alternatives", "/etc/ld.so.cache", "/etc/localtime"];

/// Devices without which programs fail, and that lead nowhere.
const DEVICES: [&str; 5] = ["/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"];

/// Whether the path lies below a top-level directory that is mounted whole.
fn standard(path: &Path) -> bool {
    SYSTEM.iter().any(|top| path.starts_with(top))
}

/// The entries of a root with `mounts` beside the standard ones, and without `hide`.
pub fn plan(mounts: &[Mount], hide: &[PathBuf], rootless: bool) -> Vec<Entry> {
    let mut root = Vec::new();
    for top in SYSTEM.map(PathBuf::from) {
        match fs::symlink_metadata(&top) {
            Ok(meta) if meta.is_symlink() => {
                if let Ok(target) = fs::read_link(&top) {
                    root.push(Entry::Link(top, target));
                }
            }
            Ok(meta) if meta.is_dir() => root.push(Entry::Bind(top.clone(), top)),
            _ => {}
        }
    }
    let id = super::launch::INSIDE_ID;
    let file = |path: &str, text: String| Entry::File(path.into(), text);
    root.push(file(
        "/etc/passwd",
        format!("root:x:0:0::/:/bin/false\nuser:x:{id}:{id}::/tmp:/bin/false\n"),
    ));
    root.push(file("/etc/group", format!("root:x:0:\nuser:x:{id}:\n")));
    root.push(file("/etc/hosts", "127.0.0.1 localhost\n::1 localhost\n".into()));
    root.push(file("/etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n".into()));
    for path in ETC.map(PathBuf::from).into_iter().filter(|path| path.exists()) {
        root.push(Entry::Bind(path.clone(), path));
    }
    for path in DEVICES.map(PathBuf::from).into_iter().filter(|path| path.exists()) {
        root.push(Entry::Device(path.clone(), path));
    }
    let link = |path: &str, target: &str| Entry::Link(path.into(), target.into());
    root.push(link("/dev/fd", "/proc/self/fd"));
    root.push(link("/dev/stdin", "/proc/self/fd/0"));
    root.push(link("/dev/stdout", "/proc/self/fd/1"));
    root.push(link("/dev/stderr", "/proc/self/fd/2"));
    // POSIX shared memory and semaphores live in the run's own scratch.
    root.push(link("/dev/shm", "/tmp"));
    root.push(link("/var/tmp", "/tmp"));
    for dir in ["/box", "/tmp", "/proc"] {
        root.push(Entry::Dir(dir.into()));
    }
    if rootless {
        // The kernel lets a user namespace mount a fresh /proc only where it sees a whole one;
        // each run covers it with its own.
        root.push(Entry::Raw("/proc".into(), "/proc".into()));
    }
    for Mount { host, inside } in mounts {
        if host.exists() && !standard(inside) {
            root.push(Entry::Bind(host.clone(), inside.clone()));
        }
    }
    // They may be named by relative paths, and through links.
    let hide = hide.iter().filter_map(|path| path.canonicalize().ok());
    root.extend(hide.filter(|path| standard(path) && path.is_dir()).map(Entry::Hide));
    root
}
