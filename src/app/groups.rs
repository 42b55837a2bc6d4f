//! The test groups of a submission, as the page shows its tests.

use serde::Serialize;
use utoipa::ToSchema;

use crate::problem::Package;

/// Tests that follow each other and share a group.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct TestGroupView {
    /// Name of the group: `sample`, `secret/group1`.
    pub name: String,
    /// Place of its first test, from 0.
    pub first: usize,
    /// How many tests it has.
    pub tests: usize,
    /// Most points; `None` without a bound, or in a pass-fail problem.
    pub max_score: Option<f64>,
}

/// The groups of a package in judging order.
pub(super) fn of(package: &Package) -> Vec<TestGroupView> {
    let mut groups: Vec<TestGroupView> = Vec::new();
    for (place, case) in package.cases.iter().enumerate() {
        let name = case.name.rsplit_once('/').map_or("", |(group, _)| group);
        match groups.last_mut() {
            Some(last) if last.name == name => last.tests += 1,
            _ => groups.push(TestGroupView {
                name: name.to_owned(),
                first: place,
                tests: 1,
                max_score: package.groups.iter().find(|group| group.name == name).and_then(
                    |group| group.max_score.filter(|_| package.kind.scoring && name != "sample"),
                ),
            }),
        }
    }
    groups
}
