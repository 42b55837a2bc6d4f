//! The format's subset of LaTeX, as HTML with marks, not sanitised.
//!
//! One walk over the text: what is known becomes HTML, what is not is told and its argument
//! kept, so that a statement is readable whatever it uses.

mod commands;
mod environments;
mod input;
mod output;
mod symbols;
mod tables;

use std::collections::BTreeSet;

use self::{input::Input, output::Output};
use super::{
    super::{constants::is_constant_name, finding::Findings},
    Source,
    marks::Marks,
    math,
};

/// Groups and environments may not be nested deeper.
const DEEPEST: usize = 40;

/// HTML with marks, not sanitised.
pub(super) fn render(source: &Source<'_>, marks: &mut Marks, findings: &mut Findings) -> String {
    let mut latex = Latex { source, marks, findings, told: BTreeSet::new(), depth: 0 };
    let text = latex.constants();
    latex.whole(&text, 0)
}

struct Latex<'a, 'b> {
    source: &'a Source<'a>,
    marks: &'b mut Marks,
    findings: &'b mut Findings,
    /// Commands and environments already told of.
    told: BTreeSet<String>,
    depth: usize,
}

/// What ends the piece being read; it is left unread.
#[derive(Clone, Copy, PartialEq)]
enum Stop<'s> {
    End,
    Brace,
    Environment(&'s str),
    /// `\item`, or the end of this environment.
    Item(&'s str),
}

impl Latex<'_, '_> {
    /// The text with `\constant{name}` replaced, in math as well.
    fn constants(&mut self) -> String {
        const COMMAND: &str = "\\constant{";
        let text = self.source.text;
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find(COMMAND) {
            let (before, after) = (&rest[..at], &rest[at + COMMAND.len()..]);
            out.push_str(before);
            let (name, tail) = after.split_once('}').unwrap_or((after, ""));
            match self.source.constants.0.get(name) {
                Some(value) => out.push_str(value),
                None => {
                    let line = super::line_at(text, text.len() - rest.len() + at);
                    let shown = if is_constant_name(name) { name } else { "…" };
                    let message = format!("there is no constant `{shown}`");
                    self.findings.warning(self.source.file, line, message);
                }
            }
            rest = tail;
        }
        out.push_str(rest);
        out
    }

    /// A piece of text on its own; `line` is the number of lines before it.
    fn whole(&mut self, text: &str, line: u64) -> String {
        let mut input = Input::new(text, line);
        let mut out = Output::default();
        loop {
            self.piece(&mut input, Stop::End, &mut out);
            // Only a stray `}` or `\end` stops early: it is passed over.
            if input.rest().is_empty() {
                return out.finish();
            }
            if !input.eat("}") {
                input.advance(1);
            }
        }
    }

    /// Reads up to the stop and gives the HTML of it.
    fn until(&mut self, input: &mut Input<'_>, stop: Stop<'_>, inline: bool) -> String {
        let mut out = if inline { Output::inline() } else { Output::default() };
        self.piece(input, stop, &mut out);
        out.finish()
    }

    fn piece(&mut self, input: &mut Input<'_>, stop: Stop<'_>, out: &mut Output) {
        if self.depth >= DEEPEST {
            self.tell(input, "nesting", "nested too deep; the rest is left out");
            return input.advance(input.rest().len());
        }
        self.depth += 1;
        while !input.rest().is_empty() && !stops(input.rest(), stop) {
            self.step(input, stop, out);
        }
        self.depth -= 1;
    }

    fn step(&mut self, input: &mut Input<'_>, stop: Stop<'_>, out: &mut Output) {
        let rest = input.rest();
        if let Some((length, text)) = symbols::ligature(rest) {
            out.text(text);
            return input.advance(length);
        }
        match rest.as_bytes()[0] {
            b'%' => input.comment(),
            b'$' => self.dollar(input, out),
            b'{' => {
                input.advance(1);
                self.group(input, out);
            }
            b'\\' => self.backslash(input, stop, out),
            b'\n' | b' ' | b'\t' => {
                if input.blank() {
                    out.paragraph();
                } else {
                    out.space();
                }
            }
            _ => {
                let length = rest.chars().next().map_or(1, char::len_utf8);
                out.text(&rest[..length]);
                input.advance(length);
            }
        }
    }

    /// What is in braces, the opening one read.
    fn group(&mut self, input: &mut Input<'_>, out: &mut Output) {
        self.piece(input, Stop::Brace, out);
        input.eat("}");
    }

    fn dollar(&mut self, input: &mut Input<'_>, out: &mut Output) {
        let (open, display) =
            if input.rest().starts_with("$$") { ("$$", true) } else { ("$", false) };
        let line = input.line();
        input.advance(open.len());
        match input.take_until(open) {
            Some(tex) => self.math(&tex, display, line, out),
            None => self.tell_at(line, "math", "`$` without its end"),
        }
    }

    fn math(&mut self, tex: &str, display: bool, line: u64, out: &mut Output) {
        let html = match math::render(tex.trim(), display) {
            Ok(mathml) => self.marks.html(mathml),
            Err(fault) => {
                let message = format!("math `{tex}` is shown as it is written: {fault}");
                self.findings.warning(self.source.file, line, message);
                format!("<code>{}</code>", output::escape(tex))
            }
        };
        out.html(&html);
    }

    /// Tells once of something that can't be rendered.
    fn tell(&mut self, input: &Input<'_>, what: &str, message: &str) {
        self.tell_at(input.line(), what, message);
    }

    fn tell_at(&mut self, line: u64, what: &str, message: &str) {
        if self.told.insert(what.to_owned()) {
            self.findings.warning(self.source.file, line, message);
        }
    }
}

fn stops(rest: &str, stop: Stop<'_>) -> bool {
    let ends = |name: &str| {
        rest.strip_prefix("\\end{")
            .and_then(|r| r.strip_prefix(name))
            .is_some_and(|r| r.starts_with('}'))
    };
    match stop {
        Stop::End => rest.starts_with('}'),
        Stop::Brace => rest.starts_with('}'),
        Stop::Environment(name) => ends(name),
        Stop::Item(name) => {
            ends(name)
                || rest
                    .strip_prefix("\\item")
                    .is_some_and(|r| !r.starts_with(|c: char| c.is_ascii_alphabetic()))
        }
    }
}
