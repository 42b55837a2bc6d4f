//! A package's validators asked by themselves, without a submission, as checking a package does.

use std::{collections::BTreeMap, sync::Arc};

use super::{
    Error, Judge,
    compare::{Options, compare},
    convention::{Says, Speech},
    cores::Cores,
    end::judge_end,
    packaged::{self, read},
    program::{Allowance, Program, Run},
    validator::{OutputValidator, Question, Submitted, judge_all},
};
use crate::{
    domain::{BlobRef, Blobs},
    problem::{self, Case, Package, SourceFile},
    sandbox::{File, Input, Workdir},
};

/// An input validator, compiled.
pub struct InputValidator<'a> {
    program: Program,
    package: &'a Package,
    blobs: &'a dyn Blobs,
    cores: &'a Cores,
}

impl<'a> InputValidator<'a> {
    /// Compiles it.
    ///
    /// # Errors
    /// When it does not compile, or this host lacks its language or a sandbox.
    pub fn build(
        judge: &'a Judge,
        package: &'a Package,
        blobs: &'a dyn Blobs,
        program: &problem::Program,
    ) -> Result<Self, Error> {
        let program = packaged::build(judge, package, blobs, program)?;
        Ok(Self { program, package, blobs, cores: &judge.cores })
    }

    /// Asks whether an input is valid; why not, if not.
    ///
    /// # Errors
    /// When the sandbox broke or a blob can't be read.
    pub fn check(
        &mut self,
        input: Arc<[u8]>,
        args: Vec<String>,
        files: &[SourceFile],
    ) -> Result<Result<(), String>, Error> {
        let hold = self.cores.one();
        let mut run = Run::new(Input::Data(input), &hold);
        run.args = args;
        let in_box = |file: File| File { path: format!("/box/{}", file.path), ..file };
        run.files = read(self.blobs, files)?.into_iter().map(in_box).collect();
        if !files.is_empty() {
            run.workdir = Workdir::Copy;
        }
        let allowance = Allowance::validator(&self.package.limits);
        let limits = self.program.limits(allowance);
        let outcome = self.program.run(run, allowance)?;
        let speech = Speech::input_validator(self.package.convention);
        if speech.says(outcome.end) == Some(Says::Accept) {
            return Ok(Ok(()));
        }
        let end = match judge_end(&outcome, &limits, self.program.memory_messages()) {
            Err(failure) => failure.message,
            Ok(()) => format!("exit code 0, where {} is wanted", speech.wanted),
        };
        let said = [outcome.stdout, outcome.stderr].concat();
        let said: String = String::from_utf8_lossy(&said).trim().chars().take(500).collect();
        Ok(Err(if said.is_empty() { end } else { format!("{end}: {said}") }))
    }
}

/// A package's way of checking output, ready.
pub struct OutputCheck<'a> {
    /// The package's own programs; none for the default comparison.
    custom: Vec<OutputValidator<'a>>,
    cores: &'a Cores,
    blobs: &'a dyn Blobs,
    package: &'a Package,
}

impl<'a> OutputCheck<'a> {
    /// Compiles the output validator if the package has its own.
    ///
    /// # Errors
    /// As [`InputValidator::build`].
    pub fn build(
        judge: &'a Judge,
        package: &'a Package,
        blobs: &'a dyn Blobs,
    ) -> Result<Self, Error> {
        let programs = package.validator.programs().iter();
        let custom = programs.map(|program| {
            Ok(OutputValidator {
                program: packaged::build(judge, package, blobs, program)?,
                speech: Speech::checker(package.convention),
                package,
                submission: Submitted::default(),
            })
        });
        let custom = custom.collect::<Result<_, Error>>()?;
        Ok(Self { custom, cores: &judge.cores, blobs, package })
    }

    /// Asks whether `output` is right for the case; the validator's reason, if not.
    ///
    /// # Errors
    /// When the validator or the sandbox broke or a blob can't be read.
    pub fn check(&mut self, case: &Case, output: &BlobRef) -> Result<Result<(), String>, Error> {
        let output = self.blobs.read(&output.digest)?;
        let answer = self.blobs.read(&case.answer.digest)?;
        if self.custom.is_empty() {
            let options = Options::parse(&case.validator_args).map_err(|what| Error::Package {
                problem: self.package.slug.clone(),
                what: format!("case {}: {what}", case.name),
            })?;
            return Ok(compare(&options, &output, &answer).map_err(|fault| fault.to_string()));
        }
        let input = self.blobs.read(&case.input.digest)?;
        let question = Question { case, input, answer, feedback: BTreeMap::new() };
        let word = judge_all(&mut self.custom, &question, &output, &self.cores.one())?;
        Ok(if word.accepted { Ok(()) } else { Err(word.judge_message) })
    }
}
