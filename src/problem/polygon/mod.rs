//! The importer for packages of Codeforces Polygon. The format has no public specification: what
//! is read here follows from packages and from what other importers make of them.

mod groups;
mod kinds;
mod probes;
mod programs;
mod solutions;
mod statements;
mod tests;
mod xml;

use std::collections::BTreeMap;

use roxmltree::{Document, Node};
use sha2::{Digest as _, Sha256};

use self::xml::Xml;
use super::{
    Carried, Case, Convention, DirBlobs, FileIo, Interactor, Package, Program, SourceFile, Timing,
    Type, Validator, finding::Findings, tree::Tree, workshop::Workshop,
};
use crate::domain::{BlobRef, Limits};

const FILE: &str = super::tree::POLYGON;
/// Polygon has no limit on output; Minos has to have one.
const OUTPUT_MIB: u64 = 64;
/// The largest source of Codeforces is 64 KiB, but authors' own may be larger.
const CODE_KIB: u64 = 256;

/// A package being read.
struct Importer<'a> {
    tree: &'a Tree,
    blobs: DirBlobs,
    findings: Findings,
    workshop: &'a mut dyn Workshop,
}

impl Importer<'_> {
    /// A file of data, its lines ending as on Unix where all of them end as on Windows.
    fn blob(&mut self, path: &str) -> Option<BlobRef> {
        let bytes = self.tree.read(path, &mut self.findings)?;
        Some(match tests::unix(&bytes) {
            Some(unix) => self.blobs.add_bytes(&unix),
            None => self.tree.known(path, &bytes, &mut self.blobs),
        })
    }

    /// A file as part of a program or beside it, called `name` there.
    fn source(&mut self, path: &str, name: &str) -> Option<SourceFile> {
        if !self.tree.has_file(path) {
            self.findings.error(path, None, "named in problem.xml, but missing");
            return None;
        }
        let none = super::constants::Constants::default();
        self.tree.source(path, name, &none, &mut self.blobs, &mut self.findings)
    }
}

/// The short name that the package gives itself, made a slug; `None` when its `problem.xml` can't
/// be read.
pub(super) fn slug(tree: &Tree) -> Option<String> {
    let mut findings = Findings::default();
    let text = tree.text_as_it_is(FILE, &mut findings)?;
    let document = xml::parse(FILE, &text, &mut findings)?;
    let name = document.root_element().attribute("short-name")?;
    let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    let name: String = name.chars().map(plain).take(64).collect();
    let name = name.trim_matches('-').to_owned();
    (!name.is_empty()).then_some(name)
}

/// Reads a package.
pub(super) fn import(
    slug: &str,
    tree: &Tree,
    mut findings: Findings,
    workshop: &mut dyn Workshop,
) -> (Option<Package>, DirBlobs, Findings) {
    let text = tree.text_as_it_is(FILE, &mut findings);
    let document = text.as_deref().and_then(|text| xml::parse(FILE, text, &mut findings));
    let Some(document) = document else { return (None, DirBlobs::default(), findings) };
    let mut importer = Importer { tree, blobs: DirBlobs::default(), findings, workshop };
    let package = package(&mut importer, slug, &document);
    (package, importer.blobs, importer.findings)
}

fn package(importer: &mut Importer<'_>, slug: &str, document: &Document<'_>) -> Option<Package> {
    let xml = Xml { document };
    let problem = document.root_element();
    if problem.tag_name().name() != "problem" {
        let message = format!("its root is <{}>, not <problem>", problem.tag_name().name());
        importer.findings.error(FILE, xml.line(problem), message);
        return None;
    }
    let judging = xml.child(importer, problem, "judging")?;
    let testset = testset(importer, &xml, judging)?;
    let mut package = skeleton(importer, &xml, slug, problem, judging, testset);
    let resources = programs::resources(importer, &xml, problem);
    package.include = programs::graders(importer, &xml, problem);
    let assets = xml.child(importer, problem, "assets")?;
    checker(importer, &xml, assets, &resources, &mut package);
    for validator in xml::below(assets, &["validators", "validator"]) {
        let program = programs::asset(importer, &xml, validator, &resources, "validator");
        package.input_validators.extend(program);
    }
    let solutions = solutions::read(importer, &xml, assets);
    let generators = programs::generators(importer, &xml, problem, &resources);
    let tests = tests::read(importer, &xml, testset);
    let plan = groups::plan(importer, &xml, testset, &tests);
    package.kind.scoring = plan.scoring;
    tests::make(importer, &mut package, tests, &plan, &generators, solutions.main.as_ref());
    package.groups = plan.groups;
    probes::read(importer, &xml, assets, &mut package);
    statements::read(importer, &xml, problem, &mut package);
    package.submissions = solutions.annotated(&package);
    if package.submissions.is_empty() {
        importer.findings.error(FILE, xml.line(assets), "there is no solution");
    }
    check_names(importer, &mut package);
    Some(package)
}

/// Everything that stands in attributes and short elements; no data and no programs yet.
fn skeleton(
    importer: &mut Importer<'_>,
    xml: &Xml<'_, '_>,
    slug: &str,
    problem: Node<'_, '_>,
    judging: Node<'_, '_>,
    testset: Node<'_, '_>,
) -> Package {
    let time = xml.number(importer, testset, "time-limit", 1..=600_000).unwrap_or(1000);
    let memory = xml.number(importer, testset, "memory-limit", 1 << 20..=1 << 40);
    let passes = xml.attribute(importer, judging, "run-count", 1..=2).unwrap_or(1);
    let identity = problem.attribute("url").unwrap_or(slug);
    let tags = xml::below(problem, &["tags", "tag"]);
    let percent = judging.attribute("treat-points-from-checker-as-percent") == Some("true");
    let stream = |key| judging.attribute(key).filter(|name| !is_stream(name)).map(str::to_owned);
    let file_io = FileIo { input: stream("input-file"), output: stream("output-file") };
    for name in [&file_io.input, &file_io.output].into_iter().flatten() {
        if !super::tree::is_name(name) {
            let message = format!("`{name}` is no name for a file to read or write");
            importer.findings.error(FILE, xml.line(judging), message);
        }
    }
    Package {
        slug: slug.to_owned(),
        uuid: uuid(identity),
        version: problem.attribute("revision").map(str::to_owned),
        name: BTreeMap::new(),
        kind: Type { multi_pass: passes > 1, ..Type::default() },
        keywords: tags.filter_map(|tag| tag.attribute("value")).map(str::to_owned).collect(),
        authors: Vec::new(),
        source: None,
        license: "unknown".to_owned(),
        embargo_until: None,
        limits: Limits {
            time_seconds: time as f64 / 1000.0,
            memory_mib: memory.unwrap_or(256 << 20).div_ceil(1 << 20),
            output_mib: OUTPUT_MIB,
            code_kib: CODE_KIB,
            validation_output_mib: OUTPUT_MIB,
            // The header of testlib is long.
            compilation_time_seconds: 180,
            validation_passes: 2,
            ..Limits::default()
        },
        timing: Timing {
            given: true,
            ac_to_time_limit: 1.0,
            time_limit_to_tle: 1.0,
            resolution: 0.001,
        },
        languages: None,
        allow_file_writing: false,
        statements: Vec::new(),
        editorials: Vec::new(),
        samples: Vec::new(),
        groups: Vec::new(),
        cases: Vec::new(),
        grading: None,
        validator: Validator::Default,
        static_validator: None,
        interactor: None,
        convention: if percent { Convention::TestlibPercent } else { Convention::Testlib },
        file_io,
        input_validators: Vec::new(),
        include: BTreeMap::new(),
        submissions: Vec::new(),
        attachments: Vec::new(),
        templates: BTreeMap::new(),
        probes: Vec::new(),
        carried: Carried::default(),
    }
}

/// Names by which Polygon means stdin and stdout.
fn is_stream(name: &str) -> bool {
    matches!(name.trim(), "" | "*" | "stdin" | "stdout")
}

/// The set of tests called `tests`, else the first.
fn testset<'a, 'i>(
    importer: &mut Importer<'_>,
    xml: &Xml<'a, 'i>,
    judging: Node<'a, 'i>,
) -> Option<Node<'a, 'i>> {
    let sets: Vec<_> = xml::children(judging, "testset").collect();
    let named = sets.iter().find(|set| set.attribute("name") == Some("tests"));
    let found = named.or(sets.first()).copied();
    if found.is_none() {
        importer.findings.error(FILE, xml.line(judging), "<judging> has no <testset>");
    }
    for other in sets.iter().filter(|set| Some(**set) != found) {
        let name = other.attribute("name").unwrap_or("?");
        let message = format!("the testset `{name}` is not judged");
        importer.findings.warning(FILE, xml.line(*other), message);
    }
    found
}

fn checker(
    importer: &mut Importer<'_>,
    xml: &Xml<'_, '_>,
    assets: Node<'_, '_>,
    resources: &[SourceFile],
    package: &mut Package,
) {
    let Some(checker) = xml.child(importer, assets, "checker") else { return };
    if let Some(program) = programs::asset(importer, xml, checker, resources, "checker") {
        package.validator = Validator::Custom(program);
    }
    let Some(interactor) = xml::children(assets, "interactor").next() else { return };
    package.kind.interactive = true;
    let every_pass = xml::children(interactor, "runs").next().is_some();
    let program = programs::asset(importer, xml, interactor, resources, "interactor");
    package.interactor = program.map(|program| Interactor { program, every_pass });
}

/// A name in each language of the statements, and no other.
fn check_names(importer: &mut Importer<'_>, package: &mut Package) {
    if package.statements.is_empty() {
        importer.findings.warning(FILE, None, "there is no statement that can be shown");
    }
    if package.name.is_empty() {
        importer.findings.warning(FILE, None, "the problem has no name; its slug is taken");
        package.name.insert("en".into(), package.slug.clone());
    }
}

/// An identity that stays the same as long as the problem's address does: version 8 of RFC 9562.
fn uuid(identity: &str) -> String {
    let mut bytes = Sha256::digest(identity);
    bytes[6] = bytes[6] & 0x0f | 0x80;
    bytes[8] = bytes[8] & 0x3f | 0x80;
    let hex = hex::encode(&bytes[..16]);
    let parts = [&hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..]];
    parts.join("-")
}

/// What tells a case that a program is asked about of the others, for checkers that want it.
fn testset_args(group: Option<&str>) -> Vec<String> {
    let mut args = vec!["--testset".to_owned(), "tests".to_owned()];
    if let Some(group) = group {
        args.extend(["--group".to_owned(), group.to_owned()]);
    }
    args
}

/// Whether a program's own text speaks of the group or testset that it is called for: old
/// versions of testlib know nothing of them and stumble over the arguments.
fn asks_for_group(importer: &Importer<'_>, program: Option<&Program>) -> bool {
    use crate::domain::Blobs as _;
    let Some(file) = program.and_then(|program| program.files.first()) else { return false };
    let Ok(text) = importer.blobs.read(&file.blob.digest) else { return false };
    let text = String::from_utf8_lossy(&text);
    text.contains(".group()") || text.contains(".testset()")
}

/// A case without arguments or files of its own.
fn plain_case(name: String, group: usize, input: BlobRef, answer: BlobRef) -> Case {
    Case {
        name,
        group,
        static_test: false,
        input,
        answer,
        args: Vec::new(),
        validator_args: Vec::new(),
        input_validator_args: BTreeMap::new(),
        files: Vec::new(),
        points: None,
        full_feedback: false,
        hint: None,
    }
}
