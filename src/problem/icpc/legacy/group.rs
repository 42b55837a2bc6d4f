//! `testdata.yaml`: the settings of a group, inherited by those within.

use std::collections::BTreeMap;

use crate::problem::{
    fields::{Doc, Fields, decimal},
    finding::Findings,
    yaml::{Node, Value},
};

/// Settings of a group; `None` is not said, here or above.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Settings {
    pub(super) break_on_reject: Option<bool>,
    pub(super) custom: Option<bool>,
    pub(super) flags: Vec<String>,
    /// Arguments of the input validators: those for all under `""`, else by validator's name.
    pub(super) input_validator_flags: BTreeMap<String, Vec<String>>,
    pub(super) output_validator_flags: Vec<String>,
    pub(super) accept_score: Option<f64>,
    pub(super) reject_score: Option<f64>,
    /// The ends of `range`, where they are finite. Not inherited: the points of a whole say
    /// nothing of its parts.
    pub(super) range: (Option<f64>, Option<f64>),
}

/// Words of the default grader.
const GRADER_FLAGS: &[&str] = &[
    "worst_error",
    "no_errors",
    "first_error",
    "always_accept",
    "sum",
    "avg",
    "min",
    "max",
    "ignore_sample",
    "accept_if_any_accepted",
];

/// Reads a file over what is inherited.
pub(super) fn read(
    file: &str,
    text: &str,
    inherited: Settings,
    scoring: bool,
    is_root: bool,
    findings: &mut Findings,
) -> Settings {
    let mut settings = inherited;
    let Some((mut doc, mut fields)) = Doc::open(file, text, findings) else { return settings };
    if let Some(node) = fields.take("on_reject") {
        match doc.string("`on_reject`", &node).as_deref() {
            Some("break") => settings.break_on_reject = Some(true),
            Some("continue") => settings.break_on_reject = Some(false),
            Some(other) => {
                doc.error(node.line, format!("`on_reject` is break or continue, not `{other}`"));
            }
            None => {}
        }
    }
    if let Some(node) = fields.take("grading") {
        match doc.string("`grading`", &node).as_deref() {
            Some("default") => settings.custom = Some(false),
            Some("custom") => settings.custom = Some(true),
            Some(other) => {
                doc.error(node.line, format!("`grading` is default or custom, not `{other}`"));
            }
            None => {}
        }
    }
    if let Some(node) = fields.take("grader_flags")
        && let Some(words) = flags(&mut doc, "`grader_flags`", &node)
    {
        settings.flags = words;
        check_flags(&mut doc, &node, &settings, is_root);
    }
    if let Some(node) = fields.take("output_validator_flags") {
        settings.output_validator_flags = of_validators(&mut doc, node);
    }
    if let Some(node) = fields.take("input_validator_flags") {
        settings.input_validator_flags = by_validator(&mut doc, node);
    }
    settings.scores(&mut doc, &mut fields, scoring);
    doc.finish(fields);
    settings
}

fn check_flags(doc: &mut Doc<'_>, node: &Node, settings: &Settings, is_root: bool) {
    if settings.custom == Some(true) {
        return;
    }
    for flag in &settings.flags {
        if !GRADER_FLAGS.contains(&flag.as_str()) {
            let message = format!("`{flag}` means nothing to the default grader");
            doc.findings.warning(doc.file, node.line, message);
        }
    }
    if !settings.flags.iter().any(|flag| flag == "ignore_sample") {
        return;
    }
    if !is_root {
        let message = "`ignore_sample` is for the top group alone; ignored";
        doc.findings.warning(doc.file, node.line, message);
    } else if settings.break_on_reject != Some(false) {
        let message = "`ignore_sample` without `on_reject: continue`: who fails a sample is not \
                       judged on";
        doc.findings.warning(doc.file, node.line, message);
    }
}

impl Settings {
    /// Reads the keys about scores.
    pub(super) fn scores(&mut self, doc: &mut Doc<'_>, fields: &mut Fields, scoring: bool) {
        for key in ["accept_score", "reject_score", "range"] {
            let Some(node) = fields.take(key) else { continue };
            if !scoring {
                let message = format!("`{key}` is for problems of type scoring alone");
                doc.findings.warning(doc.file, node.line, message);
            }
            match key {
                "accept_score" => self.accept_score = doc.float("`accept_score`", &node),
                "reject_score" => self.reject_score = doc.float("`reject_score`", &node),
                _ => self.range = range(doc, &node),
            }
        }
    }
}

/// `A B`, each a number or infinite.
fn range(doc: &mut Doc<'_>, node: &Node) -> (Option<f64>, Option<f64>) {
    let text = doc.string("`range`", node).unwrap_or_default();
    let end = |word: &str| match word.trim_start_matches(['+', '-']) {
        "inf" | "infinity" => Some(None),
        _ => decimal(word).map(Some),
    };
    let ends: Option<Vec<_>> = text.split_whitespace().map(end).collect();
    match ends.as_deref() {
        Some([Some(low), Some(high)]) if low > high => {
            doc.error(node.line, "`range` has its larger end first");
            (None, None)
        }
        Some([low, high]) => (*low, *high),
        _ => {
            doc.error(node.line, "`range` is two numbers, `0 100`");
            (None, None)
        }
    }
}

/// Flags, or a map that holds them as `flags` beside the `name` of a validator. The format has a
/// lone string be that name; what is found there, and what its tools take it for, are flags.
fn of_validators(doc: &mut Doc<'_>, node: Node) -> Vec<String> {
    const KEY: &str = "`output_validator_flags`";
    if !matches!(node.value, Value::Map(_)) {
        return flags(doc, KEY, &node).unwrap_or_default();
    }
    doc.map(KEY, node).map(|fields| named(doc, KEY, fields).1).unwrap_or_default()
}

/// A map with the `name` of a validator and its `flags`.
fn named(doc: &mut Doc<'_>, what: &str, mut fields: Fields) -> (Option<String>, Vec<String>) {
    let name = fields.take("name").and_then(|node| doc.word("`name`", &node));
    let words = fields.take("flags").and_then(|node| flags(doc, what, &node));
    doc.finish(fields);
    (name, words.unwrap_or_default())
}

/// Words between spaces; a list of words is understood as well.
pub(super) fn flags(doc: &mut Doc<'_>, what: &str, node: &Node) -> Option<Vec<String>> {
    match &node.value {
        Value::Null => Some(Vec::new()),
        Value::List(_) => doc.strings(what, node),
        _ => {
            let text = doc.string(what, node)?;
            Some(text.split_whitespace().map(str::to_owned).collect())
        }
    }
}

/// Flags for all input validators, or a map with the `name` of one and its `flags`; one with a
/// validator's name in place of each key is understood as well.
fn by_validator(doc: &mut Doc<'_>, node: Node) -> BTreeMap<String, Vec<String>> {
    const KEY: &str = "`input_validator_flags`";
    if !matches!(node.value, Value::Map(_)) {
        return flags(doc, KEY, &node).map(|words| (String::new(), words)).into_iter().collect();
    }
    let Some(mut fields) = doc.map(KEY, node) else { return BTreeMap::new() };
    if fields.peek("name").is_some() {
        let (name, words) = named(doc, KEY, fields);
        return name.map(|name| (name, words)).into_iter().collect();
    }
    fields
        .rest()
        .into_iter()
        .filter_map(|(name, _, node)| Some((name, flags(doc, KEY, &node)?)))
        .collect()
}
