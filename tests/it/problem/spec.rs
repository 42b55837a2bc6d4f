//! Rules of the formats at work: packages that are judged, each where a sentence of the text is
//! kept or broken.

use std::{os::unix::fs::PermissionsExt as _, path::Path};

use minos::{
    domain::{Judgement, Verdict},
    judge::{RunRequest, Source},
    language, problem,
};
use serde_json::Value;

use super::{
    fixture::Fixture,
    verify::{messages, verify},
};
use crate::{
    host::lacks_sandbox,
    judge::place::{judge, judged},
};

fn verdicts(judgement: &Judgement) -> Vec<&'static str> {
    judgement.tests.iter().map(|test| test.verdict.map_or("-", Verdict::code)).collect()
}

/// Verifies packages; each one's errors. `None` on a host that can't judge.
fn errors(fixtures: &[&Fixture]) -> Option<Vec<Vec<String>>> {
    let dirs: Vec<&Path> = fixtures.iter().map(|fixture| fixture.dir.as_path()).collect();
    let (_, reports) = verify(&dirs)?;
    Some(reports.iter().map(|report| messages(report, "errors")).collect())
}

/// Contestants write a function; the problem's files, one set a language, have the main program.
#[test]
fn a_function_is_judged_with_the_main_program_of_the_problem() {
    let Some((code, reports)) = verify(&[Path::new("tests/packages/functions")]) else { return };
    let got: Vec<_> = reports[0]["submissions"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|s| (s["path"].as_str().unwrap_or_default(), s["verdict"].as_str()))
        .collect();
    assert_eq!(
        got,
        [
            ("submissions/accepted/both", Some("AC")),
            ("submissions/accepted/main.cpp", Some("AC")),
            ("submissions/accepted/reads.js", Some("AC")),
            ("submissions/accepted/scaled.py", Some("AC")),
            ("submissions/accepted/times.c", Some("AC")),
            ("submissions/accepted/times.cpp", Some("AC")),
            ("submissions/accepted/times.java", Some("AC")),
            ("submissions/wrong_answer/plus.cpp", Some("WA")),
        ],
        "{reports:#?}"
    );
    assert_eq!(code, 0, "{reports:#?}");
}

/// A contestant's program comes without a name: it gets that of the template, which the main
/// program counts on. So it is in runs on own input.
#[test]
fn a_function_without_a_name_is_called_as_its_template() {
    if lacks_sandbox() {
        return;
    }
    let dir = Path::new("tests/packages/functions");
    let loaded = problem::load(dir).expect("a good package");
    let languages = language::load(None).expect("profiles");
    let toolchains = language::installed(language::probe(&languages));
    for (id, name, text) in [
        ("c", "scaled.c", "#include \"scaled.h\"\nlong scaled(long n, long f) { return n * f; }"),
        ("cpp", "scaled.cpp", "long scaled(long n, long f) { return n * f; }"),
        ("python3", "scaled.py", "def scaled(n, f):\n    return n * f\n"),
        (
            "java",
            "Scaled.java",
            "class Scaled { static long scaled(long n, long f) { return n * f; } }",
        ),
    ] {
        let toolchain = toolchains.iter().find(|t| t.language.id == id).expect(id);
        assert_eq!(loaded.package.file_name(&toolchain.language), name);
        let judgement = judged(dir, id, text);
        assert_eq!(verdicts(&judgement), ["AC", "AC"], "{id}: {judgement:#?}");
    }
    let toolchain = toolchains.iter().find(|t| t.language.id == "cpp").expect("C++").clone();
    let plain = Fixture::minimal().loaded().package;
    assert_eq!(plain.file_name(&toolchain.language), "main.cpp", "without files of the problem");
    let source = Source::lone("scaled.cpp", b"long scaled(long n, long f) { return n - f; }");
    let request = RunRequest {
        toolchain: &toolchain.clone(),
        source: &source,
        limits: loaded.package.limits.clone(),
        problem: Some((&loaded.package, &loaded.blobs)),
    };
    let result = judge(vec![toolchain]).run(&request, b"10 3\n".as_slice().into()).expect("run");
    assert_eq!(result.stdout, b"7\n", "{}", result.compile.output);
}

/// So it was before the format had names for main files: what imports the contestant's module, or
/// is the class that can be started, is the main program.
#[test]
fn graders_of_the_legacy_format_start_the_function() {
    let fixture = Fixture::of("old")
        .with("include/python3/grader.py", "import half\nprint('%.6f' % half.of(float(input())))\n")
        .with(
            "include/java/grader.java",
            "public class grader {\n  public static void main(String[] args) {\n    \
             System.out.println(half.of(new java.util.Scanner(System.in).nextLong()));\n  }\n}\n",
        )
        .with("submissions/accepted/half.py", "def of(number):\n    return number / 2\n");
    let fixture = fixture.without("submissions/accepted/exact.py");
    let fixture = fixture.without("submissions/accepted/near.py");
    if lacks_sandbox() {
        return;
    }
    let java = "public class half { static double of(long n) { return n / 2.0; } }";
    for (language, text) in
        [("python3", "def of(number):\n    return number / 2\n"), ("java", java)]
    {
        let judgement = judged(&fixture.dir, language, text);
        assert_eq!(judgement.verdict, Verdict::Accepted, "{language}: {judgement:#?}");
    }
}

/// "Each program must be run in a working directory with the following contents and nothing else."
#[test]
fn working_directories_hold_what_they_may_and_nothing_else() {
    if lacks_sandbox() {
        return;
    }
    const LIST: &str =
        "import os\nlist_of = sorted(n for n in os.listdir() if not n.startswith('__'))\n";
    let fixture = Fixture::minimal()
        .with("include/python3/helper.py", "\n")
        .with("data/secret/01.files/extra.txt", "\n")
        .with(
            "output_validator/check.py",
            format!(
                "{LIST}import sys\nwith open(sys.argv[3] + 'judgemessage.txt', 'w') as out:\n    \
                 print(input(), '|', *list_of, file=out)\nsys.exit(42)\n"
            ),
        )
        .with("output_validator/own.txt", "of the validator\n")
        .with(
            "input_validators/two.py",
            format!(
                "{LIST}import sys\nfiles = ['extra.txt'] if input() == '40 2' else []\n\
                 sys.exit(42 if list_of == files + ['two.py'] else str(list_of))\n"
            ),
        );
    let judgement = judged(&fixture.dir, "python3", &format!("{LIST}print(*list_of)\n"));
    let said: Vec<_> = judgement.tests.iter().map(|test| test.judge_message.as_str()).collect();
    assert_eq!(
        said,
        ["helper.py sum.py | helper.py sum.py", "extra.txt helper.py sum.py | helper.py sum.py"]
    );
    assert_eq!(errors(&[&fixture]), Some(vec![vec![]]));
}

/// "Submissions can read and write files, while the default value of false means submissions can
/// only read from files."
#[test]
fn files_may_be_written_where_the_problem_says_so() {
    if lacks_sandbox() {
        return;
    }
    let writes = "open('own.txt', 'w').write('x')\nprint(sum(map(int, input().split())))\n";
    let fixture = Fixture::minimal();
    assert_eq!(verdicts(&judged(&fixture.dir, "python3", writes)), ["RTE", "RTE"]);
    let fixture = fixture.adding("problem.yaml", "allow_file_writing: true\n");
    assert_eq!(verdicts(&judged(&fixture.dir, "python3", writes)), ["AC", "AC"]);
}

/// What validators may take, what they must say, and which outputs they must take.
#[test]
fn validators_are_held_to_their_limits_and_words() {
    let limited = |text: &str| {
        Fixture::minimal()
            .adding("problem.yaml", "  validation_time: 1\n  validation_output: 1\n")
            .with("output_validator/check.py", text)
    };
    let loops = limited("while True:\n    pass\n");
    let floods = limited("import sys\nprint('x' * 3000000)\nsys.exit(42)\n");
    let feedback = limited(
        "import sys\nopen(sys.argv[3] + 'teamimage.png', 'w').write('x' * 1100000)\nsys.exit(42)\n",
    );
    let zero = Fixture::minimal().with("input_validators/zero.py", "raise SystemExit(0)\n");
    let second = Fixture::minimal()
        .with("input_validators/last.py", "import sys\nsys.exit(42 if input() == '1 2' else 43)\n");
    let shown = Fixture::minimal()
        .with("output_validator/check.py", "import sys\nsys.exit(42 if input() == '3' else 43)\n")
        .with("data/sample/1.ans", "the sum\n")
        .with("data/secret/01.in", "1 2\n")
        .with("data/secret/01.ans", "not shown\n");
    let told = Fixture::minimal()
        .with("data/sample/1.ans", "4\n")
        .with("output_validator/check.py", "raise SystemExit(43)\n")
        .with("data/sample/1.ans.statement", "as shown\n")
        .with("data/sample/1.ans.download", "as shown\n");
    let all = [&loops, &floods, &feedback, &zero, &second, &shown, &told];
    let Some(errors) = errors(&all) else { return };
    let has = |at: usize, piece: &str| {
        assert!(errors[at].iter().any(|error| error.contains(piece)), "{piece}: {:?}", errors[at]);
    };
    has(0, "limit of ");
    has(0, ", where 42 or 43 is wanted");
    has(1, "output validator, case sample/1: output over the limit of 1 MiB, where 42 or 43");
    has(2, "output validator, case sample/1:");
    has(
        3,
        "data/secret/01.in: an input validator refuses it: zero.py: exit code 0, where 42 or 43 is wanted",
    );
    assert_eq!(
        errors[4],
        ["data/secret/01.in: an input validator refuses it: last.py: exit code 43"],
        "every validator is asked about every input"
    );
    assert_eq!(errors[5], ["data/sample/1.ans: the output validator refuses it: "]);
    let of_data: Vec<_> = errors[6].iter().filter(|error| error.starts_with("data/")).collect();
    assert!(of_data.is_empty(), "what is shown in its place is not validated: {of_data:?}");
}

/// A time limit that is not stated must leave what is to be too slow too slow, by the factor that
/// the package says.
#[test]
fn an_inferred_time_limit_must_leave_slow_ones_too_slow() {
    let spins = |rounds: &str| {
        format!(
            "import time\nend = time.process_time() + {rounds}\nwhile time.process_time() < end:\n    \
             pass\nprint(sum(map(int, input().split())))\n"
        )
    };
    // 0.05 s and a little make a limit of about 0.2 s, and then 0.5 s are too slow, but not by ten.
    let fixture = Fixture::minimal()
        .replacing(
            "problem.yaml",
            "time_limit: 1",
            "time_resolution: 0.01\n  time_multipliers: {time_limit_to_tle: 10}",
        )
        .with("submissions/accepted/sum.py", spins("0.05"))
        .with("submissions/time_limit_exceeded/near.py", spins("0.5"));
    let Some(errors) = errors(&[&fixture]) else { return };
    let wanted = "is too slow, but not by the factor 10 that the package asks for";
    assert!(errors[0].iter().any(|error| error.contains(wanted)), "{errors:?}");
}

/// "All output validators provided will be run … Validation fails if any validator fails."
#[test]
fn all_output_validators_of_the_legacy_format_must_accept() {
    let validator = |test: &str| {
        format!(
            "import sys\nsaid = sys.stdin.read().split()\nif sys.argv[4:] != ['--flag', 'x']:\n    \
             sys.exit('arguments')\nsys.exit(42 if {test} else 43)\n"
        )
    };
    let fixture = Fixture::of("old")
        .replacing(
            "problem.yaml",
            "validator_flags: float_tolerance 1e-3",
            "validation: custom\nvalidator_flags: --flag",
        )
        .with("data/testdata.yaml", "output_validator_flags: {name: number.py, flags: x}\n")
        .with("data/secret/c/testdata.yaml", "input_validator_flags: --most 9\n")
        .with("output_validators/number/number.py", validator("float(said[0]) < 1000"))
        .with("output_validators/short/short.py", validator("len(said) == 1"));
    let loaded = fixture.loaded();
    assert_eq!(loaded.package.validator.programs().len(), 2);
    if lacks_sandbox() {
        return;
    }
    for (text, wanted) in [
        ("print(1)", ["AC", "AC", "AC", "AC"]),
        ("print(1, 2)", ["WA", "-", "-", "-"]),
        ("print(1000)", ["WA", "-", "-", "-"]),
    ] {
        let judgement = judged(&fixture.dir, "python3", text);
        let stop = if wanted[1] == "-" { 1 } else { 4 };
        assert_eq!(verdicts(&judgement)[..stop], wanted[..stop], "{text}: {judgement:#?}");
    }
    let talks =
        fixture.replacing("problem.yaml", "validation: custom", "validation: custom interactive");
    let wanted = "output_validators: several output validators, of which only one can lead the submission on\n";
    assert_eq!(talks.errors(), wanted);
}

/// A package's programs may be scripts that are made.
#[test]
fn an_input_validator_may_be_built_by_a_script() {
    let fixture = Fixture::minimal()
        .with("input_validators/made/build", "#!/bin/sh\nset -e\nc++ -o run check.cpp\n")
        .with("input_validators/made/check.cpp", "int main() { return 42; }\n");
    let build = fixture.dir.join("input_validators/made/build");
    std::fs::set_permissions(build, std::fs::Permissions::from_mode(0o755)).expect("executable");
    let none = Fixture::minimal().with("input_validators/made/build", "#!/bin/sh\nexit 0\n");
    let build = none.dir.join("input_validators/made/build");
    std::fs::set_permissions(build, std::fs::Permissions::from_mode(0o755)).expect("executable");
    let Some(errors) = errors(&[&fixture, &none]) else { return };
    assert_eq!(errors[0], [""; 0]);
    assert!(!errors[1].is_empty(), "a build that leaves no `run`");
}

/// What the rules in `submissions.yaml` ask for is held against what came out.
#[test]
fn submissions_are_held_to_their_rules() {
    let wrong = "print(0)\n";
    let fixture = Fixture::of("scoring").with("submissions/rejected/none.py", wrong).with(
        "submissions/submissions.yaml",
        "rejected/two_digits.py:\n  score: [69, 71]\n  secret/2:\n    score: 31\n\
         rejected/none.py:\n  message: no such words\n  sample:\n    permitted: [AC]\n\
         rejected/*:\n  secret/1/*:\n    required: [AC]\n",
    );
    let Some((_, reports)) = verify(&[&fixture.dir]) else { return };
    let errors = messages(&reports[0], "errors");
    for piece in [
        "two_digits.py: group secret/2 scores 30, where 31 is expected",
        "none.py: no judge message has `no such words`",
        "none.py: sample/1 gets WA, where AC is permitted",
        "none.py: no case in secret/1/a gets AC",
    ] {
        assert!(errors.iter().any(|error| error.contains(piece)), "{piece}: {errors:#?}");
    }
    assert_eq!(errors.len(), 4, "{errors:#?}");
    assert_eq!(reports[0]["ok"], Value::Bool(false));
}
