//! Checker, interactor, validators and generators: sources with the headers that lie beside them.

use std::collections::BTreeMap;

use roxmltree::Node;

use super::{FILE, Importer, kinds, xml, xml::Xml};
use crate::problem::{Program, SourceFile};

/// Headers for the package's own programs: those resources that are not meant for solutions
/// alone.
pub(super) fn resources(
    importer: &mut Importer<'_>,
    _: &Xml<'_, '_>,
    problem: Node<'_, '_>,
) -> Vec<SourceFile> {
    let mut found = Vec::new();
    for file in xml::below(problem, &["files", "resources", "file"]) {
        let (Some(path), Some(kind)) = (file.attribute("path"), file.attribute("type")) else {
            continue;
        };
        let assets: Vec<_> = assets_of(file).collect();
        let is_for_programs = assets.is_empty() || assets.iter().any(|asset| *asset != "solution");
        if kinds::is_header(kind) && is_for_programs {
            found.extend(importer.source(path, base_name(path)));
        }
    }
    found
}

/// Files that are compiled with solutions, by language code: graders and their headers.
pub(super) fn graders(
    importer: &mut Importer<'_>,
    _: &Xml<'_, '_>,
    problem: Node<'_, '_>,
) -> BTreeMap<String, Vec<SourceFile>> {
    let mut found: BTreeMap<String, Vec<SourceFile>> = BTreeMap::new();
    for file in xml::below(problem, &["files", "resources", "file"]) {
        let Some(path) = file.attribute("path") else { continue };
        if !assets_of(file).any(|asset| asset == "solution") {
            continue;
        }
        let kinds = file.attribute("for-types").or(file.attribute("for-type"));
        let kind = kinds.or(file.attribute("type")).unwrap_or_default();
        let Some(source) = importer.source(path, base_name(path)) else { continue };
        for kind in kind.split([';', ',', ' ']).filter(|kind| !kind.is_empty()) {
            let kind = kind.strip_prefix("h.g++").map_or(kind, |_| "cpp.g++");
            let Some(code) = kinds::language(Some(kind), path) else { continue };
            let files = found.entry(code.to_owned()).or_default();
            if !files.contains(&source) {
                files.push(source.clone());
            }
        }
    }
    found
}

fn assets_of<'a>(file: Node<'a, '_>) -> impl Iterator<Item = &'a str> {
    xml::below(file, &["assets", "asset"]).filter_map(|asset| asset.attribute("name"))
}

/// The program of a checker, an interactor or a validator.
pub(super) fn asset(
    importer: &mut Importer<'_>,
    xml: &Xml<'_, '_>,
    node: Node<'_, '_>,
    resources: &[SourceFile],
    what: &str,
) -> Option<Program> {
    let Some(source) = xml::children(node, "source").next() else {
        let message = format!("the {what} has no <source>; binaries are not run");
        importer.findings.error(FILE, xml.line(node), message);
        return None;
    };
    program(importer, xml, source, resources)
}

/// The program in a `<source>`.
pub(super) fn program(
    importer: &mut Importer<'_>,
    xml: &Xml<'_, '_>,
    source: Node<'_, '_>,
    resources: &[SourceFile],
) -> Option<Program> {
    let Some(path) = source.attribute("path") else {
        importer.findings.error(FILE, xml.line(source), "<source> has no `path`");
        return None;
    };
    let name = base_name(path);
    let Some(language) = kinds::language(source.attribute("type"), path) else {
        let kind = source.attribute("type").unwrap_or_default();
        let message = format!("the language of `{path}`, of type `{kind}`, is not known");
        importer.findings.error(FILE, xml.line(source), message);
        return None;
    };
    let mut files = vec![importer.source(path, name)?];
    let has_headers = matches!(language, "c" | "cpp");
    let beside = resources.iter().filter(|file| has_headers && file.path != name);
    files.extend(beside.cloned());
    let entrypoint = (files.len() > 1).then(|| name.to_owned());
    Some(Program { name: name.to_owned(), files, language: Some(language.to_owned()), entrypoint })
}

/// The programs that tests may be made with, by the name that their commands begin with.
pub(super) fn generators(
    importer: &mut Importer<'_>,
    xml: &Xml<'_, '_>,
    problem: Node<'_, '_>,
    resources: &[SourceFile],
) -> BTreeMap<String, Program> {
    let sources = xml::below(problem, &["files", "executables", "executable", "source"]);
    let programs = sources.filter_map(|source| program(importer, xml, source, resources));
    let programs: Vec<_> = programs.collect();
    let stem = |name: &str| name.split_once('.').map_or(name, |(stem, _)| stem).to_owned();
    programs.into_iter().map(|program| (stem(&program.name), program)).collect()
}

pub(super) fn base_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}
