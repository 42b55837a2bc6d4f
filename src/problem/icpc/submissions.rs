//! `submissions/`: the author's programs and what each must get.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Importer, codes,
    data::Data,
    expectation::{self, Entry},
    metadata::Metadata,
};
use crate::{
    domain::Verdict,
    problem::{AnnotatedSubmission, Bound, Expectation, Program, Rule, SourceFile, Type},
};

const FILE: &str = "submissions/submissions.yaml";

/// What is said of submissions that is only passed on, by their names.
pub(super) type About = BTreeMap<String, BTreeMap<String, serde_json::Value>>;

/// Reads them.
pub(super) fn read(
    importer: &mut Importer<'_>,
    meta: &Metadata,
    data: &Data,
) -> (Vec<AnnotatedSubmission>, About) {
    let text = match importer.tree.has_file(FILE) {
        true => importer.tree.text(FILE, &mut importer.findings),
        false => None,
    };
    let scoring = meta.kind.scoring;
    let entries = expectation::read(FILE, text.as_deref(), scoring, &mut importer.findings);
    for file in importer.tree.files_in("submissions") {
        if file != "submissions.yaml" {
            let message = "a submission lies in a directory such as `accepted`";
            importer.findings.error(&format!("submissions/{file}"), None, message);
        }
    }
    let programs = programs(importer);
    for entry in &entries {
        if let Some(line) = entry.line
            && !programs.iter().any(|(name, _)| entry.glob.matches(name))
        {
            let message = format!("`{}` matches no submission", entry.pattern);
            importer.findings.warning(FILE, line, message);
        }
    }
    if importer.tree.has_dir("submissions")
        && !programs.iter().any(|(name, _)| name.starts_with("accepted/"))
    {
        importer.findings.error("submissions/accepted", None, "there is no accepted submission");
    }
    let read: Vec<_> = programs
        .into_iter()
        .filter_map(|(name, files)| one(importer, meta, data, &entries, name, files))
        .collect();
    let lower =
        |s: &AnnotatedSubmission| s.expectation.rules.iter().any(|rule| rule.bound == Bound::Lower);
    if !read.is_empty() && !read.iter().any(lower) {
        let message = "no submission bounds the time limit from below";
        importer.findings.error("submissions", None, message);
    }
    let mut about = About::new();
    for submission in &read {
        let name = &submission.program.name;
        for entry in entries.iter().filter(|entry| entry.glob.matches(name)) {
            if !entry.about.is_empty() {
                about.entry(name.clone()).or_default().extend(entry.about.clone());
            }
        }
    }
    (read, about)
}

/// Names and files of the programs.
pub(super) fn programs(importer: &mut Importer<'_>) -> Vec<(String, Vec<SourceFile>)> {
    let mut programs = Vec::new();
    for dir in importer.tree.dirs_in("submissions") {
        for file in importer.tree.files_in(&format!("submissions/{dir}")) {
            let name = format!("{dir}/{file}");
            let source = importer.source(&format!("submissions/{name}"), &file, true);
            programs.extend(source.map(|source| (name, vec![source])));
        }
        for below in importer.tree.dirs_in(&format!("submissions/{dir}")) {
            let name = format!("{dir}/{below}");
            let files = importer.sources(&format!("submissions/{name}"), true);
            programs.push((name, files));
        }
    }
    programs.sort_by(|a, b| a.0.cmp(&b.0));
    programs
}

fn one(
    importer: &mut Importer<'_>,
    meta: &Metadata,
    data: &Data,
    entries: &[Entry],
    name: String,
    files: Vec<SourceFile>,
) -> Option<AnnotatedSubmission> {
    let path = format!("submissions/{name}");
    let matching: Vec<_> = entries.iter().filter(|entry| entry.glob.matches(&name)).collect();
    let given = matching.iter().rev().find_map(|entry| entry.language.clone());
    let entrypoint = matching.iter().rev().find_map(|entry| entry.entrypoint.clone());
    let found: BTreeSet<_> = files.iter().filter_map(|file| codes::by_ending(&file.path)).collect();
    let language = if meta.kind.submit_answer {
        None
    } else {
        Some(match (given, found.iter().collect::<Vec<_>>().as_slice()) {
            (Some(language), _) => language,
            (None, [language]) => (**language).to_owned(),
            (None, languages) => {
                let message = match languages {
                    [] => "its language can't be told from its files' endings".to_owned(),
                    _ => format!("its files are of several languages: {languages:?}"),
                };
                let message = format!(
                    "{message}; it is not judged. Name it as `language` in submissions.yaml"
                );
                importer.findings.warning(&path, None, message);
                return None;
            }
        })
    };
    if let (Some(allowed), Some(language)) = (&meta.languages, &language)
        && !allowed.contains(language)
    {
        let message = format!("`languages` in problem.yaml does not allow `{language}`");
        importer.findings.warning(&path, None, message);
    }
    let mut rules = Vec::new();
    for entry in &matching {
        for demand in &entry.demands {
            let scope = match &demand.data {
                None => Vec::new(),
                Some(glob) => {
                    let names = data.cases.iter().filter_map(|case| glob.prefix(&case.name));
                    let scope: BTreeSet<_> = names.collect();
                    if scope.is_empty() {
                        let message = "a pattern here matches no test data";
                        importer.findings.warning(FILE, demand.line, message);
                        continue;
                    }
                    scope.into_iter().collect()
                }
            };
            match demand.rule(scope) {
                Ok(rule) => rules.push(rule),
                Err(fault) => {
                    let message = format!("{fault} for `{name}`");
                    importer.findings.error(FILE, demand.line, message);
                }
            }
        }
    }
    if rules.is_empty() {
        importer.findings.warning(&path, None, "nothing is demanded of this submission");
    }
    check_consistency(importer, &name, &rules, data);
    let verdicts = verdicts(&rules, data, meta.kind);
    let program = Program { name, files, language, entrypoint };
    Some(AnnotatedSubmission {
        program,
        expectation: Expectation { verdicts, rules, whole: false },
    })
}

/// No case may be left without a verdict that all its rules permit.
fn check_consistency(importer: &mut Importer<'_>, name: &str, rules: &[Rule], data: &Data) {
    let torn = data.cases.iter().find(|case| permitted(rules, &case.name).is_empty());
    if let Some(case) = torn {
        let message =
            format!("the rules for `{name}` leave no verdict permitted for `{}`", case.name);
        importer.findings.error(FILE, None, message);
    }
}

fn permitted(rules: &[Rule], case: &str) -> BTreeSet<Verdict> {
    let format =
        [Verdict::Accepted, Verdict::WrongAnswer, Verdict::TimeLimit, Verdict::RuntimeError];
    rules
        .iter()
        .filter(|rule| rule.covers(case))
        .fold(format.into(), |left, rule| left.intersection(&rule.permitted).copied().collect())
}

/// What the whole submission may get, going by its rules.
fn verdicts(rules: &[Rule], data: &Data, kind: Type) -> BTreeSet<Verdict> {
    let cases: Vec<_> = data.cases.iter().map(|case| permitted(rules, &case.name)).collect();
    let mut whole: BTreeSet<_> =
        cases.iter().flatten().copied().filter(|v| *v != Verdict::Accepted).collect();
    let demanded = rules.iter().any(|rule| !rule.required.contains(&Verdict::Accepted));
    if kind.scoring && !whole.is_empty() {
        whole.insert(Verdict::Partial);
    }
    let can_pass = cases.iter().all(|case| case.contains(&Verdict::Accepted));
    if can_pass && !demanded {
        whole.insert(Verdict::Accepted);
    }
    whole
}
