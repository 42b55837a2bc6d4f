//! The ways in which a package's programs and the judge understand each other, as data.

use std::ops::RangeInclusive;

use crate::{problem::Convention, sandbox::End};

/// A word of a program's command line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Word {
    /// The path of the case's input.
    Input,
    /// The path of its answer.
    Answer,
    /// The directory for feedback, with a `/` at its end.
    Feedback,
    /// The path of the submission's output.
    Output,
    /// The path where an interactor leaves what it has for the checker.
    Report,
    /// The package format's code of the submission's language.
    Language,
    /// The submission's entry point: a file, or a class.
    EntryPoint,
}

/// What an exit code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// All is right.
    Accept,
    /// It is wrong.
    Refuse,
    /// It is right, and the message begins with points.
    Points,
    /// The exit code is a part of 200, which is what is right of it.
    Part,
}

/// How a kind of program is called, and what its exit codes say.
#[derive(Debug)]
pub(super) struct Speech {
    /// What it is called in error messages.
    pub title: &'static str,
    /// Its arguments before those of the case.
    pub args: &'static [Word],
    /// What its exit codes say; any other code means that it broke.
    pub codes: &'static [(RangeInclusive<i32>, Says)],
    /// The codes wanted, for an error message.
    pub wanted: &'static str,
    /// Whether messages and points are files of the feedback directory, rather than on stderr.
    pub has_files: bool,
}

/// Validators of the ICPC format: output validators, interactive or not, and input validators.
static ICPC: Speech = Speech {
    title: "output validator",
    args: &[Word::Input, Word::Answer, Word::Feedback],
    codes: &[(42..=42, Says::Accept), (43..=43, Says::Refuse)],
    wanted: "42 or 43",
    has_files: true,
};

/// Static validators of the ICPC format, which answer as output validators do.
static ICPC_STATIC: Speech = Speech {
    title: "static validator",
    args: &[Word::Language, Word::EntryPoint, Word::Feedback],
    codes: &[(42..=42, Says::Accept), (43..=43, Says::Refuse)],
    wanted: "42 or 43",
    has_files: true,
};

/// testlib's exit codes: ok, wrong answer, presentation error, dirt, points, unexpected end of
/// file, and partly right. 3 says that the jury is at fault.
const TESTLIB_CODES: &[(RangeInclusive<i32>, Says)] = &[
    (0..=0, Says::Accept),
    (1..=2, Says::Refuse),
    (4..=4, Says::Refuse),
    (7..=7, Says::Points),
    (8..=8, Says::Refuse),
    (9..=200, Says::Part),
];
const TESTLIB_WANTED: &str = "testlib's 0 to 2, 4, 7 or 8";

static TESTLIB_CHECKER: Speech = Speech {
    title: "checker",
    args: &[Word::Input, Word::Output, Word::Answer],
    codes: TESTLIB_CODES,
    wanted: TESTLIB_WANTED,
    has_files: false,
};

static TESTLIB_INTERACTOR: Speech = Speech {
    title: "interactor",
    args: &[Word::Input, Word::Report, Word::Answer],
    codes: TESTLIB_CODES,
    wanted: TESTLIB_WANTED,
    has_files: false,
};

static TESTLIB_VALIDATOR: Speech = Speech {
    title: "input validator",
    args: &[],
    codes: &[(0..=0, Says::Accept)],
    wanted: "0",
    has_files: false,
};

impl Speech {
    /// Of output validators.
    pub fn checker(convention: Convention) -> &'static Self {
        match convention {
            Convention::Icpc => &ICPC,
            Convention::Testlib | Convention::TestlibPercent => &TESTLIB_CHECKER,
        }
    }

    /// Of static validators, which one format alone has.
    pub fn static_validator() -> &'static Self {
        &ICPC_STATIC
    }

    /// Of programs between submission and output validator.
    pub fn interactor(convention: Convention) -> &'static Self {
        match convention {
            Convention::Icpc => &ICPC,
            Convention::Testlib | Convention::TestlibPercent => &TESTLIB_INTERACTOR,
        }
    }

    /// Of input validators.
    pub fn input_validator(convention: Convention) -> &'static Self {
        match convention {
            Convention::Icpc => &ICPC,
            Convention::Testlib | Convention::TestlibPercent => &TESTLIB_VALIDATOR,
        }
    }

    /// What the program said by how it ended; `None` when it broke.
    pub fn says(&self, end: End) -> Option<Says> {
        let End::Exited(code) = end else { return None };
        self.codes.iter().find(|(codes, _)| codes.contains(&code)).map(|(_, says)| *says)
    }
}

/// The points that a testlib program's message begins with: `points 12.5 half of it`. Points that
/// are only information (`points_info=…`) are none.
pub(super) fn points(message: &str) -> Result<Option<f64>, String> {
    let rest = message.trim_start().strip_prefix("points").unwrap_or(message).trim_start();
    let word = rest.split_whitespace().next().unwrap_or_default();
    if word.starts_with("points_info=") {
        return Ok(None);
    }
    let number = word.parse::<f64>().ok().filter(|n| n.is_finite() && *n >= 0.0);
    number.map(Some).ok_or_else(|| format!("exit code 7 with `{word}` where points are wanted"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exit_codes_say_what_each_convention_says() {
        let said = |speech: &Speech, code| speech.says(End::Exited(code));
        let checker = Speech::checker(Convention::Testlib);
        for (code, wanted) in [
            (0, Some(Says::Accept)),
            (1, Some(Says::Refuse)),
            (2, Some(Says::Refuse)),
            (3, None),
            (4, Some(Says::Refuse)),
            (7, Some(Says::Points)),
            (8, Some(Says::Refuse)),
            (50, Some(Says::Part)),
            (200, Some(Says::Part)),
            (201, None),
        ] {
            assert_eq!(said(checker, code), wanted, "{code}");
        }
        assert_eq!(checker.says(End::Signaled(9)), None);
        let icpc = Speech::checker(Convention::Icpc);
        assert_eq!(
            [0, 42, 43].map(|code| said(icpc, code)),
            [None, Some(Says::Accept), Some(Says::Refuse)]
        );
        let validator = Speech::input_validator(Convention::Testlib);
        assert_eq!([0, 3, 42].map(|code| said(validator, code)), [Some(Says::Accept), None, None]);
    }

    #[test]
    fn points_lead_the_message() {
        assert_eq!(points("points 12.5 half of it\n"), Ok(Some(12.5)));
        assert_eq!(points("0"), Ok(Some(0.0)));
        assert_eq!(points("points points_info=a b"), Ok(None));
        for bad in ["points many", "", "points -1", "points inf", "points NaN"] {
            assert!(points(bad).is_err(), "{bad}");
        }
    }
}
