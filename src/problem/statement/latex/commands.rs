//! Commands: what begins with a backslash.

use super::{
    Latex, Stop,
    input::Input,
    output::{Output, escape},
    symbols,
};

/// Commands whose argument goes into an element.
const ELEMENTS: &[(&str, &str, &str)] = &[
    ("textbf", "<strong>", "</strong>"),
    ("textit", "<em>", "</em>"),
    ("textsl", "<em>", "</em>"),
    ("emph", "<em>", "</em>"),
    ("texttt", "<code>", "</code>"),
    ("t", "<code>", "</code>"),
    ("underline", "<u>", "</u>"),
    ("sout", "<del>", "</del>"),
    ("textsc", "<span class=\"small-caps\">", "</span>"),
    ("footnote", " <small>(", ")</small>"),
    ("textsuperscript", "<sup>", "</sup>"),
    ("textsubscript", "<sub>", "</sub>"),
    ("mbox", "", ""),
    ("text", "", ""),
    ("textrm", "", ""),
    ("textnormal", "", ""),
];

/// Switches for the rest of the group; Polygon writes them with an argument.
const SWITCHES: &[(&str, &str, &str)] = &[
    ("bf", "<strong>", "</strong>"),
    ("bfseries", "<strong>", "</strong>"),
    ("it", "<em>", "</em>"),
    ("itshape", "<em>", "</em>"),
    ("em", "<em>", "</em>"),
    ("tt", "<code>", "</code>"),
    ("ttfamily", "<code>", "</code>"),
    ("sc", "<span class=\"small-caps\">", "</span>"),
];

/// Commands that are nothing to a page, with how many arguments go with them.
const DROPPED: &[(&str, usize)] = &[
    ("label", 1),
    ("vspace", 1),
    ("hspace", 1),
    ("setlength", 2),
    ("usepackage", 1),
    ("cline", 1),
    ("phantom", 1),
    ("captionsetup", 1),
];

impl Latex<'_, '_> {
    pub(super) fn backslash(&mut self, input: &mut Input<'_>, stop: Stop<'_>, out: &mut Output) {
        let line = input.line();
        input.advance(1);
        let name = input.name();
        let element = |table: &'static [(&str, &'static str, &'static str)]| {
            table.iter().find(|(known, ..)| *known == name).map(|(_, open, close)| (*open, *close))
        };
        if let Some((open, close)) = element(SWITCHES) {
            let inner = match input.rest().starts_with('{') {
                true => self.inline_argument(input),
                false => {
                    input.blank();
                    self.until(input, stop, true)
                }
            };
            return out.html(&format!("{open}{inner}{close}"));
        }
        if let Some((open, close)) =
            element(ELEMENTS).filter(|_| input.rest().trim_start().starts_with('{'))
        {
            let inner = self.inline_argument(input);
            return out.html(&format!("{open}{inner}{close}"));
        }
        if let Some(text) = symbols::symbol(name) {
            if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
                // A command's name takes the white space after it.
                let rest = input.rest();
                let spaces = rest.len() - rest.trim_start_matches([' ', '\t']).len();
                input.advance(spaces);
            }
            return out.text(text);
        }
        if let Some(mark) = symbols::accent(name) {
            return self.accented(input, mark, out);
        }
        if let Some((_, arguments)) = DROPPED.iter().find(|(known, _)| *known == name) {
            input.eat("*");
            input.option();
            for _ in 0..*arguments {
                input.argument();
            }
            return;
        }
        match name {
            "\\" | "newline" => {
                input.eat("*");
                input.option();
                out.html("<br>");
            }
            "(" | "[" => {
                let end = if name == "(" { "\\)" } else { "\\]" };
                match input.take_until(end) {
                    Some(tex) => self.math(&tex, name == "[", line, out),
                    None => self.tell_at(line, "math", "math without its end"),
                }
            }
            "begin" => self.begin(input, line, out),
            "end" => {
                let name = input.argument().unwrap_or_default();
                self.tell_at(line, "end", &format!("`\\end{{{name}}}` without its beginning"));
            }
            "section" | "subsection" | "subsubsection" | "paragraph" => {
                let tag = if name == "section" { "h2" } else { "h3" };
                input.eat("*");
                let inner = self.inline_argument(input);
                out.block(&format!("<{tag}>{inner}</{tag}>"));
            }
            "problemname" => {
                input.argument();
            }
            "nextsample" => match self.marks.next_sample() {
                Some(mark) => out.block(&mark),
                None => {
                    let message = "`\\nextsample`: no sample is left";
                    self.findings.error(self.source.file, line, message);
                }
            },
            "remainingsamples" => out.block(&self.marks.remaining_samples()),
            "url" => {
                let address = escape(&input.argument().unwrap_or_default());
                out.html(&format!("<a href=\"{address}\">{address}</a>"));
            }
            "href" => {
                let address = escape(&input.argument().unwrap_or_default());
                let inner = self.inline_argument(input);
                out.html(&format!("<a href=\"{address}\">{inner}</a>"));
            }
            "verb" => {
                input.eat("*");
                let rest = input.rest();
                let quote = rest.chars().next().map_or(0, char::len_utf8);
                let (quote, text) = rest.split_at(quote);
                // Up to the same character again, in the same line; a backslash is like any other.
                match text.lines().next().and_then(|line| line.split_once(quote)) {
                    Some((text, _)) => {
                        out.html(&format!("<code>{}</code>", escape(text)));
                        input.advance(text.len() + 2 * quote.len());
                    }
                    None => self.tell_at(line, "verb", "`\\verb` without its end"),
                }
            }
            "includegraphics" => {
                input.option();
                let file = input.argument().unwrap_or_default();
                let image = self.image(&file, "", line);
                out.html(&image);
            }
            "illustration" => {
                input.argument();
                let file = input.argument().unwrap_or_default();
                let caption = self.inline_argument(input);
                let image = self.image(&file, "", line);
                out.block(&format!("<figure>{image}<figcaption>{caption}</figcaption></figure>"));
            }
            "caption" => {
                let inner = self.inline_argument(input);
                out.block(&format!("<figcaption>{inner}</figcaption>"));
            }
            "epigraph" => {
                let (text, who) = (self.inline_argument(input), self.inline_argument(input));
                out.block(&format!("<blockquote><p>{text}</p><footer>{who}</footer></blockquote>"));
            }
            "def" => {
                input.blank();
                input.eat("\\");
                input.name();
                input.argument();
            }
            "item" => self.tell_at(line, "item", "`\\item` outside a list"),
            _ => self.tell_at(line, name, &format!("the command `\\{name}` is not known")),
        }
    }

    /// An argument as HTML without paragraphs; empty when there is none.
    pub(super) fn inline_argument(&mut self, input: &mut Input<'_>) -> String {
        if input.rest().trim_start().starts_with('{') {
            input.blank();
            input.advance(1);
            let inner = self.until(input, Stop::Brace, true);
            input.eat("}");
            return inner;
        }
        String::new()
    }

    fn accented(&mut self, input: &mut Input<'_>, mark: char, out: &mut Output) {
        let letter = match input.argument() {
            Some(argument) => argument,
            None => {
                let rest = input.rest();
                let length = rest.chars().next().map_or(0, char::len_utf8);
                input.advance(length);
                rest[..length].to_owned()
            }
        };
        let mut letters = letter.trim_start_matches('\\').chars();
        if let Some(first) = letters.next() {
            out.text(&format!("{first}{mark}{}", letters.as_str()));
        }
    }

    /// An image; its ending may be left out.
    fn image(&mut self, file: &str, alt: &str, line: u64) -> String {
        let file = file.trim();
        let has = |name: &str| self.source.tree.has_file(&format!("{}/{name}", self.source.dir));
        let endings = ["", ".png", ".jpg", ".jpeg", ".svg"];
        let found = endings.iter().map(|e| format!("{file}{e}")).find(|name| has(name));
        if found.is_none() || file.ends_with(".pdf") {
            let message = format!("the image `{file}` is missing or no .png, .jpg, .jpeg or .svg");
            self.findings.warning(self.source.file, line, message);
            return String::new();
        }
        let name = escape(&found.unwrap_or_default());
        format!("<img src=\"{name}\" alt=\"{alt}\">")
    }
}
