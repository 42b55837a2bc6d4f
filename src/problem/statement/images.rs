//! Images of a statement: files of the package, carried in the page itself.

use std::collections::HashMap;

use base64::{Engine, engine::general_purpose::STANDARD};

use super::{super::finding::Findings, Source, line_at, marks::Marks};

/// A larger image does not belong into a page.
const LARGEST: u64 = 2 << 20;

const TYPES: &[(&str, &str)] = &[
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("svg", "image/svg+xml"),
];

/// The images that a statement may show.
pub(super) struct Images<'a> {
    source: &'a Source<'a>,
    /// Path, media type, and the mark that stands for its address.
    known: Vec<(String, &'static str, String)>,
}

impl<'a> Images<'a> {
    pub(super) fn new(source: &'a Source<'a>, marks: &Marks) -> Self {
        let known = source
            .tree
            .files_below(source.dir)
            .into_iter()
            .filter_map(|path| {
                let ending = path.rsplit_once('.')?.1.to_ascii_lowercase();
                let kind = TYPES.iter().find(|(known, _)| *known == ending)?.1;
                Some((path, kind))
            })
            .enumerate()
            .map(|(number, (path, kind))| (path, kind, marks.image(number)))
            .collect();
        Self { source, known }
    }

    /// Addresses as the author may write them, and their marks.
    pub(super) fn names(&self) -> HashMap<String, String> {
        let plain = self.known.iter().map(|(path, _, mark)| (path.clone(), mark.clone()));
        let dotted = self.known.iter().map(|(path, _, mark)| (format!("./{path}"), mark.clone()));
        plain.chain(dotted).collect()
    }

    /// Tells of each address that the sanitiser refused.
    pub(super) fn report(&self, refused: &[String], findings: &mut Findings) {
        for address in refused {
            let line = self.source.text.find(address).map(|at| line_at(self.source.text, at));
            refuse(self.source, address, line, findings);
        }
    }

    /// Puts the images where their marks are.
    pub(super) fn splice(&self, html: &str, findings: &mut Findings) -> String {
        let mut html = html.to_owned();
        for (path, kind, mark) in &self.known {
            if !html.contains(mark) {
                continue;
            }
            let file = format!("{}/{path}", self.source.dir);
            let size = self.source.tree.size(&file);
            if size > LARGEST {
                // It travels in the page. The format knows no such bound, so the package is good.
                let message = format!("larger than {} MiB, so it is not shown", LARGEST >> 20);
                findings.warning(&file, None, message);
                continue;
            }
            let bytes = self.source.tree.read(&file, findings).unwrap_or_default();
            if *kind == "image/svg+xml"
                && let Some(fault) = svg_fault(&bytes)
            {
                findings.fault(&file, None, fault);
                continue;
            }
            let address = format!("data:{kind};base64,{}", STANDARD.encode(&bytes));
            html = html.replace(mark.as_str(), &address);
        }
        html
    }
}

/// Tells that an address can't stand in a statement.
pub(super) fn refuse(
    source: &Source<'_>,
    address: &str,
    line: Option<u64>,
    findings: &mut Findings,
) {
    let message = format!(
        "`{address}`: an image must be a .png, .jpg, .jpeg or .svg file in `{}`, and a link must \
         begin with http://, https://, mailto: or #",
        source.dir
    );
    findings.fault(source.file, line, message);
}

/// What the format forbids in an SVG. Browsers run no script of an image anyway.
fn svg_fault(bytes: &[u8]) -> Option<String> {
    let Ok(text) = std::str::from_utf8(bytes) else { return Some("not UTF-8".into()) };
    let text = text.to_ascii_lowercase();
    for word in ["<script", "javascript:", "<foreignobject", "<iframe", "<!entity", "@import"] {
        if text.contains(word) {
            return Some(format!("an SVG must not have `{word}`"));
        }
    }
    let handler = text.match_indices("on").any(|(at, _)| {
        let before = text[..at].chars().next_back().is_some_and(|c| c.is_whitespace() || c == '"');
        let after = text[at + 2..].trim_start_matches(|c: char| c.is_ascii_lowercase());
        before && after.len() < text.len() - at - 2 && after.trim_start().starts_with('=')
    });
    if handler {
        return Some("an SVG must not have event handlers such as `onload=`".into());
    }
    for reference in ["href", "src", "url("] {
        for (at, _) in text.match_indices(reference) {
            let value = text[at + reference.len()..]
                .trim_start_matches(|c: char| c.is_whitespace() || "=\"'".contains(c));
            let own = value.starts_with('#') || value.starts_with("data:image/");
            if !own
                && ["http:", "https:", "//", "file:", "ftp:", "data:"]
                    .iter()
                    .any(|s| value.starts_with(s))
            {
                return Some("an SVG must not refer to content elsewhere".into());
            }
        }
    }
    None
}
