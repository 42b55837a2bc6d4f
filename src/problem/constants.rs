//! The package's constants, `{{name}}` and `{{name.variant}}`.

use std::collections::BTreeMap;

/// Values by `name` and `name.variant`.
#[derive(Debug, Default)]
pub(super) struct Constants(pub(super) BTreeMap<String, String>);

/// `[a-zA-Z_][a-zA-Z0-9_]*`
pub(super) fn is_constant_name(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_')
        && name.bytes().next().is_some_and(|b| !b.is_ascii_digit())
}

/// Longest `name.variant`; keeps the search linear in texts full of braces.
pub(super) const LONGEST: usize = 256;

impl Constants {
    /// The text with its constants replaced, each once and never inside a value; `None` when it
    /// has none. Unknown ones stay as they are.
    pub(super) fn apply(&self, text: &str) -> Option<String> {
        if self.0.is_empty() {
            return None;
        }
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let mut replaced = false;
        while let Some(at) = rest.find("{{") {
            let after = &rest[at + 2..];
            let end = after.bytes().take(LONGEST).position(|b| b == b'}');
            let value = end.and_then(|end| {
                Some((self.0.get(&after[..end])?, after[end..].strip_prefix("}}")?))
            });
            match value {
                Some((value, tail)) => {
                    out.push_str(&rest[..at]);
                    out.push_str(value);
                    rest = tail;
                    replaced = true;
                }
                None => {
                    // One brace only: `{{{n}}` holds `{{n}}`.
                    out.push_str(&rest[..=at]);
                    rest = &rest[at + 1..];
                }
            }
        }
        out.push_str(rest);
        replaced.then_some(out)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replaces_known_ones_once() {
        let values = [("n", "{{m}}"), ("n.tex", "5\\,000"), ("m", "7")];
        let constants = Constants(values.map(|(k, v)| (k.to_owned(), v.to_owned())).into());
        let text = "a {{n}} b {{n.tex}} {{unknown}} {{{m}}} {{ m }} {{m";
        let expected = "a {{m}} b 5\\,000 {{unknown}} {7} {{ m }} {{m";
        assert_eq!(constants.apply(text).as_deref(), Some(expected));
        assert_eq!(constants.apply("nothing here {{x}}"), None);
    }
}
