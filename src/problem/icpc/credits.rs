//! `credits` and `source`: who made a problem, and where it comes from.

use super::codes;
use crate::problem::{
    fields::Doc,
    yaml::{Node, Value},
};

/// Reads `credits`; gives the authors.
pub(super) fn read(doc: &mut Doc<'_>, node: Node) -> Vec<String> {
    if matches!(node.value, Value::Text(_) | Value::Number(_)) {
        return person(doc, "`credits`", node).into_iter().collect();
    }
    let Some(mut fields) = doc.map("`credits`", node) else { return Vec::new() };
    let mut authors = Vec::new();
    for role in ["authors", "contributors", "testers", "packagers", "acknowledgements"] {
        let Some(node) = fields.take(role) else { continue };
        let names = persons(doc, role, node);
        if role == "authors" {
            authors = names;
        }
    }
    if let Some(mut translators) =
        fields.take("translators").and_then(|node| doc.map("`translators`", node))
    {
        for (tag, line, node) in translators.rest() {
            if !codes::is_tag(&tag) {
                doc.error(line, format!("`{tag}` is no language tag like `en` or `pt-BR`"));
            }
            persons(doc, "translators", node);
        }
    }
    doc.finish(fields);
    authors
}

/// A person or a list of at least one; their names.
pub(super) fn persons(doc: &mut Doc<'_>, what: &str, node: Node) -> Vec<String> {
    let what = format!("a person of `{what}`");
    match node.value {
        Value::List(items) => {
            if items.is_empty() {
                doc.error(node.line, format!("{what} is wanted, the list is empty"));
            }
            items.into_iter().filter_map(|node| person(doc, &what, node)).collect()
        }
        _ => person(doc, &what, node).into_iter().collect(),
    }
}

fn person(doc: &mut Doc<'_>, what: &str, node: Node) -> Option<String> {
    let line = node.line;
    if !matches!(node.value, Value::Map(_)) {
        let text = doc.word(what, &node)?;
        let name = match text.split_once('<') {
            Some((name, mail)) => {
                if !mail.ends_with('>') || !mail.contains('@') {
                    doc.error(line, format!("`{text}` must read `Name` or `Name <mail>`"));
                }
                name.trim()
            }
            None => text.trim(),
        };
        if name.is_empty() {
            doc.error(line, format!("{what} has no name"));
        }
        return Some(name.to_owned());
    }
    let mut fields = doc.map(what, node)?;
    let name = fields.take("name").and_then(|node| doc.word("`name`", &node));
    if name.is_none() {
        doc.error(line, format!("{what} has no `name`"));
    }
    for key in ["email", "orcid", "kattis"] {
        if let Some(node) = fields.take(key) {
            doc.word(&format!("`{key}`"), &node);
        }
    }
    doc.finish(fields);
    name
}

/// Reads `source`; one line for people.
pub(super) fn source(doc: &mut Doc<'_>, node: Node) -> Option<String> {
    let entries = match node.value {
        Value::List(items) => {
            if items.is_empty() {
                doc.error(node.line, "`source` must not be an empty list");
            }
            items
        }
        value => vec![Node { line: node.line, value }],
    };
    let names: Vec<_> = entries.into_iter().filter_map(|node| entry(doc, node)).collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn entry(doc: &mut Doc<'_>, node: Node) -> Option<String> {
    if !matches!(node.value, Value::Map(_)) {
        return doc.word("`source`", &node);
    }
    let line = node.line;
    let mut fields = doc.map("`source`", node)?;
    let name = fields.take("name").and_then(|node| doc.word("`name`", &node));
    if name.is_none() {
        doc.error(line, "`source` has no `name`");
    }
    if let Some(node) = fields.take("url") {
        doc.word("`url`", &node);
    }
    doc.finish(fields);
    name
}
