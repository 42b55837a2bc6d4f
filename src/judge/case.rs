//! One test case: run, check, and once more for each further pass.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Error, answers,
    compare::{Options, compare},
    cores::{Cores, Hold},
    end::{Failure, is_doubtful, judge_end},
    packaged::read,
    program::{Allowance, Copies, Program, Run},
    score::Points,
    signs::signs,
    talk::talk,
    usage::Used,
    validator::{self, OutputValidator, Question, REPORT, ValidatorCopies, Word},
};
use crate::{
    domain::{Abuse, Blobs, TestResult, Verdict},
    problem::{Case, Convention, FileIo, Interactor, Package},
    sandbox::{File, Input, Outcome, Provider, Workdir},
};

/// Where submissions run that read and write files.
const FILES: &str = "/tmp/files";

/// How outputs are checked.
pub(super) enum Check<'a> {
    /// In this process, with the options of each case.
    Tokens(Arc<[Options]>),
    /// By programs of the package, all of which must accept; one as a rule.
    Custom(Vec<OutputValidator<'a>>),
}

/// A case's outcome before its group turns points into a score.
pub(super) struct Tested {
    pub result: TestResult,
    pub points: Points,
    pub abuse: Vec<Abuse>,
}

impl Tested {
    /// Of how the submission failed, or else of what the validator said.
    fn new(
        case: &Case,
        used: Used,
        failure: Option<Failure>,
        word: Word,
        abuse: Vec<Abuse>,
    ) -> Self {
        let (verdict, message) = match failure {
            Some(failure) => (failure.verdict, failure.message),
            None if word.partial => (Verdict::Partial, word.team_message),
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
        Self { result, points: word.points, abuse }
    }
}

/// A submission on its way through the cases.
pub(super) struct Bench<'a> {
    pub package: &'a Package,
    pub blobs: &'a dyn Blobs,
    pub cores: &'a Cores,
    pub program: Program,
    pub check: Check<'a>,
    /// What looks at the submission's files in static tests.
    pub static_validator: Option<OutputValidator<'a>>,
    /// What the submission talks to, where that is not the check itself.
    pub interactor: Option<OutputValidator<'a>>,
}

/// What further benches for the same submission are made of.
pub(super) struct Kit<'a> {
    package: &'a Package,
    blobs: &'a dyn Blobs,
    cores: &'a Cores,
    program: Copies,
    check: CheckCopies<'a>,
    static_validator: Option<ValidatorCopies<'a>>,
    interactor: Option<ValidatorCopies<'a>>,
}

enum CheckCopies<'a> {
    Tokens(Arc<[Options]>),
    Custom(Vec<ValidatorCopies<'a>>),
}

impl<'a> Kit<'a> {
    /// A further bench.
    ///
    /// # Errors
    /// When a sandbox broke.
    pub fn open(&self, provider: &dyn Provider) -> Result<Bench<'a>, Error> {
        let open = |copies: &Option<ValidatorCopies<'a>>| {
            copies.as_ref().map(|copies| copies.open(provider)).transpose()
        };
        Ok(Bench {
            package: self.package,
            blobs: self.blobs,
            cores: self.cores,
            program: self.program.open(provider)?,
            check: match &self.check {
                CheckCopies::Tokens(options) => Check::Tokens(Arc::clone(options)),
                CheckCopies::Custom(all) => {
                    let opened = all.iter().map(|copies| copies.open(provider));
                    Check::Custom(opened.collect::<Result<_, _>>()?)
                }
            },
            static_validator: open(&self.static_validator)?,
            interactor: open(&self.interactor)?,
        })
    }
}

impl<'a> Bench<'a> {
    /// What further benches take; `None` when one of the programs can't be copied.
    pub fn kit(&self) -> Option<Kit<'a>> {
        let copies = |validator: &Option<OutputValidator<'a>>| match validator {
            Some(validator) => validator.copies().map(Some),
            None => Some(None),
        };
        Some(Kit {
            package: self.package,
            blobs: self.blobs,
            cores: self.cores,
            program: self.program.copies()?,
            check: match &self.check {
                Check::Tokens(options) => CheckCopies::Tokens(Arc::clone(options)),
                Check::Custom(validators) => {
                    let copies = validators.iter().map(OutputValidator::copies);
                    CheckCopies::Custom(copies.collect::<Option<_>>()?)
                }
            },
            static_validator: copies(&self.static_validator)?,
            interactor: copies(&self.interactor)?,
        })
    }
}

/// What a submission put out, or why that does not count.
type Output = Result<Arc<[u8]>, Failure>;

impl Bench<'_> {
    /// Runs the submission on a case, on the CPU held or else the first that is free, and checks
    /// what it printed.
    pub fn test(&mut self, index: usize, mut hold: Option<Hold<'_>>) -> Result<Tested, Error> {
        let package = self.package;
        let case = &package.cases[index];
        if case.static_test {
            return self.static_test(case, hold);
        }
        let answer = self.blobs.read(&case.answer.digest)?;
        let input = self.blobs.read(&case.input.digest)?;
        let mut question = Question { case, input, answer, feedback: BTreeMap::new() };
        let (mut used, mut abused) = (Used::default(), Vec::new());
        let mut passes = 1;
        let (failure, word) = loop {
            let (outcome, judged) = self.pass(index, passes, &question, hold.take())?;
            used = used.max(outcome.usage.into());
            let limits = self.program.limits(Allowance::submission(&package.limits));
            abused.extend(signs(&case.name, &outcome, &limits));
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
        Ok(Tested::new(case, used, failure, word, abused))
    }

    /// Has the static validator look at the submission's files, on the CPU held or else the first
    /// that is free. Nothing of the submission is run.
    fn static_test(&mut self, case: &Case, hold: Option<Hold<'_>>) -> Result<Tested, Error> {
        let Some(validator) = &mut self.static_validator else {
            return Err(Error::Package {
                problem: self.package.slug.clone(),
                what: format!("case {}: there is no static validator", case.name),
            });
        };
        let cores = self.cores;
        let hold = hold.unwrap_or_else(|| cores.one());
        let nothing: Arc<[u8]> = Arc::default();
        let (input, answer) = (Arc::clone(&nothing), Arc::clone(&nothing));
        let question = Question { case, input, answer, feedback: BTreeMap::new() };
        let word = validator.judge(&question, nothing, &hold)?;
        Ok(Tested::new(case, Used::default(), None, word, Vec::new()))
    }

    /// Pass `number`: the submission's run, and how it failed or what the validator said. What
    /// came too close to its time limit is measured once more with nothing else running, and that
    /// counts.
    fn pass(
        &mut self,
        index: usize,
        number: u32,
        question: &Question<'_>,
        hold: Option<Hold<'_>>,
    ) -> Result<(Outcome, Result<Word, Failure>), Error> {
        let cores = self.cores;
        let hold = hold.unwrap_or_else(|| cores.one());
        let first = self.attempt(index, number, question, &hold)?;
        drop(hold);
        let limits = self.program.limits(Allowance::submission(&self.package.limits));
        if !is_doubtful(&first.0, &limits) {
            return Ok(first);
        }
        self.attempt(index, number, question, &cores.all())
    }

    fn attempt(
        &mut self,
        index: usize,
        number: u32,
        question: &Question<'_>,
        hold: &Hold<'_>,
    ) -> Result<(Outcome, Result<Word, Failure>), Error> {
        let package = self.package;
        let allowance = Allowance::stopped_late(&package.limits);
        let mut run = self.submission_run(question.case, question.input.clone(), hold)?;
        if package.kind.submit_answer {
            run.args = vec![answers::path(index)];
        }
        let interacts = |i: &Interactor| number == 1 || i.every_pass;
        // testlib has no word for another pass: there are as many as the problem says.
        let more = package.convention != Convention::Icpc
            && package.kind.multi_pass
            && number < package.limits.validation_passes;
        if let Some(interactor) = &mut self.interactor
            && package.interactor.as_ref().is_some_and(interacts)
        {
            let (outcome, judged) =
                talk(&mut self.program, run, allowance, interactor, question, hold)?;
            let mut word = match judged {
                Ok(word) if word.accepted => word,
                other => return Ok((outcome, other)),
            };
            let report: Arc<[u8]> = word.feedback.remove(REPORT).unwrap_or_default().into();
            if more {
                word.next_pass = Some(report);
            } else {
                word = self.check(index, question, report, hold)?;
            }
            return Ok((outcome, Ok(word)));
        }
        if let Check::Custom(validators) = &mut self.check
            && package.kind.interactive
            && package.interactor.is_none()
            && let [validator, ..] = validators.as_mut_slice()
        {
            return talk(&mut self.program, run, allowance, validator, question, hold);
        }
        let (outcome, output) = self.alone(run, question)?;
        let output = match output {
            Ok(output) => output,
            Err(failure) => return Ok((outcome, Err(failure))),
        };
        let mut word = self.check(index, question, output, hold)?;
        if more && word.accepted {
            word.next_pass = Some(Arc::clone(&word.printed));
        }
        Ok((outcome, Ok(word)))
    }

    /// The submission's run by itself, and how it failed or what it put out.
    fn alone(&mut self, run: Run, question: &Question<'_>) -> Result<(Outcome, Output), Error> {
        let mut allowance = Allowance::stopped_late(&self.package.limits);
        if self.package.file_io.input.is_some() {
            // The file of the input lies beside those that the program writes.
            allowance.output_mib += 1 + (question.input.len() >> 20) as u64;
        }
        let mut outcome = self.program.run(run, allowance)?;
        let limits = self.program.limits(allowance);
        if let Err(failure) = judge_end(&outcome, &limits, self.program.memory_messages()) {
            return Ok((outcome, Err(failure)));
        }
        let output = output(self.package, &mut outcome);
        Ok((outcome, output))
    }

    /// What the program makes of an input that has no answer yet: its output, or what the
    /// interactor that it talked to left.
    pub fn answer(&mut self, question: &Question<'_>) -> Result<Output, Error> {
        let hold = self.cores.one();
        let run = self.submission_run(question.case, question.input.clone(), &hold)?;
        let Some(interactor) = &mut self.interactor else {
            return Ok(self.alone(run, question)?.1);
        };
        let allowance = Allowance::submission(&self.package.limits);
        let (_, judged) = talk(&mut self.program, run, allowance, interactor, question, &hold)?;
        Ok(judged.and_then(|mut word| match word.accepted {
            true => Ok(word.feedback.remove(REPORT).unwrap_or_default().into()),
            false => Err(Failure { verdict: Verdict::WrongAnswer, message: word.judge_message }),
        }))
    }

    fn check(
        &mut self,
        index: usize,
        question: &Question<'_>,
        output: Arc<[u8]>,
        hold: &Hold<'_>,
    ) -> Result<Word, Error> {
        match &mut self.check {
            Check::Tokens(options) => Ok(tokens(&options[index], &output, &question.answer)),
            Check::Custom(validators) => validator::judge_all(validators, question, &output, hold),
        }
    }

    fn submission_run(&self, case: &Case, input: Arc<[u8]>, hold: &Hold<'_>) -> Result<Run, Error> {
        let io = &self.package.file_io;
        let mut run = match &io.input {
            None => Run::new(Input::Data(input), hold),
            Some(name) => {
                let file = File { path: format!("{FILES}/{name}"), data: input, executable: false };
                Run { files: vec![file], ..Run::new(Input::Empty, hold) }
            }
        };
        if *io != FileIo::default() {
            run.cwd = FILES.into();
            run.collect = Some(FILES.into());
        }
        run.args.clone_from(&case.args);
        if self.package.allow_file_writing || !case.files.is_empty() {
            run.workdir = Workdir::Copy;
            let into_box = |file: File| File { path: format!("/box/{}", file.path), ..file };
            run.files.extend(read(self.blobs, &case.files)?.into_iter().map(into_box));
        }
        Ok(run)
    }
}

/// What a submission that ended well put out, on stdout or in the file that the problem names.
fn output(package: &Package, outcome: &mut Outcome) -> Result<Arc<[u8]>, Failure> {
    let Some(name) = &package.file_io.output else {
        return Ok(std::mem::take(&mut outcome.stdout).into());
    };
    let Some(output) = outcome.files.remove(name) else {
        let message = format!("there is no file {name} after the run");
        return Err(Failure { verdict: Verdict::WrongAnswer, message });
    };
    if output.len() as u64 > package.limits.output_mib << 20 {
        let message = format!("{name} is larger than {} MiB", package.limits.output_mib);
        return Err(Failure { verdict: Verdict::OutputLimit, message });
    }
    Ok(output.into())
}

fn tokens(options: &Options, output: &[u8], answer: &[u8]) -> Word {
    match compare(options, output, answer) {
        Ok(()) => Word { accepted: true, ..Word::default() },
        Err(difference) => Word { judge_message: difference.to_string(), ..Word::default() },
    }
}
