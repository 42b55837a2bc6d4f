//! Typed reading of YAML maps: each wrong value is an error at its line, and so is each key
//! that nobody asked for.

use super::{
    finding::Findings,
    yaml::{self, Node, Value},
};

/// A YAML file being read.
pub(super) struct Doc<'a> {
    pub(super) file: &'a str,
    pub(super) findings: &'a mut Findings,
}

/// The entries of a map that have not been read yet.
#[derive(Debug)]
pub(super) struct Fields {
    /// The line where the map begins.
    pub(super) line: u64,
    entries: Vec<(String, u64, Node)>,
    known: Vec<&'static str>,
}

impl Fields {
    /// The value of `key`, to be read once.
    pub(super) fn take(&mut self, key: &'static str) -> Option<Node> {
        self.known.push(key);
        let at = self.entries.iter().position(|(name, ..)| name == key)?;
        Some(self.entries.remove(at).2)
    }

    /// The value of `key`, which is still to be read.
    pub(super) fn peek(&self, key: &str) -> Option<&Node> {
        self.entries.iter().find(|(name, ..)| name == key).map(|(.., node)| node)
    }

    /// Forgets a key of another format, which is none of those known here; its line.
    pub(super) fn drop(&mut self, key: &str) -> Option<u64> {
        let at = self.entries.iter().position(|(name, ..)| name == key)?;
        Some(self.entries.remove(at).1)
    }

    /// All that is left, for maps whose keys are the author's own.
    pub(super) fn rest(&mut self) -> Vec<(String, u64, Node)> {
        std::mem::take(&mut self.entries)
    }
}

impl<'a> Doc<'a> {
    pub(super) fn error(&mut self, line: u64, message: impl Into<String>) {
        self.findings.error(self.file, line, message);
    }

    /// Reads a file whose top is a map.
    pub(super) fn open(
        file: &'a str,
        text: &str,
        findings: &'a mut Findings,
    ) -> Option<(Self, Fields)> {
        let node = yaml::parse(file, text, findings)?;
        let mut doc = Self { file, findings };
        let fields = doc.map("the file", node)?;
        Some((doc, fields))
    }

    /// Every key that was not asked for is a fault.
    pub(super) fn finish(&mut self, fields: Fields) {
        for (key, line, _) in fields.entries {
            let known = fields.known.join(", ");
            let message = format!("unknown key `{key}`; known here: {known}");
            self.findings.fault(self.file, line, message);
        }
    }

    fn expected(&mut self, what: &str, wanted: &str, node: &Node) {
        self.error(node.line, format!("{what} must be {wanted}, found {}", node.value.kind()));
    }

    pub(super) fn map(&mut self, what: &str, node: Node) -> Option<Fields> {
        match node.value {
            Value::Map(entries) => Some(Fields { line: node.line, entries, known: Vec::new() }),
            _ => {
                self.expected(what, "a map", &node);
                None
            }
        }
    }

    /// A string; a number's spelling is one too.
    pub(super) fn string(&mut self, what: &str, node: &Node) -> Option<String> {
        match &node.value {
            Value::Text(text) | Value::Number(text) => Some(text.clone()),
            _ => {
                self.expected(what, "a string", node);
                None
            }
        }
    }

    /// A string with something in it.
    pub(super) fn word(&mut self, what: &str, node: &Node) -> Option<String> {
        let text = self.string(what, node)?;
        if text.trim().is_empty() {
            self.error(node.line, format!("{what} must not be empty"));
            return None;
        }
        Some(text)
    }

    pub(super) fn bool(&mut self, what: &str, node: &Node) -> Option<bool> {
        match node.value {
            Value::Bool(value) => Some(value),
            _ => {
                self.expected(what, "true or false", node);
                None
            }
        }
    }

    /// A list of strings.
    pub(super) fn strings(&mut self, what: &str, node: &Node) -> Option<Vec<String>> {
        match &node.value {
            Value::List(items) => {
                let item = format!("an item of {what}");
                let read: Vec<_> = items.iter().map(|node| self.string(&item, node)).collect();
                read.into_iter().collect()
            }
            _ => {
                self.expected(what, "a list of strings", node);
                None
            }
        }
    }

    /// A string, or a list of at least one.
    pub(super) fn one_or_more(&mut self, what: &str, node: &Node) -> Option<Vec<String>> {
        match &node.value {
            Value::List(items) if items.is_empty() => {
                self.error(node.line, format!("{what} must not be an empty list"));
                None
            }
            Value::List(_) => self.strings(what, node),
            Value::Text(text) => Some(vec![text.clone()]),
            _ => {
                self.expected(what, "a string or a list of strings", node);
                None
            }
        }
    }

    /// A whole number of at least `least`.
    pub(super) fn integer(&mut self, what: &str, node: &Node, least: u64) -> Option<u64> {
        let number = match &node.value {
            Value::Number(text) => text.parse::<u64>().ok().filter(|n| *n >= least),
            _ => None,
        };
        if number.is_none() {
            self.expected(what, &format!("a whole number of at least {least}"), node);
        }
        number
    }

    /// A decimal number.
    pub(super) fn float(&mut self, what: &str, node: &Node) -> Option<f64> {
        let number = match &node.value {
            Value::Number(text) => decimal(text),
            // YAML calls some spellings strings that the format calls numbers.
            Value::Text(text) => decimal(text),
            _ => None,
        };
        if number.is_none() {
            self.expected(what, "a decimal number", node);
        }
        number
    }
}

/// A number in the format's own grammar: decimal, no `inf`, no `nan`, no digit separators.
pub(super) fn decimal(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.')
        && digits.bytes().all(|b| b.is_ascii_digit() || b".eE+-".contains(&b));
    text.parse().ok().filter(|n: &f64| plain && n.is_finite())
}

#[cfg(test)]
mod tests {
    use super::{super::finding::Findings, *};

    #[test]
    fn every_error_has_its_line() {
        let text = "a: 1\nb:\n  - x\n  - [y]\nc: maybe\n\nzz: 3\nzz2: 4\n";
        let mut findings = Findings::default();
        let (mut doc, mut fields) = Doc::open("f.yaml", text, &mut findings).expect("a map");
        let a = fields.take("a").expect("a");
        assert_eq!(doc.string("a", &a).as_deref(), Some("1"));
        let b = fields.take("b").expect("b");
        assert_eq!(doc.strings("b", &b), None);
        let c = fields.take("c").expect("c");
        assert_eq!(doc.bool("c", &c), None);
        doc.finish(fields);
        let lines: Vec<_> = findings.errors.iter().map(|e| (e.line, e.message.as_str())).collect();
        assert_eq!(
            lines,
            [
                (Some(4), "an item of b must be a string, found a list"),
                (Some(5), "c must be true or false, found a string"),
                (Some(7), "unknown key `zz`; known here: a, b, c"),
                (Some(8), "unknown key `zz2`; known here: a, b, c"),
            ]
        );
    }

    #[test]
    fn bad_yaml_names_its_line() {
        for (text, line) in [("a: 1\na: 2\n", 2), ("a: [1\nb: 2\n", 2), ("a: 1\nb: *x\n", 2)] {
            let mut findings = Findings::default();
            assert!(Doc::open("f.yaml", text, &mut findings).is_none(), "{text:?}");
            assert_eq!(findings.errors[0].line, Some(line), "{text:?}: {:?}", findings.errors);
        }
    }

    #[test]
    fn scalars_keep_their_spelling() {
        let text = "a: [1e-6, 1.10, 007, \"5\", 5_000, 'x', -3, 0x1F]\n";
        let mut findings = Findings::default();
        let (mut doc, mut fields) = Doc::open("f.yaml", text, &mut findings).expect("a map");
        let a = fields.take("a").expect("a");
        let words = doc.strings("a", &a).expect("strings");
        assert_eq!(words, ["1e-6", "1.10", "007", "5", "5_000", "x", "-3", "0x1F"]);
    }

    #[test]
    fn decimals() {
        for (text, value) in [("1", 1.0), ("+.5", 0.5), ("5.", 5.0), ("1e-6", 1e-6)] {
            assert_eq!(decimal(text), Some(value), "{text}");
        }
        for text in ["inf", "nan", "1_0", "0x1", "", ".", "e5", "--1", "1e999"] {
            assert_eq!(decimal(text), None, "{text}");
        }
    }
}
