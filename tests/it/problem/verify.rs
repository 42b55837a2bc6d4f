//! `minos problem verify`: packages that hold what they promise, and some that do not.

use std::{path::Path, process::Command};

use serde_json::{Value, json};

use super::fixture::Fixture;

/// Exit status and a JSON value a package; `None` on a host that can't judge.
pub fn verify(dirs: &[&Path]) -> Option<(i32, Vec<Value>)> {
    let output = Command::new(env!("CARGO_BIN_EXE_minos"))
        .args(["problem", "verify", "--json"])
        .args(dirs)
        .output()
        .expect("run minos");
    let code = output.status.code().expect("an exit status");
    if code == 3 {
        crate::host::skipped(&String::from_utf8_lossy(&output.stderr));
        return None;
    }
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    let reports = text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    Some((code, reports))
}

pub fn messages(report: &Value, key: &str) -> Vec<String> {
    let findings = report[key].as_array().expect("a list");
    let text =
        |f: &Value| format!("{}: {}", f["file"].as_str().unwrap(), f["message"].as_str().unwrap());
    findings.iter().map(text).collect()
}

#[test]
fn good_packages_are_ok() {
    let root = Path::new("tests/packages");
    let dirs = [root.join("maximal"), root.join("minimal"), root.join("scoring")];
    let Some((code, reports)) = verify(&dirs.each_ref().map(|d| d.as_path())) else { return };
    assert_eq!(code, 0, "{reports:#?}");
    let row = |report: &Value, at: usize| {
        let submission = &report["submissions"][at];
        let groups: Vec<_> = submission["groups"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|g| format!("{} {} {}", g["name"], g["verdict"], g["score"]).replace('"', ""))
            .collect();
        let word = |key: &str| submission[key].to_string().replace('"', "");
        [word("path"), word("expected"), word("verdict"), word("score"), groups.join(", ")]
            .join("; ")
    };
    let accepted = "submissions/accepted/sum.py; [AC]; AC;";
    for (at, problem, rows) in [
        (
            0,
            "maximal",
            vec![
                "submissions/accepted/reads.py; [AC]; AC; 1.0; sample AC 0.0, secret AC 0.0".into(),
                "submissions/mixed/told; [WA]; WA; 0.0; sample AC 0.0, secret WA 0.0".into(),
            ],
        ),
        (1, "minimal", vec![format!("{accepted} 1.0; sample AC 0.0, secret AC 0.0")]),
        (
            2,
            "scoring",
            vec![
                format!(
                    "{accepted} 100.0; sample AC 0.0, secret AC 100.0, secret/1 AC 40.0, \
                     secret/2 AC 60.0"
                ),
                "submissions/rejected/two_digits.py; [PAC,WA,TLE,RTE]; PAC; 70.0; sample AC 0.0, \
                 secret WA 70.0, secret/1 AC 40.0, secret/2 WA 30.0"
                    .into(),
            ],
        ),
    ] {
        let report = &reports[at];
        assert_eq!(report["problem"], problem);
        assert_eq!(report["ok"], true, "{report:#}");
        assert_eq!((&report["errors"], &report["warnings"]), (&json!([]), &json!([])));
        let count = report["submissions"].as_array().expect("a list").len();
        let got: Vec<_> = (0..count).map(|at| row(report, at)).collect();
        assert_eq!(got, rows);
        let time = &report["time"];
        assert_eq!(time["given"], true);
        assert!(time["margin"].as_f64() > Some(1.0), "{time}");
    }
}

#[test]
fn every_type_is_judged_as_its_annotations_say() {
    let root = Path::new("tests/packages");
    let dirs =
        ["old", "oldpoints", "oldscore", "draft", "answers", "lint"].map(|name| root.join(name));
    let Some((code, reports)) = verify(&dirs.each_ref().map(|d| d.as_path())) else { return };
    assert_eq!(code, 0, "{reports:#?}");
    let rows: Vec<String> = reports
        .iter()
        .flat_map(|report| report["submissions"].as_array().expect("a list"))
        .map(|s| format!("{} {} {}", s["path"], s["verdict"], s["score"]).replace('"', ""))
        .map(|row| row.trim_start_matches("submissions/").to_owned())
        .collect();
    assert_eq!(
        rows,
        [
            "accepted/exact.py AC 1.0",
            "accepted/near.py AC 1.0",
            "mixed/tagged.py WA 0.0",
            "run_time_error/big.py RTE 0.0",
            "time_limit_exceeded/loop.py TLE 0.0",
            "wrong_answer/whole.py WA 0.0",
            "accepted/sum.py AC 100.0",
            "partially_accepted/positive.py PAC 30.0",
            "partially_accepted/small.py PAC 80.0",
            "wrong_answer/zero.py WA 0.0",
            "accepted/up.py PAC 5.0",
            "wrong_answer/same.py WA 0.0",
            "accepted/echo.py AC 1.0",
            "wrong_answer/once.py WA 0.0",
            "accepted/both AC 100.0",
            "rejected/half PAC 50.0",
            "accepted/sum.py AC 110.0",
            "accepted/two PAC 100.0",
            "rejected/bare.cpp PAC 80.0",
            "rejected/eval.py PAC 60.0",
        ]
    );
    let third = &reports[1]["submissions"][2]["groups"][5];
    assert_eq!((&third["name"], &third["verdict"]), (&json!("secret/g3"), &json!("AC")));
    assert_eq!(third["score"], 70.0, "by the package's own grader");
}

#[test]
fn broken_promises_are_errors_and_stop_nobody() {
    let broken = Fixture::minimal().adding("problem.yaml", "colour: red\n");
    let right = "print(sum(map(int, input().split())))\n";
    let wrong = Fixture::minimal()
        .with("submissions/wrong_answer/right.py", right)
        .with("submissions/accepted/crashes.py", "raise SystemExit(3)\n")
        .with("submissions/accepted/old.cob", "\n")
        .with("data/secret/02.in", "101 0\n")
        .with("data/secret/02.ans", "101\n")
        .with("data/sample/1.out", "4\n")
        .with("data/invalid_input/1.in", "1 1\n")
        .with("data/invalid_input/2.in", "1 x\n")
        .with("data/invalid_output/1.in", "1 1\n")
        .with("data/invalid_output/1.ans", "2\n")
        .with("data/invalid_output/1.out", "2.0\n")
        .with("data/valid_output/1.in", "1 1\n")
        .with("data/valid_output/1.ans", "2\n")
        .with("data/valid_output/1.out", " 2 \n\n");
    let last = Fixture::minimal();
    let Some((code, reports)) = verify(&[&broken.dir, &wrong.dir, &last.dir]) else { return };
    assert_eq!(code, 1);
    let unknown = &reports[0]["errors"][0];
    assert_eq!((&unknown["file"], &unknown["line"]), (&json!("problem.yaml"), &json!(8)));
    assert_eq!(reports[0]["problem"], "minimal");
    assert_eq!(
        messages(&reports[1], "errors")
            .iter()
            .map(|m| m.split(" (").next().unwrap())
            .collect::<Vec<_>>(),
        [
            "data/secret/02.in: an input validator refuses it: two.py: exit code 1",
            "data/invalid_input/1.in: no input validator refuses it, though it is in invalid_input",
            "data/sample/1.out: the output validator refuses it: line 1, token 1: `4` instead of `3`",
            "submissions/accepted/crashes.py: sample/1 gets RTE, where AC is permitted",
            "submissions/wrong_answer/right.py: no case gets WA",
        ]
    );
    assert_eq!(
        messages(&reports[1], "warnings"),
        ["submissions/accepted/old.cob: not judged: this host has no `cobol`"]
    );
    let told: Vec<_> = reports[1]["submissions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|s| (s["verdict"].as_str(), s["ok"].as_bool().unwrap()))
        .collect();
    assert_eq!(told, [(Some("RTE"), false), (None, true), (Some("AC"), true), (Some("AC"), false)]);
    assert_eq!((&reports[1]["ok"], &reports[2]["ok"]), (&json!(false), &json!(true)));
}

#[test]
fn a_missing_time_limit_is_inferred() {
    let fixture = Fixture::minimal()
        .replacing("problem.yaml", "time_limit: 1", "time_resolution: 0.5")
        .with("submissions/time_limit_exceeded/loop.py", "while True:\n    pass\n");
    let Some((code, reports)) = verify(&[&fixture.dir]) else { return };
    assert_eq!(code, 0, "{reports:#?}");
    let warnings = messages(&reports[0], "warnings");
    let start = "problem.yaml: no time_limit; from submissions/accepted/sum.py with 0.";
    assert!(warnings.len() == 1 && warnings[0].starts_with(start), "{warnings:?}");
    assert!(warnings[0].contains("Write `time_limit: "), "{warnings:?}");
    assert_eq!(reports[0]["submissions"][1]["verdict"], "TLE");
}
