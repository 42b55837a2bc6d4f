//! Compiles a hostile program, runs it, and compares with its head.

use std::{
    collections::HashMap,
    io::{self, Read},
    sync::{Arc, LazyLock, OnceLock},
    thread,
    time::Duration,
};

use minos::{
    domain::{Language, Toolchain},
    language,
    sandbox::{Command, End, Input, LimitKind, Mount, Outcome, Provider, Sandbox, Stream, Workdir},
};

use super::head::Program;
use crate::host::{lacks_sandbox, skipped};
use crate::sandbox::{
    compiled_before::Compiled,
    place::{MIB, NATIVE, command, file, stdout},
};

/// Where the programs lie.
pub const DIR: &str = "tests/hostile";

/// Long enough for anything that ends by itself, on a slow and busy machine too.
const PATIENCE: Duration = Duration::from_secs(120);

/// Compiles and runs one, under its own policy and those that it names.
pub fn meet(name: &str) {
    if lacks_sandbox() {
        return;
    }
    let program = Program::read(DIR, name);
    let toolchain = match toolchain(name) {
        Ok(toolchain) => toolchain,
        Err(why) => return skipped(&why),
    };
    if let Some(expected) = program.one("compile-end") {
        let (mut sandbox, outcome) = build(&program, &toolchain);
        expect(&program, "compiling", expected, outcome.end);
        if program.one("end").is_some() {
            let run = run(&program, &toolchain, None);
            judge(&program, None, &sandbox.run(run).expect("run"));
        }
        return;
    }
    for policy in [None].into_iter().chain(program.policies().into_iter().map(Some)) {
        let outcome = outcome(&program, &toolchain, policy);
        judge(&program, policy, &outcome);
    }
}

/// What a hostile program is run as by other tests.
pub fn hostile_command() -> Command {
    let mut run = command(&["./main"]);
    run.stdin = Input::Data(b"1 2 3\n".to_vec().into());
    run.limits.cpu = Duration::from_secs(1);
    run
}

/// The run that counts.
fn outcome(program: &Program, toolchain: &Toolchain, policy: Option<&str>) -> Outcome {
    let compiled = Compiled::of(&[&toolchain.found, &program.name, &program.source]);
    let ready = || {
        if let Some(files) = compiled.files() {
            let mut sandbox = NATIVE.open(&Mount::same(&toolchain.mounts)).expect("open a sandbox");
            sandbox.put(&files).expect("put what was compiled");
            return sandbox;
        }
        let (mut sandbox, outcome) = build(program, toolchain);
        expect(program, &String::from_utf8_lossy(&outcome.stderr), "exited 0", outcome.end);
        compiled.keep(&mut *sandbox);
        sandbox
    };
    let with = |word: &str| {
        let mut run = run(program, toolchain, policy);
        run.argv.push(word.to_owned());
        run
    };
    match program.one("pair") {
        None => ready().run(run(program, toolchain, policy)).expect("run"),
        Some("runs") => {
            let mut sandbox = ready();
            sandbox.run(with("leave")).expect("run the first");
            sandbox.run(with("find")).expect("run the second")
        }
        Some("submissions") => {
            ready().run(with("leave")).expect("run the first");
            ready().run(with("find")).expect("run the second")
        }
        Some("together") => {
            let (mut first, mut second) = (ready(), ready());
            let (stdin, hold) = io::pipe().expect("a pipe");
            let (mut said, stdout) = io::pipe().expect("a pipe");
            let mut leave = with("leave");
            leave.stdin = Input::Fd(stdin.into());
            leave.stdout = Stream::Fd(stdout.into());
            thread::scope(|scope| {
                let left = scope.spawn(move || first.run(leave).expect("run the first"));
                // Nothing is read when it was stopped before.
                let _ = said.read(&mut [0]).expect("hear from the first");
                let outcome = second.run(with("find")).expect("run the second");
                drop(hold);
                left.join().expect("the first");
                outcome
            })
        }
        Some(other) => panic!("{}: no such pair as {other}", program.name),
    }
}

/// A sandbox in which the program was compiled, and how that went.
fn build(program: &Program, toolchain: &Toolchain) -> (Box<dyn Sandbox>, Outcome) {
    let language = &toolchain.language;
    let mut sandbox = NATIVE.open(&Mount::same(&toolchain.mounts)).expect("open a sandbox");
    let mut files = vec![file(&language.source, &program.source)];
    files.extend(language.support.iter().map(|(path, text)| file(path, text)));
    sandbox.put(&files).expect("put the source");
    let words = match &toolchain.version.compile {
        Some(words) => fill(words, language, &language.source, 0),
        None => vec!["true".to_owned()],
    };
    let mut compile = command(&[]);
    compile.argv = words;
    compile.env.clone_from(&language.env);
    compile.workdir = Workdir::Shared;
    compile.policy = "compile".into();
    compile.limits.cpu = PATIENCE;
    compile.limits.wall = PATIENCE;
    compile.limits.memory = 2048 * MIB;
    compile.limits.output = 64 * MIB;
    compile.limits.processes = 256;
    let outcome = sandbox.run(compile).expect("run the compiler");
    (sandbox, outcome)
}

/// The run of a compiled program, under its language's policy or another.
fn run(program: &Program, toolchain: &Toolchain, policy: Option<&str>) -> Command {
    let language = &toolchain.language;
    let memory = program.one("memory").map_or(256, |mib| mib.parse().expect("MiB"));
    let source = format!("/box/{}", language.source);
    let mut run = command(&[]);
    run.argv = fill(&toolchain.version.run, language, &source, memory);
    run.env.clone_from(&language.env);
    run.stdin = Input::Data(b"1 2 3\n".to_vec().into());
    run.policy = policy.unwrap_or(&language.seccomp).to_owned();
    run.limits.memory = (memory + language.memory_extra_mib) * MIB;
    run.limits.processes = language.processes;
    // A limit that it need not reach must not be what ends it.
    let ends = program.under("end", policy).join(" | ");
    let may = |end: &str, limit: u64| if ends.contains(end) { limit } else { PATIENCE.as_secs() };
    run.limits.cpu = Duration::from_secs(may("limit cpu", 1));
    // Where both may be, the CPU time is to be burnt on a busy machine too.
    let wall = if ends.contains("limit cpu") { 20 } else { 2 };
    run.limits.wall = Duration::from_secs(may("limit wall", wall));
    run
}

/// The words of a profile's command.
fn fill(words: &[String], language: &Language, source: &str, memory_mib: u64) -> Vec<String> {
    let main = language.source.split('.').next().expect("a stem");
    words
        .iter()
        .map(|word| {
            word.replace("{source}", source)
                .replace("{sources}", source)
                .replace("{main}", main)
                .replace("{memory_mib}", &memory_mib.to_string())
        })
        .collect()
}

/// The toolchain for a file, probed once; or why this host has none.
fn toolchain(name: &str) -> Result<Toolchain, String> {
    type Probed = OnceLock<Result<Toolchain, String>>;
    static PROBED: LazyLock<HashMap<String, (Arc<Language>, Probed)>> = LazyLock::new(|| {
        let languages = language::load(None).expect("profiles");
        let known = |language: Arc<Language>| {
            let extension = language.extensions.first().expect("an extension").clone();
            (extension, (language, Probed::new()))
        };
        // PyPy shares an extension with Python.
        languages.into_iter().filter(|l| l.id != "pypy3").map(known).collect()
    });
    let extension = name.rsplit('.').next().expect("a last part");
    let (language, probed) = PROBED.get(extension).expect("a language of this extension");
    probed
        .get_or_init(|| {
            let probes = language::probe(&[Arc::clone(language)]);
            let why = probes.iter().find_map(|p| p.result.as_ref().err()).map(ToString::to_string);
            let first = language::installed(probes).into_iter().next();
            first.ok_or_else(|| format!("{name}: {}", why.unwrap_or_default()))
        })
        .clone()
}

/// Compares a run with the head.
fn judge(program: &Program, policy: Option<&str>, outcome: &Outcome) {
    let name = match policy {
        Some(policy) => format!("{} under {policy}", program.name),
        None => program.name.clone(),
    };
    let ends = program.under("end", policy);
    let printed = stdout(outcome).replace('\n', "|");
    let said =
        format!("{name}; it said {printed:?} {:?}", String::from_utf8_lossy(&outcome.stderr));
    expect(program, &said, ends.first().expect("a head with `end:`"), outcome.end);
    let texts = program.under("stdout", policy);
    let same = |text: &String| printed.trim_end_matches('|') == text.trim_end_matches('|');
    if matches!(outcome.end, End::Exited(_)) && !texts.is_empty() {
        assert!(texts.iter().any(same), "{said}, not {texts:?}");
    }
    if program.one("denied-forks").is_some() {
        assert!(outcome.usage.denied_forks > 0, "{name}: no fork was refused");
    }
}

fn expect(program: &Program, what: &str, expected: &str, end: End) {
    let ended = word(end);
    let fits = expected.split(" | ").any(|e| e == ended);
    assert!(fits, "{}: {ended}, not {expected}: {what}", program.name);
}

fn word(end: End) -> String {
    match end {
        End::Exited(code) => format!("exited {code}"),
        End::Signaled(signal) => format!("signaled {signal}"),
        End::Syscall => "syscall".into(),
        End::Stopped => "stopped".into(),
        End::Limit(LimitKind::Cpu) => "limit cpu".into(),
        End::Limit(LimitKind::Wall) => "limit wall".into(),
        End::Limit(LimitKind::Memory) => "limit memory".into(),
        End::Limit(LimitKind::Output) => "limit output".into(),
        End::Limit(LimitKind::Processes) => "limit processes".into(),
    }
}
