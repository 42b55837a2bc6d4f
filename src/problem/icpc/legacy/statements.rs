//! `problem_statement/`: one file a language, English where none is named.

use super::{
    super::{
        Importer, codes,
        metadata::Metadata,
        statements::{self, Statements},
    },
    Dialect,
};

/// Reads and renders them; names that only they have become the problem's.
pub(super) fn read(
    importer: &mut Importer<'_>,
    meta: &mut Metadata,
    slug: &str,
    dialect: Dialect,
    samples: usize,
) -> Statements {
    let mut read = Statements::default();
    let dirs = [dialect.statements(), "problem_statement", "statement", ""];
    let dir = dirs
        .into_iter()
        .find(|dir| importer.tree.files_in(dir).iter().any(|file| is_statement(file)));
    read.dir = dir;
    let named = meta.name.clone();
    for file in dir.map(|dir| importer.tree.files_in(dir)).unwrap_or_default() {
        let Some((tag, kind)) = parts(&file) else { continue };
        let dir = dir.unwrap_or_default();
        let path = if dir.is_empty() { file.clone() } else { format!("{dir}/{file}") };
        if read.rendered.iter().any(|statement| statement.lang == tag) {
            let message = format!("there is another statement in `{tag}`; unused");
            importer.findings.warning(&path, None, message);
            continue;
        }
        if kind == "tex"
            && let Some(text) = importer.tree.text(&path, &mut importer.findings)
            && let Some(name) = problem_name(&text)
            && !named.contains_key(tag)
        {
            meta.name.insert(tag.to_owned(), name);
        }
        read.rendered.extend(statements::one(importer, dir, &path, tag, kind, samples));
        if kind == "pdf" {
            read.files.extend(importer.source(&path, &file, false));
        }
    }
    if read.rendered.is_empty() {
        let message = "there is no statement: `problem.en.tex` or `problem.en.pdf`";
        importer.findings.warning(dialect.statements(), None, message);
    }
    if meta.name.is_empty() {
        meta.name.insert("en".to_owned(), slug.to_owned());
    }
    read
}

pub(in super::super) fn is_statement(file: &str) -> bool {
    parts(file).is_some()
}

/// Language and kind of a statement's file.
fn parts(file: &str) -> Option<(&str, &str)> {
    let (tag, kind) = match file.split('.').collect::<Vec<_>>().as_slice() {
        ["problem", kind] => ("en", *kind),
        ["problem", tag, kind] if codes::is_tag(tag) => (*tag, *kind),
        _ => return None,
    };
    ["tex", "md", "pdf"].contains(&kind).then_some((tag, kind))
}

/// The name that the statement gives: the comment `%% plainproblemname:`, or `\problemname{…}`.
fn problem_name(text: &str) -> Option<String> {
    let plain = text.lines().find_map(|line| line.trim().strip_prefix("%% plainproblemname:"));
    if let Some(name) = plain.map(str::trim).filter(|name| !name.is_empty()) {
        return Some(name.to_owned());
    }
    let (_, rest) = text.split_once("\\problemname")?;
    let rest = rest.trim_start().strip_prefix('{')?;
    let mut depth = 1;
    let end = rest.find(|c| {
        depth += match c {
            '{' => 1,
            '}' => -1,
            _ => 0,
        };
        depth == 0
    })?;
    let name: String = rest[..end].chars().filter(|c| !"{}$\\".contains(*c)).collect();
    let name = name.replace('~', " ").trim().to_owned();
    (!name.is_empty()).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_statements() {
        for (text, name) in [
            ("\\problemname{A {B} C}\ntext", Some("A B C")),
            ("%% plainproblemname: Plain\n\\problemname{$\\alpha$}", Some("Plain")),
            ("\\problemname {x~y}", Some("x y")),
            ("\\problemname{", None),
            ("no name", None),
        ] {
            assert_eq!(problem_name(text).as_deref(), name, "{text}");
        }
    }
}
