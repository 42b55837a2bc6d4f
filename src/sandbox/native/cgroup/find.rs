//! Where our groups may go on this host: first a look that changes nothing, then what has to be
//! done so that groups can be made there.

use std::{
    collections::HashMap,
    fs, io,
    path::{Path, PathBuf},
};

use cgroups_rs::cgroup::get_cgroups_relative_paths;
use nix::{
    errno::Errno,
    unistd::{AccessFlags, access},
};

use super::{Version, named, v1};

#[cfg(test)]
mod tests;

/// The v2 controllers that we need.
const V2_CONTROLLERS: [&str; 3] = ["cpu", "memory", "pids"];

/// The v2 group into which the processes move that were in the way of its neighbours.
const SUPERVISOR: &str = "minos-supervisor";

/// A place for our groups.
#[derive(Clone, Debug)]
pub struct Found {
    /// Which version.
    pub version: Version,
    /// Directories below which our groups are made: one a controller (v1), or one (v2).
    pub parents: Vec<PathBuf>,
}

/// What stands in the way of groups of ours.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// v1 has some controllers, but not these: they are switched off, or given to v2.
    NotInV1(Vec<&'static str>),
    /// The mounts show other groups than ours, as in a container that got the host's.
    NotShown {
        /// Where one of the trees is mounted.
        mount: PathBuf,
        /// Our group, as /proc/self/cgroup names it.
        group: String,
    },
    /// The cgroup file system is mounted read-only.
    ReadOnly(PathBuf),
    /// The group belongs to somebody else.
    NotOurs(PathBuf),
    /// The v2 group lacks controllers.
    Lacks {
        /// Its directory.
        group: PathBuf,
        /// Which.
        controllers: Vec<&'static str>,
        /// Whether the whole tree lacks one of them too.
        top: bool,
    },
    /// Other processes share our v2 group, and its controllers can't be handed on for them.
    Shared(PathBuf),
    /// Reading or writing failed.
    Failed(String),
}

impl std::fmt::Display for Obstacle {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::NotInV1(controllers) => {
                write!(f, "the controllers {} are not mounted", controllers.join(", "))
            }
            Self::NotShown { mount, group } => {
                write!(f, "{} does not show our group {group}", mount.display())
            }
            Self::ReadOnly(path) => write!(f, "{} is mounted read-only", path.display()),
            Self::NotOurs(path) => write!(f, "{} is not ours to write", path.display()),
            Self::Lacks { group, controllers, .. } => {
                write!(f, "{} lacks the controllers {}", group.display(), controllers.join(", "))
            }
            Self::Shared(path) => write!(
                f,
                "{} holds other processes, so its controllers can't be handed on",
                path.display()
            ),
            Self::Failed(why) => f.write_str(why),
        }
    }
}

/// Why there is no place for our groups, by version; a version that the host has no controllers
/// of has no say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Obstacles {
    /// cgroup v1.
    pub v1: Option<Obstacle>,
    /// cgroup v2.
    pub v2: Option<Obstacle>,
}

impl std::fmt::Display for Obstacles {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.v1, &self.v2) {
            (None, None) => f.write_str("no cgroup controllers are mounted"),
            (Some(why), None) => write!(f, "cgroup v1: {why}"),
            (None, Some(why)) => write!(f, "cgroup v2: {why}"),
            (Some(one), Some(two)) => write!(f, "cgroup v1: {one}; cgroup v2: {two}"),
        }
    }
}

/// Looks for v1 controllers, which a hybrid host has beside an empty v2 tree, then for v2, and
/// makes ready what it finds.
///
/// # Errors
/// What was looked for and not found.
pub fn find() -> Result<Found, Obstacles> {
    let host = Host::this().map_err(|e| Obstacles {
        v2: Some(Obstacle::Failed(e.to_string())),
        ..Obstacles::default()
    })?;
    let plan = host.look()?;
    plan.carry_out().map_err(|e| Obstacles {
        v2: Some(Obstacle::Failed(e.to_string())),
        ..Obstacles::default()
    })
}

/// Where to go, and what has to be done there first.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Plan {
    version: Version,
    parents: Vec<PathBuf>,
    way: Way,
}

/// How children of a group get its controllers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// They have them.
    Ready,
    /// The group hands them on when told to.
    HandOn,
    /// The kernel lets a v2 group hand controllers on only when it has no processes of its own
    /// (the root of the tree is exempt): they move into a child first, as systemd's delegation
    /// expects.
    MoveAside,
}

impl Plan {
    fn carry_out(self) -> io::Result<Found> {
        if let Some(group) = self.parents.first() {
            match self.way {
                Way::Ready => {}
                Way::HandOn => hand_on(group)?,
                Way::MoveAside => move_aside(group)?,
            }
        }
        Ok(Found { version: self.version, parents: self.parents })
    }
}

fn hand_on(group: &Path) -> io::Result<()> {
    let path = group.join("cgroup.subtree_control");
    fs::write(&path, "+cpu +memory +pids").map_err(|e| named(&path, &e))
}

/// Moves all processes of a group into a child of it. New ones may appear meanwhile.
fn move_aside(group: &Path) -> io::Result<()> {
    let aside = group.join(SUPERVISOR);
    match fs::create_dir(&aside) {
        Err(e) if e.kind() != io::ErrorKind::AlreadyExists => return Err(named(&aside, &e)),
        _ => {}
    }
    let mut result = Ok(());
    for _ in 0..10 {
        for pid in processes(group)? {
            match fs::write(aside.join("cgroup.procs"), &pid) {
                // It ended while we looked.
                Err(e) if e.raw_os_error() == Some(libc::ESRCH) => {}
                Err(e) => return Err(named(&aside, &e)),
                Ok(()) => {}
            }
        }
        result = hand_on(group);
        if result.is_ok() {
            break;
        }
    }
    result
}

/// The pids in a v2 group; 0 stands for a process of another pid namespace.
fn processes(group: &Path) -> io::Result<Vec<String>> {
    let path = group.join("cgroup.procs");
    let text = fs::read_to_string(&path).map_err(|e| named(&path, &e))?;
    Ok(text.lines().map(str::to_owned).collect())
}

/// What a host shows of its groups.
struct Host {
    /// Where its file system begins.
    root: PathBuf,
    /// Our own v1 groups, by controller.
    v1: HashMap<String, String>,
    /// Our own v2 group.
    v2: Option<String>,
    /// Our pid.
    pid: u32,
    /// Whether we are root.
    privileged: bool,
    /// access(2) for writing.
    writable: fn(&Path) -> nix::Result<()>,
}

impl Host {
    /// The one that we run on.
    fn this() -> io::Result<Self> {
        let v1 = get_cgroups_relative_paths().map_err(io::Error::other)?;
        // Read here as well, for the library leaves out paths with a colon, as systemd's may be.
        let own = fs::read_to_string("/proc/self/cgroup")?;
        Ok(Self {
            root: "/".into(),
            v1,
            v2: own.lines().find_map(|line| line.strip_prefix("0::")).map(str::to_owned),
            pid: std::process::id(),
            privileged: !super::super::rootless(),
            writable: |path| access(path, AccessFlags::W_OK),
        })
    }

    fn look(&self) -> Result<Plan, Obstacles> {
        let mounts = match self.mounts() {
            Ok(mounts) => mounts,
            Err(e) => {
                let failed = Obstacle::Failed(format!("/proc/self/mountinfo: {e}"));
                return Err(Obstacles { v2: Some(failed), ..Obstacles::default() });
            }
        };
        let v1 = match self.look_at_v1(&mounts) {
            Ok(plan) => return Ok(plan),
            Err(why) => why,
        };
        self.look_at_v2(&mounts).map_err(|v2| Obstacles { v1, v2 })
    }

    /// `Err(None)` when there is no v1 controller at all; so in [`Host::look_at_v2`].
    fn look_at_v1(&self, mounts: &[Mount]) -> Result<Plan, Option<Obstacle>> {
        let mut missing = Vec::new();
        let mut parents = Vec::new();
        for controller in v1::CONTROLLERS {
            let of_it =
                |m: &&Mount| m.kind == "cgroup" && m.options.split(',').any(|o| o == controller);
            let mounts: Vec<_> = mounts.iter().filter(of_it).collect();
            if mounts.is_empty() {
                missing.push(controller);
                continue;
            }
            let own = self.v1.get(controller).map_or("/", String::as_str);
            parents.push(self.shown(&mounts, own)?.0);
        }
        match missing.len() {
            0 => {}
            all if all == v1::CONTROLLERS.len() => return Err(None),
            _ => return Err(Some(Obstacle::NotInV1(missing))),
        }
        for parent in &parents {
            self.must_be_ours(parent)?;
        }
        Ok(Plan { version: Version::V1, parents, way: Way::Ready })
    }

    fn look_at_v2(&self, mounts: &[Mount]) -> Result<Plan, Option<Obstacle>> {
        let mounts: Vec<_> = mounts.iter().filter(|m| m.kind == "cgroup2").collect();
        if mounts.is_empty() {
            return Err(None);
        }
        let own = self.v2.as_deref().unwrap_or("/");
        let (mut group, top) = self.shown(&mounts, own)?;
        if lacking(&top).len() == V2_CONTROLLERS.len() && lacking(&group) == lacking(&top) {
            return Err(None); // a hybrid host's, for systemd's own use
        }
        // Moved there before, or started by a process that was.
        if group.ends_with(SUPERVISOR) {
            group.pop();
        }
        let way = self.way(&group, &top);
        let (group, way) = match way {
            // Not the first choice, as systemd does not expect it, but ours as root.
            Err(_) if self.privileged && group != top => {
                let way = self.way(&top, &top);
                (top, way)
            }
            way => (group, way),
        };
        Ok(Plan { version: Version::V2, parents: vec![group], way: way? })
    }

    /// How the children of a v2 group get its controllers.
    fn way(&self, group: &Path, top: &Path) -> Result<Way, Obstacle> {
        let controllers = lacking(group);
        if !controllers.is_empty() {
            let top = controllers.iter().any(|c| lacking(top).contains(c));
            return Err(Obstacle::Lacks { group: group.into(), controllers, top });
        }
        self.must_be_ours(group)?;
        self.must_be_ours(&group.join("cgroup.procs"))?;
        let handed_on = words(&group.join("cgroup.subtree_control"));
        if V2_CONTROLLERS.iter().all(|c| handed_on.iter().any(|word| word == c)) {
            return Ok(Way::Ready);
        }
        self.must_be_ours(&group.join("cgroup.subtree_control"))?;
        // The root of the whole tree has no such file, and may have processes; the top that a
        // container sees has one.
        if !group.join("cgroup.type").exists() {
            return Ok(Way::HandOn);
        }
        let processes = processes(group).map_err(|e| Obstacle::Failed(e.to_string()))?;
        let me = self.pid.to_string();
        let alone = processes.iter().all(|pid| *pid == me);
        // What was delegated to a user, or to a container, is theirs alone, and so are all the
        // processes there. Of root's other groups we do not know.
        let all_of_us = !self.privileged || group == top;
        let seen = processes.iter().all(|pid| pid != "0");
        if alone || (all_of_us && seen) {
            Ok(Way::MoveAside)
        } else {
            Err(Obstacle::Shared(group.into()))
        }
    }

    fn must_be_ours(&self, path: &Path) -> Result<(), Obstacle> {
        (self.writable)(path).map_err(|e| match e {
            Errno::EROFS => Obstacle::ReadOnly(path.into()),
            Errno::EACCES | Errno::EPERM => Obstacle::NotOurs(path.into()),
            e => Obstacle::Failed(format!("{}: {e}", path.display())),
        })
    }

    /// The directory of our group in the first of the mounts that shows it, and that mount's top.
    fn shown(&self, mounts: &[&Mount], group: &str) -> Result<(PathBuf, PathBuf), Obstacle> {
        let below = |path: &Path| self.root.join(path.strip_prefix("/").unwrap_or(path));
        for mount in mounts {
            if let Ok(rest) = Path::new(group).strip_prefix(&mount.root) {
                let top = below(&mount.point);
                // Joining nothing would end the path with a slash.
                let group = if rest.as_os_str().is_empty() { top.clone() } else { top.join(rest) };
                if group.is_dir() {
                    return Ok((group, top));
                }
            }
        }
        let mount = mounts.first().map(|mount| mount.point.clone()).unwrap_or_default();
        Err(Obstacle::NotShown { mount, group: group.to_owned() })
    }

    /// The cgroup trees of /proc/self/mountinfo (proc_pid_mountinfo(5)).
    fn mounts(&self) -> io::Result<Vec<Mount>> {
        let text = fs::read_to_string(self.root.join("proc/self/mountinfo"))?;
        Ok(text.lines().filter_map(Mount::parse).collect())
    }
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

impl Mount {
    fn parse(line: &str) -> Option<Self> {
        let (before, after) = line.split_once(" - ")?;
        let mut before = before.split(' ').skip(3);
        let mut after = after.split(' ');
        let mount = Self {
            root: unescape(before.next()?),
            point: unescape(before.next()?),
            kind: after.next()?.to_owned(),
            options: after.nth(1)?.to_owned(),
        };
        mount.kind.starts_with("cgroup").then_some(mount)
    }
}

/// mountinfo writes a space in a path as `\040`; the other characters that it writes so have no
/// place in the paths of groups.
fn unescape(path: &str) -> PathBuf {
    path.replace("\\040", " ").into()
}

/// The v2 controllers that a group lacks.
fn lacking(group: &Path) -> Vec<&'static str> {
    let there = words(&group.join("cgroup.controllers"));
    V2_CONTROLLERS.into_iter().filter(|c| !there.iter().any(|word| word == c)).collect()
}

fn words(file: &Path) -> Vec<String> {
    let text = fs::read_to_string(file).unwrap_or_default();
    text.split_whitespace().map(str::to_owned).collect()
}
