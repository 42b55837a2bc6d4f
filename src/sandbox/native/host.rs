//! What this host allows.

use std::{fs, path::PathBuf, time::Duration};

use super::{
    Native, Options,
    cgroup::{self, Version},
};
use crate::sandbox::{Command, End, Input, Limits, Provider, Stream, Workdir};

/// The kind of isolation that is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    /// Without root: programs run as the server's own user in a user namespace.
    pub rootless: bool,
    /// Control groups; `None` is degraded.
    pub cgroups: Option<Version>,
}

/// Whether this process is not root.
#[must_use]
pub fn rootless() -> bool {
    !nix::unistd::geteuid().is_root()
}

/// How well something is provided for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Health {
    /// As it should be.
    Ok,
    /// Works, but weaker.
    Degraded,
    /// Not there, and needed.
    Missing,
}

/// One thing that was looked at.
#[derive(Clone, Debug)]
pub struct Check {
    /// What.
    pub name: &'static str,
    /// How well.
    pub health: Health,
    /// What was seen.
    pub detail: String,
    /// What to do about it, if anything.
    pub hint: Option<String>,
}

impl Check {
    fn ok(name: &'static str, detail: impl Into<String>) -> Self {
        Self { name, health: Health::Ok, detail: detail.into(), hint: None }
    }

    fn bad(name: &'static str, health: Health, detail: impl Into<String>, hint: &str) -> Self {
        Self { name, health, detail: detail.into(), hint: Some(hint.into()) }
    }
}

/// Looks at everything that the native sandbox needs, and tries it.
#[must_use]
pub fn examine(options: &Options) -> Vec<Check> {
    vec![privileges(), namespaces(), control_groups(), seccomp(), trial(options)]
}

fn privileges() -> Check {
    if rootless() {
        Check::bad(
            "privileges",
            Health::Degraded,
            "not root: programs run as this user, inside a user namespace",
            "run minos as root, or in a systemd unit with Delegate=yes, so that each sandbox gets a \
             user of its own",
        )
    } else {
        Check::ok("privileges", "root: each sandbox gets a user of its own")
    }
}

fn namespaces() -> Check {
    let wanted = ["user", "pid", "mnt", "net", "ipc", "uts", "cgroup"];
    let missing: Vec<_> = wanted
        .into_iter()
        .filter(|name| !PathBuf::from(format!("/proc/self/ns/{name}")).exists())
        .collect();
    let allowed = |file: &str| {
        fs::read_to_string(format!("/proc/sys/user/max_{file}_namespaces"))
            .map_or(1, |text| text.trim().parse().unwrap_or(1))
            > 0
    };
    if !missing.is_empty() {
        return Check::bad(
            "namespaces",
            Health::Missing,
            format!("this kernel lacks {}", missing.join(", ")),
            "use a kernel with all namespaces, as every distribution's is",
        );
    }
    if let Some(kind) = wanted.into_iter().find(|kind| !allowed(kind)) {
        return Check::bad(
            "namespaces",
            Health::Missing,
            format!("{kind} namespaces are switched off"),
            "sysctl user.max_user_namespaces=65536 (and the like for the other kinds)",
        );
    }
    Check::ok("namespaces", wanted.join(", "))
}

fn control_groups() -> Check {
    match cgroup::find() {
        Ok(found) => {
            let paths: Vec<_> = found.parents.iter().map(|p| p.display().to_string()).collect();
            let version = match found.version {
                Version::V1 => "v1",
                Version::V2 => "v2",
            };
            Check::ok("cgroups", format!("{version}: {}", paths.join(" ")))
        }
        Err(why) => Check::bad(
            "cgroups",
            Health::Missing,
            why.to_string(),
            "start minos as root, or in a systemd unit with Delegate=yes; `serve` refuses to start \
             without",
        ),
    }
}

fn seccomp() -> Check {
    let actions = fs::read_to_string("/proc/sys/kernel/seccomp/actions_avail").unwrap_or_default();
    if actions.split_whitespace().any(|action| action == "kill_process") {
        Check::ok("seccomp", format!("filters, with the actions {}", actions.trim()))
    } else {
        Check::bad(
            "seccomp",
            Health::Missing,
            "this kernel has no seccomp filters that can kill a process",
            "use a kernel of 4.14 or later with CONFIG_SECCOMP_FILTER",
        )
    }
}

/// Runs a program for real.
fn trial(options: &Options) -> Check {
    let command = Command {
        argv: vec!["true".into()],
        env: Vec::new(),
        cwd: "/box".into(),
        workdir: Workdir::Frozen,
        files: Vec::new(),
        collect: None,
        stdin: Input::Empty,
        stdout: Stream::Null,
        stderr: Stream::Null,
        limits: Limits {
            cpu: Duration::from_secs(5),
            wall: Duration::from_secs(10),
            memory: 64 << 20,
            output: 1 << 20,
            processes: 4,
        },
        policy: "default".into(),
        cpus: Vec::new(),
    };
    let run = || {
        // Control groups have a check of their own; this one is about all the rest.
        let native = Native::new(Options { spare: 0, allow_degraded: true, ..options.clone() })?;
        let outcome = native.open(&[])?.run(command)?;
        Ok::<_, crate::sandbox::Error>(outcome)
    };
    match run() {
        Ok(outcome) if outcome.end == End::Exited(0) => {
            Check::ok("trial run", format!("`true` ran in {:.1?} of wall time", outcome.usage.wall))
        }
        Ok(outcome) => Check::bad(
            "trial run",
            Health::Missing,
            format!("`true` ended with {:?}", outcome.end),
            "look for an antivirus or security module that stops programs in namespaces",
        ),
        Err(error) => Check::bad(
            "trial run",
            Health::Missing,
            error.to_string(),
            error.hint.as_deref().unwrap_or("the failing step names what the host refuses"),
        ),
    }
}
