//! Output-only problems: what is submitted are the answers themselves, a file a test case.

use std::{
    collections::BTreeMap,
    io::{Cursor, Read, Write},
    sync::Arc,
};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use zip::{ZipArchive, ZipWriter, write::SimpleFileOptions};

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
/// How a ZIP archive with files begins.
const MAGIC: &[u8] = b"PK\x03\x04";
/// All answers together may not be larger, bytes.
const MOST: usize = 64 << 20;
/// Endings that an answer's file may have beside its case's name.
const ENDINGS: [&str; 3] = ["", ".out", ".ans"];

/// Where the answer to the case of this index lies.
pub(super) fn path(index: usize) -> String {
    format!("answers/{index}")
}

/// Files by name.
type Files = Vec<(String, Arc<[u8]>)>;

/// What is submitted to an output-only problem: files by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answers {
    /// The files, those of an archive by their paths in it.
    pub files: Vec<(String, Arc<[u8]>)>,
}

impl Answers {
    /// A source that holds these files: a ZIP archive as it is, others in one archive.
    ///
    /// # Errors
    /// What can't be packed.
    pub fn pack(files: &[(String, Vec<u8>)]) -> Result<String, String> {
        let archive = match files {
            [(_, lone)] if lone.starts_with(MAGIC) => lone.clone(),
            _ => zip(files)?,
        };
        Ok(format!("{DATA_URL}{}", BASE64_STANDARD.encode(archive)))
    }

    /// The files of a source for this problem, where one of them at least must answer a test case.
    ///
    /// # Errors
    /// What is wrong with the archive, the sizes or the names, for whoever sent it.
    pub fn read(source: &Source, package: &Package) -> Result<Self, String> {
        let answers = Self { files: unpack(source, package)? };
        let (_, unknown) = by_case(package, &answers.files);
        if unknown.len() < answers.files.len() {
            return Ok(answers);
        }
        let names: Vec<_> = Self::wanted(package).take(5).collect();
        Err(format!("no file is the answer to a test case; name them {}", names.join(", ")))
    }

    /// What files may be called, one a test case that is no sample.
    pub fn wanted(package: &Package) -> impl Iterator<Item = String> {
        let secret = package.cases.iter().filter(|case| !case.is_sample());
        secret
            .map(|case| format!("{}.out", case.name.strip_prefix("secret/").unwrap_or(&case.name)))
    }
}

/// Takes a submission of answers apart; it "runs" by printing the case's answer.
pub(super) fn build(judge: &Judge, request: &Request<'_>) -> Result<Build, Error> {
    let (package, blobs) = (request.package, request.blobs);
    let named = match Answers::read(request.source, package) {
        Ok(answers) => answers.files,
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
    let mut build = Program::printing(judge, &files, &package.limits)?;
    for name in unknown {
        build.compilation.output.push_str(&format!("{name} is the answer to no test case\n"));
    }
    Ok(build)
}

fn zip(files: &[(String, Vec<u8>)]) -> Result<Vec<u8>, String> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, data) in files {
        let fault = |error: &dyn std::fmt::Display| format!("packing {name}: {error}");
        archive
            .start_file(name.as_str(), SimpleFileOptions::default())
            .map_err(|error| fault(&error))?;
        archive.write_all(data).map_err(|error| fault(&error))?;
    }
    let archive = archive.finish().map_err(|error| format!("packing the answers: {error}"))?;
    Ok(archive.into_inner())
}

/// The files of a submission; those of the archive, if it is one.
fn unpack(source: &Source, package: &Package) -> Result<Files, String> {
    let [(_, lone)] = source.files.as_slice() else { return Ok(source.files.clone()) };
    let archive = match std::str::from_utf8(lone).ok().and_then(|t| t.trim().strip_prefix(DATA_URL))
    {
        Some(text) => BASE64_STANDARD
            .decode(text)
            .map_err(|error| format!("the archive's base64: {error}"))?,
        None if lone.starts_with(MAGIC) => lone.to_vec(),
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
        // As some systems write them.
        let name = entry.name().map_err(fault)?.replace('\\', "/");
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
    fn what_is_packed_is_read_again() {
        let (package, _) = package(&["sample/1", "secret/a/1", "secret/b/2"]);
        let files =
            [("1.out".to_owned(), b"one".to_vec()), ("x\\2.out".to_owned(), vec![0xff, 0, 10])];
        let read = |text: &str| Answers::read(&Source::lone("answers", text.as_bytes()), &package);
        let text = Answers::pack(&files).expect("packed");
        let answers = read(&text).expect("read");
        let names: Vec<_> = answers.files.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, ["1.out", "x/2.out"]);
        assert_eq!(answers.files[1].1.as_ref(), [0xff, 0, 10]);
        // An archive is not packed again.
        let archive = zip(&files).expect("an archive");
        assert_eq!(Answers::pack(&[("all.zip".to_owned(), archive)]), Ok(text));

        let other = Answers::pack(&[("9.out".to_owned(), Vec::new())]).expect("packed");
        let fault = read(&other).expect_err("no such test");
        assert_eq!(fault, "no file is the answer to a test case; name them a/1.out, b/2.out");
        for (text, fault) in [
            ("data:application/zip;base64,!", "the archive's base64"),
            ("data:application/zip;base64,UEsDBA==", "reading the ZIP archive"),
        ] {
            let found = read(text).expect_err("broken");
            assert!(found.starts_with(fault), "{found}");
        }
    }

    #[test]
    fn a_lone_file_answers_the_only_case() {
        let (package, _) = package(&["sample/1", "secret/7"]);
        let (cases, _) = by_case(&package, &[("main.py".to_owned(), Arc::from(*b"x"))]);
        assert_eq!(cases.into_keys().collect::<Vec<_>>(), [1]);
    }
}
