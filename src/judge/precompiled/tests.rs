//! Over a scripted sandbox; `tests/it/judge/headers.rs` has the real compiler.

use std::{fs, path::PathBuf, sync::Arc, thread, time::Duration};

use crate::{
    domain::{CompileStatus, Limits, Precompiled, Toolchain},
    judge::{
        Judge, RunRequest, RunResult, Settings, Source,
        fake::{Call, Fake, ends, outcome, prints, toolchain},
    },
    sandbox::{End, LimitKind},
};

fn words(text: &str) -> Vec<String> {
    text.split_whitespace().map(String::from).collect()
}

fn with_header() -> Toolchain {
    let mut toolchain = toolchain();
    toolchain.version.precompiled = Some(Precompiled {
        header: "all.h".into(),
        text: words("text {source}"),
        compile: words("header {source}"),
        file: "in/all.gch".into(),
        flags: words("-I{dir}"),
        trial: words("--strict"),
    });
    toolchain
}

fn judge(dir: &tempfile::TempDir, answer: fn(&str) -> End) -> (Judge, impl Fn() -> Vec<String>) {
    let settings = Settings { headers: Some(dir.path().join("headers")), ..Settings::default() };
    let (judge, log) = Fake::new(move |call: Call| {
        let told = call.command.argv.join(" ");
        Ok(match answer(&told) {
            End::Exited(0) if told.starts_with("text") => prints(&told),
            End::Exited(0) => outcome(),
            end => ends(end),
        })
    })
    .judge_with(settings);
    (judge, move || log.lock().expect("log").drain(..).collect())
}

fn run(judge: &Judge, toolchain: &Toolchain, text: &str) -> RunResult {
    let source = Source::lone("a.x", text.as_bytes());
    let (limits, stdin) = (Limits::default(), Arc::from(&b""[..]));
    let request = RunRequest { toolchain, source: &source, limits, problem: None };
    judge.run(&request, stdin).expect("run")
}

fn kept(dir: &tempfile::TempDir) -> Vec<PathBuf> {
    let entries = fs::read_dir(dir.path().join("headers")).expect("a directory");
    entries.map(|entry| entry.expect("an entry").path()).collect()
}

#[test]
fn the_first_program_has_it_made_and_later_ones_take_it() {
    let dir = tempfile::tempdir().expect("a directory");
    let (judge, told) = judge(&dir, |_| End::Exited(0));
    let toolchain = with_header();
    run(&judge, &toolchain, "no such thing");
    assert_eq!(told(), ["compile main.x", "run /box/main.x"]);
    assert!(!dir.path().join("headers").exists());

    run(&judge, &toolchain, "include all.h");
    let mut all = told();
    while !all.iter().any(|line| line.ends_with("--strict")) {
        thread::sleep(Duration::from_millis(1));
        all.extend(told());
    }
    for line in ["compile main.x", "run /box/main.x", "text main.x", "header main.x"] {
        assert!(all.contains(&line.to_owned()), "{line} not in {all:?}");
    }
    // Already known, or as soon as the trial has ended.
    assert!((0..).any(|n| {
        run(&judge, &toolchain, &format!("include all.h, {n}"));
        told() == ["compile main.x -I/headers", "run /box/main.x"]
    }));
    run(&judge, &toolchain, "no such thing either");
    assert_eq!(told(), ["compile main.x", "run /box/main.x"]);
}

#[test]
fn a_failure_with_it_counts_only_if_it_would_come_without() {
    let dir = tempfile::tempdir().expect("a directory");
    let toolchain = with_header();
    let (retrying, told) =
        judge(&dir, |told| match told.contains("-I") && !told.contains("strict") {
            true => End::Exited(1),
            false => End::Exited(0),
        });
    assert!(retrying.precompile(&toolchain));
    told();
    let result = run(&retrying, &toolchain, "all.h");
    assert_eq!(result.compile.status, CompileStatus::Ok);
    assert_eq!(told(), ["compile main.x -I/headers", "compile main.x", "run /box/main.x"]);

    let (judge, told) = judge(&dir, |told| match told.contains("-I") && !told.contains("strict") {
        true => End::Limit(LimitKind::Cpu),
        false => End::Exited(0),
    });
    assert!(judge.precompile(&toolchain));
    assert_eq!(told(), ["text main.x", "compile main.x -I/headers --strict"], "there from before");
    let result = run(&judge, &toolchain, "all.h");
    assert_eq!(result.compile.status, CompileStatus::Failed);
    assert_eq!(told(), ["compile main.x -I/headers"]);
}

#[test]
fn what_is_damaged_or_of_another_system_is_made_anew() {
    let dir = tempfile::tempdir().expect("a directory");
    let made = |toolchain: &Toolchain| {
        let (judge, told) = judge(&dir, |_| End::Exited(0));
        assert!(judge.precompile(toolchain));
        let kept = kept(&dir);
        assert_eq!(kept.len(), 1);
        (told().contains(&"header main.x".to_owned()), kept[0].clone())
    };
    let toolchain = with_header();
    let (is_new, first) = made(&toolchain);
    assert!(is_new);
    assert_eq!(made(&toolchain), (false, first.clone()));

    let file = first.join("in/all.gch");
    fs::remove_file(&file).expect("remove");
    fs::write(&file, "x").expect("write");
    assert_eq!(made(&toolchain), (true, first.clone()), "damaged");
    assert_eq!(fs::read(&file).expect("read"), b"");

    fs::create_dir(dir.path().join("headers/x@1@new")).expect("half made");
    assert_eq!(made(&toolchain), (false, first.clone()));

    let newer = Toolchain { found: "X 2".into(), ..with_header() };
    let (is_new, second) = made(&newer);
    assert!(is_new && second != first);
}

#[test]
fn without_it_all_goes_on() {
    let dir = tempfile::tempdir().expect("a directory");
    let toolchain = with_header();
    for fails in ["text", "header", "--strict"] {
        let answer: fn(&str) -> End = match fails {
            "text" => |told| End::Exited(i32::from(told.starts_with("text"))),
            "header" => |told| End::Exited(i32::from(told.starts_with("header"))),
            _ => |told| End::Exited(i32::from(told.ends_with("--strict"))),
        };
        let (judge, told) = judge(&dir, answer);
        assert!(!judge.precompile(&toolchain), "{fails}");
        told();
        run(&judge, &toolchain, "all.h");
        assert_eq!(told(), ["compile main.x", "run /box/main.x"], "{fails}");
    }
    fs::remove_dir_all(dir.path().join("headers")).expect("remove");
    fs::write(dir.path().join("headers"), "in the way").expect("write");
    let (judge, _) = judge(&dir, |_| End::Exited(0));
    assert!(!judge.precompile(&toolchain));
    assert_eq!(run(&judge, &toolchain, "all.h").compile.status, CompileStatus::Ok);
}
