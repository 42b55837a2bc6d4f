//! `data/`: samples, secret cases, groups and their scoring, and the validators' own data.

use std::collections::BTreeMap;

use super::{
    Importer,
    cases::{self, RawCase},
    samples,
    settings::{self, Context, GroupFile, Settings},
    statics,
};
use crate::problem::{
    Aggregation, CarriedCase, Case, Group, Probe, ProbeKind, ProbeOutput, Sample, Type,
};

/// What `data/` holds.
#[derive(Debug, Default)]
pub(super) struct Data {
    pub(super) samples: Vec<Sample>,
    pub(super) groups: Vec<Group>,
    pub(super) cases: Vec<Case>,
    pub(super) probes: Vec<Probe>,
    /// What is only passed on, by the names of cases.
    pub(super) carried: BTreeMap<String, CarriedCase>,
}

const DIRS: &[&str] = &["sample", "secret", "invalid_input", "invalid_output", "valid_output"];

/// Reads it.
pub(super) fn read(importer: &mut Importer<'_>, kind: Type, context: Context<'_>) -> Data {
    for dir in importer.tree.dirs_in("data") {
        if !DIRS.contains(&dir.as_str()) {
            let known = DIRS.join(", ");
            let message = format!("no directory of the format; unused (there are {known})");
            importer.findings.warning(&format!("data/{dir}"), None, message);
        }
    }
    if !importer.tree.has_dir("data/secret") && importer.tree.has_dir("data") {
        importer.findings.error("data/secret", None, "this directory is missing");
    }
    let mut data = Data::default();
    sample(importer, kind, context, &mut data);
    secret(importer, kind, context, &mut data);
    for (dir, probe) in [
        ("invalid_input", ProbeKind::InvalidInput),
        ("invalid_output", ProbeKind::InvalidOutput),
        ("valid_output", ProbeKind::ValidOutput),
    ] {
        probes(importer, dir, probe, kind, context, &mut data);
    }
    data
}

fn sample(importer: &mut Importer<'_>, kind: Type, context: Context<'_>, data: &mut Data) {
    if !importer.tree.has_dir("data/sample") {
        return;
    }
    no_groups_below(importer, "data/sample", "`sample` has no groups");
    let file = group_file(importer, "sample", false, true, context);
    let cases = cases::read(importer, "sample", &["ans"], &file.settings, context);
    if cases.is_empty() && file.static_test.is_none() {
        return;
    }
    for case in &cases {
        cases::check_overrides(importer, case, kind);
        data.samples.extend(samples::sample(importer, case));
    }
    data.groups.push(Group {
        name: "sample".into(),
        max_score: None,
        aggregation: Aggregation::PassFail,
        require_pass: Vec::new(),
    });
    let points = statics::add(importer, data, file.static_test, cases.len(), context);
    add(data, cases, kind, points);
}

fn secret(importer: &mut Importer<'_>, kind: Type, context: Context<'_>, data: &mut Data) {
    if !importer.tree.has_dir("data/secret") {
        return;
    }
    let root = group_file(importer, "secret", true, false, context);
    let secret = resolve(importer, "secret", &root, kind, None);
    let dirs: Vec<_> = importer
        .tree
        .dirs_in("data/secret")
        .into_iter()
        .filter(|dir| !dir.ends_with(".files"))
        .collect();
    let is_group =
        |dir: &String| importer.tree.has_file(&format!("data/secret/{dir}/test_group.yaml"));
    let (groups, plain): (Vec<_>, Vec<_>) = dirs.into_iter().partition(is_group);
    if groups.is_empty() {
        no_groups_below(importer, "data/secret", "groups lie directly in `data/secret`");
        data.groups.push(secret);
        let cases = cases::read(importer, "secret", &["ans"], &root.settings, context);
        for case in &cases {
            cases::check_overrides(importer, case, kind);
        }
        if cases.is_empty() && root.static_test.is_none() {
            importer.findings.error("data/secret", None, "there is no test case");
        }
        let points = statics::add(importer, data, root.static_test, cases.len(), context);
        return add(data, cases, kind, points);
    }
    if let Some(test) = root.static_test {
        let message = "a static validation test case beside groups; put it into one";
        importer.findings.error("data/secret/test_group.yaml", test.line, message);
    }
    for dir in plain {
        let message = "must be a group with a `test_group.yaml`, as others beside it are";
        importer.findings.error(&format!("data/secret/{dir}"), None, message);
    }
    for file in importer.tree.files_in("data/secret") {
        if file.ends_with(".in") {
            let message = "a test case beside groups; put it into one";
            importer.findings.error(&format!("data/secret/{file}"), None, message);
        }
    }
    let unbounded = secret.max_score.is_none();
    let aggregation = secret.aggregation;
    data.groups.push(secret);
    for dir in groups {
        let name = format!("secret/{dir}");
        let path = format!("data/{name}");
        no_groups_below(importer, &path, "a group has no groups");
        let file = group_file(importer, &name, true, false, context);
        let group = resolve(importer, &name, &file, kind, Some((unbounded, aggregation)));
        check_requirements(importer, &file, &group, &data.groups);
        let cases = cases::read(importer, &name, &["ans"], &file.settings, context);
        if cases.is_empty() && file.static_test.is_none() {
            importer.findings.error(&path, None, "this group has no test case");
        }
        for case in &cases {
            cases::check_overrides(importer, case, kind);
        }
        data.groups.push(group);
        let points = statics::add(importer, data, file.static_test, cases.len(), context);
        add(data, cases, kind, points);
    }
}

/// A group's own settings with the defaults of its place; `parent` is `secret`'s boundlessness
/// and aggregation.
fn resolve(
    importer: &mut Importer<'_>,
    name: &str,
    file: &GroupFile,
    kind: Type,
    parent: Option<(bool, Aggregation)>,
) -> Group {
    let path = format!("data/{name}/test_group.yaml");
    if !kind.scoring {
        return Group {
            name: name.into(),
            max_score: None,
            aggregation: Aggregation::PassFail,
            require_pass: Vec::new(),
        };
    }
    let (default_score, default_aggregation) = match parent {
        None => (Some(100.0), Aggregation::Sum),
        Some(_) => (None, Aggregation::PassFail),
    };
    let max_score = file.max_score.unwrap_or(default_score);
    let aggregation = file.aggregation.unwrap_or(default_aggregation);
    let score_line = Some(file.max_score_line).filter(|line| *line > 0);
    let aggregation_line = Some(file.aggregation_line).filter(|line| *line > 0);
    if max_score.is_none() && aggregation == Aggregation::PassFail {
        let message = "a group of aggregation pass-fail needs a `max_score`";
        importer.findings.error(&path, score_line.or(aggregation_line), message);
    } else if let Some((false, _)) = parent
        && max_score.is_none()
    {
        let message = "`max_score` may be unbounded only if that of `secret` is";
        importer.findings.error(&path, score_line, message);
    }
    if let Some((_, Aggregation::PassFail)) = parent
        && aggregation != Aggregation::PassFail
    {
        let message = "`secret` is pass-fail, so its groups must be";
        importer.findings.error(&path, aggregation_line, message);
    }
    if parent.is_none() {
        for required in &file.require_pass {
            if required != "sample" {
                let message = format!("`secret` may require `sample` alone, not `{required}`");
                importer.findings.error(&path, file.require_pass_line, message);
            }
        }
    }
    Group { name: name.into(), max_score, aggregation, require_pass: file.require_pass.clone() }
}

fn check_requirements(
    importer: &mut Importer<'_>,
    file: &GroupFile,
    group: &Group,
    earlier: &[Group],
) {
    let path = format!("data/{}/test_group.yaml", group.name);
    for required in &group.require_pass {
        let message = match earlier.iter().find(|other| other.name == *required) {
            _ if required == "secret" => "a group can't require `secret`".to_owned(),
            // An empty sample is passed by everyone.
            None if required == "sample" => continue,
            None => format!(
                "`require_pass` names `{required}`, which is no group before this one (write \
                 `secret/NAME` or `sample`)"
            ),
            Some(other) if other.aggregation != Aggregation::PassFail => {
                format!("`require_pass` names `{required}`, whose aggregation is not pass-fail")
            }
            Some(_) => continue,
        };
        importer.findings.error(&path, file.require_pass_line, message);
    }
}

fn group_file(
    importer: &mut Importer<'_>,
    name: &str,
    scored: bool,
    full_feedback: bool,
    context: Context<'_>,
) -> GroupFile {
    let path = format!("data/{name}/test_group.yaml");
    let defaults = Settings { full_feedback, ..Settings::default() };
    let text = match importer.tree.has_file(&path) {
        true => importer.tree.text(&path, &mut importer.findings),
        false => None,
    };
    let Some(text) = text else {
        return GroupFile { settings: defaults, ..GroupFile::default() };
    };
    let text = importer.constants.apply(&text).unwrap_or(text);
    settings::group(&path, &text, scored, defaults, context, &mut importer.findings)
}

fn no_groups_below(importer: &mut Importer<'_>, dir: &str, message: &str) {
    for file in importer.tree.files_below(dir) {
        if file.ends_with("/test_group.yaml") && !file.contains(".files/") {
            importer.findings.error(&format!("{dir}/{file}"), None, message);
        }
    }
}

/// Cases of the group that was added last; `points` are each one's share, where a static test has
/// some of the group's.
fn add(data: &mut Data, cases: Vec<RawCase>, kind: Type, points: Option<f64>) {
    let group = data.groups.len().saturating_sub(1);
    for case in cases {
        data.probes.extend(shown_output(&case, kind));
        let Some(answer) = case.answer else { continue };
        data.carried.extend(case.file.carried().map(|carried| (case.name.clone(), carried)));
        data.cases.push(Case {
            name: case.name,
            group,
            static_test: false,
            input: case.input,
            answer,
            args: case.file.settings.args,
            validator_args: case.file.settings.output_validator_args,
            input_validator_args: case.file.settings.input_validator_args,
            files: case.extra,
            points,
            full_feedback: case.file.settings.full_feedback,
            hint: case.file.hint,
        });
    }
}

/// The output that solvers see of a case, which the output validator must accept.
fn shown_output(case: &RawCase, kind: Type) -> Option<Probe> {
    if kind.interactive || kind.multi_pass {
        return None;
    }
    let settings = &case.file.settings;
    let overridden = ["ans.statement", "ans.download", "interaction"];
    let (output, extension) = match &case.output {
        Some(output) => (output, "out"),
        None if !settings.full_feedback || overridden.iter().any(|e| case.files.has(e)) => {
            return None;
        }
        None => (case.answer.as_ref()?, "ans"),
    };
    Some(Probe {
        name: case.name.clone(),
        kind: ProbeKind::ValidOutput,
        input: case.input.clone(),
        output: Some(ProbeOutput {
            answer: case.answer.clone()?,
            output: output.clone(),
            extension: extension.into(),
            validator_args: settings.output_validator_args.clone(),
        }),
        args: settings.args.clone(),
        files: case.extra.clone(),
        input_validator_args: settings.input_validator_args.clone(),
        free_input: false,
    })
}

fn probes(
    importer: &mut Importer<'_>,
    dir: &str,
    probe: ProbeKind,
    kind: Type,
    context: Context<'_>,
    data: &mut Data,
) {
    if !importer.tree.has_dir(&format!("data/{dir}")) {
        return;
    }
    let of_output = probe != ProbeKind::InvalidInput;
    if of_output && (kind.interactive || kind.multi_pass) {
        let message = "interactive and multi-pass problems have no outputs to validate";
        importer.findings.error(&format!("data/{dir}"), None, message);
        return;
    }
    let file = group_file(importer, dir, false, false, context);
    if let Some(test) = &file.static_test {
        let message = "`static_validation_score` is not for this directory";
        importer.findings.error(&format!("data/{dir}/test_group.yaml"), test.line, message);
    }
    let wanted: &[&str] = if of_output { &["ans", "out"] } else { &[] };
    for case in cases::read(importer, dir, wanted, &file.settings, context) {
        if !of_output && case.files.has("ans") {
            let message = "an invalid input has no answer";
            importer.findings.error(&format!("data/{}.ans", case.name), None, message);
        }
        data.carried.extend(case.file.carried().map(|carried| (case.name.clone(), carried)));
        let settings = case.file.settings;
        let output = match (case.answer, case.output) {
            (Some(answer), Some(output)) if of_output => Some(ProbeOutput {
                answer,
                output,
                extension: "out".into(),
                validator_args: settings.output_validator_args,
            }),
            _ if of_output => continue,
            _ => None,
        };
        data.probes.push(Probe {
            name: case.name,
            kind: probe,
            input: case.input,
            output,
            args: settings.args,
            files: case.extra,
            input_validator_args: settings.input_validator_args,
            free_input: false,
        });
    }
}
