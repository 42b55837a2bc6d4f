//! The package's own programs: validators and visualizers.

use std::collections::BTreeSet;

use super::{Importer, codes};
use crate::problem::{Case, Probe, Program, SourceFile, Type, Validator};

/// Reads `input_validators/`.
pub(super) fn input_validators(importer: &mut Importer<'_>) -> Vec<Program> {
    const DIR: &str = "input_validators";
    let mut programs: Vec<Program> = Vec::new();
    let mut foreign = 0;
    for file in importer.tree.files_in(DIR) {
        let path = format!("{DIR}/{file}");
        match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "ctd" | "viva" => {
                foreign += 1;
                let message = "Checktestdata and VIVA files are not run by this version of Minos";
                importer.findings.warning(&path, None, message);
            }
            "md" | "txt" | "h" | "hpp" => {
                importer.findings.warning(&path, None, "no program; unused");
            }
            _ => programs.extend(single(importer, &path, &file)),
        }
    }
    for dir in importer.tree.dirs_in(DIR) {
        let files = importer.sources(&format!("{DIR}/{dir}"), true);
        programs.extend(program(importer, &format!("{DIR}/{dir}"), &dir, files));
    }
    if programs.is_empty() && foreign == 0 && importer.tree.has_dir(DIR) {
        importer.findings.error(DIR, None, "there is no input validator: put a program here that reads a test's input and exits with code 42 if it is well formed, 43 if not");
    }
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    programs
}

/// Reads `output_validator/`.
pub(super) fn output_validator(importer: &mut Importer<'_>, kind: Type) -> Validator {
    const DIR: &str = "output_validator";
    if !importer.tree.has_dir(DIR) {
        if kind.interactive || kind.multi_pass {
            let message = "an interactive or multi-pass problem needs its own output validator";
            importer.findings.error(DIR, None, message);
        }
        return Validator::Default;
    }
    let files = importer.sources(DIR, true);
    match program(importer, DIR, DIR, files) {
        Some(program) => Validator::Custom(program),
        None => Validator::Default,
    }
}

/// Checks what Minos does not run.
pub(super) fn check_rest(importer: &mut Importer<'_>) {
    for dir in ["output_visualizer", "input_visualizer"] {
        if importer.tree.has_dir(dir) {
            importer.findings.warning(
                dir,
                None,
                "visualizers are not run by this version of Minos",
            );
        }
    }
    if !importer.tree.has_dir("solution") {
        return;
    }
    let is_solution = |file: &String| {
        let parts: Vec<_> = file.split('.').collect();
        let kind = parts.last().is_some_and(|kind| ["tex", "md", "pdf"].contains(kind));
        kind && parts[0] == "solution"
            && (parts.len() == 2 || parts.len() == 3 && codes::is_tag(parts[1]))
    };
    if !importer.tree.files_in("solution").iter().any(is_solution) {
        let message = "there is no `solution.<language>.tex`, `.md` or `.pdf`";
        importer.findings.error("solution", None, message);
    }
}

/// No file of a case's `.files` may be called like one of an input validator.
pub(super) fn check_collisions(
    importer: &mut Importer<'_>,
    validators: &[Program],
    cases: &[Case],
    probes: &[Probe],
) {
    let own: BTreeSet<_> =
        validators.iter().flat_map(|v| v.files.iter().map(|f| f.path.as_str())).collect();
    let cases = cases.iter().map(|case| (&case.name, &case.files));
    let probes = probes.iter().map(|probe| (&probe.name, &probe.files));
    for (name, files) in cases.chain(probes) {
        for file in files.iter().filter(|file| own.contains(file.path.as_str())) {
            let path = format!("data/{name}.files/{}", file.path);
            importer.findings.error(&path, None, "an input validator has a file of this name");
        }
    }
}

fn single(importer: &mut Importer<'_>, path: &str, name: &str) -> Option<Program> {
    let file = importer.source(path, name, true)?;
    program(importer, path, name, vec![file])
}

/// A program other than a submission, of one of the forms that the format has for these.
pub(super) fn program(
    importer: &mut Importer<'_>,
    path: &str,
    name: &str,
    files: Vec<SourceFile>,
) -> Option<Program> {
    let find = |wanted: &str| files.iter().find(|file| file.path == wanted);
    let scripts = [find("build"), find("run")];
    let mut entrypoint = None;
    let language = if scripts.iter().any(Option::is_some) {
        for script in scripts.into_iter().flatten().filter(|script| !script.executable) {
            let message = "this script must be executable";
            importer.findings.error(&format!("{path}/{}", script.path), None, message);
        }
        None
    } else {
        let languages: BTreeSet<_> =
            files.iter().filter_map(|f| codes::by_ending(&f.path)).collect();
        let sources = files.iter().filter(|f| codes::by_ending(&f.path).is_some()).count();
        let language = match languages.iter().copied().collect::<Vec<_>>().as_slice() {
            ["python3"] if sources > 1 => {
                if find("__main__.py").is_none() || find("__init__.py").is_none() {
                    let message = "several Python files need `__init__.py` and `__main__.py`";
                    importer.findings.error(path, None, message);
                }
                entrypoint = Some("__main__.py".to_owned());
                "python3"
            }
            ["python3"] => "python3",
            ["c"] => "c",
            ["cpp"] | ["c", "cpp"] => "cpp",
            _ => {
                let message = "no program: a validator is in Python 3, C or C++, or has a \
                               `build` or `run` script";
                importer.findings.error(path, None, message);
                return None;
            }
        };
        Some(language.to_owned())
    };
    Some(Program { name: name.to_owned(), files, language, entrypoint })
}
