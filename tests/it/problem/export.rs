//! Problems given out as packages of the format 2025-09, and read again.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use minos::problem::{Export, Loaded, Package, load};

/// The package in `dir`, exported into `place` as a directory, and read from there; with what the
/// format can't say.
fn exported(dir: &Path, place: &Path) -> (Loaded, Loaded, Vec<String>) {
    let before = load(dir).expect("a good package");
    let to = place.join(&before.package.slug);
    let export = Export::new(&before.package, &before.blobs).expect("exported");
    export.write(&to).expect("written");
    let warnings = export.warnings().iter().map(ToString::to_string).collect();
    let after = load(&to).unwrap_or_else(|errors| panic!("{}: {errors:#?}", dir.display()));
    (before, after, warnings)
}

#[test]
fn a_package_of_the_format_comes_back_the_same() {
    let own = ["minimal", "maximal", "scoring", "lint", "answers", "functions"];
    let mut dirs: Vec<PathBuf> = own.map(|name| Path::new("tests/packages").join(name)).into();
    for entry in std::fs::read_dir("problems").expect("bundled problems") {
        dirs.push(entry.expect("an entry").path());
    }
    for dir in dirs.iter().filter(|dir| dir.is_dir()) {
        let place = tempfile::tempdir().expect("a directory");
        let (before, after, warnings) = exported(dir, place.path());
        assert_eq!(warnings, [""; 0], "{}", dir.display());
        assert_eq!(after.package, before.package, "{}", dir.display());
        // As an archive as well, and not over what is there.
        let zip = place.path().join(format!("{}.zip", before.package.slug));
        let export = Export::new(&before.package, &before.blobs).expect("exported");
        export.write(&zip).expect("written");
        assert_eq!(load(&zip).expect("a good archive").package, before.package);
        assert!(export.write(&zip).is_err());
        assert!(export.write(&place.path().join(&before.package.slug)).is_err());
    }
}

/// What Minos has no use for is there again all the same.
#[test]
fn what_is_only_passed_on_is_not_lost() {
    let place = tempfile::tempdir().expect("a directory");
    let (before, _, _) = exported(Path::new("tests/packages/maximal"), place.path());
    let carried = &before.package.carried;
    assert_eq!(carried.submissions["accepted/reads.py"]["model_solution"], true);
    assert_eq!(carried.cases["secret/2-hard"].input_visualizer_args, ["big"]);
    assert_eq!(carried.cases["secret/1-easy"].output_visualizer_args, ["colour"]);
    let text =
        |path: &str| std::fs::read_to_string(place.path().join("maximal").join(path)).expect(path);
    let submissions = text("submissions/submissions.yaml");
    for piece in ["\"model_solution\": true", "\"authors\": \"Minos authors\""] {
        assert!(submissions.contains(piece), "{piece}: {submissions}");
    }
    assert!(text("data/invalid_input/zero.yaml").contains("description: "));
    let hard = text("data/secret/2-hard.yaml");
    for piece in [
        "description: ",
        "input_visualizer_args: [\"big\"]",
        "output_visualizer_args: [\"colour\"]",
    ] {
        assert!(hard.contains(piece), "{piece}: {hard}");
    }
    assert_eq!(text("data/secret/2-hard.in.statement"), "a large number\n");
    assert_eq!(text("data/secret/2-hard.ans.download"), "its answer\n");
}

/// What must be the same whatever the format was.
fn essence(package: &Package) -> impl PartialEq + std::fmt::Debug + use<> {
    let base = |name: &str| name.rsplit('/').next().unwrap_or_default().to_owned();
    let cases: Vec<_> = package
        .cases
        .iter()
        .map(|case| (base(&case.name), case.input.clone(), case.answer.clone(), case.hint.clone()))
        .collect();
    let programs = package.submissions.iter().map(|submission| submission.program.files.clone());
    let run = |name: &str| package.cases.iter().any(|case| case.name == name);
    let samples = package.samples.iter().filter(|sample| run(&sample.name)).cloned();
    (
        package.slug.clone(),
        package.name.clone(),
        package.kind,
        package.limits.clone(),
        samples.collect::<Vec<_>>(),
        (cases, programs.collect::<Vec<_>>(), package.include.clone(), package.max_score()),
        package
            .carried
            .cases
            .iter()
            .map(|(name, more)| (base(name), more.clone()))
            .collect::<Vec<_>>(),
    )
}

#[test]
fn older_formats_and_polygon_become_the_current_one() {
    let place = tempfile::tempdir().expect("a directory");
    let mut dirs = Vec::new();
    for (name, wanted) in [
        ("old", vec![]),
        ("draft", vec![]),
        (
            "oldpoints",
            vec![
                "data/secret/g3: its grader can't be said in the format; points may come out \
                 otherwise",
                "submissions/partially_accepted/positive.py: what the whole of it must get can't \
                 be said of its cases",
                "submissions/partially_accepted/small.py: what the whole of it must get can't be \
                 said of its cases",
            ],
        ),
        (
            "oldscore",
            vec![
                "data/sample/1: it is shown and not run, which the format does not know; left out",
            ],
        ),
    ] {
        let (before, after, warnings) =
            exported(&Path::new("tests/packages").join(name), place.path());
        assert_eq!(warnings, wanted, "{name}");
        assert_eq!(essence(&after.package), essence(&before.package), "{name}");
        let told = std::fs::read_to_string(place.path().join(name).join("warnings.txt"));
        assert_eq!(told.unwrap_or_default().lines().collect::<Vec<_>>(), wanted, "{name}");
        dirs.push(place.path().join(&before.package.slug));
    }
    if crate::host::lacks_sandbox() {
        return;
    }
    // These make their data in the sandbox.
    for (name, wanted) in [
        (
            "polygon",
            vec![
                "data/secret/02-big: `secret/01-small` gives points in parts and can't be required",
                "data/secret/01-small/test_group.yaml: its cases have points of their own; the \
                 format shares them equally",
            ],
        ),
        (
            "polygon-guess",
            vec!["input_validators: there is none; one that takes everything stands for it"],
        ),
    ] {
        let to = place.path().join(name);
        let output = Command::new(env!("CARGO_BIN_EXE_minos"))
            .args(["problem", "export", &format!("tests/packages/{name}"), "--to"])
            .arg(&to)
            .output()
            .expect("run minos");
        let told = String::from_utf8_lossy(&output.stderr);
        let told: Vec<_> = told.lines().filter_map(|l| l.strip_prefix("  warning: ")).collect();
        assert!(output.status.success());
        assert_eq!(told, wanted, "{name}");
        dirs.push(to);
    }
    // They are judged as their authors say by the rules of the current format.
    let dirs: Vec<_> = dirs.iter().map(PathBuf::as_path).collect();
    if let Some((code, reports)) = super::verify::verify(&dirs) {
        assert_eq!(code, 0, "{reports:#?}");
    }
}
