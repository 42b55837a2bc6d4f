//! Reading `problem.xml`: elements and attributes with the lines where they stand.

use std::ops::RangeInclusive;

use roxmltree::{Document, Node, ParsingOptions};

use super::{FILE, Importer};
use crate::problem::finding::Findings;

/// Elements, attributes and texts of the largest packages are a few thousand.
const MOST_NODES: u32 = 200_000;
/// Elements may not be nested deeper.
const DEEPEST: usize = 32;

/// Parses a document; without DTD and thus without entities of its own. On bad XML one error is
/// found and `None` given.
pub(super) fn parse<'i>(
    file: &str,
    text: &'i str,
    findings: &mut Findings,
) -> Option<Document<'i>> {
    if let Some(line) = too_deep(text) {
        let message = format!("elements are nested deeper than {DEEPEST}");
        findings.error(file, line, message);
        return None;
    }
    let options =
        ParsingOptions { allow_dtd: false, nodes_limit: MOST_NODES, ..Default::default() };
    Document::parse_with_options(text, options)
        .map_err(|error| {
            let line = u64::from(error.pos().row).max(1);
            findings.error(file, line, format!("not valid XML: {error}"));
        })
        .ok()
}

/// The line where elements first lie too deep, by a count of tags: the parser itself descends
/// without bound. Comments and the like only make the count too high.
fn too_deep(text: &str) -> Option<u64> {
    let (mut depth, mut line) = (0_usize, 1);
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match (byte, bytes.get(at + 1)) {
            (b'\n', _) => line += 1,
            (b'<', Some(b'/')) | (b'/', Some(b'>')) => depth = depth.saturating_sub(1),
            (b'<', Some(next)) if !matches!(next, b'!' | b'?') => depth += 1,
            _ => {}
        }
        if depth > DEEPEST {
            return Some(line);
        }
    }
    None
}

/// The child elements called `name`.
pub(super) fn children<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    name: &'static str,
) -> impl Iterator<Item = Node<'a, 'i>> {
    node.children().filter(move |child| child.has_tag_name(name))
}

/// The elements at the end of a path of names.
pub(super) fn below<'a, 'i: 'a>(
    node: Node<'a, 'i>,
    path: &[&'static str],
) -> impl Iterator<Item = Node<'a, 'i>> + use<'a, 'i> {
    let mut found = vec![node];
    for name in path {
        found = found.into_iter().flat_map(|node| children(node, name)).collect();
    }
    found.into_iter()
}

/// A parsed document.
pub(super) struct Xml<'a, 'i> {
    pub(super) document: &'a Document<'i>,
}

impl<'a, 'i> Xml<'a, 'i> {
    /// The line where an element begins.
    pub(super) fn line(&self, node: Node<'_, '_>) -> u64 {
        self.document.text_pos_at(node.range().start).row.into()
    }

    /// The one child that must be there.
    pub(super) fn child(
        &self,
        importer: &mut Importer<'_>,
        node: Node<'a, 'i>,
        name: &'static str,
    ) -> Option<Node<'a, 'i>> {
        let child = children(node, name).next();
        if child.is_none() {
            let message = format!("<{}> has no <{name}>", node.tag_name().name());
            importer.findings.error(FILE, self.line(node), message);
        }
        child
    }

    /// The text of a child that must be there.
    pub(super) fn text(
        &self,
        importer: &mut Importer<'_>,
        node: Node<'a, 'i>,
        name: &'static str,
    ) -> Option<&'a str> {
        let child = self.child(importer, node, name)?;
        Some(child.text().unwrap_or_default().trim())
    }

    /// A whole number in a child that must be there.
    pub(super) fn number(
        &self,
        importer: &mut Importer<'_>,
        node: Node<'a, 'i>,
        name: &'static str,
        range: RangeInclusive<u64>,
    ) -> Option<u64> {
        let text = self.text(importer, node, name)?;
        let line = children(node, name).next().map(|child| self.line(child));
        self.parse(importer, line, &format!("<{name}>"), text, range)
    }

    /// A whole number in an attribute, if it is there.
    pub(super) fn attribute(
        &self,
        importer: &mut Importer<'_>,
        node: Node<'a, 'i>,
        name: &str,
        range: RangeInclusive<u64>,
    ) -> Option<u64> {
        let text = node.attribute(name)?;
        self.parse(importer, Some(self.line(node)), &format!("`{name}`"), text, range)
    }

    fn parse(
        &self,
        importer: &mut Importer<'_>,
        line: Option<u64>,
        what: &str,
        text: &str,
        range: RangeInclusive<u64>,
    ) -> Option<u64> {
        let number = text.parse().ok().filter(|number| range.contains(number));
        if number.is_none() {
            let (low, high) = range.into_inner();
            let text: String = text.chars().take(50).collect();
            let message = format!("{what} must be a number from {low} to {high}, found `{text}`");
            importer.findings.error(FILE, line, message);
        }
        number
    }

    /// Points in an attribute: not negative, with a fraction or without.
    pub(super) fn points(&self, importer: &mut Importer<'_>, node: Node<'a, 'i>) -> Option<f64> {
        let text = node.attribute("points")?;
        let points = text.parse::<f64>().ok().filter(|points| (0.0..=1e9).contains(points));
        if points.is_none() {
            let text: String = text.chars().take(50).collect();
            let message = format!("`points` must be a number from 0 to 1000000000, found `{text}`");
            importer.findings.error(FILE, self.line(node), message);
        }
        points
    }
}
