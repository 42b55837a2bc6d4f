//! `statement/`: one file a language.

use std::collections::BTreeSet;

use super::{Importer, codes, metadata::Metadata};
use crate::problem::{
    SourceFile, Statement,
    statement::{self, Source},
};

/// Rendered statements, and files to be attached.
#[derive(Debug, Default)]
pub(super) struct Statements {
    pub(super) rendered: Vec<Statement>,
    pub(super) files: Vec<SourceFile>,
    /// Where they lie.
    pub(super) dir: Option<&'static str>,
}

/// Reads and renders them; their languages must be those of the names.
pub(super) fn read(importer: &mut Importer<'_>, meta: &Metadata, samples: usize) -> Statements {
    let mut statements = Statements::default();
    let mut tags = BTreeSet::new();
    for file in importer.tree.files_in("statement") {
        let parts: Vec<_> = file.split('.').collect();
        let path = format!("statement/{file}");
        let (tag, kind) = match parts.as_slice() {
            ["problem", tag, kind @ ("md" | "tex" | "pdf")] => (*tag, *kind),
            ["problem", "md" | "tex" | "pdf"] => {
                let message = "the language is missing: `problem.en.md`";
                importer.findings.error(&path, None, message);
                continue;
            }
            _ => continue,
        };
        if !codes::is_tag(tag) {
            let message = format!("`{tag}` is no language tag like `en` or `pt-BR`");
            importer.findings.error(&path, None, message);
        }
        if !tags.insert(tag.to_owned()) {
            let message = format!("there is another statement in `{tag}`");
            importer.findings.error(&path, None, message);
        }
        if !meta.name.is_empty() && !meta.name.contains_key(tag) {
            let message = format!("`name` in problem.yaml has no name in `{tag}`");
            importer.findings.error(&path, None, message);
        }
        statements.rendered.extend(one(importer, "statement", &path, tag, kind, samples));
        if kind == "pdf" {
            statements.files.extend(importer.source(&path, &file, false));
        }
    }
    if tags.is_empty() && importer.tree.has_dir("statement") {
        let message = "there is no `problem.<language>.md`, `.tex` or `.pdf`";
        importer.findings.error("statement", None, message);
    }
    for tag in meta.name.keys().filter(|tag| !tags.is_empty() && !tags.contains(*tag)) {
        let message = format!("there is a name but no statement in `{tag}`");
        importer.findings.error("problem.yaml", meta.name_line, message);
    }
    statements
}

/// Renders a statement of `dir`.
pub(super) fn one(
    importer: &mut Importer<'_>,
    dir: &str,
    path: &str,
    tag: &str,
    kind: &str,
    samples: usize,
) -> Option<Statement> {
    if kind == "pdf" {
        let html = "<p>The statement is a PDF document among the attachments.</p>".to_owned();
        return Some(Statement { lang: tag.to_owned(), html });
    }
    let text = importer.tree.text(path, &mut importer.findings)?;
    let source = Source {
        file: path,
        text: &text,
        tree: importer.tree,
        dir,
        samples,
        constants: &importer.constants,
    };
    let html = match kind {
        "md" => statement::markdown(&source, &mut importer.findings),
        _ => statement::latex(&source, &mut importer.findings),
    };
    Some(Statement { lang: tag.to_owned(), html })
}
