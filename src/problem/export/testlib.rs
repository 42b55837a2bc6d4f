//! testlib's programs, called as the format calls validators: each gets a `build` and a `run` script.

use super::Export;
use crate::problem::{Aggregation, Case, Convention, Package, Program, Validator};

/// Calls checker and interactor, and says what they say in the format's way. Its first argument is
/// how many points are all of them, where a case gives points in parts, else `whole`.
const RUN: &str = include_str!("testlib_run.py");

/// What an input validator's exit code says, said in the format's way.
const INPUT_RUN: &str = "#!/bin/sh\n\"$(dirname \"$0\")/validator\" \"$@\" && exit 42\nexit 43\n";

/// Writes the output validator to `dir`, and the input validators.
pub(super) fn write(export: &mut Export<'_>, package: &Package, dir: &str) {
    let mut build = String::from("#!/bin/sh\nset -e\n");
    if let Validator::Custom(program) = &package.validator {
        compile(export, &mut build, dir, program, "checker");
    }
    if let Some(interactor) = &package.interactor {
        compile(export, &mut build, dir, &interactor.program, "interactor");
    }
    export.make_script(&format!("{dir}/build"), build);
    export.make_script(&format!("{dir}/run"), RUN);
    if package.kind.multi_pass {
        export.warn(dir, "testlib's runs have no passes as the format has; only the first is made");
    }
    for program in &package.input_validators {
        let dir = format!("input_validators/{}", stem(&program.name));
        let mut build = String::from("#!/bin/sh\nset -e\n");
        compile(export, &mut build, &dir, program, "validator");
        export.make_script(&format!("{dir}/build"), build);
        export.make_script(&format!("{dir}/run"), INPUT_RUN);
    }
}

/// A program's name without its ending.
pub(super) fn stem(name: &str) -> String {
    super::name(name.split_once('.').map_or(name, |(stem, _)| stem))
}

/// The output validator's arguments for a case.
pub(super) fn args(package: &Package, case: &Case) -> Vec<String> {
    if package.convention.is_icpc() {
        return case.validator_args.clone();
    }
    let group = &package.groups[case.group];
    let whole = match package.convention {
        Convention::TestlibPercent => 100.0,
        _ => case.points.unwrap_or(1.0),
    };
    let in_parts = package.kind.scoring && group.aggregation != Aggregation::PassFail;
    let first = if in_parts { whole.to_string() } else { "whole".to_owned() };
    std::iter::once(first).chain(case.validator_args.iter().cloned()).collect()
}

fn compile(export: &mut Export<'_>, build: &mut String, dir: &str, program: &Program, what: &str) {
    export.sources(dir, &program.files);
    let main = program.entrypoint.as_ref().or(program.files.first().map(|file| &file.path));
    let main = super::name(main.map_or("", String::as_str));
    match program.language.as_deref() {
        Some("cpp") => build.push_str(&format!("c++ -O2 -std=c++17 -o {what} {main}\n")),
        Some("c") => build.push_str(&format!("cc -O2 -o {what} {main} -lm\n")),
        Some("python3") => build.push_str(&format!(
            "printf '#!/bin/sh\\nexec python3 \"$(dirname \"$0\")/{main}\" \"$@\"\\n' > {what}\n\
             chmod +x {what}\n"
        )),
        language => {
            let language = language.unwrap_or("an unknown language");
            export.warn(dir, format!("the {what} is in {language}, which can't be built here"));
        }
    }
}
