//! The programs that a package brings: validators.

use super::{Error, Judge, Source, layout::Layout, program::Program};
use crate::{
    domain::{Blobs, Toolchain},
    problem::{self, Package, SourceFile},
    sandbox::File,
};

/// Languages that the format promises to programs of a package, first match first.
const PROMISED: [&str; 3] = ["cpp", "c", "python3"];

/// Reads files of a package.
pub(super) fn read(blobs: &dyn Blobs, files: &[SourceFile]) -> Result<Vec<File>, Error> {
    let read = |file: &SourceFile| {
        let data = blobs.read(&file.blob.digest)?;
        Ok(File { path: file.path.clone(), data, executable: file.executable })
    };
    files.iter().map(read).collect()
}

/// Makes a package's program ready to run.
///
/// # Errors
/// When it does not compile, or this host lacks its language: the package's fault, or the
/// host's, never a contestant's.
pub(super) fn build(
    judge: &Judge,
    package: &Package,
    blobs: &dyn Blobs,
    program: &problem::Program,
) -> Result<Program, Error> {
    let fail = |what: String| Error::Package {
        problem: package.slug.clone(),
        what: format!("{}: {what}", program.name),
    };
    let files = read(blobs, &program.files)?;
    let has_run = files.iter().any(|file| file.path == "run");
    let build = if has_run || files.iter().any(|file| file.path == "build") {
        Program::scripted(judge, &files, &package.limits)?
    } else {
        let toolchain = toolchain(&judge.toolchains, program).map_err(fail)?;
        let files = files.into_iter().map(|file| (file.path, file.data)).collect();
        let source = Source { files, entrypoint: program.entrypoint.clone() };
        let layout = Layout::of_package(&toolchain.language, &source);
        Program::build(judge, toolchain, layout, &package.limits)?
    };
    build.program.ok_or_else(|| fail(format!("does not compile:\n{}", build.compilation.output)))
}

/// The toolchain that a language code of the format means here: PyPy runs `python3` as well, but
/// where both are, the code's namesake is meant.
#[must_use]
pub fn of_code<'a>(toolchains: &'a [Toolchain], code: &str) -> Option<&'a Toolchain> {
    let namesake = toolchains.iter().find(|t| t.language.id == code);
    namesake.or_else(|| {
        toolchains.iter().find(|t| t.language.package_codes.iter().any(|known| known == code))
    })
}

/// The toolchain of a package's program.
fn toolchain<'a>(
    toolchains: &'a [Toolchain],
    program: &problem::Program,
) -> Result<&'a Toolchain, String> {
    if let Some(code) = &program.language {
        return of_code(toolchains, code).ok_or_else(|| format!("this host has no `{code}`"));
    }
    let brings = |toolchain: &Toolchain| {
        program.files.iter().any(|file| {
            let extension = file.path.rsplit_once('.').map(|(_, extension)| extension);
            extension.is_some_and(|e| toolchain.language.extensions.iter().any(|known| known == e))
        })
    };
    PROMISED.iter().filter_map(|code| of_code(toolchains, code)).find(|toolchain| brings(toolchain)).ok_or_else(
        || {
            let names: Vec<_> = program.files.iter().map(|file| file.path.as_str()).collect();
            let names = names.join(", ");
            format!("no way to run {names}: give C, C++ or Python 3 that this host has, or a `run` script")
        },
    )
}
