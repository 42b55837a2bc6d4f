//! `statement/`: the author's own files, else the rendered statement.

use std::{collections::BTreeSet, io};

use super::Export;
use crate::problem::Package;

/// Writes them; gives the languages that there is a statement in.
pub(super) fn write(export: &mut Export<'_>, package: &Package) -> io::Result<BTreeSet<String>> {
    let mut languages = BTreeSet::new();
    for file in &package.carried.statement {
        let path = format!("statement/{}", file.path);
        if let ["problem", tag, kind] = file.path.split('.').collect::<Vec<_>>().as_slice() {
            languages.insert((*tag).to_owned());
            if *kind != "pdf" {
                let text = export.read(&file.blob.digest)?;
                export.make(&path, plain(&String::from_utf8_lossy(&text)));
                continue;
            }
        }
        export.blob(&path, &file.blob);
    }
    for statement in package.statements.iter().filter(|s| !languages.contains(&s.lang)) {
        let path = format!("statement/problem.{}.md", statement.lang);
        let message = "only what was rendered is kept, without formulas; import the problem again \
                       for its source";
        export.warn(&path, message);
        export.make(&path, plain(&statement.html));
    }
    languages.extend(package.statements.iter().map(|statement| statement.lang.clone()));
    if languages.is_empty() {
        export.warn("statement", "there is none; an empty one stands for it");
        export.make("statement/problem.en.md", "There is no statement.\n");
        languages.insert("en".to_owned());
    }
    Ok(languages)
}

/// Text as the format wants it: lines that end with LF, the last one too, and no mark before them.
fn plain(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n").replace('\r', "\n");
    let text = text.replace('\u{fffd}', "");
    if text.is_empty() || text.ends_with('\n') { text } else { text + "\n" }
}
