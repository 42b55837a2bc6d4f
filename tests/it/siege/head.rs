//! What the head of a hostile program says, a line each, after `//` or `#`:
//!
//! - `why:` the reason for it to be there;
//! - `verdict:` the verdicts that it may get;
//! - `says:` what the contestant or the jury is told about it, or the compiler says, in part;
//! - `stdout:` the answer for which it is accepted, lines joined by `|`;
//! - `abuse:` the kind of what an operator is told about it, `none` for nothing at all;
//! - `unsaid:` what nobody may say;
//! - `seconds:` the time limit, for programs that use it up;
//! - `compile-seconds:` the same for compiling.

use minos::domain::{Judgement, TestResult, Verdict};

/// Time limit of programs that end by themselves: other tests may keep the machine busy.
const PATIENCE: u32 = 20;

/// The same for compiling.
const COMPILER_PATIENCE: u32 = 120;

#[derive(Clone, Debug, Default)]
pub struct Head {
    pub verdicts: Vec<String>,
    pub says: Option<String>,
    pub answer: String,
    pub abuse: Option<String>,
    pub unsaid: Option<String>,
    pub seconds: u32,
    pub compile_seconds: u32,
}

impl Head {
    /// Of a program that has none.
    pub fn wanting(verdict: &str) -> Self {
        Self {
            verdicts: vec![verdict.to_owned()],
            seconds: PATIENCE,
            compile_seconds: COMPILER_PATIENCE,
            ..Self::default()
        }
    }

    /// Reads the head of a program.
    pub fn of(name: &str, text: &str) -> Self {
        let mut head =
            Self { seconds: PATIENCE, compile_seconds: COMPILER_PATIENCE, ..Self::default() };
        let mut why = false;
        for line in text.lines() {
            let Some(line) = line.strip_prefix("//").or_else(|| line.strip_prefix('#')) else {
                break;
            };
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match key.trim() {
                "why" => why = true,
                "verdict" => head.verdicts = value.split(' ').map(str::to_owned).collect(),
                "says" => head.says = Some(value.to_owned()),
                "stdout" => head.answer = value.replace('|', "\n") + "\n",
                "abuse" => head.abuse = Some(value.to_owned()),
                "unsaid" => head.unsaid = Some(value.to_owned()),
                "compile-seconds" => head.compile_seconds = value.parse().expect("seconds"),
                "seconds" => head.seconds = value.parse().expect("seconds"),
                // Such as Python's `coding`.
                _ => {}
            }
        }
        assert!(why && !head.verdicts.is_empty(), "{name}: its head lacks `why` or `verdict`");
        head
    }

    /// Compares with what became of a submission, or of the one test that was it.
    pub fn meet(&self, name: &str, judgement: &Judgement, test: Option<&TestResult>) {
        let told = brief(judgement, test);
        let got =
            test.map_or(Some(judgement.verdict), |test| test.verdict).map_or("-", Verdict::code);
        assert!(
            self.verdicts.iter().any(|v| v == got),
            "{name}: {got}, not {:?}\n{told}",
            self.verdicts
        );
        if let Some(says) = &self.says {
            assert!(told.contains(says.as_str()), "{name}: nobody says `{says}`\n{told}");
        }
        if let Some(unsaid) = &self.unsaid {
            assert!(!told.contains(unsaid.as_str()), "{name}: somebody says `{unsaid}`\n{told}");
        }
        let within = test.map(|test| format!("{}: ", test.name));
        let mut abuse = judgement.abuse.iter().filter(|what| {
            within.as_ref().is_none_or(|within| what.evidence.starts_with(within.as_str()))
        });
        match self.abuse.as_deref() {
            Some("none") => assert_eq!(abuse.next(), None, "{name}\n{told}"),
            Some(wanted) => assert!(
                abuse.any(|what| what.kind.word() == wanted),
                "{name}: no event of kind `{wanted}`: {:?}\n{told}",
                judgement.abuse
            ),
            None => {}
        }
    }
}

/// A judgement in few lines.
fn brief(judgement: &Judgement, test: Option<&TestResult>) -> String {
    let line = |test: &TestResult| {
        format!(
            "{} {:?} {} ms {} ms {} KiB: {} {}\n",
            test.name,
            test.verdict,
            test.cpu_ms,
            test.wall_ms,
            test.memory_kib,
            test.message,
            test.judge_message
        )
    };
    let tests: String = match test {
        Some(test) => line(test),
        None => judgement.tests.iter().map(line).collect(),
    };
    let output = &judgement.compile.output;
    format!("{tests}{:?} {output}", judgement.compile.status)
}
