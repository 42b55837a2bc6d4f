//! Custom output validators.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Error,
    end::judge_end,
    program::{Allowance, Program, Run},
    score::Points,
};
use crate::{
    domain::Limits,
    problem::{Case, Package},
    sandbox::{End, File, Input, Outcome},
};

/// Where a validator finds its files and leaves its feedback.
const INPUT: &str = "/tmp/minos/input";
const ANSWER: &str = "/tmp/minos/answer";
const FEEDBACK: &str = "/tmp/feedback";
/// Most of a message that is kept, characters.
const LONGEST_MESSAGE: usize = 2000;
/// Its working directory holds the submission's files.
const SUBMISSION: &str = "/tmp/submission";

/// Exit codes by which a validator accepts and refuses.
pub(super) const ACCEPT: i32 = 42;
pub(super) const REFUSE: i32 = 43;

/// What a validator said of one output.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Word {
    /// Accepted.
    pub accepted: bool,
    /// Points.
    pub points: Points,
    /// For the jury.
    pub judge_message: String,
    /// For the team.
    pub team_message: String,
    /// Input of the next pass of a multi-pass problem.
    pub next_pass: Option<Arc<[u8]>>,
    /// The feedback directory, for the validator to find again at its next pass.
    pub feedback: BTreeMap<String, Vec<u8>>,
}

/// A package's output validator, compiled once for a judgement.
pub(super) struct OutputValidator<'a> {
    pub program: Program,
    pub package: &'a Package,
    /// The submission's files, seen by the validator in its working directory.
    pub submission: Vec<File>,
}

/// What is asked about one output.
#[derive(Clone)]
pub(super) struct Question<'a> {
    pub case: &'a Case,
    pub input: Arc<[u8]>,
    pub answer: Arc<[u8]>,
    /// Feedback of the pass before.
    pub feedback: BTreeMap<String, Vec<u8>>,
}

impl OutputValidator<'_> {
    /// What it may use.
    pub fn allowance(&self) -> Allowance {
        Allowance::validator(&self.package.limits)
    }

    /// The run that judges; its stdin is the team's output.
    pub fn run_for(&self, question: &Question<'_>, stdin: Input) -> Run {
        let file = |path: String, data: Arc<[u8]>| File { path, data, executable: false };
        let mut files = vec![
            file(INPUT.into(), question.input.clone()),
            file(ANSWER.into(), question.answer.clone()),
        ];
        files.extend(self.submission.iter().map(|submitted| File {
            path: format!("{SUBMISSION}/{}", submitted.path),
            ..submitted.clone()
        }));
        for (name, data) in &question.feedback {
            files.push(file(format!("{FEEDBACK}/{name}"), data.as_slice().into()));
        }
        let mut run = Run::new(stdin);
        run.args = vec![INPUT.into(), ANSWER.into(), format!("{FEEDBACK}/")];
        run.args.extend(question.case.validator_args.iter().cloned());
        run.cwd = if self.submission.is_empty() { "/tmp" } else { SUBMISSION }.into();
        run.files = files;
        run.collect = Some(FEEDBACK.into());
        run
    }

    /// Judges an output.
    ///
    /// # Errors
    /// When the validator broke, or broke the format's rules.
    pub fn judge(&mut self, question: &Question<'_>, output: Arc<[u8]>) -> Result<Word, Error> {
        let run = self.run_for(question, Input::Data(output));
        let outcome = self.program.run(run, self.allowance())?;
        self.word(question.case, outcome)
    }

    /// Reads what the validator said.
    ///
    /// # Errors
    /// As [`Self::judge`].
    pub fn word(&self, case: &Case, outcome: Outcome) -> Result<Word, Error> {
        let fail = |what: String| Error::Package {
            problem: self.package.slug.clone(),
            what: format!("output validator, case {}: {what}", case.name),
        };
        let accepted = match outcome.end {
            End::Exited(ACCEPT) => true,
            End::Exited(REFUSE) => false,
            _ => return Err(fail(broken(&outcome, &self.program, &self.package.limits))),
        };
        let written: usize = outcome.files.values().map(Vec::len).sum();
        if written as u64 > self.package.limits.validation_output_mib << 20 {
            return Err(fail("its feedback is larger than validation_output".into()));
        }
        let text = |name: &str| {
            outcome.files.get(name).map(|data| String::from_utf8_lossy(data).trim().to_owned())
        };
        let number = |name: &str| {
            let Some(text) = text(name) else { return Ok(None) };
            let number = text.parse::<f64>().ok().filter(|n| n.is_finite());
            number.map(Some).ok_or_else(|| fail(format!("{name}: `{text}` is no number")))
        };
        let points = match (number("score.txt")?, number("score_multiplier.txt")?) {
            (None, None) => Points::Unsaid,
            (Some(score), None) => Points::Score(score),
            (None, Some(multiplier)) => Points::Multiplier(multiplier),
            (Some(_), Some(_)) => {
                return Err(fail("both score.txt and score_multiplier.txt".into()));
            }
        };
        let message = |name: &str| text(name).map(|text| cut(&text)).unwrap_or_default();
        let judge_message = message("judgemessage.txt");
        let team_message = message("teammessage.txt");
        let mut feedback = outcome.files;
        let next_pass = feedback.remove("nextpass.in").map(Arc::from);
        if next_pass.is_some() && !(accepted && self.package.kind.multi_pass) {
            return Err(fail("nextpass.in where no pass can follow".into()));
        }
        Ok(Word { accepted, points, judge_message, team_message, next_pass, feedback })
    }
}

/// The beginning of a message: it is kept and shown with every test.
fn cut(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST_MESSAGE) else { return text.to_owned() };
    format!("{}…", &text[..end])
}

/// How a package's program ended that did not say yes or no.
pub(super) fn broken(outcome: &Outcome, program: &Program, limits: &Limits) -> String {
    let limits = program.limits(Allowance::validator(limits));
    let end = match judge_end(outcome, &limits, program.memory_messages()) {
        Err(failure) => failure.message,
        Ok(()) => "exit code 0".into(),
    };
    let said = String::from_utf8_lossy(&outcome.stderr);
    let said: String = said.trim().chars().take(1000).collect();
    let colon = if said.is_empty() { "" } else { ": " };
    format!("{end}, where 42 or 43 is wanted{colon}{said}")
}
