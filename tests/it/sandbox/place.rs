//! What the sandbox tests share: one provider, and short ways to compile and run.

use std::{
    path::PathBuf,
    sync::{Arc, LazyLock},
    time::Duration,
};

use minos::sandbox::{
    Command, End, File, Input, Limits, Outcome, Priority, Provider, Sandbox, Stream, Workdir,
    native::{Native, Options},
};

use super::compiled_before::Compiled;

pub const MIB: u64 = 1 << 20;

/// The provider of all tests, with the freshly built binary as its helper.
pub static NATIVE: LazyLock<Native> = LazyLock::new(|| {
    let options = Options {
        init: PathBuf::from(env!("CARGO_BIN_EXE_minos")),
        // With `lax`, beside the built-in ones.
        policies: Some(PathBuf::from("tests/policies")),
        ..Options::default()
    };
    Native::new(options).expect("a native sandbox on this host")
});

/// Limits that an honest little program keeps.
pub fn limits() -> Limits {
    Limits {
        // Far more than it needs, on slow and busy machines too: what is not about these limits
        // must not end by them.
        cpu: Duration::from_secs(20),
        wall: Duration::from_secs(120),
        memory: 256 * MIB,
        output: 8 * MIB,
        processes: 32,
    }
}

/// A command with small limits under the policy for compiled programs.
pub fn command(argv: &[&str]) -> Command {
    Command {
        argv: argv.iter().map(ToString::to_string).collect(),
        env: Vec::new(),
        cwd: "/box".into(),
        workdir: Workdir::Frozen,
        files: Vec::new(),
        collect: None,
        stdin: Input::Empty,
        stdout: Stream::Capture,
        stderr: Stream::Capture,
        limits: limits(),
        policy: "default".into(),
        cpus: Vec::new(),
        priority: Priority::Normal,
        stop: None,
    }
}

/// A file of a sandbox.
pub fn file(path: &str, text: &str) -> File {
    File { path: path.into(), data: Arc::from(text.as_bytes()), executable: false }
}

/// A fresh sandbox that holds `/box/main`, compiled inside from C.
pub fn compiled(source: &str) -> Box<dyn Sandbox> {
    compiled_in(&NATIVE, source)
}

/// The same, of another provider.
pub fn compiled_in(native: &Native, source: &str) -> Box<dyn Sandbox> {
    let mut sandbox = native.open(&[]).expect("open a sandbox");
    let compiled = Compiled::of(&["gcc", source]);
    if let Some(files) = compiled.files() {
        sandbox.put(&files).expect("put what was compiled");
        return sandbox;
    }
    sandbox.put(&[file("main.c", source)]).expect("put the source");
    let mut gcc = command(&["gcc", "-O1", "-pthread", "-o", "main", "main.c", "-lm"]);
    gcc.workdir = Workdir::Shared;
    gcc.policy = "compile".into();
    gcc.limits.memory = 1024 * MIB;
    let outcome = sandbox.run(gcc).expect("run the compiler");
    assert_eq!(outcome.end, End::Exited(0), "{}", String::from_utf8_lossy(&outcome.stderr));
    compiled.keep(&mut *sandbox);
    sandbox
}

/// Runs a C program with nothing special.
pub fn run_c(source: &str) -> Outcome {
    compiled(source).run(command(&["./main"])).expect("run the program")
}

/// stdout as text.
pub fn stdout(outcome: &Outcome) -> String {
    String::from_utf8_lossy(&outcome.stdout).into_owned()
}
