//! YAML as a tree whose every node knows its line, so that all errors of a file can be told at
//! once and each at its place.

use std::{collections::HashMap, fmt};

use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, SeqAccess, Visitor},
};
use serde_saphyr::Spanned;

use super::finding::Findings;

/// A value and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    pub(super) line: u64,
    pub(super) value: Value,
}

/// A value. Scalars keep their spelling: `1.10` and `1e-6` are also strings to a package.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Node>),
    Map(Vec<(String, u64, Node)>),
}

impl Node {
    /// The same as JSON; numbers of a spelling that JSON has not are strings.
    pub(super) fn json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(is) => (*is).into(),
            Value::Number(text) => {
                serde_json::from_str(text).unwrap_or_else(|_| text.as_str().into())
            }
            Value::Text(text) => text.as_str().into(),
            Value::List(items) => items.iter().map(Self::json).collect(),
            Value::Map(entries) => {
                let entries = entries.iter().map(|(key, _, node)| (key.clone(), node.json()));
                serde_json::Value::Object(entries.collect())
            }
        }
    }
}

impl Value {
    /// What it is, for an error message.
    pub(super) fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Number(_) => "a number",
            Self::Text(_) => "a string",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
        }
    }
}

/// Reads a document; on bad YAML one error is found and `None` given. An empty file is an empty
/// map. Of a key that is given twice the last one counts, which is a fault of form.
pub(super) fn parse(file: &str, text: &str, findings: &mut Findings) -> Option<Node> {
    let options = serde_saphyr::options! {
        strict_booleans: true,
        merge_keys: serde_saphyr::MergeKeyPolicy::Error,
        duplicate_keys: serde_saphyr::DuplicateKeyPolicy::PassThrough,
        with_snippet: false,
        budget: serde_saphyr::budget! { max_depth: 32, max_nodes: 100_000 },
    };
    match serde_saphyr::from_str_with_options::<Option<Spanned<Raw>>>(text, options) {
        Ok(Some(raw)) => {
            let errors = findings.errors.len();
            let node = match (Reader { file, text, findings }).node(raw) {
                Node { value: Value::Null, line } => Node { line, value: Value::Map(Vec::new()) },
                node => node,
            };
            (findings.errors.len() == errors).then_some(node)
        }
        Ok(None) => Some(Node { line: 1, value: Value::Map(Vec::new()) }),
        Err(error) => {
            let line = error.location().map(|at| at.line()).filter(|line| *line > 0);
            let message = error.without_snippet().to_string();
            findings.error(file, line, format!("not valid YAML: {message}"));
            None
        }
    }
}

/// What serde gives, before lines and spellings are fetched.
enum Raw {
    Null,
    Bool(bool),
    Number,
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<String>, Spanned<Raw>)>),
}

/// Makes nodes of it.
struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    findings: &'a mut Findings,
}

impl Reader<'_> {
    fn node(&mut self, raw: Spanned<Raw>) -> Node {
        let value = match raw.value {
            Raw::Null => Value::Null,
            Raw::Bool(value) => Value::Bool(value),
            Raw::Number => {
                let span = raw.defined.span();
                let start = span.byte_offset().unwrap_or(0) as usize;
                let end = start + span.byte_len().unwrap_or(0) as usize;
                Value::Number(self.text.get(start..end).unwrap_or_default().trim().to_owned())
            }
            Raw::Text(value) => Value::Text(value),
            Raw::List(items) => {
                Value::List(items.into_iter().map(|item| self.node(item)).collect())
            }
            Raw::Map(entries) => Value::Map(self.entries(entries)),
        };
        Node { line: raw.referenced.line(), value }
    }

    fn entries(&mut self, raw: Vec<(Spanned<String>, Spanned<Raw>)>) -> Vec<(String, u64, Node)> {
        let mut entries: Vec<(String, u64, Node)> = Vec::with_capacity(raw.len());
        let mut places = HashMap::with_capacity(raw.len());
        for (key, value) in raw {
            let entry = (key.value, key.referenced.line(), self.node(value));
            match places.get(&entry.0) {
                Some(at) => {
                    let message = format!("`{}` is given twice; the last one counts", entry.0);
                    self.findings.fault(self.file, entry.1, message);
                    let place: &mut (String, u64, Node) = &mut entries[*at];
                    *place = entry;
                }
                None => {
                    places.insert(entry.0.clone(), entries.len());
                    entries.push(entry);
                }
            }
        }
        entries
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, _: i64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_i128<E>(self, _: i128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u64<E>(self, _: u64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_u128<E>(self, _: u128) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_f64<E>(self, _: f64) -> Result<Raw, E> {
        Ok(Raw::Number)
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Raw, D::Error> {
        Raw::deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}
