//! `submissions/`: what a directory's name, or a tag in a source, demands of a program.

use std::collections::BTreeSet;

use super::{
    super::{Importer, submissions},
    programs,
};
use crate::{
    domain::Verdict::{
        self, Accepted, MemoryLimit, OutputLimit, Partial, RuntimeError, TimeLimit, WrongAnswer,
    },
    problem::{AnnotatedSubmission, Bound, Expectation, Program, Rule, SourceFile},
};

/// The tag of DOMjudge, honoured where the directory demands nothing.
const TAG: &str = "@EXPECTED_RESULTS@:";

/// Reads them.
pub(super) fn read(importer: &mut Importer<'_>, scoring: bool) -> Vec<AnnotatedSubmission> {
    let mut read = Vec::new();
    for (name, files) in submissions::programs(importer) {
        let path = format!("submissions/{name}");
        match programs::language(importer, &path, &files) {
            Ok(language) => {
                let expectation = expectation(importer, &name, &path, &files, scoring);
                let language = Some(language);
                let program = Program { name, files, language, entrypoint: None };
                read.push(AnnotatedSubmission { program, expectation });
            }
            Err(fault) => importer.findings.warning(&path, None, format!("{fault}; unused")),
        }
    }
    if !read.iter().any(|s| s.program.name.starts_with("accepted/")) {
        let message = "there is no accepted submission";
        importer.findings.warning("submissions/accepted", None, message);
    }
    read
}

fn expectation(
    importer: &mut Importer<'_>,
    name: &str,
    path: &str,
    files: &[SourceFile],
    scoring: bool,
) -> Expectation {
    let dir = name.split('/').next().unwrap_or_default();
    match dir {
        "accepted" => {
            let whole: &[_] = if scoring { &[Accepted, Partial] } else { &[Accepted] };
            of(whole, &[Accepted], &[Accepted], Bound::Lower)
        }
        "partially_accepted" => {
            Expectation { verdicts: [Partial].into(), rules: Vec::new(), whole: true }
        }
        "wrong_answer" => of(&[WrongAnswer], &[Accepted, WrongAnswer], &[WrongAnswer], Bound::None),
        "time_limit_exceeded" => {
            of(&[TimeLimit], &[Accepted, WrongAnswer, TimeLimit], &[TimeLimit], Bound::Upper)
        }
        "run_time_error" => of(
            &[RuntimeError],
            &[Accepted, WrongAnswer, TimeLimit, RuntimeError],
            &[RuntimeError],
            Bound::None,
        ),
        // Not of the format, but of the one after it and of many a package.
        "rejected" if tagged(importer, path, files).is_none() => {
            let failed = [WrongAnswer, TimeLimit, RuntimeError, MemoryLimit, OutputLimit];
            of(&failed, &[Accepted, WrongAnswer, TimeLimit, RuntimeError], &failed, Bound::None)
        }
        _ => match tagged(importer, path, files) {
            Some(verdicts) => Expectation { verdicts, rules: Vec::new(), whole: true },
            None => {
                let message = format!("nothing is demanded: `{dir}` is no directory of the format");
                importer.findings.warning(path, None, message);
                Expectation { whole: true, ..Expectation::default() }
            }
        },
    }
}

fn of(
    verdicts: &[Verdict],
    permitted: &[Verdict],
    required: &[Verdict],
    bound: Bound,
) -> Expectation {
    let set = |verdicts: &[Verdict]| verdicts.iter().copied().collect::<BTreeSet<_>>();
    let rule = Rule {
        scope: Vec::new(),
        permitted: set(permitted),
        required: set(required),
        score: None,
        message: None,
        bound,
    };
    Expectation { verdicts: set(verdicts), rules: vec![rule], whole: true }
}

/// The results that a tag in one of the sources names.
fn tagged(
    importer: &mut Importer<'_>,
    path: &str,
    files: &[SourceFile],
) -> Option<BTreeSet<Verdict>> {
    for file in files {
        let below = format!("{path}/{}", file.path);
        let at = if importer.tree.has_file(&below) { below } else { path.to_owned() };
        let bytes = importer.tree.read(&at, &mut importer.findings).unwrap_or_default();
        let text = String::from_utf8_lossy(&bytes);
        let Some((before, after)) = text.split_once(TAG) else { continue };
        let line = 1 + before.matches('\n').count() as u64;
        let words = after.lines().next().unwrap_or_default();
        let mut verdicts = BTreeSet::new();
        for word in words.trim_end_matches(['*', '/', ' ']).split(',') {
            match result(word.trim()) {
                Some(verdict) => {
                    verdicts.insert(verdict);
                }
                None => {
                    let message = format!("`{}` is no result of {TAG}", word.trim());
                    importer.findings.warning(&at, line, message);
                }
            }
        }
        return (!verdicts.is_empty()).then_some(verdicts);
    }
    None
}

/// A verdict in DOMjudge's words.
fn result(word: &str) -> Option<Verdict> {
    Some(match word.to_ascii_uppercase().replace('_', "-").as_str() {
        "CORRECT" | "ACCEPTED" => Accepted,
        "WRONG-ANSWER" | "NO-OUTPUT" => WrongAnswer,
        "TIMELIMIT" | "TIME-LIMIT-EXCEEDED" => TimeLimit,
        "RUN-ERROR" | "RUN-TIME-ERROR" => RuntimeError,
        "COMPILER-ERROR" => Verdict::CompileError,
        "OUTPUT-LIMIT" => OutputLimit,
        "MEMORY-LIMIT" => MemoryLimit,
        _ => return None,
    })
}
