//! Judging over a scripted sandbox.

use std::{
    collections::BTreeMap,
    io::Write,
    sync::{
        Arc, Condvar, Mutex,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

use super::{
    Cores, Judge, Request, RunRequest, Settings,
    fake::{Call, Fake, Memory, ends, outcome, package, prints, program, source, toolchain},
};
use crate::{
    domain::{CompileStatus, Judgement, Limits, Progress, Verdict},
    problem::{Aggregation, Convention, FileIo, Group, Interactor, Package, Validator},
    sandbox::{self, End, LimitKind, Outcome, Stream, Workdir},
};

fn judged(judge: &Judge, package: &Package, blobs: &Memory) -> Result<Judgement, super::Error> {
    judge_with(judge, package, blobs, false)
}

fn judge_with(
    judge: &Judge,
    package: &Package,
    blobs: &Memory,
    run_all: bool,
) -> Result<Judgement, super::Error> {
    let (toolchain, source) = (toolchain(), source());
    let request = Request { package, blobs, toolchain: Some(&toolchain), source: &source, run_all };
    judge.judge(&request, &mut |_| {})
}

/// A judge whose submission prints `ok` except on the cases named in `fails`.
fn answering(fails: &'static [(&'static str, End)]) -> Judge {
    answering_with(fails, Settings::default())
}

fn answering_with(fails: &'static [(&'static str, End)], settings: Settings) -> Judge {
    Fake::new(move |call: Call| {
        let input = call.stdin();
        Ok(match fails.iter().find(|(name, _)| *name == input) {
            Some((_, End::Exited(0))) => prints("wrong"),
            Some((_, end)) => ends(*end),
            None => prints("ok"),
        })
    })
    .judge_with(settings)
    .0
}

fn verdicts(judgement: &Judgement) -> Vec<&'static str> {
    judgement.tests.iter().map(|test| test.verdict.map_or("-", Verdict::code)).collect()
}

const WRONG: End = End::Exited(0);

#[test]
fn all_right_is_accepted() {
    let (package, blobs) = package(&["sample/1", "secret/a", "secret/b"]);
    let (judge, log) = Fake::new(|call| {
        Ok(if call.command.argv[0] == "compile" {
            assert_eq!(call.command.workdir, Workdir::Shared);
            assert_eq!(call.command.policy, "compile");
            outcome()
        } else {
            assert_eq!(call.command.workdir, Workdir::Frozen);
            assert_eq!(call.command.limits.cpu, Duration::from_millis(1100), "stopped late");
            assert_eq!(call.command.limits.wall, Duration::from_secs(3));
            assert_eq!(call.command.limits.memory, (64 + 8) << 20);
            assert_eq!(call.files["main.x"].as_ref(), b"code");
            prints("OK\n")
        })
    })
    .judge();
    let mut seen = Vec::new();
    let (toolchain, source) = (toolchain(), source());
    let request = Request {
        package: &package,
        blobs: &blobs,
        toolchain: Some(&toolchain),
        source: &source,
        run_all: false,
    };
    let judgement = judge.judge(&request, &mut |progress| seen.push(progress)).expect("judged");
    assert_eq!(judgement.verdict, Verdict::Accepted);
    assert_eq!((judgement.score, judgement.max_score), (1.0, 1.0));
    assert_eq!((judgement.cpu_ms, judgement.wall_ms, judgement.memory_kib), (10, 12, 1024));
    assert_eq!(verdicts(&judgement), ["AC", "AC", "AC"]);
    let run = "run /box/main.x";
    assert_eq!(*log.lock().expect("log"), ["compile main.x", run, run, run]);
    assert_eq!(seen[..2], [Progress::Compiling, Progress::Running { tests: 3 }]);
    let test = |index: usize| Progress::Test { index, result: judgement.tests[index].clone() };
    assert_eq!(seen[2..], [test(0), test(1), test(2)]);
}

#[test]
fn the_first_failure_ends_a_pass_fail_problem() {
    let (package, blobs) = package(&["secret/a", "secret/b", "secret/c"]);
    let judge = answering(&[("secret/b", End::Signaled(11)), ("secret/c", WRONG)]);
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    assert_eq!(judgement.verdict, Verdict::RuntimeError);
    assert_eq!(judgement.score, 0.0);
    assert_eq!(verdicts(&judgement), ["AC", "RTE", "-"]);
    assert_eq!(judgement.tests[1].message, "killed by SIGSEGV (segmentation fault)");

    let judgement = judge_with(&judge, &package, &blobs, true).expect("judged");
    assert_eq!(verdicts(&judgement), ["AC", "RTE", "WA"]);
    assert_eq!(judgement.verdict, Verdict::RuntimeError);
    assert_eq!(judgement.tests[2].judge_message, "line 1, token 1: `wrong` instead of `ok`");
    assert_eq!(judgement.tests[2].message, "");
}

#[test]
fn a_compile_error_runs_nothing() {
    let (package, blobs) = package(&["secret/a"]);
    let (judge, log) = Fake::new(|call| {
        let Stream::Fd(fd) = call.command.stderr else { panic!("stderr is a pipe") };
        let mut pipe = std::fs::File::from(fd);
        pipe.write_all(b"main.x:1: no\n").expect("write");
        Ok(ends(End::Exited(1)))
    })
    .judge();
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    assert_eq!(judgement.verdict, Verdict::CompileError);
    assert_eq!(judgement.compile.status, CompileStatus::Failed);
    assert_eq!(judgement.compile.output, "main.x:1: no\n");
    assert_eq!(verdicts(&judgement), ["-"]);
    assert_eq!(log.lock().expect("log").len(), 1);
}

#[test]
fn a_compiler_may_not_take_or_say_too_much() {
    let (package, blobs) = package(&["secret/a"]);
    let (judge, _) = Fake::new(|call| {
        let Stream::Fd(fd) = call.command.stdout else { panic!("stdout is a pipe") };
        let mut pipe = std::fs::File::from(fd);
        pipe.write_all(&[b'x'; 300_000]).expect("nobody stops reading");
        Ok(ends(End::Limit(LimitKind::Cpu)))
    })
    .judge();
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    let output = judgement.compile.output;
    assert!(output.len() < 66_000, "{}", output.len());
    assert!(output.ends_with("(cut)\ncompiling: CPU time over the limit of 60.000 s\n"));
}

#[test]
fn a_source_over_the_limit_is_refused() {
    let (mut package, blobs) = package(&["secret/a"]);
    package.limits.code_kib = 0;
    let judgement = judged(&answering(&[]), &package, &blobs).expect("judged");
    assert_eq!(judgement.verdict, Verdict::CompileError);
    assert_eq!(judgement.compile.output, "the source has 4 bytes; this problem allows 0 KiB");
}

#[test]
fn files_of_a_problem_and_of_a_case_are_there() {
    let (mut package, mut blobs) = package(&["secret/a"]);
    let extra = program(&mut blobs, "extra.x").files;
    package.include = BTreeMap::from([("cpp".into(), extra.clone())]);
    package.cases[0].files = extra;
    package.cases[0].args = vec!["--fast".into()];
    let (judge, log) = Fake::new(|call| {
        if call.command.argv[0] == "run" {
            assert_eq!(call.command.workdir, Workdir::Copy);
            assert_eq!(call.file("/box/extra.x"), "extra.x");
        }
        Ok(prints("ok"))
    })
    .judge();
    assert_eq!(judged(&judge, &package, &blobs).expect("judged").verdict, Verdict::Accepted);
    assert_eq!(*log.lock().expect("log"), ["compile a.x extra.x", "run /box/a.x --fast"]);
}

#[test]
fn a_broken_sandbox_is_no_verdict() {
    let (package, blobs) = package(&["secret/a"]);
    let (judge, _) = Fake::new(|_| {
        Err(sandbox::Error {
            step: "clone".into(),
            cause: "EAGAIN".into(),
            hint: None,
            lost: false,
        })
    })
    .judge();
    let error = judged(&judge, &package, &blobs).expect_err("no verdict");
    assert_eq!(error.to_string(), "sandbox: clone: EAGAIN");
}

#[test]
fn abuse_names_its_case() {
    let (package, blobs) = package(&["secret/a"]);
    let judgement =
        judged(&answering(&[("secret/a", End::Syscall)]), &package, &blobs).expect("judged");
    assert_eq!(judgement.verdict, Verdict::RuntimeError);
    let [abuse] = &judgement.abuse[..] else { panic!("{:?}", judgement.abuse) };
    assert_eq!(abuse.to_string(), "syscall: secret/a: stopped at a forbidden system call");
}

/// A judge with these CPUs whose submission takes so many ms of CPU time at each further run,
/// within the wall limit or not; and where each run was.
fn timed(cores: Cores, runs: &'static [(u64, bool)]) -> (Judge, Arc<Mutex<Vec<Vec<usize>>>>) {
    let places = Arc::new(Mutex::new(Vec::new()));
    let (seen, turn) = (Arc::clone(&places), Mutex::new(runs.iter()));
    let fake = Fake::new(move |call: Call| {
        if call.command.argv[0] == "compile" {
            return Ok(outcome());
        }
        seen.lock().expect("places").push(call.command.cpus);
        let (ms, in_time) = turn.lock().expect("turn").next().expect("no more runs");
        let mut outcome = prints("ok");
        outcome.usage.cpu = Duration::from_millis(*ms);
        if !in_time {
            outcome.end = End::Limit(LimitKind::Wall);
        }
        Ok(outcome)
    });
    (fake.judge_with(Settings { cores, ..Settings::default() }).0, places)
}

#[test]
fn a_close_time_is_measured_once_more() {
    for (runs, verdict, cpu_ms) in [
        (&[(1000, true)][..], "AC", 1000),
        (&[(1001, true), (999, true)], "AC", 999),
        (&[(1100, true), (1001, true)], "TLE", 1001),
        (&[(1101, true)], "TLE", 1101),
        (&[(300, false), (900, true)], "AC", 900),
        (&[(300, false), (300, false)], "TLE", 300),
        (&[(100, false)], "TLE", 100),
    ] {
        let (package, blobs) = package(&["secret/a"]);
        let (judge, places) = timed(Cores::own(vec![7, 9]), runs);
        let judgement = judged(&judge, &package, &blobs).expect("judged");
        assert_eq!((verdicts(&judgement), judgement.cpu_ms), (vec![verdict], cpu_ms), "{runs:?}");
        let places = places.lock().expect("places");
        assert_eq!(places.len(), runs.len());
        assert!(places.iter().all(|cpus| *cpus == [7] || *cpus == [9]), "{places:?}");
    }
}

#[test]
fn what_is_measured_once_more_is_alone() {
    let (package, blobs) = package(&["secret/a"]);
    // Runs under way, and how many runs of this very submission came before.
    let (running, mine) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let crowd = Arc::clone(&running);
    let (judge, _) = Fake::new(move |call: Call| {
        let beside = crowd.fetch_add(1, Ordering::SeqCst);
        let mut outcome = prints("ok");
        let is_close = call.files["main.x"].as_ref() == b"close";
        if call.command.argv[0] == "run" && is_close {
            let again = mine.fetch_add(1, Ordering::SeqCst) % 2 == 1;
            thread::sleep(Duration::from_millis(1));
            let alone = beside == 0 && crowd.load(Ordering::SeqCst) == 1;
            let late = if again && alone { 900 } else { 1050 };
            outcome.usage.cpu = Duration::from_millis(late);
        }
        crowd.fetch_sub(1, Ordering::SeqCst);
        Ok(outcome)
    })
    .judge_with(Settings { cores: Cores::count(3), ..Settings::default() });
    let judge_text = |text: &[u8]| {
        let (toolchain, source) = (toolchain(), super::Source::lone("a.x", text));
        let blobs = &blobs;
        let request = Request {
            package: &package,
            blobs,
            toolchain: Some(&toolchain),
            source: &source,
            run_all: false,
        };
        judge.judge(&request, &mut |_| {}).expect("judged").verdict
    };
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        for _ in 0..3 {
            scope.spawn(|| {
                while !done.load(Ordering::SeqCst) {
                    assert_eq!(judge_text(b"quick"), Verdict::Accepted);
                }
            });
        }
        let close: Vec<_> = (0..20).map(|_| judge_text(b"close")).collect();
        done.store(true, Ordering::SeqCst);
        assert_eq!(close, [Verdict::Accepted; 20]);
    });
    assert_eq!(running.load(Ordering::SeqCst), 0);
}

#[test]
fn a_source_that_was_compiled_is_not_compiled_again() {
    let (package, blobs) = package(&["secret/a"]);
    let (judge, log) = Fake::new(|call| {
        assert_eq!(call.files["main.x"].as_ref(), b"code");
        Ok(prints("ok"))
    })
    .judge();
    for _ in 0..2 {
        let judgement = judged(&judge, &package, &blobs).expect("judged");
        assert_eq!(judgement.verdict, Verdict::Accepted);
        assert_eq!(judgement.compile.status, CompileStatus::Ok);
    }
    let run = "run /box/main.x";
    assert_eq!(*log.lock().expect("log"), ["compile main.x", run, run]);
}

#[test]
fn what_was_not_compiled_well_is_compiled_again() {
    for (kept, outcome) in [
        (false, ends(End::Exited(1))),
        (false, ends(End::Limit(LimitKind::Cpu))),
        (true, prints("ok")),
        (false, {
            let mut abusive = prints("ok");
            abusive.usage.denied_forks = 70;
            abusive
        }),
    ] {
        let (package, blobs) = package(&["secret/a"]);
        let (judge, log) = Fake::new(move |_| Ok(outcome.clone())).judge();
        for _ in 0..2 {
            judged(&judge, &package, &blobs).expect("judged");
        }
        let compiled = log.lock().expect("log").iter().filter(|l| l.contains("compile")).count();
        assert_eq!(compiled, if kept { 1 } else { 2 });
    }
}

/// 100 points: a pass-fail group of 30, a sum of 30, a minimum of 40 that needs the first.
fn scoring() -> (Package, Memory) {
    let (mut package, blobs) = package(&[
        "sample/1",
        "secret/1/a",
        "secret/1/b",
        "secret/2/a",
        "secret/2/b",
        "secret/2/c",
        "secret/3/a",
        "secret/3/b",
    ]);
    package.kind.scoring = true;
    let mut set = |name: &str, max_score: f64, aggregation, require_pass: &[&str]| {
        let group = package.groups.iter_mut().find(|group| group.name == name).expect(name);
        *group = Group {
            name: name.into(),
            max_score: Some(max_score),
            aggregation,
            require_pass: require_pass.iter().map(ToString::to_string).collect(),
        };
    };
    set("secret", 100.0, Aggregation::Sum, &[]);
    set("secret/1", 30.0, Aggregation::PassFail, &[]);
    set("secret/2", 30.0, Aggregation::Sum, &[]);
    set("secret/3", 40.0, Aggregation::Min, &["secret/1"]);
    (package, blobs)
}

#[test]
fn groups_make_the_score() {
    let (package, blobs) = scoring();
    let check = |fails: &'static [(&'static str, End)], verdict, score, wanted: &[&str]| {
        let judgement = judged(&answering(fails), &package, &blobs).expect("judged");
        assert_eq!(verdicts(&judgement), wanted);
        assert_eq!((judgement.verdict, judgement.score), (verdict, score), "{wanted:?}");
        assert_eq!(judgement.max_score, 100.0);
    };
    let ac = "AC";
    check(&[], Verdict::Accepted, 100.0, &[ac; 8]);
    check(&[("sample/1", WRONG)], Verdict::Accepted, 100.0, &["WA", ac, ac, ac, ac, ac, ac, ac]);
    check(&[("secret/2/b", WRONG)], Verdict::Partial, 90.0, &[ac, ac, ac, ac, "WA", ac, ac, ac]);
    check(
        &[("secret/1/a", End::Exited(1))],
        Verdict::Partial,
        30.0,
        &[ac, "RTE", "-", ac, ac, ac, "-", "-"],
    );
    check(
        &[("secret/3/a", End::Limit(LimitKind::Cpu))],
        Verdict::Partial,
        60.0,
        &[ac, ac, ac, ac, ac, ac, "TLE", "-"],
    );
    check(
        &[
            ("secret/1/b", End::Limit(LimitKind::Wall)),
            ("secret/2/a", WRONG),
            ("secret/2/b", WRONG),
            ("secret/2/c", WRONG),
        ],
        Verdict::TimeLimit,
        0.0,
        &[ac, ac, "TLE", "WA", "WA", "WA", "-", "-"],
    );
}

/// Settings for so many tests at once.
fn at_once(parallel_tests: usize) -> Settings {
    Settings { cores: Cores::count(parallel_tests), parallel_tests, ..Settings::default() }
}

#[test]
fn tests_at_once_give_the_same_judgement() {
    let (scoring, scoring_blobs) = scoring();
    let names: Vec<String> = (0..20).map(|n| format!("secret/{n:02}")).collect();
    let (plain, plain_blobs) = package(&names.iter().map(String::as_str).collect::<Vec<_>>());
    let fails: [&'static [(&'static str, End)]; 5] = [
        &[],
        &[("sample/1", WRONG), ("secret/00", WRONG), ("secret/1/b", WRONG)],
        &[("secret/07", End::Signaled(11)), ("secret/3/a", End::Exited(1))],
        &[("secret/19", WRONG), ("secret/2/b", WRONG), ("secret/2/c", WRONG)],
        &[("secret/03", WRONG), ("secret/04", WRONG), ("secret/1/a", WRONG)],
    ];
    for fails in fails {
        for (package, blobs) in [(&scoring, &scoring_blobs), (&plain, &plain_blobs)] {
            for run_all in [false, true] {
                let judged = |settings| {
                    let script = answering_with(fails, settings);
                    let mut seen = Vec::new();
                    let (toolchain, source) = (toolchain(), source());
                    let request = Request {
                        package,
                        blobs,
                        toolchain: Some(&toolchain),
                        source: &source,
                        run_all,
                    };
                    let judgement = script.judge(&request, &mut |step| seen.push(step));
                    (judgement.expect("judged"), seen)
                };
                assert_eq!(judged(at_once(4)), judged(at_once(1)), "{fails:?}");
            }
        }
    }
}

#[test]
fn tests_run_at_once_where_cpus_are_free() {
    let (package, blobs) = package(&["secret/a", "secret/b", "secret/c"]);
    let arrived = Arc::new((Mutex::new(0), Condvar::new()));
    let (judge, _) = Fake::new(move |call: Call| {
        if matches!(call.stdin().as_str(), "secret/b" | "secret/c") {
            let (count, changed) = &*arrived;
            *count.lock().expect("count") += 1;
            changed.notify_all();
            let both = |count: &mut i32| *count < 2;
            let patience = Duration::from_secs(60);
            let wait = changed.wait_timeout_while(count.lock().expect("count"), patience, both);
            assert!(!wait.expect("count").1.timed_out(), "the other never came");
        }
        Ok(prints("ok"))
    })
    .judge_with(at_once(2));
    assert_eq!(judged(&judge, &package, &blobs).expect("judged").verdict, Verdict::Accepted);
}

#[test]
fn what_was_run_ahead_in_vain_does_not_count() {
    let (package, blobs) = package(&["secret/a", "secret/b", "secret/c"]);
    let ahead = Arc::new(AtomicBool::new(false));
    let (judge, _) = Fake::new(move |call: Call| match call.stdin().as_str() {
        "secret/b" => {
            // Not before the next one has broken.
            let start = Instant::now();
            while !ahead.load(Ordering::SeqCst) && start.elapsed() < Duration::from_secs(60) {
                thread::yield_now();
            }
            Ok(prints("wrong"))
        }
        "secret/c" => {
            ahead.store(true, Ordering::SeqCst);
            Err(sandbox::Error {
                step: "clone".into(),
                cause: "EAGAIN".into(),
                hint: None,
                lost: false,
            })
        }
        _ => Ok(prints("ok")),
    })
    .judge_with(at_once(2));
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    assert_eq!(verdicts(&judgement), ["AC", "WA", "-"]);
}

#[test]
fn a_lost_whole_skips_the_groups_that_follow() {
    let (mut package, blobs) = scoring();
    package.groups[1].aggregation = Aggregation::Min;
    let judge = answering(&[("secret/1/a", WRONG)]);
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    assert_eq!(verdicts(&judgement), ["AC", "WA", "-", "-", "-", "-", "-", "-"]);
    assert_eq!((judgement.verdict, judgement.score), (Verdict::WrongAnswer, 0.0));
    let judgement = judge_with(&judge, &package, &blobs, true).expect("judged");
    assert_eq!(verdicts(&judgement), ["AC", "WA", "AC", "AC", "AC", "AC", "-", "-"]);
}

#[test]
fn a_sample_may_be_required() {
    let (mut package, blobs) = scoring();
    package.groups[2].require_pass = vec!["sample".into()];
    let judgement = judged(&answering(&[("sample/1", WRONG)]), &package, &blobs).expect("judged");
    assert_eq!(verdicts(&judgement), ["WA", "-", "-", "AC", "AC", "AC", "-", "-"]);
    assert_eq!((judgement.verdict, judgement.score), (Verdict::Partial, 30.0));
}

#[test]
fn what_the_whole_requires_its_groups_do() {
    let (mut package, blobs) = scoring();
    let secret = package.groups.iter_mut().find(|group| group.name == "secret").expect("secret");
    secret.require_pass = vec!["sample".into()];
    let judge = answering(&[("sample/1", WRONG)]);
    for run_all in [false, true] {
        let judgement = judge_with(&judge, &package, &blobs, run_all).expect("judged");
        assert_eq!(verdicts(&judgement), ["WA", "-", "-", "-", "-", "-", "-", "-"]);
        assert_eq!((judgement.verdict, judgement.score), (Verdict::WrongAnswer, 0.0));
    }
    let judgement = judged(&answering(&[]), &package, &blobs).expect("judged");
    assert_eq!((judgement.verdict, judgement.score), (Verdict::Accepted, 100.0));
}

/// A package with a validator, and a judge whose validator answers by `script`.
fn validated(
    cases: &[&str],
    script: impl Fn(&Call) -> Outcome + Send + Sync + 'static,
) -> (Package, Memory, Judge) {
    let (mut package, mut blobs) = package(cases);
    let validator = program(&mut blobs, "validate.x");
    package.validator = Validator::Custom(validator);
    let (judge, _) = Fake::new(move |call| {
        let is_validator = call.files.contains_key("validate.x") && call.command.collect.is_some();
        Ok(if is_validator { script(&call) } else { prints("answer") })
    })
    .judge();
    (package, blobs, judge)
}

fn says(code: i32, files: &[(&str, &str)]) -> Outcome {
    let file = |(name, text): &(&str, &str)| ((*name).to_owned(), text.as_bytes().to_vec());
    Outcome { files: files.iter().map(file).collect(), ..ends(End::Exited(code)) }
}

#[test]
fn a_custom_validator_decides() {
    let (mut package, blobs, judge) = validated(&["secret/a", "secret/b"], |call| {
        assert_eq!(call.command.cwd, "/tmp/submission");
        assert_eq!(call.file("/tmp/submission/main.x"), "code");
        assert_eq!(call.stdin(), "answer");
        assert_eq!(call.command.argv[..2], ["run", "/box/validate.x"]);
        assert_eq!(call.command.argv[4..], ["/tmp/feedback/", "strict"]);
        assert_eq!(call.file(&call.command.argv[3]), "ok");
        match call.file(&call.command.argv[2]).as_str() {
            "secret/a" => says(42, &[]),
            _ => says(43, &[("judgemessage.txt", "7 is odd\n"), ("teammessage.txt", "odd")]),
        }
    });
    for case in &mut package.cases {
        case.validator_args = vec!["strict".into()];
    }
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    assert_eq!(verdicts(&judgement), ["AC", "WA"]);
    assert_eq!(judgement.tests[1].judge_message, "7 is odd");
    assert_eq!(judgement.tests[1].message, "odd");
}

#[test]
fn a_broken_validator_is_the_packages_fault() {
    for (answer, wanted) in [
        (ends(End::Exited(0)), "exit code 0, where 42 or 43 is wanted"),
        (ends(End::Signaled(11)), "killed by SIGSEGV (segmentation fault), where"),
        (ends(End::Limit(LimitKind::Cpu)), "CPU time over the limit of 60.000 s, where"),
        (says(42, &[("nextpass.in", "")]), "nextpass.in where no pass can follow"),
        (says(42, &[("score.txt", "x")]), "score.txt: `x` is no number"),
        (says(42, &[("score.txt", "1"), ("score_multiplier.txt", "1")]), "both"),
    ] {
        let (package, blobs, judge) = validated(&["secret/a"], move |_| answer.clone());
        let error = judged(&judge, &package, &blobs).expect_err(wanted).to_string();
        assert!(error.contains(wanted), "{error}");
        assert!(error.starts_with("problem p: output validator, case secret/a: "), "{error}");
    }
}

#[test]
fn a_validator_gives_points() {
    let (mut package, blobs, judge) = validated(&["secret/a", "secret/b"], |call| {
        match call.file(&call.command.argv[2]).as_str() {
            "secret/a" => says(42, &[("score_multiplier.txt", "0.5\n")]),
            _ => says(42, &[]),
        }
    });
    package.kind.scoring = true;
    package.groups[0].aggregation = Aggregation::Sum;
    package.groups[0].max_score = Some(100.0);
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    assert_eq!((judgement.verdict, judgement.score), (Verdict::Partial, 75.0));
    assert_eq!(judgement.tests.iter().map(|test| test.score).collect::<Vec<_>>(), [25.0, 50.0]);

    package.groups[0].max_score = None;
    let error = judged(&judge, &package, &blobs).expect_err("unbounded").to_string();
    assert_eq!(error, "problem p: case secret/a: score_multiplier.txt in an unbounded group");
}

#[test]
fn points_come_by_one_kind_of_file_and_not_for_samples() {
    let by = |first: &'static str, second: &'static str| {
        let (mut package, blobs, judge) =
            validated(&["sample/a", "secret/a", "secret/b"], |call| {
                match call.file(&call.command.argv[2]).as_str() {
                    "sample/a" => says(43, &[("score.txt", "1e9")]),
                    "secret/a" => says(42, &[(first, "0.5")]),
                    _ => says(42, &[(second, "1")]),
                }
            });
        package.kind.scoring = true;
        for group in &mut package.groups {
            (group.aggregation, group.max_score) = (Aggregation::Sum, Some(10.0));
        }
        judged(&judge, &package, &blobs)
    };
    assert_eq!(by("score.txt", "score.txt").expect("judged").score, 1.5);
    assert_eq!(by("score_multiplier.txt", "score_multiplier.txt").expect("judged").score, 7.5);
    let error = by("score.txt", "score_multiplier.txt").expect_err("both").to_string();
    let wanted =
        "problem p: case secret/b: score.txt for one case and score_multiplier.txt for another";
    assert_eq!(error, wanted);
}

#[test]
fn of_several_validators_each_must_accept() {
    let run = |first: i32, second: i32| {
        let (mut package, mut blobs) = package(&["secret/a"]);
        let programs = ["first.x", "second.x"].map(|name| program(&mut blobs, name));
        package.validator = Validator::All(programs.into());
        let (judge, _) = Fake::new(move |call: Call| {
            let is_first = call.files.contains_key("first.x");
            Ok(match (call.command.collect.is_some(), is_first) {
                (false, _) => prints("answer"),
                (true, true) => says(first, &[("judgemessage.txt", "one")]),
                (true, false) => says(second, &[("judgemessage.txt", "two")]),
            })
        })
        .judge();
        let test = judged(&judge, &package, &blobs).expect("judged").tests.remove(0);
        (test.verdict.map(Verdict::code), test.judge_message)
    };
    assert_eq!(run(42, 42), (Some("AC"), "one\ntwo".into()));
    assert_eq!(run(42, 43), (Some("WA"), "one\ntwo".into()));
    assert_eq!(run(43, 42), (Some("WA"), "one".into()), "the second is not asked any more");
}

/// A problem with a static test before a case, whose static validator is `script`.
fn looked_at(
    script: impl Fn(&Call) -> Outcome + Send + Sync + 'static,
) -> (Package, Memory, Judge) {
    let (mut package, mut blobs) = package(&["secret/static", "secret/a"]);
    package.cases[0].static_test = true;
    package.cases[0].validator_args = vec!["strict".into()];
    package.static_validator = Some(program(&mut blobs, "style.x"));
    let judge = Fake::new(move |call: Call| {
        let is_validator = call.files.contains_key("style.x");
        Ok(match (&*call.command.argv[0], is_validator) {
            ("compile", _) => outcome(),
            (_, true) => script(&call),
            _ => prints("ok"),
        })
    });
    (package, blobs, judge.judge().0)
}

#[test]
fn a_static_validator_sees_the_submission_and_no_data() {
    let (mut package, blobs, judge) = looked_at(|call| {
        let argv = &call.command.argv;
        assert_eq!(argv[2..], ["cpp", "main.x", "/tmp/feedback/", "strict"]);
        assert_eq!(call.command.cwd, "/tmp/submission");
        let files: Vec<_> = call.command.files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(files, ["/tmp/submission/main.x"]);
        says(43, &[("judgemessage.txt", "a goto"), ("teammessage.txt", "no goto")])
    });
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    assert_eq!(judgement.verdict, Verdict::WrongAnswer);
    assert_eq!(verdicts(&judgement), ["WA", "-"], "nothing is run in vain");
    assert_eq!(judgement.tests[0].judge_message, "a goto");
    assert_eq!(judgement.tests[0].message, "no goto");

    package.kind.scoring = true;
    package.groups[0].aggregation = Aggregation::Sum;
    package.groups[0].max_score = Some(10.0);
    package.cases[0].points = Some(4.0);
    package.cases[1].points = Some(6.0);
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    assert_eq!((judgement.verdict, judgement.score), (Verdict::Partial, 6.0));
}

#[test]
fn a_broken_static_validator_is_the_packages_fault() {
    for (answer, wanted) in [
        (ends(End::Exited(0)), "exit code 0, where 42 or 43 is wanted"),
        (says(42, &[("nextpass.in", "")]), "nextpass.in where no pass can follow"),
    ] {
        let (mut package, blobs, judge) = looked_at(move |_| answer.clone());
        package.kind.multi_pass = true;
        let error = judged(&judge, &package, &blobs).expect_err(wanted).to_string();
        assert!(error.contains(wanted), "{error}");
        assert!(error.starts_with("problem p: static validator, case secret/static: "), "{error}");
    }
}

#[test]
fn passes_follow_each_other() {
    let (mut package, blobs, judge) = validated(&["secret/a"], |call| {
        let known = call.command.files.iter().any(|file| file.path == "/tmp/feedback/notes");
        match call.file(&call.command.argv[2]).as_str() {
            "secret/a" => says(42, &[("nextpass.in", "second"), ("notes", "n")]),
            "second" if known => says(42, &[("nextpass.in", "third")]),
            _ => says(43, &[("judgemessage.txt", "third pass")]),
        }
    });
    package.kind.multi_pass = true;
    package.limits.validation_passes = 3;
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    assert_eq!(verdicts(&judgement), ["WA"]);
    assert_eq!(judgement.tests[0].judge_message, "third pass");

    package.limits.validation_passes = 2;
    let error = judged(&judge, &package, &blobs).expect_err("too many").to_string();
    assert!(error.ends_with("asks for more than 2 passes"), "{error}");

    let (mut package, blobs, judge) = validated(&["secret/a"], |call| {
        let known = call.command.files.iter().any(|file| file.path.ends_with("nextpass.in"));
        assert!(!known, "it is removed before the next pass");
        match call.file(&call.command.argv[2]).as_str() {
            "secret/a" => says(42, &[("nextpass.in", "second")]),
            _ => says(43, &[("nextpass.in", "third")]),
        }
    });
    package.kind.multi_pass = true;
    let error = judged(&judge, &package, &blobs).expect_err("refused and goes on").to_string();
    assert!(error.ends_with("nextpass.in where no pass can follow"), "{error}");
}

/// Judges an interactive case whose two sides end so, the submission first or not.
fn talk(
    program: Outcome,
    validator: Outcome,
    program_first: bool,
) -> Result<Judgement, super::Error> {
    let (mut package, blobs, judge) = {
        let (mut package, mut blobs) = package(&["secret/a"]);
        package.validator = Validator::Custom(super::fake::program(&mut blobs, "validate.x"));
        let (judge, _) = Fake::new(move |call: Call| {
            if call.command.argv[0] == "compile" {
                return Ok(outcome());
            }
            let is_validator = call.command.collect.is_some();
            assert!(matches!(call.command.stdout, Stream::Fd(_)));
            let mut end = if is_validator { validator.clone() } else { program.clone() };
            let late = if is_validator == program_first { 10 } else { 0 };
            end.ended += Duration::from_millis(late);
            Ok(end)
        })
        .judge();
        (package, blobs, judge)
    };
    package.kind.interactive = true;
    judged(&judge, &package, &blobs)
}

#[test]
fn a_conversation_is_judged_by_who_ended_it() {
    let verdict = |program, validator, program_first| {
        talk(program, validator, program_first).map(|judgement| judgement.verdict.code())
    };
    let crash = || ends(End::Signaled(11));
    assert_eq!(verdict(outcome(), says(42, &[]), true).ok(), Some("AC"));
    assert_eq!(verdict(outcome(), says(43, &[]), true).ok(), Some("WA"));
    assert_eq!(verdict(crash(), says(43, &[]), false).ok(), Some("WA"), "refused before it fell");
    assert_eq!(verdict(crash(), says(43, &[]), true).ok(), Some("RTE"), "fell before the word");
    assert_eq!(verdict(crash(), says(42, &[]), false).ok(), Some("RTE"));
    let slow = ends(End::Limit(LimitKind::Cpu));
    assert_eq!(verdict(slow, says(43, &[]), true).ok(), Some("TLE"));
    assert!(verdict(outcome(), crash(), true).is_err(), "a validator that falls is broken");
}

#[test]
fn a_conversation_crosses_the_pipes() {
    let (mut package, mut blobs) = package(&["secret/a"]);
    package.validator = Validator::Custom(program(&mut blobs, "validate.x"));
    package.kind.interactive = true;
    let (judge, _) = Fake::new(|call: Call| {
        if call.command.argv[0] == "compile" {
            return Ok(outcome());
        }
        let (sandbox::Input::Fd(stdin), Stream::Fd(stdout)) =
            (call.command.stdin, call.command.stdout)
        else {
            panic!("both are pipes")
        };
        let (mut stdin, mut stdout) = (std::fs::File::from(stdin), std::fs::File::from(stdout));
        if call.command.collect.is_some() {
            stdout.write_all(b"question").expect("write");
            drop(stdout);
            let heard = std::io::read_to_string(&mut stdin).expect("read");
            return Ok(says(if heard == "question?" { 42 } else { 43 }, &[]));
        }
        let heard = std::io::read_to_string(&mut stdin).expect("read");
        stdout.write_all(format!("{heard}?").as_bytes()).expect("write");
        Ok(outcome())
    })
    .judge();
    // In a thread, so that a deadlock fails by name rather than for ever.
    let judged = thread::spawn(move || judged(&judge, &package, &blobs).map(|j| j.verdict));
    assert_eq!(judged.join().expect("no panic").expect("judged"), Verdict::Accepted);
}

#[test]
fn a_run_gives_what_it_printed() {
    let (judge, _) = Fake::new(|call| {
        Ok(if call.command.argv[0] == "compile" {
            outcome()
        } else {
            Outcome { end: End::Exited(3), ..prints(&format!("got {}", call.stdin())) }
        })
    })
    .judge();
    let (toolchain, source) = (toolchain(), source());
    let request = RunRequest {
        toolchain: &toolchain,
        source: &source,
        limits: Limits::default(),
        problem: None,
    };
    let result = judge.run(&request, Arc::from(b"1 2".as_slice())).expect("run");
    assert_eq!(result.end, Some(End::Exited(3)));
    assert_eq!(result.stdout, b"got 1 2");
    assert_eq!(result.compile.status, CompileStatus::Ok);
}

/// A package whose programs speak testlib's language: `script` answers for checker and
/// interactor, told apart by their names, the submission prints `answer`.
fn testlib(
    cases: &[&str],
    script: impl Fn(&str, &Call) -> Outcome + Send + Sync + 'static,
) -> (Package, Memory, Judge) {
    let (mut package, mut blobs) = package(cases);
    package.convention = Convention::Testlib;
    package.validator = Validator::Custom(program(&mut blobs, "check.x"));
    let (judge, _) = Fake::new(move |call| {
        let argv = &call.command.argv;
        let who = match argv.get(3).map(String::as_str) {
            Some("/tmp/minos/output") => "checker",
            Some("/tmp/feedback/report") => "interactor",
            _ => return Ok(prints("answer")),
        };
        Ok(script(who, &call))
    })
    .judge();
    (package, blobs, judge)
}

fn quits(code: i32, message: &str) -> Outcome {
    Outcome { stderr: message.into(), ..ends(End::Exited(code)) }
}

#[test]
fn a_testlib_checker_gets_files_and_answers_by_its_exit_code() {
    let (package, blobs, judge) = testlib(&["secret/a", "secret/b"], |_, call| {
        assert_eq!(
            call.command.argv[2..],
            ["/tmp/minos/input", "/tmp/minos/output", "/tmp/minos/answer"]
        );
        assert_eq!(call.file("/tmp/minos/output"), "answer");
        assert_eq!(call.file("/tmp/minos/answer"), "ok");
        match call.file("/tmp/minos/input").as_str() {
            "secret/a" => quits(0, "ok fine\n"),
            _ => quits(2, "wrong output format Unexpected end of file\n"),
        }
    });
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    assert_eq!(verdicts(&judgement), ["AC", "WA"]);
    assert_eq!(judgement.tests[1].judge_message, "wrong output format Unexpected end of file");
    assert_eq!(judgement.tests[1].message, "", "the checker's words may tell of hidden data");

    let (package, blobs, judge) = testlib(&["secret/a"], |_, _| quits(3, "FAIL no answer"));
    let error = judged(&judge, &package, &blobs).expect_err("the jury's fault").to_string();
    assert!(error.contains("exit code 3, where testlib's 0 to 2"), "{error}");
    assert!(error.ends_with("FAIL no answer"), "{error}");
}

#[test]
fn a_testlib_checker_gives_points() {
    let answer = |_: &str, call: &Call| match call.file("/tmp/minos/input").as_str() {
        "secret/a" => quits(7, "points 15 half"),
        "secret/b" => quits(50, "partially correct (50) a quarter"),
        _ => quits(0, "ok"),
    };
    let cases = ["secret/a", "secret/b", "secret/c"];
    let score = |convention, aggregation, points: [f64; 3]| {
        let (mut package, blobs, judge) = testlib(&cases, answer);
        package.convention = convention;
        package.kind.scoring = true;
        package.groups[0].aggregation = aggregation;
        package.groups[0].max_score = Some(points.iter().sum());
        for (case, points) in package.cases.iter_mut().zip(points) {
            case.points = Some(points);
        }
        let judgement = judged(&judge, &package, &blobs).expect("judged");
        let verdicts = verdicts(&judgement).join(" ");
        (judgement.score, verdicts)
    };
    let points = [30.0, 40.0, 30.0];
    let (absolute, verdicts) = score(Convention::Testlib, Aggregation::Sum, points);
    assert_eq!((absolute, verdicts.as_str()), (15.0 + 10.0 + 30.0, "PAC PAC AC"));
    let (percent, _) = score(Convention::TestlibPercent, Aggregation::Sum, points);
    assert_eq!(percent, 4.5 + 10.0 + 30.0);
    let (whole, verdicts) = score(Convention::Testlib, Aggregation::PassFail, points);
    assert_eq!((whole, verdicts.as_str()), (0.0, "WA - -"), "all or nothing takes no part");
}

#[test]
fn an_interactor_leaves_its_report_to_the_checker() {
    let interactive = |interactor: Outcome| {
        let (mut package, mut blobs, judge) = testlib(&["secret/a"], move |who, call| {
            if who == "checker" {
                assert_eq!(call.file("/tmp/minos/output"), "7 questions");
                return quits(i32::from(call.file("/tmp/minos/answer") != "ok"), "");
            }
            interactor.clone()
        });
        let program = program(&mut blobs, "interact.x");
        package.interactor = Some(Interactor { program, every_pass: false });
        package.kind.interactive = true;
        judged(&judge, &package, &blobs).map(|judgement| verdicts(&judgement).join(" "))
    };
    let report = ("report".to_owned(), b"7 questions".to_vec());
    let good = Outcome { files: [report].into(), ..quits(0, "ok") };
    assert_eq!(interactive(good).expect("judged"), "AC");
    assert_eq!(interactive(quits(1, "wrong answer too many")).expect("judged"), "WA");
    assert!(interactive(quits(3, "FAIL")).is_err());
}

#[test]
fn a_program_may_run_twice() {
    let (mut package, blobs, judge) =
        testlib(&["secret/a"], |_, call| match call.file("/tmp/minos/input").as_str() {
            "secret/a" => Outcome { stdout: b"encoded".to_vec(), ..quits(0, "") },
            "encoded" => quits(0, "ok"),
            other => panic!("{other}"),
        });
    package.kind.multi_pass = true;
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    assert_eq!(verdicts(&judgement), ["AC"]);
}

#[test]
fn input_and_output_may_be_files() {
    let (mut package, blobs) = package(&["secret/a", "secret/b"]);
    package.file_io = FileIo { input: Some("in.txt".into()), output: Some("out.txt".into()) };
    let (judge, _) = Fake::new(|call| {
        if call.command.argv[0] == "compile" {
            return Ok(outcome());
        }
        assert_eq!(call.command.cwd, "/tmp/files");
        assert_eq!(call.stdin(), "");
        let wrote = call.file("/tmp/files/in.txt") == "secret/a";
        Ok(says(0, if wrote { &[("out.txt", "ok")] } else { &[] }))
    })
    .judge();
    let judgement = judged(&judge, &package, &blobs).expect("judged");
    assert_eq!(verdicts(&judgement), ["AC", "WA"]);
    assert_eq!(judgement.tests[1].message, "there is no file out.txt after the run");
}
