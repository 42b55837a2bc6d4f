//! Output-only problems: what is submitted are the answers themselves, a file a test case.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read},
    sync::Arc,
};

use base64::Engine as _;
use zip::ZipArchive;

use super::{
    Error, Judge, Request, Source,
    program::{Build, Program},
};
use crate::{
    domain::{Compilation, CompileStatus},
    problem::Package,
    sandbox::File,
};

/// How a ZIP archive begins that is sent as text, where a source is wanted.
const DATA_URL: &str = "data:application/zip;base64,";
/// All answers together may not be larger, bytes.
const MOST: usize = 256 << 20;
/// Endings that an answer's file may have beside its case's name.
const ENDINGS: [&str; 3] = ["", ".out", ".ans"];

/// Where the answer to the case of this index lies.
pub(super) fn path(index: usize) -> String {
    format!("answers/{index}")
}

/// Takes a submission of answers apart; it "runs" by printing the case's answer.
pub(super) fn build(judge: &Judge, request: &Request<'_>) -> Result<Build, Error> {
    let (package, blobs) = (request.package, request.blobs);
    let named = match unpack(request.source, package) {
        Ok(files) => files,
        Err(fault) => return Ok(refused(fault)),
    };
    let (mut found, unknown) = by_case(package, &named);
    let mut files = Vec::new();
    for (index, case) in package.cases.iter().enumerate() {
        let data = match found.remove(&index) {
            Some(data) => data,
            // Everyone has the samples' answers.
            None if case.is_sample() => blobs.read(&case.answer.digest)?,
            None => Arc::default(),
        };
        files.push(File { path: path(index), data, executable: false });
    }
    if unknown.len() == named.len() {
        let names: Vec<_> = package.cases.iter().map(|case| case.name.as_str()).take(5).collect();
        let names = names.join(".out, ");
        return Ok(refused(format!("no file is the answer to a test case; name them {names}.out")));
    }
    let mut build = Program::printing(judge, &files, &package.limits)?;
    for name in unknown {
        build.compilation.output.push_str(&format!("{name} is the answer to no test case\n"));
    }
    Ok(build)
}

/// Files by name.
type Files = Vec<(String, Arc<[u8]>)>;

/// The files of a submission; those of the archive, if it is one.
fn unpack(source: &Source, package: &Package) -> Result<Files, String> {
    let [(_, lone)] = source.files.as_slice() else { return Ok(source.files.clone()) };
    let archive = match std::str::from_utf8(lone).ok().and_then(|t| t.trim().strip_prefix(DATA_URL))
    {
        Some(text) => base64::engine::general_purpose::STANDARD
            .decode(text)
            .map_err(|error| format!("the archive's base64: {error}"))?,
        None if lone.starts_with(b"PK\x03\x04") => lone.to_vec(),
        None => return Ok(source.files.clone()),
    };
    let fault = |error: zip::result::ZipError| format!("reading the ZIP archive: {error}");
    let mut archive = ZipArchive::new(Cursor::new(archive)).map_err(fault)?;
    let most = package.limits.output_mib << 20;
    if archive.len() > 2 * package.cases.len() + 100 {
        return Err("the ZIP archive has far more files than there are test cases".into());
    }
    let (mut files, mut total) = (Vec::new(), 0);
    for index in 0..archive.len() {
        let entry = archive.by_index(index).map_err(fault)?;
        if !entry.is_file() {
            continue;
        }
        let name = entry.name().map_err(fault)?.into_owned();
        let mut data = Vec::new();
        entry
            .take(most + 1)
            .read_to_end(&mut data)
            .map_err(|error| format!("reading {name} of the ZIP archive: {error}"))?;
        if data.len() as u64 > most {
            return Err(format!("{name} is larger than {} MiB", package.limits.output_mib));
        }
        total += data.len();
        if total > MOST {
            return Err(format!("all answers are larger than {} MiB", MOST >> 20));
        }
        files.push((name, data.into()));
    }
    Ok(files)
}

/// Which file answers which case, and the files that answer none. A case is known by its name,
/// by its name without the groups' when no other has that, and the only secret one by any.
fn by_case(
    package: &Package,
    files: &[(String, Arc<[u8]>)],
) -> (BTreeMap<usize, Arc<[u8]>>, Vec<String>) {
    let base = |name: &str| name.rsplit('/').next().unwrap_or(name).to_owned();
    let secret: Vec<_> =
        (0..package.cases.len()).filter(|at| !package.cases[*at].is_sample()).collect();
    let (mut found, mut unknown) = (BTreeMap::new(), Vec::new());
    for (name, data) in files {
        let named = |case: &str| {
            ENDINGS.iter().any(|ending| {
                name.strip_suffix(ending)
                    .is_some_and(|stem| stem == case || stem.ends_with(&format!("/{case}")))
            })
        };
        let whole = (0..package.cases.len()).find(|at| named(&package.cases[*at].name));
        let short: Vec<_> =
            secret.iter().copied().filter(|at| named(&base(&package.cases[*at].name))).collect();
        let at = whole.or(match (short.as_slice(), files, secret.as_slice()) {
            ([only], ..) | ([], [_], [only]) => Some(*only),
            _ => None,
        });
        match at {
            Some(at) => {
                found.insert(at, Arc::clone(data));
            }
            None => unknown.push(name.clone()),
        }
    }
    (found, unknown)
}

fn refused(fault: String) -> Build {
    let compilation = Compilation {
        status: CompileStatus::Failed,
        output: format!("{fault}\n"),
        cpu_ms: 0,
        wall_ms: 0,
        memory_kib: 0,
    };
    Build { compilation, program: None, abuse: Vec::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::fake::package;

    #[test]
    fn files_find_their_cases() {
        let (package, _) = package(&["sample/1", "secret/a/1", "secret/a/2", "secret/b/2"]);
        for (names, found, unknown) in [
            (vec!["secret/a/1.out", "x/secret/a/2", "sample/1.ans"], vec![0, 1, 2], vec![]),
            (vec!["1.out", "2.out"], vec![1], vec!["2.out"]),
            (vec!["b/2.out", "other.txt"], vec![], vec!["b/2.out", "other.txt"]),
            (vec!["any.txt"], vec![], vec!["any.txt"]),
        ] {
            let files: Vec<_> =
                names.iter().map(|name| ((*name).to_owned(), Arc::from(*b"x"))).collect();
            let (cases, rest) = by_case(&package, &files);
            assert_eq!(cases.into_keys().collect::<Vec<_>>(), found, "{names:?}");
            assert_eq!(rest, unknown, "{names:?}");
        }
    }

    #[test]
    fn a_lone_file_answers_the_only_case() {
        let (package, _) = package(&["sample/1", "secret/7"]);
        let (cases, _) = by_case(&package, &[("main.py".to_owned(), Arc::from(*b"x"))]);
        assert_eq!(cases.into_keys().collect::<Vec<_>>(), [1]);
    }
}
