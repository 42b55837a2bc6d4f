//! What HTML and MathML may hold.

use std::{
    borrow::Cow,
    collections::{HashMap, HashSet},
    sync::{Arc, Mutex, PoisonError},
};

use ammonia::{Builder, UrlRelative};

use super::images::Images;

/// Prefix of the ids that a statement may have, so that none clashes with the page's.
const ID_PREFIX: &str = "statement-";

/// Schemes that a link may have.
const SCHEMES: [&str; 3] = ["http", "https", "mailto"];

/// Clean HTML, and the addresses that were refused on the way.
pub(super) struct Clean {
    pub(super) html: String,
    pub(super) refused: Vec<String>,
}

/// Cleans a statement. Images keep only addresses that `images` knows, links only the web,
/// mail, and places in the statement itself.
pub(super) fn statement(html: &str, images: &Images<'_>) -> Clean {
    let refused = Arc::new(Mutex::new(Vec::new()));
    let log = refused.clone();
    let known: HashMap<String, String> = images.names();
    let mut builder = Builder::default();
    builder
        .rm_tags(["area", "map"])
        .add_tag_attributes("a", ["id"])
        .add_tag_attributes("div", ["id"])
        .add_tag_attributes("li", ["id"])
        .add_allowed_classes("div", ["footnote-definition", "illustration", "center", "epigraph"])
        .add_allowed_classes("sup", ["footnote-reference", "footnote-definition-label"])
        .add_allowed_classes("code", ["math-source"])
        .add_allowed_classes("span", ["small-caps"])
        .id_prefix(Some(ID_PREFIX))
        .url_schemes(HashSet::from(SCHEMES))
        .url_relative(UrlRelative::PassThrough)
        .link_rel(Some("noopener noreferrer nofollow"))
        .attribute_filter(move |element, attribute, value| {
            let allowed = match (element, attribute) {
                ("img", "src") => known.get(value).cloned(),
                ("a", "href") => link(value),
                _ => return Some(Cow::Borrowed(value)),
            };
            if allowed.is_none() {
                log.lock().unwrap_or_else(PoisonError::into_inner).push(value.to_owned());
            }
            allowed.map(Cow::Owned)
        });
    let html = builder.clean(html).to_string();
    let refused = refused.lock().unwrap_or_else(PoisonError::into_inner).clone();
    Clean { html, refused }
}

/// Whether an address has a scheme of which the sanitiser drops the address without a word.
pub(super) fn has_foreign_scheme(address: &str) -> bool {
    let scheme = address.trim().split([':', '/', '?', '#']).next().unwrap_or_default();
    address.trim()[scheme.len()..].starts_with(':')
        && !SCHEMES.contains(&scheme.to_ascii_lowercase().as_str())
}

fn link(value: &str) -> Option<String> {
    if let Some(id) = value.strip_prefix('#') {
        return Some(format!("#{ID_PREFIX}{id}"));
    }
    let outside = ["http://", "https://", "mailto:"].iter().any(|s| value.starts_with(s));
    outside.then(|| value.to_owned())
}

/// MathML elements that are shown and do nothing else.
const MATH_TAGS: &[&str] = &[
    "math",
    "menclose",
    "merror",
    "mfrac",
    "mi",
    "mmultiscripts",
    "mn",
    "mo",
    "mover",
    "mpadded",
    "mphantom",
    "mprescripts",
    "mroot",
    "mrow",
    "ms",
    "mspace",
    "msqrt",
    "mstyle",
    "msub",
    "msubsup",
    "msup",
    "mtable",
    "mtd",
    "mtext",
    "mtr",
    "munder",
    "munderover",
    "none",
];

const MATH_ATTRIBUTES: &[&str] = &[
    "accent",
    "accentunder",
    "class",
    "columnspan",
    "depth",
    "display",
    "displaystyle",
    "fence",
    "form",
    "height",
    "largeop",
    "linethickness",
    "lspace",
    "mathvariant",
    "maxsize",
    "minsize",
    "movablelimits",
    "notation",
    "rowspan",
    "rspace",
    "scriptlevel",
    "separator",
    "stretchy",
    "symmetric",
    "voffset",
    "width",
];

/// Cleans the renderer's MathML: no style attributes, which a strict page forbids, and nothing
/// unforeseen.
pub(super) fn mathml(mathml: &str) -> String {
    Builder::empty()
        .tags(MATH_TAGS.iter().copied().collect())
        .generic_attributes(MATH_ATTRIBUTES.iter().copied().collect())
        .clean(mathml)
        .to_string()
}
