//! Packages of Codeforces Polygon.

use std::{path::Path, process::Command};

use minos::{
    domain::Blobs as _,
    judge::Workshop,
    problem::{Aggregation, Loaded, load_with},
};

use super::fixture::Fixture;
use crate::judge::place::judge;

/// A package of `tests/packages`, its data made where it has none.
fn loaded(name: &str) -> Loaded {
    loaded_from(&Path::new("tests/packages").join(name))
}

pub fn loaded_from(dir: &Path) -> Loaded {
    let mut languages = minos::language::load(None).expect("profiles");
    languages.retain(|l| ["cpp", "python3"].contains(&l.id.as_str()));
    let toolchains = minos::language::installed(minos::language::probe(&languages));
    let mut workshop = Workshop::new(|| Ok(judge(toolchains.clone())));
    let loaded = load_with(dir, &mut workshop);
    loaded.unwrap_or_else(|errors| panic!("{errors:#?}"))
}

#[test]
fn answers_are_made_however_slow_this_host_is() {
    let hurried = Fixture::of("polygon").replacing(
        "problem.xml",
        "<time-limit>1500</time-limit>",
        "<time-limit>1</time-limit>",
    );
    let package = loaded_from(&hurried.dir).package;
    assert_eq!((package.limits.time_seconds, package.cases.len()), (0.001, 6));
}

#[test]
fn a_standard_package_is_made_whole() {
    let Loaded { package, blobs, warnings } = loaded("polygon");
    assert_eq!(warnings, []);
    assert_eq!(package.slug, "sum-of-two");
    assert_eq!(package.name["ru"], "Сумма двух");
    assert_eq!((package.limits.time_seconds, package.limits.memory_mib), (1.5, 256));
    assert_eq!(package.keywords, ["math"]);
    let text = |digest| String::from_utf8(blobs.read(digest).unwrap().to_vec()).unwrap();
    let cases: Vec<_> = package
        .cases
        .iter()
        .map(|case| {
            let (input, answer) = (text(&case.input.digest), text(&case.answer.digest));
            format!("{} {:?} {}= {}", case.name, case.points, input.trim(), answer.trim())
        })
        .collect();
    assert_eq!(
        cases,
        [
            "sample/01 None 1 2= 3",
            "secret/small/04 Some(10.0) 0 0= 0",
            "secret/small/05 Some(20.5) 3 4= 7",
            "secret/small/06 Some(9.5) 5 6= 11",
            "secret/big/02 None 1000 2000= 3000",
            "secret/big/03 None 3000000000 4000000000= 7000000000",
        ]
    );
    let groups: Vec<_> = package
        .groups
        .iter()
        .map(|g| (g.name.as_str(), g.max_score, g.aggregation, g.require_pass.join(" ")))
        .collect();
    assert_eq!(
        groups,
        [
            ("sample", None, Aggregation::PassFail, String::new()),
            ("secret", Some(100.0), Aggregation::Sum, String::new()),
            ("secret/small", Some(40.0), Aggregation::Sum, "sample".into()),
            ("secret/big", Some(60.0), Aggregation::PassFail, "secret/small".into()),
        ]
    );
    let html = &package.statements[0].html;
    assert!(html.contains("<code>a</code>") && html.contains("«quickly»"), "{html}");
    let sample = html.find("data-sample=\"0\"").expect("a place for the sample");
    assert!(html.find("<h2>Output</h2>").expect("output") < sample, "{html}");
    assert!(sample < html.find("<h2>Note</h2>").expect("notes"), "{html}");
    assert!(package.statements[1].html.contains("<h2>Входные данные</h2>"));
}

#[test]
fn an_interactive_package_takes_its_answers_from_the_interactor() {
    let Loaded { package, blobs, warnings } = loaded("polygon-guess");
    assert_eq!(warnings, []);
    assert!(package.kind.interactive);
    let answer = blobs.read(&package.cases[0].answer.digest).unwrap();
    assert_eq!(String::from_utf8_lossy(&answer), "7 7\n");
    let html = &package.statements[0].html;
    assert!(html.contains("<h2>Input</h2>") && !html.contains("exmp"), "{html}");
}

#[test]
fn polygon_packages_are_as_their_authors_say() {
    let dirs = ["polygon", "polygon-guess"].map(|name| Path::new("tests/packages").join(name));
    let output = Command::new(env!("CARGO_BIN_EXE_minos"))
        .args(["problem", "verify"])
        .args(&dirs)
        .output()
        .expect("run minos");
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{said}");
}
