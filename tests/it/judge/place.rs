//! What tests that judge share.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use minos::{
    domain::{Judgement, Toolchain},
    judge::{Judge, Request, Settings, Source},
    language, problem,
    sandbox::native::{Native, Options},
};

/// A judge over the native sandbox, with the freshly built binary as its helper.
pub fn judge(toolchains: Vec<Toolchain>) -> Judge {
    let options =
        Options { init: PathBuf::from(env!("CARGO_BIN_EXE_minos")), ..Options::default() };
    let native = Native::new(options).expect("a native sandbox on this host");
    Judge::new(Arc::new(native), toolchains, Settings::default())
}

/// Writes a file and the directories above it.
pub fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("a parent")).expect("make a directory");
    fs::write(path, text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
}

/// Writes a small package; `cases` are names of secret cases, which are their inputs too, with
/// their answers. `more` goes into problem.yaml.
pub fn write_package(dir: &Path, more: &str, cases: &[(&str, &str)]) {
    let head = "problem_format_version: 2025-09\nname: Test\n\
                uuid: 6f7b9c2e-0000-4000-8000-000000000001\n";
    write(&dir.join("problem.yaml"), &format!("{head}{more}"));
    write(&dir.join("statement/problem.en.md"), "Print it.\n");
    write(&dir.join("submissions/accepted/a.py"), "print()\n");
    write(&dir.join("input_validators/v.py"), "exit(42)\n");
    for (name, answer) in cases {
        let word = name.rsplit('/').next().expect("a last part");
        write(&dir.join(format!("data/secret/{name}.in")), &format!("{word}\n"));
        write(&dir.join(format!("data/secret/{name}.ans")), answer);
    }
}

/// Judges a source in the package in `dir`, every test of it.
pub fn judged(dir: &Path, language: &str, text: &str) -> Judgement {
    let loaded = problem::load(dir).expect("a good package");
    let mut languages = language::load(None).expect("profiles");
    languages.retain(|l| ["c", "cpp", "java", "python3"].contains(&l.id.as_str()));
    let toolchains = language::installed(language::probe(&languages));
    let toolchain = toolchains.iter().find(|t| t.language.id == language).expect(language).clone();
    let request = Request {
        package: &loaded.package,
        blobs: &loaded.blobs,
        toolchain: Some(&toolchain),
        source: &Source::lone(loaded.package.file_name(&toolchain.language), text.as_bytes()),
        run_all: true,
    };
    judge(toolchains).judge(&request, &mut |_| {}).expect("judged")
}
