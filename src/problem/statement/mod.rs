//! Statements become HTML that is safe to put into a page.
//!
//! The author's text is rendered and sanitised first; what Minos makes itself (MathML, images as
//! `data:` addresses, the places of samples) is spliced in afterwards, at marks that the author
//! can't foresee. No rendered statement needs a script, a style attribute or another host.

mod images;
mod latex;
mod markdown;
mod marks;
mod math;
mod sanitise;

use super::{constants::Constants, finding::Findings, tree::Tree};

/// What a statement may refer to.
pub(super) struct Source<'a> {
    /// Its path in the package.
    pub(super) file: &'a str,
    /// Its text.
    pub(super) text: &'a str,
    /// The package's files.
    pub(super) tree: &'a Tree,
    /// The directory that images are relative to.
    pub(super) dir: &'a str,
    /// How many samples there are.
    pub(super) samples: usize,
    /// Constants for `{{name}}` or `\constant{name}`.
    pub(super) constants: &'a Constants,
}

/// Renders Markdown with math, tables and footnotes.
pub(super) fn markdown(source: &Source<'_>, findings: &mut Findings) -> String {
    let mut marks = marks::Marks::new(source.text, source.samples);
    let html = markdown::render(source, &mut marks, findings);
    finish(source, &html, &marks, findings)
}

/// Renders the format's subset of LaTeX.
pub(super) fn latex(source: &Source<'_>, findings: &mut Findings) -> String {
    let mut marks = marks::Marks::new(source.text, source.samples);
    let html = latex::render(source, &mut marks, findings);
    finish(source, &html, &marks, findings)
}

fn finish(
    source: &Source<'_>,
    html: &str,
    marks: &marks::Marks,
    findings: &mut Findings,
) -> String {
    let images = images::Images::new(source, marks);
    let clean = sanitise::statement(html, &images);
    images.report(&clean.refused, findings);
    marks.splice(&images.splice(&clean.html, findings))
}

/// The line of a byte of the text, from 1.
fn line_at(text: &str, byte: usize) -> u64 {
    1 + text.as_bytes()[..byte.min(text.len())].iter().filter(|b| **b == b'\n').count() as u64
}
