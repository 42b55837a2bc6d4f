//! The native sandbox: namespaces, seccomp and cgroups, nothing installed, no daemon.
//!
//! Theory of operation. The server executes itself again as `minos sandbox-init` ([`init`]), which
//! leaves the host and builds the root of its sandboxes; it is copied into a [`place`] for each
//! sandbox, ahead of time ([`pool`]), so the server itself is never forked. In a place each run
//! gets a control group ([`cgroup`], made ahead too by [`stock`], as large [`inputs`] are) and a [`reaper`], pid 1 of a
//! fresh pid namespace, which [`launch`]es the program and buries it. The process that becomes the
//! program is prepared as far as it can be before the run is asked for, and waits for it. All
//! speak [`protocol`]. Whatever dies, the kernel removes the rest: the init and the places end
//! with their channels to the server, a reaper with its place, the programs with their reaper.

pub mod cgroup;
mod ending;
mod files;
mod host;
pub mod init;
mod inputs;
mod launch;
#[cfg(test)]
#[path = "../../../tests/it/mangle.rs"]
mod mangle;
mod place;
mod pool;
mod protocol;
mod reaper;
mod root;
mod run;
mod seccomp;
mod stock;
mod streams;
mod sys;
mod zygote;

use std::{
    path::PathBuf,
    sync::{Arc, atomic::AtomicU32},
};

pub use host::{Check, Health, Mode, examine, rootless};

use self::{cgroup::Groups, inputs::Inputs, pool::Pool, seccomp::Filters};
use super::{Error, Mount, Provider, Sandbox};

/// How the native sandbox is set up.
#[derive(Clone, Debug)]
pub struct Options {
    /// The `minos` binary, executed as `sandbox-init`.
    pub init: PathBuf,
    /// Size of `/box`, and of each run's `/tmp`, bytes. Both count as the run's memory too.
    pub scratch_bytes: u64,
    /// Files and directories in each.
    pub scratch_inodes: u64,
    /// CPUs that one run may keep busy at once.
    pub cpus_per_run: f64,
    /// First of the 4,096 host user ids that programs run as; nobody else may have them. Without
    /// root programs run as the server's own user.
    pub first_uid: u32,
    /// Sandboxes kept ready ahead of time.
    pub spare: usize,
    /// Host directories that no program may see even if they lie below /usr: data and problems.
    pub hide: Vec<PathBuf>,
    /// Seccomp policies; those built in when not given.
    pub policies: Option<PathBuf>,
    /// Go on without control groups, with resource limits alone: weaker, and said loudly.
    pub allow_degraded: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            init: PathBuf::from("/proc/self/exe"),
            scratch_bytes: 512 << 20,
            scratch_inodes: 32_768,
            cpus_per_run: 2.0,
            first_uid: 2_000_000_000,
            spare: 8,
            hide: Vec::new(),
            policies: None,
            allow_degraded: false,
        }
    }
}

/// Opens native sandboxes.
pub struct Native {
    pool: Pool,
    shared: Arc<Shared>,
}

/// What all sandboxes of a provider use.
struct Shared {
    options: Options,
    filters: Filters,
    groups: Option<Groups>,
    inputs: Inputs,
    next_uid: AtomicU32,
}

impl Native {
    /// Finds the host's control groups, removes what dead servers left in them, and compiles the
    /// seccomp policies.
    ///
    /// # Errors
    /// When a policy is wrong, or the host has no usable control groups and
    /// [`Options::allow_degraded`] is not set.
    pub fn new(options: Options) -> Result<Self, Error> {
        let fail = |step: &str, cause: String, hint: Option<&str>| Error {
            step: step.into(),
            cause,
            hint: hint.map(str::to_owned),
            lost: false,
        };
        let filters = Filters::load(options.policies.as_deref())
            .map_err(|cause| fail("compile the seccomp policies", cause, None))?;
        let groups = cgroup::find()
            .map_err(|e| e.to_string())
            .and_then(|found| Groups::new(&found).map_err(|e| e.to_string()));
        let groups = match groups {
            Ok(groups) => Some(groups),
            Err(cause) if options.allow_degraded => {
                tracing::warn!(
                    %cause,
                    "NO CONTROL GROUPS: memory, process and CPU limits rest on rlimits alone"
                );
                None
            }
            Err(cause) => {
                return Err(fail(
                    "find control groups",
                    cause,
                    Some("`minos doctor` tells what this host lacks and what to do about it"),
                ));
            }
        };
        let (inputs, next_uid) = (Inputs::new()?, AtomicU32::new(0));
        let shared = Arc::new(Shared { options, filters, groups, inputs, next_uid });
        Ok(Self { pool: Pool::new(&shared)?, shared })
    }

    /// What isolation this host gives.
    #[must_use]
    pub fn mode(&self) -> Mode {
        Mode { rootless: rootless(), cgroups: self.shared.groups.as_ref().map(Groups::version) }
    }
}

impl Provider for Native {
    fn open(&self, mounts: &[Mount]) -> Result<Box<dyn Sandbox>, Error> {
        Ok(Box::new(self.pool.open(mounts)))
    }

    fn stock(&self) -> super::Stock {
        self.pool.stock()
    }
}

/// An error of a step, without a hint.
fn failed(step: impl Into<String>, cause: &dyn std::fmt::Display) -> Error {
    Error { step: step.into(), cause: cause.to_string(), hint: None, lost: false }
}
