//! The validators over the data.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use super::{Done, fault};
use crate::{
    domain::{BlobRef, Blobs},
    judge::{Error, InputValidator, Judge, OutputCheck},
    problem::{Case, DirBlobs, Finding, Package, Probe, ProbeKind, SourceFile},
};

/// Asks every input validator about every input, and about some that no package means.
pub(super) fn inputs(judge: &Judge, package: &Package, blobs: &DirBlobs) -> Result<Done, Error> {
    let (mut errors, mut warnings) = (Vec::new(), Vec::new());
    let inputs = asked(package);
    let malformed = malformed(package, blobs);
    let mut refused = BTreeMap::new();
    let mut taken: BTreeSet<usize> = (0..malformed.len()).collect();
    let mut asked_about_malformed = false;
    for program in &package.input_validators {
        let file = format!("input_validators/{}", program.name);
        let built = InputValidator::build(judge, package, blobs, program);
        let Some(mut validator) = fault(built, &file, &mut errors)? else { continue };
        for input in &inputs {
            let bytes = blobs.read(&input.blob.digest)?;
            let answer = validator.check(bytes, input.args(&program.name), input.files);
            let Some(answer) = fault(answer, &file, &mut errors)? else { break };
            if let Err(reason) = answer {
                refused.entry(input.name).or_insert(format!("{}: {reason}", program.name));
            }
        }
        let Some(like) = inputs.first() else { continue };
        asked_about_malformed = true;
        for (at, (_, bytes)) in malformed.iter().enumerate() {
            let answer = validator.check(Arc::clone(bytes), like.args(&program.name), like.files);
            let Some(answer) = fault(answer, &file, &mut errors)? else { break };
            if answer.is_err() {
                taken.remove(&at);
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
                errors.push(super::finding(&file, message));
            }
            (true, None) if !package.input_validators.is_empty() => {
                let message = "no input validator refuses it, though it is in invalid_input";
                errors.push(super::finding(&file, message));
            }
            _ => {}
        }
    }
    if asked_about_malformed && !taken.is_empty() {
        let names: Vec<_> = taken.iter().map(|at| malformed[*at].0).collect();
        let message =
            format!("accepted: {}; inputs should be checked to the byte", names.join(", "));
        warnings.push(super::finding("input_validators", message));
    }
    Ok(Done::Findings(errors, warnings))
}

/// Inputs that no validator should take, made of the smallest one.
fn malformed(package: &Package, blobs: &DirBlobs) -> Vec<(&'static str, Arc<[u8]>)> {
    let cases = package.cases.iter().filter(|case| case.input.size > 0);
    let Some(smallest) = cases.min_by_key(|case| case.input.size) else { return Vec::new() };
    let Ok(good) = blobs.read(&smallest.input.digest) else { return Vec::new() };
    let and = |tail: &[u8]| -> Vec<u8> { [&good, tail].concat() };
    let mut bad = vec![
        ("an empty input", Vec::new()),
        ("a number more at the end", and(b"1\n")),
        ("letters more at the end", and(b"x\n")),
        ("an empty line more at the end", and(b"\n")),
        ("a space at the beginning", [b" ", &*good].concat()),
        ("a byte that is no text", [b"\x00\xff", &*good].concat()),
    ];
    if let Some(text) = good.strip_suffix(b"\n") {
        bad.push(("a last line without its end", text.to_vec()));
        bad.push(("a space at the end of the last line", [text, b" \n"].concat()));
    }
    bad.into_iter().map(|(name, bytes)| (name, bytes.into())).collect()
}

/// Asks the output validator about the outputs that the package says are right or wrong.
pub(super) fn outputs(judge: &Judge, package: &Package, blobs: &DirBlobs) -> Result<Done, Error> {
    let mut errors = Vec::new();
    let probes: Vec<_> = package.probes.iter().filter(|probe| probe.output.is_some()).collect();
    if probes.is_empty() {
        return Ok(Done::Findings(errors, Vec::new()));
    }
    let built = OutputCheck::build(judge, package, blobs);
    let Some(mut checker) = fault(built, "output_validator", &mut errors)? else {
        return Ok(Done::Findings(errors, Vec::new()));
    };
    for probe in probes {
        let Some(output) = &probe.output else { continue };
        let answer = checker.check(&case(probe), &output.output);
        let file = format!("data/{}.{}", probe.name, output.extension);
        let Some(answer) = fault(answer, &file, &mut errors)? else { continue };
        let message = match (probe.kind, answer) {
            (ProbeKind::InvalidOutput, Ok(())) => {
                "the output validator accepts it, though it is in invalid_output".to_owned()
            }
            (ProbeKind::ValidOutput, Err(reason)) => {
                format!("the output validator refuses it: {reason}")
            }
            _ => continue,
        };
        errors.push(super::finding(&file, message));
    }
    Ok(Done::Findings(errors, Vec::new()))
}

/// What is odd about the data without running anything.
pub(super) fn doubts(package: &Package) -> Vec<Finding> {
    let mut found = Vec::new();
    let most = package.limits.output_mib << 20;
    let mut seen: BTreeMap<_, &str> = BTreeMap::new();
    for case in package.cases.iter().filter(|case| !case.static_test) {
        let size = case.answer.size;
        if size * 2 > most && !package.kind.interactive {
            let message = format!(
                "{} KiB, where the output limit is {} MiB",
                size >> 10,
                package.limits.output_mib
            );
            found.push(super::finding(&format!("data/{}.ans", case.name), message));
        }
        let key = (case.group, &case.input.digest, &case.args, &case.validator_args);
        if let Some(other) = seen.insert(key, &case.name) {
            let message = format!("the same as data/{other}.in");
            found.push(super::finding(&format!("data/{}.in", case.name), message));
        }
    }
    found
}

/// A probe as the case that the output validator is asked about.
fn case(probe: &Probe) -> Case {
    let output = probe.output.as_ref();
    Case {
        name: probe.name.clone(),
        group: 0,
        static_test: false,
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
fn asked(package: &Package) -> Vec<Asked<'_>> {
    let run = package.cases.iter().filter(|case| !case.static_test);
    let cases = run.map(|case| Asked {
        name: &case.name,
        blob: &case.input,
        files: &case.files,
        own: &case.input_validator_args,
        program: &case.args,
    });
    let asked = package.probes.iter().filter(|probe| !probe.free_input);
    let probes = asked.map(|probe| Asked {
        name: &probe.name,
        blob: &probe.input,
        files: &probe.files,
        own: &probe.input_validator_args,
        program: &probe.args,
    });
    let mut seen = BTreeSet::new();
    cases.chain(probes).filter(|asked| seen.insert(asked.name)).collect()
}
