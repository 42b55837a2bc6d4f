//! Groups as the format has them: in the order of their names, each grading itself.

use std::collections::BTreeMap;

use super::Export;
use crate::problem::{Aggregation, Child, GradedGroup, Group, Package, ScoreFile};

/// The problem with groups whose names have the order in which they are judged, which the format
/// wants of those that are required by others.
pub(super) fn in_order(export: &mut Export<'_>, package: &Package) -> Package {
    let mut package = package.clone();
    let inner = package.groups.iter().filter(|group| group.name.starts_with("secret/"));
    let inner: Vec<_> = inner.map(|group| group.name.clone()).collect();
    if package.grading.is_none() && !inner.is_sorted() {
        let number = |(at, name): (usize, &String)| {
            let name = name.trim_start_matches("secret/");
            format!("secret/{:02}-{name}", at + 1)
        };
        let names = inner.iter().enumerate().map(number);
        rename(&mut package, &inner.iter().cloned().zip(names).collect());
    }
    let all_or_nothing: Vec<_> = package
        .groups
        .iter()
        .filter(|group| group.aggregation == Aggregation::PassFail)
        .map(|group| group.name.clone())
        .collect();
    for group in &mut package.groups {
        let name = group.name.clone();
        group.require_pass.retain(|required| {
            let kept = required == "sample" || all_or_nothing.contains(required);
            if !kept {
                let message = format!("`{required}` gives points in parts and can't be required");
                export.warn(&format!("data/{name}"), message);
            }
            kept
        });
    }
    package
}

/// Gives groups other names, with all that is in them and all that speaks of them.
fn rename(package: &mut Package, names: &BTreeMap<String, String>) {
    let renamed = |name: &mut String| {
        let group = names.keys().find(|group| {
            let rest = name.strip_prefix(group.as_str());
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        });
        if let Some(group) = group {
            name.replace_range(..group.len(), &names[group]);
        }
    };
    for group in &mut package.groups {
        renamed(&mut group.name);
        group.require_pass.iter_mut().for_each(renamed);
    }
    package.cases.iter_mut().for_each(|case| renamed(&mut case.name));
    package.probes.iter_mut().for_each(|probe| renamed(&mut probe.name));
    let carried = std::mem::take(&mut package.carried.cases);
    package.carried.cases = carried
        .into_iter()
        .map(|(mut name, carried)| {
            renamed(&mut name);
            (name, carried)
        })
        .collect();
    for submission in &mut package.submissions {
        submission.expectation.rules.iter_mut().flat_map(|r| &mut r.scope).for_each(renamed);
    }
}

/// The legacy format's tree of graded groups as groups that grade themselves.
pub(super) fn regrouped(
    export: &mut Export<'_>,
    package: &Package,
    root: &GradedGroup,
    score_file: ScoreFile,
) -> Vec<Group> {
    let none = |name: &str| Group {
        name: name.to_owned(),
        max_score: None,
        aggregation: Aggregation::PassFail,
        require_pass: Vec::new(),
    };
    let mut groups = Vec::new();
    groups.extend(package.samples.first().map(|_| none("sample")));
    let mut top = root.children.iter().filter_map(as_group);
    let Some(secret) = top.find(|group| group.name == "secret") else { return groups };
    if !package.kind.scoring {
        if has(root, "accept_if_any_accepted") || has(root, "always_accept") || root.custom {
            export.warn("data", "its grader accepts what fails; the format has no such");
        }
        groups.push(none("secret"));
        return groups;
    }
    let inner: Vec<_> = secret.children.iter().filter_map(as_group).collect();
    groups.push(converted(export, secret, score_file, !inner.is_empty()));
    if !inner.is_empty() && inner.len() < secret.children.len() {
        export.warn("data/secret", "cases beside groups; the format wants either");
    }
    for group in inner {
        let nested = group.children.iter().any(|child| as_group(child).is_some());
        if nested {
            let message = "groups within groups become one: it gives all of its points or none";
            export.warn(&format!("data/{}", group.name), message);
        }
        let mut made = converted(export, group, score_file, false);
        if nested || groups[groups.len() - 1].name == "secret" && is_all(&groups) {
            made.aggregation = Aggregation::PassFail;
        }
        groups.push(made);
    }
    groups
}

/// Whether `secret`, the last of these, is all or nothing.
fn is_all(groups: &[Group]) -> bool {
    groups.last().is_some_and(|secret| secret.aggregation == Aggregation::PassFail)
}

fn as_group(child: &Child) -> Option<&GradedGroup> {
    match child {
        Child::Group(group) => Some(group),
        Child::Case(_) => None,
    }
}

fn has(group: &GradedGroup, word: &str) -> bool {
    group.flags.iter().any(|flag| flag == word)
}

fn converted(
    export: &mut Export<'_>,
    group: &GradedGroup,
    score_file: ScoreFile,
    of_groups: bool,
) -> Group {
    let path = format!("data/{}", group.name);
    let mode = group.flags.iter().rev().find(|f| ["sum", "avg", "min", "max"].contains(&&***f));
    let mode = mode.map_or("sum", String::as_str);
    // What fails makes all of a group fail, unless it is told not to.
    let in_parts = has(group, "accept_if_any_accepted") || has(group, "always_accept");
    let own_scores = !of_groups && score_file != ScoreFile::Forbidden;
    let aggregation = match mode {
        "min" if own_scores || of_groups && in_parts => Aggregation::Min,
        "sum" if own_scores || in_parts => Aggregation::Sum,
        _ => Aggregation::PassFail,
    };
    if group.custom || matches!(mode, "avg" | "max") || group.reject_score != 0.0 && !of_groups {
        export.warn(&path, "its grader can't be said in the format; points may come out otherwise");
    }
    Group {
        name: group.name.clone(),
        max_score: group.max_score.or((aggregation == Aggregation::PassFail).then_some(0.0)),
        aggregation,
        require_pass: Vec::new(),
    }
}
