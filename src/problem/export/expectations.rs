//! `submissions/` and `submissions.yaml`.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::{
    Export,
    flow::{line, ordered},
};
use crate::{
    domain::Verdict,
    problem::{
        AnnotatedSubmission, Bound, Expectation, Package, Rule,
        icpc::{codes, expectation},
    },
};

const FILE: &str = "submissions/submissions.yaml";

/// Keys with their values, in an order that means something.
type Keys = Vec<(String, Value)>;

/// Writes them.
pub(super) fn write(export: &mut Export<'_>, package: &Package) {
    let mut yaml = String::new();
    let all: Vec<_> = package.submissions.iter().map(|s| (s, rules(&s.expectation))).collect();
    let mut first: BTreeMap<&str, Vec<Option<&Rule>>> = BTreeMap::new();
    for (submission, rules) in &all {
        let dir = submission.program.name.split('/').next().unwrap_or_default();
        first.entry(dir).or_default().push(rules.first().filter(|rule| rule.scope.is_empty()));
    }
    // What all submissions of a directory share is said of the directory.
    let mut shared: BTreeMap<&str, &Rule> = BTreeMap::new();
    for (dir, rules) in &first {
        let Some(Some(rule)) = rules.first().filter(|rule| rules.iter().all(|r| r == *rule)) else {
            continue;
        };
        if expectation::default_rule(dir).as_ref() != Some(*rule) {
            yaml.push_str(&line(dir, &keys(rule, true).into_iter().collect()));
        }
        shared.insert(dir, rule);
    }
    for (submission, rules) in &all {
        write_files(export, submission);
        let name = &submission.program.name;
        let dir = name.split('/').next().unwrap_or_default();
        let about = package.carried.submissions.get(name).into_iter().flatten();
        let about = about.map(|(key, value)| (key.clone(), value.clone())).collect();
        let own = &rules[usize::from(shared.contains_key(dir))..];
        yaml.push_str(&entries(submission, own, about));
        if submission.expectation.whole && rules.is_empty() {
            let path = format!("submissions/{}", submission.program.name);
            export.warn(&path, "what the whole of it must get can't be said of its cases");
        }
    }
    if !yaml.is_empty() {
        export.make(FILE, yaml);
    }
    if !first.contains_key("accepted") {
        export.warn("submissions/accepted", "there is no accepted submission");
    }
}

/// What is demanded of the cases. Where the whole decides, any may fail in any way, as long as one
/// fails so.
fn rules(expectation: &Expectation) -> Vec<Rule> {
    let mut rules = expectation.rules.clone();
    if !expectation.whole {
        return rules;
    }
    let all: BTreeSet<_> = expectation::ALL.into();
    if rules.is_empty() {
        let required: BTreeSet<_> = expectation.verdicts.intersection(&all).copied().collect();
        rules.extend((!required.is_empty()).then(|| Rule {
            scope: Vec::new(),
            permitted: all.clone(),
            required,
            score: None,
            message: None,
            bound: Bound::None,
        }));
    }
    for rule in rules.iter_mut().filter(|rule| !rule.required.contains(&Verdict::Accepted)) {
        rule.permitted.clone_from(&all);
    }
    rules
}

fn write_files(export: &mut Export<'_>, submission: &AnnotatedSubmission) {
    let program = &submission.program;
    let (dir, name) = program.name.split_once('/').unwrap_or(("other", &program.name));
    match program.files.as_slice() {
        [file] if file.path == name => {
            export.sources(&format!("submissions/{dir}"), &program.files);
        }
        files => export.sources(&format!("submissions/{dir}/{name}"), files),
    }
}

/// The entries about one submission: the rules that are not its directory's, and what its files
/// don't tell, beside what is `about` it.
fn entries(submission: &AnnotatedSubmission, own: &[Rule], mut about: Keys) -> String {
    let program = &submission.program;
    let mut maps: Vec<Keys> = Vec::new();
    for rule in own {
        if rule.scope.is_empty() || maps.is_empty() {
            maps.push(Keys::new());
        }
        let Some(map) = maps.last_mut() else { continue };
        if rule.scope.is_empty() {
            map.extend(keys(rule, false));
            continue;
        }
        let scope = match rule.scope.as_slice() {
            [one] => one.clone(),
            many => format!("{{{}}}", many.join(",")),
        };
        map.push((scope, keys(rule, false).into_iter().collect()));
    }
    let found: BTreeSet<_> =
        program.files.iter().filter_map(|f| codes::by_ending(&f.path)).collect();
    let told = found.len() == 1 && found.first().copied() == program.language.as_deref();
    if let Some(language) = program.language.as_ref().filter(|_| !told) {
        about.push(("language".into(), json!(language)));
    }
    if let Some(entrypoint) = &program.entrypoint {
        about.push(("entrypoint".into(), json!(entrypoint)));
    }
    if !about.is_empty() {
        match maps.first_mut() {
            Some(map) => map.extend(about),
            None => maps.push(about),
        }
    }
    let pattern: Vec<_> = program.name.split('/').map(super::name).collect();
    let pattern = pattern.join("/");
    let lines = maps.iter().enumerate().map(|(number, map)| {
        // Patterns for the same submission must differ.
        let pattern = format!("{}{pattern}{}", "{".repeat(number), "}".repeat(number));
        ordered(&pattern, map)
    });
    lines.collect()
}

/// The keys of a rule; all of them for a directory, whose defaults they replace.
fn keys(rule: &Rule, all: bool) -> Keys {
    let format = expectation::ALL;
    let words = |set: &BTreeSet<Verdict>| {
        let words: Vec<_> =
            format.iter().filter(|v| set.contains(v)).map(|verdict| verdict.code()).collect();
        json!(words)
    };
    let mut keys = Keys::new();
    let says_all = |set: &BTreeSet<Verdict>| format.iter().all(|verdict| set.contains(verdict));
    let plain = rule.score.is_none() && rule.message.is_none();
    if all || !says_all(&rule.permitted) || plain && says_all(&rule.required) {
        keys.push(("permitted".into(), words(&rule.permitted)));
    }
    if all || !says_all(&rule.required) {
        keys.push(("required".into(), words(&rule.required)));
    }
    if let Some((low, high)) = rule.score {
        let score = if low == high { json!(low) } else { json!([low, high]) };
        keys.push(("score".into(), score));
    }
    if let Some(message) = &rule.message {
        keys.push(("message".into(), json!(message)));
    }
    let tells = expectation::bound(&rule.permitted, &rule.required);
    if rule.bound == Bound::None && tells != Bound::None {
        keys.push(("use_for_time_limit".into(), json!(false)));
    }
    keys
}
