//! `submissions.yaml`: what submissions must get.

use std::collections::{BTreeMap, BTreeSet};

use super::{credits, glob::Glob};
use crate::{
    domain::Verdict::{self, Accepted, RuntimeError, TimeLimit, WrongAnswer},
    problem::{
        Bound, Rule,
        fields::{Doc, Fields},
        finding::Findings,
        yaml::{Node, Value},
    },
};

/// The verdicts that the format speaks of.
pub(in crate::problem) const ALL: [Verdict; 4] = [Accepted, WrongAnswer, TimeLimit, RuntimeError];

/// What the directories mean by themselves.
const DEFAULTS: &[(&str, &[Verdict], &[Verdict])] = &[
    ("accepted", &[Accepted], &ALL),
    ("rejected", &ALL, &[RuntimeError, TimeLimit, WrongAnswer]),
    ("wrong_answer", &[Accepted, WrongAnswer], &[WrongAnswer]),
    ("time_limit_exceeded", &[Accepted, TimeLimit], &[TimeLimit]),
    ("run_time_error", &[Accepted, RuntimeError], &[RuntimeError]),
    ("brute_force", &[Accepted, RuntimeError, TimeLimit], &[RuntimeError, TimeLimit]),
];

/// One pattern for submissions with all that is said of them.
#[derive(Debug)]
pub(super) struct Entry {
    pub(super) pattern: String,
    pub(super) line: Option<u64>,
    pub(super) glob: Glob,
    pub(super) language: Option<String>,
    pub(super) entrypoint: Option<String>,
    /// `authors` and `model_solution`, which are only passed on.
    pub(super) about: BTreeMap<String, serde_json::Value>,
    pub(super) demands: Vec<Demand>,
}

/// What must hold of a part of the data.
#[derive(Clone, Debug, Default)]
pub(super) struct Demand {
    /// Which part; `None` is all.
    pub(super) data: Option<Glob>,
    pub(super) line: Option<u64>,
    permitted: Option<BTreeSet<Verdict>>,
    required: Option<BTreeSet<Verdict>>,
    score: Option<(f64, f64)>,
    message: Option<String>,
    bound: Option<Use>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Use {
    No,
    Yes,
    Lower,
    Upper,
}

/// What the directory demands by itself, if it is one of the format's.
pub(in crate::problem) fn default_rule(dir: &str) -> Option<Rule> {
    let (_, permitted, required) = DEFAULTS.iter().find(|(known, ..)| *known == dir)?;
    let (permitted, required) =
        (permitted.iter().copied().collect(), required.iter().copied().collect());
    let bound = bound(&permitted, &required);
    Some(Rule { scope: Vec::new(), permitted, required, score: None, message: None, bound })
}

/// What a submission says of the time limit that must get such verdicts.
pub(in crate::problem) fn bound(
    permitted: &BTreeSet<Verdict>,
    required: &BTreeSet<Verdict>,
) -> Bound {
    if required.iter().eq([&TimeLimit]) {
        Bound::Upper
    } else if !permitted.contains(&TimeLimit) {
        Bound::Lower
    } else {
        Bound::None
    }
}

/// The format's defaults, and what the file adds or replaces.
pub(super) fn read(
    file: &str,
    text: Option<&str>,
    scoring: bool,
    findings: &mut Findings,
) -> Vec<Entry> {
    let mut entries: Vec<_> = DEFAULTS
        .iter()
        .filter_map(|(dir, permitted, required)| {
            let demand = Demand {
                permitted: Some(permitted.iter().copied().collect()),
                required: Some(required.iter().copied().collect()),
                ..Demand::default()
            };
            Some(Entry {
                pattern: (*dir).to_owned(),
                line: None,
                glob: Glob::parse(dir).ok()?,
                language: None,
                entrypoint: None,
                about: BTreeMap::new(),
                demands: vec![demand],
            })
        })
        .collect();
    let Some((mut doc, mut fields)) = text.and_then(|text| Doc::open(file, text, findings)) else {
        return entries;
    };
    for (pattern, line, node) in fields.rest() {
        let Some(entry) = entry(&mut doc, pattern, line, node, scoring) else { continue };
        match entries.iter_mut().find(|e| e.line.is_none() && e.pattern == entry.pattern) {
            Some(default) => replace(default, entry),
            None => entries.push(entry),
        }
    }
    entries
}

/// A default directory's own demand gets the keys that are given; the rest is added.
fn replace(default: &mut Entry, given: Entry) {
    let mut demands = given.demands;
    if let Some(at) = demands.iter().position(|d| d.data.is_none()) {
        let all = demands.remove(at);
        let own = &mut default.demands[0];
        own.line = all.line;
        own.permitted = all.permitted.or(own.permitted.take());
        own.required = all.required.or(own.required.take());
        own.score = all.score;
        own.message = all.message;
        own.bound = all.bound;
    }
    default.demands.extend(demands);
    default.line = given.line;
    default.language = given.language;
    default.entrypoint = given.entrypoint;
    default.about = given.about;
}

fn entry(
    doc: &mut Doc<'_>,
    pattern: String,
    line: u64,
    node: Node,
    scoring: bool,
) -> Option<Entry> {
    let glob = parse(doc, &pattern, line)?;
    let mut fields = doc.map(&format!("`{pattern}`"), node)?;
    let about = ["authors", "model_solution"]
        .into_iter()
        .filter_map(|key| Some((key.to_owned(), fields.peek(key)?.json())))
        .collect();
    let language = fields.take("language").and_then(|node| doc.word("`language`", &node));
    if let Some(code) = language.as_ref().filter(|code| !super::codes::is_language(code)) {
        doc.error(line, format!("`{code}` is no language code of the format"));
    }
    let entrypoint = fields.take("entrypoint").and_then(|node| doc.word("`entrypoint`", &node));
    if let Some(node) = fields.take("authors") {
        credits::persons(doc, "authors", node);
    }
    if let Some(node) = fields.take("model_solution") {
        doc.bool("`model_solution`", &node);
    }
    let mut demands: Vec<_> = demand(doc, &mut fields, line, scoring).into_iter().collect();
    for (data, line, node) in fields.rest() {
        // A key with a scalar is a misspelled key rather than a part of the data.
        if !matches!(node.value, Value::Map(_)) {
            doc.error(
                line,
                format!(
                    "unknown key `{data}`; known here: language, entrypoint, authors, \
                     model_solution, permitted, required, score, message, use_for_time_limit, \
                     or a part of the data with a map"
                ),
            );
            continue;
        }
        let Some(glob) = parse(doc, &data, line) else { continue };
        let Some(mut below) = doc.map(&format!("`{data}`"), node) else { continue };
        if let Some(mut demand) = demand(doc, &mut below, line, scoring) {
            demand.data = Some(glob);
            demands.push(demand);
        }
        doc.finish(below);
    }
    Some(Entry { pattern, line: Some(line), glob, language, entrypoint, about, demands })
}

fn parse(doc: &mut Doc<'_>, pattern: &str, line: u64) -> Option<Glob> {
    match Glob::parse(pattern) {
        Ok(glob) => Some(glob),
        Err(fault) => {
            doc.error(line, format!("pattern `{pattern}`: {fault}"));
            None
        }
    }
}

fn demand(doc: &mut Doc<'_>, fields: &mut Fields, line: u64, scoring: bool) -> Option<Demand> {
    let mut demand = Demand { line: Some(line), ..Demand::default() };
    let mut any = false;
    for (key, into) in [("permitted", &mut demand.permitted), ("required", &mut demand.required)] {
        if let Some(node) = fields.take(key) {
            any = true;
            *into = verdicts(doc, key, &node);
        }
    }
    if let Some(node) = fields.take("score") {
        any = true;
        if !scoring {
            doc.error(node.line, "`score` is for problems of type scoring alone");
        }
        demand.score = score(doc, &node);
    }
    if let Some(node) = fields.take("message") {
        any = true;
        demand.message = doc.string("`message`", &node).filter(|text| !text.is_empty());
    }
    if let Some(node) = fields.take("use_for_time_limit") {
        any = true;
        demand.bound = match &node.value {
            Value::Bool(true) => Some(Use::Yes),
            Value::Bool(false) => Some(Use::No),
            Value::Text(word) if word == "lower" => Some(Use::Lower),
            Value::Text(word) if word == "upper" => Some(Use::Upper),
            _ => {
                doc.error(node.line, "`use_for_time_limit` is true, false, lower or upper");
                None
            }
        };
        let no_upper = demand.required.as_ref().is_some_and(|r| !r.contains(&TimeLimit))
            || demand.permitted.as_ref().is_some_and(|p| !p.contains(&TimeLimit));
        let no_lower = demand.required.as_ref().is_some_and(|r| r.iter().eq([&TimeLimit]));
        if demand.bound == Some(Use::Upper) && no_upper
            || demand.bound == Some(Use::Lower) && no_lower
        {
            doc.error(node.line, "`use_for_time_limit` contradicts the verdicts demanded here");
        }
    }
    any.then_some(demand)
}

fn verdicts(doc: &mut Doc<'_>, key: &str, node: &Node) -> Option<BTreeSet<Verdict>> {
    let words = doc.one_or_more(&format!("`{key}`"), node)?;
    let mut set = BTreeSet::new();
    for word in words {
        match ALL.into_iter().find(|verdict| verdict.code() == word) {
            Some(verdict) => {
                set.insert(verdict);
            }
            None => {
                doc.error(node.line, format!("`{key}` knows AC, WA, TLE and RTE, not `{word}`"));
            }
        }
    }
    Some(set)
}

fn score(doc: &mut Doc<'_>, node: &Node) -> Option<(f64, f64)> {
    let range = match &node.value {
        Value::List(ends) if ends.len() == 2 => {
            (doc.float("`score`", &ends[0])?, doc.float("`score`", &ends[1])?)
        }
        Value::List(_) => {
            doc.error(node.line, "`score` is a number or a list of two");
            return None;
        }
        _ => doc.float("`score`", node).map(|score| (score, score))?,
    };
    if range.0 > range.1 {
        doc.error(node.line, "`score` has its larger end first");
    }
    Some(range)
}

impl Demand {
    /// The rule for a scope of resolved names; an error in words when it contradicts itself.
    pub(super) fn rule(&self, scope: Vec<String>) -> Result<Rule, &'static str> {
        let all: BTreeSet<_> = ALL.into();
        let mut permitted = self.permitted.clone().unwrap_or_else(|| all.clone());
        let mut required = self.required.clone().unwrap_or_else(|| all.clone());
        match self.bound {
            Some(Use::Lower) => permitted.retain(|verdict| *verdict != TimeLimit),
            Some(Use::Upper) => required = [TimeLimit].into(),
            _ => {}
        }
        if permitted.is_disjoint(&required) {
            return Err("no verdict is both permitted and required");
        }
        let bound = match self.bound {
            Some(Use::No) => Bound::None,
            _ => bound(&permitted, &required),
        };
        Ok(Rule {
            scope,
            permitted,
            required,
            score: self.score,
            message: self.message.clone(),
            bound,
        })
    }
}
