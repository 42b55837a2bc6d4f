//! Points, groups and their dependencies, as groups of a [`Package`](super::Package).
//!
//! Samples lie in `sample`, which gives no points. Whatever else there is to win lies below
//! `secret`; a sample that gives points, or that belongs to a group with secret tests, is in both.

use std::collections::{BTreeMap, BTreeSet};

use roxmltree::Node;

use super::{FILE, Importer, tests::Test, xml, xml::Xml};
use crate::problem::{Aggregation, Group};

/// Where the tests go.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Whether there are points at all.
    pub(super) scoring: bool,
    /// The groups in judging order.
    pub(super) groups: Vec<Group>,
    /// For each of them its tests, by their index, with their own points where each has some.
    pub(super) tests: Vec<Vec<(usize, Option<f64>)>>,
}

/// A `<group>`, or a group that tests name and nobody describes.
#[derive(Debug, Default)]
struct Given {
    line: u64,
    points: Option<f64>,
    each_test: bool,
    dependencies: Vec<String>,
}

/// The name of a group in the package.
pub(super) fn name(group: &str) -> String {
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '_' };
    let name: String = group.chars().take(100).map(plain).collect();
    if name == group && !name.is_empty() {
        return format!("secret/{name}");
    }
    // Another spelling must not fall together with a name that is really so.
    let more: u32 = group.chars().fold(7, |hash, c| hash.wrapping_mul(31).wrapping_add(c as u32));
    format!("secret/{name}_{more:08x}")
}

/// Sorts tests into groups.
pub(super) fn plan(
    importer: &mut Importer<'_>,
    xml: &Xml<'_, '_>,
    testset: Node<'_, '_>,
    tests: &[Test],
) -> Plan {
    let (order, given) = given(importer, xml, testset, tests);
    let scoring = tests.iter().any(|test| test.points.is_some_and(|points| points > 0.0))
        || given.values().any(|group| group.points.is_some_and(|points| points > 0.0));
    let mut plan = Plan { scoring, ..Plan::default() };
    let samples = |test: &&(usize, &Test)| test.1.sample;
    let all: Vec<_> = tests.iter().enumerate().collect();
    let shown: Vec<_> = all.iter().filter(samples).map(|(index, _)| (*index, None)).collect();
    if !shown.is_empty() {
        plan.add(group("sample", None, Aggregation::PassFail), shown);
    }
    if !scoring {
        let secret = all.iter().filter(|(_, test)| !test.sample).map(|(index, _)| (*index, None));
        plan.add(group("secret", None, Aggregation::PassFail), secret.collect());
        return plan;
    }
    let own = |test: &Test| test.points.unwrap_or(0.0);
    if order.is_empty() {
        let counted = all.iter().filter(|(_, test)| !test.sample || own(test) > 0.0);
        let counted: Vec<_> = counted.map(|(index, test)| (*index, Some(own(test)))).collect();
        let total = counted.iter().filter_map(|(_, points)| *points).sum();
        plan.add(group("secret", Some(total), Aggregation::Sum), counted);
        return plan;
    }
    plan.add(group("secret", None, Aggregation::Sum), Vec::new());
    let secret = plan.groups.len() - 1;
    let mut total = 0.0;
    let mut names = BTreeMap::new();
    for word in sorted(importer, &order, &given) {
        let settings = &given[&word];
        let members: Vec<_> =
            all.iter().filter(|(_, test)| test.group.as_deref().unwrap_or("") == word).collect();
        let sum: f64 = members.iter().map(|(_, test)| own(test)).sum();
        let most = match settings.each_test {
            true => sum,
            false => settings.points.unwrap_or(sum),
        };
        if most <= 0.0 && !members.is_empty() && members.iter().all(|(_, test)| test.sample) {
            names.insert(word, "sample".to_owned());
            continue;
        }
        let name = match word.as_str() {
            "" => "secret/other".to_owned(),
            word => name(word),
        };
        let needs = |needed: &String| names.get(needed).cloned();
        let require_pass = settings.dependencies.iter().filter_map(needs).collect();
        let aggregation = match settings.each_test {
            true => Aggregation::Sum,
            false => Aggregation::PassFail,
        };
        let members = members
            .into_iter()
            .map(|(index, test)| (*index, settings.each_test.then(|| own(test))))
            .collect();
        total += most;
        plan.add(Group { require_pass, ..group(&name, Some(most), aggregation) }, members);
        names.insert(word, name);
    }
    plan.groups[secret].max_score = Some(total);
    plan
}

impl Plan {
    fn add(&mut self, group: Group, tests: Vec<(usize, Option<f64>)>) {
        self.groups.push(group);
        self.tests.push(tests);
    }
}

fn group(name: &str, max_score: Option<f64>, aggregation: Aggregation) -> Group {
    Group { name: name.to_owned(), max_score, aggregation, require_pass: Vec::new() }
}

/// The groups as they are described, and the order in which they come. Tests without a group,
/// where others have one, are a group of their own called by the empty word.
fn given(
    importer: &mut Importer<'_>,
    xml: &Xml<'_, '_>,
    testset: Node<'_, '_>,
    tests: &[Test],
) -> (Vec<String>, BTreeMap<String, Given>) {
    let (mut order, mut all) = (Vec::new(), BTreeMap::new());
    let mut dependencies = Vec::new();
    for node in xml::below(testset, &["groups", "group"]) {
        let line = xml.line(node);
        let Some(name) = node.attribute("name").filter(|name| !name.is_empty()) else {
            importer.findings.error(FILE, line, "a <group> has no `name`");
            continue;
        };
        let each_test = match node.attribute("points-policy") {
            None | Some("complete-group") => false,
            Some("each-test") => true,
            Some(other) => {
                let message =
                    format!("`points-policy` is `complete-group` or `each-test`, not `{other}`");
                importer.findings.error(FILE, line, message);
                false
            }
        };
        let points = xml.points(importer, node);
        for needed in xml::below(node, &["dependencies", "dependency"]) {
            match needed.attribute("group") {
                Some(other) => dependencies.push((name, other, xml.line(needed))),
                None => {
                    let message = "a <dependency> has no `group`";
                    importer.findings.error(FILE, xml.line(needed), message);
                }
            }
        }
        let given = Given { line, points, each_test, dependencies: Vec::new() };
        if all.insert(name.to_owned(), given).is_some() {
            importer.findings.error(FILE, line, format!("there is another group `{name}`"));
            continue;
        }
        if !tests.iter().any(|test| test.group.as_deref() == Some(name)) {
            importer.findings.warning(FILE, line, format!("the group `{name}` has no test"));
        }
        order.push(name.to_owned());
    }
    for test in tests {
        let Some(name) = &test.group else { continue };
        if !all.contains_key(name) {
            // Points of tests in a group that nobody describes are those of each test.
            let given = Given { line: test.line, each_test: true, ..Given::default() };
            all.insert(name.clone(), given);
            order.push(name.clone());
        }
    }
    if !order.is_empty() && tests.iter().any(|test| test.group.is_none()) {
        all.insert(String::new(), Given { each_test: true, ..Given::default() });
        order.push(String::new());
    }
    for (name, needed, line) in dependencies {
        if !all.contains_key(needed) {
            let message = format!("the group `{name}` depends on `{needed}`, which is no group");
            importer.findings.error(FILE, line, message);
        } else if let Some(given) = all.get_mut(name) {
            given.dependencies.push(needed.to_owned());
        }
    }
    (order, all)
}

/// The groups so that each comes after those that it depends on, else as they are; those in a
/// circle are told of and left out.
fn sorted(
    importer: &mut Importer<'_>,
    order: &[String],
    given: &BTreeMap<String, Given>,
) -> Vec<String> {
    let mut left: Vec<_> = order.to_vec();
    let (mut done, mut sorted) = (BTreeSet::new(), Vec::new());
    while !left.is_empty() {
        let is_ready = |name: &String| given[name].dependencies.iter().all(|n| done.contains(n));
        let Some(at) = left.iter().position(is_ready) else {
            let names = left.iter().take(10).map(String::as_str).collect::<Vec<_>>().join(", ");
            let message = format!("groups depend on each other in a circle: {names}");
            importer.findings.error(FILE, given[&left[0]].line, message);
            break;
        };
        let name = left.remove(at);
        done.insert(name.clone());
        sorted.push(name);
    }
    sorted
}
