//! Custom output validators, and static ones, which say what they think in the same way.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Error,
    convention::{self, Says, Speech, Word as Argument},
    cores::Hold,
    end::judge_end,
    program::{Allowance, Copies, Program, Run},
    score::Points,
};
use crate::{
    domain::Limits,
    problem::{Aggregation, Case, Convention, Package},
    sandbox::{File, Input, Outcome, Provider},
};

/// Where a validator finds its files and leaves its feedback.
const INPUT: &str = "/tmp/minos/input";
const ANSWER: &str = "/tmp/minos/answer";
const OUTPUT: &str = "/tmp/minos/output";
const FEEDBACK: &str = "/tmp/feedback";
/// The file of the feedback directory that an interactor leaves for the checker.
pub(super) const REPORT: &str = "report";
/// Most of a message that is kept, characters.
const LONGEST_MESSAGE: usize = 2000;
/// Its working directory holds the submission's files.
const SUBMISSION: &str = "/tmp/submission";

/// What a validator said of one output.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Word {
    /// Accepted.
    pub accepted: bool,
    /// Accepted, but not all of it is right.
    pub partial: bool,
    /// Points.
    pub points: Points,
    /// For the jury.
    pub judge_message: String,
    /// For the team.
    pub team_message: String,
    /// What it printed.
    pub printed: Arc<[u8]>,
    /// Input of the next pass of a multi-pass problem.
    pub next_pass: Option<Arc<[u8]>>,
    /// The feedback directory, for the validator to find again at its next pass.
    pub feedback: BTreeMap<String, Vec<u8>>,
}

impl Word {
    /// What two validators say together, of which the second has the last word on points.
    fn and(self, second: Self) -> Self {
        let joined = |first: String, second: String| match first.is_empty() {
            true => second,
            false => format!("{first}\n{second}").trim_end().to_owned(),
        };
        Self {
            accepted: self.accepted && second.accepted,
            partial: self.partial || second.partial,
            points: if second.points == Points::Unsaid { self.points } else { second.points },
            judge_message: joined(self.judge_message, second.judge_message),
            team_message: joined(self.team_message, second.team_message),
            ..second
        }
    }
}

/// What a validator may know of the submission.
#[derive(Clone, Debug, Default)]
pub(super) struct Submitted {
    /// Its files, seen by the validator in its working directory.
    pub files: Vec<File>,
    /// Its language's code in package formats.
    pub language: String,
    /// What is started: a file, or a class.
    pub entry_point: String,
}

/// A package's output validator, static validator or interactor, compiled once for a judgement.
pub(super) struct OutputValidator<'a> {
    pub program: Program,
    pub speech: &'static Speech,
    pub package: &'a Package,
    pub submission: Submitted,
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

/// A validator to be opened in further sandboxes.
pub(super) struct ValidatorCopies<'a> {
    program: Copies,
    speech: &'static Speech,
    package: &'a Package,
    submission: Submitted,
}

impl<'a> ValidatorCopies<'a> {
    /// The validator in a further sandbox.
    ///
    /// # Errors
    /// When the sandbox broke.
    pub fn open(&self, provider: &dyn Provider) -> Result<OutputValidator<'a>, Error> {
        Ok(OutputValidator {
            program: self.program.open(provider)?,
            speech: self.speech,
            package: self.package,
            submission: self.submission.clone(),
        })
    }
}

impl<'a> OutputValidator<'a> {
    /// What further sandboxes take; `None` when no copy would be the same.
    pub fn copies(&self) -> Option<ValidatorCopies<'a>> {
        Some(ValidatorCopies {
            program: self.program.copies()?,
            speech: self.speech,
            package: self.package,
            submission: self.submission.clone(),
        })
    }
}

impl OutputValidator<'_> {
    /// What it may use.
    pub fn allowance(&self) -> Allowance {
        Allowance::validator(&self.package.limits)
    }

    /// The run that judges the output.
    fn run_on(&self, question: &Question<'_>, output: Arc<[u8]>, hold: &Hold<'_>) -> Run {
        if !self.speech.args.contains(&Argument::Output) {
            return self.run_for(question, Input::Data(output), hold);
        }
        let mut run = self.run_for(question, Input::Empty, hold);
        run.files.push(file(OUTPUT.into(), output));
        run
    }

    /// The run that judges; its stdin is the team's output, unless it wants that as a file.
    pub fn run_for(&self, question: &Question<'_>, stdin: Input, hold: &Hold<'_>) -> Run {
        let wants = |word: &Argument| self.speech.args.contains(word);
        let mut files = Vec::new();
        for (word, path, data) in [
            (Argument::Input, INPUT, &question.input),
            (Argument::Answer, ANSWER, &question.answer),
        ] {
            files.extend(wants(&word).then(|| file(path.into(), Arc::clone(data))));
        }
        files.extend(self.submission.files.iter().map(|submitted| File {
            path: format!("{SUBMISSION}/{}", submitted.path),
            ..submitted.clone()
        }));
        for (name, data) in &question.feedback {
            files.push(file(format!("{FEEDBACK}/{name}"), data.as_slice().into()));
        }
        let argument = |word: &Argument| match word {
            Argument::Input => INPUT.to_owned(),
            Argument::Answer => ANSWER.to_owned(),
            Argument::Output => OUTPUT.to_owned(),
            Argument::Feedback => format!("{FEEDBACK}/"),
            Argument::Report => format!("{FEEDBACK}/{REPORT}"),
            Argument::Language => self.submission.language.clone(),
            Argument::EntryPoint => self.submission.entry_point.clone(),
        };
        let mut run = Run::new(stdin, hold);
        run.args = self.speech.args.iter().map(argument).collect();
        run.args.extend(question.case.validator_args.iter().cloned());
        run.cwd = if self.submission.files.is_empty() { "/tmp" } else { SUBMISSION }.into();
        run.files = files;
        run.collect = Some(FEEDBACK.into());
        run
    }

    /// Judges an output.
    ///
    /// # Errors
    /// When the validator broke, or broke the format's rules.
    pub fn judge(
        &mut self,
        question: &Question<'_>,
        output: Arc<[u8]>,
        hold: &Hold<'_>,
    ) -> Result<Word, Error> {
        let run = self.run_on(question, output, hold);
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
            what: format!("{}, case {}: {what}", self.speech.title, case.name),
        };
        let Some(says) = self.speech.says(outcome.end) else {
            let limits = &self.package.limits;
            return Err(fail(broken(&outcome, &self.program, self.speech, limits)));
        };
        let written: usize = outcome.files.values().map(Vec::len).sum();
        if written as u64 > self.package.limits.validation_output_mib << 20 {
            return Err(fail("its feedback is larger than validation_output".into()));
        }
        let mut word = match self.speech.has_files {
            true => by_files(&outcome).map_err(fail)?,
            false => self.by_message(case, says, &outcome).map_err(fail)?,
        };
        word.accepted &= says != Says::Refuse;
        word.printed = outcome.stdout.into();
        word.feedback = outcome.files;
        word.next_pass = word.feedback.remove("nextpass.in").map(Arc::from);
        let may_go_on = word.accepted && self.package.kind.multi_pass && !case.static_test;
        if word.next_pass.is_some() && !may_go_on {
            return Err(fail("nextpass.in where no pass can follow".into()));
        }
        Ok(word)
    }

    /// Message and points as a testlib program tells them: on stderr, and by its exit code.
    fn by_message(&self, case: &Case, says: Says, outcome: &Outcome) -> Result<Word, String> {
        let message = String::from_utf8_lossy(&outcome.stderr).trim().to_owned();
        let most = case.points.unwrap_or(1.0);
        let share = match (says, outcome.end) {
            (Says::Points, _) => {
                let points = convention::points(&message)?;
                let whole = match self.package.convention {
                    Convention::TestlibPercent => 100.0,
                    _ => most,
                };
                // Points where the case has none to give are only a message.
                points.filter(|_| whole > 0.0).map(|points| (points / whole).min(1.0))
            }
            (Says::Part, crate::sandbox::End::Exited(code)) => Some(f64::from(code) / 200.0),
            _ => None,
        };
        let mut word = Word { accepted: true, judge_message: cut(&message), ..Word::default() };
        let Some(share) = share else { return Ok(word) };
        let group = &self.package.groups[case.group];
        if self.package.kind.scoring && group.aggregation != Aggregation::PassFail {
            word.partial = share < 1.0;
            word.points = Points::Multiplier(share);
        } else if self.package.kind.scoring || says == Says::Part {
            word.accepted = share >= 1.0;
        }
        Ok(word)
    }
}

/// Asks validators one after the other, up to the first that does not accept.
///
/// # Errors
/// As [`OutputValidator::judge`].
pub(super) fn judge_all(
    validators: &mut [OutputValidator<'_>],
    question: &Question<'_>,
    output: &Arc<[u8]>,
    hold: &Hold<'_>,
) -> Result<Word, Error> {
    let mut all = Word { accepted: true, ..Word::default() };
    for validator in validators {
        all = all.and(validator.judge(question, Arc::clone(output), hold)?);
        if !all.accepted {
            break;
        }
    }
    Ok(all)
}

fn file(path: String, data: Arc<[u8]>) -> File {
    File { path, data, executable: false }
}

/// Messages and points as a validator of the ICPC format tells them: in files.
fn by_files(outcome: &Outcome) -> Result<Word, String> {
    let text = |name: &str| {
        outcome.files.get(name).map(|data| String::from_utf8_lossy(data).trim().to_owned())
    };
    let number = |name: &str| {
        let Some(text) = text(name) else { return Ok(None) };
        let number = text.parse::<f64>().ok().filter(|n| n.is_finite());
        number.map(Some).ok_or_else(|| format!("{name}: `{text}` is no number"))
    };
    let points = match (number("score.txt")?, number("score_multiplier.txt")?) {
        (None, None) => Points::Unsaid,
        (Some(score), None) => Points::Score(score),
        (None, Some(multiplier)) => Points::Multiplier(multiplier),
        (Some(_), Some(_)) => return Err("both score.txt and score_multiplier.txt".into()),
    };
    let message = |name: &str| text(name).map(|text| cut(&text)).unwrap_or_default();
    Ok(Word {
        accepted: true,
        points,
        judge_message: message("judgemessage.txt"),
        team_message: message("teammessage.txt"),
        ..Word::default()
    })
}

/// The beginning of a message: it is kept and shown with every test.
fn cut(text: &str) -> String {
    let Some((end, _)) = text.char_indices().nth(LONGEST_MESSAGE) else { return text.to_owned() };
    format!("{}…", &text[..end])
}

/// How a package's program ended that did not say yes or no.
pub(super) fn broken(
    outcome: &Outcome,
    program: &Program,
    speech: &Speech,
    limits: &Limits,
) -> String {
    let limits = program.limits(Allowance::validator(limits));
    let end = match judge_end(outcome, &limits, program.memory_messages()) {
        Err(failure) => failure.message,
        Ok(()) => "exit code 0".into(),
    };
    let said = String::from_utf8_lossy(&outcome.stderr);
    let said: String = said.trim().chars().take(1000).collect();
    let colon = if said.is_empty() { "" } else { ": " };
    format!("{end}, where {} is wanted{colon}{said}", speech.wanted)
}
