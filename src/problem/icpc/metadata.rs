//! `problem.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use super::{codes, credits, limits};
use crate::{
    domain::Limits,
    problem::{
        Timing, Type,
        constants::{Constants, is_constant_name},
        fields::{Doc, Fields},
        finding::Findings,
        yaml::{Node, Value},
    },
};

/// What `problem.yaml` says.
#[derive(Debug)]
pub(super) struct Metadata {
    pub(super) kind: Type,
    pub(super) name: BTreeMap<String, String>,
    /// The line of `name`.
    pub(super) name_line: u64,
    pub(super) uuid: String,
    pub(super) version: Option<String>,
    pub(super) authors: Vec<String>,
    pub(super) source: Option<String>,
    pub(super) license: String,
    pub(super) embargo_until: Option<String>,
    pub(super) limits: Limits,
    pub(super) timing: Timing,
    pub(super) keywords: Vec<String>,
    pub(super) languages: Option<Vec<String>>,
    pub(super) allow_file_writing: bool,
    pub(super) constants: Constants,
    /// Keys that Minos only passes on.
    pub(super) carried: BTreeMap<String, serde_json::Value>,
}

/// What may be said of a problem's license.
pub(in crate::problem) const LICENSES: &[&str] =
    &["unknown", "public domain", "cc0", "cc by", "cc by-sa", "educational", "permission"];

/// Reads it; `None` when it is no YAML map at all.
pub(super) fn read(file: &str, text: &str, findings: &mut Findings) -> Option<Metadata> {
    let (mut doc, mut fields) = Doc::open(file, text, findings)?;
    // Its value chose this importer.
    fields.take("problem_format_version");
    let carried = ["credits", "source", "rights_owner"]
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), fields.peek(key)?.json())))
        .collect();
    let kind = fields.take("type").map_or_else(Type::default, |node| kind(&mut doc, &node));
    let name_node = fields.take("name");
    let name_line = name_node.as_ref().map_or(1, |node| node.line);
    let name = name_node.map(|node| name(&mut doc, node)).unwrap_or_else(|| {
        doc.error(1, "`name` is missing");
        BTreeMap::new()
    });
    let uuid = match fields.take("uuid") {
        Some(node) => uuid(&mut doc, &node),
        None => {
            doc.error(1, "`uuid` is missing; a new one can be had from `uuidgen`");
            String::new()
        }
    };
    let version = fields.take("version").and_then(|node| doc.word("`version`", &node));
    let authors =
        fields.take("credits").map(|node| credits::read(&mut doc, node)).unwrap_or_default();
    let source = fields.take("source").and_then(|node| credits::source(&mut doc, node));
    let license = license(&mut doc, &mut fields, &authors, source.as_ref());
    let embargo_until = fields.take("embargo_until").and_then(|node| embargo(&mut doc, &node));
    let (limits, timing) = limits::read(&mut doc, fields.take("limits"), kind);
    let keywords = fields.take("keywords").and_then(|node| keywords(&mut doc, &node));
    let languages = fields.take("languages").and_then(|node| languages(&mut doc, &node));
    let allow_file_writing = fields
        .take("allow_file_writing")
        .and_then(|node| doc.bool("`allow_file_writing`", &node))
        .unwrap_or(false);
    let constants =
        fields.take("constants").map(|node| constants(&mut doc, node)).unwrap_or_default();
    if let Some(line) = fields.drop("source_url") {
        let message = "`source_url` is of the legacy format; now `source: {name: …, url: …}`";
        doc.findings.warning(file, line, message);
    }
    doc.finish(fields);
    Some(Metadata {
        kind,
        name,
        name_line,
        uuid,
        version,
        authors,
        source,
        license,
        embargo_until,
        limits,
        timing,
        keywords: keywords.unwrap_or_default(),
        languages,
        allow_file_writing,
        constants,
        carried,
    })
}

fn kind(doc: &mut Doc<'_>, node: &Node) -> Type {
    let lines = doc.one_or_more("`type`", node).unwrap_or_default();
    let words: Vec<_> = lines.iter().flat_map(|line| line.split_whitespace()).collect();
    if words.len() > lines.len() {
        let message = "several words of `type` are a list: `[pass-fail, interactive]`";
        doc.findings.warning(doc.file, node.line, message);
    }
    let set: BTreeSet<_> = words.iter().copied().collect();
    if set.len() < words.len() {
        doc.error(node.line, "`type` names a word twice");
    }
    for word in &set {
        if !["pass-fail", "scoring", "multi-pass", "interactive", "submit-answer"].contains(word) {
            doc.error(
                node.line,
                format!(
                    "unknown type `{word}`; there are pass-fail, scoring, multi-pass, \
                     interactive and submit-answer"
                ),
            );
        }
    }
    for (one, other) in [
        ("pass-fail", "scoring"),
        ("submit-answer", "multi-pass"),
        ("submit-answer", "interactive"),
    ] {
        if set.contains(one) && set.contains(other) {
            doc.error(node.line, format!("a problem can't be both {one} and {other}"));
        }
    }
    Type {
        scoring: set.contains("scoring"),
        interactive: set.contains("interactive"),
        multi_pass: set.contains("multi-pass"),
        submit_answer: set.contains("submit-answer"),
    }
}

fn name(doc: &mut Doc<'_>, node: Node) -> BTreeMap<String, String> {
    match node.value {
        Value::Map(entries) => {
            if entries.is_empty() {
                doc.error(node.line, "`name` must have a name");
            }
            let mut names = BTreeMap::new();
            for (tag, line, value) in entries {
                if !codes::is_tag(&tag) {
                    doc.error(line, format!("`{tag}` is no language tag like `en` or `pt-BR`"));
                }
                if let Some(name) = doc.word("a name", &value) {
                    names.insert(tag, name);
                }
            }
            names
        }
        _ => doc.word("`name`", &node).map(|name| ("en".to_owned(), name)).into_iter().collect(),
    }
}

fn uuid(doc: &mut Doc<'_>, node: &Node) -> String {
    let text = doc.word("`uuid`", node).unwrap_or_default();
    let groups: Vec<_> = text.split('-').map(str::len).collect();
    let hex = text.bytes().all(|b| b.is_ascii_hexdigit() || b == b'-');
    if !text.is_empty() && (groups != [8, 4, 4, 4, 12] || !hex) {
        doc.error(node.line, "`uuid` must look like 123e4567-e89b-12d3-a456-426614174000");
    }
    text
}

fn license(
    doc: &mut Doc<'_>,
    fields: &mut Fields,
    authors: &[String],
    source: Option<&String>,
) -> String {
    let line = fields.line;
    let node = fields.take("license");
    let owner = fields.take("rights_owner");
    let line = node.as_ref().map_or(line, |node| node.line);
    let license =
        node.and_then(|node| doc.word("`license`", &node)).unwrap_or_else(|| "unknown".to_owned());
    if !LICENSES.contains(&license.as_str()) {
        let known = LICENSES.join(", ");
        doc.error(line, format!("unknown license `{license}`; there are {known}"));
    }
    match owner {
        Some(node) if license == "public domain" => {
            doc.error(node.line, "what is in the public domain has no `rights_owner`");
        }
        Some(node) => {
            doc.word("`rights_owner`", &node);
        }
        None => {
            let needed = !["unknown", "public domain"].contains(&license.as_str());
            if needed && authors.is_empty() && source.is_none() {
                doc.error(
                    line,
                    format!(
                        "license `{license}` needs a rights owner: `rights_owner`, authors in \
                         `credits`, or `source`"
                    ),
                );
            }
        }
    }
    license
}

/// `YYYY-MM-DD` or `YYYY-MM-DDThh:mm:ssZ`, a real moment.
fn embargo(doc: &mut Doc<'_>, node: &Node) -> Option<String> {
    let text = doc.word("`embargo_until`", node)?;
    let shape: String = text.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect();
    let right = match shape.as_str() {
        "0000-00-00" => text.parse::<jiff::civil::Date>().is_ok(),
        "0000-00-00T00:00:00Z" => text.parse::<jiff::Timestamp>().is_ok(),
        _ => false,
    };
    if !right {
        doc.error(node.line, "`embargo_until` must be YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ");
        return None;
    }
    Some(text)
}

fn keywords(doc: &mut Doc<'_>, node: &Node) -> Option<Vec<String>> {
    let mut words = doc.strings("`keywords`", node)?;
    for word in &mut words {
        *word = word.trim().to_owned();
    }
    if words.iter().any(String::is_empty) {
        doc.error(node.line, "a keyword is empty");
    }
    Some(words)
}

fn languages(doc: &mut Doc<'_>, node: &Node) -> Option<Vec<String>> {
    if let Value::Text(text) = &node.value {
        if text != "all" {
            doc.error(node.line, "`languages` must be `all` or a list of language codes");
        }
        return None;
    }
    let codes = doc.one_or_more("`languages`", node)?;
    for code in &codes {
        if !codes::is_language(code) {
            doc.error(node.line, format!("`{code}` is no language code of the format"));
        }
    }
    Some(codes)
}

fn constants(doc: &mut Doc<'_>, node: Node) -> Constants {
    let mut constants = Constants::default();
    let Some(mut fields) = doc.map("`constants`", node) else { return constants };
    for (name, line, node) in fields.rest() {
        if !is_constant_name(&name) {
            doc.error(line, format!("constant `{name}` must match [a-zA-Z_][a-zA-Z0-9_]*"));
        }
        let Value::Map(variants) = node.value else {
            if let Some(value) = doc.string(&format!("constant `{name}`"), &node) {
                constants.0.insert(format!("{name}.value"), value.clone());
                constants.0.insert(name, value);
            }
            continue;
        };
        if !variants.iter().any(|(variant, ..)| variant == "value") {
            doc.error(line, format!("constant `{name}` has no `value`"));
        }
        for (variant, line, node) in variants {
            if !is_constant_name(&variant) {
                let message = format!("variant `{variant}` must match [a-zA-Z_][a-zA-Z0-9_]*");
                doc.error(line, message);
            }
            if let Some(value) = doc.string(&format!("`{name}.{variant}`"), &node) {
                if variant == "value" {
                    constants.0.insert(name.clone(), value.clone());
                }
                constants.0.insert(format!("{name}.{variant}"), value);
            }
        }
    }
    constants
}
