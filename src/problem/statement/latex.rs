//! The format's subset of LaTeX.

use super::{super::finding::Findings, Source, marks::Marks};

/// HTML with marks, not sanitised.
pub(super) fn render(source: &Source<'_>, marks: &mut Marks, findings: &mut Findings) -> String {
    let _ = (marks, findings);
    source.text.to_owned()
}
