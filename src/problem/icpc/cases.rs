//! The files of test cases, by base name, and what each kind of case must and may have.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Importer,
    settings::{self, CaseFile, Context, Settings},
};
use crate::{
    domain::BlobRef,
    problem::{SourceFile, Type},
};

/// Extensions of a case's files, longer ones before those that they end with.
const EXTENSIONS: &[&str] = &[
    "in.statement",
    "in.download",
    "ans.statement",
    "ans.download",
    "interaction",
    "in",
    "ans",
    "out",
    "yaml",
    "png",
    "jpg",
    "jpeg",
    "svg",
];

const IMAGES: &[&str] = &["png", "jpg", "jpeg", "svg"];

/// Which files a case has.
#[derive(Debug, Default)]
pub(super) struct Files {
    extensions: BTreeSet<&'static str>,
    has_dir: bool,
}

impl Files {
    pub(super) fn has(&self, extension: &str) -> bool {
        self.extensions.contains(extension)
    }
}

/// A case, read.
#[derive(Debug)]
pub(super) struct RawCase {
    /// Name under `data/`.
    pub(super) name: String,
    pub(super) files: Files,
    pub(super) input: BlobRef,
    pub(super) answer: Option<BlobRef>,
    pub(super) output: Option<BlobRef>,
    pub(super) extra: Vec<SourceFile>,
    pub(super) file: CaseFile,
}

/// Finds the cases below `data/<dir>`; `wanted` are the extensions that each must have.
pub(super) fn read(
    importer: &mut Importer<'_>,
    dir: &str,
    wanted: &[&str],
    inherited: &Settings,
    context: Context<'_>,
) -> Vec<RawCase> {
    let found = find(importer, dir);
    let mut cases = Vec::new();
    for (name, files) in found {
        if let Some(case) = one(importer, name, files, wanted, inherited, context) {
            cases.push(case);
        }
    }
    cases
}

fn find(importer: &mut Importer<'_>, dir: &str) -> BTreeMap<String, Files> {
    let mut found: BTreeMap<String, Files> = BTreeMap::new();
    let root = format!("data/{dir}");
    for below in importer.tree.files_below(&root) {
        let path = format!("{root}/{below}");
        if let Some((base, _)) = below.split_once(".files/") {
            found.entry(format!("{dir}/{base}")).or_default().has_dir = true;
            continue;
        }
        let file = below.rsplit('/').next().unwrap_or(&below);
        if file == "test_group.yaml" {
            continue;
        }
        if file == "testdata.yaml" {
            let message = "a name of an older version of the format; now test_group.yaml; unused";
            importer.findings.warning(&path, None, message);
            continue;
        }
        let known = EXTENSIONS.iter().find_map(|extension| {
            let base = below.strip_suffix(extension)?.strip_suffix('.')?;
            (!base.is_empty() && !base.ends_with('/')).then_some((base, *extension))
        });
        match known {
            Some((base, extension)) => {
                let name = format!("{dir}/{base}");
                found.entry(name).or_default().extensions.insert(extension);
            }
            None => importer.findings.warning(&path, None, "no file of a test case; unused"),
        }
    }
    found
}

fn one(
    importer: &mut Importer<'_>,
    name: String,
    files: Files,
    wanted: &[&str],
    inherited: &Settings,
    context: Context<'_>,
) -> Option<RawCase> {
    let path = format!("data/{name}");
    if !files.has("in") {
        let there = files.extensions.first().map_or("files".to_owned(), |e| (*e).to_owned());
        let message = format!("has no `{path}.in`; without it there is no such test case");
        importer.findings.error(&format!("{path}.{there}"), None, message);
        return None;
    }
    let input = format!("{path}.in");
    if name.ends_with("/test_group") {
        importer.findings.error(&input, None, "a test case must not be called test_group");
    }
    if importer.tree.has_dir(&path) {
        let message = "a directory has the same name as this test case";
        importer.findings.error(&input, None, message);
    }
    for extension in wanted {
        if !files.has(extension) {
            let message = format!("`{path}.{extension}` is missing");
            importer.findings.error(&input, None, message);
        }
    }
    let images: Vec<_> = IMAGES.iter().filter(|image| files.has(image)).collect();
    if images.len() > 1 {
        let message = "a test case has one illustration at most";
        importer.findings.error(&format!("{path}.{}", images[1]), None, message);
    }
    let yaml = format!("{path}.yaml");
    let text = files.has("yaml").then(|| importer.tree.text(&yaml, &mut importer.findings));
    let file = match text.flatten() {
        // Constants are for the group's file: a case's own is test data.
        Some(text) => {
            settings::case(&yaml, &text, inherited.clone(), context, &mut importer.findings)
        }
        None => CaseFile { settings: inherited.clone(), ..CaseFile::default() },
    };
    let extra =
        if files.has_dir { importer.sources(&format!("{path}.files"), false) } else { Vec::new() };
    Some(RawCase {
        input: importer.blob(&input)?,
        answer: if files.has("ans") { Some(importer.blob(&format!("{path}.ans"))?) } else { None },
        output: if files.has("out") { Some(importer.blob(&format!("{path}.out"))?) } else { None },
        name,
        files,
        extra,
        file,
    })
}

/// The rules on what is shown and downloaded instead of a case's own files.
pub(super) fn check_overrides(importer: &mut Importer<'_>, case: &RawCase, kind: Type) {
    let path = format!("data/{}", case.name);
    let has = |extension: &str| case.files.has(extension);
    let mut wrong = Vec::new();
    let excluded: &[(&[&str], &str)] = &[
        (&["in.statement", "interaction"], "shown input"),
        (&["out", "ans.statement", "interaction"], "shown output"),
        (&["out", "ans.download"], "output to download"),
    ];
    for (extensions, what) in excluded {
        let given: Vec<_> = extensions.iter().filter(|e| has(e)).collect();
        if given.len() > 1 {
            let message = format!("the {what} is given by `.{}` too", given[0]);
            wrong.push((given[1].to_string(), message));
        }
    }
    let shown_input = has("in.statement") || has("interaction");
    let shown_output = has("ans.statement") || has("interaction");
    for (shown, download, what) in
        [(shown_input, "in.download", "input"), (shown_output, "ans.download", "output")]
    {
        let other = format!("`.{download}`");
        if shown && !has(download) && !(what == "output" && has("out")) {
            let message = format!("the {what} is shown otherwise, so {other} must be given");
            wrong.push(("in".into(), message));
        }
        if !shown && has(download) && !(what == "output" && has("out")) {
            let message = format!("{other} is given, so the shown {what} must be as well");
            wrong.push((download.into(), message));
        }
    }
    for (extension, message) in wrong {
        importer.findings.error(&format!("{path}.{extension}"), None, message);
    }
    if case.name.starts_with("sample/")
        && (kind.interactive || kind.multi_pass)
        && !has("interaction")
    {
        let message = "an interactive or multi-pass sample is best shown by an `.interaction`";
        importer.findings.warning(&format!("{path}.in"), None, message);
    }
    if has("interaction") {
        check_interaction(importer, &format!("{path}.interaction"), kind);
    }
}

/// The lines of an `.interaction`.
pub(super) fn check_interaction(importer: &mut Importer<'_>, path: &str, kind: Type) {
    let Some(text) = importer.tree.text(path, &mut importer.findings) else { return };
    for (line, number) in text.lines().zip(1..) {
        if line == "---" && kind.multi_pass || line.starts_with(['<', '>']) {
            continue;
        }
        let message = if line == "---" {
            "`---` is for multi-pass problems alone"
        } else {
            "each line begins with `<` (from the judge) or `>` (from the submission)"
        };
        return importer.findings.error(path, number, message);
    }
}
