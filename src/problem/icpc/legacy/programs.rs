//! Validators and graders of the package, in any language.

use std::collections::BTreeMap;

use super::{
    super::{Importer, codes},
    metadata::Validation,
};
use crate::problem::{Program, SourceFile, Type, Validator};

/// Reads `input_validators/`, formerly `input_format_validators/`.
pub(super) fn input_validators(importer: &mut Importer<'_>) -> Vec<Program> {
    let mut programs = Vec::new();
    for dir in ["input_validators", "input_format_validators"] {
        programs.extend(all(importer, dir));
    }
    if programs.is_empty() {
        let message = "there is no input validator that could be run";
        importer.findings.warning("input_validators", None, message);
    }
    programs
}

/// Reads the output validator; files that lie there without a directory are one program.
pub(super) fn output_validator(
    importer: &mut Importer<'_>,
    validation: Validation,
    kind: Type,
) -> Validator {
    let dirs = ["output_validators", "output_validator"];
    let dir = dirs.into_iter().find(|dir| importer.tree.has_dir(dir));
    let Some(dir) = dir.filter(|_| validation != Validation::Default) else {
        if let Some(dir) = dir {
            let message = "unused: `validation` in problem.yaml does not say `custom`";
            importer.findings.warning(dir, None, message);
        }
        if validation == Validation::Custom || kind.interactive || kind.multi_pass {
            let message = "there is no output validator, which this problem needs";
            importer.findings.error("output_validators", None, message);
        }
        return Validator::Default;
    };
    let sources = importer.tree.files_in(dir);
    let is_source = |file: &&String| codes::by_ending(file).is_some();
    let mut programs = if sources.iter().any(|file| is_source(&file))
        || sources.iter().any(|file| ["build", "run"].contains(&file.as_str()))
    {
        let files = importer.sources(dir, true);
        program(importer, dir, dir, files).into_iter().collect()
    } else {
        all(importer, dir)
    };
    if programs.len() > 1 && (kind.interactive || kind.multi_pass) {
        let message = "several output validators, of which only one can lead the submission on";
        importer.findings.error(dir, None, message);
    }
    match programs.len() {
        0 => {
            importer.findings.error(dir, None, "there is no program in it");
            Validator::Default
        }
        1 => Validator::Custom(programs.remove(0)),
        _ => Validator::All(programs),
    }
}

/// Reads `graders/`.
pub(super) fn grader(importer: &mut Importer<'_>) -> Option<Program> {
    let mut programs = all(importer, "graders");
    if programs.len() > 1 {
        importer.findings.error("graders", None, "there is more than one grader");
    }
    (!programs.is_empty()).then(|| programs.remove(0))
}

/// The programs of a directory, each a file or a directory.
fn all(importer: &mut Importer<'_>, dir: &str) -> Vec<Program> {
    let mut programs = Vec::new();
    for file in importer.tree.files_in(dir) {
        let path = format!("{dir}/{file}");
        match file.rsplit_once('.').map_or("", |(_, ending)| ending) {
            "ctd" | "viva" => {
                let message = "Checktestdata and VIVA files are not run by this version of Minos";
                importer.findings.warning(&path, None, message);
            }
            _ if codes::by_ending(&file).is_none() => {
                importer.findings.warning(&path, None, "no program; unused");
            }
            _ => {
                let files = importer.source(&path, &file, true).into_iter().collect();
                programs.extend(program(importer, &path, &file, files));
            }
        }
    }
    for below in importer.tree.dirs_in(dir) {
        let path = format!("{dir}/{below}");
        let files = importer.sources(&path, true);
        programs.extend(program(importer, &path, &below, files));
    }
    programs.sort_by(|a, b| a.name.cmp(&b.name));
    programs
}

fn program(
    importer: &mut Importer<'_>,
    path: &str,
    name: &str,
    files: Vec<SourceFile>,
) -> Option<Program> {
    let scripted = files.iter().any(|file| ["build", "run"].contains(&file.path.as_str()));
    let language = if scripted {
        None
    } else {
        match language(importer, path, &files) {
            Ok(language) => Some(language),
            Err(fault) => {
                importer.findings.warning(path, None, format!("{fault}; unused"));
                return None;
            }
        }
    };
    Some(Program { name: name.to_owned(), files, language, entrypoint: None })
}

/// The language of a program's files; why not, if it can't be told. Files of no language are
/// headers and data.
pub(super) fn language(
    importer: &mut Importer<'_>,
    dir: &str,
    files: &[SourceFile],
) -> Result<String, String> {
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for file in files {
        if let Some(code) = codes::by_ending(&file.path) {
            *found.entry(code).or_default() += 1;
        }
    }
    if found.contains_key("cpp") {
        found.remove("c");
    }
    let codes: Vec<_> = found.keys().copied().collect();
    match codes.as_slice() {
        [] => Err("its language can't be told from its files' endings".into()),
        ["python3"] if asks_for_python2(importer, dir, files) => Ok("python2".into()),
        [code] => Ok((*code).to_owned()),
        codes => Err(format!("its files are of several languages: {}", codes.join(", "))),
    }
}

/// Whether the first line of a Python file names version 2.
fn asks_for_python2(importer: &mut Importer<'_>, dir: &str, files: &[SourceFile]) -> bool {
    files.iter().any(|file| {
        let below = format!("{dir}/{}", file.path);
        let path = if importer.tree.has_file(&below) { below } else { dir.to_owned() };
        let bytes = importer.tree.read(&path, &mut importer.findings).unwrap_or_default();
        let line = bytes.split(|b| *b == b'\n').next().unwrap_or_default();
        line.starts_with(b"#!") && line.windows(7).any(|piece| piece == b"python2")
    })
}
