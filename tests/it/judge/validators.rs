//! Packages with validators of their own.

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use minos::domain::{Judgement, Verdict};

use super::place::{judged, write, write_package};
use crate::host::lacks_sandbox;

fn verdicts(judgement: &Judgement) -> Vec<&'static str> {
    judgement.tests.iter().map(|test| test.verdict.map_or("-", Verdict::code)).collect()
}

/// A package whose validator is the one file `name`.
fn with_validator(dir: &Path, more: &str, cases: &[(&str, &str)], name: &str, text: &str) {
    write_package(dir, more, cases);
    write(&dir.join("output_validator").join(name), text);
}

const ECHO: &str = "print(input())";

#[test]
fn a_validator_in_cpp_sees_input_answer_output_and_arguments() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let dir = dir.path().join("any");
    let validator = r#"
#include "words.h"
int main(int, char **argv) {
    std::string input, answer, output, source;
    std::ifstream(argv[1]) >> input;
    std::ifstream(argv[2]) >> answer;
    std::cin >> output;
    std::ifstream("main.py") >> source;
    std::ofstream(argv[3] + std::string("judgemessage.txt"))
        << input << ' ' << answer << ' ' << output << ' ' << argv[4] << ' ' << source;
    std::ofstream(argv[3] + std::string("teammessage.txt")) << "look again";
    return output == answer ? 42 : 43;
}
"#;
    with_validator(&dir, "", &[("1", "1\n"), ("2", "3\n")], "main.cpp", validator);
    write(
        &dir.join("output_validator/words.h"),
        "#include <fstream>\n#include <iostream>\n#include <string>\n",
    );
    write(&dir.join("data/secret/test_group.yaml"), "output_validator_args: [loose]\n");
    let judgement = judged(&dir, "python3", ECHO);
    assert_eq!(verdicts(&judgement), ["AC", "WA"], "{judgement:#?}");
    assert_eq!(judgement.tests[0].judge_message, "1 1 1 loose print(input())");
    assert_eq!(judgement.tests[1].judge_message, "2 3 2 loose print(input())");
    assert_eq!(judgement.tests[1].message, "look again");
}

#[test]
fn a_validator_may_be_python_or_a_script_with_its_build() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let python = dir.path().join("python");
    let validator =
        "import sys\nsys.exit(42 if input() == open(sys.argv[1]).read().strip() else 43)\n";
    with_validator(&python, "", &[("1", "\n"), ("2", "\n")], "check.py", validator);
    assert_eq!(verdicts(&judged(&python, "python3", ECHO)), ["AC", "AC"]);
    assert_eq!(verdicts(&judged(&python, "python3", "print(1)")), ["AC", "WA"]);

    let script = dir.path().join("script");
    let build =
        "#!/bin/sh\nprintf '#!/bin/sh\\ngrep -q 1 && exit 42 || exit 43\\n' > run\nchmod +x run\n";
    with_validator(&script, "", &[("1", "\n"), ("2", "\n")], "build", build);
    let build = script.join("output_validator/build");
    fs::set_permissions(&build, fs::Permissions::from_mode(0o755)).expect("make it executable");
    assert_eq!(verdicts(&judged(&script, "python3", ECHO)), ["AC", "WA"]);
}

/// Guess a number of at most 100 with 7 questions.
const GUESS: &str = r#"
#include <cstdlib>
#include <fstream>
#include <iostream>
int main(int, char **argv) {
    int secret, guess;
    std::ifstream(argv[1]) >> secret;
    for (int i = 0; i < 7; i++) {
        if (!(std::cin >> guess)) return 43;
        if (guess == secret) {
            std::cout << "yes" << std::endl;
            return 42;
        }
        std::cout << (guess < secret ? "more" : "less") << std::endl;
    }
    return 43;
}
"#;

#[test]
fn an_interactive_submission_talks_to_the_validator() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let dir = dir.path().join("guess");
    let more = "type: interactive\nlimits:\n  time_limit: 2\n";
    with_validator(&dir, more, &[("1", "\n"), ("42", "\n"), ("100", "\n")], "guess.cpp", GUESS);
    let guess = "low, high = 1, 100\nwhile True:\n    guess = (low + high) // 2\n    \
                 print(guess, flush=True)\n    answer = input()\n    \
                 if answer == 'yes': break\n    if answer == 'more': low = guess + 1\n    \
                 else: high = guess - 1\n";
    let judgement = judged(&dir, "python3", guess);
    assert_eq!(verdicts(&judgement), ["AC", "AC", "AC"], "{judgement:#?}");
    let bad = judged(&dir, "python3", "for n in range(1, 101): print(n, flush=True)");
    assert_eq!(verdicts(&bad), ["AC", "WA", "WA"], "{bad:#?}");
    let deaf = judged(&dir, "python3", "import time\nwhile True: time.sleep(1)");
    assert_eq!(verdicts(&deaf), ["TLE", "TLE", "TLE"], "{deaf:#?}");
    let crash = judged(&dir, "python3", "print(1, flush=True)\nraise SystemExit(3)");
    assert_eq!(crash.tests[1].verdict, Some(Verdict::RuntimeError), "{crash:#?}");
}

#[test]
fn a_validator_may_go_on_talking_to_a_submission_that_has_ended() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let dir = dir.path().join("talker");
    let validator = "import sys\nfor n in range(100000): print('more', flush=True)\n\
        sys.exit(42 if sys.stdin.readline() else 43)\n";
    with_validator(&dir, "type: interactive\n", &[("1", "\n")], "talk.py", validator);
    assert_eq!(verdicts(&judged(&dir, "python3", "pass")), ["WA"]);
}

#[test]
fn what_compiling_left_is_no_failure_of_the_judge() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let allowed = dir.path().join("deep");
    write_package(&allowed, "allow_file_writing: true\n", &[("1", "1\n")]);
    let package = vec!["a"; 70].join(".");
    let deep = format!(
        "package {package};\npublic class Main {{ public static void main(String[] a) {{}} }}"
    );
    assert_eq!(verdicts(&judged(&allowed, "java", &deep)), ["RTE"]);
}

#[test]
fn passes_hand_on_what_the_validator_wrote() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let dir = dir.path().join("twice");
    let more = "type: multi-pass\nlimits:\n  validation_passes: 3\n";
    let validator = "import os, sys\n\
        said, feedback = input(), sys.argv[3]\n\
        count = os.path.join(feedback, 'count')\n\
        passes = len(open(count).read()) if os.path.exists(count) else 0\n\
        open(count, 'a').write('x')\n\
        if passes == 2: sys.exit(42 if said == 'abb' else 43)\n\
        open(os.path.join(feedback, 'nextpass.in'), 'w').write(said + 'b')\n\
        sys.exit(42)\n";
    with_validator(&dir, more, &[("a", "\n"), ("c", "\n")], "check.py", validator);
    let judgement = judged(&dir, "python3", ECHO);
    assert_eq!(verdicts(&judgement), ["AC", "WA"], "{judgement:#?}");
}

#[test]
fn points_and_groups_become_a_score() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let dir = dir.path().join("points");
    let validator = "import sys\n\
        said = int(input())\n\
        if said == 0: sys.exit(43)\n\
        open(sys.argv[3] + 'score_multiplier.txt', 'w').write(str(said / 4))\n\
        sys.exit(42)\n";
    let cases = [("a/2", "\n"), ("a/4", "\n"), ("b/4", "\n"), ("b/0", "\n")];
    with_validator(&dir, "type: scoring\n", &cases, "check.py", validator);
    write(&dir.join("data/secret/a/test_group.yaml"), "max_score: 40\nscore_aggregation: min\n");
    write(&dir.join("data/secret/b/test_group.yaml"), "max_score: 60\nscore_aggregation: sum\n");
    let judgement = judged(&dir, "python3", ECHO);
    assert_eq!(verdicts(&judgement), ["AC", "AC", "WA", "AC"], "{judgement:#?}");
    let scores: Vec<_> = judgement.tests.iter().map(|test| test.score).collect();
    assert_eq!(scores, [20.0, 40.0, 0.0, 30.0]);
    assert_eq!((judgement.verdict, judgement.score), (Verdict::Partial, 50.0));
    assert_eq!(judgement.max_score, 100.0);
}

#[test]
fn a_program_writes_files_only_where_the_problem_allows_it() {
    if lacks_sandbox() {
        return;
    }
    let dir = tempfile::tempdir().expect("a directory");
    let writes = "open('new', 'w').write(input())\nprint(open('new').read())\n";
    let read_only = dir.path().join("readonly");
    write_package(&read_only, "", &[("1", "1\n")]);
    assert_eq!(verdicts(&judged(&read_only, "python3", writes)), ["RTE"]);
    let allowed = dir.path().join("allowed");
    write_package(&allowed, "allow_file_writing: true\n", &[("1", "1\n"), ("2", "2\n")]);
    assert_eq!(verdicts(&judged(&allowed, "python3", writes)), ["AC", "AC"]);
    let given = dir.path().join("given");
    write_package(&given, "", &[("1", "from the file\n")]);
    write(&given.join("data/secret/1.files/table.txt"), "from the file\n");
    assert_eq!(verdicts(&judged(&given, "python3", "print(open('table.txt').read())")), ["AC"]);
}
