//! `test_group.yaml` and the YAML of a test case.

use std::collections::BTreeMap;

use crate::problem::{
    Aggregation, CarriedCase,
    fields::{Doc, Fields},
    finding::Findings,
    yaml::{Node, Value},
};

/// What a case inherits from its group's file when its own says nothing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Settings {
    pub(super) args: Vec<String>,
    pub(super) input_validator_args: BTreeMap<String, Vec<String>>,
    pub(super) output_validator_args: Vec<String>,
    pub(super) input_visualizer_args: Vec<String>,
    pub(super) output_visualizer_args: Vec<String>,
    pub(super) full_feedback: bool,
}

/// A `test_group.yaml`.
#[derive(Debug, Default)]
pub(super) struct GroupFile {
    pub(super) settings: Settings,
    /// `None` when absent; `Some(None)` is `unbounded`.
    pub(super) max_score: Option<Option<f64>>,
    pub(super) aggregation: Option<Aggregation>,
    pub(super) require_pass: Vec<String>,
    /// Lines of the keys above, for errors that only the whole of the data can show.
    pub(super) max_score_line: u64,
    pub(super) aggregation_line: u64,
    pub(super) require_pass_line: u64,
    pub(super) static_test: Option<StaticTest>,
}

/// A test of the submission's files alone.
#[derive(Debug)]
pub(super) struct StaticTest {
    /// Most points; `None` is `pass-fail`.
    pub(super) score: Option<u64>,
    pub(super) args: Vec<String>,
    /// Line of its score.
    pub(super) line: u64,
}

/// What a package is, as far as these files depend on it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Context<'a> {
    pub(super) scoring: bool,
    pub(super) default_validator: bool,
    /// Whether there is a static validator.
    pub(super) static_validator: bool,
    pub(super) input_validators: &'a [String],
}

/// Reads a `test_group.yaml` of `sample`, `secret`, a group or the validators' data.
pub(super) fn group(
    file: &str,
    text: &str,
    scored: bool,
    defaults: Settings,
    context: Context<'_>,
    findings: &mut Findings,
) -> GroupFile {
    let mut group = GroupFile { settings: defaults, ..GroupFile::default() };
    let Some((mut doc, mut fields)) = Doc::open(file, text, findings) else { return group };
    for key in ["max_score", "score_aggregation", "require_pass"] {
        let Some(node) = fields.take(key) else { continue };
        if !scored {
            doc.error(node.line, format!("`{key}` is not for this directory"));
        } else if !context.scoring {
            doc.error(node.line, format!("`{key}` is for problems of type scoring alone"));
        }
        match key {
            "max_score" => {
                group.max_score_line = node.line;
                group.max_score = max_score(&mut doc, &node);
            }
            "score_aggregation" => {
                group.aggregation_line = node.line;
                group.aggregation = aggregation(&mut doc, &node);
            }
            _ => {
                group.require_pass_line = node.line;
                group.require_pass = match &node.value {
                    Value::List(items) if items.is_empty() => Vec::new(),
                    _ => doc.one_or_more("`require_pass`", &node).unwrap_or_default(),
                };
            }
        }
    }
    group.static_test = static_test(&mut doc, &mut fields);
    settings(&mut doc, &mut fields, &mut group.settings, context);
    doc.finish(fields);
    group
}

/// A test case's settings and what only a case has.
#[derive(Debug, Default)]
pub(super) struct CaseFile {
    pub(super) settings: Settings,
    pub(super) hint: Option<String>,
    pub(super) description: Option<String>,
}

impl CaseFile {
    /// What is only passed on; `None` when there is nothing.
    pub(super) fn carried(&self) -> Option<CarriedCase> {
        let carried = CarriedCase {
            description: self.description.clone(),
            input_visualizer_args: self.settings.input_visualizer_args.clone(),
            output_visualizer_args: self.settings.output_visualizer_args.clone(),
        };
        (carried != CarriedCase::default()).then_some(carried)
    }
}

/// Reads the YAML of a test case.
pub(super) fn case(
    file: &str,
    text: &str,
    inherited: Settings,
    context: Context<'_>,
    findings: &mut Findings,
) -> CaseFile {
    let mut case = CaseFile { settings: inherited, ..CaseFile::default() };
    let Some((mut doc, mut fields)) = Doc::open(file, text, findings) else { return case };
    settings(&mut doc, &mut fields, &mut case.settings, context);
    case.hint = fields.take("hint").and_then(|node| doc.string("`hint`", &node));
    case.description =
        fields.take("description").and_then(|node| doc.string("`description`", &node));
    doc.finish(fields);
    case
}

fn settings(doc: &mut Doc<'_>, fields: &mut Fields, into: &mut Settings, context: Context<'_>) {
    if let Some(args) = fields.take("args").and_then(|node| doc.strings("`args`", &node)) {
        into.args = args;
    }
    if let Some(node) = fields.take("input_validator_args") {
        into.input_validator_args = input_validator_args(doc, node, context.input_validators);
    }
    if let Some(node) = fields.take("output_validator_args")
        && let Some(args) = doc.strings("`output_validator_args`", &node)
    {
        if context.default_validator
            && let Some(fault) = default_validator_fault(&args)
        {
            doc.error(node.line, format!("the default output validator: {fault}"));
        }
        into.output_validator_args = args;
    }
    for (key, into) in [
        ("input_visualizer_args", &mut into.input_visualizer_args),
        ("output_visualizer_args", &mut into.output_visualizer_args),
    ] {
        let given = fields.take(key).and_then(|node| doc.strings(&format!("`{key}`"), &node));
        *into = given.unwrap_or_else(|| std::mem::take(into));
    }
    if let Some(full) =
        fields.take("full_feedback").and_then(|node| doc.bool("`full_feedback`", &node))
    {
        into.full_feedback = full;
    }
}

fn static_test(doc: &mut Doc<'_>, fields: &mut Fields) -> Option<StaticTest> {
    let score = fields.take("static_validation_score");
    let args = fields.take("static_validator_args");
    let Some(node) = score else {
        if let Some(args) = args {
            doc.error(args.line, "`static_validator_args` without `static_validation_score`");
        }
        return None;
    };
    let score = match node.value == Value::Text("pass-fail".into()) {
        true => None,
        false => {
            let what = "`static_validation_score` (else `pass-fail`)";
            Some(doc.integer(what, &node, 0)?)
        }
    };
    let args = args.and_then(|args| doc.strings("`static_validator_args`", &args));
    Some(StaticTest { score, args: args.unwrap_or_default(), line: node.line })
}

fn max_score(doc: &mut Doc<'_>, node: &Node) -> Option<Option<f64>> {
    if node.value == Value::Text("unbounded".into()) {
        return Some(None);
    }
    doc.integer("`max_score` (else `unbounded`)", node, 0).map(|score| Some(score as f64))
}

fn aggregation(doc: &mut Doc<'_>, node: &Node) -> Option<Aggregation> {
    let word = doc.string("`score_aggregation`", node)?;
    match word.as_str() {
        "pass-fail" => Some(Aggregation::PassFail),
        "sum" => Some(Aggregation::Sum),
        "min" => Some(Aggregation::Min),
        _ => {
            doc.error(
                node.line,
                format!("`score_aggregation` is pass-fail, sum or min, not `{word}`"),
            );
            None
        }
    }
}

fn input_validator_args(
    doc: &mut Doc<'_>,
    node: Node,
    validators: &[String],
) -> BTreeMap<String, Vec<String>> {
    let mut read = BTreeMap::new();
    if !matches!(node.value, Value::Map(_)) {
        let args = doc.strings("`input_validator_args`", &node).unwrap_or_default();
        read.insert(String::new(), args);
        return read;
    }
    let Some(mut fields) = doc.map("`input_validator_args`", node) else { return read };
    for (name, line, node) in fields.rest() {
        if !validators.contains(&name) {
            doc.error(line, format!("there is no input validator `{name}`"));
        }
        if let Some(args) = doc.strings(&format!("`{name}`"), &node) {
            read.insert(name, args);
        }
    }
    read
}

/// What is wrong with arguments for the default output validator.
pub(super) fn default_validator_fault(args: &[String]) -> Option<String> {
    let mut tolerances = Vec::new();
    let mut args = args.iter();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "case_sensitive" | "space_change_sensitive" => {}
            "float_tolerance" | "float_relative_tolerance" | "float_absolute_tolerance" => {
                let value = args.next().and_then(|v| crate::problem::fields::decimal(v));
                if value.is_none_or(|v| v < 0.0) {
                    return Some(format!("`{arg}` needs a number after it"));
                }
                if tolerances.contains(&arg.as_str()) {
                    return Some(format!("`{arg}` is given twice"));
                }
                tolerances.push(arg);
            }
            _ => return Some(format!("unknown argument `{arg}`")),
        }
    }
    (tolerances.len() > 1 && tolerances.contains(&"float_tolerance"))
        .then(|| "`float_tolerance` excludes the relative and absolute ones".to_owned())
}
