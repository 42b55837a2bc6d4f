//! The package's own tests of its validator and its checker.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{
    Importer,
    tests::{Pattern, pattern},
    testset_args, xml,
    xml::Xml,
};
use crate::problem::{Package, Probe, ProbeKind, ProbeOutput};

/// Reads them.
pub(super) fn read(
    importer: &mut Importer<'_>,
    xml: &Xml<'_, '_>,
    assets: Node<'_, '_>,
    package: &mut Package,
) {
    for set in xml::below(assets, &["validators", "validator", "testset"]) {
        if is_empty(set) {
            continue;
        }
        let Some(input) = pattern(importer, xml, set, "input-path-pattern") else { continue };
        for (test, number) in xml::below(set, &["tests", "test"]).zip(1..) {
            let kind = match test.attribute("verdict") {
                Some("invalid") => ProbeKind::InvalidInput,
                _ => ProbeKind::ValidInput,
            };
            let group = test.attribute("group");
            let args = package.input_validators.iter().filter(|_| group.is_some());
            let args: BTreeMap<_, _> =
                args.map(|v| (v.name.clone(), testset_args(group))).collect();
            let probe = probe(importer, "validator", number, kind, &input);
            package.probes.extend(probe.map(|p| Probe { input_validator_args: args, ..p }));
        }
    }
    for set in xml::below(assets, &["checker", "testset"]) {
        if is_empty(set) {
            continue;
        }
        let Some(input) = pattern(importer, xml, set, "input-path-pattern") else { continue };
        let Some(output) = pattern(importer, xml, set, "output-path-pattern") else { continue };
        let Some(answer) = pattern(importer, xml, set, "answer-path-pattern") else { continue };
        for (test, number) in xml::below(set, &["tests", "test"]).zip(1..) {
            let kind = match test.attribute("verdict") {
                Some("ok" | "points") => ProbeKind::ValidOutput,
                Some("wrong-answer" | "presentation-error") => ProbeKind::InvalidOutput,
                // That a checker falls over bad data of the jury is nothing to be tried.
                _ => continue,
            };
            let Some(probe) = probe(importer, "checker", number, kind, &input) else { continue };
            let files = (importer.blob(&answer.path(number)), importer.blob(&output.path(number)));
            let (Some(answer), Some(output)) = files else { continue };
            let output =
                ProbeOutput { answer, output, extension: "out".into(), validator_args: Vec::new() };
            package.probes.push(Probe { output: Some(output), free_input: true, ..probe });
        }
    }
}

fn is_empty(set: Node<'_, '_>) -> bool {
    xml::below(set, &["tests", "test"]).next().is_none()
}

fn probe(
    importer: &mut Importer<'_>,
    what: &str,
    number: u64,
    kind: ProbeKind,
    input: &Pattern,
) -> Option<Probe> {
    let path = input.path(number);
    if !importer.tree.has_file(&path) {
        let message = format!("missing, though problem.xml has it as test {number} of a {what}");
        importer.findings.warning(&path, None, message);
        return None;
    }
    let directory = match kind {
        ProbeKind::InvalidInput => "invalid_input",
        ProbeKind::ValidInput => "valid_input",
        ProbeKind::InvalidOutput => "invalid_output",
        ProbeKind::ValidOutput => "valid_output",
    };
    Some(Probe {
        name: format!("{directory}/{what}-{number:02}"),
        kind,
        input: importer.blob(&path)?,
        output: None,
        args: Vec::new(),
        files: Vec::new(),
        input_validator_args: BTreeMap::new(),
        free_input: false,
    })
}
