//! `solution/`: how the problem is solved, for those who have solved it; one file a language,
//! English where none is named. The files themselves are carried ([`super::carried`]).

use super::{Importer, codes, statements};
use crate::problem::Editorial;

const DIR: &str = "solution";

/// Reads and renders them.
pub(super) fn read(importer: &mut Importer<'_>) -> Vec<Editorial> {
    let mut editorials: Vec<Editorial> = Vec::new();
    for file in importer.tree.files_in(DIR) {
        let (tag, kind) = match file.split('.').collect::<Vec<_>>().as_slice() {
            ["solution", kind @ ("md" | "tex" | "pdf")] => ("en", *kind),
            ["solution", tag, kind @ ("md" | "tex" | "pdf")] if codes::is_tag(tag) => (*tag, *kind),
            _ => continue,
        };
        let path = format!("{DIR}/{file}");
        if editorials.iter().any(|editorial| editorial.lang == tag) {
            let message = format!("there is another solution in `{tag}`; this one is not shown");
            importer.findings.warning(&path, None, message);
            continue;
        }
        let (lang, html) = (tag.to_owned(), String::new());
        if kind == "pdf" {
            let document = importer.source(&path, &file, false);
            editorials.push(Editorial { lang, html, document });
        } else if let Some(text) = statements::one(importer, DIR, &path, tag, kind, 0) {
            editorials.push(Editorial { lang, html: text.html, document: None });
        }
    }
    editorials
}
