//! Where our groups may go on this host.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use cgroups_rs::cgroup::get_cgroups_relative_paths;

use super::{Version, v1};

/// The v2 controllers that we need.
const V2_CONTROLLERS: [&str; 3] = ["cpu", "memory", "pids"];

/// A place for our groups.
#[derive(Clone, Debug)]
pub struct Found {
    /// Which version.
    pub version: Version,
    /// Directories below which our groups are made: one a controller (v1), or one (v2).
    pub parents: Vec<PathBuf>,
}

/// Looks for v1 controllers, which a hybrid host has beside an empty v2 tree, then for v2.
///
/// # Errors
/// What was looked for and not found, in words for the operator.
pub fn find() -> Result<Found, String> {
    let own = get_cgroups_relative_paths()
        .map_err(|e| format!("/proc/self/cgroup can't be read: {e}"))?;
    let first = match find_v1(&own) {
        Ok(found) => return Ok(found),
        Err(why) => why,
    };
    find_v2(&own).map_err(|second| format!("cgroup v1: {first}; cgroup v2: {second}"))
}

fn find_v1(own: &HashMap<String, String>) -> Result<Found, String> {
    let mounts = mounts().map_err(|e| e.to_string())?;
    let mut parents = Vec::new();
    for controller in v1::CONTROLLERS {
        let mount = mounts
            .iter()
            .find(|m| m.kind == "cgroup" && m.options.split(',').any(|o| o == controller))
            .ok_or_else(|| format!("the controller {controller} is not mounted"))?;
        let path = own.get(controller).map_or("/", String::as_str);
        parents.push(visible(mount, path));
    }
    for parent in &parents {
        writable(parent)?;
    }
    Ok(Found { version: Version::V1, parents })
}

fn find_v2(own: &HashMap<String, String>) -> Result<Found, String> {
    let mounts = mounts().map_err(|e| e.to_string())?;
    let mount = mounts.iter().find(|m| m.kind == "cgroup2").ok_or("it is not mounted")?;
    let path = own.get("").map_or("/", String::as_str);
    let group = visible(mount, path);
    let missing = |dir: &Path| -> Vec<&str> {
        let there = fs::read_to_string(dir.join("cgroup.controllers")).unwrap_or_default();
        V2_CONTROLLERS.into_iter().filter(|c| !there.split_whitespace().any(|t| t == *c)).collect()
    };
    let lacking = missing(&group);
    if !lacking.is_empty() {
        return Err(format!("{} lacks the controllers {}", group.display(), lacking.join(", ")));
    }
    writable(&group)?;
    let parent = hand_on(&group, &mount.point).map_err(|e| e.to_string())?;
    Ok(Found { version: Version::V2, parents: vec![parent] })
}

/// A mounted cgroup tree.
struct Mount {
    /// The group that it shows at its top; not `/` in some containers.
    root: PathBuf,
    point: PathBuf,
    /// `cgroup` or `cgroup2`.
    kind: String,
    /// Of a v1 tree, its controllers are among them.
    options: String,
}

/// The cgroup trees of /proc/self/mountinfo (proc_pid_mountinfo(5)).
fn mounts() -> io::Result<Vec<Mount>> {
    let text = fs::read_to_string("/proc/self/mountinfo")?;
    Ok(text
        .lines()
        .filter_map(|line| {
            let (before, after) = line.split_once(" - ")?;
            let mut before = before.split(' ').skip(3);
            let mut after = after.split(' ');
            Some(Mount {
                root: before.next()?.into(),
                point: before.next()?.into(),
                kind: after.next()?.to_owned(),
                options: after.nth(1)?.to_owned(),
            })
        })
        .filter(|mount| mount.kind.starts_with("cgroup"))
        .collect())
}

/// The directory of a group as the mount shows it.
fn visible(mount: &Mount, group: &str) -> PathBuf {
    let below = Path::new(group).strip_prefix(&mount.root).unwrap_or(Path::new(""));
    mount.point.join(below)
}

fn writable(dir: &Path) -> Result<(), String> {
    use nix::unistd::{AccessFlags, access};
    access(dir, AccessFlags::W_OK | AccessFlags::X_OK)
        .map_err(|e| format!("{} is not ours to write: {e}", dir.display()))
}

/// Lets children of `group` have the controllers. The kernel allows that only in a group
/// without processes of its own (the root is exempt), so we move ourselves into a child, as
/// systemd's delegation expects; with neighbours in the group, root takes the top instead.
fn hand_on(group: &Path, mount_point: &Path) -> io::Result<PathBuf> {
    let enable = |dir: &Path| fs::write(dir.join("cgroup.subtree_control"), "+cpu +memory +pids");
    if enable(group).is_ok() {
        return Ok(group.to_owned());
    }
    let procs = fs::read_to_string(group.join("cgroup.procs"))?;
    let me = std::process::id().to_string();
    if procs.lines().all(|pid| pid == me) {
        let supervisor = group.join("minos-supervisor");
        match fs::create_dir(&supervisor) {
            Err(e) if e.kind() != io::ErrorKind::AlreadyExists => return Err(e),
            _ => {}
        }
        fs::write(supervisor.join("cgroup.procs"), &me)?;
        enable(group)?;
        return Ok(group.to_owned());
    }
    enable(mount_point).map_err(|e| {
        io::Error::new(
            e.kind(),
            format!(
                "{} holds other processes, so its controllers can't be handed on, and {} refuses: \
                 {e}; start minos in a group of its own, such as a systemd unit with Delegate=yes",
                group.display(),
                mount_point.display()
            ),
        )
    })?;
    Ok(mount_point.to_owned())
}
