//! Interactive problems, by who ends and who closes what first.

use super::place::{judged, write, write_package};
use crate::host::lacks_sandbox;

/// The verdict when these two Python programs talk; and the message to the contestant.
fn talk(validator: &str, program: &str) -> (&'static str, String) {
    let dir = tempfile::tempdir().expect("a directory");
    let dir = dir.path().join("talk");
    write_package(&dir, "type: interactive\nlimits: {time_limit: 2}\n", &[("1", "\n")]);
    let head = "import os, sys, time\nsys.stdout.reconfigure(line_buffering=True)\n";
    write(&dir.join("output_validator/talk.py"), &format!("{head}{validator}"));
    let judgement = judged(&dir, "python3", &format!("{head}{program}"));
    let test = &judgement.tests[0];
    (test.verdict.expect("judged").code(), test.message.clone())
}

/// What each side does, and the verdict.
fn holds(talks: &[(&str, &str, &str)]) {
    if lacks_sandbox() {
        return;
    }
    for (validator, program, verdict) in talks {
        let (found, message) = talk(validator, program);
        assert_eq!(
            found, *verdict,
            "{message}\n--- validator\n{validator}\n--- program\n{program}"
        );
    }
}

/// Reads to the end of what the other says.
const LISTEN: &str = "said = sys.stdin.read()\n";

#[test]
fn a_validator_that_has_closed_its_output_goes_on_listening() {
    let deaf = "print('go')\nos.close(1)\nsaid = sys.stdin.read().split()\nos._exit(";
    let until_the_end = "said = sys.stdin.read().split()\nprint(*said, 'and done')\n";
    holds(&[
        // The program hears the end while the validator runs.
        (&format!("{deaf}42 if said == ['go', 'and', 'done'] else 43)\n"), until_the_end, "AC"),
        (&format!("{deaf}42 if said == [] else 43)\n"), until_the_end, "WA"),
        // It had not refused when the program failed at the end that it heard.
        (&format!("{deaf}42)\n"), "input()\ninput()\n", "RTE"),
    ]);
}

#[test]
fn a_program_that_has_closed_its_output_goes_on_listening() {
    let validator = "said = sys.stdin.read()\nprint('heard', said.strip())\nsys.exit(42)\n";
    let quiet =
        "print('over')\nos.close(1)\nos._exit(0 if sys.stdin.read() == 'heard over\\n' else 5)\n";
    holds(&[(validator, quiet, "AC")]);
}

#[test]
fn a_validator_may_end_first() {
    let flood = "for n in range(200000): print(n)\n";
    holds(&[
        ("sys.exit(42)\n", "", "AC"),
        // What nobody listens to any more is no failure.
        ("sys.exit(42)\n", flood, "AC"),
        ("sys.exit(43)\n", flood, "WA"),
        (
            "print('go')\nsys.exit(42)\n",
            &format!("{LISTEN}sys.exit(0 if said == 'go\\n' else 5)\n"),
            "AC",
        ),
        // It refused first: that the program then fails at the end of its input is no news.
        ("sys.exit(43)\n", "input()\n", "WA"),
        ("input()\nsys.exit(43)\n", "print(1)\ninput()\n", "WA"),
        // It accepted, and the program failed by itself.
        ("sys.exit(42)\n", &format!("{LISTEN}sys.exit(5)\n"), "RTE"),
        // The program goes on after the talk for as long as it may, and no longer.
        ("sys.exit(42)\n", "while True: pass\n", "TLE"),
        // Refused is refused, whatever the program does with the time that it has left.
        ("sys.exit(43)\n", "while True: pass\n", "WA"),
    ]);
}

#[test]
fn a_validator_may_end_last() {
    let waits = format!("{LISTEN}time.sleep(0.6)\nsys.exit(42 if said == 'yes\\n' else 43)\n");
    holds(&[
        (&waits, "print('yes')\n", "AC"),
        (&waits, "print('no')\n", "WA"),
        // The program failed before there was a word.
        (&waits, "print('no')\nsys.exit(5)\n", "RTE"),
        (&waits, "print('yes')\nos.kill(os.getpid(), 11)\n", "RTE"),
        (&waits, "print('yes')\nwhile True: pass\n", "TLE"),
        // Nobody says anything.
        (&format!("{LISTEN}sys.exit(43)\n"), LISTEN, "TLE"),
        // It goes on talking to a program that has ended.
        ("for n in range(200000): print(n)\nsys.exit(42)\n", "", "AC"),
    ]);
}

#[test]
fn what_both_say_arrives_whole() {
    // More than pipes hold, in both directions at once.
    let validator = "import threading\n\
        said = []\n\
        ear = threading.Thread(target=lambda: said.append(sys.stdin.read()))\n\
        ear.start()\n\
        sys.stdout.write('v' * 3000000 + '\\n')\n\
        sys.stdout.flush()\n\
        os.close(1)\n\
        ear.join()\n\
        os._exit(42 if said[0] == 'p' * 3000000 + '3000001' else 43)\n";
    let program = "sys.stdout.write('p' * 3000000)\nsys.stdout.flush()\n\
        sys.stdout.write(str(len(sys.stdin.read())))\n";
    holds(&[(validator, program, "AC")]);
}
