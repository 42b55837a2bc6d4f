//! `minos judge`.

use std::{path::Path, process::Command};

use serde_json::Value;

use super::place::{write, write_package};
use crate::host::lacks_sandbox;

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
    if lacks_sandbox() {
        return;
    }
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
fn a_broken_validator_is_the_packages_fault_and_not_the_hosts() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let package = dir.path().join("echo");
    write_package(&package, "", &[("1", "1\n")]);
    write(&package.join("output_validator/v.py"), "raise SystemExit(7)\n");
    let source = dir.path().join("cat.py");
    write(&source, "print(input())\n");
    let (status, _, stderr) = minos_judge(&package, &source, &[]);
    assert_eq!(status, Some(2), "{stderr}");
    assert!(stderr.contains("problem echo: ") && !stderr.contains("can't judge"), "{stderr}");
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
    let stderr = said(&package, &["--language", "python3", "--config", "/no/such/file"]);
    assert!(stderr.contains("/no/such/file"), "{stderr}");
    write(&package.join("problem.yaml"), "name: [\n");
    let stderr = said(&package, &["--language", "python3"]);
    assert!(stderr.contains("problem.yaml:"), "{stderr}");
}
