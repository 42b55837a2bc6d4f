//! A scripted sandbox and small values, for tests of judging.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use sha2::{Digest as _, Sha256};

use super::{Judge, Settings, Source};
use crate::{
    domain::{self, BlobError, BlobRef, Blobs, Digest, Language, Toolchain, Version},
    problem::{
        Aggregation, Carried, Case, Convention, FileIo, Group, Package, Program, SourceFile,
        Timing, Type, Validator,
    },
    sandbox::{Command, End, Error, File, Input, Limits, Mount, Outcome, Provider, Sandbox, Usage},
};

/// What a fake run is told.
pub(super) struct Call {
    /// The command.
    pub command: Command,
    /// Files of the sandbox, by path.
    pub files: BTreeMap<String, Arc<[u8]>>,
}

impl Call {
    /// Its stdin as text; empty for a descriptor.
    pub fn stdin(&self) -> String {
        match &self.command.stdin {
            Input::Data(data) => String::from_utf8_lossy(data).into_owned(),
            Input::Empty | Input::Fd(_) => String::new(),
        }
    }

    /// A file of this run as text.
    pub fn file(&self, path: &str) -> String {
        let found = self.command.files.iter().find(|file| file.path == path);
        String::from_utf8_lossy(&found.unwrap_or_else(|| panic!("no {path}")).data).into_owned()
    }
}

type Script = dyn Fn(Call) -> Result<Outcome, Error> + Send + Sync;

/// A provider whose runs are a function.
pub(super) struct Fake {
    script: Arc<Script>,
    /// The words of every command run, in order.
    pub log: Arc<Mutex<Vec<String>>>,
}

impl Fake {
    /// Every run is answered by `script`.
    pub fn new(script: impl Fn(Call) -> Result<Outcome, Error> + Send + Sync + 'static) -> Self {
        Self { script: Arc::new(script), log: Arc::default() }
    }

    /// A judge over it with the fake language.
    pub fn judge(self) -> (Judge, Arc<Mutex<Vec<String>>>) {
        self.judge_with(Settings::default())
    }

    /// The same with other settings.
    pub fn judge_with(self, settings: Settings) -> (Judge, Arc<Mutex<Vec<String>>>) {
        let log = Arc::clone(&self.log);
        (Judge::new(Arc::new(self), vec![toolchain()], settings), log)
    }
}

impl Provider for Fake {
    fn open(&self, _: &[Mount]) -> Result<Box<dyn Sandbox>, Error> {
        let (script, log) = (Arc::clone(&self.script), Arc::clone(&self.log));
        Ok(Box::new(FakeSandbox { script, log, files: BTreeMap::new() }))
    }
}

struct FakeSandbox {
    script: Arc<Script>,
    log: Arc<Mutex<Vec<String>>>,
    files: BTreeMap<String, Arc<[u8]>>,
}

impl Sandbox for FakeSandbox {
    fn put(&mut self, files: &[File]) -> Result<(), Error> {
        self.files.extend(files.iter().map(|file| (file.path.clone(), file.data.clone())));
        Ok(())
    }

    fn take(&mut self, _: u64) -> Result<Option<Vec<File>>, Error> {
        let file = |(path, data): (&String, &Arc<[u8]>)| File {
            path: path.clone(),
            data: Arc::clone(data),
            executable: false,
        };
        Ok(Some(self.files.iter().map(file).collect()))
    }

    fn run(&mut self, command: Command) -> Result<Outcome, Error> {
        self.log.lock().expect("log").push(command.argv.join(" "));
        (self.script)(Call { command, files: self.files.clone() })
    }
}

/// A run that ended well and printed nothing.
pub(super) fn outcome() -> Outcome {
    Outcome {
        end: End::Exited(0),
        usage: Usage {
            cpu: Duration::from_millis(10),
            wall: Duration::from_millis(12),
            memory: 1 << 20,
            ..Usage::default()
        },
        stdout: Vec::new(),
        stderr: Vec::new(),
        files: BTreeMap::new(),
        ended: Instant::now(),
    }
}

/// A run that printed `text`.
pub(super) fn prints(text: &str) -> Outcome {
    Outcome { stdout: text.as_bytes().into(), ..outcome() }
}

/// A run that ended so.
pub(super) fn ends(end: End) -> Outcome {
    Outcome { end, ..outcome() }
}

/// 1 s, 3 s of wall time, 64 MiB, 8 MiB of output, 16 processes.
pub(super) fn limits() -> Limits {
    Limits {
        cpu: Duration::from_secs(1),
        wall: Duration::from_secs(3),
        memory: 64 << 20,
        output: 8 << 20,
        processes: 16,
    }
}

/// A compiled language with code `cpp`.
pub(super) fn language() -> Language {
    Language {
        id: "x".into(),
        name: "X".into(),
        package_codes: vec!["cpp".into()],
        extensions: vec!["x".into()],
        source: "main.x".into(),
        class_keyword: None,
        editor: "x".into(),
        template: String::new(),
        seccomp: "default".into(),
        processes: 16,
        memory_messages: vec!["OutOfMemory".into()],
        memory_extra_mib: 8,
        time_factor: 1.0,
        mounts: Vec::new(),
        packages: Vec::new(),
        locate: None,
        support: BTreeMap::new(),
        env: Vec::new(),
        server: None,
        versions: Vec::new(),
    }
}

/// Its toolchain: `compile FILES`, then `run FILE`.
pub(super) fn toolchain() -> Toolchain {
    Toolchain {
        language: Arc::new(language()),
        version: Version {
            id: "1".into(),
            probe: Vec::new(),
            compile: Some(vec!["compile".into(), "{sources}".into()]),
            run: vec!["run".into(), "{source}".into()],
            precompiled: None,
        },
        found: "X 1".into(),
        mounts: Vec::new(),
        server: None,
    }
}

/// A lone file.
pub(super) fn source() -> Source {
    Source::lone("a.x", b"code")
}

/// Blobs whose digest is their content's.
#[derive(Default)]
pub(super) struct Memory(BTreeMap<Digest, Arc<[u8]>>);

impl Memory {
    /// Keeps a text.
    pub fn add(&mut self, text: &str) -> BlobRef {
        let digest = Digest(hex::encode(Sha256::digest(text)));
        self.0.insert(digest.clone(), text.as_bytes().into());
        BlobRef { digest, size: text.len() as u64 }
    }
}

impl Blobs for Memory {
    fn read(&self, digest: &Digest) -> Result<Arc<[u8]>, BlobError> {
        let missing = || BlobError { digest: digest.clone(), reason: "missing".into() };
        self.0.get(digest).cloned().ok_or_else(missing)
    }
}

/// A pass-fail problem whose cases have their name as input and `ok` as answer; groups come
/// from the names.
pub(super) fn package(names: &[&str]) -> (Package, Memory) {
    let mut blobs = Memory::default();
    let mut groups: Vec<Group> = Vec::new();
    let mut cases = Vec::new();
    let group = |name: &str| Group {
        name: name.into(),
        max_score: None,
        aggregation: Aggregation::PassFail,
        require_pass: Vec::new(),
    };
    for name in names {
        let (dir, _) = name.rsplit_once('/').expect("a case in a group");
        if dir.starts_with("secret/") && groups.iter().all(|g| g.name != "secret") {
            groups.push(group("secret"));
        }
        if groups.last().is_none_or(|g| g.name != dir) {
            groups.push(group(dir));
        }
        cases.push(Case {
            name: (*name).into(),
            group: groups.len() - 1,
            static_test: false,
            input: blobs.add(name),
            answer: blobs.add("ok"),
            args: Vec::new(),
            validator_args: Vec::new(),
            input_validator_args: BTreeMap::new(),
            files: Vec::new(),
            points: None,
            full_feedback: false,
            hint: None,
        });
    }
    let package = Package {
        slug: "p".into(),
        uuid: "u".into(),
        version: None,
        name: BTreeMap::new(),
        kind: Type::default(),
        keywords: Vec::new(),
        authors: Vec::new(),
        source: None,
        license: "unknown".into(),
        embargo_until: None,
        limits: domain::Limits { memory_mib: 64, ..domain::Limits::default() },
        timing: Timing {
            given: true,
            ac_to_time_limit: 2.0,
            time_limit_to_tle: 1.5,
            resolution: 1.0,
        },
        languages: None,
        allow_file_writing: false,
        statements: Vec::new(),
        editorials: Vec::new(),
        samples: Vec::new(),
        groups,
        cases,
        grading: None,
        validator: Validator::Default,
        static_validator: None,
        interactor: None,
        convention: Convention::Icpc,
        file_io: FileIo::default(),
        input_validators: Vec::new(),
        include: BTreeMap::new(),
        submissions: Vec::new(),
        attachments: Vec::new(),
        templates: BTreeMap::new(),
        probes: Vec::new(),
        carried: Carried::default(),
    };
    (package, blobs)
}

/// A program of the package with one file.
pub(super) fn program(blobs: &mut Memory, path: &str) -> Program {
    let file = SourceFile { path: path.into(), blob: blobs.add(path), executable: false };
    Program {
        name: format!("output_validator/{path}"),
        files: vec![file],
        language: None,
        entrypoint: None,
    }
}
