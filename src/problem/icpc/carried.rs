//! What is only passed on, to be there again in an export.

use std::collections::BTreeMap;

use super::{Importer, legacy};
use crate::problem::{Carried, SourceFile};

/// Directories that the judge has no use for.
const DIRS: &[&str] = &["generators", "input_visualizer", "output_visualizer", "solution"];

/// Endings of files that are kept beside the data and the input validators.
const ENDINGS: &[(&str, &[&str])] =
    &[("data", &[".png", ".jpg", ".jpeg", ".svg"]), ("input_validators", &[".ctd", ".viva"])];

/// Endings of what is shown of secret cases in place of their own files, in the current format.
pub(super) const SHOWN: &[&str] =
    &[".in.statement", ".in.download", ".ans.statement", ".ans.download", ".interaction"];

/// Collects the files; the statements lie in `statements`, and files of secret cases with endings of
/// `shown` are kept.
pub(super) fn read(
    importer: &mut Importer<'_>,
    metadata: BTreeMap<String, serde_json::Value>,
    statements: &str,
    shown: &[&str],
) -> Carried {
    let constants = importer.constants.0.clone();
    let mut files = Vec::new();
    for dir in DIRS {
        for file in importer.sources(dir, false) {
            files.push(SourceFile { path: format!("{dir}/{}", file.path), ..file });
        }
    }
    for (dir, endings) in ENDINGS.iter().copied().chain([("data/secret", shown)]) {
        for below in importer.tree.files_below(dir) {
            let is_kept = endings.iter().any(|ending| below.ends_with(ending));
            if is_kept && !below.contains(".files/") {
                let path = format!("{dir}/{below}");
                files.extend(importer.source(&path, &path, false));
            }
        }
    }
    let statement = statement(importer, statements);
    Carried { metadata, constants, statement, files, ..Carried::default() }
}

/// Everything beside the statements, and these by the names that they have today; in the top
/// directory of a package only they are meant.
fn statement(importer: &mut Importer<'_>, dir: &str) -> Vec<SourceFile> {
    let files = match dir {
        "" => importer.tree.files_in(dir).into_iter().filter(|f| legacy::is_statement(f)).collect(),
        _ => importer.tree.files_below(dir),
    };
    let files = files.into_iter().filter_map(|file: String| {
        let path = if dir.is_empty() { file.clone() } else { format!("{dir}/{file}") };
        let name = match file.split('.').collect::<Vec<_>>().as_slice() {
            ["problem", kind @ ("tex" | "md" | "pdf")] => format!("problem.en.{kind}"),
            _ => file.clone(),
        };
        importer.source(&path, &name, false)
    });
    files.collect()
}
