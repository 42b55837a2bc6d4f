//! What this host allows, what is weaker in it, and what makes it better.

mod advice;

use std::{fmt, fs, path::PathBuf, sync::LazyLock, time::Duration};

use self::advice::Facts;
use super::{
    Native, Options,
    cgroup::{self, Found, Obstacles, Version},
};
use crate::sandbox::{Command, End, Input, Limits, Priority, Provider, Stream, Workdir};

/// The kind of isolation that is in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mode {
    /// Without root: programs run as the server's own user in a user namespace.
    pub rootless: bool,
    /// Control groups; `None` is degraded.
    pub cgroups: Option<Version>,
}

impl fmt::Display for Mode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let who = if self.rootless { "without root" } else { "root" };
        match self.cgroups {
            Some(version) if self.rootless => write!(
                f,
                "{who}, {version}: every limit holds; programs run as the server's own user, behind \
                 a user namespace"
            ),
            Some(version) => write!(f, "{who}, {version}: full isolation"),
            None => write!(
                f,
                "{who}, no control groups: degraded. Memory is limited for each process and not \
                 for all of a run, and CPU time by the second; `serve` refuses by default"
            ),
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V1 => "cgroup v1",
            Self::V2 => "cgroup v2",
        })
    }
}

/// `CAP_SYS_ADMIN` in the masks of capabilities(7).
const SYS_ADMIN: u64 = 1 << 21;

/// Whether this process is not root, or a root that may not make namespaces, as that of most
/// containers.
#[must_use]
pub fn rootless() -> bool {
    static MAY: LazyLock<bool> = LazyLock::new(|| {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("CapEff:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok())
            .is_none_or(|mask| mask & SYS_ADMIN != 0)
    });
    !(nix::unistd::geteuid().is_root() && *MAY)
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

    fn bad(
        name: &'static str,
        health: Health,
        detail: impl Into<String>,
        hint: impl Into<String>,
    ) -> Self {
        Self { name, health, detail: detail.into(), hint: Some(hint.into()) }
    }
}

/// Looks at everything that the native sandbox needs, and tries it.
#[must_use]
pub fn examine(options: &Options) -> (Mode, Vec<Check>) {
    let facts = Facts::gather();
    let found = cgroup::find();
    let mode =
        Mode { rootless: facts.rootless, cgroups: found.as_ref().ok().map(|found| found.version) };
    let trial = trial(options, &facts);
    let checks = vec![
        privileges(&facts),
        namespaces(&facts, trial.health == Health::Ok),
        control_groups(&found, &facts),
        swap(&found),
        seccomp(),
        trial,
    ];
    (mode, checks)
}

fn privileges(facts: &Facts) -> Check {
    if facts.rootless {
        Check::bad(
            "privileges",
            Health::Degraded,
            "not root: all programs run as this user, told apart by namespaces alone",
            "run minos as root, so that each sandbox gets a user of its own",
        )
    } else {
        Check::ok("privileges", "root: each sandbox gets a user of its own")
    }
}

/// The namespaces that a sandbox is made of, as /proc/self/ns and /proc/sys/user name them.
const NAMESPACES: [&str; 7] = ["user", "pid", "mnt", "net", "ipc", "uts", "cgroup"];

fn namespaces(facts: &Facts, works: bool) -> Check {
    let missing: Vec<_> = NAMESPACES
        .into_iter()
        .filter(|name| !PathBuf::from(format!("/proc/self/ns/{name}")).exists())
        .collect();
    if !missing.is_empty() {
        return Check::bad(
            "namespaces",
            Health::Missing,
            format!("this kernel lacks {}", missing.join(", ")),
            "use a kernel with all namespaces, as every distribution's is",
        );
    }
    match facts.refusal() {
        Some((why, command)) if !works => Check::bad("namespaces", Health::Missing, why, command),
        _ => Check::ok("namespaces", NAMESPACES.join(", ")),
    }
}

fn control_groups(found: &Result<Found, Obstacles>, facts: &Facts) -> Check {
    match found {
        Ok(found) => {
            let paths: Vec<_> = found.parents.iter().map(|p| p.display().to_string()).collect();
            let detail = format!("{}: {}", found.version, paths.join(" "));
            Check { hint: facts.advice(found.version), ..Check::ok("cgroups", detail) }
        }
        Err(why) => Check::bad("cgroups", Health::Missing, why.to_string(), facts.remedy(why)),
    }
}

/// A program whose memory may go to swap uncounted has more than its limit, and takes the time of
/// others.
fn swap(found: &Result<Found, Obstacles>) -> Check {
    let swaps = fs::read_to_string("/proc/swaps").unwrap_or_default();
    if swaps.lines().count() < 2 {
        return Check::ok("swap", "none");
    }
    let counted = match found {
        Ok(Found { version: Version::V1, parents }) => {
            parents.iter().any(|dir| dir.join("memory.memsw.limit_in_bytes").exists())
        }
        Ok(_) => !fs::read_to_string("/proc/cmdline").unwrap_or_default().contains("swapaccount=0"),
        // Limits of address space do not ask where the memory is.
        Err(_) => true,
    };
    if counted {
        return Check::ok("swap", "on, and counted in programs' memory");
    }
    Check::bad(
        "swap",
        Health::Degraded,
        "on, and not counted in programs' memory",
        "swapoff -a, or boot with the kernel parameter swapaccount=1",
    )
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
fn trial(options: &Options, facts: &Facts) -> Check {
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
        priority: Priority::Normal,
        stop: None,
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
        Err(error) => {
            let hint = match facts.refusal() {
                Some((_, command)) => command,
                None => "the failing step names what the host refuses; in a container, allow what \
                         its seccomp and AppArmor profiles take away"
                    .into(),
            };
            Check::bad("trial run", Health::Missing, error.to_string(), hint)
        }
    }
}
