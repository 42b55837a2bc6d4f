//! The real binary as a server on a free port, for tests that need a process to talk to, to
//! stop, or to kill.

use std::{
    ffi::OsStr,
    io::{BufRead, BufReader, Read, Write},
    path::Path,
    process::{Child, Command, ExitStatus, Output, Stdio},
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use nix::{
    sys::signal::{Signal, kill},
    unistd::Pid,
};

use rand::seq::IndexedRandom as _;

use crate::{
    client::Client,
    processes::{family, is_below},
};

/// How long a start may take on a loaded machine.
const PATIENCE: Duration = Duration::from_secs(120);

/// A running `minos serve`; killed when dropped.
pub struct Server {
    child: Child,
    log: Option<JoinHandle<String>>,
    /// `http://127.0.0.1:PORT`.
    pub url: String,
    /// The link that makes the first admin, while there is none.
    pub setup: Option<String>,
}

/// `minos ARGS` without any configuration of the caller's environment.
pub fn minos<S: AsRef<OsStr>>(args: impl IntoIterator<Item = S>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_minos"));
    for (name, _) in std::env::vars_os() {
        if name.to_string_lossy().starts_with("MINOS_") {
            command.env_remove(name);
        }
    }
    command.args(args);
    command
}

/// Runs `minos ARGS` to its end with `stdin`; panics with its stderr when it fails.
pub fn minos_output(args: &[&str], stdin: &str) -> String {
    let mut child = minos(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("start minos");
    child.stdin.take().unwrap().write_all(stdin.as_bytes()).expect("write to minos");
    let Output { status, stdout, stderr } = child.wait_with_output().expect("wait for minos");
    assert!(status.success(), "minos {args:?}: {}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).expect("UTF-8 from minos")
}

impl Server {
    /// Starts on the data directory `data` with the packages in `problems` and the settings
    /// `env` (`MINOS_…`), and waits until it is ready.
    pub fn start(data: &Path, problems: &Path, env: &[(&str, &str)]) -> Self {
        let server = Self::try_start(data, problems, env).unwrap_or_else(|why| panic!("{why}"));
        server.wait_until_ready();
        server
    }

    /// The same, and waits until it answers, ready or not.
    ///
    /// # Errors
    /// When it ends instead: how, and what it logged.
    pub fn try_start(data: &Path, problems: &Path, env: &[(&str, &str)]) -> Result<Self, String> {
        let mut command = minos(["serve", "--listen", "127.0.0.1:0"]);
        command.arg("--data").arg(data).arg("--problems").arg(problems);
        command.envs(env.iter().copied()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("start minos serve");
        // What it logs is shown when it does not start.
        let mut stderr = child.stderr.take().unwrap();
        let log = thread::spawn(move || {
            let mut text = String::new();
            let _ = stderr.read_to_string(&mut text);
            text
        });
        let (mut url, mut setup) = (None, None);
        for line in BufReader::new(child.stdout.take().unwrap()).lines() {
            let line = line.expect("read from minos serve");
            let link = line.find("http://").map(|at| line[at..].trim().to_owned());
            match link {
                Some(link) if link.contains("/setup?") => setup = Some(link),
                Some(link) => {
                    url = Some(link);
                    break;
                }
                None => {}
            }
        }
        let Some(url) = url else {
            let status = child.wait().expect("wait for minos serve");
            let log = log.join().unwrap_or_default();
            return Err(format!("minos serve ended with {status}:\n{log}"));
        };
        Ok(Self { child, log: Some(log), url, setup })
    }

    /// Waits until every part of it can do its work.
    pub fn wait_until_ready(&self) {
        let (client, begun) = (self.client(), Instant::now());
        loop {
            let reply = client.get("/readyz").send();
            if reply.status == 200 {
                return;
            }
            assert!(begun.elapsed() < PATIENCE, "not ready: {}", reply.body);
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// Talks to it, as nobody.
    pub fn client(&self) -> Client {
        Client::new(&self.url)
    }

    /// Sends a signal.
    pub fn signal(&self, signal: Signal) {
        kill(self.pid(), signal).expect("signal minos serve");
    }

    /// Ends it at once, as a power cut would (SIGKILL).
    pub fn kill(mut self) {
        self.child.kill().expect("kill minos serve");
        self.child.wait().expect("wait for minos serve");
    }

    /// Ends one of its helpers at once, as the kernel does where memory runs short: one so many
    /// generations below it. False when it has none.
    pub fn kill_helper(&self, generation: usize) -> bool {
        let is_one = |pid: &u32| is_below(*pid, self.child.id(), generation);
        let helpers: Vec<u32> = family().into_iter().filter(is_one).collect();
        let pid = helpers.choose(&mut rand::rng());
        pid.is_some_and(|pid| {
            kill(Pid::from_raw(i32::try_from(*pid).expect("a pid")), Signal::SIGKILL).is_ok()
        })
    }

    /// Asks it to end (SIGTERM) and waits.
    pub fn stop(self) -> ExitStatus {
        self.signal(Signal::SIGTERM);
        self.wait().0
    }

    /// Waits until it has ended; how, and what it logged.
    pub fn wait(mut self) -> (ExitStatus, String) {
        let status = self.child.wait().expect("wait for minos serve");
        let log = self.log.take().expect("only taken here").join();
        (status, log.expect("the log"))
    }

    /// Its process.
    pub fn pid(&self) -> Pid {
        Pid::from_raw(i32::try_from(self.child.id()).expect("a pid"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
