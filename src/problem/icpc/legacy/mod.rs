//! The importer for the formats before 2025-09: `legacy`, `legacy-icpc`, and the draft 2023-07,
//! which has the metadata of the one and the test data of the other.
//!
//! Packages of these years are many and few follow the text to the letter: what can be
//! understood is taken, with a warning.

mod data;
mod group;
mod metadata;
mod programs;
mod statements;
mod submissions;

pub(super) use statements::is_statement;

use super::{Importer, attachments, carried, check_collisions, editorials};
use crate::problem::{
    Convention, DirBlobs, FileIo, Package, Validator, constants::Constants, finding::Findings,
    tree::Tree,
};

/// Which of the formats a package says it has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::problem) enum Dialect {
    /// `legacy`.
    Legacy,
    /// `legacy-icpc`, the subset without points and groups.
    Icpc,
    /// `2023-07-draft`.
    Draft,
}

impl Dialect {
    /// Where the statements lie.
    const fn statements(self) -> &'static str {
        match self {
            Self::Draft => "statement",
            _ => "problem_statement",
        }
    }
}

/// Directories of the root.
const ROOT_DIRS: &[&str] = &[
    "attachments",
    "data",
    "generators",
    "graders",
    "include",
    "input_format_validators",
    "input_validators",
    "output_validator",
    "output_validators",
    "problem_statement",
    "solution",
    "statement",
    "submissions",
];

/// Reads a package whose `problem.yaml` is `text`.
pub(in crate::problem) fn import(
    slug: &str,
    tree: &Tree,
    text: &str,
    dialect: Dialect,
    findings: Findings,
) -> (Option<Package>, DirBlobs, Findings) {
    let mut importer =
        Importer { tree, constants: Constants::default(), blobs: DirBlobs::default(), findings };
    let package = package(&mut importer, slug, text, dialect);
    (package, importer.blobs, importer.findings)
}

fn package(
    importer: &mut Importer<'_>,
    slug: &str,
    text: &str,
    dialect: Dialect,
) -> Option<Package> {
    for dir in importer.tree.dirs_in("") {
        if !ROOT_DIRS.contains(&dir.as_str()) {
            importer.findings.warning(&dir, None, "no directory of the format; unused");
        }
    }
    let metadata::Legacy { mut meta, validation, validator_flags, score_file, defaults } =
        metadata::read(importer, text, dialect)?;
    importer.constants = std::mem::take(&mut meta.constants);
    let carried = std::mem::take(&mut meta.carried);
    let input_validators = programs::input_validators(importer);
    let validator = programs::output_validator(importer, validation, meta.kind);
    let grader = programs::grader(importer);
    let context = data::Context {
        kind: meta.kind,
        dialect,
        score_file,
        validator_flags: &validator_flags,
        default_validator: validator == Validator::Default,
        has_grader: grader.is_some(),
        defaults: &defaults,
    };
    let data = data::read(importer, &context, grader);
    check_collisions(importer, &input_validators, &data.cases, &data.probes);
    let statements = statements::read(importer, &mut meta, slug, dialect, data.samples.len());
    let dir = statements.dir.unwrap_or("statement");
    let mut carried = carried::read(importer, carried, dir, &[]);
    carried.cases = data.carried;
    let editorials = editorials::read(importer);
    let submissions = submissions::read(importer, meta.kind.scoring);
    if dialect == Dialect::Icpc {
        no_subset(importer, meta.kind.scoring);
    }
    let include = attachments::include(importer, None);
    let (mut attachments, templates) = attachments::read(importer);
    attachments.extend(statements.files);
    Some(Package {
        slug: slug.to_owned(),
        uuid: meta.uuid,
        version: meta.version,
        name: meta.name,
        kind: meta.kind,
        keywords: meta.keywords,
        authors: meta.authors,
        source: meta.source,
        license: meta.license,
        embargo_until: meta.embargo_until,
        limits: meta.limits,
        timing: meta.timing,
        languages: meta.languages,
        allow_file_writing: meta.allow_file_writing,
        statements: statements.rendered,
        editorials,
        samples: data.samples,
        groups: data.groups,
        cases: data.cases,
        grading: Some(data.grading),
        validator,
        static_validator: None,
        interactor: None,
        convention: Convention::Icpc,
        file_io: FileIo::default(),
        input_validators,
        include,
        submissions,
        attachments,
        templates,
        probes: data.probes,
        carried,
    })
}

/// What the ICPC subset has not.
fn no_subset(importer: &mut Importer<'_>, scoring: bool) {
    let message = "the format legacy-icpc has no such thing; say `legacy` instead";
    if scoring {
        importer.findings.warning("problem.yaml", None, format!("`type: scoring`: {message}"));
    }
    for dir in ["graders", "include"] {
        if importer.tree.has_dir(dir) {
            importer.findings.warning(dir, None, message);
        }
    }
    for file in importer.tree.files_below("data") {
        if file.ends_with("testdata.yaml") {
            importer.findings.warning(&format!("data/{file}"), None, message);
        }
    }
}
