//! Programs whose right verdict is known: the annotated submissions of problem packages.

use std::{collections::BTreeSet, path::Path, sync::Arc};

use anyhow::{Context, bail};
use serde_json::Value;

use crate::{
    domain::{Blobs, Language, Verdict},
    problem::{self, AnnotatedSubmission, Expectation, Loaded},
    verify,
};

/// A program and what it must get.
#[derive(Clone, Debug)]
pub(super) struct Program {
    /// Slug of its problem.
    pub problem: String,
    /// Language id.
    pub language: String,
    pub source: String,
    /// Where it comes from, for whoever looks for a wrong verdict.
    pub path: String,
    expectation: Expectation,
}

impl Program {
    /// Why this verdict is wrong.
    pub fn fault(&self, verdict: Option<Verdict>) -> Option<String> {
        if verdict.is_some_and(|verdict| verify::permits(&self.expectation, verdict)) {
            return None;
        }
        let got = verdict.map_or("no verdict", Verdict::code);
        let wanted: Vec<_> = self.expectation.verdicts.iter().map(|v| v.code()).collect();
        Some(format!("{}: {got} instead of {}", self.path, wanted.join(" or ")))
    }
}

/// The programs in the packages below `dir` that the server can judge and whose verdict is
/// certain.
///
/// # Errors
/// When there are none, or the directory can't be read.
pub(super) fn known(
    dir: &Path,
    languages: &[Arc<Language>],
    on_server: &Value,
    problems: &BTreeSet<String>,
) -> anyhow::Result<Vec<Program>> {
    let here: BTreeSet<&str> = on_server
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|language| language["id"].as_str())
        .collect();
    let id = |code: &str| {
        let knows = |language: &&Arc<Language>| language.package_codes.iter().any(|c| c == code);
        let others = languages.iter().filter(knows).map(|language| language.id.as_str());
        // The language of that very name comes first: several know a code like `python3`.
        std::iter::once(code).chain(others).find(|id| here.contains(id)).map(str::to_owned)
    };
    let entries = dir.read_dir().with_context(|| format!("reading {}", dir.display()))?;
    let mut dirs: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    dirs.sort();
    let mut programs = Vec::new();
    for dir in dirs.iter().filter(|dir| dir.is_dir()) {
        let Ok(loaded) = problem::load(dir) else { continue };
        let package = &loaded.package;
        if package.kind.submit_answer || !problems.contains(&package.slug) {
            continue;
        }
        for submission in package.submissions.iter().filter(|s| s.expectation.verdicts.len() == 1) {
            let language = submission.program.language.as_deref().and_then(id);
            let Some(language) = language else { continue };
            programs.extend(program(&loaded, submission, language));
        }
    }
    if programs.is_empty() {
        bail!(
            "no package below {} has a submission with a certain verdict that this server can \
             judge; name the packages with --problems",
            dir.display()
        );
    }
    Ok(programs)
}

/// A submission of one file, as the API takes it.
fn program(loaded: &Loaded, submission: &AnnotatedSubmission, language: String) -> Option<Program> {
    let [file] = submission.program.files.as_slice() else { return None };
    let bytes = loaded.blobs.read(&file.blob.digest).ok()?;
    let slug = &loaded.package.slug;
    Some(Program {
        problem: slug.clone(),
        language,
        source: String::from_utf8(bytes.to_vec()).ok()?,
        path: format!("{slug}/submissions/{}", submission.program.name),
        expectation: submission.expectation.clone(),
    })
}
