//! How many files and connections this process may have open at once.

use anyhow::{Context, bail};
use nix::sys::resource::{Resource, getrlimit, setrlimit};

/// Raises the soft limit to `wanted` where it is lower. Service managers and shells give 1,024
/// for the sake of old programs that use select(2), and let those raise it that know better
/// (systemd.exec(5), LimitNOFILE).
///
/// # Errors
/// When the hard limit is lower; says what to do.
pub fn allow(wanted: u64) -> anyhow::Result<()> {
    let (soft, hard) =
        getrlimit(Resource::RLIMIT_NOFILE).context("reading the limit of open files")?;
    if soft >= wanted {
        return Ok(());
    }
    if hard < wanted {
        bail!(
            "this takes {wanted} open files, and the limit is {hard}; raise it with `ulimit -n \
             {wanted}` or LimitNOFILE= of the service"
        );
    }
    setrlimit(Resource::RLIMIT_NOFILE, wanted, hard).context("raising the limit of open files")
}
