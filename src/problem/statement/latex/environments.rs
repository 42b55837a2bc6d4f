//! Environments: what stands between `\begin` and `\end`.

use super::{
    Latex, Stop,
    input::Input,
    output::{Output, escape},
};

/// Environments of math, handed over whole.
const MATH: &[&str] = &[
    "equation",
    "equation*",
    "align",
    "align*",
    "gather",
    "gather*",
    "multline",
    "multline*",
    "eqnarray",
    "eqnarray*",
    "displaymath",
    "math",
];

impl Latex<'_, '_> {
    /// An environment, `\begin` read.
    pub(super) fn begin(&mut self, input: &mut Input<'_>, line: u64, out: &mut Output) {
        let Some(name) = input.argument() else {
            return self.tell_at(line, "begin", "`\\begin` without a name");
        };
        if MATH.contains(&name.as_str()) {
            let Some(body) = self.raw(input, &name, line) else { return };
            let tex = match name.trim_end_matches('*') {
                "equation" | "displaymath" | "math" => body,
                _ => format!("\\begin{{{name}}}{body}\\end{{{name}}}"),
            };
            return self.math(&tex, name != "math", line, out);
        }
        match name.as_str() {
            "itemize" => self.list(input, &name, "ul", out),
            "enumerate" => self.list(input, &name, "ol", out),
            "verbatim" | "lstlisting" | "alltt" => {
                let Some(body) = self.raw(input, &name, line) else { return };
                let body = match body.trim_start().strip_prefix('[') {
                    Some(options) if name == "lstlisting" => {
                        options.split_once(']').map_or("", |(_, body)| body).to_owned()
                    }
                    _ => body,
                };
                let body = body.strip_prefix('\n').unwrap_or(&body);
                out.block(&format!("<pre><code>{}</code></pre>", escape(body)));
            }
            "tabular" | "tabular*" | "array" | "tabularx" => {
                if name != "tabular" && name != "array" {
                    input.argument();
                }
                input.option();
                let columns = input.argument().unwrap_or_default();
                let first = input.line() - 1;
                let Some(body) = self.raw(input, &name, line) else { return };
                let table = self.table(&columns, &body, first);
                out.block(&table);
            }
            "Input" | "Output" | "Interaction" => {
                out.block(&format!("<h2>{name}</h2>"));
                self.wrapped(input, &name, "", "", out);
            }
            "quote" | "quotation" => {
                self.wrapped(input, &name, "<blockquote>", "</blockquote>", out);
            }
            "center" => self.wrapped(input, &name, "<center>", "</center>", out),
            "figure" | "figure*" | "wrapfigure" | "table" | "minipage" => {
                let options =
                    if name == "wrapfigure" { 2 } else { usize::from(name == "minipage") };
                input.option();
                for _ in 0..options {
                    input.argument();
                    input.option();
                }
                self.wrapped(input, &name, "<figure>", "</figure>", out);
            }
            "document" | "flushleft" | "flushright" | "small" | "samepage" => {
                self.wrapped(input, &name, "", "", out);
            }
            _ => {
                self.tell_at(line, &name, &format!("the environment `{name}` is not known"));
                self.wrapped(input, &name, "", "", out);
            }
        }
    }

    fn wrapped(
        &mut self,
        input: &mut Input<'_>,
        name: &str,
        open: &str,
        close: &str,
        out: &mut Output,
    ) {
        let inner = self.until(input, Stop::Environment(name), false);
        self.close(input, name);
        out.block(&format!("{open}{inner}{close}"));
    }

    fn list(&mut self, input: &mut Input<'_>, name: &str, tag: &str, out: &mut Output) {
        input.option();
        let mut html = format!("<{tag}>");
        // What stands before the first item is nothing but layout.
        self.until(input, Stop::Item(name), false);
        while input.eat("\\item") {
            let label = input.option();
            let inner = self.until(input, Stop::Item(name), false);
            let inner = match (inner.strip_prefix("<p>"), inner.matches("<p>").count()) {
                (Some(bare), 1) => bare.replacen("</p>", "", 1),
                _ => inner,
            };
            let label = label.map(|label| format!("{} ", escape(&label))).unwrap_or_default();
            html.push_str(&format!("<li>{label}{}</li>", inner.trim_end()));
        }
        self.close(input, name);
        out.block(&format!("{html}</{tag}>"));
    }

    fn close(&mut self, input: &mut Input<'_>, name: &str) {
        if !input.eat(&format!("\\end{{{name}}}")) {
            self.tell(input, "unclosed", &format!("`\\begin{{{name}}}` without its end"));
        }
    }

    /// The text of an environment as it is written; those of the same name may be nested.
    fn raw(&mut self, input: &mut Input<'_>, name: &str, line: u64) -> Option<String> {
        let (begin, end) = (format!("\\begin{{{name}}}"), format!("\\end{{{name}}}"));
        let rest = input.rest();
        let (mut depth, mut at) = (0, 0);
        while let Some(found) = rest[at..].find(&end).map(|found| found + at) {
            depth += rest[at..found].matches(&begin).count();
            if depth == 0 {
                input.advance(found + end.len());
                return Some(rest[..found].to_owned());
            }
            depth -= 1;
            at = found + end.len();
        }
        self.tell_at(line, "unclosed", &format!("`{begin}` without its end"));
        None
    }
}
