//! `tabular`.

use super::{Latex, input::Input};

impl Latex<'_, '_> {
    /// A table; `first` is the number of lines before it.
    pub(super) fn table(&mut self, columns: &str, body: &str, first: u64) -> String {
        let aligns: Vec<_> = aligns(columns);
        let mut html = String::from("<table><tbody>");
        let mut line = first;
        for row in split(body, "\\\\") {
            let inner = row.replace("\\hline", "");
            if !inner.trim().is_empty() {
                html.push_str("<tr>");
                for (column, cell) in split(&inner, "&").into_iter().enumerate() {
                    let align = aligns.get(column).copied().unwrap_or("left");
                    html.push_str(&self.cell(cell, align, line));
                }
                html.push_str("</tr>");
            }
            line += row.matches('\n').count() as u64;
        }
        html.push_str("</tbody></table>");
        html
    }

    fn cell(&mut self, text: &str, align: &str, line: u64) -> String {
        let mut input = Input::new(text.trim(), line);
        let (mut span, mut align) = (String::new(), align);
        for (command, attribute) in [("\\multicolumn", "colspan"), ("\\multirow", "rowspan")] {
            if !input.eat(command) {
                continue;
            }
            let count = input.argument().and_then(|n| n.trim().parse::<u16>().ok()).unwrap_or(1);
            span.push_str(&format!(" {attribute}=\"{count}\""));
            let layout = match input.eat("*") {
                true => String::new(),
                false => input.argument().unwrap_or_default(),
            };
            if attribute == "colspan" {
                align = aligns(&layout).first().copied().unwrap_or(align);
            }
            let inner = input.argument().unwrap_or_default();
            let inner = self.inline(&inner, line);
            return format!("<td align=\"{align}\"{span}>{inner}</td>");
        }
        let inner = self.inline(input.rest(), line);
        format!("<td align=\"{align}\">{inner}</td>")
    }

    fn inline(&mut self, text: &str, line: u64) -> String {
        let html = self.whole(text, line);
        match (html.strip_prefix("<p>"), html.matches("<p>").count()) {
            (Some(bare), 1) => bare.replacen("</p>", "", 1).trim_end().to_owned(),
            _ => html,
        }
    }
}

/// Alignments of a column specification such as `|l|c|p{3cm}|`.
fn aligns(columns: &str) -> Vec<&'static str> {
    let mut depth = 0;
    let mut aligns = Vec::new();
    for c in columns.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            'l' | 'p' | 'm' | 'b' | 'X' if depth == 0 => aligns.push("left"),
            'c' if depth == 0 => aligns.push("center"),
            'r' if depth == 0 => aligns.push("right"),
            _ => {}
        }
    }
    aligns
}

/// Splits at `by` outside braces and math.
fn split<'t>(text: &'t str, by: &str) -> Vec<&'t str> {
    let (mut parts, mut from, mut at) = (Vec::new(), 0, 0);
    let (mut depth, mut math) = (0_u32, false);
    while at < text.len() {
        let rest = &text[at..];
        if depth == 0 && !math && rest.starts_with(by) {
            parts.push(&text[from..at]);
            at += by.len();
            from = at;
            continue;
        }
        let length = rest.chars().next().map_or(1, char::len_utf8);
        match rest.as_bytes()[0] {
            b'\\' => at += rest[1..].chars().next().map_or(0, char::len_utf8),
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            b'$' => math = !math,
            _ => {}
        }
        at += length;
    }
    parts.push(&text[from..]);
    parts
}
