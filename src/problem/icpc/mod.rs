//! The importers for the ICPC problem package format: version 2025-09, and in [`legacy`] those
//! before it.

mod attachments;
mod carried;
mod cases;
pub(super) mod codes;
mod credits;
mod data;
mod editorials;
pub(super) mod expectation;
mod glob;
pub(super) mod legacy;
mod limits;
pub(super) mod metadata;
mod programs;
mod samples;
mod settings;
mod statements;
mod statics;
mod submissions;

use programs::check_collisions;

use super::{
    Convention, DirBlobs, FileIo, Package, SourceFile, Validator, constants::Constants,
    finding::Findings, tree::Tree,
};
use crate::domain::BlobRef;

/// A package being read.
struct Importer<'a> {
    tree: &'a Tree,
    constants: Constants,
    blobs: DirBlobs,
    findings: Findings,
}

impl Importer<'_> {
    /// A file's content as it is.
    fn blob(&mut self, path: &str) -> Option<BlobRef> {
        self.tree.blob(path, &mut self.blobs, &mut self.findings)
    }

    /// All files below a directory, with constants replaced when `replace`.
    fn sources(&mut self, dir: &str, replace: bool) -> Vec<SourceFile> {
        let names = self.tree.files_below(dir);
        names
            .iter()
            .filter_map(|name| self.source(&format!("{dir}/{name}"), name, replace))
            .collect()
    }

    fn source(&mut self, path: &str, name: &str, replace: bool) -> Option<SourceFile> {
        let none = Constants::default();
        let constants = if replace { &self.constants } else { &none };
        self.tree.source(path, name, constants, &mut self.blobs, &mut self.findings)
    }
}

/// Directories and files of the format's root, beside `problem.yaml`.
const ROOT_DIRS: &[&str] = &[
    "attachments",
    "data",
    "generators",
    "include",
    "input_validators",
    "input_visualizer",
    "output_validator",
    "output_visualizer",
    "solution",
    "statement",
    "static_validator",
    "submissions",
];

/// What older versions of the format called things.
const OLD_NAMES: &[(&str, &str)] = &[
    ("problem_statement", "statement"),
    ("output_validators", "output_validator"),
    ("input_format_validators", "input_validators"),
    ("graders", "nothing: groups aggregate scores by `score_aggregation`"),
];

/// Reads a package whose `problem.yaml` is `text`. The package is there even with errors when
/// enough of it could be read to check the rest.
pub(super) fn import(
    slug: &str,
    tree: &Tree,
    text: &str,
    findings: Findings,
) -> (Option<Package>, DirBlobs, Findings) {
    let mut importer =
        Importer { tree, constants: Constants::default(), blobs: DirBlobs::default(), findings };
    let package = package(&mut importer, slug, text);
    (package, importer.blobs, importer.findings)
}

fn package(importer: &mut Importer<'_>, slug: &str, text: &str) -> Option<Package> {
    check_root(importer);
    let mut meta = metadata::read("problem.yaml", text, &mut importer.findings)?;
    importer.constants = std::mem::take(&mut meta.constants);
    let metadata = std::mem::take(&mut meta.carried);
    let mut carried = carried::read(importer, metadata, "statement", carried::SHOWN);
    let input_validators = programs::input_validators(importer);
    let validator = programs::output_validator(importer, meta.kind);
    let static_validator = statics::validator(importer, meta.kind);
    programs::check_rest(importer);
    let context = settings::Context {
        scoring: meta.kind.scoring,
        default_validator: validator == Validator::Default,
        static_validator: static_validator.is_some(),
        input_validators: &input_validators.iter().map(|p| p.name.clone()).collect::<Vec<_>>(),
    };
    let mut data = data::read(importer, meta.kind, context);
    carried.cases = std::mem::take(&mut data.carried);
    statics::check_use(importer, &data);
    check_collisions(importer, &input_validators, &data.cases, &data.probes);
    let statements = statements::read(importer, &meta, data.samples.len());
    let editorials = editorials::read(importer);
    let (submissions, about) = submissions::read(importer, &meta, &data);
    carried.submissions = about;
    let include = attachments::include(importer, meta.languages.as_deref());
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
        grading: None,
        validator,
        static_validator,
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

fn check_root(importer: &mut Importer<'_>) {
    for dir in importer.tree.dirs_in("") {
        if let Some((_, new)) = OLD_NAMES.iter().find(|(old, _)| *old == dir) {
            let message = format!("a name of an older version of the format; now {new}");
            importer.findings.error(&dir, None, message);
        } else if !ROOT_DIRS.contains(&dir.as_str()) {
            importer.findings.warning(&dir, None, "no directory of the format; unused");
        }
    }
    for dir in ["statement", "data", "submissions", "input_validators"] {
        if !importer.tree.has_dir(dir) {
            let why = match dir {
                "input_validators" => {
                    "; it holds a program that reads a test's input and exits with code 42 if it \
                     is well formed, 43 if not"
                }
                "submissions" => "; it holds at least one program in `accepted`",
                _ => "",
            };
            importer.findings.error(dir, None, format!("this directory is missing{why}"));
        }
    }
    if importer.tree.files_in("").iter().any(|file| file == "testdata.yaml") {
        let message = "a name of an older version of the format; now test_group.yaml";
        importer.findings.error("testdata.yaml", None, message);
    }
}
