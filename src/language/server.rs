//! A language's server in a sandbox, for as long as somebody writes.

use std::{
    os::fd::OwnedFd,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use super::protocol::{Frames, Protocol};
use crate::{
    domain::Toolchain,
    sandbox::{
        Command, Error, File, Input, Limits, Mount, Outcome, Priority, Provider, Stop, Stream,
        Voice, Workdir, converse,
    },
};

/// Processes and threads that a server may have.
const PROCESSES: u32 = 64;
/// The largest file that it may write.
const FILE: u64 = 64 << 20;
/// Most that it may say.
const WORDS: u64 = 1 << 30;

/// What a server may use.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// CPU time.
    pub cpu: Duration,
    /// How long it may live.
    pub wall: Duration,
    /// Memory, bytes.
    pub memory: u64,
}

/// Runs the server of a language that has one, until `stop` is given. What it reads from `stdin`
/// must come from `protocol`, and what `hear` is told has passed it; `false` ends the server. It
/// sees its root, `files` and no network, and runs in the background of what is judged.
///
/// # Errors
/// When the sandbox broke.
pub fn serve(
    provider: &dyn Provider,
    toolchain: &Toolchain,
    files: &[File],
    protocol: &Protocol,
    bounds: Bounds,
    (stdin, stop): (OwnedFd, Stop),
    hear: &(dyn Fn(String) -> bool + Sync),
) -> Result<Outcome, Error> {
    let language = &toolchain.language;
    let mut sandbox = provider.open(&Mount::same(&toolchain.mounts))?;
    sandbox.put(files)?;
    let (mut argv, mut own) = (Vec::new(), Vec::new());
    if let Some(server) = &language.server {
        argv.clone_from(&server.run);
        own.extend(server.files.iter().map(|(path, text)| File {
            path: path.clone(),
            data: text.replace("{version}", &toolchain.version.id).into_bytes().into(),
            executable: false,
        }));
    }
    sandbox.put(&own)?;
    let command = Command {
        argv,
        env: language.env.clone(),
        cwd: "/box".into(),
        workdir: Workdir::Frozen,
        files: Vec::new(),
        collect: None,
        stdin: Input::Fd(stdin),
        stdout: Stream::Null,
        stderr: Stream::Null,
        limits: Limits {
            cpu: bounds.cpu,
            wall: bounds.wall,
            memory: bounds.memory,
            output: FILE,
            processes: PROCESSES,
        },
        policy: "compile".into(),
        cpus: Vec::new(),
        priority: Priority::Background,
        stop: Some(stop),
    };
    let frames = Mutex::new(Frames::default());
    converse(sandbox.as_mut(), command, WORDS, &|voice, piece| match voice {
        Voice::Output => {
            let messages = frames.lock().unwrap_or_else(PoisonError::into_inner).add(piece);
            let passed = |message: Vec<u8>| protocol.from_server(&message).is_none_or(hear);
            messages.is_some_and(|messages| messages.into_iter().all(passed))
        }
        Voice::Error => {
            tracing::debug!(words = %String::from_utf8_lossy(piece), "a language's server");
            true
        }
    })
}
