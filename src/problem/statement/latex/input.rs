//! A place in a text.

/// Text being read.
pub(super) struct Input<'t> {
    text: &'t str,
    at: usize,
    /// Lines before the text.
    before: u64,
}

impl<'t> Input<'t> {
    pub(super) fn new(text: &'t str, before: u64) -> Self {
        Self { text, at: 0, before }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    /// The line, from 1.
    pub(super) fn line(&self) -> u64 {
        self.before + super::super::line_at(self.text, self.at)
    }

    /// Goes on by this many bytes, at a character's border.
    pub(super) fn advance(&mut self, bytes: usize) {
        self.at = (self.at + bytes).min(self.text.len());
    }

    pub(super) fn eat(&mut self, wanted: &str) -> bool {
        let there = self.rest().starts_with(wanted);
        if there {
            self.advance(wanted.len());
        }
        there
    }

    /// Passes over white space; true when there was an empty line in it.
    pub(super) fn blank(&mut self) -> bool {
        let rest = self.rest();
        let length = rest.len() - rest.trim_start().len();
        let lines = rest[..length].matches('\n').count();
        self.advance(length);
        lines > 1
    }

    /// Passes over a comment with its line's end and the next line's indentation.
    pub(super) fn comment(&mut self) {
        let rest = self.rest();
        let end = rest.find('\n').map_or(rest.len(), |end| end + 1);
        let indentation = rest[end..].len() - rest[end..].trim_start_matches([' ', '\t']).len();
        self.advance(end + indentation);
    }

    /// The name of a command after its backslash: letters, or one other character.
    pub(super) fn name(&mut self) -> &'t str {
        let rest = self.rest();
        let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let length = match letters {
            0 => rest.chars().next().map_or(0, char::len_utf8),
            letters => letters,
        };
        self.advance(length);
        &rest[..length]
    }

    /// Text up to `end`, which is read as well; backslashed characters end nothing.
    pub(super) fn take_until(&mut self, end: &str) -> Option<String> {
        let rest = self.rest();
        let mut at = 0;
        while at < rest.len() {
            if rest[at..].starts_with(end) {
                self.advance(at + end.len());
                return Some(rest[..at].to_owned());
            }
            if rest[at..].starts_with('\\') && !end.starts_with('\\') {
                at += 1;
            }
            at += rest[at..].chars().next().map_or(1, char::len_utf8);
        }
        None
    }

    /// A raw argument in braces, nested ones kept; white space before it is passed over.
    pub(super) fn argument(&mut self) -> Option<String> {
        let start = self.at;
        self.blank();
        if !self.eat("{") {
            self.at = start;
            return None;
        }
        let rest = self.rest();
        let (mut depth, mut escaped) = (0, false);
        for (at, byte) in rest.bytes().enumerate() {
            match byte {
                _ if escaped => {
                    escaped = false;
                    continue;
                }
                b'\\' => escaped = true,
                b'{' => depth += 1,
                b'}' if depth == 0 => {
                    self.advance(at + 1);
                    return Some(rest[..at].to_owned());
                }
                b'}' => depth -= 1,
                _ => {}
            }
        }
        self.at = start;
        None
    }

    /// An optional argument in brackets.
    pub(super) fn option(&mut self) -> Option<String> {
        if !self.eat("[") {
            return None;
        }
        self.take_until("]")
    }
}
