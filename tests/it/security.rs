//! `SECURITY.md` against the tests that it names.

use std::{fs, path::Path};

/// Rows of the tables: the defence, and the cell that names its tests.
fn defences() -> Vec<(String, String)> {
    let text = fs::read_to_string("SECURITY.md").expect("SECURITY.md");
    text.lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | "))
        .filter(|(defence, _)| *defence != "Defence")
        .map(|(defence, tests)| (defence.to_owned(), tests.to_owned()))
        .collect()
}

/// What stands between backticks.
fn named(cell: &str) -> impl Iterator<Item = &str> {
    cell.split('`').skip(1).step_by(2)
}

/// Whether a test of this name exists: a hostile program (tests list them all), or a function below `tests/it` or `src`.
fn exists(name: &str) -> bool {
    if name.contains('/') {
        return ["tests/hostile", "tests"].iter().any(|dir| Path::new(dir).join(name).is_file());
    }
    let Some((module, function)) = name.rsplit_once("::") else { return false };
    let path = module.trim_end_matches("::tests").replace("::", "/");
    ["tests/it", "src"]
        .iter()
        .flat_map(|root| [format!("{root}/{path}.rs"), format!("{root}/{path}/mod.rs")])
        .filter_map(|file| fs::read_to_string(file).ok())
        .any(|text| {
            let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
            words.contains(&format!("#[test] fn {function}("))
        })
}

#[test]
fn every_defence_names_tests_that_exist() {
    let defences = defences();
    assert!(defences.len() > 40, "the tables of SECURITY.md are not understood");
    let mut wrong = Vec::new();
    for (defence, tests) in &defences {
        if named(tests).next().is_none() {
            wrong.push(format!("`{defence}` names no test"));
        }
        for test in named(tests).filter(|test| !exists(test)) {
            wrong.push(format!("`{defence}` names {test}, which is not there"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn names_that_do_not_exist_are_seen() {
    assert!(exists("security::names_that_do_not_exist_are_seen"));
    for name in ["security::exists", "files/no_such_program.c", "no::such::test", "words"] {
        assert!(!exists(name), "{name}");
    }
}

#[test]
fn every_hostile_program_belongs_to_a_defence() {
    let text = fs::read_to_string("SECURITY.md").expect("SECURITY.md");
    let mut missing = Vec::new();
    for family in fs::read_dir("tests/hostile").expect("the families").flatten() {
        for program in fs::read_dir(family.path()).expect("its programs").flatten() {
            let path = program.path();
            let name = path.strip_prefix("tests/hostile").expect("below it").display().to_string();
            let is_ours = name.ends_with(".c") || name.ends_with(".cpp");
            if is_ours && !text.contains(&format!("`{name}`")) {
                missing.push(name);
            }
        }
    }
    assert!(missing.is_empty(), "SECURITY.md does not say what these prove: {missing:?}");
}
