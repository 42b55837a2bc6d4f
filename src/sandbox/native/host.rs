//! What this host allows.

use super::cgroup::Version;

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
