//! A sandbox that runs nothing: it plays the programs of a language made for these tests.
//!
//! A program is one line: `echo` prints its stdin, `say TEXT` prints the text, `crash` exits with
//! 3, `forbidden` ends at a forbidden system call, `hungry` goes over its memory, `loop` over its CPU time, `wait NAME` waits for [`open`] and then prints its stdin,
//! `break` makes the sandbox itself fail.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Condvar, Mutex},
    time::{Duration, Instant},
};

use minos::{
    domain::{Language, Toolchain},
    sandbox::{
        Command, End, Error, File, Input, LimitKind, Mount, Outcome, Provider, Sandbox, Usage,
    },
};

static GATES: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
static OPENED: Condvar = Condvar::new();

/// Lets the programs `wait NAME` go on.
pub fn open(name: &str) {
    GATES.lock().unwrap().insert(name.into());
    OPENED.notify_all();
}

/// Opens sandboxes that play.
pub struct Player;

impl Provider for Player {
    fn open(&self, _: &[Mount]) -> Result<Box<dyn Sandbox>, Error> {
        Ok(Box::new(Stage(Vec::new())))
    }
}

struct Stage(Vec<File>);

impl Sandbox for Stage {
    fn put(&mut self, files: &[File]) -> Result<(), Error> {
        self.0.extend_from_slice(files);
        Ok(())
    }

    fn take(&mut self, _: u64) -> Result<Option<Vec<File>>, Error> {
        Ok(None)
    }

    fn run(&mut self, command: Command) -> Result<Outcome, Error> {
        let program = self.0.iter().find(|file| file.path.ends_with("main.txt"));
        let program = String::from_utf8(program.expect("the program").data.to_vec()).unwrap();
        let stdin = match command.stdin {
            Input::Data(data) => data.to_vec(),
            Input::Empty | Input::Fd(_) => Vec::new(),
        };
        let (word, rest) = program.trim().split_once(' ').unwrap_or((program.trim(), ""));
        let (end, stdout) = match word {
            "echo" => (End::Exited(0), stdin),
            "say" => (End::Exited(0), rest.as_bytes().to_vec()),
            "crash" => (End::Exited(3), Vec::new()),
            "forbidden" => (End::Syscall, Vec::new()),
            "hungry" => (End::Limit(LimitKind::Memory), Vec::new()),
            "loop" => (End::Limit(LimitKind::Cpu), Vec::new()),
            "wait" => {
                let gates = GATES.lock().unwrap();
                drop(OPENED.wait_while(gates, |open| !open.contains(rest)).unwrap());
                (End::Exited(0), stdin)
            }
            _ => {
                let cause = "it was told to break".into();
                return Err(Error { step: "play".into(), cause, hint: None, lost: false });
            }
        };
        let cpu = Duration::from_millis(3);
        let usage = Usage { cpu, wall: cpu, memory: 1 << 20, ..Usage::default() };
        let (stderr, files, ended) = (Vec::new(), BTreeMap::new(), Instant::now());
        Ok(Outcome { end, usage, stdout, stderr, files, ended })
    }
}

/// The language of these programs, in two versions.
pub fn toolchains() -> Vec<Toolchain> {
    let language: Language = toml::from_str(
        r#"
        id = "script"
        name = "Script"
        extensions = ["txt"]
        source = "main.txt"
        editor = "text"
        template = "echo"
        seccomp = "default"
        processes = 1
        [[versions]]
        id = "2"
        probe = ["script"]
        run = ["script", "{source}"]
        [[versions]]
        id = "1"
        probe = ["script"]
        run = ["script", "{source}"]
        "#,
    )
    .expect("a profile");
    let language = Arc::new(language);
    let toolchain = |version: &minos::domain::Version| Toolchain {
        language: Arc::clone(&language),
        version: version.clone(),
        found: format!("Script {}", version.id),
        mounts: Vec::new(),
        server: None,
    };
    language.versions.iter().map(toolchain).collect()
}
