//! The validators over the data.

use std::collections::{BTreeMap, BTreeSet};

use super::{Report, Step, fault};
use crate::{
    domain::BlobRef,
    judge::{Error, InputValidator, Judge, OutputCheck},
    problem::{Case, DirBlobs, Package, Probe, ProbeKind, SourceFile},
};

/// Asks every input validator about every input, and the output validator about the outputs
/// that the package says are right or wrong.
pub(super) fn check(
    judge: &Judge,
    package: &Package,
    blobs: &DirBlobs,
    report: &mut Report,
    watch: &mut dyn FnMut(Step),
) -> Result<(), Error> {
    let inputs = inputs(package);
    watch(Step::Inputs(inputs.len()));
    let mut refused = BTreeMap::new();
    for program in &package.input_validators {
        let file = format!("input_validators/{}", program.name);
        let built = InputValidator::build(judge, package, blobs, program);
        let Some(mut validator) = fault(built, &file, report)? else { continue };
        for input in &inputs {
            let answer = validator.check(input.blob, input.args(&program.name), input.files);
            let Some(answer) = fault(answer, &file, report)? else { break };
            if let Err(reason) = answer {
                refused.entry(input.name).or_insert(format!("{}: {reason}", program.name));
            }
        }
    }
    let invalid: BTreeSet<_> = package
        .probes
        .iter()
        .filter(|probe| probe.kind == ProbeKind::InvalidInput)
        .map(|probe| probe.name.as_str())
        .collect();
    for input in &inputs {
        let file = format!("data/{}.in", input.name);
        match (invalid.contains(input.name), refused.get(input.name)) {
            (false, Some(reason)) => {
                let message = format!("an input validator refuses it: {reason}");
                report.errors.push(super::finding(&file, message));
            }
            (true, None) if !package.input_validators.is_empty() => {
                let message = "no input validator refuses it, though it is in invalid_input";
                report.errors.push(super::finding(&file, message));
            }
            _ => {}
        }
    }
    outputs(judge, package, blobs, report, watch)
}

fn outputs(
    judge: &Judge,
    package: &Package,
    blobs: &DirBlobs,
    report: &mut Report,
    watch: &mut dyn FnMut(Step),
) -> Result<(), Error> {
    let probes: Vec<_> = package.probes.iter().filter(|probe| probe.output.is_some()).collect();
    if probes.is_empty() {
        return Ok(());
    }
    watch(Step::Outputs(probes.len()));
    let built = OutputCheck::build(judge, package, blobs);
    let Some(mut checker) = fault(built, "output_validator", report)? else { return Ok(()) };
    for probe in probes {
        let Some(output) = &probe.output else { continue };
        let answer = checker.check(&case(probe), &output.output);
        let file = format!("data/{}.{}", probe.name, output.extension);
        let Some(answer) = fault(answer, &file, report)? else { continue };
        let message = match (probe.kind, answer) {
            (ProbeKind::InvalidOutput, Ok(())) => {
                "the output validator accepts it, though it is in invalid_output".to_owned()
            }
            (ProbeKind::ValidOutput, Err(reason)) => {
                format!("the output validator refuses it: {reason}")
            }
            _ => continue,
        };
        report.errors.push(super::finding(&file, message));
    }
    Ok(())
}

/// A probe as the case that the output validator is asked about.
fn case(probe: &Probe) -> Case {
    let output = probe.output.as_ref();
    Case {
        name: probe.name.clone(),
        group: 0,
        input: probe.input.clone(),
        answer: output.map_or_else(|| probe.input.clone(), |o| o.answer.clone()),
        args: probe.args.clone(),
        validator_args: output.map(|o| o.validator_args.clone()).unwrap_or_default(),
        input_validator_args: probe.input_validator_args.clone(),
        files: probe.files.clone(),
        points: None,
        full_feedback: false,
        hint: None,
    }
}

/// An input with what its validators are given.
struct Asked<'a> {
    name: &'a str,
    blob: &'a BlobRef,
    files: &'a [SourceFile],
    own: &'a BTreeMap<String, Vec<String>>,
    program: &'a [String],
}

impl Asked<'_> {
    /// The validator's own arguments, then those that a submission would get.
    fn args(&self, validator: &str) -> Vec<String> {
        let own = self.own.get(validator).or_else(|| self.own.get(""));
        own.into_iter().flatten().chain(self.program).cloned().collect()
    }
}

/// Every input of the data, each once.
fn inputs(package: &Package) -> Vec<Asked<'_>> {
    let cases = package.cases.iter().map(|case| Asked {
        name: &case.name,
        blob: &case.input,
        files: &case.files,
        own: &case.input_validator_args,
        program: &case.args,
    });
    let probes = package.probes.iter().map(|probe| Asked {
        name: &probe.name,
        blob: &probe.input,
        files: &probe.files,
        own: &probe.input_validator_args,
        program: &probe.args,
    });
    let mut seen = BTreeSet::new();
    cases.chain(probes).filter(|asked| seen.insert(asked.name)).collect()
}
