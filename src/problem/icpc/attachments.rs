//! `attachments/` with its templates, and `include/`.

use std::collections::BTreeMap;

use super::{Importer, codes};
use crate::problem::SourceFile;

/// Public files, and what the editor starts with.
pub(super) fn read(
    importer: &mut Importer<'_>,
) -> (Vec<SourceFile>, BTreeMap<String, Vec<SourceFile>>) {
    for dir in importer.tree.dirs_in("attachments") {
        if dir != "templates" {
            let message = "a directory can't be attached; attach it as a ZIP file";
            importer.findings.fault(&format!("attachments/{dir}"), None, message);
        }
    }
    let files = importer
        .tree
        .files_in("attachments")
        .iter()
        .filter_map(|name| importer.source(&format!("attachments/{name}"), name, false))
        .collect();
    (files, by_language(importer, "attachments/templates", None, false))
}

/// Files that are added to submissions.
pub(super) fn include(
    importer: &mut Importer<'_>,
    allowed: Option<&[String]>,
) -> BTreeMap<String, Vec<SourceFile>> {
    by_language(importer, "include", allowed, true)
}

fn by_language(
    importer: &mut Importer<'_>,
    root: &str,
    allowed: Option<&[String]>,
    replace: bool,
) -> BTreeMap<String, Vec<SourceFile>> {
    for file in importer.tree.files_in(root) {
        let message = "must lie in the directory of a language, or in `default`";
        importer.findings.fault(&format!("{root}/{file}"), None, message);
    }
    let mut all = BTreeMap::new();
    for code in importer.tree.dirs_in(root) {
        let path = format!("{root}/{code}");
        if code != "default" && !codes::is_language(&code) {
            let message = format!("`{code}` is no language code of the format, nor `default`");
            importer.findings.fault(&path, None, message);
        } else if code != "default" && allowed.is_some_and(|allowed| !allowed.contains(&code)) {
            let message = format!("`languages` in problem.yaml does not allow `{code}`");
            importer.findings.error(&path, None, message);
        }
        let files = importer.sources(&path, replace);
        if files.is_empty() {
            importer.findings.error(&path, None, "this directory must not be empty");
        }
        all.insert(code, files);
    }
    all
}
