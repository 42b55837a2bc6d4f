//! Whatever is said to `sandbox-init` and to a place, it answers, or ends in order: it neither
//! panics nor hangs, and takes nobody else along. `PROPTEST_CASES` says how long to search.

use std::{
    fs::File,
    io::{IoSlice, Read, Seek, Write},
    os::fd::{AsFd, AsRawFd, OwnedFd},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use minos::sandbox::native::rootless;
use nix::{
    poll::{PollFd, PollFlags, PollTimeout, poll},
    sys::{
        memfd::{MFdFlags, memfd_create},
        socket::{
            AddressFamily, ControlMessage, MsgFlags, Shutdown, SockFlag, SockType, recv, sendmsg,
            shutdown, socketpair,
        },
    },
};
use proptest::{collection::vec, prelude::*, sample::select, test_runner::TestRunner};
use serde_json::{Value, json};

use crate::mangle::{cases, mangled};

const PATIENCE: Duration = Duration::from_secs(60);

/// A message and its descriptors.
type Message = (Vec<u8>, Vec<Kind>);

/// What a descriptor is of.
#[derive(Clone, Copy, Debug)]
enum Kind {
    Null,
    /// A file in memory with some text.
    Text,
    /// A filter that allows everything.
    Filter,
    /// A file with a hole larger than any memory.
    Hole,
    /// The end of a pipe whose other end is closed.
    Pipe,
    /// A directory.
    Directory,
}

impl Kind {
    fn open(self) -> OwnedFd {
        let memory = |bytes: &[u8]| {
            let mut file = File::from(memfd_create("test", MFdFlags::MFD_CLOEXEC).unwrap());
            file.write_all(bytes).and_then(|()| file.rewind()).unwrap();
            file
        };
        match self {
            Self::Null => File::options().read(true).write(true).open("/dev/null").unwrap().into(),
            Self::Text => memory(b"some text\n").into(),
            // RET ALLOW, as linux/seccomp.h has them.
            Self::Filter => memory(&[0x06, 0, 0, 0, 0, 0, 0xFF, 0x7F]).into(),
            Self::Hole => {
                let file = memory(b"");
                file.set_len(1 << 60).unwrap();
                file.into()
            }
            Self::Pipe => nix::unistd::pipe().unwrap().0,
            Self::Directory => File::open("/").unwrap().into(),
        }
    }
}

fn setup() -> Vec<u8> {
    let root = json!([
        { "Dir": "/proc" }, { "Dir": "/tmp" }, { "Dir": "/box" },
        { "Device": ["/dev/null", "/dev/null"] }, { "Bind": ["/usr", "/usr"] },
        { "Link": ["/bin", "usr/bin"] }, { "Link": ["/lib", "usr/lib"] },
        { "Link": ["/lib64", "usr/lib64"] },
    ]);
    json!({ "Setup": { "root": root, "rootless": rootless() } }).to_string().into_bytes()
}

fn open() -> String {
    let uid = if rootless() { 0 } else { 2_000_004_000_u32 };
    json!({ "Open": { "uid": uid, "scratch_bytes": 1 << 20, "scratch_inodes": 64 } }).to_string()
}

/// What a place may be asked.
fn requests() -> Vec<String> {
    let run = |argv: Value| {
        json!({ "Run": {
            "argv": argv, "env": [["PATH", "/bin"]], "cwd": "/box", "files": [],
            "collect": "/tmp/out", "collect_bytes": 4096, "cpus": [],
            "wall": { "secs": 0, "nanos": 20_000_000 }, "rlimits": [[7, 64]],
        } })
    };
    let ready = |workdir, join: Value| json!({ "Ready": { "workdir": workdir, "join": join } });
    let all = [
        run(json!(["true"])),
        run(json!(["sh", "-c", "echo > /tmp/out/f; echo > /box/g; sleep 9 & sleep 9"])),
        ready("Shared", json!("None")),
        ready("Frozen", json!("None")),
        ready("Copy", json!("None")),
        ready("Shared", json!({ "Tasks": 1 })),
        json!({ "Put": [{ "path": "dir/file", "executable": true }] }),
        json!({ "Take": 4096 }),
        json!("Kill"),
    ];
    all.iter().map(ToString::to_string).collect()
}

fn message(seeds: Vec<String>) -> impl Strategy<Value = Message> {
    use Kind::{Directory, Filter, Hole, Null, Pipe, Text};
    let plain = select(seeds.clone()).prop_map(String::into_bytes);
    let proper = vec![
        vec![],
        vec![Null, Null, Null, Filter],
        vec![Null, Text, Text, Filter, Text],
        vec![Text, Text],
    ];
    (
        prop_oneof![plain, mangled(seeds)],
        prop_oneof![
            3 => select(proper),
            1 => vec(select(vec![Null, Text, Filter, Hole, Pipe, Directory]), 0..7),
        ],
    )
}

/// A `sandbox-init` of ours.
struct Init {
    process: Child,
    channel: OwnedFd,
    log: File,
}

fn pair() -> (OwnedFd, OwnedFd) {
    socketpair(AddressFamily::Unix, SockType::SeqPacket, None, SockFlag::SOCK_CLOEXEC).unwrap()
}

impl Init {
    fn start() -> Self {
        let (channel, theirs) = pair();
        let log = tempfile::tempfile().expect("a temporary file");
        let process = Command::new(env!("CARGO_BIN_EXE_minos"))
            .arg("sandbox-init")
            .env_clear()
            .stdin(theirs)
            .stdout(Stdio::null())
            .stderr(log.try_clone().unwrap())
            .spawn()
            .expect("start sandbox-init");
        Self { process, channel, log }
    }

    fn set_up(self) -> Self {
        say(&self.channel, &setup(), &[]);
        assert_eq!(heard(&self.channel).expect("an answer"), "Done");
        self
    }

    /// A new place.
    fn place(&self) -> OwnedFd {
        let (ours, theirs) = pair();
        say(&self.channel, open().as_bytes(), &[theirs]);
        assert_eq!(heard(&ours).expect("an answer"), "Done");
        ours
    }

    /// Hears it end, in order.
    fn end(mut self) {
        drop(self.channel);
        let begun = Instant::now();
        let status = loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                break status;
            }
            if begun.elapsed() > PATIENCE {
                let _ = self.process.kill();
                panic!("it does not end");
            }
            std::thread::sleep(Duration::from_millis(1));
        };
        let mut log = String::new();
        self.log.rewind().and_then(|()| self.log.read_to_string(&mut log)).unwrap();
        assert!(matches!(status.code(), Some(0 | 1)), "{status}: {log}");
        for sign in ["panicked", "overflowed its stack", "memory allocation of"] {
            assert!(!log.contains(sign), "{log}");
        }
    }
}

/// Sends a message; that the other side has gone or listens no more is its right.
fn say(channel: &OwnedFd, text: &[u8], fds: &[OwnedFd]) {
    let raw: Vec<_> = fds.iter().map(AsRawFd::as_raw_fd).collect();
    let rights = [ControlMessage::ScmRights(&raw)];
    let control: &[ControlMessage<'_>] = if raw.is_empty() { &[] } else { &rights };
    let flags = MsgFlags::MSG_NOSIGNAL | MsgFlags::MSG_DONTWAIT;
    let _ = sendmsg::<()>(channel.as_raw_fd(), &[IoSlice::new(text)], control, flags, None);
}

/// The next answer; `None` at the end.
fn heard(channel: &OwnedFd) -> Option<Value> {
    let mut fds = [PollFd::new(channel.as_fd(), PollFlags::POLLIN)];
    let patience = PollTimeout::try_from(PATIENCE).unwrap();
    assert_eq!(poll(&mut fds, patience), Ok(1), "it does not answer");
    let mut bytes = vec![0; 256 << 10];
    match recv(channel.as_raw_fd(), &mut bytes, MsgFlags::empty()) {
        Ok(0) | Err(nix::errno::Errno::ECONNRESET) => None,
        length => Some(serde_json::from_slice(&bytes[..length.unwrap()]).expect("JSON")),
    }
}

/// Says all, and hears all answers to the end.
fn converse(channel: &OwnedFd, messages: Vec<Message>) {
    for (text, kinds) in messages {
        let fds: Vec<_> = kinds.into_iter().map(Kind::open).collect();
        say(channel, &text, &fds);
    }
    let _ = shutdown(channel.as_raw_fd(), Shutdown::Write);
    while let Some(answer) = heard(channel) {
        let known = ["Done", "Taken", "Ended", "Failed"];
        let is = |name: &str| answer == name || answer.get(name).is_some();
        assert!(known.into_iter().any(is), "{answer}");
    }
}

#[test]
fn whatever_a_place_is_asked_it_answers_or_ends() {
    let init = Init::start().set_up();
    TestRunner::new(cases(48))
        .run(&vec(message(requests()), 1..9), |messages| {
            converse(&init.place(), messages);
            Ok(())
        })
        .expect("it answers or ends");
    // It lives on, and so do its places.
    drop(init.place());
    init.end();
}

#[test]
fn whatever_an_init_is_asked_it_ends_in_order() {
    let mut seeds = requests();
    seeds.extend(vec![open(); 9]);
    let strategy = (any::<bool>(), vec(message(seeds), 1..5));
    TestRunner::new(cases(24))
        .run(&strategy, |(is_set_up, messages)| {
            let mut init = Init::start();
            if is_set_up {
                init = init.set_up();
            }
            converse(&init.channel, messages);
            init.end();
            Ok(())
        })
        .expect("it ends");
}
