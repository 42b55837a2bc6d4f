//! `data/`: cases, groups, samples as they are shown, and the validators' own data.

use std::{collections::BTreeMap, io};

use serde_json::{Value, json};

use super::{Export, flow::line, groups, programs, testlib};
use crate::{
    domain::BlobRef,
    problem::{
        Aggregation, Case, Convention, Group, Package, Probe, ProbeKind, Sample, samples::shown,
    },
};

/// Writes it.
pub(super) fn write(export: &mut Export<'_>, package: &Package) -> io::Result<()> {
    let groups = match &package.grading {
        None => package.groups.clone(),
        Some(grading) => groups::regrouped(export, package, &grading.root, grading.score_file),
    };
    for group in &groups {
        group_file(export, package, group);
    }
    for case in package.cases.iter().filter(|case| !case.static_test) {
        let path = format!("data/{}", case.name);
        export.blob(&format!("{path}.in"), &case.input);
        export.blob(&format!("{path}.ans"), &case.answer);
        export.sources(&format!("{path}.files"), &case.files);
        let mut yaml = settings(package, &case.args, &case.input_validator_args);
        yaml.push_str(&carried(package, &case.name));
        let args = testlib::args(package, case);
        if !args.is_empty() {
            yaml.push_str(&line("output_validator_args", &json!(args)));
        }
        if case.full_feedback != case.is_sample() {
            yaml.push_str(&line("full_feedback", &json!(case.full_feedback)));
        }
        if let Some(hint) = &case.hint {
            yaml.push_str(&line("hint", &json!(hint)));
        }
        if !yaml.is_empty() {
            export.make(&format!("{path}.yaml"), yaml);
        }
    }
    for probe in &package.probes {
        write_probe(export, package, probe);
    }
    for shown in &package.samples {
        match package.cases.iter().find(|case| case.name == shown.name) {
            Some(case) => sample(export, case, shown)?,
            None => {
                let message = "it is shown and not run, which the format does not know; left out";
                export.warn(&format!("data/{}", shown.name), message);
            }
        }
    }
    let file_io = &package.file_io;
    for name in [&file_io.input, &file_io.output].into_iter().flatten() {
        let message = format!("submissions use the file `{name}`; the format has stdin and stdout");
        export.warn("problem.yaml", message);
    }
    Ok(())
}

fn settings(
    package: &Package,
    args: &[String],
    validator_args: &BTreeMap<String, Vec<String>>,
) -> String {
    let mut yaml = String::new();
    if !args.is_empty() {
        yaml.push_str(&line("args", &json!(args)));
    }
    let named: serde_json::Map<_, _> = validator_args
        .iter()
        .filter(|(name, _)| !name.is_empty())
        .map(|(name, args)| (programs::validator_name(package, name), json!(args)))
        .collect();
    match validator_args.get("") {
        _ if !named.is_empty() => {
            yaml.push_str(&line("input_validator_args", &Value::Object(named)))
        }
        Some(args) if !args.is_empty() => {
            yaml.push_str(&line("input_validator_args", &json!(args)))
        }
        _ => {}
    }
    yaml
}

/// What is only passed on of a case.
fn carried(package: &Package, case: &str) -> String {
    let Some(carried) = package.carried.cases.get(case) else { return String::new() };
    let mut yaml = String::new();
    if let Some(description) = &carried.description {
        yaml.push_str(&line("description", &json!(description)));
    }
    for (key, args) in [
        ("input_visualizer_args", &carried.input_visualizer_args),
        ("output_visualizer_args", &carried.output_visualizer_args),
    ] {
        if !args.is_empty() {
            yaml.push_str(&line(key, &json!(args)));
        }
    }
    yaml
}

fn group_file(export: &mut Export<'_>, package: &Package, group: &Group) {
    let path = format!("data/{}/test_group.yaml", group.name);
    let mut yaml = String::new();
    if package.kind.scoring && group.name != "sample" {
        let score = match group.max_score {
            None => json!("unbounded"),
            Some(most) => {
                if most.fract() != 0.0 {
                    export.warn(&path, format!("{most} points are rounded to whole ones"));
                }
                json!(most.round() as u64)
            }
        };
        yaml.push_str(&line("max_score", &score));
        let word = match group.aggregation {
            Aggregation::PassFail => "pass-fail",
            Aggregation::Sum => "sum",
            Aggregation::Min => "min",
        };
        yaml.push_str(&line("score_aggregation", &json!(word)));
        if !group.require_pass.is_empty() {
            yaml.push_str(&line("require_pass", &json!(group.require_pass)));
        }
    }
    let within = |case: &&Case| package.groups[case.group].name == group.name;
    if let Some(test) = package.cases.iter().filter(within).find(|case| case.static_test) {
        let score = test.points.map_or(json!("pass-fail"), |points| json!(points.round() as u64));
        yaml.push_str(&line("static_validation_score", &score));
        if !test.validator_args.is_empty() {
            yaml.push_str(&line("static_validator_args", &json!(test.validator_args)));
        }
    } else if package.grading.is_none() {
        let mut points = package.cases.iter().filter(within).map(|case| case.points);
        let first = points.next().flatten();
        if points.any(|other| other != first) {
            export
                .warn(&path, "its cases have points of their own; the format shares them equally");
        }
    }
    if !yaml.is_empty() || group.name.starts_with("secret/") {
        if yaml.is_empty() {
            yaml.push_str("full_feedback: false\n");
        }
        export.make(&path, yaml);
    }
}

/// What solvers see of a sample, where that is not its case's own data.
fn sample(export: &mut Export<'_>, case: &Case, sample: &Sample) -> io::Result<()> {
    let path = format!("data/{}", sample.name);
    if let Some(interaction) = &sample.interaction {
        export.make(&format!("{path}.interaction"), interaction.as_str());
        export.blob(&format!("{path}.in.download"), &sample.input_download);
        export.blob(&format!("{path}.ans.download"), &sample.output_download);
        return Ok(());
    }
    let has_output = export.files.contains_key(&format!("{path}.out"));
    for (what, own, text, download) in [
        ("in", &case.input, &sample.input, &sample.input_download),
        ("ans", &case.answer, &sample.output, &sample.output_download),
    ] {
        if what == "ans" && has_output {
            continue;
        }
        let is_own = |blob: &BlobRef| blob.digest == own.digest;
        if is_own(download) && *text == shown(&export.read(&own.digest)?) {
            continue;
        }
        export.blob(&format!("{path}.{what}.download"), download);
        // Long texts are shown in part; the whole is what was meant.
        match *text == shown(&export.read(&download.digest)?) {
            true => export.blob(&format!("{path}.{what}.statement"), download),
            false => export.make(&format!("{path}.{what}.statement"), text.as_str()),
        }
    }
    Ok(())
}

fn write_probe(export: &mut Export<'_>, package: &Package, probe: &Probe) {
    let path = format!("data/{}", probe.name);
    if package.cases.iter().any(|case| case.name == probe.name) {
        // The output that is shown of a case; its answer is checked by itself.
        if let Some(output) = probe.output.as_ref().filter(|output| output.extension == "out") {
            export.blob(&format!("{path}.out"), &output.output);
        }
        return;
    }
    if probe.kind == ProbeKind::ValidInput || probe.free_input {
        let message = "the format has no place for this test of a validator; left out";
        return export.warn(&path, message);
    }
    export.blob(&format!("{path}.in"), &probe.input);
    export.sources(&format!("{path}.files"), &probe.files);
    let mut yaml = settings(package, &probe.args, &probe.input_validator_args);
    yaml.push_str(&carried(package, &probe.name));
    if let Some(output) = &probe.output {
        export.blob(&format!("{path}.ans"), &output.answer);
        export.blob(&format!("{path}.out"), &output.output);
        if !output.validator_args.is_empty() {
            yaml.push_str(&line("output_validator_args", &json!(output.validator_args)));
        }
    }
    if !yaml.is_empty() {
        export.make(&format!("{path}.yaml"), yaml);
    }
}

impl Convention {
    /// Whether it is the format's own.
    pub(super) fn is_icpc(self) -> bool {
        self == Self::Icpc
    }
}
