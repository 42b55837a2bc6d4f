//! One test case: run, check, and once more for each further pass.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Error,
    compare::{Options, compare},
    end::{Failure, abuse, judge_end},
    packaged::read,
    program::{Allowance, Program, Run},
    score::Points,
    talk::talk,
    usage::Used,
    validator::{OutputValidator, Question, Word},
};
use crate::{
    domain::{Blobs, TestResult, Verdict},
    problem::{Case, Package},
    sandbox::{File, Input, Outcome, Workdir},
};

/// How outputs are checked.
pub(super) enum Check<'a> {
    /// In this process, with the options of each case.
    Tokens(Vec<Options>),
    /// By a program of the package.
    Custom(Box<OutputValidator<'a>>),
}

/// A case's outcome before its group turns points into a score.
pub(super) struct Tested {
    pub result: TestResult,
    pub points: Points,
    pub abuse: Vec<String>,
}

/// A submission on its way through the cases.
pub(super) struct Bench<'a> {
    pub package: &'a Package,
    pub blobs: &'a dyn Blobs,
    pub program: Program,
    pub check: Check<'a>,
}

impl Bench<'_> {
    /// Runs the submission on a case and checks what it printed.
    pub fn test(&mut self, index: usize) -> Result<Tested, Error> {
        let package = self.package;
        let case = &package.cases[index];
        let answer = self.blobs.read(&case.answer.digest)?;
        let input = self.blobs.read(&case.input.digest)?;
        let mut question = Question { case, input, answer, feedback: BTreeMap::new() };
        let (mut used, mut abused) = (Used::default(), Vec::new());
        let mut passes = 1;
        let (failure, word) = loop {
            let (outcome, judged) = self.pass(index, &question)?;
            used = used.max(outcome.usage.into());
            let limits = self.program.limits(Allowance::submission(&package.limits));
            abused.extend(
                abuse(&outcome, &limits).into_iter().map(|what| format!("{}: {what}", case.name)),
            );
            let word = match judged {
                Ok(word) => word,
                Err(failure) => break (Some(failure), Word::default()),
            };
            let Some(next) = &word.next_pass else { break (None, word) };
            passes += 1;
            if passes > package.limits.validation_passes {
                let most = package.limits.validation_passes;
                return Err(Error::Package {
                    problem: package.slug.clone(),
                    what: format!(
                        "output validator, case {}: asks for more than {most} passes",
                        case.name
                    ),
                });
            }
            question.input = Arc::clone(next);
            question.feedback = word.feedback;
        };
        let (verdict, message) = match failure {
            Some(failure) => (failure.verdict, failure.message),
            None if word.accepted => (Verdict::Accepted, word.team_message),
            None => (Verdict::WrongAnswer, word.team_message),
        };
        let result = TestResult {
            name: case.name.clone(),
            verdict: Some(verdict),
            score: 0.0,
            cpu_ms: used.cpu_ms,
            wall_ms: used.wall_ms,
            memory_kib: used.memory_kib,
            message,
            judge_message: word.judge_message,
        };
        Ok(Tested { result, points: word.points, abuse: abused })
    }

    /// One pass: the submission's run, and how it failed or what the validator said.
    fn pass(
        &mut self,
        index: usize,
        question: &Question<'_>,
    ) -> Result<(Outcome, Result<Word, Failure>), Error> {
        let allowance = Allowance::submission(&self.package.limits);
        let run = self.submission_run(question.case, question.input.clone())?;
        match &mut self.check {
            Check::Custom(validator) if self.package.kind.interactive => {
                talk(&mut self.program, run, allowance, validator, question)
            }
            check => {
                let mut outcome = self.program.run(run, allowance)?;
                let limits = self.program.limits(allowance);
                if let Err(failure) = judge_end(&outcome, &limits, self.program.memory_messages()) {
                    return Ok((outcome, Err(failure)));
                }
                let output = std::mem::take(&mut outcome.stdout);
                let word = match check {
                    Check::Tokens(options) => tokens(&options[index], &output, &question.answer),
                    Check::Custom(validator) => validator.judge(question, output.into())?,
                };
                Ok((outcome, Ok(word)))
            }
        }
    }

    fn submission_run(&self, case: &Case, input: Arc<[u8]>) -> Result<Run, Error> {
        let mut run = Run::new(Input::Data(input));
        run.args.clone_from(&case.args);
        if self.package.allow_file_writing || !case.files.is_empty() {
            run.workdir = Workdir::Copy;
            let into_box = |file: File| File { path: format!("/box/{}", file.path), ..file };
            run.files = read(self.blobs, &case.files)?.into_iter().map(into_box).collect();
        }
        Ok(run)
    }
}

fn tokens(options: &Options, output: &[u8], answer: &[u8]) -> Word {
    match compare(options, output, answer) {
        Ok(()) => Word { accepted: true, ..Word::default() },
        Err(difference) => Word { judge_message: difference.to_string(), ..Word::default() },
    }
}
