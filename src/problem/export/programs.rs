//! The package's programs, and the files that belong to submissions and solvers.

use super::{Export, testlib};
use crate::problem::{Package, Program};

const OUTPUT_VALIDATOR: &str = "output_validator";

/// Writes them.
pub(super) fn write(export: &mut Export<'_>, package: &Package) {
    if package.convention.is_icpc() {
        if let Some(program) = package.validator.programs().first() {
            write_program(export, OUTPUT_VALIDATOR, program);
        }
        if let [first, more @ ..] = package.validator.programs()
            && !more.is_empty()
        {
            let message =
                format!("the format has one output validator; only {} is kept", first.name);
            export.warn(OUTPUT_VALIDATOR, message);
        }
        for program in &package.input_validators {
            match program.files.as_slice() {
                [file] if file.path == program.name => {
                    export.sources("input_validators", &program.files);
                }
                _ => write_program(export, &format!("input_validators/{}", program.name), program),
            }
        }
    } else {
        testlib::write(export, package, OUTPUT_VALIDATOR);
    }
    if package.input_validators.is_empty() {
        let message = "there is none; one that takes everything stands for it";
        export.warn("input_validators", message);
        let text = "import sys\n\nsys.stdin.buffer.read()\nsys.exit(42)\n";
        export.make("input_validators/any.py", text);
    }
    if let Some(program) = &package.static_validator {
        write_program(export, "static_validator", program);
    }
    for (code, files) in &package.include {
        export.sources(&format!("include/{code}"), files);
    }
    for (code, files) in &package.templates {
        export.sources(&format!("attachments/templates/{code}"), files);
    }
    let statements = &package.carried.statement;
    let own = package.attachments.iter().filter(|file| !statements.contains(file));
    for file in own {
        export.sources("attachments", std::slice::from_ref(file));
    }
    for file in &package.carried.files {
        let (dir, name) = file.path.rsplit_once('/').unwrap_or((".", &file.path));
        let name = name.to_owned();
        export.sources(dir, &[crate::problem::SourceFile { path: name, ..file.clone() }]);
    }
}

/// What an input validator is called in the exported package.
pub(super) fn validator_name(package: &Package, name: &str) -> String {
    if package.convention.is_icpc() { name.to_owned() } else { testlib::stem(name) }
}

fn write_program(export: &mut Export<'_>, dir: &str, program: &Program) {
    export.sources(dir, &program.files);
    let has = |name: &str| program.files.iter().any(|file| file.path == name);
    match program.language.as_deref() {
        Some("python3") if program.files.len() > 1 && !has("__init__.py") => {
            export.make(&format!("{dir}/__init__.py"), "");
        }
        Some("python3" | "c" | "cpp") => {}
        None if has("build") || has("run") => {}
        language => {
            let language = language.unwrap_or("an unknown language");
            let message = format!("in {language}; the format wants C, C++, Python 3 or scripts");
            export.warn(dir, message);
        }
    }
}
