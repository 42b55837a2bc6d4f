//! `minos judge` and judging through the real sandbox.

use std::{fs, path::Path, path::PathBuf, process::Command, sync::Arc};

use minos::{
    domain::Toolchain,
    judge::Judge,
    sandbox::native::{Native, Options},
};
use serde_json::Value;

/// A judge over the native sandbox, with the freshly built binary as its helper.
pub fn judge(toolchains: Vec<Toolchain>) -> Judge {
    let options =
        Options { init: PathBuf::from(env!("CARGO_BIN_EXE_minos")), ..Options::default() };
    let native = Native::new(options).expect("a native sandbox on this host");
    Judge { provider: Arc::new(native), toolchains }
}

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("make a directory");
    fs::write(path, text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
}

/// Writes a small package; `cases` are names of secret cases, which are their inputs too, with
/// their answers. `more` goes into problem.yaml.
pub fn write_package(dir: &Path, more: &str, cases: &[(&str, &str)]) {
    let head = "problem_format_version: 2025-09\nname: Test\n\
                uuid: 6f7b9c2e-0000-4000-8000-000000000001\n";
    write(&dir.join("problem.yaml"), &format!("{head}{more}"));
    write(&dir.join("statement/problem.en.md"), "Print it.\n");
    write(&dir.join("submissions/accepted/a.py"), "print()\n");
    write(&dir.join("input_validators/v.py"), "exit(42)\n");
    for (name, answer) in cases {
        let word = name.rsplit('/').next().expect("a last part");
        write(&dir.join(format!("data/secret/{name}.in")), &format!("{word}\n"));
        write(&dir.join(format!("data/secret/{name}.ans")), answer);
    }
}

/// Runs `minos judge DIR SOURCE --json`; exit status, parsed output and stderr.
fn minos_judge(dir: &Path, source: &Path, more: &[&str]) -> (Option<i32>, Value, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_minos"))
        .arg("judge")
        .args([dir, source])
        .arg("--json")
        .args(more)
        .output()
        .expect("run minos");
    let json = serde_json::from_slice(&output.stdout).unwrap_or(Value::Null);
    (output.status.code(), json, String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn a_source_is_judged_from_the_command_line() {
    let dir = tempfile::tempdir().expect("a directory");
    let package = dir.path().join("echo");
    write_package(&package, "", &[("1", "1\n"), ("2", "2\n"), ("3", "4\n"), ("4", "4\n")]);
    let source = dir.path().join("cat.py");
    write(&source, "print(input())\n");
    let (status, report, stderr) = minos_judge(&package, &source, &[]);
    assert_eq!(status, Some(0), "{stderr}");
    assert_eq!(report["problem"], "echo");
    assert_eq!((&report["language"], &report["version"]), (&"python3".into(), &"3".into()));
    assert_eq!((&report["verdict"], &report["score"]), (&"WA".into(), &0.0.into()));
    assert_eq!(report["max_score"], 1.0);
    assert_eq!(report["compile"]["status"], "ok");
    let verdicts: Vec<_> =
        report["tests"].as_array().expect("tests").iter().map(|t| &t["verdict"]).collect();
    assert_eq!(verdicts, [&"AC".into(), &"AC".into(), &"WA".into(), &Value::Null]);
    assert_eq!(report["tests"][2]["name"], "secret/3");
    assert_eq!(report["tests"][2]["judge_message"], "line 1, token 1: `3` instead of `4`");
    assert!(report["tests"][0]["memory_kib"].as_u64() > Some(1000), "{report:#}");
    for key in ["cpu_ms", "wall_ms", "memory_kib"] {
        assert!(report[key].is_u64(), "{key}");
    }
}

#[test]
fn bad_arguments_exit_2_and_say_what_there_is() {
    let dir = tempfile::tempdir().expect("a directory");
    let package = dir.path().join("echo");
    write_package(&package, "languages: [python3]\n", &[("1", "1\n")]);
    let source = dir.path().join("cat.txt");
    write(&source, "print(input())\n");
    let said = |package: &Path, more: &[&str]| {
        let (status, _, stderr) = minos_judge(package, &source, more);
        assert_eq!(status, Some(2), "{stderr}");
        stderr
    };
    let stderr = said(&package, &[]);
    assert!(stderr.contains("no language for `cat.txt`; name one of bash, "), "{stderr}");
    let stderr = said(&package, &["--language", "python3@2"]);
    assert!(stderr.contains("unknown version `2` of python3; this host has 3"), "{stderr}");
    let stderr = said(&package, &["--language", "bash"]);
    assert!(stderr.contains("problem echo does not allow bash, only: python3"), "{stderr}");
    let stderr = said(&dir.path().join("none"), &["--language", "python3"]);
    assert!(stderr.contains("none"), "{stderr}");
    write(&package.join("problem.yaml"), "name: [\n");
    let stderr = said(&package, &["--language", "python3"]);
    assert!(stderr.contains("problem.yaml:"), "{stderr}");
}
