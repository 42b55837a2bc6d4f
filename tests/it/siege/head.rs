//! What the head of a hostile program says, a line each, after `//` or `#`:
//!
//! - `why:` the reason for it to be there;
//! - `verdict:` the verdicts that it may get;
//! - `says:` what the contestant or the jury is told about it, or the compiler says, in part;
//! - `stdout:` the answer for which it is accepted, lines joined by `|`;
//! - `abuse:` the kind of what an operator is told about it, `none` for nothing at all;
//! - `seconds:` the time limit, for programs that use it up.

use minos::domain::{Judgement, TestResult, Verdict};

/// Time limit of programs that end by themselves: other tests may keep the machine busy.
const PATIENCE: u32 = 20;

#[derive(Clone, Debug, Default)]
pub struct Head {
    pub verdicts: Vec<String>,
    pub says: Option<String>,
    pub answer: String,
    pub abuse: Option<String>,
    pub seconds: u32,
}

impl Head {
    /// Reads the head of a program.
    pub fn of(name: &str, text: &str) -> Self {
        let mut head = Self { seconds: PATIENCE, ..Self::default() };
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
                "seconds" => head.seconds = value.parse().expect("seconds"),
                other => panic!("{name}: unknown key `{other}`"),
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
pub fn brief(judgement: &Judgement, test: Option<&TestResult>) -> String {
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
    let output: String = judgement.compile.output.chars().take(4000).collect();
    format!("{tests}{:?} {output}", judgement.compile.status)
}
