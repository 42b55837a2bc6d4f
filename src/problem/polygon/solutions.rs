//! Authors' solutions and their tags.

use std::collections::BTreeSet;

use roxmltree::Node;

use super::{FILE, Importer, programs, xml, xml::Xml};
use crate::{
    domain::Verdict::{self, Accepted, Partial, RuntimeError, TimeLimit, WrongAnswer},
    problem::{AnnotatedSubmission, Bound, Expectation, Package, Program, Rule},
};

/// What a tag permits each test, and what it demands of one at least.
struct Tag {
    name: &'static str,
    permitted: &'static [Verdict],
    required: &'static [Verdict],
}

const ALL: &[Verdict] = &[Accepted, WrongAnswer, TimeLimit, RuntimeError];
const FAILED: &[Verdict] = &[WrongAnswer, TimeLimit, RuntimeError];

/// Going over the memory is a kind of crash in these terms.
const TAGS: &[Tag] = &[
    Tag { name: "main", permitted: &[Accepted], required: &[Accepted] },
    Tag { name: "accepted", permitted: &[Accepted], required: &[Accepted] },
    Tag { name: "rejected", permitted: ALL, required: FAILED },
    Tag { name: "failed", permitted: ALL, required: FAILED },
    Tag { name: "wrong-answer", permitted: &[Accepted, WrongAnswer], required: &[WrongAnswer] },
    Tag {
        name: "presentation-error",
        permitted: &[Accepted, WrongAnswer],
        required: &[WrongAnswer],
    },
    Tag { name: "time-limit-exceeded", permitted: &[Accepted, TimeLimit], required: &[TimeLimit] },
    Tag {
        name: "time-limit-exceeded-or-accepted",
        permitted: &[Accepted, TimeLimit],
        required: &[Accepted, TimeLimit],
    },
    Tag {
        name: "time-limit-exceeded-or-memory-limit-exceeded",
        permitted: &[Accepted, TimeLimit, RuntimeError],
        required: &[TimeLimit, RuntimeError],
    },
    Tag {
        name: "memory-limit-exceeded",
        permitted: &[Accepted, RuntimeError],
        required: &[RuntimeError],
    },
];

/// A demand on the tests of a group, or of all.
struct Demand {
    group: Option<String>,
    tag: &'static Tag,
}

/// The solutions of a package.
#[derive(Default)]
pub(super) struct Solutions {
    /// The one whose answers are the right ones.
    pub(super) main: Option<Program>,
    all: Vec<(Program, Vec<Demand>)>,
}

/// Reads them.
pub(super) fn read(
    importer: &mut Importer<'_>,
    xml: &Xml<'_, '_>,
    assets: Node<'_, '_>,
) -> Solutions {
    let mut solutions = Solutions::default();
    for node in xml::below(assets, &["solutions", "solution"]) {
        let Some(source) = xml.child(importer, node, "source") else { continue };
        let Some(program) = programs::program(importer, xml, source, &[]) else { continue };
        let mut demands: Vec<_> = demand(importer, xml, node).into_iter().collect();
        for extra in node.descendants().filter(|n| n.has_tag_name("extra-tag")) {
            demands.extend(demand(importer, xml, extra));
        }
        if node.attribute("tag") == Some("main") {
            solutions.main = Some(program.clone());
        }
        solutions.all.push((program, demands));
    }
    solutions
}

fn demand(importer: &mut Importer<'_>, xml: &Xml<'_, '_>, node: Node<'_, '_>) -> Option<Demand> {
    let name = node.attribute("tag").unwrap_or_default();
    if node.attribute("testset").is_some_and(|set| set != "tests") {
        return None;
    }
    match TAGS.iter().find(|tag| tag.name == name) {
        Some(tag) => Some(Demand { group: node.attribute("group").map(str::to_owned), tag }),
        None => {
            let message = format!("a solution's tag `{name}` is not known; nothing is demanded");
            importer.findings.warning(FILE, xml.line(node), message);
            None
        }
    }
}

impl Solutions {
    /// What each must get, in the terms of a package with groups and cases.
    pub(super) fn annotated(self, package: &Package) -> Vec<AnnotatedSubmission> {
        let annotated = |(mut program, demands): (Program, Vec<Demand>)| {
            let own = demands.iter().find(|demand| demand.group.is_none());
            let required = own.map_or(ALL, |demand| demand.tag.required);
            let mut verdicts: BTreeSet<_> = required.iter().copied().collect();
            if package.kind.scoring && required.iter().any(|verdict| *verdict != Accepted) {
                verdicts.insert(Partial);
            }
            let directory = match own.map(|demand| demand.tag.name) {
                Some("main") => "accepted",
                Some(tag) => tag,
                None => "other",
            };
            program.name = format!("{directory}/{}", program.name);
            let rules = demands.iter().map(|demand| rule(demand, package)).collect();
            AnnotatedSubmission {
                program,
                expectation: Expectation { verdicts, rules, ..Expectation::default() },
            }
        };
        let mut all: Vec<_> = self.all.into_iter().map(annotated).collect();
        all.sort_by(|a, b| a.program.name.cmp(&b.program.name));
        all
    }
}

fn rule(demand: &Demand, package: &Package) -> Rule {
    let Tag { permitted, required, .. } = demand.tag;
    let scope = demand.group.iter().map(|group| super::groups::name(group));
    let scope = scope.filter(|name| package.groups.iter().any(|group| group.name == *name));
    let bound = if *required == [TimeLimit] {
        Bound::Upper
    } else if permitted.contains(&TimeLimit) {
        Bound::None
    } else {
        Bound::Lower
    };
    Rule {
        scope: scope.collect(),
        permitted: permitted.iter().copied().collect(),
        required: required.iter().copied().collect(),
        score: None,
        message: None,
        bound,
    }
}
