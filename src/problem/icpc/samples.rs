//! What solvers see of a sample.

use super::{Importer, cases::RawCase};
use crate::problem::Sample;

/// A sample with the author's overrides.
pub(super) fn sample(importer: &mut Importer<'_>, case: &RawCase) -> Option<Sample> {
    let path = |extension: &str| format!("data/{}.{extension}", case.name);
    let first =
        |extensions: &[&'static str]| extensions.iter().copied().find(|e| case.files.has(e));
    let shown_input = first(&["in.statement"]).unwrap_or("in");
    let shown_output = first(&["out", "ans.statement"]).unwrap_or("ans");
    let input_download = first(&["in.download"]).unwrap_or("in");
    let output_download = first(&["out", "ans.download"]).unwrap_or("ans");
    let interaction = case.files.has("interaction").then(|| shown(importer, &path("interaction")));
    Some(Sample {
        name: case.name.clone(),
        input: shown(importer, &path(shown_input)),
        output: shown(importer, &path(shown_output)),
        interaction,
        input_download: importer.blob(&path(input_download))?,
        output_download: importer.blob(&path(output_download))?,
    })
}

/// The text of a file, its beginning when it is long.
pub(super) fn shown(importer: &mut Importer<'_>, path: &str) -> String {
    super::super::samples::shown(
        &importer.tree.read(path, &mut importer.findings).unwrap_or_default(),
    )
}
