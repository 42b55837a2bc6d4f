//! Programs that would forge their verdict: against the default comparison, against a validator,
//! and in conversation with one.

use minos::judge::Source;

use super::{
    head::Head,
    lab::{LAB, Problem, program},
    running::{all_tested, programs},
};
use crate::judge::place::write;

macro_rules! forgeries {
    ($judged:ident $family:ident: $($name:ident)+) => {
        mod $family {
            #[test]
            fn every_program_is_tested() {
                super::all_tested(stringify!($family), &[$(stringify!($name)),+]);
            }
            $(#[test] fn $name() { super::$judged(stringify!($family), stringify!($name)); })+
        }
    };
}

forgeries! { judged verdicts:
    every_descriptor exit_code_of_validators feedback_of_its_own file_limit_of_its_own
    find_the_answer holes_in_output memory_messages memory_of_children no_output_at_all
    output_of_a_child race_with_the_checker sealed_output signal_of_the_memory_limit
    signal_of_the_output_limit signal_of_the_time_limit time_limit_of_its_own time_of_children
    words_for_the_comparison
}

forgeries! { talked talks:
    child_goes_on child_holds_the_pipes closed_input closed_output forged_feedback full_pipe
    giant_word kills_the_validator nonblocking_input own_answers own_words silence small_pipe
}

/// The answer that nobody who can't read it prints.
const ANSWER: &str = "right\n";

/// Accepts the answer, and sees all that a validator sees.
const VALIDATOR: &str = "import re
import sys
output = sys.stdin.buffer.read().split()
sys.exit(42 if output == open(sys.argv[2], 'rb').read().split() else 43)
";

/// Wants 57 within seven numbers, and goes on talking when it has ended.
const TALKER: &str = "import os
import sys
right = False
for _ in range(7):
    try:
        word = sys.stdin.readline().strip()
    except UnicodeDecodeError:
        break
    if not word.isdigit():
        break
    right = word == '57'
    print('correct' if right else 'wrong', flush=True)
    if right:
        break
text = b'that was all\\n' * 100000
while text:
    text = text[os.write(1, text):]
os._exit(42 if right else 43)
";

/// Judges a program with the default comparison, and with a validator.
fn judged(family: &str, name: &str) {
    let Some(toolchain) = LAB.toolchain("python3") else { return };
    let text = program(&programs(family)[name]);
    let head = Head::of(name, &text);
    let source = Source::lone(name, text.as_bytes());
    for validator in [None, Some(VALIDATOR)] {
        let problem = Problem::new(&head, "", &[("1", ANSWER)]);
        if let Some(validator) = validator {
            write(&problem.path().join("output_validator/check.py"), validator);
        }
        head.meet(name, &LAB.judged(&problem, &toolchain, &source), None);
    }
}

/// Judges a program that talks to a validator.
fn talked(family: &str, name: &str) {
    let Some(toolchain) = LAB.toolchain("python3") else { return };
    let text = program(&programs(family)[name]);
    let head = Head::of(name, &text);
    let problem = Problem::new(&head, "  validation_memory: 64\ntype: interactive\n", &[("1", "")]);
    write(&problem.path().join("output_validator/talk.py"), TALKER);
    head.meet(name, &LAB.judged(&problem, &toolchain, &Source::lone(name, text.as_bytes())), None);
}

/// The submission's files lie in the validator's working directory, as the format wants it.
#[test]
fn modules_of_the_submission_are_not_the_validators() {
    let Some(toolchain) = LAB.toolchain("c") else { return };
    let head = Head::wanting("WA");
    let problem = Problem::new(&head, "", &[("1", ANSWER)]);
    write(&problem.path().join("output_validator/check.py"), VALIDATOR);
    let names =
        ["re.py", "sys.py", "sitecustomize.py", "usercustomize.py", "encodings/__init__.py"];
    let main = "#include <stdio.h>\nint main(void) { puts(\"wrong\"); return 0; }\n";
    let mut files = vec![("main.c".to_owned(), main.as_bytes().into())];
    let evil = b"import os\nos._exit(42)\n".as_slice();
    files.extend(names.map(|name| (name.to_owned(), evil.into())));
    let source = Source { files, entrypoint: None };
    head.meet("modules", &LAB.judged(&problem, &toolchain, &source), None);
}
