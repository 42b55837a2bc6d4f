//! CommonMark with math, tables, footnotes and the format's commands.

use pulldown_cmark::{
    Alignment, CowStr, Event, HeadingLevel, Options, Parser, Tag, TagEnd, TextMergeWithOffset,
};

use super::{super::finding::Findings, Source, images, line_at, marks::Marks, math, sanitise};

/// HTML with marks, not sanitised.
pub(super) fn render(source: &Source<'_>, marks: &mut Marks, findings: &mut Findings) -> String {
    let replaced = source.constants.apply(source.text);
    let text = replaced.as_deref().unwrap_or(source.text);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_MATH;
    let parser = Parser::new_ext(text, options);
    let events = TextMergeWithOffset::new(parser.into_offset_iter());
    let mut renderer = Renderer {
        source,
        text,
        marks,
        findings,
        image: 0,
        code: false,
        columns: Vec::new(),
        column: 0,
        head: false,
    };
    let events: Vec<_> = events.map(|(event, range)| renderer.event(event, range.start)).collect();
    let mut html = String::new();
    pulldown_cmark::html::push_html(&mut html, events.into_iter());
    html
}

struct Renderer<'a, 'b> {
    source: &'a Source<'a>,
    text: &'a str,
    marks: &'b mut Marks,
    findings: &'b mut Findings,
    /// Images around; their text ends up in an attribute, where no mark may stand.
    image: u32,
    code: bool,
    columns: Vec<Alignment>,
    column: usize,
    head: bool,
}

impl Renderer<'_, '_> {
    fn event<'e>(&mut self, event: Event<'e>, at: usize) -> Event<'e> {
        if let Event::Start(Tag::Image { dest_url, .. } | Tag::Link { dest_url, .. }) = &event
            && sanitise::has_foreign_scheme(dest_url)
        {
            images::refuse(self.source, dest_url, Some(line_at(self.text, at)), self.findings);
        }
        match event {
            Event::Start(Tag::Image { .. }) => self.image += 1,
            Event::End(TagEnd::Image) => self.image -= 1,
            Event::Start(Tag::CodeBlock(_)) => self.code = true,
            Event::End(TagEnd::CodeBlock) => self.code = false,
            Event::InlineMath(tex) => return self.math(tex, false, at),
            Event::DisplayMath(tex) => return self.math(tex, true, at),
            Event::Text(text) if !self.code && self.image == 0 && text.contains("{{") => {
                return Event::Text(self.commands(&text, at).into());
            }
            // The problem's name is the page's only first-level heading.
            Event::Start(Tag::Heading { level: HeadingLevel::H1, id, classes, attrs }) => {
                return Event::Start(Tag::Heading { level: HeadingLevel::H2, id, classes, attrs });
            }
            Event::End(TagEnd::Heading(HeadingLevel::H1)) => {
                return Event::End(TagEnd::Heading(HeadingLevel::H2));
            }
            event => return self.table(event),
        }
        event
    }

    /// Tables by our own tags: the renderer's align by style attributes, which a strict page
    /// forbids.
    fn table<'e>(&mut self, event: Event<'e>) -> Event<'e> {
        let html = match &event {
            Event::Start(Tag::Table(columns)) => {
                self.columns.clone_from(columns);
                "<table>".to_owned()
            }
            Event::End(TagEnd::Table) => "</tbody></table>\n".to_owned(),
            Event::Start(Tag::TableHead) => {
                self.head = true;
                self.column = 0;
                "<thead><tr>".to_owned()
            }
            Event::End(TagEnd::TableHead) => {
                self.head = false;
                "</tr></thead><tbody>".to_owned()
            }
            Event::Start(Tag::TableRow) => {
                self.column = 0;
                "<tr>".to_owned()
            }
            Event::End(TagEnd::TableRow) => "</tr>".to_owned(),
            Event::Start(Tag::TableCell) => {
                let tag = if self.head { "th" } else { "td" };
                let align = match self.columns.get(self.column) {
                    Some(Alignment::Left) => " align=\"left\"",
                    Some(Alignment::Center) => " align=\"center\"",
                    Some(Alignment::Right) => " align=\"right\"",
                    Some(Alignment::None) | None => "",
                };
                self.column += 1;
                format!("<{tag}{align}>")
            }
            Event::End(TagEnd::TableCell) => {
                if self.head {
                    "</th>".to_owned()
                } else {
                    "</td>".to_owned()
                }
            }
            _ => return event,
        };
        Event::InlineHtml(html.into())
    }

    fn math<'e>(&mut self, tex: CowStr<'e>, display: bool, at: usize) -> Event<'e> {
        if self.image > 0 {
            return Event::Text(tex);
        }
        match math::render(&tex, display) {
            Ok(mathml) => Event::Text(self.marks.html(mathml).into()),
            Err(fault) => {
                let message = format!("math `{tex}` is shown as it is written: {fault}");
                self.findings.warning(self.source.file, line_at(self.text, at), message);
                Event::Code(tex)
            }
        }
    }

    fn commands(&mut self, text: &str, at: usize) -> String {
        let mut out = String::new();
        let mut rest = text;
        while let Some(open) = rest.find("{{") {
            out.push_str(&rest[..open]);
            rest = &rest[open..];
            if let Some(tail) = rest.strip_prefix("{{nextsample}}") {
                match self.marks.next_sample() {
                    Some(mark) => out.push_str(&mark),
                    None => {
                        let message = "`{{nextsample}}`: no sample is left";
                        self.findings.error(self.source.file, line_at(self.text, at), message);
                    }
                }
                rest = tail;
            } else if let Some(tail) = rest.strip_prefix("{{remainingsamples}}") {
                out.push_str(&self.marks.remaining_samples());
                rest = tail;
            } else {
                let name = rest[2..].split("}}").next().unwrap_or_default();
                if crate::problem::constants::is_constant_name(name)
                    && rest[2 + name.len()..].starts_with("}}")
                {
                    let message = format!("there is no constant `{name}`");
                    self.findings.warning(self.source.file, line_at(self.text, at), message);
                }
                out.push_str("{{");
                rest = &rest[2..];
            }
        }
        out.push_str(rest);
        out
    }
}
