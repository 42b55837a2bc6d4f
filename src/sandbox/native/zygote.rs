//! The server's end of the inits from which sandboxes are copied, one for each set of mounts.

use std::{
    os::fd::{AsFd, OwnedFd},
    process::{Child, Stdio},
    sync::{Arc, Mutex, PoisonError, atomic::Ordering},
};

use nix::{
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::socket::{AddressFamily, SockFlag, SockType, socketpair},
};

use super::{
    Shared, failed,
    host::rootless,
    protocol::{Open, Reply, Request, Setup, receive, send},
    root,
    run::Place,
    stock::Stock,
};
use crate::sandbox::{Error, Mount};

/// Inits that are kept: more sets of mounts than languages have are in nobody's use at once.
const MOST: usize = 16;

/// All inits, the last used one last.
#[derive(Default)]
pub struct Zygotes(Mutex<Vec<Arc<Zygote>>>);

/// An init. Dropping it closes its channel, and waits for its end and that of its sandboxes.
pub struct Zygote {
    mounts: Vec<Mount>,
    socket: OwnedFd,
    process: Mutex<Child>,
}

impl Drop for Zygote {
    fn drop(&mut self) {
        // A descriptor closes after this: the init must hear of the end first.
        let _ = nix::sys::socket::shutdown(
            std::os::fd::AsRawFd::as_raw_fd(&self.socket),
            nix::sys::socket::Shutdown::Both,
        );
        let _ = self.process.get_mut().unwrap_or_else(PoisonError::into_inner).wait();
    }
}

impl Zygotes {
    /// Asks for a sandbox; whether it stands is heard at its first use.
    ///
    /// # Errors
    /// The step that failed.
    pub fn open(
        &self,
        shared: &Arc<Shared>,
        stock: &Arc<Stock>,
        mounts: &[Mount],
    ) -> Result<Place, Error> {
        let slot = match &shared.groups {
            Some(groups) => groups
                .slot(shared.options.cpus_per_run)
                .map_err(|e| failed("make a control group", &e))?,
            None => None,
        };
        let uid = if rootless() {
            // Root of the init's user namespace, which is the server's user outside.
            0
        } else {
            shared.options.first_uid + shared.next_uid.fetch_add(1, Ordering::Relaxed) % 4096
        };
        let open = Request::Open(Open {
            uid,
            scratch_bytes: shared.options.scratch_bytes,
            scratch_inodes: shared.options.scratch_inodes,
        });
        let (ours, theirs) = pair()?;
        // An init that has died is replaced once.
        let mut tried = self.get(shared, mounts)?;
        let ask = |zygote: &Zygote| {
            let mut fds = vec![theirs.as_fd()];
            fds.extend(slot.as_ref().map(super::cgroup::Slot::tasks));
            send(zygote.socket.as_fd(), &open, &fds)
        };
        if ask(&tried).is_err() {
            self.forget(&tried);
            tried = self.get(shared, mounts)?;
            ask(&tried).map_err(|e| failed("speak to sandbox-init", &e))?;
        }
        drop(theirs);
        Ok(Place::new(shared, stock, ours, slot, tried))
    }

    /// The init for these mounts, started if there is none.
    fn get(&self, shared: &Shared, mounts: &[Mount]) -> Result<Arc<Zygote>, Error> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = all.iter().rposition(|zygote| zygote.mounts == mounts);
        let zygote = match found {
            Some(at) => all.remove(at),
            None => Arc::new(Zygote::start(shared, mounts)?),
        };
        all.push(Arc::clone(&zygote));
        if all.len() > MOST {
            all.remove(0);
        }
        Ok(zygote)
    }

    fn forget(&self, zygote: &Arc<Zygote>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|other| !Arc::ptr_eq(other, zygote));
    }
}

impl Zygote {
    /// Whether its process has ended. Known as soon as anything of it is seen to break: a process
    /// that ends closes its descriptors first, of them its channel before what lies unread in it,
    /// and then has its copies killed; the channel stays open where a copy has it still, which was
    /// made at the same moment.
    pub fn has_ended(&self) -> bool {
        // Of the end one always hears.
        let mut fds = [PollFd::new(self.socket.as_fd(), PollFlags::empty())];
        let mut process = self.process.lock().unwrap_or_else(PoisonError::into_inner);
        poll(&mut fds, PollTimeout::ZERO) != Ok(0) || !matches!(process.try_wait(), Ok(None))
    }

    fn start(shared: &Shared, mounts: &[Mount]) -> Result<Self, Error> {
        let (socket, theirs) = pair()?;
        let options = &shared.options;
        let process = std::process::Command::new(&options.init)
            .arg("sandbox-init")
            .env_clear()
            .stdin(Stdio::from(theirs))
            .stdout(Stdio::null())
            .spawn()
            .map_err(|e| failed(format!("start {} sandbox-init", options.init.display()), &e))?;
        let zygote = Self { mounts: mounts.to_vec(), socket, process: Mutex::new(process) };
        let rootless = rootless();
        let setup = Setup { root: root::plan(mounts, &options.hide, rootless), rootless };
        let step = "set up sandbox-init";
        send(zygote.socket.as_fd(), &Request::Setup(setup), &[])
            .map_err(|e| failed("speak to sandbox-init", &e))?;
        match receive(zygote.socket.as_fd()) {
            Ok(Some((Reply::Done, _))) => Ok(zygote),
            Ok(Some((Reply::Failed(failure), _))) => Err(failure.into()),
            Ok(Some((other, _))) => Err(failed(step, &format!("it answered {other:?}"))),
            Ok(None) => Err(failed(step, &"it ended; its last words are in the log")),
            Err(e) => Err(failed(step, &e)),
        }
    }
}

/// The two ends of a channel.
fn pair() -> Result<(OwnedFd, OwnedFd), Error> {
    socketpair(AddressFamily::Unix, SockType::SeqPacket, None, SockFlag::SOCK_CLOEXEC)
        .map_err(|e| failed("make a socket pair", &e))
}
