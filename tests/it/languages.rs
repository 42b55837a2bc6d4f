//! Every language profile whose tools this host has, through the real sandbox.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use minos::{
    domain::{Judgement, Language, Toolchain},
    judge::{Judge, Request, Source},
    language::{self, Probe},
    problem::{self, Loaded},
};

use crate::host::{lacks_sandbox, skipped};
use crate::judge::place::{judge, write_package};

/// What the program in `tests/languages/` does at its input's word, and what it must get.
const ENDS: [(&str, &str); 2] = [("crash", "RTE"), ("hog", "MLE")];

/// Seconds for programs that end by themselves: other tests may keep the machine busy.
const PATIENCE: u32 = 20;

/// The problems that every language is tried on.
struct Problems {
    hello: Loaded,
    ends: Loaded,
    /// With a limit of its own, for its whole time is spent.
    endless: Loaded,
}

fn package(dir: &Path, seconds: u32, cases: &[(&str, &str)]) -> Loaded {
    let limits = format!("limits:\n  time_limit: {seconds}\n  memory: 128\n");
    write_package(dir, &limits, cases);
    problem::load(dir).expect("a good package")
}

/// A file of the language in `tests/languages/`, whatever its extension.
fn program(language: &Language, stem: &str) -> Source {
    // PyPy runs the same Python.
    let id = if language.id == "pypy3" { "python3" } else { &language.id };
    let dir = PathBuf::from("tests/languages").join(id);
    let files = fs::read_dir(&dir).unwrap_or_else(|e| panic!("{}: {e}", dir.display()));
    let path = files
        .map(|entry| entry.expect("a directory entry").path())
        .find(|path| path.file_stem().is_some_and(|s| s == stem))
        .unwrap_or_else(|| panic!("no {stem} in {}", dir.display()));
    Source::lone(stem, &fs::read(path).expect("read a program"))
}

fn run(judge: &Judge, loaded: &Loaded, toolchain: &Toolchain, source: &Source) -> Judgement {
    let request = Request {
        package: &loaded.package,
        blobs: &loaded.blobs,
        toolchain: Some(toolchain),
        source,
        run_all: true,
    };
    judge.judge(&request, &mut |_| {}).expect("judged")
}

/// A judgement in few lines.
fn brief(judgement: &Judgement) -> String {
    let tests = judgement.tests.iter().filter(|test| test.verdict.is_some()).map(|test| {
        let (cpu, memory, says) = (test.cpu_ms, test.memory_kib, &test.message);
        format!(
            "{} {:?} {cpu} ms {memory} KiB {says} {}; ",
            test.name, test.verdict, test.judge_message
        )
    });
    let tests: String = tests.collect();
    format!("{} {tests}{:?}\n{}", judgement.verdict, judgement.abuse, judgement.compile.output)
}

/// What is wrong with a toolchain.
fn faults(judge: &Judge, problems: &Problems, toolchain: &Toolchain) -> Vec<String> {
    let language = &toolchain.language;
    let mut faults = Vec::new();
    let mut check = |what: &str, judgement: &Judgement, got: Option<&str>, wanted: &str| {
        if got != Some(wanted) {
            let key = format!("{}@{}", language.id, toolchain.version.id);
            faults.push(format!("{key}: {what} must get {wanted}: {}", brief(judgement)));
        }
    };
    let template = Source::lone("template", language.template.as_bytes());
    let judgement = run(judge, &problems.hello, toolchain, &template);
    check("the template", &judgement, Some(judgement.verdict.code()), "AC");

    let judgement = run(judge, &problems.hello, toolchain, &program(language, "broken"));
    check("the broken program", &judgement, Some(judgement.verdict.code()), "CE");

    let source = program(language, "program");
    let judgement = run(judge, &problems.ends, toolchain, &source);
    for (name, wanted) in ENDS {
        let test = judgement.tests.iter().find(|test| test.name == format!("secret/{name}"));
        let got = test.and_then(|test| test.verdict).map(|verdict| verdict.code());
        check(name, &judgement, got, wanted);
    }
    let judgement = run(judge, &problems.endless, toolchain, &source);
    check("the endless loop", &judgement, Some(judgement.verdict.code()), "TLE");
    faults
}

#[test]
fn every_language_gets_its_verdicts() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let package =
        |name: &str, seconds, cases: &[_]| package(&dir.path().join(name), seconds, cases);
    let problems = Problems {
        hello: package("hello", PATIENCE, &[("hello", "Hello, world!\n")]),
        ends: package("ends", PATIENCE, &ENDS.map(|(name, _)| (name, "nothing\n"))),
        endless: package("endless", 1, &[("loop", "nothing\n")]),
    };

    let languages = language::load(None).expect("profiles");
    let probes: Vec<Probe> = language::probe(&languages);
    for probe in &probes {
        if let Err(why) = &probe.result {
            skipped(&format!("{}@{}: {why}", probe.language.id, probe.version));
        }
    }
    let toolchains = language::installed(probes);
    let judge = judge(toolchains.clone());
    let (next, faults_found) = (AtomicUsize::new(0), Arc::new(Mutex::new(Vec::new())));
    thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(toolchain) = toolchains.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = faults(&judge, &problems, toolchain);
                    faults_found.lock().expect("no panic").extend(found);
                }
            });
        }
    });
    let found = faults_found.lock().expect("no panic");
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// Whatever a profile holds, it is refused by name or is one. `PROPTEST_CASES` says how long to
/// search.
mod arbitrary {
    use std::fs;

    use proptest::prelude::*;

    use crate::mangle::{cases, mangled};

    fn profiles() -> Vec<String> {
        let all = fs::read_dir("sandbox-profiles/languages").expect("the profiles");
        all.map(|entry| fs::read_to_string(entry.expect("an entry").path()).expect("a text"))
            .collect()
    }

    proptest! {
        #![proptest_config(cases(60))]

        #[test]
        fn whatever_a_profile_says_it_is_refused_by_name_or_read(text in mangled(profiles())) {
            let dir = tempfile::tempdir().expect("a directory");
            fs::write(dir.path().join("mine.toml"), text).expect("write");
            match minos::language::load(Some(dir.path())) {
                Ok(all) => prop_assert!(!all.is_empty()),
                Err(e) => {
                    let text = e.to_string();
                    prop_assert!(text.contains("mine.toml") || text.contains("id"), "{}", text);
                }
            }
        }
    }
}
